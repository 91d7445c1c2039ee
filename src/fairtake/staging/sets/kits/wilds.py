"""Mountains, deserts and snow."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.kits.countryside import boulder
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import flowers, pine, rock, tree_line, tufts

__all__ = ["desert", "mountain", "snow"]


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
                boulder(s, land, x, z, r, paint)
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
            boulder(s, land, -hx + 2.0, -hz + 0.6, 0.6, "rock")
            boulder(s, land, hx - 0.5, 1.0, 0.5, "rock dark")
            boulder(s, land, -hx - 3.0, -hz - 1.5, 1.5, "rock dark")
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
