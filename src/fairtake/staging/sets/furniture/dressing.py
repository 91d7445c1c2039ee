"""What hangs on walls and stands on shelves: cups, books, plants, pictures."""

from __future__ import annotations

import numpy as np

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import Modeller
from fairtake.staging.sets.palette import BOOKS

__all__ = [
    "books",
    "bottle",
    "bowl",
    "clock",
    "cup",
    "floor_plant",
    "jar",
    "mirror",
    "picture",
    "plant",
    "radiator",
    "rug",
    "shelf_board",
]


def cup(s: Modeller, x: float, y: float, z: float, material: str, r: float = 0.04, h: float = 0.085) -> None:
    """A cup without a handle."""
    with s.one():
        s.lathe(x, y, z, [(0, 0), (r * 0.7, 0), (r, h), (r * 0.9, h), (r * 0.6, 0.02), (0, 0.02)], material, 12)


def bottle(s: Modeller, x: float, y: float, z: float, material: str, r: float = 0.036, h: float = 0.27) -> None:
    """A bottle."""
    with s.one():
        s.lathe(x, y, z, [(0, 0), (r, 0), (r, h * 0.55), (r * 0.36, h * 0.76), (r * 0.36, h), (0, h)], material, 12)


def jar(s: Modeller, x: float, y: float, z: float, material: str, r: float = 0.055, h: float = 0.16) -> None:
    """A jar with a wooden lid."""
    s.cylinder(x, y, z, r, h, material, n=12)
    s.cylinder(x, y + h, z, r * 0.92, 0.02, "wood dark", n=12)


def bowl(s: Modeller, x: float, y: float, z: float, material: str, r: float = 0.15, fruit: bool = True) -> None:
    """A bowl, with fruit in it or without."""
    with s.one():
        s.lathe(
            x,
            y,
            z,
            [(0, 0), (r * 0.35, 0), (r * 0.8, 0.045), (r, 0.09), (r * 0.93, 0.09), (r * 0.4, 0.03), (0, 0.025)],
            material,
            16,
        )
    if fruit:
        for k, (dx, dz) in enumerate(((0.035, 0.03), (-0.06, 0.02), (0.02, -0.06), (-0.01, 0.0))):
            s.ball(
                x + dx, y + 0.075 + 0.035 * (k == 3), z + dz, 0.047, ("mustard", "red", "terracotta", "bottle")[k], n=10
            )


def books(s: SetBuilder, x0: float, x1: float, y: float, z: float, depth: float = 0.18) -> None:
    """A row of books from x0 to x1 that stand on y."""
    x = x0
    while x < x1 - 0.05:
        w, h = float(s.rng.uniform(0.022, 0.05)), float(s.rng.uniform(0.17, 0.265))
        if s.rng.random() < 0.07:
            x += 0.06
            continue
        s.box(x + w / 2, y, z + float(s.rng.uniform(-0.01, 0.01)), w * 0.94, h, depth, s.pick(*BOOKS))
        x += w


def plant(
    s: SetBuilder,
    x: float,
    y: float,
    z: float,
    pot: str,
    r: float = 0.13,
    h: float = 0.5,
    leaves: int = 70,
    leaf: float = 0.09,
) -> None:
    """A plant in its pot."""
    with s.one():
        s.lathe(
            x,
            y,
            z,
            [
                (0, 0),
                (r * 0.7, 0),
                (r, r * 1.6),
                (r * 1.08, r * 1.6),
                (r * 1.08, r * 1.85),
                (r * 0.9, r * 1.85),
                (0, r * 1.7),
            ],
            pot,
            14,
        )
    if h > 0.6:
        s.tube([(x, y + r * 1.6, z), (x + 0.02, y + r * 1.6 + h * 0.5, z)], 0.018, "wood dark", 5)
    s.cards(
        (x, y + r * 1.8 + h * 0.5, z),
        (h * 0.42, h * 0.5, h * 0.42),
        leaves,
        leaf,
        s.pick("leaf", "leaf2"),
        s.rng,
        droop=0.3,
    )


def floor_plant(s: SetBuilder) -> None:
    """A tall plant for a corner."""
    with s.loose("plant"):
        plant(s, 0, 0, 0, s.pick("terracotta", "teal", "cream"), 0.19, 0.95, 150, 0.13)
    s.obstacle("plant", 0, 0, 0.42, 0.42, 1.2)
    s.landmark("plant", 0, 0.9, 0, (0, 0.65), 180)


def picture(s: SetBuilder, x: float, y: float, w: float, h: float) -> None:
    """A framed picture whose middle is at x, y on the wall."""
    s.box(x, y - h / 2, 0.015, w, h, 0.03, s.pick("wood dark", "brass", "frame"))
    a, b = s.pick("teal", "navy", "rose"), s.pick("mustard", "terracotta", "cream")
    iw, ih = w - 0.08, h - 0.08
    with s.one():
        s.quad((x - iw / 2, y - ih / 2, 0.032), (iw, 0, 0), (0, ih, 0), "paper")
    with s.one():
        m = 0.04 if w > 0.4 else 0.0
        s.quad((x - iw / 2 + m, y - ih / 2 + m, 0.036), (iw - 2 * m, 0, 0), (0, ih - 2 * m, 0), a)
    with s.one():
        n = 12
        xs = np.linspace(x - iw / 2 + m, x + iw / 2 - m, n)
        tops = (
            y
            - ih * 0.12
            + ih * 0.13 * np.sin(np.linspace(0, float(s.rng.uniform(3, 7)), n) + float(s.rng.uniform(0, 6)))
        )
        p = [[q, y - ih / 2 + m, 0.04] for q in xs] + [[q, t, 0.04] for q, t in zip(xs, tops, strict=True)]
        i = np.arange(n - 1)[:, None]
        s.add(
            p,
            [[0, 0, 1]] * (2 * n),
            None,
            np.concatenate([i + np.array([0, 1, n + 1]), i + np.array([0, n + 1, n])]),
            b,
        )
    s.lathe(
        x + iw * float(s.rng.uniform(-0.2, 0.2)),
        y + ih * 0.2,
        0.038,
        [(min(iw, ih) * 0.12, 0), (0, 0.002)],
        "paper",
        16,
        "z",
    )
    s.landmark("picture", x, y, 0.03, (x, 0.7), 180)


def clock(s: SetBuilder, x: float, y: float, r: float = 0.15) -> None:
    """A round wall clock."""
    with s.one():
        s.lathe(x, y, 0, [(r, 0), (r, 0.04), (r * 0.84, 0.05), (0, 0.05)], "wood dark", 24, "z")
    s.lathe(x, y, 0.052, [(r * 0.82, 0), (0, 0.002)], "paper", 24, "z")
    with s.one():
        s.box(x, y, 0.06, 0.012, r * 0.62, 0.004, "black")
        s.box(x + r * 0.2, y - 0.006, 0.06, r * 0.4, 0.012, 0.004, "black")
    s.landmark("clock", x, y, 0.05, (x, 0.7), 180)


def mirror(s: SetBuilder, x: float, y: float, w: float, h: float) -> None:
    """A framed mirror on the wall."""
    s.box(x, y - h / 2, 0.018, w, h, 0.036, s.pick("brass", "wood dark"))
    s.quad((x - w / 2 + 0.04, y - h / 2 + 0.04, 0.038), (w - 0.08, 0, 0), (0, h - 0.08, 0), "mirror", unit=True)
    s.landmark("mirror", x, y, 0.03, (x, 0.65), 180)


def shelf_board(s: SetBuilder, x: float, y: float, w: float, load: str = "books") -> None:
    """A board on the wall with books, jars or cups on it."""
    s.box(x, y, 0.12, w, 0.03, 0.24, "wood dark")
    for bx in (x - w * 0.36, x + w * 0.36):
        s.box(bx, y - 0.11, 0.05, 0.025, 0.11, 0.1, "wood dark")
    if load == "books":
        books(s, x - w / 2 + 0.04, x + w * 0.26, y + 0.03, 0.12)
        jar(s, x + w * 0.38, y + 0.03, 0.12, s.pick("teal", "terracotta", "mustard"), 0.06, 0.13)
        return
    count = max(2, int(w / 0.17))
    for k in range(count):
        px = x - w / 2 + (k + 0.5) * w / count
        if load == "jars":
            jar(
                s,
                px,
                y + 0.03,
                0.12,
                ("mustard", "terracotta", "cream", "teal", "red")[k % 5],
                0.052,
                0.14 + 0.03 * (k % 2),
            )
        elif load == "bottles":
            bottle(
                s,
                px,
                y + 0.03,
                0.12,
                ("bottle", "terracotta", "navy", "mustard", "teal")[(k * 3) % 5],
                0.034,
                0.24 + 0.05 * (k % 3 == 0),
            )
        else:
            cup(s, px, y + 0.03, 0.12, ("red", "cream", "teal", "navy", "mustard")[k % 5])


def radiator(s: SetBuilder, x: float, w: float) -> None:
    """A ribbed radiator under a window."""
    with s.one():
        for k in range(max(3, int(w / 0.11))):
            s.box(x - w / 2 + (k + 0.5) * w / max(3, int(w / 0.11)), 0.12, 0.07, 0.075, 0.58, 0.09, "white")
    s.landmark("radiator", x, 0.5, 0.1, (x, 0.7), 180)


def rug(s: SetBuilder, w: float, d: float) -> None:
    """A rug on the floor."""
    s.quad((-w / 2, 0.006, d / 2), (w, 0, 0), (0, 0, -d), "rug edge")
    s.quad((-w / 2 + 0.09, 0.012, d / 2 - 0.09), (w - 0.18, 0, 0), (0, 0, -d + 0.18), "rug")
    s.landmark("rug", 0, 0.01, 0, (0, d / 2 + 0.2), 180)
