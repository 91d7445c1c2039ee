"""Integrated loudness and true peak of sound that is longer than memory.

ITU-R BS.1770-4: K-weighting, 400 ms blocks every 100 ms, absolute gate at -70 LUFS and a
relative one 10 LU under the mean. The filters are pyloudnorm's; the meter here keeps their
state between blocks.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyloudnorm
import soxr
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["LoudnessMeter", "true_peak"]

_HOP = RATE // 10


class LoudnessMeter:
    """Feed it blocks of (n, 2) samples in order, then ask."""

    def __init__(self) -> None:
        stages = pyloudnorm.Meter(RATE)._filters.values()
        self._filters = [(stage.b, stage.a) for stage in stages]
        self._states = [np.zeros((max(len(b), len(a)) - 1, 2)) for b, a in self._filters]
        self._rest = np.zeros((0, 2))
        self._hops: list[float] = []

    def add(self, samples: npt.NDArray[np.floating]) -> None:
        """The next samples, (n, 2)."""
        weighted = np.asarray(samples, np.float64)
        for index, (b, a) in enumerate(self._filters):
            weighted, self._states[index] = signal.lfilter(b, a, weighted, axis=0, zi=self._states[index])
        weighted = np.concatenate([self._rest, weighted])
        whole = len(weighted) // _HOP
        squares = (weighted[: whole * _HOP] ** 2).reshape(whole, _HOP, 2).sum(axis=(1, 2))
        self._hops += squares.tolist()
        self._rest = weighted[whole * _HOP :]

    @property
    def integrated(self) -> float:
        """LUFS; -inf for silence or less than 400 ms."""
        hops = np.asarray(self._hops)
        if len(hops) < 4:
            return float("-inf")
        blocks = np.convolve(hops, np.ones(4), "valid") / (4 * _HOP)
        with np.errstate(divide="ignore"):
            levels = -0.691 + 10 * np.log10(blocks)
        loud = blocks[levels > -70]
        if not len(loud):
            return float("-inf")
        gate = -0.691 + 10 * np.log10(loud.mean()) - 10
        kept = blocks[(levels > -70) & (levels > gate)]
        return float(-0.691 + 10 * np.log10(kept.mean())) if len(kept) else float("-inf")


def true_peak(samples: npt.NDArray[np.floating]) -> float:
    """The highest value between samples too, linear, by four times oversampling; (n, 2)."""
    if not len(samples):
        return 0.0
    up = soxr.resample(np.asarray(samples, np.float32), RATE, 4 * RATE, quality="HQ")
    return float(max(np.abs(up).max(initial=0.0), np.abs(samples).max(initial=0.0)))
