"""Fire, smoke and leaves over a finished picture, anew on every frame."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import matrix
from fairtake.model.light import Lighting, Plume
from fairtake.model.performance import PropTrack
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import plumes as kernels
from fairtake.rendering.view import View

__all__ = ["Plumes", "unsteady"]

U8 = npt.NDArray[np.uint8]

_LEAVES = np.array([[0.72, 0.45, 0.22], [0.80, 0.58, 0.25], [0.58, 0.36, 0.22], [0.62, 0.56, 0.28]], np.float32)


def unsteady(amount: float, seconds: float, seed: float) -> float:
    """How bright something that flickers by `amount` (0..1) is at a time, about 1."""
    if amount <= 0:
        return 1.0
    t = round(seconds * 12) / 12  # on twos
    wave = 0.5 * np.sin(t * 9.7 + seed) + 0.3 * np.sin(t * 17.3 + 2.1 * seed) + 0.2 * np.sin(t * 29.1 + 0.7 * seed)
    return float(1.0 + 0.42 * amount * wave)


class Plumes:
    """What moves in the air of one lighting, but for what burns on `hidden` parts; `saturation` of the look's grade holds for it too."""

    def __init__(
        self,
        canvas: Canvas,
        lighting: Lighting,
        props: Sequence[PropTrack] = (),
        saturation: float = 1.0,
        hidden: Collection[str] = (),
    ) -> None:
        self.canvas = canvas
        self._plumes = tuple(plume for plume in lighting.plumes if plume.on not in hidden)
        self._props: Mapping[str, PropTrack] = {track.name: track for track in props}
        self._wind = "wind" in lighting.weather
        self._light = np.clip(np.array(lighting.ambient_side, np.float32) * 1.15, 0.12, 1.0)
        self._saturation = min(saturation, 1.0)
        self._seeds = np.random.default_rng(5).random((150, 4), np.float32)

    def __bool__(self) -> bool:
        return bool(self._plumes)

    def over(self, view: View, rgb: U8, row: int, seconds: float) -> U8:
        """A copy of the picture `rgb` (H, W, 3) of the scene's frame `row` with everything drawn."""
        out = rgb.copy()
        placed = [(self._place(plume, row), plume) for plume in self._plumes]
        eye = view.eye.astype(np.float64)
        there = [(at, plume) for at, plume in placed if at is not None]
        for at, plume in sorted(there, key=lambda one: -float(np.linalg.norm(one[0] - eye))):
            self._draw(view, out, plume, at, seconds)
        if self._saturation < 0.98:
            grey = out @ np.array([0.3, 0.59, 0.11], np.float32)
            changed = (out != rgb).any(-1)
            flat = out[changed].astype(np.float32)
            out[changed] = (grey[changed][:, None] * (1 - self._saturation) + flat * self._saturation).astype(np.uint8)
        return out

    def _place(self, plume: Plume, row: int) -> npt.NDArray[np.float64] | None:
        at = np.asarray(plume.position, np.float64)
        if not plume.prop:
            return at
        track = self._props.get(plume.prop)
        if track is None:
            return None
        k = min(max(row, 0), len(track.position) - 1)
        if not track.visible[k]:
            return None
        turned = matrix(np.asarray(track.rotation[k], np.float64)) @ at
        return np.asarray(track.position[k], np.float64) + turned

    def _draw(self, view: View, out: U8, plume: Plume, at: npt.NDArray[np.float64], seconds: float) -> None:
        canvas, f4 = self.canvas, np.float32
        buffers = canvas.depth, canvas.triangles, canvas.samples
        seed = f4(zlib.crc32(repr((plume.kind, plume.prop or plume.position)).encode()) % 997 / 31.0)
        if plume.kind == "leaves":
            box = np.array([14.0, 2.6, 14.0], np.float32)
            speed = np.array([3.4 if self._wind else 1.6, 0.0, 0.7], np.float32)
            kernels.leaves(
                self._seeds, box, speed, f4(seconds), view.clip, view.eye, f4(1 / view.tangent), *buffers, _LEAVES, self._light, out
            )  # fmt: skip
            return
        clip = view.clip.astype(np.float64) @ np.array([*at, 1.0])
        if clip[3] < 0.25:
            return
        height, width = canvas.height, canvas.width
        x = (clip[0] / clip[3] / 2 + 0.5) * width
        y = (0.5 - clip[1] / clip[3] / 2) * height
        scale = height / (2 * view.tangent * clip[3])  # pixels a metre
        w, h = plume.size[0] * scale, plume.size[1] * scale
        if x + 2 * w < 0 or x - 2 * w > width or y < -4 or y - h * 1.3 > height:
            return
        # On twos, as a hand would draw it.
        t, away, strength = f4(round(seconds * 12) / 12), f4(clip[3]), f4(plume.strength)
        color = tuple(f4(c) for c in plume.color)
        px, py = f4(x), f4(y)
        if plume.kind == "flame":
            kernels.flame(px, py, f4(max(w, 1.5)), f4(max(h, 2.5)), away, t, seed, strength, *buffers, out)
        elif plume.kind in ("smoke", "steam"):
            lean = f4(0.5 if self._wind else 0.12)
            kernels.smoke(
                px, py, f4(max(w, 2.0)), f4(max(h, 4.0)), away, f4(seconds), seed, strength, lean, *color, *buffers, out
            )
        elif plume.kind == "bank":
            kernels.bank(px, py, f4(w), f4(max(h, 4.0)), away, f4(seconds), seed, strength, *color, *buffers, out)
        elif plume.kind == "bolt":
            kernels.bolt(px, f4(min(y - h, -2.0)), py, seed, f4(max(1.2, height / 300)), strength, *buffers[1:], out)
        elif plume.kind == "beam":
            kernels.disc(px, py, f4(max(w / 2, 2.0)), away, f4(1.0), f4(0.97), f4(0.86), strength, *buffers, out)
