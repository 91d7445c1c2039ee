from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.lettering import FACES, font, missing_characters, shorten, text_width, wrap

TEXT = st.text(st.sampled_from("abcdefghij ÉÅ.,x   "), max_size=200)


def measure(text: str) -> float:
    return text_width(text, "sans", 8)


def test_letters_the_typefaces_lack_are_known():
    assert missing_characters("Élodie Ångström") == ""
    assert missing_characters("人A人") == "人"


@pytest.mark.parametrize("face", FACES)
def test_widths_agree_with_the_drawn_type(face):
    text = "Hamburgefonstiv 0123"
    drawn = font(face, 200).getlength(text)
    assert text_width(text, face, 200) == pytest.approx(drawn, rel=0.03)
    assert text_width("人", face, 10) > 0


@given(TEXT, st.floats(12, 120))
def test_wrapped_lines_fit_and_lose_nothing(text, room):
    lines = wrap(text, measure, room)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(measure(line) <= room or len(line) == 1 for line in lines)


@given(TEXT, st.floats(30, 120), st.floats(0, 30))
def test_the_first_line_keeps_to_its_own_room(text, room, first):
    lines = wrap(text, measure, room, first)
    assert measure(lines[0]) <= first
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_lines_are_as_full_as_they_can_be():
    lines = wrap("the quick brown fox jumps over the lazy dog " * 4, measure, 60)
    for line, after in itertools.pairwise(lines):
        assert measure(f"{line} {after.split()[0]}") > 60


@given(TEXT, st.floats(30, 120), st.integers(0, 4))
def test_what_is_cut_short_is_handed_back(text, room, most):
    lines = wrap(text, measure, room)
    kept, rest = shorten(lines, most, measure, room)
    assert len(kept) <= most
    if len(lines) <= most or not text.split():
        assert (kept, rest) == (lines[:most], "")
    else:
        assert rest
        assert all(measure(line) <= room for line in kept)
        whole = "".join([*kept, rest]).replace(" ", "").replace("\u2026", "")
        assert set(whole) <= set("".join(text.split()))
        if kept:
            assert kept[-1].endswith("\u2026")
