"""Scenes freed of their place in the film, so that an edit elsewhere changes nothing here.

A scene's number, its line numbers and its source spans depend on what stands before it. They
are made relative before a scene is staged, and put back on the result.
"""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar

from fairtake.model.breakdown import Line, Scene
from fairtake.model.performance import LineTiming, ScenePerformance
from fairtake.model.span import Span

__all__ = ["delocalize", "first_line", "localize"]

T = TypeVar("T")


def first_line(scene: Scene) -> int:
    """The film's number of the scene's first line; 1 when nobody speaks."""
    return min((beat.number for beat in scene.beats if isinstance(beat, Line)), default=1)


def localize(scene: Scene) -> Scene:
    """The same scene with number "0", lines counted from 1 and spans counted from itself."""
    before = first_line(scene) - 1
    moved = _move(scene, -scene.span.start, 1 - scene.span.line)
    beats = tuple(
        dataclasses.replace(beat, number=beat.number - before) if isinstance(beat, Line) else beat
        for beat in moved.beats
    )
    return dataclasses.replace(moved, number="0", beats=beats)


def delocalize(performance: ScenePerformance, scene: Scene) -> ScenePerformance:
    """What was staged from `localize(scene)`, back in the film."""
    before = first_line(scene) - 1
    lines: tuple[LineTiming, ...] = tuple(
        dataclasses.replace(timing, line=timing.line + before) for timing in performance.lines
    )
    gaps = tuple(_move(gap, scene.span.start, scene.span.line - 1) for gap in performance.gaps)
    return dataclasses.replace(performance, number=scene.number, lines=lines, gaps=gaps)


def _move(noun: T, characters: int, lines: int) -> T:
    return _moved(noun, characters, lines)  # type: ignore[no-any-return]


def _moved(value: Any, characters: int, lines: int) -> Any:
    if isinstance(value, Span):
        return Span(value.file, value.start + characters, value.end + characters, value.line + lines)
    if isinstance(value, tuple):
        return tuple(_moved(item, characters, lines) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in dataclasses.fields(value)
            if (new := _moved(old := getattr(value, field.name), characters, lines)) is not old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value
