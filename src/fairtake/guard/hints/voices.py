"""Somebody speaking: sound that has a pitch of a voice on and off, as often as syllables come."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["speech"]

_RATE, _STEP, _FRAME = 8000, 80, 320
_LOW, _HIGH = _RATE // 400, _RATE // 70


def speech(samples: npt.NDArray[np.float32]) -> bool:
    """Whether somebody may be speaking in `samples` (n,), mono, at 8,000 a second."""
    if len(samples) < _RATE // 2 or float(np.abs(samples).max()) < 1e-3:
        return False
    count = (len(samples) - _FRAME) // _STEP
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_STEP][:count]
    energy = np.sqrt(np.mean(frames**2, axis=1) + 1e-12)
    loud = energy > 0.12 * np.percentile(energy, 95)
    if not loud.any():
        return False
    spectra = (
        np.abs(np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * np.hanning(_FRAME), 2 * _FRAME, axis=1)) ** 2
    )
    correlation = np.fft.irfft(spectra, axis=1)
    window = np.fft.irfft(np.abs(np.fft.rfft(np.hanning(_FRAME), 2 * _FRAME)) ** 2)
    normal = correlation[:, _LOW:_HIGH] / np.maximum(correlation[:, :1], 1e-9) * (window[0] / window[_LOW:_HIGH])
    voiced = (normal.max(axis=1) > 0.55) & loud
    share = float(voiced.sum() / loud.sum())
    runs = np.flatnonzero(np.diff(np.concatenate(([0], voiced.astype(np.int8), [0]))))
    lengths = runs[1::2] - runs[::2]
    syllables = float(np.sum((lengths >= 4) & (lengths <= 60)) / (len(samples) / _RATE))
    # Speech glides: its pitch hardly ever stays where it was. Notes of instruments do.
    pitch = _RATE / (_LOW + normal.argmax(axis=1))
    both = voiced[1:] & voiced[:-1]
    moves = np.abs(np.log2(pitch[1:] / pitch[:-1]))[both]
    glides = float(np.mean((moves > 0.004) & (moves < 0.2))) if len(moves) else 0.0
    envelope = np.log(energy + 0.02 * float(energy.max()))
    power = np.abs(np.fft.rfft(envelope - envelope.mean())) ** 2
    rates = np.fft.rfftfreq(len(envelope), _STEP / _RATE)
    beat = float(power[(rates > 1.5) & (rates < 9)].sum() / max(power[(rates > 0.2) & (rates < 25)].sum(), 1e-9))
    return 0.2 < share < 0.995 and 0.8 < syllables < 8 and glides > 0.2 and beat > 0.3
