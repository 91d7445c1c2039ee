"""Screenplay → Fountain text: exactly as it was written, or afresh from its elements."""

from __future__ import annotations

from collections.abc import Sequence

from fairtake.model.screenplay import Element, ElementKind, Screenplay, TitleField
from fairtake.screenplay.classify import is_cue, is_heading, opening_kind, split_number
from fairtake.screenplay.fountain import SPOKEN, is_tight, parse_fountain
from fairtake.screenplay.title_page import could_open_title_page, render_title_page

__all__ = ["render_fountain", "write_fountain"]

Kind = ElementKind


def write_fountain(screenplay: Screenplay) -> str:
    """The script as Fountain text.

    A screenplay that was read from Fountain comes back as it was, to the character: each
    element writes the stretch of source it covers, and what lies between them is white space
    that is copied. Any other (from FDX, from prose, or changed since) is rendered.
    """
    source = screenplay.source
    again = parse_fountain(source, screenplay.file)
    if again != screenplay:
        again = parse_fountain(source, screenplay.file, tight=is_tight(again))
    if again != screenplay:
        return render_fountain(screenplay.elements, screenplay.title_page)
    pieces: list[str] = []
    position = 0
    spans = [entry.span for entry in screenplay.title_page] + [entry.span for entry in screenplay.elements]
    for span in spans:
        pieces += (source[position : span.start], source[span.start : span.end])
        position = span.end
    return "".join([*pieces, source[position:]])


def render_fountain(elements: Sequence[Element], title_page: Sequence[TitleField] = ()) -> str:
    """Canonical Fountain: one blank line between elements, none inside a dialogue, a forcing
    mark only where the text alone would be read as something else.

    Reading it back gives elements of the same kinds and texts (and numbers, levels, dual
    flags, extensions and notes); only boneyard inside another element is lost.
    """
    blocks: list[str] = [render_title_page(title_page)] if title_page else []
    for i, element in enumerate(elements):
        following = elements[i + 1] if i + 1 < len(elements) else None
        text = _rendered(element, first=not blocks, speaks=following is not None and _joins(element, following))
        if element.kind is not Kind.NOTE:
            text = _with_notes(text, [f"[[{note.text}]]" for note in element.notes])
        if i and _joins(elements[i - 1], element):
            blocks[-1] += "\n" + text
        else:
            blocks.append(text)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _with_notes(text: str, notes: Sequence[str]) -> str:
    """Notes go behind the text, or before brackets in it that nothing closes."""
    loose = text.find("[[")
    if loose >= 0:
        return text[:loose] + "".join(notes) + text[loose:]
    return " ".join([text, *notes])


def _joins(before: Element, element: Element) -> bool:
    """Whether an element belongs to the same dialogue as the one before it."""
    if before.kind not in SPOKEN or element.kind not in SPOKEN or element.kind is Kind.CHARACTER:
        return False
    if element.kind is Kind.LYRIC:
        # A lyric after a lyric was a block of its own, or the two would be one.
        return before.kind is not Kind.LYRIC and before.dual == element.dual and "]]" not in element.text
    return True


def _rendered(element: Element, *, first: bool, speaks: bool) -> str:
    text = element.text
    match element.kind:
        case Kind.SCENE_HEADING:
            return _heading(element)
        case Kind.CHARACTER:
            return _cue(element, first=first, speaks=speaks)
        case Kind.PARENTHETICAL:
            return f"({text})"
        case Kind.DIALOGUE:
            return "\n".join(line or "  " for line in text.split("\n"))
        case Kind.LYRIC:
            return _marked("~", text)
        case Kind.TRANSITION:
            natural = text[:1] != ">" and _opening(text) is Kind.TRANSITION
            return text if natural else f"> {text}"
        case Kind.CENTERED:
            return "\n".join(f"> {line} <" for line in text.split("\n"))
        case Kind.PAGE_BREAK:
            return "==="
        case Kind.SECTION:
            return f"{'#' * max(element.level, 1)} {text}".rstrip()
        case Kind.SYNOPSIS:
            return f"= {text}".rstrip()
        case Kind.NOTE:
            return f"[[{text}]]"
        case Kind.BONEYARD:
            return f"/* {text} */"
        case Kind.ACTION:
            return _action(text, first=first)


def _heading(element: Element) -> str:
    number = f" #{element.number}#" if element.number else ""
    written = f"{element.text}{number}"
    natural = _opening(written) is Kind.SCENE_HEADING and split_number(written) == (element.text, element.number)
    return written if natural else f".{written}"


def _cue(element: Element, *, first: bool, speaks: bool) -> str:
    written = f"{element.text} ({element.extension})" if element.extension else element.text
    natural = speaks and is_cue(written) and _opening(written, alone=False) is Kind.CHARACTER
    if not natural or (first and could_open_title_page(written)):
        written = f"@{written}"
    return f"{written} ^" if element.dual else written


def _action(text: str, *, first: bool) -> str:
    lines = text.split("\n")
    rendered = [_inner_action(line) for line in lines]
    alone = len(lines) == 1
    opening = opening_kind(lines[0].lstrip(), alone=alone, uncased=True) if lines[0].strip() else Kind.ACTION
    plain_heading = not alone and is_heading(lines[0].strip())
    if opening is not Kind.ACTION or plain_heading or (first and _would_be_lost(lines[0])):
        rendered[0] = f"!{lines[0]}"
    return "\n".join(rendered)


def _would_be_lost(line: str) -> bool:
    """At the very start of a text: a title page, or a byte-order mark."""
    return could_open_title_page(line) or line.startswith("\ufeff")


def _inner_action(line: str) -> str:
    """A line of action, forced if it would end the action or vanish."""
    bare = line.strip()
    if not bare or bare[0] in "~!" or bare.startswith("===") or (bare[0] == ">" and bare[-1] == "<"):
        return f"!{line}"
    return line


def _marked(mark: str, text: str) -> str:
    return "\n".join(f"{mark}{line}" for line in text.split("\n"))


def _opening(text: str, *, alone: bool = True) -> Kind:
    return opening_kind(text, alone=alone, uncased=False)
