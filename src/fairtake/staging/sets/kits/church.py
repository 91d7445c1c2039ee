"""The church: pews on both sides of an aisle, an altar with candles, tall coloured windows."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.architecture import Opening, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints

__all__ = ["church"]


def church(s: SetBuilder) -> Set:
    """The altar stands north; one comes in from the street, south."""
    grow = room_for(s.people, 22.0)
    w, h, d = 7.6 * grow, 5.6, 10.4 * grow
    room_paints(s, wall=s.pick("#d4c8ae", "#c8c4b8", "#d0bca4"), wood="#9c6a40", dark="#6a4630")
    s.paint("floor", "#b8ab98", Pattern.TILES, (0.6, 0.6), line_width=0.006, color2="#a89a88", line="#7d7264")
    s.paint("wall low", "#8f8272")
    s.paint("door paint", "#6a4630")
    s.paint("door panel", "#7a5438")
    s.paint("carpet", s.pick("#8c3540", "#3f5070"))
    for k, color in enumerate(("#d98a4a", "#4f7fb0", "#c8505a", "#5f9a74", "#e2c060")):
        s.paint(f"stained{k}", color, emission=0.9 if not s.lamps_on else 0.35, bloom=0.2, ink=0.9)
    m = d / 2
    spots = [(k - 1) * d * 0.28 for k in range(3)]
    room = build_room(
        s, w, h, d,
        {
            "west": [Opening("window", m - z - 0.6, 1.2, 1.7, 2.9, (2, 4), curtains=False, view="country") for z in spots],
            "east": [Opening("window", m + z - 0.6, 1.2, 1.7, 2.9, (2, 4), curtains=False, view="country") for z in spots],
            "south": [Opening("door", w / 2 - 0.5, 1.0, outside=True)],
        },
        low=1.2,
    )  # fmt: skip
    for side in ("west", "east"):
        with room.wall(side):
            for n, z in enumerate(spots):
                _glass(s, m - z if side == "west" else m + z, n)
            for z in (-d * 0.14, d * 0.14):
                s.box(m + z, 0, 0.12, 0.5, h, 0.24, "wall side")
                s.box(m + z, 0, 0.16, 0.6, 0.5, 0.32, "wall low")
    with room.wall("north"):
        _altar(s, w / 2)
    with room.wall("south"):
        f.picture(s, 1.2, 2.0, 0.9, 1.2)
        f.picture(s, w - 1.2, 2.0, 0.9, 1.2)
        for x in (1.2, w - 1.2):
            with s.at(x, 0, 0.24):
                s.box(0, 0.0, 0, 0.8, 0.85, 0.36, "wood")
                s.surface("stand", 0, 0.851, 0, 0.8, 0.36, [(0.1, 0.02)])
                s.obstacle("stand", 0, 0, 0.8, 0.4, 0.85)
    with s.part("floor"):
        s.quad((-0.6, 0.006, m - 0.3), (1.2, 0, 0), (0, 0, -d + 2.2), "carpet")
    with s.part("furniture"):
        rows = max(4, int((d - 5.6) / 1.05) + 1)
        for row in range(rows):
            for sign in (-1, 1):
                with s.at(sign * (0.85 + (w / 2 - 1.5) / 2), 0, m - 1.5 - row * 1.05, 180):
                    _pew(s, w / 2 - 1.5, row * 2 + (sign > 0), sign)
    with s.part("ceiling"):
        for z in (-d / 4, d / 4):
            s.tube([(0, h, z), (0, h - 1.9, z)], 0.012, "black", 5)
            with s.one():
                s.lathe(0, h - 2.1, z, [(0.4, 0), (0.44, 0.05), (0.4, 0.1)], "brass", 20)
            for x, dz in ((0.4, 0.0), (-0.4, 0.0), (0.0, 0.4), (0.0, -0.4)):
                s.lathe(
                    x, h - 2.0, z + dz, [(0.03, 0), (0.03, 0.14), (0.04, 0.15), (0.03, 0.24), (0, 0.28)], "bulb", 10
                )
            s.practical(0, h - 2.2, z, tone("#ffcf8c"), 0.8, 7.0, down=z < 0)
    focus = (0.0, -d / 2 + 2.75)
    light = interior_light(
        s.time, s.setting.weather, size=(w, h, d), window=(-w / 2, 3.0, 0.0), inward=(1.0, 0.0), focus=focus,
        practicals=s.practicals, slant=-0.25, shafts=0.12,
    )  # fmt: skip
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=room.camera,
        lighting=light,
        ground="concrete",
        ambience=("room", "church"),
        reverberation=2.6,
        focus=focus,
        axis=90.0,
    )


def _glass(s: SetBuilder, x: float, seed: int) -> None:
    """Coloured panes in a window, round the clear ones in its middle."""
    with s.one():
        for i in range(4):
            for j in range(8):
                s.quad((x - 0.58 + i * 0.29, 1.73 + j * 0.355, -0.15), (0.29, 0, 0), (0, 0.355, 0), f"stained{(i * 2 + j * 3 + seed + (i * j) % 3) % 5}")  # fmt: skip
    with s.one():
        for i in range(1, 4):
            s.box(x - 0.58 + i * 0.29, 1.72, -0.14, 0.014, 2.86, 0.02, "black")
        for j in range(1, 8):
            s.box(x, 1.73 + j * 0.355, -0.14, 1.16, 0.014, 0.02, "black")
    # A pointed head over it.
    s.prism([(x - 0.72, 4.66), (x + 0.72, 4.66), (x, 5.15)], 0.0, 0.05, "frame")


def _altar(s: SetBuilder, m: float) -> None:
    s.box(m, 0, 0.7, 4.4, 0.14, 1.4, "wall low")
    s.box(m, 0.14, 0.6, 2.0, 0.86, 0.7, "wood")
    s.box(m, 1.0, 0.6, 2.2, 0.05, 0.8, "paper")
    s.quad((m - 1.1, 0.62, 1.003), (2.2, 0, 0), (0, 0.4, 0), "paper")
    s.quad((m - 0.35, 0.56, 1.006), (0.7, 0, 0), (0, 0.46, 0), "carpet")
    s.box(m, 1.9, 0.06, 0.16, 2.3, 0.1, "brass")
    s.box(m, 3.35, 0.06, 1.3, 0.16, 0.1, "brass")
    for x in (-0.85, -0.62, 0.62, 0.85):
        s.lathe(m + x, 1.05, 0.5, [(0.06, 0), (0.02, 0.04), (0.02, 0.2), (0.045, 0.22)], "brass", 12)
        s.cylinder(m + x, 1.27, 0.5, 0.022, 0.26, "cream", n=10)
        s.ball(m + x, 1.56, 0.5, 0.022, "fire", 0.045, 8)
    s.practical(m, 1.8, 0.9, tone("#ffc070"), 0.45, 4.0)
    f.plant(s, m - 1.6, 0.14, 0.7, "cream", 0.16, 0.62, 90, 0.1)
    f.plant(s, m + 1.6, 0.14, 0.7, "cream", 0.16, 0.62, 90, 0.1)
    for x, paint in ((m - 2.5, "teal"), (m + 2.5, "rose")):
        s.box(x, 0.9, 0.04, 0.9, 1.9, 0.08, "brass")
        s.box(x, 0.97, 0.06, 0.76, 1.76, 0.07, paint)
    s.surface("altar", m, 1.051, 0.6, 2.0, 0.7, [(m - 0.25, 0.75), (m + 0.25, 0.75)])
    s.obstacle("altar", m, 0.7, 4.4, 1.42, 1.05)
    s.landmark("table", m, 1.05, 0.8, (m, 1.75), 180)


def _pew(s: SetBuilder, w: float, number: int, sign: int) -> None:
    s.box(0, 0.42, 0.0, w, 0.045, 0.4, "wood")
    s.box(0, 0.46, -0.2, w, 0.44, 0.04, "wood")
    s.box(0, 0.9, -0.2, w + 0.04, 0.05, 0.08, "wood dark")
    for x in (-w / 2, w / 2):
        s.box(x, 0, -0.02, 0.06, 0.98, 0.46, "wood dark")
    s.obstacle("bench", 0, -0.03, w, 0.5, 0.95)
    aisle = sign * (w / 2 + 0.45)
    for k in range(max(2, int(w / 0.75))):
        x = -w / 2 + 0.4 + k * (w - 0.8) / max(1, int(w / 0.75) - 1)
        s.seat(f"pew {number} {k + 1}", x, 0.465, 0.02, "bench", (aisle, 0.0))
    s.landmark("bench", 0, 0.45, 0, (aisle, 0.0), 180)
