"""Brackets that wrap a whole parenthetical, over one or more lines."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["closes"]


def closes(lines: Sequence[str]) -> bool | None:
    """Whether the bracket that opens the first line closes exactly at the end of the last:
    True if so, False if it closes before ("(a) and (b)"), None if it is still open."""
    depth = 0
    for row, line in enumerate(lines):
        for column, c in enumerate(line):
            depth += (c in "(（") - (c in ")）")
            if depth == 0:
                return row == len(lines) - 1 and column == len(line) - 1
    return None
