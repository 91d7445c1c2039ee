"""Score: the film's music as notes, before anybody plays it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Beats", "Part", "Passage", "ScoreNote"]


class Part(StrEnum):
    """The voices of the score, from top to bottom."""

    MELODY = "melody"
    FIGURE = "figure"
    PAD = "pad"
    BASS = "bass"
    PULSE = "pulse"


@dataclass(frozen=True, slots=True)
class Beats:
    """The beats of a piece of music `seconds` long: their `times` in seconds, the places in
    `times` where `bars` begin, `period` the median time between beats, `clear` 0..1 how plainly there is a beat
    at all; `loudness` of the piece in LUFS."""

    times: tuple[float, ...]
    bars: tuple[int, ...]
    period: float
    clear: float
    seconds: float
    loudness: float

    @property
    def steady(self) -> bool:
        """Whether cuts can go by it."""
        return self.clear > 0.3 and len(self.times) > 8


@dataclass(frozen=True, slots=True)
class ScoreNote:
    """`start` and `seconds` from the passage's start, `pitch` a MIDI number (60 is middle C),
    `velocity` 0..1."""

    part: Part
    start: float
    seconds: float
    pitch: int
    velocity: float


@dataclass(frozen=True, slots=True)
class Passage:
    """Music without a break. `start` and `seconds` of the film; `tempo` the beats a minute from
    a second of the passage on; `beats` of a bar; `palette` a name; `why` what it is for."""

    start: float
    seconds: float
    palette: str
    key: str
    beats: int
    tempo: tuple[tuple[float, float], ...]
    notes: tuple[ScoreNote, ...]
    why: str = ""
