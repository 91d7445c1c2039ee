"""Effects made from nothing: impacts, steps, doors, cloth, bells.

A struck thing is a short burst of noise (the touch) that wakes a few damped modes (the body).
`make_effect` gives mono float32 at RATE, its peak near 0.5 for strength 0.5; the moment of
contact is at sample 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE
from fairtake.sound.animals import ANIMAL_SOUNDS

__all__ = ["make_effect"]

Array = npt.NDArray[np.float64]
Rng = np.random.Generator


def make_effect(name: str, stuff: str, strength: float, seed: int) -> npt.NDArray[np.float32]:
    """The sound of a contact. `name` as in Contact.kind, `stuff` what is met; unknown stuff
    sounds like wood, an unknown name like a soft touch. `strength` 0..1 changes tone as well
    as level; `seed` makes every one a little different."""
    rng = np.random.default_rng(seed)
    maker = _MAKERS.get(name, _touch)
    sound = maker(stuff, float(np.clip(strength, 0.05, 1.0)), rng)
    fade = min(len(sound), 256)
    sound[-fade:] *= np.linspace(1, 0, fade)
    peak = np.abs(sound).max()
    if peak > 0:
        sound = sound * (0.5 * (0.4 + 1.2 * strength) / peak)
    return sound.astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Ground:
    """A floor: modes (Hz, seconds, level) and the noise of the touch (low Hz, high Hz,
    seconds, level); `grains` a second of loose stuff and how long they go on."""

    modes: tuple[tuple[float, float, float], ...]
    noise: tuple[float, float, float, float]
    grains: float = 0.0
    spread: float = 0.0


_GROUNDS = {
    "wood": _Ground(
        ((95, 0.05, 1.0), (210, 0.035, 0.6), (470, 0.022, 0.4), (910, 0.012, 0.2)), (200, 2600, 0.018, 0.5)
    ),
    "tile": _Ground(((130, 0.03, 0.6), (1250, 0.012, 0.35), (2700, 0.008, 0.3)), (900, 7000, 0.012, 0.9)),
    "concrete": _Ground(((90, 0.035, 0.8), (620, 0.012, 0.3)), (400, 5000, 0.016, 0.8)),
    "asphalt": _Ground(((85, 0.035, 0.8), (420, 0.012, 0.25)), (300, 4200, 0.022, 0.7), grains=300, spread=0.05),
    "carpet": _Ground(((70, 0.05, 0.8), (140, 0.03, 0.3)), (80, 700, 0.045, 0.5)),
    "gravel": _Ground(((80, 0.04, 0.4),), (800, 7000, 0.02, 0.25), grains=900, spread=0.17),
    "grass": _Ground(((65, 0.05, 0.35),), (900, 6000, 0.08, 0.45), grains=500, spread=0.14),
    "sand": _Ground(((60, 0.06, 0.45),), (500, 3600, 0.10, 0.5), grains=400, spread=0.16),
    "snow": _Ground(((70, 0.05, 0.3),), (700, 4200, 0.09, 0.4), grains=1300, spread=0.2),
    "metal": _Ground(
        ((180, 0.12, 0.6), (430, 0.2, 0.5), (1130, 0.16, 0.35), (2380, 0.1, 0.25)), (500, 6000, 0.015, 0.5)
    ),
}

_THINGS = {
    "paper": (),
    "soft": ((110, 0.03, 0.6),),
    "wood": ((320, 0.03, 1.0), (760, 0.02, 0.6), (1500, 0.012, 0.3)),
    "glass": ((2150, 0.16, 0.8), (3900, 0.12, 0.6), (6100, 0.08, 0.4)),
    "ceramic": ((1450, 0.07, 0.8), (2900, 0.05, 0.5), (4700, 0.03, 0.3)),
    "metal": ((980, 0.15, 0.7), (2240, 0.2, 0.6), (3810, 0.14, 0.5), (5950, 0.09, 0.3)),
    "plastic": ((540, 0.02, 0.8), (1250, 0.014, 0.5)),
}


def _time(seconds: float) -> Array:
    return np.arange(max(2, int(seconds * RATE))) / RATE


def _band(noise: Array, low: float, high: float) -> Array:
    # Designing a filter takes longer than filtering with it; nobody hears ten hertz.
    filtered: Array = signal.sosfilt(_bandpass(low, round(high, -1)), noise)
    return filtered


@lru_cache(maxsize=256)
def _bandpass(low: float, high: float) -> Array:
    sos: Array = signal.butter(2, [low, min(high, RATE * 0.45)], btype="bandpass", fs=RATE, output="sos")
    return sos


def _modes(modes: tuple[tuple[float, float, float], ...], seconds: float, rng: Rng, detune: float = 0.06) -> Array:
    time = _time(seconds)
    out = np.zeros_like(time)
    touch = np.zeros_like(time)
    touch[0] = 1
    for frequency, decay, level in modes:
        frequency *= 1 + rng.normal(0, detune)
        level *= 1 + rng.normal(0, 0.15)
        # What a resonator answers to a touch is exp(-t / decay) sin(2 pi f t).
        turn, radius = 2 * np.pi * frequency / RATE, np.exp(-1 / (decay * RATE))
        poles = [1, -2 * radius * np.cos(turn), radius**2]
        out += signal.lfilter([0, level * radius * np.sin(turn)], poles, touch)
    # Whatever still rings at the end fades out instead of stopping.
    fade: Array = np.minimum((seconds - time) / (0.25 * seconds), 1)
    return out * fade


def _burst(low: float, high: float, seconds: float, length: float, rng: Rng, attack: float = 0.0008) -> Array:
    time = _time(length)
    envelope = np.minimum(time / attack, 1) * np.exp(-time / seconds)
    noise = _band(rng.normal(size=len(time)), low, high)
    scale = float(np.sqrt((noise**2).mean())) or 1.0
    burst: Array = noise / scale * envelope * 0.4
    return burst


def _grains(rate: float, seconds: float, low: float, high: float, rng: Rng) -> Array:
    """Loose stuff: many tiny clicks."""
    time = _time(seconds + 0.03)
    clicks = np.zeros_like(time)
    count = rng.poisson(rate * seconds)
    spots = (rng.beta(1.3, 2.2, count) * seconds * RATE).astype(int)
    np.add.at(clicks, spots, rng.normal(0, 1, count) * rng.exponential(1, count))
    return _band(clicks, low, high)


def _mixed(*parts: tuple[float, Array]) -> Array:
    """Sum of (start in seconds, sound)."""
    length = max(int(start * RATE) + len(sound) for start, sound in parts)
    out = np.zeros(length)
    for start, sound in parts:
        begin = int(start * RATE)
        out[begin : begin + len(sound)] += sound
    return out


def _step(stuff: str, strength: float, rng: Rng) -> Array:
    ground = _GROUNDS.get(stuff, _GROUNDS["wood"])
    low, high, seconds, level = ground.noise

    def half(amount: float) -> Array:
        bright = high * (0.55 + 0.6 * strength)
        parts = [
            (0.0, amount * _modes(ground.modes, 0.3, rng)),
            (0.0, amount * level * _burst(low, bright, seconds, seconds * 6, rng)),
        ]
        if ground.grains:
            grain = _grains(ground.grains, ground.spread, max(low, 700), high, rng)
            scale = np.abs(grain).max() or 1.0
            parts.append((0.0, amount * 0.5 * grain / scale))
        return _mixed(*parts)

    # Heel, then the ball of the foot rolls down.
    return _mixed((0.0, half(1.0)), (rng.uniform(0.07, 0.11) * (1.2 - 0.5 * strength), half(rng.uniform(0.25, 0.45))))


def _roll(stuff: str, strength: float, rng: Rng) -> Array:
    """A push of a wheelchair: rubber over the floor, a little rattle, the freewheel's murmur."""
    time = _time(1.15)
    swell = np.sin(np.pi * np.clip(time / 1.15, 0, 1) ** 0.7) ** 1.4
    high = {"carpet": 420.0, "grass": 500.0, "sand": 600.0, "gravel": 2600.0, "asphalt": 1500.0}.get(stuff, 900.0)
    rubber = _band(rng.normal(size=len(time)), 90, high)
    grit = _band(rng.normal(size=len(time)) * (rng.random(len(time)) < 0.02), 900, 3800)
    murmur = np.sin(2 * np.pi * np.cumsum(118 + 26 * swell) / RATE) * (0.5 + 0.5 * np.sin(2 * np.pi * 19 * time))
    level = np.abs(rubber).max() or 1.0
    return swell * (0.8 * rubber / level + 0.25 * grit / (np.abs(grit).max() or 1.0) + 0.10 * murmur)


def _curtain(stuff: str, strength: float, rng: Rng) -> Array:
    """A curtain along its rod: cloth, and rings that run one after another."""
    time = _time(1.2)
    swell = np.sin(np.pi * np.clip(time / 1.2, 0, 1)) ** 1.2
    cloth = _band(rng.normal(size=len(time)), 700, 4200)
    rings = np.zeros_like(time)
    for _ in range(14):
        at = int(rng.uniform(0.08, 1.0) * RATE)
        left = time[: len(time) - at]
        rings[at:] += rng.uniform(0.3, 1.0) * np.sin(2 * np.pi * rng.uniform(2600, 4400) * left) * np.exp(-left * 70)
    level = np.abs(cloth).max() or 1.0
    return np.asarray(swell * (0.7 * cloth / level + 0.22 * rings / (np.abs(rings).max() or 1.0)), np.float64)


def _cloth(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(0.28)
    envelope = np.sin(np.pi * np.clip(time / 0.28, 0, 1)) ** 1.5 * (
        1 + 0.5 * np.sin(2 * np.pi * rng.uniform(9, 16) * time)
    )
    return _band(rng.normal(size=len(time)), 500, 5200) * envelope


def _sit(stuff: str, strength: float, rng: Rng) -> Array:
    thud = _modes(((75, 0.06, 1.0), (150, 0.04, 0.5)), 0.35, rng)
    parts = [(0.0, thud), (0.0, 0.5 * _cloth(stuff, strength, rng))]
    if stuff in ("wood", "chair", "stool", "bench", "metal"):
        parts.append((0.05, 0.25 * _creak(rng, 0.22)))
    return _mixed(*parts)


def _creak(rng: Rng, seconds: float) -> Array:
    """Stick and slip: a train of tiny impacts that wakes a wooden mode, its rate wandering."""
    time = _time(seconds)
    rate = rng.uniform(45, 80) * (1 + 0.5 * np.sin(2 * np.pi * (time / seconds) * rng.uniform(0.4, 0.8)))
    phase = np.cumsum(rate) / RATE
    pulses = np.diff(np.floor(phase), prepend=0.0)
    ring = _modes(((rng.uniform(480, 700), 0.012, 1.0), (rng.uniform(1100, 1500), 0.008, 0.5)), 0.06, rng)
    sound: Array = signal.oaconvolve(pulses, ring)[: len(time)]
    return sound * np.sin(np.pi * time / seconds) ** 0.7


def _release(stuff: str, strength: float, rng: Rng) -> Array:
    if stuff in ("paper", "cloth"):
        return _rustle(rng, 0.18)
    modes = _THINGS.get(stuff, _THINGS["wood"])
    return _mixed(
        (0.0, _modes(modes, 0.5, rng)),
        (0.0, 0.5 * _burst(300, 5000, 0.008, 0.06, rng)),
        (0.0, 0.5 * _modes(((140, 0.03, 1.0),), 0.15, rng)),
    )


def _rustle(rng: Rng, seconds: float) -> Array:
    grains = _grains(700, seconds, 1500, 9000, rng)
    return grains / (np.abs(grains).max() or 1.0)


def _grasp(stuff: str, strength: float, rng: Rng) -> Array:
    if stuff in ("paper", "cloth"):
        return _rustle(rng, 0.22)
    return _mixed(
        (0.0, 0.6 * _burst(700, 5000, 0.006, 0.05, rng)),
        (0.01, 0.3 * _modes(_THINGS.get(stuff, _THINGS["soft"]), 0.3, rng)),
    )


def _touch(stuff: str, strength: float, rng: Rng) -> Array:
    return _burst(300, 2500, 0.03, 0.15, rng, attack=0.004)


def _latch(rng: Rng) -> Array:
    click = _mixed(
        (0.0, _burst(1500, 8000, 0.003, 0.03, rng)),
        (0.0, 0.4 * _modes(((1900, 0.02, 1.0), (3300, 0.015, 0.6)), 0.12, rng)),
    )
    return _mixed((0.0, click), (rng.uniform(0.05, 0.08), 0.6 * click))


def _door_open(stuff: str, strength: float, rng: Rng) -> Array:
    return _mixed((0.0, _latch(rng)), (0.16, 0.22 * _creak(rng, 0.7)), (0.12, 0.12 * _whoosh(rng, 0.5)))


def _door_close(stuff: str, strength: float, rng: Rng) -> Array:
    thud = _modes(((62, 0.12, 1.0), (118, 0.08, 0.7), (240, 0.04, 0.35)), 0.6, rng)
    return _mixed((0.0, thud), (0.0, 0.5 * _burst(150, 2200, 0.02, 0.12, rng)), (0.02, 0.35 * _latch(rng)))


def _whoosh(rng: Rng, seconds: float) -> Array:
    time = _time(seconds)
    swell: Array = np.sin(np.pi * time / seconds) ** 2
    return _band(rng.normal(size=len(time)), 200, 1800) * swell


def _knock(stuff: str, strength: float, rng: Rng) -> Array:
    def rap(amount: float) -> Array:
        return amount * _mixed(
            (0.0, _modes(((185, 0.05, 1.0), (390, 0.03, 0.6), (820, 0.015, 0.3)), 0.3, rng)),
            (0.0, 0.5 * _burst(300, 3500, 0.006, 0.05, rng)),
        )

    return _mixed((0.0, rap(0.9)), (0.21, rap(1.0)), (0.43, rap(0.85)))


def _land(stuff: str, strength: float, rng: Rng) -> Array:
    return _mixed(
        (0.0, _modes(((52, 0.12, 1.0), (98, 0.07, 0.6)), 0.6, rng)),
        (0.0, 0.4 * _burst(120, 1500, 0.05, 0.3, rng)),
        (0.03, 0.3 * _cloth(stuff, strength, rng)),
    )


def _strike(stuff: str, strength: float, rng: Rng) -> Array:
    return _mixed(
        (0.0, _modes(((95, 0.04, 1.0), (210, 0.025, 0.6)), 0.25, rng)), (0.0, 0.8 * _burst(400, 3800, 0.014, 0.1, rng))
    )


def _clap(stuff: str, strength: float, rng: Rng) -> Array:
    """Two palms: a short bright burst through the cup of the hands."""
    cup = _modes(((rng.uniform(850, 1150), 0.010, 1.0), (rng.uniform(1700, 2300), 0.006, 0.5)), 0.12, rng)
    return _mixed(
        (0.0, _burst(700, 6500, 0.007, 0.08, rng)), (0.0, 0.5 * cup), (0.004, 0.5 * _burst(900, 5000, 0.005, 0.05, rng))
    )


def _passing(stuff: str, strength: float, rng: Rng) -> Array:
    return _whoosh(rng, 0.3)


def _ring(stuff: str, strength: float, rng: Rng) -> Array:
    """An old telephone: two bells under a fast clapper, twice."""
    time = _time(1.1)
    clapper = 0.55 + 0.45 * np.sign(np.sin(2 * np.pi * 22 * time))
    bells = (
        np.sin(2 * np.pi * 1180 * time) + 0.8 * np.sin(2 * np.pi * 1490 * time) + 0.3 * np.sin(2 * np.pi * 3540 * time)
    )
    once = bells * clapper * np.minimum(time / 0.01, 1) * np.minimum((1.1 - time) / 0.25, 1)
    return _mixed((0.0, once), (1.9, once))


def _thunder(stuff: str, strength: float, rng: Rng) -> Array:
    time = _time(4.5)
    rumble = _band(rng.normal(size=len(time)), 28, 220)
    swell = np.interp(time, [0, 0.15, 0.6, 1.1, 1.9, 4.5], [0, 1.0, 0.5, 0.75, 0.4, 0])
    return rumble * swell


_MAKERS: dict[str, Callable[[str, float, Rng], Array]] = {
    "step": _step,
    "roll": _roll,
    "sit": _sit,
    "stand": _cloth,
    "cloth": _cloth,
    "curtain": _curtain,
    "grasp": _grasp,
    "release": _release,
    "put down": _release,
    "touch": _touch,
    "door open": _door_open,
    "door close": _door_close,
    "open": _door_open,
    "close": _door_close,
    "knock": _knock,
    "land": _land,
    "fall": _land,
    "clap": _clap,
    "kneel": _cloth,
    "strike": _strike,
    "whoosh": _passing,
    "ring": _ring,
    "thunder": _thunder,
    **ANIMAL_SOUNDS,
}
