"""The set as a camera crew sees it: where one can stand, what is in the way, what comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Box, Set, SetPart

__all__ = ["Space"]

Array = npt.NDArray[np.float64]
_CLEAR = 0.18  # metres a camera keeps from furniture


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

    def local(self, points: Array) -> Array:
        """Points (..., 3) in each box's own axes: (..., B, 3)."""
        rel = points[..., None, :] - self.center
        return np.stack(
            [
                rel[..., 0] * self.cos - rel[..., 2] * self.sin,
                rel[..., 1],
                rel[..., 0] * self.sin + rel[..., 2] * self.cos,
            ],
            axis=-1,
        )

    def inside(self, point: Array, clear: float) -> npt.NDArray[np.bool_]:
        return np.asarray((np.abs(self.local(point)) < self.half + clear).all(-1), bool)

    def crossed(self, start: Array, ends: Array) -> npt.NDArray[np.bool_]:
        """(..., B): whether the way from `start` (..., 3) to `ends` (..., 3) meets each box."""
        a, b = self.local(start), self.local(ends)
        way = b - a
        way = np.where(np.abs(way) < 1e-9, 1e-9, way)
        t0, t1 = (-self.half - a) / way, (self.half - a) / way
        enter, leave = np.minimum(t0, t1).max(-1), np.maximum(t0, t1).min(-1)
        # A box that holds the end point is what somebody sits in, not what hides them.
        return np.asarray((enter < leave) & (leave < 0.995) & (leave > 0.01), bool)


class Space:
    """Answers for one set. Wild parts may be taken away; everything else is in the way."""

    def __init__(self, set_: Set) -> None:
        self.interior = set_.interior
        self.room = np.array(set_.room, np.float64).reshape(2, 3)
        self.camera = np.array(set_.camera, np.float64).reshape(2, 3)
        self.acting = set_.acting
        self.wild = [part for part in set_.parts if part.wild]
        solid: list[Box] = []
        self._freed: list[tuple[Box, frozenset[str]]] = []
        for box in set_.obstacles:
            owners = frozenset(part.name for part in self.wild if part.name == box.name or _holds(part, box))
            if owners:
                self._freed.append((box, owners))
            else:
                solid.append(box)
        solid += [_box(part) for part in set_.parts if not part.wild and _wall_like(part)]
        self._solid = _Boxes.of(solid)
        self._wild = _Boxes.of([_box(part) for part in self.wild])

    def contains(self, position: Array) -> bool:
        """Whether a camera may stand there: in bounds and in nothing solid."""
        if not ((position >= self.camera[0] + 0.02) & (position <= self.camera[1] - 0.02)).all():
            return False
        return not self._solid.inside(position, _CLEAR).any()

    def obstruction(self, camera: Array, points: Array, hidden: tuple[str, ...]) -> Array:
        """(...,) 1 where something solid (or a wild part that is not `hidden`) stands
        between `camera` (3) or (..., 3) and `points` (..., 3), else 0."""
        start = np.broadcast_to(camera, points.shape)
        blocked = self._solid.crossed(start, points).any(-1)
        keep = [box for box, owners in self._freed if not owners & frozenset(hidden)]
        if keep:
            blocked = blocked | _Boxes.of(keep).crossed(start, points).any(-1)
        if self.wild:
            standing = np.array([part.name not in hidden for part in self.wild])
            # Ceilings, rugs and such never stand between a level camera and a face.
            standing &= self._wild.half[:, 1] > 0.4
            blocked = blocked | (self._wild.crossed(start, points) & standing).any(-1)
        return np.asarray(blocked, np.float64)

    def take_away(self, camera: Array, points: Array) -> tuple[str, ...] | None:
        """The wild parts that must go for a camera (3) to see `points` (n, 3), sorted; None
        when the camera stands outside the room behind something that cannot go."""
        if not self.wild:
            return None if self._outside(camera) else ()
        crossed = self._wild.crossed(np.broadcast_to(camera, points.shape), points).any(0)
        crossed |= self._wild.inside(camera, 0.25)
        if self._outside(camera) and not crossed.any():
            return None
        return tuple(sorted(part.name for part, gone in zip(self.wild, crossed, strict=True) if gone))

    def _outside(self, camera: Array) -> bool:
        if not self.interior:
            return False
        return bool((camera[[0, 2]] < self.room[0, [0, 2]]).any() or (camera[[0, 2]] > self.room[1, [0, 2]]).any())

    def outside(self, camera: Array) -> bool:
        """Whether a camera stands beyond an interior's walls."""
        return self._outside(camera)

    def clamp(self, points: Array) -> Array:
        """Points (..., 3) moved into the room, a hand's breadth off its walls."""
        low, high = self.room
        return np.asarray(np.clip(points, low + 0.12, np.maximum(high - 0.12, low + 0.12)), np.float64)


def _holds(part: SetPart, box: Box) -> bool:
    low, high = np.array(part.low) - 0.05, np.array(part.high) + 0.05
    sin, cos = abs(math.sin(box.yaw)), abs(math.cos(box.yaw))
    half = np.array([box.half[0] * cos + box.half[2] * sin, box.half[1], box.half[0] * sin + box.half[2] * cos])
    center = np.array(box.center)
    return bool(((center - half >= low - 0.1) & (center + half <= high + 0.1)).all())


def _box(part: SetPart) -> Box:
    low, high = np.array(part.low), np.array(part.high)
    center, half = (low + high) / 2, np.maximum((high - low) / 2, 0.01)
    return Box(
        part.name,
        (float(center[0]), float(center[1]), float(center[2])),
        (float(half[0]), float(half[1]), float(half[2])),
    )


def _wall_like(part: SetPart) -> bool:
    size = np.array(part.high) - np.array(part.low)
    return bool(min(size[0], size[2]) < 0.45 and max(size[0], size[2]) > 0.8 and size[1] > 1.6)
