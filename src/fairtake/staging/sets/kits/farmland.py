"""Fields and farm yards."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.beyond import house
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.kits.countryside import big_tree, wood_round
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import flowers, tufts

__all__ = ["farm_yard", "field"]


def field(s: SetBuilder) -> Set:
    """Wheat to the horizon, a track through it, a scarecrow, poppies, a far village."""

    def paints(s: SetBuilder) -> None:
        s.paint("wheat", "#d8b65c", foliage=1, ink=0.22)
        s.paint(
            "wheat ground",
            "#c9a452",
            Pattern.DABS,
            (0.3, 0.1),
            color2="#dcbc68",
            threshold=0.6,
            line="#a8843c",
            ink=0.0,
        )

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-90, 0.016, 1.9), (180, 0, 0), (0, 0, -3.4), "path")
        with s.part("wheat"):
            pts = land.scatter(s, 5200, -hz + 2.2, 9.0)
            pts = pts[(pts[:, 2] > 2.1) | (pts[:, 2] < -1.7)]
            inside = (np.abs(pts[:, 0]) < hx) & (np.abs(pts[:, 2]) < hz)
            rows = pts[~inside | (s.rng.random(len(pts)) < 0.25)]
            tufts(s, rows, 0.85, 0.012, "wheat")
            flowers(s, pts[:: len(pts) // 60])
        with s.part("things"):
            with s.at(-hx + 1.6, 0, -hz + 1.6, 25):
                _scarecrow(s)
            with s.at(hx - 1.0, 0, -2.1, 180):
                for x in (-0.9, 0.9):
                    s.box(x, 0, 0, 0.14, 1.2, 0.14, "teak")
                for y in (0.35, 0.7, 1.05):
                    s.box(0, y, 0.08, 1.9, 0.09, 0.04, "teak")
                s.obstacle("fence", 0, 0, 2.0, 0.2, 1.2)
                s.landmark("fence", 0, 1.0, 0, (0, 0.6), 180)
            _bale_round(s, hx - 1.3, hz - 1.2)
            _bale_round(s, -hx - 4.5, hz + 3)
            _bale_round(s, hx + 8, -hz - 9)
        with s.part("trees"):
            big_tree(s, land, hx - 0.6, -hz + 0.2, 8.5)
            big_tree(s, land, -hx - 9, -hz - 7, 9.0)
            wood_round(s, land, 20, 26, 44)
        with s.part("beyond"):
            _village(s, -58.0)
            hills(s, 84, 6, 13, 0.6)

    return open_place(
        s,
        GroundPlan(
            half=(8.0, 6.5),
            free=60.0,
            dress=dress,
            ground="wheat ground",
            paints=paints,
            wave=1.6,
            slope=0.03,
            azimuth=52.0,
            sound="gravel",
            day=("wind", "birds"),
            focus=(0.0, 0.2),
        ),
    )


def _bale_round(s: SetBuilder, x: float, z: float) -> None:
    with s.at(x, 0, z, 30):
        s.lathe(
            -0.6, 0.72, 0, [(0, 0), (0.72, 0), (0.74, 0.1), (0.74, 1.1), (0.72, 1.2), (0, 1.2)], "wheat ground", 24, "x"
        )
        s.obstacle("bale", 0, 0, 1.3, 1.5, 1.45)
        s.landmark("hay", 0, 0.8, 0, (-1.1, 0) if x > 0 else (1.1, 0), 90 if x > 0 else -90)


def _scarecrow(s: SetBuilder) -> None:
    s.tube([(0, 0, 0), (0, 1.9, 0)], 0.04, "teak", 6)
    s.tube([(-0.75, 1.38, 0), (0.75, 1.38, 0)], 0.03, "teak", 6)
    s.pillow(0, 0.75, 0, 0.5, 0.7, 0.26, "navy", 0.6, 12)
    for x in (-0.45, 0.45):
        s.tube([(x * 0.4, 1.36, 0), (x * 1.4, 1.3, 0)], [0.1, 0.12], "navy", 8)
        s.cards((x * 1.6, 1.32, 0), (0.1, 0.08, 0.08), 16, 0.08, "wheat", s.rng)
    s.ball(0, 1.62, 0, 0.15, "cream", 0.18, 12)
    s.lathe(0, 1.74, 0, [(0.32, 0), (0.3, 0.03), (0.15, 0.05), (0.11, 0.24), (0, 0.26)], "leather", 16)
    for x in (-0.05, 0.05):
        s.ball(x, 1.65, 0.14, 0.02, "black", n=6)
    s.obstacle("scarecrow", 0, 0, 0.5, 0.4, 1.9)
    s.landmark("scarecrow", 0, 1.4, 0, (0, 0.85), 180)


def _village(s: SetBuilder, z: float) -> None:
    """Houses and a steeple, far off."""
    hour = hour_of(s.time, s.setting.weather)
    for name, color in (("house", hour.house), ("roof", hour.roof), ("pane dark", hour.hill)):
        s.paint(name, mix(color, hour.haze, 0.25), ink=0.35, shadow=False)
    s.paint("pane", hour.pane, emission=1.0 if hour.pane_lit else 0.3, ink=0.0, shadow=False)
    for k in range(7):
        house(
            s,
            -18 + 5.4 * k + float(s.rng.uniform(-1, 1)),
            1.0,
            z - float(s.rng.uniform(0, 5)),
            4.0,
            float(s.rng.uniform(2.4, 3.6)),
            "house",
        )
    s.box(2.0, 1.0, z - 6, 2.4, 8.0, 2.4, "house")
    with s.one():
        s.lathe(2.0, 9.0, z - 6, [(1.7, 0), (0.15, 5.5), (0, 5.6)], "roof", 4)


def farm_yard(s: SetBuilder) -> Set:
    """A yard between barn and house: a cart, a well, hens, hay, a tractor, fields behind."""

    def paints(s: SetBuilder) -> None:
        s.paint("yard", mix("#b89a70", "#e6eaf2", 0.75 if s.snow else 0.0), Pattern.DABS, (0.4, 0.2), color2="#c4a880", threshold=0.7, blotch=0.9, line="#94784f", ink=0.0)  # fmt: skip
        s.paint("barn wall", s.pick("#a84a3c", "#8a5f44"), Pattern.PANEL, (0.24, 1.0), line="#5c3430")
        s.paint("tiles", "#7a5c50", Pattern.TILES, (0.3, 0.35), color2="#86665a", line="#4f3c38")
        s.paint("frame", "#efe6d2")
        s.paint("house wall", "#e0d2b4", blotch=0.25)
        s.paint("hay", "#d8b45c", Pattern.DABS, (0.2, 0.05), color2="#e4c878", threshold=0.6, line="#a8843c")
        s.paint("stone wall", "#a39a8e", Pattern.COBBLE, (0.4, 0.26), line_width=0.014, line="#6a625c")

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-hx - 5, 0.012, hz + 4), (2 * hx + 10, 0, 0), (0, 0, -2 * hz - 6), "yard")
        with s.part("barn"), s.at(-2.2, 0, -hz - 0.5):
            _barn_front(s)
        with s.part("farm house"), s.at(hx + 0.6, 0, -1.0, -90):
            w = 7.0
            s.box(0, 0, -2.5, w, 3.2, 5.0, "house wall")
            with s.one():
                s.add([[-w / 2 - 0.3, 3.1, 0.4], [w / 2 + 0.3, 3.1, 0.4], [w / 2 + 0.3, 5.2, -2.5], [-w / 2 - 0.3, 5.2, -2.5]], None, [[0, 0], [w, 0], [w, 3], [0, 3]], [[0, 1, 2], [0, 2, 3]], "tiles")  # fmt: skip
            s.box(2.0, 4.2, -1.8, 0.7, 2.0, 0.7, "house wall")
            for x in (-2.3, 2.1):
                s.box(x, 1.0, 0.03, 1.3, 1.3, 0.06, "frame")
                s.quad((x - 0.55, 1.08, 0.065), (1.1, 0, 0), (0, 1.14, 0), "lit1" if not s.lamps_on else "lit0")
                s.box(x, 1.08, 0.08, 0.05, 1.14, 0.03, "frame")
                for sign in (-1, 1):
                    s.box(x + sign * 0.9, 1.0, 0.04, 0.42, 1.3, 0.05, "teal")
                s.landmark("window", x, 1.6, 0.1, (x, 0.9), 180)
            s.box(0, 0, 0.04, 1.1, 2.2, 0.08, "frame")
            s.box(0, 0.05, 0.07, 0.9, 2.05, 0.08, "teal")
            s.box(0, 0, 0.5, 1.6, 0.14, 0.8, "kerb")
            s.landmark("door", 0, 1.1, 0.1, (0, 1.3), 180)
            s.landmark("house", 0, 2.0, 0, (0, 1.6), 180)
            s.practical(0.8, 2.1, 0.6, tone("#ffc070"), 0.6, 4.5)
            s.obstacle("house", 0, -2.4, w, 5.0, 4)
        with s.part("yard things"):
            with s.at(1.9, 0, -hz + 1.7):
                _well(s)
            with s.at(-hx + 1.3, 0, 0.9, 60):
                _cart(s)
            with s.at(-hx - 2.4, 0, hz - 1.0, 120):
                _tractor(s)
            with s.at(2.8, 0, hz - 0.8):
                f.sacks(s)
            for x, z, yaw in ((0.9, 2.3, 40), (1.4, 2.6, 150), (-0.9, 2.8, -60), (-1.9, -1.9, 100)):
                with s.at(x, 0, z, yaw):
                    _hen(s)
            s.landmark("hen", 0.9, 0.2, 2.3, (0.3, 1.9), 50)
        with s.part("wall"):
            # The way out through the yard gate leads through it.
            gap = 0.55 * hx
            for x in np.arange(-hx - 6, hx + 6, 1.6):
                if abs(x - gap) < 1.9:
                    continue
                s.pillow(float(x), 0, hz + 2.2, 1.7, 0.75 + 0.1 * float(s.rng.uniform(0, 1)), 0.4, "stone wall", 0.2, 8)
            for left, right in ((-hx - 6, gap - 1.1), (gap + 1.1, hx + 6)):
                s.obstacle("wall", (left + right) / 2, hz + 2.2, right - left, 0.5, 0.8)
            s.landmark("wall", 0.5, 0.8, hz + 2.2, (0.5, hz - 0.3), 0)
        with s.part("plants"):
            big_tree(s, land, -hx - 1.6, -hz + 1.4, 7.5)
            big_tree(s, land, hx + 4, hz + 5, 8.0)
            wood_round(s, land, 22, 16, 34)
            pts = land.scatter(s, 900, 2.8, 10.0)
            tufts(s, pts, 0.26)
        with s.part("beyond"):
            hills(s, 78, 5, 13, 0.3)

    return open_place(
        s,
        GroundPlan(
            half=(6.6, 5.2),
            free=40.0,
            dress=dress,
            paints=paints,
            wave=1.5,
            slope=0.05,
            ways=(("yard west", -1.0, -0.2, 90.0), ("yard gate", 0.55, 1.0, 180.0)),
            azimuth=44.0,
            stand=(5.0, -0.3, -0.3, 1.8),
            sound="gravel",
            focus=(-0.2, 0.3),
        ),
    )


def _barn_front(s: SetBuilder) -> None:
    w, eaves, top = 7.4, 3.4, 6.2
    s.box(0, 0, -4.0, w, eaves, 8.0, "barn wall")
    s.prism(
        [(-w / 2, eaves), (w / 2, eaves), (w * 0.3, top - 0.9), (0, top), (-w * 0.3, top - 0.9)], -8.0, 0.0, "barn wall"
    )
    for sign in (-1, 1):
        for (x0, y0), (x1, y1) in (
            ((w * 0.5 + 0.35, eaves - 0.3), (w * 0.3, top - 0.85)),
            ((w * 0.3, top - 0.85), (0.0, top + 0.05)),
        ):
            q = [[sign * x0, y0, 0.4], [sign * x1, y1, 0.4], [sign * x1, y1, -8.2], [sign * x0, y0, -8.2]]
            n = np.cross(np.array(q[1]) - q[0], np.array(q[3]) - q[0])
            f_ = [[0, 1, 2], [0, 2, 3]] if n[1] > 0 else [[0, 2, 1], [0, 3, 2]]
            s.add(q, None, [[0, 0], [2, 0], [2, 8], [0, 8]], f_, "tiles", True)
    s.box(0, 0, 0.03, 3.2, 2.9, 0.06, "black")
    for sign in (-1, 1):
        with s.at(sign * 1.55, 0, 0.06, sign * 28):
            s.box(sign * 0.75, 0.02, 0, 1.5, 2.8, 0.06, "barn wall")
            for y in (0.1, 2.6):
                s.box(sign * 0.75, y, 0.04, 1.5, 0.14, 0.03, "frame")
            with s.at(sign * 0.75, 1.4, 0.045, 0, 0, 56 * sign):
                s.box(0, -1.4, 0, 0.12, 2.8, 0.02, "frame")
    s.box(0, 3.9, 0.03, 1.2, 1.1, 0.06, "frame")
    s.box(0, 3.98, 0.05, 1.04, 0.94, 0.06, "black")
    s.pillow(0, 3.98, 0.05, 0.9, 0.4, 0.2, "hay", 0.7, 8)
    for x in (-w / 2, w / 2):
        s.box(x, 0, 0.02, 0.2, eaves, 0.12, "frame")
    s.pillow(2.6, 0, 0.9, 1.2, 0.5, 0.6, "hay", 0.14, 8)
    s.pillow(2.5, 0.5, 0.85, 1.1, 0.5, 0.55, "hay", 0.14, 8)
    s.obstacle("hay", 2.55, 0.9, 1.2, 0.7, 1.0)
    s.obstacle("barn", 0, -4.0, w, 8.0, 5)
    s.landmark("barn", 0, 1.5, 0, (0, 1.2), 180, opens=True)
    s.landmark("hay", 2.55, 0.9, 1.1, (2.55, 1.9), 180)
    s.practical(0, 3.3, 0.8, tone("#ffc070"), 0.6, 5.0)


def _well(s: SetBuilder) -> None:
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0.72, 0), (0.7, 0.78), (0.74, 0.8), (0.74, 0.9), (0.5, 0.9), (0.5, 0.4), (0, 0.4)],
            "stone wall",
            22,
        )
    for x in (-0.62, 0.62):
        s.box(x, 0.85, 0, 0.1, 1.25, 0.1, "teak")
    s.tube([(-0.62, 1.7, 0), (0.75, 1.7, 0)], 0.06, "teak", 8)
    s.tube([(0.75, 1.7, 0), (0.8, 1.5, 0), (0.95, 1.5, 0)], 0.02, "iron", 6)
    for sign in (-1, 1):
        q = [[-0.9, 2.6, 0], [0.9, 2.6, 0], [0.9, 2.0, sign * 0.75], [-0.9, 2.0, sign * 0.75]]
        s.add(
            q,
            None,
            [[0, 0], [1.8, 0], [1.8, 1], [0, 1]],
            [[0, 2, 1], [0, 3, 2]] if sign > 0 else [[0, 1, 2], [0, 2, 3]],
            "tiles",
            True,
        )
    s.tube([(0, 1.7, 0), (0, 1.1, 0)], 0.012, "leather", 4)
    s.lathe(0, 0.85, 0, [(0, 0), (0.12, 0), (0.15, 0.26), (0, 0.24)], "wood flat", 14)
    s.obstacle("well", 0, 0, 1.5, 1.5, 2.4)
    s.landmark("well", 0, 0.95, 0, (0, 1.25), 180)


def _cart(s: SetBuilder) -> None:
    s.box(0, 0.62, 0, 1.2, 0.08, 2.0, "wood flat")
    for x in (-0.6, 0.6):
        s.box(x, 0.7, 0, 0.06, 0.4, 2.0, "wood dark")
    s.box(0, 0.7, -1.0, 1.2, 0.4, 0.06, "wood dark")
    for x in (-0.72, 0.72):
        a = np.linspace(0, 2 * math.pi, 29)
        s.tube(np.c_[np.full(29, x), 0.55 + 0.52 * np.sin(a), 0.52 * np.cos(a)], 0.045, "wood dark", 6, caps=False)
        with s.one():
            for k in range(8):
                t = k * math.pi / 4
                s.tube([(x, 0.55, 0), (x, 0.55 + 0.5 * math.sin(t), 0.5 * math.cos(t))], 0.022, "wood flat", 5)
        s.cylinder(x - 0.08, 0.55, 0, 0.09, 0.16, "iron", n=10, axis="x")
    for x in (-0.35, 0.35):
        s.tube([(x, 0.66, 1.0), (x * 0.8, 0.4, 2.4)], 0.04, "wood dark", 6)
    s.pillow(0, 0.68, -0.1, 1.1, 0.6, 1.7, "hay", 0.7, 12)
    s.obstacle("cart", 0, 0.2, 1.6, 2.6, 1.1)
    s.landmark("cart", 0, 0.8, 0, (1.3, 0), -90)


def _tractor(s: SetBuilder) -> None:
    s.pillow(0, 0.75, 0.85, 0.66, 0.62, 1.5, "red", 0.16, 12)
    s.box(0, 0.55, 0.2, 0.5, 0.35, 2.4, "black")
    s.box(0, 0.7, -0.6, 1.1, 0.12, 0.9, "red")
    s.pillow(0, 1.0, -0.55, 0.5, 0.12, 0.44, "black", 0.5, 8)
    s.tube([(0, 1.3, 0.15), (0, 1.5, -0.05)], 0.02, "black", 6)
    a = np.linspace(0, 2 * math.pi, 21)
    s.tube(np.c_[0.2 * np.cos(a), 1.5 + 0.1 * np.sin(a), -0.05 - 0.16 * np.sin(a)], 0.018, "black", 6, caps=False)
    s.tube([(0.18, 1.35, 1.2), (0.18, 2.0, 1.2)], 0.035, "iron", 7)
    for x in (-0.25, 0.25):
        s.lathe(x, 1.15, 1.6, [(0.1, 0), (0.09, 0.05), (0, 0.06)], "cream", 12, "z")
    for sign in (-1, 1):
        for z, r, w in ((-0.6, 0.72, 0.36), (1.3, 0.4, 0.2)):
            with s.one():
                s.lathe(sign * 0.62 - w / 2, r, z, [(r * 0.5, 0), (r * 0.9, 0.0), (r, 0.06), (r, w - 0.06), (r * 0.9, w), (r * 0.5, w)], "tyre", 24, "x")  # fmt: skip
            s.cylinder(sign * 0.62 - w / 2 + 0.02, r, z, r * 0.52, w - 0.04, "mustard", n=16, axis="x")
    s.obstacle("tractor", 0, 0.3, 1.7, 3.2, 1.7)
    s.landmark("tractor", 0, 1.1, 0, (-1.4, 0.0), 90)


def _hen(s: SetBuilder) -> None:
    with s.one():
        s.pillow(0, 0.12, 0, 0.17, 0.2, 0.3, "wood flat", 0.8, 10)
        s.tube([(0, 0.24, 0.1), (0, 0.36, 0.16)], [0.06, 0.04], "wood flat", 7)
        s.ball(0, 0.38, 0.17, 0.045, "wood flat", n=8)
        s.cards((0, 0.3, -0.17), (0.05, 0.09, 0.06), 14, 0.07, "wheat" if s.has("wheat") else "dune grass", s.rng)
    s.box(0, 0.41, 0.17, 0.012, 0.05, 0.06, "red")
    s.lathe(0, 0.37, 0.21, [(0.014, 0), (0, 0.04)], "mustard", 6, "z")
    for x in (-0.05, 0.05):
        s.tube([(x, 0.14, 0.0), (x, 0, 0.02)], 0.009, "mustard", 4)
