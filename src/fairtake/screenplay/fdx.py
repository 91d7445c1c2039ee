"""Final Draft (FDX) → Screenplay.

The screenplay's `source` is the XML text itself: a message that says `film.fdx:412` then
names a line of the file the writer has, and spans cover the text runs there.
`write_fountain` turns such a screenplay into Fountain.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace

from fairtake.errors import ScriptError
from fairtake.model.screenplay import Element, ElementKind, Note, Screenplay, TitleField
from fairtake.model.span import Span
from fairtake.screenplay.classify import is_heading, split_cue
from fairtake.screenplay.fdx_paragraphs import Document, Paragraph, read_paragraphs
from fairtake.screenplay.lines import normalise
from fairtake.screenplay.parenthesis import closes

__all__ = ["parse_fdx"]

Kind = ElementKind

_KINDS = {
    "Scene Heading": Kind.SCENE_HEADING,
    "Character": Kind.CHARACTER,
    "Parenthetical": Kind.PARENTHETICAL,
    "Dialogue": Kind.DIALOGUE,
    "Transition": Kind.TRANSITION,
    "Lyrics": Kind.LYRIC,
    "Singing": Kind.LYRIC,
    "New Act": Kind.SECTION,
    "End of Act": Kind.CENTERED,
    "Show/Ep. Title": Kind.CENTERED,
    "Outline Body": Kind.SYNOPSIS,
    "Summary": Kind.SYNOPSIS,
}
"""All other types (Action, General, Shot, Cast List, a writer's own) are action."""

_STYLES = (("Underline", "_"), ("Bold", "**"), ("Italic", "*"))
_SPEECH = frozenset({Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRIC})
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


def parse_fdx(data: bytes, file: str) -> Screenplay:
    """Read a Final Draft document.

    Text runs are joined, their styles become emphasis marks; scene numbers, dual dialogue
    (the second column), nested paragraphs, scene summaries (as synopses), notes and the
    title page are kept. Raises ScriptError for a file that is cut off, declares entities,
    is no Final Draft document, or holds no script.
    """
    source = normalise(_decoded(data, file))
    document = read_paragraphs(source, file)
    builder = _Builder(file, document)
    for paragraph in document.script:
        builder.add(paragraph)
    for paragraph in document.notes:
        builder.add(replace(paragraph, role="note", parent=None))
    if not builder.elements:
        raise ScriptError(
            "The Final Draft file holds no script (its <Content> is empty)",
            fix="Write a scene, or export the script again.",
            file=file,
        )
    return Screenplay(file, source, _title_page(document.title, file), tuple(builder.elements))


def _decoded(data: bytes, file: str) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            encoding = name
            break
    else:
        declared = _DECLARED.match(data.lstrip()[:200])
        encoding = declared.group(1).decode("ascii") if declared else "utf-8"
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise ScriptError(
            f"The file is not text in the encoding it declares ({encoding})",
            fix="Open it in the program that wrote it and export it as .fdx or Fountain again.",
            file=file,
        ) from error


class _Builder:
    """Turns paragraphs into elements, in order; `elements` is the result so far."""

    def __init__(self, file: str, document: Document) -> None:
        self.file = file
        self.capitals = document.capitals
        self.elements: list[Element] = []
        self._index: dict[int, int] = {}
        self._speaker: Element | None = None
        self._cues_in_dual = 0

    def add(self, paragraph: Paragraph) -> None:
        """Take in one paragraph of any role."""
        span = Span(self.file, paragraph.start, max(paragraph.end, paragraph.start), paragraph.line)
        if paragraph.new_page and paragraph.role == "":
            at = Span(self.file, paragraph.start, paragraph.start, paragraph.line)
            self.elements.append(Element(Kind.PAGE_BREAK, "", at))
        text = _tidy(paragraph.plain)
        if not text or paragraph.role == "aside":
            return
        if paragraph.role == "note":
            self._note(paragraph, text, span)
        elif paragraph.role == "summary":
            self.elements.append(Element(Kind.SYNOPSIS, " ".join(text.split()), span))
        else:
            self._script(paragraph, text, span)
            self._index[id(paragraph)] = len(self.elements) - 1

    def _note(self, paragraph: Paragraph, text: str, span: Span) -> None:
        note = Note(text, span)
        at = self._index.get(id(paragraph.parent))
        if at is None:
            self.elements.append(Element(Kind.NOTE, text, span, notes=(note,)))
        else:
            self.elements[at] = replace(self.elements[at], notes=(*self.elements[at].notes, note))

    def _script(self, paragraph: Paragraph, text: str, span: Span) -> None:
        kind = _kind(paragraph)
        one_line = " ".join(text.split())
        if paragraph.kind in self.capitals:
            one_line = one_line.upper()
        dual = self._dual(paragraph, kind)
        if kind in (Kind.PARENTHETICAL, Kind.DIALOGUE) and not self._spoken_by_somebody(span, dual):
            kind = Kind.ACTION
        match kind:
            case Kind.SCENE_HEADING:
                self._speaker = None
                number = paragraph.number or None
                element = Element(kind, one_line, span, number=number, forced=not is_heading(one_line))
            case Kind.CHARACTER:
                cue = split_cue(one_line)
                element = Element(kind, cue.name or one_line, span, dual=dual, extension=cue.extension)
                self._speaker = element
            case Kind.PARENTHETICAL:
                inner = text[1:-1].strip() if text[0] in "(（" and closes(text.split("\n")) else text
                element = Element(kind, inner, span, dual=dual)
            case Kind.DIALOGUE | Kind.LYRIC:
                element = Element(kind, _marked_up(paragraph), span, dual=dual)
            case Kind.TRANSITION:
                element = Element(kind, one_line, span)
            case Kind.SECTION:
                level = int(paragraph.kind[-1]) if paragraph.kind[-1:].isdigit() else 1
                element = Element(kind, one_line, span, level=level)
            case Kind.SYNOPSIS:
                element = Element(kind, one_line, span)
            case _:
                element = Element(kind, _marked_up(paragraph), span, forced=paragraph.kind == "Shot")
        self._append(element)

    def _append(self, element: Element) -> None:
        """Add an element; dialogue that goes on in the next paragraph stays one element."""
        last = self.elements[-1] if self.elements else None
        if last is not None and last.kind is element.kind and element.kind in (Kind.DIALOGUE, Kind.LYRIC):
            span = Span(self.file, last.span.start, max(last.span.end, element.span.end), last.span.line)
            self.elements[-1] = replace(last, text=f"{last.text}\n{element.text}", span=span)
        else:
            self.elements.append(element)

    def _dual(self, paragraph: Paragraph, kind: Kind) -> bool:
        """Whether a paragraph belongs to the second column of a dual dialogue."""
        if not paragraph.dual:
            self._cues_in_dual = 0
        elif kind is Kind.CHARACTER:
            self._cues_in_dual += 1
        return self._cues_in_dual > 1

    def _spoken_by_somebody(self, span: Span, dual: bool) -> bool:
        """Speech after action and without a cue goes on with the last speaker of the scene."""
        before = [e for e in self.elements[-3:] if e.kind not in (Kind.NOTE, Kind.PAGE_BREAK)]
        if before and (before[-1].kind in _SPEECH or before[-1].kind is Kind.CHARACTER):
            return True
        if self._speaker is None:
            return False
        at = Span(self.file, span.start, span.start, span.line)
        self.elements.append(Element(Kind.CHARACTER, self._speaker.text, at, dual=dual, extension="CONT'D"))
        return True


def _kind(paragraph: Paragraph) -> Kind:
    if paragraph.kind.startswith("Outline") and paragraph.kind[-1:].isdigit():
        return Kind.SECTION
    kind = _KINDS.get(paragraph.kind, Kind.ACTION)
    return Kind.CENTERED if kind is Kind.ACTION and paragraph.alignment == "Center" else kind


def _tidy(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _marked_up(paragraph: Paragraph) -> str:
    """The runs in Fountain's emphasis marks; marks in the text itself are escaped."""
    joined = "".join(_run(text.replace("\u2028", "\n"), style) for text, style in paragraph.runs)
    return _tidy(joined)


def _run(text: str, style: str) -> str:
    escaped = text.replace("*", r"\*").replace("_", r"\_")
    if "AllCaps" in style:
        escaped = escaped.upper()
    marks = [mark for name, mark in _STYLES if name in style]
    if not marks:
        return escaped
    before, after = "".join(marks), "".join(reversed(marks))
    return "\n".join(_wrapped(line, before, after) for line in escaped.split("\n"))


def _wrapped(line: str, before: str, after: str) -> str:
    """Marks stand next to the words: spaces stay outside them."""
    core = line.strip()
    if not core:
        return line
    left = line[: len(line) - len(line.lstrip())]
    right = line[len(line.rstrip()) :]
    return f"{left}{before}{core}{after}{right}"


def _title_page(paragraphs: Sequence[Paragraph], file: str) -> tuple[TitleField, ...]:
    """Title, credit, author, source and the rest, from the order of a title page's lines.

    Final Draft keeps no keys there: the first line is the title; "written by" or "by" is
    the credit and what follows it the author; what stands below is contact.
    """
    found: list[tuple[str, list[str], Paragraph]] = []
    for paragraph in paragraphs:
        text = _tidy(paragraph.plain)
        if not text:
            continue
        key = _title_key(text.casefold(), found[-1][0] if found else "", centred=paragraph.alignment == "Center")
        if found and found[-1][0] == key:
            found[-1][1].extend(text.split("\n"))
        else:
            found.append((key, text.split("\n"), paragraph))
    return tuple(TitleField(key, tuple(values), Span(file, p.start, p.end, p.line)) for key, values, p in found)


def _title_key(text: str, before: str, *, centred: bool) -> str:
    """What a line of the title page is, from its words and the line before it."""
    if not before:
        return "Title"
    if re.search(r"©|copyright", text):
        return "Copyright"
    if re.match(r"based (up)?on\b|d'après\b|d’après\b|nach\b", text):
        return "Source"
    if re.search(r"\bdraft\b|^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$", text):
        return "Draft date"
    if len(text) < 60 and re.search(r"\bby$|^by\b|^(screenplay|story|teleplay|scénario|buch)\b", text):
        return "Credit"
    if before in ("Credit", "Author") and centred:
        return "Author"
    return "Credit" if before == "Title" and centred else "Contact"
