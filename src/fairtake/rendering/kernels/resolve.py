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
def _tone(c, shaft, amount, bloom):
    """Shafts and bloom, then a soft shoulder above 0.8."""
    c += (shaft - c * f4(0.55)) * amount
    c += bloom * (F1 - min(max(c, F0), F1) * f4(0.6))
    k = c - f4(0.8)
    if k > F0:
        t = k * f4(5)
        t2 = t * t
        c = f4(0.8) + f4(0.2) * min(t * (f4(27) + t2) / (f4(27) + f4(9) * t2), F1)
    return c


@kernel
def _finish(c, luma, saturation, contrast, low, high, gain, grain):
    t = min(max(luma + (c - luma) * saturation, F0), F1)
    t += (t * t * (f4(3) - f4(2) * t) - t) * contrast
    t = low + (high - low) * min(max(t, F0), F1)
    return np.uint8(min(max(t * gain + grain, F0), F1) * f4(255) + HALF)


@kernel
def resolve(
    rects, samples, color, wet, depth, coverage, blend, open_, near, air, has_air, veil, has_veil, mirror, has_mirror,
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
    t0 = grade[TINT]
    t1 = grade[TINT + 1]
    t2 = grade[TINT + 2]
    keep = F1 - grade[OWN]
    i0 = grade[INK]
    i1 = grade[INK + 1]
    i2 = grade[INK + 2]
    cover_scale = grade[INK_OPACITY] / (f4(1020) if samples == 2 else f4(255))
    v0 = grade[VEIL]
    v1 = grade[VEIL + 1]
    v2 = grade[VEIL + 2]
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0], rects[r, 1]):
            for x in range(rects[r, 2], rects[r, 3]):
                c0 = color[y, x, 0]
                c1 = color[y, x, 1]
                c2 = color[y, x, 2]
                matte = color[y, x, 3]
                if samples == 1 and blend[y, x] != 0:
                    b = int(blend[y, x])
                    k = f4(b & 63) / f4(126)
                    b >>= 6
                    yy = y + (1 if b == 2 else 0) - (1 if b == 3 else 0)
                    xx = x + (1 if b == 0 else 0) - (1 if b == 1 else 0)
                    c0 += (color[yy, xx, 0] - c0) * k
                    c1 += (color[yy, xx, 1] - c1) * k
                    c2 += (color[yy, xx, 2] - c2) * k
                iw = -depth[y * samples, x * samples]
                if has_mirror and wet[y, x] > F0 and iw > F0:
                    u = (f4(x) + HALF) / f4(w)
                    v = (f4(y) + HALF) / f4(h)
                    dx = corner[0] + right[0] * u + down[0] * v
                    dy = corner[1] + right[1] * u + down[1] * v
                    dz = corner[2] + right[2] * u + down[2] * v
                    slope = abs(dy) / np.sqrt(dx * dx + dy * dy + dz * dz)
                    m0, m1, m2, k = reflected(mirror, y, x, wet[y, x], eye[0] + dx / iw, eye[2] + dz / iw, slope)
                    c0 += (m0 - c0) * k
                    c1 += (m1 - c1) * k
                    c2 += (m2 - c2) * k
                if matte > F0:
                    ay = max((f4(y) - HALF) * HALF, F0)
                    ax = max((f4(x) - HALF) * HALF, F0)
                    iy = int(ay)
                    ix = int(ax)
                    jy = min(iy + 1, h2 - 1)
                    jx = min(ix + 1, w2 - 1)
                    a0 = open_[iy, ix]
                    a1 = open_[iy, jx]
                    a2 = open_[jy, ix]
                    a3 = open_[jy, jx]
                    if a0 + a1 + a2 + a3 < f4(3.97):
                        by = ay - f4(iy)
                        bx = ax - f4(ix)
                        span = f4(0.02) * iw + f4(1e-6)
                        w0 = (F1 - by) * (F1 - bx) / (span + abs(near[iy, ix] - iw))
                        w1 = (F1 - by) * bx / (span + abs(near[iy, jx] - iw))
                        w2_ = by * (F1 - bx) / (span + abs(near[jy, ix] - iw))
                        w3 = by * bx / (span + abs(near[jy, jx] - iw))
                        k = (a0 * w0 + a1 * w1 + a2 * w2_ + a3 * w3) / (w0 + w1 + w2_ + w3)
                        k = (F1 - k) * min(matte, F1)
                        c0 *= F1 - (F1 - t0) * k
                        c1 *= F1 - (F1 - t1) * k
                        c2 *= F1 - (F1 - t2) * k
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
                    c0 += (i0 - c0 * keep) * k
                    c1 += (i1 - c1 * keep) * k
                    c2 += (i2 - c2 * keep) * k
                g0 = F0
                g1 = F0
                g2 = F0
                shaft = F0
                if has_air:
                    fy = max((f4(y) - f4(1.5)) * f4(0.25), F0)
                    fx = max((f4(x) - f4(1.5)) * f4(0.25), F0)
                    gy = min(int(fy), h4 - 1)
                    gx = min(int(fx), w4 - 1)
                    b_ = fy - f4(gy)
                    a_ = fx - f4(gx)
                    gy1 = min(gy + 1, h4 - 1)
                    gx1 = min(gx + 1, w4 - 1)
                    w3 = a_ * b_
                    w2_ = b_ - w3
                    w1 = a_ - w3
                    w0 = F1 - a_ - b_ + w3
                    g0 = air[gy, gx, 0] * w0 + air[gy, gx1, 0] * w1 + air[gy1, gx, 0] * w2_ + air[gy1, gx1, 0] * w3
                    g1 = air[gy, gx, 1] * w0 + air[gy, gx1, 1] * w1 + air[gy1, gx, 1] * w2_ + air[gy1, gx1, 1] * w3
                    g2 = air[gy, gx, 2] * w0 + air[gy, gx1, 2] * w1 + air[gy1, gx, 2] * w2_ + air[gy1, gx1, 2] * w3
                    shaft = air[gy, gx, 3] * w0 + air[gy, gx1, 3] * w1 + air[gy1, gx, 3] * w2_ + air[gy1, gx1, 3] * w3
                    shaft = min(shaft, grade[SHAFT_LIMIT])
                c0 = _tone(c0, grade[SHAFT], shaft, g0)
                c1 = _tone(c1, grade[SHAFT + 1], shaft, g1)
                c2 = _tone(c2, grade[SHAFT + 2], shaft, g2)
                if has_veil and veil[y, x] > 0:
                    k = f4(veil[y, x]) * f4(1 / 255.0)
                    c0 += (v0 - c0) * k
                    c1 += (v1 - c1) * k
                    c2 += (v2 - c2) * k
                luma = c0 * f4(0.3) + c1 * f4(0.59) + c2 * f4(0.11)
                noise = f4(grain[(y + grain_y) % gs, (x + grain_x) % gs]) * grade[GRAIN]
                gain = vignette[y, x] * (F1 + f4(3.2) * noise)
                s = grade[SATURATION]
                k = grade[CONTRAST]
                out[y, x, 0] = _finish(c0, luma, s, k, grade[BLACK], grade[WHITE], gain, noise)
                out[y, x, 1] = _finish(c1, luma, s, k, grade[BLACK + 1], grade[WHITE + 1], gain, noise)
                out[y, x, 2] = _finish(c2, luma, s, k, grade[BLACK + 2], grade[WHITE + 2], gain, noise)
