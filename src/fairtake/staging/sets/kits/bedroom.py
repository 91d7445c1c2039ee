"""The bedroom: a made bed under a picture, a tall window, wardrobe, mirror and chair."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.palette import room_paints

__all__ = ["bedroom"]


def bedroom(s: SetBuilder) -> Set:
    """The bed's head is at the north wall; the window west; wardrobe and door east."""
    grow = room_for(s.people, 11.0)
    w, h, d = 5.2 * grow, 2.7, 4.6 * grow
    room_paints(s, wall=s.pick("#b8bccf", "#cdb8b0", "#b4c4bc", "#cfc2a4"), wood="#b98458")
    s.paint("floor", s.pick("#b08a68", "#9c7458"), Pattern.PLANKS, (0.13, 1.8), line_width=0.005, line="#6a4c44")
    s.paint("door paint", "#e2dccc")
    s.paint("door panel", "#d2cab8")
    m = d / 2
    bed_x = 1.75
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "west": [Opening("window", m - 1.0, 1.7, 0.6, 1.75, (2, 3), view="country")],
            "east": [Opening("door", d - 1.5, 0.9)],
        },
    )
    with room.wall("north"):
        f.picture(s, bed_x, 1.72, 0.9, 0.6)
        f.shelf_board(s, bed_x + 1.75, 1.55, 0.9, "books")
        f.picture(s, bed_x + 1.75, 2.05, 0.36, 0.44)
        with s.at(w - 0.8, 0, 0.18):
            f.bookshelf(s, 1.0, 1.3)
        f.plant(s, w - 0.6, 1.3, 0.17, "terracotta", 0.08, 0.3, 50, 0.07)
    with room.wall("west"):
        f.radiator(s, m - 0.15, 1.2)
        f.picture(s, 0.8, 1.6, 0.42, 0.56)
    with room.wall("east"):
        with s.at(1.3, 0, 0.31):
            f.wardrobe(s, 1.4)
        f.mirror(s, 2.55, 1.25, 0.5, 1.5)
    with room.wall("south"):
        x = w * 0.4
        with s.at(x, 0, 0.25):
            f.dresser(s, 1.2)
        f.mirror(s, x, 1.62, 0.7, 0.8)
        for dx, size in ((-1.2, 0.42), (1.15, 0.5), (1.75, 0.34)):
            f.picture(s, x + dx, 1.6, size, size * 1.3)
        s.box(w - 0.5, 1.66, 0.03, 0.5, 0.05, 0.06, "wood dark")
        for k, paint in enumerate(("accent", "fabric", "navy")):
            s.pillow(w - 0.66 + k * 0.16, 0.86 + 0.1 * (k % 2), 0.09, 0.16, 0.8 - 0.1 * (k % 2), 0.1, paint, 0.6, 8)
    with s.part("furniture"):
        bx, bz = -w / 2 + bed_x, -d / 2 + 1.1
        with s.at(bx, 0, bz):
            f.bed(s)
        for dx in (-1.1, 1.1):
            with s.at(bx + dx, 0, -d / 2 + 0.26):
                f.nightstand(s)
        with s.at(bx + 0.55, 0, bz + 1.35):
            f.rug(s, 2.6, 1.5)
        with s.at(-w / 2 + 0.62, 0, d / 2 - 0.75, 128):
            f.armchair(s)
        with s.at(w / 2 - 0.42, 0, 0.35):
            f.floor_plant(s)
        with s.at(-w / 2 + 0.32, 0, d / 2 - 1.6):
            f.floor_lamp(s)
    with s.part("ceiling"), s.at(0.5, 0, 0.35):
        f.pendant(s, h, 0.55, 0.8, 0.22)
    focus = (0.75, 0.75)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.5, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.12,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="carpet",
        ambience=("room",),
        reverberation=0.25,
        focus=focus,
        axis=105.0,
    )
