"""Which shots show a body: measured joint by joint against the picture's four sides."""

from __future__ import annotations

import dataclasses
import types

import numpy as np
import pytest

from fairtake.geometry.camera import look_at
from fairtake.model.figure import FACE_PARAMETERS, JOINTS, Figure
from fairtake.model.performance import PerformerTrack
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.pipeline.consent import body_in_picture
from fairtake.staging import performers

FRAMES = 6


@pytest.fixture(scope="module")
def figure() -> Figure:
    return performers.build_figure("ANNA", performers.extra_appearances(["woman"], 1, [])[0])


def standing_at(figure: Figure, x: float, z: float = 0.0, present: object = True) -> PerformerTrack:
    turns = np.zeros((FRAMES, len(JOINTS), 4), np.float32)
    turns[..., 3] = 1.0
    root = np.tile(figure.rest[0] + np.array([x, 0, z], np.float32), (FRAMES, 1))
    return PerformerTrack(
        "ANNA", root, turns, np.zeros((FRAMES, len(FACE_PARAMETERS)), np.float32), root, root,
        np.zeros(FRAMES, bool), np.broadcast_to(np.asarray(present), (FRAMES,)).copy(),
    )  # fmt: skip


def shot_of(eye, target, fovy=0.4) -> Shot:
    track = CameraTrack(
        np.tile(np.asarray(eye, np.float32), (FRAMES, 1)),
        np.tile(look_at(eye, target).astype(np.float32), (FRAMES, 1)),
        np.full(FRAMES, fovy, np.float32),
        np.zeros((FRAMES, 2), np.float32),
    )
    return Shot("1A-1", "1", "1A", "single", 0, FRAMES, 0, ShotSize.MS, Angle.EYE, 50, Move.STATIC, (), track, "")


WORK = types.SimpleNamespace(settings=types.SimpleNamespace(size=(160, 90)))


def shown(figure: Figure, track: PerformerTrack, shot: Shot) -> bool:
    return body_in_picture(shot, track, figure, WORK)


def test_a_body_is_shown_as_soon_as_a_hand_is(figure):
    ahead = shot_of((0, 1.2, 4), (0, 1.2, 0))
    half = 4 * np.tan(0.2) * 160 / 90
    reach = float(np.abs(figure.mesh.vertices[:, 0]).max())
    assert shown(figure, standing_at(figure, 0.0), ahead)
    assert shown(figure, standing_at(figure, half + reach - 0.05), ahead)
    assert not shown(figure, standing_at(figure, half + reach + 0.15), ahead)
    assert not shown(figure, standing_at(figure, 0.0, z=6.0), ahead)  # behind the camera
    # Over their head into the sky, and past one who stands right beside the camera.
    assert not shown(figure, standing_at(figure, 0.0), shot_of((0, 1.2, 4), (0, 4.5, 0)))
    assert not shown(figure, standing_at(figure, 1.2, z=3.9), ahead)


def test_who_is_not_on_the_set_is_not_shown_and_one_frame_is_enough(figure):
    ahead = shot_of((0, 1.2, 4), (0, 1.2, 0))
    assert not shown(figure, standing_at(figure, 0.0, present=False), ahead)
    last = np.arange(FRAMES) == FRAMES - 1
    assert shown(figure, standing_at(figure, 0.0, present=last), ahead)
    assert not shown(figure, standing_at(figure, 0.0, present=last), dataclasses.replace(ahead, end=FRAMES - 1))


def test_a_hanging_arm_that_is_raised_into_the_picture_counts(figure):
    above = shot_of((0, 2.1, 2.0), (0, 2.1, 0), fovy=0.12)
    still = standing_at(figure, 0.0)
    assert not shown(figure, still, above)
    raised = still.rotations.copy()
    for side, sign in (("L", 1), ("R", -1)):
        raised[-1, JOINTS.index(f"upper_arm.{side}")] = [0, 0, sign * np.sin(1.45), np.cos(1.45)]
    assert shown(figure, dataclasses.replace(still, rotations=raised), above)
