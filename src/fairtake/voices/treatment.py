"""From raw speech to a finished take's sound: delivery, tone, trimming, level.

Raw samples and their score go in; samples come out with the score's marks on their clock.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.voices.breath import breaths, inhaled
from fairtake.voices.clock import Speech, bent, cut, lengthened
from fairtake.voices.connection import RawSpeech
from fairtake.voices.manner import Manner
from fairtake.voices.timing import Score
from fairtake.voices.tone import aired, equalized, levelled, pressed
from fairtake.voices.visemes import is_silence, is_vowel
from fairtake.voices.whisper import whispered

__all__ = ["breath_of", "finished"]

F32 = npt.NDArray[np.float32]

_MARGIN = 0.012  # seconds of silence left at either end
_FADE = 0.003
_AUDIBLE = 10.0 ** (-48.0 / 20.0)  # against the take's own peak
_BREATH = 0.26
"""Seconds a pause in which somebody breathes is longer for it."""
_PAUSES = ("_", "_:", "_|", "||")


def finished(
    raw: RawSpeech,
    score: Score,
    manner: Manner,
    *,
    breath: float,
    broken_off: bool,
    trailing: bool,
    seed: int,
    rise: float = 0.0,
    roughness: float = 0.0,
) -> Speech:
    """The finished sound at the raw rate; `seed` chooses its noise. `rise` lifts the end by so many
    semitones."""
    rate = raw.rate
    speech = Speech(raw.samples, score.marks)
    if broken_off:
        speech = _broken_off(speech, score, rate)
    if manner.pause > 0:
        speech = lengthened(speech, _inner_pauses(score, len(speech.samples)), round(manner.pause * rate))
    breathed = breaths([(a / rate, b / rate) for a, b in _pauses(score, speech)], len(speech.samples) / rate)
    if breathed:
        places = [int(0.5 * (a + b) * rate) for a, b in breathed]
        speech = lengthened(speech, places, round(_BREATH * rate))
    if not manner.whisper:
        alive = _unsteadiness(len(speech.samples), rate, roughness + manner.roughness, seed)
        shaped = _speed(len(speech.samples), rate, manner, _end(score, speech) / rate, trailing=trailing, rise=rise)
        speech = bent(speech, shaped * alive)
    samples = speech.samples
    samples = whispered(samples, rate, seed) if manner.whisper else aired(samples, rate, breath + manner.breath, seed)
    samples = equalized(samples, rate, 0.0 if manner.whisper else manner.effort)
    if manner.effort > 0:
        samples = pressed(samples, rate, manner.effort)
    if trailing:
        samples = samples * _dying_away(len(samples), rate, _end(score, speech))
    if breathed:
        samples = samples.copy()
        loud = float(np.sqrt(np.mean(np.square(samples[np.abs(samples) > 1e-3])))) if samples.any() else 0.0
        pauses = _pauses(score, Speech(samples, speech.marks))
        for k, (a, b) in enumerate(pauses):
            if b - a > _BREATH * rate:
                inhaled(samples, rate, a, b, loud, seed + k)
    start, end = _heard(samples, rate)
    speech = cut(Speech(samples, speech.marks), start, end)
    return Speech(_faded(levelled(speech.samples, rate, manner.level), rate), speech.marks)


def breath_of(rate: int, seed: int) -> F32:
    """What is heard of a line without a word in it: 0.3 s of breath, just audible."""
    count = round(0.3 * rate)
    noise = np.random.default_rng(seed).standard_normal(count, np.float32)
    air = equalized(np.convolve(noise, np.ones(5, np.float32) / 5, "same").astype(np.float32), rate, -0.5)
    shape = np.sin(np.linspace(0.0, np.pi, count)) ** 2
    return np.asarray(air * shape * 10.0 ** (-42.0 / 20.0) / np.std(air), np.float32)


def _broken_off(speech: Speech, score: Score, rate: int) -> Speech:
    """Cut late in the last vowel, at full voice: no ending is heard, only an end."""
    sounding = score.sounding
    if not sounding:
        return speech
    nucleus = next((i for i in reversed(sounding) if is_vowel(score.symbols[i])), sounding[-1])
    if nucleus < sounding[-1] - 2 or nucleus == sounding[0]:
        nucleus = sounding[-1]  # too much of the word would go
    first, last = speech.marks[nucleus], speech.marks[nucleus + 1]
    end = int(min(first + max(0.8 * (last - first), 0.04 * rate), last))
    return cut(speech, 0, max(end, 1))


def _inner_pauses(score: Score, length: int) -> list[int]:
    """A quiet place in each pause between sounds."""
    sounding = score.sounding
    inner = range(sounding[0] + 1, sounding[-1]) if sounding else ()
    places = [
        int(0.5 * (score.marks[i] + score.marks[i + 1]))
        for i in inner
        if score.symbols[i] in _PAUSES and not is_silence(score.symbols[i - 1])
    ]
    return [place for place in places if place < length]


def _pauses(score: Score, speech: Speech) -> list[tuple[float, float]]:
    """(start, end) in samples of each pause between sounds."""
    sounding = score.sounding
    found: list[tuple[float, float]] = []
    for i in range(sounding[0] + 1, sounding[-1]) if sounding else ():
        if score.symbols[i] in _PAUSES:
            start, end = float(speech.marks[i]), float(speech.marks[i + 1])
            if found and start - found[-1][1] < 1.0:  # one pause is written as several
                found[-1] = (found[-1][0], end)
            elif end > start:
                found.append((start, end))
    return found


def _unsteadiness(count: int, rate: int, roughness: float, seed: int) -> npt.NDArray[np.float64]:
    """Playing speed about 1: what no throat can help. It drifts by some 10 cents over syllables and
    trembles by some 5 from pulse to pulse (Titze 1994, chapter 10: up to 1 % in healthy voices)."""
    rng = np.random.default_rng(seed)
    time = np.arange(count) / rate
    semitones = np.zeros(count)
    for pace, size in ((3.0, 0.1), (110.0, 0.045 + 0.1 * min(roughness, 1.0))):
        knots = rng.standard_normal(int(count / rate * pace) + 3)
        semitones += size * np.interp(time * pace, np.arange(len(knots)), knots)
    return np.asarray(2.0 ** (semitones / 12.0), np.float64)


def _end(score: Score, speech: Speech) -> float:
    """The sample on which the last sound ends; silence follows."""
    return float(speech.marks[score.sounding[-1] + 1]) if score.sounding else float(len(speech.samples))


def _speed(
    count: int, rate: int, manner: Manner, whole: float, *, trailing: bool, rise: float
) -> npt.NDArray[np.float64]:
    """Semitones over time as playing speed: a fall from above to below, a trembling, and a
    sinking or a rising end, which is at `whole` seconds."""
    time = np.arange(count) / rate
    whole = max(whole, 1e-3)
    semitones = manner.fall * (0.4 - time / whole)
    if manner.vibrato:
        semitones = semitones + manner.vibrato * np.sin(2.0 * np.pi * 5.4 * time)
    if trailing:
        semitones = semitones - 1.6 * np.clip((time - (whole - 0.8)) / 0.8, 0.0, 1.0) ** 2
    if rise:
        semitones = semitones + rise * np.clip((time - (whole - 0.32)) / 0.3, 0.0, 1.0) ** 1.3
    return np.asarray(2.0 ** (semitones / 12.0), np.float64)


def _dying_away(count: int, rate: int, end: float) -> F32:
    """A gain that sinks by 10 dB over the last 0.8 s before `end` (samples)."""
    left = np.maximum(end - np.arange(count), 0.0) / rate
    return np.asarray(10.0 ** (-0.5 * np.clip(1.0 - left / 0.8, 0.0, 1.0)), np.float32)


def _heard(samples: F32, rate: int) -> tuple[int, int]:
    """Start and end of what can be heard, with a small margin."""
    size = np.abs(samples)
    audible = np.flatnonzero(size > _AUDIBLE * float(size.max(initial=0.0)))
    if not len(audible):
        return 0, len(samples)
    margin = round(_MARGIN * rate)
    return max(0, int(audible[0]) - margin), min(len(samples), int(audible[-1]) + 1 + margin)


def _faded(samples: F32, rate: int) -> F32:
    count = min(round(_FADE * rate), len(samples) // 2)
    if count == 0:
        return samples
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
    out = samples.copy()
    out[:count] *= ramp
    out[-count:] *= ramp[::-1]
    return out
