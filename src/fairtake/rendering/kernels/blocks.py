"""Pixels of a place that share their light: four that one triangle fills make one point, on trial.

Locating marks the point rough where the surface turns or is seen flat, looking for lamps marks it
near the edge of a shadow: then `part` gives every pixel its own light after all.
"""

import numpy as np

from fairtake.rendering.kernels.columns import (
    BLOCK,
    FOLLOWER,
    G_ROUGH,
    G_SHARE,
    G_X,
    G_Y,
    GONE,
    I_FINE,
    I_TRIANGLE,
    I_X,
    I_Y,
    LEADER,
    M_BLOTCH,
    M_PATTERN,
    PIXEL,
)
from fairtake.rendering.kernels.common import F0, F1, f4, kernel


@kernel
def filled(triangles, y, x):
    """Whether one triangle fills 2x2 pixels of four samples, and the largest number of one."""
    t = triangles[2 * y, 2 * x]
    other = np.int32(0)
    high = t
    for j in range(2 * y, 2 * y + 4):
        for i in range(2 * x, 2 * x + 4):
            other |= t ^ triangles[j, i]
            high = max(high, triangles[j, i])
    return other == 0, high


@kernel
def join(triangles, y, x, t, M, m, G, J, n):
    """2x2 pixels of one triangle of a place as one point, or as a leader with three followers.
    Returns the new count."""
    h, w = triangles.shape
    sx = f4(2) / f4(w)
    sy = f4(2) / f4(h)
    plain = M[m, M_PATTERN] == F0 and M[m, M_BLOTCH] <= F0
    for q in range(1 if plain else 4):
        yy = y + (q >> 1)
        xx = x + (q & 1)
        middle = f4(2) if q == 0 else F1
        J[n, I_Y] = yy
        J[n, I_X] = xx
        J[n, I_TRIANGLE] = t
        J[n, I_FINE] = BLOCK if plain else (LEADER if q == 0 else FOLLOWER)
        G[n, G_X] = (f4(2 * xx) + middle) * sx - F1
        G[n, G_Y] = F1 - (f4(2 * yy) + middle) * sy
        G[n, G_SHARE] = F1
        G[n, G_ROUGH] = F0
        n += 1
    return n


@kernel
def part(triangles, G, J, n, finer, finer_index):
    """Part the points of `join` whose light proved uneven into their pixels, as new points in `finer`
    and `finer_index`. Returns how many."""
    h, w = triangles.shape
    sx = f4(2) / f4(w)
    sy = f4(2) / f4(h)
    k = 0
    for i in range(n):
        fine = J[i, I_FINE]
        if (fine != BLOCK and fine != LEADER) or G[i, G_ROUGH] == F0:
            continue
        t = J[i, I_TRIANGLE]
        for q in range(1 if fine == BLOCK else 4):
            J[i + q, I_FINE] = GONE
        for q in range(4):
            y = J[i, I_Y] + (q >> 1)
            x = J[i, I_X] + (q & 1)
            finer_index[k, I_Y] = y
            finer_index[k, I_X] = x
            finer_index[k, I_TRIANGLE] = t
            finer_index[k, I_FINE] = PIXEL
            finer[k, G_X] = (f4(2 * x) + F1) * sx - F1
            finer[k, G_Y] = F1 - (f4(2 * y) + F1) * sy
            finer[k, G_SHARE] = F1
            k += 1
    return k
