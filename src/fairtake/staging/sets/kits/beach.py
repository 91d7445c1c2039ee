"""The beach: sand between the sea and the dunes, huts, a boat, a groyne, a headland."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.nature import rock, tufts
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["beach"]


def beach(s: SetBuilder) -> Set:
    """The sea lies north (-z), the dunes south; the shore runs along x."""
    outdoor_paints(s)
    grow = room_for(s.people, 50.0)
    half = 6.5 * grow
    sea = {"day": "#4f93a8", "dawn": "#5f7ca4", "dusk": "#54608e", "night": "#24386a"}[s.time]
    s.paint("sea", sea, Pattern.WATER, ink=0.0, shadow=False)
    s.paint("foam", "#f2ece0" if s.time != "night" else "#7484b0", ink=0.0)
    s.paint("boat", s.pick("#c8503c", "#3f7f80", "#e0b04c"))
    for k, color in enumerate(("#d8684a", "#5f9aa4", "#e8c66a", "#8a6a94")):
        s.paint(f"hut{k}", color, Pattern.PANEL, (0.16, 1.0), line="#5a4650")
    s.paint("hut trim", "#efe6d4")
    s.paint("sail", "#f4ecdc", ink=0.6)
    # A low sun would throw its shadow far from it, where it reads as a hole in the sand.
    high = s.time == "day" and s.setting.hour not in ("morning", "afternoon")
    s.paint("parasol", "#d0483e", Pattern.STRIPES, (0.5, 1.0), color2="#f0e4cc", shadow=high)
    shore = -half - 2.0
    with s.part("ground"):
        xs = np.linspace(-120, 120, 81)
        xs = np.sign(xs) * 120 * (np.abs(xs) / 120) ** 1.8
        zs = np.concatenate(
            [[shore - 9], np.linspace(shore - 2.5, half, 12), half + np.array([3.0, 6, 9, 12, 16, 22, 30, 45])]
        )[::-1]
        gx, gz = np.meshgrid(xs, zs)
        s.sheet(np.stack([gx, _sand(gx, gz, shore, half), gz], -1), "sand", uvs=np.stack([gx, gz], -1).reshape(-1, 2))
        s.quad((-2500, -0.28, shore + 2), (5000, 0, 0), (0, 0, -2600), "sea")
        for off, width in ((-0.2, 0.22), (-1.9, 0.3), (-4.6, 0.4), (-9.0, 0.5)):
            line = shore + off - 1.1 + 0.35 * np.sin(xs * 0.5 + off) + 0.2 * np.sin(xs * 1.3)
            y = np.maximum(_sand(xs, line, shore, half), -0.28) + 0.02
            near = np.abs(xs) < 70
            g = np.stack([np.stack([xs, y, line + o], -1)[near] for o in (width / 2, -width / 2)])
            s.sheet(g, "foam")
    with s.part("dune grass"):
        pts = np.stack(
            [s.rng.uniform(-34, 34, 1700), np.zeros(1700), half + 2.4 + 14 * s.rng.uniform(0, 1, 1700) ** 1.4], -1
        )
        pts[:, 1] = _sand(pts[:, 0], pts[:, 2], shore, half)
        tufts(
            s,
            pts[np.sin(pts[:, 0] * 0.7) + np.sin(pts[:, 2] * 1.3 + pts[:, 0] * 0.3) > -0.4],
            0.55,
            0.016,
            "dune grass",
        )
    with s.part("beach things"):
        _things(s, half, shore)
    with s.part("beyond"):
        _horizon(s, shore)
    s.way("beach west", -half + 0.2, 0.8, 90, (-half - 20, 2.0))
    s.way("beach east", half - 0.2, 0.8, -90, (half + 20, 2.0))
    light = exterior_light(
        s.time,
        s.setting.weather,
        azimuth={"day": 50.0, "dawn": 160.0, "dusk": 200.0, "night": 150.0}[s.time],
        radius=half + 10,
        haze=(0.0026, 0.95, 0.72),
        seed=7.7,
    )
    edge = half + 8
    return s.finish(
        interior=False,
        acting=(-half, -half + 0.5, half, half),
        room=(-edge - 12, 0.0, shore - 6, edge + 12, 20.0, edge + 8),
        camera=(-edge, 0.25, shore - 6, edge, 9.0, half + 3.5),
        lighting=light,
        ground="sand",
        ambience=("sea", "gulls") if s.time != "night" else ("sea",),
        focus=(0.0, 0.2),
        axis=80.0,
    )


def _sand(x: npt.NDArray[Any], z: npt.NDArray[Any], shore: float, half: float) -> npt.NDArray[Any]:
    """Flat where people act, down into the sea, up into dunes."""
    down = np.maximum(-half + 0.2 - z, 0.0)
    up = np.maximum(z - half - 0.8, 0.0)
    side = np.maximum(np.abs(x) - half - 4, 0.0)
    dune = np.minimum(up * 0.3, 3.6) * (0.62 + 0.38 * np.sin(x * 0.23 + 1) * np.cos(x * 0.09 + z * 0.12))
    ripple = 0.1 * np.sin(x * 0.7 + z * 0.4) * np.minimum(side / 6, 1)
    return np.asarray(dune + ripple - np.minimum(down * 0.14, 1.4))


def _things(s: SetBuilder, half: float, shore: float) -> None:
    first = int(s.rng.integers(4))
    for k in range(5):
        x = -half - 1.5 + k * 2.5 - 1.0
        with s.at(x, 0.25, half + 2.6, 180):
            paint = f"hut{(first + k) % 4}"
            s.box(0, 0, 0, 1.9, 2.1, 1.8, paint)
            with s.one():
                s.prism([(-1.15, 2.08), (1.15, 2.08), (0, 2.95)], -1.05, 1.05, "hut trim")
            s.box(0, 0, 0.92, 0.8, 1.85, 0.05, "hut trim")
            s.box(0, 0.06, 0.95, 0.68, 1.72, 0.03, paint)
            s.ball(0.26, 0.95, 0.99, 0.035, "brass", n=8)
            s.box(0, -0.25, 1.15, 1.9, 0.2, 0.7, "teak")
            s.obstacle("hut", 0, 0.3, 2.1, 2.6, 2.6)
            if k == 2:
                s.landmark("hut", 0, 1.2, 0.95, (0, 1.9), 180)
                s.landmark("door", 0, 1.0, 0.95, (0, 1.9), 180)
    with s.at(half - 1.6, 0.0, -half + 2.2, 62):
        _boat(s)
    with s.at(-half + 1.4, 0, -half + 2.6, 20):
        s.tube([(0, 0, 0), (0.12, 2.15, 0.05)], 0.02, "teak", 6)
        a = np.linspace(0, 2 * np.pi, 33)
        rows = [
            np.stack([0.12 + r * np.cos(a), 2.22 - 0.42 * (r / 1.15) ** 2 + 0 * a, 0.05 - r * np.sin(a)], -1)
            for r in (1.15, 0.8, 0.4, 0.02)
        ]
        s.sheet(
            np.stack(rows),
            "parasol",
            both=True,
            uvs=np.stack([np.stack([a * 1.0, np.full(33, k)], -1) for k in range(4)]).reshape(-1, 2),
        )
        s.obstacle("parasol", 0, 0, 0.2, 0.2, 2.0)
        with s.at(0.2, 0, 0.9):
            s.quad((-0.45, 0.02, 0.9), (0.9, 0, 0), (0, 0, -1.8), "hut1")
            s.quad((-0.45, 0.024, 0.5), (0.9, 0, 0), (0, 0, -0.2), "hut trim")
            s.seat("towel 1", -0.05, 0.05, 0.2, "ground", (0.75, 0.2), 180)
            s.landmark("rug", 0, 0.03, 0, (0.8, 0.0), -90)
    with s.one():
        for k in range(15):
            z = -half + 1.5 - k * 0.95
            s.cylinder(half + 5 + 0.1 * (k % 2), -1.2, z, 0.15, 1.9 + 0.2 * ((k * 7) % 3) - 0.02 * k, "bark dark", n=8)
    s.obstacle("groyne", half + 5, -half - 5, 0.5, 14, 1.0)
    for x, z, r in (
        (-half - 3, -half + 1.0, 0.7),
        (-half - 4.2, -half + 2.0, 0.45),
        (-half - 2.2, -half - 0.4, 0.35),
        (half - 0.8, half - 0.8, 0.3),
    ):
        with s.at(x, 0, z):
            rock(s, r, "rock dark" if r > 0.5 else "rock")
            s.obstacle("rock", 0, 0, 1.9 * r, 1.7 * r, 0.7 * r)
            s.landmark("rock", 0, 0.6 * r, 0, (r + 0.55, 0) if x < 0 else (-r - 0.55, 0), -90 if x < 0 else 90)
    s.landmark("sea", 0, 0.2, shore - 6, (0, -half + 0.9), 180)


def _boat(s: SetBuilder) -> None:
    u = np.linspace(-1, 1, 17)
    rows = []
    for a in u:
        w = 0.62 * math.sqrt(max(1 - abs(a) ** 2.4, 0)) + 0.02
        y = 0.16 * a * a
        rows.append(
            [
                [a * 1.8, 0.62 + y, w],
                [a * 1.8, 0.3 + y, w * 0.86],
                [a * 1.8, 0.06 + y * 1.6, w * 0.3],
                [a * 1.8, 0.06 + y * 1.6, -w * 0.3],
                [a * 1.8, 0.3 + y, -w * 0.86],
                [a * 1.8, 0.62 + y, -w],
            ]
        )
    g = np.array(rows)
    with s.at(0, 0, 0, 0, 0, 0):
        s.sheet(g[::-1], "boat", both=True)
        s.tube(g[:, 0], 0.035, "hut trim", 5)
        s.tube(g[:, -1], 0.035, "hut trim", 5)
        for x in (-0.7, 0.5):
            s.box(x, 0.4, 0, 0.26, 0.03, 1.05, "teak")
        s.tube([(-1.0, 0.66, 0.3), (1.5, 0.5, -0.2)], 0.025, "teak", 6)
    s.obstacle("boat", 0, 0, 3.7, 1.3, 0.7)
    s.seat("boat", 0.5, 0.44, 0.0, "bench", (0.5, 1.05), -90)
    s.landmark("boat", 0, 0.5, 0.6, (0.0, 1.15), 180)


def _horizon(s: SetBuilder, shore: float) -> None:
    """A headland to the west, far hills to the east, a sail at sea, gulls, dunes inland."""
    x = np.linspace(-900, 900, 160)

    def flat(tops: npt.NDArray[Any], z: float, paint: str) -> None:
        p = np.concatenate([np.c_[x, np.full(160, -3.0), np.full(160, z)], np.c_[x, tops, np.full(160, z)]])
        i = np.arange(159)[:, None]
        f = np.concatenate([i + np.array([0, 1, 161]), i + np.array([0, 161, 160])])
        with s.one():
            s.add(p, np.tile([0, 0.6, 0.8], (320, 1)), None, f, paint)

    flat(
        -1
        + 70 * np.exp(-(((x + 620) / 260) ** 2)) * (1 + 0.1 * np.sin(x * 0.06))
        + 24 * np.exp(-(((x - 560) / 200) ** 2)),
        -760,
        "far",
    )
    flat(-1 + 26 * np.exp(-(((x + 300) / 130) ** 2)) * (1 + 0.12 * np.sin(x * 0.11)), -430, "far near")
    with s.at(-240, 20, -428):
        s.lathe(
            0, 0, 0, [(2.4, 0), (1.6, 14), (2.0, 14.2), (2.0, 15), (1.2, 15), (1.2, 17.5), (0, 19.5)], "hut trim", 12
        )
    with s.at(70, -0.2, -190):
        s.prism([(-3.5, 0.2), (3.2, 0.2), (4.2, 1.5), (-4.0, 1.5)], -0.8, 0.8, "boat")
        with s.one():
            s.add(
                [[0.2, 1.8, 0], [3.4, 2.0, 0], [0.2, 11, 0], [-0.2, 1.8, 0], [-0.2, 10, 0], [-3.2, 2.0, 0]],
                [[0, 0, 1]] * 6,
                None,
                [[0, 1, 2], [3, 4, 5]],
                "sail",
            )
    a = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    top = 4.5 + 2.2 * np.sin(a * 7) + 1.2 * np.sin(a * 17 + 1)
    # They rise slowly from the shore: an end cut off would stand on the sand as a triangle.
    rise = np.clip(-np.sin(a) / 0.4, 0.0, 1.0)
    top = np.where(np.sin(a) < 0.0, -1.0 + (top + 1.0) * rise * rise * (3 - 2 * rise), -6.0)
    with s.one():
        s.ring(60.0, top, -8.0, "far near")
    if s.time != "night":
        for gx, gy, gz, k in ((-3.5, 5.4, -24, 1), (-1.3, 6.2, -30, -1), (4.2, 5.6, -28, 1), (9.5, 7.6, -34, 1)):
            with s.one():
                for side in (-1, 1):
                    wing = [
                        [gx, gy, gz],
                        [gx + side * 0.35, gy + 0.2, gz + 0.05],
                        [gx + side * 0.38, gy + 0.16, gz - 0.14],
                        [gx + side * 0.8, gy + 0.05 * k, gz],
                        [gx, gy - 0.05, gz - 0.22],
                    ]
                    s.add(
                        wing,
                        [[0, 1, 0]] * 5,
                        None,
                        [[0, 1, 2], [1, 3, 2], [0, 2, 4]] if side > 0 else [[0, 2, 1], [1, 2, 3], [0, 4, 2]],
                        "sail",
                    )
