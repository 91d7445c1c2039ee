"""Places under the open sky away from the town: garden, field, mountain, desert, snow, farm yard,
cemetery, playground."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.beyond import house
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import bush, flowers, pine, rock, tree, tree_line, tufts

__all__ = ["cemetery", "desert", "farm_yard", "field", "garden", "mountain", "playground", "snow"]


def _wood(s: SetBuilder, land: Land, count: int, near: float, far: float, conifers: float = 0.2) -> None:
    """Trees all round, from `near` to `far` metres outside the field."""
    for k in range(count):
        a = 2 * math.pi * (k + float(s.rng.uniform(0, 0.8))) / count
        out = near + (far - near) * float(s.rng.uniform(0, 1))
        x, z = (land.x + out) * math.sin(a), (land.z + out) * math.cos(a)
        with s.at(x, land.at(x, z), z):
            if s.rng.random() < conifers:
                pine(s, float(s.rng.uniform(6, 9)), 0.2)
            else:
                tree(s, float(s.rng.uniform(5, 8)), 0.22, "bark", clumps=7, leaf=0.42, per=40, crown=2.3)


def _big_tree(s: SetBuilder, land: Land, x: float, z: float, size: float = 8.0, paint: str = "bark") -> None:
    with s.at(x, land.at(x, z), z):
        tree(s, size, 0.28, paint, clumps=10, leaf=0.2, per=105, crown=2.2)
        s.obstacle("tree", 0, 0, 0.7, 0.7, 5)
        s.landmark("tree", 0, 1.5, 0, (0, 0.9 if z < 0 else -0.9), 180 if z < 0 else 0)


def _boulder(s: SetBuilder, land: Land, x: float, z: float, r: float, paint: str = "rock") -> None:
    with s.at(x, land.at(x, z) if max(abs(x) - land.x, abs(z) - land.z) > 0 else 0.0, z):
        rock(s, r, paint)
        s.obstacle("rock", 0, 0, r * 1.9, r * 1.7, r * 0.7)
        s.landmark("rock", 0, r * 0.6, 0, (0, r + 0.5 if z < 0 else -r - 0.5), 180 if z < 0 else 0)


def _gate_leaf(s: SetBuilder, w: float = 1.3, paint: str = "cream") -> None:
    """A wooden gate between its posts along x; it opens."""
    for x in (-w / 2 - 0.07, w / 2 + 0.07):
        s.box(x, 0, 0, 0.13, 1.25, 0.13, paint)
        s.ball(x, 1.3, 0, 0.08, paint, n=8)
    with s.leaf("gate", (-w / 2, 0), 95, (w / 2 - 0.1, 0.95, 0.03), (w / 2 - 0.3, -0.6), 0), s.one():
        for k in range(6):
            s.box(
                -w / 2 + (k + 0.5) * w / 6, 0.12, 0, w / 6 - 0.05, 0.92 + 0.1 * math.sin(k / 5 * math.pi), 0.025, paint
            )
        for y in (0.3, 0.8):
            s.box(0, y, 0.025, w - 0.04, 0.08, 0.025, paint)


def _pickets(s: SetBuilder, x0: float, x1: float, paint: str = "cream") -> None:
    """A picket fence along x in the current frame."""
    length = x1 - x0
    if length < 0.3:
        return
    with s.one():
        for k in range(int(length / 0.17)):
            s.box(x0 + 0.1 + 0.17 * k, 0.05, 0, 0.09, 0.95, 0.022, paint)
        for y in (0.3, 0.75):
            s.box((x0 + x1) / 2, y, -0.025, length, 0.08, 0.03, paint)
    s.obstacle("fence", (x0 + x1) / 2, 0, length, 0.16, 1.0)
    s.landmark("fence", (x0 + x1) / 2, 0.9, 0, ((x0 + x1) / 2, -0.55), 0)


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
            _big_tree(s, land, -hx + 0.2, 0.4, 6.5)
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
            _wood(s, land, 16, 9, 20)
            pts = land.scatter(s, 1500, -min(hx, hz) + 0.5, 6.0)
            tufts(s, pts[pts[:, 2] > -hz + 0.4], 0.11, 0.011)
            near = land.scatter(s, 60, -0.9, 0.5)
            flowers(s, near[near[:, 2] > -hz + 0.8])
        with s.part("fence"), s.at(0, 0, hz + 1.0):
            with s.at(1.4, 0, 0):
                _gate_leaf(s)
            _pickets(s, -hx - 3, 0.6)
            _pickets(s, 2.2, hx + 3)
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
            _big_tree(s, land, hx - 0.6, -hz + 0.2, 8.5)
            _big_tree(s, land, -hx - 9, -hz - 7, 9.0)
            _wood(s, land, 20, 26, 44)
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


def mountain(s: SetBuilder) -> Set:
    """A ledge among rocks and firs, peaks with snow behind, a cairn, a signpost, the drop."""

    def paints(s: SetBuilder) -> None:
        hour = hour_of(s.time, s.setting.weather)
        s.paint("alp", mix("#8f9a6a", "#e6eaf2", 0.7 if s.snow else 0.0), Pattern.DABS, (0.26, 0.2), color2="#a3a878", threshold=0.6, blotch=1.0, line="#5f6a50", ink=0.0)  # fmt: skip
        s.paint("peak", mix("#7c86a4", hour.haze, 0.35), ink=0.25, shadow=False)
        s.paint("peak far", mix("#94a0bc", hour.haze, 0.55), ink=0.2, shadow=False)
        s.paint("peak snow", mix("#f4f6fa", hour.haze, 0.15 if s.time == "day" else 0.5), ink=0.2, shadow=False)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("peaks"):
            for k, (radius, top, paint) in enumerate(((150.0, 58.0, "peak far"), (105.0, 34.0, "peak"))):
                _peaks(s, radius, top, paint, k)
        with s.part("path"):
            xs = np.linspace(-26, 26, 60)
            mid = 0.7 * np.sin(xs * 0.2)
            g = np.stack([np.stack([xs, land.height(xs, mid + o) + 0.03, mid + o], -1) for o in (0.75, -0.75)])
            s.sheet(g, "path", uvs=g[..., [0, 2]].reshape(-1, 2))
        with s.part("rocks"):
            for x, z, r, paint in (
                (-hx - 0.5, -hz + 0.6, 1.5, "rock dark"),
                (-hx + 0.9, -hz + 0.2, 0.7, "rock"),
                (hx - 0.3, -hz - 0.2, 1.1, "rock"),
                (hx - 1.0, hz - 0.5, 0.55, "rock dark"),
                (-hx + 0.5, hz - 0.9, 0.4, "rock"),
                (2.2, -hz - 2.4, 1.9, "rock dark"),
                (-3.5, -hz - 4.2, 2.6, "rock"),
            ):
                _boulder(s, land, x, z, r, paint)
            with s.at(1.9, 0, -1.6):
                rock(s, 0.52)
                s.obstacle("rock", 0, 0, 1.0, 0.9, 0.4)
                s.seat("rock", 0, 0.36, 0.1, "ground", (0, 0.75))
                s.landmark("rock", 0, 0.35, 0, (0, 0.9), 180)
            with s.at(-1.8, 0, -hz + 1.0):
                for k in range(5):
                    s.pillow(
                        0.03 * (k % 2),
                        0.16 * k,
                        0.02 * (k % 3),
                        0.5 - 0.08 * k,
                        0.18,
                        0.44 - 0.07 * k,
                        "rock" if k % 2 else "rock dark",
                        0.7,
                        10,
                    )
                s.obstacle("cairn", 0, 0, 0.55, 0.5, 0.9)
                s.landmark("cairn", 0, 0.7, 0, (0, 0.75), 180)
            with s.at(hx - 1.4, 0, 0.9 + hz * 0.2):
                s.tube([(0, 0, 0), (0, 2.0, 0)], 0.05, "teak", 7)
                for y, yaw in ((1.7, 20), (1.45, -150), (1.2, 60)):
                    with s.at(0, y, 0, yaw):
                        s.prism([(0.05, 0), (0.6, 0), (0.72, 0.09), (0.6, 0.18), (0.05, 0.18)], 0.03, 0.06, "wood flat")
                s.obstacle("sign", 0, 0, 0.2, 0.2, 2.0)
                s.landmark("sign", 0, 1.6, 0, (0, 0.8), 180)
        with s.part("plants"):
            for k in range(26):
                a = 2 * math.pi * (k + float(s.rng.uniform(0, 0.7))) / 26
                out = float(s.rng.uniform(3, 22))
                x, z = (hx + out) * math.sin(a), (hz + out) * math.cos(a)
                if abs(z) > 2.2:
                    with s.at(x, land.at(x, z), z):
                        pine(s, float(s.rng.uniform(5, 9)), 0.2)
                        s.obstacle("tree", 0, 0, 0.6, 0.6, 5)
                        if k % 6 == 0:
                            s.landmark("tree", 0, 1.5, 0, (0, 0.9 if z < 0 else -0.9), 180 if z < 0 else 0)
            pts = land.scatter(s, 1500, -min(hx, hz) + 1.0, 7.0)
            tufts(s, pts[np.abs(pts[:, 2]) > 1.1], 0.16)
            blooms = land.scatter(s, 40, -2.0, 3.0)
            flowers(s, blooms[np.abs(blooms[:, 2]) > 1.2])

    return open_place(
        s,
        GroundPlan(
            half=(6.5, 5.0),
            free=40.0,
            dress=dress,
            ground="alp",
            paints=paints,
            wave=2.2,
            slope=-0.12,
            reach=44.0,
            azimuth=58.0,
            haze=(0.0065, 1.2, 0.7),
            sound="gravel",
            day=("wind",),
            night=("wind",),
            focus=(-0.3, 0.4),
        ),
    )


def _peaks(s: SetBuilder, radius: float, top: float, paint: str, seed: int) -> None:
    """A range all round whose heads are white."""
    n = 200
    a = np.linspace(0, 2 * math.pi, n, endpoint=False)
    jag = (
        np.abs(np.sin(a * 5 + seed * 1.7)) ** 1.4 * 0.6
        + 0.25 * np.abs(np.sin(a * 13 + seed))
        + 0.15 * np.abs(np.sin(a * 29))
    )
    crest = top * (0.35 + 0.65 * jag)
    with s.one():
        s.ring(radius, crest, -60, paint)
    line = crest - top * (0.14 + 0.06 * np.abs(np.sin(a * 61 + seed)))
    cap = np.where(crest > top * 0.55, crest + 0.2, -59)
    low = np.where(crest > top * 0.55, line, -60)
    # Snow lies as a second skin a little nearer, from its broken lower edge to the crest.
    c, z = np.cos(a), -np.sin(a)
    r = radius - 0.6
    rim, foot = np.c_[r * c, cap, r * z], np.c_[r * c, low, r * z]
    p = np.concatenate([foot, rim])
    i = np.arange(n)
    j = (i + 1) % n
    keep = (cap[i] > -50) & (cap[j] > -50)
    faces = np.concatenate([np.c_[i, j + n, j], np.c_[i, i + n, j + n]])
    faces = faces[np.concatenate([keep, keep])]
    nn = np.c_[-c * 0.5, np.full(n, 0.85), -z * 0.5]
    nn /= np.linalg.norm(nn, axis=1, keepdims=True)
    s.add(p, np.concatenate([nn, nn]), None, faces, "peak snow")


def desert(s: SetBuilder) -> Set:
    """Dunes and red buttes, cacti, a bleached skull, a dead tree, the road's last signpost."""

    def paints(s: SetBuilder) -> None:
        hour = hour_of(s.time, s.setting.weather)
        s.paint("dune", "#dcae72", Pattern.DABS, (0.5, 0.12), color2="#e6be84", threshold=0.72, blotch=0.9, line="#b8854f", line_opacity=0.6, ink=0.0)  # fmt: skip
        s.paint("butte", mix("#b8644a", hour.haze, 0.3), ink=0.3, shadow=False)
        s.paint("butte far", mix("#b87a64", hour.haze, 0.55), ink=0.2, shadow=False)
        s.paint("cactus", "#5f8a5c")
        s.paint("bone", "#efe6d0")
        s.paint("scrub", "#a8a068", foliage=1, ink=0.25)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("plants"):
            for x, z, h in ((-hx + 0.9, -hz + 1.2, 2.6), (hx + 2.5, -hz - 3, 3.4), (-hx - 4, hz - 1, 3.0), (hx - 0.9, hz - 1.2, 1.5), (-9.0, -hz - 9, 3.6), (8.0, hz + 6, 3.0)):  # fmt: skip
                with s.at(x, land.at(x, z), z, float(s.rng.uniform(0, 180))):
                    _cactus(s, h)
            pts = land.scatter(s, 420, -2.5, 16.0)
            centers = pts[:70]
            clump = np.repeat(centers, 14, 0)[: 70 * 14]
            clump = (
                clump
                + np.c_[s.rng.normal(0, 0.14, len(clump)), np.zeros(len(clump)), s.rng.normal(0, 0.14, len(clump))]
            )
            tufts(s, clump, 0.3, 0.012, "scrub")
            with s.at(hx - 1.2, 0, -hz + 1.0):
                for pts2, r in (
                    ([(0, -0.1, 0), (0.1, 1.0, 0), (0.0, 1.9, 0.1), (0.3, 2.7, 0.1)], [0.22, 0.17, 0.11, 0.03]),
                    ([(0.08, 1.0, 0), (0.5, 1.5, 0.15), (0.75, 2.2, 0.1)], [0.11, 0.07, 0.02]),
                    ([(0.0, 1.5, 0.05), (-0.45, 2.0, 0), (-0.5, 2.6, -0.1)], [0.09, 0.06, 0.02]),
                ):
                    s.tube(pts2, r, "bark", 7)
                s.obstacle("tree", 0, 0, 0.5, 0.5, 2.5)
                s.landmark("tree", 0, 1.4, 0, (0, 0.9), 180)
        with s.part("things"):
            _boulder(s, land, -hx + 2.0, -hz + 0.6, 0.6, "rock")
            _boulder(s, land, hx - 0.5, 1.0, 0.5, "rock dark")
            _boulder(s, land, -hx - 3.0, -hz - 1.5, 1.5, "rock dark")
            with s.at(2.3, 0, 1.9, 30):
                with s.one():
                    s.ball(0, 0.13, 0, 0.14, "bone", 0.12, 12)
                    s.pillow(0, 0.02, 0.17, 0.14, 0.13, 0.24, "bone", 0.6, 8)
                    for x in (-1, 1):
                        s.tube(
                            [(x * 0.1, 0.2, 0), (x * 0.3, 0.24, 0.02), (x * 0.36, 0.36, 0.04)],
                            [0.04, 0.03, 0.01],
                            "bone",
                            6,
                        )
                for x in (-0.055, 0.055):
                    s.ball(x, 0.15, 0.12, 0.03, "black", n=8)
                s.landmark("skull", 0, 0.15, 0, (0, 0.7), 180)
            with s.at(-2.6, 0, 2.6, 10):
                s.tube([(0, 0, 0), (0.05, 2.0, 0)], 0.05, "teak", 6)
                s.box(0.05, 1.5, 0.06, 1.0, 0.3, 0.03, "wood flat")
                s.obstacle("sign", 0, 0, 0.2, 0.2, 2.0)
                s.landmark("sign", 0.05, 1.65, 0.06, (0, 0.8), 180)
        with s.part("beyond"):
            for k, (turn, w, h, away, paint) in enumerate(((160, 22, 20, 88, "butte"), (205, 14, 26, 96, "butte"), (186, 34, 13, 120, "butte far"), (120, 30, 16, 110, "butte far"), (250, 26, 18, 104, "butte"), (20, 28, 17, 112, "butte far"), (320, 18, 22, 100, "butte"))):  # fmt: skip
                t = math.radians(turn)
                with s.at(away * math.sin(t), -3, away * math.cos(t), turn + 180):
                    outline = [(-w / 2 - 6, 0), (w / 2 + 6, 0), (w / 2, h * 0.5), (w / 2 - 1, h * 0.55), (w / 2 - 1.6, h), (-w / 2 + 1.5, h * (0.97 + 0.03 * (k % 2))), (-w / 2 + 1, h * 0.55), (-w / 2, h * 0.5)]  # fmt: skip
                    s.prism(outline, -3.0, 0.0, paint)
            n = np.linspace(0, 2 * math.pi, 160, endpoint=False)
            with s.one():
                s.ring(70, 1.6 + 1.4 * np.sin(n * 5) + 0.8 * np.sin(n * 11 + 1), -8, "far near")

    return open_place(
        s,
        GroundPlan(
            half=(7.5, 6.0),
            free=55.0,
            dress=dress,
            ground="dune",
            paints=paints,
            wave=2.6,
            slope=0.0,
            azimuth=62.0,
            haze=(0.007, 1.2, 0.62),
            sound="sand",
            day=("wind",),
            night=("wind", "crickets"),
        ),
    )


def _cactus(s: SetBuilder, h: float) -> None:
    with s.one():
        s.tube([(0, -0.1, 0), (0, h * 0.5, 0), (0, h, 0)], [0.2, 0.22, 0.15], "cactus", 10)
        s.ball(0, h, 0, 0.15, "cactus", 0.14, 10, 0, 90)
        for sign, y, up in ((1, 0.42, 0.3), (-1, 0.55, 0.26)):
            q = [
                (0, h * y, 0),
                (sign * 0.42, h * (y + 0.02), 0),
                (sign * 0.52, h * (y + 0.1), 0),
                (sign * 0.52, h * (y + up), 0),
            ]
            s.tube(q, 0.11, "cactus", 9)
            s.ball(sign * 0.52, h * (y + up), 0, 0.11, "cactus", 0.11, 10, 0, 90)
    s.obstacle("cactus", 0, 0, 0.6, 0.6, h)
    s.landmark("cactus", 0, h * 0.5, 0, (0, 0.8), 180)


def snow(s: SetBuilder) -> Set:
    """A white plain: firs under snow, a hut with smoke, a sledge, tracks, blue shade."""

    def paints(s: SetBuilder) -> None:
        s.paint("snow", "#e8edf4" if s.time != "night" else "#c4cce4", Pattern.DABS, (0.5, 0.3), color2="#f2f5f8" if s.time != "night" else "#ccd4ea", threshold=0.8, blotch=0.8, line="#cdd8e8", ink=0.0)  # fmt: skip
        s.paint("snow cap", "#f0f3f8", foliage=2, ink=0.25)
        s.paint("snow roof", "#eef2f7")
        hour = hour_of(s.time, s.setting.weather)
        for name, color, share in (("far near", "#b4c4d4", 0.3), ("far", "#dce4ee", 0.35)):
            s.paint(name, mix(color, hour.haze, share if s.time == "day" else 0.75), ink=0.0, shadow=False)
        s.paint("track", "#cdd8e8", ink=0.0)
        s.paint("log", "#8a6248", Pattern.STRIPES, (1.0, 0.22), color2="#7a543e")
        s.paint("smoke", "#d8dce4", emission=0.25, ink=0.1, shadow=False, foliage=2)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("tracks"):
            for k in range(26):
                x = -hx - 4 + k * 0.62
                with s.at(x, 0.004, 1.5 + 0.5 * math.sin(x * 0.3) + 0.11 * (-1) ** k, 80):
                    s.pillow(0, 0, 0, 0.1, 0.014, 0.27, "track", 0.6, 8)
        with s.part("trees"):
            for k in range(34):
                a = 2 * math.pi * (k + float(s.rng.uniform(0, 0.8))) / 34
                out = float(s.rng.uniform(1.5, 22))
                x, z = (hx + out) * math.sin(a), (hz + out) * math.cos(a)
                if abs(z - 0.5) < 2.4 or (x > 2 and z < -hz + 2 and out < 8):
                    continue
                with s.at(x, land.at(x, z), z):
                    size = float(s.rng.uniform(4.5, 9))
                    pine(s, size, 0.2)
                    with s.one():
                        for j in range(6):
                            t = j / 5
                            r = (1.9 - 1.55 * t) * size / 9
                            s.cards((0, size * (0.335 + 0.66 * t), 0), (r * 0.8, size * 0.05, r * 0.8), 26, 0.26, "snow cap", s.rng, 0.1)  # fmt: skip
                    s.obstacle("tree", 0, 0, 0.6, 0.6, 5)
                    if k % 7 == 0:
                        s.landmark("tree", 0, 1.5, 0, (0, 0.9 if z < 0 else -0.9), 180 if z < 0 else 0)
        with s.part("hut"), s.at(hx - 2.0, 0, -hz - 1.6, -12):
            s.box(0, 0, 0, 4.2, 2.2, 3.4, "log")
            for z in (-1.72, 1.72):
                s.prism([(-2.1, 2.2), (2.1, 2.2), (0, 3.7)], z - 0.02, z + 0.02, "log")
            for sign in (-1, 1):
                with s.one():
                    roof = [[0, 3.85, -2.1], [0, 3.85, 2.1], [sign * 2.7, 1.95, 2.1], [sign * 2.7, 1.95, -2.1]]
                    top = [[x, y + 0.22, z] for x, y, z in roof]
                    sides = [[2, 3, 7], [2, 7, 6], [1, 2, 6], [1, 6, 5], [3, 0, 4], [3, 4, 7]]
                    faces = [[4, 5, 6], [4, 6, 7], *sides]
                    s.add(roof + top, None, None, faces if sign > 0 else [q[::-1] for q in faces], "snow roof")
            s.box(1.2, 3.0, -0.6, 0.5, 1.4, 0.5, "rock")
            for k in range(5):
                s.cards(
                    (1.2 + 0.25 * k, 4.7 + 0.7 * k, -0.6),
                    (0.25 + 0.1 * k, 0.3, 0.25 + 0.1 * k),
                    26,
                    0.24,
                    "smoke",
                    s.rng,
                )
            s.box(0.4, 0, 1.73, 0.95, 1.9, 0.06, "teak")
            s.box(-1.1, 0.95, 1.73, 0.9, 0.8, 0.06, "teak")
            s.quad((-1.48, 1.0, 1.765), (0.76, 0, 0), (0, 0.7, 0), "lit0" if s.lamps_on else "lit1")
            s.box(-1.1, 1.0, 1.78, 0.04, 0.7, 0.03, "teak")
            s.practical(-1.1, 1.3, 2.4, tone("#ffb866"), 0.7, 5.0)
            s.obstacle("hut", 0, 0, 4.6, 3.8, 3.0)
            s.landmark("hut", 0.4, 1.2, 1.75, (0.4, 2.5), 180)
            s.landmark("door", 0.4, 1.0, 1.75, (0.4, 2.5), 180)
            s.landmark("window", -1.1, 1.3, 1.75, (-1.1, 2.5), 180)
        with s.part("things"):
            with s.at(-2.3, 0, -1.6, 40):
                for x in (-0.22, 0.22):
                    s.tube([(x, 0.03, -0.6), (x, 0.03, 0.4), (x, 0.16, 0.66), (x, 0.34, 0.7)], 0.02, "teak", 6)
                    for z in (-0.4, 0.25):
                        s.tube([(x, 0.03, z), (x, 0.24, z)], 0.018, "teak", 5)
                for k in range(3):
                    s.box(-0.2 + 0.2 * k, 0.24, -0.1, 0.17, 0.025, 1.15, "red" if k == 1 else "wood flat")
                s.obstacle("sledge", 0, 0, 0.55, 1.4, 0.4)
                s.seat("sledge", 0, 0.27, -0.1, "bench", (0.65, 0.0), 90)
                s.landmark("sledge", 0, 0.25, 0, (0.75, 0), -90)
            with s.at(-hx + 1.0, 0, hz - 1.4):
                _snowman(s)
            with s.at(hx - 0.4, 0, hz - 1.6, 70):
                for k in range(7):
                    s.cylinder(
                        -0.45 + 0.3 * (k % 4) + 0.15 * (k // 4),
                        0.15 + 0.25 * (k // 4),
                        -0.5,
                        0.14,
                        1.0,
                        "bark",
                        n=9,
                        axis="z",
                    )
                s.pillow(0, 0.5, 0, 1.0, 0.14, 1.0, "snow roof", 0.6, 10)
                s.obstacle("log", 0, 0, 1.3, 1.1, 0.6)
                s.landmark("log", 0, 0.5, 0, (0, 0.95), 180)
        with s.part("beyond"):
            tree_line(s, max(hx, hz) + 34, 3.4, "far near", 1.0, 1.2)
            hills(s, 80, 9, 24, 1.0, 1.6)

    return open_place(
        s,
        GroundPlan(
            half=(7.0, 5.8),
            free=45.0,
            dress=dress,
            ground="snow",
            paints=paints,
            wave=1.8,
            slope=0.05,
            azimuth=55.0,
            haze=(0.013, 1.25, 0.74),
            sound="snow",
            day=("wind",),
            night=("wind",),
        ),
    )


def _snowman(s: SetBuilder) -> None:
    for y, r in ((0.32, 0.38), (0.85, 0.28), (1.25, 0.19)):
        s.ball(0, y, 0, r, "snow roof", n=16)
    s.lathe(0, 1.25, 0.17, [(0.035, 0), (0, 0.2)], "terracotta", 8, "z")
    for x in (-0.07, 0.07):
        s.ball(x, 1.32, 0.165, 0.022, "black", n=6)
    for y in (0.75, 0.9):
        s.ball(0, y, 0.27, 0.025, "black", n=6)
    for x in (-1, 1):
        s.tube([(x * 0.22, 0.95, 0), (x * 0.5, 1.15, 0.05), (x * 0.6, 1.3, 0.0)], 0.014, "bark", 5)
    s.lathe(0, 1.4, 0, [(0.22, 0), (0.22, 0.02), (0.14, 0.03), (0.13, 0.2), (0, 0.2)], "black", 16)
    s.tube([(0.18, 1.1, 0.05), (0.0, 1.07, 0.2), (-0.18, 1.1, 0.05), (-0.2, 0.85, 0.2)], 0.045, "red", 7)
    s.obstacle("snowman", 0, 0, 0.8, 0.8, 1.5)
    s.landmark("snowman", 0, 1.0, 0, (0, 0.95), 180)


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
            for x in np.arange(-hx - 6, hx + 6, 1.6):
                s.pillow(float(x), 0, hz + 2.2, 1.7, 0.75 + 0.1 * float(s.rng.uniform(0, 1)), 0.4, "stone wall", 0.2, 8)
            s.obstacle("wall", 0, hz + 2.2, 2 * hx + 12, 0.5, 0.8)
            s.landmark("wall", 0.5, 0.8, hz + 2.2, (0.5, hz - 0.3), 0)
        with s.part("plants"):
            _big_tree(s, land, -hx - 1.6, -hz + 1.4, 7.5)
            _big_tree(s, land, hx + 4, hz + 5, 8.0)
            _wood(s, land, 22, 16, 34)
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


def cemetery(s: SetBuilder) -> Set:
    """Stones in leaning rows, an iron gate, a chapel, a yew, ivy and a path."""

    def paints(s: SetBuilder) -> None:
        s.paint("stone", "#a8a49c", blotch=0.5)
        s.paint("stone dark", "#86848a", blotch=0.5)
        s.paint("chapel", "#b4a896", Pattern.BRICK, (0.5, 0.24), line="#7a7068")
        s.paint("slates", "#5f6478", Pattern.TILES, (0.24, 0.28), color2="#6a7084", line="#3f4458")
        s.paint("ivy", "#4f7a4c", foliage=2, ink=0.4)

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        with s.part("path"):
            s.quad((-40, 0.014, 1.1), (80, 0, 0), (0, 0, -2.0), "path")
        with s.part("stones"):
            k = 0
            for z in (-hz + 0.5, -hz + 2.1, hz - 1.9, hz - 0.3, hz + 1.6, -hz - 1.6):
                for x in np.arange(-hx - 2 + 0.7 * (k % 2), hx + 2.5, 1.75):
                    k += 1
                    if abs(z) < 1.8 or (k * 7) % 5 == 0:
                        continue
                    with s.at(float(x) + float(s.rng.uniform(-0.15, 0.15)), 0, z, float(s.rng.uniform(-8, 8)), 0, float(s.rng.uniform(-6, 6))):  # fmt: skip
                        _grave(s, k)
        with s.part("chapel"), s.at(-3.4, 0, -hz - 7):
            s.box(0, 0, -3, 5, 4.2, 7, "chapel")
            s.prism([(-2.5, 4.2), (2.5, 4.2), (0, 7.2)], -6.5, 0.5, "chapel")
            for sign in (-1, 1):
                q = [[0, 7.35, 0.8], [0, 7.35, -6.8], [sign * 2.9, 3.9, -6.8], [sign * 2.9, 3.9, 0.8]]
                s.add(
                    q,
                    None,
                    [[0, 0], [7, 0], [7, 4], [0, 4]],
                    [[0, 2, 1], [0, 3, 2]] if sign < 0 else [[0, 1, 2], [0, 2, 3]],
                    "slates",
                    True,
                )
            s.box(0, 0, 0.53, 1.3, 2.3, 0.1, "stone dark")
            s.prism([(-0.65, 2.3), (0.65, 2.3), (0, 3.0)], 0.48, 0.58, "stone dark")
            s.box(0, 0.05, 0.58, 1.0, 2.2, 0.06, "teak")
            s.lathe(0, 4.7, 0.5, [(0.6, 0), (0.55, 0.06), (0, 0.06)], "lit2", 18, "z")
            s.box(0, 7.2, 0.0, 0.12, 1.3, 0.12, "iron")
            s.box(0, 7.95, 0.0, 0.6, 0.12, 0.12, "iron")
            s.landmark("church", 0, 2.0, 0.6, (2.0, 7.3), 180)
        with s.part("gate"), s.at(0.5, 0, hz + 2.6):
            for x in (-1.1, 1.1):
                s.box(x, 0, 0, 0.5, 2.2, 0.5, "chapel")
                s.box(x, 2.2, 0, 0.62, 0.14, 0.62, "stone")
                s.ball(x, 2.5, 0, 0.2, "stone", n=12)
            with s.leaf("gate", (-0.8, 0), 95, (0.7, 1.1, 0.03), (0.3, -0.7), 0), s.one():
                for k in range(9):
                    s.tube(
                        [(-0.74 + 0.185 * k, 0.1, 0), (-0.74 + 0.185 * k, 1.8 + 0.22 * math.sin(k / 8 * math.pi), 0)],
                        0.014,
                        "iron",
                        5,
                    )
                for y in (0.2, 1.6):
                    s.box(0, y, 0, 1.56, 0.05, 0.03, "iron")
            for sign in (-1, 1):
                with s.one():
                    for k in range(40):
                        x = sign * (1.5 + 0.2 * k)
                        s.tube([(x, 0.3, 0), (x, 1.35, 0)], 0.012, "iron", 4)
                    s.box(sign * 5.5, 1.2, 0, 8.2, 0.04, 0.03, "iron")
                s.box(sign * 5.5, 0, 0, 8.2, 0.4, 0.3, "chapel")
                s.obstacle("railing", sign * 5.5, 0, 8.2, 0.3, 1.3)
            s.landmark("gate", 0, 1.1, 0, (0, -0.9), 0)
        with s.part("plants"):
            _big_tree(s, land, hx - 0.7, -hz - 0.6, 8.5, "bark dark")
            _big_tree(s, land, -hx - 2.6, hz - 0.5, 8.0, "bark dark")
            with s.at(hx + 2.5, 0, 1.6):
                pine(s, 7.0, 0.24)
            _wood(s, land, 18, 10, 24, 0.4)
            pts = land.scatter(s, 2000, -min(hx, hz) + 1.2, 8.0)
            tufts(s, pts[np.abs(pts[:, 2]) > 1.2], 0.2)
            for x, z in ((-2.2, -hz - 0.4), (4.0, hz + 2.2), (-5.0, hz + 2.3)):
                with s.at(x, 0, z):
                    bush(s, 0.7, 0.5, 70, "ivy", 0.1)
            with s.at(2.2, 0, -1.6):
                f.bench(s, 1.5)
        with s.part("beyond"):
            tree_line(s, max(hx, hz) + 30, 3.2, "far near", 1.0, 1.0)
            hills(s, 70, 6, 13, 0.2)

    return open_place(
        s,
        GroundPlan(
            half=(6.5, 5.0),
            free=32.0,
            dress=dress,
            paints=paints,
            wave=0.8,
            slope=0.03,
            azimuth=50.0,
            haze=(0.019, 1.3, 0.78),
            stand=(5.0, 5.0, 5.0, 2.2),
            sound="gravel",
            day=("birds", "wind"),
            focus=(-0.4, 0.2),
        ),
    )


def _grave(s: SetBuilder, k: int) -> None:
    paint = "stone" if k % 3 else "stone dark"
    if k % 4 == 1:
        s.box(0, 0, 0, 0.5, 0.2, 0.3, paint)
        s.box(0, 0.2, 0, 0.14, 1.05, 0.12, paint)
        s.box(0, 0.8, 0, 0.56, 0.14, 0.12, paint)
    else:
        a = np.linspace(0, math.pi, 9)
        top = [(0.3 * math.cos(t), 0.72 + 0.26 * math.sin(t)) for t in a] if k % 4 else [(0.3, 0.9), (-0.3, 0.9)]
        s.prism([(-0.3, -0.05), (0.3, -0.05), *top], -0.07, 0.07, paint)
        with s.one():
            for j in range(3):
                s.quad((-0.17 + 0.03 * j, 0.66 - 0.12 * j, 0.073), (0.34 - 0.06 * j, 0, 0), (0, 0.025, 0), "ink")
    if k % 5 == 2:
        s.cards((0, 0.1, 0.2), (0.18, 0.1, 0.1), 30, 0.06, "ivy", s.rng)
        for j in range(4):
            s.ball(-0.1 + 0.07 * j, 0.18, 0.24, 0.035, ("red", "cream", "rose")[j % 3], n=6)
    s.obstacle("grave", 0, 0, 0.62, 0.3, 0.95)
    s.landmark("grave", 0, 0.7, 0.1, (0, 0.8), 180)


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
                _big_tree(s, land, x, z, float(s.rng.uniform(6.5, 8.5)))
            _wood(s, land, 16, 10, 20)
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
