"""Small props: what lies in a hand. Makers return (grip point, grip axis, sound)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["SMALL"]


def _lines(s: Modeller, w: float, h: float, z: float, rows: int, y0: float, paint: str = "ink") -> None:
    """Written lines on a standing sheet."""
    with s.one():
        for k in range(rows):
            y = y0 + h * (1 - (k + 1) / (rows + 1))
            length = w * (0.78 if (k * 7) % 4 else 0.5)
            s.quad((-w * 0.4, y, z), (length, 0, 0), (0, 0.004, 0), paint)


def letter(s: Modeller, rng: np.random.Generator) -> Made:
    """A sheet of paper, folded once, held up to be read."""
    g = np.array(
        [
            [[-0.1, 0, 0.0], [0.1, 0, 0.0]],
            [[-0.1, 0.14, 0.014], [0.1, 0.14, 0.014]],
            [[-0.1, 0.28, 0.004], [0.1, 0.28, 0.004]],
        ]
    )
    s.sheet(g, "paper", both=True)
    _lines(s, 0.2, 0.12, 0.016, 4, 0.14)
    _lines(s, 0.2, 0.12, 0.012, 4, 0.0)
    return (0.0, 0.03, 0.004), ALONG, "paper"


def envelope(s: Modeller, rng: np.random.Generator) -> Made:
    """A sealed envelope with a stamp."""
    s.box(0, 0, 0, 0.22, 0.11, 0.005, "cream")
    with s.one():
        s.add([[-0.11, 0.11, -0.004], [0.11, 0.11, -0.004], [0, 0.045, -0.004]], None, None, [[0, 1, 2]], "paper")
    s.quad((0.07, 0.075, 0.003), (0.026, 0, 0), (0, 0.028, 0), "red")
    _lines(s, 0.12, 0.05, 0.003, 3, 0.015)
    return (0.0, 0.02, 0.0), ALONG, "paper"


def cup(s: Modeller, rng: np.random.Generator) -> Made:
    """A teacup on its saucer."""
    paint = pick(rng, "white", "cream", "teal", "red")
    with s.one():
        s.lathe(
            0,
            0.012,
            0,
            [(0, 0), (0.022, 0), (0.036, 0.03), (0.042, 0.065), (0.038, 0.065), (0.03, 0.02), (0, 0.012)],
            paint,
            16,
        )
        a = np.linspace(-1.3, 1.3, 8)
        s.tube(np.c_[0.038 + 0.022 * np.cos(a), 0.045 + 0.019 * np.sin(a), 0 * a], 0.005, paint, 5)
    s.cylinder(0, 0.066, 0, 0.036, 0.002, "leather", n=14)
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.035, 0), (0.07, 0.013), (0.068, 0.015), (0, 0.008)], paint, 18)
    return (0.05, 0.045, 0.0), UP, "glass"


def mug(s: Modeller, rng: np.random.Generator) -> Made:
    """A mug with a handle."""
    paint = pick(rng, "red", "mustard", "teal", "navy")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.04, 0), (0.042, 0.095), (0.037, 0.095), (0.036, 0.02), (0, 0.015)], paint, 18)
        a = np.linspace(-1.4, 1.4, 9)
        s.tube(np.c_[0.038 + 0.03 * np.cos(a), 0.05 + 0.03 * np.sin(a), 0 * a], 0.006, paint, 6)
    s.cylinder(0, 0.08, 0, 0.036, 0.002, "leather", n=14)
    return (0.055, 0.05, 0.0), UP, "glass"


def glass(s: Modeller, rng: np.random.Generator) -> Made:
    """A stemmed glass, half full."""
    s.paint("clear", "#c4d4d6")
    wine = pick(rng, "wine red", "wine pale")
    s.paint("wine red", "#8c3048")
    s.paint("wine pale", "#e0c070")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.032, 0), (0.03, 0.004), (0.005, 0.01), (0.005, 0.08), (0.025, 0.095)], "clear", 16)
    s.lathe(0, 0.095, 0, [(0.025, 0), (0.037, 0.035), (0.036, 0.037), (0, 0.037)], wine, 16)
    with s.one():
        s.lathe(0, 0.095, 0, [(0.0375, 0.036), (0.032, 0.09), (0.03, 0.09), (0.034, 0.04)], "clear", 16)
    return (0.0, 0.07, 0.0), UP, "glass"


def bottle(s: Modeller, rng: np.random.Generator) -> Made:
    """A bottle with a label."""
    paint = pick(rng, "bottle", "leather", "navy")
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [
                (0, 0),
                (0.036, 0),
                (0.037, 0.17),
                (0.015, 0.225),
                (0.014, 0.29),
                (0.017, 0.292),
                (0.017, 0.305),
                (0, 0.305),
            ],
            paint,
            16,
        )
    s.lathe(0, 0.05, 0, [(0.0378, 0), (0.0378, 0.085)], "cream", 16)
    s.lathe(0, 0.075, 0, [(0.0382, 0), (0.0382, 0.02)], "red", 16)
    return (0.0, 0.12, 0.0), UP, "glass"


def book(s: Modeller, rng: np.random.Generator) -> Made:
    """A bound book that stands upright, its spine to the left."""
    paint = pick(rng, "red", "navy", "mustard", "teal", "book5")
    with s.one():
        for z in (-0.0155, 0.0155):
            s.box(0, 0, z, 0.15, 0.22, 0.003, paint)
        s.box(-0.0735, 0, 0, 0.003, 0.22, 0.031, paint)
    s.box(-0.001, 0.004, 0, 0.142, 0.212, 0.028, "paper")
    s.quad((-0.05, 0.15, 0.0178), (0.1, 0, 0), (0, 0.03, 0), "brass")
    s.quad((-0.05, 0.04, 0.0178), (0.1, 0, 0), (0, 0.006, 0), "brass")
    return (0.0, 0.05, 0.0), ALONG, "paper"


def open_book(s: Modeller, rng: np.random.Generator) -> Made:
    """The same book opened in the middle, its pages to whoever reads it."""
    paint = pick(rng, "red", "navy", "mustard", "teal", "book5")
    arch = np.array([[0.0, 0.004], [0.018, 0.017], [0.05, 0.020], [0.09, 0.015], [0.138, 0.008]])
    for sign in (-1, 1):
        with s.at(0, 0, 0, sign * -16):
            s.box(sign * 0.074, 0, -0.0015, 0.148, 0.22, 0.003, paint)
            with s.one():
                x, z = sign * arch[:, 0], arch[:, 1]
                page = np.stack([np.stack([x, np.full(5, y), z], -1) for y in (0.005, 0.215)])
                s.sheet(page[:, ::sign], "paper")
                block = np.concatenate([np.stack([x, z], -1), [[sign * 0.138, 0.0], [0.0, 0.0]]])
                for y, way in ((0.005, -sign), (0.215, sign)):
                    corners = np.stack([block[:, 0], np.full(7, y), block[:, 1]], -1)[::way]
                    s.add(corners, None, None, [[0, k, k + 1] for k in range(1, 6)], "paper")
                s.box(sign * 0.137, 0.005, 0.004, 0.002, 0.21, 0.008, "cream")
            with s.one():
                for k in range(11):
                    # Lines begin at the left of either page; a paragraph's last one is short.
                    far = 0.122 if k % 4 != 3 else 0.085
                    u = np.linspace(0.026, far, 4) if sign > 0 else np.linspace(0.122, 0.148 - far, 4)
                    h = np.interp(u, arch[:, 0], arch[:, 1]) + 0.0024
                    y = 0.186 - 0.0155 * k
                    line = np.stack([np.stack([sign * u, np.full(4, v), h], -1) for v in (y, y + 0.004)])
                    s.sheet(line, "ink")
    return (0.0, 0.02, -0.002), ALONG, "paper"


def newspaper(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded newspaper, printed on both sides, a little bowed as paper is that is held."""
    xs = np.linspace(-0.14, 0.14, 5)
    bow = 0.012 * np.cos(xs / 0.14 * 1.4) - 0.002

    def leaf(off: float) -> np.ndarray:
        return np.stack([np.stack([xs, np.full(5, y), bow + off], -1) for y in (0.0, 0.12, 0.24, 0.36)])

    with s.one():
        s.sheet(leaf(0.0045), "paper")
        s.sheet(leaf(-0.0045)[:, ::-1], "paper")
    # Its edges: two leaves lie in one another, and the fold is below.
    for side in (-0.14, 0.14):
        s.box(side * 0.997, 0, float(bow[0]), 0.0016, 0.36, 0.007, "cream")
    for y in (0.0, 0.3585):
        s.box(0, y, 0.006, 0.27, 0.0015, 0.014, "cream")

    def printed(x: float, y: float, w: float, h: float, paint: str) -> None:
        """A patch of print that follows the bow, on the front and turned on the back."""
        u = np.linspace(x, x + w, max(2, round(w / 0.06) + 1))
        z = 0.012 * np.cos(u / 0.14 * 1.4) - 0.002
        for off, order in ((0.0058, 1), (-0.0058, -1)):
            s.sheet(np.stack([np.stack([u, np.full(len(u), v), z + off], -1) for v in (y, y + h)])[:, ::order], paint)

    with s.one():
        printed(-0.122, 0.318, 0.244, 0.026, "ink")
        printed(-0.122, 0.308, 0.244, 0.003, "ink")
    with s.one():
        printed(-0.122, 0.186, 0.150, 0.108, "steel")
    with s.one():
        printed(-0.122, 0.186, 0.150, 0.034, "ink")
    with s.one():
        for x, top, rows in ((-0.122, 0.168, 8), (-0.038, 0.168, 8), (0.046, 0.290, 15)):
            for k in range(rows):
                if k % 5 != 4:
                    printed(x, top - k * 0.019, 0.074 if (k * 5) % 4 else 0.060, 0.006, "ink")
    return (0.0, 0.06, 0.0), ALONG, "paper"


def phone(s: Modeller, rng: np.random.Generator) -> Made:
    """A smartphone whose screen shines."""
    s.paint("display", "#b8d4e0", emission=0.85, bloom=0.1)
    s.pillow(0, 0, 0, 0.073, 0.15, 0.01, "black", 0.2, 10)
    s.quad((-0.031, 0.01, 0.0056), (0.062, 0, 0), (0, 0.13, 0), "display")
    with s.one():
        for k in range(3):
            s.quad((-0.024, 0.105 - k * 0.03, 0.0062), (0.048, 0, 0), (0, 0.018, 0), "teal")
    return (0.0, 0.06, 0.0), UP, "wood"


def key(s: Modeller, rng: np.random.Generator) -> Made:
    """A key on a ring with a tag, large enough to be seen."""
    a = np.linspace(0, 2 * math.pi, 16)
    with s.one():
        s.tube(np.c_[0.018 * np.cos(a), 0.09 + 0.018 * np.sin(a), 0 * a], 0.0045, "brass", 6, caps=False)
        s.tube([(0, 0.073, 0), (0, 0.005, 0)], 0.0045, "brass", 6)
        s.box(0.009, 0.006, 0, 0.016, 0.008, 0.005, "brass")
        s.box(0.008, 0.022, 0, 0.012, 0.007, 0.005, "brass")
    s.box(-0.022, 0.035, 0.004, 0.022, 0.05, 0.004, "red")
    return (0.0, 0.09, 0.0), UP, "metal"


def photo(s: Modeller, rng: np.random.Generator) -> Made:
    """A photograph of two people before a hill."""
    s.box(0, 0, 0, 0.15, 0.11, 0.003, "paper")
    z = 0.0022
    s.quad((-0.066, 0.01, z), (0.132, 0, 0), (0, 0.09, 0), "cream")
    s.quad((-0.066, 0.01, z + 0.0005), (0.132, 0, 0), (0, 0.032, 0), "bottle")
    for x, paint in ((-0.02, "red"), (0.02, "navy")):
        s.quad((x - 0.013, 0.018, z + 0.001), (0.026, 0, 0), (0, 0.035, 0), paint)
        s.lathe(x, 0.063, z + 0.001, [(0.011, 0), (0, 0.0004)], "terracotta", 12, "z")
    return (0.0, 0.015, 0.0), ALONG, "paper"


def pen(s: Modeller, rng: np.random.Generator) -> Made:
    """A fountain pen."""
    paint = pick(rng, "navy", "red", "black")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.003, 0.018), (0.0065, 0.02), (0.0065, 0.13), (0.004, 0.14), (0, 0.14)], paint, 10)
    s.lathe(0, 0.075, 0, [(0.0072, 0), (0.0072, 0.006)], "brass", 10)
    s.box(0, 0.085, 0.0075, 0.004, 0.05, 0.002, "brass")
    return (0.0, 0.04, 0.0), UP, "wood"


def notebook(s: Modeller, rng: np.random.Generator) -> Made:
    """A notebook with an elastic band."""
    s.box(0, 0, 0, 0.11, 0.165, 0.02, pick(rng, "black", "red", "teal"))
    s.box(0.004, 0.004, 0, 0.107, 0.157, 0.015, "paper")
    s.box(0.035, -0.0005 + 0.001, 0, 0.006, 0.165, 0.0215, "mustard")
    return (0.0, 0.04, 0.0), ALONG, "paper"


def map_(s: Modeller, rng: np.random.Generator) -> Made:
    """A map, unfolded, with its creases."""
    xs = np.linspace(-0.28, 0.28, 7)
    zig = 0.018 * (np.arange(7) % 2)
    g = np.stack([np.stack([xs, np.full(7, y), zig], -1) for y in (0.0, 0.18, 0.36)])
    for i in range(6):
        s.sheet(g[:, i : i + 2], "paper", both=True)
    with s.one():
        s.tube(
            np.c_[np.linspace(-0.25, 0.25, 14), 0.17 + 0.07 * np.sin(np.linspace(0, 6, 14)), np.full(14, 0.02)],
            0.004,
            "teal",
            4,
        )
        s.tube(np.c_[np.linspace(-0.22, 0.2, 8), np.linspace(0.05, 0.31, 8), np.full(8, 0.02)], 0.003, "red", 4)
    for x, y, paint in ((-0.18, 0.27, "bottle"), (0.14, 0.09, "bottle"), (0.05, 0.28, "mustard")):
        s.lathe(x, y, 0.017, [(0.04, 0), (0.038, 0.003), (0, 0.003)], paint, 10, "z")
    return (-0.26, 0.12, 0.0), UP, "paper"


def coin(s: Modeller, rng: np.random.Generator) -> Made:
    """A coin, a little larger than life so that it can be seen."""
    with s.one():
        s.lathe(
            0,
            0.018,
            -0.002,
            [(0, 0), (0.018, 0), (0.018, 0.004), (0.015, 0.004), (0.0148, 0.003), (0, 0.003)],
            "brass",
            20,
            "z",
        )
    return (0.0, 0.004, 0.0), ALONG, "metal"


def ring_box(s: Modeller, rng: np.random.Generator) -> Made:
    """An open ring box with its ring."""
    s.pillow(0, 0, 0, 0.06, 0.03, 0.06, "navy", 0.2, 8)
    with s.at(0, 0.028, -0.028, 0, -65):
        s.pillow(0, 0, 0.03, 0.06, 0.022, 0.06, "navy", 0.2, 8)
    s.box(0, 0.026, 0.0, 0.044, 0.006, 0.044, "cream")
    a = np.linspace(0, 2 * math.pi, 16)
    s.tube(np.c_[0.011 * np.cos(a), 0.04 + 0.011 * np.sin(a), 0 * a], 0.002, "brass", 5, caps=False)
    s.ball(0, 0.054, 0, 0.005, "white", n=8)
    return (0.0, 0.012, 0.0), ALONG, "wood"


def ball(s: Modeller, rng: np.random.Generator) -> Made:
    """A ball with a stripe."""
    r = 0.09
    s.ball(0, r, 0, r, pick(rng, "red", "teal", "mustard"), n=20)
    s.lathe(0, r - 0.018, 0, [(r * 0.982, 0), (r * 1.004, 0.018), (r * 0.982, 0.036)], "cream", 20)
    return (0.0, 0.09, 0.0), UP, "soft"


def apple(s: Modeller, rng: np.random.Generator) -> Made:
    """An apple."""
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0, 0.004), (0.018, 0), (0.034, 0.018), (0.039, 0.04), (0.034, 0.062), (0.016, 0.07), (0, 0.062)],
            pick(rng, "red", "bottle", "mustard"),
            16,
        )
    s.tube([(0, 0.062, 0), (0.004, 0.082, 0)], 0.0025, "leather", 5)
    return (0.0, 0.036, 0.0), UP, "soft"


def bread(s: Modeller, rng: np.random.Generator) -> Made:
    """A loaf with cuts in its crust."""
    s.paint("crust", "#c08a4a")
    s.paint("crumb", "#e9cf9a")
    s.pillow(0, 0, 0, 0.28, 0.1, 0.12, "crust", 0.7, 14)
    for x in (-0.07, 0.0, 0.07):
        with s.at(x, 0.092, 0, 25):
            s.pillow(0, 0, 0, 0.018, 0.012, 0.075, "crumb", 0.8, 8)
    return (0.0, 0.04, 0.0), ALONG, "soft"


def plate(s: Modeller, rng: np.random.Generator) -> Made:
    """A plate with food."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.075, 0), (0.125, 0.02), (0.122, 0.024), (0.08, 0.01), (0, 0.008)], "white", 24)
    s.pillow(-0.03, 0.008, 0.01, 0.08, 0.035, 0.06, "terracotta", 0.7, 8)
    for x, z in ((0.035, 0.02), (0.045, -0.015), (0.02, -0.035)):
        s.ball(x, 0.022, z, 0.018, "bottle", n=8)
    return (0.11, 0.016, 0.0), FRONT, "glass"


def watch(s: Modeller, rng: np.random.Generator) -> Made:
    """A pocket watch on its chain."""
    with s.one():
        s.lathe(0, 0.03, -0.006, [(0, 0), (0.026, 0), (0.028, 0.006), (0.026, 0.012), (0.023, 0.012)], "brass", 20, "z")
    s.lathe(0, 0.03, 0.0055, [(0.023, 0), (0, 0.0005)], "paper", 20, "z")
    with s.one():
        s.box(0, 0.03, 0.0075, 0.002, 0.018, 0.001, "black")
        s.box(0.006, 0.029, 0.0075, 0.012, 0.002, 0.001, "black")
    s.tube([(0, 0.058, 0), (0.002, 0.075, 0), (-0.006, 0.11, 0), (-0.03, 0.13, 0)], 0.003, "brass", 5)
    return (0.0, 0.03, 0.0), UP, "metal"


def cigarette(s: Modeller, rng: np.random.Generator) -> Made:
    """A lit cigarette."""
    s.paint("ember", "#ff8a3a", emission=1.0, bloom=0.5)
    s.lathe(0, 0, 0, [(0, 0), (0.0045, 0), (0.0045, 0.025)], "mustard", 8)
    s.lathe(0, 0.025, 0, [(0.0045, 0), (0.0045, 0.052)], "paper", 8)
    s.lathe(0, 0.077, 0, [(0.0045, 0), (0.004, 0.006), (0, 0.008)], "ember", 8)
    return (0.0, 0.018, 0.0), FRONT, "paper"


def ticket(s: Modeller, rng: np.random.Generator) -> Made:
    """A ticket with a stub."""
    s.box(0, 0, 0, 0.14, 0.065, 0.002, pick(rng, "mustard", "cream", "rose"))
    s.quad((-0.06, 0.04, 0.0016), (0.08, 0, 0), (0, 0.014, 0), "ink")
    s.quad((-0.06, 0.014, 0.0016), (0.06, 0, 0), (0, 0.006, 0), "ink")
    s.quad((0.036, 0.004, 0.0016), (0.002, 0, 0), (0, 0.057, 0), "ink")
    return (0.0, 0.01, 0.0), ALONG, "paper"


def glasses(s: Modeller, rng: np.random.Generator) -> Made:
    """A pair of spectacles."""
    a = np.linspace(0, 2 * math.pi, 16)
    with s.one():
        for x in (-0.033, 0.033):
            s.tube(np.c_[x + 0.024 * np.cos(a), 0.022 + 0.02 * np.sin(a), 0 * a], 0.0025, "black", 5, caps=False)
            s.tube(
                [
                    (math.copysign(0.057, x), 0.026, 0),
                    (math.copysign(0.062, x), 0.026, -0.1),
                    (math.copysign(0.06, x), 0.012, -0.13),
                ],
                0.0025,
                "black",
                5,
            )
        s.tube([(-0.01, 0.027, 0), (0, 0.03, 0.002), (0.01, 0.027, 0)], 0.0025, "black", 5)
    return (0.055, 0.022, 0.0), FRONT, "glass"


def spoon(s: Modeller, rng: np.random.Generator) -> Made:
    """A spoon."""
    with s.one():
        s.tube([(0, 0, 0), (0, 0.12, 0.004)], [0.005, 0.0035], "steel", 6)
        s.pillow(0, 0.115, 0.004, 0.034, 0.05, 0.01, "steel", 0.9, 10)
    return (0.0, 0.04, 0.0), UP, "metal"


def knife(s: Modeller, rng: np.random.Generator) -> Made:
    """A kitchen knife, point up."""
    s.pillow(0, 0, 0, 0.026, 0.12, 0.02, "leather", 0.4, 8)
    s.prism([(-0.012, 0.12), (0.014, 0.12), (0.017, 0.22), (0.004, 0.3), (-0.012, 0.26)], -0.0015, 0.0015, "steel")
    return (0.0, 0.06, 0.0), UP, "metal"


def gun(s: Modeller, rng: np.random.Generator) -> Made:
    """A pistol, plainly a prop: smooth, with an orange muzzle. It points to +z."""
    s.paint("gun", "#5a5f6e")
    s.paint("muzzle", "#e8823a")
    s.box(0, 0.09, 0.045, 0.026, 0.036, 0.17, "gun")
    with s.at(0, 0.004, -0.01, 0, 12):
        s.pillow(0, 0, 0, 0.028, 0.1, 0.045, "leather", 0.3, 8)
    s.cylinder(0, 0.108, 0.13, 0.012, 0.025, "muzzle", n=12, axis="z")
    a = np.linspace(0, math.pi, 8)
    s.tube(np.c_[0 * a, 0.09 - 0.026 * np.sin(a), 0.045 + 0.026 * np.cos(a)], 0.004, "gun", 5)
    return (0.0, 0.05, -0.005), UP, "metal"


def remote(s: Modeller, rng: np.random.Generator) -> Made:
    """A remote control."""
    s.pillow(0, 0, 0, 0.045, 0.17, 0.018, "black", 0.25, 8)
    with s.one():
        for k in range(9):
            s.box(-0.012 + 0.012 * (k % 3), 0.08 + 0.022 * (k // 3), 0.009, 0.007, 0.012, 0.003, "steel")
    s.box(0.01, 0.152, 0.0085, 0.01, 0.008, 0.003, "red")
    return (0.0, 0.05, 0.0), UP, "wood"


SMALL: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "letter": letter,
    "envelope": envelope,
    "cup": cup,
    "mug": mug,
    "glass": glass,
    "bottle": bottle,
    "book": book,
    "open book": open_book,
    "newspaper": newspaper,
    "phone": phone,
    "key": key,
    "photo": photo,
    "pen": pen,
    "notebook": notebook,
    "map": map_,
    "coin": coin,
    "ring box": ring_box,
    "ball": ball,
    "apple": apple,
    "bread": bread,
    "plate": plate,
    "watch": watch,
    "cigarette": cigarette,
    "ticket": ticket,
    "glasses": glasses,
    "spoon": spoon,
    "knife": knife,
    "gun": gun,
    "remote": remote,
}
