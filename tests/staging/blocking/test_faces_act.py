"""Faces that act: feelings come fast and go slowly, listeners answer, eyes meet eyes."""

from __future__ import annotations

import math

import numpy as np
import pytest
from playhouse import event, figure, line, prop, room, scene, takes

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import conjugate, rotate
from fairtake.model.breakdown import Action, Delivery, Scene
from fairtake.model.figure import face_index, joint_index
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.staging import roles_on_set, stage_scene
from fairtake.staging.performers.expressions import EMOTIONS, TIMINGS, family

FPS = 24


def perform(made: Scene) -> ScenePerformance:
    figures = {r: figure(r, 1.66 if i % 2 else 1.82) for i, r in enumerate(roles_on_set(made))}
    return stage_scene(made, takes(made), room(), figures, {}, set_key="room")


def shows(track: PerformerTrack, name: str) -> np.ndarray:
    """How much of a face is shown (N,), by what its own most telling part above the mouth does."""
    part = max(
        (p for p in EMOTIONS[name] if p.startswith(("brow", "smile"))), key=lambda p: (abs(EMOTIONS[name][p]), p)
    )
    rest = 0.12 if part == "smile" else 0.0
    return np.asarray((track.face[:, face_index(part)] - rest) / (EMOTIONS[name][part] - rest))


def off(track: PerformerTrack, other: PerformerTrack) -> np.ndarray:
    """Degrees between the look and the other's eyes (N,)."""
    way = np.asarray(other.head - track.head, np.float64)
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    return np.degrees(np.arccos(np.clip((way * track.gaze).sum(1), -1, 1)))


TALK = scene(
    line(1, "ANNA", "The kettle has been on the stove for a good long while now."),
    line(2, "BEN", "You sold the house and never told anybody.", emotion="anger", intensity=1.25),
    line(3, "ANNA", "It was standing there empty in the rain for all those years."),
    line(4, "CARLA", "Somebody should have asked the children about it first."),
    line(5, "BEN", "Get out of my way now!", delivery=Delivery.SHOUT, emotion="anger"),
    line(6, "CARLA", "The boat leaves from the harbour in the morning."),
    roles=("ANNA", "BEN", "CARLA"),
)


@pytest.fixture(scope="module")
def talk() -> ScenePerformance:
    return perform(TALK)


def test_a_feeling_comes_fast_before_the_words_and_goes_slowly(talk: ScenePerformance) -> None:
    said = talk.lines[1]
    anger = shows(talk.performer("BEN"), "anger")
    start = round(said.start * FPS)
    up = np.flatnonzero(anger > 0.9)[0]
    began = np.flatnonzero(anger > 0.1)[0]
    assert began < start < up + 6
    assert (up - began) / FPS < 0.35
    # Through the line it stays; half a minute of talk later something of it is left.
    assert anger[up : round(said.end * FPS)].min() > 0.7
    fell = up + np.flatnonzero(anger[up:] < 0.7)[0]
    assert 0.15 < anger[fell + FPS] < 0.7
    assert (fell - up) / FPS > said.end - said.start - 0.5
    assert anger[round(talk.lines[3].start * FPS)] > 0.2


def test_brows_lead_and_the_mouth_follows() -> None:
    made = scene(line(1, "ANNA", "There it is."), event(Action.EMOTE, "BEN", emotion="anger"), line(2, "ANNA", "Well."))
    face = perform(made).performer("BEN").face
    brow, mouth = np.abs(face[:, face_index("brow_inner")]), face[:, face_index("mouth_square")]
    half = [int(np.flatnonzero(v > 0.5 * v.max())[0]) for v in (brow, mouth)]
    assert 1 <= half[1] - half[0] <= 4
    # It overshoots a little and settles.
    top = int(mouth[: half[1] + 12].argmax())
    assert mouth[top] > mouth[top + 12] > 0.8 * mouth[top]


def test_listeners_look_one_after_another(talk: ScenePerformance) -> None:
    said = talk.lines[3]
    carla = talk.performer("CARLA")
    found = []
    for role in ("ANNA", "BEN"):
        away = off(talk.performer(role), carla)
        start = round(said.start * FPS)
        assert away[start] > 10
        found.append(int(np.flatnonzero(away[start:] < away[start] - 5)[0]) / FPS)
    assert all(0.2 <= t <= 0.45 for t in found)
    assert abs(found[0] - found[1]) > 0.03


def test_everybody_looks_at_a_shout(talk: ScenePerformance) -> None:
    said = talk.lines[4]
    frame = round((said.start + 0.75) * FPS)
    for role in ("ANNA", "CARLA"):
        assert off(talk.performer(role), talk.performer("BEN"))[frame] < 8
        startled = shows(talk.performer(role), "surprise")[round(said.start * FPS) : frame]
        assert startled.max() > 0.3


def test_the_answer_shows_when_the_last_words_land(talk: ScenePerformance) -> None:
    said = talk.lines[1]
    rows = talk.performer("ANNA").face
    brows = rows[:, [face_index("brow_inner"), face_index("brow_outer"), face_index("brow_squeeze")]]
    end = round(said.end * FPS)
    before, after = brows[end - 10 : end - 6].mean(0), brows[end + 10 : end + 14].mean(0)
    assert np.abs(after - before).max() > 0.15
    # Whom it is said to reacts more than who stands by.
    other = talk.performer("CARLA").face[:, [face_index("brow_inner"), face_index("brow_squeeze")]]
    spoken_to = rows[:, [face_index("brow_inner"), face_index("brow_squeeze")]]
    window = slice(end + 6, end + 16)
    assert np.abs(spoken_to[window]).max() > np.abs(other[window]).max()


def test_eyes_meet_eyes_and_never_leave_their_ellipse(talk: ScenePerformance) -> None:
    for track in talk.performers:
        fig = figure(track.role, 1.82 if track.role != "BEN" else 1.66)
        _, turn = forward_kinematics(
            np.asarray(fig.rest, float), track.root.astype(float), track.rotations.astype(float)
        )
        local = rotate(conjugate(turn[:, joint_index("head")]), track.gaze.astype(float))
        assert np.degrees(np.arccos(np.clip(local[:, 2], -1, 1))).max() < 37
        nearest = np.min([off(track, o) for o in talk.performers if o is not track], axis=0)
        # Eyes are on somebody or clearly elsewhere; on somebody means on their eyes.
        on = nearest[nearest < 8]
        assert len(on) > 0.4 * len(nearest)
        assert np.percentile(on, 90) < 3.0


def test_one_feeling_turns_into_another_without_a_jump() -> None:
    made = scene(
        line(1, "BEN", "It is sold."),
        event(Action.EMOTE, "ANNA", emotion="joy"),
        event(Action.EMOTE, "ANNA", emotion="sadness", expression="disappointment"),
        line(2, "BEN", "It was sold a year ago, and nobody told us."),
    )
    smile = perform(made).performer("ANNA").face[:, face_index("smile")]
    falling = np.diff(smile)[int(smile.argmax()) :]
    assert smile.max() > 0.8
    assert falling.min() > -0.2
    # No kink on the way: the speed of the fall changes little from frame to frame.
    assert np.abs(np.diff(falling)[3:]).max() < 0.05


def test_a_rolled_eye_goes_up_and_comes_back() -> None:
    rolled = event(Action.EMOTE, "ANNA", emotion="doubt", expression="exasperation")
    made = scene(line(1, "BEN", "I am never late."), rolled, line(2, "BEN", "Not ever in my life."))
    track = perform(made).performer("ANNA")
    up = track.face[:, face_index("gaze_y")]
    top = int(up.argmax())
    assert up[top] > 0.7
    assert (up > 0.35).sum() / FPS < 1.3
    assert abs(up[min(len(up) - 1, top + 2 * FPS)]) < 0.45


def test_what_the_script_shows_itself_is_not_foreseen() -> None:
    falls = event(Action.EMOTE, "ANNA", emotion="sadness", expression="disappointment")
    said = (line(1, "BEN", "I am leaving in the morning, and for good."), line(2, "ANNA", "Get out.", emotion="anger"))
    with_fall, without = perform(scene(said[0], falls, said[1])), perform(scene(*said))
    for played, foreseen in ((with_fall, False), (without, True)):
        brow = played.performer("ANNA").face[:, face_index("brow_inner")]
        end = round(played.lines[0].end * FPS)
        assert bool(brow[: end + 6].min() < -0.2) is foreseen


def test_eyes_are_on_a_thing_before_the_hand_is() -> None:
    made = scene(line(1, "ANNA", "There it is."), event(Action.PICK_UP, "ANNA", theme="letter"), props=("letter",))
    figures = {r: figure(r, 1.7) for r in roles_on_set(made)}
    played = stage_scene(made, takes(made), room(), figures, {"letter": prop("letter")}, set_key="room")
    (taken,) = [c.time for c in played.contacts if c.kind == "grasp"]
    anna, letter = played.performer("ANNA"), played.props[0]
    frame = round((taken - 0.4) * FPS)
    way = letter.position[frame] - anna.head[frame]
    assert math.degrees(math.acos(float(way @ anna.gaze[frame] / np.linalg.norm(way)))) < 8


def test_intensity_is_seen() -> None:
    seen = []
    for much in (0.55, 1.0, 1.25):
        made = scene(line(1, "ANNA", "It is over.", emotion="sadness", intensity=much), line(2, "BEN", "It is."))
        seen.append(float(perform(made).performer("ANNA").face[:, face_index("brow_outer")].min()))
    assert seen[0] > seen[1] + 0.1
    assert seen[1] > seen[2] + 0.03


def test_every_face_has_a_family_and_no_moment_pops(talk: ScenePerformance) -> None:
    ten = {"neutral", "joy", "sadness", "anger", "fear", "surprise", "disgust", "tenderness", "doubt", "determination"}
    assert {family(name) for name in EMOTIONS} <= ten
    assert set(TIMINGS) < set(EMOTIONS)
    columns = [face_index(n) for n in ("brow_inner", "brow_outer", "smile", "lid_upper", "cheek", "mouth_skew")]
    for track in talk.performers:
        assert np.abs(np.diff(track.face[:, columns], axis=0)).max() < 0.45
        assert math.isfinite(float(track.face.sum()))
