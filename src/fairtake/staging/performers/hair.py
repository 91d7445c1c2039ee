"""Hair and beards: shells over the skull, cut at the hairline, with a few drawn strands.

All fields are in head units. A style is a function from a head to its `Lock`s; add one to
`STYLES` under the name that `Appearance.hair` uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.sdf import (
    Array,
    Field,
    Profile,
    capsule,
    ellipsoid,
    normalized,
    ramp,
    smooth_min,
)
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["BEARDS", "STYLES", "Lock", "beard", "hair_pieces"]


@dataclass(frozen=True, slots=True)
class Lock:
    """One mass of hair: its field, what is cut away, the grid's step, where strands are drawn
    (fields whose positive side is another zone), how far normals are pulled to a smooth
    dome (0..1), whether it `hangs` onto the shoulders, and whether it sits `high` on the crown
    where a hat would be."""

    field: Field
    cuts: tuple[Field, ...] = ()
    step: float = 0.05
    strands: tuple[Field, ...] = ()
    dome: float = 0.93
    hangs: bool = False
    high: bool = False


def _azimuth(p: Array) -> Array:
    return np.arctan2(p[:, 0], p[:, 2] + 0.03)


def _below_hairline(head: Head, recede: float = 0.0, ripple: float = 0.0, drop: float = 0.0) -> Field:
    def field(p: Array) -> Array:
        return head.hairline(p, recede) - drop - p[:, 1] + ripple * np.sin(_azimuth(p) * 17)

    return field


def _shell(
    head: Head,
    p: Array,
    thick: float,
    *,
    recede: float = 0.0,
    top: float = 0.0,
    lift: float = 0.16,
    comb: float = 0.014,
    parting: float | None = None,
) -> Array:
    """Hair lying on the skull: thin at the hairline, `thick` above, `top` more at the crown's
    front, combed in soft waves."""
    above = p[:, 1] - head.hairline(p, recede)
    t = 0.012 + thick * ramp(0, lift, above)
    if top:
        t = t + top * ramp(0.72, 0.95, p[:, 1]) * ramp(-0.25, 0.25, p[:, 2])
    wave = np.abs(np.sin(2.5 * _azimuth(p) + 2 * p[:, 0]))
    t = t + comb * wave * ramp(0, 0.12, above)
    if parting is not None:
        groove = np.exp(-(((p[:, 0] - parting) / 0.022) ** 2)) * ramp(-0.15, 0.1, p[:, 2])
        t = t - 0.030 * groove * ramp(0, 0.1, above)
    return head.skull(p, False) - t


def _part_line(at: float) -> Field:
    return lambda p: np.minimum(p[:, 0] - at - 0.12 * (p[:, 2] - 0.1) ** 2, p[:, 2] + 0.12)


def _sector(low: float, high: float, sway: float = 0.10) -> Field:
    def field(p: Array) -> Array:
        a = np.abs(np.arctan2(p[:, 0], p[:, 2] + 0.05))
        return np.minimum(a + sway * np.sin(5 * p[:, 1]) - low, high - a - sway * np.sin(4 * p[:, 1] + 1))

    return field


def _crop(head: Head) -> list[Lock]:
    shell = partial(_shell, head, thick=0.055, top=0.07, comb=0.012)
    return [Lock(shell, (_below_hairline(head, ripple=0.012),), 0.064, (_combed(0.06),))]


def _buzz(head: Head) -> list[Lock]:
    return [Lock(partial(_shell, head, thick=0.022, comb=0.0, lift=0.08), (_below_hairline(head, 0.01),), 0.068)]


def _side_part(head: Head) -> list[Lock]:
    def field(p: Array) -> Array:
        swept = ramp(-0.12, 0.22, -p[:, 0] + 0.12) * ramp(0.62, 0.92, p[:, 1]) * ramp(-0.3, 0.2, p[:, 2])
        return _shell(head, p, 0.058, top=0.03, parting=0.135, comb=0.010) - 0.050 * swept

    return [Lock(field, (_below_hairline(head, -0.005),), 0.062, (_part_line(0.135), _combed(0.135)))]


def _combed(middle: float) -> Field:
    """Strands that fan out from the crown."""

    def field(p: Array) -> Array:
        z = p[:, 2] + 0.17
        return np.sin(5 * np.arctan2(p[:, 0] - middle, z) + 1.5 * np.hypot(p[:, 0], z))

    return field


def _balding(head: Head) -> list[Lock]:
    """A wreath: the crown is bare."""

    def bare(p: Array) -> Array:
        return p[:, 1] - 0.84 + 0.12 * ramp(0.0, 0.30, p[:, 2]) + 0.012 * np.sin(_azimuth(p) * 9)

    def shell(p: Array) -> Array:
        # Thin again toward the bare crown, or the wreath would stand off like a shelf.
        thin = 0.036 * ramp(-0.20, 0.0, bare(p))
        return _shell(head, p, 0.034, recede=0.10, comb=0.0) + thin

    return [Lock(shell, (_below_hairline(head, 0.10), bare), 0.062)]


def _thinning(head: Head) -> list[Lock]:
    shell = partial(_shell, head, thick=0.034, recede=0.075, comb=0.010)
    return [Lock(shell, (_below_hairline(head, 0.075, 0.008),), 0.064, (_combed(0.0),))]


def _bun(head: Head) -> list[Lock]:
    def knot(p: Array) -> Array:
        d = ellipsoid(p, (0, 1.02, -0.30), (0.185, 0.16, 0.17))
        d = smooth_min(d, ellipsoid(p, (0, 0.90, -0.28), (0.16, 0.12, 0.12)), 0.04)
        return d + 0.012 * np.sin(9 * p[:, 0] + 12 * p[:, 1])

    back = (_part_line(0.09), _sector(1.5, 1.9), _sector(2.3, 2.7))
    return [
        Lock(partial(_shell, head, thick=0.052), (_below_hairline(head),), 0.064, back),
        Lock(
            knot, (), 0.064, (lambda p: p[:, 0] * 0.5 + p[:, 1] - 1.02 + 0.06 * np.sin(14 * p[:, 0]),), 0.0, high=True
        ),
    ]


def _ponytail(head: Head) -> list[Lock]:
    def tail(p: Array) -> Array:
        sway = 0.02 * np.sin(7 * p[:, 1])
        q = p.copy()
        q[:, 0] = q[:, 0] + sway
        d = capsule(q, (0, 0.80, -0.42), (0, 0.72, -0.56), 0.075, 0.105)
        d = smooth_min(d, capsule(q, (0, 0.72, -0.56), (0, 0.30, -0.62), 0.105, 0.110), 0.05)
        return smooth_min(d, capsule(q, (0, 0.30, -0.62), (0, -0.10, -0.55), 0.110, 0.030), 0.05)

    combs = (_sector(1.3, 1.7), _sector(2.2, 2.6))
    return [
        Lock(partial(_shell, head, thick=0.046, comb=0.008), (_below_hairline(head),), 0.064, combs),
        Lock(tail, (), 0.068, (lambda p: np.sin(24 * p[:, 0] + 5 * p[:, 1]) - 0.3,), 0.0),
    ]


def _falling(head: Head, bottom: float, wave: float = 0.0, fringe: bool = False) -> list[Lock]:
    """A bob or long hair: a curtain around the head with a window for the face; `wave` how
    wavy it falls, `fringe` cut straight above the eyes."""
    long = bottom < -0.2

    def field(p: Array) -> Array:
        y = p[:, 1]
        u = np.clip(y, bottom - 0.1, 0.62)
        if long:
            flare = 0.05 * ramp(0.5, 0.1, u) - 0.03 * ramp(-0.2, -0.6, u)
            middle, deep = -0.07 - 0.10 * ramp(0.2, -0.4, y), -0.16 * ramp(0.2, -0.5, y)
        else:
            flare = 0.06 * ramp(0.5, 0.15, u) - 0.05 * ramp(0.22, 0.08, u)
            middle, deep = np.full(len(p), -0.07), np.zeros(len(p))
        flare = flare + 0.016 * np.abs(np.sin(4 * _azimuth(p) + 2.2 * y))
        if wave:
            # Waves run down the lengths and never into the face.
            flare = flare + wave * np.sin(13 * y + 2 * _azimuth(p)) * ramp(0.60, 0.30, y)
        q = np.sqrt((p[:, 0] / (0.372 + flare)) ** 2 + ((p[:, 2] - middle) / (0.425 + flare + deep)) ** 2)
        curtain = np.maximum((q - 1) * 0.38, y - 0.66)
        top = _shell(head, p, 0.062, lift=0.15)
        return smooth_min(curtain, np.maximum(top, 0.30 - y), 0.06)

    def window(p: Array) -> Array:
        y, u = p[:, 1], p[:, 0] - 0.075
        edge = 0.80 - np.where(u < 0, 1.15, 5.5) * u * u
        if fringe:
            edge = 0.655 - 0.25 * p[:, 0] ** 2 + 0.008 * np.sin(40 * p[:, 0])
        side = 0.285 + 0.02 * np.sin(y * 9) - np.abs(p[:, 0]) + 0.055 * ramp(0.0, 0.15, p[:, 0])
        return np.minimum(np.minimum(edge - y, side), p[:, 2])

    def hem(p: Array) -> Array:
        lower = 0.10 * ramp(0.3, -0.3, p[:, 2]) if not long else 0.0
        return bottom + 0.02 * np.sin(_azimuth(p) * 6) + lower - p[:, 1]

    cuts: tuple[Field, ...] = (window, hem)
    if long:
        # Below the jaw it lies back on the shoulders, in one sweep from the cheek down.
        cuts += (
            lambda p: np.minimum(
                0.46 - p[:, 1], p[:, 2] - 0.06 - 0.10 * ramp(-0.5, 0.2, p[:, 1]) - 0.26 * ramp(-0.15, 0.46, p[:, 1])
            ),
        )
    strands = (_part_line(0.075), _sector(1.62, 2.0), _sector(2.45, 2.8))
    return [Lock(field, cuts, 0.076 if long else 0.068, strands, hangs=long)]


def _pixie(head: Head) -> list[Lock]:
    def field(p: Array) -> Array:
        fringe = ramp(0.55, 0.85, p[:, 1]) * ramp(0.0, 0.25, p[:, 2])
        return _shell(head, p, 0.060, top=0.035, comb=0.018) - 0.02 * fringe

    def edge(p: Array) -> Array:
        a = _azimuth(p)
        fringe = 0.72 + 0.10 * np.sin(a * 1.3 + 0.5) + 0.018 * np.abs(np.sin(a * 8))
        temple = Profile((0, 40, 62, 78, 95, 112, 135, 180), (0.0, 0.0, -0.06, -0.16, -0.10, -0.03, 0.0, 0.0))
        line = np.where(np.abs(a) < 0.75, fringe, head.hairline(p))
        blend = ramp(0.55, 0.95, np.abs(a))
        return fringe * (1 - blend) + line * blend + temple(np.degrees(np.abs(a))) * 0.6 - p[:, 1]

    return [Lock(field, (edge,), 0.062, (_combed(0.1), _sector(1.9, 2.3)))]


def _lumps(seed: int, count: int, radius: tuple[float, float]) -> tuple[Array, Array]:
    """Evenly strewn curls on the dome of the head (Fibonacci sphere)."""
    rng = np.random.default_rng(seed)
    i = np.arange(count) + 0.5
    polar, turn = np.arccos(1 - 2 * i / count), np.pi * (1 + 5**0.5) * i
    points = np.stack([np.cos(turn) * np.sin(polar), np.cos(polar), np.sin(turn) * np.sin(polar)], 1)
    centers = np.array([0, 0.64, -0.07]) + points * np.array([0.375, 0.40, 0.455]) + rng.normal(0, 0.012, points.shape)
    return centers, rng.uniform(*radius, count)


def _curly(head: Head) -> list[Lock]:
    centers, radii = _lumps(5, 84, (0.105, 0.140))
    keep = centers[:, 1] > np.maximum(head.hairline(centers) + 0.02, 0.36)
    centers, radii = centers[keep], radii[keep]

    def field(p: Array) -> Array:
        above = p[:, 1] - head.hairline(p)
        d = head.skull(p, False) - 0.05 * ramp(0, 0.15, above) - 0.008
        squares = (p * p).sum(1)[:, None] + (centers * centers).sum(1) - 2 * p @ centers.T
        near = (np.sqrt(np.maximum(squares, 0)) - radii).min(1)
        return smooth_min(d, near, 0.02)

    return [Lock(field, (_below_hairline(head, drop=0.03),), 0.061, (), 0.40)]


def _afro(head: Head) -> list[Lock]:
    def field(p: Array) -> Array:
        above = p[:, 1] - head.hairline(p)
        ball = ellipsoid(p, (0, 0.735, -0.10), (0.495, 0.475, 0.545))
        bumps = 0.011 * np.sin(31 * p[:, 0]) * np.sin(29 * p[:, 1] + 1) * np.sin(27 * p[:, 2] + 2)
        cap = head.skull(p, False) - 0.012 - 0.10 * ramp(0, 0.10, above)
        whole = np.maximum(smooth_min(ball, cap, 0.05), cap - 0.22) + bumps
        # It stands off from the temples: closed below, or one would look into it.
        return np.maximum(whole, -above - 0.01)

    return [Lock(field, (), 0.068, (), 0.75)]


def _braid(head: Head) -> list[Lock]:
    def plaits(p: Array) -> Array:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        swell = 0.016 * np.abs(np.sin(p[:, 1] * 17))
        d = capsule(q, (0.30, 0.36, -0.22), (0.36, 0.08, -0.10), 0.062, 0.066)
        d = smooth_min(d, capsule(q, (0.36, 0.08, -0.10), (0.37, -0.38, 0.02), 0.066, 0.034), 0.03)
        return d - swell

    return [
        Lock(partial(_shell, head, thick=0.048), (_below_hairline(head),), 0.064, (_part_line(0.0), _sector(1.5, 1.9))),
        Lock(plaits, (), 0.062, (lambda p: np.sin(p[:, 1] * 34 + 20 * np.abs(p[:, 0])),), 0.0, True),
    ]


def _slicked(head: Head) -> list[Lock]:
    """Combed straight back."""
    lines: Field = lambda p: np.sin(5.5 * np.arctan2(p[:, 0], p[:, 2] + 0.75)) + 0 * p[:, 1]  # noqa: E731
    shell = partial(_shell, head, thick=0.036, top=0.035, comb=0.0, lift=0.10)
    return [Lock(shell, (_below_hairline(head, 0.012),), 0.062, (_sector(1.6, 2.0), lines), 0.9)]


def _quiff(head: Head) -> list[Lock]:
    """Short at the sides, a wave high above the forehead."""

    def field(p: Array) -> Array:
        d = _shell(head, p, 0.034, comb=0.006)
        crest = ellipsoid(p, (0.02, 1.00, 0.17), (0.225, 0.125, 0.20)) - 0.010 * np.sin(18 * p[:, 0] + 8 * p[:, 2])
        return smooth_min(d, np.maximum(crest, head.hairline(p) - 0.02 - p[:, 1]), 0.09)

    return [Lock(field, (_below_hairline(head),), 0.060, (_combed(0.05),), 0.7)]


def _undercut(head: Head) -> list[Lock]:
    """Shorn sides under a long top that falls to one side."""

    def top_only(p: Array) -> Array:
        return ramp(0.76, 0.84, p[:, 1] + 0.05 * ramp(0.0, -0.4, p[:, 2]))

    def field(p: Array) -> Array:
        swept = 0.055 * ramp(0.15, -0.25, p[:, 0]) * ramp(-0.3, 0.2, p[:, 2])
        thick = 0.010 + (0.075 + swept) * top_only(p)
        above = p[:, 1] - head.hairline(p)
        return head.skull(p, False) - thick * ramp(-0.01, 0.07, above)

    edge: Field = lambda p: p[:, 1] + 0.05 * ramp(0.0, -0.4, p[:, 2]) - 0.80  # noqa: E731
    return [Lock(field, (_below_hairline(head),), 0.058, (edge, lambda p: np.minimum(_combed(0.13)(p), edge(p))), 0.55)]


def _mohawk(head: Head) -> list[Lock]:
    """A crest over shorn sides."""

    def crest(p: Array) -> Array:
        across = np.abs(p[:, 0]) - 0.062
        r = np.hypot((p[:, 1] - 0.56) / 0.66, (p[:, 2] + 0.10) / 0.66)
        teeth = 0.055 * np.abs(np.sin(9 * np.arctan2(p[:, 2] + 0.10, p[:, 1] - 0.5)))
        fan = (r - 1 + teeth) * 0.6
        return np.asarray(np.maximum(np.maximum(across + 0.10 * np.clip(r - 0.7, 0, 1), fan), 0.30 - p[:, 1]))

    front: Field = lambda p: np.minimum(p[:, 2] - 0.24, 0.90 - p[:, 1])  # noqa: E731
    return [
        Lock(partial(_shell, head, thick=0.010, comb=0.0, lift=0.05), (_below_hairline(head, 0.01),), 0.068),
        Lock(crest, (front, lambda p: head.hairline(p) - p[:, 1]), 0.050, (), 0.0, high=True),
    ]


def _mullet(head: Head) -> list[Lock]:
    """Short in front, long behind."""

    def back(p: Array) -> Array:
        y = p[:, 1]
        q = np.hypot(
            p[:, 0] / (0.34 + 0.05 * ramp(0.3, -0.1, y)), (p[:, 2] + 0.10) / (0.43 + 0.04 * ramp(0.3, -0.1, y))
        )
        return np.maximum((q - 1) * 0.36, y - 0.60) - 0.010 * np.sin(14 * _azimuth(p))

    def field(p: Array) -> Array:
        return smooth_min(_shell(head, p, 0.055, top=0.05, comb=0.016), np.maximum(back(p), p[:, 2] + 0.10), 0.05)

    def edge(p: Array) -> Array:
        behind = ramp(-0.06, -0.14, p[:, 2])
        low = -0.16 + 0.03 * np.sin(9 * _azimuth(p))
        return head.hairline(p) * (1 - behind) + low * behind - p[:, 1]

    return [Lock(field, (edge,), 0.066, (_combed(0.06), _sector(2.2, 2.6)), hangs=False)]


def _tonsure(head: Head) -> list[Lock]:
    """A monk's ring of hair."""

    def bare(p: Array) -> Array:
        return 0.27 - np.hypot(p[:, 0], (p[:, 2] + 0.10) * 0.85) - 4 * np.clip(0.85 - p[:, 1], 0, 1)

    def shell(p: Array) -> Array:
        return _shell(head, p, 0.050, comb=0.012, recede=0.01) + 0.040 * ramp(-0.10, 0.0, bare(p))

    return [Lock(shell, (_below_hairline(head, 0.01, 0.010), bare), 0.058, (_combed(0.0),))]


def _pigtails(head: Head) -> list[Lock]:
    """Two tails that stand off at the sides."""

    def tails(p: Array) -> Array:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        d = capsule(q, (0.34, 0.66, -0.16), (0.47, 0.60, -0.19), 0.070, 0.100)
        d = smooth_min(d, capsule(q, (0.47, 0.60, -0.19), (0.52, 0.28, -0.16), 0.105, 0.105), 0.06)
        return smooth_min(d, capsule(q, (0.52, 0.28, -0.16), (0.48, 0.02, -0.12), 0.100, 0.022), 0.06)

    return [
        Lock(partial(_shell, head, thick=0.048), (_below_hairline(head),), 0.064, (_part_line(0.0), _sector(1.2, 1.6))),
        Lock(tails, (), 0.072, (lambda p: np.sin(26 * np.abs(p[:, 0]) + 6 * p[:, 1]) - 0.2,), 0.0, high=True),
    ]


def _chignon(head: Head) -> list[Lock]:
    """Put up low at the nape, with a soft roll off the forehead."""

    def knot(p: Array) -> Array:
        d = ellipsoid(p, (0, 0.42, -0.52), (0.20, 0.16, 0.14))
        return d + 0.010 * np.sin(11 * p[:, 0] + 16 * p[:, 1])

    coil: Field = lambda p: 0.06 * np.sin(16 * p[:, 1]) + p[:, 0]  # noqa: E731
    return [
        Lock(
            partial(_shell, head, thick=0.066, lift=0.12),
            (_below_hairline(head),),
            0.064,
            (_part_line(0.10), _sector(1.7, 2.1)),
        ),
        Lock(knot, (), 0.060, (coil,), 0.0),
    ]


def _updo(head: Head) -> list[Lock]:
    """Piled high."""

    def field(p: Array) -> Array:
        d = _shell(head, p, 0.062, lift=0.12)
        pile = ellipsoid(p, (0, 1.04, -0.17), (0.30, 0.25, 0.30)) - 0.012 * np.sin(14 * p[:, 1] + 5 * p[:, 0])
        return smooth_min(d, pile, 0.10)

    rolls: Field = lambda p: np.minimum(np.sin(13 * p[:, 1] + 7 * p[:, 0]), p[:, 1] - 0.86)  # noqa: E731
    return [Lock(field, (_below_hairline(head),), 0.064, (rolls, _sector(1.5, 1.9)), 0.55, high=False)]


def _dreadlocks(head: Head) -> list[Lock]:
    """Ropes of hair to the shoulders, off the face."""
    turns = np.radians(np.array([70, 104, 138, 170]))
    starts = np.stack([0.32 * np.sin(turns), np.full(4, 0.48), -0.07 + 0.38 * np.cos(turns)], 1)
    ends = np.stack([0.40 * np.sin(turns), np.array([-0.12, -0.24, -0.30, -0.32]), -0.14 + 0.42 * np.cos(turns)], 1)
    ends[:, 2] = np.minimum(ends[:, 2], 0.02)

    def field(p: Array) -> Array:
        q = p.copy()
        q[:, 0] = np.abs(q[:, 0])
        ropes = capsule(q, starts[0], ends[0], 0.078, 0.062)
        for a, b in zip(starts[1:], ends[1:], strict=True):
            ropes = np.minimum(ropes, capsule(q, a, b, 0.086, 0.066))
        rough = 0.010 * np.sin(34 * p[:, 1])
        cap = _shell(head, p, 0.055, comb=0.040, lift=0.10)
        return smooth_min(cap, ropes - rough, 0.03)

    strand: Field = lambda p: np.sin(10.6 * np.abs(_azimuth(p)) + 1.0)  # noqa: E731
    cuts: tuple[Field, ...] = (lambda p: np.minimum(head.hairline(p) - p[:, 1], p[:, 2] - 0.06),)
    return [Lock(field, cuts, 0.078, (strand,), 0.45, hangs=True)]


def _cornrows(head: Head) -> list[Lock]:
    """Plaited close to the head, from the brow back."""

    def rows(p: Array) -> Array:
        return np.cos(34 * p[:, 0] / (0.9 + 0.3 * p[:, 2]))

    def field(p: Array) -> Array:
        return _shell(head, p, 0.022, comb=0.0, lift=0.05) - 0.014 * rows(p) * ramp(0.5, 0.75, p[:, 1])

    return [Lock(field, (_below_hairline(head),), 0.056, (rows,), 0.75)]


def _shaggy(head: Head) -> list[Lock]:
    """Untidy, over the ears and into the forehead."""

    def tufts(p: Array) -> Array:
        return np.abs(np.sin(5 * _azimuth(p) + 3 * p[:, 1])) + 0.5 * np.abs(np.sin(11 * _azimuth(p)))

    def field(p: Array) -> Array:
        return _shell(head, p, 0.085, top=0.03, comb=0.0, lift=0.20) - 0.030 * tufts(p) * ramp(0.35, 0.6, p[:, 1])

    def edge(p: Array) -> Array:
        a = np.abs(_azimuth(p))
        line = Profile((0, 30, 50, 68, 90, 115, 140, 180), (0.74, 0.73, 0.66, 0.42, 0.30, 0.22, 0.10, 0.06))(
            np.degrees(a)
        )
        return line + 0.045 * np.abs(np.sin(4.5 * _azimuth(p) + 0.6)) - p[:, 1]

    return [Lock(field, (edge,), 0.064, (_combed(0.1), _sector(1.8, 2.2)), 0.7)]


STYLES: Mapping[str, Callable[[Head], list[Lock]]] = MappingProxyType(
    {
        "afro": _afro,
        "bald": lambda head: [],
        "balding": _balding,
        "bob": partial(_falling, bottom=0.10),
        "braids": _braid,
        "bun": _bun,
        "buzz": _buzz,
        "chignon": _chignon,
        "cornrows": _cornrows,
        "crop": _crop,
        "curly": _curly,
        "dreadlocks": _dreadlocks,
        "fringe": partial(_falling, bottom=0.06, fringe=True),
        "long": partial(_falling, bottom=-0.62),
        "long fringe": partial(_falling, bottom=-0.62, fringe=True),
        "mohawk": _mohawk,
        "mullet": _mullet,
        "pigtails": _pigtails,
        "pixie": _pixie,
        "ponytail": _ponytail,
        "quiff": _quiff,
        "shaggy": _shaggy,
        "side part": _side_part,
        "slicked back": _slicked,
        "thinning": _thinning,
        "tonsure": _tonsure,
        "undercut": _undercut,
        "updo": _updo,
        "wavy": partial(_falling, bottom=-0.50, wave=0.032),
    }
)
"""Every hair style by name."""


BEARDS = ("full", "goatee", "long", "moustache", "short", "sideburns", "stubble", "van dyke", "walrus")
"""Every beard by name; stubble is drawn and not modelled."""


def beard(head: Head, style: str) -> list[Lock]:
    """A beard of that name."""
    edge = Profile((0, 14, 22, 32, 50, 66, 80, 180), (0.275, 0.272, 0.235, 0.20, 0.255, 0.40, 0.47, 0.47))
    size = 0.022 if style == "short" else 0.05

    def line(p: Array) -> Array:
        return edge(np.degrees(np.arctan2(np.abs(p[:, 0]), p[:, 2] + 0.03)))

    def full(p: Array) -> Array:
        below = line(p) - p[:, 1]
        lower = 1 + 0.35 * ramp(0.1, -0.02, p[:, 1])
        waves = 0.008 * np.abs(np.sin(22 * p[:, 0] + 5 * p[:, 1])) * ramp(0.02, 0.1, below)
        return head.skull(p, False) - (0.008 + size * ramp(0, 0.14, below) * lower + waves)

    def mouth(p: Array) -> Array:
        return np.asarray(np.minimum(1 - np.sqrt((p[:, 0] / 0.108) ** 2 + ((p[:, 1] - 0.174) / 0.052) ** 2), p[:, 2]))

    def moustache(p: Array) -> Array:
        below = line(p) - p[:, 1]
        return head.skull(p, False) - (0.006 + 0.045 * ramp(0, 0.06, below))

    above: Field = lambda p: p[:, 1] - line(p)  # noqa: E731 - one of several like it
    if style in ("moustache", "walrus", "van dyke"):
        droop, low = (0.55, 0.206) if style == "walrus" else (0.35, 0.222)
        sides: Field = lambda p: np.abs(p[:, 0]) + 0.35 * (0.25 - p[:, 1]) - 0.15  # noqa: E731
        lip: Field = lambda p: low - droop * np.abs(p[:, 0]) - p[:, 1]  # noqa: E731
        whiskers = [Lock(moustache, (above, sides, lip, lambda p: -p[:, 2]), 0.032, (), 0.3)]
        return whiskers + (_chin_beard(head) if style == "van dyke" else [])
    if style == "goatee":
        return _chin_beard(head)
    if style == "sideburns":
        # Down the cheeks in front of the ears; the chin is shaven.
        def chops(p: Array) -> Array:
            below = line(p) + 0.10 - p[:, 1]
            return head.skull(p, False) - (0.006 + 0.034 * ramp(0, 0.12, below))

        def cheek(p: Array) -> Array:
            forward = p[:, 2] - 0.20 + 0.30 * (p[:, 1] - 0.2)
            return np.maximum(np.maximum(forward, -0.045 - p[:, 2]), np.maximum(p[:, 1] - 0.50, 0.13 - p[:, 1]))

        return [Lock(chops, (cheek, lambda p: 0.20 - np.abs(p[:, 0])), 0.040, (), 0.3)]
    if style == "long":

        def flowing(p: Array) -> Array:
            d = full(p)
            fall = ellipsoid(p, (0, -0.06, 0.27), (0.20, 0.36, 0.11)) - 0.012 * np.sin(26 * p[:, 0])
            return smooth_min(d, fall, 0.08)

        return [Lock(flowing, (above, mouth, lambda p: -0.44 - p[:, 1], lambda p: -0.02 - p[:, 2]), 0.050, (), 0.6)]
    return [Lock(full, (above, mouth, lambda p: -0.06 - p[:, 1], lambda p: -0.02 - p[:, 2]), 0.044, (), 0.3)]


def _chin_beard(head: Head) -> list[Lock]:
    """A pointed tuft on the chin."""

    def tuft(p: Array) -> Array:
        d = head.skull(p, False) - 0.030 * ramp(0.16, 0.06, p[:, 1])
        return smooth_min(d, ellipsoid(p, (0, 0.02, 0.315), (0.072, 0.115, 0.060)), 0.04)

    sides: Field = lambda p: np.abs(p[:, 0]) - 0.085 - 0.20 * np.clip(p[:, 1] - 0.06, -0.1, 0.05)  # noqa: E731
    return [Lock(tuft, (sides, lambda p: p[:, 1] - 0.125, lambda p: 0.10 - p[:, 2]), 0.036, (), 0.3)]


def hair_pieces(head: Head, locks: list[Lock], material: str, cuts: tuple[Field, ...] = ()) -> list[Piece]:
    """Locks meshed, in head units. `cuts` are applied to all (a hat, a hood)."""
    return [_mesh(lock, material, cuts) for lock in locks]


def _mesh(lock: Lock, material: str, cuts: tuple[Field, ...]) -> Piece:
    piece = Piece(*surface_nets(lock.field, (-0.62, -0.72, -0.80), (0.62, 1.24, 0.66), lock.step, 2), material)
    for cut in (*lock.cuts, *cuts):
        piece.drop(cut)
    if lock.dome:
        ideal = normalized((piece.vertices - np.array([0, 0.45, -0.06])) / np.array([0.40, 0.55, 0.46]) ** 2)
        piece.normals = normalized(piece.normals * (1 - lock.dome) + ideal * lock.dome)
    for strand in lock.strands:
        piece.mark(strand, int(piece.zones.max(initial=0)) + 1)
    return piece.compact()
