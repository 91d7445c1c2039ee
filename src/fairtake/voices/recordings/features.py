"""What two voices have in common: short-time spectra, freed of the speaker, the room and the level.

Samples go in, one row of features for every hop comes out. Mel-frequency cepstra (Davis &
Mermelstein 1980) with their slopes; means and spreads over the speech itself are taken out of
each voice (cepstral mean and variance normalisation), and a warp of the frequency axis stands
for the length of the vocal tract (Lee & Rose 1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import soxr
from scipy import fft

__all__ = ["HOP", "RATE", "Spectra", "features_of", "levels_of", "noisy", "spectra_of"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

RATE = 16_000
HOP = 0.005
"""Seconds between rows."""

_WINDOW = 0.02
_SIZE = 512
_BANDS = 28
_CEPSTRA = 13
_BLOCK = 4096  # frames at a time, so that memory does not grow with the line
_RANGE = 55.0  # dB below the loudest speech that still count


@dataclass(frozen=True, slots=True, eq=False)
class Spectra:
    """A voice as it sounds: `power` (N, _SIZE // 2 + 1) by frame and frequency, frame k centred on
    k * HOP seconds; its speech has a level of about 1."""

    power: F32


def spectra_of(samples: F32, rate: int, hop: float = HOP) -> Spectra:
    """Short-time power spectra of a mono voice, every `hop` seconds, brought to one level."""
    voice = soxr.resample(samples, rate, RATE, quality="MQ") if rate != RATE else samples
    voice = np.concatenate((voice[:1], voice[1:] - np.float32(0.95) * voice[:-1])) if len(voice) else voice
    width, step = round(_WINDOW * RATE), hop * RATE
    count = int(len(voice) / step) + 1
    padded = np.concatenate((np.zeros(width // 2, np.float32), voice, np.zeros(width + int(step), np.float32)))
    starts = np.rint(np.arange(count) * step).astype(np.int64)
    window = np.hanning(width).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, width)
    power = np.empty((count, _SIZE // 2 + 1), np.float32)
    for begin in range(0, count, _BLOCK):
        spectrum = fft.rfft(frames[starts[begin : begin + _BLOCK]] * window, _SIZE)
        power[begin : begin + _BLOCK] = np.square(spectrum.real) + np.square(spectrum.imag)
    total = power.sum(axis=1)
    loud = total > 0.01 * float(np.quantile(total, 0.98))
    return Spectra(power / np.float32(max(float(total[loud].mean()) if loud.any() else 1.0, 1e-12)))


def noisy(clean: Spectra, recorded: Spectra) -> Spectra:
    """A clean voice in the noise of a recorded one, so that what noise hides in one is hidden in both."""
    return Spectra(clean.power + np.quantile(recorded.power, 0.05, axis=0).astype(np.float32))


def levels_of(spectra: Spectra) -> F64:
    """(N,) dB below the loudest speech (which is 0)."""
    level = 10.0 * np.log10(spectra.power.sum(axis=1).astype(np.float64) + 1e-12)
    return np.asarray(np.clip(level - np.quantile(level, 0.97), -_RANGE, 0.0), np.float64)


def features_of(spectra: Spectra, warp: float = 1.0) -> F32:
    """(N, D) features. `warp` stretches the frequency axis: above 1 for a larger head than the voice
    it is compared with."""
    bands = spectra.power @ _bank(round(warp, 3)).T
    floor = 10.0 ** (-_RANGE / 10.0) * float(np.quantile(bands, 0.99))
    log = np.log(np.maximum(bands, floor))
    cepstra = np.asarray(fft.dct(log, type=2, axis=1, norm="ortho")[:, 1:_CEPSTRA], np.float32)
    level = levels_of(spectra)
    speech = level > -35.0
    if speech.sum() < 5:
        speech = np.ones(len(level), bool)
    cepstra -= cepstra[speech].mean(axis=0)
    cepstra /= cepstra[speech].std(axis=0) + np.float32(1e-3)
    loud = np.asarray(level / 12.0, np.float32)[:, None]
    still = np.concatenate((cepstra, 1.6 * loud), axis=1)
    return np.ascontiguousarray(np.concatenate((still, 1.4 * _slope(still)), axis=1))


def _slope(rows: F32) -> F32:
    """Change over some 30 ms either way, by regression, in the size of the rows themselves."""
    reach = 4
    padded = np.pad(rows, ((reach, reach), (0, 0)), mode="edge")
    count = len(rows)
    total = np.zeros_like(rows)
    for step in range(1, reach + 1):
        total += step * (padded[reach + step : reach + step + count] - padded[reach - step : reach - step + count])
    return np.asarray(total * np.float32(reach / (2.0 * sum(step * step for step in range(1, reach + 1)))), np.float32)


@cache
def _bank(warp: float) -> F32:
    """(_BANDS, bins): triangular filters, evenly spaced on the mel scale, of a warped axis."""
    top = 2595.0 * np.log10(1.0 + 6800.0 / 700.0)
    bottom = 2595.0 * np.log10(1.0 + 90.0 / 700.0)
    centres = 700.0 * (10.0 ** (np.linspace(bottom, top, _BANDS + 2) / 2595.0) - 1.0)
    # Piecewise: the warp lets go towards the top, where there is nothing beyond.
    bent = np.where(centres < 4800.0, centres * warp, 0.0)
    knee = 4800.0 * warp
    bent = np.where(centres < 4800.0, bent, knee + (centres - 4800.0) * (7600.0 - knee) / (7600.0 - 4800.0))
    bins = np.arange(_SIZE // 2 + 1) * RATE / _SIZE
    rise = (bins - bent[:-2, None]) / (bent[1:-1] - bent[:-2])[:, None]
    fall = (bent[2:, None] - bins) / (bent[2:] - bent[1:-1])[:, None]
    filters = np.clip(np.minimum(rise, fall), 0.0, None)
    return np.asarray(filters / (filters.sum(axis=1, keepdims=True) + 1e-9), np.float32)
