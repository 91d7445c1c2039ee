"""The fingerprints of a registry in an index on disk that is kept up with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.clearance.registry.database import Session
from fairtake.clearance.registry.index.building import Batch, build_index
from fairtake.clearance.registry.index.index import FingerprintIndex, open_index
from fairtake.errors import ClearanceError

__all__ = ["StoredNear"]

_PAGE = 50_000
_TAIL = 100
_FEWEST = 1 << 16


class StoredNear:
    """As `near.Near`, for the rows of `table` of one `kind`. Built from them where there is no index, where it is
    damaged, and where it is that of another state of the registry, as after a backup was put in its place."""

    def __init__(self, path: Path, session: Session, table: str, kind: str) -> None:
        try:
            self._index = open_index(path)
            fits = _fits(self._index, session, table, kind)
        except ClearanceError:
            fits = False
        if not fits:
            build_index(path, _pages(session, table, kind))
            self._index = open_index(path)

    @property
    def last(self) -> int:
        """The largest number; 0 where there is none."""
        self._index.refresh()
        return max(self._index.last, 0)

    def __len__(self) -> int:
        return len(self._index)

    def add(self, ids: Sequence[int], codes: Sequence[bytes]) -> None:
        """Codes under rising numbers; those that another process has added are left out."""
        if ids:
            self._index.append(ids, codes, after_last=True)
            if self._index.fresh > max(_FEWEST, len(self._index) // 64):
                self._index.merge()

    def find(self, code: bytes, within: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Numbers of the codes at most `within` bits away, and how many bits each is."""
        found = self._index.find([code], within)
        return found.ids, found.bits


def _pages(session: Session, table: str, kind: str) -> Iterator[Batch]:
    after = 0
    while True:
        rows = session.rows(
            f"SELECT id, code FROM {table} WHERE kind = ? AND id > ? ORDER BY id LIMIT {_PAGE}",  # noqa: S608
            kind,
            after,
        )
        if rows:
            codes = np.frombuffer(b"".join(row[1] for row in rows), np.uint8).reshape(-1, 32)
            yield np.array([row[0] for row in rows], np.int64), codes
            after = rows[-1][0]
        if len(rows) < _PAGE:
            return


def _fits(index: FingerprintIndex, session: Session, table: str, kind: str) -> bool:
    """Whether the codes that came last are those the registry has under their numbers."""
    ids, codes = index.tail(_TAIL)
    if not len(ids):
        return True
    places = ", ".join("?" * len(ids))
    kept = {
        row[0]: bytes(row[1])
        for row in session.rows(
            f"SELECT id, code FROM {table} WHERE kind = ? AND id IN ({places})",  # noqa: S608 - places only
            kind,
            *ids.tolist(),
        )
    }
    # Some may have been withdrawn since; without the last, nothing says that it was there.
    return int(ids.max()) in kept and all(
        kept.get(number, code.tobytes()) == code.tobytes() for number, code in zip(ids.tolist(), codes, strict=True)
    )
