"""The elementary errands all action is made of: turn, walk, sit, rise, reach, look.

Each takes a person and a starting time, writes the score, moves the state on, and returns
the time at which it is done.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.geometry.quaternion import from_euler, multiply
from fairtake.model.figure import joint_index
from fairtake.model.performance import Contact
from fairtake.model.set import Seat
from fairtake.staging.blocking.getting_up import from_ground, on_the_ground
from fairtake.staging.blocking.lasting import leave_off
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.rolling import roll, turn_chair
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.motion.gait import WALK, Passage, feet_at, plan_turn, plan_walk, shift, soften, wrap
from fairtake.staging.motion.score import (
    FOREVER,
    Foothold,
    GazeKey,
    HandGoal,
    Lean,
    PostureKey,
    Step,
    Target,
    Vector,
)
from fairtake.staging.motion.vectors import rotate

__all__ = [
    "GRIP",
    "OPEN",
    "end_rest",
    "face",
    "fixed",
    "look",
    "look_at_person",
    "lying",
    "open_yaw",
    "reach",
    "rest_hands",
    "rise",
    "seat_feet",
    "seat_place",
    "seat_posture",
    "sit_down",
    "standing",
    "step_close",
    "trunk_for",
    "walk",
    "wrist_of",
]

GRIP: Vector = (0.55, 0.62, 0.66)
"""Fingers round something held."""


def standing(person: Person) -> PostureKey:
    """Upright, knees not locked."""
    return PostureKey(0.0, 0.0, "stand", person.build.pelvis - 0.004 * person.build.scale)


def look(person: Person, time: float, target: Target, turn: float = 1.0) -> None:
    """Look somewhere from `time` on."""
    keys = person.score.gazes
    # Looks are planned beat by beat; one planned later for an earlier time takes its place.
    while keys and keys[-1].time >= time - 0.04 and keys[-1].time > 0:
        keys.pop()
    keys.append(GazeKey(max(0.0, time), target, turn))
    person.looking = target.name


def look_at_person(person: Person, time: float, other: Person) -> None:
    """Look into somebody's face."""
    look(person, time, Target("role", other.role))


def tempo(person: Person) -> float:
    """How fast somebody does things: the old slower, children quicker."""
    age = person.figure.face.age
    return 1.15 if age < 13 else 1.0 - 0.17 * min(1.0, max(0.0, (age - 55) / 20))


def _take(person: Person, passage: Passage) -> float:
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.place, person.yaw, person.feet = passage.place, passage.yaw, passage.feet
    person.free = max(person.free, passage.end)
    return passage.end


_LATER = 1.3
"""Seconds for which a hand that is wanted elsewhere is waited for."""

OPEN: Vector = (0.1, 0.12, 0.14)
"""An open hand."""


def face(stage: Stage, person: Person, time: float, yaw: float, least: float = 0.35, haste: float = 1.0) -> float:
    """Turn on the spot when the change is more than `least`; seated people, and those whose
    hands are at something here, stay as they are."""
    if person.chair is not None:
        return turn_chair(stage, person, time, yaw, least)
    if person.posture != "stand" or person.anchored or abs(wrap(yaw - person.yaw)) < least:
        return time
    time = max(time, person.free)
    return _take(person, plan_turn(person.build, person.place, person.yaw, yaw, time, person.feet, haste))


def _collides(stage: Stage, person: Person, passage: Passage) -> bool:
    times = np.arange(passage.start, passage.end + 0.1, 0.1)
    mine = np.stack([np.interp(times, passage.travel.times, passage.travel.points[:, a]) for a in (0, 1)], -1)
    for other in stage.people.values():
        if other is person or other.free <= passage.start or other.hugging == person.role:
            continue
        if np.hypot(*(mine - stage.track(other, times)).T).min() < 0.62:
            return True
    return False


def walk(
    stage: Stage,
    person: Person,
    time: float,
    goal: Point,
    arrive: float | None = None,
    speed: float = WALK,
    through: tuple[Point, ...] = (),
) -> float:
    """Walk to a floor point, round what is in the way, and face `arrive` there. `through`
    are points after `goal` reached in a straight line (a doorway and what lies behind it)."""
    time = max(time, person.free)
    speed *= tempo(person) if speed <= WALK else 1.0
    if fixed(stage, person):
        return time
    leave_off(person, time, rooted=True)
    if person.chair is not None:
        return roll(stage, person, time, goal, arrive, speed, through)
    if stage.to_level is not None:
        time, there = stage.to_level(stage, person, time, goal, speed)
        if there:
            return time if arrive is None else face(stage, person, time, arrive)
    if person.posture != "stand":
        time = rise(stage, person, time)
    others = stage.others(person)
    if not through and any(math.dist(goal, o) < 0.62 for o in others):
        # Somebody stands there already: as near as one comes.
        near = (p for p in stage.plan.spots_near(goal, (0.15, 0.3, 0.6, 0.8, 1.0, 1.3), person.place))
        goal = next((p for p in near if stage.plan.is_free(p, others, 0.1, 0.64)), person.place)
    path, _ = stage.plan.route(person.place, goal, others)
    if through:
        path = np.concatenate([path, np.asarray(through)])
    way = soften(path) if len(path) > 2 else path
    distance = float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())
    if distance < 0.12:
        return time if arrive is None else face(stage, person, time, arrive)
    first = way[min(len(way) - 1, 6)] - way[0] if len(way) > 2 else way[1] - way[0]
    heading = math.atan2(first[0], first[1])
    off = wrap(heading - person.yaw)
    strafe = distance < 0.85 and (arrive is None or abs(wrap(arrive - person.yaw)) < 1.9)
    if not strafe and abs(off) > 1.25:
        # Far off the way: turn most of it on the spot before setting out.
        time = face(
            stage, person, time, person.yaw + math.copysign(abs(off) - 0.5, off), haste=max(1.0, min(speed / WALK, 1.5))
        )
    last = way[-1] - way[max(0, len(way) - 8)] if len(way) > 2 else way[1] - way[0]
    come = math.atan2(last[0], last[1])
    late = None if arrive is None or abs(wrap(arrive - come)) > 1.2 else arrive
    loud = 0.3 if speed < 1 else 0.4 if speed < 1.6 else 0.6 if speed < 2 else 0.8
    for _ in range(14):
        passage = plan_walk(
            person.build, way, time, person.yaw, arrive if strafe else late, person.feet, speed, strafe, loud
        )
        if not _collides(stage, person, passage):
            break
        time = stage.snap(time + 0.3)
    end = _take(person, passage)
    if arrive is not None and not strafe:
        end = face(stage, person, end - 0.05, arrive, 0.2)
    return end


def open_yaw(stage: Stage, person: Person, other: Person) -> float:
    """The way somebody faces who talks with `other`: not squarely at them but opened by some
    twenty-four degrees, both to the same side, where there is most room to look from. Who is
    angry or tender faces straight."""
    toward = person.bearing(other.place)
    if person.posture != "stand" or person.mood in ("anger", "tenderness") or other.posture in ("lie", "down"):
        return toward
    a, b = sorted((person, other), key=lambda p: p.role)
    dx, dz = b.place[0] - a.place[0], b.place[1] - a.place[1]
    length = math.hypot(dx, dz)
    if length < 0.3:
        return toward
    n = (dz / length, -dx / length)
    x0, z0, x1, z1 = stage.plan.acting
    mx, mz = (a.place[0] + b.place[0]) / 2, (a.place[1] + b.place[1]) / 2

    def depth(sign: float) -> float:
        ways = [
            (edge - p) / (sign * d)
            for edge, p, d in ((x0, mx, n[0]), (x1, mx, n[0]), (z0, mz, n[1]), (z1, mz, n[1]))
            if abs(d) > 1e-3 and (edge - p) / (sign * d) > 0
        ]
        return round(min(ways, default=0.0), 2)

    sign = 1.0 if depth(1.0) >= depth(-1.0) else -1.0
    off = wrap(math.atan2(sign * n[0], sign * n[1]) - toward)
    return toward + math.copysign(0.42, off)


def step_close(stage: Stage, person: Person, time: float, other: Person, apart: float, speed: float = WALK) -> float:
    """Come to within `apart` metres of somebody and face them."""
    if abs(person.distance(other.place) - apart) < 0.12:
        return face(
            stage, person, time, person.bearing(other.place) if apart < 0.95 else open_yaw(stage, person, other)
        )
    rest = [p for p in stage.others(person) if math.dist(p, other.place) > 0.05]
    # In front of a seated person rather than behind the chair.
    front = (other.place[0] + 2 * other.ahead[0], other.place[1] + 2 * other.ahead[1])
    toward = person.place if other.posture == "stand" else front
    for room in (0.28, 0.15, 0.02):
        options: list[tuple[float, Point]] = []
        for spot in stage.plan.spots_near(other.place, (apart, apart + 0.15), toward):
            if len(options) < 8 and stage.plan.is_free(spot, rest, room, 0.6) and stage.plan.inside(spot):
                path, _ = stage.plan.route(person.place, spot, stage.others(person))
                length = float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())
                options.append((length, spot))
                # Good enough: hardly longer than the crow flies.
                if length < 1.3 * person.distance(spot) + 0.3:
                    break
        if options:
            _, spot = min(options)
            yaw = math.atan2(other.place[0] - spot[0], other.place[1] - spot[1])
            if apart >= 0.95:
                before, person.place = person.place, spot
                yaw = open_yaw(stage, person, other)
                person.place = before
            return walk(stage, person, time, spot, yaw, speed)
    return face(stage, person, time, person.bearing(other.place))


def seat_posture(person: Person, seat: Seat) -> PostureKey:
    """Sitting on a seat, as a posture without times."""
    scale = person.build.scale
    if seat.kind == "stairs":
        # The floor under the pelvis is the tread itself.
        return PostureKey(0, 0, "sit", 0.118 * scale, -0.10, 0.16)
    if seat.kind == "ground" or seat.position[1] < 0.2:
        return PostureKey(0, 0, "sit", seat.position[1] + 0.125 * scale, -0.28, 0.42)
    back = {"sofa": -0.24, "car": -0.26, "bed": -0.06, "stool": -0.02}.get(seat.kind, -0.12)
    return PostureKey(0, 0, "sit", seat.position[1] + 0.118 * scale, back, -0.8 * back)


def seat_place(person: Person, seat: Seat) -> Point:
    """Where the pelvis is: a hand's breadth behind the middle of the seat."""
    back = 0.02 * person.build.scale
    return seat.position[0] - back * math.sin(seat.yaw), seat.position[2] - back * math.cos(seat.yaw)


def seat_feet(person: Person, seat: Seat) -> tuple[Foothold, Foothold]:
    """Feet flat on the floor below the knees (on the rung of a high stool)."""
    build = person.build
    place = seat_place(person, seat)
    if seat.kind == "stairs":
        # Two treads below.
        below = (place[0] + 0.50 * math.sin(seat.yaw), place[1] + 0.50 * math.cos(seat.yaw))
        return feet_at(build, below, seat.yaw, 1.3)
    low = seat.kind == "ground" or seat.position[1] < 0.2
    out = build.thigh[0] * (1.02 if not low else 1.25)
    out += 0.16 if seat.kind == "car" else 0.0
    center = (place[0] + out * math.sin(seat.yaw), place[1] + out * math.cos(seat.yaw))
    left, right = feet_at(build, center, seat.yaw, 1.25)
    # Knees no lower than the seat: who is small for it sits on tiptoe, or with the feet in the air.
    short = 0.0 if low else max(0.0, seat.position[1] + 0.06 * build.scale - build.shin[0] - build.sole)
    tiptoe = min(0.6, math.asin(min(1.0, short / float(build.ball[2]))))
    rung = max(0.0, seat.position[1] - 0.50 * build.scale, short - float(build.ball[2]) * math.sin(tiptoe))
    tuck = {crc(person.role, "tuck") % 3: 0.09}.get(0, 0.0) if not low else 0.0
    back = (math.sin(seat.yaw) * tuck, math.cos(seat.yaw) * tuck)
    return (
        Foothold(left.x, left.z, left.yaw, rung, tiptoe),
        Foothold(right.x - back[0], right.z - back[1], right.yaw, rung, tiptoe),
    )


def fixed(stage: Stage, person: Person) -> bool:
    """Whether somebody sits where one does not get up and walk: in a car."""
    return person.posture == "sit" and person.seat >= 0 and stage.site.seats[person.seat].kind == "car"


def lying(stage: Stage, person: Person, seat: Seat) -> tuple[PostureKey, Point, float]:
    """Lying on a bed or sofa: the posture, where the pelvis is, and the way the feet point.
    One lies across the way one sits, the head to the nearer wall."""
    height = seat.position[1] + 0.10 * person.build.scale
    back = 0.30 if seat.kind == "bed" else 0.0
    if seat.kind == "sofa":
        # Along the whole of it: its middle under the middle of the body.
        row = [
            s.position
            for s in stage.site.seats
            if s.kind == "sofa" and abs(wrap(s.yaw - seat.yaw)) < 0.05 and math.dist(s.position, seat.position) < 1.5
        ]
        middle = (sum(p[0] for p in row) / len(row), sum(p[2] for p in row) / len(row))
        seat = replace(seat, position=(middle[0], seat.position[1], middle[1]))
    goal = (seat.position[0] - back * math.sin(seat.yaw), seat.position[2] - back * math.cos(seat.yaw))
    x0, _, z0, x1, _, z1 = stage.site.room

    def wall(yaw: float) -> float:
        """Metres to the wall behind the head of somebody whose feet point along `yaw`."""
        dx, dz = -math.sin(yaw), -math.cos(yaw)
        ways = [
            (e - p) / d
            for e, p, d in ((x0, goal[0], dx), (x1, goal[0], dx), (z0, goal[1], dz), (z1, goal[1], dz))
            if abs(d) > 1e-3
        ]
        return min((w for w in ways if w > 0), default=99.0)

    aim = min(seat.yaw + math.pi / 2, seat.yaw - math.pi / 2, key=lambda yaw: round(wall(yaw), 3))
    return PostureKey(0.0, 0.0, "lie", height, -math.pi / 2 + 0.04, 0.0, 1.0), goal, aim


def sit_down(stage: Stage, person: Person, time: float, index: int) -> float:
    """Walk to a seat, turn one's back to it and sit."""
    seat = stage.site.seats[index]
    if person.posture == "lie" and person.seat >= 0:
        # Of the sides of one bed, the one that was meant.
        same = math.dist(stage.site.seats[person.seat].position, seat.position) < 1.5
        time = _sit_up(stage, person, time, index if same and seat.kind == "bed" else person.seat)
    if person.posture == "sit" and person.seat == index:
        return time
    approach = _comes_to(stage, person, seat)
    time = walk(stage, person, time, approach, seat.yaw)
    if person.chair is not None:
        return time
    time = face(stage, person, time, seat.yaw, 0.05)
    front = _before_seat(person, seat, approach)
    if front is not None:
        time = _sidle(person, time, front)
    place = seat_place(person, seat)
    feet = seat_feet(person, seat)
    start, end = time, time + 1.25
    key = seat_posture(person, seat)
    person.score.travels.append(shift(start + 0.08, end - 0.05, person.place, place, person.yaw, seat.yaw))
    person.score.postures.append(
        PostureKey(start, end, "sit", key.height, key.pitch, key.spine, dip=0.62 if front is None else 0.4)
    )
    at = start + 0.05
    for side in (0, 1):
        old, new = person.feet[side], feet[side]
        if math.hypot(new.x - old.x, new.z - old.z) > 0.05 or abs(new.y - old.y) > 0.03:
            person.score.steps.append(Step(side, at + 0.5 * side, at + 0.46 + 0.5 * side, new, 0.03, 0.0, 0.12))
    person.place, person.yaw, person.feet = place, person.yaw + wrap(seat.yaw - person.yaw), feet
    person.posture, person.seat, person.free, person.own_seat = "sit", index, end, index
    stage.contacts.append(Contact(end - 0.28, "sit", seat.position, seat.kind, 0.4, person.role))
    rest_hands(stage, person, start + 0.55)
    return end


def _off_seat(seat: Seat, place: Point) -> tuple[float, float]:
    """How far a floor point is ahead of a seat's middle and to its left, metres."""
    dx, dz = place[0] - seat.position[0], place[1] - seat.position[2]
    sin, cos = math.sin(seat.yaw), math.cos(seat.yaw)
    return dx * sin + dz * cos, dx * cos - dz * sin


def _comes_to(stage: Stage, person: Person, seat: Seat) -> Point:
    """Where one stands before sitting down: the seat's own approach, but beside a chair rather than
    behind its back."""
    own = (seat.approach[0], seat.approach[2])
    ahead, aside = _off_seat(seat, own)
    if seat.kind != "chair" or ahead > -0.2 or abs(aside) > 0.35:
        return own
    sin, cos = math.sin(seat.yaw), math.cos(seat.yaw)
    options = []
    for off in (0.56, -0.56):
        spot = (seat.position[0] + off * cos, seat.position[2] - off * sin)
        if stage.plan.is_free(spot, stage.others(person), 0.2, 0.6) and stage.plan.inside(spot):
            options.append((round(person.distance(spot), 2), spot))
    return min(options)[1] if options else own


def _before_seat(person: Person, seat: Seat, place: Point) -> Point | None:
    """The floor before a seat one cannot sit down on from where one comes to it: in the middle of a
    bench behind a table, or from the side of a chair at one. None where one can."""
    ahead, aside = _off_seat(seat, place)
    far = math.hypot(ahead, aside) >= 0.75
    if seat.kind in ("ground", "car", "stairs") or (not far and (ahead > 0.2 or abs(aside) < 0.35)):
        return None
    out = (0.30 if far else 0.20) * person.build.scale
    return seat.position[0] + out * math.sin(seat.yaw), seat.position[2] + out * math.cos(seat.yaw)


def _sidle(person: Person, time: float, goal: Point) -> float:
    """Go sideways in small steps, facing what one faces."""
    way = np.array([person.place, goal])
    return _take(person, plan_walk(person.build, way, time, person.yaw, person.yaw, person.feet, 0.7, True, 0.25))


def _sit_up(stage: Stage, person: Person, time: float, index: int) -> float:
    """From lying on a bed to sitting on the edge of it, legs over the side."""
    seat = stage.site.seats[index]
    time = max(time, person.free)
    end = time + 2.0
    place, key, feet = seat_place(person, seat), seat_posture(person, seat), seat_feet(person, seat)
    person.score.travels.append(shift(time + 0.25, end - 0.1, person.place, place, person.yaw, seat.yaw))
    person.score.postures.append(PostureKey(time, end, "sit", key.height, key.pitch, key.spine, dip=0.2))
    # The feet come round over the edge, and down.
    for side in (0, 1):
        lift = time + 0.05 + 0.1 * side
        person.score.steps.append(Step(side, lift, lift + 1.5, feet[side], seat.position[1] + 0.1, 0.0, 0.0))
    end_rest(person, time, 0.6)
    person.place, person.yaw, person.feet = place, person.yaw + wrap(seat.yaw - person.yaw), feet
    person.posture, person.seat, person.free, person.own_seat = "sit", index, end, index
    stage.contacts.append(Contact(end - 0.4, "sit", seat.position, seat.kind, 0.2, person.role))
    rest_hands(stage, person, end - 0.7)
    return end


def rest_hands(stage: Stage, person: Person, time: float) -> None:
    """Hands of a seated person lie on the thighs, or on the table in front of them."""
    table = None
    sin, cos = math.sin(person.yaw), math.cos(person.yaw)
    for surface in stage.site.surfaces:
        if not 0.6 <= surface.center[1] <= 0.85:
            continue
        # The nearest point of the rectangle in the direction one faces.
        dx, dz = surface.center[0] - person.place[0], surface.center[2] - person.place[1]
        if dx * sin + dz * cos < 0.2:
            continue
        c, s = math.cos(surface.yaw), math.sin(surface.yaw)
        ahead = (person.place[0] + 0.46 * sin, person.place[1] + 0.46 * cos)
        px, pz = ahead[0] - surface.center[0], ahead[1] - surface.center[2]
        lx, lz = px * c - pz * s, px * s + pz * c
        if abs(lx) < surface.half[0] - 0.04 and abs(lz) < surface.half[1] - 0.04:
            table = surface.center[1]
    style = crc(person.role, "sit") % 3
    for hand in (0, 1):
        grow = 0.5 + 0.1 * hand
        if table is not None and not (style == 0 and hand == 0):
            forward = 0.43 if hand == 1 else 0.40
            sign = 1 if hand == 0 else -1
            at = (
                person.place[0] + forward * sin + sign * 0.13 * cos,
                table + 0.022,
                person.place[1] + forward * cos - sign * 0.13 * sin,
            )
            inward = (sin * 0.8 - sign * 0.6 * cos, -0.08, cos * 0.8 + sign * 0.6 * sin)
            goal = HandGoal(
                hand,
                time,
                time + grow,
                FOREVER,
                FOREVER,
                "world",
                at,
                inward,
                (0.0, -1.0, 0.0),
                (0.2, 0.2, 0.22),
                layer=0,
            )
        else:
            goal = HandGoal(
                hand,
                time,
                time + grow,
                FOREVER,
                FOREVER,
                "thigh",
                (-0.02, 0.085, 0.60 + 0.08 * (style == 1)),
                (-0.35, -0.22, 0.9),
                (0.05, -1.0, -0.2),
                (0.2, 0.22, 0.28),
                layer=0,
            )
        person.score.hands.append(goal)


def end_rest(person: Person, time: float, seconds: float = 0.5) -> None:
    """Hands leave where they rest (layer 0)."""
    for i, goal in enumerate(person.score.hands):
        if goal.layer == 0 and goal.hold > time:
            person.score.hands[i] = HandGoal(
                goal.hand,
                goal.start,
                goal.full,
                max(time, goal.full),
                max(time, goal.full) + seconds,
                goal.frame,
                goal.position,
                goal.fingers,
                goal.palm,
                goal.curl,
                goal.swing,
                0,
            )


def rise(stage: Stage, person: Person, time: float) -> float:
    """Stand up from wherever one sits, kneels or lies."""
    time = max(time, person.free)
    if person.mobile or fixed(stage, person):
        return time
    leave_off(person, time, rooted=True)
    if person.posture == "crawl" and stage.crawl_out is not None:
        time = stage.crawl_out(stage, person, time)
    if person.posture == "lie" and person.seat >= 0:
        time = _sit_up(stage, person, time, person.seat)
    up = standing(person)
    if on_the_ground(person):
        end_rest(person, time + 0.1, 0.6)
        return from_ground(stage, person, time, up)
    seconds = {"sit": 1.15, "kneel": 1.2, "crawl": 1.6}.get(person.posture, 2.4)
    end = time + seconds
    goal = out = person.place
    if person.posture == "sit" and person.seat >= 0:
        seat = stage.site.seats[person.seat]
        out = _comes_to(stage, person, seat)
        goal = _before_seat(person, seat, out) or out
        stage.contacts.append(Contact(time + 0.35, "stand", seat.position, seat.kind, 0.3, person.role))
    elif person.posture == "sit":
        goal = out = (person.place[0] + 0.3 * person.ahead[0], person.place[1] + 0.3 * person.ahead[1])
    feet = feet_at(person.build, goal, person.yaw)
    person.score.travels.append(shift(time + 0.1, end - 0.1, person.place, goal, person.yaw, person.yaw))
    person.score.postures.append(
        PostureKey(time, end, "stand", up.height, 0.0, 0.0, 0.0, 0.66 if person.posture == "sit" else 0.3)
    )
    at = time + 0.05
    for side in (0, 1):
        old, new = person.feet[side], feet[side]
        if math.hypot(new.x - old.x, new.z - old.z) > 0.03 or abs(new.y - old.y) > 0.03 or old.pitch:
            lift = at + (0.06 if person.posture == "sit" else 0.3) + 0.45 * side
            person.score.steps.append(Step(side, lift, lift + 0.42, new, 0.04, 0.1, 0.2))
    end_rest(person, time + 0.1, 0.6)
    person.place, person.feet, person.posture, person.seat, person.free = goal, feet, "stand", -1, end
    return _sidle(person, end, out) if out != goal else end


def reach(
    stage: Stage,
    person: Person,
    hand: int,
    time: float,
    point: Vector,
    hold: float,
    palm: Vector | None = None,
    fingers: Vector | None = None,
    curl: Vector = GRIP,
    seconds: float = 0.75,
    back: float = 0.7,
) -> tuple[float, float]:
    """Bring a palm to a point in the world and keep it there for `hold` seconds; the trunk
    goes along as far as it must. Returns when the palm is there and when the arm is back."""
    sign = 1.0 if hand == 0 else -1.0
    # A hand that is still at something else does that first.
    at_it = [g.hold for g in person.score.hands if g.hand == hand and g.layer == 2 and time < g.hold < time + _LATER]
    time = max(at_it, default=time)
    dx, dz = point[0] - person.place[0], point[2] - person.place[1]
    bearing = math.atan2(dx, dz)
    off = wrap(bearing - person.yaw)
    twist = float(np.clip(off + sign * 0.25, -0.7, 0.7)) if abs(off) < 2.2 else 0.0
    ahead = (math.sin(bearing), math.cos(bearing))
    if fingers is None:
        fingers = (ahead[0], -0.15 - 0.4 * (point[1] < 0.6) - 0.7 * (point[1] < 0.25), ahead[1])
    if palm is None:
        # Thumb up: the palm looks toward the middle of the body.
        palm = (-sign * ahead[1], -0.12, sign * ahead[0])
    pitch, drop = trunk_for(person, hand, wrist_of(person, hand, point, fingers), twist)
    there = time + seconds + 0.35 * min(1.0, pitch + 1.5 * drop)
    leave = there + hold
    done = leave + back
    person.score.leans.append(Lean(time + 0.05, there, leave, done + 0.1, pitch, twist, drop))
    coming = OPEN if curl is GRIP and not person.held[hand] else curl
    person.score.hands.append(HandGoal(hand, time, there, leave, done, "world", point, fingers, palm, coming))
    if coming is not curl:
        # The hand comes open and closes on what it takes.
        person.score.hands.append(
            HandGoal(hand, there - 0.1, there + 0.06, leave, done, "world", point, fingers, palm, curl)
        )
    person.busy[hand] = done
    person.free = max(person.free, leave + 0.3)
    return there, done


def wrist_of(person: Person, hand: int, palm: Vector, fingers: Vector) -> Vector:
    """Where the wrist is when a palm is at a point and the fingers point along `fingers`."""
    back = float(np.linalg.norm(person.build.palms[hand])) / max(math.sqrt(sum(c * c for c in fingers)), 1e-6)
    return palm[0] - back * fingers[0], palm[1] - back * fingers[1], palm[2] - back * fingers[2]


def trunk_for(person: Person, hand: int, wrist: Vector, twist: float) -> tuple[float, float]:
    """How far to bend (radians) and sink (metres) so that a wrist comes to a point.

    The trunk is posed as motion will pose it, for every bend at once, and the least bend
    that brings the shoulder within reach is taken.
    """
    build = person.build
    rest = build.rest
    key = person.score.postures[-1] if person.score.postures else person.score.posture
    upright = person.posture == "stand"
    bends = np.arange(20) * 0.075
    drops = np.array([0.0, 0.08, 0.16, 0.26, 0.36, 0.46, 0.54, 0.61]) * build.scale if upright else np.zeros(1)
    pelvis = from_euler(person.yaw + 0.25 * twist, key.pitch + 0.40 * bends)
    spine = multiply(pelvis, from_euler(0.4 * 0.75 * twist, 0.4 * key.spine + 0.3 * bends))
    chest = multiply(spine, from_euler(0.6 * 0.75 * twist, 0.6 * key.spine + 0.3 * bends))
    joint = joint_index(f"upper_arm.{'LR'[hand]}")
    shoulder = (
        rotate(pelvis, rest[1] - rest[0]) + rotate(spine, rest[2] - rest[1]) + rotate(chest, rest[joint] - rest[2])
    )
    back = 0.08 * np.sin(bends) * build.scale * upright
    shoulder[:, 0] += person.place[0] - back * person.ahead[0]
    shoulder[:, 2] += person.place[1] - back * person.ahead[1]
    shoulder[:, 1] += key.height + person.level - 0.01
    length = (build.upper[hand] + build.fore[hand]) * 0.965
    best = math.inf, 0.0, 0.0
    for drop in drops.tolist():
        away = np.asarray(wrist) - shoulder + np.array([0.0, drop, 0.0])
        far = np.maximum(np.sqrt((away * away).sum(-1)) - length, 0.0)
        near = np.flatnonzero(far <= 0)
        if len(near):
            return float(bends[near[0]]), float(drop)
        # Out of reach: nobody lies down on a table to come a finger's breadth nearer.
        cost = far + 0.12 * bends + 0.4 * drop
        k = int(cost.argmin())
        best = min(best, (float(cost[k]), float(bends[k]), float(drop)))
    return best[1:]
