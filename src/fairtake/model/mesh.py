"""Geometry a renderer can draw: meshes and what they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

__all__ = ["Color", "Material", "Mesh", "Pattern", "Stuff"]

Color = tuple[float, float, float]
"""sRGB, each 0..1."""


class Pattern(StrEnum):
    """Drawn surface textures, computed in metres on the surface (uv), without bitmaps."""

    FLAT = "flat"
    PLANKS = "planks"
    TILES = "tiles"
    BRICK = "brick"
    STRIPES = "stripes"
    DABS = "dabs"
    BARK = "bark"
    WATER = "water"
    COBBLE = "cobble"
    WASH = "wash"
    PANEL = "panel"


class Stuff(StrEnum):
    """What kind of surface it is; decides the shadow tone, ink thresholds and highlights."""

    SET = "set"
    CLOTH = "cloth"
    SKIN = "skin"
    HAIR = "hair"
    FACE = "face"
    PROP = "prop"


@dataclass(frozen=True, slots=True)
class Material:
    """How a surface is painted. Colours are sRGB 0..1; lengths are metres on the surface.

    `period` (u, v) of the pattern, `line_width` of its joints in `line_color`; `color2` the
    second colour of stripes, tiles, dabs and washes; `threshold` how many cells take
    `color2` (0..1); `blotch` 0..1 large-scale tone variation; `emission` 0..1 how much it
    shines by itself (1 ignores light), `bloom` how much it glows; `ink` scales ink lines on
    it; `foliage` 0 none, 1 grass, 2 leaves (lit from both sides, soft normals); `wet` 0..1
    mirrors the scene above the ground; `shadow` false casts none.
    """

    name: str
    color: Color
    stuff: Stuff = Stuff.SET
    pattern: Pattern = Pattern.FLAT
    period: tuple[float, float] = (1.0, 1.0)
    line_width: float = 0.006
    color2: Color | None = None
    line_color: Color | None = None
    threshold: float = 0.5
    blotch: float = 0.0
    line_opacity: float = 1.0
    emission: float = 0.0
    bloom: float = 0.0
    ink: float = 1.0
    foliage: int = 0
    wet: float = 0.0
    shadow: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """Triangles. V vertices, F faces.

    `vertices` (V, 3) float32 metres; `normals` (V, 3) float32 unit; `uvs` (V, 2) float32,
    metres for patterns, 0..1 for a face drawing (u to the figure's left, v down from the
    crown); `faces` (F, 3) int32, counter-clockwise seen from outside; `materials` (F,) int32
    into the owner's material table; `zones` (F,) int32: ink is drawn where the zone changes.
    """

    vertices: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    uvs: npt.NDArray[np.float32]
    faces: npt.NDArray[np.int32]
    materials: npt.NDArray[np.int32]
    zones: npt.NDArray[np.int32]
