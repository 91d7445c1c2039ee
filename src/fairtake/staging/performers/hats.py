"""Hats and what else covers a head, in head units, carried by the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.sdf import Array, Field, ellipsoid, normalized, ramp, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.turned import brim, joined, lathe, peak, rings

__all__ = ["HATS", "Hat", "hat_line"]

_LOW, _HIGH = (-0.75, 0.45, -0.85), (0.75, 1.30, 0.95)


@dataclass(frozen=True, slots=True)
class Hat:
    """A hat: its piece (materials "hat" and "hat band"), its own colours, "" where it takes the
    clothes' (`color`, `band`), whether it `covers` all hair, and whether it `hangs` onto the
    shoulders."""

    make: Callable[[Head], Piece]
    color: str = ""
    band: str = ""
    covers: bool = False
    hangs: bool = False


def hat_line(p: Array) -> Array:
    """Positive above the edge of a hat: hair is cut there. Higher in front than behind."""
    return p[:, 1] - 0.70 - 0.14 * ramp(-0.35, 0.35, p[:, 2])


def _crown(p: Array, height: float = 1.0) -> Array:
    return ellipsoid(p, (0, 0.69, -0.06), (0.425, 0.40 * height, 0.495))


def _level(level: float, curl: float = 0.0, fall: float = 0.0, tilt: float = 0.0) -> Callable[[Array, Array], Array]:
    """The height of a brim: `curl` up at the sides, `fall` towards the front, `tilt` of all."""
    return lambda x, z: level + curl * x * x - fall * np.maximum(z - 0.3, 0) + tilt * z


def _cap(head: Head) -> Piece:
    piece = _fitted(_crown)
    piece.mark(lambda p: np.minimum(p[:, 1] - 1.075, 0.05 - np.hypot(p[:, 0], p[:, 2] + 0.06)), 2)
    return joined(piece, peak(0.42, _level(0.835, -0.30, 0.14)))


def _peaked(head: Head) -> Piece:
    """A policeman's cap: a wide flat crown over a band with a peak."""
    top = lathe(
        [(0.415, 0.76), (0.425, 0.94), (0.425, 0.94), (0.52, 1.055), (0.525, 1.085), (0.46, 1.12), (0.0, 1.13)],
        lean=0.10,
    )
    top.mark(lambda p: 0.935 + 0.09 * (p[:, 2] + 0.06) - p[:, 1], 1, "hat band")
    visor = peak(0.30, _level(0.80, -0.35, 0.30))
    visor.mark(lambda p: p[:, 1] + 9, 1, "hat band")
    return joined(top.drop(lambda p: -hat_line(p)), visor)


def _brimmed(head: Head) -> Piece:
    def crown(p: Array) -> Array:
        dent = 0.07 * np.exp(-((p[:, 0] / 0.10) ** 2)) * ramp(0.9, 1.1, p[:, 1])
        return np.maximum(ellipsoid(p, (0, 0.80, -0.06), (0.415, 0.42, 0.485)) + dent, p[:, 1] - 1.20)

    return _crowned(crown, 0.62, 0.70, _level(0.79, 0.16, 0.0, 0.04))


def _beanie(head: Head) -> Piece:
    def field(p: Array) -> Array:
        rib = 0.006 * np.sin(30 * np.arctan2(p[:, 0], p[:, 2] + 0.06))
        roll = 0.020 * ramp(0.17, 0.13, hat_line(p))
        return np.asarray(_crown(p, 1.16) - roll - rib)

    piece = _fitted(field)
    piece.mark(lambda p: 0.14 - hat_line(p), 1, "hat band")
    return piece


def _meshed(
    field: Field,
    low: tuple[float, float, float] = _LOW,
    high: tuple[float, float, float] = _HIGH,
    step: tuple[float, float, float] = (0.080, 0.050, 0.080),
) -> Piece:
    return Piece(*surface_nets(field, low, high, step, 2), "hat")


_HATBOX = ((-0.6, 0.65, -0.75), (0.6, 1.62, 0.65))


def _fitted(field: Field) -> Piece:
    """A hat cut off clean at the hat line."""
    return _meshed(field).drop(lambda p: -hat_line(p))


def _crowned(
    crown: Field, wide: float, deep: float, level: Callable[[Array, Array], Array], band: float = 0.925
) -> Piece:
    """A crown on a brim, with a band."""
    piece = _meshed(crown, *_HATBOX).drop(lambda p: level(p[:, 0], p[:, 2]) - 0.06 - p[:, 1])
    piece.mark(lambda p: band + 0.04 * p[:, 2] - p[:, 1], 1, "hat band")
    return joined(piece, brim(wide, deep, level))


def _bowler(head: Head) -> Piece:
    dome: Field = lambda p: ellipsoid(p, (0, 0.80, -0.06), (0.425, 0.40, 0.49))  # noqa: E731
    return _crowned(dome, 0.56, 0.64, _level(0.785, 0.42, 0.0, 0.02), 0.90)


def _top_hat(head: Head) -> Piece:
    tube = lathe(
        [
            (0.41, 0.78),
            (0.40, 0.93),
            (0.385, 1.10),
            (0.395, 1.30),
            (0.43, 1.46),
            (0.43, 1.46),
            (0.41, 1.475),
            (0, 1.475),
        ]
    )
    tube.mark(lambda p: 0.93 - p[:, 1], 1, "hat band")
    return joined(tube, brim(0.56, 0.66, _level(0.785, 0.42, 0.0, 0.02)))


def _straw(head: Head) -> Piece:
    def crown(p: Array) -> Array:
        return np.maximum(ellipsoid(p, (0, 0.80, -0.06), (0.415, 0.40, 0.485)), p[:, 1] - 1.13)

    return _crowned(crown, 0.80, 0.90, _level(0.80, -0.10, 0.0, 0.04))


def _cowboy(head: Head) -> Piece:
    def crown(p: Array) -> Array:
        dent = 0.12 * np.exp(-((p[:, 0] / 0.12) ** 2)) * ramp(0.95, 1.2, p[:, 1])
        return np.maximum(ellipsoid(p, (0, 0.84, -0.06), (0.41, 0.50, 0.485)) + dent, p[:, 1] - 1.30)

    return _crowned(crown, 0.74, 0.84, _level(0.785, 0.44, 0.10, 0.02))


def _witch(head: Head) -> Piece:
    cone = lathe([(0.42, 0.77), (0.36, 0.93), (0.26, 1.16), (0.13, 1.45), (0.03, 1.66), (0.0, 1.68)])
    bend = np.clip(cone.vertices[:, 1] - 1.15, 0, 1)
    cone.vertices[:, 0] -= 0.30 * bend**1.5
    cone.mark(lambda p: 0.90 - p[:, 1], 1, "hat band")
    return joined(cone, brim(0.78, 0.86, _level(0.785, 0.0, 0.0, 0.03)))


def _beret(head: Head) -> Piece:
    def field(p: Array) -> Array:
        q = p - np.array([-0.06, 0.99, -0.10])
        lean = q.copy()
        lean[:, 1] += 0.34 * q[:, 0] - 0.10 * q[:, 2]
        plate = ellipsoid(lean, (0, 0, 0), (0.50, 0.15, 0.53))
        return smooth_min(_crown(p, 0.95), plate, 0.07)

    piece = _fitted(field)
    piece.mark(lambda p: 0.075 - hat_line(p), 1, "hat band")
    piece.mark(lambda p: 0.032 - np.hypot(p[:, 0] + 0.03, p[:, 2] + 0.09) - 3 * np.clip(1.0 - p[:, 1], 0, 1), 2)
    return piece


def _flat_cap(head: Head) -> Piece:
    def field(p: Array) -> Array:
        tilt = p.copy()
        tilt[:, 1] += 0.22 * (p[:, 2] - 0.1)
        plate = ellipsoid(tilt, (0, 0.93, 0.02), (0.465, 0.15, 0.59))
        return smooth_min(_crown(p, 0.98), plate, 0.06)

    return joined(_fitted(field), peak(0.30, _level(0.845, -0.35, 0.20)))


def _dome(p: Array, grow: float = 1.0) -> Array:
    return ellipsoid(p, (0, 0.70, -0.06), (0.455 * grow, 0.43 * grow, 0.53 * grow))


def _low_line(p: Array) -> Array:
    """The lower edge of a helmet: over the brows, down to the nape."""
    return p[:, 1] - 0.56 - 0.20 * ramp(-0.30, 0.30, p[:, 2])


def _helmet(head: Head) -> Piece:
    piece = _meshed(lambda p: np.maximum(_dome(p, 1.06) - 0.035 * ramp(0.12, 0.0, _low_line(p)), -_low_line(p)))
    piece.mark(lambda p: 0.05 - _low_line(p), 1)
    return piece


def _hard_hat(head: Head) -> Piece:
    def field(p: Array) -> Array:
        ridge = 0.034 * ramp(0.12, 0.05, np.abs(p[:, 0])) * ramp(0.85, 1.0, p[:, 1])
        return _dome(p) - ridge - 0.025 * ramp(0.07, 0.0, hat_line(p))

    piece = _fitted(field)
    piece.mark((lambda p: 0.09 - np.abs(p[:, 0]), lambda p: p[:, 1] - 0.93), 1)
    return joined(piece, peak(0.30, _level(0.835, -0.25, 0.10), 1.3, 0.43))


def _fire_helmet(head: Head) -> Piece:
    def field(p: Array) -> Array:
        return _dome(p, 0.97) - 0.075 * ramp(0.15, 0.03, np.abs(p[:, 0])) * ramp(0.85, 1.05, p[:, 1])

    level = _level(0.78, 0.10, 0.0, 0.16)
    piece = _meshed(field, *_HATBOX).drop(lambda p: level(p[:, 0], p[:, 2]) - 0.06 - p[:, 1])
    shield: tuple[Field, ...] = (
        lambda p: 0.12 - p[:, 0],
        lambda p: 0.12 + p[:, 0],
        lambda p: p[:, 2] - 0.1,
        lambda p: p[:, 1] - 0.87,
        lambda p: 1.06 - p[:, 1],
    )
    piece.mark(shield, 2, "hat band")
    edge = brim(0.55, 0.72, level, inner=0.41)
    behind = edge.vertices[:, 2] < -0.3
    edge.vertices[behind, 2] = -0.3 + 1.35 * (edge.vertices[behind, 2] + 0.3)
    return joined(piece, edge)


def _chef(head: Head) -> Piece:
    def puff(p: Array) -> Array:
        turn = np.arctan2(p[:, 0], p[:, 2] + 0.06)
        return np.asarray(ellipsoid(p, (0.0, 1.28, -0.06), (0.53, 0.22, 0.57)) - 0.020 * np.sin(9 * turn))

    band = lathe([(0.415, 0.74), (0.43, 1.20)]).drop(lambda p: -hat_line(p))
    band.mark(lambda p: p[:, 1] + 9, 1, "hat band")
    return joined(_meshed(puff, *_HATBOX), band)


def _drum(head: Head, low: float, high: float, wide: float) -> Piece:
    piece = lathe(
        [(wide, low), (wide, high), (wide, high), (wide * 0.97, high + 0.012), (0.0, high + 0.012)], lean=0.03
    )
    piece.mark(lambda p: low + 0.075 + 0.03 * (p[:, 2] + 0.06) - p[:, 1], 1, "hat band")
    return piece


def _sailor(head: Head) -> Piece:
    roll = lathe([(0.40, 0.84), (0.465, 0.85), (0.48, 0.90), (0.475, 1.0), (0.44, 1.03), (0.41, 1.0)], lean=0.06)
    return joined(_fitted(lambda p: _crown(p, 0.96)), roll)


def _turban(head: Head) -> Piece:
    def wraps(p: Array) -> Array:
        return np.sin(13 * (p[:, 1] + 0.55 * np.abs(p[:, 0]) * ramp(-0.1, 0.2, p[:, 2]) - 0.25 * p[:, 2]))

    def field(p: Array) -> Array:
        d = ellipsoid(p, (0, 0.88, -0.08), (0.475, 0.35, 0.54)) - 0.020 * np.abs(wraps(p))
        return smooth_min(d, _crown(p), 0.04)

    piece = _fitted(field)
    piece.mark(wraps, 1)
    return piece


def _crown_of_gold(head: Head) -> Piece:
    def field(p: Array) -> Array:
        return np.asarray(
            (np.hypot(p[:, 0], (p[:, 2] + 0.06) * 0.86) - 0.425 - 0.10 * np.clip(p[:, 1] - 0.85, 0, 1)) * 0.9
        )

    def teeth(p: Array) -> Array:
        saw = np.abs(np.mod(np.arctan2(p[:, 0], p[:, 2] + 0.06) * 8 / (2 * np.pi), 1.0) - 0.5) * 2
        return p[:, 1] - 1.02 - 0.20 * saw

    piece = Piece(*surface_nets(field, (-0.6, 0.70, -0.75), (0.6, 1.30, 0.65), 0.042, 2), "hat")
    piece.drop(teeth)
    piece.drop(lambda p: 0.80 - p[:, 1])
    piece.mark(lambda p: 0.865 - p[:, 1], 1, "hat band")
    return piece


def _tiara(head: Head) -> Piece:
    """A band that stands up from the hair above the brow, highest in the middle."""
    turn = np.linspace(-1.25, 1.25, 33)
    foot = []
    for t in turn:
        ray = normalized(np.array([np.sin(t) * 0.80, 0.62 - 0.25 * abs(np.sin(t)), np.cos(t) * 0.80]))
        r = 0.7
        for _ in range(24):
            r -= float(head.skull((np.array([0.0, 0.62, -0.10]) + r * ray)[None], False)[0]) - 0.058
        foot.append(np.array([0.0, 0.62, -0.10]) + r * ray)
    base = np.stack(foot)
    high = 0.045 + 0.12 * np.exp(-((turn / 0.42) ** 2)) + 0.03 * np.abs(np.sin(turn * 10))
    tip = base + np.stack([0 * high, high, 0.35 * high], 1)
    back = np.array([0.0, 0.0, -0.018])
    return rings(np.stack([base, tip, tip, tip + back, base + back]), False, "hat")


def _scarfed(head: Head, wimple: bool = False) -> Piece:
    """A scarf over the hair, round the face and onto the shoulders; of a nun, with a white
    band and a dark veil."""

    def field(p: Array) -> Array:
        d = head.skull(p, False) - 0.055 - 0.025 * ramp(0.1, -0.2, p[:, 2])
        throat = ellipsoid(p, (0, -0.06, -0.03), (0.30, 0.40, 0.32))
        bib = ellipsoid(p, (0, -0.40, 0.01), (0.56, 0.24, 0.44))
        fall = ellipsoid(p, (0, 0.05, -0.30), (0.34 + 0.08 * wimple, 0.75, 0.30))
        d = smooth_min(smooth_min(d, throat, 0.10), bib, 0.14)
        fold = 0.012 * np.sin(12 * p[:, 0] + 14 * p[:, 1]) * ramp(0.15, -0.1, p[:, 1])
        return smooth_min(d, fall, 0.12) - fold

    def window(p: Array, grow: float = 0.0) -> Array:
        oval = 1 - np.sqrt((p[:, 0] / (0.265 + grow)) ** 2 + ((p[:, 1] - 0.395) / (0.43 + grow)) ** 2)
        return np.where(p[:, 2] > -0.02, oval, -1.0)

    piece = Piece(*surface_nets(field, (-0.62, -0.66, -0.85), (0.62, 1.24, 0.66), (0.072, 0.080, 0.072), 2), "hat")
    piece.drop(window)
    piece.drop(
        lambda p: -0.40 - 0.10 * ramp(0.05, 0.3, p[:, 2]) + 1.5 * np.clip(np.abs(p[:, 0]) - 0.19, 0, 1) - p[:, 1]
    )
    if wimple:
        piece.mark(lambda p: np.maximum(window(p, 0.10), np.minimum(0.10 - p[:, 1], p[:, 2] + 0.02)), 1, "hat band")
    else:
        piece.mark(lambda p: np.minimum(p[:, 0] * 0.8 + 0.16 - p[:, 1], p[:, 2]), 1)
    return piece


def _veil(head: Head) -> Piece:
    """A bride's veil, thrown back, held by a narrow wreath."""

    def field(p: Array) -> Array:
        y = p[:, 1]
        grow = 0.16 * ramp(0.6, -0.6, y) + 0.020 * np.sin(11 * np.arctan2(p[:, 0], p[:, 2] + 0.1)) * ramp(0.6, 0.0, y)
        q = np.hypot(p[:, 0] / (0.42 + grow), (p[:, 2] + 0.12) / (0.46 + grow))
        return smooth_min(np.maximum((q - 1) * 0.4, y - 0.72), np.maximum(head.skull(p, False) - 0.11, 0.55 - y), 0.10)

    piece = Piece(*surface_nets(field, (-0.75, -1.30, -0.95), (0.75, 1.30, 0.60), (0.080, 0.11, 0.080), 2), "hat")
    piece.drop(lambda p: p[:, 2] + 0.16 - 0.30 * ramp(0.72, 1.02, p[:, 1]))
    piece.drop(lambda p: -1.20 - p[:, 1])
    piece.mark(lambda p: np.minimum(p[:, 2] + 0.24 - 0.30 * ramp(0.72, 1.02, p[:, 1]), p[:, 1] - 0.80), 1, "hat band")
    return piece


def _space_helmet(head: Head) -> Piece:
    def window(p: Array, grow: float = 0.0) -> Array:
        oval = 1 - ((np.abs(p[:, 0]) / (0.43 + grow)) ** 3 + (np.abs(p[:, 1] - 0.46) / (0.42 + grow)) ** 3) ** (1 / 3)
        return np.where(p[:, 2] > 0.0, oval, -1.0)

    def field(p: Array) -> Array:
        return ellipsoid(p, (0, 0.47, -0.04), (0.66, 0.70, 0.69))

    piece = Piece(*surface_nets(field, (-0.8, -0.35, -0.85), (0.8, 1.30, 0.8), 0.095, 2), "hat")
    piece.drop(window)
    piece.drop(lambda p: -0.16 - p[:, 1])
    piece.mark(lambda p: window(p, 0.06), 1, "hat band")
    piece.mark(
        lambda p: np.minimum(0.14 - np.hypot(p[:, 1] - 0.45, p[:, 2] + 0.02), np.abs(p[:, 0]) - 0.4), 2, "hat band"
    )
    return piece


def _knight(head: Head) -> Piece:
    def window(p: Array) -> Array:
        slot = np.minimum(0.275 - np.abs(p[:, 0]), np.minimum(0.66 - p[:, 1], 0.3 + p[:, 1]))
        return np.where(p[:, 2] > 0.0, slot, -1.0)

    def field(p: Array) -> Array:
        comb = 0.05 * ramp(0.14, 0.02, np.abs(p[:, 0])) * ramp(0.75, 1.0, p[:, 1])
        low = ellipsoid(p, (0, 0.10, -0.06), (0.40, 0.42, 0.46))
        return smooth_min(_dome(p, 0.98) - comb, low, 0.2)

    piece = Piece(*surface_nets(field, (-0.7, -0.35, -0.8), (0.7, 1.3, 0.7), 0.078, 2), "hat")
    piece.drop(window)
    piece.drop(lambda p: -0.10 + 0.06 * p[:, 2] - p[:, 1])
    piece.mark((lambda p: p[:, 1] - 0.67, lambda p: 0.75 - p[:, 1]), 1, "hat band")
    return piece


def _hood(head: Head) -> Piece:
    def field(p: Array) -> Array:
        low = ellipsoid(p, (0, -0.05, -0.10), (0.44, 0.40, 0.43))
        peak = ellipsoid(p, (0, 0.72, -0.34), (0.26, 0.40, 0.40))
        return smooth_min(smooth_min(ellipsoid(p, (0, 0.57, -0.08), (0.455, 0.58, 0.57)), low, 0.2), peak, 0.2)

    def window(p: Array, grow: float = 0.0) -> Array:
        oval = 1 - np.sqrt((p[:, 0] / (0.32 + grow)) ** 2 + ((p[:, 1] - 0.42) / (0.47 + grow)) ** 2)
        return np.where(p[:, 2] > -0.05, oval, -1.0)

    piece = Piece(*surface_nets(field, (-0.7, -0.6, -0.9), (0.7, 1.3, 0.75), 0.088, 2), "hat")
    piece.drop(window)
    piece.drop(lambda p: -0.34 - p[:, 1])
    piece.mark(lambda p: window(p, 0.05), 1, "hat band")
    return piece


HATS: Mapping[str, Hat] = MappingProxyType(
    {
        "beanie": Hat(_beanie),
        "beret": Hat(_beret),
        "bowler": Hat(_bowler, "3a343c", "2c272f"),
        "brimmed hat": Hat(_brimmed),
        "cap": Hat(_cap),
        "chef's hat": Hat(_chef, "f3eee2", "e6dfd0"),
        "cowboy hat": Hat(_cowboy, "9a7148", "5e412c"),
        "crown": Hat(_crown_of_gold, "d6b04e", "a8432f"),
        "fire helmet": Hat(_fire_helmet, "b8442f", "dcbf4a"),
        "flat cap": Hat(_flat_cap, "7a6f62"),
        "hard hat": Hat(_hard_hat, "e2b23c"),
        "headscarf": Hat(_scarfed, "6d7f9a", covers=True, hangs=True),
        "helmet": Hat(_helmet, "6b6d4a"),
        "hood": Hat(_hood, covers=True, hangs=True),
        "knight's helmet": Hat(_knight, "a4a8b0", "83868f", covers=True, hangs=True),
        "nurse's cap": Hat(partial(_drum, low=0.945, high=1.07, wide=0.27), "f4efe5", "c4554c"),
        "peaked cap": Hat(_peaked),
        "pillbox": Hat(partial(_drum, low=0.86, high=1.14, wide=0.385), "", "d6b25c"),
        "sailor hat": Hat(_sailor, "efe8db"),
        "space helmet": Hat(_space_helmet, "ece7dd", "d0a04a", covers=True),
        "straw hat": Hat(_straw, "dcb973", "8a4038"),
        "tiara": Hat(_tiara, "d9c48a"),
        "top hat": Hat(_top_hat, "332f39", "7c2f3c"),
        "turban": Hat(_turban, "b5673f"),
        "veil": Hat(_veil, "f4efe8", "dfd6bd", hangs=True),
        "wimple": Hat(partial(_scarfed, wimple=True), "37343f", "f1ece2", covers=True, hangs=True),
        "witch's hat": Hat(_witch, "3b3446", "7d5a86"),
    }
)
"""Every hat by name."""
