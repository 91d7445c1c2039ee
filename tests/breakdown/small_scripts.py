"""Small screenplays written in the test, read by the project's own parser."""

from __future__ import annotations

from fairtake.breakdown import break_down
from fairtake.model.breakdown import Action, Breakdown, Event, Line, Scene
from fairtake.screenplay import parse_fountain

PEOPLE = "ANNA (30s, a woman) and BEN (40, a man) wait.\n\nANNA\nHere.\n\nBEN\nHere.\n\n"


def read(text: str, language: str = "en") -> Breakdown:
    return break_down(parse_fountain(text, "test.fountain"), language)


def scene(text: str, heading: str = "INT. ROOM - DAY") -> Scene:
    """One scene in which Anna and Ben are known from the scene before."""
    return read(f"INT. STAGE - DAY\n\n{PEOPLE}{heading}\n\n{text}\n").scenes[-1]


def events(text: str) -> list[Event]:
    """What people and things do; light that follows a deed has tests of its own."""
    return [beat for beat in scene(text).beats if isinstance(beat, Event) and beat.action is not Action.LIGHT]


def lines(text: str) -> list[Line]:
    return [beat for beat in scene(text).beats if isinstance(beat, Line)]
