"""Colour profiles: they stay, for colours depend on them; but one made for a screen may carry its owner's name."""

from __future__ import annotations

import struct

from fairtake.guard.finding import Done, Finding, Kind, shown

__all__ = ["findings", "is_profile"]

_COMMON = (
    "srgb", "display p3", "p3", "adobe rgb", "rgb built-in", "gray", "grey", "dot gain", "prophoto", "romm", "rec. 709",
    "rec. 2020", "rec709", "bt.709", "bt.2020", "cmyk", "swop", "fogra", "coated", "uncoated", "gamma", "generic", "c2", "lab",
    "compatible with adobe", "apple rgb", "colormatch", "dci", "linear", "wide", "e-srgb", "xyz", "rgb",
)  # fmt: skip


def is_profile(data: bytes) -> bool:
    """Whether these bytes are an ICC profile, and all of it."""
    return len(data) >= 132 and data[36:40] == b"acsp" and struct.unpack_from(">I", data)[0] == len(data)


def findings(data: bytes) -> list[Finding]:
    """What a profile that is not one of the common ones gives away."""
    said = shown(_description(data))
    if not said or any(said.casefold().startswith(one) or f" {one}" in said.casefold() for one in _COMMON):
        return []
    return [Finding(Kind.DEVICE, "colour profile", f"made for {said}; colours need it, so it stays", Done.KEPT)]


def _description(data: bytes) -> str:
    (count,) = struct.unpack_from(">I", data, 128)
    for at in range(132, min(132 + 12 * min(count, 100), len(data) - 11), 12):
        name, start, length = struct.unpack_from(">4sII", data, at)
        tag = data[start : start + min(length, 4096)]
        if name != b"desc" or len(tag) < 12:
            continue
        if tag[:4] == b"desc":
            return tag[12 : 12 + min(struct.unpack_from(">I", tag, 8)[0], 200)].split(b"\0")[0].decode("latin-1")
        if tag[:4] == b"mluc" and len(tag) >= 28:
            size, begin = struct.unpack_from(">II", tag, 20)
            return tag[begin : begin + min(size, 400)].decode("utf-16-be", "replace")
    return ""
