"""The drawn face: a FaceStyle and rows of FACE_PARAMETERS become a picture to lay on a head.

Like an animator's cels, the eyes and the mouth are two windows painted over a base that
never moves. Parameters are rounded to steps too fine to see, and the last cels are kept, so
a held expression, a blink or a rest between words costs nothing.
"""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
import numpy.typing as npt

from fairtake.errors import RenderError
from fairtake.model.figure import FACE_PARAMETERS, FaceStyle
from fairtake.rendering.face_features import Palette, draw_base, draw_lower, draw_upper
from fairtake.rendering.face_sheet import Sheet
from fairtake.rendering.kernels.paint import paint_shapes

__all__ = ["FacePainter"]

Rectangle = tuple[int, int, int, int]

_COARSE = {"gaze_x": 1 / 56, "gaze_y": 1 / 56} | dict.fromkeys(("cheek", "fold", "frown", "forehead", "tears"), 1 / 40)
_STEPS = np.array([_COARSE.get(name, 1 / 128) for name in FACE_PARAMETERS])
"""The finest change drawn: a sixth of a pixel in a close-up, less for lines that only fade."""
_UPPER = (-0.36, 0.33, 0.36, 0.80)
_LOWER = (-0.26, -0.05, 0.26, 0.33)
"""Windows in face coordinates: x0, y0, x1, y1."""

_UPPER_PARAMETERS = (
    "brow_inner", "brow_outer", "brow_squeeze", "brow_cock", "lid_upper", "lid_lower", "blink", "eye_tilt", "gaze_x",
    "gaze_y", "iris", "cheek", "frown", "nose_wrinkle", "forehead", "tears",
)  # fmt: skip
_LOWER_PARAMETERS = (
    "smile", "mouth_open", "jaw", "mouth_width", "lip_upper", "lip_lower", "pucker", "press", "mouth_square",
    "mouth_skew", "mouth_shift", "teeth_upper", "teeth_lower", "tongue", "cheek", "fold",
)  # fmt: skip


class _Window:
    """One part of the picture that moves, and its kept cels."""

    def __init__(self, bounds: tuple[float, float, float, float], names: tuple[str, ...], size: int, kept: int) -> None:
        x0, y0, x1, y1 = bounds
        left, right = max(0, round((0.5 + x0) * size)), min(size, round((0.5 + x1) * size))
        top, bottom = max(0, round((0.95 - y1) * size)), min(size, round((0.95 - y0) * size))
        self.rectangle: Rectangle = (left, top, right, bottom)
        self.names = names
        self.columns = np.array([FACE_PARAMETERS.index(name) for name in names])
        self.cels: OrderedDict[bytes, npt.NDArray[np.uint8]] = OrderedDict()
        self.kept = kept
        self.shown = b""
        height, width = bottom - top, right - left
        self.ground = np.zeros((height, width, 3), np.float32)
        self.picture = np.zeros((height, width, 3), np.float32)
        self.cover = np.zeros((height, width + 2), np.float32)
        self.clip = np.zeros((height, width), np.float32)


class FacePainter:
    """Paints one performer's face, frame after frame.

    `changed` lists the rectangles (x0, y0, x1, y1; ends exclusive) of the picture that the
    last call repainted: the whole picture the first time, nothing when nothing moved.
    Not for use by two threads at once. Raises RenderError on a size below 32.
    """

    def __init__(self, style: FaceStyle, size: int = 512) -> None:
        if size < 32:
            raise RenderError(f"a face of {size} pixels is too small to draw", fix="Ask for 32 or more.")
        self.size, self.style = size, style
        self.changed: list[Rectangle] = []
        self._palette = Palette(style)
        self._windows = (
            (_Window(_UPPER, _UPPER_PARAMETERS, size, 40), draw_upper),
            (_Window(_LOWER, _LOWER_PARAMETERS, size, 80), draw_lower),
        )
        base = np.empty((size, size, 3), np.float32)
        base[:] = self._palette.skin
        sheet = Sheet(size, 0, 0)
        draw_base(sheet, self._palette)
        paint_shapes(base, *sheet.arrays(), np.zeros((size, size + 2), np.float32), np.zeros((size, size), np.float32))
        self._picture = (base + 0.5).astype(np.uint8)
        for window, _ in self._windows:
            x0, y0, x1, y1 = window.rectangle
            window.ground[:] = base[y0:y1, x0:x1]
        self._fresh = True

    @property
    def shown(self) -> tuple[tuple[Rectangle, bytes], ...]:
        """The parts of the picture that move, each with a name of what it shows now."""
        return tuple((window.rectangle, window.shown) for window, _ in self._windows)

    def paint(self, row: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
        """The face for one row (P,) of FACE_PARAMETERS: (size, size, 3) sRGB. The array is
        the painter's own and is painted over by the next call."""
        changed: list[Rectangle] = []
        steps = np.rint(np.asarray(row, np.float64) / _STEPS).astype(np.int16)
        for window, draw in self._windows:
            mine = steps[window.columns]
            key = mine.tobytes()
            if key == window.shown:
                continue
            cel = window.cels.get(key)
            if cel is None:
                pose = dict(zip(window.names, (mine * _STEPS[window.columns]).tolist(), strict=True))
                sheet = Sheet(self.size, *window.rectangle[:2])
                draw(sheet, self._palette, pose)
                np.copyto(window.picture, window.ground)
                paint_shapes(window.picture, *sheet.arrays(), window.cover, window.clip)
                cel = (window.picture + 0.5).astype(np.uint8)
                window.cels[key] = cel
                if len(window.cels) > window.kept:
                    window.cels.popitem(last=False)
            else:
                window.cels.move_to_end(key)
            window.shown = key
            x0, y0, x1, y1 = window.rectangle
            self._picture[y0:y1, x0:x1] = cel
            changed.append(window.rectangle)
        self.changed = [(0, 0, self.size, self.size)] if self._fresh else changed
        self._fresh = False
        return self._picture
