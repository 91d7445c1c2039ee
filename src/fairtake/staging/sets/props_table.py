"""Props of table and kitchen: what is eaten, poured and cut. Makers return (grip point, grip axis,
sound), as in `props_small`."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["TABLE"]


def menu(s: Modeller, rng: np.random.Generator) -> Made:
    """A menu card in a leather cover, half open."""
    paint = pick(rng, "red", "navy", "leather")
    for sign in (-1, 1):
        with s.at(0, 0, 0, sign * 18):
            s.box(sign * 0.09, 0, 0, 0.18, 0.29, 0.008, paint)
            s.box(sign * 0.09, 0.012, 0.006, 0.16, 0.266, 0.003, "paper")
            with s.one():
                for k in range(7):
                    w = 0.06 + 0.02 * ((k * 3) % 3)
                    s.quad((sign * 0.09 - 0.06, 0.22 - 0.028 * k, 0.0085), (w, 0, 0), (0, 0.006, 0), "ink")
                    s.quad((sign * 0.09 + 0.04, 0.22 - 0.028 * k, 0.0085), (0.02, 0, 0), (0, 0.006, 0), "ink")
    return (0.0, 0.03, 0.0), ALONG, "paper"


def mushroom(s: Modeller, rng: np.random.Generator) -> Made:
    """A mushroom with a freckled cap."""
    cap = pick(rng, "red", "leather", "terracotta")
    s.lathe(0, 0, 0, [(0, 0), (0.02, 0.004), (0.016, 0.03), (0.013, 0.07)], "cream", 12)
    with s.one():
        s.lathe(
            0, 0.06, 0, [(0.012, 0.004), (0.05, 0.0), (0.052, 0.012), (0.04, 0.036), (0.018, 0.05), (0, 0.053)], cap, 16
        )
    for k in range(6):
        a, r, y = k * 2.4, 0.03, 0.099
        if k == 5:
            r, y = 0.0, 0.111
        s.ball(r * math.cos(a), y, r * math.sin(a), 0.006, "paper", 0.004, 6)
    return (0.0, 0.035, 0.0), UP, "soft"


def wine_glass(s: Modeller, rng: np.random.Generator) -> Made:
    """A tall stemmed glass of wine."""
    s.paint("clear", "#cfe0e4")
    s.paint("wine", "#8a2436" if rng.random() < 0.7 else "#e2c878")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.034, 0), (0.03, 0.004), (0.005, 0.012), (0.004, 0.09), (0.014, 0.1)], "clear", 18)
        s.lathe(0, 0.145, 0, [(0.038, 0), (0.04, 0.02), (0.034, 0.06), (0.031, 0.06), (0.035, 0.02)], "clear", 18)
    s.lathe(0, 0.1, 0, [(0.01, 0), (0.03, 0.02), (0.039, 0.045), (0, 0.046)], "wine", 18)
    return (0.0, 0.06, 0.0), UP, "glass"


def teapot(s: Modeller, rng: np.random.Generator) -> Made:
    """A round teapot with its lid, spout to -x and handle to +x."""
    paint = pick(rng, "white", "teal", "terracotta", "navy")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.05, 0), (0.085, 0.03), (0.09, 0.07), (0.06, 0.115), (0.03, 0.12)], paint, 22)
        s.tube(
            [(-0.075, 0.05, 0), (-0.12, 0.07, 0), (-0.14, 0.12, 0), (-0.155, 0.135, 0)],
            [0.022, 0.017, 0.011, 0.01],
            paint,
            9,
        )
        a = np.linspace(-1.35, 1.35, 11)
        s.tube(np.c_[0.08 + 0.055 * np.cos(a), 0.068 + 0.045 * np.sin(a), 0 * a], 0.009, paint, 7)
    s.lathe(0, 0.117, 0, [(0.04, 0), (0.034, 0.012), (0, 0.02)], paint, 18)
    s.ball(0, 0.146, 0, 0.012, "brass", n=10)
    return (0.135, 0.068, 0.0), UP, "glass"


def cake(s: Modeller, rng: np.random.Generator) -> Made:
    """A cake with icing, cherries and candles on a plate."""
    ice = pick(rng, "rose", "cream", "paper")
    s.lathe(0, 0, 0, [(0, 0), (0.1, 0), (0.16, 0.012), (0.158, 0.016), (0, 0.01)], "white", 26)
    s.cylinder(0, 0.012, 0, 0.125, 0.075, "leather", n=26)
    with s.one():
        s.lathe(0, 0.06, 0, [(0.129, 0), (0.13, 0.028), (0.12, 0.036), (0, 0.036)], ice, 26)
        for k in range(14):
            a = k * 2 * math.pi / 14
            s.ball(0.127 * math.cos(a), 0.06 - 0.008 * (k % 3), 0.127 * math.sin(a), 0.016, ice, 0.02, 6)
    for k in range(7):
        a = k * 2 * math.pi / 7
        s.ball(0.09 * math.cos(a), 0.104, 0.09 * math.sin(a), 0.013, "red", n=8)
    for k in range(3):
        a = k * 2.1
        s.cylinder(0.04 * math.cos(a), 0.096, 0.04 * math.sin(a), 0.005, 0.05, ("teal", "mustard", "red")[k], n=6)
        s.ball(0.04 * math.cos(a), 0.154, 0.04 * math.sin(a), 0.005, "mustard", 0.01, 6)
    return (0.155, 0.014, 0.0), FRONT, "glass"


def pizza(s: Modeller, rng: np.random.Generator) -> Made:
    """A pizza on a board."""
    s.cylinder(0, 0, 0, 0.18, 0.012, "leather", n=28)
    with s.one():
        s.lathe(0, 0.012, 0, [(0, 0), (0.165, 0), (0.172, 0.01), (0.165, 0.022), (0.148, 0.014)], "mustard", 28)
    s.lathe(0, 0.022, 0, [(0.15, 0), (0.1, 0.006), (0, 0.006)], "terracotta", 28)
    for k in range(11):
        a, r = k * 2.4, 0.135 * math.sqrt((k + 0.6) / 11)
        s.cylinder(r * math.cos(a), 0.026, r * math.sin(a), 0.02, 0.005, ("red", "cream", "bottle")[k % 3], n=10)
    return (0.17, 0.01, 0.0), FRONT, "wood"


def cheese(s: Modeller, rng: np.random.Generator) -> Made:
    """A wedge of cheese with holes."""
    s.prism([(-0.09, 0), (0.09, 0), (0.09, 0.07), (-0.09, 0.07)], -0.001, 0.0, "mustard")
    p = [
        [-0.09, 0, 0.06],
        [0.1, 0, 0.0],
        [-0.09, 0, -0.06],
        [-0.09, 0.07, 0.06],
        [0.1, 0.07, 0.0],
        [-0.09, 0.07, -0.06],
    ]
    s.add(
        p,
        None,
        None,
        [[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4], [2, 0, 3], [2, 3, 5], [3, 4, 5], [0, 2, 1]],
        "mustard",
    )
    for x, y in ((-0.03, 0.03), (0.03, 0.05), (-0.06, 0.055)):
        s.ball(x, y, 0.052 - 0.3 * (x + 0.09), 0.009, "leather", n=8)
    return (0.0, 0.035, 0.0), ALONG, "soft"


def fish(s: Modeller, rng: np.random.Generator) -> Made:
    """A fish, head to -x."""
    with s.one():
        s.pillow(0, 0, 0, 0.28, 0.09, 0.05, "steel", 0.9, 14)
        s.add(
            [[0.11, 0.045, 0], [0.19, 0.1, 0], [0.17, 0.045, 0], [0.19, -0.0, 0]],
            [[0, 0, 1]] * 4,
            None,
            [[0, 2, 1], [0, 3, 2]],
            "steel",
            True,
        )
        s.add([[-0.03, 0.085, 0], [0.03, 0.12, 0], [0.06, 0.08, 0]], [[0, 0, 1]] * 3, None, [[0, 2, 1]], "steel", True)
    for z in (-0.02, 0.02):
        s.ball(-0.1, 0.055, z, 0.009, "black", n=8)
    return (0.08, 0.045, 0.0), ALONG, "soft"


def egg(s: Modeller, rng: np.random.Generator) -> Made:
    """An egg."""
    s.lathe(
        0,
        0,
        0,
        [(0, 0), (0.014, 0.003), (0.022, 0.02), (0.018, 0.045), (0.008, 0.056), (0, 0.058)],
        pick(rng, "cream", "paper"),
        16,
    )
    return (0.0, 0.03, 0.0), UP, "soft"


def banana(s: Modeller, rng: np.random.Generator) -> Made:
    """Bananas in a bunch."""
    for k, turn in enumerate((-24.0, 0.0, 24.0)):
        with s.at(0, 0, 0, turn):
            t = np.linspace(0, 1.6, 9)
            s.tube(
                np.c_[0.0 * t, 0.018 + 0.1 * (1 - np.cos(t)) * 0.6, 0.12 * np.sin(t) - 0.02 * k],
                [0.006, 0.014, 0.017, 0.018, 0.018, 0.017, 0.015, 0.01, 0.005],
                "mustard",
                7,
            )
    s.ball(0, 0.02, -0.01, 0.014, "leather", n=8)
    return (0.0, 0.03, 0.04), ALONG, "soft"


def fork(s: Modeller, rng: np.random.Generator) -> Made:
    """A fork, tines up."""
    s.tube([(0, 0, 0), (0, 0.1, 0), (0, 0.13, 0.004)], [0.007, 0.005, 0.006], "metal", 6)
    s.box(0, 0.128, 0.004, 0.026, 0.018, 0.004, "metal")
    with s.one():
        for k in range(4):
            s.tube([(-0.0105 + 0.007 * k, 0.145, 0.004), (-0.0105 + 0.007 * k, 0.195, 0.008)], 0.0021, "metal", 4)
    return (0.0, 0.05, 0.0), UP, "metal"


def bowl(s: Modeller, rng: np.random.Generator) -> Made:
    """A bowl of soup."""
    paint = pick(rng, "teal", "white", "terracotta")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.04, 0), (0.07, 0.03), (0.085, 0.065), (0.079, 0.065), (0.07, 0.045)], paint, 22)
    s.lathe(0, 0.048, 0, [(0.072, 0), (0, 0.001)], "terracotta", 22)
    return (0.08, 0.06, 0.0), FRONT, "glass"


def jar(s: Modeller, rng: np.random.Generator) -> Made:
    """A jar of jam with a cloth lid."""
    s.cylinder(0, 0, 0, 0.04, 0.09, pick(rng, "red", "mustard", "rose"), n=16)
    s.lathe(0, 0.09, 0, [(0.044, 0), (0.047, -0.012), (0.042, 0.006), (0, 0.012)][::1], "cream", 16)
    s.box(0, 0.03, 0.041, 0.04, 0.035, 0.003, "paper")
    return (0.0, 0.045, 0.0), UP, "glass"


def pepper_mill(s: Modeller, rng: np.random.Generator) -> Made:
    """A pepper mill."""
    s.lathe(
        0,
        0,
        0,
        [(0, 0), (0.03, 0), (0.026, 0.03), (0.018, 0.08), (0.024, 0.11), (0.02, 0.13), (0.026, 0.15), (0, 0.175)],
        "leather",
        16,
    )
    s.ball(0, 0.18, 0, 0.009, "brass", n=8)
    return (0.0, 0.08, 0.0), UP, "wood"


def ice_cream(s: Modeller, rng: np.random.Generator) -> Made:
    """An ice cream in its cone."""
    s.lathe(0, 0, 0, [(0, 0), (0.03, 0.11), (0, 0.112)], "mustard", 14)
    for x, y, paint in (
        (-0.013, 0.125, "rose"),
        (0.014, 0.128, "cream"),
        (0.0, 0.155, pick(rng, "leather", "bottle", "paper")),
    ):
        s.ball(x, y, 0, 0.029, paint, n=12)
    return (0.0, 0.05, 0.0), UP, "soft"


def lollipop(s: Modeller, rng: np.random.Generator) -> Made:
    """A lollipop."""
    s.tube([(0, 0, 0), (0, 0.13, 0)], 0.003, "paper", 6)
    s.lathe(0, 0.16, -0.006, [(0, 0), (0.035, 0.002), (0.035, 0.012), (0, 0.014)], "red", 22, "z")
    s.lathe(0, 0.16, 0.0085, [(0.02, 0), (0.008, 0.001)], "paper", 18, "z")
    return (0.0, 0.05, 0.0), UP, "wood"


def lunch(s: Modeller, rng: np.random.Generator) -> Made:
    """A sandwich."""
    for k, (paint, h) in enumerate(
        (("mustard", 0.018), ("bottle", 0.006), ("cream", 0.007), ("red", 0.008), ("mustard", 0.018))
    ):
        y = (0.0, 0.017, 0.022, 0.028, 0.035)[k]
        s.pillow(0, y, 0, 0.12 + 0.006 * (k in (1, 3)), h, 0.11 + 0.006 * (k in (1, 3)), paint, 0.3, 10)
    return (0.0, 0.026, 0.05), ALONG, "soft"


TABLE: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "menu": menu,
    "mushroom": mushroom,
    "wine glass": wine_glass,
    "teapot": teapot,
    "cake": cake,
    "pizza": pizza,
    "cheese": cheese,
    "fish": fish,
    "egg": egg,
    "banana": banana,
    "fork": fork,
    "bowl": bowl,
    "jar": jar,
    "pepper mill": pepper_mill,
    "ice cream": ice_cream,
    "lollipop": lollipop,
    "sandwich": lunch,
}
