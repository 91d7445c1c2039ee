"""How many words somebody spoke."""

from __future__ import annotations

import re

__all__ = ["count_words"]

_BREAKS = re.compile(r"[\s\u2012-\u2015\u2026/|]+|\.{2,}|-{2,}")
_LETTERS = re.compile("[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")
_RUNS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
_A_WORD = 5


def count_words(text: str) -> int:
    """Words of a line as it is spoken: what stands between spaces and dashes and holds a letter or a digit;
    "don't" and "well-known" are one. Of scripts that put no spaces between words, each Chinese or Japanese
    character is one, and so are each five letters, begun ones too, of Thai, Lao, Khmer and Burmese."""
    count = 0
    for token in _BREAKS.split(text):
        count += len(_LETTERS.findall(token))
        count += sum(-(-len(run) // _A_WORD) for run in _RUNS.findall(token))
        rest = _RUNS.sub(" ", _LETTERS.sub(" ", token))
        count += sum(any(letter.isalnum() for letter in part) for part in rest.split())
    return count
