"""What a picture is made of: watercolour on paper, sheets of cut paper, a drawing on blueprint.

Each kernel reads the finished picture (or, for a plan, the measured points) and what lies
under it, and writes its own picture. Textures are int8, repeat without a seam, and are looked up
from an anchor: that of the thing drawn, so that they go along with it, or that of the paper.
"""

import numpy as np

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, hash01, kernel, smooth

# Columns of `paper`.
(
    COLOR,
    LINE,
    TOOTH,
    FLOW,
    POOL,
    BLEED,
    BROKEN,
    MARGIN,
    DEPTH,
    SHADOW,
    HATCHING,
    PERSON,
    UNIT,
    VIGNETTE,
    PAPER_COLUMNS,
) = (0, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 18, 19, 20)


@kernel
def _cover(coverage, y, x, samples):
    """Ink over a pixel, 0..1."""
    if samples == 1:
        return f4(coverage[y, x]) * f4(1 / 255.0)
    c = int(coverage[2 * y, 2 * x]) + int(coverage[2 * y, 2 * x + 1])
    c += int(coverage[2 * y + 1, 2 * x]) + int(coverage[2 * y + 1, 2 * x + 1])
    return f4(c) * f4(1 / 1020.0)


@kernel
def shrink(rgb, coverage, samples, out):
    """The picture and its ink at a quarter of the size: `out` (H/4, W/4, 4) 0..1."""
    h, w = rgb.shape[0], rgb.shape[1]
    rows, columns = out.shape[0], out.shape[1]
    for y in range(rows):
        y1 = min(4 * y + 4, h)
        for x in range(columns):
            x1 = min(4 * x + 4, w)
            a = 0
            b = 0
            c = 0
            ink = 0
            for yy in range(4 * y, y1):
                for xx in range(4 * x, x1):
                    a += int(rgb[yy, xx, 0])
                    b += int(rgb[yy, xx, 1])
                    c += int(rgb[yy, xx, 2])
                    ink += int(coverage[samples * yy, samples * xx])
            k = F1 / f4(255 * (y1 - 4 * y) * (x1 - 4 * x))
            out[y, x, 0] = f4(a) * k
            out[y, x, 1] = f4(b) * k
            out[y, x, 2] = f4(c) * k
            out[y, x, 3] = f4(ink) * k


@kernel
def wash(rects, samples, rgb, coverage, triangles, objects, anchors, soft, wet, tooth, flow, shift_y, shift_x, paper,
         out):  # fmt: skip
    """Watercolour. `soft` and `wet` (H/4, W/4, 4) the picture and its ink a little and much
    blurred; pigment settles unevenly and pools where a wash ends, wet colours run into each
    other, the pencil's line is broken, and the frame has a ragged edge of bare paper."""
    h, w = rgb.shape[0], rgb.shape[1]
    h4, w4 = soft.shape[0], soft.shape[1]
    gs = tooth.shape[0]
    unit = paper[UNIT]
    margin = paper[MARGIN] * unit
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0], rects[r, 1]):
            fy = max((f4(y) - f4(1.5)) * f4(0.25), F0)
            gy = min(int(fy), h4 - 1)
            gy1 = min(gy + 1, h4 - 1)
            by = fy - f4(gy)
            for x in range(rects[r, 2], rects[r, 3]):
                t = triangles[y * samples, x * samples]
                o = objects[t] if t >= 0 else 0
                py = (y + shift_y) % gs
                px = (x + shift_x) % gs
                oy = (y - anchors[o, 0]) % gs
                ox = (x - anchors[o, 1]) % gs
                fibre = f4(tooth[py, px]) * f4(1 / 32.0)
                pigment = f4(flow[oy, ox]) * f4(1 / 32.0)
                fine = f4(flow[(oy * 3) % gs, (ox * 3) % gs]) * f4(1 / 32.0)
                fx = max((f4(x) - f4(1.5)) * f4(0.25), F0)
                gx = min(int(fx), w4 - 1)
                gx1 = min(gx + 1, w4 - 1)
                bx = fx - f4(gx)
                w00 = (F1 - by) * (F1 - bx)
                w01 = (F1 - by) * bx
                w10 = by * (F1 - bx)
                w11 = by * bx
                run = min(max((pigment - f4(0.15)) * f4(0.9), F0), F1) * paper[BLEED]
                near = soft[gy, gx, 3] * w00 + soft[gy, gx1, 3] * w01 + soft[gy1, gx, 3] * w10 + soft[gy1, gx1, 3] * w11
                L = F0
                Ls = F0
                for q in range(3):
                    s = (
                        soft[gy, gx, q] * w00
                        + soft[gy, gx1, q] * w01
                        + soft[gy1, gx, q] * w10
                        + soft[gy1, gx1, q] * w11
                    )
                    k = f4(0.3) if q == 0 else (f4(0.59) if q == 1 else f4(0.11))
                    L += f4(rgb[y, x, q]) * f4(1 / 255.0) * k
                    Ls += s * k
                # The darker side of an edge takes the pigment, the lighter one gives it.
                rim = min(max((Ls - L) * f4(2.6), f4(-0.18)), f4(0.5))
                rim += min(near * f4(1.5), f4(0.30)) * (f4(0.75) + f4(0.6) * fine)
                density = F1 + paper[POOL] * rim + paper[FLOW] * (f4(0.20) * pigment + f4(0.10) * fine)
                density += paper[TOOTH] * f4(0.085) * fibre
                density = min(max(density, f4(0.35)), f4(2.2))
                ink = _cover(coverage, y, x, samples)
                if ink > F0:
                    gap = paper[BROKEN] * f4(2.2) - f4(1.6)
                    gap = smooth(gap - f4(0.5), gap + f4(0.5), pigment + f4(0.35) * fine)
                    ink *= gap * (f4(0.66) + f4(0.16) * fibre + f4(0.1) * fine)
                    ink = min(max(ink, F0), F1)
                bare = F0
                if margin > F0:
                    e = f4(min(min(x, w - 1 - x), min(y, h - 1 - y)))
                    ey = f4(flow[y % gs, x % gs]) * f4(1 / 32.0)
                    e += (ey * f4(0.42) + f4(tooth[y % gs, x % gs]) * f4(0.05 / 32.0)) * margin
                    bare = F1 - smooth(margin - f4(1.6) * unit, margin, e)
                    # A wash dries darkest where it ends.
                    density += paper[POOL] * f4(0.5) * max(F1 - abs(e - margin - unit) / (f4(3) * unit), F0)
                for q in range(3):
                    c = f4(rgb[y, x, q]) * f4(1 / 255.0)
                    if run > F0:
                        v = (
                            wet[gy, gx, q] * w00
                            + wet[gy, gx1, q] * w01
                            + wet[gy1, gx, q] * w10
                            + wet[gy1, gx1, q] * w11
                        )
                        c += (v - c) * run
                    # Twice the pigment lets through the square of the light (Bousseau 2006).
                    c -= (c - c * c) * (density - F1)
                    c *= paper[COLOR + q]
                    c += (paper[LINE + q] - c) * ink
                    sheet = paper[COLOR + q] * (F1 + paper[TOOTH] * f4(0.028) * fibre)
                    c += (sheet - c) * bare
                    out[y, x, q] = np.uint8(min(max(c, F0), F1) * f4(255) + HALF)


@kernel
def cut(rects, samples, rgb, depth, triangles, objects, anchors, tooth, fibre, paper, out):
    """Cut paper: every thing a sheet with its own grain, a light upper edge, and a shadow on
    what lies behind it. Light falls from the upper left."""
    h, w = rgb.shape[0], rgb.shape[1]
    gs = tooth.shape[0]
    thick = paper[DEPTH] * paper[UNIT]
    edge = max(int(paper[UNIT] * f4(1.4) + HALF), 1)
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0], rects[r, 1]):
            for x in range(rects[r, 2], rects[r, 3]):
                o = 0
                dark = F0
                light = F0
                for sub in range(samples):
                    ys = y * samples + sub
                    xs = x * samples + sub
                    t = triangles[ys, xs]
                    o = objects[t] if t >= 0 else 0
                    here = -depth[ys, xs] if t >= 0 else F0
                    most = F0
                    for tap in range(6):
                        reach = thick * (f4(0.30) + f4(0.30) * f4(tap)) * f4(samples)
                        yy = ys - int(reach * f4(0.80) + HALF)
                        xx = xs - int(reach * f4(0.62) + HALF)
                        if yy < samples or xx < samples:
                            break
                        u = triangles[yy, xx]
                        if u < 0 or u == t or objects[u] == o:
                            continue
                        u2 = triangles[yy - samples, xx - samples]
                        if u2 < 0 or objects[u2] != objects[u]:
                            continue  # a blade of grass throws no shadow
                        # A sheet lies over another by more than a hand.
                        there = -depth[yy, xx]
                        over = (there - here) / max(there, f4(1e-6))
                        most = max(most, min(max((over - f4(0.006)) * f4(30), F0), F1) * (F1 - f4(tap) * f4(0.12)))
                    dark += most
                    e = edge * samples
                    if t >= 0 and ys >= e and xs >= e and ys + e < h * samples and xs + e < w * samples:
                        u = triangles[ys - e, xs - e]
                        ahead = triangles[ys + e, xs + e]
                        if (objects[u] if u >= 0 else 0) != o and ahead >= 0 and objects[ahead] == o:
                            there = -depth[ys - e, xs - e] if u >= 0 else F0
                            light += min(max((here - there) / max(here, f4(1e-6)) * f4(40) - f4(0.2), F0), F1)
                dark /= f4(samples)
                light /= f4(samples)
                oy = (y - anchors[o, 0] + (o * 97) % gs) % gs
                ox = (x - anchors[o, 1] + (o * 173) % gs) % gs
                rough = f4(tooth[oy, ox]) * f4(1 / 32.0)
                long = f4(fibre[oy, ox]) * f4(1 / 32.0)
                tint = (hash01(o, 3, 7) - HALF) * f4(0.10)
                k = F1 + paper[TOOTH] * (f4(0.060) * rough + f4(0.030) * long) + tint
                k *= F1 - paper[SHADOW] * dark
                for q in range(3):
                    c = f4(rgb[y, x, q]) * f4(1 / 255.0) * k
                    c += (paper[LINE + q] - c) * light * f4(0.55)
                    if dark > F0 and q == 2:
                        c += f4(0.02) * dark
                    out[y, x, q] = np.uint8(min(max(c, F0), F1) * f4(255) + HALF)


@kernel
def _stripes(a, b, period, width):
    """Coverage of strokes along b, `period` apart along a."""
    s = a / period
    s -= np.floor(s)
    d = abs(s - HALF) * period
    return min(max(width * HALF + HALF - d, F0), F1)


@kernel
def plan(rects, samples, data, coverage, veil, has_veil, triangles, objects, anchors, tooth, paper, vignette, out):
    """A blueprint: the points' measured shade as hatching, lines and what is drawn on faces in
    white, people on a ground of their own."""
    gs = tooth.shape[0]
    unit = paper[UNIT]
    period = f4(6.5) * unit
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0], rects[r, 1]):
            for x in range(rects[r, 2], rects[r, 3]):
                t = triangles[y * samples, x * samples]
                o = objects[t] if t >= 0 else 0
                shade = data[y, x, 0]
                drawn = min(max(data[y, x, 1], F0), F1)
                person = min(max(data[y, x, 2], F0), F1)
                fibre = f4(tooth[y % gs, x % gs]) * f4(1 / 32.0)
                ay = f4(y - anchors[o, 0])
                ax = f4(x - anchors[o, 1])
                wave = f4(0.8) * unit * np.sin((ax - ay) / (f4(31) * unit)) + f4(0.5) * unit * np.sin(
                    ay / (f4(17) * unit)
                )
                hatch = F0
                if t >= 0:
                    # Shade as strokes: wider as it gets darker, crossed in the darkest.
                    dim = min(max((f4(0.80) - shade) * f4(1.7), F0), F1)
                    if dim > F0:
                        hatch = _stripes(
                            (ax + ay) * f4(0.70711) + wave, ax - ay, period, unit * (f4(0.35) + f4(0.9) * dim)
                        )
                        hatch *= min(dim * f4(3), F1)
                    deep = min(max((f4(0.42) - shade) * f4(2.2), F0), F1)
                    if deep > F0:
                        other = _stripes(
                            (ax - ay) * f4(0.70711) + wave, ax + ay, period, unit * (f4(0.3) + f4(0.8) * deep)
                        )
                        hatch = max(hatch, other * min(deep * f4(3), F1))
                    hatch *= paper[HATCHING] * (F1 - f4(0.35) * person)
                ink = _cover(coverage, y, x, samples)
                white = max(ink * (f4(0.93) + f4(0.07) * fibre), drawn)
                white = max(white, hatch)
                if has_veil:
                    white = max(white, f4(veil[y, x]) * f4(0.5 / 255.0))
                lit = min(max(shade - f4(0.75), F0), f4(0.5)) * f4(0.16)
                tone = (F1 + paper[TOOTH] * f4(0.05) * fibre) * (HALF + HALF * vignette[y, x])
                for q in range(3):
                    c = paper[COLOR + q] + (paper[PERSON + q] - paper[COLOR + q]) * person
                    c = c * tone + lit * (F1 - person)
                    c += (paper[LINE + q] - c) * white
                    out[y, x, q] = np.uint8(min(max(c, F0), F1) * f4(255) + HALF)
