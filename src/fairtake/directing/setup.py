"""Setup: one way to place a camera for one stretch of a performance."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline

from fairtake.directing.framing import SIZES, View
from fairtake.geometry.quaternion import from_axis_angle, multiply
from fairtake.model.shotlist import Angle, CameraTrack, Move, ShotSize

__all__ = ["Path", "Setup", "angle_of", "static_path"]

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """A camera over frames: `position` (n, 3), `yaw`, `pitch`, `fovy`, `shift` (n,). One row
    stands for all frames; else row 0 is frame `first` of the scene, and the first and last
    rows hold before and after."""

    position: Array
    yaw: Array
    pitch: Array
    fovy: Array
    shift: Array
    first: int = 0

    def rows(self, frames: npt.NDArray[np.int64]) -> Path:
        """The rows for these frames of the scene (one row still, when the camera stands)."""
        if len(self.yaw) == 1:
            return self
        return self.at(np.clip(frames - self.first, 0, len(self.yaw) - 1))

    def at(self, at: npt.NDArray[np.int64]) -> Path:
        """These rows of a camera that moves."""
        return Path(self.position[at], self.yaw[at], self.pitch[at], self.fovy[at], self.shift[at])

    def project(self, points: Array, aspect: float) -> Array:
        """Where points (T, ..., 3) fall for rows as long as T, or one row: (T, ..., 3) of x, y
        in normalised device coordinates and depth in metres."""
        extra = (slice(None), *(None,) * (points.ndim - 2))
        rel = points - self.position[(*extra, slice(None))]
        sin, cos = np.sin(self.yaw)[extra], np.cos(self.yaw)[extra]
        sp, cp = np.sin(self.pitch)[extra], np.cos(self.pitch)[extra]
        across = rel[..., 0] * cos - rel[..., 2] * sin
        forward = -rel[..., 0] * sin - rel[..., 2] * cos
        depth = forward * cp + rel[..., 1] * sp
        upward = rel[..., 1] * cp - forward * sp
        tangent = np.tan(self.fovy / 2)[extra]
        safe = np.where(np.abs(depth) < 1e-3, 1e-3, depth)
        out = np.empty((*across.shape, 3))
        out[..., 0] = across / (safe * tangent * aspect)
        out[..., 1] = upward / (safe * tangent) - self.shift[extra]
        out[..., 2] = depth
        return out

    def depth(self, points: Array) -> Array:
        """How far points (T, ..., 3) lie before the camera, in metres (T, ...), as `project` has it."""
        extra = (slice(None), *(None,) * (points.ndim - 2))
        rel = points - self.position[(*extra, slice(None))]
        forward = -rel[..., 0] * np.sin(self.yaw)[extra] - rel[..., 2] * np.cos(self.yaw)[extra]
        return np.asarray(forward * np.cos(self.pitch)[extra] + rel[..., 1] * np.sin(self.pitch)[extra], np.float64)

    def track(self, start: int, end: int) -> CameraTrack:
        """The camera on frames `start` to `end` (exclusive)."""
        rows = self.rows(np.arange(start, end))
        if len(rows.yaw) != end - start:
            position, yaw, pitch, fovy, shift = (np.repeat(a[:1], end - start, axis=0) for a in _columns(rows))
            rows = Path(position, yaw, pitch, fovy, shift)
        turned = multiply(from_axis_angle([0.0, 1.0, 0.0], rows.yaw), from_axis_angle([1.0, 0.0, 0.0], rows.pitch))
        return CameraTrack(
            position=rows.position.astype(np.float32),
            orientation=turned.astype(np.float32),
            fovy=rows.fovy.astype(np.float32),
            shift=np.stack([np.zeros_like(rows.shift), rows.shift], axis=1).astype(np.float32),
        )


def _columns(path: Path) -> tuple[Array, Array, Array, Array, Array]:
    return path.position, path.yaw, path.pitch, path.fovy, path.shift


def static_path(view: View) -> Path:
    """A camera that stands still."""
    return Path(
        np.array([view.position], np.float64),
        np.array([view.yaw]),
        np.array([view.pitch]),
        np.array([view.fovy]),
        np.array([view.shift]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Setup:
    """A candidate: shots of this setup may lie in frames `start` to `end` of the scene.

    `people` are places in Story.roles, the main subject first (empty for places and props);
    `over` is the person whose shoulder is looked over, -1 for none; `theme` names a prop or
    thing that is the subject. `target` is the rail a shot rides: the view it comes to, or a row
    of poses from its first to its last, ridden at `speed` metres a second on average. `bias` is a cost a
    second for setups a director keeps for special moments (negative: wanted here).
    """

    kind: str
    people: tuple[int, ...]
    size: ShotSize
    lens: float
    path: Path
    start: int
    end: int
    hidden: tuple[str, ...] = ()
    move: Move = Move.STATIC
    over: int = -1
    theme: str = ""
    angle: Angle = Angle.EYE
    target: Path | None = None
    speed: float = 0.12
    bias: float = 0.0
    tags: frozenset[str] = field(default_factory=frozenset)

    @property
    def size_index(self) -> int:
        """The size as a place in framing.SIZES."""
        return SIZES.index(self.size)

    @property
    def ride(self) -> float:
        """The least seconds of a shot that rides its rail; 0 without one."""
        if self.target is None:
            return 0.0
        places = np.concatenate([self.path.position[:1], self.target.position])
        return max(1.6, float(np.linalg.norm(np.diff(places, axis=0), axis=1).sum()) / self.speed)

    def camera(self, start: int, end: int, fps: int) -> CameraTrack:
        """The camera of a shot on frames `start` to `end`; a ride goes from one end of its rail to
        the other and eases in and out over the shot."""
        if self.target is None or end - start < round(self.ride * fps) - 1:
            return self.path.track(start, end)
        rail = self.target
        if len(rail.yaw) == 1:
            both = [np.concatenate([a[:1], b]) for a, b in zip(_columns(self.path), _columns(rail), strict=True)]
            rail = Path(both[0], both[1], both[2], both[3], both[4])
        steps = np.linalg.norm(np.diff(rail.position, axis=0), axis=1)
        way = float(steps.sum())
        along = np.linspace(0, 1, len(rail.yaw)) if way < 1e-6 else np.concatenate([[0.0], np.cumsum(steps)]) / way
        t = np.linspace(0, 1, end - start)
        eased = t * t * t * (t * (6 * t - 15) + 10)
        straight = len(along) == 2
        rows = [
            column[:1] + (column[1:] - column[:1]) * (eased[:, None] if column.ndim == 2 else eased)
            if straight
            else CubicSpline(along, column)(eased)
            for column in _columns(rail)
        ]
        return Path(rows[0], rows[1], rows[2], rows[3], rows[4], start).track(start, end)


def angle_of(view: View, eyes: npt.ArrayLike) -> Angle:
    """High, low or eye level, by how steeply the camera sees the eyes (3)."""
    eyes = np.asarray(eyes, np.float64)
    away = math.hypot(eyes[0] - view.position[0], eyes[2] - view.position[2])
    steep = math.degrees(math.atan2(view.position[1] - eyes[1], max(away, 0.05)))
    if steep > 60:
        return Angle.OVERHEAD
    return Angle.HIGH if steep > 14 else Angle.LOW if steep < -12 else Angle.EYE
