"""Passing by: coming from one end of an open place and leaving at the other, and the chase."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import look
from fairtake.staging.blocking.words import same_role, tokens
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.gait import RUN, feet_at, plan_walk, shift
from fairtake.staging.motion.score import Step, Target, Travel

__all__ = ["from_afar", "hasten", "is_chase", "pass_by", "passes", "pursue", "put"]

_ALONG = frozenset(
    [
        "street",
        "road",
        "lane",
        "alley",
        "path",
        "beach",
        "shore",
        "park",
        "forest",
        "wood",
        "field",
        "bridge",
        "corridor",
        "hall",
        "square",
    ]
)
_CHASE = frozenset({"after", "chase", "chases", "pursue", "pursues", "hunt"})
_ON_THE_WAY = {Action.RUN, Action.LOOK_AT, Action.EMOTE, Action.EXIT, Action.TURN, Action.PICK_UP}

_BEYOND = 1.2
"""Metres beyond the end of a place at which somebody who passes appears and is gone."""


def is_chase(event: Event) -> bool:
    """Whether somebody runs after somebody."""
    words = {*event.verb.lower().split(), *event.text.lower().replace(".", " ").split()[:3]}
    return event.action in (Action.RUN, Action.GO) and bool(words & _CHASE) and bool(event.goal or event.theme)


def _whole(stage: Stage, event: Event) -> bool:
    """Whether the goal is the place itself ("down the street", in a street)."""
    words = set(tokens(event.goal or event.theme))
    place = set(tokens(stage.scene.setting.place)) | ({stage.site.kind} if stage.site.kind else set())
    return bool(words & (place | _ALONG)) and stage.person(event.goal) is None


def from_afar(stage: Stage, event: Event) -> bool:
    """Whether somebody whose first deed this is comes from outside the picture: in the open,
    who runs, or walks along the place itself."""
    if stage.site.interior or event.action not in (Action.RUN, Action.GO):
        return False
    if event.action is Action.GO and (stage.person(event.goal) is not None or not (event.goal or event.theme)):
        return True
    return event.action is Action.RUN or is_chase(event) or (bool(event.goal or event.theme) and _whole(stage, event))


def passes(stage: Stage, person: Person, event: Event, index: int) -> bool:
    """Whether they run right through: nothing they do later in the scene makes them stop."""
    if stage.site.interior or event.action is not Action.RUN or person.present:
        return False
    if not (is_chase(event) or _whole(stage, event) or not (event.goal or event.theme)):
        return False
    later = [
        b
        for b in stage.scene.beats[index + 1 :]
        if isinstance(b, Event) and any(same_role(a, person.role) for a in b.agents)
    ]
    return all(b.action in _ON_THE_WAY and (b.action is not Action.PICK_UP or _has(b)) for b in later)


def _has(event: Event) -> bool:
    return bool({"carry", "carries", "hold", "holds", "clutch", "wear"} & set(event.verb.lower().split()))


def put(stage: Stage, person: Person, place: Point, yaw: float, time: float) -> None:
    """Somebody who is not to be seen stands somewhere else from `time` on."""
    person.place, person.yaw = place, yaw
    person.feet = feet_at(person.build, place, yaw)
    score = person.score
    if not score.travels:
        score.place, score.yaw, score.feet = place, yaw, person.feet
        return
    score.travels.append(shift(time - 0.1, time - 0.05, place, place, yaw, yaw))
    for side in (0, 1):
        score.steps.append(Step(side, time - 0.1, time - 0.05, person.feet[side], 0.0, 0.0, 0.0))


def _ends(stage: Stage, seed: int) -> tuple[Point, Point]:
    """The two ends of an open place that lie farthest apart, in the order one runs."""
    doors = [(d.position[0], d.position[2]) for d in stage.site.doors if not d.part]
    pairs = [(math.dist(a, b), a, b) for i, a in enumerate(doors) for b in doors[i + 1 :]]
    if pairs:
        _, a, b = max(pairs)
    else:
        x0, z0, x1, z1 = stage.plan.acting
        a, b = (x0, (z0 + z1) / 2), (x1, (z0 + z1) / 2)
    return (a, b) if seed % 2 else (b, a)


def _line(stage: Stage, aside: float) -> Array:
    """The way through the place (M, 2), from beyond one end to beyond the other."""
    a, b = (np.array(p) for p in _ends(stage, crc(stage.scene.setting.heading)))
    u = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
    n = np.array([u[1], -u[0]])
    marks = [np.array((m.position[0], m.position[2])) for m in stage.site.marks[:2]]
    middle = np.mean(marks, axis=0) if marks else (a + b) / 2
    # Past the middle of the picture, and straight.
    shift_by = float((middle - (a + b) / 2) @ n)
    a, b = a + n * (shift_by + aside), b + n * (shift_by + aside)
    route, _ = stage.plan.route((float(a[0]), float(a[1])), (float(b[0]), float(b[1])), ())
    return np.concatenate([[a - u * _BEYOND], route, [b + u * _BEYOND]])


def pass_by(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Run in at one end of the place and out at the other."""
    return _run(stage, person, time if stage.cursor > 3 else min(time, 0.4), _line(stage, 0.0), 0.0)


def pursue(stage: Stage, person: Person, prey: Person, time: float) -> Outcome:
    """Run after somebody who passes, on their heels, the same way out."""
    way = _line(stage, 0.45)
    began = float(prey.score.travels[-1].times[0]) if prey.score.travels else time
    start = max(time, began + 1.0) if time - began < 3 else time
    # Not too far behind, however long the script took to get to it.
    ahead = float(np.interp(start, prey.score.travels[-1].times, _along(prey.score.travels[-1].points)))
    outcome = _run(stage, person, start, way, max(0.0, ahead - 3.6))
    look(person, start, Target("role", prey.role))
    return outcome


def _along(points: Array) -> Array:
    return np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])


def _run(stage: Stage, person: Person, start: float, way: Array, skip: float) -> Outcome:
    start = stage.snap(max(start, person.free))
    along = _along(way)
    if skip > 0:
        s = min(skip, 0.3 * float(along[-1]))
        first = np.array([np.interp(s, along, way[:, 0]), np.interp(s, along, way[:, 1])])
        way = np.concatenate([[first], way[along > s + 0.1]])
    u = way[1] - way[0]
    yaw = math.atan2(u[0], u[1])
    put(stage, person, (float(way[0, 0]), float(way[0, 1])), yaw, start)
    passage = plan_walk(person.build, way, start, yaw, None, person.feet, RUN, False, 0.8)
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.score.shown += [(start, True), (passage.end - 0.5, False)]
    person.place, person.yaw, person.feet = passage.place, passage.yaw, passage.feet
    person.free, person.present, person.passing = passage.end, True, True
    look(person, start, Target("away", point=(0.0, 0.05, 0.0)))
    length = passage.end - start
    at = passage.travel.points[len(passage.travel.points) // 2]
    middle = (float(at[0]), float(person.build.rest[4, 1]), float(at[1]))
    return Outcome(start, start + min(1.3, 0.3 * length), start + 0.55 * length, middle)


def hasten(stage: Stage, person: Person, time: float, factor: float = 1.22) -> Outcome:
    """Whoever runs already runs faster from `time` on."""

    def warp(t: float) -> float:
        return t if t <= time else time + (t - time) / factor

    score = person.score
    last = score.travels[-1]
    times = np.where(last.times <= time, last.times, time + (last.times - time) / factor)
    score.travels[-1] = Travel(times, last.points, last.yaw)
    score.steps = [
        Step(s.foot, warp(s.lift), max(warp(s.land), warp(s.lift) + 0.16), s.hold, s.height, s.roll, s.loud)
        if s.land > time
        else s
        for s in score.steps
    ]
    score.shown = [(warp(t), shown) if t > time else (t, shown) for t, shown in score.shown]
    person.free = warp(person.free)
    look(person, time + 0.5, Target("away", point=(0.0, 0.05, 0.0)))
    return Outcome(time, time + 1.2, min(person.free, time + 3.5))
