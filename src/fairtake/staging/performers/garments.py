"""Garments for the trunk: what outfits are put together from. Each returns weighted pieces.

Materials are named by their place in the outfit ("outer", "inner", "lower", "accent",
"trim", "shoes", "sole", "skin"); `wardrobe` says which garments make an outfit and `figure`
which colours the names stand for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.sdf import (
    Array,
    Field,
    Profile,
    folded,
    ramp,
    smooth_min,
    superellipse_loft,
)
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.weights import body_weights, skirt_weights

__all__ = [
    "CLOTH_STEP",
    "FITTED",
    "LOOSE",
    "SHORT",
    "Top",
    "band",
    "top",
]

FITTED = (0.051, 0.054, 0.053, 0.049, 0.049, 0.047, 0.042, 0.0345, 0.033)
"""Sleeve radii of shirts and suits."""
LOOSE = (0.053, 0.058, 0.058, 0.054, 0.054, 0.053, 0.047, 0.0375, 0.035)
"""Sleeve radii of coats and sweaters."""
SHORT = (0.054, 0.061, 0.069, 0.075, 0.075, 0.075, 0.075, 0.075, 0.075)
"""Sleeve radii of a T-shirt: wide where they end."""

CLOTH_STEP = (0.033, 0.046, 0.033)
"""Cloth hangs: fewer rows than columns."""
_FINE_STEP = (0.0305, 0.042, 0.0305)
"""Where lapels and openings are cut into it."""
_SEAT = 0.90  # where the seat stands out most
_GOWN_STEP = (0.036, 0.058, 0.036)
"""The longer it hangs, the fewer."""


@dataclass(frozen=True, slots=True)
class Top:
    """What covers the trunk. Metres on a 1.75 m adult.

    `ease` off the skin, `hem` the height it ends at, `sleeve` where sleeves end along the
    arm (0 none, 1 elbow, 1.93 wrist), `radii` of the sleeves, `flare` extra ease at the hem;
    `sweep` (half width, half depth) of the hem of coats and dresses, ending below the hips;
    `round_neck` (radius, height) of a round opening or None for one closed by a collar;
    `vee` the height at which a V opening ends; `shirt` true when something is seen in it;
    `lapel` its width; `front` x of the closing line or None; `belt` heights (low, high);
    `cuff` and `rib` draw cuffs and a knitted hem; `yoke` a seam across the shoulders;
    `pockets` "chest", "hip" or ""; `tie` shows a tie in the V; `folds` depth of drawn folds.
    `sleeves` another material for them (a waistcoat's shirt); `bib` the material of a bib with
    straps (dungarees); `bands` heights (low, high) of bright bands round the trunk and `hoops`
    places along the sleeves of bands there; `sash` (half width, material) of a broad band from
    the left shoulder to the right hip; `strapless` ends above the bust; `leotard` is cut out
    for the legs; `shawl` the material of the lapels; `chest` a seam across the chest at that
    height; `torn` frays the hem.
    """

    ease: float = 0.012
    hem: float = 0.87
    sleeve: float = 1.93
    radii: tuple[float, ...] = FITTED
    flare: float = 0.0
    sweep: tuple[float, float] | None = None
    round_neck: tuple[float, float] | None = None
    vee: float | None = None
    shirt: bool = False
    lapel: float = 0.0
    front: float | None = None
    belt: tuple[float, float] | None = None
    cuff: bool = True
    rib: bool = False
    yoke: bool = False
    pockets: str = ""
    tie: bool = False
    folds: float = 0.004
    material: str = "outer"
    sleeves: str = ""
    bib: str = ""
    bands: tuple[tuple[float, float], ...] = ()
    sash: tuple[float, str] | None = None
    strapless: bool = False
    leotard: bool = False
    shawl: str = ""
    hoops: tuple[float, ...] = ()
    chest: float | None = None
    torn: bool = False


def _on_torso(body: Body, field: Field) -> Field:
    return lambda p: np.minimum(field(p), -body.is_arm(p))


def band(low: float, high: float) -> tuple[Field, Field]:
    """Two fields that are both positive between two heights."""
    return (lambda p: high - p[:, 1], lambda p: p[:, 1] - low)


def top(body: Body, cut: Top) -> list[Piece]:
    """A shirt, jacket, coat or dress: trunk and sleeves in one mesh."""
    sleeve = body.sleeve(cut.radii)
    sweep = _sweep(body, cut) if cut.sweep else None
    hangs = sweep is None and cut.hem < _SEAT and not cut.leotard

    def field(p: Array) -> Array:
        if hangs:
            # From the seat down it falls straight, and bridges the small of the back: no balloon at the hips.
            straight = np.stack([p[:, 0], np.maximum(p[:, 1], _SEAT), p[:, 2]], 1)
            d = body.torso(straight, cut.ease) - cut.flare * ramp(_SEAT + 0.02, cut.hem, p[:, 1])
            hollow = np.exp(-(((p[:, 1] - 1.02) / 0.065) ** 2)) * ramp(0.03, -0.05, p[:, 2])
            d = d - 0.9 * cut.ease * hollow
        else:
            d = body.torso(p, cut.ease) - cut.flare * ramp(1.16, 0.90, p[:, 1])
        if sweep is None and cut.hem < 0.95:
            # Worn over trousers, whose seat and thighs must not show through.
            d = smooth_min(d, np.maximum(body.legs(p, 0.012)[0], p[:, 1] - 0.95), 0.05)
        if sweep is not None:
            d = smooth_min(d, sweep(p), 0.05)
        if cut.sleeve <= 0:
            return np.asarray(d)
        arm, place = body.arms(p, cut.ease * 0.4, sleeve)
        if cut.folds and cut.sleeve > 1.2:
            arm = arm + cut.folds * np.sin(place * 21 + 30 * p[:, 2]) * ramp(0.28, 0.0, np.abs(place - 1.05))
            arm = arm + cut.folds * 0.7 * np.sin(place * 34) * ramp(1.55, 1.85, place)
        return smooth_min(d, arm, 0.035)

    # A long sleeve reaches lower than the hem of a short top.
    low = min(cut.hem - 0.05, 0.82) if cut.sleeve > 1.2 else cut.hem - 0.05
    high = (0.62, 1.56, 0.33) if not cut.sweep else (0.62, 1.56, max(0.33, cut.sweep[1] + 0.06))
    step = _FINE_STEP if cut.vee is not None else _GOWN_STEP if cut.sweep and cut.hem < 0.60 else CLOTH_STEP
    piece = Piece(*surface_nets(field, (-0.62, low, -max(0.30, high[2] - 0.02)), high, step, 2), cut.material)
    hem = _hem(cut)
    if cut.sleeve > 1.2 and cut.hem > 0.9:
        # The hem of a short top is not that of its sleeves, which hang beside it.
        piece.drop(lambda p: np.minimum(hem(p), -body.is_arm(p)))
    else:
        piece.drop(hem)
    piece.drop(_sleeve_end(body, cut.sleeve))
    if cut.strapless:
        piece.drop(
            lambda p: (
                p[:, 1] - 1.290 - 0.026 * np.exp(-(((np.abs(p[:, 0]) - 0.072) / 0.045) ** 2)) * ramp(0.0, 0.06, p[:, 2])
            )
        )
    else:
        _open_neck(piece, body, cut)
    _details(piece, body, cut)
    piece.compact()
    piece.weights = (
        skirt_weights(body, piece.vertices, leg=0.100 if cut.round_neck else 0.140)
        if cut.sweep
        else body_weights(body, piece.vertices, hands=False)
    )
    return [piece]


def _hem(cut: Top) -> Field:
    if cut.leotard:
        return lambda p: 0.815 + 1.05 * np.clip(np.abs(p[:, 0]) - 0.035, 0, 1) * ramp(-0.16, 0.0, p[:, 2]) - p[:, 1]
    if cut.torn:
        # Rags: teeth of unequal length, the same on every build.
        def ragged(p: Array) -> Array:
            turn = np.arctan2(p[:, 0], p[:, 2])
            saw = np.abs(np.mod(turn * 2.3 + 0.35 * np.sin(turn * 3), 1.0) - 0.5) * 2
            return np.asarray(cut.hem + 0.11 * saw * (0.65 + 0.35 * np.sin(turn * 5 + 1)) - p[:, 1])

        return ragged
    return lambda p: cut.hem + 0.006 * np.sin(9 * p[:, 0] + 4 * p[:, 2]) - p[:, 1]


def _sleeve_end(body: Body, place: float) -> Field:
    if place <= 0:
        # Sleeveless: an armhole around the shoulder.
        def armhole(p: Array) -> Array:
            return folded(p)[:, 0] - (body.shoulder - 0.022)

        return lambda p: np.minimum(armhole(p), p[:, 1] - 1.22)
    return lambda p: np.minimum(body.arms(p)[1] - place, body.is_arm(p))


def _sweep(body: Body, cut: Top) -> Field:
    assert cut.sweep is not None
    wide, deep = cut.sweep
    f = body.curves
    hip_x, hip_z = 0.186 + 0.010 * f + cut.ease, 0.136 + cut.ease
    waist_x, waist_z = (0.158 - 0.020 * f) + cut.ease, 0.108 + cut.ease
    grow = 1 + 0.30 * (body.build - 0.35)
    ys = [cut.hem - 0.06, cut.hem + 0.5 * (0.92 - cut.hem), 0.92, 1.06, 1.16]
    half_x = Profile(ys, np.array([wide, 0.5 * (wide + hip_x), hip_x, waist_x, 0.10]) * grow)
    half_z = Profile(ys, np.array([deep, 0.5 * (deep + hip_z), hip_z, waist_z, 0.07]) * grow)
    middle = Profile(ys, [-0.006, -0.008, -0.010, 0.0, 0.0])

    def field(p: Array) -> Array:
        turn = np.arctan2(p[:, 0], p[:, 2])
        fold = 0.009 * np.sin(turn * 8 + 0.5) * ramp(0.95, 0.55, p[:, 1])
        return superellipse_loft(p, half_x, half_z, middle, 2.2) - fold

    return field


def _open_neck(piece: Piece, body: Body, cut: Top) -> None:
    if cut.round_neck is None:
        # Only around the neck: the shoulders of a heavy man rise above this plane.
        piece.drop(
            lambda p: np.minimum(
                p[:, 1] - 1.440 + np.clip(0.38 * (p[:, 2] + 0.015), -0.010, 1.0),
                0.104 - np.hypot(p[:, 0], p[:, 2] + 0.030),
            )
        )
        return
    radius, height = cut.round_neck
    center = np.array([0, height, -0.018])

    def opening(p: Array) -> Array:
        return np.asarray(radius - np.sqrt(((p - center) ** 2).sum(1)))

    piece.drop(opening)
    if cut.rib:
        piece.mark(lambda p: opening(p) + 0.020, 9, "trim" if cut.material == "outer" else None)


def _details(piece: Piece, body: Body, cut: Top) -> None:
    """Seams, openings and bands, in the order in which cloth lies on cloth."""
    main: tuple[int, ...] = (0,)
    if cut.front is not None:
        x = cut.front
        piece.mark((lambda p: p[:, 0] - x, lambda p: p[:, 2]), 1)
        main = (0, 1)
    if cut.sleeve > 0:
        _armhole_seam(piece, body, main, cut.sleeves or None)
    if not cut.sleeves:
        main = (*main, 2, 3)
    if cut.chest is not None:
        seam = cut.chest
        piece.mark(lambda p: p[:, 1] - seam, 4, "trim", (0, 1))
        main = (*main, 4)
    if cut.yoke:
        piece.mark(lambda p: p[:, 1] - 1.335 - 0.04 * p[:, 2], 4, None, (0, 1))
        main = (*main, 4)
    if cut.vee is not None:
        _vee(piece, body, cut, main)
    if cut.bib:
        _bib(piece, cut.bib, main)
    if cut.sash is not None:
        half, cloth = cut.sash
        piece.mark(
            _on_torso(body, lambda p: half - np.abs(p[:, 0] * 0.86 - 0.62 * (p[:, 1] - 1.20) + 0.01)), 21, cloth, main
        )
    for i, (low, high) in enumerate(cut.bands):
        piece.mark((*band(low, high), lambda p: -body.is_arm(p)), 24 + i, "accent", main)
    for i, at in enumerate(cut.hoops):
        hoop = (_along(body, at - 0.075, 1.0), _along(body, at + 0.075, -1.0), body.is_arm)
        piece.mark(hoop, 27 + i, "accent")
    if cut.belt is not None:
        piece.mark((*band(*cut.belt), lambda p: -body.is_arm(p)), 7, "accent", main)
    if cut.pockets:
        _pockets(piece, body, cut, main)
    if cut.cuff and cut.sleeve > 1.2:
        low = cut.sleeve - (0.15 if cut.rib else 0.13)
        piece.mark(lambda p: np.minimum(body.arms(p)[1] - low, body.is_arm(p)), 8, "trim" if cut.rib else None)
    if cut.rib:
        piece.mark(lambda p: cut.hem + 0.045 - p[:, 1], 10, "trim", main)


def _along(body: Body, place: float, sign: float) -> Field:
    """Positive beyond (or, with sign -1, before) a place along the arms."""
    return lambda p: sign * (body.arms(p)[1] - place)


def _bib(piece: Piece, cloth: str, only: tuple[int, ...]) -> None:
    """The bib of dungarees with its straps over the shoulders, and their back."""
    piece.mark((lambda p: 0.098 - np.abs(p[:, 0]), lambda p: 1.245 - p[:, 1], lambda p: p[:, 2]), 17, cloth, only)
    straps: tuple[Field, ...] = (
        lambda p: 0.092 - np.abs(p[:, 0]),
        lambda p: np.abs(p[:, 0]) - 0.062,
        lambda p: p[:, 1] - 1.18 + 0.1 * ramp(0.02, -0.02, p[:, 2]),
    )
    piece.mark(straps, 18, cloth, only)
    piece.mark((lambda p: 1.07 - p[:, 1],), 19, cloth, only)


def _armhole_seam(piece: Piece, body: Body, only: tuple[int, ...], cloth: str | None = None) -> None:
    """Where a sleeve is set in: left sleeve zone 2, right sleeve zone 3."""

    def sleeve(p: Array) -> Array:
        # Nearly upright, a little further in at the armpit, behind the deltoid's widest.
        return folded(p)[:, 0] - (body.shoulder - 0.010) + 0.10 * (1.40 - p[:, 1])

    def away(p: Array) -> Array:
        return body.is_arm(p) + 0.10

    piece.mark((sleeve, away, lambda p: p[:, 0]), 2, cloth, only)
    piece.mark((sleeve, away, lambda p: -p[:, 0]), 3, cloth, only)


def _vee(piece: Piece, body: Body, cut: Top, main: tuple[int, ...]) -> None:
    assert cut.vee is not None
    bottom = cut.vee

    def opening(wider: float = 0.0) -> tuple[Field, ...]:
        """The two edges of the V and its back, apart from each other: its point stays sharp."""
        return (
            lambda p: (p[:, 1] - bottom) * 0.31 + wider - p[:, 0],
            lambda p: (p[:, 1] - bottom) * 0.31 + wider + p[:, 0],
            lambda p: p[:, 2] + 0.02,
        )

    if cut.lapel:

        def fold(side: float) -> Field:
            # Wide at the chest, running to a point where the jacket closes.
            def wide(p: Array) -> Array:
                rise = p[:, 1] - bottom
                return rise * 0.31 + cut.lapel * np.clip(rise / 0.13, 0, 1) ** 0.7 - side * p[:, 0]

            return wide

        def notch(p: Array) -> Array:
            inside = np.minimum((p[:, 1] - bottom) * 0.31 + cut.lapel * 0.55 - np.abs(p[:, 0]), p[:, 2] * 2 + 0.04)
            return np.maximum(1.352 + 0.25 * (np.abs(p[:, 0]) - 0.06) - p[:, 1], inside)

        lapel: tuple[Field, ...] = (fold(1), fold(-1), lambda p: p[:, 2] + 0.02, notch)
        piece.mark(lapel, 5, cut.shawl or None, main)
        main = (*main, 5)
    elif cut.rib:
        placket: tuple[Field, ...] = (
            lambda p: np.where(p[:, 2] > 0, 0.017 - p[:, 0], -1.0),
            lambda p: 0.017 + p[:, 0],
            lambda p: bottom + 0.04 - p[:, 1],
        )
        piece.mark(placket, 5, "trim", main)
        piece.mark(opening(0.028), 5, "trim", main)
        main = (*main, 5)
    if cut.shirt:
        piece.mark(opening(), 6, "inner", main)
        if cut.tie:

            def width(p: Array) -> Array:
                return 0.017 + 0.012 * ramp(1.36, 1.12, p[:, 1])

            piece.mark((lambda p: width(p) - p[:, 0], lambda p: width(p) + p[:, 0]), 11, "accent", (6,))
        else:
            piece.mark(lambda p: p[:, 0] - 0.004, 12, "inner", (6,))
    else:
        piece.mark(opening(), 31)
        piece.remove(31)


def _pockets(piece: Piece, body: Body, cut: Top, main: tuple[int, ...]) -> None:
    def box(side: int, x: float, y: float, w: float, h: float) -> tuple[Field, ...]:
        return (
            lambda p: np.where(p[:, 2] > 0, w - np.abs(p[:, 0] - side * x), -1.0),
            lambda p: y + h - p[:, 1],
            lambda p: p[:, 1] - y + h,
        )

    for side in (1, -1):
        if cut.pockets == "chest":
            piece.mark(box(side, 0.078, 1.232, 0.036, 0.042), 14 + side, None, main)
        else:
            low = max(cut.hem + 0.10, 0.80)
            piece.mark(box(side, 0.100, low + 0.06, 0.050, 0.021), 14 + side, None, main)
