"""On hands and knees: over the floor, under a table and out again."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Box
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import find_spot, free_mark
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import end_rest, face, look, rise, walk
from fairtake.staging.blocking.words import matches
from fairtake.staging.motion.ease import Array, min_jerk
from fairtake.staging.motion.gait import profile, soften
from fairtake.staging.motion.score import Foothold, HandGoal, PostureKey, Step, Target, Travel, Vector

__all__ = ["crawl", "crawl_out", "crawls"]

_SPEED = 0.55
_STRIDE = 0.42
_HIGH = 0.60
"""The least height of what one crawls under, metres."""
_BACK = 0.40
"""How far the ankles lie behind the hips, shares of the build."""
_REACH = 0.52
"""How far the hands are set down before the hips."""


def crawls(event: Event) -> bool:
    """Whether somebody goes on hands and knees."""
    return event.action in (Action.GO, Action.ENTER, Action.EXIT) and event.verb.lower().split()[0] in ("crawl", "creep in") and "crawl" in event.text.lower()  # fmt: skip


def _hand(person: Person, hand: int, place: Point, yaw: float, ahead: float) -> Vector:
    sign = 1.0 if hand == 0 else -1.0
    scale = person.build.scale
    x = place[0] + ahead * scale * math.sin(yaw) + sign * 0.19 * scale * math.cos(yaw)
    z = place[1] + ahead * scale * math.cos(yaw) - sign * 0.19 * scale * math.sin(yaw)
    return x, 0.028, z


def _foot(person: Person, side: int, place: Point, yaw: float, behind: float = _BACK) -> Foothold:
    sign = 1.0 if side == 0 else -1.0
    scale = person.build.scale
    x = place[0] - behind * scale * math.sin(yaw) + sign * 0.11 * scale * math.cos(yaw)
    z = place[1] - behind * scale * math.cos(yaw) - sign * 0.11 * scale * math.sin(yaw)
    return Foothold(x, z, yaw, 0.0, 1.25)


def _goal(person: Person, hand: int, start: float, full: float, hold: float, end: float, at: Vector, yaw: float) -> HandGoal:  # fmt: skip
    fingers = (math.sin(yaw), -0.03, math.cos(yaw))
    return HandGoal(hand, start, full, hold, end, "world", at, fingers, (0.0, -1.0, 0.0), (0.12, 0.1, 0.1), out=0.2)


def _down(stage: Stage, person: Person, time: float) -> float:
    """From standing onto hands and knees, facing the same way."""
    time = rise(stage, person, time)
    time = max(time, person.free)
    scale = person.build.scale
    end = time + 1.5
    yaw = person.yaw
    place = (person.place[0] + 0.10 * scale * person.ahead[0], person.place[1] + 0.10 * scale * person.ahead[1])
    t = np.linspace(time + 0.1, end, 60)
    u = min_jerk((t - t[0]) / (t[-1] - t[0]))
    points = np.asarray(person.place) + (np.asarray(place) - np.asarray(person.place)) * u[:, None]
    person.score.travels.append(Travel(t, points, np.full(len(t), yaw)))
    person.score.postures.append(PostureKey(time, end, "crawl", 0.455 * scale, 1.12, 0.10, dip=0.15))
    feet = (_foot(person, 0, place, yaw), _foot(person, 1, place, yaw))
    for side in (0, 1):
        lift = time + 0.25 + 0.35 * side
        person.score.steps.append(Step(side, lift, lift + 0.55, feet[side], 0.03, 0.0, 0.1))
        at = _hand(person, side, place, yaw, _REACH)
        begin = time + 0.35 + 0.15 * side
        person.score.hands.append(_goal(person, side, begin, end - 0.25 + 0.12 * side, end + 60, end + 60.6, at, yaw))
    end_rest(person, time, 0.4)
    person.place, person.feet, person.posture, person.free = place, feet, "crawl", end
    stage.contacts.append(Contact(end - 0.35, "kneel", (place[0], 0.0, place[1]), stage.site.ground, 0.4, person.role))
    return end


def _along(stage: Stage, person: Person, time: float, path: Array, back: bool = False) -> float:
    """Crawl a polyline, or `back` along it: hand and opposite knee go together."""
    path = soften(path, 0.4) if len(path) > 2 else path
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    length = float(along[-1])
    if length < 0.1:
        return time
    t, s = profile(length, _SPEED)
    points = np.stack([np.interp(s, along, path[:, 0]), np.interp(s, along, path[:, 1])], -1)
    d = np.gradient(path, along, axis=0) if len(path) > 2 else np.repeat(path[1:] - path[:1], 2, 0)
    heading = np.unwrap(np.arctan2(d[:, 0], d[:, 1]) + (np.pi if back else 0.0))
    heading += person.yaw + math.remainder(float(heading[0]) - person.yaw, math.tau) - heading[0]
    facing = np.interp(s, along, heading)
    facing = person.yaw + (facing - person.yaw) * min_jerk(t / min(0.8, float(t[-1])))
    person.score.travels.append(Travel(time + t, points, facing))
    count = max(2, math.ceil(length / (_STRIDE / 2)))
    hands = [g for g in person.score.hands if g.hold > time + 30]
    for goal in hands:
        person.score.hands[person.score.hands.index(goal)] = replace(goal, hold=time, end=time + 0.02)
    spots = [_hand(person, h, person.place, person.yaw, _REACH) for h in (0, 1)]
    since = [time - 0.05, time - 0.05]
    yaws = [person.yaw, person.yaw]
    feet = list(person.feet)
    for k in range(count + 1):
        side = k % 2
        # Set down half a stride beyond where the body is then.
        land = min((k + 0.9) * length / count, length)
        when = time + float(np.interp((k + 0.5) * length / count, s, t)) if k < count else time + float(t[-1])
        lift = when - 0.38
        at = (float(np.interp(land, along, path[:, 0])), float(np.interp(land, along, path[:, 1])))
        yaw = float(np.interp(np.interp(land, s, t), t, facing))
        lead = (-0.10 if back else 0.10) if land < length - 1e-6 else 0.0
        person.score.hands.append(_goal(person, side, since[side], since[side] + 0.01, max(lift, since[side] + 0.02), max(when, lift + 0.3), spots[side], yaws[side]))  # fmt: skip
        spots[side] = _hand(person, side, at, yaw, _REACH + lead)
        person.score.hands.append(_goal(person, side, lift, when, when + 0.01, when + 0.02, spots[side], yaw))
        since[side], yaws[side] = when, yaw
        foot = _foot(person, 1 - side, at, yaw, _BACK - lead)
        person.score.steps.append(Step(1 - side, lift + 0.04, when + 0.04, foot, 0.012, 0.0, 0.0))
        feet[1 - side] = foot
        stage.contacts.append(Contact(when, "rub", (at[0], 0.0, at[1]), stage.site.ground, 0.25, person.role))
    end = time + float(t[-1]) + 0.1
    for hand in (0, 1):
        person.score.hands.append(_goal(person, hand, since[hand], since[hand] + 0.01, end + 60, end + 60.6, spots[hand], yaws[hand]))  # fmt: skip
        person.busy[hand] = end
    person.place = (float(points[-1, 0]), float(points[-1, 1]))
    person.yaw, person.feet, person.free = float(facing[-1]), (feet[0], feet[1]), end
    return end


def let_go(person: Person, time: float) -> None:
    """The hands leave the floor."""
    for i, goal in enumerate(person.score.hands):
        if goal.hold > time + 30 and goal.layer == 2:
            person.score.hands[i] = _goal(
                person, goal.hand, goal.start, goal.full, time, time + 0.7, goal.position,
                math.atan2(goal.fingers[0], goal.fingers[2]),
            )  # fmt: skip


def _under(stage: Stage, text: str, person: Person) -> Box | None:
    """The table, bed or desk a phrase names that is high enough to crawl under."""
    named = [b for b in stage.site.obstacles if matches(text, [b.name]) >= 0.8]
    high = [
        b for b in named if b.center[1] + b.half[1] >= _HIGH * person.build.scale and min(b.half[0], b.half[2]) > 0.25
    ]
    return min(high, key=lambda b: round(person.distance((b.center[0], b.center[2])), 3), default=None)


def crawl(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Go down on hands and knees and crawl to, or under, what the script names. None when it
    cannot be done here."""
    if person.chair is not None or not person.present or person.level > 0.1:
        return None
    start = max(time, person.free)
    text = event.goal or event.theme
    beneath = bool(re.search(r"\b(?:under|underneath|beneath|below)\b", event.text, re.IGNORECASE))
    if beneath:
        box = _under(stage, text, person)
        if box is None:
            return None
        return _beneath(stage, person, box, start)
    spot = find_spot(stage, person, text) if text else None
    goal = spot.stand if spot is not None else None
    if goal is None:
        mark = free_mark(stage, person, 1.2, first=False)
        if mark is None:
            return None
        goal = mark[0]
    if spot is not None and spot.role:
        other = stage.people[spot.role]
        away = max(person.distance(other.place), 1e-6)
        goal = tuple(other.place[k] + (person.place[k] - other.place[k]) * 1.0 / away for k in (0, 1))  # type: ignore[assignment]
    assert goal is not None
    out = _way_out(stage, person) if person.posture == "crawl" else None
    path, _ = stage.plan.route(out or person.place, goal, stage.others(person), 0.3)
    if out is not None and abs(math.remainder(person.bearing(out) - person.yaw, math.tau)) > 1.6:
        # Back out first, then on.
        start = _along(stage, person, start, np.array([person.place, out]), True)
    elif out is not None:
        path = np.concatenate([[person.place], path])
    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    if length < 0.6:
        return None
    first = path[1] - path[0]
    look(person, start, Target("point", point=(goal[0], 0.5, goal[1])), 0.5)
    begin = face(stage, person, start, math.atan2(first[0], first[1]), 0.15) if person.posture == "stand" else start
    begin = _down(stage, person, begin) if person.posture != "crawl" else begin
    # One lies half a body nearer by having gone down.
    path = np.concatenate([[person.place], path[1:]])
    end = _along(stage, person, begin, path)
    return Outcome(start, max(begin, end - 0.4), end)


def _beneath(stage: Stage, person: Person, box: Box, start: float) -> Outcome | None:
    """In under a table by its nearest open side."""
    c, s = math.cos(box.yaw), math.sin(box.yaw)
    options = []
    for dx, dz, half, wide in ((1, 0, 0, 2), (-1, 0, 0, 2), (0, 1, 2, 0), (0, -1, 2, 0)):
        out = (dx * c + dz * s, dz * c - dx * s)
        for off in (0.0, 0.2, -0.2, 0.36, -0.36, 0.5, -0.5):
            if abs(off) > box.half[wide] - 0.15:
                continue
            x, z = box.center[0] - off * out[1], box.center[2] + off * out[0]
            at = (x + out[0] * (box.half[half] + 0.85), z + out[1] * (box.half[half] + 0.85))
            way = [
                (x + out[0] * (box.half[half] + far), z + out[1] * (box.half[half] + far)) for far in (0.3, 0.5, 0.7)
            ]
            if not stage.plan.is_free(at, stage.others(person), 0.12, 0.6):
                continue
            if all(stage.plan.is_free(one, [], 0.1) for one in way):
                options.append((round(person.distance(at) + abs(off), 3), at, out))
    if not options:
        return None
    _, at, out = min(options)
    inward = math.atan2(-out[0], -out[1])
    look(person, start, Target("point", point=(box.center[0], 0.3, box.center[2])), 0.8)
    begin = walk(stage, person, start, at, inward)
    begin = face(stage, person, begin, inward, 0.1)
    begin = _down(stage, person, begin)
    deep = (at[0] - box.center[0]) * out[0] + (at[1] - box.center[2]) * out[1]
    goal = (at[0] - deep * out[0], at[1] - deep * out[1])
    end = _along(stage, person, begin, np.array([person.place, goal]))
    # The back stays below the top.
    low = min(0.455, (box.center[1] + box.half[1] - 0.16) / person.build.scale - 0.10)
    person.score.postures.append(PostureKey(begin + 0.1, begin + 1.0, "crawl", low * person.build.scale, 1.22, 0.05))
    look(person, end - 0.3, Target("away", point=(0.0, 0.0, 0.0)), 0.6)
    return Outcome(start, end - 0.3, end)


def crawl_out(stage: Stage, person: Person, time: float) -> float:
    """Before one rises: out from under whatever is overhead, and the hands off the floor."""
    if person.posture != "crawl":
        return time
    time = max(time, person.free)
    out = _way_out(stage, person)
    if out is not None:
        back = abs(math.remainder(person.bearing(out) - person.yaw, math.tau)) > 1.6
        time = _along(stage, person, time, np.array([person.place, out]), back)
    let_go(person, time + 0.3)
    return time


def _way_out(stage: Stage, person: Person) -> Point | None:
    """Where one is clear of what is overhead, straight ahead or straight back; None where
    nothing is."""
    if stage.plan.clearance(np.array([person.place]))[0] >= 0.22:
        return None
    for room in (0.25, 0.12):
        for far in (0.8, 1.0, 1.25, 1.5, -0.9, -1.1, -1.3, -1.5):
            at = (person.place[0] + far * person.ahead[0], person.place[1] + far * person.ahead[1])
            if stage.plan.is_free(at, stage.others(person), room, 0.6) and stage.plan.inside(at):
                return at
    return None
