from __future__ import annotations

import pytest
from small_scripts import events, read, scene

from fairtake.model.breakdown import Action, Event, Pause


def one(text: str) -> Event:
    found = events(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "action", "theme", "goal"),
    [
        ("Anna picks up the letter.", Action.PICK_UP, "letter", ""),
        ("Anna puts the letter on the table.", Action.PUT_DOWN, "letter", "table"),
        ("Anna hands Ben the letter.", Action.GIVE, "letter", "BEN"),
        ("Anna gives the letter to him.", Action.GIVE, "letter", "BEN"),
        ("Anna takes the letter from Ben.", Action.TAKE, "letter", ""),
        ("Anna sits down.", Action.SIT, "", ""),
        ("Anna gets up.", Action.STAND, "", ""),
        ("Anna turns to Ben.", Action.TURN, "", "BEN"),
        ("Anna looks at him.", Action.LOOK_AT, "BEN", ""),
        ("Anna looks away.", Action.LOOK_AT, "", "away"),
        ("Anna walks in.", Action.ENTER, "", ""),
        ("Anna comes out of the bathroom.", Action.ENTER, "", ""),
        ("Anna leaves.", Action.EXIT, "", ""),
        ("Anna storms off.", Action.EXIT, "", ""),
        ("Anna walks to the window.", Action.GO, "", "window"),
        ("Anna is at the window.", Action.APPEAR, "", "window"),
        ("Anna by the window.", Action.APPEAR, "", "window"),
        ("Anna opens the door.", Action.OPEN, "door", ""),
        ("Anna turns off the light.", Action.USE, "light", ""),
        ("Anna takes his hand.", Action.TOUCH, "BEN", ""),
        ("Anna shakes her head.", Action.SHAKE_HEAD, "", ""),
        ("Anna takes a seat.", Action.SIT, "", ""),
        ("Anna gives Ben a hug.", Action.EMBRACE, "BEN", ""),
        ("Anna has picked up the letter.", Action.PICK_UP, "letter", ""),
        ("Anna picked up the letter.", Action.PICK_UP, "letter", ""),
        ("The letter is picked up by Anna.", Action.PICK_UP, "letter", ""),
        ("Anna tries to open the door.", Action.OPEN, "door", ""),
        ("Anna begins to cry.", Action.EMOTE, "", ""),
    ],
)
def test_a_clause_is_staged(text: str, action: Action, theme: str, goal: str) -> None:
    event = one(text)
    assert (event.action, event.agents, event.theme, event.goal) == (action, ("ANNA",), theme, goal)


@pytest.mark.parametrize(
    "text",
    [
        "Anna does not look at him.",
        "Anna never opens the door.",
        "Nobody moves.",
        "Anna would leave.",
        "Anna is about to leave.",
        "The kitchen is small and bright.",
        "Anna hopes to sit down.",
        "Anna has no idea.",
    ],
)
def test_what_does_not_happen_is_not_staged(text: str) -> None:
    assert events(text) == []


def test_she_who_does_not_move_waits() -> None:
    assert one("Anna doesn't move.").action is Action.WAIT


def test_things_act_without_agents() -> None:
    ring, knock = events("The phone rings. There is a knock at the door.")
    assert (ring.action, ring.agents, ring.theme, ring.verb) == (Action.USE, (), "phone", "ring")
    assert (knock.action, knock.agents, knock.theme, knock.verb) == (Action.USE, (), "door", "knock")


def test_pronouns_follow_gender_and_recency() -> None:
    found = events("Ben enters. Anna looks up. She smiles at him. He nods. They embrace.")
    assert [event.agents for event in found] == [("BEN",), ("ANNA",), ("ANNA",), ("BEN",), ("ANNA", "BEN")]
    assert found[2].theme == "BEN"


def test_feelings_are_named() -> None:
    found = events("Anna smiles. Ben fights tears. Anna is crying. Ben flinches. Her eyes widen.")
    assert [event.emotion for event in found] == ["joy", "sadness", "sadness", "fear", "surprise"]
    assert {event.action for event in found} == {Action.EMOTE}


def test_manner_and_instrument() -> None:
    event = one("Anna slowly limps to the door.")
    assert set(event.manner) == {"slowly", "limp"}
    assert one("Ben hits the door with a hammer.").instrument == "hammer"
    assert one("Anna enters with a suitcase.").instrument == "suitcase"


def test_while_and_as_are_still_events() -> None:
    found = events("As Ben leaves, Anna sits down while he closes the door.")
    assert [(event.action, event.agents) for event in found] == [
        (Action.EXIT, ("BEN",)),
        (Action.SIT, ("ANNA",)),
        (Action.CLOSE, ("BEN",)),
    ]


def test_who_left_is_not_they() -> None:
    found = events("Carl enters. Anna leaves. Carl looks at Ben. They sit down.")
    assert set(found[-1].agents) == {"CARL", "BEN"}


def test_taking_from_a_holder_is_take() -> None:
    found = events("Anna picks up the letter. Ben takes it.")
    assert (found[1].action, found[1].theme, found[1].source) == (Action.TAKE, "letter", "ANNA")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("A long pause.", 3.0), ("Silence.", 2.0), ("Beat.", 1.0), ("A pause.", 1.5), ("A short pause.", 0.9)],
)
def test_pauses(text: str, seconds: float) -> None:
    beats = scene(f"Anna sits. {text} Ben stands.").beats
    assert [beat.seconds for beat in beats if isinstance(beat, Pause)] == [seconds]


def test_unknown_verbs_become_gaps_with_file_and_line() -> None:
    text = "INT. ROOM - DAY\n\nANNA (30s) sits.\n\nAnna defenestrates the\ncat. She smiles.\n"
    film = read(text)
    assert [beat.action for beat in film.scenes[0].beats if isinstance(beat, Event)] == [Action.SIT, Action.EMOTE]
    (gap,) = film.gaps
    assert gap.stage == "breakdown"
    assert "defenestrate" in gap.why
    assert gap.span is not None
    assert (gap.span.file, gap.span.line) == ("test.fountain", 5)
    assert text[gap.span.start : gap.span.end].startswith("Anna defenestrates")


def test_what_cannot_be_seen_and_shots_are_gaps() -> None:
    film = read("INT. ROOM - DAY\n\nANNA (30s) sits.\n\nAnna knows the truth.\n\nCLOSE ON: a hand.\n")
    assert len(film.gaps) == 2
    assert "cannot be seen" in film.gaps[0].why


def test_spans_point_into_the_source_past_marks_and_notes() -> None:
    text = "INT. ROOM - DAY\n\nANNA (30s) sits. [[note]] She *picks up* the letter.\n"
    found = [beat for beat in read(text).scenes[0].beats if isinstance(beat, Event)]
    assert text[found[1].span.start : found[1].span.end].startswith("She *picks up* the letter")


def test_names_that_are_words() -> None:
    text = (
        "INT. ROOM - DAY\n\nWILL\nYes.\n\nGRACE\nNo.\n\nMARK\nWell.\n\nWill hands Grace a book. Mark marks the map.\n"
    )
    found = [beat for beat in read(text).scenes[0].beats if isinstance(beat, Event)]
    assert [(event.action, event.agents) for event in found] == [(Action.GIVE, ("WILL",)), (Action.USE, ("MARK",))]


def test_props_extras_and_weather() -> None:
    found = scene(
        "Rain. A crowd waits. Two waiters pass. Anna opens her umbrella. Ben opens the door.", "EXT. STREET - DAY"
    )
    assert [prop.name for prop in found.props] == ["umbrella"]
    assert found.extras == 26
    assert found.extra_nouns == ("waiter",) * 2 + ("crowd",) * 24
    assert found.setting.weather == ("rain",)


def test_an_apposition_is_not_a_second_person() -> None:
    film = read("EXT. STREET - DAY\n\nLENA, 10, a girl in a yellow raincoat, waits under a lamp.\n")
    assert [role.name for role in film.roles] == ["LENA"]
    assert film.roles[0].description == "10, a girl in a yellow raincoat"
    beat = film.scenes[0].beats[0]
    assert isinstance(beat, Event)
    assert beat.agents == ("LENA",)


def test_they_are_all_who_are_there_after_a_line() -> None:
    text = "Anna and Ben enter. CARL (30) stands up. Carl waves.\n\nANNA\nCome.\n\nThey leave.\n"
    assert set(events(text)[-1].agents) == {"ANNA", "BEN", "CARL"}


@pytest.mark.parametrize(
    ("text", "action", "goal"),
    [("In walks Ben.", Action.ENTER, ""), ("Across from Anna sits Ben.", Action.SIT, "")],
)
def test_the_subject_may_follow_the_verb(text: str, action: Action, goal: str) -> None:
    event = one(text)
    assert (event.action, event.agents, event.goal) == (action, ("BEN",), goal)


def test_who_catches_up_goes_to_the_other() -> None:
    (event,) = events("ANNA, 60s, and BEN, 30s, wait.\n\nAnna catches up with Ben.")[-1:]
    assert (event.action, event.agents, event.goal) == (Action.GO, ("ANNA",), "BEN")
