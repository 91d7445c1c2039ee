"""The parts motion is made of, each by itself."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playhouse import figure, line, take

from fairtake.geometry.quaternion import conjugate, multiply, normalize
from fairtake.geometry.quaternion import rotate as slow_rotate
from fairtake.model.reading import Viseme
from fairtake.staging.motion import measure
from fairtake.staging.motion.carry import hold_style, resting
from fairtake.staging.motion.ease import drift, envelope, min_jerk, ramp, smooth, smooth_below
from fairtake.staging.motion.feet import play_feet
from fairtake.staging.motion.gait import RUN, WALK, feet_at, plan_turn, plan_walk, soften, wrap
from fairtake.staging.motion.limbs import two_bones
from fairtake.staging.motion.lips import MOUTH, play_lips
from fairtake.staging.motion.score import Speech
from fairtake.staging.motion.vectors import cross, rotate

BUILD = measure(figure("ANNA"))


def test_ramps_run_from_nothing_to_one_without_a_jolt() -> None:
    t = np.linspace(-1, 3, 401)
    value = ramp(t, 0.0, 1.0)
    assert value[0] == 0
    assert value[-1] == 1
    assert (np.diff(value) >= 0).all()
    assert np.abs(np.diff(value, 2)).max() * 100**2 < 6.0
    up = envelope(t, 0, 0.5, 1, 2)
    assert up[t < 0].max() == 0
    assert up[(t > 0.5) & (t < 1)].min() == 1
    assert up[t > 2].max() < 1e-12
    assert min_jerk(0.5) == pytest.approx(0.5)


def test_filters_reach_no_farther_than_they_say() -> None:
    x = np.zeros(50)
    x[25] = 1
    y = smooth(x, 4)
    assert y.sum() == pytest.approx(1)
    assert not y[:21].any()
    assert not y[30:].any()
    limit = np.sin(np.arange(80) / 4) + 2
    assert (smooth_below(limit, 3) <= limit + 1e-12).all()


def test_a_beat_drifts_the_same_wherever_it_lies() -> None:
    one = drift(240, 24, [(0.0, 5), (2.0, 9)], 3, 1)
    two = drift(240, 24, [(0.0, 5), (4.0, 9)], 3, 1)
    np.testing.assert_array_equal(one[:48], two[:48])
    # Past the cross-fade the second beat is the same, two seconds later.
    np.testing.assert_allclose(one[72:140], two[120:188], atol=1e-12)
    assert np.abs(np.diff(one, axis=0)).max() < 0.2


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_fast_products_agree_with_the_plain_ones(seed: int) -> None:
    generator = np.random.default_rng(seed)
    q = normalize(generator.normal(size=(7, 4)))
    v, w = generator.normal(size=(2, 7, 3))
    np.testing.assert_allclose(rotate(q, v), slow_rotate(q, v), atol=1e-12)
    np.testing.assert_allclose(cross(v, w), np.cross(v, w), atol=1e-12)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=30, deadline=None)
def test_a_limb_reaches_its_goal_and_bends_toward_its_pole(seed: int) -> None:
    generator = np.random.default_rng(seed)
    way = normalize(generator.normal(size=(9, 3)))
    goal = way * generator.uniform(0.2, 0.5, (9, 1))
    pole = generator.normal(size=(9, 3))
    middle, end, upper, lower = two_bones(
        np.zeros((9, 3)), goal, pole, 0.275, 0.245, (BUILD.upper_hinge[0], BUILD.fore_hinge[0])
    )
    np.testing.assert_allclose(end, goal, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(middle, axis=-1), 0.275, atol=1e-9)
    side = pole - way * (pole * way).sum(-1, keepdims=True)
    assert ((middle * side).sum(-1) > 0).all()
    for turn in (upper, lower):
        np.testing.assert_allclose(np.linalg.norm(turn, axis=-1), 1, atol=1e-9)
    # The elbow is a hinge: from upper arm to forearm the turn is about one axis, one way.
    bend = multiply(conjugate(upper), lower)
    bend = np.where(bend[:, 3:] < 0, -bend, bend)
    axis = rotate(BUILD.upper_hinge[0], np.array([0.0, 1.0, 0.0]))
    assert ((bend[:, :3] * axis).sum(-1) > -0.08).all()


@pytest.mark.parametrize("distance", [0.2, 0.5, 1.0, 2.3, 7.0])
@pytest.mark.parametrize("speed", [0.8, WALK, RUN])
@pytest.mark.parametrize("heading", [0.0, 1.2, -2.4])
def test_walks_arrive_step_by_step(distance: float, speed: float, heading: float) -> None:
    feet = feet_at(BUILD, (0.0, 0.0), 0.0)
    goal = (distance * math.sin(heading), distance * math.cos(heading))
    walk = plan_walk(BUILD, np.array([(0.0, 0.0), goal]), 1.0, 0.0, None, feet, speed)
    assert walk.place == pytest.approx(goal, abs=1e-6)
    assert walk.start == 1.0
    for side in (0, 1):
        mine = [s for s in walk.steps if s.foot == side]
        for a, b in itertools.pairwise(mine):
            assert a.land < b.lift
        for s in mine:
            assert 0.12 <= s.land - s.lift <= 0.8
    order = [s.foot for s in sorted(walk.steps, key=lambda s: s.land)]
    assert all(a != b for a, b in itertools.pairwise(order))
    home = feet_at(BUILD, goal, walk.yaw)
    for side in (0, 1):
        assert math.hypot(walk.feet[side].x - home[side].x, walk.feet[side].z - home[side].z) < 0.02
    reach = [
        math.hypot(b.hold.x - a.hold.x, b.hold.z - a.hold.z) for a, b in zip(walk.steps, walk.steps[1:], strict=False)
    ]
    assert max(reach, default=0.0) < (0.9 if speed < 2 else 1.25)
    pace = np.linalg.norm(np.diff(walk.travel.points, axis=0), axis=-1) / np.diff(walk.travel.times)
    assert pace.max() < speed * 1.1


@given(st.floats(-3.1, 3.1), st.floats(-3.1, 3.1))
@settings(max_examples=30, deadline=None)
def test_turning_ends_where_one_looks(start: float, aim: float) -> None:
    feet = feet_at(BUILD, (1.0, 2.0), start)
    turn = plan_turn(BUILD, (1.0, 2.0), start, aim, 0.0, feet)
    assert abs(wrap(turn.yaw - aim)) < 1e-6
    assert abs(turn.yaw - start) <= math.pi + 1e-6
    assert turn.place == (1.0, 2.0)


def test_planted_feet_stay_and_swinging_feet_clear_the_floor() -> None:
    feet = feet_at(BUILD, (0.0, 0.0), 0.0)
    walk = plan_walk(BUILD, np.array([(0.0, 0.0), (0.0, 3.0)]), 0.5, 0.0, None, feet)
    track = play_feet(BUILD, feet, list(walk.steps), 120, 24)
    for side in (0, 1):
        planted = track.planted[:, side] > 0
        both = planted[1:] & planted[:-1]
        moved = np.hypot(*np.diff(track.base[:, side], axis=0).T)
        assert moved[both].max() < 1e-9
        assert track.lift[~planted, side].max() > 0.04
        assert track.ankle[:, side, 1].min() > BUILD.sole - 1e-6


def test_corners_are_rounded_and_ends_kept() -> None:
    path = soften(np.array([(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]))
    np.testing.assert_allclose(path[0], (0, 0), atol=1e-9)
    np.testing.assert_allclose(path[-1], (2, 2), atol=1e-9)
    way = np.unwrap(np.arctan2(*np.diff(path, axis=0).T))
    assert np.abs(np.diff(way)).max() < 0.4


def test_lips_follow_the_sounds() -> None:
    spoken = take(line(1, "ANNA", "mama papa bob fife"))
    speech = Speech(1, 0.5, 0.5 + spoken.duration, spoken)
    made = play_lips(speech, 100, 24)
    assert made is not None
    span, mouth, weight = made
    assert np.isfinite(mouth).all()
    open_, press = MOUTH.index("mouth_open"), MOUTH.index("press")
    seen = 0
    for sound in spoken.phonemes:
        f = round((0.5 + (sound.start + sound.end) / 2) * 24) - span.start
        if sound.viseme is Viseme.PP:
            near = mouth[max(0, f - 1) : f + 2]
            assert (near[:, press] > 0.99).any()
            assert near[:, open_].min() == 0
            seen += 1
        if sound.viseme is Viseme.FF:
            assert mouth[max(0, f - 1) : f + 2, MOUTH.index("lip_lower")].min() < -0.3
    assert seen == 6
    assert mouth[:, open_].max() > 0.4
    assert weight[0] == 0
    assert weight[-1] < 0.05


def test_louder_is_wider() -> None:
    spoken = take(line(1, "ANNA", "a la la la"))
    widest = []
    for effort in (0.7, 1.0, 1.22):
        made = play_lips(Speech(1, 0.5, 2.0, spoken, effort), 60, 24)
        assert made is not None
        widest.append(made[1][:, MOUTH.index("mouth_open")].max())
    assert widest[0] < widest[1] < widest[2]


def test_flat_things_lie_and_tall_things_stand() -> None:
    from dataclasses import replace

    from playhouse import prop

    letter = replace(prop("letter"), size=(0.2, 0.28, 0.02), grip=(0.0, 0.03, 0.0), grip_axis=(1.0, 0.0, 0.0))
    _, turn = resting(letter, (0.0, 0.7, 0.0), 0.4)
    assert rotate(turn, np.array([0.0, 0.0, 1.0]))[1] == pytest.approx(1)
    origin, turn = resting(prop("cup"), (0.0, 0.7, 0.0), 0.4)
    assert rotate(turn, np.array([0.0, 1.0, 0.0]))[1] == pytest.approx(1)
    assert origin[1] == pytest.approx(0.7)
    assert hold_style(letter) == "sheet"
    assert hold_style(prop("cup")) == "fist"
    bag = replace(prop("bag"), size=(0.3, 0.4, 0.1), grip=(0.0, 0.38, 0.0), grip_axis=(1.0, 0.0, 0.0))
    assert hold_style(bag) == "handle"
