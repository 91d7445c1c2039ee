from __future__ import annotations

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fairtake.model.breakdown import Line, Pause, Scene, Setting
from fairtake.model.performance import LineTiming, ScenePerformance
from fairtake.model.span import Gap, Span
from fairtake.pipeline.places import delocalize, first_line, localize


def scene(at: int, line: int, first: int, number: str) -> Scene:
    def span(offset: int, lines: int) -> Span:
        return Span("a.fountain", at + offset, at + offset + 5, line + lines)

    beats = (
        Line(first, "ANNA", "You kept it.", span(20, 3)),
        Pause(1.0, span(40, 5)),
        Line(first + 1, "BEN", "You left it.", span(60, 7)),
    )
    return Scene(
        number,
        Setting("INT. X - DAY", True, False, "X", "day"),
        Span("a.fountain", at, at + 90, line),
        beats,
        ("ANNA", "BEN"),
    )


@given(st.integers(0, 10_000), st.integers(1, 900), st.integers(1, 400))
def test_a_scene_is_the_same_wherever_it_stands(at, line, first):
    assert localize(scene(at, line, first, "7")) == localize(scene(0, 1, 1, "0"))


@given(st.integers(0, 10_000), st.integers(1, 900), st.integers(1, 400))
def test_what_was_staged_finds_its_place_again(at, line, first):
    original = scene(at, line, first, "7")
    local = localize(original)
    staged = ScenePerformance(
        number=local.number,
        fps=24,
        frames=24,
        set="x",
        performers=(),
        props=(),
        parts=(),
        lines=tuple(
            LineTiming(beat.number, beat.role, beat.text, 0, 1) for beat in local.beats if isinstance(beat, Line)
        ),
        happenings=(),
        contacts=(),
        tension=np.zeros(24, np.float32),
        gaps=(Gap("staging", "x", "y", span=local.beats[1].span),),
    )
    back = delocalize(staged, original)
    assert back.number == "7"
    assert [timing.line for timing in back.lines] == [first, first + 1]
    assert back.gaps[0].span == original.beats[1].span


def test_a_note_between_two_beats_changes_no_performance():
    plain = scene(0, 1, 1, "1")
    last = plain.beats[2]
    moved = dataclasses.replace(last, span=Span("a.fountain", last.span.start + 30, last.span.end + 30, 9))
    noted = dataclasses.replace(
        plain, beats=(*plain.beats[:2], moved), notes=("hold",), span=Span("a.fountain", 0, 120, 1)
    )
    assert localize(noted) == localize(plain)


def test_a_scene_without_lines():
    silent = dataclasses.replace(scene(5, 2, 3, "1"), beats=())
    assert first_line(silent) == 1
    assert localize(silent).span.line == 1
