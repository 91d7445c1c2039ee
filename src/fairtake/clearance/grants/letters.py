"""Which letters a grant may hold: text that looks like one thing and is another is refused.

Everything is NFC (UAX 15) without control, direction or invisible characters; names and identifiers
are also free of compatibility forms (full-width, mathematical letters) and of words that mix scripts
(UTS 39, "single script" with the usual East Asian mixtures).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["is_slug", "script_of", "wrong_in_name", "wrong_in_text"]

_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_JOINED = {
    "ARABIC", "SYRIAC", "MONGOLIAN", "NKO", "DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM", "ORIYA",
    "SINHALA", "TAMIL", "TELUGU", "KHMER", "MYANMAR", "TIBETAN",
}  # fmt: skip
_EAST = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}
# Fillers look like nothing at all though they count as letters.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5"
_SLUG = re.compile(r"[^\W_]+(-[^\W_]+)*")


def wrong_in_text(text: str, lines: bool = False) -> str:
    """What is wrong with `text`, in words, or "". `lines` allows line feeds."""
    if text.isascii() and text.isprintable():
        return "" if text == text.strip() else "space at its beginning or end"
    for at, letter in enumerate(text):
        if letter == "\n" and lines:
            continue
        kind = unicodedata.category(letter)
        if kind == "Cs":
            return "half of a surrogate pair"
        if letter in _JOINERS and at and _script(text[at - 1]) in _JOINED:
            continue
        if kind in {"Cc", "Cf", "Co", "Cn", "Zl", "Zp"} or letter in _BLANK or _selector(letter):
            return f"the character U+{ord(letter):04X}, which cannot be seen"
        if kind == "Zs" and letter != " ":
            return f"the space U+{ord(letter):04X}, which looks like another"
    if not unicodedata.is_normalized("NFC", text):
        return "letters that are not in Unicode's composed form (NFC)"
    if text != text.strip():
        return "space at its beginning or end"
    return _heap(text)


def wrong_in_name(text: str) -> str:
    """What is wrong with `text` as a name or an identifier, in words, or ""."""
    wrong = wrong_in_text(text)
    if wrong or text.isascii():
        return wrong
    if not unicodedata.is_normalized("NFKC", text):
        return "letters in a form that looks like others (full-width or mathematical)"
    for word in re.split(r"[\W_]+", text):
        scripts = {found for letter in word if (found := _script(letter))}
        if len(scripts) > 1 and not scripts <= _EAST | {"LATIN"}:
            names = " and ".join(sorted(found.capitalize() for found in scripts))
            return f"{word!r}, a word that mixes {names} letters, which look alike"
    return ""


def is_slug(text: str) -> bool:
    """Whether `text` is as a film's title becomes a folder's name: letters and digits, joined by hyphens."""
    return len(text) <= 80 and text == text.casefold() and _SLUG.fullmatch(text) is not None


def script_of(text: str) -> str:
    """The one script of a name when it is not Latin ("Cyrillic"), else ""."""
    scripts = {found for letter in text if (found := _script(letter))}
    return scripts.pop().capitalize() if len(scripts) == 1 and "LATIN" not in scripts else ""


def _selector(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def _heap(text: str) -> str:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in {"Mn", "Me"} else 0
        if run > 4:
            return "a heap of accents on one letter"
    return ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    if not letter.isalpha():
        return ""
    # The standard library has no script property; a letter's name begins with its script.
    first = unicodedata.name(letter, "UNKNOWN").split(" ")[0]
    return "" if first in {"MODIFIER", "FEMININE", "MASCULINE"} else first
