"""Things of a brought place: what stands where, where one sits, puts things down and goes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from fairtake.exchange.place.floorplan import Floorplan, Room
from fairtake.exchange.place.names import Known, Named
from fairtake.exchange.place.soup import Samples
from fairtake.model.set import Box, Landmark, Seat, Surface

__all__ = ["SEATS", "Thing", "guessed", "landmarks", "obstacles", "off_limits", "seats", "surfaces", "things_of"]

F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SEATS = {
    "chair": "chair", "armchair": "sofa", "sofa": "sofa", "couch": "sofa", "bench": "bench", "stool": "stool",
    "bed": "bed", "swing": "chair", "throne": "chair", "captain's chair": "chair", "log": "bench", "toilet": "chair",
}  # fmt: skip
"""Things one sits on, and what kind of seat they are."""

_TOPS = frozenset(
    [
        "table",
        "desk",
        "counter",
        "bar",
        "workbench",
        "shelf",
        "cupboard",
        "sideboard",
        "console",
        "reception",
        "checkout",
        "piano",
        "sink",
        "stove",
        "chest",
        "crate",
        "barrel",
        "cabinet",
    ]
)
_NO_LANDMARK = frozenset({"rug", "curtain", "towel"})
_WIDTH = 0.62
"""Metres of sofa or bench a sitter takes."""


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One thing that stands, hangs or lies somewhere: its `words` (the first says what it is),
    points of its surface, and their bounds."""

    named: Named
    name: str
    samples: Samples
    low: F64
    high: F64

    @property
    def what(self) -> str:
        """What it is, or nothing."""
        return self.named.words[0] if self.named.words else ""

    @property
    def middle(self) -> F64:
        """The middle of its bounds."""
        return (self.low + self.high) / 2

    def heights(self, low: float, high: float) -> tuple[float, F64]:
        """The level that most of it has between two heights, and its points on it."""
        level = self.samples.level > 0.8
        at = self.samples.at[level & (self.samples.at[:, 1] > low) & (self.samples.at[:, 1] < high)]
        if not len(at):
            return 0.0, at
        bins = np.round(at[:, 1] / 0.03).astype(np.int64)
        values, counts = np.unique(bins, return_counts=True)
        # Things have an under side too: of two levels about as large the higher one is used.
        best = int(values[np.flatnonzero(counts > 0.35 * counts.max())[-1]])
        mine = at[np.abs(bins - best) <= 1]
        return float(np.quantile(mine[:, 1], 0.8)), mine


def things_of(samples: Samples, rows: npt.NDArray[np.int64], named: Sequence[Named], cell: float) -> list[Thing]:
    """Things, from points of everything that is not building: `rows` (N,) the named node each
    point belongs to. What touches and is called the same is one; what lies apart is several."""
    parts: list[tuple[Named, Flags]] = []
    for row in np.unique(rows).tolist():
        mine = np.flatnonzero(rows == row)
        for part in _apart(samples.at[mine], cell):
            chosen = np.zeros(len(rows), np.bool_)
            chosen[mine[part]] = True
            parts.append((named[row], chosen))
    counts: dict[str, int] = {}
    found: list[Thing] = []
    for first, chosen in _together(samples, parts):
        some = samples.of(chosen)
        kind = first.words[0] if first.words else (first.name.casefold() or "thing")
        counts[kind] = counts.get(kind, 0) + 1
        name = kind if counts[kind] == 1 else f"{kind} {counts[kind]}"
        found.append(Thing(first, name, some, some.at.min(0), some.at.max(0)))
    return found


def _together(samples: Samples, parts: list[tuple[Named, Flags]]) -> list[tuple[Named, Flags]]:
    """Legs and top of a table that are called table each are one table."""
    boxes = [(samples.at[chosen].min(0), samples.at[chosen].max(0)) for _, chosen in parts]
    order = sorted(range(len(parts)), key=lambda n: (-float(np.prod((boxes[n][1] - boxes[n][0])[[0, 2]])), n))
    kept: list[int] = []
    merged: dict[int, Flags] = {}
    for number in order:
        named, chosen = parts[number]
        low, high = boxes[number][0][[0, 2]], boxes[number][1][[0, 2]]
        home = -1
        for other in kept:
            if named.words[:1] != parts[other][0].words[:1] or not named.words:
                continue
            over = np.minimum(high, boxes[other][1][[0, 2]]) - np.maximum(low, boxes[other][0][[0, 2]])
            if (over > 0.7 * (high - low) - 1e-6).all():
                home = other
                break
        if home < 0:
            kept.append(number)
            merged[number] = chosen
        else:
            merged[home] = merged[home] | chosen
    return [(parts[number][0], merged[number]) for number in sorted(kept)]


def _apart(points: F64, cell: float) -> list[Flags]:
    """Which points belong together: those in neighbouring cells of the floor."""
    cells = np.floor((points[:, [0, 2]] - points[:, [0, 2]].min(0)) / cell).astype(np.int64)
    grid = np.zeros(cells.max(0) + 1, np.bool_)
    grid[cells[:, 0], cells[:, 1]] = True
    labels, count = ndimage.label(grid, np.ones((3, 3)))
    which = labels[cells[:, 0], cells[:, 1]]
    return [which == number for number in range(1, count + 1)]


def guessed(thing: Thing, number: int, known: Known) -> Thing:
    """A thing that is called nothing, by its shape: a leaf, a chair, a table."""
    size = thing.high - thing.low
    wide, narrow = float(max(size[0], size[2])), float(min(size[0], size[2]))
    word = ""
    if thing.low[1] < 0.12:
        seat, on_seat = thing.heights(0.36, 0.54)
        top, on_top = thing.heights(0.66, 1.15)
        if narrow < 0.12 and 0.6 < wide < 1.3 and 1.85 < size[1] < 2.3:
            word = "door"
        elif narrow > 0.32 and wide < 0.75 and 0.7 < size[1] < 1.15 and len(on_seat) > 8:
            deep = np.ptp(on_seat[:, [0, 2]], axis=0)
            word = "chair" if deep.min() > 0.28 and abs(seat - 0.45) < 0.09 else ""
        elif wide > 0.45 and narrow > 0.4 and len(on_top) > 8:
            above = float((thing.samples.at[:, 1] > top + 0.06).mean())
            covered = np.ptp(on_top[:, [0, 2]], axis=0)
            word = "table" if (covered > 0.7 * size[[0, 2]]).all() and above < 0.3 else ""
    words = known(word) if word else ()
    name = f"{word or 'thing'} by shape {number + 1}"
    return replace(thing, named=replace(thing.named, words=words), name=name)


# -- what is in the way ----------------------------------------------------------------------------


def obstacles(thing: Thing, cell: float) -> list[Box]:
    """A thing as boxes on the floor: one where it fills its bounds, else several."""
    body = (thing.samples.at[:, 1] > 0.12) & (thing.samples.at[:, 1] < 2.3)
    if not body.any():
        return []
    at = thing.samples.at[body]
    start = at[:, [0, 2]].min(0)
    cells = np.floor((at[:, [0, 2]] - start) / cell).astype(np.int64)
    grid = np.zeros(cells.max(0) + 1, np.bool_)
    grid[cells[:, 0], cells[:, 1]] = True
    grid = ndimage.binary_fill_holes(grid)
    size = (np.array(grid.shape)) * cell
    if grid.mean() > 0.55 or size.max() < 0.8:
        return [_box(thing.name, at.min(0), at.max(0))]
    boxes: list[Box] = []
    for i0, k0, i1, k1 in rectangles(grid):
        low = start + np.array([i0, k0]) * cell
        high = start + np.array([i1, k1]) * cell
        inside = ((at[:, [0, 2]] >= low) & (at[:, [0, 2]] <= high)).all(1)
        heights = at[inside, 1]
        bottom, top = (float(heights.min()), float(heights.max())) if len(heights) else (0.0, 0.5)
        boxes.append(_box(thing.name, np.array([low[0], bottom, low[1]]), np.array([high[0], top, high[1]])))
    return boxes


def _box(name: str, low: F64, high: F64) -> Box:
    bottom = 0.0 if low[1] < 0.35 else float(low[1])
    center, half = (low + high) / 2, np.maximum((high - low) / 2, 0.02)
    return Box(
        name,
        (float(center[0]), (bottom + float(high[1])) / 2, float(center[2])),
        (float(half[0]), max(0.02, (float(high[1]) - bottom) / 2), float(half[2])),
    )


def rectangles(grid: Flags) -> list[tuple[int, int, int, int]]:
    """Rectangles (first row, first column, end row, end column) that cover the set cells."""
    left = grid.copy()
    found: list[tuple[int, int, int, int]] = []
    while left.any() and len(found) < 60:
        i, k = np.argwhere(left)[0].tolist()
        end = k
        while end < left.shape[1] and left[i, end]:
            end += 1
        bottom = i
        while bottom < left.shape[0] and left[bottom, k:end].all():
            bottom += 1
        left[i:bottom, k:end] = False
        found.append((i, k, bottom, end))
    return found


def off_limits(plan: Floorplan, room: Room, acting: tuple[float, float, float, float]) -> list[Box]:
    """Floor of the acting area that is not the room's: low boxes, which hide nobody."""
    a, b = plan.at(acting[0], acting[1]), plan.at(acting[2], acting[3])
    closed = ~room.cells[a[0] : b[0] + 1, a[1] : b[1] + 1]
    closed = ndimage.binary_opening(closed, np.ones((2, 2), np.bool_))
    found = []
    for i0, k0, i1, k1 in rectangles(np.asarray(closed, np.bool_)):
        low = plan.origin + np.array([a[0] + i0, a[1] + k0]) * plan.cell
        high = plan.origin + np.array([a[0] + i1, a[1] + k1]) * plan.cell
        center, half = (low + high) / 2, (high - low) / 2
        found.append(
            Box("no floor", (float(center[0]), 0.12, float(center[1])), (float(half[0]), 0.12, float(half[1])))
        )
    return found


# -- what one can do with them ---------------------------------------------------------------------


def seats(thing: Thing, plan: Floorplan, free: F64, tables: Sequence[Thing], focus: F64) -> list[Seat]:
    """Where one sits on a chair, a sofa, a bed; nothing when it is no seat or none can be
    found on it. `free` (X, Z) is how far each column is from what is in the way."""
    kind = SEATS.get(thing.what, "")
    if not kind:
        return []
    word = thing.named.name.casefold()
    if kind == "chair" and "stool" in word:
        kind = "stool"
    low, high = (0.5, 0.9) if kind == "stool" else (0.28, 0.62)
    height, top = thing.heights(low, high)
    if len(top) < 4 and kind == "stool":
        height, top = thing.heights(0.28, 0.62)
    if len(top) < 4:
        return []
    middle = np.array([(top[:, 0].min() + top[:, 0].max()) / 2, (top[:, 2].min() + top[:, 2].max()) / 2])
    span = np.array([np.ptp(top[:, 0]), np.ptp(top[:, 2])])
    ahead = _facing(thing, middle, span, height, tables, focus)
    across = np.array([ahead[1], -ahead[0]])
    long = float(np.abs(span @ np.abs(across)))
    count = 1 if kind in ("chair", "stool") and long < 0.9 else max(1, min(6, int(long / _WIDTH)))
    deep = float(np.abs(span @ np.abs(ahead)))
    # On a deep sofa or a bed one sits near the front.
    forward = max(0.0, deep / 2 - 0.3)
    yaw = math.atan2(float(ahead[0]), float(ahead[1]))
    found = []
    for number in range(count):
        aside = (number - (count - 1) / 2) * (long / count)
        spot = middle + across * aside + ahead * forward
        approach = _approach(spot, ahead, across, deep / 2 - forward, plan, free)
        name = thing.name if count == 1 else f"{thing.name} {number + 1}"
        found.append(
            Seat(
                name,
                (float(spot[0]), height, float(spot[1])),
                yaw,
                kind,
                (float(approach[0]), 0.0, float(approach[1])),
            )
        )
    return found


def _facing(thing: Thing, middle: F64, span: F64, height: float, tables: Sequence[Thing], focus: F64) -> F64:
    """The way (x, z) a sitter looks: away from the back, or else to the table or the room."""
    at = thing.samples.at
    back = at[at[:, 1] > height + 0.18]
    if len(back) > 6:
        away = middle - np.array([np.mean(back[:, 0]), np.mean(back[:, 2])])
        if np.linalg.norm(away) > 0.05:
            return _axis(away) if abs(abs(away[0]) - abs(away[1])) > 0.35 * np.abs(away).max() else _unit(away)
    near = [one.middle[[0, 2]] for one in tables if np.linalg.norm(one.middle[[0, 2]] - middle) < 1.6]
    aim = min(near, key=lambda q: float(np.linalg.norm(q - middle))) if near else focus
    away = aim - middle
    if span.max() > 1.3 * span.min():  # a bench is sat on across
        away = away * (span < span.max())
    return _axis(away) if np.abs(away).max() > 1e-6 else np.array([0.0, 1.0])


def _axis(way: F64) -> F64:
    found = np.zeros(2)
    found[int(np.abs(way).argmax())] = np.sign(way[int(np.abs(way).argmax())])
    return found


def _unit(way: F64) -> F64:
    return np.asarray(way / np.linalg.norm(way))


def _approach(spot: F64, ahead: F64, across: F64, deep: float, plan: Floorplan, free: F64) -> F64:
    """Where one stands before one sits down: in front if nothing is there, else beside."""
    reach = max(0.52, deep + 0.3)
    choices = [spot + ahead * reach, spot + across * 0.56, spot - across * 0.56, spot + ahead * (reach + 0.3)]
    choices += [spot + ahead * 0.4 + across * 0.5, spot + ahead * 0.4 - across * 0.5, spot - ahead * 0.6]
    for choice in choices:
        if free[plan.at(float(choice[0]), float(choice[1]))] >= 0.2:
            return np.asarray(choice)
    return np.asarray(choices[0])


def surfaces(thing: Thing, above: Samples) -> list[Surface]:
    """The top of a table, desk or counter, with places on it where nothing stands; `above` are
    points of everything, to see what lies there."""
    if thing.what not in _TOPS and thing.what not in ("bench", "bed", "radiator", "fireplace"):
        return []
    height, top = thing.heights(0.3, 1.35)
    if len(top) < 4:
        return []
    low, high = top[:, [0, 2]].min(0), top[:, [0, 2]].max(0)
    half = (high - low) / 2
    if half.min() < 0.08:
        return []
    center = (low + high) / 2
    points = []
    xs = np.arange(low[0] + 0.12, high[0] - 0.1, 0.22)
    zs = np.arange(low[1] + 0.12, high[1] - 0.1, 0.22)
    lying = above.at[(above.at[:, 1] > height + 0.015) & (above.at[:, 1] < height + 0.4)]
    for x in xs if len(xs) else center[:1]:
        for z in zs if len(zs) else center[1:]:
            on = np.hypot(top[:, 0] - x, top[:, 2] - z).min() < 0.1
            clear = not len(lying) or np.hypot(lying[:, 0] - x, lying[:, 2] - z).min() > 0.11
            if on and clear:
                points.append((float(x), height, float(z)))
    # The edges first: that is where hands put things.
    points.sort(key=lambda p: -max(abs(p[0] - center[0]) / half[0], abs(p[2] - center[1]) / half[1]))
    return [
        Surface(
            thing.name,
            (float(center[0]), height, float(center[1])),
            (float(half[0]), float(half[1])),
            0.0,
            tuple(points[:16]),
        )
    ]


def landmarks(things: Sequence[Thing], plan: Floorplan, free: F64, focus: F64) -> list[Landmark]:
    """What a script may speak of, with where one stands to use it."""
    ok = np.argwhere(free >= 0.28)
    if not len(ok):
        return []
    places = ok * plan.cell + plan.origin + plan.cell / 2
    found = []
    for thing in things:
        if not thing.named.words or thing.what in _NO_LANDMARK:
            continue
        middle = thing.middle[[0, 2]]
        # Beside it, on the side of the room.
        gap = np.maximum(np.maximum(thing.low[[0, 2]] - places, places - thing.high[[0, 2]]), 0)
        cost = np.abs(np.linalg.norm(gap, axis=1) - 0.3) * 3 + 0.35 * np.linalg.norm(places - middle, axis=1)
        cost += 0.05 * np.linalg.norm(places - focus, axis=1)
        stand = places[int(cost.argmin())]
        way = middle - stand
        yaw = math.atan2(float(way[0]), float(way[1])) if np.abs(way).max() > 1e-6 else 0.0
        x, y, z = (float(value) for value in thing.middle)
        opens = thing.what in ("door", "gate")
        found.append(Landmark(thing.named.words, (x, y, z), (float(stand[0]), 0.0, float(stand[1])), yaw, opens))
    return found
