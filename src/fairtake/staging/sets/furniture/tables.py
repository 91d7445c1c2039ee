"""Tables, desks and the lamps that light them."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.dressing import bottle, bowl, cup
from fairtake.staging.sets.furniture.seating import chair
from fairtake.staging.sets.modeller import tone

__all__ = ["coffee_table", "computer", "desk", "dining", "floor_lamp", "pendant", "table", "table_lamp"]

WARM = tone("#ffc878")


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
