"""The boxes of a manifest store (ISO 19566-5, JUMBF): where they lie, and how salts are put into them.

c2pa salts every assertion with random bytes, so that nobody can guess what a redacted assertion
said from its hash. Random bytes would make every film differ from itself. `rewritten` puts
others in their place, and brings the hashes that stand on them up to date: those of assertions in
other assertions, and those in the claim. Lengths do not change, so neither does the file around it.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fairtake.errors import ClearanceError

__all__ = ["Box", "Layout", "find_layout", "rewritten"]

_SALT = b"c2sh"
_RESERVED = 0xE0
_HAS_LABEL, _HAS_ID, _HAS_HASH, _HAS_PRIVATE = 0x02, 0x04, 0x08, 0x10


@dataclass(frozen=True, slots=True)
class Box:
    """A superbox: its `label`, and where in the store its content begins and ends (after its
    header, which hashes leave out); where its salt begins and ends, the same twice when it has none."""

    label: str
    start: int
    end: int
    salt: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """The newest manifest of a store: where it begins and ends, its assertions, its claim and its signature."""

    start: int
    end: int
    assertions: tuple[Box, ...]
    claim: Box
    signature: Box
    claim_content: tuple[int, int]
    """Where the claim's CBOR lies: what is signed."""


def find_layout(store: bytes | bytearray) -> Layout:
    """Where things lie in a manifest `store`. Raises ClearanceError when it is no such store."""
    try:
        (outer,) = list(_children(store, 0, len(store)))
        manifests = [box for box in _children(store, *outer[1:]) if box[0] == b"jumb"]
        manifest = manifests[-1]
        for described in (outer, *manifests):
            _box(store, *described[1:])
        parts = {_box(store, *part[1:]).label: part for part in _children(store, *manifest[1:]) if part[0] == b"jumb"}
        kept = parts["c2pa.assertions"]
        assertions = tuple(_box(store, *one[1:]) for one in _children(store, *kept[1:]) if one[0] == b"jumb")
        claim = next(parts[name] for name in ("c2pa.claim.v2", "c2pa.claim") if name in parts)
        (content,) = [one[1:] for one in _children(store, *claim[1:]) if one[0] == b"cbor"]
        signature = parts["c2pa.signature"]
    except (ValueError, KeyError, IndexError, StopIteration, struct.error, UnicodeDecodeError) as error:
        raise ClearanceError("is no manifest store", fix="Make the file again.") from error
    return Layout(manifest[1], manifest[2], assertions, _box(store, *claim[1:]), _box(store, *signature[1:]), content)


def rewritten(store: bytes, salt: Callable[[str], bytes], names: dict[bytes, bytes]) -> bytes:
    """The store with other salts in its newest manifest, `salt` by an assertion's label, and other
    `names` (new by old, equally long), all hashes in it up to date. The signature is not: it has to be made anew."""
    found = find_layout(store)
    new = bytearray(store)
    part = bytes(new[found.start : found.end])
    for old, name in names.items():
        if len(old) != len(name):
            raise ValueError("a name of another length")
        part = part.replace(old, name)
    new[found.start : found.end] = part
    waiting = {box: _hash(store, box) for box in found.assertions}
    while waiting:
        # An assertion that names others is hashed after them.
        box = next(
            (one for one in waiting if not any(old in store[one.start : one.end] for old in waiting.values())),
            next(iter(waiting)),
        )
        old = waiting.pop(box)
        length = box.salt[1] - box.salt[0]
        new[box.salt[0] : box.salt[1]] = salt(box.label)[:length]
        fresh = _hash(new, box)
        for other in (*waiting, found.claim):
            new[other.start : other.end] = new[other.start : other.end].replace(old, fresh)
    return bytes(new)


def _hash(store: bytes | bytearray, box: Box) -> bytes:
    """What a hashed URI says of an assertion: SHA-256 of all of its box but the header."""
    return hashlib.sha256(store[box.start : box.end]).digest()


def _children(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Boxes from `start` to `end`: type, where the content begins, where it ends."""
    while start < end:
        length, kind = struct.unpack_from(">I4s", data, start)
        content = start + 8
        if length == 1:
            (length,) = struct.unpack_from(">Q", data, content)
            content += 8
        stop = start + length if length else end
        if not content <= stop <= end:
            raise ValueError("a box that leaves its place")
        yield kind, content, stop
        start = stop


def _box(data: bytes | bytearray, start: int, end: int) -> Box:
    """The superbox whose content lies there, told by its description box."""
    kind, at, stop = next(_children(data, start, end))
    if kind != b"jumd":
        raise ValueError("a superbox without description")
    toggles = data[at + 16]
    if toggles & _RESERVED:
        raise ValueError("a description with unknown toggles")
    at += 17
    label = ""
    if toggles & _HAS_LABEL:
        zero = data.index(b"\0", at, stop)
        label = bytes(data[at:zero]).decode("utf-8")
        at = zero + 1
    at += 4 * bool(toggles & _HAS_ID) + 32 * bool(toggles & _HAS_HASH)
    salt = (at, at)
    if toggles & _HAS_PRIVATE:
        for inner, content, close in _children(data, at, stop):
            if inner == _SALT:
                salt = (content, close)
    return Box(label, start, end, salt)
