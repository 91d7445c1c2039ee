"""A piece of music under a film: which stretch of it plays when, and its sound."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.model.score import Beats
from fairtake.model.sound import RATE, Stem
from fairtake.sound.limiter import loudest
from fairtake.sound.loudness import LoudnessMeter
from fairtake.sound.reel import PAGE, ReelWriter
from fairtake.sound.score.play import stepping_back
from fairtake.sound.tune.reading import Tune

__all__ = ["Laid", "lay_tune", "play_tune"]

Samples = npt.NDArray[np.float32]

_LEVEL = -32.0
"""LUFS of music as it is laid down beside speech, where nobody speaks."""

_IN, _OUT = 0.01, 1.6
"""Seconds in which music comes on a bar and goes with its passage."""

_JOIN = 1.0
"""Seconds over which a piece that has ended gives way to its own beginning."""


@dataclass(frozen=True, slots=True)
class Laid:
    """Music from `start` of the film for `seconds`; `source` is the second of the piece it begins
    with. `why` says what it is for."""

    start: float
    seconds: float
    source: float
    why: str = ""


def lay_tune(passages: Sequence[tuple[float, float, bool, str]], beats: Beats) -> list[Laid]:
    """Which stretch of a piece plays in which passage of the film: (start, seconds, whether cuts
    go by it, what it is for). Every passage begins with a bar; passages
    take the piece on from where the last one left it, and begin anew when little is left; where
    cuts go by the music it begins with its first whole bar (`Beats.bars`)."""
    starts = [beats.times[place] for place in beats.bars] or [0.0]
    at = 0.0
    found = []
    for start, seconds, cut_to, why in passages:
        source = starts[0]
        if not cut_to:
            # Before its first bar a piece may have an upbeat: only the first passage plays it.
            following = bisect.bisect_left(starts, at - 1e-6)
            source = starts[following] if at > 0 and following < len(starts) else 0.0
            if beats.seconds - source < min(seconds, 8.0):
                source = 0.0
            at = source + seconds
        found.append(Laid(start, seconds, source, why))
    return found


def play_tune(tune: Tune, laid: Laid, speech: Sequence[tuple[float, float]], path: Path) -> None:
    """Play a stretch into a file for `master_film`, whose first sample is the passage's start.
    `speech` are the (start, end) seconds, from there, in which somebody is heard. Raises OSError."""
    sound = _stretch(tune.samples, round(laid.source * RATE), round(laid.seconds * RATE))
    sound *= np.float32(10 ** ((_LEVEL - tune.loudness) / 20))
    count = sound.shape[1]
    for ramp, part in ((_IN, slice(None)), (_OUT, slice(None, None, -1))):
        faded = min(int(ramp * RATE), count)
        sound[:, part][:, :faded] *= np.sin(np.linspace(0, np.pi / 2, faded, dtype=np.float32)) ** 2
    sound *= stepping_back(speech, count)
    whole = np.zeros((2, -(-count // PAGE) * PAGE), np.float32)
    whole[:, :count] = sound
    meter = LoudnessMeter()
    meter.add(whole)
    with ReelWriter(path, [Stem.MUSIC]) as reel:
        reel.add({Stem.MUSIC: whole}, meter.hops, loudest(whole).reshape(-1, PAGE).max(axis=1))


def _stretch(samples: Samples, first: int, count: int) -> Samples:
    """`count` samples of the piece from `first` on; when it ends, it gives way to its beginning."""
    out = np.zeros((2, count), np.float32)
    done = 0
    while done < count:
        part = samples[:, first : first + count - done].copy()
        join = min(int(_JOIN * RATE), part.shape[1])
        ramp = np.linspace(0, 1, join, dtype=np.float32)
        if done:
            part[:, :join] *= ramp
        ends = done + part.shape[1] < count
        if ends:
            part[:, -join:] *= ramp[::-1]
        out[:, done : done + part.shape[1]] += part
        done += part.shape[1] - (join if ends else 0)
        first = 0
    return out
