"""What a lens and a shutter do to a finished picture: depth of field and motion blur."""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel

CELL = 16
"""Pixels along a cell for which the largest blur is known."""


@kernel
def nearest(depth, triangles, samples, near, front):
    """The nearest surface within a pixel of each: its 1/w (H, W) and triangle. An outline lies
    half beyond its thing, and is to go with it."""
    h, w = near.shape
    rows, columns = triangles.shape
    for y in range(h):
        y0 = max(y * samples - 1, 0)
        y1 = min(y * samples + samples, rows - 1)
        ym = y * samples
        for x in range(w):
            x0 = max(x * samples - 1, 0)
            x1 = min(x * samples + samples, columns - 1)
            xm = x * samples
            most = F0
            t = -1
            for j in range(3):
                yy = y0 if j == 0 else (ym if j == 1 else y1)
                for i in range(3):
                    xx = x0 if i == 0 else (xm if i == 1 else x1)
                    if triangles[yy, xx] >= 0 and -depth[yy, xx] > most:
                        most = -depth[yy, xx]
                        t = triangles[yy, xx]
            near[y, x] = most
            front[y, x] = t


@kernel
def circles(near, focus, strength, most, out, cells):
    """Radius in pixels of the circle of confusion of every pixel (H, W), and the largest near each
    cell. `strength` pixels of radius at infinity; `focus` metres."""
    h, w = out.shape
    cells[:, :] = F0
    for y in range(h):
        for x in range(w):
            c = min(abs(F1 - focus * near[y, x]) * strength, most)
            out[y, x] = c
            j = y // CELL
            i = x // CELL
            if c > cells[j, i]:
                cells[j, i] = c


@kernel
def even(rgb, radius, out):
    """Take the steps out of what is blurred: a mean of 3x3 pixels that are blurred as well."""
    h, w = radius.shape
    for y in range(h):
        for x in range(w):
            if radius[y, x] < f4(2):
                for q in range(3):
                    out[y, x, q] = rgb[y, x, q]
                continue
            a = 0
            b = 0
            c = 0
            count = 0
            for yy in range(max(y - 1, 0), min(y + 2, h)):
                for xx in range(max(x - 1, 0), min(x + 2, w)):
                    if radius[yy, xx] >= f4(2):
                        a += int(rgb[yy, xx, 0])
                        b += int(rgb[yy, xx, 1])
                        c += int(rgb[yy, xx, 2])
                        count += 1
            half = count // 2
            out[y, x, 0] = np.uint8((a + half) // count)
            out[y, x, 1] = np.uint8((b + half) // count)
            out[y, x, 2] = np.uint8((c + half) // count)


@kernel
def spread(cells, out):
    """The largest of each cell and its eight neighbours."""
    rows, columns = cells.shape
    for j in range(rows):
        for i in range(columns):
            most = F0
            for b in range(max(j - 1, 0), min(j + 2, rows)):
                for a in range(max(i - 1, 0), min(i + 2, columns)):
                    most = max(most, cells[b, a])
            out[j, i] = most


@kernel
def defocus(rgb, near, radius, cells, disc, out):
    """Blur each pixel by the circles that reach it. `disc` (K, 2) offsets in a unit disc. What is
    behind does not run over what is sharp before it."""
    h, w = radius.shape
    taps = disc.shape[0]
    for y in range(h):
        for x in range(w):
            most = cells[y // CELL, x // CELL]
            if most < f4(0.6):
                for q in range(3):
                    out[y, x, q] = rgb[y, x, q]
                continue
            own = radius[y, x]
            here = near[y, x]
            weight = F1 / max(own * own, f4(0.4))
            total = weight
            a = f4(rgb[y, x, 0])
            b = f4(rgb[y, x, 1])
            c = f4(rgb[y, x, 2])
            r = a * a * weight
            g = b * b * weight
            bl = c * c * weight
            for k in range(taps):
                dx = disc[k, 0] * most
                dy = disc[k, 1] * most
                xx = min(max(int(np.floor(f4(x) + dx + HALF)), 0), w - 1)
                yy = min(max(int(np.floor(f4(y) + dy + HALF)), 0), h - 1)
                reach = radius[yy, xx]
                if near[yy, xx] < here * f4(0.98):
                    reach = min(reach, own)
                far = np.sqrt(dx * dx + dy * dy)
                share = min(max(reach - far + F1, F0), F1)
                if share <= F0:
                    continue
                share /= max(reach * reach, f4(0.4))
                total += share
                a = f4(rgb[yy, xx, 0])
                b = f4(rgb[yy, xx, 1])
                c = f4(rgb[yy, xx, 2])
                r += a * a * share
                g += b * b * share
                bl += c * c * share
            k2 = F1 / total
            out[y, x, 0] = np.uint8(np.sqrt(r * k2) + f4(0.49))
            out[y, x, 1] = np.uint8(np.sqrt(g * k2) + f4(0.49))
            out[y, x, 2] = np.uint8(np.sqrt(bl * k2) + f4(0.49))


@kernel
def velocities(near, front, fixed, first, faces, clip, before, eye, corner, right, down, matrix, shutter,
               most, out, cells):  # fmt: skip
    """How far (H, W, 2: x, y) each pixel's surface moves while the shutter is open, in pixels.

    `before` (V - first, 3) is where the vertices from `first` on were a frame ago, `matrix` what
    the camera showed then; `cells` (rows, columns, 3) becomes the longest way in each cell and its
    length.
    """
    h, w = out.shape[0], out.shape[1]
    cells[:, :, :] = F0
    for y in range(h):
        for x in range(w):
            t = front[y, x]
            u = (f4(x) + HALF) / f4(w)
            v = (f4(y) + HALF) / f4(h)
            iw = near[y, x]
            d = F1 / max(iw, f4(1e-4))
            px = eye[0] + (corner[0] + right[0] * u + down[0] * v) * d
            py = eye[1] + (corner[1] + right[1] * u + down[1] * v) * d
            pz = eye[2] + (corner[2] + right[2] * u + down[2] * v) * d
            if t >= fixed:
                X = np.float64(u * f4(2) - F1)
                Y = np.float64(F1 - v * f4(2))
                qx = 0.0
                qy = 0.0
                qz = 0.0
                s = 0.0
                for e in range(3):
                    a = faces[t, e]
                    b = faces[t, (e + 1) % 3]
                    c = faces[t, (e + 2) % 3]
                    bx = np.float64(clip[b, 0])
                    by = np.float64(clip[b, 1])
                    bw = np.float64(clip[b, 3])
                    cx = np.float64(clip[c, 0])
                    cy = np.float64(clip[c, 1])
                    cw = np.float64(clip[c, 3])
                    k = (bx * cy - by * cx) + (by * cw - bw * cy) * X + (bw * cx - bx * cw) * Y
                    s += k
                    qx += k * before[a - first, 0]
                    qy += k * before[a - first, 1]
                    qz += k * before[a - first, 2]
                if s != 0.0:
                    px = f4(qx / s)
                    py = f4(qy / s)
                    pz = f4(qz / s)
            cw2 = matrix[3, 0] * px + matrix[3, 1] * py + matrix[3, 2] * pz + matrix[3, 3]
            vx = F0
            vy = F0
            if cw2 > f4(0.05):
                ox = (matrix[0, 0] * px + matrix[0, 1] * py + matrix[0, 2] * pz + matrix[0, 3]) / cw2
                oy = (matrix[1, 0] * px + matrix[1, 1] * py + matrix[1, 2] * pz + matrix[1, 3]) / cw2
                vx = (u - (ox * HALF + HALF)) * f4(w) * shutter
                vy = (v - (HALF - oy * HALF)) * f4(h) * shutter
                long = np.sqrt(vx * vx + vy * vy)
                if long > most:
                    vx *= most / long
                    vy *= most / long
                    long = most
                j = y // CELL
                i = x // CELL
                if long > cells[j, i, 2]:
                    cells[j, i, 0] = vx
                    cells[j, i, 1] = vy
                    cells[j, i, 2] = long
            out[y, x, 0] = vx
            out[y, x, 1] = vy


@kernel
def smear(rgb, near, speed, cells, steps, out):
    """Blur along the longest way near each pixel, by those surfaces that really pass over it
    (McGuire et al. 2012, simplified)."""
    h, w = speed.shape[0], speed.shape[1]
    rows, columns = cells.shape[0], cells.shape[1]
    for y in range(h):
        j = y // CELL
        for x in range(w):
            i = x // CELL
            vx = F0
            vy = F0
            long = F0
            for b in range(max(j - 1, 0), min(j + 2, rows)):
                for a in range(max(i - 1, 0), min(i + 2, columns)):
                    if cells[b, a, 2] > long:
                        vx = cells[b, a, 0]
                        vy = cells[b, a, 1]
                        long = cells[b, a, 2]
            if long < f4(0.7):
                for q in range(3):
                    out[y, x, q] = rgb[y, x, q]
                continue
            own = np.sqrt(speed[y, x, 0] * speed[y, x, 0] + speed[y, x, 1] * speed[y, x, 1])
            here = near[y, x]
            r = F0
            g = F0
            bl = F0
            total = F0
            for k in range(steps):
                s = (f4(k) + HALF) / f4(steps) - HALF
                xx = min(max(int(np.floor(f4(x) + vx * s + HALF)), 0), w - 1)
                yy = min(max(int(np.floor(f4(y) + vy * s + HALF)), 0), h - 1)
                far = abs(s) * long
                theirs = np.sqrt(speed[yy, xx, 0] * speed[yy, xx, 0] + speed[yy, xx, 1] * speed[yy, xx, 1])
                # What lies before passes over with its own speed; what lies behind shows as far as
                # the pixel's own surface moves away.
                before = near[yy, xx] > here * f4(0.99)
                reach = theirs if before else min(theirs, own) if theirs > own else own
                share = min(max(reach * HALF - far + F1, F0), F1)
                if xx == x and yy == y:
                    share = F1
                total += share
                r += f4(rgb[yy, xx, 0]) * share
                g += f4(rgb[yy, xx, 1]) * share
                bl += f4(rgb[yy, xx, 2]) * share
            k2 = F1 / max(total, f4(1e-4))
            out[y, x, 0] = np.uint8(r * k2 + f4(0.49))
            out[y, x, 1] = np.uint8(g * k2 + f4(0.49))
            out[y, x, 2] = np.uint8(bl * k2 + f4(0.49))


@kernel
def develop(rgb, curves, saturation, grain, grain_y, grain_x, amount, top, bottom, out):
    """Saturation, `curves` (3, 256) of red, green and blue, film grain (strongest in the middle
    tones) and black bars outside rows `top` to `bottom`."""
    h, w = rgb.shape[0], rgb.shape[1]
    gs = grain.shape[0]
    for y in range(h):
        if y < top or y >= bottom:
            for x in range(w):
                for q in range(3):
                    out[y, x, q] = 0
            continue
        for x in range(w):
            a = f4(rgb[y, x, 0])
            b = f4(rgb[y, x, 1])
            c = f4(rgb[y, x, 2])
            L = a * f4(0.3) + b * f4(0.59) + c * f4(0.11)
            noise = F0
            if amount > F0:
                k = L * f4(1 / 255.0)
                noise = f4(grain[(y + grain_y) % gs, (x + grain_x) % gs]) * amount * (f4(0.35) + f4(2.6) * k * (F1 - k))
            for q in range(3):
                v = a if q == 0 else (b if q == 1 else c)
                v = min(max(L + (v - L) * saturation + HALF, F0), f4(255))
                v = curves[q, int(v)] + noise
                out[y, x, q] = np.uint8(min(max(v, F0), f4(255)) + f4(0.49))
