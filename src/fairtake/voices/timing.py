"""From eSpeak NG's events to phonemes and words with times.

Events give only beginnings, in samples of the raw sound. They are first put right where
eSpeak NG books time to the wrong phoneme, then carried through every step of `treatment` as
marks, and read back here on the finished take's clock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.model.reading import Phoneme, SpokenWord, Viseme
from fairtake.voices.connection import RawSpeech
from fairtake.voices.visemes import FIRST_PART, is_silence, is_sound, mouth_shapes

__all__ = ["Score", "phonemes_of", "score_of", "words_of"]

F64 = npt.NDArray[np.float64]

_LIQUID = re.compile(r"[lr]")
_VOWEL = re.compile(r"[aeiouAEIOUVyY@03&]")
_STOP = re.compile(r"[pbtdkgqcPJ]")
_VOWEL_SHARE = 0.62
_CLOSED = 0.04
_EDGES = "\"'“”‘’«»()[]{}.,;:!?¡¿…—–-*_~<> \t\n"


@dataclass(frozen=True, slots=True)
class Score:
    """The sounds of a line in order: `symbols` mnemonics with stress marks, `marks` their
    beginnings in raw samples and one more for the end of the last; `words` pairs of a
    character of the engine's text and the index of the word's first symbol."""

    symbols: tuple[str, ...]
    marks: F64
    words: tuple[tuple[int, int], ...]

    @property
    def sounding(self) -> tuple[int, ...]:
        """Indices of what is not a pause."""
        return tuple(i for i, symbol in enumerate(self.symbols) if not is_silence(symbol))


def score_of(speech: RawSpeech) -> Score:
    """Phoneme and word beginnings from raw events."""
    length = len(speech.samples)
    symbols: list[str] = []
    starts: list[float] = []
    words: list[tuple[int, int]] = []
    for event in speech.events:
        if not event.phoneme:
            words.append((event.position - 1, len(symbols)))
        elif is_sound(event.phoneme) or is_silence(event.phoneme):
            symbols.append(event.phoneme)
            starts.append(float(min(max(event.sample, starts[-1] if starts else 0), length)))
    marks = np.asarray([*starts, float(length)], np.float64)
    marks = _liquids_given_back(symbols, marks, speech.rate)
    return Score(tuple(symbols), _closures_given_back(symbols, marks, speech), tuple(words))


def _liquids_given_back(symbols: Sequence[str], marks: F64, rate: int) -> F64:
    """A vowel before l or r is booked with the liquid's time too ("told": 335 ms and 26):
    divide the two where the liquid is left with next to nothing."""
    marks = marks.copy()
    for i in range(1, len(symbols)):
        before, own = marks[i] - marks[i - 1], marks[i + 1] - marks[i]
        if (
            own < 0.045 * rate
            and before > 0.14 * rate
            and _LIQUID.match(symbols[i].lstrip("',%"))
            and _VOWEL.match(symbols[i - 1].lstrip("',%"))
        ):
            marks[i] = marks[i - 1] + _VOWEL_SHARE * (before + own)
    return marks


def _closures_given_back(symbols: Sequence[str], marks: F64, speech: RawSpeech) -> F64:
    """A voiceless stop's event stands at its burst, and the silence while the mouth is shut
    is booked to the sound before. Let stops begin where that silence does, so that lips meet
    when they must."""
    marks = marks.copy()
    size = np.abs(speech.samples)
    step = speech.rate // 1000
    for i in range(1, len(symbols)):
        if not _STOP.match(symbols[i].lstrip("',%")) or is_silence(symbols[i - 1]):
            continue
        burst = int(marks[i])
        floor = int(max(marks[i - 1] + 0.4 * (marks[i] - marks[i - 1]), burst - 0.13 * speech.rate))
        before = size[floor:burst]
        count = len(before) // step
        if count < 8:
            continue
        levels = before[len(before) - count * step :].reshape(count, step).max(axis=1)
        loud = np.flatnonzero(levels > _CLOSED * max(float(size[int(marks[i - 1]) : floor].max(initial=0.0)), 0.02))
        quiet = count - (int(loud[-1]) + 1 if len(loud) else 0)
        if quiet >= 8:
            marks[i] = burst - quiet * step
    return marks


def phonemes_of(score: Score, marks: F64, rate: int, duration: float, language: str = "") -> tuple[Phoneme, ...]:
    """Phonemes on the clock of the finished take. `marks` as the score's, in its samples; `language`
    the code of the voice file.
    Diphthongs come as two with one symbol."""
    times = np.clip(marks / rate, 0.0, duration)
    phonemes: list[Phoneme] = []
    for i, symbol in enumerate(score.symbols):
        start, end = float(times[i]), float(times[i + 1])
        if end <= start:
            continue
        shapes = mouth_shapes(score.symbols, i, language)
        stress = 2 if symbol.startswith("'") else 1 if symbol.startswith(",") else 0
        bare = symbol.lstrip("',%=+") or symbol
        between = start + FIRST_PART * (end - start)
        edges = (start, end) if len(shapes) == 1 else (start, between, end)
        for shape, first, last in zip(shapes, edges, edges[1:], strict=False):
            same = phonemes and phonemes[-1].viseme is shape is Viseme.SIL
            if same:  # eSpeak NG writes one pause as several
                phonemes[-1] = Phoneme("_", shape, phonemes[-1].start, last)
            else:
                phonemes.append(Phoneme("_" if shape is Viseme.SIL else bare, shape, first, last, stress))
    return tuple(phonemes)


def words_of(
    score: Score, marks: F64, rate: int, duration: float, text: str, offsets: Sequence[int]
) -> tuple[SpokenWord, ...]:
    """Words of the line's own text on the clock of the finished take."""
    times = np.clip(marks / rate, 0.0, duration)
    begun: list[tuple[int, int]] = []  # character of the line, first symbol
    for position, symbol in score.words:
        if not 0 <= position < len(offsets):
            continue
        offset = offsets[position]
        while offset < len(text) and (text[offset] in _EDGES or text[offset].isspace()):
            offset += 1
        if offset < len(text) and (not begun or offset > begun[-1][0]):
            begun.append((offset, symbol))
    words = []
    for k, (offset, first) in enumerate(begun):
        until, last = begun[k + 1] if k + 1 < len(begun) else (len(text), len(score.symbols))
        sounds = [i for i in range(first, last) if not is_silence(score.symbols[i]) and times[i + 1] > times[i]]
        spelled = text[offset:until].split()
        written = spelled[0].rstrip(_EDGES) if spelled else ""
        if sounds and written:
            words.append(SpokenWord(written, offset, float(times[sounds[0]]), float(times[sounds[-1] + 1])))
    return tuple(words)
