"""Turned shapes: brims, peaks and drums laid out ring by ring, in head units.

A thin edge is notched by the grid of a field; rings draw it clean, with few triangles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.sdf import Array, Ints, normalized

__all__ = ["brim", "joined", "lathe", "peak", "rings"]

_MIDDLE_Z = -0.06
_OVAL = 1.155
"""How much longer than wide a head is."""


def rings(rows: Array, closed: bool, material: str) -> Piece:
    """A surface through `rows` (R, N, 3) of points; rows are joined to the next one, and each
    closes on itself if `closed`. Rows that repeat a row make an edge sharp. Outward is left of
    the way along a row when the rows rise."""
    count, across = rows.shape[:2]
    i = np.arange(count - 1)[:, None] * across
    j = np.arange(across if closed else across - 1)[None]
    a, b = (i + j).ravel(), (i + (j + 1) % across).ravel()
    c, d = a + across, b + across
    vertices = rows.reshape(-1, 3)
    faces: Ints = np.concatenate([np.stack([a, b, d], 1), np.stack([a, d, c], 1)])
    p, q, r = (vertices[faces[:, k]] for k in range(3))
    slope = np.cross(q - p, r - p)
    faces, slope = faces[(slope**2).sum(1) > 1e-12], slope[(slope**2).sum(1) > 1e-12]
    normals = np.zeros_like(vertices)
    for k in range(3):
        np.add.at(normals, faces[:, k], slope)
    return Piece(vertices, normalized(normals), faces, material).compact()


def lathe(profile: Sequence[tuple[float, float]], material: str = "hat", sides: int = 28, lean: float = 0.0) -> Piece:
    """A round thing about the head's axis: `profile` pairs of half width and height from below
    to the top, a repeated pair making a sharp edge; `lean` tips it back to front."""
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rows = [
        np.stack([r * np.sin(turn), y + lean * r * np.cos(turn), _MIDDLE_Z + _OVAL * r * np.cos(turn)], 1)
        for r, y in profile
    ]
    return rings(np.stack(rows), True, material)


def brim(
    wide: float, deep: float, height: Callable[[Array, Array], Array], thick: float = 0.034, inner: float = 0.39
) -> Piece:
    """A brim round a crown: its half width and half depth, and its height over (x, z)."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return _sheet(turn, inner, lambda t: (wide * np.sin(t), -0.04 + deep * np.cos(t)), height, thick, True)


def peak(reach: float, height: Callable[[Array, Array], Array], half: float = 1.15, inner: float = 0.40) -> Piece:
    """The peak of a cap: how far it stands out in front, over `half` radians to either side."""

    def edge(t: Array) -> tuple[Array, Array]:
        out = reach * np.clip(np.cos(t / half * np.pi / 2), 0, 1) ** 0.55
        return (inner + 0.35 * out) * np.sin(t), _MIDDLE_Z + (_OVAL * inner + out) * np.cos(t)

    return _sheet(np.linspace(-half, half, 19), inner, edge, height, 0.034, False)


def _sheet(
    turn: Array,
    inner: float,
    edge: Callable[[Array], tuple[Array, Array]],
    height: Callable[[Array, Array], Array],
    thick: float,
    closed: bool,
) -> Piece:
    start = (inner * np.sin(turn), _MIDDLE_Z + _OVAL * inner * np.cos(turn))
    end = edge(turn)
    rows = []
    # Out along the underside, round the edge, and back in on top.
    for share, side in ((0.0, -1.0), (0.5, -1.0), (0.97, -0.8), (1.0, 0.0), (0.97, 0.8), (0.5, 1.0), (0.0, 1.0)):
        x, z = (a + (b - a) * share for a, b in zip(start, end, strict=True))
        rows.append(np.stack([x, height(x, z) + side * thick / 2, z], 1))
    return rings(np.stack(rows), closed, "hat")


def joined(*pieces: Piece) -> Piece:
    """Several pieces as one; each keeps its zones apart from the others'."""
    first = pieces[0]
    names = list(dict.fromkeys(name for piece in pieces for name in piece.names))
    count = np.cumsum([0, *(len(piece.vertices) for piece in pieces)])
    zones = np.cumsum([0, *(int(piece.zones.max(initial=0)) + 1 for piece in pieces)])
    whole = Piece(
        np.concatenate([piece.vertices for piece in pieces]),
        np.concatenate([piece.normals for piece in pieces]),
        np.concatenate([piece.faces + n for piece, n in zip(pieces, count, strict=False)]),
        first.names[0],
    )
    whole.names = names
    whole.zones = np.concatenate([piece.zones + n for piece, n in zip(pieces, zones, strict=False)])
    whole.materials = np.concatenate(
        [np.array([names.index(name) for name in piece.names])[piece.materials] for piece in pieces]
    )
    return whole
