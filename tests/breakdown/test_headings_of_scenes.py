from __future__ import annotations

import pytest

from fairtake.breakdown.headings import read_heading, weather_in
from fairtake.model.breakdown import Setting


@pytest.mark.parametrize(
    ("text", "interior", "exterior", "place", "time"),
    [
        ("INT. ANNA'S KITCHEN - NIGHT", True, False, "ANNA'S KITCHEN", "night"),
        ("EXT. BEACH - DAWN", False, True, "BEACH", "dawn"),
        ("INT./EXT. CAR - DAY", True, True, "CAR", "day"),
        ("I/E. CAR - SUNSET", True, True, "CAR", "dusk"),
        ("INT/EXT CAR - EVENING", True, True, "CAR", "dusk"),
        ("EST. CITY - MORNING", False, True, "CITY", "day"),
        ("INT. HOUSE - KITCHEN - 3 A.M.", True, False, "HOUSE - KITCHEN", "night"),
        ("EXT. CUISINE - NUIT", False, True, "CUISINE", "night"),
        ("INNEN. KÜCHE – TAG", True, False, "KÜCHE", "day"),
        ("AUSSEN. STRASSE – NACHT", False, True, "STRASSE", "night"),
        ("EXT. CALLE - NOCHE", False, True, "CALLE", "night"),
        ("INT. ROOM", True, False, "ROOM", "day"),
        ("INT. NIGHT CLUB - DAY", True, False, "NIGHT CLUB", "day"),
        ("INT. KITCHEN (NIGHT)", True, False, "KITCHEN", "night"),
        ("INTERVIEW ROOM - NIGHT", True, False, "INTERVIEW ROOM", "night"),
    ],
)
def test_headings(text: str, interior: bool, exterior: bool, place: str, time: str) -> None:
    found = read_heading(text)
    assert (found.interior, found.exterior, found.place, found.time) == (interior, exterior, place, time)


@pytest.mark.parametrize("word", ["CONTINUOUS", "LATER", "MOMENTS LATER", "SAME", "SAME TIME"])
def test_times_that_inherit(word: str) -> None:
    before = Setting("EXT. PARK - NIGHT", False, True, "PARK", "night", ("rain",))
    found = read_heading(f"EXT. STREET - {word}", before)
    assert (found.place, found.time, found.weather) == ("STREET", "night", ("rain",))


def test_weather() -> None:
    assert weather_in("A rainy, foggy street") == ("rain", "fog")
    assert weather_in("It snows. Wind.") == ("snow", "wind")
    assert weather_in("The rain has finally stopped. It has stopped snowing; the fog is gone.") == ()
    assert weather_in("After the storm, rain drips from the trees in the wind.") == ("rain", "wind")
    assert weather_in("She hangs up her raincoat and winds up the clock") == ()
