"""Doors, windows, drawers, chairs, cloth: what rooms are furnished with and people wear."""

from __future__ import annotations

import numpy as np

from fairtake.sound.foley.physics import (
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
    mixed,
    modes,
    noise,
    struck,
    swell,
    time,
    unit,
    wander,
)

__all__ = ["MAKERS"]

_LEAVES: dict[str, tuple[tuple[Mode, ...], float]] = {
    "wood": (((62, 0.12, 1.0), (118, 0.08, 0.7), (240, 0.04, 0.35)), 2200.0),
    "metal": (((74, 0.25, 1.0), (163, 0.35, 0.7), (391, 0.3, 0.5), (842, 0.22, 0.35), (1730, 0.15, 0.2)), 5000.0),
    "glass": (((95, 0.09, 0.8), (310, 0.05, 0.5), (1150, 0.09, 0.35), (2300, 0.05, 0.2)), 6000.0),
    "gate": (((210, 0.3, 0.6), (523, 0.5, 0.6), (1180, 0.4, 0.5), (2210, 0.3, 0.35)), 6500.0),
    "car": (((85, 0.06, 1.0), (170, 0.04, 0.6), (520, 0.02, 0.3)), 3200.0),
}
"""How a leaf of each kind shuts: its modes and how bright the touch is."""


def _kind(stuff: str) -> str:
    words = stuff.split()
    for word, kind in (
        ("gate", "gate"), ("iron", "metal"), ("steel", "metal"), ("cell", "metal"), ("metal", "metal"), ("fridge", "car"), ("car", "car"),
        ("glass", "glass"), ("window", "glass"), ("shop", "glass"), ("cage", "gate"), ("lift", "metal"), ("elevator", "metal"),
    ):  # fmt: skip
        if word in words:
            return kind
    return "wood"


def _latch(rng: Rng, heavy: float = 0.3) -> Array:
    def click(amount: float) -> Array:
        return amount * mixed(
            (0.0, burst(1500, 8000, 0.003, 0.03, rng)),
            (0.0, 0.4 * modes(((1900 - 700 * heavy, 0.02, 1.0), (3300 - 900 * heavy, 0.015, 0.6)), 0.12, rng)),
        )

    return mixed((0.0, click(1.0)), (rng.uniform(0.05, 0.08), click(0.6)))


def _air(seconds: float, top: float, rng: Rng) -> Array:
    return unit(band(noise(seconds, rng), 120, top)) * swell(seconds, 2)


def _door_open(stuff: str, strength: float, rng: Rng) -> Array:
    """A handle, the latch, hinges, and the air that follows the leaf."""
    kind = _kind(stuff)
    if kind == "car":
        return mixed(
            (0.0, 0.8 * struck(((420, 0.02, 1.0), (980, 0.015, 0.6)), 0.2, rng, 0.6)),
            (0.08, 0.5 * modes(((130, 0.05, 1.0),), 0.2, rng)),
            (0.12, 0.12 * _air(0.5, 900, rng)),
        )
    if kind == "glass":
        return mixed((0.0, 0.5 * _latch(rng)), (0.05, 0.35 * _air(0.7, 1600, rng)))
    if kind == "metal":
        hinge = creak(
            rng, 0.9, ((0, 60), (0.6, 130), (1, 90)), ((640, 0.03, 1.0), (1370, 0.025, 0.7), (2480, 0.015, 0.4))
        )
        return mixed((0.0, _latch(rng, 0.9)), (0.15, 0.3 * hinge))
    if kind == "gate":
        hinge = creak(
            rng, 0.9, ((0, 180), (0.5, 320), (1, 230)), ((880, 0.04, 1.0), (1790, 0.03, 0.8), (3020, 0.02, 0.4))
        )
        return mixed((0.0, _latch(rng, 0.6)), (0.12, 0.45 * hinge))
    # Only some doors in a house complain.
    amount = 0.05 + 0.22 * float(rng.random() ** 2)
    return mixed((0.0, _latch(rng)), (0.16, amount * _hinge(rng, 0.7)), (0.12, 0.12 * _air(0.5, 1400, rng)))


def _hinge(rng: Rng, seconds: float) -> Array:
    rate = ((0, rng.uniform(40, 60)), (rng.uniform(0.4, 0.7), rng.uniform(70, 110)), (1, rng.uniform(45, 70)))
    return creak(rng, seconds, rate, ((rng.uniform(480, 700), 0.012, 1.0), (rng.uniform(1100, 1500), 0.008, 0.5)))


def _door_close(stuff: str, strength: float, rng: Rng) -> Array:
    """The leaf meets its frame, and the latch falls."""
    kind = _kind(stuff)
    leaf, bright = _LEAVES[kind]
    thud = unit(modes(leaf, 0.9 if kind in ("metal", "gate") else 0.6, rng))
    touch = burst(150, bright, 0.02, 0.12, rng)
    after = (
        0.2 * unit(modes(((2900, 0.03, 1.0), (4100, 0.02, 0.7)), 0.2, rng)) if kind == "glass" else 0.35 * _latch(rng)
    )
    return mixed((0.0, thud), (0.0, 0.5 * touch), (0.02, after))


def _slam(stuff: str, strength: float, rng: Rng) -> Array:
    """A door thrown shut: the whole wall answers and what hangs on it rattles."""
    kind = _kind(stuff)
    leaf, bright = _LEAVES[kind]
    wall = modes(((38, 0.16, 1.0), (57, 0.12, 0.8), (88, 0.08, 0.6)), 0.8, rng)
    rattle = grains(120, 0.35, 900, 5000, rng)
    return mixed(
        (0.0, 1.1 * unit(modes(leaf, 0.9, rng))),
        (0.0, 0.8 * unit(wall)),
        (0.0, 0.9 * burst(200, bright * 1.6, 0.012, 0.12, rng, attack=0.0004)),
        (0.03, 0.10 * rattle),
        (0.01, 0.4 * _latch(rng)),
    )


def _door_creak(stuff: str, strength: float, rng: Rng) -> Array:
    """A hinge or a board, slowly."""
    return mixed((0.0, _hinge(rng, 1.3)), (0.9, 0.5 * _hinge(rng, 0.5)))


def _board_creak(stuff: str, strength: float, rng: Rng) -> Array:
    """A floor board or a stair under a foot: lower than a hinge, and short."""
    rate = ((0, 34), (0.5, rng.uniform(48, 62)), (1, 30))
    groan = creak(
        rng, 0.6, rate, ((rng.uniform(190, 260), 0.02, 1.0), (rng.uniform(420, 560), 0.014, 0.7), (930, 0.008, 0.3))
    )
    return mixed((0.0, groan), (0.0, 0.2 * modes(((80, 0.05, 1.0),), 0.2, rng)))


def _door_slide(stuff: str, strength: float, rng: Rng) -> Array:
    """Rollers along a rail, and the stop."""
    seconds = 0.85
    roll = unit(band(noise(seconds, rng), 90, 1400)) * swell(seconds, 0.8)
    balls = roll * (1 + 0.6 * np.sin(2 * np.pi * np.cumsum(course(((0, 18), (0.5, 34), (1, 22)), len(roll))) / 48000))
    return mixed(
        (0.0, 0.5 * balls), (seconds - 0.05, 0.8 * struck(((120, 0.06, 1.0), (330, 0.04, 0.5)), 0.3, rng, 0.4))
    )


def _lock(stuff: str, strength: float, rng: Rng) -> Array:
    """A key into a lock, over the pins, and the bolt goes home."""
    pins = [
        (0.02 + 0.028 * k + float(rng.uniform(0, 0.008)), 0.25 * burst(2500, 9000, 0.002, 0.02, rng)) for k in range(5)
    ]
    bolt = struck(((310, 0.03, 1.0), (720, 0.03, 0.8), (1650, 0.02, 0.5)), 0.25, rng, 0.7)
    return mixed(*pins, (0.24, 0.3 * burst(900, 4000, 0.01, 0.05, rng)), (0.34, bolt))


def _handle(stuff: str, strength: float, rng: Rng) -> Array:
    """A handle tried: the spring and the latch, twice."""
    return mixed((0.0, 0.7 * _latch(rng, 0.5)), (0.22, _latch(rng, 0.5)))


def _window(stuff: str, strength: float, rng: Rng) -> Array:
    """A casement or a sash: the catch, wood on wood, the pane trembles."""
    slide = unit(band(noise(0.5, rng), 250, 2600)) * swell(0.5, 0.9) * (1 + 0.4 * wander(len(time(0.5)), 40, rng))
    pane = unit(modes(((430, 0.05, 1.0), (1120, 0.05, 0.6), (2380, 0.03, 0.3)), 0.3, rng))
    return mixed((0.0, 0.5 * _latch(rng)), (0.08, 0.4 * slide), (0.5, 0.6 * pane))


def _curtain(stuff: str, strength: float, rng: Rng) -> Array:
    """A curtain along its rod: cloth, and rings that run one after another."""
    cloth = unit(band(noise(1.2, rng), 700, 4200)) * swell(1.2, 1.2)
    rings = [
        (float(rng.uniform(0.08, 1.0)), float(rng.uniform(0.05, 0.2)) * unit(modes(((rng.uniform(2600, 4400), 0.014, 1.0),), 0.1, rng)))
        for _ in range(14)
    ]  # fmt: skip
    return mixed((0.0, 0.7 * cloth), *rings)


def _drawer(stuff: str, strength: float, rng: Rng) -> Array:
    """A drawer on its runners, what lies in it, and the stop."""
    seconds = 0.45
    run = (
        unit(band(noise(seconds, rng), 160, 1900))
        * swell(seconds, 0.7)
        * (1 + 0.3 * wander(len(time(seconds)), 60, rng))
    )
    inside = [(0.30 + float(rng.uniform(0, 0.2)), float(rng.uniform(0.05, 0.2)) * struck(((rng.uniform(900, 3200), 0.02, 1.0),), 0.1, rng)) for _ in range(5)]  # fmt: skip
    return mixed(
        (0.0, 0.5 * run),
        *inside,
        (seconds - 0.02, struck(((150, 0.05, 1.0), (330, 0.03, 0.7), (720, 0.015, 0.3)), 0.3, rng, 0.3)),
    )


def _cupboard(stuff: str, strength: float, rng: Rng) -> Array:
    """The light door of a cupboard: a magnet lets go, or a flap of board comes home."""
    return mixed(
        (0.0, struck(((260, 0.03, 1.0), (590, 0.02, 0.6), (1240, 0.012, 0.3)), 0.25, rng, 0.4)),
        (0.10, 0.12 * _hinge(rng, 0.25)),
        (0.07, 0.25 * burst(1500, 5000, 0.004, 0.03, rng)),
    )


def _fridge(stuff: str, strength: float, rng: Rng) -> Array:
    """A rubber seal, and bottles in the door."""
    suck = unit(band(noise(0.16, rng), 200, 1600)) * course(((0, 0), (0.7, 1), (0.8, 0.2), (1, 0)), len(time(0.16)))
    bottles = [
        (0.14 + float(rng.uniform(0, 0.16)), 0.35 * float(rng.uniform(0.4, 1)) * struck(body(rng.uniform(1700, 2600), (1, 2.3, 4.2), 0.05), 0.25, rng))
        for _ in range(4)
    ]  # fmt: skip
    return mixed((0.0, 0.8 * suck), (0.12, 0.6 * modes(((75, 0.06, 1.0),), 0.25, rng)), *bottles)


# What opens and closes besides doors, by the nouns for it.
_OPENED = {
    "drawer": _drawer, "desk": _drawer, "dresser": _drawer, "till": _drawer, "register": _drawer,
    "cupboard": _cupboard, "cabinet": _cupboard, "wardrobe": _cupboard, "closet": _cupboard, "locker": _cupboard, "oven": _cupboard, "shutter": _cupboard,
    "fridge": _fridge, "refrigerator": _fridge, "freezer": _fridge,
    "window": _window, "sash": _window, "casement": _window,
    "curtain": _curtain, "curtains": _curtain, "drapes": _curtain, "blind": _curtain, "blinds": _curtain,
}  # fmt: skip


def _rustle(rng: Rng, seconds: float) -> Array:
    return grains(700, seconds, 1500, 9000, rng)


def _open(stuff: str, strength: float, rng: Rng) -> Array:
    """Anything that opens, by the noun for it; else a door's handle and hinges."""
    for word in stuff.split():
        if word in _OPENED:
            return _OPENED[word](stuff, strength, rng)
        if word in ("letter", "envelope", "book", "paper", "newspaper", "map", "parcel", "menu", "umbrella"):
            if word == "umbrella":
                return _umbrella(stuff, strength, rng)
            return mixed((0.0, _rustle(rng, 0.3)), (0.2, 0.6 * _rustle(rng, 0.2)))
        if word in (
            "box",
            "chest",
            "lid",
            "trunk",
            "jar",
            "case",
            "suitcase",
            "briefcase",
            "piano",
            "tin",
            "basket",
            "coffin",
        ):
            return _box(stuff, strength, rng)
        if word in ("bag", "purse", "handbag", "backpack", "jacket", "coat", "zip", "rucksack"):
            return _zip(stuff, strength, rng)
        if word in ("bottle", "champagne", "wine", "beer", "can"):
            return _cork(stuff, strength, rng)
    return _door_open(stuff, strength, rng)


def _close(stuff: str, strength: float, rng: Rng) -> Array:
    """Anything that closes, by the noun for it; else a door."""
    words = stuff.split()
    if any(word in _OPENED for word in words) or any(
        word in ("letter", "envelope", "newspaper", "map", "umbrella", "bag", "purse", "handbag", "backpack", "jacket", "coat", "box", "chest", "lid", "trunk", "case", "suitcase", "briefcase", "piano", "jar", "tin") for word in words
    ):  # fmt: skip
        return _open(stuff, strength, rng)
    if "book" in words or "laptop" in words:
        return mixed((0.0, 0.7 * burst(200, 2600, 0.012, 0.1, rng)), (0.0, modes(((140, 0.03, 1.0),), 0.2, rng)))
    return _door_close(stuff, strength, rng)


def _box(stuff: str, strength: float, rng: Rng) -> Array:
    """A lid on its hinges."""
    return mixed(
        (0.0, 0.5 * _latch(rng)),
        (0.08, 0.25 * _hinge(rng, 0.4)),
        (0.42, struck(((190, 0.04, 1.0), (430, 0.03, 0.6), (880, 0.015, 0.3)), 0.3, rng, 0.3)),
    )


def _zip(stuff: str, strength: float, rng: Rng) -> Array:
    """Teeth, one after the other, faster and slower: their rate is the pitch one hears."""
    seconds = float(rng.uniform(0.45, 0.65))
    rate = ((0, 160), (0.5, rng.uniform(420, 560)), (1, 260))
    teeth = creak(rng, seconds, rate, ((rng.uniform(2600, 3200), 0.0015, 1.0), (5200, 0.001, 0.8), (7800, 0.0008, 0.5)))
    return mixed((0.0, teeth), (0.0, 0.12 * unit(band(noise(seconds, rng), 2500, 9000)) * swell(seconds, 0.6)))


def _cork(stuff: str, strength: float, rng: Rng) -> Array:
    """The plop of a cork: the neck is a pipe that opens, its tone rises as it does."""
    t = time(0.09)
    glide = course(((0, 380), (1, 900)), len(t))
    pop = np.sin(2 * np.pi * np.cumsum(glide) / 48000) * np.exp(-t / 0.018) * np.minimum(t / 0.001, 1)
    squeak = creak(rng, 0.3, ((0, 130), (1, 210)), ((1250, 0.006, 1.0), (2300, 0.004, 0.5)))
    if "can" in stuff.split():
        hiss = unit(band(noise(0.35, rng), 3000, 12000)) * np.exp(-time(0.35) / 0.09)
        return mixed((0.0, struck(body(1400, (1, 1.7, 2.6), 0.02), 0.15, rng, 0.9)), (0.02, 0.6 * hiss))
    return mixed((0.0, 0.25 * squeak), (0.34, unit(pop)), (0.34, 0.4 * burst(800, 6000, 0.008, 0.06, rng)))


def _umbrella(stuff: str, strength: float, rng: Rng) -> Array:
    """Ribs run out, and the cloth goes taut."""
    cloth = unit(band(noise(0.35, rng), 300, 3500)) * course(((0, 0.1), (0.6, 0.5), (0.8, 1), (1, 0)), len(time(0.35)))
    return mixed(
        (0.0, 0.3 * grains(90, 0.25, 1800, 6500, rng, 1, 1)),
        (0.0, 0.7 * cloth),
        (0.27, unit(modes(((115, 0.03, 1.0), (260, 0.02, 0.6)), 0.2, rng))),
        (0.29, 0.4 * _latch(rng)),
    )


def _cloth(stuff: str, strength: float, rng: Rng) -> Array:
    """Clothes that move: two strokes of cloth on cloth; leather and silk have their own."""
    words = stuff.split()
    low, high = (250, 2600) if "leather" in words else (1500, 9000) if "silk" in words else (500, 5200)
    seconds = float(rng.uniform(0.24, 0.34))
    rub = unit(band(noise(seconds, rng), low, high)) * swell(seconds, 1.5)
    rub *= 1 + 0.5 * np.sin(2 * np.pi * rng.uniform(9, 16) * time(seconds))
    parts = [(0.0, rub), (0.6 * seconds, 0.5 * rub[::-1])]
    if "leather" in words:
        parts.append((0.04, 0.2 * creak(rng, 0.2, ((0, 50), (1, 80)), ((700, 0.006, 1.0),))))
    return mixed(*parts)


_SEATS = {
    "chair": ("wood", 0.25), "stool": ("wood", 0.2), "bench": ("wood", 0.12), "wood": ("wood", 0.2), "metal": ("metal", 0.2),
    "sofa": ("soft", 0.1), "armchair": ("soft", 0.1), "bed": ("spring", 0.25), "car": ("soft", 0.08), "soft": ("soft", 0.0),
    "ground": ("none", 0.0), "grass": ("none", 0.0), "sand": ("none", 0.0),
}  # fmt: skip


def _seat(stuff: str, amount: float, rng: Rng) -> list[tuple[float, Array]]:
    """What a seat says to the weight: wood creaks, springs ring, cushions breathe out."""
    kind, level = next((_SEATS[word] for word in stuff.split() if word in _SEATS), ("wood", 0.12))
    level *= amount * float(rng.uniform(0.5, 1.3))
    at = float(rng.uniform(0.03, 0.09))
    if kind == "wood":
        return [(at, level * _hinge(rng, float(rng.uniform(0.16, 0.3))))]
    if kind == "metal":
        return [(at, level * creak(rng, 0.2, ((0, 70), (1, 110)), ((940, 0.02, 1.0), (2150, 0.015, 0.6))))]
    if kind == "spring":
        springs = [(at + float(rng.uniform(0, 0.25)), level * 0.6 * unit(modes(((rng.uniform(190, 330), 0.18, 1.0), (rng.uniform(610, 920), 0.12, 0.5)), 0.6, rng))) for _ in range(3)]  # fmt: skip
        return [*springs, (at, 0.3 * level * _hinge(rng, 0.3))]
    if kind == "soft":
        breath = unit(band(noise(0.5, rng), 250, 1900)) * course(((0, 0), (0.15, 1), (1, 0)), len(time(0.5)))
        return [(0.02, 1.2 * (level + 0.15) * breath)]
    return []


def _sit(stuff: str, strength: float, rng: Rng) -> Array:
    """Weight comes down on a seat."""
    thud = modes(((75, 0.06, 1.0), (150, 0.04, 0.5)), 0.35, rng)
    return mixed((0.0, unit(thud)), (0.0, 0.5 * unit(_cloth("", strength, rng))), *_seat(stuff, 1.0, rng))


def _stand(stuff: str, strength: float, rng: Rng) -> Array:
    """Weight leaves a seat: cloth, and the seat."""
    return mixed((0.0, unit(_cloth("", strength, rng))), *((at, 0.7 * sound) for at, sound in _seat(stuff, 1.0, rng)))


def _chair(stuff: str, strength: float, rng: Rng) -> Array:
    """A chair drawn over the floor: its legs stutter."""
    rate = ((0, 55), (0.4, rng.uniform(85, 120)), (1, 60))
    scrape = creak(rng, 0.5, rate, ((230, 0.012, 1.0), (510, 0.01, 0.9), (1150, 0.006, 0.5), (2100, 0.004, 0.3)))
    return mixed((0.0, scrape), (0.0, 0.3 * unit(band(noise(0.5, rng), 300, 3000)) * swell(0.5, 0.7)))


def _shatter_wood(stuff: str, strength: float, rng: Rng) -> Array:
    """Wood that breaks: one crack and its splinters."""
    crack = mixed((0.0, burst(300, 7000, 0.006, 0.08, rng, attack=0.0003)), (0.0, unit(modes(((240, 0.03, 1.0), (560, 0.02, 0.8), (1300, 0.012, 0.5)), 0.2, rng))))  # fmt: skip
    return mixed((0.0, crack), (0.04, 0.5 * crack[::1]), (0.03, 0.35 * grains(160, 0.35, 900, 6000, rng)))


MAKERS: dict[str, Make] = {
    "door open": _door_open,
    "door close": _door_close,
    "door slam": _slam,
    "door creak": _door_creak,
    "door slide": _door_slide,
    "door handle": _handle,
    "lock": _lock,
    "window": _window,
    "curtain": _curtain,
    "drawer": _drawer,
    "cupboard": _cupboard,
    "fridge": _fridge,
    "box": _box,
    "zip": _zip,
    "cork": _cork,
    "umbrella": _umbrella,
    "open": _open,
    "close": _close,
    "board creak": _board_creak,
    "cloth": _cloth,
    "kneel": _cloth,
    "sit": _sit,
    "stand": _stand,
    "chair scrape": _chair,
    "wood break": _shatter_wood,
}
