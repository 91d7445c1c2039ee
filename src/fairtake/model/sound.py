"""CueSheet and Mix: every sound with its sample-accurate time, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["RATE", "Bed", "Cue", "CueSheet", "Mix", "Stem"]

RATE = 48_000
"""Sample rate of everything after the voices, Hz."""


class Stem(StrEnum):
    """The groups a mix is delivered in."""

    DIALOGUE = "dialogue"
    EFFECTS = "effects"
    AMBIENCE = "ambience"
    MUSIC = "music"


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound. `start` is a sample of the film; `name` what to play ("line", "step",
    "door open"), `take` the line's number for dialogue, `stuff` what is met, `gain` in dB,
    `pan` -1 left .. 1 right, `distance` metres from the camera, `room` RT60 in seconds,
    `muffled` 0..1 for off-screen and through-door sound, `seed` varies repeated sounds."""

    stem: Stem
    name: str
    start: int
    gain: float = 0.0
    pan: float = 0.0
    distance: float = 2.0
    room: float = 0.3
    muffled: float = 0.0
    take: int = 0
    stuff: str = ""
    strength: float = 0.5
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Bed:
    """Continuous sound under a scene: samples of the film (end exclusive), tags of what it
    consists of, fades in samples."""

    start: int
    end: int
    tags: tuple[str, ...]
    gain: float = 0.0
    fade_in: int = 0
    fade_out: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class CueSheet:
    """Every sound of the film. `length` in samples."""

    length: int
    cues: tuple[Cue, ...]
    beds: tuple[Bed, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """The finished sound on disk: `path` the stereo master, `stems` one file each (48 kHz,
    24 bit), `length` in samples; `loudness` integrated LUFS, `true_peak` dBTP."""

    path: str
    stems: Mapping[str, str]
    length: int
    loudness: float
    true_peak: float
    details: Mapping[str, float] = field(default_factory=dict)
