"""Props that one takes along or works with: a saddle, a gavel, a canteen, a watering can.
Makers return (grip point, grip axis, sound)."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["ERRANDS"]


def gavel(s: Modeller, rng: np.random.Generator) -> Made:
    """A judge's hammer, its head across the handle."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.012, 0.004), (0.010, 0.06), (0.008, 0.22), (0, 0.23)], "leather", 10)
    with s.one():
        s.tube([(-0.055, 0.225, 0), (-0.04, 0.225, 0), (0.04, 0.225, 0), (0.055, 0.225, 0)], (0.026, 0.030, 0.030, 0.026), "leather", 14)  # fmt: skip
    s.tube([(-0.010, 0.225, 0), (0.010, 0.225, 0)], 0.031, "brass", 14)
    return (0.0, 0.06, 0.0), UP, "wood"


def saddle(s: Modeller, rng: np.random.Generator) -> Made:
    """A stock saddle: seat between cantle and horn, flaps and stirrups hanging down."""
    z = np.linspace(-0.26, 0.24, 9)
    ridge = 0.40 + 0.55 * (z + 0.02) ** 2 + np.where(z < -0.12, 0.9 * (-0.12 - z), 0.0)
    around = np.linspace(-1.25, 1.25, 9)
    wide = 0.17 + 0.02 * np.cos(z * 6)

    def shell(drop: float, grow: float) -> np.ndarray:
        rows = []
        for k, zz in enumerate(z):
            x = (wide[k] + grow) * np.sin(around)
            y = ridge[k] - drop - 0.20 * (1 - np.cos(around))
            rows.append(np.stack([x, y, np.full(9, zz)], -1))
        return np.array(rows)

    with s.one():
        s.sheet(shell(0.0, 0.0), "leather", both=True)
    with s.one():
        s.sheet(shell(0.03, 0.025) * (1, 1, 1.08), "red", both=True)
    with s.one():
        s.lathe(0, 0.42, 0.22, [(0.034, 0), (0.020, 0.05), (0.034, 0.075), (0, 0.085)], "leather", 10)
    for side in (-1, 1):
        s.box(side * 0.185, 0.08, 0.0, 0.012, 0.24, 0.16, "leather")
        s.tube([(side * 0.195, 0.10, 0), (side * 0.20, 0.06, 0)], 0.012, "leather", 6)
        ring = np.linspace(0, 2 * np.pi, 11)
        s.tube(np.stack([np.full(11, side * 0.20), 0.03 + 0.045 * np.cos(ring), 0.045 * np.sin(ring)], -1), 0.008, "steel", 5)  # fmt: skip
    return (0.0, 0.45, 0.22), FRONT, "wood"


def canteen(s: Modeller, rng: np.random.Generator) -> Made:
    """A round water bottle in felt, with a strap."""
    with s.one():
        s.lathe(0, 0.11, 0, [(0, -0.036), (0.07, -0.034), (0.102, -0.014), (0.102, 0.014), (0.07, 0.034), (0, 0.036)], "bottle", 20, "z")  # fmt: skip
    with s.one():
        s.lathe(0, 0.205, 0, [(0.022, 0), (0.018, 0.02), (0.024, 0.022), (0.024, 0.042), (0, 0.044)], "steel", 12)
    turn = np.linspace(-2.5, 2.5, 12)
    s.tube(np.stack([0.108 * np.sin(turn), 0.11 - 0.108 * np.cos(turn), np.zeros(12)], -1), 0.006, "leather", 5)
    return (0.0, 0.10, 0.0), ALONG, "metal"


def thermos(s: Modeller, rng: np.random.Generator) -> Made:
    """A flask with its cup screwed on."""
    paint = pick(rng, "bottle", "red", "navy")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.038, 0.002), (0.040, 0.02), (0.040, 0.18), (0.030, 0.205)], paint, 16)
    with s.one():
        s.lathe(0, 0.195, 0, [(0.034, 0), (0.036, 0.055), (0.030, 0.068), (0, 0.070)], "steel", 16)
    return (0.0, 0.10, 0.0), UP, "metal"


def rocket(s: Modeller, rng: np.random.Generator) -> Made:
    """A toy rocket on three fins."""
    with s.one():
        s.lathe(0, 0.04, 0, [(0, 0), (0.030, 0.004), (0.046, 0.07), (0.046, 0.13), (0.034, 0.19)], "white", 16)
    with s.one():
        s.lathe(0, 0.228, 0, [(0.0345, 0), (0.018, 0.045), (0, 0.066)], "red", 16)
    s.lathe(0, 0.16, 0.043, [(0.020, 0), (0.018, 0.006), (0, 0.007)], "teal", 12, "z")
    for k in range(3):
        with s.at(0, 0, 0, 120 * k + 60):
            s.prism([(0.034, 0.05), (0.085, 0.0), (0.085, 0.045), (0.044, 0.115)], -0.005, 0.005, "red")
    with s.one():
        s.lathe(0, 0.018, 0, [(0, 0), (0.028, 0), (0.020, 0.024)], "steel", 12)
    return (0.0, 0.12, 0.0), UP, "wood"


def mirror(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand mirror."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.011, 0.004), (0.009, 0.11), (0.013, 0.13)], "brass", 10)
        s.lathe(0, 0.205, 0, [(0, -0.008), (0.078, -0.006), (0.082, 0), (0.078, 0.006)], "brass", 22, "z")
    s.lathe(0, 0.205, 0.006, [(0.070, 0), (0, 0.001)], "metal", 22, "z")
    return (0.0, 0.06, 0.0), UP, "metal"


def hairbrush(s: Modeller, rng: np.random.Generator) -> Made:
    """A hairbrush, its bristles forward."""
    paint = pick(rng, "leather", "rose", "teal")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.012, 0.004), (0.009, 0.10), (0.014, 0.12)], paint, 10)
        s.pillow(0, 0.115, 0, 0.062, 0.115, 0.02, paint, 0.5)
    s.box(0, 0.128, 0.016, 0.044, 0.088, 0.016, "black")
    return (0.0, 0.05, 0.0), UP, "wood"


def lipstick(s: Modeller, rng: np.random.Generator) -> Made:
    """A lipstick, open."""
    s.lathe(0, 0, 0, [(0, 0), (0.010, 0), (0.010, 0.035)], "black", 12)
    s.lathe(0, 0.034, 0, [(0.009, 0), (0.009, 0.014)], "brass", 12)
    s.lathe(0, 0.047, 0, [(0.0075, 0), (0.0075, 0.014), (0.004, 0.022), (0, 0.023)], "red", 12)
    return (0.0, 0.02, 0.0), UP, "metal"


def toothbrush(s: Modeller, rng: np.random.Generator) -> Made:
    """A toothbrush."""
    s.tube([(0, 0, 0), (0, 0.07, 0.002), (0, 0.13, 0), (0, 0.175, 0)], (0.006, 0.0065, 0.004, 0.006), pick(rng, "teal", "red", "mustard"), 7)  # fmt: skip
    s.box(0, 0.146, 0.010, 0.010, 0.028, 0.012, "white")
    return (0.0, 0.05, 0.0), UP, "wood"


def bell(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand bell, mouth down."""
    with s.one():
        s.lathe(0, 0, 0, [(0.050, 0), (0.052, 0.004), (0.036, 0.03), (0.030, 0.07), (0.012, 0.085), (0, 0.087)], "brass", 18)  # fmt: skip
    with s.one():
        s.lathe(0, 0.085, 0, [(0.007, 0), (0.011, 0.03), (0.009, 0.07), (0.013, 0.085), (0, 0.092)], "leather", 10)
    s.lathe(0, -0.008, 0, [(0, 0), (0.010, 0.008), (0, 0.016)], "steel", 10)
    return (0.0, 0.13, 0.0), UP, "metal"


def megaphone(s: Modeller, rng: np.random.Generator) -> Made:
    """A loudhailer with a pistol grip."""
    with s.one():
        s.lathe(0, 0.10, -0.10, [(0.022, 0), (0.030, 0.06), (0.045, 0.16), (0.092, 0.27), (0.096, 0.274), (0.042, 0.18), (0, 0.17)], "white", 18, "z")  # fmt: skip
    s.lathe(0, 0.10, -0.13, [(0, 0), (0.032, 0), (0.032, 0.07), (0.022, 0.075)], "red", 16, "z")
    s.box(0, 0, -0.04, 0.028, 0.075, 0.036, "black")
    return (0.0, 0.035, -0.04), UP, "wood"


def walkie_talkie(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand-held transceiver."""
    s.box(0, 0, 0, 0.058, 0.13, 0.032, "black")
    s.tube([(-0.018, 0.13, 0), (-0.018, 0.225, 0)], (0.006, 0.004), "black", 7)
    s.lathe(0.016, 0.13, 0, [(0.009, 0), (0.008, 0.014), (0, 0.015)], "steel", 10)
    with s.one():
        for k in range(4):
            s.quad((-0.018, 0.022 + 0.012 * k, 0.0165), (0.036, 0, 0), (0, 0.005, 0), "steel")
    s.quad((-0.018, 0.085, 0.0165), (0.036, 0, 0), (0, 0.026, 0), "mustard")
    return (0.0, 0.05, 0.0), UP, "wood"


def record(s: Modeller, rng: np.random.Generator) -> Made:
    """A long-playing record half out of its sleeve."""
    paint = pick(rng, "red", "navy", "mustard", "teal")
    s.box(0, 0, 0, 0.31, 0.31, 0.006, paint)
    s.lathe(0.02, 0.17, 0.003, [(0.085, 0), (0, 0.0015)], "cream", 22, "z")
    s.lathe(0.02, 0.17, 0.0035, [(0.040, 0), (0, 0.0025)], paint, 18, "z")
    with s.one():
        s.lathe(0.09, 0.155, -0.001, [(0, -0.001), (0.148, -0.001), (0.148, 0.001), (0, 0.001)], "black", 32, "z")
    return (0.0, 0.04, 0.0), ALONG, "paper"


def skateboard(s: Modeller, rng: np.random.Generator) -> Made:
    """A skateboard standing on its tail, wheels behind."""
    y = np.linspace(0, 0.78, 10)
    bow = 0.9 * np.clip(np.abs(y - 0.39) - 0.27, 0, 1) ** 1.6
    half = 0.1 * np.sqrt(np.clip(1 - (np.clip(np.abs(y - 0.39) - 0.29, 0, 1) / 0.1) ** 2, 0.22, 1))
    g = np.array(
        [[(x * h, yy, b + 0.02) for x in (-1, -0.5, 0, 0.5, 1)] for yy, h, b in zip(y, half, bow, strict=True)]
    )
    with s.one():
        s.sheet(g, "black")
        s.sheet((g - (0, 0, 0.012))[:, ::-1], pick(rng, "red", "teal", "mustard"))
    for yy in (0.16, 0.62):
        s.tube([(-0.085, yy, -0.035), (0.085, yy, -0.035)], 0.008, "steel", 6)
        s.box(0, yy - 0.02, -0.012, 0.05, 0.04, 0.04, "steel")
        for x in (-0.08, 0.08):
            s.tube([(x - 0.018, yy, -0.035), (x + 0.018, yy, -0.035)], 0.027, "cream", 12)
    return (0.095, 0.40, 0.01), UP, "wood"


def racket(s: Modeller, rng: np.random.Generator) -> Made:
    """A tennis racket."""
    turn = np.linspace(0, 2 * np.pi, 25)
    s.tube(np.stack([0.12 * np.sin(turn), 0.50 - 0.16 * np.cos(turn), np.zeros(25)], -1), 0.009, pick(rng, "red", "navy", "leather"), 7)  # fmt: skip
    with s.one():
        for k in range(-4, 5):
            h = 0.15 * math.sqrt(1 - (k / 5) ** 2)
            s.box(k * 0.024, 0.50 - h, 0, 0.0025, 2 * h, 0.0025, "cream")
            w = 0.115 * math.sqrt(1 - (k / 5) ** 2)
            s.box(0, 0.50 + k * 0.031, 0, 2 * w, 0.0025, 0.0025, "cream")
    for x in (-0.035, 0.035):
        s.tube([(x * 1.4, 0.36, 0), (x * 0.3, 0.24, 0)], 0.008, "leather", 6)
    s.tube([(0, 0, 0), (0, 0.25, 0)], 0.015, "black", 9)
    return (0.0, 0.09, 0.0), UP, "wood"


def wreath(s: Modeller, rng: np.random.Generator) -> Made:
    """A wreath of leaves with berries."""
    turn = np.linspace(0, 2 * np.pi, 57)
    leafy = [0.038 if k % 2 else 0.024 for k in range(57)]
    with s.one():
        s.tube(np.stack([0.15 * np.sin(turn), 0.19 - 0.15 * np.cos(turn), np.zeros(57)], -1), leafy, "leaf", 7)
    for k in range(14):
        a = 2 * math.pi * k / 14 + 0.2
        r = 0.15 + 0.022 * (-1) ** k
        s.ball(r * math.sin(a), 0.19 - r * math.cos(a), 0.028, 0.012, "red" if k % 3 else "leaf2")
    return (0.15, 0.19, 0.0), UP, "paper"


def cross(s: Modeller, rng: np.random.Generator) -> Made:
    """A plain cross."""
    s.box(0, 0, 0, 0.03, 0.30, 0.016, "leather")
    s.box(0, 0.185, 0.0005, 0.17, 0.03, 0.017, "leather")
    return (0.0, 0.06, 0.0), UP, "wood"


def watering_can(s: Modeller, rng: np.random.Generator) -> Made:
    """A watering can with a rose."""
    paint = pick(rng, "bottle", "metal", "mustard")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.105, 0.002), (0.098, 0.18), (0.092, 0.182), (0, 0.16)], paint, 20)
        s.tube([(0.09, 0.04, 0), (0.19, 0.14, 0), (0.27, 0.235, 0)], (0.024, 0.016, 0.013), paint, 8)
        s.tube([(0.262, 0.226, 0), (0.285, 0.254, 0)], (0.014, 0.040), paint, 12)
    s.tube([(-0.098, 0.05, 0), (-0.19, 0.13, 0), (-0.13, 0.26, 0), (0, 0.28, 0), (0.075, 0.17, 0)], 0.010, paint, 7)
    return (-0.03, 0.278, 0.0), (1.0, 0.0, 0.0), "metal"


def brick(s: Modeller, rng: np.random.Generator) -> Made:
    """A brick with its frog."""
    s.box(0, 0, 0, 0.22, 0.07, 0.105, "terracotta")
    s.quad((-0.075, 0.0705, 0.028), (0.15, 0, 0), (0, 0, -0.056), "leather")
    return (0.0, 0.035, 0.0), (1.0, 0.0, 0.0), "wood"


def horseshoe(s: Modeller, rng: np.random.Generator) -> Made:
    """A horseshoe, ends up."""
    turn = np.linspace(-2.55, 2.55, 19)
    with s.one():
        s.tube(np.stack([0.062 * np.sin(turn), 0.075 - 0.070 * np.cos(turn), np.zeros(19)], -1), 0.011, "steel", 6)
    return (0.0, 0.006, 0.0), (1.0, 0.0, 0.0), "metal"


def carrot(s: Modeller, rng: np.random.Generator) -> Made:
    """A carrot with its green."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.006, 0.02), (0.020, 0.13), (0.022, 0.16), (0, 0.168)], "terracotta", 12)
    for k in range(5):
        a = 2.4 * k
        s.tube([(0, 0.165, 0), (0.02 * math.sin(a), 0.21, 0.02 * math.cos(a)), (0.045 * math.sin(a), 0.26, 0.045 * math.cos(a))], (0.004, 0.008, 0.003), "leaf", 5)  # fmt: skip
    return (0.0, 0.12, 0.0), UP, "wood"


def milk(s: Modeller, rng: np.random.Generator) -> Made:
    """A carton of milk."""
    s.box(0, 0, 0, 0.075, 0.17, 0.075, "white")
    s.prism([(-0.0375, 0.17), (0.0375, 0.17), (0.004, 0.212), (-0.004, 0.212)], -0.0375, 0.0375, "white")
    s.box(0, 0.206, 0, 0.009, 0.022, 0.075, "teal")
    s.box(0, 0.05, 0, 0.0765, 0.055, 0.0765, "teal")
    return (0.0, 0.09, 0.0), UP, "paper"


def globe(s: Modeller, rng: np.random.Generator) -> Made:
    """A globe on its stand."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.085, 0.002), (0.08, 0.018), (0.014, 0.03), (0.011, 0.075), (0, 0.08)], "leather", 18)  # fmt: skip
    s.ball(0, 0.21, 0, 0.115, "teal")
    for lon, lat, w in ((0.3, 0.5, 0.045), (1.9, -0.2, 0.05), (3.4, 0.6, 0.055), (4.8, -0.4, 0.04), (5.6, 0.35, 0.035)):
        d = np.array([math.cos(lat) * math.sin(lon), math.sin(lat), math.cos(lat) * math.cos(lon)])
        x, y, z = d * (0.118 - w * 0.86)
        s.ball(float(x), 0.21 + float(y), float(z), w, "leaf2")
    turn = np.linspace(-0.4, math.pi - 0.4, 14)
    s.tube(np.stack([0.128 * np.sin(turn), 0.21 - 0.128 * np.cos(turn), np.zeros(14)], -1), 0.006, "brass", 6)
    return (0.0, 0.05, 0.0), UP, "wood"


def cage(s: Modeller, rng: np.random.Generator) -> Made:
    """A bird cage with a domed top and a ring to carry it by."""
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.135, 0), (0.14, 0.03), (0.13, 0.032), (0, 0.03)], "brass", 24)
    with s.one():
        for k in range(14):
            a = 2 * math.pi * k / 14
            x, z = math.sin(a), math.cos(a)
            s.tube([(0.13 * x, 0.03, 0.13 * z), (0.13 * x, 0.26, 0.13 * z), (0.10 * x, 0.33, 0.10 * z), (0, 0.38, 0)], 0.0035, "brass", 4)  # fmt: skip
    s.tube([(-0.09, 0.17, 0), (0.09, 0.17, 0)], 0.006, "leather", 6)
    ring = np.linspace(0, 2 * np.pi, 13)
    s.tube(np.stack([0.03 * np.sin(ring), 0.41 - 0.03 * np.cos(ring), np.zeros(13)], -1), 0.005, "brass", 6)
    return (0.0, 0.435, 0.0), (1.0, 0.0, 0.0), "metal"


ERRANDS: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "gavel": gavel,
    "saddle": saddle,
    "canteen": canteen,
    "thermos": thermos,
    "rocket": rocket,
    "mirror": mirror,
    "hairbrush": hairbrush,
    "lipstick": lipstick,
    "toothbrush": toothbrush,
    "bell": bell,
    "megaphone": megaphone,
    "walkie talkie": walkie_talkie,
    "record": record,
    "skateboard": skateboard,
    "racket": racket,
    "wreath": wreath,
    "cross": cross,
    "watering can": watering_can,
    "brick": brick,
    "horseshoe": horseshoe,
    "carrot": carrot,
    "milk carton": milk,
    "globe": globe,
    "cage": cage,
}
"""Makers by name."""
