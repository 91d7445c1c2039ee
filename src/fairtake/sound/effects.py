"""One effect: a class of sound made, brought to its level, and free of clicks."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import signal
from scipy.ndimage import uniform_filter1d

from fairtake.model.sound import RATE
from fairtake.sound.foley import CLASSES, Sound
from fairtake.sound.foley.things import MAKERS as _THINGS

__all__ = ["known", "lead_of", "level_of", "make_effect"]

_UNKNOWN = Sound(_THINGS["touch"], -20.0)
_HEAD, _TAIL = 24, 480
_SUSTAINED = 3.2
"""A sound that goes on is as loud as a touch whose peak is so many times its level."""


def known(name: str) -> bool:
    """Whether there is a sound of that name."""
    return name in CLASSES


def level_of(name: str) -> float:
    """How loud it is at ordinary strength, dB against a spoken line."""
    return CLASSES.get(name, _UNKNOWN).level


def lead_of(name: str) -> float:
    """Seconds from its first sample to the moment it belongs to."""
    return CLASSES.get(name, _UNKNOWN).lead


def make_effect(name: str, stuff: str, strength: float, seed: int) -> npt.NDArray[np.float32]:
    """The sound of a contact, mono at RATE, its moment `lead_of(name)` seconds in. `name` as in
    Contact.kind, `stuff` what is met or who is heard; unknown stuff sounds like wood, an unknown name
    like a soft touch. `strength` 0..1 changes tone as well as level; `seed` makes every one a little
    different. Peaks are near 0.5 at strength 0.5, lower for what goes on; both ends are silent."""
    rng = np.random.default_rng(seed)
    firm = float(np.clip(strength, 0.05, 1.0))
    sound = np.asarray(CLASSES.get(name, _UNKNOWN).make(stuff, firm, rng), np.float64)
    # No pressure that stands still: it would move the membrane and be heard as nothing.
    sound = np.asarray(signal.lfilter([1.0, -1.0], [1.0, -0.9975], sound))
    head, tail = min(len(sound), _HEAD), min(len(sound), _TAIL)
    # Half a raised cosine each: short enough for a touch to keep its edge.
    sound[:head] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(head) / head)
    sound[-tail:] *= 0.5 + 0.5 * np.cos(np.pi * np.arange(1, tail + 1) / tail)
    power = uniform_filter1d(sound**2, RATE // 20, mode="constant")
    weight = max(float(np.abs(sound).max()), _SUSTAINED * float(np.sqrt(max(float(power.max()), 0.0))))
    if weight > 0:
        sound = sound * (0.5 * (0.4 + 1.2 * firm) / weight)
    return sound.astype(np.float32)
