"""Rooms that travel: a space ship's bridge, an aeroplane's cabin, a train's compartment, a ship's cabin."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.light import Lighting
from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import pieces as p
from fairtake.staging.sets.architecture import Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.lighting import interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import room_paints
from fairtake.staging.sets.rooms import DoorAt, Floor, Piece, RoomPlan, WindowAt, furnished_room

__all__ = ["cabin", "compartment", "plane", "spaceship"]


def spaceship(s: SetBuilder) -> Set:
    """The bridge: stars ahead, consoles that glow, a captain's chair, pipes and hatches."""

    def paints(s: SetBuilder) -> None:
        for name, color in (
            ("glow blue", "#7fd0f0"),
            ("glow amber", "#ffb45e"),
            ("glow red", "#ff6a5a"),
            ("glow green", "#8af0b0"),
        ):
            s.paint(name, color, emission=1.0, bloom=0.6, ink=0.3)
        s.paint("hull", "#aeb8c4")
        s.paint("hull dark", "#5f6c80")
        s.paint("grid", "#4a5468", Pattern.TILES, (0.25, 0.25), color2="#525c70", line="#343c50")
        s.paint("hall low", "#55627a", emission=0.3)
        s.paint("strip glow", "#dff0ff", emission=1.0, bloom=0.5)

    def islands(s: SetBuilder, room: Room) -> None:
        w, d, h = room.width, room.depth, room.height
        for x in (-1.35, 1.35):
            with s.at(x, 0, -d / 2 + 0.75):
                _console(s, 1.9)
            with s.at(x, 0, -d / 2 + 1.95, 180):
                _pilot(s)
        with s.at(1.75, 0, 0.75, 200):
            s.cylinder(0, 0, 0, 0.75, 0.12, "hull dark", n=28)
            s.lathe(0, 0.1, 0, [(0.76, 0), (0.77, 0.012)], "glow blue", 28)
            with s.at(0, 0.12, 0):
                _pilot(s, raised=True)
        with s.at(-1.6, 0, 1.25):
            _holo(s)
        with s.part("ceiling"):
            for x in (-w / 4, w / 4):
                s.box(x, h - 0.12, 0, 0.22, 0.1, d, "hull dark")
                s.quad((x - 0.06, h - 0.122, -d / 2 + 0.3), (0.12, 0, 0), (0, 0, d - 0.6), "strip glow")
            for z in np.arange(-d / 2 + 0.8, d / 2, 1.5):
                s.box(0, h - 0.16, float(z), w, 0.16, 0.16, "hull")
        for side in ("west", "east"):
            with room.wall(side):
                for x in np.arange(0.8, d - 0.3, 1.5):
                    with s.one():
                        s.box(float(x), 0, 0.1, 0.16, h, 0.2, "hull")
                        s.prism([(float(x) - 0.08, h - 0.6), (float(x) + 0.08, h - 0.6), (float(x) + 0.08, h), (float(x) - 0.08, h)], 0.1, 0.45, "hull")  # fmt: skip

    return furnished_room(
        s,
        RoomPlan(
            size=(6.8, 2.9, 6.6),
            free=15.0,
            walls=("#8f9cac", "#98a0a8", "#8a9aa0"),
            floor=Floor(("#4a5468",), Pattern.TILES, (0.5, 0.5), ("#525c70",), "#343c50", 0.008),
            windows={"north": (WindowAt(0.5, 5.6, 0.95, 1.55, (4, 1), False, "space"),)},
            doors={"south": (DoorAt(0.5, 1.1),)},
            along={
                "east": (_WALL_CONSOLE, _WALL_CONSOLE),
                "west": (_WALL_CONSOLE, _LOCKER),
                "south": (_LOCKER, _LOCKER),
            },
            hang={"east": (_PANEL, _PIPES), "west": (_PANEL, _PIPES), "south": (_PANEL,)},
            islands=islands,
            paints=paints,
            wood="#8a98a8",
            dark="#55627a",
            accents=("#d0703c", "#3f8aa0"),
            door="#7a8898",
            ceiling="#6f7c90",
            frame="#6a7688",
            cornice=False,
            lamps="downlight",
            lamplit=True,
            mood="cold",
            focus=(0.15, 0.1),
            axis=80.0,
            grade=_void,
            ground="metal",
            ambience=("room", "hum"),
            echo=0.35,
            hall="ship",
        ),
    )


def _void(s: SetBuilder, light: Lighting) -> Lighting:
    """Out here it is always night, whatever the heading says."""
    black = tone("#0c1024")
    sky = replace(light.sky, zenith=black, middle=black, horizon=tone("#141a36"), clouds=0.0, stars=1.0, glow=0.1)
    return replace(
        light, sky=sky, ambient_up=tone("#747e98"), ambient_side=tone("#7c869e"), ambient_down=tone("#6c7490")
    )


def _console(s: SetBuilder, w: float) -> None:
    """A slanted console whose user sits at +z and looks to -z."""
    s.box(0, 0, -0.1, w, 0.62, 0.42, "hull dark")
    s.box(0, 0.06, 0.12, w - 0.2, 0.5, 0.02, "hull")
    with s.at(0, 0.72, 0.0, 0, 26):
        s.box(0, -0.06, 0, w + 0.06, 0.08, 0.56, "hull")
        for k in range(int(w / 0.24)):
            x = -w / 2 + 0.16 + 0.24 * k
            s.box(x, 0.02, 0.12, 0.15, 0.012, 0.08, ("glow blue", "glow amber", "glow green", "hull dark")[(k * 3) % 4])
            s.box(x, 0.02, -0.02, 0.15, 0.012, 0.1, ("hull dark", "glow red", "hull dark", "glow blue")[(k * 5) % 4])
    with s.at(0, 0.86, -0.26, 0, -12):
        for x in (-w / 4, w / 4):
            s.box(x, 0, 0, w / 2 - 0.1, 0.34, 0.04, "black")
            s.quad((x - w / 4 + 0.08, 0.03, 0.022), (w / 2 - 0.16, 0, 0), (0, 0.28, 0), "screen")
            with s.one():
                for k in range(4):
                    s.quad(
                        (x - w / 4 + 0.12, 0.07 + 0.055 * k, 0.024),
                        (0.1 + 0.09 * ((k * 3) % 4), 0, 0),
                        (0, 0.02, 0),
                        "teal",
                    )
    s.practical(0, 1.0, 0.5, tone("#8fd4f4"), 0.3, 2.6)
    s.obstacle("console", 0, -0.08, w + 0.06, 0.6, 1.15)
    with s.one():
        # The lever that is pulled when nothing else helps.
        s.box(w / 2 - 0.14, 0.74, 0.12, 0.10, 0.05, 0.16, "hull dark")
        s.tube([(w / 2 - 0.14, 0.78, 0.12), (w / 2 - 0.14, 0.93, 0.18)], 0.011, "steel", 7)
        s.ball(w / 2 - 0.14, 0.945, 0.185, 0.026, "red")
    s.landmark("console", 0, 0.8, 0.1, (0, 0.75), 180)
    s.landmark("lever", w / 2 - 0.14, 0.945, 0.185, (w / 2 - 0.14, 0.72), 180)
    s.landmark("computer", w / 4, 1.03, -0.2, (w / 4, 0.75), 180)


def _pilot(s: SetBuilder, raised: bool = False) -> None:
    """A pilot's seat, facing +z."""
    s.cylinder(0, 0, 0, 0.2, 0.06, "hull dark", n=16)
    s.cylinder(0, 0.06, 0, 0.06, 0.3, "steel", n=10)
    s.pillow(0, 0.34, 0.02, 0.56, 0.14, 0.54, "accent", 0.3, 10)
    with s.at(0, 0.42, -0.24, 0, -10):
        s.pillow(0, 0, 0, 0.56, 0.8, 0.14, "accent", 0.32, 12)
        s.pillow(0, 0.74, 0.02, 0.34, 0.2, 0.12, "hull", 0.4, 10)
    for x in (-0.31, 0.31):
        s.pillow(x, 0.56, 0.02, 0.09, 0.07, 0.42, "hull", 0.4, 8)
        s.box(x, 0.63, 0.14, 0.05, 0.012, 0.1, "glow amber" if x > 0 else "glow blue")
    s.obstacle("chair", 0, 0, 0.7 if not raised else 1.5, 0.62 if not raised else 1.5, 1.2)
    s.seat(
        "captain's chair" if raised else "pilot's chair",
        0,
        0.47,
        0.02,
        "chair",
        (0.55, -0.1) if not raised else (0, 1.05),
    )
    s.landmark(
        "captain's chair" if raised else "chair", 0, 0.6, 0, (0, 1.1) if raised else (0.7, 0.0), 180 if raised else -90
    )


def _holo(s: SetBuilder) -> None:
    """A table over which a planet hangs, made of light."""
    s.lathe(
        0, 0, 0, [(0, 0), (0.4, 0), (0.3, 0.2), (0.34, 0.7), (0.62, 0.82), (0.62, 0.88), (0, 0.88)], "hull dark", 24
    )
    s.lathe(0, 0.88, 0, [(0.5, 0), (0.46, 0.012), (0, 0.012)], "glow blue", 24)
    a = np.linspace(0, 2 * math.pi, 33)
    for tilt in (0.0, 0.9, -0.9):
        ring = np.c_[0.24 * np.cos(a), 1.28 + 0.24 * np.sin(a) * math.cos(tilt), 0.24 * np.sin(a) * math.sin(tilt)]
        s.tube(ring, 0.006, "glow blue", 4, caps=False)
    s.tube(np.c_[0.36 * np.cos(a), 1.28 + 0.05 * np.sin(a), 0.36 * np.sin(a)], 0.005, "glow amber", 4, caps=False)
    s.ball(0.36, 1.28, 0, 0.03, "glow amber", n=8)
    s.practical(0, 1.3, 0, tone("#8fd4f4"), 0.4, 2.6)
    s.surface("table", 0, 0.881, 0, 1.0, 1.0, [(0.4, 0.3), (-0.42, 0.25)])
    s.obstacle("table", 0, 0, 1.2, 1.2, 0.9)
    s.landmark("table", 0, 0.9, 0, (0.0, 1.1), 180)


def _wall_console(s: SetBuilder) -> None:
    with s.at(0, 0, 0.3):
        _console(s, 1.3)


def _locker(s: SetBuilder) -> None:
    s.pillow(0, 0, 0.24, 0.94, 1.9, 0.46, "hull", 0.1, 12)
    for x in (-0.22, 0.22):
        s.box(x, 0.15, 0.465, 0.38, 1.6, 0.02, "hull dark")
        s.box(x, 1.5, 0.48, 0.2, 0.05, 0.012, "glow amber" if x > 0 else "glow green")
    s.obstacle("locker", 0, 0.24, 0.96, 0.5, 1.9)
    s.landmark("locker", 0, 1.1, 0.48, (0, 1.0), 180, opens=True)


def _panel(s: SetBuilder) -> None:
    s.box(0, 1.3, 0.03, 0.8, 0.6, 0.06, "hull dark")
    s.quad((-0.34, 1.5, 0.062), (0.4, 0, 0), (0, 0.34, 0), "screen")
    for k in range(8):
        s.box(0.14 + 0.1 * (k % 3), 1.4 + 0.13 * (k // 3), 0.065, 0.06, 0.06, 0.012, ("glow red", "glow amber", "hull", "glow green", "hull")[(k * 2) % 5])  # fmt: skip
    s.landmark("panel", 0, 1.6, 0.06, (0, 0.7), 180)


def _pipes(s: SetBuilder) -> None:
    for k, (y, r, paint) in enumerate(((1.45, 0.06, "hull"), (1.62, 0.04, "accent"), (1.74, 0.03, "steel"))):
        s.tube([(-0.5, y, 0.08), (0.5, y, 0.08)], r, paint, 8)
        s.box(-0.2 + 0.2 * k, y - r - 0.02, 0.07, 0.05, 2 * r + 0.04, 0.14, "hull dark")
    s.landmark("pipe", 0, 1.55, 0.1, (0, 0.7), 180)


_WALL_CONSOLE = Piece(1.4, 1.3, 0.12, _wall_console, 0.75)
_LOCKER = Piece(1.0, 1.95, 0.0, _locker, 0.5)
_PANEL = Piece(0.85, 0.0, 0.0, _panel, 0.1, 1.2)
_PIPES = Piece(1.0, 0.0, 0.0, _pipes, 0.15, 1.3)


def plane(s: SetBuilder) -> Set:
    """The cabin along z: rows of seats on both sides of an aisle, small windows over the clouds."""
    rows = max(6, math.ceil(s.people * 0.66))
    pitch, w, h = 0.98, 4.0, 2.25
    d = rows * pitch + 2.2
    room_paints(s, wall="#d8d6d0", wood="#c8c4bc", dark="#7a7f88", accent=s.pick("#3f5f8a", "#8a3f48", "#3f7f80"))
    s.paint("floor", "#5f6674", Pattern.STRIPES, (0.3, 1.0), color2="#666e7c")
    s.paint("ceiling", "#e4e0d8")
    s.paint("wall low", "#b8bcc0")
    s.paint("door paint", "#a8adb4")
    s.paint("door panel", "#b8bcc2")
    s.paint("sign glow", "#ffd9a0", emission=1.0, bloom=0.4)
    s.hall = "ship"
    m = d / 2
    places = [(k + 0.5 - rows / 2) * pitch for k in range(rows)]
    openings = {
        side: [
            Opening("window", (m - z if side == "west" else m + z) - 0.17, 0.34, 1.0, 0.46, (1, 1), False, "clouds")
            for z in places
        ]
        for side in ("west", "east")
    }
    openings |= {
        "north": [Opening("door", w / 2 - 0.42, 0.84, name="door north")],
        "south": [Opening("door", w / 2 - 0.42, 0.84, name="door south")],
    }
    room = build_room(s, w, h, d, openings, low=0.0, cornice=False)
    for side in ("west", "east"):
        with room.wall(side):
            # Bins over the seats, with their rounded lids and a lamp below each.
            for k in range(rows):
                with s.at((k + 0.5) * pitch + 1.1, 0, 0):
                    s.pillow(0, 1.68, 0.36, pitch - 0.02, 0.5, 0.74, "white", 0.22, 12)
                    s.box(0, 1.74, 0.735, 0.16, 0.03, 0.02, "steel")
                    s.box(0, 1.655, 0.42, 0.3, 0.025, 0.16, "sign glow")
    for side in ("north", "south"):
        with room.wall(side):
            for x in (0.75, w - 0.75):
                s.box(x, 0, 0.03, 1.2, h - 0.1, 0.06, "wall low")
                s.box(x, 1.3, 0.065, 0.5, 0.32, 0.02, "screen")
                s.landmark("screen", x, 1.45, 0.07, (x, 0.7), 180)
            s.box(w / 2, 2.1, 0.06, 0.4, 0.1, 0.05, "sign glow")
    with s.part("furniture"):
        for k, z in enumerate(places):
            for sign in (-1, 1):
                for j, x in enumerate((0.72, 1.3)):
                    with s.at(sign * x, 0, z):
                        _plane_seat(s, f"seat {k + 1}{('BA', 'CD')[sign > 0][j]}", -sign * x)
                s.obstacle("seats", sign * 1.3, z + 0.05, 1.22, 0.62, 1.15)
    focus = (0.0, 0.0)
    with s.part("ceiling"):
        s.quad((-0.28, h - 0.005, -m + 0.4), (0.56, 0, 0), (0, 0, d - 0.8), "shade")
    for k, z in enumerate(places[::2]):
        s.practical(
            0, h - 0.25, z, tone("#ffe0b0"), 0.55 if k == len(places) // 4 else 0.25, 4.0, down=k == len(places) // 4
        )
    light = interior_light(
        s.time, s.setting.weather, size=(w, h, min(d, 10.0)), window=(-w / 2, 1.25, 0.0), inward=(1.0, 0.0), focus=focus,
        practicals=s.practicals, slant=0.3, shafts=0.06, mood="cold" if s.time == "day" else "",
    )  # fmt: skip
    x0, y0, z0, x1, y1, z1 = room.camera
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=(x0 - 0.8, y0, z0, x1 + 0.8, y1, z1),
        lighting=light,
        ground="carpet",
        ambience=("room", "hum", "air"),
        reverberation=0.15,
        focus=focus,
        axis=0.0,
    )


def _plane_seat(s: SetBuilder, name: str, aisle: float) -> None:
    """A seat facing -z (the nose); `aisle` is where the aisle lies from it along x."""
    with s.at(0, 0, 0, 180):
        for x in (-0.2, 0.2):
            s.box(x, 0, 0, 0.05, 0.34, 0.4, "steel")
        s.pillow(0, 0.32, 0.02, 0.5, 0.14, 0.48, "accent", 0.3, 8)
        with s.at(0, 0.42, -0.24, 0, -10):
            s.pillow(0, 0, 0, 0.5, 0.72, 0.13, "accent", 0.3, 10)
            s.pillow(0, 0.58, 0.03, 0.34, 0.2, 0.11, "cream", 0.4, 8)
            s.box(0, 0.16, -0.075, 0.36, 0.26, 0.02, "steel")
        for x in (-0.27, 0.27):
            s.box(x, 0.56, 0.0, 0.05, 0.04, 0.36, "black")
        s.seat(name, 0, 0.46, 0.02, "chair", (-aisle, 0.35))


def compartment(s: SetBuilder) -> Set:
    """An old compartment: two plush benches face each other by a wide window, nets overhead."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        for side, z in (("north", -d / 2), ("south", d / 2)):
            yaw = 0.0 if side == "north" else 180.0
            with s.at(0, 0, z, yaw), s.part(f"wall {side}"):
                length = w - 0.9
                x0 = -0.3 if side == "north" else 0.3
                s.box(x0, 0, 0.32, length, 0.32, 0.56, "wood dark")
                s.pillow(x0, 0.31, 0.34, length, 0.16, 0.62, "accent", 0.16, 12)
                s.pillow(x0, 0.46, 0.1, length, 0.78, 0.16, "accent", 0.2, 12)
                for k in range(4):
                    x = x0 - length / 2 + (k + 0.5) * length / 4
                    s.pillow(x, 1.02, 0.17, length / 4 - 0.1, 0.2, 0.06, "cream", 0.3, 8)
                    s.seat(f"seat {side} {k + 1}", x, 0.46, 0.36, "bench", (x, 0.95))
                s.box(x0, 1.26, 0.03, length, 0.6, 0.05, "wood flat")
                for k in range(3):
                    f.picture(s, x0 - length / 3 + k * length / 3, 1.56, 0.42, 0.34)
                for zz in (0.12, 0.28, 0.42):
                    s.tube([(x0 - length / 2, 1.98, zz), (x0 + length / 2, 1.98, zz)], 0.012, "brass", 5)
                for k, (dx, size, paint) in enumerate(
                    ((-0.9, 0.62, "leather"), (-0.1, 0.5, "red"), (0.75, 0.56, "navy"))
                ):
                    s.pillow(x0 + dx * length / 2.6, 2.0, 0.24, size, 0.22 + 0.03 * (k % 2), 0.36, paint, 0.12, 8)
                s.obstacle("bench", x0, 0.32, length, 0.64, 1.1)
        with s.at(-w / 2 + 0.28, 0, 0):
            s.box(0, 0.72, 0, 0.5, 0.035, 0.62, "wood")
            s.tube([(0.05, 0, 0), (0.05, 0.72, 0)], 0.03, "brass", 8)
            with s.at(0.08, 0.755, 0.14):
                f.table_lamp(s)
            f.cup(s, 0.1, 0.755, -0.15, "white")
            s.surface("table", 0, 0.756, 0, 0.5, 0.6, [(0.15, -0.02), (0.16, -0.24)])
            s.obstacle("table", 0, 0, 0.5, 0.62, 0.76)
            s.landmark("table", 0, 0.75, 0, (0.7, 0), -90)

    return furnished_room(
        s,
        RoomPlan(
            size=(3.9, 2.45, 3.5),
            free=4.6,
            walls=("#a8744c", "#94704c"),
            floor=Floor(("#7a4448", "#4f5a6a"), Pattern.STRIPES, (0.24, 1.0), ("#824c4e",)),
            windows={"west": (WindowAt(0.5, 2.2, 0.85, 1.1, (2, 1), True, "country"),)},
            doors={"east": (DoorAt(0.5, 0.9, True),)},
            hang={"east": (_SMALL,)},
            islands=islands,
            wood="#9a6238",
            dark="#5c3a28",
            accents=("#8a2f3c", "#2f5f5c", "#3f4f80"),
            door="#7a4c30",
            ceiling="#d8c8a8",
            frame="#7a4c30",
            lamps="globe",
            focus=(0.45, 0.0),
            axis=95.0,
            ground="carpet",
            ambience=("train",),
            echo=0.18,
            hall="public",
        ),
    )


_SMALL = Piece(0.5, 0.0, 0.0, lambda s: f.picture(s, 0, 1.6, 0.42, 0.54), 0.05, 1.2)


def cabin(s: SetBuilder) -> Set:
    """A ship's cabin: portholes on the sea, a bunk, a chart table, a lamp that sways."""

    def islands(s: SetBuilder, room: Room) -> None:
        w, d = room.width, room.depth
        with s.at(1.15, 0, 0.75, -90):
            f.table(s, 1.5, 0.85)
            s.quad((-0.55, 0.753, 0.36), (1.1, 0, 0), (0, 0, -0.7), "paper")
            with s.one():
                for k in range(4):
                    s.quad((-0.5, 0.7545, 0.25 - 0.16 * k), (1.0, 0, 0.05 - 0.03 * k), (0, 0, -0.01), "navy")
            s.tube([(-0.2, 0.76, 0.1), (-0.05, 0.9, 0.0), (0.05, 0.76, -0.1)], 0.006, "brass", 5)
            s.cylinder(0.45, 0.754, 0.25, 0.07, 0.04, "brass", n=16)
            s.surface("chart table", 0, 0.756, 0, 1.5, 0.85, [(-0.6, 0.3), (0.62, -0.2), (0.1, 0.3)])
            s.landmark("table", 0, 0.76, 0, (0, 0.9), 180)
            with s.at(-0.1, 0, -0.62):
                f.chair(s, approach=90.0)
        with s.at(w / 2 - 0.5, 0, -d / 2 + 0.5):
            f.barrel(s, 0, 0, 0)
            s.obstacle("barrel", 0, 0, 0.6, 0.6, 0.8)
        with s.part("ceiling"):
            for z in (-1.5, -0.5, 0.5, 1.5):
                s.box(0, room.height - 0.18, z, w, 0.18, 0.16, "wood dark")

    return furnished_room(
        s,
        RoomPlan(
            size=(5.0, 2.4, 4.4),
            free=9.0,
            walls=("#a87c50", "#9a7450"),
            floor=Floor(("#94683f", "#8a6040"), Pattern.PLANKS, (0.14, 2.6), (), "#53392a", 0.008),
            windows={"west": tuple(WindowAt(x, 0.62, 1.15, 0.62, (2, 2), False, "sea") for x in (0.25, 0.5, 0.75))},
            doors={"east": (DoorAt(0.5, 0.86),)},
            along={"north": (_BERTH, p.BOOKCASE), "south": (p.CHEST, p.DRESSER, p.BARRELS)},
            hang={"east": (p.PICTURE, _RING), "south": (p.PICTURE_WIDE, _RING), "north": (p.PICTURE,), "west": ()},
            islands=islands,
            wood="#a06c40",
            dark="#5f4030",
            accents=("#2f4f80", "#8a2f34"),
            door="#6f4a30",
            ceiling="#b08c60",
            frame="#c9a050",
            cornice=False,
            lamps="lantern",
            focus=(-0.6, 0.3),
            axis=70.0,
            ambience=("room", "sea"),
            echo=0.25,
            hall="ship",
        ),
    )


def _berth(s: SetBuilder) -> None:
    """A box berth along the wall with drawers under it."""
    s.box(0, 0, 0, 2.0, 0.5, 0.9, "wood flat")
    for x in (-0.5, 0.5):
        s.box(x, 0.1, 0.455, 0.9, 0.32, 0.014, "wood")
        s.ball(x, 0.26, 0.475, 0.02, "brass", n=8)
    s.pillow(0, 0.48, 0, 1.94, 0.16, 0.86, "paper", 0.2, 12)
    s.pillow(0.25, 0.5, 0.02, 1.4, 0.18, 0.9, "accent", 0.2, 12)
    s.pillow(-0.75, 0.6, 0, 0.36, 0.13, 0.56, "cream", 0.5, 10)
    s.box(0, 0.5, 0.44, 2.0, 0.12, 0.04, "wood dark")
    s.obstacle("berth", 0, 0, 2.02, 0.94, 0.75)
    for k, x in enumerate((-0.2, 0.5)):
        s.seat(f"berth {k + 1}", x, 0.66, 0.25, "bed", (x, 0.95))
    s.landmark("bed", 0, 0.65, 0.2, (0.2, 1.0), 180)


def _ring(s: SetBuilder) -> None:
    """A lifebelt."""
    a = np.linspace(0, 2 * math.pi, 25)
    s.tube(np.c_[0.24 * np.cos(a), 1.65 + 0.24 * np.sin(a), np.full(25, 0.07)], 0.055, "white", 8, caps=False)
    for k in range(4):
        t = k * math.pi / 2 + math.pi / 4
        b = np.linspace(t - 0.22, t + 0.22, 6)
        s.tube(np.c_[0.24 * np.cos(b), 1.65 + 0.24 * np.sin(b), np.full(6, 0.07)], 0.058, "red", 8)
    s.landmark("lifebelt", 0, 1.65, 0.07, (0, 0.7), 180)


_BERTH = Piece(2.05, 0.78, 0.48, _berth, 0.95)
_RING = Piece(0.62, 0.0, 0.0, _ring, 0.15, 1.3)
