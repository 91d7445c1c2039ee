"""A mark in the picture: laid on frames so that it is not seen, and found again in what became of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.clearance.marks import kernels, tiles

__all__ = ["ALGORITHM", "PictureMark"]

ALGORITHM = "org.fairtake.picture.1"
"""What credentials call this mark by."""

_FLAT, _GAIN, _MOST = 0.65, 0.22, 2.0
"""Root mean square of the mark in levels of 255: on flat colour, more for each level that neighbours
differ by, and at most."""
_WIDE = 960
"""Pixels along the longer side below which a picture bears a stronger mark, or nothing is left of it after encoding."""


class PictureMark:
    """Lays the mark of `key` that says `value` (48 bits) on frames of `size` (width, height).
    Raises ClearanceError when the value is too large."""

    def __init__(self, key: bytes, value: int, size: tuple[int, int]) -> None:
        self._pattern = tiles.pattern(key, value, size)
        self._loud = float(np.clip((_WIDE / max(size)) ** 0.5, 1.0, 1.5))
        self._cell = max(2, round(max(size) / 192))
        width, height = size
        self._cells = np.zeros((-(-height // self._cell), -(-width // self._cell)), np.float32)
        self._strength = np.zeros_like(self._cells)
        self._last: tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]] | None = None

    def embed(self, rgb: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """The frame (H, W, 3) uint8 sRGB with the mark on it; `rgb` is left as it is. A read-only frame that comes
        again gives the same array again."""
        if self._last is not None and self._last[0] is rgb:
            return self._last[1]
        kernels.activity(rgb, self._cell, self._cells)
        flat, gain, most = (np.float32(level * self._loud) for level in (_FLAT, _GAIN, _MOST))
        kernels.strengths(self._cells, flat, gain, most, self._strength)
        out = np.empty_like(rgb)
        kernels.lay(rgb, self._pattern, self._strength, self._cell, out)
        if rgb.flags.writeable:
            self._last = None
        else:
            out.flags.writeable = False
            self._last = (rgb, out)
        return out
