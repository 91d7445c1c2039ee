"""Wide views step aside for what stands in their way, and whoever gets up is in some frame."""

import measure
import numpy as np
from scenes import Person, dialogue, perform, place

from fairtake.directing import plan_scene
from fairtake.directing.aside import stepped_aside
from fairtake.directing.costs import attention, occlusion, rough
from fairtake.directing.coverage import Crew
from fairtake.directing.framing import View
from fairtake.directing.setup import Setup, static_path
from fairtake.directing.sight import Sight, lines_of_sight
from fairtake.directing.story import changes, read_story
from fairtake.directing.style import Style
from fairtake.model.set import Box
from fairtake.model.shotlist import ShotSize


def group():
    people = [Person("ANNA", [(0, -0.5, 0.0)], 1.6), Person("BEN", [(0, 0.5, 0.0)], 1.7)]
    return perform(20.0, people, dialogue(20.0, ["ANNA", "BEN"]))


def wide(crew):
    """A two-shot from the front, ANNA in the left half of the frame."""
    view = View((0.0, 1.6, 4.0), 0.0, 0.0, 0.6, 0.0)
    frames = crew.story.frames
    return Setup("master", (0, 1), ShotSize.LS, 35.0, static_path(view), 0, frames)


def seen(obstacles):
    performance = group()
    crew = Crew(read_story(performance), place(obstacles, interior=False), Style(), 16 / 9)
    focus = attention(crew, performance)
    view = rough(crew, wide(crew), focus)
    hidden = lines_of_sight(crew, [Sight(view.setup, view.first, view.camera, view.shown)])
    return crew, focus, [view], hidden


def test_a_lamp_before_a_face_is_stepped_past():
    lamp = Box("lamp", (-0.25, 1.0, 2.0), (0.08, 1.0, 0.08))
    crew, focus, views, hidden = seen([lamp])
    before = occlusion(crew, views[0], hidden[0]).mean()
    moved, gone = stepped_aside(crew, views, hidden, focus)
    assert before > 0.5
    assert occlusion(crew, moved[0], gone[0]).mean() < 0.1 * before
    step = moved[0].setup.path.position[0] - views[0].setup.path.position[0]
    assert 0.4 < np.linalg.norm(step) < 0.6


def test_a_free_view_stays():
    crew, focus, views, hidden = seen([])
    moved, _ = stepped_aside(crew, views, hidden, focus)
    assert moved[0] is views[0]


def sleeper():
    """ANNA lies, gets up for two seconds, and stands."""
    performance = perform(16.0, [Person("ANNA", [(0, 0, 0)], 1.6, [(0, (0.0, 1.6, 5.0))])])
    track = performance.performers[0]
    t = np.arange(performance.frames) / performance.fps
    track.head[:, 1] = np.interp(t, [6.0, 8.0], [0.7, 1.6])
    track.root[:, 1] = track.head[:, 1] - 0.5
    return performance


def test_getting_up_is_a_change_and_is_seen():
    performance = sleeper()
    story = read_story(performance)
    found = changes(story)
    assert found
    assert min(one.start for one in found) <= 7 * story.fps <= max(one.end for one in found)
    shots = plan_scene(performance, place(), Style(), index=0, scenes=1)
    for shot in shots:
        for frame in range(max(shot.start, 6 * story.fps), min(shot.end, 8 * story.fps), 6):
            x, y, depth = measure.on_screen(shot, frame, performance.performers[0].head[frame])
            assert depth > 0, frame
            assert max(abs(x), abs(y)) < 1, frame
