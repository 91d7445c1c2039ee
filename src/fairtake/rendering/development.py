"""What is done to a picture once it is drawn: focus, motion blur, grade, grain, letterbox."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

from fairtake.errors import RenderError
from fairtake.model.footage import Development
from fairtake.rendering.canvas import Canvas
from fairtake.rendering.kernels import optics
from fairtake.rendering.painter import Painter
from fairtake.rendering.papers import SIZE, film
from fairtake.rendering.view import View

__all__ = ["GRADES", "Optics", "Print", "bars", "check_development"]

F32 = npt.NDArray[np.float32]
U8 = npt.NDArray[np.uint8]
Tone = tuple[float, float, float]

_SENSOR = 0.02025
"""Metres: the height of the sensor that focal lengths are given for."""

GRADES: dict[str, tuple[str, Tone, Tone, Tone, float]] = {
    "warm": ("late sun: amber lights, brown shadows", (0.01, 0.0, -0.01), (1.04, 1.0, 0.95), (1.04, 1.0, 0.92), 1.05),
    "cool": ("a clear north window", (-0.01, 0.0, 0.015), (0.96, 1.0, 1.05), (0.95, 1.0, 1.04), 0.95),
    "teal-orange": (
        "skins warm against teal shadows", (-0.025, 0.008, 0.025), (1.03, 1.0, 0.97), (1.06, 1.0, 0.92), 1.12,
    ),
    "bleach": ("silver kept in the film: hard and pale", (-0.03, -0.03, -0.03), (1.0, 1.0, 1.0), (1.10, 1.10, 1.09), 0.45),
    "faded": ("an old print: lifted blacks, thin colour", (0.07, 0.055, 0.06), (1.03, 1.0, 0.98), (0.95, 0.94, 0.90), 0.72),
    "sepia": ("brown and white", (0.03, 0.01, -0.02), (1.10, 1.0, 0.86), (1.02, 0.97, 0.86), 0.0),
    "moonlight": ("day for night", (-0.03, -0.015, 0.02), (0.74, 0.82, 0.98), (0.72, 0.82, 1.0), 0.55),
}  # fmt: skip
"""Named grades: what each is like, lift, gamma, gain and saturation."""


def check_development(development: Development) -> None:
    """Raises RenderError when there is no such grade."""
    if development.grade and development.grade not in GRADES:
        raise RenderError(
            f'there is no grade "{development.grade}"', fix=f"Use one of: {', '.join(GRADES)}.", key="picture.grade"
        )


def _disc(taps: int) -> F32:
    k = np.arange(taps)
    angle = k * 2.39996
    return (np.stack([np.cos(angle), np.sin(angle)], -1) * np.sqrt((k + 0.6) / taps)[:, None]).astype(np.float32)


class Optics:
    """Lens and shutter. `rgb` (H, W, 3) uint8 is the picture through them."""

    def __init__(self, development: Development, canvas: Canvas, painter: Painter, subjects: tuple[str, ...]) -> None:
        self.canvas, self.painter, self.subjects = canvas, painter, subjects
        self.f_number, self.shutter = development.depth_of_field, development.motion_blur / 360
        self.rgb: U8 = np.zeros_like(canvas.rgb)
        self._other: U8 = np.zeros_like(canvas.rgb)
        h, w = canvas.height, canvas.width
        rows, columns = -(-h // optics.CELL), -(-w // optics.CELL)
        self._radius: F32 = np.zeros((h, w), np.float32)
        self._cells: F32 = np.zeros((rows, columns), np.float32)
        self._about: F32 = np.zeros((rows, columns), np.float32)
        self._near: F32 = np.zeros((h, w), np.float32)
        self._front: npt.NDArray[np.int32] = np.zeros((h, w), np.int32)
        self._speed: F32 = np.zeros((h, w, 2), np.float32)
        self._ways: F32 = np.zeros((rows, columns, 3), np.float32)
        self._disc = _disc(32)
        self._points: F32 = np.zeros((1, 3), np.float32)
        self._before: View | None = None

    def remember(self, row: int, before: View) -> None:
        """Note where everything was a frame ago, at frame `row` of the scene, seen as `before`."""
        if self.shutter <= 0:
            return
        stage = self.painter.stage
        stage.pose(max(row, 0))
        self._points = stage.points[stage.fixed_vertices :].copy()
        if not len(self._points):
            self._points = np.zeros((1, 3), np.float32)
        self._before = before

    def __call__(self, view: View) -> U8:
        """The canvas's picture through lens and shutter."""
        canvas = self.canvas
        optics.nearest(canvas.depth, canvas.triangles, canvas.samples, self._near, self._front)
        shown = self._defocus(view, canvas.rgb)
        return self._smear(view, shown)

    def focus(self, view: View) -> float:
        """Metres to the first subject whose head is in the picture; 0 where there is none."""
        heads = {p.performer.role: p.crown for p in self.painter.stage.seen if p.performer is not None}
        for role in self.subjects:
            if role in heads:
                x, y, _, w = view.clip.astype(np.float64) @ np.array([*heads[role], 1.0])
                if w > 0.2 and abs(x) < w and abs(y) < w:
                    return float(w)
        return 0.0

    def _defocus(self, view: View, rgb: U8) -> U8:
        distance = self.focus(view) if self.f_number > 0 else 0.0
        if distance <= 0:
            return rgb
        canvas = self.canvas
        focal = _SENSOR / (2 * view.tangent)
        # The radius, in pixels, of the circle that a point at infinity becomes.
        far = focal * focal / (self.f_number * max(distance - focal, 0.05)) / 2 / _SENSOR * canvas.height
        most = min(10.0 * canvas.height / 540, optics.CELL - 1.0)
        optics.circles(self._near, np.float32(distance), np.float32(far), np.float32(most), self._radius, self._cells)
        optics.spread(self._cells, self._about)
        optics.defocus(rgb, self._near, self._radius, self._about, self._disc, self._other)
        optics.even(self._other, self._radius, self.rgb)
        return self.rgb

    def _smear(self, view: View, rgb: U8) -> U8:
        before = self._before
        if self.shutter <= 0 or before is None:
            return rgb
        canvas, stage = self.canvas, self.painter.stage
        most = min(30.0 * canvas.height / 540, 2.0 * optics.CELL)
        optics.velocities(
            self._near, self._front, stage.fixed, stage.fixed_vertices, stage.faces, canvas.clip,
            self._points, view.eye, view.corner, view.right, view.down, before.clip, np.float32(self.shutter),
            np.float32(most), self._speed, self._ways,
        )  # fmt: skip
        if not bool((self._ways[..., 2] >= 0.7).any()):
            return rgb
        optics.smear(rgb, self._near, self._speed, self._ways, 11, self._other)
        return self._other


def bars(development: Development, width: int, height: int) -> tuple[int, int]:
    """The rows of a picture (first, end exclusive) that no black bar lies over."""
    dark = 0
    if development.letterbox > 0:
        dark = max((height - 2 * round(width / development.letterbox / 2)) // 2, 0)
    return dark, height - dark


class Print:
    """Grade, grain and bars. `rgb` (H, W, 3) uint8 is the finished picture."""

    def __init__(self, development: Development, width: int, height: int) -> None:
        self.rgb: U8 = np.zeros((height, width, 3), np.uint8)
        check_development(development)
        about = GRADES.get(development.grade, ("", (0.0,) * 3, (1.0,) * 3, (1.0,) * 3, 1.0))
        _, lift, gamma, gain, saturation = about
        self._saturation = np.float32(saturation * development.saturation)
        value = np.arange(256)[None] / 255
        for lifts, gammas, gains in ((lift, gamma, gain), (development.lift, development.gamma, development.gain)):
            up, middle, down = (np.array(part)[:, None] for part in (lifts, gammas, gains))
            value = np.clip(value * down + up * (1 - value), 0, 1) ** (1 / middle)
        self._curves: F32 = (255 * np.broadcast_to(value, (3, 256))).astype(np.float32)
        self._amount = np.float32(development.grain * 9 / 32)
        self._top, self._bottom = bars(development, width, height)
        self._film = film()

    @staticmethod
    def wanted(development: Development) -> bool:
        """Whether it would change anything."""
        return Print._part(development) != Print._part(Development())

    @staticmethod
    def _part(development: Development) -> tuple[object, ...]:
        d = development
        return d.grain, d.grade, d.lift, d.gamma, d.gain, d.saturation, d.letterbox

    def __call__(self, rgb: U8, row: int) -> None:
        """Develop a picture of the scene's frame `row`, which decides the grain."""
        seed = zlib.crc32(row.to_bytes(4, "little"))
        optics.develop(
            rgb, self._curves, self._saturation, self._film, seed % SIZE, (seed >> 10) % SIZE, self._amount, self._top,
            self._bottom, self.rgb,
        )  # fmt: skip
