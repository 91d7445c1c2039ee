"""Cues and beds to stems and a master, block by block, so that memory does not grow.

First pass: each stem is laid down as it sounds, and the loudness of their sum measured.
Second pass: all stems get the gain that brings the film to its loudness and the limiter's
gain that keeps it under its peak, so that the stems add up to the master.
"""

from __future__ import annotations

import errno
import math
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from fairtake.errors import OutputError, SoundError
from fairtake.model.reading import Take
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Mix, Stem
from fairtake.sound.ambience import LOOP, loop
from fairtake.sound.dynamics import compress
from fairtake.sound.effects import make_effect
from fairtake.sound.limiter import CONTEXT, gain_curve
from fairtake.sound.loudness import LoudnessMeter, true_peak
from fairtake.sound.room import place

__all__ = ["mix_film"]

Stereo = npt.NDArray[np.float32]

_BLOCK = 10 * RATE
_LINE_LEVEL = -3.0
"""Gain of dialogue in dB; takes come level-normalised."""

_DUCK = 10 ** (-4 / 20)
"""What is left of the bed while somebody speaks."""


def mix_film(
    sheet: CueSheet,
    takes: Mapping[int, Take],
    master: Path,
    stems: Mapping[Stem, Path],
    *,
    loudness: float = -14.0,
    ceiling: float = -1.5,
    progress: Callable[[float], None] | None = None,
) -> Mix:
    """Write the stereo `master` and one file for each of `stems` (48 kHz, 24 bit WAV).

    `loudness` in LUFS (integrated), `ceiling` in dBTP. A film without sound is written as
    silence. Raises SoundError when a take is missing or broken, OutputError when a file
    cannot be written.
    """
    report = progress or (lambda fraction: None)
    with (
        _writing(master),
        tempfile.TemporaryDirectory(prefix=".part-mix-", dir=master.parent) as folder,
        _writing(master),
    ):
        raw = {stem: Path(folder) / f"{stem}.wav" for stem in stems}
        measured = _lay_down(sheet, takes, raw, report)
        gain = _needed(measured, loudness)
        for attempt in range(4):
            reached, peak = _write(raw, gain, ceiling, master, stems)
            report(0.7 + 0.1 * attempt)
            if not math.isfinite(reached) or abs(reached - loudness) < 0.1:
                break
            # The limiter takes a little loudness away, and the more it works the less a
            # decibel of gain gives: overshoot.
            gain *= 10 ** (1.25 * (loudness - reached) / 20)
        report(1.0)
    return Mix(str(master), {str(stem): str(path) for stem, path in stems.items()}, sheet.length, reached, peak)


@contextmanager
def _writing(master: Path) -> Iterator[None]:
    """Says what to do when sound cannot be written."""
    try:
        master.parent.mkdir(parents=True, exist_ok=True)
        yield
    except (OSError, soundfile.SoundFileRuntimeError) as error:
        raise _unwritable(error, master.parent) from error


def _unwritable(error: Exception, folder: Path) -> OutputError:
    # libsndfile does not say why it could not write.
    full = getattr(error, "errno", None) == errno.ENOSPC
    with suppress(OSError):
        full = full or shutil.disk_usage(folder).free < 2**20
    what = "the disk is full" if full else f"sound cannot be written: {error}"
    return OutputError(what, file=str(folder), fix="Free some space or choose another folder with --out.")


def _needed(measured: float, wanted: float) -> float:
    """Linear gain from one loudness to another; silence stays silence."""
    return 10 ** ((wanted - measured) / 20) if math.isfinite(measured) else 0.0


# -- first pass --------------------------------------------------------------------------------


def _lay_down(
    sheet: CueSheet, takes: Mapping[int, Take], raw: Mapping[Stem, Path], report: Callable[[float], None]
) -> float:
    meter = LoudnessMeter()
    waiting = sorted(sheet.cues, key=lambda cue: (cue.start, cue.stem, cue.name, cue.take, cue.seed))
    tails: dict[Stem, Stereo] = {stem: np.zeros((0, 2), np.float32) for stem in raw}
    speech: list[tuple[int, int]] = []
    next_cue = 0
    with ExitStack() as files:
        out = {stem: files.enter_context(_wav(path, "FLOAT")) for stem, path in raw.items()}
        for begin in range(0, sheet.length, _BLOCK):
            count = min(_BLOCK, sheet.length - begin)
            while next_cue < len(waiting) and waiting[next_cue].start < begin + count:
                cue = waiting[next_cue]
                next_cue += 1
                if cue.stem not in tails:
                    continue
                sound = _sound(cue, takes)
                if cue.stem is Stem.DIALOGUE:
                    speech.append((cue.start, cue.start + len(sound)))
                tails[cue.stem] = _added(tails[cue.stem], sound, cue.start - begin)
            blocks = {}
            for stem, tail in tails.items():
                block = np.zeros((count, 2), np.float32)
                block[: min(count, len(tail))] = tail[:count]
                blocks[stem] = block
                tails[stem] = tail[count:]
            if Stem.AMBIENCE in blocks:
                speech = [span for span in speech if span[1] > begin - RATE]
                blocks[Stem.AMBIENCE] += _bed_block(sheet.beds, begin, count) * _ducking(speech, begin, count)
            for stem, block in blocks.items():
                out[stem].write(block)
            meter.add(_sum(blocks.values()))
            report(0.6 * (begin + count) / sheet.length)
    return meter.integrated


def _added(tail: Stereo, sound: Stereo, offset: int) -> Stereo:
    if offset < 0:
        sound, offset = sound[-offset:], 0
    end = offset + len(sound)
    if end > len(tail):
        tail = np.concatenate([tail, np.zeros((end - len(tail), 2), np.float32)])
    tail[offset:end] += sound
    return tail


def _sound(cue: Cue, takes: Mapping[int, Take]) -> Stereo:
    if cue.name == "line":
        try:
            take = takes[cue.take]
        except KeyError:
            raise SoundError(f"line {cue.take} has no take", fix="Make again.") from None
        dry = np.asarray(take.samples, np.float32)
        if not np.isfinite(dry).all():
            raise SoundError(
                f"the take of line {cue.take} is broken", fix="Delete the .fairtake folder and make again."
            )
        if take.rate != RATE and len(dry):
            dry = soxr.resample(dry, take.rate, RATE, quality="HQ")
        dry = compress(dry)
        level = cue.gain + _LINE_LEVEL
    else:
        dry = make_effect(cue.name, cue.stuff, cue.strength, cue.seed)
        level = cue.gain
    wet = place(dry, pan=cue.pan, distance=cue.distance, rt60=cue.room, muffled=cue.muffled)
    return wet * np.float32(10 ** (level / 20))


def _bed_block(beds: Iterable[Bed], begin: int, count: int) -> Stereo:
    out = np.zeros((count, 2), np.float32)
    for bed in beds:
        first, last = max(bed.start, begin), min(bed.end, begin + count)
        if first >= last:
            continue
        index = np.arange(first, last)
        sound = _turn(bed.tags, bed.seed)[index % (LOOP * RATE)]
        fade = np.ones(last - first, np.float32)
        if bed.fade_in:
            fade = np.minimum(fade, (index - bed.start + 1) / bed.fade_in)
        if bed.fade_out:
            fade = np.minimum(fade, (bed.end - index) / bed.fade_out)
        # Neighbouring beds cross at equal power where they meet.
        level = np.sqrt(np.clip(fade, 0, 1)) * 10 ** (bed.gain / 20)
        out[first - begin : last - begin] += sound * level[:, None].astype(np.float32)
    return out


@lru_cache(maxsize=4)
def _turn(tags: tuple[str, ...], seed: int) -> Stereo:
    return loop(tags, seed)


def _ducking(speech: Iterable[tuple[int, int]], begin: int, count: int) -> Stereo:
    """The bed's level (count, 1): lower while somebody speaks, moving over a third of a second."""
    ramp = RATE // 3
    index = np.arange(begin, begin + count)
    amount = np.zeros(count)
    for first, last in speech:
        near = np.minimum((index - (first - ramp)) / ramp, ((last + ramp) - index) / ramp)
        np.maximum(amount, np.clip(near, 0, 1), out=amount)
    level: Stereo = (1 - (1 - _DUCK) * amount)[:, None].astype(np.float32)
    return level


# -- second pass -------------------------------------------------------------------------------


def _blocks(raw: Mapping[Stem, Path], gain: float, ceiling: float) -> Iterator[dict[Stem, Stereo]]:
    """The stems with gain and limiting, in step. Each block is limited knowing what comes
    before and after, so the seams are exact."""
    limit = 10 ** (ceiling / 20)
    with ExitStack() as files:
        sources = {stem: files.enter_context(soundfile.SoundFile(str(path))) for stem, path in raw.items()}
        length = min((source.frames for source in sources.values()), default=0)
        for begin in range(0, length, _BLOCK):
            count = min(_BLOCK, length - begin)
            first, last = max(0, begin - CONTEXT), min(length, begin + count + CONTEXT)
            wide = {}
            for stem, source in sources.items():
                source.seek(first)
                wide[stem] = source.read(last - first, dtype="float32", always_2d=True) * np.float32(gain)
            total = _sum(wide.values())
            inside = slice(begin - first, begin - first + count)
            curve = gain_curve(total, limit)[inside, None]
            yield {stem: sound[inside] * curve for stem, sound in wide.items()}


def _write(
    raw: Mapping[Stem, Path], gain: float, ceiling: float, master: Path, stems: Mapping[Stem, Path]
) -> tuple[float, float]:
    """Write master and stems; returns the master's loudness and its true peak in dBTP."""
    meter = LoudnessMeter()
    peak = 0.0
    parts = {path: path.with_name(f".part-{path.name}") for path in (master, *stems.values())}
    try:
        with ExitStack() as files:
            for path in parts:
                path.parent.mkdir(parents=True, exist_ok=True)
            whole = files.enter_context(_wav(parts[master], "PCM_24"))
            out = {stem: files.enter_context(_wav(parts[path], "PCM_24")) for stem, path in stems.items()}
            for blocks in _blocks(raw, gain, ceiling):
                total = _sum(blocks.values())
                whole.write(total)
                for stem, block in blocks.items():
                    out[stem].write(block)
                meter.add(total)
                peak = max(peak, true_peak(total))
        for path, part in parts.items():
            part.replace(path)
    except (OSError, soundfile.SoundFileRuntimeError) as error:
        raise _unwritable(error, master.parent) from error
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return meter.integrated, 20 * math.log10(peak) if peak > 0 else float("-inf")


def _sum(parts: Iterable[Stereo]) -> Stereo:
    total: Stereo = np.add.reduce(list(parts), dtype=np.float32)
    return total


def _wav(path: Path, subtype: str) -> soundfile.SoundFile:
    return soundfile.SoundFile(str(path), "w", samplerate=RATE, channels=2, subtype=subtype, format="WAV")
