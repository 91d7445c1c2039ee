"""Beds: the continuous sound of places, as seamless loops made from shaped noise and events.

A bed is a sum of layers, one a tag; "walla 12" is the talk of twelve people. Each layer is LOOP seconds
of stereo, (2, n), that joins its own beginning.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from fairtake.sound.layers import ALIASES, EVENTS, LAYERS, talk
from fairtake.sound.looping import COUNT, LOOP, Samples, levelled

__all__ = ["LOOP", "known_tags", "loop"]

_LAYERS = LAYERS
_WALLA = "walla "


@lru_cache(maxsize=6)
def loop(tags: tuple[str, ...], seed: int) -> Samples:
    """One turn of the bed for `tags`, (2, LOOP * RATE) float32, about -46 dBFS in level.
    Tags nobody knows are the air of the place."""
    total = np.zeros((2, COUNT), np.float32)
    layers = dict.fromkeys(ALIASES.get(tag, tag) for tag in tags)
    known = [tag for tag in layers if tag in LAYERS or _people(tag)] or ["air"]
    if all(tag in EVENTS or _people(tag) for tag in known):
        # Between two birds there is still air.
        known.append("air")
    for index, tag in enumerate(known):
        rng = np.random.default_rng([seed, index])
        people = _people(tag)
        if people:
            # Twice as many are three decibels more.
            total += levelled(talk(people, rng), 10 ** ((-57 + 10 * np.log10(people / 2 + 0.5)) / 20))
            continue
        make, level = LAYERS[tag]
        total += levelled(make(rng), 10 ** (level / 20))
    return total


def _people(tag: str) -> int:
    """How many talk in "walla 12"; 0 for any other tag."""
    count = tag.removeprefix(_WALLA)
    return int(count) if tag.startswith(_WALLA) and count.isdigit() else 0


def known_tags() -> tuple[str, ...]:
    """Tags that have a sound of their own."""
    return tuple(sorted({*LAYERS, *ALIASES}))
