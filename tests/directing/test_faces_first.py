"""Faces come first: what may lie over words, what a detail shows, and which side the camera keeps."""

import math
from dataclasses import replace

import measure
import numpy as np
import pytest
from scenes import FPS, TABLE, Person, dialogue, perform, place, three, two_at_table

from fairtake.directing import load_style, plan_scene
from fairtake.directing.costs import attention, judge, rough
from fairtake.directing.coverage import Crew, masters
from fairtake.directing.details import inserts
from fairtake.directing.framing import nearest_size
from fairtake.directing.grammar import Grammar
from fairtake.directing.setup import Path, Setup
from fairtake.directing.sites import CutSite
from fairtake.directing.space import Space
from fairtake.directing.story import read_story
from fairtake.directing.style import Style
from fairtake.geometry.camera import fovy_of_lens
from fairtake.model.breakdown import Action
from fairtake.model.performance import PropTrack
from fairtake.model.set import Landmark
from fairtake.model.shotlist import ShotSize


def crew_of(performance, set_):
    return Crew(read_story(performance), set_, Style(), 16 / 9)


def with_letter(lines, seconds=20.0, touch=8.0):
    """Somebody puts a letter on the table while lines are said."""
    people = [Person("ANNA", [(0, 0.0, -0.95)], 1.18), Person("BEN", [(0, 0.0, 0.95)], 1.24)]
    acts = [(Action.PUT_DOWN, "BEN", "letter", touch - 1, touch + 1, (0.1, 0.78, 0.2), 0.9)]
    return perform(seconds, people, lines, acts), place(TABLE)


def seconds_of_details(shots, start, end):
    return sum(
        max(min(shot.end, end * FPS) - max(shot.start, start * FPS), 0) / FPS
        for shot in shots
        if shot.kind in ("insert", "point of view")
    )


def test_a_detail_is_taken_in_silence():
    performance, set_ = with_letter([("ANNA", 2.0, 5.0), ("BEN", 11.0, 17.0)])
    shots = plan_scene(performance, set_, Style(), index=1, scenes=3)
    assert seconds_of_details(shots, 5.0, 11.0) > 1.0


def test_a_detail_does_not_lie_over_the_middle_of_a_line():
    performance, set_ = with_letter([("ANNA", 4.0, 14.0)])
    shots = plan_scene(performance, set_, Style(), index=1, scenes=3)
    assert seconds_of_details(shots, 4.6, 13.4) < 0.3


@pytest.mark.parametrize("scene", [two_at_table, three], ids=["two", "three"])
def test_who_speaks_is_seen(scene):
    performance, set_ = scene()
    shots = plan_scene(performance, set_, load_style("classical"), index=0, scenes=1)
    spoken = seen = 0
    for shot in shots:
        for frame in range(shot.start, shot.end, 6):
            for track in performance.performers:
                if track.speaking[frame]:
                    x, y, depth = measure.on_screen(shot, frame, track.head[frame])
                    way = shot.camera.position[frame - shot.start] - track.head[frame]
                    spoken += 1
                    seen += bool(abs(x) < 0.95 and abs(y) < 0.95 and depth > 0 and way @ track.gaze[frame] > 0)
    assert seen / spoken >= 0.85


def test_a_detail_ends_when_its_thing_is_carried_off():
    performance, set_ = with_letter([], seconds=14.0)
    position = np.tile(np.array([0.1, 0.78, 0.2], np.float32), (performance.frames, 1))
    event = replace(performance.happenings[0], agent="", action=Action.USE)  # it rings, it falls
    stays = replace(performance, happenings=(event,), props=(letter(position),))
    gone = position.copy()
    gone[round(8.4 * FPS) :, 1] += 2.0
    leaves = replace(stays, props=(letter(gone),))
    whole, short = inserts(crew_of(stays, set_), stays), inserts(crew_of(leaves, set_), leaves)
    assert whole
    assert short
    assert max(setup.end for setup in whole) > 9 * FPS
    assert max(setup.end for setup in short) <= 8.4 * FPS


def letter(position):
    turned = np.tile(np.array([0, 0, 0, 1], np.float32), (len(position), 1))
    return PropTrack("letter", "letter", position, turned, np.ones(len(position), bool))


def test_a_cupboard_no_hand_comes_near_is_no_detail():
    performance, set_ = with_letter([])
    cupboard = Landmark(("cupboard",), (2.8, 1.0, 0.0), (2.2, 0.0, 0.0), math.pi / 2, True)
    event = replace(
        performance.happenings[0], action=Action.OPEN, theme="cupboard", position=(2.0, 1.6, 0.0), text="opens it"
    )
    scene = replace(performance, happenings=(event,))
    assert inserts(crew_of(scene, replace(set_, landmarks=(cupboard,))), scene) == []


def test_what_is_not_known_is_not_shown():
    performance, set_ = with_letter([])
    event = replace(performance.happenings[0], action=Action.TAKE, theme="", position=(0.0, 1.24, 0.95))
    scene = replace(performance, happenings=(event,))
    assert inserts(crew_of(scene, set_), scene) == []


def test_a_place_without_walls_is_filmed_from_without():
    walled, open_ = place(), replace(place(), parts=())
    camera, person = np.array([0.0, 1.5, 4.5]), np.array([[0.0, 1.6, 0.0]])
    assert Space(walled).outside(camera)
    assert not Space(open_).outside(camera)
    assert Space(open_).take_away(camera, person) == ()
    people = [Person("ANNA", [(0, 0.0, -0.6)]), Person("BEN", [(0, 0.0, 0.6)])]
    performance = perform(20.0, people, dialogue(20.0, ["ANNA", "BEN"]))
    assert any(abs(s.path.position[0][0]) > 3.1 for s in masters(crew_of(performance, open_)))


def test_masters_look_where_faces_are():
    # Both look to +x: a line between them runs along z, so both its sides would do otherwise.
    far = (9.0, 1.6, 0.0)
    people = [
        Person("ANNA", [(0, 0.0, -0.8)], looks=[(0.0, far)]),
        Person("BEN", [(0, 0.0, 0.8)], looks=[(0.0, far)]),
    ]
    performance = perform(20.0, people, dialogue(20.0, ["ANNA", "BEN"]))
    first = masters(crew_of(performance, place(size=(9.0, 9.0))))[0]
    assert first.path.position[0][0] > 0
    turned = [replace(person, looks=[(0.0, (-9.0, 1.6, 0.0))]) for person in people]
    performance = perform(20.0, turned, dialogue(20.0, ["ANNA", "BEN"]))
    assert masters(crew_of(performance, place(size=(9.0, 9.0))))[0].path.position[0][0] < 0


def test_wide_shots_are_long_enough_to_be_read():
    wide = {ShotSize.LS, ShotSize.VLS, ShotSize.ELS}
    for scene in (two_at_table, three):
        performance, set_ = scene()
        for seed in range(3):
            shots = plan_scene(performance, set_, Style(), index=0, scenes=1, seed=seed)
            assert all(shot.frames >= 1.25 * FPS - 1 for shot in shots if shot.size in wide and shot.kind != "insert")


def view_from(x, z, people, kind="single", tags=frozenset()):
    """A camera at (x, z) that looks at the origin through the whole scene."""
    camera = np.array([x, 1.5, z])
    fovy = fovy_of_lens(40)
    path = Path(camera[None], np.array([math.atan2(x, z)]), np.zeros(1), np.array([fovy]), np.zeros(1))
    size = nearest_size(2 * math.hypot(x, z) * math.tan(fovy / 2))
    return Setup(kind, people, size, 40.0, path, 0, 480, theme="cup" if tags else "", tags=tags)


def cut_costs(performance, set_, setups, frame):
    crew = Crew(read_story(performance), set_, Style(), 16 / 9)
    watched = attention(crew, performance)
    views = [rough(crew, setup, watched) for setup in setups]
    nothing = [np.zeros((len(view.camera), len(performance.performers))) for view in views]
    judged = [judge(crew, view, out, watched) for view, out in zip(views, nothing, strict=True)]
    grammar = Grammar(crew.story, judged, Style())
    return grammar.costs(CutSite(frame, "", 0.0), list(range(len(setups))))


def test_a_cutaway_leads_back_to_the_side_it_left():
    people = [Person("ANNA", [(0, 0.0, -0.8)]), Person("BEN", [(0, 0.0, 0.8)])]
    performance = perform(20.0, people, dialogue(20.0, ["ANNA", "BEN"]))
    both = view_from(4.0, 0.0, (0, 1), "two-shot")
    near = view_from(5.0, 0.1, (), "insert", frozenset({"detail"}))
    far = view_from(-5.0, 0.1, (), "insert", frozenset({"detail"}))
    near = replace(near, path=replace(near.path, yaw=near.path.yaw + math.pi))  # they look elsewhere
    far = replace(far, path=replace(far.path, yaw=far.path.yaw + math.pi))
    line = cut_costs(performance, place(size=(14.0, 14.0)), [both, near, far], 200)["line"]
    assert line[0, 1] == line[1, 0] == 0
    assert 0 < line[0, 2] < Style().weights.line
    assert line[2, 0] == line[0, 2]


def test_a_walk_seen_a_moment_ago_keeps_its_direction():
    # A step just before the cut, a stop, and the next step: nobody walks on the cut itself.
    walk = [(0, -2.0, 0.0), (8.0, -2.0, 0.0), (9.2, -0.8, 0.0), (10.4, -0.8, 0.0), (11.6, 0.4, 0.0), (20, 0.4, 0.0)]
    performance = perform(20.0, [Person("ANNA", walk, looks=[(0.0, (9.0, 1.6, 0.0))])])
    north, south, same = view_from(0.0, -6.0, (0,)), view_from(0.0, 6.0, (0,)), view_from(2.0, -6.5, (0,))
    direction = cut_costs(performance, place(size=(16.0, 16.0)), [north, south, same], round(9.8 * FPS))["direction"]
    assert direction[0, 1] > 0
    assert direction[0, 2] == 0
