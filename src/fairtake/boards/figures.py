"""A cut in one picture: its rhythm, its sizes, its faces and its errors."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from PIL import Image, ImageDraw

from fairtake.boards.palette import ACCENT, FAINT, HAIR, INK, PAPER, SHADE, SOFT, Ink
from fairtake.lettering import font

__all__ = ["LOGNORMAL_SIGMA", "draw_figures"]

LOGNORMAL_SIGMA = 0.94
"""Spread of log shot lengths in released films: lognormal with a standard deviation about 1.2
times the mean (Salt, Film Style and Technology)."""

_SIZES = ("ELS", "VLS", "LS", "MLS", "MS", "MCU", "CU", "BCU", "ECU")
_WIDTH, _HEIGHT = 1600, 1000
_SCALE = 2  # drawn larger and scaled down: smooth edges
_MARGIN = 64

_Box = tuple[float, float, float, float]


def draw_figures(
    title: str,
    shots: Sequence[tuple[float, str]],
    shares: Mapping[str, float],
    errors: Mapping[str, float],
    average: float | None = None,
) -> Image.Image:
    """A sheet of 1600 x 1000 pixels for a cut.

    `shots` are (seconds, size) in cutting order; `shares` named parts 0..1 of spoken time or
    of cuts; `errors` errors per 100 cuts by rule; `average` the shot length the style wants,
    in seconds.
    """
    sheet = _Sheet()
    half = _WIDTH / 2
    sheet.text(_MARGIN, 40, title, "serif-bold", 40)
    seconds = [length for length, _ in shots]
    whole = sum(seconds)
    told = f"{len(shots)} shots, {int(whole) // 60}:{int(whole) % 60:02} minutes"
    sheet.text(_MARGIN, 92, told, "sans", 20, SOFT)
    _rhythm(sheet, (_MARGIN, 176, _WIDTH - _MARGIN, 390), shots)
    _lengths(sheet, (_MARGIN, 460, half - 40, 690), seconds, average)
    _sizes(sheet, (half + 40, 460, _WIDTH - _MARGIN, 690), [size for _, size in shots])
    _bars(sheet, (_MARGIN, 780, half - 40, 960), "Faces and cuts", shares, 1.0, lambda share: f"{share:.0%}")
    top = max([1.0, *errors.values()])
    shown = dict(sorted(errors.items(), key=lambda pair: -pair[1])[:8])
    _bars(sheet, (half + 40, 780, _WIDTH - _MARGIN, 960), "Errors per 100 cuts", shown, top, lambda rate: f"{rate:.1f}")
    return sheet.picture()


class _Sheet:
    """A page in its own units, drawn at twice the size."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (_WIDTH * _SCALE, _HEIGHT * _SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def text(self, x: float, y: float, text: str, face: str, size: int, ink: Ink = INK, anchor: str = "la") -> None:
        self._draw.text((x * _SCALE, y * _SCALE), text, ink, font(face, size * _SCALE), anchor)

    def box(self, box: _Box, ink: Ink) -> None:
        if box[2] > box[0] and box[3] > box[1]:
            self._draw.rectangle([value * _SCALE for value in box], fill=ink)

    def line(self, points: Sequence[tuple[float, float]], ink: Ink, width: float = 1.5) -> None:
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=ink, width=round(width * _SCALE), joint="curve")

    def heading(self, box: _Box, text: str) -> None:
        self.text(box[0], box[1] - 36, text, "sans-bold", 20)

    def picture(self) -> Image.Image:
        return self._image.resize((_WIDTH, _HEIGHT), Image.Resampling.LANCZOS)


def _tone(size: str) -> Ink:
    """Wide is light, close is dark."""
    part = _SIZES.index(size) / (len(_SIZES) - 1) if size in _SIZES else 0.5
    light, dark = (214, 190, 150), (120, 44, 56)
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(light, dark, strict=True))
    return red, green, blue


def _rhythm(sheet: _Sheet, box: _Box, shots: Sequence[tuple[float, str]]) -> None:
    """Every shot as a bar: as wide as it is long, as high as it is close."""
    sheet.heading(box, "The cut: a bar for each shot, as wide as it is long, as high as it is close")
    left, top, right, bottom = box
    whole = sum(length for length, _ in shots) or 1.0
    tall = (bottom - top) / len(_SIZES)
    for place, name in enumerate(_SIZES):
        y = bottom - (place + 1) * tall
        sheet.line([(left, y), (right, y)], SHADE, 1)
        sheet.text(left - 8, y + tall / 2, name, "sans", 12, FAINT, "rm")
    at = left
    for length, size in shots:
        wide = (right - left) * length / whole
        place = _SIZES.index(size) if size in _SIZES else 4
        gap = min(1.5, wide / 4)
        sheet.box((at, bottom - (place + 1) * tall, at + wide - gap, bottom), _tone(size))
        at += wide
    sheet.line([(left, bottom), (right, bottom)], INK)
    step = next((step for step in (5, 10, 15, 30, 60, 120, 300, 600) if whole / step <= 14), 1200)
    for tick in range(0, int(whole) + 1, step):
        x = left + (right - left) * tick / whole
        sheet.line([(x, bottom), (x, bottom + 5)], INK)
        sheet.text(x, bottom + 8, f"{tick // 60}:{tick % 60:02}", "sans", 14, SOFT, "ma")


def _lengths(sheet: _Sheet, box: _Box, seconds: Sequence[float], average: float | None) -> None:
    """Shot lengths on a logarithmic axis, with the curve of a lognormal film of this mean."""
    sheet.heading(box, "Shot lengths")
    left, top, right, bottom = box
    edges = [0.5 * 2 ** (n / 3) for n in range(19)]  # 0.5 s to 32 s, three bins an octave
    counts = [0] * (len(edges) - 1)
    for length in seconds:
        place = sum(edge <= length for edge in edges) - 1
        counts[min(max(place, 0), len(counts) - 1)] += 1
    mean = sum(seconds) / len(seconds) if seconds else 1.0
    middle = math.log(mean) - LOGNORMAL_SIGMA**2 / 2
    shares = [_below(edges[n + 1], middle) - _below(edges[n], middle) for n in range(len(counts))]
    reference = [share * len(seconds) for share in shares]
    highest = max([1.0, *counts, *reference]) * 1.08
    wide = (right - left) / len(counts)

    def y(count: float) -> float:
        return bottom - (bottom - top) * count / highest

    for n, count in enumerate(counts):
        sheet.box((left + n * wide + 2, y(count), left + (n + 1) * wide - 2, bottom), SOFT)
    curve = [(left + (n + 0.5) * wide, y(count)) for n, count in enumerate(reference)]
    sheet.line(curve, ACCENT, 2.5)
    sheet.line([(left, bottom), (right, bottom)], INK)
    for length in (0.5, 1, 2, 4, 8, 16, 32):
        x = left + (right - left) * math.log2(length / 0.5) / 6
        sheet.text(x, bottom + 8, f"{length:g} s", "sans", 14, SOFT, "ma")
    logs = [math.log(max(length, 1e-3)) for length in seconds]
    centre = sum(logs) / len(logs) if logs else 0.0
    spread = math.sqrt(sum((value - centre) ** 2 for value in logs) / len(logs)) if logs else 0.0
    wanted = f" (wanted {average:.1f})" if average else ""
    sheet.text(right, top - 34, f"average {mean:.1f} s{wanted}, spread of logs {spread:.2f}", "sans", 16, INK, "ra")
    sheet.text(right, top - 12, "line: lognormal, as in released films", "sans", 14, ACCENT, "ra")


def _below(length: float, middle: float) -> float:
    return 0.5 * (1 + math.erf((math.log(length) - middle) / (LOGNORMAL_SIGMA * math.sqrt(2))))


def _sizes(sheet: _Sheet, box: _Box, sizes: Sequence[str]) -> None:
    sheet.heading(box, "Shot sizes")
    left, top, right, bottom = box
    counts = [sizes.count(name) for name in _SIZES]
    highest = max([1, *counts])
    wide = (right - left) / len(_SIZES)
    for n, (name, count) in enumerate(zip(_SIZES, counts, strict=True)):
        x = left + n * wide
        y = bottom - (bottom - top - 24) * count / highest
        sheet.box((x + 8, y, x + wide - 8, bottom), _tone(name))
        if count:
            sheet.text(x + wide / 2, y - 4, str(count), "sans", 15, SOFT, "md")
        sheet.text(x + wide / 2, bottom + 8, name, "sans", 14, SOFT, "ma")
    sheet.line([(left, bottom), (right, bottom)], INK)


def _bars(
    sheet: _Sheet, box: _Box, heading: str, values: Mapping[str, float], whole: float, told: Callable[[float], str]
) -> None:
    """Named values as lying bars; `whole` fills the row."""
    sheet.heading(box, heading)
    left, top, right, bottom = box
    name_room, value_room = 250, 64
    row = min(30.0, (bottom - top) / max(len(values), 1))
    for n, (name, value) in enumerate(values.items()):
        y = top + n * row
        sheet.text(left, y + row / 2, name, "sans", 16, INK, "lm")
        begin, end = left + name_room, right - value_room
        sheet.box((begin, y + row * 0.2, end, y + row * 0.8), SHADE)
        sheet.box((begin, y + row * 0.2, begin + (end - begin) * min(value / whole, 1), y + row * 0.8), ACCENT)
        sheet.text(right, y + row / 2, told(value), "sans", 16, SOFT, "rm")
    sheet.line([(left, top - 6), (right, top - 6)], HAIR, 1)
