"""Light on performers: two flat tones by a flattering key, and the place's lamps on top."""

import numpy as np

from fairtake.rendering.kernels.columns import (
    BLOCK,
    G_BASE,
    G_LIGHT,
    G_N,
    G_P,
    G_ROUGH,
    G_TURN,
    I_FINE,
    I_TRIANGLE,
    L_COLOR,
    L_DIRECTION,
    L_PEOPLE,
    L_POSITION,
    L_SPOT,
    M_COLOR,
    M_FIGURE,
    M_KIND,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel, smooth
from fairtake.rendering.kernels.light import BATCH, lamps_near

_KNEE = f4(0.78)  # lit colour above which performers are held back, toward 0.96
# Of lamps' colour on skin and hair, and of the own colour of dark skin that is brightly lit, the share
# that stays away: a face that is exposed for turns paler and not to copper, and white hair stays white.
_SKIN_GREY, _SKIN_PALE = f4(0.45), f4(0.20)
_HEAD, _NECK = f4(0.16), f4(0.25)  # metres from the middle of a head: all face; none any more
# Columns of what is known of light on a head.
(FACE_FROM, FACE_TO, FACE_SHADOW, FACE_LEAST, FACE_GAIN, SKIN_GAIN) = (0, 1, 2, 3, 4, 5)
FACE_COLUMNS = 6


@kernel
def _uneven(shadow, slot, tx, ty, z):
    """Whether a place lies near the edge of a shadow in the map."""
    ix = int(np.floor(tx))
    iy = int(np.floor(ty))
    n = shadow.shape[1]
    if ix < 2 or iy < 2 or ix >= n - 3 or iy >= n - 3:
        return False
    first = z <= shadow[slot, iy, ix]
    return not (
        first == (z <= shadow[slot, iy - 1, ix - 1])
        and first == (z <= shadow[slot, iy - 1, ix + 2])
        and first == (z <= shadow[slot, iy + 2, ix - 1])
        and first == (z <= shadow[slot, iy + 2, ix + 2])
    )


@kernel
def _self_shadow(shadow, slot, tx, ty, z):
    """3x3 box filter with linear edges, sharpened."""
    ix = int(np.floor(tx))
    iy = int(np.floor(ty))
    n = shadow.shape[1]
    if ix < 2 or iy < 2 or ix >= n - 3 or iy >= n - 3:
        return F1
    fx = tx - f4(ix)
    fy = ty - f4(iy)
    lit = F0
    # Most places are wholly lit or wholly dark.
    first = z <= shadow[slot, iy - 1, ix - 1]
    same = first == (z <= shadow[slot, iy - 1, ix + 2]) and first == (z <= shadow[slot, iy + 2, ix - 1])
    if same and first == (z <= shadow[slot, iy + 2, ix + 2]) and first == (z <= shadow[slot, iy, ix]):
        return F1 if first else F0
    for j in range(-1, 3):
        wy = (F1 - fy) if j == -1 else (fy if j == 2 else F1)
        for i in range(-1, 3):
            wx = (F1 - fx) if i == -1 else (fx if i == 2 else F1)
            if z <= shadow[slot, iy + j, ix + i]:
                lit += wx * wy
    return min(max((lit * f4(1 / 9.0) - f4(0.2)) * f4(1.67), F0), F1)


@kernel
def light_people(G, J, n, materials_of, M, L, V, P, fill, bright, tones, key, own, own_matrices, crowns,
                 terminator, heads, reach):  # fmt: skip
    """Tone points of cloth, skin, hair and faces.

    `fill` (3) the ambient on people, `bright` (3) the tone in the flattering key whose light
    travels along `key` (3); `tones` (4, 3) the shadow multipliers of cloth, skin, hair, face;
    `own` (F, S, S) each figure's shadow on itself, seen through `own_matrices` (F, 3, 4);
    `crowns` (F, 3) the middles of their heads. A block of pixels near the edge of a tone is
    marked as rough and left alone.

    Faces are lit as on a film set. Where form turns from the light, tone goes over softly; shadows
    that fall on a face, of hair, hats and furniture, are drawn weakly, and lamps reach all of a
    head as much as its middle: `reach` (F, lights). No part is darker than a share of the light
    on that head. `heads` (F, FACE_COLUMNS) has, for each figure, the soft edge, how much of a
    shadow is drawn, the least light, how much more light a dark skin is given on the face, and how
    much more wherever it is bare.
    """
    size = f4(own.shape[1])
    near = np.empty(max(P.shape[0], 1), np.int32)
    lamps = 0
    for i in range(n):
        if i % BATCH == 0:
            lamps = lamps_near(G, J, i, min(i + BATCH, n), P, near)
        t = J[i, I_TRIANGLE]
        if t < 0:
            continue
        m = materials_of[t]
        kind = int(M[m, M_KIND])
        if kind == 0:
            continue
        px = G[i, G_P]
        py = G[i, G_P + 1]
        pz = G[i, G_P + 2]
        nx = G[i, G_N]
        ny = G[i, G_N + 1]
        nz = G[i, G_N + 2]
        facing = -(nx * key[0] + ny * key[1] + nz * key[2])
        slot = int(M[m, M_FIGURE])
        face = F0  # how much of a face it is: skin goes over into it on the neck
        edge0 = terminator[0]
        edge1 = terminator[1]
        if slot >= 0 and (kind == 4 or kind == 2):
            dx = px - crowns[slot, 0]
            dy = py - crowns[slot, 1]
            dz = pz - crowns[slot, 2]
            face = F1 - smooth(_HEAD, _NECK, np.sqrt(dx * dx + dy * dy + dz * dz))
            edge0 += (heads[slot, FACE_FROM] - edge0) * face
            edge1 += (heads[slot, FACE_TO] - edge1) * face
        soft = edge1 - edge0 > f4(0.25)  # so wide that a block of pixels has one tone
        block = J[i, I_FINE] == BLOCK
        margin = F0
        if block:
            margin = f4(0.005) + f4(0.8) * G[i, G_TURN]
            G[i, G_ROUGH] = F1
            if not soft and facing > edge0 - margin and facing < edge1 + margin:
                continue
        lit = smooth(edge0, edge1, facing)
        if lit > F0 and slot >= 0:
            off = f4(0.024) if kind == 4 else f4(0.011)  # a face ignores what is nearly on it
            qx = px + nx * off
            qy = py + ny * off
            qz = pz + nz * off
            A = own_matrices[slot]
            tx = ((A[0, 0] * qx + A[0, 1] * qy + A[0, 2] * qz + A[0, 3]) * HALF + HALF) * size - HALF
            ty = (HALF - (A[1, 0] * qx + A[1, 1] * qy + A[1, 2] * qz + A[1, 3]) * HALF) * size - HALF
            z = A[2, 0] * qx + A[2, 1] * qy + A[2, 2] * qz + A[2, 3] - f4(0.004)
            if block and _uneven(own, slot, tx, ty, z):
                continue
            cast = _self_shadow(own, slot, tx, ty, z)
            lit *= cast + (F1 - cast) * face * (F1 - heads[slot, FACE_SHADOW])
        if kind == 3 and lit > F0 and slot >= 0:  # a band of light round the hair
            # Round the head and not round each curl, which would scatter it into specks.
            hx = px - crowns[slot, 0]
            hy = py - crowns[slot, 1]
            hz = pz - crowns[slot, 2]
            r = f4(0.75) / np.sqrt(hx * hx + hy * hy + hz * hz + f4(1e-9))
            hx = hx * r + nx * f4(0.25)
            hy = hy * r + ny * f4(0.25)
            hz = hz * r + nz * f4(0.25)
            flat = np.sqrt(hx * hx + hz * hz) + f4(1e-6)
            turn = np.arctan2(hx, hz)
            wave = f4(0.016) * np.sin(turn * f4(9)) + f4(0.008) * np.sin(turn * f4(26) + F1)
            toward = -(hx * key[0] + hz * key[2]) / flat
            band = f4(0.055) * min(max((toward + f4(0.05)) * f4(1.6), F0), F1)
            inside = band - abs(hy + wave - f4(0.60))
            if block and inside > f4(-0.01) - margin and inside < f4(0.026) + margin:
                continue
            shine = min(max(inside / f4(0.016), F0), F1) * lit
            G[i, G_BASE] += (f4(0.16) + G[i, G_BASE] * f4(0.25)) * shine
            G[i, G_BASE + 1] += (f4(0.14) + G[i, G_BASE + 1] * f4(0.22)) * shine
            G[i, G_BASE + 2] += (f4(0.13) + G[i, G_BASE + 2] * f4(0.18)) * shine
        a0 = fill[0] * tones[kind - 1, 0]
        a1 = fill[1] * tones[kind - 1, 1]
        a2 = fill[2] * tones[kind - 1, 2]
        a0 += (bright[0] - a0) * lit
        a1 += (bright[1] - a1) * lit
        a2 += (bright[2] - a2) * lit
        even = True
        for k in range(L.shape[0]):
            seen = V[i, k]
            if face > F0:
                seen += (reach[slot, k] - seen) * face * (F1 - heads[slot, FACE_SHADOW])
            seen *= L[k, L_PEOPLE]
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
            strong = seen * max(L[k, L_COLOR], L[k, L_COLOR + 1], L[k, L_COLOR + 2]) > f4(0.06)
            if block and strong and not soft and facing > f4(0.05) - margin and facing < f4(0.2) + margin:
                even = False
                break
            seen *= smooth(f4(0.05) + (edge0 - terminator[0]), f4(0.2) + (edge1 - terminator[1]), facing)
            a0 += L[k, L_COLOR] * seen
            a1 += L[k, L_COLOR + 1] * seen
            a2 += L[k, L_COLOR + 2] * seen
        if not even:
            continue
        G[i, G_ROUGH] = F0
        for j in range(lamps):
            k = near[j]
            lx = P[k, 0] - px
            ly = P[k, 1] - py
            lz = P[k, 2] - pz
            d = lx * lx + ly * ly + lz * lz
            if d >= P[k, 6] * P[k, 6]:
                continue
            d = np.sqrt(d) + f4(1e-6)
            far = d / P[k, 6]
            # Flat on purpose: a glow tints a figure, a step keeps it drawn.
            toward = smooth(f4(-0.15), f4(0.15), (nx * lx + ny * ly + nz * lz) / d) * f4(0.6) + f4(0.25) + P[k, 7]
            fall = F1 - far * far
            fall *= fall * toward * f4(0.7)
            a0 += P[k, 3] * fall
            a1 += P[k, 4] * fall
            a2 += P[k, 5] * fall
        if kind == 3 and slot >= 0:
            face = f4(0.9)  # a beard is exposed for as the face is
        if face > F0:
            k = F1 + (heads[slot, FACE_GAIN] - F1) * face
            a0 *= k
            a1 *= k
            a2 *= k
            level = (a0 + a1 + a2) * f4(1 / 3.0)
            least = heads[slot, FACE_LEAST] * face
            if level < least:  # a reflector throws the key's own colour back
                k = (least - level) * f4(3) / max(bright[0] + bright[1] + bright[2], f4(0.02))
                a0 += bright[0] * k
                a1 += bright[1] * k
                a2 += bright[2] * k
        if slot >= 0 and (kind == 2 or kind == 4):
            a0 *= heads[slot, SKIN_GAIN]
            a1 *= heads[slot, SKIN_GAIN]
            a2 *= heads[slot, SKIN_GAIN]
        if kind != 1:
            level = (a0 + a1 + a2) * f4(1 / 3.0)
            a0 += (level - a0) * _SKIN_GREY
            a1 += (level - a1) * _SKIN_GREY
            a2 += (level - a2) * _SKIN_GREY
            tone = (M[m, M_COLOR] + M[m, M_COLOR + 1] + M[m, M_COLOR + 2]) * f4(1 / 3.0)
            pale = _SKIN_PALE * smooth(f4(0.85), f4(0.45), tone) * min(level, f4(1.5))
            if kind != 3 and pale > F0:
                mean = (G[i, G_BASE] + G[i, G_BASE + 1] + G[i, G_BASE + 2]) * f4(1 / 3.0)
                G[i, G_BASE] += (mean - G[i, G_BASE]) * pale
                G[i, G_BASE + 1] += (mean - G[i, G_BASE + 1]) * pale
                G[i, G_BASE + 2] += (mean - G[i, G_BASE + 2]) * pale
        # Where lamps add up, a soft shoulder that keeps the hue: mustard stays mustard.
        peak = max(G[i, G_BASE] * a0, G[i, G_BASE + 1] * a1, G[i, G_BASE + 2] * a2)
        if peak > _KNEE:
            over = (peak - _KNEE) * f4(1 / (0.96 - 0.78))
            k = (_KNEE + f4(0.96 - 0.78) * over / (F1 + over)) / peak
            a0 *= k
            a1 *= k
            a2 *= k
        G[i, G_LIGHT] = a0
        G[i, G_LIGHT + 1] = a1
        G[i, G_LIGHT + 2] = a2
