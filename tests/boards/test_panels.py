from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from boardroom import ASPECT, LONG, perform, person, shot
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fairtake.boards import Caption, Passage, draw_frame, draw_panel, panels_of
from fairtake.boards.arrows import ArrowKind
from fairtake.boards.caption import set_caption
from fairtake.boards.strokes import arrow_outline
from fairtake.lettering import text_width
from fairtake.model.shotlist import Move

STILL = person("ANNA", [(0, 0, 0)])


def arrows(shot_, performance, kind=ArrowKind.PERSON):
    return [arrow for arrow in panels_of(shot_, performance, ASPECT)[0].arrows if arrow.kind is kind]


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize("behind", [False, True])
def test_an_arrow_points_the_way_somebody_walks_on_the_screen(side, behind):
    walk = perform([person("ANNA", [(0, -1.5 * side, 0), (4, 1.5 * side, 0)])])
    camera = (0, 1.5, -5 if behind else 5)
    (arrow,) = arrows(shot(position=(camera, camera)), walk)
    on_screen = -side if behind else side
    assert math.copysign(1, arrow.points[-1][0] - arrow.points[0][0]) == on_screen
    assert abs(arrow.points[-1][0] - arrow.points[0][0]) > 0.15


def test_an_arrow_toward_the_camera_comes_down_the_screen_and_grows():
    toward = perform([person("ANNA", [(0, 0, -3), (4, 0.3, 1.5)])])
    (arrow,) = arrows(shot(position=((0, 2.2, 5),) * 2), toward)
    assert arrow.points[-1][1] > arrow.points[0][1] + 0.05
    assert arrow.widths[1] > arrow.widths[0]


def test_who_stays_has_no_arrow_and_one_panel():
    panels = panels_of(shot(), perform([STILL]), ASPECT)
    assert [panel.name for panel in panels] == ["1A-1"]
    assert panels[0].arrows == ()


def test_who_walks_out_of_sight_changes_nothing():
    aside = perform([STILL, person("BEN", [(0, 8, 9), (4, 12, 9)])])
    assert len(panels_of(shot(), aside, ASPECT)) == 1


def test_two_who_walk_together_share_an_arrow_and_two_who_meet_do_not():
    together = [person("ANNA", [(0, -1.5, 0), (4, 1.5, 0)]), person("BEN", [(0, -1.8, 0.4), (4, 1.3, 0.4)])]
    meeting = [person("ANNA", [(0, -2.4, 0), (4, -0.4, 0)]), person("BEN", [(0, 2.4, 0), (4, 0.4, 0)])]
    assert len(arrows(shot(), perform(together))) == 1
    assert len(arrows(shot(), perform(meeting))) == 2


def test_a_walk_makes_two_panels_the_first_and_the_last_frame():
    walk = perform([person("ANNA", [(0, -1.5, 0), (4, 1.5, 0)])])
    panels = panels_of(shot(), walk, ASPECT)
    assert [(panel.name, panel.frame) for panel in panels] == [("1A-1", 0), ("1A-1-end", 95)]
    assert panels[1].arrows == ()


TURNS = {"left": ((0, 1.5, 0), (-3, 1.5, 0)), "right": ((0, 1.5, 0), (3, 1.5, 0))}


@pytest.mark.parametrize("way", TURNS)
def test_a_pan_points_where_the_camera_turns(way):
    (arrow,) = arrows(shot(target=TURNS[way], move=Move.PAN), perform([STILL]), ArrowKind.CAMERA)
    assert (arrow.points[-1][0] > arrow.points[0][0]) == (way == "right")
    assert arrow.label == "PAN"


@pytest.mark.parametrize("rise", [-1, 1])
def test_tilts_and_cranes_point_up_or_down(rise):
    tilt = shot(target=((0, 1.5, 0), (0, 1.5 + rise, 0)), move=Move.TILT)
    crane = shot(position=((0, 1.5, 5), (0, 1.5 + rise, 5)), move=Move.CRANE)
    for one in (tilt, crane):
        (arrow,) = arrows(one, perform([STILL]), ArrowKind.CAMERA)
        assert (arrow.points[-1][1] < arrow.points[0][1]) == (rise > 0)


@pytest.mark.parametrize(("gone", "axis", "sign"), [((-2, 0), 0, -1), ((2, 0), 0, 1), ((0, -2), 1, -1), ((0, 2), 1, 1)])
def test_a_track_points_where_the_camera_goes(gone, axis, sign):
    there = (gone[0], 1.5, 5 + gone[1])
    one = shot(position=((0, 1.5, 5), there), target=((0, 1.5, 0), (gone[0], 1.5, -2)), move=Move.TRACK)
    (arrow,) = arrows(one, perform([STILL]), ArrowKind.CAMERA)
    assert math.copysign(1, arrow.points[-1][axis] - arrow.points[0][axis]) == sign


@pytest.mark.parametrize("side", [-1, 1])
def test_an_orbit_points_the_way_round(side):
    quarter = [(5 * math.sin(side * a), 1.5, 5 * math.cos(a)) for a in np.linspace(0, 1.2, 96)]
    one = shot(position=(quarter[0], quarter[-1]), move=Move.ORBIT)
    (arrow,) = arrows(one, perform([STILL]), ArrowKind.CAMERA)
    assert math.copysign(1, arrow.points[-1][0] - arrow.points[0][0]) == side


def test_push_in_and_pull_out_have_corner_arrows_and_an_inner_frame():
    near, far = (0, 1.5, 3), (0, 1.5, 5)
    for move, ends in ((Move.PUSH_IN, (far, near)), (Move.PULL_OUT, (near, far))):
        panel = panels_of(shot(position=ends, move=move), perform([STILL]), ASPECT)[0]
        assert panel.inner is not None
        assert 0 < panel.inner.left < panel.inner.right < 1
        assert len(panel.arrows) == 4
        for arrow in panel.arrows:
            inward = math.dist(arrow.points[-1], (0.5, 0.5)) < math.dist(arrow.points[0], (0.5, 0.5))
            assert inward == (move is Move.PUSH_IN)


def test_the_inner_frame_is_where_a_push_in_ends():
    one = shot(position=((0, 1.6, 5), (0, 1.6, 2.5)), target=((0, 1.6, 0),) * 2, move=Move.PUSH_IN)
    inner = panels_of(one, perform([STILL]), ASPECT)[0].inner
    assert inner is not None
    assert inner.right - inner.left == pytest.approx(0.5, abs=0.02)
    assert (inner.left + inner.right) / 2 == pytest.approx(0.5, abs=0.02)


def test_a_still_camera_has_no_arrow_whatever_its_move_is_called():
    assert arrows(shot(move=Move.PAN), perform([STILL]), ArrowKind.CAMERA) == []


def test_handheld_is_one_panel_with_a_wave():
    shaken = shot(position=((0, 1.5, 5), (0.08, 1.5, 5)), move=Move.HANDHELD)
    (panel,) = panels_of(shaken, perform([STILL]), ASPECT)
    assert panel.arrows[0].double


def test_a_camera_arrow_leaves_a_low_face_free():
    # The face is at the lower edge, where the arrow would lie.
    low = shot(target=((0, 2.9, 0), (2.5, 2.9, 0)), move=Move.PAN)
    (arrow,) = arrows(low, perform([STILL]), ArrowKind.CAMERA)
    (free,) = arrows(shot(target=((0, 1.0, 0), (2.5, 1.0, 0)), move=Move.PAN), perform([STILL]), ArrowKind.CAMERA)
    assert free.points[0][1] > 0.8
    assert min(abs(x - 0.5) for x, _ in arrow.points) > 0.1 or arrow.points[0][1] < 0.3


LINES = [("ANNA", "one two three four five six seven eight", 1.0, 3.0)]


def test_what_is_heard_is_split_between_the_shots_and_carried_over():
    scene = perform([STILL], LINES)
    first = panels_of(shot(0, 2), scene, ASPECT)[0].caption.passages
    second = panels_of(shot(2, 4, number="1B-1"), scene, ASPECT)[0].caption.passages
    assert first == (Passage("one two three four\u2026", "ANNA"),)
    assert second == (Passage("\u2026five six seven eight", "ANNA (cont'd)"),)


def test_a_line_that_begins_a_breath_before_the_cut_is_not_carried_over():
    scene = perform([STILL], [("ANNA", "Nonsense of yours", 1.95, 3.0)])
    (passage,) = panels_of(shot(2, 4), scene, ASPECT)[0].caption.passages
    assert passage == Passage("Nonsense of yours", "ANNA")
    assert panels_of(shot(0, 2), scene, ASPECT)[0].caption.passages == ()


def test_voices_over_are_marked():
    scene = perform([STILL], LINES)
    assert panels_of(shot(), scene, ASPECT, {1})[0].caption.passages[0].speaker == "ANNA (V.O.)"


def test_deeds_are_sentences_with_their_subject():
    scene = perform([STILL], [], [("ANNA", "sits at the table", 0.5, 1, 0.5), ("ANNA", "She waits", 1.5, 2, 0.5)])
    (passage,) = panels_of(shot(), scene, ASPECT)[0].caption.passages
    assert passage == Passage("ANNA sits at the table. She waits.")


def test_the_caption_says_number_size_lens_move_and_length():
    caption = panels_of(shot(0, 2.5), perform([STILL]), ASPECT)[0].caption
    assert (caption.number, caption.facts, caption.length) == (
        "1A-1",
        ("LS", "35 mm", "static", "eye level"),
        "2 s 12 fr",
    )
    assert caption.reason == "ANNA speaks; closer."
    lent = dataclasses.replace(shot(0, 2.5), grants=("02afce7accfb", "31ddf1ec57be"))
    caption = panels_of(lent, perform([STILL]), ASPECT)[0].caption
    assert caption.facts[-1] == "grants 02afce7a, 31ddf1ec"


def caption(*passages, reason="Because it must be so; closer."):
    return Caption("112A-13", "", ("MCU", "85 mm", "push in", "eye level"), "12 s 03 fr", passages, reason)


TEXTS = st.lists(
    st.sampled_from(["word", "umbrella", "I", "Donaudampfschifffahrtsgesellschaft", LONG[:200]]), max_size=30
)


@given(st.lists(st.tuples(st.sampled_from(["", "ANNA", "THE OLD HARBOUR MASTER (V.O.) (cont'd)"]), TEXTS), max_size=6))
def test_captions_never_leave_their_room(passages):
    said = caption(*(Passage(" ".join(words), speaker) for speaker, words in passages), reason=LONG)
    runs, _ = set_caption(said, 150, 84)
    for run in runs:
        assert run.y <= 84.5
        if not run.hidden:
            assert run.x + text_width(run.text, run.face, run.size) <= 150.5


def test_no_two_runs_of_a_caption_overlap():
    said = caption(Passage(LONG, "ANNA"), Passage("She turns away.", ""), reason=LONG)
    seen = [run for run in set_caption(said, 200, 90)[0] if not run.hidden]
    for i, a in enumerate(seen):
        for b in seen[i + 1 :]:
            if a.y == b.y:
                left, right = sorted((a, b), key=lambda run: run.x)
                assert left.x + text_width(left.text, left.face, left.size) <= right.x
            else:
                assert abs(a.y - b.y) >= 0.85 * min(a.size, b.size)


def test_long_text_shrinks_and_then_is_cut_with_the_rest_kept_hidden():
    short = set_caption(caption(Passage("Yes.", "ANNA")), 240, 84)[0]
    runs = set_caption(caption(Passage(LONG, "ANNA"), Passage("And that is all.", "BEN")), 240, 84)[0]
    size = {run.text: run.size for run in short}["Yes."]
    assert max(run.size for run in runs if run.face == "serif" and not run.hidden) < size
    shown = " ".join(run.text for run in runs if run.face == "serif" and not run.hidden)
    hidden = " ".join(run.text for run in runs if run.hidden)
    assert shown.endswith("\u2026")
    assert "And that is all." in hidden
    rest = hidden.split("BEN")[0]
    assert (
        f"{shown.rstrip(chr(0x2026))} {rest}".split() == LONG.split() or len(f"{shown}{rest}") >= len(LONG.strip()) - 4
    )


def test_without_a_height_everything_is_set_in_full():
    runs, tall = set_caption(caption(Passage(LONG, "ANNA")), 240)
    assert not any(run.hidden for run in runs)
    assert " ".join(run.text for run in runs if run.face == "serif") == " ".join(LONG.split())
    assert tall > 84


def test_a_panel_is_as_tall_as_its_words_and_draws_them():
    frame = Image.new("RGB", (640, 360), (90, 120, 140))
    panels = panels_of(shot(), perform([STILL], [("ANNA", LONG, 0.1, 3.9)]), ASPECT)
    tall, plain = draw_panel(frame, panels[0]), draw_panel(frame, panels_of(shot(), perform([STILL]), ASPECT)[0])
    assert tall.height > plain.height + 100
    assert tall.width == plain.width > 640
    below = np.asarray(tall.convert("L"))[400:]
    assert (below < 100).any()


def test_arrows_are_drawn_over_the_frame_where_they_say():
    frame = Image.new("RGB", (640, 360), (90, 120, 140))
    walk = perform([person("ANNA", [(0, -1.5, 0), (4, 1.5, 0)])])
    panel = panels_of(shot(), walk, ASPECT)[0]
    drawn = np.asarray(draw_frame(frame, panel)).astype(int)
    changed = np.abs(drawn - np.asarray(frame)).sum(-1) > 60
    rows, columns = np.flatnonzero(changed.any(1)), np.flatnonzero(changed.any(0))
    xs = [x * 640 for x, _ in panel.arrows[0].points]
    assert columns[0] == pytest.approx(min(xs), abs=14)
    assert columns[-1] == pytest.approx(max(xs), abs=14)
    assert rows[-1] < 360
    assert draw_frame(frame, panels_of(shot(), perform([STILL]), ASPECT)[0]) is frame


@given(st.floats(0, 6.28), st.floats(40, 400))
def test_an_arrows_outline_ends_in_its_point(angle, length):
    end = (500 + length * math.cos(angle), 500 + length * math.sin(angle))
    ring = arrow_outline([(500, 500), end], (20, 20))
    far = max(ring, key=lambda p: math.dist(p, (500, 500)))
    assert math.dist(far, end) < 1e-6 or math.dist(far, (500, 500)) < length * 1.25
    assert any(math.dist(p, end) < 1e-6 for p in ring)


def test_panels_are_plain_values():
    walk = perform([person("ANNA", [(0, -1.5, 0), (4, 1.5, 0)])])
    assert repr(panels_of(shot(), walk, ASPECT)) == repr(panels_of(shot(), walk, ASPECT))
