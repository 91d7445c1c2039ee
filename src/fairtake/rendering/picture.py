"""One shot's pictures, painted like an animator does.

While the camera stands still, what stands still is painted once, as a plate. Each frame puts
the plate back where performers were, draws them where they are, shades only them and the
pixels their shadows touch, and finishes only the tiles that changed. A moving camera paints
everything. Both ways run the same kernels over the same samples, so they give the same picture.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.model.footage import Development
from fairtake.model.performance import PropTrack
from fairtake.model.set import Set
from fairtake.rendering.air import Air
from fairtake.rendering.canvas import TILE, Canvas, rectangles
from fairtake.rendering.finish import Finish
from fairtake.rendering.kernels import columns, shadow, tiles
from fairtake.rendering.painter import Painter
from fairtake.rendering.plates import Plate, Plates
from fairtake.rendering.view import View, mirrored
from fairtake.rendering.weather import Weather

__all__ = ["Picture"]

U8 = npt.NDArray[np.uint8]

_INK_PAD = 8.0


class _Layer:
    """A canvas that is kept up to date frame by frame, from a plate or anew."""

    def __init__(self, painter: Painter, canvas: Canvas, plates: Plates, reflection: bool = False) -> None:
        self.painter, self.canvas, self.plates, self.reflection = painter, canvas, plates, reflection
        self.plate: Plate | None = None
        self._covered = canvas.tiles()
        self._shadowed = canvas.tiles()
        self._wide = canvas.tiles()
        self._drawing = -1

    def paint(self, view: View, seconds: float) -> None:
        """Everything anew."""
        painter, canvas = self.painter, self.canvas
        painter.draw_still(canvas, view, self.reflection)
        painter.set_movers(canvas, view)
        painter.draw_movers(canvas)
        painter.shade(canvas, view, canvas.whole, seconds)

    def prepare(self, view: View) -> None:
        """Make the plate; the next `repaint` redraws every tile."""
        self.plate = self.plates.find(self.painter, self.canvas, view, self.reflection)
        self._covered.fill(1)
        self._wide.fill(1)
        self._drawing = -1

    def repaint(self, view: View, seconds: float) -> tuple[U8, U8, U8]:
        """Bring the canvas from the last frame to this one. Returns the tiles in which samples
        changed, those in which colours did, and those in which contact shadow may."""
        painter, canvas, plate = self.painter, self.canvas, self.plate
        assert plate is not None
        painter.set_movers(canvas, view)
        covered, wide = painter.mark_movers(canvas, _INK_PAD, painter.occlusion_reach(canvas) + _INK_PAD)
        sampled = covered | self._covered
        canvas.mask.fill(0)
        shadowed = canvas.tiles()
        if plate.lit.overflown:
            canvas.mask.fill(1)
            shadowed.fill(1)
        else:
            for k in range(len(painter.rig.lights)):
                shadow.touched(
                    plate.lit.cell[k], plate.lit.depth[k], int(plate.lit.counts[k]), painter.shadows.live_low[k],
                    painter.shadows.cells[k], canvas.mask, shadowed, TILE,
                )  # fmt: skip
        colored = sampled | shadowed | self._shadowed
        drawing = round(seconds * painter.look.drawings)
        if plate.water is not None:
            canvas.mask |= plate.water
            if drawing != self._drawing:
                colored |= _tiles_of(canvas, plate.water)
        around = wide | self._wide
        self._covered, self._shadowed, self._wide, self._drawing = covered, shadowed, wide, drawing
        rects = rectangles(canvas, sampled)
        tiles.restore_samples(rects, canvas.samples, canvas.depth, canvas.triangles, plate.depth, plate.triangles)
        rects = rectangles(canvas, colored)
        tiles.restore_pixels(
            rects, canvas.color.reshape(canvas.height, -1), canvas.glow, canvas.wet,
            plate.color.reshape(canvas.height, -1), plate.glow, plate.wet,
        )  # fmt: skip
        painter.draw_movers(canvas)
        painter.shade(canvas, view, rects, seconds, everything=False)
        return sampled, colored, around


def _tiles_of(canvas: Canvas, mask: U8) -> U8:
    """The tiles in which a pixel mask is set."""
    rows, columns_ = canvas.tiles().shape
    padded = np.zeros((rows * TILE, columns_ * TILE), np.uint8)
    padded[: canvas.height, : canvas.width] = mask
    return np.asarray(padded.reshape(rows, TILE, columns_, TILE).max((1, 3)), np.uint8)


class Picture:
    """Paints the frames of one shot; `still` says whether its camera stands, `plates` keeps what
    is painted once; `first` is the view of the shot's first frame."""

    def __init__(
        self,
        painter: Painter,
        first: View,
        place: Set,
        width: int,
        height: int,
        samples: int,
        still: bool,
        plates: Plates,
        development: Development = Development(),  # noqa: B008 - frozen
        subjects: tuple[str, ...] = (),
        props: tuple[PropTrack, ...] = (),
        hidden: tuple[str, ...] = (),
    ) -> None:
        self.painter, self.still = painter, still
        self.canvas = Canvas(width, height, samples)
        self._layer = _Layer(painter, self.canvas, plates)
        self._air = Air(self.canvas, painter.rig, painter.shadows)
        self.weather = Weather(self.canvas, place, props, painter.rig.lighting.saturation, hidden)
        self._mirror: _Layer | None = None
        if samples > 1 and (painter.stage.table[:, columns.M_WET] > 0).any():
            self._mirror = _Layer(
                painter, Canvas((width + 3) // 4 * 2, (height + 3) // 4 * 2, 1), plates, reflection=True
            )
        mirror = self._mirror.canvas.color if self._mirror is not None else None
        self._finish = Finish(self.canvas, painter, first, self._air, self.weather, mirror, development, subjects)
        self._begun = False

    @property
    def rgb(self) -> U8:
        """(H, W, 3): the frame painted last."""
        return self._finish.rgb

    def frame(self, view: View, row: int, seconds: float, before: View | None = None) -> None:
        """Paint the scene's frame `row` into `rgb`; a frame `before` the camera showed that view."""
        drawings = self.painter.look.drawings
        drawn = round(seconds * drawings) / drawings  # water is drawn less often
        views = [view] if self._mirror is None else [view, mirrored(view)]
        if self._finish.optics is not None and before is not None:
            self._finish.optics.remember(row - 1, before)
        self.painter.rig.burn(seconds)
        self.painter.pose(row, views)
        rects = self._still(view, drawn) if self.still else self._whole(view, drawn)
        self.weather.update(view, seconds)
        if self.weather.falling:
            rects = self.canvas.whole
        self._finish(view, rects, row)

    def _whole(self, view: View, drawn: float) -> npt.NDArray[np.int32]:
        canvas, painter = self.canvas, self.painter
        self._layer.paint(view, drawn)
        painter.ink(canvas, view, canvas.whole)
        painter.occlude(canvas, view, canvas.whole)
        self._air.update(view, canvas.whole, canvas.whole)
        if self._mirror is not None:
            self._mirror.paint(mirrored(view), drawn)
        return canvas.whole

    def _still(self, view: View, drawn: float) -> npt.NDArray[np.int32]:
        canvas, painter = self.canvas, self.painter
        if not self._begun:
            self._layer.prepare(view)
            if self._mirror is not None:
                self._mirror.prepare(mirrored(view))
        sampled, colored, around = self._layer.repaint(view, drawn)
        painter.ink(canvas, view, rectangles(canvas, sampled))
        painter.occlude(canvas, view, rectangles(canvas, around))
        changed = sampled | colored | around
        if self._begun:
            self._air.update(view, rectangles(canvas, colored), rectangles(canvas, sampled))
        else:
            self._air.update(view, canvas.whole, canvas.whole)
        changed |= self._air.changes()
        if self._mirror is not None:
            _, reflected, _ = self._mirror.repaint(mirrored(view), drawn)
            changed |= self._mirrored_tiles(reflected)
        if not self._begun:
            changed.fill(1)
            self._begun = True
        return rectangles(canvas, changed)

    def _mirrored_tiles(self, reflected: U8) -> U8:
        """Tiles of the picture that show changed tiles of its half-size mirror, smear included."""
        canvas = self.canvas
        grown = reflected.copy()
        grown[1:] |= reflected[:-1]
        grown[:-1] |= reflected[1:]
        grown[:, 1:] |= grown[:, :-1].copy()
        grown[:, :-1] |= grown[:, 1:].copy()
        doubled = np.repeat(np.repeat(grown, 2, 0), 2, 1)
        rows, columns_ = canvas.tiles().shape
        return np.ascontiguousarray(doubled[:rows, :columns_])
