"""Furniture: each piece builds itself at the origin of the current frame, facing +z, and says
what it is good for (seat, surface, landmark) and what it blocks."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import Modeller, tone
from fairtake.staging.sets.palette import BOOKS

__all__ = [
    "armchair",
    "bed",
    "bench",
    "books",
    "bookshelf",
    "bottle",
    "bowl",
    "chair",
    "clock",
    "coffee_table",
    "computer",
    "cup",
    "desk",
    "dining",
    "dresser",
    "fireplace",
    "floor_lamp",
    "floor_plant",
    "jar",
    "mirror",
    "nightstand",
    "office_chair",
    "pendant",
    "piano",
    "picture",
    "plant",
    "radiator",
    "rug",
    "shelf_board",
    "sofa",
    "stool",
    "table",
    "table_lamp",
    "television",
    "wardrobe",
]

WARM = tone("#ffc878")


# -- small things ------------------------------------------------------------------------------


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


# -- seats and tables --------------------------------------------------------------------------


def chair(s: SetBuilder, wood: str = "wood dark", cushion: str = "accent", approach: float = 0.0) -> None:
    """A kitchen chair; `approach` degrees says from where one sits down (0 in front)."""
    with s.one():
        for x in (-0.18, 0.18):
            s.box(x, 0, 0.18, 0.036, 0.44, 0.036, wood)
            s.box(x, 0, -0.18, 0.036, 0.92, 0.036, wood)
        for y in (0.6, 0.73, 0.85):
            s.box(0, y, -0.18, 0.34, 0.06, 0.02, wood)
        for x in (-0.18, 0.18):
            s.box(x, 0.22, 0, 0.02, 0.025, 0.34, wood)
    s.box(0, 0.43, 0, 0.42, 0.03, 0.41, wood)
    s.pillow(0, 0.448, 0, 0.38, 0.045, 0.36, cushion, 0.3, 8)
    a = math.radians(approach)
    s.obstacle("chair", 0, 0, 0.42, 0.42, 0.92)
    s.seat("chair", 0, 0.475, 0, "chair", (0.56 * math.sin(a), 0.56 * math.cos(a)))


def stool(s: SetBuilder, height: float = 0.68, top: str = "accent") -> None:
    """A round stool; one comes to it from behind, for it faces a counter."""
    s.cylinder(0, height - 0.06, 0, 0.18, 0.06, top, n=18)
    with s.one():
        for k in range(4):
            a = math.pi / 4 + k * math.pi / 2
            s.tube(
                [(0.11 * math.cos(a), height - 0.05, 0.11 * math.sin(a)), (0.2 * math.cos(a), 0, 0.2 * math.sin(a))],
                0.016,
                "black",
                5,
            )
        s.lathe(0, height * 0.35, 0, [(0.165, 0), (0.18, 0.012), (0.165, 0.024)], "black", 16)
    s.obstacle("stool", 0, 0, 0.38, 0.38, height)
    s.seat("stool", 0, height, 0, "stool", (0, -0.52))


def office_chair(s: SetBuilder, cloth: str = "fabric dark") -> None:
    """A swivel chair."""
    with s.one():
        for k in range(5):
            a = k * 2 * math.pi / 5
            s.tube([(0, 0.1, 0), (0.28 * math.sin(a), 0.06, 0.28 * math.cos(a))], [0.03, 0.018], "black", 5)
            s.ball(0.28 * math.sin(a), 0.035, 0.28 * math.cos(a), 0.035, "black", n=6)
        s.cylinder(0, 0.08, 0, 0.03, 0.34, "steel", n=8)
    s.pillow(0, 0.41, 0.02, 0.48, 0.09, 0.46, cloth, 0.35, 10)
    with s.at(0, 0.5, -0.23, 0, -6):
        s.pillow(0, 0.08, 0, 0.44, 0.5, 0.08, cloth, 0.4, 10)
    s.box(0, 0.44, -0.24, 0.06, 0.2, 0.03, "black")
    s.obstacle("chair", 0, 0, 0.5, 0.5, 1.0)
    s.seat("office chair", 0, 0.49, 0.0, "chair", (0.56, 0.1))


def armchair(s: SetBuilder, cloth: str = "accent") -> None:
    """An upholstered armchair."""
    s.pillow(0, 0.1, -0.02, 0.76, 0.26, 0.72, cloth, 0.22, 10)
    s.pillow(0, 0.3, 0.06, 0.5, 0.16, 0.58, cloth, 0.3, 10)
    with s.at(0, 0.32, -0.29, 0, -9):
        s.pillow(0, 0, 0, 0.72, 0.56, 0.2, cloth, 0.35, 12)
    for x in (-0.34, 0.34):
        s.pillow(x, 0.12, 0.02, 0.16, 0.48, 0.68, cloth, 0.35, 10)
    _feet(s, 0.3, 0.28)
    s.obstacle("armchair", 0, 0, 0.84, 0.8, 0.9)
    s.seat("armchair", 0, 0.45, 0.06, "sofa", (0, 0.72))
    s.landmark("chair", 0, 0.5, 0, (0, 0.8), 180)


def sofa(s: SetBuilder, width: float = 2.0, cloth: str = "fabric") -> None:
    """A sofa with a seat per 65 cm."""
    count = max(2, int((width - 0.3) / 0.6))
    inner = width - 0.36
    s.pillow(0, 0.1, -0.02, width - 0.06, 0.24, 0.8, cloth, 0.15, 12)
    for k in range(count):
        x = -inner / 2 + (k + 0.5) * inner / count
        s.pillow(x, 0.3, 0.07, inner / count - 0.01, 0.16, 0.66, cloth, 0.28, 10)
        with s.at(x, 0.42, -0.25, 0, -10):
            s.pillow(0, 0, 0, inner / count - 0.02, 0.4, 0.2, cloth, 0.38, 10)
        s.seat(f"sofa {k + 1}", x, 0.45, 0.08, "sofa", (x, 0.69))
    s.pillow(0, 0.12, -0.36, width - 0.08, 0.62, 0.16, cloth, 0.3, 12)
    for x in (-width / 2 + 0.1, width / 2 - 0.1):
        s.pillow(x, 0.1, 0.0, 0.19, 0.5, 0.82, cloth, 0.35, 12)
    with s.at(-inner / 2 + 0.16, 0.47, -0.06, 18, -24):
        s.pillow(0, 0, 0, 0.4, 0.38, 0.13, "accent", 0.55, 12)
    with s.at(inner / 2 - 0.15, 0.47, -0.06, -20, -24):
        s.pillow(0, 0, 0, 0.36, 0.34, 0.12, "accent pale", 0.55, 12)
    _feet(s, width / 2 - 0.12, 0.32)
    s.obstacle("sofa", 0, 0, width, 0.86, 0.8)
    s.landmark("sofa", 0, 0.5, 0, (0, 0.8), 180)


def _feet(s: Modeller, x: float, z: float) -> None:
    with s.one():
        for fx in (-x, x):
            for fz in (-z, z):
                s.cylinder(fx, 0, fz, 0.022, 0.12, "wood dark", 0.03, 8)


def rug(s: SetBuilder, w: float, d: float) -> None:
    """A rug on the floor."""
    s.quad((-w / 2, 0.006, d / 2), (w, 0, 0), (0, 0, -d), "rug edge")
    s.quad((-w / 2 + 0.09, 0.012, d / 2 - 0.09), (w - 0.18, 0, 0), (0, 0, -d + 0.18), "rug")
    s.landmark("rug", 0, 0.01, 0, (0, d / 2 + 0.2), 180)


def table(s: SetBuilder, w: float, d: float, h: float = 0.75, top: str = "wood", leg: str = "wood dark") -> None:
    """A table on four legs, or round on a foot when `d` is 0."""
    if d <= 0:
        s.cylinder(0, h - 0.035, 0, w / 2, 0.035, top, n=28)
        with s.one():
            s.lathe(0, 0, 0, [(0, 0), (w * 0.3, 0), (w * 0.27, 0.03), (0.05, 0.07), (0.035, h - 0.036)], leg, 16)
        s.obstacle("table", 0, 0, w * 0.86, w * 0.86, h)
        return
    s.box(0, h - 0.035, 0, w, 0.035, d, top)
    with s.one():
        s.box(0, h - 0.115, 0, w - 0.12, 0.08, d - 0.12, leg)
        for x in (-w / 2 + 0.08, w / 2 - 0.08):
            for z in (-d / 2 + 0.08, d / 2 - 0.08):
                s.box(x, 0, z, 0.055, h - 0.1, 0.055, leg)
    s.obstacle("table", 0, 0, w, d, h)


def dining(s: SetBuilder, w: float = 1.5, d: float = 0.85, chairs: int = 4, cloth: bool = True) -> None:
    """A laid table with chairs round it."""
    table(s, w, d)
    h = 0.751
    if cloth:
        s.paint("runner", "#d96a55", color2="#efe3c8", pattern=Pattern.STRIPES, period=(0.12, 1.0))
        s.quad((-0.28, h, d / 2), (0.56, 0, 0), (0, 0, -d), "runner")
        s.quad((-0.28, h - 0.15, d / 2 + 0.002), (0.56, 0, 0), (0, 0.15, 0), "runner")
        s.quad((0.28, h - 0.15, -d / 2 - 0.002), (-0.56, 0, 0), (0, 0.15, 0), "runner")
        h += 0.002
    bowl(s, 0, h, 0, "teal")
    cup(s, w * 0.32, h, d * 0.2, "white")
    bottle(s, w * 0.2, h, -d * 0.24, "bottle", 0.04, 0.3)
    with s.one():
        s.box(-w * 0.34, h, d * 0.22, 0.25, 0.016, 0.18, "book1")
    free = [(-w * 0.36, -d * 0.25), (w * 0.38, -d * 0.12), (-w * 0.12, d * 0.34), (w * 0.12, d * 0.34)]
    s.surface("table", 0, h, 0, w, d, free)
    s.landmark("table", 0, h, 0, (-w * 0.32, d / 2 + 0.42), 180)
    spots = [
        (-w / 2 - 0.3, 0.0, 90.0),
        (w / 2 + 0.3, 0.0, -90.0),
        (-w * 0.05, -d / 2 - 0.28, 0.0),
        (w * 0.24, d / 2 + 0.3, 180.0),
    ]
    for x, z, yaw in spots[:chairs]:
        with s.at(x, 0, z, yaw + float(s.rng.uniform(-5, 5))):
            chair(s, approach=90.0)


def coffee_table(s: SetBuilder, w: float = 1.0, d: float = 0.55) -> None:
    """A low table with a magazine and a cup."""
    s.box(0, 0.37, 0, w, 0.035, d, "wood")
    s.box(0, 0.14, 0, w - 0.16, 0.02, d - 0.14, "wood dark")
    with s.one():
        for x in (-w / 2 + 0.06, w / 2 - 0.06):
            for z in (-d / 2 + 0.06, d / 2 - 0.06):
                s.box(x, 0, z, 0.045, 0.37, 0.045, "wood dark")
    with s.at(-w * 0.2, 0.405, 0.03, 14):
        s.box(0, 0, 0, 0.24, 0.02, 0.3, "book3")
        s.box(0.01, 0.02, 0.01, 0.2, 0.02, 0.26, "book2")
    cup(s, w * 0.3, 0.405, -d * 0.14, "white")
    s.surface("coffee table", 0, 0.405, 0, w, d, [(w * 0.1, d * 0.22), (w * 0.38, d * 0.2), (0.02, -d * 0.28)])
    s.obstacle("coffee table", 0, 0, w, d, 0.4)
    s.landmark("table", 0, 0.4, 0, (0, d / 2 + 0.45), 180)


def desk(s: SetBuilder, w: float = 1.5, d: float = 0.7, machine: bool = True) -> None:
    """A desk whose user sits at -z and looks to +z: drawers, lamp, papers, a computer."""
    s.box(0, 0.71, 0, w, 0.035, d, "wood")
    with s.one():
        s.box(-w / 2 + 0.22, 0, 0, 0.4, 0.71, d - 0.08, "wood dark")
        s.box(w / 2 - 0.03, 0, 0, 0.04, 0.71, d - 0.08, "wood dark")
        s.box(0, 0.3, d / 2 - 0.06, w - 0.1, 0.41, 0.02, "wood dark")
    for k in range(3):
        s.box(-w / 2 + 0.22, 0.06 + k * 0.215, -d / 2 + 0.035, 0.35, 0.19, 0.015, "wood flat")
        s.box(-w / 2 + 0.22, 0.14 + k * 0.215, -d / 2 + 0.02, 0.1, 0.02, 0.015, "brass")
    if machine:
        with s.at(-w * 0.06, 0.746, 0.06, 180):
            computer(s)
    s.box(w * 0.3, 0.746, -0.08, 0.22, 0.012, 0.3, "paper")
    with s.at(w * 0.27, 0.758, 0.16, 12):
        s.box(0, 0, 0, 0.24, 0.05, 0.18, "book2")
        s.box(0, 0.05, 0, 0.2, 0.035, 0.16, "book1")
    cup(s, w * 0.42, 0.746, -0.16, "red")
    with s.at(-w * 0.4, 0.746, 0.12, 200):
        table_lamp(s, "desk")
    s.surface("desk", 0, 0.746, 0, w, d, [(w * 0.14, -d * 0.32), (-w * 0.3, -d * 0.3), (w * 0.42, d * 0.24)])
    s.obstacle("desk", 0, 0, w, d, 0.75)
    s.landmark("desk", 0, 0.75, 0, (w * 0.25, d / 2 + 0.42), 180)


def computer(s: SetBuilder) -> None:
    """A screen with its keyboard, facing +z."""
    s.box(0, 0, -0.05, 0.22, 0.015, 0.16, "black")
    s.box(0, 0.01, -0.07, 0.05, 0.12, 0.03, "black")
    s.box(0, 0.11, -0.05, 0.54, 0.33, 0.03, "black")
    s.quad((-0.25, 0.13, -0.033), (0.5, 0, 0), (0, 0.29, 0), "screen")
    with s.one():
        for k, w in enumerate((0.3, 0.22, 0.34, 0.18)):
            s.quad((-0.21, 0.36 - k * 0.055, -0.031), (w, 0, 0), (0, 0.018, 0), "teal")
    s.box(0, 0, 0.15, 0.42, 0.018, 0.14, "steel")
    s.landmark("computer", 0, 0.28, 0, (0, 0.75), 180)


def table_lamp(s: SetBuilder, style: str = "shade") -> None:
    """A lamp for a table; its light is a practical."""
    if style == "desk":
        s.cylinder(0, 0, 0, 0.08, 0.02, "brass", n=14)
        s.tube([(0, 0.02, 0), (0.0, 0.3, -0.06), (0.0, 0.42, 0.04), (0, 0.4, 0.13)], 0.011, "brass", 5)
        with s.one():
            s.lathe(0, 0.33, 0.14, [(0.1, 0), (0.075, 0.06), (0.03, 0.1), (0, 0.1)], "shade dark", 14)
        s.ball(0, 0.345, 0.14, 0.035, "bulb", n=8)
        s.practical(0, 0.3, 0.16, WARM, 0.42, 2.3)
    else:
        with s.one():
            s.lathe(
                0,
                0,
                0,
                [(0, 0), (0.07, 0), (0.06, 0.02), (0.03, 0.05), (0.075, 0.14), (0.03, 0.24), (0.015, 0.3)],
                s.pick("teal", "terracotta", "cream"),
                14,
            )
        with s.one():
            s.lathe(0, 0.27, 0, [(0.15, 0), (0.1, 0.2)], "shade", 18)
            s.lathe(0, 0.27, 0, [(0.1, 0.199), (0.149, 0.001)][::-1], "shade", 18)
        s.practical(0, 0.36, 0, WARM, 0.5, 2.7)
    s.landmark("lamp", 0, 0.35, 0, (0, 0.6), 180)


def floor_lamp(s: SetBuilder) -> None:
    """A standard lamp."""
    with s.loose("floor lamp"):
        s.cylinder(0, 0, 0, 0.15, 0.025, "black", n=18)
        s.tube([(0, 0.02, 0), (0, 1.4, 0)], 0.012, "brass", 6)
        with s.one():
            s.lathe(0, 1.32, 0, [(0.22, 0), (0.14, 0.28)], "shade", 20)
        s.ball(0, 1.42, 0, 0.05, "bulb", n=8)
    s.practical(0, 1.45, 0, WARM, 0.62, 3.6)
    s.obstacle("lamp", 0, 0, 0.3, 0.3, 1.6)
    s.landmark("lamp", 0, 1.4, 0, (0, 0.6), 180)


def pendant(s: SetBuilder, height: float, drop: float = 0.8, strength: float = 0.92, r: float = 0.23) -> None:
    """A lamp that hangs from a ceiling `height` metres up."""
    y = height - drop
    s.tube([(0, height, 0), (0, y + 0.2, 0)], 0.008, "black", 5)
    with s.one():
        s.lathe(0, y, 0, [(r, 0), (r * 0.84, 0.09), (r * 0.34, 0.18), (0.03, 0.24), (0, 0.24)], "shade dark", 20)
    s.ball(0, y + 0.03, 0, 0.06, "bulb", n=10)
    s.practical(0, y + 0.05, 0, WARM, strength, 5.5, down=True)
    if s.lamps_on:
        s.practical(0, y - 0.25, 0, tone("#e8924e"), 0.3, 3.6)


# -- storage and big pieces --------------------------------------------------------------------


def bookshelf(s: SetBuilder, w: float = 1.2, h: float = 2.0, d: float = 0.3) -> None:
    """A full bookcase whose back is at -d/2."""
    with s.one():
        for x in (-w / 2 + 0.02, w / 2 - 0.02):
            s.box(x, 0, 0, 0.04, h, d, "wood dark")
        s.box(0, h - 0.035, 0, w - 0.08, 0.035, d, "wood dark")
        s.box(0, 0, 0, w - 0.08, 0.08, d, "wood dark")
        s.box(0, 0.08, -d / 2 + 0.01, w - 0.08, h - 0.11, 0.02, "wood dark")
    count = int((h - 0.12) / 0.37)
    for k in range(count):
        y = 0.08 + k * (h - 0.12) / count
        s.box(0, y, 0.0, w - 0.08, 0.022, d - 0.02, "wood flat")
        if k % 3 == 2:
            books(s, -w / 2 + 0.06, 0, y + 0.022, 0.0)
            jar(s, w * 0.15, y + 0.022, 0.0, "teal", 0.07, 0.16)
            bowl(s, w * 0.33, y + 0.022, 0.02, "terracotta", 0.09, fruit=False)
        else:
            books(s, -w / 2 + 0.06, w / 2 - 0.06, y + 0.022, 0.0)
    s.obstacle("bookshelf", 0, 0, w, d, h)
    s.landmark("shelf", 0, 1.3, d / 2, (0, d / 2 + 0.5), 180)


def dresser(s: SetBuilder, w: float = 1.1, h: float = 0.85, d: float = 0.45) -> None:
    """A chest of drawers with things on top."""
    s.box(0, 0.06, 0, w, h - 0.09, d, "wood flat")
    s.box(0, h - 0.03, 0, w + 0.05, 0.03, d + 0.03, "wood dark")
    s.box(0, 0, 0, w - 0.08, 0.06, d - 0.08, "wood dark")
    for row in range(3):
        for x in (-w / 4, w / 4):
            y = 0.1 + row * (h - 0.16) / 3
            s.box(x, y, d / 2, w / 2 - 0.05, (h - 0.16) / 3 - 0.03, 0.02, "wood")
            s.ball(x, y + (h - 0.16) / 6 - 0.01, d / 2 + 0.025, 0.018, "brass", n=8)
    bottle(s, -w * 0.36, h, 0.02, "teal", 0.04, 0.2)
    jar(s, w * 0.38, h, 0.0, "cream", 0.06, 0.1)
    s.surface("dresser", 0, h, 0, w, d, [(0, 0.05), (-w * 0.18, 0.08), (w * 0.2, 0.06)])
    s.obstacle("dresser", 0, 0, w, d, h)
    s.landmark("cupboard", 0, h * 0.7, d / 2, (0, d / 2 + 0.5), 180, opens=True)


def wardrobe(s: SetBuilder, w: float = 1.2, h: float = 2.05, d: float = 0.58) -> None:
    """A two-door wardrobe."""
    s.box(0, 0.06, 0, w, h - 0.1, d, "wood flat")
    s.box(0, h - 0.05, 0, w + 0.08, 0.06, d + 0.06, "wood dark")
    s.box(0, 0, 0, w - 0.06, 0.06, d - 0.06, "wood dark")
    for x in (-w / 4, w / 4):
        s.box(x, 0.1, d / 2, w / 2 - 0.03, h - 0.2, 0.022, "wood")
        for y, k in ((0.2, 0.6), (0.92, 0.92)):
            s.box(x, y, d / 2 + 0.016, w / 2 - 0.18, k, 0.012, "wood flat")
        s.ball(x - math.copysign(w / 4 - 0.06, x), 1.0, d / 2 + 0.03, 0.022, "brass", n=8)
    s.obstacle("wardrobe", 0, 0, w, d, h)
    s.landmark("wardrobe", 0, 1.1, d / 2, (0, d / 2 + 0.55), 180, opens=True)


def bed(s: SetBuilder, w: float = 1.5, length: float = 2.0) -> None:
    """A made bed; its head is at -z."""
    s.box(0, 0.14, 0, w, 0.14, length, "wood dark")
    with s.one():
        for x in (-w / 2 + 0.06, w / 2 - 0.06):
            for z in (-length / 2 + 0.06, length / 2 - 0.06):
                s.box(x, 0, z, 0.08, 0.15, 0.08, "wood dark")
    s.box(0, 0.1, -length / 2 - 0.03, w + 0.08, 0.92, 0.06, "wood dark")
    s.box(0, 0.28, -length / 2 + 0.005, w - 0.14, 0.6, 0.02, "wood flat")
    s.pillow(0, 0.25, 0.0, w - 0.02, 0.24, length - 0.04, "paper", 0.12, 12)
    s.pillow(0, 0.24, 0.25, w + 0.1, 0.29, length - 0.5, "accent", 0.16, 14)
    s.pillow(0, 0.25, -0.42, w + 0.11, 0.3, 0.3, "accent pale", 0.2, 12)
    for x in (-w / 4, w / 4):
        with s.at(x, 0.44, -length / 2 + 0.3, 0, -16):
            s.pillow(0, 0, 0, w * 0.42, 0.16, 0.4, "paper", 0.5, 12)
    s.obstacle("bed", 0, 0, w + 0.08, length + 0.08, 0.6)
    for x, yaw in ((-w / 2 + 0.22, -90.0), (w / 2 - 0.22, 90.0)):
        way = math.copysign(w / 2 + 0.42, x)
        s.seat("bed", x, 0.52, 0.15, "bed", (way, 0.15), yaw)
    s.landmark("bed", 0, 0.55, 0, (w / 2 + 0.42, 0.15), -90)


def nightstand(s: SetBuilder) -> None:
    """A bedside table with a lamp and a book."""
    s.box(0, 0.08, 0, 0.44, 0.42, 0.38, "wood flat")
    s.box(0, 0.5, 0, 0.48, 0.03, 0.42, "wood dark")
    _feet(s, 0.17, 0.14)
    for y in (0.12, 0.32):
        s.box(0, y, 0.195, 0.38, 0.16, 0.015, "wood")
        s.ball(0, y + 0.08, 0.21, 0.016, "brass", n=8)
    with s.at(-0.06, 0.53, -0.05):
        table_lamp(s)
    with s.at(0.13, 0.53, 0.08, 15):
        s.box(0, 0, 0, 0.13, 0.03, 0.18, s.pick(*BOOKS))
    s.surface("nightstand", 0, 0.53, 0, 0.48, 0.42, [(0.02, 0.13)])
    s.obstacle("nightstand", 0, 0, 0.48, 0.42, 0.53)


def television(s: SetBuilder) -> None:
    """A television on its low cupboard."""
    s.box(0, 0.1, 0, 1.4, 0.38, 0.4, "wood flat")
    _feet(s, 0.6, 0.14)
    for x in (-0.46, 0, 0.46):
        s.box(x, 0.13, 0.2, 0.43, 0.32, 0.016, "wood")
    s.box(0, 0.48, 0, 0.4, 0.03, 0.2, "black")
    s.box(0, 0.5, 0, 1.1, 0.64, 0.05, "black")
    s.quad((-0.52, 0.53, 0.027), (1.04, 0, 0), (0, 0.58, 0), "glass dark", unit=True)
    s.obstacle("television", 0, 0, 1.4, 0.42, 1.15)
    s.landmark("television", 0, 0.8, 0, (0, 0.9), 180)


def fireplace(s: SetBuilder) -> None:
    """A fireplace with its chimney breast; back at z = 0."""
    with s.one():
        s.box(-0.62, 0, 0.2, 0.36, 1.1, 0.4, "white")
        s.box(0.62, 0, 0.2, 0.36, 1.1, 0.4, "white")
        s.box(0, 0.8, 0.2, 0.9, 0.3, 0.4, "white")
    s.box(0, 0, 0.04, 0.9, 0.8, 0.06, "black")
    s.box(0, 1.1, 0.23, 1.8, 0.06, 0.5, "wood dark")
    s.box(0, 0, 0.6, 1.5, 0.03, 0.42, "steel")
    for k in range(3):
        s.tube(
            [(-0.26 + k * 0.04, 0.1 + 0.07 * k, 0.2 + 0.03 * k), (0.26 - k * 0.03, 0.1 + 0.07 * k, 0.24)],
            0.05,
            "leather",
            6,
        )
    if s.lamps_on:
        for x, h in ((-0.14, 0.26), (0.02, 0.36), (0.15, 0.24)):
            with s.one():
                s.lathe(x, 0.22, 0.2, [(0, 0), (0.07, 0.06), (0.05, h * 0.5), (0, h)], "fire", 8)
        s.practical(0, 0.5, 0.7, tone("#ff9a4a"), 0.7, 3.0)
    clock(s, 0, 1.55, 0.17)
    for x in (-0.6, 0.62):
        jar(s, x, 1.16, 0.24, s.pick("teal", "terracotta"), 0.06, 0.2)
    s.surface("mantelpiece", 0, 1.16, 0.23, 1.8, 0.46, [(-0.3, 0.3), (0.3, 0.3)])
    s.obstacle("fireplace", 0, 0.3, 1.8, 0.6, 1.2)
    s.landmark("fireplace", 0, 0.6, 0.4, (0, 1.15), 180)


def piano(s: SetBuilder) -> None:
    """An upright piano with its stool; back at -z."""
    s.box(0, 0, -0.12, 1.46, 1.16, 0.36, "wood dark")
    s.box(0, 1.16, -0.1, 1.52, 0.03, 0.42, "leather")
    s.box(0, 0.6, 0.2, 1.46, 0.1, 0.34, "wood dark")
    for x in (-0.69, 0.69):
        s.box(x, 0, 0.3, 0.08, 0.62, 0.08, "wood dark")
    s.box(0, 0.7, 0.22, 1.34, 0.025, 0.16, "paper")
    with s.one():
        for k in range(26):
            if k % 7 not in (2, 6):
                s.box(-0.63 + k * 0.0505, 0.725, 0.18, 0.022, 0.012, 0.09, "black")
    with s.at(0, 0.82, 0.09, 0, -14):
        s.box(0, 0, 0, 0.5, 0.26, 0.012, "paper")
    s.obstacle("piano", 0, 0.02, 1.5, 0.72, 1.2)
    with s.at(0, 0, 0.72, 180):
        s.cylinder(0, 0.42, 0, 0.19, 0.07, "accent", n=16)
        with s.one():
            for k in range(3):
                a = k * 2.1
                s.tube([(0.05, 0.42, 0), (0.2 * math.cos(a), 0, 0.2 * math.sin(a))], 0.018, "wood dark", 5)
        s.obstacle("stool", 0, 0, 0.38, 0.38, 0.5)
        s.seat("piano stool", 0, 0.49, 0, "stool", (0.55, 0.0))
    s.landmark("piano", 0, 0.75, 0.2, (0.5, 0.85), 180)


def bench(s: SetBuilder, w: float = 1.7, wood: str = "teak", iron: str = "iron") -> None:
    """A park bench."""
    for k in range(4):
        s.box(0, 0.43, -0.15 + k * 0.11, w, 0.03, 0.09, wood)
    for k in range(3):
        s.box(0, 0.58 + k * 0.12, -0.235 - 0.02 * k, w, 0.09, 0.025, wood)
    with s.one():
        for x in (-w / 2 + 0.14, w / 2 - 0.14):
            s.box(x, 0, 0.14, 0.05, 0.43, 0.06, iron)
            s.box(x, 0, -0.2, 0.05, 0.43, 0.06, iron)
            s.box(x, 0.39, 0.0, 0.05, 0.04, 0.4, iron)
            with s.at(x, 0.43, -0.25, 0, -9):
                s.box(0, 0, 0, 0.05, 0.47, 0.04, iron)
    s.obstacle("bench", 0, -0.03, w, 0.52, 0.9)
    for k, x in enumerate(np.linspace(-w / 2 + 0.42, w / 2 - 0.42, max(2, int(w / 0.7)))):
        s.seat(f"bench {k + 1}", float(x), 0.462, 0.02, "bench", (float(x), 0.6))
    s.landmark("bench", 0, 0.5, 0, (0, 0.75), 180)
