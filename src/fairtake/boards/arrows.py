"""The arrows of a storyboard frame, from where camera and people truly go.

Frame coordinates: x 0 at the left edge to 1 at the right, y 0 at the top to 1 at the bottom.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.boards.tracks import camera_axes, camera_moves, subject_point, walked, walks
from fairtake.geometry.camera import project
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.model.shotlist import Move, Shot

__all__ = ["Arrow", "ArrowKind", "InnerFrame", "camera_arrows", "people_arrows"]

Array = npt.NDArray[np.floating[Any]]
Point = tuple[float, float]

_EDGE = 0.035
_BAND = 0.885
"""Height of the band near the lower edge where a camera's arrow lies, clear of faces."""


class ArrowKind(StrEnum):
    """Who moves."""

    CAMERA = "camera"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow along `points`, tail first. `widths` are its shaft's widths at tail and head in
    frame heights: an arrow into the depth grows thinner. `double` has a head at both ends."""

    kind: ArrowKind
    points: tuple[Point, ...]
    widths: tuple[float, float] = (0.03, 0.03)
    label: str = ""
    double: bool = False


@dataclass(frozen=True, slots=True)
class InnerFrame:
    """The framing at the other end of a push-in or pull-out: (left, top, right, bottom)."""

    left: float
    top: float
    right: float
    bottom: float


def people_arrows(shot: Shot, performance: ScenePerformance, aspect: float, frame: int = 0) -> tuple[Arrow, ...]:
    """Where people who walk during the shot go, as seen by the camera at `frame` of the shot."""
    found = []
    for track in performance.performers:
        if walks(track, shot, performance.fps):
            arrow = _walk(track, shot, performance.fps, aspect, frame)
            if arrow is not None:
                found.append(arrow)
    return tuple(_apart(found, aspect))


def _apart(arrows: list[Arrow], aspect: float) -> list[Arrow]:
    """The arrows less those that would lie on one that says the same: people who go together
    have one arrow, the longest."""
    kept: list[Arrow] = []
    for arrow in sorted(arrows, key=lambda one: -_length(np.array(one.points), aspect)):
        path = np.array(arrow.points) * [aspect, 1.0]
        for other in kept:
            beside = np.array(other.points) * [aspect, 1.0]
            near = np.hypot(*(path[:, None] - beside[None]).transpose(2, 0, 1)).min(1).mean() < 0.14
            one, two = path[-1] - path[0], beside[-1] - beside[0]
            if near and float(one @ two) > 0.6 * math.hypot(*one) * math.hypot(*two):
                break
        else:
            kept.append(arrow)
    return kept


def _walk(track: PerformerTrack, shot: Shot, fps: int, aspect: float, frame: int) -> Arrow | None:
    rows = walked(track, shot, fps)
    root, head = track.root[rows].astype(np.float64), track.head[rows].astype(np.float64)
    ground = np.stack([root[:, 0], np.minimum(root[:, 1] - 0.85, 0.06), root[:, 2]], -1)
    chest = head - [0.0, 0.42, 0.0]
    best: tuple[float, Array, Array] | None = None
    # The ground is where an arrow reads best; in a close shot there is none to be seen.
    for points, worth in ((ground, 1.0), (root, 0.75), (chest, 0.6), (head, 0.3)):
        seen = _screen(points, shot, frame, aspect)
        run = _longest(_inside(seen))
        if run.stop - run.start < 2:
            continue
        piece = seen[run]
        length = worth * _length(piece[:, :2], aspect)
        if best is None or length > best[0] * 1.15:
            best = (length, piece, points[run])
    if best is None:
        return None
    _, seen, _ = best
    # It begins beside the body, not on it.
    tangent = math.tan(float(shot.camera.fovy[frame]) / 2)
    body = 0.34 / (2 * max(float(seen[0, 2]), 0.4) * tangent * aspect)
    moved = np.abs(seen[:, 0] - seen[0, 0]) * aspect + np.abs(seen[:, 1] - seen[0, 1])
    body = min(body * aspect, 0.35 * float(moved.max()))
    seen = seen[int(np.argmax(moved >= body)) :]
    if len(seen) < 2 or _length(seen[:, :2], aspect) < 0.07:
        return None
    widths = [float(np.clip(0.11 / max(depth * tangent, 0.1), 0.018, 0.06)) for depth in (seen[0, 2], seen[-1, 2])]
    return Arrow(ArrowKind.PERSON, _smooth(seen[:, :2], aspect), (widths[0], widths[1]), track.role)


def _screen(points: Array, shot: Shot, frame: int, aspect: float) -> Array:
    """(n, 3): x, y in the frame and depth, through the camera at `frame` of the shot."""
    camera = shot.camera
    row = min(frame, len(camera.position) - 1)
    ndc = project(
        points,
        camera.position[row].astype(np.float64),
        camera.orientation[row].astype(np.float64),
        float(camera.fovy[row]),
        aspect,
        camera.shift[row],
    )
    return np.stack([0.5 + ndc[:, 0] / 2, 0.5 - ndc[:, 1] / 2, ndc[:, 2]], -1)


def _inside(seen: Array) -> npt.NDArray[np.bool_]:
    x, y, depth = seen[:, 0], seen[:, 1], seen[:, 2]
    return (depth > 0.35) & (x > _EDGE) & (x < 1 - _EDGE) & (y > _EDGE) & (y < 1 - _EDGE)


def _longest(mask: npt.NDArray[np.bool_]) -> slice:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    if not len(edges):
        return slice(0, 0)
    starts, ends = edges[::2], edges[1::2]
    best = int(np.argmax(ends - starts))
    return slice(int(starts[best]), int(ends[best]))


def _length(points: Array, aspect: float) -> float:
    step = np.diff(points, axis=0) * [aspect, 1.0]
    return float(np.hypot(step[:, 0], step[:, 1]).sum())


def _smooth(points: Array, aspect: float, count: int = 24) -> tuple[Point, ...]:
    """The path as one gentle bend: an arrow says where to, not every step of the way."""
    scale = np.array([aspect, 1.0])
    path = np.asarray(points, np.float64) * scale
    start = path[0]
    # Of a way there and back, the way there.
    path = path[: int(np.argmax(np.hypot(*(path - start).T))) + 1]
    end = path[-1]
    chord = end - start
    length = math.hypot(*chord)
    side = np.array([-chord[1], chord[0]]) / max(length, 1e-9)
    off = (path - start) @ side
    bulge = float(np.clip(off[int(np.argmax(np.abs(off)))], -0.22 * length, 0.22 * length))
    control = (start + end) / 2 + side * 2 * bulge
    t = np.linspace(0, 1, count)[:, None]
    curve = ((1 - t) ** 2 * start + 2 * t * (1 - t) * control + t * t * end) / scale
    curve = np.clip(curve, _EDGE, 1 - _EDGE)
    return tuple((round(float(x), 5), round(float(y), 5)) for x, y in curve)


def camera_arrows(
    shot: Shot, performance: ScenePerformance, aspect: float, people: tuple[Arrow, ...] = ()
) -> tuple[tuple[Arrow, ...], InnerFrame | None]:
    """What the camera does during the shot, drawn over its first frame where it hides least of
    faces and of the arrows of `people`."""
    move = camera_moves(shot)
    if move is Move.STATIC:
        return (), None
    if move in (Move.PUSH_IN, Move.PULL_OUT):
        return _corners(shot, performance, aspect, move is Move.PUSH_IN)
    camera = shot.camera
    right, _, forward = camera_axes(shot, 0)
    _, _, at_end = camera_axes(shot, -1)
    gone = camera.position[-1].astype(np.float64) - camera.position[0]
    arrow = _move_arrow(move, shot, float(at_end @ right), float(at_end[1] - forward[1]), gone, right, forward)
    return (_cleared(arrow, _faces(shot, performance, aspect), people),), None


def _move_arrow(
    move: Move, shot: Shot, turned: float, tilted: float, gone: Array, right: Array, forward: Array
) -> Arrow:
    """The arrow about (0, 0): `turned` to the right, `tilted` up, `gone` in metres."""
    label = str(move).upper()
    if move is Move.PAN:
        side = 1.0 if turned >= 0 else -1.0
        return Arrow(ArrowKind.CAMERA, ((-0.17 * side, 0.0), (0.17 * side, 0.0)), _BOLD, label)
    if move is Move.TILT:
        rise = -1.0 if (tilted or -float(shot.camera.shift[0, 1] - shot.camera.shift[-1, 1])) >= 0 else 1.0
        return Arrow(ArrowKind.CAMERA, ((0.0, -0.2 * rise), (0.0, 0.2 * rise)), _BOLD, label)
    if move is Move.CRANE:
        rise = -1.0 if gone[1] >= 0 else 1.0
        bend = [(-0.05 * math.sin(math.pi * t), rise * (t - 0.5) * 0.5) for t in np.linspace(0, 1, 16).tolist()]
        return Arrow(ArrowKind.CAMERA, tuple(bend), (0.028, 0.044), label)
    if move is Move.ORBIT:
        side = _orbit_side(shot)
        # The near half of a circle round the subject.
        around = (np.linspace(0.04, 0.96, 24) * math.pi).tolist()
        arc = [(-side * 0.24 * math.cos(t), 0.06 * math.sin(t) - 0.035) for t in around]
        return Arrow(ArrowKind.CAMERA, tuple(arc), (0.032, 0.042), label)
    if move is Move.HANDHELD:
        wave = [(-0.11 + 0.22 * t, 0.022 * math.sin(t * 4 * math.pi)) for t in np.linspace(0, 1, 32).tolist()]
        return Arrow(ArrowKind.CAMERA, tuple(wave), (0.022, 0.022), label, double=True)
    side, ahead = float(gone @ right), float(gone @ forward)
    size = math.hypot(side, ahead) or 1.0
    dx, dy = 0.17 * side / size, -0.075 * ahead / size
    width = 0.042 * (1 - 0.45 * abs(ahead) / size)
    widths = (0.046, width) if ahead > 0 else (width, 0.046)
    lift = 0.03 * abs(ahead) / size  # room for the label below an arrow that stands up
    return Arrow(ArrowKind.CAMERA, ((-dx, -dy - lift), (dx, dy - lift)), widths, label)


def _faces(shot: Shot, performance: ScenePerformance, aspect: float) -> list[tuple[float, float, float]]:
    """Faces in the shot's first frame: x, y and how tall, in frame heights."""
    row = min(shot.start, performance.frames - 1)
    tangent = math.tan(float(shot.camera.fovy[0]) / 2)
    found = []
    for track in performance.performers:
        if track.present[row]:
            x, y, depth = (float(v) for v in _screen(track.head[row : row + 1].astype(np.float64), shot, 0, aspect)[0])
            if depth > 0.2 and -0.1 < x < 1.1 and -0.1 < y < 1.1:
                found.append((x, y, min(0.5, 0.3 / (2 * depth * tangent))))
    return found


def _cleared(arrow: Arrow, faces: list[tuple[float, float, float]], people: tuple[Arrow, ...]) -> Arrow:
    """A camera's arrow moved to where it hides least: the lower edge if it can be, or a side."""
    wide = max(x for x, _ in arrow.points) - min(x for x, _ in arrow.points)
    tall = max(y for _, y in arrow.points) - min(y for _, y in arrow.points)
    places = _UPRIGHT if tall > 0.3 else _LEVEL
    half, up, down = wide / 2 + 0.03, tall / 2 + 0.04, tall / 2 + 0.1  # the label stands below

    def hides(place: Point) -> float:
        cost = 0.0
        for x, y, size in faces:
            beside = max(abs(x - place[0]) - half, 0.0)
            off = max(place[1] - up - y, y - place[1] - down, 0.0)
            cost += 3.0 * max(0.0, 1 - (beside + off) / max(size, 0.02))
        for other in people:
            hit = [abs(x - place[0]) < half + 0.03 and -up - 0.03 < y - place[1] < down + 0.03 for x, y in other.points]
            cost += 2.0 * sum(hit) / len(hit)
        return cost

    x, y = min(places, key=lambda place: (round(hides(place), 3), places.index(place)))
    return replace(arrow, points=tuple((round(px + x, 5), round(py + y, 5)) for px, py in arrow.points))


_BOLD = (0.042, 0.042)
_LEVEL: tuple[Point, ...] = ((0.5, _BAND), (0.25, _BAND), (0.75, _BAND), (0.5, 0.1), (0.25, 0.1), (0.75, 0.1))
_UPRIGHT: tuple[Point, ...] = ((0.93, 0.5), (0.07, 0.5))


def _orbit_side(shot: Shot) -> float:
    """+1 when the camera goes round to its own right."""
    right, _, _ = camera_axes(shot, 0)
    quarter = shot.camera.position[max(1, len(shot.camera.position) // 4)] - shot.camera.position[0]
    return 1.0 if float(quarter @ right) >= 0 else -1.0


def _corners(
    shot: Shot, performance: ScenePerformance, aspect: float, inward: bool
) -> tuple[tuple[Arrow, ...], InnerFrame]:
    """Four arrows between the corners of the frame and those of the framing it goes to (or, on
    the way out, of a smaller one)."""
    inner = _tighter(shot, performance, aspect) if inward else InnerFrame(0.16, 0.16, 0.84, 0.84)
    arrows: list[Arrow] = []
    label = str(Move.PUSH_IN if inward else Move.PULL_OUT).upper()
    for x, edge in ((inner.left, _EDGE), (inner.right, 1 - _EDGE)):
        for y, side in ((inner.top, _EDGE * 1.4), (inner.bottom, 1 - _EDGE * 1.4)):
            near = (x + (edge - x) * 0.1, y + (side - y) * 0.1)
            ends = ((edge, side), near) if inward else (near, (edge, side))
            arrows.append(Arrow(ArrowKind.CAMERA, ends, (0.03, 0.03), label if not arrows else ""))
    return tuple(arrows), inner


def _tighter(shot: Shot, performance: ScenePerformance, aspect: float) -> InnerFrame:
    """The last frame's edges as they lie in the first, at the subject's distance."""
    right, up, forward = camera_axes(shot, -1)
    camera = shot.camera
    last = camera.position[-1].astype(np.float64)
    distance = max(0.5, float((subject_point(shot, performance) - last) @ forward))
    tall = distance * math.tan(float(camera.fovy[-1]) / 2)
    shift_x, shift_y = (float(v) for v in camera.shift[-1])
    corners = np.array(
        [
            last + forward * distance + right * (x + shift_x) * tall * aspect + up * (y + shift_y) * tall
            for x in (-1, 1)
            for y in (-1, 1)
        ]
    )
    seen = _screen(corners, shot, 0, aspect)
    left, right_, top, bottom = seen[:, 0].min(), seen[:, 0].max(), seen[:, 1].min(), seen[:, 1].max()
    x, y = float(np.clip((left + right_) / 2, 0.3, 0.7)), float(np.clip((top + bottom) / 2, 0.3, 0.7))
    # A small push is drawn no smaller than can be seen, and a large one leaves the face free.
    half = float(np.clip((right_ - left) / 2, 0.22, 0.4))
    half = min(half, x - 0.08, 0.92 - x, y - 0.08, 0.92 - y)
    return InnerFrame(round(x - half, 5), round(y - half, 5), round(x + half, 5), round(y + half, 5))
