"""Lines that the voice cannot read as they are written: kanji without a dictionary, letters of another script."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping

from fairtake import voices
from fairtake.model.breakdown import Line
from fairtake.model.reading import VoiceSpec
from fairtake.model.span import Gap
from fairtake.pipeline.work import Work

__all__ = ["missing_readings", "unread_lines"]

_SCRIPTS = {
    "CYRILLIC": ("ru uk be bg sr mk kk ky tt ba cv", "Russian"),
    "GREEK": ("el grc", "Greek"),
    "HEBREW": ("he", "Hebrew"),
    "ARABIC": ("ar fa ur sd ug ku ckb", "Arabic"),
    "HANGUL": ("ko", "Korean"),
    "HIRAGANA": ("ja", "Japanese"),
    "KATAKANA": ("ja", "Japanese"),
    "CJK": ("cmn yue hak ja ko", "Chinese"),
    "DEVANAGARI": ("hi mr ne kok sa bpy", "Hindi"),
    "THAI": ("th", "Thai"),
    "GEORGIAN": ("ka", "Georgian"),
    "ARMENIAN": ("hy hyw", "Armenian"),
    "BENGALI": ("bn as bpy", "Bengali"),
    "TAMIL": ("ta", "Tamil"),
}
"""Who reads a script, and whose it most often is."""


def missing_readings(line: Line, spec: VoiceSpec) -> str:
    """The kanji of a line that have no reading here; "" for almost every line."""
    return voices.unreadable(line.text, line.language or spec.language)


def unread_lines(work: Work, specs: Mapping[str, VoiceSpec]) -> list[Gap]:
    """A gap for each such line."""
    gaps: list[Gap] = []
    for line in work.lines:
        language = line.language or specs[line.role].language
        if letters := missing_readings(line, specs[line.role]):
            why = f"how {letters[:12]} is said cannot be known without a dictionary, so it is spelled out"
            fix = 'Install one, pip install "fairtake[japanese]", or write the line in kana.'
            gaps.append(Gap("voices", line.text, why, fix, line.span))
            continue
        scripts = Counter(_script(letter) for letter in line.text if letter.isalpha())
        script, count = scripts.most_common(1)[0] if scripts else ("", 0)
        readers, name = _SCRIPTS.get(script, ("", ""))
        if readers and count > 0.5 * scripts.total() and language.split("-")[0] not in readers.split():
            why = f'its letters are not those of "{language}", which it is to be spoken in'
            fix = f"Write (in {name}) above the line, or name the role's language in film.toml: [cast.{line.role}]."
            gaps.append(Gap("voices", line.text, why, fix, line.span))
    return gaps


def _script(letter: str) -> str:
    return unicodedata.name(letter, "LATIN").split(" ")[0].split("-")[0]
