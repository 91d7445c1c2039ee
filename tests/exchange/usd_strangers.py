"""USD as strangers write it: the café of `rooms` and our own figure, with other axes, units and structure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pxr import Gf, Sdf, Usd, UsdGeom, UsdLux, UsdShade, UsdSkel, Vt
from strangers import mixamo, t_pose

from fairtake.model.figure import JOINT_PARENTS, JOINTS, Figure


def material(stage: Usd.Stage, path: str, color, picture: str = "") -> UsdShade.Material:
    found = UsdShade.Material.Define(stage, path)
    shader = UsdShade.Shader.Define(stage, f"{path}/Surface")
    shader.CreateIdAttr("UsdPreviewSurface")
    base = shader.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f)
    base.Set(Gf.Vec3f(*color))
    if picture:
        texture = UsdShade.Shader.Define(stage, f"{path}/Picture")
        texture.CreateIdAttr("UsdUVTexture")
        texture.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(Sdf.AssetPath(picture))
        base.ConnectToSource(texture.CreateOutput("rgb", Sdf.ValueTypeNames.Float3))
    found.CreateSurfaceOutput().ConnectToSource(shader.ConnectableAPI(), "surface")
    return found


def mesh(stage: Usd.Stage, path: str, points, counts, indices) -> UsdGeom.Mesh:
    found = UsdGeom.Mesh.Define(stage, path)
    found.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(np.asarray(points, np.float32)))
    found.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.asarray(counts, np.int32)))
    found.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(np.asarray(indices, np.int32)))
    return found


def box(stage: Usd.Stage, path: str, low, high, paint: UsdShade.Material) -> UsdGeom.Mesh:
    """Six four-sided faces, z up, in centimetres (`low` and `high` in metres, y up)."""
    x0, y0, z0 = low
    x1, y1, z1 = high
    corners = [(x, -z, y) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    found = mesh(stage, path, np.array(corners) * 100, [4] * 6, np.array(quads).reshape(-1))
    UsdShade.MaterialBindingAPI.Apply(found.GetPrim()).Bind(paint)
    return found


def attic(path: Path, picture: str = "") -> None:
    """An attic of 6 by 4 metres, 2.6 high, z up and in centimetres: a bed, a chair, a desk of solids,
    a lamp; people of another film stand in it."""
    stage = Usd.Stage.CreateNew(str(path))
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.z)
    UsdGeom.SetStageMetersPerUnit(stage, 0.01)
    UsdGeom.Xform.Define(stage, "/Attic")
    boards, plaster = (
        material(stage, "/Mat/Boards", (0.4, 0.25, 0.12), picture),
        material(stage, "/Mat/Plaster", (0.8, 0.75, 0.65)),
    )
    wood, cloth = material(stage, "/Mat/Wood", (0.3, 0.16, 0.08)), material(stage, "/Mat/Cloth", (0.2, 0.3, 0.5))
    floor = box(stage, "/Attic/Floor", (-3.2, -0.1, -2.2), (3.2, 0, 2.2), boards)
    st = UsdGeom.PrimvarsAPI(floor).CreatePrimvar("st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.faceVarying)
    st.Set(Vt.Vec2fArray([Gf.Vec2f(*uv) for _ in range(6) for uv in ((0, 0), (1, 0), (1, 1), (0, 1))]))
    walls = {"N": ((-3, 0, -2.1), (3, 2.6, -2)), "S": ((-3, 0, 2), (3, 2.6, 2.1)), "W": ((-3.1, 0, -2), (-3, 2.6, 2)), "E": ((3, 0, -2), (3.1, 2.6, 2))}  # fmt: skip
    for name, (low, high) in walls.items():
        box(stage, f"/Attic/Wall_{name}", low, high, plaster)
    box(stage, "/Attic/Ceiling", (-3.1, 2.6, -2.1), (3.1, 2.7, 2.1), plaster)
    box(stage, "/Attic/Door", (1.2, 0, 1.98), (2.1, 2.0, 2.02), wood)
    box(stage, "/Attic/Bed", (-2.9, 0.0, -1.9), (-1.9, 0.5, 0.1), cloth)
    UsdGeom.Xform.Define(stage, "/Attic/Desk")
    top = UsdGeom.Cube.Define(stage, "/Attic/Desk/Top")
    top.CreateSizeAttr(1.0)
    UsdGeom.Xformable(top).AddTransformOp().Set(Gf.Matrix4d(120, 0, 0, 0, 0, 60, 0, 0, 0, 0, 4, 0, 100, 150, 74, 1))
    leg = UsdGeom.Cylinder.Define(stage, "/Attic/Desk/Leg")
    leg.CreateHeightAttr(72.0)
    leg.CreateRadiusAttr(4.0)
    leg.CreateAxisAttr("Z")
    UsdGeom.Xformable(leg).AddTranslateOp().Set(Gf.Vec3d(100, 150, 36))
    box(stage, "/Attic/Chair", (0.8, 0.0, -0.9), (1.2, 0.45, -0.5), wood)
    lamp = UsdLux.SphereLight.Define(stage, "/Attic/Light")
    lamp.CreateIntensityAttr(30.0)
    UsdGeom.Xformable(lamp).AddTranslateOp().Set(Gf.Vec3d(0, 0, 230))
    guide = UsdGeom.Cube.Define(stage, "/Attic/Guide")
    guide.CreatePurposeAttr(UsdGeom.Tokens.guide)
    UsdGeom.Xformable(guide).AddTranslateOp().Set(Gf.Vec3d(9000, 0, 0))
    stage.GetRootLayer().Save()


def person(path: Path, figure: Figure, shapes: bool = False) -> None:
    """Our own figure in a T pose with Mixamo's names, as UsdSkel."""
    points, places = t_pose(figure)
    stage = Usd.Stage.CreateNew(str(path))
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    UsdSkel.Root.Define(stage, "/Model")
    skeleton = UsdSkel.Skeleton.Define(stage, "/Model/Skeleton")
    paths: list[str] = []
    for joint, parent in zip(JOINTS, JOINT_PARENTS, strict=True):
        name = mixamo(joint).replace(":", "_")
        paths.append(f"{paths[parent]}/{name}" if parent >= 0 else name)
    skeleton.CreateJointsAttr(Vt.TokenArray(paths))
    bind = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    bind[:, 3, :3] = places
    skeleton.CreateBindTransformsAttr(Vt.Matrix4dArray.FromNumpy(bind))
    skeleton.CreateRestTransformsAttr(Vt.Matrix4dArray.FromNumpy(bind))
    faces = figure.mesh.faces[np.argsort(figure.mesh.materials, kind="stable")]
    body = mesh(stage, "/Model/Body", points, [3] * len(faces), faces.reshape(-1))
    body.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(figure.mesh.normals))
    body.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
    sorted_ = np.sort(figure.mesh.materials)
    for number in np.unique(sorted_):
        one = figure.materials[number]
        paint = material(stage, f"/Mat/M{number}", [c**2.2 for c in one.color])
        rows = Vt.IntArray.FromNumpy(np.flatnonzero(sorted_ == number).astype(np.int32))
        api = UsdShade.MaterialBindingAPI.Apply(body.GetPrim())
        subset = api.CreateMaterialBindSubset(f"part{number}", rows)
        UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(paint)
    skin = UsdSkel.BindingAPI.Apply(body.GetPrim())
    skin.CreateSkeletonRel().SetTargets(["/Model/Skeleton"])
    skin.CreateJointIndicesPrimvar(False, 4).Set(Vt.IntArray.FromNumpy(figure.joints.reshape(-1).astype(np.int32)))
    skin.CreateJointWeightsPrimvar(False, 4).Set(Vt.FloatArray.FromNumpy(figure.weights.reshape(-1)))
    if shapes:
        smile = UsdSkel.BlendShape.Define(stage, "/Model/Body/mouthSmileLeft")
        smile.CreateOffsetsAttr(Vt.Vec3fArray([Gf.Vec3f(0, 0.01, 0)]))
        smile.CreatePointIndicesAttr(Vt.IntArray([int(np.argmax(points[:, 1]))]))
        skin.CreateBlendShapesAttr(Vt.TokenArray(["mouthSmileLeft"]))
        skin.CreateBlendShapeTargetsRel().SetTargets(["/Model/Body/mouthSmileLeft"])
    stage.GetRootLayer().Save()
