"""The car: seats, wheel and dashboard in a body whose roof comes off, on a country
road that one sees through every window."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.kits.outdoors import Field, Height, hold_flat, scatter
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.nature import bush, relief, tree, tree_line, tufts
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["car"]


def car(s: SetBuilder) -> Set:
    """The nose looks to +z. Left (+x) is the driver's side. Those who do not sit stand on the
    verge to the west."""
    outdoor_paints(s)
    grow = room_for(s.people, 26.0)
    s.paint("body", s.pick("#a8434a", "#3d6b7c", "#c9a050", "#5f6f56"))
    s.paint("lining", "#b8a890")
    s.paint("seat", s.pick("#8a5640", "#5a6070", "#7a5a5c"))
    s.paint("seat piping", "#d0b890")
    s.paint("dash", "#4a4450")
    s.paint(
        "dial",
        "#ffdf9a" if s.lamps_on else "#e9e2d0",
        emission=0.9 if s.lamps_on else 0.1,
        bloom=0.4 if s.lamps_on else 0.0,
    )
    s.paint("carpet", "#5c5458")
    half = 9.0 * grow
    field = Field(half)
    height = hold_flat(field, 1.6, 0.045)
    with s.part("ground"):
        relief(s, 80.0, height, "grass", 46)
        s.quad((-2.1, 0.02, 90), (6.6, 0, 0), (0, 0, -180), "road")
        with s.one():
            for z in range(-60, 60, 5):
                s.quad((1.35, 0.027, z + 2.2), (0.12, 0, 0), (0, 0, -2.2), "marking")
        for x in (-1.95, 4.3):
            s.quad((x, 0.026, 90), (0.1, 0, 0), (0, 0, -180), "marking")
        s.quad((-4.0, 0.014, 90), (1.9, 0, 0), (0, 0, -180), "path")
    with s.part("scenery"):
        _scenery(s, field, half, height)
    _body(s)
    _inside(s)
    light = exterior_light(
        s.time, s.setting.weather, azimuth=55.0, radius=12.0, haze=(0.013, 1.3, 0.74), seed=5.0, practicals=s.practicals
    )
    west = -half + 0.5
    s.way("verge north", west + 2.0, -half + 0.5, 0, (west + 2.0, -half - 20))
    s.way("verge south", west + 2.0, half - 0.5, 180, (west + 2.0, half + 20))
    return s.finish(
        interior=True,
        acting=(west, -half + 0.5, 4.6, half - 0.5),
        room=(-0.74, 0.0, -1.8, 0.74, 1.5, 1.1),
        camera=(-half, 0.3, -half, 7.0, 6.0, half),
        lighting=light,
        ground="grass",
        ambience=("car", "road"),
        focus=(-3.4, 0.0),
        axis=0.0,
    )


def _shell_rows() -> list[tuple[float, float, float, float]]:
    """Cross-sections along z: (z, floor, shoulder, half width)."""
    return [
        (-2.2, 0.42, 0.66, 0.66),
        (-2.08, 0.3, 0.84, 0.78),
        (-1.5, 0.28, 0.92, 0.84),
        (0.9, 0.28, 0.95, 0.86),
        (1.7, 0.28, 0.92, 0.82),
        (2.15, 0.32, 0.84, 0.74),
        (2.25, 0.46, 0.7, 0.62),
    ]


def _body(s: SetBuilder) -> None:
    """Doors, bonnet, boot and roof. One looks in over the doors; only the roof is wild."""
    rows = _shell_rows()
    for side, name in ((1, "car side east"), (-1, "car side west")):
        with s.part(name):
            g = np.array(
                [
                    [
                        [side * w * 0.9, lo, z],
                        [side * w, lo + 0.16, z],
                        [side * w, hi - 0.1, z],
                        [side * (w - 0.06), hi, z],
                    ]
                    for z, lo, hi, w in rows
                ]
            )
            with s.one():
                s.sheet(g if side < 0 else g[::-1], "body", both=True)
            # lining, pillars, window line
            with s.one():
                s.box(side * 0.77, 0.36, -0.3, 0.03, 0.54, 2.6, "lining")
                s.box(side * 0.74, 0.68, 0.1, 0.06, 0.06, 0.7, "seat piping")
            with s.one():
                for z0, y0, z1, y1 in ((0.98, 0.95, 0.42, 1.54), (-0.35, 0.95, -0.35, 1.54), (-1.72, 0.93, -1.3, 1.52)):
                    s.tube([(side * 0.8, y0, z0), (side * 0.68, y1, z1)], 0.035, "body", 6)
            s.tube(
                [(side * 0.81, 0.955, 1.0), (side * 0.82, 0.955, -0.4), (side * 0.8, 0.94, -1.75)], 0.022, "chrome", 5
            )
            with s.one():
                for z in (0.95, -0.36, -1.35):
                    s.box(side * 0.872, 0.34, z, 0.006, 0.56, 0.012, "dash")
                for z in (-0.1, -1.1):
                    s.box(side * 0.88, 0.78, z, 0.02, 0.03, 0.16, "chrome")
            for z in (1.42, -1.42):
                with s.at(side * 0.8, 0.32, z, 90 * side):
                    with s.one():
                        s.lathe(0, 0, -0.1, [(0, 0), (0.32, 0), (0.32, 0.16), (0.2, 0.175)], "tyre", 20, "z")
                    s.lathe(0, 0, 0.072, [(0.2, 0), (0.16, 0.02), (0.05, 0.012), (0, 0.03)], "chrome", 14, "z")
            s.box(side * 0.97, 0.98, 0.72, 0.16, 0.11, 0.06, "body")
    with s.part("car front"):
        front = [r for r in rows if r[0] >= 0.8]
        g = np.array([[[-w + 0.06, hi, z], [0, hi + 0.05, z], [w - 0.06, hi, z]] for z, lo, hi, w in front])
        s.sheet(g[::-1], "body", both=True)
        z, lo, hi, w = rows[-1]
        s.box(0, lo - 0.1, z - 0.02, w * 2, hi - lo + 0.12, 0.05, "body")
        for x in (-0.48, 0.48):
            s.lathe(x, 0.62, z, [(0.13, 0), (0.12, 0.05), (0, 0.06)], "head light", 16, "z")
        s.box(0, 0.54, z + 0.02, 0.6, 0.14, 0.03, "chrome")
        s.box(0, 0.34, z + 0.04, 1.5, 0.1, 0.08, "chrome")
    with s.part("car back"):
        back = [r for r in rows if r[0] <= -1.5]
        g = np.array([[[-w + 0.06, hi, z], [0, hi + 0.04, z], [w - 0.06, hi, z]] for z, lo, hi, w in back])
        s.sheet(g[::-1], "body", both=True)
        z, lo, hi, w = rows[0]
        s.box(0, lo - 0.1, z + 0.02, w * 2, hi - lo + 0.12, 0.05, "body")
        for x in (-0.5, 0.5):
            s.box(x, 0.54, z - 0.015, 0.24, 0.13, 0.03, "tail light")
        s.box(0, 0.34, z - 0.03, 1.5, 0.1, 0.08, "chrome")
        s.box(0, 0.52, z - 0.012, 0.44, 0.11, 0.02, "paper")
    with s.part("car roof"):
        s.wild.add("car roof")
        s.pillow(0, 1.52, -0.45, 1.44, 0.07, 2.0, "body", 0.22, 12)
        s.box(0, 1.505, -0.45, 1.3, 0.02, 1.8, "lining")
        s.box(0, 1.37, 0.38, 0.24, 0.07, 0.02, "dash")
        for x in (-0.36, 0.36):
            s.box(x, 1.43, 0.42, 0.42, 0.08, 0.015, "lining")
    s.obstacle("car", 0, 0, 1.8, 4.6, 1.56)
    s.landmark("car", -0.85, 0.9, 0.2, (-1.3, 0.2), 90, opens=True)
    s.landmark("door", -0.85, 0.8, 0.2, (-1.3, 0.25), 90, opens=True)


def _inside(s: SetBuilder) -> None:
    with s.part("car inside"):
        s.box(0, 0.26, -0.3, 1.6, 0.05, 2.7, "carpet")
        s.pillow(0, 0.72, 0.86, 1.5, 0.26, 0.42, "dash", 0.3, 14)
        s.box(0, 0.45, 0.92, 1.46, 0.3, 0.2, "dash")
        for x in (0.27, 0.45):
            s.lathe(x, 0.86, 0.66, [(0, 0), (0.07, 0.0), (0.07, -0.012)][::-1], "dial", 16, "z")
        s.box(-0.36, 0.74, 0.655, 0.4, 0.14, 0.02, "seat piping")
        s.box(0.0, 0.72, 0.65, 0.2, 0.09, 0.02, "steel")
        with s.at(0.36, 0.86, 0.5, 0, -24):
            a = np.linspace(0, 2 * math.pi, 25)
            s.tube(np.c_[0.18 * np.cos(a), 0.18 * np.sin(a), 0 * a], 0.013, "black", 6, caps=False)
            s.tube([(-0.17, 0, 0), (0, -0.02, 0.03), (0.17, 0, 0)], 0.012, "steel", 5)
            s.tube([(0, 0, 0.03), (0, -0.06, 0.3)], 0.025, "black", 6)
        s.landmark("steering wheel", 0.36, 0.86, 0.5, (-1.3, 0.2), 90)
        s.tube([(0.02, 0.3, 0.3), (0.04, 0.62, 0.24)], 0.012, "steel", 5)
        s.ball(0.04, 0.64, 0.24, 0.028, "black", n=8)
        for x, name in ((0.36, "driver"), (-0.36, "passenger")):
            with s.at(x, 0.25, -0.12):
                s.pillow(0, 0, 0, 0.54, 0.2, 0.54, "seat", 0.28, 12)
                with s.at(0, 0.14, -0.27, 0, -14):
                    s.pillow(0, 0, 0, 0.52, 0.62, 0.14, "seat", 0.34, 12)
                    s.pillow(0, 0.62, 0, 0.28, 0.15, 0.1, "seat", 0.5, 8)
            side = 1.35 if x > 0 else -1.35
            s.seat(name, x, 0.44, -0.1, "car", (side, -0.1), 0)
        s.pillow(0, 0.26, -1.14, 1.42, 0.2, 0.56, "seat", 0.2, 14)
        with s.at(0, 0.4, -1.46, 0, -16):
            s.pillow(0, 0, 0, 1.42, 0.56, 0.14, "seat", 0.24, 14)
        for x in (-0.36, 0.36):
            s.seat(
                "back seat left" if x > 0 else "back seat right",
                x,
                0.45,
                -1.12,
                "car",
                (1.35 if x > 0 else -1.35, -1.1),
                0,
            )
        s.practical(0, 1.25, -0.2, tone("#ffcf90"), 0.4, 1.8)
        s.practical(0, 0.95, 0.55, tone("#ffcf90"), 0.22, 1.2)


def _scenery(s: SetBuilder, field: Field, half: float, height: Height) -> None:

    def ground(x: float, z: float) -> float:
        return float(height(np.array(x), np.array(z)))

    for k in range(14):
        z = -42.0 + k * 6.5
        for x in (-half - 3.0 + float(s.rng.uniform(-1, 1)), 9.0 + float(s.rng.uniform(0, 2.5))):
            with s.at(x, ground(x, z), z):
                tree(
                    s,
                    float(s.rng.uniform(6.5, 9)),
                    0.22,
                    s.pick("bark", "birch"),
                    clumps=7,
                    leaf=0.3,
                    per=56,
                    crown=2.0,
                )
                s.obstacle("tree", 0, 0, 0.6, 0.6, 5)
    for x, y, z in scatter(s, field, 44, -0.5, 18.0, height):
        if not -5.5 < x < 6.0 and abs(z) < 40:
            with s.at(float(x), float(y), float(z)):
                bush(s, 0.7, 0.45, 56, s.pick("fern", "leaves1", "leaves2"), 0.13)
                s.obstacle("bush", 0, 0, 1.2, 1.0, 0.7)
    grass = scatter(s, field, 1800, -half + 3.5, 10.0, height)
    tufts(s, grass[(grass[:, 0] < -4.1) | (grass[:, 0] > 4.8)], 0.2)
    with s.one():
        for k in range(-8, 9):
            s.box(5.4, 0, k * 4.0, 0.1, 0.9, 0.1, "cream")
            s.box(5.35, 0.7, k * 4.0, 0.02, 0.1, 0.08, "red")
    tree_line(s, half + 44, 3.6, "far near", 2.0, 0.8)
    with s.one():
        s.ring(
            half + 70,
            7 + 7 * np.abs(np.sin(np.linspace(0, 9.4, 140))) + 1.5 * np.sin(np.linspace(0, 44, 140)),
            -6,
            "far",
        )
