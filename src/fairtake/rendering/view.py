"""One frame's camera → the matrices and rays that kernels take."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fairtake.geometry.camera import view_projection
from fairtake.geometry.quaternion import matrix
from fairtake.model.shotlist import CameraTrack

__all__ = ["View", "inside", "mirrored", "view_of"]

F32 = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """`clip` (4, 4) world to clip space, w in metres; `eye` (3); `corner` + u·`right` +
    v·`down` (u, v 0..1 from the top left) is the ray through the picture at depth 1; `turn`
    (3, 3) world to camera; `tangent` of half the vertical field; `shift` in device units."""

    clip: F32
    eye: F32
    corner: F32
    right: F32
    down: F32
    turn: F32
    tangent: float
    aspect: float
    shift: tuple[float, float]

    def rays(self, width: int, height: int) -> tuple[F32, F32]:
        """Camera x (y) over depth as sample number times [0] plus [1]."""
        tx, ty = self.tangent * self.aspect, self.tangent
        x = [2 / width * tx, (1 / width - 1 + self.shift[0]) * tx]
        y = [-2 / height * ty, (1 - 1 / height + self.shift[1]) * ty]
        return np.array(x, np.float32), np.array(y, np.float32)

    def inside(self, low: npt.ArrayLike, high: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Which boxes (N, 3) to (N, 3) may show: not wholly beyond one side of the picture."""
        return inside(self.clip, low, high)


def inside(clip: F32, low: npt.ArrayLike, high: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Which boxes (N, 3) to (N, 3) are not wholly beyond one side of what a matrix (4, 4) shows."""
    low, high = np.asarray(low, np.float64), np.asarray(high, np.float64)
    m = clip.astype(np.float64)
    planes = np.stack([m[3] + m[0], m[3] - m[0], m[3] + m[1], m[3] - m[1], m[3]])
    farthest = np.where(planes[:, None, :3] > 0, high[None], low[None])
    return np.asarray(((farthest * planes[:, None, :3]).sum(-1) + planes[:, 3:] > 0).all(0))


def view_of(camera: CameraTrack, row: int, aspect: float) -> View:
    """The view of one row of a camera track."""
    position = np.asarray(camera.position[row], np.float64)
    orientation = np.asarray(camera.orientation[row], np.float64)
    fovy = float(camera.fovy[row])
    sx, sy = (float(v) for v in camera.shift[row])
    tangent = math.tan(fovy / 2)
    axes = matrix(orientation)
    corner = axes @ [(-1 + sx) * tangent * aspect, (1 + sy) * tangent, -1]
    return View(
        view_projection(position, orientation, fovy, aspect, (sx, sy)).astype(np.float32),
        position.astype(np.float32),
        corner.astype(np.float32),
        (axes[:, 0] * 2 * tangent * aspect).astype(np.float32),
        (axes[:, 1] * -2 * tangent).astype(np.float32),
        np.ascontiguousarray(axes.T, np.float32),
        tangent,
        aspect,
        (sx, sy),
    )


def mirrored(view: View) -> View:
    """The view that shows in each pixel what level water at y = 0 would mirror there."""
    flip = np.array([1, -1, 1], np.float32)
    return View(
        np.ascontiguousarray(view.clip * np.array([1, -1, 1, 1], np.float32)),
        view.eye * flip,
        view.corner * flip,
        view.right * flip,
        view.down * flip,
        np.ascontiguousarray(view.turn * flip),
        view.tangent,
        view.aspect,
        view.shift,
    )
