"""One thing somebody would train on, and where it lies. Small enough to be handed to another process."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Item", "MediaKind", "Packing", "kind_by_content", "kind_by_name"]


class MediaKind(StrEnum):
    """What kind of thing it is."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    TEXT = "text"
    OTHER = "other"


class Packing(StrEnum):
    """How the bytes of an item lie in the file at its path."""

    FILE = "file"  # the whole file
    PART = "part"  # `size` bytes from `offset`
    WARC = "warc"  # a record of a WARC file, as an HTTP response
    HELD = "held"  # in `data`: out of a compressed stream that cannot be entered in the middle
    ABSENT = "absent"  # named by a list, not here


@dataclass(frozen=True, slots=True)
class Item:
    """`id` tells it from all others of the dataset, and stays the same from run to run: its path below the dataset,
    with what follows "!" or "#" inside a container. `fields` are further columns or side files that may say something
    of rights, by lower-case name. `failure` is why it cannot be judged, "" when it can."""

    id: str
    kind: MediaKind
    path: str
    packing: Packing = Packing.FILE
    offset: int = 0
    size: int = 0
    stamp: int = 0
    data: bytes = b""
    url: str = ""
    caption: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    failure: str = ""


_SUFFIXES = {
    MediaKind.IMAGE: "jpg jpeg png gif webp tif tiff bmp avif heic heif",
    MediaKind.AUDIO: "mp3 wav flac ogg oga opus m4a aac aif aiff",
    MediaKind.VIDEO: "mp4 mov webm mkv avi m4v mpg mpeg",
    MediaKind.TEXT: "html htm",
}
_BY_SUFFIX = {suffix: kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_MAGIC = (
    (b"\xff\xd8\xff", MediaKind.IMAGE),
    (b"\x89PNG\r\n\x1a\n", MediaKind.IMAGE),
    (b"GIF8", MediaKind.IMAGE),
    (b"BM", MediaKind.IMAGE),
    (b"II*\0", MediaKind.IMAGE),
    (b"MM\0*", MediaKind.IMAGE),
    (b"fLaC", MediaKind.AUDIO),
    (b"OggS", MediaKind.AUDIO),
    (b"ID3", MediaKind.AUDIO),
    (b"\xff\xfb", MediaKind.AUDIO),
    (b"\xff\xf3", MediaKind.AUDIO),
    (b"\xff\xf1", MediaKind.AUDIO),
    (b"\x1aE\xdf\xa3", MediaKind.VIDEO),
    (b"\0\0\x01\xba", MediaKind.VIDEO),
)
_RIFF = {b"WEBP": MediaKind.IMAGE, b"WAVE": MediaKind.AUDIO, b"AVI ": MediaKind.VIDEO}
_STILL = (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")


def kind_by_name(name: str) -> MediaKind:
    """What the suffix promises."""
    return _BY_SUFFIX.get(name.rpartition(".")[2].casefold(), MediaKind.OTHER)


def kind_by_content(head: bytes) -> MediaKind:
    """What the first 16 bytes are of."""
    if head[:4] in (b"RIFF", b"FORM"):
        return _RIFF.get(head[8:12], MediaKind.AUDIO if head[8:11] == b"AIF" else MediaKind.OTHER)
    if head[4:8] == b"ftyp":
        if head[8:12] in _STILL:
            return MediaKind.IMAGE
        return MediaKind.AUDIO if head[8:11] in (b"M4A", b"M4B") else MediaKind.VIDEO
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), MediaKind.OTHER)
