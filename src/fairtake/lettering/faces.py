"""The film's typefaces, and which letters they have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

__all__ = ["FACES", "advances", "font", "font_file", "missing_characters"]

_FILES = {
    "serif": ("font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    "serif-bold": ("font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    "serif-italic": ("font_source_serif_pro", "SourceSerifPro-It.ttf"),
    "sans": ("font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    "sans-bold": ("font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
    "sans-italic": ("font_source_sans_pro", "SourceSansPro-It.ttf"),
}

FACES: tuple[str, ...] = tuple(_FILES)
"""The names of all typefaces."""


def font_file(face: str) -> Path:
    """The TrueType file of a typeface, one of FACES. Raises KeyError for others."""
    package, name = _FILES[face]
    return Path(str(resources.files(package))) / "files" / name


@cache
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """A typeface, one of FACES, by its size in pixels. Raises KeyError for others."""
    return ImageFont.truetype(str(font_file(face)), max(6, pixels))


@cache
def _coverage(face: str) -> Mapping[int, str]:
    with TTFont(str(font_file(face)), lazy=True) as file:
        return dict(file.getBestCmap())


@cache
def advances(face: str) -> Mapping[int, float]:
    """How far each letter (a code point) moves on, in ems; the box for missing ones under -1."""
    known = _coverage(face)
    with TTFont(str(font_file(face)), lazy=True) as file:
        em, metrics = file["head"].unitsPerEm, file["hmtx"].metrics
        widths = {letter: metrics[name][0] / em for letter, name in known.items()}
        widths[-1] = metrics[".notdef"][0] / em
    return widths


def missing_characters(text: str, face: str = "serif") -> str:
    """The characters of `text` that the typeface cannot draw, each once, in order."""
    known = _coverage(face)
    return "".join(dict.fromkeys(letter for letter in text if ord(letter) not in known and not letter.isspace()))
