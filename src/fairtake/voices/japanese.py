"""Japanese as it is read: kanji in kana, which is all that eSpeak NG knows to say.

Without a dictionary a kanji's reading cannot be known. Janome (Apache 2.0) brings one; it is an
optional extra, `pip install "fairtake[japanese]"`. `unreadable` says what stays unread without it.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import util
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["kana_for", "unreadable"]

_KANJI = re.compile(r"[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PARTICLES = {"は": "わ", "へ": "え"}


def unreadable(text: str, language: str) -> str:
    """The kanji in a Japanese text that cannot be read here, each once; "" where Janome is installed."""
    if not language.startswith("ja") or util.find_spec("janome") is not None:
        return ""
    return "".join(dict.fromkeys(_KANJI.findall(text)))


def kana_for(text: str) -> Iterator[tuple[int, int, str]]:
    """Stretches of a Japanese text (start, end) and the kana to read in their place: words with
    kanji, and particles that are not said as they are written."""
    if util.find_spec("janome") is None:
        return
    at = 0
    for token in _tokenizer().tokenize(text):
        word = str(token.surface)
        start = text.find(word, at)
        if start < 0:
            continue
        at = start + len(word)
        if _KANJI.search(word):
            if token.reading != "*":
                yield start, at, _hiragana(str(token.reading))
        elif word in _PARTICLES and str(token.part_of_speech).startswith("助詞"):
            yield start, at, _PARTICLES[word]


@cache
def _tokenizer() -> Any:
    from janome.tokenizer import Tokenizer

    return Tokenizer()


def _hiragana(katakana: str) -> str:
    return "".join(chr(ord(letter) - 0x60) if "\u30a1" <= letter <= "\u30f6" else letter for letter in katakana)
