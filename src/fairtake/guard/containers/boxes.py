"""Boxes of the ISO base media format (MP4, MOV, HEIC, AVIF), and patches that leave every byte at its place.

What is not to be in the copy becomes a `free` box of zeros, so that no offset in the file changes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from fairtake.guard.plan import Data, Plan, malformed

__all__ = ["Box", "Patches", "boxes", "merged", "outside"]

_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its `name`, where it and its content (`body`) begin, and where it ends."""

    name: bytes
    start: int
    body: int
    end: int


def boxes(data: Data, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places of `data`, which they must fill to the byte. Raises GuardError."""
    at = start
    for _ in range(_MOST):
        if at == end or (end - at < 8 and not any(data[at:end])):
            return  # QuickTime ends some lists with four zeros
        if end - at < 8:
            break
        length, name = struct.unpack(">I4s", data[at : at + 8])
        body = at + 8
        if length == 1 and end - at >= 16:
            (length,) = struct.unpack(">Q", data[at + 8 : at + 16])
            body = at + 16
        elif length == 0:
            length = end - at
        if at + length > end or at + length < body:
            break
        yield Box(name, at, body, at + length)
        at += length
    raise malformed("has boxes that do not fit into each other")


@dataclass(slots=True)
class Patches:
    """Places of the file that read otherwise in the copy: (start, end, what, or None for zeros)."""

    places: list[tuple[int, int, bytes | None]] = field(default_factory=list)

    def zero(self, start: int, end: int) -> None:
        """Zeros from `start` to `end`."""
        if end > start:
            self.places.append((start, end, None))

    def write(self, start: int, data: bytes) -> None:
        """These bytes at `start`."""
        self.places.append((start, start + len(data), data))

    def free(self, box: Box) -> None:
        """Make of a box one that holds nothing."""
        self.write(box.start + 4, b"free")
        self.zero(box.body, box.end)

    def apply(self, plan: Plan, start: int, end: int) -> None:
        """The file from `start` to `end` with the patches; of two at one place the one that began first holds."""
        at = start
        for begin, stop, new in sorted(self.places, key=lambda one: (one[0], -one[1])):
            if stop <= at or begin >= end:
                continue
            plan.keep(at, begin)
            skipped = max(0, at - begin)
            stop = min(stop, end)
            if new is None:
                plan.blank(stop - begin - skipped)
            else:
                plan.put(new[skipped : stop - begin])
            at = stop
        plan.keep(at, end)


def merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that touch or overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if end <= start:
            continue
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def outside(ranges: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """What of `start` to `end` none of the `ranges` (merged) covers."""
    at = start
    for begin, stop in ranges:
        if stop <= at or begin >= end:
            continue
        if begin > at:
            yield at, begin
        at = max(at, stop)
    if at < end:
        yield at, end
