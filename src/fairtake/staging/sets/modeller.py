"""Modeller: shapes in, meshes out. Everything on a set and in a hand is made here.

Lengths are metres, angles degrees (they are typed by people who dress sets), y is up. Shapes
are placed in the current frame (`at`), drawn as one object (`one`) or each as its own zone,
and collected under the current part (`part`). Normals point outward.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Color, Material, Mesh, Pattern, Stuff

__all__ = ["Modeller", "Vector", "mix", "tone"]

Vector = tuple[float, float, float]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Points = Sequence[Sequence[float]] | npt.NDArray[Any]


def tone(text: str) -> Color:
    """The colour written "#rrggbb"."""
    return int(text[1:3], 16) / 255, int(text[3:5], 16) / 255, int(text[5:7], 16) / 255


def mix(a: str | Color, b: str | Color, share: float) -> Color:
    """`a` with a `share` (0..1) of `b` in it."""
    p = tone(a) if isinstance(a, str) else a
    q = tone(b) if isinstance(b, str) else b
    return (p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share, p[2] + (q[2] - p[2]) * share)


def _box() -> tuple[F64, F64, F64, I64]:
    corners: list[list[float]] = []
    normals: list[list[float]] = []
    faces: list[list[int]] = []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            start = len(corners)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                p = [0.0, 0.0, 0.0]
                p[axis], p[u], p[v] = sign * 0.5, a * 0.5, b * 0.5
                corners.append(p)
                n = [0.0, 0.0, 0.0]
                n[axis] = sign
                normals.append(n)
            order = ((0, 1, 2), (0, 2, 3)) if sign > 0 else ((0, 2, 1), (0, 3, 2))
            faces += [[start + i for i in triangle] for triangle in order]
    return np.array(corners), np.array(normals), np.zeros((24, 2)), np.array(faces)


_BOX_P, _BOX_N, _, _BOX_F = _box()
_BOX_AXIS = np.abs(_BOX_N).argmax(axis=1)
_BOX_U = np.where(_BOX_AXIS == 0, 2, 0)
_BOX_V = np.where(_BOX_AXIS == 1, 2, 1)
_ROWS = np.arange(24)


def _unit(v: F64) -> F64:
    return np.asarray(v / (np.linalg.norm(v, axis=-1, keepdims=True) + 1e-12))


def _grid(rows: int, columns: int) -> I64:
    """Faces of a grid of rows x columns points, counter-clockwise when rows go up and
    columns go right."""
    i = (np.arange(rows - 1)[:, None] * columns + np.arange(columns - 1)).reshape(-1, 1)
    return np.concatenate([i + np.array([0, 1, columns + 1]), i + np.array([0, columns + 1, columns])], axis=1).reshape(
        -1, 3
    )


class Modeller:
    """Collects shapes in named parts over one table of materials."""

    def __init__(self) -> None:
        self.materials: list[Material] = []
        self._names: dict[str, int] = {}
        self._frames: list[F64] = [np.eye(4)]
        self._part = "set"
        self._chunks: dict[str, list[tuple[F64, F64, F64, I64, int, int]]] = {}
        self._zones = 0
        self._zone: int | None = None

    # -- materials ---------------------------------------------------------------------------

    def paint(
        self,
        name: str,
        color: str | Color,
        pattern: Pattern = Pattern.FLAT,
        period: tuple[float, float] = (1.0, 1.0),
        *,
        color2: str | Color | None = None,
        line: str | Color | None = None,
        **more: Any,
    ) -> str:
        """Name a material (again: replaces it); further fields as in Material. Returns `name`."""
        base = tone(color) if isinstance(color, str) else color
        material = Material(
            name=name,
            color=base,
            pattern=pattern,
            period=period,
            color2=tone(color2) if isinstance(color2, str) else color2,
            line_color=tone(line) if isinstance(line, str) else line or mix(base, (0.16, 0.12, 0.2), 0.45),
            **{"stuff": Stuff.SET, **more},
        )
        if name in self._names:
            self.materials[self._names[name]] = material
        else:
            self._names[name] = len(self.materials)
            self.materials.append(material)
        return name

    def has(self, name: str) -> bool:
        """Whether a material of that name is there."""
        return name in self._names

    # -- where -------------------------------------------------------------------------------

    @contextmanager
    def at(
        self, x: float = 0.0, y: float = 0.0, z: float = 0.0, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0
    ) -> Iterator[None]:
        """Place what follows at a point, turned by `yaw` about y (0 faces +z, positive toward
        +x), then `pitch` about x, then `roll` about z, in degrees."""
        frame = np.eye(4)
        c, s = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
        turn = np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])
        if pitch:
            c, s = math.cos(math.radians(pitch)), math.sin(math.radians(pitch))
            turn = turn @ np.array([[1, 0, 0], [0, c, -s], [0, s, c]])
        if roll:
            c, s = math.cos(math.radians(roll)), math.sin(math.radians(roll))
            turn = turn @ np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
        frame[:3, :3] = turn
        frame[:3, 3] = (x, y, z)
        self._frames.append(self._frames[-1] @ frame)
        try:
            yield
        finally:
            self._frames.pop()

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Collect what follows under the part `name`."""
        before, self._part = self._part, name
        try:
            yield
        finally:
            self._part = before

    @contextmanager
    def one(self) -> Iterator[None]:
        """Draw what follows as one object: no ink inside but creases."""
        before = self._zone
        if before is None:
            self._zones += 1
            self._zone = self._zones
        try:
            yield
        finally:
            self._zone = before

    def point(self, x: float, y: float, z: float) -> Vector:
        """A point of the current frame in the world."""
        p = self._frames[-1] @ (x, y, z, 1.0)
        return float(p[0]), float(p[1]), float(p[2])

    def heading(self, yaw: float = 0.0) -> float:
        """A yaw of the current frame, degrees, in the world, radians in (-pi, pi]."""
        frame = self._frames[-1]
        turned = math.atan2(float(frame[0, 2]), float(frame[2, 2])) + math.radians(yaw)
        return math.atan2(math.sin(turned), math.cos(turned))

    # -- shapes ------------------------------------------------------------------------------

    def add(
        self,
        points: Points,
        normals: Points | None,
        uvs: Points | None,
        faces: Points,
        material: str,
        both: bool = False,
    ) -> None:
        """Triangles in the current frame. Without `normals` each face is flat. `both` gives a
        thin sheet a back of its own, 4 mm behind."""
        p = np.asarray(points, np.float64)
        f = np.asarray(faces, np.int64)
        if normals is None:
            cross = np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]])
            solid = np.linalg.norm(cross, axis=1) > 1e-9
            f = f[solid]
            p = p[f].reshape(-1, 3)
            n = np.repeat(_unit(cross[solid]), 3, axis=0)
            uv = None if uvs is None else np.asarray(uvs, np.float64)[f].reshape(-1, 2)
            f = np.arange(len(p)).reshape(-1, 3)
        else:
            n = np.asarray(normals, np.float64)
            uv = None if uvs is None else np.asarray(uvs, np.float64)
        if uv is None:
            axis = np.abs(n).argmax(axis=1)
            rows = np.arange(len(p))
            uv = np.stack([p[rows, np.where(axis == 0, 2, 0)], p[rows, np.where(axis == 1, 2, 1)]], axis=1)
        if both:
            f = np.concatenate([f, f[:, ::-1] + len(p)])
            p, n, uv = np.concatenate([p, p - 0.004 * n]), np.concatenate([n, -n]), np.concatenate([uv, uv])
        frame = self._frames[-1]
        if self._zone is None:
            self._zones += 1
        chunk = (
            p @ frame[:3, :3].T + frame[:3, 3],
            n @ frame[:3, :3].T,
            uv,
            f,
            self._names[material],
            self._zones if self._zone is None else self._zone,
        )
        self._chunks.setdefault(self._part, []).append(chunk)

    def box(self, x: float, y: float, z: float, w: float, h: float, d: float, material: str) -> None:
        """A box of width w (x), height h, depth d (z) that stands with the middle of its
        underside at x, y, z."""
        p = _BOX_P * (w, h, d) + (x, y + h / 2, z)
        self.add(p, _BOX_N, np.stack([p[_ROWS, _BOX_U], p[_ROWS, _BOX_V]], axis=1), _BOX_F, material)

    def quad(
        self, origin: Points | Vector, u: Vector, v: Vector, material: str, *, unit: bool = False, both: bool = False
    ) -> None:
        """A rectangle from `origin` along `u` and `v`; it faces u x v. `unit` maps 0..1."""
        o, a, b = (np.asarray(q, np.float64) for q in (origin, u, v))
        la, lb = (1.0, 1.0) if unit else (float(np.linalg.norm(a)), float(np.linalg.norm(b)))
        n = _unit(np.cross(a, b))
        self.add(
            np.stack([o, o + a, o + a + b, o + b]),
            np.tile(n, (4, 1)),
            np.array([[0, 0], [la, 0], [la, lb], [0, lb]]),
            np.array([[0, 1, 2], [0, 2, 3]]),
            material,
            both,
        )

    def lathe(self, x: float, y: float, z: float, profile: Points, material: str, n: int = 16, axis: str = "y") -> None:
        """A profile of (radius, height), going up outside, turned about an axis."""
        pr = np.asarray(profile, np.float64)
        angle = np.linspace(0, 2 * np.pi, n + 1)
        c, s = np.cos(angle), np.sin(angle)
        m = len(pr)
        # A profile's corner keeps its edge: each span has its own two rings.
        a, b = pr[:-1], pr[1:]
        t = _unit(b - a)
        smooth = np.einsum("ij,ij->i", t[:-1], t[1:]) > 0.75
        na = np.stack([t[:, 1], -t[:, 0]], axis=1)
        nb = na.copy()
        if m > 2:
            middle = _unit(na[1:] + na[:-1])
            na[1:][smooth], nb[:-1][smooth] = middle[smooth], middle[smooth]
        rings = np.stack([a, b], axis=1).reshape(-1, 2)
        slopes = np.stack([na, nb], axis=1).reshape(-1, 2)
        p = np.stack([rings[:, :1] * c, np.repeat(rings[:, 1:], n + 1, 1), -rings[:, :1] * s], axis=-1)
        nn = np.stack([slopes[:, :1] * c, np.repeat(slopes[:, 1:], n + 1, 1), -slopes[:, :1] * s], axis=-1)
        run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(b - a, axis=1))])
        v = np.stack([run[:-1], run[1:]], axis=1).reshape(-1, 1)
        uv = np.stack(
            [np.broadcast_to(angle * max(float(pr[:, 0].max()), 0.01), (2 * m - 2, n + 1)), np.repeat(v, n + 1, 1)], -1
        )
        span = _grid(2, n + 1)
        f = (span[None] + (np.arange(m - 1) * 2 * (n + 1))[:, None, None]).reshape(-1, 3)
        p, nn = p.reshape(-1, 3), nn.reshape(-1, 3)
        keep = np.linalg.norm(np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]]), axis=1) > 1e-12
        if axis == "x":
            p, nn = p[:, [1, 0, 2]] * (1, -1, 1), nn[:, [1, 0, 2]] * (1, -1, 1)
        elif axis == "z":
            p, nn = p[:, [0, 2, 1]] * (1, -1, 1), nn[:, [0, 2, 1]] * (1, -1, 1)
        self.add(p + np.array((x, y, z)), nn, uv.reshape(-1, 2), f[keep], material)

    def cylinder(
        self,
        x: float,
        y: float,
        z: float,
        r: float,
        h: float,
        material: str,
        top: float | None = None,
        n: int = 16,
        axis: str = "y",
    ) -> None:
        """A closed cylinder or cone that stands on x, y, z."""
        r1 = r if top is None else top
        self.lathe(x, y, z, [(0, 0), (r, 0), (r1, h), (0, h)], material, n, axis)

    def ball(
        self,
        x: float,
        y: float,
        z: float,
        r: float,
        material: str,
        ry: float | None = None,
        n: int = 12,
        low: float = -90,
        high: float = 90,
    ) -> None:
        """A ball or spheroid about x, y, z; `low`..`high` degrees of latitude."""
        t = np.radians(np.linspace(low, high, max(5, n // 2 + 1)))
        self.lathe(x, y, z, np.stack([r * np.cos(t), (r if ry is None else ry) * np.sin(t)], 1), material, n)

    def tube(self, points: Points, r: float | Sequence[float], material: str, n: int = 6, caps: bool = True) -> None:
        """A tube through points, of one radius or one per point."""
        p = np.asarray(points, np.float64)
        t = _unit(np.gradient(p, axis=0))
        # Carry one direction along the curve, so that the tube does not twist where it bends.
        side = np.cross(t[0], (0.0, 1.0, 0.0) if abs(t[0, 1]) < 0.8 else (1.0, 0.0, 0.0))
        a = np.empty_like(t)
        for k, along in enumerate(t):
            side = _unit(side - along * float(side @ along))
            a[k] = side
        b = np.cross(t, a)
        angle = np.linspace(0, 2 * np.pi, n + 1)
        radius = np.broadcast_to(np.asarray(r, np.float64), (len(p),))
        nn = a[:, None] * np.cos(angle)[None, :, None] + b[:, None] * np.sin(angle)[None, :, None]
        q = p[:, None] + nn * radius[:, None, None]
        run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))])
        uv = np.stack(
            [np.broadcast_to(angle * float(radius.mean()), (len(p), n + 1)), np.repeat(run[:, None], n + 1, 1)], -1
        )
        f = _grid(len(p), n + 1)
        with self.one():
            self.add(q.reshape(-1, 3), nn.reshape(-1, 3), uv.reshape(-1, 2), f, material)
            if caps:
                for end, sign in ((0, -1.0), (-1, 1.0)):
                    ring = q[end, :-1]
                    fan = np.array([[0, i, i + 1] for i in range(1, n - 1)])
                    self.add(ring, np.tile(sign * t[end], (n, 1)), None, fan if sign > 0 else fan[:, ::-1], material)

    def sheet(
        self, grid: npt.NDArray[np.floating[Any]], material: str, *, both: bool = False, uvs: Points | None = None
    ) -> None:
        """A smooth surface through a grid (rows, columns, 3); it faces columns x rows."""
        g = np.asarray(grid, np.float64)
        rows, columns = g.shape[:2]
        n = _unit(np.cross(np.gradient(g, axis=1), np.gradient(g, axis=0)))
        if uvs is None:
            du = np.concatenate([np.zeros((rows, 1)), np.cumsum(np.linalg.norm(np.diff(g, axis=1), axis=-1), 1)], 1)
            dv = np.concatenate([np.zeros((1, columns)), np.cumsum(np.linalg.norm(np.diff(g, axis=0), axis=-1), 0)], 0)
            uvs = np.stack([du, dv], -1).reshape(-1, 2)
        self.add(g.reshape(-1, 3), n.reshape(-1, 3), uvs, _grid(rows, columns), material, both)

    def pillow(
        self, x: float, y: float, z: float, w: float, h: float, d: float, material: str, soft: float = 0.4, n: int = 12
    ) -> None:
        """A rounded block that stands on x, y, z; `soft` 0 is a box, 1 an ellipsoid, and it
        needs no corners of its own to look upholstered."""
        lat = np.linspace(-np.pi / 2, np.pi / 2, n // 2 + 2)[:, None]
        lon = np.linspace(-np.pi, np.pi, n + 5)[None]

        def bent(v: F64, e: float) -> F64:
            return np.asarray(np.sign(v) * np.abs(v) ** e)

        e = max(soft, 0.05)
        cos_lat, sin_lat = np.abs(np.cos(lat)), np.sin(lat)
        cos_lat[[0, -1]] = 0.0
        p = np.stack(
            [
                bent(cos_lat, e) * bent(np.sin(lon), e),
                np.broadcast_to(bent(sin_lat, e), (len(lat), lon.shape[1])),
                bent(cos_lat, e) * bent(np.cos(lon), e),
            ],
            axis=-1,
        )
        k = 2 - e
        nn = np.stack(
            [
                bent(cos_lat, k) * bent(np.sin(lon), k) / w,
                np.broadcast_to(bent(sin_lat, k), (len(lat), lon.shape[1])) / h,
                bent(cos_lat, k) * bent(np.cos(lon), k) / d,
            ],
            axis=-1,
        )
        p = p.reshape(-1, 3) * (w / 2, h / 2, d / 2) + (x, y + h / 2, z)
        nn = _unit(nn.reshape(-1, 3))
        f = _grid(len(lat), lon.shape[1])
        area = np.linalg.norm(np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]]), axis=1)
        self.add(p, nn, None, f[area > 1e-9], material)

    def prism(self, outline: Points, z0: float, z1: float, material: str, *, smooth: bool = False) -> None:
        """An outline in x, y (counter-clockwise seen from +z, star-shaped about its middle)
        pulled from z0 to z1."""
        o = np.asarray(outline, np.float64)
        m = len(o)
        ring = np.concatenate([o, o[:1]])
        run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
        with self.one():
            g = np.stack([np.c_[ring, np.full(m + 1, z1)], np.c_[ring, np.full(m + 1, z0)]])
            uv = np.stack([np.stack([np.full(m + 1, z), run], -1) for z in (z1, z0)]).reshape(-1, 2)
            f = _grid(2, m + 1)[:, ::-1]
            if smooth:
                t = _unit(np.roll(o, -1, 0) - np.roll(o, 1, 0))
                side = np.c_[t[:, 1], -t[:, 0], np.zeros(m)]
                side = np.concatenate([side, side[:1]])
                self.add(g.reshape(-1, 3), np.concatenate([side, side]), uv, f, material)
            else:
                self.add(g.reshape(-1, 3), None, uv, f, material)
            middle = o.mean(axis=0)
            i = np.arange(m)
            for z, sign in ((z1, 1.0), (z0, -1.0)):
                p = np.concatenate([np.c_[o, np.full(m, z)], [[middle[0], middle[1], z]]])
                fan = np.stack([np.full(m, m), i, (i + 1) % m], axis=1)
                self.add(p, np.tile([0, 0, sign], (m + 1, 1)), p[:, :2], fan if sign > 0 else fan[:, ::-1], material)

    def cards(
        self,
        center: Vector,
        radius: float | Vector,
        count: int,
        size: float,
        material: str,
        rng: np.random.Generator,
        droop: float = 0.0,
    ) -> None:
        """A clump of leaves: rhombs on an ellipsoid's shell whose normals come from its
        middle, so that they read as one shaded mass with a leafy outline."""
        d = _unit(rng.normal(size=(count, 3)))
        r = np.broadcast_to(np.asarray(radius, np.float64), (3,))
        p = np.asarray(center) + d * r * rng.uniform(0.72, 1.04, (count, 1))
        a = _unit(np.cross(d, rng.normal(size=(count, 3))))
        b = np.cross(d, a) + d * rng.uniform(-0.6, 0.6, (count, 1))
        a[:, 1] -= droop
        scale = size * rng.uniform(0.6, 1.25, (count, 1))
        q = np.stack([p - a * scale, p + b * scale * 0.42, p + a * scale * 1.1, p - b * scale * 0.42], 1)
        nn = _unit(d + rng.normal(size=(count, 3)) * 0.16)
        i = np.arange(count)[:, None] * 4
        f = np.concatenate([i + np.array([0, 1, 2]), i + np.array([0, 2, 3])])
        self.add(q.reshape(-1, 3), np.repeat(nn, 4, 0), np.zeros((4 * count, 2)), f, material)

    def blades(
        self, ground: Points, height: float, width: float, material: str, rng: np.random.Generator, lean: float = 0.5
    ) -> None:
        """Blades of grass that grow from points (n, 3)."""
        b = np.asarray(ground, np.float64)
        n = len(b)
        angle = rng.uniform(0, 2 * np.pi, n)
        h = height * rng.uniform(0.5, 1.2, n)
        side = np.c_[np.cos(angle), np.zeros(n), np.sin(angle)] * width
        tip = b + np.c_[np.sin(angle) * lean * h, h, -np.cos(angle) * lean * h]
        mid = (b + tip) / 2 + np.c_[np.zeros(n), h * 0.16, np.zeros(n)]
        q = np.stack([b - side, b + side, mid + side * 0.7, mid - side * 0.7, tip], 1)
        i = np.arange(n)[:, None] * 5
        f = np.concatenate([i + np.array([0, 1, 2]), i + np.array([0, 2, 3]), i + np.array([3, 2, 4])])
        self.add(q.reshape(-1, 3), np.tile([0, 1.0, 0], (5 * n, 1)), np.zeros((5 * n, 2)), f, material)

    def ring(
        self,
        radius: float,
        top: npt.NDArray[np.floating[Any]],
        bottom: float,
        material: str,
        center: tuple[float, float] = (0, 0),
    ) -> None:
        """A backdrop all round: a wall of changing height (one value per step of angle, from
        +x toward -z) that faces the middle. Lit from above, as hills are."""
        n = len(top)
        angle = np.linspace(0, 2 * np.pi, n + 1)
        high = np.concatenate([top, top[:1]])
        c, s = np.cos(angle), -np.sin(angle)
        rim = np.c_[center[0] + radius * c, high, center[1] + radius * s]
        foot = np.c_[center[0] + radius * c, np.full(n + 1, bottom), center[1] + radius * s]
        nn = _unit(np.c_[-c * 0.3, np.full(n + 1, 0.95), -s * 0.3])
        uv = np.c_[angle * radius, high]
        f = _grid(2, n + 1)[:, ::-1]
        self.add(np.concatenate([foot, rim]), np.concatenate([nn, nn]), np.concatenate([uv * (1, 0), uv]), f, material)

    # -- what came of it ---------------------------------------------------------------------

    def part_names(self) -> tuple[str, ...]:
        """The parts that hold something, in order of first use."""
        return tuple(self._chunks)

    def _used(self) -> list[int]:
        return sorted({chunk[4] for chunks in self._chunks.values() for chunk in chunks})

    def table(self) -> tuple[Material, ...]:
        """The materials that were used, in the order meshes count them."""
        return tuple(self.materials[k] for k in self._used())

    def mesh(self, part: str | None = None) -> Mesh:
        """One part, or everything, as a mesh."""
        if part is None:
            chunks = [chunk for name in self._chunks for chunk in self._chunks[name]]
        else:
            chunks = self._chunks[part]
        place = {k: i for i, k in enumerate(self._used())}
        starts = np.cumsum([0, *(len(c[0]) for c in chunks)])
        return Mesh(
            vertices=np.concatenate([c[0] for c in chunks]).astype(np.float32),
            normals=np.concatenate([c[1] for c in chunks]).astype(np.float32),
            uvs=np.concatenate([c[2] for c in chunks]).astype(np.float32),
            faces=np.concatenate([c[3] + s for c, s in zip(chunks, starts, strict=False)]).astype(np.int32),
            materials=np.concatenate([np.full(len(c[3]), place[c[4]]) for c in chunks]).astype(np.int32),
            zones=np.concatenate([np.full(len(c[3]), c[5]) for c in chunks]).astype(np.int32),
        )
