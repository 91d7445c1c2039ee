from __future__ import annotations

import math

import numpy as np
import pytest
from boardroom import ASPECT, perform, person, room, shot
from PIL import Image

from fairtake.boards.floor import floor_plan, survey
from fairtake.boards.floor.sheet import Sheet
from fairtake.boards.floor.walls import walls_of
from fairtake.boards.palette import ACCENT, PAPER
from fairtake.model.shotlist import Move

SCENE = perform(
    [person("ANNA", [(0, -1, 0)]), person("BEN", [(0, 1, -1), (4, 1, 1)]), person("CLEO", [(0, 0, 2)], here=(9, 10))],
    [("ANNA", "You kept it.", 0.5, 1.5), ("BEN", "I did.", 2.0, 3.0)],
)
ONE = shot(number="1A-1", subjects=("ANNA", "BEN"), position=((0, 1.5, 4), (0, 1.5, 4)))
TWO = shot(number="1B-1", position=((2, 1.5, 2), (2, 1.5, 2)))
BACK = shot(2, 4, number="1A-2", position=((0, 1.5, 4), (0, 1.5, 4)))


def test_people_and_cameras_stand_where_the_data_says():
    plan = survey(SCENE, room(), (ONE, TWO, BACK), ONE, ASPECT)
    assert {one.role: one.place for one in plan.people} == {"ANNA": (-1.0, 0.0), "BEN": (1.0, -1.0)}
    assert plan.camera.place == (0.0, 4.0)
    assert plan.camera.look == pytest.approx((0, -1), abs=1e-6)
    assert [other.setup for other in plan.others] == ["1B"]
    assert plan.others[0].place == (2.0, 2.0)
    assert math.tan(plan.camera.half) == pytest.approx(18 / 35, abs=1e-3)


def test_paths_are_of_those_who_walk_and_end_where_they_do():
    plan = survey(SCENE, room(), (ONE,), ONE, ASPECT)
    anna, ben = plan.people
    assert anna.path == ()
    assert ben.path[0] == pytest.approx((1, -1), abs=0.1)
    assert ben.path[-1] == pytest.approx((1, 1), abs=0.1)
    assert ben.body == pytest.approx((0, 1), abs=1e-3)


def test_the_line_of_action_joins_the_two_who_talk():
    plan = survey(SCENE, room(), (ONE,), ONE, ASPECT)
    assert plan.line == ("ANNA", "BEN")
    assert plan.line_ends is not None
    (ax, az), (bx, bz) = plan.line_ends
    # Both stand on it.
    for x, z in ((-1, 0), (1, -1)):
        assert (bx - ax) * (z - az) - (bz - az) * (x - ax) == pytest.approx(0, abs=1e-6)
    silent = perform([person("ANNA", [(0, 0, 0)]), person("BEN", [(0, 1, 0)])])
    assert survey(silent, room(), (ONE,), ONE, ASPECT).line_ends is None


def test_a_camera_that_moves_has_its_way():
    moving = shot(position=((-2, 1.5, 3), (1, 1.5, 3)), move=Move.TRACK)
    plan = survey(SCENE, room(), (moving,), moving, ASPECT)
    assert plan.camera.path[0] == pytest.approx((-2, 3))
    assert plan.camera.path[-1] == pytest.approx((1, 3))
    assert survey(SCENE, room(), (ONE,), ONE, ASPECT).camera.path == ()


def test_walls_have_their_windows_and_doors():
    north, south = walls_of(room())
    assert north.windows == (pytest.approx((-1.5, -0.5)),)
    assert north.ways == (pytest.approx((1.0, 1.9)),)
    assert len(north.solid) == 3
    assert south.solid == (pytest.approx((-3.2, 3.2)),)  # without a mesh, the whole side
    assert (north.at, south.at) == (-2.5, 2.5)


def accent_middle(picture):
    """Where the chosen camera's body is drawn."""
    solid = (np.abs(np.asarray(picture).astype(int) - ACCENT).sum(-1) < 12)[:, :1080]
    solid[:104] = False
    rows, columns = np.nonzero(solid)
    return float(np.median(columns)), float(np.median(rows))


def test_the_picture_shows_the_camera_below_the_people_it_looks_up_to():
    plan = survey(SCENE, room(), (ONE, TWO), ONE, ASPECT)
    picture = floor_plan(SCENE, room(), (ONE, TWO), ONE)
    sheet = Sheet(picture.size, (44.0, 104.0, 1076.0, 906.0), plan.ground, PAPER)
    place = sheet.at(*plan.camera.place)
    assert accent_middle(picture) == pytest.approx(place, abs=40)
    assert sheet.at(0, -1)[1] < sheet.at(0, 1)[1]
    assert sheet.at(-1, 0)[0] < sheet.at(1, 0)[0]


def test_a_wall_taken_away_is_not_drawn_solid():
    def ink(picture):
        return int((np.asarray(picture.convert("L"))[104:906, 44:1076] < 60).sum())

    hidden = shot(hidden=("wall south",))
    assert ink(floor_plan(SCENE, room(), (hidden,), hidden)) < 0.85 * ink(floor_plan(SCENE, room(), (ONE,), ONE))


def test_people_have_the_colour_they_are_told_by_and_the_frame_stands_beside():
    frame = Image.new("RGB", (640, 360), (10, 200, 90))
    picture = np.asarray(floor_plan(SCENE, room(), (ONE,), ONE, colors={"ANNA": (0.1, 0.9, 0.9)}, frame=frame)).astype(
        int
    )
    assert (np.abs(picture - (26, 230, 230)).sum(-1) < 6).sum() > 50
    beside = (np.abs(picture - (10, 200, 90)).sum(-1) < 6)[:, 1100:]
    assert beside.sum() > 300 * 200


def test_the_same_plan_twice_is_the_same_picture():
    one, two = (floor_plan(SCENE, room(), (ONE, TWO), ONE) for _ in range(2))
    assert one.tobytes() == two.tobytes()


def test_labels_keep_clear_of_each_other():
    sheet = Sheet((400, 300), (0, 0, 400, 300), (0, 0, 4, 3), PAPER)
    before = len(sheet._taken)
    for _ in range(5):
        sheet.label((200, 150), 6, "ANNA", "sans-bold", 14)
    boxes = sheet._taken[before:]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            shared = max(0, min(a[2], b[2]) - max(a[0], b[0])) * max(0, min(a[3], b[3]) - max(a[1], b[1]))
            assert shared < 0.05 * (a[2] - a[0]) * (a[3] - a[1])
