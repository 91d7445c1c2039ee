"""Mouth shapes for phonemes in the International Phonetic Alphabet, as brought voices tell them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from fairtake.model.reading import Viseme

__all__ = ["MODIFIERS", "STRESSES", "is_pause", "shape_of"]

STRESSES = {"ˈ": 2, "ˌ": 1, "'": 2}
"""Marks that stand before a syllable, and how much they stress it."""

MODIFIERS = "ːˑʰʲʷˠˤ˞ʼ̩̯̃̊̈̆ˀ‿͡˔˕˩˨˧˦˥0123456789ˑ-"
"""Marks that belong to the sound before them."""

_PAUSES = frozenset('_^$.,;:!?…—–-()"“”«»¿¡|‖') | {""}

_SHAPES: dict[str, Viseme] = {
    **dict.fromkeys("pbmɸβʙɓʘ", Viseme.PP),
    **dict.fromkeys("fvɱʋⱱ", Viseme.FF),
    **dict.fromkeys("θð", Viseme.TH),
    **dict.fromkeys("tdʈɖɗǀǃ", Viseme.DD),
    **dict.fromkeys("kgɡŋxɣqɢχʁɴcɟħʕʛɠ", Viseme.KK),
    **dict.fromkeys("ʃʒɕʑʂʐçʝʧʤ", Viseme.CH),
    **dict.fromkeys("szʦʣɬɮ", Viseme.SS),
    **dict.fromkeys("nlɲɳɫʎɭʟ", Viseme.NN),
    **dict.fromkeys("rɹɻɾʀɽɚɝ", Viseme.RR),
    **dict.fromkeys("aɑɐʌæɶä", Viseme.AA),
    **dict.fromkeys("eɛəɜɘɤɞ", Viseme.E),
    **dict.fromkeys("iɪɨj", Viseme.IH),
    **dict.fromkeys("oɔɒœø", Viseme.OH),
    **dict.fromkeys("uʊyʏʉɯwɥʍɵ", Viseme.OU),
}
_THROAT = frozenset("hɦʔ")


def is_pause(symbol: str) -> bool:
    """Whether a symbol is a pause, a mark of the sentence, or nothing."""
    return symbol in _PAUSES


def shape_of(symbols: Sequence[str], index: int) -> Viseme:
    """The shape of one sound among its neighbours; sounds of the throat take the next one's."""
    for symbol in symbols[index:]:
        if is_pause(symbol):
            break
        for letter in unicodedata.normalize("NFD", symbol):
            if letter in _SHAPES:
                return _SHAPES[letter]
            if letter not in _THROAT and letter.isalpha() and letter not in MODIFIERS:
                return Viseme.E
    return Viseme.E
