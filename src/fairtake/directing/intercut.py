"""Two places at one time: when the film is where, and each place's shots for its share.

The places were staged on one clock. First it is decided when the picture is where (`windows`),
by the same kind of dynamic programme that cuts a scene: whoever speaks or acts is wanted, a
long line asks for the listener, and the tempo is the style's. Then each place is planned over
its own windows alone, as if the time elsewhere were cut out of it (`plan_windows`), so that
what holds within a place holds across the time it is not seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.directing.overrides import beat_frames
from fairtake.directing.plan import plan_scene
from fairtake.directing.planner import rhythm_cost
from fairtake.directing.sites import cut_sites
from fairtake.directing.story import read_story
from fairtake.directing.style import Style
from fairtake.errors import DirectingError
from fairtake.model.breakdown import Beat, Event, Line, Pause
from fairtake.model.direction import Direction
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot

__all__ = ["Place", "Window", "contracted", "plan_windows", "windows"]

Array = npt.NDArray[np.float64]

_FULL = 2.4  # seconds of a line for which its speaker is wanted most
_LISTEN = 0.1  # a second: what the listener costs after that, for each unit of the style's `reaction`
_AWAY = 3.0  # a second: what a voice without its face costs while it is new
_DEED = 2.2  # a second: what a deed of full importance costs that is not seen
_GLANCE = 1.9  # seconds of a look at whoever listens
_LOOSE = 1.6  # a question and its answer may be quick: times the style's `regularity`
_DRAG = 0.9  # a second over twice the usual length
_LEAST = 1.15  # times the style's shortest: a place takes a moment to be recognised
_BUSY = 0.15  # a cut between places, whatever is said
_FREE = 0.4  # how much of a site's own cost is left: another place is reason enough for a cut


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One of the places: its performance (all have the same length), and for each of the
    film's beats in it that it shows, the frames it plays on are read from `beats` (the same
    for all places, in order), where `mine` says which of them happen here."""

    performance: ScenePerformance
    mine: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Frames `start` to `end` (exclusive) in which the film shows the place number `place`."""

    start: int
    end: int
    place: int


def windows(
    places: Sequence[Place], beats: Sequence[Beat], since: int, style: Style, *, seed: int = 1
) -> tuple[Window, ...]:
    """When the film is where; the windows tile the frames, and neighbours are of two places.

    Before the beat number `since` each place is shown while its own beats play; from there on
    the film cuts freely. Raises DirectingError when there is no place, or when they differ in
    length.
    """
    if not places or len({place.performance.frames for place in places}) != 1:
        raise DirectingError("places that are cut together need one clock", fix="Stage them together.")
    frames, fps = places[0].performance.frames, places[0].performance.fps
    times = _times(places, beats)
    found: list[Window] = []
    opening = frames if since >= len(beats) else 0 if since == 0 else max(times[since][0] - fps // 4, 0)
    owner = [next((p for p, place in enumerate(places) if place.mine[n]), 0) for n in range(len(beats))]
    at, here = 0, owner[0] if owner else 0
    for number in range(1, min(since, len(beats))):
        if owner[number] != here:
            edge = min(max(times[number][0] - fps // 4, at), opening)
            if edge - at >= fps // 2:
                found.append(Window(at, edge, here))
                at = edge
            here = owner[number]
    if opening > at:
        found.append(Window(at, opening, here))
    if opening < frames:
        first = owner[since] if since < len(owner) else 0
        found += _free(places, style, opening, first, seed)
    return _joined(found)


def _times(places: Sequence[Place], beats: Sequence[Beat]) -> list[tuple[int, int]]:
    """The frames of each beat, read where it happens."""
    read = [beat_frames(beats, place.performance) for place in places]
    return [
        next((read[p][number] for p, place in enumerate(places) if place.mine[number]), read[0][number])
        for number in range(len(beats))
    ]


def _joined(found: Sequence[Window]) -> tuple[Window, ...]:
    joined: list[Window] = []
    for one in found:
        if joined and joined[-1].place == one.place:
            joined[-1] = replace(joined[-1], end=one.end)
        elif one.end > one.start:
            joined.append(one)
    return tuple(joined)


def _free(
    places: Sequence[Place],
    style: Style,
    start: int,
    first: int,
    seed: int,
) -> list[Window]:
    """The windows from frame `start` on, of least cost; the first is of the place `first`."""
    performance = places[0].performance
    fps, frames = performance.fps, performance.frames
    sites: dict[int, float] = {}
    for place in places:
        for site in cut_sites(read_story(place.performance), place.performance, style, seed):
            if start < site.frame < frames:
                sites[site.frame] = min(site.cost, sites.get(site.frame, np.inf))
    at = np.array([start, *sorted(sites), frames])
    costs = np.array([0.0, *(_FREE * sites[frame] + _BUSY for frame in sorted(sites)), 0.0])
    running = np.stack([_running(place, n, places, style) for n, place in enumerate(places)])
    total = np.concatenate([np.zeros((len(places), 1)), np.cumsum(running / fps, axis=1)], axis=1)[:, at]
    lengths = (at[None, :] - at[:, None]) / fps
    rhythm = style.rhythm
    tempo = np.log(rhythm.average_shot_length)
    off = np.log(np.maximum(lengths, 0.04)) - tempo
    spread = np.where(off < 0, _LOOSE, 1.0) * rhythm.regularity
    price = np.asarray(rhythm_cost(off / spread, 1.0), np.float64)
    price = price + _DRAG * np.maximum(lengths - 2 * rhythm.average_shot_length, 0)
    price = np.where(lengths < _LEAST * rhythm.shortest, np.inf, price)
    count, many = len(at), len(places)
    price = np.stack([_listening(place, places, at, lengths, price, rhythm.regularity) for place in places])
    best = np.full((count, many), np.inf)  # a window of this place ends at this site
    came = np.zeros((count, many), np.int64)
    for end in range(1, count):
        for here in range(many):
            before = np.full(end, np.inf)
            before[0] = 0.0 if here == first else np.inf
            others = [p for p in range(many) if p != here]
            if others:
                before[1:] = best[1:end, others].min(1) + costs[1:end]
            cost = before + price[here, :end, end] + total[here, end] - total[here, :end]
            came[end, here] = int(cost.argmin())
            best[end, here] = cost[came[end, here]]
    if not np.isfinite(best[-1]).any():
        return [Window(start, frames, first)]
    here, end = int(best[-1].argmin()), count - 1
    found: list[Window] = []
    while end > 0:
        begin = int(came[end, here])
        found.append(Window(int(at[begin]), int(at[end]), here))
        if begin == 0:
            break
        others = [p for p in range(many) if p != here]
        here, end = others[int(best[begin, others].argmin())], begin
    return found[::-1]


def _listening(
    place: Place, places: Sequence[Place], at: npt.NDArray[np.int64], lengths: Array, price: Array, spread: float
) -> Array:
    """(S, S) the price of windows of these lengths in a place, where a look at the listener
    within a long line of the other place is a short one, whatever the tempo."""
    fps = place.performance.fps
    quick = np.asarray(rhythm_cost(np.log(np.maximum(lengths, 0.04) / _GLANCE), spread), np.float64)
    price = price.copy()
    for start, end in _lines_elsewhere(place, places):
        inside = (at[:, None] >= start + 1.8 * fps) & (at[None, :] <= end + 0.5 * fps)
        price = np.where(inside & np.isfinite(price), np.minimum(price, quick), price)
    return price


def _lines_elsewhere(place: Place, places: Sequence[Place]) -> list[tuple[float, float]]:
    """Frames of the lines that are spoken in another place."""
    own = {track.role for track in place.performance.performers}
    away = {track.role for other in places for track in other.performance.performers} - own
    fps = place.performance.fps
    return [(line.start * fps, line.end * fps) for line in place.performance.lines if line.role in away]


def _running(
    place: Place,
    number: int,
    places: Sequence[Place],
    style: Style,
) -> Array:
    """(N,) what a second in this place costs at each frame, for what is missed elsewhere."""
    fps, frames = place.performance.fps, place.performance.frames
    cost = np.zeros(frames)
    clock = np.arange(frames)
    for begin, end in _lines_elsewhere(place, places):
        inside = (clock >= begin) & (clock < end)
        fresh = clock < begin + _FULL * fps
        late = clock > end - 0.9 * fps  # the next voice may be met by the face that waits for it
        cost += inside * np.where(fresh & ~late, _AWAY, np.where(late, 0.2, 2 * _LISTEN * style.cuts.reaction))
    for p, other in enumerate(places):
        if p == number:
            continue
        for event in other.performance.happenings:
            inside = (clock >= event.start - fps // 4) & (clock < event.end)
            cost += _DEED * event.importance * inside
    return cost


# -- one place over its own windows --------------------------------------------------------------


class _Clock:
    """Frames of the whole performance against those of its windows put together."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = list(spans)
        lengths = [end - start for start, end in self.spans]
        self.edges = [0, *np.cumsum(lengths).tolist()]

    @property
    def frames(self) -> int:
        return int(self.edges[-1])

    def short(self, frame: float) -> float:
        """A moment of the performance among the windows; what lies elsewhere comes to the join."""
        total = 0.0
        for start, end in self.spans:
            if frame < end:
                return total + max(frame - start, 0.0)
            total += end - start
        return total

    def rows(self) -> npt.NDArray[np.int64]:
        return np.concatenate([np.arange(start, end) for start, end in self.spans])


def contracted(performance: ScenePerformance, spans: Sequence[tuple[int, int]]) -> ScenePerformance:
    """The performance on the given stretches of frames alone, put together. Lines and
    happenings keep what is left of them; those that lie wholly outside are gone."""
    clock = _Clock(spans)
    rows, fps = clock.rows(), performance.fps

    def cut(track: Any, names: Sequence[str]) -> Any:
        return replace(track, **{name: getattr(track, name)[rows] for name in names})

    body = ("root", "rotations", "face", "head", "gaze", "speaking", "present")
    lines = [
        replace(line, start=clock.short(line.start * fps) / fps, end=clock.short(line.end * fps) / fps)
        for line in performance.lines
    ]
    happenings = [
        replace(event, start=round(clock.short(event.start)), end=round(clock.short(event.end)))
        for event in performance.happenings
    ]
    inside = [any(start <= c.time * fps < end for start, end in clock.spans) for c in performance.contacts]
    return replace(
        performance,
        frames=clock.frames,
        performers=tuple(cut(track, body) for track in performance.performers),
        props=tuple(
            replace(
                cut(track, ("position", "rotation", "visible")),
                holder=_held([(round(clock.short(frame)), role) for frame, role in track.holder]),
            )
            for track in performance.props
        ),
        parts=tuple(cut(track, ("angle",)) for track in performance.parts),
        lines=tuple(line for line in lines if line.end > line.start + 0.5 / fps),
        happenings=tuple(event for event in happenings if event.end > event.start),
        contacts=tuple(
            replace(contact, time=clock.short(contact.time * fps) / fps)
            for contact, kept in zip(performance.contacts, inside, strict=True)
            if kept
        ),
        tension=performance.tension[rows],
        light=performance.light.cut(np.asarray(rows)) if performance.light is not None else None,
    )


def _held(holder: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    last: dict[int, str] = dict(holder)
    return tuple(sorted(last.items()))


def plan_windows(
    performance: ScenePerformance,
    set_: Set,
    style: Style,
    spans: Sequence[tuple[int, int]],
    *,
    facing: int = 0,
    directions: Sequence[Direction] = (),
    beats: Sequence[Beat] = (),
    styles: Mapping[str, Style] | None = None,
    **more: Any,
) -> tuple[Shot, ...]:
    """The shots of one place on its windows `spans`, in frames of the performance; they tile
    the windows exactly. Everything else as for `plan_scene`. What is asked of the camera at a
    moment at which the film is elsewhere holds when it comes back. People alone look to the
    right of the screen where `facing` is 1, to its left where it is -1."""
    spans = [(start, end) for start, end in spans if end > start]
    if not spans:
        return ()
    clock = _Clock(spans)
    short = contracted(performance, spans)
    times = beat_frames(beats, performance)
    asked = [_asked(direction, times, beats, clock) for direction in directions]
    left, numbers = _left(beats, short)
    asked = [replace(one, beat=numbers[min(one.beat, len(numbers) - 1)]) for one in asked]
    pace = clock.frames / performance.fps / _shots_wanted(spans, style, performance.fps)
    rhythm = replace(style.rhythm, average_shot_length=pace, longest=max(style.rhythm.longest, 2 * pace))
    shots = plan_scene(
        short, set_, replace(style, rhythm=rhythm), directions=asked, beats=left, styles=styles,
        joins=tuple(clock.edges[1:-1]), facing=facing, **more,
    )  # fmt: skip
    return _numbered([_listens(shot, performance) for shot in _spread(shots, clock)])


def _listens(shot: Shot, performance: ScenePerformance) -> Shot:
    """A shot in which mostly a voice from elsewhere is heard says whom it shows listening."""
    own = {track.role for track in performance.performers}
    fps = performance.fps
    heard: dict[str, float] = {}
    for line in performance.lines:
        shared = min(line.end * fps, shot.end) - max(line.start * fps, shot.start)
        if shared > 0:
            heard[line.role] = heard.get(line.role, 0.0) + shared
    most = max(heard, key=lambda role: heard[role], default="")
    if not most or most in own or heard[most] < 0.55 * shot.frames or not shot.subjects or shot.asked:
        return shot
    return replace(shot, reason=f"{shot.subjects[0]} listens to {most}.")


def _shots_wanted(spans: Sequence[tuple[int, int]], style: Style, fps: int) -> float:
    """A window is a shot; one that is longer than one and a half has more."""
    usual = style.rhythm.average_shot_length
    return sum(max(1.0, round((end - start) / fps / usual - 0.2)) for start, end in spans)


def _asked(direction: Direction, times: Sequence[tuple[int, int]], beats: Sequence[Beat], clock: _Clock) -> Direction:
    if direction.frames is None:
        return direction
    start, end = (round(clock.short(frame)) for frame in direction.frames)
    return replace(direction, frames=(start, max(end, min(start + 1, clock.frames))))


def _left(beats: Sequence[Beat], short: ScenePerformance) -> tuple[list[Beat], list[int]]:
    """The beats of which something is left in the windows, and for each beat (and the end) the
    number among them at which it stands."""
    heard = {line.line for line in short.lines}
    done = {(event.action, event.text) for event in short.happenings}
    left: list[Beat] = []
    numbers: list[int] = []
    for beat in beats:
        numbers.append(len(left))
        kept = (
            beat.number in heard
            if isinstance(beat, Line)
            else (beat.action, beat.text) in done
            if isinstance(beat, Event)
            else isinstance(beat, Pause)
        )
        if kept:
            left.append(beat)
    return left, [*numbers, len(left)]


def _spread(shots: Sequence[Shot], clock: _Clock) -> list[Shot]:
    """Shots among the windows as shots of the performance, cut where the film goes elsewhere."""
    found: list[Shot] = []
    for shot in shots:
        for (first, last), (start, _) in zip(pairwise(clock.edges), clock.spans, strict=True):
            a, b = max(shot.start, first), min(shot.end, last)
            if a >= b:
                continue
            rows = slice(a - shot.start, b - shot.start)
            camera = shot.camera
            track = replace(
                camera,
                position=camera.position[rows],
                orientation=camera.orientation[rows],
                fovy=camera.fovy[rows],
                shift=camera.shift[rows],
            )
            why = shot.reason if a == shot.start else f"Back to {' and '.join(shot.subjects[:2]) or 'the place'}."
            moved = replace(shot, start=start + a - first, end=start + b - first, camera=track, reason=why)
            found.append(moved)
    return found


def _numbered(shots: Sequence[Shot]) -> tuple[Shot, ...]:
    """Shots numbered anew within their setups."""
    taken: dict[str, int] = {}
    found = []
    for shot in shots:
        taken[shot.setup] = taken.get(shot.setup, 0) + 1
        found.append(replace(shot, number=f"{shot.setup}-{taken[shot.setup]}"))
    return tuple(found)
