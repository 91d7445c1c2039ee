"""From a place in an element's clean text to a place in the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
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
    chart, breaks = _chart(element, source)
    first = chart[min(start, len(chart) - 1)] if chart else 0
    last = chart[min(max(end - 1, start), len(chart) - 1)] + 1 if chart else 0
    return Span(span.file, span.start + first, span.start + max(last, first), span.line + bisect_left(breaks, first))


@lru_cache(maxsize=16)
def _chart(element: Element, source: str) -> tuple[Sequence[int], list[int]]:
    """For each character of the clean text its offset in the element's raw text, and the
    offsets of the raw text's line ends. Cached: one element is asked about many times."""
    raw = source[element.span.start : element.span.end]
    breaks = [match.start() for match in re.finditer("\n", raw)]
    return _align(element.text, raw), breaks


def _align(text: str, raw: str) -> Sequence[int]:
    """For each character of the clean text, its offset in the raw text, which may hold
    forcing marks, notes and boneyard in between."""
    at = raw.find(text)
    if at >= 0:
        return range(at, at + len(text))
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
    return chart
