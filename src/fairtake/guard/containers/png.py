"""PNG: chunks with their checksums; only those the picture needs are kept, and not a byte after its last row."""

from __future__ import annotations

import struct
import zlib

from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import exif, icc, iptc, xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_NEEDED = frozenset(b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB bKGD pHYs cICP mDCV cLLI acTL fcTL fdAT".split())
_LENGTHS = {
    b"cHRM": 32,
    b"gAMA": 4,
    b"sRGB": 1,
    b"pHYs": 9,
    b"cICP": 4,
    b"mDCV": 24,
    b"cLLI": 8,
    b"acTL": 8,
    b"fcTL": 26,
}
_LARGEST_TEXT = 4 << 20
_MOST = 1_000_000
_MOST_PIXELS = 300_000_000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_KINDS = {
    "author": Kind.PERSON, "copyright": Kind.PERSON, "creation time": Kind.TIME, "date:create": Kind.TIME,
    "date:modify": Kind.TIME, "software": Kind.SOFTWARE, "source": Kind.DEVICE, "parameters": Kind.SOFTWARE,
    "prompt": Kind.SOFTWARE, "workflow": Kind.SOFTWARE,
}  # fmt: skip


def strip(data: Data, plan: Plan) -> None:
    """Keep the picture, its colours and its orientation."""
    at = 8
    kept: list[tuple[bytes, int, int] | bytes] = []
    rows: zlib._Decompress = zlib.decompressobj()
    wanted, came, turned = 0, 0, 1
    for number in range(_MOST):
        if at + 12 > len(data):
            raise malformed("ends before its picture does")
        length, name = struct.unpack(">I4s", data[at : at + 8])
        end = at + 12 + length
        if end > len(data) or length > 0x7FFFFFFF:
            raise malformed("has a chunk that does not fit into it")
        if (name == b"IHDR") != (number == 0):
            raise malformed("does not begin with its size")
        _check(data, at, end)
        if name == b"IHDR":
            wanted = _bytes(data[at + 8 : end - 4])
        if name == b"IDAT":
            came = _unpack(rows, data, at + 8, end - 4, came, wanted)
        if name in _NEEDED:
            if (
                length != _LENGTHS.get(name, length)
                or (name in (b"tRNS", b"PLTE") and length > 768)
                or (name == b"sBIT" and length > 4)
            ):
                raise malformed(f"has a chunk {name.decode()} of the wrong length")
            kept.append((name, at, end))
        elif name == b"iCCP":
            kept.append(_profile(data[at + 8 : end - 4], plan))
        elif name == b"eXIf":
            block = data[at + 8 : end - 4]
            turned = exif.orientation(block)
            if block != exif.minimal(turned):
                plan.findings += exif.findings(block)
        else:
            _tell(name, data[at + 8 : min(end - 4, at + 8 + _LARGEST_TEXT)], length, plan)
        at = end
        if name == b"IEND":
            break
    else:
        raise malformed("has more chunks than any picture needs")
    if came != wanted or not rows.eof:
        raise malformed("ends before its picture does")
    if rows.unused_data:
        raise malformed("has something hidden behind its picture's last row")
    if len(data) > at:
        plan.tell(Kind.HIDDEN, "after its end", f"{len(data) - at} bytes, such as what a crop left behind")
    plan.put(b"\x89PNG\r\n\x1a\n")
    for one in kept:
        if isinstance(one, bytes):
            plan.put(one)
            continue
        name, start, end = one
        if name == b"IDAT" and not any(piece is _MARK for piece in plan.pieces):
            if turned != 1:
                plan.put(_chunk(b"eXIf", exif.minimal(turned)))
            plan.put(_MARK)
        plan.keep(start, end)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


_MARK = _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET)


def _check(data: Data, at: int, end: int) -> None:
    """Raises GuardError when a chunk's checksum is wrong."""
    sum_ = 0
    for start in range(at + 4, end - 4, 1 << 20):
        sum_ = zlib.crc32(data[start : min(start + (1 << 20), end - 4)], sum_)
    if sum_ != struct.unpack(">I", data[end - 4 : end])[0]:
        raise malformed("has a chunk that is damaged")


def _bytes(header: bytes) -> int:
    """How many bytes the rows of the picture take when unpacked."""
    if len(header) != 13:
        raise malformed("does not say its size")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if colour not in _CHANNELS or depth not in (1, 2, 4, 8, 16) or interlaced > 1 or not width or not height:
        raise malformed("is of no kind of PNG there is")
    if width * height > _MOST_PIXELS:
        raise malformed(f"has more than {_MOST_PIXELS // 1_000_000} million pixels")
    bits = depth * _CHANNELS[colour]

    def size(wide: int, high: int) -> int:
        return high * (1 + (wide * bits + 7) // 8) if wide and high else 0

    if not interlaced:
        return size(width, height)
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    return sum(
        size(-(-(width - x) // dx), -(-(height - y) // dy)) for x, y, dx, dy in passes if width > x and height > y
    )


def _unpack(rows: zlib._Decompress, data: Data, start: int, end: int, came: int, wanted: int) -> int:
    """Unpack a piece of the picture, a little at a time; how many bytes have come by now."""
    try:
        for at in range(start, end, 1 << 16):
            piece = data[at : min(at + (1 << 16), end)]
            if rows.eof:
                raise malformed("has something hidden behind its picture's last row")
            while piece or (not rows.eof and rows.unconsumed_tail):
                came += len(rows.decompress(piece, 1 << 18))
                piece = rows.unconsumed_tail
                if came > wanted:
                    raise malformed("holds more than the picture it says it is")
    except zlib.error as error:
        raise malformed("is damaged within its picture") from error
    return came


def _profile(body: bytes, plan: Plan) -> bytes:
    """The chunk of the colour profile, packed anew and without its own name; b"" when it is none."""
    _, _, rest = body.partition(b"\0")
    profile = _inflated(rest[1:])
    if not icc.is_profile(profile):
        plan.tell(Kind.HIDDEN, "colour profile", "a colour profile that is none")
        return b""
    plan.findings += icc.findings(profile)
    return _chunk(b"iCCP", b"icc\0\0" + zlib.compress(profile, 9))


def _inflated(body: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, _LARGEST_TEXT)
    except zlib.error:
        return b""


def _tell(name: bytes, body: bytes, length: int, plan: Plan) -> None:
    """What a chunk gives away that is not kept."""
    where = name.decode("latin-1")
    if name in (b"tEXt", b"zTXt", b"iTXt"):
        keyword, _, rest = body.partition(b"\0")
        if name == b"zTXt":
            rest = _inflated(rest[1:])
        elif name == b"iTXt":
            packed, rest = rest[:1] == b"\1", rest[2:]
            rest = rest.partition(b"\0")[2].partition(b"\0")[2]
            rest = _inflated(rest) if packed else rest
        said = shown(keyword.decode("latin-1"))
        if said.startswith("XML:com.adobe.xmp"):
            plan.findings += xmp.findings(rest)
        elif said.startswith("Raw profile type") and (raw := _raw(rest)):
            plan.findings += iptc.findings(raw) if "iptc" in said else exif.findings(raw.removeprefix(b"Exif\0\0"))
        else:
            kind = _KINDS.get(said.casefold(), Kind.TEXT)
            plan.tell(kind, where, f"{said}: {shown(rest.decode('utf-8', 'replace'))}")
    elif name == b"tIME" and length == 7:
        year, *parts = struct.unpack(">HBBBBB", body)
        plan.tell(Kind.TIME, where, "last changed: {:04d}-{:02d}-{:02d} {:02d}:{:02d}:{:02d}".format(year, *parts))
    elif name == b"caBX":
        if b"fairtake.safe-copy" not in body:
            plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
    else:
        plan.tell(Kind.HIDDEN, where, f"{length} bytes that the picture does not need")


def _raw(text: bytes) -> bytes:
    """ImageMagick's way to put other formats' metadata into text: a name, a length, hexadecimal digits."""
    try:
        return bytes.fromhex(b"".join(text.split()[2:]).decode("ascii"))
    except (ValueError, UnicodeDecodeError):
        return b""
