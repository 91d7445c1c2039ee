"""Knees, elbows, wrists, fingers and leans: what bends does so without a jump."""

from __future__ import annotations

import math

import numpy as np
import pytest
from playhouse import figure, prop

from fairtake.geometry.quaternion import conjugate, from_axis_angle, multiply, rotate
from fairtake.model.figure import joint_index
from fairtake.staging.motion import measure
from fairtake.staging.motion.body import play_body
from fairtake.staging.motion.carry import play_prop
from fairtake.staging.motion.gait import RUN, WALK, feet_at, plan_walk
from fairtake.staging.motion.limbs import two_bones
from fairtake.staging.motion.perform import play, prepare
from fairtake.staging.motion.score import Lean, PostureKey, PropKey, PropScore, Score
from fairtake.staging.motion.wrists import bend_wrist, turn_over

FPS = 24
ANNA = figure("ANNA")
BUILD = measure(ANNA)


def standing() -> Score:
    feet = feet_at(BUILD, (0.0, 0.0), 0.0)
    score = Score("ANNA", ANNA, (0.0, 0.0), 0.0, feet, PostureKey(0, 0, "stand", BUILD.pelvis))
    score.beats = [(0.0, 5)]
    return score


def walked(speed: float, distance: float = 5.0):
    score = standing()
    walk = plan_walk(BUILD, np.array([(0.0, 0.0), (0.0, distance)]), 1.0, 0.0, None, score.feet, speed)
    score.travels, score.steps = [walk.travel], list(walk.steps)
    return play_body(score, BUILD, round((walk.end + 1) * FPS), FPS)


def knees(body) -> np.ndarray:
    """Degrees (2, N) by which each knee is bent."""
    bends = [multiply(conjugate(leg[0]), leg[1]) for leg in body.legs]
    return np.degrees([2 * np.arccos(np.clip(np.abs(bend[:, 3]), 0, 1)) for bend in bends])


@pytest.mark.parametrize(("speed", "jolt"), [(0.8, 9), (WALK, 16), (RUN, 30)])
def test_knees_do_not_snap_at_a_step(speed: float, jolt: float) -> None:
    bent = knees(walked(speed))
    assert np.abs(np.diff(bent, 2, axis=1)).max() < jolt
    # Nearly straight when one stands, and bent while the leg swings.
    assert bent[:, :12].max() < 18
    assert bent.max() > 40


def test_feet_that_carry_are_where_they_were_set() -> None:
    body = walked(WALK)
    for side, name in enumerate("LR"):
        thigh, shin = body.legs[side][:2]
        hip, knee, ankle = (BUILD.rest[joint_index(f"{joint}.{name}")] for joint in ("thigh", "shin", "foot"))
        at = (
            body.root
            + rotate(body.pelvis, hip - BUILD.rest[0])
            + rotate(thigh, knee - hip)
            + rotate(shin, ankle - knee)
        )
        off = np.linalg.norm(at - body.feet.ankle[:, side], axis=1)
        assert off[body.feet.planted[:, side] > 0].max() < 0.01


def test_a_soft_limb_slows_down_as_it_comes_to_be_straight() -> None:
    goal = np.linspace(0.35, 0.6, 60)[:, None] * np.array([[0.0, -1.0, 0.0]])
    root, pole = np.zeros_like(goal), np.tile([0.0, 0.0, 1.0], (60, 1))

    def bends(soft: float) -> np.ndarray:
        _, _, upper, lower = two_bones(root, goal, pole, 0.28, 0.25, (BUILD.upper_hinge[0], BUILD.fore_hinge[0]), soft)
        return 2 * np.arccos(np.clip(np.abs(multiply(conjugate(upper), lower)[:, 3]), 0, 1))

    assert np.abs(np.diff(bends(0.04), 2)).max() < 0.3 * np.abs(np.diff(bends(0.0), 2)).max()


def test_a_leg_stretched_out_on_the_ground_bends_its_knee_upward() -> None:
    score = standing()
    out = 0.62
    feet = feet_at(BUILD, (0.0, out), 0.0, 1.3)
    score.feet, score.posture = feet, PostureKey(0, 0, "sit", 0.125, -0.28, 0.42)
    body = play_body(score, BUILD, 12, FPS)
    for side, name in enumerate("LR"):
        hip, knee = BUILD.rest[joint_index(f"thigh.{name}")], BUILD.rest[joint_index(f"shin.{name}")]
        at = body.root + rotate(body.pelvis, hip - BUILD.rest[0]) + rotate(body.legs[side][0], knee - hip)
        assert at[:, 1].min() > 0.3


def test_a_wrist_bends_as_far_as_wrists_do() -> None:
    bone = np.array([0.0, -1.0, 0.0])
    fore = np.tile([0.0, 0.0, 0.0, 1.0], (40, 1))
    wished = from_axis_angle(np.array([1.0, 0.0, 0.0]), np.linspace(0, math.pi, 40))
    turn, hand, changed = bend_wrist(fore, wished, bone)
    angle = 2 * np.arccos(np.clip(np.abs(hand[:, 3]), 0, 1))
    assert angle.max() < 1.4
    assert np.abs(turn).max() < 1e-9
    np.testing.assert_array_equal(hand[~changed], wished[~changed])
    assert changed[20:].all()
    assert not changed[:8].any()


def test_a_palm_that_turns_past_half_a_turn_does_not_whirl_the_forearm() -> None:
    bone = np.array([0.0, -1.0, 0.0])
    fore = np.tile([0.0, 0.0, 0.0, 1.0], (60, 1))
    turn, _, _ = bend_wrist(fore, from_axis_angle(bone, np.linspace(0.5, 5.0, 60)), bone)
    assert np.abs(np.diff(turn)).max() < 0.5
    assert np.abs(turn).max() <= 2.1


def test_a_hand_turns_over_on_one_side() -> None:
    """From down to up is half a turn, and a little less or more of it from frame to frame."""
    weight = np.concatenate([np.linspace(0, 1, 12), np.ones(6), np.linspace(1, 0, 12)])
    here = from_axis_angle(np.array([1.0, 0.0, 0.0]), 0.15 * np.sin(np.arange(30) * 1.3))
    there = from_axis_angle(np.array([1.0, 0.0, 0.0]), np.full(30, math.pi))
    turned = turn_over(here, there, weight)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-9)
    step = 2 * np.arccos(np.clip(np.abs((turned[1:] * turned[:-1]).sum(1)), 0, 1))
    assert step.max() < 0.6
    assert np.abs((turned[14] * there[14]).sum()) == pytest.approx(1)
    assert np.abs((turned[0] * here[0]).sum()) == pytest.approx(1)


def test_a_lean_passes_into_its_opposite() -> None:
    score = standing()
    score.leans = [Lean(0.5, 1.2, 1.4, 2.4, twist=-0.4), Lean(1.4, 2.2, 3.0, 4.0, twist=0.6)]
    body = play_body(score, BUILD, 96, FPS)
    ahead = rotate(body.chest, np.array([0.0, 0.0, 1.0]))
    yaw = np.arctan2(ahead[:, 0], ahead[:, 2])
    assert yaw.min() < -0.2
    assert yaw.max() > 0.3
    assert np.abs(np.diff(yaw, 2)).max() < 0.02


def test_what_comes_out_of_a_pocket_does_not_fly_to_the_hand() -> None:
    score = standing()
    score.shown = [(0.0, True)]
    build, body = prepare(score, 48, FPS)
    cast = {"ANNA": play(score, build, body, lambda target, span: None, 48, FPS)}
    keys = [PropKey(0.0, "hide", position=(2.0, 0.7, 2.0)), PropKey(1.0, "hold", role="ANNA", hand=1)]
    track = play_prop(PropScore("letter", keys), "letter", prop("letter"), cast, 48, FPS)
    assert not track.visible[:24].any()
    assert track.visible[24:].all()
    off = np.linalg.norm(track.position[24:] - cast["ANNA"].palms[24:, 1], axis=1)
    assert off.max() < 0.06
