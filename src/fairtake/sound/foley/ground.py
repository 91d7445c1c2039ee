"""Feet on floors: heel and ball, by surface, sole and gait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    Array,
    Make,
    Mode,
    Rng,
    band,
    burst,
    creak,
    grains,
    mixed,
    modes,
    noise,
    swell,
    unit,
)

__all__ = ["MAKERS", "SOLES", "SURFACES"]


@dataclass(frozen=True, slots=True)
class _Floor:
    """A floor: `modes` of what lies below; the touch as (low Hz, high Hz, decay, level); `grains` a
    second of loose stuff for `spread` seconds between `lows` and `highs`; `hard` 0..1 how much of the
    sole's own sound it gives back."""

    modes: tuple[Mode, ...]
    touch: tuple[float, float, float, float]
    hard: float
    grains: float = 0.0
    spread: float = 0.0
    lows: float = 700.0
    highs: float = 7000.0
    loose: float = 0.5


SURFACES = {
    # What lies below 150 Hz is felt in a room and lost on a small loudspeaker: the rest must tell the floor.
    "wood": _Floor(((95, 0.045, 0.32), (210, 0.035, 0.5), (470, 0.022, 0.6), (910, 0.014, 0.5), (1750, 0.008, 0.3)), (250, 3200, 0.016, 1.0), 0.6),
    "tile": _Floor(((130, 0.025, 0.25), (620, 0.012, 0.3), (1250, 0.012, 0.4), (2700, 0.008, 0.35)), (900, 7000, 0.012, 1.1), 1.0),
    "concrete": _Floor(((90, 0.03, 0.22), (310, 0.014, 0.3), (720, 0.010, 0.35), (1600, 0.006, 0.25)), (400, 5000, 0.014, 1.1), 0.8),
    "asphalt": _Floor(((85, 0.03, 0.25), (280, 0.014, 0.3), (650, 0.009, 0.25)), (300, 4200, 0.020, 1.0), 0.6, 500, 0.06, 1200, 6000, 0.4),
    "carpet": _Floor(((75, 0.045, 0.4), (150, 0.03, 0.5), (260, 0.016, 0.3)), (100, 1100, 0.040, 1.0), 0.0),
    "gravel": _Floor(((80, 0.03, 0.08),), (800, 5000, 0.03, 0.3), 0.1, 1600, 0.19, 1100, 7500, 1.0),
    "grass": _Floor(((65, 0.05, 0.2),), (900, 6000, 0.08, 0.45), 0.0, 500, 0.14, 1500, 8000, 0.4),
    "earth": _Floor(((62, 0.05, 0.35), (125, 0.03, 0.4), (240, 0.016, 0.25)), (150, 1700, 0.045, 1.0), 0.0, 260, 0.10, 600, 3500, 0.5),
    "sand": _Floor(((60, 0.05, 0.22),), (500, 3600, 0.10, 0.5), 0.0, 2400, 0.16, 900, 5200, 0.5),
    "snow": _Floor(((70, 0.05, 0.1),), (700, 3000, 0.09, 0.25), 0.0, 1500, 0.2, 1600, 5200, 0.9),
    "metal": _Floor(
        ((180, 0.12, 0.35), (430, 0.2, 0.5), (1130, 0.16, 0.35), (2380, 0.1, 0.25)), (500, 6000, 0.015, 0.5), 0.9
    ),
    "water": _Floor(((85, 0.05, 0.4),), (300, 3000, 0.06, 0.4), 0.0),
    "leaves": _Floor(((65, 0.05, 0.1),), (1500, 8000, 0.05, 0.3), 0.0, 700, 0.2, 2200, 10000, 1.0),
}  # fmt: skip
_ALSO = {
    "stone": "concrete", "marble": "tile", "ice": "tile", "linoleum": "tile", "parquet": "wood", "rug": "carpet",
    "mud": "earth", "dirt": "earth", "soil": "earth", "forest": "leaves", "puddle": "water", "rock": "concrete",
    "pavement": "concrete", "road": "asphalt", "hay": "grass", "straw": "grass",
}  # fmt: skip

SOLES = ("leather", "rubber", "heel", "boot", "bare")
_GAITS = ("walk", "run", "tiptoe", "limp", "shuffle")


def _sole(sole: str, hard: float, strength: float, rng: Rng, heel: bool) -> list[tuple[float, Array]]:
    """What the shoe itself adds: the click of a heel, the slap of a bare foot, the squeak of rubber."""
    if sole == "bare":
        return [(0.0, 0.7 * burst(150, 1500 + 900 * hard, 0.02, 0.12, rng, attack=0.002))]
    if sole == "rubber":
        parts = [(0.0, 0.35 * burst(150, 1500, 0.02, 0.1, rng, attack=0.003))]
        if hard > 0.9 and not heel and rng.random() < 0.12:
            parts.append((0.02, 0.10 * creak(rng, 0.07, ((0, 900), (1, 1300)), ((2100, 0.004, 1.0),))))
        return parts
    if sole == "heel" and heel:
        click = modes(((rng.uniform(1500, 1750), 0.006, 1.0), (rng.uniform(3300, 3700), 0.004, 0.7)), 0.08, rng)
        return [(0.0, (0.25 + 0.95 * hard) * unit(click)), (0.0, 0.5 * hard * burst(2000, 9000, 0.003, 0.03, rng))]
    if sole == "boot":
        return [(0.0, 0.35 * modes(((64, 0.045, 0.8), (128, 0.03, 0.9), (250, 0.014, 0.4)), 0.25, rng)), (0.0, 0.3 * hard * burst(300, 2200, 0.012, 0.08, rng))]  # fmt: skip
    return [(0.0, (0.12 + 0.3 * hard) * burst(700, 4500, 0.005, 0.05, rng))]


def _step(stuff: str, strength: float, rng: Rng) -> Array:
    """One foot: `stuff` is the floor, and words for sole and gait ("tile heel run", "wood wet")."""
    words = stuff.split()
    named = [_ALSO.get(word, word) for word in words]
    floor_name = next((word for word in named if word in SURFACES), "wood")
    floor = SURFACES[floor_name]
    sole = next((word for word in words if word in SOLES), "leather")
    gait = next((word for word in words if word in _GAITS), "walk")
    wet = "wet" in words and floor_name in ("wood", "tile", "concrete", "asphalt", "metal")
    low, high, decay, level = floor.touch
    soft = 0.55 if sole in ("bare", "rubber") else 1.0
    firm = strength * (1.25 if gait == "run" else 0.6 if gait == "tiptoe" else 1.0)

    def half(amount: float, heel: bool) -> Array:
        bright = max(low * 1.5, high * (0.55 + 0.6 * firm) * (0.6 + 0.4 * soft))
        parts = [(0.0, modes(floor.modes, 0.3, rng)), (0.0, soft * level * burst(low, bright, decay, decay * 6, rng))]
        parts += _sole(sole, floor.hard, firm, rng, heel)
        if floor.grains:
            spread = floor.spread * (0.7 if gait == "run" else 1.0)
            loose = grains(floor.grains, spread, floor.lows, floor.highs, rng)
            if floor_name in ("grass", "sand", "leaves"):
                # Blades and leaves also rub.
                rub = unit(band(noise(spread, rng), floor.lows, floor.highs)) * swell(spread, 1.5)
                loose[: len(rub)] += 0.5 * rub
            parts.append((0.0, floor.loose * loose))
        if floor_name == "snow":
            # Crystals break one after another: a squeak that falls.
            parts.append((0.02, 0.5 * creak(rng, 0.15, ((0, 260), (1, 150)), ((1900, 0.003, 1.0), (2900, 0.002, 0.6)))))
        if floor_name == "water":
            parts += _splash(0.5 + 0.5 * firm, rng)
        elif wet:
            parts.append((0.015, 0.35 * burst(1800, 9000, 0.03, 0.16, rng, attack=0.006)))
        return amount * mixed(*parts)

    if gait in ("run", "tiptoe"):
        # Ball and heel come down as one.
        return half(1.0, False)
    if gait == "shuffle":
        slide = unit(band(noise(0.22, rng), max(low, 300), min(high, 5000))) * swell(0.22, 0.8)
        return mixed((0.0, half(0.7, False)), (0.02, 0.5 * slide))
    later = rng.uniform(0.07, 0.11) * (1.2 - 0.5 * strength)
    return mixed((0.0, half(1.0, True)), (later, half(rng.uniform(0.25, 0.45), False)))


def _splash(size: float, rng: Rng) -> list[tuple[float, Array]]:
    """Water thrown up, and the bubbles it closes on: each a tone that rises as it comes up
    (Minnaert 1933; van den Doel 2005)."""
    parts = [(0.0, 0.6 * unit(band(noise(0.3 * size, rng), 700, 6500)) * swell(0.3 * size, 0.7) ** 2)]
    count = int(4 + 8 * size)
    rises = [
        (float(rng.uniform(0.03, 0.35 * size)), float(rng.uniform(0.15, 0.5)) * _bubble(rng)) for _ in range(count)
    ]
    return [*parts, *rises]


def _bubble(rng: Rng) -> Array:
    base = float(rng.uniform(450, 2100))
    decay = 8.0 / base + 0.004
    t = np.arange(int(6 * decay * RATE)) / RATE
    return np.asarray(np.sin(2 * np.pi * base * t * (1 + 3.0 * t)) * np.exp(-t / decay) * np.minimum(t / 0.001, 1))


def _land(stuff: str, strength: float, rng: Rng) -> Array:
    """Something heavy comes down: both feet, or a thing."""
    return mixed(
        (0.0, modes(((52, 0.12, 1.0), (98, 0.07, 0.6)), 0.6, rng)),
        (0.0, 0.4 * burst(120, 1500, 0.05, 0.3, rng)),
        (0.0, 0.5 * _step(f"{stuff} run", strength, rng)),
    )


def _body_fall(stuff: str, strength: float, rng: Rng) -> Array:
    """Somebody goes down: knee, hip, shoulder and hand, with their clothes."""
    thud = [
        (at, level * modes(((48, 0.11, 1.0), (92, 0.07, 0.7), (160, 0.03, 0.3)), 0.5, rng))
        for at, level in ((0.0, 0.5), (0.13, 1.0), (0.24, 0.7))
    ]
    hand = burst(300, 2500, 0.014, 0.1, rng)
    cloth = unit(band(noise(0.5, rng), 400, 4500)) * swell(0.5, 1.2)
    return mixed(*thud, (0.36, 0.25 * hand), (0.0, 0.18 * cloth), (0.12, 0.3 * _step(f"{stuff} run", strength, rng)))


def _rub(stuff: str, strength: float, rng: Rng) -> Array:
    """A broom, a knee or a cloth drawn over a floor."""
    floor = SURFACES.get(_ALSO.get(stuff, stuff), SURFACES["wood"])
    seconds = 0.42
    made = unit(band(noise(seconds, rng), max(300, floor.touch[0]), floor.touch[1] * 0.8)) * swell(seconds, 1.3)
    if floor.grains:
        made = mixed((0.0, made), (0.05, 0.4 * grains(floor.grains, 0.3, floor.lows, floor.highs, rng, 2, 2)))
    return made


def _splash_in(stuff: str, strength: float, rng: Rng) -> Array:
    """Something falls into water."""
    return mixed((0.0, 0.7 * modes(((110, 0.08, 1.0),), 0.4, rng)), *_splash(1.0 + strength, rng), *((0.18 + at, 0.6 * s) for at, s in _splash(0.9, rng)))  # fmt: skip


MAKERS: dict[str, Make] = {
    "step": _step,
    "land": _land,
    "fall": _body_fall,
    "body fall": _body_fall,
    "rub": _rub,
    "splash": _splash_in,
}
