from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.geometry import quaternion as q
from fairtake.geometry.camera import fovy_of_lens, lens_of_fovy, look_at, project, view_projection
from fairtake.geometry.pose import forward_kinematics, head_point
from fairtake.model.figure import JOINT_PARENTS, JOINTS, joint_index

seeds = st.integers(0, 2**32 - 1)


def some(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=shape)


def turns(seed: int, count: int = 8) -> np.ndarray:
    return q.normalize(some(seed, count, 4))


@given(seeds)
def test_matrix_and_quaternion_turn_alike(seed):
    a, v = turns(seed), some(seed + 1, 8, 3)
    np.testing.assert_allclose(q.rotate(a, v), (q.matrix(a) @ v[..., None])[..., 0], atol=1e-12)


@given(seeds)
def test_first_b_then_a(seed):
    a, b, v = turns(seed), turns(seed + 1), some(seed + 2, 8, 3)
    np.testing.assert_allclose(q.rotate(q.multiply(a, b), v), q.rotate(a, q.rotate(b, v)), atol=1e-12)
    np.testing.assert_allclose(q.rotate(q.conjugate(a), q.rotate(a, v)), v, atol=1e-12)


@given(seeds)
def test_axes_give_back_their_rotation(seed):
    a = turns(seed)
    m = q.matrix(a)
    back = q.from_axes(m[..., 0], m[..., 1], m[..., 2])
    assert np.abs(np.abs((a * back).sum(-1)) - 1).max() < 1e-9


@given(seeds)
def test_between_turns_one_into_the_other(seed):
    a, b = q.normalize(some(seed, 8, 3)), q.normalize(some(seed + 1, 8, 3))
    np.testing.assert_allclose(q.rotate(q.between(a, b), a), b, atol=1e-7)
    np.testing.assert_allclose(q.rotate(q.between(a, -a), a), -a, atol=1e-7)


@given(seeds, st.floats(0, 1))
def test_slerp_goes_at_constant_speed(seed, t):
    a, b = turns(seed), turns(seed + 1)
    middle = q.slerp(a, b, t)
    whole = np.arccos(np.clip(np.abs((a * b).sum(-1)), 0, 1))
    part = np.arccos(np.clip(np.abs((a * middle).sum(-1)), 0, 1))
    np.testing.assert_allclose(part, t * whole, atol=1e-6)


def test_yaw_zero_faces_the_audience_and_grows_toward_plus_x():
    forward = np.array([0.0, 0.0, 1.0])
    np.testing.assert_allclose(q.rotate(q.from_euler(0.0), forward), forward, atol=1e-12)
    np.testing.assert_allclose(q.rotate(q.from_euler(np.pi / 2), forward), [1, 0, 0], atol=1e-12)
    assert q.rotate(q.from_euler(0.0, 0.3), forward)[1] < 0


@given(seeds)
def test_a_camera_sees_what_it_looks_at_in_the_middle(seed):
    eye, target = some(seed, 3) * 3, some(seed + 1, 3) * 3
    if np.linalg.norm((eye - target)[[0, 2]]) < 0.1:
        return
    turn = look_at(eye, target)
    x, y, depth = project(target, eye, turn, 0.7, 16 / 9)
    assert abs(x) < 1e-9
    assert abs(y) < 1e-9
    assert depth == pytest.approx(np.linalg.norm(eye - target))
    up = q.rotate(turn, np.array([1.0, 0, 0]))
    assert abs(up[1]) < 1e-9


@given(seeds)
def test_the_matrix_projects_like_project(seed):
    eye, point = some(seed, 3), some(seed + 1, 3) + np.array([0.0, 0.0, -6.0])
    turn = look_at(eye, eye + np.array([0.2, -0.1, -1.0]))
    shift = (0.2, -0.3)
    clip = view_projection(eye, turn, 0.8, 1.5, shift) @ np.append(point, 1)
    expected = project(point, eye, turn, 0.8, 1.5, shift)
    np.testing.assert_allclose(clip[:2] / clip[3], expected[:2], atol=1e-9)
    assert clip[3] == pytest.approx(expected[2])


def test_lens_shift_brings_what_stands_there_to_the_middle():
    eye, turn = np.zeros(3), look_at(np.zeros(3), [0, 0, -1])
    at = project(np.array([0.3, 0.4, -2.0]), eye, turn, 0.8, 1.5)
    x, y, _ = project(np.array([0.3, 0.4, -2.0]), eye, turn, 0.8, 1.5, at[:2])
    assert abs(x) < 1e-12
    assert abs(y) < 1e-12


@given(st.floats(10, 300))
def test_lenses(mm):
    assert lens_of_fovy(fovy_of_lens(mm)) == pytest.approx(mm)


REST = np.random.default_rng(0).normal(size=(len(JOINTS), 3))


def test_the_rest_pose_is_the_rest_pose():
    rotations = np.tile(q.IDENTITY, (5, len(JOINTS), 1))
    positions, orientations = forward_kinematics(REST, np.tile(REST[0], (5, 1)), rotations)
    np.testing.assert_allclose(positions, np.broadcast_to(REST, positions.shape), atol=1e-6)
    np.testing.assert_allclose(orientations, rotations)


@given(seeds)
def test_bones_keep_their_length(seed):
    rotations = q.normalize(some(seed, 3, len(JOINTS), 4))
    positions, _ = forward_kinematics(REST, some(seed, 3, 3), rotations)
    for joint, parent in enumerate(JOINT_PARENTS):
        if parent >= 0:
            length = np.linalg.norm(positions[:, joint] - positions[:, parent], axis=-1)
            np.testing.assert_allclose(length, np.linalg.norm(REST[joint] - REST[parent]), rtol=1e-6)


def test_the_head_looks_where_it_is_turned():
    eye = np.array([0.0, 0.1, 0.1])
    point = head_point(np.zeros(3), q.from_euler(np.pi / 2), eye)
    np.testing.assert_allclose(point, [0.1, 0.1, 0], atol=1e-9)


def test_parents_come_before_children():
    assert all(parent < joint for joint, parent in enumerate(JOINT_PARENTS))
    assert JOINT_PARENTS[joint_index("hand.L")] == joint_index("forearm.L")
