"""The same performance with other words: only mouths move otherwise.

A dub keeps every step, look and gesture. What the mouth did for the old words is taken away
(between the frames before and after them the feeling's own mouth goes on), and the new words
are spoken over it as the old ones were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.figure import FACE_NEUTRAL, face_index
from fairtake.model.performance import LineTiming, PerformerTrack, ScenePerformance
from fairtake.model.reading import Take
from fairtake.staging.motion.ease import Array, crossfade, settled, window
from fairtake.staging.motion.lips import MOUTH, play_lips
from fairtake.staging.motion.score import Speech

__all__ = ["MOUTH_COLUMNS", "NewWords", "dub_performance"]

MOUTH_COLUMNS = np.array([face_index(name) for name in MOUTH])
"""The columns of a face that a dub may change."""

_REST = np.array(FACE_NEUTRAL)[MOUTH_COLUMNS]
_TONED = np.array(
    [MOUTH.index(name) for name in ("mouth_width", "lip_upper", "mouth_square", "teeth_upper", "teeth_lower")]
)
_OPEN, _PRESS = MOUTH.index("mouth_open"), MOUTH.index("press")
_BEFORE, _AFTER = 0.16, 0.3
"""Seconds by which lips move before and after a line, as `play_lips` has them."""


@dataclass(frozen=True, slots=True, eq=False)
class NewWords:
    """What is said instead of one line or several, from `start` on (seconds of the scene)."""

    text: str
    start: float
    take: Take
    effort: float = 1.0

    @property
    def end(self) -> float:
        """When it is over."""
        return self.start + max(self.take.duration, 0.1)


def dub_performance(performance: ScenePerformance, words: Mapping[int, NewWords]) -> ScenePerformance:
    """The performance with new words: `words` by the number of the line they replace, as
    `performance.lines` counts; lines that have none are no longer said. Only `lines`, `speaking`
    and the mouths differ, and these only near the lines."""
    performers = tuple(_dubbed(track, performance, words) for track in performance.performers)
    lines = tuple(
        replace(timing, text=said.text, start=said.start, end=said.end)
        for timing in performance.lines
        if (said := words.get(timing.line)) is not None
    )
    return replace(performance, performers=performers, lines=tuple(sorted(lines, key=lambda timing: timing.start)))


def _dubbed(track: PerformerTrack, performance: ScenePerformance, words: Mapping[int, NewWords]) -> PerformerTrack:
    frames, fps = performance.frames, performance.fps
    own = [timing for timing in performance.lines if timing.role == track.role and _in_mouth(timing, track, fps)]
    if not own:
        return track
    face = track.face.astype(np.float64)
    speaking = track.speaking.copy()
    touched = np.zeros(frames, np.bool_)
    mouth = face[:, MOUTH_COLUMNS]
    _silenced(mouth, own, touched, frames, fps)
    for timing in own:
        speaking[round(timing.start * fps) : max(round(timing.start * fps) + 1, round(timing.end * fps))] = False
    for timing in own:
        said = words.get(timing.line)
        if said is None:
            continue
        first = round(said.start * fps)
        speaking[first : max(first + 1, round(said.end * fps))] = True
        lips = play_lips(Speech(timing.line, said.start, said.end, said.take, said.effort), frames, fps)
        if lips is None:
            continue
        span, shapes, weight = lips
        opened = np.clip(shapes[:, _OPEN] / 0.2, 0, 1) * (shapes[:, _PRESS] < 0.5)
        shapes[:, _TONED] += 0.35 * (mouth[span][:, _TONED] - _REST[_TONED]) * opened[:, None]
        mouth[span] = crossfade(mouth[span], shapes, weight)
        touched[span] = True
    lowest, highest = np.zeros(len(MOUTH)), np.ones(len(MOUTH))
    lowest[MOUTH.index("lip_lower")], lowest[MOUTH.index("mouth_width")] = -1.0, 0.4
    highest[MOUTH.index("mouth_width")] = 1.35
    result = track.face.copy()
    rows = np.flatnonzero(touched)
    result[rows[:, None], MOUTH_COLUMNS] = settled(np.clip(mouth[rows], lowest, highest))
    return replace(track, face=result, speaking=speaking)


def _in_mouth(timing: LineTiming, track: PerformerTrack, fps: int) -> bool:
    """Whether the line is said by somebody on the set: a voice-over moves no lips."""
    row = min(int(timing.start * fps), len(track.present) - 1)
    return not timing.off_screen and bool(track.present[row])


def _silenced(mouth: Array, lines: Sequence[LineTiming], touched: np.ndarray, frames: int, fps: int) -> None:
    """Take the old words from a mouth (N, len(MOUTH)), in place."""
    spans = sorted(
        (span.start, span.stop)
        for timing in lines
        if (span := window(timing.start - _BEFORE, timing.end + _AFTER, fps, frames)).stop > span.start
    )
    runs: list[list[int]] = []
    for first, last in spans:
        if runs and first <= runs[-1][1] + 1:
            runs[-1][1] = max(runs[-1][1], last)
        else:
            runs.append([first, last])
    for first, last in runs:
        touched[first:last] = True
        before = mouth[first - 1] if first > 0 else mouth[last] if last < frames else _REST
        after = mouth[last] if last < frames else before
        share = np.linspace(0, 1, last - first + 2)[1:-1, None]
        mouth[first:last] = (1 - share) * before + share * after
