"""CueSheet and Mix: every sound with its sample-accurate time, and what they add up to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

__all__ = ["RATE", "TARGETS", "Bed", "Cue", "CueSheet", "Layout", "Mix", "Stem", "Target"]

RATE = 48_000
"""Sample rate of everything after the voices, Hz."""


class Stem(StrEnum):
    """The groups a mix is delivered in."""

    DIALOGUE = "dialogue"
    EFFECTS = "effects"
    AMBIENCE = "ambience"
    MUSIC = "music"


class Layout(StrEnum):
    """Loudspeakers a mix is made for. `channels` of 5.1 stand in the order of WAV files: left, right,
    centre, low frequencies, left and right surround."""

    STEREO = "stereo"
    SURROUND = "5.1"

    @property
    def channels(self) -> int:
        """How many channels it has."""
        return 6 if self is Layout.SURROUND else 2


@dataclass(frozen=True, slots=True)
class Target:
    """Where a film is to be heard: integrated `loudness` in LUFS, and the true peak in dBTP that
    what is delivered may not pass (`most`) - the encoded film, whose coder adds to peaks."""

    loudness: float
    most: float


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        # What the large platforms turn films down to.
        "web": Target(-14.0, -1.0),
        # EBU R 128 (2020).
        "broadcast": Target(-23.0, -1.0),
        # What streaming services ask of films mixed as for a cinema.
        "cinema": Target(-27.0, -2.0),
    }
)
"""The targets [mix] can name."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound. `start` is a sample of the film; `name` what to play ("line", "step",
    "door open"), `take` the line's number for dialogue, `stuff` what is met, `gain` in dB,
    `pan` -1 left .. 1 right, `distance` metres from the camera, `room` RT60 in seconds,
    `muffled` 0..1 for off-screen and through-door sound, `seed` varies repeated sounds. `azimuth`
    is where a sound lies that the camera does not look at, radians to the right of its axis.
    `path` is how far sound goes between two reflections in that room, metres (0: as in an ordinary
    room); what moves while it is heard ends at `pan_to`."""

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
    azimuth: float | None = None
    path: float = 0.0
    pan_to: float | None = None
    medium: str = ""
    """What a line comes through before it is heard, as a Line's."""


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
    """The finished sound on disk: `path` the master, `stems` one file each (48 kHz, 24 bit), `length` in
    samples; `loudness` integrated LUFS, `true_peak` dBTP; `details` further figures and `curves`
    what `sound.describe` finds, LUFS once a second."""

    path: str
    stems: Mapping[str, str]
    length: int
    loudness: float
    true_peak: float
    details: Mapping[str, float] = field(default_factory=dict)
    curves: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
