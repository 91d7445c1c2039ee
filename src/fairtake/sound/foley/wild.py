"""Animals and insects that are heard and not seen."""

from __future__ import annotations

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    Array,
    Make,
    Rng,
    band,
    course,
    formants,
    larynx,
    mixed,
    noise,
    repeated,
    swell,
    unit,
    wander,
)

__all__ = ["MAKERS"]


def _call(pitch: Array, levels: tuple[float, ...]) -> Array:
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    return unit(sum((level * np.sin(k * phase) for k, level in enumerate(levels, 1)), np.zeros(len(pitch))))


def _owl(stuff: str, strength: float, rng: Rng) -> Array:
    """Hoo, and then hoo-hoo-hoooo: a soft pipe near 360 Hz that trembles at its end."""

    base = 365 * float(rng.uniform(0.93, 1.07))

    def hoot(seconds: float, tremble: float) -> Array:
        count = int(seconds * RATE)
        pitch = base * course(((0, 0.95), (0.2, 1.02), (1, 0.96)), count)
        shake = 1 - tremble * (0.5 + 0.5 * np.sin(2 * np.pi * 9.5 * np.arange(count) / RATE))
        return _call(pitch, (1.0, 0.12, 0.04)) * shake * course(((0, 0), (0.15, 1), (0.8, 0.8), (1, 0)), count)

    return mixed((0.0, hoot(0.55, 0.0)), (1.5, 0.5 * hoot(0.18, 0.0)), (1.85, hoot(1.0, 0.7)))


def _bird(stuff: str, strength: float, rng: Rng) -> Array:
    """A song bird: phrases of sweeps, one of them said again."""
    base = float(rng.uniform(2500, 4400))
    kinds = [
        (float(rng.uniform(0.05, 0.14)), float(rng.uniform(0.7, 1.35)), float(rng.uniform(0.7, 1.35))) for _ in range(3)
    ]
    parts, at = [], 0.0
    for seconds, start, end in [kinds[0], kinds[0], kinds[1], kinds[2], kinds[1], kinds[0], kinds[2], kinds[2]]:
        count = int(seconds * RATE)
        parts.append(
            (at, _call(base * course(((0, start), (1, end)), count), (1.0, 0.08)) * swell(seconds, 1.2)[:count])
        )
        at += seconds + float(rng.uniform(0.03, 0.1))
    return mixed(*parts)


def _gull(stuff: str, strength: float, rng: Rng) -> Array:
    """A gull's long call: harsh, and each cry breaks downward."""

    def cry(k: int) -> Array:
        count = int((0.45 if k == 0 else 0.28) * RATE)
        pitch = (
            1050 * course(((0, 0.75), (0.2, 1.2), (0.6, 1.0), (1, 0.7)), count) * (1 + 0.01 * wander(count, 30, rng))
        )
        voice = formants(larynx(pitch, 0.5, 0.02, rng, 12000), [(1600, 500, 1.0), (2900, 700, 0.8), (4700, 900, 0.3)])
        return unit(voice) * course(((0, 0), (0.12, 1), (0.7, 0.8), (1, 0)), count)

    return repeated(cry, (0.0, 0.62, 1.02, 1.42))


def _crow(stuff: str, strength: float, rng: Rng) -> Array:
    def caw(k: int) -> Array:
        count = int(0.34 * RATE)
        pitch = 520 * course(((0, 0.9), (0.3, 1.05), (1, 0.85)), count)
        rasp = 1 + 0.6 * np.sign(np.sin(2 * np.pi * 62 * np.arange(count) / RATE))
        made = formants(
            larynx(pitch, 0.3, 0.06, rng, 9000) * rasp + 0.15 * rng.standard_normal(count),
            [(1250, 350, 1.0), (2200, 500, 0.7), (3600, 800, 0.3)],
        )
        return unit(made) * course(((0, 0), (0.1, 1), (0.8, 0.8), (1, 0)), count)

    return repeated(caw, (0.0, 0.55, 1.1))


def _rooster(stuff: str, strength: float, rng: Rng) -> Array:
    def note(seconds: float, curve: tuple[tuple[float, float], ...]) -> Array:
        count = int(seconds * RATE)
        made = formants(
            larynx(560 * course(curve, count), 0.4, 0.02, rng, 10000),
            [(1500, 400, 1.0), (2700, 600, 0.7), (4200, 900, 0.3)],
        )
        return unit(made) * course(((0, 0), (0.1, 1), (0.85, 0.9), (1, 0)), count)

    return mixed((0.0, note(0.16, ((0, 0.9), (1, 1.1)))), (0.22, note(0.14, ((0, 1.1), (1, 1.2)))), (0.42, note(0.3, ((0, 1.3), (1, 1.45)))), (0.78, note(0.75, ((0, 1.5), (0.5, 1.3), (1, 0.75)))))  # fmt: skip


def _frog(stuff: str, strength: float, rng: Rng) -> Array:
    def croak(k: int) -> Array:
        count = int(0.24 * RATE)
        pulses = larynx(np.full(count, 46.0), 0.2, 0.03, rng, 4000)
        return unit(formants(pulses, [(620, 120, 1.0), (1350, 220, 0.8), (2500, 400, 0.3)])) * swell(0.24, 0.5)[:count]

    return repeated(croak, (0.0, 0.32, 1.1, 1.42))


def _cow(stuff: str, strength: float, rng: Rng) -> Array:
    count = int(1.5 * RATE)
    pitch = 125 * course(((0, 0.8), (0.3, 1.15), (0.8, 1.1), (1, 0.7)), count)
    return unit(
        formants(larynx(pitch, 0.7, 0.03, rng, 5000), [(330, 110, 1.0), (800, 170, 0.7), (1700, 300, 0.3)])
    ) * course(((0, 0), (0.2, 0.7), (0.6, 1), (1, 0)), count)


def _sheep(stuff: str, strength: float, rng: Rng) -> Array:
    count = int(0.9 * RATE)
    shake = 1 + 0.09 * np.sin(2 * np.pi * 8 * np.arange(count) / RATE)
    voice = formants(larynx(235 * shake, 0.4, 0.02, rng, 8000), [(750, 160, 1.0), (1650, 250, 0.8), (2700, 400, 0.4)])
    return unit(voice) * (0.7 + 0.3 * shake) * course(((0, 0), (0.08, 1), (0.8, 0.7), (1, 0)), count)


def _pig(stuff: str, strength: float, rng: Rng) -> Array:
    def grunt(k: int) -> Array:
        count = int(0.2 * RATE)
        made = formants(
            larynx(np.full(count, 72.0) * (1 + 0.1 * wander(count, 20, rng)), 0.2, 0.1, rng, 3500)
            + 0.3 * rng.standard_normal(count),
            [(420, 180, 1.0), (1100, 300, 0.6), (2300, 500, 0.2)],
        )
        return unit(made) * swell(0.2, 0.6)[:count]

    return repeated(grunt, (0.0, 0.34, 0.8))


def _bee(stuff: str, strength: float, rng: Rng) -> Array:
    """Wings: 200 Hz and its harmonics, near and away again."""
    count = int(2.4 * RATE)
    pitch = 205 * (1 + 0.05 * wander(count, 3, rng))
    near = course(((0, 0), (0.4, 1), (0.6, 0.6), (1, 0)), count)
    return np.asarray(larynx(pitch, 0.9, 0.01, rng, 4500) * near)


def _crickets(stuff: str, strength: float, rng: Rng) -> Array:
    def chirp(k: int) -> Array:
        count = int(0.09 * RATE)
        pulse = np.clip(np.sin(2 * np.pi * 33 * np.arange(count) / RATE), 0, 1) ** 2
        return np.asarray(_call(np.full(count, 4350.0), (1.0,)) * pulse)

    return repeated(chirp, [0.32 * k + float(rng.uniform(0, 0.02)) for k in range(7)])


def _wolf(stuff: str, strength: float, rng: Rng) -> Array:
    count = int(2.8 * RATE)
    pitch = (
        430
        * rng.uniform(0.9, 1.1)
        * course(((0, 0.65), (0.15, 1.05), (0.6, 1.0), (0.9, 0.85), (1, 0.7)), count)
        * (1 + 0.006 * np.sin(2 * np.pi * 5 * np.arange(count) / RATE))
    )
    return _call(pitch, (1.0, 0.35, 0.14, 0.05)) * course(((0, 0), (0.15, 1), (0.75, 0.8), (1, 0)), count)


def _mouse(stuff: str, strength: float, rng: Rng) -> Array:
    def squeak(k: int) -> Array:
        count = int(0.06 * RATE)
        return (
            _call(5200 * rng.uniform(0.9, 1.1) * course(((0, 0.9), (0.4, 1.15), (1, 0.95)), count), (1.0, 0.2))
            * swell(0.06, 1)[:count]
        )

    return repeated(squeak, (0.0, 0.11, 0.34))


def _wings(stuff: str, strength: float, rng: Rng) -> Array:
    """A flock goes up."""
    seconds = 1.6
    count = int(seconds * RATE)
    beats = np.clip(np.sin(2 * np.pi * np.cumsum(course(((0, 7), (0.4, 11), (1, 9)), count)) / RATE), 0, 1) ** 2
    other = np.clip(np.sin(2 * np.pi * np.cumsum(course(((0, 8), (0.4, 12.5), (1, 8)), count)) / RATE), 0, 1) ** 2
    return np.asarray(
        unit(band(noise(seconds, rng), 250, 3200))[:count]
        * (beats + 0.8 * other)
        * course(((0, 0), (0.1, 1), (0.4, 0.8), (1, 0)), count)
    )


MAKERS: dict[str, Make] = {
    "owl": _owl, "bird": _bird, "gull": _gull, "crow": _crow, "rooster": _rooster, "frog": _frog, "cow": _cow, "sheep": _sheep,
    "pig": _pig, "bee": _bee, "crickets": _crickets, "wolf": _wolf, "squeak": _mouse, "wings": _wings,
}  # fmt: skip
