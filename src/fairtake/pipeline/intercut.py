"""Scenes that play at one time in several places: one clock, several performances, one cut.

Each place is staged as a scene of its own in which what happens elsewhere is time that passes.
Two passes bring the places onto one clock: the first tells how long each needs between two
lines, the second waits where the other place needs longer. Who is seen when is directing's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairtake import directing
from fairtake.model.breakdown import Action, Beat, Breakdown, Event, Line, Pause, Scene
from fairtake.model.direction import Direction
from fairtake.model.performance import LineTiming, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.sound import RATE, CueSheet, Stem
from fairtake.store import digest

__all__ = ["Stay", "Together", "as_played", "group_of", "heard", "moved", "on_one_clock", "stays"]

_TAKES = {Action.GO: 2.6, Action.ENTER: 2.8, Action.EXIT: 2.6, Action.RUN: 2.0, Action.SIT: 2.0, Action.STAND: 1.8}
"""Seconds that a deed in the other place is taken to last, until it is known."""

_DEED = 1.6
_RING = round(0.12 * RATE)
"""Samples for which effects and beds of a place run on over a cut to the other one."""

_SHARE = 0.5
"""Of a line: who is seen for less of it is heard as the other place hears them."""


def group_of(breakdown: Breakdown, scene: Scene) -> tuple[Scene, ...]:
    """The scenes that play at the same time as this one, itself among them, in order."""
    if scene.intercut is None:
        return (scene,)
    name = scene.intercut.group
    return tuple(one for one in breakdown.scenes if one.intercut is not None and one.intercut.group == name)


def as_played(breakdown: Breakdown, scene: Scene, waits: Mapping[int, float] | None = None, tail: float = 0.0) -> Scene:
    """The scene with everything that happens at its time: lines from elsewhere as voices, deeds
    as time that passes. `waits` are seconds of silence to add before lines, by number, `tail`
    after everything. A scene that plays alone stays as it is."""
    group = group_of(breakdown, scene)
    if len(group) < 2:
        return scene
    beats: list[Beat] = []
    for beat, owner in _in_order(group):
        if owner.number == scene.number:
            beats.append(beat)
        elif isinstance(beat, Line):
            # Heard here through the telephone, if that is how the places are joined.
            medium = "telephone" if scene.intercut is not None and scene.intercut.phone else "thought"
            beats.append(replace(beat, voice_over=True, off_screen=False, medium=beat.medium or medium))
        elif isinstance(beat, Event):
            beats.append(Pause(_TAKES.get(beat.action, _DEED), beat.span))
        else:
            beats.append(beat)
    if waits:
        beats = [
            replace(beat, pause_before=beat.pause_before + waits[beat.number])
            if isinstance(beat, Line) and waits.get(beat.number)
            else beat
            for beat in beats
        ]
    if tail > 0:
        beats.append(Pause(tail, beats[-1].span))
    return replace(scene, beats=tuple(beats), intercut=None)


def _in_order(group: Sequence[Scene]) -> list[tuple[Beat, Scene]]:
    """All beats of the group as they were written, with the scene each happens in."""
    alone = [(beat, scene) for scene in group for beat in scene.beats if not _empty(scene)]
    found = alone or [(beat, scene) for scene in group for beat in scene.beats]
    return sorted(found, key=lambda pair: (pair[0].span.start, isinstance(pair[0], Line)))


def _empty(scene: Scene) -> bool:
    return all(isinstance(beat, Pause) for beat in scene.beats)


@dataclass(frozen=True, slots=True)
class Together:
    """What directing needs of a group: the `beats` in order, which of them are each place's,
    the number of the first that is cut freely, and whether it is a call."""

    beats: tuple[Beat, ...]
    mine: tuple[tuple[bool, ...], ...]
    since: int
    phone: bool

    @classmethod
    def of(cls, group: Sequence[Scene]) -> Together:
        """Read a group of at least two scenes."""
        ordered = _in_order(group)
        cut = group[0].intercut
        start = cut.since.start if cut is not None else 0
        since = next((n for n, (beat, _) in enumerate(ordered) if beat.span.start >= start), len(ordered))
        mine = tuple(tuple(owner.number == scene.number for _, owner in ordered) for scene in group)
        return cls(tuple(beat for beat, _ in ordered), mine, since, cut is not None and cut.phone)


def moved(directions: Sequence[Direction], place: int, together: Together) -> tuple[Direction, ...]:
    """Directions that stand at a scene's own beats, at the same beats of its group."""
    own = [number for number, mine in enumerate(together.mine[place]) if mine]
    own.append(len(together.beats))
    return tuple(
        direction if direction.frames is not None else replace(direction, beat=own[min(direction.beat, len(own) - 1)])
        for direction in directions
    )


# -- one clock -----------------------------------------------------------------------------------

Staging = Callable[[Scene, Scene], tuple[ScenePerformance, str]]
"""Stages a part scene (the second) of a scene (the first): the performance and its key."""


def on_one_clock(
    breakdown: Breakdown, group: Sequence[Scene], stage: Staging
) -> tuple[list[ScenePerformance], list[str], list[Scene]]:
    """The performances of a group, of one length and with the same lines at the same times,
    with their keys and the part scenes they were staged from."""
    first = [stage(scene, as_played(breakdown, scene))[0] for scene in group]
    waits, tails = _waits(first)
    numbers = sorted(beat.number for beat, _ in _in_order(group) if isinstance(beat, Line))
    parts = [
        as_played(breakdown, scene, dict(zip(numbers, wait, strict=False)), tail)
        for scene, wait, tail in zip(group, waits, tails, strict=True)
    ]
    staged = [stage(scene, part) for scene, part in zip(group, parts, strict=True)]
    frames = max(performance.frames for performance, _ in staged)
    timings = _timings(group, [performance for performance, _ in staged])
    keys = [key for _, key in staged]
    return (
        [_stretched(performance, frames, timings) for performance, _ in staged],
        [digest("together", key, keys, frames) for key in keys],
        parts,
    )


def _waits(performances: Sequence[ScenePerformance]) -> tuple[list[list[float]], list[float]]:
    """Seconds to wait before each line, and at the end, in each place."""
    starts = [[timing.start for timing in _by_number(p)] for p in performances]
    count = min(len(some) for some in starts)
    ends = [p.frames / p.fps for p in performances]
    edges = [[0.0, *some[:count], end] for some, end in zip(starts, ends, strict=True)]
    gaps = np.diff(np.array(edges), axis=1)
    lacking = gaps.max(axis=0)[None] - gaps
    lacking[lacking < 0.02] = 0.0
    return lacking[:, :-1].round(3).tolist(), lacking[:, -1].round(3).tolist()


def _by_number(performance: ScenePerformance) -> list[LineTiming]:
    return sorted(performance.lines, key=lambda timing: timing.line)


def _timings(group: Sequence[Scene], performances: Sequence[ScenePerformance]) -> dict[int, LineTiming]:
    """When each line is heard, as the place has it where it is spoken."""
    found: dict[int, LineTiming] = {}
    for performance in performances:
        for timing in performance.lines:
            old = found.get(timing.line)
            if old is None or (old.off_screen and not timing.off_screen):
                found[timing.line] = timing
    return found


def _stretched(performance: ScenePerformance, frames: int, timings: Mapping[int, LineTiming]) -> ScenePerformance:
    """The performance made `frames` long (its last moment holds), its lines timed anew."""
    rows = np.minimum(np.arange(frames), performance.frames - 1)

    def body(track: PerformerTrack) -> PerformerTrack:
        return replace(
            track,
            root=track.root[rows],
            rotations=track.rotations[rows],
            face=track.face[rows],
            head=track.head[rows],
            gaze=track.gaze[rows],
            speaking=track.speaking[rows] & (np.arange(frames) < performance.frames),
            present=track.present[rows],
        )

    def prop(track: PropTrack) -> PropTrack:
        return replace(track, position=track.position[rows], rotation=track.rotation[rows], visible=track.visible[rows])

    lines = tuple(
        replace(timing, start=timings[timing.line].start, end=timings[timing.line].end) for timing in performance.lines
    )
    return replace(
        performance,
        frames=frames,
        performers=tuple(body(track) for track in performance.performers),
        props=tuple(prop(track) for track in performance.props),
        parts=tuple(replace(part, angle=part.angle[rows]) for part in performance.parts),
        lines=lines,
        tension=performance.tension[rows],
        light=performance.light.cut(np.asarray(rows)) if performance.light is not None else None,
    )


# -- who is seen and heard when ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stay:
    """Frames `start` to `end` (exclusive) in the place number `place`; `lines` are those heard
    in it, by their number in the place's stored performance."""

    start: int
    end: int
    place: int
    lines: frozenset[int]


def stays(cut: Sequence[directing.Window], performances: Sequence[ScenePerformance], phone: bool) -> tuple[Stay, ...]:
    """The windows of a cut, each with the lines that are heard from its place: every line once,
    from where it is spoken, or through the telephone where its speaker is hardly seen."""
    heard_in: list[set[int]] = [set() for _ in cut]
    fps = performances[0].fps
    lines = {timing.line: timing for performance in performances for timing in performance.lines}
    for number, timing in sorted(lines.items()):
        owner = next(
            (p for p, one in enumerate(performances) for t in one.lines if t.line == number and not t.off_screen), 0
        )
        start, end = timing.start * fps, max(timing.end * fps, timing.start * fps + 1)
        overlap = np.array([max(min(end, w.end) - max(start, w.start), 0.0) for w in cut])
        own = np.array([w.place == owner for w in cut])
        seen = float((overlap * own).sum())
        if not phone or seen >= _SHARE * float(overlap.sum()):
            away = np.array([max(w.start - end, start - w.end, 0.0) for w in cut])
            choice = np.where(own, overlap - away * (seen == 0), -np.inf)
            if not own.any():
                choice = overlap
        else:
            choice = np.where(own, -1.0, overlap)
        heard_in[int(choice.argmax())].add(number)
    return tuple(Stay(w.start, w.end, w.place, frozenset(some)) for w, some in zip(cut, heard_in, strict=True))


def heard(sheet: CueSheet, window: tuple[int, int], lines: frozenset[int], fps: int) -> tuple[CueSheet, int]:
    """What of a place's sounds is heard while it is seen, in `window` (frames), with the `lines`
    that are its own; moved so that it begins on its first sound. Returns the sheet and the
    sample of the scene on which it begins."""
    first, last = window[0] * RATE // fps, window[1] * RATE // fps
    cues = [
        cue
        for cue in sheet.cues
        if (cue.take in lines if cue.stem is Stem.DIALOGUE else first - _RING <= cue.start < last + _RING)
    ]
    beds = [
        replace(
            bed,
            start=max(bed.start, first - _RING),
            end=min(bed.end, last + _RING),
            fade_in=2 * _RING,
            fade_out=2 * _RING,
        )
        for bed in sheet.beds
        if bed.start < last and bed.end > first
    ]
    begin = max(min([first, *(cue.start for cue in cues), *(bed.start for bed in beds)]), 0)
    cues = [replace(cue, start=cue.start - begin) for cue in cues]
    beds = [replace(bed, start=bed.start - begin, end=bed.end - begin) for bed in beds]
    return CueSheet(last - begin, tuple(cues), tuple(beds)), begin
