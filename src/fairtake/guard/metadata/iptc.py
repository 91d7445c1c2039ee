"""Photoshop's image resources, and the IPTC records (IIM) among them."""

from __future__ import annotations

import struct

from fairtake.guard.finding import Finding, Kind, shown
from fairtake.guard.metadata import xmp

__all__ = ["findings", "records"]

_MOST = 2000
_FIELDS = {
    5: (Kind.TEXT, "title"),
    25: (Kind.TEXT, "keyword"),
    40: (Kind.TEXT, "instructions"),
    55: (Kind.TIME, "made on"),
    60: (Kind.TIME, "made at"),
    65: (Kind.SOFTWARE, "program"),
    80: (Kind.PERSON, "by"),
    85: (Kind.PERSON, "position of the author"),
    90: (Kind.PLACE, "city"),
    92: (Kind.PLACE, "part of the city"),
    95: (Kind.PLACE, "province"),
    100: (Kind.PLACE, "country"),
    101: (Kind.PLACE, "country"),
    103: (Kind.TRACE, "job"),
    105: (Kind.TEXT, "headline"),
    110: (Kind.PERSON, "credit"),
    115: (Kind.PERSON, "source"),
    116: (Kind.PERSON, "copyright"),
    118: (Kind.PERSON, "contact"),
    120: (Kind.TEXT, "caption"),
    122: (Kind.PERSON, "writer of the caption"),
}


def findings(block: bytes, where: str = "Photoshop") -> list[Finding]:
    """What the resources ("8BIM" ...) in `block` give away."""
    found: list[Finding] = []
    at = 0
    other = 0
    for _ in range(_MOST):
        if block[at : at + 4] not in (b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR") or at + 12 > len(block):
            break
        (number,) = struct.unpack_from(">H", block, at + 4)
        named = at + 6 + (1 + block[at + 6] + 1) // 2 * 2
        if named + 4 > len(block):
            break
        (length,) = struct.unpack_from(">I", block, named)
        data = block[named + 4 : named + 4 + length]
        if number == 0x0404:
            found += records(data, f"{where}, IPTC")
        elif number in (0x0409, 0x040C):
            found.append(Finding(Kind.THUMBNAIL, where, f"a small picture of it, {len(data)} bytes"))
        elif number == 0x0424:
            found += xmp.findings(data, f"{where}, XMP")
        elif number in (0x0422, 0x0423):
            found.append(Finding(Kind.DEVICE, where, f"a copy of its Exif data, {len(data)} bytes"))
        else:
            other += 1
        at = named + 4 + length + length % 2
    if other:
        found.append(Finding(Kind.SOFTWARE, where, f"{other} notes of the program it was edited with"))
    return found or [Finding(Kind.HIDDEN, where, f"{len(block)} bytes that cannot be read")]


def records(data: bytes, where: str = "IPTC") -> list[Finding]:
    """What IPTC records give away."""
    found: list[Finding] = []
    at = 0
    for _ in range(_MOST):
        if at + 5 > len(data) or data[at] != 0x1C:
            break
        record, number, length = struct.unpack_from(">BBH", data, at + 1)
        if length & 0x8000 or at + 5 + length > len(data):
            break
        if record == 2 and number in _FIELDS:
            kind, name = _FIELDS[number]
            found.append(
                Finding(kind, where, f"{name}: {shown(data[at + 5 : at + 5 + length].decode('utf-8', 'replace'))}")
            )
        at += 5 + length
    return found or [Finding(Kind.HIDDEN, where, f"{len(data)} bytes of records")]
