"""Ink: where a line is drawn, how wide, and its coverage of the samples round it.

Neighbouring samples are compared only where their triangles differ. The nearer surface owns
the line. The line's exact place between two samples is where the owner's triangle ends, so a
line is smooth even with one sample a pixel; the same place says how much of a pixel each side
covers, which smooths the colours under and beside the line.
"""

import numpy as np

from fairtake.rendering.kernels.columns import (
    H_DENSITY,
    H_MAXIMUM,
    H_POWER,
    M_EMISSION,
    M_FOLD,
    M_INK,
    M_KIND,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, folded, kernel

# What is asked of a triangle, in one line of the cache: its normal, zone and material's say.
_ZONE, _KIND, _FOLD, _INK, _EMISSION, _FACTS = range(3, 9)
_STEPS = 1024

# Columns of `pen`.
BASE, REFERENCE, POWER, THINNEST, WIDEST, STEP, CREASE_COSINE, CONTACT, CREASE, FOLD, SEAM, SAMPLE_SIZE = range(12)


@kernel
def _walk(clip, faces, across, t, x0, y0, x1, y1):
    """How far (0..1) the surface that triangle t belongs to goes from one screen point, which
    lies in t, toward another: from triangle to triangle until the surface ends or turns away."""
    came = -1
    reached = 0.0
    turn = 0.0
    for _step in range(12):
        a = faces[t, 0]
        b = faces[t, 1]
        c = faces[t, 2]
        ax = np.float64(clip[a, 0])
        ay = np.float64(clip[a, 1])
        aw = np.float64(clip[a, 3])
        bx = np.float64(clip[b, 0])
        by = np.float64(clip[b, 1])
        bw = np.float64(clip[b, 3])
        cx = np.float64(clip[c, 0])
        cy = np.float64(clip[c, 1])
        cw = np.float64(clip[c, 3])
        det = ax * (by * cw - bw * cy) - ay * (bx * cw - bw * cx) + aw * (bx * cy - by * cx)
        sign = 1.0 if det > 0.0 else -1.0
        if turn == 0.0:
            turn = sign
        elif sign != turn:
            return reached
        best = 2.0
        way = -1
        for e in range(3):
            if came >= 0 and across[t, e] == came:
                continue
            if e == 0:
                k0 = bx * cy - by * cx
                k1 = by * cw - bw * cy
                k2 = bw * cx - bx * cw
            elif e == 1:
                k0 = cx * ay - cy * ax
                k1 = cy * aw - cw * ay
                k2 = cw * ax - cx * aw
            else:
                k0 = ax * by - ay * bx
                k1 = ay * bw - aw * by
                k2 = aw * bx - ax * bw
            here = (k0 + k1 * x0 + k2 * y0) * sign
            there = (k0 + k1 * x1 + k2 * y1) * sign
            if there < here:
                s = here / (here - there)
                if s < best:
                    best = s
                    way = e
        if best >= 1.0:
            return 1.0
        reached = max(reached, best)
        if way < 0 or across[t, way] < 0:
            return reached
        came = t
        t = across[t, way]
    return reached


@folded
def _nearness(clip, faces, t, x, y):
    """1/w of the plane of triangle t at a screen point."""
    a = faces[t, 0]
    b = faces[t, 1]
    c = faces[t, 2]
    ax = np.float64(clip[a, 0]) - x * np.float64(clip[a, 3])
    ay = np.float64(clip[a, 1]) - y * np.float64(clip[a, 3])
    bx = np.float64(clip[b, 0]) - x * np.float64(clip[b, 3])
    by = np.float64(clip[b, 1]) - y * np.float64(clip[b, 3])
    cx = np.float64(clip[c, 0]) - x * np.float64(clip[c, 3])
    cy = np.float64(clip[c, 1]) - y * np.float64(clip[c, 3])
    l0 = bx * cy - by * cx
    l1 = cx * ay - cy * ax
    l2 = ax * by - ay * bx
    det = l0 * clip[a, 3] + l1 * clip[b, 3] + l2 * clip[c, 3]
    return (l0 + l1 + l2) / det if det != 0.0 else 0.0


@folded
def _border(clip, faces, across, t, u, x0, y0, x1, y1):
    """Where (0..1) the picture changes from triangle t, seen at one screen point, to u (or sky)
    at another: at the end of t's surface, else of u's, else where the two cut each other."""
    s = _walk(clip, faces, across, t, x0, y0, x1, y1)
    if s < 1.0:
        return f4(s)
    if u >= 0:
        s = _walk(clip, faces, across, u, x1, y1, x0, y0)
        if s < 1.0:
            return f4(1.0 - s)
        here = _nearness(clip, faces, t, x0, y0) - _nearness(clip, faces, u, x0, y0)
        there = _nearness(clip, faces, t, x1, y1) - _nearness(clip, faces, u, x1, y1)
        if (here > 0.0) != (there > 0.0):
            return f4(here / (here - there))
    return HALF


@folded
def _owns(t, u, near_t, near_u, facts):
    """Whether t (1/w near_t) owns the line against u. On a contact, where depths are nearly
    the same, the larger zone number does, so that the owner cannot flip between frames."""
    if t < 0:
        return False
    if u < 0:
        return True
    if abs(near_t - near_u) < f4(0.005) * near_t and facts[t, _ZONE] != facts[u, _ZONE]:
        return facts[t, _ZONE] > facts[u, _ZONE]
    return near_t >= near_u


@folded
def _smooth(faces, t, u):
    """Whether two triangles share a corner, normal and all: then the surface is round there."""
    for i in range(3):
        for j in range(3):
            if faces[t, i] == faces[u, j]:
                return True
    return False


@folded
def _weight(depth, triangles, facts, faces, pen, y, x, dy, dx):
    """Width of the line that sample (y, x) owns against (y+dy, x+dx), 0 for none; as a share
    of the full outline. Also 1 where the two are different surfaces, whatever the ink."""
    t = triangles[y, x]
    u = triangles[y + dy, x + dx]
    ink = facts[t, _INK]
    if u < 0:
        return ink, True
    near = -depth[y, x]
    far = -depth[y + dy, x + dx]
    d = F1 / near
    gap = F1 / far - d
    if facts[t, _ZONE] != facts[u, _ZONE]:
        if facts[t, _KIND] > F0 and facts[u, _KIND] > F0:
            if abs(gap) > max(f4(0.03), f4(3) * pen[SAMPLE_SIZE] * d):
                return ink, True
            return pen[SEAM] * min(ink, facts[u, _INK]), True
        if far < near * (F1 - pen[STEP]):
            return ink, True
        return pen[CONTACT] * min(ink, facts[u, _INK]), True
    back = triangles[y - dy, x - dx]
    same_back = back >= 0 and facts[back, _ZONE] == facts[t, _ZONE]
    if same_back:
        slope = abs(F1 / -depth[y - dy, x - dx] - d)
        step = facts[t, _FOLD]
        step = max(step, f4(3.5) * pen[SAMPLE_SIZE] * d) if step > F0 else pen[STEP] * f4(0.8) * d
        rise = gap - slope * f4(2.5)
        if rise > step:
            # Lines begin thin: a fold that comes and goes does not blink.
            return pen[FOLD] * ink * min(rise / step - HALF, F1), True
        if facts[t, _KIND] == F0 and gap < step:
            cosine = facts[t, 0] * facts[u, 0] + facts[t, 1] * facts[u, 1] + facts[t, 2] * facts[u, 2]
            if cosine < pen[CREASE_COSINE] and not _smooth(faces, t, u):
                # Both sides must go on, or it is a speck and not an edge.
                h, w = triangles.shape
                yy = y + 2 * dy
                xx = x + 2 * dx
                if yy >= 0 and xx >= 0 and yy < h and xx < w:
                    v = triangles[yy, xx]
                    if v >= 0 and facts[v, _ZONE] == facts[u, _ZONE]:
                        ahead = facts[v, 0] * facts[u, 0] + facts[v, 1] * facts[u, 1] + facts[v, 2] * facts[u, 2]
                        behind = (
                            facts[t, 0] * facts[back, 0] + facts[t, 1] * facts[back, 1] + facts[t, 2] * facts[back, 2]
                        )
                        if ahead > f4(0.85) and behind > f4(0.85):
                            sharp = min((pen[CREASE_COSINE] - cosine) / f4(0.12) + f4(0.3), F1)
                            return pen[CREASE] * ink * sharp, False
    return F0, False


@folded
def _stroke(coverage, cy, cx, radius, opacity, y0, y1, x0, x1):
    """A soft disc, joined to what is there by maximum. A line thinner than a sample covers no
    more of one than its width, so it keeps its weight wherever it falls."""
    reach = radius + HALF
    most = min(F1, f4(2) * radius)
    far = reach * reach
    for j in range(max(int(np.ceil(cy - reach)), y0), min(int(np.floor(cy + reach)) + 1, y1)):
        dy = f4(j) - cy
        for i in range(max(int(np.ceil(cx - reach)), x0), min(int(np.floor(cx + reach)) + 1, x1)):
            dx = f4(i) - cx
            away = dy * dy + dx * dx
            if away < far:
                c = max(min(reach - np.sqrt(away), most), F0)
                v = np.uint8(c * opacity * f4(255))
                if v > coverage[j, i]:
                    coverage[j, i] = v


@folded
def _mix(blend, y, x, direction, share, y0, y1, x0, x1):
    """Remember that pixel (y, x) is partly (`share` 0..0.5) of its neighbour's colour."""
    if y < y0 or y >= y1 or x < x0 or x >= x1:
        return
    v = int(share * f4(126))
    if v > (blend[y, x] & 63):
        blend[y, x] = np.uint8((direction << 6) | v)


@kernel
def draw(
    depth, triangles, rects, samples, fixed, zones, materials_of, normals, M, clip, faces, across, pen, haze, coverage,
    blend,
):  # fmt: skip
    """Ink the samples of `rects` (pixels) into `coverage` (h, w) uint8; with one sample a
    pixel also note edge blends in `blend` (H, W) uint8: direction << 6 | share * 126."""
    h, w = triangles.shape
    wx = 2.0 / w
    wy = 2.0 / h
    candidates = np.empty(33, np.int32)
    # Widths as a function of s / (s + 1), where s is what a line's height in pixels says.
    widths = np.empty(_STEPS + 1, np.float32)
    for k in range(_STEPS + 1):
        widths[k] = pen[BASE] * (f4(k) / f4(max(_STEPS - k, 1))) ** pen[POWER]
    count = materials_of.shape[0]
    facts = np.empty((count, _FACTS), np.float32)
    for t in range(count):
        m = materials_of[t]
        facts[t, 0] = normals[t, 0]
        facts[t, 1] = normals[t, 1]
        facts[t, 2] = normals[t, 2]
        facts[t, _ZONE] = zones[t]
        facts[t, _KIND] = M[m, M_KIND]
        facts[t, _FOLD] = M[m, M_FOLD]
        facts[t, _INK] = M[m, M_INK]
        facts[t, _EMISSION] = M[m, M_EMISSION]
    for r in range(rects.shape[0]):
        y0 = rects[r, 0] * samples
        y1 = rects[r, 1] * samples
        x0 = rects[r, 2] * samples
        x1 = rects[r, 3] * samples
        for y in range(y0, y1):
            for x in range(x0, x1):
                coverage[y, x] = 0
            if samples == 1:
                for x in range(x0, x1):
                    blend[y, x] = 0
        xs = max(1, x0 - 4)
        xe = min(w - 2, x1 + 4)
        for y in range(max(1, y0 - 4), min(h - 2, y1 + 4)):
            for block in range(xs, xe, 32):
                stop = min(block + 32, xe)
                here = triangles[y, block:stop]
                right = triangles[y, block + 1 : stop + 1]
                below = triangles[y + 1, block:stop]
                differ = np.int32(0)
                for i in range(stop - block):
                    differ |= (here[i] ^ right[i]) | (here[i] ^ below[i])
                if differ == 0:
                    continue
                # Gathered without a branch, for which way it goes nobody can foretell.
                found = 0
                for i in range(stop - block):
                    candidates[found] = block + i
                    found += int(here[i] != right[i] or here[i] != below[i])
                for candidate in range(found):
                    x = candidates[candidate]
                    t = triangles[y, x]
                    for side in range(2):
                        dx = 1 - side
                        dy = side
                        u = triangles[y + dy, x + dx]
                        if t == u:
                            continue
                        a = -depth[y, x] if t >= 0 else F0
                        b = -depth[y + dy, x + dx] if u >= 0 else F0
                        same = t >= 0 and u >= 0 and facts[t, _ZONE] == facts[u, _ZONE]
                        if same and t >= fixed and facts[t, _KIND] > F0:
                            # On a performer only a fold draws a line here: is it deep enough?
                            fold = min(facts[t, _FOLD], facts[u, _FOLD])
                            step = fold * a * b if fold > F0 else f4(0.8) * pen[STEP] * min(a, b)
                            if abs(a - b) < step:
                                continue
                        if same and abs(a - b) < f4(0.0015) * a:
                            if t >= fixed:
                                continue  # inside one smooth skin
                            cosine = facts[t, 0] * facts[u, 0] + facts[t, 1] * facts[u, 1] + facts[t, 2] * facts[u, 2]
                            if cosine >= pen[CREASE_COSINE]:
                                continue
                        if _owns(t, u, a, b, facts):
                            oy = y
                            ox = x
                            sy = dy
                            sx = dx
                            owner = t
                            other = u
                            near = a
                        else:
                            oy = y + dy
                            ox = x + dx
                            sy = -dy
                            sx = -dx
                            owner = u
                            other = t
                            near = b
                        if oy - sy < 0 or ox - sx < 0 or oy - sy >= h or ox - sx >= w:
                            continue
                        weight, edge = _weight(depth, triangles, facts, faces, pen, oy, ox, sy, sx)
                        if weight <= F0 and not (edge and samples == 1):
                            continue
                        px = (ox + 0.5) * wx - 1.0
                        py = 1.0 - (oy + 0.5) * wy
                        s = _border(clip, faces, across, owner, other, px, py, px + sx * wx, py - sy * wy)
                        if weight > F0:
                            size = pen[REFERENCE] * near
                            size = size / (size + F1) * f4(_STEPS)
                            k = min(int(size), _STEPS - 1)
                            width = widths[k] + (widths[k + 1] - widths[k]) * (size - f4(k))
                            width = min(max(width, pen[THINNEST]), pen[WIDEST]) * weight
                            opacity = F1 - f4(0.45) * facts[owner, _EMISSION]
                            # Thinner than the thinnest is drawn fainter instead.
                            thin = pen[THINNEST] * f4(0.9)
                            if width < thin:
                                opacity *= width / thin
                                width = thin
                            if haze[H_MAXIMUM] > F0:
                                air = F1 - np.exp(-((haze[H_DENSITY] / near) ** haze[H_POWER]))
                                opacity *= F1 - f4(0.75) * haze[H_MAXIMUM] * air
                            _stroke(coverage, f4(oy) + s * f4(sy), f4(ox) + s * f4(sx), width, opacity, y0, y1, x0, x1)
                        if samples == 1 and edge:
                            # Directions: 0 right, 1 left, 2 below, 3 above.
                            ahead = (0 if sx > 0 else 1) if sx != 0 else (2 if sy > 0 else 3)
                            if s < HALF:
                                _mix(blend, oy, ox, ahead, HALF - s, y0, y1, x0, x1)
                            else:
                                _mix(blend, oy + sy, ox + sx, ahead ^ 1, s - HALF, y0, y1, x0, x1)
