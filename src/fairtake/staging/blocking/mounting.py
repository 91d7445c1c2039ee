"""Up onto a table, a bench, a box, and down again."""

from __future__ import annotations

import math
import re

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Box
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import face, look, reach, walk
from fairtake.staging.blocking.words import matches
from fairtake.staging.motion.gait import feet_at, shift
from fairtake.staging.motion.score import Lean, Step, Target
from fairtake.staging.motion.terrain import Terrain

__all__ = ["dismount", "get_down", "mount", "mounts"]

_HIGHEST = 0.82
_UP = {"climb", "clamber", "jump", "hop", "leap", "step", "get", "scramble"}


def mounts(event: Event) -> bool:
    """Whether somebody gets onto, or over, something that stands there."""
    if event.action not in (Action.GO, Action.STAND, Action.RUN) or event.verb.lower().split()[0] not in _UP:
        return False
    return bool(re.search(r"\b(?:onto|on top of|up on|atop|on the|over the)\b", event.text, re.IGNORECASE))


def get_down(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """ "Climbs down", "jumps off the table": for who stands on something, down again."""
    down = re.search(r"\b(?:down|off)\b", event.text, re.IGNORECASE)
    if event.action not in (Action.GO, Action.RUN, Action.FALL, Action.STAND) or not down:
        return None
    if person.terrain is None or not person.terrain.blocks or person.level < 0.15:
        return None
    start = max(time, person.free)
    goal = (person.place[0] + 2 * person.ahead[0], person.place[1] + 2 * person.ahead[1])
    end = dismount(stage, person, start, goal)
    return Outcome(start, end - 0.2, end) if end > start else None


def _named(stage: Stage, person: Person, text: str) -> Box | None:
    boxes = [
        b for b in stage.site.obstacles
        if matches(text, [b.name]) >= 0.8 and 0.2 <= b.center[1] + b.half[1] <= 1.4 and min(b.half[0], b.half[2]) > 0.1
    ]  # fmt: skip
    return min(boxes, key=lambda b: round(person.distance((b.center[0], b.center[2])), 3), default=None)


def _edges(box: Box, deep: float) -> list[tuple[Point, Point, Point, float]]:
    """For each side: where one stands before it, a point at its edge, one on top, and the way
    one faces who climbs there."""
    c, s = math.cos(box.yaw), math.sin(box.yaw)
    found = []
    for dx, dz, half, across in ((1, 0, 0, 2), (-1, 0, 0, 2), (0, 1, 2, 0), (0, -1, 2, 0)):
        out = (dx * c + dz * s, dz * c - dx * s)
        inner = max(0.0, box.half[half] - deep)
        for off in (0.0, 0.3, -0.3):
            if abs(off) > box.half[across] - 0.2:
                continue
            x, z = box.center[0] - off * out[1], box.center[2] + off * out[0]

            def at(far: float, x: float = x, z: float = z, out: Point = out) -> Point:
                return x + out[0] * far, z + out[1] * far

            found.append((at(box.half[half] + 0.36), at(box.half[half]), at(inner), math.atan2(-out[0], -out[1])))
    return found


def mount(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Climb onto what the script names, as high as a table; with "over", down on its other side.
    None when there is no such thing or it is too high."""
    box = _named(stage, person, event.goal or event.theme)
    if box is None or person.chair is not None or not person.present or person.level > 0.05:
        return None
    high = box.center[1] + box.half[1]
    if high > _HIGHEST * max(0.75, person.build.scale) or stage.person(event.goal) is not None:
        return None
    start = max(time, person.free)
    ways = [
        e for e in _edges(box, 0.30)
        if stage.plan.is_free(e[0], stage.others(person), 0.12, 0.6) and stage.plan.inside(e[0], -0.2)
    ]  # fmt: skip
    if not ways:
        return None
    stand, edge, top, yaw = min(ways, key=lambda e: round(person.distance(e[0]), 3))
    look(person, start, Target("point", point=(top[0], high, top[1])), 0.8)
    begin = walk(stage, person, start, stand, yaw)
    begin = max(face(stage, person, begin, yaw, 0.1), person.free)
    blocks = person.terrain.blocks if person.terrain is not None else ()
    person.terrain = Terrain(stage.site.stairs, (*(b for b in blocks if b is not box), box))
    end = _up(stage, person, begin, edge, top, yaw, high)
    if re.search(r"\bover\b", event.text, re.IGNORECASE):
        goal = (top[0] + 3 * math.sin(yaw), top[1] + 3 * math.cos(yaw))
        end = dismount(stage, person, end, goal)
    return Outcome(start, end - 0.2, end)


def _up(stage: Stage, person: Person, begin: float, edge: Point, top: Point, yaw: float, high: float) -> float:
    tall = high > 0.5
    seconds = 1.5 + 0.9 * high
    end = begin + seconds
    sin, cos = math.sin(yaw), math.cos(yaw)
    left = (cos, -sin)
    if tall:
        for hand, sign in ((0, 1.0), (1, -1.0)):
            if person.held[hand] or person.occupied(hand):
                continue
            at = (
                edge[0] + 0.14 * sin + sign * 0.26 * left[0],
                high + 0.025,
                edge[1] + 0.14 * cos + sign * 0.26 * left[1],
            )
            reach(stage, person, hand, begin, at, 0.42 * seconds, palm=(0.0, -1.0, 0.0), fingers=(sin, -0.05, cos), curl=(0.15, 0.15, 0.15), seconds=0.5, back=0.7)  # fmt: skip
    person.score.leans.append(Lean(begin + 0.1, begin + 0.45 * seconds, begin + 0.6 * seconds, end, 0.30 + 0.35 * high))
    first = feet_at(person.build, (edge[0] + 0.16 * sin, edge[1] + 0.16 * cos), yaw)[1]
    second, both = feet_at(person.build, top, yaw)
    person.score.steps += [
        Step(1, begin + 0.08 * seconds, begin + 0.46 * seconds, first, 0.08, 0.1, 0.35, 0.35),
        Step(0, begin + 0.52 * seconds, begin + 0.82 * seconds, second, 0.10, 0.1, 0.4, 0.45),
        Step(1, begin + 0.80 * seconds, begin + 0.98 * seconds, both, 0.04, 0.1, 0.25),
    ]
    person.score.travels.append(
        shift(begin + 0.30 * seconds, begin + 0.92 * seconds, person.place, top, person.yaw, yaw)
    )
    stage.contacts.append(Contact(begin + 0.45 * seconds, "step", (edge[0], high, edge[1]), "wood", 0.4, person.role))
    person.place, person.feet, person.free = top, (second, both), end
    return end


def dismount(stage: Stage, person: Person, time: float, goal: Point) -> float:
    """Step down from what one has climbed onto, on the side toward `goal`."""
    if person.terrain is None:
        return time
    on = next(
        (b for b in person.terrain.blocks if float(person.terrain.inside(b, np.array([person.place]))[0]) > 0), None
    )
    if on is None:
        return time
    time = max(time, person.free)
    ways = [
        e for e in _edges(on, 0.30)
        if stage.plan.is_free(e[0], stage.others(person), 0.12, 0.6) and stage.plan.inside(e[0], -0.2)
    ]  # fmt: skip
    if not ways:
        return time
    stand, _, top, yaw = min(ways, key=lambda e: round(math.dist(e[0], goal) + 0.8 * person.distance(e[2]), 3))
    high = on.center[1] + on.half[1]
    if person.distance(top) > 0.1:
        # A step or two along the top.
        end = time + 0.7
        feet = feet_at(person.build, top, person.yaw)
        person.score.travels.append(shift(time, end, person.place, top, person.yaw, person.yaw))
        person.score.steps += [
            Step(k, time + 0.32 * k, time + 0.32 * k + 0.34, feet[k], 0.04, 0.1, 0.2) for k in (0, 1)
        ]
        person.place, person.feet, person.free, time = top, feet, end, end
    out = yaw + math.pi
    time = max(face(stage, person, time, out, 0.1), person.free)
    # Down with a hop: both feet leave the edge and land together, the knees take it up.
    end = time + 1.25
    feet = feet_at(person.build, stand, out)
    person.score.leans += [
        Lean(time, time + 0.34, time + 0.42, time + 0.62, 0.22, 0.0, 0.12),
        Lean(time + 0.62, time + 0.84, time + 0.9, end + 0.3, 0.20, 0.0, 0.05 + 0.12 * high),
    ]
    person.score.steps += [
        Step(side, time + 0.40 + 0.02 * side, time + 0.76 + 0.02 * side, feet[side], 0.04, 0.05, 0.6, -0.35)
        for side in (0, 1)
    ]
    person.score.travels.append(shift(time + 0.26, time + 0.92, person.place, stand, person.yaw, out))
    look(person, time, Target("point", point=(stand[0], 0.2, stand[1])), 0.7)
    person.place, person.feet, person.free = stand, feet, end
    return end
