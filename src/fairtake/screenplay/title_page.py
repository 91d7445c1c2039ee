"""The title page: the first lines of a script, as `Key: value`, up to the first blank line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fairtake.model.screenplay import TitleField
from fairtake.model.span import Span
from fairtake.screenplay.classify import is_heading
from fairtake.screenplay.lines import Line

__all__ = ["could_open_title_page", "read_title_page", "render_title_page"]

_KEY = re.compile(r"([^\s:#!@~=>./(\[\"“«'‘][^:\n]{0,40}):\s*(.*)", re.DOTALL)
_KNOWN = frozenset(
    {
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "date",
        "contact",
        "copyright",
        "notes",
        "revision",
        "episode",
        "series",
        "language",
        "draft",
        "version",
        "format",
        "genre",
        "logline",
        "font",
        "producer",
        "director",
        "studio",
        "header",
        "footer",
        "watermark",
        "titre",
        "auteur",
        "auteurs",
        "auteure",
        "titel",
        "autor",
        "autorin",
        "título",
        "titulo",
        "autora",
        "titolo",
        "autore",
        "draft date",
        "contact info",
        "written by",
        "based on",
        "date de version",
    }
)


def could_open_title_page(text: str) -> bool:
    """Whether a line at the very start of a script would be read as `Key: value`."""
    return _key(text.strip()) is not None


def read_title_page(lines: Sequence[Line], file: str, *, has_heading: bool) -> tuple[tuple[TitleField, ...], int]:
    """The fields and the index of the first line after them; no fields and 0 if the text
    does not begin with a title page.

    "FADE IN:" and a prompt such as "She says: ..." look like keys. A block counts if one of
    its keys is a usual one, or if all are short, all have values, and a scene follows.
    """
    first = 0
    while first < len(lines) and lines[first].blank:
        first += 1
    end = first
    while end < len(lines) and lines[end].visible:
        end += 1
    block = lines[first:end]
    if not block or _is_indented(block[0]):
        return (), 0
    fields: list[tuple[str, list[str], Line, Line]] = []
    for line in block:
        match = None if _is_indented(line) else _key(line.text.strip())
        if match is not None:
            value = match.group(2).strip()
            fields.append((match.group(1).strip(), [value] if value else [], line, line))
        elif fields and _is_indented(line):
            key, values, begin, _ = fields[-1]
            fields[-1] = (key, [*values, line.text.strip()], begin, line)
        else:
            return (), 0
    known = any(key.casefold() in _KNOWN for key, *_ in fields)
    plausible = has_heading and all(
        values and len(key.split()) <= 3 and not key.isupper() and not set(values[0]) & set('"“”«»')
        for key, values, *_ in fields
    )
    if not (known or plausible):
        return (), 0
    return tuple(
        TitleField(key, tuple(values), Span(file, begin.start, last.end, begin.number))
        for key, values, begin, last in fields
    ), end


def render_title_page(fields: Sequence[TitleField]) -> str:
    """The fields in Fountain: one value behind its key, several on indented lines below."""
    rows: list[str] = []
    for field in fields:
        if len(field.values) == 1:
            rows.append(f"{field.key}: {field.values[0]}")
        else:
            rows.append(f"{field.key}:")
            rows += [f"    {value}" for value in field.values]
    return "\n".join(rows)


def _key(text: str) -> re.Match[str] | None:
    return None if is_heading(text) else _KEY.match(text)


def _is_indented(line: Line) -> bool:
    return line.text[:1] in (" ", "\t")
