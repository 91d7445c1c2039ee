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

__all__ = ["FIRST_PART", "is_mapped", "is_silence", "is_sound", "is_vowel", "mouth_shapes"]

FIRST_PART = 0.6
"""Share of a diphthong that belongs to its first shape."""

_CONSONANTS: dict[str, Viseme] = {
    **dict.fromkeys(("p", "b", "m", "P", "p\\", "pF"), Viseme.PP),
    **dict.fromkeys(("f", "v", "M"), Viseme.FF),
    **dict.fromkeys(("T", "D", "dH"), Viseme.TH),
    **dict.fromkeys(("t", "d", "th", "*", "**"), Viseme.DD),
    **dict.fromkeys(("k", "g", "N", "x", "q", "Q", "X", "G", "K", "kh", "k^", "J^", "gH", "ng"), Viseme.KK),
    **dict.fromkeys(
        ("S", "Z", "tS", "dZ", "c", "J", "C", "s\\", "ts\\", "t_s\\", "d_z\\", "cr", "S;", "Z;"), Viseme.CH
    ),
    # Retroflex hisses round the lips as "sh" does.
    **dict.fromkeys(("s.", "z.", "ts.", "dz."), Viseme.CH),
    **dict.fromkeys(("s", "z", "ts", "dz", "t_s", "d_z", "tz", "ss", "hs", "tsh", "ts#"), Viseme.SS),
    **dict.fromkeys(("n", "l", "L", "nn", "tl#"), Viseme.NN),
    **dict.fromkeys(("r", "R", "rr", "rR"), Viseme.RR),
    **dict.fromkeys(("w", "w#"), Viseme.OU),
    "B": Viseme.PP,  # bilabial fricative: the lips all but meet
    "ky": Viseme.KK,
    "sx": Viseme.CH,
    "TS": Viseme.TH,
    **dict.fromkeys(("j", "_j"), Viseme.IH),
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

_UNROUNDED = Viseme.IH
_OF_LANGUAGES: dict[str, dict[str, Viseme]] = {
    # Symbols that are another sound in these languages than elsewhere (eSpeak NG's own tables): y is
    # rounded in German and French, and in these the vowel of Russian "ты".
    **{language: {"y": _UNROUNDED} for language in ("ru", "ro", "vi", "pl", "be", "pt")},
    "cy": {"y": _UNROUNDED, "Y": Viseme.E},
    "ko": {"u-": _UNROUNDED},
    "th": {"ue": _UNROUNDED},
    **{language: {"@": _UNROUNDED} for language in ("tr", "az")},
    "et": {"8": Viseme.E},
}
"""By language and the beginning of the symbol."""

_R_COLOURED = ("3", "@r", "IR", "UR")
_BREATHS = ("h", "H", "?", "h#", "h`", "<h>", "#")
"""Sounds of the throat: they take the next vowel's shape."""

_MARKS = "',%=+"


def is_silence(mnemonic: str) -> bool:
    """Whether it is a pause."""
    bare = _bare(mnemonic)
    return bare.startswith("_") and bare != "_j"


def is_sound(mnemonic: str) -> bool:
    """Whether it is anything a mouth does (language switches, tones and marks are not)."""
    bare = _bare(mnemonic)
    if not bare or bare in "!|" or "(" in bare or is_silence(mnemonic):
        return False
    return not bare.isdigit() or bare in _VOWELS


def is_vowel(mnemonic: str) -> bool:
    """Whether it is a vowel or a diphthong."""
    bare = _bare(mnemonic)
    return is_sound(mnemonic) and bare[:1] in _VOWELS and bare not in _BREATHS


def is_mapped(mnemonic: str) -> bool:
    """Whether its shape is known, and not only guessed as a half-open mouth."""
    bare = _bare(mnemonic)
    known = bare in _BREATHS or bare.startswith(_R_COLOURED) or is_silence(mnemonic) or not is_sound(mnemonic)
    beginnings = (bare[:length] for length in range(1, min(4, len(bare)) + 1))
    return known or any(one in _CONSONANTS for one in beginnings) or any(letter in _VOWELS for letter in bare)


def mouth_shapes(mnemonics: Sequence[str], index: int, language: str = "") -> tuple[Viseme, ...]:
    """The shape of one phoneme among its neighbours: one, or two for a diphthong. `language` is
    the code of who speaks: a few symbols are another sound in some languages."""
    bare = _bare(mnemonics[index])
    # A vowel that begins or breaks in the throat (Danish) is that vowel.
    bare = bare[1:] if len(bare) > 1 and bare[0] == "?" and bare[1] in _VOWELS else bare
    if is_silence(bare):
        return (Viseme.SIL,)
    if bare in _BREATHS:
        for later in mnemonics[index + 1 :]:
            if is_silence(later):
                break
            if _bare(later)[:1] in _VOWELS:
                return mouth_shapes([later], 0, language)[:1]
        return (Viseme.E,)
    for beginning, shape in _OF_LANGUAGES.get(language.partition("-")[0], {}).items():
        if bare.startswith(beginning):
            glide = _vowel_shapes(bare[len(beginning) :]) if bare[len(beginning) :][:1] in _VOWELS else ()
            return (shape, *(one for one in glide[:1] if one is not shape))
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
