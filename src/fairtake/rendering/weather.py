"""Rain and snow over a picture."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from fairtake.model.set import Set
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import weather
from fairtake.rendering.view import View

__all__ = ["Weather"]


class Weather:
    """What falls. `veil` (H, W) uint8 is how much of each pixel it covers; `falling` whether
    anything does. The same second of a scene has the same rain in every shot."""

    def __init__(self, canvas: Canvas, place: Set) -> None:
        kinds = place.lighting.weather
        self.canvas = canvas
        self.falling = "rain" in kinds or "snow" in kinds
        self.veil: npt.NDArray[np.uint8] = np.zeros((canvas.height, canvas.width) if self.falling else (1, 1), np.uint8)
        self._rain, self._wind = "rain" in kinds, "wind" in kinds
        self._inside = place.interior
        self._room = np.array(place.room, np.float32)
        random = np.random.default_rng(zlib.crc32(place.kind.encode()))
        self._seeds = random.random((3200 if self._rain else 2200, 4), np.float32)

    def update(self, view: View, seconds: float) -> None:
        """Draw what falls at a time of the scene."""
        if not self.falling:
            return
        self.veil.fill(0)
        gust = 1.6 if self._wind else 0.5
        if self._rain:
            box, velocity = (18.0, 9.0, 18.0), (gust, -9.0, 0.3 * gust)
            sway, shutter, alpha = 0.0, 1 / 40, 0.46
        else:
            box, velocity = (14.0, 7.0, 14.0), (gust * 0.6, -1.1, 0.2 * gust)
            sway, shutter, alpha = 0.25, 0.0, 0.85
        weather.fall(
            self._seeds, np.array(box, np.float32), np.array(velocity, np.float32), np.float32(sway),
            np.float32(seconds), np.float32(shutter), view.clip, view.eye, self._room, self._inside,
            np.float32(1 / view.tangent), self.canvas.depth, self.canvas.triangles, self.canvas.samples,
            np.float32(0.014), np.float32(alpha), self.veil,
        )  # fmt: skip
