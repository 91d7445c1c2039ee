from __future__ import annotations

from dataclasses import replace

import pytest

from fairtake.errors import ProjectError
from fairtake.model.breakdown import Scene, Setting
from fairtake.model.film import FilmSettings
from fairtake.model.span import Span
from fairtake.pipeline.choices import check_choices
from fairtake.pipeline.scoring import choose_palette
from fairtake.sound.score import Mood


def scene(time="day", exterior=False):
    setting = Setting("", not exterior, exterior, "PLACE", time)
    return Scene("1", setting, Span("", 0, 0, 1), (), ())


def mood(tension, talk=((1.0, 9.0),), brightness=0.0):
    return Mood(0.0, 20.0, (tension,) * 40, brightness, talk)


@pytest.mark.parametrize(
    ("scenes", "moods", "palette"),
    [
        ([scene()], [mood(0.9)], "pulse"),
        ([scene(), scene()], [mood(0.3), mood(0.8)], "pulse"),
        ([scene("night")], [mood(0.45)], "noir"),
        ([scene(exterior=True)], [mood(0.3)], "folk"),
        ([scene(exterior=True)], [mood(0.3, ())], "choral"),
        ([scene()], [mood(0.3, brightness=0.6)], "chamber"),
        ([scene()], [mood(0.3)], "felt"),
    ],
)
def test_a_film_chooses_its_palette_by_what_happens_in_it(scenes, moods, palette):
    assert choose_palette(scenes, moods) == palette


def test_an_unknown_palette_names_its_key_and_the_known_ones():
    settings = replace(FilmSettings(root=".", script="a.fountain"), score="loud")
    with pytest.raises(ProjectError) as told:
        check_choices(settings)
    assert told.value.key == "film.score"
    assert "felt" in (told.value.fix or "")
