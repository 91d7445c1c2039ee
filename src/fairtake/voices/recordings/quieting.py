"""Steady noise taken out of a recording, so that it does not come and go with its line.

Spectral subtraction (Boll 1979) with the noise measured where nobody speaks; what is left of it is
a constant part of itself, which hides the artefacts ("musical noise") of taking it all.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

__all__ = ["quieted"]

F32 = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_SIZE, _HOP = 1024, 256  # 21 and 5 ms at 48 kHz
_LEAST = 0.22  # of a band's amplitude is left: 13 dB less
_OVER = 2.0  # times the mean noise is taken, because noise varies
_BLOCK = 2048  # frames at a time


def quieted(samples: F32, noise: Bools, hop: int) -> F32:
    """`samples` with less of the noise that is heard alone in the stretches of `hop` samples that
    `noise` marks; unchanged when these are too few to tell."""
    count = len(samples) // _HOP + 1
    padded = np.zeros(count * _HOP + 2 * _SIZE, np.float32)
    padded[_SIZE : _SIZE + len(samples)] = samples
    frames = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    middles = np.arange(len(frames)) * _HOP + _SIZE // 2 - _SIZE
    place = middles // hop
    alone = (place >= 1) & (place < len(noise) - 1)
    inside = np.clip(place, 1, max(len(noise) - 2, 1))
    alone &= noise[inside] & noise[inside - 1] & noise[inside + 1] if len(noise) > 2 else False
    if alone.sum() < 12:
        return samples
    window = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
    power = np.mean(np.abs(np.fft.rfft(frames[alone][:_BLOCK] * window)) ** 2, axis=0)
    power = ndimage.uniform_filter1d(power, 5)
    out = np.zeros(len(padded), np.float32)
    for start in range(0, len(frames), _BLOCK):
        spectrum = np.fft.rfft(frames[start : start + _BLOCK] * window)
        heard = ndimage.uniform_filter(np.abs(spectrum) ** 2, (3, 5))
        gain = np.sqrt(np.clip(1.0 - _OVER * power / (heard + 1e-20), _LEAST**2, 1.0))
        # What decays is let go of slowly; what begins is let through at once.
        gain = np.maximum(gain, 0.7 * np.concatenate((gain[:1], gain[:-1])))
        pieces = (np.fft.irfft(spectrum * gain) * window).astype(np.float32)
        for offset in range(_SIZE // _HOP):  # frames a window apart do not overlap
            part = pieces[offset :: _SIZE // _HOP]
            at = (start + offset) * _HOP
            out[at : at + part.size] += part.ravel()
    return out[_SIZE : _SIZE + len(samples)] / np.float32(1.5)  # hanning squared, 4 times overlapped
