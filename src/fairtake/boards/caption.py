"""A caption set in type: where each run of letters stands, for a page or a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairtake.boards.palette import ACCENT, FAINT, INK, SOFT, Ink
from fairtake.boards.panels import Caption, Passage
from fairtake.lettering import shorten, text_width, wrap

__all__ = ["LETTERS", "Run", "caption_texts", "set_caption"]

LETTERS = {"number": "sans-bold", "facts": "sans", "speaker": "sans-bold", "speech": "serif", "action": "sans-italic"}
"""The typefaces of a caption's parts."""

_QUIET: Ink = (138, 126, 134)
_SIZES = (8.2, 7.8, 7.4, 7.0, 6.6)
_LEADING = 1.2
_REASON = 6.3
_REASON_LINES = 2


@dataclass(frozen=True, slots=True)
class Run:
    """Letters on a line: `x` and the baseline `y` in points from the caption's upper left
    corner, y down. A `hidden` run is not painted; it is there to be found and copied."""

    x: float
    y: float
    text: str
    face: str
    size: float
    ink: Ink
    hidden: bool = False


def caption_texts(caption: Caption) -> Iterator[tuple[str, str]]:
    """Every text of a caption with the typeface it is set in."""
    yield f"{caption.number} {caption.state}", LETTERS["number"]
    yield caption.reason, LETTERS["action"]
    for passage in caption.passages:
        yield passage.speaker, LETTERS["speaker"]
        yield passage.text, LETTERS["speech" if passage.speaker else "action"]


def set_caption(caption: Caption, width: float, height: float | None = None) -> tuple[list[Run], float]:
    """The caption in a column of `width` points, and how tall it came out.

    With a `height`, type is made smaller and then cut short with an ellipsis until it fits;
    what is cut stays as a hidden run.
    """
    runs, top = _headline(caption, width)
    reason = _reason(caption.reason, width, None if height is None else _REASON_LINES)
    below = (_REASON * _LEADING * len(reason[0]) + 3.5) if reason[0] else 0.0
    room = None if height is None else height - top - below
    for size in _SIZES:
        body, tall = _body(caption.passages, width, size)
        if room is None or tall <= room:
            break
    else:
        assert room is not None
        body, tall = _cut(caption.passages, width, _SIZES[-1], room)
    runs += [Run(run.x, top + run.y, run.text, run.face, run.size, run.ink, run.hidden) for run in body]
    y = top + tall + 3.5
    for line in reason[0]:
        y += _REASON * _LEADING
        runs.append(Run(0.0, y - _REASON * 0.25, line, "sans-italic", _REASON, _QUIET))
    if reason[1]:
        runs.append(Run(0.0, y, reason[1], "sans-italic", 1.0, FAINT, hidden=True))
    return runs, y if reason[0] else top + tall


def _headline(caption: Caption, width: float) -> tuple[list[Run], float]:
    """Number, facts and length on one line; the facts that do not fit go to a second."""
    y = 10.0
    runs = [Run(0.0, y, caption.number, "sans-bold", 10.2, INK)]
    x = text_width(caption.number, "sans-bold", 10.2) + 5
    if caption.state:
        runs.append(Run(x, y, caption.state.upper(), "sans-bold", 7.0, ACCENT))
        x += text_width(caption.state.upper(), "sans-bold", 7.0) + 5
    right = width - text_width(caption.length, "sans-bold", 7.8)
    if caption.length and right > x:
        runs.append(Run(right, y, caption.length, "sans-bold", 7.8, INK))
    elif caption.length:
        y += 10.0
        runs.append(Run(0.0, y, caption.length, "sans-bold", 7.8, INK))
        x, right = text_width(caption.length, "sans-bold", 7.8) + 5, width
    facts = list(caption.facts)
    line: list[str] = []
    while facts and x + text_width(" · ".join([*line, facts[0]]), "sans", 7.8) <= right - 5:
        line.append(facts.pop(0))
    if line:
        runs.append(Run(x, y, " · ".join(line), "sans", 7.8, SOFT))
    for text in wrap(" · ".join(facts), lambda part: text_width(part, "sans", 7.8), width) if facts else []:
        y += 9.6
        runs.append(Run(0.0, y, text, "sans", 7.8, SOFT))
    return runs, y + 3.0


def _reason(text: str, width: float, most: int | None) -> tuple[list[str], str]:
    if not text:
        return [], ""

    def measure(part: str) -> float:
        return text_width(part, "sans-italic", _REASON)

    lines = wrap(text, measure, width)
    return (lines, "") if most is None else shorten(lines, most, measure, width)


def _body(passages: tuple[Passage, ...], width: float, size: float) -> tuple[list[Run], float]:
    """All passages one below the other."""
    runs: list[Run] = []
    y = 0.0
    for passage in passages:
        lines, indent, face = _lines(passage, width, size)
        if passage.speaker:
            runs.append(Run(0.0, y + size * _LEADING, passage.speaker, "sans-bold", size * 0.86, INK))
        for place, line in enumerate(lines):
            y += size * _LEADING
            if line:
                runs.append(Run(indent if place == 0 else 0.0, y, line, face, size, INK if passage.speaker else SOFT))
        y += size * 0.22
    return runs, y + (size * 0.2 if passages else 0.0)


def _lines(passage: Passage, width: float, size: float) -> tuple[list[str], float, str]:
    """A passage's lines; the first begins after the speaker's name."""
    face = LETTERS["speech" if passage.speaker else "action"]
    indent = text_width(passage.speaker, "sans-bold", size * 0.86) + size * 0.55 if passage.speaker else 0.0
    lines = wrap(passage.text, lambda part: text_width(part, face, size), width, max(0.0, width - indent))
    return lines, indent, face


def _cut(passages: tuple[Passage, ...], width: float, size: float, room: float) -> tuple[list[Run], float]:
    """As many passages as fit, the last of them ending in an ellipsis, the rest hidden."""
    kept: list[Passage] = []
    for passage in passages:
        if _body((*kept, passage), width, size)[1] > room:
            break
        kept.append(passage)
    rest = list(passages[len(kept) :])
    hidden: list[str] = []
    if rest:
        # What fits of the first passage that does not fit as a whole.
        opening = rest.pop(0)
        words = opening.text.split()
        low, high = 0, len(words) - 1
        while low < high:
            count = (low + high + 1) // 2
            if _body((*kept, _short(opening, words, count)), width, size)[1] <= room:
                low = count
            else:
                high = count - 1
        if low:
            kept.append(_short(opening, words, low))
            hidden.append(" ".join(words[low:]))
        else:
            hidden.append(f"{opening.speaker} {opening.text}".strip())
            if kept:
                # The mark that something is missing may push a last word over the edge.
                last = kept.pop()
                words = last.text.split()
                for count in range(len(words), 0, -1):
                    short = _short(last, words, count)
                    if _body((*kept, short), width, size)[1] <= room:
                        kept.append(short)
                        hidden.insert(0, " ".join(words[count:]))
                        break
    hidden += [f"{one.speaker} {one.text}".strip() for one in rest]
    runs, tall = _body(tuple(kept), width, size)
    runs.append(Run(0.0, tall, " ".join(part for part in hidden if part), "serif", 1.0, INK, hidden=True))
    return runs, tall


def _short(passage: Passage, words: list[str], count: int) -> Passage:
    return Passage(" ".join(words[:count]).rstrip(".,;:") + "\u2026", passage.speaker)
