"""What is done to a picture once it is drawn: each option does what it says, and nothing else."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import scenery

from fairtake.errors import RenderError
from fairtake.model.footage import Development, Quality, RenderSettings
from fairtake.rendering import GRADES, BuiltinRenderer

SIZE = (192, 108)


def frames(scene, development, first=0, last=None, shot=None, quality=Quality.DRAFT, look="ligne", size=SIZE):
    shot = shot or scenery.shot(8)
    settings = RenderSettings(size, quality, look, ("depth", "id"), development=development)
    stream = BuiltinRenderer().render(*scene, shot, settings, first, last)
    return [dataclasses.replace(frame, rgb=frame.rgb.copy()) for frame in stream]


def named(frame, *names):
    return np.isin(frame.ids, [number for number, name in frame.names.items() if name in names])


def sharp(frame, where):
    """How much neighbouring pixels differ."""
    picture = frame.rgb.astype(float).mean(-1)
    steps = np.abs(np.diff(picture, axis=1, append=picture[:, -1:]))
    return steps[where].mean()


def test_nothing_is_done_by_default(small):
    plain = frames(small, Development(), 0, 1)[0]
    assert (plain.rgb == frames(small, Development(depth_of_field=2, motion_blur=180), 0, 1)[0].rgb).all()


def test_letterbox_blacks_out_bars_and_touches_nothing_else(small):
    plain, boxed = (frames(small, Development(letterbox=shape), 0, 1)[0].rgb for shape in (0.0, 2.4))
    assert not boxed[:14].any()
    assert not boxed[-14:].any()
    assert (boxed[14:-14] == plain[14:-14]).all()
    assert (frames(small, Development(letterbox=1.5), 0, 1)[0].rgb == plain).all()


def test_grain_is_new_in_every_frame_and_has_no_mean(small):
    plain = [frame.rgb.astype(float) for frame in frames(small, Development(), 0, 2)]
    grainy = [frame.rgb.astype(float) for frame in frames(small, Development(grain=0.5), 0, 2)]
    first, second = (b - a for a, b in zip(plain, grainy, strict=True))
    assert abs(first.mean()) < 0.3
    assert first.std() > 2
    assert abs(np.corrcoef(first.ravel(), second.ravel())[0, 1]) < 0.1
    again = frames(small, Development(grain=0.5), 1, 2)[0].rgb
    assert (again == grainy[1]).all()


@pytest.mark.parametrize("grade", list(GRADES))
def test_a_named_grade_shows(small, grade):
    plain, graded = (frames(small, Development(grade=name), 0, 1, look="noir")[0].rgb for name in ("", grade))
    assert np.abs(plain.astype(int) - graded).mean() > 0.5


def test_lift_gamma_gain_and_saturation(small):
    plain = frames(small, Development(), 0, 1)[0].rgb.astype(int)

    def graded(**more):
        return frames(small, Development(**more), 0, 1)[0].rgb.astype(int) - plain

    dark, light = plain.mean(-1) < np.percentile(plain, 10), plain.mean(-1) > np.percentile(plain, 90)
    lift, gain = graded(lift=(0.1, 0.1, 0.1)), graded(gain=(0.8, 0.8, 0.8))
    assert lift[dark].mean() > 1.5 * lift[light].mean() > 0
    assert -gain[light].mean() > 1.5 * -gain[dark].mean() > 0
    assert graded(gamma=(1.2, 1.0, 1.0))[..., 0].mean() > 4
    grey = plain + graded(saturation=0.0)
    assert (grey.max(-1) - grey.min(-1)).max() <= 1


def test_an_unknown_grade_names_the_known(small):
    with pytest.raises(RenderError, match="teal-orange") as caught:
        frames(small, Development(grade="teal"), 0, 1)
    assert caught.value.key == "picture.grade"


def test_depth_of_field_keeps_the_subject_sharp_and_the_wall_not(small):
    close = dataclasses.replace(scenery.shot(8, eye=(-0.5, 1.4, 3.6), target=(-0.6, 1.3, 1.8)), subjects=("ANNA",))
    more = {"first": 0, "last": 1, "shot": close, "quality": Quality.FINAL, "size": (384, 216)}
    plain, blurred = (frames(small, Development(depth_of_field=n), **more)[0] for n in (0.0, 1.2))
    anna = named(plain, "ANNA")
    assert anna.sum() > 2000
    behind = ~anna & (plain.depth > np.median(plain.depth[anna]) + 1.5)
    assert behind.sum() > 2000
    soft = sharp(blurred, behind) / sharp(plain, behind)
    assert soft < 0.7
    assert sharp(blurred, anna) / sharp(plain, anna) > 1.25 * soft
    nobody = dataclasses.replace(close, subjects=())
    assert (frames(small, Development(depth_of_field=1.2), **{**more, "shot": nobody})[0].rgb == plain.rgb).all()


def test_motion_blur_smears_what_moves_along_its_way(small):
    performance, assets = small
    anna, ben = performance.performers
    runs = anna.root.copy()
    runs[:, 0] += 0.12 * np.arange(8)
    scene = dataclasses.replace(performance, performers=(dataclasses.replace(anna, root=runs), ben)), assets
    more = {"first": 4, "last": 5, "quality": Quality.FINAL, "size": (384, 216)}
    plain, blurred = (frames(scene, Development(motion_blur=angle), **more)[0] for angle in (0.0, 300.0))
    moves, stands = named(plain, "ANNA"), named(plain, "back wall")
    assert sharp(blurred, moves) < 0.7 * sharp(plain, moves)
    movers = np.nonzero(named(plain, "ANNA", "BEN", "cup", "door"))[1]
    away = stands & (np.abs(np.arange(384)[None] - np.unique(movers)[:, None]).min(0) > 48)
    assert away.sum() > 500
    assert (blurred.rgb == plain.rgb)[away].all()
    two = frames(scene, Development(motion_blur=300.0), 3, 5, quality=Quality.FINAL, size=(384, 216))[1]
    assert np.abs(two.rgb.astype(int) - blurred.rgb).mean() < 0.02


def test_a_pan_blurs_the_room(small):
    shot = scenery.shot(8, move=(1.2, 0, 0))
    more = {"first": 4, "last": 5, "shot": shot, "quality": Quality.FINAL}
    plain, blurred = (frames(small, Development(motion_blur=angle), **more)[0] for angle in (0.0, 360.0))
    assert sharp(blurred, plain.ids >= 0) < 0.92 * sharp(plain, plain.ids >= 0)
