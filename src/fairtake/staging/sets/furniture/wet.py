"""Where there is water: baths, basins, toilets, showers, washing machines."""

from __future__ import annotations

import numpy as np

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.dressing import bottle, cup, jar

__all__ = ["bathtub", "shower", "toilet", "towel_rail", "washbasin", "washing_machine"]


def bathtub(s: SetBuilder) -> None:
    """A tub on feet along x, full, with its taps at the left end."""
    s.paint("bath water", "#a9ccd0", ink=0.5)
    a = np.linspace(-np.pi, np.pi, 33)
    rings = []
    for r, y in ((0.72, 0.16), (0.9, 0.24), (1.0, 0.58), (1.04, 0.6), (1.0, 0.61), (0.93, 0.59), (0.9, 0.46)):
        c, n = np.cos(a), np.sin(a)
        gx = 0.82 * r * np.sign(c) * np.abs(c) ** 0.62
        gz = 0.38 * r * np.sign(n) * np.abs(n) ** 0.62
        rings.append(np.stack([gx, np.full_like(a, y), -gz], -1))
    with s.one():
        s.sheet(np.stack(rings), "white")
    with s.one():
        rim = rings[-1][:-1]
        s.add(
            np.r_[rim, [[0, 0.46, 0]]], [[0, 1, 0]] * 33, None, [[32, i, (i + 1) % 32] for i in range(32)], "bath water"
        )
    for x in (-0.55, 0.55):
        for z in (-0.22, 0.22):
            s.ball(x, 0.09, z, 0.06, "brass", 0.09, 8)
    with s.one():
        s.tube([(-0.86, 0.0, 0), (-0.86, 0.82, 0), (-0.78, 0.86, 0), (-0.68, 0.8, 0)], 0.02, "brass", 8)
        for z in (-0.1, 0.1):
            s.tube([(-0.86, 0.74, 0), (-0.86, 0.76, z)], 0.014, "brass", 6)
    for k in range(7):
        s.ball(0.15 + 0.09 * (k % 3) - 0.03 * k, 0.47, -0.1 + 0.07 * (k % 4), 0.06, "paper", 0.04, 8)
    s.box(0.35, 0.61, 0, 0.14, 0.02, 0.84, "wood flat")
    bottle(s, 0.35, 0.63, 0.16, "teal", 0.03, 0.16)
    s.obstacle("bath", 0, 0, 1.76, 0.84, 0.62)
    s.landmark("bath", 0, 0.55, 0.2, (0, 0.85), 180)
    s.seat("bath edge", 0.2, 0.6, 0.36, "bench", (0.2, 0.85))


def washbasin(s: SetBuilder) -> None:
    """A basin in a cupboard under a mirror; a lamp over it."""
    w = 1.0
    s.box(0, 0.08, 0.24, w, 0.68, 0.46, "accent pale")
    s.box(0, 0, 0.22, w - 0.1, 0.08, 0.4, "black")
    s.box(0, 0.76, 0.26, w + 0.04, 0.05, 0.52, "white")
    for x in (-w / 4, w / 4):
        s.box(x, 0.12, 0.475, w / 2 - 0.05, 0.58, 0.018, "accent pale")
        s.ball(x * 0.3, 0.48, 0.492, 0.016, "brass", n=8)
    with s.one():
        s.lathe(0, 0.81, 0.26, [(0, 0.0), (0.17, 0.0), (0.22, 0.1), (0.23, 0.11), (0.2, 0.1), (0.1, 0.03), (0, 0.02)], "white", 22)  # fmt: skip
    s.tube([(0, 0.81, 0.04), (0, 1.05, 0.04), (0, 1.08, 0.1), (0, 1.03, 0.17)], 0.016, "brass", 7)
    s.pillow(0.36, 0.81, 0.3, 0.1, 0.04, 0.07, "mustard", 0.5, 8)
    cup(s, -0.36, 0.81, 0.2, "teal")
    for x in (-0.375, -0.35):
        s.tube([(x, 0.83, 0.2), (x - 0.02, 1.0, 0.19)], 0.006, "red", 5)
    bottle(s, 0.4, 0.81, 0.14, "rose", 0.03, 0.18)
    s.box(0, 1.25, 0.02, 0.8, 0.9, 0.04, "frame")
    s.quad((-0.36, 1.29, 0.042), (0.72, 0, 0), (0, 0.82, 0), "mirror", unit=True)
    s.landmark("mirror", 0, 1.6, 0.04, (0, 0.95), 180)
    s.surface("basin", 0, 0.811, 0.26, w, 0.5, [(0.36, 0.42), (-0.36, 0.4)])
    s.obstacle("sink", 0, 0.26, w + 0.04, 0.52, 0.86)
    s.landmark("sink", 0, 0.9, 0.26, (0, 0.92), 180)


def toilet(s: SetBuilder) -> None:
    """A toilet with its cistern; back at z = 0."""
    s.box(0, 0.42, 0.1, 0.42, 0.36, 0.18, "white")
    s.box(0, 0.78, 0.1, 0.45, 0.03, 0.21, "white")
    s.cylinder(0, 0.81, 0.1, 0.03, 0.012, "brass", n=10)
    with s.one():
        s.pillow(0, 0.0, 0.4, 0.24, 0.36, 0.42, "white", 0.5, 10)
        s.pillow(0, 0.22, 0.42, 0.38, 0.2, 0.52, "white", 0.6, 12)
    s.pillow(0, 0.395, 0.42, 0.4, 0.04, 0.5, "wood flat", 0.6, 12)
    s.tube([(0.34, 0.62, 0.05), (0.34, 0.62, 0.17)], 0.008, "brass", 5)
    s.cylinder(0.34, 0.62, 0.06, 0.06, 0.1, "paper", n=12, axis="z")
    s.obstacle("toilet", 0, 0.34, 0.46, 0.68, 0.8)
    s.seat("toilet", 0, 0.43, 0.42, "chair", (0, 1.0))
    s.landmark("toilet", 0, 0.45, 0.4, (0, 1.0), 180)


def shower(s: SetBuilder) -> None:
    """A shower tray with a glass side; back at z = 0."""
    s.paint("shower glass", "#bcd4d6", ink=0.6, shadow=False)
    s.box(0, 0, 0.45, 0.92, 0.1, 0.9, "white")
    s.tube([(0.1, 1.0, 0.03), (0.1, 2.1, 0.03), (0.1, 2.16, 0.12), (0.1, 2.14, 0.3)], 0.014, "metal", 6)
    s.lathe(0.1, 2.08, 0.3, [(0.11, 0), (0.03, 0.05), (0, 0.05)], "metal", 14)
    s.ball(0.1, 1.1, 0.06, 0.04, "metal", n=8)
    with s.one():
        for z in (0.03, 0.87):
            s.box(0.45, 0.1, z, 0.03, 1.95, 0.03, "metal")
        s.box(0.45, 2.03, 0.45, 0.03, 0.03, 0.87, "metal")
    n = 13
    t = np.linspace(0, 1, n)
    fold = 0.04 * np.sin(np.arange(n) * 2.1)
    rows = [np.stack([-0.45 + 0.42 * t, np.full(n, y), 0.88 + fold], -1) for y in (0.12, 1.0, 2.0)]
    s.sheet(np.stack(rows), "curtain", both=True)
    s.tube([(-0.46, 2.03, 0.88), (0.46, 2.03, 0.88)], 0.012, "metal", 6)
    s.obstacle("shower", 0, 0.45, 0.95, 0.92, 2.0)
    s.landmark("shower", 0, 1.2, 0.6, (0, 1.3), 180)


def washing_machine(s: SetBuilder) -> None:
    """A washing machine with a basket of washing on it; its round door opens."""
    s.box(0, 0, 0.3, 0.6, 0.85, 0.58, "white")
    s.box(0, 0.72, 0.592, 0.56, 0.1, 0.008, "metal")
    s.lathe(0.18, 0.77, 0.596, [(0.035, 0), (0.03, 0.02), (0, 0.02)], "black", 12, "z")
    s.lathe(0, 0.38, 0.59, [(0.2, 0), (0.19, 0.006), (0, 0.006)], "black", 24, "z")
    with s.leaf("washing machine", (-0.2, 0.6), -100, (0.16, 0.38, 0.62), (0, 1.15), 180):
        with s.one():
            s.lathe(0, 0.38, 0.6, [(0.21, 0), (0.2, 0.03), (0.15, 0.035)], "metal", 24, "z")
        s.lathe(0, 0.38, 0.615, [(0.15, 0), (0.1, 0.03), (0, 0.04)], "glass dark", 20, "z")
    with s.one():
        s.lathe(0, 0.85, 0.3, [(0, 0), (0.2, 0), (0.25, 0.2), (0.235, 0.2), (0, 0.14)], "wood flat", 18)
    for k, paint in enumerate(("rose", "cream", "navy")):
        s.pillow(-0.1 + 0.1 * k, 0.96, 0.27 + 0.05 * (k % 2), 0.2, 0.14, 0.2, paint, 0.8, 8)
    s.obstacle("washing machine", 0, 0.3, 0.62, 0.6, 0.9)


def towel_rail(s: SetBuilder) -> None:
    """Towels over a rail on the wall."""
    s.tube([(-0.34, 1.35, 0.1), (0.34, 1.35, 0.1)], 0.014, "brass", 6)
    for x in (-0.33, 0.33):
        s.tube([(x, 1.35, 0.0), (x, 1.35, 0.1)], 0.014, "brass", 6)
    for x, paint, drop in ((-0.15, "accent", 0.56), (0.17, "cream", 0.44)):
        s.pillow(x, 1.37 - drop, 0.1, 0.27, drop, 0.06, paint, 0.3, 8)
    jar(s, 0.0, 1.62, 0.08, "teal", 0.04, 0.1)
    s.box(0, 1.6, 0.08, 0.66, 0.02, 0.14, "wood flat")
    s.landmark("towel", 0, 1.2, 0.1, (0, 0.6), 180)
