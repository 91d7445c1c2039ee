"""Light and weather in action lines."""

from __future__ import annotations

import pytest
from small_scripts import read, scene

from fairtake.breakdown.headings import read_heading
from fairtake.model.breakdown import Action, Event


def changes(text: str) -> list[tuple[str, str]]:
    beats = scene(text).beats
    return [(b.verb, b.theme) for b in beats if isinstance(b, Event) and b.action is Action.LIGHT]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The power goes out.", [("off", "power")]),
        ("Anna switches off the lamp. Dark.", [("off", "lamp"), ("off", "power")]),
        ("Ben lights a candle.", [("on", "candle")]),
        ("Anna blows out the candle.", [("off", "candle")]),
        ("Ben flips the light switch.", [("switch", "power")]),
        ("The neon sign flickers.", [("flicker", "neon")]),
        ("A fire crackles in the hearth.", [("burn", "fire")]),
        ("The house is on fire.", [("burn", "house")]),
        ("Smoke curls from the ashtray.", [("smoke", "smoke")]),
        ("Fog rolls in over the pier.", [("begin", "fog")]),
        ("Snow begins to fall.", [("begin", "snow")]),
        ("It starts to rain.", [("begin", "rain")]),
        ("The rain stops.", [("end", "rain")]),
        ("The storm breaks: lightning, then thunder.", [("begin", "rain"), ("flash", "lightning")]),
        ("Headlights sweep across the wall.", [("sweep", "headlights")]),
        ("Sun breaks through the clouds.", [("clear", "sky")]),
        ("Moonlight through the blinds.", [("slats", "blinds")]),
        ("Leaves tumble past.", [("blow", "leaves")]),
        ("Anna runs like lightning.", []),
        ("Ben sits in the dark kitchen.", []),
        ("Ben sits in the dark.", [("off", "power")]),
        ("Anna lies in bed. The bedroom is dark.", [("off", "power")]),
        ("Anna picks up the lamp.", []),
        ("The fire escape rattles.", []),
        ("Anna turns on her heel.", []),
    ],
)
def test_a_sentence_says_what_changes(text: str, wanted: list[tuple[str, str]]) -> None:
    assert changes(text) == wanted


def test_light_follows_the_deed_and_stands_where_it_is_written() -> None:
    beats = scene("Anna sits down. The power goes out. Ben lights a candle. Anna stands up.").beats
    kinds = [b.action for b in beats if isinstance(b, Event)]
    assert kinds == [Action.SIT, Action.LIGHT, Action.USE, Action.LIGHT, Action.STAND]


def test_weather_that_begins_is_not_there_when_the_scene_begins() -> None:
    begun = read("EXT. PARK - DAY\n\nANNA, 30, waits. Snow begins to fall.\n").scenes[0].setting
    falling = read("EXT. PARK - DAY\n\nSnow falls. ANNA, 30, waits.\n").scenes[0].setting
    assert begun.weather == ()
    assert falling.weather == ("snow",)


@pytest.mark.parametrize(
    ("heading", "place", "time", "hour", "weather"),
    [
        ("EXT. HIGHWAY - NIGHT - RAIN", "HIGHWAY", "night", "", ("rain",)),
        ("EXT. STREET - RAINY NIGHT", "STREET", "night", "", ("rain",)),
        ("EXT. PARK - DAY (SNOW)", "PARK", "day", "", ("snow",)),
        ("INT. KITCHEN - MORNING", "KITCHEN", "day", "morning", ()),
        ("EXT. FIELD - MAGIC HOUR", "FIELD", "dusk", "golden", ()),
        ("EXT. LAKE - MOONLIGHT", "LAKE", "night", "moonlit", ()),
        ("EXT. STORM DRAIN - DAY", "STORM DRAIN", "day", "", ()),
    ],
)
def test_headings_end_in_weather_and_name_hours(
    heading: str, place: str, time: str, hour: str, weather: tuple[str, ...]
) -> None:
    found = read_heading(heading)
    assert (found.place, found.time, found.hour, found.weather) == (place, time, hour, weather)
