"""A cue → the names that speak and what its brackets say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fairtake.model.screenplay import Element

__all__ = ["Cue", "read_cue"]

_BRACKETS = re.compile(r"\(([^()]*)\)")
_BOTH = re.compile(r"\s*(?:&|\+|\bAND\b|\bET\b|\bUND\b|\bY\b)\s*")


@dataclass(frozen=True, slots=True)
class Cue:
    """`written` as one name, `names` its parts when several speak at once."""

    written: str
    names: tuple[str, ...]
    extensions: tuple[str, ...] = ()


def read_cue(element: Element) -> Cue:
    """The names and extensions of a CHARACTER element ("ANNA & BEN (V.O.)")."""
    return _read(element.text, element.extension)


@lru_cache(maxsize=4096)
def _read(text: str, extension: str) -> Cue:
    found = [part.strip().upper() for part in _BRACKETS.findall(text)]
    for part in re.split(r"[()]+|(?<=\.)\)\s*\(", extension):
        if part.strip() and part.strip().upper() not in found:
            found.append(part.strip().upper())
    name = " ".join(_BRACKETS.sub(" ", text).replace("^", " ").lstrip("@").split()).upper()
    name = re.sub(r"[*_]", "", name).strip(" :")
    parts = tuple(part.strip() for part in _BOTH.split(name) if part.strip())
    if len(parts) < 2:
        parts = (name,)
    return Cue(name, parts, tuple(found))
