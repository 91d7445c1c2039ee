"""Scenes freed of their place in the film, so that an edit elsewhere changes nothing here.

A scene's number, its line numbers and its source spans depend on what stands before it, and
on notes and empty lines between its beats. Before a scene is staged they are replaced by the
beats' own order, as if the scene stood alone in a file without a name, and put back on the
result.
"""

from __future__ import annotations

import dataclasses

from fairtake.model.breakdown import Line, Scene
from fairtake.model.performance import LineTiming, ScenePerformance
from fairtake.model.span import Gap, Span

__all__ = ["delocalize", "first_line", "localize"]


def first_line(scene: Scene) -> int:
    """The film's number of the scene's first line; 1 when nobody speaks."""
    return min((beat.number for beat in scene.beats if isinstance(beat, Line)), default=1)


def localize(scene: Scene) -> Scene:
    """The same scene with number "0", lines counted from 1 and each beat's place in the scene
    for its span, without its notes and directions: what is asked of the camera changes no
    performance."""
    before = first_line(scene) - 1
    beats = tuple(
        dataclasses.replace(beat, number=beat.number - before, span=_place(index))
        if isinstance(beat, Line)
        else dataclasses.replace(beat, span=_place(index))
        for index, beat in enumerate(scene.beats)
    )
    props = tuple(dataclasses.replace(prop, span=None) for prop in scene.props)
    return dataclasses.replace(scene, number="0", span=_alone(scene), beats=beats, props=props, notes=(), directions=())


def delocalize(performance: ScenePerformance, scene: Scene) -> ScenePerformance:
    """What was staged from `localize(scene)`, back in the film."""
    before = first_line(scene) - 1
    lines: tuple[LineTiming, ...] = tuple(
        dataclasses.replace(timing, line=timing.line + before) for timing in performance.lines
    )
    spans = {_place(index): beat.span for index, beat in enumerate(scene.beats)}
    gaps: tuple[Gap, ...] = tuple(
        dataclasses.replace(gap, span=spans.get(gap.span, scene.span)) if gap.span is not None else gap
        for gap in performance.gaps
    )
    return dataclasses.replace(performance, number=scene.number, lines=lines, gaps=gaps)


def _place(index: int) -> Span:
    """The span of a beat in a scene that stands alone; never that of the whole scene."""
    return Span("", index, index, index + 2)


def _alone(scene: Scene) -> Span:
    """The scene's own span when it stands alone: as long as its heading and beats. One in which
    nothing is done is as long as what describes it."""
    if scene.beats:
        length = len(scene.setting.heading) + sum(beat.span.end - beat.span.start for beat in scene.beats)
    else:
        length = scene.span.end - scene.span.start
    return Span("", 0, length, 1)
