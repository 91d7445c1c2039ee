from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from glb_reading import Glb
from small_scene import FPS, FRAMES, PICTURE, PIVOT, SIZE

from fairtake.errors import OutputError
from fairtake.exchange import write_gltf
from fairtake.geometry.camera import project
from fairtake.geometry.quaternion import from_axis_angle, rotate
from fairtake.model.figure import JOINT_PARENTS, JOINTS
from fairtake.model.performance import Assets


@pytest.fixture(scope="module")
def data(scene, tmp_path_factory):
    path = tmp_path_factory.mktemp("glb") / "scene.glb"
    write_gltf(scene, path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def glb(data):
    return Glb(data)


@pytest.mark.parametrize("frame", [10, 50, FRAMES - 1])
def test_a_skinned_body_stands_where_it_was_performed(glb, scene, body, frame):
    found = glb.points(glb.node("ANNA body"), frame / FPS)
    assert np.abs(found - body(scene, frame)).max() < 1e-3


def test_between_frames_the_body_goes_the_short_way(glb, scene, body):
    found = glb.points(glb.node("ANNA body"), 50.5 / FPS)
    middle = (body(scene, 50) + body(scene, 51)) / 2
    assert np.abs(found - middle).max() < 0.01


def test_a_skeleton_of_named_joints_moves_the_skin(glb):
    (skin,) = glb.json["skins"]
    names = [glb.json["nodes"][joint]["name"] for joint in skin["joints"]]
    assert names == list(JOINTS)
    for number, joint in enumerate(skin["joints"][1:], 1):
        assert glb.parents[joint] == skin["joints"][JOINT_PARENTS[number]]


@pytest.mark.parametrize(("shot", "frame"), [("7A-1", 0), ("7A-1", 29), ("7B-1", 30), ("7B-1", 71)])
def test_a_camera_sees_a_point_where_the_film_shows_it(glb, scene, shot, frame):
    wanted = next(one for one in scene.shots if one.number == shot)
    row, track = frame - wanted.start, wanted.camera
    points = np.array([[0.5, 1.2, 0.0], [0.0, 0.3, -1.0], [1.4, 1.9, 0.2]])
    fovy, shift = float(track.fovy[row]), track.shift[row]
    truth = project(points, track.position[row], track.orientation[row], fovy, SIZE[0] / SIZE[1], shift)[:, :2]
    node = glb.node(f"Shot {shot}")
    told = glb.json["nodes"][node]["extras"]["fairtake"]
    found = glb.project(node, points, frame / FPS) - np.array(told["lens_shift_ndc"])
    assert (np.abs(found - truth) * np.array(SIZE) / 2).max() < 0.5
    assert (told["start_frame"], told["end_frame"]) == (wanted.start, wanted.end)
    assert told["reason"] == wanted.reason


@pytest.mark.parametrize(
    ("name", "frame", "seen"),
    [("ANNA", 9, 0), ("ANNA", 10, 1), ("cup", 59, 1), ("cup 2", 60, 0), ("wall", 29, 0), ("wall", 30, 1), ("picture", 5, 0), ("floor", 5, 1)],
)  # fmt: skip
def test_what_is_away_is_scaled_to_nothing(glb, name, frame, seen):
    scale = glb.value(glb.node(name), "scale", frame / FPS)
    assert scale.tolist() == [seen] * 3


def test_a_door_turns_about_its_hinge(glb, scene):
    leaf = next(part for part in scene.set.parts if part.name == "leaf")
    track = scene.performance.parts[0]
    turn = from_axis_angle([0.0, 1.0, 0.0], float(track.angle[40]))
    truth = np.array(PIVOT) + rotate(turn, leaf.mesh.vertices.astype(float) - PIVOT)
    assert np.abs(glb.points(glb.node("leaf"), 40 / FPS) - truth).max() < 1e-3


def test_a_prop_is_carried(glb, scene):
    track, model = scene.performance.props[0], scene.assets.props["cup"]
    truth = track.position[33] + rotate(track.rotation[33], model.mesh.vertices)
    assert np.abs(glb.points(glb.node("cup"), 33 / FPS) - truth).max() < 1e-3


def test_materials_lights_and_faces_go_along(glb):
    materials = {one["name"]: one for one in glb.json["materials"]}
    assert materials["plaster"]["pbrMetallicRoughness"]["baseColorFactor"][0] == pytest.approx(0.2140, abs=1e-3)
    assert "emissiveFactor" not in materials["plaster"]
    assert materials["lamp glass"]["emissiveFactor"][0] == pytest.approx(0.8, abs=1e-3)
    kinds = [one["type"] for one in glb.json["extensions"]["KHR_lights_punctual"]["lights"]]
    assert kinds == ["directional", "spot", "point"]
    view = glb.json["bufferViews"][glb.json["images"][0]["bufferView"]]
    assert glb.bin[view["byteOffset"] : view["byteOffset"] + view["byteLength"]] == PICTURE
    smile = glb.json["nodes"][glb.node("ANNA")]["extras"]["fairtake"]["face"]["smile"]
    assert (len(smile), smile[0], smile[-1]) == (FRAMES, -1, 1)


def test_it_says_what_it_is(glb):
    told = glb.json["scenes"][0]["extras"]["fairtake"]
    assert told["synthetic"] is True
    assert "grant" in told["statement"]
    assert [one["number"] for one in told["shots"]] == ["7A-1", "7B-1"]
    assert told["shots"][1]["film_start_frame"] == 130
    assert told["lines"] == [{"role": "ANNA", "text": "You kept it.", "start": 0.5, "end": 1.5}]


def test_it_says_when_people_brought_models(scene, tmp_path):
    write_gltf(dataclasses.replace(scene, models={"ANNA": "own work"}), tmp_path / "a.glb")
    told = Glb((tmp_path / "a.glb").read_bytes()).json["scenes"][0]["extras"]["fairtake"]
    assert "ANNA (own work)" in told["statement"]
    assert told["models"] == {"ANNA": "own work"}


def test_the_same_scene_gives_the_same_bytes(scene, data, tmp_path):
    write_gltf(scene, tmp_path / "again.glb")
    assert (tmp_path / "again.glb").read_bytes() == data


def test_accessors_hold_what_they_say(glb):
    """What the format's validator looks at first, without it."""
    for accessor in glb.json["accessors"]:
        view = glb.json["bufferViews"][accessor["bufferView"]]
        assert view["byteOffset"] % 4 == 0
        assert view["byteOffset"] + view["byteLength"] <= len(glb.bin)
    for mesh in glb.json["meshes"]:
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            points = glb.array(attributes["POSITION"])
            told = glb.json["accessors"][attributes["POSITION"]]
            assert np.allclose(points.min(0), told["min"])
            assert np.allclose(points.max(0), told["max"])
            assert glb.array(primitive["indices"]).max() < len(points)
            assert np.allclose(np.linalg.norm(glb.array(attributes["NORMAL"]), axis=1), 1, atol=1e-4)
            if "WEIGHTS_0" in attributes:
                assert np.allclose(glb.array(attributes["WEIGHTS_0"]).sum(1), 1, atol=1e-5)
    for animation in glb.json["animations"]:
        for sampler in animation["samplers"]:
            times = glb.array(sampler["input"])
            assert (np.diff(times) > 0).all()
            assert len(times) == glb.json["accessors"][sampler["output"]]["count"]


def test_a_scene_that_misses_an_asset_is_refused(scene, tmp_path):
    bare = Assets(scene.assets.sets, {}, scene.assets.props)
    with pytest.raises(OutputError, match="ANNA has no figure"):
        write_gltf(dataclasses.replace(scene, assets=bare), tmp_path / "a.glb")
