"""Things in files that keep everything in one mesh: pieces of surface that hang together, and those
that touch, are one thing."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from fairtake.exchange.place.soup import Soup

__all__ = ["loose_groups"]

I64 = npt.NDArray[np.int64]
F64 = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_MOST = 4000
"""Pieces of surface that are looked at for touching; a file of more is no furniture."""

_TOUCH = 0.006


def loose_groups(soup: Soup, chosen: Flags, low: F64, high: F64) -> I64:
    """For each triangle (F,) the number of the thing it belongs to, -1 for none: of those `chosen`,
    what lies within the box and is well smaller than it."""
    found = np.full(len(soup.faces), -1, np.int64)
    rows = np.flatnonzero(chosen)
    if not len(rows):
        return found
    faces = soup.faces[rows]
    used, corner = np.unique(faces, return_inverse=True)
    # Points on one spot are one, however many the file has there.
    _, spot = np.unique(np.round(soup.points[used] * 1000).astype(np.int64), axis=0, return_inverse=True)
    corners = spot.reshape(-1)[corner].reshape(-1, 3)
    count = int(corners.max()) + 1
    labels = _joined(corners[:, [0, 1, 1, 2]].reshape(-1, 2), count)[corners[:, 0]]
    _, labels = np.unique(labels, return_inverse=True)
    pieces = int(labels.max()) + 1
    least, most = np.full((pieces, 3), np.inf), np.full((pieces, 3), -np.inf)
    points = soup.points[faces]
    np.minimum.at(least, labels, points.min(1))
    np.maximum.at(most, labels, points.max(1))
    middle, size = (least + most) / 2, most - least
    small = ((middle > low) & (middle < high)).all(1) & (size[:, [0, 2]] < 0.55 * (high - low)[[0, 2]]).all(1)
    small &= (most[:, 1] > 0.1) & (size.max(1) > 0.03)
    few = np.flatnonzero(small)
    if not len(few) or len(few) > _MOST:
        return found
    a, b = least[few] - _TOUCH / 2, most[few] + _TOUCH / 2
    pairs = []
    for first in range(0, len(few), 256):
        part = slice(first, first + 256)
        near = (a[part, None] <= b[None]).all(2) & (b[part, None] >= a[None]).all(2)
        pairs.append(np.argwhere(near) + np.array([first, 0]))
    group = np.full(pieces, -1, np.int64)
    group[few] = _joined(np.concatenate(pairs), len(few))
    found[rows] = group[labels]
    return found


def _joined(pairs: I64, count: int) -> I64:
    """The number of the connected part each of `count` things is in."""
    ones = np.ones(len(pairs), np.int8)
    graph = coo_array((ones, (pairs[:, 0], pairs[:, 1])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1], np.int64)
