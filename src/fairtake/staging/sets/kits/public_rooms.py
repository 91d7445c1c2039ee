"""Rooms that belong to everybody: a hospital room, a classroom, a shop."""

from __future__ import annotations

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["classroom", "hospital_room", "shop"]


def _finish(
    s: SetBuilder,
    room: Room,
    focus: tuple[float, float],
    ground: str,
    ambience: tuple[str, ...],
    mood: str = "",
    echo: float = 0.5,
) -> Set:
    """Every one of these has its windows to the west."""
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(room.width, room.height, room.depth),
        window=(-room.width / 2, 1.6, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        mood=mood,
        slant=0.15,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground=ground,
        ambience=("room", *ambience),
        reverberation=echo,
        focus=focus,
        axis=90.0,
    )


def _strips(s: SetBuilder, room: Room, focus: tuple[float, float]) -> None:
    """Strip lights on the ceiling, one of them the key."""
    s.paint("strip", "#f4f6ee", emission=1.0 if s.lamps_on else 0.7, bloom=0.4 if s.lamps_on else 0.1)
    with s.part("ceiling"):
        for x in (-room.width / 4, room.width / 4):
            s.box(x, room.height - 0.09, 0, 0.34, 0.08, room.depth * 0.5, "white")
            s.quad(
                (x - 0.14, room.height - 0.092, -room.depth * 0.24), (0.28, 0, 0), (0, 0, room.depth * 0.48), "strip"
            )
    s.practical(focus[0], room.height - 0.3, focus[1], tone("#e6eef2"), 0.66, 6.0, down=True)
    s.practical(-room.width / 4, room.height - 0.5, 0, tone("#dce8f0"), 0.3, 4.5)


def hospital_room(s: SetBuilder) -> Set:
    """A bed on wheels with its monitor and drip, a curtain rail, a chair for who visits."""
    grow = room_for(s.people, 12.0)
    w, h, d = 5.3 * grow, 2.8, 4.8 * grow
    room_paints(
        s,
        wall=s.pick("#c8d6d2", "#ccd4dc", "#d4d2c4"),
        wood="#c9ab84",
        dark="#8a7a6c",
        accent=s.pick("#7fb0b4", "#d9a441", "#c87a6a"),
    )
    s.paint("floor", "#b8c4c0", Pattern.TILES, (0.6, 0.6), line_width=0.004, color2="#c2ccc8", line="#93a4a0")
    s.paint("door paint", "#8fb0a8")
    s.paint("door panel", "#9dbab2")
    s.paint("trace", "#7ee0a0", emission=1.0, bloom=0.5)
    s.paint("bag", "#c8dce0")
    m = d / 2
    room = build_room(
        s, w, h, d,
        {"west": [Opening("window", m - 1.1, 2.2, 0.9, 1.5, (3, 1), view="town")], "east": [Opening("door", m + 0.6, 1.0)]},
        low=0.95,
    )  # fmt: skip
    bx = -w / 2 + 1.9
    with room.wall("north"):
        u = 1.9
        s.box(u, 1.25, 0.05, 2.4, 0.16, 0.1, "white")
        for k, paint in enumerate(("red", "teal", "mustard", "black")):
            s.lathe(u - 0.9 + k * 0.22, 1.33, 0.1, [(0.035, 0), (0.03, 0.03), (0, 0.03)], paint, 10, "z")
        f.picture(s, u + 2.3, 1.7, 0.8, 0.6)
        with s.at(w - 0.75, 0, 0.3):
            f.wardrobe(s, 0.9, 1.9, 0.5)
    with room.wall("west"):
        f.radiator(s, m, 1.6)
        f.plant(s, m + 0.6, 0.92, 0.05, "terracotta", 0.07, 0.26, 44, 0.06)
    with room.wall("east"):
        s.box(1.2, 0.8, 0.22, 0.6, 0.14, 0.42, "white")
        f.mirror(s, 1.2, 1.6, 0.5, 0.6)
        s.tube([(1.2, 0.94, 0.06), (1.2, 1.1, 0.06), (1.2, 1.1, 0.2), (1.2, 1.05, 0.22)], 0.014, "metal")
        s.obstacle("sink", 1.2, 0.22, 0.6, 0.44, 0.95)
        s.landmark("sink", 1.2, 0.9, 0.3, (1.2, 0.8), 180)
        f.clock(s, 2.2, 2.1)
    with room.wall("south"):
        f.picture(s, w / 2 - 1.2, 1.7, 0.7, 0.9)
        f.picture(s, w / 2 + 0.2, 1.7, 0.9, 0.65)
        with s.at(w / 2 + 1.6, 0, 0.24):
            f.dresser(s, 1.0)
        for x in (0.6, 1.2):
            with s.at(x, 0, 0.32):
                f.chair(s)
    with s.part("furniture"):
        with s.at(bx, 0, -m + 1.15):
            _hospital_bed(s)
        with s.at(bx + 1.05, 0, -m + 0.5):
            f.nightstand(s)
        with s.at(bx + 1.25, 0, -m + 1.7, -80):
            f.armchair(s)
        with s.at(bx - 0.85, 0, -m + 0.55):
            _monitor(s)
    focus = (0.7, 0.8)
    _strips(s, room, focus)
    return _finish(s, room, focus, "tile", ("hospital",), "cold")


def _hospital_bed(s: SetBuilder) -> None:
    with s.one():
        for x in (-0.4, 0.4):
            for z in (-0.85, 0.85):
                s.ball(x, 0.06, z, 0.06, "black", n=8)
                s.box(x, 0.1, z, 0.04, 0.32, 0.04, "steel")
    s.box(0, 0.4, 0, 0.92, 0.06, 2.02, "steel")
    for z, top in ((-1.02, 1.05), (1.02, 0.85)):
        s.pillow(0, 0.42, z, 0.94, top - 0.42, 0.06, "wood flat", 0.2, 10)
    s.pillow(0, 0.44, 0, 0.9, 0.18, 1.94, "paper", 0.15, 12)
    s.pillow(0, 0.45, 0.3, 0.95, 0.21, 1.3, "accent", 0.18, 12)
    with s.at(0, 0.6, -0.7, 0, -14):
        s.pillow(0, 0, 0, 0.66, 0.14, 0.42, "paper", 0.5, 12)
    for x in (-0.47, 0.47):
        for y in (0.66, 0.8):
            s.tube([(x, y, -0.5), (x, y, 0.3)], 0.013, "metal", 6)
        for z in (-0.5, -0.1, 0.3):
            s.tube([(x, 0.46, z), (x, 0.8, z)], 0.012, "metal", 6)
    s.obstacle("bed", 0, 0, 1.0, 2.1, 0.8)
    s.seat("bed", 0.2, 0.64, 0.55, "bed", (0.85, 0.55), 90)
    s.landmark("bed", 0, 0.65, 0, (0.9, 0.4), -90)


def _monitor(s: SetBuilder) -> None:
    s.cylinder(0, 0, 0, 0.24, 0.04, "black", n=14)
    s.tube([(0, 0.04, 0), (0, 1.9, 0)], 0.016, "metal", 6)
    s.box(0, 1.2, 0.04, 0.4, 0.3, 0.14, "white")
    s.quad((-0.17, 1.24, 0.112), (0.34, 0, 0), (0, 0.22, 0), "black")
    x = np.linspace(-0.15, 0.15, 22)
    beat = (
        1.36
        + 0.05 * np.exp(-(((x + 0.05) / 0.012) ** 2))
        - 0.03 * np.exp(-(((x + 0.025) / 0.01) ** 2))
        + 0.05 * np.exp(-(((x - 0.09) / 0.012) ** 2))
    )
    s.tube(np.c_[x, beat, np.full(22, 0.116)], 0.003, "trace", 4, caps=False)
    s.tube([(-0.12, 1.88, 0), (0.12, 1.88, 0)], 0.01, "metal", 5)
    s.pillow(0.12, 1.55, 0, 0.12, 0.28, 0.05, "bag", 0.5, 8)
    s.tube([(0.12, 1.56, 0), (0.2, 1.0, 0.1), (0.4, 0.75, 0.2)], 0.004, "bag", 4)
    s.obstacle("monitor", 0, 0, 0.46, 0.46, 1.9)
    s.landmark("monitor", 0, 1.3, 0.1, (0.0, 0.7), 180)


def classroom(s: SetBuilder) -> Set:
    """Blackboard and teacher's desk north, pupils' desks south, tall windows west."""
    grow = room_for(s.people, 16.0)
    w, h, d = 7.4 * grow, 3.1, 7.0 * grow
    room_paints(s, wall=s.pick("#d2c8a4", "#bccac0", "#c8c4d0"), wood="#c0925c", dark="#8a6444")
    s.paint("floor", "#a88258", Pattern.PLANKS, (0.12, 1.6), line_width=0.005, line="#6a4c3c")
    s.paint("door paint", "#a8774c")
    s.paint("door panel", "#b8875a")
    s.paint("slate", "#3f5650")
    s.paint("chalk", "#dfe0d2")
    m = d / 2
    windows = [
        Opening("window", m + k * 2.0 - 0.75, 1.5, 0.9, 1.9, (2, 3), curtains=False, view="country") for k in (-1, 0, 1)
    ]
    room = build_room(s, w, h, d, {"west": windows, "east": [Opening("door", 0.8, 0.95, glazed=True)]}, low=1.1)
    with room.wall("north"):
        u = w / 2 - 0.3
        s.box(u, 0.95, 0.02, 3.6, 1.3, 0.04, "wood dark")
        s.quad((u - 1.74, 1.01, 0.043), (3.48, 0, 0), (0, 1.18, 0), "slate")
        with s.one():
            for k, (x, y, length) in enumerate(
                ((-1.5, 2.0, 1.1), (-1.5, 1.84, 0.7), (-1.5, 1.68, 1.3), (0.5, 1.3, 0.9))
            ):
                s.quad((u + x, y - 0.004 * k, 0.046), (length, 0, 0), (0, 0.02, 0), "chalk")
        t = np.linspace(0, 6.28, 25)
        s.tube(
            np.c_[u + 0.95 + 0.24 * np.cos(t), 1.72 + 0.24 * np.sin(t), np.full(25, 0.046)],
            0.006,
            "chalk",
            4,
            caps=False,
        )
        s.box(u, 0.92, 0.08, 3.4, 0.03, 0.1, "wood")
        s.landmark("board", u, 1.6, 0.05, (u, 0.7), 180)
        f.clock(s, u, 2.6, 0.18)
        f.picture(s, w - 0.75, 1.75, 0.8, 1.0)
    with room.wall("east"):
        with s.at(3.2, 0, 0.18):
            f.bookshelf(s, 1.5, 1.5)
        for k in range(3):
            f.picture(s, 4.6 + k * 0.75, 1.75, 0.55, 0.7)
        f.picture(s, 2.2, 1.8, 0.5, 0.7)
    with room.wall("west"):
        for k in (-1, 1):
            f.radiator(s, m + k * 2.0, 1.2)
    with room.wall("south"):
        f.picture(s, w / 2 - 1.6, 1.8, 1.3, 0.9)
        f.picture(s, w / 2 + 0.2, 1.75, 0.6, 0.8)
        with s.at(w / 2 + 1.9, 0, 0.32):
            f.wardrobe(s, 1.3, 1.95, 0.55)
    with s.part("furniture"):
        with s.at(1.4, 0, -m + 1.5):
            f.desk(s, 1.5, 0.7, machine=False)
            with s.at(0, 0, -0.62):
                f.chair(s, approach=90.0)
        for row in range(2):
            for column in range(3):
                x, z = -w / 2 + 1.6 + column * 1.75, m - 2.15 + row * 1.3
                with s.at(x, 0, z, 180):
                    _school_desk(s, row * 3 + column)
    focus = (0.0, -0.2)
    with s.part("ceiling"):
        for x in (-1.8, 1.8):
            with s.at(x, 0, 0):
                f.pendant(s, h, 0.7, 0.8, 0.24)
    return _finish(s, room, focus, "wood", ("school",), echo=0.7)


def _school_desk(s: SetBuilder, number: int) -> None:
    s.box(0, 0.7, 0, 0.8, 0.03, 0.5, "wood")
    with s.one():
        for x in (-0.36, 0.36):
            s.box(x, 0, 0.18, 0.03, 0.7, 0.03, "steel")
            s.box(x, 0, -0.18, 0.03, 0.7, 0.03, "steel")
        s.box(0, 0.56, 0, 0.7, 0.02, 0.4, "steel")
    s.box(0.14, 0.73, 0.02, 0.2, 0.02, 0.26, f"book{number % 6}")
    s.surface(f"school desk {number + 1}", 0, 0.731, 0, 0.8, 0.5, [(-0.2, 0.05)])
    s.obstacle("desk", 0, 0, 0.8, 0.5, 0.73)
    s.landmark("desk", 0, 0.73, 0, (0.65, 0), -90)
    with s.at(0, 0, -0.46):
        f.chair(s, approach=90.0)


def shop(s: SetBuilder) -> Set:
    """A corner shop: full shelves, a counter with its till, a window on the street."""
    grow = room_for(s.people, 14.0)
    w, h, d = 6.5 * grow, 2.9, 5.5 * grow
    room_paints(s, wall=s.pick("#d0c4a0", "#c0ccc4", "#d0b8a4"), wood="#b0804c", dark="#7a5236")
    s.paint("floor", "#cfc4ae", Pattern.TILES, (0.4, 0.4), color2=s.pick("#9a7464", "#7f8f8a"), line="#6a5a54")
    s.paint("door paint", "#4f7a70")
    s.paint("counter", s.pick("#4f7a70", "#8a4c40"))
    m = d / 2
    room = build_room(
        s, w, h, d,
        {
            "west": [Opening("window", m - 0.9, 2.9, 0.55, 1.8, (3, 1), curtains=False, view="town")],
            "south": [Opening("door", 0.8, 1.0, glazed=True, outside=True)],
        },
    )  # fmt: skip
    for side, spots in (("north", (0.9, 2.35, 3.8, 5.25)), ("east", (1.0, 2.5, 4.0))):
        with room.wall(side):
            for k, x in enumerate(spots):
                if x + 0.7 < room.length(side):
                    with s.at(x, 0, 0.22):
                        _goods(s, 1.38, k + (side == "east"))
            f.picture(s, spots[1], 2.5, 1.2, 0.4)
    with room.wall("south"):
        f.shelf_board(s, w - 1.9, 1.3, 1.6, "jars")
        f.shelf_board(s, w - 1.9, 1.7, 1.6, "bottles")
        f.picture(s, 2.9, 1.7, 0.6, 0.8)
        f.clock(s, 3.9, 2.1)
    with s.part("counter"), s.at(-w / 2 + 1.9, 0, m - 1.7, 180):
        s.box(0, 0.06, 0, 2.2, 0.88, 0.55, "counter")
        s.box(0, 0.94, 0, 2.3, 0.04, 0.64, "wood")
        with s.at(0.5, 0.98, -0.02):
            s.box(0, 0, 0, 0.4, 0.14, 0.36, "black")
            with s.at(0, 0.14, -0.04, 180, -16):
                s.box(0, 0, 0, 0.34, 0.18, 0.05, "steel")
        for k, paint in enumerate(("mustard", "red", "teal")):
            f.jar(s, -0.85 + k * 0.2, 0.98, 0.08, paint, 0.075, 0.2)
        s.surface("counter", 0, 0.981, 0.05, 2.2, 0.5, [(-0.1, 0.12), (0.15, 0.14), (-0.3, 0.1)])
        s.obstacle("counter", 0, 0, 2.3, 0.64, 1.0)
        s.landmark("counter", 0, 0.98, 0.2, (0, 0.8), 180)
    with s.part("furniture"), s.at(1.5, 0, -0.1, 0):
        s.box(0, 0.3, 0, 1.3, 0.06, 0.8, "wood dark")
        s.box(0, 0, 0, 1.1, 0.3, 0.6, "wood flat")
        for k in range(15):
            s.ball(
                -0.52 + (k % 5) * 0.26,
                0.42,
                -0.24 + (k // 5) * 0.24,
                0.08,
                ("red", "mustard", "bottle", "terracotta")[(k % 5 + k // 5) % 4],
                n=8,
            )
        s.obstacle("fruit stand", 0, 0, 1.3, 0.8, 0.5)
        s.surface("fruit stand", 0, 0.5, 0, 1.2, 0.7, [(0.0, 0.3)])
    with s.part("ceiling"):
        for x in (-1.4, 1.6):
            with s.at(x, 0, 0.2):
                f.pendant(s, h, 0.75, 0.85, 0.22)
    return _finish(s, room, (-0.6, -0.5), "tile", ("shop",))


def _goods(s: SetBuilder, w: float, turn: int) -> None:
    """A shelf of goods with its back to the wall."""
    with s.one():
        for x in (-w / 2 + 0.02, w / 2 - 0.02):
            s.box(x, 0, 0, 0.04, 2.1, 0.4, "wood dark")
        s.box(0, 0, -0.19, w - 0.08, 2.1, 0.02, "wood dark")
    for row in range(5):
        y = 0.1 + row * 0.4
        s.box(0, y, 0, w - 0.08, 0.03, 0.38, "wood flat")
        x, kind = -w / 2 + 0.12, (row + turn) % 4
        while x < w / 2 - 0.1:
            paint = ("red", "mustard", "teal", "cream", "navy", "rose", "terracotta")[int(s.rng.integers(7))]
            run = int(s.rng.integers(2, 5))
            for _ in range(run):
                if x > w / 2 - 0.1:
                    break
                if kind == 0:
                    s.box(x, y + 0.03, 0.06, 0.1, 0.24, 0.16, paint)
                elif kind == 1:
                    s.cylinder(x, y + 0.03, 0.06, 0.045, 0.13, paint, n=10)
                elif kind == 2:
                    f.bottle(s, x, y + 0.03, 0.06, paint, 0.04, 0.28)
                else:
                    s.box(x, y + 0.03, 0.05, 0.11, 0.15, 0.2, paint)
                x += 0.118
    s.obstacle("shelves", 0, 0, w, 0.42, 2.1)
    s.landmark("shelf", 0, 1.2, 0.2, (0, 0.65), 180)
