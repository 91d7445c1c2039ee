"""Lettering on frames: the film's typefaces and measured, kerned text."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

__all__ = ["font", "missing_characters"]

_FACES = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-bold": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "serif-italic": ("font_source_serif_pro", "SourceSerifPro-It.ttf"),
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
}


def _file(face: str) -> Path:
    package, name = _FACES[face]
    return Path(str(resources.files(package))) / "files" / name


@cache
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """A typeface ("serif", "serif-bold", "serif-italic", "sans", "sans-bold") by its size in
    pixels. Raises KeyError for others."""
    return ImageFont.truetype(str(_file(face)), max(6, pixels))


@cache
def _coverage(face: str) -> frozenset[int]:
    with TTFont(str(_file(face)), lazy=True) as file:
        return frozenset(file.getBestCmap())


def missing_characters(text: str, face: str = "serif") -> str:
    """The characters of `text` that the typeface cannot draw, each once, in order."""
    known = _coverage(face)
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in known and not letter.isspace()))
