"""Kernels against plain arithmetic."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from fairtake.geometry.camera import look_at, project
from fairtake.model.shotlist import CameraTrack
from fairtake.rendering.canvas import TILE, Canvas, rectangles
from fairtake.rendering.kernels import clip, media, raster, shadow, tiles, transform
from fairtake.rendering.kernels.common import hash01, noise_round
from fairtake.rendering.kernels.patterns import fade, line
from fairtake.rendering.view import mirrored, view_of

f4 = np.float32


def test_skinning_blends_bones():
    rng = np.random.default_rng(1)
    vertices, normals = rng.normal(size=(2, 40, 3)).astype(f4)
    joints = rng.integers(0, 5, (40, 4)).astype(np.int32)
    weights = rng.random((40, 4)).astype(f4)
    weights /= weights.sum(1, keepdims=True)
    bones = rng.normal(size=(5, 3, 4)).astype(f4)
    out, turned = np.empty_like(vertices), np.empty_like(normals)
    transform.skin(vertices, normals, joints, weights, bones, out, turned)
    blended = (weights[..., None, None] * bones[joints]).sum(1)
    expected = (blended[..., :3] @ vertices[..., None])[..., 0] + blended[..., 3]
    assert np.allclose(out, expected, atol=1e-5)
    assert np.allclose(np.linalg.norm(turned, axis=1), 1, atol=1e-4)


def draw(corners, width=32, height=24):
    """Clip-space triangles (T, 3, 4) into a small picture."""
    corners = np.asarray(corners, f4).reshape(-1, 3, 4)
    n = len(corners)
    screen, source = np.empty((2 * n + 2, 9), f4), np.empty(2 * n + 2, np.int32)
    faces = np.arange(3 * n, dtype=np.int32).reshape(n, 3)
    points, seen = corners.reshape(-1, 4), np.empty((3 * n, 3), f4)
    unturned = np.eye(4, dtype=f4)
    unturned[3] = unturned[2]  # a projection takes points with three coordinates: w is the third here
    clipped = np.empty_like(points)
    transform.project(
        np.ascontiguousarray(points[:, [0, 1, 3]]), unturned, clipped, 0, 3 * n, True, width, height, seen
    )
    count = clip.setup(clipped, seen, faces, 0, n, f4(0.05), True, np.zeros(n, np.uint8), False, width, height,
                       screen, source, 0, np.zeros(4, f4))  # fmt: skip
    depth, ids = np.ones((height, width), f4), np.full((height, width), -1, np.int32)
    raster.raster(screen, source, 0, count, depth, ids, True)
    return depth, ids


@settings(max_examples=60, deadline=None)
@given(arrays(np.float64, (3, 2), elements=st.floats(-1.5, 1.5, width=32)), st.floats(0.5, 20, width=32))
def test_a_triangle_covers_the_samples_inside_it(points, w):
    corners = np.concatenate([points * w, np.zeros((3, 1)), np.full((3, 1), w)], -1)
    depth, ids = draw(corners)
    x, y = np.meshgrid((np.arange(32) + 0.5) / 16 - 1, 1 - (np.arange(24) + 0.5) / 12)
    edges = []
    for i in range(3):
        a, b = points[i], points[(i + 1) % 3]
        edges.append((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]))
    e = np.stack(edges)
    inside = (e > 1e-3).all(0) | (e < -1e-3).all(0)
    outside = ~((e > -1e-2).all(0) | (e < 1e-2).all(0))
    area = np.abs(e.sum(0)).max()
    if area > 0.05:
        assert (ids[inside] == 0).all()
        assert np.allclose(depth[inside], -1 / w, rtol=1e-3)
    assert (ids[outside] == -1).all()


@settings(max_examples=60, deadline=None)
@given(arrays(np.float32, (6, 3, 4), elements=st.floats(width=32)))
def test_any_numbers_at_all_are_survived(corners):
    with np.errstate(all="ignore"):
        _, ids = draw(corners)
    assert ids.min() >= -1
    assert ids.max() < 6


def test_nearer_hides_farther_in_either_order():
    near = [[-2, -2, 0, 2], [6, -2, 0, 2], [-2, 6, 0, 2]]
    far = [[-5, -5, 0, 5], [15, -5, 0, 5], [-5, 15, 0, 5]]
    assert (draw([near, far])[1] == 0).all()
    assert (draw([far, near])[1] == 1).all()


def test_a_triangle_through_the_eye_is_clipped():
    corners = [[-0.3, -0.5, 0, 1], [0.3, -0.5, 0, 1], [0, -2, 0, -1]]
    _, ids = draw([corners])
    assert (ids == 0).any()
    assert (ids == -1).any()


def test_two_halves_of_a_large_plane_leave_no_crack():
    quad = np.array([[-3000, -1.5, 0, 0.06], [3000, -1.5, 0, 0.06], [3000, -1.5, 0, 900], [-3000, -1.5, 0, 900]])
    _, ids = draw([quad[[0, 1, 2]], quad[[0, 2, 3]]], 320, 180)
    assert (ids[95:] >= 0).all()


@settings(max_examples=40, deadline=None)
@given(arrays(np.uint8, (5, 7), elements=st.integers(0, 1)))
def test_runs_cover_marked_tiles_exactly(marked):
    canvas = Canvas(7 * TILE - 10, 5 * TILE - 6, 1)
    painted = np.zeros((canvas.height, canvas.width), int)
    for y0, y1, x0, x1 in rectangles(canvas, marked):
        painted[y0:y1, x0:x1] += 1
    expected = np.kron(marked, np.ones((TILE, TILE), int))[: canvas.height, : canvas.width]
    assert (painted == expected).all()
    chunks = canvas.chunks(rectangles(canvas, marked))
    assert sum(int(((c[:, 1] - c[:, 0]) * (c[:, 3] - c[:, 2])).sum()) for c in chunks) == expected.sum()


def test_grow_reaches_as_far_as_asked():
    cells = np.zeros((40, 40), np.uint8)
    cells[17, 22] = 1
    near = np.zeros((10, 10), np.uint8)
    tiles.grow(cells, 3, 4, near)
    assert near.sum() == near[14 // 4 : 20 // 4 + 1, 19 // 4 : 25 // 4 + 1].size  # cells 14..20 and 19..25
    assert near[3:6, 4:7].sum() == near.sum()


def test_view_agrees_with_the_shared_camera_geometry():
    rng = np.random.default_rng(4)
    position = np.array([[1.0, 1.5, 4.0]], f4)
    orientation = look_at(position, np.array([[0.2, 1.0, -1.0]])).astype(f4)
    track = CameraTrack(position, orientation, np.array([0.6], f4), np.array([[0.1, -0.2]], f4))
    view = view_of(track, 0, 16 / 9)
    points = rng.uniform(-1, 1, (50, 3))
    expected = project(points, position[0], orientation[0], 0.6, 16 / 9, (0.1, -0.2))
    at = np.concatenate([points, np.ones((50, 1))], 1) @ view.clip.T.astype(float)
    assert np.allclose(at[:, :2] / at[:, 3:], expected[:, :2], atol=1e-4)
    assert np.allclose(at[:, 3], expected[:, 2], atol=1e-4)
    # The rays of the picture pass through the points again.
    u, v = expected[:, 0] / 2 + 0.5, 0.5 - expected[:, 1] / 2
    rays = view.corner + u[:, None] * view.right + v[:, None] * view.down
    assert np.allclose(view.eye + rays * expected[:, 2:], points, atol=1e-3)
    flipped = mirrored(view)
    at2 = np.concatenate([points * [1, -1, 1], np.ones((50, 1))], 1) @ flipped.clip.T.astype(float)
    assert np.allclose(at2, at, atol=1e-4)


def test_a_soft_shadow_edge_is_gradual_and_bounded():
    image = np.full((32, 32), 9.0, f4)
    image[:, :16] = 0.2
    scratch = np.zeros(16, f4)
    values = [shadow.tent(image, f4(x), f4(16.3), f4(0.5), f4(1.5), scratch) for x in np.arange(10, 22, 0.25)]
    assert values[0] == 0
    assert values[-1] == 1
    steps = np.diff(values)
    assert (steps >= -1e-6).all()
    assert steps.max() < 0.15


def test_pattern_lines_keep_their_mean_and_fade():
    for footprint in (0.001, 0.01, 0.015):
        d = np.abs(np.linspace(-0.5, 0.5, 4001))
        mean = np.mean([line(f4(x), f4(0.02), f4(footprint)) for x in d])
        assert abs(mean - 0.02) < 0.004
    assert fade(f4(1.0), f4(0.01)) == 1
    assert fade(f4(0.02), f4(0.01)) == 0


def test_the_sky_has_no_seam():
    period = 19
    for y in (0.3, 2.7):
        assert abs(noise_round(f4(0.001), f4(y), 3, period) - noise_round(f4(period - 0.001), f4(y), 3, period)) < 0.01
    values = [hash01(i, 3, 1) for i in range(2000)]
    assert 0.45 < np.mean(values) < 0.55


def test_a_plan_draws_a_line_where_a_thing_and_the_sky_meet():
    triangles = np.full((8, 8), -1, np.int32)
    triangles[5:] = 0  # the sea, and over it the sky
    objects = np.array([3], np.int32)
    drawn = [media._meets(triangles, objects, y, 1, 2) for y in range(4)]
    assert drawn[0] == drawn[1] == drawn[3] == 0
    assert drawn[2] > 0.5
