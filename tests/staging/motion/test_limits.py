"""What a body cannot do, it does another way: heels rise, elbows stop, eyes go over one shoulder."""

from __future__ import annotations

import math

import numpy as np
from playhouse import figure

from fairtake.geometry.pose import forward_kinematics
from fairtake.geometry.quaternion import conjugate, multiply, rotate
from fairtake.model.figure import joint_index
from fairtake.staging.motion import measure
from fairtake.staging.motion.body import play_body
from fairtake.staging.motion.gait import feet_at, plan_turn
from fairtake.staging.motion.perform import play, prepare
from fairtake.staging.motion.score import GazeKey, HandGoal, PostureKey, Score, Target

FPS = 24
ANNA = figure("ANNA")
BUILD = measure(ANNA)
FRAMES = 5 * FPS


def score() -> Score:
    feet = feet_at(BUILD, (0.0, 0.0), 0.0)
    made = Score("ANNA", ANNA, (0.0, 0.0), 0.0, feet, PostureKey(0, 0, "stand", BUILD.pelvis))
    made.beats = [(0.0, 5)]
    return made


def played(made: Score, target: tuple[float, float, float] = (0.0, 1.5, 3.0)):
    build, body = prepare(made, FRAMES, FPS)
    return play(made, build, body, lambda _, span: np.tile(target, (span.stop - span.start, 1)), FRAMES, FPS).track


def test_who_sinks_low_comes_up_on_the_balls_of_the_feet() -> None:
    low = score()
    low.postures = [PostureKey(0.5, 1.5, "kneel", 0.36 * BUILD.scale, 0.3, 0.3)]
    body = play_body(low, BUILD, FRAMES, FPS)
    assert body.feet.pitch[0].max() < 0.05
    assert body.feet.pitch[-1].min() > 0.1
    toe = BUILD.rest[joint_index("toe.L")] - BUILD.rest[joint_index("foot.L")]
    for _, shin, foot, _ in body.legs:
        way = rotate(multiply(conjugate(shin), foot), toe)
        bent = np.degrees(np.arctan2(way[:, 1], way[:, 2]) - math.atan2(toe[1], toe[2]))
        assert bent.max() < 45
    assert np.array_equal(body.feet.base[0], body.feet.base[-1])


def test_an_elbow_stops_before_the_hand_is_at_its_own_shoulder() -> None:
    close = score()
    close.hands = [
        HandGoal(1, 0.5, 1.2, 9.0, 9.5, "chest", (BUILD.shoulder / BUILD.scale, 0.02, 0.05), (0, 1, 0), (0, 0, -1))
    ]
    track = played(close)
    at, _ = forward_kinematics(BUILD.rest, track.root.astype(float), track.rotations.astype(float))
    shoulder, elbow, wrist = (at[:, joint_index(f"{name}.R")] for name in ("upper_arm", "forearm", "hand"))
    a, b = elbow - shoulder, wrist - elbow
    bent = np.degrees(np.arccos((a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)))
    assert 120 < bent.max() < 151


def test_who_turns_round_to_something_behind_finds_it_over_one_shoulder() -> None:
    made = score()
    turn = plan_turn(BUILD, (0.0, 0.0), 0.0, -math.pi + 0.2, 1.0, made.feet)
    made.travels, made.steps = [turn.travel], list(turn.steps)
    # To the left of straight behind at first, to the right of ahead at last.
    made.gazes = [GazeKey(0.0, Target("away", point=(0.0, 0.0, 0.0))), GazeKey(0.8, Target("point"))]
    gaze = played(made, (0.4, 1.5, -3.0)).gaze.astype(float)
    yaw = np.unwrap(np.arctan2(gaze[:, 0], gaze[:, 2]))
    assert abs(math.remainder(yaw[-1] - math.atan2(0.4, -3.0), math.tau)) < 0.1
    # One way round, without a leap through what lies ahead.
    assert yaw.max() - yaw[0] < 0.3
    assert np.abs(np.diff(yaw)).max() < 0.6
