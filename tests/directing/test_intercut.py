"""Two places on one clock: when the film is where, and which shots each of them gets."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scenes import FPS, Person, perform, place

from fairtake.directing import Place, Style, contracted, plan_windows, windows
from fairtake.errors import DirectingError
from fairtake.model.breakdown import Action, Line
from fairtake.model.direction import Ask, Direction
from fairtake.model.shotlist import ShotSize
from fairtake.model.span import Span

LINES = [
    ("BEN", 2.0, 3.6), ("ANNA", 4.0, 6.5), ("BEN", 7.0, 9.0), ("ANNA", 9.4, 18.4), ("BEN", 18.9, 21.5),
    ("ANNA", 22.0, 25.0), ("BEN", 25.4, 28.0), ("ANNA", 28.4, 31.0),
]  # fmt: skip
SECONDS = 32.0
STYLE = Style()


def _stage(role: str, looks: tuple[float, float, float]):
    """One of the two at their own place; the other is a voice."""
    found = perform(SECONDS, [Person(role, [(0, 0, 0)], looks=[(0.0, looks)])], LINES)
    return replace(found, lines=tuple(replace(line, off_screen=line.role != role) for line in found.lines))


@pytest.fixture(scope="module")
def call():
    anna, ben = _stage("ANNA", (0.6, 1.6, 4.0)), _stage("BEN", (-0.4, 1.6, 4.0))
    beats = tuple(Line(n + 1, role, "words", Span("", 10 * n, 10 * n + 5, n)) for n, (role, _, _) in enumerate(LINES))
    places = [Place(one, tuple(beat.role == role for beat in beats)) for one, role in ((anna, "ANNA"), (ben, "BEN"))]
    return places, beats, windows(places, beats, 0, STYLE)


def test_windows_tile_the_clock_and_take_turns(call) -> None:
    _, _, cut = call
    assert cut[0].start == 0
    assert cut[-1].end == SECONDS * FPS
    for one, other in pairwise(cut):
        assert one.end == other.start
        assert one.place != other.place
    assert min(one.end - one.start for one in cut) >= STYLE.rhythm.shortest * FPS


def test_who_speaks_is_mostly_seen_and_a_long_line_shows_who_listens(call) -> None:
    _, _, cut = call
    where = np.concatenate([np.full(one.end - one.start, one.place) for one in cut])
    seen = heard = 0
    for role, start, end in LINES:
        span = where[round(start * FPS) : round(end * FPS)]
        heard += len(span)
        seen += int((span == (role == "BEN")).sum())
    assert seen / heard > 0.7
    listening = where[round(11 * FPS) : round(18 * FPS)]
    assert (listening == 1).sum() > FPS  # nine seconds of ANNA: BEN is met in them
    assert (where[round(9.8 * FPS) : round(11 * FPS)] == 0).all()


def test_before_the_mark_each_beat_is_seen_where_it_happens(call) -> None:
    places, beats, _ = call
    cut = windows(places, beats, 4, STYLE)
    where = np.concatenate([np.full(one.end - one.start, one.place) for one in cut])
    for role, start, end in LINES[:4]:
        assert (where[round(start * FPS) + 2 : round(end * FPS) - 8] == (role == "BEN")).all()


def test_each_place_fills_its_windows_and_they_face_each_other(call) -> None:
    places, beats, cut = call
    sides = {}
    for number, side in ((0, 1), (1, -1)):
        spans = [(one.start, one.end) for one in cut if one.place == number]
        performance = places[number].performance
        shots = plan_windows(
            performance, place(), STYLE, spans, facing=side, beats=beats, index=1, scenes=3, size=(960, 540)
        )
        covered = np.zeros(performance.frames, int)
        for shot in shots:
            covered[shot.start : shot.end] += 1
            assert len(shot.camera.fovy) == shot.frames
            assert any(start <= shot.start and shot.end <= end for start, end in spans)
        wanted = np.zeros(performance.frames, int)
        for start, end in spans:
            wanted[start:end] = 1
        assert (covered == wanted).all()
        assert len({shot.number for shot in shots}) == len(shots)
        assert len({shot.setup for shot in shots}) < len(shots)  # setups come back
        gaze = performance.performers[0].gaze
        sides[number] = [
            float(gaze[shot.start] @ _right(shot.camera.orientation[0])) for shot in shots if shot.size is ShotSize.MCU
        ]
        assert any("listens to" in shot.reason or "Back to" in shot.reason for shot in shots)
    assert min(sides[0]) > 0 > max(sides[1])


def _right(q: np.ndarray) -> np.ndarray:
    x, y, z, w = q
    return np.array([1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)])


def test_a_shot_asked_for_in_a_window_is_made_there(call) -> None:
    places, beats, cut = call
    spans = [(one.start, one.end) for one in cut if one.place == 0]
    asked = Direction(Ask.SHOT, "shot: BCU ANNA", "s", 3, beat=5, size=ShotSize.BCU, subjects=("ANNA",))
    shots = plan_windows(
        places[0].performance, place(), STYLE, spans, facing=1, directions=[asked], beats=beats,
        index=1, scenes=3, size=(960, 540),
    )  # fmt: skip
    (made,) = [shot for shot in shots if shot.reason.startswith("Asked for in the script, line 3")]
    assert made.size is ShotSize.BCU
    assert made.start <= 22.5 * FPS <= made.end


def test_time_that_is_cut_out_takes_its_lines_and_deeds_along() -> None:
    full = perform(
        10, [Person("ANNA", [(0, 0, 0), (10, 2, 0)])], [("ANNA", 1, 2), ("ANNA", 4, 6), ("ANNA", 8, 9)],
        [(Action.NOD, "ANNA", "", 4.5, 5.5, (0, 1, 0), 0.5), (Action.WAVE, "ANNA", "", 6.5, 8.5, (0, 1, 0), 0.5)],
    )  # fmt: skip
    short = contracted(full, [(0, 72), (168, 240)])
    assert short.frames == 144
    assert [line.line for line in short.lines] == [1, 3]
    assert short.lines[1].start == pytest.approx(4.0)
    assert [(event.action, event.start, event.end) for event in short.happenings] == [(Action.WAVE, 72, 108)]
    assert np.array_equal(short.performers[0].head[72:], full.performers[0].head[168:])


def test_places_of_two_lengths_are_refused(call) -> None:
    places, beats, _ = call
    short = Place(contracted(places[1].performance, [(0, 100)]), places[1].mine)
    with pytest.raises(DirectingError, match="one clock"):
        windows([places[0], short], beats, 0, STYLE)
