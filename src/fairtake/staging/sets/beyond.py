"""What lies beyond a room's walls: a dressed hall, or the street outside a front door.

A wall may be taken away for a shot and somebody may stand in its doorway; then this is what
one sees, so it must read as a place of its own.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from fairtake.staging.sets import furniture as f
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import Modeller, tone

__all__ = ["HALL", "build_hall", "build_pavement", "house"]

HALL = 1.75
"""Metres from the back of a room's wall to the far wall of the hall beyond it."""

_STEP = 1.3


@contextmanager
def _scenery(s: SetBuilder, name: str) -> Iterator[None]:
    """Things that are only looked at: nobody sits on them, walks up to them or lights a lamp
    there; and their small chances do not change the room's."""
    lists: tuple[list[Any], ...] = (s.landmarks, s.seats, s.surfaces, s.obstacles, s.practicals)
    sizes = [len(kept) for kept in lists]
    rng, s.rng = s.rng, np.random.default_rng(zlib.crc32(f"{s.setting.place.casefold()} {name}".encode()))
    try:
        yield
    finally:
        s.rng = rng
        for kept, size in zip(lists, sizes, strict=True):
            del kept[size:]


def build_hall(
    s: SetBuilder, name: str, start: float, end: float, height: float, back: float, door: float, lit: bool
) -> None:
    """A hall along a wall, in the wall's frame (x along it, z into the room).

    It runs from `start` to `end` behind the plane z = `back`, `height` high; the room's ceiling
    goes on over it. `door` is where somebody comes in: what one sees through the open door
    hangs opposite. `lit` when somebody left the light on there.
    """
    far = back - HALL
    length, middle = end - start, (start + end) / 2
    with _scenery(s, name):
        with s.one():
            s.quad((start, 0, far), (length, 0, 0), (0, height, 0), "hall")
            s.quad((start, 0, back), (0, 0, -HALL), (0, height, 0), "hall side")
            s.quad((end, 0, far), (0, 0, HALL), (0, height, 0), "hall side")
        s.quad((start, 0.004, back), (length, 0, 0), (0, 0, -HALL), "hall floor")
        if s.hall == "home":
            s.quad((start + 0.3, 0.008, back - 0.45), (length - 0.6, 0, 0), (0, 0, -0.85), "rug edge")
            s.quad((start + 0.38, 0.012, back - 0.53), (length - 0.76, 0, 0), (0, 0, -0.69), "rug")
        with s.at(0, 0, far):
            s.box(middle, 0, 0.008, length, 0.92, 0.016, "hall low")
            s.box(middle, 0.92, 0.018, length, 0.05, 0.036, "frame")
            s.box(middle, 0, 0.016, length, 0.12, 0.032, "frame")
            s.box(middle, height - 0.1, 0.03, length, 0.1, 0.06, "frame")
            first = -int((door - start - 0.6) / _STEP)
            for k in range(first, int((end - 0.6 - door) / _STEP) + 1):
                x = door + k * _STEP
                with s.at(x, 0, 0):
                    _HALLS[s.hall][k % 4](s)
    if lit:
        s.practical(door, height - 0.5, back - HALL / 2, tone("#ffc07a"), 0.42, 3.6)


def _console(s: SetBuilder) -> None:
    s.box(0, 0.76, 0.16, 0.86, 0.035, 0.3, "wood")
    with s.one():
        for x in (-0.39, 0.39):
            for z in (0.05, 0.27):
                s.box(x, 0, z, 0.04, 0.76, 0.04, "wood dark")
    s.box(0, 0.18, 0.16, 0.8, 0.025, 0.26, "wood dark")
    f.plant(s, -0.22, 0.795, 0.16, "terracotta", 0.08, 0.3, 46, 0.07)
    f.bowl(s, 0.2, 0.795, 0.16, "teal", 0.1, fruit=False)
    f.picture(s, 0.0, 1.66, 0.66, 0.5)


def _coats(s: SetBuilder) -> None:
    s.box(0, 1.66, 0.025, 0.86, 0.09, 0.03, "wood dark")
    for k, paint in enumerate(("navy", "mustard", "rose", "teal")):
        s.ball(-0.33 + k * 0.22, 1.68, 0.06, 0.022, "brass", n=8)
        if k != 2:
            s.pillow(-0.33 + k * 0.22, 0.82 + 0.06 * (k % 2), 0.09, 0.22, 0.84 - 0.06 * (k % 2), 0.1, paint, 0.6, 8)
    for x in (-0.3, -0.12, 0.2):
        s.pillow(x, 0, 0.16, 0.1, 0.11, 0.27, "leather", 0.5, 8)


def _shut_door(s: SetBuilder) -> None:
    with s.one():
        for x in (-0.51, 0.51):
            s.box(x, 0, 0.02, 0.09, 2.16, 0.04, "frame")
        s.box(0, 2.07, 0.02, 0.93, 0.09, 0.04, "frame")
    s.box(0, 0.01, 0.022, 0.93, 2.06, 0.03, "wood dark")
    with s.one():
        for y, h in ((0.2, 0.72), (1.12, 0.78)):
            for x in (-0.21, 0.21):
                s.box(x, y, 0.04, 0.3, h, 0.012, "wood flat")
    s.box(0.37, 1.0, 0.05, 0.035, 0.16, 0.02, "brass")
    s.box(0.33, 1.06, 0.07, 0.11, 0.022, 0.022, "brass")


def _pictures(s: SetBuilder) -> None:
    f.picture(s, -0.24, 1.66, 0.4, 0.52)
    f.picture(s, 0.26, 1.78, 0.34, 0.28)
    f.picture(s, 0.26, 1.42, 0.34, 0.3)
    f.plant(s, 0.1, 0, 0.24, "cream", 0.16, 0.7, 80, 0.11)


def _notices(s: SetBuilder) -> None:
    s.box(0, 1.25, 0.015, 0.9, 0.66, 0.03, "wood")
    for k, paint in enumerate(("paper", "mustard", "paper", "rose", "teal")):
        s.box(-0.3 + 0.16 * k, 1.34 + 0.2 * (k % 2), 0.033, 0.14, 0.2, 0.004, paint)
    for x in (-0.3, 0.3):
        s.pillow(x, 0.38, 0.28, 0.46, 0.08, 0.44, "accent", 0.3, 8)
        s.pillow(x, 0.46, 0.07, 0.46, 0.4, 0.08, "accent", 0.3, 8)
        for dx in (-0.18, 0.18):
            s.box(x + dx, 0, 0.28, 0.03, 0.38, 0.36, "steel")


def _extinguisher(s: SetBuilder) -> None:
    s.cylinder(0.2, 0.5, 0.1, 0.08, 0.42, "red", n=12)
    s.tube([(0.2, 0.92, 0.1), (0.2, 1.0, 0.1), (0.26, 0.98, 0.14)], 0.014, "black", 5)
    s.box(0.2, 1.3, 0.01, 0.24, 0.3, 0.02, "red")
    s.box(-0.3, 0.7, 0.012, 0.5, 0.9, 0.024, "steel")
    s.box(-0.3, 1.1, 0.03, 0.3, 0.2, 0.01, "paper")


def _banner(s: SetBuilder) -> None:
    s.box(0, 2.3, 0.05, 0.8, 0.05, 0.05, "wood dark")
    s.box(0, 1.0, 0.03, 0.66, 1.3, 0.02, "accent")
    s.box(0, 1.35, 0.045, 0.3, 0.5, 0.012, "mustard")


def _niche(s: SetBuilder) -> None:
    s.box(0, 1.5, 0.06, 0.1, 0.3, 0.1, "black")
    s.cylinder(0, 1.74, 0.14, 0.05, 0.1, "black", 0.07, 10)
    with s.one():
        s.lathe(0, 1.83, 0.14, [(0, 0), (0.06, 0.05), (0.04, 0.14), (0, 0.24)], "fire", 8)


def _barrels(s: SetBuilder) -> None:
    for x, y in ((-0.28, 0.0), (0.28, 0.0), (0.0, 0.68)):
        with s.one():
            s.lathe(x, y, 0.32, [(0, 0), (0.22, 0), (0.28, 0.34), (0.22, 0.68), (0, 0.68)], "wood dark", 14)


def _hatch(s: SetBuilder) -> None:
    s.pillow(0, 0.1, 0.0, 0.98, 1.95, 0.12, "hall low", 0.2, 12)
    s.pillow(0, 0.2, 0.03, 0.8, 1.75, 0.12, "hall side", 0.2, 12)
    s.box(0, 1.0, 0.09, 0.5, 0.06, 0.02, "bulb")
    s.box(0.3, 1.25, 0.08, 0.1, 0.16, 0.03, "screen")


def _pipes(s: SetBuilder) -> None:
    for k, paint in enumerate(("steel", "accent", "steel")):
        s.tube([(-0.65, 1.0 + 0.14 * k, 0.08), (0.65, 1.0 + 0.14 * k, 0.08)], 0.05 - 0.01 * k, paint, 8)
    s.box(0, 1.6, 0.05, 0.5, 0.36, 0.1, "steel")
    s.quad((-0.2, 1.65, 0.101), (0.4, 0, 0), (0, 0.26, 0), "screen")


_HALLS: dict[str, tuple[Callable[[SetBuilder], None], ...]] = {
    "home": (_console, _coats, _shut_door, _pictures),
    "public": (_notices, _shut_door, _extinguisher, _shut_door),
    "stone": (_banner, _niche, _shut_door, _barrels),
    "ship": (_hatch, _pipes, _hatch, _extinguisher),
}
"""What hangs and stands in the passages beyond the doors of each kind of house, in turn."""


def build_pavement(s: SetBuilder, name: str, length: float, back: float) -> None:
    """The street before a front door, in the wall's frame: pavement, kerb, road and the
    houses across, as flats."""
    a, b = -22.0, length + 22.0
    wide = b - a
    with _scenery(s, name):
        s.quad((a, 0.004, back), (wide, 0, 0), (0, 0, -2.6), "pavement")
        s.box((a + b) / 2, -0.1, back - 2.68, wide, 0.106, 0.16, "kerb")
        s.quad((a, -0.08, back - 2.7), (wide, 0, 0), (0, 0, -6.4), "road")
        s.box((a + b) / 2, -0.1, back - 9.0, wide, 0.106, 0.16, "kerb")
        with s.one():
            for k in range(int(wide / 4)):
                s.quad((a + 4.0 * k, -0.075, back - 5.8), (1.8, 0, 0), (0, 0, -0.12), "marking")
        s.quad((a, 0.0, back - 9.0), (wide, 0, 0), (0, 0, -3.0), "pavement")
        x, k = a, int(s.rng.integers(3))
        while x < b:
            w = float(s.rng.uniform(5.0, 7.0))
            with s.at(x, 0, back - 11.5):
                _front(s, w, int(s.rng.integers(2, 4)), k)
            x, k = x + w, k + 1


def _front(s: SetBuilder, w: float, floors: int, k: int) -> None:
    """A house front across the street, from x = 0 to `w`, with a shop on the ground floor."""
    h = 3.4 + floors * 2.9
    with s.one():
        s.quad((0, 0, 0), (w, 0, 0), (0, h, 0), f"across{k % 3}")
        s.quad((w, 0, -2), (0, 0, 2), (0, h, 0), f"across{k % 3}")
    s.box(w / 2, h, 0.1, w + 0.1, 0.3, 0.5, "frame")
    s.quad((-0.1, h + 0.3, 0.2), (w + 0.2, 0, 0), (0, 1.6, -1.6), "roof")
    columns = max(2, int(w / 1.9))
    for j in range(floors):
        for i in range(columns):
            x, y = (i + 0.5) * w / columns, 4.1 + j * 2.9
            s.box(x, y, 0.0, 1.0, 1.6, 0.08, "frame")
            s.quad(
                (x - 0.42, y + 0.08, 0.045), (0.84, 0, 0), (0, 1.44, 0), "pane" if s.rng.random() < 0.4 else "pane dark"
            )
            s.box(x, y + 0.08, 0.05, 0.05, 1.44, 0.03, "frame")
    s.box(w / 2, 0, 0.02, w - 0.5, 2.6, 0.04, "wood dark")
    for i in range(3):
        s.quad((0.4 + i * (w - 0.8) / 3 + 0.08, 0.5, 0.05), ((w - 0.8) / 3 - 0.16, 0, 0), (0, 1.8, 0), "pane")
    s.box(w / 2, 2.7, 0.08, w - 0.5, 0.5, 0.12, ("teal", "red", "navy")[k % 3])
    if k % 2 == 0:
        s.quad((0.2, 2.2, 1.3), (w - 0.4, 0, 0), (0, 0.6, -1.2), "awning", both=True)
        s.quad((0.2, 1.95, 1.3), (w - 0.4, 0, 0), (0, 0.25, 0), "awning", both=True)


def house(s: SetBuilder, x: float, y: float, z: float, w: float, h: float, wall: str) -> None:
    """A painted flat of a house far off: wall, roof, chimney and windows, seen from +z."""
    with s.one():
        s.quad((x - w / 2, y, z), (w, 0, 0), (0, h, 0), wall)
    with s.one():
        _roof(s, x, y + h, z, w)
    columns, rows = max(2, int(w / 0.9)), max(1, int(h / 1.3))
    with s.one():
        for k in range(columns):
            for j in range(rows):
                pane = "pane" if s.rng.random() < 0.55 else "pane dark"
                left = x - w / 2 + (k + 0.5) * w / columns - 0.17
                s.quad((left, y + h - 0.95 - j * 1.25, z + 0.06), (0.34, 0, 0), (0, 0.55, 0), pane)


def _roof(s: Modeller, x: float, y: float, z: float, w: float) -> None:
    outline = [
        [x - w * 0.58, y, z + 0.05],
        [x + w * 0.58, y, z + 0.05],
        [x + w * 0.4, y + w * 0.34, z],
        [x - w * 0.4, y + w * 0.34, z],
    ]
    s.add(outline, None, None, [[0, 1, 2], [0, 2, 3]], "roof")
    s.quad((x + w * 0.2, y + w * 0.2, z + 0.03), (0.28, 0, 0), (0, w * 0.26, 0), "roof")
