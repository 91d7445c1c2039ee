"""The film's form: the part of it a scene stands in makes it wider and slower, or tighter and faster.

Parts are read from the script's own sections alone. Where it has none nothing is guessed: a scene's
plan must not hang on how many scenes stand around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np

from fairtake.directing.style import Style
from fairtake.model.performance import ScenePerformance

__all__ = ["FilmPart", "film_parts", "in_part"]


class FilmPart(StrEnum):
    """A part of a film."""

    NONE = ""
    OPENING = "opening"
    MIDDLE = "middle"
    CLIMAX = "climax"
    RESOLUTION = "resolution"


_NAMED = (
    (FilmPart.OPENING, r"prolog\w*|opening|teaser|cold open|set-?up|exposition|beginning"),
    (FilmPart.RESOLUTION, r"epilog\w*|resolution|d[ée]nouement|aftermath|coda|tag|ending"),
    (FilmPart.CLIMAX, r"climax|finale|showdown|crisis"),
    (FilmPart.MIDDLE, r"middle|midpoint|confrontation"),
)


def film_parts(acts: Sequence[str]) -> list[FilmPart]:
    """The part each scene stands in, from the name of its act ("" where it has none). A name may
    say it ("Epilogue"); of the others the first is the opening, the last the climax, or from four
    acts on the resolution after it. With fewer than two acts no scene stands in any part."""
    order = [act for act in dict.fromkeys(acts) if act]
    said = {act: _said(act) for act in order}
    plain = [act for act in order if said[act] is FilmPart.NONE]
    if len(order) < 2:
        return [said.get(act, FilmPart.NONE) for act in acts]
    ends = FilmPart.RESOLUTION in said.values()
    for number, act in enumerate(plain):
        last = len(plain) - 1 - number
        if number == 0 and len(plain) > 1 and FilmPart.OPENING not in said.values():
            said[act] = FilmPart.OPENING
        elif last == 0 and len(plain) >= 4 and not ends:
            said[act] = FilmPart.RESOLUTION
        elif (last == 0 or (last == 1 and len(plain) >= 4 and not ends)) and FilmPart.CLIMAX not in said.values():
            said[act] = FilmPart.CLIMAX
        else:
            said[act] = FilmPart.MIDDLE
    return [said.get(act, FilmPart.NONE) for act in acts]


def _said(act: str) -> FilmPart:
    for part, words in _NAMED:
        if re.search(rf"\b(?:{words})\b", act, re.IGNORECASE):
            return part
    return FilmPart.NONE


def in_part(style: Style, performance: ScenePerformance, part: FilmPart) -> tuple[Style, ScenePerformance]:
    """The style and the performance as a scene in this part of the film is shot: the style's
    [acts] stretch its shots and shift the tension it is read with, and with it the sizes."""
    if part in (FilmPart.NONE, FilmPart.MIDDLE):
        return style, performance
    pace, shift = float(getattr(style.acts, f"{part}_pace")), float(getattr(style.acts, f"{part}_tension"))
    rhythm = style.rhythm
    length = min(max(rhythm.average_shot_length * pace, 1.2 * rhythm.shortest), rhythm.longest)
    tension = np.clip(performance.tension + np.float32(shift), 0, 1).astype(np.float32)
    return replace(style, rhythm=replace(rhythm, average_shot_length=length)), replace(performance, tension=tension)
