"""Reading: the table read - every line spoken, with the time of each sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import numpy.typing as npt

__all__ = ["Phoneme", "Reading", "RecordedVerdict", "SpokenWord", "Take", "Viseme", "VoiceSpec"]


class Viseme(StrEnum):
    """Mouth shapes, the Oculus set."""

    SIL = "sil"
    PP = "PP"
    FF = "FF"
    TH = "TH"
    DD = "DD"
    KK = "kk"
    CH = "CH"
    SS = "SS"
    NN = "nn"
    RR = "RR"
    AA = "aa"
    E = "E"
    IH = "ih"
    OH = "oh"
    OU = "ou"


@dataclass(frozen=True, slots=True)
class Phoneme:
    """One sound of a take. `symbol` is the engine's own mnemonic, `start` and `end` seconds
    from the take's first sample, `stress` 0 none, 1 secondary, 2 primary."""

    symbol: str
    viseme: Viseme
    start: float
    end: float
    stress: int = 0


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """One word of a take; seconds from the take's first sample; `offset` into the text."""

    text: str
    offset: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class VoiceSpec:
    """A role's voice: the same in the whole film.

    `language` is an eSpeak NG language name ("en-us", "fr"), `pitch` the median fundamental
    in Hz, `range` how lively the melody is (0 monotone .. 1), `rate` words a minute,
    `formants` a factor on all formant frequencies (below 1 a larger head), `roughness` and
    `breath` 0..1, `engine` which Voice speaks it.
    """

    role: str
    language: str = "en-us"
    pitch: float = 120.0
    range: float = 0.5
    rate: float = 160.0
    formants: float = 1.0
    roughness: float = 0.0
    breath: float = 0.1
    engine: str = "espeak"


@dataclass(frozen=True, slots=True)
class Take:
    """One line as spoken. `samples` is float32 mono in -1..1 at `rate` Hz, without silence
    before the first and after the last sound beyond 20 ms; `human` is true when a person
    recorded it."""

    line: int
    role: str
    rate: int
    samples: npt.NDArray[np.float32]
    phonemes: tuple[Phoneme, ...]
    words: tuple[SpokenWord, ...]
    human: bool = False

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / self.rate


@dataclass(frozen=True, slots=True)
class RecordedVerdict:
    """What came of a person's recording of a line: `trouble` why it cannot be used ("" where it
    can) and the `fix`; `notes` what is not as it should be in one that is used ("is clipped ...");
    `cost` how unlike its line it sounds, 1 being as unlike as the line in another order."""

    trouble: str = ""
    fix: str = ""
    notes: tuple[str, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class Reading:
    """All takes of a film by line number, and the voices that spoke them."""

    takes: Mapping[int, Take]
    voices: Mapping[str, VoiceSpec] = field(default_factory=dict)
