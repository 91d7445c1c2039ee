"""Household props: cloths, clothes over an arm, and what kitchen and broom cupboard hold.

Makers return (grip point, grip axis, sound), as in `props_carried`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.model.mesh import Pattern
from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["HOUSEHOLD"]


def _folds(s: Modeller, sizes: tuple[tuple[float, float, float], ...], paint: str, y: float = 0.0) -> float:
    """Layers of cloth (width, height, depth) on one another, rounded; returns their top."""
    for w, h, d in sizes:
        s.pillow(0, y, 0, w, h, d, paint, 0.3, 10)
        y += 0.82 * h
    return y


def apron(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded apron: its skirt in loose folds, the bib with its pocket flopped over the front,
    the neck loop flat on top and two long ties that trail down."""
    s.paint("apron", ("#5f8f72", "#b8584a", "#46628a")[int(rng.integers(3))])
    for k, (turn, w, d) in enumerate(((0.0, 0.31, 0.23), (0.07, 0.3, 0.215), (-0.1, 0.285, 0.2))):
        with s.at(0.006 * k, 0.017 * k, -0.004 * k, math.degrees(turn)):
            s.pillow(0, 0, 0, w, 0.021, d, "apron", 0.34, 12)
    # The bib lies on the stack and hangs over its front edge.
    t = np.linspace(0, 1, 14)
    z = -0.06 + 0.19 * np.minimum(t / 0.72, 1.0) + 0.006 * np.clip((t - 0.72) / 0.28, 0, 1)
    y = 0.058 + 0.004 * np.sin(9 * t) - 0.055 * np.clip((t - 0.62) / 0.38, 0, 1) ** 1.3
    half = 0.1 - 0.026 * t

    def strip(rows: slice, width: float, lift: float, paint: str) -> None:
        x = np.linspace(-1, 1, 7)
        wave = 0.003 * np.cos(4 * x)
        g = np.stack(
            [
                np.stack([x * width * h, yy + wave + lift, np.full(7, zz + lift)], -1)
                for yy, zz, h in zip(y[rows], z[rows], half[rows], strict=True)
            ]
        )
        s.sheet(g[::-1], paint, both=True)

    strip(slice(0, 14), 1.0, 0.0, "apron")
    strip(slice(4, 10), 0.62, 0.004, "cream")
    a = np.linspace(0.3, 2 * math.pi - 0.3, 18)
    s.tube(np.c_[-0.035 + 0.055 * np.cos(a), 0 * a + 0.062, -0.055 + 0.034 * np.sin(a)], 0.0045, "cream", 6)
    for side, low in ((-1, 0.004), (1, 0.012)):
        x = side * 0.115
        fall = [(x * 0.8, 0.05, -0.02), (x, 0.056, 0.05), (x * 1.05, 0.05, 0.104), (x * 1.1, 0.024, 0.122)]
        curl = [(x * 1.2, low, 0.135), (x * 1.42, low, 0.15), (x * 1.5, low, 0.185), (x * 1.25, low, 0.2)]
        s.tube([*fall, *curl], 0.0055, "cream", 6)
    return (0.0, 0.03, 0.09), ALONG, "soft"


def towel(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded towel with two stripes across."""
    paint = pick(rng, "cream", "teal", "rose", "mustard")
    _folds(s, ((0.3, 0.04, 0.2), (0.296, 0.04, 0.196), (0.29, 0.04, 0.19)), paint)
    for x in (0.085, 0.112):
        s.pillow(x, -0.001, 0, 0.013, 0.108, 0.205, "navy" if paint == "cream" else "white", 0.3, 8)
    return (0.0, 0.04, 0.09), ALONG, "soft"


def jacket(s: Modeller, rng: np.random.Generator) -> Made:
    """A folded jacket: its collar and lapels up, a row of buttons, the sleeves tucked behind."""
    s.paint("cloth", ("#7a5a44", "#46546e", "#6f6a52")[int(rng.integers(3))])
    s.paint("cloth dark", "#3f3a40")
    top = _folds(s, ((0.4, 0.05, 0.3), (0.39, 0.045, 0.29)), "cloth")
    for side in (-1, 1):
        s.pillow(side * 0.16, top - 0.03, -0.02, 0.09, 0.045, 0.26, "cloth", 0.4, 8)
        outline = [(side * 0.012, 0.13), (side * 0.085, 0.02), (side * 0.105, -0.1), (side * 0.05, -0.125)]
        corners = np.array([(x, top + 0.012, z) for x, z in outline])
        order = corners if side > 0 else corners[::-1]
        s.add(order, np.tile((0.0, 1.0, 0.0), (4, 1)), None, np.array([[0, 1, 2], [0, 2, 3]]), "cloth dark", True)
    s.tube([(-0.09, top + 0.012, -0.08), (0, top + 0.022, -0.125), (0.09, top + 0.012, -0.08)], 0.02, "cloth", 8)
    for z in (0.06, 0.11):
        s.cylinder(0.028, top + 0.004, z, 0.011, 0.008, "brass", n=10)
    return (0.0, 0.045, 0.14), ALONG, "soft"


def pillow(s: Modeller, rng: np.random.Generator) -> Made:
    """A pillow, standing on its long edge."""
    s.pillow(0, 0, 0, 0.5, 0.36, 0.15, pick(rng, "cream", "white", "rose"), 0.62, 14)
    return (0.0, 0.18, 0.06), ALONG, "soft"


def broom(s: Modeller, rng: np.random.Generator) -> Made:
    """A broom, bristles down."""
    s.paint("straw", "#d6a95c", Pattern.STRIPES, (0.02, 1.0), color2="#b98a44")
    s.tube([(0, 0.24, 0), (0, 1.2, 0)], 0.013, "leather", 8)
    s.prism([(-0.17, 0), (0.17, 0), (0.13, 0.13), (0.05, 0.24), (-0.05, 0.24), (-0.13, 0.13)], -0.032, 0.032, "straw")
    s.cylinder(0, 0.235, 0, 0.045, 0.05, "leather", 0.02, 12)
    for y, w in ((0.12, 0.272), (0.16, 0.225)):
        s.pillow(0, y, 0, w, 0.014, 0.076, "red", 0.3, 8)
    return (0.0, 0.86, 0.0), UP, "wood"


def pot(s: Modeller, rng: np.random.Generator) -> Made:
    """A cooking pot with two ears and its lid."""
    paint = pick(rng, "red", "teal", "navy")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.105, 0), (0.12, 0.02), (0.122, 0.13), (0.128, 0.135), (0, 0.135)], paint, 22)
    s.lathe(0, 0.135, 0, [(0.126, 0), (0.12, 0.012), (0.05, 0.032), (0, 0.036)], "steel", 22)
    s.ball(0, 0.185, 0, 0.017, "black", n=10)
    a = np.linspace(-1.4, 1.4, 9)
    for side in (-1, 1):
        s.tube(np.c_[side * (0.118 + 0.04 * np.cos(a)), 0 * a + 0.105, 0.045 * np.sin(a)], 0.009, "black", 6)
    return (0.155, 0.105, 0.0), FRONT, "metal"


def frying_pan(s: Modeller, rng: np.random.Generator) -> Made:
    """A frying pan; its handle goes to +x."""
    with s.one():
        profile = [(0, 0), (0.1, 0), (0.135, 0.045), (0.129, 0.045), (0.096, 0.007), (0, 0.007)]
        s.lathe(0, 0, 0, profile, "black", 24)
        s.tube([(0.125, 0.036, 0), (0.2, 0.052, 0), (0.33, 0.058, 0)], [0.013, 0.011, 0.014], "leather", 8)
    s.cylinder(0, 0.0075, 0, 0.088, 0.001, "steel", n=24)
    return (0.27, 0.056, 0.0), ALONG, "metal"


def doll(s: Modeller, rng: np.random.Generator) -> Made:
    """A rag doll with plaits, in a frock."""
    hair = ("#6b4630", "#c98a3c", "#a8482f")[int(rng.integers(3))]
    s.paint("doll skin", "#e8bd98")
    s.paint("doll hair", hair)
    dress = pick(rng, "red", "teal", "mustard")
    for side in (-1, 1):
        s.tube([(side * 0.026, 0.1, 0), (side * 0.03, 0.02, 0.004)], 0.015, "cream", 8)
        s.ball(side * 0.03, 0.014, 0.012, 0.02, "black", 0.014, 8)
        s.tube([(side * 0.038, 0.2, 0), (side * 0.1, 0.135, 0.012)], [0.017, 0.014], "doll skin", 8)
        s.ball(side * 0.1, 0.133, 0.012, 0.016, "doll skin", n=8)
        s.ball(side * 0.04, 0.2, 0, 0.022, dress, n=8)
        s.ball(side * 0.022, 0.262, 0.051, 0.007, "black", n=6)
        s.ball(side * 0.036, 0.243, 0.045, 0.009, "rose", n=6)
        s.tube(
            [(side * 0.055, 0.27, -0.005), (side * 0.075, 0.21, 0), (side * 0.066, 0.17, 0.01)], 0.013, "doll hair", 7
        )
        s.ball(side * 0.067, 0.176, 0.01, 0.015, dress, 0.008, 8)
    with s.one():
        s.lathe(0, 0.07, 0, [(0, 0), (0.082, 0), (0.07, 0.05), (0.038, 0.1), (0.042, 0.14), (0, 0.15)], dress, 18)
    s.lathe(0, 0.066, 0, [(0, 0), (0.085, 0), (0.083, 0.014), (0, 0.014)], "cream", 18)
    s.ball(0, 0.258, 0, 0.057, "doll skin", 0.055, 16)
    s.ball(0, 0.272, -0.012, 0.06, "doll hair", 0.052, 16)
    s.tube([(-0.014, 0.236, 0.053), (0, 0.232, 0.056), (0.014, 0.236, 0.053)], 0.0035, "red", 5)
    return (0.0, 0.15, 0.0), UP, "soft"


def lamp(s: Modeller, rng: np.random.Generator) -> Made:
    """A small table lamp."""
    s.paint("lamp shade", "#f0d28c", emission=0.4, bloom=0.3)
    foot = pick(rng, "teal", "terracotta", "navy")
    with s.one():
        s.lathe(0, 0, 0, [(0, 0), (0.06, 0), (0.062, 0.015), (0.035, 0.03)], foot, 18)
        s.lathe(0, 0.03, 0, [(0.03, 0), (0.056, 0.06), (0.045, 0.11), (0.015, 0.145), (0, 0.146)], foot, 18)
    s.cylinder(0, 0.17, 0, 0.008, 0.06, "brass", n=8)
    s.lathe(0, 0.2, 0, [(0, 0), (0.115, 0), (0.07, 0.14), (0, 0.141)], "lamp shade", 22)
    return (0.0, 0.17, 0.0), UP, "glass"


def sword(s: Modeller, rng: np.random.Generator) -> Made:
    """A sword, its point up."""
    s.prism([(-0.017, 0.19), (0.017, 0.19), (0.014, 0.86), (0, 0.93), (-0.014, 0.86)], -0.004, 0.004, "metal")
    s.pillow(0, 0.168, 0, 0.18, 0.024, 0.03, "brass", 0.35, 8)
    s.cylinder(0, 0.04, 0, 0.014, 0.13, "leather", n=10)
    s.ball(0, 0.026, 0, 0.024, "brass", n=10)
    return (0.0, 0.105, 0.0), UP, "metal"


def clock(s: Modeller, rng: np.random.Generator) -> Made:
    """An alarm clock with two bells; it shows ten past ten."""
    paint = pick(rng, "red", "teal", "mustard")
    s.lathe(0, 0.085, -0.03, [(0, 0), (0.066, 0), (0.07, 0.055), (0.062, 0.06)], paint, 22, "z")
    s.lathe(0, 0.085, 0.026, [(0.062, 0), (0, 0.001)], "paper", 22, "z")
    for angle, length in ((math.radians(150), 0.03), (math.radians(30), 0.044)):
        tip = (length * math.cos(angle), 0.085 + length * math.sin(angle), 0.03)
        s.tube([(0, 0.085, 0.03), tip], 0.003, "black", 5)
    for side in (-1, 1):
        s.tube([(side * 0.035, 0.03, 0), (side * 0.05, 0, 0)], 0.008, "black", 6)
        s.ball(side * 0.04, 0.15, 0, 0.028, "brass", 0.022, 12)
    a = np.linspace(0, math.pi, 9)
    s.tube(np.c_[0.04 * np.cos(a), 0.165 + 0.03 * np.sin(a), 0 * a], 0.005, "black", 6)
    return (0.0, 0.19, 0.0), ALONG, "metal"


HOUSEHOLD: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "apron": apron,
    "towel": towel,
    "jacket": jacket,
    "pillow": pillow,
    "broom": broom,
    "pot": pot,
    "frying pan": frying_pan,
    "doll": doll,
    "lamp": lamp,
    "sword": sword,
    "clock": clock,
}
