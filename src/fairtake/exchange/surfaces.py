"""What a brought model is painted with: its colours as our flat tones, and the drawn face."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.exchange.model_file import ModelFile, Piece, Surface
from fairtake.exchange.numbers import decoded, encoded
from fairtake.model.figure import FaceStyle, Figure
from fairtake.model.mesh import Color, Material, Stuff
from fairtake.model.span import Gap

__all__ = ["EYE_LEVEL", "Painted", "painted", "toned"]

F64 = npt.NDArray[np.floating[Any]]
I64 = npt.NDArray[np.int64]

_TONES = 20
"""Flat colours one textured surface is painted in, at most."""

_STEPS = 12.0
_ALIKE = 0.08
EYE_LEVEL = 0.468
"""Of a head from chin to crown: where a drawn face has its eyes."""

_WORDS = {
    Stuff.HAIR: ("hair", "brow", "lash", "beard", "moustache", "fur"),
    Stuff.SKIN: ("skin", "face", "body", "head", "hand"),
}
_EYES = ("eye", "iris", "pupil", "cornea", "sclera", "mouth", "teeth", "lip")


@dataclass(frozen=True, slots=True, eq=False)
class Painted:
    """The materials, and for each triangle (F, 3) of `faces` its material and ink zone; `uvs`
    (V, 2) of the drawn face; the face's style; the colour to name the figure by."""

    materials: tuple[Material, ...]
    faces: I64
    numbers: I64
    zones: I64
    uvs: F64
    face: FaceStyle
    accent: Color
    gaps: tuple[Gap, ...]


def painted(
    model: ModelFile,
    on_head: npt.NDArray[np.bool_],
    points: F64,
    eyes: F64,
    size: float,
    stand_in: Figure,
    face: str = "",
    acts: bool = False,
) -> Painted:
    """Paint a posed model. Its own face is kept when it has one (a picture on the head, or eyes of
    their own) or `face` is "own", and said to be still unless it `acts`; on a blank head, and
    with "drawn" on any, the role's drawn face is laid, and acts. `on_head` (V,) are the head's points; `size` its metres from chin to
    crown; `eyes` the point between the eyes."""
    materials: list[Material] = []
    faces, numbers, zones, first = [], [], [], 0
    drawn = face == "drawn"
    own, blank = face == "own", np.zeros(0, np.bool_)
    areas: dict[int, float] = {}
    blanks: list[npt.NDArray[np.bool_]] = []
    for piece in model.pieces:
        surface = model.surfaces[piece.surface]
        colors, seen = _colors(piece, surface)
        triangles = piece.faces[seen] + first
        head: npt.NDArray[np.bool_] = np.asarray(on_head[triangles].all(1), np.bool_)
        stuff = _stuff(surface.name)
        word = surface.name.casefold()
        eyed = any(one in word for one in _EYES)
        if drawn and eyed and len(head) and head.mean() > 0.5:
            # They would stick out through the drawing.
            seen &= False
            triangles, head = triangles[:0], head[:0]
        if not drawn and head.any() and stuff is not Stuff.HAIR and (eyed or surface.picture is not None):
            own = True
        tones, which = toned(colors[seen])
        # A material that is never used would count as a different figure.
        glow = min(1.0, max(surface.glow))
        for tone in tones:
            name = f"{stand_in.role} {surface.name or 'surface'} {len(materials) + 1}"
            materials.append(Material(name, tone, stuff, emission=glow))
        numbers.append(which + len(materials) - len(tones))
        zones.append(np.full(len(triangles), piece.surface, np.int64))
        faces.append(triangles)
        blanks.append(head & (stuff is not Stuff.HAIR))
        areas = _add_areas(areas, points[triangles], numbers[-1], stuff)
        first += len(piece.points)
    every, number, zone = np.concatenate(faces), np.concatenate(numbers), np.concatenate(zones)
    blank = np.concatenate(blanks)
    accent = materials[max(areas, key=lambda key: areas[key])].color if areas else stand_in.accent
    uvs = np.zeros((len(points), 2))
    style = stand_in.face
    gaps: tuple[Gap, ...] = ()
    if own and acts:
        gaps = ()
    elif own:
        why = "its face is its own and does not move: lips, lids and brows stay as they are"
        fix = 'Write model_face = "drawn" to have the drawn face act on it.'
        gaps = (Gap("casting", f"{stand_in.role}'s model {model.path.name}", why, fix),)
    elif blank.any():
        front = blank & _in_front(points[every], eyes, size)
        if front.any():
            # The skin is what is below the eyes; a cap or a mask of another colour stays itself.
            low = front & (points[every][:, :, 1].mean(1) < eyes[1])
            skin = materials[int(np.bincount(number[low if low.any() else front]).argmax())].color
            alike = [n for n, one in enumerate(materials) if np.abs(np.subtract(one.color, skin)).max() < _ALIKE]
            # What is painted on a textured face goes under the drawing, whatever its colour.
            textured = model.surfaces[int(np.bincount(zone[front]).argmax())].picture is not None
            front &= zone == np.bincount(zone[front]).argmax() if textured else np.isin(number, alike)
            style = replace(style, skin=skin, glasses=None, beard=None, stubble=None)
            uvs = np.stack(
                [0.5 + (points[:, 0] - eyes[0]) / size, 0.95 - EYE_LEVEL - (points[:, 1] - eyes[1]) / size], axis=1
            )
            number = np.where(front, len(materials), number)
            materials.append(Material(f"{stand_in.role} face", skin, Stuff.FACE))
    return Painted(tuple(materials), every, number, zone, uvs, style, accent, gaps)


def _stuff(name: str) -> Stuff:
    word = name.casefold()
    return next((stuff for stuff, words in _WORDS.items() if any(one in word for one in words)), Stuff.CLOTH)


def _add_areas(areas: dict[int, float], corners: F64, numbers: I64, stuff: Stuff) -> dict[int, float]:
    """How much of each cloth is seen."""
    if stuff is not Stuff.CLOTH or not len(corners):
        return areas
    size = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    added = dict(areas)
    for number in np.unique(numbers):
        added[int(number)] = added.get(int(number), 0.0) + float(size[numbers == number].sum())
    return added


# -- colours ---------------------------------------------------------------------------------------


def _colors(piece: Piece, surface: Surface) -> tuple[F64, npt.NDArray[np.bool_]]:
    """Each triangle's colour (F, 3) in sRGB, and whether it is drawn at all."""
    count = len(piece.faces)
    color = np.tile(np.asarray(surface.color, np.float64), (count, 1))
    seen = np.full(count, surface.cutoff <= 1.0)
    if piece.colors is not None:
        color *= piece.colors[piece.faces].mean(1)
    if surface.picture is not None and piece.uvs is not None and count:
        corners = piece.uvs[piece.faces]
        middle = corners.mean(1, keepdims=True)
        # Inside the triangle, so that no neighbour's colour is met at the edge.
        spots = np.concatenate([middle, middle + 0.6 * (corners - middle)], axis=1)
        height, width = surface.picture.shape[:2]
        wrapped = spots - np.floor(spots)
        x = np.minimum((wrapped[..., 0] * width).astype(np.int64), width - 1)
        y = np.minimum((wrapped[..., 1] * height).astype(np.int64), height - 1)
        texels = surface.picture[y, x].astype(np.float64) / 255
        seen &= texels[..., 3].mean(1) >= surface.cutoff
        color *= decoded(texels[..., :3]).mean(1)
    return encoded(color), seen


def toned(colors: F64, most: int = _TONES) -> tuple[list[Color], I64]:
    """The few tones a surface is painted in, and which each triangle takes: the commonest
    colours, each the mean of those that are nearest to it."""
    if not len(colors):
        return [], np.zeros(0, np.int64)
    steps = np.rint(colors * _STEPS).astype(np.int64)
    cells, which, counts = np.unique(steps, axis=0, return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    keep = np.sort(np.argsort(-counts, kind="stable")[:most])
    away = ((cells[:, None] - cells[keep][None]) ** 2).sum(-1)
    which = away.argmin(1)[which]
    tones = []
    for number in range(len(keep)):
        red, green, blue = (round(float(v), 5) for v in colors[which == number].mean(0))
        tones.append((red, green, blue))
    return tones, which


# -- the face --------------------------------------------------------------------------------------


def _in_front(corners: F64, eyes: F64, size: float) -> npt.NDArray[np.bool_]:
    """Triangles on which a face is drawn: before the ears, looking forward, in the picture."""
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    length = np.linalg.norm(normal, axis=1)
    forward = normal[:, 2] > 0.05 * np.maximum(length, 1e-12)
    middle = corners.mean(1)
    high = (middle[:, 1] - eyes[1]) / size + EYE_LEVEL
    before = middle[:, 2] > eyes[2] - 0.38 * size
    return np.asarray(
        forward & before & (high > -0.04) & (high < 0.93) & (np.abs(middle[:, 0] - eyes[0]) < 0.46 * size)
    )
