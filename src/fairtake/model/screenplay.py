"""Screenplay: a parsed script, every element with its place in the source text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fairtake.model.span import Span

__all__ = ["Element", "ElementKind", "Note", "Screenplay", "TitleField"]


class ElementKind(StrEnum):
    """What an element is, in Fountain's vocabulary."""

    SCENE_HEADING = "scene heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    CENTERED = "centered"
    PAGE_BREAK = "page break"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"


@dataclass(frozen=True, slots=True)
class Note:
    """A [[note]] in the text: the writer's channel for overrides. `text` without brackets."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the script.

    `text` is the clean text (no forcing marks, notes, boneyard or scene number; emphasis
    marks are kept), lines joined by a newline. `number` is the scene number of a heading,
    `level` the depth of a section, `dual` true for the second cue of a dual dialogue (and
    its parentheticals and lines), `extension` what stands in brackets after a cue
    ("V.O.", "O.S.", "CONT'D"), upper case, several joined by ", ". The text of a cue is the
    name alone, that of a parenthetical stands without its brackets, that of a page break is
    empty; action keeps the indentation it was written with. An element of kind NOTE carries
    its note in `notes` too, so that `notes` alone is the whole override channel.
    """

    kind: ElementKind
    text: str
    span: Span
    notes: tuple[Note, ...] = ()
    number: str | None = None
    level: int = 0
    dual: bool = False
    forced: bool = False
    extension: str = ""


@dataclass(frozen=True, slots=True)
class TitleField:
    """One `Key: value` of the title page; several values stand on indented lines."""

    key: str
    values: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A whole script. `source` is the text as read (newlines normalised to \\n), so that
    spans can be shown; `file` is the name to show in messages."""

    file: str
    source: str
    title_page: tuple[TitleField, ...]
    elements: tuple[Element, ...]

    def field(self, key: str) -> str:
        """The value of a title-page field, its lines joined by a space, or ""."""
        for entry in self.title_page:
            if entry.key.casefold() == key.casefold():
                return " ".join(value.strip() for value in entry.values).strip()
        return ""
