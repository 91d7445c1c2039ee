"""The voices and feet of animals, made from nothing.

A call is a source (a buzzing larynx: harmonics of a gliding pitch with some breath) through a few
resonances that move as the mouth opens; purrs and growls are trains of pulses. What makes each
one known is the course of its pitch and how rough it is. Pitches and courses after measured
calls: Yin and McCowan 2004 (barks), Nicastro 2004 (meows), Lemasson et al. 2009 (whinnies).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["ANIMAL_SOUNDS"]

Array = npt.NDArray[np.float64]
Rng = np.random.Generator
Curve = Sequence[tuple[float, float]]
"""(share of the call's length, value)."""


def _time(seconds: float) -> Array:
    return np.arange(max(2, int(seconds * RATE))) / RATE


def _course(curve: Curve, time: Array) -> Array:
    """A smooth line through the points of a curve."""
    at, value = np.array(curve).T
    line = np.interp(time / time[-1], at, value)
    width = max(3, int(0.012 * RATE) | 1)
    return np.asarray(
        np.convolve(
            np.pad(line, width // 2, mode="edge"), np.hanning(width + 2)[1:-1] / np.hanning(width + 2).sum(), "valid"
        )
    )


def _wander(count: int, rate: float, rng: Rng) -> Array:
    """Slow noise about 0, unit deviation, changing `rate` times a second."""
    knots = rng.normal(size=max(4, int(count / RATE * rate) + 4))
    return np.interp(np.linspace(0, len(knots) - 1, count), np.arange(len(knots)), knots)


def _larynx(pitch: Array, tilt: float, jitter: float, rng: Rng) -> Array:
    """Harmonics of a gliding pitch, each softer than the one before by k ** -tilt."""
    phase = 2 * np.pi * np.cumsum(pitch * (1 + jitter * _wander(len(pitch), 90, rng))) / RATE
    out = np.zeros(len(pitch))
    top = float(pitch.max())
    for k in range(1, min(40, int(9000 / max(top, 60))) + 1):
        out += k**-tilt * np.sin(k * phase + rng.uniform(0, 0.6))
    return out


def _mouth(source: Array, formants: Sequence[tuple[Curve, float, float]], time: Array) -> Array:
    """Resonances whose middle moves: (course of the frequency, sharpness, level), in parallel,
    filtered in short pieces that overlap."""
    out = np.zeros_like(source)
    piece = int(0.020 * RATE)
    window = signal.windows.hann(2 * piece, sym=False)
    padded = np.concatenate([np.zeros(piece), source, np.zeros(2 * piece)])
    for curve, sharp, level in formants:
        at, value = np.array(curve).T
        whole = np.zeros_like(padded)
        for begin in range(0, len(padded) - 2 * piece, piece):
            share = (begin - piece) / max(len(source), 1)
            f = float(np.interp(share, at, value))
            b, a = signal.iirpeak(min(f, 0.45 * RATE), sharp, fs=RATE)
            whole[begin : begin + 2 * piece] += signal.lfilter(b, a, padded[begin : begin + 2 * piece]) * window
        out += level * whole[piece : piece + len(source)]
    return out


def _band(noise: Array, low: float, high: float) -> Array:
    sos = signal.butter(2, [low, min(high, 0.45 * RATE)], btype="bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sos, noise))


def _breath(time: Array, low: float, high: float, rng: Rng) -> Array:
    noise = _band(rng.normal(size=len(time)), low, high)
    return np.asarray(noise / (np.sqrt((noise**2).mean()) + 1e-12))


def _level(sound: Array) -> Array:
    return np.asarray(sound / (np.abs(sound).max() + 1e-12))


def _bark(stuff: str, strength: float, rng: Rng) -> Array:
    """Half a breath: up at once and down, hoarse."""
    small = stuff == "small"
    seconds = (0.15 if small else 0.24) * rng.uniform(0.9, 1.1)
    time = _time(seconds)
    base = (620 if small else 270) * rng.uniform(0.94, 1.06)
    pitch = _course(((0, 0.62 * base), (0.18, 1.25 * base), (0.45, 1.05 * base), (1, 0.55 * base)), time)
    voice = _larynx(pitch, 0.75, 0.03, rng) * (1 + 0.35 * np.sign(np.sin(np.pi * np.cumsum(pitch) / RATE)))
    source = _level(voice) + 0.22 * _breath(time, 400, 6000, rng)
    f = 1.55 if small else 1.0
    call = _mouth(source, ((((0, 420 * f), (0.25, 900 * f), (1, 450 * f)), 3.0, 1.0), (((0, 1100 * f), (0.3, 1500 * f), (1, 1100 * f)), 4.0, 0.7), (((0, 2600 * f), (1, 2500 * f)), 5.0, 0.25)), time)  # fmt: skip
    shape = np.interp(time / seconds, [0, 0.06, 0.4, 0.75, 1], [0, 1, 0.85, 0.3, 0])
    return call * shape


def _growl(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(1.3)
    base = 78 if stuff != "small" else 120
    pitch = base * (1 + 0.06 * _wander(len(time), 7, rng))
    source = _level(_larynx(pitch, 0.55, 0.05, rng)) * (
        0.6 + 0.4 * np.sin(2 * np.pi * 26 * time + _wander(len(time), 5, rng))
    )
    source += 0.15 * _breath(time, 200, 3000, rng)
    call = _mouth(source, ((((0, 380), (0.5, 520), (1, 400)), 2.5, 1.0), (((0, 1150), (1, 1250)), 4.0, 0.4)), time)
    return call * np.interp(time / 1.3, [0, 0.25, 0.75, 1], [0, 1, 0.9, 0])


def _whine(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(0.75)
    base = 900 if stuff != "small" else 1400
    pitch = _course(((0, 0.8 * base), (0.3, 1.15 * base), (0.6, 1.05 * base), (1, 0.7 * base)), time)
    source = _larynx(pitch * (1 + 0.012 * np.sin(2 * np.pi * 9 * time)), 2.0, 0.004, rng) + 0.05 * _breath(
        time, 1500, 5000, rng
    )
    return source * np.interp(time / 0.75, [0, 0.2, 0.7, 1], [0, 0.9, 0.8, 0])


def _howl(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(2.3)
    pitch = _course(((0, 260), (0.22, 520), (0.7, 500), (1, 300)), time) * (1 + 0.008 * _wander(len(time), 6, rng))
    source = _larynx(pitch, 1.5, 0.004, rng)
    call = _mouth(source, ((((0, 350), (0.25, 620), (1, 400)), 3.0, 1.0), (((0, 900), (1, 950)), 4.0, 0.4)), time)
    return call * np.interp(time / 2.3, [0, 0.12, 0.75, 1], [0, 1, 0.85, 0])


def _meow(stuff: str, strength: float, rng: Rng) -> Array:
    """The mouth opens and closes again: m - ee - ah - oo, pitch up and down over it."""
    seconds = 0.72 * rng.uniform(0.9, 1.12)
    time = _time(seconds)
    base = 620 * rng.uniform(0.94, 1.06)
    pitch = _course(((0, 0.82 * base), (0.25, 1.12 * base), (0.55, 1.08 * base), (1, 0.66 * base)), time)
    pitch = pitch * (1 + 0.006 * np.sin(2 * np.pi * 6 * time))
    source = _level(_larynx(pitch, 0.95, 0.006, rng)) + 0.06 * _breath(time, 1500, 7000, rng)
    opened = (((0, 700), (0.2, 950), (0.5, 1350), (0.8, 1000), (1, 650)), 5.0, 1.0)
    second = (((0, 2300), (0.25, 2900), (0.55, 2000), (1, 1150)), 6.0, 0.75)
    call = _mouth(source, (opened, second, (((0, 4200), (1, 3900)), 6.0, 0.22)), time) + 0.12 * source
    return call * np.interp(time / seconds, [0, 0.08, 0.3, 0.6, 0.85, 1], [0, 0.35, 1, 0.9, 0.35, 0])


def _purr(stuff: str, strength: float, rng: Rng) -> Array:
    """Some 25 pulses a second, breathing in and out."""
    time = _time(2.4)
    rate = 25.5 + 1.5 * np.sin(2 * np.pi * 0.42 * time)
    phase = np.cumsum(rate) / RATE
    pulses = np.diff(np.floor(phase), prepend=0.0) * rng.uniform(0.85, 1.15, len(time))
    ring = np.exp(-_time(0.05) / 0.009) * np.sin(2 * np.pi * 165 * _time(0.05))
    sound = signal.oaconvolve(pulses, ring)[: len(time)] + 0.02 * _breath(time, 150, 900, rng)
    sound = _band(sound, 60, 1200)
    return (
        sound
        * (0.75 + 0.25 * np.sin(2 * np.pi * 0.42 * time))
        * np.minimum(np.minimum(time / 0.3, (2.4 - time) / 0.4), 1)
    )


def _hiss(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(0.8)
    noise = _breath(time, 1800, 11000, rng) + 0.4 * _breath(time, 5000, 9000, rng)
    return noise * np.interp(time / 0.8, [0, 0.06, 0.5, 1], [0, 1, 0.7, 0])


def _neigh(stuff: str, strength: float, rng: Rng) -> Array:
    """High and shaking, falling to a flutter of the lips."""
    seconds = 1.5 * rng.uniform(0.94, 1.06)
    time = _time(seconds)
    base = 780 if stuff != "small" else 950
    pitch = _course(
        ((0, 0.45 * base), (0.10, 1.2 * base), (0.35, 1.30 * base), (0.65, 0.95 * base), (1, 0.34 * base)), time
    )
    shake = 1 + 0.075 * np.interp(time / seconds, [0, 0.2, 0.5, 1], [0, 0.5, 1, 1]) * np.sin(2 * np.pi * 9.5 * time)
    source = _level(_larynx(pitch * shake, 0.85, 0.012, rng)) + 0.16 * _breath(time, 800, 6000, rng)
    call = _mouth(source, ((((0, 600), (0.2, 1150), (0.7, 950), (1, 500)), 2.5, 1.0), (((0, 1700), (0.3, 2300), (1, 1500)), 4.0, 0.7), (((0, 3500), (1, 3200)), 5.0, 0.25)), time)  # fmt: skip
    beat = 0.72 + 0.28 * np.sin(2 * np.pi * 9.5 * time + 0.6)
    shape = np.interp(time / seconds, [0, 0.05, 0.3, 0.7, 1], [0, 0.8, 1, 0.6, 0])
    call = _level(call) * beat * shape
    lips = _snort(stuff, strength, rng)
    out = np.zeros(len(call) + len(lips) // 2)
    out[: len(call)] = call
    out[-len(lips) :] += 0.22 * _level(lips)
    return out


def _snort(stuff: str, strength: float, rng: Rng) -> Array:
    """Breath through loose lips."""
    time = _time(0.6)
    flutter = 0.5 + 0.5 * np.sign(np.sin(2 * np.pi * np.cumsum(np.interp(time, [0, 0.6], [34, 17])) / RATE))
    noise = _breath(time, 120, 2600, rng) + 0.25 * _breath(time, 2500, 7000, rng)
    smooth = signal.sosfiltfilt(signal.butter(2, 140, fs=RATE, output="sos"), flutter)
    return noise * smooth * np.interp(time / 0.6, [0, 0.08, 0.5, 1], [0, 1, 0.7, 0])


def _caw(stuff: str, strength: float, rng: Rng) -> Array:
    """Rough: harmonics that a slow beat tears."""
    seconds = 0.34 * rng.uniform(0.92, 1.1)
    time = _time(seconds)
    pitch = _course(((0, 480), (0.2, 590), (0.7, 540), (1, 430)), time) * (1 + 0.03 * _wander(len(time), 40, rng))
    rough = 0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 78 * time + 2 * _wander(len(time), 12, rng)))
    source = _level(_larynx(pitch, 0.35, 0.03, rng)) * rough + 0.35 * _breath(time, 900, 5000, rng)
    call = _mouth(source, ((((0, 1100), (0.4, 1450), (1, 1150)), 3.0, 1.0), (((0, 2300), (1, 2200)), 4.0, 0.6)), time)
    return call * np.interp(time / seconds, [0, 0.1, 0.7, 1], [0, 1, 0.8, 0])


def _coo(stuff: str, strength: float, rng: Rng) -> Array:
    """Coo-COO-coo, nearly a pure tone."""
    parts = []
    for seconds, pitch, loud in ((0.22, 430, 0.55), (0.42, 500, 1.0), (0.26, 440, 0.6)):
        time = _time(seconds)
        course = _course(((0, 0.92 * pitch), (0.4, pitch), (1, 0.9 * pitch)), time)
        tone = _larynx(course, 2.6, 0.004, rng) * (1 + 0.2 * np.sin(2 * np.pi * 24 * time))
        parts += [loud * _level(tone) * np.sin(np.pi * time / seconds) ** 0.7, np.zeros(int(0.05 * RATE))]
    return np.concatenate(parts)


def _chirp(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(0.11 * rng.uniform(0.85, 1.2))
    top = 4400 * rng.uniform(0.9, 1.12)
    pitch = _course(((0, 0.78 * top), (0.35, 1.12 * top), (1, 0.72 * top)), time)
    return np.asarray(_larynx(pitch, 3.0, 0.002, rng) * np.sin(np.pi * time / time[-1]) ** 0.8)


def _cry(stuff: str, strength: float, rng: Rng) -> Array:
    """A gull: up, held, down, bright."""
    time = _time(0.52 * rng.uniform(0.92, 1.1))
    pitch = _course(((0, 760), (0.15, 1250), (0.6, 1180), (1, 780)), time) * (1 + 0.01 * _wander(len(time), 30, rng))
    source = _level(_larynx(pitch, 0.6, 0.012, rng)) + 0.1 * _breath(time, 1500, 6000, rng)
    call = _mouth(source, ((((0, 1200), (0.3, 1900), (1, 1200)), 3.0, 1.0), (((0, 3300), (1, 3000)), 4.0, 0.55)), time)
    return np.asarray(call * np.interp(time / time[-1], [0, 0.08, 0.7, 1], [0, 1, 0.8, 0]))


def _sniff(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(0.13)
    return _breath(time, 1200, 6500, rng) * np.sin(np.pi * time / 0.13) ** 1.2


def _flap(stuff: str, strength: float, rng: Rng) -> Array:
    """Some strokes of wings, each a soft push of air."""
    parts = []
    for k in range(5):
        time = _time(0.075)
        stroke = _breath(time, 250, 3200, rng) * np.sin(np.pi * time / 0.075) ** 2
        parts += [stroke * (1 - 0.12 * k), np.zeros(int(rng.uniform(0.035, 0.05) * RATE))]
    return np.concatenate(parts)


def _paw(stuff: str, strength: float, rng: Rng) -> Array:
    """Pads and, on what is hard, claws."""
    time = _time(0.09)
    pad = _band(rng.normal(size=len(time)), 90, 520) * np.exp(-time / 0.016)
    hard = 0.0 if stuff in ("carpet", "grass", "sand", "snow", "soft", "earth") else 0.5
    claws = np.zeros(len(time))
    for at in rng.uniform(0, 0.014, 3):
        start = int(at * RATE)
        length = len(time) - start
        claws[start:] += np.sin(2 * np.pi * rng.uniform(2600, 4200) * time[:length]) * np.exp(-time[:length] / 0.004)
    return _level(pad) + hard * 0.5 * claws


def _hoof(stuff: str, strength: float, rng: Rng) -> Array:
    """A knock with a hollow after-ring; dull on what is soft."""
    time = _time(0.22)
    soft = stuff in ("grass", "sand", "snow", "carpet", "earth", "gravel")
    modes = ((86, 0.050, 1.0), (190, 0.030, 0.6)) if soft else ((210, 0.028, 0.7), (640, 0.022, 1.0), (1180, 0.014, 0.7), (2100, 0.008, 0.35))  # fmt: skip
    out = sum(
        level * np.exp(-time / decay) * np.sin(2 * np.pi * f * rng.uniform(0.95, 1.05) * time)
        for f, decay, level in modes
    )
    touch = _band(rng.normal(size=len(time)), 300, 1800 if soft else 5000) * np.exp(-time / 0.010)
    return np.asarray(out) + (0.9 if soft else 0.5) * _level(touch)


ANIMAL_SOUNDS: dict[str, Callable[[str, float, Rng], Array]] = {
    "bark": _bark,
    "growl": _growl,
    "whine": _whine,
    "howl": _howl,
    "meow": _meow,
    "purr": _purr,
    "hiss": _hiss,
    "neigh": _neigh,
    "snort": _snort,
    "caw": _caw,
    "coo": _coo,
    "chirp": _chirp,
    "cry": _cry,
    "sniff": _sniff,
    "flap": _flap,
    "paw": _paw,
    "hoof": _hoof,
}
"""Contacts by kind; `stuff` is "small" or "large" for calls, the ground for feet."""
