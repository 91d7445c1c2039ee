"""Lines through a set: which boxes they meet, and whether something drawn is on them."""

import math

import numpy as np

from fairtake.directing.kernels import kernel

__all__ = ["blocked", "boxes_met", "drawn_between", "met_by_people"]

BATCH = 16  # samples of a line come in these numbers
MOST = 80


@kernel
def _meets(start, end, center, half, sin, cos):
    """Whether the line from `start` (3) to `end` (3) meets a box turned about the vertical."""
    enter, leave = -np.inf, np.inf
    ax, ay, az = start[0] - center[0], start[1] - center[1], start[2] - center[2]
    bx, by, bz = end[0] - center[0], end[1] - center[1], end[2] - center[2]
    for axis in range(3):
        if axis == 0:
            a, b = ax * cos - az * sin, bx * cos - bz * sin
        elif axis == 1:
            a, b = ay, by
        else:
            a, b = ax * sin + az * cos, bx * sin + bz * cos
        way = b - a
        if abs(way) < 1e-9:
            way = 1e-9
        t0, t1 = (-half[axis] - a) / way, (half[axis] - a) / way
        enter, leave = max(enter, min(t0, t1)), min(leave, max(t0, t1))
    # A box that holds the end point is what somebody sits in, not what hides them.
    return enter < leave and leave < 0.995 and leave > 0.01


@kernel
def boxes_met(starts, ends, center, half, sin, cos):
    """(B,) whether any of the lines from `starts` (N, 3) to `ends` (N, 3) meets each box."""
    out = np.zeros(len(center), np.bool_)
    for box in range(len(center)):
        for n in range(len(ends)):
            if _meets(starts[n], ends[n], center[box], half[box], sin[box], cos[box]):
                out[box] = True
                break
    return out


@kernel
def _drawn(start, end, grid, there, origin, cell, lens, last):
    """Whether a filled cell of `grid` (X, Y, Z), with an empty rim, is on a line, which is
    sampled a little coarser than its cells; `there` (256,) are the parts that count."""
    wx, wy, wz = end[0] - start[0], end[1] - start[1], end[2] - start[2]
    length = max(math.sqrt(wx * wx + wy * wy + wz * wz), 1e-6)
    stop = max(1 - last / length, 0.0)
    begin = min(lens / length, stop)
    count = int(min(math.ceil(length / (cell * 1.2 * BATCH)), MOST // BATCH)) * BATCH
    for n in range(count):
        share = begin + (stop - begin) * n / (count - 1)
        i = int(min(max((start[0] + wx * share - origin[0]) / cell + 1.0, 0.0), grid.shape[0] - 1.0))
        j = int(min(max((start[1] + wy * share - origin[1]) / cell + 1.0, 0.0), grid.shape[1] - 1.0))
        k = int(min(max((start[2] + wz * share - origin[2]) / cell + 1.0, 0.0), grid.shape[2] - 1.0))
        if there[grid[i, j, k]]:
            return True
    return False


@kernel
def drawn_between(starts, ends, grid, there, origin, cell, lens, last):
    """(N,) whether something drawn is on each line from `starts` (N, 3) to `ends` (N, 3), but
    for its first `lens` and its `last` metres."""
    out = np.zeros(len(ends), np.bool_)
    for n in range(len(ends)):
        out[n] = _drawn(starts[n], ends[n], grid, there, origin, cell, lens, last)
    return out


@kernel
def blocked(starts, ends, center, half, sin, cos, grid, there, origin, cell, lens, last):
    """(N,) whether each line from `starts` (N, 3) to `ends` (N, 3) meets a box or something drawn."""
    out = np.zeros(len(ends), np.bool_)
    for n in range(len(ends)):
        for box in range(len(center)):
            if _meets(starts[n], ends[n], center[box], half[box], sin[box], cos[box]):
                out[n] = True
                break
        if not out[n]:
            out[n] = _drawn(starts[n], ends[n], grid, there, origin, cell, lens, last)
    return out


@kernel
def met_by_people(cameras, points, step, person, present, balls, radii, nearly):
    """(N, K) whether somebody else is on the ways from `cameras` (N, 3) to the `points` (N, K, 3)
    of a `person` (N) at a `step` (N), short of the last of them: each of P people is `balls`
    (T, P, B, 3) of `radii` (P, B) while `present` (T, P)."""
    out = np.zeros(points.shape[:2], np.bool_)
    for n in range(len(points)):
        t, who = step[n], person[n]
        for k in range(points.shape[1]):
            ux, uy, uz = (
                points[n, k, 0] - cameras[n, 0],
                points[n, k, 1] - cameras[n, 1],
                points[n, k, 2] - cameras[n, 2],
            )
            square = max(ux * ux + uy * uy + uz * uz, 1e-6)
            for other in range(balls.shape[1]):
                if other == who or not present[t, other] or out[n, k]:
                    continue
                for ball in range(balls.shape[2]):
                    x = balls[t, other, ball, 0] - cameras[n, 0]
                    y = balls[t, other, ball, 1] - cameras[n, 1]
                    z = balls[t, other, ball, 2] - cameras[n, 2]
                    share = min(max((x * ux + y * uy + z * uz) / square, 0.0), nearly)
                    gx, gy, gz = x - ux * share, y - uy * share, z - uz * share
                    if gx * gx + gy * gy + gz * gz < radii[other, ball] * radii[other, ball]:
                        out[n, k] = True
                        break
    return out
