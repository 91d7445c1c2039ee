"""The part of the film a scene stands in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scenes import Person, dialogue, perform, place

from fairtake.directing import FilmPart, Style, film_parts, in_part, plan_scene
from fairtake.directing.style import Acts
from fairtake.model.shotlist import ShotSize

ORDER = list(ShotSize)


@pytest.mark.parametrize(
    ("acts", "parts"),
    [
        (["", "", ""], ["", "", ""]),
        (["Act One", "Act One"], ["", ""]),
        (["Act One", "Act Two"], ["opening", "climax"]),
        (["Act One", "Act One", "Act Two", "Act Three"], ["opening", "opening", "middle", "climax"]),
        (["I", "II", "III", "IV", "V"], ["opening", "middle", "middle", "climax", "resolution"]),
        (["Act One", "Act Two", "Act Three", "Epilogue"], ["opening", "middle", "climax", "resolution"]),
        (["Prologue", "Act One", "Act Two", "Finale"], ["opening", "middle", "middle", "climax"]),
        (["", "Act One", "Act Two"], ["", "opening", "climax"]),
    ],
)
def test_acts_are_read_as_parts(acts, parts) -> None:
    assert [str(part) for part in film_parts(acts)] == parts


def test_a_scene_added_within_an_act_moves_no_other() -> None:
    before = film_parts(["Act One", "Act Two", "Act Three"])
    after = film_parts(["Act One", "Act One", "Act Two", "Act Two", "Act Two", "Act Three"])
    assert [after[0], after[2], after[5]] == before


def test_a_climax_is_cut_faster_and_closer_than_an_opening() -> None:
    people = [Person("ANNA", [(0, -0.7, 0)]), Person("BEN", [(0, 0.7, 0)])]
    scene = perform(60, people, dialogue(60, ["ANNA", "BEN"]))
    lengths, sizes = {}, {}
    for part in (FilmPart.OPENING, FilmPart.MIDDLE, FilmPart.CLIMAX):
        style, read = in_part(Style(), scene, part)
        shots = plan_scene(read, place(), style, index=1, scenes=3)
        lengths[part] = 60 / len(shots)
        sizes[part] = sum(-ORDER.index(shot.size) * shot.frames for shot in shots) / scene.frames
    assert lengths[FilmPart.OPENING] > lengths[FilmPart.MIDDLE] > lengths[FilmPart.CLIMAX]
    assert sizes[FilmPart.OPENING] < sizes[FilmPart.CLIMAX]


def test_the_style_says_how_much() -> None:
    scene = perform(5, [Person("ANNA", [(0, 0, 0)])])
    flat = replace(Style(), acts=Acts(climax_pace=1.0, climax_tension=0.0))
    style, read = in_part(flat, scene, FilmPart.CLIMAX)
    assert style == flat
    assert (read.tension == scene.tension).all()
