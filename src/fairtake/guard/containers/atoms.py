"""What the boxes of an MP4 give away: user data, iTunes' and Apple's lists, descriptions of tracks."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

from fairtake.errors import GuardError
from fairtake.guard.containers.boxes import Box, Patches, boxes
from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import xmp
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["codecs", "descriptions", "moment", "tell", "track"]

_LARGEST = 1 << 20
_NAMES = {
    b"\xa9xyz": (Kind.PLACE, "where it was filmed"),
    b"loci": (Kind.PLACE, "where it was filmed"),
    b"\xa9day": (Kind.TIME, "made"),
    b"\xa9mak": (Kind.DEVICE, "maker of the camera"),
    b"\xa9mod": (Kind.DEVICE, "model of the camera"),
    b"\xa9swr": (Kind.SOFTWARE, "software"),
    b"\xa9too": (Kind.SOFTWARE, "software"),
    b"\xa9enc": (Kind.SOFTWARE, "software"),
    b"\xa9nam": (Kind.TEXT, "title"),
    b"\xa9cmt": (Kind.TEXT, "comment"),
    b"\xa9des": (Kind.TEXT, "description"),
    b"\xa9ART": (Kind.PERSON, "artist"),
    b"\xa9aut": (Kind.PERSON, "author"),
    b"\xa9cpy": (Kind.PERSON, "copyright"),
    b"\xa9wrt": (Kind.PERSON, "composer"),
    b"\xa9alb": (Kind.TEXT, "album"),
    b"\xa9lyr": (Kind.TEXT, "lyrics"),
    b"desc": (Kind.TEXT, "description"),
    b"aART": (Kind.PERSON, "artist"),
    b"cprt": (Kind.PERSON, "copyright"),
    b"covr": (Kind.THUMBNAIL, "cover picture"),
    b"thmb": (Kind.THUMBNAIL, "small picture of it"),
    b"ownr": (Kind.PERSON, "owner"),
    b"apID": (Kind.PERSON, "account"),
    b"CAME": (Kind.DEVICE, "serial number of the camera"),
    b"FIRM": (Kind.SOFTWARE, "firmware of the camera"),
    b"MUID": (Kind.TRACE, "number of this very film"),
    b"GUMI": (Kind.TRACE, "number of this very film"),
}
_KEYS = (
    (Kind.PLACE, ("location", "gps", "latitude", "longitude", "accuracy.horizontal")),
    (Kind.TIME, ("date", "time", "year")),
    (Kind.DEVICE, ("make", "model", "camera", "lens", "serial", "android", "focal")),
    (Kind.SOFTWARE, ("software", "encoder", "version")),
    (Kind.TRACE, ("identifier", "uuid", "umid", "content.id")),
    (
        Kind.PERSON,
        ("author", "artist", "creator", "owner", "director", "producer", "performer", "user", "copyright", "email"),
    ),
)
_TRACKS = {
    b"gpmd": (Kind.PLACE, "a camera's recording of place, speed and movement, second by second"),
    b"camm": (Kind.PLACE, "a camera's recording of place and movement, second by second"),
    b"rtmd": (Kind.DEVICE, "a camera's recording of its settings, time and place, frame by frame"),
    b"mebx": (Kind.DEVICE, "timed notes of a telephone: movement, faces found, sometimes the place"),
    b"tmcd": (Kind.TIME, "a time code: often the time of day"),
    b"djmd": (Kind.PLACE, "a drone's recording of its flight"),
    b"fdsc": (Kind.DEVICE, "a camera's notes for recovery"),
    b"text": (Kind.TEXT, "chapters or notes"),
}
_INSIDE = frozenset(
    b"avcC hvcC av1C vpcC esds colr pasp clap btrt fiel gama chan wave dac3 dec3 dac4 dOps alac dfLa mdcv clli dvcC dvvC dvwC chrm SmDm CoLL st3d sv3d lhvC vexu hfov pcmC ftab vttC damr d263 vvcC cslg".split()
)
_STARTS = {b"soun": 28, b"vide": 78}


def moment(seconds: int) -> str:
    """A moment counted from 1970, as text."""
    try:
        return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds):%Y-%m-%d %H:%M:%S} UTC"
    except OverflowError:
        return f"{seconds} s after 1970"


def codecs(data: Data, table: Box) -> list[bytes]:
    """The kinds of sample a track has."""
    described = next((box for box in boxes(data, table.body, table.end) if box.name == b"stsd"), None)
    if described is None or described.end - described.body < 8:
        raise malformed("does not say what its tracks are")
    return [box.name for box in boxes(data, described.body + 8, described.end)]


def track(data: Data, kind: bytes, found: list[bytes], trak: Box) -> tuple[Kind, str, str]:
    """What a track that does not stay gives away."""
    known = next((_TRACKS[one] for one in found if one in _TRACKS), None)
    said = shown(b" ".join(found).decode("latin-1"))
    what = known or (Kind.HIDDEN, "data that is neither picture nor sound")
    return what[0], f"track of {shown(kind.decode('latin-1'))}", f"{what[1]} ({said})"


def descriptions(data: Data, stsd: Box, patches: Patches, plan: Plan) -> None:
    """Free what the descriptions of samples hold beyond what decoding takes."""
    for entry in boxes(data, stsd.body + 8, stsd.end):
        video = entry.end - entry.body >= 78 and 0 < data[entry.body + 42] < 32 and data[entry.body + 74] == 0
        at = _children(data, entry)
        if at is None:
            continue
        if at == entry.body + 78:
            name = data[entry.body + 43 : entry.body + 43 + min(31, data[entry.body + 42])]
            said = shown(name.decode("latin-1").strip("\0"))
            if video and said and not said.startswith("Lavc"):
                plan.tell(Kind.DEVICE, "track", f"made with {said}")
            elif said:
                plan.tell(Kind.SOFTWARE, "track", f"made with {said}")
            patches.zero(entry.body + 42, entry.body + 74)
        patches.zero(entry.body + 12, entry.body + 16)  # the vendor
        for box in boxes(data, at, entry.end):
            if box.name not in _INSIDE:
                if data[box.body : box.end].strip(b"\0"):
                    plan.tell(Kind.HIDDEN, "track", f"{box.end - box.body} bytes ({shown(box.name.decode('latin-1'))})")
                patches.free(box)


def _children(data: Data, entry: Box) -> int | None:
    """Where the boxes in a description of samples begin."""
    starts = [entry.body + 78] if entry.end - entry.body >= 78 else []
    if entry.end - entry.body >= 28:
        (version,) = struct.unpack(">H", data[entry.body + 8 : entry.body + 10])
        starts.append(entry.body + {1: 44, 2: 64}.get(version, 28))
        starts.append(entry.body + 28)
    for at in starts:
        if at > entry.end:
            continue
        try:
            found = list(boxes(data, at, entry.end))
        except GuardError:
            continue
        if all(all(32 <= one < 127 or one == 0xA9 for one in box.name) for box in found):
            return at
    return None


def tell(data: Data, box: Box, plan: Plan) -> None:
    """What a box that is not kept gives away."""
    try:
        before = len(plan.findings)
        _walk(data, box, plan, [], 0)
        if len(plan.findings) > before:
            return
    except (GuardError, struct.error, IndexError):
        pass
    if data[box.body : min(box.end, box.body + _LARGEST)].strip(b"\0"):
        name = shown(box.name.decode("latin-1"))
        plan.tell(Kind.HIDDEN, name, f"{box.end - box.body} bytes that playing it does not take")


def _walk(data: Data, box: Box, plan: Plan, keys: list[str], depth: int) -> None:
    name = box.name
    if depth > 8:
        return
    if name in (b"udta", b"meta", b"ilst"):
        at = box.body
        if name == b"meta" and data[at : at + 4] == bytes(4):
            at += 4
        children = list(boxes(data, at, box.end))
        for child in children:
            if child.name == b"keys":
                keys = _keys(data, child)
        for child in children:
            if child.name not in (b"keys", b"hdlr", b"free"):
                _walk(data, child, plan, keys, depth + 1)
    elif name == b"XMP_":
        plan.findings += xmp.findings(data[box.body : box.end])
    elif name in _NAMES or keys:
        kind, said = _named(name, keys)
        text = _text(data, box)
        if kind is Kind.THUMBNAIL:
            text = f"{box.end - box.body} bytes"
        plan.tell(kind, "user data", f"{said}: {text}")
    elif name == b"----":
        parts = {one.name: data[one.body + 4 : min(one.end, one.body + 256)] for one in boxes(data, box.body, box.end)}
        said = shown(parts.get(b"name", b"").decode("utf-8", "replace"))
        plan.tell(_kind(said), "user data", f"{said}: {shown(parts.get(b'data', b'')[4:].decode('utf-8', 'replace'))}")
    elif data[box.body : min(box.end, box.body + _LARGEST)].strip(b"\0"):
        text = _text(data, box)
        plan.tell(Kind.HIDDEN, "user data", f"{shown(name.decode('latin-1'))}: {text or f'{box.end - box.body} bytes'}")


def _keys(data: Data, box: Box) -> list[str]:
    return [
        shown(data[one.body : min(one.end, one.body + 256)].decode("utf-8", "replace"))
        for one in boxes(data, box.body + 8, box.end)
    ]


def _named(name: bytes, keys: list[str]) -> tuple[Kind, str]:
    if name in _NAMES:
        return _NAMES[name]
    number = int.from_bytes(name, "big")
    said = keys[number - 1] if 0 < number <= len(keys) else shown(name.decode("latin-1"))
    return _kind(said), said


def _kind(said: str) -> Kind:
    low = said.casefold()
    return next((kind for kind, words in _KEYS if any(word in low for word in words)), Kind.TEXT)


def _text(data: Data, box: Box) -> str:
    """The text of a box, however it is put there."""
    body = data[box.body : min(box.end, box.body + 4096)]
    if body[4:8] == b"data":
        body = body[16:]
    elif len(body) >= 4 and struct.unpack_from(">H", body)[0] == len(body) - 4:
        body = body[4:]
    if box.name == b"loci" and len(body) > 20:
        at = body.find(b"\0", 6) + 2
        if at + 8 <= len(body):
            east, north = (one / 65536 for one in struct.unpack_from(">ii", body, at))
            return f"{north:.5f}, {east:.5f}"
    text = shown(body.decode("utf-8", "replace"))
    return text if sum(one.isalnum() or one in " +-./:,@" for one in text) > 0.7 * len(text) else ""
