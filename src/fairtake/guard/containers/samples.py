"""Where the samples of an MP4's tracks lie, from their tables and fragments."""

from __future__ import annotations

import struct

import numpy as np
import numpy.typing as npt

from fairtake.guard.containers.boxes import Box, Patches, boxes
from fairtake.guard.plan import Data, malformed

__all__ = ["fragment", "ranges"]

_MOST = 20_000_000


def ranges(data: Data, table: Box) -> list[tuple[int, int]]:
    """The places of a track's samples, chunk by chunk, from its sample table. Raises GuardError."""
    inner = {box.name: box for box in boxes(data, table.body, table.end)}
    offsets = _offsets(data, inner)
    if not len(offsets):
        return []
    sizes = _sizes(data, inner)
    if b"stsc" not in inner:
        raise malformed("does not say where its samples are")
    runs = _numbers(data, inner[b"stsc"], 4, 3).astype(np.int64)
    firsts = np.append(runs[:, 0] - 1, len(offsets))
    if not len(runs) or firsts[0] != 0 or np.any(np.diff(firsts[:-1]) <= 0) or np.any(firsts[:-1] > len(offsets)):
        raise malformed("does not say well where its samples are")
    counts = np.repeat(runs[:, 1], np.maximum(np.diff(firsts), 0))[: len(offsets)]
    ends = np.cumsum(counts)
    if len(ends) != len(offsets) or ends[-1] != len(sizes):
        raise malformed("has other samples than it says")
    total = np.concatenate(([0], np.cumsum(sizes)))
    starts = total[ends - counts]
    lengths = total[ends] - starts
    return [(int(at), int(at + length)) for at, length in zip(offsets, lengths, strict=True)]


def _offsets(data: Data, inner: dict[bytes, Box]) -> npt.NDArray[np.int64]:
    if b"co64" in inner:
        values = _numbers(data, inner[b"co64"], 4, 1, ">u8")[:, 0]
        if np.any(values > 1 << 62):
            raise malformed("does not say well where its samples are")
        return values.astype(np.int64)
    if b"stco" in inner:
        return _numbers(data, inner[b"stco"], 4, 1)[:, 0].astype(np.int64)
    raise malformed("does not say where its samples are")


def _sizes(data: Data, inner: dict[bytes, Box]) -> npt.NDArray[np.int64]:
    if b"stsz" in inner:
        box = inner[b"stsz"]
        if box.end - box.body < 12:
            raise malformed("does not say how large its samples are")
        same, count = struct.unpack(">II", data[box.body + 4 : box.body + 12])
        if count > _MOST:
            raise malformed("has more samples than can be")
        if same:
            return np.full(count, same, np.int64)
        return _numbers(data, box, 8, 1)[:, 0].astype(np.int64)
    raise malformed("does not say how large its samples are")


def _numbers(data: Data, box: Box, before: int, columns: int, form: str = ">u4") -> npt.NDArray[np.uint64 | np.uint32]:
    """A table of numbers that begins with their count, `before` bytes into the box; it fills the box to its end."""
    if box.end - box.body < before + 4:
        raise malformed("has a table that is too short")
    (count,) = struct.unpack(">I", data[box.body + before : box.body + before + 4])
    size = count * columns * int(form[2:])
    start = box.body + before + 4
    if count > _MOST or start + size != box.end:
        raise malformed("has a table of another length than it says")
    return np.frombuffer(data[start : start + size], form).reshape(count, columns)


def fragment(
    data: Data,
    moof: Box,
    tracks: dict[int, bool],
    patches: Patches,
    kept: list[tuple[int, int]],
    gone: list[tuple[int, int]],
) -> None:
    """The places of the samples of a fragment, by whether their track stays; the parts of tracks that do not are freed."""
    following = None
    for traf in boxes(data, moof.body, moof.end):
        if traf.name != b"traf":
            if traf.name != b"mfhd":
                patches.free(traf)
            continue
        inner = list(boxes(data, traf.body, traf.end))
        head = next((box for box in inner if box.name == b"tfhd"), None)
        if head is None or head.end - head.body < 8:
            raise malformed("has a fragment of no track")
        flags, number = struct.unpack(">II", data[head.body : head.body + 8])
        if number not in tracks:
            raise malformed("has a fragment of a track it does not have")
        at = head.body + 8
        base = moof.start if flags & 0x20000 or following is None else following
        size = 0
        if flags & 1:
            (base,) = struct.unpack(">Q", data[at : at + 8])
            at += 8
        at += (4 if flags & 2 else 0) + (4 if flags & 8 else 0)
        if flags & 0x10:
            (size,) = struct.unpack(">I", data[at : at + 4])
        for box in inner:
            if box.name == b"trun":
                start, following = _run(data, box, base, following, size)
                (kept if tracks[number] else gone).append((start, following))
            elif box.name not in (b"tfhd", b"tfdt", b"sbgp", b"sgpd", b"subs", b"sdtp"):
                patches.free(box)
        if not tracks[number]:
            patches.free(traf)


def _run(data: Data, box: Box, base: int, following: int | None, size: int) -> tuple[int, int]:
    """Where the samples of a run begin and end."""
    if box.end - box.body < 8:
        raise malformed("has a fragment that is too short")
    flags, count = struct.unpack(">II", data[box.body : box.body + 8])
    at = box.body + 8
    start = following if following is not None and not flags & 1 else base
    if flags & 1:
        start = base + struct.unpack(">i", data[at : at + 4])[0]
        at += 4
    at += 4 if flags & 4 else 0
    columns = [bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800)]
    if at + 4 * sum(columns) * count != box.end:
        raise malformed("has a fragment of another length than it says")
    if not columns[1]:
        if not size and count:
            raise malformed("does not say how large its samples are")
        return start, start + size * count
    values = np.frombuffer(data[at : box.end], ">u4").reshape(count, sum(columns))
    return start, start + int(values[:, 1 if columns[0] else 0].sum(dtype=np.int64))
