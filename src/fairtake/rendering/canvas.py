"""The buffers a picture is painted in."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["TILE", "Canvas", "rectangles"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

TILE = 32
"""Pixels along a tile, the unit in which a still picture is redrawn."""

_CHUNK = 8192


class Canvas:
    """One picture in the making: `width` x `height` pixels of `samples` x `samples` samples.

    `depth` (h, w) -1/w, nearer is smaller; `triangles` (h, w), -1 is sky; `color` (H, W, 4)
    sRGB and how much it takes contact shadow; `glow` and `wet` (H, W); `coverage` (h, w) of
    ink; `blend` (H, W) edge blends; `open`, `near`, `soft` occlusion, one cell for
    `coarse` pixels; `mask`
    (H, W) pixels to shade anew; `rgb` the result; `clip` (V, 4) vertices as this picture's
    camera sees them, and `flat` (V, 3) their samples and depth.
    """

    def __init__(self, width: int, height: int, samples: int) -> None:
        self.width, self.height, self.samples = width, height, samples
        h, w = height * samples, width * samples
        self.coarse = 2 if samples > 1 else 4
        half = (-(-height // self.coarse), -(-width // self.coarse))
        self.depth: F32 = np.ones((h, w), np.float32)
        self.triangles: I32 = np.full((h, w), -1, np.int32)
        self.color: F32 = np.zeros((height, width, 4), np.float32)
        self.glow: F32 = np.zeros((height, width), np.float32)
        self.wet: F32 = np.zeros((height, width), np.float32)
        self.coverage: U8 = np.zeros((h, w), np.uint8)
        self.blend: U8 = np.zeros((height, width) if samples == 1 else (1, 1), np.uint8)
        self.open: F32 = np.ones(half, np.float32)
        self.near: F32 = np.zeros(half, np.float32)
        self.soft: F32 = np.ones(half, np.float32)
        self.mask: U8 = np.zeros((height, width), np.uint8)
        self.rgb: U8 = np.zeros((height, width, 3), np.uint8)
        self.clip: F32 = np.zeros((0, 4), np.float32)
        self.flat: F32 = np.zeros((0, 3), np.float32)

    @property
    def whole(self) -> I32:
        """The whole picture as one rectangle."""
        return np.array([[0, self.height, 0, self.width]], np.int32)

    def tiles(self) -> U8:
        """No tile marked."""
        return np.zeros((-(-self.height // TILE), -(-self.width // TILE)), np.uint8)

    def clear(self) -> None:
        """Nothing but sky."""
        self.depth.fill(1)
        self.triangles.fill(-1)

    def chunks(self, rects: I32) -> list[I32]:
        """Rectangles in batches of a bounded number of pixels."""
        batches: list[I32] = []
        batch: list[tuple[int, int, int, int]] = []
        area = 0
        for y0, y1, x0, x1 in rects.tolist():
            rows = max(2, _CHUNK // max(x1 - x0, 1) // 2 * 2)
            for y in range(y0, y1, rows):
                end = min(y + rows, y1)
                size = (end - y) * (x1 - x0)
                if batch and area + size > _CHUNK:
                    batches.append(np.array(batch, np.int32))
                    batch, area = [], 0
                batch.append((y, end, x0, x1))
                area += size
        if batch:
            batches.append(np.array(batch, np.int32))
        return batches

    @property
    def capacity(self) -> int:
        """The most shading points one batch can hold."""
        return 4 * max(_CHUNK, 2 * self.width)


def rectangles(canvas: Canvas, tiles: U8) -> I32:
    """Marked tiles as rectangles of pixels (R, 4): y0, y1, x0, x1."""
    from fairtake.rendering.kernels.tiles import runs

    rects = np.empty((tiles.size, 4), np.int32)
    return rects[: runs(tiles, TILE, canvas.height, canvas.width, rects)]
