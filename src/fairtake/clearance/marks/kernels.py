"""Compiled inner loops of the picture mark: laying it on a frame, and folding a picture upon a tile."""

import numpy as np
from numba import njit

__all__ = ["activity", "fold", "fold_straight", "lay", "strengths"]

f4 = np.float32
_MOST = 24
"""How much of one step in luma counts: an ink line hides no more than a texture does."""


def _kernel(function):
    """Compile a function on its first call; cached on disk where a folder can be written."""
    try:
        return njit(cache=True, nogil=True, error_model="numpy")(function)
    except RuntimeError:  # no writable cache folder: compile anew in each process
        return njit(nogil=True, error_model="numpy")(function)


@_kernel
def activity(rgb, cell, out):
    """How much goes on in each cell of `cell` pixels (rows, columns): the mean step of luma between neighbours.
    What is left over on the right and below belongs to the last cells."""
    height, width, _ = rgb.shape
    rows, columns = out.shape
    above = np.zeros(width, np.int32)
    sums = np.zeros(columns, np.int32)
    for y in range(height):
        row = min(y // cell, rows - 1)
        left = int(rgb[y, 0, 0]) + 2 * int(rgb[y, 0, 1]) + int(rgb[y, 0, 2])
        if y == 0:
            for x in range(width):
                above[x] = int(rgb[0, x, 0]) + 2 * int(rgb[0, x, 1]) + int(rgb[0, x, 2])
        for column in range(columns):
            end = width if column == columns - 1 else (column + 1) * cell
            total = 0
            for x in range(column * cell, end):
                here = int(rgb[y, x, 0]) + 2 * int(rgb[y, x, 1]) + int(rgb[y, x, 2])
                total += min(abs(here - left), 4 * _MOST) + min(abs(here - above[x]), 4 * _MOST)
                left = here
                above[x] = here
            sums[column] += total
        if y == height - 1 or (row < rows - 1 and (y + 1) % cell == 0):
            high = y + 1 - row * cell
            for column in range(columns):
                wide = width - column * cell if column == columns - 1 else cell
                out[row, column] = f4(sums[column]) / f4(8 * high * wide)
                sums[column] = 0


@_kernel
def _middle(a, b, c):
    return max(min(a, b), min(max(a, b), c))


@_kernel
def strengths(cells, flat, gain, most, out):
    """How strong the mark may be in each cell: as the middle ones of its neighbours in activity say. A line
    crosses three of nine: it hides nothing, as a texture does."""
    rows, columns = cells.shape
    for row in range(rows):
        up, down = max(row - 1, 0), min(row + 1, rows - 1)
        before = last = f4(0)
        for column in range(-1, columns + 1):
            at = min(max(column, 0), columns - 1)
            middle = _middle(cells[up, at], cells[row, at], cells[down, at])
            if column >= 1:
                out[row, column - 1] = min(flat + gain * _middle(before, last, middle), most)
            before, last = last, middle


@_kernel
def lay(rgb, pattern, strength, cell, out):
    """`out` (H, W, 3) is `rgb` and the pattern (H, W), as strong as `strength` (rows, columns) says at the
    centres of cells; all three colours move alike."""
    height, width, _ = rgb.shape
    rows, columns = strength.shape
    step = f4(1.0) / f4(cell)
    line = np.empty(columns + 1, f4)
    for y in range(height):
        v = (f4(y) + f4(0.5)) * step - f4(0.5)
        j = min(max(int(np.floor(v)), 0), rows - 1)
        j1 = min(j + 1, rows - 1)
        b = min(max(v - f4(j), f4(0)), f4(1))
        for i in range(columns):
            line[i] = strength[j, i] + (strength[j1, i] - strength[j, i]) * b
        line[columns] = line[columns - 1]
        for i in range(columns + 1):
            # From the centre of one cell to the centre of the next.
            first = max((2 * i - 1) * cell // 2, 0)
            last = width if i >= columns else min((2 * i + 1) * cell // 2, width)
            here = line[max(i - 1, 0)]
            slope = (line[i] - here) * step
            for x in range(first, last):
                strong = here + slope * (f4(x - (2 * i - 1) * cell // 2) + f4(0.5))
                change = int(np.rint(strong * pattern[y, x]))
                for c in range(3):
                    out[y, x, c] = min(max(int(rgb[y, x, c]) + change, 0), 255)


@_kernel
def fold(picture, along, across, begin, tile):
    """Lay a picture (H, W) upon a tile (T, T) again and again: a pixel's place is its column times
    (`along`, `across`) and its row times (-`across`, `along`) and `begin` both ways, counted around the tile, which
    gets the sums."""
    height, width = picture.shape
    size = tile.shape[0]
    mask = size - 1
    tile[:] = 0
    for y in range(height):
        # Kept above zero, where cutting off rounds down.
        px = f4(size * 16) + begin - f4(y) * across
        py = f4(size * 16) + begin + f4(y) * along
        for x in range(width):
            u = px + f4(x) * along
            v = py + f4(x) * across
            i = int(u)
            j = int(v)
            value = picture[y, x]
            right = value * (u - f4(i))
            left = value - right
            b = v - f4(j)
            i0, i1 = i & mask, (i + 1) & mask
            j0, j1 = j & mask, (j + 1) & mask
            tile[j0, i0] += left - left * b
            tile[j0, i1] += right - right * b
            tile[j1, i0] += left * b
            tile[j1, i1] += right * b


@_kernel
def fold_straight(picture, along, begin, rows, tile):
    """The same of a picture that is not turned, four times as fast: first upon `rows` (T, W), then upon the tile."""
    height, width = picture.shape
    size = tile.shape[0]
    mask = size - 1
    tile[:] = 0
    rows[:] = 0
    for y in range(height):
        v = begin + f4(y) * along
        j = int(v)
        b = v - f4(j)
        first, second = rows[j & mask], rows[(j + 1) & mask]
        line = picture[y]
        for x in range(width):
            under = line[x] * b
            second[x] += under
            first[x] += line[x] - under
    for x in range(width):
        u = begin + f4(x) * along
        i = int(u)
        a = u - f4(i)
        i0, i1 = i & mask, (i + 1) & mask
        for j in range(size):
            right = rows[j, x] * a
            tile[j, i1] += right
            tile[j, i0] += rows[j, x] - right
