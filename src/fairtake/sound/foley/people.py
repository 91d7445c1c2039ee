"""What people are heard by besides words: hands, breath, coughs, laughs, tears, and crowds.

A voice is a larynx through the resonances of a mouth; what makes a laugh a laugh is its bouts (about
five notes a second, each half breath, sinking: Bachorowski, Smoski and Owren 2001), and a cough its
burst, its hollow middle and its voiced end. `stuff` may say "woman", "man", "child", "old" and, for
crowds, "small" or "large".
"""

from __future__ import annotations

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    Array,
    Curve,
    Make,
    Rng,
    band,
    burst,
    course,
    formants,
    larynx,
    mixed,
    modes,
    noise,
    swell,
    time,
    unit,
    wander,
)

__all__ = ["MAKERS"]

_VOWELS = {
    "a": ((780, 110, 1.0), (1250, 130, 0.55), (2600, 220, 0.25), (3500, 300, 0.12)),
    "e": ((520, 90, 1.0), (1850, 150, 0.45), (2550, 220, 0.25), (3600, 300, 0.1)),
    "o": ((500, 90, 1.0), (900, 110, 0.5), (2500, 220, 0.12), (3400, 300, 0.06)),
    "u": ((350, 80, 1.0), (800, 110, 0.35), (2400, 220, 0.08), (3300, 300, 0.04)),
    "m": ((260, 70, 1.0), (1100, 200, 0.1), (2300, 260, 0.04), (3200, 300, 0.02)),
}


def _who(stuff: str) -> tuple[float, float]:
    """(pitch in Hz, how much shorter the throat is)."""
    words = stuff.split()
    if "child" in words or "baby" in words or "girl" in words or "boy" in words:
        return 330.0, 1.32
    if "woman" in words:
        return 215.0, 1.15
    return 122.0, 1.0


def _said(
    pitch: Array, vowel: str, scale: float, breath: float, tilt: float, rough: float, rng: Rng, top: float = 9000.0
) -> Array:
    """A voiced sound of one vowel, with breath in it; peak 1."""
    source = larynx(pitch, tilt, rough, rng, top)
    air = rng.standard_normal(len(pitch)) * 0.35
    mouth = [(f * scale, w * scale, level) for f, w, level in _VOWELS[vowel]]
    voiced = formants((1 - breath) * source + breath * air, mouth)
    return unit(voiced)


def _exhale(seconds: float, low: float, high: float, rng: Rng, curve: Curve) -> Array:
    made = unit(band(noise(seconds, rng), low, high))
    return made * course(curve, len(made))


def _clap(stuff: str, strength: float, rng: Rng) -> Array:
    """Two palms: a short bright burst through the cup of the hands."""
    cup = modes(((rng.uniform(850, 1150), 0.010, 1.0), (rng.uniform(1700, 2300), 0.006, 0.5)), 0.12, rng)
    return mixed(
        (0.0, burst(700, 6500, 0.007, 0.08, rng)), (0.0, 0.5 * cup), (0.004, 0.5 * burst(900, 5000, 0.005, 0.05, rng))
    )


def _snap(stuff: str, strength: float, rng: Rng) -> Array:
    """Fingers."""
    return mixed((0.0, 0.2 * burst(1500, 6000, 0.01, 0.05, rng)), (0.03, burst(1800, 7500, 0.004, 0.05, rng)), (0.03, 0.6 * modes(((1900, 0.008, 1.0), (2900, 0.006, 0.6)), 0.08, rng)))  # fmt: skip


def _kiss(stuff: str, strength: float, rng: Rng) -> Array:
    """Lips that part: a small squeak of air drawn in."""
    t = time(0.05)
    squeak = np.sin(2 * np.pi * np.cumsum(course(((0, 900), (1, 2300)), len(t))) / RATE) * swell(0.05, 1.5)
    return mixed((0.0, 0.25 * _exhale(0.14, 1200, 5000, rng, ((0, 0), (0.8, 1), (1, 0)))), (0.12, 0.8 * squeak), (0.13, 0.6 * burst(1200, 6000, 0.006, 0.05, rng)))  # fmt: skip


def _breath(stuff: str, strength: float, rng: Rng) -> Array:
    """In and out."""
    inward = _exhale(0.55, 900, 5500, rng, ((0, 0), (0.6, 1), (0.95, 0.5), (1, 0)))
    outward = _exhale(0.8, 400, 3000, rng, ((0, 0), (0.2, 1), (1, 0)))
    return mixed((0.0, 0.6 * inward), (0.65, 0.7 * outward))


def _gasp(stuff: str, strength: float, rng: Rng) -> Array:
    """Breath drawn in at once."""
    _, scale = _who(stuff)
    air = formants(noise(0.42, rng), [(f * scale, 2.2 * w, level) for f, w, level in _VOWELS["a"]])
    return unit(air) * course(((0, 0), (0.25, 0.8), (0.7, 1), (0.92, 0.1), (1, 0)), len(air))


def _sigh(stuff: str, strength: float, rng: Rng) -> Array:
    """Breath let go, with a little voice that sinks."""
    base, scale = _who(stuff)
    seconds = float(rng.uniform(0.9, 1.2))
    count = int(seconds * RATE)
    pitch = base * course(((0, 1.25), (0.3, 1.1), (1, 0.75)), count)
    voice = _said(pitch, "a", scale, 0.82, 1.6, 0.01, rng) * course(((0, 0), (0.15, 1), (0.5, 0.4), (1, 0)), count)
    air = formants(noise(seconds, rng), [(f * scale, 2.5 * w, level) for f, w, level in _VOWELS["a"]])[:count]
    return mixed((0.0, 0.25 * _exhale(0.4, 900, 5000, rng, ((0, 0), (0.7, 1), (1, 0)))), (0.42, 0.5 * voice + 0.6 * unit(air) * course(((0, 0), (0.12, 1), (1, 0)), count)))  # fmt: skip


def _cough(stuff: str, strength: float, rng: Rng) -> Array:
    """Burst, hollow middle, voiced end; twice."""
    base, scale = _who(stuff)

    def one(amount: float) -> Array:
        seconds = float(rng.uniform(0.3, 0.38))
        count = int(seconds * RATE)
        air = formants(
            noise(seconds, rng)[:count], [(650 * scale, 260, 1.0), (1500 * scale, 400, 0.7), (2900 * scale, 600, 0.4)]
        )
        shape = course(((0, 0), (0.01, 1), (0.12, 0.55), (0.45, 0.28), (0.75, 0.18), (1, 0)), count)
        voice = _said(base * course(((0, 1.3), (1, 0.8)), count), "a", scale, 0.4, 1.0, 0.05, rng) * course(
            ((0, 0), (0.5, 0.1), (0.7, 0.6), (1, 0)), count
        )
        return amount * (unit(air) * shape + 0.25 * voice)

    return mixed((0.0, one(1.0)), (0.36, one(float(rng.uniform(0.6, 0.9)))))


def _sneeze(stuff: str, strength: float, rng: Rng) -> Array:
    base, scale = _who(stuff)
    ah = (
        _said(base * course(((0, 0.9), (1, 1.5)), int(0.45 * RATE)), "a", scale, 0.5, 1.2, 0.02, rng)
        * swell(0.45, 0.8)[: int(0.45 * RATE)]
    )
    tschoo = mixed((0.0, _exhale(0.4, 1800, 8000, rng, ((0, 0), (0.03, 1), (0.4, 0.4), (1, 0)))), (0.02, 0.5 * _said(base * course(((0, 1.7), (1, 0.9)), int(0.3 * RATE)), "u", scale, 0.4, 1.0, 0.02, rng) * course(((0, 0), (0.1, 1), (1, 0)), int(0.3 * RATE))))  # fmt: skip
    return mixed((0.0, 0.4 * ah), (0.5, tschoo))


def _laugh(stuff: str, strength: float, rng: Rng) -> Array:
    """A bout: each note half voiced, half breath, sinking in pitch and level; quiet ones are breath."""
    base, scale = _who(stuff)
    base *= 1.5 + 0.5 * strength
    notes = int(rng.integers(5, 9))
    parts: list[tuple[float, Array]] = []
    at = 0.0
    for k in range(notes):
        seconds = float(rng.uniform(0.10, 0.13))
        count = int(seconds * RATE)
        sink = 1.15 - 0.4 * k / notes
        pitch = base * sink * course(((0, 0.9), (0.35, 1.08), (1, 0.85)), count)
        voice = (
            _said(pitch, "a" if rng.random() < 0.7 else "e", scale, 0.35, 1.0, 0.02, rng) * swell(seconds, 0.7)[:count]
        )
        puff = formants(noise(0.08, rng), [(900 * scale, 500, 1.0), (2200 * scale, 700, 0.5)])
        amount = (0.55 + 0.45 * np.sin(np.pi * (k + 1) / (notes + 1))) * float(rng.uniform(0.85, 1))
        parts += [(at, 0.35 * amount * unit(puff) * swell(0.08, 1)[: len(puff)]), (at + 0.05, amount * voice)]
        at += float(rng.uniform(0.19, 0.22)) + 0.012 * k
    parts.append((at + 0.1, 0.3 * _exhale(0.4, 900, 5000, rng, ((0, 0), (0.7, 1), (1, 0)))))
    return mixed(*parts)


def _sob(stuff: str, strength: float, rng: Rng) -> Array:
    """Breath that catches on its way in, and voice that breaks on its way out."""
    base, scale = _who(stuff)

    def one(k: int) -> Array:
        catch = mixed(*((0.14 * n, (0.6 + 0.2 * n) * _gasp(stuff, 0.3, rng)[: int(0.16 * RATE)] * swell(0.16, 0.8)[: int(0.16 * RATE)]) for n in range(3)))  # fmt: skip
        count = int(0.7 * RATE)
        pitch = (
            base
            * 1.9
            * course(((0, 1.0), (0.2, 1.12), (1, 0.72)), count)
            * (1 + 0.035 * np.sin(2 * np.pi * 7 * np.arange(count) / RATE))
        )
        voice = _said(pitch, "e", scale, 0.45, 1.3, 0.03, rng) * course(((0, 0), (0.15, 1), (0.55, 0.5), (1, 0)), count)
        return mixed((0.0, 0.35 * catch), (0.48, 0.7 * voice))

    return mixed((0.0, one(0)), (1.45, 0.8 * one(1)))


def _scream(stuff: str, strength: float, rng: Rng) -> Array:
    """High, loud and rough: a strained larynx (Arnal et al. 2015: roughness of 30 to 150 Hz)."""
    base, scale = _who(stuff)
    seconds = 1.25
    count = int(seconds * RATE)
    pitch = base * 3.4 * course(((0, 0.75), (0.12, 1.05), (0.7, 1.0), (1, 0.7)), count)
    rough = 1 + 0.45 * np.sin(2 * np.pi * np.cumsum(70 * (1 + 0.15 * wander(count, 15, rng))) / RATE)
    voice = _said(pitch, "a", 1.1 * scale, 0.12, 0.45, 0.02, rng) * rough
    return np.asarray(unit(voice) * course(((0, 0), (0.06, 1), (0.75, 0.9), (1, 0)), count))


def _groan(stuff: str, strength: float, rng: Rng) -> Array:
    base, scale = _who(stuff)
    count = int(0.9 * RATE)
    pitch = base * course(((0, 1.0), (0.2, 1.1), (1, 0.7)), count)
    return _said(pitch, "o", scale, 0.25, 1.1, 0.06, rng) * course(((0, 0), (0.15, 1), (0.7, 0.7), (1, 0)), count)


def _grunt(stuff: str, strength: float, rng: Rng) -> Array:
    """An effort or a blow taken."""
    base, scale = _who(stuff)
    count = int(0.24 * RATE)
    pitch = base * course(((0, 1.3), (1, 0.85)), count)
    return _said(pitch, "o", scale, 0.35, 0.9, 0.06, rng) * course(((0, 0), (0.08, 1), (0.5, 0.6), (1, 0)), count)


def _hum(stuff: str, strength: float, rng: Rng) -> Array:
    """A few notes with the mouth closed."""
    base, scale = _who(stuff)
    parts, at = [], 0.0
    for step in rng.choice([0, 2, 4, 5, 7], 5):
        count = int(float(rng.uniform(0.3, 0.6)) * RATE)
        pitch = base * 1.3 * 2 ** (float(step) / 12) * (1 + 0.01 * np.sin(2 * np.pi * 5.2 * np.arange(count) / RATE))
        parts.append(
            (
                at,
                _said(pitch, "m", scale, 0.08, 1.2, 0.005, rng)
                * course(((0, 0), (0.15, 1), (0.85, 0.8), (1, 0)), count),
            )
        )
        at += count / RATE + 0.02
    return mixed(*parts)


def _snore(stuff: str, strength: float, rng: Rng) -> Array:
    """A palate that flutters on the way in, and breath out."""
    count = int(1.3 * RATE)
    flutter = larynx(np.asarray(34 * (1 + 0.12 * wander(count, 6, rng))), 0.3, 0.06, rng, 3000)
    inward = formants(flutter + 0.2 * rng.standard_normal(count), [(240, 160, 1.0), (620, 260, 0.6), (1500, 500, 0.2)])
    outward = _exhale(1.1, 500, 2800, rng, ((0, 0), (0.25, 1), (1, 0)))
    return mixed((0.0, unit(inward) * course(((0, 0), (0.3, 0.6), (0.85, 1), (1, 0)), count)), (1.7, 0.25 * outward))


def _yawn(stuff: str, strength: float, rng: Rng) -> Array:
    base, scale = _who(stuff)
    count = int(1.3 * RATE)
    voice = _said(base * course(((0, 1.0), (0.25, 1.5), (1, 0.7)), count), "a", scale, 0.55, 1.4, 0.02, rng) * course(
        ((0, 0), (0.25, 1), (1, 0)), count
    )
    return mixed((0.0, 0.4 * _exhale(0.9, 500, 4000, rng, ((0, 0), (0.9, 1), (1, 0)))), (0.9, 0.6 * voice))


def _swallow(stuff: str, strength: float, rng: Rng) -> Array:
    gulp = (
        np.sin(2 * np.pi * np.cumsum(course(((0, 150), (0.5, 290), (1, 170)), int(0.11 * RATE))) / RATE)
        * swell(0.11, 1.2)[: int(0.11 * RATE)]
    )
    return mixed((0.0, 0.4 * burst(500, 2500, 0.01, 0.06, rng)), (0.05, gulp))


def _baby(stuff: str, strength: float, rng: Rng) -> Array:
    """A cry: arches of about a second at 450 Hz, with breaths between."""

    def arch(k: int) -> Array:
        count = int(float(rng.uniform(0.75, 1.0)) * RATE)
        pitch = (
            430 * course(((0, 0.85), (0.2, 1.15), (0.7, 1.08), (1, 0.8)), count) * (1 + 0.012 * wander(count, 12, rng))
        )
        return _said(pitch, "a", 1.5, 0.1, 0.7, 0.015, rng) * course(((0, 0), (0.1, 1), (0.8, 0.9), (1, 0)), count)

    return mixed((0.0, arch(0)), (1.0, 0.2 * _gasp("baby", 0.4, rng)), (1.4, arch(1)), (2.4, 0.2 * _gasp("baby", 0.4, rng)), (2.8, 0.9 * arch(2)))  # fmt: skip


def _choir(
    seconds: float, count: int, vowel: str, curve: Curve, bend: Curve, rng: Rng, spread: float, rough: float = 0.03
) -> Array:
    """Many throats at once: a dozen voices made, each used again at other moments and pitches."""
    length = int((seconds + 1) * RATE)
    out = np.zeros(length)
    pool = []
    for k in range(min(count, 9)):
        base, scale = ((125.0, 1.0), (210.0, 1.15), (160.0, 1.05))[k % 3]
        n = int(seconds * float(rng.uniform(0.7, 1.0)) * RATE)
        pitch = base * float(rng.uniform(0.85, 1.3)) * course(bend, n) * (1 + 0.02 * wander(n, 5, rng))
        pool.append(
            _said(pitch, vowel, scale * float(rng.uniform(0.94, 1.07)), 0.3, 0.8, rough, rng, 4500) * course(curve, n)
        )
    for _ in range(count):
        voice = pool[int(rng.integers(len(pool)))]
        begin = int(min(float(rng.exponential(spread)), 0.9) * RATE)
        voice = voice[: length - begin]
        out[begin : begin + len(voice)] += float(rng.uniform(0.3, 1)) * voice
    return unit(out)


def _people(stuff: str) -> int:
    words = stuff.split()
    return 8 if "small" in words else 60 if "large" in words else 24


def _cheer(stuff: str, strength: float, rng: Rng) -> Array:
    """A crowd that cheers: voices that rise, whistles, and hands."""
    count = _people(stuff)
    roar = _choir(
        2.6, count, "a", ((0, 0), (0.15, 1), (0.6, 0.9), (1, 0)), ((0, 1.5), (0.25, 2.2), (1, 1.6)), rng, 0.2, 0.05
    )
    hands = _applause_of(count, 3.0, rng)
    return mixed((0.0, roar), (0.1, 0.45 * hands))


def _gasps(stuff: str, strength: float, rng: Rng) -> Array:
    """Everybody draws breath."""
    parts = [(min(float(rng.exponential(0.09)), 0.4), float(rng.uniform(0.3, 1)) * _gasp("woman" if k % 2 else "man", 0.5, rng)) for k in range(min(_people(stuff), 16))]  # fmt: skip
    murmur = _choir(1.2, 12, "o", ((0, 0), (0.3, 1), (1, 0)), ((0, 1.2), (1, 0.9)), rng, 0.25)
    return mixed((0.0, parts[0][1]), *parts, (0.35, 0.5 * murmur))


def _laughter(stuff: str, strength: float, rng: Rng) -> Array:
    """A room that laughs."""
    bouts = [_laugh("woman" if k % 2 else "man", 0.5, rng) for k in range(7)]
    count = _people(stuff)
    parts = [
        (min(float(rng.exponential(0.3)), 1.4), float(rng.uniform(0.25, 1)) * bouts[int(rng.integers(7))])
        for _ in range(count)
    ]
    return mixed((0.0, bouts[0]), *parts)


def _boo(stuff: str, strength: float, rng: Rng) -> Array:
    return _choir(
        2.2, _people(stuff), "u", ((0, 0), (0.15, 1), (0.7, 0.9), (1, 0)), ((0, 1.1), (0.2, 1.2), (1, 0.8)), rng, 0.3
    )


def _murmur(stuff: str, strength: float, rng: Rng) -> Array:
    """A stir goes through a crowd."""
    count = int(3.0 * RATE)
    out = np.zeros(count + RATE)
    for k in range(min(_people(stuff), 20)):
        base, scale = ((120.0, 1.0), (205.0, 1.15))[k % 2]
        n = int(float(rng.uniform(1.0, 2.2)) * RATE)
        pitch = base * (1 + 0.06 * wander(n, 3, rng))
        words = np.clip(wander(n, 9, rng) + 0.5, 0, 1.4)
        voice = (
            _said(pitch, "aeou"[int(rng.integers(4))], scale, 0.3, 1.1, 0.02, rng, 4500)
            * words
            * course(((0, 0), (0.2, 1), (0.8, 1), (1, 0)), n)
        )
        begin = int(rng.uniform(0, 1.2) * RATE)
        voice = voice[: len(out) - begin]
        out[begin : begin + len(voice)] += float(rng.uniform(0.3, 1)) * voice
    return np.asarray(unit(out) * course(((0, 0), (0.15, 1), (0.7, 0.9), (1, 0)), len(out)))


def _applause_of(count: int, seconds: float, rng: Rng) -> Array:
    """So many people clap, each at their own pace of about four a second (Repp 1987)."""
    claps = [_clap("", 0.5, rng) for _ in range(24)]
    out = np.zeros(int((seconds + 0.6) * RATE))
    for _ in range(count):
        pace = float(rng.uniform(0.21, 0.3))
        level = float(rng.uniform(0.2, 1))
        at = float(rng.exponential(0.25))
        stop = seconds - float(rng.exponential(0.35))
        palm = int(rng.integers(len(claps)))
        while at < stop:
            sound = claps[palm]
            begin = int(at * RATE)
            end = min(begin + len(sound), len(out))
            out[begin:end] += level * sound[: end - begin]
            at += pace * float(rng.uniform(0.93, 1.07))
    return unit(out)


def _applause(stuff: str, strength: float, rng: Rng) -> Array:
    seconds = 4.5
    made = _applause_of(_people(stuff), seconds, rng)
    return np.asarray(made * course(((0, 0.5), (0.15, 1), (0.7, 1), (1, 0)), len(made)))


MAKERS: dict[str, Make] = {
    "clap": _clap, "snap": _snap, "kiss": _kiss, "breath": _breath, "gasp": _gasp, "sigh": _sigh, "cough": _cough, "sneeze": _sneeze,
    "laugh": _laugh, "sob": _sob, "scream": _scream, "groan": _groan, "grunt": _grunt, "hum": _hum, "snore": _snore, "yawn": _yawn,
    "swallow": _swallow, "baby cry": _baby, "cheer": _cheer, "gasps": _gasps, "laughter": _laughter, "boo": _boo, "murmur": _murmur,
    "applause": _applause,
}  # fmt: skip
