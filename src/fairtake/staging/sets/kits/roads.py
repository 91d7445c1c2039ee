"""Roads out of town: a motorway with its barriers, lamps and signs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set
from fairtake.staging.sets import street as st
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.grounds import GroundPlan, Land, hills, open_place
from fairtake.staging.sets.modeller import mix, tone
from fairtake.staging.sets.nature import pine, relief, tree, tufts

F64 = npt.NDArray[np.float64]

__all__ = ["highway"]

_LANE = 3.6


def highway(s: SetBuilder) -> Set:
    """Two carriageways along x with a barrier between; one acts on the hard shoulder, south."""

    def paints(s: SetBuilder) -> None:
        road = mix("#5d6076" if s.wet else "#74737f", "#e6eaf2", 0.45 if s.snow else 0.0)
        s.paint("asphalt", road, blotch=0.35, wet=0.85 if s.wet else 0.0)
        s.paint("barrier", "#a9adb4")
        s.paint("car glass", "#3f4a64" if s.lamps_on else "#6f8698", emission=0.2)
        s.paint("car body", s.pick("#b8483c", "#3f6f9a", "#d9a441"))
        s.paint("car body2", "#cfd2d4")
        s.paint("sign", "#2f6a54")
        s.paint("sign edge", "#ece8dc")

    def dress(s: SetBuilder, land: Land) -> None:
        hx, hz = land.x, land.z
        south = hz + 0.6  # the edge of the hard shoulder; the road runs north of it
        shoulder, far = south - 3.4, south - 3.4 - 2 * _LANE
        north = far - 2.4 - 2 * _LANE

        def height(x: F64, z: F64) -> F64:
            # Level along the road, rolling beside it.
            away = np.maximum(np.maximum(z - south - 2.0, north - 5.0 - z), 0.0)
            roll = np.minimum(away / 16.0, 1.0) ** 2 * (0.8 + 0.7 * np.sin(x * 0.07 + 1) * np.cos(z * 0.06))
            return np.asarray(roll - 0.03 + 0.03 * np.maximum(away - 6, 0), np.float64)

        with s.part("ground"):
            relief(s, 170.0, height, "grass", 60)
            s.quad((-170, 0.004, south), (340, 0, 0), (0, 0, far - south), "asphalt")
            s.quad((-170, 0.004, far - 2.4), (340, 0, 0), (0, 0, north - 3.0 - far + 2.4), "asphalt")
            for z in (shoulder, far + 0.25, far - 2.65, north + 0.2):
                s.quad((-170, 0.012, z + 0.08), (340, 0, 0), (0, 0, -0.16), "marking")
            for x in np.arange(-120, 120, 9.0):
                for z in (shoulder - _LANE, north + _LANE):
                    s.quad((float(x), 0.012, z + 0.07), (3.6, 0, 0), (0, 0, -0.14), "marking")
        with s.part("barriers"):
            for z, name in ((far - 0.7, "barrier"), (far - 1.7, "barrier"), (south + 0.6, "barrier")):
                s.box(0, 0.48, z, 300, 0.3, 0.06, name)
                s.box(0, 0.58, z + 0.04, 300, 0.08, 0.06, name)
                with s.one():
                    for x in np.arange(-90, 90, 3.0):
                        s.box(float(x), 0, z - 0.06, 0.1, 0.66, 0.08, "iron")
            s.obstacle("barrier", 0, south + 0.6, 2 * hx + 20, 0.2, 0.8)
            s.landmark("railing", 1.2, 0.7, south + 0.55, (1.2, south - 0.1), 0)
        with s.part("posts"):
            for x in np.arange(-64, 65, 16.0):
                with s.at(float(x) + 3.0, 0, south + 1.2):
                    st.lamp_post(s, 7.5)
            for x in (-6.0, 22.0):
                s.box(x, 0, south + 0.9, 0.1, 0.95, 0.06, "sign edge")
                s.box(x, 0.7, south + 0.86, 0.11, 0.14, 0.02, "tail light")
        with s.part("signs"):
            for x in (-30.0,):
                for z in (south + 1.4, north - 3.6):
                    s.cylinder(x, 0, z, 0.14, 6.4, "iron", n=8)
                s.box(x, 5.9, (south + north) / 2 - 1, 0.24, 0.24, south - north + 5.6, "iron")
                s.box(x + 0.2, 5.0, shoulder - 3.4, 0.08, 1.9, 4.6, "sign edge")
                s.box(x + 0.26, 5.08, shoulder - 3.4, 0.04, 1.74, 4.44, "sign")
                for k in range(3):
                    s.box(x + 0.29, 5.35 + 0.45 * k, shoulder - 3.6, 0.02, 0.16, 2.4 - 0.5 * (k % 2), "sign edge")
            s.landmark("sign", -30.0, 5.8, shoulder - 3.4, (-hx + 0.6, 0.0), -90)
        with s.part("cars"):
            for x, z, yaw, body in ((-58.0, shoulder - 1.8, 180.0, "car body"), (64.0, far - 4.2, 0.0, "car body2")):
                with s.at(x, 0, z, yaw):
                    st.car(s, body)
        rng = s.rng
        sides = rng.integers(0, 2, 900)
        off = 1.6 + 22 * rng.uniform(0, 1, 900) ** 1.6
        pts = np.zeros((900, 3))
        pts[:, 0] = rng.uniform(-30, 30, 900)
        pts[:, 2] = np.where(sides == 0, south + off, north - 3.6 - off)
        pts[:, 1] = height(pts[:, 0], pts[:, 2])
        with s.part("verge"):
            tufts(s, pts, 0.32)
        with s.part("trees"):
            for k in range(30):
                x = float(rng.uniform(-95, 95))
                off_road = 9.0 + 46.0 * float(rng.random()) ** 1.3
                z = south + off_road if k % 3 == 0 else north - 5.0 - off_road
                with s.at(x, float(height(np.array(x), np.array(z))), z):
                    if rng.random() < 0.4:
                        pine(s, float(rng.uniform(6, 10)), 0.16)
                    else:
                        tree(s, float(rng.uniform(5.5, 8.5)), 0.2, "bark", clumps=6, per=56, leaf=0.26, crown=1.8)
        with s.part("beyond"):
            hills(s, 190.0, 5.0, 26.0, 1.9)
        if s.lamps_on:
            s.practical(0.0, 4.2, 0.4, tone("#ffb45e"), 0.55, 8.0)

    return open_place(
        s,
        GroundPlan(
            half=(6.0, 2.2), free=16.0, dress=dress, ground="", wave=0.0, slope=0.0, paints=paints,
            ways=(("road west", -1.0, 0.2, 90.0), ("road east", 1.0, 0.2, -90.0)),
            azimuth=48.0, haze=(0.006, 1.15, 0.74), stand=(6.0, 6.0, 6.0, 5.0), sound="asphalt",
            day=("street", "wind"), night=("street", "wind"), focus=(0.0, 0.2),
        ),
    )  # fmt: skip
