"""Cupboards, beds and the big pieces that give a room its name."""

from __future__ import annotations

import math

from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.furniture.dressing import books, bottle, bowl, clock, jar
from fairtake.staging.sets.furniture.seating import feet
from fairtake.staging.sets.furniture.tables import table_lamp
from fairtake.staging.sets.modeller import tone
from fairtake.staging.sets.palette import BOOKS

__all__ = ["bed", "bookshelf", "dresser", "fireplace", "nightstand", "piano", "television", "wardrobe"]


def bookshelf(s: SetBuilder, w: float = 1.2, h: float = 2.0, d: float = 0.3) -> None:
    """A full bookcase whose back is at -d/2."""
    with s.one():
        for x in (-w / 2 + 0.02, w / 2 - 0.02):
            s.box(x, 0, 0, 0.04, h, d, "wood dark")
        s.box(0, h - 0.035, 0, w - 0.08, 0.035, d, "wood dark")
        s.box(0, 0, 0, w - 0.08, 0.08, d, "wood dark")
        s.box(0, 0.08, -d / 2 + 0.01, w - 0.08, h - 0.11, 0.02, "wood dark")
    count = int((h - 0.12) / 0.37)
    for k in range(count):
        y = 0.08 + k * (h - 0.12) / count
        s.box(0, y, 0.0, w - 0.08, 0.022, d - 0.02, "wood flat")
        if k % 3 == 2:
            books(s, -w / 2 + 0.06, 0, y + 0.022, 0.0)
            jar(s, w * 0.15, y + 0.022, 0.0, "teal", 0.07, 0.16)
            bowl(s, w * 0.33, y + 0.022, 0.02, "terracotta", 0.09, fruit=False)
        else:
            books(s, -w / 2 + 0.06, w / 2 - 0.06, y + 0.022, 0.0)
    s.obstacle("bookshelf", 0, 0, w, d, h)
    s.landmark("shelf", 0, 1.3, d / 2, (0, d / 2 + 0.5), 180)


def dresser(s: SetBuilder, w: float = 1.1, h: float = 0.85, d: float = 0.45) -> None:
    """A chest of drawers with things on top."""
    s.box(0, 0.06, 0, w, h - 0.09, d, "wood flat")
    s.box(0, h - 0.03, 0, w + 0.05, 0.03, d + 0.03, "wood dark")
    s.box(0, 0, 0, w - 0.08, 0.06, d - 0.08, "wood dark")
    for row in range(3):
        for x in (-w / 4, w / 4):
            y = 0.1 + row * (h - 0.16) / 3
            s.box(x, y, d / 2, w / 2 - 0.05, (h - 0.16) / 3 - 0.03, 0.02, "wood")
            s.ball(x, y + (h - 0.16) / 6 - 0.01, d / 2 + 0.025, 0.018, "brass", n=8)
    bottle(s, -w * 0.36, h, 0.02, "teal", 0.04, 0.2)
    jar(s, w * 0.38, h, 0.0, "cream", 0.06, 0.1)
    s.surface("dresser", 0, h, 0, w, d, [(0, 0.05), (-w * 0.18, 0.08), (w * 0.2, 0.06)])
    s.obstacle("dresser", 0, 0, w, d, h)
    s.landmark("cupboard", 0, h * 0.7, d / 2, (0, d / 2 + 0.5), 180, opens=True)


def wardrobe(s: SetBuilder, w: float = 1.2, h: float = 2.05, d: float = 0.58) -> None:
    """A two-door wardrobe with clothes in it; its left door opens."""
    with s.one():
        s.box(0, 0.06, -d / 2 + 0.012, w, h - 0.1, 0.024, "wood flat")
        for x in (-w / 2 + 0.015, 0.0, w / 2 - 0.015):
            s.box(x, 0.06, 0, 0.03, h - 0.1, d, "wood flat")
        s.box(0, 0.06, 0, w - 0.04, 0.04, d - 0.02, "wood flat")
    s.box(0, h - 0.05, 0, w + 0.08, 0.06, d + 0.06, "wood dark")
    s.box(0, 0, 0, w - 0.06, 0.06, d - 0.06, "wood dark")
    s.tube([(-w / 2 + 0.03, h - 0.2, 0), (0, h - 0.2, 0)], 0.014, "brass", 6)
    for k, paint in enumerate(("navy", "rose", "cream", "teal")):
        s.pillow(
            -w / 2 + 0.1 + k * (w / 2 - 0.16) / 3,
            h - 1.2 + 0.1 * (k % 2),
            0,
            0.09,
            0.98 - 0.1 * (k % 2),
            0.4,
            paint,
            0.5,
            8,
        )
    s.box(-w / 4, 0.1, 0.02, w / 2 - 0.14, 0.2, 0.32, "leather")
    _wardrobe_door(s, w / 4, w, h, d)
    left = -w / 2 + 0.012
    with s.leaf("wardrobe", (left, d / 2), -105, (-0.06, 1.0, d / 2 + 0.04), (-w / 4, d / 2 + 0.55), 180):
        _wardrobe_door(s, -w / 4, w, h, d)
    s.obstacle("wardrobe", 0, 0, w, d, h)


def _wardrobe_door(s: SetBuilder, x: float, w: float, h: float, d: float) -> None:
    s.box(x, 0.1, d / 2, w / 2 - 0.03, h - 0.2, 0.022, "wood")
    for y, k in ((0.2, 0.6), (0.92, 0.92)):
        s.box(x, y, d / 2 + 0.016, w / 2 - 0.18, k, 0.012, "wood flat")
    s.ball(x - math.copysign(w / 4 - 0.06, x), 1.0, d / 2 + 0.03, 0.022, "brass", n=8)


def bed(s: SetBuilder, w: float = 1.5, length: float = 2.0) -> None:
    """A made bed; its head is at -z."""
    s.box(0, 0.14, 0, w, 0.14, length, "wood dark")
    with s.one():
        for x in (-w / 2 + 0.06, w / 2 - 0.06):
            for z in (-length / 2 + 0.06, length / 2 - 0.06):
                s.box(x, 0, z, 0.08, 0.15, 0.08, "wood dark")
    s.box(0, 0.1, -length / 2 - 0.03, w + 0.08, 0.92, 0.06, "wood dark")
    s.box(0, 0.28, -length / 2 + 0.005, w - 0.14, 0.6, 0.02, "wood flat")
    s.pillow(0, 0.25, 0.0, w - 0.02, 0.24, length - 0.04, "paper", 0.12, 12)
    s.pillow(0, 0.24, 0.25, w + 0.1, 0.29, length - 0.5, "accent", 0.16, 14)
    s.pillow(0, 0.25, -0.42, w + 0.11, 0.3, 0.3, "accent pale", 0.2, 12)
    for x in (-w / 4, w / 4):
        with s.at(x, 0.44, -length / 2 + 0.3, 0, -16):
            s.pillow(0, 0, 0, w * 0.42, 0.16, 0.4, "paper", 0.5, 12)
    s.obstacle("bed", 0, 0, w + 0.08, length + 0.08, 0.6)
    for x, yaw in ((-w / 2 + 0.22, -90.0), (w / 2 - 0.22, 90.0)):
        way = math.copysign(w / 2 + 0.42, x)
        s.seat("bed", x, 0.52, 0.15, "bed", (way, 0.15), yaw)
    s.landmark("bed", 0, 0.55, 0, (w / 2 + 0.42, 0.15), -90)


def nightstand(s: SetBuilder) -> None:
    """A bedside table with a lamp and a book."""
    s.box(0, 0.08, 0, 0.44, 0.42, 0.38, "wood flat")
    s.box(0, 0.5, 0, 0.48, 0.03, 0.42, "wood dark")
    feet(s, 0.17, 0.14)
    for y in (0.12, 0.32):
        s.box(0, y, 0.195, 0.38, 0.16, 0.015, "wood")
        s.ball(0, y + 0.08, 0.21, 0.016, "brass", n=8)
    with s.at(-0.06, 0.53, -0.05):
        table_lamp(s)
    with s.at(0.13, 0.53, 0.08, 15):
        s.box(0, 0, 0, 0.13, 0.03, 0.18, s.pick(*BOOKS))
    s.surface("nightstand", 0, 0.53, 0, 0.48, 0.42, [(0.02, 0.13)])
    s.obstacle("nightstand", 0, 0, 0.48, 0.42, 0.53)


def television(s: SetBuilder) -> None:
    """A television on its low cupboard."""
    s.box(0, 0.1, 0, 1.4, 0.38, 0.4, "wood flat")
    feet(s, 0.6, 0.14)
    for x in (-0.46, 0, 0.46):
        s.box(x, 0.13, 0.2, 0.43, 0.32, 0.016, "wood")
    s.box(0, 0.48, 0, 0.4, 0.03, 0.2, "black")
    s.box(0, 0.5, 0, 1.1, 0.64, 0.05, "black")
    s.quad((-0.52, 0.53, 0.027), (1.04, 0, 0), (0, 0.58, 0), "glass dark", unit=True)
    s.obstacle("television", 0, 0, 1.4, 0.42, 1.15)
    s.landmark("television", 0, 0.8, 0, (0, 0.9), 180)


def fireplace(s: SetBuilder) -> None:
    """A fireplace with its chimney breast; back at z = 0."""
    with s.one():
        s.box(-0.62, 0, 0.2, 0.36, 1.1, 0.4, "white")
        s.box(0.62, 0, 0.2, 0.36, 1.1, 0.4, "white")
        s.box(0, 0.8, 0.2, 0.9, 0.3, 0.4, "white")
    s.box(0, 0, 0.04, 0.9, 0.8, 0.06, "black")
    s.box(0, 1.1, 0.23, 1.8, 0.06, 0.5, "wood dark")
    s.box(0, 0, 0.6, 1.5, 0.03, 0.42, "steel")
    for k in range(3):
        s.tube(
            [(-0.26 + k * 0.04, 0.1 + 0.07 * k, 0.2 + 0.03 * k), (0.26 - k * 0.03, 0.1 + 0.07 * k, 0.24)],
            0.05,
            "leather",
            6,
        )
    if s.lamps_on:
        for x, h in ((-0.14, 0.26), (0.02, 0.36), (0.15, 0.24)):
            with s.one():
                s.lathe(x, 0.22, 0.2, [(0, 0), (0.07, 0.06), (0.05, h * 0.5), (0, h)], "fire", 8)
        s.practical(0, 0.5, 0.7, tone("#ff9a4a"), 0.7, 3.0)
    clock(s, 0, 1.55, 0.17)
    for x in (-0.6, 0.62):
        jar(s, x, 1.16, 0.24, s.pick("teal", "terracotta"), 0.06, 0.2)
    s.surface("mantelpiece", 0, 1.16, 0.23, 1.8, 0.46, [(-0.3, 0.3), (0.3, 0.3)])
    s.obstacle("fireplace", 0, 0.3, 1.8, 0.6, 1.2)
    s.landmark("fireplace", 0, 0.6, 0.4, (0, 1.15), 180)


def piano(s: SetBuilder) -> None:
    """An upright piano with its stool; back at -z."""
    s.box(0, 0, -0.12, 1.46, 1.16, 0.36, "wood dark")
    s.box(0, 1.16, -0.1, 1.52, 0.03, 0.42, "leather")
    s.box(0, 0.6, 0.2, 1.46, 0.1, 0.34, "wood dark")
    for x in (-0.69, 0.69):
        s.box(x, 0, 0.3, 0.08, 0.62, 0.08, "wood dark")
    s.box(0, 0.7, 0.22, 1.34, 0.025, 0.16, "paper")
    with s.one():
        for k in range(26):
            if k % 7 not in (2, 6):
                s.box(-0.63 + k * 0.0505, 0.725, 0.18, 0.022, 0.012, 0.09, "black")
    with s.at(0, 0.82, 0.09, 0, -14):
        s.box(0, 0, 0, 0.5, 0.26, 0.012, "paper")
    s.obstacle("piano", 0, 0.02, 1.5, 0.72, 1.2)
    with s.at(0, 0, 0.72, 180):
        s.cylinder(0, 0.42, 0, 0.19, 0.07, "accent", n=16)
        with s.one():
            for k in range(3):
                a = k * 2.1
                s.tube([(0.05, 0.42, 0), (0.2 * math.cos(a), 0, 0.2 * math.sin(a))], 0.018, "wood dark", 5)
        s.obstacle("stool", 0, 0, 0.38, 0.38, 0.5)
        s.seat("piano stool", 0, 0.49, 0, "stool", (0.55, 0.0))
    s.landmark("piano", 0, 0.75, 0.2, (0.5, 0.85), 180)
