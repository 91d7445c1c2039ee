"""XMP packets: what their properties give away."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from fairtake.guard.finding import Finding, Kind, shown
from fairtake.guard.packet import PACKET

__all__ = ["findings"]

_LARGEST = 4 << 20
_MOST = 60
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.PLACE, ("gps", "location", "city", "country", "state", "latitude", "longitude", "venue", "address")),
    (Kind.THUMBNAIL, ("thumbnail", "preview")),
    (Kind.TIME, ("date", "when", "time")),
    (Kind.SOFTWARE, ("software", "creatortool", "producer", "toolkit", "xmptk", "editor", "prompt", "version")),
    (
        Kind.TRACE,
        ("documentid", "instanceid", "history", "derivedfrom", "uniqueid", "uuid", "guid", "identifier", "digest"),
    ),
    (
        Kind.PERSON,
        (
            "creator",
            "author",
            "artist",
            "person",
            "owner",
            "rights",
            "copyright",
            "credit",
            "email",
            "phone",
            "captionwriter",
            "name",
            "licensor",
        ),
    ),
    (Kind.DEVICE, ("serial", "lens", "camera", "make", "model", "firmware", "device")),
    (
        Kind.TEXT,
        ("description", "title", "subject", "caption", "headline", "keyword", "comment", "label", "instructions"),
    ),
)


def findings(packet: bytes, where: str = "XMP") -> list[Finding]:
    """What an XMP `packet` gives away; nothing of the packet that Fairtake itself writes into safe copies."""
    bare = bytes(packet).strip(b" \r\n\t\0")
    if not bare or bare == PACKET:
        return []
    start, end = bare.find(b"<x:xmpmeta"), bare.rfind(b"</x:xmpmeta>")
    inner = bare[start : end + 12] if 0 <= start < end else bare
    try:
        if len(inner) > _LARGEST:
            raise ValueError
        root = defusedxml.ElementTree.fromstring(inner)
    except (ParseError, DefusedXmlException, ValueError, RecursionError, LookupError):
        return [Finding(Kind.HIDDEN, where, f"a packet of {len(bare)} bytes that cannot be read")]
    found: dict[Finding, None] = {}
    _walk(root, where, found)
    return list(found) or [Finding(Kind.HIDDEN, where, f"a packet of {len(bare)} bytes")]


def _walk(root: Element, where: str, found: dict[Finding, None]) -> None:
    todo: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while todo:
        element, path = todo.pop()
        own = element.tag if isinstance(element.tag, str) else ""
        if own and not own.startswith(_RDF) and "xmpmeta" not in own:
            path = (*path, _local(own))
        for name, value in element.attrib.items():
            if not name.startswith(_RDF) and not name.startswith("{http://www.w3.org/XML"):
                _tell((*path, _local(name)), value, where, found)
        if element.text and element.text.strip() and path:
            _tell(path, element.text, where, found)
        if len(path) < 64:
            todo += [(child, path) for child in reversed(element)]


def _tell(path: tuple[str, ...], value: str, where: str, found: dict[Finding, None]) -> None:
    text = shown(value)
    if not text:
        return
    if len(found) == _MOST:
        found[Finding(Kind.HIDDEN, where, "and more properties")] = None
    elif len(found) < _MOST:
        found[Finding(_kind(path), where, f"{path[-1]}: {text}")] = None


def _kind(path: tuple[str, ...]) -> Kind:
    for name in reversed(path):
        low = name.casefold()
        for kind, words in _WORDS:
            if any(word in low for word in words):
                return kind
    return Kind.TEXT


def _local(name: str) -> str:
    return name.rpartition("}")[2]
