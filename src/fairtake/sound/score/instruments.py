"""Instruments, each a sum of partials with their own loudness and decay.

None is a recording. A tone is made once for its pitch, loudness and length, and kept for as
long as there is room; it is played at half the film's rate, for nothing here sounds above
10 kHz.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["INSTRUMENTS", "TONE_RATE", "Instrument", "tone"]

Samples = npt.NDArray[np.float32]

TONE_RATE = RATE // 2
"""Samples a second of a tone, Hz."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """`partials` (ratio to the fundamental, level, decay a second) at full loudness; `bright` how
    much softer playing takes from the upper ones; `attack` and `release` seconds; a `sustained`
    one keeps its level while held. `stretch` is a string's inharmonicity. `desks` players a few
    cents apart, `vibrato` cents; `noise` the share of the strike's own sound; `drop` octaves the
    pitch falls at once (drums). `gain` dB, `pan` -1..1, `room` how much goes to the hall."""

    partials: tuple[tuple[float, float, float], ...]
    attack: float = 0.005
    release: float = 0.25
    sustained: bool = False
    bright: float = 0.5
    stretch: float = 0.0
    desks: tuple[float, ...] = (0.0,)
    vibrato: float = 0.0
    noise: float = 0.0
    drop: float = 0.0
    gain: float = 0.0
    pan: float = 0.0
    room: float = 0.5


def _harmonics(
    levels: tuple[float, ...], decay: float = 0.0, faster: float = 0.0
) -> tuple[tuple[float, float, float], ...]:
    return tuple((n + 1.0, level, decay + faster * n) for n, level in enumerate(levels) if level)


def _saw(count: int, slope: float) -> tuple[float, ...]:
    return tuple((n + 1) ** -slope for n in range(count))


INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(
    {
        "felt piano": Instrument(
            _harmonics((1.0, 0.42, 0.2, 0.12, 0.06, 0.035, 0.02), 0.75, 0.55), 0.007, 0.35, bright=0.9,
            stretch=0.0004, desks=(-0.6, 0.7), noise=0.03, gain=-2, pan=-0.15, room=0.45,
        ),
        "celesta": Instrument(
            ((1.0, 1.0, 1.3), (4.0, 0.32, 3.2), (8.9, 0.08, 8.0), (2.0, 0.08, 2.0)), 0.002, 0.6, noise=0.01,
            gain=-3, pan=0.25, room=0.65,
        ),
        "vibraphone": Instrument(
            ((1.0, 1.0, 0.8), (3.99, 0.25, 2.2), (10.6, 0.05, 6.0)), 0.004, 0.7, desks=(-1.5, 1.5), noise=0.01,
            gain=-4, pan=0.3, room=0.6,
        ),
        "harp": Instrument(
            _harmonics((1.0, 0.5, 0.3, 0.16, 0.1, 0.06, 0.03), 1.1, 0.7), 0.003, 0.6, stretch=0.0001, noise=0.02,
            gain=-4, pan=0.3, room=0.6,
        ),
        "guitar": Instrument(
            _harmonics((1.0, 0.7, 0.45, 0.2, 0.18, 0.1, 0.06, 0.04), 1.2, 0.75), 0.003, 0.3, stretch=0.0001,
            bright=0.8, noise=0.04, gain=-5, pan=-0.25, room=0.35,
        ),
        "pizzicato": Instrument(
            _harmonics((1.0, 0.5, 0.28, 0.12, 0.06), 4.5, 1.5), 0.004, 0.12, desks=(-4, 0, 5), noise=0.03,
            gain=-1, pan=-0.3, room=0.6,
        ),
        "strings": Instrument(
            _harmonics(_saw(12, 1.35)), 0.5, 0.9, True, 1.0, desks=(-7.0, -2.0, 3.0, 8.0), vibrato=5.0,
            gain=-12, room=0.75,
        ),
        "dark strings": Instrument(
            _harmonics(_saw(8, 1.9)), 0.7, 1.1, True, 1.0, desks=(-8.0, -1.0, 7.0), vibrato=4.0, gain=-11, room=0.75,
        ),
        "low strings": Instrument(
            _harmonics(_saw(10, 1.3), 3.0, 0.5), 0.015, 0.15, desks=(-6.0, 0.0, 6.0), noise=0.03, gain=-2, pan=0.15,
            room=0.5,
        ),
        "cello": Instrument(
            _harmonics((0.8, 1.0, 0.55, 0.4, 0.3, 0.15, 0.12, 0.07, 0.05)), 0.12, 0.4, True, 0.8, vibrato=14.0,
            gain=-5, pan=0.2, room=0.6,
        ),
        "clarinet": Instrument(
            _harmonics((1.0, 0.04, 0.5, 0.05, 0.26, 0.05, 0.12, 0.04, 0.06)), 0.06, 0.15, True, 0.9, vibrato=4.0,
            gain=-5.5, pan=0.15, room=0.6,
        ),
        "choir": Instrument(
            _harmonics((0.8, 1.0, 0.5, 0.16, 0.1, 0.07, 0.05, 0.02)), 0.6, 1.1, True, 0.6,
            desks=(-11.0, -4.0, 4.0, 10.0), vibrato=12.0, gain=-12, room=0.85,
        ),
        "harmonium": Instrument(
            _harmonics((1.0, 0.6, 0.5, 0.3, 0.22, 0.15, 0.1, 0.06, 0.04)), 0.25, 0.35, True, 0.5, desks=(-2.5, 3.0),
            gain=-12.5, pan=0.1, room=0.5,
        ),
        "synth pad": Instrument(
            _harmonics(_saw(9, 1.6)), 0.9, 1.4, True, 1.0, desks=(-12.0, -3.0, 4.0, 12.0), gain=-11.5, room=0.8,
        ),
        "sequence": Instrument(
            _harmonics((1.0, 0.4, 0.33, 0.2, 0.14, 0.1, 0.07), 5.0, 1.5), 0.003, 0.15, bright=1.0, gain=-3, pan=0.35,
            room=0.5,
        ),
        "double bass": Instrument(
            _harmonics((1.0, 0.6, 0.25, 0.12, 0.06), 0.9, 0.6), 0.012, 0.3, noise=0.02, gain=-3, room=0.3,
        ),
        "synth bass": Instrument(
            _harmonics((1.0, 0.45, 0.2, 0.08)), 0.02, 0.25, True, 0.8, desks=(-3.0, 3.0), gain=-4, room=0.2,
        ),
        "low drum": Instrument(
            ((1.0, 1.0, 4.0), (1.58, 0.4, 6.0), (2.24, 0.2, 9.0)), 0.004, 0.4, noise=0.12, drop=0.35, gain=0, room=0.6,
        ),
        "brush": Instrument((), 0.02, 0.1, noise=1.0, gain=-16, pan=-0.3, room=0.3),
    }
)  # fmt: skip
"""Every instrument by name."""


def tone(name: str, pitch: int, velocity: float, seconds: float) -> Samples:
    """A note of an instrument, (n,) mono at TONE_RATE, about 0.1 of full scale; `pitch` a MIDI
    number, `velocity` 0..1, `seconds` until it is let go (its release follows)."""
    instrument = INSTRUMENTS[name]
    loud = max(1, min(6, round(velocity * 6)))
    # Held lengths go in eighths of a second, so that tones are used again; the end is cut to fit.
    held = max(1, math.ceil(seconds * 8))
    made = _made(name, pitch, loud, held)
    end = int((seconds + instrument.release) * TONE_RATE)
    sound = made[:end].copy()
    fall = min(int(instrument.release * TONE_RATE), len(sound))
    if fall:
        sound[-fall:] *= np.square(np.linspace(1, 0, fall, dtype=np.float32))
    return sound * np.float32(velocity**1.3 * 10 ** (instrument.gain / 20) * 0.1)


@lru_cache(maxsize=160)
def _made(name: str, pitch: int, loud: int, held: int) -> Samples:
    instrument = INSTRUMENTS[name]
    count = int((held / 8 + instrument.release) * TONE_RATE) + 1
    time = np.arange(count) / TONE_RATE
    rng = np.random.default_rng(zlib.crc32(f"{name} {pitch}".encode()))
    sound = np.zeros(count)
    soft = 1 - loud / 6
    frequency = 440.0 * 2 ** ((pitch - 69) / 12)
    for desk in instrument.desks:
        own = frequency * 2 ** (desk / 1200)
        phase = 2 * np.pi * own * time
        if instrument.vibrato:
            rate = 5.0 + 0.4 * rng.standard_normal()
            depth = own * (2 ** (instrument.vibrato / 1200) - 1) / rate
            phase = phase + depth * np.minimum(time / 0.6, 1) * np.sin(2 * np.pi * rate * time + rng.uniform(0, 6.28))
        if instrument.drop:
            phase = phase + 2 * np.pi * own * (2**instrument.drop - 1) * 0.05 * (1 - np.exp(-time / 0.05))
        phase += rng.uniform(0, 6.28) if len(instrument.desks) > 1 else 0.0
        if instrument.sustained:
            sound += _held(instrument, phase, own, soft)
            continue
        for ratio, level, decay in instrument.partials:
            bent = ratio * math.sqrt(1 + instrument.stretch * ratio * ratio)
            if own * bent > 0.42 * TONE_RATE:
                continue
            part = level * (1 + ratio) ** (-instrument.bright * soft)
            # High notes die sooner than low ones; after seven times its decay a partial is gone.
            fade = decay * 2 ** ((pitch - 60) / 24)
            last = min(count, int(7 / fade * TONE_RATE) + 1)
            sound[:last] += part * np.sin(bent * phase[:last]) * np.exp(-fade * time[:last])
    sound /= max(len(instrument.desks), 1) ** 0.5
    if instrument.noise:
        strike = rng.standard_normal(count) * np.exp(-time / (0.02 if instrument.partials else 0.07))
        cut = min(2500.0 if instrument.partials else 7000.0, 0.45 * TONE_RATE)
        sound += instrument.noise * signal.sosfilt(signal.butter(2, cut, fs=TONE_RATE, output="sos"), strike) * 4
    rise = max(2, int(instrument.attack * TONE_RATE))
    sound[:rise] *= np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    if instrument.sustained:  # bows and lungs breathe
        sound *= 1 + 0.05 * np.sin(2 * np.pi * 0.31 * time + pitch)
    return sound.astype(np.float32)


def _held(instrument: Instrument, phase: npt.NDArray[np.float64], own: float, soft: float) -> Samples:
    """The harmonics of a held note, each found from the one below it by one multiplication."""
    first = np.exp(1j * np.remainder(phase, 2 * np.pi)).astype(np.complex64)
    turn = first.copy()
    sound = np.zeros(len(phase), np.float32)
    level = {round(ratio): level for ratio, level, _ in instrument.partials}
    for ratio in range(1, max(level) + 1):
        if own * ratio > 0.42 * TONE_RATE:
            break
        if ratio in level:
            sound += np.float32(level[ratio] * (1 + ratio) ** (-instrument.bright * soft)) * turn.imag
        turn *= first
    return sound
