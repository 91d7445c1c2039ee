"""Fountain 1.1 text → Screenplay.

The text is cut into logical lines (`lines`), lines into blocks at blank lines, and each
block is read from its first line (`classify`). Three readings go beyond the letter of the
specification, because films are made from scripts as they are found:

- a heading may stand directly above a synopsis or a section, or directly below one;
- names in scripts without capitals count as cues when they are short and stand above a
  line; once any such name is forced with @ only the forced names count;
- two spaces hold a dialogue open only if what follows does not itself open a block.

https://fountain.io/syntax
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from fairtake.model.screenplay import Element, ElementKind, Note, Screenplay
from fairtake.model.span import Span
from fairtake.screenplay.classify import (
    is_cue,
    is_heading,
    is_page_break,
    is_uncased_cue,
    opening_kind,
    split_cue,
    split_number,
)
from fairtake.screenplay.lines import Inset, Line, logical_lines, normalise
from fairtake.screenplay.parenthesis import closes
from fairtake.screenplay.title_page import read_title_page

__all__ = ["SPOKEN", "is_tight", "parse_fountain"]

Kind = ElementKind

SPOKEN = frozenset({Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRIC})
"""The kinds a dialogue block is made of."""

_OPEN_AFTER = frozenset({Kind.SECTION, Kind.SYNOPSIS, Kind.PAGE_BREAK, Kind.TRANSITION, Kind.CENTERED})
"""After these a line opens a block even without a blank line."""

_LONGEST_PARENTHETICAL = 6
"""Lines; a bracket not closed by then is a bracket in the dialogue."""


def parse_fountain(text: str, file: str, *, tight: bool = False) -> Screenplay:
    """Read a script. Any text is a script: what is nothing else is action.

    Every element's span covers whole lines of `Screenplay.source` (a note or boneyard that
    stands alone: its brackets); spans are ordered, do not overlap, and leave out nothing but
    white space. With `tight`, a heading needs no blank line below it (see `is_tight`).
    """
    source = normalise(text)
    lines = logical_lines(source)
    headed = any(is_heading(line.text.strip()[:80]) for line in lines)
    title_page, first = read_title_page(lines, file, has_heading=headed)
    reader = _Reader(source, file, lines, tight)
    reader.read(first)
    return Screenplay(file, source, title_page, tuple(draft.element(file) for draft in reader.drafts))


def is_tight(screenplay: Screenplay) -> bool:
    """No heading was found, but blocks begin with one: this writer leaves no blank line
    below headings, as the specification wants, and `parse_fountain(tight=True)` is meant."""
    if any(element.kind is Kind.SCENE_HEADING for element in screenplay.elements):
        return False
    return any(
        element.kind is Kind.ACTION and not element.forced and is_heading(element.text.lstrip())
        for element in screenplay.elements
    )


@dataclass(slots=True)
class _Draft:
    """An element while lines are still being added to it."""

    kind: Kind
    texts: list[str]
    start: int
    end: int
    line: int
    notes: list[Inset] = field(default_factory=list)
    number: str | None = None
    level: int = 0
    dual: bool = False
    forced: bool = False
    extension: str = ""

    def add(self, line: Line, text: str | None = None) -> None:
        """Take in a line: its text if it has any, and its notes."""
        if text is not None:
            self.texts.append(text)
        self.notes += (inset for inset in line.insets if inset.note)
        self.end = line.end

    def element(self, file: str) -> Element:
        return Element(
            self.kind,
            "\n".join(self.texts),
            Span(file, self.start, self.end, self.line),
            tuple(Note(n.text, Span(file, n.start, n.end, self.line)) for n in self.notes),
            self.number,
            self.level,
            self.dual,
            self.forced,
            self.extension,
        )


class _Reader:
    """Walks the lines once and leaves the elements in `drafts`."""

    def __init__(self, source: str, file: str, lines: Sequence[Line], tight: bool) -> None:
        self.source = source
        self.lines = lines
        self.tight = tight
        self.drafts: list[_Draft] = []
        self.forced_names = _forced_uncased_names(lines)

    def read(self, first: int) -> None:
        """Read everything from a line on."""
        i = first
        while i < len(self.lines):
            i = i + 1 if self.lines[i].blank else self._block(i)

    def _block(self, i: int) -> int:
        """Read one block that begins at line `i`; the index of the line after it."""
        opening = True
        current: _Draft | None = None
        while i < len(self.lines) and not self.lines[i].blank:
            line = self.lines[i]
            if not line.visible:
                if current is None:
                    self._standalone(line)
                else:
                    current.add(line)
                i += 1
                continue
            kind = self._kind(i) if opening else _inner_kind(line)
            if kind is Kind.CHARACTER:
                return self._dialogue(i)
            if current is not None and kind is current.kind and kind in (Kind.ACTION, Kind.CENTERED, Kind.LYRIC):
                text, forced = _line_text(kind, line)
                current.add(line, text)
                current.forced |= forced
            else:
                current = self._single(kind, line)
            opening = kind in _OPEN_AFTER or kind is Kind.SCENE_HEADING
            i += 1
        return i

    def _kind(self, i: int) -> Kind:
        """The kind of a line that opens a block."""
        below = self._below(i)
        text = self.lines[i].text.lstrip()
        bare = text.rstrip()
        alone = below is None
        if below is not None and is_heading(bare):
            # A heading may carry its synopsis or section on the next line.
            under = self.lines[below].text.strip()
            alone = under[0] in "=#" or (self.tight and not is_heading(under))
        uncased = self.forced_names is None or split_cue(bare).name in self.forced_names
        return opening_kind(text, alone=alone, uncased=uncased)

    def _below(self, i: int) -> int | None:
        """The next visible line of the same block."""
        for j in range(i + 1, len(self.lines)):
            if self.lines[j].visible:
                return j
            if self.lines[j].blank:
                return None
        return None

    def _single(self, kind: Kind, line: Line) -> _Draft:
        """A new element that begins, and mostly ends, with this line."""
        text, forced = _line_text(kind, line)
        draft = self._begin(kind, line, text)
        draft.forced = forced
        if kind is Kind.SCENE_HEADING:
            draft.texts[0], draft.number = split_number(text)
        elif kind is Kind.SECTION:
            bare = line.text.strip()
            draft.level = len(bare) - len(bare.lstrip("#"))
        return draft

    def _begin(self, kind: Kind, line: Line, text: str) -> _Draft:
        draft = _Draft(kind, [], line.start, line.end, line.number)
        draft.add(line, text)
        self.drafts.append(draft)
        return draft

    def _standalone(self, line: Line) -> None:
        """Notes and boneyard on a line of their own."""
        for inset in line.insets:
            number = line.number + self.source.count("\n", line.start, inset.start)
            kind = Kind.NOTE if inset.note else Kind.BONEYARD
            notes = [inset] if inset.note else []
            self.drafts.append(_Draft(kind, [inset.text], inset.start, inset.end, number, notes))

    def _dialogue(self, i: int) -> int:
        """Read a cue and all that is spoken under it."""
        line = self.lines[i]
        bare = line.text.strip()
        forced = bare.startswith("@")
        cue = split_cue(bare[1:] if forced else bare)
        dual = cue.caret and self._follows_dialogue()
        current = self._begin(Kind.CHARACTER, line, cue.name)
        current.extension, current.forced, current.dual = cue.extension, forced, dual
        i += 1
        while i < len(self.lines):
            line = self.lines[i]
            if line.visible:
                kind, taken, text = self._spoken(i)
                if kind is current.kind and kind is not Kind.PARENTHETICAL:
                    current.add(line, text)
                else:
                    current = self._begin(kind, line, text)
                    current.dual = dual
                for j in range(i + 1, i + taken):
                    current.add(self.lines[j])
                i += taken
            elif line.insets:
                current.add(line)
                i += 1
            elif line.held and (resumes := self._resumes(i)) is not None:
                kind = self._spoken(resumes)[0] if self.lines[resumes].visible else current.kind
                if kind is current.kind and kind in (Kind.DIALOGUE, Kind.LYRIC):
                    current.texts += [""] * (resumes - i)
                i = resumes
            else:
                break
        return i

    def _spoken(self, i: int) -> tuple[Kind, int, str]:
        """The kind of a visible line inside dialogue, how many lines it takes, its text."""
        bare = self.lines[i].text.strip()
        if bare[0] == "~":
            return Kind.LYRIC, 1, bare[1:].strip()
        if bare[0] in "(（":
            found: list[str] = []
            for j in range(i, min(i + _LONGEST_PARENTHETICAL, len(self.lines))):
                line = self.lines[j]
                if line.blank:
                    break
                if line.visible:
                    found.append(line.text.strip())
                    if j > i and found[-1][0] in "(（~":
                        break
                    if (closed := closes(found)) is not None:
                        if closed:
                            return Kind.PARENTHETICAL, j - i + 1, "\n".join(found)[1:-1].strip()
                        break
        return Kind.DIALOGUE, 1, bare

    def _resumes(self, i: int) -> int | None:
        """Where the dialogue goes on after two-space lines from `i` on, if it does."""
        j = i
        while j < len(self.lines) and self.lines[j].held:
            j += 1
        speech = j
        while speech < len(self.lines) and not self.lines[speech].visible:
            if self.lines[speech].blank:
                return None
            speech += 1
        if speech == len(self.lines):
            return None
        if self.lines[speech].text.lstrip()[0] == "!":
            return None
        return j if self._kind(speech) in (Kind.ACTION, Kind.LYRIC) else None

    def _follows_dialogue(self) -> bool:
        for draft in reversed(self.drafts):
            if draft.kind not in (Kind.NOTE, Kind.BONEYARD, Kind.SYNOPSIS):
                return draft.kind in SPOKEN
        return False


def _inner_kind(line: Line) -> Kind:
    """The kind of a line inside a block of action or lyrics."""
    bare = line.text.strip()
    if bare[0] == "~":
        return Kind.LYRIC
    if is_page_break(bare):
        return Kind.PAGE_BREAK
    if len(bare) > 1 and bare[0] == ">" and bare[-1] == "<":
        return Kind.CENTERED
    return Kind.ACTION


def _line_text(kind: Kind, line: Line) -> tuple[str, bool]:
    """What a line says once its mark is taken off, and whether the mark forced its kind."""
    bare = line.text.strip()
    match kind:
        case Kind.ACTION:
            if bare[0] == "!":
                return line.text.lstrip()[1:].rstrip().expandtabs(4), True
            return line.text.rstrip().expandtabs(4), False
        case Kind.SECTION:
            return bare.lstrip("#").strip(), False
        case Kind.SYNOPSIS | Kind.LYRIC:
            return bare[1:].strip(), False
        case Kind.CENTERED:
            return bare[1:-1].strip(), False
        case Kind.PAGE_BREAK:
            return "", False
        case Kind.TRANSITION:
            return (bare[1:].strip(), True) if bare[0] == ">" else (bare, False)
        case _:
            return (bare[1:], True) if bare[0] == "." else (bare, False)


def _forced_uncased_names(lines: Sequence[Line]) -> frozenset[str] | None:
    """Names without capitals that some cue forces, or None when no cue does."""
    names = {
        split_cue(bare[1:]).name
        for line in lines
        if (bare := line.text.strip()).startswith("@") and is_uncased_cue(bare[1:]) and not is_cue(bare[1:])
    }
    return frozenset(names) or None
