"""What things are kept in: sideboards, lockers, files, crates, barrels, sacks, chests."""

from __future__ import annotations

import math

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.dressing import bottle, bowl, cup, jar
from fairtake.staging.sets.modeller import Modeller

__all__ = [
    "barrel",
    "barrels",
    "chest",
    "crates",
    "filing_cabinets",
    "grandfather_clock",
    "ladder",
    "lockers",
    "sacks",
    "sideboard",
]


def sideboard(s: SetBuilder) -> None:
    """A sideboard with glasses and a bowl; its left door opens."""
    w, h, d = 1.7, 0.88, 0.46
    with s.one():
        s.box(0, 0.1, -d / 2 + 0.01, w, h - 0.14, 0.02, "wood dark")
        for x in (-w / 2 + 0.015, -w / 6, w / 6, w / 2 - 0.015):
            s.box(x, 0.1, 0, 0.03, h - 0.14, d, "wood flat")
        s.box(0, 0.1, 0, w, 0.03, d, "wood flat")
        s.box(0, 0.46, -0.01, w - 0.04, 0.02, d - 0.04, "wood flat")
    s.box(0, h - 0.04, 0, w + 0.05, 0.04, d + 0.04, "wood dark")
    with s.one():
        for x in (-w / 2 + 0.1, w / 2 - 0.1):
            for z in (-d / 2 + 0.07, d / 2 - 0.07):
                s.box(x, 0, z, 0.05, 0.1, 0.05, "wood dark")
    for x in (0.0, w / 3):
        s.box(x, 0.13, d / 2, w / 3 - 0.03, h - 0.19, 0.022, "wood")
        s.ball(x - w / 6 + 0.07, 0.52, d / 2 + 0.03, 0.017, "brass", n=8)
    for k in range(3):
        cup(s, -w / 3 - 0.15 + 0.14 * k, 0.48, 0.0, ("white", "teal", "cream")[k])
        bottle(s, -w / 3 - 0.15 + 0.15 * k, 0.13, -0.02, ("bottle", "terracotta", "bottle")[k])
    left = -w / 2 + 0.015
    with s.leaf("cupboard", (left, d / 2), -105, (-w / 6 - 0.07, 0.52, d / 2 + 0.03), (-w / 3, d / 2 + 0.5), 180):
        s.box(-w / 3, 0.13, d / 2, w / 3 - 0.03, h - 0.19, 0.022, "wood")
        s.ball(-w / 6 - 0.07, 0.52, d / 2 + 0.03, 0.017, "brass", n=8)
    bowl(s, -0.1, h, 0.0, "teal", 0.15)
    for k in range(3):
        with s.one():
            s.lathe(0.42 + 0.12 * k, h, -0.05, [(0, 0), (0.03, 0), (0.006, 0.01), (0.006, 0.08), (0.035, 0.14), (0.03, 0.17)], "white", 12)  # fmt: skip
    jar(s, -0.65, h, -0.04, "terracotta", 0.08, 0.2)
    s.surface("sideboard", 0, h, 0, w, d, [(0.2, 0.1), (-0.4, 0.1)])
    s.obstacle("sideboard", 0, 0, w + 0.05, d + 0.04, h)


def lockers(s: SetBuilder) -> None:
    """Four steel lockers; the second opens."""
    w, h, d = 0.3, 1.8, 0.45
    for k in range(4):
        x = (k - 1.5) * w
        with s.one():
            s.box(x, 0, -d / 2 + 0.01, w, h, 0.02, "metal")
            for side in (-1, 1):
                s.box(x + side * (w / 2 - 0.008), 0, 0, 0.016, h, d, "metal")
            for y in (0.0, 1.45, h - 0.02):
                s.box(x, y, 0, w - 0.03, 0.02, d, "metal")
        if k == 1:
            s.pillow(x, 0.55, 0, 0.2, 0.85, 0.22, "navy", 0.5, 8)
            s.box(x, 0.02, 0.04, 0.2, 0.1, 0.26, "leather")
            with s.leaf("locker", (x - w / 2, d / 2), -110, (x + 0.1, 0.95, d / 2 + 0.03), (x, d / 2 + 0.5), 180):
                _locker_door(s, x, w, h, d)
        else:
            _locker_door(s, x, w, h, d)
    s.obstacle("lockers", 0, 0, 1.2, d + 0.04, h)


def _locker_door(s: SetBuilder, x: float, w: float, h: float, d: float) -> None:
    s.box(x, 0.03, d / 2 + 0.01, w - 0.02, h - 0.06, 0.02, "accent pale")
    with s.one():
        for y in (1.5, 1.55, 1.6):
            s.box(x, y, d / 2 + 0.021, w * 0.5, 0.014, 0.004, "steel")
    s.box(x + 0.1, 0.9, d / 2 + 0.025, 0.02, 0.12, 0.02, "steel")


def filing_cabinets(s: SetBuilder) -> None:
    """Two filing cabinets with papers on top."""
    for x in (-0.25, 0.25):
        s.box(x, 0, 0, 0.48, 1.3, 0.58, "metal")
        for k in range(4):
            s.box(x, 0.04 + k * 0.315, 0.29, 0.44, 0.29, 0.016, "accent pale")
            s.box(x, 0.22 + k * 0.315, 0.3, 0.12, 0.02, 0.03, "steel")
            s.box(x - 0.0, 0.27 + k * 0.315, 0.299, 0.1, 0.04, 0.004, "paper")
    for k, paint in enumerate(("paper", "mustard", "paper")):
        with s.at(-0.22, 1.3 + 0.03 * k, 0.0, 8.0 * k - 6):
            s.box(0, 0, 0, 0.24, 0.028, 0.32, paint)
    s.surface("cabinet", 0.1, 1.3, 0, 0.6, 0.5, [(0.25, 0.05)])
    s.obstacle("cabinet", 0, 0, 0.98, 0.6, 1.3)
    s.landmark("cabinet", 0, 0.9, 0.3, (0, 0.85), 180, opens=True)


def grandfather_clock(s: SetBuilder) -> None:
    """A long-case clock."""
    s.box(0, 0, 0, 0.5, 0.5, 0.3, "wood dark")
    s.box(0, 0.5, 0, 0.38, 1.0, 0.24, "wood flat")
    s.box(0, 1.5, 0, 0.5, 0.5, 0.3, "wood dark")
    with s.one():
        s.prism([(-0.28, 2.0), (0.28, 2.0), (0, 2.16)], -0.16, 0.17, "wood dark")
    s.quad((-0.11, 0.6, 0.123), (0.22, 0, 0), (0, 0.78, 0), "glass dark")
    s.tube([(0, 1.35, 0.13), (0, 0.85, 0.13)], 0.006, "brass", 5)
    s.lathe(0, 0.8, 0.126, [(0.07, 0), (0, 0.012)], "brass", 16, "z")
    s.lathe(0, 1.75, 0.15, [(0.19, 0), (0.18, 0.02), (0, 0.02)], "paper", 22, "z")
    s.box(0, 1.75, 0.174, 0.012, 0.13, 0.004, "black")
    s.box(0.045, 1.744, 0.174, 0.09, 0.012, 0.004, "black")
    s.obstacle("clock", 0, 0, 0.5, 0.32, 2.1)
    s.landmark("clock", 0, 1.75, 0.15, (0, 0.7), 180)


def barrel(s: Modeller, x: float, y: float, z: float, r: float = 0.28, h: float = 0.8) -> None:
    """A standing barrel with its hoops."""
    with s.one():
        s.lathe(x, y, z, [(0, 0), (r * 0.82, 0), (r, h * 0.5), (r * 0.82, h), (r * 0.76, h), (r * 0.76, h - 0.03), (0, h - 0.03)], "wood", 18)  # fmt: skip
    for share in (0.12, 0.34, 0.66, 0.88):
        k = r * (1 - 0.18 * abs(share - 0.5) * 2) + 0.004
        s.lathe(x, y + share * h - 0.02, z, [(k, 0), (k, 0.04)], "black", 18)


def barrels(s: SetBuilder) -> None:
    """Two barrels and a third on a cradle over them."""
    barrel(s, -0.32, 0, 0)
    barrel(s, 0.32, 0, 0.02)
    with s.one():
        s.lathe(0, 1.05, -0.36, [(0, 0), (0.2, 0), (0.25, 0.36), (0.2, 0.72), (0, 0.72)], "wood", 16, "z")
    s.box(0, 0.8, -0.15, 1.1, 0.05, 0.1, "wood dark")
    s.box(0, 0.8, 0.2, 1.1, 0.05, 0.1, "wood dark")
    s.cylinder(0, 1.0, 0.36, 0.03, 0.07, "black", n=8, axis="z")
    s.obstacle("barrel", 0, 0, 1.25, 0.72, 1.3)
    s.landmark("barrel", 0, 0.8, 0.3, (0, 0.85), 180)


def crates(s: SetBuilder) -> None:
    """Wooden crates, stacked by somebody in a hurry."""
    for x, y, z, w, yaw in ((-0.3, 0, 0, 0.56, 4), (0.32, 0, 0.04, 0.5, -7), (-0.22, 0.48, -0.02, 0.5, 12)):
        with s.at(x, y, z, yaw):
            crate(s, w)
    with s.at(0.34, 0.43, 0.02, 20):
        s.box(0, 0, 0, 0.36, 0.24, 0.3, "leather")
        s.box(0, 0.24, 0, 0.06, 0.002, 0.3, "cream")
    s.obstacle("crate", 0, 0, 1.2, 0.66, 0.95)
    s.landmark("crate", 0, 0.5, 0.3, (0, 0.85), 180)


def crate(s: Modeller, w: float) -> None:
    """One crate of slats."""
    h = w * 0.86
    s.box(0, 0.01, 0, w - 0.05, h - 0.02, w - 0.05, "wood dark")
    with s.one():
        for k in range(4):
            y = 0.0 + k * (h - 0.1) / 3
            for sign in (-1, 1):
                s.box(0, y, sign * (w / 2 - 0.012), w, 0.1, 0.024, "wood flat")
                s.box(sign * (w / 2 - 0.012), y, 0, 0.024, 0.1, w - 0.05, "wood flat")
    with s.one():
        for k in range(4):
            s.box(-w / 2 + (k + 0.5) * w / 4, h - 0.012, 0, w / 4 - 0.02, 0.022, w - 0.02, "wood flat")


def sacks(s: SetBuilder) -> None:
    """Full sacks against the wall."""
    s.paint("sacking", "#b99a6c", blotch=0.4)
    for x, y, z, lean in ((-0.28, 0, 0, -6), (0.24, 0, 0.03, 8), (0.0, 0.36, -0.04, 78)):
        with s.at(x, y if lean < 40 else y + 0.14, z, 10 * x, 0, lean):
            s.pillow(0, 0 if lean < 40 else -0.25, 0, 0.44, 0.58, 0.36, "sacking", 0.55, 12)
            s.pillow(0, 0.54 if lean < 40 else 0.28, 0, 0.2, 0.12, 0.16, "sacking", 0.8, 8)
    s.obstacle("sacks", 0, 0, 1.0, 0.5, 0.7)
    s.landmark("sack", 0, 0.5, 0.2, (0, 0.75), 180)


def chest(s: SetBuilder) -> None:
    """A banded chest with a round lid."""
    s.box(0, 0, 0, 0.96, 0.38, 0.5, "wood")
    a = [math.pi * k / 10 for k in range(11)]
    outline = [(0.25 * math.cos(t), 0.39 + 0.18 * math.sin(t)) for t in a]
    with s.at(0, 0, 0, 90):
        s.prism(outline, -0.48, 0.48, "wood dark", smooth=False)
    for x in (-0.34, 0.34):
        s.box(x, 0, 0, 0.06, 0.385, 0.516, "black")
    s.box(0, 0.3, 0.255, 0.12, 0.14, 0.03, "brass")
    s.obstacle("chest", 0, 0, 1.0, 0.54, 0.58)
    s.landmark("chest", 0, 0.5, 0.2, (0, 0.75), 180, opens=True)


def ladder(s: SetBuilder, h: float = 2.4) -> None:
    """A ladder that leans back against something behind it."""
    for x in (-0.22, 0.22):
        s.tube([(x, 0, 0.55), (x, h, 0.06)], 0.025, "wood flat", 6)
    with s.one():
        for k in range(int(h / 0.3)):
            t = (k + 0.6) * 0.3 / h
            s.tube([(-0.22, h * t, 0.55 - 0.49 * t), (0.22, h * t, 0.55 - 0.49 * t)], 0.016, "wood dark", 5)
    s.obstacle("ladder", 0, 0.3, 0.5, 0.6, h)
    s.landmark("ladder", 0, 1.2, 0.3, (0, 1.05), 180)
