"""The bank of a river or a lake: grass down to the water, reeds, a landing stage, the far bank."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.modeller import mix
from fairtake.staging.sets.nature import bush, flowers, pine, relief, rock, tree, tree_line, tufts

F64 = npt.NDArray[np.float64]

__all__ = ["riverside"]

_WATER = -0.55
_LAKES = ("lake", "lac", "see", "lago", "laguna", "pond", "lakeside", "etang", "teich", "reservoir", "loch")


def riverside(s: SetBuilder) -> Set:
    """The water lies north (-z): a river of thirty metres, or a lake where the heading says so."""
    wide = 150.0 if any(word in s.setting.place.casefold().split() for word in _LAKES) else 26.0

    def paints(s: SetBuilder) -> None:
        water = {"day": "#5a93a0", "dawn": "#6880a2", "dusk": "#5a5e8c", "night": "#22335f"}[s.time]
        s.paint("water", water, Pattern.WATER, ink=0.0, shadow=False)
        s.paint("mud", mix("#9a8468", "#e6eaf2", 0.5 if s.snow else 0.0), Pattern.DABS, (0.3, 0.16), color2="#8a7660", blotch=0.8, ink=0.0)  # fmt: skip
        s.paint("reed", "#8a9a58", foliage=1, ink=0.3)
        s.paint("planks", "#a08264" if not s.wet else "#7c6c62", Pattern.PLANKS, (0.15, 2.0), line_width=0.01, line="#5f4840", wet=0.55 if s.wet else 0.0)  # fmt: skip
        s.paint("boat", s.pick("#b8483c", "#3f7480", "#d0a354"))
        s.paint("far wood", mix("#5c7a54" if s.time == "day" else "#4a5478", "#8fa4b4" if s.time == "day" else "#5a6690", 0.3), ink=0.0, shadow=False)  # fmt: skip

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        near, far = -hz - 2.8, -hz - 2.8 - wide

        def height(x: F64, z: F64) -> F64:
            bend = 0.5 * np.sin(x * 0.13) + 0.3 * np.sin(x * 0.31 + 1)
            down = np.maximum(near + 1.0 + bend - z, 0.0)
            up = np.maximum(z - (far - 1.0 - bend) * 1.0, 0.0) * 0 + np.maximum(far - 1.5 - bend - z, 0.0)
            back = np.maximum(np.maximum(z - hz - 1.5, np.abs(x) - hx - 2.0), 0.0)
            roll = np.minimum(back / 14, 1) ** 2 * (0.7 + 0.7 * np.sin(x * 0.09 + 2) * np.cos(z * 0.11)) * (z > near)
            bank = -np.minimum(down * 0.42, 1.5) + np.minimum(up * 0.5, 1.5 + 1.1) + 0.03 * np.maximum(up - 6, 0)
            return np.asarray(bank + roll * np.clip((z - near) / 4.0, 0, 1), np.float64)

        with s.part("ground"):
            relief(s, 130.0, height, "grass", 110)
            s.quad((-600, _WATER, near + 3), (1200, 0, 0), (0, 0, -(wide + 9)), "water")
        rng = s.rng
        with s.part("shore"):
            along = np.linspace(-60, 60, 121)
            edge = near + 0.15 + 0.5 * np.sin(along * 0.13) + 0.3 * np.sin(along * 0.31 + 1)
            rows = [np.stack([along, height(along, edge + d) + 0.02, edge + d], -1) for d in (0.9, 0.2, -0.5, -1.2)]
            s.sheet(np.stack(rows), "mud")
        with s.part("reeds"):
            at = rng.uniform(-30, 30, 900)
            clump = np.sin(at * 0.9) + np.sin(at * 0.37 + 2) > 0.2
            deep = near + 0.5 * np.sin(at * 0.13) + 0.3 * np.sin(at * 0.31 + 1) - 0.3 - 1.1 * rng.random(900)
            pts = np.stack([at, np.maximum(height(at, deep), _WATER - 0.1), deep], -1)[clump & (np.abs(at - 1.9) > 1.6)]
            tufts(s, pts, 1.15, 0.022, "reed")
        with s.part("grass"):
            pts = np.zeros((900, 3))
            pts[:, 0], pts[:, 2] = rng.uniform(-18, 18, 900), rng.uniform(near + 0.8, hz + 14, 900)
            keep = (np.abs(pts[:, 0]) > hx - 0.4) | (pts[:, 2] > hz - 0.4) | (pts[:, 2] < -hz + 0.2)
            pts[:, 1] = height(pts[:, 0], pts[:, 2])
            tufts(s, pts[keep], 0.26)
            flowers(s, pts[keep][:40])
        with s.part("landing stage"):
            z0 = near + 1.0
            for k in range(22):
                s.box(1.9, 0.03, z0 - 0.2 * k, 1.5, 0.05, 0.185, "planks")
            for z in (z0 - 0.2, z0 - 2.0, z0 - 3.9):
                for x in (1.22, 2.58):
                    s.cylinder(x, -1.6, z, 0.08, 2.1, "wood dark", n=8)
        s.landmark("sea", 0.0, -0.3, near - 4, (0.0, -hz + 0.25), 180)
        s.landmark("river", 0.4, -0.3, near - 3, (0.4, -hz + 0.25), 180)
        with s.part("boat"), s.at(3.6, _WATER - 0.05, near - 2.0, 84):
            t = np.linspace(-1, 1, 17)
            half = 0.6 * np.sqrt(np.maximum(1 - np.abs(t) ** 2.4, 0)) + 0.02
            skin = [np.stack([t * 1.7, h + 0.14 * t * t, half * w], -1) for w, h in ((1, 0.5), (0.85, 0.15), (0.3, -0.1), (-0.3, -0.1), (-0.85, 0.15), (-1, 0.5))]  # fmt: skip
            s.sheet(np.stack(skin), "boat", both=True)
            for x in (-0.7, 0.5):
                s.box(x, 0.26, 0, 0.26, 0.03, 1.0, "planks")
            s.landmark("boat", 0, 0.4, 0, (-1.6, -2.0), 90)
        with s.part("stones"):
            for x, z, r in ((-hx + 0.9, -hz + 0.8, 0.42), (-hx + 1.5, -hz + 0.5, 0.26), (hx - 0.7, hz - 0.9, 0.36), (-hx - 2.5, near - 0.4, 0.7), (-hx - 3.6, near - 1.6, 0.5), (6.4, near - 1.0, 0.6)):  # fmt: skip
                inside = abs(x) < hx and abs(z) < hz
                with s.at(x, 0.0 if inside else float(height(np.array(x), np.array(z))), z):
                    rock(s, r, "rock dark" if r > 0.4 else "rock")
                    if inside:
                        s.obstacle("rock", 0, 0, 1.9 * r, 1.7 * r, 0.7 * r)
                        if r > 0.4:
                            s.seat("rock", 0, 0.62 * r, 0, "ground", (r + 0.5, 0.1), 180)
                            s.landmark("rock", 0, 0.6 * r, 0, (r + 0.55, 0), -90)
        with s.part("trees"):
            spots = [(-hx - 1.2, 1.4, 8.0, 2.4), (hx + 2.2, -0.6, 7.2, 2.1)]
            for k in range(13):
                a = math.pi * (0.02 + 0.96 * (k + float(rng.random()) * 0.7) / 13)
                reach = 15 + 15 * float(rng.random())
                spots.append((reach * math.cos(a) * 1.3, hz + 3 + reach * math.sin(a), float(rng.uniform(6, 9)), 2.1))
            for k, (x, z, high, crown) in enumerate(spots):
                with s.at(x, float(height(np.array(x), np.array(z))), z):
                    tree(s, high, 0.24, "bark", clumps=8 if k < 2 else 6, per=95 if k < 2 else 56, leaf=0.2 if k < 2 else 0.28, crown=crown)  # fmt: skip
                    if k < 2:
                        s.landmark("tree", 0, 1.4, 0, (1.0 if x < 0 else -1.0, 0), -90 if x < 0 else 90)
        with s.part("far bank"):
            for _ in range(30 if wide < 60 else 0):
                x, z = float(rng.uniform(-60, 60)), far - 3.0 - 14 * float(rng.random()) ** 1.5
                with s.at(x, float(height(np.array(x), np.array(z))), z):
                    if rng.random() < 0.35:
                        pine(s, float(rng.uniform(6, 10)), 0.16)
                    elif rng.random() < 0.4:
                        bush(s, 1.4, 0.9, 60, "leaves2", 0.3)
                    else:
                        tree(s, float(rng.uniform(5, 8)), 0.2, "bark", clumps=5, per=46, leaf=0.34, crown=1.9)
        with s.part("beyond"):
            if wide < 60:
                tree_line(s, 92.0, 6.0, "far wood", 0.8)
            hills(s, 185.0, 8.0, 34.0, 2.2)

    return open_place(
        s,
        GroundPlan(
            half=(5.4, 3.2), free=26.0, dress=dress, ground="", wave=0.0, slope=0.0, paints=paints,
            ways=(("bank west", -1.0, 0.4, 90.0), ("bank east", 1.0, 0.4, -90.0)),
            azimuth={"day": 50.0, "dawn": 155.0, "dusk": 200.0, "night": 150.0}[s.time], haze=(0.006, 1.1, 0.72),
            stand=(6.0, 3.6, 6.0, 5.5), sound="grass", day=("sea", "birds"), night=("sea", "crickets"), focus=(-0.4, 0.2),
        ),
    )  # fmt: skip
