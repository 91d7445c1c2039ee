"""The forest: a clearing on a path, trunks and undergrowth all round, light through leaves."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.kits.outdoors import Field, Height, hold_flat, scatter
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.nature import bush, flowers, pine, relief, rock, tree, tree_line, tufts
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["forest"]


def _bend(z: float) -> float:
    return 0.9 * math.sin(z * 0.13 + 0.6) - 0.5


def forest(s: SetBuilder) -> Set:
    """The path runs along z; a fallen log lies west, rocks east."""
    outdoor_paints(s)
    grow = room_for(s.people, 40.0)
    half = 5.2 * grow
    field = Field(half)
    height = hold_flat(field, 1.2, 0.05)
    with s.part("ground"):
        relief(s, 62.0, height, "grass", 46)
        zs = np.linspace(half + 34, -half - 34, 90)
        mid = np.array([_bend(float(z)) for z in zs])
        wide = 1.05 + 0.12 * np.sin(zs * 1.7) + 0.1 * np.sin(zs * 3.1)
        g = np.stack([np.stack([mid + o * wide, height(mid + o * wide, zs) + 0.028, zs], -1) for o in (1, -1)])
        s.sheet(g[::-1], "path", uvs=g[::-1][..., [0, 2]].reshape(-1, 2))
    with s.part("trees"):
        _trees(s, half, height)
    with s.part("undergrowth"):
        _undergrowth(s, field, half, height)
    with s.part("beyond"):
        for k, (r, h) in enumerate(((44.0, 6.5), (56.0, 11.0))):
            tree_line(s, r + half - 5, h, "far near" if k == 0 else "far", 1.0 + 2 * k, 1.4)
    s.way("path north", _bend(-half), -half + 0.2, 0, (_bend(-half - 16), -half - 16))
    s.way("path south", _bend(half), half - 0.2, 180, (_bend(half + 16), half + 16))
    light = exterior_light(
        s.time,
        s.setting.weather,
        azimuth=128.0 if s.time == "day" else 150.0,
        radius=half + 12,
        haze=(0.0175, 1.45, 0.84),
        shafts=0.05,
        seed=2.0,
    )
    edge = half + 6
    return s.finish(
        interior=False,
        acting=(-half, -half, half, half),
        room=(-edge - 8, 0.0, -edge - 8, edge + 8, 16.0, edge + 8),
        camera=(-edge, 0.25, -edge - 4, edge, 7.0, edge + 4),
        lighting=light,
        ground="grass",
        ambience=("birds", "forest") if s.time != "night" else ("crickets", "forest"),
        focus=(-0.1, 0.2),
        axis=70.0,
    )


def _trees(s: SetBuilder, half: float, height: Height) -> None:
    rng = s.rng

    def ground(x: float, z: float) -> float:
        return float(height(np.array(x), np.array(z)))

    near: list[tuple[float, float]] = [
        (-half + 1.1, -half + 1.6),
        (half - 0.9, -half + 2.4),
        (half - 1.2, half - 0.8),
        (-half + 0.8, half - 2.0),
    ]
    for k in range(15):
        a = 2 * math.pi * (k + float(rng.uniform(0.2, 0.8))) / 15
        r = half + 2.2 + 5.5 * float(rng.uniform(0, 1))
        x, z = r * math.sin(a), r * math.cos(a)
        if abs(x - _bend(z)) > 1.9:
            near.append((x, z))
    for k, (x, z) in enumerate(near):
        bark = ("bark", "bark dark", "bark", "birch")[int(rng.integers(4))]
        with s.at(x, ground(x, z), z):
            tree(
                s,
                float(rng.uniform(8.5, 10.5)),
                float(rng.uniform(0.24, 0.34)),
                bark,
                clumps=9,
                leaf=0.2,
                per=92,
                crown=2.3,
            )
            s.obstacle("tree", 0, 0, 0.75, 0.75, 6)
            if k < 6:
                a = math.atan2(-x, -z)
                s.landmark("tree", 0, 1.5, 0, (0.9 * math.sin(a), 0.9 * math.cos(a)), math.degrees(a) + 180)
    for k in range(54):
        a = 2 * math.pi * (k + float(rng.uniform(0, 1))) / 54
        r = half + 11 + 24 * float(rng.uniform(0, 1)) ** 1.2
        x, z = r * math.sin(a), r * math.cos(a)
        if abs(x - _bend(z)) < 2.4:
            continue
        with s.at(x, ground(x, z), z):
            if k % 4 == 3:
                pine(s, float(rng.uniform(9, 13)), 0.24)
            else:
                tree(
                    s,
                    float(rng.uniform(8, 12)),
                    float(rng.uniform(0.2, 0.34)),
                    ("bark", "bark dark")[k % 2],
                    clumps=5,
                    leaf=0.42,
                    per=34,
                    crown=2.7,
                    lean=0.03,
                )


def _undergrowth(s: SetBuilder, field: Field, half: float, height: Height) -> None:
    for x, y, z in scatter(s, field, 60, -0.4, 11.0, height):
        if abs(x - _bend(float(z))) < 1.7:
            continue
        with s.at(float(x), float(y), float(z)):
            r = float(s.rng.uniform(0.4, 0.85))
            bush(s, r, r * 0.6, 62, s.pick("fern", "leaves2", "leaves1", "fern"), 0.12)
            if max(abs(x), abs(z)) < half + 1:
                s.obstacle("bush", 0, 0, r * 1.5, r * 1.3, r * 0.8)
    grass = scatter(s, field, 3000, -half + 0.8, 9.0, height)
    away = np.abs(grass[:, 0] - np.array([_bend(float(z)) for z in grass[:, 2]]))
    tufts(s, grass[away > 1.15], 0.24)
    blooms = scatter(s, field, 60, -2.6, 3.0, height)
    away = np.abs(blooms[:, 0] - np.array([_bend(float(z)) for z in blooms[:, 2]]))
    flowers(s, blooms[away > 1.4])
    for x, z, r in (
        (half - 2.0, 1.4, 0.42),
        (half - 2.6, 0.9, 0.22),
        (-half + 0.9, -1.5, 0.34),
        (2.2, -half + 0.5, 0.3),
    ):
        with s.at(x, 0, z):
            rock(s, r, s.pick("rock", "rock dark"))
            s.obstacle("rock", 0, 0, r * 1.9, r * 1.7, r * 0.7)
            s.landmark("rock", 0, r * 0.6, 0, (-0.3 if x > 0 else 0.3, r + 0.55), 180)
            if r > 0.4:
                s.seat("rock", 0, r * 0.68, 0, "ground", (-r - 0.35, 0.0), -90)
    with s.at(-half + 1.7, 0, 1.3, 72):
        s.lathe(0, 0.24, -1.2, [(0, 0), (0.24, 0), (0.22, 0.1), (0.21, 2.3), (0.25, 2.4), (0, 2.4)], "bark", 12, "z")
        s.lathe(0, 0.24, 1.2, [(0.2, 0.002), (0.1, 0.003), (0, 0.004)], "teak", 12, "z")
        s.tube([(0.1, 0.35, 0.3), (0.35, 0.6, 0.45), (0.4, 0.85, 0.5)], [0.07, 0.05, 0.02], "bark", 6)
        s.obstacle("log", 0, 0, 0.5, 2.5, 0.46)
        s.seat("log 1", 0, 0.45, 0.35, "bench", (0.62, 0.35), 90)
        s.seat("log 2", 0, 0.45, -0.45, "bench", (0.62, -0.45), 90)
        s.landmark("log", 0, 0.4, 0, (0.75, 0), -90)
