from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairtake.model.reading import VoiceSpec
from fairtake.voices import RATE, pitch_track
from fairtake.voices.prosody import asks_for_a_word, word_offsets


def offsets(text: str, language: str = "en-us", liveliness: float = 1.0) -> dict[str, float]:
    words = [word.span() for word in re.finditer(r"[\w']+", text)]
    found = word_offsets(text, words, language, liveliness)
    return {text[start:end]: offset for (start, end), offset in zip(words, found, strict=True)}


def test_important_words_stand_out_and_step_down() -> None:
    high = offsets("The captain of the ship lost a letter.")
    assert high["captain"] > high["the"] + 0.5
    assert high["letter"] > high["a"]
    assert high["captain"] > high["lost"]


def test_yes_or_no_questions_climb_and_others_fall() -> None:
    assert offsets("Are you coming home?")["home"] > 1.0
    assert offsets("Where are you going?")["going"] < offsets("Are you really going?")["going"] - 1.0
    assert asks_for_a_word(["Why", "did", "you", "go"], "en-us")
    assert not asks_for_a_word(["What"], "en-us")
    assert not asks_for_a_word(["Did", "you", "go", "home"], "en-us")


def test_a_question_for_a_word_is_heard_to_fall(voice, line) -> None:
    def last(text: str) -> float:
        pitches, _ = pitch_track(voice.speak(line(text), VoiceSpec("BEN", pitch=105.0)).samples, RATE)
        voiced = pitches[pitches > 0]
        return float(np.median(voiced[-6:]) / np.median(voiced))

    assert last("Why did you leave me alone?") < 0.95
    assert last("Did you leave me alone?") > 1.1


@pytest.mark.parametrize(("language", "liveliness"), [("cmn", 1.0), ("vi", 1.0), ("en-us", 0.0)])
def test_left_alone(language, liveliness) -> None:
    assert set(offsets("one two three four", language, liveliness).values()) == {0.0}


@given(st.text(max_size=60), st.sampled_from(["en-us", "fr-fr", "ru", "cmn"]), st.floats(0.0, 2.0))
def test_offsets_are_few_semitones_about_nothing(text, language, liveliness) -> None:
    words = [word.span() for word in re.finditer(r"\w+", text)]
    found = word_offsets(text, words, language, liveliness)
    assert len(found) == len(words)
    if words:
        assert abs(float(np.mean(found))) < 1e-6
        assert max(map(abs, found)) <= 5.0 * liveliness + 1e-9
    assert found == word_offsets(text, words, language, liveliness)
