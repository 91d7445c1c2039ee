"""What people ask of a scene's camera, on the clock: stretches, cuts, holds, crossings, styles.

Script notes stand at beats and become frames here. What contradicts itself is an error that
names both places; what is asked for later in the chain wins over what was asked before it: a
shot number in film.toml over a note in the script, an edited shots.json over both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from fairtake.directing.setup import Setup
from fairtake.directing.sites import CutSite
from fairtake.errors import DirectingError
from fairtake.model.breakdown import Beat, Event, Line
from fairtake.model.direction import Ask, Direction
from fairtake.model.performance import ScenePerformance

__all__ = ["NOTHING", "Overrides", "Stretch", "asked_tag", "beat_frames", "quoted", "read_overrides"]

Mask = npt.NDArray[np.bool_]
_LEAD = 3  # frames a cut comes before the first sound of the line it is asked for
_UNSURE = 2.0  # seconds a beat is taken to last when nothing tells
_SAME = 0.4  # seconds: what is asked for nearer than this is asked for at one moment


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A shot that was asked for: it begins on frame `start` of the scene and lasts at least to
    `end` (exclusive); with `exact` it ends there."""

    direction: Direction
    start: int
    end: int
    exact: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Overrides:
    """All that is asked of one scene, on its frames. `shots` in order, without overlaps;
    `cuts` and `crossings` frames; `holds` frames (first, end) between which nothing is cut;
    `styles` the stretches (first, end) on which another style or tempo is asked for, in order,
    with all that is asked there, what counts more last; `given_up` what gave way to something
    asked for later in the chain."""

    shots: tuple[Stretch, ...] = ()
    cuts: tuple[tuple[int, Direction], ...] = ()
    crossings: tuple[tuple[int, Direction], ...] = ()
    holds: tuple[tuple[int, int, Direction], ...] = ()
    styles: tuple[tuple[int, int, tuple[Direction, ...]], ...] = ()
    given_up: tuple[Direction, ...] = ()
    turns: tuple[int, ...] = ()
    """Frames on which the style changes, and the picture with it."""

    def __bool__(self) -> bool:
        return bool(self.shots or self.cuts or self.crossings or self.holds or self.styles)

    def must_cut(self) -> frozenset[int]:
        """The frames on which a cut must lie."""
        frames = {frame for frame, _ in (*self.cuts, *self.crossings)}
        frames |= set(self.turns)
        for stretch in self.shots:
            frames |= {stretch.start, stretch.end} if stretch.exact else {stretch.start}
        return frozenset(frames)

    def closed(self) -> list[tuple[int, int]]:
        """Frames (first, end) strictly between which no cut may lie."""
        spans = [(first, end) for first, end, _ in self.holds]
        return spans + [(stretch.start, stretch.end) for stretch in self.shots]

    def sites(self, sites: Sequence[CutSite], frames: int) -> tuple[CutSite, ...]:
        """The scene's sites with those that are asked for and without those that are not to be."""
        closed = self.closed()
        kept = {site.frame: site for site in sites if not any(a < site.frame < b for a, b in closed)}
        wanted = self.must_cut() | {stretch.end for stretch in self.shots} | {b for _, b, _ in self.holds}
        for frame in sorted(wanted):
            if 0 < frame < frames and not any(a < frame < b for a, b in closed):
                why = "asked for" if frame in self.must_cut() else "after what was asked for"
                old = kept.get(frame)
                kept[frame] = replace(old, why=why, cost=0.0) if old else CutSite(frame, why, 0.0)
        return tuple(kept[frame] for frame in sorted(kept))

    def forced(self, sites: Sequence[CutSite]) -> Mask:
        """(S,) whether a cut must lie on each site."""
        frames = self.must_cut()
        return np.array([site.frame in frames for site in sites], bool)

    def allowed(self, sites: Sequence[CutSite], setups: Sequence[Setup]) -> Mask:
        """(S - 1, K) whether each setup may be on screen between a site and the next: on the
        stretch of a shot that was asked for, only those made for it."""
        out = np.ones((max(len(sites) - 1, 0), len(setups)), bool)
        starts = [site.frame for site in sites]
        for place, stretch in enumerate(self.shots):
            fits = np.array([asked_tag(place) in setup.tags for setup in setups], bool)
            out[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)] &= fits
        return out

    def crossing(self, sites: Sequence[CutSite]) -> dict[int, Direction]:
        """The sites at which the line is to be crossed."""
        at = dict(self.crossings)
        return {place: at[site.frame] for place, site in enumerate(sites) if site.frame in at}

    def reasons(self, start: int, end: int) -> list[tuple[Direction, str]]:
        """What of a shot on these frames was asked for, and in which words to say so."""
        found = [(stretch.direction, "asked for") for stretch in self.shots if stretch.start == start]
        found += [(d, "crosses the line, as asked for") for frame, d in self.crossings if frame == start]
        found += [(d, "cut here, as asked for") for frame, d in self.cuts if frame == start]
        found += [(d, "held, as asked for") for a, b, d in self.holds if start <= a and b <= end]
        return found


NOTHING = Overrides()
"""Nothing is asked for."""


def asked_tag(place: int) -> str:
    """The tag of setups made for the shot `place` of Overrides.shots."""
    return f"asked {place}"


def beat_frames(beats: Sequence[Beat], performance: ScenePerformance) -> list[tuple[int, int]]:
    """For each beat the frames (first, end) on which it plays. Lines and events are found in
    the performance; what left no trace there lies between its neighbours."""
    fps, frames = performance.fps, performance.frames
    spoken = sorted(performance.lines, key=lambda timing: timing.line)
    order = sorted((beat.number, place) for place, beat in enumerate(beats) if isinstance(beat, Line))
    known: dict[int, tuple[int, int]] = {}
    for (_, place), timing in zip(order, spoken, strict=False):
        known[place] = (round(timing.start * fps), max(round(timing.end * fps), round(timing.start * fps) + 1))
    left = list(performance.happenings)
    for place, beat in enumerate(beats):
        if not isinstance(beat, Event):
            continue
        mine = [h for h in left if h.action is beat.action and h.text == beat.text]
        mine = [h for h in mine if not beat.agents or h.agent in beat.agents]
        if mine:
            first: dict[str, object] = {}
            for happening in mine:  # one for each of its agents: the same words may come again
                first.setdefault(happening.agent, happening)
            taken = [h for h in mine if first[h.agent] is h]
            left = [h for h in left if not any(h is t for t in taken)]
            known[place] = (min(h.start for h in taken), max(h.end for h in taken))
    found: list[tuple[int, int]] = []
    for place in range(len(beats)):
        if place in known:
            found.append(known[place])
            continue
        start = max((b for _, b in found[-1:]), default=0)
        later = [known[p][0] for p in range(place + 1, len(beats)) if p in known]
        end = later[0] if later else min(frames, start + round(_UNSURE * fps))
        found.append((start, max(start, end)))
    return [(min(max(a, 0), frames), min(max(b, 0), frames)) for a, b in found]


def read_overrides(
    directions: Iterable[Direction], beats: Sequence[Beat], performance: ScenePerformance, shortest: float = 1.0
) -> Overrides:
    """What directions ask of this scene, on its frames. `shortest` is the length in seconds
    under which nothing is a shot. Raises DirectingError, naming both places, where directions
    contradict each other, and where somebody is to be seen who is not on the set then."""
    given = list(directions)
    if not given:
        return NOTHING
    return _Reading(beats, performance, shortest).read(given)


class _Reading:
    def __init__(self, beats: Sequence[Beat], performance: ScenePerformance, shortest: float) -> None:
        self.beats = beats
        self.performance = performance
        self.fps, self.frames = performance.fps, performance.frames
        self.least = max(1, round(shortest * performance.fps))
        self.times = beat_frames(beats, performance)

    def read(self, given: list[Direction]) -> Overrides:
        marks = {Ask.SHOT, Ask.CUT, Ask.CROSS}
        starts = sorted((self.start(d), d.ask) for d in given if d.ask in marks and d.frames is None)
        exact = [
            Stretch(d, max(d.frames[0], 0), min(d.frames[1], self.frames), exact=True)
            for d in given
            if d.ask is Ask.SHOT and d.frames is not None and d.frames[0] < self.frames
        ]
        locked, given_up = _by_rank(exact)
        free: list[Stretch] = []
        for direction in given:
            if direction.ask is not Ask.SHOT or direction.frames is not None:
                continue
            stretch = self.stretch(direction, [frame for frame, _ in starts])
            over = next((s for s in locked if s.start < stretch.end and s.end > stretch.start), None)
            if over is not None:  # what is left of it beside the shot that is locked
                if over.start <= stretch.start:
                    given_up.append(direction)
                    continue
                stretch = replace(stretch, end=over.start)
            free.append(stretch)
        shots = sorted([*locked, *free], key=lambda s: (s.start, s.end))
        self._apart(shots)
        for stretch in shots:
            if stretch.direction.camera is None:
                self._there(stretch)
        holds = [self.hold(d, starts) for d in given if d.ask in (Ask.HOLD, Ask.NO_CUT)]
        cuts = [(self.start(d), d) for d in given if d.ask is Ask.CUT]
        crossings = [(self.start(d), d) for d in given if d.ask is Ask.CROSS]
        self._conflicts(shots, cuts, crossings, holds)
        begun = {stretch.start for stretch in shots}
        edge = self.least * 0.4
        cuts = [c for c in cuts if edge < c[0] < self.frames - edge and not _near(c[0], begun, self.fps)]
        moved = []
        for frame, direction in crossings:
            near = [s for s in begun if abs(s - frame) <= _SAME * self.fps]
            at = near[0] if near else frame
            if not edge < at < self.frames - edge:
                raise _error("the line cannot be crossed where the scene begins or ends", "Move it.", direction)
            moved.append((at, direction))
        cuts = [c for c in cuts if not _near(c[0], {frame for frame, _ in moved}, self.fps)]
        styles = self.styles([d for d in given if d.ask is Ask.STYLE])
        return Overrides(tuple(shots), tuple(cuts), tuple(moved), tuple(holds), styles, tuple(given_up))

    def styles(self, given: list[Direction]) -> tuple[tuple[int, int, tuple[Direction, ...]], ...]:
        """Where which styles and tempos are asked for. Of notes the last one counts; a setting
        counts more than a note, one for a shot more than one for its scene."""
        notes = sorted((d for d in given if d.frames is None and not d.key), key=self.start)
        scene = [d for d in given if d.frames is None and d.key]
        layers = [(self.start(d), self.frames, d) for d in (*notes, *scene)]
        layers += [(self.start(d), self.until(d), d) for d in given if d.frames is not None]
        edges = sorted({0, self.frames, *(edge for a, b, _ in layers for edge in (a, b))})
        found = []
        for a, b in pairwise(edges):
            here = tuple(d for first, end, d in layers if first <= a and b <= end)
            if here:
                found.append((a, b, here))
        return tuple(found)

    def start(self, direction: Direction) -> int:
        """The frame a direction stands on."""
        if direction.frames is not None:
            return min(max(direction.frames[0], 0), self.frames)
        place = direction.beat
        if place >= len(self.times):
            return max(min(self.times[-1][1] if self.times else 0, self.frames - self.least), 0)
        first, end = self.times[place]
        beat = self.beats[place]
        if direction.character and isinstance(beat, Line):
            return first + round((end - first) * direction.character / max(len(beat.text), 1))
        if place == 0 or not any(b > 0 for _, b in self.times[:place]):
            return 0
        return max(first - _LEAD, 0) if isinstance(beat, Line) else first

    def until(self, direction: Direction) -> int:
        """The frame on which the beat after a direction is over."""
        if direction.frames is not None:
            return min(direction.frames[1], self.frames)
        if direction.beat >= len(self.times):
            return self.frames
        return self.times[direction.beat][1]

    def stretch(self, direction: Direction, starts: list[int]) -> Stretch:
        """The frames of a shot that is asked for at a beat."""
        start = self.start(direction)
        following = [frame for frame in starts if frame > start + _SAME * self.fps]
        limit = min(following, default=self.frames)
        end = min(max(self.until(direction), start + round(1.5 * self.fps)), limit, self.frames)
        # No crumbs: what would be left before the next thing belongs to the shot.
        if limit - end < self.least:
            end = limit
        if direction.beat < len(self.times):
            end = self._clear_of_words(end, start)
        return Stretch(direction, start, end)

    def _clear_of_words(self, frame: int, start: int) -> int:
        """Before the first sound of a line rather than on it."""
        for timing in self.performance.lines:
            first = round(timing.start * self.fps)
            if first - _LEAD < frame < first + _LEAD and first - _LEAD > start + self.least:
                return first - _LEAD
        return frame

    def hold(self, direction: Direction, starts: list[tuple[int, Ask]]) -> tuple[int, int, Direction]:
        """The frames between which nothing is cut."""
        start = self.start(direction)
        if direction.seconds:
            return start, min(start + round(direction.seconds * self.fps), self.frames), direction
        if direction.ask is Ask.HOLD or direction.frames is not None:
            return start, self.until(direction), direction
        return start, min((frame for frame, _ in starts if frame > start), default=self.frames), direction

    def _apart(self, shots: list[Stretch]) -> None:
        for one, other in pairwise(shots):
            if other.start < one.end or other.start - one.start < min(self.least, round(_SAME * self.fps)):
                raise _conflict("two shots are asked for on the same stretch", one.direction, other.direction)

    def _conflicts(
        self,
        shots: list[Stretch],
        cuts: list[tuple[int, Direction]],
        crossings: list[tuple[int, Direction]],
        holds: list[tuple[int, int, Direction]],
    ) -> None:
        wanted = [*cuts, *crossings, *((s.start, s.direction) for s in shots)]
        for first, end, hold in holds:
            for frame, direction in wanted:
                if first < frame < end and not (
                    hold.ask is Ask.NO_CUT and hold.frames is None and direction.frames is None
                ):
                    raise _conflict(f"a cut is asked for within a {hold.ask}", hold, direction)
        for frame, direction in (*cuts, *crossings):
            for stretch in shots:
                if stretch.start + _SAME * self.fps < frame < stretch.end - 1:
                    raise _conflict("a cut is asked for within a shot", stretch.direction, direction)

    def _there(self, stretch: Stretch) -> None:
        """Somebody who is to be seen must be on the set, at some time of the stretch."""
        tracks = {track.role: track for track in self.performance.performers}
        wanted = [*stretch.direction.subjects, *([stretch.direction.over] if stretch.direction.over else [])]
        things = {prop.name for prop in self.performance.props} | {h.theme for h in self.performance.happenings}
        for role in wanted:
            if role not in tracks:
                if role not in things or role == stretch.direction.over:
                    raise _error(
                        f"{role} is never seen in this scene, so no shot can show them",
                        f"Ask for somebody who is here: {', '.join(tracks) or 'nobody is'}.",
                        stretch.direction,
                    )
                continue
            here = np.flatnonzero(tracks[role].present)
            if not len(here):
                raise _error(f"{role} is only heard in this scene", "Ask for somebody who is seen.", stretch.direction)
            if not tracks[role].present[stretch.start : stretch.end].any():
                later = here[here >= stretch.end]
                when = (
                    "has left by then"
                    if not len(later)
                    else f"comes {(later[0] - stretch.start) / self.fps:.1f} s later"
                )
                raise _error(
                    f"{role} is not on the set at that moment: {role} {when}",
                    "Move the note to where they are, or ask for somebody else.",
                    stretch.direction,
                )


def _by_rank(shots: list[Stretch]) -> tuple[list[Stretch], list[Direction]]:
    """Of stretches that overlap, those that were asked for last in the chain: an edited
    shots.json before a number in film.toml."""
    kept: list[Stretch] = []
    given_up: list[Direction] = []
    for stretch in sorted(shots, key=lambda s: (not s.direction.file.endswith(".json"), s.start)):
        if stretch.end > stretch.start and not any(s.start < stretch.end and s.end > stretch.start for s in kept):
            kept.append(stretch)
        else:
            given_up.append(stretch.direction)
    return kept, given_up


def _near(frame: int, others: Iterable[int], fps: int) -> bool:
    return any(abs(frame - other) <= _SAME * fps for other in others)


def _error(what: str, fix: str, direction: Direction) -> DirectingError:
    return DirectingError(
        f"{what}, in {quoted(direction)}",
        fix=fix,
        file=direction.file or None,
        line=direction.line or None,
        key=direction.key or None,
    )


def _conflict(what: str, one: Direction, other: Direction) -> DirectingError:
    return DirectingError(
        f"{what}: {quoted(one)} {one.where} and {quoted(other)} {other.where}",
        fix="Remove one of them, or move it.",
        file=other.file or None,
        line=other.line or None,
        key=other.key or None,
    )


def quoted(direction: Direction) -> str:
    """A direction as it was written, as a note when it was one."""
    return f'"{direction.written}"' if direction.key else f"[[{direction.written}]]"
