"""What is far and what mirrors it: the painted sky, and water that shows it in hard steps."""

import numpy as np

from fairtake.rendering.kernels.columns import (
    G_BASE,
    G_DISTANCE,
    G_EMISSION,
    G_EYE,
    G_FV,
    G_MATTE,
    G_P,
    I_TRIANGLE,
    M_PATTERN,
    WATER,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, hash01, kernel, noise, noise_round, smooth


@kernel
def sky_color(dx, dy, dz, S):
    """The colour seen along a direction. S (10, 3) as packed in lights.pack_sky."""
    r = F1 / np.sqrt(dx * dx + dy * dy + dz * dz + f4(1e-12))
    dx *= r
    dy *= r
    dz *= r
    up = max(dy, F0)
    m = smooth(F0, f4(0.22), up)
    t = smooth(f4(0.12), f4(0.75), up)
    sun = dx * S[6, 0] + dy * S[6, 1] + dz * S[6, 2]
    halo = min(max(sun, F0) ** S[8, 0] * S[8, 1], F1)
    c0 = (S[2, 0] * (F1 - m) + S[1, 0] * m) * (F1 - t) + S[0, 0] * t
    c1 = (S[2, 1] * (F1 - m) + S[1, 1] * m) * (F1 - t) + S[0, 1] * t
    c2 = (S[2, 2] * (F1 - m) + S[1, 2] * m) * (F1 - t) + S[0, 2] * t
    c0 += (S[5, 0] - c0) * halo
    c1 += (S[5, 1] - c1) * halo
    c2 += (S[5, 2] - c2) * halo
    if (S[7, 0] > F0 or S[9, 0] > F0) and dy > f4(0.01):
        azimuth = np.arctan2(dx, -dz)
        if S[9, 0] > F0:
            i = int(np.floor(azimuth * f4(90)))
            j = int(np.floor(dy * f4(95)))
            if hash01(i, j, 3) > F1 - S[9, 0] * f4(0.03):
                fx = azimuth * f4(90) - f4(i) - HALF
                fy = dy * f4(95) - f4(j) - HALF
                size = f4(0.012) + f4(0.02) * hash01(i, j, 9)
                star = f4(0.35) * min(max((size - fx * fx - fy * fy) / f4(0.012) + HALF, F0), F1)
                c0 += star
                c1 += star
                c2 += star
        if S[7, 0] > F0:
            # A whole number of cells round the horizon, so that no seam shows behind one's back.
            period = max(int(S[7, 1] * f4(6.2831853) + HALF), 1)
            a = azimuth * f4(period) / f4(6.2831853)
            b = dy * S[7, 1] * f4(2.6) / (dy + f4(0.35))
            n = F0
            weight = HALF
            scale = 1
            for o in range(4):
                n += weight * noise_round(a * f4(scale), b * f4(scale) * f4(1.9) + S[8, 2], 7 + o, period * scale)
                scale *= 2
                weight *= HALF
            low = S[9, 1]
            high = S[9, 2]
            threshold = F1 - S[7, 0]
            band = smooth(low, low + f4(0.05), dy) * (F1 - smooth(high, high + f4(0.25), dy) * f4(0.85))
            cover = smooth(threshold, threshold + f4(0.025), n * (f4(0.55) + f4(0.45) * band)) * f4(0.85)
            lit = smooth(threshold + f4(0.05), threshold + f4(0.085), n)
            c0 += (S[4, 0] * (F1 - lit) + S[3, 0] * lit - c0) * cover
            c1 += (S[4, 1] * (F1 - lit) + S[3, 1] * lit - c1) * cover
            c2 += (S[4, 2] * (F1 - lit) + S[3, 2] * lit - c2) * cover
    if S[7, 2] > F0:
        q = smooth(S[7, 2], min(S[7, 2] + f4(0.00012), F1), sun)
        c0 += (S[5, 0] * f4(0.4) + f4(0.6) - c0) * q
        c1 += (S[5, 1] * f4(0.4) + f4(0.6) - c1) * q
        c2 += (S[5, 2] * f4(0.4) + f4(0.6) - c2) * q
    return c0, c1, c2


@kernel
def paint_sky(G, J, n, materials_of, M, S, seconds):
    """Colour the points of the sky and of water; both ignore lamps."""
    for i in range(n):
        t = J[i, I_TRIANGLE]
        if t >= 0 and M[materials_of[t], M_PATTERN] != f4(WATER):
            continue
        vx = G[i, G_EYE]
        vy = G[i, G_EYE + 1]
        vz = G[i, G_EYE + 2]
        if t < 0:
            c0, c1, c2 = sky_color(-vx, -vy, -vz, S)
            G[i, G_BASE] = c0
            G[i, G_BASE + 1] = c1
            G[i, G_BASE + 2] = c2
            continue
        px = G[i, G_P]
        pz = G[i, G_P + 2]
        foot = G[i, G_FV]
        n1 = noise(px * HALF + seconds, pz * f4(1.7) - seconds * HALF, 41) - HALF
        n2 = noise(px * f4(0.09) - seconds * f4(0.3), pz * f4(0.42), 43) - HALF
        n3 = noise(px * f4(0.018), pz * f4(0.11) + seconds * f4(0.1), 44) - HALF
        calm = F1 / (F1 + G[i, G_DISTANCE] * f4(0.02))
        wave = n1 * HALF * min(F1, f4(0.35) / foot) * calm
        wave += n2 * f4(0.75) * min(F1, f4(1.6) / foot) + n3 * f4(0.8) * min(F1, f4(6) / foot)
        tilt = f4(0.10) * wave
        grazing = F1 - abs(vy)
        fresnel = f4(0.02) + f4(0.98) * grazing * grazing * grazing * grazing * grazing
        fresnel = max(min(fresnel * f4(0.62) + f4(0.06) + wave * f4(0.42), f4(0.72)), f4(0.05))
        c0, c1, c2 = sky_color(-vx + tilt, abs(vy) * f4(0.8) + f4(0.03) + abs(tilt), -vz, S)
        step = (
            smooth(f4(0.30), f4(0.34), fresnel) * f4(0.35)
            + smooth(f4(0.48), f4(0.52), fresnel) * f4(0.3)
            + smooth(f4(0.7), f4(0.75), fresnel) * f4(0.25)
            + f4(0.06)
        )
        flat = F1 / (np.sqrt(S[6, 0] * S[6, 0] + S[6, 2] * S[6, 2]) * np.sqrt(vx * vx + vz * vz) + f4(1e-6))
        spread = smooth(f4(0.975), F1, -(vx * S[6, 0] + vz * S[6, 2]) * flat)
        glitter = smooth(f4(0.30), f4(0.34), wave + spread * HALF - f4(0.06)) * spread * S[8, 1]
        glitter = min(glitter, F1) * f4(0.9)
        b0 = G[i, G_BASE]
        b1 = G[i, G_BASE + 1]
        b2 = G[i, G_BASE + 2]
        b0 += (c0 - b0) * step
        b1 += (c1 - b1) * step
        b2 += (c2 - b2) * step
        G[i, G_BASE] = b0 + (min(S[5, 0] * f4(1.08), F1) - b0) * glitter
        G[i, G_BASE + 1] = b1 + (min(S[5, 1] * f4(1.08), F1) - b1) * glitter
        G[i, G_BASE + 2] = b2 + (min(S[5, 2] * f4(1.08), F1) - b2) * glitter
        G[i, G_EMISSION] = F1
        G[i, G_MATTE] = F0
