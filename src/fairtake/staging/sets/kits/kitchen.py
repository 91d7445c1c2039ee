"""The kitchen: a run of cupboards under the window, stove and fridge, and a laid table."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.palette import BOOKS, room_paints

__all__ = ["kitchen"]


def kitchen(s: SetBuilder) -> Set:
    """A family kitchen. North: the counter; west: a wide window; east: the door."""
    grow = room_for(s.people, 8.5)
    w, h, d = 5.0 * grow, 2.75, 4.5 * grow
    cupboards = s.pick("#5f8a86", "#6d7fa0", "#7f8f62", "#a8705c")
    room_paints(s, wall=s.pick("#b9c9bb", "#d8c9a8", "#bcc6cf"), accent=s.pick("#c8503c", "#d9a441", "#b9677a"))
    s.paint(
        "floor", "#d8c6a2", Pattern.TILES, (0.42, 0.42), color2=s.pick("#a9695a", "#7f8f8a", "#8a7a98"), line="#6d4a48"
    )
    s.paint(
        "tiles",
        "#dfe3d6",
        Pattern.TILES,
        (0.12, 0.12),
        line_width=0.004,
        color2="#e4e7dc",
        line="#93a29c",
        line_opacity=0.8,
    )
    s.paint("cupboard", cupboards)
    s.paint("cupboard front", tuple(min(1.0, c * 1.1 + 0.02) for c in s.materials[-1].color))  # type: ignore[arg-type]
    s.paint("door paint", "#6d9992")
    s.paint("door panel", cupboards)
    middle = w / 2 - 0.7
    side = d / 2
    room = build_room(
        s,
        w,
        h,
        d,
        {
            "north": [Opening("window", middle - 0.85, 1.7, 1.1, 1.28, view="country")],
            "west": [Opening("window", side - 1.0, 2.0, 0.88, 1.42, (3, 2), view="country")],
            "east": [Opening("door", d - 1.7, 0.92)],
        },
    )
    with room.wall("north"):
        _counter(s, w, middle)
    with room.wall("west"):
        f.radiator(s, side, 1.5)
        f.picture(s, 0.75, 1.6, 0.42, 0.54)
        f.plant(s, side - 0.5, 0.9, 0.05, "terracotta", 0.07, 0.24, 44, 0.06)
        f.plant(s, side + 0.6, 0.9, 0.05, "mustard", 0.06, 0.2, 40, 0.05)
        f.clock(s, d - 0.6, 1.95)
    with room.wall("east"):
        f.shelf_board(s, 1.1, 1.75, 1.1, "jars")
        f.shelf_board(s, 1.1, 1.35, 1.1, "cups")
        with s.at(1.1, 0, 0.25):
            f.dresser(s, 1.2, 0.86, 0.44)
        f.picture(s, 2.35, 1.62, 0.5, 0.4)
        s.box(d - 0.35, 1.62, 0.02, 0.36, 0.03, 0.04, "wood dark")
        for k, name in enumerate(("accent", "navy", "mustard")):
            s.pillow(d - 0.47 + k * 0.12, 1.12 - 0.06 * (k % 2), 0.05, 0.11, 0.52, 0.05, name, 0.6, 8)
    _south(s, room, w)
    with s.part("furniture"):
        tx, tz = 0.66 * min(grow, 1.5), 0.72
        with s.at(tx, 0, tz, 6):
            f.dining(s, 1.3)
        with s.at(-w / 2 + 0.34, 0, d / 2 - 0.36):
            f.floor_plant(s)
        with s.at(middle - w / 2 - 0.1, 0, -d / 2 + 1.2):
            f.rug(s, 2.2, 0.85)
    with s.part("ceiling"), s.at(tx, 0, tz):
        f.pendant(s, h, 0.95)
    focus = (-w / 2 + 1.55, 0.35)
    light = interior_light(
        s.time,
        s.setting.weather,
        size=(w, h, d),
        window=(-w / 2, 1.6, 0.0),
        inward=(1.0, 0.0),
        focus=focus,
        practicals=s.practicals,
        slant=0.16,
    )
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="tile",
        ambience=("room", "fridge"),
        reverberation=0.45,
        focus=focus,
        axis=150.0,
    )


def _counter(s: SetBuilder, w: float, middle: float) -> None:
    """Cupboards, sink, stove, hood and fridge along the north wall."""
    fridge, stove = w - 0.42, w - 1.2
    run = stove - 0.32
    s.box(run / 2, 0.1, 0.3, run, 0.78, 0.6, "cupboard")
    s.box(run / 2, 0, 0.27, run, 0.1, 0.5, "black")
    s.box(run / 2, 0.88, 0.32, run + 0.02, 0.045, 0.64, "wood")
    count = max(4, round(run / 0.6))
    for i in range(count):
        x = (i + 0.5) * run / count
        s.box(x, 0.15, 0.6, run / count - 0.04, 0.68, 0.022, "cupboard front")
        s.ball(x + (0.2 if i % 2 == 0 else -0.2), 0.72, 0.628, 0.018, "brass", n=8)
    s.quad((0, 0.925, 0.006), (middle - 0.95, 0, 0), (0, 0.36, 0), "tiles")
    s.quad((middle - 0.95, 0.925, 0.006), (1.9, 0, 0), (0, 0.13, 0), "tiles")
    s.quad((middle + 0.95, 0.925, 0.006), (w - middle - 0.95, 0, 0), (0, 0.68, 0), "tiles")
    s.box(middle, 0.926, 0.32, 0.72, 0.012, 0.46, "metal")
    s.box(middle, 0.935, 0.32, 0.62, 0.006, 0.36, "steel")
    s.tube(
        [(middle, 0.93, 0.1), (middle, 1.17, 0.1), (middle, 1.22, 0.16), (middle, 1.2, 0.27), (middle, 1.13, 0.28)],
        0.016,
        "metal",
    )
    s.landmark("sink", middle, 0.95, 0.3, (middle, 0.98), 180)
    f.plant(s, middle - 0.55, 1.1, 0.04, "mustard", 0.06, 0.22, 40, 0.055)
    # stove and hood
    s.box(stove, 0, 0.33, 0.62, 0.9, 0.64, "white")
    s.box(stove, 0.9, 0.33, 0.62, 0.03, 0.64, "black")
    s.box(stove, 0.28, 0.655, 0.5, 0.36, 0.02, "black")
    s.box(stove, 0.69, 0.67, 0.5, 0.025, 0.03, "metal")
    for i in range(4):
        s.lathe(stove - 0.2 + i * 0.135, 0.8, 0.65, [(0.026, 0), (0.024, 0.03), (0, 0.03)], "black", 10, "z")
    for dx, dz, r, paint in ((-0.14, -0.1, 0.12, "terracotta"), (0.14, 0.1, 0.1, "mustard")):
        with s.at(stove + dx, 0.935, 0.33 + dz):
            s.cylinder(0, 0, 0, r, r * 1.2, paint, n=18)
            s.cylinder(0, r * 1.2, 0, r * 1.03, 0.012, paint, n=18)
            s.ball(0, r * 1.2 + 0.03, 0, 0.02, paint, n=8)
            for k in (-1, 1):
                s.box(k * (r + 0.02), r * 0.85, 0, 0.05, 0.02, 0.03, paint)
    with s.one():
        hood = [[-0.34, 1.62, 0.0], [0.34, 1.62, 0.0], [0.34, 1.62, 0.52], [-0.34, 1.62, 0.52]]
        hood += [[-0.17, 1.98, 0.0], [0.17, 1.98, 0.0], [0.17, 1.98, 0.27], [-0.17, 1.98, 0.27]]
        faces = [[0, 1, 2], [0, 2, 3], [3, 2, 6], [3, 6, 7], [2, 1, 5], [2, 5, 6], [0, 3, 7], [0, 7, 4]]
        s.add([[x + stove, y, z] for x, y, z in hood], None, None, faces, "cupboard front")
        s.box(stove, 1.98, 0.13, 0.3, 0.77, 0.26, "cupboard front")
    s.landmark("stove", stove, 0.95, 0.4, (stove, 1.0), 180, opens=True)
    # utensils left of the hood
    s.box(stove - 0.68, 1.5, 0.02, 0.46, 0.022, 0.022, "wood dark")
    for i in range(4):
        s.tube(
            [(stove - 0.83 + i * 0.1, 1.5, 0.035), (stove - 0.83 + i * 0.1, 1.28 - 0.03 * (i % 2), 0.045)],
            0.008,
            "metal",
            5,
        )
        s.ball(stove - 0.83 + i * 0.1, 1.25 - 0.03 * (i % 2), 0.045, 0.03, "metal", 0.04, 8)
    _fridge(s, fridge)
    # things on the counter
    f.bottle(s, middle + 0.62, 0.925, 0.2, "bottle")
    f.bottle(s, middle + 0.74, 0.925, 0.27, "terracotta", 0.03, 0.22)
    f.cup(s, middle + 0.45, 0.925, 0.42, "red")
    s.box(stove - 0.62, 0.925, 0.3, 0.4, 0.03, 0.26, "wood flat")
    for x, z, paint in ((-0.68, 0.3, "terracotta"), (-0.56, 0.27, "mustard")):
        s.ball(stove + x, 0.995, z, 0.042, paint, n=10)
    left = middle - 1.0
    for x, z, paint in ((0.26, 0.4, "cream"), (0.38, 0.48, "teal")):
        f.cup(s, x, 0.925, z, paint)
    for y, load in ((1.42, "jars"), (1.83, "books")):
        f.shelf_board(s, max(0.62, left * 0.52), y, min(1.1, left * 0.85), load)
    if run > 3.4:
        s.box(left * 0.75, 0.925, 0.3, 0.28, 0.19, 0.2, "metal")
    s.surface(
        "counter",
        run / 2,
        0.926,
        0.32,
        run,
        0.6,
        [(middle + 0.5, 0.24), (stove - 0.9, 0.42), (0.62, 0.36), (left * 0.9, 0.44)],
    )
    s.landmark("counter", run * 0.7, 0.93, 0.4, (stove - 0.75, 1.0), 180)
    s.landmark("cupboard", run * 0.35, 0.5, 0.6, (run * 0.3, 1.0), 180, opens=True)
    s.obstacle("counter", w / 2, 0.34, w, 0.68, 0.93)
    s.obstacle("fridge", fridge, 0.36, 0.72, 0.7, 1.8)


def _fridge(s: SetBuilder, x: float) -> None:
    """A fridge under its freezer; the lower door opens on what there is to eat."""
    front, bottom, top = 0.665, 0.06, 1.2
    with s.one():
        s.box(x, 0.03, 0.36, 0.7, 0.03, 0.6, "cream")
        s.box(x, 0.06, 0.045, 0.7, 1.14, 0.03, "white")
        for sign in (-1, 1):
            s.box(x + sign * 0.335, 0.06, 0.36, 0.03, 1.14, 0.6, "cream")
        s.box(x, 1.2, 0.36, 0.7, 0.6, 0.6, "cream")
    for y in (0.34, 0.64, 0.92):
        s.box(x, y, 0.34, 0.64, 0.015, 0.52, "metal")
    s.box(x, 0.08, 0.36, 0.6, 0.2, 0.5, "teal")
    f.bottle(s, x - 0.2, 0.655, 0.4, "white", 0.04, 0.24)
    f.bottle(s, x - 0.08, 0.655, 0.46, "bottle", 0.035, 0.25)
    f.bowl(s, x + 0.16, 0.655, 0.4, "mustard", 0.12)
    f.jar(s, x - 0.16, 0.355, 0.42, "red", 0.06, 0.14)
    s.box(x + 0.1, 0.355, 0.4, 0.2, 0.1, 0.16, "cream")
    s.box(x, 0.935, 0.4, 0.3, 0.06, 0.22, "rose")
    s.box(x, 1.215, 0.69, 0.69, 0.575, 0.05, "cream")
    s.box(x - 0.28, 1.3, 0.73, 0.03, 0.26, 0.03, "metal")
    s.quad((x - 0.05, 1.46, 0.717), (0.14, 0, 0), (0, 0.18, 0), "mustard")
    s.quad((x + 0.14, 1.4, 0.717), (0.11, 0, 0), (0, 0.11, 0), "red")
    with s.leaf("fridge", (x + 0.345, front), 105, (x - 0.28, 0.98, 0.75), (x - 0.1, 1.2), 180):
        s.box(x, bottom, 0.69, 0.69, top - bottom, 0.05, "cream")
        s.box(x - 0.28, 0.82, 0.73, 0.03, 0.3, 0.03, "metal")


def _south(s: SetBuilder, room: Room, w: float) -> None:
    """The wall the study never showed: a dresser with plates, pictures and a shelf."""
    with room.wall("south"):
        x = w * 0.5
        with s.at(x, 0, 0.24):
            s.box(0, 0.05, 0, 1.7, 0.82, 0.44, "cupboard")
            s.box(0, 0.87, 0.01, 1.76, 0.04, 0.48, "wood")
            s.box(0, 0, 0, 1.62, 0.05, 0.38, "black")
            for k in range(3):
                s.box(-0.56 + k * 0.56, 0.1, 0.22, 0.52, 0.72, 0.02, "cupboard front")
                s.ball(-0.56 + k * 0.56 + 0.2, 0.5, 0.245, 0.018, "brass", n=8)
            with s.one():
                for sx in (-0.83, 0.83):
                    s.box(sx, 0.91, -0.1, 0.035, 1.1, 0.24, "wood dark")
                s.box(0, 2.0, -0.1, 1.74, 0.04, 0.26, "wood dark")
            for y in (1.28, 1.64):
                s.box(0, y, -0.1, 1.62, 0.025, 0.22, "wood dark")
            for k in range(7):
                px = -0.66 + k * 0.22
                with s.at(px, 1.305, -0.16, 0, -14):
                    s.lathe(
                        0, 0.1, 0, [(0.095, 0), (0.06, 0.012), (0, 0.012)], ("white", "teal", "cream")[k % 3], 16, "z"
                    )
                f.cup(s, px, 1.665, -0.08, ("mustard", "red", "cream", "navy")[k % 4])
            f.jar(s, -0.6, 0.91, -0.06, "terracotta", 0.07, 0.2)
            f.bowl(s, 0.1, 0.91, 0.04, "mustard", 0.14)
            f.bottle(s, 0.62, 0.91, -0.04, "bottle")
            s.surface("dresser", 0, 0.911, 0.02, 1.7, 0.4, [(-0.28, 0.08), (0.38, 0.1)])
            s.obstacle("dresser", 0, 0, 1.76, 0.5, 2.0)
        f.picture(s, w * 0.5 - 1.45, 1.62, 0.46, 0.6)
        f.picture(s, w * 0.5 + 1.4, 1.66, 0.5, 0.5)
        s.box(w - 0.4, 0.0, 0.2, 0.34, 0.3, 0.3, BOOKS[2])
