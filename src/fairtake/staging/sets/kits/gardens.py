"""Gardens and playgrounds: fences, beds, swings."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.kits.countryside import big_tree, gate_leaf, pickets, wood_round
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.nature import bush, flowers, tree_line, tufts

__all__ = ["garden", "playground"]


def garden(s: SetBuilder) -> Set:
    """Behind the house: lawn, beds, an apple tree with a swing, a table, a shed, a fence and gate."""

    def paints(s: SetBuilder) -> None:
        s.paint("house wall", s.pick("#d8c4a0", "#c8a894", "#b4bcb0"), blotch=0.2)
        s.paint("tiles", "#a8604c" if s.time != "night" else "#5c4458", Pattern.TILES, (0.24, 0.3), color2="#b46c54", line="#6a4038")  # fmt: skip
        s.paint("frame", "#efe8d6")
        s.paint("bed earth", "#6f5648", ink=0.4)
        s.paint("shed", s.pick("#5f7f78", "#7a6a8a", "#a86a4c"), Pattern.PANEL, (0.16, 1.0), line="#3f4a50")

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("path"):
            xs = np.linspace(-1.6, 1.2, 14)
            for k, x in enumerate(xs):
                s.cylinder(float(x) * 0.5 - 0.4, 0.0, hz - 0.3 - k * (2 * hz - 0.8) / 13, 0.3, 0.022, "kerb", n=9)
        with s.part("house"), s.at(0, 0, -hz - 0.4):
            w = 2 * hx + 4
            s.box(0, 0, -2.5, w, 3.4, 5.0, "house wall")
            s.box(0, 0, 0.03, w, 0.35, 0.06, "kerb")
            with s.one():
                s.add([[-w / 2 - 0.3, 3.3, 0.5], [w / 2 + 0.3, 3.3, 0.5], [w / 2 + 0.3, 5.6, -2.6], [-w / 2 - 0.3, 5.6, -2.6]], None, [[0, 0], [w, 0], [w, 4], [0, 4]], [[0, 1, 2], [0, 2, 3]], "tiles")  # fmt: skip
            s.box(-2.6, 4.4, -1.6, 0.6, 2.0, 0.6, "house wall")
            for x, ww in ((-3.4, 1.5), (3.2, 1.7), (5.6, 1.0), (-5.9, 1.0)):
                s.box(x, 0.95, 0.03, ww + 0.2, 1.55, 0.06, "frame")
                s.quad((x - ww / 2, 1.03, 0.065), (ww, 0, 0), (0, 1.35, 0), "lit1")
                s.box(x, 1.03, 0.08, 0.05, 1.35, 0.03, "frame")
                s.box(x, 1.7, 0.08, ww, 0.05, 0.03, "frame")
                s.box(x, 0.72, 0.16, ww + 0.2, 0.2, 0.24, "terracotta")
                s.cards((x, 1.0, 0.2), (ww * 0.5, 0.16, 0.16), 50, 0.07, "leaves1", s.rng)
                for j in range(6):
                    s.ball(
                        x - ww * 0.4 + j * ww * 0.16,
                        1.05 + 0.05 * (j % 2),
                        0.28,
                        0.045,
                        ("red", "rose", "cream")[j % 3],
                        n=6,
                    )
                s.landmark("window", x, 1.6, 0.1, (x, 0.9), 180)
            s.box(0, 0, 0.05, 1.15, 2.3, 0.1, "frame")
            s.box(0, 0.1, 0.08, 0.95, 2.1, 0.08, "shed")
            s.ball(0.36, 1.05, 0.14, 0.035, "brass", n=8)
            s.box(0, 0, 0.55, 1.8, 0.14, 0.9, "kerb")
            s.landmark("door", 0, 1.1, 0.1, (0, 1.3), 180)
            s.landmark("house", 0, 2.0, 0, (0, 1.6), 180)
            s.ball(0.85, 2.2, 0.14, 0.09, "glow", n=10)
            s.practical(0.85, 2.1, 0.5, tone("#ffc070"), 0.6, 4.5)
            s.obstacle("house", 0, -2.5, w, 5.1, 4)
        with s.part("garden things"):
            with s.at(1.6, 0, 0.9, 12):
                f.table(s, 1.1, 0, 0.72, "cream", "iron")
                f.cup(s, 0.2, 0.721, 0.1, "white")
                f.bowl(s, -0.1, 0.721, -0.05, "teal", 0.14)
                s.surface("table", 0, 0.722, 0, 0.8, 0.8, [(-0.2, 0.22), (0.25, -0.16)])
                s.landmark("table", 0, 0.72, 0, (0, 1.0), 180)
                for turn in (70.0, 180.0, 290.0):
                    a = math.radians(turn)
                    with s.at(0.85 * math.sin(a), 0, 0.85 * math.cos(a), turn + 180):
                        f.chair(s, "cream", "red", approach=90.0)
            with s.at(-hx + 0.9, 0, -hz + 1.3, 90):
                f.bench(s, 1.5)
            with s.at(hx - 0.2, 0, -hz + 0.8, -90):
                s.box(0, 0, -1.0, 2.2, 2.1, 1.8, "shed")
                s.prism([(-1.3, 2.08), (1.3, 2.08), (0, 2.8)], -2.0, 0.05, "tiles")
                s.box(0.3, 0, -0.08, 0.8, 1.8, 0.04, "frame")
                s.box(-0.65, 1.0, -0.08, 0.6, 0.6, 0.04, "frame")
                s.quad((-0.9, 1.05, -0.055), (0.5, 0, 0), (0, 0.5, 0), "glass")
                s.obstacle("shed", 0, -1.0, 2.3, 1.9, 2.4)
                s.landmark("shed", 0.3, 1.0, 0, (0.3, 0.7), 180)
            with s.at(-hx + 0.6, 0, hz - 1.2):
                _beds(s)
            with s.at(hx - 1.0, 0, hz - 0.9):
                _beds(s)
            with s.at(hx - 2.3, 0, -hz + 0.6):
                with s.one():
                    s.lathe(0, 0, 0, [(0, 0), (0.16, 0), (0.19, 0.3), (0.17, 0.3), (0, 0.24)], "steel", 16)
                s.tube([(0.15, 0.1, 0), (0.42, 0.34, 0)], 0.02, "steel", 6)
        with s.part("plants"):
            big_tree(s, land, -hx + 0.2, 0.4, 6.5)
            with s.at(-hx + 1.35, 0, 0.4):
                for dx in (-0.25, 0.25):
                    s.tube([(0, 4.2, dx), (0, 0.5, dx)], 0.012, "leather", 4)
                s.tube([(-1.2, 4.1, 0), (0.4, 4.25, 0)], 0.07, "bark", 6)
                s.box(0, 0.46, 0, 0.26, 0.035, 0.6, "wood flat")
                s.obstacle("swing", 0, 0, 0.3, 0.7, 0.5)
                s.seat("swing", 0, 0.5, 0.0, "bench", (0.6, 0), 90)
                s.landmark("swing", 0, 0.6, 0, (0.75, 0), -90)
            for x in np.arange(-hx - 1.5, hx + 1.6, 1.5):
                with s.at(float(x), 0, hz + 2.6 + float(s.rng.uniform(-0.2, 0.2))):
                    bush(s, 0.95, 0.9, 80, s.pick("fern", "leaves2"), 0.13)
            wood_round(s, land, 16, 9, 20)
            pts = land.scatter(s, 1500, -min(hx, hz) + 0.5, 6.0)
            tufts(s, pts[pts[:, 2] > -hz + 0.4], 0.11, 0.011)
            near = land.scatter(s, 60, -0.9, 0.5)
            flowers(s, near[near[:, 2] > -hz + 0.8])
        with s.part("fence"), s.at(0, 0, hz + 1.0):
            with s.at(1.4, 0, 0):
                gate_leaf(s)
            pickets(s, -hx - 3, 0.6)
            pickets(s, 2.2, hx + 3)
        with s.part("beyond"):
            tree_line(s, max(land.x, land.z) + 32, 3.0, "far near", 1.0, 0.9)
            st.skyline(s, max(land.x, land.z) + 40, -70, 70, 5, 9, "skyline", 9.0)
            hills(s, max(land.x, land.z) + 60, 6, 12)

    return open_place(
        s,
        GroundPlan(
            half=(5.6, 4.6),
            free=32.0,
            dress=dress,
            paints=paints,
            wave=0.5,
            slope=0.02,
            ways=(("garden gate", 0.27, 1.0, 180.0), ("garden path", -1.0, -0.55, 90.0)),
            azimuth=42.0,
            stand=(4.0, -0.3, 4.0, 1.6),
            day=("birds", "leaves"),
            focus=(-0.9, 0.2),
        ),
    )


def _beds(s: SetBuilder) -> None:
    """A flower bed in full bloom."""
    s.cylinder(0, 0, 0, 0.75, 0.08, "bed earth", n=18)
    s.cards((0, 0.2, 0), (0.66, 0.2, 0.66), 80, 0.09, "leaves0", s.rng)
    with s.one():
        for k in range(22):
            a, r = k * 2.4, 0.64 * math.sqrt((k + 0.5) / 22)
            s.ball(
                r * math.cos(a),
                0.36 + 0.08 * (k % 3),
                r * math.sin(a),
                0.05,
                ("red", "mustard", "rose", "cream")[k % 4],
                n=6,
            )
    s.obstacle("flower bed", 0, 0, 1.5, 1.5, 0.5)
    s.landmark("flowers", 0, 0.4, 0, (0, 1.05), 180)


def playground(s: SetBuilder) -> Set:
    """Swings, a slide, a climbing frame, a sand pit, benches for those who watch, houses behind."""

    def paints(s: SetBuilder) -> None:
        s.paint(
            "bark chips", "#b08a60", Pattern.DABS, (0.16, 0.1), color2="#c09a70", threshold=0.6, line="#8a6844", ink=0.0
        )

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("ground"):
            s.quad((-hx - 1, 0.012, hz + 1), (2 * hx + 2, 0, 0), (0, 0, -2 * hz - 2), "bark chips")
        with s.part("frames"):
            with s.at(-2.4, 0, -hz + 1.4):
                _swings(s)
            with s.at(hx - 1.9, 0, -hz + 1.3, -90):
                _slide(s)
            with s.at(-hx + 1.5, 0, hz - 1.5):
                _climber(s)
            with s.at(2.4, 0, hz - 1.3):
                s.box(0, 0, 0, 2.2, 0.06, 1.9, "sand")
                for x, z, w, d in ((0, 1.0, 2.5, 0.2), (0, -1.0, 2.5, 0.2), (1.15, 0, 0.2, 2.0), (-1.15, 0, 0.2, 2.0)):
                    s.box(x, 0, z, w, 0.24, d, "wood flat")
                s.lathe(0.3, 0.06, 0.2, [(0, 0), (0.1, 0), (0.13, 0.2), (0, 0.18)], "red", 12)
                s.lathe(-0.4, 0.06, -0.2, [(0.24, 0), (0, 0.22)], "sand", 12)
                s.obstacle("sand pit", 0, 0, 2.5, 2.2, 0.24)
                s.seat("edge", -0.5, 0.24, -0.98, "bench", (-0.5, -1.6), 180)
                s.landmark("sand pit", 0, 0.2, 0, (0, -1.6), 0)
            for x, z, yaw in ((0.7, -hz + 0.3, 0), (hx - 0.4, 0.9, -90)):
                with s.at(x, 0, z, yaw):
                    f.bench(s, 1.5)
        with s.part("plants"):
            for x, z in (
                (-hx - 2.5, -hz - 1),
                (hx + 2.5, -hz + 2),
                (-hx - 3, hz + 1),
                (hx + 3, hz + 2),
                (0.5, -hz - 4),
            ):
                big_tree(s, land, x, z, float(s.rng.uniform(6.5, 8.5)))
            wood_round(s, land, 16, 10, 20)
            for k in range(18):
                with s.at(-hx - 3 + k * (2 * hx + 6) / 17, 0, -hz - 1.6):
                    bush(s, 0.8, 0.6, 60, "fern", 0.12)
            tufts(s, land.scatter(s, 900, 1.4, 8.0), 0.16)
        with s.part("beyond"):
            tree_line(s, max(hx, hz) + 28, 2.6, "far near", 1.0, 0.9)
            st.skyline(s, max(hx, hz) + 36, 0, 360, 8, 17, "skyline", 9.0)
        for x in (-hx - 0.6, hx + 0.6):
            with s.part("lamps"), s.at(x, 0, 1.0):
                st.lamp_post(s, 3.6)

    return open_place(
        s,
        GroundPlan(
            half=(6.8, 5.4),
            free=38.0,
            dress=dress,
            paints=paints,
            wave=0.6,
            slope=0.02,
            azimuth=46.0,
            day=("birds", "walla"),
            focus=(0.2, 0.6),
        ),
    )


def _swings(s: SetBuilder) -> None:
    for x in (-1.9, 1.9):
        for z in (-0.8, 0.8):
            s.tube([(x, 0, z), (x, 2.35, 0)], 0.05, "red", 7)
    s.tube([(-2.0, 2.35, 0), (2.0, 2.35, 0)], 0.055, "red", 8)
    for k, x in enumerate((-0.95, 0.95)):
        for dx in (-0.24, 0.24):
            s.tube([(x + dx, 2.33, 0), (x + dx, 0.48, 0)], 0.012, "steel", 4)
        s.box(x, 0.45, 0, 0.54, 0.035, 0.2, "black")
        s.obstacle("swing", x, 0, 0.6, 0.3, 0.5)
        s.seat(f"swing {k + 1}", x, 0.49, 0.0, "bench", (x, 0.7))
    for x in (-1.9, 1.9):
        s.obstacle("swing frame", x, 0, 0.2, 1.8, 2.3)
    s.landmark("swing", 0, 1.0, 0, (0, 1.2), 180)


def _slide(s: SetBuilder) -> None:
    s.box(0, 1.7, -0.9, 0.8, 0.06, 0.8, "wood flat")
    for x in (-0.36, 0.36):
        for z in (-1.25, -0.55):
            s.tube([(x, 0, z), (x, 2.5 if z < -1 else 2.4, z)], 0.045, "teal", 7)
        s.tube([(x, 2.4, -1.25), (x, 2.4, -0.55)], 0.03, "teal", 6)
        s.tube([(x, 0.0, -2.0), (x, 1.7, -1.3)], 0.035, "teal", 6)
    with s.one():
        for k in range(6):
            s.tube(
                [(-0.36, 0.2 + 0.28 * k, -1.92 + 0.115 * k), (0.36, 0.2 + 0.28 * k, -1.92 + 0.115 * k)],
                0.025,
                "steel",
                5,
            )
    run = np.array([-0.5, 0.3, 1.3, 1.9, 2.2])
    y = np.array([1.74, 1.25, 0.55, 0.34, 0.32])
    rows = np.stack(
        [
            np.stack([np.full(5, x), y + lift, run], -1)
            for x, lift in ((-0.34, 0.16), (-0.3, 0.0), (0.3, 0.0), (0.34, 0.16))
        ]
    )
    s.sheet(rows.transpose(1, 0, 2)[::-1], "metal", both=True)
    s.obstacle("slide", 0, 0.1, 0.85, 4.3, 2.2)
    s.landmark("slide", 0, 1.0, 1.0, (1.0, 1.2), -90)


def _climber(s: SetBuilder) -> None:
    a = np.linspace(0, math.pi, 13)
    with s.one():
        for k in range(4):
            t = k * math.pi / 4
            s.tube(
                np.c_[1.25 * np.cos(a) * math.cos(t), 1.35 * np.sin(a), 1.25 * np.cos(a) * math.sin(t)],
                0.03,
                "mustard",
                6,
            )
    b = np.linspace(0, 2 * math.pi, 33)
    for r, y in ((1.12, 0.6), (0.72, 1.1)):
        s.tube(np.c_[r * np.cos(b), np.full(33, y), r * np.sin(b)], 0.026, "red", 6, caps=False)
    s.obstacle("climbing frame", 0, 0, 2.5, 2.5, 1.4)
    s.landmark("climbing frame", 0, 1.0, 0, (0, -1.65), 0)
