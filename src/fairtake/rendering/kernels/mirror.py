"""Wet ground: how much of a mirrored picture a place on it shows, smeared downward."""

from fairtake.rendering.kernels.common import F0, F1, HALF, f4, kernel, noise, smooth


@kernel
def reflected(mirror, y, x, wet, px, pz, slope):
    """Mirrored colour and its share at row y and column x of `mirror` (fractional), seen at ground point (px, pz)
    under `slope` (the ray's |y| over its length). `mirror` is about half the picture."""
    h = mirror.shape[0]
    w = mirror.shape[1]
    puddle = smooth(f4(0.42), f4(0.50), noise(px * f4(0.55), pz * f4(0.3), 61))
    ripple = noise(px * f4(5), pz * f4(9), 62) - HALF
    grazing = F1 - slope
    grazing = grazing * grazing * grazing
    share = wet * (f4(0.35) + f4(0.65) * puddle) * (f4(0.25) + f4(0.75) * grazing)
    spread = (f4(4.5) - f4(3.2) * puddle) * HALF * f4(h) / f4(270)
    a0 = F0
    a1 = F0
    a2 = F0
    fy = y + ripple * f4(3) * f4(h) / f4(270)
    fx = x + ripple * f4(2) * f4(h) / f4(270)
    ix = min(max(int(fx), 0), w - 1)
    for k in range(-3, 4):
        iy = min(max(int(fy + f4(k) * spread), 0), h - 1)
        a0 += mirror[iy, ix, 0]
        a1 += mirror[iy, ix, 1]
        a2 += mirror[iy, ix, 2]
    return a0 / f4(7), a1 / f4(7), a2 / f4(7), share
