"""The cemetery: graves under old trees."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.kits.countryside import big_tree, wood_round
from fairtake.staging.sets.nature import bush, pine, tree_line, tufts

__all__ = ["cemetery"]


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
            big_tree(s, land, hx - 0.7, -hz - 0.6, 8.5, "bark dark")
            big_tree(s, land, -hx - 2.6, hz - 0.5, 8.0, "bark dark")
            with s.at(hx + 2.5, 0, 1.6):
                pine(s, 7.0, 0.24)
            wood_round(s, land, 18, 10, 24, 0.4)
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
