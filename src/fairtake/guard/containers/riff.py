"""RIFF: WAV and WebP."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from datetime import UTC, datetime

from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import exif, icc, xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip_wav", "strip_webp"]

_MOST = 200_000
_TEXT = 1 << 20
_INFO = {
    b"IART": (Kind.PERSON, "artist"), b"INAM": (Kind.TEXT, "title"), b"ICMT": (Kind.TEXT, "comment"),
    b"ICRD": (Kind.TIME, "made on"), b"ISFT": (Kind.SOFTWARE, "software"), b"ICOP": (Kind.PERSON, "copyright"),
    b"IENG": (Kind.PERSON, "engineer"), b"ITCH": (Kind.PERSON, "technician"), b"ISRC": (Kind.DEVICE, "source"),
    b"IARL": (Kind.PLACE, "archived at"), b"ICMS": (Kind.PERSON, "commissioned by"), b"IKEY": (Kind.TEXT, "keywords"),
    b"ISBJ": (Kind.TEXT, "subject"), b"IPRD": (Kind.TEXT, "album"), b"IDIT": (Kind.TIME, "digitised on"),
}  # fmt: skip
_NOTES = {
    b"iXML": (Kind.DEVICE, "notes of a recorder: project, take, microphone, often the place"),
    b"axml": (Kind.TEXT, "notes"),
    b"aXML": (Kind.TEXT, "notes"),
    b"cart": (Kind.PERSON, "notes of a broadcaster: title, artist, dates"),
    b"MARK": (Kind.TEXT, "markers"),
    b"cue ": (Kind.TEXT, "markers"),
    b"plst": (Kind.TEXT, "a play list of markers"),
    b"LGWV": (Kind.SOFTWARE, "notes of a program"),
    b"afsp": (Kind.TEXT, "notes"),
}


def strip_wav(data: Data, plan: Plan) -> None:
    """Keep the sound and its form."""
    large = data[:4] == b"RF64"
    form: tuple[int, int] | None = None
    sound: tuple[int, int] | None = None
    fact, sizes = b"", b""
    for name, start, end in _chunks(data, plan, large=large):
        if name == b"fmt " and form is None:
            form = (start, _form_end(data, start, end))
        elif name == b"data" and sound is None:
            sound = (start, end)
        elif name == b"fact" and end - start == 4:
            fact = data[start:end]
        elif name == b"ds64" and large:
            sizes = data[start : start + 24]
        else:
            _tell_wav(name, data[start : min(end, start + _TEXT)], end - start, plan)
    if form is None or sound is None:
        raise malformed("holds no sound")
    packet = _chunk(b"_PMX", PACKET)
    length = sound[1] - sound[0]
    head = _chunk(b"fmt ", data[form[0] : form[1]]) + (_chunk(b"fact", fact) if fact else b"")
    total = 4 + len(head) + 8 + length + length % 2 + len(packet)
    if large:
        total += 36
        said = struct.pack("<QQ", total, length) + (sizes[16:24] or bytes(8)) + bytes(4)
        plan.put(b"RF64\xff\xff\xff\xffWAVE" + _chunk(b"ds64", said) + head + b"data\xff\xff\xff\xff")
    else:
        plan.put(b"RIFF" + struct.pack("<I", total) + b"WAVE" + head + b"data" + struct.pack("<I", length))
    plan.keep(*sound)
    plan.put(bytes(length % 2) + packet)


def _form_end(data: Data, start: int, end: int) -> int:
    """Where the description of the sound ends: what stands behind it is nobody's."""
    if end - start < 16:
        raise malformed("does not say what its sound is")
    if end - start < 18:
        return start + 16
    (more,) = struct.unpack("<H", data[start + 16 : start + 18])
    if more > 64 or start + 18 + more > end:
        raise malformed("does not say well what its sound is")
    return start + 18 + int(more)


def _tell_wav(name: bytes, body: bytes, length: int, plan: Plan) -> None:
    where = shown(name.decode("latin-1"))
    if name == b"LIST" and body[:4] == b"INFO":
        for key, value in _items(body[4:]):
            kind, said = _INFO.get(key, (Kind.TEXT, key.decode("latin-1")))
            plan.tell(kind, "LIST INFO", f"{shown(said)}: {shown(value.rstrip(bytes(1)).decode('utf-8', 'replace'))}")
    elif name == b"bext":
        for kind, said, start, end in (
            (Kind.TEXT, "description", 0, 256),
            (Kind.PERSON, "originator", 256, 288),
            (Kind.TRACE, "reference", 288, 320),
            (Kind.TIME, "recorded on", 320, 330),
            (Kind.TIME, "recorded at", 330, 338),
            (Kind.SOFTWARE, "coding history", 602, 4096),
        ):
            text = shown(body[start:end].split(b"\0")[0].decode("latin-1"))
            if text:
                plan.tell(kind, "bext", f"{said}: {text}")
        plan.tell(Kind.TRACE, "bext", "a broadcaster's block")
    elif name == b"PEAK" and length >= 8:
        moment = datetime.fromtimestamp(struct.unpack_from("<I", body, 4)[0], UTC)
        plan.tell(Kind.TIME, "PEAK", f"made: {moment:%Y-%m-%d %H:%M:%S} UTC")
    elif name == b"_PMX":
        plan.findings += xmp.findings(body)
    elif name in (b"id3 ", b"ID3 "):
        from fairtake.guard.containers.mp3 import tell_id3

        tell_id3(body, plan)
    elif name == b"C2PA":
        if b"fairtake.safe-copy" not in body:
            plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
    elif name in _NOTES:
        kind, said = _NOTES[name]
        plan.tell(kind, where, f"{said}, {length} bytes")
    elif name in (b"JUNK", b"PAD ", b"FLLR", b"junk"):
        if body.strip(b"\0"):
            plan.tell(Kind.HIDDEN, where, f"{length} bytes that are said to be nothing")
    else:
        plan.tell(Kind.HIDDEN, where, f"{length} bytes that the sound does not need")


def strip_webp(data: Data, plan: Plan) -> None:
    """Keep the picture, its colours and its orientation."""
    kept: list[tuple[bytes, int, int]] = []
    profile, flags, turned, canvas = b"", 0, 1, b""
    for number, (name, start, end) in enumerate(_chunks(data, plan)):
        if name == b"VP8X":
            if number or end - start != 10:
                raise malformed("describes its picture not well")
            flags, canvas = data[start], data[start + 4 : start + 10]
        elif name in (b"VP8 ", b"VP8L"):
            if any(one in (b"VP8 ", b"VP8L") for one, _, _ in kept):
                raise malformed("holds two pictures where one is said to be")
            kept.append((name, start, end))
            canvas = canvas or _canvas(name, data[start : start + 10])
        elif name in (b"ALPH", b"ANIM", b"ANMF"):
            if name == b"ANIM" and end - start != 6:
                raise malformed("describes its motion not well")
            if name == b"ANMF":
                _frame(data, start + 16, end)
            if name == b"ALPH" and any(one == b"ALPH" for one, _, _ in kept):
                raise malformed("holds two masks where one is said to be")
            kept.append((name, start, end))
        elif name == b"ICCP" and icc.is_profile(data[start:end]):
            profile = data[start:end]
            plan.findings += icc.findings(profile)
        elif name == b"EXIF":
            block = data[start:end].removeprefix(b"Exif\0\0")
            turned = exif.orientation(block)
            if block != exif.minimal(turned):
                plan.findings += exif.findings(block)
        elif name == b"XMP ":
            plan.findings += xmp.findings(data[start:end])
        elif name == b"C2PA" and b"fairtake.safe-copy" in data[start:end]:
            continue
        else:
            kind, said = (Kind.TRACE, "content credentials") if name == b"C2PA" else (Kind.HIDDEN, "data of its own")
            plan.tell(kind, shown(name.decode("latin-1")), f"{said}, {end - start} bytes")
    if not any(name in (b"VP8 ", b"VP8L", b"ANMF") for name, _, _ in kept):
        raise malformed("holds no picture")
    seen = any(name == b"ALPH" for name, _, _ in kept) or any(
        name == b"VP8L" and data[start + 4] & 0x10 for name, start, _ in kept
    )
    moves = any(name == b"ANMF" for name, _, _ in kept)
    flags = (flags & 0x10) | (0x10 if seen else 0) | (0x02 if moves else 0) | 0x04
    flags |= (0x20 if profile else 0) | (0x08 if turned != 1 else 0)
    front = _chunk(b"VP8X", bytes((flags, 0, 0, 0)) + canvas) + (_chunk(b"ICCP", profile) if profile else b"")
    back = (_chunk(b"EXIF", exif.minimal(turned)) if turned != 1 else b"") + _chunk(b"XMP ", PACKET)
    total = 4 + len(front) + len(back) + sum(8 + end - start + (end - start) % 2 for _, start, end in kept)
    plan.put(b"RIFF" + struct.pack("<I", total) + b"WEBP" + front)
    for name, start, end in kept:
        plan.put(name + struct.pack("<I", end - start))
        plan.keep(start, end)
        plan.put(bytes((end - start) % 2))
    plan.put(back)


def _canvas(name: bytes, head: bytes) -> bytes:
    """The size of a picture without an extended header, as that would say it."""
    if name == b"VP8L" and head[:1] == b"\x2f":
        (bits,) = struct.unpack_from("<I", head, 1)
        width, height = bits & 0x3FFF, bits >> 14 & 0x3FFF
    elif name == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":
        width, height = (one % 0x4000 - 1 for one in struct.unpack_from("<HH", head, 6))
    else:
        raise malformed("does not say its size")
    if width < 0 or height < 0:
        raise malformed("does not say its size")
    return struct.pack("<I", width)[:3] + struct.pack("<I", height)[:3]


def _frame(data: Data, at: int, end: int) -> None:
    """Raises GuardError unless a picture of a moving WebP holds what it should, and nothing else."""
    while at < end:
        if at + 8 > end:
            raise malformed("has something hidden in one of its pictures")
        name, length = struct.unpack("<4sI", data[at : at + 8])
        at += 8 + length + length % 2
        if name not in (b"ALPH", b"VP8 ", b"VP8L") or at > end:
            raise malformed("has something hidden in one of its pictures")


def _chunks(data: Data, plan: Plan, *, large: bool = False) -> Iterator[tuple[bytes, int, int]]:
    """Chunks: name, where their content begins and ends. What follows the RIFF is told of, and not kept."""
    (said,) = struct.unpack("<I", data[4:8])
    whole = len(data)
    if not large:
        whole = 8 + said + said % 2
        if whole > len(data):
            whole = 8 + said
        if whole > len(data):
            raise malformed("is shorter than it says")
    at = 12
    long = 0
    for _ in range(_MOST):
        if at + 8 > whole:
            break
        name, length = struct.unpack("<4sI", data[at : at + 8])
        if name == b"ds64" and length >= 24:
            long = struct.unpack("<Q", data[at + 16 : at + 24])[0]
        if name == b"data" and large and length == 0xFFFFFFFF:
            length = long
        end = at + 8 + length
        if end > whole:
            raise malformed("has a chunk that does not fit into it")
        yield name, at + 8, end
        at = end + length % 2
    else:
        raise malformed("has more chunks than any file needs")
    if at < whole:
        plan.tell(Kind.HIDDEN, "at its end", f"{whole - at} bytes that belong to nothing")
    if len(data) > max(at, whole):
        plan.tell(Kind.HIDDEN, "after its end", f"{len(data) - max(at, whole)} bytes")


def _items(body: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(body):
        name, length = struct.unpack_from("<4sI", body, at)
        yield name, body[at + 8 : at + 8 + length]
        at += 8 + length + length % 2


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
