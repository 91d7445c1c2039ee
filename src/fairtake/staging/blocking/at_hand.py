"""Where work is done and what it is done with: the spot, the seat, the tool, the free hand."""

from __future__ import annotations

import math
from dataclasses import replace

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.handling import free_hand, pick_up
from fairtake.staging.blocking.places import Spot, find_spot, taken_seats
from fairtake.staging.blocking.state import Person, Stage, Thing
from fairtake.staging.blocking.steps import look, sit_down, walk
from fairtake.staging.blocking.tools import TOOLS
from fairtake.staging.motion.gait import shift
from fairtake.staging.motion.score import Target, Vector

__all__ = ["draw_up", "hands_free", "in_hand", "settle", "spot_of", "tool_of"]


def spot_of(stage: Stage, person: Person, names: tuple[str, ...]) -> Spot | None:
    """The nearest of the places that the names mean."""
    found = [s for name in names if name and (s := find_spot(stage, person, name)) is not None and not s.role]
    return min(found, key=lambda s: round(person.distance((s.at[0], s.at[2])), 2)) if found else None


def settle(stage: Stage, person: Person, spot: Spot | None, event: Event, start: float, seated: bool) -> float:
    """Go to where the work is, and sit down to it where there is a seat."""
    if spot is None:
        return start
    at = (spot.at[0], spot.at[2])
    if person.distance(at) < 0.95 and abs(math.remainder(person.bearing(at) - person.yaw, math.tau)) < 1.0:
        return start
    look(person, start, Target("point", point=spot.at))
    if person.posture == "sit" and person.distance(at) < 1.3:
        return start
    seats = stage.site.seats
    taken = taken_seats(stage, person)
    near = [
        i for i, s in enumerate(seats)
        if i not in taken and math.dist((s.position[0], s.position[2]), at) < 1.05 and s.kind in ("chair", "stool", "sofa")
        and abs(math.remainder(math.atan2(at[0] - s.position[0], at[1] - s.position[2]) - s.yaw, math.tau)) < 0.9
    ]  # fmt: skip
    if seated and near:
        return sit_down(stage, person, start, min(near, key=lambda i: math.dist(seats[i].position[::2], at)))
    return walk(stage, person, start, spot.stand, spot.yaw, pace(event))


def in_hand(stage: Stage, person: Person, event: Event, start: float, thing: Thing | None) -> tuple[int, float]:
    """The hand that has the thing, and since when; -1 when it cannot be had."""
    if thing is None:
        return free_hand(person), start
    if thing.holder == person.role:
        return thing.hand, start
    if thing.holder:
        return -1, start
    done = pick_up(stage, person, replace(event, theme=thing.name, source=""), start)
    return (thing.hand, done.next - 0.1) if thing.holder == person.role else (-1, done.next)


def tool_of(stage: Stage, event: Event, kind: str) -> Thing | None:
    """The thing named, or the one such work is done with."""
    for text in (event.instrument, event.theme):
        thing = stage.thing(text)
        if thing is not None:
            return thing
    if kind == "drink":
        return next((t for n in ("cup", "glass", "bottle", "mug") if (t := stage.thing(n)) is not None), None)
    return stage.thing(TOOLS.get(kind, ""))


def draw_up(person: Person, time: float, at: Vector, reach: float = 0.50) -> float:
    """Somebody seated too far from the work comes forward on the seat, up to 18 cm."""
    far = person.distance((at[0], at[2])) - reach * person.build.scale
    if person.posture != "sit" or far < 0.02:
        return time
    by = min(far, 0.18)
    goal = (person.place[0] + by * person.ahead[0], person.place[1] + by * person.ahead[1])
    person.score.travels.append(shift(time, time + 0.7, person.place, goal, person.yaw, person.yaw))
    person.place = goal
    return time + 0.2


def hands_free(person: Person) -> list[int]:
    """The hands that hold nothing, the right one first."""
    return [h for h in (1, 0) if not person.held[h]]
