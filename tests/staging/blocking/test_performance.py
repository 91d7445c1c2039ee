"""Whole scenes on a plain stage, measured."""

from __future__ import annotations

import dataclasses
import math
from itertools import combinations

import numpy as np
import pytest
from playhouse import SPAN, event, figure, line, prop, room, scene, take, takes

from fairtake.errors import StagingError
from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import rotate
from fairtake.model.breakdown import Action, Pause
from fairtake.model.figure import face_index, joint_index
from fairtake.model.performance import ScenePerformance
from fairtake.model.reading import Viseme
from fairtake.staging import props_needed, roles_on_set, stage_scene
from fairtake.staging.blocking.paths import FloorPlan

FPS = 24


def perform(scene_, set_=None, **more):
    set_ = set_ or room()
    figures = {r: figure(r, 1.66 if i % 2 else 1.82) for i, r in enumerate(roles_on_set(scene_))}
    props = {n: prop(n) for n in props_needed(scene_)}
    return stage_scene(scene_, takes(scene_), set_, figures, props, set_key="room", **more), figures


def world(track, fig):
    return forward_kinematics(np.asarray(fig.rest, float), track.root.astype(float), track.rotations.astype(float))


def play():
    return scene(
        event(Action.SIT, "ANNA", goal="chair"),
        line(1, "ANNA", "I kept it on the table all summer because somebody must."),
        event(Action.ENTER, "BEN"),
        line(2, "BEN", "Maybe you did but nobody read it."),
        event(Action.STAND, "ANNA"),
        event(Action.PICK_UP, "ANNA", theme="letter"),
        event(Action.GIVE, "ANNA", theme="letter", goal="BEN"),
        line(3, "ANNA", "Open it and read it to me."),
        event(Action.GO, "BEN", goal="window"),
        event(Action.POINT, "ANNA", goal="stove"),
        line(4, "BEN", "No.", emotion="sadness"),
        event(Action.PUT_DOWN, "BEN", theme="letter", goal="table"),
        event(Action.EXIT, "BEN"),
        props=("letter",),
    )


@pytest.fixture(scope="module")
def played() -> tuple[ScenePerformance, dict]:
    return perform(play())


def together(performance, a, b):
    return performance.performer(a).present & performance.performer(b).present


def test_everything_is_finite_and_every_rotation_a_rotation(played) -> None:
    performance, _ = played
    assert performance.gaps == ()
    for track in performance.performers:
        for values in (track.root, track.rotations, track.face, track.head, track.gaze):
            assert values.dtype == np.float32
            assert len(values) == performance.frames
            assert np.isfinite(values).all()
        np.testing.assert_allclose(np.linalg.norm(track.rotations, axis=-1), 1, atol=1e-5)
        np.testing.assert_allclose(np.linalg.norm(track.gaze, axis=-1), 1, atol=1e-5)
    for prop_ in performance.props:
        assert np.isfinite(prop_.position).all()
        np.testing.assert_allclose(np.linalg.norm(prop_.rotation, axis=-1), 1, atol=1e-5)
    assert performance.tension.shape == (performance.frames,)
    assert performance.tension.min() >= 0
    assert performance.tension.max() <= 1


def test_the_head_is_where_the_skeleton_says(played) -> None:
    performance, figures = played
    for track in performance.performers:
        positions, orientations = world(track, figures[track.role])
        head = joint_index("head")
        eye = positions[:, head] + rotate(orientations[:, head], np.asarray(figures[track.role].eye))
        np.testing.assert_allclose(track.head, eye, atol=1e-4)


def test_feet_do_not_slide(played) -> None:
    performance, figures = played
    steps = {}
    for contact in performance.contacts:
        if contact.kind == "step":
            steps.setdefault(contact.role, []).append(contact)
    assert len(steps["BEN"]) > 12
    for track in performance.performers:
        positions, _ = world(track, figures[track.role])
        shown = track.present
        # The ball of a foot that is on the ground (low and not rising) stays where it is.
        for side in "LR":
            ball = positions[:, joint_index(f"toe.{side}")]
            ankle = positions[:, joint_index(f"foot.{side}")]
            low = (ball[:, 1] < ball[:, 1].min() + 0.001) & (ankle[:, 1] > figures[track.role].sole - 0.005)
            still = low[1:] & low[:-1] & shown[1:] & shown[:-1]
            moved = np.hypot(*(ball[1:] - ball[:-1])[:, [0, 2]].T)
            runs = np.split(np.where(still, moved, 0), np.flatnonzero(~still))
            assert still.sum() > 100
            assert max(r.sum() for r in runs) < 0.01


def test_every_step_is_heard_when_the_heel_comes_down(played) -> None:
    performance, figures = played
    track = performance.performer("BEN")
    positions, _ = world(track, figures["BEN"])
    for contact in performance.contacts:
        if contact.kind != "step" or contact.role != "BEN" or contact.strength < 0.3:
            continue
        f = round(contact.time * FPS)
        ankles = positions[f, [joint_index("foot.L"), joint_index("foot.R")]]
        near = np.hypot(ankles[:, 0] - contact.position[0], ankles[:, 2] - contact.position[2]).min()
        assert near < 0.06
        assert contact.stuff == "wood leather"


def test_people_keep_apart(played) -> None:
    performance, _ = played
    for a, b in combinations(["ANNA", "BEN"], 2):
        both = together(performance, a, b)
        gap = (performance.performer(a).root - performance.performer(b).root)[both][:, [0, 2]]
        assert np.hypot(*gap.T).min() > 0.55


def test_nobody_walks_through_furniture(played) -> None:
    performance, _ = played
    plan = FloorPlan(room())
    track = performance.performer("BEN")
    inside = track.present & (track.root[:, 0] > -2.7)
    assert plan.clearance(track.root[inside][:, [0, 2]].astype(float)).min() > 0.1


def test_nothing_pops(played) -> None:
    performance, figures = played
    for track in performance.performers:
        positions, _ = world(track, figures[track.role])
        shown = track.present[2:] & track.present[1:-1] & track.present[:-2]
        speed = np.linalg.norm(np.diff(positions, axis=0), axis=-1) * FPS
        acceleration = np.linalg.norm(np.diff(positions, 2, axis=0), axis=-1) * FPS**2
        assert speed[track.present[1:] & track.present[:-1]].max() < 7
        assert acceleration[shown][:, joint_index("pelvis")].max() < 22
        assert acceleration[shown][:, joint_index("head")].max() < 30
        for hand in ("hand.L", "hand.R"):
            assert acceleration[shown][:, joint_index(hand)].max() < 70


def test_nobody_freezes(played) -> None:
    performance, figures = played
    for track in performance.performers:
        positions, _ = world(track, figures[track.role])
        moved = np.linalg.norm(np.diff(positions[:, joint_index("head")], axis=0), axis=-1)[track.present[1:]]
        second = np.array([moved[i : i + FPS].sum() for i in range(0, len(moved) - FPS, FPS)])
        assert second.min() > 0.0005


def test_elbows_and_knees_bend_one_way_and_heads_turn_within_reason(played) -> None:
    performance, figures = played
    for track in performance.performers:
        positions, orientations = world(track, figures[track.role])
        for side in "LR":
            hip, knee, ankle = (positions[:, joint_index(f"{j}.{side}")] for j in ("thigh", "shin", "foot"))
            ahead = rotate(orientations[:, joint_index("pelvis")], np.array([0.0, 0.0, 1.0]))
            bow = knee - (hip + ankle) / 2
            assert ((bow * ahead).sum(-1) > -0.03)[track.present].all()
        chest, head = orientations[:, joint_index("chest")], orientations[:, joint_index("head")]
        local = rotate(chest * [-1, -1, -1, 1], rotate(head, np.array([0.0, 0.0, 1.0])))
        yaw = np.degrees(np.abs(np.arctan2(local[:, 0], local[:, 2])))
        assert yaw.max() <= 80


def test_a_held_thing_is_in_the_palm_and_hands_meet(played) -> None:
    performance, figures = played
    letter = performance.props[0]
    grip = letter.position + rotate(letter.rotation, np.array([0, 0.05, 0], np.float32))
    held = [h for h in letter.holder if h[1]]
    assert [role for _, role in held] == ["ANNA", "BEN"]
    for (first, role), (last, _) in zip(letter.holder[1:], [*letter.holder[2:], (performance.frames, "")], strict=True):
        if not role:
            continue
        positions, orientations = world(performance.performer(role), figures[role])
        hand = joint_index("hand.R")
        palm = positions[:, hand] + rotate(orientations[:, hand], np.asarray(figures[role].palms[1]))
        assert np.linalg.norm(palm - grip, axis=-1)[first:last].max() < 0.02
    swap = held[1][0]
    palms = []
    for role in ("ANNA", "BEN"):
        positions, orientations = world(performance.performer(role), figures[role])
        hand = joint_index("hand.R")
        palms.append(positions[swap, hand] + rotate(orientations[swap, hand], np.asarray(figures[role].palms[1])))
    assert np.linalg.norm(palms[0] - palms[1]) < 0.02
    # Carried things do not jump.
    assert np.linalg.norm(np.diff(grip, axis=0), axis=-1).max() * FPS < 4.5
    # It ends upright on the table.
    assert letter.position[-1, 1] == pytest.approx(0.74, abs=0.005)
    assert rotate(letter.rotation[-1], np.array([0, 1, 0], np.float32))[1] > 0.999


def test_lips_close_on_every_bilabial_within_a_frame(played) -> None:
    performance, _ = played
    spoken = takes(play())
    closed = 0
    for timing in performance.lines:
        face = performance.performer(timing.role).face
        for sound in spoken[timing.line].phonemes:
            if sound.viseme is not Viseme.PP:
                continue
            f = round((timing.start + (sound.start + sound.end) / 2) * FPS)
            near = face[max(0, f - 1) : f + 2]
            shut = (near[:, face_index("press")] > 0.99) & (near[:, face_index("mouth_open")] < 0.01)
            assert shut.any()
            closed += 1
    assert closed > 10


def test_lips_open_in_speech_and_rest_after(played) -> None:
    performance, _ = played
    timing = performance.lines[0]
    track = performance.performer("ANNA")
    a, b = round(timing.start * FPS), round(timing.end * FPS)
    mouth = track.face[:, face_index("mouth_open")]
    assert mouth[a:b].max() > 0.4
    assert mouth[b + 8 : b + 20].max() < 0.05
    assert track.speaking[a + 1 : b - 1].all()
    assert not track.speaking[b + 2 : b + 20].any()


def test_the_clock_follows_the_takes(played) -> None:
    performance, _ = played
    spoken = takes(play())
    last = 0.0
    for timing in performance.lines:
        assert timing.end - timing.start == pytest.approx(spoken[timing.line].duration)
        assert timing.start >= last
        assert timing.start * FPS == pytest.approx(round(timing.start * FPS))
        last = timing.end
    assert performance.lines[0].start > 0.6
    assert performance.frames / FPS > last + 0.5


def test_eyes_meet_while_talking(played) -> None:
    performance, _ = played
    timing = performance.lines[1]
    a, b = round((timing.start + 0.9) * FPS), round(timing.end * FPS)
    listener, speaker = performance.performer("ANNA"), performance.performer("BEN")
    way = speaker.head - listener.head
    way /= np.linalg.norm(way, axis=-1, keepdims=True)
    angle = np.degrees(np.arccos(np.clip((way * listener.gaze).sum(-1), -1, 1)))[a:b]
    assert np.median(angle) < 12


def test_doors_open_and_close_for_people(played) -> None:
    performance, _ = played
    (leaf,) = performance.parts
    assert leaf.part == "leaf"
    assert abs(leaf.angle).max() == pytest.approx(1.7, abs=0.01)
    kinds = [c.kind for c in performance.contacts]
    assert kinds.count("door open") == 2
    ben = performance.performer("BEN")
    assert not ben.present[0]
    assert ben.present.any()
    assert not ben.present[-1]
    crossing = np.flatnonzero(ben.present & (np.abs(ben.root[:, 0] + 3) < 0.15))
    assert abs(leaf.angle[crossing]).min() > 0.5


def test_the_director_is_told(played) -> None:
    performance, _ = played
    told = {(h.action, h.agent) for h in performance.happenings}
    assert {(Action.GIVE, "ANNA"), (Action.ENTER, "BEN"), (Action.EXIT, "BEN")} <= told
    assert all(0 <= h.start < h.end for h in performance.happenings)
    give = next(h for h in performance.happenings if h.action is Action.GIVE)
    look = next(h for h in performance.happenings if h.action is Action.STAND)
    assert give.importance > look.importance


def test_twice_the_same_bytes() -> None:
    one, _ = perform(play())
    two, _ = perform(play())
    for a, b in zip(one.performers, two.performers, strict=True):
        for name in ("root", "rotations", "face", "head", "gaze"):
            assert getattr(a, name).tobytes() == getattr(b, name).tobytes()
    assert one.contacts == two.contacts
    assert one.props[0].position.tobytes() == two.props[0].position.tobytes()


def test_a_later_change_leaves_what_came_before() -> None:
    before = play()
    beats = list(before.beats)
    k = next(i for i, b in enumerate(beats) if getattr(b, "number", 0) == 3)
    beats[k] = dataclasses.replace(
        beats[k], text="Please open it now and read it all aloud to me and to nobody besides."
    )
    after = dataclasses.replace(before, beats=tuple(beats))
    one, _ = perform(before)
    two, _ = perform(after)
    assert one.frames != two.frames
    keep = round((one.lines[2].start - 0.8) * FPS)
    assert keep > 300
    for a, b in zip(one.performers, two.performers, strict=True):
        for name in ("root", "rotations", "face", "head", "gaze", "speaking", "present"):
            np.testing.assert_array_equal(getattr(a, name)[:keep], getattr(b, name)[:keep])
    np.testing.assert_array_equal(one.tension[:keep], two.tension[:keep])
    np.testing.assert_array_equal(one.props[0].position[:keep], two.props[0].position[:keep])


def test_sitting_reaches_the_seat_with_feet_on_the_floor(played) -> None:
    performance, figures = played
    positions, _ = world(performance.performer("ANNA"), figures["ANNA"])
    seated = positions[10]
    assert seated[0, 1] == pytest.approx(0.46 + 0.118 * figures["ANNA"].height / 1.75, abs=0.03)
    assert math.dist((seated[0, 0], seated[0, 2]), (-0.75, -0.6)) < 0.1
    for side in "LR":
        assert seated[joint_index(f"foot.{side}"), 1] == pytest.approx(figures["ANNA"].sole, abs=0.01)


def test_interrupted_lines_are_cut_into_and_dual_lines_start_together() -> None:
    s = scene(
        line(1, "ANNA", "But I never", interrupted=True),
        line(2, "BEN", "Stop it."),
        line(3, "ANNA", "Go"),
        line(4, "BEN", "No", simultaneous=True),
        Pause(2.0, SPAN),
        line(5, "ANNA", "Fine.", pause_before=1.0),
    )
    performance, _ = perform(s)
    one, two, three, four, five = performance.lines
    assert one.end - 0.12 <= two.start <= one.end + 1 / FPS
    assert 0.2 <= three.start - two.end <= 0.6
    assert four.start == three.start
    assert five.start - max(three.end, four.end) > 3.0


def test_lively_actions_of_every_kind_are_staged() -> None:
    for action in Action:
        s = scene(
            event(action, "ANNA", theme="BEN", goal="window"),
            event(action, "BEN", theme="letter", goal="ANNA"),
            event(action, "ANNA"),
            event(action),
            event(action, "NOBODY"),
            props=("letter",),
        )
        for set_ in (room(), room(doors=False, furniture=False)):
            performance, _ = perform(s, set_)
            assert any("NOBODY" in g.why for g in performance.gaps)
            for track in performance.performers:
                assert np.isfinite(track.rotations).all(), action
                assert np.isfinite(track.root).all(), action


def test_the_unknown_is_a_gap_with_its_place_in_the_script() -> None:
    s = scene(event(Action.GO, "ANNA", goal="the carousel"), event(Action.PICK_UP, "BEN", theme="unicorn"))
    set_ = room()
    figures = {r: figure(r) for r in roles_on_set(s)}
    performance = stage_scene(s, {}, set_, figures, {}, set_key="room")
    whys = " ".join(g.why for g in performance.gaps)
    assert "carousel" in whys
    assert "unicorn" in " ".join(g.what + g.why for g in performance.gaps)
    assert all(g.span == SPAN and g.stage == "staging" for g in performance.gaps)


def test_a_line_nobody_spoke_takes_its_time_and_is_reported() -> None:
    s = scene(line(1, "ANNA", "One two three four five six seven eight."))
    performance = stage_scene(s, {}, room(), {r: figure(r) for r in roles_on_set(s)}, {}, set_key="room")
    assert 2 < performance.lines[0].end - performance.lines[0].start < 5
    assert any("nobody has spoken" in g.why for g in performance.gaps)


def test_a_scene_without_people_still_plays() -> None:
    performance, _ = perform(scene(roles=()))
    assert performance.frames >= 3 * FPS
    assert performance.performers == ()
    assert len(performance.tension) == performance.frames


def test_a_crowd_of_sixty_fits_or_is_reported() -> None:
    roles = tuple(f"R{i}" for i in range(60))
    s = scene(*[line(i + 1, roles[i], "My turn.") for i in range(0, 60, 12)], roles=roles, extras=30)
    assert len(roles_on_set(s)) == 90
    performance, _ = perform(s)
    assert len(performance.performers) >= 20
    missing = [g for g in performance.gaps if "no room left" in g.why]
    assert len(performance.performers) + len(missing) == 90
    places = np.stack([t.root[0, [0, 2]] for t in performance.performers])
    apart = np.linalg.norm(places[:, None] - places[None], axis=-1) + 9 * np.eye(len(places))
    assert apart.min() > 0.55


def test_any_name_can_play() -> None:
    s = scene(line(1, "😀", "Maybe 😀"), line(2, "שרה", "mi"), event(Action.GO, "😀", goal="שרה"), roles=("😀", "שרה"))
    performance, _ = perform(s)
    gap = (performance.performer("😀").root - performance.performer("שרה").root)[-1]
    assert 0.8 < math.hypot(gap[0], gap[2]) < 1.4


def test_embracing_people_come_close_and_part() -> None:
    s = scene(line(1, "ANNA", "Come."), event(Action.EMBRACE, "ANNA", theme="BEN"), line(2, "BEN", "Oh."))
    performance, _ = perform(s)
    gap = performance.performer("ANNA").root - performance.performer("BEN").root
    distance = np.hypot(gap[:, 0], gap[:, 2])
    assert distance.min() < 0.36
    assert distance[-1] > 0.55


def test_recordings_without_phonemes_move_the_jaw_by_loudness() -> None:
    s = scene(line(1, "ANNA", "Hello"))
    rate = 16000
    loud = np.concatenate([np.zeros(rate // 2), np.sin(np.arange(rate) * 0.1), np.zeros(rate // 2)]).astype(np.float32)
    spoken = dataclasses.replace(take(line(1, "ANNA", "Hello")), samples=loud, phonemes=(), human=True, rate=rate)
    performance = stage_scene(s, {1: spoken}, room(), {r: figure(r) for r in roles_on_set(s)}, {}, set_key="room")
    mouth = performance.performer("ANNA").face[:, face_index("mouth_open")]
    start = performance.lines[0].start
    assert mouth[round((start + 1.0) * FPS)] > 0.2
    assert mouth[round((start + 0.2) * FPS)] < 0.05


def test_voices_from_nowhere_have_no_body() -> None:
    s = scene(
        line(1, "NARRATOR", "Long ago.", voice_over=True), line(2, "ANNA", "Hm."), roles=("NARRATOR", "ANNA"), extras=2
    )
    assert roles_on_set(s) == ("ANNA", "EXTRA 1", "EXTRA 2")
    performance, _ = perform(s)
    assert performance.lines[0].off_screen
    assert not performance.lines[1].off_screen


def test_a_film_needs_frames() -> None:
    with pytest.raises(StagingError, match="at least one frame"):
        perform(scene(), fps=0)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_script_asks_bodies_stay_bodies(seed: int) -> None:
    draw = np.random.default_rng(seed)
    roles = ("ANNA", "BEN", "CLEO")
    targets = [*roles, "window", "door", "table", "stove", "chair", "letter", "cup", "", ""]
    calm = [a for a in Action if a not in (Action.EMBRACE, Action.THROW, Action.LIGHT)]
    beats = []
    for n in range(1, 15):
        role = roles[draw.integers(3)]
        if draw.random() < 0.35:
            beats.append(line(n, role, "Maybe I was never here before you came."))
        else:
            theme, goal = (targets[draw.integers(len(targets))] for _ in range(2))
            beats.append(event(calm[draw.integers(len(calm))], role, theme=theme, goal=goal))
    performance, figures = perform(scene(*beats, roles=roles, props=("letter", "cup")))
    for track in performance.performers:
        positions, _ = world(track, figures[track.role])
        shown = track.present[1:] & track.present[:-1]
        speed = (np.linalg.norm(np.diff(positions, axis=0), axis=-1) * FPS)[shown]
        assert np.isfinite(positions).all()
        assert speed.max(initial=0) < 12
        assert positions[track.present][..., 1].min(initial=0) > -0.2
    for a, b in combinations(performance.performers, 2):
        both = a.present & b.present
        gap = (a.root - b.root)[both][:, [0, 2]]
        assert np.hypot(*gap.T).min(initial=9) > 0.5
