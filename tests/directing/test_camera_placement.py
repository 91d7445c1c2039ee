"""Where cameras are put: framing one, two and many; walls that come out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenes import TABLE, place

from fairtake.directing.framing import HEIGHTS, SIZES, ahead, frame_one, frame_points, nearest_size
from fairtake.directing.setup import Path, static_path
from fairtake.directing.space import Space
from fairtake.directing.toric import place_two, screen_point, toric_position
from fairtake.geometry.camera import fovy_of_lens, project
from fairtake.model.set import Box
from fairtake.model.shotlist import ShotSize

ASPECT = 16 / 9


def seen(view, point):
    track = static_path(view).track(0, 1)
    return project(
        np.asarray(point, float), track.position[0].astype(float), track.orientation[0].astype(float), view.fovy, ASPECT,
        track.shift[0].astype(float),
    )  # fmt: skip


@given(
    facing=st.floats(-3.1, 3.1),
    azimuth=st.floats(-1.2, 1.2),
    size=st.sampled_from([s for s in SIZES if s not in (ShotSize.VLS, ShotSize.ELS)]),
    lens=st.sampled_from([30.0, 40.0, 50.0]),
    lead=st.floats(-0.4, 0.4),
    eye=st.floats(1.1, 1.85),
)
@settings(max_examples=80, deadline=None)
def test_one_person_is_framed_by_shift_and_not_by_tilt(facing, azimuth, size, lens, lead, eye):
    eyes = np.array([1.0, eye, -2.0])
    view = frame_one(eyes, ahead(facing, azimuth), size, lens, ASPECT, lead=lead)
    x, y, depth = seen(view, eyes)
    assert view.pitch == 0
    assert -0.5 - 1e-9 <= view.shift <= 0.2 + 1e-9
    assert x == pytest.approx(lead, abs=1e-4)
    assert 2 * depth * math.tan(view.fovy / 2) == pytest.approx(HEIGHTS[size], rel=1e-4)
    if size in (ShotSize.MS, ShotSize.MCU, ShotSize.CU):
        assert 0.2 < y < 0.45  # eyes on the upper third
    if size is ShotSize.LS and eye > 1.4:
        assert seen(view, eyes * [1, 0, 1])[1] > -1  # feet are in
        assert seen(view, eyes + np.array([0, 0.16, 0]))[1] < 1  # and so is the crown


@given(
    distance=st.floats(0.8, 3.0),
    height=st.floats(-0.3, 0.3),
    turn=st.floats(-3, 3),
    side=st.sampled_from([-1, 1]),
    lens=st.sampled_from([35.0, 50.0]),
)
@settings(max_examples=80, deadline=None)
def test_over_the_shoulder_puts_both_heads_where_they_belong(distance, height, turn, side, lens):
    near = np.array([0.5, 1.6, -0.5])
    far = near + np.array([distance * math.sin(turn), height, distance * math.cos(turn)])
    view = place_two(near, far, (side * 0.76, 0.24), (-side * 0.24, 0.32), 1.0, fovy_of_lens(lens), ASPECT, -0.32, side)
    assert view is not None
    a, b = screen_point(near, view, ASPECT), screen_point(far, view, ASPECT)
    assert a[0] == pytest.approx(side * 0.76, abs=0.12)
    assert b[:2] == pytest.approx((-side * 0.24, 0.32), abs=0.12)
    assert 0 < a[2] < b[2]
    assert seen(view, far) == pytest.approx(b, abs=2e-3)


@given(alpha=st.floats(0.15, 0.9), share=st.floats(0.05, 0.95), phi=st.floats(-1, 4))
@settings(max_examples=60, deadline=None)
def test_toric_space_sees_two_points_under_the_angle_asked_for(alpha, share, phi):
    a, b = np.array([0.0, 1.6, 0.0]), np.array([1.1, 1.7, 0.8])
    camera = toric_position(a, b, alpha, share * 2 * (math.pi - alpha), phi)
    u, v = a - camera, b - camera
    angle = math.acos(float(u @ v) / float(np.linalg.norm(u) * np.linalg.norm(v)))
    assert angle == pytest.approx(alpha, abs=1e-6)


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0, 1.9), st.floats(-3, 3)), min_size=2, max_size=12),
    st.floats(-3, 3),
)
@settings(max_examples=60, deadline=None)
def test_a_wide_shot_holds_everybody_across(points, turn):
    points = np.array(points)
    view = frame_points(points, ahead(turn, 0.0), 30.0, ASPECT, 1.5, smallest=2.0)
    for point in points:
        x, _, depth = seen(view, point)
        assert depth > 0.5
        assert abs(x) <= 0.81


def test_sizes_go_by_ratio():
    assert [nearest_size(HEIGHTS[size]) for size in SIZES] == list(SIZES)
    assert nearest_size(1.15) is ShotSize.MS
    assert nearest_size(1.25) is ShotSize.MLS


def test_a_standing_camera_is_still_to_the_bit():
    view = frame_one([0.1, 1.61, 0.3], ahead(0.3, 0.2), ShotSize.CU, 50.0, ASPECT)
    track = static_path(view).track(7, 60)
    for rows in (track.position, track.orientation, track.fovy, track.shift):
        assert len(rows) == 53
        assert (rows == rows[0]).all()


def test_a_path_projects_as_the_renderer_does():
    rng = np.random.default_rng(3)
    path = Path(
        rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=5) * 0.3, np.full(5, 0.5), rng.normal(size=5) * 0.2
    )
    points = rng.normal(size=(5, 4, 3)) * 4
    track = path.track(0, 5)
    ours = path.project(points, ASPECT)
    for row in range(5):
        theirs = project(
            points[row], track.position[row].astype(float), track.orientation[row].astype(float), 0.5, ASPECT,
            track.shift[row].astype(float),
        )  # fmt: skip
        far = np.abs(theirs[:, 2]) > 0.3
        assert ours[row][far] == pytest.approx(theirs[far], abs=1e-3)


def test_cameras_keep_out_of_things_and_in_bounds():
    space = Space(place(TABLE))
    assert not space.contains(np.array([0.0, 0.5, 0.0]))  # in the table
    assert not space.contains(np.array([0.0, 1.5, 20.0]))
    assert space.contains(np.array([1.0, 1.5, 1.0]))


def test_a_wild_wall_comes_out_and_only_that_one():
    space = Space(place(TABLE))
    people = np.array([[0.0, 1.6, 0.0]])
    assert space.take_away(np.array([0.0, 1.5, 4.5]), people) == ("wall south",)
    assert space.take_away(np.array([0.0, 1.5, 2.0]), people) == ()
    assert space.obstruction(np.array([0.0, 1.5, 4.5]), people, ()).tolist() == [1.0]
    assert space.obstruction(np.array([0.0, 1.5, 4.5]), people, ("wall south",)).tolist() == [0.0]


def test_a_wall_that_stays_is_in_the_way():
    space = Space(place(wild=False))
    assert space.take_away(np.array([0.0, 1.5, 4.5]), np.array([[0.0, 1.6, 0.0]])) is None


@given(yaw=st.floats(-3, 3))
@settings(max_examples=30, deadline=None)
def test_turned_boxes_hide_what_is_behind_them(yaw):
    set_ = place((Box("screen", (0.0, 1.0, 0.0), (1.0, 1.0, 0.02), yaw),), interior=False)
    space = Space(set_)
    normal = np.array([math.sin(yaw), 0, math.cos(yaw)])
    along = np.array([math.cos(yaw), 0, -math.sin(yaw)])
    up = np.array([0, 1.2, 0])
    camera, behind = normal + up, up - normal
    assert space.obstruction(camera, behind[None], ())[0] == 1
    assert space.obstruction(camera + 3 * along, behind[None] + 3 * along, ())[0] == 0
