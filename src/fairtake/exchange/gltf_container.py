"""The bytes of a glTF file: its description, its buffers, and the arrays in them.

Nothing in a file is believed: lengths are checked before memory is taken, and addresses lead
nowhere but into the file's own folder.
"""

from __future__ import annotations

import base64
import binascii
import json
import struct
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import MOST_BYTES, MOST_TRIANGLES, broken, too_large

__all__ = ["WIDTHS", "Container", "index_of"]

Array = npt.NDArray[Any]

_MOST_JSON = 16 * 2**20
_MOST_VALUES = 12 * MOST_TRIANGLES
"""Rows of all arrays: three corners a triangle, with points, normals and coordinates of their own."""
_MOST_MOVES = 8_000_000
"""Rows of all blend shapes together."""

_KINDS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_SQUEEZED = ("KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_texture_basisu")
_KNOWN = ("KHR_texture_transform", "KHR_mesh_quantization", "KHR_lights_punctual", "EXT_texture_webp", "VRM")
_KNOWN_BEGINNINGS = ("KHR_materials_", "VRMC_", "FB_ngon", "KHR_xmp", "KHR_node_visibility")


class Container:
    """One file, open: `json` its description."""

    def __init__(self, path: Path) -> None:
        self.path = path
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise too_large(path, f"{size / 2**20:.0f} MB")
        self.binary = b""
        self.json = self._document(path.read_bytes())
        self.left = _MOST_VALUES
        self._buffers: dict[int, bytes] = {}
        self._arrays: dict[tuple[int, int], Array] = {}
        self._moves_left = _MOST_MOVES

    def _document(self, data: bytes) -> dict[str, Any]:
        if data[:4] == b"glTF":
            _, version, length = struct.unpack_from("<4sII", data)
            if version != 2:
                raise broken(self.path, f"it is glTF {version}, and 2 is read")
            if length > len(data):
                raise broken(self.path, "its end is missing")
            size, kind = struct.unpack_from("<I4s", data, 12)
            if kind != b"JSON" or 20 + size > len(data):
                raise broken(self.path, "its first part is not what it says")
            text, rest = data[20 : 20 + size], 20 + size
            if rest + 8 <= len(data):
                more, _ = struct.unpack_from("<I4s", data, rest)
                self.binary = data[rest + 8 : rest + 8 + more]
        else:
            text = data
        if len(text) > _MOST_JSON:
            raise too_large(self.path, f"{len(text) / 2**20:.0f} MB of description")
        found = json.loads(text)
        if not isinstance(found, dict) or "asset" not in found:
            raise broken(self.path, "it is not glTF")
        self._refuse_unknown(found)
        return found

    def _refuse_unknown(self, found: dict[str, Any]) -> None:
        """What a file cannot be read without, and is not read here."""
        required = [str(name) for name in found.get("extensionsRequired", ())]
        squeezed = [name for name in _SQUEEZED if name in required]
        if squeezed:
            raise ProjectError(
                f"the model is compressed ({', '.join(squeezed)})",
                file=str(self.path),
                fix="Export it without compression.",
            )
        strange = [name for name in required if name not in _KNOWN and not name.startswith(_KNOWN_BEGINNINGS)]
        if strange:
            raise ProjectError(
                f"the model cannot be read without {', '.join(strange)[:120]}, which is not known here",
                file=str(self.path),
                fix="Export it as plain glTF 2.0.",
            )

    # -- bytes ---------------------------------------------------------------------------------

    def from_uri(self, uri: str) -> bytes:
        """What an address names: data in the file itself, or a file beside it."""
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.split(",", 1)[1], validate=True)
            except (binascii.Error, IndexError) as error:
                raise broken(self.path, "data in it cannot be decoded") from error
        folder = self.path.parent.resolve()
        wanted = (folder / unquote(uri)).resolve()
        if "://" in uri or not wanted.is_relative_to(folder):
            raise ProjectError(
                f"the model wants {uri[:80]!r}, which is not in its folder",
                file=str(self.path),
                fix="Export it as one file (.glb).",
            )
        if not wanted.is_file():
            raise ProjectError(
                f"the model wants {uri[:80]!r}, which is not there",
                file=str(self.path),
                fix="Put it beside the model, or export it as one file (.glb).",
            )
        if wanted.stat().st_size > MOST_BYTES:
            raise too_large(self.path, f"{wanted.name}: {wanted.stat().st_size / 2**20:.0f} MB")
        return wanted.read_bytes()

    def buffer(self, number: int) -> bytes:
        """A buffer's bytes."""
        if number not in self._buffers:
            uri = self.json["buffers"][index_of(number)].get("uri")
            self._buffers[number] = self.binary if uri is None else self.from_uri(uri)
        return self._buffers[number]

    def view(self, number: int) -> bytes:
        """The bytes of a view."""
        view = self.json["bufferViews"][index_of(number)]
        start, length = index_of(view.get("byteOffset", 0)), index_of(view["byteLength"])
        data = self.buffer(view["buffer"])
        if start + length > len(data):
            raise broken(self.path, "it points past its own end")
        return data[start : start + length]

    # -- arrays --------------------------------------------------------------------------------

    def array(self, number: int, width: int) -> Array:
        """An accessor (N, width) or (N,), its integers made fractions where it says so."""
        if (number, width) not in self._arrays:
            self.left -= self.count(number)
            if self.left < 0:
                raise too_large(self.path, "more values than it needs")
            self._arrays[number, width] = self._array(number, width)
        return self._arrays[number, width]

    def moves(self, number: int) -> Array:
        """The rows (N, 3) of a blend shape, which have a bound of their own and are not kept."""
        self._moves_left -= self.count(number)
        if self._moves_left < 0:
            raise too_large(self.path, "more blend shapes than a face needs")
        return self._array(number, 3)

    def count(self, number: int) -> int:
        """How many rows an accessor says it has."""
        return index_of(self.json["accessors"][index_of(number)]["count"])

    def width(self, number: int) -> int:
        """How many numbers are in a row."""
        return WIDTHS[self.json["accessors"][index_of(number)]["type"]]

    def _array(self, number: int, width: int) -> Array:
        accessor = self.json["accessors"][index_of(number)]
        count, found = self.count(number), self.width(number)
        if found != width:
            raise broken(self.path, f"something in it is {accessor['type']} where it should not be")
        kind = np.dtype(_KINDS[accessor["componentType"]])
        if "bufferView" in accessor:
            values = self._rows(accessor["bufferView"], accessor.get("byteOffset", 0), kind, count, width)
        else:
            values = np.zeros((count, width), kind)
        if "sparse" in accessor:
            self._fill(values, accessor["sparse"], kind, width)
        if accessor.get("normalized") and kind.kind != "f":
            values = np.maximum(values / np.iinfo(kind).max, -1.0)
        if not np.isfinite(values).all():
            raise broken(self.path, "numbers in it are not finite")
        return values[:, 0] if width == 1 else values

    def _fill(self, values: Array, sparse: dict[str, Any], kind: np.dtype[Any], width: int) -> None:
        """Put in the rows that differ from the rest."""
        count = index_of(sparse["count"])
        if count > len(values):
            raise broken(self.path, "a list in it has more exceptions than rows")
        where, what = sparse["indices"], sparse["values"]
        rows = self._rows(
            where["bufferView"], where.get("byteOffset", 0), np.dtype(_KINDS[where["componentType"]]), count, 1
        )[:, 0]
        if len(rows) and (rows.min() < 0 or rows.max() >= len(values)):
            raise broken(self.path, "it points past its own end")
        values[rows.astype(np.int64)] = self._rows(what["bufferView"], what.get("byteOffset", 0), kind, count, width)

    def _rows(self, view: int, offset: Any, kind: np.dtype[Any], count: int, width: int) -> Array:
        data = self.view(view)
        stride = index_of(self.json["bufferViews"][view].get("byteStride", 0)) or kind.itemsize * width
        start = index_of(offset)
        if count and start + stride * (count - 1) + kind.itemsize * width > len(data):
            raise broken(self.path, "it points past its own end")
        return np.ndarray((count, width), kind, data, start, (stride, kind.itemsize)).copy()


def index_of(value: Any) -> int:
    """A whole number of zero or more. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value
