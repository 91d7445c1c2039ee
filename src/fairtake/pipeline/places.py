"""Scenes freed of their place in the film, so that an edit elsewhere changes nothing here.

A scene's number, its line numbers and its source spans depend on what stands before it, and
on the number in its heading. They are made relative before a scene is staged, as if the scene
stood alone in a file without a name, and put back on the result.
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
    """The same scene with number "0", lines counted from 1 and spans counted from itself,
    without its notes and directions: what is asked of the camera changes no performance."""
    before = first_line(scene) - 1
    start, line = _origin(scene)
    moved = _move(dataclasses.replace(scene, notes=(), directions=()), "", -start, 1 - line)
    beats = tuple(
        dataclasses.replace(beat, number=beat.number - before) if isinstance(beat, Line) else beat
        for beat in moved.beats
    )
    return dataclasses.replace(moved, number="0", span=_alone(scene), beats=beats)


def delocalize(performance: ScenePerformance, scene: Scene) -> ScenePerformance:
    """What was staged from `localize(scene)`, back in the film."""
    before = first_line(scene) - 1
    lines: tuple[LineTiming, ...] = tuple(
        dataclasses.replace(timing, line=timing.line + before) for timing in performance.lines
    )
    start, line = _origin(scene)
    whole = _alone(scene)
    gaps = tuple(
        dataclasses.replace(gap, span=scene.span) if gap.span == whole else _move(gap, scene.span.file, start, line - 1)
        for gap in performance.gaps
    )
    return dataclasses.replace(performance, number=scene.number, lines=lines, gaps=gaps)


def _origin(scene: Scene) -> tuple[int, int]:
    """Offset and line at which the heading would begin, were it written without a number and
    with one empty line after it."""
    if not scene.beats:
        return scene.span.start, scene.span.line
    first = scene.beats[0].span
    return first.start - len(scene.setting.heading) - 2, first.line - 2


def _alone(scene: Scene) -> Span:
    """What the scene's own span is when it stands alone."""
    return Span("", 0, scene.span.end - _origin(scene)[0], 1)


def _move(noun: T, file: str, characters: int, lines: int) -> T:
    return _moved(noun, file, characters, lines)  # type: ignore[no-any-return]


def _moved(value: Any, file: str, characters: int, lines: int) -> Any:
    if isinstance(value, Span):
        return Span(file, value.start + characters, value.end + characters, value.line + lines)
    if isinstance(value, tuple):
        return tuple(_moved(item, file, characters, lines) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in dataclasses.fields(value)
            if (new := _moved(old := getattr(value, field.name), file, characters, lines)) is not old
        }
        return dataclasses.replace(value, **changed) if changed else value
    return value
