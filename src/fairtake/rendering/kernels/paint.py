"""Polygons painted with exact area coverage (the accumulation rasterizer of font-rs).

Coverage is exact at any sub-pixel position, so a lid that closes slowly moves smoothly where
supersampling would step.
"""

from __future__ import annotations

import numpy as np
from numba import njit

__all__ = ["CLIP", "CLIPPED", "PLAIN", "paint_shapes"]

PLAIN, CLIP, CLIPPED = 0, 1, 2
"""What a shape does: it is painted; it becomes the clip; it is painted inside the clip."""


@njit(cache=True, nogil=True)
def _accumulate(points, first, last, cover, x0, y0, w, h):
    """Signed area differences of one closed polygon into cover (h, w + 2)."""
    for i in range(first, last):
        j = i + 1
        if j == last:
            j = first
        ax, ay = points[i, 0] - x0, points[i, 1] - y0
        bx, by = points[j, 0] - x0, points[j, 1] - y0
        if ay == by:
            continue
        sign = np.float32(1.0)
        if ay > by:
            ax, ay, bx, by = bx, by, ax, ay
            sign = np.float32(-1.0)
        slope = (bx - ax) / (by - ay)
        x = ax
        if ay < 0:
            x -= ay * slope
        top = max(int(np.floor(ay)), 0)
        bottom = min(int(np.ceil(by)), h)
        for y in range(top, bottom):
            dy = min(np.float32(y + 1), by) - max(np.float32(y), ay)
            if dy <= 0:
                continue
            x_next = x + slope * dy
            d = dy * sign
            left = min(max(min(x, x_next), np.float32(0)), np.float32(w))
            right = min(max(max(x, x_next), np.float32(0)), np.float32(w))
            x = x_next
            li = int(left)
            ri = int(np.ceil(right))
            if ri <= li + 1:
                middle = np.float32(0.5) * (left + right) - li
                cover[y, li] += d * (1 - middle)
                cover[y, li + 1] += d * middle
            else:
                s = 1 / (right - left)
                lf = left - li
                a0 = np.float32(0.5) * s * (1 - lf) * (1 - lf)
                rf = right - ri + 1
                am = np.float32(0.5) * s * rf * rf
                cover[y, li] += d * a0
                if ri == li + 2:
                    cover[y, li + 1] += d * (1 - a0 - am)
                else:
                    a1 = s * (np.float32(1.5) - lf)
                    cover[y, li + 1] += d * (a1 - a0)
                    for k in range(li + 2, ri - 1):
                        cover[y, k] += d * s
                    a2 = a1 + (ri - li - 3) * s
                    cover[y, ri - 1] += d * (1 - a2 - am)
                cover[y, ri] += d * am


@njit(cache=True, nogil=True)
def paint_shapes(picture, points, starts, colors, modes, cover, clip):
    """Paint polygons in order onto picture (h, w, 3) float32, 0..255.

    `points` (P, 2) float32 pixels, polygon k is points[starts[k]:starts[k + 1]]; `colors`
    (K, 4) red, green, blue 0..255 and opacity 0..1; `modes` (K,) PLAIN, CLIP or CLIPPED.
    `cover` (h, w + 2) and `clip` (h, w) float32 are scratch; `cover` must come and leaves zero.
    """
    h, w = picture.shape[0], picture.shape[1]
    for k in range(len(modes)):
        first, last = starts[k], starts[k + 1]
        if modes[k] == CLIP:
            clip[:, :] = 0
        if last - first < 3:
            continue
        low_x = low_y = np.float32(1e9)
        high_x = high_y = np.float32(-1e9)
        for i in range(first, last):
            low_x, high_x = min(low_x, points[i, 0]), max(high_x, points[i, 0])
            low_y, high_y = min(low_y, points[i, 1]), max(high_y, points[i, 1])
        x0, y0 = max(int(np.floor(low_x)), 0), max(int(np.floor(low_y)), 0)
        x1, y1 = min(int(np.ceil(high_x)), w), min(int(np.ceil(high_y)), h)
        if x1 <= x0 or y1 <= y0:
            continue
        bw, bh = x1 - x0, y1 - y0
        _accumulate(points, first, last, cover, np.float32(x0), np.float32(y0), bw, bh)
        red, green, blue, opacity = colors[k, 0], colors[k, 1], colors[k, 2], colors[k, 3]
        mode = modes[k]
        for y in range(bh):
            total = np.float32(0)
            for x in range(bw):
                total += cover[y, x]
                cover[y, x] = 0
                a = min(abs(total), np.float32(1))
                if a < np.float32(0.002):
                    continue
                if mode == CLIP:
                    clip[y0 + y, x0 + x] = a
                    continue
                a *= opacity
                if mode == CLIPPED:
                    a *= clip[y0 + y, x0 + x]
                p = picture[y0 + y, x0 + x]
                p[0] += (red - p[0]) * a
                p[1] += (green - p[1]) * a
                p[2] += (blue - p[2]) * a
            cover[y, bw] = 0
            cover[y, bw + 1] = 0
