"""Other colours and other light than the place's own, for looks that are made of something."""

import numpy as np

from fairtake.rendering.kernels.columns import (
    FOLLOWER,
    G_BASE,
    G_EMISSION,
    G_EYE,
    G_LIGHT,
    G_N,
    G_P,
    I_FINE,
    I_TRIANGLE,
    M_COLOR,
    M_FACE,
    M_KIND,
)
from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel, smooth

# Columns of `dress`.
(
    SET,
    SET_SHARE,
    SET_VALUE,
    PERSON,
    PERSON_SHARE,
    PERSON_VALUE,
    FEATURES,
    FEATURES_SHARE,
    SKY,
    SKY_SHARE,
    STEPS,
    RIM,
    DATA,
    GRID,
    ROUND,
    DRESS_COLUMNS,
) = (0, 3, 4, 5, 8, 9, 10, 13, 14, 17, 18, 19, 20, 21, 22, 23)


@kernel
def _luma(a, b, c):
    return a * f4(0.3) + b * f4(0.59) + c * f4(0.11)


@kernel
def recolor(G, J, n, materials_of, M, dress):
    """Take what points are painted to what the look is made of: their colours go a share of the
    way to its own, of which they keep a share of their light and dark; on a drawn face what is
    darker than the skin stays drawn."""
    for i in range(n):
        t = J[i, I_TRIANGLE]
        L = _luma(G[i, G_BASE], G[i, G_BASE + 1], G[i, G_BASE + 2])
        if t < 0:
            k = dress[SKY_SHARE]
            if k > F0:
                tone = f4(0.82) + f4(0.18) * min(L, F1)
                for q in range(3):
                    G[i, G_BASE + q] += (dress[SKY + q] * tone - G[i, G_BASE + q]) * k
            continue
        m = materials_of[t]
        if M[m, M_KIND] == F0:
            k = dress[SET_SHARE]
            if k > F0:
                tone = F1 + dress[SET_VALUE] * (min(L * f4(1.6), f4(1.15)) - F1)
                for q in range(3):
                    G[i, G_BASE + q] += (dress[SET + q] * tone - G[i, G_BASE + q]) * k
            continue
        k = dress[PERSON_SHARE]
        if k <= F0:
            continue
        tone = F1 + dress[PERSON_VALUE] * (min(L * f4(1.6), f4(1.15)) - F1)
        drawn = F0
        if M[m, M_FACE] >= F0:
            own = _luma(M[m, M_COLOR], M[m, M_COLOR + 1], M[m, M_COLOR + 2])
            tone = F1 + dress[PERSON_VALUE] * (min(own * f4(1.6), f4(1.15)) - F1)
            q0 = L / max(own, f4(0.05))
            drawn = min(max((f4(0.97) - q0) * f4(1.55), F0), F1) * dress[FEATURES_SHARE]
            # Whites of eyes and teeth stay light.
            tone = min(tone * min(max(q0, F1), f4(1.12)), f4(1.06))
        for q in range(3):
            c = dress[PERSON + q] * tone
            c += (dress[FEATURES + q] - c) * drawn
            G[i, G_BASE + q] += (c - G[i, G_BASE + q]) * k


@kernel
def slat(G, J, n, up, period, dark, V, lamp):
    """Lay the slats of a blind into what points see of a lamp."""
    for i in range(n):
        if J[i, I_TRIANGLE] < 0 or J[i, I_FINE] == FOLLOWER or V[i, lamp] <= F0:
            continue
        s = (G[i, G_P] * up[0] + G[i, G_P + 1] * up[1] + G[i, G_P + 2] * up[2]) / period
        s -= np.floor(s)
        V[i, lamp] *= F1 - dark * smooth(f4(0.50), f4(0.60), abs(s - HALF) * f4(2))


@kernel
def relight(G, J, n, materials_of, M, dress, key):
    """Cut the light of sets into flat steps; people darken where they turn down and away, and get a
    rim on the side away from the key."""
    steps = dress[STEPS]
    rim = dress[RIM]
    round_ = dress[ROUND]
    for i in range(n):
        t = J[i, I_TRIANGLE]
        if t < 0:
            continue
        m = materials_of[t]
        if steps > F0 and G[i, G_EMISSION] < F1:
            L = _luma(G[i, G_LIGHT], G[i, G_LIGHT + 1], G[i, G_LIGHT + 2])
            s = L * steps
            low = np.floor(s)
            flat = (low + smooth(f4(0.42), f4(0.58), s - low)) / steps
            k = max(flat, f4(0.35) / steps) / max(L, f4(1e-4))
            for q in range(3):
                G[i, G_LIGHT + q] *= k
        if round_ > F0 and M[m, M_KIND] > F0:
            facing = G[i, G_N] * G[i, G_EYE] + G[i, G_N + 1] * G[i, G_EYE + 1] + G[i, G_N + 2] * G[i, G_EYE + 2]
            facing = F1 - min(max(facing, F0), F1)
            k = F1 - round_ * (f4(0.28) * (F1 - G[i, G_N + 1]) + f4(0.5) * facing * facing - f4(0.14))
            for q in range(3):
                G[i, G_LIGHT + q] *= k
        if rim > F0 and M[m, M_KIND] > F0:
            nx = G[i, G_N]
            ny = G[i, G_N + 1]
            nz = G[i, G_N + 2]
            edge = F1 - abs(nx * G[i, G_EYE] + ny * G[i, G_EYE + 1] + nz * G[i, G_EYE + 2])
            away = nx * key[0] + ny * key[1] * HALF + nz * key[2]
            k = rim * smooth(f4(0.52), f4(0.66), edge) * smooth(f4(-0.05), f4(0.2), away)
            k *= smooth(f4(-0.35), f4(0.0), ny)  # it comes from above: none lies under a chin
            if k > F0:
                for q in range(3):
                    G[i, G_LIGHT + q] += k
                    G[i, G_BASE + q] += (F1 - G[i, G_BASE + q]) * k * f4(0.3)


@kernel
def measure(G, J, n, materials_of, M, dress, pixel):
    """Points of a plan: instead of a colour their shade 0..1, what is drawn in white, and how much
    they are a person."""
    for i in range(n):
        t = J[i, I_TRIANGLE]
        if t < 0:
            G[i, G_BASE] = F1
            G[i, G_BASE + 1] = F0
            G[i, G_BASE + 2] = F0
            continue
        m = materials_of[t]
        L = _luma(G[i, G_LIGHT], G[i, G_LIGHT + 1], G[i, G_LIGHT + 2])
        e = G[i, G_EMISSION]
        white = _luma(G[i, G_BASE], G[i, G_BASE + 1], G[i, G_BASE + 2])
        kind = M[m, M_KIND]
        drawn = F0
        if M[m, M_FACE] >= F0 and kind > F0:
            own = _luma(dress[PERSON], dress[PERSON + 1], dress[PERSON + 2])
            drawn = max(white - f4(1.08) * own, F0) / (F1 - own)
        if kind == F0 and dress[GRID] > F0 and J[i, I_FINE] != FOLLOWER:
            drawn = dress[GRID] * _metres(G, i, pixel)
        G[i, G_BASE] = min(L * (F1 - e) + e, f4(1.2))
        G[i, G_BASE + 1] = drawn
        G[i, G_BASE + 2] = F1 if kind > F0 else F0
        G[i, G_EMISSION] = F1


@kernel
def _ruled(p, width):
    """How much of a pixel `width` metres wide a line every metre covers."""
    d = abs(p - np.floor(p + HALF))
    return min(max((width * HALF + f4(0.006) - d) / max(width, f4(1e-5)), F0), F1)


@kernel
def _metres(G, i, pixel):
    """Lines a metre apart on floors and walls, that fade before they swarm."""
    d = G[i, 16] * pixel
    nx = abs(G[i, G_N])
    ny = abs(G[i, G_N + 1])
    nz = abs(G[i, G_N + 2])
    facing = abs(G[i, G_N] * G[i, G_EYE] + G[i, G_N + 1] * G[i, G_EYE + 1] + G[i, G_N + 2] * G[i, G_EYE + 2])
    wide = d / max(facing, f4(0.08))
    fade = min(max(F1 - wide * f4(14), F0), F1)
    if fade <= F0:
        return F0
    k = F0
    if nx < f4(0.5):
        k = max(k, _ruled(G[i, G_P], wide))
    if ny < f4(0.5):
        k = max(k, _ruled(G[i, G_P + 1], wide))
    if nz < f4(0.5):
        k = max(k, _ruled(G[i, G_P + 2], wide))
    return k * fade
