"""Pages of a storyboard: six panels each, under a title block, as PDF with real text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from fairtake.boards.caption import Run, set_caption
from fairtake.boards.palette import ACCENT, FAINT, HAIR, INK, SHADE, SOFT, Ink
from fairtake.boards.panels import Panel
from fairtake.lettering import FACES, font_file, shorten, text_width, wrap

__all__ = ["PER_PAGE", "Page", "Production", "page_count", "write_pages"]

PER_PAGE = 6

_WIDTH, _HEIGHT = 841.89, 595.28  # A4 landscape, points
_MARGIN = 34.0
_BLOCK = 34.0
_COLUMNS, _ROWS = 3, 2
_GUTTER, _GAP = 20.0, 15.0
_FOOT = 16.0


@dataclass(frozen=True, slots=True)
class Production:
    """What stands on every page: the film's `title`, `author` (may be empty), how many `pages`
    and `shots` there are, and the frame's `aspect` (width over height)."""

    title: str
    author: str
    pages: int
    shots: int
    aspect: float
    fps: int
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its `number` from 1, its scene, and its panels (at most PER_PAGE) with the
    picture file of each (JPEG or PNG)."""

    number: int
    scene: str
    heading: str
    panels: tuple[tuple[Panel, Path], ...]


def write_pages(pages: Iterable[Page], production: Production, path: Path) -> None:
    """Write pages to a PDF at `path`: embedded fonts, selectable text, the same bytes for the
    same pages. Holds the pages' pictures in memory: give it a few dozen at a time."""
    _register()
    # Invariant: no clock and no random identifiers in the file.
    canvas = Canvas(str(path), pagesize=(_WIDTH, _HEIGHT), invariant=1, pageCompression=1, initialFontName="sans")
    canvas.setTitle(f"{production.title}: storyboard")
    canvas.setAuthor(production.author)
    canvas.setCreator("Fairtake")
    for page in pages:
        _draw_page(canvas, page, production)
        canvas.showPage()
    canvas.save()


@cache
def _register() -> None:
    for face in FACES:
        pdfmetrics.registerFont(TTFont(face, str(font_file(face))))


def _draw_page(canvas: Canvas, page: Page, production: Production) -> None:
    _title_block(canvas, page, production)
    _footer(canvas, page, production)
    width = (_WIDTH - 2 * _MARGIN - (_COLUMNS - 1) * _GUTTER) / _COLUMNS
    top = _MARGIN + _BLOCK + 13
    height = (_HEIGHT - top - _MARGIN - _FOOT + 8 - (_ROWS - 1) * _GAP) / _ROWS
    for place, (panel, picture) in enumerate(page.panels):
        x = _MARGIN + (place % _COLUMNS) * (width + _GUTTER)
        y = top + (place // _COLUMNS) * (height + _GAP)
        tall = _cell(canvas, panel, picture, (x, y, width, height), production.aspect)
        if panel.caption.state and place % _COLUMNS:
            _link(canvas, x - _GUTTER / 2, y + tall / 2)


def _cell(canvas: Canvas, panel: Panel, picture: Path, box: tuple[float, float, float, float], aspect: float) -> float:
    """A panel in its box (x, y, width, height; y down): the caption under a wide frame, beside
    a tall one. Returns the frame's height."""
    x, y, width, height = box
    if aspect >= 0.9:
        wide = min(width, (height - 84) * aspect)
        tall = wide / aspect
        _picture(canvas, picture, x, y, wide, tall)
        text, top, room, column = x, y + tall + 3, height - tall - 3, width
    else:
        tall = min(height, width * 0.46 / aspect)
        wide = tall * aspect
        _picture(canvas, picture, x, y, wide, tall)
        text, top, room, column = x + wide + 9, y - 2, height, width - wide - 9
    runs, _ = set_caption(panel.caption, column, room)
    for run in runs:
        _write(canvas, run, text, top)
    return tall


def _link(canvas: Canvas, x: float, y: float) -> None:
    """A mark between two panels of one shot."""
    canvas.setFillColorRGB(*(part / 255 for part in ACCENT))
    mark = canvas.beginPath()
    mark.moveTo(x - 2.6, _HEIGHT - y + 4.2)
    mark.lineTo(x + 3.4, _HEIGHT - y)
    mark.lineTo(x - 2.6, _HEIGHT - y - 4.2)
    mark.close()
    canvas.drawPath(mark, stroke=0, fill=1)


def _picture(canvas: Canvas, picture: Path, x: float, y: float, wide: float, tall: float) -> None:
    canvas.drawImage(ImageReader(str(picture)), x, _HEIGHT - y - tall, wide, tall)
    _stroke(canvas, INK, 0.9)
    canvas.rect(x, _HEIGHT - y - tall, wide, tall)


def _write(canvas: Canvas, run: Run, x: float, y: float) -> None:
    # How letters are painted outlives a text object: a hidden run must not hide what follows.
    canvas.saveState()
    text = canvas.beginText(x + run.x, _HEIGHT - y - run.y)
    text.setFont(run.face, run.size)
    if run.hidden:
        text.setTextRenderMode(3)
    text.setFillColorRGB(*(part / 255 for part in run.ink))
    text.textOut(run.text)
    canvas.drawText(text)
    canvas.restoreState()


def _title_block(canvas: Canvas, page: Page, production: Production) -> None:
    """Fields in a row, as on a studio's sheet: production, scene, heading, page."""
    x, top, width = _MARGIN, _MARGIN - 6, _WIDTH - 2 * _MARGIN
    canvas.setFillColorRGB(*(part / 255 for part in SHADE))
    canvas.rect(x, _HEIGHT - top - _BLOCK, width, _BLOCK, stroke=0, fill=1)
    _stroke(canvas, INK, 1.1)
    canvas.line(x, _HEIGHT - top, x + width, _HEIGHT - top)
    canvas.line(x, _HEIGHT - top - _BLOCK, x + width, _HEIGHT - top - _BLOCK)
    by = f"by {production.author}" if production.author else ""
    fields = (
        ("Production", production.title, "serif-bold", 13.5, 0.31, by),
        ("Scene", page.scene, "sans-bold", 13.5, 0.08, ""),
        ("Heading", page.heading, "sans-bold", 11.0, 0.475, ""),
        ("Storyboard page", f"{page.number} of {production.pages}", "sans-bold", 11.0, 0.135, ""),
    )
    for label, value, face, size, share, more in fields:
        room = share * width - 14
        ink = ACCENT if label == "Scene" else INK
        _write(canvas, Run(x + 7, top + 10.5, label.upper(), "sans", 5.6, SOFT), 0, 0)
        if more:
            # The author stands beside the label, so that the title has the whole line.
            left = text_width(label.upper(), "sans", 5.6) + 8
            _write(
                canvas,
                Run(
                    x + 7 + left, top + 10.5, _fit(more, "serif-italic", 6.8, room - left)[0], "serif-italic", 6.8, SOFT
                ),
                0,
                0,
            )
        text, fitted = _shrunk(value, face, size, room)
        _write(canvas, Run(x + 7, top + 26.5, text, face, fitted, ink), 0, 0)
        x += share * width
        if label != "Storyboard page":
            _stroke(canvas, HAIR, 0.7)
            canvas.line(x, _HEIGHT - top - 5, x, _HEIGHT - top - _BLOCK + 5)


def _shrunk(text: str, face: str, size: float, room: float) -> tuple[str, float]:
    """One line of text: smaller down to two thirds, then cut short."""
    wide = text_width(text, face, size)
    fitted = max(size * 0.66, min(size, size * room / max(wide, 1e-9)))
    return _fit(text, face, fitted, room)[0], fitted


def _fit(text: str, face: str, size: float, room: float) -> tuple[str, str]:
    def measure(part: str) -> float:
        return text_width(part, face, size)

    lines, rest = shorten(wrap(text, measure, room), 1, measure, room)
    return lines[0], rest


def _footer(canvas: Canvas, page: Page, production: Production) -> None:
    y = _HEIGHT - _MARGIN + 12
    width, height = production.size
    left = f"{production.shots} shots  ·  {width} × {height}, {production.fps} frames a second"
    _write(canvas, Run(_MARGIN, y, left, "sans", 6.4, FAINT), 0, 0)
    right = "Pictures, staging and camera made by Fairtake from the screenplay"
    _write(canvas, Run(_WIDTH - _MARGIN - text_width(right, "sans", 6.4), y, right, "sans", 6.4, FAINT), 0, 0)


def _stroke(canvas: Canvas, ink: Ink, width: float) -> None:
    canvas.setStrokeColorRGB(*(part / 255 for part in ink))
    canvas.setLineWidth(width)


def page_count(panels: Sequence[int]) -> int:
    """How many pages scenes with so many panels take: each begins a page of its own."""
    return sum(-(-count // PER_PAGE) for count in panels)
