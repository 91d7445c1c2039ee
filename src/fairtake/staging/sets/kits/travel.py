"""On the way: inside a railway carriage, and on the platform where it stops."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.architecture import Opening, Room, build_room
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.kits.street import street_paints
from fairtake.staging.sets.lighting import exterior_light, interior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.nature import tree
from fairtake.staging.sets.palette import room_paints

__all__ = ["station_platform", "train"]

_BAY = 2.1


def train(s: SetBuilder) -> Set:
    """A saloon along z: bays of facing seats on both sides of an aisle, a window to each."""
    bays = max(4, -(-(s.people * 62 + 300) // 210))
    w, h, d = 3.5, 2.45, bays * _BAY + 1.6
    room_paints(s, wall=s.pick("#c8b48c", "#b8c0b0", "#c4b4a4"), accent=s.pick("#3f7f80", "#8c3f44", "#4f6a9a"))
    s.paint("floor", "#7d7468", Pattern.PLANKS, (0.4, 3.0), line_width=0.004, line="#565048")
    s.paint("wall low", s.pick("#8a5f44", "#5f7a74"))
    s.paint("door paint", "#7a5a44")
    m = d / 2
    places = [(k + 0.5 - bays / 2) * _BAY for k in range(bays)]
    room = build_room(
        s, w, h, d,
        {
            "west": [Opening("window", m - z - 0.75, 1.5, 0.85, 1.05, (1, 1), curtains=False, view="country") for z in places],
            "east": [Opening("window", m + z - 0.75, 1.5, 0.85, 1.05, (1, 1), curtains=False, view="country") for z in places],
            "north": [Opening("door", w / 2 - 0.45, 0.9, name="door north", glazed=True)],
            "south": [Opening("door", w / 2 - 0.45, 0.9, name="door south", glazed=True)],
        },
        low=0.8,
    )  # fmt: skip
    for side in ("west", "east"):
        with room.wall(side):
            _racks(s, d)
    for side in ("north", "south"):
        with room.wall(side):
            f.picture(s, 0.62, 1.6, 0.5, 0.66)
            f.picture(s, w - 0.62, 1.6, 0.5, 0.66)
    with s.part("furniture"):
        for k, z in enumerate(places):
            for sign in (-1, 1):
                with s.at(sign * w / 2, 0, z, -90.0 * sign):
                    _bay(s, 2 * k + (sign > 0))
    with s.part("ceiling"):
        for z in places:
            s.cylinder(0, h - 0.07, z, 0.17, 0.05, "bulb", n=18)
    for k, z in enumerate(places):
        s.practical(0, h - 0.2, z, tone("#ffd49a"), 0.6 if k == bays // 2 else 0.34, 4.2, down=k == bays // 2)
    focus = (0.0, 0.0)
    light = interior_light(
        s.time, s.setting.weather, size=(w, h, min(d, 11.0)), window=(-w / 2, 1.4, 0.0), inward=(1.0, 0.0), focus=focus,
        practicals=s.practicals, slant=0.3, shafts=0.04,
    )  # fmt: skip
    return s.finish(
        interior=True,
        acting=room.acting,
        room=room.bounds,
        camera=_closer(room),
        lighting=light,
        ground="metal",
        ambience=("train",),
        reverberation=0.25,
        focus=focus,
        axis=0.0,
    )


def _closer(room: Room) -> tuple[float, float, float, float, float, float]:
    x0, y0, z0, x1, y1, z1 = room.camera
    return (x0 - 0.6, y0, z0, x1 + 0.6, y1, z1)


def _racks(s: SetBuilder, d: float) -> None:
    """A luggage rack the length of the wall, with what travels on it."""
    for z in (0.14, 0.26, 0.38):
        s.tube([(0.1, 2.03, z), (d - 0.1, 2.03, z)], 0.011, "brass", 5)
    x, k = 0.5, int(s.rng.integers(4))
    while x < d - 0.6:
        s.tube([(x, 2.02, 0.4), (x, 2.14, 0.02)], 0.01, "brass", 5)
        paint = ("leather", "red", "navy", "mustard", "teal")[k % 5]
        if k % 3 != 2:
            s.pillow(x + 0.4, 2.045, 0.22, 0.55, 0.2 + 0.05 * (k % 2), 0.34, paint, 0.12, 8)
        x, k = x + 1.15, k + 1


def _bay(s: SetBuilder, number: int) -> None:
    """Two facing seats and a table beneath a window, in the frame of its wall: the window
    behind z = 0, the aisle at z = 1.05."""
    for sign in (-1, 1):
        x = sign * 0.74
        s.pillow(x, 0.34, 0.53, 0.5, 0.13, 1.0, "accent", 0.18, 10)
        s.box(x, 0.0, 0.53, 0.44, 0.35, 0.96, "wood dark")
        s.pillow(x + sign * 0.22, 0.44, 0.53, 0.13, 0.74, 1.0, "accent", 0.2, 10)
        for z in (0.3, 0.78):
            s.pillow(x + sign * 0.17, 1.0, z, 0.05, 0.2, 0.36, "cream", 0.2, 8)
        s.obstacle("train seat", x + sign * 0.08, 0.53, 0.62, 1.02, 1.15)
        for k, z in enumerate((0.3, 0.78)):
            s.seat(f"seat {number} {sign} {k + 1}", x - sign * 0.02, 0.47, z, "bench", (sign * 0.3, 1.3), -90.0 * sign)
    s.box(0, 0.7, 0.29, 0.46, 0.03, 0.58, "wood")
    s.tube([(0, 0.0, 0.3), (0, 0.7, 0.3)], 0.025, "metal", 8)
    if number % 3 == 0:
        f.cup(s, 0.08, 0.73, 0.3, "white")
    s.surface(f"table {number + 1}", 0, 0.731, 0.29, 0.44, 0.54, [(-0.1, 0.4), (0.12, 0.44)])
    s.obstacle("table", 0, 0.29, 0.46, 0.58, 0.73)
    s.landmark("table", 0, 0.73, 0.3, (0, 1.4), 180)


def station_platform(s: SetBuilder) -> Set:
    """Along x: the station building north, the platform under its canopy, the tracks south
    and a platform with a fence beyond."""
    street_paints(s)
    grow = room_for(s.people, 50.0)
    half, edge, back = 12.0 * grow, 2.9, -2.9 * min(grow, 2.0)
    s.paint("ballast", "#8a8078", Pattern.COBBLE, (0.16, 0.12), line_width=0.01, line="#645c58")
    s.paint("slab", "#b4aa9e" if not s.wet else "#8e8994", Pattern.COBBLE, (0.7, 0.7), line_width=0.01, line="#857c76", wet=0.5 if s.wet else 0.0)  # fmt: skip
    s.paint("safety", "#e2c27a", ink=0.4)
    s.paint("canopy", s.pick("#4f6f64", "#5f5a78", "#7a4f48"))
    with s.part("ground"):
        s.quad((-half - 22, 0, edge), (2 * half + 44, 0, 0), (0, 0, back - edge - 1.0), "slab")
        s.quad((-half - 22, 0.004, edge - 0.45), (2 * half + 44, 0, 0), (0, 0, -0.14), "safety")
        s.quad((-half - 22, -0.95, edge), (2 * half + 44, 0, 0), (0, 0.95, 0), "kerb")
        s.quad((-70, -0.95, 13.0), (140, 0, 0), (0, 0, -11), "ballast")
        for z in (edge + 0.9, edge + 2.35, edge + 4.4, edge + 5.85):
            s.box(0, -0.88, z, 140, 0.12, 0.08, "steel")
        with s.one():
            for k in range(-56, 57):
                for z in (edge + 1.62, edge + 5.12):
                    s.box(k * 0.8, -0.94, z, 0.24, 0.06, 2.4, "wood dark")
        s.box(0, -0.95, edge + 8.2, 140, 0.95, 2.4, "kerb")
        s.quad((-80, -0.4, 70), (160, 0, 0), (0, 0, -57), "grass")
        s.quad((-80, -0.3, back - 1), (160, 0, 0), (0, 0, -40), "pavement")
    with s.part("station"):
        x = -half - 14.0
        k = 0
        while x < half + 14:
            width = 9.0 if k % 2 else 7.0
            with s.at(x, 0, back):
                st.facade(s, width, 1 + k % 2, f"front{(0, 2)[k % 2]}", shop=(f"shop{k % 3}", f"sign{k % 3}", "") if k % 2 else None, frame="frame", door=k % 2 == 0)  # fmt: skip
            x, k = x + width, k + 1
        s.obstacle("station", 0, back - 3.0, 2 * half + 40, 6.0, 9)
    with s.part("canopy"):
        s.box(0, 3.5, (back + 1.6) / 2, 2 * half + 12, 0.1, 1.6 - back + 0.4, "canopy")
        s.box(0, 3.3, 1.75, 2 * half + 12, 0.32, 0.06, "frame")
        count = int(half / 2.6)
        for k in range(-count, count + 1):
            x = k * 5.2 + 2.6
            if abs(x) < half + 5:
                with s.one():
                    s.lathe(x, 0, 1.5, [(0.16, 0), (0.16, 0.3), (0.08, 0.4), (0.07, 3.1), (0.16, 3.5)], "iron", 10)
                s.obstacle("post", x, 1.5, 0.3, 0.3, 3.4)
                s.ball(x, 3.1, 0.2, 0.13, "glow", n=10)
                s.tube([(x, 3.2, 0.2), (x, 3.5, 0.2)], 0.015, "iron", 5)
                s.practical(x, 3.0, 0.2, tone("#ffcf8a"), 0.6, 5.5)
    with s.part("platform furniture"):
        for x in (-4.6, 4.4, 9.4):
            with s.at(x, 0, back + 0.55):
                f.bench(s)
        with s.at(2.0, 0, back + 0.45):
            st.bin_(s)
        s.box(-1.8, 2.5, 0.2, 1.9, 0.42, 0.08, "sign0")
        for z in (0.15, 0.25):
            s.box(-1.8, 2.66, z + (0.01 if z > 0.2 else -0.01), 1.5, 0.1, 0.02, "cream")
        for x in (-2.6, -1.0):
            s.tube([(x, 2.92, 0.2), (x, 3.5, 0.2)], 0.015, "iron", 5)
        s.landmark("sign", -1.8, 2.7, 0.2, (-1.8, 1.2), 180)
        s.tube([(1.2, 3.5, 0.4), (1.2, 3.15, 0.4)], 0.02, "iron", 6)
        with s.at(1.2, 2.85, 0.4):
            s.lathe(0, 0, -0.08, [(0.34, 0), (0.34, 0.16), (0.3, 0.17), (0, 0.17)], "white", 22, "z")
            s.box(0, 0, 0.1, 0.025, 0.24, 0.012, "black")
            s.box(0.07, -0.01, 0.1, 0.16, 0.025, 0.012, "black")
        s.landmark("clock", 1.2, 2.85, 0.5, (1.2, 1.5), 180)
        with s.at(7.0, 0, back + 0.6):
            for k, (dx, size, paint) in enumerate(
                ((0.0, 0.62, "leather"), (0.5, 0.46, "navy"), (-0.02, 0.44, "mustard"))
            ):
                s.pillow(dx, 0.0 if k < 2 else 0.4, 0, size, 0.38 if k < 2 else 0.26, 0.3, paint, 0.12, 8)
            s.obstacle("luggage", 0.2, 0, 1.2, 0.4, 0.7)
    with s.part("beyond"):
        for k in range(int(half) + 8):
            s.box(-2 * half + k * 4.0, 0, edge + 9.2, 0.12, 1.2, 0.12, "teak")
        for y in (0.35, 0.9):
            s.box(0, y, edge + 9.25, 140, 0.1, 0.04, "teak")
        for k in range(-6, 7):
            with s.at(k * 7.5 + float(s.rng.uniform(-2, 2)), -0.4, edge + 14 + float(s.rng.uniform(0, 8))):
                tree(s, float(s.rng.uniform(5.5, 8)), 0.18, "bark", clumps=6, leaf=0.4, per=32, crown=2.0)
        st.skyline(s, 62.0, -80.0, 80.0, 5.0, 10.0, "skyline")
    s.landmark("train", 0, -0.4, edge + 1.6, (0.3, edge - 0.9), 0)
    s.way("platform west", -half, -0.4, 90, (-half - 12, -0.4))
    s.way("platform east", half, -0.4, -90, (half + 12, -0.4))
    lights = sorted(s.practicals, key=lambda p: abs(p.position[0]))
    light = exterior_light(
        s.time, s.setting.weather, azimuth=24.0, practicals=lights, radius=min(26.0, half + 6), haze=(0.012, 1.3, 0.7), seed=3.1
    )  # fmt: skip
    return s.finish(
        interior=False,
        acting=(-half, back + 0.2, half, edge - 0.5),
        room=(-half - 6, 0.0, back, half + 6, 12.0, edge + 8),
        camera=(-half - 4, 0.2, back + 0.25, half + 4, 3.2, edge + 6.5),
        lighting=light,
        ground="concrete",
        ambience=("station",),
        focus=(-0.4, 0.1),
        axis=90.0,
    )
