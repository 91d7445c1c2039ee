"""Where each sound of a known reading is in another reading of the same words.

Dynamic time warping (Sakoe & Chiba 1978) of a recording against a reading whose phoneme times
are known, in the form of a Viterbi search: every frame of the recording belongs to one frame of
the reading or to a silence, of which there may be one between any two words. A coarse search
over the whole line leads a fine one along its path, so that time and memory grow with the line's
length only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.voices.recordings.features import HOP, Spectra, features_of, levels_of, noisy, spectra_of

__all__ = ["Alignment", "align"]

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_COARSE = 4  # hops of the coarse search
_REACH = 0.22  # seconds the fine search may leave the coarse path by
_WIDEST = 2400  # states the coarse search holds open at once
_STAY = 0.22  # of the mean distance: what it costs to dwell on a frame, or to leap over one
_LEAP = 0.3
_HUSH = 1.2  # ... and to be silent, to begin with
_WARPS = (0.8, 0.87, 0.93, 1.0, 1.07, 1.15, 1.24)


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """`known` and `heard` (K,): seconds in the reading and the moments in the recording where the
    same is said, both rising. `hushes` are (start, end) of the silences in the recording, and the
    second of the reading each stands at. `cost` is how unlike the two are along the path: about 1
    where something else is said (the same sounds in another order cost that), below 0.93 where the
    words are the same, whoever speaks. `warp` is the ratio of their vocal tracts' lengths."""

    known: F64
    heard: F64
    hushes: tuple[tuple[float, float, float], ...]
    cost: float
    warp: float


def align(known: F32, known_rate: int, gaps: Sequence[tuple[float, float]], heard: F32, heard_rate: int) -> Alignment:
    """Find a reading in a recording. `known` are the reading's samples and `gaps` where a silence may
    be: (start, end) of its own pauses, and (t, t) between words that it does not part. `heard` are the
    recording's samples, trimmed. Seconds all."""
    recorded = spectra_of(heard, heard_rate)
    spoken = max(len(known) / known_rate - sum(end - start for start, end in gaps), 0.05)
    sounding = float(np.mean(levels_of(recorded) > -32.0)) * len(heard) / heard_rate
    hop = HOP * min(max(spoken / max(sounding, 0.05), 0.5), 2.0)
    reading = noisy(spectra_of(known, known_rate, hop), recorded)
    warp = _best_warp(reading, recorded, hop, gaps)
    theirs, ours = features_of(recorded, warp), features_of(reading)
    hush = _hush(recorded)
    coarse_states = _states(len(ours), hop, gaps, _COARSE)
    rough = _Match(theirs[::_COARSE], ours, coarse_states, hush[::_COARSE])
    coarse = _search(rough, None)
    states = _states(len(ours), hop, gaps, 1)
    match = _Match(theirs, ours, states, hush)
    path = _search(match, _corridor(coarse, coarse_states, states, len(theirs), hop))
    null = _null_cost(theirs[::_COARSE], ours, coarse_states, hush[::_COARSE])
    # Who says something else must hurry through much of what is read.
    leaps = float(np.mean(np.diff(path) >= 3)) if len(path) > 1 else 0.0
    return _result(path, states, hop, _path_cost(rough, coarse) / max(null, 1e-6) + leaps, warp)


@dataclass(frozen=True, slots=True, eq=False)
class _States:
    """What the search goes through, in order: `frame` (S,) of the reading, -1 for a silence;
    `time` (S,) its second in the reading; `before` (S,) a state it may also be reached from: the one
    before a silence that is left out."""

    frame: I64
    time: F64
    before: I64


def _states(count: int, hop: float, gaps: Sequence[tuple[float, float]], step: int) -> _States:
    frames: list[int] = []
    times: list[float] = []
    before: list[int] = []
    following = 0
    marks = [(0.0, 0.0), *sorted(gaps), (count * hop, count * hop)]
    for start, end in marks:
        while following * hop < start and following < count:
            frames.append(following)
            times.append(following * hop)
            before.append(len(frames) - 2)
            following += step
        frames.append(-1)
        times.append(0.5 * (start + end))
        before.append(len(frames) - 2)
        if end > start:  # the reading's own pause is one silence, however long
            following = max(following, int(np.ceil(end / hop)))
    frame = np.asarray(frames, np.int64)
    skip = np.arange(len(frames)) - 1
    hush = np.flatnonzero(frame[:-1] < 0) + 1  # states right after a silence may be reached past it
    skip[hush] -= 1
    return _States(frame, np.asarray(times), np.maximum(skip, 0))


class _Match:
    """How unlike a frame of the recording and a state are."""

    def __init__(self, theirs: F32, ours: F32, states: _States, hush: F64) -> None:
        self.theirs, self.hush, self.states = theirs, hush, states
        self.silent = states.frame < 0
        self.rows = ours[np.maximum(states.frame, 0)]
        self._squares = np.einsum("ij,ij->i", self.rows, self.rows)
        self.length = len(theirs)

    def costs(self, t: int, first: int, last: int) -> F64:
        """(last - first,): the distances of frame `t` from the states of that range."""
        row = self.theirs[t]
        square = self._squares[first:last] + float(row @ row) - 2.0 * (self.rows[first:last] @ row)
        cost: F64 = np.sqrt(np.maximum(square, 0.0) / len(row)).astype(np.float64)
        silent = self.silent[first:last]
        cost[silent] = self.hush[t]
        return cost


def _hush(recorded: Spectra) -> F64:
    """(N,) what it costs to call each frame of the recording a silence: little at its noise's level,
    much at its voice's."""
    level = levels_of(recorded)
    floor = float(np.quantile(level, 0.03))
    span = max(min(-floor, 50.0), 12.0)
    return np.asarray(0.25 + 2.6 * np.clip((level - floor) / (0.55 * span), 0.0, 1.5), np.float64)


def _corridor(path: I64, coarse: _States, fine: _States, count: int, hop: float) -> tuple[I64, I64]:
    """(first, last) fine states open at each fine frame: those near the coarse path."""
    times = coarse.time[path]
    at = np.interp(np.arange(count), np.arange(len(path)) * _COARSE, times)
    reach = _REACH * hop / HOP
    slack = np.maximum.accumulate(at + reach), np.minimum.accumulate((at - reach)[::-1])[::-1]
    # A coarse step may leap: what lies between two of its frames is open too.
    first = np.searchsorted(fine.time, slack[1], side="left")
    last = np.searchsorted(fine.time, slack[0], side="right")
    first[0], last[-1] = 0, len(fine.time)
    return first.astype(np.int64), np.maximum(last, first + 1).astype(np.int64)


def _search(match: _Match, corridor: tuple[I64, I64] | None) -> I64:
    """The state of every frame of the recording, by the cheapest path."""
    count, size = match.length, len(match.states.frame)
    if corridor is None:
        half = max(_WIDEST // 2, size // 12) if size > _WIDEST else size
        centre = np.linspace(0, size - 1, count)
        first = np.clip(centre - half, 0, size - 1).astype(np.int64)
        last = np.clip(centre + half + 1, 1, size).astype(np.int64)
    else:
        first, last = corridor
    width = int((last - first).max())
    steps = np.zeros((count, width), np.int8)
    unit = _typical(match, first, last)
    stay, leap, hush = _STAY * unit, _LEAP * unit, _HUSH * unit
    silent = match.silent
    staying = np.where(silent, 0.0, stay)
    entering = np.where(silent, hush, 0.0)
    skipped = match.states.before
    best = np.full(size + 3, np.inf)  # three before the first, so that leaps may look back
    best[3 : 3 + min(2, size)] = 0.0
    for t in range(count):
        a, b = int(first[t]), int(last[t])
        here = match.costs(t, a, b)
        if t == 0:
            new = np.where(np.arange(a, b) < 2, here, np.inf)
            choice = np.zeros(b - a, np.int8)
        else:
            options = np.stack(
                (
                    best[3 + a : 3 + b] + staying[a:b],
                    best[2 + a : 2 + b] + entering[a:b],
                    best[1 + a : 1 + b] + leap + entering[a:b],
                    best[a:b] + 2 * leap + entering[a:b],
                    best[3 + skipped[a:b]],
                )
            )
            options[4, silent[a:b]] = np.inf
            choice = options.argmin(axis=0).astype(np.int8)
            new = options[choice, np.arange(b - a)] + here
        best[3:] = np.inf
        best[3 + a : 3 + b] = new
        steps[t, : b - a] = choice
    path = np.empty(count, np.int64)
    # The end is the last sound or the silence after it.
    a, b = int(first[-1]), int(last[-1])
    ends = [state for state in (size - 1, size - 2) if a <= state < b]
    state = min(ends, key=lambda one: best[3 + one]) if ends else a + int(np.argmin(best[3 + a : 3 + b]))
    for t in range(count - 1, -1, -1):
        path[t] = state
        choice_here = int(steps[t, state - int(first[t])])
        state = int(skipped[state]) if choice_here == 4 else state - choice_here
        if t:
            state = min(max(state, int(first[t - 1])), int(last[t - 1]) - 1)
    return path


def _typical(match: _Match, first: I64, last: I64) -> float:
    """The distance of frames that have nothing to do with each other, roughly."""
    rng = np.random.default_rng(match.length)
    sample = rng.integers(0, match.length, 24)
    rows = [float(np.quantile(match.costs(int(t), int(first[t]), int(last[t])), 0.25)) for t in sample]
    return max(float(np.median(rows)), 1e-3)


def _path_cost(match: _Match, path: I64) -> float:
    """The mean distance along a path, over what is spoken."""
    spoken = np.flatnonzero(~match.silent[path])
    if not len(spoken):
        return 1e3
    gap = match.theirs[spoken] - match.rows[path[spoken]]
    return float(np.sqrt(np.mean(np.square(gap), axis=1)).mean())


def _null_cost(theirs: F32, ours: F32, states: _States, hush: F64) -> float:
    """The mean distance along the best paths through what was not said: the reading's own sounds
    backwards, from its end and from its middle and its quarters."""
    count = len(states.frame)
    costs = []
    for turn in (0, count // 2, count // 4, 3 * count // 4):
        frame = np.roll(states.frame[::-1], turn)
        skip = np.arange(count) - 1
        skip[np.flatnonzero(frame[:-1] < 0) + 1] -= 1
        match = _Match(theirs, ours, _States(frame, states.time, np.maximum(skip, 0)), hush)
        costs.append(_path_cost(match, _search(match, None)))
    return float(np.mean(costs))


def _best_warp(reading: Spectra, recorded: Spectra, hop: float, gaps: Sequence[tuple[float, float]]) -> float:
    """The frequency warp under which the two are most alike, judged on up to 20 seconds."""
    step = 2 * _COARSE
    most = round(20.0 / HOP)
    reading, recorded = Spectra(reading.power[:most]), Spectra(recorded.power[:most])
    states = _states(len(reading.power), hop, [gap for gap in gaps if gap[1] < len(reading.power) * hop], step)
    ours, hush = features_of(reading), _hush(recorded)[::step]
    costs = []
    for warp in _WARPS:
        match = _Match(features_of(recorded, warp)[::step], ours, states, hush)
        costs.append(_path_cost(match, _search(match, None)))
    return _WARPS[int(np.argmin(costs))]


def _result(path: I64, states: _States, hop: float, cost: float, warp: float) -> Alignment:
    silent = states.frame[path] < 0
    spoken = np.flatnonzero(~silent)
    known = states.time[path[spoken]]
    # Frames of the recording that dwell on one of the reading are one moment of it.
    values, where, counts = np.unique(known, return_inverse=True, return_counts=True)
    heard = np.bincount(where, weights=spoken * HOP) / counts
    edges = np.flatnonzero(np.diff(np.concatenate(([0], silent.astype(np.int8), [0]))))
    hushes = tuple(
        (float((start - 0.5) * HOP), float((end - 0.5) * HOP), float(states.time[path[start]]))
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    )
    return Alignment(values, heard, hushes, cost, warp)
