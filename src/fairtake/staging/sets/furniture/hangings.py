"""What hangs on the walls of public and of old houses."""

from __future__ import annotations

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone

__all__ = ["banner", "extinguisher", "notices", "poster", "sconce", "shield", "wall_screen", "wall_torch"]


def notices(s: SetBuilder) -> None:
    """A cork board with notes pinned to it."""
    s.box(0, 1.2, 0.015, 1.1, 0.8, 0.03, "wood dark")
    s.box(0, 1.25, 0.02, 1.0, 0.7, 0.03, "wood flat")
    for k in range(9):
        x, y = -0.4 + 0.2 * (k % 5), 1.58 - 0.3 * (k // 5) - 0.04 * (k % 2)
        paint = ("paper", "mustard", "paper", "rose", "teal", "paper", "cream")[k % 7]
        s.box(x + 0.1 * (k // 5), y, 0.037, 0.14, 0.2, 0.004, paint)
        s.ball(x + 0.1 * (k // 5), y + 0.18, 0.043, 0.01, "red", n=6)
    s.landmark("notice board", 0, 1.6, 0.03, (0, 0.7), 180)


def poster(s: SetBuilder) -> None:
    """A printed poster: a figure's disc over a band of colour."""
    a, b = s.pick("teal", "navy", "rose", "bottle"), s.pick("mustard", "terracotta", "cream")
    s.box(0, 1.15, 0.006, 0.66, 0.94, 0.008, "paper")
    s.quad((-0.29, 1.2, 0.011), (0.58, 0, 0), (0, 0.84, 0), a)
    s.quad((-0.29, 1.2, 0.012), (0.58, 0, 0), (0, 0.22, 0), b)
    s.lathe(0.06, 1.68, 0.012, [(0.16, 0), (0, 0.002)], b, 20, "z")
    with s.one():
        for k in range(3):
            s.quad((-0.22, 1.36 - k * 0.05, 0.0135), (0.44 - 0.1 * k, 0, 0), (0, 0.022, 0), "paper")
    s.landmark("picture", 0, 1.6, 0.02, (0, 0.7), 180)


def extinguisher(s: SetBuilder) -> None:
    """A fire extinguisher under its sign."""
    s.cylinder(0, 0.5, 0.11, 0.085, 0.42, "red", n=14)
    s.ball(0, 0.92, 0.11, 0.085, "red", 0.05, 12, 0, 90)
    s.tube([(0, 0.95, 0.11), (0, 1.02, 0.11), (0.09, 1.0, 0.14), (0.12, 0.8, 0.15)], 0.013, "black", 5)
    s.box(0, 1.35, 0.008, 0.26, 0.26, 0.014, "red")
    s.box(0, 1.42, 0.018, 0.1, 0.12, 0.004, "paper")
    s.landmark("fire extinguisher", 0, 0.75, 0.15, (0, 0.65), 180)


def banner(s: SetBuilder) -> None:
    """A long banner with a device on it."""
    paint = s.pick("accent", "navy", "red", "bottle")
    s.tube([(-0.42, 2.62, 0.06), (0.42, 2.62, 0.06)], 0.02, "wood dark", 6)
    s.add(
        [[-0.34, 1.25, 0.04], [0, 0.98, 0.04], [0.34, 1.25, 0.04], [0.34, 2.6, 0.05], [-0.34, 2.6, 0.05]],
        [[0, 0, 1]] * 5, None, [[0, 1, 2], [0, 2, 3], [0, 3, 4]], paint, True,
    )  # fmt: skip
    s.lathe(0, 1.95, 0.056, [(0.19, 0), (0, 0.002)], "mustard", 20, "z")
    s.box(0, 1.62, 0.052, 0.07, 0.66, 0.006, "mustard")
    s.landmark("banner", 0, 1.8, 0.06, (0, 0.7), 180)


def shield(s: SetBuilder) -> None:
    """A shield over two crossed swords."""
    for sign in (-1, 1):
        with s.at(0, 1.75, 0.03, 0, 0, sign * 48):
            s.box(0, -0.48, 0, 0.03, 0.86, 0.008, "metal")
            s.box(0, 0.38, 0, 0.2, 0.03, 0.02, "brass")
            s.box(0, 0.4, 0, 0.03, 0.14, 0.02, "leather")
    outline = [(0, 1.36), (0.2, 1.58), (0.25, 1.98), (-0.25, 1.98), (-0.2, 1.58)]
    s.prism(outline, 0.045, 0.08, "red")
    s.prism([(x * 0.5, 1.72 + (y - 1.72) * 0.5) for x, y in outline], 0.08, 0.095, "mustard")
    s.landmark("shield", 0, 1.7, 0.08, (0, 0.7), 180)


def wall_torch(s: SetBuilder) -> None:
    """A torch in its bracket, burning."""
    s.box(0, 1.5, 0.03, 0.08, 0.3, 0.05, "black")
    s.tube([(0, 1.55, 0.05), (0, 1.7, 0.15)], 0.02, "black", 6)
    s.cylinder(0, 1.68, 0.15, 0.035, 0.24, "wood dark", 0.055, 10)
    with s.one():
        s.lathe(0, 1.9, 0.15, [(0, 0), (0.06, 0.05), (0.045, 0.15), (0, 0.27)], "fire", 10)
    s.practical(0, 2.0, 0.35, tone("#ff9a4a"), 0.6, 4.2)
    s.landmark("torch", 0, 1.9, 0.15, (0, 0.6), 180)


def sconce(s: SetBuilder) -> None:
    """A wall lamp with a shade."""
    s.box(0, 1.72, 0.02, 0.08, 0.18, 0.03, "brass")
    s.tube([(0, 1.78, 0.03), (0, 1.76, 0.12), (0, 1.84, 0.14)], 0.012, "brass", 6)
    with s.one():
        s.lathe(0, 1.84, 0.14, [(0.1, 0), (0.06, 0.16)], "shade", 14)
    s.practical(0, 1.95, 0.3, tone("#ffc878"), 0.42, 3.2)
    s.landmark("lamp", 0, 1.9, 0.14, (0, 0.6), 180)


def wall_screen(s: SetBuilder) -> None:
    """A flat screen with a chart on it."""
    s.box(0, 1.25, 0.03, 1.2, 0.72, 0.05, "black")
    s.quad((-0.56, 1.29, 0.057), (1.12, 0, 0), (0, 0.64, 0), "screen", unit=True)
    with s.one():
        for k, h in enumerate((0.14, 0.3, 0.22, 0.42, 0.36)):
            s.quad((-0.45 + 0.19 * k, 1.36, 0.059), (0.12, 0, 0), (0, h, 0), "teal" if k != 3 else "accent")
    s.landmark("screen", 0, 1.6, 0.06, (0, 0.8), 180)
