"""Light on the set: cool ambient from three sides, lamps with a soft step at the terminator."""

import numpy as np

from fairtake.rendering.kernels.columns import (
    FOLLOWER,
    G_EMISSION,
    G_LIGHT,
    G_N,
    G_P,
    I_FINE,
    I_TRIANGLE,
    L_COLOR,
    L_DIRECTION,
    L_POSITION,
    L_SPOT,
    M_FOLIAGE,
    M_KIND,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, hash01, kernel, smooth

BATCH = 128  # points that look for their lamps together
_WASH = 51  # the lattice of the wash


@kernel
def lamps_near(G, J, start, end, P, near):
    """Which point lights P reach the bounds of points `start` to `end`: their rows into `near`.
    Returns how many. A room has many small lamps, and a place sees few of them."""
    if P.shape[0] == 0:
        return 0
    low0 = low1 = low2 = f4(1e30)
    high0 = high1 = high2 = f4(-1e30)
    for i in range(start, end):
        if J[i, I_TRIANGLE] < 0 or J[i, I_FINE] == FOLLOWER:
            continue
        low0 = min(low0, G[i, G_P])
        low1 = min(low1, G[i, G_P + 1])
        low2 = min(low2, G[i, G_P + 2])
        high0 = max(high0, G[i, G_P])
        high1 = max(high1, G[i, G_P + 1])
        high2 = max(high2, G[i, G_P + 2])
    count = 0
    for k in range(P.shape[0]):
        dx = max(max(low0 - P[k, 0], P[k, 0] - high0), F0)
        dy = max(max(low1 - P[k, 1], P[k, 1] - high1), F0)
        dz = max(max(low2 - P[k, 2], P[k, 2] - high2), F0)
        if dx * dx + dy * dy + dz * dz < P[k, 6] * P[k, 6]:
            near[count] = k
            count += 1
    return count


@kernel
def light_set(G, J, n, materials_of, M, L, V, P, ambient, tone):
    """Sum the light on points of sets and props.

    `ambient` (3, 3) up, side, down; `tone` (5): terminator from, to, side tone x, z, wash.
    """
    near = np.empty(max(P.shape[0], 1), np.int32)
    lamps = 0
    inverse = np.empty(max(P.shape[0], 1), np.float32)  # of the squares of their ranges
    for k in range(P.shape[0]):
        inverse[k] = F1 / (P[k, 6] * P[k, 6])
    steepness = F1 / (tone[1] - tone[0])
    # The wash is value noise with cells of a metre: neighbouring points share the corners of theirs.
    cell_u = -1 << 40
    cell_v = -1 << 40
    c00 = c10 = c01 = c11 = F0
    for i in range(n):
        if i % BATCH == 0:
            lamps = lamps_near(G, J, i, min(i + BATCH, n), P, near)
        t = J[i, I_TRIANGLE]
        if t < 0:
            continue
        if J[i, I_FINE] == FOLLOWER:
            for q in range(3):
                G[i, G_LIGHT + q] = G[i - 1, G_LIGHT + q]
            continue
        m = materials_of[t]
        if M[m, M_KIND] > F0 or G[i, G_EMISSION] >= F1:
            continue
        px = G[i, G_P]
        py = G[i, G_P + 1]
        pz = G[i, G_P + 2]
        nx = G[i, G_N]
        ny = G[i, G_N + 1]
        nz = G[i, G_N + 2]
        up = max(ny, F0)
        down = max(-ny, F0)
        side = (F1 - abs(ny)) * (F1 + tone[2] * nx + tone[3] * nz)
        a0 = ambient[0, 0] * up + ambient[1, 0] * side + ambient[2, 0] * down
        a1 = ambient[0, 1] * up + ambient[1, 1] * side + ambient[2, 1] * down
        a2 = ambient[0, 2] * up + ambient[1, 2] * side + ambient[2, 2] * down
        for k in range(L.shape[0]):
            seen = V[i, k]
            if seen <= F0:
                continue
            if L[k, L_SPOT] > F0:
                lx = L[k, L_POSITION] - px
                ly = L[k, L_POSITION + 1] - py
                lz = L[k, L_POSITION + 2] - pz
                r = F1 / np.sqrt(lx * lx + ly * ly + lz * lz + f4(1e-9))
                facing = (nx * lx + ny * ly + nz * lz) * r
            else:
                facing = -(nx * L[k, L_DIRECTION] + ny * L[k, L_DIRECTION + 1] + nz * L[k, L_DIRECTION + 2])
            if M[m, M_FOLIAGE] > HALF:
                facing = facing * HALF + HALF
            if facing <= F0:
                continue
            step = min(max((facing - tone[0]) * steepness, F0), F1)
            step *= step * (f4(3) - f4(2) * step) * f4(0.72)
            step += smooth(HALF, f4(0.62), facing) * f4(0.28)
            step *= seen
            a0 += L[k, L_COLOR] * step
            a1 += L[k, L_COLOR + 1] * step
            a2 += L[k, L_COLOR + 2] * step
        for j in range(lamps):
            k = near[j]
            lx = P[k, 0] - px
            ly = P[k, 1] - py
            lz = P[k, 2] - pz
            d = lx * lx + ly * ly + lz * lz
            far = d * inverse[k]
            if far >= F1:
                continue
            r = HALF / np.sqrt(d + f4(1e-12))
            facing = min(max((nx * lx + ny * ly + nz * lz) * r + HALF + P[k, 7], F0), F1)
            fall = F1 - far
            fall *= fall * facing
            a0 += P[k, 3] * fall
            a1 += P[k, 4] * fall
            a2 += P[k, 5] * fall
        u = px * f4(0.9) + pz * f4(0.7)
        v = py * f4(0.9) + pz * HALF
        fu = np.floor(u)
        fv = np.floor(v)
        iu = int(fu)
        iv = int(fv)
        if iu != cell_u or iv != cell_v:
            cell_u = iu
            cell_v = iv
            c00 = hash01(iu, iv, _WASH)
            c10 = hash01(iu + 1, iv, _WASH)
            c01 = hash01(iu, iv + 1, _WASH)
            c11 = hash01(iu + 1, iv + 1, _WASH)
        u -= fu
        v -= fv
        u = u * u * (f4(3) - f4(2) * u)
        v = v * v * (f4(3) - f4(2) * v)
        wash = (c00 * (F1 - u) + c10 * u) * (F1 - v) + (c01 * (F1 - u) + c11 * u) * v
        wash = F1 + tone[4] * (wash - HALF)
        G[i, G_LIGHT] = a0 * wash
        G[i, G_LIGHT + 1] = a1 * wash
        G[i, G_LIGHT + 2] = a2 * wash
