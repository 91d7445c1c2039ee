"""Licences inside files: XMP, ID3 (WCOP, TCOP), Vorbis comments (LICENSE, COPYRIGHT), WAV (ICOP), MP4 (cprt).

Every reader looks at a bounded stretch and takes what is well formed; a field nobody can read says nothing.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from fairtake.screen.licences import licence_signals
from fairtake.screen.preferences import usage_signals
from fairtake.screen.rsl import rsl_in
from fairtake.screen.signal import Signal

__all__ = ["Packets", "embedded_signals"]

Packets = Callable[[mmap.mmap], Iterable[str]]
"""Finds the XMP packets in a file."""
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_RIGHTS = {
    "{http://creativecommons.org/ns#}license": "cc:license",
    "{http://ns.adobe.com/xap/1.0/rights/}WebStatement": "xmpRights:WebStatement",
    "{http://ns.adobe.com/xap/1.0/rights/}UsageTerms": "xmpRights:UsageTerms",
    "{http://purl.org/dc/elements/1.1/}rights": "dc:rights",
}
_OWNERS = ("{http://creativecommons.org/ns#}attributionName", "{http://purl.org/dc/elements/1.1/}creator")
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}DataMining"
_STRETCH = 4 * 2**20
_MOST = 5000
_FIELDS = frozenset({"license", "licence", "copyright", "rights"})


def embedded_signals(path: Path, packets: Packets) -> list[Signal]:
    """What the metadata of the file at `path` allows. Raises OSError when it cannot be read."""
    signals: list[Signal] = []
    with path.open("rb") as file:
        if not file.seek(0, 2):
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for packet in packets(data):
                signals += _xmp(packet)
            for where, text in _fields(data):
                signals += licence_signals(text, where)
    return signals


def _xmp(packet: str) -> list[Signal]:
    try:
        root = defusedxml.ElementTree.fromstring(packet)
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
        return []
    owner = next((text for name in _OWNERS for text in _texts(root, name) if text), "")[:200]
    signals: list[Signal] = []
    for name, called in _RIGHTS.items():
        for text in _texts(root, name):
            signals += licence_signals(text, f"XMP {called}", owner)
    for text in _texts(root, _PLUS):
        if text.rstrip("/").rpartition("/")[2].upper() in ("DMI-ALLOWED", "ALLOWED"):
            signals.append(Signal("plus:DataMining", "allowed", "DMI-ALLOWED", "XMP plus:DataMining"))
    for element in root.iter():
        for name, value in [(element.tag, element.text or ""), *element.attrib.items()]:
            if isinstance(name, str) and name.rpartition("}")[2] == "Content-Usage":
                signals += usage_signals(value, "XMP Content-Usage")
    return signals + rsl_in(root, "", "XMP")


def _texts(root: Element, name: str) -> Iterator[str]:
    """What a property says, however RDF writes it: as an attribute, an element, a resource or a list."""
    for element in root.iter():
        if name in element.attrib:
            yield element.attrib[name]
        if element.tag == name:
            yield element.attrib.get(f"{_RDF}resource", "")
            for inner in element.iter():
                yield (inner.text or "").strip()


def _fields(data: mmap.mmap) -> Iterator[tuple[str, str]]:
    head = data[:12]
    if head.startswith(b"ID3"):
        yield from _id3(data[:_STRETCH])
        yield from _vorbis(data, b"fLaC")
    elif head.startswith(b"fLaC"):
        yield from _flac(data)
    elif head.startswith(b"OggS"):
        for mark in (b"\x03vorbis", b"OpusTags"):
            yield from _vorbis(data, mark)
    elif head.startswith(b"RIFF"):
        yield from _riff(data)
    elif head[4:8] == b"ftyp":
        yield from _mp4(data)


def _id3(data: bytes) -> Iterator[tuple[str, str]]:
    if len(data) < 10 or data[:3] != b"ID3" or data[3] not in (3, 4):
        return
    end = min(10 + _synchsafe(data[6:10]), len(data))
    at = 10
    if data[5] & 0x40 and end > 14:
        at += _synchsafe(data[10:14]) if data[3] == 4 else 4 + int.from_bytes(data[10:14], "big")
    for _ in range(_MOST):
        name, raw = data[at : at + 4], data[at + 4 : at + 8]
        size = _synchsafe(raw) if data[3] == 4 else int.from_bytes(raw, "big")
        if at + 10 + size > end or not size:
            return
        body = data[at + 10 : at + 10 + size]
        at += 10 + size
        if name == b"WCOP":
            yield "ID3 WCOP", body.rstrip(b"\0").decode("latin-1")
        elif name in (b"TCOP", b"USER"):
            encoding = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}.get(body[0], "latin-1")
            yield f"ID3 {name.decode()}", body[4 if name == b"USER" else 1 :].decode(encoding, "replace")
        elif name == b"TXXX" and body[1:].lower().startswith(b"license"):
            yield "ID3 TXXX license", body[1:].decode("latin-1")


def _flac(data: mmap.mmap) -> Iterator[tuple[str, str]]:
    at = 4
    for _ in range(128):
        if at + 4 > len(data):
            return
        kind, size = data[at], int.from_bytes(data[at + 1 : at + 4], "big")
        if kind & 0x7F == 4:
            yield from _comments(data[at + 4 : at + 4 + size])
        at += 4 + size
        if kind & 0x80:
            return


def _vorbis(data: mmap.mmap, mark: bytes) -> Iterator[tuple[str, str]]:
    at = data.find(mark, 0, _STRETCH)
    if at >= 0:
        yield from _comments(data[at + len(mark) : at + _STRETCH])


def _comments(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        (size,) = struct.unpack_from("<I", data)
        at = 4 + size
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
        for _ in range(min(count, _MOST)):
            (size,) = struct.unpack_from("<I", data, at)
            name, _, value = data[at + 4 : at + 4 + min(size, 8192)].decode("utf-8", "replace").partition("=")
            at += 4 + size
            if name.casefold() in _FIELDS:
                yield f"Vorbis comment {name.upper()}", value
    except struct.error:
        return


def _riff(data: mmap.mmap) -> Iterator[tuple[str, str]]:
    at = 12
    for _ in range(_MOST):
        if at + 8 > len(data):
            return
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + 8 : at + 8 + min(size, _STRETCH)]
        if name == b"LIST" and body[:4] == b"INFO":
            yield from _info(body)
        elif name in (b"id3 ", b"ID3 "):
            yield from _id3(body)
        at += 8 + size + (size & 1)


def _info(body: bytes) -> Iterator[tuple[str, str]]:
    at = 4
    for _ in range(_MOST):
        if at + 8 > len(body):
            return
        name, size = body[at : at + 4], int.from_bytes(body[at + 4 : at + 8], "little")
        if name == b"ICOP":
            yield "WAV ICOP", body[at + 8 : at + 8 + min(size, 4096)].rstrip(b"\0").decode("utf-8", "replace")
        at += 8 + size + (size & 1)


def _mp4(data: mmap.mmap) -> Iterator[tuple[str, str]]:
    for mark in (b"\xa9cpy", b"cprt"):
        at = data.find(mark)
        if at < 4:
            continue
        size = min(int.from_bytes(data[at - 4 : at], "big"), 8192)
        body = data[at + 4 : at - 4 + size]
        if body[4:8] == b"data":
            body = body[16:]
        yield f"MP4 {mark.decode('latin-1')}", body.decode("utf-8", "replace")


def _synchsafe(raw: bytes) -> int:
    number = 0
    for byte in raw:
        number = number << 7 | byte & 0x7F
    return number
