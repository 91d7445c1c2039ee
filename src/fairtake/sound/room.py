"""A sound in its room: distance, direction, walls in between, and reverberation.

What comes straight from a sound is its own; what its room gives back is linear, so all sounds
of a room are sent through one reverberation together.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

from fairtake.model.sound import RATE

__all__ = ["Reverb", "distant", "panned", "send_level", "tail_samples"]

Samples = npt.NDArray[np.float32]


def tail_samples(rt60: float) -> int:
    """How many samples a room of that reverberation time (seconds) rings on."""
    return int(min(rt60, 3.0) * 1.1 * RATE) if rt60 > 0.05 else 0


def distant(dry: Samples, *, distance: float, muffled: float = 0.0) -> Samples:
    """A mono sound (n,) dulled by `distance` in metres, and by what it comes through:
    `muffled` 0..1 takes away the high end, as a door does."""
    cutoffs = [6000 * 0.12**muffled] if muffled > 0 else []
    if distance > 2.5:
        cutoffs.append(max(16000 / (1 + 0.12 * (distance - 2.5)), 2500))
    if not cutoffs:
        return dry
    # In silence a filter's state would fall to numbers that processors are slow with.
    raised = dry.astype(np.float64) + 1e-15
    filtered: Samples = signal.sosfilt(np.concatenate([_lowpass(round(c, -1)) for c in cutoffs]), raised)
    return filtered.astype(np.float32)


def panned(pan: float, distance: float) -> tuple[float, float]:
    """Linear gains left and right of the direct sound: `pan` -1..1 by constant power,
    `distance` in metres lowers both gently (what the room gives back stays, so far sounds
    are wetter)."""
    level = (1.0 / max(distance, 0.8)) ** 0.6
    angle = (pan + 1) * math.pi / 4
    return level * math.cos(angle) * math.sqrt(2), level * math.sin(angle) * math.sqrt(2)


def send_level(rt60: float) -> float:
    """Linear gain into the reverberation: 0.22 of the level at one metre in an ordinary room;
    drier where walls are soft."""
    return 0.22 * math.sqrt(min(1.0, rt60 / 0.5))


class Reverb:
    """What a room of `rt60` seconds gives back, block after block (overlap-add)."""

    def __init__(self, rt60: float) -> None:
        response = _response(round(rt60, 2))
        self._length = response.shape[1]
        self._size = fft.next_fast_len(max(4 * self._length, RATE), real=True)
        self._spectrum = fft.rfft(response, self._size)
        self._tail = np.zeros((2, self._length - 1), np.float32)

    @property
    def silent(self) -> bool:
        """Whether nothing rings on."""
        return not self._tail.any()

    def block(self, send: Samples) -> Samples:
        """The next (n,) samples sent in; (2, n) come out."""
        count = len(send)
        out = np.zeros((2, count + self._length - 1), np.float32)
        out[:, : self._length - 1] = self._tail
        step = self._size - self._length + 1
        for begin in range(0, count, step):
            part = send[begin : begin + step]
            if part.any():
                wet = fft.irfft(fft.rfft(part, self._size) * self._spectrum, self._size)
                rings = len(part) + self._length - 1
                out[:, begin : begin + rings] += wet[:, :rings]
        self._tail = out[:, count:].copy()
        return out[:, :count]


@lru_cache(maxsize=256)
def _lowpass(cutoff: float) -> npt.NDArray[np.float64]:
    sos: npt.NDArray[np.float64] = signal.butter(2, min(cutoff, RATE * 0.45), fs=RATE, output="sos")
    return sos


@lru_cache(maxsize=16)
def _response(rt60: float) -> Samples:
    """An impulse response (2, n): a few early reflections, then noise that decays by 60 dB in
    `rt60` seconds, high frequencies first. Unit energy, different left and right."""
    count = tail_samples(rt60) + 1
    time = np.arange(count) / RATE
    channels = []
    for channel in (0, 1):
        rng = np.random.default_rng(1000 + channel)
        low = signal.sosfilt(_lowpass(2500), rng.normal(size=count)) * 10 ** (-3 * time / rt60)
        high = rng.normal(size=count) * 10 ** (-3 * time / (0.55 * rt60))
        response = low + 0.35 * high
        response[: int(0.012 * RATE)] *= 0.15
        for delay in rng.uniform(0.004, 0.03, 6):
            spot = min(int(delay * RATE), count - 1)
            response[spot] += rng.choice([-1, 1]) * 6 * math.exp(-delay * 30)
        channels.append(response / math.sqrt(float((response**2).sum())))
    return np.stack(channels).astype(np.float32)
