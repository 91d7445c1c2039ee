"""Things: picking up, putting down, giving, taking, opening, throwing, using."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Surface
from fairtake.staging.blocking.moving import go, pace
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.placement import HAS, carrying
from fairtake.staging.blocking.places import find_door, find_spot, on_ground, point_of, stand_before
from fairtake.staging.blocking.state import DoorMove, Person, Stage, Thing
from fairtake.staging.blocking.steps import (
    GRIP,
    OPEN,
    face,
    look,
    look_at_person,
    reach,
    rise,
    step_close,
    trunk_for,
    walk,
    wrist_of,
)
from fairtake.staging.blocking.words import head_noun, matches, tokens
from fairtake.staging.motion.carry import hold_style, resting
from fairtake.staging.motion.score import HandGoal, Lean, PropKey, Target, Vector
from fairtake.staging.motion.vectors import rotate

__all__ = ["drop", "give", "open_or_close", "pick_up", "put_down", "take", "throw", "use"]


def free_hand(person: Person) -> int:
    """The right hand, or the left one; -1 when both are full."""
    if not person.held[1]:
        return 1
    return 0 if not person.held[0] else -1


def _drop_carry(person: Person, hand: int, time: float) -> None:
    """The carrying goal of a hand ends."""
    for i, goal in enumerate(person.score.hands):
        helps = goal.hand != hand and not person.held[1 - hand]
        if goal.layer == 1 and (goal.hand == hand or helps) and goal.hold > time:
            end = max(time, goal.full)
            person.score.hands[i] = HandGoal(
                goal.hand,
                goal.start,
                goal.full,
                end,
                end + 0.55,
                goal.frame,
                goal.position,
                goal.fingers,
                goal.palm,
                goal.curl,
                goal.swing,
                1,
            )


def _grip_point(thing: Thing) -> Vector:
    """Where a lying thing is held, in the world."""
    origin, turn = resting(thing.model, thing.position, thing.yaw)
    x, y, z = (float(v) for v in origin + rotate(turn, np.asarray(thing.model.grip, np.float64)))
    return x, y + 0.004, z


def _come_near(stage: Stage, person: Person, point: Vector, time: float, speed: float) -> float:
    """Stand so that `point` is within easy reach, unless it already is."""
    flat = (point[0], point[2])
    distance = person.distance(flat)
    off = abs(math.remainder(person.bearing(flat) - person.yaw, math.tau))
    near = 0.66 if point[1] > 0.5 else 0.5
    if person.posture == "sit" and distance < 1.06 and off < 1.1:
        return time
    if person.posture == "stand" and distance < near and off < 0.7:
        return time
    time = rise(stage, person, time)
    spot = stand_before(stage, person, point)
    yaw = math.atan2(flat[0] - spot[0], flat[1] - spot[1])
    return walk(stage, person, time, spot, yaw, speed)


def pick_up(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Take a thing from where it lies."""
    start = max(time, person.free)
    thing = stage.thing(event.theme)
    if thing is None:
        return _mime(stage, person, event, start)
    if thing.holder and thing.holder != person.role:
        return take(stage, person, event, time)
    if thing.holder == person.role:
        if HAS & set(event.verb.lower().split()):
            return Outcome(start, start + 0.2, start + 0.4)
        return _show(stage, person, thing, start)
    hand = free_hand(person)
    if hand < 0:
        stage.gap(event.text or event.theme, f"{person.role} has no hand free", "Put something down first", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    if thing.hidden:
        return _from_pocket(stage, person, thing, hand, start)
    point = _grip_point(thing)
    look(person, start, Target("prop", thing.name))
    at = _come_near(stage, person, point, start, pace(event))
    there, done = reach(stage, person, hand, at - 0.1, point, 0.16)
    there = _on_frame(stage, there)
    thing.score.keys.append(PropKey(there, "hold", person.role, hand))
    thing.holder, thing.hand = person.role, hand
    person.held[hand] = thing.name
    stage.used.discard(next((k for k in stage.used if k[1] == thing.position), ("", (0.0, 0.0, 0.0))))
    person.score.hands += carrying(person, hand, there + 0.05, thing.model)
    stage.contacts.append(Contact(there, "grasp", point, thing.model.sound, 0.3, person.role))
    return Outcome(start, there + 0.35, done)


def _from_pocket(stage: Stage, person: Person, thing: Thing, hand: int, start: float) -> Outcome:
    """The hand goes into the coat and comes out with the thing."""
    there = _on_frame(stage, start + 0.6)
    inside, fingers, palm = (0.02, -0.16, 0.14), (-0.85, -0.25, -0.3), (-0.2, -0.1, -1.0)
    person.score.hands.append(
        HandGoal(hand, start, there - 0.04, there + 0.12, there + 0.75, "chest", inside, fingers, palm, GRIP)
    )
    thing.score.keys.append(PropKey(there + 0.1, "hold", person.role, hand))
    thing.holder, thing.hand, thing.hidden = person.role, hand, False
    person.held[hand] = thing.name
    person.busy[hand] = there + 0.75
    person.free = max(person.free, there + 0.2)
    person.score.hands += carrying(person, hand, there, thing.model)
    look(person, start, Target("away", point=(-0.1 if hand else 0.1, 0.55, 0.0)))
    stage.contacts.append(Contact(there, "grasp", (person.place[0], 1.15, person.place[1]), "cloth", 0.3, person.role))
    return Outcome(start, there + 0.5, there + 0.9)


def _on_frame(stage: Stage, time: float) -> float:
    return math.ceil(time * stage.fps - 1e-6) / stage.fps


def _mime(stage: Stage, person: Person, event: Event, start: float) -> Outcome:
    """The thing does not exist here: the hand does it all the same, and the report says so."""
    what = event.theme or event.text
    stage.gap(event.text or what, f"there is no {what} on this set", "Name a common thing", event.span)
    hand = free_hand(person)
    if hand < 0:
        return Outcome(start, start + 0.4, start + 0.6)
    point = point_of(stage, person, event.goal or event.source) if (event.goal or event.source) else None
    if point is not None and person.distance((point[0], point[2])) < 1.0:
        there, done = reach(stage, person, hand, start, point, 0.2)
        return Outcome(start, there + 0.2, done)
    person.score.hands.append(
        HandGoal(
            hand,
            start,
            start + 0.6,
            start + 0.9,
            start + 1.5,
            "chest",
            (0.16, -0.28, 0.38),
            (0, -0.1, 1),
            (-1, 0, 0),
            GRIP,
        )
    )
    return Outcome(start, start + 0.9, start + 1.5)


def _show(stage: Stage, person: Person, thing: Thing, start: float) -> Outcome:
    """It is in the hand already: it is raised and looked at."""
    look(person, start, Target("prop", thing.name), 0.8)
    person.score.hands.append(
        HandGoal(
            thing.hand,
            start,
            start + 0.6,
            start + 1.5,
            start + 2.1,
            "chest",
            (0.08, -0.16, 0.40),
            (-0.35, 0.25, 1.0),
            (-1.0, -0.1, -0.3),
            GRIP,
        )
    )
    person.busy[thing.hand] = start + 2.1
    return Outcome(start, start + 1.0, start + 2.0)


def put_down(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Put a held thing on a surface or on the ground."""
    start = max(time, person.free)
    thing = stage.thing(event.theme) or next((stage.things[n] for n in person.held[::-1] if n), None)
    if thing is None or thing.holder != person.role:
        return _mime(stage, person, event, start)
    hand = thing.hand
    place = None if on_ground(event.goal) else stage.surface_point(person.place, event.goal)
    key = None
    if place is not None and event.goal and matches(event.goal, [place[0].name]) < 0.5:
        spot = find_spot(stage, person, event.goal)
        if spot is not None:
            place = stage.surface_point((spot.at[0], spot.at[2])) or place
    if place is None:
        target: Vector = (person.place[0] + 0.42 * person.ahead[0], 0.0, person.place[1] + 0.42 * person.ahead[1])
    else:
        target = _before_seat(person, place[0]) or place[1]
        key = (place[0].name, target)
    # Its foot toward whoever puts it down.
    thing.yaw = math.atan2(person.place[0] - target[0], person.place[1] - target[2]) + 0.15
    thing.position = target
    point = _grip_point(thing)
    look(person, start, Target("point", point=target))
    at = _come_near(stage, person, point, start, pace(event))
    there, done = reach(stage, person, hand, at - 0.1, point, 0.3, back=0.75)
    released = _on_frame(stage, there + 0.12)
    thing.score.keys.append(PropKey(released, "place", position=target, yaw=thing.yaw))
    thing.holder = ""
    person.held[hand] = ""
    if key is not None:
        stage.used.add(key)
    _drop_carry(person, hand, there)
    stage.contacts.append(Contact(there, "release", target, thing.model.sound, 0.4, person.role))
    return Outcome(start, released + 0.25, done)


def _before_seat(person: Person, surface: Surface) -> Vector | None:
    """The middle of the table in front of somebody seated at it."""
    if person.posture != "sit":
        return None
    x = person.place[0] + 0.6 * person.ahead[0]
    z = person.place[1] + 0.6 * person.ahead[1]
    c, s = math.cos(surface.yaw), math.sin(surface.yaw)
    dx, dz = x - surface.center[0], z - surface.center[2]
    across, along = dx * c - dz * s, dx * s + dz * c
    if abs(across) > surface.half[0] - 0.12 or abs(along) > surface.half[1] - 0.12:
        return None
    return x, surface.center[1], z


def give(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Put a thing into somebody's hand."""
    start = max(time, person.free)
    thing = stage.thing(event.theme)
    other = stage.person(event.goal) or stage.person(event.theme)
    if thing is None:
        thing = stage.thing(event.instrument) or stage.thing(event.goal)
    if other is None or other is person:
        other = min(
            (p for p in stage.people.values() if p is not person and p.present),
            key=lambda p: person.distance(p.place),
            default=None,
        )
    if other is None or not other.present:
        what = event.text or event.theme
        stage.gap(what, "there is nobody to give it to", "", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    if thing is None or (thing.holder and thing.holder != person.role):
        return _mime(stage, person, event, start)
    if not thing.holder:
        picked = pick_up(stage, person, event, start)
        begin = picked.next
    else:
        begin = start
    return hand_over(stage, person, other, thing, event, start, begin)


def take(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Take a thing out of somebody's hand, or from where it lies."""
    start = max(time, person.free)
    thing = stage.thing(event.theme)
    if thing is None:
        return _mime(stage, person, event, start)
    owner = stage.people.get(thing.holder) if thing.holder else None
    if owner is None or owner is person or not owner.present:
        return pick_up(stage, person, event, time)
    begin = step_close(stage, person, start, owner, 0.82, pace(event))
    return hand_over(stage, owner, person, thing, event, start, max(begin, owner.free), come=False)


def hand_over(
    stage: Stage,
    giver: Person,
    taker: Person,
    thing: Thing,
    event: Event,
    start: float,
    begin: float,
    come: bool = True,
) -> Outcome:
    """Both hands meet half-way between two people; the thing changes hands there."""
    hand = free_hand(taker)
    if hand < 0:
        stage.gap(event.text or thing.name, f"{taker.role} has no hand free", "", event.span)
        return Outcome(start, begin + 0.3, begin + 0.5)
    begin = max(begin, taker.free)
    if come and giver.distance(taker.place) > 1.02:
        begin = step_close(stage, giver, begin, taker, 0.82, pace(event))
    elif come:
        begin = face(stage, giver, begin, giver.bearing(taker.place), 0.3)
    if giver.distance(taker.place) > 1.35 and taker.posture == "stand":
        # They cannot come closer (a table between): the taker comes too.
        begin = step_close(stage, taker, max(begin, taker.free), giver, 0.85)
    begin = max(begin, face(stage, taker, max(taker.free, begin - 0.5), taker.bearing(giver.place), 0.3))
    ax, az = giver.place
    bx, bz = taker.place
    height = min(giver.shoulder_height, taker.shoulder_height) - 0.24
    meet: Vector = ((ax + bx) / 2, height, (az + bz) / 2)
    across = (bx - ax, bz - az)
    length = max(math.hypot(*across), 1e-6)
    u = (across[0] / length, across[1] / length)
    # Palms face each other across the thing, eight millimetres either side of it.
    offset = 0.008
    sign = 1.0 if thing.hand == 0 else -1.0
    point_a = (meet[0] - offset * u[0], meet[1], meet[2] - offset * u[1])
    point_b = (meet[0] + offset * u[0], meet[1], meet[2] + offset * u[1])
    look(giver, begin, Target("prop", thing.name), 0.7)
    look(taker, begin + 0.3, Target("prop", thing.name), 0.8)
    seconds = 0.8
    meet_time = _on_frame(stage, begin + seconds + 0.55)
    _hold_out(stage, giver, thing.hand, begin, meet_time - 0.3, meet_time + 0.3, point_a, u, sign)
    sign_b = 1.0 if hand == 0 else -1.0
    _hold_out(stage, taker, hand, begin + 0.3, meet_time, meet_time + 0.22, point_b, (-u[0], -u[1]), sign_b, True)
    swap = _on_frame(stage, meet_time + 0.1)
    thing.score.keys.append(PropKey(swap, "hold", taker.role, hand))
    giver.held[thing.hand] = ""
    _drop_carry(giver, thing.hand, swap)
    taker.held[hand] = thing.name
    thing.holder, thing.hand = taker.role, hand
    taker.score.hands += carrying(taker, hand, meet_time + 0.24, thing.model)
    stage.contacts.append(Contact(swap, "grasp", meet, thing.model.sound, 0.25, taker.role))
    look_at_person(giver, meet_time + 0.25, taker)
    look_at_person(taker, meet_time + 0.6, giver)
    end = meet_time + 0.9
    giver.free = max(giver.free, meet_time + 0.3)
    taker.free = max(taker.free, meet_time + 0.3)
    return Outcome(start, meet_time + 0.35, end)


def _hold_out(
    stage: Stage,
    person: Person,
    hand: int,
    start: float,
    full: float,
    hold: float,
    point: Vector,
    ahead: tuple[float, float],
    sign: float,
    opens: bool = False,
) -> None:
    dx, dz = point[0] - person.place[0], point[2] - person.place[1]
    off = math.remainder(math.atan2(dx, dz) - person.yaw, math.tau)
    twist = max(-0.7, min(0.7, off + sign * 0.3))
    fingers = (ahead[0], 0.0, ahead[1])
    pitch, drop = trunk_for(person, hand, wrist_of(person, hand, point, fingers), twist)
    person.score.leans.append(Lean(start, full, hold, hold + 0.7, pitch, twist, drop))
    palm = (-sign * ahead[1], 0.25, sign * ahead[0])
    person.score.hands.append(
        HandGoal(hand, start, full, hold, hold + 0.65, "world", point, fingers, palm, OPEN if opens else GRIP)
    )
    if opens:
        # The hand comes open and closes on the thing.
        person.score.hands.append(
            HandGoal(hand, full - 0.1, full + 0.08, hold, hold + 0.65, "world", point, fingers, palm, GRIP)
        )
    person.busy[hand] = hold + 0.65


def open_or_close(stage: Stage, person: Person | None, event: Event, time: float) -> Outcome:
    """Open or close a door, a window, a cupboard, or a thing in the hands."""
    opening = event.action is Action.OPEN
    text = event.theme or event.goal
    door = find_door(stage, text)
    thing = stage.thing(text)
    if person is None:
        if door is not None and door.part:
            _leaf(stage, door.name, time, opening, door.handle)
            return Outcome(time, time + 0.8, time + 1.0)
        stage.gap(event.text or text, f"nobody is there to {event.verb or event.action} it", "", event.span)
        return Outcome(time, time + 0.5, time + 0.5)
    start = max(time, person.free)
    if thing is not None and door is None:
        return use(stage, person, event, time)
    spot = find_spot(stage, person, text)
    if spot is None or (not spot.opens and spot.door == ""):
        stage.gap(
            event.text or text, f"{text or 'it'} cannot be {'opened' if opening else 'closed'} here", "", event.span
        )
        if spot is None:
            return _gesture(person, start)
    hand = free_hand(person)
    look(person, start, Target("point", point=spot.at))
    at = walk(stage, person, start, spot.stand, spot.yaw, pace(event))
    if hand < 0:
        return Outcome(start, at + 0.5, at + 0.7)
    handle = door.handle if door is not None else spot.at
    there, done = reach(stage, person, hand, at - 0.1, handle, 0.4)
    if door is not None and door.part:
        _leaf(stage, door.name, there, opening, door.handle)
    else:
        kind = "open" if opening else "close"
        stage.contacts.append(Contact(there, kind, handle, head_noun(text), 0.4, person.role))
    return Outcome(start, there + 0.5, done)


def _leaf(stage: Stage, name: str, time: float, opening: bool, handle: Vector) -> None:
    stage.doors.append(DoorMove(name, time, time + 0.9, 1.0 if opening else 0.0))
    kind = "door open" if opening else "door close"
    stage.contacts.append(Contact(time + (0.05 if opening else 0.88), kind, handle, "wood", 0.5))


def _gesture(person: Person, start: float) -> Outcome:
    """An honest open hand where nothing better can be done."""
    hand = free_hand(person)
    if hand >= 0:
        person.score.hands.append(
            HandGoal(
                hand,
                start,
                start + 0.5,
                start + 0.8,
                start + 1.4,
                "chest",
                (0.24, -0.25, 0.34),
                (0.2, 0.1, 1),
                (-0.4, 0.9, 0),
            )
        )
    return Outcome(start, start + 0.7, start + 1.2)


def throw(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Throw a held thing to somebody or away."""
    start = max(time, person.free)
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    if thing is None:
        return _mime(stage, person, event, start)
    begin = start
    if thing.holder != person.role:
        if thing.holder:
            return _mime(stage, person, event, start)
        begin = pick_up(stage, person, event, start).next + 0.3
    other = stage.person(event.goal)
    target = other.place if other is not None and other is not person else None
    if target is None:
        point = point_of(stage, person, event.goal) if event.goal else None
        if point is not None:
            target = (point[0], point[2])
        else:
            x0, z0, x1, z1 = stage.plan.acting
            x, z = (person.place[0] + 2.4 * person.ahead[0], person.place[1] + 2.4 * person.ahead[1])
            target = (min(max(x, x0), x1), min(max(z, z0), z1))
    begin = max(begin, face(stage, person, begin, person.bearing(target), 0.25))
    hand = thing.hand
    look(person, begin, Target("role", other.role) if other else Target("point", point=(target[0], 0.6, target[1])))
    back = HandGoal(hand, begin, begin + 0.42, begin + 0.46, begin + 0.9, "chest", (0.34, 0.12, -0.22), (0.2, 0.8, -0.6), (-0.6, 0, 0.8), GRIP)  # fmt: skip
    forth = HandGoal(hand, begin + 0.42, begin + 0.64, begin + 0.70, begin + 1.3, "chest", (0.14, 0.06, 0.56), (0.0, 0.2, 1.0), (-0.4, -0.8, 0.3), (0.15, 0.1, 0.1))  # fmt: skip
    person.score.hands += [back, forth]
    leave = _on_frame(stage, begin + 0.6)
    flight = max(0.35, person.distance(target) / 6.0)
    land = _on_frame(stage, leave + flight)
    _drop_carry(person, hand, begin)
    person.held[hand] = ""
    catcher = free_hand(other) if other is not None and other is not person else -1
    if other is not None and catcher >= 0:
        u = (person.place[0] - other.place[0], person.place[1] - other.place[1])
        n = max(math.hypot(*u), 1e-6)
        catch = (other.place[0] + 0.42 * u[0] / n, other.shoulder_height - 0.15, other.place[1] + 0.42 * u[1] / n)
        face(stage, other, max(other.free, begin - 0.2), other.bearing(person.place), 0.4)
        _hold_out(
            stage,
            other,
            catcher,
            begin + 0.1,
            land - 0.05,
            land + 0.15,
            catch,
            (u[0] / n, u[1] / n),
            1.0 if catcher == 0 else -1.0,
        )
        look(other, begin, Target("prop", thing.name))
        g = thing.model.grip
        thing.score.keys.append(
            PropKey(leave, "fly", position=(catch[0] - g[0], catch[1] - g[1], catch[2] - g[2]), end=land)
        )
        thing.score.keys.append(PropKey(land, "hold", other.role, catcher))
        thing.holder, thing.hand = other.role, catcher
        other.held[catcher] = thing.name
        other.score.hands += carrying(other, catcher, land + 0.15, thing.model)
        stage.contacts.append(Contact(land, "grasp", catch, thing.model.sound, 0.5, other.role))
    else:
        ground = (target[0], 0.0, target[1])
        thing.score.keys.append(PropKey(leave, "fly", position=ground, end=land))
        thing.score.keys.append(PropKey(land, "place", position=ground, yaw=1.0))
        thing.holder, thing.position, thing.yaw = "", ground, 1.0
        stage.contacts.append(Contact(land, "land", ground, thing.model.sound, 0.7))
    person.free = max(person.free, leave + 0.3)
    return Outcome(start, land + 0.1, max(land, begin + 1.3))


_DRINK = {"drink", "sip", "gulp", "swallow", "taste", "eat", "bite", "smoke", "chew"}
_CALL = {"call", "phone", "dial", "answer", "ring", "telephone"}
_TYPE = {"type", "write", "cook", "work", "wash", "stir", "chop", "cut", "sew", "play", "clean", "wipe", "pour", "dig"}


def use(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Drink, read, telephone, write or otherwise use something."""
    start = max(time, person.free)
    verb = event.verb.lower()
    thing = stage.thing(event.theme) or stage.thing(event.instrument)
    begin = start
    if thing is not None and not thing.holder and verb not in _TYPE:
        begin = pick_up(stage, person, event, start).next + 0.2
    elif thing is None and (text := event.theme or event.goal or event.instrument):
        spot = find_spot(stage, person, text)
        if spot is None and verb not in _TYPE | _DRINK | _CALL | {"read"}:
            return _mime(stage, person, event, start)
        if spot is None:
            stage.gap(event.text or text, f"there is no {text} on this set", "", event.span)
        elif not spot.role:
            went = go(stage, person, event, start) if person.posture == "stand" else Outcome(start, start, start)
            begin = went.end
            look(person, begin, Target("point", point=spot.at))
            hand = free_hand(person)
            if hand >= 0 and verb not in _TYPE:
                there, done = reach(stage, person, hand, begin, spot.at, 0.5)
                return Outcome(start, there + 0.3, done)
    hand = thing.hand if thing is not None and thing.holder == person.role else free_hand(person)
    if hand < 0:
        return Outcome(start, begin + 0.6, begin + 1.0)
    noun = set(tokens(event.theme) + tokens(event.instrument))
    if verb in _DRINK:
        goal = HandGoal(hand, begin, begin + 0.75, begin + 1.5, begin + 2.2, "head", (0.02, -0.10, 0.135), (-0.9, 0.25, 0.3), (-0.35, -0.1, -0.9), GRIP)  # fmt: skip
        person.score.hands.append(goal)
        end = begin + 2.1
    elif verb in _CALL or "phone" in noun:
        goal = HandGoal(hand, begin, begin + 0.8, begin + 6.0, begin + 6.8, "head", (0.105, -0.045, -0.055), (-0.1, 0.75, -0.55), (-1.0, 0.1, 0.15), (0.4, 0.5, 0.5))  # fmt: skip
        person.score.hands.append(goal)
        end = begin + 1.4
    elif verb in _TYPE:
        end = _work(person, begin)
    elif thing is not None and hold_style(thing.model) == "handle":
        # What hangs from its handle is not lifted to the eyes.
        look(person, begin, Target("prop", thing.name))
        person.score.leans.append(Lean(begin, begin + 0.6, begin + 1.2, begin + 1.9, 0.18, 0.0, 0.03))
        return Outcome(start, begin + 1.0, begin + 1.9)
    else:
        # Reading, looking it over, opening it: before the chest, with both hands when free.
        for side in (0, 1):
            if side == hand or not person.held[side]:
                person.score.hands.append(
                    HandGoal(
                        side,
                        begin,
                        begin + 0.7,
                        begin + 2.6,
                        begin + 3.3,
                        "chest",
                        (0.055 if side == hand else 0.09, -0.20, 0.36),
                        (-0.25, 0.45, 0.9),
                        (-0.8, 0.55, -0.1),
                        GRIP,
                    )
                )
        if thing is not None:
            look(person, begin + 0.2, Target("prop", thing.name), 0.9)
        end = begin + 2.6
    person.busy[hand] = end
    person.free = max(person.free, min(end, begin + 1.5))
    return Outcome(start, min(end, begin + 1.6), end)


def _work(person: Person, begin: float) -> float:
    """Both hands busy at the height of a table."""
    height = -0.42 if person.posture == "stand" else -0.36
    for side in (0, 1):
        if person.held[side]:
            continue
        at = begin
        for k in range(5):
            wobble = 0.02 * math.sin(2.4 * k + side)
            goal = HandGoal(side, at, at + 0.45, at + 0.6, at + 1.2, "chest", (0.10 + wobble, height + 0.02 * (k % 2), 0.36 + wobble), (-0.2, -0.1, 1.0), (0.0, -1.0, 0.0), (0.3, 0.35, 0.4))  # fmt: skip
            person.score.hands.append(goal)
            at += 0.5
        person.busy[side] = at + 0.7
    look(person, begin, Target("away", point=(0.0, 0.55, 0.0)))
    return begin + 3.0


def drop(stage: Stage, thing: Thing, event: Event, time: float) -> Outcome:
    """A thing falls to the ground by itself."""
    x, y, z = thing.position
    ground: Vector = (x + 0.25, 0.0, z + 0.25)
    start = _on_frame(stage, time)
    land = _on_frame(stage, start + math.sqrt(max(2 * y / 9.81, 0.04)))
    thing.score.keys.append(PropKey(start, "fly", position=ground, end=land))
    thing.score.keys.append(PropKey(land, "place", position=ground, yaw=thing.yaw + 0.6))
    thing.position, thing.yaw = ground, thing.yaw + 0.6
    stage.contacts.append(Contact(land, "land", ground, thing.model.sound, 0.7))
    stage.happened(event, "", start, land + 0.5, ground, 0.8)
    return Outcome(start, land + 0.3, land + 0.6)
