"""A panel as a picture: the frame with its arrows, and the caption under it in full."""

from __future__ import annotations

from PIL import Image, ImageDraw

from fairtake.boards.caption import set_caption
from fairtake.boards.palette import INK, PAPER
from fairtake.boards.panels import Panel
from fairtake.boards.strokes import draw_overlay
from fairtake.lettering import font

__all__ = ["CAPTION_WIDTH", "draw_frame", "draw_panel"]

CAPTION_WIDTH = 244.0
"""Points of a caption as wide as its frame; sets the size of letters against pictures."""


def draw_frame(picture: Image.Image, panel: Panel) -> Image.Image:
    """A rendered frame with the panel's arrows drawn over it."""
    return draw_overlay(picture, panel.arrows, panel.inner)


def draw_panel(frame: Image.Image, panel: Panel) -> Image.Image:
    """The frame on paper, its caption below, as tall as that needs."""
    wide = max(frame.width, 480)
    scale = wide / CAPTION_WIDTH
    margin = round(wide * 0.03)
    runs, tall = set_caption(panel.caption, CAPTION_WIDTH)
    height = margin + frame.height + round((tall + 8) * scale) + margin
    sheet = Image.new("RGB", (wide + 2 * margin, height), PAPER)
    left = margin + (wide - frame.width) // 2
    sheet.paste(frame, (left, margin))
    draw = ImageDraw.Draw(sheet)
    edge = (left - 1, margin - 1, left + frame.width, margin + frame.height)
    draw.rectangle(edge, outline=INK, width=2)
    top = margin + frame.height + 5 * scale
    for run in runs:
        if not run.hidden:
            place = (margin + run.x * scale, top + run.y * scale)
            draw.text(place, run.text, run.ink, font(run.face, round(run.size * scale)), anchor="ls")
    return sheet
