"""Tiles of the picture: which ones changed, as rectangles, and putting the plate back."""

from fairtake.rendering.kernels.common import f4, kernel


@kernel
def mark(screen, start, end, scale, cells):
    """Mark the cells of a coarse grid under screen triangles; `scale` cells a sample."""
    rows, columns = cells.shape
    bottom = f4(rows - 1)
    edge = f4(columns - 1)
    zero = f4(0)
    for k in range(start, end):
        j0 = int(min(max(min(screen[k, 1], screen[k, 4], screen[k, 7]) * scale, zero), bottom))
        j1 = int(min(max(max(screen[k, 1], screen[k, 4], screen[k, 7]) * scale, zero), bottom))
        i0 = int(min(max(min(screen[k, 0], screen[k, 3], screen[k, 6]) * scale, zero), edge))
        i1 = int(min(max(max(screen[k, 0], screen[k, 3], screen[k, 6]) * scale, zero), edge))
        for j in range(j0, j1 + 1):
            for i in range(i0, i1 + 1):
                cells[j, i] = 1


@kernel
def grow(cells, reach, per_tile, tiles):
    """Mark the tiles (`per_tile` cells wide) within `reach` cells of a marked cell."""
    rows, columns = cells.shape
    down, across = tiles.shape
    for j in range(rows):
        for i in range(columns):
            if cells[j, i]:
                j1 = min((j + reach) // per_tile, down - 1)
                i1 = min((i + reach) // per_tile, across - 1)
                for tj in range(max(j - reach, 0) // per_tile, j1 + 1):
                    for ti in range(max(i - reach, 0) // per_tile, i1 + 1):
                        tiles[tj, ti] = 1


@kernel
def runs(tiles, tile, height, width, rects):
    """Marked tiles as rectangles (y0, y1, x0, x1): horizontal runs, joined where the row above
    has the very same. Returns how many."""
    n = 0
    rows, columns = tiles.shape
    for j in range(rows):
        i = 0
        before = n
        while i < columns:
            if tiles[j, i]:
                first = i
                while i < columns and tiles[j, i]:
                    i += 1
                x0 = first * tile
                x1 = min(i * tile, width)
                y1 = min((j + 1) * tile, height)
                joined = False
                for k in range(before):
                    if rects[k, 1] == j * tile and rects[k, 2] == x0 and rects[k, 3] == x1:
                        rects[k, 1] = y1
                        joined = True
                if not joined:
                    rects[n, 0] = j * tile
                    rects[n, 1] = y1
                    rects[n, 2] = x0
                    rects[n, 3] = x1
                    n += 1
            else:
                i += 1
    return n


@kernel
def restore_samples(rects, samples, depth, triangles, kept_depth, kept_triangles):
    """Put the plate's samples back."""
    for r in range(rects.shape[0]):
        x0 = rects[r, 2] * samples
        x1 = rects[r, 3] * samples
        for y in range(rects[r, 0] * samples, rects[r, 1] * samples):
            for x in range(x0, x1):
                depth[y, x] = kept_depth[y, x]
            for x in range(x0, x1):
                triangles[y, x] = kept_triangles[y, x]


@kernel
def restore_pixels(rects, color, glow, wet, kept_color, kept_glow, kept_wet):
    """Put the plate's shaded pixels back; colours come as rows (H, 4 W)."""
    for r in range(rects.shape[0]):
        x0 = rects[r, 2]
        x1 = rects[r, 3]
        for y in range(rects[r, 0], rects[r, 1]):
            for i in range(4 * x0, 4 * x1):
                color[y, i] = kept_color[y, i]
            for x in range(x0, x1):
                glow[y, x] = kept_glow[y, x]
            for x in range(x0, x1):
                wet[y, x] = kept_wet[y, x]
