from __future__ import annotations

import pytest

from fairtake.breakdown import break_down
from fairtake.screenplay import parse_fountain


def props(action: str) -> dict[str, str]:
    script = f"INT. ROOM - DAY\n\nANNA waits.\n\n{action}\n\nINT. HALL - DAY\n\nAnna picks up the umbrella.\n"
    found = break_down(parse_fountain(script, "a.fountain"))
    return {prop.name: prop.description for scene in found.scenes for prop in scene.props}


@pytest.mark.parametrize(
    ("action", "description"),
    [
        ("A red umbrella lies on the table.", "red"),
        ("She looks at her old, torn umbrella.", ""),
        ("Anna takes a small black umbrella.", "small black"),
        ("Nothing.", ""),
    ],
)
def test_a_thing_called_red_once_is_red_in_the_whole_film(action, description):
    assert props(action)["umbrella"] == description


def test_a_french_script_is_told_by_its_words():
    script = "INT. SALON - NUIT\n\nANNE est assise.\n\nANNE\nTu n'es pas venu ? Je t'attendais dans la rue avec les autres.\n"
    assert break_down(parse_fountain(script, "a.fountain")).language == "fr"


def test_the_title_page_and_the_caller_win():
    script = "Title: X\nLanguage: nl\n\nINT. X - DAY\n\nANNA\nYou are the one that was there.\n"
    play = parse_fountain(script, "a.fountain")
    assert break_down(play).language == "nl"
    assert break_down(play, "de").language == "de"


def test_a_color_worn_between_commas_is_the_things_color():
    script = "INT. X - DAY\n\nPETRA, 20s, ponytail, green apron, enters. She takes off the apron and throws it away.\n"
    (scene,) = break_down(parse_fountain(script, "a.fountain")).scenes
    assert [(prop.name, prop.description) for prop in scene.props] == [("apron", "green")]


def test_what_lies_on_furniture_is_there_untouched():
    script = (
        "INT. X - DAY\n\nANNA, 30, sits. The letter lies on the table. Dust lies on the bed. The town lies on a hill.\n"
    )
    (scene,) = break_down(parse_fountain(script, "a.fountain")).scenes
    assert [prop.name for prop in scene.props] == ["letter"]
