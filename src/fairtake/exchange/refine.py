"""Finer triangles where a picture on a head changes, so that painted eyes and mouths survive as
flat tones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.exchange.model_file import ModelFile, Piece, Shape

__all__ = ["cut", "refined", "split"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_ROUNDS = 4
_MOST = 24_000
"""Triangles on one head, at most."""

_VARIES = 0.05
"""How much the tones in one triangle must differ for it to be split."""

_FINE = 0.012
"""Of a head's height: edges shorter than this are left."""


def refined(model: ModelFile, head: set[int]) -> ModelFile:
    """The model with its textured head split more finely; `head` are the nodes that move with it."""
    on = np.isin(np.arange(len(model.names)), sorted(head))
    pieces = [_piece(model, piece, on) for piece in model.pieces]
    return replace(model, pieces=tuple(pieces))


def _piece(model: ModelFile, piece: Piece, on: npt.NDArray[np.bool_]) -> Piece:
    picture = model.surfaces[piece.surface].picture
    share = (on[piece.bones] * piece.weights).sum(1)
    if picture is None or piece.uvs is None or not (share > 0.9).any():
        return piece
    size = float(np.ptp(piece.points[share > 0.9], axis=0).max())
    tones = picture[..., :3].astype(np.float64) / 255
    for _ in range(_ROUNDS):
        chosen = _coarse(piece, tones, share > 0.9, _FINE * size)
        if not chosen.any() or len(piece.faces) + 3 * int(chosen.sum()) > max(_MOST, 2 * len(piece.faces)):
            break
        piece = split(piece, chosen)
        share = (on[piece.bones] * piece.weights).sum(1)
    return piece


def _coarse(piece: Piece, tones: F64, head: npt.NDArray[np.bool_], least: float) -> npt.NDArray[np.bool_]:
    """Triangles (F,) on the head that are long and hold more than one tone."""
    corners = piece.points[piece.faces]
    edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2)
    chosen = head[piece.faces].all(1) & (edges.max(1) > least)
    assert piece.uvs is not None
    uv = piece.uvs[piece.faces[chosen]]
    # Corners drawn in a little, the middles of the sides, and the middle.
    spread = np.array(
        [
            [0.9, 0.05, 0.05],
            [0.05, 0.9, 0.05],
            [0.05, 0.05, 0.9],
            [0.5, 0.5, 0],
            [0, 0.5, 0.5],
            [0.5, 0, 0.5],
            [1 / 3] * 3,
        ]
    )
    spots = np.einsum("sc,fcu->fsu", spread, uv)
    spots -= np.floor(spots)
    height, width = tones.shape[:2]
    x = np.minimum((spots[..., 0] * width).astype(np.int64), width - 1)
    y = np.minimum((spots[..., 1] * height).astype(np.int64), height - 1)
    found = tones[y, x]
    chosen[chosen] = np.ptp(found, axis=1).max(1) > _VARIES
    return np.asarray(chosen)


def split(piece: Piece, chosen: npt.NDArray[np.bool_]) -> Piece:
    """Each chosen triangle as four; points in the middle of sides are shared."""
    faces = piece.faces[chosen]
    sides = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    ends, which = np.unique(sides, axis=0, return_inverse=True)
    middle = which.reshape(-1, 3) + len(piece.points)
    a, b, c = faces.T
    ab, bc, ca = middle.T
    four = np.stack([[a, ab, ca], [ab, b, bc], [ca, bc, c], [ab, bc, ca]], axis=0).transpose(2, 0, 1).reshape(-1, 3)

    def between(values: F64) -> F64:
        return np.concatenate([values, values[ends].mean(1)])

    shapes = []
    for shape in piece.shapes:
        dense = np.zeros_like(piece.points)
        dense[shape.rows] = shape.moves
        dense = between(dense)
        rows = np.flatnonzero(dense.any(1))
        shapes.append(Shape(shape.name, rows, dense[rows]))
    # The new points move with the bones of one end: on a head they are the same bones.
    return replace(
        piece,
        points=between(piece.points),
        normals=None if piece.normals is None else between(piece.normals),
        uvs=None if piece.uvs is None else between(piece.uvs),
        colors=None if piece.colors is None else between(piece.colors),
        faces=np.concatenate([piece.faces[~chosen], four]),
        bones=np.concatenate([piece.bones, piece.bones[ends[:, 0]]]),
        weights=np.concatenate([piece.weights, piece.weights[ends[:, 0]]]),
        shapes=tuple(shapes),
    )


def cut(piece: Piece, rows: I64, faces: I64, first: F64, second: F64) -> Piece:
    """The triangles `rows` (M,) cut in two: `faces` (M, 3) are their corners, the one to be cut off
    in front; `first` and `second` (M,) say how far along the ways to the other two."""
    count, number = len(piece.points), len(faces)

    def along(values: F64) -> F64:
        tip, left, right = values[faces[:, 0]], values[faces[:, 1]], values[faces[:, 2]]
        one = tip + first[:, None] * (left - tip)
        two = tip + second[:, None] * (right - tip)
        return np.concatenate([values, one, two])

    p, q = count + np.arange(number), count + number + np.arange(number)
    tip, left, right = faces.T
    three = np.stack([[tip, p, q], [p, left, right], [p, right, q]], axis=0).transpose(2, 0, 1).reshape(-1, 3)
    left_over = np.ones(len(piece.faces), np.bool_)
    left_over[rows] = False
    return replace(
        piece,
        points=along(piece.points),
        normals=None if piece.normals is None else along(piece.normals),
        uvs=None if piece.uvs is None else along(piece.uvs),
        colors=None if piece.colors is None else along(piece.colors),
        faces=np.concatenate([piece.faces[left_over], three]),
        bones=np.concatenate([piece.bones, piece.bones[tip], piece.bones[tip]]),
        weights=np.concatenate([piece.weights, piece.weights[tip], piece.weights[tip]]),
    )
