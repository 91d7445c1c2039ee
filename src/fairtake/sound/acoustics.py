"""How long a room rings and how wide it is: from its size, its surfaces, what stands and hangs in it,
and who is there.

Eyring's formula (1930) with absorption coefficients of the middle octaves (Kuttruff, Room Acoustics,
appendix): T = 0.161 V / (-S ln(1 - a) + 4 m V), m = 0.003 for air.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from fairtake.model.set import Set

__all__ = ["Room", "room_of"]

_FLOOR = {
    "wood": 0.09, "tile": 0.02, "carpet": 0.30, "concrete": 0.03, "asphalt": 0.04, "gravel": 0.35, "grass": 0.5, "sand": 0.4, "snow": 0.75,
    "metal": 0.06,
}  # fmt: skip
_WALLS = {
    "library": 0.30, "cinema": 0.35, "theatre": 0.25, "conference room": 0.16, "office": 0.12, "barn": 0.14, "attic": 0.12, "tavern": 0.09,
    "church": 0.035, "castle hall": 0.05, "cellar": 0.05, "cell": 0.03, "bathroom": 0.03, "swimming pool": 0.035, "stairwell": 0.04,
    "staircase": 0.09, "car": 0.3, "plane": 0.35, "train": 0.22, "train compartment": 0.25, "spaceship": 0.15, "ship's cabin": 0.12,
    "laboratory": 0.06, "hospital corridor": 0.06, "corridor": 0.06, "garage": 0.05, "supermarket": 0.07, "gallery": 0.04,
}  # fmt: skip
_PLASTER = 0.08
_CEILING = {
    "office": 0.5, "conference room": 0.4, "classroom": 0.3, "police station": 0.4, "hospital corridor": 0.4, "hospital room": 0.35, "shop": 0.25,
    "supermarket": 0.3, "cinema": 0.5, "theatre": 0.25, "library": 0.25, "laboratory": 0.3, "interview room": 0.4, "car": 0.45, "plane": 0.4, "train": 0.3,
    "train compartment": 0.3,
}  # fmt: skip
_SEATS = {"sofa": 1.4, "armchair": 0.9, "bed": 2.2, "chair": 0.12, "bench": 0.2, "stool": 0.06, "car": 0.8}
"""Square metres of open window that a seat is worth."""
_PERSON = 0.45
_CURTAIN = 1.6
_OPEN = {"alley": 0.55, "station platform": 0.9, "stadium": 0.9, "market square": 0.35, "street": 0.3, "bridge": 0.25, "forest": 0.3, "farm yard": 0.2, "front steps": 0.2, "mountain": 0.25}  # fmt: skip
"""Places in the open that answer: walls near by, tree trunks, a roof."""
_SMALLEST, _LONGEST = 0.12, 3.2


@dataclass(frozen=True, slots=True)
class Room:
    """How a place answers: `rt60` seconds (0: not at all), `path` metres between two reflections
    on average (4 V / S), `open` in the open air."""

    rt60: float
    path: float
    open: bool = False


def room_of(set_: Set, people: int = 0) -> Room:
    """The acoustics of a set with so many people in it. A set that somebody brought, of which only
    its bounds and its own reverberation are known, keeps that."""
    x0, y0, z0, x1, y1, z1 = set_.room
    width, height, depth = max(x1 - x0, 0.5), max(y1 - y0, 0.5), max(z1 - z0, 0.5)
    if not set_.interior:
        return Room(_OPEN.get(set_.kind, set_.reverberation if set_.kind not in _OPEN else 0.0), 12.0, True)
    volume = width * height * depth
    floor, sides = width * depth, 2 * height * (width + depth)
    surface = 2 * floor + sides
    path = 4 * volume / surface
    if set_.gaps and set_.kind not in _WALLS and set_.reverberation:
        return Room(set_.reverberation, path)
    taken = floor * _FLOOR.get(set_.ground, 0.08) + floor * _CEILING.get(set_.kind, 0.08)
    taken += sides * _WALLS.get(set_.kind, _PLASTER)
    taken += sum(_SEATS.get(seat.kind, 0.1) for seat in set_.seats)
    for box in set_.obstacles:
        # Furniture: its sides, but what stands at a wall hides some of that.
        hx, hy, hz = box.half
        taken += 0.10 * min(4 * hy * (hx + hz) + 4 * hx * hz, 12.0)
    taken += sum(_CURTAIN for mark in set_.landmarks if any(mark.stretch))
    taken += _PERSON * people
    mean = min(taken / surface, 0.75)
    rt60 = 0.161 * volume / (-surface * math.log(1 - mean) + 4 * 0.003 * volume)
    return Room(min(max(round(rt60, 2), _SMALLEST), _LONGEST), path)
