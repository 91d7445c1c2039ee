"""Paper for plans: metres to pixels, strokes, dashes, and labels that keep clear of each other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from PIL import Image, ImageDraw

from fairtake.boards.palette import INK, WHITE, Ink
from fairtake.lettering import font

__all__ = ["FINE", "Sheet"]

FINE = 3
"""A sheet is drawn so many times larger, and scaled down."""

Point = tuple[float, float]


class Sheet:
    """A picture of `size` pixels whose plan area `area` (left, top, right, bottom) shows the
    ground rectangle `ground` (x0, z0, x1, z1) in metres, seen from above with -z at the top."""

    def __init__(
        self,
        size: tuple[int, int],
        area: tuple[float, float, float, float],
        ground: tuple[float, float, float, float],
        paper: Ink,
    ) -> None:
        self.size = size
        self.picture = Image.new("RGB", (size[0] * FINE, size[1] * FINE), paper)
        self.draw = ImageDraw.Draw(self.picture)
        wide, deep = ground[2] - ground[0], ground[3] - ground[1]
        self.metre = min((area[2] - area[0]) / wide, (area[3] - area[1]) / deep)
        """Pixels a metre."""
        self._middle = ((area[0] + area[2]) / 2, (area[1] + area[3]) / 2)
        self._ground = ((ground[0] + ground[2]) / 2, (ground[1] + ground[3]) / 2)
        self.area = area
        self._taken: list[tuple[float, float, float, float]] = []

    def at(self, x: float, z: float) -> Point:
        """Where a point of the ground (metres) lies, in pixels."""
        return (
            self._middle[0] + (x - self._ground[0]) * self.metre,
            self._middle[1] + (z - self._ground[1]) * self.metre,
        )

    def holds(self, x: float, z: float, margin: float = 0.0) -> bool:
        """Whether a point of the ground lies in the plan area, `margin` pixels from its edge."""
        px, py = self.at(x, z)
        left, top, right, bottom = self.area
        return left + margin <= px <= right - margin and top + margin <= py <= bottom - margin

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self.picture.resize(self.size, Image.Resampling.BOX)

    def line(
        self, points: Sequence[Point], ink: Ink, width: float = 1.0, dash: tuple[float, float] | None = None
    ) -> None:
        """A stroke through pixels; `dash` (on, off) in pixels."""
        for piece in _dashes(points, dash) if dash else [list(points)]:
            fine = [(x * FINE, y * FINE) for x, y in piece]
            self.draw.line(fine, fill=ink, width=max(1, round(width * FINE)), joint="curve")

    def shape(
        self, points: Sequence[Point], fill: Ink | None = None, ink: Ink | None = None, width: float = 1.0
    ) -> None:
        """A filled polygon with an outline."""
        fine = [(x * FINE, y * FINE) for x, y in points]
        if fill is not None:
            self.draw.polygon(fine, fill=fill)
        if ink is not None:
            self.draw.line([*fine, *fine[:2]], fill=ink, width=max(1, round(width * FINE)), joint="curve")

    def disc(
        self, centre: Point, radius: float, fill: Ink | None = None, ink: Ink | None = None, width: float = 1.0
    ) -> None:
        """A circle."""
        x, y, r = centre[0] * FINE, centre[1] * FINE, radius * FINE
        self.draw.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=ink, width=max(1, round(width * FINE)))

    def tint(self, points: Sequence[Point], ink: Ink, amount: float) -> None:
        """A polygon of colour that lets `1 - amount` of what is below through, kept to the area."""
        veil = Image.new("L", self.picture.size, 0)
        ImageDraw.Draw(veil).polygon([(x * FINE, y * FINE) for x, y in points], fill=round(255 * amount))
        left, top, right, bottom = (round(edge * FINE) for edge in self.area)
        cut = veil.crop((left, top, right, bottom))
        self.picture.paste(Image.new("RGB", cut.size, ink), (left, top), cut)

    def arrow(self, points: Sequence[Point], ink: Ink, width: float, dash: tuple[float, float] | None = None) -> None:
        """A stroke with a solid head at its end."""
        end = points[-1]
        tail = next((p for p in reversed(points[:-1]) if math.dist(p, end) > width * 4), points[0])
        far = math.dist(tail, end)
        if far < 1e-6:
            return
        dx, dy = (end[0] - tail[0]) / far, (end[1] - tail[1]) / far
        head, half = width * 5.5, width * 2.3
        base = (end[0] - dx * head, end[1] - dy * head)
        shaft = [p for p in points[:-1] if math.dist(p, end) > head] or [points[0]]
        self.line([*shaft, base], ink, width, dash)
        self.shape([(base[0] - dy * half, base[1] + dx * half), end, (base[0] + dy * half, base[1] - dx * half)], ink)

    def text(
        self,
        place: Point,
        text: str,
        face: str,
        size: float,
        ink: Ink = INK,
        anchor: str = "ls",
        halo: Ink | None = None,
    ) -> None:
        """Letters of `size` pixels; `halo` a rim that lifts them off what is below."""
        letters = font(face, round(size * FINE))
        rim = round(size * FINE * 0.16) if halo else 0
        self.draw.text(
            (place[0] * FINE, place[1] * FINE), text, ink, letters, anchor, stroke_width=rim, stroke_fill=halo
        )

    def wide(self, text: str, face: str, size: float) -> float:
        """How wide letters come out, in pixels."""
        return font(face, round(size * FINE)).getlength(text) / FINE

    def keep_clear(self, centre: Point, radius: float) -> None:
        """No label may lie here."""
        self._taken.append((centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius))

    def keep_clear_along(self, points: Sequence[Point], radius: float = 4.0) -> None:
        """No label should lie on this stroke."""
        for a, b in pairwise(points):
            count = max(1, round(math.dist(a, b) / (2 * radius)))
            for k in range(count + 1):
                t = k / count
                self.keep_clear((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t), radius)

    def free(self, centre: Point, half_wide: float, half_tall: float) -> bool:
        """Whether nothing has been kept clear or labelled there."""
        box = (centre[0] - half_wide, centre[1] - half_tall, centre[0] + half_wide, centre[1] + half_tall)
        return not any(_overlap(box, other) for other in self._taken)

    def label(
        self, centre: Point, clear: float, text: str, face: str, size: float, ink: Ink = INK, *, must: bool = True
    ) -> bool:
        """A label beside `centre`, `clear` pixels from it, where it covers least. One that need
        not (`must` false) is left out when there is no free place. Returns whether it stands."""
        half, tall = self.wide(text, face, size) / 2 + 3, size * 0.62 + 1
        best: tuple[float, Point] | None = None
        for order, (dx, dy) in enumerate(_AROUND):
            for far in (0.0, 0.9, 2.0):
                reach = clear + far * size
                middle = (centre[0] + dx * (reach + half), centre[1] + dy * (reach + tall))
                box = (middle[0] - half, middle[1] - tall, middle[0] + half, middle[1] + tall)
                cost = sum(_overlap(box, other) for other in self._taken) / (4 * half * tall)
                cost += 3.0 * self._outside(box) + 0.004 * order + 0.02 * far
                if best is None or cost < best[0]:
                    best = (cost, middle)
        assert best is not None
        if best[0] > 0.3 and not must:
            return False
        x, y = best[1]
        self._taken.append((x - half, y - tall, x + half, y + tall))
        self.text((x, y), text, face, size, ink, "mm", halo=WHITE)
        return True

    def _outside(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = self.area
        return box[0] < left or box[1] < top or box[2] > right or box[3] > bottom


_AROUND: tuple[Point, ...] = ((0, 1), (0, -1), (1, 0), (-1, 0), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> float:
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def _dashes(points: Sequence[Point], dash: tuple[float, float]) -> Iterator[list[Point]]:
    """A polyline cut into dashes."""
    piece: list[Point] = [points[0]]
    here = points[0]
    on, left = True, dash[0]
    for end in points[1:]:
        start = piece[-1] if on else here
        far = math.dist(start, end)
        while far > left:
            t = left / far
            start = (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t)
            if on:
                piece.append(start)
                yield piece
            piece = [start]
            on = not on
            far, left = far - left, dash[0] if on else dash[1]
        left -= far
        here = end
        if on:
            piece.append(end)
    if on and len(piece) > 1:
        yield piece
