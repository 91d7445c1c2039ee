"""A line as a voice that somebody brought has spoken it, made a take.

Samples and, where the engine tells them, the lengths of its sounds go in; a take comes out: trimmed,
levelled, whispered or shouted as the line asks, with phonemes, mouth shapes and words. Where the
engine tells nothing, its sounds are found as a recording's are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.reading import Phoneme, SpokenWord, Take, Viseme
from fairtake.voices.ipa import MODIFIERS, STRESSES, is_pause, shape_of
from fairtake.voices.manner import manner_of
from fairtake.voices.recordings.alignment import align
from fairtake.voices.recordings.transfer import gaps_of, phonemes_on, words_on
from fairtake.voices.tone import levelled, pressed
from fairtake.voices.whisper import whispered

__all__ = ["brought_take", "tempo_of"]

F32 = npt.NDArray[np.float32]
Sounds = Sequence[tuple[str, int]]

_AUDIBLE = 10.0 ** (-45.0 / 20.0)
_MARGIN = 0.012
_GAP = 0.04  # seconds between words from which on they are a pause
_WORD = re.compile(r"\S*[^\W_]\S*")


def tempo_of(line: Line) -> float:
    """How much faster than its own pace a brought voice is to speak: as the line's delivery has it."""
    return manner_of(line).rate


def brought_take(line: Line, samples: F32, rate: int, sounds: Sounds, reading: Take) -> Take:
    """The take. `sounds` are pairs of a phoneme in IPA and its length in samples; without them
    `reading`, the built-in voice's take of the line, helps to find them. Raises VoiceError when
    there is nothing to be heard."""
    size = np.abs(samples)
    audible = np.flatnonzero(size > _AUDIBLE * float(size.max(initial=0.0)))
    if not len(audible) or not np.isfinite(samples).all():
        raise VoiceError(f"the voice of {line.role} says nothing for {line.text[:50]!r}", fix="Give it another voice.")
    margin = round(_MARGIN * rate)
    start, end = max(0, int(audible[0]) - margin), min(len(samples), int(audible[-1]) + 1 + margin)
    manner = manner_of(line)
    seed = zlib.crc32(f"{line.role}\0{line.text}".encode("utf-8", "replace"))
    sound = samples[start:end]
    if manner.whisper:
        sound = whispered(sound, rate, seed)
    elif manner.effort > 0.2:
        sound = pressed(sound, rate, manner.effort)
    sound = levelled(np.asarray(sound, np.float32), rate, manner.level)
    duration = len(sound) / rate
    if any(count > 0 for _, count in sounds):
        phonemes, groups = _phonemes(sounds, rate, start, duration)
        return Take(line.number, line.role, rate, sound, phonemes, _words(line.text, groups, phonemes))
    found = align(reading.samples, reading.rate, gaps_of(reading), sound, rate)
    moved = phonemes_on(reading, found, duration)
    return Take(line.number, line.role, rate, sound, moved, words_on(reading, moved))


@dataclass(slots=True)
class _Sound:
    """A sound with its marks; samples from the engine's first."""

    symbol: str
    first: int
    last: int
    stress: int


def _phonemes(
    sounds: Sounds, rate: int, start: int, duration: float
) -> tuple[tuple[Phoneme, ...], list[tuple[float, float]]]:
    """Phonemes on the take's clock, and the (start, end) of each group of them between blanks."""
    merged: list[_Sound] = []
    stress, carried, clock = 0, 0, 0
    for symbol, count in sounds:
        if symbol in STRESSES:
            stress, carried = STRESSES[symbol], carried + count
        elif symbol and all(letter in MODIFIERS for letter in symbol) and merged and not is_pause(symbol):
            merged[-1].symbol += symbol
            merged[-1].last = clock + count
        else:
            merged.append(_Sound(symbol, clock - carried, clock + count, stress))
            stress, carried = 0, 0
        clock += count
    names = [one.symbol for one in merged]
    phonemes: list[Phoneme] = []
    groups: list[tuple[float, float]] = []
    fresh = True
    for i, one in enumerate(merged):
        a, b = (min(max((edge - start) / rate, 0.0), duration) for edge in (one.first, one.last))
        if one.symbol == " " or is_pause(one.symbol):
            fresh = True
            if b - a <= 0.0:
                continue
            if one.symbol == " " and b - a < _GAP and phonemes:
                before = phonemes[-1]
                phonemes[-1] = Phoneme(before.symbol, before.viseme, before.start, b, before.stress)
            elif phonemes and phonemes[-1].viseme is Viseme.SIL:
                phonemes[-1] = Phoneme("_", Viseme.SIL, phonemes[-1].start, b)
            else:
                phonemes.append(Phoneme("_", Viseme.SIL, a, b))
            continue
        if b <= a:
            continue
        phonemes.append(Phoneme(one.symbol, shape_of(names, i), a, b, one.stress))
        if fresh:
            groups.append((a, b))
        else:
            groups[-1] = (groups[-1][0], b)
        fresh = False
    return tuple(phonemes), groups


def _words(text: str, groups: Sequence[tuple[float, float]], phonemes: Sequence[Phoneme]) -> tuple[SpokenWord, ...]:
    """The text's words on the groups of phonemes; shared out by length where their numbers differ
    (a number read as several words)."""
    words = list(_WORD.finditer(text))
    if not words or not groups:
        return ()
    if len(words) == len(groups):
        spans = list(groups)
    else:
        marks = np.cumsum([0.0, *(len(word.group()) for word in words)])
        edges = groups[0][0] + marks / marks[-1] * (groups[-1][1] - groups[0][0])
        spans = [(float(a), float(b)) for a, b in pairwise(edges)]
    return tuple(
        SpokenWord(word.group().strip("\"'“”‘’.,;:!?…()[]"), word.start(), start, end)
        for word, (start, end) in zip(words, spans, strict=True)
    )
