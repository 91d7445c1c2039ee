"""Drawn faces as textures: repainted where they changed, with two smaller levels."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import Figure
from fairtake.rendering.face import FacePainter
from fairtake.rendering.kernels import faces
from fairtake.rendering.materials import set_apart
from fairtake.rendering.scene import Piece, Stage

__all__ = ["Cels", "Faces"]

U8 = npt.NDArray[np.uint8]

_SIZE = 512


Faces = OrderedDict[int, tuple[Figure, FacePainter]]
"""Painters of faces, kept by the figure they belong to, which is kept too; the latest last."""

_KEPT = 5
_RESTS = 6
"""Frames for which the face of somebody small and silent is held."""


def _face_painter(kept: Faces, figure: Figure, apart: float) -> FacePainter:
    """The painter of a figure's face, its beard set apart from the skin as the look wants. Pictures
    do not depend on what it painted before."""
    found, style = kept.get(id(figure.mesh)), figure.face
    if apart > 0 and style.beard is not None:
        style = replace(style, beard=set_apart(style.beard, style.skin, apart))
    if found is None or found[1].style != style:
        found = kept[id(figure.mesh)] = figure, FacePainter(style, _SIZE)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    kept.move_to_end(id(figure.mesh))
    return found[1]


class Cels:
    """`full`, `half`, `quarter` (F, S, S, 3) uint8: the faces of a shot's figures by slot."""

    def __init__(self, stage: Stage, kept: Faces | None = None) -> None:
        kept = OrderedDict() if kept is None else kept
        count = max(stage.figures, 1)
        self.full: U8 = np.zeros((count, _SIZE, _SIZE, 3), np.uint8)
        self.half: U8 = np.zeros((count, _SIZE // 2, _SIZE // 2, 3), np.uint8)
        self.quarter: U8 = np.zeros((count, _SIZE // 4, _SIZE // 4, 3), np.uint8)
        self._painters = {
            piece.slot: _face_painter(kept, piece.figure, stage.look.hair_apart)
            for piece in stage.movers
            if piece.figure is not None
        }
        self._drawn: dict[int, int] = {}
        self._shown: dict[int, tuple[tuple[tuple[int, int, int, int], bytes], ...]] = {}

    def update(self, pieces: Iterable[Piece], row: int, start: int = 0) -> None:
        """Draw the faces of those among `pieces` who have one, as of a frame of the scene, of a shot
        that begins on frame `start`."""
        for piece in pieces:
            if piece.performer is None or piece.slot not in self._painters:
                continue
            painter = self._painters[piece.slot]
            track = piece.performer.face
            drawn = max(start, row - (row - start + piece.slot) % _RESTS) if piece.rests else row
            if piece.rests and self._drawn.get(piece.slot) == drawn:
                continue
            self._drawn[piece.slot] = drawn
            image = painter.paint(np.ascontiguousarray(track[min(drawn, len(track) - 1)], np.float32))
            # A painter may have painted for others since: compare with what was taken over.
            before, self._shown[piece.slot] = self._shown.get(piece.slot), painter.shown
            if before is None:
                rects = [(0, 0, _SIZE, _SIZE)]
            else:
                rects = [now[0] for now, was in zip(painter.shown, before, strict=True) if now != was]
            for x0, y0, x1, y1 in rects:
                # Whole blocks of the smallest level.
                x0, y0 = max(x0 // 4 * 4, 0), max(y0 // 4 * 4, 0)
                x1, y1 = min(-(-x1 // 4) * 4, _SIZE), min(-(-y1 // 4) * 4, _SIZE)
                if x1 <= x0 or y1 <= y0:
                    continue
                self.full[piece.slot, y0:y1, x0:x1] = image[y0:y1, x0:x1]
                faces.halve(self.full, piece.slot, y0 // 2, y1 // 2, x0 // 2, x1 // 2, self.half)
                faces.halve(self.half, piece.slot, y0 // 4, y1 // 4, x0 // 4, x1 // 4, self.quarter)
