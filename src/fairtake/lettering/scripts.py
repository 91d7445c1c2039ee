"""Typefaces for scripts that the film's own faces lack, and text drawn in several of them.

A text is set in the face that was asked for, as far as it has the letters; other letters come from
the first face that has them: one of the user's own, then those of the font packages Fairtake knows
(Noto Sans for Arabic, Devanagari, Thai, Chinese, Japanese and Korean; Heebo for Hebrew; all under
the Open Font License). Runs stand in reading order: from the right in right-to-left text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources, util
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from PIL import ImageDraw, ImageFont

from fairtake.lettering.breaks import clusters, is_right_to_left
from fairtake.lettering.faces import FACES, font_file

__all__ = ["Run", "draw_line", "fix_for", "line_width", "runs_of", "undrawable"]

_PACKAGES: Mapping[str, str] = {
    "fontpkg_heebo": "files/Heebo[wght].ttf",
    "fontpkg_noto_sans_arabic": "files/NotoSansArabic[wdth,wght].ttf",
    "fontpkg_noto_sans_devanagari": "files/NotoSansDevanagari[wdth,wght].ttf",
    "fontpkg_noto_sans_thai": "files/NotoSansThai[wdth,wght].ttf",
    "noto_cjk_sans_jp_regular": "NotoSansCJKjp-Regular.otf",
}
"""Font packages and the file in each."""

_SCRIPTS: Mapping[str, str] = {
    "HEBREW": "fontpkg-heebo",
    "ARABIC": "fontpkg-noto-sans-arabic",
    "DEVANAGARI": "fontpkg-noto-sans-devanagari",
    "THAI": "fontpkg-noto-sans-thai",
    "CJK": "noto-cjk-sans-jp-regular",
    "HIRAGANA": "noto-cjk-sans-jp-regular",
    "KATAKANA": "noto-cjk-sans-jp-regular",
    "HANGUL": "noto-cjk-sans-jp-regular",
    "IDEOGRAPHIC": "noto-cjk-sans-jp-regular",
    "FULLWIDTH": "noto-cjk-sans-jp-regular",
}

_WEIGHTS = {"bold": 600.0}
_TAGS = {"cmn": "zh-Hans", "zh": "zh-Hans", "yue": "zh-Hant", "zh-tw": "zh-Hant"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font file, left to right as it stands in the line."""

    text: str
    file: str
    right_to_left: bool


def undrawable(text: str, face: str, fonts: Sequence[str] = ()) -> str:
    """The characters that neither the face nor any other here can draw, each once."""
    files = _files(face, tuple(fonts))
    return "".join(
        dict.fromkeys(letter for letter in text if _needs(letter) and not any(_has(f, letter) for f in files))
    )


def fix_for(letters: str) -> str:
    """What to install, or do, to have these letters drawn."""
    wanted = {_SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0].split("-")[0], "") for letter in letters} - {""}
    own = 'name a font file that has them: [subtitles] font = "fonts/..." in film.toml'
    if wanted:
        return f"Install a font for them (pip install {' '.join(sorted(wanted))}), or {own}."
    return f"{own[0].upper()}{own[1:]}, or write it in other letters."


def runs_of(text: str, face: str, fonts: Sequence[str] = ()) -> list[Run]:
    """The text as runs, left to right. Letters that nobody has stay with the face that was asked for."""
    files = _files(face, tuple(fonts))
    whole = is_right_to_left(text)
    letters = clusters(text)
    logical: list[Run] = []
    for letter, way in zip(letters, _ways(letters, whole), strict=True):
        before = logical[-1] if logical else None
        file = next((one for one in files if all(_has(one, part) for part in letter)), files[0])
        if before is not None and before.right_to_left == way:
            # Spaces and stops stay in the run they follow, if its face has them.
            stays = not letter[0].isalnum() and all(_has(before.file, part) for part in letter)
            if stays or before.file == file:
                logical[-1] = Run(before.text + letter, before.file, way)
                continue
        logical.append(Run(letter, file, way))
    if not whole:
        # Right-to-left words within a left-to-right line: their runs stand the other way round.
        ordered: list[Run] = []
        k = 0
        while k < len(logical):
            end = k
            while end < len(logical) and logical[end].right_to_left:
                end += 1
            ordered += logical[k:end][::-1] or [logical[k]]
            k = max(end, k + 1)
        return ordered
    ordered, k = [], 0
    while k < len(logical):
        end = k
        while end < len(logical) and not logical[end].right_to_left:
            end += 1
        ordered[:0] = logical[k:end] or [logical[k]]
        k = max(end, k + 1)
    return ordered


def line_width(text: str, face: str, pixels: int, fonts: Sequence[str] = (), language: str = "") -> float:
    """How wide the text is when it is drawn, in pixels."""
    return sum(_width(run, face, pixels, language) for run in runs_of(text, face, fonts))


def draw_line(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    text: str,
    face: str,
    pixels: int,
    fill: tuple[int, ...],
    *,
    anchor: str = "ls",
    fonts: Sequence[str] = (),
    language: str = "",
    stroke: int = 0,
    stroke_fill: tuple[int, ...] | None = None,
) -> None:
    """Draw a line of text in any scripts. `anchor` is Pillow's: l, m or r and s (the baseline) or
    t (the top of the face that was asked for)."""
    runs = runs_of(text, face, fonts)
    x, y = place
    if anchor[1] == "t":
        # Tops differ from script to script; the baseline is one.
        y += (
            _font(str(font_file(face)), face, pixels).getbbox("H", anchor="ls")[3]
            - _font(str(font_file(face)), face, pixels).getbbox("H", anchor="ls")[1]
        )
    width = sum(_width(run, face, pixels, language) for run in runs)
    x -= width / 2 if anchor[0] == "m" else width if anchor[0] == "r" else 0
    for run in runs:
        draw.text(
            (x, y),
            run.text,
            fill,
            _font(run.file, face, pixels),
            anchor="ls",
            direction="rtl" if run.right_to_left else "ltr",
            language=_tag(language),
            stroke_width=stroke,
            stroke_fill=stroke_fill,
        )
        x += _width(run, face, pixels, language)


def _tag(language: str) -> str | None:
    code = language.casefold().replace("_", "-")
    return _TAGS.get(code, _TAGS.get(code.split("-")[0], code.split("-")[0])) or None


def _width(run: Run, face: str, pixels: int, language: str) -> float:
    way = "rtl" if run.right_to_left else "ltr"
    return float(_font(run.file, face, pixels).getlength(run.text, direction=way, language=_tag(language)))


def _ways(letters: Sequence[str], whole: bool) -> list[bool]:
    """Whether each letter runs right to left. What has no direction goes with its neighbours where they
    agree, else with the line (Unicode's bidirectional algorithm, without its embeddings)."""
    kinds = [_STRONG.get(unicodedata.bidirectional(letter[0])) for letter in letters]
    ways: list[bool] = []
    for k, kind in enumerate(kinds):
        if kind is None:
            last = next((one for one in reversed(kinds[:k]) if one is not None), whole)
            following = next((one for one in kinds[k + 1 :] if one is not None), whole)
            kind = last if last == following else whole
        ways.append(kind)
    return ways


_STRONG = {"R": True, "AL": True, "L": False, "EN": False, "AN": False}


def _needs(letter: str) -> bool:
    return not letter.isspace() and unicodedata.category(letter) != "Cf"


@cache
def _files(face: str, fonts: tuple[str, ...]) -> tuple[str, ...]:
    """The font files to look in, in order."""
    found = [str(font_file(face)), *fonts]
    for package, name in _PACKAGES.items():
        if util.find_spec(package) is not None:
            found.append(str(Path(str(resources.files(package))) / name))
    sans = "sans-bold" if face.endswith("bold") else "sans"
    return (*found, *(str(font_file(one)) for one in (sans, "serif") if one in FACES))


@cache
def _letters(file: str) -> frozenset[int]:
    try:
        with TTFont(file, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        return frozenset()


def _has(file: str, letter: str) -> bool:
    return ord(letter) in _letters(file) or not _needs(letter)


@cache
def _font(file: str, face: str, pixels: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(file, max(6, pixels))
    try:
        axes = font.get_variation_axes()
    except OSError:
        return font
    weight = _WEIGHTS.get(face.rpartition("-")[2], 400.0)
    font.set_variation_by_axes([weight if axis["name"] == b"Weight" else float(axis["default"] or 0) for axis in axes])
    return font
