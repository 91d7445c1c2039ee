"""Mouth shapes for eSpeak NG's phoneme mnemonics, in any of its languages.

A mnemonic is one base symbol or two (affricates, diphthongs), each with modifiers after it:
``s;`` is a palatalised s, ``t.`` a retroflex t, ``aI`` glides from a to I. English follows
the table that the Oculus visemes come with; the other languages' symbols fall to a shape by
articulation: lips closed, lip on teeth, tongue at the teeth, at the ridge, at the back, and
for vowels by openness and rounding.
"""

from __future__ import annotations

from collections.abc import Sequence

from fairtake.model.reading import Viseme

__all__ = ["FIRST_PART", "is_silence", "is_sound", "is_vowel", "mouth_shapes"]

FIRST_PART = 0.6
"""Share of a diphthong that belongs to its first shape."""

_CONSONANTS: dict[str, Viseme] = {
    **dict.fromkeys(("p", "b", "m", "P", "p\\", "pF"), Viseme.PP),
    **dict.fromkeys(("f", "v", "M"), Viseme.FF),
    **dict.fromkeys(("T", "D", "th", "dH"), Viseme.TH),
    **dict.fromkeys(("t", "d", "*", "**"), Viseme.DD),
    **dict.fromkeys(("k", "g", "N", "x", "q", "Q", "X", "G", "K", "kh", "k^", "J^", "gH", "ng"), Viseme.KK),
    **dict.fromkeys(
        ("S", "Z", "tS", "dZ", "c", "J", "C", "s\\", "ts\\", "t_s\\", "d_z\\", "cr", "S;", "Z;"), Viseme.CH
    ),
    **dict.fromkeys(("s", "z", "ts", "dz", "ss", "hs", "tsh", "ts#"), Viseme.SS),
    **dict.fromkeys(("n", "l", "L", "nn", "tl#"), Viseme.NN),
    **dict.fromkeys(("r", "R", "rr", "rR"), Viseme.RR),
    "w": Viseme.OU,
    "B": Viseme.PP,  # bilabial fricative: the lips all but meet
    "ky": Viseme.KK,
    "sx": Viseme.CH,
    "TS": Viseme.TH,
    "j": Viseme.IH,
    ";": Viseme.IH,  # palatal glide between vowels
}

_VOWELS: dict[str, Viseme] = {
    **dict.fromkeys(("a", "A", "&", "V", "aa"), Viseme.AA),
    **dict.fromkeys(("E", "e", "@", "3", "4", "5", "6", "?", "ee"), Viseme.E),
    **dict.fromkeys(("I", "i"), Viseme.IH),
    **dict.fromkeys(("O", "o", "0", "W", "9"), Viseme.OH),
    **dict.fromkeys(("u", "U", "y", "Y", "2", "8"), Viseme.OU),
}
"""By the vowel's letter; 2 is the vowel of French "peu", 9 of "peur", 8 of Swedish "full"."""

_R_COLOURED = ("3", "@r", "IR", "UR")
_BREATHS = ("h", "H", "?", "h#", "h`", "<h>", "w#", "#")
"""Sounds of the throat: they take the next vowel's shape."""

_MARKS = "',%=+"


def is_silence(mnemonic: str) -> bool:
    """Whether it is a pause."""
    bare = _bare(mnemonic)
    return bare.startswith("_") and bare != "_j"


def is_sound(mnemonic: str) -> bool:
    """Whether it is anything a mouth does (language switches, tones and marks are not)."""
    bare = _bare(mnemonic)
    if not bare or "(" in bare or is_silence(mnemonic):
        return False
    return not bare.isdigit() or bare in _VOWELS


def is_vowel(mnemonic: str) -> bool:
    """Whether it is a vowel or a diphthong."""
    bare = _bare(mnemonic)
    return is_sound(mnemonic) and bare[:1] in _VOWELS and bare not in _BREATHS


def mouth_shapes(mnemonics: Sequence[str], index: int) -> tuple[Viseme, ...]:
    """The shape of one phoneme among its neighbours: one, or two for a diphthong."""
    bare = _bare(mnemonics[index])
    if is_silence(bare):
        return (Viseme.SIL,)
    if bare in _BREATHS:
        for later in mnemonics[index + 1 :]:
            if is_silence(later):
                break
            if _bare(later)[:1] in _VOWELS:
                return mouth_shapes([later], 0)[:1]
        return (Viseme.E,)
    if bare.startswith(_R_COLOURED):
        return (Viseme.RR,)
    for length in range(min(4, len(bare)), 0, -1):
        if bare[:length] in _CONSONANTS:
            return (_CONSONANTS[bare[:length]],)
    return _vowel_shapes(bare)


def _vowel_shapes(bare: str) -> tuple[Viseme, ...]:
    letters = [letter for letter in bare if letter in _VOWELS and letter != "?"]
    # "a2", "a17", "@5" number variants of one vowel; "02", "U@" do not.
    first = bare[0]
    letters = [first, *(letter for letter in letters[1:] if not letter.isdigit())] if first in _VOWELS else letters
    shapes: list[Viseme] = []
    for letter in letters:
        shape = _VOWELS[letter]
        if not shapes or shapes[-1] != shape:
            shapes.append(shape)
    if "ng" in bare or bare.endswith("n"):
        shapes.append(Viseme.NN)
    return tuple(shapes[:2]) or (Viseme.E,)


def _bare(mnemonic: str) -> str:
    """Without stress marks."""
    return mnemonic.lstrip(_MARKS)
