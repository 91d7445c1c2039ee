"""Materials of a glTF file: base colours, glow, pictures and where on them a point lies."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.exchange.gltf_container import Container, index_of
from fairtake.exchange.model_file import Surface
from fairtake.exchange.pictures import Pictures

__all__ = ["Surfaces"]

F64 = npt.NDArray[np.float64]

_PLAIN = Surface("", (0.6, 0.6, 0.6), (0.0, 0.0, 0.0), None, 0.0)


class Surfaces:
    """The materials of one file; the last one serves what has none."""

    def __init__(self, file: Container) -> None:
        self.file = file
        self.pictures = Pictures(file.path)
        self._about = file.json.get("materials", ())
        self.table = (*(self._surface(one) for one in self._about), _PLAIN)

    def number(self, material: Any) -> int:
        """The row of the table for a primitive's material. Raises ValueError."""
        found = len(self.table) - 1 if material is None else index_of(material)
        if found >= len(self.table):
            raise ValueError(material)
        return found

    def coordinates(self, number: int, attributes: dict[str, Any]) -> F64 | None:
        """Where on its picture (0..1, v down) each point of a primitive lies, or None."""
        texture = self._texture(self._about[number]) if number < len(self._about) else None
        moved = (texture or {}).get("extensions", {}).get("KHR_texture_transform", {})
        which = index_of(moved.get("texCoord", (texture or {}).get("texCoord", 0)))
        if f"TEXCOORD_{which}" not in attributes:
            return None
        uvs = self.file.array(attributes[f"TEXCOORD_{which}"], 2).astype(np.float64)
        if moved:
            turn = float(moved.get("rotation", 0.0))
            sin, cos = np.sin(turn), np.cos(turn)
            uvs = uvs * np.array([float(v) for v in moved.get("scale", (1, 1))])
            uvs = uvs @ np.array([[cos, -sin], [sin, cos]]) + np.array([float(v) for v in moved.get("offset", (0, 0))])
        return np.asarray(uvs)

    def _texture(self, about: dict[str, Any]) -> dict[str, Any] | None:
        found = about.get("pbrMetallicRoughness", {}).get("baseColorTexture")
        gloss = about.get("extensions", {}).get("KHR_materials_pbrSpecularGlossiness", {})
        return found or gloss.get("diffuseTexture") or None

    def _surface(self, about: dict[str, Any]) -> Surface:
        base = about.get("pbrMetallicRoughness", {})
        gloss = about.get("extensions", {}).get("KHR_materials_pbrSpecularGlossiness", {})
        factor = [_share(v) for v in base.get("baseColorFactor", gloss.get("diffuseFactor", (1, 1, 1, 1)))]
        glow = [_share(v) for v in about.get("emissiveFactor", (0, 0, 0))]
        texture = self._texture(about)
        picture = self._picture(index_of(texture["index"])) if texture else None
        cutoff = {"MASK": float(about.get("alphaCutoff", 0.5)), "BLEND": 0.5}.get(about.get("alphaMode", "OPAQUE"), 0.0)
        cutoff = cutoff if factor[3] >= cutoff else 2.0
        told = about.get("extras", {}) if isinstance(about.get("extras"), dict) else {}
        return Surface(
            str(about.get("name", "")),
            (factor[0], factor[1], factor[2]),
            (glow[0], glow[1], glow[2]),
            picture,
            cutoff,
            told["fairtake"] if isinstance(told.get("fairtake"), dict) else {},
        )

    def _picture(self, number: int) -> npt.NDArray[np.uint8] | None:
        texture = self.file.json["textures"][number]
        webp = texture.get("extensions", {}).get("EXT_texture_webp", {})
        source = texture.get("source", webp.get("source"))
        if source is None:
            return None
        about = self.file.json["images"][index_of(source)]
        data = self.file.from_uri(about["uri"]) if "uri" in about else self.file.view(about["bufferView"])
        return self.pictures.opened(source, data)


def _share(value: Any) -> float:
    """A number from 0 to 1, made so if it is not; what is no number at all is 0."""
    number = float(value)
    return min(1.0, max(0.0, number)) if number == number else 0.0
