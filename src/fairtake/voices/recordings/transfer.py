"""From an alignment to a take: the reading's phonemes and words on the recording's clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.model.reading import Phoneme, SpokenWord, Take, Viseme
from fairtake.voices.recordings.alignment import Alignment

__all__ = ["gaps_of", "phonemes_on", "words_on"]

F64 = npt.NDArray[np.float64]

_SHORTEST = 0.008
_PAUSE = 0.03


def gaps_of(reading: Take) -> list[tuple[float, float]]:
    """Where a recording may fall silent: the reading's pauses, and between its words."""
    pauses = [(one.start, one.end) for one in reading.phonemes if one.viseme is Viseme.SIL]
    pauses = [(start, end) for start, end in pauses if end > start]
    edges = {round(word.start, 6) for word in reading.words} - {0.0}
    free = [edge for edge in edges if not any(start - 0.02 <= edge <= end + 0.02 for start, end in pauses)]
    return sorted([*pauses, *((edge, edge) for edge in free)])


def phonemes_on(reading: Take, found: Alignment, duration: float) -> tuple[Phoneme, ...]:
    """The reading's phonemes where the recording has them, with the recording's own pauses."""
    sounds = [one for one in reading.phonemes if one.viseme is not Viseme.SIL]
    if not sounds:
        return (Phoneme("_", Viseme.SIL, 0.0, duration),)
    starts = _moved(np.array([one.start for one in sounds]), found)
    ends = _moved(np.array([one.end for one in sounds]), found)
    starts, ends = np.clip(starts, 0.0, duration), np.clip(ends, 0.0, duration)
    out: list[Phoneme] = []
    clock = 0.0
    for i, one in enumerate(sounds):
        joined = i > 0 and abs(sounds[i - 1].end - one.start) < 1e-6
        hush = _hush_at(found, one.start) if not joined or _at_word(reading, one.start) else None
        start = max(hush[1] if hush else float(starts[i]), clock)
        if start - clock > _PAUSE:
            out.append(Phoneme("_", Viseme.SIL, clock, start))
        elif out and start > clock:
            start = clock
        later = sounds[i + 1].start if i + 1 < len(sounds) else None
        after = _hush_at(found, one.end)
        end = (
            after[0]
            if after and (later is None or _at_word(reading, later) or later > one.end + 1e-6)
            else float(ends[i])
        )
        end = min(max(end, start + _SHORTEST), duration)
        if end <= start:
            continue
        out.append(replace(one, start=start, end=end))
        clock = end
    if duration - clock > _PAUSE:
        out.append(Phoneme("_", Viseme.SIL, clock, duration))
    return tuple(out)


def words_on(reading: Take, phonemes: Sequence[Phoneme]) -> tuple[SpokenWord, ...]:
    """The reading's words on the clock of the moved phonemes."""
    known = [one for one in reading.phonemes if one.viseme is not Viseme.SIL]
    moved = [one for one in phonemes if one.viseme is not Viseme.SIL]
    starts = np.array([one.start for one in known])
    words = []
    for word in reading.words:
        inside = np.flatnonzero((starts >= word.start - 1e-6) & (starts < word.end - 1e-6))
        inside = inside[inside < len(moved)]
        if len(inside):
            words.append(SpokenWord(word.text, word.offset, moved[inside[0]].start, moved[inside[-1]].end))
    return tuple(words)


def _moved(times: F64, found: Alignment) -> F64:
    if len(found.known) < 2:
        return times
    return np.asarray(np.interp(times, found.known, found.heard), np.float64)


def _at_word(reading: Take, second: float) -> bool:
    return any(abs(word.start - second) < 1e-4 for word in reading.words)


def _hush_at(found: Alignment, second: float) -> tuple[float, float] | None:
    """The silence in the recording that stands at this second of the reading, if any."""
    near = [(start, end) for start, end, at in found.hushes if abs(at - second) < 1e-3]
    return near[0] if near else None
