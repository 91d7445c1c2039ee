"""Prose → what is told and what is said, in order, with offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Piece", "pieces"]

_PAIRS = {"“": "”", "„": "“", "«": "»", "‹": "›", "「": "」", "『": "』", '"': '"', "”": "”", "»": "«"}
_SINGLE = re.compile(r"(?<!\w)['‘]((?:[^'’\n]|['’](?=\w)){1,400}?[.,!?…—-])['’](?!\w)")
_OPENERS = re.compile("|".join(map(re.escape, _PAIRS)) + r"|(?<!\w)['‘](?=\w)")
_LONGEST_QUOTE = 4000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose: `text` is what stands between the quotation marks when `quoted`;
    `start` and `end` are offsets with them."""

    text: str
    start: int
    end: int
    quoted: bool


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of one paragraph, in order. A quotation mark without its partner is text."""
    told = position = start
    while (opening := _OPENERS.search(text, position, end)) is not None:
        quote = _quote(text, opening, end)
        if quote is None:
            position = opening.end()
            continue
        if text[told : quote.start].strip():
            yield Piece(text[told : quote.start], told, quote.start, quoted=False)
        yield quote
        told = position = quote.end
    if text[told:end].strip():
        yield Piece(text[told:end], told, end, quoted=False)


def _quote(text: str, opening: re.Match[str], end: int) -> Piece | None:
    mark = opening.group()
    if mark in "'‘":
        single = _SINGLE.match(text, opening.start(), end)
        return Piece(single.group(1).strip(), single.start(), single.end(), quoted=True) if single else None
    limit = min(end, opening.end() + _LONGEST_QUOTE)
    closers = (_PAIRS[mark], "”") if mark == "„" else (_PAIRS[mark],)
    found = [at for closer in closers if (at := text.find(closer, opening.end(), limit)) >= 0]
    if not found:
        return None
    close = min(found)
    inner = text[opening.end() : close].strip()
    return Piece(inner, opening.start(), close + 1, quoted=True) if inner else None
