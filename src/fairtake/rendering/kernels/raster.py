"""Which triangle is seen in each sample: a visibility buffer of depth and triangle number.

A triangle is walked row by row. Where it enters and leaves a row is a straight line over the rows
for each side, known in float64 (large triangles clipped near the eye reach far outside the
picture); what lies between is filled by a loop without branches.
"""

import numpy as np

from fairtake.rendering.kernels.common import f4, kernel

_CLOSER = f4(2e-6)  # of two coplanar surfaces the first drawn stays: no fighting
_SLACK = 1e-3  # samples; closes cracks between neighbours
_LEVEL = 1e-14  # a side that changes less from sample to sample bounds rows, which the corners do too


@kernel
def raster(screen, source, start, end, depth, triangle, put):
    """Draw screen triangles into `depth`, and with `put` their numbers into `triangle`."""
    height, width = depth.shape
    sides = np.empty((3, 3))
    enters = np.empty((2, 2))
    leaves = np.empty((2, 2))
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
        dy3 = -dy1 - dy2
        s1 = _SLACK * (abs(dx1) + abs(dy1))
        s2 = _SLACK * (abs(dx2) + abs(dy2))
        s3 = _SLACK * (abs(dx3) + abs(dy3))
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
        # Each side: its value in the first row, which must not be negative, and how it grows.
        by = ya + 0.5 - y0
        sides[0, 0], sides[0, 1], sides[0, 2] = dx1 * bx + dy1 * by + s1, dx1, dy1
        sides[1, 0], sides[1, 1], sides[1, 2] = dx2 * bx + dy2 * by + s2, dx2, dy2
        sides[2, 0], sides[2, 1], sides[2, 2] = 1.0 + dx3 * bx + dy3 * by + s3, dx3, dy3
        entering = 0
        leaving = 0
        for e in range(3):
            across = sides[e, 1]
            if abs(across) <= _LEVEL:
                continue
            r = -1.0 / across
            if across > 0.0:
                enters[entering & 1, 0], enters[entering & 1, 1] = sides[e, 0] * r, sides[e, 2] * r
                entering += 1
            else:
                leaves[leaving & 1, 0], leaves[leaving & 1, 1] = sides[e, 0] * r, sides[e, 2] * r
                leaving += 1
        if entering == 0 or leaving == 0:
            continue
        a0, a1 = enters[0, 0], enters[0, 1]
        b0, b1 = enters[entering - 1, 0], enters[entering - 1, 1]
        c0, c1 = leaves[0, 0], leaves[0, 1]
        d0, d1 = leaves[leaving - 1, 0], leaves[leaving - 1, 1]
        most = np.float64(xb - xa)
        along = dx1 * za + dx2 * zb
        down = dy1 * za + dy2 * zb
        start_z = z0 + along * bx + down * by
        step = f4(along)
        for y in range(ya, yb + 1):
            j = np.float64(y - ya)
            low = max(max(a0 + a1 * j, b0 + b1 * j), 0.0)
            high = min(min(c0 + c1 * j, d0 + d1 * j), most)
            if not low <= high:
                continue
            first = int(np.ceil(low))
            count = int(np.floor(high)) - first + 1
            if count <= 0:
                continue
            z = f4(start_z + down * j) + step * f4(first)
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
