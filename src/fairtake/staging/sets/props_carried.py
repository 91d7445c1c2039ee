"""Carried props: what fills a hand or an arm. Makers return (grip point, grip axis, sound)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["CARRIED"]


def _handle(s: Modeller, width: float, y: float, rise: float, paint: str, r: float = 0.011) -> None:
    a = np.linspace(math.pi, 0, 9)
    s.tube(
        np.c_[width / 2 * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.5, y + rise * np.sin(a) ** 0.5, 0 * a],
        r,
        paint,
        6,
    )


def umbrella(s: Modeller, rng: np.random.Generator) -> Made:
    """A closed umbrella, its point on the ground, its crook on top."""
    paint = pick(rng, "red", "navy", "mustard", "teal")
    with s.one():
        s.lathe(0, 0.05, 0, [(0, 0), (0.012, 0.01), (0.034, 0.1), (0.04, 0.4), (0.02, 0.56), (0.01, 0.58)], paint, 10)
    s.tube([(0, 0, 0), (0, 0.08, 0)], 0.006, "steel", 6)
    s.lathe(0, 0.32, 0, [(0.04, 0), (0.041, 0.02)], "black", 10)
    a = np.linspace(0, math.pi, 9)
    hook = np.c_[0.035 - 0.035 * np.cos(a), 0.82 + 0.035 * np.sin(a), 0 * a]
    s.tube([(0, 0.6, 0), (0, 0.72, 0), *hook, (0.07, 0.79, 0)], 0.011, "leather", 7)
    return (0.0, 0.76, 0.0), UP, "soft"


def open_umbrella(s: Modeller, rng: np.random.Generator) -> Made:
    """An open umbrella: eight gores, ribs, a crook below."""
    paint = pick(rng, "red", "mustard", "teal", "navy")
    ribs, per, r = 8, 5, 0.54
    a = np.linspace(0, 2 * math.pi, ribs * per + 1)
    rows = []
    for q in (1.0, 0.82, 0.6, 0.34, 0.04):
        sag = 0.045 * np.abs(np.sin(a * ribs / 2)) * q**2
        rad = r * q * (1 - 0.035 * np.abs(np.sin(a * ribs / 2)) * q)
        rows.append(np.stack([rad * np.cos(a), 0.97 - 0.26 * q**2.0 - 0.02 * q + sag, -rad * np.sin(a)], -1))
    with s.one():
        s.sheet(np.stack(rows), paint, both=True)
    with s.one():
        for k in range(ribs):
            t = k * 2 * math.pi / ribs
            c, d = math.cos(t), -math.sin(t)
            s.tube([(0.02 * c, 0.955, 0.02 * d), (0.3 * c, 0.86, 0.3 * d), (r * c, 0.685, r * d)], 0.004, "black", 4)
            s.ball(r * c, 0.69, r * d, 0.008, "steel", n=6)
    s.tube([(0, 1.06, 0), (0, 0.1, 0)], 0.0075, "steel", 6)
    h = np.linspace(0, math.pi, 8)
    s.tube(
        [(0, 0.16, 0), (0, 0.04, 0), *np.c_[0.03 - 0.03 * np.cos(h), 0.03 - 0.028 * np.sin(h), 0 * h], (0.06, 0.05, 0)],
        0.012,
        "leather",
        7,
    )
    return (0.0, 0.1, 0.0), UP, "soft"


def suitcase(s: Modeller, rng: np.random.Generator) -> Made:
    """A suitcase with brass corners."""
    paint = pick(rng, "red", "leather", "teal", "mustard")
    s.pillow(0, 0, 0, 0.62, 0.44, 0.2, paint, 0.12, 12)
    for x in (-0.2, 0.2):
        s.box(x, -0.002 + 0.003, 0, 0.035, 0.442, 0.206, "leather" if paint != "leather" else "cream")
        s.box(x, 0.3, 0.105, 0.05, 0.05, 0.012, "brass")
    for x in (-0.29, 0.29):
        for y in (0.02, 0.37):
            s.pillow(x, y, 0, 0.06, 0.06, 0.21, "brass", 0.3, 6)
    _handle(s, 0.16, 0.43, 0.055, "leather", 0.013)
    return (0.0, 0.49, 0.0), ALONG, "wood"


def bag(s: Modeller, rng: np.random.Generator) -> Made:
    """A handbag with two handles."""
    paint = pick(rng, "leather", "teal", "rose", "mustard")
    s.pillow(0, 0, 0, 0.34, 0.26, 0.14, paint, 0.35, 12)
    s.pillow(0, 0.14, 0.06, 0.26, 0.1, 0.03, paint, 0.4, 10)
    s.box(0, 0.17, 0.078, 0.03, 0.03, 0.008, "brass")
    for z in (-0.03, 0.03):
        with s.at(0, 0, z):
            _handle(s, 0.18, 0.24, 0.13, "leather" if paint != "leather" else "black", 0.008)
    return (0.0, 0.36, 0.0), ALONG, "soft"


def briefcase(s: Modeller, rng: np.random.Generator) -> Made:
    """A flat leather case."""
    s.pillow(0, 0, 0, 0.42, 0.3, 0.09, "leather", 0.14, 10)
    s.pillow(0, 0.13, 0.004, 0.425, 0.175, 0.094, "leather", 0.16, 10)
    for x in (-0.12, 0.12):
        s.box(x, 0.11, 0.05, 0.03, 0.05, 0.01, "brass")
    _handle(s, 0.14, 0.295, 0.045, "black", 0.011)
    return (0.0, 0.34, 0.0), ALONG, "soft"


def hat(s: Modeller, rng: np.random.Generator) -> Made:
    """A felt hat."""
    paint = pick(rng, "leather", "navy", "mustard")
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [
                (0, 0.004),
                (0.1, 0),
                (0.16, 0.012),
                (0.162, 0.018),
                (0.098, 0.02),
                (0.094, 0.09),
                (0.07, 0.122),
                (0, 0.11),
            ],
            paint,
            22,
        )
    s.lathe(0, 0.021, 0, [(0.0995, 0), (0.0985, 0.03)], "black", 22)
    return (0.13, 0.014, 0.0), FRONT, "soft"


def _bloom(s: Modeller, x: float, y: float, z: float, paint: str, r: float = 0.03) -> None:
    with s.one():
        for k in range(6):
            t = k * math.pi / 3
            s.pillow(
                x + r * 0.62 * math.cos(t),
                y - r * 0.35,
                z + r * 0.62 * math.sin(t),
                r * 1.1,
                r * 0.8,
                r * 1.1,
                paint,
                0.9,
                6,
            )
    s.ball(x, y + r * 0.18, z, r * 0.42, "mustard" if paint != "mustard" else "leather", n=8)


def flower(s: Modeller, rng: np.random.Generator) -> Made:
    """A single flower."""
    s.tube([(0, 0, 0), (0.006, 0.16, 0), (0, 0.32, 0.004)], 0.004, "bottle", 5)
    for x, y, tilt in ((0.03, 0.14, 40), (-0.028, 0.2, -40)):
        with s.at(x * 0.2, y, 0, 0, 0, -tilt):
            s.pillow(0, 0, 0, 0.022, 0.08, 0.006, "bottle", 0.9, 6)
    _bloom(s, 0, 0.335, 0.004, pick(rng, "red", "rose", "cream", "mustard"), 0.036)
    return (0.002, 0.08, 0.0), UP, "soft"


def bouquet(s: Modeller, rng: np.random.Generator) -> Made:
    """Flowers in paper."""
    with s.one():
        s.lathe(
            0, 0, 0, [(0.028, 0), (0.02, 0.12), (0.07, 0.25), (0.125, 0.36), (0.12, 0.362), (0.02, 0.14)], "paper", 12
        )
    s.lathe(0, 0.11, 0, [(0.026, 0), (0.024, 0.025)], "red", 12)
    s.cards((0, 0.36, 0), (0.11, 0.05, 0.11), 36, 0.04, "leaf", rng)
    for k in range(9):
        t, q = k * 2.4, 0.1 * math.sqrt(k / 9)
        _bloom(s, q * math.cos(t), 0.405 - q * 0.35, q * math.sin(t), ("red", "cream", "rose", "mustard")[k % 4], 0.032)
    return (0.0, 0.12, 0.0), UP, "soft"


def candle(s: Modeller, rng: np.random.Generator) -> Made:
    """A candle on its stick. Its flame is lit and drawn by the scene (see blocking.lights)."""
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0, 0), (0.06, 0), (0.055, 0.012), (0.014, 0.02), (0.012, 0.08), (0.03, 0.09), (0.03, 0.1), (0, 0.1)],
            "brass",
            16,
        )
    s.cylinder(0, 0.1, 0, 0.012, 0.13, "cream", n=10)
    s.cylinder(0, 0.229, 0, 0.0016, 0.012, "black", n=5)
    return (0.0, 0.05, 0.0), UP, "metal"


def torch(s: Modeller, rng: np.random.Generator) -> Made:
    """A torch that shines upward along its axis."""
    s.paint("beam", "#fff2c8", emission=1.0, bloom=1.2)
    with s.one():
        s.lathe(
            0, 0, 0, [(0, 0), (0.017, 0), (0.017, 0.13), (0.028, 0.16), (0.028, 0.185), (0.024, 0.185)], "black", 14
        )
    s.lathe(0, 0.18, 0, [(0.025, 0), (0, 0.004)], "beam", 14)
    s.box(0, 0.09, 0.018, 0.01, 0.02, 0.006, "red")
    return (0.0, 0.07, 0.0), UP, "metal"


def box(s: Modeller, rng: np.random.Generator) -> Made:
    """A cardboard box, taped."""
    s.paint("card", "#c09a6a")
    s.paint("tape", "#dcc59a")
    s.box(0, 0, 0, 0.42, 0.28, 0.32, "card")
    s.box(0, 0.002, 0, 0.06, 0.28, 0.322, "tape")
    s.box(0, 0.2, 0.161, 0.1, 0.03, 0.004, "leather")
    return (0.21, 0.08, 0.0), FRONT, "wood"


def parcel(s: Modeller, rng: np.random.Generator) -> Made:
    """A parcel in brown paper and string."""
    s.paint("wrapping", "#b98a5c")
    s.paint("string", "#ece0c4")
    s.box(0, 0, 0, 0.28, 0.14, 0.2, "wrapping")
    with s.one():
        s.box(0, -0.001 + 0.002, 0, 0.008, 0.142, 0.204, "string")
        s.box(0, 0.001, 0, 0.284, 0.142, 0.008, "string")
        for k in (-1, 1):
            a = np.linspace(0, 2 * math.pi, 10)
            s.tube(
                np.c_[k * (0.025 - 0.025 * np.cos(a)), 0.146 + 0.012 * np.sin(a) ** 2, 0.014 * np.sin(a)],
                0.0035,
                "string",
                4,
                caps=False,
            )
    return (0.0, 0.03, 0.1), ALONG, "paper"


def tray(s: Modeller, rng: np.random.Generator) -> Made:
    """A tray with two cups and a coffee pot."""
    s.pillow(0, 0, 0, 0.44, 0.018, 0.3, "leather", 0.2, 10)
    s.box(0, 0.012, 0, 0.4, 0.008, 0.26, "brass")
    for x in (-0.12, 0.11):
        with s.one():
            s.lathe(x, 0.02, 0.055, [(0, 0), (0.058, 0.002), (0.066, 0.008), (0.05, 0.008), (0, 0.005)], "cream", 16)
        with s.one():
            s.lathe(
                x,
                0.026,
                0.055,
                [(0, 0), (0.022, 0), (0.036, 0.03), (0.042, 0.055), (0.038, 0.055), (0.034, 0.045), (0, 0.045)],
                "white",
                16,
            )
            s.tube(
                [(x + 0.034, 0.070, 0.055), (x + 0.062, 0.062, 0.055), (x + 0.030, 0.042, 0.055)], 0.0055, "white", 5
            )
        s.lathe(x, 0.0705, 0.055, [(0.037, 0), (0, 0.001)], "leather", 12)
    with s.one():
        s.lathe(
            -0.02, 0.02, -0.065,
            [(0, 0), (0.052, 0), (0.058, 0.02), (0.052, 0.075), (0.040, 0.125), (0.043, 0.135), (0, 0.135)],
            "steel",
            18,
        )  # fmt: skip
        s.tube([(0.03, 0.06, -0.065), (0.058, 0.085, -0.065), (0.064, 0.125, -0.065), (0.082, 0.145, -0.065)],
               (0.014, 0.011, 0.008, 0.006), "steel", 7)  # fmt: skip
    with s.one():
        s.lathe(
            -0.02, 0.155, -0.065, [(0.043, 0), (0.030, 0.012), (0.008, 0.018), (0.012, 0.03), (0, 0.034)], "steel", 16
        )
    s.tube(
        [(-0.06, 0.14, -0.065), (-0.105, 0.135, -0.065), (-0.11, 0.085, -0.065), (-0.07, 0.05, -0.065)],
        0.007,
        "leather",
        6,
    )
    return (0.21, 0.01, 0.0), FRONT, "metal"


def camera(s: Modeller, rng: np.random.Generator) -> Made:
    """A still camera; its lens looks to +z."""
    s.pillow(0, 0, 0, 0.14, 0.085, 0.05, "black", 0.18, 10)
    s.box(0, 0.058, 0, 0.138, 0.028, 0.046, "steel")
    s.box(0, 0.085, 0, 0.05, 0.018, 0.035, "steel")
    with s.one():
        s.lathe(0, 0.042, 0.022, [(0.032, 0), (0.032, 0.04), (0.026, 0.042), (0.02, 0.03), (0, 0.03)], "black", 18, "z")
    s.cylinder(0.05, 0.086, 0, 0.009, 0.008, "brass", n=10)
    return (0.062, 0.04, 0.0), UP, "metal"


def guitar(s: Modeller, rng: np.random.Generator) -> Made:
    """A guitar that stands on its end."""
    s.paint("guitar", "#c98a48")
    t = np.linspace(0, 2 * math.pi, 40, endpoint=False)
    w = 0.19 - 0.035 * np.cos(t - math.pi) + 0.0 * t
    waist = 1 - 0.22 * np.exp(-(((np.sin(t) - 0.18) / 0.28) ** 2))
    outline = np.c_[w * np.cos(t) * waist, 0.235 + 0.235 * np.sin(t)]
    outline[:, 0] *= np.where(outline[:, 1] > 0.28, 0.8, 1.0)
    s.prism(outline, -0.045, 0.045, "guitar", smooth=True)
    s.lathe(0, 0.28, 0.046, [(0.048, 0), (0, 0.001)], "black", 20, "z")
    s.box(0, 0.42, 0.04, 0.052, 0.42, 0.024, "leather")
    s.box(0, 0.84, 0.034, 0.075, 0.15, 0.02, "leather")
    s.box(0, 0.12, 0.05, 0.16, 0.02, 0.014, "leather")
    with s.one():
        for k in range(6):
            s.box(-0.02 + 0.008 * k, 0.13, 0.056, 0.0014, 0.74, 0.0014, "cream")
    return (0.0, 0.62, 0.04), UP, "wood"


def stick(s: Modeller, rng: np.random.Generator) -> Made:
    """A walking stick."""
    a = np.linspace(0, math.pi, 8)
    s.tube(
        [(0, 0.0, 0), (0, 0.8, 0), *np.c_[0.045 - 0.045 * np.cos(a), 0.83 + 0.045 * np.sin(a), 0 * a]],
        0.012,
        "leather",
        7,
    )
    s.cylinder(0, 0, 0, 0.014, 0.03, "black", n=8)
    return (0.03, 0.868, 0.0), ALONG, "wood"


def rope(s: Modeller, rng: np.random.Generator) -> Made:
    """A coil of rope."""
    s.paint("rope", "#c9a878")
    a = np.linspace(0, 10 * math.pi, 90)
    s.tube(
        np.c_[
            (0.1 + 0.006 * np.sin(a * 0.7)) * np.cos(a), 0.14 + 0.13 * np.sin(a), 0.014 * np.sin(a * 0.23) + 0.0006 * a
        ],
        0.011,
        "rope",
        6,
    )
    s.lathe(-0.0, 0.235, 0.008, [(0.03, 0), (0.036, 0.02), (0.03, 0.06)], "rope", 10)
    return (0.0, 0.265, 0.02), ALONG, "soft"


def blanket(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded blanket with a stripe."""
    paint = pick(rng, "red", "teal", "mustard", "rose")
    for k in range(3):
        s.pillow(0, k * 0.05, 0, 0.4 - 0.01 * k, 0.06, 0.3, paint, 0.35, 10)
    s.pillow(0.12, -0.002 + 0.004, 0, 0.04, 0.162, 0.312, "cream", 0.35, 8)
    return (0.0, 0.05, 0.14), ALONG, "soft"


def scarf(s: Modeller, rng: np.random.Generator) -> Made:
    """A striped scarf that hangs from the hand."""
    s.paint(
        "scarf", ("#c8503c", "#3f7f80", "#d9a441")[int(rng.integers(3))], Pattern.STRIPES, (0.12, 1.0), color2="#efe3c8"
    )
    t = np.linspace(0, 1, 12)
    for x, low, phase in ((-0.03, 0.0, 0.0), (0.035, 0.12, 1.0)):
        y = low + (0.6 - low) * t
        z = 0.02 * np.sin(t * 6 + phase)
        g = np.stack(
            [
                np.stack([np.full(12, 0.0) + x + side * 0.06 * (1 - 0.5 * t), y, z + side * 0.012], -1)
                for side in (-1, 1)
            ],
            1,
        )
        s.sheet(
            g, "scarf", both=True, uvs=np.stack([np.repeat(y[:, None], 2, 1), np.zeros((12, 2))], -1).reshape(-1, 2)
        )
    s.pillow(0, 0.56, 0, 0.1, 0.07, 0.07, "scarf", 0.7, 8)
    return (0.0, 0.59, 0.0), ALONG, "soft"


def laptop(s: Modeller, rng: np.random.Generator) -> Made:
    """An open laptop."""
    s.paint("display", "#b8d4e0", emission=0.85, bloom=0.1)
    s.box(0, 0, 0, 0.33, 0.016, 0.23, "steel")
    with s.one():
        for k in range(4):
            s.box(0, 0.0162, -0.07 + k * 0.026, 0.28, 0.003, 0.018, "black")
    with s.at(0, 0.016, -0.115, 0, -16):
        s.box(0, 0, 0, 0.33, 0.215, 0.008, "steel")
        s.quad((-0.15, 0.015, 0.005), (0.3, 0, 0), (0, 0.185, 0), "display")
    return (0.15, 0.008, 0.05), FRONT, "wood"


def bucket(s: Modeller, rng: np.random.Generator) -> Made:
    """A bucket with its bail up."""
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0, 0), (0.1, 0), (0.14, 0.26), (0.146, 0.27), (0.13, 0.26), (0.094, 0.02), (0, 0.015)],
            pick(rng, "steel", "red", "teal"),
            18,
        )
    a = np.linspace(0, math.pi, 12)
    s.tube(np.c_[0.142 * np.cos(a), 0.255 + 0.15 * np.sin(a), 0 * a], 0.005, "black", 5)
    return (0.0, 0.405, 0.0), ALONG, "metal"


def basket(s: Modeller, rng: np.random.Generator) -> Made:
    """A wicker basket with apples."""
    s.paint("wicker", "#b98a50", Pattern.BRICK, (0.05, 0.02), line="#7a5634")
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0, 0), (0.13, 0), (0.18, 0.16), (0.186, 0.17), (0.17, 0.16), (0.12, 0.02), (0, 0.02)],
            "wicker",
            18,
        )
        a = np.linspace(0, math.pi, 14)
        s.tube(np.c_[0.175 * np.cos(a), 0.16 + 0.2 * np.sin(a), 0 * a], 0.011, "wicker", 6)
    for k in range(6):
        s.ball(
            0.09 * math.cos(k * 1.1), 0.14, 0.09 * math.sin(k * 1.1), 0.042, ("red", "mustard", "bottle")[k % 3], n=10
        )
    return (0.0, 0.36, 0.0), ALONG, "wood"


def kettle(s: Modeller, rng: np.random.Generator) -> Made:
    """A teapot."""
    paint = pick(rng, "red", "teal", "cream")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.06, 0), (0.088, 0.05), (0.08, 0.1), (0.045, 0.135), (0, 0.14)], paint, 18)
        s.tube([(0.075, 0.05, 0), (0.12, 0.09, 0), (0.135, 0.135, 0)], [0.02, 0.014, 0.01], paint, 8)
    s.ball(0, 0.15, 0, 0.014, "black", n=8)
    a = np.linspace(-1.35, 1.35, 9)
    s.tube(np.c_[-0.075 - 0.05 * np.cos(a), 0.075 + 0.05 * np.sin(a), 0 * a], 0.008, "black", 6)
    return (-0.125, 0.075, 0.0), UP, "metal"


def radio(s: Modeller, rng: np.random.Generator) -> Made:
    """A portable radio."""
    s.pillow(0, 0, 0, 0.28, 0.17, 0.08, pick(rng, "red", "teal", "cream"), 0.14, 10)
    s.lathe(-0.07, 0.085, 0.041, [(0.055, 0), (0.05, 0.004), (0, 0.004)], "black", 18, "z")
    s.box(0.07, 0.1, 0.041, 0.1, 0.035, 0.004, "paper")
    for x in (0.04, 0.1):
        s.lathe(x, 0.05, 0.04, [(0.014, 0), (0.013, 0.012), (0, 0.012)], "brass", 12, "z")
    s.tube([(0.12, 0.17, 0), (0.17, 0.38, 0)], 0.003, "steel", 5)
    _handle(s, 0.2, 0.165, 0.045, "black", 0.008)
    return (0.0, 0.208, 0.0), ALONG, "wood"


def microphone(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand microphone."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.012, 0), (0.017, 0.15), (0.02, 0.16)], "black", 12)
    s.ball(0, 0.18, 0, 0.027, "steel", n=12)
    return (0.0, 0.08, 0.0), UP, "metal"


def hammer(s: Modeller, rng: np.random.Generator) -> Made:
    """A hammer."""
    s.tube([(0, 0, 0), (0, 0.29, 0)], [0.015, 0.012], "leather", 8)
    s.box(0, 0.28, 0.0, 0.032, 0.034, 0.12, "steel")
    return (0.0, 0.07, 0.0), UP, "wood"


def teddy(s: Modeller, rng: np.random.Generator) -> Made:
    """A teddy bear."""
    s.paint("plush", ("#b98250", "#a8705a", "#c9a070")[int(rng.integers(3))])
    with s.one():
        s.ball(0, 0.1, 0, 0.075, "plush", 0.09, 14)
        s.ball(0, 0.225, 0.005, 0.065, "plush", 0.06, 14)
        for x in (-0.05, 0.05):
            s.ball(x, 0.28, 0, 0.024, "plush", n=8)
            s.tube([(x * 1.1, 0.14, 0.01), (x * 2.1, 0.09, 0.04)], 0.026, "plush", 8)
            s.tube([(x * 0.8, 0.04, 0.02), (x * 1.3, 0.03, 0.1)], 0.03, "plush", 8)
    s.ball(0, 0.212, 0.06, 0.026, "cream", 0.02, 10)
    s.ball(0, 0.22, 0.084, 0.009, "black", n=6)
    for x in (-0.024, 0.024):
        s.ball(x, 0.244, 0.058, 0.007, "black", n=6)
    return (0.0, 0.1, 0.0), UP, "soft"


def vase(s: Modeller, rng: np.random.Generator) -> Made:
    """A vase with flowers."""
    paint = pick(rng, "teal", "cream", "navy")
    with s.one():
        s.lathe(
            0,
            0,
            0,
            [(0, 0), (0.05, 0), (0.075, 0.09), (0.04, 0.19), (0.05, 0.22), (0.042, 0.218), (0, 0.18)],
            paint,
            18,
        )
    s.cards((0, 0.27, 0), (0.07, 0.06, 0.07), 26, 0.04, "leaf", rng)
    for k in range(5):
        s.tube([(0, 0.19, 0), (0.07 * math.cos(k * 1.26), 0.32, 0.07 * math.sin(k * 1.26))], 0.003, "bottle", 4)
        _bloom(s, 0.07 * math.cos(k * 1.26), 0.33, 0.07 * math.sin(k * 1.26), ("red", "cream", "rose")[k % 3], 0.028)
    return (0.0, 0.1, 0.0), UP, "glass"


CARRIED: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "umbrella": umbrella,
    "open umbrella": open_umbrella,
    "suitcase": suitcase,
    "bag": bag,
    "briefcase": briefcase,
    "hat": hat,
    "flower": flower,
    "bouquet": bouquet,
    "candle": candle,
    "torch": torch,
    "box": box,
    "parcel": parcel,
    "tray": tray,
    "camera": camera,
    "guitar": guitar,
    "stick": stick,
    "rope": rope,
    "blanket": blanket,
    "scarf": scarf,
    "laptop": laptop,
    "bucket": bucket,
    "basket": basket,
    "kettle": kettle,
    "radio": radio,
    "microphone": microphone,
    "hammer": hammer,
    "teddy bear": teddy,
    "vase": vase,
}
