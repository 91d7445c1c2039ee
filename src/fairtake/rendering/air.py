"""Light in the air of a picture: bloom, halos and shafts, at a quarter of its size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.rendering.canvas import TILE, Canvas
from fairtake.rendering.kernels import columns, glow
from fairtake.rendering.lights import Rig, Shadows
from fairtake.rendering.plumes import unsteady
from fairtake.rendering.view import View

__all__ = ["Air"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

_BLOOM = ((1, 0.5, 2), (5, 0.6, 2), (13, 0.5, 2))  # radius on 135 lines, share, passes


class Air:
    """`light` (H/4, W/4, 4): what bloom and halos add, and how much shaft; `present` whether
    there is any. `update` works it out anew; `changes` says where the last two differ."""

    def __init__(self, canvas: Canvas, rig: Rig, shadows: Shadows) -> None:
        self.canvas, self.rig, self.shadows = canvas, rig, shadows
        height, width = -(-canvas.height // 4), -(-canvas.width // 4)
        self.light: F32 = np.zeros((height, width, 4), np.float32)
        self.before: F32 = np.zeros_like(self.light)
        self._source: F32 = np.zeros((height, width, 3), np.float32)
        self._blur: F32 = np.zeros((height, width, 3), np.float32)
        self._scratch: F32 = np.zeros((height, width, 3), np.float32)
        self._sum: F32 = np.zeros((height, width, 3), np.float32)
        self._beams = [k for k, lamp in enumerate(rig.casting) if lamp.shafts > 0]
        self._marched: F32 = np.zeros((len(self._beams), height, width, 1), np.float32)
        self._shaft: F32 = np.zeros((height, width, 1), np.float32)
        self._shaft_scratch: F32 = np.zeros((height, width, 1), np.float32)
        self._shafts: F32 = np.zeros((height, width), np.float32)
        self.present = False
        self._blooms = False

    def update(self, view: View, colored: I32, sampled: I32) -> None:
        """From the canvas as it is now. Since the last update, colours have changed only in the
        rectangles `colored` and samples in `sampled`."""
        self.light, self.before = self.before, self.light
        if glow.shining(colored, self.canvas.color, self.canvas.glow, self._source):
            self._bloom()
        self.light[..., :3] = self._sum
        halos = self._halos(view)
        if self._beams and len(sampled):
            self._march(view, sampled)
        self.light[..., 3] = self._shafts
        self.present = self._blooms or halos or bool(self._beams)

    def _bloom(self) -> None:
        strength = self.rig.lighting.bloom
        self._blooms = strength > 0 and bool(self._source.any())
        self._sum.fill(0)
        if not self._blooms:
            return
        for radius, share, passes in _BLOOM:
            np.copyto(self._blur, self._source)
            for _ in range(passes):
                glow.blur(self._blur, self._scratch, max(1, round(radius * self.light.shape[0] / 135)))
            self._sum += self._blur * np.float32(share * strength)

    def _halos(self, view: View) -> bool:
        drawn = False
        canvas = self.canvas
        for halo in self.rig.lighting.halos:
            at = view.clip.astype(np.float64) @ np.array([*halo.position, 1.0])
            if at[3] < 0.2:
                continue
            u, v = at[0] / at[3] / 2 + 0.5, 0.5 - at[1] / at[3] / 2
            if not (0 <= u < 1 and 0 <= v < 1):
                continue
            s = canvas.samples
            x, y = int(u * canvas.width * s), int(v * canvas.height * s)
            r = 4 * s
            around = canvas.depth[max(0, y - r) : y + r + 1, max(0, x - r) : x + r + 1]
            visible = float((-around <= 1.06 / at[3]).mean())
            radius = halo.radius / (2 * view.tangent * at[3]) * self.light.shape[0]
            burning = unsteady(halo.flicker, self.rig.seconds, float(np.float32(halo.position[0])))
            color = np.array(halo.color) * halo.strength * burning
            r_, g_, b_ = (np.float32(c) for c in color)
            glow.halo(
                self.light, np.float32(u * self.light.shape[1]), np.float32(v * self.light.shape[0]),
                np.float32(max(radius, 0.5)), np.float32(visible), r_, g_, b_,
            )  # fmt: skip
            drawn = True
        return drawn

    def _march(self, view: View, rects: I32) -> None:
        canvas, rig, maps = self.canvas, self.rig, self.shadows
        self._shafts.fill(0)
        for k, marched in zip(self._beams, self._marched, strict=True):
            lamp, row = rig.casting[k], rig.lights[k]
            spot = bool(row[columns.L_SPOT] > 0)
            far = lamp.radius * 2.2 if not spot else lamp.radius * 1.6
            glow.shafts(
                rig.matrices[k], maps.still[k], maps.still_low[k], maps.still_high[k], spot,
                row[columns.L_POSITION : columns.L_POSITION + 3], row[columns.L_DIRECTION : columns.L_DIRECTION + 3],
                row[columns.L_INNER], row[columns.L_OUTER], view.eye, view.corner, view.right, view.down,
                canvas.depth, canvas.triangles, 8 if canvas.samples == 1 else 14, np.float32(far), rects, marched,
            )  # fmt: skip
            np.copyto(self._shaft, marched)
            for _ in range(2):
                glow.blur(self._shaft, self._shaft_scratch, 1)
            self._shafts += self._shaft[..., 0] * np.float32(lamp.shafts)

    def changes(self) -> U8:
        """The tiles whose light in the air differs from the update before."""
        marked = self.canvas.tiles()
        glow.changed(self.light, self.before, TILE, np.float32(0.0005), marked)
        return marked
