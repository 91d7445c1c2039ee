"""Triangles of a brought place as parts of a set: floor, ceiling, the walls cameras may look
through, and what stands between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from fairtake.exchange.numbers import unit_normals
from fairtake.exchange.place.floorplan import Room
from fairtake.exchange.place.soup import Soup
from fairtake.exchange.place.ways import SIDES
from fairtake.model.mesh import Color, Mesh
from fairtake.model.set import SetPart

__all__ = ["main_color", "part_names", "plain_parts", "set_parts"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FACE = 0.07
"""Metres before a wall's face that still belong to it: panels, skirting, switches."""

_DRESS = 1.0
"""The same for what the file itself calls wall: sills, shelves, radiators in one piece with it."""

_FAR = 0.7
"""Metres behind a wall's face where it ends and something else begins."""


_SCENERY = 5.0
"""Metres behind the walls from which on things are seen through windows only."""


def part_names(soup: Soup, room: Room, height: float, interior: bool, owners: Sequence[str], walls: Flags) -> list[str]:
    """The part each triangle (F,) belongs to. `owners` (F,) names the part its thing makes (empty:
    it is of the building), `walls` (F,) are those the file itself calls wall."""
    middle = soup.corners.mean(1)
    _, normal = soup.areas()
    low, high = np.array([room.x0, room.z0]), np.array([room.x1, room.z1])
    names = np.array([owner or "" for owner in owners], dtype=object)
    free = names == ""
    x, y, z = middle.T
    level = np.abs(normal[:, 1]) > 0.8
    # How far outside the inner faces of the walls it lies, side by side.
    out = np.stack([low[0] - x, low[1] - z, x - high[0], z - high[1]], axis=1)
    if not interior:
        names[free] = np.where(level[free] & (np.abs(y[free]) < 0.12), "ground", "surroundings")
        return [str(name) for name in names]
    side = out.argmax(1)
    beyond = out.max(1)
    building = names.copy()
    building[free] = "fittings"
    floor = free & level & (y < 0.12)
    above = free & (y > height - 0.05) & (beyond < _FAR)
    own = np.where(walls, _majority(soup, side, beyond), -1)
    dress = (own >= 0) & (out[np.arange(len(out)), np.maximum(own, 0)] > -_DRESS)
    wall = free & ~floor & ~above & ((beyond > -_FACE) | dress) & (beyond < _FAR)
    # At a corner it belongs to the wall whose way it faces.
    facing = np.stack([-normal[:, 0], -normal[:, 2], normal[:, 0], normal[:, 2]], axis=1)
    near = out > -_FACE
    turned = np.where(near.any(1), np.where(near, np.abs(facing), -1.0).argmax(1), side)
    turned = np.where(dress, own, turned)
    for number, name in enumerate(SIDES):
        building[wall & (turned == number)] = f"wall {name}"
        building[free & ~floor & (beyond >= _FAR) & (side == number)] = f"hall {name}"
    building[free & (beyond > _SCENERY)] = "view"
    building[above] = "ceiling"
    building[floor] = "floor"
    return [str(name) for name in building]


def _majority(soup: Soup, side: I64, beyond: F64) -> I64:
    """For each triangle (F,) the side of the room that most of its node's wall is at, or -1."""
    found = np.full(len(side), -1, np.int64)
    area, normal = soup.areas()
    counted = (np.abs(normal[:, 1]) < 0.3) & (np.abs(beyond) < 0.4)
    for node in np.unique(soup.nodes).tolist():
        mine = soup.nodes == node
        if (mine & counted).any():
            sizes = np.bincount(side[mine & counted], area[mine & counted], minlength=4)
            if sizes.max() > 0.6 * sizes.sum():
                found[mine] = int(sizes.argmax())
    return found


def set_parts(soup: Soup, names: Sequence[str], wild: Flags, on: Mapping[str, str]) -> tuple[SetPart, ...]:
    """One SetPart a name; a part is wild when its triangles (F,) are."""
    rows: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        rows.setdefault(name, []).append(number)
    zones = soup.nodes * 4096 + soup.surfaces
    _, zones = np.unique(zones, return_inverse=True)
    parts = []
    for name in sorted(rows):
        chosen = np.array(rows[name], np.int64)
        used, faces = np.unique(soup.faces[chosen], return_inverse=True)
        mesh = Mesh(
            soup.points[used].astype(np.float32),
            unit_normals(soup.normals[used].astype(np.float32)),
            soup.uvs[used].astype(np.float32),
            faces.reshape(-1, 3).astype(np.int32),
            soup.paint[chosen].astype(np.int32),
            zones[chosen].astype(np.int32),
        )
        parts.append(_part(name, mesh, bool(wild[chosen].any()), on.get(name, "")))
    return tuple(parts)


def _part(name: str, mesh: Mesh, wild: bool, on: str = "") -> SetPart:
    low, high = mesh.vertices.min(0), mesh.vertices.max(0)
    return SetPart(
        name,
        mesh,
        (float(low[0]), float(low[1]), float(low[2])),
        (float(high[0]), float(high[1]), float(high[2])),
        wild,
        on,
    )


def main_color(soup: Soup, names: Sequence[str], begins: str) -> Color:
    """The colour most of the parts have whose names (F,) begin so."""
    chosen = np.array([name.startswith(begins) for name in names])
    if not chosen.any():
        return (0.8, 0.77, 0.72)
    area, _ = soup.areas()
    total = np.bincount(soup.paint[chosen], area[chosen])
    return soup.look.materials[int(total.argmax())].color


def plain_parts(
    room: Room, height: float, missing: Sequence[str], apron: Sequence[str], paints: Mapping[str, int]
) -> list[SetPart]:
    """What a room lacks, as plain sheets: walls and a ceiling that are `missing`, and floor beyond
    the walls (`apron` sides) for cameras that look from behind them."""
    made = []
    for name in missing:
        if name == "ceiling":
            corners = np.array([[room.x0, height, room.z0], [room.x1, height, room.z0], [room.x1, height, room.z1], [room.x0, height, room.z1]])  # fmt: skip
            made.append(_sheet("ceiling", corners, paints["ceiling"], True))
            continue
        a, b = {
            "west": ((room.x0, room.z1), (room.x0, room.z0)), "north": ((room.x0, room.z0), (room.x1, room.z0)),
            "east": ((room.x1, room.z0), (room.x1, room.z1)), "south": ((room.x1, room.z1), (room.x0, room.z1)),
        }[name]  # fmt: skip
        corners = np.array([[a[0], 0, a[1]], [b[0], 0, b[1]], [b[0], height, b[1]], [a[0], height, a[1]]])
        made.append(_sheet(f"plain wall {name}", corners, paints["wall"], True))
    for name in apron:
        far = 3.4
        x0, z0, x1, z1 = {
            "west": (room.x0 - far, room.z0 - far, room.x0, room.z1 + far),
            "east": (room.x1, room.z0 - far, room.x1 + far, room.z1 + far),
            "north": (room.x0, room.z0 - far, room.x1, room.z0),
            "south": (room.x0, room.z1, room.x1, room.z1 + far),
        }[name]
        y = -0.015
        corners = np.array([[x0, y, z1], [x1, y, z1], [x1, y, z0], [x0, y, z0]])
        made.append(_sheet(f"floor beyond {name}", corners, paints["floor"], False))
    return made


def _sheet(name: str, corners: F64, paint: int, wild: bool) -> SetPart:
    normal = np.cross(corners[1] - corners[0], corners[3] - corners[0])
    normal = normal / np.linalg.norm(normal)
    mesh = Mesh(
        corners.astype(np.float32),
        np.tile(normal, (4, 1)).astype(np.float32),
        np.zeros((4, 2), np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.int32),
        np.full(2, paint, np.int32),
        np.zeros(2, np.int32),
    )
    return _part(name, mesh, wild)
