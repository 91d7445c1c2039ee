"""Unnamed people: how many they are, and what is theirs to do; clothes that a script changes."""

from __future__ import annotations

from collections import Counter

import pytest
from small_scripts import read, scene

from fairtake.model.breakdown import Action, Event


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("Two dozen guests sit in the pews.", {"guest": 24}),
        ("Dozens of people cheer.", {"people": 24}),
        ("An audience waits. The crowd applauds.", {"audience": 26}),
        ("Thirty people wait on the platform. The crowd turns.", {"people": 30}),
        ("A packed hall.", {"people": 24}),
        ("A flock of pigeons takes off. Two crows sit on the roof.", {"pigeon": 7, "crow": 2}),
        ("Two soldiers wait by the door.", {"soldier": 2}),
        ("Anna smiles.", {}),
    ],
)
def test_how_many_they_are(text: str, nouns: dict[str, int]) -> None:
    found = scene(text, "INT. CLUB - DAY")
    assert Counter(found.extra_nouns) == nouns
    assert found.extras == sum(nouns.values())


@pytest.mark.parametrize(
    ("text", "action", "theme", "goal"),
    [
        ("The crowd bursts into applause.", Action.EMOTE, "crowd", ""),
        ("The guests get to their feet.", Action.STAND, "guest", ""),
        ("A line of people waits outside the door.", Action.WAIT, "people", "door"),
        ("Commuters stream by.", Action.GO, "commuter", ""),
        ("A group of musicians files in.", Action.ENTER, "musician", ""),
        ("Three dogs bark.", Action.EMOTE, "dog", ""),
    ],
)
def test_what_they_do_together(text: str, action: Action, theme: str, goal: str) -> None:
    (event,) = [b for b in scene(text, "INT. CLUB - DAY").beats if isinstance(b, Event)]
    assert (event.action, event.theme, event.goal, event.agents) == (action, theme, goal, ())


def test_everybody_is_those_with_and_without_a_name() -> None:
    found = scene("A crowd waits. Anna and Ben sit. Everybody turns.", "INT. CLUB - DAY")
    turns = [b for b in found.beats if isinstance(b, Event) and b.action is Action.TURN]
    assert [(b.agents, b.theme) for b in turns] == [(("ANNA", "BEN"), ""), ((), "everybody")]


def test_animals_without_a_figure_are_reported() -> None:
    play = read(
        "INT. BARN - DAY\n\nANNA, 30, waits there all day.\n\nA dozen sheep graze.\n\nANNA\nThere you are, you lot.\n"
    )
    assert play.scenes[0].extras == 0
    assert [g.why for g in play.gaps] == ["no sheep can be staged"]


def test_clothes_that_a_later_scene_changes_belong_to_it() -> None:
    play = read(
        "INT. FLAT - DAY\n\nANNA, 30s, red coat, glasses, and MARK, 40s, in a grey suit, wait.\n\nANNA\nI have to go there now.\n\n"
        "INT. CHURCH - DAY\n\nANNA, now in a wedding dress, walks in. Mark wears a police uniform now.\n\nMARK\nYou look wonderful today.\n\n"
        "EXT. STREET - DAY\n\nMark walks past the coat factory. Anna comes without her glasses.\n"
    )
    first, church, street = play.scenes
    assert first.wardrobe == ()
    assert church.wardrobe == (("ANNA", "a wedding dress"), ("MARK", "a police uniform"))
    assert street.wardrobe == (("ANNA", "without glasses"),)
    assert "wedding" not in play.role("ANNA").description
    assert "red coat" in play.role("ANNA").description


def test_who_comes_in_a_suit_has_taken_off_the_robe_of_an_earlier_scene() -> None:
    play = read(
        "INT. BEDROOM - DAY\n\nDIEGO, 40s, in a blue robe, beard, waits. ANA, 30s, red dress, sits.\n\nDIEGO\nNot today, I think.\n\n"
        "INT. CHURCH - DAY\n\nDIEGO, in a black suit, stands at the altar. ANA, dressed in black now, enters.\n\nANA\nIt is time to go.\n\n"
        "EXT. STREET - DAY\n\nDiego is all in white. Ana wears black shoes and looks at the black door.\n"
    )
    _, church, street = play.scenes
    assert church.wardrobe == (("DIEGO", "a black suit"), ("ANA", "dressed in black"))
    assert street.wardrobe == (("DIEGO", "dressed in white"),)
    assert "suit" not in play.role("DIEGO").description
    assert "blue robe" in play.role("DIEGO").description


def test_a_colour_worn_from_the_first_is_no_change() -> None:
    play = read("INT. FLAT - DAY\n\nANNA, 30s, all in black, waits. Anna wears a grey hat.\n\nANNA\nHere I am now.\n")
    assert play.scenes[0].wardrobe == ()
