"""Bells, telephones, alarms, sirens, horns, whistles: sounds that are made to be heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    BAR,
    BELL,
    MEMBRANE,
    PLATE,
    Array,
    Make,
    Rng,
    band,
    body,
    burst,
    course,
    high,
    mixed,
    modes,
    noise,
    repeated,
    struck,
    time,
    unit,
    wander,
)

__all__ = ["MAKERS"]


def _tone(pitch: Array, levels: Sequence[float]) -> Array:
    """Harmonics of a pitch course; those above the band are left out."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    out = np.zeros(len(pitch))
    for k, level in enumerate(levels, 1):
        if k * float(pitch.max()) < 0.45 * RATE:
            # Phases apart: a row of pulses would crackle.
            out += level * np.sin(k * phase + 2.4 * k * k)
    return unit(out)


def _soft(sound: Array, seconds: float = 0.006) -> Array:
    """Without a click at either end."""
    edge = min(int(seconds * RATE), len(sound) // 2)
    sound[:edge] *= np.linspace(0, 1, edge)
    sound[-edge:] *= np.linspace(1, 0, edge)
    return sound


def _gongs(rng: Rng) -> Array:
    """Two gongs under a clapper that strikes them in turn, 24 times a second."""
    one = body(1180 * rng.uniform(0.98, 1.02), (1.0, 2.41, 3.0), 0.16, 0.9)
    other = body(1490 * rng.uniform(0.98, 1.02), (1.0, 2.37, 3.1), 0.14, 0.9)
    strikes = [
        (k / 24 + float(rng.uniform(-0.001, 0.001)) + 0.002, struck(one if k % 2 else other, 0.35, rng, 0.8, 0.002))
        for k in range(26)
    ]
    return mixed(*strikes)


def _ring(stuff: str, strength: float, rng: Rng) -> Array:
    """What rings, by its noun: an old telephone, a mobile one, a doorbell, a church bell, an alarm clock."""
    words = stuff.split()
    for word in words:
        if word in _RUNG:
            return _RUNG[word](stuff, strength, rng)
    once = _gongs(rng)
    return mixed((0.0, once), (1.9, once))


def _mobile(stuff: str, strength: float, rng: Rng) -> Array:
    """A marimba-like tune of six notes, twice."""
    root = float(rng.choice([659.3, 740.0, 784.0]))
    scale = [0, 4, 7, 12, 7, 4] if rng.random() < 0.5 else [0, 7, 5, 9, 12, 7]

    def note(k: int) -> Array:
        base = root * 2 ** (scale[k % 6] / 12)
        t = time(0.4)
        wood = sum(
            level * np.sin(2 * np.pi * base * ratio * t) * np.exp(-t / decay)
            for ratio, level, decay in ((1, 1.0, 0.12), (3.93, 0.3, 0.04), (9.2, 0.08, 0.015))
        )
        return _soft(np.asarray(wood), 0.002)

    moments = [0.14 * k for k in range(6)]
    return repeated(note, [*moments, *(1.5 + m for m in moments)])


def _buzz(stuff: str, strength: float, rng: Rng) -> Array:
    """A telephone that trembles on a table: an unbalanced motor, and the table's rattle."""

    def once(k: int) -> Array:
        seconds = 0.45
        count = len(time(seconds))
        pitch = course(((0, 120), (0.1, 168), (1, 165)), count)
        hum = _tone(pitch, (1.0, 0.7, 0.5, 0.4, 0.3, 0.22, 0.16, 0.12, 0.1))
        rattle = unit(band(noise(seconds, rng), 700, 4500)) * (np.sin(np.pi * np.cumsum(pitch) / RATE) ** 8)
        return _soft((0.8 * hum + 0.4 * rattle) * course(((0, 0), (0.08, 1), (0.9, 1), (1, 0)), count))

    return repeated(once, (0.0, 0.6, 1.9, 2.5))


def _dial(stuff: str, strength: float, rng: Rng) -> Array:
    """Seven keys of a telephone, each its pair of tones (ITU-T Q.23)."""
    rows, columns = (697, 770, 852, 941), (1209, 1336, 1477)

    def key(k: int) -> Array:
        t = time(0.11)
        return _soft(
            np.asarray(
                np.sin(2 * np.pi * int(rng.choice(rows)) * t) + np.sin(2 * np.pi * int(rng.choice(columns)) * t)
            ),
            0.004,
        )

    return repeated(key, [0.2 * k + float(rng.uniform(0, 0.04)) + (0.12 if k > 2 else 0) for k in range(7)])


def _beep(stuff: str, strength: float, rng: Rng) -> Array:
    """Two short tones of a machine."""
    t = time(0.12)
    base = float(rng.choice([988, 1047, 1319, 2000]))
    one = _soft(np.asarray(np.sin(2 * np.pi * base * t) + 0.2 * np.sin(6 * np.pi * base * t)), 0.005)
    return mixed((0.0, one), (0.2, one))


def _doorbell(stuff: str, strength: float, rng: Rng) -> Array:
    """Ding dong: two tubes, a third apart."""
    ding = struck(body(659.3, BAR[:3], 0.7, 1.2), 1.8, rng, 0.4, 0.003)
    dong = struck(body(523.3, BAR[:3], 0.9, 1.2), 2.2, rng, 0.4, 0.003)
    return mixed((0.0, ding), (0.62, dong))


def _chime(stuff: str, strength: float, rng: Rng) -> Array:
    """The small bell over a shop's door: shaken, not struck."""
    base = float(rng.uniform(2150, 2700))
    hits = [(0.0, 1.0), (0.11, 0.6), (0.2, 0.75), (0.36, 0.4), (0.55, 0.25)]
    return mixed(*((at, level * struck(body(base, (1.0, 1.51, 2.62, 3.9), 0.28), 0.9, rng, 0.8)) for at, level in hits))


def _church(stuff: str, strength: float, rng: Rng) -> Array:
    """A church bell swings: hum, prime, minor tierce, quint, nominal; three strokes."""
    base = float(rng.uniform(255, 330))
    decay = dict(zip(BELL, (3.4, 2.2, 1.9, 1.1, 1.3, 0.7, 0.6, 0.5, 0.35), strict=True))
    level = dict(zip(BELL, (0.6, 0.55, 0.8, 0.3, 1.0, 0.35, 0.35, 0.3, 0.2), strict=True))
    parts = [(base * ratio * split, decay[ratio], level[ratio] * share) for ratio in BELL for split, share in ((1.0, 1.0), (1.0016, 0.5))]  # fmt: skip

    def stroke(k: int) -> Array:
        ring = modes(parts, 4.2, rng, 0.0)
        return mixed((0.0, unit(ring)), (0.0, 0.35 * burst(900, 7000, 0.012, 0.08, rng)))

    return repeated(stroke, (0.0, 1.75, 3.5))


def _strike(stuff: str, strength: float, rng: Rng) -> Array:
    """A clock strikes: a coiled gong, as often as `stuff` says ("twelve"), else three times."""
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "midnight": 12, "noon": 12}  # fmt: skip
    count = next((numbers[word] for word in stuff.split() if word in numbers), 3)
    gong = ((392, 1.2, 0.8), (523, 1.1, 0.6), (1043, 0.8, 0.7), (1720, 0.5, 0.5), (2510, 0.35, 0.35))
    return repeated(lambda k: struck(gong, 2.4, rng, 0.5, 0.004), [1.25 * k for k in range(count)])


def _alarm(stuff: str, strength: float, rng: Rng) -> Array:
    """An alarm: a clock's hammer, an electric bell, or a car's two tones."""
    words = stuff.split()
    if "clock" in words:
        hits = [(k / 17, struck(body(2480, (1.0, 1.48, 2.6), 0.05), 0.2, rng, 0.9, 0.01)) for k in range(38)]
        return mixed(*hits)
    if "car" in words:
        count = int(3.2 * RATE)
        pitch = np.where(np.arange(count) // int(0.4 * RATE) % 2 == 0, 660.0, 880.0) * rng.uniform(0.96, 1.04)
        return _soft(_tone(pitch, (1, 0.6, 0.45, 0.35, 0.25, 0.2, 0.15)), 0.02)
    if "fire" in words or "school" in words or "bell" in words:
        hits = [(k / 21, struck(body(1650, (1.0, 1.7, 2.5, 3.6), 0.12), 0.4, rng, 0.9, 0.004)) for k in range(60)]
        return mixed(*hits)
    # A sounder: tone on, tone off.
    count = int(0.5 * RATE)
    beep = _soft(
        _tone(np.full(count, 2900.0 * rng.uniform(0.95, 1.05)), (1.0, 0.25, 0.1))
        * course(((0, 0), (0.02, 1), (0.97, 1), (1, 0)), count),
        0.008,
    )
    return repeated(lambda k: beep, (0.0, 0.9, 1.8, 2.7))


def _siren(stuff: str, strength: float, rng: Rng) -> Array:
    """A siren that wails; the two-tone horn of ambulances where it is called so."""
    seconds = 6.0
    count = int(seconds * RATE)
    if "ambulance" in stuff.split() or "fire" in stuff.split():
        pitch = np.where(np.arange(count) // int(0.55 * RATE) % 2 == 0, 435.0, 580.0)
        glide = np.ones(481) / 481
        pitch = np.convolve(np.pad(pitch, 240, mode="edge"), glide, "valid")
    else:
        turn = np.arange(count) / RATE / 3.0 % 1
        pitch = (620 + 780 * np.sin(np.pi * turn) ** 1.3) * rng.uniform(0.96, 1.04)
    made = _tone(pitch, (1.0, 0.7, 0.55, 0.35, 0.3, 0.2, 0.15, 0.1))
    return made * course(((0, 0), (0.12, 0.6), (0.5, 1), (0.88, 0.6), (1, 0)), count)


def _horn(stuff: str, strength: float, rng: Rng) -> Array:
    """A horn, by what blows it: a car's two trumpets, a train's five, a ship's."""
    words = stuff.split()
    notes: tuple[float, ...]
    if "train" in words or "locomotive" in words:
        notes, seconds, shape = (311.0, 370.0, 415.0, 494.0, 622.0), 1.9, ((0, 0), (0.06, 1), (0.85, 1), (1, 0))
    elif "ship" in words or "boat" in words or "ferry" in words or "fog" in words:
        notes, seconds, shape = (82.0, 123.5), 3.2, ((0, 0), (0.1, 1), (0.85, 1), (1, 0))
    elif "truck" in words or "bus" in words or "lorry" in words:
        notes, seconds, shape = (185.0, 233.0), 1.1, ((0, 0), (0.05, 1), (0.9, 1), (1, 0))
    else:
        notes, seconds, shape = (415.0, 523.0), 0.75, ((0, 0), (0.02, 1), (0.95, 1), (1, 0))
    count = int(seconds * RATE)
    total = np.zeros(count)
    for note in notes:
        pitch = np.full(count, note * rng.uniform(0.99, 1.01)) * course(((0, 0.97), (0.05, 1), (1, 1)), count)
        total += _tone(pitch, [k**-0.55 for k in range(1, 22)])
    breath = unit(band(noise(seconds, rng), 500, 5000))
    made = (unit(total) + 0.06 * breath) * course(shape, count)
    return _soft(mixed((0.0, made), (0.95, 0.9 * made)) if seconds < 0.9 and rng.random() < 0.5 else made, 0.02)


def _whistle(stuff: str, strength: float, rng: Rng) -> Array:
    """A whistle: a steam engine's chord, a referee's pea, or lips."""
    words = stuff.split()
    if "train" in words or "steam" in words or "locomotive" in words or "engine" in words:
        seconds = 2.2
        count = int(seconds * RATE)
        bend = course(((0, 0.93), (0.1, 1.0), (0.8, 1.0), (1, 0.9)), count)
        total = sum(_tone(note * bend, (1.0, 0.35, 0.25, 0.1)) for note in (523.0, 622.0, 784.0, 932.0))
        steam = unit(high(noise(seconds, rng), 1200))
        return (unit(np.asarray(total)) + 0.3 * steam) * course(((0, 0), (0.08, 1), (0.8, 0.9), (1, 0)), count)
    if "police" in words or "referee" in words:
        seconds = 0.9
        count = int(seconds * RATE)
        pea = 1 + 0.06 * np.sin(2 * np.pi * np.cumsum(course(((0, 30), (0.2, 55), (1, 40)), count)) / RATE)
        tone = _tone(2700 * pea, (1.0, 0.2)) + 0.7 * _tone(3050 * pea, (1.0,))
        return (
            (tone + 0.15 * unit(high(noise(seconds, rng), 2500)))
            * (0.7 + 0.3 * (pea > 1))
            * course(((0, 0), (0.04, 1), (0.9, 1), (1, 0)), count)
        )
    # Somebody whistles a few notes.
    steps = rng.choice([0, 2, 4, 5, 7, 9], 5)
    parts, at = [], 0.0
    for step in steps:
        seconds = float(rng.uniform(0.22, 0.5))
        count = int(seconds * RATE)
        pitch = 1050 * 2 ** (float(step) / 12) * course(((0, 0.96), (0.15, 1), (1, 1)), count)
        pitch *= 1 + 0.012 * np.sin(2 * np.pi * 5.6 * np.arange(count) / RATE)
        note = _tone(pitch, (1.0, 0.06, 0.02)) + 0.05 * unit(band(noise(seconds, rng), 900, 4500))[:count]
        parts.append((at, note * course(((0, 0), (0.12, 1), (0.85, 0.9), (1, 0)), count)))
        at += seconds + 0.03
    return mixed(*parts)


def _bicycle_bell(stuff: str, strength: float, rng: Rng) -> Array:
    """A thumb bell: a star wheel rattles inside a dome, twice."""
    dome = body(2050 * rng.uniform(0.97, 1.03), PLATE[:4], 0.4, 0.5, 0.4)

    def pull(k: int) -> Array:
        return mixed(*((0.03 * n, (1.0 - 0.1 * n) * struck(dome, 1.0, rng, 0.9, 0.002)) for n in range(5)))

    return repeated(pull, (0.0, 0.42))


def _radio(stuff: str, strength: float, rng: Rng) -> Array:
    """A set between stations: hiss in a small loudspeaker, whistles that slide, a word swallowed."""
    seconds = 2.4
    count = int(seconds * RATE)
    hiss = unit(band(noise(seconds, rng), 400, 3800)) * np.clip(0.6 + 0.5 * wander(count, 6, rng), 0.1, 1.5)
    slide = _tone(1100 + 700 * np.clip(wander(count, 2.5, rng), -1, 1.5), (1.0, 0.2))
    crackles = np.zeros(count)
    spots = rng.integers(count, size=60)
    crackles[spots] = rng.normal(0, 1, 60)
    crackles = np.convolve(crackles, np.hanning(98)[1:-1] * rng.standard_normal(96), "same")
    return (
        0.5 * hiss + 0.12 * slide * np.clip(wander(count, 3, rng), 0, 1) + 0.8 * unit(band(crackles, 500, 4500))
    ) * course(((0, 0), (0.03, 1), (0.92, 1), (1, 0)), count)


def _drumbeat(stuff: str, strength: float, rng: Rng) -> Array:
    """A drum, struck four times."""
    return repeated(
        lambda k: (1.0 if k % 2 == 0 else 0.7) * struck(body(92, MEMBRANE, 0.22, 0.8), 0.8, rng, 0.5, 0.01),
        (0.0, 0.6, 0.9, 1.2),
    )


def _gong(stuff: str, strength: float, rng: Rng) -> Array:
    """A tam-tam: its high modes bloom after the blow."""
    parts = [
        (float(f), float(rng.uniform(1.5, 3.0)), float(1 / (1 + f / 900)))
        for f in np.geomspace(85, 4200, 46) * rng.uniform(0.96, 1.04, 46)
    ]
    ring = unit(modes(parts, 5.0, rng, 0.0))
    bloom = course(((0, 0.3), (0.06, 1), (1, 1)), len(ring))
    return np.asarray(ring * bloom)


def _electric(stuff: str, strength: float, rng: Rng) -> Array:
    """Sparks and the hum behind them."""
    seconds = 0.9
    count = int(seconds * RATE)
    hum = _tone(np.full(count, 100.0), [k**-0.6 for k in range(1, 40)])
    on = (np.repeat(rng.random(30), count // 30 + 1)[:count] > 0.45).astype(float)
    on = np.convolve(on, np.hanning(97) / np.hanning(97).sum(), "same")
    spark = unit(high(noise(seconds, rng), 2500))
    return _soft(on * (0.5 * hum + 0.7 * spark) * course(((0, 0), (0.02, 1), (0.9, 0.8), (1, 0)), count))


_RUNG: dict[str, Make] = {
    "mobile": _mobile, "cell": _mobile, "cellphone": _mobile, "smartphone": _mobile, "tablet": _mobile,
    "doorbell": _doorbell, "buzzer": _buzz, "church": _church, "bells": _church, "steeple": _church, "tower": _church,
    "alarm": _alarm, "clock": _strike, "bicycle": _bicycle_bell, "bike": _bicycle_bell, "shop": _chime, "counter": _chime, "bell": _chime,
    "wood": _doorbell,
}  # fmt: skip

MAKERS: dict[str, Make] = {
    "ring": _ring, "mobile ring": _mobile, "buzz": _buzz, "dial": _dial, "beep": _beep, "doorbell": _doorbell, "chime": _chime,
    "church bell": _church, "clock strike": _strike, "alarm": _alarm, "siren": _siren, "horn": _horn, "whistle": _whistle,
    "bicycle bell": _bicycle_bell, "radio": _radio, "drumbeat": _drumbeat, "gong": _gong, "electric": _electric,
}  # fmt: skip
