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

__all__ = ["Reverb", "begun", "distant", "panned", "send_level", "tail_samples"]

Samples = npt.NDArray[np.float32]


_OUTSIDE = 9.0
"""Metres between reflections from which on it is no room."""


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


def send_level(rt60: float, path: float = 0.0) -> float:
    """Linear gain into the reverberation: 0.22 of the level at one metre in an ordinary room;
    drier where walls are soft, and in the open, which gives little back."""
    return 0.22 * math.sqrt(min(1.0, rt60 / 0.5)) * (0.4 if path >= _OUTSIDE else 1.0)


def begun(sound: Samples, count: int) -> Samples:
    """What is left of a sound (n,) of which the first `count` samples come too early: it rises over
    20 ms instead of beginning with a click."""
    left = sound[count:].copy()
    rise = min(len(left), RATE // 50)
    left[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    return left


class Reverb:
    """What a room of `rt60` seconds gives back, block after block (overlap-add); `path` metres lie
    between two of its reflections (0: as in an ordinary room)."""

    def __init__(self, rt60: float, path: float = 0.0) -> None:
        response = _response(round(rt60, 2), round(path) or 3)
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


@lru_cache(maxsize=24)
def _response(rt60: float, path: int) -> Samples:
    """An impulse response (2, n) of unit energy, different left and right.

    The first reflections come one by one, later and further apart in a wide room, each a little
    smeared as furniture does; then noise whose bands die at their own pace, the high ones first
    (air and stuff take them). Noise has no modes, so nothing rings as metal does.
    """
    count = tail_samples(rt60) + 1
    time = np.arange(count) / RATE
    outside = path >= _OUTSIDE
    first = max(path, 1) / 343
    channels = []
    for channel in (0, 1):
        rng = np.random.default_rng([1000 + channel, path])
        late = np.zeros(count)
        for low, high, share in _BANDS:
            noise = rng.standard_normal(count)
            noise = signal.sosfilt(_band(low, high), noise)
            level = float(np.sqrt((noise**2).mean())) or 1.0
            late += noise / level * math.sqrt(share[0] * (high - low)) * 10 ** (-3 * time / (share[1] * rt60))
        # It gathers while the first reflections arrive.
        late *= np.clip(time / (2.5 * first), 0, 1) ** 1.5 * (0.25 if outside else 1.0)
        early = np.zeros(count + 480)
        at = first * rng.uniform(0.5, 0.8)
        while at < 5 * first and int(at * RATE) < count - 1:
            smear = int(rng.uniform(0.0003, 0.0012) * RATE) + 2
            touch = rng.standard_normal(smear) * np.exp(-np.arange(smear) / (0.35 * smear))
            touch /= math.sqrt(float((touch**2).sum())) or 1.0
            spot = int(at * RATE)
            early[spot : spot + smear] += touch * rng.uniform(0.6, 1.0) * (first / at) * 10 ** (-3 * at / rt60)
            # The later, the denser (the number of reflections grows with the cube of time).
            at += first * rng.uniform(0.25, 0.75) / (1 + at / first)
        late /= math.sqrt(float((late**2).sum())) or 1.0
        early /= math.sqrt(float((early**2).sum())) or 1.0
        both = 0.8 * late + (0.75 if outside else 0.6) * signal.sosfilt(_lowpass(7000), early[:count])
        # The tail ends in nothing, not at once.
        both[-count // 10 :] *= np.linspace(1, 0, len(both[-count // 10 :]))
        channels.append(both / (math.sqrt(float((both**2).sum())) or 1.0))
    return np.stack(channels).astype(np.float32)


_BANDS = ((60, 350, (1.0, 1.15)), (350, 1400, (1.0, 1.0)), (1400, 4200, (0.8, 0.78)), (4200, 12000, (0.45, 0.5)))
"""Bands of the late reverberation: Hz from, to, (energy a hertz, share of the room's RT60)."""


@lru_cache(maxsize=8)
def _band(low: float, high: float) -> npt.NDArray[np.float64]:
    sos: npt.NDArray[np.float64] = signal.butter(2, [low, high], btype="bandpass", fs=RATE, output="sos")
    return sos
