"""The street: house fronts on both sides, closed by a church at one end and a square's houses
at the other; side lanes to come from."""

from __future__ import annotations

import math

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.nature import tree
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["street", "street_paints"]


def street_paints(s: SetBuilder) -> None:
    """Paints of house fronts, with the outdoor ones."""
    outdoor_paints(s)
    day = s.time == "day"
    s.paint("front0", "#c49a8a" if day else "#b08a84", Pattern.BRICK, (0.26, 0.085), line="#8a5f58")
    s.paint("front1", "#a9b4bf" if day else "#8f96a8", Pattern.BRICK, (0.26, 0.085), line="#6a7488")
    s.paint("front2", "#dcc8a2" if day else "#b9a78c")
    s.paint("front3", "#9db0a8" if day else "#7f8d93", Pattern.BRICK, (0.26, 0.085), line="#5f746c")
    s.paint("front4", "#cfa0a0" if day else "#a47a80")
    s.paint("frame", "#e6dccb" if day else "#c9bfb8")
    s.paint("frame dark", "#5f6074" if day else "#55566e")
    s.paint("roofs", "#9a6a5c" if day else "#5c5068")
    s.paint("shutter0", "#4f7f88" if day else "#46697a")
    s.paint("shutter1", "#7a5566" if day else "#6a4d5c")
    s.paint("sign0", "#2f5d68")
    s.paint("sign1", "#8c3b42")
    s.paint("sign2", "#46506a")
    s.paint("awning0", "#b9484a", Pattern.STRIPES, (0.4, 1.0), color2="#e2d2bd")
    s.paint("awning1", "#3f7480", Pattern.STRIPES, (0.4, 1.0), color2="#d8d2c2")
    s.paint("shop door", "#4f6a58")
    s.paint("car0", "#a8434a")
    s.paint("car1", "#3d6b7c")
    s.paint("car2", "#c9a050")
    s.paint("car glass", "#3f4a64" if s.lamps_on else "#6f8698", emission=0.2)


def street(s: SetBuilder) -> Set:
    """Along z. Road 6.4 m, pavements 2.4 m; people play on the road's middle and the west
    pavement."""
    street_paints(s)
    grow = room_for(s.people, 40.0)
    half = 13.0 * grow
    with s.part("ground"):
        s.quad((-3.2, 0, half + 34), (6.4, 0, 0), (0, 0, -2 * half - 68), "road")
        with s.one():
            for step in range(-int(half) - 26, int(half) + 26, 5):
                s.quad((-0.06, 0.005, step + 2.0), (0.12, 0, 0), (0, 0, -2.0), "marking")
        for side in (-1, 1):
            with s.one():
                s.box(side * 3.3, 0, 0, 0.18, 0.022, 2 * half + 66, "kerb")
            s.quad((side * 9.4 - 6.0, 0.012, half + 33), (12.0, 0, 0), (0, 0, -2 * half - 66), "pavement")
    seams = _fronts(s, half)
    _ends(s, half)
    with s.part("street furniture"):
        for k in range(-2, 3):
            for side in (-1, 1):
                z = k * 7.6 * grow + (3.4 if side > 0 else -0.6)
                with s.at(side * 3.75, 0, z, -90 * side):
                    st.lamp_post(s)
        for side, z, k in ((1, -7.2, 0), (1, 8.6, 1), (-1, -11.2, 2)):
            with s.at(side * 2.3, 0, z * grow, 90 * side):
                st.car(s, f"car{(k + int(s.rng.integers(3))) % 3}")
        with s.at(-5.3, 0, -1.2, 90):
            f.bench(s)
        with s.at(5.35, 0, 2.2, -90):
            st.post_box(s)
        with s.at(-5.4, 0, 3.2, 90):
            st.bin_(s)
        for z in (-4.4, -3.4, 4.6, 5.6):
            with s.at(-3.6, 0, z):
                st.bollard(s)
        for z in (-6.4, 6.9):
            with s.at(4.9, 0, z):
                tree(s, 6.2, 0.13, "bark", clumps=6, leaf=0.2, per=60, crown=1.15)
                s.obstacle("tree", 0, 0, 0.4, 0.4, 4)
                s.landmark("tree", 0, 1.4, 0, (-0.7, 0), 90)
        # Low tubs between two houses, where nobody comes out of a door.
        for side, wanted in ((-1, 0.6), (1, -0.4)):
            x, z = side * 5.62, min(seams[side], key=lambda at: abs(at - wanted))
            f.plant(s, x, 0, z, "terracotta", 0.17, 0.52, 70, 0.09)
            s.obstacle("plant", x, z, 0.4, 0.4, 0.8)
    lights = sorted(s.practicals, key=lambda p: math.hypot(p.position[0], p.position[2]))
    light = exterior_light(
        s.time,
        s.setting.weather,
        azimuth=14.0 if s.time != "dusk" else 168.0,
        practicals=lights,
        radius=min(26.0, half + 5),
        haze=(0.016, 1.25, 0.72),
        seed=4.2,
    )
    return s.finish(
        interior=False,
        acting=(-5.5, -half + 3, 5.5, half - 3),
        room=(-6.0, 0.0, -half - 8, 6.0, 14.0, half + 8),
        camera=(-5.5, 0.15, -half, 5.5, 9.0, half),
        lighting=light,
        ground="asphalt",
        ambience=("street",),
        focus=(-0.6, 0.6),
        axis=70.0,
    )


def _fronts(s: SetBuilder, half: float) -> dict[int, list[float]]:
    """Both rows of houses, each broken by one lane. Returns for the west (-1) and the east (1)
    where two houses meet."""
    seams: dict[int, list[float]] = {-1: [], 1: []}
    for side in (-1, 1):
        z = -half - 20.0
        k = 0
        lane = -half * 0.42 * side
        passed = False
        while z < half + 20:
            if not passed and z + 3.5 > lane:
                passed = True
                seams[side] = seams[side][:-1]
                _lane(s, side, z)
                z += 2.6
            w = float(s.rng.uniform(6.4, 8.6))
            far = abs(z + w / 2) > half + 6
            wall = f"front{(k * 2 + (side > 0)) % 5}"
            awning = ("awning0", "", "awning1")[(k + (side > 0)) % 3]
            shop = None if far or k % 4 == 3 else (f"shop{k % 3}", f"sign{(k + 1) % 3}", awning)
            x = side * (6.0 + float(s.rng.uniform(0.0, 0.2)))
            # A front faces +z of its frame, so it is turned to look across the street.
            with (
                s.part("houses east" if side > 0 else "houses west"),
                s.at(x, 0, z + (w if side < 0 else 0), -90 * side),
            ):
                st.facade(
                    s,
                    w,
                    int(s.rng.integers(2, 4)) if not far else 3,
                    wall,
                    shop=shop,
                    frame="frame" if k % 2 else "frame dark",
                    shutters=f"shutter{k % 2}" if k % 3 == 0 else "",
                    door=shop is None,
                )
            z += w + 0.02
            k += 1
            seams[side].append(z - 0.01)
    for side in (-1, 1):
        x = side * 8.9
        s.obstacle("houses", x, 0, 6.0, 2 * half + 60, 10)
    return seams


def _lane(s: SetBuilder, side: int, z: float) -> None:
    """A gap between houses: an archway to a lane that bends out of sight."""
    with (
        s.part("houses east" if side > 0 else "houses west"),
        s.at(side * 6.1, 0, z + (2.6 if side < 0 else 0), -90 * side),
    ):
        s.quad((-1.0, 0, -7), (5.6, 0, 0), (0, 6.4, 0), "front2")
        s.quad((-0.01, 0, -5.9), (0, 0, 5.9), (0, 6.0, 0), "front3")
        s.quad((0, 6.4, -7), (2.6, 0, 0), (0, 0, -0.3), "roofs")
        s.quad((1.0, 1.4, -6.97), (0.7, 0, 0), (0, 1.1, 0), "lit1")
        s.box(1.3, 3.1, -0.6, 2.6, 0.5, 0.4, "front2")
        s.box(1.3, 3.6, -0.6, 2.7, 0.1, 0.5, "frame")
        if s.lamps_on:
            s.ball(1.3, 2.8, -0.6, 0.12, "glow", n=10)
        s.way("lane east" if side > 0 else "lane west", 1.3, 0.5, 0, (1.3, -5.0))


def _ends(s: SetBuilder, half: float) -> None:
    """What closes the view: a church to the north, a house and trees to the south."""
    with s.part("north end"), s.at(0, 0, -half - 24):
        with s.one():
            s.box(0, 0, -4, 13, 8.5, 8, "skyline")
        with s.one():
            s.add([[-6.5, 8.5, 0.02], [6.5, 8.5, 0.02], [0, 13, 0.02]], None, None, [[0, 1, 2]], "skyline")
        s.box(0, 0, 0.5, 2.4, 3.6, 0.3, "skyline2")
        s.lathe(0, 9.4, 0.1, [(1.3, 0), (1.1, 0.1), (0, 0.1)], "lit2", 20, "z")
        # Tracery and mullions: a plain disc of light above the roofs would be taken for the moon.
        s.lathe(0, 9.4, 0.1, [(1.5, 0), (1.5, 0.2), (1.18, 0.2), (1.18, 0.1)], "skyline2", 20, "z")
        s.lathe(0, 9.4, 0.1, [(0.56, 0.1), (0.56, 0.16), (0.38, 0.16), (0.38, 0.1)], "skyline2", 14, "z")
        for k in range(8):
            c, d = math.cos(k * math.pi / 4), math.sin(k * math.pi / 4)
            spoke = [
                [r * c - w * d, 9.4 + r * d + w * c, 0.24]
                for r, w in ((0.5, -0.06), (1.2, -0.06), (1.2, 0.06), (0.5, 0.06))
            ]
            s.add(spoke, None, None, [[0, 1, 2], [0, 2, 3]], "skyline2")
        for x in (-4.4, 4.4):
            s.box(x, 3.0, 0.05, 1.2, 3.2, 0.1, "lit0")
            s.box(x, 3.0, 0.12, 0.12, 3.2, 0.06, "skyline2")
            for y in (3.9, 4.9):
                s.box(x, y, 0.12, 1.2, 0.1, 0.06, "skyline2")
        s.box(3.6, 0, -3.5, 4, 21, 4, "skyline")
        with s.one():
            s.lathe(3.6, 21, -3.5, [(3.0, 0), (1.8, 3), (0.25, 10), (0, 11)], "skyline2", 4)
        s.lathe(3.6, 18, -1.45, [(0.95, 0), (0.9, 0.08), (0, 0.08)], "lit2", 20, "z")
        s.lathe(3.6, 18, -1.45, [(1.08, 0), (1.08, 0.14), (0.84, 0.14), (0.84, 0.08)], "skyline2", 20, "z")
        s.box(3.6, 18.0, -1.35, 0.1, 0.62, 0.04, "skyline2")
        s.box(3.86, 17.95, -1.35, 0.52, 0.1, 0.04, "skyline2")
    with s.part("south end"), s.at(0, 0, half + 26, 180), s.at(-8, 0, 0):
        st.facade(s, 16, 3, "front2", shop=None, frame="frame", shutters="shutter0", door=True)
    with s.part("street trees"):
        for x, z in ((-3.9, half + 16), (3.9, half + 19), (-4.4, -half - 15), (4.3, -half - 12)):
            with s.at(x, 0, z):
                tree(s, 7.5, 0.18, "bark", clumps=6, leaf=0.3, per=50, crown=1.7)
    s.way("street north", 1.6, -half + 3.4, 0, (1.6, -half - 16))
    s.way("street south", -1.6, half - 3.4, 180, (-1.6, half + 16))
