"""Pictures that a model brings: opened only when they are as small as they say, and kept small."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from fairtake.exchange.model_file import too_large

__all__ = ["Pictures"]

U8 = npt.NDArray[np.uint8]

_MOST_PIXELS = 4096 * 4096
_MOST_IN_ALL = 400_000_000
"""Pixels of all pictures of one file: some seconds to open, and more than a place needs."""

_SIDE = 1024


class Pictures:
    """The pictures of one file, each opened once, all together within bounds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.left = _MOST_IN_ALL
        self._kept: dict[object, U8] = {}

    def opened(self, key: object, data: bytes) -> U8:
        """A picture (H, W, 4) sRGB with alpha, at most 1024 pixels wide and high: what it is laid
        on is painted in flat tones. Raises ProjectError when it is too large, and OSError or
        Image.DecompressionBombError when it is no picture."""
        if key not in self._kept:
            self._kept[key] = self._open(data)
        return self._kept[key]

    def _open(self, data: bytes) -> U8:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
                pixels = image.width * image.height
                self.left -= pixels
                if pixels > _MOST_PIXELS:
                    raise too_large(self.path, f"a picture of {image.width} by {image.height} pixels")
                if self.left < 0:
                    raise too_large(self.path, "its pictures together are too many pixels")
                image.draft("RGB", (_SIDE, _SIDE))
                small = image.convert("RGBA")
                small.thumbnail((_SIDE, _SIDE))
                return np.asarray(small, np.uint8)
