"""The living room: a sofa and an armchair about a low table, books, a window to the street."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.palette import room_paints

__all__ = ["living_room"]


def living_room(s: SetBuilder) -> Set:
    """North: the fireplace or bookcases; west: tall windows; east: the door; south: pictures."""
    grow = room_for(s.people, 12.0)
    w, h, d = 5.7 * grow, 2.85, 4.9 * grow
    room_paints(s, wall=s.pick("#c9b99a", "#a8b4a4", "#c4a89c", "#a9b4bf"), wood="#b47c4c")
    s.paint(
        "floor", s.pick("#a87850", "#b58a60", "#94684c"), Pattern.PLANKS, (0.14, 2.0), line_width=0.005, line="#5f4340"
    )
    s.paint("door paint", "#e6dcc8")
    s.paint("door panel", "#d8ccb4")
    m = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "west": [
                Opening("window", m - 1.75, 1.25, 0.45, 2.0, (2, 3), view="town"),
                Opening("window", m + 0.5, 1.25, 0.45, 2.0, (2, 3), view="town"),
            ],
            "east": [Opening("door", 0.7, 0.92)],
        },
        low=0.9,
    )
    with room.wall("north"):
        with s.at(w / 2, 0, 0):
            f.fireplace(s)
        for x in (w / 2 - 1.75, w / 2 + 1.75):
            with s.at(x, 0, 0.17):
                f.bookshelf(s, 1.3, 2.1)
    with room.wall("west"):
        f.picture(s, m, 1.7, 0.5, 0.66)
        with s.at(m, 0, 0.24):
            f.dresser(s, 0.84, 0.8, 0.4)
    with room.wall("east"):
        f.picture(s, 2.3, 1.7, 0.7, 0.5)
        f.picture(s, 3.1, 1.55, 0.34, 0.42)
        f.picture(s, 3.1, 2.02, 0.34, 0.3)
        with s.at(3.9 if d > 4.6 else 3.4, 0, 0.24):
            if "piano" in s.wishes:
                with s.at(-0.1, 0, 0.12):
                    f.piano(s)
            else:
                f.television(s)
    with room.wall("south"):
        f.picture(s, w / 2, 1.75, 1.1, 0.7)
        f.picture(s, w / 2 - 1.1, 1.72, 0.5, 0.64)
        f.mirror(s, w / 2 + 1.15, 1.7, 0.6, 0.8)
        for x in (w / 2 - 2.2, w / 2 + 2.25):
            f.shelf_board(s, x, 1.6, 0.8, "books" if x < w / 2 else "jars")
        f.radiator(s, w / 2 + 2.2, 0.9)
    with s.part("furniture"):
        zs = d / 2 - 1.05
        with s.at(-0.2, 0, zs, 180):
            f.sofa(s, 2.1)
        with s.at(-0.2, 0, zs - 1.2):
            f.rug(s, 2.7, 2.1)
        with s.at(-0.2, 0, zs - 1.22, 180):
            f.coffee_table(s)
        with s.at(1.75, 0, zs - 0.95, -112):
            f.armchair(s)
        with s.at(-1.75, 0, zs + 0.1):
            f.floor_lamp(s)
        with s.at(w / 2 - 0.45, 0, d / 2 - 0.45):
            f.floor_plant(s)
        with s.at(1.35, 0, zs + 0.25):
            s.box(0, 0.52, 0, 0.44, 0.03, 0.44, "wood dark")
            s.tube([(0, 0, 0), (0, 0.52, 0)], 0.03, "wood dark")
            s.cylinder(0, 0, 0, 0.16, 0.02, "wood dark")
            s.obstacle("side table", 0, 0, 0.44, 0.44, 0.55)
            with s.at(0, 0.55, 0):
                f.table_lamp(s)
    with s.part("ceiling"), s.at(-0.2, 0, -0.4):
        f.pendant(s, h, 0.72, 0.95, 0.26)
    focus = (-0.4, -0.7)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.5, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.1,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="wood",
        ambience=("room", "clock"),
        reverberation=0.35,
        focus=focus,
        axis=90.0,
    )
