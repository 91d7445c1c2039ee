"""A look-ahead limiter that keeps true peaks under a ceiling."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import soxr
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from fairtake.model.sound import RATE

__all__ = ["CONTEXT", "gain_curve"]

_LOOK = int(0.005 * RATE)

CONTEXT = 4 * _LOOK
"""Samples of sound that must be known before and after a block for an exact result."""


def gain_curve(samples: npt.NDArray[np.float32], ceiling: float) -> npt.NDArray[np.float32]:
    """The gain (n,) that brings (n, 2) under the linear `ceiling`, found on four times
    oversampled peaks, falling within 5 ms before them and rising as softly after."""
    if not len(samples):
        return np.ones(0, np.float32)
    high = np.abs(samples).max(axis=1)
    if high.max() > 0.5 * ceiling:
        up = np.abs(soxr.resample(samples, RATE, 4 * RATE, quality="HQ")).max(axis=1)
        peaks = np.zeros(4 * len(samples), np.float32)
        peaks[: min(len(up), len(peaks))] = up[: len(peaks)]
        # Each sample answers for the peaks between it and both neighbours.
        high = np.maximum(peaks.reshape(-1, 4).max(axis=1), high)
    gain = np.minimum(1.0, ceiling / np.maximum(high, 1e-9))
    width = 2 * _LOOK + 1
    lowest = minimum_filter1d(gain, width + 2, mode="nearest")
    smooth: npt.NDArray[np.float32] = uniform_filter1d(lowest, width, mode="nearest").astype(np.float32)
    return smooth
