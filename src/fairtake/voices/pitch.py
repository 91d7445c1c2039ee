"""The fundamental frequency of a voice, measured by autocorrelation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["median_pitch", "pitch_track"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_HOP, _WINDOW = 0.01, 0.05  # seconds
_BLOCK = 512  # frames at a time, so that memory does not grow with the line


def pitch_track(samples: F32, rate: int, low: float = 55.0, high: float = 600.0) -> tuple[F64, F64]:
    """Every 10 ms: the fundamental in Hz (0 where unvoiced) and how periodic the sound is
    (0..1, the autocorrelation's peak; silence is 0).

    Autocorrelation divided by the window's own, after Boersma 1993.
    """
    hop, size = round(_HOP * rate), round(_WINDOW * rate)
    if len(samples) < size:
        return np.zeros(0), np.zeros(0)
    frames = np.lib.stride_tricks.sliding_window_view(samples, size)[::hop]
    window = np.hanning(size)
    length = 1 << (2 * size - 1).bit_length()
    own = np.fft.irfft(np.abs(np.fft.rfft(window, length)) ** 2)[:size]
    keep = np.fft.rfftfreq(length, 1.0 / rate) < 1800.0
    first, last = int(rate / high), min(int(rate / low) + 1, size - 1)
    loudest = float(np.max(np.mean(np.square(frames[:: max(1, len(frames) // 2000)]), axis=1), initial=0.0))
    pitches, strengths = [], []
    for start in range(0, len(frames), _BLOCK):
        block = frames[start : start + _BLOCK].astype(np.float64)
        block = block - block.mean(axis=1, keepdims=True)
        power = np.abs(np.fft.rfft(block * window, length)) ** 2 * keep
        correlation = np.fft.irfft(power)[:, :size]
        correlation /= (correlation[:, :1] + 1e-12) * (own / own[0] + 1e-3)
        part = correlation[:, first : last + 1]
        inner = (part[:, 1:-1] >= part[:, :-2]) & (part[:, 1:-1] >= part[:, 2:])
        peaks = np.where(inner, part[:, 1:-1], 0.0)
        best = peaks.max(axis=1, initial=0.0)
        lag = (peaks > 0.9 * best[:, None]).argmax(axis=1) + first + 1  # the first of the high ones: no octave down
        before, at, after = (correlation[np.arange(len(block)), lag + step] for step in (-1, 0, 1))
        bend = before - 2.0 * at + after
        exact = lag + np.where(np.abs(bend) > 1e-9, 0.5 * (before - after) / np.where(bend == 0, 1.0, bend), 0.0)
        sounding = np.mean(np.square(block), axis=1) > 0.01 * loudest + 1e-10
        best = np.where(sounding, np.minimum(best, 1.0), 0.0)
        pitches.append(np.where(best > 0.55, rate / np.maximum(exact, 1.0), 0.0))
        strengths.append(best)
    return np.concatenate(pitches), np.concatenate(strengths)


def median_pitch(samples: F32, rate: int) -> float:
    """The median fundamental of the voiced parts in Hz; 0 when nothing is voiced."""
    pitches, _ = pitch_track(samples, rate)
    voiced = pitches[pitches > 0.0]
    return float(np.median(voiced)) if len(voiced) else 0.0
