"""An index that is looked into, and grows."""

from __future__ import annotations

import mmap
import os
import struct
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from filelock import FileLock

from fairtake.clearance.registry.index import kernels
from fairtake.clearance.registry.index.building import MEMORY, Batch, build_index
from fairtake.clearance.registry.index.form import (
    FRESH_HEADER,
    FRESH_MAGIC,
    GROUPS,
    RECORD,
    SECTIONS,
    VALUES,
    Header,
    damaged,
    parse_header,
)
from fairtake.errors import ClearanceError, OutputError

__all__ = ["FingerprintIndex", "Found", "open_index"]

FARTHEST = 2 * GROUPS - 1
"""With more bits than these, groups may all differ in two."""
_COUNT = struct.Struct("<QI")
_COUNT_AT = 32
_ROW = np.dtype([("id", "<i8"), ("code", "<u8", 4), ("sum", "<u4"), ("zero", "<u4")])
_ROOM = 1024
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, by query, nearest first, then by id: `query` (k,) int64 which of the sought codes,
    `ids` (k,) int64, `bits` (k,) int64 how many of 256 differ."""

    query: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int64]
    bits: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _State:
    """What one look at the files found; look-ups hold on to one state, whatever comes meanwhile."""

    header: Header
    stat: tuple[int, ...]
    codes: npt.NDArray[np.uint64]
    ids: npt.NDArray[np.int64]
    starts: npt.NDArray[np.uint32]
    orders: npt.NDArray[np.uint32]
    later_ids: npt.NDArray[np.int64]
    later_codes: npt.NDArray[np.uint64]


class FingerprintIndex:
    """A file that `build_index` wrote, mapped into memory, and the codes appended since. Threads may share one;
    processes open their own and share the pages. Sees what others append and merge at its next `refresh`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._beside = path.with_name(path.name + ".new")
        self._lock = FileLock(path.with_name(path.name + ".lock"))
        self._turn = threading.RLock()
        self._now = self._with_later(self._opened(_stat(path)))
        self.refresh()

    def __len__(self) -> int:
        now = self._now
        return now.header.codes + len(now.later_ids)

    @property
    def last(self) -> int:
        """The largest id, -1 where there is none."""
        now = self._now
        return max(now.header.last, int(now.later_ids.max()) if len(now.later_ids) else -1)

    @property
    def fresh(self) -> int:
        """How many codes wait to be merged: each look-up compares them all."""
        return len(self._now.later_ids)

    def refresh(self) -> None:
        """See what is there now. Raises ClearanceError when a file is damaged."""
        with self._turn:
            for _ in range(100):
                stat = _stat(self.path)
                now = self._with_later(self._now if self._now.stat == stat else self._opened(stat))
                if _stat(self.path) == stat:  # else it was merged meanwhile
                    self._now = now
                    return
        raise ClearanceError("the index is written all the time", file=str(self.path), fix="Try again.")

    def find(self, codes: Sequence[bytes] | npt.NDArray[np.uint8], within: int = FARTHEST) -> Found:
        """All that are at most `within` bits from any of `codes` (32 bytes each); none is missed. Raises
        ClearanceError."""
        raw = codes if isinstance(codes, np.ndarray) else _raw(codes)
        if raw.ndim != 2 or raw.shape[1] != 32 or raw.dtype != np.uint8 or not 0 <= within <= 256:
            raise ClearanceError("a look-up that cannot be", fix="Give codes of 32 bytes, and 0 to 256 bits.")
        sought = np.ascontiguousarray(raw).view("<u8")
        now = self._now
        most = max(now.header.codes // 6, 1) if within <= FARTHEST else -1
        room = max(_ROOM, 4 * len(sought))
        while True:
            query, place, bits = (np.empty(room, np.int64) for _ in range(3))
            among = kernels.search(now.codes, now.orders, now.starts, sought, within, most, query, place, bits)
            if among < 0:
                raise damaged(str(self.path), "a table points outside")
            found = among
            if len(now.later_ids):
                for number in range(len(sought)):
                    found = kernels.scan(now.later_codes, sought[number], within, query, place, bits, found, number)
            if found <= room:
                break
            room = found
        ids = np.concatenate([now.ids[place[:among]], now.later_ids[place[among:found]]])
        order = np.lexsort((ids, bits[:found], query[:found]))
        return Found(query[:found][order], ids[order], bits[:found][order])

    def tail(self, most: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
        """The ids (k,) and codes (k, 32) that came last, at most so many."""
        now = self._now
        ids = np.concatenate([now.ids[-most:], now.later_ids[-most:]])[-most:]
        codes = np.concatenate([now.codes[-most:], now.later_codes[-most:]])[-most:]
        return ids, np.ascontiguousarray(codes).view(np.uint8).reshape(-1, 32)

    def append(self, ids: Sequence[int], codes: Sequence[bytes], *, after_last: bool = False) -> None:
        """Add codes; on the disk when this returns. One writer at a time, others wait. With `after_last` only those whose
        id is larger than all that are there, so that several may add the same. Raises ClearanceError, OutputError."""
        _raw(codes)
        try:
            with self._turn, self._lock:
                self.refresh()
                pairs = [
                    (number, code)
                    for number, code in zip(ids, codes, strict=True)
                    if not after_last or number > self.last
                ]
                records = b"".join(
                    body + struct.pack("<I4x", zlib.crc32(body))
                    for number, code in pairs
                    for body in [struct.pack("<q32s", number, code)]
                )
                known = self.fresh
                handle = os.open(self._beside, os.O_CREAT | os.O_RDWR, 0o644)
                try:
                    if not known:  # there is none, it is empty, or belongs to an index that is gone
                        start = FRESH_MAGIC + self._now.header.token
                        os.ftruncate(handle, 0)
                        os.pwrite(handle, start.ljust(_COUNT_AT, b"\0") + _counted(0).ljust(_COUNT_AT, b"\0"), 0)
                    # The count comes last: what a crash left behind it does not count.
                    os.pwrite(handle, records, FRESH_HEADER + known * RECORD.size)
                    os.fsync(handle)
                    os.pwrite(handle, _counted(known + len(pairs)), _COUNT_AT)
                    os.fsync(handle)
                finally:
                    os.close(handle)
                self.refresh()
        except OSError as error:
            raise OutputError(
                f"the index cannot be written: {error.strerror or error}", file=str(self._beside), fix="Make room."
            ) from error

    def merge(self, *, memory: int = MEMORY) -> None:
        """Write a new index with what was appended. Those who look go on with the old one until they refresh."""
        with self._turn, self._lock:
            self.refresh()
            if self.fresh:
                # What was appended names the old index's header: were we stopped here, nobody would count it twice.
                build_index(self.path, _batches(self._now), memory=memory)
                self._beside.unlink(missing_ok=True)
                self.refresh()

    def verify(self) -> None:
        """Read the whole file and compare its checksums. Raises ClearanceError."""
        with self.path.open("rb") as file:
            header = parse_header(file.read(4096), str(self.path))
            for section, wanted in zip(SECTIONS, header.checksums, strict=True):
                file.seek(header.offset(section))
                found, left = 0, header.length(section)
                while left and (data := file.read(min(1 << 22, left))):
                    found, left = zlib.crc32(data, found), left - len(data)
                if found != wanted:
                    raise damaged(str(self.path), f"its {section} were altered")

    def _opened(self, stat: tuple[int, ...]) -> _State:
        name = str(self.path)
        try:
            with self.path.open("rb") as file:
                header = parse_header(file.read(4096), name)
                if os.fstat(file.fileno()).st_size != header.size:
                    raise damaged(name, "it is not as long as its header says")
                whole = mmap.mmap(file.fileno(), header.size, access=mmap.ACCESS_READ)
        except OSError as error:
            raise _unreadable(self.path, error) from error
        # Read ahead of a look-up nothing: it touches pages here and there.
        with suppress(AttributeError, OSError, ValueError):
            whole.madvise(mmap.MADV_RANDOM)
        codes, ids, table, orders = (
            np.frombuffer(whole, kind, header.length(part) // np.dtype(kind).itemsize, header.offset(part))
            for part, kind in zip(SECTIONS, ("<u8", "<i8", "<u4", "<u4"), strict=True)
        )
        starts = table.reshape(GROUPS, VALUES + 1)
        # Few bytes, and a kernel trusts them: a start that is wrong would read beyond the file.
        if (
            zlib.crc32(table.data) != header.checksums[2]
            or (starts[:, 1:] < starts[:, :-1]).any()
            or starts[:, 0].any()
            or (starts[:, -1] != header.codes).any()
        ):
            raise damaged(name, "its starts were altered")
        return _State(
            header, stat, codes.reshape(-1, 4), ids, starts, orders.reshape(GROUPS, header.codes), *_no_later()
        )

    def _with_later(self, state: _State) -> _State:
        """The state with all records that count now."""
        try:
            with self._beside.open("rb") as file:
                start = file.read(FRESH_HEADER)
                if start[: len(FRESH_MAGIC) + 16] != FRESH_MAGIC + state.header.token:
                    return replace(state, later_ids=_no_later()[0], later_codes=_no_later()[1])
                counted = start[_COUNT_AT : _COUNT_AT + _COUNT.size]
                if len(counted) < _COUNT.size or counted != _counted(_COUNT.unpack(counted)[0]):
                    raise damaged(str(self._beside), "its count was altered")
                known = len(state.later_ids)
                more = _COUNT.unpack(counted)[0] - known
                if more <= 0:
                    return state
                file.seek(FRESH_HEADER + known * RECORD.size)
                data = file.read(more * RECORD.size)
        except FileNotFoundError:
            return replace(state, later_ids=_no_later()[0], later_codes=_no_later()[1])
        except OSError as error:
            raise _unreadable(self._beside, error) from error
        if len(data) != more * RECORD.size:
            raise damaged(str(self._beside), "records are missing")
        for at in range(0, len(data), RECORD.size):
            if zlib.crc32(data[at : at + 40]) != int.from_bytes(data[at + 40 : at + 44], "little"):
                raise damaged(str(self._beside), "a record was altered")
        rows = np.frombuffer(data, _ROW)
        return replace(
            state,
            later_ids=np.concatenate([state.later_ids, rows["id"]]),
            later_codes=np.concatenate([state.later_codes, rows["code"]]),
        )


def open_index(path: Path) -> FingerprintIndex:
    """The index at `path`. Raises ClearanceError where there is none, or it is damaged."""
    return FingerprintIndex(path)


def _stat(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _unreadable(path: Path, error: OSError) -> ClearanceError:
    return ClearanceError(
        f"the index cannot be read: {error.strerror or error}", file=str(path), fix="Build it from its registry."
    )


def _no_later() -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    return np.zeros(0, np.int64), np.zeros((0, 4), np.uint64)


def _batches(state: _State) -> Iterator[Batch]:
    for at in range(0, state.header.codes, _BLOCK):
        yield state.ids[at : at + _BLOCK], state.codes[at : at + _BLOCK].view(np.uint8)
    yield state.later_ids, state.later_codes.view(np.uint8)


def _counted(count: int) -> bytes:
    said = struct.pack("<Q", count)
    return said + struct.pack("<I", zlib.crc32(said))


def _raw(codes: Sequence[bytes]) -> npt.NDArray[np.uint8]:
    if any(len(code) != 32 for code in codes):
        raise ClearanceError("a fingerprint that has not 32 bytes", fix="Fingerprints have 256 bits.")
    return np.frombuffer(b"".join(codes), np.uint8).reshape(-1, 32)
