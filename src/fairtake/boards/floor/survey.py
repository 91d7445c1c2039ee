"""What a floor plan shows, in metres and radians, before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairtake.boards.tracks import camera_axes, camera_moves, rows_of, subject_point, walked, walks
from fairtake.geometry.quaternion import rotate
from fairtake.model.figure import joint_index
from fairtake.model.performance import PerformerTrack, ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Move, Shot

__all__ = ["Plan", "Standing", "Viewpoint", "survey"]

Ground = tuple[float, float]
"""A point of the floor: x, z in metres."""


_TOGETHER = 6.0
_BEYOND = 0.9


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody at the shot's start: where, where the body and the eyes face (the direction on
    the floor, unit length), and the way they go during it (empty when they stay)."""

    role: str
    place: Ground
    body: Ground
    look: Ground
    path: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A camera: where it stands at the start, where it looks (unit direction on the floor) then
    and at the end, half its horizontal angle of view in radians, how far its subject is, and its
    way (empty when it stays)."""

    setup: str
    lens_mm: float
    place: Ground
    look: Ground
    look_after: Ground
    half: float
    half_after: float
    reach: float
    path: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on a plan. `line` joins the two who talk (their roles), `ground` is the
    rectangle to show (x0, z0, x1, z1)."""

    people: tuple[Standing, ...]
    camera: Viewpoint
    others: tuple[Viewpoint, ...]
    line: tuple[str, str] | None
    ground: tuple[float, float, float, float]

    @property
    def line_ends(self) -> tuple[Ground, Ground] | None:
        """The line of action through the two who talk and a good step beyond; None when nobody
        talks, or when they are still so far from each other that they are not together yet."""
        if self.line is None:
            return None
        places = {one.role: one.place for one in self.people}
        a, b = places[self.line[0]], places[self.line[1]]
        far = math.dist(a, b)
        if not 0.15 < far < _TOGETHER:
            return None
        dx, dz = (b[0] - a[0]) / far * _BEYOND, (b[1] - a[1]) / far * _BEYOND
        return (a[0] - dx, a[1] - dz), (b[0] + dx, b[1] + dz)


def survey(performance: ScenePerformance, set_: Set, shots: Sequence[Shot], chosen: Shot, aspect: float) -> Plan:
    """The plan of `chosen`, one of the scene's `shots`; `aspect` is the frame's width over its
    height."""
    people = tuple(
        standing
        for track in performance.performers
        if (standing := _standing(track, chosen, performance.fps)) is not None
    )
    others: dict[str, Viewpoint] = {}
    for shot in shots:
        if shot.scene == chosen.scene and shot.setup != chosen.setup and shot.setup not in others:
            others[shot.setup] = _viewpoint(shot, performance, aspect, whole=False)
    camera = _viewpoint(chosen, performance, aspect)
    line = _talking(performance, chosen, [one.role for one in people])
    return Plan(people, camera, tuple(others.values()), line, _ground(people, camera, tuple(others.values()), set_))


def _standing(track: PerformerTrack, shot: Shot, fps: int) -> Standing | None:
    rows = rows_of(shot, len(track.root))
    here = np.flatnonzero(track.present[rows])
    if not len(here):
        return None
    row = rows.start + int(here[0])
    pelvis = track.rotations[row, joint_index("pelvis")].astype(np.float64)
    body = _flat(rotate(pelvis, np.array([0.0, 0.0, 1.0])))
    path: tuple[Ground, ...] = ()
    if walks(track, shot, fps):
        going = walked(track, shot, fps)
        some = going[np.unique(np.linspace(0, len(going) - 1, 40).astype(int))]
        path = tuple(_point(track.root[k]) for k in some)
    return Standing(track.role, _point(track.root[row]), body, _flat(track.gaze[row].astype(np.float64), body), path)


def _viewpoint(shot: Shot, performance: ScenePerformance, aspect: float, *, whole: bool = True) -> Viewpoint:
    camera = shot.camera
    still = not whole or camera_moves(shot) in (Move.STATIC, Move.HANDHELD)
    last = 0 if still else -1
    start = camera.position[0].astype(np.float64)
    away = subject_point(shot, performance) - start
    some = np.unique(np.linspace(0, len(camera.position) - 1, 32).astype(int))
    path = tuple(_point(camera.position[k]) for k in some)
    far = math.dist(path[0], path[-1]) > 0.05 or any(math.dist(path[0], point) > 0.15 for point in path)
    return Viewpoint(
        shot.setup,
        shot.lens_mm,
        _point(start),
        _flat(camera_axes(shot, 0)[2]),
        _flat(camera_axes(shot, last)[2]),
        math.atan(math.tan(float(camera.fovy[0]) / 2) * aspect),
        math.atan(math.tan(float(camera.fovy[last]) / 2) * aspect),
        max(0.6, math.hypot(away[0], away[2])),
        path if far and not still else (),
    )


def _point(vector: np.ndarray) -> Ground:
    return float(vector[0]), float(vector[2])


def _flat(vector: np.ndarray, instead: Ground = (0.0, 1.0)) -> Ground:
    """A direction's part on the floor, unit length."""
    x, z = float(vector[0]), float(vector[2])
    length = math.hypot(x, z)
    return (x / length, z / length) if length > 1e-3 else instead


def _talking(performance: ScenePerformance, shot: Shot, here: list[str]) -> tuple[str, str] | None:
    """The two between whom the talk of the moment goes: who speaks in the shot or nearest to
    it, and who answers."""
    fps = performance.fps
    middle = (shot.start + shot.end) / 2 / fps
    lines = [line for line in performance.lines if line.role in here]
    if not lines:
        return None
    first = min(lines, key=lambda line: (_off(middle, line.start, line.end), line.start))
    rest = [line for line in lines if line.role != first.role]
    partners = [role for role in shot.subjects if role in here and role != first.role]
    if rest:
        second = min(rest, key=lambda line: (_off(middle, line.start, line.end), line.start)).role
    elif partners:
        second = partners[0]
    else:
        return None
    return (first.role, second) if here.index(first.role) < here.index(second) else (second, first.role)


def _off(time: float, start: float, end: float) -> float:
    return max(start - time, time - end, 0.0)


def _ground(
    people: tuple[Standing, ...], camera: Viewpoint, others: tuple[Viewpoint, ...], set_: Set
) -> tuple[float, float, float, float]:
    """What to show: a room as a whole; outdoors people, the camera, and cameras not far off."""
    points = [camera.place, *camera.path]
    for one in people:
        points += [one.place, *one.path]
    x0, _, z0, x1, _, z1 = set_.room
    if set_.interior and max(x1 - x0, z1 - z0) < 16:
        points += [(x0 - 0.3, z0 - 0.3), (x1 + 0.3, z1 + 0.3)]
    reach = 0.75 * max(_extent(points, 0), _extent(points, 1), 4.0)
    low = [min(p[axis] for p in points) for axis in (0, 1)]
    high = [max(p[axis] for p in points) for axis in (0, 1)]
    for other in others:
        if all(low[axis] - reach < other.place[axis] < high[axis] + reach for axis in (0, 1)):
            points.append(other.place)
    low = [min(p[axis] for p in points) - 0.55 for axis in (0, 1)]
    high = [max(p[axis] for p in points) + 0.55 for axis in (0, 1)]
    # Never so near that two people alone fill the sheet.
    for axis in (0, 1):
        spare = max(0.0, 4.5 - (high[axis] - low[axis])) / 2
        low[axis], high[axis] = low[axis] - spare, high[axis] + spare
    return low[0], low[1], high[0], high[1]


def _extent(points: list[Ground], axis: int) -> float:
    return max(p[axis] for p in points) - min(p[axis] for p in points)
