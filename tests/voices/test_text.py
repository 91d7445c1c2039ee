from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairtake.model.breakdown import Delivery
from fairtake.voices.text import prepare

ORDER = re.compile("\x01[+-]\\d+[PSA]")


@pytest.mark.parametrize(
    ("text", "given_text", "broken_off", "trailing"),
    [
        ("Hello there.", "Hello there.", False, False),
        ("Wait--no.", "Wait \u2014 no.", False, False),
        ("But I --", "But I,", True, False),
        ("But I\u2014", "But I,", True, False),
        ("a<b>[c]*d", "a b  c  d", False, False),
        ("I AM NOT OK", "I am not ok", False, False),
        ("Call the FBI", "Call the FBI", False, False),
        ("NEVER", "never", False, False),
        ("co\u00adop", "coop", False, False),
        ("Hi \U0001f600!", "Hi  !", False, False),
    ],
)
def test_what_is_read(line, text, given_text, broken_off, trailing) -> None:
    prepared = prepare(line(text))
    assert (prepared.text, prepared.broken_off, prepared.trailing) == (given_text, broken_off, trailing)


def test_trailing_off(line) -> None:
    prepared = prepare(line("Maybe I could\u2026"))
    assert prepared.trailing
    assert ORDER.search(prepared.text)


def test_someone_hesitant_stops_to_search(line) -> None:
    text = "I was going to tell you everything about it"
    assert "," in prepare(line(text, delivery=Delivery.HESITANT)).text
    assert "," not in prepare(line(text)).text


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80), emphasis=st.tuples(st.integers(0, 80), st.integers(0, 80)), sung=st.booleans())
def test_every_character_knows_where_it_comes_from(line, text, emphasis, sung) -> None:
    prepared = prepare(line(text, emphasis=(emphasis,), sung=sung))
    assert len(prepared.text) == len(prepared.offsets)
    assert list(prepared.offsets) == sorted(prepared.offsets)
    assert all(0 <= offset < max(1, len(text)) for offset in prepared.offsets)
    without_orders = ORDER.sub("", prepared.text)
    assert not any(character < " " for character in without_orders)
    for position, character in enumerate(prepared.text):
        if character.isalpha() and character not in "PSA":
            assert text[prepared.offsets[position]].casefold() == character.casefold()


@pytest.mark.parametrize("unit", ["a", "a?", " ", "-", "--x", "... ", "Why do you ", "B-", "A B "])
def test_a_very_long_line_takes_no_longer_than_its_length(line, unit) -> None:
    def seconds(count: int) -> float:
        text = (unit * count)[:count]
        best = float("inf")
        for _ in range(3):
            began = time.process_time()
            prepare(line(text), "en-us", 1.0)
            best = min(best, time.process_time() - began)
        return best

    assert seconds(32_000) < 120 * max(seconds(2_000), 0.004)  # 16 times the text; a square would be 256
