"""GIF: pictures, their times and how often they loop; not a byte after a picture's last pixel."""

from __future__ import annotations

import struct

from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_MOST = 200_000
_LARGEST = 64 << 20
_XMP = b"!\xff\x0bXMP DataXMP" + PACKET + b"\1" + bytes(range(0xFF, -1, -1)) + b"\0"
"""By the XMP specification: the packet itself passes for sub-blocks, and a trailer leads readers out of it."""


def strip(data: Data, plan: Plan) -> None:
    """Keep the pictures, their times and the number of loops."""
    if len(data) < 14:
        raise malformed("ends before its picture does")
    wide, high, flags = struct.unpack("<HHB", data[6:11])
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    plan.put(b"GIF89a")
    plan.keep(6, at)
    plan.put(_XMP)
    pictures = 0
    for _ in range(_MOST):
        if at >= len(data):
            raise malformed("ends before its picture does")
        kind = data[at]
        if kind == 0x3B:
            break
        if kind == 0x2C:
            at = _picture(data, at, (wide, high), plan)
            pictures += 1
        elif kind == 0x21:
            label = data[at + 1]
            parts, end = _blocks(data, at + 2)
            if label == 0xF9:
                if len(parts) != 1 or parts[0][1] - parts[0][0] != 4:
                    raise malformed("has a time that is not well-formed")
                plan.keep(at, end)
            elif label == 0xFF and _loops(data, parts):
                plan.put(b"!\xff\x0bNETSCAPE2.0\3\1")
                plan.keep(parts[1][0] + 1, parts[1][0] + 3)
                plan.put(b"\0")
            else:
                _tell(data, label, parts, end, plan)
            at = end
        else:
            raise malformed("has something between its pictures")
    else:
        raise malformed("has more parts than any picture needs")
    if not pictures:
        raise malformed("holds no picture")
    if data[at + 1 :].strip(b"\0"):
        plan.tell(Kind.HIDDEN, "after its end", f"{len(data) - at - 1} bytes")
    plan.put(b";")


def _picture(data: Data, at: int, screen: tuple[int, int], plan: Plan) -> int:
    left, top, wide, high, flags = struct.unpack("<HHHHB", data[at + 1 : at + 10])
    if left + wide > screen[0] or top + high > screen[1] or not wide or not high:
        raise malformed("has a picture that does not fit into it")
    start = at + 10 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    plan.keep(at, start + 1)
    parts, end = _blocks(data, start + 1)
    packed = b"".join(data[begin:stop] for begin, stop in parts)
    if len(packed) > _LARGEST:
        raise malformed("has a picture that is too large")
    used = _length(packed, data[start], wide * high)
    if any(packed[used:]):
        plan.tell(Kind.HIDDEN, "picture", f"{len(packed) - used} bytes behind its last pixel")
    if used == len(packed):
        plan.keep(start + 1, end)
    else:
        for begin in range(0, used, 255):
            piece = packed[begin : min(begin + 255, used)]
            plan.put(bytes((len(piece),)) + piece)
        plan.put(b"\0")
    return end


def _length(packed: bytes, depth: int, pixels: int) -> int:
    """How many bytes of LZW codes it takes to the end code behind the last pixel. Raises GuardError when they are not enough."""
    if not 2 <= depth <= 8:
        raise malformed("is damaged within its picture")
    clear = 1 << depth
    lengths = [1] * clear + [0, 0]
    size, previous = depth + 1, 0
    bits = value = count = at = 0
    while True:
        while bits < size:
            if at == len(packed):
                if count >= pixels:
                    return at
                raise malformed("ends before its picture does")
            value |= packed[at] << bits
            bits += 8
            at += 1
        code = value & (1 << size) - 1
        value >>= size
        bits -= size
        if code == clear:
            del lengths[clear + 2 :]
            size, previous = depth + 1, 0
        elif code == clear + 1:
            if count < pixels:
                raise malformed("ends before its picture does")
            return at
        else:
            if code > len(lengths) or (code == len(lengths) and not previous):
                raise malformed("is damaged within its picture")
            if previous and len(lengths) < 4096:
                lengths.append(previous + 1)
                if len(lengths) == 1 << size and size < 12:
                    size += 1
            previous = lengths[code]
            count += previous
            if count > pixels:
                raise malformed("holds more than the picture it says it is")


def _blocks(data: Data, at: int) -> tuple[list[tuple[int, int]], int]:
    """Sub-blocks: where their content begins and ends; and where the last of them ends."""
    found: list[tuple[int, int]] = []
    while True:
        if at >= len(data):
            raise malformed("ends before its picture does")
        length = data[at]
        if not length:
            return found, at + 1
        if at + 1 + length > len(data):
            raise malformed("ends before its picture does")
        found.append((at + 1, at + 1 + length))
        at += 1 + length


def _loops(data: Data, parts: list[tuple[int, int]]) -> bool:
    if len(parts) != 2 or data[parts[0][0] : parts[0][1]] not in (b"NETSCAPE2.0", b"ANIMEXTS1.0"):
        return False
    return parts[1][1] - parts[1][0] == 3 and data[parts[1][0]] == 1


def _tell(data: Data, label: int, parts: list[tuple[int, int]], end: int, plan: Plan) -> None:
    start = parts[0][0] - 1 if parts else end
    name = data[parts[0][0] : parts[0][1]] if parts else b""
    if label == 0xFF and name == b"XMP DataXMP":
        packet = data[parts[0][1] : end]
        plan.findings += xmp.findings(packet[:-258] if len(packet) > 258 else packet)
    elif label == 0xFF and name.startswith(b"C2PA_GIF"):
        if b"fairtake.safe-copy" not in b"".join(data[begin:stop] for begin, stop in parts):
            plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
    elif label == 0xFE:
        text = b"".join(data[begin:stop] for begin, stop in parts[:8])
        plan.tell(Kind.TEXT, "comment", shown(text.decode("utf-8", "replace")) or "an empty comment")
    else:
        plan.tell(Kind.HIDDEN, "extension", f"{end - start} bytes of {shown(name.decode('latin-1')) or 'something'}")
