"""A finished picture as watercolour, cut paper or a blueprint."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.rendering.canvas import TILE, Canvas, rectangles
from fairtake.rendering.kernels import glow, media
from fairtake.rendering.look import Look
from fairtake.rendering.painter import Painter
from fairtake.rendering.papers import fibre, flow, tooth
from fairtake.rendering.view import View
from fairtake.rendering.weather import Weather

__all__ = ["Medium"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

_AHEAD = 4.0  # metres before the camera that a shot's first frame looks at
_NEAREST = 0.5  # metres: what passes the lens takes its texture no faster than that
_REACH = 1  # tiles beyond those that changed in which a medium may look different


def _numbers(look: Look, unit: float) -> F32:
    """The look's paper as kernels.media wants it; `unit` pixels stand for one of a 540-line
    picture."""
    out = np.zeros(media.PAPER_COLUMNS, np.float32)
    out[media.COLOR : media.COLOR + 3] = look.paper
    out[media.LINE : media.LINE + 3] = look.line
    out[media.PERSON : media.PERSON + 3] = look.person or look.paper
    for column, value in (
        (media.TOOTH, look.tooth), (media.FLOW, look.flow), (media.POOL, look.pool), (media.BLEED, look.bleed),
        (media.BROKEN, look.broken), (media.MARGIN, look.margin), (media.DEPTH, look.depth),
        (media.SHADOW, look.shadow), (media.HATCHING, look.hatching), (media.UNIT, unit),
    ):  # fmt: skip
        out[column] = value
    return out


class Medium:
    """Turns a resolved picture into `rgb` (H, W, 3) uint8. `drift` is how far
    the paper goes along with a pan, in pixels down and across; `first` the view of the shot's first
    frame."""

    def __init__(self, canvas: Canvas, painter: Painter, weather: Weather, vignette: F32, first: View) -> None:
        self.canvas, self.painter, self.weather = canvas, painter, weather
        self.look = painter.look
        self.rgb: U8 = np.zeros_like(canvas.rgb)
        self._vignette = vignette
        self._paper = _numbers(self.look, min(canvas.width, canvas.height) / 540)
        pieces = [piece for piece in painter.stage.pieces if piece.t1 > piece.t0]
        self._numbers = [int(painter.stage.objects[piece.t0]) for piece in pieces]
        ahead = first.eye - _AHEAD * first.turn[2]
        low, high = (np.array([getattr(piece, end) for piece in pieces]).reshape(-1, 3) for end in ("low", "high"))
        self._fixed = np.clip(ahead, low, high)
        quarter = (-(-canvas.height // 4), -(-canvas.width // 4), 4)
        washes = self.look.medium == "wash"
        self._soft: F32 = np.zeros(quarter if washes else (1, 1, 4), np.float32)
        self._small: F32 = np.zeros_like(self._soft)
        self._wet: F32 = np.zeros_like(self._soft)
        self._scratch: F32 = np.zeros_like(self._soft)

    def __call__(self, view: View, rects: I32, drift: tuple[int, int], rgb: U8) -> None:
        """Draw the pixels in and about the rectangles in which `rgb` (H, W, 3) changed."""
        canvas, stage = self.canvas, self.painter.stage
        rects = self._about(rects)
        anchors = self._anchors(view, drift)
        paper, s = self._paper, canvas.samples
        if self.look.medium == "wash":
            media.shrink(rects, rgb, canvas.coverage, s, self._small)
            lines = canvas.height / 540
            np.copyto(self._soft, self._small)
            glow.blur(self._soft, self._scratch, max(1, round(lines)))
            np.copyto(self._wet, self._soft)
            for _ in range(2):
                glow.blur(self._wet, self._scratch, max(1, round(3 * lines)))
            media.wash(
                rects, s, rgb, canvas.coverage, canvas.triangles, stage.objects, anchors, self._soft, self._wet,
                tooth(), flow(), *drift, paper, self.rgb,
            )  # fmt: skip
        elif self.look.medium == "cut":
            media.cut(
                rects, s, rgb, canvas.depth, canvas.triangles, stage.objects, anchors, tooth(), fibre(), paper,
                self.rgb,
            )  # fmt: skip
        else:
            media.plan(
                rects, s, canvas.color, canvas.coverage, self.weather.veil, self.weather.falling, canvas.triangles,
                stage.objects, anchors, tooth(), paper, self._vignette, self.rgb,
            )  # fmt: skip

    def _about(self, rects: I32) -> I32:
        """Rectangles grown by a tile, without overlap."""
        canvas = self.canvas
        tiles = canvas.tiles()
        for y0, y1, x0, x1 in rects.tolist():
            tiles[
                max(y0 // TILE - _REACH, 0) : -(-y1 // TILE) + _REACH,
                max(x0 // TILE - _REACH, 0) : -(-x1 // TILE) + _REACH,
            ] = 1
        return rectangles(canvas, tiles)

    def _anchors(self, view: View, drift: tuple[int, int]) -> I32:
        """Where on the picture (row, column) each thing stands, for its texture to go along. Of a
        thing that stands still it is the place nearest to what the shot's first frame looks at."""
        stage, canvas = self.painter.stage, self.canvas
        out = np.zeros((len(stage.names) + 1, 2), np.int32)
        out[:] = -np.array(drift)  # the sky goes with the paper
        moving = [piece for piece in stage.seen if piece.t1 > piece.t0]
        places = [piece.root if piece.performer is not None else np.add(piece.low, piece.high) / 2 for piece in moving]
        points = np.concatenate([self._fixed, np.array(places).reshape(-1, 3)])
        if not len(points):
            return out
        numbers = [*self._numbers, *(int(stage.objects[piece.t0]) for piece in moving)]
        at = np.concatenate([points, np.ones((len(points), 1))], 1) @ view.clip.astype(np.float64).T
        w = np.maximum(at[:, 3], _NEAREST)
        x = np.clip((at[:, 0] / w / 2 + 0.5) * canvas.width, -9e4, 9e4)
        y = np.clip((0.5 - at[:, 1] / w / 2) * canvas.height, -9e4, 9e4)
        out[numbers] = np.round(np.stack([y, x], 1)).astype(np.int32)
        return out
