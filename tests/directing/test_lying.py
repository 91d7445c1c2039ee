"""Nobody who lies is looked at along their legs."""

import numpy as np
import pytest
from scenes import Person, dialogue, perform, place

from fairtake.directing import load_style, plan_scene
from fairtake.directing.costs import _from_the_feet
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View
from fairtake.directing.setup import static_path
from fairtake.directing.story import read_story
from fairtake.directing.style import Style


def bed():
    """ANNA lies with her head toward +x; BEN sits beside her."""
    people = [Person("ANNA", [(0, 0.4, 0.0)], 0.75, [(0, (0.4, 2.5, 0.6))]), Person("BEN", [(0, 0.2, 1.1)], 1.2)]
    played = perform(24.0, people, dialogue(24.0, ["ANNA", "BEN"]))
    track = played.performers[0]
    track.root[:] = track.head - np.array([0.68, 0.02, 0.0], np.float32)
    return played


@pytest.mark.parametrize(
    ("camera", "told"),
    [((-1.5, 0.9, 0.2), True), ((-1.2, 1.4, 0.9), True), ((0.3, 1.1, 1.6), False), ((1.6, 1.3, 0.4), False)],
)
def test_a_camera_by_the_feet_is_known(camera, told):
    crew = Crew(read_story(bed()), place(interior=False), Style(), 16 / 9)
    path = static_path(View(camera, 0.0, 0.0, 0.5, 0.0))
    found = _from_the_feet(crew, path, slice(0, len(crew.story.frame)), 0)
    assert found.all() == told
    assert found.any() == told


@pytest.mark.parametrize("style", ["classical", "slow", "thriller"])
def test_no_close_shot_is_taken_from_there(style):
    played = bed()
    for shot in plan_scene(played, place(), load_style(style), index=0, scenes=1):
        if "ANNA" in shot.subjects and shot.kind == "single":
            way = shot.camera.position[0] - np.asarray(played.performers[0].head[0] - [0.34, 0, 0])
            assert way[0] / np.hypot(way[0], way[2]) > -0.3
