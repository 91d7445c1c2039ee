"""What finishes a garment: collars, hoods, buttons, rolls of cloth and strips laid on it.

Each function takes a body and returns weighted pieces, as in `garments`.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from fairtake.staging.performers.body import CHIN, Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.sdf import Array, Field, ellipsoid, gradient, normalized, ramp, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.weights import all_on, body_weights

__all__ = ["buttons", "collar", "hood", "hood_shape", "roll", "strip"]


def collar(
    body: Body, material: str, size: float = 1.0, gap: float = 18.0, spread: float = 0.0, ease: float = 0.016
) -> list[Piece]:
    """A turned-down collar: a strip around the neck that rises and falls over. `gap` half the
    opening in front in degrees, `spread` metres its points stand further out, `ease` that of
    the cloth it lies on."""
    across, down = 26, 6
    turn = np.linspace(np.radians(gap), 2 * np.pi - np.radians(gap), across)
    front = np.maximum(0, np.cos(turn))
    slim = 0.010 * body.femininity + 0.006 * body.child - 0.014 * (body.build - 0.35)
    profile = [(0.068, 0.0), (0.068, 0.032), (0.072, 0.046), (0.081, 0.044), (0.095, 0.026), (0.106 + spread, 0.002)]
    rows = []
    for row, (radius, rise) in enumerate(profile[:down]):
        r = (radius - slim) * (1 + 0.04 * front)
        y = 1.424 + rise * size * (1 - 0.35 * front) - 0.040 * front**1.5
        tip = 0.022 * front * row / (down - 1)
        rows.append(np.stack([r * np.sin(turn), y, -0.021 + r * 1.05 * np.cos(turn) + tip], 1))
    vertices = np.concatenate(rows)
    # The leaf lies on the cloth: what would sink into it is lifted.
    leaf = slice(2 * across, None)
    for _ in range(3):
        sunk = np.maximum(0.0045 - body.torso(vertices[leaf], ease), 0)[:, None]
        vertices[leaf] += sunk * normalized(gradient(lambda p: body.torso(p, ease), vertices[leaf]))
    i = (np.arange(down - 1)[:, None] * across + np.arange(across - 1)).ravel()
    faces = np.concatenate([np.stack([i, i + 1, i + across + 1], 1), np.stack([i, i + across + 1, i + across], 1)])
    normals = np.zeros_like(vertices)
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    for k in range(3):
        np.add.at(normals, faces[:, k], np.cross(b - a, c - a))
    normals = normalized(normals)
    if (normals[-across:] * vertices[-across:] * [1, 0, 1]).sum() < 0:
        normals, faces = -normals, faces[:, ::-1]
    piece = Piece(vertices, normals, faces, material)
    # The collar stands on the coat, not on the neck: it goes with the chest.
    ground = np.stack([vertices[:, 0], np.full(len(vertices), 1.40), vertices[:, 2]], 1)
    piece.weights = body_weights(body, ground)
    return [piece]


def hood_shape(q: Array) -> Array:
    """A hood's outside, in head units."""
    low = ellipsoid(q, (0, 0.0, -0.12), (0.41, 0.34, 0.42))
    return smooth_min(ellipsoid(q, (0, 0.57, -0.10), (0.475, 0.60, 0.60)), low, 0.2)


def hood(body: Body, head: Head) -> list[Piece]:
    """A hood, up: it turns with the head and hangs from the shoulders."""

    def field(p: Array) -> Array:
        return hood_shape(head.from_world(p)) * head.size

    def window(grow: float) -> Field:
        def face(p: Array) -> Array:
            q = head.from_world(p)
            oval = 1 - np.sqrt((q[:, 0] / (0.345 + grow)) ** 2 + ((q[:, 1] - 0.42) / (0.49 + grow)) ** 2)
            return np.where(q[:, 2] > -0.05, oval, -1.0)

        return face

    size = head.size
    low, high = (-0.75 * size, CHIN[1] - 0.10, -0.85 * size), (0.75 * size, CHIN[1] + 1.35 * size, 0.75 * size)
    piece = Piece(*surface_nets(field, low, high, 0.09 * size, 2), "outer")
    piece.drop(window(0.0))
    piece.drop(lambda p: 1.405 - p[:, 1] - 0.15 * p[:, 2])
    piece.mark(window(0.04), 1, "trim")
    piece.compact()
    q = head.from_world(piece.vertices)
    chest = body_weights(body, np.minimum(piece.vertices, [9, 1.40, 9]))
    turn = ramp(-0.24, 0.10, q[:, 1])[:, None]
    weights = chest * (1 - turn)
    piece.weights = weights + all_on(len(q), "head") * turn
    return [piece]


def buttons(
    body: Body,
    field: Callable[[Array], Array],
    heights: tuple[float, ...],
    x: float = 0.0,
    radius: float = 0.0085,
    material: str = "trim",
) -> list[Piece]:
    """Small discs down the front, laid on the surface of `field`."""
    sides = 7
    angle = np.arange(sides) * 2 * np.pi / sides
    disc = np.stack([np.cos(angle), np.sin(angle), np.zeros(sides)], 1) * radius
    vertices: list[Array] = []
    normals: list[Array] = []
    faces: list[tuple[int, int, int]] = []
    for y in heights:
        z = 0.30
        for _ in range(24):
            z -= float(field(np.array([[x, y, z]]))[0]) * 0.8
        start = len(vertices) * (sides + 1)
        vertices.append(np.concatenate([disc, [[0.0, 0.0, 0.002]]]) + np.array([x, y, z + 0.003]))
        normals.append(np.tile([0.0, 0.0, 1.0], (sides + 1, 1)))
        faces += [(start + i, start + (i + 1) % sides, start + sides) for i in range(sides)]
    piece = Piece(np.concatenate(vertices), np.concatenate(normals), np.array(faces), material)
    piece.weights = body_weights(body, piece.vertices)
    return [piece]


def roll(
    body: Body, material: str, wide: float = 0.086, thick: float = 0.026, back: float = 0.0, rise: float = 1.438
) -> list[Piece]:
    """A roll of cloth around the neck, metres: a scarf, a fur collar, or with `back` (how much
    thicker and lower it lies behind) a hood that is down."""
    slim = 0.010 * body.femininity + 0.006 * body.child - 0.014 * (body.build - 0.35)

    def field(p: Array) -> Array:
        z = p[:, 2] + 0.024
        around = np.hypot(p[:, 0], z / 1.10)
        behind = ramp(0.03, -0.09, z)
        y = p[:, 1] - rise + 0.30 * np.maximum(z, 0) + 0.30 * back * behind
        r = thick + back * behind * 0.55 + 0.003 * np.sin(9 * np.arctan2(p[:, 0], z) + 22 * p[:, 1])
        # Full in front, where the chest would swallow it.
        r = r + 0.35 * thick * ramp(0.02, 0.09, z)
        return np.hypot(around - (wide - slim) - 0.35 * back * behind, y) - r

    # A coarse grid: rolled cloth is round, and few triangles do.
    piece = Piece(*surface_nets(field, (-0.22, 1.26, -0.27), (0.22, 1.55, 0.20), (0.031, 0.027, 0.031), 2), material)
    ground = np.stack([piece.vertices[:, 0] * 0.6, np.full(len(piece.vertices), 1.40), piece.vertices[:, 2]], 1)
    piece.weights = body_weights(body, ground)
    return [piece]


def strip(
    body: Body,
    material: str,
    x: float,
    half: float,
    low: float,
    high: float,
    ease: float,
    slope: float = 0.0,
    both: bool = False,
) -> list[Piece]:
    """A band of cloth lying down the front (or `both` front and back): `half` its half width at
    `x`, leaning by `slope` (metres sideways a metre down), between two heights, `ease` metres
    off the skin. An end of a scarf, a stole, a strap across the chest."""

    def field(p: Array) -> Array:
        return body.torso(p, ease)

    reach = abs(slope) * (high - low) + half + 0.05
    back = -0.24 if both else 0.0
    piece = Piece(
        *surface_nets(field, (x - reach, low - 0.06, back), (x + reach, high + 0.06, 0.32), (0.028, 0.042, 0.028), 1),
        material,
    )
    # One edge after the other: a band narrower than the mesh would be missed.
    piece.drop(lambda p: p[:, 0] - x - slope * (high - p[:, 1]) - half)
    piece.drop(lambda p: x + slope * (high - p[:, 1]) - p[:, 0] - half)
    piece.drop(lambda p: p[:, 1] - high)
    piece.drop(lambda p: low - p[:, 1])
    if not both:
        piece.drop(lambda p: 0.02 - p[:, 2])
    piece.compact()
    piece.weights = body_weights(body, piece.vertices)
    return [piece]
