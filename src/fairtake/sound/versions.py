"""Other versions of a finished mix: its dialogue in another language, or a narrator over it.

What is shared stays as it is on disk: a dub is laid over the film's own effects, ambience and
music; a description over its master, which steps back while the narrator speaks. Stereo; a mix in
5.1 is folded down (ITU-R BS.775).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

from fairtake.errors import SoundError
from fairtake.model.sound import RATE, Mix, Stem
from fairtake.sound.limiter import CONTEXT, PeakMeter, gain_curve
from fairtake.sound.loudness import LoudnessMeter
from fairtake.sound.master import writing
from fairtake.sound.reel import PAGE, Reel
from fairtake.sound.wav import WavWriter

__all__ = ["lay_narration", "remix_dialogue"]

Samples = npt.NDArray[np.float32]

_BLOCK = 100 * PAGE
_SPARE = 10 ** (-0.03 / 20)
_SWAY = 2.0
"""dB by which a dub's dialogue may be louder or softer than the film's to meet the loudness."""

_CLOSE = 0.1
_STEP_BACK = 10 ** (-9 / 20)
"""What is left of the film under the narrator."""

_ABOVE = 2.0
"""dB by which the narrator, who has no room about them, stands above the dialogue."""

_RAMP = RATE // 3
_FOLD = math.sqrt(0.5)


def remix_dialogue(
    beds: Sequence[Path],
    speech: Sequence[tuple[Path, int]],
    length: int,
    master: Path,
    stem: Path,
    *,
    like: Path,
    loudness: float,
    ceiling: float = -1.5,
) -> Mix:
    """Lay other dialogue over finished stems: write the stereo `master` and its dialogue `stem`.

    `beds` are the film's stems but for its dialogue, `speech` files of `premix_scene` with the
    film's samples they begin on, `like` the film's own dialogue stem: the new one is as loud, or
    up to 2 dB off it, so that the whole meets `loudness` (LUFS). The stem and the beds add up to the master:
    what the limiter takes (`ceiling`, dBTP) is taken from the dialogue.
    Raises SoundError when a file is damaged, OutputError when one cannot be written.
    """
    with writing(master), ExitStack() as files:
        reels = [reel for path, start in speech if (reel := Reel.open(path, start)).start < length]
        tracks = [files.enter_context(_opened(path)) for path in beds]
        asked = _like(like, length, files)
        plain = _loudness(lambda first, last: _reels(reels, first, last), length)
        level = asked - plain if math.isfinite(asked) and math.isfinite(plain) else 0.0
        offset = 0.0
        reached = peak = float("-inf")
        for _ in range(4):
            gain = 10 ** ((level + offset) / 20)

            def block(first: int, last: int, gain: float = gain) -> tuple[Samples, Samples]:
                rest = np.zeros((2, last - first), np.float32)
                for track in tracks:
                    rest += _wav(track, first, last)
                return rest, _reels(reels, first, last) * np.float32(gain)

            reached, peak = _write(block, length, master, stem, ceiling)
            away = loudness - reached
            better = min(max(offset + 1.3 * away, -_SWAY), _SWAY) if math.isfinite(away) else offset
            if not math.isfinite(away) or abs(away) < _CLOSE or abs(better - offset) < 0.02:
                break
            offset = better
        details = {"dialogue_against_film": round(offset, 2)}
    return Mix(str(master), {str(Stem.DIALOGUE): str(stem)}, length, reached, peak, details)


def lay_narration(
    base: Path, words: Sequence[tuple[int, Samples]], length: int, master: Path, *, like: Path, ceiling: float = -1.5
) -> Mix:
    """Lay a narrator over the finished mix `base`: `words` are (sample of the film, sound (n,) mono at
    RATE). They stand a little above the dialogue `like`; the film steps back under them. Writes the stereo
    `master`. Raises as `remix_dialogue`."""
    with writing(master), ExitStack() as files:
        film = files.enter_context(_opened(base))
        asked = _like(like, length, files)
        asked = asked if math.isfinite(asked) else -17.0
        told = np.concatenate([sound for _, sound in words]) if words else np.zeros(0, np.float32)
        meter = LoudnessMeter()
        meter.add(np.stack([told, told]))
        gain = 10 ** ((asked + _ABOVE - meter.integrated) / 20) if math.isfinite(meter.integrated) else 1.0
        spans = [(start, start + len(sound)) for start, sound in words]

        def block(first: int, last: int) -> tuple[Samples, Samples]:
            narrated = np.zeros((2, last - first), np.float32)
            for start, sound in words:
                a, b = max(start, first), min(start + len(sound), last)
                if a < b:
                    narrated[:, a - first : b - first] += sound[a - start : b - start] * np.float32(gain)
            return _wav(film, first, last) * _ducking(spans, first, last), narrated

        reached, peak = _write(block, length, master, None, ceiling)
    return Mix(str(master), {}, length, reached, peak)


def _write(
    block: Callable[[int, int], tuple[Samples, Samples]], length: int, master: Path, stem: Path | None, ceiling: float
) -> tuple[float, float]:
    """Limit and write what `block(first, last)` gives as (rest, speech). Returns loudness and true peak in dBTP."""
    limit = 10 ** (ceiling / 20) * _SPARE
    meter = LoudnessMeter()
    peak = PeakMeter()
    with ExitStack() as files:
        for path in (master, stem):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
        whole = files.enter_context(WavWriter(master, length))
        speech = files.enter_context(WavWriter(stem, length)) if stem is not None else None
        for begin in range(0, length, _BLOCK):
            count = min(_BLOCK, length - begin)
            first, last = max(0, begin - CONTEXT), min(length, begin + count + CONTEXT)
            rest, spoken = block(first, last)
            total = rest + spoken
            curve = gain_curve(total, limit)
            if curve is not None:
                total = total * curve
            inside = slice(begin - first, begin - first + count)
            total, rest = total[:, inside], rest[:, inside]
            whole.add(total, count)
            if speech is not None:
                speech.add(total - rest, count)
            meter.add(total)
            peak.add(total)
    return meter.integrated, peak.peak


def _loudness(read: Callable[[int, int], Samples], length: int) -> float:
    meter = LoudnessMeter()
    for first in range(0, length, _BLOCK):
        meter.add(read(first, min(length, first + _BLOCK)))
    return meter.integrated


def _opened(path: Path) -> soundfile.SoundFile:
    try:
        return soundfile.SoundFile(str(path))
    except soundfile.LibsndfileError as error:
        raise SoundError(
            "a stem of the film cannot be read", file=str(path), fix="Delete it and make again."
        ) from error


def _like(path: Path, length: int, files: ExitStack) -> float:
    """How loud the film's own dialogue is, LUFS; -inf where there is none."""
    if not path.is_file():
        return float("-inf")
    file = files.enter_context(_opened(path))
    return _loudness(lambda first, last: _wav(file, first, last), length)


def _wav(file: soundfile.SoundFile, first: int, last: int) -> Samples:
    """Samples `first` to `last` of a file, (2, n); silence beyond its end."""
    found = np.zeros((2, last - first), np.float32)
    if first < file.frames:
        file.seek(first)
        read = file.read(min(last, file.frames) - first, dtype="float32", always_2d=True).T
        found[:, : read.shape[1]] = _folded(read)
    return found


def _folded(sound: Samples) -> Samples:
    """Mono, stereo or 5.1 in two channels."""
    if len(sound) == 6:
        left, right, centre, _, back_left, back_right = sound
        return np.stack([left + _FOLD * (centre + back_left), right + _FOLD * (centre + back_right)]).astype(np.float32)
    return sound if len(sound) == 2 else np.repeat(sound[:1], 2, axis=0)


def _reels(reels: Sequence[Reel], first: int, last: int) -> Samples:
    """The film's samples `first` to `last` of what was premixed, (2, n)."""
    found = np.zeros((2, last - first), np.float32)
    for reel in reels:
        begin, end = max(reel.start, first), min(reel.end, last)
        if begin >= end:
            continue
        page = (begin - reel.start) // PAGE
        skipped = begin - reel.start - page * PAGE
        for sound in reel.read(page, -(-(end - reel.start) // PAGE)).values():
            found[:, begin - first : end - first] += _folded(sound)[:, skipped : skipped + end - begin]
    return found


def _ducking(spans: Sequence[tuple[int, int]], first: int, last: int) -> Samples:
    """The film's level (n,): lower under the narrator, moving over a third of a second."""
    level = np.ones(last - first, np.float32)
    at = np.arange(first, last, dtype=np.float64)
    for start, end in _near(spans, first, last):
        away = np.maximum(np.maximum(start - at, at - end), 0) / _RAMP
        np.minimum(level, (_STEP_BACK + (1 - _STEP_BACK) * np.minimum(away, 1)).astype(np.float32), out=level)
    return level


def _near(spans: Sequence[tuple[int, int]], first: int, last: int) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in spans if start < last + _RAMP and end > first - _RAMP)
