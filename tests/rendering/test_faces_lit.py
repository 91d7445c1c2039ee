"""Light on faces: what a cinematographer would see to."""

from __future__ import annotations

import dataclasses

import numpy as np
import scenery

from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.light import Light, LightKind
from fairtake.rendering import BuiltinRenderer

SIZE = (192, 108)


def lit(skin, lights, fill=0.3, roof=0.0, look="ligne"):
    """A face in a medium close-up: (H, W) of its tone."""
    return colored(skin, lights, fill, roof, look).mean(-1)


def colored(skin, lights, fill=0.3, roof=0.0, look="ligne"):
    """A face in a medium close-up: (H, W, 3) of its colours."""
    performance, assets = scenery.scene(1)
    figure = scenery.figure("ANNA")
    materials = tuple(dataclasses.replace(one, color=skin) if one.name == "skin" else one for one in figure.materials)
    figure = dataclasses.replace(figure, materials=materials, face=dataclasses.replace(figure.face, skin=skin))
    tone = (fill,) * 3
    lighting = dataclasses.replace(
        scenery.lighting(shafts=0.0), ambient_up=tone, ambient_side=tone, ambient_down=tone, lights=lights, halos=(),
        bloom=0.0, vignette=0.0, contrast=0.0, face_key=(0.75, -0.45, -0.5),
    )  # fmt: skip
    room = dataclasses.replace(assets.sets["room"], lighting=lighting)
    if roof:  # what comes from above is kept off by a board so wide, from the left
        board = scenery.box((roof / 2 - 3.0, 2.2, 1.0), (roof, 0.05, 3.0), 2)
        low, high = (tuple(v.tolist()) for v in (board.vertices.min(0), board.vertices.max(0)))
        room = dataclasses.replace(room, parts=(*room.parts, scenery.SetPart("board", board, low, high)))
    performance = dataclasses.replace(
        performance, performers=(scenery.performer("ANNA", 1, (0.0, 0.0, 1.0)),), props=(), parts=()
    )
    shot = scenery.shot(1, eye=(0.0, 1.64, 2.2), target=(0.0, 1.64, 1.0), mm=40, shift=(0.0, 0.0))
    assets = dataclasses.replace(assets, sets={"room": room}, figures={"ANNA": figure})
    settings = RenderSettings(SIZE, Quality.FINAL, look=look)
    frame = next(BuiltinRenderer().render(performance, assets, shot, settings))
    y, x = SIZE[1] // 2, SIZE[0] // 2
    return frame.rgb[y - 8 : y + 14, x - 12 : x + 12].astype(float)


def test_the_edge_of_a_shadow_does_not_cut_a_face_in_two():
    # From before and above, past a straight edge that falls through the middle of the face.
    sun = Light(LightKind.SUN, (1.0, 1.0, 1.0), 1.0, (0, 1, 1), (0.0, -0.7, -0.7), 4.0, 12)
    face = lit((0.9, 0.75, 0.65), (sun,), roof=3.0)
    open_ = lit((0.9, 0.75, 0.65), (sun,))
    apart = np.median(face - open_, 0)
    assert apart.min() < -20  # the shadow is there
    assert np.ptp(apart) < 60  # drawn in full it is 99 levels deep


def test_shade_on_dark_skin_can_be_read_at_night():
    lamp = Light(LightKind.SPOT, (1.0, 0.8, 0.5), 1.0, (0.0, 2.6, 1.0), (0.0, -1.0, 0.0), 4.0, angle=2.4)
    dark = lit((0.37, 0.23, 0.18), (lamp,), fill=0.3)
    assert np.percentile(dark, 20) > 65  # 47 without more light for it


def test_the_darkest_skin_can_be_read_in_a_hard_look_and_stays_dark():
    dark = lit((0.37, 0.23, 0.18), (), fill=0.5, look="noir")
    assert np.percentile(dark, 20) > 65  # 49 without more light for it
    pale = lit((0.9, 0.75, 0.65), (), fill=0.5, look="noir")
    assert np.median(pale) > np.median(dark) + 25


def test_a_face_has_a_lit_and_a_shaded_side_all_the_same():
    face = lit((0.9, 0.75, 0.65), (), fill=0.5)
    left, right = np.median(face[:, :6]), np.median(face[:, -6:])
    assert abs(left - right) > 8


def test_a_face_in_the_shade_of_a_bright_day_is_exposed_for():
    sun = Light(LightKind.SUN, (1.0, 0.9, 0.7), 1.0, (0, 1, 1), (0.0, -0.7, -0.7), 4.0, 12)
    shade = lit((0.9, 0.75, 0.65), (sun,), fill=0.45, roof=5.5)
    alone = lit((0.9, 0.75, 0.65), (), fill=0.45)
    assert np.median(shade) > 1.12 * np.median(alone)


def test_a_face_a_step_beside_a_lamp_is_exposed_for():
    lamp = Light(LightKind.SPOT, (1.0, 0.9, 0.7), 1.0, (-2.5, 2.6, 1.0), (0.0, -1.0, 0.0), 4.0, angle=1.0)
    beside, alone = lit((0.9, 0.75, 0.65), (lamp,), fill=0.35), lit((0.9, 0.75, 0.65), (), fill=0.35)
    assert np.median(beside) > 1.2 * np.median(alone)


def test_dark_skin_stays_brown_under_a_warm_lamp():
    lamp = Light(LightKind.SPOT, (1.0, 0.75, 0.4), 1.3, (0.0, 2.2, 2.4), (0.0, -0.5, -1.0), 5.0, angle=2.4)
    red, _, blue = np.median(colored((0.66, 0.44, 0.31), (lamp,), fill=0.35).reshape(-1, 3), 0)
    assert 1.3 < red / blue < 2.6  # 3.1 where light only multiplies: copper
