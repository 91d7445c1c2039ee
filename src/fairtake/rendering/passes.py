"""Depth, normals, ids and how much of it each role takes beside the picture, for other renderers, for checks and for pay."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from fairtake.model.footage import Development
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.development import bars
from fairtake.rendering.kernels import columns, points, tally
from fairtake.rendering.painter import Painter
from fairtake.rendering.view import View

__all__ = ["PASSES", "coverage_pass", "depth_pass", "id_pass", "normal_pass"]

PASSES = ("depth", "normal", "id", "coverage")
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


def coverage_pass(canvas: Canvas, painter: Painter, development: Development) -> Mapping[str, int]:
    """How many millionths of the picture each role takes that is drawn in it, nearest surfaces only. What
    black bars lie over does not count."""
    stage = painter.stage
    top, bottom = bars(development, canvas.width, canvas.height)
    counts = np.zeros(len(stage.names), np.int64)
    tally.tally(canvas.triangles, stage.objects, canvas.samples, top, bottom, counts)
    roles: dict[str, int] = {}
    for piece in stage.movers:
        if piece.performer is not None and piece.t1 > piece.t0:
            role = piece.performer.role
            roles[role] = roles.get(role, 0) + int(counts[stage.objects[piece.t0]])
    pixels = canvas.width * canvas.height
    return {role: count * 1_000_000 // pixels for role, count in roles.items()}


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
