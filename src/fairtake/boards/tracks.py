"""What camera and people do in a shot, read from their tracks."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import rotate
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.model.shotlist import Move, Shot

__all__ = ["camera_axes", "camera_moves", "rows_of", "subject_point", "walked", "walks"]

Array = npt.NDArray[np.floating[Any]]

_WALK = 0.35  # metres a second
_FAR = 0.7  # metres: less is a change of weight


def camera_axes(shot: Shot, frame: int) -> tuple[Array, Array, Array]:
    """The camera's right, up and forward (3,) at a frame of the shot."""
    q = shot.camera.orientation[frame].astype(np.float64)
    right, up, back = (rotate(q, np.eye(3)[axis]) for axis in range(3))
    return right, up, -back


def camera_moves(shot: Shot) -> Move:
    """The shot's move; STATIC when its track stands still whatever it is called, and the
    nearest name when a shot called static moves."""
    camera = shot.camera
    far = float(np.abs(camera.position - camera.position[:1]).max())
    turned = 1 - float(np.abs((camera.orientation * camera.orientation[:1]).sum(-1)).min())
    zoomed = float(np.abs(np.log(camera.fovy / camera.fovy[0])).max())
    shifted = float(np.abs(camera.shift - camera.shift[:1]).max())
    if far < 0.02 and turned < 2e-5 and zoomed < 0.01 and shifted < 0.01:
        return Move.STATIC
    if shot.move is not Move.STATIC:
        return shot.move
    if far >= 0.02:
        return Move.TRACK
    if zoomed >= 0.01:
        return Move.PUSH_IN if camera.fovy[-1] < camera.fovy[0] else Move.PULL_OUT
    first, last = camera_axes(shot, 0)[2], camera_axes(shot, -1)[2]
    return Move.TILT if shifted >= 0.01 or abs(last[1] - first[1]) > np.hypot(*(last - first)[[0, 2]]) else Move.PAN


def rows_of(shot: Shot, frames: int) -> slice:
    """The shot's rows of a scene that has so many frames."""
    return slice(min(shot.start, frames), min(shot.end, frames))


def walked(track: PerformerTrack, shot: Shot, fps: int) -> npt.NDArray[np.int64]:
    """The scene's frames of the shot, first step to last, in which a person is under way;
    none when they stay where they are."""
    rows = rows_of(shot, len(track.root))
    root = track.root[rows].astype(np.float64)
    here = track.present[rows]
    if len(root) < 2 or not here.any():
        return np.zeros(0, np.int64)
    # Over a third of a second, so that the sway of a step does not count.
    span = max(1, min(fps // 3, len(root) - 1))
    ahead = np.minimum(np.arange(len(root)) + span, len(root) - 1)
    behind = ahead - span
    gone = root[ahead] - root[behind]
    speed = np.hypot(gone[:, 0], gone[:, 2]) * fps / span
    going = np.flatnonzero((speed > _WALK) & here)
    if not len(going):
        return going.astype(np.int64)
    inside = np.arange(going[0], going[-1] + 1)
    return np.asarray(inside[here[inside]] + rows.start, np.int64)


def walks(track: PerformerTrack, shot: Shot, fps: int) -> bool:
    """Whether somebody walks far enough during the shot for an arrow."""
    rows = walked(track, shot, fps)
    if len(rows) < 2:
        return False
    path = track.root[rows].astype(np.float64)
    step = np.diff(path[:, [0, 2]], axis=0)
    return float(np.hypot(step[:, 0], step[:, 1]).sum()) > _FAR


def subject_point(shot: Shot, performance: ScenePerformance) -> Array:
    """The middle of what the shot is about, in the middle of it (3,), metres."""
    row = min((shot.start + shot.end) // 2, performance.frames - 1)
    heads = [
        track.head[row].astype(np.float64)
        for track in performance.performers
        if track.role in shot.subjects and track.present[row]
    ]
    if heads:
        return np.asarray(np.mean(heads, axis=0), np.float64)
    things = [prop.position[row].astype(np.float64) for prop in performance.props if prop.name in shot.subjects]
    if things:
        return np.asarray(np.mean(things, axis=0), np.float64)
    middle = shot.camera.position[len(shot.camera.position) // 2].astype(np.float64)
    return np.asarray(middle + camera_axes(shot, 0)[2] * 3.0, np.float64)
