"""Cars, trains, bicycles, planes, boats: engines that turn, tyres that roll, and how they pass.

What passes is heard with its Doppler shift: the emitted sound is read at the moment it left
(t minus distance over the speed of sound), with its level falling with distance.
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
    creak,
    grains,
    high,
    low,
    mixed,
    modes,
    motor,
    noise,
    repeated,
    struck,
    swell,
    time,
    unit,
    wander,
)

__all__ = ["MAKERS", "PASSING"]

PASSING = 3.0
"""Seconds into a passing sound at which it is nearest."""
_AIR = 343.0


def _passed(emitted: Array, seconds: float, speed: float, aside: float) -> Array:
    """`emitted` heard from `aside` metres of a straight way on which it goes at `speed` m/s,
    nearest at PASSING."""
    t = time(seconds)
    along = (t - PASSING) * speed
    far = np.hypot(along, aside)
    left = t - (far - aside) / _AIR
    heard = np.interp(left - left[0], np.arange(len(emitted)) / RATE, emitted)
    level = (aside / far) ** 1.2
    # The air takes the high end of what is far.
    dull = low(heard, 1400)
    near = np.clip((aside / far) * 1.6, 0, 1)
    made = (near * heard + (1 - near) * dull) * level
    edge = int(0.25 * RATE)
    made[:edge] *= np.linspace(0, 1, edge)
    made[-edge:] *= np.linspace(1, 0, edge)
    return np.asarray(made)


def _car_pass(stuff: str, strength: float, rng: Rng) -> Array:
    """Tyres on the road, and an engine under them; on a wet road the tyres hiss."""
    seconds = 6.5
    count = int(seconds * 1.2 * RATE)
    words = stuff.split()
    heavy = any(word in words for word in ("truck", "lorry", "bus", "van", "tractor"))
    turns = np.full(count, rng.uniform(17, 22) if heavy else rng.uniform(32, 46))
    engine = low(motor(turns, 3.0 if heavy else 2.0, rng, 0.4), 900 if heavy else 700)
    tyres = unit(band(rng.standard_normal(count), 250, 2600 if "wet" not in words else 7000))
    rumble = unit(band(rng.standard_normal(count), 60, 260))
    emitted = (0.9 if heavy else 0.45) * unit(engine) + (0.9 if "wet" in words else 0.6) * tyres + 0.6 * rumble
    if "motorcycle" in words or "motorbike" in words or "scooter" in words:
        emitted = unit(low(motor(np.full(count, rng.uniform(55, 75)), 1.0, rng, 0.5), 3200)) + 0.2 * tyres
    return _passed(emitted, seconds, rng.uniform(11, 16), 6.0)


def _car_start(stuff: str, strength: float, rng: Rng) -> Array:
    """A starter that labours, the engine catches, revs up and settles."""
    crank_seconds = 0.8
    rate = ((0, 9), (0.5, 11), (1, 13))
    count = int(crank_seconds * RATE)
    whine = np.sin(2 * np.pi * np.cumsum(course(((0, 260), (0.3, 330), (1, 380)), count)) / RATE)
    labour = 0.55 + 0.45 * np.sin(2 * np.pi * np.cumsum(course(rate, count)) / RATE)
    crank = (
        (0.5 * whine + 0.6 * unit(band(noise(crank_seconds, rng), 150, 2200)))
        * labour
        * course(((0, 0), (0.05, 1), (0.95, 1), (1, 0)), count)
    )
    run = int(3.0 * RATE)
    turns = course(((0, 8), (0.1, 34), (0.3, 20), (0.5, 14.5), (1, 14)), run)
    engine = low(motor(turns, 2.0, rng, 0.45), 1300)
    breath = unit(band(noise(3.0, rng), 100, 900)) * course(((0, 0.3), (0.1, 1), (0.4, 0.35), (1, 0.3)), run)
    made = (unit(engine) + 0.35 * breath[:run]) * course(
        ((0, 0), (0.03, 1), (0.15, 1), (0.5, 0.55), (0.9, 0.5), (1, 0)), run
    )
    return mixed((0.0, 0.5 * crank), (crank_seconds - 0.05, made))


def _car_idle(stuff: str, strength: float, rng: Rng) -> Array:
    """An engine that idles."""
    seconds = 4.0
    count = int(seconds * RATE)
    turns = 13.5 * (1 + 0.015 * wander(count, 3, rng))
    engine = low(motor(turns, 2.0, rng, 0.5), 1100)
    air = unit(band(noise(seconds, rng), 80, 700))[:count]
    return (unit(engine) + 0.3 * air) * course(((0, 0), (0.15, 1), (0.85, 1), (1, 0)), count)


def _car_stop(stuff: str, strength: float, rng: Rng) -> Array:
    """A car draws up: it slows, gravel or asphalt under it, and is turned off."""
    seconds = 3.0
    count = int(seconds * RATE)
    turns = course(((0, 30), (0.6, 14), (0.8, 13), (0.84, 12), (0.93, 3), (1, 1)), count)
    engine = unit(low(motor(turns, 2.0, rng, 0.4), 1000)) * course(
        ((0, 0), (0.2, 0.8), (0.7, 1), (0.86, 0.9), (0.95, 0)), count
    )
    tyres = unit(band(noise(seconds, rng), 200, 2400))[:count] * course(
        ((0, 0), (0.2, 1), (0.6, 0.35), (0.7, 0)), count
    )
    grit = 0.4 * grains(350, 1.8, 900, 5500, rng, 1, 1)
    return mixed((0.0, 0.8 * engine + 0.5 * tyres), (0.2, grit if "gravel" in stuff.split() else 0.3 * grit), (2.1, 0.1 * creak(rng, 0.2, ((0, 300), (1, 180)), ((1500, 0.006, 1.0),))))  # fmt: skip


def _brakes(stuff: str, strength: float, rng: Rng) -> Array:
    """Tyres scream: stick and slip of rubber, a few near tones that sink as the car slows."""
    seconds = 1.5
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.06, 1), (0.8, 0.8), (1, 0)), count)
    total = np.zeros(count)
    for base in (880.0, 1015.0, 1340.0, 1790.0):
        pitch = (
            base
            * rng.uniform(0.97, 1.03)
            * course(((0, 1.05), (0.7, 1.0), (1, 0.82)), count)
            * (1 + 0.02 * wander(count, 55, rng))
        )
        total += np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.clip(1 + 0.5 * wander(count, 30, rng), 0.1, 2)
    rub = unit(band(noise(seconds, rng), 500, 4500))[:count]
    return np.asarray(shape * (unit(total) + 0.5 * rub))


def _crash(stuff: str, strength: float, rng: Rng) -> Array:
    """Metal that folds, glass that goes, and what rolls after."""
    folds = [
        (0.01 + float(rng.exponential(0.12)), float(rng.uniform(0.3, 0.9)) * struck(body(rng.uniform(90, 700), (1.0, 1.73, 2.33, 3.91), 0.12, 0.4), 0.6, rng, 1.0, 0.08))
        for _ in range(14)
    ]  # fmt: skip
    splinters = [(0.08 + float(rng.exponential(0.3)), 0.25 * struck(body(rng.uniform(2500, 7000), (1.0, 2.3), 0.03), 0.15, rng, 1.0)) for _ in range(18)]  # fmt: skip
    boom = modes(((46, 0.2, 1.0), (83, 0.14, 0.8), (150, 0.08, 0.5)), 0.9, rng)
    return mixed((0.0, unit(boom)), (0.0, 1.1 * burst(200, 9000, 0.05, 0.4, rng, attack=0.0003)), *((min(at, 1.2), s) for at, s in (*folds, *splinters)))  # fmt: skip


def _bicycle(stuff: str, strength: float, rng: Rng) -> Array:
    """A freewheel: pawls over a ratchet, and thin tyres."""
    seconds = 2.6
    rate = ((0, 28), (0.3, 46), (1, 30))
    pawls = creak(rng, seconds, rate, ((2600, 0.003, 1.0), (4900, 0.002, 0.7)))
    tyres = unit(band(noise(seconds, rng), 400, 2600)) * swell(seconds, 0.6)
    return mixed((0.0, 0.8 * pawls), (0.0, 0.2 * tyres))


def _clack(rng: Rng, strength: float) -> Array:
    """One wheel over a rail joint."""
    return strength * struck(
        ((78, 0.06, 1.0), (165, 0.05, 0.8), (640, 0.03, 0.4), (1750, 0.05, 0.25)), 0.3, rng, 0.7, 0.04
    )


def _train_pass(stuff: str, strength: float, rng: Rng) -> Array:
    """A train goes by: rumble, the song of the rails, and each bogie over the joint."""
    seconds = 7.5
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.25, 0.35), (0.38, 1), (0.72, 1), (0.85, 0.35), (1, 0)), count)
    rumble = unit(band(noise(seconds, rng), 35, 320))[:count]
    roll = unit(band(noise(seconds, rng), 300, 3500))[:count]
    song = unit(band(noise(seconds, rng), 1900, 2400))[:count] * np.clip(0.5 + 0.5 * wander(count, 7, rng), 0, 1.5)
    made = shape * (0.8 * rumble + 0.4 * roll + 0.12 * song)
    clacks = []
    at = 2.5
    while at < 5.8:
        near = float(np.interp(at / seconds, [0.3, 0.38, 0.72, 0.8], [0.3, 1, 1, 0.3]))
        clacks += [(at + d, _clack(rng, near * float(rng.uniform(0.5, 0.9)))) for d in (0.0, 0.13, 0.42, 0.55)]
        at += 1.05
    return mixed((0.0, made), *clacks)


def _rails(stuff: str, strength: float, rng: Rng) -> Array:
    """Wheels over joints, heard from the train."""
    return repeated(
        lambda k: _clack(rng, 0.9 if k % 2 == 0 else 0.65), [0.75 * n + d for n in range(4) for d in (0.0, 0.16)]
    )


def _train_stop(stuff: str, strength: float, rng: Rng) -> Array:
    """Brakes sing, and the air goes out."""
    seconds = 3.2
    count = int(seconds * RATE)
    squeal = np.zeros(count)
    for base in (2350.0, 2410.0, 3680.0):
        pitch = base * (1 + 0.003 * wander(count, 12, rng)) * course(((0, 1.02), (1, 0.96)), count)
        squeal += np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.clip(0.6 + 0.6 * wander(count, 6, rng), 0, 2)
    squeal = unit(squeal) * course(((0, 0), (0.2, 0.7), (0.75, 1), (0.9, 0)), count)
    rumble = unit(band(noise(seconds, rng), 40, 400))[:count] * course(((0, 1), (0.8, 0.2), (0.9, 0)), count)
    rumble[:4800] *= np.linspace(0, 1, 4800)
    hiss = unit(high(noise(1.4, rng), 1800)) * course(((0, 0), (0.03, 1), (0.5, 0.4), (1, 0)), len(time(1.4)))
    return mixed((0.0, 0.4 * squeal + 0.7 * rumble), (2.9, 0.6 * hiss), (2.85, 0.6 * struck(((70, 0.1, 1.0), (260, 0.06, 0.5)), 0.4, rng, 0.5)))  # fmt: skip


def _plane(stuff: str, strength: float, rng: Rng) -> Array:
    """A jet far above: a roar without edges whose comb of reflections from the ground sinks and climbs;
    with a propeller, its blades."""
    seconds = 8.0
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.3, 0.5), (0.45, 1), (0.7, 0.6), (1, 0)), count)
    roar = unit(band(noise(seconds, rng), 70, 700))[:count] + 0.25 * unit(band(noise(seconds, rng), 700, 2600))[:count]
    if "propeller" in stuff.split() or "biplane" in stuff.split():
        pitch = course(((0, 41), (0.4, 40), (0.55, 34), (1, 33)), count)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        roar = 0.5 * roar + sum(np.sin(k * phase + k * k) / k**0.7 for k in range(1, 16))
    # A ground reflection: the delay is longest when it is overhead.
    lag = course(((0, 0.0012), (0.45, 0.005), (1, 0.0011)), count)
    at = np.arange(count)
    return np.asarray(shape * (roar + 0.6 * np.interp(at - lag * RATE, at, roar)))


def _helicopter(stuff: str, strength: float, rng: Rng) -> Array:
    """Blades that slap the air eleven times a second, and the turbine."""
    seconds = 7.0
    count = int(seconds * RATE)
    shape = course(((0, 0), (0.4, 1), (0.6, 1), (1, 0)), count)
    phase = np.cumsum(course(((0, 11.4), (0.5, 11.0), (1, 10.5)), count)) / RATE
    slap = np.exp(-((phase % 1) / 0.22)) * np.minimum((phase % 1) / 0.02, 1)
    thump = unit(band(noise(seconds, rng), 40, 480))[:count] * slap
    wash = unit(band(noise(seconds, rng), 400, 3000))[:count] * (0.4 + 0.6 * slap)
    whine = np.sin(2 * np.pi * 1450 * np.arange(count) / RATE * (1 + 0 * shape))
    return np.asarray(shape * (thump + 0.25 * wash + 0.03 * whine))


def _boat(stuff: str, strength: float, rng: Rng) -> Array:
    """An outboard or a trawler's diesel, and its wash."""
    seconds = 5.0
    count = int(seconds * RATE)
    turns = course(((0, 15), (0.5, 17), (1, 15)), count)
    engine = unit(low(motor(turns, 1.0, rng, 0.5, 20), 900))
    wash = unit(band(noise(seconds, rng), 300, 3500))[:count] * np.clip(0.6 + 0.4 * wander(count, 2, rng), 0, 2)
    return np.asarray((engine + 0.3 * wash) * course(((0, 0), (0.25, 1), (0.7, 1), (1, 0)), count))


def _oars(stuff: str, strength: float, rng: Rng) -> Array:
    """A rowlock's knock, the blade in, and drops."""

    def stroke(k: int) -> Array:
        pull = unit(band(noise(0.7, rng), 300, 3000)) * swell(0.7, 0.8)
        return mixed((0.0, 0.7 * struck(((240, 0.03, 1.0), (530, 0.02, 0.6)), 0.2, rng, 0.4)), (0.08, 0.6 * pull), (0.0, 0.2 * creak(rng, 0.5, ((0, 40), (1, 60)), ((520, 0.01, 1.0),))))  # fmt: skip

    return repeated(stroke, (0.0, 1.9))


def _cart(stuff: str, strength: float, rng: Rng) -> Array:
    """Iron tyres and an axle that complains."""
    seconds = 3.2
    roll = unit(band(noise(seconds, rng), 80, 1500)) * swell(seconds, 0.6)
    return mixed((0.0, 0.6 * roll), (0.0, 0.4 * grains(60, 3.0, 300, 2500, rng, 1, 1)), (0.4, 0.2 * creak(rng, 2.2, ((0, 50), (0.5, 70), (1, 45)), ((620, 0.012, 1.0),))))  # fmt: skip


def _machine(stuff: str, strength: float, rng: Rng) -> Array:
    """A machine that runs: a motor's hum, a belt, a beat."""
    seconds = 3.6
    count = int(seconds * RATE)
    turns = course(((0, 4), (0.15, 24.5), (0.85, 24.5), (1, 5)), count)
    hum = unit(low(motor(turns, 4.0, rng, 0.15, 10), 2500))
    air = unit(band(noise(seconds, rng), 300, 3800))[:count]
    beat = 1 + 0.4 * np.sin(2 * np.pi * np.cumsum(turns / 8) / RATE)
    return np.asarray((0.7 * hum + 0.4 * air * beat) * course(((0, 0), (0.12, 1), (0.85, 1), (1, 0)), count))


def _elevator(stuff: str, strength: float, rng: Rng) -> Array:
    """A lift: its note, and the doors part."""
    t = time(1.1)
    ding = (
        (np.sin(2 * np.pi * 1318.5 * t) + 0.3 * np.sin(2 * np.pi * 2637 * t))
        * np.exp(-t / 0.3)
        * np.minimum(t / 0.003, 1)
    )
    slide = unit(band(noise(1.4, rng), 120, 1300)) * swell(1.4, 0.6)
    return mixed(
        (0.0, 0.5 * ding), (0.55, 0.5 * slide), (1.9, 0.7 * struck(((95, 0.06, 1.0), (240, 0.04, 0.5)), 0.3, rng, 0.3))
    )


MAKERS: dict[str, Make] = {
    "car pass": _car_pass, "car start": _car_start, "car idle": _car_idle, "car stop": _car_stop, "brakes": _brakes, "crash": _crash,
    "bicycle": _bicycle, "train pass": _train_pass, "rails": _rails, "train stop": _train_stop, "plane": _plane,
    "helicopter": _helicopter, "boat": _boat, "oars": _oars, "cart": _cart, "machine": _machine, "elevator": _elevator,
}  # fmt: skip
