"""Measuring: where people and things fall in a frame, how large they are, who the shot is about."""

from __future__ import annotations

import math
from functools import cached_property

import numpy as np
import numpy.typing as npt

from fairtake.continuity.world import F64, Performer, Scene, Segment
from fairtake.geometry.camera import project
from fairtake.geometry.quaternion import rotate

__all__ = ["HEAD", "SIZES", "TALLNESS", "View", "above", "angle", "plan_angle", "size_of"]

SIZES = ("ECU", "BCU", "CU", "MCU", "MS", "MLS", "LS", "VLS", "ELS")
TALLNESS = (0.2, 0.35, 0.5, 0.7, 1.0, 1.4, 2.1, 4.0, 8.0)
"""Metres of a person that fill the frame's height at each size (facts: cinematography, one subject)."""

HEAD = 0.24
"""Metres from chin to crown."""
CROWN = 0.13
"""Metres from the eyes up to the crown."""
EDGE = 0.95
"""Eyes nearer to the frame's edge than this (of 1) do not count as seen."""
SMALLEST = 0.025
"""Heads less tall than this share of the frame are part of the background."""


class View:
    """One segment against the scene it shows. Rows are the segment's frames (N)."""

    def __init__(self, segment: Segment, scene: Scene, aspect: float, fps: int) -> None:
        self.segment = segment
        self.scene = scene
        self.aspect = aspect
        self.fps = fps
        self.rows = slice(segment.first, segment.first + segment.frames)
        self._placed: dict[str, F64] = {}
        self._noted: dict[str, npt.NDArray[np.bool_]] = {}

    @property
    def last(self) -> int:
        """The last row."""
        return self.segment.frames - 1

    def frame(self, row: int) -> int:
        """The scene's frame of a row."""
        return self.segment.first + row

    def project(self, points: F64, row: int | slice = slice(None)) -> F64:
        """Where points, one or one a row, fall: x, y in -1..1 (y up) and depth in metres."""
        camera = self.segment.camera
        return np.asarray(
            project(
                points, camera.position[row], camera.orientation[row], camera.fovy[row], self.aspect, camera.shift[row]
            ),
            np.float64,
        )

    def head(self, role: str) -> F64:
        """Where a performer's eyes fall, (N, 3) of x, y, depth; kept."""
        if role not in self._placed:
            self._placed[role] = self.project(self.performer(role).head[self.rows])
        return self._placed[role]

    def performer(self, role: str) -> Performer:
        """A performer of the scene. Raises KeyError."""
        found = self.scene.performer(role)
        if found is None:
            raise KeyError(role)
        return found

    def in_frame(self, role: str) -> npt.NDArray[np.bool_]:
        """(N,) whether the eyes are in the frame and the performer is there."""
        return self._within(role, EDGE) & self.performer(role).present[self.rows]

    def out_of_frame(self, role: str) -> npt.NDArray[np.bool_]:
        """(N,) whether the eyes are outside the frame of a performer who is there."""
        return ~self._within(role, 1.0) & self.performer(role).present[self.rows]

    def _within(self, role: str, edge: float) -> npt.NDArray[np.bool_]:
        head = self.head(role)
        return np.asarray((np.abs(head[:, :2]) < edge).all(1) & (head[:, 2] > 0.1), bool)

    def share(self, role: str) -> F64:
        """(N,) the head's height as a share of the frame's."""
        depth = np.maximum(self.head(role)[:, 2], 1e-3)
        return np.asarray(HEAD / (2 * depth * np.tan(self.segment.camera.fovy / 2)), np.float64)

    def seen(self, role: str, row: int) -> bool:
        """Whether a performer is in the frame and large enough to be taken note of."""
        if role not in self._noted:
            self._noted[role] = self.in_frame(role) & (self.share(role) >= SMALLEST)
        return bool(self._noted[role][row])

    def facing(self, role: str) -> F64:
        """(N,) cosine between the look and the way to the camera: 1 into the lens, -1 away."""
        one = self.performer(role)
        way = self.segment.camera.position - one.head[self.rows]
        way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-9)
        return np.asarray((way * one.gaze[self.rows]).sum(1), np.float64)

    def right(self, row: int) -> F64:
        """The camera's right in the world."""
        return np.asarray(rotate(self.segment.camera.orientation[row], np.array([1.0, 0.0, 0.0])), np.float64)

    def rightward(self, direction: F64, row: int) -> float:
        """How far a direction points to the frame's right, -1..1."""
        return float(self.right(row) @ direction)

    @cached_property
    def cast(self) -> tuple[str, ...]:
        """The performers among the shot's subjects, in order of weight."""
        return tuple(role for role in self.segment.shot.subjects if self.scene.performer(role) is not None)

    @property
    def of_a_thing(self) -> bool:
        """Whether the shot is first of all about something that is no performer."""
        subjects = self.segment.shot.subjects
        return bool(subjects) and self.scene.performer(subjects[0]) is None

    def main(self, row: int) -> str | None:
        """Whom the shot is about on a row: its first subject that is seen, or, when no
        subject is listed, the largest face. None for a shot of a thing, or of nobody."""
        if self.of_a_thing:
            return None
        for role in self.cast:
            if self.seen(role, row):
                return role
        if self.segment.shot.subjects:
            return None
        faces = [
            (float(self.share(one.role)[row]) * (1.0 if self.facing(one.role)[row] > 0 else 0.3), one.role)
            for one in self.scene.performers
            if self.seen(one.role, row)
        ]
        return max(faces)[1] if faces else None

    def size(self, role: str, row: int) -> float:
        """The size at which a performer is seen, as a place on SIZES: 0 ECU .. 8 ELS."""
        depth = max(float(self.head(role)[row, 2]), 1e-3)
        return size_of(2 * depth * math.tan(float(self.segment.camera.fovy[row]) / 2))


def size_of(metres: float) -> float:
    """The place on SIZES of a frame so many metres tall at its subject."""
    return float(np.interp(math.log(max(metres, 1e-6)), np.log(TALLNESS), np.arange(len(SIZES))))


def above(points: F64, metres: float) -> F64:
    """Points so much higher."""
    return np.asarray(points + np.array([0.0, metres, 0.0]), np.float64)


def angle(a: F64, b: F64) -> float:
    """Degrees between two directions."""
    scale = float(np.linalg.norm(a) * np.linalg.norm(b))
    return math.degrees(math.acos(float(np.clip(a @ b / scale, -1, 1)))) if scale > 1e-12 else 0.0


def plan_angle(a: F64, b: F64) -> float:
    """Degrees between two directions as seen from above."""
    return angle(a * [1, 0, 1], b * [1, 0, 1])
