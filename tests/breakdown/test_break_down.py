from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_scripts import read

from fairtake.breakdown import break_down
from fairtake.errors import ScriptError
from fairtake.model.breakdown import Action, Event, Line, Pause
from fairtake.model.screenplay import Screenplay
from fairtake.screenplay import parse_fountain

FRENCH = """INT. CUISINE - NUIT

ANNA (70 ans) est assise à la table. MARC entre et pose une lettre sur la table.

MARC
(à voix basse)
Tu l'as gardée.

Anna se lève, prend la lettre et regarde Marc. Il ne sort pas. Elle lui donne la lettre. Elle défenestre le chat.
"""


def test_an_empty_screenplay_is_an_error_with_a_fix() -> None:
    with pytest.raises(ScriptError) as caught:
        break_down(Screenplay("empty.fountain", "", (), ()))
    assert caught.value.file == "empty.fountain"
    assert caught.value.fix


def test_no_heading_is_an_implicit_scene_and_a_gap() -> None:
    film = read("Anna walks in.\n\nANNA\nHello.\n")
    assert len(film.scenes) == 1
    assert film.scenes[0].roles == ("ANNA",)
    assert "heading" in film.gaps[0].fix
    assert film.gaps[0].span is not None


def test_a_scene_without_people_is_shown_for_a_while() -> None:
    film = read("INT. WAREHOUSE - DAY\n\nDust in the light. Broken glass.\n")
    (beat,) = film.scenes[0].beats
    assert isinstance(beat, Pause)
    assert beat.seconds >= 1.5
    assert film.gaps == ()


def test_numbers_title_notes_and_transition() -> None:
    film = read(
        "Title: The *Film*\nAuthor: A. B.\n\nINT. A - DAY #12A#\n\nAnna sits. [[slow]]\n\nCUT TO:\n\nINT. B - DAY\n\nAnna stands.\n"
    )
    assert (film.title, film.author) == ("The Film", "A. B.")
    assert [scene.number for scene in film.scenes] == ["12A", "2"]
    assert film.scenes[0].notes == ("slow",)
    assert film.scenes[0].transition == "CUT TO"


def test_centred_text_and_cues_without_words_are_gaps() -> None:
    film = read("INT. A - DAY\n\nAnna sits.\n\n> THE END <\n")
    assert [gap.what for gap in film.gaps] == ["THE END"]


def test_tension_rises_with_conflict() -> None:
    calm = read(
        "INT. A - DAY\n\nANNA\nI have thought about this garden for a very long time, you know, and it is fine.\n"
    )
    tense = read("INT. A - DAY\n\nANNA\nStop!\n\nAnna hits Ben. Ben runs to the door. Anna screams.\n")
    assert 0.0 < calm.scenes[0].tension < tense.scenes[0].tension <= 1.0


def test_other_languages_speak_and_move() -> None:
    film = read(FRENCH, "fr")
    found = [beat for beat in film.scenes[0].beats if isinstance(beat, Event)]
    assert [(event.action, event.agents, event.theme, event.goal) for event in found] == [
        (Action.SIT, ("ANNA",), "", "table"),
        (Action.ENTER, ("MARC",), "", ""),
        (Action.PUT_DOWN, ("MARC",), "letter", "table"),
        (Action.STAND, ("ANNA",), "", ""),
        (Action.PICK_UP, ("ANNA",), "letter", ""),
        (Action.LOOK_AT, ("ANNA",), "MARC", ""),
        (Action.GIVE, ("ANNA",), "letter", "MARC"),
    ]
    assert [gap.what for gap in film.gaps] == ["Elle défenestre le chat"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "ANNA (34) kommt herein. BEN steht auf. Sie gibt ihm den Brief."),
        ("es", "ANNA entra. BEN se levanta. Ella le da la carta."),
    ],
)
def test_german_and_spanish(language: str, text: str) -> None:
    film = read(f"INT. A - DAY\n\nANNA\nA.\n\nBEN\nB.\n\n{text}\n", language)
    found = [beat for beat in film.scenes[0].beats if isinstance(beat, Event)]
    assert [(event.action, event.agents) for event in found] == [
        (Action.ENTER, ("ANNA",)),
        (Action.STAND, ("BEN",)),
        (Action.GIVE, ("ANNA",)),
    ]
    assert (found[2].theme, found[2].goal) == ("letter", "BEN")


def test_a_language_without_a_table_reports_every_action() -> None:
    film = read("INT. A - DAY\n\nAnna nyitja az ajtót.\n\nANNA\nSzia.\n", "hu")
    assert [beat.text for beat in film.scenes[0].beats if isinstance(beat, Line)] == ["Szia."]
    assert len(film.gaps) == 1


def test_the_same_twice_and_fast_enough_for_a_feature() -> None:
    page = (
        "INT. KITCHEN - DAY\n\nANNA (30s) walks in and puts a letter on the table. Ben looks up. He does not move.\n\n"
        "BEN\n(softly)\nYou came back. I did not think that you would.\n\nShe sits down opposite him. Rain.\n\n"
        "ANNA\nNor did I.\n\nBen takes the letter, opens it, reads. His hands shake. A long pause.\n\n"
    ) * 3
    play = parse_fountain("Title: Long\n\n" + page * 120, "long.fountain")
    start = time.perf_counter()
    film = break_down(play)
    assert time.perf_counter() - start < 60  # about 1.5 s on a free core
    assert len(film.scenes) == 360
    assert film == break_down(play)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["Anna", "the", "ANNA", "she", "picks", "up", "to", "not", ",", ".", "and", "Ben's", "her", "hand", "is", "being", "--", "who", "as", "of", "(", ")", ":", "\n", "\n\n", "letter", "with", "running", "given", "there", "all", "70s", "é", "🤖", "שרה"]), max_size=40))  # fmt: skip
def test_no_word_order_breaks_it(words: list[str]) -> None:
    text = "INT. A - DAY\n\nANNA\nHi.\n\n" + " ".join(words) + "\n"
    film = read(text)
    for scene in film.scenes:
        for beat in scene.beats:
            assert 0 <= beat.span.start <= beat.span.end <= len(text)
            if isinstance(beat, Event):
                assert all(film.role(name) for name in beat.agents)


@pytest.mark.parametrize(
    "text",
    [
        "INT. A - DAY\n\n" + "Anna walks to the door and opens it while Ben sits " * 2000,
        "INT. A - DAY\n\nANNA\n" + "word and word " * 20000,
        "INT. A - DAY\n\n" + "x" * 1_000_000,
    ],
    ids=["action", "dialogue", "junk"],
)
def test_time_does_not_grow_with_the_square_of_a_line(text: str) -> None:
    start = time.perf_counter()
    film = read(text)
    assert time.perf_counter() - start < 60  # well under a second on a free core; squared it is minutes
    assert len(film.scenes) == 1


def test_a_french_scene_is_staged_to_the_end() -> None:
    text = """INT. SALON - NUIT

HÉLÈNE, la quarantaine, est assise sur le canapé. Elle lit un livre.

RENÉ, cinquante ans, entre. Il ferme la porte.

RENÉ
Tu n'es pas couchée ?

René s'assoit. Il regarde Hélène. René se lève. Il donne le billet à Hélène. Elle sourit.

Hélène et René marchent. Elle s'arrête. Elle montre les arbres.
"""
    play = break_down(parse_fountain(text, "fr.fountain"))
    found = [
        (beat.action, beat.agents, beat.theme, beat.goal)
        for scene in play.scenes
        for beat in scene.beats
        if isinstance(beat, Event)
    ]
    her, him = ("HÉLÈNE",), ("RENÉ",)
    assert found == [
        (Action.SIT, her, "", "sofa"),
        (Action.USE, her, "book", ""),
        (Action.ENTER, him, "", ""),
        (Action.CLOSE, him, "door", ""),
        (Action.SIT, him, "", ""),
        (Action.LOOK_AT, him, "HÉLÈNE", ""),
        (Action.STAND, him, "", ""),
        (Action.GIVE, him, "ticket", "HÉLÈNE"),
        (Action.EMOTE, her, "", ""),
        (Action.GO, (*her, *him), "", ""),
        (Action.WAIT, her, "", ""),
        (Action.POINT, her, "tree", ""),
    ]
    assert [(role.name, role.age) for role in play.roles] == [("HÉLÈNE", 45), ("RENÉ", 50)]
    assert not play.gaps
