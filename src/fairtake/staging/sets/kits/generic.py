"""Where no kit knows the place: an honest plain room, and open ground under the sky."""

from __future__ import annotations

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.kits.outdoors import Field, hold_flat, scatter
from fairtake.staging.sets.lighting import exterior_light, interior_light
from fairtake.staging.sets.nature import bush, flowers, pine, relief, rock, tree, tufts
from fairtake.staging.sets.palette import outdoor_paints, room_paints

__all__ = ["generic_room", "open_ground"]


def generic_room(s: SetBuilder) -> Set:
    """A plain room: table, chairs, a shelf, two windows, a door."""
    grow = room_for(s.people, 14.0)
    w, h, d = 5.3 * grow, 2.8, 4.7 * grow
    room_paints(s, wall=s.pick("#c4c0b2", "#b8c0c2", "#c6b8ae"))
    s.paint("floor", "#a88464", Pattern.PLANKS, (0.15, 2.0), line_width=0.005, line="#664a44")
    s.paint("door paint", "#d8d0c0")
    s.paint("door panel", "#c8beac")
    m = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "west": [Opening("window", m - 1.0, 2.0, 0.85, 1.5, (3, 2), view="town")],
            "east": [Opening("door", m + 0.6, 0.92)],
            "north": [Opening("window", w / 2 + 0.5, 1.4, 0.95, 1.35, view="country")],
        },
    )
    with room.wall("north"):
        f.picture(s, w / 2 - 0.6, 1.65, 0.7, 0.55)
        with s.at(1.1, 0, 0.17):
            f.bookshelf(s, 1.2, 2.0)
        f.radiator(s, w / 2 + 1.2, 1.0)
    with room.wall("west"):
        f.radiator(s, m, 1.5)
        f.picture(s, 0.8, 1.65, 0.45, 0.6)
    with room.wall("east"):
        f.clock(s, m - 0.4, 2.0)
        with s.at(1.3, 0, 0.25):
            f.dresser(s, 1.2)
        f.picture(s, 1.3, 1.65, 0.8, 0.6)
    with room.wall("south"):
        f.picture(s, w / 2, 1.7, 0.9, 0.65)
        f.shelf_board(s, w / 2 - 1.6, 1.6, 1.0, "books")
        f.mirror(s, w / 2 + 1.5, 1.6, 0.5, 0.9)
        if "piano" in s.wishes:
            with s.at(w / 2, 0, 0.34):
                f.piano(s)
    with s.part("furniture"):
        with s.at(-w / 2 + 1.5, 0, d / 2 - 1.45, 4):
            f.dining(s, 1.2, 0.75, 2, cloth=False)
        with s.at(0.4, 0, -0.3):
            f.rug(s, 2.5, 1.7)
        with s.at(w / 2 - 0.42, 0, d / 2 - 0.42):
            f.floor_plant(s)
        with s.at(-w / 2 + 0.4, 0, -d / 2 + 0.42):
            f.floor_lamp(s)
        with s.at(w / 2 - 0.75, 0, -0.3, -90):
            f.armchair(s)
    with s.part("ceiling"), s.at(0.3, 0, 0.0):
        f.pendant(s, h, 0.7, 0.95)
    focus = (0.4, -0.3)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.6, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="wood",
        ambience=("room",),
        reverberation=0.4,
        focus=focus,
        axis=90.0,
        generic=True,
    )


def open_ground(s: SetBuilder) -> Set:
    """A meadow with a fence, a lone tree, a path and hills all round."""
    outdoor_paints(s)
    grow = room_for(s.people, 60.0)
    half = 7.0 * grow
    field = Field(half)
    with s.part("ground"):
        relief(s, 90.0, hold_flat(field, 2.4, 0.07), "grass")
        xs = np.linspace(-70, 70, 80)
        mid = 2.6 * np.sin(xs * 0.045) - 3.6 * grow
        height = hold_flat(field, 2.4, 0.07)
        g = np.stack(
            [
                np.stack([xs, height(xs, mid + o) + 0.03, mid + o], -1)
                for o in (0.9 + 0.1 * np.sin(xs * 1.7), -0.9 - 0.1 * np.sin(xs * 1.3))
            ]
        )
        s.sheet(g, "path", uvs=g[..., [0, 2]].reshape(-1, 2))
        with s.one():
            s.ring(
                85,
                4 + 5 * np.abs(np.sin(np.linspace(0, 9.4, 120))) + 2 * np.sin(np.linspace(0, 44, 120)),
                -8,
                "far near",
            )
        with s.one():
            s.ring(88, 10 + 8 * np.abs(np.sin(np.linspace(2, 8.3, 120))), -8, "far")
    with s.part("plants"):
        for x, z, size in (
            (-half - 3.5, -half - 4, 8.5),
            (half + 6, -half - 9, 7.0),
            (half + 5, half + 6, 7.5),
            (-half - 8, half + 4, 9.0),
        ):
            with s.at(x, float(height(np.array(x), np.array(z))), z):
                tree(s, size, 0.28, s.pick("bark", "birch"), clumps=10, leaf=0.2, per=120, crown=2.2)
                s.obstacle("tree", 0, 0, 0.7, 0.7, 5)
                s.landmark("tree", 0, 1.5, 0, (0, 0.9), 180)
        for x, y, z in scatter(s, field, 26, 1.5, 22.0, height):
            with s.at(x, y, z):
                bush(
                    s,
                    float(s.rng.uniform(0.4, 0.9)),
                    float(s.rng.uniform(0.3, 0.5)),
                    60,
                    s.pick("fern", "leaves1", "leaves2"),
                    0.12,
                )
        tufts(s, scatter(s, field, 2600, -half + 1.2, 16.0, height), 0.24)
        flowers(s, scatter(s, field, 50, -1.5, 7.0, height))
        for x, z, r in (
            (-half + 0.8, half - 1.0, 0.4),
            (-half + 1.3, half - 1.5, 0.24),
            (half - 0.9, -half + 1.6, 0.34),
        ):
            with s.at(x, 0, z):
                rock(s, r)
                s.obstacle("rock", 0, 0, r * 1.8, r * 1.7, r * 0.7)
                s.landmark("rock", 0, r * 0.6, 0, (0.2, r + 0.5), 180)
        for k in range(30):
            a = k / 30 * 6.28
            rad = 38 + 10 * float(s.rng.uniform(0, 1))
            x, z = rad * np.cos(a), rad * np.sin(a)
            with s.at(x, float(height(np.array(x), np.array(z))), z):
                if k % 5 == 2:
                    pine(s, float(s.rng.uniform(6, 9)), 0.2)
                else:
                    tree(s, float(s.rng.uniform(4.5, 7)), 0.2, "bark", clumps=7, leaf=0.5, per=26, crown=2.4)
    with s.part("fence"):
        z = half + 0.6
        for k in range(-9, 10):
            s.box(k * 2.0, 0, z, 0.11, 1.1, 0.11, "teak")
            if k != 4:
                for y in (0.42, 0.86):
                    s.box(k * 2.0 + 1.0, y, z + 0.07, 2.0, 0.1, 0.04, "teak")
        s.obstacle("fence", -1.0, z, 34.0, 0.2, 1.1)
        s.landmark("fence", 0, 0.9, z, (0, z - 0.5), 0)
    s.way("path west", -half, -3.6 * grow, 90, (-half - 14, -4.0 * grow))
    s.way("path east", half, -3.6 * grow, -90, (half + 14, -3.0 * grow))
    light = exterior_light(s.time, s.setting.weather, azimuth=48.0, radius=half + 9, haze=(0.011, 1.3, 0.7), seed=2.4)
    edge = half + 8
    return s.finish(
        interior=False,
        acting=(-half, -half, half, half),
        room=(-edge - 10, 0.0, -edge - 10, edge + 10, 20.0, edge + 10),
        camera=(-edge, 0.3, -edge, edge, 9.0, half + 7),
        lighting=light,
        ground="grass",
        ambience=("wind", "birds") if s.time != "night" else ("wind", "crickets"),
        focus=(0.0, 0.4),
        axis=80.0,
        generic=True,
    )
