"""A look-ahead limiter that keeps true peaks under a ceiling."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import soxr
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from fairtake.model.sound import RATE

__all__ = ["CONTEXT", "PeakMeter", "gain_curve", "loudest", "true_peak"]

Samples = npt.NDArray[np.float32]

_LOOK = int(0.005 * RATE)

CONTEXT = 4 * _LOOK
"""Samples of sound that must be known before and after a block for an exact result."""

_CHUNK = 1200
_FULL = 0.999
_NEAR = 0.6
"""Between two samples lies nothing higher than the ceiling while both are below this part of it:
only full-scale sound near the top of the band rises by more."""


_EDGE = 256
"""Samples next to an end of what is known in which peaks between samples are not."""


def gain_curve(samples: Samples, ceiling: float, parts: Iterable[Samples] = ()) -> Samples | None:
    """The gain (n,) that brings (channels, n) under the linear `ceiling`, found on four times
    oversampled peaks, falling within 5 ms before them and rising as softly after; it keeps the
    `parts` of the sum, which may be louder than it, under full scale too. None where nothing
    comes near: the gain is 1."""
    peaks = _peaks(samples, ceiling)
    for part in parts:
        if max(part.max(initial=0.0), -part.min(initial=0.0)) > _FULL:
            peaks = np.maximum(peaks, loudest(part) * np.float32(ceiling / _FULL))
    if not len(peaks) or peaks.max() <= ceiling:
        return None
    gain: Samples = np.true_divide(ceiling, np.maximum(peaks, ceiling), dtype=np.float32)
    width = 2 * _LOOK + 1
    lowest = minimum_filter1d(gain, width + 2, mode="nearest")
    smooth: Samples = uniform_filter1d(lowest, width, mode="nearest").astype(np.float32, copy=False)
    return smooth


def true_peak(samples: Samples, first: int = 0, last: int | None = None) -> float:
    """The highest value of (channels, n) between samples too, linear, by four times oversampling
    (ITU-R BS.1770-4, annex 2); of the samples `first` to `last` (exclusive). Beyond the ends
    all is taken for silence."""
    if not samples[:, first:last].size:
        return 0.0
    most = float(np.abs(samples[:, first:last]).max())
    return float(_peaks(samples, most)[first:last].max(initial=0.0))


class PeakMeter:
    """The true peak of sound that is longer than memory. Feed it blocks (channels, n) in order."""

    def __init__(self) -> None:
        # What lies between two blocks is measured with the second.
        self._known: Samples | None = None
        self._first = 0
        self._highest = 0.0

    def add(self, samples: Samples) -> None:
        """The next samples."""
        known = samples if self._known is None else np.concatenate([self._known, samples], axis=1)
        last = max(self._first, known.shape[1] - _EDGE)
        self._highest = max(self._highest, true_peak(known, self._first, last))
        self._known = known[:, -2 * _EDGE :]
        self._first = max(0, self._known.shape[1] - _EDGE)

    @property
    def peak(self) -> float:
        """dBTP of all that was added; -inf for silence."""
        rest = 0.0 if self._known is None else true_peak(self._known, self._first)
        highest = max(self._highest, rest)
        return 20 * math.log10(highest) if highest > 0 else float("-inf")


def loudest(samples: Samples) -> Samples:
    """The highest absolute value (n,) among the channels of (channels, n)."""
    high: Samples = np.abs(samples[0])
    for channel in samples[1:]:
        np.maximum(high, np.abs(channel), out=high)
    return high


def _peaks(samples: Samples, ceiling: float) -> Samples:
    """The highest value (n,) at and round each sample. Oversampled only where the sound comes
    near the ceiling."""
    count = samples.shape[1]
    high: Samples = loudest(samples)
    chunks = -(-count // _CHUNK)
    if not chunks:
        return high
    near = np.flatnonzero(np.maximum.reduceat(high, np.arange(chunks) * _CHUNK) > _NEAR * ceiling)
    for first, last in _runs(near):
        begin, end = max(0, (first - 1) * _CHUNK), min(count, (last + 1) * _CHUNK)
        between = soxr.resample(np.ascontiguousarray(samples[:, begin:end].T), RATE, 4 * RATE, quality="HQ")
        heard = loudest(between[: 4 * (end - begin)].T)
        top = np.zeros(4 * (end - begin), np.float32)
        top[: len(heard)] = heard
        # Each sample answers for the peaks between it and the next. Where sound was cut off to be
        # oversampled, the filter rings: that is no peak.
        one, two, three, four = top.reshape(-1, 4).T
        highest = np.maximum(np.maximum(one, two), np.maximum(three, four))
        inner = slice(_EDGE if begin else 0, end - begin - (_EDGE if end < count else 0))
        np.maximum(high[begin:end][inner], highest[inner], out=high[begin:end][inner])
    return high


def _runs(indices: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Neighbouring indices as (first, end exclusive); small gaps belong to a run."""
    if not len(indices):
        return []
    breaks = np.flatnonzero(np.diff(indices) > 3) + 1
    borders = [0, *breaks.tolist(), len(indices)]
    return [(int(indices[a]), int(indices[b - 1]) + 1) for a, b in itertools.pairwise(borders)]
