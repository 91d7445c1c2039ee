"""HEIC and AVIF: written anew around the same coded pictures. Exif, XMP and small pictures are left out."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from fairtake.errors import GuardError
from fairtake.guard.containers import atoms
from fairtake.guard.containers.boxes import Box, Patches, boxes
from fairtake.guard.finding import Kind, shown
from fairtake.guard.metadata import exif, icc, xmp
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_PICTURES = frozenset(b"hvc1 hev1 av01 avc1 grid iden iovl jpeg tmap vvc1 unci".split())
_PROPERTIES = frozenset(
    b"hvcC lhvC av1C avcC vvcC ispe pixi colr irot imir clap pasp auxC clli mdcv cclv amve ndwt lsel a1lx a1op tols rrtp iscl cmpd uncC".split()
)
_MOST = 60_000


@dataclass(slots=True)
class _Item:
    """A thing in the file: its kind, whether it is hidden, and the pieces of its data."""

    kind: bytes
    hidden: bool
    spans: list[tuple[int, int]] = field(default_factory=list)


def strip(data: Data, plan: Plan) -> None:
    """Keep the pictures, their masks and maps, their colours and how they are turned."""
    top = list(_top(data, plan))
    metas = [one for one in top if one.name == b"meta"]
    if len(metas) != 1 or top[0].name != b"ftyp" or top[0].end > 1024:
        raise malformed("does not say what is in it")
    if any(one.name == b"moov" for one in top):
        raise malformed("is a moving picture: export it as a film first")
    for one in top:
        if one.name == b"uuid" and data[one.body : one.body + 16] == bytes.fromhex("d8fec3d61b0e483c92975828877ec481"):
            if b"fairtake.safe-copy" not in data[one.body : one.end]:
                plan.tell(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited")
        elif one.name not in (b"ftyp", b"meta", b"mdat", b"free", b"skip"):
            atoms.tell(data, one, plan)
        elif one.name in (b"free", b"skip") and data[one.body : one.end].strip(b"\0"):
            plan.tell(Kind.HIDDEN, "free", f"{one.end - one.body} bytes that are said to be nothing")
    inner = {}
    for one in boxes(data, metas[0].body + 4, metas[0].end):
        if one.name in inner:
            raise malformed("says twice what is in it")
        inner[one.name] = one
    if {b"hdlr", b"pitm", b"iloc", b"iinf", b"iprp"} - set(inner):
        raise malformed("does not say what is in it")
    items = _items(data, inner[b"iinf"])
    _locate(data, inner, top, items)
    links = _links(data, inner.get(b"iref"))
    (primary,) = struct.unpack(">H", data[inner[b"pitm"].body + 4 : inner[b"pitm"].body + 6])
    small = {source for kind, source, _ in links if kind == b"thmb"}
    kept = {number: one for number, one in items.items() if one.kind in _PICTURES and number not in small}
    if primary not in kept or data[inner[b"pitm"].body]:
        raise malformed("holds no picture")
    for number, item in items.items():
        if number not in kept:
            _tell(data, number, item, number in small, plan)
    for item in kept.values():
        _check_coded(data, item)
    _apart(kept, {number: one for number, one in items.items() if number not in kept})
    _write(data, top[0], inner, kept, links, primary, plan)


def _top(data: Data, plan: Plan) -> list[Box]:
    found: list[Box] = []
    try:
        found.extend(boxes(data, 0, len(data)))
    except GuardError:
        found = _until(data)
        if not {b"meta", b"mdat"} <= {one.name for one in found}:
            raise
        plan.tell(Kind.HIDDEN, "after its end", f"{len(data) - found[-1].end} bytes")
    return found


def _until(data: Data) -> list[Box]:
    """The boxes before something that is none."""
    found: list[Box] = []
    at = 0
    while at + 8 <= len(data) and len(found) < 1000:
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if length < 8 or at + length > len(data) or not all(32 <= one < 127 for one in name):
            break
        found.append(Box(name, at, at + 8, at + length))
        at += length
    return found


def _items(data: Data, iinf: Box) -> dict[int, _Item]:
    version = data[iinf.body]
    (count,) = struct.unpack(">I" if version else ">H", data[iinf.body + 4 : iinf.body + (8 if version else 6)])
    items: dict[int, _Item] = {}
    for one in boxes(data, iinf.body + (8 if version else 6), iinf.end):
        if one.name != b"infe" or data[one.body] != 2 or one.end - one.body < 12 or len(items) > _MOST:
            raise malformed("has a list of pictures that is not well-formed")
        number, protected, kind = struct.unpack(">HH4s", data[one.body + 4 : one.body + 12])
        if number in items or protected:
            raise malformed("has a list of pictures that is not well-formed")
        items[number] = _Item(kind, bool(data[one.body + 3] & 1))
    if len(items) != count:
        raise malformed("has another number of pictures than it says")
    return items


def _locate(data: Data, inner: dict[bytes, Box], top: list[Box], items: dict[int, _Item]) -> None:
    """Where the data of every item is."""
    box = inner[b"iloc"]
    version, sizes = data[box.body], data[box.body + 4 : box.body + 6]
    wide = (sizes[0] >> 4, sizes[0] & 15, sizes[1] >> 4, sizes[1] & 15 if version else 0)
    if version > 1 or any(one not in (0, 4, 8) for one in wide):
        raise malformed("does not say well where its pictures are")
    at = box.body + 6

    def take(length: int) -> int:
        nonlocal at
        if at + length > box.end:
            raise malformed("does not say well where its pictures are")
        value = int.from_bytes(data[at : at + length], "big")
        at += length
        return value

    for _ in range(take(2)):
        number = take(2)
        method = take(2) & 15 if version else 0
        other, base = take(2), take(wide[2])
        if number not in items or items[number].spans or other or method > 1:
            raise malformed("does not say well where its pictures are")
        if method and b"idat" not in inner:
            raise malformed("does not say well where its pictures are")
        homes = [inner[b"idat"]] if method else [one for one in top if one.name == b"mdat"]
        shift = inner[b"idat"].body if method else 0
        for _ in range(take(2)):
            take(wide[3])
            start = shift + base + take(wide[0])
            length = take(wide[1])
            home = next((one for one in homes if one.body <= start <= one.end), None)
            if home is None:
                raise malformed("refers to data that is not in it")
            end = start + length if length else home.end
            if end > home.end:
                raise malformed("ends before its picture does")
            items[number].spans.append((start, end))


def _links(data: Data, iref: Box | None) -> list[tuple[bytes, int, list[int]]]:
    """What refers to what: kind, from which, to which."""
    found = []
    if iref is None:
        return []
    if data[iref.body]:
        raise malformed("has references that are not well-formed")
    for one in boxes(data, iref.body + 4, iref.end):
        source, count = struct.unpack(">HH", data[one.body : one.body + 4])
        if one.body + 4 + 2 * count != one.end:
            raise malformed("has references that are not well-formed")
        found.append((one.name, source, list(struct.unpack(f">{count}H", data[one.body + 4 : one.end]))))
    return found


def _tell(data: Data, number: int, item: _Item, small: bool, plan: Plan) -> None:
    body = b"".join(data[start : min(end, start + (1 << 22))] for start, end in item.spans[:4])
    if small:
        plan.tell(Kind.THUMBNAIL, "small picture", f"a small picture of it, {len(body)} bytes")
    elif item.kind == b"Exif":
        skip = 4 + int.from_bytes(body[:4], "big") if len(body) > 8 else 0
        plan.findings += exif.findings(body[skip:].removeprefix(b"Exif\0\0"))
    elif item.kind == b"mime" and (b"rdf:RDF" in body or b"xmpmeta" in body):
        plan.findings += xmp.findings(body)
    elif body:
        plan.tell(Kind.HIDDEN, f"item {number}", f"{len(body)} bytes ({shown(item.kind.decode('latin-1'))})")


def _check_coded(data: Data, item: _Item) -> None:
    """Raises GuardError unless a coded picture is made of whole parts, and nothing follows them."""
    if item.kind == b"grid" and sum(end - start for start, end in item.spans) not in (8, 12):
        raise malformed("has something behind one of its pictures")
    if item.kind not in (b"av01", b"hvc1", b"avc1", b"vvc1"):
        return
    body = b"".join(data[start:end] for start, end in item.spans)
    at = 0
    while at < len(body):
        at = _obu_end(body, at) if item.kind == b"av01" else at + 4 + int.from_bytes(body[at : at + 4], "big")
    if at != len(body) or not body:
        raise malformed("has something behind one of its pictures")


def _obu_end(body: bytes, at: int) -> int:
    """Where a unit of AV1 ends."""
    head = body[at]
    if head & 0x81 or head >> 3 & 15 not in (1, 2, 3, 4, 5, 6, 7, 8, 15):
        raise malformed("has something behind one of its pictures")
    if not head & 2:
        return len(body)
    at += 2 if head & 4 else 1
    length = 0
    for place in range(8):
        if at >= len(body):
            break
        length |= (body[at] & 127) << 7 * place
        at += 1
        if not body[at - 1] & 128:
            return at + length
    raise malformed("has something behind one of its pictures")


def _apart(kept: dict[int, _Item], gone: dict[int, _Item]) -> None:
    """Raises GuardError when a picture reaches into what is not kept."""
    others = [span for one in gone.values() for span in one.spans]
    for one in kept.values():
        for start, end in one.spans:
            if any(begin < end and start < stop for begin, stop in others):
                raise malformed("has a picture that shares its data with something else")


def _write(
    data: Data,
    ftyp: Box,
    inner: dict[bytes, Box],
    kept: dict[int, _Item],
    links: list[tuple[bytes, int, list[int]]],
    primary: int,
    plan: Plan,
) -> None:
    own = next(number for number in range(1, 65536) if number not in kept)
    entries = [
        _full(b"infe", struct.pack(">HH", number, 0) + one.kind + b"\0", 2, 1 if one.hidden else 0)
        for number, one in sorted(kept.items())
    ]
    entries.append(_full(b"infe", struct.pack(">HH", own, 0) + b"mime\0application/rdf+xml\0", 2, 1))
    references = [
        _box(kind, struct.pack(f">HH{len(left)}H", source, len(left), *left))
        for kind, source, targets in links
        if source in kept and (left := [one for one in targets if one in kept]) and len(left) == len(targets)
    ]
    references.append(_box(b"cdsc", struct.pack(">HHH", own, 1, primary)))
    rest = (
        _full(b"pitm", struct.pack(">H", primary))
        + _full(b"iinf", struct.pack(">H", len(entries)) + b"".join(entries))
        + _full(b"iref", b"".join(references))
        + _properties(data, inner[b"iprp"], kept, plan)
    )
    handler = _full(b"hdlr", bytes(4) + b"pict" + bytes(13))
    extents = {number: one.spans for number, one in sorted(kept.items())}
    table = 8 + 4 + 2 + 2 + sum(8 + 8 * len(spans) for spans in extents.values()) + 16
    length = ftyp.end - ftyp.start
    meta = 12 + len(handler) + len(rest) + table
    at = length + meta + 8
    rows = [struct.pack(">BBH", 0x44, 0, len(extents) + 1)]
    for number, spans in extents.items():
        rows.append(struct.pack(">HHHH", number, 0, 0, len(spans)))
        for start, end in spans:
            rows.append(struct.pack(">II", at, end - start))
            at += end - start
    rows.append(struct.pack(">HHHHII", own, 0, 0, 1, at, len(PACKET)))
    at += len(PACKET)
    if at > 0xFFFFFFFF:
        raise malformed("is too large")
    plan.keep(ftyp.start, ftyp.end)
    plan.put(_full(b"meta", handler + _full(b"iloc", b"".join(rows), 1) + rest))
    plan.put(struct.pack(">I", at - length - meta) + b"mdat")
    for spans in extents.values():
        for start, end in spans:
            plan.keep(start, end)
    plan.put(PACKET)


def _properties(data: Data, iprp: Box, kept: dict[int, _Item], plan: Plan) -> bytes:
    """The properties of the pictures that stay; those of no use for showing them hold nothing."""
    patches = Patches()
    out = b""
    for one in boxes(data, iprp.body, iprp.end):
        if one.name == b"ipco":
            for part in boxes(data, one.body, one.end):
                if part.name == b"colr" and data[part.body : part.body + 4] in (b"prof", b"rICC"):
                    profile = data[part.body + 4 : part.end]
                    if not icc.is_profile(profile):
                        raise malformed("has a colour profile that is none")
                    plan.findings += icc.findings(profile)
                if part.name not in _PROPERTIES:
                    if data[part.body : part.end].strip(b"\0"):
                        text = shown(data[part.body : part.end].decode("utf-8", "replace").strip("\0"))
                        plan.tell(Kind.TEXT, "property", f"{shown(part.name.decode('latin-1'))}: {text}")
                    patches.free(part)
            piece = Plan()
            patches.apply(piece, one.start, one.end)
            out += b"".join(
                bytes(span) if isinstance(span, int) else span if isinstance(span, bytes) else data[span[0] : span[1]]
                for span in piece.pieces
            )
        elif one.name == b"ipma":
            out += _associations(data, one, kept)
    return _box(b"iprp", out)


def _associations(data: Data, ipma: Box, kept: dict[int, _Item]) -> bytes:
    version, wide = data[ipma.body], data[ipma.body + 3] & 1
    (count,) = struct.unpack(">I", data[ipma.body + 4 : ipma.body + 8])
    at = ipma.body + 8
    rows = []
    if version or count > _MOST:
        raise malformed("has properties that are not well-formed")
    for _ in range(count):
        number, length = struct.unpack(">HB", data[at : at + 3])
        end = at + 3 + length * (2 if wide else 1)
        if end > ipma.end:
            raise malformed("has properties that are not well-formed")
        if number in kept:
            rows.append(data[at:end])
        at = end
    if at != ipma.end:
        raise malformed("has properties that are not well-formed")
    return _full(b"ipma", struct.pack(">I", len(rows)) + b"".join(rows), 0, wide)


def _box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def _full(name: bytes, body: bytes, version: int = 0, flags: int = 0) -> bytes:
    return _box(name, bytes((version,)) + flags.to_bytes(3, "big") + body)
