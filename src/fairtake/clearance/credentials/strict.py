"""What C2PA leaves open in a signed file, closed for files of ours: no byte of them may be another.

A C2PA signature does not cover the padding beside it (10 KB of zeros), the lengths of the boxes around it, the box
that says what kind of MP4 a file is, and a PNG chunk's checksum. Readers do not look at them, and something
could be hidden there, or lost. What Fairtake signs has zeros in the padding, boxes that fit into each other to the
byte, and an assertion that says what the first box was.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

from fairtake.clearance.credentials.jumbf import find_layout
from fairtake.errors import ClearanceError

__all__ = ["first_box", "irregularities"]

_STORE = b"jumdc2pa\x00\x11\x00\x10\x80\x00\x00\xaa\x008\x9bq\x03c2pa\x00"
"""How a manifest store's description begins, four bytes of length before it left out."""

_BEFORE = 12
_LONGEST = 1 << 16
_MANIFEST = bytes(4) + b"manifest\x00" + bytes(8)
_PADDED = re.compile(rb"[\xa1\xa2](cpad[XYZ].*)", re.DOTALL)
_PAD = re.compile(rb"(?:cpad|dpad2)(?:X(.)|Y(..)|Z(....))", re.DOTALL)
"""What stands in a signature's header that it does not cover: one or two fields of zeros, so long."""


def first_box(path: Path) -> str:
    """The hash of an MP4's first box, which says what kind it is; "" of any other file."""
    with path.open("rb") as file:
        head = file.read(8)
        if len(head) < 8 or head[4:] != b"ftyp":
            return ""
        length = min(max(struct.unpack(">I", head[:4])[0], 8), _LONGEST)
        return hashlib.sha256(head + file.read(length - 8)).hexdigest()


def irregularities(path: Path, sidecar: bytes | None, box: str) -> Iterator[str]:
    """Where a file that Fairtake signed is not as it writes them; `box` is what its credentials say of its first box,
    `sidecar` the manifest, when it lies beside the file. Nothing when all is well."""
    if sidecar is not None:
        yield from _store(sidecar)
        return
    if box and first_box(path) != box:
        yield "its first box is another"
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = data.find(_STORE) - _BEFORE
        try:
            if at < 0:
                raise ValueError("its manifest is not where it should be")
            store = data[at : _END.get(path.suffix.lower(), _box_end)(data, at)]
        except (struct.error, ValueError) as error:
            yield str(error) or "its manifest has no end"
            return
    yield from _store(store)


def _store(store: bytes) -> Iterator[str]:
    try:
        found = find_layout(store)
    except ClearanceError:
        yield "the boxes of its manifest do not fit into each other"
        return
    signature = store[found.signature.start : found.signature.end]
    padded = _PADDED.search(signature)
    rest = padded.group(1) if padded is not None else b""
    for _ in range(signature[padded.start()] & 3 if padded is not None else 0):
        pad = _PAD.match(rest)
        length = int.from_bytes(next(group for group in pad.groups() if group is not None), "big") if pad else -1
        if pad is None or any(rest[pad.end() : pad.end() + length]):
            rest = b""
            break
        rest = rest[pad.end() + length :]
    # A detached payload is null, by RFC 9052.
    if not rest.startswith(b"\xf6"):
        yield "something was written into the padding of its signature"


def _riff_end(data: mmap.mmap, at: int) -> int:
    (length,) = struct.unpack_from("<I", data, at - 4)
    if data[at - 8 : at - 4] != b"C2PA" or at + length + length % 2 > len(data):
        raise ValueError("the chunk of its manifest does not fit into the file")
    return at + int(length)


def _png_end(data: mmap.mmap, at: int) -> int:
    (length,) = struct.unpack_from(">I", data, at - 8)
    end = at + int(length)
    (checksum,) = struct.unpack_from(">I", data, end)
    if data[at - 4 : at] != b"caBX" or zlib.crc32(data[at - 4 : end]) != checksum:
        raise ValueError("the checksum of its manifest's chunk is wrong")
    return end


def _mp4_end(data: mmap.mmap, at: int) -> int:
    head = at - len(_MANIFEST) - 24
    (length,) = struct.unpack_from(">I", data, head)
    if data[head + 4 : head + 8] != b"uuid" or data[at - len(_MANIFEST) : at] != _MANIFEST:
        raise ValueError("the box of its manifest is not as it was written")
    return head + int(length)


def _pdf_end(data: mmap.mmap, at: int) -> int:
    end = data.find(b"endstream", at)
    return end - 1 if data[end - 1 : end] == b"\n" else end


def _box_end(data: mmap.mmap, at: int) -> int:
    return at + int(struct.unpack_from(">I", data, at)[0])


_END = {".wav": _riff_end, ".png": _png_end, ".mp4": _mp4_end, ".m4a": _mp4_end, ".pdf": _pdf_end}
