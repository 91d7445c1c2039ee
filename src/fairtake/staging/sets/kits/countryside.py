"""Pieces that several kits of open country share."""

from __future__ import annotations

import math

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import Land
from fairtake.staging.sets.nature import pine, rock, tree

__all__ = ["big_tree", "boulder", "gate_leaf", "pickets", "wood_round"]


def wood_round(s: SetBuilder, land: Land, count: int, near: float, far: float, conifers: float = 0.2) -> None:
    """Trees all round, from `near` to `far` metres outside the field."""
    for k in range(count):
        a = 2 * math.pi * (k + float(s.rng.uniform(0, 0.8))) / count
        out = near + (far - near) * float(s.rng.uniform(0, 1))
        x, z = (land.x + out) * math.sin(a), (land.z + out) * math.cos(a)
        with s.at(x, land.at(x, z), z):
            if s.rng.random() < conifers:
                pine(s, float(s.rng.uniform(6, 9)), 0.2)
            else:
                tree(s, float(s.rng.uniform(5, 8)), 0.22, "bark", clumps=7, leaf=0.42, per=40, crown=2.3)


def big_tree(s: SetBuilder, land: Land, x: float, z: float, size: float = 8.0, paint: str = "bark") -> None:
    """A tall tree on the ground at a point."""
    with s.at(x, land.at(x, z), z):
        tree(s, size, 0.28, paint, clumps=10, leaf=0.2, per=105, crown=2.2)
        s.obstacle("tree", 0, 0, 0.7, 0.7, 5)
        s.landmark("tree", 0, 1.5, 0, (0, 0.9 if z < 0 else -0.9), 180 if z < 0 else 0)


def boulder(s: SetBuilder, land: Land, x: float, z: float, r: float, paint: str = "rock") -> None:
    """A rock at a point, solid where people act."""
    with s.at(x, land.at(x, z) if max(abs(x) - land.x, abs(z) - land.z) > 0 else 0.0, z):
        rock(s, r, paint)
        s.obstacle("rock", 0, 0, r * 1.9, r * 1.7, r * 0.7)
        s.landmark("rock", 0, r * 0.6, 0, (0, r + 0.5 if z < 0 else -r - 0.5), 180 if z < 0 else 0)


def gate_leaf(s: SetBuilder, w: float = 1.3, paint: str = "cream") -> None:
    """A wooden gate between its posts along x; it opens."""
    for x in (-w / 2 - 0.07, w / 2 + 0.07):
        s.box(x, 0, 0, 0.13, 1.25, 0.13, paint)
        s.ball(x, 1.3, 0, 0.08, paint, n=8)
    with s.leaf("gate", (-w / 2, 0), 95, (w / 2 - 0.1, 0.95, 0.03), (w / 2 - 0.3, -0.6), 0), s.one():
        for k in range(6):
            s.box(
                -w / 2 + (k + 0.5) * w / 6, 0.12, 0, w / 6 - 0.05, 0.92 + 0.1 * math.sin(k / 5 * math.pi), 0.025, paint
            )
        for y in (0.3, 0.8):
            s.box(0, y, 0.025, w - 0.04, 0.08, 0.025, paint)


def pickets(s: SetBuilder, x0: float, x1: float, paint: str = "cream") -> None:
    """A picket fence along x in the current frame."""
    length = x1 - x0
    if length < 0.3:
        return
    with s.one():
        for k in range(int(length / 0.17)):
            s.box(x0 + 0.1 + 0.17 * k, 0.05, 0, 0.09, 0.95, 0.022, paint)
        for y in (0.3, 0.75):
            s.box((x0 + x1) / 2, y, -0.025, length, 0.08, 0.03, paint)
    s.obstacle("fence", (x0 + x1) / 2, 0, length, 0.16, 1.0)
    s.landmark("fence", (x0 + x1) / 2, 0.9, 0, ((x0 + x1) / 2, -0.55), 0)
