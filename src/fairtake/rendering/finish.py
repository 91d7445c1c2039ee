"""From painted buffers to the finished picture."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from fairtake.model.footage import Development
from fairtake.rendering.air import Air
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.development import Optics, Print
from fairtake.rendering.kernels import resolve
from fairtake.rendering.lights import Rig
from fairtake.rendering.media import Medium
from fairtake.rendering.painter import Painter
from fairtake.rendering.papers import SIZE, grain
from fairtake.rendering.view import View
from fairtake.rendering.weather import Weather

__all__ = ["Finish"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]


@lru_cache(maxsize=4)
def _vignette(width: int, height: int, strength: float) -> F32:
    """How much darker the picture gets toward its corners."""
    across = ((np.arange(width) / width - 0.5) * 2) ** 2 * 0.8
    down = ((np.arange(height) / height - 0.5) * 2) ** 2 * 0.7
    out: F32 = (1 - strength * np.clip(across + down[:, None] - 0.25, 0, 2)).astype(np.float32)
    return out


class Finish:
    """The last pass over a canvas. `rgb` (H, W, 3) uint8 is the finished picture; `first` the view
    of the shot's first frame."""

    def __init__(
        self,
        canvas: Canvas,
        painter: Painter,
        first: View,
        air: Air,
        weather: Weather,
        mirror: F32 | None,
        development: Development = Development(),  # noqa: B008 - frozen
        subjects: tuple[str, ...] = (),
    ) -> None:
        rig: Rig = painter.rig
        self.canvas, self.rig, self.air, self.weather, self.mirror = canvas, rig, air, weather, mirror
        self._vignette = _vignette(canvas.width, canvas.height, rig.lighting.vignette)
        self._grain = grain()
        self._nothing: F32 = np.zeros((1, 1, 4), np.float32)
        look = painter.look
        self._medium = Medium(canvas, painter, weather, self._vignette, first) if look.medium != "screen" else None
        self._measured = look.medium == "plan"
        bends = canvas.samples > 1 and (development.depth_of_field > 0 or development.motion_blur > 0)
        self.optics = Optics(development, canvas, painter, subjects) if bends and not self._measured else None
        self._print = Print(development, canvas.width, canvas.height) if Print.wanted(development) else None
        self.rgb = canvas.rgb

    def __call__(self, view: View, rects: I32, row: int) -> None:
        """Finish the pixels of rectangles, of the scene's frame `row`."""
        canvas = self.canvas
        # The paper goes along with a pan: by what a far point moves.
        focal = canvas.height / (2 * view.tangent)
        forward = -view.turn[2]
        across = round(float(np.arctan2(forward[0], -forward[2])) * focal)
        down = round(-float(np.arcsin(np.clip(forward[1], -1, 1))) * focal)
        drift = down % SIZE, across % SIZE
        if not self._measured:
            self._resolve(view, rects, drift)
        shown = self.canvas.rgb
        if self.optics is not None:
            shown, rects = self.optics(view), canvas.whole
        if self._medium is not None:
            self._medium(view, rects, drift, shown)
            shown = self._medium.rgb
        if self.weather.plumes and not self._measured:
            shown = self.weather.plumes.over(view, shown, row, self.rig.seconds)
        if self._print is not None:
            self._print(shown, row)
            shown = self._print.rgb
        self.rgb = shown

    def _resolve(self, view: View, rects: I32, drift: tuple[int, int]) -> None:
        canvas = self.canvas
        mirror = self.mirror if self.mirror is not None else self._nothing
        resolve.resolve(
            rects, canvas.samples, canvas.coarse, canvas.color, canvas.wet, canvas.depth, canvas.coverage, canvas.blend, canvas.soft,
            canvas.near, self.air.light, self.air.present, self.weather.veil, self.weather.falling, mirror,
            self.mirror is not None, view.eye, view.corner, view.right, view.down, self.rig.grade, self._vignette,
            self._grain, *drift, canvas.rgb,
        )  # fmt: skip
