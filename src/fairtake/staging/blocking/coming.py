"""Coming and going: in at doors and over the edges of open places, and out again."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Door
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.passing import put
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_door, find_spot, free_mark
from fairtake.staging.blocking.state import DoorMove, Person, Stage
from fairtake.staging.blocking.steps import (
    fixed,
    look,
    open_yaw,
    reach,
    rise,
    walk,
)
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.gait import RUN, WALK, plan_walk
from fairtake.staging.motion.score import Target

__all__ = ["answer", "enter", "leave", "pace", "visitor_of"]

_SLOW = {"slowly", "limp", "limps", "shuffle", "shuffles", "trudge", "tiptoe", "creep", "wander", "amble", "stroll", "carefully", "quietly", "drift", "stagger", "stumble", "sneak", "prowl", "hobble", "plod", "creeps", "totter", "crawl", "climb"}  # fmt: skip


_FAST = {"quickly", "hurry", "hurries", "rush", "rushes", "hastily", "storm", "storms", "stride", "march", "fast", "briskly"}  # fmt: skip


_BEHIND = 0.6
"""Metres behind a doorway at which one turns aside."""

_RUNS = {"run", "runs", "sprint", "dash", "race", "bolt", "flee", "chase", "charge"}


def pace(event: Event) -> float:
    """Metres a second, from the verb and the adverbs."""
    words = {*event.verb.lower().split(), *(w.lower() for m in event.manner for w in m.split())}
    if event.action is Action.RUN or words & _RUNS:
        return RUN
    if words & _FAST:
        return 1.7
    if words & _SLOW:
        return 0.8
    return WALK


def visitor_of(stage: Stage, person: Person) -> Person | None:
    """Who comes in next while nobody speaks: whoever goes to the door lets them in."""
    for beat in stage.scene.beats[stage.index + 1 : stage.index + 4]:
        if not isinstance(beat, Event):
            return None
        if beat.action is Action.ENTER and beat.agents:
            other = stage.person(beat.agents[0])
            return other if other is not None and other is not person and not other.present else None
    return None


def answer(stage: Stage, person: Person, visitor: Person, door: Door, start: float, speed: float) -> Outcome:
    """Go to the door, open it for whoever is outside, and make room."""
    visitor.door = door
    facing = door.yaw + math.pi
    sin, cos = math.sin(door.yaw), math.cos(door.yaw)
    edge = (door.position[0], door.position[2])
    if not door.part:
        end = walk(stage, person, start, (edge[0] + 1.7 * sin, edge[1] + 1.7 * cos), facing, speed)
        return Outcome(start, max(start + 0.4, end - 1.0), end)
    # Where the handle is easily reached, clear of the furniture.
    stand_at = (edge[0] + 0.55 * sin, edge[1] + 0.55 * cos)
    near = [
        p
        for p in stage.plan.spots_near((door.handle[0], door.handle[2]), (0.5, 0.58, 0.66), stand_at)
        if stage.plan.is_free(p, stage.others(person), 0.1, 0.6) and stage.plan.inside(p, -0.3)
    ]
    if near:
        stand_at = min(near[:18], key=lambda p: round(_trouble(stage, person, p, door), 3))
    facing = math.atan2(door.handle[0] - stand_at[0], door.handle[2] - stand_at[1])
    at = walk(stage, person, start, stand_at, facing, speed)
    hand = 1 if not person.held[1] else 0
    if person.held[hand]:
        there = at + 0.2
    else:
        there, _ = reach(stage, person, hand, at - 0.2, door.handle, 0.2, seconds=0.5, back=0.6)
    _swing(stage, door, there, 1.0, 0.75)
    # The visitor stands in the light of the opened door.
    out = (edge[0] - 1.0 * sin, edge[1] - 1.0 * cos)
    put(stage, visitor, out, door.yaw, max(0.0, there - 0.3))
    visitor.score.shown.append((max(0.0, there - 0.2), True))
    visitor.waits = True
    look(person, there + 0.25, Target("role", visitor.role))
    look(visitor, max(0.0, there - 0.2), Target("role", person.role))
    person.free = there + 0.3
    goal = _aside(stage, person, edge, door.yaw)
    end = _step_back(stage, person, there + 0.35, goal, math.atan2(edge[0] - goal[0], edge[1] - goal[1]))
    return Outcome(start, there + 0.8, end, door.handle, there)


def _trouble(stage: Stage, person: Person, point: Point, door: Door) -> float:
    """How far it is to a point from which a handle is reached, and how far one has to turn
    there."""
    path, _ = stage.plan.route(person.place, point, stage.others(person))
    last = path[-1] - path[-2] if len(path) > 1 else np.array([0.0, 0.0])
    aim = math.atan2(door.handle[0] - point[0], door.handle[2] - point[1])
    turn = abs(math.remainder(aim - math.atan2(last[0], last[1]), math.tau)) if float(np.hypot(*last)) > 0.1 else 0.0
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum()) + 0.7 * turn


def _aside(stage: Stage, person: Person, edge: Point, inward: float) -> Point:
    """Where one steps back to from a door one has opened: straight back, with room between."""
    sin, cos = math.sin(inward), math.cos(inward)
    others = stage.others(person)
    for least in (1.75, 1.5, 1.2):
        options = []
        for point in stage.plan.spots_near(edge, (least, least + 0.25), (edge[0] + 2 * sin, edge[1] + 2 * cos)):
            if not (stage.plan.is_free(point, others, 0.1, 0.6) and stage.plan.inside(point)):
                continue
            path, _ = stage.plan.route(person.place, point, others)
            length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
            if length < 1.06 * person.distance(point) + 0.03:
                options.append((round(length, 3), point))
        if options:
            return min(options)[1]
    return person.place


def _make_way(stage: Stage, person: Person, edge: Point, inward: float, time: float) -> None:
    """Who stands in a doorway steps out of it for somebody who comes in."""
    line = [(edge[0] + k * math.sin(inward), edge[1] + k * math.cos(inward)) for k in (0.0, 0.4, 0.8)]
    for other in stage.people.values():
        if other is person or not other.present or other.posture != "stand" or fixed(stage, other):
            continue
        if min(math.dist(other.place, at) for at in line) > 0.6 or other.free > time + 1.5:
            continue
        goal = _aside(stage, other, edge, inward)
        _step_back(stage, other, max(time, other.free), goal, math.atan2(edge[0] - goal[0], edge[1] - goal[1]))


def _step_back(stage: Stage, person: Person, time: float, goal: Point, yaw: float) -> float:
    """A few steps backward, facing the same way."""
    if person.distance(goal) < 0.15:
        return time
    if person.chair is not None:
        return walk(stage, person, time, goal, yaw, 0.95)
    passage = plan_walk(
        person.build, np.array([person.place, goal]), time, person.yaw, yaw, person.feet, 0.95, True, 0.25
    )
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.place, person.yaw, person.feet = passage.place, passage.yaw, passage.feet
    person.free = max(person.free, passage.end)
    return passage.end


def _is_open(stage: Stage, door: Door) -> bool:
    """Whether a leaf was last opened."""
    return bool([0.0, *(move.to for move in stage.doors if move.door == door.name)][-1])


def _swing(stage: Stage, door: Door, start: float, to: float, seconds: float) -> None:
    if not door.part or _is_open(stage, door) == bool(to):
        return
    stage.doors.append(DoorMove(door.name, start, start + seconds, to))
    at = start + 0.05 if to else start + seconds - 0.02
    stage.contacts.append(Contact(at, "door open" if to else "door close", door.handle, "wood", 0.5))


def enter(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Come in through a door, or from the edge of an open place."""
    start = max(time, person.free)
    if person.present:
        mark = free_mark(stage, person, 0.8)
        look(person, start, Target("away", point=(0.0, 0.0, 0.0)))
        end = walk(stage, person, start, mark[0], mark[1], pace(event)) if mark else start + 1.0
        return Outcome(start, end, end)
    door = person.door or stage.door_for(person, event.source or event.goal)
    speed = min(pace(event), RUN)
    place_itself = bool(set(tokens(event.goal)) & set(tokens(stage.scene.setting.place)))
    named = door is not None and find_door(stage, event.goal) is not None
    text = "" if named or (place_itself and not stage.site.interior) else event.goal
    spot = find_spot(stage, person, text) if text else None
    if door is None:
        x0, z0, x1, z1 = stage.plan.acting
        edge = (min(max(person.place[0], x0), x1), min(max(person.place[1], z0), z1))
        inward = math.atan2((x0 + x1) / 2 - edge[0], (z0 + z1) / 2 - edge[1])
        outside = person.place
    else:
        edge = (door.position[0], door.position[2])
        inward = door.yaw
        outside = (door.outside[0], door.outside[2])
    inset = 0.36 if door is None or not door.part else 0.5
    inner = (edge[0] + inset * math.sin(inward), edge[1] + inset * math.cos(inward))
    if door is not None and door.part:
        _make_way(stage, person, edge, inward, start)
    goal, yaw = _inside_goal(stage, person, spot, inner, inward, _clear(door))
    closes = door is not None and bool(door.part) and _closes(stage, person)
    if closes:
        # They shut it behind them before they go on.
        ahead = (edge[0] + 0.85 * math.sin(inward), edge[1] + 0.85 * math.cos(inward))
        goal, yaw = (ahead if stage.plan.is_free(ahead, stage.others(person), 0.1, 0.6) else inner), inward
    # Through the opening first, then round what stands in the room.
    path, _ = stage.plan.route(inner, goal, stage.others(person))
    if not person.waits:
        if door is None or not door.part:
            start, outside = _approach(stage, person.free, start, outside, edge, path, speed)
            # Several come side by side.
            abreast = 0.85 * _under_way(stage, person, outside, start)
            abreast += _clear_of(stage, edge, inward, inset, abreast)
            outside = (outside[0] + abreast * math.cos(inward), outside[1] - abreast * math.sin(inward))
            edge = (edge[0] + abreast * math.cos(inward), edge[1] - abreast * math.sin(inward))
            inner = (edge[0] + inset * math.sin(inward), edge[1] + inset * math.cos(inward))
            path, _ = stage.plan.route(inner, goal, stage.others(person))
        put(stage, person, outside, math.atan2(edge[0] - outside[0], edge[1] - outside[1]), start)
        person.score.shown.append((start, True))
    outside = person.place
    person.present = True
    look(person, start, Target("point", point=(goal[0] + math.sin(yaw), 1.5, goal[1] + math.cos(yaw))))
    wait = 0.0
    if door is not None and door.part and not person.waits:
        # The leaf is well open as they come to it.
        _swing(stage, door, start, 1.0, 0.7)
        wait = max(0.0, 0.55 - math.dist(outside, edge) / max(speed, 0.5))
    sill = _sill(door, outside)
    rest = tuple((float(p[0]), float(p[1])) for p in path)
    end = _walk_points(stage, person, start + wait, (*sill, edge, *rest), yaw, speed)
    far = sum(math.dist(a, b) for a, b in pairwise((outside, *sill, edge)))
    passed = min(end, start + wait + (far + 1.0) / min(speed, 1.6) + 0.4)
    if door is not None and door.part and not closes:
        _swing(stage, door, passed + 0.2, 0.0, 0.9)
    person.door, person.waits = None, False
    return Outcome(start, max(time + 0.3, min(passed, end - 0.3), end - 2.2), end)


def _sill(door: Door | None, outside: Point) -> tuple[Point, ...]:
    """What one passes behind a doorway on the way to or from a point beside it, so as to go
    through the opening and not through its frame."""
    if door is None or not door.part:
        return ()
    sin, cos = math.sin(door.yaw), math.cos(door.yaw)
    off = (outside[0] - door.position[0], outside[1] - door.position[2])
    ahead, aside = -off[0] * sin - off[1] * cos, off[0] * cos - off[1] * sin
    if abs(aside) < 0.15 or ahead < _BEHIND:
        return ()
    return ((door.position[0] - _BEHIND * sin, door.position[2] - _BEHIND * cos),)


def _clear_of(stage: Stage, edge: Point, inward: float, inset: float, abreast: float) -> float:
    """Metres to the side, beyond `abreast`, by which one comes over an open edge past what
    stands there; where there is no room, as far past it as one can."""
    best = (-9.0, 0.0)
    for aside in (0.0, 0.3, -0.3, 0.6, -0.6, 0.9, -0.9, 1.3, -1.3):
        at = (edge[0] + (abreast + aside) * math.cos(inward), edge[1] - (abreast + aside) * math.sin(inward))
        way = [(at[0] + k * math.sin(inward), at[1] + k * math.cos(inward)) for k in (0.0, inset / 2, inset)]
        clear = min(round(float(stage.plan.clearance(np.array(way)).min()), 2), 0.3)
        best = max(best, (clear, aside), key=lambda one: one[0])
    return best[1]


def _closes(stage: Stage, person: Person) -> bool:
    """Whether the very next thing they do is to close the door."""
    for beat in stage.scene.beats[stage.index + 1 : stage.index + 2]:
        if isinstance(beat, Event) and beat.action is Action.CLOSE and find_door(stage, beat.theme or beat.goal):
            return bool(beat.agents) and stage.person(beat.agents[0]) is person
    return False


def _under_way(stage: Stage, person: Person, outside: Point, start: float) -> int:
    """How many set out from about the same place at about the same time."""
    count = 0
    for other in stage.people.values():
        if other is not person and other.free > start and other.score.travels:
            mine = [t for t in other.score.travels if abs(float(t.times[0]) - start) < 1.5]
            count += any(math.dist((float(t.points[0, 0]), float(t.points[0, 1])), outside) < 2.6 for t in mine)
    return count


def _clear(door: Door | None) -> float:
    """How far inside one has to come for a door to close: past the leaf when it opens inward."""
    if door is None or not door.part:
        return 0.0
    lx, lz = door.handle[0] - door.hinge[0], door.handle[2] - door.hinge[2]
    c, s = math.cos(door.swing), math.sin(door.swing)
    inward = (lx * c + lz * s) * math.sin(door.yaw) + (lz * c - lx * s) * math.cos(door.yaw)
    return 1.1 if inward > 0.1 else 0.75


def _approach(
    stage: Stage, free: float, start: float, outside: Point, edge: Point, path: Array, speed: float
) -> tuple[float, Point]:
    """When and where somebody sets out who comes over the edge of an open place, so that they
    are there some four seconds after the script says so. They set out while what comes
    before still goes on, but never before the last line has begun, and who has just gone not
    before they are `free`."""
    inside = math.dist(edge, (float(path[0, 0]), float(path[0, 1])))
    inside += float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
    far = math.dist(outside, edge)
    early = max(0.0, min(4.5, start - stage.spoken - 0.1 if stage.spoken else start))
    allowed = speed * (4.0 + early) - inside
    beyond = min(far, max(2.0, allowed))
    share = beyond / max(far, 1e-6)
    seconds = (beyond + inside) / speed + 0.6
    begin = stage.snap(max(start - early, min(start, start + 4.0 - seconds), min(start, free)))
    return begin, (edge[0] + (outside[0] - edge[0]) * share, edge[1] + (outside[1] - edge[1]) * share)


def _inside_goal(
    stage: Stage, person: Person, spot: Spot | None, inner: Point, inward: float, clear: float
) -> tuple[Point, float]:
    """Where somebody comes to stand who comes in at `inner`, and the way they face; at least
    `clear` metres inside a door that has to close behind them."""
    others = stage.others(person)
    sill = (inner[0] - 0.5 * math.sin(inward), inner[1] - 0.5 * math.cos(inward))
    if spot is not None and spot.role:
        other = stage.people[spot.role]
        for point in stage.plan.spots_near(other.place, (1.1, 1.35), inner):
            if stage.plan.is_free(point, others, 0.2, 0.7) and stage.plan.inside(point):
                return point, math.atan2(other.place[0] - point[0], other.place[1] - point[1])
    elif spot is not None and all(math.dist(spot.stand, o) > 0.65 for o in others):
        return spot.stand, spot.yaw
    company = [p for p in stage.people.values() if p is not person and p.present]
    if company:
        # A talking distance from the nearest person.
        near = min(company, key=lambda p: math.dist(p.place, inner))

        def aim(p: Point) -> float:
            before, person.place = person.place, p
            yaw = open_yaw(stage, person, near)
            person.place = before
            return yaw

        if (
            math.dist(near.place, inner) <= 1.9
            and near.posture != "sit"
            and not clear
            and stage.plan.is_free(inner, others, 0.1, 0.7)
        ):
            return inner, aim(inner)
        # Who sits does not see what is behind: come round to where they can look up at one.
        for view, room in (
            ((1.75, 0.25), (9.0, 0.25), (9.0, 0.1)) if near.posture == "sit" else ((9.0, 0.25), (9.0, 0.1))
        ):
            found: list[tuple[float, Point]] = []
            for point in stage.plan.spots_near(near.place, (1.5, 1.25, 1.05, 0.9, 1.8), inner):
                if clear and math.dist(point, sill) < clear:
                    continue
                if abs(math.remainder(near.bearing(point) - near.yaw, math.tau)) > view:
                    continue
                if stage.plan.is_free(point, others, room, 0.8) and stage.plan.inside(point, 0.1):
                    # Not round the house for a little more room.
                    path, _ = stage.plan.route(inner, point, others)
                    length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
                    found.append((round(length + abs(math.dist(point, near.place) - 1.35), 3), point))
                    if length < 1.1 * math.dist(inner, point) and len(found) > 3:
                        break
            if found:
                point = min(found)[1]
                return point, aim(point)
    marks = [
        ((m.position[0], m.position[2]), m.yaw)
        for m in stage.site.marks
        if stage.plan.is_free((m.position[0], m.position[2]), others, 0.05, 0.8)
    ]
    if marks:
        return marks[0]
    ahead = (inner[0] + 0.6 * math.sin(inward), inner[1] + 0.6 * math.cos(inward))
    return (ahead if stage.plan.is_free(ahead, others, 0.1, 0.65) else inner), inward


def _walk_points(
    stage: Stage, person: Person, time: float, points: tuple[Point, ...], arrive: float, speed: float
) -> float:
    return walk(stage, person, time, points[0], arrive, speed, points[1:])


def leave(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Go out through a door, or over the edge of an open place, and be gone."""
    start = max(time, person.free)
    if not person.present:
        return Outcome(start, start, start)
    if fixed(stage, person):
        person.score.shown.append((start + 0.6, False))
        person.present, person.seat, person.posture = False, -1, "stand"
        return Outcome(start, start + 0.8, start + 0.8)
    text = event.goal or event.source or event.theme
    door = stage.door_for(person, text)
    speed = pace(event)
    start_walk = rise(stage, person, start) if not person.mobile else start
    if door is None:
        x0, _z0, x1, _z1 = stage.plan.acting
        x, z = person.place
        edges = [(x - x0, (x0, z), (x0 - 2.2, z)), (x1 - x, (x1, z), (x1 + 2.2, z))]
        _, edge, beyond = min(edges, key=lambda e: e[0])
        look(person, start_walk, Target("away", point=(0.0, 0.05, 0.0)))
        end = walk(stage, person, start_walk, edge, None, speed, (beyond,))
    else:
        edge = (door.position[0], door.position[2])
        inside = (edge[0] + 0.62 * math.sin(door.yaw), edge[1] + 0.62 * math.cos(door.yaw))
        far = math.dist(edge, (door.outside[0], door.outside[2]))
        # Who walks off in the open is followed with the eyes for so long.
        share = 1.0 if door.part else min(1.0, 9.0 / max(far, 1e-6))
        beyond = (
            edge[0] + (door.outside[0] - edge[0]) * share,
            edge[1] + (door.outside[2] - edge[1]) * share,
        )
        if not door.part:
            # Those who go together go side by side.
            gone = [p for p in stage.people.values() if p is not person and not p.present and p.door is door]
            abreast = 0.85 * sum(1 for p in gone if p.free > start)
            abreast += _clear_of(stage, edge, door.yaw, 0.62, abreast)
            edge = (edge[0] + abreast * math.cos(door.yaw), edge[1] - abreast * math.sin(door.yaw))
            inside = (inside[0] + abreast * math.cos(door.yaw), inside[1] - abreast * math.sin(door.yaw))
            beyond = (beyond[0] + abreast * math.cos(door.yaw), beyond[1] - abreast * math.sin(door.yaw))
        look(person, start_walk, Target("point", point=(door.handle[0], 1.3, door.handle[2])))
        if door.part and not _is_open(stage, door):
            at = walk(stage, person, start_walk, inside, door.yaw + math.pi, speed)
            hand = 1 if not person.held[1] else 0
            if not person.held[hand]:
                touched, _ = reach(stage, person, hand, at - 0.15, door.handle, 0.25, seconds=0.45, back=0.5)
            else:
                touched = at + 0.2
            _swing(stage, door, touched, 1.0, 0.7)
            person.free = touched + 0.35
            look(person, touched + 0.2, Target("away", point=(0.0, 0.05, 0.0)))
            end = walk(stage, person, touched + 0.35, edge, None, speed, (*_sill(door, beyond), beyond))
            _swing(stage, door, end + 0.1, 0.0, 0.8)
        else:
            end = walk(stage, person, start_walk, inside, None, speed, (edge, *_sill(door, beyond), beyond))
    person.score.shown.append((end, False))
    person.present = False
    person.door = door
    if door is None or not door.part:
        return Outcome(start, min(end, start_walk + 2.2), min(end, start_walk + 6.0))
    return Outcome(start, min(end, person.free - 0.6), end)
