"""Plates: what stands still in a shot, painted once, and kept for the shots that come back to it."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

import numpy as np
import numpy.typing as npt

from fairtake.rendering.canvas import Canvas
from fairtake.rendering.painter import Lit, Painter
from fairtake.rendering.view import View

__all__ = ["Plate", "Plates"]

U8 = npt.NDArray[np.uint8]

_BUDGET = 90_000_000
"""Bytes of plates to keep: the setups of a scene come back in turn."""


class Plate:
    """What stands still, painted for one view into `canvas`, and copied from there."""

    def __init__(self, painter: Painter, canvas: Canvas, view: View, reflection: bool) -> None:
        self.lit = Lit(len(painter.rig.lights), 2 * canvas.width * canvas.height)
        stage = painter.stage
        seen, stage.seen = stage.seen, []  # nobody's shadow falls on a plate
        painter.shadows.update(stage)
        painter.draw_still(canvas, view, reflection)
        painter.shade(canvas, view, canvas.whole, 0.0, record=self.lit)
        stage.seen = seen
        painter.shadows.update(stage)
        self.lit.trim()
        self.depth, self.triangles = canvas.depth.copy(), canvas.triangles.copy()
        self.color, self.glow, self.wet = canvas.color.copy(), canvas.glow.copy(), canvas.wet.copy()
        self.water = self._water(painter, canvas)

    @staticmethod
    def _water(painter: Painter, canvas: Canvas) -> U8 | None:
        if not painter.water.any():
            return None
        hit = painter.water[np.maximum(canvas.triangles, 0)] & (canvas.triangles >= 0)
        s = canvas.samples
        pixels: U8 = np.asarray(hit.reshape(canvas.height, s, canvas.width, s).any((1, 3)), np.uint8)
        return pixels

    @property
    def size(self) -> int:
        """Bytes it takes."""
        arrays = [self.depth, self.triangles, self.color, self.glow, self.wet, *self.lit.cell, *self.lit.depth]
        return sum(array.nbytes for array in arrays)


class Plates:
    """The last plates of one process, by everything that is seen in them. A kept plate is the
    same, byte for byte, as one painted anew."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self._budget = budget
        self._kept: OrderedDict[bytes, Plate] = OrderedDict()

    def find(self, painter: Painter, canvas: Canvas, view: View, reflection: bool) -> Plate:
        """The plate of a view, and `canvas.clip` filled for it."""
        key = self._key(painter, canvas, view, reflection)
        plate = self._kept.get(key)
        if plate is None:
            plate = Plate(painter, canvas, view, reflection)
            self._kept[key] = plate
            while len(self._kept) > 1 and sum(kept.size for kept in self._kept.values()) > self._budget:
                self._kept.popitem(last=False)
        else:
            painter.project_still(canvas, view)
            self._kept.move_to_end(key)
        return plate

    @staticmethod
    def _key(painter: Painter, canvas: Canvas, view: View, reflection: bool) -> bytes:
        stage, rig = painter.stage, painter.rig
        shape = (canvas.width, canvas.height, canvas.samples, reflection, stage.fixed, rig.size, painter.look)
        hidden = [piece.name for piece in stage.pieces if piece.hidden]
        state = hashlib.blake2b(repr((shape, hidden, rig.lighting)).encode(), digest_size=20)
        of = stage.materials_of[: stage.fixed]
        vertices = stage.fixed_vertices
        for array in (
            view.clip, view.eye, view.corner, view.right, view.down, stage.points[:vertices],
            stage.normals[:vertices], stage.uvs[:vertices], stage.faces[: stage.fixed], stage.zones[: stage.fixed],
            of, stage.table[: int(of.max()) + 1 if len(of) else 0],
        ):  # fmt: skip
            state.update(np.ascontiguousarray(array).data)
        return state.digest()
