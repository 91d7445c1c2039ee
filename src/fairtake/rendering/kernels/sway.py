"""Points that give way to the wind, each by its own amount: a lean, a swing and a flutter."""

import numpy as np

from fairtake.rendering.kernels.common import F1, f4, kernel


@kernel
def sway(points, amount, strength, seconds, out):
    """Move points (V, 3) into `out`. The wind comes in gusts along +x and a little +z; what is near
    each other moves alike."""
    gust = f4(0.62) + f4(0.25) * np.sin(f4(0.9) * seconds) + f4(0.13) * np.sin(f4(2.3) * seconds + f4(1.7))
    for i in range(points.shape[0]):
        x = points[i, 0]
        y = points[i, 1]
        z = points[i, 2]
        a = amount[i] * strength
        wave = np.sin(f4(2.1) * seconds - f4(0.55) * x - f4(0.31) * z)
        quick = np.sin(f4(7.3) * seconds - f4(2.9) * x + f4(1.7) * y - f4(2.3) * z)
        side = np.sin(f4(3.1) * seconds + f4(0.8) * z - f4(0.4) * x)
        push = a * (gust * (f4(0.9) + f4(0.75) * wave) + f4(0.22) * quick)
        out[i, 0] = x + push
        out[i, 1] = y - f4(0.18) * abs(push) + f4(0.12) * a * quick
        out[i, 2] = z + a * (f4(0.35) * gust + f4(0.4) * side + f4(0.15) * quick)


@kernel
def blow(points, rows, amount, strength, seconds, phase):
    """Push the points `rows` of a body (V, 3), where they are."""
    gust = f4(0.62) + f4(0.25) * np.sin(f4(0.9) * seconds) + f4(0.13) * np.sin(f4(2.3) * seconds + f4(1.7))
    for k in range(rows.shape[0]):
        i = rows[k]
        x = points[i, 0]
        y = points[i, 1]
        z = points[i, 2]
        a = amount[k] * strength
        wave = np.sin(f4(3.4) * seconds + phase - f4(5.0) * y - f4(1.1) * x)
        quick = np.sin(f4(8.9) * seconds + phase * f4(1.7) - f4(9.0) * y + f4(6.0) * z)
        push = a * (gust * (F1 + f4(0.55) * wave) + f4(0.16) * quick)
        points[i, 0] = x + push
        points[i, 1] = y + f4(0.22) * push
        points[i, 2] = z + a * (f4(0.3) * gust + f4(0.3) * wave)
