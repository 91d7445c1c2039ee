"""Going, turning, sitting, standing, kneeling, lying, falling."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.coming import answer, enter, leave, pace, visitor_of
from fairtake.staging.blocking.getting_up import on_the_ground, prop_up
from fairtake.staging.blocking.leaning_on import sit_low
from fairtake.staging.blocking.lowering import fall_asleep, perch, perches
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.passing import hasten, is_chase, pass_by, passes, pursue
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.places import Spot, find_door, find_seat, find_spot, free_mark, on_ground, point_of
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.stepping import step_aside, stepping
from fairtake.staging.blocking.steps import (
    end_rest,
    face,
    fixed,
    look,
    lying,
    rise,
    sit_down,
    step_close,
    walk,
)
from fairtake.staging.blocking.tasks import drive
from fairtake.staging.blocking.words import PLACES_OUT, tokens
from fairtake.staging.motion.gait import shift
from fairtake.staging.motion.score import PostureKey, Target

__all__ = ["enter", "fall", "go", "leave", "lie_down", "pace", "sit", "stand", "turn"]


def _watch_way(person: Person, time: float, spot: Spot) -> None:
    if spot.role:
        look(person, time, Target("role", spot.role))
    else:
        look(person, time, Target("point", point=spot.at))


def go(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Go to a person, thing or place."""
    text = event.goal or event.theme
    prey = stage.person(text) if is_chase(event) else None
    if person.passing and person.free > time and (not text or prey is None):
        for other in stage.people.values():
            if other.passing and other is not person and other.free > time:
                hasten(stage, other, time + 0.3, 1.12)
        return hasten(stage, person, time)
    if not person.present and not person.passing:
        if prey is not None and prey.passing:
            return pursue(stage, person, prey, time)
        if passes(stage, person, event, stage.index):
            return pass_by(stage, person, event, time)
        return enter(stage, person, event, time)
    if fixed(stage, person):
        # Who drives or rides stays in the seat; the hands are on the way.
        start = max(time, person.free)
        if not drive(stage, person, start if stage.index else -1.0):
            look(person, start, Target("away", point=(0.0, 0.04, 0.0)))
        return Outcome(start, start + 0.5, start + 1.2)
    way = stepping(event) if person.present and person.chair is None else ""
    if way and stage.person(event.goal) is None:
        return step_aside(stage, person, way, event, time)
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
        door = find_door(stage, text)
        visitor = visitor_of(stage, person) if door is not None else None
        if door is not None and visitor is not None:
            return answer(stage, person, visitor, door, start, speed)
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


def turn(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Turn to somebody or something, away, or round."""
    start = max(time, person.free) if person.mobile else time
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
    if person.chair is not None:
        # "Sits at the table": they come to it in their own.
        return go(stage, person, event, time)
    if person.posture == "sit":
        return Outcome(start, start + 0.4, start + 0.8)
    table = perches(stage, person, event)
    if table is not None:
        perched = perch(stage, person, table, start)
        if perched is not None:
            return perched
    beside = stage.person(text)
    if beside is not None and beside is not person and on_the_ground(beside):
        # Beside who sits on the ground one sits on the ground.
        begin = rise(stage, person, start)
        look(person, begin, Target("role", beside.role))
        ways = [(beside.place[0] + k * math.cos(beside.yaw), beside.place[1] - k * math.sin(beside.yaw)) for k in (0.62, -0.62, 0.8, -0.8)]  # fmt: skip
        others = [o for o in stage.others(person) if math.dist(o, beside.place) > 0.05]
        free = [p for p in ways if stage.plan.is_free(p, others, 0.2, 0.55) and stage.plan.inside(p)]
        if free:
            begin = walk(stage, person, begin, min(free[:2], key=lambda p: round(person.distance(p), 2)), beside.yaw)
        end = sit_low(stage, person, max(begin, face(stage, person, begin, beside.yaw, 0.1)))
        return Outcome(start, end - 0.2, end)
    spot = None if on_ground(text) else find_seat(stage, person, text)
    seated = [p for p in stage.people.values() if p is not person and p.present and p.posture == "sit"]
    if spot is not None and not text and not stage.site.interior:
        # In the open one does not cross the place for a seat; and sits where the others sit.
        low = any(p.seat < 0 or stage.site.seats[p.seat].kind == "ground" for p in seated)
        if person.distance(spot.stand) > 3.5 or low or stage.site.seats[spot.seat].kind == "ground":
            return _sit_on_ground(stage, person, start, event)
    if spot is not None:
        look(person, start, Target("point", point=spot.at), 0.7)
        end = sit_down(stage, person, start, spot.seat)
        look(person, end - 0.6, Target("away", point=(0.0, 0.05, 0.0)))
        return Outcome(start, end - 0.25, end)
    if text and not on_ground(text):
        stage.gap(event.text or text, "there is no free seat on this set", "Sit on the floor", event.span)
        if stage.site.interior:
            return Outcome(start, start + 0.5, start + 0.8)
    return _sit_on_ground(stage, person, start, event)


def _view(stage: Stage, person: Person) -> float | None:
    """The way those face who sit down together: toward what they look at next, or across the
    line between them."""
    for beat in stage.scene.beats[stage.index + 1 : stage.index + 3]:
        if isinstance(beat, Event) and beat.action is Action.LOOK_AT and (beat.theme or beat.goal):
            at = point_of(stage, person, beat.theme or beat.goal)
            if at is not None and stage.person(beat.theme or beat.goal) is None:
                return person.bearing((at[0], at[2]))
    return None


def _sit_on_ground(stage: Stage, person: Person, start: float, event: Event) -> Outcome:
    """Sit down on the ground where one stands; two who do so together look the same way."""
    begin = rise(stage, person, start)
    view = _view(stage, person) if len(event.agents) > 1 else None
    if view is not None:
        begin = face(stage, person, begin, view, 0.25)
    end = sit_low(stage, person, begin)
    return Outcome(start, end - 0.2, end)


def stand(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Stand up, and go where one is to stand."""
    start = max(time, person.free)
    end = rise(stage, person, start)
    if event.goal and find_spot(stage, person, event.goal) is not None:
        went = go(stage, person, event, end)
        return Outcome(start, went.next, went.end)
    return Outcome(start, max(end - 0.2, start + 0.3), max(end, start + 0.5))


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
        begin = start if on_the_ground(person) else sit_low(stage, person, rise(stage, person, start))
        height, goal, aim = 0.12 * scale, person.place, person.yaw
        for hand in (0, 1):
            prop_up(person, hand, begin + 0.1, begin + 0.8, begin + 1.5)
    end = begin + (2.2 if bed is not None else 1.6)
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
    fall_asleep(person, event, end + 0.4)
    return Outcome(start, end - 0.4, end)


def fall(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """The knees give way; the body goes to the ground."""
    start = max(time, person.free)
    if person.posture in ("down", "lie") or fixed(stage, person):
        return Outcome(start, start + 0.3, start + 0.5)
    scale = person.build.scale
    end = start + 1.05
    goal = person.place
    # The feet stay about where they are, where there is room behind for the rest.
    for back in (0.62 * scale, 0.35, 0.2):
        spot = (person.place[0] - back * person.ahead[0], person.place[1] - back * person.ahead[1])
        head = (spot[0] - 0.7 * scale * person.ahead[0], spot[1] - 0.7 * scale * person.ahead[1])
        if stage.plan.clearance(np.array([spot]))[0] >= 0.2 and stage.plan.clearance(np.array([head]))[0] >= 0.1:
            goal = spot
            break
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
