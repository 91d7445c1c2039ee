"""Where hands work, and halls of other times: workshop, barn, castle hall, tavern."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import pieces as p
from fairtake.staging.sets import street as st
from fairtake.staging.sets.architecture import Room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.rooms import DoorAt, Floor, Piece, RoomPlan, WindowAt, furnished_room

__all__ = ["barn", "castle_hall", "garage", "tavern"]


def garage(s: SetBuilder) -> Set:
    """A workshop with a car in it: benches, tools on the wall, tyres, a bulb over the bonnet."""

    def paints(s: SetBuilder) -> None:
        s.paint("car body", s.pick("#b04a44", "#4a7a86", "#c9a050", "#5f6f56"))
        s.paint("car glass", "#8aa4b4" if not s.lamps_on else "#3f4c70", emission=0.3)
        s.paint("tyre", "#2c2c3e")
        s.paint("chrome", "#b4b8c0")
        s.paint("head light", "#e9e6da", emission=0.3)
        s.paint("tail light", "#b8473e", emission=0.2)
        s.paint("iron", "#3a3c50")
        s.paint("stain", "#6a6660", ink=0.0)

    def islands(s: SetBuilder, room: Room) -> None:
        with s.at(-0.85, 0, -1.2, 90):
            st.car(s, "car body")
        with s.at(room.width / 2 - 0.9, 0, 0.9):
            _jack(s)
        for k, (x, z) in enumerate(((room.width / 2 - 0.6, room.depth / 2 - 0.6), (0.9, room.depth / 2 - 0.5))):
            with s.at(x, 0, z):
                for j in range(3 - k):
                    with s.one():
                        s.lathe(0, 0.21 * j, 0, [(0.19, 0.02), (0.3, 0), (0.33, 0.1), (0.3, 0.2), (0.19, 0.18), (0.19, 0.02)], "tyre", 22)  # fmt: skip
                s.obstacle("tyres", 0, 0, 0.64, 0.64, 0.63)
                s.landmark("tyre", 0, 0.5, 0, (-0.7, 0), 90)
        s.quad((0.55, 0.005, 1.3), (0.7, 0, 0), (0, 0, -0.5), "stain")

    return furnished_room(
        s,
        RoomPlan(
            size=(6.6, 3.2, 6.8),
            free=13.0,
            walls=("#a8a498", "#9aa4a4", "#b0a08c"),
            floor=Floor(("#93908c",), Pattern.COBBLE, (1.6, 1.6), (), "#7a7876", 0.008),
            windows={"west": (WindowAt(0.3, 1.6, 1.3, 1.1, (4, 2), False, "town"),)},
            doors={"east": (DoorAt(0.82, 0.95),), "south": (DoorAt(0.6, 1.2, True, True),)},
            along={
                "north": (_BENCH, p.LOCKERS),
                "east": (_BENCH, p.CRATES),
                "south": (_SHELVES,),
                "west": (_BENCH, _DRUMS),
            },
            hang={
                "north": (_TOOLS, p.CLOCK),
                "east": (_TOOLS, p.POSTER),
                "south": (p.WARNING, p.NOTICES),
                "west": (_TOOLS, p.POSTER),
            },
            islands=islands,
            paints=paints,
            wood="#a07850",
            dark="#5c4a40",
            accents=("#c8503c", "#3f6f94"),
            door="#5f6a70",
            cornice=False,
            lamps="strip",
            focus=(1.35, 0.6),
            axis=15.0,
            shafts=0.08,
            ground="concrete",
            ambience=("room", "hum"),
            echo=0.7,
            hall="public",
        ),
    )


def _tools(s: SetBuilder) -> None:
    """A board with tools on hooks."""
    s.box(0, 1.2, 0.012, 1.5, 0.85, 0.024, "wood flat")
    for k, x in enumerate((-0.62, -0.45, -0.28)):
        s.tube([(x, 1.3, 0.045), (x, 1.62, 0.045)], 0.013, ("red", "wood dark", "wood dark")[k], 6)
        s.box(x, 1.62, 0.045, (0.12, 0.05, 0.16)[k], 0.05, 0.03, "steel")
    for k in range(5):
        s.box(-0.12 + 0.075 * k, 1.5 - 0.03 * k, 0.035, 0.022, 0.32 - 0.035 * k, 0.012, "metal")
        s.lathe(-0.12 + 0.075 * k, 1.83 - 0.065 * k, 0.035, [(0.028 - 0.003 * k, 0), (0, 0.012)], "metal", 10, "z")
    with s.one():
        s.add([[0.3, 1.7, 0.036], [0.3, 1.86, 0.036], [0.68, 1.8, 0.036], [0.68, 1.76, 0.036]], [[0, 0, 1]] * 4, None, [[0, 2, 1], [0, 3, 2]], "metal")  # fmt: skip
    s.box(0.28, 1.7, 0.04, 0.12, 0.17, 0.03, "wood dark")
    s.tube(
        [(0.4, 1.4, 0.05), (0.55, 1.35, 0.05), (0.65, 1.45, 0.05), (0.55, 1.55, 0.05), (0.4, 1.5, 0.05)],
        0.016,
        "red",
        6,
    )
    s.landmark("tools", 0, 1.6, 0.03, (0, 0.9), 180)


def _bench(s: SetBuilder) -> None:
    """A workbench with a vice, tins and a lamp."""
    s.box(0, 0.84, 0, 1.7, 0.07, 0.62, "wood")
    with s.one():
        for x in (-0.76, 0.76):
            for z in (-0.24, 0.24):
                s.box(x, 0, z, 0.09, 0.84, 0.09, "wood dark")
        s.box(0, 0.24, 0, 1.6, 0.04, 0.56, "wood dark")
    s.box(-0.5, 0.91, 0.16, 0.16, 0.1, 0.2, "steel")
    s.box(-0.5, 0.96, 0.3, 0.18, 0.1, 0.05, "steel")
    s.tube([(-0.58, 0.98, 0.38), (-0.42, 0.98, 0.38)], 0.01, "metal", 5)
    for k, paint in enumerate(("red", "teal", "mustard", "metal")):
        s.cylinder(0.1 + 0.15 * k, 0.91, -0.16, 0.055, 0.13 + 0.03 * (k % 2), paint, n=12)
    s.box(0.3, 0.28, 0, 0.5, 0.3, 0.4, "red")
    s.box(-0.4, 0.28, 0, 0.44, 0.22, 0.4, "steel")
    with s.at(0.1, 0.91, 0.14, 20):
        s.box(0, 0, 0, 0.3, 0.012, 0.2, "paper")
    with s.at(0.68, 0.91, 0.0, 200):
        f.table_lamp(s, "desk")
    s.surface("workbench", 0, 0.911, 0, 1.7, 0.6, [(0.35, 0.18), (-0.15, 0.2), (0.6, 0.2)])
    s.obstacle("workbench", 0, 0, 1.72, 0.64, 0.95)
    s.landmark("workbench", 0, 0.92, 0.2, (0, 0.8), 180)
    s.landmark("table", 0, 0.92, 0.2, (0, 0.8), 180)


def _shelves(s: SetBuilder) -> None:
    """Steel shelves of tins and boxes."""
    with s.one():
        for x in (-0.85, 0.85):
            for z in (-0.18, 0.18):
                s.box(x, 0, z, 0.04, 1.95, 0.04, "steel")
        for k in range(4):
            s.box(0, 0.12 + 0.56 * k, 0, 1.72, 0.03, 0.4, "steel")
    for k in range(4):
        y, x = 0.15 + 0.56 * k, -0.78
        while x < 0.66:
            w = float(s.rng.uniform(0.14, 0.34))
            paint = s.pick("red", "teal", "mustard", "cream", "navy", "leather", "steel")
            if s.rng.random() < 0.4:
                s.cylinder(x + 0.08, y, 0, 0.075, 0.2, paint, n=12)
                w = 0.17
            else:
                s.box(x + w / 2, y, 0, w * 0.92, float(s.rng.uniform(0.16, 0.36)), 0.3, paint)
            x += w
    s.obstacle("shelves", 0, 0, 1.75, 0.42, 2.0)
    s.landmark("shelf", 0, 1.2, 0.2, (0, 0.7), 180)


def _drums(s: SetBuilder) -> None:
    for x, paint in ((-0.32, "teal"), (0.32, "red")):
        with s.one():
            s.lathe(x, 0, 0, [(0, 0), (0.28, 0), (0.29, 0.02), (0.28, 0.04), (0.28, 0.42), (0.295, 0.44), (0.28, 0.46), (0.28, 0.84), (0.29, 0.86), (0, 0.85)], paint, 20)  # fmt: skip
    s.obstacle("drum", 0, 0, 1.2, 0.6, 0.86)
    s.landmark("barrel", 0, 0.8, 0.2, (0, 0.75), 180)


def _jack(s: SetBuilder) -> None:
    s.box(0, 0.04, 0, 0.6, 0.5, 0.4, "red")
    for k in range(3):
        s.box(0, 0.1 + 0.15 * k, 0.2, 0.54, 0.12, 0.014, "metal")
    s.box(0, 0.54, 0, 0.64, 0.03, 0.44, "steel")
    for x in (-0.1, 0.12):
        s.tube([(x - 0.1, 0.58, 0.05), (x + 0.12, 0.58, -0.05)], 0.014, "metal", 6)
    for x in (-0.24, 0.24):
        s.ball(x, 0.03, 0.14, 0.04, "black", n=8)
        s.ball(x, 0.03, -0.14, 0.04, "black", n=8)
    s.surface("tool chest", 0, 0.571, 0, 0.6, 0.4, [(0.1, 0.12)])
    s.obstacle("tool chest", 0, 0, 0.66, 0.46, 0.6)
    s.landmark("tools", 0, 0.58, 0, (-0.7, 0), 90)


_TOOLS = Piece(1.6, 0.0, 0.0, _tools, 0.08, 1.1)
_BENCH = Piece(1.75, 1.08, 0.34, _bench, 0.66)
_SHELVES = Piece(1.8, 2.0, 0.24, _shelves, 0.42)
_DRUMS = Piece(1.25, 0.9, 0.34, _drums, 0.62)


def barn(s: SetBuilder) -> Set:
    """Hay to the rafters, stalls, a ladder to the loft, light through the boards."""

    def paints(s: SetBuilder) -> None:
        s.paint("hay", "#d8b45c", Pattern.DABS, (0.2, 0.05), color2="#e4c878", threshold=0.6, line="#a8843c", ink=0.8)
        s.paint("straw floor", "#c9a458", foliage=1, ink=0.2)
        for name, color in (("wall", "#94704c"), ("wall side", "#9c7852")):
            s.paint(name, color, Pattern.PLANKS, (0.22, 3.2), line_width=0.012, line="#4f3a30")
        s.paint(
            "slit", "#ffeec4" if s.time == "day" else "#3c4a78", emission=1.0, bloom=0.4 if s.time == "day" else 0.0
        )

    def islands(s: SetBuilder, room: Room) -> None:
        w, d, h = room.width, room.depth, room.height
        with s.at(-w / 2 + 1.1, 0, -d / 2 + 1.0):
            _bales(s)
        with s.at(w / 2 - 1.1, 0, -d / 2 + 1.05):
            _bales(s)
        with s.at(0.0, 0, -d / 2 + 0.55):
            f.ladder(s, 2.9)
        with s.at(1.35, 0, 1.5, 25):
            _bale(s, 0, 0, 0)
            s.obstacle("hay", 0, 0, 1.1, 0.52, 0.46)
            s.seat("bale", 0, 0.46, 0.05, "bench", (0, 0.65))
        with s.at(-1.4, 0, 1.9, -40):
            _barrow(s)
        with s.part("ceiling"):
            for z in (-2.2, 0.0, 2.2):
                s.box(0, h - 0.75, z, w, 0.22, 0.22, "wood dark")
                for sign in (-1, 1):
                    s.tube(
                        [(sign * (w / 2 - 0.1), h - 1.6, z), (sign * (w / 2 - 1.0), h - 0.7, z)], 0.08, "wood dark", 4
                    )
            s.box(0, h - 0.85, -d / 2 + 0.9, w, 0.1, 1.8, "wood")
            for k in range(5):
                s.pillow(-w / 2 + 0.9 + k * (w - 1.8) / 4, h - 0.75, -d / 2 + 0.9, 1.3, 0.5, 1.3, "hay", 0.7, 10)
        pts = np.stack([s.rng.uniform(-w / 2 + 0.3, w / 2 - 0.3, 420), np.full(420, 0.003), s.rng.uniform(-d / 2 + 0.3, d / 2 - 0.3, 420)], -1)  # fmt: skip
        with s.one():
            s.blades(pts, 0.05, 0.012, "straw floor", s.rng, 2.4)
        for side in ("west", "east"):
            with room.wall(side), s.one():
                for x in np.arange(0.5, d - 0.4, 0.66):
                    s.quad((float(x), 0.5, 0.004), (0.014, 0, 0), (0, h - 1.6, 0), "slit")

    return furnished_room(
        s,
        RoomPlan(
            size=(7.2, 4.4, 7.0),
            free=18.0,
            walls=("#94704c",),
            floor=Floor(("#a88c5c", "#9a7f58"), Pattern.DABS, (0.3, 0.12), ("#b89c68",), "#8a6f48"),
            windows={"west": (WindowAt(0.5, 1.0, 1.4, 0.9, (2, 2), False, "country"),)},
            doors={"south": (DoorAt(0.5, 1.3),)},
            along={"east": (_STALL, _STALL), "south": (p.BARRELS, p.SACKS), "west": (p.SACKS, p.CRATES)},
            hang={"south": (_TACK,), "west": (_TACK,), "north": (), "east": ()},
            islands=islands,
            paints=paints,
            wood="#a87c50",
            dark="#5f4432",
            accents=("#a84a3c",),
            door="#7a4a38",
            ceiling="#6f543c",
            frame="#6a4c38",
            cornice=False,
            lamps="lantern",
            focus=(0.1, 0.6),
            axis=85.0,
            shafts=0.16,
            slant=0.3,
            ground="gravel",
            ambience=("room", "wind"),
            echo=0.5,
            hall="stone",
        ),
    )


def _bale(s: SetBuilder, x: float, y: float, z: float) -> None:
    s.pillow(x, y, z, 1.1, 0.46, 0.52, "hay", 0.14, 10)
    for dx in (-0.28, 0.28):
        s.box(x + dx, y - 0.001, z, 0.012, 0.466, 0.528, "leather")


def _bales(s: SetBuilder) -> None:
    for x, y, z in ((0, 0, -0.3), (0.06, 0, 0.26), (0.02, 0.46, -0.28), (-0.06, 0.46, 0.24), (0.0, 0.92, -0.2)):
        _bale(s, x, y, z)
    s.obstacle("hay", 0, 0, 1.2, 1.2, 1.4)
    s.landmark("hay", 0, 0.9, 0.5, (0, 1.1), 180)


def _stall(s: SetBuilder) -> None:
    """A stall: boards at both ends, a manger, straw."""
    for x in (-0.9, 0.9):
        s.box(x, 0, 0.55, 0.12, 1.7, 0.12, "wood dark")
        s.box(x, 0, -0.45, 0.12, 1.7, 0.12, "wood dark")
        for y in (0.2, 0.6, 1.0):
            s.box(x, y, 0.05, 0.05, 0.3, 0.9, "wood")
    s.box(0, 0.5, -0.35, 1.68, 0.34, 0.34, "wood flat")
    s.pillow(0, 0.74, -0.35, 1.5, 0.2, 0.3, "hay", 0.7, 10)
    for y in (0.62, 1.02):
        s.box(0, y, 0.55, 1.72, 0.12, 0.05, "wood")
    s.obstacle("stall", 0, 0.05, 1.95, 1.2, 1.5)
    s.landmark("stall", 0, 1.0, 0.55, (0, 1.15), 180)


def _tack(s: SetBuilder) -> None:
    """Harness and a fork on the wall."""
    s.box(0, 1.75, 0.03, 1.0, 0.1, 0.06, "wood dark")
    for k, x in enumerate((-0.36, 0.0)):
        t = np.linspace(0, 2 * math.pi, 18)
        s.tube(
            np.c_[x + 0.12 * np.sin(t), 1.52 + 0.24 * np.cos(t), np.full(18, 0.08)], 0.016, ("leather", "black")[k], 6
        )
    s.tube([(0.35, 0.35, 0.1), (0.35, 1.75, 0.05)], 0.015, "wood flat", 6)
    for dx in (-0.09, -0.03, 0.03, 0.09):
        s.tube([(0.35, 1.72, 0.05), (0.35 + dx, 1.8, 0.05), (0.35 + dx, 2.05, 0.05)], 0.007, "steel", 5)
    s.landmark("fork", 0.35, 1.5, 0.06, (0.35, 0.7), 180)


def _barrow(s: SetBuilder) -> None:
    with s.one():
        for x in (-0.24, 0.24):
            s.tube([(x * 0.5, 0.2, 0.75), (x, 0.36, 0.0), (x * 1.3, 0.62, -0.75)], 0.026, "wood dark", 6)
            s.tube([(x, 0.36, -0.25), (x, 0.0, -0.3)], 0.022, "wood dark", 6)
    s.prism([(-0.26, 0.36), (0.26, 0.36), (0.38, 0.64), (-0.38, 0.64)], -0.4, 0.45, "red")
    s.pillow(0, 0.5, 0.02, 0.66, 0.34, 0.78, "hay", 0.8, 10)
    s.lathe(0.035, 0.2, 0.75, [(0.2, 0), (0.2, -0.07)], "black", 18, "x")
    s.obstacle("wheelbarrow", 0, 0, 0.8, 1.6, 0.75)
    s.landmark("wheelbarrow", 0, 0.6, 0, (0.85, 0), -90)


_STALL = Piece(2.0, 1.7, 0.6, _stall, 1.2)
_TACK = Piece(1.1, 0.0, 0.0, _tack, 0.15, 0.4)


def _stone(s: SetBuilder, color: str) -> None:
    for name, share in (("wall", 0.0), ("wall side", 0.08)):
        r = tuple(c + (1 - c) * share for c in tone(color))
        s.paint(name, (r[0], r[1], r[2]), Pattern.BRICK, (0.62, 0.3), line="#5c5654", line_width=0.012, blotch=0.35)
    s.paint("hall", "#8a7a6c", Pattern.BRICK, (0.62, 0.3), line="#4f4644", emission=0.25)
    s.paint("hall side", "#7a6a60", Pattern.BRICK, (0.62, 0.3), line="#4f4644", emission=0.2)


def castle_hall(s: SetBuilder) -> Set:
    """Stone and banners, a throne on its step, a long board, torches, a fire one could stand in."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(0, 0, -d / 2 + 0.95):
            _throne(s)
        with s.at(2.15, 0, 1.2, 90):
            _board(s, 2.6)
        with s.at(0, 0, 0.2):
            s.quad((-0.7, 0.006, d / 2 - 0.5), (1.4, 0, 0), (0, 0, -d + 2.6), "rug edge")
            s.quad((-0.6, 0.011, d / 2 - 0.55), (1.2, 0, 0), (0, 0, -d + 2.7), "accent")
        for sign in (-1, 1):
            for z in (-1.4, 1.9):
                with s.loose("pillar"), s.at(sign * (w / 2 - 0.75), 0, z):
                    s.box(0, 0, 0, 0.62, 0.3, 0.62, "wall side")
                    s.cylinder(0, 0.3, 0, 0.24, room.height - 0.75, "wall side", n=14)
                    s.box(0, room.height - 0.45, 0, 0.66, 0.45, 0.66, "wall side")
                s.obstacle("pillar", sign * (w / 2 - 0.75), z, 0.62, 0.62, 3.0)
        with s.part("ceiling"):
            for z in (-2.6, -0.4, 1.8):
                s.box(0, room.height - 0.3, z, w, 0.3, 0.26, "wood dark")

    return furnished_room(
        s,
        RoomPlan(
            size=(8.4, 4.8, 8.2),
            free=24.0,
            walls=("#a49a8c",),
            floor=Floor(("#938a80",), Pattern.COBBLE, (0.8, 0.6), (), "#6a635e", 0.012),
            windows={"west": tuple(WindowAt(x, 0.7, 1.7, 2.0, (2, 4), False, "mountains") for x in (0.22, 0.5, 0.78))},
            doors={"south": (DoorAt(0.5, 1.3),), "east": (DoorAt(0.85, 0.95),)},
            along={"east": (_HEARTH, _ARMOUR), "south": (p.CHEST, _ARMOUR, p.BARRELS), "north": (_ARMOUR,)},
            hang={
                "north": (p.BANNER, p.TORCH),
                "east": (p.TORCH, p.SHIELD),
                "south": (p.BANNER, p.TORCH, p.SHIELD),
                "west": (p.TORCH,),
            },
            islands=islands,
            paints=lambda s: _stone(s, "#a49a8c"),
            wood="#8a5c38",
            dark="#4f3626",
            accents=("#8a2f34", "#2f4468", "#3f5c3c"),
            door="#5c4030",
            ceiling="#6f5c4c",
            frame="#7a7066",
            cornice=False,
            lamps="chandelier",
            focus=(-0.6, 0.0),
            axis=80.0,
            shafts=0.14,
            ground="concrete",
            ambience=("room", "fire"),
            echo=1.6,
            hall="stone",
        ),
    )


def _throne(s: SetBuilder) -> None:
    s.box(0, 0, 0, 2.4, 0.16, 1.7, "wall side")
    s.box(0, 0.16, -0.15, 1.7, 0.16, 1.2, "wall side")
    with s.at(0, 0.32, -0.3):
        s.box(0, 0, 0, 0.86, 0.42, 0.66, "wood dark")
        s.pillow(0, 0.42, 0.03, 0.7, 0.1, 0.56, "accent", 0.3, 10)
        s.box(0, 0.4, -0.3, 0.9, 1.35, 0.1, "wood dark")
        s.prism([(-0.45, 1.75), (0.45, 1.75), (0, 2.1)], -0.35, -0.25, "wood dark")
        s.box(0, 0.6, -0.24, 0.66, 0.95, 0.03, "accent")
        s.ball(0, 1.98, -0.24, 0.08, "brass", n=12)
        for x in (-0.43, 0.43):
            s.box(x, 0.42, 0.0, 0.1, 0.3, 0.6, "wood dark")
            s.ball(x, 0.76, 0.28, 0.08, "brass", n=12)
            s.lathe(x, 1.75, -0.3, [(0.06, 0), (0.08, 0.06), (0, 0.16)], "brass", 10)
    s.obstacle("throne", 0, 0, 2.4, 1.7, 2.0)
    s.landmark("throne", 0, 1.2, 0, (0, 1.4), 180)


def _board(s: SetBuilder, w: float) -> None:
    """A trestle table along x with benches, laid for a feast."""
    s.box(0, 0.72, 0, w, 0.06, 0.8, "wood")
    for x in (-w / 2 + 0.4, w / 2 - 0.4):
        s.box(x, 0, 0, 0.1, 0.72, 0.6, "wood dark")
        s.box(x, 0, 0, 0.16, 0.08, 0.76, "wood dark")
    y = 0.781
    for k, x in enumerate(np.linspace(-w / 2 + 0.35, w / 2 - 0.35, 4)):
        for sign in (-1, 1):
            s.lathe(float(x), y, sign * 0.24, [(0, 0.008), (0.08, 0.002), (0.12, 0.014), (0, 0.012)], "metal", 16)
            if (k + sign) % 2:
                with s.one():
                    s.lathe(float(x) + 0.17, y, sign * 0.26, [(0, 0), (0.04, 0), (0.012, 0.03), (0.012, 0.07), (0.045, 0.11), (0.04, 0.16)], "brass", 12)  # fmt: skip
    s.lathe(0, y, 0, [(0, 0), (0.2, 0.005), (0.23, 0.02), (0, 0.015)], "metal", 20)
    s.pillow(0, y + 0.015, 0, 0.3, 0.17, 0.22, "terracotta", 0.8, 10)
    for dx in (-0.12, 0.12):
        s.pillow(dx, y + 0.06, 0.05, 0.1, 0.1, 0.16, "terracotta", 0.9, 8)
    for x in (-0.62, 0.62):
        s.pillow(x, y, 0.0, 0.26, 0.1, 0.16, "mustard", 0.7, 10)
        s.cylinder(x * 0.55, y, 0, 0.05, 0.02, "brass", n=12)
        s.cylinder(x * 0.55, y + 0.02, 0, 0.016, 0.16, "cream", n=8)
        s.ball(x * 0.55, y + 0.205, 0, 0.016, "fire", 0.034, 8)
    s.practical(0, y + 0.4, 0, tone("#ffb25e"), 0.4, 2.8)
    s.surface("table", 0, y, 0, w, 0.8, [(-0.32, 0.1), (0.34, -0.05), (-w * 0.36, 0.0), (w * 0.36, 0.0)])
    s.obstacle("table", 0, 0, w, 0.8, 0.8)
    s.landmark("table", 0, y, 0, (-w / 2 - 0.4, 0), 90)
    for sign in (-1, 1):
        with s.at(0, 0, sign * 0.72, 0.0 if sign < 0 else 180.0):
            s.box(0, 0.42, 0, w - 0.2, 0.05, 0.3, "wood")
            for x in (-w / 2 + 0.4, w / 2 - 0.4):
                s.box(x, 0, 0, 0.08, 0.42, 0.26, "wood dark")
            s.obstacle("bench", 0, 0, w - 0.2, 0.32, 0.47)
            for k, x in enumerate((-w / 3.2, 0.0, w / 3.2)):
                s.seat(f"bench {sign} {k + 1}", x, 0.47, 0, "bench", (x, -0.55))


def _hearth(s: SetBuilder) -> None:
    """A great stone hearth with logs burning."""
    for x in (-0.95, 0.95):
        s.box(x, 0, 0.35, 0.3, 1.6, 0.7, "wall side")
    s.box(0, 1.6, 0.36, 2.4, 0.26, 0.86, "wall side")
    with s.one():
        hood = [[-1.1, 1.86, 0.0], [1.1, 1.86, 0.0], [1.1, 1.86, 0.72], [-1.1, 1.86, 0.72]]
        hood += [[-0.5, 3.6, 0.0], [0.5, 3.6, 0.0], [0.5, 3.6, 0.3], [-0.5, 3.6, 0.3]]
        s.add(hood, None, None, [[3, 2, 6], [3, 6, 7], [2, 1, 5], [2, 5, 6], [0, 3, 7], [0, 7, 4]], "wall")
    s.box(0, 0, 0.03, 1.6, 1.6, 0.06, "black")
    s.box(0, 0, 0.4, 1.6, 0.06, 0.8, "steel")
    for k in range(4):
        s.tube([(-0.45 + 0.06 * k, 0.13 + 0.09 * (k // 2), 0.25 + 0.14 * (k % 2)), (0.45 - 0.05 * k, 0.13 + 0.09 * (k // 2), 0.3 + 0.12 * (k % 2))], 0.07, "wood dark", 7)  # fmt: skip
    for x, h in ((-0.25, 0.4), (-0.08, 0.62), (0.1, 0.5), (0.26, 0.36)):
        with s.one():
            s.lathe(x, 0.26, 0.34, [(0, 0), (0.1, 0.08), (0.07, h * 0.5), (0, h)], "fire", 10)
    s.practical(0, 0.7, 1.1, tone("#ff9440"), 0.9, 5.0)
    s.obstacle("fireplace", 0, 0.4, 2.4, 0.84, 2.0)
    s.landmark("fireplace", 0, 0.7, 0.5, (0, 1.35), 180)


def _armour(s: SetBuilder) -> None:
    """A suit of armour on its stand, holding a halberd."""
    s.cylinder(0, 0, 0, 0.28, 0.1, "wood dark", n=16)
    for x in (-0.1, 0.1):
        s.lathe(x, 0.1, 0, [(0.07, 0), (0.06, 0.1), (0.075, 0.36), (0.06, 0.42), (0.085, 0.78)], "metal", 12)
        s.pillow(x, 0.1, 0.06, 0.1, 0.08, 0.24, "metal", 0.6, 8)
    with s.one():
        s.lathe(0, 0.82, 0, [(0.17, 0), (0.13, 0.16), (0.2, 0.42), (0.17, 0.56), (0.06, 0.62)], "metal", 18)
        s.lathe(0, 0.72, 0, [(0.22, 0), (0.16, 0.16)], "metal", 18)
    s.ball(0, 1.6, 0, 0.115, "metal", 0.15, 14)
    s.box(0, 1.6, 0.095, 0.14, 0.02, 0.05, "black")
    s.tube([(0, 1.72, -0.04), (0, 1.86, -0.06), (0, 1.9, -0.14)], [0.02, 0.035, 0.02], "red", 6)
    for sign in (-1, 1):
        s.ball(sign * 0.22, 1.34, 0, 0.1, "metal", n=12)
        s.tube([(sign * 0.24, 1.3, 0), (sign * 0.29, 1.05, 0.02), (sign * 0.26, 0.95, 0.18)], 0.05, "metal", 8)
        s.ball(sign * 0.26, 0.95, 0.2, 0.06, "metal", n=10)
    s.tube([(0.27, 0.1, 0.2), (0.27, 2.05, 0.2)], 0.016, "wood dark", 6)
    s.prism([(0.27, 1.75), (0.46, 1.7), (0.5, 1.85), (0.46, 2.0), (0.27, 1.95)], 0.19, 0.21, "metal")
    s.obstacle("armour", 0, 0.05, 0.7, 0.56, 1.9)
    s.landmark("armour", 0, 1.3, 0, (0, 0.8), 180)


_HEARTH = Piece(2.5, 3.7, 0.0, _hearth, 0.85)
_ARMOUR = Piece(0.75, 2.1, 0.36, _armour, 0.65)


def tavern(s: SetBuilder) -> Set:
    """Low beams, casks behind the bar, scarred tables, candle ends, a fire."""

    def paints(s: SetBuilder) -> None:
        s.paint("wall low", "#7a5436", Pattern.PLANKS, (0.2, 1.1), line="#4a3226")

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(1.5, 0, 1.1, 90):
            _board(s, 1.8)
        with s.at(-w / 2 + 1.3, 0, d / 2 - 1.5):
            _round(s)
        with s.at(-w / 2 + 1.5, 0, -0.7):
            _round(s)
        with s.at(0.2, 0, -d / 2 + 1.55):
            _counter(s)
        with s.part("ceiling"):
            for z in (-2.0, -0.6, 0.8, 2.2):
                s.box(0, room.height - 0.22, z, w, 0.22, 0.2, "wood dark")
            s.box(0, room.height - 0.3, 0, 0.24, 0.3, d, "wood dark")
        for x in (-0.9, 2.6):
            with s.loose("post"):
                s.box(x, 0, -0.3 if x < 0 else -1.9, 0.18, room.height, 0.18, "wood dark")
            s.obstacle("post", x, -0.3 if x < 0 else -1.9, 0.2, 0.2, 2.6)

    return furnished_room(
        s,
        RoomPlan(
            size=(7.4, 2.75, 6.4),
            free=15.0,
            walls=("#c9b08a", "#bca488", "#b8a07c"),
            floor=Floor(("#7f5a3c", "#74523a"), Pattern.PLANKS, (0.24, 2.2), (), "#463026", 0.009),
            windows={
                "west": (
                    WindowAt(0.25, 1.1, 1.0, 1.05, (4, 4), False, "country"),
                    WindowAt(0.75, 1.1, 1.0, 1.05, (4, 4), False, "country"),
                )
            },
            doors={"south": (DoorAt(0.35, 1.0, False, True),), "east": (DoorAt(0.15, 0.9),)},
            along={
                "north": (p.BARRELS, p.BARRELS, p.BARRELS),
                "east": (_HEARTH_LOW, p.SACKS),
                "south": (p.BARRELS, p.CHEST),
            },
            hang={
                "north": (p.BOARD_BOTTLES,),
                "east": (p.SHIELD, p.TORCH),
                "south": (p.TORCH, p.SHIELD),
                "west": (p.TORCH,),
            },
            islands=islands,
            paints=paints,
            wood="#94643c",
            dark="#4c3224",
            accents=("#8a3f34", "#5c6a3c"),
            door="#5f402c",
            ceiling="#a88e6c",
            frame="#5c402c",
            low=1.0,
            cornice=False,
            lamps="lantern",
            lamplit=True,
            focus=(0.0, 0.7),
            axis=80.0,
            ambience=("room", "bar", "fire"),
            echo=0.4,
            hall="stone",
        ),
    )


def _round(s: SetBuilder) -> None:
    """A barrel for a table, three stools round it."""
    f.barrel(s, 0, 0, 0, 0.3, 0.72)
    s.cylinder(0, 0.72, 0, 0.46, 0.05, "wood", n=22)
    for x, z in ((-0.2, 0.14), (0.22, 0.1)):
        with s.one():
            s.lathe(x, 0.77, z, [(0, 0), (0.05, 0), (0.055, 0.13), (0.045, 0.13), (0, 0.1)], "metal", 12)
            s.tube([(x + 0.05, 0.88, z), (x + 0.09, 0.85, z), (x + 0.05, 0.8, z)], 0.009, "metal", 5)
    s.cylinder(0.0, 0.77, -0.12, 0.025, 0.09, "cream", n=8)
    s.ball(0.0, 0.885, -0.12, 0.014, "fire", 0.03, 8)
    s.practical(0, 1.1, 0, tone("#ffb25e"), 0.35, 2.2)
    s.surface("table", 0, 0.771, 0, 0.66, 0.66, [(0.0, 0.22), (-0.2, -0.15)])
    s.obstacle("table", 0, 0, 0.86, 0.86, 0.78)
    s.landmark("table", 0, 0.77, 0, (0.0, 0.95), 180)
    for turn in (20.0, 140.0, 260.0):
        a = math.radians(turn)
        with s.at(0.78 * math.sin(a), 0, 0.78 * math.cos(a), turn + 180):
            f.stool(s, 0.46, "wood")


def _counter(s: SetBuilder) -> None:
    """The tavern's bar, facing +z."""
    w = 2.8
    s.box(0, 0, 0, w, 1.0, 0.5, "wood flat")
    s.box(0, 1.0, 0.04, w + 0.12, 0.07, 0.66, "wood dark")
    with s.one():
        for k in range(5):
            s.box(-w / 2 + (k + 0.5) * w / 5, 0.1, 0.255, w / 5 - 0.1, 0.8, 0.02, "wood")
    y = 1.071
    for k, x in enumerate((-1.1, -0.95, -0.78, 0.9, 1.06)):
        with s.one():
            s.lathe(x, y, -0.05 + 0.06 * (k % 2), [(0, 0), (0.05, 0), (0.055, 0.13), (0.045, 0.13), (0, 0.1)], ("metal", "wood", "terracotta")[k % 3], 12)  # fmt: skip
    with s.one():
        s.lathe(0.45, y, 0, [(0, 0), (0.09, 0), (0.12, 0.1), (0.06, 0.2), (0.075, 0.26), (0, 0.26)], "terracotta", 16)
    s.cylinder(-0.4, y, 0.05, 0.025, 0.1, "cream", n=8)
    s.ball(-0.4, y + 0.125, 0.05, 0.014, "fire", 0.03, 8)
    s.practical(-0.4, y + 0.4, 0.3, tone("#ffb25e"), 0.4, 2.6)
    s.surface("bar", 0, y, 0.1, w, 0.45, [(-0.1, 0.2), (0.2, 0.2), (-0.6, 0.2), (0.7, 0.2)])
    s.obstacle("bar", 0, 0.02, w + 0.12, 0.66, 1.08)
    s.landmark("bar", 0, y, 0.2, (0, 0.85), 180)
    s.landmark("counter", 0, y, 0.2, (0.3, 0.85), 180)


def _hearth_low(s: SetBuilder) -> None:
    """A cottage hearth with a pot over the fire."""
    s.paint("hearth stone", "#948a80", Pattern.BRICK, (0.36, 0.16), line="#5c5450")
    for x in (-0.75, 0.75):
        s.box(x, 0, 0.28, 0.3, 1.25, 0.56, "hearth stone")
    s.box(0, 1.25, 0.3, 2.0, 0.16, 0.66, "wood dark")
    s.box(0, 1.41, 0.2, 1.7, 1.3, 0.4, "hearth stone")
    s.box(0, 0, 0.03, 1.2, 1.25, 0.06, "black")
    s.box(0, 0, 0.3, 1.2, 0.05, 0.6, "steel")
    for k in range(3):
        s.tube([(-0.3 + 0.05 * k, 0.1 + 0.07 * (k // 2), 0.22 + 0.12 * (k % 2)), (0.3, 0.1 + 0.07 * (k // 2), 0.24 + 0.1 * (k % 2))], 0.05, "leather", 7)  # fmt: skip
    for x, h in ((-0.15, 0.26), (0.0, 0.36), (0.14, 0.24)):
        with s.one():
            s.lathe(x, 0.18, 0.26, [(0, 0), (0.07, 0.05), (0.05, h * 0.5), (0, h)], "fire", 8)
    s.tube([(0, 1.2, 0.26), (0, 0.92, 0.26)], 0.008, "black", 4)
    s.lathe(0, 0.6, 0.26, [(0, 0), (0.13, 0.03), (0.17, 0.14), (0.14, 0.26), (0.15, 0.28), (0, 0.24)], "black", 16)
    for x in (-0.6, 0.55):
        f.jar(s, x, 1.41, 0.5, "terracotta", 0.06, 0.16)
    s.practical(0, 0.5, 0.9, tone("#ff9440"), 0.8, 4.2)
    s.obstacle("fireplace", 0, 0.3, 2.0, 0.66, 1.5)
    s.landmark("fireplace", 0, 0.6, 0.4, (0, 1.2), 180)


_HEARTH_LOW = Piece(2.05, 2.7, 0.0, _hearth_low, 0.7)
