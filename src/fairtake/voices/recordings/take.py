"""A recording and the synthetic reading of the same line become a take that a person spoke."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.model.breakdown import Line
from fairtake.model.clearance import Cleared
from fairtake.model.reading import Take, Viseme
from fairtake.voices.manner import manner_of
from fairtake.voices.recordings.alignment import align
from fairtake.voices.recordings.reading import RATE, read_recording
from fairtake.voices.recordings.transfer import gaps_of, phonemes_on, words_on
from fairtake.voices.tone import levelled

__all__ = ["RecordedTake", "longest_of", "recorded_take"]

F32 = npt.NDArray[np.float32]

_FADE = 0.012
_UNLIKE = 0.93
_SMALL_HEAD, _LARGE_HEAD = 1.24, 0.8
"""Sizes of voices that are rare in people and common in tapes that run at the wrong speed."""
_ENOUGH = 9  # sounds of which it can be told whether they are those of the line ("Mum!" is itself backwards)
_SLOWEST, _FASTEST = 3.0, 0.33


@dataclass(frozen=True, slots=True, eq=False)
class RecordedTake:
    """`take` as recorded, with what the `notes` say of it; `cost` how unlike the reading it
    is (1: as unlike as the same sounds in another order)."""

    take: Take
    notes: tuple[str, ...]
    cost: float


def longest_of(reading: Take) -> float:
    """The most seconds a recording of a line may have whose synthetic reading is given."""
    return 4.0 * max(reading.duration, 5.0) + 20.0


def recorded_take(lent: Cleared, line: Line, reading: Take) -> RecordedTake:
    """The take in a file. `reading` is the synthetic one of the same line, which knows its
    sounds. Raises VoiceError when there is no take in the file, ClearanceError when it is not what was cleared.

    What does not sound like the line is used all the same, because people may leave the
    text; the notes say so.
    """
    recording = read_recording(lent.checked(), longest_of(reading))
    samples = _faded(levelled(recording.samples, RATE, manner_of(line).level))
    found = align(reading.samples, reading.rate, gaps_of(reading), recording.samples, RATE)
    phonemes = phonemes_on(reading, found, len(samples) / RATE)
    notes = list(recording.notes)
    times = recording.seconds / max(reading.duration, 0.1)
    unlike = found.cost > _UNLIKE and sum(one.viseme is not Viseme.SIL for one in reading.phonemes) >= _ENOUGH
    if reading.words and (unlike or not _FASTEST < times < _SLOWEST):
        notes.append(f"does not sound like its line ({times:.1f} times as long as it reads): is it another line's?")
    elif (found.warp >= _SMALL_HEAD and times < 0.72) or (found.warp <= _LARGE_HEAD and times > 1.4):
        notes.append("sounds as if it ran too fast or too slowly: does the file say the rate it was recorded at?")
    take = Take(line.number, line.role, RATE, samples, phonemes, words_on(reading, phonemes), human=True)
    return RecordedTake(take, tuple(notes), found.cost)


def _faded(samples: F32) -> F32:
    count = min(round(_FADE * RATE), len(samples) // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / max(count, 1))).astype(np.float32)
    out = samples.copy()
    if count:
        out[:count] *= ramp
        out[-count:] *= ramp[::-1]
    return out
