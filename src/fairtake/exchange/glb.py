"""The GLB container (glTF 2.0, section 4): one JSON chunk, one binary chunk."""

from __future__ import annotations

import hashlib
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import OutputError

__all__ = ["Buffer", "write_glb"]

ARRAY, ELEMENTS = 34962, 34963
"""What a view is for: vertices, or indices."""

_COMPONENTS = {"uint8": 5121, "uint16": 5123, "uint32": 5125, "float32": 5126}
_SHAPES = {(): "SCALAR", (2,): "VEC2", (3,): "VEC3", (4,): "VEC4", (4, 4): "MAT4"}


class Buffer:
    """The binary chunk as it grows, with its `views` and `accessors`. Equal arrays are kept
    once."""

    def __init__(self) -> None:
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []
        self.parts: list[bytes] = []
        self.length = 0
        self._known: dict[tuple[Any, ...], int] = {}

    def view(self, data: bytes, target: int | None = None) -> int:
        """Append bytes as a view of their own; returns its number."""
        key = (hashlib.blake2b(data, digest_size=16).digest(), len(data), target)
        if key in self._known:
            return self._known[key]
        view: dict[str, Any] = {"buffer": 0, "byteOffset": self.length, "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        padded = data + bytes(-len(data) % 4)
        self.parts.append(padded)
        self.length += len(padded)
        self.views.append(view)
        self._known[key] = len(self.views) - 1
        return len(self.views) - 1

    def accessor(self, values: npt.NDArray[Any], target: int | None = None, *, bounds: bool = False) -> int:
        """Append an array (N,) or (N, ...) of uint8, uint16, uint32 or float32; matrices (N, 4, 4) are
        given by rows and written by columns. `bounds` adds min and max. Returns its number."""
        shape = values.shape[1:]
        if shape == (4, 4):
            values = values.transpose(0, 2, 1)
        values = np.ascontiguousarray(values)
        # -0.0 and 0.0 are the same place: one of them, so that equal things are equal bytes.
        if values.dtype == np.float32:
            values = values + np.float32(0)
            if not np.isfinite(values).all():
                raise OutputError("a number to be exported is not finite", fix="Please report this scene.")
        view = self.view(values.tobytes(), target)
        key = ("accessor", view, values.dtype.name, shape, bounds)
        if key in self._known:
            return self._known[key]
        found: dict[str, Any] = {
            "bufferView": view,
            "componentType": _COMPONENTS[values.dtype.name],
            "count": len(values),
            "type": _SHAPES[shape],
        }
        if bounds:
            found["min"] = np.atleast_1d(values.min(0)).tolist()
            found["max"] = np.atleast_1d(values.max(0)).tolist()
        self.accessors.append(found)
        self._known[key] = len(self.accessors) - 1
        return len(self.accessors) - 1


def write_glb(document: dict[str, Any], buffer: Buffer, path: Path) -> None:
    """Write a glTF document and its buffer as one file. Raises OutputError above 4 GB, which
    the container cannot hold."""
    whole = {**document, "buffers": [{"byteLength": buffer.length}]}
    whole |= {"bufferViews": buffer.views, "accessors": buffer.accessors}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    text += b" " * (-len(text) % 4)
    total = 12 + 8 + len(text) + 8 + buffer.length
    if total >= 2**32:
        raise OutputError("the scene is larger than a GLB can be (4 GB)", fix="Export it as USD: --to usd.")
    with path.open("wb") as file:
        file.write(struct.pack("<4sII", b"glTF", 2, total))
        file.write(struct.pack("<I4s", len(text), b"JSON") + text)
        file.write(struct.pack("<I4s", buffer.length, b"BIN\x00"))
        for part in buffer.parts:
            file.write(part)
