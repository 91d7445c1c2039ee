"""Nature: trees, bushes, grass, rocks, ground with relief and the hills behind it all."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from fairtake.staging.sets.builder import SetBuilder

__all__ = ["bush", "flowers", "pine", "relief", "rock", "tree", "tree_line", "tufts"]

F64 = npt.NDArray[np.float64]
LEAVES = ("leaves0", "leaves1", "leaves2", "leaves3")


def tree(
    s: SetBuilder,
    height: float,
    radius: float,
    bark: str,
    *,
    clumps: int = 8,
    leaf: float = 0.17,
    per: int = 90,
    crown: float = 2.0,
    lean: float = 0.05,
) -> None:
    """A leafy tree."""
    rng = s.rng
    a = float(rng.uniform(0, 2 * math.pi))
    stem = np.array(
        [
            (math.cos(a) * lean * height * t * t, height * t - 0.1, math.sin(a) * lean * height * t * t)
            for t in np.linspace(0, 1, 6)
        ]
    )
    s.tube(stem, [radius * k for k in (1.5, 1.0, 0.85, 0.7, 0.5, 0.2)], bark, 8, caps=False)
    first = int(rng.integers(4))
    with s.one():
        for i in range(clumps):
            t, q = float(rng.uniform(0, 2 * math.pi)), float(rng.uniform(0.2, 1))
            c = stem[4] + np.array(
                [math.cos(t) * crown * q, float(rng.uniform(-0.35, 0.75)) * crown, math.sin(t) * crown * q]
            )
            r = crown * float(rng.uniform(0.45, 0.7))
            s.cards((float(c[0]), float(c[1]), float(c[2])), (r, r * 0.72, r), per, leaf, LEAVES[(first + i) % 4], rng)
            if i < 3:
                s.tube(
                    [stem[3], (stem[3] + c) / 2 - (0, 0.1, 0), c],
                    [radius * 0.5, radius * 0.35, 0.02],
                    bark,
                    5,
                    caps=False,
                )


def pine(s: SetBuilder, height: float, radius: float) -> None:
    """A conifer of drooping tiers."""
    s.tube([(0, -0.1, 0), (0, height * 0.9, 0)], [radius * 1.3, radius * 0.4], "bark dark", 7, caps=False)
    with s.one():
        for k in range(6):
            t = k / 5
            r = (1.9 - 1.55 * t) * height / 9
            s.cards((0, height * (0.3 + 0.66 * t), 0), (r, height * 0.09, r), 80, 0.24, "leaves2", s.rng, droop=0.35)


def bush(
    s: SetBuilder, r: float = 0.6, h: float = 0.45, leaves: int = 90, paint: str = "fern", leaf: float = 0.1
) -> None:
    """A bush that sits on the ground."""
    s.cards((0, h * 0.55, 0), (r, h, r * 0.85), leaves, leaf, paint, s.rng, droop=-0.2)


def rock(s: SetBuilder, r: float, paint: str = "rock") -> None:
    """A boulder, half in the ground."""
    n = 9
    lat, lon = np.linspace(-0.4, math.pi / 2, n)[:, None], np.linspace(-math.pi, math.pi, 2 * n)[None]
    a, b, c = s.rng.uniform(0, 6, 3)
    k = r * (1 + 0.16 * np.sin(3 * lat + a) * np.sin(2 * lon + b) + 0.1 * np.sin(lon + c))
    g = np.stack(
        [k * np.cos(lat) * np.sin(lon), 0.7 * k * np.sin(lat) + 0 * lon, k * np.cos(lat) * np.cos(lon) * 0.85], -1
    )
    s.sheet(g, paint)


def tufts(s: SetBuilder, points: F64, height: float = 0.24, width: float = 0.013, paint: str = "tuft") -> None:
    """Grass on points (n, 3)."""
    with s.one():
        s.blades(points, height, width, paint, s.rng)


def flowers(s: SetBuilder, points: F64) -> None:
    """Flowers on points (n, 3)."""
    with s.one():
        for k, (x, y, z) in enumerate(points):
            s.tube([(x, y, z), (x + 0.02, y + 0.26, z)], 0.005, "fern", 3, caps=False)
            s.ball(float(x) + 0.02, float(y) + 0.28, float(z), 0.032, ("flower", "flower2")[k % 2], n=6)


def relief(
    s: SetBuilder,
    half: float,
    height: Callable[[F64, F64], F64],
    paint: str,
    cells: int = 56,
    center: tuple[float, float] = (0, 0),
) -> None:
    """Ground with relief: `height` of arrays x and z, over 2 half metres each way. Cells grow
    with the distance from the middle."""
    t = np.linspace(-1, 1, cells)
    line = np.sign(t) * (0.35 * np.abs(t) + 0.65 * np.abs(t) ** 2.2) * half
    gx, gz = np.meshgrid(line + center[0], line[::-1] + center[1])
    g = np.stack([gx, height(gx, gz), gz], -1)
    with s.one():
        s.sheet(g, paint, uvs=g[..., [0, 2]].reshape(-1, 2))


def tree_line(s: SetBuilder, radius: float, height: float, paint: str, seed: float = 0.0, rough: float = 1.0) -> None:
    """A wood's edge all round, as a backdrop."""
    a = np.linspace(0, 2 * math.pi, 180, endpoint=False)
    top = height + rough * (
        1.5 * np.abs(np.sin(a * 9 + seed)) + np.abs(np.sin(a * 23 + seed * 2)) + 0.6 * np.abs(np.sin(a * 61 + seed))
    )
    with s.one():
        s.ring(radius, top, -3.0, paint)
