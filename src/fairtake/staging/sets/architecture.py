"""Architecture: walls with openings, windows, doors, the room they make, and what lies outside."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from fairtake.model.set import Door
from fairtake.staging.sets.beyond import build_hall, build_pavement, house
from fairtake.staging.sets.builder import SetBuilder
from fairtake.staging.sets.modeller import Modeller
from fairtake.staging.sets.openable import casement, hanging
from fairtake.staging.sets.views import (
    clouds_beyond,
    garden_beyond,
    mountains_beyond,
    ridge,
    sea_beyond,
    space_beyond,
)

__all__ = ["SIDES", "Opening", "Room", "build_room", "ridge", "wall_panel", "window_frame"]

SIDES = ("north", "east", "south", "west")
_THICK = 0.22
_BEYOND = 3.4
"""How far floor, ceiling and walls go on behind a wall that can be taken away."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole in a wall: `left` metres from the wall's left end seen from inside, `bottom`
    above the floor. `kind` "window" or "door"; a door that leads `outside` opens on the street,
    any other on a hall; a `barred` one is a gate of iron bars; an "arch" is an open way."""

    kind: str
    left: float
    width: float
    bottom: float = 0.95
    height: float = 1.35
    panes: tuple[int, int] = (2, 2)
    curtains: bool = True
    view: str = "country"
    name: str = ""
    glazed: bool = False
    outside: bool = False
    barred: bool = False


def wall_panel(
    s: Modeller,
    length: float,
    height: float,
    holes: Sequence[tuple[float, float, float, float]],
    front: str,
    back: str = "",
    start: float = 0.0,
) -> None:
    """A wall in the local x, y plane from `start` to `length`: its front (z = 0) faces +z, its
    back lies behind. `holes` are (x0, x1, y0, y1)."""
    t = _THICK
    xs = sorted({start, length, *(x for h in holes for x in h[:2])})
    ys = sorted({0.0, height, *(y for h in holes for y in h[2:])})
    with s.one():
        for x0, x1 in pairwise(xs):
            for y0, y1 in pairwise(ys):
                cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
                if any(a < cx < b and c < cy < d for a, b, c, d in holes):
                    continue
                uv = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
                faces = [[0, 1, 2], [0, 2, 3]]
                s.add([[x, y, 0] for x, y in uv], [[0, 0, 1]] * 4, uv, faces, front)
                # The outer face reaches round the corner so that no light leaks in there.
                a, b = (x0 - t if x0 == start else x0), (x1 + t if x1 == length else x1)
                s.add([[b, y0, -t], [a, y0, -t], [a, y1, -t], [b, y1, -t]], [[0, 0, -1]] * 4, uv, faces, back or front)
        for a, b, c, d in holes:
            s.quad((a, c, 0), (0, 0, -t), (0, d - c, 0), front)
            s.quad((b, c, -t), (0, 0, t), (0, d - c, 0), front)
            s.quad((a, d, 0), (0, 0, -t), (b - a, 0, 0), front)
            if c > 0.02:
                s.quad((a, c, -t), (0, 0, t), (b - a, 0, 0), front)


def window_frame(
    s: Modeller, a: float, b: float, c: float, d: float, frame: str, panes: tuple[int, int] = (2, 2), sill: bool = True
) -> None:
    """Bars of a window in a hole (x0, x1, y0, y1) of a wall panel."""
    f, z = 0.06, -_THICK * 0.6
    w, h, m = b - a, d - c, (a + b) / 2
    with s.one():
        s.box(m, c, z, w, f, 0.07, frame)
        s.box(m, d - f, z, w, f, 0.07, frame)
        s.box(a + f / 2, c + f, z, f, h - 2 * f, 0.07, frame)
        s.box(b - f / 2, c + f, z, f, h - 2 * f, 0.07, frame)
        for i in range(1, panes[0]):
            s.box(a + w * i / panes[0], c + f, z, 0.045, h - 2 * f, 0.045, frame)
        for j in range(1, panes[1]):
            s.box(m, c + h * j / panes[1], z, w - 2 * f, 0.04, 0.04, frame)
    if sill:
        s.box(m, c - 0.035, 0.03, w + 0.16, 0.04, 0.22, frame)


def _curtain(s: Modeller, x: float, sign: float, top: float, bottom: float, width: float) -> None:
    n = 14
    t = np.linspace(0, 1, n)
    fold = 0.075 + 0.028 * np.sin(np.arange(n) * 1.9)
    rows = []
    for k, narrow in ((0.0, 0.86), (0.5, 0.9), (1.0, 1.0)):
        xs = x + sign * t * width * narrow
        rows.append(np.stack([xs, np.full(n, bottom + (top - bottom) * k), fold * (1.1 - 0.2 * k)], -1))
    grid = np.stack(rows)
    if sign < 0:
        grid = grid[:, ::-1]
    s.sheet(grid, "curtain", both=True)


def _view(s: SetBuilder, length: float, kind: str) -> None:
    """What one sees through a window, in the wall's frame: painted flats."""
    rng = s.rng
    a, b = rng.uniform(0, 6, 2)
    xs = np.linspace(-36, 36 + length, 60)
    if kind in _FAR_VIEWS:
        _FAR_VIEWS[kind](s, length)
        return
    ridge(s, xs, 1.3 + 0.9 * np.sin(xs * 0.16 + a) + 0.3 * np.sin(xs * 0.5 + b), -6, -34, "hill far")
    ridge(s, xs, 0.1 + 0.5 * np.sin(xs * 0.3 + b), -6, -22, "hill near")
    s.quad((-36, -0.62, -0.4), (72 + length, 0, 0), (0, 0, -21.6), "hill near")
    if kind in ("country", "garden"):
        for k in range(4):
            x = length / 2 + (k - 1.5) * rng.uniform(3.6, 4.6)
            house(s, x, -0.6, -17 - rng.uniform(0, 3), rng.uniform(2.0, 3.0), rng.uniform(1.6, 2.8), "house")
    else:
        x = -24.0
        while x < length + 24:
            w, h = rng.uniform(2.6, 4.4), rng.uniform(3.2, 7.0)
            house(s, x + w / 2, -4, -19 - rng.uniform(0, 2), w, h + 1.5, s.pick("house", "house2"))
            x += w + rng.uniform(-0.1, 0.5)
    if kind == "garden":
        garden_beyond(s, length)


_FAR_VIEWS: dict[str, Callable[[SetBuilder, float], None]] = {
    "sea": sea_beyond,
    "clouds": clouds_beyond,
    "space": space_beyond,
    "mountains": mountains_beyond,
}


class Room:
    """A room about the origin: width along x, depth along z. Walls are named by where they
    stand: north at -z, east at +x, south at +z, west at -x. Beyond `airy` ones (with windows or
    a front door) is the open air, beyond the others a hall."""

    def __init__(self, s: SetBuilder, width: float, height: float, depth: float, airy: Sequence[str] = ()) -> None:
        self.s = s
        self.airy = tuple(airy)
        self.width, self.height, self.depth = width, height, depth

    def length(self, side: str) -> float:
        """How long a wall is."""
        return self.width if side in ("north", "south") else self.depth

    def reach(self, side: str) -> tuple[float, float]:
        """From where to where a wall is built. It goes on past its corners, so that a camera
        behind a wall that was taken away sees a room and not its edge; but not past a wall
        with windows, for it would show in them."""
        i = SIDES.index(side)
        left, right = SIDES[(i - 1) % 4], SIDES[(i + 1) % 4]
        return (
            0.0 if left in self.airy else -_BEYOND,
            self.length(side) + (0.0 if right in self.airy else _BEYOND),
        )

    @contextmanager
    def along(self, side: str) -> Iterator[None]:
        """The frame of a wall: x runs along it from its left end seen from inside, y up, z
        out of the wall into the room."""
        w, d = self.width / 2, self.depth / 2
        x, z, yaw = {"north": (-w, -d, 0), "east": (w, -d, -90), "south": (w, d, 180), "west": (-w, d, 90)}[side]
        with self.s.at(x, 0, z, yaw):
            yield

    @contextmanager
    def wall(self, side: str) -> Iterator[None]:
        """The frame of a wall, and its part: what is dressed here goes when the wall goes."""
        with self.s.part(f"wall {side}"), self.along(side):
            yield

    @property
    def acting(self) -> tuple[float, float, float, float]:
        """The floor, a hand's breadth from the walls."""
        w, d = self.width / 2 - 0.1, self.depth / 2 - 0.1
        return (-w, -d, w, d)

    @property
    def bounds(self) -> tuple[float, float, float, float, float, float]:
        """Inner bounds (x0, y0, z0, x1, y1, z1)."""
        w, d = self.width / 2, self.depth / 2
        return (-w, 0.0, -d, w, self.height, d)

    @property
    def camera(self) -> tuple[float, float, float, float, float, float]:
        """Where cameras may stand: 2.4 m behind the wild walls, less behind those with windows,
        whose ends show the outside."""
        w, d = self.width / 2, self.depth / 2
        west, east, north, south = (1.5 if side in self.airy else 2.4 for side in ("west", "east", "north", "south"))
        return (-w - west, 0.1, -d - north, w + east, self.height - 0.1, d + south)


def build_room(
    s: SetBuilder,
    width: float,
    height: float,
    depth: float,
    openings: Mapping[str, Sequence[Opening]],
    *,
    floor: str = "floor",
    walls: Mapping[str, str] | None = None,
    low: float = 0.0,
    cornice: bool = True,
) -> Room:
    """Four wild walls, a wild ceiling and a floor, with windows and doors as `openings` says.
    `walls` names a paint per side; `low` the height of a painted dado."""
    airy = [side for side in SIDES if any(o.kind == "window" or o.outside for o in openings.get(side, ()))]
    room = Room(s, width, height, depth, airy)
    with s.part("floor"):
        west, east, north, south = (
            _THICK if side in room.airy else _BEYOND for side in ("west", "east", "north", "south")
        )
        s.quad(
            (-width / 2 - west, 0, depth / 2 + south),
            (width + west + east, 0, 0),
            (0, 0, -depth - south - north),
            floor,
        )
    with s.part("ceiling"):
        # Two sheets: the inner one is seen, the outer one keeps the sun out of the corners.
        west, east, north, south = (
            0.0 if side in room.airy else _BEYOND for side in ("west", "east", "north", "south")
        )
        s.quad(
            (-width / 2 - west, height, -depth / 2 - north),
            (width + west + east, 0, 0),
            (0, 0, depth + north + south),
            "ceiling",
        )
        s.quad((-width / 2 - 0.3, height + 0.12, depth / 2 + 0.3), (width + 0.6, 0, 0), (0, 0, -depth - 0.6), "ceiling")
    s.wild.add("ceiling")
    for side in SIDES:
        s.wild.add(f"wall {side}")
        holes = openings.get(side, ())
        paint = (walls or {}).get(side, "wall" if side in ("north", "south") else "wall side")
        start, length = room.reach(side)
        with room.wall(side):
            wall_panel(
                s,
                length,
                height,
                [(o.left, o.left + o.width, 0.0 if o.kind == "door" else o.bottom, _top(o)) for o in holes],
                paint,
                start=start,
            )
            _trim(s, start, length, height, holes, low, cornice)
            for o in holes:
                if o.kind == "window":
                    _window(s, o, height)
                elif o.kind == "arch":
                    _arch(s, o)
                else:
                    _door(s, room, side, o)
        doors = [o for o in holes if o.kind == "door"]
        if side not in room.airy:
            with s.part(f"hall {side}"), room.along(side):
                at = doors[0].left + doors[0].width / 2 if doors else room.length(side) / 2
                build_hall(s, f"hall {side}", start, length, height, -_THICK, at, bool(doors))
            s.wild.add(f"hall {side}")
        elif doors:
            with s.part(f"street {side}"), room.along(side):
                build_pavement(s, f"street {side}", room.length(side), -_THICK)
        views = [o for o in holes if o.kind == "window" and o.view]
        if views:
            with s.part(f"view {side}"), room.along(side):
                _view(s, length, views[0].view)
    return room


def _top(o: Opening) -> float:
    return 2.08 if o.kind == "door" else o.bottom + o.height


def _opens(s: SetBuilder, o: Opening) -> bool:
    """Whether a window is of a kind that somebody on its floor opens."""
    return o.bottom < 1.35 and 0.75 <= o.width <= 2.7 and o.view not in ("space", "clouds") and s.hall != "space"


def _arch(s: SetBuilder, o: Opening) -> None:
    """The trim of an open way."""
    with s.one():
        for x in (o.left - 0.045, o.left + o.width + 0.045):
            s.box(x, o.bottom, 0.014, 0.09, o.height + 0.09, 0.028, "frame")
        s.box(o.left + o.width / 2, o.bottom + o.height, 0.014, o.width, 0.09, 0.028, "frame")


def _trim(
    s: SetBuilder, start: float, length: float, height: float, holes: Sequence[Opening], low: float, cornice: bool
) -> None:
    edges = [start]
    for o in sorted((o for o in holes if o.kind == "door" or o.bottom < 0.1), key=lambda o: o.left):
        edges += [o.left - 0.08, o.left + o.width + 0.08]
    edges.append(length)
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        if b - a < 0.05:
            continue
        s.box((a + b) / 2, 0, 0.011, b - a, 0.11, 0.022, "frame")
    if low:
        for a, b, top in _spans(start, length, holes, low):
            s.box((a + b) / 2, 0.11, 0.006, b - a, top - 0.11, 0.012, "wall low")
            if top == low:
                s.box((a + b) / 2, low, 0.018, b - a, 0.04, 0.036, "frame")
    if cornice:
        s.box((start + length) / 2, height - 0.09, 0.03, length - start, 0.09, 0.06, "frame")


def _spans(start: float, length: float, holes: Sequence[Opening], low: float) -> list[tuple[float, float, float]]:
    """Stretches (from, to, height) of dado that keep clear of openings."""
    cuts = sorted((o.left - 0.09, o.left + o.width + 0.09, 0.0 if o.kind == "door" else o.bottom - 0.05) for o in holes)
    spans, x = [], start
    for a, b, sill in cuts:
        if a > x:
            spans.append((x, a, low))
        if sill > 0.2:
            spans.append((a, b, min(low, sill)))
        x = max(x, b)
    if length > x:
        spans.append((x, length, low))
    return spans


def _window(s: SetBuilder, o: Opening, height: float) -> None:
    a, b, c, d = o.left, o.left + o.width, o.bottom, o.bottom + o.height
    if _opens(s, o):
        casement(s, a, b, c, d, o.panes)
    else:
        window_frame(s, a, b, c, d, "frame", o.panes, sill=c > 0.3)
    with s.one():
        for x in (a - 0.035, b + 0.035):
            s.box(x, c - 0.02, 0.012, 0.07, d - c + 0.04, 0.024, "frame")
        s.box((a + b) / 2, d, 0.012, b - a + 0.14, 0.07, 0.024, "frame")
    if o.curtains:
        foot = 0.06 if c < 0.5 else c - 0.12
        wide = min(0.42, o.width * 0.26)
        for x, sign in ((a - 0.16, 1.0), (b + 0.16, -1.0)):
            with hanging(s, "curtain", x, sign, wide, (b - a) / 2 + 0.16 + 0.09, (a + b) / 2, max(c + 0.15, 1.15)):
                _curtain(s, x, sign, min(d + 0.13, height - 0.1), foot, wide)
        rail = min(d + 0.15, height - 0.08)
        s.tube([(a - 0.3, rail, 0.07), (b + 0.3, rail, 0.07)], 0.013, "brass")
        for x in (a - 0.31, b + 0.31):
            s.ball(x, rail, 0.07, 0.028, "brass", n=8)
    s.landmark("window", (a + b) / 2, (c + d) / 2, 0, ((a + b) / 2, 0.62), 180, opens=False)


def _door(s: SetBuilder, room: Room, side: str, o: Opening) -> None:
    a, b, top = o.left, o.left + o.width, 2.08
    m, t = (a + b) / 2, _THICK
    with s.one():
        for x in (a - 0.045, b + 0.045):
            s.box(x, 0, 0.014, 0.09, top + 0.09, 0.028, "frame")
        s.box(m, top, 0.014, b - a, 0.09, 0.028, "frame")
    # Who waits stands out of sight, toward the wall's middle; the leaf hangs on the other side.
    turned = m > room.length(side) / 2
    hinge, latch, sign = (b, a, -1.0) if turned else (a, b, 1.0)
    name = o.name or f"door {side}"
    with s.part(name):
        z, w = -0.05, b - a - 0.02
        with s.one():
            if o.barred:
                for k in range(8):
                    s.tube(
                        [(a + 0.06 + k * (w - 0.1) / 7, 0.02, z), (a + 0.06 + k * (w - 0.1) / 7, top - 0.03, z)],
                        0.016,
                        "steel",
                        6,
                    )
                for y in (0.02, 0.98, top - 0.07):
                    s.box(m, y, z, w, 0.06, 0.04, "steel")
                s.box(latch - sign * 0.1, 0.92, z, 0.16, 0.2, 0.06, "steel")
            elif o.glazed:
                s.box(a + 0.06, 0.01, z, 0.1, top - 0.02, 0.045, "door paint")
                s.box(b - 0.06, 0.01, z, 0.1, top - 0.02, 0.045, "door paint")
                s.box(m, 0.01, z, w - 0.2, 0.42, 0.045, "door paint")
                s.box(m, top - 0.13, z, w - 0.2, 0.12, 0.045, "door paint")
                s.box(m, 1.1, z, w - 0.2, 0.05, 0.04, "door paint")
            else:
                s.box(m, 0.01, z, w, top - 0.02, 0.045, "door paint")
        if not (o.glazed or o.barred):
            for y, h in ((0.2, 0.72), (1.12, 0.78)):
                for zz in (0.026, -0.026):
                    with s.one():
                        for x in (m - w * 0.22, m + w * 0.22):
                            s.box(x, y, z + zz, w * 0.3, h, 0.012, "door panel")
        with s.one():
            for zz in (0.05, -0.05):
                s.box(latch - sign * 0.1, 1.0, z + zz, 0.035, 0.16, 0.02, "brass")
                s.box(latch - sign * 0.14, 1.06, z + zz * 1.5, 0.11, 0.022, 0.022, "brass")
    s.wild.add(name)
    s.on[name] = f"wall {side}"
    ox, _, oz = s.point(a - 1.55 if turned else b + 1.55, 0, -t - 0.85)
    px, _, pz = s.point(m, 0, 0)
    hx, _, hz = s.point(hinge + sign * 0.01, 0, -0.05)
    # The leaf opens away from the room, about its hinge.
    s.doors.append(
        Door(
            name,
            (px, 0.0, pz),
            s.heading(),
            (ox, 0.0, oz),
            name,
            (hx, 0.0, hz),
            sign * math.radians(95),
            s.point(latch - sign * 0.14, 1.06, 0),
        )
    )
    s.landmark("door", m, 1.05, 0, (m, 0.6), 180, opens=True)
