"""A sound in its room: distance, direction, walls in between, and reverberation."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["place", "tail_samples"]

Samples = npt.NDArray[np.float32]


def tail_samples(rt60: float) -> int:
    """How many samples a room of that reverberation time (seconds) rings on."""
    return int(min(rt60, 3.0) * 1.1 * RATE) if rt60 > 0.05 else 0


def place(dry: Samples, *, pan: float, distance: float, rt60: float, muffled: float = 0.0) -> Samples:
    """A mono sound (n,) as heard: stereo (n + tail, 2).

    `distance` in metres lowers the direct sound gently and dulls it; what the room of
    `rt60` seconds gives back stays, so far sounds are wetter. `pan` -1..1 by constant power;
    `muffled` 0..1 takes away the high end, as a door does.
    """
    sound = dry.astype(np.float64)
    if muffled > 0:
        sound = signal.sosfilt(_lowpass(round(6000 * 0.12**muffled)), sound)
    if distance > 2.5:
        sound = signal.sosfilt(_lowpass(round(max(16000 / (1 + 0.12 * (distance - 2.5)), 2500))), sound)
    level = (1.0 / max(distance, 0.8)) ** 0.6
    angle = (pan + 1) * math.pi / 4
    tail = tail_samples(rt60)
    out = np.zeros((len(sound) + tail, 2))
    out[: len(sound), 0] = sound * level * math.cos(angle) * math.sqrt(2)
    out[: len(sound), 1] = sound * level * math.sin(angle) * math.sqrt(2)
    if tail:
        # 0.22 of the level at one metre in an ordinary room; drier where walls are soft.
        wet = 0.22 * min(1.0, rt60 / 0.5) ** 0.5
        for channel in (0, 1):
            out[:, channel] += wet * signal.oaconvolve(sound, _response(round(rt60, 2), channel))[: len(out)]
    return out.astype(np.float32)


@lru_cache(maxsize=64)
def _lowpass(cutoff: int) -> npt.NDArray[np.float64]:
    sos: npt.NDArray[np.float64] = signal.butter(2, min(cutoff, RATE * 0.45), fs=RATE, output="sos")
    return sos


@lru_cache(maxsize=32)
def _response(rt60: float, channel: int) -> npt.NDArray[np.float64]:
    """An impulse response: a few early reflections, then noise that decays by 60 dB in `rt60`
    seconds, high frequencies first. Unit energy, different left and right."""
    count = tail_samples(rt60) + 1
    rng = np.random.default_rng(1000 + channel)
    time = np.arange(count) / RATE
    low = signal.sosfilt(_lowpass(2500), rng.normal(size=count)) * 10 ** (-3 * time / rt60)
    high = rng.normal(size=count) * 10 ** (-3 * time / (0.55 * rt60))
    response = low + 0.35 * high
    response[: int(0.012 * RATE)] *= 0.15
    for delay in rng.uniform(0.004, 0.03, 6):
        spot = min(int(delay * RATE), count - 1)
        response[spot] += rng.choice([-1, 1]) * 6 * math.exp(-delay * 30)
    response /= math.sqrt(float((response**2).sum()))
    return response
