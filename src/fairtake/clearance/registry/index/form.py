"""The form of an index file, version 1: a header, then four sections, each beginning at a multiple of 4096 bytes.

    header    magic, version, how many codes, the largest id, CRC-32 of each section, CRC-32 of the header itself
    codes     (n, 4) uint64
    ids       (n,) int64
    starts    (16, 65537) uint32   where the codes of each value begin in the order of each group of 16 bits
    orders    (16, n) uint32       places of codes, by group and value

All little-endian. Codes that came later stand in a file beside it (`.new`), which names the header it belongs to:

    header    magic, the first 16 bytes of the SHA-256 of the index's header, then how many records count, its CRC-32
    records   int64 id, 32 bytes code, CRC-32 of both, 4 zeros
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass

from fairtake.errors import ClearanceError

__all__ = [
    "FRESH_HEADER",
    "FRESH_MAGIC",
    "GROUPS",
    "MOST",
    "RECORD",
    "SECTIONS",
    "VALUES",
    "Header",
    "damaged",
    "parse_header",
]

GROUPS = 16
VALUES = 1 << 16
MOST = (1 << 32) - 1
"""Places are numbers of 32 bits."""
SECTIONS = ("codes", "ids", "starts", "orders")
RECORD = struct.Struct("<q32sI4x")
FRESH_MAGIC = b"FTFRESH1"
FRESH_HEADER = 64

_MAGIC = b"FTINDEX\0"
_VERSION = 1
_HEADER = struct.Struct("<8sIIQq4I")
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Header:
    """`codes` how many there are, `last` the largest id (-1 of none), `checksums` CRC-32 of the sections in order."""

    codes: int
    last: int
    checksums: tuple[int, int, int, int]

    def to_bytes(self) -> bytes:
        """The first 4096 bytes of the file."""
        body = _HEADER.pack(_MAGIC, _VERSION, GROUPS, self.codes, self.last, *self.checksums)
        return (body + struct.pack("<I", zlib.crc32(body))).ljust(_PAGE, b"\0")

    @property
    def token(self) -> bytes:
        """By what the file of later codes knows the index it belongs to."""
        return hashlib.sha256(self.to_bytes()).digest()[:16]

    def length(self, section: str) -> int:
        """How many bytes a section has."""
        return {
            "codes": self.codes * 32,
            "ids": self.codes * 8,
            "starts": GROUPS * (VALUES + 1) * 4,
            "orders": GROUPS * self.codes * 4,
        }[section]

    def offset(self, section: str) -> int:
        """Where a section begins."""
        at = _PAGE
        for name in SECTIONS[: SECTIONS.index(section)]:
            at += -(-self.length(name) // _PAGE) * _PAGE
        return at

    @property
    def size(self) -> int:
        """How many bytes the file has."""
        return self.offset("orders") + self.length("orders")


def parse_header(data: bytes, file: str) -> Header:
    """The header from the first bytes of a file. Raises ClearanceError."""
    if data[: len(_MAGIC)] != _MAGIC:
        raise ClearanceError(
            "is not a fingerprint index", file=file, fix="Name another file, or build the index anew from its registry."
        )
    if len(data) < _PAGE:
        raise damaged(file, "it ends within its header")
    _, version, groups, codes, last, *checksums = _HEADER.unpack_from(data)
    if version != _VERSION:
        raise ClearanceError(
            f"is an index of version {version}, this Fairtake knows {_VERSION}",
            file=file,
            fix="Build it anew, or install the Fairtake that wrote it.",
        )
    first, second, third, fourth = checksums
    found = Header(codes, last, (first, second, third, fourth))
    if groups != GROUPS or codes > MOST or found.to_bytes() != data[:_PAGE]:
        raise damaged(file, "its header was altered")
    return found


def damaged(file: str, how: str) -> ClearanceError:
    """The error that says an index cannot be relied on."""
    return ClearanceError(f"the fingerprint index is damaged: {how}", file=file, fix="Build it anew from its registry.")
