"""The drawn face on the head: a texture with three mip levels, chosen by footprint."""

import numpy as np

from fairtake.rendering.kernels.columns import G_BASE, G_FU, G_FV, G_U, G_V, I_TRIANGLE, M_FACE
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel


@kernel
def _texel(texture, slot, u, v, c):
    n = texture.shape[1]
    x = u * f4(n) - HALF
    y = v * f4(n) - HALF
    i = int(np.floor(x))
    j = int(np.floor(y))
    a = x - f4(i)
    b = y - f4(j)
    top = f4(texture[slot, j, i, c]) * (F1 - a) + f4(texture[slot, j, i + 1, c]) * a
    low = f4(texture[slot, j + 1, i, c]) * (F1 - a) + f4(texture[slot, j + 1, i + 1, c]) * a
    return top * (F1 - b) + low * b


@kernel
def paint_faces(G, J, n, materials_of, M, full, half, quarter):
    """Replace the skin colour by the drawing where the uv falls on it."""
    size = f4(full.shape[1])
    for i in range(n):
        t = J[i, I_TRIANGLE]
        if t < 0:
            continue
        slot = int(M[materials_of[t], M_FACE])
        if slot < 0:
            continue
        u = G[i, G_U]
        v = G[i, G_V]
        edge = f4(2.5) / (size * f4(0.25))
        if not (u > edge and v > edge and u < F1 - edge and v < F1 - edge):
            continue
        texels = max(G[i, G_FU], G[i, G_FV]) / f4(1.4) * size
        level = min(max(np.log2(max(texels, f4(0.25))) - f4(0.1), F0), f4(1.999))
        k = int(level)
        share = level - f4(k)
        for c in range(3):
            if k == 0:
                a = _texel(full, slot, u, v, c)
                b = _texel(half, slot, u, v, c)
            else:
                a = _texel(half, slot, u, v, c)
                b = _texel(quarter, slot, u, v, c)
            G[i, G_BASE + c] = (a + (b - a) * share) * f4(1 / 255.0)


@kernel
def halve(source, slot, y0, y1, x0, x1, target):
    """One mip level of the rectangle (in target texels)."""
    for y in range(y0, y1):
        for x in range(x0, x1):
            for c in range(3):
                s = (
                    int(source[slot, 2 * y, 2 * x, c])
                    + int(source[slot, 2 * y, 2 * x + 1, c])
                    + int(source[slot, 2 * y + 1, 2 * x, c])
                    + int(source[slot, 2 * y + 1, 2 * x + 1, c])
                )
                target[slot, y, x, c] = (s + 2) >> 2
