"""The office: desks under strip lights, a long window to the town, files and a whiteboard."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import BOOKS, room_paints

__all__ = ["office"]


def office(s: SetBuilder) -> Set:
    """Two desks by the west window; files north; whiteboard south; door east."""
    grow = room_for(s.people, 16.0)
    w, h, d = 6.2 * grow, 2.85, 5.0 * grow
    room_paints(s, wall=s.pick("#b4bcc0", "#c2bcae", "#a9b6b2"), wood=s.pick("#b98a5c", "#c7a27a"), dark="#6a5c58")
    s.paint(
        "floor",
        s.pick("#7f8690", "#8a8078", "#72807c"),
        Pattern.TILES,
        (0.5, 0.5),
        line_width=0.004,
        color2="#868c96",
        line="#666c78",
    )
    s.paint("file", s.pick("#7d8a86", "#8a8494", "#6f7f92"))
    s.paint("strip", "#f4f6ee", emission=1.0 if s.lamps_on else 0.7, bloom=0.5 if s.lamps_on else 0.1)
    s.paint("door paint", "#8a6a50")
    s.paint("rug", s.pick("#6f8490", "#8a7a74", "#75866f"), Pattern.STRIPES, (0.7, 1.0), color2="#8d9aa0")
    s.paint("rug edge", "#4f5a68")
    s.paint("blind", "#dcd6c6")
    m = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "west": [Opening("window", m - 2.2, 4.4, 0.85, 1.6, (4, 1), curtains=False, view="town")],
            "east": [Opening("door", 1.0, 0.95, glazed=True)],
        },
        cornice=False,
    )
    with room.wall("west"):
        for k in range(4):
            with s.one():
                for j in range(3):
                    s.box(m - 1.65 + k * 1.1, 2.4 - j * 0.055, -0.02, 1.02, 0.012, 0.05, "blind")
                s.box(m - 1.65 + k * 1.1, 2.45, -0.02, 1.04, 0.06, 0.06, "blind")
        f.radiator(s, m - 1.0, 1.6)
        f.radiator(s, m + 1.0, 1.6)
        f.plant(s, m + 1.7, 0.87, 0.05, "cream", 0.07, 0.3, 50, 0.07)
    with room.wall("north"):
        for k in range(4):
            with s.at(0.6 + k * 0.5, 0, 0.28):
                s.box(0, 0, 0, 0.48, 1.32, 0.55, "file")
                for j in range(4):
                    s.box(0, 0.05 + j * 0.315, 0.275, 0.43, 0.285, 0.02, "file")
                    s.box(0, 0.2 + j * 0.315, 0.295, 0.14, 0.025, 0.02, "steel")
        s.obstacle("filing cabinets", 1.35, 0.28, 2.0, 0.56, 1.32)
        s.landmark("cupboard", 1.35, 1.0, 0.55, (1.35, 0.95), 180, opens=True)
        for k in range(3):
            s.box(0.7 + k * 0.42, 1.32, 0.28, 0.32, 0.24 + 0.05 * (k % 2), 0.3, BOOKS[(k * 2 + 1) % 6])
        with s.at(3.3, 0, 0.17):
            f.bookshelf(s, 1.4, 2.1)
        f.clock(s, 2.4, 2.25)
        f.picture(s, w - 1.65, 1.65, 0.7, 0.65)
        with s.at(w - 0.9, 0, 0.26):
            s.box(0, 0, 0, 0.36, 0.95, 0.36, "white")
            with s.one():
                s.lathe(0, 0.95, 0, [(0.06, 0), (0.15, 0.06), (0.15, 0.4), (0.12, 0.44), (0, 0.44)], "mirror", 16)
            s.box(0, 0.62, 0.185, 0.2, 0.16, 0.02, "black")
            s.obstacle("water cooler", 0, 0, 0.4, 0.4, 1.4)
    with room.wall("south"):
        s.box(w / 2, 0.95, 0.02, 2.2, 1.2, 0.04, "steel")
        s.quad((w / 2 - 1.05, 1.0, 0.043), (2.1, 0, 0), (0, 1.1, 0), "paper")
        with s.one():
            for k in range(4):
                s.quad((w / 2 - 0.9, 1.9 - k * 0.14, 0.046), (0.5 + 0.15 * (k % 3), 0, 0), (0, 0.018, 0), "navy")
            s.quad((w / 2 + 0.15, 1.25, 0.046), (0.02, 0, 0), (0, 0.65, 0), "red")
            s.quad((w / 2 + 0.15, 1.25, 0.046), (0.7, 0, 0), (0, 0.02, 0), "red")
        for k, bar in enumerate((0.2, 0.36, 0.28, 0.5)):
            s.quad((w / 2 + 0.25 + k * 0.15, 1.27, 0.047), (0.1, 0, 0), (0, bar, 0), "teal")
        s.landmark("board", w / 2, 1.5, 0.05, (w / 2, 0.75), 180)
        for x in (w / 2 - 1.75, w / 2 - 2.35):
            f.picture(s, x, 1.6, 0.42, 0.56)
        with s.at(w / 2 + 2.1, 0, 0.24):
            s.box(0, 0, 0, 1.0, 0.74, 0.44, "file")
            s.box(0, 0.74, 0, 0.5, 0.3, 0.4, "white")
            s.box(0, 1.04, 0.02, 0.46, 0.03, 0.36, "steel")
            s.box(0, 0.86, 0.21, 0.36, 0.02, 0.1, "paper")
            s.obstacle("copier", 0, 0, 1.0, 0.46, 1.1)
    with room.wall("east"):
        f.picture(s, 2.7, 1.6, 0.6, 0.8)
        f.picture(s, 3.5, 1.6, 0.6, 0.8)
        f.shelf_board(s, d - 1.0, 1.5, 1.2, "books")
    with s.part("furniture"):
        for z in (-1.05, 1.25):
            with s.at(-w / 2 + 1.6, 0, z + 0.1, 90):
                f.desk(s)
                with s.at(0.1, 0, -0.72, float(s.rng.uniform(-14, 14))):
                    f.office_chair(s)
        with s.at(-w / 2 + 2.75, 0, -1.0, -90):
            f.chair(s)
        with s.at(0.9, 0, 0.2):
            f.rug(s, 2.8, 2.0)
        with s.at(w / 2 - 0.42, 0, d / 2 - 0.42):
            f.floor_plant(s)
        with s.at(-w / 2 + 0.42, 0, d / 2 - 0.42):
            f.floor_plant(s)
    with s.part("ceiling"):
        for x in (-w / 4, w / 5):
            for z in (-1.2, 1.2):
                s.box(x, h - 0.09, z, 0.34, 0.08, 1.5, "white")
                s.quad((x - 0.14, h - 0.092, z - 0.7), (0.28, 0, 0), (0, 0, 1.4), "strip")
    if s.lamps_on:
        s.practical(0.6, h - 0.3, 0.0, tone("#e6eef2"), 0.72, 6.0, down=True)
        s.practical(-w / 4, h - 0.5, -1.2, tone("#dce8f0"), 0.34, 4.5)
        s.practical(w / 4, h - 0.5, 1.2, tone("#dce8f0"), 0.34, 4.5)
    focus = (0.9, 0.2)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.7, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.18,
        mood="cold",
        shafts=0.03,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="carpet",
        ambience=("room", "office"),
        reverberation=0.4,
        focus=focus,
        axis=90.0,
    )
