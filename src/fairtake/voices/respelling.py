"""What screenplays write and eSpeak NG cannot read: "Shhh!", "b-but", "Nooo", "Mr. Jones".

A text and its language go in; replacements come out, each for a stretch of the text. English
interjections and stammers become eSpeak NG phonemes in double brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fairtake.voices.japanese import kana_for

__all__ = ["Replacement", "respelled"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """Read `text` in place of the characters from `start` to `end`; `drawn` when they are to
    be spoken long."""

    start: int
    end: int
    text: str
    drawn: bool = False


_WORD = r"(?<![^\W_])(?:{})(?![^\W_])"

_INTERJECTIONS: tuple[tuple[str, str], ...] = (
    (r"sh+", "[[SSS]]"),
    (r"h+m+", "hmm"),
    (r"m+-?h+m+", "[[mmh@mm]]"),
    (r"m{2,}", "[[mmm]]"),
    (r"p+s+t+", "[[psst]]"),
    (r"p+f+t*", "[[pfft]]"),
    (r"g+r{2,}", "[[g3:3:]]"),
    (r"b+r{2,}", "[[b3:3:]]"),
    (r"z{2,}", "[[zzz]]"),
    (r"tsk", "[[t@]]"),
    (r"a{2,}r+g+h+", "argh"),
    (r"o{2,}h+", "ooh"),
    (r"a+h{2,}|a{2,}h+", "ah"),
)
_PATTERNS = tuple((re.compile(_WORD.format(pattern), re.IGNORECASE), sound) for pattern, sound in _INTERJECTIONS)
_STAMMERS: dict[str, str] = {
    **{letter: letter for letter in "bdfghklmnprstvwz"},
    "c": "k",
    "j": "dZ",
    "y": "j",
    "q": "k",
    "th": "D",
    "wh": "w",
    "sh": "S",
    "ch": "tS",
}
_DOUBLED = {  # drawn words that lose a letter they need
    word.replace(pair, pair[0]): word
    for pair, words in (
        ("oo", "boo too woo zoo moo soon good cool moon look room food door poor school fool stool"),
        ("ee", "free see tree three sweet need keep week sleep feel deep creep indeed"),
        ("ll", "well will still hell kill all call fall hello tell"),
        ("pp", "happy"),
        ("ss", "yes kiss miss pass less"),
        ("ff", "off stuff"),
    )
    for word in words.split()
    if pair in word
}
_DOUBLED |= {"yes": "yes", "to": "too", "god": "good"}

_ENGLISH_TITLES = re.compile(r"\b(?:Mrs?|Ms|Dr|St|Prof|Sgt|Lt|Capt|Cpl|Gen|Col|Rev|Hon|Mt|vs)(\.)(?=\s+\S)")
_RUN = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")
_STAMMER = re.compile(r"(?<![^\W_])(th|wh|sh|ch|[bcdfghjklmnpqrstvwyz])-(?=\1)", re.IGNORECASE)


def respelled(text: str, language: str) -> tuple[Replacement, ...]:
    """Replacements in order, none over another."""
    found: list[Replacement] = []
    if language.startswith("en"):
        for pattern, sound in _PATTERNS:
            found += [Replacement(match.start(), match.end(), sound) for match in pattern.finditer(text)]
        for match in _STAMMER.finditer(text):
            onset = _STAMMERS[match.group(1).casefold()]
            found.append(Replacement(match.start(), match.end(), f"[[{onset}@]] "))
        found += [Replacement(match.start(1), match.end(1), " ") for match in _ENGLISH_TITLES.finditer(text)]
    for match in _LETTERS.finditer(text):
        if not _RUN.search(match.group()):
            continue
        short = _RUN.sub(r"\1", match.group())
        found.append(Replacement(match.start(), match.end(), _DOUBLED.get(short.casefold(), short), drawn=True))
    if language.startswith("ja"):
        found += [Replacement(start, end, kana) for start, end, kana in kana_for(text)]
    chosen: list[Replacement] = []
    for replacement in sorted(found, key=lambda one: (one.start, one.drawn)):
        if not chosen or replacement.start >= chosen[-1].end:
            chosen.append(replacement)
    return tuple(chosen)
