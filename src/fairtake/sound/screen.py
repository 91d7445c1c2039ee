"""Where on the screen, and how far from the camera, a place is at a moment."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.geometry.camera import project
from fairtake.geometry.quaternion import conjugate, rotate
from fairtake.model.performance import ScenePerformance
from fairtake.model.shotlist import Shot

__all__ = ["Place", "Screen"]


@dataclass(frozen=True, slots=True)
class Place:
    """`side` -1 left .. 1 right of the picture (beyond it: outside the frame), `distance` metres from
    the camera, `azimuth` radians to the right of where it looks, `ahead` before the camera."""

    side: float
    distance: float
    azimuth: float
    ahead: bool

    def pan(self, width: float) -> float:
        """-1 left .. 1 right, never wider than `width`: what lies beyond the frame or behind the
        camera is heard at its side."""
        if self.ahead:
            return math.tanh(0.8 * self.side) * width
        return math.sin(self.azimuth) * width


class Screen:
    """The cut of a scene, asked where things are. Nothing shows a moment outside all shots: then a
    sound is 3 m away and in the middle."""

    def __init__(self, performance: ScenePerformance, shots: Sequence[Shot]) -> None:
        self._fps = performance.fps
        self._frames = performance.frames
        self._shots = shots

    def place(self, position: Sequence[float] | npt.NDArray[np.floating], seconds: float) -> Place:
        """Where a point in the world is for the camera that shows this moment."""
        frame = min(max(int(seconds * self._fps), 0), self._frames - 1)
        for shot in self._shots:
            if shot.start <= frame < shot.end:
                row = frame - shot.start
                camera = shot.camera
                at = np.asarray(position, np.float64)
                point = project(at, camera.position[row], camera.orientation[row], camera.fovy[row], 16 / 9)
                away = at - camera.position[row]
                seen = rotate(conjugate(np.asarray(camera.orientation[row], np.float64)), away)
                azimuth = math.atan2(float(seen[0]), -float(seen[2]))
                return Place(float(point[0]), max(float(np.linalg.norm(away)), 0.5), azimuth, bool(point[2] > 0))
        return Place(0.0, 3.0, 0.0, True)
