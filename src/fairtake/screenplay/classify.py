"""What one line of Fountain is when it opens a block: the tests of the specification.

The parser asks what a line is; the writer asks the same to know when it must force it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairtake.model.screenplay import ElementKind

__all__ = [
    "Cue",
    "clean_name",
    "is_centered",
    "is_cue",
    "is_heading",
    "is_page_break",
    "is_transition",
    "is_uncased_cue",
    "opening_kind",
    "split_cue",
    "split_number",
]

_PREFIX = r"(?:INT\.?\s?/\s?EXT|EXT\.?\s?/\s?INT|I\.?/E|E\.?/I|INT|EXT|EST)"
_HEADING = re.compile(rf"[*_]{{0,3}}{_PREFIX}[.\s]", re.IGNORECASE)
_BARE_EST = re.compile(r"[*_]{0,3}est\s", re.IGNORECASE)
"""French "Est-ce", "Est là": a bare "est" counts only in capitals."""
_LEADING_NUMBER = re.compile(rf"([A-Z]{{0,2}}\d{{1,4}}[A-Z]{{0,3}})[.)]?\s+(?={_PREFIX}[.\s])", re.IGNORECASE)

_CLOSING = frozenset({"FADE OUT", "FADE TO BLACK", "FADE TO WHITE", "CUT TO BLACK", "CUT TO WHITE", "SMASH TO BLACK"})
"""Transitions of the trade that do not end in "TO:"."""

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_OPEN, _CLOSE = "(（", ")）"
_SENTENCE_END = ".!?…,;:。！？，；：、،؛؟׃|"
LONGEST_NAME = 60
"""No cue is longer: a wrapped line of capitals is."""
_LONGEST_CUE_LINE = 4 * LONGEST_NAME


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue taken apart: `name`, `extension` (upper case, several joined by ", "), and
    whether it carries the caret of dual dialogue."""

    name: str
    extension: str
    caret: bool


def is_heading(text: str) -> bool:
    """INT, EXT, EST, INT./EXT, INT/EXT or I/E, then a dot or a space; any case."""
    margin = _LEADING_NUMBER.match(text)
    if margin is not None:
        text = text[margin.end() :]
    return bool(_HEADING.match(text)) and not (_BARE_EST.match(text) and not _in_capitals(text[:60]))


def split_number(text: str) -> tuple[str, str | None]:
    """A heading without its scene number, and the number: `#12A#` at the end, or the bare
    number in the margins of a shooting script."""
    number: str | None = None
    margin = _LEADING_NUMBER.match(text)
    if margin is not None:
        number = margin.group(1)
        text = text[margin.end() :]
        if text.endswith(number) and text[: -len(number)][-1:].isspace():
            text = text[: -len(number)].rstrip()
    if text.endswith("#"):
        opening = text.rfind("#", 0, len(text) - 1)
        inner = text[opening + 1 : -1]
        if opening > 0 and inner and all(c.isalnum() or c in "-." for c in inner):
            return text[:opening].rstrip(), inner
    return text, number


def is_transition(text: str) -> bool:
    """Capitals that end in "TO:"; spaces after the colon make it action again."""
    text = text.lstrip()
    if text.endswith("TO:"):
        return text.isupper()
    return text.rstrip().rstrip(".:") in _CLOSING


def is_page_break(text: str) -> bool:
    """Three or more equals signs and nothing else."""
    return text.startswith("===") and not text.strip("=")


def is_centered(text: str) -> bool:
    """> text <"""
    return len(text) >= 2 and text[0] == ">" and text[-1] == "<"


def clean_name(text: str) -> str:
    """A name without direction marks, without emphasis around all of it, without carets."""
    while True:
        bare = text.strip().strip(_INVISIBLE).rstrip("^ \t")
        if len(bare) > 2 and bare[0] in "*_" and bare[-1] == bare[0]:
            bare = bare[1:-1]
        if bare == text:
            return text
        text = bare


def split_cue(text: str) -> Cue:
    """Name, extension and caret of a cue line (without a forcing @)."""
    text = text.strip().strip(_INVISIBLE)
    if len(text) > _LONGEST_CUE_LINE:
        return Cue(text, "", caret=False)
    caret = text.endswith("^")
    extensions: list[str] = []
    name = clean_name(text)
    while name and name[-1] in _CLOSE:
        opening = _matching(name)
        if opening <= 0:
            break
        extensions.append(name[opening + 1 : -1].strip().upper())
        name = clean_name(name[:opening])
    extension = ", ".join(e for e in reversed(extensions) if e)
    return Cue(name, extension, caret)


def _matching(text: str) -> int:
    """Where the bracket that the last character closes was opened, or -1."""
    depth = 0
    for i in range(len(text) - 1, -1, -1):
        if text[i] in _CLOSE:
            depth += 1
        elif text[i] in _OPEN:
            depth -= 1
            if depth == 0:
                return i
    return -1


def is_cue(text: str) -> bool:
    """Entirely in capitals (of any script that has them), with a letter, brackets apart.
    A number passes with an extension ("23 (O.S.)"), and so does a name of emoji."""
    if len(text) > _LONGEST_CUE_LINE or is_heading(text) or text.endswith("TO:"):
        return False
    cue = split_cue(text)
    name = cue.name
    if not 0 < len(name) <= LONGEST_NAME or _unbalanced(name):
        return False
    if _in_capitals(name):
        return True
    if any(c.isalpha() for c in name):
        return False
    if any(c.isdigit() for c in name):
        return any(c.isalpha() for c in cue.extension)
    return all(_is_pictograph(c) for c in name if not c.isspace())


def is_uncased_cue(text: str) -> bool:
    """A short line in a script without capitals (Arabic, Hebrew, Chinese, ...) that could
    be a name: no sentence mark, few words."""
    if len(text) > 80:
        return False
    cue = split_cue(text)
    name = cue.name
    if not name or _unbalanced(name) or name[-1] in _SENTENCE_END or name[0] in "\"'“«„-–—•*":
        return False
    letters = [c for c in name if c.isalpha()]
    if not letters or any(c.lower() != c.upper() for c in letters):
        return False
    wide = any("\u2e80" <= c <= "\ud7ff" for c in letters)
    return len(name) <= (8 if wide else 24) and len(name.split()) <= 3


def opening_kind(text: str, *, alone: bool, uncased: bool) -> ElementKind:
    """The kind of a line that opens a block. `text` has no spaces before it (those after it
    count for transitions), `alone` says that no line of the block follows, `uncased` that
    this line may be a cue in a script without capitals."""
    bare = text.strip()
    kind = _marked_kind(bare)
    if kind is not None:
        return kind
    if alone:
        if is_heading(bare):
            return ElementKind.SCENE_HEADING
        if is_transition(text):
            return ElementKind.TRANSITION
        return ElementKind.ACTION
    if is_cue(bare) or (uncased and is_uncased_cue(bare)):
        return ElementKind.CHARACTER
    return ElementKind.ACTION


def _marked_kind(bare: str) -> ElementKind | None:
    """The kind a forcing mark asks for."""
    mark, rest = bare[:1], bare[1:]
    if mark == "!":
        return ElementKind.ACTION
    if mark == "=":
        return ElementKind.PAGE_BREAK if is_page_break(bare) else ElementKind.SYNOPSIS
    if mark == "#":
        return ElementKind.SECTION
    if mark == "~":
        return ElementKind.LYRIC
    if mark == ">" and rest:
        return ElementKind.CENTERED if is_centered(bare) else ElementKind.TRANSITION
    if mark == "." and rest[:1].isalnum():
        return ElementKind.SCENE_HEADING
    if mark == "@" and split_cue(rest).name:
        return ElementKind.CHARACTER
    return None


def _in_capitals(text: str) -> bool:
    capital = False
    for c in text:
        if c.islower() and c not in "ªº":
            return False
        capital = capital or c.isupper()
    return capital


def _unbalanced(text: str) -> bool:
    """A bracket left open: the line was wrapped inside it, so it is no cue."""
    depth = 0
    for c in text:
        depth += (c in _OPEN) - (c in _CLOSE)
    return depth > 0


def _is_pictograph(c: str) -> bool:
    return c >= "\U0001f000" or "\u2600" <= c <= "\u2669" or "\u2670" <= c <= "\u27bf" or c in "\u200d\ufe0f\u20e3"
