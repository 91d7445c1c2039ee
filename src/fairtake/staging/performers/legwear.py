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
from fairtake.staging.performers.weights import body_weights, shoe_weights, skirt_weights

__all__ = ["apron", "bare_limbs", "shoes", "skirt", "trousers"]


def trousers(
    body: Body, waist: float = 1.03, wide: float = 0.0, hem: float = 0.055, jeans: bool = False, belt: bool = False
) -> list[Piece]:
    """Trousers with a break at the knee and over the shoe; `hem` .055 long, .5 shorts."""
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
        return smooth_min(d, leg, 0.035)

    piece = Piece(*surface_nets(field, (-0.32, hem - 0.06, -0.27), (0.32, waist + 0.08, 0.27), CLOTH_STEP, 2), "lower")
    piece.drop(lambda p: p[:, 1] - waist)
    piece.drop(lambda p: hem + 0.014 * ramp(-0.05, 0.08, p[:, 2]) - p[:, 1])
    # Side seams, fly and waistband.
    piece.mark(lambda p: np.minimum(p[:, 0] - 0.07, -0.012 - p[:, 2]), 1)
    piece.mark(lambda p: np.minimum(-p[:, 0] - 0.07, -0.012 - p[:, 2]), 2)
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


def skirt(body: Body, hem: float = 0.50, waist: float = 1.05, flare: float = 0.0) -> list[Piece]:
    """A skirt that hangs from the waist; narrow front to back so that it sits."""
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
        return smooth_min(d, np.maximum(body.torso(p, 0.011), p[:, 1] - waist - 0.04), 0.03)

    piece = Piece(*surface_nets(field, (-0.34, hem - 0.05, -0.30), (0.34, waist + 0.07, 0.30), CLOTH_STEP, 2), "lower")
    piece.drop(lambda p: p[:, 1] - waist)
    piece.drop(lambda p: hem - p[:, 1])
    piece.mark(lambda p: p[:, 1] - waist + 0.03, 1)
    piece.compact()
    piece.weights = skirt_weights(body, piece.vertices, top=waist)
    return [piece]


def apron(body: Body) -> list[Piece]:
    """A bib and a front panel over whatever is worn."""

    def field(p: Array) -> Array:
        d = body.torso(p, 0.026)
        panel = ellipsoid(p, (0, 0.80, 0.0), (0.215, 0.46, 0.178))
        return smooth_min(d, panel, 0.05)

    piece = Piece(*surface_nets(field, (-0.3, 0.50, 0.0), (0.3, 1.42, 0.30), CLOTH_STEP, 2), "accent")
    piece.drop(lambda p: 0.56 - p[:, 1])
    piece.drop(lambda p: p[:, 1] - 1.30)
    piece.drop(lambda p: 0.045 - p[:, 2])
    piece.drop(lambda p: np.abs(p[:, 0]) - 0.095 - 0.09 * ramp(1.12, 1.03, p[:, 1]))
    piece.mark(band(1.015, 1.05), 1)
    piece.mark((lambda p: 0.09 - np.abs(p[:, 0]), *band(0.875, 0.965)), 2, None, (0,))
    piece.compact()
    piece.weights = skirt_weights(body, piece.vertices)
    return [piece]


def bare_limbs(body: Body, arms: bool = True, legs: bool = False, bust: bool = True) -> list[Piece]:
    """Skin where clothes leave it bare."""
    pieces = []
    if arms:
        field: Field = lambda p: body.arms(p)[0]  # noqa: E731 - a field like the others
        piece = Piece(*surface_nets(field, (-0.62, 0.85, -0.12), (0.62, 1.46, 0.16), 0.024, 2), "skin")
        piece.drop(lambda p: 0.06 - body.arms(p)[1])
        piece.drop(lambda p: body.arms(p)[1] - 2.03)
        piece.compact()
        piece.weights = body_weights(body, piece.vertices)
        pieces.append(piece)
    if legs:
        piece = Piece(
            *surface_nets(
                lambda p: body.legs(p)[0], (-0.24, 0.03, -0.14), (0.24, 0.86, 0.12), (0.026, 0.045, 0.026), 2
            ),
            "skin",
        )
        piece.drop(lambda p: p[:, 1] - 0.80)
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


def shoes(body: Body, heel: float = 0.0, ankle: float = 0.115) -> list[Piece]:
    """A pair of shoes; `ankle` .115 for shoes, .22 for boots, .075 for pumps."""
    piece = Piece(
        *surface_nets(
            lambda p: body.shoe(p, heel, max(ankle, 0.10)), (-0.20, -0.03, -0.13), (0.20, ankle + 0.08, 0.23), 0.027, 2
        ),
        "shoes",
    )
    open_above: Field = lambda p: p[:, 1] - ankle + 0.30 * ramp(0.02, 0.12, p[:, 2]) * (ankle < 0.10)  # noqa: E731
    piece.drop(open_above)
    piece.mark(lambda p: 0.020 + 0.5 * heel * ramp(0.05, -0.05, p[:, 2]) - p[:, 1], 1, "sole")
    piece.compact()
    piece.weights = shoe_weights(piece.vertices)
    return [piece]
