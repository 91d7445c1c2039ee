"""Things in hands: glass, china, paper, keys, keyboards, switches, matches, coins, cameras, pouring."""

from __future__ import annotations

import numpy as np

from fairtake.model.sound import RATE
from fairtake.sound.foley.physics import (
    BAR,
    GLASS,
    PLATE,
    Array,
    Make,
    Mode,
    Rng,
    band,
    body,
    burst,
    course,
    creak,
    grains,
    high,
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

__all__ = ["MAKERS", "THINGS"]

THINGS: dict[str, tuple[Mode, ...]] = {
    "paper": (),
    "cloth": (),
    "skin": (),
    "soft": ((110, 0.03, 0.6),),
    "wood": ((320, 0.03, 1.0), (760, 0.02, 0.6), (1500, 0.012, 0.3)),
    "glass": ((2150, 0.16, 0.8), (3900, 0.12, 0.6), (6100, 0.08, 0.4)),
    "ceramic": ((1450, 0.07, 0.8), (2900, 0.05, 0.5), (4700, 0.03, 0.3)),
    "metal": ((980, 0.15, 0.7), (2240, 0.2, 0.6), (3810, 0.14, 0.5), (5950, 0.09, 0.3)),
    "plastic": ((540, 0.02, 0.8), (1250, 0.014, 0.5)),
}
"""What things ring with when touched, by their stuff."""


def _rustle(rng: Rng, seconds: float) -> Array:
    """Paper that bends: every buckle is a small snap."""
    dense = grains(700, seconds, 1500, 9000, rng)
    body_ = unit(band(noise(seconds, rng), 1800, 7000)) * swell(seconds, 1.5)
    dense[: len(body_)] += 0.25 * body_
    return unit(dense)


def _release(stuff: str, strength: float, rng: Rng) -> Array:
    if stuff in ("paper", "cloth"):
        return _rustle(rng, 0.18)
    return mixed(
        (0.0, modes(THINGS.get(stuff, THINGS["wood"]), 0.5, rng)),
        (0.0, 0.5 * burst(300, 5000, 0.008, 0.06, rng)),
        (0.0, 0.5 * modes(((140, 0.03, 1.0),), 0.15, rng)),
    )


def _grasp(stuff: str, strength: float, rng: Rng) -> Array:
    if stuff in ("paper", "cloth"):
        return _rustle(rng, 0.22)
    return mixed(
        (0.0, 0.6 * burst(700, 5000, 0.006, 0.05, rng)),
        (0.01, 0.3 * modes(THINGS.get(stuff, THINGS["soft"]), 0.3, rng)),
    )


def _touch(stuff: str, strength: float, rng: Rng) -> Array:
    return burst(300, 2500, 0.03, 0.15, rng, attack=0.004)


def _tap(stuff: str, strength: float, rng: Rng) -> Array:
    """A finger on something: what it is rings a little."""
    ring = modes(THINGS.get(stuff, THINGS["plastic"]), 0.2, rng)
    return mixed((0.0, 0.6 * ring), (0.0, 0.6 * burst(600, 4500, 0.005, 0.04, rng)))


def _key(rng: Rng) -> Array:
    """One key of a keyboard: down, and up again."""
    base = rng.uniform(0.9, 1.12)
    down = mixed((0.0, burst(1200, 6500, 0.004, 0.04, rng)), (0.0, 0.5 * modes(((430 * base, 0.012, 1.0), (1750 * base, 0.006, 0.6)), 0.08, rng)))  # fmt: skip
    return mixed((0.0, down), (rng.uniform(0.06, 0.1), 0.35 * burst(2000, 8000, 0.003, 0.03, rng)))


def _bursts_of(count: int, apart: float, rng: Rng) -> list[float]:
    """Moments of somebody's fingers: runs of them, and short rests."""
    at, moments = 0.0, []
    for _ in range(count):
        moments.append(at)
        at += apart * float(rng.uniform(0.55, 1.5)) + (0.25 * float(rng.random()) if rng.random() < 0.12 else 0.0)
    return moments


def _typing(stuff: str, strength: float, rng: Rng) -> Array:
    """A run of keys, unevenly, with a space bar now and then."""
    moments = _bursts_of(14, 0.13, rng)
    return repeated(lambda k: float(rng.uniform(0.5, 1)) * _key(rng), moments)


def _typewriter(stuff: str, strength: float, rng: Rng) -> Array:
    """Type bars on the platen, the carriage's click after each, a bell, and the return."""

    def stroke(k: int) -> Array:
        bar = struck(((680, 0.02, 0.8), (1900, 0.025, 0.8), (3700, 0.02, 0.5), (150, 0.03, 0.8)), 0.16, rng, 0.9, 0.06)
        return mixed((0.0, float(rng.uniform(0.7, 1.0)) * bar), (0.05, 0.3 * burst(1500, 6000, 0.004, 0.03, rng)))

    moments = _bursts_of(11, 0.15, rng)
    ping = 0.35 * unit(modes(((2790, 0.45, 1.0), (5600, 0.2, 0.3)), 1.2, rng, 0.01))
    ratchet = 0.35 * creak(rng, 0.4, ((0, 60), (1, 95)), ((1600, 0.006, 1.0), (3100, 0.004, 0.6)))
    end = moments[-1] + 0.2
    return mixed((0.0, repeated(stroke, moments)), (end, ping), (end + 0.35, ratchet), (end + 0.75, stroke(0)))


def _click(stuff: str, strength: float, rng: Rng) -> Array:
    """A small mechanism: a button, a pen, a lighter's lid."""
    return mixed(
        (0.0, burst(1500, 8000, 0.002, 0.03, rng)),
        (0.0, 0.5 * modes(((1650, 0.012, 1.0), (3150, 0.008, 0.6)), 0.1, rng)),
        (float(rng.uniform(0.05, 0.08)), 0.4 * burst(2000, 9000, 0.002, 0.02, rng)),
    )


def _switch(stuff: str, strength: float, rng: Rng) -> Array:
    """A light switch: a spring goes over its middle, in a box in the wall."""
    return mixed(
        (0.0, 0.9 * burst(900, 7000, 0.002, 0.03, rng, attack=0.0003)),
        (0.0, 0.7 * modes(((520, 0.012, 1.0), (1280, 0.01, 0.7), (2600, 0.006, 0.4)), 0.1, rng)),
        (0.011, 0.5 * burst(1500, 8000, 0.002, 0.02, rng)),
    )


def _camera(stuff: str, strength: float, rng: Rng) -> Array:
    """A single-lens reflex: the mirror up, the curtains, the mirror down."""
    mirror = struck(((260, 0.02, 1.0), (840, 0.015, 0.8), (2300, 0.01, 0.5)), 0.12, rng, 0.8)
    slit = burst(2500, 10000, 0.006, 0.04, rng, attack=0.002)
    wind = 0.12 * creak(rng, 0.22, ((0, 180), (1, 230)), ((1400, 0.003, 1.0), (2800, 0.002, 0.6)))
    return mixed((0.0, mirror), (0.03, 0.6 * slit), (0.075, 0.8 * mirror), (0.11, wind))


def _keys(stuff: str, strength: float, rng: Rng) -> Array:
    """A bunch of keys: small bars that meet again and again."""
    bases = rng.uniform(2300, 5200, 6)
    hits = 9 + int(6 * strength)
    parts = []
    for _ in range(hits):
        ring = struck(body(float(rng.choice(bases)), BAR[:3], float(rng.uniform(0.02, 0.07)), 0.5), 0.25, rng, 0.9)
        parts.append((float(rng.beta(1.2, 1.8)) * 0.55, float(rng.uniform(0.2, 1)) * ring))
    return mixed(*parts)


def _coins(stuff: str, strength: float, rng: Rng) -> Array:
    """A coin that falls, rings and spins down faster and faster (Euler's disk)."""
    base = float(rng.uniform(3600, 4700))
    at, apart, parts = 0.0, 0.19, []
    while apart > 0.012:
        parts.append((at, (0.35 + 0.65 * (apart / 0.19)) * struck(body(base, PLATE[:4], 0.09, 0.5), 0.35, rng, 0.9)))
        at += apart
        apart *= 0.74
    return mixed(*parts)


def _clink(stuff: str, strength: float, rng: Rng) -> Array:
    """Two glasses: each has its own note, a little apart."""
    base = float(rng.uniform(1150, 1650))
    one = struck(body(base, GLASS, 0.38, 0.35), 1.2, rng, 0.9)
    other = struck(body(base * rng.uniform(1.06, 1.19), GLASS, 0.32, 0.35), 1.2, rng, 0.9)
    return mixed((0.0, one), (0.0, 0.8 * other))


def _cup(stuff: str, strength: float, rng: Rng) -> Array:
    """A cup on its saucer: two touches, and the spoon that lies there."""
    base = float(rng.uniform(1350, 1800))
    cup = struck(body(base, (1.0, 1.9, 2.7, 4.1), 0.05, 0.5), 0.35, rng, 0.7)
    saucer = struck(body(base * 1.45, PLATE[:4], 0.06, 0.6), 0.35, rng, 0.7)
    spoon = struck(body(rng.uniform(2900, 3500), BAR[:3], 0.06), 0.3, rng, 0.8)
    return mixed((0.0, cup), (0.006, 0.8 * saucer), (0.07, 0.35 * cup), (0.09, 0.25 * spoon))


def _plates(stuff: str, strength: float, rng: Rng) -> Array:
    """Plates and cutlery."""
    parts = []
    for _ in range(7):
        china = rng.random() < 0.6
        base = float(rng.uniform(900, 1500) if china else rng.uniform(2400, 4200))
        ring = struck(body(base, PLATE if china else BAR, 0.08 if china else 0.06, 0.5), 0.4, rng, 0.8)
        parts.append((float(rng.uniform(0, 0.7)), float(rng.uniform(0.3, 1)) * ring))
    return mixed((0.0, parts[0][1]), *parts)


def _stir(stuff: str, strength: float, rng: Rng) -> Array:
    """A spoon round a cup: touches that rise as the wall is struck higher, and the drag between."""
    base = float(rng.uniform(1900, 2300))
    hits = [
        (0.28 * k + float(rng.uniform(-0.03, 0.03)) + 0.05, (0.5 + 0.5 * float(rng.random())) * struck(body(base * (1 + 0.05 * (k % 3)), (1, 1.9, 2.8), 0.05), 0.3, rng, 0.7))
        for k in range(6)
    ]  # fmt: skip
    drag = unit(band(noise(1.6, rng), 2500, 8000)) * swell(1.6, 0.5) * (0.6 + 0.4 * np.sin(2 * np.pi * 3.6 * time(1.6)))
    return mixed(*hits, (0.0, 0.08 * drag))


def _glass_break(stuff: str, strength: float, rng: Rng) -> Array:
    """A pane or a glass bursts, and its splinters fall and ring."""
    crash = burst(1200, 14000, 0.03, 0.3, rng, attack=0.0003)
    parts = [(0.0, unit(crash)), (0.0, 0.4 * unit(modes(((240, 0.02, 1.0), (900, 0.02, 0.6)), 0.15, rng)))]
    for _ in range(34):
        at = 0.01 + float(rng.exponential(0.22))
        if at > 1.1:
            continue
        base = float(rng.uniform(2200, 7500))
        parts.append((at, 0.5 * float(rng.uniform(0.1, 1)) * np.exp(-at) * struck(body(base, (1.0, 2.32, 4.25), float(rng.uniform(0.015, 0.06)), 0.6), 0.22, rng, 1.0)))  # fmt: skip
    return mixed(*parts)


def _china_break(stuff: str, strength: float, rng: Rng) -> Array:
    """A plate or a cup in pieces: duller than glass, and the pieces rock."""
    parts = [(0.0, unit(burst(500, 8000, 0.02, 0.2, rng))), (0.0, 0.8 * struck(body(1200, PLATE, 0.03), 0.2, rng))]
    for _k in range(14):
        base = float(rng.uniform(1300, 4200))
        at = 0.02 + float(rng.exponential(0.12))
        parts.append(
            (min(at, 0.9), 0.6 * float(rng.uniform(0.2, 1)) * struck(body(base, PLATE[:3], 0.02), 0.12, rng, 0.8))
        )
    return mixed(*parts)


def _paper(stuff: str, strength: float, rng: Rng) -> Array:
    """A sheet that is handled."""
    return mixed((0.0, _rustle(rng, 0.3)), (float(rng.uniform(0.2, 0.35)), 0.6 * _rustle(rng, 0.22)))


def _crumple(stuff: str, strength: float, rng: Rng) -> Array:
    """A sheet pressed to a ball: many loud snaps, of many sizes."""
    return mixed(
        (0.0, grains(420, 0.7, 900, 9000, rng, 1.2, 1.4)), (0.05, 0.5 * grains(160, 0.6, 500, 4000, rng, 1.2, 1.4))
    )


def _tear(stuff: str, strength: float, rng: Rng) -> Array:
    """Fibres break one after another, faster toward the end: a rip that rises."""
    seconds = float(rng.uniform(0.4, 0.6))
    rate = ((0, 350), (0.3, 700), (1, 1900))
    rip = creak(rng, seconds, rate, ((1900, 0.0012, 1.0), (4200, 0.0009, 1.0), (7600, 0.0006, 0.7)))
    hiss = unit(band(noise(seconds, rng), 1500, 9000)) * course(
        ((0, 0), (0.2, 0.5), (0.9, 1), (1, 0)), len(time(seconds))
    )
    return mixed((0.0, rip), (0.0, 0.5 * hiss), (seconds, 0.35 * _rustle(rng, 0.2)))


def _page(stuff: str, strength: float, rng: Rng) -> Array:
    """A page is turned: lifted, swung with its air, and laid down."""
    sweep = unit(band(noise(0.32, rng), 900, 6500)) * swell(0.32, 1.4)
    return mixed((0.0, 0.35 * _rustle(rng, 0.12)), (0.08, 0.6 * sweep), (0.36, 0.4 * burst(400, 4000, 0.015, 0.1, rng)))


def _writing(stuff: str, strength: float, rng: Rng) -> Array:
    """A pen on paper: short strokes of friction over the table's wood."""
    strokes = []
    at = 0.0
    for _ in range(9):
        seconds = float(rng.uniform(0.06, 0.2))
        rub = unit(band(noise(seconds, rng), 1800, 7500)) * swell(seconds, 0.7)
        strokes.append((at, float(rng.uniform(0.4, 1)) * rub))
        strokes.append((at, 0.25 * burst(250, 1200, 0.01, 0.06, rng)))
        at += seconds + float(rng.uniform(0.02, 0.12))
    return mixed(*strokes)


def _scissors(stuff: str, strength: float, rng: Rng) -> Array:
    def snip(k: int) -> Array:
        slide = unit(band(noise(0.12, rng), 3500, 11000)) * course(((0, 0.2), (0.9, 1), (1, 0)), len(time(0.12)))
        return mixed((0.0, 0.7 * slide), (0.11, struck(body(3900, BAR[:2], 0.02), 0.1, rng, 0.9)))

    return repeated(snip, (0.0, 0.36))


def _match(stuff: str, strength: float, rng: Rng) -> Array:
    """A match is drawn over its box, and flares."""
    drag = unit(band(noise(0.16, rng), 1800, 8000)) * course(((0, 0.3), (0.9, 1), (1, 0)), len(time(0.16)))
    flare = unit(high(noise(0.9, rng), 1500)) * course(((0, 0), (0.04, 1), (0.2, 0.5), (1, 0)), len(time(0.9)))
    puff = unit(band(noise(0.3, rng), 80, 500)) * np.exp(-time(0.3) / 0.06)
    return mixed(
        (0.0, 0.8 * drag), (0.15, 0.7 * flare), (0.16, 0.6 * puff), (0.25, 0.15 * grains(40, 0.5, 1500, 7000, rng))
    )


def _lighter(stuff: str, strength: float, rng: Rng) -> Array:
    """A lid, a wheel on flint, and a small flame."""
    lid = struck(body(2450, BAR[:3], 0.06), 0.3, rng, 0.9)
    wheel = creak(rng, 0.07, ((0, 900), (1, 1200)), ((4200, 0.001, 1.0), (7000, 0.0008, 0.7)))
    flame = unit(band(noise(0.4, rng), 300, 2500)) * np.exp(-time(0.4) / 0.1)
    return mixed((0.0, 0.6 * lid), (0.22, wheel), (0.28, 0.25 * flame))


def _drop(size: float, rng: Rng) -> Array:
    """A drop into water: the bubble it leaves sings and rises (Minnaert)."""
    base = float(rng.uniform(700, 2300)) / size
    decay = 9.0 / base + 0.003
    t = time(7 * decay)
    return np.asarray(np.sin(2 * np.pi * base * t * (1 + 2.5 * t)) * np.exp(-t / decay) * np.minimum(t / 0.0012, 1))


def _bubbles(seconds: float, rate: float, size: float, rng: Rng) -> Array:
    out = np.zeros(int((seconds + 0.2) * RATE))
    for _ in range(int(rng.poisson(rate * seconds))):
        made = float(rng.uniform(0.1, 1) ** 2) * _drop(size * float(rng.uniform(0.7, 1.8)), rng)
        begin = int(rng.uniform(0, seconds) * RATE)
        made = made[: len(out) - begin]
        out[begin : begin + len(made)] += made
    return out


def _pour(stuff: str, strength: float, rng: Rng) -> Array:
    """A jet into a vessel: bubbles, and the air column over the liquid whose note rises as it fills."""
    seconds = 2.2
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.06, 1), (0.85, 0.9), (0.95, 0.3), (1, 0)), count)
    bubbles = unit(_bubbles(seconds, 150, 1.2, rng))[:count]
    jet = unit(band(noise(seconds, rng), 700, 6000))
    # The column: a slowly rising resonance, drawn by a noisy tone about it.
    pitch = course(((0, 480), (0.8, 1500), (1, 1700)), count)
    hum = np.sin(2 * np.pi * np.cumsum(pitch * (1 + 0.015 * wander(count, 60, rng))) / RATE) * (
        0.5 + 0.5 * np.abs(wander(count, 45, rng))
    )
    made = shape * (0.9 * bubbles + 0.16 * jet + 0.10 * hum)
    return mixed((0.0, made), (seconds + 0.03, 0.25 * _drop(1.0, rng)), (seconds + 0.2, 0.2 * _drop(0.9, rng)))


def _faucet(stuff: str, strength: float, rng: Rng) -> Array:
    """A tap is turned, water hits a basin, and the tap is closed."""
    seconds = 3.2
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.05, 0.6), (0.12, 1), (0.88, 1), (0.97, 0.15), (1, 0)), count)
    jet = unit(band(noise(seconds, rng), 500, 7500)) * (1 + 0.12 * wander(count, 14, rng))
    basin = unit(band(noise(seconds, rng), 240, 620))
    valve = 0.4 * creak(rng, 0.2, ((0, 300), (1, 420)), ((1500, 0.004, 1.0),))
    return mixed((0.0, 0.3 * valve), (0.05, shape * (0.8 * jet + 0.35 * basin + 0.3 * unit(_bubbles(seconds, 60, 1.0, rng))[:count])), (seconds - 0.1, 0.3 * valve), (seconds + 0.35, 0.2 * _drop(1.0, rng)))  # fmt: skip


def _drip(stuff: str, strength: float, rng: Rng) -> Array:
    """Drops, each a plink."""
    return repeated(lambda k: float(rng.uniform(0.7, 1)) * _drop(float(rng.uniform(0.85, 1.1)), rng), (0.0, 0.9, 1.85))


def _sip(stuff: str, strength: float, rng: Rng) -> Array:
    """A sip: air over liquid, and a swallow."""
    draw = unit(band(noise(0.35, rng), 1200, 5000)) * swell(0.35, 0.8) * (1 + 0.5 * wander(len(time(0.35)), 70, rng))
    gulp = np.sin(2 * np.pi * np.cumsum(course(((0, 170), (0.5, 320), (1, 190)), len(time(0.11)))) / RATE) * swell(
        0.11, 1.2
    )
    return mixed((0.0, 0.5 * draw), (0.5, 0.5 * gulp), (0.53, 0.1 * _drop(1.6, rng)))


def _munch(stuff: str, strength: float, rng: Rng) -> Array:
    """A bite and chewing."""
    return mixed(
        (0.0, grains(260, 0.12, 900, 6000, rng)),
        *((0.3 + 0.38 * k, 0.4 * grains(120, 0.15, 400, 3000, rng)) for k in range(3)),
    )


def _kettle(stuff: str, strength: float, rng: Rng) -> Array:
    """Water simmers; the whistle's note climbs as the steam gathers."""
    seconds = 3.4
    count = int(seconds * RATE)
    pitch = course(((0, 1700), (0.35, 2350), (0.8, 2550), (1, 2300)), count) * (1 + 0.003 * wander(count, 30, rng))
    level = course(((0, 0), (0.3, 0.6), (0.6, 1), (0.93, 1), (1, 0)), count)
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    tone = np.sin(phase) + 0.18 * np.sin(2 * phase) + 0.3 * np.sin(1.335 * phase)
    steam = unit(band(noise(seconds, rng), 1500, 9000))
    return level * (0.6 * tone + 0.2 * steam) + 0.06 * unit(band(noise(seconds, rng), 150, 900)) * swell(seconds, 0.3)


def _sizzle(stuff: str, strength: float, rng: Rng) -> Array:
    """Something into hot fat."""
    seconds = 2.4
    hiss = unit(high(noise(seconds, rng), 2800)) * course(
        ((0, 0), (0.03, 1), (0.3, 0.6), (0.9, 0.4), (1, 0)), len(time(seconds))
    )
    return mixed((0.0, 0.5 * hiss), (0.0, 0.6 * grains(170, seconds - 0.1, 1500, 10000, rng, 1, 1.2)))


def _chop(stuff: str, strength: float, rng: Rng) -> Array:
    """A knife on a board."""

    def cut(k: int) -> Array:
        return mixed(
            (0.0, struck(((210, 0.03, 1.0), (480, 0.02, 0.8), (1100, 0.012, 0.4)), 0.15, rng, 0.7, 0.05)),
            (0.0, 0.25 * grains(90, 0.05, 1500, 6000, rng)),
        )

    return repeated(cut, [0.24 * k + float(rng.uniform(-0.02, 0.02)) + 0.03 for k in range(5)])


def _clock(stuff: str, strength: float, rng: Rng) -> Array:
    """Four ticks: the escapement's two pallets differ."""

    def tick(k: int) -> Array:
        base = 2350 if k % 2 else 2050
        return struck(((base, 0.006, 1.0), (base * 1.74, 0.005, 0.7), (620, 0.01, 0.5)), 0.06, rng, 0.8)

    return repeated(tick, (0.0, 0.5, 1.0, 1.5))


def _broom(stuff: str, strength: float, rng: Rng) -> Array:
    sweep = unit(band(noise(0.5, rng), 900, 6500)) * swell(0.5, 1.2)
    return mixed((0.0, sweep), (0.05, 0.3 * grains(300, 0.4, 1500, 7000, rng, 2, 2)))


def _tool(stuff: str, strength: float, rng: Rng) -> Array:
    """A hammer on a nail, three times; it rises as the nail goes in."""

    def blow(k: int) -> Array:
        return struck(((180, 0.03, 0.8), (1900 + 140 * k, 0.03, 1.0), (4100, 0.02, 0.6)), 0.25, rng, 1.0)

    return repeated(blow, (0.0, 0.52, 1.02))


def _saw(stuff: str, strength: float, rng: Rng) -> Array:
    def stroke(k: int) -> Array:
        rate = ((0, 120), (0.5, 260), (1, 140))
        return (0.7 if k % 2 else 1.0) * creak(
            rng, 0.42, rate, ((900, 0.004, 1.0), (2100, 0.003, 0.9), (4300, 0.002, 0.6))
        )

    return repeated(stroke, (0.0, 0.45, 0.95, 1.4))


def _swish(stuff: str, strength: float, rng: Rng) -> Array:
    """Something goes through the air."""
    seconds = 0.3
    return unit(band(noise(seconds, rng), 300, 2600)) * swell(seconds, 2)


def _rattle(stuff: str, strength: float, rng: Rng) -> Array:
    """Loose things shaken: of metal, of china, or of wood."""
    base = THINGS.get(stuff, THINGS["metal"]) or THINGS["wood"]
    hits = [
        (0.07 * k + float(rng.uniform(0, 0.04)), float(rng.uniform(0.3, 1)) * struck(base, 0.15, rng, 0.7, 0.12))
        for k in range(9)
    ]
    return mixed(*hits)


def _drum(stuff: str, strength: float, rng: Rng) -> Array:
    """Fingers drummed on a table."""
    return repeated(
        lambda k: (0.5 + 0.12 * k) * _tap("wood", strength, rng), (0.0, 0.075, 0.15, 0.225, 0.55, 0.625, 0.7, 0.775)
    )


def _spray(stuff: str, strength: float, rng: Rng) -> Array:
    return unit(high(noise(0.5, rng), 2200)) * course(((0, 0), (0.05, 1), (0.7, 0.9), (1, 0)), len(time(0.5)))


def _wheel(stuff: str, strength: float, rng: Rng) -> Array:
    """A push of a wheelchair: rubber over the floor, a little rattle, the freewheel's murmur."""
    t = time(1.15)
    rise = np.sin(np.pi * np.clip(t / 1.15, 0, 1) ** 0.7) ** 1.4
    top = {"carpet": 420.0, "grass": 500.0, "sand": 600.0, "gravel": 2600.0, "asphalt": 1500.0}.get(stuff, 900.0)
    rubber = unit(band(rng.normal(size=len(t)), 90, top))
    grit = unit(band(rng.normal(size=len(t)) * (rng.random(len(t)) < 0.02), 900, 3800))
    murmur = np.sin(2 * np.pi * np.cumsum(118 + 26 * rise) / RATE) * (0.5 + 0.5 * np.sin(2 * np.pi * 19 * t))
    return np.asarray(rise * (0.8 * rubber + 0.25 * grit + 0.10 * murmur))


MAKERS: dict[str, Make] = {
    "release": _release, "put down": _release, "grasp": _grasp, "touch": _touch, "tap": _tap, "typing": _typing,
    "typewriter": _typewriter, "click": _click, "switch": _switch, "camera": _camera, "keys": _keys, "coins": _coins,
    "clink": _clink, "cup": _cup, "plates": _plates, "stir": _stir, "glass break": _glass_break, "china break": _china_break,
    "paper": _paper, "crumple": _crumple, "tear": _tear, "page": _page, "writing": _writing, "scissors": _scissors,
    "match": _match, "lighter": _lighter, "pour": _pour, "tap water": _faucet, "drip": _drip, "sip": _sip, "bite": _munch,
    "kettle": _kettle, "sizzle": _sizzle, "chop": _chop, "clock": _clock, "broom": _broom, "hammer": _tool, "saw": _saw,
    "whoosh": _swish, "rattle": _rattle, "drum": _drum, "spray": _spray, "roll": _wheel,
}  # fmt: skip
