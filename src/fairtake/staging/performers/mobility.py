"""What somebody goes about in, read off the script: a wheelchair, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fairtake.model.breakdown import Event, Role, Scene

__all__ = ["mobility_of"]

_CHAIR = r"(?:wheel[ -]?chair|power ?chair|rollstuhl|fauteuil roulant|silla de ruedas)"
_WHOSE = (
    r"(?:(?:a|an|the|his|her|their|my|im|in seinem|in ihrem|einem|seinem|ihrem|en|son|un|una|su) )?(?:[\w-]+ ){0,3}?"
)
_IN = re.compile(
    rf"\b(?:in|into|uses|using|with|en|im|dans|sits in|confined to|bound to) {_WHOSE}{_CHAIR}|{_CHAIR}[ -](?:user|bound)\b",
    re.IGNORECASE,
)
_OWN = re.compile(rf"\b(?:his|her|their) (?:[\w-]+ ){{0,2}}{_CHAIR}", re.IGNORECASE)
_WHEELS = re.compile(r"\bwheels? (?:herself|himself|themselves|themself)\b", re.IGNORECASE)
_PUSHES = re.compile(rf"\b(?:push|pushes|pushing|wheels|wheeling|fold|folds|carries|beside|behind) [^.]*?{_CHAIR}", re.IGNORECASE)  # fmt: skip
_OF_OTHERS = re.compile(rf"\b(?:him|her|them|[A-Z]\w+)\b [^.,]*?\b(?:in|into) {_WHOSE}{_CHAIR}", re.IGNORECASE)


def mobility_of(role: Role, wish: str, scenes: Iterable[Scene]) -> str:
    """ "wheelchair" for who the script (or the `wish`) says sits in one, else "". What is said
    once holds for the whole film."""
    if _IN.search(wish):
        return "wheelchair"
    told = role.description
    if _IN.search(told) or re.search(rf"^\W*{_CHAIR}\b|,\s*{_CHAIR}\s*(?:,|$)", told, re.IGNORECASE):
        return "" if _PUSHES.search(told) else "wheelchair"
    for scene in scenes:
        for beat in scene.beats:
            if not isinstance(beat, Event) or beat.agents != (role.name,):
                continue
            if _WHEELS.search(beat.text):
                return "wheelchair"
            if _PUSHES.search(beat.text) or not re.search(_CHAIR, beat.text, re.IGNORECASE):
                continue
            if _OWN.search(beat.text) or (_IN.search(beat.text) and not _OF_OTHERS.search(beat.text.split(" ", 1)[-1])):
                return "wheelchair"
    return ""
