"""Light in the air, at a quarter of the picture's size: bloom, halos and sun shafts."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel
from fairtake.rendering.kernels.shadow import TILE


@kernel
def shining(rects, color, glow, out):
    """What blooms in `rects`: colour times glow, averaged 4x4. Returns whether that changed."""
    changes = False
    h, w = glow.shape
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0] // 4, (rects[r, 1] + 3) // 4):
            for x in range(rects[r, 2] // 4, (rects[r, 3] + 3) // 4):
                a = F0
                b = F0
                c = F0
                for yy in range(4 * y, min(4 * y + 4, h)):
                    for xx in range(4 * x, min(4 * x + 4, w)):
                        g = glow[yy, xx]
                        if g > f4(0.001):
                            a += color[yy, xx, 0] * g
                            b += color[yy, xx, 1] * g
                            c += color[yy, xx, 2] * g
                a /= f4(16)
                b /= f4(16)
                c /= f4(16)
                changes = changes or a != out[y, x, 0] or b != out[y, x, 1] or c != out[y, x, 2]
                out[y, x, 0] = a
                out[y, x, 1] = b
                out[y, x, 2] = c
    return changes


@kernel
def blur(image, scratch, radius):
    """One box blur, in place, by running sums; edges repeat."""
    h, w, channels = image.shape
    k = F1 / f4(2 * radius + 1)
    for y in range(h):
        for c in range(channels):
            s = F0
            for i in range(-radius, radius + 1):
                s += image[y, min(max(i, 0), w - 1), c]
            for x in range(w):
                scratch[y, x, c] = s * k
                s += image[y, min(x + radius + 1, w - 1), c] - image[y, max(x - radius, 0), c]
    for x in range(w):
        for c in range(channels):
            s = F0
            for j in range(-radius, radius + 1):
                s += scratch[min(max(j, 0), h - 1), x, c]
            image[0, x, c] = s * k
    for y in range(h - 1):
        ahead = min(y + radius + 1, h - 1)
        behind = max(y - radius, 0)
        for x in range(w):
            for c in range(channels):
                image[y + 1, x, c] = image[y, x, c] + (scratch[ahead, x, c] - scratch[behind, x, c]) * k


@kernel
def shafts(matrix, shadow, low, high, spot, position, direction, inner, outer, eye, corner, right, down,
           depth, triangles, steps, far, rects, out):  # fmt: skip
    """March each ray of `rects` through a light's shadow map; `out` (h/4, w/4, 1) becomes metres
    in the light."""
    h4 = out.shape[0]
    w4 = out.shape[1]
    h, w = triangles.shape
    n = shadow.shape[0]
    size = f4(n)
    # A ray is a straight line in the map's clip space too: start + s * along.
    start = np.empty(4, np.float32)
    for q in range(4):
        start[q] = matrix[q, 0] * eye[0] + matrix[q, 1] * eye[1] + matrix[q, 2] * eye[2] + matrix[q, 3]
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0] // 4, (rects[r, 1] + 3) // 4):
            v = (f4(y) + HALF) / f4(h4)
            for x in range(rects[r, 2] // 4, (rects[r, 3] + 3) // 4):
                u = (f4(x) + HALF) / f4(w4)
                dx = corner[0] + right[0] * u + down[0] * v
                dy = corner[1] + right[1] * u + down[1] * v
                dz = corner[2] + right[2] * u + down[2] * v
                bx = matrix[0, 0] * dx + matrix[0, 1] * dy + matrix[0, 2] * dz
                by = matrix[1, 0] * dx + matrix[1, 1] * dy + matrix[1, 2] * dz
                bz = matrix[2, 0] * dx + matrix[2, 1] * dy + matrix[2, 2] * dz
                bw = matrix[3, 0] * dx + matrix[3, 1] * dy + matrix[3, 2] * dz
                sy = int(v * f4(h))
                sx = int(u * f4(w))
                reach = far
                if triangles[sy, sx] >= 0:
                    reach = min(far, f4(-1) / depth[sy, sx])
                step = reach / f4(steps)
                # An ordered offset; the blur that follows spans exactly its period.
                s = (f4((x & 1) * 2 + (y & 1)) * f4(0.25) + f4(0.125)) * step
                total = F0
                for _k in range(steps):
                    cw = start[3] + bw * s
                    cx = start[0] + bx * s
                    cy = start[1] + by * s
                    z = start[2] + bz * s
                    at = s
                    s += step
                    share = step
                    if spot:
                        if cw <= f4(0.02):
                            continue
                        cw = F1 / cw
                        cx *= cw
                        cy *= cw
                        z = -cw
                    tx = (cx * HALF + HALF) * size
                    ty = (HALF - cy * HALF) * size
                    if not (tx >= F0 and ty >= F0 and tx < size and ty < size):
                        continue
                    if spot:
                        lx = position[0] - eye[0] - dx * at
                        ly = position[1] - eye[1] - dy * at
                        lz = position[2] - eye[2] - dz * at
                        d = np.sqrt(lx * lx + ly * ly + lz * lz) + f4(1e-6)
                        cosine = -(lx * direction[0] + ly * direction[1] + lz * direction[2]) / d
                        t = min(max((cosine - outer) / max(inner - outer, f4(1e-4)), F0), F1)
                        share *= t * t * (f4(3) - f4(2) * t) / (f4(0.15) + d * f4(0.6))
                    ix = int(tx)
                    iy = int(ty)
                    near = z <= low[iy // TILE, ix // TILE]
                    if near or (z <= high[iy // TILE, ix // TILE] and z <= shadow[iy, ix]):
                        total += share
                out[y, x, 0] = total * np.sqrt(dx * dx + dy * dy + dz * dz)


@kernel
def halo(out, cx, cy, radius, visible, r, g, b):
    """Add a round glow at (cx, cy), all in quarter pixels."""
    h, w = out.shape[0], out.shape[1]
    reach = radius * f4(2.5)
    for y in range(max(0, int(cy - reach)), min(h, int(cy + reach) + 1)):
        for x in range(max(0, int(cx - reach)), min(w, int(cx + reach) + 1)):
            dy = f4(y) + HALF - cy
            dx = f4(x) + HALF - cx
            d = np.sqrt(dx * dx + dy * dy) / radius
            k = max(F1 - d / f4(2.5), F0)
            k = k * k * np.exp(-d * f4(1.3)) * visible
            out[y, x, 0] += r * k
            out[y, x, 1] += g * k
            out[y, x, 2] += b * k


@kernel
def changed(a, b, tile, tolerance, tiles):
    """Mark picture tiles over which two quarter-size images differ."""
    h, w, channels = a.shape
    step = tile // 4
    th, tw = tiles.shape
    for y in range(h):
        for x in range(w):
            for c in range(channels):
                if abs(a[y, x, c] - b[y, x, c]) > tolerance:
                    # Bilinear sampling reaches into the neighbours.
                    for j in range(max((y - 1) // step, 0), min((y + 1) // step, th - 1) + 1):
                        for i in range(max((x - 1) // step, 0), min((x + 1) // step, tw - 1) + 1):
                            tiles[j, i] = 1
                    break
