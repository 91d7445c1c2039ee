"""Fewer triangles for people who are small in the picture, so that a crowd costs little.

The points of a figure that fall into one cell of a grid, face the same way and hang on the same
side of a limb become one. The cells are some four pixels wide (on the head two) where the figure comes nearest to the
camera in a shot: what is lost could not be seen. Nothing is lost where only a few people play.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import rotate
from fairtake.model.figure import Figure, joint_index
from fairtake.model.mesh import Mesh
from fairtake.model.performance import PerformerTrack
from fairtake.model.shotlist import Shot

__all__ = ["Lighter", "cells_for", "lighter"]

Lighter = dict[tuple[int, float], tuple[Mesh, Figure]]
"""Figures made lighter before, by the id of their mesh and the cell, with that mesh."""

F64 = npt.NDArray[np.float64]

_FEW = 8
"""So many figures are always drawn in full."""
_CELLS = (0.018, 0.026, 0.036, 0.05, 0.07, 0.1)
"""Widths of cells, metres; one of these, so that shots share what was made."""
_PIXELS = 4.2
"""How many pixels a cell may be wide on the body; a head's are finer."""
_HEAD_SHARE = 0.45
_LEVEL_LINES = 540
_BODY = 1.1  # metres from the pelvis to what may be nearest to the camera
_HEAD = joint_index("head")


def cells_for(performers: Sequence[PerformerTrack], shot: Shot, height: int) -> list[float]:
    """The width of cell (metres) each performer may be drawn with, 0 for in full, at `height`
    lines; taken over the whole shot, so that it does not change within it."""
    rows = slice(shot.start, max(shot.end, shot.start + 1))
    here = [bool(track.present[rows].any()) for track in performers]
    if sum(here) <= _FEW or height <= 0:
        return [0.0] * len(performers)
    camera = shot.camera
    eyes = np.asarray(camera.position, np.float64)
    ahead = rotate(np.asarray(camera.orientation, np.float64), np.array([0.0, 0.0, -1.0]))
    pixel = 2 * np.tan(np.asarray(camera.fovy, np.float64) / 2) / max(height, _LEVEL_LINES)
    found = []
    for track, seen in zip(performers, here, strict=True):
        at = np.asarray(track.root[rows], np.float64)[track.present[rows]] if seen else np.zeros((0, 3))
        if len(at) == 0:
            found.append(0.0)
            continue
        if len(eyes) == len(track.root[rows]):
            eye, way, size = (a[track.present[rows]] for a in (eyes, ahead, pixel))
        else:
            eye, way, size = eyes[:1], ahead[:1], pixel[:1]
        depth = ((at - eye) * way).sum(-1) - _BODY
        # Who is beside or behind the camera all the time only throws a shadow.
        metres = float((np.maximum(depth, 0.0) * size).min()) if (depth > -0.5).any() else 0.012
        wanted = _PIXELS * metres
        found.append(max((c for c in _CELLS if c <= wanted), default=0.0))
    return found


def lighter(figure: Figure, cell: float, kept: Lighter) -> Figure:
    """The figure with its points joined within cells of that width; the figure itself for a width
    of 0, and where its face is modelled and moves by its points."""
    if cell <= 0 or figure.shapes or len(figure.mesh.faces) == 0:
        return figure
    key = id(figure.mesh), cell
    found = kept.get(key)
    if found is None or found[0] is not figure.mesh:
        found = kept[key] = figure.mesh, _joined(figure, cell)
    return replace(found[1], face=figure.face, role=figure.role)


def _joined(figure: Figure, cell: float) -> Figure:
    mesh = figure.mesh
    points = mesh.vertices.astype(np.float64)
    bone = np.take_along_axis(figure.joints, figure.weights.argmax(1)[:, None], 1)[:, 0].astype(np.int64)
    width = np.where(bone == _HEAD, cell * _HEAD_SHARE, cell)
    grid = np.floor(points / width[:, None]).astype(np.int64) + 512
    normals = mesh.normals.astype(np.float64)
    side = ((normals > 0) * np.array([1, 2, 4])).sum(1)
    place = _numbered(grid[:, 0], grid[:, 1], grid[:, 2], side, bone == _HEAD)
    # Of what it is made and where its pattern runs: these stay apart though they lie together.
    made = np.zeros(len(points), np.int64)
    made[mesh.faces.ravel()] = np.repeat(mesh.materials, 3)
    patch = np.floor(np.nan_to_num(mesh.uvs.astype(np.float64)) / 0.2).astype(np.int64) + 4096
    corner = _numbered(place, made, patch[:, 0], patch[:, 1])
    count = int(corner.max()) + 1
    center = _mean(points, place)[place]
    # The weights of the point nearest to where the joined one lies.
    off = ((points - center) ** 2).sum(1)
    order = np.lexsort((off, corner))
    first = order[np.concatenate([[True], corner[order][1:] != corner[order][:-1]])]
    turned = _mean(normals, place)[place][first]
    turned /= np.maximum(np.linalg.norm(turned, axis=1, keepdims=True), 1e-6)
    faces = corner[mesh.faces]
    spot = place[mesh.faces]
    whole = (spot[:, 0] != spot[:, 1]) & (spot[:, 1] != spot[:, 2]) & (spot[:, 2] != spot[:, 0])
    low = np.sort(spot, 1)
    double = _numbered(low[:, 0], low[:, 1], low[:, 2])
    _, once = np.unique(np.where(whole, double, -1 - np.arange(len(double))), return_index=True)
    keep = np.sort(once[whole[once]])
    light = Mesh(
        center[first].astype(np.float32),
        turned.astype(np.float32),
        _mean(np.nan_to_num(mesh.uvs.astype(np.float64)), corner).astype(np.float32)[:count],
        faces[keep].astype(np.int32),
        mesh.materials[keep].copy(),
        mesh.zones[keep].copy(),
    )
    return replace(figure, mesh=light, joints=figure.joints[first], weights=figure.weights[first])


def _numbered(*columns: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """One number for each row of equal columns, from 0."""
    mixed = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        value = np.asarray(column, np.int64)
        span = int(value.max(initial=0)) + 1
        mixed = np.unique(mixed * span + value, return_inverse=True)[1].astype(np.int64)
    return mixed


def _mean(values: F64, groups: npt.NDArray[np.int64]) -> F64:
    """The mean (G, C) of rows (N, C) by group."""
    counts = np.bincount(groups)
    return np.stack([np.bincount(groups, values[:, c]) for c in range(values.shape[1])], -1) / counts[:, None]
