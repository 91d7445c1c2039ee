"""Prose → the heading of its one scene: inside or outside, the place, the time of day."""

from __future__ import annotations

import re

from fairtake.screenplay.prose_words import PLACES, TIMES, word_set

__all__ = ["heading_of"]

_WORD = re.compile(r"[^\W\d_]+(?:[-][^\W\d_]+)*")
_INTO = word_set("""in inside into at on through across the a an her his their our my to from of along over within
    dans la le une un sur au im in der die das dem den einer einem auf am en el una un por nella nel sulla в на по через""")
_CAR = re.compile(
    r"\b(?:in|inside|into) (?:\w+ ){0,2}(?:car|taxi|cab|van|truck)\b|\b(?:drives|driving|behind the wheel)\b", re.I
)
_OUTSIDE = re.compile(r"\b(?:outside|outdoors|rain|snow|sky|sun|trees?|wind|stars|dehors|draußen|afuera|fuori)\b", re.I)


def heading_of(narrative: str, whole: str) -> str:
    """A heading such as "INT. KITCHEN - NIGHT". What is told counts before what is said; the
    first place that somebody is in, at or crosses counts; without any it is a room, or open
    ground when the words are of the open air."""
    time = _time(narrative) or _time(whole) or "DAY"
    if _CAR.search(narrative):
        return f"INT. CAR - {time}"
    place = _place(narrative) or _place(whole)
    if place is None:
        return f"EXT. OPEN GROUND - {time}" if _OUTSIDE.search(narrative) else f"INT. ROOM - {time}"
    inside, name = place
    return f"{'INT' if inside else 'EXT'}. {name} - {time}"


def _place(text: str) -> tuple[bool, str] | None:
    words = [match.group().casefold() for match in _WORD.finditer(text)]
    fallback: tuple[bool, str] | None = None
    for i, word in enumerate(words):
        pair = f"{word}-{words[i + 1]}" if i + 1 < len(words) else ""
        found = PLACES.get(pair) or PLACES.get(word)
        if found is None:
            continue
        if _INTO & set(words[max(0, i - 3) : i]):
            # A room, a bed, a bench: a named place later in the text says more.
            if found[1] != "ROOM":
                return found
            fallback = fallback or found
        else:
            fallback = fallback or found
    return fallback


def _time(text: str) -> str | None:
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        if word in TIMES and not (word == "see" or text[match.end() : match.end() + 1] == "'"):
            return TIMES[word]
    return None
