"""The layers of which beds consist: the sound of each kind of place, air, water, machine and crowd."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import fft

from fairtake.model.sound import RATE
from fairtake.sound.foley import CLASSES
from fairtake.sound.foley.physics import BAR, band, body, struck
from fairtake.sound.foley.physics import creak as friction
from fairtake.sound.looping import (
    COUNT,
    LOOP,
    POINTS,
    Array,
    Rng,
    Samples,
    bump,
    levelled,
    repeated,
    scatter,
    shaped,
    slow,
    swell,
)

__all__ = ["ALIASES", "EVENTS", "LAYERS", "talk"]


def _air(rng: Rng) -> Samples:
    return shaped(rng, lambda f: bump(60, 1800, 1.2)(f) / f**0.5)


def _room(rng: Rng) -> Samples:
    return shaped(rng, lambda f: 1 / f**0.9 / (1 + (30 / f) ** 4) / (1 + (f / 2200) ** 2), 0.5)


def _hum(rng: Rng) -> Samples:
    """A refrigerator or a ventilator somewhere: mains harmonics under soft noise."""
    time = np.arange(RATE // 50) / RATE
    tone = sum(
        rng.uniform(0.3, 1) / k * np.sin(2 * np.pi * 50 * k * time + rng.uniform(0, 6.28)) for k in (1, 2, 3, 4, 6)
    )
    noise = shaped(rng, bump(90, 900), 0.3)
    noise /= float(np.abs(noise).max())
    noise += repeated(0.16 * np.asarray(tone)) * slow(rng, 3, 0.15)
    return noise


def _traffic(rng: Rng) -> Samples:
    rumble = levelled(shaped(rng, lambda f: bump(45, 420, 1.5)(f) / f**0.4))
    rumble *= slow(rng, 5, 0.5)

    def car(rng: Rng) -> Array:
        seconds = rng.uniform(3.5, 6)
        time = np.arange(fft.next_fast_len(int(seconds * RATE), real=True)) / RATE
        envelope = np.exp(-(((time - seconds / 2) / (seconds / 6)) ** 2))
        spectrum = np.maximum(fft.rfftfreq(len(time), 1 / RATE), 1)
        band = bump(90, rng.uniform(700, 1400))(spectrum)
        noise = fft.irfft(band * np.exp(1j * rng.uniform(0, 6.28, len(spectrum))), len(time))
        made: Array = noise / float(np.abs(noise).max()) * envelope * 5
        return made

    return rumble + scatter(rng, 4, car)


def _wind(rng: Rng) -> Samples:
    low = levelled(shaped(rng, bump(90, 420)))
    high = levelled(shaped(rng, bump(350, 1100)), 0.5)
    low *= slow(rng, 6, 0.6)
    high *= slow(rng, 9, 0.9)
    low += high
    return low


def _leaves(rng: Rng) -> Samples:
    rustle = shaped(rng, bump(1400, 6500, 1.5))
    rustle *= slow(rng, 10, 0.8) ** np.float32(1.5)
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

    return scatter(rng, 11, song, low=0.08)


def _crickets(rng: Rng) -> Samples:
    def chirp(rng: Rng) -> Array:
        time = np.arange(int(0.5 * RATE)) / RATE
        tone = np.sin(2 * np.pi * rng.uniform(3900, 4700) * time)
        pulses = np.clip(np.sin(2 * np.pi * 28 * time), 0, 1) ** 2
        gate = np.sin(np.pi * np.clip(time / 0.5, 0, 1))
        made: Array = tone * pulses * gate
        return made

    return scatter(rng, 46, chirp, low=0.1)


def _sea(rng: Rng) -> Samples:
    """Waves: each swells, breaks with hiss and draws back."""
    out = shaped(rng, lambda f: bump(50, 500)(f) / f**0.3)
    out *= slow(rng, 5, 0.4)
    levelled(out)
    hiss = levelled(shaped(rng, bump(700, 6000, 1.2)), 1.1)
    time = np.arange(POINTS) * (LOOP / POINTS)
    envelope = np.zeros(POINTS)
    for start in np.linspace(0, LOOP, 4, endpoint=False) + rng.uniform(-1, 1, 4):
        since = (time - start) % LOOP
        envelope += np.where(since < 1.6, (since / 1.6) ** 2, np.exp(-(since - 1.6) / 1.5)) * rng.uniform(0.7, 1.2)
    hiss *= swell(envelope)
    out += hiss
    return out


def _rain(rng: Rng) -> Samples:
    fall = levelled(shaped(rng, lambda f: bump(500, 9000, 1)(f), 0.9))
    fall *= slow(rng, 4, 0.15)
    fall += np.float32(0.45) * levelled(_drops(rng, 2600, 1200, 7000))
    return fall


def _throat(rng: Rng, pitches: Sequence[float], throat: float) -> Array:
    """Somebody talking far off: syllables of a pitch through two resonances, no words."""
    seconds = rng.uniform(1.0, 2.4)
    time = np.arange(fft.next_fast_len(int(seconds * RATE), real=True)) / RATE
    pitch = rng.choice(pitches) * (1 + 0.08 * np.sin(2 * np.pi * rng.uniform(0.5, 1.2) * time + rng.uniform(0, 6)))
    # Each harmonic is the last one turned by the first.
    first = np.exp(2j * np.pi * np.cumsum(pitch) / RATE)
    harmonic, source = np.ones_like(first), np.zeros(len(time))
    for k in range(1, 12):
        harmonic *= first
        source += harmonic.imag / k
    frequency = np.maximum(fft.rfftfreq(len(time), 1 / RATE), 1)
    formants = sum(
        np.exp(-(((frequency - throat * centre) / 160) ** 2))
        for centre in (rng.uniform(400, 700), rng.uniform(1000, 1700))
    )
    voiced = fft.irfft(fft.rfft(source) * (formants + 0.03), len(time))
    syllables = np.clip(np.sin(2 * np.pi * rng.uniform(3.2, 4.6) * time + rng.uniform(0, 6)), 0, 1) ** 0.7
    made: Array = (
        voiced / float(np.abs(voiced).max()) * syllables * np.sin(np.pi * np.minimum(time / seconds, 1)) ** 0.3
    )
    return made


def _talk(rng: Rng, people: int, pitches: Sequence[float] = (115, 130, 190, 215), throat: float = 1.0) -> Samples:
    """So many people talk: each has a turn now and then. A dozen voices are made and heard again at
    other moments and other distances."""
    pool = [_throat(rng, pitches, throat) for _ in range(min(14, people + 4))]
    return scatter(rng, int(np.clip(4 + 4 * people, 8, 130)), lambda r: pool[int(r.integers(len(pool)))], low=0.15)


def _walla(rng: Rng) -> Samples:
    return _talk(rng, 8)


def _children(rng: Rng) -> Samples:
    """A playground somewhere: calls, higher and freer than talk."""
    return _talk(rng, 9, (290, 330, 380, 450), 1.3)


def _crowd(rng: Rng) -> Samples:
    """Thousands: no voice stands out of the roar of all."""
    roar = levelled(shaped(rng, lambda f: bump(220, 1300, 1.4)(f), 0.9))
    roar *= slow(rng, 7, 0.35)
    return roar + np.float32(0.5) * levelled(_talk(rng, 24))


def _clatter(rng: Rng) -> Samples:
    def clink(rng: Rng) -> Array:
        time = np.arange(int(0.25 * RATE)) / RATE
        made: Array = np.zeros(len(time))
        for frequency, decay in ((rng.uniform(1800, 2600), 0.05), (rng.uniform(3300, 5200), 0.035)):
            made += np.sin(2 * np.pi * frequency * time) * np.exp(-time / decay)
        return made

    return scatter(rng, 14, clink, low=0.08)


def _engine(rng: Rng) -> Samples:
    time = np.arange(RATE) / RATE
    tone = sum(
        rng.uniform(0.5, 1) / k**0.9 * np.sin(2 * np.pi * 31 * k * time + rng.uniform(0, 6)) for k in range(1, 12)
    )
    noise = levelled(shaped(rng, bump(60, 700), 0.4))
    noise += repeated(0.6 * np.asarray(tone))
    return noise


def _rails(rng: Rng) -> Samples:
    rumble = levelled(shaped(rng, bump(40, 500), 0.5))
    time = np.arange(int(1.5 * RATE)) / RATE
    beat = np.exp(-time / 0.06) + np.exp(-((time - 0.19) % 1.5) / 0.06)
    rumble *= repeated(1 + 1.6 * beat)
    return rumble


def _fire(rng: Rng) -> Samples:
    roar = shaped(rng, bump(60, 600))
    roar *= slow(rng, 9, 0.4)
    levelled(roar)

    def crack(rng: Rng) -> Array:
        time = np.arange(int(0.03 * RATE)) / RATE
        made: Array = rng.normal(size=len(time)) * np.exp(-time / rng.uniform(0.001, 0.006))
        return made

    return roar + np.float32(2.5) * scatter(rng, 150, crack, low=0.05)


def _clock(rng: Rng) -> Samples:
    time = np.arange(int(0.05 * RATE)) / RATE
    tick = (np.sin(2 * np.pi * 2400 * time) + 0.6 * np.sin(2 * np.pi * 4100 * time)) * np.exp(-time / 0.006)
    pair = np.zeros(2 * RATE)
    pair[: len(tick)] = 0.75 * tick
    pair[RATE : RATE + len(tick)] = tick
    return np.stack([repeated(pair)] * 2)


def _water(rng: Rng) -> Samples:
    flow = shaped(rng, bump(400, 4500, 1))
    flow *= slow(rng, 12, 0.3)
    return flow


def _traffic_far(rng: Rng) -> Samples:
    """A city some streets away."""
    rumble = shaped(rng, lambda f: bump(45, 240, 1.6)(f) / f**0.3)
    rumble *= slow(rng, 5, 0.35)
    return rumble


def _rain_window(rng: Rng) -> Samples:
    """Rain heard from within: its low end through the wall, and drops on the pane."""
    fall = levelled(shaped(rng, bump(160, 900, 1.2), 0.6))
    fall *= slow(rng, 4, 0.2)
    return fall + np.float32(0.5) * levelled(_drops(rng, 620, 1500, 5200))


def _rain_roof(rng: Rng) -> Samples:
    """Rain on a roof overhead: every drop is a small drum."""
    fall = levelled(shaped(rng, bump(220, 2600, 1.1), 0.9))
    fall *= slow(rng, 4, 0.2)
    return fall + np.float32(0.8) * levelled(_drops(rng, 5200, 260, 2400))


def _rain_metal(rng: Rng) -> Samples:
    """Rain on a car or a tin roof: the sheet rings."""
    fall = levelled(shaped(rng, bump(500, 4200, 1.1), 0.8))
    return fall + np.float32(1.1) * levelled(_drops(rng, 3600, 700, 3800))


def _drops(rng: Rng, count: int, low: float, high: float) -> Samples:
    """Drops on something: each a few milliseconds of it."""
    clicks = np.zeros((2, COUNT), np.float32)
    sizes = np.minimum(rng.exponential(1.0, count), 3.0)
    np.add.at(clicks, (rng.integers(2, size=count), rng.integers(COUNT, size=count)), sizes)
    at = np.arange(int(0.012 * RATE))
    touch = np.zeros(COUNT, np.float32)
    touch[: len(at)] = rng.standard_normal(len(at)) * np.exp(-at / (0.003 * RATE)) * np.minimum(at / 24, 1)
    mask = bump(low, high)(np.maximum(fft.rfftfreq(COUNT, 1 / RATE), 1)).astype(np.float32)
    return np.asarray(fft.irfft(fft.rfft(clicks) * (fft.rfft(touch) * mask), COUNT), np.float32)


def _wind_inside(rng: Rng) -> Samples:
    """Wind round a house: its low end, and a crack that whistles when it blows hard."""
    force = slow(rng, 7, 0.8)
    low = levelled(shaped(rng, bump(50, 240), 0.6))
    whistle = levelled(
        shaped(rng, lambda f: np.exp(-(((f - 430) / 45) ** 2)) + 0.5 * np.exp(-(((f - 655) / 60) ** 2))), 0.35
    )
    low *= force
    whistle *= np.clip(force - 0.7, 0, None) ** np.float32(2.0)
    return low + whistle


def _snow(rng: Rng) -> Samples:
    """Air over snow: what is soft swallows the high end, and flakes tick."""
    air = levelled(shaped(rng, lambda f: bump(60, 500, 1.4)(f) / f**0.4))
    air *= slow(rng, 5, 0.4)
    return air + np.float32(0.12) * levelled(_drops(rng, 900, 4500, 11000))


def _hall(rng: Rng) -> Samples:
    """A big room: low, wide air."""
    return shaped(rng, lambda f: 1 / f**1.1 / (1 + (28 / f) ** 4) / (1 + (f / 900) ** 2), 0.9)


def _ventilation(rng: Rng) -> Samples:
    """Ducts: broad air with the duct's own resonances."""

    def curve(f: Array) -> Array:
        ducts = sum(0.7 * np.exp(-(((f - centre) / (0.06 * centre)) ** 2)) for centre in (118.0, 236.0, 390.0))
        return np.asarray((bump(70, 1400, 1.1)(f) / f**0.35) * (1 + ducts))

    return shaped(rng, curve, 0.5)


def _monitor(rng: Rng) -> Samples:
    """A heart on a monitor, and the ward's air."""
    time = np.arange(RATE) / RATE
    beat = np.sin(2 * np.pi * 950 * time) * np.clip(time / 0.006, 0, 1) * np.clip((0.085 - time) / 0.01, 0, 1)
    return levelled(_ventilation(rng)) + np.float32(2.2) * np.stack([repeated(beat)] * 2)


def _machines(rng: Rng) -> Samples:
    """A workshop: motors at the mains' speed, belts that beat."""
    time = np.arange(2 * RATE) / RATE
    tone = sum(np.sin(2 * np.pi * 24.5 * k * time + rng.uniform(0, 6)) / k**0.6 for k in range(1, 18))
    air = levelled(shaped(rng, bump(150, 2400), 0.8))
    air *= repeated(1 + 0.35 * np.sin(2 * np.pi * 3.0 * time))
    return air + np.float32(0.25) * repeated(np.asarray(tone))


def _fan(rng: Rng) -> Samples:
    """Computers: a fan's blades and their air."""
    time = np.arange(RATE) / RATE
    tone = sum(level * np.sin(2 * np.pi * f * time) for f, level in ((196, 1.0), (392, 0.4), (120, 0.5)))
    return levelled(shaped(rng, bump(160, 2600, 1.1), 0.5)) + np.float32(0.12) * repeated(np.asarray(tone))


def _jet(rng: Rng) -> Samples:
    """A cabin in the air: the boundary layer's roar, the engines under it."""
    time = np.arange(RATE) / RATE
    tone = sum(level * np.sin(2 * np.pi * f * time) for f, level in ((87, 1.0), (174, 0.6), (88, 0.7)))
    return levelled(shaped(rng, lambda f: bump(70, 1100, 1.1)(f) / f**0.3, 0.8)) + np.float32(0.2) * repeated(
        np.asarray(tone)
    )


def _bridge(rng: Rng) -> Samples:
    """A ship between stars: drones that beat slowly, and panels that answer."""
    time = np.arange(LOOP * RATE) / RATE
    tones = enumerate((41.0, 41.25, 61.5, 82.5, 123.25), 1)
    drone = np.asarray(sum(np.sin(2 * np.pi * f * time) / k for k, f in tones), np.float32)

    def bleep(rng: Rng) -> Array:
        count = int(rng.uniform(0.06, 0.14) * RATE)
        t = np.arange(count) / RATE
        return np.asarray(np.sin(2 * np.pi * rng.choice([880, 1175, 1568, 2093]) * t) * np.sin(np.pi * t / t[-1]))

    air = levelled(shaped(rng, bump(120, 1600, 1.1), 0.6), 0.5)
    air += np.float32(0.6) * np.stack([drone, np.roll(drone, RATE // 3)])
    air += np.float32(0.25) * scatter(rng, 9, bleep)
    return air


def _ship(rng: Rng) -> Samples:
    """Below deck: the engine through the planks, water along the hull, wood that works."""
    time = np.arange(RATE) / RATE
    tone = sum(np.sin(2 * np.pi * 21 * k * time + rng.uniform(0, 6)) / k for k in range(1, 9))
    hull = levelled(shaped(rng, bump(60, 500), 0.7))
    hull *= slow(rng, 6, 0.6)

    def creak(rng: Rng) -> Array:
        return friction(rng, 0.8, ((0, 22), (0.5, 38), (1, 20)), ((310, 0.02, 1.0), (620, 0.014, 0.6)))

    hull += np.float32(0.25) * repeated(np.asarray(tone))
    hull += np.float32(0.4) * scatter(rng, 4, creak)
    return hull


def _rigging(rng: Rng) -> Samples:
    """Ropes and timber of a harbour or a deck."""

    def creak(rng: Rng) -> Array:
        return friction(
            rng, rng.uniform(0.6, 1.1), ((0, 26), (0.5, 44), (1, 24)), ((360, 0.02, 1.0), (810, 0.012, 0.5))
        )

    def halyard(rng: Rng) -> Array:
        return struck(body(rng.uniform(1300, 1900), BAR[:3], 0.12), 0.5, rng, 0.7)

    return scatter(rng, 6, creak) + np.float32(0.4) * scatter(rng, 14, halyard, low=0.1)


def _lapping(rng: Rng) -> Samples:
    """Water against a quay or a pool's edge: slaps, and the bubbles they close on."""

    def slap(rng: Rng) -> Array:
        seconds = rng.uniform(0.25, 0.6)
        t = np.arange(int(seconds * RATE)) / RATE
        wash = band(rng.standard_normal(len(t)), 180, 1400) * np.sin(np.pi * t / seconds) ** 1.5
        drop = (
            np.sin(2 * np.pi * rng.uniform(260, 620) * t * (1 + 1.2 * t)) * np.exp(-t / 0.04) * np.minimum(t / 0.002, 1)
        )
        return np.asarray(wash / (np.abs(wash).max() or 1.0) + 0.5 * drop)

    bed = levelled(shaped(rng, bump(90, 700), 0.8), 0.4)
    bed *= slow(rng, 8, 0.4)
    return bed + levelled(scatter(rng, 42, slap, low=0.15))


def _stream(rng: Rng) -> Samples:
    """Water over stones: bubbles by the hundred over a rush."""

    def bubble(rng: Rng) -> Array:
        base = rng.uniform(380, 2600)
        decay = 8 / base + 0.004
        t = np.arange(int(6 * decay * RATE)) / RATE
        return np.asarray(np.sin(2 * np.pi * base * t * (1 + 2 * t)) * np.exp(-t / decay) * np.minimum(t / 0.001, 1))

    flow = levelled(shaped(rng, bump(300, 4200, 1)), 0.7)
    flow *= slow(rng, 12, 0.25)
    return flow + levelled(scatter(rng, 900, bubble, low=0.1))


def _drips(rng: Rng) -> Samples:
    def drop(rng: Rng) -> Array:
        base = rng.uniform(700, 1700)
        t = np.arange(int(0.1 * RATE)) / RATE
        return np.asarray(np.sin(2 * np.pi * base * t * (1 + 2.5 * t)) * np.exp(-t / 0.012) * np.minimum(t / 0.0012, 1))

    return scatter(rng, 9, drop, low=0.2)


def _summer(rng: Rng) -> Samples:
    """Grasshoppers at noon: a dry, trembling band."""
    song = levelled(shaped(rng, bump(4800, 8200, 3), 0.9))
    time = np.arange(RATE) / RATE
    song *= repeated(0.35 + 0.65 * np.clip(np.sin(2 * np.pi * 17 * time), 0, 1) ** 2)
    song *= slow(rng, 9, 0.8)
    return song


def _gulls(rng: Rng) -> Samples:
    pool = [CLASSES["gull"].make("", 0.5, rng) for _ in range(3)]
    return scatter(rng, 5, lambda r: pool[int(r.integers(3))], low=0.15)


def _road(rng: Rng) -> Samples:
    """In a car: the road under it, the wind along it, the engine before it."""
    rush = levelled(shaped(rng, lambda f: bump(70, 650, 1.3)(f) / f**0.2, 0.7))
    rush *= slow(rng, 6, 0.25)
    return rush + np.float32(0.5) * levelled(_engine(rng))


def _keys(rng: Rng) -> Samples:
    """Others at their desks: keys far off, a chair, paper."""
    pool = [CLASSES[name].make("wood", 0.3, rng) for name in ("typing", "typing", "paper", "cupboard")]
    return scatter(rng, 7, lambda r: pool[int(r.integers(4))], low=0.1)


def talk(people: int, rng: Rng) -> Samples:
    """Walla of so many people, one turn of it."""
    return _talk(rng, people)


# Each layer with its level in dBFS (RMS); together they make a bed near -46.
LAYERS: dict[str, tuple[Callable[[Rng], Samples], float]] = {
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
    "children": (_children, -56),
    "crowd": (_crowd, -42),
    "traffic far": (_traffic_far, -56),
    "rain window": (_rain_window, -49),
    "rain roof": (_rain_roof, -47),
    "rain metal": (_rain_metal, -46),
    "wind inside": (_wind_inside, -54),
    "snow": (_snow, -58),
    "hall": (_hall, -54),
    "ventilation": (_ventilation, -54),
    "monitor": (_monitor, -53),
    "machines": (_machines, -46),
    "fan": (_fan, -56),
    "jet": (_jet, -42),
    "bridge of a ship": (_bridge, -50),
    "ship": (_ship, -48),
    "rigging": (_rigging, -58),
    "lapping": (_lapping, -50),
    "stream": (_stream, -48),
    "drips": (_drips, -60),
    "summer": (_summer, -60),
    "gulls": (_gulls, -58),
    "road": (_road, -44),
    "keys": (_keys, -62),
    "wind": (_wind, -50),
}

EVENTS = frozenset({"birds", "children", "clatter", "clock", "crickets", "drips", "gulls", "keys", "rigging", "walla"})
"""Layers with nothing at all between one event and the next."""

ALIASES = {
    "bar": "walla",
    "beach": "sea",
    "cafe": "walla",
    "café": "walla",
    "car": "road",
    "church": "hall",
    "city": "traffic",
    "corridor": "room",
    "field": "wind",
    "fluorescent": "ventilation",
    "forest": "leaves",
    "fridge": "hum",
    "gull": "gulls",
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
    "servers": "fan",
    "hospital": "ventilation",
    "shop": "ventilation",
    "river": "stream",
    "brook": "stream",
    "voices": "walla",
    "waves": "sea",
}
