"""Finer triangles where they are needed: 1-to-4 subdivision without T-junctions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.staging.performers.sdf import Array, Field, Ints, gradient, normalized

__all__ = ["refined"]


def refined(
    vertices: Array, faces: Ints, chosen: npt.NDArray[np.bool_], field: Field, step: float
) -> tuple[Array, Array, Ints]:
    """Vertices, normals and faces with the `chosen` faces split in four and every vertex laid
    back on the field's surface; `step` is the old edge length."""
    pairs = np.sort(np.stack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]], 1).reshape(-1, 2), 1)
    edges, edge = np.unique(pairs, axis=0, return_inverse=True)
    edge = edge.reshape(-1, 3)
    marked = np.zeros(len(edges), bool)
    marked[edge[chosen].ravel()] = True
    # A face with two split edges is split whole, until only faces with 0, 1 or 3 are left.
    while (two := marked[edge].sum(1) == 2).any():
        marked[edge[two].ravel()] = True
    middle = np.full(len(edges), -1)
    middle[marked] = len(vertices) + np.arange(marked.sum())
    vertices = np.concatenate([vertices, vertices[edges[marked]].mean(1)])
    count = marked[edge].sum(1)
    result = [faces[count == 0]]
    whole = count == 3
    a, b, c = faces[whole].T
    ab, bc, ca = middle[edge[whole]].T
    result += [np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))]
    half = np.flatnonzero(count == 1)
    if len(half):
        first = marked[edge[half]].argmax(1)
        a, b, c = (faces[half, (first + k) % 3] for k in range(3))
        m = middle[edge[half, first]]
        result += [np.stack([a, m, c], 1), np.stack([m, b, c], 1)]
    for _ in range(2):
        slope = gradient(field, vertices, step * 0.05)
        move = -field(vertices)[:, None] * slope / np.maximum((slope * slope).sum(-1, keepdims=True), 0.15)
        length = np.sqrt((move * move).sum(-1, keepdims=True))
        vertices = vertices + move * np.minimum(1, 0.25 * step / (length + 1e-9))
    return vertices, normalized(gradient(field, vertices, step * 0.05)), np.concatenate(result)
