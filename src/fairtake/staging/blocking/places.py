"""Where "the window", "the table", "Anna" or "a chair" is on this set."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fairtake.model.set import Door, Landmark, Seat
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.words import matches, tokens
from fairtake.staging.motion.score import Vector

__all__ = ["Spot", "find_door", "find_seat", "find_spot", "free_mark", "point_of"]

_GROUND = frozenset({"floor", "ground", "grass", "sand", "snow", "earth", "rug", "carpet", "knees"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to be: the floor point, the direction to face, what is there to look at, and
    which seat, role, door, thing or landmark (its index) it belongs to."""

    stand: Point
    yaw: float
    at: Vector
    seat: int = -1
    role: str = ""
    door: str = ""
    thing: str = ""
    opens: bool = False
    mark: int = -1


def _seat_words(seat: Seat) -> list[str]:
    return [seat.name, seat.kind]


def taken_seats(stage: Stage, person: Person | None = None) -> set[int]:
    """Seats somebody sits on or is on the way to."""
    return {p.seat for p in stage.people.values() if p is not person and p.seat >= 0}


def find_seat(stage: Stage, person: Person, text: str) -> Spot | None:
    """A free seat: the kind a phrase names, or the nearest one to what it names, or the
    nearest of all. None when there is none (the ground can always be sat on)."""
    taken = taken_seats(stage, person)
    free = [(i, s) for i, s in enumerate(stage.site.seats) if i not in taken]
    if not free:
        return None
    start = person.place if person.present and person.place != (0.0, 0.0) else _anchor(stage)

    def near(seat: Seat, point: Point) -> float:
        return math.dist((seat.position[0], seat.position[2]), point)

    named = [(i, s) for i, s in free if text and matches(text, _seat_words(s)) >= 0.8]
    anchor = start
    if text and not named:
        other = stage.person(text)
        found = (
            other.place
            if other is not None and other is not person
            else next(((s.center[0], s.center[2]) for s in stage.site.surfaces if matches(text, [s.name]) >= 0.8), None)
        )
        if found is None:
            found = next(
                ((m.position[0], m.position[2]) for m in stage.site.landmarks if matches(text, m.words) >= 0.8), None
            )
        anchor = found or start
    pool = named or free
    if not text:
        # Chairs and sofas before beds and stools, and where others sit already.
        order = {"chair": 0.0, "sofa": 0.0, "bench": 0.0, "car": 0.0, "stool": 0.8, "bed": 1.5, "ground": 2.5}
        seated = [p.place for p in stage.people.values() if p is not person and p.posture == "sit"]

        def cost(seat: Seat) -> float:
            if person.own_seat >= 0 and seat is stage.site.seats[person.own_seat]:
                # Where they sat before.
                return near(seat, anchor) - 4.0
            company = min((near(seat, p) for p in seated), default=0.0)
            # Not the one in the middle of a bench when there is one at its end.
            behind = max(0.0, math.dist(seat.position[::2], seat.approach[::2]) - 0.75)
            return near(seat, anchor) + order.get(seat.kind, 0.5) + 0.6 * company + behind

        index, seat = min(pool, key=lambda e: (cost(e[1]), e[0]))
    else:
        index, seat = min(pool, key=lambda e: (round(near(e[1], anchor), 4), e[0]))
    return Spot((seat.approach[0], seat.approach[2]), seat.yaw, seat.position, seat=index)


def on_ground(text: str) -> bool:
    """Whether a phrase means the floor itself."""
    return any(w in _GROUND for w in tokens(text))


def _anchor(stage: Stage) -> Point:
    if stage.site.marks:
        m = stage.site.marks[0].position
        return m[0], m[2]
    x0, z0, x1, z1 = stage.plan.acting
    return (x0 + x1) / 2, (z0 + z1) / 2


def find_door(stage: Stage, text: str) -> Door | None:
    """The door a phrase names."""
    best, score = None, 0.0
    for door in stage.site.doors:
        value = max(matches(text, [door.name]), 0.9 * matches(text, ["door"]))
        if value > score:
            best, score = door, value
    return best if score >= 0.8 else None


def stand_before(stage: Stage, person: Person, at: Vector, apart: tuple[float, ...] = (0.5, 0.6, 0.72, 0.85)) -> Point:
    """A free floor point from which something at `at` can be reached."""
    others = stage.others(person)
    point = (at[0], at[2])
    for room in (0.24, 0.16, 0.06):
        for ring in apart:
            options = [
                p
                for p in stage.plan.spots_near(point, (ring,), person.place)
                if stage.plan.is_free(p, others, room, 0.6) and stage.plan.inside(p, -0.2)
            ]
            if options:
                return min(options, key=lambda p: round(person.distance(p), 3))
    return person.place


_SHARED = frozenset({"table", "desk", "booth", "bench", "fire", "campfire", "bonfire"})
"""What one goes to because of who sits there."""


def _remote(stage: Stage, person: Person, mark: Landmark) -> tuple[bool, bool, float]:
    """The order in which things of the same name are meant: those within the acting area, of tables
    the one where somebody sits, then the nearest (to the middle of things, for whoever has no
    place yet)."""
    point = mark.stand[0], mark.stand[2]
    start = person.place if person.present and person.place != (0.0, 0.0) else _anchor(stage)
    shared = _SHARED.intersection(mark.words) and _company(stage, person, (mark.position[0], mark.position[2]))
    return not stage.plan.inside(point, -0.05), not shared, round(math.dist(start, point), 3)


def _company(stage: Stage, person: Person, point: Point) -> bool:
    """Whether somebody with a part in the scene sits by a place."""
    return any(
        p is not person and p.posture == "sit" and p.present and math.dist(p.place, point) < 1.25
        for p in stage.people.values()
        if not p.role.startswith("EXTRA ")
    )


def find_spot(stage: Stage, person: Person, text: str, to_open: bool = False) -> Spot | None:
    """Where one goes to be at what a phrase names, `to_open` rather at what opens; None when the
    set has no such thing."""
    other = stage.person(text)
    if other is not None and other is not person:
        return Spot(other.place, person.bearing(other.place), other.eye(), role=other.role)
    best, score = None, 0.0
    marks = sorted(
        enumerate(stage.site.landmarks),
        key=lambda e: _remote(stage, person, e[1]),
    )
    for number, mark in marks:
        value = matches(text, mark.words)
        value += 0.01 * (to_open and mark.opens and value > 0)
        if value > score:
            stand = stage.plan.within((mark.stand[0], mark.stand[2]), 0.3)
            best = Spot(stand, mark.yaw, mark.position, opens=mark.opens, mark=number)
            score = value
    taken = taken_seats(stage, person)
    sat = [stage.site.seats[i].position for i in sorted(taken)]

    def far(seat: Seat) -> float:
        """Beside whoever sits already, else nearby."""
        company = min((math.dist(seat.position, p) for p in sat), default=9.0)
        return min(company, 2.0) * 4 + person.distance((seat.position[0], seat.position[2]))

    for seat_index, seat in sorted(enumerate(stage.site.seats), key=lambda e: (round(far(e[1]), 3), e[0])):
        value = matches(text, _seat_words(seat)) * 0.97
        if value > score and seat_index not in taken:
            best = Spot((seat.approach[0], seat.approach[2]), seat.yaw, seat.position, seat=seat_index)
            score = value
    for surface in stage.site.surfaces:
        value = matches(text, [surface.name]) * 0.98
        if value >= 0.6 and _SHARED & set(tokens(surface.name)):
            value += 0.5 * _company(stage, person, (surface.center[0], surface.center[2]))
        if value > score:
            at = min(surface.free or (surface.center,), key=lambda p: person.distance((p[0], p[2])))
            stand = stand_before(stage, person, at)
            best = Spot(stand, math.atan2(at[0] - stand[0], at[2] - stand[1]), at)
            score = value
    door = find_door(stage, text)
    if door is not None and score < 0.9:
        stand = (door.position[0] + 0.75 * math.sin(door.yaw), door.position[2] + 0.75 * math.cos(door.yaw))
        return Spot(stand, door.yaw + math.pi, door.handle, door=door.name, opens=bool(door.part))
    if best is not None and score >= 0.5:
        return best
    thing = stage.thing(text)
    if thing is not None and not thing.holder and not thing.hidden:
        stand = stand_before(stage, person, thing.position)
        at = thing.position
        return Spot(stand, math.atan2(at[0] - stand[0], at[2] - stand[1]), at, thing=thing.name)
    return None


def point_of(stage: Stage, person: Person, text: str) -> Vector | None:
    """Where something is that one looks or points at."""
    other = stage.person(text)
    if other is not None and other is not person:
        return other.eye()
    thing = stage.thing(text)
    if thing is not None and not thing.holder and not thing.hidden:
        return thing.position
    spot = find_spot(stage, person, text) if text else None
    return spot.at if spot is not None else None


def free_mark(stage: Stage, person: Person, least: float = 1.2, first: bool = True) -> tuple[Point, float] | None:
    """A mark nobody stands on, at least `least` metres away: the best one, or the farthest."""
    others = stage.others(person)
    free = [
        ((m.position[0], m.position[2]), m.yaw)
        for m in stage.site.marks
        if person.distance((m.position[0], m.position[2])) >= least
        and stage.plan.is_free((m.position[0], m.position[2]), others, 0.05, 0.8)
    ]
    if not free:
        return None
    return free[0] if first else max(free, key=lambda m: person.distance(m[0]))
