"""From evidence to what was used: frames, words and shots, each with its place in the film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fairtake.clearance.pay.evidence import Cut
from fairtake.clearance.pay.words import count_words
from fairtake.errors import ClearanceError
from fairtake.model.clearance import ReferenceKind
from fairtake.model.usage import Lent, Usage

__all__ = ["ON_SCREEN", "Quantities", "Use", "Where", "quantities", "uses_of"]

ON_SCREEN = 500
"""Millionths of the picture from which on a role counts as on screen: one part in two thousand, about 16 x 16 pixels of
a picture of 960 x 540."""


@dataclass(frozen=True, slots=True)
class Where:
    """One stretch in which something lent is seen or heard: the `shots` it lies in, the film's frames (first, end
    exclusive) as `runs` without a break; of a line its number and its words."""

    shots: tuple[str, ...]
    runs: tuple[tuple[int, int], ...]
    line: int = 0
    words: int = 0

    @property
    def start(self) -> int:
        """The first frame."""
        return self.runs[0][0]

    @property
    def end(self) -> int:
        """The end, exclusive."""
        return self.runs[-1][1]

    @property
    def frames(self) -> int:
        """How many frames, without what lies between the runs."""
        return sum(end - start for start, end in self.runs)


@dataclass(frozen=True, slots=True)
class Use:
    """One lent thing, and everywhere it is seen or heard."""

    lent: Lent
    where: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Quantities:
    """What is paid for, all uses of a grant together. A frame, a shot and a line count once, whatever of
    the grant is in them."""

    frames: int
    words: int
    shots: int


def uses_of(usage: Usage, cut: Cut) -> tuple[Use, ...]:
    """Where the film uses each thing that was lent to it."""
    return tuple(Use(lent, tuple(_where(lent, usage.frames, cut))) for lent in usage.lent)


def quantities(uses: Sequence[Use]) -> Quantities:
    """What uses of one grant come to."""
    places = [where for use in uses for where in use.where]
    lines = {where.line: where.words for where in places if where.line}
    return Quantities(
        frames=_union(run for where in places for run in where.runs),
        words=sum(lines.values()),
        shots=len({shot for where in places for shot in where.shots}),
    )


def _union(runs: Iterable[tuple[int, int]]) -> int:
    """How many frames lie in any of the runs."""
    total, reached = 0, 0
    for start, end in sorted(runs):
        total += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return total


def _where(lent: Lent, frames: int, cut: Cut) -> Iterator[Where]:
    found = {
        ReferenceKind.RECORDING: _heard,
        ReferenceKind.VOICE: _heard,
        ReferenceKind.MUSIC: _played,
        ReferenceKind.CHARACTER: _seen,
        ReferenceKind.PLACE: _shown,
        ReferenceKind.PLATE: _shown,
    }.get(lent.kind)
    for where in found(lent, cut) if found else ():
        runs = tuple((start, min(end, frames)) for start, end in where.runs if start < min(end, frames))
        if runs:
            yield Where(where.shots, runs, where.line, where.words)


def _heard(lent: Lent, cut: Cut) -> Iterator[Where]:
    for number in lent.lines:
        line = cut.lines.get(number)
        if line is not None:
            start, end = line.start_frame, max(line.end_frame, line.start_frame + 1)
            yield Where(cut.shots_on(start, end), ((start, end),), number, count_words(line.text))


def _played(lent: Lent, cut: Cut) -> Iterator[Where]:
    for start, end in lent.played:
        yield Where(cut.shots_on(start, end), ((start, end),))


def _shown(lent: Lent, cut: Cut) -> Iterator[Where]:
    for shot in cut.shots:
        if shot.scene in lent.scenes or shot.number in lent.shots:
            yield Where((shot.number,), ((shot.start_frame, shot.end_frame),))


def _seen(lent: Lent, cut: Cut) -> Iterator[Where]:
    shots = {shot.number: shot for shot in cut.shots}
    for seen in lent.seen:
        shot = shots.get(seen.shot)
        if shot is None or len(seen.millionths) != shot.end_frame - shot.start_frame:
            raise ClearanceError(
                f"what was counted in shot {seen.shot} is not of its frames", key=lent.key, fix="Make the film again."
            )
        runs = tuple(_runs(seen.millionths, shot.start_frame))
        if runs:
            yield Where((seen.shot,), runs)


def _runs(millionths: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    first = -1
    for frame, share in enumerate((*millionths, 0)):
        if share >= ON_SCREEN and first < 0:
            first = frame
        elif share < ON_SCREEN and first >= 0:
            yield start + first, start + frame
            first = -1
