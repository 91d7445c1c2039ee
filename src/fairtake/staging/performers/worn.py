"""What is worn beside the clothes: scarves, ties, bags, jewels. Add a thing to `WORN`.

A thing on the body takes a body and how far the cloth under it stands off the skin, and
returns weighted pieces; a thing on the head is built in head units like a hat.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import Head
from fairtake.staging.performers.legwear import apron, cloak
from fairtake.staging.performers.sdf import Array, ellipsoid, folded, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets
from fairtake.staging.performers.trimmings import buttons, roll, strip
from fairtake.staging.performers.weights import all_on

__all__ = ["ON_HEAD", "WORN"]

_CLOTH = "worn"


def _scarf(body: Body, ease: float) -> list[Piece]:
    return [*roll(body, _CLOTH, 0.084, 0.031), *strip(body, _CLOTH, 0.045, 0.034, 1.10, 1.40, ease + 0.020, 0.06)]


def _tie(body: Body, ease: float) -> list[Piece]:
    return strip(body, _CLOTH, 0.0, 0.021, 1.02, 1.415, ease + 0.008)


def _bow_tie(body: Body, ease: float) -> list[Piece]:
    z = 0.1
    for _ in range(20):
        z += 0.5 * max(0.0, 0.010 - float(smooth_min(body.torso(np.array([[0, 1.402, z]]), ease), body.neck(np.array([[0, 1.402, z]])), 0.02)[0]))  # fmt: skip

    def field(p: Array) -> Array:
        q = folded(p) - np.array([0.0, 1.402, z + 0.004])
        wing = np.maximum(np.abs(q[:, 1]) - 0.008 - 0.34 * q[:, 0], np.abs(q[:, 2]) - 0.011)
        knot = ellipsoid(q, (0, 0, 0.003), (0.012, 0.013, 0.014))
        return np.asarray(np.minimum(np.maximum(wing, q[:, 0] - 0.046), knot))

    piece = Piece(
        *surface_nets(field, (-0.06, 1.36, z - 0.02), (0.06, 1.44, z + 0.03), (0.008, 0.0075, 0.011), 1), _CLOTH
    )
    piece.weights = all_on(len(piece.vertices), "chest")
    return [piece]


def _rounded_box(p: Array, center: tuple[float, float, float], half: tuple[float, float, float], soft: float) -> Array:
    q = np.abs(p - np.array(center)) - np.array(half) + soft
    return np.asarray(np.sqrt((np.maximum(q, 0) ** 2).sum(1)) + np.minimum(q.max(1), 0) - soft)


def _backpack(body: Body, ease: float) -> list[Piece]:
    z = -0.02 - body.torso(np.array([[0.0, 1.22, -0.02]]), ease)[0] * -1.0 - 0.055
    bag = Piece(
        *surface_nets(
            lambda p: _rounded_box(p, (0, 1.185, z - 0.02), (0.145, 0.215, 0.085), 0.06),
            (-0.22, 0.92, z - 0.16), (0.22, 1.45, z + 0.12), (0.042, 0.05, 0.042), 2,
        ),
        _CLOTH,
    )  # fmt: skip
    bag.mark(lambda p: np.minimum(1.17 - p[:, 1], 0.11 - np.abs(p[:, 0])), 1)
    bag.weights = all_on(len(bag.vertices), "chest")
    straps = []
    for x in (0.088, -0.088):
        straps += strip(body, _CLOTH, x, 0.019, 1.06, 1.49, ease + 0.015)
    return [bag, *straps]


def _shoulder_bag(body: Body, ease: float) -> list[Piece]:
    strap = strip(body, _CLOTH, 0.115, 0.015, 0.97, 1.50, ease + 0.015, -0.50, both=True)
    side = -0.205 - 0.10 * max(0.0, body.build - 0.35) - ease
    bag = Piece(
        *surface_nets(
            lambda p: _rounded_box(p, (side, 0.895, 0.01), (0.045, 0.105, 0.125), 0.03),
            (side - 0.10, 0.74, -0.16), (side + 0.10, 1.04, 0.18), (0.030, 0.04, 0.04), 2,
        ),
        _CLOTH,
    )  # fmt: skip
    bag.mark(lambda p: p[:, 1] - 0.905, 1)
    bag.weights = all_on(len(bag.vertices), "pelvis")
    return [bag, *strap]


def _necklace(body: Body, ease: float) -> list[Piece]:
    angle = np.linspace(0, 2 * np.pi, 15, endpoint=False)
    slim = 0.010 * body.femininity
    rows = np.stack(
        [
            (0.078 - slim) * np.sin(angle),
            1.418 - 0.045 * np.clip(np.cos(angle), 0, 1) ** 1.4,
            -0.022 + 0.090 * np.cos(angle),
        ],
        1,
    )
    for _ in range(4):
        d = smooth_min(body.torso(rows, 0.8 * ease), body.neck(rows), 0.02)
        away = rows - np.array([0, 1.40, -0.02])
        away[:, 1] *= 0.3
        rows = rows - (d - 0.006)[:, None] * away / np.linalg.norm(away, axis=1, keepdims=True)
    octa = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [-1, 0, 0], [0, -1, 0], [0, 0, -1]], np.float64)
    faces = np.array([[0, 1, 2], [1, 3, 2], [3, 4, 2], [4, 0, 2], [1, 0, 5], [3, 1, 5], [4, 3, 5], [0, 4, 5]])
    count = len(rows)
    vertices = (rows[:, None] + octa[None] * 0.0095).reshape(-1, 3)
    piece = Piece(vertices, np.tile(octa, (count, 1)), np.concatenate([faces + 6 * i for i in range(count)]), _CLOTH)
    piece.weights = all_on(len(vertices), "chest")
    return [piece]


def _medal(body: Body, ease: float) -> list[Piece]:
    return buttons(body, lambda p: body.torso(p, ease), (1.255, 1.215), 0.075, 0.016, _CLOTH)


def _flower(body: Body, ease: float) -> list[Piece]:
    return buttons(body, lambda p: body.torso(p, ease + 0.006), (1.285,), 0.078, 0.024, _CLOTH)


def _earrings(head: Head) -> Piece:
    lobes = np.array([[side * 0.352 * head.width, 0.300, -0.035] for side in (1.0, -1.0)])
    octa = np.array([[1, 0, 0], [0, 1.6, 0], [0, 0, 1], [-1, 0, 0], [0, -1.6, 0], [0, 0, -1]], np.float64)
    faces = np.array([[0, 1, 2], [1, 3, 2], [3, 4, 2], [4, 0, 2], [1, 0, 5], [3, 1, 5], [4, 3, 5], [0, 4, 5]])
    vertices = (lobes[:, None] + octa * 0.030).reshape(-1, 3)
    return Piece(vertices, np.tile(octa, (2, 1)), np.concatenate([faces, faces + 6]), _CLOTH)


def _headphones(head: Head) -> Piece:
    def field(p: Array) -> Array:
        q = folded(p)
        cup = ellipsoid(q, (0.385 * head.width, 0.43, -0.06), (0.065, 0.145, 0.135))
        band = np.maximum(
            np.abs(np.hypot(p[:, 0] / (0.41 * head.width), (p[:, 1] - 0.56) / 0.56) - 1) * 0.45 - 0.035,
            np.abs(p[:, 2] + 0.06) - 0.055,
        )
        return smooth_min(cup, np.maximum(band, 0.45 - p[:, 1]), 0.02)

    return Piece(*surface_nets(field, (-0.6, 0.2, -0.3), (0.6, 1.25, 0.2), 0.05, 1), _CLOTH)


def _mask(head: Head) -> Piece:
    piece = Piece(*surface_nets(lambda p: head.skull(p) - 0.022, (-0.4, -0.1, 0.0), (0.4, 0.45, 0.6), 0.06, 1), _CLOTH)
    piece.drop(lambda p: p[:, 1] - 0.355 + 0.3 * p[:, 0] ** 2)
    piece.drop(lambda p: 0.02 - p[:, 1])
    piece.drop(lambda p: 0.06 - p[:, 2])
    piece.mark(lambda p: p[:, 1] - 0.20, 1)
    return piece


def _headband(head: Head) -> Piece:
    def field(p: Array) -> Array:
        return head.skull(p, False) - 0.085

    piece = Piece(*surface_nets(field, (-0.5, 0.45, -0.62), (0.5, 1.15, 0.55), 0.055, 1), _CLOTH)
    piece.drop(lambda p: np.abs(p[:, 1] - 0.79 - 0.06 * p[:, 2]) - 0.045)
    return piece


WORN: Mapping[str, Callable[[Body, float], list[Piece]]] = MappingProxyType(
    {
        "apron": lambda body, ease: apron(body, _CLOTH, True, ease + 0.008),
        "backpack": _backpack,
        "bag": _shoulder_bag,
        "bow tie": _bow_tie,
        "cloak": lambda body, ease: cloak(body, _CLOTH, 0.34, ease + 0.014),
        "flower": _flower,
        "gloves": lambda body, ease: [],
        "half apron": lambda body, ease: apron(body, _CLOTH, False, ease + 0.008, 0.42),
        "medal": _medal,
        "necklace": _necklace,
        "sash": lambda body, ease: strip(body, _CLOTH, 0.13, 0.045, 0.96, 1.50, ease + 0.014, -0.52, both=True),
        "scarf": _scarf,
        "shawl": lambda body, ease: roll(body, _CLOTH, 0.094, 0.042, 0.03, 1.415),
        "stole": lambda body, ease: [
            *strip(body, _CLOTH, 0.075, 0.032, 0.72, 1.45, ease + 0.018),
            *strip(body, _CLOTH, -0.075, 0.032, 0.72, 1.45, ease + 0.018),
        ],
        "tie": _tie,
    }
)  # fmt: skip
"""What is worn on the body, by name. Gloves colour the hands."""

ON_HEAD: Mapping[str, Callable[[Head], Piece]] = MappingProxyType(
    {"earrings": _earrings, "headband": _headband, "headphones": _headphones, "mask": _mask}
)
"""What is worn on the head beside a hat, by name."""
