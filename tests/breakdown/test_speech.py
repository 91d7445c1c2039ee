from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scripts import lines, read, scene

from fairtake.breakdown.dialogue import LONGEST, emphasis, split_speech
from fairtake.model.breakdown import Action, Delivery, Event, Line, Pause


def test_emphasis_is_stripped_and_kept() -> None:
    (line,) = lines("ANNA\nYou'll *never* see **the** _sun_.\n")
    assert line.text == "You'll never see the sun."
    assert [line.text[a:b] for a, b in line.emphasis] == ["never", "the", "sun"]


@pytest.mark.parametrize(
    ("words", "delivery", "emotion"),
    [
        ("whispering", Delivery.WHISPER, ""),
        ("shouting", Delivery.SHOUT, ""),
        ("softly, sad", Delivery.SOFT, "sadness"),
        ("tired", Delivery.TIRED, ""),
        ("angry", Delivery.NORMAL, "anger"),
        ("smiling", Delivery.NORMAL, "joy"),
        ("louder", Delivery.SHOUT, ""),
        ("quieter", Delivery.SOFT, ""),
    ],
)
def test_parentheticals(words: str, delivery: Delivery, emotion: str) -> None:
    (line,) = lines(f"ANNA\n({words})\nHello.\n")
    assert (line.delivery, line.emotion, line.parentheticals) == (delivery, emotion, (words,))


def test_addressee_language_and_extensions() -> None:
    (line,) = lines("ANNA (V.O.)\n(to Ben, in French)\nBonjour.\n")
    assert (line.addressee, line.language, line.voice_over) == ("BEN", "fr", True)
    assert lines("ANNA (O.S.)\nHello.\n")[0].off_screen


def test_beats_inside_a_speech_split_it() -> None:
    first, second = lines("ANNA\nYes.\n(beat)\nNo.\n")
    assert (first.text, first.pause_before, second.text, second.pause_before) == ("Yes.", 0.0, "No.", 1.0)
    first, second = lines("ANNA\nYes. (long pause) No.\n")
    assert (second.text, second.pause_before) == ("No.", 3.0)


def test_a_beat_at_the_end_is_a_pause() -> None:
    beats = scene("ANNA\nYes.\n(pause)\n").beats
    assert isinstance(beats[-1], Pause)
    assert beats[-1].seconds == 1.5


def test_deeds_in_parentheticals_are_staged_before_the_line() -> None:
    beats = scene("ANNA\n(picking up the letter)\nWhat is this?\n").beats
    assert isinstance(beats[0], Event)
    assert (beats[0].action, beats[0].agents, beats[0].theme) == (Action.PICK_UP, ("ANNA",), "letter")
    assert isinstance(beats[1], Line)


def test_what_a_parenthetical_does_not_say_is_a_gap() -> None:
    film = read("INT. A - DAY\n\nANNA\n(zorbly)\nHello.\n")
    assert [gap.what for gap in film.gaps] == ["(zorbly)"]
    assert film.gaps[0].span is not None
    assert film.gaps[0].span.line == 4


def test_interrupted_shouted_dual_and_sung() -> None:
    assert lines("ANNA\nI only --\n")[0].interrupted
    assert lines("ANNA\nGET OUT!\n")[0].delivery is Delivery.SHOUT
    first, second = lines("ANNA\nYes.\n\nBEN ^\nNo.\n")
    assert (first.simultaneous, second.simultaneous) == (False, True)
    assert lines("ANNA\n~La la la\n")[0].sung


def test_two_names_on_one_cue_speak_together() -> None:
    first, second = lines("ANNA & BEN\nHello.\n")
    assert [(line.role, line.simultaneous) for line in (first, second)] == [("ANNA", False), ("BEN", True)]


def test_long_speeches_become_lines_numbered_on() -> None:
    words = "This is one sentence of about forty letters. " * 20
    film = read(f"INT. A - DAY\n\nANNA\n{words}\n\nBEN\nOh.\n")
    found = [beat for beat in film.scenes[0].beats if isinstance(beat, Line)]
    assert [line.number for line in found] == list(range(1, len(found) + 1))
    assert all(len(line.text) <= LONGEST for line in found)
    assert all(line.text.endswith(".") for line in found)
    assert " ".join(line.text for line in found[:-1]) == words.strip()


@given(st.text(alphabet="ab.,! ?-é\n", max_size=900))
def test_splitting_loses_nothing(text: str) -> None:
    pieces = split_speech(text)
    assert "".join(text[a:b] for a, b in pieces).split() == [] or all(b - a <= LONGEST for a, b in pieces)
    kept = "".join(text[a:b] for a, b in pieces)
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(alphabet="ab *_\\", max_size=40))
def test_emphasis_ranges_lie_in_the_text(text: str) -> None:
    clean, ranges, kept = emphasis(text)
    assert len(kept) == len(clean)
    assert all(0 <= a < b <= len(clean) for a, b in ranges)
    assert [text[i] for i in kept] == list(clean)
