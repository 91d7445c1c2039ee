"""Stairs: going up and down them, stopping on them, coming from and leaving to the floor above."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.set import Door, Stairs
from fairtake.staging.blocking.coming import enter, pace
from fairtake.staging.blocking.mounting import dismount
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.passing import put
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import face, look, rise, walk
from fairtake.staging.blocking.words import same_role
from fairtake.staging.motion.climb import plan_climb, stair_point, stand_at
from fairtake.staging.motion.gait import WALK, Passage, feet_at, plan_walk
from fairtake.staging.motion.score import HandGoal, Target

__all__ = ["climb", "come_in", "from_above", "meet", "on_flight", "on_stairs", "to_level"]

_STAIRS = r"(?:stair\w*|steps?|flights?|landing|treppe\w*|escaliers?|escaleras?)"
_ON = re.compile(rf"\b(?:on|up|down|of|onto|along|half-?way|middle of|mid|climbs?|descends?|ascends?|mounts?|takes?|the) (?:\w+ ){{0,2}}?{_STAIRS}\b|\b(?:up|down)stairs\b", re.IGNORECASE)  # fmt: skip
_DOWN = re.compile(r"\b(?:down|downstairs|descends?|descending|bottom|foot of|below)\b", re.IGNORECASE)
_UP = re.compile(r"\b(?:up|upstairs|climbs?|climbing|ascends?|ascending|mounts?|top of|upper|landing)\b", re.IGNORECASE)
_HALF = re.compile(r"\b(?:half[ -]?way|midway|middle of|mid[ -]?(?:stairs?|flight|step))\b", re.IGNORECASE)
_BOTTOM = re.compile(r"\b(?:bottom|foot) of\b", re.IGNORECASE)
_TOP = re.compile(r"\b(?:top|head) of\b|\blanding\b", re.IGNORECASE)
_GONE = re.compile(r"\bupstairs\b|\bup the (?:\w+ )?stairs and (?:out|away|gone)\b", re.IGNORECASE)
_WORDS = {"stair", "stairs", "staircase", "stairway", "step", "steps", "upstairs", "downstairs", "landing", "flight"}
_MOVES = {Action.GO, Action.RUN, Action.ENTER, Action.EXIT, Action.FALL, Action.WAIT, Action.STAND, Action.APPEAR}


def _about_stairs(event: Event) -> bool:
    named = {w for part in (event.goal, event.theme, event.source) for w in part.lower().split()}
    return bool(named & _WORDS) or bool(_ON.search(event.text))


def _direction(event: Event) -> int:
    """1 up, -1 down, 0 neither said."""
    if _DOWN.search(event.text) and not _TOP.search(event.text):
        return -1
    return 1 if _UP.search(event.text) else 0


def from_above(stage: Stage, event: Event) -> bool:
    """Whether somebody not seen yet comes down the stairs."""
    if not stage.site.stairs or event.action not in (Action.GO, Action.RUN, Action.ENTER, Action.FALL):
        return False
    return _about_stairs(event) and _direction(event) < 0 and _upstairs(stage) is not None


def on_stairs(stage: Stage, event: Event) -> tuple[Point, float] | None:
    """Where somebody stands, and which way they face, whom the scene finds on the stairs, at
    their top or at their foot; None for everybody else."""
    if not stage.site.stairs or event.action not in (Action.STAND, Action.WAIT, Action.APPEAR):
        return None
    if not _about_stairs(event) or (_direction(event) < 0 and not _BOTTOM.search(event.text)):
        return None
    flight = stage.site.stairs[0]
    down = flight.yaw + math.pi
    if _BOTTOM.search(event.text):
        return stair_point(flight, -0.75, -0.2), down
    if _TOP.search(event.text):
        return stair_point(flight, stand_at(flight, flight.count) + 0.5, 0.15), down + 0.3
    if _HALF.search(event.text) or re.search(rf"\bon (?:\w+ ){{0,2}}{_STAIRS}", event.text, re.IGNORECASE):
        return stair_point(flight, stand_at(flight, round(flight.count / 2)), -(flight.width / 2 - 0.34)), down
    return None


def _upstairs(stage: Stage) -> Door | None:
    return next((d for d in stage.site.doors if d.position[1] > 0.5), None)


def on_flight(stage: Stage, place: Point) -> tuple[Stairs, int] | None:
    """The flight and tread a place is on (the landing is tread `count`); None on the floor."""
    if stage.terrain is None:
        return None
    at = np.array([place])
    for flight in stage.site.stairs:
        height = float(stage.terrain.tread(at)[0])
        along = float(stage.terrain.local(flight, at)[0][0])
        if height > 0.02 and along > -0.05:
            return flight, round(height / flight.rise)
    return None


def _lane(stage: Stage, person: Person, flight: Stairs, up: bool) -> float:
    """Metres left of the flight's middle: everybody keeps to their own right, near the rail."""
    if flight.width > 2.4:
        assert stage.terrain is not None
        aside = float(stage.terrain.local(flight, np.array([person.place]))[1][0])
        wide = flight.width / 2 - 0.5
        return min(max(aside, -wide), wide)
    lane = flight.width / 2 - 0.34
    here = on_flight(stage, person.place)
    if here is not None and here[1] < flight.count and stage.terrain is not None:
        # Who turns round on the stairs stays on the same side of them.
        aside = float(stage.terrain.local(flight, np.array([person.place]))[1][0])
        return lane if aside > 0 else -lane
    return -lane if up else lane


def _go_over(person: Person, passage: Passage) -> float:
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.place, person.yaw, person.feet = passage.place, passage.yaw, passage.feet
    person.free = max(person.free, passage.end)
    return passage.end


def _straight(stage: Stage, person: Person, time: float, goal: Point, arrive: float | None) -> float:
    """A few steps on the landing, where nothing is in the way."""
    if person.distance(goal) < 0.12:
        return time if arrive is None else face(stage, person, time, arrive)
    off = abs(math.remainder(person.bearing(goal) - person.yaw, math.tau))
    strafe = person.distance(goal) < 0.6 and (arrive is None or abs(math.remainder(arrive - person.yaw, math.tau)) < 1)
    if off > 1.2 and not strafe:
        time = face(stage, person, time, person.bearing(goal))
    time = max(time, person.free)
    path = np.array([person.place, goal])
    passage = plan_walk(person.build, path, time, person.yaw, arrive if strafe else None, person.feet, 1.0, strafe)
    end = _go_over(person, passage)
    return end if arrive is None else face(stage, person, end - 0.05, arrive, 0.2)


def _to_tread(stage: Stage, person: Person, time: float, flight: Stairs, to: int, speed: float) -> float:
    """Go to a tread (0 the floor before the stairs, `count` the landing) from wherever one is."""
    time = max(time, person.free)
    here = on_flight(stage, person.place)
    start = 0 if here is None else here[1]
    up = to > start
    lane = _lane(stage, person, flight, up)
    if start == to and start not in (0, flight.count):
        return time
    if start in (0, flight.count):
        foot = stair_point(flight, stand_at(flight, start), lane)
        aim = flight.yaw if up else flight.yaw + math.pi
        if start == to:
            aim = flight.yaw + math.pi
        if start == 0:
            time = _approach(stage, person, time, foot, aim, speed)
        else:
            time = _straight(stage, person, time, foot, aim)
        if start == to:
            return time
    else:
        aim = flight.yaw if up else flight.yaw + math.pi
        time = face(stage, person, time, aim, 0.1)
    time = max(time, person.free)
    haste = min(max(speed / WALK, 0.62), 1.55)
    for _ in range(12):
        passage = plan_climb(
            person.build, flight, time, person.place, person.yaw, person.feet, start, to, lane, haste,
            0.35 if speed < 1.6 else 0.6,
        )  # fmt: skip
        if not _blocked(stage, person, passage):
            break
        time = stage.snap(time + 0.3)
    _hold_rail(person, flight, passage, start, to, lane, up)
    person.score.gazes = [g for g in person.score.gazes if g.time < passage.start or g.time > passage.end]
    ahead = stair_point(flight, stand_at(flight, to) + (0.8 if up else -0.8), lane)
    high = (min(to + 2, flight.count) if up else max(to - 2, 0)) * flight.rise
    look(person, passage.start + 0.1, Target("point", point=(ahead[0], high + (1.1 if up else 0.6), ahead[1])), 0.7)
    return _go_over(person, passage)


def _approach(stage: Stage, person: Person, time: float, foot: Point, aim: float, speed: float) -> float:
    """Walk to the foot of the stairs and face them."""
    look(person, time, Target("point", point=(foot[0] + math.sin(aim), 1.3, foot[1] + math.cos(aim))), 0.8)
    person.stepping = True
    try:
        return walk(stage, person, time, foot, aim, min(speed, 1.7))
    finally:
        person.stepping = False


def _blocked(stage: Stage, person: Person, passage: Passage) -> bool:
    times = np.arange(passage.start, passage.end + 0.1, 0.15)
    mine = np.stack([np.interp(times, passage.travel.times, passage.travel.points[:, a]) for a in (0, 1)], -1)
    for other in stage.people.values():
        if other is person or not other.present or other.free <= passage.start:
            continue
        if np.hypot(*(mine - stage.track(other, times)).T).min() < 0.5:
            return True
    return False


def _hold_rail(person: Person, flight: Stairs, passage: Passage, start: int, to: int, lane: float, up: bool) -> None:
    """The outer hand runs along the rail."""
    left_of_flight = lane > 0
    if not flight.rails[0 if left_of_flight else 1] or flight.width > 2.4:
        return
    hand = 1 if (lane < 0) == up else 0
    if person.held[hand] or person.occupied(hand):
        return
    slope = flight.rise / flight.going * (1.0 if up else -1.0)
    out = flight.width / 2 - 0.05 - abs(lane)
    ahead = 0.20 if up else 0.16
    over = flight.rail + 0.5 * flight.rise + 0.022
    begin = passage.start + (0.25 if start == 0 or start == flight.count else 0.0)
    # Before the last step the rail ends.
    stays = 0 < to < flight.count
    leave = passage.end + 0.2 if stays else passage.end - 0.75
    if leave - begin < 0.9:
        return
    tilt = slope
    person.score.hands.append(
        HandGoal(
            hand, begin, begin + 0.6, leave, leave + 0.6, "floor", (out, over + ahead * slope, ahead),
            (0.05, tilt, 1.0), (0.12, -1.0, tilt), (0.45, 0.42, 0.46), layer=1, out=0.25,
        )
    )  # fmt: skip


def to_level(stage: Stage, person: Person, time: float, goal: Point, speed: float) -> tuple[float, bool]:
    """Bring somebody to the floor a goal is on, by the stairs. Returns when they are there, and
    whether the goal itself is on the stairs or their landing and has been reached."""
    if person.terrain is not None and person.terrain.blocks and not person.stepping:
        time = dismount(stage, person, time, goal)
    if stage.terrain is None or person.stepping or person.chair is not None:
        return time, False
    here, there = on_flight(stage, person.place), on_flight(stage, goal)
    if here is None and there is None:
        return time, False
    if person.posture != "stand":
        time = rise(stage, person, time)
        here = on_flight(stage, person.place)
    if there is None and here is None:
        return time, False
    if there is None:
        assert here is not None
        return _to_tread(stage, person, time, here[0], 0, speed), False
    flight, tread = there
    if here is None or here[1] != tread:
        time = _to_tread(stage, person, time, flight, tread, speed)
    if tread == flight.count:
        time = _straight(stage, person, time, goal, None)
    return time, True


def _next_own(stage: Stage, person: Person) -> Event | None:
    for beat in stage.scene.beats[stage.index + 1 :]:
        if isinstance(beat, Event) and any(same_role(a, person.role) for a in beat.agents):
            return beat
    return None


def _appears_again(stage: Stage, person: Person) -> bool:
    """Whether somebody does or says something more in the scene."""
    for beat in stage.scene.beats[stage.index + 1 :]:
        if isinstance(beat, Event):
            if any(same_role(a, person.role) for a in beat.agents):
                return True
        elif getattr(beat, "role", "") == person.role:
            return True
    return False


def _half_next(stage: Stage, person: Person) -> bool:
    after = _next_own(stage, person)
    if after is None or after.action not in (Action.WAIT, Action.STAND, Action.TURN):
        return False
    return bool(_HALF.search(after.text)) or bool(
        re.search(rf"\bon (?:\w+ ){{0,2}}{_STAIRS}", after.text, re.IGNORECASE)
    )


def climb(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """What an event about stairs comes to on a set that has some; None when it is about
    something else."""
    if stage.terrain is None or event.action not in _MOVES or person.chair is not None:
        return None
    above = not person.present and person.door is not None and person.door.position[1] > 0.5
    back = above and event.action in (Action.ENTER, Action.GO, Action.RUN)
    stands = on_flight(stage, person.place) if person.present else None
    into = stands is not None and (
        event.action is Action.ENTER or (event.action is Action.EXIT and stands[1] == stands[0].count)
    )
    if not (_about_stairs(event) or back or into):
        return None
    flight = min(stage.site.stairs, key=lambda f: person.distance((f.foot[0], f.foot[2])))
    if event.action is Action.FALL and event.verb.lower().split()[0] not in ("go", "come", "walk", "run", "climb"):
        return None
    way = _direction(event)
    half = bool(_HALF.search(event.text))
    speed = pace(event) if event.verb.lower() not in ("climb", "climb up") else WALK
    middle = round(flight.count / 2)
    start = max(time, person.free)
    if event.action in (Action.WAIT, Action.STAND, Action.APPEAR):
        here = on_flight(stage, person.place) if person.present else None
        if not person.present or (here is None and not half):
            return None
        to = middle if half else flight.count if _TOP.search(event.text) else here[1] if here is not None else middle
        end = start if here is not None and (here[1] == to or (half and 0 < here[1] < flight.count)) else _to_tread(stage, person, start, flight, to, speed)  # fmt: skip
        return Outcome(start, end + 0.5, end + 0.9)
    door = _upstairs(stage)
    if not person.present:
        if (way < 0 or back) and door is not None:
            return _from_upstairs(stage, person, door, flight, start, speed)
        if way == 0:
            return None
        came = enter(stage, person, replace(event, action=Action.ENTER, goal="", theme="", source=""), start)
        start = came.end
    start = rise(stage, person, start)
    here = on_flight(stage, person.place)
    at = 0 if here is None else here[1]
    if way == 0:
        way = 1 if at < flight.count else -1
    if into:
        to = flight.count
    elif half or _half_next(stage, person):
        to = middle
    elif way > 0:
        to = flight.count
    else:
        to = 0
    end = start + 0.3 if at == to else _to_tread(stage, person, start, flight, to, speed)
    leaves = into or event.action is Action.EXIT or bool(_GONE.search(event.text)) or not _appears_again(stage, person)
    gone = to == flight.count and door is not None and leaves
    if gone and door is not None:
        inside = (door.position[0], door.position[2])
        _straight(stage, person, end, inside, None)
        end = _straight(stage, person, person.free, (door.outside[0], door.outside[2]), None)
        person.score.shown.append((end, False))
        person.present, person.door, person.free = False, door, end + 0.25
        return Outcome(start, min(end, start + 3.2), end)
    if to == flight.count:
        turned = face(stage, person, end, flight.yaw + math.pi * 0.75, 0.3)
        return Outcome(start, end - 0.4, turned)
    return Outcome(start, max(start + 0.5, end - 0.5), end)


def meet(stage: Stage, person: Person, other: Person | None, time: float) -> float:
    """Bring somebody to the floor, or the tread beside the one, on which another stands."""
    if other is None or other is person or not stage.site.stairs or person.chair is not None:
        return time
    if not (person.present and other.present) or abs(person.level - other.level) < 0.25:
        return time
    here, there = on_flight(stage, person.place), on_flight(stage, other.place)
    flight = stage.site.stairs[0]
    if there is None:
        return _to_tread(stage, person, time, flight, 0, WALK) if here is not None else time
    tread = there[1]
    if tread < flight.count:
        tread += -1 if here is None or here[1] < tread else 1
    return _to_tread(stage, person, rise(stage, person, max(time, person.free)), flight, tread, WALK)


def come_in(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Come in before doing something: down the stairs, for who has gone up them."""
    start = max(time, person.free)
    if stage.site.stairs and person.door is not None and person.door.position[1] > 0.5:
        return _from_upstairs(stage, person, person.door, stage.site.stairs[0], start, WALK)
    return enter(stage, person, event, time)


def _from_upstairs(stage: Stage, person: Person, door: Door, flight: Stairs, start: float, speed: float) -> Outcome:
    """Come in above and down the stairs."""
    outside = (door.outside[0], door.outside[2])
    put(stage, person, outside, math.atan2(door.position[0] - outside[0], door.position[2] - outside[1]), start)
    person.feet = feet_at(person.build, person.place, person.yaw)
    person.score.shown.append((start, True))
    person.present, person.door = True, None
    edge = (door.position[0] + 0.35 * math.sin(door.yaw), door.position[2] + 0.35 * math.cos(door.yaw))
    _straight(stage, person, start, (door.position[0], door.position[2]), None)
    _straight(stage, person, person.free, edge, None)
    to = round(flight.count / 2) if _half_next(stage, person) else 0
    end = _to_tread(stage, person, person.free, flight, to, speed)
    if to == 0:
        # Clear of the foot of the stairs.
        on = stair_point(flight, -0.9, _lane(stage, person, flight, False))
        others = stage.others(person)
        if stage.plan.is_free(on, others, 0.1, 0.7) and stage.plan.inside(on):
            end = walk(stage, person, end - 0.05, on, None, speed)
    return Outcome(start, min(end, start + 3.5), end)
