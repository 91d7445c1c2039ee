"""Breath between the words: what is heard when somebody draws it in before going on."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import signal

__all__ = ["breaths", "inhaled"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_SPEECH = 2.3  # seconds of speech after which a pause is breathed in
_AHEAD = 0.9  # and that follow it at least
_SECONDS = 0.34
_ROOM = 0.09  # seconds of the pause that stay silent


def breaths(pauses: list[tuple[float, float]], end: float) -> list[tuple[float, float]]:
    """Of the pauses in a line (start, end, seconds), those in which its speaker breathes: after
    speaking for a while, and when more is to come. `end` is the line's."""
    chosen: list[tuple[float, float]] = []
    since = 0.0
    for start, stop in pauses:
        if start - since >= _SPEECH and end - stop >= _AHEAD and stop - start >= 0.1:
            chosen.append((start, stop))
            since = stop
    return chosen


def inhaled(samples: F32, rate: int, start: float, stop: float, level: float, seed: int) -> None:
    """Draw breath between `start` and `stop` (samples), in place. `level` is the RMS of the speech.

    Air through an open mouth: noise with the resonances of no vowel in particular, growing and
    then ending at once.
    """
    room = round(_ROOM * rate)
    first, last = round(start) + room // 2, round(stop) - room
    first = max(first, last - round(1.4 * _SECONDS * rate))
    count = last - first
    if count < 0.08 * rate or first < 0 or last > len(samples):
        return
    noise = np.random.default_rng(seed).standard_normal(count + 200)
    air = signal.sosfilt(_mouth(rate), noise)[200:]
    place = np.linspace(0.0, 1.0, count)
    shape = np.sin(np.pi * place**1.5) ** 1.5
    air *= shape * (10.0 ** (-23.0 / 20.0) * level / (float(np.sqrt(np.mean(np.square(air * shape)))) + 1e-9))
    samples[first:last] += air.astype(np.float32)


def _mouth(rate: int) -> F64:
    low = signal.butter(1, (450.0, 5200.0), "bandpass", fs=rate, output="sos")
    peak = signal.iirpeak(1500.0, 1.1, fs=rate)
    return np.asarray(np.vstack([low, np.concatenate(peak)[None, :]]), np.float64)
