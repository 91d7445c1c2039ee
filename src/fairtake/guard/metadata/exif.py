"""Exif: what its entries give away, in words. Nothing is kept of it but the orientation."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from fairtake.guard.finding import Finding, Kind, shown
from fairtake.guard.metadata import iptc, xmp

__all__ = ["Entry", "entries", "findings", "minimal", "orientation", "thumbnail_size"]

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8}
_MOST = 4000
_LARGEST = 1 << 20
_POINTERS = {0x8769: "Exif", 0x8825: "GPS", 0xA005: "Interoperability"}
_TELLING = {
    0x010E: (Kind.TEXT, "description"),
    0x010F: (Kind.DEVICE, "maker of the camera"),
    0x0110: (Kind.DEVICE, "model of the camera"),
    0x0131: (Kind.SOFTWARE, "software"),
    0x0132: (Kind.TIME, "last changed"),
    0x013B: (Kind.PERSON, "artist"),
    0x013C: (Kind.DEVICE, "computer"),
    0x8298: (Kind.PERSON, "copyright"),
    0x9003: (Kind.TIME, "taken"),
    0x9004: (Kind.TIME, "digitised"),
    0x9010: (Kind.PLACE, "time zone"),
    0x9011: (Kind.PLACE, "time zone"),
    0x9012: (Kind.PLACE, "time zone"),
    0x9286: (Kind.TEXT, "comment"),
    0x9C9B: (Kind.TEXT, "title"),
    0x9C9C: (Kind.TEXT, "comment"),
    0x9C9D: (Kind.PERSON, "author"),
    0x9C9E: (Kind.TEXT, "keywords"),
    0x9C9F: (Kind.TEXT, "subject"),
    0xA420: (Kind.TRACE, "number of this very picture"),
    0xA430: (Kind.PERSON, "owner of the camera"),
    0xA431: (Kind.DEVICE, "serial number of the camera"),
    0xA433: (Kind.DEVICE, "maker of the lens"),
    0xA434: (Kind.DEVICE, "lens"),
    0xA435: (Kind.DEVICE, "serial number of the lens"),
    0xA436: (Kind.TEXT, "title"),
    0xA437: (Kind.PERSON, "photographer"),
    0xA438: (Kind.PERSON, "editor"),
    0xA439: (Kind.SOFTWARE, "firmware of the camera"),
    0xA43A: (Kind.SOFTWARE, "raw software"),
    0xA43B: (Kind.SOFTWARE, "editing software"),
    0xC62F: (Kind.DEVICE, "serial number of the camera"),
}
_STRUCTURE = frozenset(
    {*range(0x00FE, 0x010E), 0x0111, 0x0112, *range(0x0115, 0x0130), 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214}
    | {0x9000, 0x9101, 0xA000, 0xA001, 0xA002, 0xA003, 0x8773, 0x013D, 0x0142, 0x0143, 0x0144, 0x0145, 0x0152, 0x0153}
    | {*_POINTERS, 0x013E, 0x013F, 0x0140, 0x014C, 0x014E, 0x0154, 0x0155, 0x0156, 0x015B}
)
"""How the picture is stored: it gives nothing away."""
_WIDE = frozenset(range(0x9C9B, 0x9CA0))


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of an IFD: which `ifd` ("0", "1", "Exif", "GPS" ...), `tag`, `form` and `count` as they stand, and the
    `data` of its value (b"" when it lies outside the file or is very large)."""

    ifd: str
    tag: int
    form: int
    count: int
    data: bytes


def findings(
    block: bytes, where: str = "Exif", main: tuple[int, int] | None = None, *, pages: bool = False
) -> list[Finding]:
    """What an Exif `block` (from its byte order mark) gives away; `main` is the size of the picture it belongs to.
    In a TIFF all numbered IFDs are `pages`; elsewhere the second is a thumbnail."""
    order = _order(block)
    if not order:
        return [Finding(Kind.HIDDEN, where, "an Exif block that cannot be read")] if block else []
    found: list[Finding] = []
    gps: dict[int, Entry] = {}
    settings = 0
    thumbnail = False
    for entry in entries(block):
        place = where if entry.ifd == "0" else f"{where}, {entry.ifd}"
        if entry.ifd == "GPS":
            gps[entry.tag] = entry
        elif entry.ifd == "1" and not pages:
            thumbnail = True
        elif entry.tag in _TELLING:
            kind, name = _TELLING[entry.tag]
            text = shown(_text(entry))
            if text:
                found.append(Finding(kind, place, f"{name}: {text}"))
        elif entry.tag == 0x927C:
            found.append(
                Finding(Kind.DEVICE, place, f"notes of the camera's maker, {entry.count} bytes: often a serial number")
            )
            found += [Finding(Kind.DEVICE, place, f"in the maker's notes: {one}") for one in _strings(entry.data)]
        elif entry.tag == 0x02BC:
            found += xmp.findings(entry.data, f"{where}, XMP")
        elif entry.tag == 0x83BB:
            found += iptc.records(entry.data, f"{where}, IPTC")
        elif entry.tag == 0x8649:
            found += iptc.findings(entry.data, f"{where}, Photoshop")
        elif entry.tag == 0xCD41:
            if b"fairtake.safe-copy" not in entry.data:
                found.append(Finding(Kind.TRACE, "C2PA", "content credentials: who made it, how it was edited"))
        elif entry.tag == 0x014A:
            found.append(Finding(Kind.THUMBNAIL, place, "further pictures of it, smaller or larger"))
        elif entry.tag not in _STRUCTURE:
            settings += 1
    found += _position(gps, where, order)
    if settings:
        found.append(
            Finding(Kind.DEVICE, where, f"{settings} settings of the camera, such as exposure and focal length")
        )
    if thumbnail and not pages:
        found.append(Finding(Kind.THUMBNAIL, where, _thumbnail(block, main)))
    return found or [Finding(Kind.HIDDEN, where, f"an Exif block of {len(block)} bytes")]


def orientation(block: bytes) -> int:
    """How the picture is to be turned, 1 to 8 as Exif counts; 1 when nothing is said."""
    for entry in entries(block):
        if entry.ifd == "0" and entry.tag == 0x0112 and len(entry.data) >= 2:
            (value,) = struct.unpack_from(_order(block) + "H", entry.data)
            return int(value) if 1 <= value <= 8 else 1
    return 1


def minimal(turned: int) -> bytes:
    """An Exif block that says the orientation, and nothing else."""
    return b"II*\0\x08\0\0\0" + struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0)


def entries(block: bytes) -> Iterator[Entry]:
    """The entries of all IFDs, each IFD once, at most some thousands of them."""
    order = _order(block)
    if not order or len(block) < 8:
        return
    todo = [("0", struct.unpack_from(order + "I", block, 4)[0])]
    seen: set[int] = set()
    told = 0
    while todo:
        name, at = todo.pop(0)
        if at in seen or at < 8 or at + 2 > len(block):
            continue
        seen.add(at)
        (count,) = struct.unpack_from(order + "H", block, at)
        for number in range(count):
            place = at + 2 + 12 * number
            told += 1
            if place + 12 > len(block) or told > _MOST:
                return
            tag, form, length = struct.unpack_from(order + "HHI", block, place)
            size = _SIZES.get(form, 1) * length
            start = place + 8 if size <= 4 else struct.unpack_from(order + "I", block, place + 8)[0]
            data = block[start : start + size] if size <= _LARGEST and start + size <= len(block) else b""
            if tag in _POINTERS and len(data) >= 4:
                todo.append((_POINTERS[tag], struct.unpack_from(order + "I", data)[0]))
            yield Entry(name, tag, form, length, data)
        end = at + 2 + 12 * count
        if name.isdigit() and end + 4 <= len(block) and len(seen) < 64:
            (following,) = struct.unpack_from(order + "I", block, end)
            if following:
                todo.append((str(int(name) + 1), following))


def thumbnail_size(block: bytes) -> tuple[int, int] | None:
    """The size of the JPEG thumbnail in IFD 1, when there is one that can be read."""
    order = _order(block)
    where = {one.tag: one for one in entries(block) if one.ifd == "1" and len(one.data) >= 4}
    if 0x0201 not in where or 0x0202 not in where:
        return None
    start, length = (struct.unpack_from(order + "I", where[tag].data)[0] for tag in (0x0201, 0x0202))
    return _jpeg_size(block[start : start + length])


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, (length,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return int(width), int(height)
        at += 2 + length
    return None


def _thumbnail(block: bytes, main: tuple[int, int] | None) -> str:
    size = thumbnail_size(block)
    said = f"a small picture of it{f', {size[0]} x {size[1]}' if size else ''}"
    if size and main and min(*size, *main) > 0:
        # Cameras pad thumbnails to 160 x 120: only those as wide as the format are of one shape with it.
        one, other = sorted(size), sorted(main)
        if abs(one[0] / one[1] - other[0] / other[1]) > 0.04:
            return f"{said}, of another shape than the picture: it may still show what was cropped"
    return f"{said}, which may be older than the last change to it"


def _order(block: bytes) -> str:
    return {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(block[:4]), "")


def _text(entry: Entry) -> str:
    data = entry.data
    if entry.tag in _WIDE:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    if entry.tag == 0x9286 and len(data) >= 8:
        code, data = data[:8], data[8:]
        if code.startswith(b"UNICODE"):
            return data.decode("utf-16", "replace")
    return data.split(b"\0\0")[0].decode("utf-8", "replace").strip("\0 ")


def _strings(data: bytes) -> list[str]:
    """Readable words in a maker's notes that look like names or serial numbers."""
    found: list[str] = []
    word = bytearray()
    for byte in data[:65536] + b"\0":
        if 32 <= byte < 127:
            word.append(byte)
        else:
            text = word.decode("ascii").strip()
            if len(text) >= 8 and sum(one.isalnum() for one in text) >= 0.8 * len(text) and text not in found:
                found.append(shown(text))
            word.clear()
            if len(found) == 5:
                break
    return found


def _position(gps: dict[int, Entry], where: str, order: str) -> list[Finding]:
    if not gps:
        return []
    place = f"{where}, GPS"
    found = []
    north, east = (_degrees(gps.get(tag), gps.get(tag - 1), order) for tag in (2, 4))
    if north is not None and east is not None:
        found.append(Finding(Kind.PLACE, place, f"where it was taken: {north:.5f}, {east:.5f}"))
    if 6 in gps and (high := _numbers(gps[6], order)):
        found.append(Finding(Kind.PLACE, place, f"height above the sea: {high[0]:.0f} m"))
    if 29 in gps:
        clock = _numbers(gps[7], order) if 7 in gps else []
        hours = " " + ":".join(f"{part:02.0f}" for part in clock) + " UTC" if clock else ""
        found.append(Finding(Kind.TIME, place, f"taken: {shown(_text(gps[29]))}{hours}"))
    if 17 in gps and (toward := _numbers(gps[17], order)):
        found.append(Finding(Kind.PLACE, place, f"looking toward {toward[0]:.0f} degrees"))
    return found or [Finding(Kind.PLACE, place, f"{len(gps)} entries about the place it was taken")]


def _degrees(entry: Entry | None, side: Entry | None, order: str) -> float | None:
    parts = _numbers(entry, order) if entry is not None else []
    if not parts:
        return None
    degrees = float(sum(part / 60.0**power for power, part in enumerate(parts[:3])))
    return -degrees if side is not None and side.data[:1] in (b"S", b"W") else degrees


def _numbers(entry: Entry, order: str) -> list[float]:
    if entry.form not in (5, 10):
        return []
    pairs = struct.iter_unpack(order + ("II" if entry.form == 5 else "ii"), entry.data[: len(entry.data) // 8 * 8])
    return [above / below if below else 0.0 for above, below in pairs]
