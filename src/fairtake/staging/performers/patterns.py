"""Patterned cloth: where a point lies on its garment, and the materials of woven patterns.

Coordinates are metres: u around the trunk or limb, mirrored at the middle of front and back so
that no seam runs wild, v along it. The renderer's stripes run across u, so hoops swap the two.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from fairtake.model.mesh import Color, Material, Pattern
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.sdf import folded

__all__ = ["PATTERNS", "clothes_uv", "patterned"]

_CREAM: Color = (0.94, 0.90, 0.82)
_INK: Color = (0.24, 0.22, 0.28)

PATTERNS: Mapping[str, tuple[Pattern, tuple[float, float], float]] = MappingProxyType(
    {
        "plain": (Pattern.FLAT, (1.0, 1.0), 0.0),
        "striped": (Pattern.STRIPES, (0.050, 1.0), 0.55),
        "hooped": (Pattern.STRIPES, (0.060, 1.0), 0.85),
        "pinstriped": (Pattern.PANEL, (0.030, 1.0), 0.45),
        "checked": (Pattern.TILES, (0.042, 0.042), 0.50),
        "tartan": (Pattern.TILES, (0.075, 0.075), 0.34),
        "dotted": (Pattern.DABS, (0.046, 0.096), 0.62),
        "flowered": (Pattern.DABS, (0.100, 0.170), 0.75),
    }
)
"""Patterns by name: the renderer's, its periods in metres, and how strongly it shows."""


def clothes_uv(body: Body, piece: Piece, hooped: Collection[str] = ()) -> None:
    """Gives a piece of the common body its pattern coordinates, unless it has its own; u and v
    change places on cloth of the materials `hooped`."""
    if piece.uvs is not None or piece.names == ["skin"]:
        return
    p = piece.vertices
    q = folded(p)
    around = np.arctan2(np.abs(p[:, 0]), p[:, 2] + 0.005) * 0.155
    along = p[:, 1]
    arm, place = body.arms(p)
    sleeve = (arm < body.torso(p) - 0.012) & (q[:, 0] > body.shoulder - 0.02)
    upper, wrist = body.arm[0], body.arm[2]
    axis = (wrist - upper) / np.linalg.norm(wrist - upper)
    off = q - upper - ((q - upper) @ axis)[:, None] * axis
    side = np.array([0.0, 0.0, 1.0])
    up = np.cross(axis, side)
    turn = np.abs(np.arctan2(off @ up, off @ side)) * 0.055
    u = np.where(sleeve, turn, around)
    v = np.where(sleeve, upper[1] - place * 0.26, along)
    # Below the hips trousers are two tubes, each with its own middle.
    if len(p) and p[:, 1].max() < 1.15:
        leg = np.abs(np.arctan2(q[:, 0] - 0.105, p[:, 2])) * 0.075
        u = np.where(p[:, 1] < 0.80, leg, u)
    piece.uvs = np.stack([v, u] if piece.names[0] in hooped else [u, v], 1)


def patterned(material: Material, name: str) -> Material:
    """The material woven in a pattern: its own colour with a second that suits it."""
    kind, period, strength = PATTERNS[name]
    if kind is Pattern.FLAT:
        return material
    light = sum(material.color) / 3
    other = _CREAM if light < 0.68 else _INK
    second = _mixed(material.color, other, strength * (1.0 if light < 0.68 else 0.55))
    if kind is Pattern.PANEL:
        return replace(material, pattern=kind, period=period, line_width=0.003, line_color=second, line_opacity=0.9)
    if kind is Pattern.DABS:
        return replace(
            material,
            pattern=kind,
            period=period,
            line_color=second,
            color2=material.color,
            threshold=0.12,
            line_opacity=0.95,
        )
    line = _mixed(material.color, _INK, 0.35)
    return replace(material, pattern=kind, period=period, color2=second, line_color=line, line_width=0.004)


def _mixed(a: Color, b: Color, t: float) -> Color:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)
