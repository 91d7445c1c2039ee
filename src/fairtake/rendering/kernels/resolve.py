"""The finished pixel: contact shadow, ink, air, weather, grade and grain, in one sweep."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel
from fairtake.rendering.kernels.mirror import reflected

# Columns of `grade`.
(
    TINT,
    INK,
    INK_OPACITY,
    SHAFT,
    SHAFT_LIMIT,
    BLOOM,
    SATURATION,
    CONTRAST,
    BLACK,
    WHITE,
    GRAIN,
    VEIL,
    OWN,
    GRADE_COLUMNS,
) = (0, 3, 6, 7, 10, 11, 12, 13, 14, 17, 20, 21, 24, 25)


@kernel
def resolve(
    rects, samples, coarse, color, wet, depth, coverage, blend, open_, near, air, has_air, veil, has_veil, mirror, has_mirror,
    eye, corner, right, down, grade, vignette, grain, grain_y, grain_x, out,
):  # fmt: skip
    """Write the pixels of `rects` into `out` (H, W, 3) uint8.

    `air` (H/4, W/4, 4) bloom and halo light, and shaft amount; `veil` (H, W) uint8 rain and
    snow; `mirror` the reflected picture at half size; `grain` (S, S) int8 repeats, shifted by
    `grain_y`, `grain_x` so that it goes along with a panning camera.
    """
    h, w = wet.shape
    h2, w2 = open_.shape
    h4 = air.shape[0]
    w4 = air.shape[1]
    gs = grain.shape[0]
    tint0 = grade[TINT]
    tint1 = grade[TINT + 1]
    tint2 = grade[TINT + 2]
    keep = F1 - grade[OWN]
    i0 = grade[INK]
    i1 = grade[INK + 1]
    i2 = grade[INK + 2]
    cover_scale = grade[INK_OPACITY] / (f4(1020) if samples == 2 else f4(255))
    cell = F1 / f4(coarse)
    saturation = grade[SATURATION]
    contrast = grade[CONTRAST]
    row = np.empty((3, w), np.float32)
    paper = np.empty(w, np.float32)
    level = np.zeros((4, w4), np.float32)
    lift = np.zeros((4, 4 * w4 + 8), np.float32)  # bloom and shafts along the row
    for r in range(rects.shape[0]):
        xa = rects[r, 2]
        xb = rects[r, 3]
        count = xb - xa
        for y in range(rects[r, 0], rects[r, 1]):
            for x in range(xa, xb):
                row[0, x] = color[y, x, 0]
                row[1, x] = color[y, x, 1]
                row[2, x] = color[y, x, 2]
            if samples == 1:
                for x in range(xa, xb):
                    if blend[y, x] != 0:
                        b = int(blend[y, x])
                        k = f4(b & 63) / f4(126)
                        b >>= 6
                        yy = y + (1 if b == 2 else 0) - (1 if b == 3 else 0)
                        xx = x + (1 if b == 0 else 0) - (1 if b == 1 else 0)
                        row[0, x] += (color[yy, xx, 0] - row[0, x]) * k
                        row[1, x] += (color[yy, xx, 1] - row[1, x]) * k
                        row[2, x] += (color[yy, xx, 2] - row[2, x]) * k
            if has_mirror:
                for x in range(xa, xb):
                    iw = -depth[y * samples, x * samples]
                    if wet[y, x] <= F0 or iw <= F0:
                        continue
                    u = (f4(x) + HALF) / f4(w)
                    v = (f4(y) + HALF) / f4(h)
                    dx = corner[0] + right[0] * u + down[0] * v
                    dy = corner[1] + right[1] * u + down[1] * v
                    dz = corner[2] + right[2] * u + down[2] * v
                    slope = abs(dy) / np.sqrt(dx * dx + dy * dy + dz * dz)
                    my = (f4(y) + HALF) * f4(mirror.shape[0]) / f4(h)
                    mx = (f4(x) + HALF) * f4(mirror.shape[1]) / f4(w)
                    m0, m1, m2, k = reflected(mirror, my, mx, wet[y, x], eye[0] + dx / iw, eye[2] + dz / iw, slope)
                    row[0, x] += (m0 - row[0, x]) * k
                    row[1, x] += (m1 - row[1, x]) * k
                    row[2, x] += (m2 - row[2, x]) * k
            # Between the middles of four cells; only where one of them is closed in.
            ay = max((f4(y) + HALF) * cell - HALF, F0)
            iy = int(ay)
            jy = min(iy + 1, h2 - 1)
            by = ay - f4(iy)
            half = coarse // 2
            for ix in range((xa + half) // coarse - 1, (xb - 1 + half) // coarse):
                jx = min(ix + 1, w2 - 1)
                kx = max(ix, 0)
                a0 = open_[iy, kx]
                a1 = open_[iy, jx]
                a2 = open_[jy, kx]
                a3 = open_[jy, jx]
                if a0 + a1 + a2 + a3 >= f4(3.97):
                    continue
                n0 = near[iy, kx]
                n1 = near[iy, jx]
                n2 = near[jy, kx]
                n3 = near[jy, jx]
                flat = max(max(n0, n1), max(n2, n3)) < f4(1.01) * min(min(n0, n1), min(n2, n3))
                top = a0 + (a2 - a0) * by
                end = a1 + (a3 - a1) * by
                for x in range(max(ix * coarse + half, xa), min(ix * coarse + half + coarse, xb)):
                    matte = color[y, x, 3]
                    if matte <= F0:
                        continue
                    iw = -depth[y * samples, x * samples]
                    bx = max((f4(x) + HALF) * cell - HALF - f4(kx), F0)
                    if flat and abs(n0 - iw) < f4(0.01) * n0:  # one surface: no need to weigh
                        k = (F1 - top - (end - top) * bx) * min(matte, F1)
                        row[0, x] *= F1 - (F1 - tint0) * k
                        row[1, x] *= F1 - (F1 - tint1) * k
                        row[2, x] *= F1 - (F1 - tint2) * k
                        continue
                    span = f4(0.02) * abs(iw) + f4(1e-6)
                    w0 = (F1 - by) * (F1 - bx) / (span + abs(n0 - iw))
                    w1 = (F1 - by) * bx / (span + abs(n1 - iw))
                    w2_ = by * (F1 - bx) / (span + abs(n2 - iw))
                    w3 = by * bx / (span + abs(n3 - iw))
                    k = (a0 * w0 + a1 * w1 + a2 * w2_ + a3 * w3) / (w0 + w1 + w2_ + w3)
                    k = (F1 - k) * min(matte, F1)
                    row[0, x] *= F1 - (F1 - tint0) * k
                    row[1, x] *= F1 - (F1 - tint1) * k
                    row[2, x] *= F1 - (F1 - tint2) * k
            for x in range(xa, xb):
                if samples == 2:
                    cover = (
                        int(coverage[2 * y, 2 * x])
                        + int(coverage[2 * y, 2 * x + 1])
                        + int(coverage[2 * y + 1, 2 * x])
                        + int(coverage[2 * y + 1, 2 * x + 1])
                    )
                else:
                    cover = int(coverage[y, x])
                if cover > 0:
                    k = f4(cover) * cover_scale
                    row[0, x] += (i0 - row[0, x] * keep) * k
                    row[1, x] += (i1 - row[1, x] * keep) * k
                    row[2, x] += (i2 - row[2, x] * keep) * k
            if has_air:
                fy = max((f4(y) - f4(1.5)) * f4(0.25), F0)
                gy = min(int(fy), h4 - 1)
                gy1 = min(gy + 1, h4 - 1)
                b_ = fy - f4(gy)
                ga = max((xa - 2) // 4, 0)
                gb = min((xb + 1) // 4 + 2, w4)
                for gx in range(ga, gb):
                    for q in range(4):
                        level[q, gx] = air[gy, gx, q] + (air[gy1, gx, q] - air[gy, gx, q]) * b_
                # Cell gx lies in the middle of pixels 4 gx + 1 and 4 gx + 2.
                for q in range(4):
                    if ga == 0:
                        lift[q, 0] = level[q, 0]
                        lift[q, 1] = level[q, 0]
                    for gx in range(ga, gb):
                        here = level[q, gx]
                        step = level[q, min(gx + 1, w4 - 1)] - here
                        lift[q, 4 * gx + 2] = here + step * f4(0.125)
                        lift[q, 4 * gx + 3] = here + step * f4(0.375)
                        lift[q, 4 * gx + 4] = here + step * f4(0.625)
                        lift[q, 4 * gx + 5] = here + step * f4(0.875)
            # The rest has no branches and runs many pixels at once.
            shaft = lift[3, xa:xb]
            for q in range(3):
                line = row[q, xa:xb]
                bloom = lift[q, xa:xb]
                beam = grade[SHAFT + q]
                limit = grade[SHAFT_LIMIT]
                for i in range(count):
                    c = line[i]
                    c += (beam - c * f4(0.55)) * min(shaft[i], limit)
                    c += bloom[i] * (F1 - min(max(c, F0), F1) * f4(0.6))
                    t = max(c - f4(0.8), F0) * f4(5)
                    t2 = t * t
                    high = f4(0.8) + f4(0.2) * min(t * (f4(27) + t2) / (f4(27) + f4(9) * t2), F1)
                    line[i] = high if t > F0 else c
            if has_veil:
                for x in range(xa, xb):
                    if veil[y, x] > 0:
                        k = f4(veil[y, x]) * f4(1 / 255.0)
                        for q in range(3):
                            row[q, x] += (grade[VEIL + q] - row[q, x]) * k
            g = (xa + grain_x) % gs
            strip = grain[(y + grain_y) % gs]
            for x in range(xa, xb):
                paper[x] = f4(strip[g])
                g += 1
                if g == gs:
                    g = 0
            red = row[0, xa:xb]
            green = row[1, xa:xb]
            blue = row[2, xa:xb]
            shade = vignette[y, xa:xb]
            fibre = paper[xa:xb]
            amount = grade[GRAIN]
            target = out[y, xa:xb]
            luma = lift[0, xa:xb]
            for i in range(count):
                luma[i] = red[i] * f4(0.3) + green[i] * f4(0.59) + blue[i] * f4(0.11)
            for q in range(3):
                line = row[q, xa:xb]
                low = grade[BLACK + q]
                high = grade[WHITE + q] - low
                for i in range(count):
                    t = min(max(luma[i] + (line[i] - luma[i]) * saturation, F0), F1)
                    t += (t * t * (f4(3) - f4(2) * t) - t) * contrast
                    t = low + high * min(max(t, F0), F1)
                    noise = fibre[i] * amount
                    t = t * shade[i] * (F1 + f4(3.2) * noise) + noise
                    line[i] = min(max(t, F0), F1) * f4(255) + HALF
            for i in range(count):
                target[i, 0] = np.uint8(red[i])
                target[i, 1] = np.uint8(green[i])
                target[i, 2] = np.uint8(blue[i])
            if not has_air:
                for i in range(xa, xb):
                    lift[0, i] = F0
