"""FLAC: what the sound is, where to seek in it, and its frames are kept."""

from __future__ import annotations

import struct

from fairtake.guard.containers.mp3 import id3_length, tell_id3, tell_tail
from fairtake.guard.finding import Kind, shown
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_NAMES = (
    (Kind.PLACE, ("location", "gps", "city", "country", "venue")),
    (Kind.TIME, ("date", "year", "time")),
    (
        Kind.PERSON,
        ("artist", "performer", "copyright", "contact", "author", "composer", "organization", "engineer", "owner"),
    ),
    (Kind.SOFTWARE, ("encoder", "software", "tool")),
    (Kind.DEVICE, ("device", "serial", "microphone", "recorder")),
)


def strip(data: Data, plan: Plan) -> None:
    """Keep STREAMINFO, SEEKTABLE and the frames. FLAC has no place of its own for XMP."""
    at = 0
    while length := id3_length(data[at : at + 10]):
        tell_id3(data[at : at + min(length, 1 << 22)], plan)
        at += length
    if data[at : at + 4] != b"fLaC":
        raise malformed("is no FLAC file")
    at += 4
    kept: list[tuple[int, int, int]] = []
    last = False
    while not last:
        if at + 4 > len(data):
            raise malformed("ends before its sound")
        kind, length = data[at] & 0x7F, int.from_bytes(data[at + 1 : at + 4], "big")
        last = bool(data[at] & 0x80)
        start, at = at + 4, at + 4 + length
        if at > len(data):
            raise malformed("has a block that does not fit into it")
        if (kind == 0) != (not kept) or (kind == 0 and length != 34) or len(kept) > 2:
            raise malformed("does not say well what its sound is")
        if kind == 0 or (kind == 3 and length % 18 == 0):
            kept.append((kind, start, at))
        else:
            _tell(kind, data[start : min(at, start + (1 << 22))], length, plan)
    end = tell_tail(data, plan, at)
    if end - at < 6 or data[at] != 0xFF or data[at + 1] & 0xFC != 0xF8:
        raise malformed("holds no sound")
    _check_end(data, at, end)
    plan.put(b"fLaC")
    for number, (kind, start, stop) in enumerate(kept):
        flag = 0x80 if number == len(kept) - 1 else 0
        plan.put(bytes((kind | flag,)) + (stop - start).to_bytes(3, "big"))
        plan.keep(start, stop)
    plan.keep(at, end)


def _table(polynomial: int, bits: int) -> list[int]:
    found = []
    for value in range(256):
        value <<= bits - 8
        for _ in range(8):
            value = value << 1 ^ (polynomial if value >> bits - 1 else 0)
            value &= (1 << bits) - 1
        found.append(value)
    return found


_CRC8, _CRC16 = _table(0x07, 8), _table(0x8005, 16)
_LONGEST = 1 << 20


def _check_end(data: Data, at: int, end: int) -> None:
    """Raises GuardError unless the sound ends with a whole frame: what follows one is not to pass for sound."""
    begin = max(at, end - _LONGEST)
    tail = data[begin:end]
    place = len(tail) - 6
    for _ in range(2000):
        place = tail.rfind(b"\xff", 0, place)
        if place < 0:
            break
        if place + 6 < len(tail) and tail[place + 1] & 0xFC == 0xF8 and _is_head(tail[place : place + 16]):
            if _crc16(tail[place:-2]) == int.from_bytes(tail[-2:], "big"):
                return
            if len(tail) - place > 1 << 17:
                break
    raise malformed("has something behind its sound, or ends in the middle of it")


def _is_head(head: bytes) -> bool:
    """Whether a frame begins so: its number, and where it says so its length and rate, and a checksum."""
    first = head[4]
    length = 5 + (0 if first < 0x80 else max(0, 7 - (first ^ 0xFF).bit_length()))
    length += {6: 1, 7: 2}.get(head[2] >> 4, 0) + {12: 1, 13: 2, 14: 2}.get(head[2] & 15, 0)
    if length >= len(head):
        return False
    check = 0
    for byte in head[:length]:
        check = _CRC8[check ^ byte]
    return check == head[length]


def _crc16(data: bytes) -> int:
    check = 0
    for byte in data:
        check = (check << 8 & 0xFFFF) ^ _CRC16[check >> 8 ^ byte]
    return check


def _tell(kind: int, body: bytes, length: int, plan: Plan) -> None:
    if kind == 1:
        if body.strip(b"\0"):
            plan.tell(Kind.HIDDEN, "padding", f"{length} bytes that are said to be nothing")
    elif kind == 4:
        for said, value in _comments(body):
            low = said.casefold()
            what = next((one for one, words in _NAMES if any(word in low for word in words)), Kind.TEXT)
            plan.tell(what, "comment", f"{shown(said)}: {shown(value)}")
    elif kind == 6:
        plan.tell(Kind.THUMBNAIL, "picture", f"a picture of {length} bytes")
    elif kind == 2:
        plan.tell(
            Kind.HIDDEN, "application", f"{length} bytes of a program's own ({shown(body[:4].decode('latin-1'))})"
        )
    else:
        plan.tell(
            Kind.TEXT if kind == 5 else Kind.HIDDEN, f"block {kind}", f"{length} bytes that the sound does not need"
        )


def _comments(body: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    try:
        (length,) = struct.unpack_from("<I", body)
        at = 4 + length
        found.append(("encoder", body[4:at].decode("utf-8", "replace")))
        (count,) = struct.unpack_from("<I", body, at)
        at += 4
        for _ in range(min(count, 2000)):
            (length,) = struct.unpack_from("<I", body, at)
            said, _, value = body[at + 4 : at + 4 + length].decode("utf-8", "replace").partition("=")
            found.append((said, value))
            at += 4 + length
    except struct.error:
        found.append(("comment", "cannot be read"))
    return found
