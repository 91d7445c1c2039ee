"""What other programs read says what happened: read back, it is the performance and its shots."""

from __future__ import annotations

import dataclasses
import json

import numpy as np

from fairtake.continuity import check_match, read_performance, read_shots
from fairtake.geometry.quaternion import from_axis_angle
from fairtake.model.breakdown import Action
from fairtake.model.figure import FACE_NEUTRAL, JOINTS, joint_index
from fairtake.model.performance import Happening, LineTiming, PerformerTrack, PropTrack, ScenePerformance
from fairtake.model.shotlist import Angle, CameraTrack, Move, Shot, ShotSize
from fairtake.pipeline.reports import PerformanceFile, ShotsFile

FRAMES, START, FPS = 30, 72, 24


def performed() -> ScenePerformance:
    yaw = np.linspace(0, 1, FRAMES)
    rotations = np.zeros((FRAMES, len(JOINTS), 4), np.float32)
    rotations[..., 3] = 1
    rotations[:, joint_index("pelvis")] = from_axis_angle([0.0, 1.0, 0.0], yaw)
    head = np.stack([yaw, np.full(FRAMES, 1.6), 0 * yaw], 1).astype(np.float32)
    gaze = np.tile(np.array([0, 0, 1], np.float32), (FRAMES, 1))
    face = np.tile(np.array(FACE_NEUTRAL, np.float32), (FRAMES, 1))
    speaking = np.arange(FRAMES) < 10
    anna = PerformerTrack("ANNA", head, rotations, face, head, gaze, speaking, np.ones(FRAMES, bool))
    position = np.zeros((FRAMES, 3), np.float32)
    position[10:20, 0] = np.linspace(0, 1, 10)
    position[20:, 0] = 1
    turned = np.tile(np.array([0, 0, 0, 1], np.float32), (FRAMES, 1))
    visible = np.arange(FRAMES) < 25
    cup = PropTrack("cup", "cup", position, turned, visible, ((0, ""), (10, "ANNA")))
    lines = (LineTiming(1, "ANNA", "Yes.", 0.0, 10 / FPS), LineTiming(2, "BEN", "No.", 0.5, 1.0, off_screen=True))
    happening = Happening(Action.PICK_UP, "ANNA", "cup", 5, 12, (0.0, 0.9, 0.0), 0.5)
    tension = np.zeros(FRAMES, np.float32)
    return ScenePerformance("12", FPS, FRAMES, "x", (anna,), (cup,), (), lines, (happening,), (), tension)


def taken(number="12A-1", **changes) -> Shot:
    rows = np.tile(np.array([0, 0, 0, 1], np.float32), (FRAMES, 1))
    position = np.arange(FRAMES * 3, dtype=np.float32).reshape(FRAMES, 3) / 7
    camera = CameraTrack(position, rows, np.full(FRAMES, 0.5, np.float32), np.zeros((FRAMES, 2), np.float32))
    shot = Shot(
        number, "12", "12A", "single", 0, FRAMES, START, ShotSize.MCU, Angle.EYE, 50.0, Move.STATIC, ("ANNA",),
        camera, "Because.",
    )  # fmt: skip
    return dataclasses.replace(shot, **changes)


def test_the_performance_can_be_read_back(tmp_path):
    path = tmp_path / "performance.json"
    with PerformanceFile(path, FPS) as file:
        file.add(performed(), START)
    (scene,) = read_performance(path).scenes
    original = performed()
    assert (scene.number, scene.start, scene.frames) == ("12", START, FRAMES)
    (anna,) = scene.performers
    np.testing.assert_allclose(anna.head, original.performers[0].head, atol=1e-4)
    np.testing.assert_allclose(anna.facing, np.linspace(0, 1, FRAMES), atol=1e-3)
    assert (anna.speaking == original.performers[0].speaking).all()
    (cup,) = scene.props
    np.testing.assert_allclose(cup.position, original.props[0].position, atol=1e-3)
    assert (cup.visible == original.props[0].visible).all()
    assert [cup.held_by(frame) for frame in (0, 9, 10, 29)] == ["", "", "ANNA", "ANNA"]
    assert [(one.role, one.start, one.end, one.off_screen) for one in scene.lines] == [
        ("ANNA", 0, 10, False),
        ("BEN", 12, 24, True),
    ]
    (happening,) = scene.happenings
    assert (happening.action, happening.agent, happening.theme, happening.start, happening.end) == (
        "pick up", "ANNA", "cup", 5, 12
    )  # fmt: skip


def test_what_stands_still_is_written_once(tmp_path):
    path = tmp_path / "performance.json"
    with PerformanceFile(path, FPS) as file:
        file.add(performed(), START)
    (prop,) = json.loads(path.read_text(encoding="utf-8"))["scenes"][0]["props"]
    assert [entry[0] for entry in prop["position"]] == [START, *range(START + 11, START + 20)]
    assert prop["visible"] == [[START, True], [START + 25, False]]
    assert prop["holder"] == [[START, ""], [START + 10, "ANNA"]]


def test_the_shots_can_be_read_back(tmp_path):
    with PerformanceFile(tmp_path / "performance.json", FPS) as performance_file:
        performance_file.add(performed(), START)
    path = tmp_path / "shots.json"
    with ShotsFile(path, FPS, (640, 360)) as file:
        file.add([taken(asked=("cross the line",))])
    shots = read_shots(path)
    check_match(shots, read_performance(tmp_path / "performance.json"), path)
    assert (shots.fps, shots.size) == (FPS, (640, 360))
    (shot,) = shots.shots
    assert (shot.number, shot.start, shot.end, shot.size) == ("12A-1", START, START + FRAMES, "MCU")
    assert shot.asked == ("cross the line",)
    np.testing.assert_allclose(shot.camera.position, taken().camera.position, atol=1e-5)


def test_a_shot_of_which_nothing_was_asked_says_nothing(tmp_path):
    with ShotsFile(tmp_path / "shots.json", FPS, (640, 360)) as file:
        file.add([taken()])
    (shot,) = json.loads((tmp_path / "shots.json").read_text(encoding="utf-8"))["shots"]
    assert "asked" not in shot
    assert read_shots(tmp_path / "shots.json").shots[0].asked == ()
