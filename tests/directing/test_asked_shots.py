"""What is asked of the camera is done, measured on the shots; what contradicts itself is refused."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import replace

import measure
import numpy as np
import pytest
import scenes

from fairtake.directing import load_style, plan_scene
from fairtake.directing.framing import HEIGHTS
from fairtake.errors import DirectingError
from fairtake.model.breakdown import Action, Event, Line
from fairtake.model.direction import Ask, Direction, Framing, Side
from fairtake.model.shotlist import Angle, CameraTrack, Move, ShotSize
from fairtake.model.span import Span

SPAN = Span("a.fountain", 0, 0, 1)
FPS = scenes.FPS
BEAT = 5
"""A line of BEN's."""


@functools.cache
def stage(name="two_at_table"):
    performance, set_ = getattr(scenes, name)()
    beats = tuple(Line(t.line, t.role, t.text, SPAN) for t in performance.lines)
    return performance, set_, beats


def planned(*directions, name="two_at_table", style=None, styles=None):
    performance, set_, beats = stage(name)
    return plan_scene(
        performance, set_, style or load_style("classical"), index=0, scenes=3,
        directions=directions, beats=beats, styles=styles,
    )  # fmt: skip


@functools.cache
def free(name="two_at_table"):
    return planned(name=name)


def ask(kind, beat=BEAT, line=12, **values):
    return Direction(kind, f"{kind} {beat}", "a.fountain", line, beat=beat, **values)


def shot(beat=BEAT, line=12, **values):
    return ask(Ask.SHOT, beat, line, **values)


def times(beat, name="two_at_table"):
    timing = stage(name)[0].lines[beat]
    return round(timing.start * FPS), round(timing.end * FPS)


def the_shot(shots, beat=BEAT):
    """The shot that holds the middle of a line; it must hold all of it, and say why it is there."""
    a, b = times(beat)
    found = next(s for s in shots if s.start <= (a + b) // 2 < s.end)
    assert found.start <= a
    assert found.end >= b
    assert "sked for in the script, line 12" in found.reason
    return found


def tall(one, role, name="two_at_table"):
    """Metres that the frame is high at somebody, in the middle of a shot."""
    frame = one.frames // 2
    track = stage(name)[0].performer(role)
    away = np.linalg.norm(track.head[one.start + frame] - one.camera.position[frame])
    return 2 * away * math.tan(one.camera.fovy[frame] / 2)


# -- shots ---------------------------------------------------------------------------------


def test_without_directions_nothing_changes():
    performance, set_, beats = stage()
    shots = plan_scene(performance, set_, load_style("classical"), index=0, scenes=3, beats=beats)
    assert [(s.start, s.setup, s.reason) for s in shots] == [(s.start, s.setup, s.reason) for s in free()]
    assert all(not s.asked and not s.unmet for s in shots)


def test_shots_tile_the_scene_whatever_is_asked():
    shots = planned(
        shot(3, size=ShotSize.CU, subjects=("ANNA",)), ask(Ask.HOLD, 7), ask(Ask.CUT, 11), ask(Ask.CROSS, 15)
    )
    assert shots[0].start == 0
    assert shots[-1].end == stage()[0].frames
    assert all(a.end == b.start for a, b in itertools.pairwise(shots))


@pytest.mark.parametrize("size", [ShotSize.ECU, ShotSize.BCU, ShotSize.CU, ShotSize.MCU, ShotSize.MS, ShotSize.MLS])
@pytest.mark.parametrize("role", ["ANNA", "BEN"])
def test_a_size_and_a_subject(size, role):
    one = the_shot(planned(shot(size=size, subjects=(role,))))
    assert (one.size, one.subjects, one.unmet) == (size, (role,), ())
    assert tall(one, role) == pytest.approx(HEIGHTS[size], rel=0.15)


@pytest.mark.parametrize("lens", [28.0, 50.0, 85.0])
def test_a_lens(lens):
    one = the_shot(planned(shot(subjects=("ANNA",), size=ShotSize.CU, lens_mm=lens)))
    assert one.lens_mm == lens
    assert one.camera.fovy[0] == pytest.approx(2 * math.atan(20.25 / 2 / lens), rel=1e-4)


@pytest.mark.parametrize("angle", [Angle.HIGH, Angle.LOW])
def test_an_angle(angle):
    one = the_shot(planned(shot(subjects=("ANNA",), size=ShotSize.CU, angle=angle)))
    assert one.angle is angle
    above = one.camera.position[0, 1] - stage()[0].performer("ANNA").head[one.start, 1]
    assert above > 0.2 if angle is Angle.HIGH else above < -0.2


@pytest.mark.parametrize(("side", "low", "high"), [(Side.LEFT, 20, 75), (Side.RIGHT, -75, -20), (Side.FRONT, -15, 15)])
def test_a_side(side, low, high):
    one = the_shot(planned(shot(subjects=("ANNA",), size=ShotSize.MCU, side=side)))
    track = stage()[0].performer("ANNA")
    way = one.camera.position[0] - track.head[one.start]
    gaze = track.gaze[one.start : one.end].mean(0)
    turned = math.degrees(math.atan2(way[0], way[2]) - math.atan2(gaze[0], gaze[2]))
    assert low <= (turned + 180) % 360 - 180 <= high


@pytest.mark.parametrize(
    ("move", "changes"),
    [
        (Move.PUSH_IN, "position"),
        (Move.PULL_OUT, "position"),
        (Move.TRACK, "position"),
        (Move.CRANE, "position"),
        (Move.ORBIT, "position"),
        (Move.HANDHELD, "position"),
        (Move.PAN, "orientation"),
        (Move.TILT, "orientation"),
    ],
)
def test_a_move(move, changes):
    one = the_shot(planned(shot(subjects=("ANNA",), size=ShotSize.MCU, move=move)))
    assert (one.move, one.unmet) == (move, ())
    track = getattr(one.camera, changes)
    assert float(np.abs(track - track[0]).max()) > 0.01
    # A thing with weight: no jerks, no dash.
    speed = np.linalg.norm(np.diff(one.camera.position, axis=0), axis=1) * FPS
    assert speed.max(initial=0) < 1.2
    assert float(np.abs(np.diff(speed)).max(initial=0)) * FPS < 4.0


def test_a_push_in_ends_on_the_size():
    one = the_shot(planned(shot(subjects=("ANNA",), size=ShotSize.CU, move=Move.PUSH_IN)))
    head = stage()[0].performer("ANNA").head[one.start]
    away = np.linalg.norm(one.camera.position - head, axis=1) * 2 * math.tan(one.camera.fovy[0] / 2)
    assert away[0] > 1.3 * away[-1]
    assert away[-1] == pytest.approx(HEIGHTS[ShotSize.CU], rel=0.15)


def test_whoever_walks_is_followed():
    performance, set_ = scenes.walker()
    beats = (Event(Action.GO, ("ANNA",), SPAN, performance.happenings[0].text),)
    wish = Direction(Ask.SHOT, "x", line=12, frames=(8 * FPS, 12 * FPS), subjects=("ANNA",), move=Move.FOLLOW)
    shots = plan_scene(performance, set_, load_style("classical"), index=0, scenes=3, directions=(wish,), beats=beats)
    one = next(s for s in shots if s.start == 8 * FPS)
    assert one.move is Move.FOLLOW
    assert np.linalg.norm(one.camera.position[-1] - one.camera.position[0]) > 1.0


@pytest.mark.parametrize(
    ("values", "kinds", "subjects"),
    [
        ({"framing": Framing.TWO_SHOT}, {"two-shot", "profile two", "wide two"}, {"ANNA", "BEN"}),
        ({"framing": Framing.MASTER}, {"master"}, {"ANNA", "BEN"}),
        (
            {"framing": Framing.OVER_THE_SHOULDER, "subjects": ("BEN",), "over": "ANNA"},
            {"over-the-shoulder"},
            {"ANNA", "BEN"},
        ),
        ({"framing": Framing.INSERT, "subjects": ("letter",)}, {"insert"}, {"letter"}),
        ({"framing": Framing.POINT_OF_VIEW, "over": "ANNA", "subjects": ("BEN",)}, {"point of view"}, {"BEN"}),
        ({"framing": Framing.ESTABLISHING}, {"master", "place", "wide"}, {"ANNA", "BEN"}),
        ({"framing": Framing.SINGLE}, {"single"}, {"BEN"}),
    ],
)
def test_kinds_of_shots(values, kinds, subjects):
    one = the_shot(planned(shot(**values)))
    assert one.kind in kinds
    assert set(one.subjects) == subjects
    if one.kind == "over-the-shoulder":
        assert one.subjects[0] == "BEN"


def test_the_rest_of_the_scene_keeps_the_grammar():
    shots = planned(shot(3, size=ShotSize.CU, subjects=("ANNA",)), shot(9, size=ShotSize.MCU, subjects=("BEN",)))
    found = measure.errors(stage()[0], shots)
    assert found == {"line": [], "thirty": [], "jump": [], "order": [], "direction": []}


def test_a_shot_within_a_line_begins_where_it_stands():
    a, b = times(BEAT)
    shots = planned(shot(character=2, subjects=("BEN",), size=ShotSize.BCU))
    text = stage()[2][BEAT].text
    assert any(s.start == a + round((b - a) * 2 / len(text)) and s.size is ShotSize.BCU for s in shots)


def test_exact_frames_are_kept():
    wish = Direction(Ask.SHOT, "CU ANNA", key="shots.1B-1", frames=(333, 451), size=ShotSize.CU, subjects=("ANNA",))
    one = next(s for s in planned(wish) if s.start == 333)
    assert (one.end, one.size, one.subjects) == (451, ShotSize.CU, ("ANNA",))
    assert "film.toml, shots.1B-1" in one.reason


def test_a_camera_is_taken_literally():
    count = 118
    camera = CameraTrack(
        np.linspace((0.3, 1.3, 1.2), (0.9, 1.4, 1.2), count).astype(np.float32),
        np.tile(np.array([0, 0, 0, 1], np.float32), (count, 1)),
        np.full(count, 0.6, np.float32),
        np.zeros((count, 2), np.float32),
    )
    wish = Direction(
        Ask.SHOT,
        "x",
        "shots.json",
        key="shot 1B-1",
        frames=(333, 451),
        camera=camera,
        subjects=("ANNA",),
        reason="Mine.",
    )
    one = next(s for s in planned(wish) if s.start == 333)
    assert one.end == 451
    assert np.array_equal(one.camera.position, camera.position)
    assert np.array_equal(one.camera.orientation, camera.orientation)
    assert one.reason == "Mine."


# -- cuts, holds, crossings ----------------------------------------------------------------


def cuts(shots):
    return {s.start for s in shots[1:]}


def test_a_cut_lies_where_it_is_asked_for():
    a, b = times(BEAT)
    wanted = a + round((b - a) * 2 / len(stage()[2][BEAT].text))
    assert wanted not in cuts(free())
    shots = planned(ask(Ask.CUT, character=2))
    assert wanted in cuts(shots)
    assert "ut here, as asked for" in next(s for s in shots if s.start == wanted).reason


def test_a_hold_holds_over_the_next_beat():
    beat = next(n for n in range(len(stage()[2])) if any(times(n)[0] < c < times(n)[1] for c in cuts(free())))
    a, b = times(beat)
    shots = planned(ask(Ask.HOLD, beat))
    assert not any(a <= c < b for c in cuts(shots))
    assert any("eld, as asked for" in s.reason for s in shots)


def test_a_hold_of_some_seconds():
    a, _ = times(BEAT)
    assert any(a < c < a + 14 * FPS for c in cuts(free()))
    assert not any(a <= c < a + 14 * FPS - 3 for c in cuts(planned(ask(Ask.HOLD, seconds=14.0))))


def test_no_cut_lasts_to_the_next_thing_that_is_asked_for():
    a, _ = times(3)
    b, _ = times(12)
    assert sum(a < c < b - 5 for c in cuts(free())) > 2
    shots = planned(ask(Ask.NO_CUT, 3), ask(Ask.CUT, 12))
    assert not any(a <= c < b - 5 for c in cuts(shots))
    assert any(b - 5 <= c <= b for c in cuts(shots))
    assert len(planned(ask(Ask.NO_CUT, 0))) == 1


def line_errors(shots, name="two_at_table"):
    return measure.errors(stage(name)[0], shots)["line"]


def test_the_line_is_crossed_where_it_is_asked_for():
    a, _ = times(BEAT)
    shots = planned(ask(Ask.CROSS))
    (one,) = [s for s in shots if s.asked]
    assert one.asked == ("cross the line",)
    assert a - 5 <= one.start <= a
    assert not line_errors(free())
    assert len(line_errors(shots)) == 1
    assert "rosses the line, as asked for" in one.reason


def test_a_line_that_cannot_be_crossed_is_explained():
    shots = planned(Direction(Ask.CROSS, "cross the line", line=12, frames=(480, 480)), name="alone")
    assert any("not crossed" in sentence for s in shots for sentence in s.unmet)
    assert not any(s.asked for s in shots)


# -- styles --------------------------------------------------------------------------------


def slow():
    style = load_style("classical")
    return replace(style, name="slow", rhythm=replace(style.rhythm, average_shot_length=14.0, longest=60.0))


def test_a_style_from_here_to_the_end():
    edge = times(10)[0]
    shots = planned(ask(Ask.STYLE, 10, style="slow"), styles={"slow": slow()})
    before = [s.frames for s in shots if s.end <= edge]
    after = [s.frames for s in shots if s.start >= edge - 5]
    assert np.mean(after) > 1.7 * np.mean(before)
    assert any(edge - 5 <= c <= edge for c in cuts(shots))  # the picture changes with it


def test_a_style_for_the_whole_scene_is_that_style():
    shots = planned(ask(Ask.STYLE, 0, style="slow"), styles={"slow": slow()})
    assert [(s.start, s.reason) for s in shots] == [(s.start, s.reason) for s in planned(style=slow())]


def test_the_last_style_counts_and_a_setting_more():
    quick = ask(Ask.STYLE, 0, style="slow")
    toml = Direction(Ask.STYLE, "x", key="shots.1", average_shot_length=2.5)
    assert (
        len(planned(quick, toml, styles={"slow": slow()})) > len(free()) > len(planned(quick, styles={"slow": slow()}))
    )


def test_a_tempo_for_one_shot_only():
    wish = Direction(Ask.STYLE, "x", key="shots.1B-1", frames=(600, 1300), average_shot_length=1.5)
    inside = [s.frames for s in planned(wish) if s.start >= 600 and s.end <= 1300]
    assert np.mean(inside) < 0.7 * np.mean([s.frames for s in free() if s.start >= 600 and s.end <= 1300])


# -- what cannot be ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "directions",
    [
        (shot(line=12, size=ShotSize.CU), shot(line=14, size=ShotSize.MS)),
        (ask(Ask.HOLD, line=12), ask(Ask.CUT, line=14, character=3)),
        (ask(Ask.HOLD, line=12), shot(line=14, character=3, size=ShotSize.CU)),
        (ask(Ask.HOLD, line=12, seconds=20.0), ask(Ask.CROSS, BEAT + 1, line=14)),
    ],
)
def test_conflicts_name_both_lines(directions):
    with pytest.raises(DirectingError, match=r"line 12.*line 14") as caught:
        planned(*directions)
    assert (caught.value.file, caught.value.line) == ("a.fountain", 14)
    assert caught.value.fix


def test_somebody_who_is_not_there_yet():
    # BEN comes in after six seconds; the first line is said after nine.
    wish = Direction(Ask.SHOT, "shot: CU BEN", "a.fountain", 12, beat=0, subjects=("BEN",), frames=(0, 3 * FPS))
    with pytest.raises(DirectingError, match=r"BEN is not on the set at that moment: BEN comes 6.0 s later") as caught:
        planned(wish, name="visitor")
    assert caught.value.line == 12


def test_somebody_who_never_comes():
    with pytest.raises(DirectingError, match=r"ZOE is never seen.*ANNA, BEN"):
        planned(shot(subjects=("ZOE",)))


@pytest.mark.parametrize(
    ("values", "kept", "says"),
    [
        ({"lens_mm": 300.0, "size": ShotSize.MLS}, "size", "300mm finds no room"),
        ({"size": ShotSize.ELS}, "subjects", "ELS finds no room"),
        ({"size": ShotSize.MS, "move": Move.FOLLOW}, "size", "nobody walks"),
        ({"size": ShotSize.LS, "angle": Angle.OVERHEAD}, "size", "overhead angle finds no room"),
    ],
)
def test_the_impossible_is_explained_with_the_nearest(values, kept, says):
    wish = shot(subjects=("ANNA",), **values)
    one = the_shot(planned(wish))
    assert getattr(one, kept) == getattr(wish, kept)
    (sentence,) = one.unmet
    assert says in sentence
    assert "line 12" in sentence
    assert says in one.reason
