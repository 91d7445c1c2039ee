"""Contact shadow: how closed in a place is, at a half or a quarter of the resolution."""

import numpy as np

from fairtake.rendering.kernels.columns import M_KIND
from fairtake.rendering.kernels.common import F0, F1, f4, kernel

_RELIEF = 0.004  # metres: what is printed on paper or let into a door casts nothing
_TOUCH = 0.06  # metres between a performer and what it stands, sits or leans on


@kernel
def occlude(
    depth,
    triangles,
    rects,
    samples,
    coarse,
    materials_of,
    normals,
    faces,
    points,
    M,
    view,
    ray_x,
    ray_y,
    spiral,
    radius,
    cap,
    people,
    open_,
    near,
):
    """Fill `open_` (1 free .. 0 closed in) and `near` (1/w), `coarse` pixels a cell.

    `view` (3, 3) world to camera; `ray_x`, `ray_y` (2): camera x over depth is sample * scale +
    offset; `spiral` (16, K, 2) offsets by pixel phase; `radius` metres; `cap` samples; `people` how
    much of it performers take.
    """
    h, w = triangles.shape
    stride = coarse * samples
    middle = stride // 2 - 1
    per_metre = F1 / abs(ray_x[0])
    taps = spiral.shape[1]
    limit = radius * f4(1.1)
    limit *= limit
    touch = min(limit, f4(_TOUCH * _TOUCH))
    scale = f4(4.2) / f4(taps)
    last = -1
    vx = vy = vz = F0
    fixed = False
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0] // coarse, (rects[r, 1] + coarse - 1) // coarse):
            for x in range(rects[r, 2] // coarse, (rects[r, 3] + coarse - 1) // coarse):
                sx = min(stride * x + middle, w - 1)
                sy = min(stride * y + middle, h - 1)
                t = triangles[sy, sx]
                if t < 0:
                    open_[y, x] = F1
                    near[y, x] = F0
                    continue
                iw = -depth[sy, sx]
                near[y, x] = iw
                reach = min(radius * per_metre * iw, cap)
                if reach < f4(2):
                    open_[y, x] = F1
                    continue
                d = F1 / iw
                if t != last:  # neighbours are often of one triangle
                    last = t
                    n0 = normals[t, 0]
                    n1 = normals[t, 1]
                    n2 = normals[t, 2]
                    a = faces[t, 0]
                    b = faces[t, 1]
                    c = faces[t, 2]
                    e0 = points[b, 0] - points[a, 0]
                    e1 = points[b, 1] - points[a, 1]
                    e2 = points[b, 2] - points[a, 2]
                    f0 = points[c, 0] - points[a, 0]
                    f1 = points[c, 1] - points[a, 1]
                    f2 = points[c, 2] - points[a, 2]
                    g0 = e1 * f2 - e2 * f1
                    g1 = e2 * f0 - e0 * f2
                    g2 = e0 * f1 - e1 * f0
                    long = np.sqrt(g0 * g0 + g1 * g1 + g2 * g2)
                    if abs(n0 * g0 + n1 * g1 + n2 * g2) < f4(0.9) * long:
                        # A normal bent for the light's sake (leaves, hills) would close the place in.
                        n0 = g0 / long
                        n1 = g1 / long
                        n2 = g2 / long
                    vx = view[0, 0] * n0 + view[0, 1] * n1 + view[0, 2] * n2
                    vy = view[1, 0] * n0 + view[1, 1] * n1 + view[1, 2] * n2
                    vz = view[2, 0] * n0 + view[2, 1] * n1 + view[2, 2] * n2
                    fixed = M[materials_of[t], M_KIND] == F0
                px = (f4(sx) * ray_x[0] + ray_x[1]) * d
                py = (f4(sy) * ray_y[0] + ray_y[1]) * d
                height = vx * px + vy * py - vz * d  # of the plane over the eye, along its normal
                if height > F0:
                    vx = -vx
                    vy = -vy
                    vz = -vz
                    height = -height
                # A place casts something when it is higher: lift = (ray . normal) / iw - height.
                ux = vx * ray_x[0]
                uy = vy * ray_y[0]
                u0 = vx * ray_x[1] + vy * ray_y[1] - vz
                least = height + f4(_RELIEF)
                phase = (x & 3) * 4 + (y & 3)
                closed = F0
                for k in range(taps):
                    qx = int(f4(sx) + reach * spiral[phase, k, 0])
                    qy = int(f4(sy) + reach * spiral[phase, k, 1])
                    if qx < 0 or qy < 0 or qx >= w or qy >= h:
                        continue
                    jw = -depth[qy, qx]
                    along = f4(qx) * ux + f4(qy) * uy + u0
                    if jw <= F0 or along <= least * jw:  # sky, or under the plane
                        continue
                    other = triangles[qy, qx]
                    if other < 0 or other == t:  # a plane does not close itself in
                        continue
                    far = F1 / jw
                    ax = (f4(qx) * ray_x[0] + ray_x[1]) * far - px
                    ay = (f4(qy) * ray_y[0] + ray_y[1]) * far - py
                    az = d - far
                    l2 = ax * ax + ay * ay + az * az + f4(1e-6)
                    # A performer darkens only what it all but touches, or a ring goes along with it.
                    if l2 < limit and (l2 < touch or (M[materials_of[other], M_KIND] == F0 and fixed)):
                        rise = (vx * ax + vy * ay + vz * az) / np.sqrt(l2) - f4(0.12)
                        if rise > F0:
                            closed += rise * (F1 - l2 / limit)
                # Performers take a third: necks and armpits would look bruised.
                share = scale if fixed else scale * people
                open_[y, x] = max(F0, F1 - closed * share)


@kernel
def soften(open_, near, rects, coarse, out):
    """A 4x4 mean over samples of like depth: exactly one period of the pixel phases."""
    h, w = open_.shape
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0] // coarse, (rects[r, 1] + coarse - 1) // coarse):
            for x in range(rects[r, 2] // coarse, (rects[r, 3] + coarse - 1) // coarse):
                here = near[y, x]
                if here <= F0:
                    out[y, x] = F1
                    continue
                total = F0
                count = F0
                span = here * f4(0.06)
                for j in range(-2, 2):
                    yy = min(max(y + j, 0), h - 1)
                    for i in range(-2, 2):
                        xx = min(max(x + i, 0), w - 1)
                        if abs(near[yy, xx] - here) <= span:
                            total += open_[yy, xx]
                            count += F1
                out[y, x] = total / count
