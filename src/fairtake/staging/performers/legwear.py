"""What is worn below and what is left bare: trousers, skirts, aprons, shoes, skin.

Like `garments`, each function takes a body and returns weighted pieces.
"""

from __future__ import annotations

import numpy as np

from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.garments import CLOTH_STEP, band
from fairtake.staging.performers.sdf import (
    Array,
    Field,
    Profile,
    ellipsoid,
    folded,
    ramp,
    smooth_min,
    superellipse_loft,
)
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.trimmings import strip
from fairtake.staging.performers.weights import body_weights, shoe_weights, skirt_weights

__all__ = ["apron", "bare_limbs", "bare_trunk", "cloak", "shoes", "skirt", "trousers"]


def trousers(
    body: Body, waist: float = 1.03, wide: float = 0.0, hem: float = 0.055, jeans: bool = False, belt: bool = False,
    stripe: str = "", bands: tuple[tuple[float, float], ...] = (),
) -> list[Piece]:  # fmt: skip
    """Trousers with a break at the knee and over the shoe; `hem` .055 long, .5 shorts; `wide`
    metres wider at the foot; `stripe` the material of a stripe down the sides; `bands` heights
    (low, high) of bright bands round the legs."""
    radii = np.array([0.085, 0.080, 0.069, 0.0605, 0.060, 0.057, 0.052, 0.052])
    slim = np.array([0, -0.001, -0.003, -0.002, -0.004, -0.005, -0.004, -0.002]) if jeans else np.zeros(8)
    profile = body.trouser(tuple(radii + slim + wide * np.array([0, 0.1, 0.4, 0.6, 0.8, 0.9, 1, 1])))

    def field(p: Array) -> Array:
        d = np.maximum(body.torso(p, 0.010), p[:, 1] - waist - 0.05)
        leg, place = body.legs(p, 0.006, profile)
        # Cloth breaks behind the knee, stacks on the shoe and carries a crease in front.
        knee = ramp(0.22, 0.0, np.abs(place - 1.05)) * ramp(0.02, -0.05, p[:, 2])
        leg = leg + 0.005 * knee * np.sin(place * 36)
        leg = leg + 0.0045 * ramp(1.62, 1.92, place) * np.sin(place * 40 + 20 * p[:, 2])
        if not jeans:
            q = folded(p)
            middle = 0.108 + 0.004 * np.clip(place, 0, 2)
            crease = np.exp(-(((q[:, 0] - middle) / 0.014) ** 2)) * ramp(0.0, 0.03, p[:, 2])
            leg = leg - 0.006 * crease * ramp(0.35, 0.8, place)
        # Two legs stay two, however wide they are cut: a gap that the grid cannot miss.
        apart = ramp(0.78, 0.70, p[:, 1])
        leg = np.maximum(leg, 0.019 * apart - np.abs(p[:, 0]) - (1 - apart))
        return smooth_min(d, leg, 0.035)

    piece = Piece(*surface_nets(field, (-0.32, hem - 0.06, -0.27), (0.32, waist + 0.08, 0.27), CLOTH_STEP, 2), "lower")
    piece.drop(lambda p: p[:, 1] - waist)
    piece.drop(lambda p: hem + 0.014 * ramp(-0.05, 0.08, p[:, 2]) - p[:, 1])
    # Side seams, fly and waistband.
    if stripe:
        sides: tuple[Field, ...] = (
            lambda p: 0.021 - p[:, 2],
            lambda p: p[:, 2] + 0.013,
            lambda p: np.abs(p[:, 0]) - 0.10 - 0.1 * (0.9 - p[:, 1]) * 0.2,
        )
        piece.mark(sides, 1, stripe)
    else:
        piece.mark(lambda p: np.minimum(p[:, 0] - 0.07, -0.012 - p[:, 2]), 1)
        piece.mark(lambda p: np.minimum(-p[:, 0] - 0.07, -0.012 - p[:, 2]), 2)
    for i, (low, high) in enumerate(bands):
        piece.mark(band(low, high), 6 + i, "accent")
    piece.mark(lambda p: np.minimum(np.minimum(p[:, 2], p[:, 0] - 0.003), p[:, 1] - 0.885), 3, None, (0,))
    if jeans:
        pocket: Field = lambda p: np.minimum(  # noqa: E731 - a field like the others
            0.075 - np.hypot(folded(p)[:, 0] - 0.17, p[:, 1] - waist + 0.02), p[:, 2]
        )
        piece.mark(pocket, 4, None, (0, 3))
    piece.mark(lambda p: p[:, 1] - waist + 0.036, 5, "accent" if belt else None)
    piece.compact()
    piece.weights = body_weights(body, piece.vertices)
    return [piece]


def skirt(
    body: Body, hem: float = 0.50, waist: float = 1.05, flare: float = 0.0, material: str = "lower",
    below: float = 9.0,
) -> list[Piece]:  # fmt: skip
    """A skirt that hangs from the waist; narrow front to back so that it sits. Only what lies
    under the height `below` is made: a jacket hides the rest."""
    f = body.curves
    grow = 1 + 0.30 * (body.build - 0.35)
    ys = [hem - 0.06, hem + 0.45 * (0.9 - hem), 0.91, 1.0, waist + 0.03]
    half_x = Profile(
        ys, np.array([0.212 + flare, 0.202 + 0.4 * flare, 0.180 + 0.008 * f, 0.165, 0.140 - 0.014 * f]) * grow
    )
    half_z = Profile(ys, np.array([0.150 + flare, 0.146 + 0.3 * flare, 0.134, 0.118, 0.100]) * grow)
    middle = Profile(ys, [-0.006, -0.01, -0.014, -0.006, 0.0])

    def field(p: Array) -> Array:
        turn = np.arctan2(p[:, 0], p[:, 2])
        fold = (0.006 + 0.05 * flare) * np.sin(turn * 9 + 0.5) * ramp(0.92, 0.55, p[:, 1])
        d = superellipse_loft(p, half_x, half_z, middle, 2.2) - fold
        return smooth_min(d, np.maximum(body.torso(p, 0.023), p[:, 1] - waist - 0.04), 0.03)

    piece = Piece(*surface_nets(field, (-0.34, hem - 0.05, -0.30), (0.34, waist + 0.07, 0.30), CLOTH_STEP, 2), material)
    piece.drop(lambda p: p[:, 1] - min(waist, below))
    piece.drop(lambda p: hem - p[:, 1])
    piece.mark(lambda p: p[:, 1] - waist + 0.03, 1)
    piece.compact()
    piece.weights = skirt_weights(body, piece.vertices, top=waist)
    return [piece]


def apron(
    body: Body, material: str = "accent", bib: bool = True, ease: float = 0.026, hem: float = 0.56, full: float = 0.0
) -> list[Piece]:
    """A front panel tied behind, with a bib on straps or from the waist down, over whatever is
    worn; `full` metres wider, over a skirt."""

    def field(p: Array) -> Array:
        # The hem of a shirt stands off further than its chest.
        d = body.torso(p, ease) - 0.010 * ramp(1.12, 0.92, p[:, 1])
        stout = 0.30 * max(0.0, body.build - 0.4)
        panel = ellipsoid(
            p,
            (0, 0.80, 0.0),
            (0.215 + full + 0.2 * stout, 0.46 + 1.2 * max(0.0, 0.56 - hem) + 3 * full, 0.178 + full + 0.5 * stout),
        )
        return smooth_min(d, panel, 0.05)

    piece = Piece(*surface_nets(field, (-0.3, hem - 0.06, 0.0), (0.3, 1.42, 0.30), CLOTH_STEP, 2), material)
    piece.drop(lambda p: hem - p[:, 1])
    piece.drop(lambda p: p[:, 1] - (1.31 if bib else 1.045))
    piece.drop(lambda p: 0.045 - p[:, 2])
    piece.drop(lambda p: np.abs(p[:, 0]) - 0.105 - 0.02 * ramp(1.31, 1.16, p[:, 1]) - 0.07 * ramp(1.12, 1.03, p[:, 1]))
    piece.mark(band(1.015, 1.05), 1)
    piece.mark((lambda p: 0.09 - np.abs(p[:, 0]), *band(0.875, 0.965)), 2, None, (0,))
    piece.compact()
    piece.weights = skirt_weights(body, piece.vertices)
    pieces = [piece, *_tie_strings(body, material, ease + 0.005)]
    if bib:
        for x in (0.080, -0.080):
            pieces += strip(body, material, x, 0.014, 1.04, 1.52, ease - 0.004, both=True)
    return pieces


def _tie_strings(body: Body, material: str, ease: float) -> list[Piece]:
    """The strings of an apron round the waist."""
    piece = Piece(
        *surface_nets(lambda p: body.torso(p, ease), (-0.30, 0.96, -0.28), (0.30, 1.10, 0.30), CLOTH_STEP, 1), material
    )
    piece.drop(lambda p: p[:, 1] - 1.044)
    piece.drop(lambda p: 1.020 - p[:, 1])
    # In front it is the panel's own band.
    piece.drop(lambda p: p[:, 2] - 0.075)
    piece.compact()
    piece.weights = body_weights(body, piece.vertices)
    return [piece]


def bare_limbs(
    body: Body, arms: bool = True, legs: bool = False, bust: bool = True, thigh: float = 0.80, sleeve: float = 0.0
) -> list[Piece]:
    """Skin where clothes leave it bare: legs up to `thigh` metres above the ground, arms from
    a little inside the end of the `sleeve` (a place along the arm, as in `Top`), because
    under cloth skin would only come through it when the arm bends."""
    pieces = []
    if arms:
        field: Field = lambda p: body.arms(p)[0]  # noqa: E731 - a field like the others
        piece = Piece(*surface_nets(field, (-0.62, 0.85, -0.12), (0.62, 1.46, 0.16), 0.028, 2), "skin")
        piece.drop(lambda p: max(0.06, sleeve - 0.16) - body.arms(p)[1])
        piece.drop(lambda p: body.arms(p)[1] - 2.03)
        piece.compact()
        piece.weights = body_weights(body, piece.vertices)
        pieces.append(piece)
    if legs:
        piece = Piece(
            *surface_nets(
                lambda p: body.legs(p)[0], (-0.24, 0.03, -0.14), (0.24, thigh + 0.06, 0.12), (0.026, 0.045, 0.026), 2
            ),
            "skin",
        )
        piece.drop(lambda p: p[:, 1] - thigh)
        piece.drop(lambda p: 0.075 - p[:, 1])
        piece.compact()
        piece.weights = body_weights(body, piece.vertices)
        pieces.append(piece)
    if bust:
        piece = Piece(
            *surface_nets(lambda p: body.torso(p, -0.003), (-0.24, 1.14, -0.2), (0.24, 1.46, 0.24), 0.034, 2), "skin"
        )
        piece.drop(lambda p: 1.18 - p[:, 1])
        piece.drop(lambda p: np.maximum(np.abs(p[:, 0]) - 0.150, -0.05 - p[:, 2]))
        piece.compact()
        piece.weights = body_weights(body, piece.vertices)
        pieces.append(piece)
    return pieces


def bare_trunk(body: Body, low: float = 0.84) -> list[Piece]:
    """The skin of the trunk above `low` and of the arms in one, where little is worn."""

    def field(p: Array) -> Array:
        return smooth_min(body.torso(p, -0.005), body.arms(p)[0], 0.035)

    piece = Piece(*surface_nets(field, (-0.62, min(low - 0.06, 0.84), -0.2), (0.62, 1.47, 0.24), 0.033, 2), "skin")
    piece.drop(lambda p: np.minimum(low - p[:, 1], -body.is_arm(p)))
    piece.drop(lambda p: np.minimum(body.arms(p)[1] - 2.03, body.is_arm(p)))
    piece.compact()
    piece.weights = body_weights(body, piece.vertices)
    return [piece]


def cloak(body: Body, material: str = "inner", hem: float = 0.30, ease: float = 0.034) -> list[Piece]:
    """A cloak over the shoulders and down the back, open in front."""
    ys = [min(hem - 0.06, 0.60), 0.75, 1.05, 1.30, 1.42]
    half_x = Profile(ys, [0.30, 0.25, 0.215, body.shoulder + 0.035, body.shoulder + 0.01])
    half_z = Profile(ys, [0.25, 0.20, 0.165, 0.13 + 0.3 * ease, 0.10])
    middle = Profile(ys, [-0.03, -0.025, -0.02, -0.015, -0.02])

    def field(p: Array) -> Array:
        turn = np.arctan2(p[:, 0], p[:, 2])
        fold = (0.004 + 0.014 * ramp(1.25, 0.6, p[:, 1])) * np.sin(turn * 10 + 0.5)
        return smooth_min(superellipse_loft(p, half_x, half_z, middle, 2.2) - fold, body.torso(p, ease), 0.04)

    piece = Piece(
        *surface_nets(field, (-0.40, hem - 0.05, -0.36), (0.40, 1.50, 0.24), (0.044, 0.066, 0.044), 2), material
    )
    piece.drop(lambda p: hem - p[:, 1])
    piece.drop(lambda p: p[:, 1] - 1.445)
    # From the clasp at the throat the edges run over the shoulders and back past the arms.
    piece.drop(lambda p: np.minimum(0.055 + 1.5 * (1.425 - p[:, 1]) - np.abs(p[:, 0]), p[:, 2] - 0.01))
    piece.drop(lambda p: p[:, 2] - 0.10 + 0.62 * np.clip(1.43 - p[:, 1], 0, 0.26))
    piece.drop(lambda p: 0.070 - np.hypot(p[:, 0], p[:, 2] + 0.03) - 2 * np.clip(1.39 - p[:, 1], 0, 1))
    piece.compact()
    # It hangs from the shoulders and follows the trunk; legs go their own way inside it.
    hung = piece.vertices * [0.5, 1, 0]
    piece.weights = body_weights(body, np.maximum(hung, [-9, 1.0, -9]))
    return [piece]


def shoes(body: Body, heel: float = 0.0, ankle: float = 0.115, bare: bool = False) -> list[Piece]:
    """A pair of shoes; `ankle` .115 for shoes, .22 for boots, .075 for pumps; or `bare` feet."""
    piece = Piece(
        *surface_nets(
            lambda p: body.shoe(p, heel, max(ankle, 0.10)), (-0.20, -0.03, -0.13), (0.20, ankle + 0.08, 0.23), 0.027, 2
        ),
        "skin" if bare else "shoes",
    )
    open_above: Field = lambda p: p[:, 1] - ankle + 0.30 * ramp(0.02, 0.12, p[:, 2]) * (ankle < 0.10)  # noqa: E731
    piece.drop(open_above)
    if not bare:
        piece.mark(lambda p: 0.020 + 0.5 * heel * ramp(0.05, -0.05, p[:, 2]) - p[:, 1], 1, "sole")
    piece.compact()
    piece.weights = shoe_weights(piece.vertices)
    return [piece]
