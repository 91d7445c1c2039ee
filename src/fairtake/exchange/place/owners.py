"""Which part of a set each thing makes, and which parts cameras may look through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from fairtake.exchange.place.floorplan import Room
from fairtake.exchange.place.names import Named
from fairtake.exchange.place.soup import Soup
from fairtake.exchange.place.things import Thing
from fairtake.exchange.place.ways import side_of

__all__ = ["owned"]

I64 = npt.NDArray[np.int64]

_AT_WALL = 0.9
"""Metres from a wall in which a thing's middle is at it."""


def owned(
    soup: Soup,
    room: Room,
    height: float,
    interior: bool,
    things: Sequence[Thing],
    leaves: Mapping[str, Thing],
    rows: I64,
    named: Sequence[Named],
    groups: I64,
) -> tuple[list[str], frozenset[str], dict[str, str]]:
    """For each triangle (F,) the part its thing makes, empty for building; which parts are wild;
    which hang on which. `rows` (F,) are the named nodes, `groups` (F,) the things of one mesh."""
    owners = np.full(len(soup.faces), "", dtype=object)
    wild: set[str] = set()
    on: dict[str, str] = {}
    for thing in things:
        side = side_of(room, thing.middle[[0, 2]], _AT_WALL)
        part, loose = _part(thing, side, room, height) if interior else ("things", False)
        if thing.name in leaves:
            part, loose = thing.name, True
            if side:
                on[part] = f"wall {side}"
        if loose:
            wild.add(part)
        mine = np.unique(thing.samples.on)
        owners[mine] = part
        if thing.named.node < 0:
            whole = np.unique(groups[mine])
            owners[np.isin(groups, whole[whole >= 0])] = part
    # Triangles too small to hold a sample go with their node.
    for row in np.unique(rows).tolist():
        if not named[row].words:
            continue
        mine = rows == row
        known = owners[mine & (owners != "")]
        if len(known):
            names, counts = np.unique(known.astype(str), return_counts=True)
            owners[mine & (owners == "")] = str(names[int(counts.argmax())])
    return [str(owner) for owner in owners], frozenset(wild), on


def _part(thing: Thing, side: str, room: Room, height: float) -> tuple[str, bool]:
    """The part a thing makes in a room, and whether a camera may look through it."""
    depth = _stands_out(thing, side, room)
    # A wall's dress: windows, what hangs, what is as flat as a radiator.
    if side and (thing.what == "window" or depth < 0.3 or (thing.low[1] > 0.3 and depth < 0.5)):
        return f"wall {side}", False
    if thing.high[1] > height - 0.15 and thing.low[1] > 1.3:
        return "hanging", False
    if side and thing.high[1] > 1.25 and depth < 0.95:
        return thing.name, True
    return "furniture", False


def _stands_out(thing: Thing, side: str, room: Room) -> float:
    """How far a thing reaches into the room from the wall it is at."""
    return {
        "west": float(thing.high[0]) - room.x0,
        "east": room.x1 - float(thing.low[0]),
        "north": float(thing.high[2]) - room.z0,
        "south": room.z1 - float(thing.low[2]),
    }.get(side, np.inf)
