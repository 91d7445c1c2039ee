"""Views: what lies far outside a window, as painted flats in the wall's frame (x along the wall,
z into the room). They shine by themselves: an outside is as bright as its sky."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.lighting import hour_of
from fairtake.staging.sets.modeller import Modeller, mix

__all__ = ["clouds_beyond", "garden_beyond", "mountains_beyond", "ridge", "sea_beyond", "space_beyond"]


def ridge(s: Modeller, xs: npt.NDArray[Any], tops: npt.NDArray[Any], bottom: float, z: float, material: str) -> None:
    """A flat silhouette in the plane z, seen from +z."""
    n = len(xs)
    with s.one():
        p = [[x, bottom, z] for x in xs] + [[x, y, z] for x, y in zip(xs, tops, strict=True)]
        i = np.arange(n - 1)[:, None]
        f = np.concatenate([i + np.array([0, 1, n + 1]), i + np.array([0, n + 1, n])])
        s.add(p, [[0, 0, 1]] * (2 * n), None, f, material)


def _flat(s: SetBuilder, name: str, color: str | tuple[float, float, float], **more: Any) -> str:
    return s.paint(name, color, emission=1.0, ink=0.0, shadow=False, **more)


def _wide(length: float) -> npt.NDArray[np.float64]:
    return np.linspace(-60, 60 + length, 90)


def sea_beyond(s: SetBuilder, length: float) -> None:
    """The sea up to its horizon, a headland, a sail."""
    hour = hour_of(s.time, s.setting.weather)
    water = {"day": "#4f93a8", "dawn": "#6a84a8", "dusk": "#545f8c", "night": "#22325e"}[s.time]
    _flat(s, "view sea", water, pattern=Pattern.WATER)
    _flat(s, "view headland", mix(hour.hill_far, hour.haze, 0.3))
    _flat(s, "view sail", mix("#f4ecdc", hour.haze, 0.2))
    s.quad((-400, -1.2, -0.5), (800 + length, 0, 0), (0, 0, -900), "view sea")
    xs = _wide(length) * 3
    ridge(
        s,
        xs,
        -1 + 9 * np.exp(-(((xs + 60) / 40) ** 2)) + 4 * np.exp(-(((xs - 110) / 50) ** 2)),
        -3,
        -160,
        "view headland",
    )
    x = length / 2 + float(s.rng.uniform(-9, 9))
    with s.one():
        s.add([[x, -0.6, -44], [x + 1.6, -0.5, -44], [x, 3.0, -44]], [[0, 0, 1]] * 3, None, [[0, 1, 2]], "view sail")
        s.add(
            [[x - 1.1, -0.5, -44], [x - 0.1, -0.6, -44], [x - 0.1, 2.4, -44]],
            [[0, 0, 1]] * 3,
            None,
            [[0, 1, 2]],
            "view sail",
        )
    s.box(x + 0.2, -1.15, -44, 3.0, 0.5, 0.3, "roof")


def clouds_beyond(s: SetBuilder, length: float) -> None:
    """High above the clouds: towers of cumulus on a white floor."""
    hour = hour_of(s.time, s.setting.weather)
    _flat(s, "view cloud", hour.cloud)
    _flat(s, "view cloud far", mix(hour.cloud, hour.sky[2], 0.45))
    _flat(s, "view cloud shade", mix(hour.cloud, hour.cloud_shade, 0.6))
    xs = np.linspace(-160, 160 + length, 240)
    for z, base, size, paint in (
        (-120.0, -9.0, 7.0, "view cloud far"),
        (-70.0, -8.0, 4.0, "view cloud shade"),
        (-46.0, -8.5, 2.6, "view cloud"),
    ):
        a, b = s.rng.uniform(0, 6, 2)
        top = base + size * (
            np.abs(np.sin(xs * 0.06 + a)) + 0.5 * np.abs(np.sin(xs * 0.17 + b)) + 0.2 * np.abs(np.sin(xs * 0.43))
        )
        ridge(s, xs, top, -60, z, paint)


def mountains_beyond(s: SetBuilder, length: float) -> None:
    """A valley of firs before peaks with snow on them."""
    hour = hour_of(s.time, s.setting.weather)
    _flat(s, "view rock", mix(hour.hill_far, "#7a86a8", 0.5))
    _flat(s, "view snow", mix("#f2f4fa", hour.haze, 0.35))
    _flat(s, "view firs", mix(hour.hill, "#2f4a48", 0.5))
    xs = np.linspace(-110, 110 + length, 120)
    a, b = s.rng.uniform(0, 6, 2)
    peaks = 9 + 13 * np.abs(np.sin(xs * 0.045 + a)) ** 1.6 + 2.5 * np.abs(np.sin(xs * 0.31 + b))
    ridge(s, xs, peaks, -8, -101, "view snow")
    ridge(
        s,
        xs,
        np.minimum(peaks - 3.0 - 2.4 * np.abs(np.sin(xs * 0.5)), 13 + 2 * np.sin(xs * 0.7)),
        -8,
        -100,
        "view rock",
    )
    near = np.linspace(-60, 60 + length, 240)
    ridge(s, near, -0.5 + 1.1 * np.sin(near * 0.1 + b) + 1.2 * np.abs(np.sin(near * 2.1)), -8, -40, "view firs")
    s.quad((-60, -1.2, -0.5), (120 + length, 0, 0), (0, 0, -40), "hill near")


def garden_beyond(s: SetBuilder, length: float) -> None:
    """Bushes and trees close to the window."""
    hour = hour_of(s.time, s.setting.weather)
    for k, share in enumerate((0.3, 0.55)):
        s.paint(f"view leaf{k}", mix(hour.hill, "#3f6a3c", share), emission=0.7, ink=0.0, shadow=False, foliage=2)
    _flat(s, "view trunk", mix(hour.roof, "#4f3f3c", 0.6))
    for k in range(6):
        x = -3.0 + k * (length + 6) / 5 + float(s.rng.uniform(-0.8, 0.8))
        z = -6.0 - 4.0 * (k % 2)
        if k % 3 == 1:
            s.tube([(x, -0.6, z), (x + 0.1, 2.0, z)], 0.12, "view trunk", 6)
            s.cards((x, 2.9, z), (1.5, 1.3, 0.8), 90, 0.28, f"view leaf{k % 2}", s.rng)
        else:
            s.cards((x, 0.0, z), (1.0, 0.8, 0.6), 60, 0.2, f"view leaf{k % 2}", s.rng)


def space_beyond(s: SetBuilder, length: float) -> None:
    """Stars, a planet with its ring of light, a small moon."""
    _flat(s, "view void", "#10152c")
    s.paint("view star", "#e8ecff", emission=1.0, bloom=0.6, ink=0.0, shadow=False)
    _flat(s, "view planet", s.pick("#5f8fb4", "#c98a5c", "#8a7ab4"), pattern=Pattern.STRIPES, period=(60.0, 5.0))
    _flat(s, "view dark", "#1d2444")
    _flat(s, "view moon", "#c8ccd8")
    s.quad((-90, -50, -60), (180 + length, 0, 0), (0, 100, 0), "view void")
    with s.one():
        for _ in range(260):
            x, y = float(s.rng.uniform(-55, 55 + length)), float(s.rng.uniform(-12, 28))
            r = float(s.rng.uniform(0.04, 0.13))
            s.quad((x - r, y - r, -59), (2 * r, 0, 0), (0, 2 * r, 0), "view star")
    px = length / 2 + float(s.rng.uniform(-6, 6))
    for x, y, r, paint, z in ((px, 1.0, 9.0, "view planet", -56.0), (px + 16, 9.0, 1.6, "view moon", -55.0)):
        s.lathe(x, y, z, [(r, 0), (0, 0.01)], paint, 48, "z")
        # Its night side: the lens between two circles.
        t = np.linspace(-math.pi / 2, math.pi / 2, 24)
        rim = np.stack([np.cos(t), np.sin(t)], -1) * r
        inner = np.stack([np.cos(t) * 0.35, np.sin(t)], -1) * r
        p = np.concatenate([np.c_[rim, np.full(24, z + 0.2)], np.c_[inner, np.full(24, z + 0.2)]])
        p += np.array((x, y, 0.0))
        i = np.arange(23)[:, None]
        faces = np.concatenate([i + np.array([0, 1, 25]), i + np.array([0, 25, 24])])
        s.add(p, [[0, 0, 1]] * 48, None, faces, "view dark")
