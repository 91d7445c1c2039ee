"""The café: a counter with its machine and cakes, small tables, shop windows to the street.
The bar is the same house after dark: bottles for cups, stools at the counter."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["bar", "cafe"]


def cafe(s: SetBuilder) -> Set:
    """A café in daylight colours."""
    room_paints(s, wall=s.pick("#d0b890", "#b8c0a4", "#c9a890"), wood="#a8703f", dark="#6f4636")
    s.paint(
        "floor", "#d9c9a8", Pattern.TILES, (0.3, 0.3), color2=s.pick("#6f7f7a", "#8a5648", "#5f6478"), line="#5a4a44"
    )
    s.paint("counter", s.pick("#4f7a70", "#7a4a44", "#4f6484"))
    return _house(s, evening=False)


def bar(s: SetBuilder) -> Set:
    """A bar: darker walls, always lamplight."""
    s.lamps_on = True
    room_paints(s, wall=s.pick("#6f5a5c", "#4f6468", "#6a5a74"), wood="#8a5634", dark="#4f3430")
    s.paint("floor", "#7a5640", Pattern.PLANKS, (0.15, 2.2), line_width=0.006, line="#46302c")
    s.paint("counter", s.pick("#6a3c34", "#3f4f52"))
    s.paint("ceiling", "#5f4c4a")
    return _house(s, evening=True)


def _house(s: SetBuilder, evening: bool) -> Set:
    grow = room_for(s.people, 15.0)
    w, h, d = 7.0 * grow, 3.05, 5.9 * grow
    s.paint("door paint", "#6f4636")
    s.paint("slate", "#3c444a")
    s.paint("chalk", "#d9d6c8")
    m = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "west": [
                Opening("window", m - 2.5, 2.2, 0.55, 1.95, (3, 1), curtains=False, view="town"),
                Opening("window", m + 0.3, 2.2, 0.55, 1.95, (3, 1), curtains=False, view="town"),
            ],
            "south": [Opening("door", 1.0, 0.95, glazed=True, outside=True)],
        },
        low=1.0,
    )
    with room.wall("north"):
        for k, y in enumerate((1.45, 1.85, 2.25)):
            f.shelf_board(s, w / 2 - 1.15, y, 2.0, "bottles" if evening or k == 2 else ("cups", "jars")[k])
            f.shelf_board(s, w / 2 + 1.15, y, 2.0, "bottles" if evening or k == 0 else "jars")
        s.box(w / 2, 0.1, 0.22, 4.6, 0.8, 0.42, "counter")
        s.box(w / 2, 0.9, 0.23, 4.7, 0.04, 0.46, "wood")
        s.box(w / 2 - 1.5, 0.94, 0.22, 0.5, 0.34, 0.36, "steel")
        for x in (w / 2 - 0.6, w / 2 - 0.45, w / 2 + 0.7, w / 2 + 1.6):
            f.cup(s, x, 0.94, 0.25, "white")
        s.box(0.75, 1.3, 0.02, 1.2 if evening else 0.95, 1.3, 0.04, "wood dark")
        if evening:
            with s.at(0.75, 1.75, 0.07):
                _neon(s)
        else:
            s.quad((0.33, 1.35, 0.043), (0.84, 0, 0), (0, 1.2, 0), "slate")
            with s.one():
                for k in range(6):
                    s.quad((0.42, 2.3 - k * 0.16, 0.046), (0.35 + 0.1 * ((k * 5) % 3), 0, 0), (0, 0.02, 0), "chalk")
                    s.quad((1.0, 2.3 - k * 0.16, 0.046), (0.1, 0, 0), (0, 0.02, 0), "chalk")
        f.picture(s, w - 0.7, 1.7, 0.6, 0.8)
        s.obstacle("back counter", w / 2, 0.23, 4.7, 0.46, 0.95)
    with s.part("counter"):
        cz = -m + 1.45
        with s.at(0, 0, cz):
            _bar_counter(s, 4.4, evening)
    with room.wall("east"):
        for k in range(3):
            f.picture(s, 0.9 + k * 0.8, 1.75, 0.5, 0.66 if k % 2 else 0.5)
        s.pillow(d / 2 + 1.2, 0.3, 0.3, 3.2, 0.2, 0.56, "accent", 0.2, 12)
        s.box(d / 2 + 1.2, 0.0, 0.28, 3.2, 0.32, 0.5, "wood dark")
        s.pillow(d / 2 + 1.2, 0.55, 0.09, 3.2, 0.5, 0.14, "accent", 0.3, 12)
        for k in range(4):
            s.seat(
                f"banquette {k + 1}",
                d / 2 + 1.2 - 1.2 + k * 0.8,
                0.48,
                0.36,
                "bench",
                (d / 2 - 0.75 if k < 2 else d / 2 + 3.0, 0.9),
            )
        s.obstacle("banquette", d / 2 + 1.2, 0.28, 3.2, 0.58, 1.05)
        f.mirror(s, d / 2 + 1.2, 1.75, 1.5, 0.7)
    with room.wall("south"):
        f.picture(s, 2.8, 1.75, 0.7, 0.9)
        f.clock(s, 3.9, 2.05, 0.2)
        f.picture(s, 5.0, 1.7, 0.9, 0.6)
        s.box(w - 1.1, 1.62, 0.03, 1.0, 0.06, 0.06, "wood dark")
        for k, paint in enumerate(("navy", "mustard", "rose")):
            s.pillow(w - 1.4 + k * 0.28, 0.86, 0.1, 0.24, 0.78, 0.12, paint, 0.6, 8)
    _tables(s, w, d)
    with s.part("ceiling"):
        for x, z in ((-w / 2 + 1.2, 1.0), (0.2, 0.6), (w / 2 - 1.4, 1.3)):
            with s.at(x, 0, z):
                f.pendant(s, h, 0.95, 0.95 if x == 0.2 else 0.8, 0.2)
        for k in range(3):
            with s.at(-1.3 + k * 1.3, 0, cz):
                f.pendant(s, h, 1.05, 0.6, 0.14)
    focus = (0.1, 0.7)
    light = interior_light(
        "dusk" if evening and s.time in ("day", "dawn") else s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.6, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.2,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="wood" if evening else "tile",
        ambience=("room", "bar" if evening else "café"),
        reverberation=0.5,
        focus=focus,
        axis=90.0,
    )


def _neon(s: SetBuilder) -> None:
    """A neon sign: BAR in bent glass between two strokes, back at z = 0."""
    on = s.lamps_on
    s.paint("neon", "#ff6f9a" if on else "#b88a94", emission=1.0 if on else 0.1, bloom=1.3 if on else 0.0, ink=0.25)
    s.paint(
        "neon blue", "#79d8ff" if on else "#8aa4ac", emission=1.0 if on else 0.1, bloom=1.1 if on else 0.0, ink=0.25
    )
    bow = np.linspace(-math.pi / 2, math.pi / 2, 9)

    def half(x: float, y: float, r: float) -> list[tuple[float, float, float]]:
        return [(x + 0.8 * r * math.cos(a), y + r * math.sin(a), 0.0) for a in bow]

    strokes = (
        [(-0.42, 0.0, 0.0), (-0.42, 0.36, 0.0)], [(-0.42, 0.0, 0.0), *half(-0.3, 0.09, 0.09), (-0.42, 0.18, 0.0)], [(-0.42, 0.18, 0.0), *half(-0.32, 0.27, 0.09), (-0.42, 0.36, 0.0)],
        [(-0.13, 0.0, 0.0), (0.0, 0.36, 0.0), (0.13, 0.0, 0.0)], [(-0.08, 0.13, 0.0), (0.08, 0.13, 0.0)],
        [(0.26, 0.0, 0.0), (0.26, 0.36, 0.0)], [(0.26, 0.18, 0.0), *half(0.36, 0.27, 0.09), (0.26, 0.36, 0.0)], [(0.32, 0.18, 0.0), (0.46, 0.0, 0.0)],
    )  # fmt: skip
    for stroke in strokes:
        s.tube(stroke, 0.016, "neon", 6)
    for y in (-0.07, 0.43):
        s.tube([(-0.56, y, 0.0), (0.56, y, 0.0)], 0.013, "neon blue", 6)
    s.practical(0.0, 0.18, 0.2, tone("#ff86b4"), 0.42, 3.4)
    s.landmark("neon", 0.0, 0.18, 0.0, (0.0, 2.4), 180)


def _bar_counter(s: SetBuilder, w: float, evening: bool) -> None:
    s.box(0, 0.08, 0, w, 0.96, 0.5, "counter")
    s.box(0, 0, 0.0, w - 0.1, 0.08, 0.42, "black")
    s.box(0, 1.04, 0.03, w + 0.12, 0.05, 0.66, "wood")
    with s.one():
        for k in range(7):
            s.box(-w / 2 + (k + 0.5) * w / 7, 0.18, 0.255, w / 7 - 0.1, 0.76, 0.02, "counter")
    s.tube([(-w / 2 + 0.1, 0.2, 0.36), (w / 2 - 0.1, 0.2, 0.36)], 0.02, "brass")
    # the machine, the till, the cakes
    with s.at(-w * 0.28, 1.09, -0.04):
        if evening:
            with s.one():
                for x in (-0.14, 0, 0.14):
                    s.cylinder(x, 0, 0, 0.025, 0.34, "brass", n=10)
                    s.box(x, 0.34, 0, 0.035, 0.16, 0.03, "black")
                s.box(0, 0.26, 0.05, 0.4, 0.05, 0.1, "brass")
        else:
            s.pillow(0, 0.05, 0, 0.74, 0.4, 0.4, "steel", 0.14, 10)
            s.box(0, 0, 0, 0.7, 0.06, 0.36, "black")
            for x in (-0.2, 0.05):
                s.cylinder(x, 0.18, -0.2, 0.03, 0.05, "black", n=10)
            for k in range(4):
                f.cup(s, -0.24 + 0.14 * k, 0.455, 0.02, "white")
            s.ball(0.26, 0.3, 0.205, 0.035, "red", n=8)
    with s.at(w * 0.06, 1.09, -0.06):
        s.box(0, 0, 0, 0.3, 0.12, 0.28, "black")
        with s.at(0, 0.12, -0.04, 180, -14):
            s.box(0, 0, 0, 0.28, 0.16, 0.03, "steel")
    if not evening:
        with s.at(w * 0.32, 1.09, 0):
            s.box(0, 0, 0, 0.9, 0.03, 0.42, "wood dark")
            s.box(0, 0.36, 0, 0.9, 0.025, 0.42, "brass")
            with s.one():
                for x in (-0.44, 0.44):
                    for z in (-0.2, 0.2):
                        s.box(x, 0.03, z, 0.02, 0.33, 0.02, "brass")
            for k, paint in enumerate(("terracotta", "cream", "mustard", "leather", "rose")):
                s.cylinder(-0.34 + 0.17 * k, 0.03, 0.02 * (k % 2), 0.07, 0.07 + 0.04 * (k % 2), paint, n=14)
                s.ball(-0.34 + 0.17 * k, 0.11 + 0.04 * (k % 2), 0.02 * (k % 2), 0.018, "red", n=8)
    f.plant(s, w * 0.47, 1.09, 0.05, "terracotta", 0.07, 0.24, 40, 0.06)
    s.surface("counter", 0, 1.091, 0.1, w, 0.4, [(-0.55, 0.18), (-0.05, 0.2), (0.45, 0.18), (-w * 0.42, 0.16)])
    s.obstacle("counter", 0, 0.02, w + 0.1, 0.62, 1.1)
    s.landmark("counter", 0, 1.09, 0.2, (-0.2, 0.75), 180)
    s.landmark("bar", 0, 1.09, 0.2, (0.3, 0.75), 180)
    if evening:
        for x in (-1.5, -0.75, 1.1, 1.8):
            with s.at(x, 0, 0.72, 180):
                f.stool(s, 0.74, "leather")


def _tables(s: SetBuilder, w: float, d: float) -> None:
    with s.part("furniture"):
        spots = [(-w / 2 + 0.95, -d * 0.08, 0.0), (-w / 2 + 0.95, d * 0.28, 10.0)]
        for k, (x, z, yaw) in enumerate(spots):
            with s.at(x, 0, z, yaw):
                f.table(s, 0.72, 0)
                f.cup(s, 0.16, 0.75, 0.1, "white")
                with s.one():
                    s.lathe(-0.06, 0.75, -0.08, [(0, 0), (0.035, 0), (0.02, 0.09), (0.026, 0.11), (0, 0.1)], "teal", 10)
                    s.cards((-0.06, 0.92, -0.08), (0.05, 0.05, 0.05), 18, 0.03, "leaf", s.rng)
                s.surface(f"table {k + 1}", 0, 0.751, 0, 0.5, 0.5, [(-0.2, 0.12), (0.05, 0.24), (0.2, -0.15)])
                s.landmark("table", 0, 0.75, 0, (0.85, 0.0), -90)
                for turn in (0.0, 180.0):
                    a = math.radians(turn)
                    with s.at(0.66 * math.sin(a), 0, 0.66 * math.cos(a), turn + 180):
                        f.chair(s, approach=90.0 if turn else -90.0)
        for z in (-0.2, 1.5):
            with s.at(w / 2 - 1.05, 0, z + d * 0.1):
                f.table(s, 0.7, 0)
                f.cup(s, -0.15, 0.75, 0.1, "red")
                s.surface(f"round table {z}", 0, 0.751, 0, 0.5, 0.5, [(0.15, 0.1), (-0.1, -0.18)])
                with s.at(-0.66, 0, 0, 90):
                    f.chair(s, approach=90.0)
        with s.at(w / 2 - 0.45, 0, d / 2 - 0.45):
            f.floor_plant(s)
