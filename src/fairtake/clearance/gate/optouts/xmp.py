"""The XMP packets in a file, whatever its format, and what they reserve.

Packets are found by their first and last tag, as Adobe's specification foresees for readers that do not know
the format (XMP part 3, 1.1): in JPEG, PNG, TIFF, WebP, MP4, WAV, MP3, PDF and what holds such files unpacked.
Compressed PNG text is opened too. XML is read without entities, without documents it names, and only when
small.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from fairtake.clearance.gate.optouts import content_usage, rsl
from fairtake.clearance.gate.optouts.signal import OptOut, Purpose

__all__ = ["optouts_in", "packets"]

Data = bytes | mmap.mmap

_MOST_PACKETS = 32
_LARGEST = 2 * 2**20
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_PROBES = (b"xmpmeta", b"rdf:RDF", "xmpmeta".encode("utf-16-le")[:-1])
"""What any packet holds; the last stands in UTF-16 of either order."""
_PLUS = "{http://ns.useplus.org/ldf/xmp/1.0/}DataMining"
_TDM = "{http://www.w3.org/ns/tdmrep#}reservation"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_USAGE = "Content-Usage"

_MINING = frozenset({Purpose.MINING, Purpose.TRAINING, Purpose.GENERATIVE_TRAINING})
_ALL = _MINING | {Purpose.INPUT, Purpose.ALL}
_VALUES = {
    "DMI-PROHIBITED-AIMLTRAINING": frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    "DMI-PROHIBITED-GENAIMLTRAINING": frozenset({Purpose.GENERATIVE_TRAINING}),
    "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING": _ALL,
    "DMI-PROHIBITED": _ALL,
    "DMI-PROHIBITED-SEECONSTRAINT": _ALL,
    "DMI-PROHIBITED-SEEEMBEDDEDRIGHTSEXPR": _ALL,
    "DMI-PROHIBITED-SEELINKEDRIGHTSEXPR": _ALL,
}
"""The PLUS vocabulary's prohibitions; DMI-UNSPECIFIED and DMI-ALLOWED reserve nothing."""
_WORDS = {
    "prohibited for ai/ml training": "DMI-PROHIBITED-AIMLTRAINING",
    "prohibited for generative ai/ml training": "DMI-PROHIBITED-GENAIMLTRAINING",
    "prohibited except for search engine indexing": "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
    "prohibited": "DMI-PROHIBITED",
    "prohibited, see plus:otherconstraints": "DMI-PROHIBITED-SEECONSTRAINT",
}


def optouts_in(data: Data) -> list[OptOut]:
    """What the packets in `data` reserve."""
    found: list[OptOut] = []
    for packet in packets(data):
        try:
            root = defusedxml.ElementTree.fromstring(packet)
        except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
            continue
        for element in root.iter():
            found += _said(element)
        found += rsl.optouts_of(root)
    return list(dict.fromkeys(found))


def packets(data: Data) -> Iterator[str]:
    """The text of every packet in `data`, from <x:xmpmeta (or <rdf:RDF, where there is no more) to its end."""
    left = _MOST_PACKETS if any(data.find(probe) >= 0 for probe in _PROBES) else 0
    for encoding in _ENCODINGS if left else ():
        for tag in ("x:xmpmeta", "xmp:xmpmeta", "rdf:RDF"):
            opening, closing = f"<{tag}".encode(encoding), f"</{tag}>".encode(encoding)
            at = data.find(opening)
            while at >= 0 and left:
                end = data.find(closing, at, at + _LARGEST)
                if end < 0:
                    break
                left -= 1
                yield bytes(data[at : end + len(closing)]).decode(encoding, "replace")
                at = data.find(opening, end)
            if left < _MOST_PACKETS and tag != "rdf:RDF":
                break  # an RDF in a packet that was read already
    yield from _compressed(data)


def _compressed(data: Data) -> Iterator[str]:
    """The packet of a PNG file that stands in compressed text (iTXt)."""
    if bytes(data[:8]) != b"\x89PNG\r\n\x1a\n":
        return
    key = b"XML:com.adobe.xmp\x00\x01\x00"
    at = data.find(b"iTXt" + key)
    if at < 4:
        return
    length = int.from_bytes(data[at - 4 : at], "big")
    body = bytes(data[at + 4 + len(key) : at + 4 + min(length, _LARGEST)])
    for _ in range(2):  # language, and the keyword in it
        body = body.partition(b"\x00")[2]
    try:
        text = zlib.decompressobj().decompress(body, _LARGEST).decode("utf-8", "replace")
    except zlib.error:
        return
    start, end = text.find("<x:xmpmeta"), text.rfind("</x:xmpmeta>")
    if 0 <= start < end:
        yield text[start : end + 12]


def _said(element: Element) -> list[OptOut]:
    found = []
    for name, value in [(element.tag, _value(element)), *element.attrib.items()]:
        if name == _PLUS:
            found += _plus(value)
        elif name == _TDM and value.strip() == "1":
            found.append(OptOut("TDMRep", "tdm-reservation: 1", _MINING))
        elif isinstance(name, str) and name.rpartition("}")[2] == _USAGE:
            found += content_usage.optouts_in(f"{_USAGE}: {value}", "")
    return found


def _value(element: Any) -> str:
    resource = element.attrib.get(f"{_RDF}resource", "")
    return resource or (element.text or "").strip()


def _plus(value: str) -> list[OptOut]:
    plain = value.strip().rstrip("/").rpartition("/")[2] if "://" in value else value.strip()
    code = _WORDS.get(plain.casefold(), plain.upper())
    purposes = _VALUES.get(code, _ALL if code.startswith("DMI-PROHIBITED") else None)
    return [OptOut("plus:DataMining", code, purposes)] if purposes else []
