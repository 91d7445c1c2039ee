"""Shadow maps: coarse bounds for early decisions, and how much of each light a point sees."""

import numpy as np

from fairtake.rendering.kernels.columns import (
    FOLLOWER,
    G_N,
    G_P,
    G_ROUGH,
    I_FINE,
    I_TRIANGLE,
    I_X,
    I_Y,
    L_BIAS,
    L_DIRECTION,
    L_INNER,
    L_OFFSET,
    L_OUTER,
    L_POSITION,
    L_RANGE,
    L_SOFT,
    L_SPOT,
    M_EMISSION,
    M_FOLIAGE,
    M_KIND,
    NEIGHBOUR,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel, smooth

TILE = 4  # texels of a coarse cell
FAR = f4(9)


@kernel
def bounds(shadow, scratch_low, scratch_high, low, high, ring, j0, j1, i0, i1):
    """Smallest and largest depth within a cell and those at most `ring` cells off, for cells j, i."""
    n = low.shape[0]
    for j in range(max(j0 - ring, 0), min(j1 + ring, n)):
        for i in range(max(i0 - ring, 0), min(i1 + ring, n)):
            a = FAR
            b = -FAR
            for y in range(j * TILE, j * TILE + TILE):
                for x in range(i * TILE, i * TILE + TILE):
                    v = shadow[y, x]
                    a = min(a, v)
                    b = max(b, v)
            scratch_low[j, i] = a
            scratch_high[j, i] = b
    for j in range(j0, j1):
        for i in range(i0, i1):
            a = FAR
            b = -FAR
            for y in range(max(j - ring, 0), min(j + ring + 1, n)):
                for x in range(max(i - ring, 0), min(i + ring + 1, n)):
                    a = min(a, scratch_low[y, x])
                    b = max(b, scratch_high[y, x])
            low[j, i] = a
            high[j, i] = b


@kernel
def tent(shadow, tx, ty, z, radius, weights):
    """Share of light 0..1 under a tent-edged box of `radius` texels; `weights` (16) scratch."""
    reach = int(np.ceil(radius))
    ix = int(np.floor(tx))
    iy = int(np.floor(ty))
    fx = tx - f4(ix)
    fy = ty - f4(iy)
    across = F0
    for i in range(2 * reach + 2):
        w = min(max(F0, radius + F1 - abs(f4(i - reach) - fx)), F1)
        weights[i] = w
        across += w
    lit = F0
    down = F0
    for j in range(-reach, reach + 2):
        wy = min(max(F0, radius + F1 - abs(f4(j) - fy)), F1)
        if wy <= F0:
            continue
        down += wy
        row = F0
        for i in range(2 * reach + 2):
            if z <= shadow[iy + j, ix + i - reach]:
                row += weights[i]
        lit += row * wy
    return lit / (across * down)


@kernel
def _tent8(shadow, tx, ty, z, radius, scratch):
    """`tent` for a radius up to 3, eight texels of a row at once."""
    ix = int(np.floor(tx)) - 3
    iy = int(np.floor(ty)) - 3
    fx = tx - f4(ix)
    fy = ty - f4(iy)
    lit = scratch[:8]
    for i in range(8):
        lit[i] = F0
    down = F0
    for j in range(8):
        wy = min(max(F0, radius + F1 - abs(f4(j) - fy)), F1)
        if wy <= F0:
            continue
        down += wy
        row = shadow[iy + j, ix : ix + 8]
        for i in range(8):
            lit[i] += wy if z <= row[i] else F0
    across = F0
    total = F0
    for i in range(8):
        w = min(max(F0, radius + F1 - abs(f4(i) - fx)), F1)
        across += w
        total += w * lit[i]
    return total / (across * down)


@kernel
def _sampled(shadow, tx, ty, z, radius, weights):
    """`tent`, unless its middle, corners and sides agree: most places are all lit or all dark."""
    x0 = int(tx - radius)
    x1 = int(tx)
    x2 = int(tx + radius + F1)
    y0 = int(ty - radius)
    y1 = int(ty)
    y2 = int(ty + radius + F1)
    lit = z <= shadow[y1, x1]
    same = lit == (z <= shadow[y0, x0]) and lit == (z <= shadow[y0, x2])
    if same and lit == (z <= shadow[y2, x0]) and lit == (z <= shadow[y2, x2]):
        same = lit == (z <= shadow[y0, x1]) and lit == (z <= shadow[y2, x1])
        if same and lit == (z <= shadow[y1, x0]) and lit == (z <= shadow[y1, x2]):
            return F1 if lit else F0
    if radius <= f4(3):
        return smooth(f4(0.1), f4(0.9), _tent8(shadow, tx, ty, z, radius, weights))
    return smooth(f4(0.1), f4(0.9), tent(shadow, tx, ty, z, radius, weights))


@kernel
def visibility(
    G, J, n, materials_of, M, L, matrices, still, still_low, still_high, live, live_low, live_high, live_cells,
    record, lit_cell, lit_depth, counts, V,
):  # fmt: skip
    """V[i, l] = how much of light l reaches shading point i (cone, range and shadow).

    `still` are the maps of what stands still in the shot, `live` of what moves, valid inside
    `live_cells` (y0, y1, x0, x1). With `record`, every point lit by the still maps is
    listed with its pixel, its coarse cell and depth, so that later frames know at once which
    pixels a moving shadow can touch. Points near the edge of a shadow are marked rough.
    """
    fsize = f4(still.shape[1])
    weights = np.zeros(16, np.float32)
    for k in range(L.shape[0]):
        A = matrices[k]
        a00, a01, a02, a03 = A[0, 0], A[0, 1], A[0, 2], A[0, 3]
        a10, a11, a12, a13 = A[1, 0], A[1, 1], A[1, 2], A[1, 3]
        a20, a21, a22, a23 = A[2, 0], A[2, 1], A[2, 2], A[2, 3]
        a30, a31, a32, a33 = A[3, 0], A[3, 1], A[3, 2], A[3, 3]
        texel = f4(2) / (fsize * np.sqrt(a00 * a00 + a01 * a01 + a02 * a02))  # metres (a spot: a metre away)
        scale = np.sqrt(a20 * a20 + a21 * a21 + a22 * a22)  # map depth a metre
        spot = L[k, L_SPOT] > F0
        ax = -L[k, L_DIRECTION]
        ay = -L[k, L_DIRECTION + 1]
        az = -L[k, L_DIRECTION + 2]
        ox = L[k, L_POSITION]
        oy = L[k, L_POSITION + 1]
        oz = L[k, L_POSITION + 2]
        inner = L[k, L_INNER]
        outer = L[k, L_OUTER]
        nearer = F1 / L[k, L_RANGE] if spot else F0
        offset = L[k, L_OFFSET]
        bias = L[k, L_BIAS]
        radius = L[k, L_SOFT]
        margin = max(radius, f4(3)) + f4(2)
        limit = fsize - margin - F1
        y0 = live_cells[k, 0]
        y1 = live_cells[k, 1]
        x0 = live_cells[k, 2]
        x1 = live_cells[k, 3]
        map_ = still[k]
        map_low = still_low[k]
        map_high = still_high[k]
        moving = live[k]
        moving_low = live_low[k]
        moving_high = live_high[k]
        lx = ax
        ly = ay
        lz = az
        for i in range(n):
            t = J[i, I_TRIANGLE]
            fine = J[i, I_FINE]
            if t < 0 or fine == FOLLOWER:
                continue
            if fine == NEIGHBOUR:
                V[i, k] = V[i - 1, k]
                continue
            m = materials_of[t]
            V[i, k] = F0
            if M[m, M_EMISSION] >= F1:
                continue
            px = G[i, G_P]
            py = G[i, G_P + 1]
            pz = G[i, G_P + 2]
            nx = G[i, G_N]
            ny = G[i, G_N + 1]
            nz = G[i, G_N + 2]
            reach = F1
            if spot:
                lx = ox - px
                ly = oy - py
                lz = oz - pz
            facing = nx * lx + ny * ly + nz * lz
            if facing <= F0 and M[m, M_FOLIAGE] < HALF:
                continue
            if spot:
                r = F1 / (np.sqrt(lx * lx + ly * ly + lz * lz) + f4(1e-6))
                cone = (lx * ax + ly * ay + lz * az) * r
                far = nearer / r
                if cone <= outer or far >= F1:
                    continue
                reach = F1 - far * far
                reach *= reach * f4(0.4) + f4(0.6)
                reach *= smooth(outer, inner, cone)
                facing *= r
            # Step off the surface by about a texel, more where light grazes.
            off = offset * (f4(1.6) - min(max(facing, F0), F1))
            if M[m, M_KIND] > F0:
                off = max(off, f4(0.012))
            qx = px + nx * off
            qy = py + ny * off
            qz = pz + nz * off
            tx = a00 * qx + a01 * qy + a02 * qz + a03
            ty = a10 * qx + a11 * qy + a12 * qz + a13
            cw = F1
            if spot:
                cw = a30 * qx + a31 * qy + a32 * qz + a33
                if cw <= f4(1e-4):
                    continue
                cw = F1 / cw
                tx *= cw
                ty *= cw
            tx = (tx * HALF + HALF) * fsize - HALF
            ty = (HALF - ty * HALF) * fsize - HALF
            if not (tx > margin and ty > margin and tx < limit and ty < limit):
                if not spot:  # a sun shines outside its map too
                    V[i, k] = reach
                continue
            # On a slope the filter reaches deeper ground: allow for what it rises over its width.
            c = min(max(facing, f4(0.25)), F1)
            rise = (radius + F1) * texel * np.sqrt(F1 - c * c) / c
            z = a20 * qx + a21 * qy + a22 * qz + a23 - bias - rise * scale
            if spot:
                z = -cw * (F1 + bias + rise)
            cx = int(tx) // TILE
            cy = int(ty) // TILE
            seen = F1
            if z > map_low[cy, cx]:
                if z > map_high[cy, cx]:
                    continue
                G[i, G_ROUGH] = F1
                seen = _sampled(map_, tx, ty, z, radius, weights)
                if seen <= F0:
                    continue
            if record:
                at = counts[k]
                if at < lit_depth.shape[1]:
                    lit_cell[k, at, 0] = J[i, I_Y]
                    lit_cell[k, at, 1] = J[i, I_X]
                    lit_cell[k, at, 2] = cy
                    lit_cell[k, at, 3] = cx
                    lit_depth[k, at] = z
                counts[k] = at + 1
            if cy >= y0 and cy < y1 and cx >= x0 and cx < x1 and z > moving_low[cy, cx]:
                if z > moving_high[cy, cx]:
                    continue
                G[i, G_ROUGH] = F1
                seen *= _sampled(moving, tx, ty, z, radius, weights)
            V[i, k] = reach * seen


@kernel
def reach(points, L, matrices, still, out):
    """out[l] = the mean share of light l that reaches points (K, 3) in the open, past what stands
    still: range, cone and shadow, without surfaces that turn to it or away."""
    fsize = f4(still.shape[1])
    weights = np.zeros(16, np.float32)
    for k in range(L.shape[0]):
        A = matrices[k]
        spot = L[k, L_SPOT] > F0
        margin = max(L[k, L_SOFT], f4(3)) + f4(2)
        limit = fsize - margin - F1
        total = F0
        for i in range(points.shape[0]):
            px = points[i, 0]
            py = points[i, 1]
            pz = points[i, 2]
            seen = F1
            cw = F1
            if spot:
                lx = L[k, L_POSITION] - px
                ly = L[k, L_POSITION + 1] - py
                lz = L[k, L_POSITION + 2] - pz
                r = F1 / (np.sqrt(lx * lx + ly * ly + lz * lz) + f4(1e-6))
                cone = -(lx * L[k, L_DIRECTION] + ly * L[k, L_DIRECTION + 1] + lz * L[k, L_DIRECTION + 2]) * r
                far = F1 / (L[k, L_RANGE] * r)
                cw = A[3, 0] * px + A[3, 1] * py + A[3, 2] * pz + A[3, 3]
                if cone <= L[k, L_OUTER] or far >= F1 or cw <= f4(1e-4):
                    continue
                seen = F1 - far * far
                seen *= seen * f4(0.4) + f4(0.6)
                seen *= smooth(L[k, L_OUTER], L[k, L_INNER], cone)
                cw = F1 / cw
            tx = (A[0, 0] * px + A[0, 1] * py + A[0, 2] * pz + A[0, 3]) * cw
            ty = (A[1, 0] * px + A[1, 1] * py + A[1, 2] * pz + A[1, 3]) * cw
            tx = (tx * HALF + HALF) * fsize - HALF
            ty = (HALF - ty * HALF) * fsize - HALF
            if tx > margin and ty > margin and tx < limit and ty < limit:
                z = A[2, 0] * px + A[2, 1] * py + A[2, 2] * pz + A[2, 3] - L[k, L_BIAS]
                if spot:
                    z = -cw * (F1 + L[k, L_BIAS])
                seen *= tent(still[k], tx, ty, z, F1, weights)
            elif spot:
                seen = F0
            total += seen
        out[k] = total / f4(points.shape[0])


@kernel
def touched(lit_cell, lit_depth, count, live_low, cell_box, mask, tiles, tile):
    """Mark pixels (and their picture tiles) of one light that a moving shadow may touch."""
    for c in range(count):
        cy = lit_cell[c, 2]
        cx = lit_cell[c, 3]
        if cy < cell_box[0] or cy >= cell_box[1] or cx < cell_box[2] or cx >= cell_box[3]:
            continue
        if lit_depth[c] > live_low[cy, cx]:
            y = lit_cell[c, 0]
            x = lit_cell[c, 1]
            mask[y, x] = 1
            tiles[y // tile, x // tile] = 1
