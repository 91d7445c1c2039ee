"""What is read lies open; what is only carried does not."""

from __future__ import annotations

import numpy as np

from fairtake.model.breakdown import Action, Event, Scene, Setting
from fairtake.model.screenplay import Span
from fairtake.staging import props_read
from fairtake.staging.sets import build_prop, choose_kit, opened


def test_a_book_that_is_read_is_open() -> None:
    assert opened("old red diary") == "old red open book"
    assert opened("letter") == "letter"
    shut, wide = build_prop("red diary", 3), build_prop(opened("red diary"), 3)
    assert wide.size[0] > 1.7 * shut.size[0]
    assert np.allclose(wide.size[1], shut.size[1], atol=0.01)


def _scene(*events: Event) -> Scene:
    return Scene("1", Setting("INT. ROOM", True, False, "room", "day", ()), SPAN, events, ("ANNA",))


SPAN = Span("", 0, 0, 0)


def test_what_is_opened_before_our_eyes_begins_shut() -> None:
    reads = Event(Action.USE, ("ANNA",), SPAN, "", "lire", "book")
    shuts = Event(Action.CLOSE, ("ANNA",), SPAN, "", "close", "book")
    assert props_read(_scene(reads)) == {"book"}
    assert props_read(_scene(reads, shuts)) == frozenset()


def test_a_ships_bridge_in_space_is_no_cabin() -> None:
    for place in ("SPACE SHIP - BRIDGE", "STARSHIP - CAPTAIN'S CABIN", "SPACE STATION - CORRIDOR"):
        assert choose_kit(Setting(f"INT. {place}", True, False, place, "night")) == ("spaceship", False)
    assert choose_kit(Setting("INT. SHIP - BRIDGE", True, False, "SHIP - BRIDGE", "night"))[0] == "ship's cabin"
