"""The set as a camera crew sees it: where one can stand, what is in the way, what comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from fairtake.directing.clutter import CELL, LENS, OWN, Clutter, rows
from fairtake.directing.kernels.lines import blocked, boxes_met
from fairtake.model.set import Box, Door, Set, SetPart

__all__ = ["Space"]

Array = npt.NDArray[np.float64]
_CLEAR = 0.18  # metres a camera keeps from furniture
_NEARER = 0.18  # metres nearer to a detail than to a face things count as in the way
_FAR = np.full(3, 1e6)


@dataclass(frozen=True, slots=True, eq=False)
class _Boxes:
    center: Array  # (B, 3)
    half: Array  # (B, 3)
    sin: Array  # (B,)
    cos: Array

    @staticmethod
    def of(boxes: list[Box]) -> _Boxes:
        return _Boxes(
            np.array([box.center for box in boxes], np.float64).reshape(-1, 3),
            np.array([box.half for box in boxes], np.float64).reshape(-1, 3),
            np.array([math.sin(box.yaw) for box in boxes], np.float64),
            np.array([math.cos(box.yaw) for box in boxes], np.float64),
        )

    def _axes(self, points: Array) -> tuple[Array, Array, Array]:
        """Points (..., 3) in each box's own axes, one array (..., B) for each axis."""
        x = points[..., 0, None] - self.center[:, 0]
        y = points[..., 1, None] - self.center[:, 1]
        z = points[..., 2, None] - self.center[:, 2]
        return x * self.cos - z * self.sin, y, x * self.sin + z * self.cos

    def inside(self, point: Array, clear: float) -> npt.NDArray[np.bool_]:
        x, y, z = self._axes(point)
        half = self.half + clear
        return np.asarray((np.abs(x) < half[:, 0]) & (np.abs(y) < half[:, 1]) & (np.abs(z) < half[:, 2]), bool)

    @property
    def rows(self) -> tuple[Array, Array, Array, Array]:
        """Centres, half sizes, sines and cosines, as the kernels take them."""
        return self.center, self.half, self.sin, self.cos

    def met(self, starts: Array, ends: Array) -> npt.NDArray[np.bool_]:
        """(B,) whether any way from `starts` (3) or (n, 3) to `ends` (n, 3) meets each box."""
        return np.asarray(boxes_met(*rows(starts, ends), *self.rows), bool)


class Space:
    """Answers for one set. Wild parts may be taken away; everything else is in the way."""

    def __init__(self, set_: Set) -> None:
        self.room = np.array(set_.room, np.float64).reshape(2, 3)
        self.camera = np.array(set_.camera, np.float64).reshape(2, 3)
        self.acting = set_.acting
        self.wild = [part for part in set_.parts if part.wild]
        solid: list[Box] = []
        self._freed: list[tuple[Box, str]] = []
        for box in set_.obstacles:
            owners = [part for part in self.wild if part.name == box.name or _holds(part, box)]
            if owners:  # what stands against a wall is built with it; bounds of parts overlap
                owner = min(owners, key=lambda part: (part.name != box.name, _volume(part)))
                self._freed.append((box, owner.name))
            else:
                solid.append(box)
        solid += [
            _box(part, np.array(part.low), np.array(part.high))
            for part in set_.parts
            if not part.wild and _wall_like(part)
        ]
        self._solids = solid
        self._solid = _Boxes.of(solid)
        self._left: dict[tuple[str, ...], _Boxes] = {}
        # What hangs on thin walls is taken away with them when a camera stands in it.
        thin = [min(p.high[0] - p.low[0], p.high[2] - p.low[2]) < 1.2 for p in self.wild]
        bounds = [
            _box(p, np.array(p.low) if t else _FAR, np.array(p.high) if t else _FAR)
            for p, t in zip(self.wild, thin, strict=True)
        ]
        self._shelves = _Boxes.of(bounds)
        self._slabs = [self._slab(part) for part in self.wild]
        # What has no walls (a car, an awning) is filmed from without, past its posts.
        walled = any(slab.half[1] > 0.4 for slab in self._slabs) or any(_wall_like(part) for part in set_.parts)
        self.interior = set_.interior and walled
        self._wild = _Boxes.of(self._slabs)
        self._clutter = Clutter(set_)
        self.doors = tuple(
            (np.array(door.position, np.float64), np.array(door.outside, np.float64), self._about(door))
            for door in set_.doors
        )

    def _about(self, door: Door) -> frozenset[str]:
        """The wild parts somebody goes through at a door: its leaf, its wall, what lies beyond."""
        names = {door.part} if door.part else set()
        for point in (door.position, door.outside):
            reach = 0.35 if point is door.position else 0.6
            here = np.array([point[0], 1.0, point[2]])
            names |= {
                part.name
                for part, slab in zip(self.wild, self._slabs, strict=True)
                if _reaches(part, here, reach) and (slab.half[1] > 0.4 or "ceiling" not in part.name)
            }
        return frozenset(name for name in names if "ceiling" not in name)

    def about(self, pivot: tuple[float, float, float]) -> frozenset[str]:
        """The walls that something hinged at `pivot` hangs in, if they can be taken away."""
        here = np.array([pivot[0], 1.4, pivot[2]])
        return frozenset(
            part.name
            for part, slab in zip(self.wild, self._slabs, strict=True)
            if slab.half[1] > 0.9 and "ceiling" not in part.name and _reaches(_slim(part, slab), here, 0.3)
        )

    def void(self, position: Array, rays: Array, hidden: tuple[str, ...]) -> float:
        """The share of `rays` (n, 3) from a camera at `position` (3) that end where nothing is
        built: beside the room, or at a wall taken away on the room's far side."""
        if not self.interior:
            return 0.0
        low, high = self.room[0] - 0.02, self.room[1] + 0.02
        way = np.where(np.abs(rays) < 1e-9, 1e-9, rays)
        t0, t1 = (low - position) / way, (high - position) / way
        enter, leave = np.minimum(t0, t1).max(1), np.maximum(t0, t1).min(1)
        missed = (enter > leave) | (leave < 0)
        end = position + way * leave[:, None]
        gone = np.zeros(len(rays), bool)
        for slab, center, half in zip(self._slabs, self._wild.center, self._wild.half, strict=True):
            if slab.name in hidden and slab.half[1] > 0.4:
                gone |= (np.abs(end - center) < half + 0.12).all(1)
        return float((missed | gone).mean())

    def _slab(self, part: SetPart) -> Box:
        """A wild part as a box. What hangs on a wall or from a ceiling swells its bounds, so one
        that spans a face of the room is taken as a slab on that face."""
        low, high = np.array(part.low), np.array(part.high)
        span = np.maximum(self.room[1] - self.room[0], 0.1)
        covered = np.minimum(high, self.room[1]) - np.maximum(low, self.room[0])
        share = covered / span
        if share[0] > 0.7 and share[2] > 0.7 and high[1] > 2.0:
            low[1] = max(low[1], high[1] - 0.3)
        elif high[1] - low[1] > 1.5:
            faces = [
                (share[2 - axis], axis, end)
                for axis in (0, 2)
                for end in (0, 1)
                if low[axis] - 0.15 <= self.room[end, axis] <= high[axis] + 0.15 and share[2 - axis] > 0.6
            ]
            if faces:
                _, axis, end = max(faces)
                face = self.room[end, axis]
                low[axis], high[axis] = (face - 0.25, face + 0.03) if end == 0 else (face - 0.03, face + 0.25)
        return _box(part, low, high)

    def contains(self, position: Array) -> bool:
        """Whether a camera may stand at all these places (..., 3): in bounds, in nothing solid."""
        if not bool(((position >= self.camera[0] + 0.02) & (position <= self.camera[1] - 0.02)).all()):
            return False
        return not bool(self._solid.inside(position, _CLEAR).any())

    def obstruction(self, camera: Array, points: Array, hidden: tuple[str, ...]) -> Array:
        """(...,) 1 where something solid (or a wild part that is not `hidden`) stands
        between `camera` (3) or (..., 3) and `points` (..., 3), else 0."""
        left = self._left.get(hidden)
        if left is None:
            boxes = [*self._solids, *(box for box, owner in self._freed if owner not in hidden)]
            # Ceilings, rugs and such never stand between a level camera and a face.
            boxes += [box for box in self._slabs if box.name not in hidden and box.half[1] > 0.4]
            left = self._left[hidden] = _Boxes.of(boxes)
        clutter = self._clutter
        cells = clutter.grid, clutter.there(hidden), clutter.origin, CELL, LENS, OWN
        out = blocked(*rows(camera, points), *left.rows, *cells)
        return np.asarray(out.reshape(points.shape[:-1]), np.float64)

    def cluttered(self, camera: Array, points: Array, hidden: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """(n,) whether something drawn stands between `camera` (3) and `points` (n, 3), up to a
        hand's breadth before them."""
        way = points - camera
        length = np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
        return self._clutter.between(camera, points + way / length * _NEARER, hidden)

    def drawn(self, starts: Array, ends: Array, hidden: tuple[str, ...]) -> npt.NDArray[np.bool_]:
        """(n,) whether something drawn is on the lines from `starts` (n, 3) to `ends` (n, 3)."""
        return self._clutter.between(starts, ends, hidden)

    def take_away(self, camera: Array, points: Array) -> tuple[str, ...] | None:
        """The wild parts that must go for a camera (3) or cameras (n, 3) to see `points`
        (n, 3), sorted; None when one stands outside the room behind something that cannot go."""
        places = np.atleast_2d(camera)
        beyond = self._beyond(places)
        if not self.wild:
            return None if beyond.any() else ()
        crossed = self._wild.met(camera, points)
        stood = self._wild.inside(places, 0.25) | self._shelves.inside(places, 0.05)
        if beyond.any() and not (crossed | stood.any(0)).any():
            return None
        gone = crossed | stood.any(0)
        return tuple(sorted(part.name for part, away in zip(self.wild, np.atleast_1d(gone), strict=True) if away))

    def _beyond(self, places: Array) -> npt.NDArray[np.bool_]:
        if not self.interior:
            return np.zeros(len(places), bool)
        x, z, (low, high) = places[:, 0], places[:, 2], self.room
        return np.asarray((x < low[0]) | (x > high[0]) | (z < low[2]) | (z > high[2]), bool)

    def outside(self, camera: Array) -> bool:
        """Whether a camera stands beyond an interior's walls."""
        return bool(self._beyond(np.atleast_2d(camera)).any())

    def indoors(self, points: Array) -> npt.NDArray[np.bool_]:
        """(n,) whether people at `points` (n, 3) are inside the room (outdoors: always)."""
        return ~self._beyond(points)

    def clamp(self, points: Array) -> Array:
        """Points (..., 3) moved into the room, a hand's breadth off its walls."""
        low, high = self.room
        return np.asarray(np.clip(points, low + 0.12, np.maximum(high - 0.12, low + 0.12)), np.float64)


def _slim(part: SetPart, slab: Box) -> SetPart:
    """A part with the bounds of its slab."""
    center, half = np.array(slab.center), np.array(slab.half)
    low, high = center - half, center + half
    return replace(
        part,
        low=(float(low[0]), float(low[1]), float(low[2])),
        high=(float(high[0]), float(high[1]), float(high[2])),
    )


def _reaches(part: SetPart, point: Array, reach: float) -> bool:
    low, high = np.array(part.low) - reach, np.array(part.high) + reach
    return bool(((point >= low) & (point <= high)).all())


def _holds(part: SetPart, box: Box) -> bool:
    low, high = np.array(part.low) - 0.05, np.array(part.high) + 0.05
    sin, cos = abs(math.sin(box.yaw)), abs(math.cos(box.yaw))
    half = np.array([box.half[0] * cos + box.half[2] * sin, box.half[1], box.half[0] * sin + box.half[2] * cos])
    center = np.array(box.center)
    return bool(((center - half >= low - 0.1) & (center + half <= high + 0.1)).all())


def _box(part: SetPart, low: Array, high: Array) -> Box:
    center, half = (low + high) / 2, np.maximum((high - low) / 2, 0.01)
    return Box(
        part.name,
        (float(center[0]), float(center[1]), float(center[2])),
        (float(half[0]), float(half[1]), float(half[2])),
    )


def _volume(part: SetPart) -> float:
    size = np.array(part.high) - np.array(part.low)
    return float(size[0] * size[1] * size[2])


def _wall_like(part: SetPart) -> bool:
    size = np.array(part.high) - np.array(part.low)
    return bool(min(size[0], size[2]) < 0.45 and max(size[0], size[2]) > 0.8 and size[1] > 1.6)
