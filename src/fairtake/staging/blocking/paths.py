"""Ways over the floor: round the furniture and round people."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set

__all__ = ["BODY", "FloorPlan", "Point"]

Array = npt.NDArray[np.floating[Any]]
Point = tuple[float, float]

BODY = 0.27
"""Half the width one needs to pass, metres."""

_EVERYBODY = 0.62
"""How far from another person's middle one passes."""


_SQUEEZE = 0.56
"""The same where it is narrow."""


def _length(way: Array) -> float:
    return float(np.linalg.norm(np.diff(way, axis=0), axis=1).sum())


class FloorPlan:
    """What is in the way on a set. Heights below ankle or above head do not count."""

    def __init__(self, set_: Set) -> None:
        solid = [b for b in set_.obstacles if b.center[1] + b.half[1] > 0.12 and b.center[1] - b.half[1] < 1.8]
        self.center = np.array([(b.center[0], b.center[2]) for b in solid]).reshape(-1, 2)
        self.half = np.array([(b.half[0], b.half[2]) for b in solid]).reshape(-1, 2)
        yaw = np.array([b.yaw for b in solid])
        self.cos, self.sin = np.cos(yaw), np.sin(yaw)
        x0, z0, x1, z1 = set_.acting
        self.low, self.high = np.array([x0, z0]), np.array([x1, z1])
        for door in set_.doors:
            p = np.array([door.position[0], door.position[2]])
            self.low, self.high = np.minimum(self.low, p), np.maximum(self.high, p)
        for seat in set_.seats:
            p = np.array([seat.approach[0], seat.approach[2]])
            self.low, self.high = np.minimum(self.low, p), np.maximum(self.high, p)
        self.acting = (min(x0, x1), min(z0, z1), max(x0, x1), max(z0, z1))
        area = float(np.prod(np.maximum(self.high - self.low, 0.5)))
        self.cell = 0.12 if area < 80 else 0.2 if area < 400 else 0.35
        self._grid: npt.NDArray[np.bool_] | None = None

    def clearance(self, points: Array) -> Array:
        """Metres (n,) from each point (n, 2) to the nearest solid thing; negative inside."""
        if len(self.center) == 0:
            return np.full(len(points), 9.0)
        d = points[:, None] - self.center
        # A box turned by yaw about y: its own x axis is (cos, -sin) in x, z.
        lx = d[..., 0] * self.cos - d[..., 1] * self.sin
        lz = d[..., 0] * self.sin + d[..., 1] * self.cos
        qx, qz = np.abs(lx) - self.half[:, 0], np.abs(lz) - self.half[:, 1]
        outside = np.hypot(np.maximum(qx, 0), np.maximum(qz, 0))
        return np.asarray((outside + np.minimum(np.maximum(qx, qz), 0)).min(-1), np.float64)

    def inside(self, point: Point, margin: float = 0.0) -> bool:
        """Whether a point lies in the acting area."""
        x0, z0, x1, z1 = self.acting
        return x0 + margin <= point[0] <= x1 - margin and z0 + margin <= point[1] <= z1 - margin

    def within(self, point: Point, margin: float = 0.0) -> Point:
        """The point itself, or the nearest one of the acting area; only what lies well
        outside is drawn in."""
        if self.inside(point, -0.8):
            return point
        x0, z0, x1, z1 = self.acting
        return min(max(point[0], x0 + margin), x1 - margin), min(max(point[1], z0 + margin), z1 - margin)

    def is_free(self, point: Point, others: Sequence[Point], room: float = 0.3, apart: float = 0.75) -> bool:
        """Whether somebody can stand here."""
        if self.clearance(np.array([point]))[0] < room:
            return False
        return all(math.hypot(point[0] - o[0], point[1] - o[1]) >= apart for o in others)

    def _straight(self, a: Point, b: Point, others: Sequence[Point], margin: float, people: float = _EVERYBODY) -> bool:
        n = max(2, math.ceil(math.hypot(b[0] - a[0], b[1] - a[1]) / 0.06))
        line = np.linspace(a, b, n)
        if self.clearance(line).min() < margin:
            return False
        return all(np.hypot(line[:, 0] - o[0], line[:, 1] - o[1]).min() >= people for o in others)

    def _blocked(self, others: Sequence[Point], margin: float, people: float) -> npt.NDArray[np.bool_]:
        nx, nz = (np.ceil((self.high - self.low) / self.cell).astype(int) + 1).tolist()
        if self._grid is None:
            xs = self.low[0] + self.cell * np.arange(nx)
            zs = self.low[1] + self.cell * np.arange(nz)
            cells = np.stack(np.meshgrid(xs, zs, indexing="ij"), -1).reshape(-1, 2)
            self._cells = cells
            self._room = self.clearance(cells)
            self._grid = np.zeros((nx, nz), np.bool_)
        blocked = self._room < margin
        for o in others:
            blocked |= np.hypot(self._cells[:, 0] - o[0], self._cells[:, 1] - o[1]) < people
        return blocked.reshape(nx, nz)

    def route(self, a: Point, b: Point, others: Sequence[Point] = (), body: float = BODY) -> tuple[Array, bool]:
        """A polyline (M, 2) from `a` to `b` round furniture and the people at `others`, and
        whether it is free. When there is no way round people, through them is looked for;
        when there is none at all the straight line is returned, not free. `body` is half the
        width that passes."""
        # Whoever stands on the very start or goal cannot be walked round.
        others = [o for o in others if math.dist(o, a) > 0.4 and math.dist(o, b) > 0.5]
        # Where one stands close to a table already, one may go on along it.
        near = float(min(self.clearance(np.array([a]))[0], self.clearance(np.array([b]))[0]))
        margin = min(body, max(near - 0.02, 0.12))
        if self._straight(a, b, others, margin):
            return np.array([a, b]), True
        way = self._search(a, b, others, body, _EVERYBODY)
        far = 2.2 * math.dist(a, b) + 1.5
        if way is None or _length(way) > far:
            # Somebody is in the way in a narrow place: squeeze past.
            narrow = self._search(a, b, others, 0.19, _SQUEEZE)
            if narrow is not None and (way is None or _length(narrow) < 0.7 * _length(way)):
                way = narrow
        if way is not None:
            return way, True
        way = self._search(a, b, [], 0.19, _SQUEEZE)
        if way is not None:
            return way, False
        return np.array([a, b]), False

    def _nearest(self, blocked: npt.NDArray[np.bool_], p: Point) -> tuple[int, int] | None:
        free = np.argwhere(~blocked)
        if len(free) == 0:
            return None
        at = self.low + free * self.cell
        k = int(((at - np.asarray(p)) ** 2).sum(-1).argmin())
        return int(free[k, 0]), int(free[k, 1])

    def _search(self, a: Point, b: Point, others: Sequence[Point], margin: float, people: float) -> Array | None:
        blocked = self._blocked(others, margin, people)
        start, goal = self._nearest(blocked, a), self._nearest(blocked, b)
        if start is None or goal is None:
            return None
        nx, nz = blocked.shape
        solid = blocked.ravel().tolist()
        goal_id = goal[0] * nz + goal[1]
        start_id = start[0] * nz + start[1]
        best = {start_id: 0.0}
        came: dict[int, int] = {}
        heap = [(0.0, start_id)]
        moves = [(dx, dz, math.hypot(dx, dz)) for dx in (-1, 0, 1) for dz in (-1, 0, 1) if dx or dz]
        done: set[int] = set()
        while heap:
            _, node = heapq.heappop(heap)
            if node == goal_id:
                break
            if node in done:
                continue
            done.add(node)
            x, z = divmod(node, nz)
            cost = best[node]
            for dx, dz, step in moves:
                u, v = x + dx, z + dz
                if not (0 <= u < nx and 0 <= v < nz) or solid[u * nz + v]:
                    continue
                if dx and dz and (solid[x * nz + v] or solid[u * nz + z]):
                    continue
                other = u * nz + v
                total = cost + step
                if total < best.get(other, math.inf) - 1e-9:
                    best[other] = total
                    came[other] = node
                    heapq.heappush(heap, (total + math.hypot(u - goal[0], v - goal[1]), other))
        if goal_id not in best:
            return None
        cells = [goal_id]
        while cells[-1] != start_id:
            cells.append(came[cells[-1]])
        points: list[Point] = [a]
        for node in reversed(cells):
            x, z = divmod(node, nz)
            points.append((float(self.low[0] + x * self.cell), float(self.low[1] + z * self.cell)))
        points.append(b)
        return np.array(self._pull(points, others, margin, people))

    def _pull(self, points: list[Point], others: Sequence[Point], margin: float, people: float) -> list[Point]:
        """Cut every corner that can be cut."""
        kept = [points[0]]
        i = 0
        while i < len(points) - 1:
            j = len(points) - 1
            while j > i + 1 and not self._straight(points[i], points[j], others, margin - 0.03, people - 0.01):
                j = i + 1 + (j - i - 1) // 2 if j - i > 6 else j - 1
            kept.append(points[j])
            i = j
        return kept

    def spots_near(self, point: Point, radii: Sequence[float], toward: Point) -> list[Point]:
        """Points round `point`, those nearest to `toward` first, ring by ring."""
        base = math.atan2(toward[0] - point[0], toward[1] - point[1])
        found = []
        for radius in radii:
            for k in (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8):
                angle = base + k * math.pi / 8
                found.append((point[0] + radius * math.sin(angle), point[1] + radius * math.cos(angle)))
        return found
