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
def shrink(rects, rgb, coverage, samples, out):
    """The picture and its ink in `rects` at a quarter of the size: `out` (H/4, W/4, 4) 0..1."""
    h, w = rgb.shape[0], rgb.shape[1]
    rows, columns = out.shape[0], out.shape[1]
    for r in range(rects.shape[0]):
        for y in range(rects[r, 0] // 4, min((rects[r, 1] + 3) // 4, rows)):
            y1 = min(4 * y + 4, h)
            for x in range(rects[r, 2] // 4, min((rects[r, 3] + 3) // 4, columns)):
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
    far = f4(2.6) * margin + f4(5) * unit  # from the edge of the frame, the margin cannot matter
    level = np.zeros((8, w4 + 1), np.float32)  # both blurred pictures along the row: colour, luma or ink
    scale = f4(1 / 255.0)
    grains = f4(1 / 32.0)
    gap = paper[BROKEN] * f4(2.2) - f4(1.6)
    settle = paper[FLOW] * f4(0.20)
    fines = paper[FLOW] * f4(0.10)
    hills = paper[TOOTH] * f4(0.085)
    pool = paper[POOL]
    for r in range(rects.shape[0]):
        xa = rects[r, 2]
        xb = rects[r, 3]
        ga = max((xa - 2) // 4, 0)
        gb = min((xb + 1) // 4 + 2, w4)
        for y in range(rects[r, 0], rects[r, 1]):
            fy = max((f4(y) - f4(1.5)) * f4(0.25), F0)
            gy = min(int(fy), h4 - 1)
            gy1 = min(gy + 1, h4 - 1)
            by = fy - f4(gy)
            for gx in range(ga, gb):
                s0 = soft[gy, gx, 0] + (soft[gy1, gx, 0] - soft[gy, gx, 0]) * by
                s1 = soft[gy, gx, 1] + (soft[gy1, gx, 1] - soft[gy, gx, 1]) * by
                s2 = soft[gy, gx, 2] + (soft[gy1, gx, 2] - soft[gy, gx, 2]) * by
                level[0, gx] = s0 * f4(0.3) + s1 * f4(0.59) + s2 * f4(0.11)
                level[1, gx] = soft[gy, gx, 3] + (soft[gy1, gx, 3] - soft[gy, gx, 3]) * by
                for q in range(3):
                    level[2 + q, gx] = wet[gy, gx, q] + (wet[gy1, gx, q] - wet[gy, gx, q]) * by
            for q in range(5):
                level[q, gb] = level[q, gb - 1]
            edge_y = min(y, h - 1 - y)
            py = (y + shift_y) % gs
            last = -2
            oy = 0
            ay = 0
            ax = 0
            for x in range(xa, xb):
                t = triangles[y * samples, x * samples]
                o = objects[t] if t >= 0 else 0
                if o != last:
                    last = o
                    ay = anchors[o, 0]
                    ax = anchors[o, 1]
                    oy = (y - ay) % gs
                ox = (x - ax) % gs
                fibre = f4(tooth[py, (x + shift_x) % gs]) * grains
                pigment = f4(flow[oy, ox]) * grains
                fine = f4(flow[(oy * 3) % gs, (ox * 3) % gs]) * grains
                fx = max((f4(x) - f4(1.5)) * f4(0.25), F0)
                gx = int(fx)
                bx = fx - f4(gx)
                near = level[1, gx] + (level[1, gx + 1] - level[1, gx]) * bx
                a = f4(rgb[y, x, 0]) * scale
                b = f4(rgb[y, x, 1]) * scale
                c = f4(rgb[y, x, 2]) * scale
                # The darker side of an edge takes the pigment, the lighter one gives it.
                rim = level[0, gx] + (level[0, gx + 1] - level[0, gx]) * bx
                rim -= a * f4(0.3) + b * f4(0.59) + c * f4(0.11)
                rim = min(max(rim * f4(2.6), f4(-0.18)), f4(0.5))
                rim += min(near * f4(1.5), f4(0.30)) * (f4(0.75) + f4(0.6) * fine)
                density = F1 + pool * rim + settle * pigment + fines * fine + hills * fibre
                bare = F0
                edge = min(min(x, w - 1 - x), edge_y)
                if f4(edge) < far:
                    e = f4(edge)
                    ragged = (f4(flow[y % gs, x % gs]) * f4(0.42) + f4(tooth[y % gs, x % gs]) * f4(0.05)) * grains
                    e += min(ragged, f4(0.6)) * margin
                    bare = F1 - smooth(margin - f4(1.6) * unit, margin, e)
                    # A wash dries darkest where it ends.
                    density += pool * HALF * max(F1 - abs(e - margin - unit) / (f4(3) * unit), F0)
                density = min(max(density, f4(0.35)), f4(2.2)) - F1
                run = min((pigment - f4(0.15)) * f4(0.9), F1) * paper[BLEED]
                if run > F0:
                    a += (level[2, gx] + (level[2, gx + 1] - level[2, gx]) * bx - a) * run
                    b += (level[3, gx] + (level[3, gx + 1] - level[3, gx]) * bx - b) * run
                    c += (level[4, gx] + (level[4, gx + 1] - level[4, gx]) * bx - c) * run
                # Twice the pigment lets through the square of the light (Bousseau 2006).
                a = (a - (a - a * a) * density) * paper[COLOR]
                b = (b - (b - b * b) * density) * paper[COLOR + 1]
                c = (c - (c - c * c) * density) * paper[COLOR + 2]
                if near > F0:
                    ink = _cover(coverage, y, x, samples)
                    if ink > F0:
                        ink *= smooth(gap - HALF, gap + HALF, pigment + f4(0.35) * fine)
                        ink *= f4(0.66) + f4(0.16) * fibre + f4(0.1) * fine
                        ink = min(max(ink, F0), F1)
                        a += (paper[LINE] - a) * ink
                        b += (paper[LINE + 1] - b) * ink
                        c += (paper[LINE + 2] - c) * ink
                if bare > F0:
                    sheet = F1 + paper[TOOTH] * f4(0.028) * fibre
                    a += (paper[COLOR] * sheet - a) * bare
                    b += (paper[COLOR + 1] * sheet - b) * bare
                    c += (paper[COLOR + 2] * sheet - c) * bare
                out[y, x, 0] = np.uint8(min(max(a, F0), F1) * f4(255) + HALF)
                out[y, x, 1] = np.uint8(min(max(b, F0), F1) * f4(255) + HALF)
                out[y, x, 2] = np.uint8(min(max(c, F0), F1) * f4(255) + HALF)


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
def _meets(triangles, objects, y, x, samples):
    """How much (0..1) of a pixel lies where two things, or a thing and the sky, meet."""
    y0 = y * samples
    x0 = x * samples
    y1 = min(y0 + samples, triangles.shape[0] - 1)
    x1 = min(x0 + samples, triangles.shape[1] - 1)
    t = triangles[y0, x0]
    here = objects[t] if t >= 0 else -1
    other = 0
    count = 0
    for j in range(y0, y1 + 1):
        for i in range(x0, x1 + 1):
            t = triangles[j, i]
            other += here != (objects[t] if t >= 0 else -1)
            count += 1
    share = f4(other) / f4(max(count, 1))
    return min(f4(4) * share * (F1 - share), F1)


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
                if ink < f4(0.6) and person <= F0:
                    # The horizon and the shore, which have no outline, are what a plan cannot do without.
                    ink = max(ink, f4(0.6) * _meets(triangles, objects, y, x, samples))
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
