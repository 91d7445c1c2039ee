"""A signed distance field becomes a mesh: naive surface nets (Gibson 1998), projected.

The field is sampled coarsely first and finely only near its surface; vertices are then
moved onto the surface along the gradient, which also gives the normals.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from fairtake.staging.performers.sdf import Array, Field, Ints, gradient, normalized

__all__ = ["surface_nets"]

_CORNERS = tuple(product((0, 1), repeat=3))
_STRIDE = 3


def surface_nets(
    field: Field, low: Sequence[float], high: Sequence[float], step: float | Sequence[float], projections: int = 2
) -> tuple[Array, Array, Ints]:
    """Vertices (V, 3), normals (V, 3) and faces (F, 3), counter-clockwise from outside.

    `low`, `high` bound the search, `step` is the grid's, along all axes or each (cloth that
    hangs needs fewer rows than columns). The surface is open where it meets the bounds.
    """
    steps = np.broadcast_to(np.asarray(step, np.float64), (3,))
    smallest = float(steps.min())
    values, shape = _sample(field, np.asarray(low, np.float64), np.asarray(high, np.float64), steps)
    inside = values < 0
    filled = np.zeros(tuple(n - 1 for n in shape), np.int64)
    for i, j, k in _CORNERS:
        filled += inside[i : shape[0] - 1 + i, j : shape[1] - 1 + j, k : shape[2] - 1 + k]
    cells: Ints = np.argwhere((filled > 0) & (filled < 8)).astype(np.int64)
    index: Ints = np.full(filled.shape, -1, np.int64)
    index[tuple(cells.T)] = np.arange(len(cells))
    vertices = np.asarray(low) + steps * _crossings(values, cells)
    faces = _quads(inside, index)
    for _ in range(projections):
        slope = gradient(field, vertices, smallest * 0.05)
        move = -field(vertices)[:, None] * slope / np.maximum((slope * slope).sum(-1, keepdims=True), 0.15)
        length = np.sqrt((move * move).sum(-1, keepdims=True))
        vertices = vertices + move * np.minimum(1, 0.5 * smallest / (length + 1e-9))
    return vertices, normalized(gradient(field, vertices, smallest * 0.08)), faces


def _sample(field: Field, low: Array, high: Array, step: Array) -> tuple[Array, tuple[int, int, int]]:
    """Field values on the grid; far from the surface only their sign is right."""
    blocks = np.ceil((high - low) / (step * _STRIDE)).astype(int)
    middles = [low[i] + step[i] * _STRIDE * (np.arange(blocks[i]) + 0.5) for i in range(3)]
    coarse = field(np.stack(np.meshgrid(*middles, indexing="ij"), -1).reshape(-1, 3)).reshape(tuple(blocks))
    near = np.abs(coarse) < float(np.sqrt((step * step).sum())) * _STRIDE * 0.85
    shape = (int(blocks[0]) * _STRIDE + 1, int(blocks[1]) * _STRIDE + 1, int(blocks[2]) * _STRIDE + 1)
    wanted = np.zeros(shape, bool)
    spread = near.repeat(_STRIDE, 0).repeat(_STRIDE, 1).repeat(_STRIDE, 2)
    for i, j, k in _CORNERS:
        wanted[i : shape[0] - 1 + i, j : shape[1] - 1 + j, k : shape[2] - 1 + k] |= spread
    signs = np.sign(coarse).repeat(_STRIDE, 0).repeat(_STRIDE, 1).repeat(_STRIDE, 2)
    values = np.ones(shape)
    values[:-1, :-1, :-1] = signs
    values[-1], values[:, -1], values[:, :, -1] = values[-2], values[:, -2], values[:, :, -2]
    at = np.argwhere(wanted)
    values[tuple(at.T)] = field(low + step * at)
    return values, shape


def _crossings(values: Array, cells: Ints) -> Array:
    """The mean of the edge crossings of each cell, in grid units (C, 3)."""
    total = np.zeros((len(cells), 3))
    count = np.zeros(len(cells))
    x, y, z = cells.T
    for corner in _CORNERS:
        for axis in range(3):
            if corner[axis]:
                continue
            other = list(corner)
            other[axis] = 1
            a = values[x + corner[0], y + corner[1], z + corner[2]]
            b = values[x + other[0], y + other[1], z + other[2]]
            crossed = (a < 0) != (b < 0)
            t = np.where(crossed, a / np.where(a == b, 1, a - b), 0)
            place = cells + np.asarray(corner, np.float64)
            place[:, axis] += t
            total[crossed] += place[crossed]
            count[crossed] += 1
    return np.asarray(total / count[:, None], np.float64)


def _quads(inside: npt.NDArray[np.bool_], index: Ints) -> Ints:
    faces = []
    shape = inside.shape
    for axis in range(3):
        b, d = (axis + 1) % 3, (axis + 2) % 3
        first: list[slice] = [slice(None)] * 3
        second: list[slice] = [slice(None)] * 3
        first[axis], second[axis] = slice(0, -1), slice(1, None)
        edges = np.argwhere(inside[tuple(first)] != inside[tuple(second)])
        edges = edges[
            (edges[:, b] > 0) & (edges[:, d] > 0) & (edges[:, b] < shape[b] - 1) & (edges[:, d] < shape[d] - 1)
        ]
        corners = []
        for db, dd in ((1, 1), (0, 1), (0, 0), (1, 0)):
            cell = edges.copy()
            cell[:, b] -= db
            cell[:, d] -= dd
            corners.append(index[tuple(cell.T)])
        q0, q1, q2, q3 = corners
        outward = inside[tuple(edges.T)]
        for triangle in (np.stack([q0, q1, q2], -1), np.stack([q0, q2, q3], -1)):
            triangle[~outward] = triangle[~outward][:, ::-1]
            faces.append(triangle)
    result: Ints = np.concatenate(faces)
    return result[(result >= 0).all(1)]
