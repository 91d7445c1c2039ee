"""The fast ways of asking what stands in the way, against slow ones that sample densely."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.directing.bodies import Body, covered
from fairtake.directing.kernels.lines import blocked, boxes_met, drawn_between, met_by_people

FEW = settings(max_examples=40, deadline=None)
SEEDS = st.integers(0, 2**32 - 1)
SHARES = np.linspace(0.0, 1.0, 1201)


def gaps(start, end, a, b):
    """(shares, B) the distance of every sample of a way from each of the segments a to b."""
    at = start + (end - start) * SHARES[:, None]
    limb = b - a
    along = np.einsum("sbc,bc->sb", at[:, None] - a, limb) / np.maximum((limb * limb).sum(1), 1e-9)
    return np.linalg.norm(at[:, None] - a - np.clip(along, 0, 1)[..., None] * limb, axis=-1)


@FEW
@given(SEEDS)
def test_a_body_in_the_way_is_found_as_by_sampling(seed):
    rng = np.random.default_rng(seed)
    ends, radius = rng.uniform(-1, 1, (10, 2, 3)), rng.uniform(0.05, 0.2, 10)
    body = Body(np.zeros(3), np.zeros((2, 3)), ends, radius)
    camera, points = rng.uniform(-3, 3, 3), rng.uniform(-2, 2, (30, 3))
    found = covered(camera, points, body)
    for point, hit in zip(points, found, strict=True):
        way = point - camera
        length = float(np.linalg.norm(way))
        near = gaps(camera, camera + way * max(1 - 0.16 / length, 0.05), ends[:, 0], ends[:, 1])
        margin = (near[SHARES >= 0.05] - radius).min()
        if abs(margin) > 0.01:  # a graze is nobody's matter
            assert hit == (margin < 0)


def boxes(rng, count):
    turn = rng.uniform(-np.pi, np.pi, count)
    return rng.uniform(-1.5, 1.5, (count, 3)), rng.uniform(0.1, 0.7, (count, 3)), np.sin(turn), np.cos(turn)


def inside(at, center, half, sin, cos):
    """(N, B) by how much each point lies inside each box; less than 0 is outside."""
    x, y, z = np.moveaxis(at[:, None] - center, -1, 0)
    return np.min(half - np.abs(np.stack([x * cos - z * sin, y, x * sin + z * cos], axis=-1)), axis=-1)


@FEW
@given(SEEDS)
def test_boxes_are_met_where_samples_lie_in_them(seed):
    rng = np.random.default_rng(seed)
    starts, ends = rng.uniform(-3, 3, (12, 3)), rng.uniform(-3, 3, (12, 3))
    found = boxes(rng, 4)
    way = starts[:, None] + (ends - starts)[:, None] * SHARES[:, None]
    deep = np.stack([inside(line, *found).max(0) for line in way])
    home = (inside(starts, *found) > -0.05) | (inside(ends, *found) > -0.05)  # who sits in a box is not hidden by it
    met = np.stack([boxes_met(starts[n : n + 1], ends[n : n + 1], *found) for n in range(12)])
    plain = ~home & (np.abs(deep) > 0.01)
    assert (met == (deep > 0))[plain].all()
    assert (boxes_met(starts, ends, *found) == met.any(0)).all()
    empty, parts = np.zeros((3, 3, 3), np.uint8), np.zeros(256, bool)
    assert (blocked(starts, ends, *found, empty, parts, np.zeros(3), 0.1, 0.05, 0.05) == met.any(1)).all()


def test_what_is_drawn_is_in_the_way_only_where_it_counts():
    grid = np.zeros((22, 22, 22), np.uint8)
    grid[10:13, :, 10:13] = 7  # a post in the middle, 0.1 m cells
    there = np.zeros(256, bool)
    there[7] = True
    starts = np.array([[0.0, 1.0, 1.05], [0.0, 1.0, 0.2], [0.0, 1.0, 1.05], [0.95, 1.0, 1.05]])
    ends = np.array([[2.0, 1.0, 1.05], [2.0, 1.0, 0.2], [0.7, 1.0, 1.05], [0.0, 1.0, 1.05]])
    through = drawn_between(starts, ends, grid, there, np.zeros(3), 0.1, 0.3, 0.1)
    assert through.tolist() == [True, False, False, False]  # the last begins in the post, within the lens's reach
    assert not drawn_between(starts, ends, grid, np.zeros(256, bool), np.zeros(3), 0.1, 0.3, 0.1).any()


@FEW
@given(SEEDS)
def test_people_in_the_way_are_found_as_by_sampling(seed):
    rng = np.random.default_rng(seed)
    cameras, points = rng.uniform(-3, 3, (6, 3)), rng.uniform(-1, 1, (6, 4, 3))
    step, person = rng.integers(0, 2, 6), rng.integers(0, 3, 6)
    present = rng.random((2, 3)) < 0.8
    balls, radii = rng.uniform(-1.5, 1.5, (2, 3, 5, 3)), rng.uniform(0.05, 0.3, (3, 5))
    found = met_by_people(cameras, points, step, person, present, balls, radii, 0.9)
    for n, k in np.ndindex(6, 4):
        at = cameras[n] + (points[n, k] - cameras[n]) * (SHARES * 0.9)[:, None]
        away = np.linalg.norm(at[:, None, None] - balls[step[n]], axis=-1).min(0) - radii
        others = present[step[n]] & (np.arange(3) != person[n])
        margin = away[others].min(initial=np.inf)
        if abs(margin) > 0.01:
            assert found[n, k] == (margin < 0)


@pytest.mark.parametrize("spare", [0.0, 0.5])
def test_what_lies_near_the_point_does_not_hide_it(spare):
    hand = Body(np.zeros(3), np.zeros((2, 3)), np.array([[[0.0, -0.2, 0.3], [0.0, 0.2, 0.3]]]), np.array([0.06]))
    hidden = covered(np.array([0.0, 0.0, 3.0]), np.zeros((1, 3)), hand, spare)
    assert hidden.tolist() == [spare == 0.0]
