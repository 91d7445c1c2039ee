"""Weather, water, fire, and violence that is heard: thunder, gusts, waves, shots, blows.

Thunder after Ribner and Roy 1982 (a tortuous channel: claps from its parts arrive over seconds, the
far ones dull); a shot is a short pressure wave with its long low answer from what stands round.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    Array,
    Make,
    Rng,
    band,
    body,
    burst,
    course,
    grains,
    high,
    low,
    mixed,
    modes,
    noise,
    repeated,
    struck,
    swell,
    time,
    unit,
    wander,
)

__all__ = ["MAKERS"]


def _thunder(stuff: str, strength: float, rng: Rng) -> Array:
    """Near: a crack and its rolls. Far (weak): rolls alone."""
    seconds = 4.2 + 2.0 * float(rng.random())
    count = int(seconds * RATE)
    near = float(np.clip((strength - 0.45) / 0.5, 0, 1))
    rolls = np.zeros(count)
    t = np.arange(count) / RATE
    for _ in range(9):
        at = float(rng.exponential(0.9)) * (1.2 - 0.5 * near)
        wide = float(rng.uniform(0.12, 0.5))
        rolls += (
            float(rng.uniform(0.3, 1))
            * np.exp(-np.clip(t - at, 0, None) / (1.3 * wide))
            * np.clip((t - at) / (0.25 * wide), 0, 1)
            * np.exp(-at / 2.4)
        )
    rumble = unit(band(rng.standard_normal(count), 24, 130) + 0.35 * band(rng.standard_normal(count), 100, 420)) * rolls
    made = unit(rumble)
    if near > 0:
        crack = unit(grains(900, 0.35, 300, 5500, rng, 1.0, 3.5))
        tear = unit(band(noise(0.5, rng), 200, 3800)) * np.exp(-time(0.5) / 0.11)
        made = mixed((0.0, made), (0.0, near * (0.8 * crack[: int(0.5 * RATE)])), (0.0, 0.8 * near * tear))
    made[-RATE // 2 :] *= np.linspace(1, 0, RATE // 2)
    return made


def _gust(stuff: str, strength: float, rng: Rng) -> Array:
    """Wind that rises and howls round a corner: narrow bands whose middle follows the wind."""
    seconds = 4.5
    count = int(seconds * RATE)
    force = course(((0, 0), (0.35, 1), (0.55, 0.7), (0.7, 0.9), (1, 0)), count) * np.clip(
        1 + 0.2 * wander(count, 4, rng), 0, 2
    )
    broad = unit(band(noise(seconds, rng), 120, 900))[:count]
    pitch = 330 + 330 * force
    hiss = low(rng.standard_normal(count), 45)
    whistle = unit(np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * unit(hiss))
    return np.asarray(force * (0.7 * broad + 0.45 * force * whistle))


def _wave(stuff: str, strength: float, rng: Rng) -> Array:
    """One wave comes in, breaks and draws back."""
    seconds = 5.0
    count = int(seconds * RATE)
    low_ = unit(band(noise(seconds, rng), 45, 400))[:count] * course(((0, 0), (0.35, 1), (0.5, 0.5), (1, 0)), count)
    foam = unit(high(noise(seconds, rng), 900))[:count] * course(
        ((0, 0), (0.32, 0.15), (0.42, 1), (0.7, 0.35), (1, 0)), count
    )
    return np.asarray(0.8 * low_ + 0.6 * foam)


def _rain_burst(stuff: str, strength: float, rng: Rng) -> Array:
    """A shower on a roof or a pane, nearer than the bed."""
    seconds = 4.0
    base = {
        "roof": (300, 3500),
        "tin": (700, 7000),
        "metal": (700, 7000),
        "window": (1400, 8000),
        "glass": (1400, 8000),
        "umbrella": (250, 2600),
    }
    bottom, top = next((base[word] for word in stuff.split() if word in base), (900, 7500))
    drops = grains(420, seconds - 0.1, bottom, top, rng, 1.2, 1.2)
    fall = unit(band(noise(seconds, rng), bottom, top))[: len(drops)]
    return np.asarray((0.8 * drops[: len(fall)] + 0.3 * fall) * course(((0, 0), (0.2, 1), (0.8, 1), (1, 0)), len(fall)))


def _stream(stuff: str, strength: float, rng: Rng) -> Array:
    """Water over stones: many bubbles, and the rush below."""
    seconds = 4.0
    count = int(seconds * RATE)
    out = 0.25 * unit(band(noise(seconds, rng), 300, 4000))[:count]
    bubbles = np.zeros(count)
    for _ in range(260):
        base = float(rng.uniform(380, 2400))
        decay = 8 / base + 0.004
        t = time(5 * decay)
        one = (
            np.sin(2 * np.pi * base * t * (1 + 2 * t))
            * np.exp(-t / decay)
            * np.minimum(t / 0.001, 1)
            * float(rng.uniform(0.1, 1))
        )
        begin = int(rng.integers(count - len(one)))
        bubbles[begin : begin + len(one)] += one
    return np.asarray((out + 0.8 * unit(bubbles)) * course(((0, 0), (0.1, 1), (0.9, 1), (1, 0)), count))


def _crackle(stuff: str, strength: float, rng: Rng) -> Array:
    """A log spits: snaps of many sizes over a breath of flame."""
    breath = unit(band(noise(1.6, rng), 60, 700)) * swell(1.6, 0.7)
    snaps = [(float(rng.uniform(0, 1.3)), float(rng.uniform(0.1, 1) ** 2) * burst(700, 9000, float(rng.uniform(0.001, 0.006)), 0.04, rng, attack=0.0003)) for _ in range(26)]  # fmt: skip
    return mixed((0.0, 0.25 * breath), (0.0, snaps[0][1]), *snaps)


def _blaze(stuff: str, strength: float, rng: Rng) -> Array:
    """Fire that goes up: a breath of gas, a roar."""
    seconds = 2.6
    count = int(seconds * RATE)
    roar = unit(band(noise(seconds, rng), 45, 900))[:count] * np.clip(1 + 0.35 * wander(count, 9, rng), 0, 2)
    return mixed(
        (0.0, roar * course(((0, 0), (0.08, 1), (0.4, 0.6), (1, 0)), count)),
        (0.2, 0.4 * grains(60, 2.0, 800, 8000, rng, 1, 1.3)),
    )


def _shot(stuff: str, strength: float, rng: Rng) -> Array:
    """A gun, never near: a blast, the barrel, and what the street or the hills give back."""
    blast = burst(120, 9000, 0.010, 0.12, rng, attack=0.0002)
    boom = unit(modes(((58, 0.09, 1.0), (110, 0.06, 0.8), (230, 0.03, 0.5)), 0.6, rng))
    tail = unit(band(noise(1.5, rng), 90, 1700)) * np.exp(-time(1.5) / 0.28)
    echoes = [(at, level * low(unit(blast), 1500)) for at, level in ((0.16 + float(rng.uniform(0, 0.05)), 0.3), (0.37 + float(rng.uniform(0, 0.1)), 0.18))]  # fmt: skip
    return mixed((0.0, 1.2 * unit(blast)), (0.0, 0.9 * boom), (0.012, 0.35 * tail), *echoes)


def _explosion(stuff: str, strength: float, rng: Rng) -> Array:
    """A blast, the ground, the fire ball's roar, and what falls after."""
    seconds = 4.2
    boom = unit(modes(((27, 0.5, 1.0), (41, 0.35, 0.9), (66, 0.2, 0.7), (105, 0.1, 0.4)), 2.4, rng))
    blast = burst(60, 6000, 0.05, 0.5, rng, attack=0.0003)
    roar = unit(band(noise(seconds, rng), 30, 500)) * course(
        ((0, 0), (0.02, 1), (0.2, 0.55), (1, 0)), len(time(seconds))
    )
    rubble = 0.35 * grains(45, 2.6, 200, 4500, rng, 1.2, 2)
    return mixed((0.0, boom), (0.0, 1.0 * unit(blast)), (0.0, 0.9 * roar), (0.5, rubble))


def _hit(stuff: str, strength: float, rng: Rng) -> Array:
    """A blow at stage level: flesh and cloth, no crack of bones."""
    thud = unit(modes(((88, 0.045, 1.0), (190, 0.028, 0.7), (340, 0.016, 0.3)), 0.25, rng))
    slap = burst(500, 3600, 0.010, 0.09, rng)
    cloth = unit(band(noise(0.2, rng), 500, 4000)) * swell(0.2, 1.2)
    return mixed((0.0, thud), (0.0, 0.6 * slap), (0.01, 0.12 * cloth))


def _slap(stuff: str, strength: float, rng: Rng) -> Array:
    """An open hand."""
    return mixed(
        (0.0, burst(700, 6000, 0.007, 0.08, rng)), (0.0, 0.5 * modes(((260, 0.02, 1.0), (620, 0.012, 0.7)), 0.12, rng))
    )


def _knock(stuff: str, strength: float, rng: Rng) -> Array:
    """Knuckles on a door, three times; on glass or metal it sounds so."""
    words = stuff.split()
    if "glass" in words or "window" in words:
        parts, bright = body(620, (1.0, 1.73, 2.33, 3.91), 0.04, 0.5), 6000
    elif "metal" in words or "iron" in words or "gate" in words:
        parts, bright = body(210, (1.0, 1.73, 2.33, 3.91, 6.3), 0.16, 0.4), 5500
    else:
        parts, bright = [(185.0, 0.05, 1.0), (390.0, 0.03, 0.6), (820.0, 0.015, 0.3)], 3500

    def rap(k: int) -> Array:
        amount = (0.9, 1.0, 0.85)[k]
        return amount * mixed((0.0, modes(parts, 0.3, rng)), (0.0, 0.5 * burst(300, bright, 0.006, 0.05, rng)))

    apart = float(rng.uniform(0.19, 0.23))
    return repeated(rap, (0.0, apart, 2 * apart + float(rng.uniform(0, 0.02))))


def _strike(stuff: str, strength: float, rng: Rng) -> Array:
    """A fist or a foot against a thing."""
    ring = {"wood": ((150, 0.05, 1.0), (320, 0.03, 0.6)), "metal": ((260, 0.16, 0.8), (610, 0.2, 0.6), (1490, 0.14, 0.4)), "glass": ((620, 0.06, 0.8), (1400, 0.05, 0.6))}  # fmt: skip
    parts = next((ring[word] for word in stuff.split() if word in ring), ((95, 0.04, 1.0), (210, 0.025, 0.6)))
    return mixed((0.0, modes(parts, 0.3, rng)), (0.0, 0.8 * burst(400, 3800, 0.014, 0.1, rng)))


def _sword(stuff: str, strength: float, rng: Rng) -> Array:
    """Blades meet: long bars held at one end."""
    one = struck(body(rng.uniform(900, 1300), (1.0, 2.76, 5.4, 8.93), 0.28, 0.25, 0.35), 1.0, rng, 1.0, 0.01)
    other = struck(body(rng.uniform(1300, 1900), (1.0, 2.76, 5.4), 0.2, 0.25, 0.35), 0.8, rng, 1.0, 0.01)
    scrape = unit(band(noise(0.25, rng), 2500, 9000)) * np.exp(-time(0.25) / 0.08)
    return mixed((0.0, one), (0.0, 0.8 * other), (0.02, 0.25 * scrape))


def _rubble(stuff: str, strength: float, rng: Rng) -> Array:
    """Stones that fall and roll."""
    stones = [(float(rng.beta(1.1, 2)) * 1.5, float(rng.uniform(0.2, 1)) * struck(((rng.uniform(180, 900), 0.015, 1.0), (rng.uniform(1100, 2600), 0.008, 0.6)), 0.12, rng, 0.6)) for _ in range(22)]  # fmt: skip
    return mixed((0.0, 0.5 * unit(band(noise(1.4, rng), 60, 500)) * swell(1.4, 0.5)), (0.0, stones[0][1]), *stones)


def _steam(stuff: str, strength: float, rng: Rng) -> Array:
    return unit(high(noise(1.6, rng), 1500)) * course(((0, 0), (0.05, 1), (0.5, 0.5), (1, 0)), len(time(1.6)))


def _fireworks(stuff: str, strength: float, rng: Rng) -> Array:
    """A rocket climbs, and opens."""
    climb = unit(high(noise(1.1, rng), 1800)) * course(((0, 0.1), (0.1, 1), (1, 0.1)), len(time(1.1)))
    bang = mixed(
        (0.0, burst(60, 3000, 0.04, 0.4, rng, attack=0.0005)),
        (0.0, unit(modes(((52, 0.15, 1.0), (96, 0.1, 0.6)), 0.7, rng))),
    )
    return mixed((0.0, 0.25 * climb), (1.15, bang), (1.35, 0.35 * grains(110, 1.2, 1500, 9000, rng, 1.2, 2)))


MAKERS: dict[str, Make] = {
    "thunder": _thunder, "gust": _gust, "wave": _wave, "rain burst": _rain_burst, "stream": _stream, "crackle": _crackle,
    "blaze": _blaze, "gunshot": _shot, "explosion": _explosion, "hit": _hit, "slap": _slap, "knock": _knock, "strike": _strike,
    "sword": _sword, "rubble": _rubble, "steam": _steam, "fireworks": _fireworks,
}  # fmt: skip
