"""File formats that hold a manifest, and how to take an old one out.

c2pa replaces the manifest of an MP4 in its place; in WAV and PNG what comes out of replacing one differs
by a few bytes from what comes out of adding one, so there the old one is taken out first: the same
content gives the same file, whatever was said of it before.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

__all__ = ["FORMATS", "unsigned"]

FORMATS = {
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".wav": "audio/wav",
    ".png": "image/png",
    ".pdf": "application/pdf",
}
"""Media types of what is signed, by suffix."""


@contextmanager
def unsigned(path: Path) -> Iterator[IO[bytes]]:
    """The file's content without a manifest (in an MP4 or PDF: as it is)."""
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        head = file.read(12)
        file.seek(0)
        if suffix == ".wav" and head[:4] == b"RIFF" and _has(file, b"C2PA", 12, little=True):
            yield io.BytesIO(_riff_without(file.read(), b"C2PA"))
        elif suffix == ".png" and head[:4] == b"\x89PNG" and _has(file, b"caBX", 8, little=False):
            yield io.BytesIO(_png_without(file.read(), b"caBX"))
        else:
            file.seek(0)
            yield file


def _chunks(file: IO[bytes], start: int, *, little: bool) -> Iterator[tuple[bytes, int, int]]:
    """Chunks of a RIFF or PNG file: name, where it begins, where the next one does."""
    form = "<I" if little else ">I"
    at = start
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            return
        (length,) = struct.unpack(form, head[4:] if little else head[:4])
        end = at + 8 + length + (length % 2 if little else 4)
        yield head[:4] if little else head[4:], at, end
        at = end


def _has(file: IO[bytes], name: bytes, start: int, *, little: bool) -> bool:
    found = any(kind == name for kind, _, _ in _chunks(file, start, little=little))
    file.seek(0)
    return found


def _riff_without(data: bytes, name: bytes) -> bytes:
    kept = b"".join(data[begin:end] for kind, begin, end in _chunks(io.BytesIO(data), 12, little=True) if kind != name)
    return data[:4] + struct.pack("<I", len(kept) + 4) + data[8:12] + kept


def _png_without(data: bytes, name: bytes) -> bytes:
    kept = (data[begin:end] for kind, begin, end in _chunks(io.BytesIO(data), 8, little=False) if kind != name)
    return data[:8] + b"".join(kept)
