"""How kernels are compiled, and the small functions all of them use."""

import numpy as np
from numba import njit

f4 = np.float32
F0 = np.float32(0)
F1 = np.float32(1)
HALF = np.float32(0.5)

# Only freedoms that keep NaN and infinity meaningful: degenerate input must stay harmless.
_FREEDOMS = {"nsz", "arcp", "contract"}


def kernel(function, signature=None, folded=False):
    """Compile a function on its first call (at once with a `signature`); cached on disk where a
    folder can be written. With `folded` it becomes part of what calls it."""
    signatures = () if signature is None else (signature,)
    options = {"nogil": True, "fastmath": _FREEDOMS, "error_model": "numpy", "forceinline": folded}
    try:
        return njit(*signatures, cache=True, **options)(function)
    except RuntimeError:  # no writable cache folder: compile anew in each process
        return njit(*signatures, **options)(function)


def folded(function):
    """A helper whose many arrays are not handed over at each of very many calls."""
    return kernel(function, folded=True)


def small(signature):
    """A helper with one signature: without it, each constant argument is a type of its own."""
    return lambda function: kernel(function, signature)


@small("f4(f4,f4,f4)")
def smooth(low, high, x):
    """0 below `low`, 1 above `high`, smooth between."""
    t = min(max((x - low) / (high - low), F0), F1)
    return t * t * (f4(3) - f4(2) * t)


@small("f4(i8,i8,i8)")
def hash01(i, j, k):
    """A number 0..1 that belongs to a lattice cell."""
    n = (i * 374761393 + j * 668265263 + k * 1442695041) & 0xFFFFFFFF
    n = ((n ^ (n >> 13)) * 1274126177) & 0xFFFFFFFF
    n = ((n ^ (n >> 15)) * 2246822519) & 0xFFFFFFFF
    return f4((n ^ (n >> 16)) & 0xFFFF) * f4(1 / 65535.0)


@small("f4(f4,f4,i8)")
def noise(x, y, k):
    """Value noise 0..1 with a cell of 1."""
    fx = np.floor(x)
    fy = np.floor(y)
    i = int(fx)
    j = int(fy)
    a = x - fx
    b = y - fy
    a = a * a * (f4(3) - f4(2) * a)
    b = b * b * (f4(3) - f4(2) * b)
    top = hash01(i, j, k) * (F1 - a) + hash01(i + 1, j, k) * a
    low = hash01(i, j + 1, k) * (F1 - a) + hash01(i + 1, j + 1, k) * a
    return top * (F1 - b) + low * b


@small("f4(f4,f4,i8,i8)")
def noise_round(x, y, k, period):
    """Value noise whose x repeats after `period` cells (a sky has no seam)."""
    fx = np.floor(x)
    fy = np.floor(y)
    i = int(fx)
    j = int(fy)
    a = x - fx
    b = y - fy
    a = a * a * (f4(3) - f4(2) * a)
    b = b * b * (f4(3) - f4(2) * b)
    i0 = i % period
    i1 = (i + 1) % period
    top = hash01(i0, j, k) * (F1 - a) + hash01(i1, j, k) * a
    low = hash01(i0, j + 1, k) * (F1 - a) + hash01(i1, j + 1, k) * a
    return top * (F1 - b) + low * b
