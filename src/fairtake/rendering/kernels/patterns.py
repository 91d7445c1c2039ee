"""Drawn surfaces: planks, tiles, bricks... in metres, filtered by the pixel's footprint.

Every pattern fades to its mean as its period nears the size of a pixel: nothing shimmers.
"""

import numpy as np

from fairtake.rendering.kernels.columns import (
    BARK,
    BRICK,
    COBBLE,
    DABS,
    FOLLOWER,
    G_BASE,
    G_EMISSION,
    G_FU,
    G_FV,
    G_LIGHT,
    G_MATTE,
    G_U,
    G_V,
    I_FINE,
    I_TRIANGLE,
    M_BLOTCH,
    M_COLOR,
    M_COLOR2,
    M_EMISSION,
    M_LINE,
    M_LINE_COLOR,
    M_LINE_OPACITY,
    M_PATTERN,
    M_PERIOD_U,
    M_PERIOD_V,
    M_THRESHOLD,
    PANEL,
    PLANKS,
    STRIPES,
    TILES,
    WASH,
    WATER,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, hash01, kernel, noise, smooth


@kernel
def line(d, width, footprint):
    """Box-filtered coverage of a line `width` wide whose middle is `d` away."""
    c = min(max((width * HALF + footprint * HALF - d) / footprint, F0), F1)
    return c * min(F1, width / footprint)


@kernel
def fade(period, footprint):
    """1 while a period is many pixels, 0 below 2.5."""
    return min(max((period / footprint - f4(2.5)) / f4(4), F0), F1)


@kernel
def paint(G, J, n, materials_of, M):
    """Give points their colour, emission and no light yet; then their drawn pattern."""
    big = F0
    for point in range(n):
        t = J[point, I_TRIANGLE]
        if t < 0:
            G[point, G_EMISSION] = F1
            G[point, G_MATTE] = F0
            continue
        m = materials_of[t]
        for c in range(3):
            G[point, G_LIGHT + c] = F0
            G[point, G_BASE + c] = M[m, M_COLOR + c]
        G[point, G_EMISSION] = M[m, M_EMISSION]
        G[point, G_MATTE] = F1 - M[m, M_EMISSION]
        pattern = int(M[m, M_PATTERN])
        blotch = M[m, M_BLOTCH]
        if (pattern == 0 and blotch <= F0) or pattern == WATER:
            continue
        u = G[point, G_U]
        v = G[point, G_V]
        fu = G[point, G_FU]
        fv = G[point, G_FV]
        p = max(M[m, M_PERIOD_U], f4(1e-4))
        q = max(M[m, M_PERIOD_V], f4(1e-4))
        width = M[m, M_LINE]
        tone = F1  # multiplies the colour
        second = F0  # share of the second colour
        ink = F0  # share of the line colour
        if pattern == PLANKS:
            near = fade(p, fu)
            i = int(np.floor(u / p))
            along = v + hash01(i, 5, 1) * q
            j = int(np.floor(along / q))
            tone = F1 + (hash01(i, j, 2) - HALF) * f4(0.13) * near
            d = u - f4(i) * p
            e = along - f4(j) * q
            grain = abs(
                (f4(d / p) - f4(0.2) - f4(0.6) * hash01(i, j, 4)) * p
                + f4(0.006) * np.sin(v * f4(3) + hash01(i, j, 6) * f4(6))
            )
            d = min(d, p - d)
            e = min(e, q - e)
            ink = max(line(d, width, fu) * min(F1, near + f4(0.15)), line(e, width, fv) * near)
            if hash01(i * 7 + 3, int(np.floor(v * f4(2.2) + hash01(i, j, 8))), 5) > f4(0.62):
                ink = max(ink, line(grain, f4(0.0025), fu) * f4(0.55) * fade(p * HALF, fu))
        elif pattern == TILES:
            near = min(fade(p, fu), fade(q, fv))
            i = int(np.floor(u / p))
            j = int(np.floor(v / q))
            d = u - f4(i) * p
            d = min(d, p - d)
            e = v - f4(j) * q
            e = min(e, q - e)
            # Chequers, filtered where a pixel straddles a joint.
            a = min(HALF + d / fu, F1)
            b = min(HALF + e / fv, F1)
            other = a * (F1 - b) + b * (F1 - a)
            second = F1 - other if (i + j) & 1 else other
            second = second * near + (F1 - near) * HALF
            tone = F1 + (hash01(i, j, 2) - HALF) * f4(0.06) * near
            ink = max(line(d, width, fu), line(e, width, fv)) * near * f4(0.7)
        elif pattern == BRICK:
            near = min(fade(p, fu), fade(q, fv))
            j = int(np.floor(v / q))
            shifted = u + f4(j & 1) * p * HALF
            i = int(np.floor(shifted / p))
            cluster = noise(shifted * f4(0.55) + f4(3.3), v * f4(0.9), 11)
            if hash01(i, j, 3) * f4(0.35) + cluster > f4(0.78):
                tone = F1 + ((hash01(i, j, 2) - HALF) * f4(0.22) - f4(0.03)) * near
                d = shifted - f4(i) * p
                d = min(d, p - d)
                e = v - f4(j) * q
                e = min(e, q - e)
                ink = max(line(d, width, fu), line(e, width, fv)) * near * f4(0.75)
        elif pattern == STRIPES:
            near = fade(p, fu)
            z = u / p
            z -= np.floor(z)
            second = min(max((abs(z - HALF) - f4(0.25)) / max(fu / p, f4(1e-4)) + HALF, F0), F1)
            second = second * near + (F1 - near) * HALF
        elif pattern == DABS:
            for o in range(2):
                cu = p * (F1 + f4(o) * f4(0.7))
                cv = q * (F1 + f4(o) * f4(0.7))
                i = int(np.floor(u / cu))
                j = int(np.floor(v / cv))
                if hash01(i, j, 20 + o) > M[m, M_THRESHOLD]:
                    du = u / cu - f4(i) - f4(0.3) - f4(0.4) * hash01(i, j, 22)
                    dv = v / cv - f4(j) - f4(0.3) - f4(0.4) * hash01(i, j, 24)
                    e = np.sqrt(du * du * f4(9) + dv * dv * f4(40))
                    foot = fu / cu * f4(4) + fv / cv * f4(4)
                    near = fade(cu * HALF, fu) * fade(cv * HALF, fv * f4(0.6))
                    ink = max(ink, min(max((f4(0.8) - e) / foot + HALF, F0), F1) * near)
            patch = noise(u * f4(0.35), v * f4(0.6), 31) + (noise(u * f4(3), v * f4(3), 32) - HALF) * f4(0.12)
            second = smooth(f4(0.5), f4(0.56), patch) * blotch
            blotch = F0
        elif pattern == BARK:
            i = int(np.floor(u / p))
            shifted = v + hash01(i, 1, 1) * q
            j = int(np.floor(shifted / q))
            if hash01(i, j, 3) > f4(0.55):
                d = abs(u - (f4(i) + f4(0.3) + f4(0.4) * hash01(i, j, 6)) * p + f4(0.012) * np.sin(v * f4(5) + f4(i)))
                e = shifted / q - f4(j)
                ink = line(d, width * (F1 - abs(f4(2) * e - F1)), fu) * fade(p * HALF, fu)
        elif pattern == COBBLE:
            near = min(fade(p, fu), fade(q, fv))
            j = int(np.floor(v / q))
            shifted = u + f4(j & 1) * p * HALF
            i = int(np.floor(shifted / p))
            d = shifted - f4(i) * p
            d = min(d, p - d)
            e = v - f4(j) * q
            e = min(e, q - e)
            worn = smooth(f4(0.35), f4(0.6), noise(u * f4(0.6), v * f4(0.6), 12))
            ink = max(line(d, width, fu), line(e, width, fv)) * near * HALF * worn
            tone = F1 + (hash01(i, j, 2) - HALF) * f4(0.12) * near
        elif pattern == WASH:
            second = smooth(F0, F1, v / q)
        elif pattern == PANEL:
            d = u - np.floor(u / p) * p
            ink = line(min(d, p - d), width, fu) * fade(p, fu) * f4(0.7)
        if blotch > F0:
            if J[point, I_FINE] != FOLLOWER:
                big = noise(u * f4(0.7) + f4(5.1), v * f4(0.7), 35)
                big += (noise(u * f4(2.9), v * f4(2.9), 36) - HALF) * f4(0.25)
            if pattern in (STRIPES, TILES, WASH):
                tone *= F1 + (big - HALF) * f4(0.12) * blotch
            else:
                second = max(second, smooth(f4(0.52), f4(0.60), big) * blotch)
        ink *= M[m, M_LINE_OPACITY]
        for c in range(3):
            k = G[point, G_BASE + c]
            k = (k + (M[m, M_COLOR2 + c] - k) * second) * tone
            G[point, G_BASE + c] = k + (M[m, M_LINE_COLOR + c] - k) * ink
