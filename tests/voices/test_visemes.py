from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fairtake.model.reading import Viseme
from fairtake.voices.languages import data_folder
from fairtake.voices.visemes import is_mapped, is_silence, is_sound, is_vowel, mouth_shapes


@pytest.mark.parametrize(
    ("symbols", "shapes"),
    [
        ("p b m", [Viseme.PP]),
        ("f v", [Viseme.FF]),
        ("T D", [Viseme.TH]),
        ("t d t#", [Viseme.DD]),
        ("n l", [Viseme.NN]),
        ("k g N", [Viseme.KK]),
        ("tS dZ S Z", [Viseme.CH]),
        ("s z", [Viseme.SS]),
        ("r 3 3:", [Viseme.RR]),
        ("a A: V", [Viseme.AA]),
        ("E @", [Viseme.E]),
        ("I i i: j", [Viseme.IH]),
        ("O: 0", [Viseme.OH]),
        ("U u: w", [Viseme.OU]),
        ("_ _: _!", [Viseme.SIL]),
        ("aI 'aI", [Viseme.AA, Viseme.IH]),
        ("aU", [Viseme.AA, Viseme.OU]),
        ("eI", [Viseme.E, Viseme.IH]),
        ("oU ,oU", [Viseme.OH, Viseme.OU]),
        ("OI", [Viseme.OH, Viseme.IH]),
        ("y Y: 2", [Viseme.OU]),
        ("ts ts;", [Viseme.SS]),
        ("n^ l^", [Viseme.NN]),
        ('R r"', [Viseme.RR]),
        ("m;", [Viseme.PP]),
    ],
)
def test_the_table(symbols, shapes) -> None:
    for symbol in symbols.split():
        assert list(mouth_shapes([symbol], 0)) == shapes, symbol


@pytest.mark.parametrize(
    ("language", "symbol", "shapes"),
    [
        ("ru", "y", [Viseme.IH]),
        ("de", "y", [Viseme.OU]),
        ("ro", "yI", [Viseme.IH]),
        ("ko", "u-", [Viseme.IH]),
        ("sv", "u-:", [Viseme.OU]),
        ("tr", "@", [Viseme.IH]),
        ("da", "?&", [Viseme.AA]),
        ("th", "th", [Viseme.DD]),
        ("eu", "tz", [Viseme.SS]),
        ("cmn", "ts.h", [Viseme.CH]),
        ("en", "w#", [Viseme.OU]),
        ("ja", "_j", [Viseme.IH]),
    ],
)
def test_symbols_that_languages_use_otherwise(language, symbol, shapes) -> None:
    assert list(mouth_shapes([symbol, "'a"], 0, language)) == shapes
    assert is_mapped(symbol)


def test_throat_sounds_take_the_next_vowel() -> None:
    assert mouth_shapes(["h", "'u:"], 0) == (Viseme.OU,)
    assert mouth_shapes(["h", "aI"], 0) == (Viseme.AA,)
    assert mouth_shapes(["?", "_", "u:"], 0) == (Viseme.E,)


def test_marks_tones_and_switches_are_no_sounds() -> None:
    assert not any(is_sound(symbol) for symbol in ("", "'", "55", "214", "(en)", "_", "_:"))
    assert all(is_sound(symbol) for symbol in ("'a", "2", "@", "_j"))
    assert is_silence("_:")
    assert is_vowel("'oU")
    assert not is_vowel("h")


def phoneme_tables() -> list[tuple[str, int, int]]:
    """Every mnemonic of every language with its type and place of articulation, from eSpeak
    NG's own compiled table (phoneme.h: PHONEME_TAB)."""
    data = (Path(data_folder()) / "phontab").read_bytes()
    rows, at = [], 4
    for _ in range(data[0]):
        count, at = data[at], at + 36
        for _ in range(count):
            mnemonic, flags, _, _, kind, *_ = struct.unpack_from("<4sIHBBBBBB", data, at)
            rows.append((mnemonic.split(b"\0")[0].decode("latin-1"), kind, (flags >> 16) & 15))
            at += 16
    return rows


def test_every_language_closes_its_lips_where_it_must() -> None:
    """eSpeak NG's own places of articulation agree with the shapes."""
    wrong = set()
    for symbol, kind, place in phoneme_tables():
        if not is_sound(symbol) or not 3 <= kind <= 8 or place == 0:
            continue
        (shape, *_) = mouth_shapes([symbol], 0)
        labial = place in (1, 2)
        if labial is not (shape in (Viseme.PP, Viseme.FF)):
            wrong.add(symbol)
    # In these tables a flag is inherited by mistake: Ukrainian h and t, Danish v.
    assert wrong <= {"h", "t"}
