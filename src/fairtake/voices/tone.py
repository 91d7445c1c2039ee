"""Filters that make a synthetic voice easier on the ear, and harder when it shouts."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import signal

__all__ = ["aired", "equalized", "levelled", "pressed"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_CEILING = 0.94
_DISPERSION = ((420.0, 0.8), (900.0, 1.4), (1700.0, 2.0), (2900.0, 2.6))  # Hz, quality


def equalized(samples: F32, rate: int, effort: float) -> F32:
    """Take away what is below a voice, soften the harsh band, warm the low end; `effort`
    tilts the spectrum as the glottis does: slack is dull, shouting is bright."""
    return np.asarray(signal.sosfilt(_equalizer(rate, round(effort, 2)), samples), np.float32)


@cache
def _equalizer(rate: int, effort: float) -> F64:
    harsh = -3.5 + 2.5 * max(effort, 0.0)
    bright = 7.0 * effort if effort > 0 else 5.0 * effort
    return np.vstack(
        [
            signal.butter(2, 65.0, "highpass", fs=rate, output="sos"),
            _shelf(rate, 210.0, 2.0 - 4.0 * max(effort, 0.0), high=False),
            _peak(rate, 3500.0, harsh, 0.9),
            _shelf(rate, 1300.0, bright, high=True),
            _shelf(rate, 6800.0, -2.0, high=True),
            *(_dispersion(rate, frequency, quality) for frequency, quality in _DISPERSION),
        ]
    )


def _peak(rate: int, frequency: float, gain: float, quality: float) -> F64:
    """Peaking section of the Audio EQ Cookbook (Bristow-Johnson)."""
    a = 10.0 ** (gain / 40.0)
    w = 2.0 * np.pi * frequency / rate
    alpha = np.sin(w) / (2.0 * quality)
    section = np.array(
        [[1 + alpha * a, -2 * np.cos(w), 1 - alpha * a, 1 + alpha / a, -2 * np.cos(w), 1 - alpha / a]], np.float64
    )
    return np.asarray(section / section[0, 3], np.float64)


def _dispersion(rate: int, frequency: float, quality: float) -> F64:
    """All-pass section of the Audio EQ Cookbook: delays its band by quality / (pi frequency)
    seconds or so and alters nothing else. Synthetic pulses have all their harmonics in phase,
    which is heard as buzz; a vocal tract scatters them (the pulse dispersion of MELP)."""
    w = 2.0 * np.pi * frequency / rate
    alpha = np.sin(w) / (2.0 * quality)
    section = np.array([[1 - alpha, -2 * np.cos(w), 1 + alpha, 1 + alpha, -2 * np.cos(w), 1 - alpha]], np.float64)
    return np.asarray(section / section[0, 3], np.float64)


def _shelf(rate: int, frequency: float, gain: float, *, high: bool) -> F64:
    """Shelving section of the Audio EQ Cookbook, slope 0.7."""
    a = 10.0 ** (gain / 40.0)
    w = 2.0 * np.pi * frequency / rate
    c = np.cos(w) * (1.0 if high else -1.0)
    alpha = np.sin(w) / 2.0 * np.sqrt((a + 1.0 / a) * (1.0 / 0.7 - 1.0) + 2.0)
    root = 2.0 * np.sqrt(a) * alpha
    sign = 1.0 if high else -1.0
    section = np.array(
        [
            [
                a * ((a + 1) + (a - 1) * c + root),
                -2 * sign * a * ((a - 1) + (a + 1) * c),
                a * ((a + 1) + (a - 1) * c - root),
                (a + 1) - (a - 1) * c + root,
                2 * sign * ((a - 1) - (a + 1) * c),
                (a + 1) - (a - 1) * c - root,
            ]
        ],
        np.float64,
    )
    return np.asarray(section / section[0, 3], np.float64)


def aired(samples: F32, rate: int, breath: float, seed: int) -> F32:
    """Let noise take the place of part of the high harmonics. A sinusoidal synthesizer
    buzzes because its harmonics are perfect up to the top; a throat's are not above some
    3 kHz (mixed excitation, McCree & Barnwell 1995)."""
    if not len(samples):
        return samples
    band = _air_band(rate)
    noise = np.random.default_rng(seed).standard_normal(len(samples), np.float32)
    high, hiss = np.asarray(signal.sosfilt(band, np.stack([samples, noise])), np.float32)
    decay = float(np.exp(-1.0 / (0.0015 * rate)))  # short enough to pulse with the voice
    power = signal.lfilter([1.0 - decay], [1.0, -decay], np.square(high))
    hiss *= np.sqrt(np.maximum(power, 0.0)).astype(np.float32) / np.float32(np.std(hiss) + 1e-9)
    share = np.float32(min(0.75, 0.35 + 0.5 * breath))
    return np.asarray(samples + share * (hiss - high), np.float32)


@cache
def _air_band(rate: int) -> F64:
    return np.asarray(signal.butter(1, (3000.0, 5200.0), "bandpass", fs=rate, output="sos"), np.float64)


def pressed(samples: F32, rate: int, effort: float) -> F32:
    """A pressed voice: syllables start hard, and the loudest part saturates, which adds the
    overtones that tell a shout from a loud recording."""
    size = np.abs(samples)
    fast = _follow(size, 0.004 * rate)
    slow = _follow(size, 0.07 * rate)
    floor = 0.02 * float(slow.max(initial=1e-6))
    snap = np.clip((fast + floor) / (slow + floor), 0.5, 2.5) ** (0.45 * effort)
    struck = samples * snap.astype(np.float32)
    loud = float(np.sqrt(np.mean(np.square(struck)))) or 1.0
    drive = np.float32((0.15 + 0.3 * effort) / loud)
    return np.asarray(np.tanh(struck * drive) / drive, np.float32)


def _follow(size: F32, samples: float) -> F64:
    decay = float(np.exp(-1.0 / samples))
    return np.asarray(signal.lfilter([1.0 - decay], [1.0, -decay], size.astype(np.float64)), np.float64)


def levelled(samples: F32, rate: int, level: float) -> F32:
    """Bring the RMS of the spoken parts to `level` dB below full scale, under a soft ceiling."""
    hop = rate // 100
    count = len(samples) // hop
    if count == 0:
        return samples
    power = np.mean(np.square(samples[: count * hop].reshape(count, hop)), axis=1)
    spoken = power[power > power.max() * 10.0**-2.5]
    if not len(spoken) or spoken.mean() <= 1e-12:
        return samples
    loud = samples * np.float32(10.0 ** (level / 20.0) / np.sqrt(spoken.mean()))
    knee = 0.6 * _CEILING
    over = np.abs(loud) > knee
    bent = np.sign(loud) * (knee + (_CEILING - knee) * np.tanh((np.abs(loud) - knee) / (_CEILING - knee)))
    return np.asarray(np.where(over, bent, loud), np.float32)
