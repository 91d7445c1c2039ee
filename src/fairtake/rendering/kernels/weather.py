"""Rain and snow: particles in a box of air that goes with the camera, wrapped in the world.

A drop's place depends only on the scene's time and its own seed, so it falls where it falls
whichever camera looks, and every shot sees the same rain.
"""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, hash01, kernel


@kernel
def _dab(veil, y, x, alpha):
    if y < 0 or x < 0 or y >= veil.shape[0] or x >= veil.shape[1]:
        return
    v = np.uint8(min(alpha, F1) * f4(255))
    if v > veil[y, x]:
        veil[y, x] = v


@kernel
def fall(
    seeds,
    box,
    velocity,
    sway,
    seconds,
    shutter,
    matrix,
    eye,
    room,
    inside,
    focal,
    depth,
    triangles,
    samples,
    size,
    alpha,
    veil,
):
    """Draw particles into `veil` (H, W) uint8.

    `seeds` (N, 4): place 0..1 in the box and a phase; `velocity` (3) m/s; `sway` metres;
    `shutter` seconds of streak (0 draws discs of `size` metres); inside `room` (6) nothing
    falls when `inside`. Particles behind what is drawn do not show.
    """
    h, w = veil.shape
    fw = f4(w)
    fh = f4(h)
    for n in range(seeds.shape[0]):
        p0 = F0
        p1 = F0
        p2 = F0
        for q in range(3):
            at = seeds[n, q] * box[q] + velocity[q] * seconds
            if q != 1 and sway > F0:
                at += sway * np.sin(seconds * (F1 + seeds[n, 3]) + seeds[n, 3] * f4(40) + f4(q))
            low = eye[q] - box[q] * HALF
            at = low + (at - low) - np.floor((at - low) / box[q]) * box[q]
            if q == 0:
                p0 = at
            elif q == 1:
                p1 = at
            else:
                p2 = at
        if inside and p0 > room[0] and p0 < room[3] and p1 > room[1] and p1 < room[4] and p2 > room[2] and p2 < room[5]:
            continue
        if p1 < F0:
            continue
        cw = matrix[3, 0] * p0 + matrix[3, 1] * p1 + matrix[3, 2] * p2 + matrix[3, 3]
        if cw < f4(0.6):
            continue
        x0 = ((matrix[0, 0] * p0 + matrix[0, 1] * p1 + matrix[0, 2] * p2 + matrix[0, 3]) / cw * HALF + HALF) * fw
        y0 = (HALF - (matrix[1, 0] * p0 + matrix[1, 1] * p1 + matrix[1, 2] * p2 + matrix[1, 3]) / cw * HALF) * fh
        if not (x0 > f4(-40) and y0 > f4(-80) and x0 < fw + f4(40) and y0 < fh + f4(40)):
            continue
        sy = min(max(int(y0), 0), h - 1) * samples
        sx = min(max(int(x0), 0), w - 1) * samples
        if triangles[sy, sx] >= 0 and f4(-1) / depth[sy, sx] < cw:
            continue
        nearness = min(f4(4) / cw, F1)
        if shutter > F0:
            e0 = p0 - velocity[0] * shutter
            e1 = p1 - velocity[1] * shutter
            e2 = p2 - velocity[2] * shutter
            ew = max(matrix[3, 0] * e0 + matrix[3, 1] * e1 + matrix[3, 2] * e2 + matrix[3, 3], f4(0.3))
            x1 = ((matrix[0, 0] * e0 + matrix[0, 1] * e1 + matrix[0, 2] * e2 + matrix[0, 3]) / ew * HALF + HALF) * fw
            y1 = (HALF - (matrix[1, 0] * e0 + matrix[1, 1] * e1 + matrix[1, 2] * e2 + matrix[1, 3]) / ew * HALF) * fh
            steps = int(min(max(abs(x1 - x0), abs(y1 - y0)), f4(400))) + 1
            for k in range(steps + 1):
                t = f4(k) / f4(steps)
                x = x0 + (x1 - x0) * t
                y = y0 + (y1 - y0) * t
                fx = np.floor(x)
                part = x - fx
                a = alpha * (f4(0.42) + f4(0.58) * nearness) * np.sin(f4(3.14159) * (t * f4(0.9) + f4(0.05)))
                _dab(veil, int(y), int(fx), a * (F1 - part))
                _dab(veil, int(y), int(fx) + 1, a * part)
        else:
            radius = min(max(size * focal * HALF * fh / cw, f4(0.5)), f4(9))
            fade = alpha * min(F1, f4(0.35) + nearness)
            for y in range(int(y0 - radius - F1), int(y0 + radius + f4(2))):
                for x in range(int(x0 - radius - F1), int(x0 + radius + f4(2))):
                    dy = f4(y) + HALF - y0
                    dx = f4(x) + HALF - x0
                    c = min(max(radius + HALF - np.sqrt(dx * dx + dy * dy), F0), F1)
                    if c > F0:
                        _dab(veil, y, x, c * fade)


@kernel
def splash(seeds, seconds, matrix, eye, room, inside, focal, depth, triangles, samples, veil):
    """Rings where drops meet the ground, into `veil` (H, W) uint8: each of the `seeds` (N, 4) opens
    for a third of a second and begins again somewhere else within nine metres."""
    h, w = veil.shape
    fw = f4(w)
    fh = f4(h)
    for n in range(seeds.shape[0]):
        life = seconds * f4(3) + seeds[n, 3] * f4(7)
        turn = np.floor(life)
        age = life - turn
        k = int(turn)
        p0 = eye[0] + (hash01(n, k, 61) - HALF) * f4(18)
        p2 = eye[2] + (hash01(n, k, 62) - HALF) * f4(18)
        if inside and p0 > room[0] and p0 < room[3] and p2 > room[2] and p2 < room[5]:
            continue
        p1 = f4(0.01)
        cw = matrix[3, 0] * p0 + matrix[3, 1] * p1 + matrix[3, 2] * p2 + matrix[3, 3]
        if cw < f4(0.8):
            continue
        x0 = ((matrix[0, 0] * p0 + matrix[0, 1] * p1 + matrix[0, 2] * p2 + matrix[0, 3]) / cw * HALF + HALF) * fw
        y0 = (HALF - (matrix[1, 0] * p0 + matrix[1, 1] * p1 + matrix[1, 2] * p2 + matrix[1, 3]) / cw * HALF) * fh
        if not (x0 > F0 and y0 > F0 and x0 < fw and y0 < fh):
            continue
        sy = int(y0) * samples
        sx = int(x0) * samples
        if triangles[sy, sx] < 0 or abs(f4(-1) / depth[sy, sx] - cw) > f4(0.2):
            continue
        wide = (f4(0.015) + f4(0.075) * age) * focal * HALF * fh / cw
        high = max(wide * min(eye[1] / cw, F1), f4(0.6))
        alpha = f4(0.5) * (F1 - age)
        for y in range(int(y0 - high - F1), int(y0 + high + f4(2))):
            for x in range(int(x0 - wide - F1), int(x0 + wide + f4(2))):
                dx = (f4(x) + HALF - x0) / wide
                dy = (f4(y) + HALF - y0) / high
                d = abs(np.sqrt(dx * dx + dy * dy) - F1) * high
                c = min(max(f4(0.9) - d, F0), F1)
                if c > F0:
                    _dab(veil, y, x, c * alpha)
