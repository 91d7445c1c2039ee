"""Heads belong in the frame; a window that is opened is filmed from within."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from scenes import Person, perform, place

from fairtake.directing import plan_scene
from fairtake.directing.costs import attention, rough
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View
from fairtake.directing.openings import openings
from fairtake.directing.setup import Setup, static_path
from fairtake.directing.space import Space
from fairtake.directing.story import read_story
from fairtake.directing.style import Style
from fairtake.model.breakdown import Action
from fairtake.model.performance import PartTrack, ScenePerformance
from fairtake.model.shotlist import ShotSize

PEOPLE = [
    Person("ANNA", [(0, -0.5, -2.0), (9, -0.5, -2.0)], looks=[(0, (-0.5, 1.6, -6.0))]),
    Person("BEN", [(0, 1.0, 0.5), (9, 1.0, 0.5)], looks=[(0, "ANNA")]),
]


@pytest.fixture(scope="module")
def window() -> ScenePerformance:
    opens = (Action.OPEN, "ANNA", "window", 3.0, 6.0, (-0.5, 1.4, -2.5), 0.7)
    scene = perform(9, PEOPLE, happenings=[opens])
    angle = np.interp(np.arange(scene.frames) / scene.fps, (4.0, 5.0), (0.0, 1.2)).astype(np.float32)
    return dataclasses.replace(scene, parts=(PartTrack("leaf", (-0.9, 0.0, -2.5), angle),))


def test_a_leaf_that_moves_needs_its_wall(window: ScenePerformance) -> None:
    ((parts, when),) = openings(read_story(window), window, Space(place()))
    assert parts == {"leaf", "wall north"}
    story = read_story(window)
    assert when[story.at(4 * 24 + 12)] == 1
    assert when[story.at(24)] == 0
    assert when[story.at(8 * 24)] == 0


def test_a_window_is_opened_in_a_room_that_has_its_wall(window: ScenePerformance) -> None:
    shots = plan_scene(window, place(), Style(), index=0, scenes=2)
    seen = [shot for shot in shots if shot.start < 5 * 24 and shot.end > 4 * 24]
    assert seen
    assert all("wall north" not in shot.hidden for shot in seen)


def test_a_frame_that_cuts_a_head_off_costs() -> None:
    scene = perform(3, PEOPLE)
    story = read_story(scene)
    crew = Crew(story, place(), Style(), 16 / 9)
    focus = attention(crew, scene)

    def framing(shift: float) -> float:
        view = View((0.2, 1.5, 4.0), 0.0, 0.0, 0.5, shift)
        setup = Setup("master", (0, 1), ShotSize.MLS, 40.0, static_path(view), 0, scene.frames)
        return float(rough(crew, setup, focus).framing.mean())

    assert framing(-1.0) > framing(-0.2) + 2.0
