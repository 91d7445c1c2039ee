"""Seamless loops: noise shaped in the frequency domain, where everything is periodic, and events that
wrap round the end.

Each is LOOP seconds of stereo, (2, n), that joins its own beginning. Curves and swells are slow, so they
are computed at few points and drawn through them; tones that repeat are computed once a period.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import fft

from fairtake.model.sound import RATE

__all__ = [
    "COUNT",
    "LOOP",
    "POINTS",
    "Array",
    "Rng",
    "Samples",
    "bump",
    "levelled",
    "repeated",
    "rms",
    "scatter",
    "shaped",
    "slow",
    "swell",
]

LOOP = 24
"""Seconds of a loop."""

Array = npt.NDArray[np.float64]
Samples = npt.NDArray[np.float32]
Rng = np.random.Generator
COUNT = LOOP * RATE
POINTS = LOOP * 100
"""Points a swell is computed at, in one turn."""


def levelled(sound: Samples, level: float = 1.0) -> Samples:
    """`sound` brought, in place, to a level (RMS)."""
    sound *= np.float32(level / (rms(sound) or 1.0))
    return sound


def rms(sound: Samples) -> float:
    """Its root mean square, all channels together."""
    return float(np.sqrt(np.vdot(sound, sound) / sound.size))


def shaped(rng: Rng, curve: Callable[[Array], Array], width: float = 0.7) -> Samples:
    """Stereo noise with the magnitude `curve(frequency in Hz)`; `width` 0 mono .. 1 apart."""
    marks = np.geomspace(1, RATE / 2, 1500)
    magnitude = np.interp(fft.rfftfreq(COUNT, 1 / RATE), marks, curve(marks)).astype(np.float32)
    magnitude[0] = 0

    def noise() -> Samples:
        # Normal real and imaginary parts: every phase alike, magnitudes as noise has them.
        parts = rng.standard_normal((len(magnitude), 2), np.float32)
        made: Samples = fft.irfft(parts.view(np.complex64)[:, 0] * magnitude, COUNT)
        return made

    middle, side = noise(), noise()
    side *= np.float32(width)
    return np.stack([middle + side, middle - side])


def bump(low: float, high: float, slope: float = 2.0) -> Callable[[Array], Array]:
    """A band with gentle sides."""
    return lambda f: 1 / (1 + (low / f) ** (2 * slope)) / (1 + (f / high) ** (2 * slope)) ** 0.5


def swell(points: Array) -> Samples:
    """A periodic curve (n,) through `points` of one turn."""
    spots = np.arange(COUNT) * (len(points) / COUNT)
    curve: Samples = np.interp(spots, np.arange(len(points) + 1), np.append(points, points[0])).astype(np.float32)
    return curve


def slow(rng: Rng, cycles: int, depth: float) -> Samples:
    """A slow periodic swell about 1, (n,)."""
    time = np.arange(POINTS) / POINTS
    wave = sum(rng.normal() * np.sin(2 * np.pi * (k * time + rng.uniform())) / k**0.5 for k in range(1, cycles + 1))
    scale = float(np.abs(wave).max()) or 1.0
    return swell(np.clip(1 + depth * wave / scale, 0, None))


def scatter(rng: Rng, count: int, make: Callable[[Rng], Array], low: float = 0.25, width: float = 0.8) -> Samples:
    """Short mono events at random moments and places, wrapping round the loop's end."""
    out = np.zeros((2, COUNT), np.float32)
    for _ in range(count):
        sound = make(rng) * rng.uniform(low, 1)
        pan = (rng.uniform(-width, width) + 1) * np.pi / 4
        start = int(rng.integers(COUNT))
        before = min(len(sound), COUNT - start)
        for channel, level in enumerate((np.cos(pan), np.sin(pan))):
            out[channel, start : start + before] += sound[:before] * level
            out[channel, : len(sound) - before] += sound[before:] * level
    return out


def repeated(period: Array) -> Samples:
    """A tone or a rhythm (n,) from one period; the periods fill the loop."""
    return np.tile(period.astype(np.float32), COUNT // len(period))
