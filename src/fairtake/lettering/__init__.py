"""Lettering: the film's typefaces, and text measured, broken and shortened to fit a room.

Below the stages, because title cards and storyboards are set in the same type. In come words
and a room; out go lines.
"""

from __future__ import annotations

from fairtake.lettering.faces import FACES, font, font_file, missing_characters
from fairtake.lettering.layout import shorten, text_width, wrap
from fairtake.lettering.scripts import draw_line, fix_for, line_width, undrawable

__all__ = [
    "FACES",
    "draw_line",
    "fix_for",
    "font",
    "font_file",
    "line_width",
    "missing_characters",
    "shorten",
    "text_width",
    "undrawable",
    "wrap",
]
