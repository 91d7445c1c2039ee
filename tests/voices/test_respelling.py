from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.model.reading import VoiceSpec
from fairtake.voices.respelling import respelled

BEN = VoiceSpec("BEN", pitch=105.0)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("Shhh!", "S S S"),
        ("Hm.", "h @ m"),
        ("Mmm.", "m m m"),
        ("Brrr.", "b 3: r 3:"),
        ("B-but", "b @ b V t"),
        ("Wh-what?", "w @ w V t"),
        ("Th-that", "D @ D a t"),
    ],
)
def test_what_is_said(voice, line, text, sounds) -> None:
    take = voice.speak(line(text), BEN)
    assert " ".join(phoneme.symbol for phoneme in take.phonemes if phoneme.symbol != "_") == sounds
    assert take.words
    assert take.words[0].offset == 0


@pytest.mark.parametrize(("drawn", "plain"), [("Nooooo!", "No!"), ("pleeease", "please"), ("Cooool", "cool")])
def test_drawn_words_are_longer_and_the_same(voice, line, drawn, plain) -> None:
    long, short = (voice.speak(line(f"{text} Stay."), BEN) for text in (drawn, plain))
    assert [p.symbol for p in long.phonemes] == [p.symbol for p in short.phonemes]
    assert long.words[0].end > 1.25 * short.words[0].end
    assert long.words[1].end - long.words[1].start < 1.15 * (short.words[1].end - short.words[1].start)


def test_titles_and_quotation_marks_make_no_pause(voice, line) -> None:
    take = voice.speak(line('Dr. Smith met "Mrs. Jones" at St. James.'), BEN)
    assert not any(phoneme.symbol == "_" for phoneme in take.phonemes[:-1])


def test_initials_stay() -> None:
    assert respelled("X-ray, T-shirt, e-mail, a re-run", "en-us") == ()
    assert respelled("B-but", "fr-fr") == ()


@given(st.text(alphabet="abhmorsSE.-!' ", max_size=40))
def test_replacements_lie_in_order(text) -> None:
    end = 0
    for one in respelled(text, "en-us"):
        assert end <= one.start < one.end <= len(text)
        end = one.end
