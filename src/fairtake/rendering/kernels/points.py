"""From the visibility buffer to shading points and back to pixels.

A pixel whose samples agree becomes one point; where they differ it becomes one point a
surface, each with its share. Points are shaded in batches by the other kernels and then
summed into their pixels.
"""

import numpy as np

from fairtake.rendering.kernels.blocks import filled, join
from fairtake.rendering.kernels.columns import (
    BLOCK,
    FOLLOWER,
    G_BASE,
    G_DISTANCE,
    G_EMISSION,
    G_EYE,
    G_FU,
    G_FV,
    G_LIGHT,
    G_MATTE,
    G_N,
    G_P,
    G_ROUGH,
    G_SHARE,
    G_TURN,
    G_U,
    G_V,
    G_X,
    G_Y,
    GONE,
    H_COLOR,
    H_MAXIMUM,
    H_SUN,
    I_FINE,
    I_TRIANGLE,
    I_X,
    I_Y,
    LEADER,
    M_BLOOM,
    M_BLOTCH,
    M_EMISSION,
    M_FACE,
    M_FOLIAGE,
    M_KIND,
    M_PATTERN,
    M_WET,
    NEIGHBOUR,
    PIXEL,
    QUARTER,
    WATER,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel

_QUARTER = f4(0.25)
_GRAZING = f4(0.2)  # cosine: seen flatter than this, a place's pixels lie too far apart to share light
_ROUND = f4(0.01)  # radians that a normal of a place turns from pixel to pixel where they share no light


@kernel
def _empty(color, glow, wet, y, x):
    for c in range(4):
        color[y, x, c] = F0
    glow[y, x] = F0
    wet[y, x] = F0


@kernel
def _alike(t, u, fixed, zones, normals):
    """Whether two triangles belong to one surface and, on a set, face nearly the same way."""
    if t == u:
        return True
    if u < 0 or zones[t] != zones[u]:
        return False
    if t >= fixed:
        return True
    cosine = normals[t, 0] * normals[u, 0] + normals[t, 1] * normals[u, 1] + normals[t, 2] * normals[u, 2]
    return cosine > f4(0.8)


@kernel
def _gather_blocks(
    triangles, rect, everything, fixed, mask, materials_of, zones, normals, M, G, J, n
):  # fmt: skip
    """Draft: one sample a pixel. Four pixels of sky or of one plain triangle make one point,
    of one patterned triangle a leader with three followers; otherwise each has its own, and
    four of one surface look for lamps together. Of a performer's plain cloth, skin or hair four
    make one point too, on trial: `refine` parts those whose tone proves uneven."""
    h, w = triangles.shape
    sx = f4(2) / f4(w)
    sy = f4(2) / f4(h)
    for y in range(rect[0], rect[1], 2):
        for x in range(rect[2], rect[3], 2):
            t = triangles[y, x]
            t1 = triangles[y, x + 1]
            t2 = triangles[y + 1, x]
            t3 = triangles[y + 1, x + 1]
            if not everything and max(max(t, t1), max(t2, t3)) < fixed:
                marked = mask[y, x] | mask[y, x + 1] | mask[y + 1, x] | mask[y + 1, x + 1]
                if marked == 0:
                    continue
            if n + 4 > G.shape[0]:
                return n
            first = PIXEL
            later = PIXEL
            if t == t1 and t == t2 and t == t3:
                m = materials_of[t] if t >= 0 else 0
                if t < 0 or (M[m, M_KIND] == F0 and M[m, M_PATTERN] == F0):
                    first = BLOCK
                elif M[m, M_KIND] == F0 and M[m, M_PATTERN] != f4(WATER):
                    first = LEADER
                    later = FOLLOWER
                else:
                    later = NEIGHBOUR
            elif (
                t >= 0
                and _alike(t, t1, fixed, zones, normals)
                and _alike(t, t2, fixed, zones, normals)
                and _alike(t, t3, fixed, zones, normals)
            ):
                later = NEIGHBOUR
            if later == NEIGHBOUR and (t in (t1, t2, t3) or t3 in (t1, t2)):
                m = materials_of[t]
                plain = M[m, M_PATTERN] == F0 and M[m, M_BLOTCH] <= F0
                one = m == materials_of[t1] and m == materials_of[t2] and m == materials_of[t3]
                if plain and one and M[m, M_KIND] > F0 and M[m, M_KIND] < f4(3.5):
                    first = BLOCK
            count = 1 if first == BLOCK else 4
            for q in range(count):
                yy = y + (q >> 1)
                xx = x + (q & 1)
                J[n, I_Y] = yy
                J[n, I_X] = xx
                J[n, I_TRIANGLE] = triangles[yy, xx]
                J[n, I_FINE] = first if q == 0 else later
                middle = F1 if q == 0 and first != PIXEL else HALF
                G[n, G_X] = (f4(xx) + middle) * sx - F1
                G[n, G_Y] = F1 - (f4(yy) + middle) * sy
                G[n, G_SHARE] = F1
                n += 1
    return n


@kernel
def refine(triangles, materials_of, M, G, J, n, V, finer, finer_index, finer_seen):
    """Part the blocks on performers that turned out rough into their pixels, as new points in
    `finer`, `finer_index` and `finer_seen`, which see as much of each lamp. Returns how many."""
    h, w = triangles.shape
    sx = f4(2) / f4(w)
    sy = f4(2) / f4(h)
    k = 0
    for i in range(n):
        t = J[i, I_TRIANGLE]
        if J[i, I_FINE] != BLOCK or t < 0 or M[materials_of[t], M_KIND] == F0 or G[i, G_ROUGH] == F0:
            continue
        J[i, I_FINE] = GONE
        for q in range(4):
            y = J[i, I_Y] + (q >> 1)
            x = J[i, I_X] + (q & 1)
            finer_index[k, I_Y] = y
            finer_index[k, I_X] = x
            finer_index[k, I_TRIANGLE] = triangles[y, x]
            finer_index[k, I_FINE] = PIXEL if q == 0 else NEIGHBOUR
            finer[k, G_X] = (f4(x) + HALF) * sx - F1
            finer[k, G_Y] = F1 - (f4(y) + HALF) * sy
            finer[k, G_SHARE] = F1
            for lamp in range(V.shape[1]):
                finer_seen[k, lamp] = V[i, lamp]
            k += 1
    return k


@kernel
def gather(
    triangles, rects, everything, fixed, mask, samples, sharing, materials_of, zones, normals, M, G, J, color, glow, wet
):  # fmt: skip
    """List the shading points of the pixels in `rects` (R, 4: y0, y1, x0, x1).

    Without `everything`, only pixels that hold a triangle >= `fixed` or are marked in `mask`.
    With more than one sample a pixel, the pixels listed are cleared in `color`, `glow` and
    `wet`, and when `sharing` 2x2 pixels of one triangle of a place share their light on trial:
    `blocks.part` parts those where it proves uneven. Returns the number of points.
    """
    h, w = triangles.shape
    sx = f4(2) / f4(w)
    sy = f4(2) / f4(h)
    group = np.empty(4, np.int32)
    share = np.empty(4, np.float32)
    place = np.empty(4, np.int32)
    n = 0
    for r in range(rects.shape[0]):
        if samples == 1:
            n = _gather_blocks(
                triangles, rects[r], everything, fixed, mask, materials_of, zones, normals, M, G, J, n
            )  # fmt: skip
            continue
        for block in range((rects[r, 1] - rects[r, 0] + 1) // 2 * ((rects[r, 3] - rects[r, 2] + 1) // 2)):
            across = (rects[r, 3] - rects[r, 2] + 1) // 2
            top = rects[r, 0] + block // across * 2
            left = rects[r, 2] + block % across * 2
            if sharing and top + 1 < rects[r, 1] and left + 1 < rects[r, 3]:
                one, high = filled(triangles, top, left)
                # Alike whether all is painted or only what changed: four pixels go together.
                marked = mask[top, left] | mask[top, left + 1] | mask[top + 1, left] | mask[top + 1, left + 1]
                if not everything and high < fixed and marked == 0:
                    continue
                m = materials_of[high] if high >= 0 else 0
                if one and high >= 0 and M[m, M_KIND] == F0 and M[m, M_PATTERN] != f4(WATER):
                    if n + 4 > G.shape[0]:
                        return n
                    for q in range(4):
                        _empty(color, glow, wet, top + (q >> 1), left + (q & 1))
                    n = join(triangles, top, left, high, M, m, G, J, n)
                    continue
            for pixel in range(4):
                y = top + (pixel >> 1)
                x = left + (pixel & 1)
                if y >= rects[r, 1] or x >= rects[r, 3]:
                    continue
                count = 1
                y2 = 2 * y
                x2 = 2 * x
                t = triangles[y2, x2]
                t1 = triangles[y2, x2 + 1]
                t2 = triangles[y2 + 1, x2]
                t3 = triangles[y2 + 1, x2 + 1]
                if not everything and not sharing and mask[y, x] == 0 and max(max(t, t1), max(t2, t3)) < fixed:
                    continue
                group[0] = t
                share[0] = F1
                if t != t1 or t != t2 or t != t3:
                    count = 0
                    for q in range(4):
                        t = triangles[y2 + (q >> 1), x2 + (q & 1)]
                        joined = False
                        for g in range(count):
                            u = group[g]
                            if t == u:
                                joined = True
                            elif t >= 0 and u >= 0 and zones[t] == zones[u] and materials_of[t] == materials_of[u]:
                                cosine = (
                                    normals[t, 0] * normals[u, 0]
                                    + normals[t, 1] * normals[u, 1]
                                    + normals[t, 2] * normals[u, 2]
                                )
                                joined = cosine > f4(0.93)
                            if joined:
                                share[g] += _QUARTER
                                break
                        if not joined:
                            group[count] = t
                            share[count] = _QUARTER
                            place[count] = q
                            count += 1
                if count == 1:
                    t = group[0]
                    if t >= 0 and M[materials_of[t], M_FACE] >= F0:  # fine lines: every sample
                        count = 4
                        for q in range(4):
                            group[q] = triangles[y2 + (q >> 1), x2 + (q & 1)]
                            share[q] = _QUARTER
                            place[q] = q
                if n + count > G.shape[0]:
                    return n
                _empty(color, glow, wet, y, x)
                for g in range(count):
                    J[n, I_Y] = y
                    J[n, I_X] = x
                    J[n, I_TRIANGLE] = group[g]
                    if count == 1:
                        J[n, I_FINE] = PIXEL
                        G[n, G_X] = (f4(x2) + F1) * sx - F1
                        G[n, G_Y] = F1 - (f4(y2) + F1) * sy
                    else:
                        J[n, I_FINE] = QUARTER
                        q = place[g]
                        G[n, G_X] = (f4(x2 + (q & 1)) + HALF) * sx - F1
                        G[n, G_Y] = F1 - (f4(y2 + (q >> 1)) + HALF) * sy
                    G[n, G_SHARE] = share[g]
                    n += 1
    return n


@kernel
def locate(G, J, n, faces, materials_of, M, clip, points, normals, uvs, eye, corner, right, down, pixel_x, pixel_y):
    """Where each point is: place, normal toward the eye, uv and its footprint, view.

    Attributes are linear over clip w: each is a quotient of two planes over the screen, set
    up once a triangle. `corner`, `right`, `down` span the rays of the picture.
    """
    last = -1
    D = np.zeros(3)
    K = np.zeros((8, 3))
    two_sided = False
    even = False
    drawn = False
    for i in range(n):
        X = np.float64(G[i, G_X])
        Y = np.float64(G[i, G_Y])
        t = J[i, I_TRIANGLE]
        if t < 0:
            u = G[i, G_X] * HALF + HALF
            v = HALF - G[i, G_Y] * HALF
            dx = corner[0] + right[0] * u + down[0] * v
            dy = corner[1] + right[1] * u + down[1] * v
            dz = corner[2] + right[2] * u + down[2] * v
            r = F1 / np.sqrt(dx * dx + dy * dy + dz * dz)
            G[i, G_EYE] = -dx * r
            G[i, G_EYE + 1] = -dy * r
            G[i, G_EYE + 2] = -dz * r
            continue
        if t != last:
            last = t
            m = materials_of[t]
            two_sided = M[m, M_FOLIAGE] > f4(1.5)
            drawn = M[m, M_PATTERN] > F0 or M[m, M_BLOTCH] > F0 or M[m, M_FACE] >= F0
            for q in range(3):
                D[q] = 0.0
                for c in range(8):
                    K[c, q] = 0.0
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
                k0 = bx * cy - by * cx
                k1 = by * cw - bw * cy
                k2 = bw * cx - bx * cw
                D[0] += k0
                D[1] += k1
                D[2] += k2
                for q in range(3):
                    p = np.float64(points[a, q])
                    K[q, 0] += k0 * p
                    K[q, 1] += k1 * p
                    K[q, 2] += k2 * p
                    p = np.float64(normals[a, q])
                    K[3 + q, 0] += k0 * p
                    K[3 + q, 1] += k1 * p
                    K[3 + q, 2] += k2 * p
                if drawn:
                    for q in range(2):
                        p = np.float64(uvs[a, q])
                        K[6 + q, 0] += k0 * p
                        K[6 + q, 1] += k1 * p
                        K[6 + q, 2] += k2 * p
            even = M[m, M_KIND] == F0
            a = faces[t, 0]
            for e in range(1, 3):
                b = faces[t, e]
                for q in range(3):
                    even = even and normals[a, q] == normals[b, q]
        fine = J[i, I_FINE]
        s = 1.0 / (D[0] + D[1] * X + D[2] * Y)
        if fine == FOLLOWER:
            G[i, G_U] = f4((K[6, 0] + K[6, 1] * X + K[6, 2] * Y) * s)
            G[i, G_V] = f4((K[7, 0] + K[7, 1] * X + K[7, 2] * Y) * s)
            G[i, G_FU] = G[i - 1, G_FU]
            G[i, G_FV] = G[i - 1, G_FV]
            continue
        px = f4((K[0, 0] + K[0, 1] * X + K[0, 2] * Y) * s)
        py = f4((K[1, 0] + K[1, 1] * X + K[1, 2] * Y) * s)
        pz = f4((K[2, 0] + K[2, 1] * X + K[2, 2] * Y) * s)
        if even:
            a = faces[t, 0]
            nx = normals[a, 0]
            ny = normals[a, 1]
            nz = normals[a, 2]
            r = F1
        else:
            nx = f4((K[3, 0] + K[3, 1] * X + K[3, 2] * Y) * s)
            ny = f4((K[4, 0] + K[4, 1] * X + K[4, 2] * Y) * s)
            nz = f4((K[5, 0] + K[5, 1] * X + K[5, 2] * Y) * s)
            r = F1 / np.sqrt(nx * nx + ny * ny + nz * nz + f4(1e-12))
            if fine in (BLOCK, LEADER):
                turn = F0
                for q in range(3):
                    v = nx if q == 0 else (ny if q == 1 else nz)
                    along = f4((K[3 + q, 1] - v * D[1]) * s) * pixel_x
                    down_ = f4((K[3 + q, 2] - v * D[2]) * s) * pixel_y
                    turn += along * along + down_ * down_
                G[i, G_TURN] = np.sqrt(turn) * r
                if M[materials_of[t], M_KIND] == F0 and G[i, G_TURN] > _ROUND:
                    G[i, G_ROUGH] = F1
        if drawn:
            u_ = (K[6, 0] + K[6, 1] * X + K[6, 2] * Y) * s
            v_ = (K[7, 0] + K[7, 1] * X + K[7, 2] * Y) * s
            size = f4(1.4) if fine != QUARTER else f4(0.84)
            fx = pixel_x * size
            fy = pixel_y * size
            G[i, G_U] = f4(u_)
            G[i, G_V] = f4(v_)
            u_x = f4(abs((K[6, 1] - u_ * D[1]) * s)) * fx
            u_y = f4(abs((K[6, 2] - u_ * D[2]) * s)) * fy
            v_x = f4(abs((K[7, 1] - v_ * D[1]) * s)) * fx
            v_y = f4(abs((K[7, 2] - v_ * D[2]) * s)) * fy
            G[i, G_FU] = max(u_x, u_y) + f4(1e-6)
            G[i, G_FV] = max(v_x, v_y) + f4(1e-6)
            if fine == LEADER:  # its place is the block's, its pattern its own pixel's
                X -= HALF * pixel_x
                Y += HALF * pixel_y
                s = 1.0 / (D[0] + D[1] * X + D[2] * Y)
                G[i, G_U] = f4((K[6, 0] + K[6, 1] * X + K[6, 2] * Y) * s)
                G[i, G_V] = f4((K[7, 0] + K[7, 1] * X + K[7, 2] * Y) * s)
        vx = eye[0] - px
        vy = eye[1] - py
        vz = eye[2] - pz
        d = np.sqrt(vx * vx + vy * vy + vz * vz) + f4(1e-9)
        nearer = F1 / d
        vx *= nearer
        vy *= nearer
        vz *= nearer
        if fine in (BLOCK, LEADER):
            grazing = abs(nx * vx + ny * vy + nz * vz) * r < _GRAZING
            if grazing and M[materials_of[t], M_KIND] == F0:
                G[i, G_ROUGH] = F1
        if not two_sided:
            # A surface seen from behind turns its normal; a smooth rim a little past 90 does not.
            facing = (nx * vx + ny * vy + nz * vz) * r
            if facing < f4(-0.15) or (facing < F0 and M[materials_of[t], M_KIND] == F0):
                r = -r
        G[i, G_P] = px
        G[i, G_P + 1] = py
        G[i, G_P + 2] = pz
        G[i, G_N] = nx * r
        G[i, G_N + 1] = ny * r
        G[i, G_N + 2] = nz * r
        G[i, G_EYE] = vx
        G[i, G_EYE + 1] = vy
        G[i, G_EYE + 2] = vz
        G[i, G_DISTANCE] = d


@kernel
def deposit(G, J, n, materials_of, M, haze, curves, sun, alone, color, glow, wet):
    """Light times colour, through the air, summed into pixels. `curves` (2, N + 2): the haze at
    distance d as a function of d / (d + 20), and how much of it is sunny, of the cosine to the
    sun (both N steps from 0 to 1). Where points are `alone` in their pixels they replace what
    is there."""
    mixed = np.empty(4, np.float32)
    steps = f4(curves.shape[1] - 2)
    air = F0
    toward = F0
    for i in range(n):
        y = J[i, I_Y]
        x = J[i, I_X]
        share = G[i, G_SHARE]
        fine = J[i, I_FINE]
        if fine == GONE:
            continue
        block = 2 if fine == BLOCK else 1
        t = J[i, I_TRIANGLE]
        if t < 0:
            for yy in range(y, y + block):
                for xx in range(x, x + block):
                    if alone:
                        color[yy, xx, 3] = F0
                        glow[yy, xx] = F0
                        wet[yy, xx] = F0
                    for q in range(3):
                        c = G[i, G_BASE + q] * share
                        color[yy, xx, q] = c if alone else color[yy, xx, q] + c
            continue
        m = materials_of[t]
        if haze[H_MAXIMUM] > F0 and fine != FOLLOWER:
            toward = F0
            e = G[i, G_DISTANCE]
            e = e / (e + f4(20)) * steps
            k = int(e)
            air = curves[0, k] + (curves[0, k + 1] - curves[0, k]) * (e - f4(k))
            air *= F1 - HALF * M[m, M_EMISSION]
            s = -(G[i, G_EYE] * sun[0] + G[i, G_EYE + 1] * sun[1] + G[i, G_EYE + 2] * sun[2])
            if s > F0:
                s = min(s, F1) * steps
                k = int(s)
                toward = curves[1, k] + (curves[1, k + 1] - curves[1, k]) * (s - f4(k))
        matte = G[i, G_MATTE] * (F1 - air) * share
        bloom = M[m, M_BLOOM] * share
        mirror = M[m, M_WET] * (F1 - air) * share
        e = G[i, G_EMISSION]
        for q in range(3):
            c = G[i, G_BASE + q] * (G[i, G_LIGHT + q] * (F1 - e) + e)
            if air > F0:
                c += (haze[H_COLOR + q] + (haze[H_SUN + q] - haze[H_COLOR + q]) * toward - c) * air
            mixed[q] = c * share
        mixed[3] = matte
        for yy in range(y, y + block):
            for xx in range(x, x + block):
                if alone:
                    for q in range(4):
                        color[yy, xx, q] = mixed[q]
                    glow[yy, xx] = bloom
                    wet[yy, xx] = mirror
                else:
                    for q in range(4):
                        color[yy, xx, q] += mixed[q]
                    glow[yy, xx] += bloom
                    wet[yy, xx] += mirror
