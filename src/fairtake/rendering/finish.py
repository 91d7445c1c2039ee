"""From painted buffers to the finished picture."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from fairtake.rendering.air import Air
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import resolve
from fairtake.rendering.lights import Rig
from fairtake.rendering.view import View
from fairtake.rendering.weather import Weather

__all__ = ["Finish"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]

_PAPER = 512


@cache
def _paper() -> npt.NDArray[np.int8]:
    """Paper grain that repeats without a seam, 32 a standard deviation."""
    random = np.random.default_rng(5)
    fine, coarse = random.normal(size=(2, _PAPER, _PAPER))
    frequency = np.fft.fftfreq(_PAPER)
    squared = frequency[:, None] ** 2 + frequency[None] ** 2

    def soft(image: npt.NDArray[np.float64], sigma: float) -> npt.NDArray[np.float64]:
        spectrum = np.fft.fft2(image) * np.exp(-2 * (np.pi * sigma) ** 2 * squared)
        blurred = np.real(np.fft.ifft2(spectrum))
        return np.asarray(blurred / blurred.std())

    grain = soft(fine, 0.7) * 0.75 + soft(coarse, 2.2) * 0.4
    return np.clip(grain * 32, -127, 127).astype(np.int8)


@lru_cache(maxsize=4)
def _vignette(width: int, height: int, strength: float) -> F32:
    """How much darker the picture gets toward its corners."""
    across = ((np.arange(width) / width - 0.5) * 2) ** 2 * 0.8
    down = ((np.arange(height) / height - 0.5) * 2) ** 2 * 0.7
    out: F32 = (1 - strength * np.clip(across + down[:, None] - 0.25, 0, 2)).astype(np.float32)
    return out


class Finish:
    """The last pass over a canvas."""

    def __init__(self, canvas: Canvas, rig: Rig, air: Air, weather: Weather, mirror: F32 | None) -> None:
        self.canvas, self.rig, self.air, self.weather, self.mirror = canvas, rig, air, weather, mirror
        self._vignette = _vignette(canvas.width, canvas.height, rig.lighting.vignette)
        self._grain = _paper()
        self._nothing: F32 = np.zeros((1, 1, 4), np.float32)

    def __call__(self, view: View, rects: I32) -> None:
        """Write the pixels of rectangles into the canvas's `rgb`."""
        canvas = self.canvas
        # The paper goes along with a pan: by what a far point moves.
        focal = canvas.height / (2 * view.tangent)
        forward = -view.turn[2]
        across = round(float(np.arctan2(forward[0], -forward[2])) * focal)
        down = round(-float(np.arcsin(np.clip(forward[1], -1, 1))) * focal)
        mirror = self.mirror if self.mirror is not None else self._nothing
        resolve.resolve(
            rects, canvas.samples, canvas.coarse, canvas.color, canvas.wet, canvas.depth, canvas.coverage, canvas.blend, canvas.soft,
            canvas.near, self.air.light, self.air.present, self.weather.veil, self.weather.falling, mirror,
            self.mirror is not None, view.eye, view.corner, view.right, view.down, self.rig.grade, self._vignette,
            self._grain, down % _PAPER, across % _PAPER, canvas.rgb,
        )  # fmt: skip
