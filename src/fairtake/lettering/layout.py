"""Text in a room: how wide it is, where it breaks, how it is cut short.

Widths are sums of the letters' own advances, without kerning: the same in every program that
sets the type, and never narrower than the kerned line by more than a hair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fairtake.lettering.breaks import break_costs, clusters
from fairtake.lettering.faces import advances

__all__ = ["shorten", "text_width", "wrap"]

Measure = Callable[[str], float]


def text_width(text: str, face: str, size: float) -> float:
    """How wide `text` is, in the units of `size` (points, pixels)."""
    widths = advances(face)
    box = widths[-1]
    return sum(widths.get(ord(letter), box) for letter in text) * size


def wrap(text: str, measure: Measure, room: float, first: float | None = None) -> list[str]:
    """`text` in lines that `measure` no wider than `room`, broken at spaces; a word that is
    wider by itself is broken anywhere. The first line has only `first` of room. At least one
    line, which may be empty."""
    lines = [""]

    def left() -> float:
        return room if first is None or len(lines) > 1 else first

    for word in text.split():
        trial = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(trial) <= left():
            lines[-1] = trial
            continue
        if lines[-1] or (measure(word) > left() and left() < room):
            lines.append("")
        pieces = list(_broken(word, measure, room))
        lines[-1] = pieces[0]
        lines += pieces[1:]
    return lines


def _broken(word: str, measure: Measure, room: float) -> Iterator[str]:
    rest = word
    while len(rest) > 1 and measure(rest) > room:
        letters = clusters(rest)
        count = max(1, min(len(letters) - 1, int(len(letters) * room / measure(rest))))
        while count > 1 and measure("".join(letters[:count])) > room:
            count -= 1
        cut = len("".join(letters[:count]))
        # Scripts without spaces have places of their own where a line may break.
        legal = [place for place in break_costs(rest) if cut // 2 < place <= cut]
        cut = min(legal, key=lambda place: (break_costs(rest)[place] + (cut - place) / cut, place), default=cut)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def shorten(lines: Sequence[str], most: int, measure: Measure, room: float) -> tuple[list[str], str]:
    """The first `most` lines, the last of them ending in an ellipsis when something is left
    out; and what was left out ("" when nothing was). With no lines at all everything is."""
    if len(lines) <= most:
        return list(lines), ""
    if most < 1:
        return [], " ".join(lines)
    kept, words = list(lines[:most]), lines[most - 1].split()
    cut: list[str] = []
    while words and measure(" ".join(words).rstrip(".,;:") + "\u2026") > room:
        cut.insert(0, words.pop())
    kept[-1] = " ".join(words).rstrip(".,;:") + "\u2026"
    return kept, " ".join([*cut, *lines[most:]])
