"""Motifs: the few notes by which a role is known again.

A motif comes from the role's name and the film's seed alone, so it stays the same in every
scene and every run; what changes is its mode, its speed and what plays it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

__all__ = ["Motif", "motif_of"]

_RHYTHMS = (
    (1.5, 0.5, 2.0),
    (1.0, 1.0, 2.0),
    (2.0, 1.0, 1.0),
    (0.5, 0.5, 1.0, 2.0),
    (1.5, 0.5, 1.0, 1.0),
    (1.0, 0.5, 0.5, 2.0),
    (3.0, 0.5, 0.5),
    (1.0, 2.0, 1.0),
)
"""Beats of each note in a bar of four."""


@dataclass(frozen=True, slots=True)
class Motif:
    """Two bars: `call` and `answer`, each a row of (beats, degree over the chord's root)."""

    call: tuple[tuple[float, int], ...]
    answer: tuple[tuple[float, int], ...]


def motif_of(role: str, seed: int = 1) -> Motif:
    """The motif of a role. Begins and rests on notes of the chord, moves by steps with one
    leap that is filled afterwards, and its answer comes home."""
    rng = np.random.default_rng(zlib.crc32(f"{seed} {role.upper()}".encode()))
    rhythm = _RHYTHMS[int(rng.integers(len(_RHYTHMS)))]
    first = int(rng.choice([0, 2, 4]))
    leap_at = int(rng.integers(1, len(rhythm)))
    rising = bool(rng.random() < 0.65)
    degrees = [first]
    for place in range(1, len(rhythm)):
        before = degrees[-1]
        if place == leap_at:
            step = int(rng.choice([2, 3, 4])) * (1 if rising else -1)
        elif place == leap_at + 1:
            step = -1 if rising else 1  # a leap is filled from the other side
        else:
            step = int(rng.choice([-1, 1]))
        degrees.append(min(max(before + step, -2), 7))
    degrees[-1] = min((0, 2, 4, 7), key=lambda tone: (abs(tone - degrees[-1]), tone))
    if len(degrees) > 2 and degrees[-1] == degrees[-2]:
        degrees[-2] += 1 if rising else -1
    call = tuple(zip(rhythm, degrees, strict=True))
    # The answer says the same from one step lower and rests long on the chord's own note.
    head = [(beats, degree - 1) for beats, degree in call[:-1]]
    spent = sum(beats for beats, _ in head)
    home = 0 if head[-1][1] <= 2 else 4
    return Motif(call, (*head, (4.0 - spent, home)))
