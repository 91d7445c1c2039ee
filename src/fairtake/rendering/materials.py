"""Materials → rows of numbers for the kernels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Color, Material, Pattern, Stuff
from fairtake.rendering.kernels import columns as c
from fairtake.rendering.look import Look

__all__ = ["pack_materials", "set_apart"]

_PATTERNS = {
    Pattern.FLAT: 0,
    Pattern.PLANKS: c.PLANKS,
    Pattern.TILES: c.TILES,
    Pattern.BRICK: c.BRICK,
    Pattern.STRIPES: c.STRIPES,
    Pattern.DABS: c.DABS,
    Pattern.BARK: c.BARK,
    Pattern.WATER: c.WATER,
    Pattern.COBBLE: c.COBBLE,
    Pattern.WASH: c.WASH,
    Pattern.PANEL: c.PANEL,
}
_KINDS = {Stuff.SET: 0, Stuff.PROP: 0, Stuff.CLOTH: 1, Stuff.SKIN: 2, Stuff.HAIR: 3, Stuff.FACE: 4}


def pack_materials(
    materials: Sequence[Material], look: Look, face: int = -1, figure: int = -1
) -> npt.NDArray[np.float32]:
    """Rows (M, columns.MATERIAL_COLUMNS). `face` is the texture slot of the FACE material,
    `figure` the slot of the wearer's own shadow (-1 for sets and props)."""
    rows = np.zeros((len(materials), c.MATERIAL_COLUMNS), np.float32)
    for row, material in zip(rows, materials, strict=True):
        kind = _KINDS[material.stuff]
        row[c.M_COLOR : c.M_COLOR + 3] = material.color
        row[c.M_PATTERN] = _PATTERNS[material.pattern]
        row[c.M_PERIOD_U], row[c.M_PERIOD_V] = material.period
        row[c.M_LINE] = material.line_width
        row[c.M_COLOR2 : c.M_COLOR2 + 3] = material.color2 if material.color2 is not None else material.color
        line = material.line_color if material.line_color is not None else tuple(0.55 * v for v in material.color)
        row[c.M_LINE_COLOR : c.M_LINE_COLOR + 3] = line
        row[c.M_EMISSION] = material.emission
        row[c.M_BLOOM] = material.bloom
        row[c.M_THRESHOLD] = material.threshold
        row[c.M_BLOTCH] = material.blotch
        row[c.M_LINE_OPACITY] = material.line_opacity
        row[c.M_INK] = material.ink
        row[c.M_FOLIAGE] = material.foliage
        row[c.M_WET] = material.wet * look.mirror
        row[c.M_KIND] = kind
        row[c.M_FACE] = face if material.stuff is Stuff.FACE else -1
        row[c.M_FOLD] = {0: 0.0, 1: look.fold_cloth}.get(kind, look.fold_skin)
        row[c.M_FIGURE] = figure
        row[c.M_SHADOW] = material.shadow
        if look.pattern < 1 and material.stuff is not Stuff.FACE:
            _fade(row, look.pattern)
    skin = next((material.color for material in materials if material.stuff is Stuff.SKIN), None)
    if look.hair_apart > 0 and skin is not None:
        for row, material in zip(rows, materials, strict=True):
            if material.stuff is Stuff.HAIR:
                row[c.M_COLOR : c.M_COLOR + 3] = set_apart(material.color, skin, look.hair_apart)
    return rows


def set_apart(hair: Color, skin: Color, least: float) -> Color:
    """The colour of hair at least so much darker or, where it is fair, lighter than the skin: red
    hair has the grey of a face, and a head drawn in one grey reads as bald."""
    tone, face = _luma(hair), _luma(skin)
    if abs(tone - face) >= least:
        return hair
    wanted = face - least
    grey = tone > _GREY and max(hair) - min(hair) < 0.14
    if tone > _FAIR or grey or (wanted < _DARKEST and tone > face):
        wanted = min(face + least, 0.97)
        share = max((wanted - tone) / max(1 - tone, 0.01), 0.0)
        return (hair[0] + (1 - hair[0]) * share, hair[1] + (1 - hair[1]) * share, hair[2] + (1 - hair[2]) * share)
    factor = min(max(wanted, _DARKEST) / max(tone, 0.01), 1.0)
    return hair[0] * factor, hair[1] * factor, hair[2] * factor


_FAIR, _GREY, _DARKEST = 0.66, 0.45, 0.05


def _luma(color: Color) -> float:
    return 0.3 * color[0] + 0.59 * color[1] + 0.11 * color[2]


def _fade(row: npt.NDArray[np.float32], share: float) -> None:
    """Draw less of a pattern."""
    color = row[c.M_COLOR : c.M_COLOR + 3]
    if row[c.M_PATTERN] == c.WATER:
        return
    row[c.M_COLOR2 : c.M_COLOR2 + 3] = color + (row[c.M_COLOR2 : c.M_COLOR2 + 3] - color) * share
    row[c.M_LINE_COLOR : c.M_LINE_COLOR + 3] = color + (row[c.M_LINE_COLOR : c.M_LINE_COLOR + 3] - color) * share
    row[c.M_LINE_OPACITY] *= share
    row[c.M_BLOTCH] *= share
    if share == 0:
        row[c.M_PATTERN] = 0
