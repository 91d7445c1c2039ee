"""Source text → logical lines: what is left when boneyard and notes are lifted out.

A note or a boneyard may cover several lines of the source; the logical line it stands in
then covers them all. Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Inset", "Line", "logical_lines", "normalise"]

_BREAKS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
_BLANK_LINE = re.compile(r"\n(?=[^\S\n]?\n)")
"""A blank line ends a note unless it holds two spaces (Fountain, "Notes")."""

_MARKS = frozenset({"/*", "*/", "[[", "]]"})


@dataclass(frozen=True, slots=True)
class Inset:
    """A note or a stretch of boneyard: `start` and `end` are offsets with the brackets,
    `text` is what stands between them, trimmed."""

    text: str
    start: int
    end: int
    note: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line. `text` is what can be read once the insets are lifted out, `start`
    and `end` are offsets into the source (newline excluded), `number` is 1-based."""

    text: str
    start: int
    end: int
    number: int
    insets: tuple[Inset, ...] = ()

    @property
    def visible(self) -> bool:
        """Something other than notes and boneyard stands here."""
        return bool(self.text) and not self.text.isspace()

    @property
    def blank(self) -> bool:
        """Nothing at all stands here."""
        return not self.visible and not self.insets

    @property
    def held(self) -> bool:
        """Two spaces: the writer wants an empty line inside the dialogue."""
        return self.text == "  " and not self.insets


def normalise(text: str) -> str:
    """The text without a byte-order mark and with every line break written as a newline."""
    text = text.lstrip("\ufeff")
    for line_break in _BREAKS:
        text = text.replace(line_break, "\n")
    return text


def logical_lines(source: str) -> list[Line]:
    """The logical lines of a normalised text, in order; together they cover all of it."""
    lines: list[Line] = []
    insets = _insets(source)
    ahead = next(insets, None)
    here: list[Inset] = []
    parts: list[str] = []
    start = position = 0
    number = 1
    newline = -1
    while True:
        if newline < position:
            newline = source.find("\n", position)
            newline = len(source) if newline < 0 else newline
        if ahead is not None and ahead.start < newline:
            parts.append(source[position : ahead.start])
            here.append(ahead)
            position = ahead.end
            ahead = next(insets, None)
            continue
        parts.append(source[position:newline])
        text = parts[0] if not here else _join(parts)
        lines.append(Line(text, start, newline, number, tuple(here)))
        if newline == len(source):
            return lines
        number += source.count("\n", start, newline + 1)
        start = position = newline + 1
        here, parts = [], []


def _join(parts: list[str]) -> str:
    """Text around insets, closed up: no doubled space, and no new mark from two halves."""
    joined: list[str] = []
    last = ""
    for i, part in enumerate(parts):
        if i and (not last or last.isspace()):
            part = part.lstrip(" \t")
        if not part:
            continue
        if last + part[0] in _MARKS:
            joined.append(" ")
        joined.append(part)
        last = part[-1]
    return "".join(joined).rstrip()


def _insets(source: str) -> Iterator[Inset]:
    """Notes and boneyard in order; boneyard inside a note belongs to the note."""
    boneyards = list(_boneyards(source))
    notes = list(_notes(_masked(source, boneyards)))
    n = 0
    for start, end in notes:
        while n < len(boneyards) and boneyards[n][0] < start:
            yield _boneyard(source, *boneyards[n])
            n += 1
        parts: list[str] = []
        position = start + 2
        while n < len(boneyards) and boneyards[n][0] < end:
            parts.append(source[position : boneyards[n][0]])
            position = boneyards[n][1]
            n += 1
        parts.append(source[position : end - 2])
        yield Inset((_join(parts) if len(parts) > 1 else parts[0]).strip(), start, end, note=True)
    for start, end in boneyards[n:]:
        yield _boneyard(source, start, end)


def _boneyard(source: str, start: int, end: int) -> Inset:
    return Inset(source[start + 2 : end - 2].strip(), start, end, note=False)


def _boneyards(source: str) -> Iterator[tuple[int, int]]:
    """Every /* ... */; one that is never closed is plain text."""
    position = 0
    while (start := source.find("/*", position)) >= 0:
        end = source.find("*/", start + 2)
        if end < 0:
            return
        position = end + 2
        yield start, position


def _masked(source: str, boneyards: list[tuple[int, int]]) -> str:
    """The source with boneyard painted over, so that offsets stay and its brackets do not."""
    if not boneyards:
        return source
    parts: list[str] = []
    position = 0
    for start, end in boneyards:
        parts += (source[position:start], "\x01" * (end - start))
        position = end
    parts.append(source[position:])
    return "".join(parts)


def _notes(masked: str) -> Iterator[tuple[int, int]]:
    """Every [[ ... ]] without a blank line inside; others are plain text."""
    position = 0
    close = gap = -1
    while (start := masked.find("[[", position)) >= 0:
        if close < start + 2:
            close = masked.find("]]", start + 2)
            if close < 0:
                return
        if gap < start:
            found = _BLANK_LINE.search(masked, start)
            gap = found.start() if found else len(masked)
        if gap < close:
            position = start + 2
            continue
        position = close + 2
        yield start, position
