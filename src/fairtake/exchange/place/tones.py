"""Triangles cut along the edges of what is painted on them, so that few of them keep a picture."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.exchange.model_file import Piece
from fairtake.exchange.refine import cut, split

__all__ = ["cut_at_tones", "texels"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

_FINEST = (0.012, 0.045)
"""Metres: edges shorter than this are not split any more, on small things and on large ones."""

_WRONG = 0.1
"""The share of spots in a triangle that a straight cut may get wrong."""

_SPREAD = np.array(
    [[0.9, 0.05, 0.05], [0.05, 0.9, 0.05], [0.05, 0.05, 0.9], [0.48, 0.48, 0.04], [0.04, 0.48, 0.48], [0.48, 0.04, 0.48], [1 / 3] * 3]
)  # fmt: skip
_GRID = np.array([[i + 1 / 3, k + 1 / 3, 4 - i - k + 1 / 3] for i in range(5) for k in range(5 - i)]) / 5


def texels(piece: Piece, picture: U8) -> U8:
    """What a picture (H, W, C) shows at seven spots of each triangle: (F, 7, C)."""
    assert piece.uvs is not None
    at = _places(np.einsum("sc,fcu->fsu", _SPREAD, piece.uvs[piece.faces]), picture.shape)
    return np.asarray(picture[at[..., 1], at[..., 0]], np.uint8)


def cut_at_tones(piece: Piece, flat: U8, budget: int) -> Piece:
    """The piece with triangles split where the tones of `flat` (H, W, 3) meet in more than a line,
    and cut where they meet in one. At most about `budget` triangles are added."""
    codes = flat.astype(np.int64) @ np.array([65536, 256, 1])
    most = len(piece.faces) + budget
    a, b, c = piece.points[piece.faces].transpose(1, 0, 2)
    area = np.cross(b - a, c - a)
    finest = float(np.clip(0.008 * np.sqrt(np.linalg.norm(area, axis=1).sum() / 2), *_FINEST))
    settled = np.zeros(len(piece.faces), np.bool_)
    for _ in range(11):
        open_ = np.flatnonzero(~settled)
        room = (most - len(piece.faces)) // 4
        if not len(open_) or room < 1:
            break
        corners = piece.points[piece.faces[open_]]
        edges = np.linalg.norm(corners - np.roll(corners, 1, axis=1), axis=2).max(1)
        wanted = (_Cuts(piece, codes, open_).wrong() > _WRONG) & (edges > finest)
        chosen = np.zeros(len(piece.faces), np.bool_)
        chosen[open_[wanted][np.argsort(-edges[wanted], kind="stable")[:room]]] = True
        if not chosen.any():
            break
        settled[open_[~wanted]] = True
        piece = split(piece, chosen)
        settled = np.concatenate([settled[~chosen], np.zeros(len(piece.faces) - int((~chosen).sum()), np.bool_)])
    cuts = _Cuts(piece, codes, np.arange(len(piece.faces)))
    rows = np.flatnonzero(cuts.two)
    return cut(piece, rows, cuts.faces[rows], cuts.first[rows], cuts.second[rows]) if len(rows) else piece


class _Cuts:
    """How one straight line would part each of the triangles `rows` (M,): `two` where two of the
    corners agree; `faces` (M, 3) the corners with the odd one in front, `first` and `second` how
    far along the ways to the others its tone reaches."""

    def __init__(self, piece: Piece, codes: I64, rows: I64) -> None:
        assert piece.uvs is not None
        self.codes, self.uvs = codes, piece.uvs
        corners = piece.uvs[piece.faces[rows]]
        # Looked at a little inside, so that neighbours on an edge do not count.
        found = self.tone(corners + 0.01 * (corners.mean(1, keepdims=True) - corners))
        same = found == np.roll(found, -1, axis=1)
        self.one: Flags = same.all(1)
        self.two: Flags = same.sum(1) == 1
        odd = np.where(self.two, (same.argmax(1) + 2) % 3, 0)
        order = (odd[:, None] + np.arange(3)) % 3
        self.faces: I64 = np.take_along_axis(piece.faces[rows], order, axis=1)
        self.tones: I64 = np.take_along_axis(found, order, axis=1)
        self.first, self.second = self.reach(1), self.reach(2)

    def tone(self, uvs: F64) -> I64:
        """The tone at places of the picture."""
        at = _places(uvs, self.codes.shape)
        return np.asarray(self.codes[at[..., 1], at[..., 0]])

    def reach(self, other: int) -> F64:
        """How far the odd corner's tone reaches on the way to another corner."""
        start = self.uvs[self.faces[:, 0]]
        way = self.uvs[self.faces[:, other]] - start
        low, high = np.zeros(len(start)), np.ones(len(start))
        for _ in range(9):
            middle = (low + high) / 2
            own = self.tone(start + way * middle[:, None]) == self.tones[:, 0]
            low, high = np.where(own, middle, low), np.where(own, high, middle)
        return np.asarray((low + high) / 2)

    def wrong(self) -> F64:
        """The share of spots (M,) whose tone a straight cut gets wrong."""
        actual = self.tone(np.einsum("sc,fcu->fsu", _GRID, self.uvs[self.faces]))
        ahead = _GRID[None, :, 1] / self.first[:, None] + _GRID[None, :, 2] / self.second[:, None] < 1
        said = np.where(ahead & ~self.one[:, None], self.tones[:, :1], self.tones[:, 1:2])
        return np.where(self.one | self.two, (said != actual).mean(1), 1.0)


def _places(uvs: F64, shape: tuple[int, ...]) -> I64:
    """Columns and rows (..., 2) of a picture that is laid again and again."""
    inside = uvs - np.floor(uvs)
    size = np.array([shape[1], shape[0]])
    return np.asarray(np.minimum((inside * size).astype(np.int64), size - 1))
