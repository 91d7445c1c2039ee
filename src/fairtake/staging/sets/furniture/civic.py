"""What stands in houses that belong to everybody: benches of the law, wards, cells, laboratories."""

from __future__ import annotations

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.dressing import books, bottle, jar
from fairtake.staging.sets.modeller import tone

__all__ = [
    "book_stack",
    "bunk",
    "gurney",
    "judges_bench",
    "lab_bench",
    "medicine_cabinet",
    "reading_table",
    "reception",
    "steel_toilet",
    "vending_machine",
    "waiting_chairs",
    "water_cooler",
]


def waiting_chairs(s: SetBuilder, count: int = 3) -> None:
    """A row of joined shells; back at -z."""
    w = 0.56 * count
    s.box(0, 0.36, 0, w, 0.05, 0.06, "steel")
    with s.one():
        for x in (-w / 2 + 0.2, w / 2 - 0.2):
            s.box(x, 0, 0, 0.06, 0.36, 0.06, "steel")
            s.box(x, 0, 0, 0.06, 0.03, 0.5, "steel")
    for k in range(count):
        x = -w / 2 + 0.56 * (k + 0.5)
        s.pillow(x, 0.41, 0.02, 0.5, 0.06, 0.46, "accent", 0.3, 10)
        with s.at(x, 0.46, -0.22, 0, -12):
            s.pillow(0, 0, 0, 0.5, 0.44, 0.05, "accent", 0.3, 10)
        s.seat(f"chair {k + 1}", x, 0.46, 0.02, "chair", (x, 0.68))
    s.obstacle("chairs", 0, 0, w, 0.56, 0.9)
    s.landmark("chair", 0, 0.5, 0, (0, 0.75), 180)


def vending_machine(s: SetBuilder) -> None:
    """A machine with sweets behind glass."""
    s.box(0, 0, 0, 0.9, 1.82, 0.7, "red")
    s.quad((-0.38, 0.6, 0.352), (0.56, 0, 0), (0, 1.1, 0), "vending glow" if s.has("vending glow") else "screen")
    for row in range(4):
        s.box(-0.1, 0.66 + 0.27 * row, 0.356, 0.54, 0.015, 0.01, "steel")
        for k in range(5):
            paint = ("mustard", "teal", "rose", "navy", "terracotta")[(row * 2 + k) % 5]
            s.box(-0.31 + 0.105 * k, 0.675 + 0.27 * row, 0.358, 0.075, 0.16, 0.012, paint)
    s.box(0.32, 0.9, 0.355, 0.18, 0.5, 0.02, "black")
    s.box(-0.1, 0.22, 0.355, 0.5, 0.22, 0.02, "black")
    s.practical(0, 1.2, 0.7, tone("#dfeaf2"), 0.25, 2.4)
    s.obstacle("vending machine", 0, 0, 0.92, 0.72, 1.82)
    s.landmark("vending machine", 0, 1.1, 0.36, (0, 0.85), 180)


def water_cooler(s: SetBuilder) -> None:
    """A water cooler."""
    s.paint("cooler water", "#a9cdd8", ink=0.7)
    s.pillow(0, 0, 0, 0.34, 0.98, 0.34, "white", 0.12, 10)
    with s.one():
        s.lathe(0, 0.98, 0, [(0.05, 0), (0.06, 0.06), (0.14, 0.14), (0.14, 0.4), (0, 0.44)], "cooler water", 16)
    s.box(0, 0.62, 0.17, 0.2, 0.14, 0.02, "steel")
    s.obstacle("water cooler", 0, 0, 0.36, 0.36, 1.4)
    s.landmark("water cooler", 0, 0.9, 0.17, (0, 0.65), 180)


def gurney(s: SetBuilder) -> None:
    """A stretcher on wheels along x."""
    with s.one():
        for x in (-0.75, 0.75):
            for z in (-0.22, 0.22):
                s.ball(x, 0.07, z, 0.07, "black", n=8)
                s.tube([(x, 0.1, z), (x * 0.7, 0.66, z)], 0.02, "steel", 5)
    s.box(0, 0.64, 0, 1.9, 0.05, 0.58, "steel")
    s.pillow(0, 0.67, 0, 1.86, 0.12, 0.56, "paper", 0.2, 12)
    s.pillow(-0.68, 0.77, 0, 0.4, 0.1, 0.46, "paper", 0.5, 10)
    s.pillow(0.4, 0.69, 0, 1.0, 0.13, 0.59, "accent", 0.25, 12)
    for z in (-0.3, 0.3):
        s.tube([(-0.3, 0.9, z), (0.5, 0.9, z)], 0.013, "metal", 6)
    s.obstacle("gurney", 0, 0, 1.95, 0.64, 0.9)
    s.landmark("bed", 0, 0.75, 0, (0, 0.8), 180)


def medicine_cabinet(s: SetBuilder) -> None:
    """A glass-fronted cupboard of bottles; its door opens."""
    w, h, d = 0.9, 1.8, 0.36
    with s.one():
        s.box(0, 0, -d / 2 + 0.01, w, h, 0.02, "white")
        for x in (-w / 2 + 0.015, w / 2 - 0.015):
            s.box(x, 0, 0, 0.03, h, d, "white")
        for y in (0.0, 0.62, h - 0.03):
            s.box(0, y, 0, w - 0.05, 0.03, d, "white")
    for k, y in enumerate((0.65, 1.02, 1.38)):
        if k:
            s.box(0, y - 0.02, 0, w - 0.06, 0.02, d - 0.03, "metal")
        for j in range(6):
            x = -0.34 + 0.135 * j
            if (j + k) % 3 == 0:
                s.box(x, y, 0.0, 0.1, 0.16, 0.12, ("paper", "teal", "rose")[j % 3])
            elif (j + k) % 3 == 1:
                bottle(s, x, y, 0.0, ("terracotta", "bottle", "teal")[(j + k) % 3], 0.035, 0.22)
            else:
                jar(s, x, y, 0.0, ("cream", "mustard")[j % 2], 0.045, 0.13)
    s.box(0, 0.03, d / 2, w - 0.04, 0.58, 0.02, "white")
    s.box(0.0, 0.5, d / 2 + 0.02, 0.2, 0.02, 0.02, "steel")
    with s.leaf("cabinet", (-w / 2, d / 2), -105, (w / 2 - 0.06, 1.15, d / 2 + 0.03), (0, d / 2 + 0.5), 180), s.one():
        for x in (-w / 2 + 0.03, w / 2 - 0.03):
            s.box(x, 0.64, d / 2 + 0.01, 0.05, h - 0.66, 0.02, "white")
        for y in (0.64, h - 0.07):
            s.box(0, y, d / 2 + 0.01, w - 0.1, 0.05, 0.02, "white")
        s.box(w / 2 - 0.05, 1.08, d / 2 + 0.03, 0.02, 0.14, 0.02, "steel")
    s.obstacle("cabinet", 0, 0, w, d + 0.04, h)


def reception(s: SetBuilder, w: float = 2.4) -> None:
    """A counter one is received at, facing +z, with somebody's chair behind it."""
    s.box(0, 0, 0, w, 1.02, 0.16, "wood flat")
    s.box(0, 1.02, 0.05, w + 0.1, 0.05, 0.42, "wood dark")
    s.box(0, 0.72, -0.34, w, 0.04, 0.6, "wood")
    for x in (-w / 2 + 0.03, w / 2 - 0.03):
        s.box(x, 0, -0.3, 0.06, 1.02, 0.7, "wood flat")
    with s.one():
        for k in range(6):
            s.box(-w / 2 + (k + 0.5) * w / 6, 0.12, 0.085, w / 6 - 0.08, 0.78, 0.012, "accent pale")
    with s.at(-0.3, 0.76, -0.36, 180):
        s.box(0, 0, 0, 0.2, 0.015, 0.14, "black")
        s.box(0, 0.02, -0.02, 0.05, 0.12, 0.03, "black")
        s.box(0, 0.12, -0.02, 0.5, 0.32, 0.03, "black")
        s.quad((-0.23, 0.14, -0.003), (0.46, 0, 0), (0, 0.28, 0), "screen")
    s.box(0.5, 1.07, 0.05, 0.3, 0.05, 0.22, "paper")
    s.pillow(-0.75, 1.07, 0.05, 0.2, 0.08, 0.2, "black", 0.3, 8)
    s.lathe(0.85, 1.07, 0.08, [(0.05, 0), (0.04, 0.03), (0.0, 0.045)], "brass", 14)
    s.surface("reception desk", 0, 1.071, 0.06, w, 0.4, [(0.15, 0.14), (-0.4, 0.14), (0.7, 0.14)])
    s.obstacle("reception", 0, -0.15, w + 0.1, 0.8, 1.08)
    s.landmark("reception", 0, 1.07, 0.2, (0, 0.8), 180)


def book_stack(s: SetBuilder, length: float = 2.6) -> None:
    """A double-sided library case along z; `length` metres."""
    h, d = 2.1, 0.56
    with s.one():
        for z in (-length / 2 + 0.02, 0.0, length / 2 - 0.02):
            s.box(0, 0, z, d, h, 0.04, "wood dark")
        s.box(0, h - 0.03, 0, d, 0.03, length, "wood dark")
        s.box(0, 0.08, 0, 0.03, h - 0.12, length - 0.08, "wood dark")
        s.box(0, 0, 0, d, 0.08, length - 0.04, "wood dark")
    for side in (-1, 1):
        with s.at(side * 0.14, 0, 0, 90.0 * side):
            for row in range(5):
                y = 0.08 + row * 0.4
                s.box(0, y, 0.0, length - 0.1, 0.022, 0.26, "wood flat")
                for a, b in ((-length / 2 + 0.08, -0.04), (0.06, length / 2 - 0.06)):
                    _spines(s, a, b, y + 0.022)
    s.box(0, 1.5, length / 2 + 0.012, 0.24, 0.14, 0.016, "brass")
    s.obstacle("bookshelf", 0, 0, d, length, h)
    for side in (-1, 1):
        s.landmark("shelf", side * 0.28, 1.3, 0, (side * 0.8, 0), -90.0 * side)


def _spines(s: SetBuilder, a: float, b: float, y: float) -> None:
    """Runs of books of one size: cheaper than single ones, and as libraries look."""
    x = a
    while x < b - 0.08:
        run = min(float(s.rng.uniform(0.12, 0.34)), b - x)
        if s.rng.random() < 0.12:
            x += 0.09
            continue
        h, paint = float(s.rng.uniform(0.22, 0.31)), s.pick("book0", "book1", "book2", "book3", "book4", "book5")
        count = max(2, int(run / 0.045))
        for k in range(count):
            w = run / count
            s.box(x + (k + 0.5) * w, y, 0.02, w * 0.92, h * (1 - 0.04 * (k % 3 == 1)), 0.18, paint)
        x += run


def reading_table(s: SetBuilder, w: float = 2.0) -> None:
    """A long table along x with green lamps and chairs on both sides."""
    from fairtake.staging.sets.furniture.seating import chair
    from fairtake.staging.sets.furniture.tables import table

    table(s, w, 0.9)
    s.box(0, 0.751, 0, w - 0.2, 0.004, 0.7, "bottle")
    for x in (-w / 4, w / 4):
        s.lathe(x, 0.752, 0, [(0.07, 0), (0.02, 0.03), (0.015, 0.3), (0, 0.3)], "brass", 12)
        with s.at(x, 1.02, 0):
            s.pillow(0, 0, 0, 0.36, 0.13, 0.16, "leaf green", 0.5, 10)
        s.practical(x, 1.0, 0.0, tone("#ffd48a"), 0.4, 2.4)
    for x, z, turn in ((-0.55, 0.22, 10), (0.2, -0.2, -14), (0.62, 0.2, 4)):
        with s.at(x, 0.756, z, turn):
            s.box(-0.08, 0, 0, 0.155, 0.02, 0.22, "paper")
            s.box(0.08, 0, 0, 0.155, 0.02, 0.22, "paper")
    books(s, -0.3, 0.1, 0.756, -0.05, 0.16)
    s.surface("reading table", 0, 0.757, 0, w, 0.9, [(-0.85, -0.2), (0.3, 0.3), (0.8, -0.2)])
    s.landmark("table", 0, 0.75, 0, (0, 1.1), 180)
    for x in (-w / 4, w / 4):
        for sign in (-1, 1):
            with s.at(x, 0, sign * 0.66, 180.0 if sign > 0 else 0.0):
                chair(s, approach=180.0)


def judges_bench(s: SetBuilder) -> None:
    """The judge's high bench with its step, chair, gavel and the witness stand beside it."""
    s.box(0, 0, 0.75, 3.4, 0.3, 1.5, "wood dark")
    s.box(0, 0.3, 1.3, 2.6, 0.95, 0.16, "wood flat")
    s.box(0, 1.25, 1.22, 2.8, 0.06, 0.5, "wood dark")
    with s.one():
        for k in range(5):
            s.box(-1.02 + k * 0.51, 0.42, 1.385, 0.4, 0.7, 0.02, "wood")
    for x in (-1.3, 1.3):
        s.box(x, 0.3, 0.95, 0.1, 0.95, 0.7, "wood flat")
    s.pillow(0, 0.74, 0.5, 0.7, 0.14, 0.6, "accent", 0.3, 10)
    s.pillow(0, 0.8, 0.22, 0.74, 1.1, 0.16, "accent", 0.3, 12)
    s.box(0, 0.3, 0.5, 0.5, 0.45, 0.5, "wood dark")
    for x, paint in ((-0.7, "book0"), (-0.6, "book1"), (-0.5, "book5")):
        s.box(x, 1.31, 1.2, 0.08, 0.26, 0.2, paint)
    s.cylinder(0.4, 1.31, 1.25, 0.06, 0.03, "wood flat", n=12)
    s.cylinder(0.52, 1.35, 1.25, 0.035, 0.1, "wood", n=10, axis="x")
    s.tube([(0.4, 1.36, 1.28), (0.36, 1.35, 1.42)], 0.012, "wood", 6)
    s.surface("bench", 0, 1.311, 1.24, 2.6, 0.4, [(0.15, 1.3), (0.8, 1.28)])
    s.obstacle("judge's bench", 0, 0.75, 3.4, 1.52, 1.4)
    s.landmark("judge's bench", 0, 1.3, 1.4, (0, 2.1), 180)


def bunk(s: SetBuilder) -> None:
    """A prison bunk along x, two high, its back to the wall at -z."""
    with s.one():
        for x in (-0.97, 0.97):
            for z in (-0.38, 0.38):
                s.box(x, 0, z, 0.05, 1.75, 0.05, "steel")
    for y, paint in ((0.38, "accent"), (1.25, "fabric")):
        s.box(0, y, 0, 1.95, 0.05, 0.8, "steel")
        s.pillow(0, y + 0.04, 0, 1.9, 0.12, 0.76, "paper", 0.2, 12)
        s.pillow(0.25, y + 0.05, 0, 1.36, 0.14, 0.79, paint, 0.2, 12)
        s.pillow(-0.74, y + 0.13, 0, 0.34, 0.1, 0.5, "cream", 0.5, 10)
    with s.one():
        for y in (0.75, 1.05):
            s.tube([(0.55, y, 0.41), (0.97, y, 0.41)], 0.015, "steel", 5)
    s.obstacle("bunk", 0, 0, 2.0, 0.84, 1.75)
    for k, x in enumerate((-0.1, 0.55)):
        s.seat(f"bunk {k + 1}", x, 0.54, 0.24, "bed", (x, 0.95))
    s.landmark("bed", 0, 0.55, 0.2, (0.2, 1.0), 180)


def steel_toilet(s: SetBuilder) -> None:
    """A steel basin and bowl in one."""
    s.box(0, 0, 0.14, 0.5, 0.92, 0.28, "metal")
    s.pillow(0, 0.8, 0.3, 0.4, 0.14, 0.34, "metal", 0.5, 12)
    s.pillow(0, 0.2, 0.48, 0.36, 0.24, 0.46, "steel", 0.6, 12)
    s.box(0, 0, 0.4, 0.2, 0.22, 0.3, "steel")
    s.tube([(0, 0.92, 0.08), (0, 1.04, 0.08), (0, 1.04, 0.2)], 0.014, "steel", 6)
    s.obstacle("toilet", 0, 0.34, 0.52, 0.7, 0.95)
    s.landmark("toilet", 0, 0.5, 0.4, (0, 1.0), 180)
    s.landmark("sink", 0, 0.95, 0.3, (0, 1.0), 180)


def lab_bench(s: SetBuilder, w: float = 2.2) -> None:
    """An island bench along x with glassware, a microscope and a burner; stools before it."""
    from fairtake.staging.sets.furniture.seating import stool

    s.box(0, 0.1, 0, w, 0.78, 0.74, "white")
    s.box(0, 0, 0, w - 0.1, 0.1, 0.64, "black")
    s.box(0, 0.88, 0, w + 0.06, 0.04, 0.82, "slate" if s.has("slate") else "black")
    with s.one():
        for k in range(4):
            x = -w / 2 + (k + 0.5) * w / 4
            s.box(x, 0.16, 0.372, w / 4 - 0.05, 0.66, 0.014, "accent pale")
            s.box(x, 0.74, 0.382, 0.14, 0.02, 0.014, "steel")
    y = 0.92
    with s.one():
        for x in (-0.5, 0.5):
            s.box(x, y, -0.1, 0.025, 0.5, 0.14, "metal")
        s.box(0, y + 0.26, -0.1, 1.0, 0.02, 0.16, "metal")
        s.box(0, y + 0.5, -0.1, 1.02, 0.02, 0.16, "metal")
    for k in range(5):
        bottle(s, -0.4 + 0.2 * k, y + 0.28, -0.1, ("teal", "terracotta", "mustard", "rose", "bottle")[k], 0.035, 0.17)
    for x, z, paint, size in ((-0.75, 0.1, "liquid0", 1.0), (-0.55, 0.2, "liquid1", 0.8), (0.25, 0.18, "liquid2", 1.1)):
        with s.one():
            s.lathe(x, y, z, [(0, 0), (0.085 * size, 0), (0.085 * size, 0.02), (0.03 * size, 0.13 * size), (0, 0.13 * size)], paint, 14)  # fmt: skip
            s.lathe(
                x, y + 0.13 * size, z, [(0.028 * size, 0), (0.028 * size, 0.07), (0.035 * size, 0.075)], "white", 12
            )
    with s.at(0.75, y, 0.1, 160):
        s.box(0, 0, 0, 0.18, 0.03, 0.22, "black")
        s.tube([(0, 0.03, -0.08), (0, 0.2, -0.09), (0, 0.3, 0.0)], 0.025, "steel", 6)
        with s.at(0, 0.16, 0.02, 0, -24):
            s.cylinder(0, 0, 0, 0.026, 0.22, "white", n=10)
            s.cylinder(0, 0.22, 0, 0.02, 0.05, "black", n=10)
        s.box(0, 0.1, 0.03, 0.12, 0.012, 0.12, "black")
    s.box(-0.1, y, 0.24, 0.3, 0.012, 0.2, "paper")
    s.surface("bench", 0, y + 0.001, 0.1, w, 0.6, [(0.5, 0.22), (-0.95, 0.2), (0.05, 0.3)])
    s.obstacle("bench", 0, 0, w + 0.06, 0.82, 0.95)
    s.landmark("table", 0, y, 0.2, (0, 0.9), 180)
    for x in (-w / 4, w / 4):
        with s.at(x, 0, 0.72, 180):
            stool(s, 0.66, "black")
