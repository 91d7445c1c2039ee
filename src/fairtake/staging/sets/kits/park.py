"""The park: a path with benches and lamps, a pond, flower beds, houses beyond the trees."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets import furniture as f
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder, room_for
from fairtake.staging.sets.kits.outdoors import Field, hold_flat, scatter
from fairtake.staging.sets.lighting import exterior_light
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import bush, flowers, relief, rock, tree, tree_line, tufts
from fairtake.staging.sets.palette import outdoor_paints

__all__ = ["park"]


def park(s: SetBuilder) -> Set:
    """A path runs along x through the acting field; the pond lies north, a statue south."""
    outdoor_paints(s)
    grow = room_for(s.people, 55.0)
    half = 7.0 * grow
    field = Field(half)
    height = hold_flat(field, 0.9, 0.03)
    s.paint("pond", "#5f86a0" if s.time != "night" else "#2c4470", Pattern.WATER, ink=0.0, shadow=False)
    s.paint("stone", "#b8b0a4")
    s.paint("bed earth", "#6f5648", ink=0.4)
    with s.part("ground"):
        relief(s, 80.0, height, "grass", 48)
        _paths(s, half, grow)
        pond_z = -half - 6.0
        with s.at(1.0, 0, pond_z):
            a = np.linspace(0, 2 * np.pi, 49)
            r = 1 + 0.08 * np.sin(3 * a + 1)
            rim = np.c_[7.5 * r * np.cos(a), np.full(49, 0.14), -4.2 * r * np.sin(a)]
            s.add(
                np.r_[rim, [[0, 0.14, 0]]],
                np.tile([0, 1.0, 0], (50, 1)),
                None,
                [[49, i, i + 1] for i in range(48)],
                "pond",
            )
            s.tube(rim, 0.16, "stone", 6, caps=False)
            s.obstacle("pond", 0, 0, 15.6, 8.8, 0.4)
            s.landmark("pond", 0, 0.2, 2.0, (0, 5.2), 180)
            for x, z, yaw in ((-2.0, 1.0, 40), (-1.2, 0.2, 60), (2.4, -1.2, -120)):
                with s.at(x, 0.14, z, yaw):
                    with s.one():
                        s.pillow(0, -0.04, 0, 0.2, 0.18, 0.36, "white", 0.9, 8)
                        s.tube([(0, 0.08, 0.14), (0, 0.2, 0.2)], 0.035, "bottle", 6)
                        s.ball(0, 0.24, 0.22, 0.055, "bottle", n=8)
                    s.box(0, 0.225, 0.29, 0.04, 0.02, 0.07, "mustard")
    with s.part("park furniture"):
        for x, z, yaw in ((-2.6, -2.25, 0), (2.9, 2.2, 180), (half - 1.0, -2.25, 0)):
            with s.at(x, 0, z, yaw):
                f.bench(s)
        for k, x in enumerate((-half + 0.6, -0.2, half - 0.4)):
            with s.at(x, 0, -2.0 if k % 2 else 2.0, 0 if k % 2 == 0 else 180):
                st.lamp_post(s, 3.4)
        with s.at(-half - 5, 0, half + 2.5, 130):
            _statue(s)
        with s.at(-4.4, 0, -2.3):
            st.bin_(s)
        for x, z in ((-half + 1.2, half - 1.6), (half - 2.0, -half + 1.2)):
            with s.at(x, 0, z):
                _bed(s)
        _fence(s, half)
    with s.part("plants"):
        spots = [
            (-half - 2.5, -half + 1, 8.5),
            (half + 3, half - 2, 8.0),
            (-half - 4, half - 2.5, 9.0),
            (half + 4.5, -half + 0.5, 9.0),
        ]
        spots += [
            (-4.0, half + 3.5, 8.0),
            (4.5, half + 5.5, 9.0),
            (-9.5, -half - 9, 9.5),
            (11.5, -half - 10, 9.0),
            (0.5, -half - 13, 8.0),
        ]
        for x, z, size in spots:
            with s.at(x, float(height(np.array(x), np.array(z))), z):
                tree(
                    s,
                    size * float(s.rng.uniform(0.85, 1.1)),
                    0.26,
                    s.pick("bark", "bark dark", "birch"),
                    clumps=10,
                    leaf=0.19,
                    per=105,
                    crown=2.1,
                )
                s.obstacle("tree", 0, 0, 0.7, 0.7, 5)
                s.landmark("tree", 0, 1.5, 0, (0, 0.8 if z < 0 else -0.8), 180 if z < 0 else 0)
        for k in range(26):
            turn = (k + 0.5 * float(s.rng.uniform(0, 1))) / 26 * 2 * math.pi
            out = half + 20 + 8 * float(s.rng.uniform(0, 1))
            x, z = out * math.cos(turn), out * math.sin(turn)
            with s.at(x, float(height(np.array(x), np.array(z))), z):
                tree(s, float(s.rng.uniform(6.5, 9.5)), 0.22, "bark", clumps=6, leaf=0.42, per=44, crown=2.5)
        for x, y, z in scatter(s, field, 34, 2.0, 15.0, height):
            if abs(z) > 3 and abs(z + half + 6) > 6:
                with s.at(x, y, z):
                    bush(
                        s,
                        float(s.rng.uniform(0.6, 1.1)),
                        float(s.rng.uniform(0.4, 0.7)),
                        70,
                        s.pick("fern", "leaves2", "leaves0"),
                        0.13,
                    )
                    s.obstacle("bush", 0, 0, 1.2, 1.0, 0.8)
        lawn = scatter(s, field, 1500, -half + 2.5, 9.0, height)
        tufts(s, lawn[np.abs(lawn[:, 2]) > 1.9], 0.14, 0.011)
        with s.at(0, 0, 0):
            blooms = scatter(s, field, 40, -2.5, 4.0, height)
            flowers(s, blooms[np.abs(blooms[:, 2]) > 2.2])
    with s.part("beyond"):
        tree_line(s, half + 34, 2.4, "far near", 1.0, 0.9)
        st.skyline(s, half + 42, 0, 360, 8, 16, "skyline", 9.0)
        with s.one():
            s.ring(half + 58, 15 + 5 * np.abs(np.sin(np.linspace(0, 12, 120))), -5, "far")
    s.way("path west", -half + 0.2, 0.0, 90, (-half - 18, 0.8))
    s.way("path east", half - 0.2, 0.0, -90, (half + 18, -0.8))
    lights = sorted(s.practicals, key=lambda p: math.hypot(p.position[0], p.position[2]))
    light = exterior_light(
        s.time, s.setting.weather, azimuth=52.0, practicals=lights, radius=half + 10, haze=(0.012, 1.35, 0.74), seed=3.1
    )
    edge = half + 7
    return s.finish(
        interior=False,
        acting=(-half, -half, half, half),
        room=(-edge - 8, 0.0, -edge - 8, edge + 8, 20.0, edge + 8),
        camera=(-edge, 0.2, -half - 1.0, edge, 9.0, edge),
        lighting=light,
        ground="gravel",
        ambience=("birds", "park") if s.time != "night" else ("crickets", "park"),
        focus=(0.2, 0.1),
        axis=75.0,
    )


def _paths(s: SetBuilder, half: float, grow: float) -> None:
    xs = np.linspace(-half - 24, half + 24, 70)
    mid = 0.9 * np.sin(np.maximum(np.abs(xs) - half, 0) * 0.12) * np.sign(xs)
    edge = 1.5 + 0.06 * np.sin(xs * 1.9)
    g = np.stack([np.stack([xs, np.full_like(xs, 0.03), mid + o * edge], -1) for o in (1, -1)])
    s.sheet(g, "path", uvs=g[..., [0, 2]].reshape(-1, 2))
    for side in (-1, 1):
        s.tube(np.stack([xs, np.full_like(xs, 0.03), mid + side * (edge + 0.05)], -1), 0.055, "kerb", 4, caps=False)
    zs = np.linspace(1.5, half + 20, 30)
    bend = 1.6 * np.sin((zs - 1.5) * 0.1) - 0.5
    g = np.stack([np.stack([bend + o * 1.0, np.full_like(zs, 0.026), zs], -1) for o in (-1, 1)])
    s.sheet(g, "path", uvs=g[..., [0, 2]].reshape(-1, 2))


def _statue(s: SetBuilder) -> None:
    s.box(0, 0, 0, 1.5, 0.25, 1.5, "stone")
    s.box(0, 0.25, 0, 1.0, 1.3, 1.0, "stone")
    s.box(0, 1.55, 0, 1.15, 0.12, 1.15, "stone")
    with s.one():
        s.lathe(
            0,
            1.67,
            0,
            [(0, 0), (0.3, 0), (0.24, 0.5), (0.18, 0.95), (0.24, 1.25), (0.1, 1.42), (0, 1.45)],
            "bottle",
            14,
        )
        s.ball(0, 1.67 + 1.58, 0, 0.15, "bottle", 0.18, 12)
        s.tube([(0.2, 2.85, 0), (0.42, 3.05, 0.1), (0.5, 3.4, 0.15)], 0.06, "bottle", 7)
        s.tube([(-0.2, 2.85, 0), (-0.34, 2.55, 0.1), (-0.2, 2.3, 0.2)], 0.06, "bottle", 7)
    s.obstacle("statue", 0, 0, 1.5, 1.5, 3)
    s.landmark("statue", 0, 2.4, 0, (0, 1.3), 180)


def _bed(s: SetBuilder) -> None:
    s.paint("bed green", mix("#5e8a4a", tone("#e6eaf2"), 0.0), foliage=2, ink=0.3)
    s.cylinder(0, 0, 0, 0.95, 0.1, "bed earth", n=20)
    s.cards((0, 0.16, 0), (0.85, 0.14, 0.85), 90, 0.09, "bed green", s.rng)
    with s.one():
        for k in range(26):
            a, r = k * 2.4, 0.82 * math.sqrt((k + 0.5) / 26)
            s.ball(
                r * math.cos(a),
                0.3 + 0.06 * (k % 3),
                r * math.sin(a),
                0.055,
                ("red", "mustard", "rose", "cream")[k % 4],
                n=6,
            )
    s.obstacle("flower bed", 0, 0, 1.9, 1.9, 0.4)


def _fence(s: SetBuilder, half: float) -> None:
    """Low iron hoops along the far lawn."""
    z = half + 9.5
    with s.one():
        for k in range(-12, 13):
            a = np.linspace(0, math.pi, 6)
            s.tube(
                np.c_[k * 0.9 + 0.45 * np.cos(a), 0.1 + 0.5 * np.sin(a) ** 0.6, np.full(6, z)],
                0.018,
                "iron",
                4,
                caps=False,
            )
    with s.at(half - 1.4, 0, half - 1.0):
        rock(s, 0.3)
        s.obstacle("rock", 0, 0, 0.6, 0.55, 0.25)
        s.landmark("rock", 0, 0.2, 0, (-0.7, 0), 90)
