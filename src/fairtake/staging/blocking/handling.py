"""Things: picking up, putting down, giving, taking."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.model.set import Surface
from fairtake.staging.blocking.affection import hold_hands
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.free_places import free_place
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.placement import HAS, carrying
from fairtake.staging.blocking.places import find_spot, on_ground, point_of, stand_before
from fairtake.staging.blocking.state import Person, Stage, Thing, crc
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
from fairtake.staging.blocking.words import matches
from fairtake.staging.motion.carry import resting
from fairtake.staging.motion.score import HandGoal, Lean, PropKey, Target, Vector
from fairtake.staging.motion.vectors import rotate

__all__ = ["drop_carry", "free_hand", "give", "hold_out", "mime", "on_frame", "pick_up", "put_down", "show", "take"]


_LOW_OVER = 0.95
"""Radians somebody bends over a table at most before getting up instead."""


def free_hand(person: Person) -> int:
    """The right hand, or the left one, rather one that has nothing to do; -1 when both are full."""
    for hand in (1, 0):
        if not person.held[hand] and not person.occupied(hand):
            return hand
    if not person.held[1]:
        return 1
    return 0 if not person.held[0] else -1


def drop_carry(person: Person, hand: int, time: float) -> None:
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


def _within_reach(person: Person, point: Vector) -> bool:
    """Whether somebody who sits comes to a point without lying down on the table."""
    hand = max(free_hand(person), 0)
    ahead = person.ahead
    pitch, _ = trunk_for(person, hand, wrist_of(person, hand, point, (ahead[0], -0.15, ahead[1])), 0.0)
    return pitch < _LOW_OVER


def _come_near(stage: Stage, person: Person, point: Vector, time: float, speed: float) -> float:
    """Stand so that `point` is within easy reach, unless it already is."""
    flat = (point[0], point[2])
    distance = person.distance(flat)
    off = abs(math.remainder(person.bearing(flat) - person.yaw, math.tau))
    near = 0.66 if point[1] > 0.5 else 0.5
    if person.posture == "sit" and distance < 1.06 and off < 1.1 and _within_reach(person, point):
        return time
    if person.posture == "stand" and distance < near and off < 0.7:
        return time
    if person.posture == "kneel" and distance < 0.75 and off < 1.0:
        return time
    time = rise(stage, person, time)
    # What lies on the ground is crouched down to, close by.
    spot = stand_before(stage, person, point, (0.5, 0.6, 0.72, 0.85) if point[1] > 0.3 else (0.42, 0.5, 0.6, 0.72))
    yaw = math.atan2(flat[0] - spot[0], flat[1] - spot[1])
    return walk(stage, person, time, spot, yaw, speed)


def pick_up(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Take a thing from where it lies."""
    start = max(time, person.free)
    thing = stage.thing(event.theme)
    if thing is None:
        other = _offered(stage, person)
        if other is not None:
            held = hold_hands(stage, person, replace(event, theme=other.role, goal=""), start)
            if held is not None:
                return held
        return mime(stage, person, event, start)
    if thing.holder and thing.holder != person.role:
        return take(stage, person, event, time)
    if thing.holder == person.role:
        if HAS & set(event.verb.lower().split()):
            return Outcome(time, time + 0.2, time + 0.4)
        return show(stage, person, thing, start)
    hand = free_hand(person)
    if hand < 0:
        stage.gap(event.text or event.theme, f"{person.role} has no hand free", "Put something down first", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    if thing.hidden:
        return _from_pocket(stage, person, thing, hand, start)
    if thing.found and person.posture != "sit" and thing.position[1] < 0.1:
        _find_here(stage, person, thing)
    point = _grip_point(thing)
    look(person, start, Target("prop", thing.name))
    at = _come_near(stage, person, point, start, pace(event))
    there, done = reach(stage, person, hand, at - 0.1, point, 0.16)
    there = on_frame(stage, there)
    thing.score.keys.append(PropKey(there, "hold", person.role, hand))
    thing.holder, thing.hand = person.role, hand
    person.held[hand] = thing.name
    stage.used -= {k for k in stage.used if math.dist(k[1], thing.position) < 0.15}
    person.score.hands += carrying(person, hand, there + 0.05, thing.model)
    stage.contacts.append(Contact(there, "grasp", point, thing.model.sound, 0.3, person.role))
    return Outcome(start, there + 0.35, done, point, there)


def _offered(stage: Stage, person: Person) -> Person | None:
    """Who has just held out a hand to somebody: "She takes it" is about that hand."""
    for beat in reversed(stage.scene.beats[max(0, stage.index - 2) : stage.index]):
        if isinstance(beat, Event) and beat.action is Action.TOUCH and beat.agents and "hand" in beat.text.lower():
            other = stage.person(beat.agents[0])
            if other is not None and other is not person and other.present:
                return other
    return None


def _find_here(stage: Stage, person: Person, thing: Thing) -> None:
    """What lies somewhere on the ground has always lain where somebody comes to find it."""
    side = 0.3 if crc(person.role, thing.name) % 2 else -0.3
    for out in (0.42, 0.36, 0.5):
        x = person.place[0] + out * person.ahead[0] + side * person.ahead[1]
        z = person.place[1] + out * person.ahead[1] - side * person.ahead[0]
        if stage.plan.clearance(np.array([(x, z)]))[0] > 0.1:
            thing.position = (x, 0.0, z)
            key = thing.score.keys[0]
            thing.score.keys[0] = PropKey(key.time, key.kind, position=thing.position, yaw=thing.yaw)
            break
    thing.found = False


def _from_pocket(stage: Stage, person: Person, thing: Thing, hand: int, start: float) -> Outcome:
    """The hand goes into the coat and comes out with the thing."""
    there = on_frame(stage, start + 0.6)
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


def on_frame(stage: Stage, time: float) -> float:
    """The time of the next frame: things change hands on frames."""
    return math.ceil(time * stage.fps - 1e-6) / stage.fps


def mime(stage: Stage, person: Person, event: Event, start: float) -> Outcome:
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


def show(stage: Stage, person: Person, thing: Thing, start: float) -> Outcome:
    """It is in the hand already: it is raised and looked at, before the chest where it can be
    seen; what is as small as a coin on the open palm."""
    look(person, start, Target("prop", thing.name), 0.85)
    tiny = max(thing.model.size) < 0.07
    place: Vector = (0.05, -0.15, 0.33) if tiny else (0.08, -0.15, 0.37)
    fingers: Vector = (-0.55, 0.10, 0.83) if tiny else (-0.35, 0.25, 1.0)
    palm: Vector = (-0.15, 0.95, -0.25) if tiny else (-1.0, -0.1, -0.3)
    curl: Vector = (0.22, 0.18, 0.22) if tiny else GRIP
    person.score.hands.append(
        HandGoal(thing.hand, start, start + 0.65, start + 2.2, start + 2.9, "chest", place, fingers, palm, curl)
    )
    person.busy[thing.hand] = start + 2.9
    return Outcome(start, start + 1.5, start + 2.6)


def put_down(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Put a held thing on a surface or on the ground."""
    start = max(time, person.free)
    thing = stage.thing(event.theme) or next((stage.things[n] for n in person.held[::-1] if n), None)
    if thing is None or thing.holder != person.role:
        return mime(stage, person, event, start)
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
        key = (place[0].name, place[1])
        target = free_place(
            stage, place[0], thing, _before_seat(person, place[0]) or _for_whom(stage, person, place[0]) or place[1]
        )
    # Its foot toward whoever puts it down.
    thing.yaw = math.atan2(person.place[0] - target[0], person.place[1] - target[2]) + 0.15
    thing.position = target
    point = _grip_point(thing)
    look(person, start, Target("point", point=target))
    at = _come_near(stage, person, point, start, pace(event))
    there, done = reach(stage, person, hand, at - 0.1, point, 0.3, back=0.75)
    released = on_frame(stage, there + 0.12)
    thing.score.keys.append(PropKey(released, "place", position=target, yaw=thing.yaw))
    thing.holder = ""
    person.held[hand] = ""
    if key is not None:
        stage.used.add(key)
    drop_carry(person, hand, there)
    stage.contacts.append(Contact(there, "release", target, thing.model.sound, 0.4, person.role))
    return Outcome(start, released + 0.25, done, point, there)


def _before_seat(person: Person, surface: Surface) -> Vector | None:
    """The middle of the table in front of somebody seated at it."""
    if person.posture != "sit":
        return None
    c, s = math.cos(surface.yaw), math.sin(surface.yaw)
    for out in (0.46, 0.53, 0.6):
        x, z = person.place[0] + out * person.ahead[0], person.place[1] + out * person.ahead[1]
        dx, dz = x - surface.center[0], z - surface.center[2]
        across, along = dx * c - dz * s, dx * s + dz * c
        if abs(across) <= surface.half[0] - 0.12 and abs(along) <= surface.half[1] - 0.12:
            return x, surface.center[1], z
    return None


def _for_whom(stage: Stage, person: Person, surface: Surface) -> Vector | None:
    """Before somebody else who sits at the table, a little toward who puts it there."""
    fronts = [at for p in stage.people.values() if p is not person and p.present and (at := _before_seat(p, surface))]
    if not fronts:
        return None
    x, y, z = min(fronts, key=lambda at: round(person.distance((at[0], at[2])), 3))
    far = max(person.distance((x, z)), 1e-6)
    return x + 0.1 * (person.place[0] - x) / far, y, z + 0.1 * (person.place[1] - z) / far


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
        return mime(stage, person, event, start)
    if not thing.holder:
        picked = pick_up(stage, person, replace(event, theme=thing.name), start)
        if thing.holder != person.role:
            return picked
        begin = picked.next
    else:
        begin = start
    return hand_over(stage, person, other, thing, event, start, begin)


def take(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Take a thing out of somebody's hand, or from where it lies."""
    start = max(time, person.free)
    thing = stage.thing(event.theme)
    if thing is None:
        return mime(stage, person, event, start)
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
    else:
        # Who is asked for something turns to whoever takes it.
        begin = max(begin, face(stage, giver, max(giver.free, begin - 0.5), giver.bearing(taker.place), 0.3))
    if giver.distance(taker.place) > 1.12 and taker.posture == "stand":
        # They cannot come closer (a table between): the taker comes too.
        begin = step_close(stage, taker, max(begin, taker.free), giver, 0.85)
    begin = max(begin, face(stage, taker, max(taker.free, begin - 0.5), taker.bearing(giver.place), 0.3))
    ax, az = giver.place
    bx, bz = taker.place
    across = (bx - ax, bz - az)
    length = max(math.hypot(*across), 1e-6)
    u = (across[0] / length, across[1] / length)
    meet = _meeting(stage, giver, taker, u)
    # Palms face each other across the thing, eight millimetres either side of it.
    offset = 0.008
    sign = 1.0 if thing.hand == 0 else -1.0
    point_a = (meet[0] - offset * u[0], meet[1], meet[2] - offset * u[1])
    point_b = (meet[0] + offset * u[0], meet[1], meet[2] + offset * u[1])
    look(giver, begin, Target("prop", thing.name), 0.7)
    look(taker, begin + 0.3, Target("prop", thing.name), 0.8)
    seconds = 0.8
    meet_time = on_frame(stage, begin + seconds + 0.55)
    hold_out(stage, giver, thing.hand, begin, meet_time - 0.3, meet_time + 0.3, point_a, u, sign)
    sign_b = 1.0 if hand == 0 else -1.0
    hold_out(stage, taker, hand, begin + 0.3, meet_time, meet_time + 0.22, point_b, (-u[0], -u[1]), sign_b, True)
    swap = on_frame(stage, meet_time + 0.1)
    thing.score.keys.append(PropKey(swap, "hold", taker.role, hand))
    giver.held[thing.hand] = ""
    drop_carry(giver, thing.hand, swap)
    taker.held[hand] = thing.name
    thing.holder, thing.hand = taker.role, hand
    taker.score.hands += carrying(taker, hand, meet_time + 0.24, thing.model)
    stage.contacts.append(Contact(swap, "grasp", meet, thing.model.sound, 0.25, taker.role))
    look_at_person(giver, meet_time + 0.25, taker)
    look_at_person(taker, meet_time + 0.6, giver)
    end = meet_time + 0.9
    giver.free = max(giver.free, meet_time + 0.3)
    taker.free = max(taker.free, meet_time + 0.3)
    return Outcome(start, meet_time + 0.35, end, meet, swap)


def _meeting(stage: Stage, giver: Person, taker: Person, u: Point) -> Vector:
    """Where a thing goes from hand to hand: half-way, a little to the side from which most can be
    seen of it, and between an adult and a child no lower than the adult need bow to."""
    low, high = sorted((giver.shoulder_height, taker.shoulder_height))
    height = max(low - 0.24, min(low + 0.06, high - 0.34))
    x, z = (giver.place[0] + taker.place[0]) / 2, (giver.place[1] + taker.place[1]) / 2
    others = [p.place for p in stage.people.values() if p.present and p is not giver and p is not taker]

    def room(side: float) -> float:
        """Metres free to one side: to the next person, or to the edge of the place."""
        n = (side * u[1], -side * u[0])
        x0, z0, x1, z1 = stage.plan.acting
        edge = min((e - p) / d for e, p, d in ((x0 if n[0] < 0 else x1, x, n[0]), (z0 if n[1] < 0 else z1, z, n[1])) if abs(d) > 1e-3)  # fmt: skip
        near = [math.dist((x, z), o) for o in others if (o[0] - x) * n[0] + (o[1] - z) * n[1] > 0.2]
        return round(min([edge, 4.0, *near]), 2)

    side = 1.0 if room(1.0) >= room(-1.0) else -1.0
    return x + 0.07 * side * u[1], height, z - 0.07 * side * u[0]


def hold_out(
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
    """Stretch out a hand to `point`, there from `full` until `hold`; `opens` when it comes to
    take something. `ahead` is the floor direction to the other person, `sign` the hand's side."""
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
