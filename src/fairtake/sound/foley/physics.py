"""What sounds are made of: struck modes, bursts, grains, friction, larynxes, motors, and their courses.

Everything is mono float64 at RATE. Struck things follow modal synthesis (van den Doel and Pai 1998): a
touch wakes damped modes whose ratios are those of the body (Fletcher and Rossing, The Physics of
Musical Instruments); loose stuff is many small impacts (Cook's PhISEM, 1997); friction is a train of
slips that wakes a body.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE

__all__ = [
    "BAR", "BELL", "GLASS", "MEMBRANE", "PLATE", "Array", "Curve", "Make", "Mode", "Rng", "band", "body", "burst", "course",
    "creak", "formants", "grains", "high", "larynx", "low", "mixed", "modes", "motor", "noise", "repeated", "struck", "swell",
    "time", "unit", "wander",
]  # fmt: skip

Array = npt.NDArray[np.float64]
Rng = np.random.Generator
Make = Callable[[str, float, Rng], Array]
"""(stuff, strength 0..1, rng) to a mono sound."""
Mode = tuple[float, float, float]
"""(Hz, seconds to 1/e, level)."""
Curve = Sequence[tuple[float, float]]
"""(share of the length, value)."""

BAR = (1.0, 2.756, 5.404, 8.933)
"""A free bar: keys, wrenches, coins lying flat, a triangle."""
PLATE = (1.0, 1.73, 2.33, 3.91, 4.11, 6.30)
"""A free round plate: dishes, lids, coins, cymbals."""
GLASS = (1.0, 2.32, 4.25, 6.63, 9.38)
"""A wine glass."""
MEMBRANE = (1.0, 1.594, 2.136, 2.296, 2.653, 2.918)
"""A drum head."""
BELL = (0.5, 1.0, 1.2, 1.5, 2.0, 2.5, 2.667, 3.0, 4.0)
"""A church bell: hum, prime, tierce, quint, nominal and above."""


_CONTACT = 14
"""Samples that a touch lasts."""


def time(seconds: float) -> Array:
    """Sample times of so many seconds."""
    return np.arange(max(2, int(seconds * RATE))) / RATE


def noise(seconds: float, rng: Rng) -> Array:
    """White noise of unit deviation."""
    return rng.standard_normal(max(2, int(seconds * RATE)))


@lru_cache(maxsize=512)
def _sos(kind: Literal["bandpass", "lowpass", "highpass"], *edges: float) -> Array:
    edges = tuple(min(edge, RATE * 0.45) for edge in edges)
    design: Array = signal.butter(2, edges[0] if len(edges) == 1 else edges, btype=kind, fs=RATE, output="sos")
    return design


def band(sound: Array, bottom: float, top: float) -> Array:
    """What lies between two frequencies. Edges are rounded: designing a filter takes longer
    than filtering with it, and nobody hears ten hertz."""
    filtered: Array = signal.sosfilt(_sos("bandpass", max(round(bottom, -1), 20.0), round(top, -1)), sound)
    return filtered


def low(sound: Array, top: float) -> Array:
    """What lies below a frequency."""
    filtered: Array = signal.sosfilt(_sos("lowpass", round(top, -1)), sound)
    return filtered


def high(sound: Array, bottom: float) -> Array:
    """What lies above a frequency."""
    filtered: Array = signal.sosfilt(_sos("highpass", round(bottom, -1)), sound)
    return filtered


def unit(sound: Array) -> Array:
    """A sound brought to a peak of 1; silence stays."""
    peak = float(np.abs(sound).max())
    return np.asarray(sound / peak) if peak > 0 else sound


def course(curve: Curve, count: int) -> Array:
    """A line of `count` points through a curve."""
    at, value = np.array(curve, np.float64).T
    line: Array = np.interp(np.linspace(0, 1, count), at, value)
    return line


def wander(count: int, rate: float, rng: Rng) -> Array:
    """Slow noise about 0 of unit deviation, changing `rate` times a second."""
    knots = rng.normal(size=max(4, int(count / RATE * rate) + 4))
    return np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots)


def swell(seconds: float, power: float = 1.0) -> Array:
    """Up and down over so many seconds."""
    t = time(seconds)
    return np.asarray(np.sin(np.pi * np.clip(t / seconds, 0, 1)) ** power)


def modes(parts: Sequence[Mode], seconds: float, rng: Rng, detune: float = 0.06) -> Array:
    """Damped modes that a touch at sample 0 wakes."""
    t = time(seconds)
    out = np.zeros_like(t)
    touch = np.zeros_like(t)
    # Things touch for a quarter of a millisecond, not for a sample.
    pulse = np.hanning(_CONTACT + 2)[1:-1]
    touch[: min(_CONTACT, len(t))] = (pulse / pulse.sum())[: len(t)]
    for frequency, decay, level in parts:
        frequency *= 1 + rng.normal(0, detune)
        level *= 1 + rng.normal(0, 0.15)
        if not 20 < frequency < 0.45 * RATE:
            continue
        # What a resonator answers to a touch is exp(-t / decay) sin(2 pi f t).
        turn, radius = 2 * np.pi * frequency / RATE, np.exp(-1 / (decay * RATE))
        poles = [1, -2 * radius * np.cos(turn), radius**2]
        out += signal.lfilter([0, level * radius * np.sin(turn)], poles, touch)
    # Whatever still rings at the end fades out instead of stopping.
    fade: Array = np.minimum((seconds - t) / (0.25 * seconds), 1)
    return out * fade


def body(base: float, ratios: Sequence[float], decay: float, tilt: float = 0.6, damping: float = 0.6) -> list[Mode]:
    """Modes of a body from its ratios: higher ones are softer by ratio ** -tilt and die sooner by
    ratio ** -damping."""
    return [(base * ratio, decay * ratio**-damping, ratio**-tilt) for ratio in ratios]


def burst(bottom: float, top: float, decay: float, seconds: float, rng: Rng, attack: float = 0.0008) -> Array:
    """A touch: band-limited noise that dies away."""
    t = time(seconds)
    made = band(rng.standard_normal(len(t)), bottom, top)
    scale = float(np.sqrt((made**2).mean())) or 1.0
    return np.asarray(made / scale * np.minimum(t / attack, 1) * np.exp(-t / decay) * 0.4)


def struck(parts: Sequence[Mode], seconds: float, rng: Rng, hard: float = 0.5, detune: float = 0.02) -> Array:
    """A body hit by something: its modes and a short click of the touch, peak 1."""
    ring = unit(modes(parts, seconds, rng, detune))
    click = burst(400 + 900 * hard, 3000 + 7000 * hard, 0.004, 0.03, rng)
    ring[: len(click)] += 0.35 * hard * click[: len(ring)]
    return unit(ring)


def grains(
    rate: float, seconds: float, bottom: float, top: float, rng: Rng, early: float = 1.3, late: float = 2.2
) -> Array:
    """Loose stuff: many tiny impacts, dense at first; peak 1."""
    clicks = np.zeros(int((seconds + 0.03) * RATE))
    count = max(3, int(rng.poisson(rate * seconds)))
    spots = (rng.beta(early, late, count) * seconds * RATE).astype(int)
    force = np.clip(rng.normal(0, 1, count), -2, 2) * np.minimum(rng.exponential(1, count), 1.8)
    # What still moves at the end is light, or it would be heard as a click by itself.
    np.add.at(clicks, spots, force * (1 - 0.97 * spots / (seconds * RATE)) ** 3)
    # Each is a touch of a millisecond or two.
    at = np.arange(96)
    touch = rng.standard_normal(96) * np.exp(-at / 36.0) * np.minimum(at / 24.0, 1.0)
    return unit(band(signal.oaconvolve(clicks, touch)[: len(clicks)], bottom, top))


def creak(rng: Rng, seconds: float, rate: Curve, parts: Sequence[Mode]) -> Array:
    """Stick and slip: a train of slips whose `rate` (a second) changes wakes a body; peak 1."""
    count = int(seconds * RATE)
    phase = np.cumsum(course(rate, count) * (1 + 0.12 * wander(count, 22, rng))) / RATE
    slips = np.diff(np.floor(phase), prepend=0.0)
    slips[slips > 0] *= rng.uniform(0.5, 1.0, int((slips > 0).sum()))
    ring = modes(parts, 0.06, rng)
    sound = np.asarray(signal.oaconvolve(slips, ring)[:count])
    return unit(sound * swell(seconds, 0.6)[:count])


def mixed(*parts: tuple[float, Array]) -> Array:
    """Sum of (start in seconds, sound)."""
    length = max(int(start * RATE) + len(sound) for start, sound in parts)
    out = np.zeros(length)
    for start, sound in parts:
        begin = int(start * RATE)
        out[begin : begin + len(sound)] += sound
    return out


def repeated(make: Callable[[int], Array], starts: Sequence[float]) -> Array:
    """The same sort of sound again and again: `make(k)` at each start, seconds."""
    return mixed(*((start, make(k)) for k, start in enumerate(starts)))


def larynx(pitch: Array, tilt: float, rough: float, rng: Rng, top: float = 9000.0) -> Array:
    """Harmonics of a gliding `pitch` (Hz, one a sample), each softer by k ** -tilt; peak 1. They
    stop below `top`, so nothing folds back."""
    glide = pitch * (1 + rough * wander(len(pitch), 80, rng))
    first = np.exp(2j * np.pi * np.cumsum(glide) / RATE)
    turning = first.copy()
    out = np.zeros(len(pitch))
    for k in range(1, max(2, int(top / max(float(glide.max()), 40.0))) + 1):
        out += k**-tilt * turning.imag
        turning *= first
    return unit(out)


def formants(source: Array, resonances: Sequence[tuple[float, float, float]]) -> Array:
    """A source through a mouth that stands still: (Hz, bandwidth in Hz, level) in parallel."""
    out = np.zeros_like(source)
    for frequency, width, level in resonances:
        out += level * signal.lfilter(*_peak(round(frequency, -1), round(width, -1)), source)
    return out


@lru_cache(maxsize=256)
def _peak(frequency: float, width: float) -> tuple[Array, Array]:
    b, a = signal.iirpeak(frequency, max(frequency / width, 0.6), fs=RATE)
    return np.asarray(b), np.asarray(a)


def motor(turns: Array, firings: float, rng: Rng, rough: float = 0.25, partials: int = 14) -> Array:
    """An engine: `turns` of its shaft (a second, one a sample), `firings` a turn; explosions of
    unequal strength wake orders of half a turn; peak 1, nothing above what the rate can hold."""
    shaft = np.exp(1j * np.pi * np.cumsum(turns * (1 + 0.012 * wander(len(turns), 9, rng))) / RATE)
    turning = shaft.copy()
    out = np.zeros(len(turns))
    for order in range(1, int(partials * firings) + 1):
        fired = order % round(2 * firings) == 0
        if order * float(turns.max()) / 2 > 0.4 * RATE:
            break
        level = (1.0 if fired else rough * rng.uniform(0.3, 1.0)) / (order / (2 * firings)) ** 0.9
        out += level * (turning * np.exp(2j * np.pi * rng.uniform())).imag
        turning *= shaft
    return unit(out)
