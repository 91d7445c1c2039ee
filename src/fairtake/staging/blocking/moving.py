"""Going, coming, leaving, sitting, standing, kneeling, lying, falling."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Door
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_door, find_seat, find_spot, free_mark, on_ground
from fairtake.staging.blocking.state import DoorMove, Person, Stage, crc
from fairtake.staging.blocking.steps import (
    end_rest,
    face,
    fixed,
    look,
    lying,
    reach,
    rest_hands,
    rise,
    sit_down,
    step_close,
    walk,
)
from fairtake.staging.blocking.words import PLACES_OUT, tokens
from fairtake.staging.motion.gait import RUN, WALK, feet_at, shift
from fairtake.staging.motion.score import Foothold, PostureKey, Step, Target

__all__ = ["enter", "fall", "go", "kneel", "leave", "lie_down", "pace", "sit", "stand", "turn"]

_SLOW = {"slowly", "limp", "limps", "shuffle", "shuffles", "trudge", "tiptoe", "creep", "wander", "amble", "stroll", "carefully", "quietly", "drift", "stagger", "stumble"}  # fmt: skip
_FAST = {"quickly", "hurry", "hurries", "rush", "rushes", "hastily", "storm", "storms", "stride", "march", "fast", "briskly"}  # fmt: skip
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


def _watch_way(person: Person, time: float, spot: Spot) -> None:
    if spot.role:
        look(person, time, Target("role", spot.role))
    else:
        look(person, time, Target("point", point=spot.at))


def go(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Go to a person, thing or place."""
    text = event.goal or event.theme
    if not person.present:
        return enter(stage, person, event, time)
    if fixed(stage, person):
        # Who drives or rides stays in the seat; the hands are on the way.
        start = max(time, person.free)
        look(person, start, Target("away", point=(0.0, 0.04, 0.0)))
        return Outcome(start, start + 0.5, start + 1.2)
    words = set(tokens(text)) | {event.goal.lower().strip()}
    if text and words & PLACES_OUT and stage.person(text) is None:
        return leave(stage, person, event, time)
    start = max(time, person.free)
    spot = find_spot(stage, person, text) if text else None
    speed = pace(event)
    if spot is None:
        if text:
            stage.gap(event.text or text, f"this set has no {text}", "Name something that stands there", event.span)
        mark = free_mark(stage, person, 1.2, first=False)
        if mark is None:
            return Outcome(start, start + 0.6, start + 1.0)
        goal, yaw = mark
        look(person, start, Target("point", point=(goal[0] + math.sin(yaw), 1.4, goal[1] + math.cos(yaw))))
        end = walk(stage, person, start, goal, yaw, speed)
    elif spot.role:
        other = stage.people[spot.role]
        _watch_way(person, start, spot)
        if not other.present:
            return leave(stage, person, event, time)
        end = step_close(stage, person, start, other, 1.0, speed)
    else:
        _watch_way(person, start, spot)
        end = walk(stage, person, start, _room_at(stage, person, spot), spot.yaw, speed)
    return Outcome(start, start + 0.6 * (end - start), end)


def _room_at(stage: Stage, person: Person, spot: Spot) -> Point:
    """The spot itself, or the nearest place beside whoever or whatever stands there."""
    others = stage.others(person)
    if stage.plan.is_free(spot.stand, others, 0.14, 0.65):
        return spot.stand
    for room in (0.2, 0.12):
        for point in stage.plan.spots_near(spot.stand, (0.15, 0.3, 0.45, 0.7, 0.9, 1.2), person.place):
            if stage.plan.is_free(point, others, room, 0.65) and stage.plan.inside(point):
                return point
    return person.place


def _swing(stage: Stage, door: Door, start: float, to: float, seconds: float) -> None:
    if not door.part:
        return
    state = 0.0
    for move in stage.doors:
        if move.door == door.name:
            state = move.to
    if state == to:
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
    text = "" if door is not None and find_door(stage, event.goal) is not None else event.goal
    spot = find_spot(stage, person, text) if text else None
    if door is None:
        x0, z0, x1, z1 = stage.plan.acting
        edge = (min(max(person.place[0], x0), x1), min(max(person.place[1], z0), z1))
        inward = math.atan2((x0 + x1) / 2 - edge[0], (z0 + z1) / 2 - edge[1])
        shown = start
        through: tuple[Point, ...] = (person.place, edge)
    else:
        edge = (door.position[0], door.position[2])
        person.place = (door.outside[0], door.outside[2])
        inward = door.yaw
        shown = start
        through = (person.place, edge)
    person.yaw = math.atan2(edge[0] - through[0][0], edge[1] - through[0][1])
    person.feet = feet_at(person.build, person.place, person.yaw)
    if not person.score.travels:
        person.score.place, person.score.yaw, person.score.feet = person.place, person.yaw, person.feet
    else:
        # Back again: they stand behind the door from now on.
        person.score.travels.append(
            shift(start - 0.1, start - 0.05, person.place, person.place, person.yaw, person.yaw)
        )
        for side in (0, 1):
            person.score.steps.append(Step(side, start - 0.1, start - 0.05, person.feet[side], 0.0, 0.0, 0.0))
    person.present = True
    person.score.shown.append((shown, True))
    inner = (edge[0] + 0.36 * math.sin(inward), edge[1] + 0.36 * math.cos(inward))
    goal, yaw = _inside_goal(stage, person, spot, inner, inward)
    look(person, start, Target("point", point=(goal[0] + math.sin(yaw), 1.5, goal[1] + math.cos(yaw))))
    wait = 0.0
    if door is not None and door.part:
        _swing(stage, door, start, 1.0, 0.8)
        wait = 0.35
    # Through the opening first, then round what stands in the room.
    path, _ = stage.plan.route(inner, goal, stage.others(person))
    rest = tuple((float(p[0]), float(p[1])) for p in path)
    arrive = yaw
    outside = person.place
    person.place = outside
    end = _walk_points(stage, person, start + wait, (edge, *rest), arrive, speed)
    passed = min(end, start + wait + (math.dist(outside, edge) + 1.0) / min(speed, 1.6) + 0.4)
    if door is not None and door.part:
        _swing(stage, door, passed + 0.2, 0.0, 0.9)
    person.door = None
    return Outcome(start, max(passed, start + 0.6 * (end - start)), end)


def _inside_goal(stage: Stage, person: Person, spot: Spot | None, inner: Point, inward: float) -> tuple[Point, float]:
    others = stage.others(person)
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
            return math.atan2(near.place[0] - p[0], near.place[1] - p[1])

        if (
            math.dist(near.place, inner) <= 1.9
            and near.posture != "sit"
            and stage.plan.is_free(inner, others, 0.1, 0.7)
        ):
            return inner, aim(inner)
        # Who sits does not see what is behind: come round to where they can look up at one.
        for view in (1.75, 9.0) if near.posture == "sit" else (9.0,):
            for point in stage.plan.spots_near(near.place, (1.5, 1.8, 1.2), inner):
                if abs(math.remainder(near.bearing(point) - near.yaw, math.tau)) > view:
                    continue
                if stage.plan.is_free(point, others, 0.25, 0.8) and stage.plan.inside(point, 0.1):
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
    start_walk = rise(stage, person, start) if person.posture != "stand" else start
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
        beyond = (door.outside[0], door.outside[2])
        look(person, start_walk, Target("point", point=(door.handle[0], 1.3, door.handle[2])))
        if door.part and person.distance(inside) > 0.1:
            at = walk(stage, person, start_walk, inside, door.yaw + math.pi, speed)
            hand = 1 if not person.held[1] else 0
            if not person.held[hand]:
                touched, _ = reach(stage, person, hand, at - 0.15, door.handle, 0.25, seconds=0.45, back=0.5)
            else:
                touched = at + 0.2
            _swing(stage, door, touched, 1.0, 0.7)
            person.free = touched + 0.35
            look(person, touched + 0.2, Target("away", point=(0.0, 0.05, 0.0)))
            end = walk(stage, person, touched + 0.35, edge, None, speed, (beyond,))
            _swing(stage, door, end + 0.1, 0.0, 0.8)
        else:
            end = walk(stage, person, start_walk, inside, None, speed, (edge, beyond))
    person.score.shown.append((end, False))
    person.present = False
    person.door = door
    return Outcome(start, end, end)


def turn(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Turn to somebody or something, away, or round."""
    start = max(time, person.free) if person.posture == "stand" else time
    text = event.goal or event.theme
    words = {event.verb.lower(), *tokens(text), *event.goal.lower().split(), *(w.lower() for w in event.manner)}
    words |= set(event.text.lower().replace(".", " ").split())
    spot = find_spot(stage, person, text) if text else None
    if spot is not None:
        _watch_way(person, start, spot)
        aim = person.bearing((spot.at[0], spot.at[2]))
        end = face(stage, person, start + 0.12, aim, 0.2)
    elif "away" in words:
        look(person, start, Target("away", point=(0.0, 0.12, 0.0)))
        side = 1 if crc(person.role, event.text) % 2 else -1
        end = face(stage, person, start + 0.1, person.yaw + side * 2.0)
    elif words & {"around", "round", "back"}:
        other = stage.person(person.looking)
        behind = person.yaw + math.pi * 0.98
        aim = person.bearing(other.place) if other is not None and other is not person else behind
        look(person, start, Target("away", point=(0.0, 0.0, 0.0)))
        end = face(
            stage, person, start + 0.05, aim if abs(math.remainder(aim - person.yaw, math.tau)) > 0.6 else behind
        )
    else:
        if text:
            stage.gap(event.text or text, f"this set has no {text}", "", event.span)
        look(person, start, Target("away", point=(0.6, 0.0, 0.0)))
        end = face(stage, person, start + 0.1, person.yaw + 0.8)
    end = max(end, start + 0.6)
    return Outcome(start, start + min(0.6, 0.5 * (end - start)), end)


def sit(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Sit on the seat the script names, the nearest one, or the ground."""
    start = max(time, person.free)
    text = event.goal or event.theme
    if person.posture == "sit":
        return Outcome(start, start + 0.4, start + 0.8)
    spot = None if on_ground(text) else find_seat(stage, person, text)
    if spot is not None:
        look(person, start, Target("point", point=spot.at), 0.7)
        end = sit_down(stage, person, start, spot.seat)
        look(person, end - 0.6, Target("away", point=(0.0, 0.05, 0.0)))
        return Outcome(start, end - 0.25, end)
    if text and not on_ground(text):
        stage.gap(event.text or text, "there is no free seat on this set", "Sit on the floor", event.span)
        if stage.site.interior:
            return Outcome(start, start + 0.5, start + 0.8)
    begin = rise(stage, person, start)
    end = begin + 1.6
    scale = person.build.scale
    back = (person.place[0] - 0.12 * person.ahead[0], person.place[1] - 0.12 * person.ahead[1])
    out = (back[0] + 0.52 * scale * person.ahead[0], back[1] + 0.52 * scale * person.ahead[1])
    feet = feet_at(person.build, out, person.yaw, 1.3)
    person.score.travels.append(shift(begin, end, person.place, back, person.yaw, person.yaw))
    person.score.postures.append(PostureKey(begin, end, "sit", 0.125 * scale, -0.28, 0.42, dip=0.55))
    for side in (0, 1):
        lift = begin + 0.5 + 0.4 * side
        person.score.steps.append(Step(side, lift, lift + 0.45, feet[side], 0.03, 0.0, 0.12))
    person.place, person.feet, person.posture, person.free = back, feet, "sit", end
    rest_hands(stage, person, begin + 0.6)
    stage.contacts.append(Contact(end - 0.2, "sit", (back[0], 0.0, back[1]), stage.site.ground, 0.3, person.role))
    return Outcome(start, end - 0.2, end)


def stand(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Stand up, and go where one is to stand."""
    start = max(time, person.free)
    end = rise(stage, person, start)
    if event.goal and find_spot(stage, person, event.goal) is not None:
        went = go(stage, person, event, end)
        return Outcome(start, went.next, went.end)
    return Outcome(start, max(end - 0.2, start + 0.3), max(end, start + 0.5))


def kneel(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Go down on one knee, beside what is named if anything is."""
    start = max(time, person.free)
    text = event.goal or event.theme
    begin = rise(stage, person, start)
    spot = find_spot(stage, person, text) if text and not on_ground(text) else None
    if spot is not None:
        if spot.role:
            begin = step_close(stage, person, begin, stage.people[spot.role], 0.85)
        elif spot.seat < 0:
            begin = walk(stage, person, begin, _room_at(stage, person, spot), spot.yaw)
        _watch_way(person, begin, spot)
    end = begin + 1.2
    scale = person.build.scale
    ahead = person.ahead
    left, right = person.feet
    front = Foothold(left.x + 0.16 * ahead[0], left.z + 0.16 * ahead[1], left.yaw)
    rear = Foothold(right.x - 0.42 * scale * ahead[0], right.z - 0.42 * scale * ahead[1], person.yaw, 0.0, 1.0)
    person.score.steps.append(Step(0, begin + 0.05, begin + 0.42, front, 0.04, 0.2, 0.25))
    person.score.steps.append(Step(1, begin + 0.3, begin + 0.85, rear, 0.03, 0.0, 0.2))
    person.score.postures.append(PostureKey(begin, end, "kneel", 0.50 * scale, 0.05, 0.12, dip=0.25))
    knee = (person.place[0], 0.0, person.place[1])
    stage.contacts.append(Contact(end - 0.25, "kneel", knee, stage.site.ground, 0.35, person.role))
    person.posture, person.free, person.feet = "kneel", end, (front, rear)
    return Outcome(start, end - 0.3, end)


def lie_down(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Lie down on a bed or sofa if there is one, else on the ground."""
    start = max(time, person.free)
    text = event.goal or event.theme
    bed = None
    if not on_ground(text):
        taken = {p.seat for p in stage.people.values() if p is not person}
        beds = [i for i, s in enumerate(stage.site.seats) if s.kind in ("bed", "sofa") and i not in taken]
        if beds:
            bed = min(
                beds,
                key=lambda i: (
                    stage.site.seats[i].kind != "bed",
                    person.distance((stage.site.seats[i].position[0], stage.site.seats[i].position[2])),
                ),
            )
    scale = person.build.scale
    if bed is not None:
        begin = start if person.seat == bed else sit_down(stage, person, start, bed)
        key, goal, aim = lying(stage, person, stage.site.seats[bed])
        height = key.height
    else:
        if text and not on_ground(text):
            stage.gap(event.text or text, "there is nothing to lie on; it is done on the ground", "", event.span)
        begin = rise(stage, person, start)
        height, goal, aim = 0.12 * scale, person.place, person.yaw
    end = begin + 2.2
    person.score.travels.append(shift(begin, end, person.place, goal, person.yaw, aim))
    person.score.postures.append(PostureKey(begin, end, "lie", height, -math.pi / 2 + 0.04, 0.0, 1.0))
    end_rest(person, begin, 0.9)
    person.place, person.yaw, person.posture, person.free = goal, aim, "lie", end
    stage.contacts.append(
        Contact(
            end - 0.3,
            "land",
            (goal[0], height, goal[1]),
            "bed" if bed is not None else stage.site.ground,
            0.3,
            person.role,
        )
    )
    look(person, end - 0.8, Target("away", point=(0.0, 0.1, 0.0)))
    return Outcome(start, end - 0.4, end)


def fall(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """The knees give way; the body goes to the ground."""
    start = max(time, person.free)
    if person.posture in ("down", "lie") or fixed(stage, person):
        return Outcome(start, start + 0.3, start + 0.5)
    scale = person.build.scale
    end = start + 1.05
    back = 0.35
    goal = (person.place[0] - back * person.ahead[0], person.place[1] - back * person.ahead[1])
    if stage.plan.clearance(np.array([goal]))[0] < 0.2:
        goal = person.place
    side = 0.25 if crc(person.role, event.text) % 2 else -0.25
    end_rest(person, start, 0.4)
    person.score.travels.append(shift(start, end, person.place, goal, person.yaw, person.yaw + side))
    person.score.postures.append(
        PostureKey(start, end, "down", 0.115 * scale, -math.pi / 2 + 0.06, 0.05, 1.0, drop=True)
    )
    look(person, start + 0.1, Target("away", point=(0.0, -0.2, 0.0)))
    stage.contacts.append(Contact(start + 0.86, "land", (goal[0], 0.1, goal[1]), stage.site.ground, 0.9, person.role))
    person.place, person.yaw, person.posture, person.seat, person.free = goal, person.yaw + side, "down", -1, end
    return Outcome(start, end, end + 0.3)
