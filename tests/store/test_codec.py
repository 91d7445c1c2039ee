from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.errors import StoreError
from fairtake.model.breakdown import Action, Event, Line, Pause, Scene, Setting
from fairtake.model.reading import Phoneme, Take, Viseme
from fairtake.model.span import Span
from fairtake.store import decode, digest, encode

spans = st.builds(Span, st.text(max_size=8), st.integers(0, 9999), st.integers(0, 9999), st.integers(1, 999))
lines = st.builds(Line, number=st.integers(1, 999), role=st.text(max_size=9), text=st.text(max_size=40), span=spans)
events = st.builds(
    Event, action=st.sampled_from(Action), agents=st.tuples(st.text(max_size=5)), span=spans, text=st.text(max_size=20)
)
pauses = st.builds(Pause, st.floats(0, 9, allow_nan=False), spans)


@given(st.lists(st.one_of(lines, events, pauses), max_size=6).map(tuple), spans)
def test_a_scene_comes_back_as_it_was(beats, span):
    setting = Setting("INT. X - DAY", True, False, "X", "day")
    scene = Scene("1", setting, span, beats, ("ANNA",))
    assert decode(encode(scene)) == scene
    assert encode(decode(encode(scene))) == encode(scene)


def test_arrays_come_back_with_type_and_shape():
    samples = np.linspace(-1, 1, 11, dtype=np.float32)
    take = Take(3, "ANNA", 24000, samples, (Phoneme("p", Viseme.PP, 0.1, 0.2),), ())
    back = decode(encode(take))
    assert back.samples.dtype == np.float32
    np.testing.assert_array_equal(back.samples, samples)
    assert back.phonemes == take.phonemes
    assert back.phonemes[0].viseme is Viseme.PP


def test_equal_content_gives_equal_keys_whatever_the_order():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest("a", "bc") != digest("ab", "c")


def test_foreign_types_are_refused():
    with pytest.raises(TypeError):
        encode(object())


@given(st.binary(max_size=60))
def test_foreign_bytes_give_one_clear_error(data):
    try:
        decode(data)
    except StoreError as error:
        assert "make again" in str(error)
