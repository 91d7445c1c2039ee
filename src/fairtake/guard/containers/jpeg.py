"""JPEG: only segments the picture needs are kept, each checked to hold what it should to the byte."""

from __future__ import annotations

import re
import struct

from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import exif, icc, iptc, xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_SOI, _EOI, _SOS, _COM, _DQT, _DHT, _DRI, _DAC = 0xD8, 0xD9, 0xDA, 0xFE, 0xDB, 0xC4, 0xDD, 0xCC
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCB})
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
_MOST = 20_000
_EXIF, _XMP, _MORE_XMP = b"Exif\0", b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"
_ICC = b"ICC_PROFILE\0"


def strip(data: Data, plan: Plan, *, declare: bool = True) -> None:
    """Keep the picture, its colour profile and its orientation; `declare` puts the do-not-train packet in."""
    size = _size(data)
    profile: list[bytes] = []
    extended: dict[bytes, bytes] = {}
    kept: list[tuple[int, int] | bytes] = []
    turned, framed, scanned = 1, False, False
    at = 2
    for _ in range(_MOST):
        at, kind = _marker(data, at)
        if kind == _EOI:
            break
        if at + 2 > len(data):
            raise malformed("ends in the middle of a segment")
        (length,) = struct.unpack(">H", data[at : at + 2])
        end = at + length
        if length < 2 or end > len(data):
            raise malformed("has a segment that does not fit into it")
        body = data[at + 2 : end]
        if kind in _FRAMES:
            if framed or len(body) < 6 or len(body) != 6 + 3 * body[5]:
                raise malformed("describes its picture twice, or not well")
            framed = True
            kept.append((at - 2, end))
        elif kind == _SOS:
            if not framed or not body or len(body) != 4 + 2 * body[0]:
                raise malformed("has a scan that is not described well")
            following = _MARKER.search(data, end)
            if following is None:
                raise malformed("ends in the middle of the picture")
            scanned = True
            kept.append((at - 2, following.start()))
            end = following.start()
        elif kind in (_DQT, _DHT, _DRI, _DAC):
            if not _tables(kind, body):
                raise malformed("has tables that are not well-formed")
            kept.append((at - 2, end))
        elif kind == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            if len(body) > 14 or body[12:14] != b"\0\0":
                plan.tell(Kind.THUMBNAIL, "JFIF", f"a small picture of it, {body[12]} x {body[13]}")
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")
        elif kind == 0xEE and body.startswith(b"Adobe") and len(body) >= 12:
            kept.append(b"\xff\xee\0\x0e" + body[:12])
        elif kind == 0xE2 and body.startswith(_ICC) and len(body) > 14:
            profile.append(body[14:])
        else:
            if kind == 0xE1 and body.startswith(_EXIF):
                turned = exif.orientation(body[6:])
            _tell(kind, body, plan, size, extended)
        at = end
    else:
        raise malformed("has more segments than any picture needs")
    if not scanned:
        raise malformed("holds no picture")
    for number, packet in enumerate(extended.values()):
        plan.findings += xmp.findings(packet, f"XMP, continued{f' {number + 1}' if number else ''}")
    _after(data, at, plan)
    plan.put(b"\xff\xd8")
    first = next((one for one in kept if isinstance(one, bytes) and one.startswith(b"\xff\xe0")), b"")
    plan.put(first)
    if turned != 1:
        plan.put(_segment(0xE1, b"Exif\0\0" + exif.minimal(turned)))
    if declare:
        plan.put(_segment(0xE1, _XMP + PACKET))
    _colours(b"".join(profile), plan)
    for one in kept:
        if isinstance(one, tuple):
            plan.keep(*one)
        elif one is not first:
            plan.put(one)
    plan.put(b"\xff\xd9")


def _marker(data: Data, at: int) -> tuple[int, int]:
    """Where the marker at `at` ends, and which it is."""
    start = at
    while at < len(data) and data[at] == 0xFF and at - start < 65536:
        at += 1
    if at == start or at >= len(data) or data[at] in (0x00, _SOI) or 0xD0 <= data[at] <= 0xD7:
        raise malformed("has something between its segments, or ends before its picture does")
    return at + 1, int(data[at])


def _tables(kind: int, body: bytes) -> bool:
    """Whether a segment of tables holds whole tables, and nothing after them."""
    if kind == _DRI:
        return len(body) == 2
    if kind == _DAC:
        return len(body) % 2 == 0 and len(body) <= 64
    at = 0
    while at < len(body):
        if kind == _DQT:
            if body[at] & 15 > 3 or body[at] >> 4 > 1:
                return False
            at += 1 + 64 * (1 + (body[at] >> 4))
        else:
            counts = body[at + 1 : at + 17]
            if body[at] & 15 > 3 or body[at] >> 4 > 1 or len(counts) < 16 or sum(counts) > 256:
                return False
            at += 17 + sum(counts)
    return at == len(body) and at > 0


def _tell(kind: int, body: bytes, plan: Plan, size: tuple[int, int] | None, extended: dict[bytes, bytes]) -> None:
    """What a segment gives away that is not kept."""
    if kind == 0xE1 and body.startswith(_EXIF):
        if body[6:] != exif.minimal(exif.orientation(body[6:])):
            plan.findings += exif.findings(body[6:], "Exif", size)
    elif kind == 0xE1 and body.startswith(_XMP):
        plan.findings += xmp.findings(body[len(_XMP) :])
    elif kind == 0xE1 and body.startswith(_MORE_XMP):
        head = len(_MORE_XMP) + 32
        whole = extended.get(body[head - 32 : head], b"")
        if len(whole) < 1 << 23:
            extended[body[head - 32 : head]] = whole + body[head + 8 :]
    elif kind == 0xED and body.startswith(b"Photoshop 3.0\0"):
        plan.findings += iptc.findings(body[14:])
    elif kind == 0xE2 and body.startswith(b"MPF\0"):
        plan.tell(Kind.HIDDEN, "MPF", "a list of further pictures in the file, such as larger previews or a depth map")
    elif kind == 0xEB and body[:2] == b"JP":
        if b"fairtake.safe-copy" not in body:
            plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
    elif kind == _COM:
        plan.tell(Kind.TEXT, "comment", shown(body.decode("utf-8", "replace")) or "an empty comment")
    elif 0xE0 <= kind <= 0xEF:
        name = shown(body[:24].split(b"\0")[0].decode("latin-1"))
        plan.tell(Kind.HIDDEN, f"APP{kind - 0xE0}", f"{len(body)} bytes of {name or 'something'}, a program's own data")
    else:
        plan.tell(Kind.HIDDEN, f"marker {kind:02X}", f"{len(body)} bytes that the picture does not need")


def _colours(profile: bytes, plan: Plan) -> None:
    if not profile:
        return
    if not icc.is_profile(profile):
        plan.tell(Kind.HIDDEN, "colour profile", "a colour profile that is none")
        return
    plan.findings += icc.findings(profile)
    parts = [profile[at : at + 65519] for at in range(0, len(profile), 65519)]
    for number, part in enumerate(parts):
        plan.put(_segment(0xE2, _ICC + bytes((number + 1, len(parts))) + part))


def _after(data: Data, at: int, plan: Plan) -> None:
    """What follows the end of the picture."""
    rest = len(data) - at
    if not rest:
        return
    head = data[at : at + 4096]
    if b"ftyp" in head[:64] or data.find(b"ftypmp4", at) >= 0 or data.find(b"ftypisom", at) >= 0:
        plan.tell(
            Kind.HIDDEN, "after its end", f"a film of {rest} bytes, taken with the picture, most often with its sound"
        )
    elif b"\xff\xd8\xff" in head:
        plan.tell(Kind.HIDDEN, "after its end", f"further pictures, {rest} bytes")
    elif head.strip(b"\0"):
        plan.tell(Kind.HIDDEN, "after its end", f"{rest} bytes")


def _segment(kind: int, body: bytes) -> bytes:
    return bytes((0xFF, kind)) + struct.pack(">H", len(body) + 2) + body


def _size(data: Data) -> tuple[int, int] | None:
    at = 2
    for _ in range(_MOST):
        head = data[at : at + 9]
        if len(head) < 9 or head[0] != 0xFF or head[1] == _SOS:
            return None
        if head[1] in _FRAMES:
            height, width = struct.unpack(">HH", head[5:9])
            return int(width), int(height)
        at += 2 + struct.unpack(">H", head[2:4])[0]
    return None
