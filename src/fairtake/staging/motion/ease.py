"""Curves of time that motion is made of: eased ramps, finite filters, drifting noise.

Every filter has finite reach, so what happens at a moment depends only on what lies within
a second of it: a change late in a scene leaves its beginning as it was, bit for bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import convolve1d, minimum_filter1d

__all__ = [
    "Array",
    "crossfade",
    "drift",
    "envelope",
    "min_jerk",
    "ramp",
    "settled",
    "smooth",
    "smooth_below",
    "smoothstep",
    "window",
]

Array = npt.NDArray[np.floating[Any]]


def min_jerk(u: npt.ArrayLike) -> Array:
    """The minimum-jerk ramp from 0 to 1 (Flash and Hogan 1985); clamped outside 0..1."""
    v = np.clip(np.asarray(u, np.float64), 0.0, 1.0)
    return v * v * v * (10.0 + v * (6.0 * v - 15.0))


def smoothstep(u: npt.ArrayLike) -> Array:
    """The cubic ramp from 0 to 1; clamped outside 0..1."""
    v = np.clip(np.asarray(u, np.float64), 0.0, 1.0)
    return v * v * (3.0 - 2.0 * v)


def ramp(t: npt.ArrayLike, start: float, end: float) -> Array:
    """0 before `start`, 1 after `end`, minimum jerk between; a jump when they coincide."""
    return min_jerk((np.asarray(t, np.float64) - start) / max(end - start, 1e-6))


def envelope(t: npt.ArrayLike, start: float, full: float, hold: float, end: float) -> Array:
    """Up from `start` to `full`, 1 until `hold`, down until `end`."""
    return ramp(t, start, full) * (1.0 - ramp(t, hold, end))


def window(start: float, end: float, fps: int, frames: int) -> slice:
    """The frames whose time lies within start .. end seconds, one more on either side."""
    first = max(0, int(np.floor(start * fps))) if np.isfinite(start) else 0
    last = min(frames, int(np.ceil(end * fps)) + 2) if np.isfinite(end) else frames
    return slice(min(first, frames), max(min(first, frames), last))


def _bell(radius: int) -> Array:
    x = np.arange(-radius, radius + 1) / (radius + 1)
    bell = (1 - x * x) ** 2
    return np.asarray(bell / bell.sum())


def smooth(x: Array, radius: int) -> Array:
    """A bell-weighted mean over `radius` frames on either side, along the first axis."""
    if radius < 1 or len(x) < 2:
        return x
    return np.asarray(convolve1d(x, _bell(radius), axis=0, mode="nearest"), np.float64)


def smooth_below(limit: Array, radius: int) -> Array:
    """The smoothed (N,) curve that never rises above `limit`: erode, then average."""
    return smooth(np.asarray(minimum_filter1d(limit, 2 * radius + 1, mode="nearest"), np.float64), radius)


def crossfade(values: Array, fresh: Array, weight: Array) -> Array:
    """Between `values` (n, ...) and `fresh` by `weight` (n,). Where the weight is 1, nothing is
    left of `values`, to the last bit."""
    w = weight.reshape(-1, *([1] * (values.ndim - 1)))
    return values * (1 - w) + fresh * w


def settled(x: Array) -> npt.NDArray[np.float32]:
    """`x` on a grid of 2^-20 (a micrometre, 0.2 seconds of arc): what is the same motion at
    another time of the scene has the same bytes, whatever its last bits were."""
    return (np.round(np.asarray(x, np.float64) * 2**20) / 2**20 + 0.0).astype(np.float32)


_RATES = np.array([0.11, 0.23, 0.41])
_LEVELS = np.array([0.6, 0.3, 0.16])


def drift(frames: int, fps: int, starts: list[tuple[float, int]], channels: int, key: int, speed: float = 1.0) -> Array:
    """Smooth noise (N, channels) about -1..1 that starts anew with every beat.

    `starts` are (seconds, seed) of the beats in order; the noise of a beat runs on the
    beat's own clock and fades in over 0.9 s, so that a beat moves the same wherever in the
    scene it comes to lie.
    """
    out = np.zeros((frames, channels))
    fade = 0.9
    for i, (start, seed) in enumerate(starts):
        stop = starts[i + 1][0] + fade if i + 1 < len(starts) else frames / fps
        span = window(start, stop, fps, frames)
        if span.stop <= span.start:
            continue
        generator = np.random.default_rng((seed, key))
        phase = generator.uniform(0, 2 * np.pi, (channels, 3))
        rate = _RATES * generator.uniform(0.8, 1.25, (channels, 3)) * (2 * np.pi * speed)
        local = np.arange(span.start, span.stop) / fps - start
        wave = (np.sin(local[:, None, None] * rate + phase) * _LEVELS).sum(-1)
        if i == 0:
            out[span] = wave
        else:
            out[span] = crossfade(out[span], wave, ramp(local, 0.0, fade))
    return out
