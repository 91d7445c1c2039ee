"""Props one keeps, wins, plays with and gives: treasures, toys, papers, things worn. Makers return
(grip point, grip axis, sound), as in `props_small`."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["KEEPSAKES"]


def rose(s: Modeller, rng: np.random.Generator) -> Made:
    """A long-stemmed rose."""
    s.tube([(0, 0, 0), (0.006, 0.2, 0), (0, 0.4, 0)], 0.004, "leaf", 6)
    for y, a in ((0.16, 20.0), (0.25, 200.0)):
        with s.at(0, y, 0, a):
            s.add(
                [[0, 0, 0], [0.03, 0.03, 0.015], [0.07, 0.03, 0], [0.03, 0.012, -0.015]],
                None,
                None,
                [[0, 1, 2], [0, 2, 3]],
                "leaf",
                True,
            )
    with s.one():
        s.lathe(
            0, 0.39, 0, [(0, 0), (0.022, 0.01), (0.032, 0.035), (0.028, 0.056), (0.018, 0.05), (0.022, 0.03)], "red", 14
        )
        s.lathe(0, 0.4, 0, [(0.016, 0.01), (0.02, 0.04), (0.008, 0.06), (0, 0.062)], "red", 12)
    return (0.0, 0.13, 0.0), UP, "soft"


def backpack(s: Modeller, rng: np.random.Generator) -> Made:
    """A rucksack with a pocket and straps."""
    paint = pick(rng, "teal", "red", "mustard", "navy")
    s.pillow(0, 0, 0, 0.32, 0.46, 0.18, paint, 0.4, 14)
    s.pillow(0, 0.04, 0.09, 0.24, 0.18, 0.08, paint, 0.45, 12)
    s.pillow(0, 0.3, 0.02, 0.31, 0.18, 0.19, paint, 0.5, 12)
    for x in (-0.09, 0.09):
        s.tube([(x, 0.4, -0.08), (x * 1.2, 0.3, -0.13), (x * 1.2, 0.12, -0.12), (x, 0.04, -0.07)], 0.016, "leather", 6)
        s.box(x * 0.7, 0.2, 0.135, 0.02, 0.09, 0.01, "leather")
    a = np.linspace(0, math.pi, 9)
    s.tube(np.c_[0.045 * np.cos(a), 0.44 + 0.055 * np.sin(a), 0 * a - 0.05], 0.01, "leather", 6)
    return (0.0, 0.49, -0.05), ALONG, "soft"


def handbag(s: Modeller, rng: np.random.Generator) -> Made:
    """A small handbag with a clasp."""
    paint = pick(rng, "red", "black", "rose", "leather")
    s.pillow(0, 0, 0, 0.26, 0.18, 0.1, paint, 0.3, 12)
    s.pillow(0, 0.09, 0.018, 0.265, 0.1, 0.075, paint, 0.35, 12)
    s.box(0, 0.1, 0.055, 0.03, 0.022, 0.01, "brass")
    a = np.linspace(0, math.pi, 13)
    s.tube(np.c_[0.08 * np.cos(a), 0.175 + 0.11 * np.sin(a), 0 * a], 0.008, paint, 6)
    for x in (-0.08, 0.08):
        s.ball(x, 0.178, 0, 0.012, "brass", n=8)
    return (0.0, 0.283, 0.0), ALONG, "soft"


def wallet(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded wallet, notes peeping out."""
    s.box(0.004, 0.01, 0, 0.1, 0.083, 0.004, "bottle")
    s.pillow(0, 0, 0.006, 0.115, 0.085, 0.01, "leather", 0.2, 10)
    s.pillow(0, 0, -0.006, 0.115, 0.085, 0.01, "leather", 0.2, 10)
    s.box(0.04, 0.035, 0.012, 0.02, 0.016, 0.003, "brass")
    return (0.0, 0.02, 0.0), ALONG, "soft"


def passport(s: Modeller, rng: np.random.Generator) -> Made:
    """A passport with a gilt device."""
    s.box(0, 0, 0, 0.09, 0.125, 0.008, pick(rng, "red", "navy"))
    s.box(0.001, 0.003, 0, 0.0895, 0.119, 0.005, "paper")
    s.lathe(0, 0.07, 0.004, [(0.02, 0), (0, 0.001)], "brass", 16, "z")
    for y in (0.1, 0.03):
        s.box(0, y, 0.0042, 0.05, 0.006, 0.001, "brass")
    return (0.0, 0.02, 0.0), ALONG, "paper"


def banknote(s: Modeller, rng: np.random.Generator) -> Made:
    """A fan of banknotes."""
    for k, turn in enumerate((-14.0, 0.0, 14.0)):
        with s.at(0, 0, 0.003 * k, 0, 0, turn):
            s.box(0, 0, 0, 0.075, 0.16, 0.0015, ("bottle", "teal", "bottle")[k])
            s.box(0, 0.012, 0.001, 0.06, 0.136, 0.0012, "cream")
            s.lathe(0, 0.1, 0.0016, [(0.018, 0), (0, 0.0008)], "bottle", 14, "z")
    return (0.0, 0.02, 0.0), ALONG, "paper"


def photo_frame(s: Modeller, rng: np.random.Generator) -> Made:
    """A framed photograph of two people, with its foot."""
    s.box(0, 0, 0, 0.2, 0.25, 0.014, pick(rng, "brass", "leather", "metal"))
    s.box(0, 0.022, 0.006, 0.155, 0.205, 0.006, "paper")
    s.quad((-0.066, 0.035, 0.0095), (0.132, 0, 0), (0, 0.18, 0), "cream")
    s.quad((-0.066, 0.035, 0.0098), (0.132, 0, 0), (0, 0.07, 0), "teal")
    for x, paint in ((-0.026, "navy"), (0.028, "red")):
        s.box(x, 0.05, 0.0104, 0.042, 0.07, 0.001, paint)
        s.lathe(x, 0.137, 0.0104, [(0.018, 0), (0, 0.001)], "terracotta", 14, "z")
    s.prism([(-0.03, 0.0), (0.03, 0.0), (0.012, 0.16), (-0.012, 0.16)], -0.03, -0.008, "leather")
    return (0.0, 0.02, 0.0), ALONG, "wood"


def ring(s: Modeller, rng: np.random.Generator) -> Made:
    """A ring with a stone, a little larger than life so that it can be seen."""
    s.paint("gem", ("#7fd0e8", "#e86a7a", "#8ae0a8")[int(rng.integers(3))], emission=0.35, bloom=0.3)
    a = np.linspace(0, 2 * math.pi, 25)
    s.tube(np.c_[0.016 * np.cos(a), 0.018 + 0.016 * np.sin(a), 0 * a], 0.0028, "brass", 7, caps=False)
    s.lathe(0, 0.035, 0, [(0, 0), (0.005, 0.002), (0.009, 0.008), (0.006, 0.013), (0, 0.0135)], "gem", 8)
    return (0.0, 0.004, 0.0), ALONG, "metal"


def necklace(s: Modeller, rng: np.random.Generator) -> Made:
    """A string of pearls, hung from the hand."""
    t = np.linspace(0, 2 * math.pi, 27)[:-1]
    for k, a in enumerate(t):
        s.ball(0.07 * math.sin(a), 0.14 - 0.13 * math.cos(a), 0.0, 0.009 + (0.003 if k == 0 else 0.0), "cream", n=8)
    return (0.0, 0.268, 0.0), ALONG, "glass"


def key_ring(s: Modeller, rng: np.random.Generator) -> Made:
    """A bunch of keys on a ring."""
    a = np.linspace(0, 2 * math.pi, 25)
    s.tube(np.c_[0.03 * np.cos(a), 0.115 + 0.03 * np.sin(a), 0 * a], 0.0035, "steel", 6, caps=False)
    for k, (lean, paint) in enumerate(((-28.0, "brass"), (0.0, "metal"), (26.0, "brass"))):
        with s.at(0.018 * (k - 1), 0.09, 0.004 * (k - 1), 0, 0, lean), s.one():
            b = np.linspace(0, 2 * math.pi, 15)
            s.tube(np.c_[0.013 * np.cos(b), -0.012 + 0.013 * np.sin(b), 0 * b], 0.0035, paint, 6, caps=False)
            s.tube([(0, -0.025, 0), (0, -0.08, 0)], 0.0035, paint, 6)
            for y in (-0.066, -0.077):
                s.box(0.008, y, 0, 0.014, 0.006, 0.004, paint)
    return (0.0, 0.14, 0.0), ALONG, "metal"


def crown(s: Modeller, rng: np.random.Generator) -> Made:
    """A crown with stones."""
    n = 48
    a = np.linspace(0, 2 * math.pi, n + 1)
    top = 0.06 + 0.055 * np.abs(((a / (2 * math.pi) * 8) % 1.0) - 0.5) * 2
    outer = np.stack(
        [
            np.stack([r * np.cos(a), y, -r * np.sin(a)], -1)
            for r, y in ((0.098, 0 * a), (0.1, 0 * a + 0.04), (0.112, top))
        ]
    )
    with s.one():
        s.sheet(outer, "brass", both=True)
    for k in range(8):
        t = k * math.pi / 4
        s.ball(0.112 * math.cos(t), 0.12, -0.112 * math.sin(t), 0.012, "brass", n=8)
        s.ball(
            0.101 * math.cos(t + 0.39), 0.025, -0.101 * math.sin(t + 0.39), 0.011, ("red", "teal", "bottle")[k % 3], n=8
        )
    for y in (0.0, 0.046):
        b = np.linspace(0, 2 * math.pi, 33)
        s.tube(np.c_[0.1 * np.cos(b), 0 * b + y + 0.004, 0.1 * np.sin(b)], 0.006, "brass", 6, caps=False)
    return (0.102, 0.03, 0.0), FRONT, "metal"


def mask(s: Modeller, rng: np.random.Generator) -> Made:
    """A carnival mask on a stick."""
    paint = pick(rng, "red", "navy", "cream")
    t = np.linspace(0, 2 * math.pi, 49)
    wide = np.c_[0.11 * np.cos(t), 0.24 + 0.05 * np.sin(t) + 0.02 * np.cos(2 * t) * np.sign(np.sin(t))]
    s.prism(wide[:-1], -0.008, 0.008, paint, smooth=True)
    for x in (-0.048, 0.048):
        s.lathe(x, 0.245, 0.009, [(0.026, 0), (0, 0.0008)], "black", 16, "z")
        a = np.linspace(0, 2 * math.pi, 17)
        s.tube(np.c_[x + 0.029 * np.cos(a), 0.245 + 0.022 * np.sin(a), 0 * a + 0.009], 0.004, "brass", 5, caps=False)
    s.tube([(0.1, 0.0, 0), (0.1, 0.22, 0)], 0.006, "brass", 6)
    return (0.1, 0.06, 0.0), UP, "wood"


def medal(s: Modeller, rng: np.random.Generator) -> Made:
    """A medal on its ribbon."""
    for sign in (-1, 1):
        s.add(
            [
                [sign * 0.035, 0.17, 0],
                [sign * 0.012, 0.17, 0],
                [-sign * 0.004, 0.07, 0.002],
                [sign * 0.014, 0.07, 0.002],
            ][::sign],
            None,
            None,
            [[0, 1, 2], [0, 2, 3]],
            ("red", "navy")[sign > 0],
            True,
        )
    s.lathe(0, 0.04, -0.004, [(0, 0), (0.036, 0.0), (0.036, 0.007), (0.028, 0.008), (0, 0.008)], "brass", 22, "z")
    s.lathe(0, 0.04, 0.0045, [(0.018, 0), (0.009, 0.002), (0, 0.002)], "brass", 5, "z")
    return (0.0, 0.165, 0.0), ALONG, "metal"


def trophy(s: Modeller, rng: np.random.Generator) -> Made:
    """A silver or golden cup with two handles."""
    paint = pick(rng, "brass", "metal")
    s.box(0, 0, 0, 0.13, 0.06, 0.13, "leather")
    s.box(0, 0.018, 0.066, 0.08, 0.026, 0.004, "brass")
    s.lathe(
        0,
        0.06,
        0,
        [
            (0.05, 0),
            (0.02, 0.03),
            (0.016, 0.08),
            (0.03, 0.1),
            (0.075, 0.16),
            (0.085, 0.24),
            (0.09, 0.245),
            (0.08, 0.245),
            (0.06, 0.17),
        ],
        paint,
        22,
    )
    a = np.linspace(-1.4, 1.4, 11)
    for x in (-1, 1):
        s.tube(np.c_[x * (0.075 + 0.055 * np.cos(a)), 0.23 + 0.05 * np.sin(a), 0 * a], 0.008, paint, 6)
    return (0.0, 0.12, 0.0), UP, "metal"


def chess_board(s: Modeller, rng: np.random.Generator) -> Made:
    """A chess board in the middle of a game."""
    s.paint("squares", "#e6d2a8", Pattern.TILES, (0.045, 0.045), color2="#6f4a38", line_width=0.0, line="#6f4a38")
    s.box(0, 0, 0, 0.4, 0.024, 0.4, "leather")
    s.quad((-0.18, 0.0245, 0.18), (0.36, 0, 0), (0, 0, -0.36), "squares")
    for k, (i, j) in enumerate(
        ((0, 0), (1, 1), (3, 1), (6, 0), (4, 3), (2, 5), (5, 6), (7, 7), (1, 7), (6, 5), (3, 6))
    ):
        x, z = -0.1575 + 0.045 * i, -0.1575 + 0.045 * j
        paint = "cream" if j < 4 else "black"
        s.lathe(
            x, 0.0245, z, [(0, 0), (0.016, 0), (0.014, 0.008), (0.007, 0.02), (0.006, 0.034), (0.011, 0.038)], paint, 10
        )
        s.ball(x, 0.068, z, 0.01, paint, 0.012 + 0.006 * (k % 2), 8)
    return (0.195, 0.012, 0.0), FRONT, "wood"


def cards(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand of playing cards."""
    for k in range(5):
        with s.at(0, 0, 0.0022 * k, 0, 0, 26 - 13 * k):
            s.box(0, 0, 0, 0.06, 0.09, 0.0012, "paper")
            s.box(0, 0.004, -0.0009, 0.052, 0.082, 0.0008, "red")
            s.lathe(0, 0.045, 0.0007, [(0.011, 0), (0, 0.0004)], ("red", "ink")[k % 2], 4, "z")
            s.box(-0.021, 0.073, 0.0008, 0.008, 0.01, 0.0004, ("red", "ink")[k % 2])
    return (0.0, 0.01, 0.004), ALONG, "paper"


def dice(s: Modeller, rng: np.random.Generator) -> Made:
    """Two dice, a little larger than life."""
    for x, z, turn, paint in ((-0.02, 0.0, 12.0, "paper"), (0.021, 0.012, -25.0, "red")):
        with s.at(x, 0, z, turn):
            s.pillow(0, 0, 0, 0.034, 0.034, 0.034, paint, 0.16, 8)
            dots = "ink" if paint == "paper" else "paper"
            for px, pz in ((-0.009, -0.009), (0.009, 0.009), (0.0, 0.0)):
                s.ball(px, 0.0338, pz, 0.0035, dots, 0.001, 6)
            for px, py in ((-0.008, 0.025), (0.008, 0.009)):
                s.lathe(px, py, 0.0168, [(0.0035, 0), (0, 0.0006)], dots, 8, "z")
    return (0.0, 0.017, 0.0), ALONG, "wood"


def toy_car(s: Modeller, rng: np.random.Generator) -> Made:
    """A tin car; its nose to +x."""
    paint = pick(rng, "red", "teal", "mustard")
    s.pillow(0, 0.018, 0, 0.18, 0.045, 0.085, paint, 0.25, 12)
    s.pillow(-0.012, 0.05, 0, 0.095, 0.042, 0.074, paint, 0.35, 12)
    s.pillow(-0.012, 0.058, 0, 0.098, 0.024, 0.066, "teal" if paint != "teal" else "navy", 0.3, 10)
    for x in (-0.055, 0.055):
        for z in (-0.04, 0.04):
            s.lathe(x, 0.019, z - 0.008, [(0, 0), (0.019, 0), (0.019, 0.016), (0, 0.016)], "black", 14, "z")
    for z in (-0.024, 0.024):
        s.ball(0.088, 0.042, z, 0.009, "cream", n=8)
    return (0.0, 0.07, 0.0), ALONG, "metal"


def toy_train(s: Modeller, rng: np.random.Generator) -> Made:
    """A wooden engine; its chimney to +x."""
    s.box(0, 0.025, 0, 0.22, 0.02, 0.08, "leather")
    s.cylinder(-0.02, 0.078, 0, 0.034, 0.12, "red", n=16, axis="x")
    s.box(-0.065, 0.045, 0, 0.08, 0.095, 0.078, "teal")
    s.box(-0.065, 0.14, 0, 0.1, 0.014, 0.092, "mustard")
    s.cylinder(0.075, 0.105, 0, 0.012, 0.05, "black", 0.018, 12)
    for x in (-0.075, 0.0, 0.075):
        for z in (-0.044, 0.044):
            s.lathe(x, 0.022, z - 0.006, [(0, 0), (0.022, 0), (0.022, 0.012), (0, 0.012)], "mustard", 14, "z")
    return (0.02, 0.105, 0.0), ALONG, "wood"


def robot(s: Modeller, rng: np.random.Generator) -> Made:
    """A tin robot."""
    s.box(0, 0.09, 0, 0.12, 0.12, 0.08, pick(rng, "metal", "teal", "red"))
    s.box(0, 0.215, 0, 0.085, 0.07, 0.07, "metal")
    for x in (-0.02, 0.02):
        s.ball(x, 0.255, 0.036, 0.011, "mustard", n=8)
        s.box(x * 1.5, 0, 0.006, 0.038, 0.09, 0.06, "steel")
        s.tube([(x * 3.4, 0.19, 0), (x * 4.4, 0.11, 0.02)], 0.013, "steel", 6)
    s.tube([(0, 0.285, 0), (0, 0.32, 0)], 0.003, "steel", 5)
    s.ball(0, 0.325, 0, 0.009, "red", n=8)
    s.box(0, 0.12, 0.041, 0.06, 0.05, 0.004, "cream")
    return (0.0, 0.15, 0.0), ALONG, "metal"


def kite(s: Modeller, rng: np.random.Generator) -> Made:
    """A kite with a tail."""
    a, b = pick(rng, "red", "teal"), pick(rng, "mustard", "cream")
    for pts, paint in (
        ([(0, 1.0), (-0.3, 0.7), (0, 0.7)], a),
        ([(0, 1.0), (0, 0.7), (0.3, 0.7)], b),
        ([(-0.3, 0.7), (0, 0.25), (0, 0.7)], b),
        ([(0, 0.25), (0.3, 0.7), (0, 0.7)], a),
    ):
        s.add([[x, y, 0] for x, y in pts], [[0, 0, 1]] * 3, None, [[0, 1, 2]], paint, True)
    s.tube([(0, 0.25, -0.004), (0, 1.0, -0.004)], 0.005, "leather", 5)
    s.tube([(-0.3, 0.7, -0.004), (0.3, 0.7, -0.004)], 0.005, "leather", 5)
    t = np.linspace(0, 1, 10)
    s.tube(np.c_[0.05 * np.sin(t * 9), 0.25 - 0.24 * t, 0 * t], 0.003, "cream", 4)
    for k in range(3):
        y = 0.2 - 0.07 * k
        s.add(
            [[-0.03, y + 0.015, 0], [-0.03, y - 0.015, 0], [0.03, y + 0.015, 0], [0.03, y - 0.015, 0], [0, y, 0]],
            [[0, 0, 1]] * 5,
            None,
            [[0, 1, 4], [3, 2, 4]],
            ("red", "teal", "mustard")[k],
            True,
        )
    return (0.0, 0.62, 0.0), UP, "paper"


def balloon(s: Modeller, rng: np.random.Generator) -> Made:
    """A balloon on its string."""
    s.tube([(0, 0, 0), (0.012, 0.3, 0), (-0.008, 0.55, 0), (0, 0.78, 0)], 0.002, "paper", 4)
    s.lathe(
        0,
        0.775,
        0,
        [(0.012, 0), (0.006, 0.014), (0.06, 0.07), (0.12, 0.17), (0.125, 0.24), (0.09, 0.32), (0, 0.345)],
        pick(rng, "red", "teal", "mustard", "rose"),
        22,
    )
    return (0.0, 0.02, 0.0), UP, "soft"


def gift(s: Modeller, rng: np.random.Generator) -> Made:
    """A present with a ribbon and a bow."""
    paint, band = pick(rng, "teal", "red", "navy"), pick(rng, "mustard", "cream")
    s.box(0, 0, 0, 0.2, 0.15, 0.2, paint)
    s.box(0, 0.12, 0, 0.212, 0.04, 0.212, paint)
    with s.one():
        s.box(0, -0.001 + 0.001, 0, 0.034, 0.1615, 0.2135, band)
        s.box(0, 0.0, 0, 0.2135, 0.1615, 0.034, band)
    a = np.linspace(0, 2 * math.pi, 13)
    for k in (-1, 1):
        s.tube(
            np.c_[k * (0.04 - 0.04 * np.cos(a)), 0.17 + 0.03 * np.abs(np.sin(a)), 0.02 * np.sin(a)],
            0.009,
            band,
            6,
            caps=False,
        )
    s.ball(0, 0.175, 0, 0.016, band, n=8)
    return (0.0, 0.03, 0.1), ALONG, "paper"


def small_box(s: Modeller, rng: np.random.Generator) -> Made:
    """A little box with a lid and a clasp."""
    s.box(0, 0, 0, 0.14, 0.06, 0.1, "leather")
    s.box(0, 0.06, 0, 0.146, 0.026, 0.106, "leather")
    s.box(0, 0.045, 0.053, 0.02, 0.026, 0.006, "brass")
    for x in (-0.055, 0.055):
        s.box(x, 0.0, 0, 0.012, 0.087, 0.1075, "brass")
    return (0.0, 0.03, 0.05), ALONG, "wood"


def music_box(s: Modeller, rng: np.random.Generator) -> Made:
    """A music box, open, a dancer on it."""
    s.box(0, 0, 0, 0.16, 0.06, 0.12, "red")
    s.box(0, 0.061, 0, 0.14, 0.004, 0.1, "brass")
    with s.at(0, 0.06, -0.058, 0, -78):
        s.box(0, 0, 0.06, 0.16, 0.012, 0.12, "red")
    s.lathe(
        0,
        0.065,
        0,
        [(0.004, 0), (0.004, 0.03), (0.026, 0.034), (0.01, 0.05), (0.012, 0.068), (0.004, 0.075)],
        "rose",
        14,
    )
    s.ball(0, 0.148, 0, 0.009, "cream", n=8)
    s.tube([(0.09, 0.03, 0), (0.105, 0.03, 0), (0.105, 0.045, 0)], 0.004, "brass", 5)
    return (0.0, 0.03, 0.06), ALONG, "wood"


def snow_globe(s: Modeller, rng: np.random.Generator) -> Made:
    """A snow globe with a house in it."""
    s.paint("globe", "#c8dce4")
    s.lathe(0, 0, 0, [(0, 0), (0.055, 0), (0.05, 0.035), (0.038, 0.04)], "leather", 20)
    s.ball(0, 0.09, 0, 0.06, "globe", n=20)
    s.box(0, 0.08, 0.056, 0.03, 0.026, 0.008, "red")
    s.prism([(-0.02, 0.106), (0.02, 0.106), (0, 0.124)], 0.052, 0.06, "paper")
    for x, y in ((-0.03, 0.11), (0.03, 0.12), (0.0, 0.135), (0.025, 0.08), (-0.028, 0.075)):
        s.ball(x, y, math.sqrt(max(0.0601**2 - x * x - (y - 0.09) ** 2, 0)), 0.003, "paper", n=6)
    return (0.0, 0.09, 0.0), UP, "glass"


def scroll(s: Modeller, rng: np.random.Generator) -> Made:
    """A scroll tied with a ribbon."""
    s.cylinder(-0.16, 0.024, 0, 0.022, 0.32, "cream", n=16, axis="x")
    for x in (-0.161, 0.161):
        a = np.linspace(0, 5 * math.pi, 40)
        r = 0.004 + 0.017 * a / a[-1]
        s.tube(np.c_[np.full(40, x), 0.024 + r * np.sin(a), r * np.cos(a)], 0.0012, "leather", 4)
    s.cylinder(-0.012, 0.024, 0, 0.024, 0.024, "red", n=16, axis="x")
    for sign in (-1, 1):
        s.tube([(0, 0.045, 0.01), (sign * 0.03, 0.02, 0.03), (sign * 0.04, 0.004, 0.04)], 0.004, "red", 5)
    return (0.0, 0.024, 0.0), ALONG, "paper"


def skull(s: Modeller, rng: np.random.Generator) -> Made:
    """A skull."""
    with s.one():
        s.ball(0, 0.125, -0.015, 0.075, "cream", 0.075, 16)
        s.pillow(0, 0.05, 0.03, 0.1, 0.08, 0.1, "cream", 0.6, 12)
        s.pillow(0, 0.0, 0.035, 0.08, 0.05, 0.085, "cream", 0.5, 12)
    for x in (-0.028, 0.028):
        s.ball(x, 0.105, 0.052, 0.02, "black", 0.018, 10)
    s.prism([(-0.01, 0.066), (0.01, 0.066), (0, 0.085)], 0.07, 0.083, "black")
    with s.one():
        for k in range(6):
            s.box(-0.03 + 0.012 * k, 0.036, 0.078, 0.009, 0.014, 0.004, "paper")
    return (0.0, 0.13, 0.05), ALONG, "wood"


def bone(s: Modeller, rng: np.random.Generator) -> Made:
    """A bone."""
    s.tube([(0, 0.02, 0), (0, 0.2, 0)], 0.013, "cream", 9)
    for y in (0.018, 0.204):
        for x in (-0.014, 0.014):
            s.ball(x, y, 0, 0.019, "cream", n=10)
    return (0.0, 0.11, 0.0), UP, "wood"


def feather(s: Modeller, rng: np.random.Generator) -> Made:
    """A feather."""
    t = np.linspace(0, 1, 12)
    spine = np.stack([0 * t, 0.26 * t, 0 * t], -1)
    s.tube(spine, [0.002 - 0.00012 * k for k in range(12)], "cream", 5)
    half = 0.0015 + 0.028 * np.sin(np.clip((t - 0.2) / 0.8, 0, 1) * math.pi) ** 0.6
    edge = np.concatenate([spine[:, :2] + np.c_[half, 0 * t], (spine[:, :2] - np.c_[half, 0 * t])[::-1]])
    s.prism(edge, -0.0015, 0.0015, pick(rng, "paper", "navy", "terracotta"))
    return (0.0, 0.04, 0.0), UP, "paper"


def hourglass(s: Modeller, rng: np.random.Generator) -> Made:
    """An hourglass."""
    s.paint("clear", "#d4e2e2")
    for y in (0.0, 0.17):
        s.cylinder(0, y, 0, 0.05, 0.014, "leather", n=18)
    for k in range(3):
        a = k * 2.1
        s.tube(
            [(0.042 * math.cos(a), 0.01, 0.042 * math.sin(a)), (0.042 * math.cos(a), 0.175, 0.042 * math.sin(a))],
            0.004,
            "leather",
            6,
        )
    with s.one():
        s.lathe(0, 0.014, 0, [(0.034, 0), (0.034, 0.03), (0.006, 0.078), (0.034, 0.126), (0.034, 0.156)], "clear", 16)
    s.lathe(0, 0.015, 0, [(0.0345, 0), (0.0345, 0.014), (0, 0.03)], "mustard", 16)
    s.lathe(0, 0.115, 0, [(0.015, 0), (0.0345, 0.03), (0, 0.031)], "mustard", 16)
    return (0.0, 0.09, 0.0), UP, "glass"


def crystal_ball(s: Modeller, rng: np.random.Generator) -> Made:
    """A crystal ball on its foot, with a light in it."""
    s.paint("crystal", "#b4c8f0", emission=0.55, bloom=0.4)
    s.lathe(0, 0, 0, [(0, 0), (0.06, 0), (0.05, 0.02), (0.035, 0.035), (0.045, 0.045)], "brass", 18)
    s.ball(0, 0.115, 0, 0.08, "crystal", n=20)
    return (0.0, 0.02, 0.05), ALONG, "glass"


def wand(s: Modeller, rng: np.random.Generator) -> Made:
    """A wand with a star."""
    s.tube([(0, 0, 0), (0, 0.32, 0)], [0.008, 0.005], "black", 7)
    s.paint("star", "#ffe08a", emission=0.8, bloom=0.6)
    pts = [
        (
            (0.045 if k % 2 == 0 else 0.02) * math.sin(k * math.pi / 5),
            0.36 + (0.045 if k % 2 == 0 else 0.02) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    s.prism(pts[::-1], -0.006, 0.006, "star")
    return (0.0, 0.06, 0.0), UP, "wood"


def piggy_bank(s: Modeller, rng: np.random.Generator) -> Made:
    """A piggy bank; its snout to +z."""
    with s.one():
        s.ball(0, 0.085, 0, 0.075, "rose", 0.065, 16)
        s.cylinder(0, 0.085, 0.06, 0.028, 0.03, "rose", n=14, axis="z")
        for x in (-0.04, 0.04):
            for z in (-0.035, 0.035):
                s.cylinder(x, 0, z, 0.017, 0.05, "rose", n=8)
            s.prism([(x - 0.018, 0.135), (x + 0.018, 0.135), (x * 1.3, 0.175)], 0.01, 0.022, "rose")
    for x in (-0.01, 0.01):
        s.ball(x, 0.085, 0.09, 0.005, "black", n=6)
    for x in (-0.03, 0.03):
        s.ball(x, 0.115, 0.06, 0.007, "black", n=6)
    s.box(0, 0.149, -0.01, 0.008, 0.003, 0.04, "black")
    return (0.0, 0.1, 0.03), ALONG, "glass"


def football(s: Modeller, rng: np.random.Generator) -> Made:
    """A football with dark patches."""
    s.ball(0, 0.11, 0, 0.11, "paper", n=20)
    g = (1 + math.sqrt(5)) / 2
    for a in (-1, 1):
        for b in (-g, g):
            for v in ((0, a, b), (a, b, 0), (b, 0, a)):
                n = math.sqrt(1 + g * g)
                x, y, z = (q / n for q in v)
                s.ball(0.085 * x, 0.11 + 0.085 * y, 0.085 * z, 0.0305, "ink", n=8)
    return (0.0, 0.04, 0.06), ALONG, "soft"


def headphones(s: Modeller, rng: np.random.Generator) -> Made:
    """Headphones."""
    a = np.linspace(0, math.pi, 17)
    s.tube(np.c_[0.085 * np.cos(a), 0.08 + 0.095 * np.sin(a), 0 * a], 0.008, "black", 7)
    for x in (-1, 1):
        s.pillow(x * 0.078, 0.03, 0, 0.04, 0.09, 0.075, pick(rng, "red", "teal") if x < 0 else "black", 0.6, 10)
        s.pillow(x * 0.09, 0.04, 0, 0.03, 0.07, 0.06, "steel", 0.6, 10)
    return (0.0, 0.17, 0.0), ALONG, "soft"


def gloves(s: Modeller, rng: np.random.Generator) -> Made:
    """A pair of gloves laid together."""
    paint = pick(rng, "leather", "red", "black")
    for k in range(2):
        with s.at(0.03 * k, 0.022 * k, 0.02 * k, 14.0 * k):
            s.pillow(0, 0, 0.03, 0.1, 0.026, 0.14, paint, 0.4, 10)
            for j in range(4):
                s.pillow(-0.036 + 0.024 * j, 0.002, -0.075 - 0.008 * (j in (1, 2)), 0.022, 0.022, 0.09, paint, 0.6, 8)
            with s.at(0.055, 0.002, 0.0, -38):
                s.pillow(0, 0, -0.02, 0.024, 0.022, 0.08, paint, 0.6, 8)
    return (0.0, 0.02, 0.09), ALONG, "soft"


def shoes(s: Modeller, rng: np.random.Generator) -> Made:
    """A pair of shoes."""
    paint = pick(rng, "leather", "red", "black")
    for x in (-0.055, 0.055):
        with s.one():
            s.pillow(x, 0.012, 0, 0.09, 0.07, 0.26, paint, 0.6, 12)
            s.pillow(x, 0.03, -0.07, 0.084, 0.075, 0.11, paint, 0.4, 10)
        s.pillow(x, 0, 0, 0.094, 0.022, 0.268, "black", 0.4, 10)
        for k in range(3):
            s.box(x, 0.078 - 0.008 * k, -0.005 + 0.025 * k, 0.04, 0.004, 0.006, "cream")
    return (0.0, 0.06, -0.09), ALONG, "wood"


def helmet(s: Modeller, rng: np.random.Generator) -> Made:
    """A helmet with a peak."""
    paint = pick(rng, "red", "mustard", "white", "steel")
    s.ball(0, 0.02, 0, 0.13, paint, 0.13, 20, 0, 90)
    s.lathe(0, 0.01, 0, [(0.134, 0), (0.142, 0.006), (0.134, 0.022)], paint, 24)
    s.pillow(0, 0.01, 0.12, 0.18, 0.02, 0.1, paint, 0.6, 10)
    for x in (-0.11, 0.11):
        s.tube([(x, 0.02, 0.02), (x * 0.7, 0.0, 0.05)], 0.006, "leather", 5)
    return (0.13, 0.03, 0.0), FRONT, "metal"


def cap(s: Modeller, rng: np.random.Generator) -> Made:
    """A cap with a peak."""
    paint = pick(rng, "red", "navy", "bottle")
    s.ball(0, 0.01, 0, 0.1, paint, 0.085, 18, 0, 90)
    s.pillow(0, 0.004, 0.12, 0.15, 0.014, 0.13, paint, 0.7, 12)
    s.ball(0, 0.096, 0, 0.011, paint, n=8)
    return (0.0, 0.012, 0.15), ALONG, "soft"


def matches(s: Modeller, rng: np.random.Generator) -> Made:
    """A matchbox with a match out."""
    s.box(0, 0, 0, 0.054, 0.017, 0.036, "mustard")
    s.box(0.0, 0.0165, 0, 0.05, 0.001, 0.03, "red")
    s.box(0.03, 0.002, 0, 0.012, 0.013, 0.032, "paper")
    s.tube([(0.034, 0.017, -0.005), (0.05, 0.03, 0.012)], 0.0014, "cream", 4)
    s.ball(0.05, 0.03, 0.012, 0.0032, "red", n=6)
    return (0.0, 0.008, 0.0), ALONG, "paper"


def lighter(s: Modeller, rng: np.random.Generator) -> Made:
    """A lighter, lit."""
    s.paint("flame", "#ffc060", emission=1.0, bloom=0.9)
    s.box(0, 0, 0, 0.038, 0.05, 0.014, "metal")
    s.box(0.0, 0.05, 0, 0.02, 0.014, 0.012, "steel")
    with s.at(-0.022, 0.05, 0, 0, 0, 75):
        s.box(0.012, 0, 0, 0.03, 0.02, 0.014, "metal")
    s.lathe(0.002, 0.064, 0, [(0, 0), (0.006, 0.007), (0.004, 0.018), (0, 0.032)], "flame", 8)
    return (0.0, 0.025, 0.0), UP, "metal"


def paper_plane(s: Modeller, rng: np.random.Generator) -> Made:
    """A paper aeroplane; its nose to +z."""
    for sign in (-1, 1):
        q = [[0, 0.045, 0.15], [sign * 0.1, 0.05, -0.13], [sign * 0.008, 0.045, -0.13]]
        n = np.cross(np.array(q[1]) - q[0], np.array(q[2]) - q[0])
        s.add(q, None, None, [[0, 1, 2]] if n[1] > 0 else [[0, 2, 1]], "paper", True)
        k = [[0, 0.045, 0.15], [0, 0.0, -0.1], [sign * 0.008, 0.045, -0.13]]
        s.add(k, None, None, [[0, 1, 2]] if sign < 0 else [[0, 2, 1]], "paper", True)
    return (0.0, 0.02, -0.02), FRONT, "paper"


def tablet(s: Modeller, rng: np.random.Generator) -> Made:
    """A tablet computer whose screen shines."""
    s.paint("screen", "#a8d0e0", emission=0.9, bloom=0.2)
    s.pillow(0, 0, 0, 0.18, 0.25, 0.01, "black", 0.1, 10)
    s.quad((-0.08, 0.015, 0.0056), (0.16, 0, 0), (0, 0.22, 0), "screen")
    for k in range(3):
        s.quad((-0.06, 0.18 - 0.05 * k, 0.006), (0.12 - 0.03 * k, 0, 0), (0, 0.018, 0), "teal")
    return (0.0, 0.03, 0.0), ALONG, "glass"


def badge(s: Modeller, rng: np.random.Generator) -> Made:
    """A star-shaped badge in a leather case."""
    s.box(0, 0, 0, 0.08, 0.11, 0.008, "black")
    pts = [
        (
            (0.032 if k % 2 == 0 else 0.016) * math.sin(k * math.pi / 5),
            0.058 + (0.032 if k % 2 == 0 else 0.016) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    s.prism(pts[::-1], 0.004, 0.009, "brass")
    return (0.0, 0.015, 0.0), ALONG, "soft"


def telescope(s: Modeller, rng: np.random.Generator) -> Made:
    """A brass telescope, drawn out; its lens up."""
    s.lathe(
        0,
        0,
        0,
        [
            (0, 0),
            (0.018, 0),
            (0.018, 0.16),
            (0.024, 0.165),
            (0.024, 0.32),
            (0.031, 0.325),
            (0.032, 0.5),
            (0.036, 0.505),
            (0.036, 0.53),
            (0, 0.53),
        ],
        "brass",
        18,
    )
    s.lathe(0, 0.17, 0, [(0.0245, 0), (0.0245, 0.13)], "leather", 18)
    return (0.0, 0.24, 0.0), UP, "metal"


def bomb(s: Modeller, rng: np.random.Generator) -> Made:
    """A plainly cartoon bomb with a burning fuse."""
    s.paint("flame", "#ffc060", emission=1.0, bloom=0.9)
    s.ball(0, 0.1, 0, 0.1, "black", n=18)
    s.cylinder(0, 0.19, 0, 0.026, 0.03, "steel", n=12)
    s.tube([(0, 0.21, 0), (0.01, 0.26, 0), (0.04, 0.29, 0)], 0.005, "cream", 5)
    s.ball(0.045, 0.295, 0, 0.016, "flame", n=8)
    return (0.0, 0.1, 0.07), ALONG, "metal"


KEEPSAKES: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "rose": rose,
    "backpack": backpack,
    "handbag": handbag,
    "wallet": wallet,
    "passport": passport,
    "banknote": banknote,
    "photo frame": photo_frame,
    "ring": ring,
    "necklace": necklace,
    "key ring": key_ring,
    "crown": crown,
    "mask": mask,
    "medal": medal,
    "trophy": trophy,
    "chess board": chess_board,
    "cards": cards,
    "dice": dice,
    "toy car": toy_car,
    "toy train": toy_train,
    "robot": robot,
    "kite": kite,
    "balloon": balloon,
    "gift": gift,
    "small box": small_box,
    "music box": music_box,
    "snow globe": snow_globe,
    "scroll": scroll,
    "skull": skull,
    "bone": bone,
    "feather": feather,
    "hourglass": hourglass,
    "crystal ball": crystal_ball,
    "wand": wand,
    "piggy bank": piggy_bank,
    "football": football,
    "headphones": headphones,
    "gloves": gloves,
    "shoes": shoes,
    "helmet": helmet,
    "cap": cap,
    "matches": matches,
    "lighter": lighter,
    "paper plane": paper_plane,
    "tablet": tablet,
    "badge": badge,
    "telescope": telescope,
    "bomb": bomb,
}
