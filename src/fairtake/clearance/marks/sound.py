"""A keyed mark in sound: some bands a little louder, others a little softer, in a pattern only the key knows.

Time and frequency are a grid of cells (two windows long, MARKED_BINS wide). In each the sound is
made louder or softer by up to STRENGTH, which says a coded bit of the payload or, in a fifth of the cells, where the
pattern begins. The pattern comes again every two seconds, so that any few seconds of the film say
all of it; what is heard often is added up. No cell changes by more than 0.9 dB, and a pure tone by a quarter of that: its
loudness is all there is of it, and would be heard to tremble.

The detector looks at how far each band stands from its neighbours in time and frequency, in
decibels, trusts cells less where that wavers, adds up the periods, and finds the pattern's
beginning by correlation. It needs the key, not the original.

The idea of such patchworks is Arnold's (2000); the way the payload is coded is `payload`'s.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import soxr
from scipy.ndimage import uniform_filter1d

from fairtake.clearance.marks import payload

__all__ = ["PERIOD", "RATE", "FoundSound", "SoundMark", "find_sound"]

RATE = 48_000
"""Samples a second that a mark is laid at."""

Samples = npt.NDArray[np.float32]
Table = npt.NDArray[np.float64]

STRENGTH = 0.1
"""How much a cell is louder or softer: a tenth, 0.9 dB."""

_WINDOW = 2048
_HOP = _WINDOW // 2
_LONG = 2  # hops in a cell
_FIRST_BIN = 12  # 280 Hz
_MARKED_BINS = 8
_BANDS = 73  # up to 13.9 kHz; what a coder throws away above is not missed
_CELLS = 48
_SYNC = 0.2

_CELL = _LONG * _HOP
PERIOD = _CELLS * _CELL
"""Samples until the pattern comes again: 2.05 s."""

_STEP = _HOP // 2
_PHASES = _CELL // _STEP
_STRETCH = 144
"""Cells that are looked at together: 6 s."""
_RUN = 4

_FLOOR = 1e-12
_LEAST_SYNC = 4.3
"""How many standard deviations the pattern must stand out before anybody tries to read it."""

_READINGS = 3


@dataclass(frozen=True, slots=True)
class FoundSound:
    """A mark that was found: its `value`, the seconds of the sound it was read in, and how many standard
    deviations its pattern stands out of what sounds have by themselves."""

    value: int
    start: float
    end: float
    deviations: float


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Who owns each cell of a period (-1: the beginning), and its sign."""

    owner: npt.NDArray[np.intp]
    sign: Table

    def of(self, value: int) -> Table:
        """The pattern (_CELLS, _BANDS) of +1 and -1 that says `value`."""
        bits = 2.0 * payload.encode(value) - 1
        return self.sign * np.where(self.owner < 0, 1.0, bits[self.owner])

    @property
    def beginning(self) -> Table:
        """The cells that say where it begins, and 0 elsewhere."""
        return np.where(self.owner < 0, self.sign, 0.0)


@lru_cache(maxsize=4)
def _pattern(key: bytes) -> _Pattern:
    cells = _CELLS * _BANDS
    seed = hashlib.shake_256(b"fairtake sound mark 1" + key).digest(32)
    dice = np.random.Generator(np.random.PCG64(int.from_bytes(seed, "big")))
    order = dice.permutation(cells)
    owner = np.full(cells, -1, np.intp)
    rest = order[round(cells * _SYNC) :]
    owner[rest] = np.arange(len(rest)) % payload.CODED_BITS
    sign: Table = dice.integers(0, 2, cells).astype(np.float64) * 2 - 1
    return _Pattern(owner.reshape(_CELLS, _BANDS), sign.reshape(_CELLS, _BANDS))


@lru_cache(maxsize=1)
def _window() -> Table:
    """The square root of a periodic Hann window: twice applied, its overlapping halves add up to one."""
    return np.sqrt(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW))


class SoundMark:
    """Lays the mark of `value` (48 bits) into sound under the secret `key`."""

    def __init__(self, key: bytes, value: int) -> None:
        self._signs = _pattern(key).of(value)

    def embed(self, samples: Samples) -> Samples:
        """The same sound, marked: (channels, n) at RATE; the pattern begins with the first sample."""
        blocks = list(self.stream([samples]))
        return np.concatenate(blocks, axis=1) if blocks else samples.copy()

    def stream(self, blocks: Iterable[Samples]) -> Iterator[Samples]:
        """The same for a sound that comes in blocks (channels, n) of any length and goes in blocks of
        other lengths, as many samples in all. Memory does not grow."""
        held: Samples | None = None
        tail: Table | None = None
        cell = given = gone = 0
        skip = _HOP  # half a window of silence stands before the sound, and is not given back
        span = _CELL
        for block, length in _with_rest(blocks):
            if held is None:
                held = np.zeros((block.shape[0], _HOP), np.float32)
                tail = np.zeros((block.shape[0], _HOP))
            assert tail is not None
            given += length
            held = np.concatenate([held, block], axis=1)
            cells = (held.shape[1] - _HOP) // span
            if not cells:
                continue
            out = np.empty((held.shape[0], cells * span))
            for number in range(cells):
                at = number * span
                frames = [held[:, at + hop * _HOP : at + hop * _HOP + _WINDOW] for hop in range(_LONG)]
                for hop, frame in enumerate(self._changed(frames, cell)):
                    begin = at + hop * _HOP
                    out[:, begin : begin + _HOP] = tail + frame[:, :_HOP]
                    tail = frame[:, _HOP:]
                cell += 1
            held = held[:, cells * span :]
            ready = out[:, skip : skip + given - gone].astype(np.float32)
            skip = 0
            gone += ready.shape[1]
            yield ready

    def _changed(self, frames: list[Samples], cell: int) -> list[Table]:
        window = _window()
        spectra = [np.fft.rfft(frame * window, axis=1) for frame in frames]
        last = _FIRST_BIN + _MARKED_BINS * _BANDS
        power = sum((np.abs(one[:, _FIRST_BIN:last]) ** 2).sum(0) for one in spectra)
        bins = np.asarray(power).reshape(_BANDS, _MARKED_BINS)
        peak = bins.max(1) / (bins.mean(1) + _FLOOR)
        # Noise has peaks of two to three times its mean, a lone tone nearly as many as there are bins.
        free = np.clip((5.0 - peak) / 2.0, 0.25, 1.0)
        gain = np.exp(STRENGTH * free * self._signs[cell % _CELLS])
        for one in spectra:
            one[:, _FIRST_BIN:last] *= np.repeat(gain, _MARKED_BINS)
        return [np.fft.irfft(one, _WINDOW, axis=1) * window for one in spectra]


def _with_rest(blocks: Iterable[Samples]) -> Iterator[tuple[Samples, int]]:
    """All blocks and how many samples each has, and then silence enough to bring the last sample out."""
    channels = 0
    for block in blocks:
        channels = block.shape[0]
        yield block, block.shape[1]
    if channels:
        yield np.zeros((channels, (_LONG + 1) * _HOP), np.float32), 0


def find_sound(blocks: Iterable[Samples], key: bytes, *, rate: int = RATE, speed: float = 1.0) -> FoundSound | None:
    """The mark in a sound that comes in blocks (channels, n) at `rate`, or None. Memory does not grow.

    The sound is looked at in stretches of six seconds, in runs of four of them, and as a whole. `speed` is how much faster
    than it was made it is played (25 / 24 where film became television). The surest finding is given.
    """
    pattern = _pattern(key)
    best: FoundSound | None = None
    whole: Table | None = None
    run: deque[tuple[Table, int]] = deque(maxlen=_RUN)
    end = 0

    def look(fold: Table, start: int) -> None:
        nonlocal best
        read = _read(fold, pattern)
        if read is not None and (best is None or read[1] > best.deviations):
            best = FoundSound(read[0], start / RATE / speed, end / RATE / speed, read[1])

    for number, stretch in enumerate(_stretches(_plain(blocks, rate, speed))):
        start = number * _STRETCH * _CELL
        end = start + min(len(stretch), _STRETCH * _CELL)
        fold = _folded(stretch)
        run.append((fold, start))
        whole = fold if whole is None else whole + fold
        look(fold, start)
        if len(run) > 1:
            look(np.sum([one for one, _ in run], axis=0), run[0][1])
    if whole is not None and end > _RUN * _STRETCH * _CELL:
        look(whole, 0)
    return best


def _plain(blocks: Iterable[Samples], rate: int, speed: float) -> Iterator[Samples]:
    """All channels as one, at RATE, as slow as it was."""
    if rate == RATE and speed == 1.0:
        for block in blocks:
            yield block.mean(0, dtype=np.float32)
        return
    change = soxr.ResampleStream(rate, RATE * speed, 1, dtype="float32", quality="HQ")
    for block in blocks:
        yield change.resample_chunk(np.ascontiguousarray(block.mean(0, dtype=np.float32)))
    yield change.resample_chunk(np.zeros(0, np.float32), last=True)


def _stretches(blocks: Iterable[Samples]) -> Iterator[Samples]:
    """Six seconds each and a window more: each begins where a period does, so that what is read in them adds up."""
    held = np.zeros(0, np.float32)
    length = _STRETCH * _CELL
    for block in blocks:
        held = np.concatenate([held, block])
        while len(held) >= length + _WINDOW:
            yield held[: length + _WINDOW]
            held = held[length:]
    if len(held) > _WINDOW + _CELL:
        yield held


def _folded(sound: Samples) -> Table:
    """What each cell of the period says, added up (_PHASES, _CELLS, _BANDS): once for each quarter of
    a cell that the grid may be shifted by."""
    count = max((len(sound) - _WINDOW) // _STEP + 1, 0)
    out = np.zeros((_PHASES, _CELLS, _BANDS))
    if count < _PHASES:
        return out
    frames = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::_STEP][:count]
    window = _window() ** 2
    last = _FIRST_BIN + _MARKED_BINS * _BANDS
    power = np.empty((count, _BANDS))
    for begin in range(0, count, 512):
        spectrum = np.abs(np.fft.rfft(frames[begin : begin + 512] * window, axis=1)[:, _FIRST_BIN:last]) ** 2
        power[begin : begin + 512] = spectrum.reshape(len(spectrum), _BANDS, _MARKED_BINS).sum(2)
    level = 0.5 * np.log(power + _FLOOR)
    away = level - uniform_filter1d(level, 5 * _PHASES, axis=0)
    away -= uniform_filter1d(away, 9, axis=1)
    away = np.clip(away, -1.2, 1.2)
    wavers = uniform_filter1d(uniform_filter1d(away**2, 5 * _PHASES, axis=0), 5, axis=1)
    said = uniform_filter1d(away / (wavers + 0.03), _PHASES, axis=0)
    for phase in range(_PHASES):
        cells = said[phase::_PHASES]
        for begin in range(0, len(cells), _CELLS):
            part = cells[begin : begin + _CELLS]
            out[phase, : len(part)] += part
    return out


def _read(fold: Table, pattern: _Pattern) -> tuple[int, float] | None:
    """The value a fold says, and by how many deviations its beginning stands out."""
    spread = np.sqrt((fold**2).sum((1, 2)) * _SYNC) + 1e-9
    want = np.conj(np.fft.fft(pattern.beginning, axis=0))
    match = np.fft.ifft(np.fft.fft(fold, axis=1) * want, axis=1).real.sum(2) / spread[:, None]
    data = pattern.owner >= 0
    for flat in np.argsort(match, axis=None)[::-1][:_READINGS]:
        phase, begin = np.unravel_index(flat, match.shape)
        deviations = float(match[phase, begin])
        if deviations < _LEAST_SYNC:
            return None
        said = np.roll(fold[phase], -int(begin), axis=0) * pattern.sign
        soft = np.bincount(pattern.owner[data], weights=said[data], minlength=payload.CODED_BITS)
        value = payload.decode(soft.astype(np.float64))
        if value is not None:
            return value, deviations
    return None
