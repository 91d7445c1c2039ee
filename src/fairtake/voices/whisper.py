"""A voice without its cords: the spectral envelope stays, the excitation becomes noise."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["whispered"]

F32 = npt.NDArray[np.float32]

_SIZE, _HOP = 512, 128  # 23 and 6 ms at 22050 Hz
_LIFTER = 0.0014  # seconds of cepstrum kept: the mouth's shape, less than any voice's period
_BLOCK = 2048  # frames at a time


def whispered(samples: F32, rate: int, seed: int) -> F32:
    """Replace the excitation of a voice by noise, same length.

    Frame by frame the cepstrum is cut off below the shortest pitch period, which leaves the
    envelope (Oppenheim 1969), and that shapes white noise. Whisper lacks the glottal source's
    fall towards high frequencies, so low ones are taken down.
    """
    rng = np.random.default_rng(seed)
    window = np.hanning(_SIZE + 1)[:-1].astype(np.float32)
    count = len(samples) // _HOP + 1
    padded = np.zeros(count * _HOP + 2 * _SIZE, np.float32)
    padded[_SIZE : _SIZE + len(samples)] = samples
    noise = rng.standard_normal(len(padded), np.float32)
    out = np.zeros(len(padded), np.float32)
    frequencies = np.fft.rfftfreq(_SIZE, 1.0 / rate)
    tilt = np.clip((frequencies + 60.0) / 1400.0, 0.05, 1.6) ** 0.75
    cut = round(_LIFTER * rate)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _SIZE)[::_HOP]
    hisses = np.lib.stride_tricks.sliding_window_view(noise, _SIZE)[::_HOP]
    for start in range(0, len(frames), _BLOCK):
        level = np.log(np.abs(np.fft.rfft(frames[start : start + _BLOCK] * window)) + 1e-5)
        cepstrum = np.fft.irfft(level)
        cepstrum[:, cut : _SIZE - cut + 1] = 0.0
        envelope = np.exp(np.fft.rfft(cepstrum).real) - 1e-5
        breath = np.fft.rfft(hisses[start : start + _BLOCK] * window) * (envelope * tilt)
        pieces = np.fft.irfft(breath).astype(np.float32) * window
        for offset in range(_SIZE // _HOP):  # frames a window apart do not overlap
            part = pieces[offset :: _SIZE // _HOP]
            at = (start + offset) * _HOP
            out[at : at + part.size] += part.ravel()
    return out[_SIZE : _SIZE + len(samples)] / np.float32(_SIZE**0.5)
