"""Which triangle is seen in each sample: a visibility buffer of depth and triangle number.

A triangle is walked row by row. The span of a row is found analytically in float64 (large
triangles clipped near the eye reach far outside the picture), then filled by a loop without
branches.
"""

import numpy as np

from fairtake.rendering.kernels.common import f4, kernel

_CLOSER = f4(2e-6)  # of two coplanar surfaces the first drawn stays: no fighting
_SLACK = 1e-3  # samples; closes cracks between neighbours


@kernel
def _span(at, r, slack, low, high):
    """Narrow low..high to where at + i/r >= -slack."""
    if r == 0.0:
        if at < -slack:
            return 1.0, 0.0
        return low, high
    e = (-slack - at) * r
    if r > 0.0:
        return max(low, e), high
    return low, min(high, e)


@kernel
def raster(screen, source, start, end, depth, triangle, put):
    """Draw screen triangles into `depth`, and with `put` their numbers into `triangle`."""
    height, width = depth.shape
    for k in range(start, end):
        x0 = np.float64(screen[k, 0])
        y0 = np.float64(screen[k, 1])
        z0 = np.float64(screen[k, 2])
        x1 = np.float64(screen[k, 3])
        y1 = np.float64(screen[k, 4])
        x2 = np.float64(screen[k, 6])
        y2 = np.float64(screen[k, 7])
        ya = int(np.ceil(max(min(y0, y1, y2) - 0.5, 0.0)))
        yb = int(np.floor(min(max(y0, y1, y2) - 0.5, height - 1.0)))
        xa = int(np.ceil(max(min(x0, x1, x2) - 0.5, 0.0)))
        xb = int(np.floor(min(max(x0, x1, x2) - 0.5, width - 1.0)))
        if ya > yb or xa > xb:
            continue
        inverse = 1.0 / ((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
        dx1 = (y2 - y0) * inverse
        dy1 = -(x2 - x0) * inverse
        dx2 = -(y1 - y0) * inverse
        dy2 = (x1 - x0) * inverse
        dx3 = -dx1 - dx2
        s1 = _SLACK * (abs(dx1) + abs(dy1))
        s2 = _SLACK * (abs(dx2) + abs(dy2))
        s3 = _SLACK * (abs(dx3) + abs(dy1 + dy2))
        za = np.float64(screen[k, 5]) - z0
        zb = np.float64(screen[k, 8]) - z0
        bx = xa + 0.5 - x0
        number = source[k]
        if xb - xa < 6 and yb - ya < 6:  # a small one: try every sample
            for y in range(ya, yb + 1):
                by = y + 0.5 - y0
                l1 = dx1 * bx + dy1 * by
                l2 = dx2 * bx + dy2 * by
                for x in range(xa, xb + 1):
                    if l1 >= -s1 and l2 >= -s2 and 1.0 - l1 - l2 >= -s3:
                        z = f4(z0 + l1 * za + l2 * zb)
                        if not put:
                            depth[y, x] = min(depth[y, x], z)
                        elif z + _CLOSER < depth[y, x]:
                            depth[y, x] = z
                            triangle[y, x] = number
                    l1 += dx1
                    l2 += dx2
            continue
        r1 = 1.0 / dx1 if abs(dx1) > 1e-14 else 0.0
        r2 = 1.0 / dx2 if abs(dx2) > 1e-14 else 0.0
        r3 = 1.0 / dx3 if abs(dx3) > 1e-14 else 0.0
        step = f4(dx1 * za + dx2 * zb)
        for y in range(ya, yb + 1):
            by = y + 0.5 - y0
            l1 = dx1 * bx + dy1 * by
            l2 = dx2 * bx + dy2 * by
            low, high = _span(l1, r1, s1, 0.0, np.float64(xb - xa))
            low, high = _span(l2, r2, s2, low, high)
            low, high = _span(1.0 - l1 - l2, r3, s3, low, high)
            if not low <= high:
                continue
            first = int(np.ceil(low))
            count = int(np.floor(high)) - first + 1
            if count <= 0:
                continue
            z = f4(z0 + l1 * za + l2 * zb) + step * f4(first)
            x = xa + first
            if not put:
                row = depth[y, x : x + count]
                for i in range(count):
                    row[i] = min(row[i], z + step * f4(np.int32(i)))
            elif count < 8:
                for i in range(x, x + count):
                    if z + _CLOSER < depth[y, i]:
                        depth[y, i] = z
                        triangle[y, i] = number
                    z += step
            else:
                row = depth[y, x : x + count]
                ids = triangle[y, x : x + count]
                for i in range(count):
                    zi = z + step * f4(np.int32(i))
                    old = row[i]
                    closer = zi + _CLOSER < old
                    row[i] = zi if closer else old
                    ids[i] = number if closer else ids[i]
