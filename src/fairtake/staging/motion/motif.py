"""What hands go on doing: typing, stirring, writing, sweeping, strumming, as curves of time.

Everything runs on the clock of the goal it belongs to, so that the same work moves the same
wherever in the scene it lies.
"""

from __future__ import annotations

import numpy as np

from fairtake.staging.motion.ease import Array, min_jerk, smoothstep
from fairtake.staging.motion.score import Motif

__all__ = ["play_motif"]

_LINE = 3.4
"""Seconds in which a written line is filled."""


def play_motif(motif: Motif, t: Array) -> tuple[Array, Array]:
    """How far the hand is from its goal (n, 3), metres in the goal's axes, and what is added to
    the curl of thumb, index and fingers (n, 3), at `t` (n,) seconds since the hand was there."""
    t = np.maximum(t, 0.0)
    along, across = np.asarray(motif.along), np.asarray(motif.across)
    phase = 2 * np.pi * (motif.seed % 97) / 97
    turn = 2 * np.pi * motif.rate * t
    # It sets in; nobody is in full swing at once.
    grow = smoothstep(t / 0.5)
    curl = np.zeros((len(t), 3))
    if motif.kind == "circle":
        # Not a machine: now quicker, now slower, now wider.
        turn = turn + 0.5 * np.sin(0.53 * t + phase)
        wide = 0.85 + 0.15 * np.sin(0.37 * t + phase)
        a, b = wide * (np.cos(turn) - 1), wide * np.sin(turn)
    elif motif.kind == "tap":
        # Words and pauses between them.
        burst = smoothstep((np.sin(1.15 * t + phase) + 0.75 * np.sin(0.47 * t + 2 * phase) + 0.7) / 0.6)
        strike = np.maximum(0.0, np.sin(turn + 1.3 * np.sin(0.9 * t + phase))) ** 2
        a = 0.6 * np.sin(0.8 * t + phase) + 0.4 * np.sin(2.1 * t + 1.7 * phase)
        a, b = a * burst, burst * (strike - 0.5)
        fingers = np.sin(turn + phase)
        curl[:, 1] = 0.16 * burst * np.maximum(0.0, fingers)
        curl[:, 2] = 0.16 * burst * np.maximum(0.0, -fingers)
    elif motif.kind == "write":
        place = (t + phase) % _LINE / _LINE
        back = min_jerk((place - 0.9) / 0.1)
        a = (np.minimum(place / 0.9, 1.0) - 0.5) * (1 - back) - 0.5 * back
        b = (0.6 * np.sin(turn) + 0.4 * np.sin(1.73 * turn + phase)) * (1 - smoothstep((place - 0.84) / 0.06))
        curl[:, 1] = 0.05 * b
    else:
        a, b = np.sin(turn + phase), np.sin(turn + phase) ** 2
        a, b = a + 0.08 * np.sin(0.7 * t + phase), b
    return (a[:, None] * along + b[:, None] * across) * grow[:, None], curl * grow[:, None]
