"""What a file is, by what it begins with: a name proves nothing."""

from __future__ import annotations

from enum import StrEnum

from fairtake.guard.containers.mp3 import id3_length
from fairtake.guard.plan import Data

__all__ = ["SUFFIXES", "Format", "sniff"]


class Format(StrEnum):
    """Formats that can be made safe."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WebP"
    GIF = "GIF"
    TIFF = "TIFF"
    AVIF = "AVIF"
    HEIC = "HEIC"
    MP4 = "MP4"
    MOV = "MOV"
    WEBM = "WebM"
    MP3 = "MP3"
    WAV = "WAV"
    FLAC = "FLAC"
    PDF = "PDF"


SUFFIXES = {
    Format.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Format.PNG: (".png", ".apng"),
    Format.WEBP: (".webp",),
    Format.GIF: (".gif",),
    Format.TIFF: (".tif", ".tiff"),
    Format.AVIF: (".avif",),
    Format.HEIC: (".heic", ".heif", ".hif"),
    Format.MP4: (".mp4", ".m4v", ".m4a", ".mov", ".3gp"),
    Format.MOV: (".mov", ".qt", ".mp4"),
    Format.WEBM: (".webm", ".mkv", ".mka"),
    Format.MP3: (".mp3", ".mp2"),
    Format.WAV: (".wav", ".wave", ".bwf", ".rf64"),
    Format.FLAC: (".flac",),
    Format.PDF: (".pdf",),
}
"""What each format is called by; the first is the usual one."""

_HEIC = frozenset(b"heic heix heim heis hevc hevx mif1 msf1".split())
_AVIF = frozenset(b"avif avis".split())


def sniff(data: Data) -> Format | None:
    """The format of a file's content; None when it is none of them."""
    head = data[:4096]
    if head[:3] == b"\xff\xd8\xff":
        return Format.JPEG
    if head[:8] == b"\x89PNG\r\n\x1a\n":
        return Format.PNG
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return Format.WAV
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return Format.GIF
    if head[:4] in (b"II*\0", b"MM\0*"):
        return Format.TIFF
    if head[4:8] == b"ftyp":
        return _branded(head)
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return Format.MOV
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return Format.WEBM
    if head[:4] == b"fLaC":
        return Format.FLAC
    if head[:5] == b"%PDF-":
        return Format.PDF
    if length := id3_length(head[:10]):
        return Format.FLAC if data[length : length + 4] == b"fLaC" else Format.MP3
    if head[:1] == b"\xff" and len(head) > 1 and head[1] & 0xE0 == 0xE0 and head[1] & 6:
        return Format.MP3
    return None


def _branded(head: bytes) -> Format:
    length = int.from_bytes(head[:4], "big")
    brands = [head[at : at + 4] for at in (8, *range(16, min(length, len(head)), 4))]
    for format_, known in ((Format.AVIF, _AVIF), (Format.HEIC, _HEIC)):
        if brands[0] in known or (brands[0] in _HEIC | _AVIF and known & set(brands)):
            return format_
    return Format.MOV if brands[0] == b"qt  " else Format.MP4
