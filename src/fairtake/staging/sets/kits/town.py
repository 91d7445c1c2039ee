"""More places of a town: alley, bridge, rooftop, market square; and the deck of a ship."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.kits.street import street_paints
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import tree

__all__ = ["alley", "bridge", "deck", "market_square", "rooftop"]


def _bags(s: SetBuilder) -> None:
    """Bags of rubbish by a big bin."""
    s.box(0, 0.12, 0, 1.5, 1.0, 0.8, "bottle")
    with s.at(0, 1.12, -0.4, 0, 8):
        s.box(0, 0, 0.42, 1.54, 0.06, 0.86, "iron")
    for x in (-0.6, 0.6):
        for z in (-0.3, 0.3):
            s.ball(x, 0.07, z, 0.07, "black", n=8)
    for x, z, r in ((1.05, 0.1, 0.3), (1.5, -0.1, 0.24), (1.15, 0.45, 0.2)):
        s.pillow(x, 0, z, 2 * r, 1.7 * r, 1.9 * r, "black", 0.8, 10)
        s.ball(x, 1.7 * r, z, 0.06, "black", n=6)
    s.obstacle("bin", 0.3, 0.05, 2.6, 1.0, 1.2)
    s.landmark("bin", 0, 1.1, 0.4, (0, 0.95), 180, opens=True)


def _fire_escape(s: SetBuilder, floors: int) -> None:
    """Iron stairs on a wall, facing +z."""
    for k in range(floors):
        y = 2.9 + k * 2.6
        s.box(0, y, 0.55, 3.0, 0.06, 1.0, "iron")
        with s.one():
            for x in np.linspace(-1.48, 1.48, 13):
                s.tube([(float(x), y, 1.04), (float(x), y + 0.95, 1.04)], 0.012, "iron", 4)
            s.tube([(-1.5, y + 0.95, 1.04), (1.5, y + 0.95, 1.04)], 0.022, "iron", 5)
            for x in (-1.5, 1.5):
                s.tube([(x, y + 0.95, 1.04), (x, y + 0.95, 0.05)], 0.02, "iron", 5)
        if k:
            with s.one():
                for z in (0.5, 0.9):
                    s.tube([(-1.1, y - 2.55, z), (1.0, y, z)], 0.03, "iron", 5)
                for j in range(9):
                    t = (j + 0.5) / 9
                    s.box(-1.1 + 2.1 * t, y - 2.55 + 2.55 * t, 0.7, 0.2, 0.02, 0.4, "iron")
    with s.one():
        for x in (0.9, 1.25):
            s.tube([(x, 1.4, 0.75), (x, 3.0, 0.75)], 0.018, "iron", 5)
        for k in range(5):
            s.tube([(0.9, 1.5 + 0.3 * k, 0.75), (1.25, 1.5 + 0.3 * k, 0.75)], 0.013, "iron", 4)
    s.landmark("fire escape", 1.05, 1.8, 0.75, (1.05, 1.2), 180)


def alley(s: SetBuilder) -> Set:
    """Backs of houses close together: bins, a fire escape, a lamp over a steel door, puddles."""

    def paints(s: SetBuilder) -> None:
        street_paints(s)
        s.paint("setts", "#6d6c7c" if not s.wet else "#575a70", Pattern.COBBLE, (0.24, 0.16), line_width=0.014, line="#484a5e", wet=0.85 if s.wet else 0.18)  # fmt: skip
        s.paint("steel door", "#5f7078")
        s.paint("poster0", "#c8503c")
        s.paint("poster1", "#d9a441")
        s.paint("wash line", "#d8d0c0")

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-hx - 1, 0, hz + 30), (2 * hx + 2, 0, 0), (0, 0, -2 * hz - 60), "setts")
            s.quad((-0.35, 0.004, hz + 30), (0.7, 0, 0), (0, 0, -2 * hz - 60), "kerb")
            s.quad((-40, -0.02, -hz - 14), (80, 0, 0), (0, 0, -8), "road")
        for side in (-1, 1):
            name = "houses east" if side > 0 else "houses west"
            with s.part(name):
                z, k = -hz - 14.0, 0
                while z < hz + 26:
                    w = float(s.rng.uniform(6.0, 8.0))
                    with s.at(side * (hx + 0.35), 0, z + (w if side < 0 else 0), -90 * side):
                        st.facade(s, w, int(s.rng.integers(3, 5)), ("front0", "front3", "front1")[k % 3], frame="frame dark", lit=0.3, door=k % 2 == (side > 0))  # fmt: skip
                        for x in (0.35, w - 0.3):
                            s.tube([(x, 0, 0.09), (x, 9.0, 0.09)], 0.055, "iron", 7)
                    z, k = z + w, k + 1
            s.obstacle("houses", side * (hx + 3.35), 0, 6.0, 2 * hz + 60, 10)
        with s.part("alley things"):
            with s.at(-hx + 0.55, 0, -1.8, 90):
                _bags(s)
            with s.at(hx - 0.5, 0, hz - 2.4, -90):
                f.crates(s)
            with s.at(-hx + 0.35, 0, hz - 1.6, 90):
                s.box(0, 0, -0.3, 1.05, 2.15, 0.1, "steel door")
                for y in (0.4, 1.2):
                    s.box(0, y, -0.24, 0.8, 0.6, 0.02, "iron")
                s.box(0, 0, 0.0, 1.4, 0.16, 0.6, "kerb")
                s.box(0, 2.5, -0.2, 0.3, 0.16, 0.24, "iron")
                s.ball(0, 2.45, -0.1, 0.09, "glow", n=10)
                s.practical(0, 2.4, 0.4, tone("#ffb45e"), 0.95, 6.0)
                s.landmark("door", 0, 1.1, -0.2, (0, 0.75), 180)
            with s.at(hx + 0.3, 0, -1.0, -90):
                _fire_escape(s, 3)
            with s.at(hx + 0.28, 0, 2.2, -90):
                for k in range(3):
                    s.quad(
                        (-0.9 + 0.62 * k, 1.1 + 0.06 * (k % 2), 0.02),
                        (0.56, 0, 0),
                        (0, 0.8, 0),
                        ("poster0", "paper", "poster1")[k],
                    )
                    s.quad(
                        (-0.82 + 0.62 * k, 1.3 + 0.06 * (k % 2), 0.024),
                        (0.4, 0, 0),
                        (0, 0.3, 0),
                        ("paper", "teal", "navy")[k],
                    )
                s.landmark("poster", -0.3, 1.5, 0.02, (-0.3, 0.8), 180)
            with s.at(hx - 0.35, 0, -hz + 1.2):
                st.bin_(s)
            for k, z in enumerate((-4.0, 1.0, 6.0)):
                a = np.linspace(-1, 1, 15)
                sag = 5.0 + 0.5 * k + 0.25 * a * a
                s.tube(np.c_[a * (hx + 0.3), sag, np.full(15, z)], 0.012, "black", 4)
                if k == 1:
                    for j, (x, w) in enumerate(((-1.2, 0.5), (-0.4, 0.6), (0.5, 0.45), (1.1, 0.5))):
                        s.quad(
                            (x - w / 2, 4.1, z),
                            (w, 0, 0),
                            (0, 0.95, 0),
                            ("wash line", "teal", "rose", "wash line")[j],
                            both=True,
                        )
            for z in (-hz + 0.3, hz + 5.0):
                with s.at(-hx - 0.1, 0, z, 90):
                    s.tube([(0, 3.4, 0.0), (0, 3.6, 0.6)], 0.03, "iron", 6)
                    s.lathe(0, 3.35, 0.65, [(0.16, 0), (0.06, 0.18), (0, 0.2)], "iron", 12)
                    s.ball(0, 3.36, 0.65, 0.08, "glow", n=10)
                    s.practical(0, 3.2, 0.7, tone("#ffb45e"), 0.9, 6.5)
                    s.landmark("lamp", 0, 3.3, 0.6, (0, 0.9), 180)
        with s.part("street end"), s.at(-9, 0, -hz - 22):
            st.facade(s, 18, 3, "front2", shop=("shop1", "sign1", ""), frame="frame")
        with s.part("wall end"), s.at(0, 0, hz + 10, 180):
            s.box(0, 0, 0, 2 * hx + 2, 3.2, 0.4, "front0")
            s.box(0, 3.2, 0, 2 * hx + 2, 0.14, 0.5, "kerb")
        with s.part("skyline"):
            st.skyline(s, 70, 150, 210, 12, 20, "skyline", 9.0)
            st.skyline(s, 60, -30, 30, 10, 16, "skyline", 9.0)

    return open_place(
        s,
        GroundPlan(
            half=(2.6, 7.0),
            free=24.0,
            dress=dress,
            ground="",
            paints=paints,
            ways=(("street end", 0.0, -1.0, 0.0), ("alley end", 0.3, 1.0, 180.0)),
            azimuth=172.0,
            haze=(0.022, 1.25, 0.76),
            stand=(0.1, 5.0, 0.1, 2.6),
            sound="asphalt",
            day=("street",),
            night=("street",),
            focus=(0.0, 0.6),
            axis=60.0,
        ),
    )


def bridge(s: SetBuilder) -> Set:
    """A stone bridge along x: lamps on its parapets, the river below, the city on both banks."""

    def paints(s: SetBuilder) -> None:
        street_paints(s)
        s.paint(
            "parapet",
            "#c0b4a4" if s.time == "day" else "#958c9c",
            Pattern.COBBLE,
            (0.8, 0.5),
            line_width=0.01,
            line="#7a7078",
        )
        s.paint("river", {"day": "#5f8fa0", "dawn": "#7a86a8", "dusk": "#5a6492", "night": "#22345f"}[s.time], Pattern.WATER, ink=0.0, shadow=False)  # fmt: skip

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        far = 60.0
        with s.part("ground"):
            s.quad((-far, 0, hz + 0.1), (2 * far, 0, 0), (0, 0, -2 * hz - 0.2), "pavement")
            s.quad((-far, 0.006, hz - 1.3), (2 * far, 0, 0), (0, 0, -2 * hz + 2.6), "road")
            for z in (hz - 1.3, -hz + 1.3):
                s.box(0, 0, z, 2 * far, 0.09, 0.16, "kerb")
        with s.part("river"):
            s.quad((-2000, -5.5, 1500), (4000, 0, 0), (0, 0, -3000), "river")
        for sign in (-1, 1):
            with s.part("parapet north" if sign < 0 else "parapet south"):
                z = sign * (hz + 0.2)
                s.box(0, 0, z, 2 * far, 0.16, 0.5, "parapet")
                s.box(0, 0.92, z, 2 * far, 0.14, 0.46, "parapet")
                with s.one():
                    for x in np.arange(-hx - 8, hx + 8, 0.34):
                        s.lathe(float(x), 0.16, z, [(0.07, 0), (0.1, 0.22), (0.05, 0.42), (0.1, 0.76)], "parapet", 6)
                for x in np.arange(-hx - 7.6, hx + 8, 5.2):
                    s.box(float(x), 0, z, 0.62, 1.16, 0.6, "parapet")
                    with s.at(float(x), 1.16, z):
                        with s.one():
                            s.lathe(0, 0, 0, [(0.14, 0), (0.06, 0.2), (0.045, 1.9)], "iron", 10)
                        s.lathe(0, 1.9, 0, [(0.1, 0), (0.15, 0.3)], "glow", 10)
                        s.lathe(0, 2.2, 0, [(0.18, 0), (0.05, 0.16), (0, 0.22)], "iron", 10)
                    s.practical(float(x), 3.1, z - sign * 0.5, tone("#ffb45e"), 0.85, 6.5)
                    if abs(x) < hx:
                        s.landmark(
                            "lamp post", float(x), 2.6, z, (float(x), z - sign * 0.9), 0.0 if sign > 0 else 180.0
                        )
                s.obstacle("parapet", 0, z, 2 * far, 0.6, 1.1)
                s.landmark("railing", -0.8, 1.0, z, (-0.8, z - sign * 0.62), 0.0 if sign > 0 else 180.0)
                s.landmark("river", 0.8, -2.0, z + sign * 6, (0.8, z - sign * 0.62), 0.0 if sign > 0 else 180.0)
                # The arch's face and a pier below.
                s.quad(
                    (-far, -6, z + sign * 0.24) if sign > 0 else (far, -6, z + sign * 0.24),
                    (2 * far * sign, 0, 0),
                    (0, 6.1, 0),
                    "parapet",
                )
        with s.part("bridge things"):
            with s.at(hx - 2.2, 0, -hz + 0.55):
                f.bench(s)
            with s.at(-hx + 1.6, 0, hz - 0.5, 180):
                f.bench(s)
            with s.at(-1.9, 0, -hz + 0.4):
                st.bin_(s)
        for sign in (-1, 1):
            with s.part("quay"):
                s.box(0, -5.6, sign * 47, 150, 4.6, 14, "parapet")
            with s.part("banks"):
                st.skyline(s, 62, -56 if sign > 0 else 124, 56 if sign > 0 else 236, 7, 13, "skyline", 8.0)
                for k in range(9):
                    a = math.radians((-52 + 13 * k) + (0 if sign > 0 else 180))
                    with s.at(45 * math.sin(a), -1.0, 45 * math.cos(a)):
                        tree(s, float(s.rng.uniform(5, 7)), 0.2, "bark", clumps=6, leaf=0.45, per=34, crown=2.1)
        with s.part("towers"):
            for x, z, h in ((-14, -70, 30), (24, 72, 24)):
                s.box(x, -1, z, 5, h, 5, "skyline")
                with s.one():
                    s.lathe(x, h - 1, z, [(3.6, 0), (0.3, 9), (0, 9.2)], "skyline2", 4)
            for sign in (-1, 1):
                with s.at(sign * 44, 0, 0, -90 * sign), s.at(-9, 0, 0):
                    st.facade(s, 18, 3, "front2" if sign > 0 else "front4", frame="frame", shutters="shutter0")
        with s.part("boat"), s.at(6, -5.4, -19, 60):
            s.prism([(-3.4, 0.2), (3.2, 0.2), (4.2, 1.3), (-3.8, 1.1)], -0.9, 0.9, "red")
            s.box(-0.8, 1.1, 0, 2.6, 1.0, 1.4, "cream")

    return open_place(
        s,
        GroundPlan(
            half=(8.0, 3.0),
            free=30.0,
            dress=dress,
            ground="",
            paints=paints,
            ways=(("bridge west", -1.0, 0.3, 90.0), ("bridge east", 1.0, -0.3, -90.0)),
            azimuth=150.0,
            haze=(0.012, 1.25, 0.74),
            stand=(6.0, 7.0, 6.0, 7.0),
            sound="asphalt",
            day=("street", "water"),
            night=("street", "water"),
            focus=(0.0, 0.5),
        ),
    )


def rooftop(s: SetBuilder) -> Set:
    """Above the town: a parapet, chimneys, a stair house, a water tank, aerials, roofs to the horizon."""

    def paints(s: SetBuilder) -> None:
        street_paints(s)
        s.paint("felt", "#8a8488" if s.time == "day" else "#5f5c74", Pattern.TILES, (1.4, 2.2), color2="#908a8c" if s.time == "day" else "#646078", line="#6a646c", wet=0.7 if s.wet else 0.0)  # fmt: skip
        s.paint("below", mix("#6a5f70", hour_of(s.time, s.setting.weather).haze, 0.4), ink=0.0, shadow=False)
        for k, color in enumerate(("#b0705c", "#9a7a78", "#a88a6c")):
            s.paint(
                f"roof{k}",
                mix(color, hour_of(s.time, s.setting.weather).haze, 0.25 if s.time == "day" else 0.62),
                ink=0.6,
                shadow=False,
            )

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-hx - 0.5, 0, hz + 0.5), (2 * hx + 1, 0, 0), (0, 0, -2 * hz - 1), "felt")
            s.quad((-400, -14, 400), (800, 0, 0), (0, 0, -800), "below")
        for x, z, w, d, name in ((0, -hz - 0.3, 2 * hx + 1.2, 0.35, "north"), (0, hz + 0.3, 2 * hx + 1.2, 0.35, "south"), (-hx - 0.3, 0, 0.35, 2 * hz + 0.9, "west"), (hx + 0.3, 0, 0.35, 2 * hz + 0.9, "east")):  # fmt: skip
            with s.part(f"parapet {name}"):
                s.box(x, -3, z, w, 3.85, d, "front0")
                s.box(x, 0.85, z, w + 0.1, 0.1, d + 0.12, "kerb")
            s.obstacle("parapet", x, z, w, d, 0.95)
        for name, px, pz, qx, qz, yaw in (
            ("ledge", -1.0, -hz - 0.3, -1.0, -hz + 0.3, 180),
            ("ledge", 1.0, hz + 0.3, 1.0, hz - 0.3, 0),
        ):
            s.landmark("railing", px, 0.95, pz, (qx, qz), yaw)
            s.landmark(name, px, 0.95, pz, (qx, qz), yaw)
        with s.part("stair house"), s.at(-hx + 1.3, 0, -hz + 1.2):
            s.box(0, 0, 0, 2.2, 2.5, 2.0, "front3")
            s.box(0, 2.5, 0, 2.5, 0.14, 2.3, "roofs")
            s.box(0.2, 0, 1.02, 0.95, 2.05, 0.06, "shutter1")
            s.ball(0.52, 1.0, 1.07, 0.035, "brass", n=8)
            s.ball(0.2, 2.25, 1.1, 0.08, "glow", n=10)
            s.practical(0.2, 2.15, 1.5, tone("#ffb45e"), 0.95, 6.0)
            s.obstacle("stair house", 0, 0, 2.3, 2.1, 2.5)
            s.landmark("door", 0.2, 1.0, 1.0, (0.2, 1.7), 180)
        with s.part("roof things"):
            with s.at(hx - 1.2, 0, -hz + 1.1):
                s.box(0, 0, 0, 1.5, 1.7, 0.8, "front0")
                for k in range(3):
                    s.lathe(-0.45 + 0.45 * k, 1.7, 0, [(0.13, 0), (0.11, 0.5), (0.15, 0.55)], "terracotta", 10)
                s.obstacle("chimney", 0, 0, 1.55, 0.85, 2.2)
                s.landmark("chimney", 0, 1.2, 0.4, (0, 1.0), 180)
            with s.at(hx - 1.3, 0, hz - 1.2):
                for k in range(4):
                    a = k * math.pi / 2 + math.pi / 4
                    s.tube(
                        [(0.75 * math.cos(a), 0, 0.75 * math.sin(a)), (0.55 * math.cos(a), 1.6, 0.55 * math.sin(a))],
                        0.05,
                        "iron",
                        6,
                    )
                s.cylinder(0, 1.6, 0, 0.85, 1.5, "wood", n=20)
                s.lathe(0, 3.1, 0, [(0.95, 0), (0, 0.6)], "roofs", 20)
                for y in (1.8, 2.4, 2.95):
                    s.lathe(0, y, 0, [(0.86, 0), (0.86, 0.04)], "iron", 20)
                s.obstacle("water tank", 0, 0, 1.5, 1.5, 3.4)
                s.landmark("water tank", 0, 2.0, 0, (0, -1.2), 0)
            with s.at(-hx + 1.0, 0, hz - 1.0):
                s.box(0, 0.1, 0, 1.1, 0.8, 0.9, "metal")
                s.lathe(0, 0.5, 0.46, [(0.32, 0), (0.3, 0.02), (0, 0.02)], "iron", 18, "z")
                s.obstacle("air conditioner", 0, 0, 1.2, 1.0, 0.9)
                s.landmark("machine", 0, 0.8, 0, (0, -0.9), 0)
            for x, z in ((1.9, -hz + 0.4), (-hx + 3.2, -hz + 0.5)):
                s.tube([(x, 0, z), (x, 2.6, z)], 0.02, "steel", 5)
                for k in range(4):
                    s.tube(
                        [(x - 0.4 + 0.06 * k, 2.1 + 0.14 * k, z), (x + 0.4 - 0.06 * k, 2.1 + 0.14 * k, z)],
                        0.01,
                        "steel",
                        4,
                    )
            with s.at(1.5, 0, 1.7, 200):
                f.chair(s, "teak", "red")
            with s.at(2.4, 0, 1.5, 170):
                f.chair(s, "teak", "red")
            with s.at(1.95, 0, 1.1):
                s.box(0, 0, 0, 0.5, 0.44, 0.4, "wood flat")
                f.bottle(s, 0.08, 0.441, 0.0, "bottle")
                s.surface("crate", 0, 0.441, 0, 0.5, 0.4, [(-0.12, 0.05)])
                s.obstacle("crate", 0, 0, 0.52, 0.42, 0.45)
            for k, x in enumerate((-0.8, -0.35, 0.1)):
                f.plant(s, x, 0, -hz + 0.25, ("terracotta", "teal", "cream")[k], 0.13, 0.45, 50, 0.09)
                s.obstacle("plant", x, -hz + 0.25, 0.3, 0.3, 0.8)
        with s.part("roofs"):
            for k in range(46):
                a = 2 * math.pi * (k + float(s.rng.uniform(0, 0.8))) / 46
                out = float(s.rng.uniform(9, 44))
                w, h = float(s.rng.uniform(5, 9)), float(s.rng.uniform(-6, 0.8))
                with s.at((hx + out) * math.sin(a), -14, (hz + out) * math.cos(a), float(s.rng.uniform(0, 180))):
                    _neighbour(s, w, 14 + h, k)
        with s.part("skyline"):
            st.skyline(s, 74, 0, 360, 6, 16, "skyline", 9.0)
            hills(s, 105, 8, 16, 0.4)

    return open_place(
        s,
        GroundPlan(
            half=(5.6, 4.6),
            free=28.0,
            dress=dress,
            ground="",
            paints=paints,
            ways=(("roof stairs", -0.6, -0.42, 0.0), ("fire escape", 1.0, 0.1, -90.0)),
            azimuth=160.0,
            haze=(0.011, 1.25, 0.74),
            stand=(2.5, 3.0, 2.5, 3.0),
            sound="gravel",
            day=("wind", "street"),
            night=("wind", "street"),
            focus=(-0.2, 0.4),
        ),
    )


def _neighbour(s: SetBuilder, w: float, h: float, k: int) -> None:
    """A house whose roof one looks down upon."""
    d = w * 0.8
    with s.one():
        s.box(0, 0, 0, w, h, d, "skyline")
    with s.one():
        for sign in (-1, 1):
            q = [[-w / 2 - 0.2, h - 0.1, sign * (d / 2 + 0.2)], [w / 2 + 0.2, h - 0.1, sign * (d / 2 + 0.2)], [w / 2 + 0.2, h + d * 0.34, 0], [-w / 2 - 0.2, h + d * 0.34, 0]]  # fmt: skip
            s.add(q, None, None, [[0, 1, 2], [0, 2, 3]] if sign > 0 else [[0, 2, 1], [0, 3, 2]], f"roof{k % 3}")
        for x in (-w / 2, w / 2):
            s.add(
                [[x, h, d / 2], [x, h, -d / 2], [x, h + d * 0.34, 0]],
                None,
                None,
                [[0, 1, 2] if x > 0 else [0, 2, 1]],
                "skyline",
            )
    s.box(w * 0.25, h + d * 0.15, 0.4, 0.7, d * 0.34, 0.6, "skyline2")
    with s.one():
        for x in np.arange(-w / 2 + 0.8, w / 2 - 0.6, 1.7):
            for y in (h - 1.9, h - 4.4):
                for sign in (-1, 1):
                    pane = f"lit{int(s.rng.integers(4))}" if s.rng.random() < 0.4 or not s.lamps_on else "glass"
                    s.quad(
                        (float(x) if sign > 0 else float(x) + 0.7, y, sign * (d / 2 + 0.04)),
                        (0.7 * sign, 0, 0),
                        (0, 1.2, 0),
                        pane,
                    )


def market_square(s: SetBuilder) -> Set:
    """Stalls under striped awnings about a fountain, houses all round, a clock tower."""

    def paints(s: SetBuilder) -> None:
        street_paints(s)
        for k, (a, b) in enumerate((("#b9484a", "#e2d2bd"), ("#4f7f88", "#e2dccb"), ("#d0a048", "#efe4cc"))):
            s.paint(f"stripe{k}", a, Pattern.STRIPES, (0.4, 1.0), color2=b)
        s.paint("awning0", "#b9484a", Pattern.STRIPES, (0.4, 1.0), color2="#e2d2bd")
        s.paint("stone", "#b8b0a4")
        s.paint("fountain water", "#8fb4c0" if s.time != "night" else "#3f5a8c", Pattern.WATER, ink=0.2, shadow=False)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-60, 0, 60), (120, 0, 0), (0, 0, -120), "pavement")
        with s.part("fountain"), s.at(2.6, 0, -1.6):
            with s.one():
                s.lathe(
                    0,
                    0,
                    0,
                    [(1.5, 0), (1.5, 0.5), (1.58, 0.5), (1.58, 0.6), (1.3, 0.6), (1.3, 0.3), (0, 0.3)],
                    "stone",
                    28,
                )
                s.lathe(0, 0.3, 0, [(0.3, 0), (0.18, 0.3), (0.14, 0.9), (0.6, 1.1), (0.66, 1.2), (0.5, 1.18), (0.12, 1.1), (0.12, 1.5), (0, 1.8)], "stone", 20)  # fmt: skip
            s.lathe(0, 0.46, 0, [(1.3, 0), (0, 0.001)], "fountain water", 28)
            for k in range(10):
                a = k * 2 * math.pi / 10
                s.tube([(0.1 * math.cos(a), 2.05, 0.1 * math.sin(a)), (0.4 * math.cos(a), 2.2, 0.4 * math.sin(a)), (0.7 * math.cos(a), 1.5, 0.7 * math.sin(a)), (0.82 * math.cos(a), 0.5, 0.82 * math.sin(a))], 0.012, "fountain water", 4)  # fmt: skip
            s.obstacle("fountain", 0, 0, 3.0, 3.0, 1.0)
            s.landmark("fountain", 0, 0.6, 0.8, (0, 2.0), 180)
            s.seat("fountain edge 1", -0.5, 0.6, 1.42, "bench", (-0.5, 2.0))
            s.seat("fountain edge 2", 0.3, 0.6, 1.44, "bench", (0.3, 2.05))
        with s.part("stalls"):
            for k, (x, z, yaw) in enumerate(
                ((-hx + 1.2, -hz + 1.0, 20), (-hx + 1.0, hz - 2.0, 90), (hx - 0.8, hz - 1.6, -90), (-1.6, -hz + 0.6, 0))
            ):
                with s.at(x, 0, z, yaw):
                    _stall(s, k)
        with s.part("houses"):
            for side, (ox, oz, yaw) in enumerate(
                ((-18, -hz - 10, 0), (18, hz + 14, 180), (-hx - 8, 18, 90), (hx + 8, -18, -90))
            ):
                x, k = 0.0, side
                with s.at(ox, 0, oz, yaw):
                    while x < 36:
                        w = float(s.rng.uniform(6.2, 8.4))
                        shop = (f"shop{k % 3}", f"sign{k % 3}", "stripe0" if k % 2 else "") if k % 3 else None
                        with s.at(x, 0, 0):
                            st.facade(s, w, int(s.rng.integers(2, 4)), f"front{k % 5}", shop=shop, frame="frame", shutters="shutter0" if k % 2 else "", door=shop is None)  # fmt: skip
                        x, k = x + w, k + 1
                with s.at(ox, 0, oz, yaw):
                    s.obstacle("houses", 18, -3, 40, 6.0, 10)
        with s.part("tower"), s.at(5.5, 0, -hz - 15):
            s.box(0, 0, 0, 4.4, 19, 4.4, "skyline")
            with s.one():
                s.lathe(0, 19, 0, [(3.4, 0), (0.2, 8), (0, 8.2)], "skyline2", 4)
            s.lathe(0, 15.5, 2.25, [(1.3, 0), (1.2, 0.08), (0, 0.08)], "lit2", 22, "z")
            s.box(0, 15.5, 2.36, 0.12, 0.95, 0.04, "iron")
            s.box(0.3, 15.45, 2.36, 0.66, 0.12, 0.04, "iron")
            s.landmark("clock", 0, 15.5, 2.3, (-5.0, hz + 12), 180)
        with s.part("square things"):
            for x, z in ((-3.3, 2.4), (4.9, 2.2), (-hx - 1.4, -1.0), (hx + 1.2, -3.2)):
                with s.at(x, 0, z):
                    st.lamp_post(s, 3.8)
            with s.at(0.4, 0, hz - 0.6, 180):
                f.bench(s)
            for x, z in ((-hx - 3, -hz - 3), (hx + 3.5, -hz - 2), (hx + 3, hz + 5), (-hx - 3, hz + 6)):
                with s.at(x, 0, z):
                    tree(s, 6.5, 0.2, "bark", clumps=8, leaf=0.26, per=70, crown=1.8)
                    s.obstacle("tree", 0, 0, 0.6, 0.6, 5)

    return open_place(
        s,
        GroundPlan(
            half=(6.8, 5.6),
            free=40.0,
            dress=dress,
            ground="",
            paints=paints,
            ways=(("lane west", -1.0, 0.0, 90.0), ("lane east", 1.0, 0.35, -90.0)),
            azimuth=38.0,
            haze=(0.014, 1.25, 0.72),
            stand=(5.5, 5.5, 5.5, 6.5),
            sound="concrete",
            day=("street", "crowd"),
            night=("street",),
            focus=(-0.7, 0.6),
        ),
    )


def _stall(s: SetBuilder, k: int) -> None:
    """A market stall facing +z: trestle, crates of goods, striped roof."""
    for x in (-1.1, 1.1):
        for z, h in ((-0.6, 2.5), (0.7, 2.15)):
            s.box(x, 0, z, 0.06, h, 0.06, "teak")
    s.box(0, 0.78, 0.15, 2.2, 0.05, 0.9, "wood flat")
    s.quad((-1.1, 0.12, 0.605), (2.2, 0, 0), (0, 0.68, 0), f"stripe{k % 3}")
    s.quad((-1.3, 2.15, 0.95), (2.6, 0, 0), (0, 0.42, -1.75), f"stripe{k % 3}", both=True)
    s.quad((-1.3, 1.93, 0.95), (2.6, 0, 0), (0, 0.22, 0), f"stripe{k % 3}", both=True)
    for j in range(4):
        x = -0.8 + 0.53 * j
        with s.at(x, 0.83, 0.2, 0, 14):
            s.box(0, 0, 0, 0.46, 0.1, 0.6, "teak")
            paint = ("red", "mustard", "terracotta", "bottle", "rose", "cream")[(j + k * 2) % 6]
            for i in range(12):
                s.ball(-0.15 + 0.1 * (i % 4), 0.13, -0.18 + 0.17 * (i // 4), 0.065, paint, n=8)
    for x in (-0.7, 0.7):
        s.box(x, 0, -0.1, 0.56, 0.3, 0.4, "wood flat")
    s.practical(0, 1.9, 0.5, tone("#ffc070"), 0.5, 3.4)
    s.surface("stall", 0, 0.831, 0.5, 2.0, 0.2, [(-0.55, 0.56), (0.0, 0.56)])
    s.obstacle("stall", 0, 0.1, 2.4, 1.4, 2.2)
    s.landmark("stall", 0, 1.0, 0.6, (0, 1.2), 180)


def deck(s: SetBuilder) -> Set:
    """The deck of a ferry at sea: rails, benches, a lifeboat, a funnel, gulls, a far coast."""

    def paints(s: SetBuilder) -> None:
        sea = {"day": "#43809a", "dawn": "#43688a", "dusk": "#4a5788", "night": "#1e2f5c"}[s.time]
        s.paint("sea", sea, Pattern.WATER, ink=0.0, shadow=False)
        s.paint("planks", "#b08a62" if not s.wet else "#8a7468", Pattern.PLANKS, (0.14, 3.2), line_width=0.008, line="#6a4f40", wet=0.6 if s.wet else 0.0)  # fmt: skip
        s.paint("ship white", "#ece6da")
        s.paint("funnel", s.pick("#c8503c", "#d9a441", "#2f5f70"))
        s.paint("hull", "#2f4560")
        s.paint("wake", "#e6ecf0" if s.time != "night" else "#7484b0", ink=0.0)
        s.paint("gull", "#f4f0e8", ink=0.6)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-hx - 9, 0, hz + 0.3), (2 * hx + 16, 0, 0), (0, 0, -2 * hz - 0.6), "planks")
            s.quad((-3000, -6.5, 3000), (6000, 0, 0), (0, 0, -6000), "sea")
            xs = np.linspace(-hx - 10, -260, 50)
            for sign in (-1, 1):
                broad = 0.6 + 0.06 * (-xs - hx)
                mid = sign * (1.5 + 0.16 * (-xs - hx)) + 0.8 * np.sin(xs * 0.3)
                g = np.stack([np.stack([xs, np.full(50, -6.44), mid + o * broad / 2], -1) for o in (-1, 1)])
                s.sheet(g, "wake")
        for sign in (-1, 1):
            with s.part("rail north" if sign < 0 else "rail south"):
                z = sign * (hz + 0.15)
                s.box(-1, -6.5, z + sign * 0.1, 2 * hx + 16, 6.55, 0.16, "hull")
                s.box(-1, -0.5, z + sign * 0.11, 2 * hx + 16, 0.4, 0.18, "ship white")
                s.box(-1, 1.05, z, 2 * hx + 16, 0.06, 0.12, "teak")
                for y in (0.3, 0.55, 0.8):
                    s.tube([(-hx - 9, y, z), (hx + 7, y, z)], 0.016, "ship white", 5)
                with s.one():
                    for x in np.arange(-hx - 8.8, hx + 7, 1.2):
                        s.box(float(x), 0, z, 0.05, 1.06, 0.05, "ship white")
                s.obstacle("rail", 0, z, 2 * hx + 16, 0.2, 1.1)
                s.landmark("railing", -0.6, 1.05, z, (-0.6, z - sign * 0.55), 0 if sign > 0 else 180)
                s.landmark("sea", 0.8, -4, sign * 30, (0.8, z - sign * 0.55), 0 if sign > 0 else 180)
            for k, x in enumerate((-2.8, 3.2)):
                with s.part("rings"), s.at(x, 0, sign * (hz + 0.1)):
                    a = np.linspace(0, 2 * math.pi, 21)
                    s.tube(
                        np.c_[0.27 * np.cos(a), 0.66 + 0.27 * np.sin(a), np.full(21, -sign * 0.07)],
                        0.06,
                        "white" if k else "red",
                        7,
                        caps=False,
                    )
        with s.part("deck house"), s.at(hx + 1.6, 0, 0, -90):
            w = 2 * hz - 1.6
            s.box(0, 0, -2.5, w, 2.6, 5.0, "ship white")
            s.box(0, 2.6, -2.4, w + 0.6, 0.12, 5.6, "teak")
            for x in (-w / 2 + 0.8, w / 2 - 0.8):
                s.box(x, 1.05, 0.02, 1.0, 0.85, 0.04, "teak")
                s.quad((x - 0.43, 1.12, 0.045), (0.86, 0, 0), (0, 0.71, 0), "lit0" if s.lamps_on else "glass")
            s.box(0, 0, 0.02, 0.95, 2.1, 0.06, "teak")
            s.lathe(0, 1.5, 0.05, [(0.18, 0), (0.15, 0.02), (0, 0.02)], "glass", 16, "z")
            s.ball(0, 2.4, 0.14, 0.08, "glow", n=10)
            s.practical(0, 2.3, 0.6, tone("#ffc070"), 0.95, 6.0)
            s.lathe(0, 2.7, -2.4, [(0.95, 0), (0.85, 2.6), (0.9, 2.7), (0.7, 2.7)], "funnel", 22)
            s.lathe(0, 4.5, -2.4, [(0.9, 0), (0.88, 0.45)], "ship white", 22)
            s.tube([(1.4, 2.7, -0.8), (1.4, 7.5, -0.8)], 0.06, "ship white", 7)
            s.tube([(1.4, 7.3, -0.8), (-0.2, 2.7, 0.1)], 0.012, "iron", 4)
            s.box(1.4, 6.2, -0.8, 1.0, 0.05, 0.05, "ship white")
            s.obstacle("deck house", 0, -2.4, w, 5.0, 2.7)
            s.landmark("door", 0, 1.0, 0.05, (0, 0.8), 180)
        with s.part("deck things"):
            for x, z, yaw in ((-2.6, -hz + 0.55, 0), (0.9, hz - 0.5, 180)):
                with s.at(x, 0, z, yaw):
                    f.bench(s, 1.8, "teak", "ship white")
            with s.at(-hx + 0.6, 0, 0.9, 15):
                f.crates(s)
            with s.at(2.6, 0, -hz + 0.75):
                _lifeboat(s)
            with s.at(-hx + 1.0, 0, hz - 0.7):
                for k in range(4):
                    a = np.linspace(0, 2 * math.pi, 25)
                    r = 0.4 - 0.05 * k
                    s.tube(
                        np.c_[r * np.cos(a), np.full(25, 0.04 + 0.07 * k), r * np.sin(a)], 0.035, "cream", 6, caps=False
                    )
                s.obstacle("rope", 0, 0, 0.85, 0.85, 0.35)
                s.landmark("rope", 0, 0.25, 0, (0.75, 0), -90)
            s.tube([(-hx - 8.5, 0, 0), (-hx - 8.5, 3.6, 0)], 0.04, "ship white", 6)
            n = np.linspace(0, 1, 12)
            flag = np.stack(
                [np.stack([-hx - 8.5 - 1.5 * n, np.full(12, y), 0.12 * np.sin(n * 8)], -1) for y in (2.6, 3.5)]
            )
            s.sheet(flag[:, ::-1], "red", both=True)
        with s.part("beyond"):
            a = np.linspace(0, 2 * math.pi, 200, endpoint=False)
            coast = np.where(np.sin(a - 0.4) > 0.25, 9 * (np.sin(a - 0.4) - 0.25) * (1 + 0.3 * np.sin(a * 13)), -8.0)
            with s.one():
                s.ring(420, coast * 3, -30, "far")
            if s.time != "night":
                for gx, gy, gz, k in ((-3.5, 5.4, -14, 1), (-7.3, 4.2, -10, -1), (-9.2, 5.6, 8, 1), (4.5, 7.0, -18, 1)):
                    with s.one():
                        for side in (-1, 1):
                            wing = [
                                [gx, gy, gz],
                                [gx + side * 0.4, gy + 0.2, gz + 0.05],
                                [gx + side * 0.9, gy + 0.05 * k, gz],
                                [gx, gy - 0.06, gz - 0.24],
                            ]
                            s.add(
                                wing,
                                [[0, 1, 0]] * 4,
                                None,
                                [[0, 1, 2], [0, 2, 3]] if side > 0 else [[0, 2, 1], [0, 3, 2]],
                                "gull",
                            )

    return open_place(
        s,
        GroundPlan(
            half=(6.4, 3.4),
            free=24.0,
            dress=dress,
            ground="",
            paints=paints,
            ways=(("deck house", 1.0, 0.0, -90.0), ("stern", -1.0, -0.3, 90.0)),
            azimuth=150.0,
            haze=(0.0016, 0.9, 0.72),
            stand=(4.0, 5.0, 1.0, 5.0),
            sound="wood",
            day=("sea", "gulls"),
            night=("sea",),
            focus=(-0.6, 0.3),
        ),
    )


def _lifeboat(s: SetBuilder) -> None:
    """A lifeboat on its cradle along x, under a cover."""
    u = np.linspace(-1, 1, 15)
    rows = []
    for t in u:
        w = 0.55 * math.sqrt(max(1 - abs(t) ** 2.6, 0)) + 0.02
        rows.append([[t * 1.5, 1.1, w], [t * 1.5, 0.75, w * 0.9], [t * 1.5, 0.5 + 0.12 * t * t, 0.04], [t * 1.5, 0.5 + 0.12 * t * t, -0.04], [t * 1.5, 0.75, -w * 0.9], [t * 1.5, 1.1, -w]])  # fmt: skip
    g = np.array(rows)
    s.sheet(g[::-1], "ship white", both=True)
    cover = np.stack([np.stack([u * 1.5, np.full(15, 1.12) + 0.2 * (1 - abs(k)) * (1 - u * u), g[:, 0, 2] * k], -1) for k in (1.0, 0.4, -0.4, -1.0)])  # fmt: skip
    s.sheet(cover, "funnel", both=True)
    for x in (-0.8, 0.8):
        s.box(x, 0, 0, 0.1, 0.62, 0.9, "teak")
    s.obstacle("boat", 0, 0, 3.0, 1.1, 1.3)
    s.landmark("boat", 0, 1.0, 0.5, (0, 1.0), 180)
