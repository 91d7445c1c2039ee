"""TIFF: written anew around the same strips and tiles, with the tags that showing them takes, and no others."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from fairtake.guard.finding import Kind
from fairtake.guard.metadata import exif, icc
from fairtake.guard.packet import PACKET
from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["strip"]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_NEEDED = frozenset(
    {
        *range(254, 260),
        262,
        266,
        273,
        274,
        *range(277, 285),
        286,
        287,
        *range(290, 294),
        296,
        297,
        301,
        317,
        318,
        319,
        320,
    }
    | {*range(322, 326), 332, 334, 338, 339, 340, 341, 342, 347, *range(529, 533), 34675}
)
_FIXED = {
    254: 4, 255: 2, 256: 4, 257: 4, 259: 2, 262: 2, 266: 2, 274: 2, 277: 2, 278: 4, 282: 8, 283: 8, 284: 2, 286: 8, 287: 8,
    290: 2, 292: 4, 293: 4, 296: 2, 297: 4, 317: 2, 318: 16, 319: 48, 322: 4, 323: 4, 332: 2, 334: 2, 529: 24, 530: 4, 531: 2, 532: 48,
}  # fmt: skip
"""Tags of one size, at most so many bytes."""
_WHERE, _LENGTHS = {273: 279, 324: 325}, frozenset({279, 325})
_RAW = frozenset({50706, 50740, 33421})
_OWN = 0xCD41
_MOST_PAGES, _MOST_TAGS, _MOST_STRIPS = 2000, 500, 4_000_000


@dataclass(slots=True)
class _Page:
    """A page: its tags' values, and where its strips or tiles are."""

    tags: dict[int, tuple[int, int, bytes]]
    strips: list[tuple[int, int]]


def strip(data: Data, plan: Plan) -> None:
    """Keep the pictures and how they are turned. Pages that are small pictures of others are left out."""
    order = "<" if data[:2] == b"II" else ">"
    pages: list[_Page] = []
    gone: list[tuple[int, int]] = []
    (at,) = struct.unpack(order + "I", data[4:8])
    seen: set[int] = set()
    while at:
        if at in seen or len(seen) == _MOST_PAGES or at < 8 or at + 6 > len(data):
            raise malformed("has pages that do not end")
        seen.add(at)
        page, at = _page(data, at, order, plan, gone)
        reduced = page.tags.get(254)
        if pages and reduced is not None and _numbers(reduced, order)[0] & 1:
            plan.tell(Kind.THUMBNAIL, "page", "a small picture of it")
            gone += page.strips
        else:
            pages.append(page)
    _apart([span for page in pages for span in page.strips], gone)
    if len(data) < 1 << 27:
        plan.findings += [one for one in exif.findings(data[:], "TIFF", pages=True) if "an Exif block" not in one.what]
    _write(pages, order, plan)


def _page(data: Data, at: int, order: str, plan: Plan, gone: list[tuple[int, int]]) -> tuple[_Page, int]:
    (count,) = struct.unpack(order + "H", data[at : at + 2])
    end = at + 2 + 12 * count
    if not 0 < count <= _MOST_TAGS or end + 4 > len(data):
        raise malformed("has a page that is not described well")
    tags: dict[int, tuple[int, int, bytes]] = {}
    for place in range(at + 2, end, 12):
        tag, form, number = struct.unpack(order + "HHI", data[place : place + 8])
        size = _SIZES.get(form, 1) * number
        start = place + 8 if size <= 4 else struct.unpack(order + "I", data[place + 8 : place + 12])[0]
        if tag in _RAW:
            raise malformed("is a camera's raw picture: export it as JPEG or TIFF first")
        if tag not in _NEEDED:
            if size > 4:
                gone.append((start, min(start + size, len(data))))
            continue
        if form not in _SIZES or start + size > len(data) or tag in tags or size > 4 * _MOST_STRIPS:
            raise malformed("has a tag that does not fit into it")
        if size > _FIXED.get(tag, size):
            raise malformed("has a tag that is longer than it may be")
        tags[tag] = (form, number, data[start : start + size])
    (following,) = struct.unpack(order + "I", data[end : end + 4])
    return _Page(_sound(tags, plan), _strips(data, tags, order)), int(following)


def _sound(tags: dict[int, tuple[int, int, bytes]], plan: Plan) -> dict[int, tuple[int, int, bytes]]:
    """The tags of a page, but for those that are not what they should be."""
    profile = tags.get(34675)
    if profile is not None:
        if not icc.is_profile(profile[2]):
            plan.tell(Kind.HIDDEN, "colour profile", "a colour profile that is none")
            del tags[34675]
        else:
            plan.findings += icc.findings(profile[2])
    tables = tags.get(347)
    if tables is not None and _has_notes(tables[2]):
        raise malformed("has notes in its tables")
    return tags


def _strips(data: Data, tags: dict[int, tuple[int, int, bytes]], order: str) -> list[tuple[int, int]]:
    where = next((tag for tag in _WHERE if tag in tags), None)
    if where is None or _WHERE[where] not in tags or {256, 257} - set(tags):
        raise malformed("holds no picture")
    if _numbers(tags[259], order)[0] == 6 if 259 in tags else False:
        raise malformed("is packed in a way that was given up in 1995")
    offsets, lengths = _numbers(tags[where], order), _numbers(tags[_WHERE[where]], order)
    if len(offsets) != len(lengths):
        raise malformed("does not say where its picture is")
    spans = [(start, start + length) for start, length in zip(offsets, lengths, strict=True)]
    if any(end > len(data) or start < 8 for start, end in spans):
        raise malformed("ends before its picture does")
    packed = _numbers(tags[259], order)[0] if 259 in tags else 1
    if packed == 1 and where == 273:
        _check_plain(tags, spans, order)
    if packed == 7 and any(_has_notes(data[start : min(end, start + 4096)]) for start, end in spans):
        raise malformed("has notes within its picture")
    return spans


def _check_plain(tags: dict[int, tuple[int, int, bytes]], spans: list[tuple[int, int]], order: str) -> None:
    """Raises GuardError when strips that are not packed hold more than their rows."""
    wide, high = (_numbers(tags[tag], order)[0] for tag in (256, 257))
    depths = _numbers(tags[258], order) if 258 in tags else [1]
    apart = 284 in tags and _numbers(tags[284], order)[0] == 2
    planes = len(depths) if apart else 1
    row = (wide * (depths[0] if apart else sum(depths)) + 7) // 8
    if 530 not in tags and sum(end - start for start, end in spans) > row * high * planes:
        raise malformed("holds more than the picture it says it is")


def _has_notes(data: bytes) -> bool:
    """Whether a JPEG stream has segments for a program's own data or comments before its picture."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] not in (0xDA, 0xD9):
        if data[at + 1] == 0xFE or (0xE0 <= data[at + 1] <= 0xEF and data[at + 1] not in (0xE0, 0xEE)):
            return True
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return False


def _apart(kept: list[tuple[int, int]], gone: list[tuple[int, int]]) -> None:
    """Raises GuardError when what is kept reaches into what is not."""
    places = sorted([(start, end, 0) for start, end in kept] + [(start, end, 1) for start, end in gone])
    reach = [0, 0]
    for start, end, side in places:
        if end > start and reach[1 - side] > start:
            raise malformed("has a picture that shares its data with something else")
        reach[side] = max(reach[side], end)


def _numbers(value: tuple[int, int, bytes], order: str) -> list[int]:
    form, _, data = value
    code = {1: "B", 3: "H", 4: "I", 13: "I"}.get(form)
    if code is None or not data:
        raise malformed("has a tag of the wrong kind")
    return [one for (one,) in struct.iter_unpack(order + code, data)]


def _write(pages: list[_Page], order: str, plan: Plan) -> None:
    """Header, strips, long values, and the pages' tags last."""
    starts: list[list[int]] = []
    spans: list[tuple[int, int]] = []
    at = 8
    for page in pages:
        own = []
        for start, end in page.strips:
            own.append(at)
            spans.append((start, end))
            at += end - start + (end - start) % 2
        starts.append(own)
    values = bytearray()
    tables: list[list[bytes]] = []
    for number, page in enumerate(pages):
        rows = []
        tags = dict(page.tags)
        where = 273 if 273 in tags else 324
        tags[where] = (4, len(starts[number]), struct.pack(f"{order}{len(starts[number])}I", *starts[number]))
        if number == 0:
            tags[700] = (1, len(PACKET), PACKET)
        for tag, (form, count, data) in sorted(tags.items()):
            if len(data) <= 4:
                slot = data.ljust(4, b"\0")
            else:
                slot = struct.pack(order + "I", at + len(values))
                values += data + bytes(len(data) % 2)
            rows.append(struct.pack(order + "HHI", tag, form, count) + slot)
        tables.append(rows)
    first = at + len(values)
    if first + sum(6 + 12 * len(rows) for rows in tables) > 0xFFFFFFFF:
        raise malformed("is too large")
    plan.put((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", first))
    for start, end in spans:
        plan.keep(start, end)
        plan.put(bytes((end - start) % 2))
    plan.put(bytes(values))
    here = first
    for number, rows in enumerate(tables):
        here += 6 + 12 * len(rows)
        following = here if number + 1 < len(tables) else 0
        plan.put(struct.pack(order + "H", len(rows)) + b"".join(rows) + struct.pack(order + "I", following))
