"""Seats: each faces +z and says where one sits and from where one comes to it."""

from __future__ import annotations

import math

import numpy as np

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import Modeller

__all__ = ["armchair", "bench", "chair", "feet", "office_chair", "sofa", "stool"]


def chair(s: SetBuilder, wood: str = "wood dark", cushion: str = "accent", approach: float = 0.0) -> None:
    """A kitchen chair; `approach` degrees says from where one sits down (0 in front)."""
    with s.one():
        for x in (-0.18, 0.18):
            s.box(x, 0, 0.18, 0.036, 0.44, 0.036, wood)
            s.box(x, 0, -0.18, 0.036, 0.92, 0.036, wood)
        for y in (0.6, 0.73, 0.85):
            s.box(0, y, -0.18, 0.34, 0.06, 0.02, wood)
        for x in (-0.18, 0.18):
            s.box(x, 0.22, 0, 0.02, 0.025, 0.34, wood)
    s.box(0, 0.43, 0, 0.42, 0.03, 0.41, wood)
    s.pillow(0, 0.448, 0, 0.38, 0.045, 0.36, cushion, 0.3, 8)
    a = math.radians(approach)
    s.obstacle("chair", 0, 0, 0.42, 0.42, 0.92)
    s.seat("chair", 0, 0.475, 0, "chair", (0.56 * math.sin(a), 0.56 * math.cos(a)))


def stool(s: SetBuilder, height: float = 0.68, top: str = "accent") -> None:
    """A round stool; one comes to it from behind, for it faces a counter."""
    s.cylinder(0, height - 0.06, 0, 0.18, 0.06, top, n=18)
    with s.one():
        for k in range(4):
            a = math.pi / 4 + k * math.pi / 2
            s.tube(
                [(0.11 * math.cos(a), height - 0.05, 0.11 * math.sin(a)), (0.2 * math.cos(a), 0, 0.2 * math.sin(a))],
                0.016,
                "black",
                5,
            )
        s.lathe(0, height * 0.35, 0, [(0.165, 0), (0.18, 0.012), (0.165, 0.024)], "black", 16)
    s.obstacle("stool", 0, 0, 0.38, 0.38, height)
    s.seat("stool", 0, height, 0, "stool", (0, -0.52))


def office_chair(s: SetBuilder, cloth: str = "fabric dark") -> None:
    """A swivel chair."""
    with s.one():
        for k in range(5):
            a = k * 2 * math.pi / 5
            s.tube([(0, 0.1, 0), (0.28 * math.sin(a), 0.06, 0.28 * math.cos(a))], [0.03, 0.018], "black", 5)
            s.ball(0.28 * math.sin(a), 0.035, 0.28 * math.cos(a), 0.035, "black", n=6)
        s.cylinder(0, 0.08, 0, 0.03, 0.34, "steel", n=8)
    s.pillow(0, 0.41, 0.02, 0.48, 0.09, 0.46, cloth, 0.35, 10)
    with s.at(0, 0.5, -0.23, 0, -6):
        s.pillow(0, 0.08, 0, 0.44, 0.5, 0.08, cloth, 0.4, 10)
    s.box(0, 0.44, -0.24, 0.06, 0.2, 0.03, "black")
    s.obstacle("chair", 0, 0, 0.5, 0.5, 1.0)
    s.seat("office chair", 0, 0.49, 0.0, "chair", (0.56, 0.1))


def armchair(s: SetBuilder, cloth: str = "accent") -> None:
    """An upholstered armchair."""
    s.pillow(0, 0.1, -0.02, 0.76, 0.26, 0.72, cloth, 0.22, 10)
    s.pillow(0, 0.3, 0.06, 0.5, 0.16, 0.58, cloth, 0.3, 10)
    with s.at(0, 0.32, -0.29, 0, -9):
        s.pillow(0, 0, 0, 0.72, 0.56, 0.2, cloth, 0.35, 12)
    for x in (-0.34, 0.34):
        s.pillow(x, 0.12, 0.02, 0.16, 0.48, 0.68, cloth, 0.35, 10)
    feet(s, 0.3, 0.28)
    s.obstacle("armchair", 0, 0, 0.84, 0.8, 0.9)
    s.seat("armchair", 0, 0.45, 0.06, "sofa", (0, 0.72))
    s.landmark("chair", 0, 0.5, 0, (0, 0.8), 180)


def sofa(s: SetBuilder, width: float = 2.0, cloth: str = "fabric") -> None:
    """A sofa with a seat per 65 cm."""
    count = max(2, int((width - 0.3) / 0.6))
    inner = width - 0.36
    s.pillow(0, 0.1, -0.02, width - 0.06, 0.24, 0.8, cloth, 0.15, 12)
    for k in range(count):
        x = -inner / 2 + (k + 0.5) * inner / count
        s.pillow(x, 0.3, 0.07, inner / count - 0.01, 0.16, 0.66, cloth, 0.28, 10)
        with s.at(x, 0.42, -0.25, 0, -10):
            s.pillow(0, 0, 0, inner / count - 0.02, 0.4, 0.2, cloth, 0.38, 10)
        s.seat(f"sofa {k + 1}", x, 0.45, 0.08, "sofa", (x, 0.69))
    s.pillow(0, 0.12, -0.36, width - 0.08, 0.62, 0.16, cloth, 0.3, 12)
    for x in (-width / 2 + 0.1, width / 2 - 0.1):
        s.pillow(x, 0.1, 0.0, 0.19, 0.5, 0.82, cloth, 0.35, 12)
    with s.at(-inner / 2 + 0.16, 0.47, -0.06, 18, -24):
        s.pillow(0, 0, 0, 0.4, 0.38, 0.13, "accent", 0.55, 12)
    with s.at(inner / 2 - 0.15, 0.47, -0.06, -20, -24):
        s.pillow(0, 0, 0, 0.36, 0.34, 0.12, "accent pale", 0.55, 12)
    feet(s, width / 2 - 0.12, 0.32)
    s.obstacle("sofa", 0, 0, width, 0.86, 0.8)
    s.landmark("sofa", 0, 0.5, 0, (0, 0.8), 180)


def feet(s: Modeller, x: float, z: float) -> None:
    """Four turned feet."""
    with s.one():
        for fx in (-x, x):
            for fz in (-z, z):
                s.cylinder(fx, 0, fz, 0.022, 0.12, "wood dark", 0.03, 8)


def bench(s: SetBuilder, w: float = 1.7, wood: str = "teak", iron: str = "iron") -> None:
    """A park bench."""
    for k in range(4):
        s.box(0, 0.43, -0.15 + k * 0.11, w, 0.03, 0.09, wood)
    for k in range(3):
        s.box(0, 0.58 + k * 0.12, -0.235 - 0.02 * k, w, 0.09, 0.025, wood)
    with s.one():
        for x in (-w / 2 + 0.14, w / 2 - 0.14):
            s.box(x, 0, 0.14, 0.05, 0.43, 0.06, iron)
            s.box(x, 0, -0.2, 0.05, 0.43, 0.06, iron)
            s.box(x, 0.39, 0.0, 0.05, 0.04, 0.4, iron)
            with s.at(x, 0.43, -0.25, 0, -9):
                s.box(0, 0, 0, 0.05, 0.47, 0.04, iron)
    s.obstacle("bench", 0, -0.03, w, 0.52, 0.9)
    for k, x in enumerate(np.linspace(-w / 2 + 0.42, w / 2 - 0.42, max(2, int(w / 0.7)))):
        s.seat(f"bench {k + 1}", float(x), 0.462, 0.02, "bench", (float(x), 0.6))
    s.landmark("bench", 0, 0.5, 0, (0, 0.75), 180)
