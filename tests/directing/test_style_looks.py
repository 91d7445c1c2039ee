"""What a stranger would name a style by, measured on the shots of one scene."""

import dataclasses
import functools
import math

import numpy as np
import pytest
import scenes

from fairtake.directing import Style, load_style, plan_scene
from fairtake.directing.coverage import Crew, singles
from fairtake.directing.framing import SIZES, View
from fairtake.directing.setup import Path, Setup, static_path
from fairtake.directing.story import read_story
from fairtake.model.shotlist import Angle, Move, ShotSize


@functools.cache
def shot(style):
    performance, set_ = scenes.two_standing(40.0)
    size = (540, 960) if style == "social" else (960, 540)
    return performance, plan_scene(performance, set_, load_style(style), index=0, scenes=1, size=size)


def people(style):
    return [one for one in shot(style)[1] if one.kind not in ("insert", "detail", "point of view")]


def beside(degree):
    """Degrees between the look of somebody alone in the frame and the camera, on average."""
    performance, set_ = scenes.alone(10.0)
    story, plain = read_story(performance), Style()
    style = dataclasses.replace(plain, framing=dataclasses.replace(plain.framing, beside=degree))
    found = []
    for one in singles(Crew(story, set_, style, 16 / 9), story.stays[0]):
        way = (one.path.position[0] - story.stays[0].eyes)[[0, 2]]
        turned = math.degrees(math.atan2(way[0], way[1]) - story.stays[0].facings[0])
        found.append(abs((turned + 180) % 360 - 180))
    return float(np.mean(found))


def test_a_style_may_look_people_in_the_eye():
    assert beside(0.0) < 1
    assert beside(0.5) == pytest.approx(beside(1.0) / 2, rel=0.2)
    assert load_style("social").framing.beside < Style().framing.beside


@pytest.mark.parametrize(("style", "nearest"), [("slow", ShotSize.LS), ("tableau", ShotSize.MLS)])
def test_some_styles_keep_their_distance(style, nearest):
    assert all(SIZES.index(one.size) <= SIZES.index(nearest) for one in people(style))


def test_a_tableau_stands_still_and_square_to_the_room():
    for one in people("tableau"):
        x, y, z, w = (float(v) for v in one.camera.orientation[0])
        yaw = math.atan2(2 * (w * y + x * z), 1 - 2 * (y * y + x * x))
        assert abs(math.sin(2 * yaw)) < 0.05
        assert one.move is Move.STATIC


def test_a_thriller_looks_up_and_comes_near():
    low = [one for one in people("thriller") if one.angle is Angle.LOW]
    assert len(low) > len(people("thriller")) / 3
    assert not any(one.angle is Angle.LOW for one in people("classical"))
    assert np.mean([SIZES.index(one.size) for one in people("thriller")]) > np.mean(
        [SIZES.index(one.size) for one in people("classical")]
    )


def test_comedy_holds_two_faces_in_a_frame():
    def together(style):
        return sum(one.frames for one in people(style) if len(one.subjects) == 2 and "shoulder" not in one.kind)

    assert together("comedy") > 1.5 * together("classical")


def test_action_is_taken_with_short_lenses_and_verite_like_it_by_hand():
    assert np.median([one.lens_mm for one in people("action")]) <= 28
    still = {Move.STATIC}
    assert not any(one.move in still for one in [*people("action"), *people("verite")])


def test_a_ride_arrives_or_is_not_begun():
    here, there = View((0.0, 1.5, 4.0), 0.0, 0.0, 0.5, 0.0), View((0.0, 1.5, 3.0), 0.0, 0.0, 0.5, 0.0)
    ride = Setup("single", (0,), ShotSize.MS, 50, static_path(here), 0, 400, target=static_path(there), speed=0.25)
    assert isinstance(ride.path, Path)
    assert ride.ride == pytest.approx(4.0)
    whole = ride.camera(0, 96, 24).position
    assert whole[0] == pytest.approx(here.position)
    assert whole[-1] == pytest.approx(there.position)
    assert (ride.camera(0, 72, 24).position == np.float32(here.position)).all()
