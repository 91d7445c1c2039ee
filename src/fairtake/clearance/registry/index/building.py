"""Writing an index in bounded memory: codes go to the file as they come, then their orders in windows, by counting."""

from __future__ import annotations

import os
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from fairtake.clearance.registry.index import kernels
from fairtake.clearance.registry.index.form import GROUPS, MOST, VALUES, Header
from fairtake.errors import ClearanceError, OutputError

__all__ = ["MEMORY", "Batch", "build_index"]

Batch = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]
"""ids (m,) and codes (m, 32)."""
MEMORY = 256 << 20
_BLOCK = 1 << 18


def build_index(path: Path, batches: Iterable[Batch], *, memory: int = MEMORY) -> int:
    """Write an index of ids (m,) int64 and codes (m, 32) uint8, batch by batch; how many there are.

    About `memory` bytes are used besides the largest batch; the file takes 104 bytes a code and 4 MB. It takes its
    place whole or not at all. Raises ClearanceError for codes of another shape, OutputError when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                header = _write(file, batches, memory, temporary.parent)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"the index cannot be written: {error.strerror or error}",
            file=str(path),
            fix="Make room (104 bytes a fingerprint), or choose another folder.",
        ) from error
    return header.codes


def _write(file: BinaryIO, batches: Iterable[Batch], memory: int, folder: Path) -> Header:
    counts = np.zeros((GROUPS, VALUES), np.int64)
    codes, last, sums = 0, -1, [0, 0, 0, 0]
    file.seek(Header(0, 0, (0, 0, 0, 0)).offset("codes"))
    # Ids stand behind all codes, and how many there will be is not known: they wait in a file of their own.
    with tempfile.TemporaryFile(dir=folder) as waiting:
        for some, of_them in batches:
            ids, block = _checked(some, of_them)
            if not len(ids):
                continue
            codes += len(ids)
            if codes > MOST:
                raise ClearanceError("more than 4,294,967,295 fingerprints", fix="Build several indexes.")
            last = max(last, int(ids.max()))
            kernels.count(block.view(np.uint16), counts)
            for raw, to, at in ((block.tobytes(), file, 0), (ids.tobytes(), waiting, 1)):
                sums[at] = zlib.crc32(raw, sums[at])
                to.write(raw)
        shape = Header(codes, last, (0, 0, 0, 0))
        file.seek(shape.offset("ids"))
        waiting.seek(0)
        while data := waiting.read(_BLOCK * 8):
            file.write(data)
    starts = np.zeros((GROUPS, VALUES + 1), np.int64)
    np.cumsum(counts, axis=1, out=starts[:, 1:])
    table = starts.astype("<u4").tobytes()
    sums[2] = zlib.crc32(table)
    file.seek(shape.offset("starts"))
    file.write(table)
    at = shape.offset("orders")
    for window in _orders(file, shape, starts, memory):
        sums[3] = zlib.crc32(window.data, sums[3])
        file.seek(at)
        file.write(window.data)
        at += window.nbytes
    file.truncate(shape.size)
    header = Header(codes, last, (sums[0], sums[1], sums[2], sums[3]))
    file.seek(0)
    file.write(header.to_bytes())
    return header


def _checked(ids: npt.NDArray[np.int64], codes: npt.NDArray[np.uint8]) -> Batch:
    if codes.ndim != 2 or codes.shape[1] != 32 or codes.dtype != np.uint8 or ids.shape != codes.shape[:1]:
        raise ClearanceError("the codes are not (m, 32) bytes with m ids", fix="Fingerprints have 256 bits.")
    return np.ascontiguousarray(ids, "<i8"), np.ascontiguousarray(codes)


def _orders(
    file: BinaryIO, shape: Header, starts: npt.NDArray[np.int64], memory: int
) -> Iterator[npt.NDArray[np.uint32]]:
    """The 16 orders one after the other, in windows. Each pass over the codes fills as many as there is memory for."""
    if not shape.codes:
        return
    room = max(memory // 4, 1024)
    length = min(room, shape.codes)
    windows = [
        (group, begin, min(begin + length, shape.codes))
        for group in range(GROUPS)
        for begin in range(0, shape.codes, length)
    ]
    together = max(room // length, 1)
    for first in range(0, len(windows), together):
        now = windows[first : first + together]
        filled = [np.zeros(end - begin, np.uint32) for _, begin, end in now]
        cursors = [starts[group, :-1].copy() for group, _, _ in now]
        for at in range(0, shape.codes, _BLOCK):
            file.seek(shape.offset("codes") + at * 32)
            groups = np.frombuffer(file.read(min(_BLOCK, shape.codes - at) * 32), "<u2").reshape(-1, GROUPS)
            for (group, begin, _), cursor, out in zip(now, cursors, filled, strict=True):
                kernels.scatter(groups, at, group, cursor, begin, out)
        yield from filled
