"""Modes, chords and voice leading: what of harmony the score needs.

Degrees count from 0 (the tonic) and may leave the octave; pitches are MIDI numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from types import MappingProxyType

__all__ = ["KEYS", "LOOPS", "MODES", "chord", "pitch_of", "voiced"]

KEYS = ("C", "D flat", "D", "E flat", "E", "F", "G flat", "G", "A flat", "A", "B flat", "B")
"""Names of the tonics from C upwards."""

MODES = MappingProxyType(
    {
        "lydian": (0, 2, 4, 6, 7, 9, 11),
        "ionian": (0, 2, 4, 5, 7, 9, 11),
        "mixolydian": (0, 2, 4, 5, 7, 9, 10),
        "dorian": (0, 2, 3, 5, 7, 9, 10),
        "aeolian": (0, 2, 3, 5, 7, 8, 10),
        "phrygian": (0, 1, 3, 5, 7, 8, 10),
    }
)
"""Semitones of each mode over its tonic, from the brightest to the darkest."""

LOOPS = MappingProxyType(
    {
        "lydian": ((0, 1, 0, 4), (0, 1, 5, 4), (0, 4, 1, 0)),
        "ionian": ((0, 5, 3, 4), (0, 3, 5, 4), (0, 2, 3, 4), (0, 4, 5, 3)),
        "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 0), (0, 4, 6, 3)),
        "dorian": ((0, 3, 0, 6), (0, 2, 3, 6), (0, 6, 3, 0)),
        "aeolian": ((0, 5, 2, 6), (0, 3, 5, 6), (0, 2, 5, 3), (0, 6, 5, 6)),
        "phrygian": ((0, 1, 0, 6), (0, 1, 3, 1), (0, 5, 1, 0)),
    }
)
"""Roots, a bar each, that go round in a mode without its diminished chord as a resting place."""


def pitch_of(tonic: int, mode: Sequence[int], degree: int) -> int:
    """The pitch of a degree over a tonic."""
    octave, step = divmod(degree, len(mode))
    return tonic + 12 * octave + mode[step]


def chord(mode: Sequence[int], root: int, notes: int = 3) -> tuple[int, ...]:
    """Degrees of the chord of thirds on a root: 3 a triad, 4 with the ninth for colour,
    where that is a whole tone over the root. A
    diminished fifth is left out for the sixth, which does not want to move."""
    fifth = (pitch_of(0, mode, root + 4) - pitch_of(0, mode, root)) % 12
    found = (root, root + 2, root + (4 if fifth == 7 else 5))
    ninth = (pitch_of(0, mode, root + 8) - pitch_of(0, mode, root)) % 12
    return (*found, root + 8) if notes > 3 and ninth == 2 else found


def voiced(
    tonic: int, mode: Sequence[int], degrees: Sequence[int], low: int, high: int, before: Sequence[int] = ()
) -> tuple[int, ...]:
    """The chord's notes between `low` and `high`, each once, from below: with the least motion
    from the chord `before`, apart enough not to be muddy."""
    choices = []
    for degree in degrees:
        bare = pitch_of(tonic, mode, degree) % 12
        choices.append([pitch for pitch in range(low, high + 1) if pitch % 12 == bare])
    middle = (low + high) / 2
    best: tuple[float, tuple[int, ...]] | None = None
    for combination in product(*choices):
        notes = tuple(sorted(combination))
        gaps = [upper - lower for lower, upper in pairwise(notes)]
        cost = float(sum(max(gap - 9, 0) for gap in gaps)) + sum(
            {0: 90.0, 1: 30.0, 2: 3.0}.get(gap, 0.0) for gap in gaps
        )
        if before:
            cost += sum(min(abs(note - old) for old in before) for note in notes)
            # All the same way at once is how a keyboard beginner changes chords.
            if len(before) == len(notes):
                moves = [note - old for note, old in zip(notes, sorted(before), strict=True)]
                cost += 2.0 * (all(move > 0 for move in moves) or all(move < 0 for move in moves))
        cost += 0.15 * abs(sum(notes) / len(notes) - middle)
        if best is None or (cost, notes) < best:
            best = (cost, notes)
    assert best is not None, "an octave and a half holds every chord"
    return best[1]
