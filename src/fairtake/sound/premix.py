"""A scene's cues and beds to stems, before the film's gain and limiter.

A premix depends on its own scene alone, so it is made once and kept until the scene changes.
Sounds that ring on over the scene's end are in it to their last sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soxr

from fairtake.errors import SoundError
from fairtake.model.reading import Take
from fairtake.model.sound import RATE, Bed, Cue, CueSheet, Layout, Stem
from fairtake.sound.ambience import LOOP, loop
from fairtake.sound.dynamics import compress
from fairtake.sound.effects import make_effect
from fairtake.sound.layout import LFE, Surroundings, low_end, placed, weights
from fairtake.sound.limiter import loudest
from fairtake.sound.loudness import LoudnessMeter
from fairtake.sound.media import through
from fairtake.sound.reel import PAGE, ReelWriter
from fairtake.sound.room import Reverb, begun, distant, panned, send_level, tail_samples

__all__ = ["premix_scene"]

Samples = npt.NDArray[np.float32]

_BLOCK = 100 * PAGE
_LINE_LEVEL = -3.0
"""Gain of dialogue in dB; takes come level-normalised."""

_DUCK = 10 ** (-4 / 20)
"""What is left of the bed while somebody speaks."""

_LONG = RATE // 2
_ASIDE = 10 ** (-7 / 20)
"""What is left of an effect that goes on (longer than `_LONG`: a telephone, a bell, an engine) while
somebody speaks."""

_BED_BEFORE, _BED_BEHIND = np.float32(0.82), np.float32(0.57)
"""A bed's levels in 5.1, with as much energy in all as in stereo."""

_RAMP = RATE // 3
"""How long the bed takes to step back for speech."""


def premix_scene(
    sheet: CueSheet,
    takes: Mapping[int, Take],
    path: Path,
    *,
    layout: Layout = Layout.STEREO,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Lay down every sound of `sheet`, whose first sample is the scene's, in a file at `path`
    for `master_film`, for the loudspeakers of `layout`. `takes` holds the takes its cues name.

    Raises SoundError when a take is missing or broken, OSError when the file cannot be written.
    """
    stems = [stem for stem in Stem if any(cue.stem is stem for cue in sheet.cues)]
    if sheet.beds and Stem.AMBIENCE not in stems:
        stems.append(Stem.AMBIENCE)
    desk = _Desk(stems, takes, layout, _spoken(sheet.cues, takes))
    beds = _Beds(sheet.beds, layout)
    meter = LoudnessMeter(weights(layout.channels))
    waiting = sorted(sheet.cues, key=lambda cue: (cue.start, cue.stem, cue.name, cue.take, cue.seed))
    following, measured, begin = 0, 0, 0
    # Beds run on over the scene's end, under the next one's beginning.
    end = max([sheet.length, *(bed.end for bed in sheet.beds)])
    with ReelWriter(path, stems, layout.channels) as reel:
        while begin < end or following < len(waiting) or desk.rings:
            # A line that begins in the next block lowers the beds in this one already.
            while following < len(waiting) and waiting[following].start < begin + _BLOCK + _RAMP:
                desk.play(waiting[following], begin)
                following += 1
            blocks = desk.block(_BLOCK)
            if sheet.beds:
                beds.add(blocks[Stem.AMBIENCE], begin, desk.speech)
            total = _sum(blocks, layout.channels)
            count = _BLOCK
            if begin + _BLOCK >= end and not desk.rings and following == len(waiting):
                heard = np.flatnonzero(loudest(total))
                needed = max(sheet.length - begin, int(heard[-1]) + 1 if len(heard) else 0)
                count = -(-needed // PAGE) * PAGE
                total = total[:, :count]
                blocks = {stem: block[:, :count] for stem, block in blocks.items()}
            meter.add(total)
            peaks = loudest(total).reshape(-1, PAGE).max(axis=1)
            reel.add(blocks, meter.hops[measured:], peaks)
            measured += count // PAGE
            begin += count
            if progress and sheet.length:
                progress(min(1.0, begin / sheet.length))


def _sum(blocks: Mapping[Stem, Samples], channels: int) -> Samples:
    total = np.zeros((channels, _BLOCK), np.float32)
    for block in blocks.values():
        total += block
    return total


class _Bus:
    """Sound to come, (channels, n): added at any later moment, taken block by block."""

    def __init__(self, channels: int) -> None:
        self._ahead = np.zeros((channels, 0), np.float32)

    @property
    def rings(self) -> bool:
        return bool(self._ahead.shape[1])

    def room_for(self, offset: int, count: int) -> Samples:
        """A view of the samples from `offset` on, to add to."""
        if offset + count > self._ahead.shape[1]:
            longer = np.zeros((len(self._ahead), max(offset + count, _BLOCK)), np.float32)
            longer[:, : self._ahead.shape[1]] = self._ahead
            self._ahead = longer
        return self._ahead[:, offset : offset + count]

    def take(self, count: int) -> Samples:
        """The next samples, and silence where nothing was added."""
        self.room_for(0, count)
        block, self._ahead = self._ahead[:, :count], self._ahead[:, count:].copy()
        return block


class _Desk:
    """Where cues become stems: the direct sounds in place, one reverberation for each room."""

    def __init__(
        self, stems: Iterable[Stem], takes: Mapping[int, Take], layout: Layout, spoken: list[tuple[int, int]]
    ) -> None:
        self._takes = takes
        self._spoken = spoken
        self._layout = layout
        self._direct = {stem: _Bus(layout.channels) for stem in stems}
        self._around = {stem: Surroundings(layout) for stem in stems}
        self._sends: dict[tuple[Stem, float, int], tuple[_Bus, Reverb]] = {}
        self.speech: list[tuple[int, int]] = []

    @property
    def rings(self) -> bool:
        """Whether something is still to come of what was played."""
        return (
            any(bus.rings for bus in self._direct.values())
            or any(bus.rings or not reverb.silent for bus, reverb in self._sends.values())
            or not all(room.silent for room in self._around.values())
        )

    def play(self, cue: Cue, begin: int) -> None:
        """Play a cue in the block that begins on the sample `begin`, or later."""
        sound = distant(_dry(cue, self._takes), distance=cue.distance, muffled=cue.muffled)
        tail = tail_samples(cue.room)
        if cue.stem is Stem.DIALOGUE:
            self.speech.append((cue.start, cue.start + len(sound) + tail))
        elif cue.stem is Stem.EFFECTS and len(sound) > _LONG:
            end = cue.start + len(sound)
            over = [(a, b) for a, b in self._spoken if a < end + _RAMP and b > cue.start - _RAMP]
            sound = sound * _ducking(over, cue.start, len(sound), _ASIDE) if over else sound
        offset = cue.start - begin
        if offset < 0:
            sound, offset = begun(sound, -offset), 0
        out = self._direct[cue.stem].room_for(offset, len(sound))
        levels = placed(self._layout, cue.pan, cue.distance, cue.azimuth)
        until = placed(self._layout, cue.pan_to, cue.distance) if cue.pan_to is not None else levels
        for channel, (level, last) in enumerate(zip(levels, until, strict=True)):
            if level != last:
                out[channel] += sound * np.linspace(level, last, len(sound), dtype=np.float32)
            elif level:
                out[channel] += sound * np.float32(level)
        if self._layout is Layout.SURROUND and cue.stem is Stem.EFFECTS:
            low = low_end(sound)
            if low is not None:
                out[LFE] += low * np.float32(panned(0.0, cue.distance)[0])
        if tail:
            room = (cue.stem, round(cue.room, 2), round(cue.path))
            if room not in self._sends:
                self._sends[room] = _Bus(1), Reverb(cue.room, cue.path)
            send = self._sends[room][0].room_for(offset, len(sound))
            send[0] += sound * np.float32(send_level(cue.room, cue.path))

    def block(self, count: int) -> dict[Stem, Samples]:
        """The next `count` samples of each stem, (channels, count)."""
        blocks = {stem: bus.take(count) for stem, bus in self._direct.items()}
        rooms: dict[Stem, Samples] = {}
        for (stem, *_), (bus, reverb) in self._sends.items():
            if bus.rings or not reverb.silent:
                wet = reverb.block(bus.take(count)[0])
                rooms[stem] = rooms[stem] + wet if stem in rooms else wet
        for stem, room in self._around.items():
            if stem in rooms or not room.silent:
                blocks[stem] += room.around(rooms.get(stem, np.zeros((2, count), np.float32)))
        return blocks


def _spoken(cues: Iterable[Cue], takes: Mapping[int, Take]) -> list[tuple[int, int]]:
    """(first, end) samples in which somebody speaks."""
    found = []
    for cue in cues:
        if cue.stem is Stem.DIALOGUE and cue.take in takes:
            take = takes[cue.take]
            found.append((cue.start, cue.start + len(take.samples) * RATE // take.rate))
    return found


def _dry(cue: Cue, takes: Mapping[int, Take]) -> Samples:
    """A cue's sound at its level, (n,) mono, before distance and room."""
    if cue.name != "line":
        return make_effect(cue.name, cue.stuff, cue.strength, cue.seed) * np.float32(10 ** (cue.gain / 20))
    try:
        take = takes[cue.take]
    except KeyError:
        raise SoundError(f"line {cue.take} has no take", fix="Make again.") from None
    dry = np.asarray(take.samples, np.float32)
    if not np.isfinite(dry).all():
        raise SoundError(f"the take of line {cue.take} is broken", fix="Delete the .fairtake folder and make again.")
    if take.rate != RATE and len(dry):
        dry = soxr.resample(dry, take.rate, RATE, quality="HQ")
    return through(compress(dry), cue.medium, cue.seed) * np.float32(10 ** ((cue.gain + _LINE_LEVEL) / 20))


class _Beds:
    """The beds of a scene, stepping back for speech."""

    def __init__(self, beds: Iterable[Bed], layout: Layout) -> None:
        self._beds = tuple(beds)
        self._surround = layout is Layout.SURROUND

    def add(self, block: Samples, begin: int, speech: Iterable[tuple[int, int]]) -> None:
        """Add the beds to `block` (channels, n), which begins on the sample `begin`."""
        level = _ducking(speech, begin, block.shape[1])
        for bed in self._beds:
            first, last = max(bed.start, begin), min(bed.end, begin + block.shape[1])
            turn = loop(bed.tags, bed.seed) if first < last else None
            while turn is not None and first < last:
                spot = first % (LOOP * RATE)
                count = min(last - first, LOOP * RATE - spot)
                part = level[first - begin : first - begin + count] * _fades(bed, first, count)
                front = part * _BED_BEFORE if self._surround else part
                block[:2, first - begin : first - begin + count] += turn[:, spot : spot + count] * front
                if self._surround:
                    # Behind is another moment of the same place.
                    away = (spot + np.arange(count) + LOOP * RATE // 2) % (LOOP * RATE)
                    block[4:, first - begin : first - begin + count] += turn[:, away] * part * _BED_BEHIND
                first += count


def _fades(bed: Bed, first: int, count: int) -> Samples:
    """The bed's own level (count,) from sample `first` on. Neighbouring beds cross at equal
    power where they meet."""
    level = np.full(count, 10 ** (bed.gain / 20), np.float32)
    head = min(count, bed.start + bed.fade_in - first)
    if head > 0:
        level[:head] *= np.sqrt(np.arange(first - bed.start + 1, first - bed.start + head + 1) / bed.fade_in)
    start = max(0, bed.end - bed.fade_out - first)
    if start < count:
        left = bed.end - first - np.arange(start, count)
        level[start:] *= np.sqrt(np.minimum(left / bed.fade_out, 1))
    return level


def _ducking(speech: Iterable[tuple[int, int]], begin: int, count: int, left: float = _DUCK) -> Samples:
    """A level (count,): as much as `left` while somebody speaks, moving over a third of a second."""
    level = np.ones(count, np.float32)
    down = np.linspace(1, left, _RAMP, dtype=np.float32)
    for first, last in speech:
        first, last = first - begin, last - begin
        for start, ramp in ((first - _RAMP, down), (last, down[::-1])):
            a, b = max(start, 0), min(start + _RAMP, count)
            if a < b:
                np.minimum(level[a:b], ramp[a - start : b - start], out=level[a:b])
        if min(last, count) > max(first, 0):
            level[max(first, 0) : min(last, count)] = left
    return level
