"""What a brought place is painted with: its colours as our flat tones.

A picture on a surface is reduced to a few tones, and the triangles under it are made finer where
its tones meet, so that boards, tiles and paintings stay to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from fairtake.exchange.model_file import ModelFile, Piece, Surface
from fairtake.exchange.numbers import decoded, encoded
from fairtake.exchange.own import own_material
from fairtake.exchange.place.tones import cut_at_tones, texels
from fairtake.exchange.surfaces import toned
from fairtake.model.mesh import Color, Material

__all__ = ["Painted", "painted"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
U8 = npt.NDArray[np.uint8]

_TONES = 6
_TEXEL = 0.02
_BUDGET = 60_000
"""Triangles that pictures may add to a whole place."""


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """`materials`, `pieces` with the triangles that are drawn, and for each triangle of all
    pieces its row of materials, `numbers` (F,)."""

    materials: tuple[Material, ...]
    pieces: tuple[Piece, ...]
    numbers: I64


def painted(model: ModelFile, pieces: Sequence[Piece]) -> Painted:
    """Paint the pieces of a place."""
    materials: list[Material] = []
    known: dict[tuple[int, Color], int] = {}
    kept, numbers = [], []
    areas = [_area(piece.points[piece.faces]) for piece in pieces]
    pictured = sum(a for a, p in zip(areas, pieces, strict=True) if model.surfaces[p.surface].picture is not None)
    for piece, area in zip(pieces, areas, strict=True):
        surface = model.surfaces[piece.surface]
        if surface.told:
            own = own_material(surface)
            if own is not None:
                known.setdefault((piece.surface, own.color), len(materials))
                if known[piece.surface, own.color] == len(materials):
                    materials.append(own)
                kept.append(piece)
                numbers.append(np.full(len(piece.faces), known[piece.surface, own.color], np.int64))
                continue
        piece, colors, which, seen = _colored(piece, surface, _BUDGET * area / max(pictured, 1e-12))
        piece, which = replace(piece, faces=piece.faces[seen]), which[seen]
        if not len(piece.faces):
            continue
        rows = []
        for color in colors:
            row = known.setdefault((piece.surface, color), len(materials))
            if row == len(materials):
                name = f"{surface.name or 'surface'} {row + 1}"
                materials.append(Material(name, color, emission=min(1.0, max(surface.glow))))
            rows.append(row)
        kept.append(piece)
        numbers.append(np.asarray(rows, np.int64)[which])
    return Painted(tuple(materials), tuple(kept), np.concatenate(numbers) if numbers else np.zeros(0, np.int64))


def _area(corners: F64) -> float:
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return float(np.linalg.norm(cross, axis=1).sum() / 2)


def _colored(piece: Piece, surface: Surface, budget: float) -> tuple[Piece, list[Color], I64, npt.NDArray[np.bool_]]:
    """A piece made finer where its picture asks for it, its tones, which of them each triangle
    takes, and whether it is drawn at all."""
    if surface.picture is None or piece.uvs is None or surface.cutoff > 1.0:
        color = np.tile(np.asarray(surface.color, np.float64), (len(piece.faces), 1))
        glow = np.asarray(surface.glow, np.float64)
        if glow.max() > 0.2:  # lamps are as bright as they shine
            color = np.maximum(color, glow)
        if piece.colors is not None:
            color = color * piece.colors[piece.faces].mean(1)
        tones, which = toned(encoded(color), 12)
        return piece, tones, which, np.full(len(piece.faces), surface.cutoff <= 1.0)
    flat = _flattened(surface.picture, piece)
    piece = cut_at_tones(piece, flat, int(budget))
    found = texels(piece, flat)
    seen = np.ones(len(piece.faces), np.bool_)
    if surface.cutoff > 0:
        seen = (texels(piece, surface.picture)[..., 3] / 255.0).mean(1) >= surface.cutoff
    # The tone most spots have: no mixtures along the edges of a drawing.
    codes = (found.astype(np.int64) @ np.array([65536, 256, 1])).reshape(len(piece.faces), -1)
    alike = (codes[:, :, None] == codes[:, None, :]).sum(2)
    most = np.take_along_axis(found, alike.argmax(1)[:, None, None], axis=1)[:, 0]
    color = decoded(most / 255.0) * np.asarray(surface.color)
    if piece.colors is not None:
        color = color * piece.colors[piece.faces].mean(1)
    tones, which = toned(encoded(color), 12)
    return piece, tones, which, seen


def _flattened(picture: U8, piece: Piece) -> U8:
    """A picture (H, W, 3) in few tones, about as fine as what can be told apart on the set."""
    assert piece.uvs is not None
    height, width = picture.shape[:2]
    corners = piece.uvs[piece.faces]
    a, b = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    covered = float(np.abs(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / 2) * height * width
    # How many texels lie on a metre; what is laid many times is looked at as if once.
    density = np.sqrt(covered / max(_area(piece.points[piece.faces]), 1e-9))
    ratio = float(np.clip(1 / max(density * _TEXEL, 1e-9), 0.02, 1.0))
    size = (max(8, round(width * ratio)), max(8, round(height * ratio)))
    image = Image.fromarray(np.ascontiguousarray(picture[..., :3]), "RGB")
    few = image.quantize(_TONES, Image.Quantize.MEDIANCUT)
    tones = np.array(few.getpalette(), np.uint8).reshape(-1, 3)
    which = np.asarray(few, np.uint8)
    if size[0] < width and size[1] < height:
        # The tone most of each spot has: a mixture would be a line of its own along every edge.
        masks = [Image.fromarray((which == number).astype(np.uint8) * 255) for number in range(int(which.max()) + 1)]
        shares = [np.asarray(mask.resize(size, Image.Resampling.BOX)) for mask in masks]
        which = np.argmax(np.stack(shares), axis=0)
    return np.asarray(tones[which], np.uint8)
