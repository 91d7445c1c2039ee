"""Break one rule at a time: each break is found by its rule, and a clean cut stays clean."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from staged import (
    EYES,
    FOVY,
    LENGTH,
    SIZE,
    TALK,
    TALL,
    Segment,
    Speech,
    camera,
    clean,
    cut_of,
    over_the_line,
    person,
    shot,
    with_camera,
    with_person,
    with_scene,
    with_shot,
)

from fairtake.continuity import RULES, Camera, IdMap, as_data, check
from fairtake.continuity.rules.speaker import head_share
from fairtake.continuity.view import View
from fairtake.errors import FairtakeError
from fairtake.geometry.camera import look_at, project

ANNA, BEN, MIDDLE = EYES["ANNA"], EYES["BEN"], EYES["MIDDLE"]
START = LENGTH
"""The first frame of shot 1B-1."""


def seen(cut, number):
    return next(one for one in cut.segments if one.shot.number == number)


def split(cut, number, size, degrees, subject, aside=-0.25):
    """The second half of a shot taken by another camera."""
    segments = []
    for one in cut.segments:
        if one.shot.number != number:
            segments.append(one)
            continue
        half = one.frames // 2
        rest = shot(
            f"{number}b", one.shot.scene, one.at + half, size, one.shot.subjects,
            camera(subject, degrees, TALL[size], one.frames - half, aside=aside),
        )  # fmt: skip
        segments.append(replace(one, camera=one.camera.rows(0, half)))
        segments.append(Segment(rest, one.at + half, one.first + half, rest.camera))
    return replace(cut, segments=tuple(segments))


# -- the breaks: each (cut, performance) → the same with one thing broken ---------------------


def a_single_over_the_line(cut, played):
    return with_camera(cut, "1B-1", over_the_line(seen(cut, "1B-1").camera)), played


def a_two_shot_over_the_line(cut, played):
    return with_camera(cut, "3A-1", over_the_line(seen(cut, "3A-1").camera)), played


def an_over_the_shoulder_over_the_line(cut, played):
    """Over ANNA's left shoulder, then over BEN's left shoulder; each is a few degrees off the line."""
    track = camera(MIDDLE, 0, 1.0, LENGTH)
    for number, behind, before in (("1D-1", ("ANNA", -1, 1), "BEN"), ("1E-1", ("BEN", 1, -1), "ANNA")):
        over, back, across = behind
        eye = np.add(EYES[over], [1.2 * back, 0.1, 0.35 * across])
        turned = np.tile(look_at(eye, np.add(EYES[before], [0, -0.1, 0.1 * across])), (LENGTH, 1))
        ots = Camera(np.tile(eye, (LENGTH, 1)), turned, track.fovy, track.shift)
        names = (before, over)
        cut = with_shot(cut, number, lambda old, t=ots, n=names: replace(old, camera=t, subjects=n, size="MS"))
    return cut, played


def ten_degrees_round(cut, played):
    return split(cut, "1B-1", "MS", 50, ANNA), played


def the_same_size_again(cut, played):
    return split(cut, "1B-1", "MCU", 55, ANNA), played


def time_cut_out_of_a_shot(cut, played):
    """As an editor does who takes a second out of a shot."""
    segments, gone = [], 24
    for one in cut.segments:
        if one.shot.number != "1C-1":
            segments.append(one)
            continue
        half = one.frames // 2
        segments.append(replace(one, camera=one.camera.rows(0, half)))
        rest = one.camera.rows(half + gone, one.frames - half - gone)
        segments.append(replace(one, at=one.at + half, first=one.first + half + gone, camera=rest))
        segments += [replace(later, at=later.at - gone) for later in cut.segments[len(segments) - 1 :]]
        break
    return replace(cut, segments=tuple(segments)), played


def looks_past_the_lens(cut, played):
    """BEN's camera is almost on the line, and his look crosses its axis."""
    cut = with_camera(cut, "1C-1", camera(BEN, -80, TALL["CU"], LENGTH))
    ben = played.scenes[0].performer("BEN")
    gaze = ben.gaze.copy()
    gaze[2 * LENGTH : 3 * LENGTH] = [-0.927, 0, 0.375]
    return cut, with_person(played, "1", "BEN", gaze=gaze)


def looks_over_the_head(cut, played):
    ben = played.scenes[0].performer("BEN")
    gaze = ben.gaze.copy()
    gaze[2 * LENGTH : 3 * LENGTH] = [-np.cos(0.45), np.sin(0.45), 0]
    return cut, with_person(played, "1", "BEN", gaze=gaze)


def the_walk_turns_round(cut, played):
    return with_camera(cut, "2B-1", over_the_line(seen(cut, "2B-1").camera)), played


def strangers_change_places(cut, played):
    """Two who neither talk nor look at each other have no line; their order still is theirs."""
    ahead = np.tile([0.0, 0.0, 1.0], (240, 1))
    for role in ("ANNA", "BEN"):
        played = with_person(played, "3", role, gaze=ahead)
    played = with_scene(played, "3", props=())
    cut = with_camera(cut, "3B-1", camera(MIDDLE, 35, TALL["VLS"], 72))
    cut = with_shot(cut, "3B-1", lambda old: replace(old, subjects=("ANNA", "BEN"), size="VLS"))
    return with_camera(cut, "3A-1", over_the_line(camera(MIDDLE, 0, TALL["LS"], 96))), played


def somebody_is_moved(cut, played):
    anna = played.scenes[0].performer("ANNA")
    head = anna.head.copy()
    head[5 * LENGTH :] += [-0.6, 0, 0]
    cut = with_camera(cut, "1E-1", camera(MIDDLE, -42, TALL["LS"], LENGTH))
    cut = with_shot(cut, "1E-1", lambda old: replace(old, subjects=("BEN", "ANNA"), size="LS"))
    return with_camera(cut, "1A-2", camera(MIDDLE, 15, TALL["VLS"], LENGTH)), with_person(
        played, "1", "ANNA", head=head
    )


def somebody_is_gone(cut, played):
    anna = played.scenes[2].performer("ANNA")
    present = anna.present.copy()
    present[168:] = False
    cut = with_camera(cut, "3B-1", camera(MIDDLE, -42, TALL["MLS"], 72))
    return cut, with_person(played, "3", "ANNA", present=present)


def the_letter_lies_elsewhere(cut, played):
    letter = played.scenes[2].props[0]
    position = letter.position.copy()
    position[96:] += [0.1, 0.0, 0.25]
    return cut, with_scene(played, "3", props=(replace(letter, position=position),))


def the_letter_is_gone(cut, played):
    letter = played.scenes[2].props[0]
    visible = letter.visible.copy()
    visible[96:] = False
    return cut, with_scene(played, "3", props=(replace(letter, visible=visible),))


def the_letter_is_handed_over_in_the_cut(cut, played):
    """An editor leaves out the moment in which the letter changes hands."""
    segments = []
    for one in cut.segments:
        if one.shot.number == "3A-1":
            one = replace(one, camera=one.camera.rows(0, 40))
        elif one.at >= seen(cut, "3B-1").at:
            one = replace(one, at=one.at - 56)
        segments.append(one)
    return replace(cut, segments=tuple(segments)), played


def the_other_hand(cut, played):
    letter = played.scenes[2].props[0]
    position = letter.position.copy()
    position[60:96] = [0.65, 1.2, 0.15]
    position[96:] = [0.65, 1.2, -0.15]
    return cut, with_scene(played, "3", props=(replace(letter, position=position),))


def the_head_cut_off(cut, played):
    return with_camera(cut, "1C-1", camera(BEN, -40, TALL["MCU"], LENGTH, eyes=0.97, aside=0.25)), played


def too_much_air(cut, played):
    return with_camera(cut, "3B-1", camera(BEN, -40, TALL["MS"], 72, eyes=0.08, aside=0.25)), played


def no_room_before_the_face(cut, played):
    return with_camera(cut, "1C-1", camera(BEN, -40, TALL["MCU"], LENGTH, aside=-0.4)), played


def eyes_too_low(cut, played):
    return with_camera(cut, "1E-1", camera(BEN, -35, TALL["CU"], LENGTH, eyes=-0.05, aside=0.2)), played


def the_camera_looks_elsewhere(cut, played):
    return with_camera(cut, "1C-1", camera(BEN, -40, TALL["MCU"], LENGTH, aside=2.5)), played


def the_speaker_is_forgotten(cut, played):
    """BEN speaks all through the shot of ANNA."""
    spoken = played.scenes[0].performer("BEN").speaking.copy()
    spoken[START : START + LENGTH] = True
    lines = sorted(
        (*played.scenes[0].lines, Speech("BEN", "words", START, START + LENGTH)), key=lambda one: (one.start, one.role)
    )
    return cut, with_scene(with_person(played, "1", "BEN", speaking=spoken), "1", lines=tuple(lines))


def a_flash(cut, played):
    segments = []
    for one in cut.segments:
        if one.shot.number == "3B-1":
            one = replace(one, camera=one.camera.rows(0, 6))
        elif one.shot.number == "3C-1":
            track = one.camera.rows(0, one.frames + 66)
            one = replace(one, at=one.at - 66, first=one.first - 66, camera=track)
        segments.append(one)
    return replace(cut, segments=tuple(segments)), played


def in_a_head(cut, played):
    eye = np.array([-0.75, 1.6, 0.03])
    turned = look_at(eye, np.array([0.8, 1.6, 0.1]))
    track = seen(cut, "1E-1").camera
    inside = Camera(np.tile(eye, (LENGTH, 1)), np.tile(turned, (LENGTH, 1)), track.fovy, track.shift)
    return with_camera(cut, "1E-1", inside), played


def a_jerk(cut, played):
    track = seen(cut, "2B-1").camera
    position = track.position.copy()
    position[40:] += [0.1, 0, 0]
    return with_camera(cut, "2B-1", replace(track, position=position)), played


def a_jerked_pan(cut, played):
    track = seen(cut, "1D-1").camera
    turned = track.orientation.copy()
    turned[50:] = camera(MIDDLE, 3, TALL["MLS"], LENGTH).orientation[50:]
    return with_camera(cut, "1D-1", replace(track, orientation=turned)), played


def a_jerked_zoom(cut, played):
    """The frame is a little wider from one frame to the next; nobody would see it in a cut."""
    track = seen(cut, "1D-1").camera
    fovy = track.fovy.copy()
    fovy[50:] *= 1.05
    return with_camera(cut, "1D-1", replace(track, fovy=fovy)), played


BREAKS = [
    (a_single_over_the_line, "180° line", "error"),
    (a_two_shot_over_the_line, "180° line", "error"),
    (an_over_the_shoulder_over_the_line, "180° line", "error"),
    (ten_degrees_round, "30° rule", "error"),
    (the_same_size_again, "jump cut", "error"),
    (time_cut_out_of_a_shot, "jump cut", "error"),
    (looks_past_the_lens, "eyeline match", "error"),
    (looks_over_the_head, "eyeline match", "warning"),
    (the_walk_turns_round, "screen direction", "error"),
    (strangers_change_places, "left–right order", "error"),
    (somebody_is_moved, "position", "error"),
    (somebody_is_gone, "position", "error"),
    (the_letter_lies_elsewhere, "prop", "error"),
    (the_letter_is_gone, "prop", "error"),
    (the_letter_is_handed_over_in_the_cut, "prop", "error"),
    (the_other_hand, "prop", "error"),
    (the_head_cut_off, "head room", "error"),
    (too_much_air, "head room", "warning"),
    (no_room_before_the_face, "lead room", "warning"),
    (eyes_too_low, "eyes on thirds", "warning"),
    (the_camera_looks_elsewhere, "subject out of frame", "error"),
    (the_speaker_is_forgotten, "speaker out of frame", "warning"),
    (a_flash, "too short to read", "error"),
    (in_a_head, "camera inside a head", "error"),
    (a_jerk, "camera motion", "error"),
    (a_jerked_pan, "camera motion", "error"),
    (a_jerked_zoom, "camera motion", "error"),
]


ALLOWED = {"the_camera_looks_elsewhere": {"speaker out of frame"}}
"""What a break cannot but break too: BEN speaks while the camera looks elsewhere."""


def test_a_clean_cut_is_clean():
    cut, played = clean()
    report = check(cut, played)
    assert report.findings == ()
    assert report.cuts == 8
    assert report.errors_per_hundred == 0
    assert report.skipped == ("occluded speaker: no rendered id maps were given",)


@pytest.mark.parametrize(("broken", "rule", "severity"), BREAKS, ids=[one[0].__name__ for one in BREAKS])
def test_each_break_is_found_by_its_rule(broken, rule, severity):
    report = check(*broken(*clean()))
    rules = {one.rule for one in report.findings} - ALLOWED.get(broken.__name__, set())
    assert rules == {rule}, [one.sentence for one in report.findings]
    assert {one.severity.value for one in report.findings if one.rule == rule} == {severity}
    for one in report.findings:
        assert one.fix
        numbers = {f"{abs(one.measured):.{digits}f}" for digits in (0, 1, 2)}
        assert not one.measured or any(number in one.sentence for number in numbers)
        assert one.timecode.count(":") == 3
        assert set(one.shots) <= {segment.shot.number for segment in broken(*clean())[0].segments}


def test_every_rule_has_a_break():
    assert {one[1] for one in BREAKS} | {"occluded speaker"} == set(RULES)


# -- hidden speakers ---------------------------------------------------------------------------


def id_maps(cut, played, lamp):
    """Flat heads on a wall, and a lamp before BEN's where `lamp` says so, every 8th frame."""
    height, width = 108, 192
    names = {0: "wall", 1: "ANNA", 2: "BEN", 3: "lamp"}
    maps = {}
    lines, columns = np.mgrid[:height, :width]
    x, y = (columns + 0.5) / width * 2 - 1, 1 - (lines + 0.5) / height * 2
    for one in cut.segments:
        scene = played.scene(one.shot.scene)
        for row in range(0, one.frames, 8):
            ids = np.zeros((height, width), np.int32)
            for who in scene.performers:
                track = one.camera
                at = project(
                    who.head[one.first + row] + [0, 0.01, 0],
                    track.position[row], track.orientation[row], track.fovy[row], SIZE[0] / SIZE[1],
                )  # fmt: skip
                tall = 0.12 / (at[2] * np.tan(FOVY / 2))
                within = ((x - at[0]) * SIZE[0] / SIZE[1] / (0.7 * tall)) ** 2 + ((y - at[1]) / tall) ** 2 < 1
                hidden = who.role == "BEN" and lamp(one.shot.number)
                ids[within] = 3 if hidden else {"ANNA": 1, "BEN": 2}.get(who.role, 0)
            maps[one.at + row] = IdMap(ids, names)
    return maps


def test_a_hidden_speaker_is_found_on_the_id_maps():
    cut, played = clean()
    open_ = check(cut, played, id_maps(cut, played, lambda number: False))
    assert open_.findings == ()
    assert open_.skipped == ()
    hidden = check(cut, played, id_maps(cut, played, lambda number: number == "1E-1"))
    assert [(one.rule, one.shots, one.who) for one in hidden.findings] == [("occluded speaker", ("1E-1",), ("BEN",))]
    silent = check(cut, played, id_maps(cut, played, lambda number: number in ("1B-1", "3B-1")))
    assert silent.findings == ()


def test_the_share_of_a_head_is_measured_in_its_own_pixels():
    cut, played = clean()
    segment = seen(cut, "1C-1")
    view = View(segment, played.scenes[0], SIZE[0] / SIZE[1], 24)
    full = id_maps(cut, played, lambda number: False)[segment.at]
    assert head_share(view, "BEN", 0, full) == 1
    half = full.ids.copy()
    columns = np.flatnonzero((half == 2).any(0))
    half[:, columns[: len(columns) // 2]] = 3
    assert head_share(view, "BEN", 0, IdMap(half, full.names)) == pytest.approx(0.5, abs=0.06)


# -- what is allowed ---------------------------------------------------------------------------


@pytest.mark.parametrize("wish", ["cross the line", "180° line"])
def test_what_was_asked_for_is_no_error(wish):
    cut, played = a_two_shot_over_the_line(*clean())
    for number in ("3A-1", "3B-1"):
        cut = with_shot(cut, number, lambda old: replace(old, asked=(wish,)))
    report = check(cut, played)
    assert report.findings
    assert not report.errors
    assert not report.warnings
    assert report.counts["180° line"].asked == len(report.findings)


def test_another_wish_does_not_excuse():
    cut, played = a_single_over_the_line(*clean())
    cut = with_shot(cut, "1B-1", lambda old: replace(old, asked=("jump cut",)))
    assert check(cut, played).errors


def test_a_neutral_shot_lets_the_camera_cross():
    """ANNA over the line, but first head-on from where BEN stands."""
    cut, played = clean()
    cut = with_camera(cut, "1B-1", camera(ANNA, 87, TALL["CU"], LENGTH))
    cut = with_camera(cut, "1C-1", over_the_line(seen(cut, "1C-1").camera))
    found = check(cut, played).findings
    assert [(one.rule, one.shots) for one in found] == [("180° line", ("1C-1", "1D-1"))]


def test_a_move_on_the_screen_lets_the_camera_cross():
    cut, played = clean()
    ways = [camera(MIDDLE, angle, TALL["MLS"], 1) for angle in np.linspace(0, 180, LENGTH)]
    arc = Camera(*(np.concatenate([getattr(one, name) for one in ways]) for name in ("position", "orientation", "fovy", "shift")))  # fmt: skip
    cut = with_camera(cut, "1D-1", arc)
    cut = with_camera(cut, "1E-1", over_the_line(seen(cut, "1E-1").camera))
    cut = with_camera(cut, "1A-2", over_the_line(seen(cut, "1A-2").camera))
    assert check(cut, played).findings == ()


def test_a_wide_shot_may_show_anew_where_people_are():
    cut, played = clean()
    cut = with_camera(cut, "1A-2", over_the_line(seen(cut, "1A-2").camera))
    assert check(cut, played).findings == ()


def test_across_a_cutaway_the_line_is_a_warning():
    cut, played = clean()
    letter = camera((0, 0.8, 0.3), 0, 0.3, LENGTH)
    cut = with_shot(cut, "1C-1", lambda old: replace(old, camera=letter, subjects=("letter",), size="CU"))
    assert not check(cut, played).counts["180° line"].warnings
    cut = with_camera(cut, "1D-1", over_the_line(seen(cut, "1D-1").camera))
    found = [one for one in check(cut, played).findings if one.rule != "speaker out of frame"]
    assert [(one.rule, one.severity.value, one.shots) for one in found] == [
        ("180° line", "warning", ("1C-1", "1D-1")),
        ("180° line", "error", ("1D-1", "1E-1")),
    ]


def test_a_walk_toward_the_camera_has_no_direction():
    cut, played = clean()
    walk = played.scenes[1].performers[0].head
    cut = with_camera(cut, "2B-1", camera(walk[80:], 82, TALL["MS"], 80))
    assert check(cut, played).findings == ()


@pytest.mark.parametrize(("reach", "told"), [(0.35, False), (0.75, True)])
def test_a_bow_is_no_walk(reach, told):
    """A head that goes forth and back within a second, seen from the other side after the cut."""
    cut, played = clean()
    head = np.tile([0.0, 1.6, 0.0], (160, 1))
    head[:, 0] = np.interp(np.arange(160), [71, 89], [0, reach])
    played = with_person(played, "2", "CLEO", head=head)
    middle = head[80]
    cut = with_camera(cut, "2A-1", camera(middle, 0, TALL["LS"], 80))
    cut = with_camera(cut, "2B-1", camera(middle, 170, TALL["MS"], 80))
    rules = {one.rule for one in check(cut, played).findings}
    assert ("screen direction" in rules) == told


@pytest.mark.parametrize(("talk", "severity"), [(True, "error"), (False, "warning")])
def test_two_behind_the_subject_change_places(talk, severity):
    """The second shot is about a third person, and behind them the two are seen from the other side."""
    cut, played = clean()
    scene = played.scenes[2]
    third = person("CLEO", (0, 1.6, -1.5), (0, 0, -1), frames=240)
    played = with_scene(played, "3", performers=(*scene.performers, third), props=())
    if not talk:
        for role in ("ANNA", "BEN"):
            played = with_person(played, "3", role, gaze=np.tile([0.0, 0.0, 1.0], (240, 1)))
    behind = camera(third.head[0], 180, TALL["MS"], 72, aside=0.2)
    cut = with_shot(cut, "3B-1", lambda old: replace(old, camera=behind, subjects=("CLEO",)))
    cut = replace(cut, segments=cut.segments[:-1])
    lines = tuple(Speech(role, "", 20 * place, 20 * place + 15) for place, role in enumerate(["ANNA", "BEN"] * 2))
    played = with_scene(played, "3", lines=lines)
    found = check(cut, played).findings
    assert [(one.rule, one.severity.value, one.who) for one in found] == [
        ("left–right order", severity, ("ANNA", "BEN"))
    ]


def test_extras_and_their_looks_do_not_matter():
    cut, played = clean()
    crowd = tuple(
        person(f"EXTRA {i}", (x, 1.6, -2.5), (1, 0, 0.2 * i), frames=6 * LENGTH) for i, x in enumerate((-1.5, 0.1, 1.6))
    )
    scene = played.scenes[0]
    played = with_scene(played, "1", performers=(*scene.performers, *crowd))
    assert check(cut, played).findings == ()


def test_a_through_edit_is_no_cut():
    cut, played = clean()
    segments = []
    for one in cut.segments:
        half = one.frames // 2
        segments.append(replace(one, camera=one.camera.rows(0, half)))
        segments.append(
            replace(one, at=one.at + half, first=one.first + half, camera=one.camera.rows(half, one.frames - half))
        )
    report = check(replace(cut, segments=tuple(segments)), played)
    assert [one for one in report.findings if one.rule in ("jump cut", "30° rule")] == []
    assert report.cuts == 8


def test_shots_that_do_not_meet_are_not_compared():
    cut, played = a_single_over_the_line(*clean())
    soft = tuple(replace(one, soft=True) for one in cut.segments)
    report = check(replace(cut, segments=soft), played)
    assert (report.cuts, report.findings) == (0, ())


def test_a_cut_of_another_film_is_told():
    cut, played = clean()
    with pytest.raises(FairtakeError, match="scene 3, which the performance does not hold"):
        check(cut, replace(played, scenes=played.scenes[:2]))
    with pytest.raises(FairtakeError, match="frames that scene 1 does not have"):
        check(cut_of([replace(cut.segments[0].shot, start=6 * LENGTH)], played), played)


def test_the_figures_of_a_cut():
    cut, played = clean()
    figures = check(cut, played).statistics
    assert (figures.shots, figures.seconds) == (11, pytest.approx(976 / 24))
    assert figures.sizes == {"LS": 3, "MCU": 2, "MLS": 2, "CU": 1, "VLS": 1, "MS": 2}
    assert figures.seconds_by_size["CU"] == 4
    lengths = np.array([one.frames / 24 for one in cut.segments])
    assert figures.lengths.mean == pytest.approx(lengths.mean())
    assert figures.lengths.sigma == pytest.approx(np.log(lengths).std())
    spoken = sum(end - start for _, start, end in TALK)
    assert figures.spoken_seconds == pytest.approx(spoken / 24)
    # ANNA's second line begins in the master, and two frames of BEN's lie in her shot.
    assert figures.off_screen_speaker == pytest.approx(2 / spoken)
    assert figures.visible_face == pytest.approx(1 - 2 / spoken)
    assert figures.reaction == pytest.approx(2 / spoken)
    # Cuts at 96, 192, 288, 384 and 480 of scene 1; turns at 100, 190, 300 and 390.
    assert figures.near_turns == pytest.approx(4 / 8)


def test_a_report_is_plain_data_too():
    report = check(*a_single_over_the_line(*clean()))
    data = json.loads(json.dumps(as_data(report)))
    assert (data["schema"], data["cuts"], data["errors"]) == ("fairtake.Continuity.1", 8, 2)
    assert data["rules"]["180° line"] == {
        "errors": 2, "warnings": 0, "asked": 0, "implied": 0, "errors_per_hundred_cuts": 25.0
    }  # fmt: skip
    assert data["rules"]["eyeline match"]["implied"] == 1
    assert data["findings"][0]["shots"] == ["1A-1", "1B-1"]
    assert data["findings"][1]["implies"] == ["eyeline match"]
    assert data["figures"]["lengths"]["mean"] == report.statistics.lengths.mean


def test_errors_are_counted_for_a_hundred_cuts():
    report = check(*a_single_over_the_line(*clean()))
    assert report.counts["180° line"].errors == 2
    assert report.errors_per_hundred == pytest.approx(100 * 2 / 8)
    assert report.per_hundred["180° line"] == pytest.approx(25)
    assert {rule for rule, count in report.counts.items() if count.errors} == {"180° line"}
