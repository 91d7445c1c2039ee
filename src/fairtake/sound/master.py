"""Premixed scenes to stems and a master, block by block, so that memory does not grow.

All stems get the gain that brings the film to its loudness and the limiter's gain that keeps
it under its peak, so that the stems add up to the master.
"""

from __future__ import annotations

import errno
import math
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fairtake.errors import OutputError
from fairtake.model.sound import Layout, Mix, Stem
from fairtake.sound.heard import Heard
from fairtake.sound.layout import spread, weights
from fairtake.sound.limiter import CONTEXT, PeakMeter, gain_curve
from fairtake.sound.loudness import HOP, LoudnessMeter, integrated
from fairtake.sound.reel import PAGE, Reel
from fairtake.sound.wav import WavWriter

__all__ = ["master_film", "writing"]

Samples = npt.NDArray[np.float32]

_BLOCK = 100 * PAGE
_CLOSE = 0.08
"""How far from its loudness a film may come out, in LU, before it is done again."""

_SPARE = 10 ** (-0.03 / 20)
"""The limiter stays so much under the ceiling: it may let through a little more than it meant."""

_MOST = 30.0
"""The highest gain in dB. Sounds are laid down at the levels they have beside speech, and a
film of ordinary talk needs about nine."""

_MOST_EMPTY = 15.0
"""The same for a film in which nothing is heard but its beds: an empty room is not to roar."""


def master_film(
    scenes: Sequence[tuple[Path, int]],
    length: int,
    master: Path,
    stems: Mapping[Stem, Path],
    *,
    without_speech: Path | None = None,
    layout: Layout = Layout.STEREO,
    loudness: float = -14.0,
    ceiling: float = -1.5,
    progress: Callable[[float], None] | None = None,
) -> Mix:
    """Write the `master` and one file for each of `stems` (48 kHz, 24 bit WAV) and, where it is
    asked for, all but the dialogue as one (`without_speech`, the trade's M&E).

    `scenes` are files of `premix_scene` for the same `layout` (music in stereo is spread), each
    with the film's sample it begins on; where one rings on into the next, they add. `length` in
    samples; `loudness` in LUFS (integrated), `ceiling` in dBTP. A film is made louder by at most
    30 dB, one of ambience alone by at most 15, so that an empty room stays nearly as quiet as it
    is under speech. `Mix.details` says by how much ("gain", dB), and what `Heard` finds;
    `Mix.curves` too. A film without sound is written as silence. Raises SoundError when a premix is damaged, OutputError when
    a file cannot be written.
    """
    report = progress or (lambda fraction: None)
    with writing(master):
        reels = [reel for path, start in scenes if (reel := Reel.open(path, start)).start < length]
        empty = all(stem is Stem.AMBIENCE for reel in reels for stem in reel.stems)
        most = _linear(_MOST_EMPTY if empty else _MOST)
        gain = _gain(reels, length, loudness, ceiling, most, layout)
        files = _Files(master, stems, without_speech)
        for attempt in range(3):
            heard, peak = _write(reels, length, gain, ceiling, files, layout, report if not attempt else None)
            reached = heard.whole.integrated
            away = loudness - reached
            if not math.isfinite(reached) or abs(away) < _CLOSE or (away > 0 and gain >= most):
                break
            # The more the limiter works, the less a decibel of gain gives: overshoot.
            gain = min(gain * _linear(1.25 * away), most)
        report(1.0)
    details = ({"gain": 20 * math.log10(gain)} if gain > 0 else {}) | heard.figures()
    names = {str(stem): str(path) for stem, path in stems.items()}
    return Mix(str(master), names, length, reached, peak, details, heard.curves())


@contextmanager
def writing(master: Path) -> Iterator[None]:
    """Says what to do when sound cannot be written beside `master`. Raises OutputError."""
    try:
        master.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        folder = master.parent
        full = error.errno == errno.ENOSPC
        with suppress(OSError):
            full = full or shutil.disk_usage(folder).free < 2**20
        what = "the disk is full" if full else f"sound cannot be written: {error.strerror or error}"
        fix = "Free some space or choose another folder with --out."
        raise OutputError(what, file=str(folder), fix=fix) from error


def _linear(decibels: float) -> float:
    return float(10 ** (decibels / 20))


# -- the gain ----------------------------------------------------------------------------------


def _gain(reels: Sequence[Reel], length: int, loudness: float, ceiling: float, most: float, layout: Layout) -> float:
    """The linear gain, up to `most`, that brings the film to its loudness after the limiter,
    found from the reels' tables; sound is read only where it is limited. 0 for silence."""
    levels = [(reel, *reel.levels()) for reel in reels]
    hops = np.zeros(length // HOP + 1)
    for reel, energies, _ in levels:
        _add(hops, round(reel.start / HOP), energies)
    measured = integrated(hops)
    if not math.isfinite(measured):
        return 0.0
    gain = min(_linear(loudness - measured), most)
    slope = 1.0
    before: tuple[float, float] | None = None
    for _ in range(8):
        limited = hops * gain**2
        for reel, energies, peaks in levels:
            for first, last in _hot(peaks, ceiling, gain):
                change = _limited(reel, first, last, gain, ceiling, layout) - energies[first:last] * gain**2
                _add(limited, round(reel.start / HOP) + first, change)
        away = loudness - integrated(np.maximum(limited, 0))
        if abs(away) < 0.02 or (away > 0 and gain >= most):
            break
        # The more the limiter works, the less a decibel of gain gives.
        step = 20 * math.log10(gain)
        if before is not None and step != before[0]:
            slope = min(max((before[1] - away) / (step - before[0]), 0.2), 1.0)
        before = step, away
        gain = min(gain * _linear(away / slope), most)
    return gain


def _add(hops: npt.NDArray[np.float64], at: int, energies: npt.NDArray[np.float64]) -> None:
    """Add energies from hop `at` on, as far as the film goes."""
    count = max(0, min(len(energies), len(hops) - at))
    hops[at : at + count] += energies[:count]


def _hot(peaks: Samples, ceiling: float, gain: float) -> Iterator[tuple[int, int]]:
    """Runs of pages (first, end exclusive) that the limiter changes at this gain."""
    hot = np.flatnonzero(peaks * gain > _linear(ceiling))
    for run in np.split(hot, np.flatnonzero(np.diff(hot) > 3) + 1):
        if len(run):
            # The filters ring on into the page after.
            end = min(int(run[-1]) + 2, len(peaks))
            for first in range(int(run[0]), end, 100):
                yield first, min(first + 100, end)


def _limited(reel: Reel, first: int, last: int, gain: float, ceiling: float, layout: Layout) -> npt.NDArray[np.float64]:
    """K-weighted energy of pages of a reel after gain and limiter."""
    begin = max(0, first - 2)
    total = _sum(_pages(reel, begin, last, gain, layout).values(), (last - begin) * PAGE, layout)
    curve = gain_curve(total, _linear(ceiling) * _SPARE)
    meter = LoudnessMeter(weights(layout.channels))
    meter.add(total if curve is None else total * curve)
    return meter.hops[first - begin :]


# -- the files ---------------------------------------------------------------------------------


def _sum(parts: Iterable[Samples], count: int, layout: Layout) -> Samples:
    total = np.zeros((layout.channels, count), np.float32)
    for part in parts:
        total += part
    return total


def _blocks(
    reels: Sequence[Reel], length: int, gain: float, ceiling: float, layout: Layout
) -> Iterator[tuple[dict[Stem, Samples], Samples]]:
    """The stems that sound, (channels, n), with gain and limiting, and their sum. Each block is
    limited knowing what comes before and after, so the seams are exact."""
    limit = _linear(ceiling) * _SPARE
    for begin in range(0, length, _BLOCK):
        count = min(_BLOCK, length - begin)
        first, last = max(0, begin - CONTEXT), min(length, begin + count + CONTEXT)
        wide = _read(reels, first, last, gain, layout)
        total = _sum(wide.values(), last - first, layout)
        curve = gain_curve(total, limit, wide.values())
        inside = slice(begin - first, begin - first + count)
        blocks = {stem: sound[:, inside] for stem, sound in wide.items()}
        total = total[:, inside]
        if curve is not None:
            for sound in (total, *blocks.values()):
                sound *= curve[inside]
        yield blocks, total


def _read(reels: Sequence[Reel], first: int, last: int, gain: float, layout: Layout) -> dict[Stem, Samples]:
    """The film's samples `first` to `last` of each stem that sounds there."""
    found: dict[Stem, Samples] = {}
    for reel in reels:
        begin, end = max(reel.start, first), min(reel.end, last)
        if begin >= end:
            continue
        page = (begin - reel.start) // PAGE
        skipped = begin - reel.start - page * PAGE
        read = _pages(reel, page, -(-(end - reel.start) // PAGE), gain, layout)
        for stem, sound in read.items():
            if stem not in found:
                found[stem] = np.zeros((layout.channels, last - first), np.float32)
            found[stem][:, begin - first : end - first] += sound[:, skipped : skipped + end - begin]
    return found


def _pages(reel: Reel, first: int, last: int, gain: float, layout: Layout) -> dict[Stem, Samples]:
    """Pages of a reel in the master's layout."""
    read = reel.read(first, last, gain)
    if reel.channels == layout.channels:
        return read
    return {stem: spread(sound) for stem, sound in read.items()}


@dataclass(frozen=True, slots=True)
class _Files:
    """What is written: the master, the stems, and all but the dialogue."""

    master: Path
    stems: Mapping[Stem, Path]
    without_speech: Path | None

    @property
    def all(self) -> tuple[Path, ...]:
        return (self.master, *self.stems.values(), *([self.without_speech] if self.without_speech else ()))


def _write(
    reels: Sequence[Reel],
    length: int,
    gain: float,
    ceiling: float,
    wanted: _Files,
    layout: Layout,
    report: Callable[[float], None] | None,
) -> tuple[Heard, float]:
    """Write master and stems; returns what is heard in it and its true peak in dBTP."""
    heard = Heard(layout)
    peak = PeakMeter()
    done = 0
    parts = {path: path.with_name(f".part-{path.name}") for path in wanted.all}
    try:
        with ExitStack() as files:
            for path in parts:
                path.parent.mkdir(parents=True, exist_ok=True)

            def writer(path: Path) -> WavWriter:
                return files.enter_context(WavWriter(parts[path], length, layout.channels))

            whole = writer(wanted.master)
            out = {stem: writer(path) for stem, path in wanted.stems.items()}
            rest = writer(wanted.without_speech) if wanted.without_speech else None
            for blocks, total in _blocks(reels, length, gain, ceiling, layout):
                count = total.shape[1]
                whole.add(total if blocks else None, count)
                for stem, file in out.items():
                    file.add(blocks.get(stem), count)
                speech = blocks.get(Stem.DIALOGUE)
                others = total if speech is None else total - speech
                if rest:
                    rest.add(others if blocks.keys() - {Stem.DIALOGUE} else None, count)
                heard.add(total, speech, others)
                peak.add(total)
                done += count
                if report:
                    report(0.9 * done / length)
        for path, part in parts.items():
            part.replace(path)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return heard, peak.peak
