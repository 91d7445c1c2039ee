"""Which of many 256-bit codes differ in at most so many bits from a given one; exactly, none missed.

Two codes that differ in at most 31 of their 16 groups of 16 bits agree in some group but for one bit
(pigeonhole; multi-index hashing, Norouzi, Punjani, Fleet, CVPR 2012). So 16 sorted tables and 17 look-ups
in each find all candidates. Few codes, codes that came after the tables were built, and codes so alike that
the tables would help nothing are all compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fairtake.clearance.registry.entries import CODE_BYTES

__all__ = ["Near", "Neighbours"]

_GROUPS = 16
_FARTHEST = 2 * _GROUPS - 1
"""With more bits than these, groups may all differ in two."""
_FEW = 1 << 16
"""Comparing so many takes less than looking into the tables is worth."""
_FLIPS = np.array([0, *(1 << bit for bit in range(16))], np.uint16)


class Neighbours(Protocol):
    """Codes by number, in memory (`Near`) or on disk (`index.stored.StoredNear`)."""

    @property
    def last(self) -> int:
        """The largest number; 0 where there is none."""
        ...

    def add(self, ids: Sequence[int], codes: Sequence[bytes]) -> None:
        """Codes of 32 bytes under their numbers, which rise."""
        ...

    def find(self, code: bytes, within: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the codes at most `within` bits away, and how many bits each is."""
        ...


class Near:
    """Codes by number: `ids` (n,) int64 rising, the codes as (n, 4) uint64. It grows at its end; up to `few` new ones
    are compared before the tables are built anew."""

    def __init__(self, few: int = _FEW) -> None:
        self._few = few
        self.ids: NDArray[np.int64] = np.zeros(0, np.int64)
        self._codes: NDArray[np.uint64] = np.zeros((0, 4), np.uint64)
        self._sorted = 0
        self._orders: list[NDArray[np.uint32]] = []
        self._starts: NDArray[np.int64] = np.zeros((_GROUPS, 1), np.int64)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def last(self) -> int:
        """The largest number; 0 where there is none."""
        return int(self.ids[-1]) if len(self.ids) else 0

    def add(self, ids: Sequence[int], codes: Sequence[bytes]) -> None:
        """Codes of 32 bytes under their numbers, which must be larger than all before."""
        if not ids:
            return
        self.ids = np.concatenate([self.ids, np.asarray(ids, np.int64)])
        self._codes = np.concatenate([self._codes, _as_words(codes)])
        if len(self) - self._sorted > max(self._few, self._sorted // 4):
            self._build()

    def find(self, code: bytes, within: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Numbers of the codes at most `within` bits away, and how many bits each is; in order of number."""
        sought = _as_words([code])[0]
        among = self._candidates(sought) if self._sorted and within <= _FARTHEST else None
        if among is None:
            return self._near(sought, within, slice(None))
        here, bits = self._near(sought, within, among)
        fresh, more = self._near(sought, within, slice(self._sorted, None))
        found, first = np.unique(np.concatenate([here, fresh]), return_index=True)
        return found, np.concatenate([bits, more])[first]

    def _near(
        self, sought: NDArray[np.uint64], within: int, among: slice | NDArray[np.uint32]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        bits = np.bitwise_count(self._codes[among] ^ sought).sum(axis=1, dtype=np.int64)
        near = bits <= within
        return self.ids[among][near], bits[near]

    def _candidates(self, sought: NDArray[np.uint64]) -> NDArray[np.uint32] | None:
        """Where codes stand that agree in a group but for one bit, some more than once; None when they are so many
        that comparing all is quicker."""
        values = sought.view(np.uint16)[:, None] ^ _FLIPS  # (16, 17)
        groups = np.arange(_GROUPS)[:, None]
        starts = self._starts[groups, values]
        ends = self._starts[groups, values.astype(np.int64) + 1]
        if int((ends - starts).sum()) > self._sorted // 8:
            return None
        runs = [
            self._orders[group][start:end]
            for group, row in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
            for start, end in zip(*row, strict=True)
            if end > start
        ]
        return np.concatenate(runs) if runs else np.zeros(0, np.uint32)

    def _build(self) -> None:
        groups = self._codes.view(np.uint16)  # (n, 16)
        self._orders = [np.argsort(groups[:, each], kind="stable").astype(np.uint32) for each in range(_GROUPS)]
        counts = np.stack([np.bincount(groups[:, each], minlength=1 << 16) for each in range(_GROUPS)])
        self._starts = np.concatenate([np.zeros((_GROUPS, 1), np.int64), counts.cumsum(axis=1)], axis=1)
        self._sorted = len(self)


def _as_words(codes: Sequence[bytes]) -> NDArray[np.uint64]:
    return np.frombuffer(b"".join(codes), np.uint64).reshape(-1, CODE_BYTES // 8)
