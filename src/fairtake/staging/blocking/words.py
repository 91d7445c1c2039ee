"""From the script's words to things on the set."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["PLACES_OUT", "head_noun", "matches", "same_role", "tokens"]

_SKIP = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "my",
        "your",
        "our",
        "this",
        "that",
        "these",
        "those",
        "to",
        "at",
        "on",
        "in",
        "into",
        "onto",
        "of",
        "by",
        "from",
        "with",
        "near",
        "beside",
        "behind",
        "under",
        "over",
        "toward",
        "towards",
        "against",
        "through",
        "out",
        "up",
        "down",
        "one",
        "some",
        "same",
        "other",
        "old",
        "new",
        "big",
        "small",
        "little",
    ]
)
_SAME = {
    "couch": "sofa",
    "settee": "sofa",
    "armchair": "chair",
    "doorway": "door",
    "entrance": "door",
    "exit": "door",
    "gate": "door",
    "desk": "table",
    "counter": "table",
    "bar": "table",
    "worktop": "table",
    "cooker": "stove",
    "oven": "stove",
    "refrigerator": "fridge",
    "cellphone": "phone",
    "telephone": "phone",
    "mobile": "phone",
    "smartphone": "phone",
    "photograph": "photo",
    "picture": "photo",
    "mug": "cup",
    "teacup": "cup",
}
PLACES_OUT = frozenset({"out", "outside", "away", "off", "exit", "offscreen"})


def tokens(text: str) -> list[str]:
    """Plain lower-case nouns of a phrase, last one usually the head; plural s removed."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text.lower())
    plain = [re.sub(r"['’]s?$", "", w) for w in words]
    return [w for w in plain if w not in _SKIP]


def _forms(word: str) -> set[str]:
    forms = {word}
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        forms.add(word[:-1])
    if len(word) > 4 and word.endswith("es"):
        forms.add(word[:-2])
    return forms | {_SAME[w] for w in forms if w in _SAME}


def head_noun(text: str) -> str:
    """The plain noun a phrase is about ("her old letter" gives "letter")."""
    found = tokens(text)
    return found[-1] if found else ""


def matches(text: str, names: Iterable[str]) -> float:
    """How well a phrase means one of `names`: 1 its head noun itself, .8 the same thing by
    another word, .5 some other word of it, 0 not at all."""
    words = tokens(text)
    if not words:
        return 0.0
    own: set[str] = set()
    for name in names:
        own.update(tokens(name))
    if words[-1] in own or any(w[:-1] in own for w in (words[-1],) if w.endswith("s")):
        return 1.0
    wide = set().union(*(_forms(w) for w in own)) if own else set()
    if _forms(words[-1]) & wide:
        return 0.8
    return 0.5 if any(_forms(w) & wide for w in words[:-1]) else 0.0


def same_role(text: str, role: str) -> bool:
    """Whether a phrase names a role ("anna", "ANNA", "old Anna's")."""
    if not text:
        return False
    if text.casefold() == role.casefold():
        return True
    words, own = tokens(text), tokens(role)
    return bool(own) and words == own
