"""Fire, smoke and what blows in the air, drawn flat over the finished picture as an animator would.

Each is a shape in the plane of the picture whose size follows its distance; every pixel is hidden
by what stands nearer. Colours are sRGB 0..1 and come out of nothing but place, time and seed.
"""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel, noise, smooth


@kernel
def _over(out, y, x, r, g, b, k):
    """Lay a colour over a pixel (uint8 sRGB) with a share."""
    out[y, x, 0] = np.uint8(f4(out[y, x, 0]) * (F1 - k) + r * f4(255) * k + HALF)
    out[y, x, 1] = np.uint8(f4(out[y, x, 1]) * (F1 - k) + g * f4(255) * k + HALF)
    out[y, x, 2] = np.uint8(f4(out[y, x, 2]) * (F1 - k) + b * f4(255) * k + HALF)


@kernel
def _behind(depth, triangles, samples, y, x):
    """How far away, metres, what is drawn at a pixel is; the sky is very far."""
    if triangles[y * samples, x * samples] < 0:
        return f4(1e6)
    d = -depth[y * samples, x * samples]
    return F1 / d if d > F0 else f4(1e6)


@kernel
def flame(x0, y0, width, height, away, seconds, seed, strength, depth, triangles, samples, out):
    """A flame whose foot is at pixel (x0, y0), `width` and `height` pixels, `away` metres: three
    flat tones with licking edges."""
    h, w = triangles.shape
    h //= samples
    w //= samples
    half = width * HALF
    top = int(max(y0 - height * f4(1.25), F0))
    for y in range(top, int(min(y0 + half * f4(0.3) + F1, f4(h)))):
        v = (y0 - f4(y) - HALF) / height  # 0 at the foot, 1 at the mean tip
        for x in range(int(max(x0 - half * f4(1.3), F0)), int(min(x0 + half * f4(1.3) + F1, f4(w)))):
            if _behind(depth, triangles, samples, y, x) < away - f4(0.25):
                continue
            u = (f4(x) + HALF - x0) / half
            # The higher, the more it is blown about; tongues rise and part.
            lick = max(v, F0)
            sway = (noise(v * f4(1.6) - seconds * f4(2.1) + seed, seed, 5) - HALF) * f4(1.1) * lick
            n = noise(u * f4(2.2) + seed, v * f4(2.4) - seconds * f4(3.4), 11)
            n = n * f4(0.65) + f4(0.35) * noise(u * f4(5.0) - seed, v * f4(4.6) - seconds * f4(6.0), 12)
            a = abs(u + sway)
            # A drop: round below, pointed above.
            body = (F1 - a * a) if v < f4(0.15) else F1 - a * (F1 + f4(0.25) * v)
            body = body - max(v - f4(0.1), F0) * f4(0.98) + (n - f4(0.42)) * (f4(0.35) + f4(0.75) * lick)
            if v < F0:
                under = (f4(y) + HALF - y0) / half * f4(3.4)
                body -= under * under
            edge = f4(2.2) / max(half, f4(2.0))
            k = smooth(f4(0.10), f4(0.10) + edge, body) * strength
            if k <= F0:
                continue
            mid = smooth(f4(0.34), f4(0.34) + edge, body)
            core = smooth(f4(0.62), f4(0.62) + edge, body)
            r = f4(0.93)
            g = f4(0.36) + (f4(0.67) - f4(0.36)) * mid
            b = f4(0.13) + (f4(0.22) - f4(0.13)) * mid
            r += (F1 - r) * mid
            g += (f4(0.93) - g) * core
            b += (f4(0.66) - b) * core
            _over(out, y, x, r, g, b, min(k * f4(0.96), F1))


@kernel
def smoke(x0, y0, width, height, away, seconds, seed, strength, lean, cr, cg, cb, depth, triangles, samples, out):
    """Smoke or steam rising from (x0, y0): soft, wider above, drifting by `lean`, thinning out.
    A thin thread (narrower than a sixth of its height) curls."""
    h, w = triangles.shape
    h //= samples
    w //= samples
    thin = width < height * f4(0.34)
    for y in range(int(max(y0 - height, F0)), int(min(y0 + F1, f4(h)))):
        v = (y0 - f4(y)) / height
        if v <= F0 or v >= F1:
            continue
        half = width * (f4(0.12) + f4(0.5) * v) if not thin else width * (f4(0.1) + f4(0.62) * v * v)
        middle = x0 + lean * v * v * height
        middle += (noise(v * f4(2.6) - seconds * f4(0.55) + seed, seed, 21) - HALF) * width * f4(1.6) * v
        if thin:
            middle += np.sin(v * f4(11) - seconds * f4(1.9) + seed) * width * f4(0.35) * v
        fade = smooth(F0, f4(0.05), v) * (F1 - v) ** f4(0.8)
        for x in range(int(max(middle - half * f4(1.6), F0)), int(min(middle + half * f4(1.6) + F1, f4(w)))):
            a = abs(f4(x) + HALF - middle) / max(half, HALF)
            n = noise(a * f4(1.5) + (f4(x) - x0) / max(width, F1) * f4(2.4) + seed, v * f4(5.0) - seconds * f4(0.8), 23)
            n = n * f4(0.6) + f4(0.4) * noise(
                (f4(x) - x0) / max(width, F1) * f4(6.5), v * f4(11) - seconds * f4(1.3), 24
            )
            k = (F1 - smooth(f4(0.25), f4(1.35), a + (HALF - n) * f4(1.3))) * fade * strength
            if k <= f4(0.004):
                continue
            gap = _behind(depth, triangles, samples, y, x) - away
            if gap < f4(-0.6):
                continue
            k *= min(max((gap + f4(0.6)) * f4(1.2), F0), F1)
            # Puffs are lighter on top: two soft tones.
            lit = f4(0.86) + f4(0.2) * smooth(f4(0.42), f4(0.52), n)
            _over(out, y, x, min(cr * lit, F1), min(cg * lit, F1), min(cb * lit, F1), min(k, F1))


@kernel
def bank(x0, y0, width, height, away, seconds, seed, strength, cr, cg, cb, depth, triangles, samples, out):
    """A low bank of fog standing on the ground at (x0, y0): it drifts, and what stands in it is
    veiled by how deep it stands. Worked out on every fourth pixel."""
    h, w = triangles.shape
    h //= samples
    w //= samples
    half = width * HALF
    for y in range(int(max(y0 - height, F0)) // 4 * 4, int(min(y0 + height * f4(0.35), f4(h))), 4):
        v = (y0 - f4(y)) / height
        rise = smooth(f4(-0.35), f4(0.05), v) * (F1 - smooth(f4(0.1), F1, v))
        if rise <= F0:
            continue
        for x in range(int(max(x0 - half, F0)) // 4 * 4, int(min(x0 + half, f4(w))), 4):
            u = (f4(x) - x0) / half
            n = noise(u * f4(2.6) - seconds * f4(0.10) + seed, v * f4(1.7) + seed, 31)
            n = n * f4(0.65) + f4(0.35) * noise(u * f4(6.0) - seconds * f4(0.19), v * f4(3.6) - seed, 32)
            k = rise * (F1 - u * u) * smooth(f4(0.28), f4(0.72), n) * strength
            if k <= f4(0.01):
                continue
            for yy in range(y, min(y + 4, h)):
                for xx in range(x, min(x + 4, w)):
                    gap = _behind(depth, triangles, samples, yy, xx) - away
                    if gap <= f4(-1.2):
                        continue
                    _over(out, yy, xx, cr, cg, cb, k * min((gap + f4(1.2)) * f4(0.35), F1))


@kernel
def leaves(seeds, box, velocity, seconds, matrix, eye, focal, depth, triangles, samples, palette, light, out):
    """Leaves blown along: `seeds` (N, 4) as rain's; `palette` (K, 3); `light` (3) multiplies."""
    h, w, _ = out.shape
    fw = f4(w)
    fh = f4(h)
    for n in range(seeds.shape[0]):
        phase = seeds[n, 3] * f4(6.2831853)
        gust = F1 + f4(0.35) * np.sin(seconds * f4(0.9) + phase)
        p0 = seeds[n, 0] * box[0] + velocity[0] * seconds * (f4(0.7) + f4(0.6) * seeds[n, 3])
        p1 = seeds[n, 1] * box[1] + f4(0.5) * np.sin(seconds * f4(1.7) + phase) * gust
        p2 = seeds[n, 2] * box[2] + velocity[2] * seconds + f4(0.4) * np.sin(seconds * f4(1.1) + phase)
        low = eye[0] - box[0] * HALF
        p0 = low + (p0 - low) - np.floor((p0 - low) / box[0]) * box[0]
        low = eye[2] - box[2] * HALF
        p2 = low + (p2 - low) - np.floor((p2 - low) / box[2]) * box[2]
        p1 = max(abs(p1), f4(0.03))
        cw = matrix[3, 0] * p0 + matrix[3, 1] * p1 + matrix[3, 2] * p2 + matrix[3, 3]
        if cw < f4(0.9):
            continue
        x0 = ((matrix[0, 0] * p0 + matrix[0, 1] * p1 + matrix[0, 2] * p2 + matrix[0, 3]) / cw * HALF + HALF) * fw
        y0 = (HALF - (matrix[1, 0] * p0 + matrix[1, 1] * p1 + matrix[1, 2] * p2 + matrix[1, 3]) / cw * HALF) * fh
        long = f4(0.045) * focal * HALF * fh / cw
        if long < f4(0.7) or not (x0 > -long and y0 > -long and x0 < fw + long and y0 < fh + long):
            continue
        turn = phase + seconds * (f4(3) + f4(3) * seeds[n, 3])
        c = np.cos(turn)
        s = np.sin(turn)
        short = max(long * abs(np.sin(turn * f4(0.7) + phase)) * f4(0.5), f4(0.6))
        m = int(seeds[n, 3] * f4(997)) % palette.shape[0]
        for y in range(int(max(y0 - long - F1, F0)), int(min(y0 + long + f4(2), fh))):
            for x in range(int(max(x0 - long - F1, F0)), int(min(x0 + long + f4(2), fw))):
                if _behind(depth, triangles, samples, y, x) < cw:
                    continue
                dx = f4(x) + HALF - x0
                dy = f4(y) + HALF - y0
                a = (dx * c + dy * s) / long
                b = (dy * c - dx * s) / short
                d = np.sqrt(a * a + b * b)
                k = min(max((F1 - d) * short + HALF, F0), F1)
                if k > F0:
                    _over(out, y, x, palette[m, 0] * light[0], palette[m, 1] * light[1], palette[m, 2] * light[2], k)


@kernel
def bolt(x0, top, foot, seed, thick, strength, triangles, samples, out):
    """Lightning from `top` to `foot` (rows) about column x0, over the sky alone."""
    h, w = triangles.shape
    h //= samples
    w //= samples
    length = max(foot - top, F1)
    for y in range(int(max(top, F0)), int(min(foot, f4(h)))):
        v = (f4(y) - top) / length
        middle = x0 + (noise(v * f4(5), seed, 51) - HALF) * length * f4(0.36)
        middle += (noise(v * f4(17), seed, 52) - HALF) * length * f4(0.12)
        middle += (noise(v * f4(47), seed, 53) - HALF) * length * f4(0.035)
        for branch in range(2):
            reach = thick * (F1 - f4(0.6) * v)
            at = middle
            if branch == 1:
                if v < f4(0.35) or v > f4(0.8):
                    continue
                at += (v - f4(0.35)) * length * f4(0.5) + (noise(v * f4(23), seed, 54) - HALF) * length * f4(0.08)
                reach *= HALF
            for x in range(int(max(at - reach * f4(7), F0)), int(min(at + reach * f4(7) + F1, f4(w)))):
                if triangles[y * samples, x * samples] >= 0:
                    continue
                d = abs(f4(x) + HALF - at)
                k = min(max(reach - d + HALF, F0), F1)
                k = max(k, f4(0.35) * (F1 - smooth(F0, reach * f4(7), d)))
                if k > F0:
                    _over(out, y, x, f4(0.97), f4(0.98), F1, k * strength)


@kernel
def disc(x0, y0, radius, away, cr, cg, cb, strength, depth, triangles, samples, out):
    """A bright lamp seen from the front."""
    h, w = triangles.shape
    h //= samples
    w //= samples
    for y in range(int(max(y0 - radius - F1, F0)), int(min(y0 + radius + f4(2), f4(h)))):
        for x in range(int(max(x0 - radius - F1, F0)), int(min(x0 + radius + f4(2), f4(w)))):
            if _behind(depth, triangles, samples, y, x) < away - f4(0.3):
                continue
            dx = f4(x) + HALF - x0
            dy = f4(y) + HALF - y0
            k = min(max(radius - np.sqrt(dx * dx + dy * dy) + HALF, F0), F1) * strength
            if k > F0:
                _over(out, y, x, cr, cg, cb, k)
