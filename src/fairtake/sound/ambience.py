"""Beds: the continuous sound of places, as seamless loops made from shaped noise and events.

A bed is a sum of layers, one a tag. Each layer is LOOP seconds of stereo, (2, n), that joins
its own beginning: noise is shaped in the frequency domain, where everything is periodic, and
events wrap round the end. Curves and swells are slow, so they are computed at few points and
drawn through them; tones that repeat are computed once a period.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import fft

from fairtake.model.sound import RATE

__all__ = ["LOOP", "known_tags", "loop"]

LOOP = 24
"""Seconds of a loop."""

Array = npt.NDArray[np.float64]
Samples = npt.NDArray[np.float32]
Rng = np.random.Generator
_N = LOOP * RATE
_POINTS = LOOP * 100
"""Points a swell is computed at, in one turn."""


@lru_cache(maxsize=6)
def loop(tags: tuple[str, ...], seed: int) -> Samples:
    """One turn of the bed for `tags`, (2, LOOP * RATE) float32, about -46 dBFS in level.
    Tags nobody knows are the air of the place."""
    total = np.zeros((2, _N), np.float32)
    layers = dict.fromkeys(_ALIASES.get(tag, tag) for tag in tags)
    known = [tag for tag in layers if tag in _LAYERS] or ["air"]
    if all(tag in _EVENTS for tag in known):
        # Between two birds there is still air.
        known.append("air")
    for index, tag in enumerate(known):
        make, level = _LAYERS[tag]
        rng = np.random.default_rng([seed, index])
        total += _levelled(make(rng), 10 ** (level / 20))
    return total


def _levelled(sound: Samples, rms: float = 1.0) -> Samples:
    """`sound` brought, in place, to a level."""
    sound *= np.float32(rms / (_rms(sound) or 1.0))
    return sound


def _rms(sound: Samples) -> float:
    return float(np.sqrt(np.vdot(sound, sound) / sound.size))


def known_tags() -> tuple[str, ...]:
    """Tags that have a sound of their own."""
    return tuple(sorted({*_LAYERS, *_ALIASES}))


def _shaped(rng: Rng, curve: Callable[[Array], Array], width: float = 0.7) -> Samples:
    """Stereo noise with the magnitude `curve(frequency in Hz)`; `width` 0 mono .. 1 apart."""
    marks = np.geomspace(1, RATE / 2, 1500)
    magnitude = np.interp(fft.rfftfreq(_N, 1 / RATE), marks, curve(marks)).astype(np.float32)
    magnitude[0] = 0

    def noise() -> Samples:
        # Normal real and imaginary parts: every phase alike, magnitudes as noise has them.
        parts = rng.standard_normal((len(magnitude), 2), np.float32)
        made: Samples = fft.irfft(parts.view(np.complex64)[:, 0] * magnitude, _N)
        return made

    middle, side = noise(), noise()
    side *= np.float32(width)
    return np.stack([middle + side, middle - side])


def _bump(low: float, high: float, slope: float = 2.0) -> Callable[[Array], Array]:
    """A band with gentle sides."""
    return lambda f: 1 / (1 + (low / f) ** (2 * slope)) / (1 + (f / high) ** (2 * slope)) ** 0.5


def _swell(points: Array) -> Samples:
    """A periodic curve (n,) through `points` of one turn."""
    spots = np.arange(_N) * (len(points) / _N)
    curve: Samples = np.interp(spots, np.arange(len(points) + 1), np.append(points, points[0])).astype(np.float32)
    return curve


def _slow(rng: Rng, cycles: int, depth: float) -> Samples:
    """A slow periodic swell about 1, (n,)."""
    time = np.arange(_POINTS) / _POINTS
    wave = sum(rng.normal() * np.sin(2 * np.pi * (k * time + rng.uniform())) / k**0.5 for k in range(1, cycles + 1))
    scale = float(np.abs(wave).max()) or 1.0
    return _swell(np.clip(1 + depth * wave / scale, 0, None))


def _scatter(rng: Rng, count: int, make: Callable[[Rng], Array], low: float = 0.25, width: float = 0.8) -> Samples:
    """Short mono events at random moments and places, wrapping round the loop's end."""
    out = np.zeros((2, _N), np.float32)
    for _ in range(count):
        sound = make(rng) * rng.uniform(low, 1)
        pan = (rng.uniform(-width, width) + 1) * np.pi / 4
        start = int(rng.integers(_N))
        before = min(len(sound), _N - start)
        for channel, level in enumerate((np.cos(pan), np.sin(pan))):
            out[channel, start : start + before] += sound[:before] * level
            out[channel, : len(sound) - before] += sound[before:] * level
    return out


def _repeated(period: Array) -> Samples:
    """A tone or a rhythm (n,) from one period; the periods fill the loop."""
    return np.tile(period.astype(np.float32), _N // len(period))


def _air(rng: Rng) -> Samples:
    return _shaped(rng, lambda f: _bump(60, 1800, 1.2)(f) / f**0.5)


def _room(rng: Rng) -> Samples:
    return _shaped(rng, lambda f: 1 / f**0.9 / (1 + (30 / f) ** 4) / (1 + (f / 2200) ** 2), 0.5)


def _hum(rng: Rng) -> Samples:
    """A refrigerator or a ventilator somewhere: mains harmonics under soft noise."""
    time = np.arange(RATE // 50) / RATE
    tone = sum(
        rng.uniform(0.3, 1) / k * np.sin(2 * np.pi * 50 * k * time + rng.uniform(0, 6.28)) for k in (1, 2, 3, 4, 6)
    )
    noise = _shaped(rng, _bump(90, 900), 0.3)
    noise /= float(np.abs(noise).max())
    noise += _repeated(0.16 * np.asarray(tone)) * _slow(rng, 3, 0.15)
    return noise


def _traffic(rng: Rng) -> Samples:
    rumble = _levelled(_shaped(rng, lambda f: _bump(45, 420, 1.5)(f) / f**0.4))
    rumble *= _slow(rng, 5, 0.5)

    def car(rng: Rng) -> Array:
        seconds = rng.uniform(3.5, 6)
        time = np.arange(fft.next_fast_len(int(seconds * RATE), real=True)) / RATE
        envelope = np.exp(-(((time - seconds / 2) / (seconds / 6)) ** 2))
        spectrum = np.maximum(fft.rfftfreq(len(time), 1 / RATE), 1)
        band = _bump(90, rng.uniform(700, 1400))(spectrum)
        noise = fft.irfft(band * np.exp(1j * rng.uniform(0, 6.28, len(spectrum))), len(time))
        made: Array = noise / float(np.abs(noise).max()) * envelope * 5
        return made

    return rumble + _scatter(rng, 4, car)


def _wind(rng: Rng) -> Samples:
    low = _levelled(_shaped(rng, _bump(90, 420)))
    high = _levelled(_shaped(rng, _bump(350, 1100)), 0.5)
    low *= _slow(rng, 6, 0.6)
    high *= _slow(rng, 9, 0.9)
    low += high
    return low


def _leaves(rng: Rng) -> Samples:
    rustle = _shaped(rng, _bump(1400, 6500, 1.5))
    rustle *= _slow(rng, 10, 0.8) ** np.float32(1.5)
    return rustle


def _birds(rng: Rng) -> Samples:
    def song(rng: Rng) -> Array:
        base = rng.uniform(2300, 4600)
        notes = []
        for _ in range(rng.integers(2, 7)):
            seconds = rng.uniform(0.05, 0.16)
            time = np.arange(int(seconds * RATE)) / RATE
            sweep = base * (
                1 + rng.uniform(-0.25, 0.25) * time / seconds + 0.05 * np.sin(2 * np.pi * rng.uniform(20, 45) * time)
            )
            notes += [
                np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.sin(np.pi * time / seconds) ** 1.5,
                np.zeros(int(rng.uniform(0.03, 0.12) * RATE)),
            ]
        return np.concatenate(notes)

    return _scatter(rng, 11, song, low=0.08)


def _crickets(rng: Rng) -> Samples:
    def chirp(rng: Rng) -> Array:
        time = np.arange(int(0.5 * RATE)) / RATE
        tone = np.sin(2 * np.pi * rng.uniform(3900, 4700) * time)
        pulses = np.clip(np.sin(2 * np.pi * 28 * time), 0, 1) ** 2
        gate = np.sin(np.pi * np.clip(time / 0.5, 0, 1))
        made: Array = tone * pulses * gate
        return made

    return _scatter(rng, 46, chirp, low=0.1)


def _sea(rng: Rng) -> Samples:
    """Waves: each swells, breaks with hiss and draws back."""
    out = _shaped(rng, lambda f: _bump(50, 500)(f) / f**0.3)
    out *= _slow(rng, 5, 0.4)
    _levelled(out)
    hiss = _levelled(_shaped(rng, _bump(700, 6000, 1.2)), 1.1)
    time = np.arange(_POINTS) * (LOOP / _POINTS)
    envelope = np.zeros(_POINTS)
    for start in np.linspace(0, LOOP, 4, endpoint=False) + rng.uniform(-1, 1, 4):
        since = (time - start) % LOOP
        envelope += np.where(since < 1.6, (since / 1.6) ** 2, np.exp(-(since - 1.6) / 1.5)) * rng.uniform(0.7, 1.2)
    hiss *= _swell(envelope)
    out += hiss
    return out


def _rain(rng: Rng) -> Samples:
    fall = _levelled(_shaped(rng, lambda f: _bump(500, 9000, 1)(f), 0.9))
    fall *= _slow(rng, 4, 0.15)
    clicks = np.zeros((2, _N), np.float32)
    count = 2600
    np.add.at(clicks, (rng.integers(2, size=count), rng.integers(_N, size=count)), rng.exponential(4.0, count))
    band = _bump(1200, 7000)(np.maximum(fft.rfftfreq(_N, 1 / RATE), 1)).astype(np.float32)
    fall += fft.irfft(fft.rfft(clicks) * band, _N)
    return fall


def _walla(rng: Rng) -> Samples:
    """People talking far off: syllables of band-passed noise and pitch, no words."""

    def voice(rng: Rng) -> Array:
        seconds = rng.uniform(1.0, 2.4)
        time = np.arange(fft.next_fast_len(int(seconds * RATE), real=True)) / RATE
        pitch = rng.choice([115, 130, 190, 215]) * (1 + 0.08 * np.sin(2 * np.pi * rng.uniform(0.5, 1.2) * time))
        # Each harmonic is the last one turned by the first.
        first = np.exp(2j * np.pi * np.cumsum(pitch) / RATE)
        harmonic, source = np.ones_like(first), np.zeros(len(time))
        for k in range(1, 12):
            harmonic *= first
            source += harmonic.imag / k
        frequency = np.maximum(fft.rfftfreq(len(time), 1 / RATE), 1)
        formants = sum(
            np.exp(-(((frequency - centre) / 160) ** 2)) for centre in (rng.uniform(400, 700), rng.uniform(1000, 1700))
        )
        voiced = fft.irfft(fft.rfft(source) * (formants + 0.03), len(time))
        syllables = np.clip(np.sin(2 * np.pi * rng.uniform(3.2, 4.6) * time + rng.uniform(0, 6)), 0, 1) ** 0.7
        made: Array = (
            voiced / float(np.abs(voiced).max()) * syllables * np.sin(np.pi * np.minimum(time / seconds, 1)) ** 0.3
        )
        return made

    return _scatter(rng, 36, voice, low=0.15)


def _clatter(rng: Rng) -> Samples:
    def clink(rng: Rng) -> Array:
        time = np.arange(int(0.25 * RATE)) / RATE
        made: Array = np.zeros(len(time))
        for frequency, decay in ((rng.uniform(1800, 2600), 0.05), (rng.uniform(3300, 5200), 0.035)):
            made += np.sin(2 * np.pi * frequency * time) * np.exp(-time / decay)
        return made

    return _scatter(rng, 14, clink, low=0.08)


def _engine(rng: Rng) -> Samples:
    time = np.arange(RATE) / RATE
    tone = sum(
        rng.uniform(0.5, 1) / k**0.9 * np.sin(2 * np.pi * 31 * k * time + rng.uniform(0, 6)) for k in range(1, 12)
    )
    noise = _levelled(_shaped(rng, _bump(60, 700), 0.4))
    noise += _repeated(0.6 * np.asarray(tone))
    return noise


def _rails(rng: Rng) -> Samples:
    rumble = _levelled(_shaped(rng, _bump(40, 500), 0.5))
    time = np.arange(int(1.5 * RATE)) / RATE
    beat = np.exp(-time / 0.06) + np.exp(-((time - 0.19) % 1.5) / 0.06)
    rumble *= _repeated(1 + 1.6 * beat)
    return rumble


def _fire(rng: Rng) -> Samples:
    roar = _shaped(rng, _bump(60, 600))
    roar *= _slow(rng, 9, 0.4)
    _levelled(roar)

    def crack(rng: Rng) -> Array:
        time = np.arange(int(0.03 * RATE)) / RATE
        made: Array = rng.normal(size=len(time)) * np.exp(-time / rng.uniform(0.001, 0.006))
        return made

    return roar + np.float32(2.5) * _scatter(rng, 150, crack, low=0.05)


def _clock(rng: Rng) -> Samples:
    time = np.arange(int(0.05 * RATE)) / RATE
    tick = (np.sin(2 * np.pi * 2400 * time) + 0.6 * np.sin(2 * np.pi * 4100 * time)) * np.exp(-time / 0.006)
    pair = np.zeros(2 * RATE)
    pair[: len(tick)] = 0.75 * tick
    pair[RATE : RATE + len(tick)] = tick
    return np.stack([_repeated(pair)] * 2)


def _water(rng: Rng) -> Samples:
    flow = _shaped(rng, _bump(400, 4500, 1))
    flow *= _slow(rng, 12, 0.3)
    return flow


# Each layer with its level in dBFS (RMS); together they make a bed near -46.
_LAYERS: dict[str, tuple[Callable[[Rng], Samples], float]] = {
    "air": (_air, -56),
    "birds": (_birds, -53),
    "clatter": (_clatter, -56),
    "clock": (_clock, -62),
    "crickets": (_crickets, -55),
    "engine": (_engine, -46),
    "fire": (_fire, -50),
    "hum": (_hum, -57),
    "leaves": (_leaves, -54),
    "rails": (_rails, -46),
    "rain": (_rain, -46),
    "room": (_room, -55),
    "sea": (_sea, -45),
    "traffic": (_traffic, -48),
    "walla": (_walla, -50),
    "water": (_water, -50),
    "wind": (_wind, -50),
}

_EVENTS = frozenset({"birds", "clatter", "clock", "crickets", "walla"})
"""Layers with nothing at all between one event and the next."""

_ALIASES = {
    "bar": "walla",
    "beach": "sea",
    "cafe": "walla",
    "café": "walla",
    "car": "engine",
    "church": "room",
    "city": "traffic",
    "corridor": "room",
    "crowd": "walla",
    "field": "wind",
    "fluorescent": "hum",
    "forest": "leaves",
    "fridge": "hum",
    "hall": "room",
    "insects": "crickets",
    "kitchen": "hum",
    "night": "crickets",
    "office": "hum",
    "park": "birds",
    "roomtone": "room",
    "station": "walla",
    "street": "traffic",
    "surf": "sea",
    "train": "rails",
    "ventilation": "hum",
    "voices": "walla",
    "waves": "sea",
}
