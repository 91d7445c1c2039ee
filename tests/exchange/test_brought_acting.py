"""Blend shapes of a brought face, driven by what our performers' faces do."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import strangers
from small_scene import figure
from strangers import glb, stranger
from test_adopt import picture

from fairtake.exchange import adopt_figure
from fairtake.model.clearance import ReferenceKind
from fairtake.model.figure import FACE_NEUTRAL, face_index
from fairtake.rendering import find_look
from fairtake.rendering.scene import build_stage
from lent import own

ARKIT = [
    "eyeBlinkLeft",
    "eyeBlinkRight",
    "jawOpen",
    "mouthPucker",
    "mouthSmileLeft",
    "mouthSmileRight",
    "mouthFrownLeft",
    "mouthFrownRight",
    "browInnerUp",
    "browDownLeft",
    "browDownRight",
    "eyeLookUpLeft",
    "eyeLookOutLeft",
    "mouthPressLeft",
]


def moves(up: float) -> np.ndarray:
    """The front of the face goes up, in the T pose a stranger stands in."""
    points, places = strangers.t_pose(figure())
    on = (points[:, 1] > places[4, 1]) & (points[:, 2] > places[4, 2] + 0.05)
    return np.where(on[:, None], np.array([0.0, up, 0.0]), 0.0)


def bring(tmp_path, face="", vrm=None, **how):
    # A head without a picture keeps its own face when that is asked for.
    document, data = stranger(figure(), picture=b"" if face == "own" else picture(), **how)
    if vrm:
        document.setdefault("extensions", {})["VRMC_vrm"] = {
            "humanoid": {"humanBones": strangers.vrm_bones()},
            "expressions": {"preset": vrm},
        }
    (tmp_path / "anna.glb").write_bytes(glb(document, data))
    return adopt_figure(own(tmp_path / "anna.glb", ReferenceKind.CHARACTER), figure(), face)


def row(**values):
    found = np.array(FACE_NEUTRAL)
    for name, value in values.items():
        found[face_index(name)] = value
    return found


def strengths(adopted, **values):
    found: dict[str, float] = {}
    for shape in adopted.figure.shapes:
        found[shape.name] = max(found.get(shape.name, 0.0), shape.strength(row(**values)))
    return {name for name, strength in found.items() if strength > 0.15}


def test_arkit_names_act(tmp_path):
    targets = {name: moves(0.001 * (number + 1)) for number, name in enumerate(ARKIT)}
    adopted = bring(tmp_path, "own", targets=targets, yaw=np.pi, scale=0.01)
    assert adopted.gaps == ()
    assert strengths(adopted) == set()  # at rest nothing moves
    assert strengths(adopted, blink=1.0) == {"eyeBlinkLeft", "eyeBlinkRight"}
    assert strengths(adopted, mouth_open=0.8, jaw=0.8) == {"jawOpen"}
    assert strengths(adopted, smile=0.9) == {"mouthSmileLeft", "mouthSmileRight"}
    assert strengths(adopted, smile=-0.8) == {"mouthFrownLeft", "mouthFrownRight"}
    assert strengths(adopted, gaze_x=0.6) == {"eyeLookOutLeft"}
    # Whatever way it stood and whatever its unit: up is up, in metres.
    jaw = next(shape for shape in adopted.figure.shapes if shape.name == "jawOpen")
    assert np.allclose(np.median(jaw.moves, axis=0), [0, 0.003, 0], atol=1e-4)


def test_vrm_expressions_act(tmp_path):
    targets = {"Fcl_MTH_A": moves(0.01), "Fcl_EYE_Close": moves(-0.01), "Fcl_MTH_U": moves(0.02)}
    body = len(strangers.JOINTS) + 1
    vrm = {
        "aa": {"morphTargetBinds": [{"node": body, "index": 0, "weight": 1.0}]},
        "blink": {"morphTargetBinds": [{"node": body, "index": 1, "weight": 0.5}]},
        "ou": {"morphTargetBinds": [{"node": body, "index": 2, "weight": 1.0}]},
    }
    adopted = bring(tmp_path, vrm=vrm, name=strangers.nameless, targets=targets)
    assert strengths(adopted, mouth_open=0.8) == {"Fcl_MTH_A"}
    assert strengths(adopted, pucker=0.9) == {"Fcl_MTH_U"}
    assert strengths(adopted, blink=1.0) == {"Fcl_EYE_Close"}
    close = next(shape for shape in adopted.figure.shapes if shape.name == "Fcl_EYE_Close")
    assert close.moves[:, 1].min() == pytest.approx(-0.005, abs=1e-4)  # bound by half


def test_visemes_act(tmp_path):
    targets = {f"viseme_{name}": moves(0.01) for name in ("aa", "E", "PP", "U", "sil")}
    adopted = bring(tmp_path, targets=targets)
    assert strengths(adopted, press=1.0) == {"viseme_PP"}
    assert strengths(adopted, mouth_open=0.7) == {"viseme_aa"}


def test_a_drawn_face_has_no_shapes(tmp_path):
    adopted = bring(tmp_path, "drawn", targets={"jawOpen": moves(0.01), "viseme_aa": moves(0.01)})
    assert adopted.figure.shapes == ()


def test_the_picture_moves_with_the_face(tmp_path, scene):
    """Through the renderer's own scene: where the mouth opens, the points have gone, and come back."""
    adopted = bring(tmp_path, targets={"viseme_aa": moves(0.02)})
    track = scene.performance.performers[0]
    face = np.tile(np.array(FACE_NEUTRAL, np.float32), (scene.performance.frames, 1))
    face[20:, face_index("mouth_open")] = 1.0
    still = dataclasses.replace(
        track, face=face, root=np.repeat(track.root[:1], len(track.root), 0), rotations=np.zeros_like(track.rotations) + np.float32([0, 0, 0, 1])
    )  # fmt: skip
    performance = dataclasses.replace(scene.performance, performers=(still,))
    assets = dataclasses.replace(scene.assets, figures={"ANNA": adopted.figure})
    stage = build_stage(performance, assets, scene.shots[0], find_look("ligne"))
    piece = next(one for one in stage.movers if one.performer is not None)
    where = []
    for frame in (15, 25, 15):
        stage.pose(frame)
        where.append(stage.points[piece.v0 : piece.v1].copy())
    moved = np.linalg.norm(where[1] - where[0], axis=1)
    assert moved.max() == pytest.approx(0.02, abs=2e-3)
    assert (moved > 0).sum() == sum(len(shape.rows) for shape in adopted.figure.shapes)
    assert np.array_equal(where[0], where[2])
