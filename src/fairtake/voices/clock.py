"""Speech and its marks: samples together with the places in them that must not get lost.

Every step that moves samples in time moves the marks with them, so phoneme times are true in
the finished take whatever was done to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Speech", "bent", "cut", "lengthened"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """`samples` float32 mono; `marks` positions in them, in samples (not whole ones)."""

    samples: F32
    marks: F64


def cut(speech: Speech, start: int, end: int) -> Speech:
    """The part from `start` to `end`; marks outside it move to its edges."""
    return Speech(speech.samples[start:end], np.clip(speech.marks, start, end) - start)


def lengthened(speech: Speech, places: list[int], extra: int) -> Speech:
    """`extra` samples of silence at each place (which must be quiet already)."""
    places = sorted(place for place in places if 0 < place < len(speech.samples))
    silence = np.zeros(extra, np.float32)
    pieces: list[F32] = []
    before = 0
    for place in places:
        pieces += [speech.samples[before:place], silence]
        before = place
    pieces.append(speech.samples[before:])
    moved = speech.marks + extra * np.searchsorted(np.asarray(places), speech.marks, side="left")
    return Speech(np.concatenate(pieces), moved)


def bent(speech: Speech, speed: F64) -> Speech:
    """Play at a speed that changes from sample to sample, as a tape would: pitch and formants
    go with it, so keep it within a few per cent. `speed` (len(samples),) above 1 is faster
    and higher. Catmull-Rom interpolation."""
    count = len(speech.samples)
    when = np.concatenate(([0.0], np.cumsum(1.0 / speed)))  # the new place of each old sample
    length = int(when[-1])
    place = np.interp(np.arange(length), when, np.arange(count + 1))
    whole = place.astype(np.int64)
    t = (place - whole).astype(np.float32)
    padded = np.concatenate((speech.samples[:1], speech.samples, np.repeat(speech.samples[-1:], 2)))
    a, b, c, d = (padded[np.minimum(whole + step, count + 2)] for step in range(4))
    samples = b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
    return Speech(samples.astype(np.float32), np.interp(speech.marks, np.arange(count + 1), when))
