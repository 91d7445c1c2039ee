"""Sport: an open-air swimming pool, and a stadium seen from the pitch."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.nature import relief, tree

F64 = npt.NDArray[np.float64]

__all__ = ["stadium", "swimming_pool"]


def swimming_pool(s: SetBuilder) -> Set:
    """A basin north of the tiles one acts on: blocks, ladders, lanes, loungers, changing rooms."""

    def paints(s: SetBuilder) -> None:
        water = {"day": "#58b4c4", "dawn": "#6a9cba", "dusk": "#5f86b0", "night": "#2f6a9a"}[s.time]
        s.paint("pool", water, Pattern.WATER, ink=0.0, shadow=False)
        s.paint(
            "tile", "#d9d2c4", Pattern.TILES, (0.3, 0.3), color2="#d3cabb", line="#a89f94", wet=0.45 if s.wet else 0.08
        )
        s.paint("rim", "#ece8de")
        s.paint("basin", "#8fd0d4", Pattern.TILES, (0.2, 0.2), color2="#7fc4cc", line="#5fa4b0")
        s.paint("float red", "#d0483e")
        s.paint("float white", "#f0ece2")
        s.paint("lounger", s.pick("#e0b04c", "#5f9aa4", "#d8684a"))
        for k, color in enumerate(("#d8684a", "#5f9aa4", "#e8c66a", "#8a9a74")):
            s.paint(f"cabin{k}", color, Pattern.PANEL, (0.2, 1.0), line="#5a4650")

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        edge, far, west, east = -hz - 0.4, -hz - 13.0, -12.0, 12.0

        def height(x: F64, z: F64) -> F64:
            # Below the tiles and the basin; lawn that rolls outside.
            out = np.maximum(np.maximum(np.abs(x) - 20.5, np.maximum(z - hz - 5.5, far - 2.5 - z)), 0.0)
            ease = np.minimum(out / 12.0, 1.0)
            return np.where(out <= 0, -0.9, -0.02 + ease * ease * (0.5 + 0.5 * np.sin(x * 0.1) * np.cos(z * 0.08)))

        with s.part("ground"):
            relief(s, 90.0, height, "grass", 90)
            s.quad((-22, 0.01, hz + 7), (44, 0, 0), (0, 0, edge - hz - 7), "tile")
            s.quad((-22, 0.01, far), (44, 0, 0), (0, 0, -4.0), "tile")
            s.quad((-22, 0.01, edge), (west + 22, 0, 0), (0, 0, far - edge), "tile")
            s.quad((east, 0.01, edge), (22 - east, 0, 0), (0, 0, far - edge), "tile")
            s.quad((west, -0.16, edge), (east - west, 0, 0), (0, 0, far - edge), "pool")
            s.quad((west, -0.5, far), (east - west, 0, 0), (0, 0.5, 0), "basin")
            s.quad((west, -0.5, edge), (0, 0, far - edge), (0, 0.5, 0), "basin", both=True)
            s.quad((east, -0.5, edge), (0, 0, far - edge), (0, 0.5, 0), "basin", both=True)
        with s.part("rim"):
            for x, z, w, d in ((0, edge + 0.16, east - west + 0.7, 0.34), (0, far - 0.16, east - west + 0.7, 0.34), (west - 0.17, (edge + far) / 2, 0.34, edge - far), (east + 0.17, (edge + far) / 2, 0.34, edge - far)):  # fmt: skip
                s.box(x, 0, z, w, 0.07, d, "rim")
        with s.part("lanes"):
            for k in range(1, 5):
                z = edge + (far - edge) * k / 5
                with s.one():
                    for j, x in enumerate(np.arange(west + 0.4, east, 0.5)):
                        s.ball(float(x), -0.13, z, 0.06, "float red" if j % 6 < 3 else "float white", n=6)
        with s.part("blocks"):
            for k in range(5):
                z = edge + (far - edge) * (k + 0.5) / 5
                s.box(west - 0.7, 0, z, 0.6, 0.6, 0.6, "rim")
                s.box(west - 0.68, 0.6, z, 0.66, 0.05, 0.62, "float red")
        with s.part("ladders"):
            for x in (-3.4, 4.6):
                for dx in (-0.24, 0.24):
                    s.tube([(x + dx, -0.6, edge - 0.1), (x + dx, 0.85, edge - 0.06), (x + dx, 0.92, edge + 0.25), (x + dx, 0.04, edge + 0.5)], 0.025, "chrome", 7)  # fmt: skip
                s.obstacle("ladder", x, edge + 0.3, 0.6, 0.5, 0.9)
        s.landmark("pond", 0.4, -0.1, edge - 1.4, (0.4, -hz + 0.25), 180)
        with s.part("loungers"):
            for k, (x, z, yaw) in enumerate(((-hx + 0.9, hz - 1.2, 180.0), (-hx + 2.3, hz - 1.2, 176.0), (hx - 1.0, hz - 1.1, 184.0))):  # fmt: skip
                with s.at(x, 0, z, yaw):
                    s.box(0, 0.3, 0.35, 0.62, 0.05, 1.3, "lounger")
                    with s.at(0, 0.33, -0.3, 0, -52):
                        s.box(0, 0, -0.35, 0.62, 0.05, 0.72, "lounger")
                    for dx in (-0.27, 0.27):
                        for dz in (-0.2, 0.9):
                            s.box(dx, 0, dz, 0.05, 0.3, 0.05, "rim")
                    s.obstacle(f"lounger {k}", 0, 0.2, 0.7, 1.9, 0.6)
                    s.seat(f"lounger {k + 1}", 0, 0.36, 0.4, "bench", (0.75, 0.4))
        with s.part("cabins"):
            for k in range(9):
                with s.at(-9 + 2.2 * k, 0, hz + 6.4, 180):
                    s.box(0, 0, -0.9, 2.1, 2.4, 1.8, f"cabin{k % 4}")
                    s.box(0, 0.15, 0.02, 0.9, 1.9, 0.05, "rim")
                    s.box(0, 2.4, -0.8, 2.3, 0.1, 2.2, "rim")
            s.obstacle("cabins", 0, hz + 7.3, 20, 1.8, 2.4)
        with s.part("tower"), s.at(east + 2.4, 0, far + 4):
            for dx in (-0.5, 0.5):
                s.tube([(dx, 0, 0.6), (dx, 3.2, 0.2)], 0.05, "chrome", 6)
                s.tube([(dx, 0, -0.6), (dx, 3.2, -0.2)], 0.05, "chrome", 6)
            s.box(-1.2, 3.1, 0, 3.6, 0.12, 0.7, "rim")
        with s.part("trees"):
            for k in range(22):
                a = k * 2 * math.pi / 22 + 0.2 * float(s.rng.random())
                x, z = (
                    (30 + 9 * float(s.rng.random())) * math.cos(a),
                    -5 + (27 + 8 * float(s.rng.random())) * math.sin(a),
                )
                with s.at(x, float(height(np.array(x), np.array(z))) - 0.1, z):
                    tree(s, float(s.rng.uniform(6, 8.5)), 0.22, "bark", clumps=6, per=58, leaf=0.25, crown=1.9)
        with s.part("beyond"):
            hills(s, 150.0, 4.0, 18.0, 1.1)
        if s.lamps_on:
            for x in (-6.0, 6.0):
                s.cylinder(x, 0, hz + 4.2, 0.07, 4.2, "iron", n=8)
                s.ball(x, 4.2, hz + 4.2, 0.16, "glow", n=10)
                s.practical(x, 4.1, hz + 4.2, tone("#dff0f2"), 0.8, 9.0)
            s.practical(0, 0.1, edge - 4, tone("#7fd4e8"), 0.6, 8.0)

    return open_place(
        s,
        GroundPlan(
            half=(6.0, 2.9), free=24.0, dress=dress, ground="", wave=0.0, slope=0.0, paints=paints,
            ways=(("gate west", -1.0, 0.3, 90.0), ("gate east", 1.0, 0.3, -90.0)), azimuth=42.0, stand=(5.0, 4.0, 5.0, 3.2),
            sound="tile", day=("birds",), night=("crickets",), focus=(0.0, 0.2),
        ),
    )  # fmt: skip


def stadium(s: SetBuilder) -> Set:
    """The edge of a pitch: mown stripes, white lines, a goal, stands all round, floodlights."""

    def paints(s: SetBuilder) -> None:
        s.paint("turf", "#6f9a4e" if not s.snow else "#dfe6ea", Pattern.STRIPES, (11.0, 1.0), color2="#7fa956" if not s.snow else "#e6eaf0", ink=0.0)  # fmt: skip
        s.paint("line", "#f0ece2", ink=0.0)
        s.paint("concrete", "#a8a4a4")
        s.paint("roof", "#d9d6d2")
        for k, color in enumerate(("#b8483c", "#d9d2c4", "#46628a")):
            s.paint(f"seats{k}", color, Pattern.PANEL, (0.55, 1.0), line="#4c4658")
        s.paint("flood", "#fff6e0", emission=1.0 if s.lamps_on else 0.35, bloom=1.6 if s.lamps_on else 0.0)
        s.paint("board", "#2c3550", emission=0.35)
        s.paint("digits", "#ffd27a", emission=1.0, bloom=0.3)

    def dress(s: SetBuilder, land: Land) -> None:
        hz = land.z
        far, side = -70.0, 46.0
        with s.part("ground"):
            s.quad((-side - 6, 0.006, hz + 5.5), (2 * side + 12, 0, 0), (0, 0, far - hz - 11), "turf")
            for z in (0.8 - hz, far + 4):
                s.quad((-side, 0.014, z + 0.06), (2 * side, 0, 0), (0, 0, -0.12), "line")
            for x in (-side, 0.0, side):
                s.quad((x - 0.06, 0.014, 0.8 - hz), (0.12, 0, 0), (0, 0, far + 3.2 + hz), "line")
            a = np.linspace(0, 2 * math.pi, 49)
            mid = (far - hz) / 2
            s.sheet(
                np.stack([np.c_[r * np.cos(a), np.full(49, 0.014), mid - r * np.sin(a)] for r in (9.15, 9.03)]),
                "line",
                both=True,
            )
        with s.part("goals"):
            for x, way in ((-side, 1), (side, -1)):
                for dz in (-3.6, 3.6):
                    s.tube([(x, 0, mid + dz), (x, 2.44, mid + dz)], 0.06, "line", 7)
                    s.tube([(x, 2.44, mid + dz), (x - 1.8 * way, 0, mid + dz)], 0.02, "line", 5)
                s.tube([(x, 2.44, mid - 3.6), (x, 2.44, mid + 3.6)], 0.06, "line", 7)
        with s.part("dugout"), s.at(-2.4, 0, hz - 0.8, 180):
            s.box(0, 0, -0.5, 4.2, 0.12, 1.1, "concrete")
            s.box(0, 0.12, -0.95, 4.2, 1.9, 0.06, "glass")
            s.box(0, 2.0, -0.45, 4.3, 0.07, 1.2, "roof")
            s.box(0, 0.42, -0.55, 3.8, 0.06, 0.42, "seats0")
            s.box(0, 0.62, -0.84, 3.8, 0.5, 0.06, "seats0")
            for k in range(4):
                s.seat(f"bench {k + 1}", -1.4 + 0.93 * k, 0.48, -0.5, "bench", (-1.4 + 0.93 * k, 0.45))
            s.obstacle("dugout", 0, -0.6, 4.2, 0.9, 2.0)
            s.landmark("bench", 0, 0.5, -0.4, (0, 0.6), 180)

        def stand(x: float, z: float, yaw: float, width: float, rows: int) -> None:
            with s.at(x, 0, z, yaw):
                s.box(0, 0, -0.2, width, 1.3, 0.3, "concrete")
                for k in range(rows):
                    s.box(0, 0, -0.9 - 0.85 * k, width, 1.1 + 0.48 * k, 0.86, "concrete")
                    with s.one():
                        for j in range(int(width // 6)):
                            s.box(
                                -width / 2 + 3 + 6 * j,
                                1.1 + 0.48 * k,
                                -1.05 - 0.85 * k,
                                5.5,
                                0.42,
                                0.12,
                                f"seats{(j + k // 4) % 3}",
                            )
                high = 1.1 + 0.48 * rows
                s.box(0, high + 3.6, -0.85 * rows + 3.5, width + 2, 0.25, 0.85 * rows + 2.0, "roof")
                for j in range(int(width // 12) + 1):
                    s.cylinder(-width / 2 + 12 * j, 0, -0.85 * rows - 1.2, 0.22, high + 3.6, "concrete", n=8)

        with s.part("stand north"):
            stand(0, far - 6, 0, 92, 16)
        with s.part("stand west"):
            stand(-side - 9, mid, 90, 66, 14)
        with s.part("stand east"):
            stand(side + 9, mid, -90, 66, 14)
        with s.part("stand south"):
            stand(0, hz + 5.2, 180, 92, 12)
        with s.part("floodlights"):
            for x in (-side - 14, side + 14):
                for z in (far - 14, hz + 12):
                    s.cylinder(x, 0, z, 0.4, 24, "iron", n=8)
                    with s.at(x, 24, z, math.degrees(math.atan2(-x, mid - z))):
                        s.box(0, 0, 0, 6.0, 3.2, 0.4, "iron")
                        for j in range(5):
                            for i in range(3):
                                s.box(-2.3 + 1.15 * j, 0.3 + i, 0.24, 0.8, 0.7, 0.1, "flood")
        with s.part("score board"), s.at(-side + 6, 9.5, far - 4.5):
            s.box(0, 0, 0, 11, 4.2, 0.5, "board")
            for x in (-3.2, -1.9, 1.9, 3.2):
                s.box(x, 1.2, 0.27, 0.22, 1.8, 0.04, "digits")
            s.box(0, 1.9, 0.27, 0.5, 0.2, 0.04, "digits")
        s.landmark("sign", -side + 6, 11, far - 4.5, (0, -hz + 0.6), 180)
        with s.part("beyond"):
            hills(s, 190.0, 3.0, 14.0, 0.3)
        if s.lamps_on:
            s.practical(0, 5.0, -1.0, tone("#eef2ff"), 0.95, 16.0)
            s.practical(-9, 5.0, 3.0, tone("#eef2ff"), 0.5, 12.0)

    return open_place(
        s,
        GroundPlan(
            half=(6.0, 3.4), free=26.0, dress=dress, ground="grass", wave=0.0, slope=0.0, reach=120.0, paints=paints,
            ways=(("tunnel west", -1.0, 0.5, 90.0), ("tunnel east", 1.0, 0.5, -90.0)), azimuth=40.0, haze=(0.0045, 1.1, 0.6),
            stand=(6.0, 6.0, 6.0, 1.4), sound="grass", day=("crowd",), night=("crowd",), focus=(0.0, -0.2),
        ),
    )  # fmt: skip
