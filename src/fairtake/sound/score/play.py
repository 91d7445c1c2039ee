"""Passages to sound: played, put into a hall, and stepping back for speech."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from fairtake.model.score import Passage
from fairtake.model.sound import RATE, Stem
from fairtake.sound.loudness import LoudnessMeter
from fairtake.sound.reel import PAGE, ReelWriter
from fairtake.sound.room import Reverb, tail_samples
from fairtake.sound.score.instruments import INSTRUMENTS, TONE_RATE, tone
from fairtake.sound.score.palettes import PALETTES

__all__ = ["play_passage", "played", "stepping_back"]

Samples = npt.NDArray[np.float32]

_HALL = 2.2
"""Reverberation time of the hall, seconds."""

_LEVEL = 10 ** (-4.0 / 20)
"""Music beside speech: what is right where nobody speaks."""

_DUCK = 10 ** (-9.0 / 20)
"""What is left of it while somebody does."""

_DOWN, _UP = 0.35, 0.9
"""Seconds in which music steps back before a word and comes again after one."""


def play_passage(passage: Passage, speech: Sequence[tuple[float, float]], path: Path) -> None:
    """Play a passage into a file for `master_film`, whose first sample is the passage's start.
    `speech` are the (start, end) seconds, from there, in which somebody is heard. Raises OSError."""
    sound = played(passage)
    sound *= stepping_back(speech, sound.shape[1])
    count = -(-sound.shape[1] // PAGE) * PAGE
    whole = np.zeros((2, count), np.float32)
    whole[:, : sound.shape[1]] = sound
    meter = LoudnessMeter()
    meter.add(whole)
    peaks = np.abs(whole).max(axis=0).reshape(-1, PAGE).max(axis=1)
    with ReelWriter(path, [Stem.MUSIC]) as reel:
        reel.add({Stem.MUSIC: whole}, meter.hops, peaks)


def played(passage: Passage) -> Samples:
    """A passage's sound, (2, n) at RATE, with the hall ringing on after its end."""
    players = PALETTES[passage.palette].players
    longest = max((INSTRUMENTS[name].release for name in players.values()), default=0.0)
    count = int((passage.seconds + longest + 0.2) * TONE_RATE)
    direct = np.zeros((2, count), np.float32)
    send = np.zeros(count, np.float32)
    for note in passage.notes:
        name = players[note.part]
        instrument = INSTRUMENTS[name]
        sound = tone(name, note.pitch, note.velocity, note.seconds)
        begin = max(0, round(note.start * TONE_RATE))
        sound = sound[: count - begin]
        # A keyboard or a harp lies across the stage: low notes to one side, high ones to the other.
        pan = min(max(instrument.pan + (note.pitch - 62) / 120, -0.8), 0.8)
        angle = (pan + 1) * np.pi / 4
        direct[0, begin : begin + len(sound)] += sound * np.float32(np.cos(angle) * 1.414)
        direct[1, begin : begin + len(sound)] += sound * np.float32(np.sin(angle) * 1.414)
        send[begin : begin + len(sound)] += sound * np.float32(instrument.room)
    dry = np.stack([soxr.resample(channel, TONE_RATE, RATE, quality="HQ") for channel in direct])
    wet = soxr.resample(send, TONE_RATE, RATE, quality="HQ")
    tail = np.zeros(tail_samples(_HALL), np.float32)
    hall = Reverb(_HALL).block(np.concatenate([wet, tail]).astype(np.float32))
    out = hall * np.float32(0.55)
    out[:, : dry.shape[1]] += dry
    return np.asarray(out * np.float32(_LEVEL), np.float32)


def stepping_back(speech: Sequence[tuple[float, float]], count: int) -> Samples:
    """Music's level (count,): lower while somebody speaks, from one (start, end) in seconds to the other."""
    level = np.ones(count, np.float32)
    down = np.linspace(1, _DUCK, int(_DOWN * RATE), dtype=np.float32)
    up = np.linspace(_DUCK, 1, int(_UP * RATE), dtype=np.float32)
    for first, last in speech:
        begin, end = round(first * RATE), round(last * RATE)
        for start, shape in (
            (begin - len(down), down),
            (begin, np.full(max(end - begin, 0), _DUCK, np.float32)),
            (end, up),
        ):
            a, b = max(start, 0), min(start + len(shape), count)
            if a < b:
                level[a:b] = np.minimum(level[a:b], shape[a - start : b - start])
    return level
