from __future__ import annotations

import numpy as np
import pytest
from pxr import Usd, UsdGeom, UsdLux, UsdShade, UsdSkel, UsdValidation
from small_scene import FPS, FRAMES, PICTURE, PIVOT, SIZE

from fairtake.exchange import face_file, film_scene, write_film, write_usd
from fairtake.geometry.camera import project
from fairtake.geometry.quaternion import from_axis_angle, rotate
from fairtake.model.figure import JOINTS


@pytest.fixture(scope="module")
def folder(scene, tmp_path_factory):
    folder = tmp_path_factory.mktemp("usd")
    write_usd(scene, folder / "scene-7.usdc")
    (folder / "faces").mkdir()
    (folder / "faces" / face_file(scene, "ANNA")).write_bytes(PICTURE)
    write_film("Ten Years", FPS, "Fairtake test", [film_scene(scene, "scene-7.usdc")], folder / "film.usda")
    return folder


@pytest.fixture(scope="module")
def stage(folder):
    return Usd.Stage.Open(str(folder / "scene-7.usdc"))


def skinned(stage, frame, top="/Scene"):
    """Vertices as UsdSkel deforms them."""
    root = UsdSkel.Root.Get(stage, f"{top}/Performers/ANNA")
    cache = UsdSkel.Cache()
    cache.Populate(root, Usd.PrimDefaultPredicate)
    skeleton = cache.GetSkelQuery(UsdSkel.Skeleton.Get(stage, f"{top}/Performers/ANNA/Skeleton"))
    query = cache.GetSkinningQuery(stage.GetPrimAtPath(f"{top}/Performers/ANNA/Body"))
    points = UsdGeom.Mesh.Get(stage, f"{top}/Performers/ANNA/Body").GetPointsAttr().Get()
    assert query.ComputeSkinnedPoints(skeleton.ComputeSkinningTransforms(frame), points, frame)
    return np.array(points)


@pytest.mark.parametrize("frame", [10, 50, FRAMES - 1])
def test_a_skinned_body_stands_where_it_was_performed(stage, scene, body, frame):
    assert np.abs(skinned(stage, frame) - body(scene, frame)).max() < 1e-3


def seen_by(camera, points, frame):
    view = camera.GetCamera(frame).frustum
    matrix = view.ComputeViewMatrix() * view.ComputeProjectionMatrix()
    return np.array([list(matrix.Transform(tuple(map(float, point)))) for point in points])[:, :2]


@pytest.mark.parametrize(("shot", "frame"), [(0, 0), (0, 29), (1, 30), (1, 71)])
def test_a_camera_sees_a_point_where_the_film_shows_it(folder, stage, scene, shot, frame):
    wanted = scene.shots[shot]
    row, track = frame - wanted.start, wanted.camera
    points = np.array([[0.5, 1.2, 0.0], [0.0, 0.3, -1.0], [1.4, 1.9, 0.2]])
    fovy, shift = float(track.fovy[row]), track.shift[row]
    truth = project(points, track.position[row], track.orientation[row], fovy, SIZE[0] / SIZE[1], shift)[:, :2]
    cameras = [prim for prim in stage.Traverse() if prim.IsA(UsdGeom.Camera)]
    assert len(cameras) == len(scene.shots)
    own = seen_by(UsdGeom.Camera(cameras[shot]), points, frame)
    assert (np.abs(own - truth) * np.array(SIZE) / 2).max() < 0.5
    # The film's one camera follows the cut.
    film = Usd.Stage.Open(str(folder / "film.usda"))
    cut = seen_by(UsdGeom.Camera.Get(film, "/Film/Camera"), points, scene.start + frame)
    assert (np.abs(cut - truth) * np.array(SIZE) / 2).max() < 0.5


@pytest.mark.parametrize("name", ["scene-7.usdc", "film.usda"])
def test_every_validator_of_usd_passes(folder, name):
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    assert len(validators) > 10
    context = UsdValidation.ValidationContext(validators)
    found = context.Validate(Usd.Stage.Open(str(folder / name)))
    assert [error.GetMessage() for error in found] == []


def test_the_film_plays_its_scene_in_its_place(folder, scene, body):
    film = Usd.Stage.Open(str(folder / "film.usda"))
    assert film.GetEndTimeCode() == scene.start + FRAMES - 1
    assert np.abs(skinned(film, scene.start + 50, "/Film/Scene_1") - body(scene, 50)).max() < 1e-3
    place = UsdGeom.Imageable.Get(film, "/Film/Scene_1")
    seen = [place.ComputeVisibility(frame) for frame in (scene.start - 1, scene.start)]
    assert seen == [UsdGeom.Tokens.invisible, UsdGeom.Tokens.inherited]


def test_units_time_and_skeleton(stage):
    assert UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.y
    assert UsdGeom.GetStageMetersPerUnit(stage) == 1
    assert (stage.GetTimeCodesPerSecond(), stage.GetEndTimeCode()) == (FPS, FRAMES - 1)
    skeleton = UsdSkel.Skeleton.Get(stage, "/Scene/Performers/ANNA/Skeleton")
    assert list(skeleton.GetJointNamesAttr().Get()) == list(JOINTS)


@pytest.mark.parametrize(
    ("path", "frame", "seen"),
    [("Performers/ANNA", 9, False), ("Performers/ANNA", 10, True), ("Props/cup_2", 60, False), ("Set/wall", 29, False), ("Set/wall", 30, True), ("Set/picture", 5, False)],
)  # fmt: skip
def test_what_is_away_is_invisible(stage, path, frame, seen):
    found = UsdGeom.Imageable.Get(stage, f"/Scene/{path}").ComputeVisibility(frame)
    assert (found == UsdGeom.Tokens.inherited) is seen


def test_a_door_turns_about_its_hinge(stage, scene):
    leaf = next(part for part in scene.set.parts if part.name == "leaf")
    turn = from_axis_angle([0.0, 1.0, 0.0], float(scene.performance.parts[0].angle[40]))
    truth = np.array(PIVOT) + rotate(turn, leaf.mesh.vertices.astype(float) - PIVOT)
    mesh = UsdGeom.Mesh.Get(stage, "/Scene/Set/leaf")
    matrix = np.array(mesh.ComputeLocalToWorldTransform(40))
    found = np.array(mesh.GetPointsAttr().Get()) @ matrix[:3, :3] + matrix[3, :3]
    assert np.abs(found - truth).max() < 1e-3


def test_materials_lights_and_faces_go_along(stage):
    mesh = stage.GetPrimAtPath("/Scene/Set/wall")
    subsets = UsdShade.MaterialBindingAPI(mesh).GetMaterialBindSubsets()
    bound = [UsdShade.MaterialBindingAPI(one.GetPrim()).ComputeBoundMaterial()[0] for one in subsets]
    assert [one.GetPrim().GetName() for one in bound] == ["plaster", "lamp_glass"]
    shine = UsdShade.Shader.Get(stage, "/Scene/Materials/lamp_glass/Surface").GetInput("emissiveColor").Get()
    assert shine[0] == pytest.approx(0.8, abs=1e-3)
    lights = {prim.GetTypeName() for prim in stage.Traverse() if prim.HasAPI(UsdLux.LightAPI)}
    assert lights == {"DistantLight", "SphereLight", "DomeLight"}
    face = stage.GetPrimAtPath("/Scene/Performers/ANNA").GetAttribute("fairtake:face:smile")
    assert [face.Get(0), face.Get(FRAMES - 1)] == [-1, 1]
    files = [prim.GetAttribute("inputs:file").Get() for prim in stage.Traverse() if prim.GetAttribute("inputs:file")]
    assert files[0].resolvedPath.endswith(".png")


def test_the_same_scene_gives_the_same_bytes(scene, folder, tmp_path):
    write_usd(scene, tmp_path / "other-name.usdc")
    assert (tmp_path / "other-name.usdc").read_bytes() == (folder / "scene-7.usdc").read_bytes()


def test_it_says_what_it_is(stage):
    told = stage.GetRootLayer().customLayerData["fairtake"]
    assert told["synthetic"]
    assert told["shots"]["1"]["reason"] == "She is the one who decides."
