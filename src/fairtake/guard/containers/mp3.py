"""MP3: the frames of sound are kept, and nothing before, between or after them."""

from __future__ import annotations

import struct

from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["id3_length", "strip", "tell_id3", "tell_tail"]

_RATES = {
    (3, 3): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (3, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (3, 1): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 1): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second, by version (3 is MPEG 1, 2 what came after) and layer (3 is I, 2 is II, 1 is III)."""
_SAMPLING = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KINDS = {
    "TIT2": (Kind.TEXT, "title"), "TT2": (Kind.TEXT, "title"), "TPE1": (Kind.PERSON, "artist"), "TP1": (Kind.PERSON, "artist"),
    "TALB": (Kind.TEXT, "album"), "TDRC": (Kind.TIME, "recorded"), "TYER": (Kind.TIME, "year"), "TDAT": (Kind.TIME, "date"),
    "TIME": (Kind.TIME, "time"), "TDEN": (Kind.TIME, "encoded"), "TDTG": (Kind.TIME, "tagged"), "TSSE": (Kind.SOFTWARE, "software"),
    "TENC": (Kind.PERSON, "encoded by"), "TOWN": (Kind.PERSON, "owner"), "TCOP": (Kind.PERSON, "copyright"),
    "COMM": (Kind.TEXT, "comment"), "USLT": (Kind.TEXT, "lyrics"), "TXXX": (Kind.TEXT, "note"), "WXXX": (Kind.TEXT, "link"),
    "APIC": (Kind.THUMBNAIL, "picture"), "PIC": (Kind.THUMBNAIL, "picture"), "GEOB": (Kind.HIDDEN, "file"),
    "PRIV": (Kind.TRACE, "a program's own data"), "UFID": (Kind.TRACE, "number of this very file"),
    "OWNE": (Kind.PERSON, "bought by"), "COMR": (Kind.PERSON, "bought"), "POPM": (Kind.PERSON, "rated by"),
}  # fmt: skip


def strip(data: Data, plan: Plan) -> None:
    """Keep the frames of sound."""
    at, end = 0, len(data)
    while (length := id3_length(data[at : at + 10])) and at + length <= end:
        tell_id3(data[at : at + min(length, 1 << 22)], plan)
        at += length
    end = tell_tail(data, plan, at)
    spans: list[tuple[int, int]] = []
    frames, lost = 0, 0
    form = -1
    while at < end:
        length, kind = _frame(data[at : at + 4])
        if (
            length
            and form in (-1, kind)
            and at + length <= end
            and (frames or _frame(data[at + length : at + length + 4])[1] == kind)
        ):
            form = kind
            if spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + length)
            else:
                spans.append((at, at + length))
            frames += 1
            at += length
            continue
        if length and form == kind and at + length > end:
            raise malformed("ends in the middle of its sound")
        following = data.find(b"\xff", at + 1, end)
        following = end if following < 0 else following
        lost += following - at
        at = following
        if lost > 1 << 20:
            raise malformed("is for the most part no sound")
    if frames < 2:
        raise malformed("holds no sound")
    if lost:
        plan.tell(Kind.HIDDEN, "between its sound", f"{lost} bytes that are no sound")
    frame = b"PRIV" + _synchsafe(len(PACKET) + 4) + b"\0\0" + b"XMP\0" + PACKET
    plan.put(b"ID3\4\0\0" + _synchsafe(len(frame)) + frame)
    for span in spans:
        plan.keep(*span)


def _frame(head: bytes) -> tuple[int, int]:
    """How long the frame is that begins so (0: it is none), and what may not change from frame to frame."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0, -2
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    index, sampling, padded = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer == 0 or sampling == 3 or index in (0, 15):
        return 0, -2
    kilobits = _RATES[3 if version == 3 else 2, layer][index]
    rate = _SAMPLING[version][sampling]
    if layer == 3:
        length = (12000 * kilobits // rate + padded) * 4
    else:
        length = (144000 if layer == 2 or version == 3 else 72000) * kilobits // rate + padded
    return length, version << 4 | layer << 2 | sampling


def id3_length(head: bytes) -> int:
    """How long the ID3v2 tag is that begins so, with its head; 0 when it is none."""
    if len(head) < 10 or head[:3] != b"ID3" or head[3] == 0xFF or any(one > 127 for one in head[6:10]):
        return 0
    return 10 + _size(head[6:10]) + (10 if head[5] & 0x10 else 0)


def tell_id3(tag: bytes, plan: Plan) -> None:
    """What an ID3v2 tag gives away."""
    if len(tag) < 10 or tag[:3] != b"ID3":
        plan.tell(Kind.HIDDEN, "ID3", f"{len(tag)} bytes")
        return
    old, synchsafe = tag[3] == 2, tag[3] == 4
    at = 10
    told = len(plan.findings)
    own = False
    for _ in range(5000):
        head = 6 if old else 10
        name = tag[at : at + (3 if old else 4)]
        if at + head > len(tag) or not name.isalnum():
            break
        raw = tag[at + 3 : at + 6] if old else tag[at + 4 : at + 8]
        length = _size(raw) if synchsafe else int.from_bytes(raw, "big")
        body = tag[at + head : at + head + length]
        at += head + length
        said = name.decode("ascii", "replace")
        if said == "PRIV" and body.startswith(b"XMP\0"):
            own = True
            plan.findings += xmp.findings(body[4:])
            continue
        kind, word = _KINDS.get(said, (Kind.TEXT, said))
        text = f"{len(body)} bytes" if kind in (Kind.THUMBNAIL, Kind.HIDDEN) else _text(said, body)
        if said == "GEOB" and b"c2pa" in body:
            if b"fairtake.safe-copy" in body:
                own = True
                continue
            kind, word = Kind.TRACE, "content credentials"
        plan.tell(kind, "ID3", f"{word}: {text}")
    if told == len(plan.findings) and not own:
        plan.tell(Kind.HIDDEN, "ID3", f"a tag of {len(tag)} bytes")


def tell_tail(data: Data, plan: Plan, start: int) -> int:
    """What the tags at a sound file's end (ID3v1, APE, Lyrics3) give away, and where they begin."""
    end = len(data)
    if end - start >= 128 and data[end - 128 : end - 125] == b"TAG":
        end -= 128
        for begin, stop, kind, said in (
            (3, 33, Kind.TEXT, "title"),
            (33, 63, Kind.PERSON, "artist"),
            (63, 93, Kind.TEXT, "album"),
            (93, 97, Kind.TIME, "year"),
            (97, 127, Kind.TEXT, "comment"),
        ):
            text = shown(data[end + begin : end + stop].decode("latin-1").strip("\0 "))
            if text:
                plan.tell(kind, "ID3v1", f"{said}: {text}")
        plan.tell(Kind.TEXT, "ID3v1", "a tag of 128 bytes")
    if end - start >= 15 and data[end - 9 : end] == b"LYRICS200" and data[end - 15 : end - 9].isdigit():
        length = int(data[end - 15 : end - 9]) + 15
        if length <= end - start:
            plan.tell(Kind.TEXT, "Lyrics3", shown(data[end - length : end].decode("latin-1")))
            end -= length
    if end - start >= 32 and data[end - 32 : end - 24] == b"APETAGEX":
        length, count, flags = struct.unpack("<III", data[end - 20 : end - 8])
        length += 32 if flags >> 31 else 0
        if 32 <= length <= end - start:
            _tell_ape(data[end - length + (32 if flags >> 31 else 0) : end - 32], count, plan)
            end -= length
    return end


def _tell_ape(body: bytes, count: int, plan: Plan) -> None:
    at = 0
    for _ in range(min(count, 1000)):
        if at + 9 > len(body):
            break
        (length,) = struct.unpack_from("<I", body, at)
        key, _, _ = body[at + 8 : at + 264].partition(b"\0")
        start = at + 9 + len(key)
        plan.tell(
            Kind.TEXT,
            "APE",
            f"{shown(key.decode('latin-1'))}: {shown(body[start : start + min(length, 4096)].decode('utf-8', 'replace'))}",
        )
        at = start + length
    plan.tell(Kind.TEXT, "APE", f"a tag of {len(body)} bytes")


def _text(name: str, body: bytes) -> str:
    if not body:
        return ""
    if name[:1] in "TCU" and body[0] < 4:
        text = body[1 : 1 + 2048]
        if name in ("COMM", "USLT", "COM", "ULT"):
            text = text[3:]
        wide = {1: "utf-16", 2: "utf-16-be"}.get(body[0])
        return shown(text.decode(wide, "replace") if wide else text.decode("utf-8", "replace"))
    return shown(body[:2048].decode("latin-1"))


def _size(raw: bytes) -> int:
    return raw[0] << 21 | raw[1] << 14 | raw[2] << 7 | raw[3] if len(raw) == 4 else int.from_bytes(raw, "big")


def _synchsafe(value: int) -> bytes:
    return bytes((value >> 21 & 127, value >> 14 & 127, value >> 7 & 127, value & 127))
