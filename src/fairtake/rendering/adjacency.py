"""Which triangle lies across each edge of a mesh."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.model.mesh import Mesh

__all__ = ["across_edges"]

_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)


def across_edges(mesh: Mesh) -> npt.NDArray[np.int32]:
    """(F, 3) int32: the triangle of the same zone across the edge opposite corner e, or -1.

    Corners at the same place (to a tenth of a millimetre) count as one, so surfaces that were
    cut or shaded flat still hang together.
    """
    faces = len(mesh.faces)
    across = np.full((faces, 3), -1, np.int32)
    if faces == 0:
        return across
    grid = np.nan_to_num(np.clip(np.round(mesh.vertices.astype(np.float64) * 1e4), -1e12, 1e12)).astype(np.int64)
    mixed = (grid.view(np.uint64) * _MIX).sum(1, dtype=np.uint64)
    _, places = np.unique(mixed, return_inverse=True)
    corners = places[mesh.faces].astype(np.int64)
    a, b = corners[:, [1, 2, 0]].ravel(), corners[:, [2, 0, 1]].ravel()
    zones = np.repeat(mesh.zones.astype(np.int64) - int(mesh.zones.min()), 3)
    key = (zones * (int(places.max()) + 1) + np.minimum(a, b)) * (int(places.max()) + 1) + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    joined = ordered[1:] == ordered[:-1]
    # Exactly two triangles meet there; where more do, nobody can say which goes on.
    alone = joined & ~np.r_[False, joined[:-1]] & ~np.r_[joined[1:], False]
    same = np.flatnonzero(alone & (order[1:] // 3 != order[:-1] // 3))
    left, right = order[same], order[same + 1]
    flat = across.reshape(-1)
    flat[right] = (left // 3).astype(np.int32)
    flat[left] = (right // 3).astype(np.int32)
    return across
