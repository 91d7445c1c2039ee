"""What a script says of faces, and what it makes them do."""

from __future__ import annotations

import pytest
from small_scripts import events, lines

from fairtake.breakdown.emotions import face_idiom, implied_feeling, read_feeling
from fairtake.model.breakdown import Action, Event

ACTED = {
    "Anna smiles.": ("joy", "smile", 1.0),
    "Anna's face falls.": ("sadness", "disappointment", 1.0),
    "Her face falls.": ("sadness", "disappointment", 1.0),
    "Ben is close to tears.": ("sadness", "fighting tears", 1.0),
    "He is close to tears.": ("sadness", "fighting tears", 1.0),
    "Ben grins.": ("joy", "grin", 1.0),
    "Anna frowns.": ("anger", "frown", 1.0),
    "Ben winces.": ("fear", "pain", 1.0),
    "Anna rolls her eyes.": ("doubt", "exasperation", 1.0),
    "Anna bites her lip.": ("doubt", "bitten lip", 1.0),
    "Ben holds back a laugh.": ("joy", "held laugh", 1.0),
    "Anna fights back tears.": ("sadness", "fighting tears", 1.0),
    "Tears well up in her eyes.": ("sadness", "fighting tears", 1.0),
    "Anna's eyes fill with tears.": ("sadness", "fighting tears", 1.0),
    "Anna sobs.": ("sadness", "crying", 1.0),
    "Ben smiles faintly.": ("joy", "thin smile", 1.0),
    "A thin smile crosses Ben's face.": ("joy", "thin smile", 1.0),
    "Ben forces a smile.": ("joy", "thin smile", 1.0),
    "Anna laughs.": ("joy", "laughter", 1.0),
    "Ben chuckles.": ("joy", "amusement", 0.55),
    "Anna narrows her eyes.": ("doubt", "suspicion", 1.0),
    "Anna's eyes narrow.": ("doubt", "suspicion", 1.0),
    "Anna's eyes widen.": ("surprise", "", 1.0),
    "Ben raises an eyebrow.": ("doubt", "", 1.0),
    "Ben purses his lips.": ("doubt", "pursed lips", 1.0),
    "Anna blushes.": ("tenderness", "embarrassment", 1.0),
    "Ben looks embarrassed.": ("tenderness", "embarrassment", 1.0),
    "Ben is furious.": ("anger", "", 1.25),
    "Ben is slightly annoyed.": ("anger", "", 0.55),
    "Anna looks worried.": ("fear", "worry", 1.0),
    "Ben sneers.": ("anger", "contempt", 1.0),
    "Ben smirks.": ("joy", "amusement", 1.0),
    "Anna yawns.": ("neutral", "yawn", 1.0),
    "Ben stifles a grin.": ("joy", "held laugh", 1.0),
    "Ben tries not to laugh.": ("joy", "held laugh", 1.0),
    "Anna tries not to cry.": ("sadness", "fighting tears", 1.0),
    "Ben's smile fades.": ("sadness", "disappointment", 1.0),
    "Anna's lip trembles.": ("sadness", "fighting tears", 1.0),
    "Ben knits his brows.": ("anger", "frown", 1.0),
    "Anna is on the verge of tears.": ("sadness", "fighting tears", 1.0),
    "Ben's jaw drops.": ("surprise", "", 1.0),
    "Anna is exhausted.": ("neutral", "weariness", 1.0),
    "Anna bursts into tears.": ("sadness", "crying", 1.25),
    "Anna is disappointed.": ("sadness", "disappointment", 1.0),
    "Anna chews her lip.": ("doubt", "bitten lip", 1.0),
    "Anna smiles through her tears.": ("tenderness", "smile through tears", 1.0),
    "Anna beams.": ("joy", "grin", 1.0),
}

SPOKEN = {
    "fighting tears": ("sadness", "fighting tears", 1.0),
    "with a thin smile": ("joy", "thin smile", 1.0),
    "holding back a laugh": ("joy", "held laugh", 1.0),
    "trying not to laugh": ("joy", "held laugh", 1.0),
    "rolling her eyes": ("doubt", "exasperation", 1.0),
    "in tears": ("sadness", "crying", 1.0),
    "voice breaking": ("sadness", "fighting tears", 1.0),
    "furious": ("anger", "", 1.25),
    "slightly annoyed": ("anger", "", 0.55),
    "smiling": ("joy", "smile", 1.0),
    "laughing": ("joy", "laughter", 1.0),
    "sheepish": ("tenderness", "embarrassment", 1.0),
    "wincing": ("", "pain", 1.0),
    "wearily": ("", "weariness", 1.0),
    "contemptuous": ("disgust", "contempt", 1.0),
    "sneering": ("disgust", "contempt", 1.0),
    "suspiciously": ("doubt", "suspicion", 1.0),
    "worried": ("fear", "worry", 1.0),
    "terrified": ("fear", "", 1.25),
    "a little sad": ("sadness", "", 0.55),
    "heartbroken": ("sadness", "", 1.25),
    "amused": ("joy", "amusement", 1.0),
    "ecstatic": ("joy", "", 1.25),
    "deadpan": ("neutral", "", 1.0),
    "tenderly": ("tenderness", "", 1.0),
    "determined": ("determination", "", 1.0),
    "without smiling": ("", "", 1.0),
    "lächelnd": ("joy", "smile", 1.0),
    "en pleurs": ("sadness", "crying", 1.0),
}


@pytest.mark.parametrize("text", ACTED)
def test_action_lines_reach_the_face(text: str) -> None:
    (event,) = events(text)
    assert event.action is Action.EMOTE
    assert event.agents == (("BEN",) if text.startswith(("Ben", "He ", "A thin")) else ("ANNA",))
    assert (event.emotion, event.expression, event.intensity) == ACTED[text]


@pytest.mark.parametrize("text", SPOKEN)
def test_parentheticals_reach_the_face(text: str) -> None:
    (spoken,) = lines(f"ANNA\n({text})\nThe train has left.")
    assert (spoken.emotion, spoken.expression, spoken.intensity) == SPOKEN[text]


def test_a_deed_keeps_its_action_and_takes_the_feeling_along() -> None:
    (look,) = events("Ben stares at Anna in horror.")
    assert (look.action, look.emotion, look.intensity) == (Action.LOOK_AT, "fear", 1.25)
    (glare,) = events("Ben glares at Anna.")
    assert (glare.action, glare.emotion) == (Action.LOOK_AT, "anger")
    acted: list[Event] = events("Ben, close to tears, picks up the cup.")
    assert Action.PICK_UP in {event.action for event in acted}


@pytest.mark.parametrize("text", ["Ben does not smile.", "Anna sits down.", "A broken window.", "She never laughs."])
def test_what_is_denied_or_plain_shows_nothing(text: str) -> None:
    assert face_idiom(text) is None
    assert not read_feeling(text).expression


def test_words_alone_suggest_a_little() -> None:
    assert implied_feeling("Thank you, Ben.").expression == "smile"
    assert implied_feeling("I'm so sorry.").expression == "sadness"
    assert implied_feeling("Get out!").expression == "anger"
    assert implied_feeling("You did what?!").expression == "surprise"
    assert implied_feeling("Where is it?").expression == "interest"
    assert implied_feeling("I never said that.").expression == "frown"
    assert implied_feeling("The train leaves at nine.").expression == ""
    assert 0.3 < implied_feeling("Hello.").intensity < 0.8
    (line,) = lines("ANNA\n(furious)\nThank you.")
    assert (line.emotion, line.expression) == ("anger", "")
