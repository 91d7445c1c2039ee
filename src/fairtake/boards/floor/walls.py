"""The walls of a room as an architect draws them, cut a little above the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set, SetPart

__all__ = ["Wall", "walls_of"]

_THICK = 0.2
_CUT, _LOW = 1.3, 0.35
"""Heights in metres of the cut and of the look at what is below a window."""

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wall:
    """One wall: it lies `along` "x" or "z" at `at` metres on the other axis, `outward` +1 or -1
    on that axis; `solid`, `windows` and `ways` (doors, openings) are stretches of it."""

    name: str
    along: str
    at: float
    outward: float
    solid: tuple[Interval, ...]
    windows: tuple[Interval, ...]
    ways: tuple[Interval, ...]

    def box(self, stretch: Interval, inset: float = 0.0) -> tuple[float, float, float, float]:
        """A stretch of the wall on the ground (x0, z0, x1, z1), `inset` of its thickness thinner
        on both faces."""
        near, far = sorted((self.at + self.outward * _THICK * inset, self.at + self.outward * _THICK * (1 - inset)))
        if self.along == "x":
            return stretch[0], near, stretch[1], far
        return near, stretch[0], far, stretch[1]


def walls_of(set_: Set) -> tuple[Wall, ...]:
    """The walls of an interior, with their openings; none of an exterior."""
    if not set_.interior:
        return ()
    x0, _, z0, x1, _, z1 = set_.room
    found = []
    for part in set_.parts:
        if not part.name.startswith("wall") or part.high[1] < 1.5:
            continue
        # The wall lies on the side of the room that its name or else its place says.
        middle = ((part.low[0] + part.high[0]) / 2, (part.low[2] + part.high[2]) / 2)
        side = next((side for side in _SIDES if side in part.name), "") or _nearest(middle, (x0, z0, x1, z1))
        along, at, outward = {
            "north": ("x", z0, -1.0),
            "south": ("x", z1, 1.0),
            "west": ("z", x0, -1.0),
            "east": ("z", x1, 1.0),
        }[side]
        whole = (x0 - _THICK, x1 + _THICK) if along == "x" else (z0, z1)
        found.append(_wall(part, along, at, outward, whole))
    return tuple(found)


_SIDES = ("north", "south", "west", "east")


def _nearest(middle: tuple[float, float], room: tuple[float, float, float, float]) -> str:
    x0, z0, x1, z1 = room
    off = {
        "west": abs(middle[0] - x0),
        "east": abs(middle[0] - x1),
        "north": abs(middle[1] - z0),
        "south": abs(middle[1] - z1),
    }
    return min(off, key=lambda side: off[side])


def _wall(part: SetPart, along: str, at: float, outward: float, whole: Interval) -> Wall:
    solid = _cut(part, along, at, _CUT, whole)
    if not solid:
        return Wall(part.name, along, at, outward, (whole,), (), ())
    low = _cut(part, along, at, _LOW, whole)
    windows: list[Interval] = []
    ways: list[Interval] = []
    for gap in _gaps(solid, whole):
        if gap[1] - gap[0] > 0.25:
            below = sum(max(0.0, min(gap[1], b) - max(gap[0], a)) for a, b in low)
            (windows if below > 0.6 * (gap[1] - gap[0]) else ways).append(gap)
    return Wall(part.name, along, at, outward, tuple(solid), tuple(windows), tuple(ways))


def _cut(part: SetPart, along: str, at: float, height: float, whole: Interval) -> list[Interval]:
    """Where the wall's inner face stands at a height: merged stretches of the cut."""
    mesh = part.mesh
    if not len(mesh.faces):
        return []
    points: npt.NDArray[Any] = mesh.vertices[mesh.faces].astype(np.float64)
    axis, across = (0, 2) if along == "x" else (2, 0)
    flat = np.abs(points[..., across] - at).max(1) < 0.02
    spans = (points[..., 1].min(1) <= height) & (points[..., 1].max(1) > height)
    found = []
    for triangle in points[flat & spans]:
        crossing: list[float] = []
        for a, b in ((0, 1), (1, 2), (2, 0)):
            ya, yb = triangle[a, 1], triangle[b, 1]
            if (ya <= height) != (yb <= height):
                t = (height - ya) / (yb - ya)
                crossing.append(float(triangle[a, axis] + (triangle[b, axis] - triangle[a, axis]) * t))
        if len(crossing) == 2:
            found.append((max(min(crossing), whole[0]), min(max(crossing), whole[1])))
    merged: list[Interval] = []
    for start, end in sorted(stretch for stretch in found if stretch[1] > stretch[0]):
        if merged and start <= merged[-1][1] + 0.02:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    # The room's corners belong to the wall.
    if merged and merged[0][0] - whole[0] < 0.25:
        merged[0] = (whole[0], merged[0][1])
    if merged and whole[1] - merged[-1][1] < 0.25:
        merged[-1] = (merged[-1][0], whole[1])
    return merged


def _gaps(solid: list[Interval], whole: Interval) -> list[Interval]:
    edges = [whole[0], *(edge for stretch in solid for edge in stretch), whole[1]]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
