"""Triangles from clip space to the screen: near clipping, rejection, packing."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel


@kernel
def _put(x0, y0, z0, x1, y1, z1, x2, y2, z2, t, front_only, w, h, screen, source, n, box):
    """Append one screen triangle, unless no sample can fall into it. Returns the new count."""
    u0 = min(x0, x1, x2)
    u1 = max(x0, x1, x2)
    v0 = min(y0, y1, y2)
    v1 = max(y0, y1, y2)
    # Written so that NaN fails the test.
    if not (u1 >= F0 and u0 < w and v1 >= F0 and v0 < h):
        return n
    # No sample centre inside the box: nothing to draw.
    if np.ceil(u0 - HALF) > np.floor(u1 - HALF) or np.ceil(v0 - HALF) > np.floor(v1 - HALF):
        return n
    area = (np.float64(x1) - x0) * (np.float64(y2) - y0) - (np.float64(x2) - x0) * (np.float64(y1) - y0)
    if not (abs(area) > 1e-6 and abs(area) < 1e18):
        return n
    if front_only and area > 0.0:
        return n
    box[0] = min(box[0], v0)
    box[1] = max(box[1], v1)
    box[2] = min(box[2], u0)
    box[3] = max(box[3], u1)
    screen[n, 0] = x0
    screen[n, 1] = y0
    screen[n, 2] = z0
    screen[n, 3] = x1
    screen[n, 4] = y1
    screen[n, 5] = z1
    screen[n, 6] = x2
    screen[n, 7] = y2
    screen[n, 8] = z2
    source[n] = t
    return n + 1


@kernel
def setup(
    clip, seen, faces, start, end, near, perspective, skip, front_only, width, height, screen, source, n, box
):  # fmt: skip
    """Append the visible parts of triangles `start`..`end` to `screen` (x, y, depth) x 3.

    `clip` and `seen` come from `transform.project`; depth is -1/w with `perspective`, else clip
    z. `front_only` drops what faces away. `box` (4) grows to y0, y1, x0, x1 of what was added.
    Degenerate and non-finite triangles are dropped. Returns the new count.
    """
    w = f4(width)
    h = f4(height)
    corner = np.empty((4, 4), np.float32)
    at = np.empty((4, 3), np.float32)
    for t in range(start, end):
        if skip[t] != 0:
            continue
        a = faces[t, 0]
        b = faces[t, 1]
        c = faces[t, 2]
        wa = clip[a, 3]
        wb = clip[b, 3]
        wc = clip[c, 3]
        if wa > near and wb > near and wc > near:
            n = _put(
                seen[a, 0], seen[a, 1], seen[a, 2], seen[b, 0], seen[b, 1], seen[b, 2], seen[c, 0], seen[c, 1],
                seen[c, 2], t, front_only, w, h, screen, source, n, box,
            )  # fmt: skip
            continue
        if wa <= near and wb <= near and wc <= near:
            continue
        k = 0
        for e in range(3):
            i = faces[t, e]
            j = faces[t, (e + 1) % 3]
            wi = clip[i, 3]
            wj = clip[j, 3]
            if wi > near:
                for q in range(4):
                    corner[k, q] = clip[i, q]
                k += 1
            if (wi > near) != (wj > near):
                r = (near - wi) / (wj - wi)
                for q in range(4):
                    corner[k, q] = clip[i, q] + r * (clip[j, q] - clip[i, q])
                k += 1
        for e in range(k):
            r = F1 / corner[e, 3]
            at[e, 0] = (corner[e, 0] * r * HALF + HALF) * w
            at[e, 1] = (HALF - corner[e, 1] * r * HALF) * h
            at[e, 2] = -r if perspective else corner[e, 2]
        for e in range(1, k - 1):
            n = _put(
                at[0, 0], at[0, 1], at[0, 2], at[e, 0], at[e, 1], at[e, 2], at[e + 1, 0], at[e + 1, 1], at[e + 1, 2],
                t, front_only, w, h, screen, source, n, box,
            )  # fmt: skip
    return n
