"""A dubbed line in the time of the line it replaces.

It begins when that began. It may be hurried or slowed within what sounds natural, then run on
into the pause that follows, and only then be hurried more, which is reported. It never lies
over somebody else's line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.performance import LineTiming
from fairtake.model.reading import Take

__all__ = ["NATURAL", "Room", "Spoken", "fit", "rooms"]

NATURAL = (0.88, 1.22)
"""How much slower and faster than usual a line may be said without being noticed."""

_EASY = 1.1
_FASTEST = 1.7
_BREATH = 0.12
"""Seconds left between a line that ran on and the next."""


@dataclass(frozen=True, slots=True)
class Room:
    """A line's time, seconds: it was said from `start` to `end`, and may last to `limit`."""

    start: float
    end: float
    limit: float


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """A line as it was fitted: `rate` 1 is as usual; `over` seconds after the old line's end it
    ends; `lost` seconds that had to be cut off because no natural speed was enough."""

    take: Take
    rate: float
    over: float
    lost: float = 0.0

    @property
    def fits(self) -> bool:
        """Whether it sounds natural."""
        return self.lost <= 0.0 and self.rate <= NATURAL[1] + 0.03


def rooms(lines: Sequence[LineTiming], through: dict[int, int], end: float) -> dict[int, Room]:
    """The time each dubbed line has in a scene of `end` seconds: by the line it begins with;
    `through` names the last line it replaces."""
    timings = {timing.line: timing for timing in lines}
    found: dict[int, Room] = {}
    for first, last in through.items():
        replaced = [timings[number] for number in range(first, last + 1) if number in timings]
        if not replaced or first not in timings:
            continue
        own = {timing.line for timing in replaced}
        start, stop = timings[first].start, max(timing.end for timing in replaced)
        # Who cuts in while it is said leaves it its own end.
        after = [timing.start for timing in lines if timing.line not in own and timing.start > start + 0.05]
        following = min((at for at in after if at >= stop - 0.3), default=end + _BREATH)
        cut_in = any(at < stop - 0.3 for at in after)
        limit = stop if cut_in else max(stop, following - _BREATH)
        found[first] = Room(start, stop, min(limit, max(end, stop)))
    return found


def fit(wanted: Iterable[tuple[int, Room]], say: Callable[[dict[int, float]], dict[int, Take]]) -> dict[int, Spoken]:
    """Every line said so that it fits. `say` speaks lines, each at a rate (1: as usual)."""
    room = dict(wanted)
    rates = dict.fromkeys(room, 1.0)
    takes = say(rates)
    goals = {line: _goal(one, takes[line].duration) for line, one in room.items()}
    for _ in range(3):
        again: dict[int, float] = {}
        for line, goal in goals.items():
            took = takes[line].duration
            if 0.94 * goal <= took <= 1.005 * goal:
                continue
            rate = min(max(rates[line] * took / goal, NATURAL[0]), _FASTEST)
            if abs(rate - rates[line]) > 0.01:
                again[line] = rate
        if not again:
            break
        rates |= again
        takes |= say(again)
    return {line: _cut(takes[line], rates[line], one) for line, one in room.items()}


def _goal(room: Room, usual: float) -> float:
    """How long a line that usually lasts `usual` seconds is to last."""
    slot, most = max(room.end - room.start, 0.2), max(room.limit - room.start, 0.2)
    if usual <= slot:
        return min(slot, usual / NATURAL[0])
    if usual <= slot * NATURAL[1]:
        return slot
    return min(max(slot, usual / _EASY), most)


def _cut(take: Take, rate: float, room: Room) -> Spoken:
    """The take as it is heard: what would lie over another line is cut off."""
    most = room.limit - room.start
    lost = take.duration - most
    if lost <= 0.02:
        return Spoken(take, rate, max(0.0, take.duration - (room.end - room.start)))
    count = max(1, round(most * take.rate))
    samples = take.samples[:count].copy()
    fade = min(count, round(0.05 * take.rate))
    samples[count - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    phonemes = tuple(replace(one, end=min(one.end, most)) for one in take.phonemes if one.start < most)
    words = tuple(replace(one, end=min(one.end, most)) for one in take.words if one.start < most)
    shorter = replace(take, samples=samples, phonemes=phonemes, words=words)
    return Spoken(shorter, rate, max(0.0, room.limit - room.end), lost)
