"""From a place in an element's clean text to a place in the file."""

from __future__ import annotations

import re
from functools import lru_cache

from fairtake.model.screenplay import Element
from fairtake.model.span import Span

__all__ = ["locate", "plain"]

_MARKS = re.compile(r"\\?[*_]")


def plain(text: str) -> str:
    """The text with emphasis marks blanked, so that offsets stay."""
    return _MARKS.sub(lambda match: " " * len(match.group()), text) if ("*" in text or "_" in text) else text


def locate(element: Element, source: str, start: int, end: int) -> Span:
    """The span of element.text[start:end] in the source. Without a source (an element made
    by hand) lines are counted in the element's own text."""
    span = element.span
    if not source:
        line = span.line + element.text.count("\n", 0, start)
        return Span(span.file, span.start + start, span.start + end, line)
    chart = _chart(element.text, source[span.start : span.end])
    first = chart[min(start, len(chart) - 1)] if chart else 0
    last = chart[min(max(end - 1, start), len(chart) - 1)] + 1 if chart else 0
    line = span.line + source.count("\n", span.start, span.start + first)
    return Span(span.file, span.start + first, span.start + max(last, first), line)


@lru_cache(maxsize=256)
def _chart(text: str, raw: str) -> tuple[int, ...]:
    """For each character of the clean text, its offset in the raw text, which may hold
    forcing marks, notes and boneyard in between."""
    at = raw.find(text)
    if at >= 0:
        return tuple(range(at, at + len(text)))
    chart: list[int] = []
    place = 0
    for line in re.split(r"(\n)", text):
        if not line:
            continue
        at = raw.find(line, place)
        if at >= 0:
            chart.extend(range(at, at + len(line)))
            place = at + len(line)
            continue
        for word in re.findall(r"\S+|\s", line):
            at = raw.find(word, place)
            if at >= 0:
                chart.extend(range(at, at + len(word)))
                place = at + len(word)
            else:
                chart.extend([min(place, max(len(raw) - 1, 0))] * len(word))
    return tuple(chart)
