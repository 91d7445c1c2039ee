"""A montage: many short moments, each in its own place, no two alike in size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fairtake.directing import Style
from fairtake.model.breakdown import Scene
from fairtake.model.performance import ScenePerformance
from fairtake.model.score import Beats
from fairtake.model.shotlist import ShotSize
from fairtake.pipeline.tune import in_beats

__all__ = ["moment_of", "number_in_montage", "varied"]

_BEFORE, _LONG, _LEAST = 0.35, 3.2, 2.0
"""Seconds before the deed a moment begins, and how long and how short it is."""

_SIZES = (
    None,
    (ShotSize.MCU, ShotSize.CU),
    (ShotSize.MLS, ShotSize.MS),
    (ShotSize.CU, ShotSize.BCU),
    (ShotSize.LS, ShotSize.MLS),
)
"""The calm and the tense size of the moments of a montage, in turn; the first is as the style has it."""


def moment_of(performance: ScenePerformance, beats: Beats | None = None, number: int = 0) -> tuple[int, int]:
    """The frames of a performance for which it is in a montage: its weightiest deed, or all that
    is said over it; of moment `number` as long as the `beats` of somebody's music ask."""
    first, last = _plain_moment(performance)
    if beats is None or not beats.steady:
        return first, last
    fps, frames = performance.fps, performance.frames
    length = in_beats(beats, number, last - first, frames, fps, spoken=bool(performance.lines))
    first = min(first, frames - length)
    return first, first + length


def _plain_moment(performance: ScenePerformance) -> tuple[int, int]:
    fps, frames = performance.fps, performance.frames
    if frames <= round((_LONG + 0.5) * fps):
        return 0, frames
    start, end = 0.0, _LONG * fps
    if performance.happenings:
        deed = max(performance.happenings, key=lambda h: (h.importance, -h.start))
        start = deed.start - _BEFORE * fps
        end = start + min(max(deed.end - deed.start + 2 * _BEFORE * fps, _LEAST * fps), _LONG * fps)
    if performance.lines:
        said = min(line.start for line in performance.lines) * fps
        start = min(start, said - 0.2 * fps)
        end = max(end, max(line.end for line in performance.lines) * fps + 0.3 * fps)
    length = min(round(end - start), frames)
    first = min(max(round(start), 0), frames - length)
    return first, first + length


def number_in_montage(scenes: Sequence[Scene], index: int) -> int:
    """Which moment of its montage a scene is, counted from 0; -1 when it is none."""
    if not scenes[index].montage:
        return -1
    first = index
    while first and scenes[first - 1].montage == scenes[index].montage:
        first -= 1
    return index - first


def varied(style: Style, number: int) -> Style:
    """The style for one moment of a montage: its size in turn, and no need to say where we are
    but in the first."""
    sizes = _SIZES[number % len(_SIZES)] if number > 0 else None
    rhythm = replace(style.rhythm, average_shot_length=min(style.rhythm.average_shot_length, _LONG))
    if sizes is None:
        return replace(style, rhythm=rhythm)
    calm, tense = sizes
    limits = style.sizes
    kept = replace(
        limits,
        calm=calm if limits.allows(calm) else limits.calm,
        tense=tense if limits.allows(tense) else limits.tense,
    )
    weights = replace(style.weights, establish=0.15 * style.weights.establish, scale=2.5 * style.weights.scale)
    return replace(style, rhythm=rhythm, sizes=kept, weights=weights)
