"""The safe copy before it is written: pieces of the original, and what is put between them.

Strippers name what they *keep*; what nobody named is not in the copy. A plan of a film of gigabytes is small: it
holds places, not bytes.
"""

from __future__ import annotations

import mmap
from dataclasses import dataclass, field
from typing import IO

from fairtake.errors import GuardError
from fairtake.guard.finding import Done, Finding, Kind

__all__ = ["Data", "Plan", "malformed"]

Data = bytes | mmap.mmap

_BLOCK = 2**20
_MOST_FINDINGS = 400


def malformed(what: str) -> GuardError:
    """The error of a file that is not what its format asks for."""
    return GuardError(what, fix="No safe copy was made of it. Save it anew with the program it is from, and try again.")


@dataclass(slots=True)
class Plan:
    """Pieces of a copy: (start, end) of the original, bytes to be put in, or a number of zeros."""

    pieces: list[tuple[int, int] | bytes | int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def keep(self, start: int, end: int) -> None:
        """The original's bytes from `start` to `end`."""
        if end <= start:
            return
        last = self.pieces[-1] if self.pieces else None
        if isinstance(last, tuple) and last[1] == start:
            self.pieces[-1] = (last[0], end)
        else:
            self.pieces.append((start, end))

    def put(self, data: bytes) -> None:
        """Bytes that are not the original's."""
        if data:
            self.pieces.append(data)

    def blank(self, length: int) -> None:
        """So many zeros."""
        if length > 0:
            self.pieces.append(length)

    def tell(self, kind: Kind, where: str, what: str, done: Done = Done.REMOVED) -> None:
        """Add a finding, once; after hundreds of them no more (the file says that there are more)."""
        found = Finding(kind, where, what, done)
        if len(self.findings) < _MOST_FINDINGS:
            if found not in self.findings:
                self.findings.append(found)
        elif len(self.findings) == _MOST_FINDINGS:
            self.findings.append(Finding(Kind.HIDDEN, where, "and more: only the first are listed", done))

    @property
    def size(self) -> int:
        """The copy's bytes so far."""
        return sum(
            one if isinstance(one, int) else len(one) if isinstance(one, bytes) else one[1] - one[0]
            for one in self.pieces
        )

    def equals(self, data: Data, other: Data) -> bool:
        """Whether the copy would be `other` to the byte."""
        if self.size != len(other):
            return False
        at = 0
        for piece in self.pieces:
            length = (
                piece if isinstance(piece, int) else len(piece) if isinstance(piece, bytes) else piece[1] - piece[0]
            )
            for begin in range(0, length, _BLOCK):
                stop = min(begin + _BLOCK, length)
                if isinstance(piece, int):
                    mine = bytes(stop - begin)
                else:
                    mine = piece[begin:stop] if isinstance(piece, bytes) else data[piece[0] + begin : piece[0] + stop]
                if mine != other[at + begin : at + stop]:
                    return False
            at += length
        return True

    def write(self, data: Data, file: IO[bytes]) -> None:
        """Write the copy, in blocks."""
        for piece in self.pieces:
            if isinstance(piece, bytes):
                file.write(piece)
            elif isinstance(piece, int):
                for at in range(0, piece, _BLOCK):
                    file.write(bytes(min(_BLOCK, piece - at)))
            else:
                for at in range(piece[0], piece[1], _BLOCK):
                    file.write(data[at : min(at + _BLOCK, piece[1])])
