"""Rain and snow over a picture."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from fairtake.model.performance import PropTrack
from fairtake.model.set import Set
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import weather
from fairtake.rendering.plumes import Plumes
from fairtake.rendering.view import View

__all__ = ["Weather"]

_DROPS, _FLAKES = 4200, 2600


class Weather:
    """What falls. `veil` (H, W) uint8 is how much of each pixel it covers; `falling` whether
    anything does; `plumes` is what else moves in the air. The same second of a scene has the same rain in every shot."""

    def __init__(
        self,
        canvas: Canvas,
        place: Set,
        props: Sequence[PropTrack] = (),
        saturation: float = 1.0,
        hidden: Collection[str] = (),
    ) -> None:
        kinds = place.lighting.weather
        self.plumes = Plumes(canvas, place.lighting, props, saturation, hidden)
        self.canvas = canvas
        self.falling = "rain" in kinds or "snow" in kinds
        self.veil: npt.NDArray[np.uint8] = np.zeros((canvas.height, canvas.width) if self.falling else (1, 1), np.uint8)
        self._rain, self._wind = "rain" in kinds, "wind" in kinds
        self._inside = place.interior
        self._room = np.array(place.room, np.float32)
        random = np.random.default_rng(zlib.crc32(place.kind.encode()))
        count = (_DROPS if self._rain else _FLAKES) * min(max(place.lighting.fall, 0.0), 1.0)
        self._seeds = random.random((_DROPS if self._rain else _FLAKES, 4), np.float32)[: round(count)]

    def update(self, view: View, seconds: float) -> None:
        """Draw what falls at a time of the scene."""
        if not self.falling:
            return
        self.veil.fill(0)
        gust = 2.4 if self._wind else 0.5
        if self._rain:
            box, velocity = (18.0, 9.0, 18.0), (gust, -9.0, 0.3 * gust)
            sway, shutter, alpha = 0.0, 1 / 34, 0.62
        else:
            box, velocity = (14.0, 7.0, 14.0), (gust * 0.6, -1.1, 0.2 * gust)
            sway, shutter, alpha = 0.25, 0.0, 0.85
        weather.fall(
            self._seeds, np.array(box, np.float32), np.array(velocity, np.float32), np.float32(sway),
            np.float32(seconds), np.float32(shutter), view.clip, view.eye, self._room, self._inside,
            np.float32(1 / view.tangent), self.canvas.depth, self.canvas.triangles, self.canvas.samples,
            np.float32(0.014), np.float32(alpha), self.veil,
        )  # fmt: skip
        if self._rain:
            weather.splash(
                self._seeds[:1400], np.float32(seconds), view.clip, view.eye, self._room, self._inside,
                np.float32(1 / view.tangent), self.canvas.depth, self.canvas.triangles, self.canvas.samples, self.veil,
            )  # fmt: skip
