"""Materials of a USD file: UsdPreviewSurface and its likes, as base colours, glow and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pxr import Usd, UsdShade

from fairtake.exchange.model_file import Surface
from fairtake.exchange.pictures import Pictures
from fairtake.exchange.usd_layers import asset_bytes

__all__ = ["UsdSurfaces"]

Color = tuple[float, float, float]

_BASE = ("diffuseColor", "base_color", "baseColor", "diffuse_color", "diffuse")


class UsdSurfaces:
    """The materials of one stage, read when first asked for; row 0 serves what has none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.pictures = Pictures(path)
        self.table: list[Surface] = [Surface("", (0.6, 0.6, 0.6), (0.0, 0.0, 0.0), None, 0.0)]
        self._rows: dict[str, int] = {}

    def row(self, prim: Usd.Prim) -> int:
        """The row of the material that is bound to a prim."""
        material, _ = UsdShade.MaterialBindingAPI(prim).ComputeBoundMaterial()
        if not material:
            return 0
        key = str(material.GetPath())
        if key not in self._rows:
            self._rows[key] = len(self.table)
            self.table.append(self._surface(material))
        return self._rows[key]

    def _surface(self, material: UsdShade.Material) -> Surface:
        name = material.GetPrim().GetName()
        shader, _, _ = material.ComputeSurfaceSource()
        if not shader:
            shader, _, _ = material.ComputeSurfaceSource("mtlx")
        if not shader:
            return Surface(name, (0.6, 0.6, 0.6), (0.0, 0.0, 0.0), None, 0.0)
        color, picture = self._colored(shader)
        glow = _color(_value(shader, "emissiveColor"), (0.0, 0.0, 0.0))
        opacity, threshold = _number(_value(shader, "opacity"), 1.0), _number(_value(shader, "opacityThreshold"), 0.0)
        cutoff = threshold if threshold > 0 else 0.5 if opacity < 1 else 0.0
        return Surface(name, color, glow, picture, cutoff if opacity >= cutoff else 2.0)

    def _colored(self, shader: UsdShade.Shader) -> tuple[Color, npt.NDArray[np.uint8] | None]:
        """A base colour, and the picture that is laid over it."""
        entry = next((one for one in map(shader.GetInput, _BASE) if one), None)
        if entry is None:
            return (0.6, 0.6, 0.6), None
        sources, _ = entry.GetConnectedSources()
        for source in sources:
            texture = UsdShade.Shader(source.source.GetPrim())
            file = texture.GetInput("file") if texture else None
            asset = file.Get() if file else None
            if file is None or asset is None or not asset.path:
                continue
            layer = file.GetAttr().GetPropertyStack(Usd.TimeCode.Default())[0].layer
            picture = self.pictures.opened(asset.resolvedPath or asset.path, asset_bytes(self.path, asset, layer))
            scale = texture.GetInput("scale")
            return _color(scale.Get() if scale else None, (1.0, 1.0, 1.0)), picture
        return _color(_value(shader, entry.GetBaseName()), (0.6, 0.6, 0.6)), None


def _value(shader: UsdShade.Shader, name: str) -> Any:
    """The value of an input, also through the interface of its material."""
    entry = shader.GetInput(name)
    if not entry:
        return None
    found = entry.GetValueProducingAttributes()
    return found[0].Get() if found else entry.Get()


def _color(value: Any, otherwise: Color) -> Color:
    if value is None:
        return otherwise
    try:
        red, green, blue = (min(1.0, max(0.0, float(v))) if float(v) == float(v) else 0.0 for v in tuple(value)[:3])
    except (TypeError, ValueError):
        return otherwise
    return red, green, blue


def _number(value: Any, otherwise: float) -> float:
    try:
        found = float(value)
    except (TypeError, ValueError):
        return otherwise
    return min(1.0, max(0.0, found)) if found == found else otherwise
