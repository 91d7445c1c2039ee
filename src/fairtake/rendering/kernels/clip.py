"""Triangles from clip space to the screen: near clipping, rejection, packing."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel


@kernel
def setup(clip, faces, start, end, near, perspective, skip, front_only, width, height, screen, source, n, box):
    """Append the visible parts of triangles `start`..`end` to `screen` (x, y, depth) x 3.

    Depth is -1/w with `perspective`, else clip z. `front_only` drops what faces away. `box` (4) grows to y0, y1, x0, x1 of what
    was added. Degenerate and non-finite triangles are dropped. Returns the new count.
    """
    w = f4(width)
    h = f4(height)
    corner = np.empty((4, 4), np.float32)
    for t in range(start, end):
        if skip[t] != 0:
            continue
        a = faces[t, 0]
        b = faces[t, 1]
        c = faces[t, 2]
        wa = clip[a, 3]
        wb = clip[b, 3]
        wc = clip[c, 3]
        k = 0
        if wa > near and wb > near and wc > near:
            for q in range(4):
                corner[0, q] = clip[a, q]
                corner[1, q] = clip[b, q]
                corner[2, q] = clip[c, q]
            k = 3
        elif wa <= near and wb <= near and wc <= near:
            continue
        else:
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
        i0 = F1 / corner[0, 3]
        x0 = (corner[0, 0] * i0 * HALF + HALF) * w
        y0 = (HALF - corner[0, 1] * i0 * HALF) * h
        for e in range(1, k - 1):
            i1 = F1 / corner[e, 3]
            i2 = F1 / corner[e + 1, 3]
            x1 = (corner[e, 0] * i1 * HALF + HALF) * w
            y1 = (HALF - corner[e, 1] * i1 * HALF) * h
            x2 = (corner[e + 1, 0] * i2 * HALF + HALF) * w
            y2 = (HALF - corner[e + 1, 1] * i2 * HALF) * h
            u0 = min(x0, x1, x2)
            u1 = max(x0, x1, x2)
            v0 = min(y0, y1, y2)
            v1 = max(y0, y1, y2)
            # Written so that NaN fails the test.
            if not (u1 >= F0 and u0 < w and v1 >= F0 and v0 < h):
                continue
            # No sample centre inside the box: nothing to draw.
            if np.ceil(u0 - HALF) > np.floor(u1 - HALF) or np.ceil(v0 - HALF) > np.floor(v1 - HALF):
                continue
            area = (np.float64(x1) - x0) * (np.float64(y2) - y0) - (np.float64(x2) - x0) * (np.float64(y1) - y0)
            if not (abs(area) > 1e-6 and abs(area) < 1e18):
                continue
            if front_only and area > 0.0:
                continue
            box[0] = min(box[0], v0)
            box[1] = max(box[1], v1)
            box[2] = min(box[2], u0)
            box[3] = max(box[3], u1)
            screen[n, 0] = x0
            screen[n, 1] = y0
            screen[n, 3] = x1
            screen[n, 4] = y1
            screen[n, 6] = x2
            screen[n, 7] = y2
            if perspective:
                screen[n, 2] = -i0
                screen[n, 5] = -i1
                screen[n, 8] = -i2
            else:
                screen[n, 2] = corner[0, 2]
                screen[n, 5] = corner[e, 2]
                screen[n, 8] = corner[e + 1, 2]
            source[n] = t
            n += 1
    return n
