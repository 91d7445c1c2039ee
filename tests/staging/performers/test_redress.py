"""The same person in other clothes."""

from __future__ import annotations

import dataclasses

from fairtake.model.breakdown import Setting
from fairtake.staging.performers import appearance_from_words, build_figure, redressed, weathered

_BODY = (
    "femininity",
    "age",
    "height",
    "build",
    "skin",
    "hair",
    "hair_color",
    "beard",
    "iris",
    "jaw",
    "nose",
    "face_width",
)


def test_the_body_stays_and_the_clothes_change() -> None:
    anna = appearance_from_words("woman, 30s, red coat, glasses, straw hat", 7)
    bride = redressed(anna, "a wedding dress")
    assert bride.outfit == "wedding dress"
    assert all(getattr(bride, name) == getattr(anna, name) for name in _BODY)
    assert bride.glasses
    assert bride.hat != "straw hat"
    assert redressed(anna, "without glasses") == dataclasses.replace(anna, glasses=False)
    assert redressed(anna, "take off her hat").hat == ""
    assert redressed(redressed(anna, "take off her hat"), "put on a black beret").hat == "beret"


def test_under_a_coat_is_what_was_worn_before_it() -> None:
    mark = appearance_from_words("man, 40s, grey suit", 3)
    outside = redressed(mark, "put on his black coat")
    assert outside.outfit == "coat"
    assert outside.colors[2] == mark.colors[2]
    inside = redressed(outside, "take off his coat", mark)
    assert (inside.outfit, inside.colors) == (mark.outfit, mark.colors)
    build_figure("MARK", outside)  # is a figure that can be built


def test_a_raincoats_hood_is_up_in_the_rain_alone() -> None:
    dry, wet = (Setting("EXT. STREET - DAY", False, True, "STREET", "day", w) for w in ((), ("rain",)))
    room = Setting("INT. ROOM - DAY", True, False, "ROOM", "day", ("rain",))
    look = appearance_from_words("woman, yellow raincoat", 5)
    assert look.outfit == "raincoat"
    assert [weathered(look, s).outfit for s in (dry, room, wet)] == ["raincoat", "raincoat", "raincoat, hood up"]
    assert appearance_from_words("woman, yellow raincoat, hood up", 5).outfit == "raincoat, hood up"
