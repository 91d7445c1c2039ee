"""Props of work, danger and care: tools, weapons, instruments, medicine. Makers return (grip point,
grip axis, sound), as in `props_small`."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from fairtake.staging.sets.grip import ALONG, FRONT, UP, Made, pick
from fairtake.staging.sets.modeller import Modeller

__all__ = ["TRADE"]


def _shaft(s: Modeller, h: float, r: float = 0.016, paint: str = "leather") -> None:
    s.tube([(0, 0, 0), (0, h, 0)], r, paint, 8)


def saw(s: Modeller, rng: np.random.Generator) -> Made:
    """A hand saw; its handle to -x."""
    with s.one():
        blade = [(-0.16, 0.03), (0.3, 0.07), (0.3, 0.11), (-0.16, 0.15)]
        s.prism(blade, -0.0015, 0.0015, "metal")
        for k in range(20):
            x = -0.14 + 0.022 * k
            y = 0.03 + 0.04 * (x + 0.16) / 0.46
            s.prism([(x, y - 0.009), (x + 0.01, y + 0.001), (x - 0.01, y + 0.001)], -0.001, 0.001, "metal")
    a = np.linspace(0, 2 * math.pi, 17)
    s.tube(np.c_[-0.21 + 0.05 * np.cos(a), 0.09 + 0.065 * np.sin(a), 0 * a], 0.015, "leather", 7, caps=False)
    return (-0.255, 0.09, 0.0), UP, "metal"


def axe(s: Modeller, rng: np.random.Generator) -> Made:
    """An axe, head up."""
    _shaft(s, 0.72, 0.017)
    s.prism(
        [(-0.03, 0.6), (0.05, 0.6), (0.15, 0.55), (0.165, 0.64), (0.15, 0.72), (0.05, 0.68), (-0.03, 0.68)],
        -0.014,
        0.014,
        "red",
    )
    s.prism([(0.13, 0.56), (0.152, 0.545), (0.168, 0.64), (0.152, 0.725), (0.13, 0.71)], -0.012, 0.012, "metal")
    return (0.0, 0.28, 0.0), UP, "metal"


def shovel(s: Modeller, rng: np.random.Generator) -> Made:
    """A shovel, blade down."""
    s.tube([(0, 0.28, 0), (0, 1.08, 0)], 0.016, "leather", 8)
    s.tube([(-0.06, 1.1, 0), (0.06, 1.1, 0)], 0.014, "leather", 7)
    a = np.linspace(-1, 1, 7)
    rows = []
    for y, w in ((0.0, 0.02), (0.06, 0.09), (0.2, 0.11), (0.3, 0.1)):
        rows.append(np.stack([a * w, np.full(7, y), 0.025 * (1 - a * a)], -1))
    s.sheet(np.stack(rows), "steel", both=True)
    return (0.0, 0.7, 0.0), UP, "metal"


def rake(s: Modeller, rng: np.random.Generator) -> Made:
    """A garden rake, head up."""
    _shaft(s, 1.1, 0.014)
    s.box(0, 1.09, 0, 0.36, 0.025, 0.025, "steel")
    for k in range(10):
        s.tube([(-0.165 + 0.0366 * k, 1.1, 0.0), (-0.165 + 0.0366 * k, 1.1, 0.07)], 0.005, "steel", 5)
    return (0.0, 0.6, 0.0), UP, "wood"


def wrench(s: Modeller, rng: np.random.Generator) -> Made:
    """An open-ended spanner."""
    s.box(0, 0.04, 0, 0.024, 0.16, 0.01, "metal")
    for y, sign in ((0.02, -1), (0.22, 1)):
        with s.one():
            for x in (-1, 1):
                s.prism(
                    [
                        (x * 0.006, y - sign * 0.02),
                        (x * 0.03, y),
                        (x * 0.026, y + sign * 0.03),
                        (x * 0.012, y + sign * 0.03),
                    ][:: int(x * sign)],
                    -0.006,
                    0.006,
                    "metal",
                )
    return (0.0, 0.1, 0.0), UP, "metal"


def screwdriver(s: Modeller, rng: np.random.Generator) -> Made:
    """A screwdriver, point up."""
    s.lathe(
        0,
        0,
        0,
        [(0, 0), (0.014, 0.004), (0.016, 0.05), (0.012, 0.1), (0, 0.105)],
        pick(rng, "red", "mustard", "teal"),
        10,
    )
    s.tube([(0, 0.1, 0), (0, 0.23, 0)], [0.004, 0.0035], "metal", 6)
    return (0.0, 0.05, 0.0), UP, "metal"


def lantern(s: Modeller, rng: np.random.Generator) -> Made:
    """A storm lantern, burning."""
    s.paint("lamp glass", "#ffdf9a", emission=0.9, bloom=0.6)
    s.lathe(0, 0, 0, [(0, 0), (0.075, 0), (0.08, 0.03), (0.05, 0.055), (0.035, 0.06)], "red", 18)
    s.lathe(0, 0.06, 0, [(0.036, 0), (0.055, 0.05), (0.036, 0.11)], "lamp glass", 16)
    s.lathe(0, 0.17, 0, [(0.05, 0), (0.055, 0.02), (0.03, 0.05), (0.012, 0.06), (0, 0.06)], "red", 18)
    for x in (-1, 1):
        s.tube([(x * 0.066, 0.03, 0), (x * 0.075, 0.12, 0), (x * 0.05, 0.2, 0)], 0.006, "red", 6)
    a = np.linspace(0, math.pi, 13)
    s.tube(np.c_[0.066 * np.cos(a), 0.19 + 0.12 * np.sin(a), 0 * a], 0.004, "steel", 5)
    return (0.0, 0.305, 0.0), ALONG, "metal"


def scissors(s: Modeller, rng: np.random.Generator) -> Made:
    """Scissors, points up."""
    for sign in (-1, 1):
        s.prism(
            [(sign * 0.006, 0.08), (sign * 0.014, 0.1), (-sign * 0.002, 0.2)][:: int(sign)],
            -0.002 * sign - 0.001,
            -0.002 * sign + 0.001,
            "metal",
        )
        a = np.linspace(0, 2 * math.pi, 15)
        s.tube(np.c_[sign * 0.022 + 0.017 * np.cos(a), 0.028 + 0.026 * np.sin(a), 0 * a], 0.005, "red", 6, caps=False)
        s.tube([(sign * 0.016, 0.052, 0), (0, 0.09, 0)], 0.005, "red", 6)
    return (0.0, 0.035, 0.0), UP, "metal"


def rifle(s: Modeller, rng: np.random.Generator) -> Made:
    """A toy-plain rifle along y, muzzle up: an orange ring says it is a prop."""
    s.prism([(-0.05, 0), (0.04, 0), (0.03, 0.3), (0.012, 0.42), (-0.02, 0.42), (-0.03, 0.28)], -0.018, 0.018, "leather")
    s.box(0, 0.4, 0, 0.035, 0.24, 0.03, "leather")
    s.tube([(0.004, 0.4, 0), (0.004, 1.0, 0)], 0.011, "steel", 8)
    s.tube([(0.004, 1.0, 0), (0.004, 1.02, 0)], 0.013, "mustard", 8)
    a = np.linspace(0, math.pi, 7)
    s.tube(np.c_[-0.02 - 0.025 * np.sin(a), 0.36 + 0.035 * np.cos(a), 0 * a], 0.004, "steel", 5)
    return (0.0, 0.46, 0.0), UP, "metal"


def bow(s: Modeller, rng: np.random.Generator) -> Made:
    """A bow with its string."""
    t = np.linspace(-1, 1, 19)
    s.tube(np.c_[0.16 * (1 - t * t), 0.55 + 0.55 * t, 0 * t], 0.011, "leather", 7)
    s.tube([(0.0, 0.0, 0), (0.0, 1.1, 0)], 0.002, "paper", 4)
    s.tube([(0.157, 0.47, 0), (0.16, 0.55, 0), (0.157, 0.63, 0)], 0.016, "red", 8)
    return (0.16, 0.55, 0.0), UP, "wood"


def arrow(s: Modeller, rng: np.random.Generator) -> Made:
    """An arrow, point up."""
    s.tube([(0, 0, 0), (0, 0.7, 0)], 0.004, "leather", 6)
    s.lathe(0, 0.7, 0, [(0.012, 0), (0, 0.04)], "steel", 6)
    for k in range(3):
        with s.at(0, 0, 0, 120.0 * k):
            s.quad((0.003, 0.02, 0), (0.022, 0.012, 0), (0, 0.09, 0), "red", both=True)
    return (0.0, 0.3, 0.0), UP, "wood"


def spear(s: Modeller, rng: np.random.Generator) -> Made:
    """A spear, point up."""
    _shaft(s, 1.08, 0.013)
    s.prism([(-0.03, 1.07), (0, 1.04), (0.03, 1.07), (0, 1.22)], -0.006, 0.006, "metal")
    return (0.0, 0.6, 0.0), UP, "wood"


def shield(s: Modeller, rng: np.random.Generator) -> Made:
    """A round shield with a boss."""
    paint = pick(rng, "red", "navy", "bottle")
    s.lathe(0, 0.32, -0.02, [(0, 0), (0.3, 0.0), (0.32, 0.02), (0.3, 0.035), (0, 0.055)], paint, 28, "z")
    s.lathe(0, 0.32, 0.014, [(0.32, 0), (0.32, 0.012), (0.285, 0.014)], "steel", 28, "z")
    s.lathe(0, 0.32, 0.03, [(0.08, 0), (0.06, 0.03), (0, 0.045)], "brass", 18, "z")
    return (0.0, 0.32, 0.0), UP, "metal"


def handcuffs(s: Modeller, rng: np.random.Generator) -> Made:
    """Handcuffs: two rings and a chain."""
    for sign in (-1, 1):
        a = np.linspace(0, 2 * math.pi, 21)
        s.tube(np.c_[sign * 0.075 + 0.036 * np.cos(a), 0.008 + 0 * a, 0.036 * np.sin(a)], 0.007, "metal", 7, caps=False)
        s.box(sign * 0.038, 0, 0, 0.018, 0.016, 0.026, "steel")
    for k in range(3):
        a = np.linspace(0, 2 * math.pi, 9)
        s.tube(
            np.c_[-0.016 + 0.016 * k + 0.009 * np.cos(a), 0.008 + 0.006 * np.sin(a) * (k % 2), 0.006 * np.sin(a)],
            0.0022,
            "metal",
            5,
            caps=False,
        )
    return (0.0, 0.008, 0.0), ALONG, "metal"


def syringe(s: Modeller, rng: np.random.Generator) -> Made:
    """A syringe, needle up."""
    s.paint("clear", "#cfe0e4")
    s.paint("serum", "#8fd0a8")
    s.lathe(0, 0, 0, [(0, 0), (0.014, 0), (0.014, 0.004), (0.004, 0.006), (0.004, 0.035)], "white", 12)
    s.lathe(0, 0.035, 0, [(0.0, 0), (0.02, 0), (0.02, 0.004), (0.0105, 0.006), (0.0105, 0.05)], "clear", 14)
    s.lathe(0, 0.085, 0, [(0.0105, 0), (0.0105, 0.035), (0.004, 0.042), (0, 0.044)], "serum", 14)
    s.tube([(0, 0.127, 0), (0, 0.17, 0)], 0.0012, "metal", 5)
    return (0.0, 0.06, 0.0), UP, "glass"


def pill_bottle(s: Modeller, rng: np.random.Generator) -> Made:
    """An amber bottle of pills."""
    s.paint("amber", "#d08a3c")
    s.cylinder(0, 0, 0, 0.022, 0.055, "amber", n=16)
    s.cylinder(0, 0.055, 0, 0.024, 0.02, "white", n=16)
    s.lathe(0, 0.012, 0, [(0.0226, 0), (0.0226, 0.03)], "paper", 16)
    return (0.0, 0.035, 0.0), UP, "glass"


def stethoscope(s: Modeller, rng: np.random.Generator) -> Made:
    """A stethoscope, hung from the hand."""
    for sign in (-1, 1):
        s.tube([(sign * 0.045, 0.4, 0), (sign * 0.05, 0.34, 0), (sign * 0.03, 0.26, 0), (0, 0.2, 0)], 0.005, "metal", 6)
        s.ball(sign * 0.042, 0.405, 0, 0.009, "black", n=8)
    s.tube([(0, 0.21, 0), (0.01, 0.14, 0.01), (0.05, 0.06, 0.02), (0.06, 0.02, 0.02)], 0.006, "black", 6)
    s.lathe(0.06, 0.018, 0.005, [(0, 0), (0.022, 0.002), (0.022, 0.014), (0.01, 0.022), (0, 0.022)], "metal", 16, "z")
    return (0.0, 0.22, 0.0), ALONG, "metal"


def test_tube(s: Modeller, rng: np.random.Generator) -> Made:
    """A test tube with something bright in it."""
    s.paint("clear", "#cfe0e4")
    s.paint("liquid", ("#5fc08a", "#e0904c", "#6aa4e0", "#b86ad0")[int(rng.integers(4))], emission=0.3)
    s.lathe(0, 0, 0, [(0, 0), (0.006, 0.002), (0.011, 0.01), (0.011, 0.09), (0, 0.091)], "liquid", 14)
    s.lathe(0, 0.09, 0, [(0.011, 0), (0.011, 0.06), (0.014, 0.062), (0.014, 0.066), (0.009, 0.066)], "clear", 14)
    return (0.0, 0.11, 0.0), UP, "glass"


def microscope(s: Modeller, rng: np.random.Generator) -> Made:
    """A microscope."""
    s.box(0, 0, 0, 0.15, 0.025, 0.18, "black")
    s.tube([(0, 0.02, -0.06), (0, 0.17, -0.08), (0, 0.27, -0.02)], 0.02, "steel", 8)
    with s.at(0, 0.13, 0.02, 0, -20):
        s.cylinder(0, 0, 0, 0.02, 0.17, "white", n=12)
        s.cylinder(0, 0.17, 0, 0.016, 0.04, "black", n=12)
        s.cylinder(0, -0.04, 0, 0.011, 0.04, "metal", n=10)
    s.box(0, 0.085, 0.03, 0.1, 0.01, 0.1, "black")
    return (0.0, 0.17, -0.08), UP, "metal"


def first_aid(s: Modeller, rng: np.random.Generator) -> Made:
    """A first aid case."""
    s.pillow(0, 0, 0, 0.28, 0.2, 0.1, "red", 0.12, 12)
    s.box(0, 0.065, 0.049, 0.03, 0.09, 0.006, "paper")
    s.box(0, 0.095, 0.05, 0.09, 0.03, 0.006, "paper")
    a = np.linspace(0, math.pi, 11)
    s.tube(np.c_[0.05 * np.cos(a), 0.195 + 0.04 * np.sin(a), 0 * a], 0.008, "black", 6)
    return (0.0, 0.235, 0.0), ALONG, "wood"


def violin(s: Modeller, rng: np.random.Generator) -> Made:
    """A violin, standing on its end; its bow is with it."""
    t = np.linspace(0, 2 * math.pi, 49)
    y = 0.18 - 0.175 * np.cos(t)
    waist = 1 - 0.34 * np.exp(-(((y - 0.2) / 0.05) ** 2))
    half = 0.1 * waist * np.abs(np.sin(t)) ** 0.55 * np.where(y < 0.2, 1.04, 0.86)
    s.prism(np.c_[np.sign(np.sin(t)) * half, y][:-1], -0.02, 0.02, "terracotta", smooth=True)
    s.box(0, 0.2, 0.022, 0.03, 0.34, 0.012, "black")
    s.box(0, 0.34, 0.0, 0.024, 0.2, 0.02, "leather")
    s.ball(0, 0.55, 0, 0.02, "leather", 0.026, 10)
    for x in (-0.02, 0.02):
        s.tube([(x, 0.5, 0), (x * 1.6, 0.5, 0)], 0.005, "black", 5)
    s.box(0, 0.12, 0.03, 0.045, 0.006, 0.03, "mustard")
    return (0.0, 0.42, 0.0), UP, "wood"


def trumpet(s: Modeller, rng: np.random.Generator) -> Made:
    """A trumpet, bell up."""
    s.lathe(0, 0.3, 0, [(0.01, 0), (0.014, 0.1), (0.03, 0.17), (0.06, 0.2), (0.058, 0.203), (0.02, 0.17)], "brass", 18)
    s.tube(
        [
            (0, 0.3, 0),
            (0, 0.08, 0),
            (0.02, 0.05, 0),
            (0.05, 0.08, 0),
            (0.05, 0.36, 0),
            (0.03, 0.38, 0),
            (0.02, 0.36, 0),
            (0.02, 0.02, 0),
        ],
        0.008,
        "brass",
        7,
    )
    for k in range(3):
        s.cylinder(0.025, 0.16 + 0.035 * k, 0.0, 0.012, 0.07, "brass", n=10, axis="z")
    s.lathe(0.02, 0, 0, [(0.012, 0), (0.006, 0.02)], "metal", 10)
    return (0.025, 0.2, 0.0), UP, "metal"


def drum(s: Modeller, rng: np.random.Generator) -> Made:
    """A small drum."""
    s.cylinder(0, 0, 0, 0.13, 0.16, pick(rng, "red", "navy", "bottle"), n=24)
    s.cylinder(0, 0.16, 0, 0.127, 0.004, "paper", n=24)
    for y in (0.0, 0.15):
        s.lathe(0, y, 0, [(0.133, 0), (0.133, 0.016)], "brass", 24)
    return (0.13, 0.1, 0.0), FRONT, "wood"


def flute(s: Modeller, rng: np.random.Generator) -> Made:
    """A flute."""
    s.tube([(0, 0, 0), (0, 0.62, 0)], 0.01, "metal", 10)
    for k in range(9):
        s.cylinder(0, 0.1 + 0.04 * k, 0.008, 0.007, 0.006, "steel", n=8, axis="z")
    return (0.0, 0.2, 0.0), UP, "metal"


def video_camera(s: Modeller, rng: np.random.Generator) -> Made:
    """A film camera with its lens to +z and a handle on top."""
    s.box(0, 0, 0, 0.1, 0.14, 0.24, "black")
    s.lathe(0, 0.08, 0.12, [(0.045, 0), (0.045, 0.09), (0.05, 0.1), (0.04, 0.1), (0.02, 0.08)], "steel", 18, "z")
    for z in (-0.06, 0.07):
        s.lathe(-0.02, 0.22, z, [(0, 0), (0.07, 0.0), (0.07, 0.03), (0, 0.03)], "steel", 20, "x")
    s.box(-0.065, 0.08, -0.1, 0.03, 0.05, 0.08, "leather")
    s.tube([(0, 0.14, -0.09), (0, 0.2, -0.03), (0, 0.2, 0.05), (0, 0.14, 0.1)], 0.011, "leather", 7)
    return (0.0, 0.2, 0.01), FRONT, "metal"


def old_phone(s: Modeller, rng: np.random.Generator) -> Made:
    """The handset of an old telephone with its base."""
    paint = pick(rng, "black", "red", "cream")
    s.pillow(0, 0, 0, 0.2, 0.1, 0.19, paint, 0.3, 12)
    s.lathe(0, 0.075, 0.03, [(0.062, 0), (0.06, 0.02), (0, 0.03)], "paper", 20)
    for k in range(9):
        a = 0.4 + k * 0.62
        s.ball(0.044 * math.cos(a), 0.1, 0.03 + 0.044 * math.sin(a), 0.009, "black", 0.004, 6)
    with s.one():
        s.tube(
            [(-0.105, 0.135, -0.04), (-0.06, 0.155, -0.04), (0.06, 0.155, -0.04), (0.105, 0.135, -0.04)],
            0.016,
            paint,
            8,
        )
        for x in (-0.105, 0.105):
            s.cylinder(x, 0.1, -0.04, 0.03, 0.035, paint, n=12)
    return (0.0, 0.155, -0.04), ALONG, "wood"


def typewriter(s: Modeller, rng: np.random.Generator) -> Made:
    """A portable typewriter with a sheet in it."""
    s.pillow(0, 0, 0, 0.34, 0.1, 0.32, pick(rng, "teal", "black", "red"), 0.14, 12)
    for row in range(4):
        for k in range(10):
            s.cylinder(
                -0.126 + 0.028 * k + 0.006 * (row % 2),
                0.045 + 0.016 * (3 - row),
                0.14 - 0.028 * (3 - row),
                0.01,
                0.02,
                "cream",
                n=7,
            )
    s.cylinder(-0.19, 0.12, -0.08, 0.024, 0.38, "black", n=12, axis="x")
    s.box(0, 0.12, -0.09, 0.21, 0.17, 0.002, "paper")
    return (0.17, 0.06, 0.0), FRONT, "metal"


def magnifier(s: Modeller, rng: np.random.Generator) -> Made:
    """A magnifying glass."""
    s.paint("clear", "#d4e4e6")
    s.lathe(0, 0, 0, [(0, 0), (0.012, 0.004), (0.014, 0.05), (0.009, 0.11)], "leather", 12)
    a = np.linspace(0, 2 * math.pi, 25)
    s.tube(np.c_[0.052 * np.cos(a), 0.165 + 0.052 * np.sin(a), 0 * a], 0.007, "brass", 7, caps=False)
    s.lathe(0, 0.165, -0.002, [(0, 0), (0.05, 0.0), (0.05, 0.004), (0, 0.007)], "clear", 22, "z")
    return (0.0, 0.05, 0.0), UP, "glass"


def binoculars(s: Modeller, rng: np.random.Generator) -> Made:
    """Field glasses, lenses to +z."""
    for x in (-0.038, 0.038):
        with s.one():
            s.lathe(
                x,
                0.04,
                -0.06,
                [(0, 0), (0.02, 0), (0.024, 0.02), (0.026, 0.06), (0.036, 0.08), (0.038, 0.15), (0, 0.15)],
                "black",
                16,
                "z",
            )
        s.lathe(x, 0.04, 0.091, [(0.032, 0), (0, 0.002)], "teal", 16, "z")
    s.box(0, 0.035, 0, 0.05, 0.02, 0.05, "steel")
    return (0.06, 0.04, 0.0), FRONT, "metal"


def compass(s: Modeller, rng: np.random.Generator) -> Made:
    """A brass compass with its lid up."""
    s.lathe(0, 0, 0, [(0, 0), (0.04, 0), (0.042, 0.014), (0.036, 0.016)], "brass", 22)
    s.lathe(0, 0.014, 0, [(0.036, 0), (0, 0.001)], "paper", 22)
    for sign, paint in ((1, "red"), (-1, "navy")):
        s.add(
            [[-0.006, 0.017, 0], [0.006, 0.017, 0], [0, 0.017, -0.03 * sign]],
            [[0, 1, 0]] * 3,
            None,
            [[0, 1, 2]] if sign > 0 else [[0, 2, 1]],
            paint,
        )
    with s.at(0, 0.014, -0.042, 0, -70):
        s.lathe(0, 0, 0.042, [(0, 0), (0.042, 0), (0.042, 0.006), (0, 0.008)], "brass", 22)
    return (0.0, 0.008, 0.03), ALONG, "metal"


def fishing_rod(s: Modeller, rng: np.random.Generator) -> Made:
    """A short fishing rod with its reel and line."""
    s.tube([(0, 0, 0), (0, 0.3, 0)], 0.014, "terracotta", 8)
    s.tube([(0, 0.3, 0), (0, 0.8, 0.01), (0, 1.22, 0.05)], [0.008, 0.005, 0.002], "leather", 6)
    s.cylinder(-0.02, 0.33, 0.03, 0.028, 0.04, "steel", n=14, axis="x")
    s.tube([(0.03, 0.33, 0.03), (0.05, 0.33, 0.05)], 0.004, "black", 5)
    s.tube([(0, 1.22, 0.05), (0, 0.8, 0.1), (0, 0.36, 0.05)], 0.0012, "paper", 4)
    return (0.0, 0.15, 0.0), UP, "wood"


def oar(s: Modeller, rng: np.random.Generator) -> Made:
    """A paddle, blade down."""
    s.prism(
        [
            (-0.03, 0.0),
            (0.03, 0.0),
            (0.085, 0.1),
            (0.07, 0.32),
            (0.02, 0.4),
            (-0.02, 0.4),
            (-0.07, 0.32),
            (-0.085, 0.1),
        ],
        -0.009,
        0.009,
        "mustard",
    )
    s.tube([(0, 0.38, 0), (0, 1.15, 0)], 0.015, "leather", 8)
    s.tube([(-0.05, 1.16, 0), (0.05, 1.16, 0)], 0.014, "leather", 7)
    return (0.0, 0.8, 0.0), UP, "wood"


def flag(s: Modeller, rng: np.random.Generator) -> Made:
    """A flag on a stick."""
    _shaft(s, 0.9, 0.009)
    n = np.linspace(0, 1, 12)
    g = np.stack([np.stack([0.01 + 0.42 * n, np.full(12, y), 0.025 * np.sin(n * 7)], -1) for y in (0.6, 0.88)])
    s.sheet(g, pick(rng, "red", "teal", "mustard"), both=True)
    return (0.0, 0.25, 0.0), UP, "wood"


def sign_board(s: Modeller, rng: np.random.Generator) -> Made:
    """A placard on a stick."""
    _shaft(s, 0.9, 0.012)
    s.box(0, 0.72, 0.012, 0.5, 0.36, 0.012, "paper")
    with s.one():
        for k, w in enumerate((0.38, 0.28, 0.34)):
            s.quad((-w / 2, 0.97 - 0.09 * k, 0.02), (w, 0, 0), (0, 0.045, 0), "red" if k == 1 else "ink")
    return (0.0, 0.3, 0.0), UP, "wood"


TRADE: dict[str, Callable[[Modeller, np.random.Generator], Made]] = {
    "saw": saw,
    "axe": axe,
    "shovel": shovel,
    "rake": rake,
    "wrench": wrench,
    "screwdriver": screwdriver,
    "lantern": lantern,
    "scissors": scissors,
    "rifle": rifle,
    "bow": bow,
    "arrow": arrow,
    "spear": spear,
    "shield": shield,
    "handcuffs": handcuffs,
    "syringe": syringe,
    "pill bottle": pill_bottle,
    "stethoscope": stethoscope,
    "test tube": test_tube,
    "microscope": microscope,
    "first aid kit": first_aid,
    "violin": violin,
    "trumpet": trumpet,
    "drum": drum,
    "flute": flute,
    "film camera": video_camera,
    "old telephone": old_phone,
    "typewriter": typewriter,
    "magnifying glass": magnifier,
    "binoculars": binoculars,
    "compass": compass,
    "fishing rod": fishing_rod,
    "oar": oar,
    "flag": flag,
    "placard": sign_board,
}
