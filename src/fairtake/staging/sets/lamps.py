"""Lamps that hang: one over the middle of the scene (the key after dark), more as the room asks."""

from __future__ import annotations

import math

from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone

__all__ = ["hang_lamps"]


def hang_lamps(s: SetBuilder, room: Room, kind: str, focus: tuple[float, float]) -> None:
    """Hang lamps of a kind in a room: "pendant" shades, "strip" lights, "globe" balls, a
    "chandelier", a bare "bulb", "downlight" discs, iron "lantern"s, or "none"."""
    if kind == "none":
        return
    h = room.height
    spots = [focus, *(p for p in _grid(room, kind) if math.dist(p, focus) > 1.7)]
    with s.part("ceiling"):
        if kind == "strip":
            s.paint("strip", "#f4f6ee", emission=1.0 if s.lamps_on else 0.7, bloom=0.4 if s.lamps_on else 0.1)
        for k, (x, z) in enumerate(spots[:7]):
            with s.at(x, 0, z):
                _LAMPS[kind](s, h, k == 0)


def _grid(room: Room, kind: str) -> list[tuple[float, float]]:
    if kind in ("chandelier", "bulb"):
        return []
    step = 3.6 if kind in ("strip", "pendant") else 2.9
    columns, rows = max(1, round(room.width / step)), max(1, round(room.depth / step))
    return [
        (-room.width / 2 + (i + 0.5) * room.width / columns, -room.depth / 2 + (j + 0.5) * room.depth / rows)
        for j in range(rows)
        for i in range(columns)
    ]


def _pendant(s: SetBuilder, h: float, main: bool) -> None:
    f.pendant(s, h, max(0.6, h - 2.25), 0.95 if main else 0.5, 0.24)


def _strip(s: SetBuilder, h: float, main: bool) -> None:
    s.box(0, h - 0.09, 0, 0.3, 0.08, 1.5, "white")
    s.quad((-0.12, h - 0.092, -0.72), (0.24, 0, 0), (0, 0, 1.44), "strip")
    s.practical(0, h - 0.3, 0, tone("#e6eef2"), 0.66 if main else 0.26, 6.0 if main else 4.2, down=main)


def _globe(s: SetBuilder, h: float, main: bool) -> None:
    s.tube([(0, h, 0), (0, h - 0.42, 0)], 0.012, "brass", 6)
    s.ball(0, h - 0.56, 0, 0.16, "bulb", n=14)
    s.practical(0, h - 0.7, 0, tone("#ffd8a0"), 0.85 if main else 0.42, 5.5 if main else 3.8, down=main)


def _chandelier(s: SetBuilder, h: float, main: bool) -> None:
    y = max(2.3, h - 1.4)
    s.tube([(0, h, 0), (0, y, 0)], 0.012, "brass", 5)
    with s.one():
        s.lathe(
            0, y - 0.1, 0, [(0, -0.16), (0.06, -0.1), (0.03, 0.0), (0.08, 0.06), (0.02, 0.2), (0, 0.22)], "brass", 12
        )
    for k in range(6):
        a = k * math.pi / 3
        c, n = math.cos(a), math.sin(a)
        arm = [(0.05 * c, y, 0.05 * n), (0.26 * c, y - 0.1, 0.26 * n), (0.42 * c, y, 0.42 * n)]
        s.tube(arm, 0.011, "brass", 5)
        s.lathe(0.42 * c, y, 0.42 * n, [(0, 0), (0.045, 0.01), (0.05, 0.025), (0, 0.025)], "brass", 10)
        s.cylinder(0.42 * c, y + 0.02, 0.42 * n, 0.014, 0.1, "cream", n=8)
        s.ball(0.42 * c, y + 0.15, 0.42 * n, 0.018, "bulb", 0.036, 8)
    s.practical(0, y - 0.2, 0, tone("#ffc878"), 0.95, 7.0, down=main)


def _bulb(s: SetBuilder, h: float, main: bool) -> None:
    y = max(2.05, h - 0.5)
    s.tube([(0, h, 0), (0, y + 0.06, 0)], 0.007, "black", 5)
    s.cylinder(0, y + 0.02, 0, 0.022, 0.05, "brass", n=8)
    s.ball(0, y - 0.02, 0, 0.045, "bulb", 0.055, 10)
    s.practical(0, y - 0.05, 0, tone("#ffc070"), 0.9, 5.0, down=main)


def _downlight(s: SetBuilder, h: float, main: bool) -> None:
    s.cylinder(0, h - 0.03, 0, 0.16, 0.03, "steel", n=16)
    s.cylinder(0, h - 0.035, 0, 0.12, 0.01, "bulb", n=16)
    s.practical(0, h - 0.2, 0, tone("#ffe2b8"), 0.75 if main else 0.32, 5.5 if main else 3.6, down=main)


def _lantern(s: SetBuilder, h: float, main: bool) -> None:
    y = max(2.15, h - 1.3)
    s.tube([(0, h, 0), (0, y + 0.4, 0)], 0.012, "black", 5)
    with s.one():
        for dx in (-0.11, 0.11):
            for dz in (-0.11, 0.11):
                s.box(dx, y, dz, 0.018, 0.3, 0.018, "black")
        s.box(0, y - 0.02, 0, 0.26, 0.02, 0.26, "black")
        s.lathe(0, y + 0.3, 0, [(0.2, 0), (0.05, 0.12), (0, 0.13)], "black", 4)
    s.cylinder(0, y, 0, 0.03, 0.12, "cream", n=8)
    s.ball(0, y + 0.16, 0, 0.025, "fire", 0.05, 8)
    s.practical(0, y + 0.05, 0, tone("#ffb25e"), 0.9 if main else 0.5, 5.0 if main else 3.8, down=main)


_LAMPS = {
    "pendant": _pendant,
    "strip": _strip,
    "globe": _globe,
    "chandelier": _chandelier,
    "bulb": _bulb,
    "downlight": _downlight,
    "lantern": _lantern,
}
