"""Depth, normals and ids beside the picture, for other renderers and for checks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import columns, points
from fairtake.rendering.painter import Painter
from fairtake.rendering.view import View

__all__ = ["PASSES", "depth_pass", "id_pass", "normal_pass"]

PASSES = ("depth", "normal", "id")
"""What can be asked for in RenderSettings.passes."""


def depth_pass(canvas: Canvas) -> npt.NDArray[np.float32]:
    """(H, W) float32: metres along the view axis, inf where there is only sky."""
    s = canvas.samples
    depth = canvas.depth[::s, ::s]
    empty = canvas.triangles[::s, ::s] < 0
    return np.where(empty, np.float32(np.inf), -1 / np.minimum(depth, np.float32(-1e-9))).astype(np.float32)


def id_pass(canvas: Canvas, painter: Painter) -> tuple[npt.NDArray[np.int32], Mapping[int, str]]:
    """(H, W) int32 and the names of the ids: set parts, props, roles; 0 is the sky."""
    s = canvas.samples
    triangles = canvas.triangles[::s, ::s]
    objects = painter.stage.objects
    ids = np.where(triangles < 0, 0, objects[np.maximum(triangles, 0)] if len(objects) else 0)
    return ids.astype(np.int32), dict(painter.stage.names)


def normal_pass(canvas: Canvas, painter: Painter, view: View) -> npt.NDArray[np.float32]:
    """(H, W, 3) float32 world normals, turned toward the eye; 0 where there is only sky."""
    stage, s = painter.stage, canvas.samples
    triangles = canvas.triangles[::s, ::s]
    ys, xs = np.nonzero(triangles >= 0)
    n = len(ys)
    G = np.zeros((max(n, 1), columns.POINT_COLUMNS), np.float32)
    index = np.zeros((max(n, 1), columns.INDEX_COLUMNS), np.int32)
    G[:n, columns.G_X] = (xs * s + 0.5) * 2 / (canvas.width * s) - 1
    G[:n, columns.G_Y] = 1 - (ys * s + 0.5) * 2 / (canvas.height * s)
    index[:n, columns.I_TRIANGLE] = triangles[ys, xs]
    points.locate(
        G, index, n, stage.faces, stage.materials_of, stage.table, canvas.clip, stage.points, stage.normals,
        stage.uvs, view.eye, view.corner, view.right, view.down, np.float32(2 / canvas.width),
        np.float32(2 / canvas.height),
    )  # fmt: skip
    out = np.zeros((*triangles.shape, 3), np.float32)
    out[ys, xs] = G[:n, columns.G_N : columns.G_N + 3]
    return out
