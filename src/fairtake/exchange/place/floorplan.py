"""Where one can be in a brought place: its floor, what stands on it, and the room about it.

Everything is looked at in columns of the floor, a hand's breadth wide: where there is floor, and
at which heights something solid is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from fairtake.exchange.place.soup import Soup

__all__ = ["Floorplan", "Room", "floor_beyond", "floor_height", "off_square", "on_its_walls"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Bounds = tuple[float, float, float, float]

_STEP = 0.1
"""Metres: the height of a layer of columns."""

_LAYERS = 25
_REACH = 40.0
"""Metres from the middle to which a place is looked at; a film plays in less."""

_KNEE, _HEAD = 1, 19
"""Layers between which something stands in somebody's way: above what one steps over, below
what one walks under."""


def floor_height(soup: Soup, floors: Flags) -> float | None:
    """The height on which people stand: that of what is called a floor (`floors` (F,)), or else
    the lowest large level. None when nothing is level."""
    area, normal = soup.areas()
    level = np.abs(normal[:, 1]) > 0.96
    heights = soup.corners[:, :, 1].mean(1)
    chosen = level & floors
    if not chosen.any():
        chosen = level
    if not chosen.any():
        return None
    heights, area = heights[chosen], area[chosen]
    bins = np.round(heights / 0.05).astype(np.int64)
    rows, which = np.unique(bins, return_inverse=True)
    total = np.bincount(which, area)
    # A slab has an under side of the same size: of two that are near, the upper one is walked on.
    first = int(np.flatnonzero(total >= 0.5 * total.max())[0])
    near = np.flatnonzero((rows - rows[first] <= 6) & (total >= 0.7 * total[first]))
    best = max(int(near[-1]), first)
    mine = which == best
    return float(np.average(heights[mine], weights=area[mine]))


def off_square(soup: Soup) -> float:
    """By how much (radians, under 45 degrees) most walls are turned from the axes."""
    area, normal = soup.areas()
    upright = np.abs(normal[:, 1]) < 0.1
    if not upright.any():
        return 0.0
    # Four times the angle is the same for all four walls of a room.
    angle = 4 * np.arctan2(normal[upright, 0], normal[upright, 2])
    weight = area[upright]
    x, y = float((weight * np.cos(angle)).sum()), float((weight * np.sin(angle)).sum())
    agreed = np.hypot(x, y) / max(float(weight.sum()), 1e-12)
    turned = float(np.arctan2(y, x) / 4)
    return turned if agreed > 0.5 and abs(turned) > np.radians(1.0) else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The part of the floor a scene plays on. `cells` (X, Z) of the floor plan belong to it;
    `x0` ... bound it; `height` is what is above it, inf under the sky; `walled` how much of each
    side (west, north, east, south) a wall covers, 0..1; `covered` how much is under a ceiling."""

    cells: Flags
    x0: float
    z0: float
    x1: float
    z1: float
    height: float
    walled: tuple[float, float, float, float]
    covered: float


class Floorplan:
    """Columns (X, Z) of side `cell` from the corner `origin` (x, z). `floor` (X, Z) whether there
    is floor at height 0, `solid` (X, Z, L) whether something is in a layer, `top` (X, Z) how high
    the column's lowest ceiling is (inf: none), `leaf` (X, Z) where doors hang, which part rooms and
    stop nobody. Triangles (F,) that are `ignored` are not looked at."""

    def __init__(self, soup: Soup, leaves: Flags, ignored: Flags) -> None:
        low, high = soup.bounds
        low, high = np.maximum(low, -_REACH), np.minimum(high, _REACH)
        span = max(float(high[0] - low[0]), float(high[2] - low[2]), 1.0)
        self.cell = 0.08 if span < 14 else 0.1 if span < 30 else 0.16
        self.origin = np.array([low[0], low[2]]) - 2 * self.cell
        shape = np.ceil((high[[0, 2]] - low[[0, 2]]) / self.cell).astype(np.int64) + 5
        reach_low = np.array([low[0], -0.3, low[2]])
        samples = soup.samples(self.cell * 0.55, reach_low, np.array([high[0], 7.0, high[2]]))
        samples = samples.of(~ignored[samples.on])
        self.leaf: Flags = np.zeros(tuple(shape), np.bool_)
        hung = leaves[samples.on]
        self.leaf[self._columns(samples.at[hung])] = True
        samples = samples.of(~hung)
        x, z = self._columns(samples.at)
        height = samples.at[:, 1]
        level = samples.level > 0.75
        self.floor: Flags = np.zeros(tuple(shape), np.bool_)
        ground = level & (np.abs(height) < 0.09)
        self.floor[x[ground], z[ground]] = True
        self.floor = ndimage.binary_closing(self.floor, np.ones((3, 3), np.bool_), iterations=1) | self.floor
        self.solid: Flags = np.zeros((*shape, _LAYERS), np.bool_)
        layer = np.floor(height / _STEP).astype(np.int64)
        there = (layer >= 0) & (layer < _LAYERS) & (height > 0.12)
        self.solid[x[there], z[there], layer[there]] = True
        self.top: F64 = np.full(tuple(shape), np.inf)
        above = height > 1.95
        np.minimum.at(self.top, (x[above], z[above]), height[above])

    def _columns(self, points: F64) -> tuple[I64, I64]:
        cells = np.floor((points[:, [0, 2]] - self.origin) / self.cell).astype(np.int64)
        return cells[:, 0], cells[:, 1]

    @property
    def blocked(self) -> Flags:
        """Columns (X, Z) in which something stands in somebody's way."""
        return np.asarray(self.solid[:, :, _KNEE:_HEAD].any(2), np.bool_)

    @property
    def upright(self) -> Flags:
        """Columns (X, Z) that are wall or as high as one: nearly all layers up to a man's height,
        or what hangs above a window and what is below it."""
        body = self.solid[:, :, 1:20].mean(2) > 0.6
        window = self.solid[:, :, 20:].any(2) & (self.solid[:, :, 1:7].mean(2) > 0.6)
        return np.asarray(body | window, np.bool_)

    def at(self, x: float, z: float) -> tuple[int, int]:
        """The column of a place."""
        i, k = np.floor((np.array([x, z]) - self.origin) / self.cell).astype(int)
        return int(np.clip(i, 0, self.floor.shape[0] - 1)), int(np.clip(k, 0, self.floor.shape[1] - 1))

    def middle(self, cells: Flags) -> F64:
        """Middles (N, 2: x, z) of columns."""
        return np.argwhere(cells) * self.cell + self.origin + self.cell / 2

    def room(self, interior: bool) -> Room | None:
        """The room a scene plays in: of pieces of floor that walls and narrow doorways part, the
        largest one, best enclosed; out of doors, under the open sky. None when there is no floor."""
        walls = self.upright | self.leaf
        open_ = self.floor | self.blocked
        open_ = ndimage.binary_fill_holes(open_) & ~walls
        # Doorways are narrower than rooms; a corridor may not be, and is taken as it is.
        for narrow in (round(0.55 / self.cell), round(0.42 / self.cell), round(0.25 / self.cell), 0):
            core = ndimage.binary_erosion(open_, iterations=narrow) if narrow else open_
            labels, count = ndimage.label(core)
            if count and np.bincount(labels.ravel())[1:].max() * self.cell**2 > 1.0:
                break
        if not count:
            return None
        near = _enclosing(walls | (self.top < 2.6) & self.blocked)
        index = np.arange(1, count + 1)
        size = np.asarray(ndimage.sum_labels(labels > 0, labels, index)) * self.cell**2
        closed = np.asarray(ndimage.mean(near if interior else 4.0 * np.isinf(self.top), labels, index)) / 4
        best = int(np.argmax(size * (0.15 + closed) ** 2)) + 1
        cells = labels == best
        if narrow:
            cells = ndimage.binary_dilation(cells, iterations=narrow, mask=open_)
        return self._bounded(cells, walls, open_)

    def _bounded(self, cells: Flags, walls: Flags, open_: Flags) -> Room:
        rows = np.flatnonzero(cells.any(1))
        columns = np.flatnonzero(cells.any(0))
        # A bay or the sill of a door is no side: most of a side's length must reach that far.
        i0, i1 = _robust(cells.sum(1), rows)
        k0, k1 = _robust(cells.sum(0), columns)
        x0, z0 = self.origin + np.array([i0, k0]) * self.cell
        x1, z1 = self.origin + (np.array([i1, k1]) + 1) * self.cell
        inside = np.zeros_like(cells)
        inside[i0 : i1 + 1, k0 : k1 + 1] = True
        cells = ndimage.binary_propagation(cells & inside, mask=open_ & inside)
        roof = self.top[cells]
        covered = float(np.isfinite(roof).mean())
        height = float(np.median(roof[np.isfinite(roof)])) if covered > 0.4 else np.inf
        deep = max(2, round(0.35 / self.cell))
        high = walls | self.solid[:, :, 19:].any(2)
        west = high[max(0, i0 - deep) : i0 + 2, k0 : k1 + 1].any(0).mean()
        east = high[i1 - 1 : i1 + 1 + deep, k0 : k1 + 1].any(0).mean()
        north = high[i0 : i1 + 1, max(0, k0 - deep) : k0 + 2].any(1).mean()
        south = high[i0 : i1 + 1, k1 - 1 : k1 + 1 + deep].any(1).mean()
        sides = (float(west), float(north), float(east), float(south))
        return Room(cells, float(x0), float(z0), float(x1), float(z1), height, sides, covered)


def on_its_walls(soup: Soup, room: Room) -> Room:
    """The room with each side on the face of its wall, which columns of the floor give to a hand's
    breadth only, or less where a radiator stands."""
    area, normal = soup.areas()
    middle = soup.corners.mean(1)
    found: dict[str, float] = {}
    for name, axis, out in (("x0", 0, -1.0), ("z0", 2, -1.0), ("x1", 0, 1.0), ("z1", 2, 1.0)):
        edge = float(getattr(room, name))
        # From a little inside to a wall's thickness outside.
        off = (middle[:, axis] - edge) * out
        near = (np.abs(normal[:, axis]) > 0.97) & (off > -0.12) & (off < 0.3) & (middle[:, 1] > 0.3)
        if not near.any():
            found[name] = edge
            continue
        bins = np.round(off[near] / 0.02).astype(np.int64)
        values, which = np.unique(bins, return_inverse=True)
        total = np.bincount(which, area[near])
        # A wall has a face on the far side too: the nearest of those that are large.
        best = int(values[np.flatnonzero(total > 0.5 * total.max())[0]])
        mine = np.abs(bins - best) <= 1
        found[name] = edge + out * float(np.average(off[near][mine], weights=area[near][mine]))
    return replace(room, x0=found["x0"], z0=found["z0"], x1=found["x1"], z1=found["z1"])


def floor_beyond(plan: Floorplan, room: Room, side: str) -> bool:
    """Whether the model's own floor goes on behind the wall of a side."""
    x, z = {"west": (-1.0, 0.0), "north": (0.0, -1.0), "east": (1.0, 0.0), "south": (0.0, 1.0)}[side]
    middle = np.array([(room.x0 + room.x1) / 2, (room.z0 + room.z1) / 2])
    half = np.array([room.x1 - room.x0, room.z1 - room.z0]) / 2
    spots = [middle + np.array([x, z]) * (half + far) for far in (0.7, 1.2, 1.8)]
    return any(bool(plan.floor[plan.at(float(spot[0]), float(spot[1]))]) for spot in spots)


def _robust(counts: I64, rows: I64) -> tuple[int, int]:
    """The first and the last row that are at least a quarter as long as a usual one."""
    usual = float(np.median(counts[rows]))
    wide = rows[counts[rows] >= 0.25 * usual]
    return int(wide[0]), int(wide[-1])


def _enclosing(walls: Flags) -> I64:
    """In how many of four directions (X, Z) one meets a wall."""
    found = np.zeros(walls.shape, np.int64)
    for axis in (0, 1):
        found += np.maximum.accumulate(walls, axis=axis)
        found += np.flip(np.maximum.accumulate(np.flip(walls, axis), axis=axis), axis)
    return found
