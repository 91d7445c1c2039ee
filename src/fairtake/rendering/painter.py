"""Paint a stage into a canvas, step by step: geometry, shade, ink, contact shadow."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fairtake.rendering.canvas import TILE, Canvas
from fairtake.rendering.cels import Cels, Faces
from fairtake.rendering.kernels import (
    blocks,
    clip,
    columns,
    faces,
    ink,
    light,
    occlusion,
    patterns,
    people,
    points,
    raster,
    restyle,
    shadow,
    sky,
    tiles,
    transform,
)
from fairtake.rendering.lights import OwnShadows, Rig, Shadows
from fairtake.rendering.look import Look
from fairtake.rendering.scene import Piece, Stage
from fairtake.rendering.view import View

__all__ = ["Lit", "Painter"]

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
U8 = npt.NDArray[np.uint8]

_NEAR = np.float32(0.05)
_CELL = 8
_CONTACT = 0.3  # of the place's occlusion radius: contact shadows are tight, or they are a halo
_CONTACT_REACH = 16.0  # pixels of a 540-line picture


def _may_show(view: View, piece: Piece) -> bool:
    return bool(view.inside([piece.low], [piece.high])[0])


# An ordered dither of 4x4: any few neighbours already look all round. In rows of even steps, the half of a
# cell's neighbours that lie on one surface at its rim would look one way, and the rim would flicker in a pan.
_ORDER = np.array([0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5])


def _spiral(taps: int) -> F32:
    """Offsets (16, taps, 2) in a unit disc, turned from pixel to pixel."""
    phase = _ORDER[:, None] * 0.3927
    k = np.arange(taps)[None]
    angle = phase + k * 2.39996
    return (np.stack([np.cos(angle), np.sin(angle)], -1) * np.sqrt((k + 0.6) / taps)[..., None]).astype(np.float32)


class Lit:
    """Where lamps reach the still part of a picture: for each light the pixels it lights with
    their place in its shadow map, so that a moving shadow finds the pixels it touches."""

    def __init__(self, lights: int, pixels: int) -> None:
        self.cell: I32 = np.empty((max(lights, 1), pixels, 4), np.int32)
        self.depth: F32 = np.empty((max(lights, 1), pixels), np.float32)
        self.counts: npt.NDArray[np.int64] = np.zeros(max(lights, 1), np.int64)

    def trim(self) -> None:
        """Give back the room that was not needed."""
        if not self.overflown:
            most = int(self.counts.max())
            self.cell, self.depth = self.cell[:, :most].copy(), self.depth[:, :most].copy()

    @property
    def overflown(self) -> bool:
        """More points than there was room for: the list cannot be trusted."""
        return bool((self.counts > self.depth.shape[1]).any())


class Painter:
    """Holds what all canvases of one shot share. `stage` must be posed before painting. Drawn
    faces are held for `hold` frames of the shot, which begins on the scene's frame `start`, as
    animators do; heads and bodies move on every one."""

    def __init__(
        self,
        stage: Stage,
        rig: Rig,
        shadows: Shadows,
        look: Look,
        hold: int = 1,
        start: int = 0,
        faces_: Faces | None = None,
    ) -> None:
        self.stage, self.rig, self.shadows, self.look, self.hold = stage, rig, shadows, look, hold
        self.start = start
        self.own = OwnShadows(rig, stage)
        self.cels = Cels(stage, faces_)
        room = 2 * len(stage.faces) + 2
        self._screen: F32 = np.empty((room, 9), np.float32)
        self._source: I32 = np.empty(room, np.int32)
        self._count = 0
        self._points: F32 = np.empty((0, columns.POINT_COLUMNS), np.float32)
        self._index: I32 = np.empty((0, columns.INDEX_COLUMNS), np.int32)
        self._seen: F32 = np.empty((0, 1), np.float32)
        self._finer = self._points, self._index, self._seen
        self._none = Lit(len(rig.lights), 1)
        more = 8 if look.occlusion_reach > 1.5 else 0
        self._spiral = _spiral(5 + more)
        # Tones cut into steps have edges of their own, and so have blinds: there no pixels share light.
        cut = look.restyles or look.haze_steps > 0 or (rig.lighting.slats > 0 and rig.slatted >= 0)
        self._sharing = len(rig.lights) > 0 and not cut
        self._has_faces = bool((stage.table[:, columns.M_FACE] >= 0).any())
        self._low = np.array([p.low for p in stage.pieces] or [(0, 0, 0)], np.float64)
        self._high = np.array([p.high for p in stage.pieces] or [(0, 0, 0)], np.float64)
        self.water: npt.NDArray[np.bool_] = (
            (stage.table[stage.materials_of, columns.M_PATTERN] == columns.WATER)
            if len(stage.materials_of)
            else np.zeros(0, np.bool_)
        )

    def pose(self, row: int, views: Sequence[View]) -> None:
        """Move everybody to a frame of the scene, with the faces and the shadows on themselves
        of those who may show in one of `views`, and everybody's shadow on the place."""
        self.stage.pose(row)
        near = [piece for piece in self.stage.seen if any(_may_show(view, piece) for view in views)]
        self.cels.update(near, row - (row - self.start) % self.hold, self.start)
        self.own.update(self.stage, near, self.shadows)
        self.shadows.update(self.stage)

    def _setup(self, canvas: Canvas, view: View, pieces: list[Piece], skip: U8) -> int:
        """Triangles of pieces into the screen list; how many."""
        stage = self.stage
        self._make_room(canvas)
        width, height = canvas.width * canvas.samples, canvas.height * canvas.samples
        box = np.zeros(4, np.float32)
        n = 0
        for piece in pieces:
            transform.project(
                stage.points, view.clip, canvas.clip, piece.v0, piece.v1, True, width, height, canvas.flat
            )
            n = int(
                clip.setup(
                    canvas.clip, canvas.flat, stage.faces, piece.t0, piece.t1, _NEAR, True, skip, False, width, height,
                    self._screen, self._source, n, box,
                )
            )  # fmt: skip
        return n

    def _merge(self, pieces: list[Piece]) -> list[Piece]:
        """Neighbouring pieces as one, so that fewer calls are made."""
        merged: list[Piece] = []
        for piece in pieces:
            if merged and merged[-1].v1 == piece.v0 and merged[-1].t1 == piece.t0:
                last = merged[-1]
                merged[-1] = Piece(last.name, last.mesh, last.v0, piece.v1, last.t0, piece.t1)
            else:
                merged.append(piece)
        return merged

    def draw_still(self, canvas: Canvas, view: View, reflection: bool = False) -> None:
        """Everything that stands still, into an emptied canvas. A `reflection` leaves out the
        ground, which would hide what it mirrors."""
        canvas.clear()
        skip = self.stage.ground if reflection else self.stage.drawn
        count = self._setup(canvas, view, self._still_pieces(view), skip)
        raster.raster(self._screen, self._source, 0, count, canvas.depth, canvas.triangles, True)

    def _still_pieces(self, view: View) -> list[Piece]:
        inside = view.inside(self._low, self._high)
        return self._merge([p for p, seen in zip(self.stage.pieces, inside, strict=False) if seen and not p.hidden])

    def project_still(self, canvas: Canvas, view: View) -> None:
        """What `draw_still` leaves in `canvas.clip`, without drawing anything."""
        self._make_room(canvas)
        width, height = canvas.width * canvas.samples, canvas.height * canvas.samples
        for piece in self._still_pieces(view):
            transform.project(
                self.stage.points, view.clip, canvas.clip, piece.v0, piece.v1, True, width, height, canvas.flat
            )

    def _make_room(self, canvas: Canvas) -> None:
        if len(canvas.clip) != len(self.stage.points):
            canvas.clip = np.zeros((len(self.stage.points), 4), np.float32)
            canvas.flat = np.zeros((len(self.stage.points), 3), np.float32)

    def set_movers(self, canvas: Canvas, view: View) -> None:
        """Project what moves; `draw_movers` draws it."""
        pieces = [p for p in self.stage.seen if not p.hidden and _may_show(view, p)]
        self._count = self._setup(canvas, view, pieces, self.stage.drawn)

    def mark_movers(self, canvas: Canvas, *pads: float) -> list[U8]:
        """For each pad the tiles within that many pixels of what moves."""
        cells = np.zeros((-(-canvas.height // _CELL), -(-canvas.width // _CELL)), np.uint8)
        tiles.mark(self._screen, 0, self._count, np.float32(1 / (_CELL * canvas.samples)), cells)
        marked = []
        for pad in pads:
            near = canvas.tiles()
            tiles.grow(cells, math.ceil(pad / _CELL), TILE // _CELL, near)
            marked.append(near)
        return marked

    def draw_movers(self, canvas: Canvas) -> None:
        """Draw what `set_movers` projected over what is there."""
        raster.raster(self._screen, self._source, 0, self._count, canvas.depth, canvas.triangles, True)

    def shade(
        self,
        canvas: Canvas,
        view: View,
        rects: I32,
        seconds: float,
        everything: bool = True,
        record: Lit | None = None,
    ) -> None:
        """Colour the pixels of rectangles; without `everything` only movers and the mask."""
        stage, rig = self.stage, self.rig
        if canvas.capacity > len(self._points):
            self._points = np.zeros((canvas.capacity, columns.POINT_COLUMNS), np.float32)
            self._index = np.zeros((canvas.capacity, columns.INDEX_COLUMNS), np.int32)
            self._seen = np.zeros((canvas.capacity, max(len(rig.lights), 1)), np.float32)
            if stage.figures or self._sharing:
                self._finer = np.zeros_like(self._points), np.zeros_like(self._index), np.zeros_like(self._seen)
        G, J = self._points, self._index
        table, of = stage.table, stage.materials_of
        one = canvas.samples == 1
        lit = record if record is not None else self._none
        for chunk in canvas.chunks(rects):
            n = points.gather(
                canvas.triangles, chunk, everything, stage.fixed, canvas.mask, canvas.samples, self._sharing, of,
                stage.zones, stage.flat, table, G, J, canvas.color, canvas.glow, canvas.wet,
            )  # fmt: skip
            if n == 0:
                continue
            self._light(canvas, view, G, J, self._seen, n, seconds, lit, record is not None)
            if one and stage.figures:
                finer = points.refine(canvas.triangles, of, table, G, J, n, self._seen, *self._finer)
                if finer:
                    self._light(canvas, view, *self._finer, finer, seconds)
                    self._deposit(canvas, *self._finer[:2], finer)
            if not one and self._sharing:
                finer = blocks.part(canvas.triangles, G, J, n, *self._finer[:2])
                if finer:
                    self._light(canvas, view, *self._finer, finer, seconds, lit, record is not None)
                    self._deposit(canvas, *self._finer[:2], finer)
            self._deposit(canvas, G, J, n)

    def _light(
        self,
        canvas: Canvas,
        view: View,
        G: F32,
        J: I32,
        V: F32,
        n: int,
        seconds: float,
        lit: Lit | None = None,
        recording: bool = False,
    ) -> None:
        """Place, colour and light of the first `n` points; how much of each lamp they see is
        looked up into `V` with `lit`, and known without."""
        stage, rig, shadows, look = self.stage, self.rig, self.shadows, self.look
        table, of = stage.table, stage.materials_of
        pixel_x, pixel_y = np.float32(2 / canvas.width), np.float32(2 / canvas.height)
        points.locate(
            G, J, n, stage.faces, of, table, canvas.clip, stage.points, stage.normals, stage.uvs, view.eye,
            view.corner, view.right, view.down, pixel_x, pixel_y,
        )  # fmt: skip
        patterns.paint(G, J, n, of, table)
        sky.paint_sky(G, J, n, of, table, rig.sky, np.float32(seconds))
        if self._has_faces:
            faces.paint_faces(G, J, n, of, table, self.cels.full, self.cels.half, self.cels.quarter)
        if look.restyles:
            restyle.recolor(G, J, n, of, table, rig.dress)
        if len(rig.lights) and lit is not None:
            shadow.visibility(
                G, J, n, of, table, rig.lights, rig.matrices, shadows.still, shadows.still_low,
                shadows.still_high, shadows.live, shadows.live_low, shadows.live_high, shadows.cells,
                recording, lit.cell, lit.depth, lit.counts, V,
            )  # fmt: skip
            slats = max(look.slats, rig.lighting.slats)
            if slats > 0 and rig.slatted >= 0:
                restyle.slat(G, J, n, rig.blind, np.float32(0.17), np.float32(slats), V, rig.slatted)
        light.light_set(G, J, n, of, table, rig.lights, V, rig.points, rig.ambient, rig.tone)
        if stage.figures:
            people.light_people(
                G, J, n, of, table, rig.lights, V, rig.live, rig.fill, rig.bright, rig.tones, rig.key,
                self.own.maps, self.own.matrices, self.own.crowns, rig.terminator, self.own.heads, self.own.reach,
            )  # fmt: skip
        if look.steps or rig.dress[restyle.RIM] > 0 or look.round > 0:
            restyle.relight(G, J, n, of, table, rig.dress, rig.key)
        if look.medium == "plan":
            pixel = np.float32(2 * view.tangent / canvas.height)
            restyle.measure(G, J, n, of, table, rig.dress, pixel)

    def _deposit(self, canvas: Canvas, G: F32, J: I32, n: int) -> None:
        rig, stage = self.rig, self.stage
        points.deposit(
            G, J, n, stage.materials_of, stage.table, rig.haze, rig.air, rig.sky[6], canvas.samples == 1, canvas.color,
            canvas.glow, canvas.wet,
        )  # fmt: skip

    def pen(self, canvas: Canvas, view: View) -> F32:
        """The look's ink for a canvas and a lens."""
        look = self.look
        unit = min(canvas.width, canvas.height) / 540 * canvas.samples
        metres = 540 / (2 * view.tangent)  # pixels a metre at one metre, on 540 lines
        return np.array(
            [
                look.ink_width * unit,
                metres / look.ink_reference,
                look.ink_power,
                look.ink_thinnest * unit,
                look.ink_widest * unit,
                look.ink_step,
                look.crease_cosine,
                look.contact,
                look.crease,
                look.fold,
                look.seam,
                2 * view.tangent / (canvas.height * canvas.samples),
            ],
            np.float32,
        )

    def ink(self, canvas: Canvas, view: View, rects: I32) -> None:
        """Draw the lines of rectangles."""
        stage = self.stage
        ink.draw(
            canvas.depth, canvas.triangles, rects, canvas.samples, stage.fixed, stage.zones, stage.materials_of,
            stage.flat, stage.table, canvas.clip, stage.faces, stage.across, self.pen(canvas, view), self.rig.haze,
            canvas.coverage, canvas.blend,
        )  # fmt: skip

    def occlusion_reach(self, canvas: Canvas) -> float:
        """How far, in pixels, contact shadow may reach."""
        return _CONTACT_REACH * min(self.look.occlusion_reach, 3.0) * canvas.height / 540

    def occlude(self, canvas: Canvas, view: View, rects: I32) -> None:
        """Contact shadow of rectangles."""
        stage = self.stage
        ray_x, ray_y = view.rays(canvas.width * canvas.samples, canvas.height * canvas.samples)
        wide = self.look.occlusion_reach
        radius = np.float32(min(max(_CONTACT * self.rig.lighting.occlusion_radius, 0.0), 0.3) * wide)
        cap = np.float32(self.occlusion_reach(canvas) * canvas.samples)
        occlusion.occlude(
            canvas.depth, canvas.triangles, rects, canvas.samples, canvas.coarse, stage.materials_of, stage.flat, stage.faces, stage.points, stage.table,
            view.turn, ray_x, ray_y, self._spiral, radius, cap, np.float32(self.look.occlusion_people), canvas.open, canvas.near,
        )  # fmt: skip
        occlusion.soften(canvas.open, canvas.near, rects, canvas.coarse, canvas.soft)
