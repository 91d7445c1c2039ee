"""Beds: the continuous sound of places, as seamless loops made from shaped noise and events.

A bed is a sum of layers, one a tag. Each layer is LOOP seconds of stereo that joins its own
beginning: noise is shaped in the frequency domain, where everything is periodic, and events
wrap round the end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fairtake.model.sound import RATE

__all__ = ["LOOP", "known_tags", "loop"]

LOOP = 24
"""Seconds of a loop."""

Array = npt.NDArray[np.float64]
Rng = np.random.Generator
_N = LOOP * RATE


@lru_cache(maxsize=8)
def loop(tags: tuple[str, ...], seed: int) -> npt.NDArray[np.float32]:
    """One turn of the bed for `tags`, (LOOP * RATE, 2) float32, about -46 dBFS in level.
    Tags nobody knows are the air of the place."""
    total = np.zeros((_N, 2))
    layers = dict.fromkeys(_ALIASES.get(tag, tag) for tag in tags)
    known = [tag for tag in layers if tag in _LAYERS] or ["air"]
    for index, tag in enumerate(known):
        make, level = _LAYERS[tag]
        rng = np.random.default_rng([seed, index])
        layer = make(rng)
        rms = float(np.sqrt((layer**2).mean())) or 1.0
        total += layer / rms * 10 ** (level / 20)
    return total.astype(np.float32)


def known_tags() -> tuple[str, ...]:
    """Tags that have a sound of their own."""
    return tuple(sorted({*_LAYERS, *_ALIASES}))


def _shaped(rng: Rng, curve: Callable[[Array], Array], width: float = 0.7) -> Array:
    """Stereo noise with the magnitude `curve(frequency in Hz)`; `width` 0 mono .. 1 apart."""
    frequency = np.fft.rfftfreq(_N, 1 / RATE)
    magnitude = curve(np.maximum(frequency, 1.0))
    magnitude[0] = 0

    def noise() -> Array:
        phase = rng.uniform(0, 2 * np.pi, len(frequency))
        made: Array = np.fft.irfft(magnitude * np.exp(1j * phase) * rng.rayleigh(1, len(frequency)), _N)
        return made

    middle, side = noise(), noise()
    return np.stack([middle + width * side, middle - width * side], axis=1)


def _bump(low: float, high: float, slope: float = 2.0) -> Callable[[Array], Array]:
    """A band with gentle sides."""
    return lambda f: 1 / (1 + (low / f) ** (2 * slope)) / (1 + (f / high) ** (2 * slope)) ** 0.5


def _slow(rng: Rng, cycles: int, depth: float) -> Array:
    """A slow periodic swell about 1, (N, 1)."""
    time = np.arange(_N) / _N
    wave = sum(rng.normal() * np.sin(2 * np.pi * (k * time + rng.uniform())) / k**0.5 for k in range(1, cycles + 1))
    scale = float(np.abs(wave).max()) or 1.0
    swell: Array = np.clip(1 + depth * wave / scale, 0, None)[:, None]
    return swell


def _scatter(rng: Rng, count: int, make: Callable[[Rng], Array], low: float = 0.25, width: float = 0.8) -> Array:
    """Short mono events at random moments and places, wrapping round the loop's end."""
    out = np.zeros((_N, 2))
    for _ in range(count):
        sound = make(rng) * rng.uniform(low, 1)
        pan = (rng.uniform(-width, width) + 1) * np.pi / 4
        spots = (rng.integers(_N) + np.arange(len(sound))) % _N
        out[spots, 0] += sound * np.cos(pan)
        out[spots, 1] += sound * np.sin(pan)
    return out


def _air(rng: Rng) -> Array:
    return _shaped(rng, lambda f: _bump(60, 1800, 1.2)(f) / f**0.5)


def _room(rng: Rng) -> Array:
    return _shaped(rng, lambda f: 1 / f**0.9 / (1 + (30 / f) ** 4) / (1 + (f / 2200) ** 2), 0.5)


def _hum(rng: Rng) -> Array:
    """A refrigerator or a ventilator somewhere: mains harmonics under soft noise."""
    time = np.arange(_N) / RATE
    base = 50.0
    tone = sum(
        rng.uniform(0.3, 1) / k * np.sin(2 * np.pi * base * k * time + rng.uniform(0, 6.28)) for k in (1, 2, 3, 4, 6)
    )
    noise = _shaped(rng, _bump(90, 900), 0.3)
    noise /= float(np.abs(noise).max())
    return np.asarray(tone)[:, None] * 0.16 * _slow(rng, 3, 0.15) + noise


def _traffic(rng: Rng) -> Array:
    rumble = _shaped(rng, lambda f: _bump(45, 420, 1.5)(f) / f**0.4)
    rumble *= _slow(rng, 5, 0.5) / float(np.sqrt((rumble**2).mean()))

    def car(rng: Rng) -> Array:
        seconds = rng.uniform(3.5, 6)
        time = np.arange(int(seconds * RATE)) / RATE
        envelope = np.exp(-(((time - seconds / 2) / (seconds / 6)) ** 2))
        spectrum = np.fft.rfftfreq(len(time), 1 / RATE)
        noise = np.fft.irfft(
            _bump(90, rng.uniform(700, 1400))(np.maximum(spectrum, 1))
            * np.exp(1j * rng.uniform(0, 6.28, len(spectrum))),
            len(time),
        )
        made: Array = noise / float(np.abs(noise).max()) * envelope * 5
        return made

    return rumble + _scatter(rng, 4, car)


def _wind(rng: Rng) -> Array:
    low = _shaped(rng, _bump(90, 420))
    high = _shaped(rng, _bump(350, 1100))
    low, high = (part / float(np.sqrt((part**2).mean())) for part in (low, high))
    return low * _slow(rng, 6, 0.6) + 0.5 * high * _slow(rng, 9, 0.9)


def _leaves(rng: Rng) -> Array:
    rustle = _shaped(rng, _bump(1400, 6500, 1.5))
    return rustle * _slow(rng, 10, 0.8) ** 1.5


def _birds(rng: Rng) -> Array:
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


def _crickets(rng: Rng) -> Array:
    def chirp(rng: Rng) -> Array:
        time = np.arange(int(0.5 * RATE)) / RATE
        tone = np.sin(2 * np.pi * rng.uniform(3900, 4700) * time)
        pulses = np.clip(np.sin(2 * np.pi * 28 * time), 0, 1) ** 2
        gate = np.sin(np.pi * np.clip(time / 0.5, 0, 1))
        made: Array = tone * pulses * gate
        return made

    return _scatter(rng, 46, chirp, low=0.1)


def _sea(rng: Rng) -> Array:
    """Waves: each swells, breaks with hiss and draws back."""
    out = _shaped(rng, lambda f: _bump(50, 500)(f) / f**0.3) * _slow(rng, 5, 0.4)
    out /= float(np.sqrt((out**2).mean()))
    hiss = _shaped(rng, _bump(700, 6000, 1.2))
    hiss /= float(np.sqrt((hiss**2).mean()))
    time = np.arange(_N) / RATE
    envelope = np.zeros(_N)
    for start in np.linspace(0, LOOP, 4, endpoint=False) + rng.uniform(-1, 1, 4):
        since = (time - start) % LOOP
        envelope += np.where(since < 1.6, (since / 1.6) ** 2, np.exp(-(since - 1.6) / 1.5)) * rng.uniform(0.7, 1.2)
    return out + 1.1 * hiss * envelope[:, None]


def _rain(rng: Rng) -> Array:
    fall = _shaped(rng, lambda f: _bump(500, 9000, 1)(f), 0.9)
    fall /= float(np.sqrt((fall**2).mean()))
    clicks = np.zeros((_N, 2))
    count = 2600
    np.add.at(clicks, (rng.integers(_N, size=count), rng.integers(2, size=count)), rng.exponential(1.0, count))
    spectrum = np.fft.rfft(clicks, axis=0)
    band = _bump(1200, 7000)(np.maximum(np.fft.rfftfreq(_N, 1 / RATE), 1))[:, None]
    drops = np.fft.irfft(spectrum * band, _N, axis=0)
    return fall * _slow(rng, 4, 0.15) + drops * 4


def _walla(rng: Rng) -> Array:
    """People talking far off: syllables of band-passed noise and pitch, no words."""

    def voice(rng: Rng) -> Array:
        seconds = rng.uniform(1.0, 2.4)
        time = np.arange(int(seconds * RATE)) / RATE
        pitch = rng.choice([115, 130, 190, 215]) * (1 + 0.08 * np.sin(2 * np.pi * rng.uniform(0.5, 1.2) * time))
        source = np.sum([np.sin(k * 2 * np.pi * np.cumsum(pitch) / RATE) / k for k in range(1, 12)], axis=0)
        spectrum = np.fft.rfft(source)
        frequency = np.maximum(np.fft.rfftfreq(len(time), 1 / RATE), 1)
        formants = sum(
            np.exp(-(((frequency - centre) / 160) ** 2)) for centre in (rng.uniform(400, 700), rng.uniform(1000, 1700))
        )
        voiced = np.fft.irfft(spectrum * (formants + 0.03), len(time))
        syllables = np.clip(np.sin(2 * np.pi * rng.uniform(3.2, 4.6) * time + rng.uniform(0, 6)), 0, 1) ** 0.7
        made: Array = voiced / float(np.abs(voiced).max()) * syllables * np.sin(np.pi * time / seconds) ** 0.3
        return made

    return _scatter(rng, 36, voice, low=0.15)


def _clatter(rng: Rng) -> Array:
    def clink(rng: Rng) -> Array:
        time = np.arange(int(0.25 * RATE)) / RATE
        made: Array = np.zeros(len(time))
        for frequency, decay in ((rng.uniform(1800, 2600), 0.05), (rng.uniform(3300, 5200), 0.035)):
            made += np.sin(2 * np.pi * frequency * time) * np.exp(-time / decay)
        return made

    return _scatter(rng, 14, clink, low=0.08)


def _engine(rng: Rng) -> Array:
    time = np.arange(_N) / RATE
    turns = np.round(31 * LOOP) / LOOP
    tone = sum(
        rng.uniform(0.5, 1) / k**0.9 * np.sin(2 * np.pi * turns * k * time + rng.uniform(0, 6)) for k in range(1, 12)
    )
    noise = _shaped(rng, _bump(60, 700), 0.4)
    return np.asarray(tone)[:, None] * 0.6 + noise / float(np.sqrt((noise**2).mean()))


def _rails(rng: Rng) -> Array:
    rumble = _shaped(rng, _bump(40, 500), 0.5)
    rumble /= float(np.sqrt((rumble**2).mean()))
    time = np.arange(_N) / RATE
    beat = np.zeros(_N)
    for start in np.arange(0, LOOP, 1.5):
        for delay in (0.0, 0.19):
            since = (time - start - delay) % LOOP
            beat += np.exp(-since / 0.06)
    return rumble * (1 + 1.6 * beat[:, None])


def _fire(rng: Rng) -> Array:
    roar = _shaped(rng, _bump(60, 600)) * _slow(rng, 9, 0.4)
    roar /= float(np.sqrt((roar**2).mean()))

    def crack(rng: Rng) -> Array:
        time = np.arange(int(0.03 * RATE)) / RATE
        made: Array = rng.normal(size=len(time)) * np.exp(-time / rng.uniform(0.001, 0.006))
        return made

    return roar + 2.5 * _scatter(rng, 150, crack, low=0.05)


def _clock(rng: Rng) -> Array:
    time = np.arange(int(0.05 * RATE)) / RATE
    tick = (np.sin(2 * np.pi * 2400 * time) + 0.6 * np.sin(2 * np.pi * 4100 * time)) * np.exp(-time / 0.006)
    out = np.zeros((_N, 2))
    for index in range(LOOP):
        start = index * RATE
        out[start : start + len(tick)] += (tick * (1.0 if index % 2 else 0.75))[:, None]
    return out


def _water(rng: Rng) -> Array:
    return _shaped(rng, _bump(400, 4500, 1)) * _slow(rng, 12, 0.3)


# Each layer with its level in dBFS (RMS); together they make a bed near -46.
_LAYERS: dict[str, tuple[Callable[[Rng], Array], float]] = {
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
