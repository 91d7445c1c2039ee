"""A staged scene as USD: UsdGeom meshes, UsdSkel performers, UsdLux lights, UsdGeom cameras.

Frame f of the scene is time code f. The layer is binary ("usdc") or text ("usda") by the file's
suffix; the same scene gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pxr import Gf, Kind, Sdf, Tf, Usd, UsdGeom, UsdLux, UsdShade, UsdSkel, Vt

from fairtake.errors import OutputError
from fairtake.exchange.numbers import aim, constant, intensity, linear, rows, spin, steady, unit_normals
from fairtake.exchange.scene import ExportScene, by_material, notes, part_seen
from fairtake.geometry.camera import SENSOR_HEIGHT_MM
from fairtake.model.figure import FACE_PARAMETERS, Figure
from fairtake.model.light import Light, LightKind
from fairtake.model.mesh import Material, Mesh, Stuff
from fairtake.model.performance import PerformerTrack, PropTrack
from fairtake.model.set import SetPart
from fairtake.model.shotlist import CameraTrack, Shot

__all__ = ["key_camera", "key_seen", "new_stage", "save", "write_usd"]

Bools = npt.NDArray[np.bool_]


def write_usd(scene: ExportScene, path: Path) -> None:
    """Write one scene as a USD file; faces' pictures go to a folder `faces` beside it.
    Raises OutputError."""
    frames = scene.performance.frames
    stage = new_stage(scene.performance.fps, frames)
    root = UsdGeom.Xform.Define(stage, "/Scene")
    stage.SetDefaultPrim(root.GetPrim())
    Usd.ModelAPI(root).SetKind(Kind.Tokens.assembly)
    stage.GetRootLayer().customLayerData = {"fairtake": {**_plain(notes(scene)), "generator": scene.made_with}}
    _Writer(scene, stage).write()
    save(stage.GetRootLayer(), path)


def new_stage(fps: int, frames: int) -> Usd.Stage:
    """An empty stage in metres, y up, of so many frames."""
    stage = Usd.Stage.CreateInMemory()
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.y)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    stage.SetTimeCodesPerSecond(fps)
    stage.SetFramesPerSecond(fps)
    stage.SetStartTimeCode(0)
    stage.SetEndTimeCode(max(0, frames - 1))
    return stage


def save(layer: Sdf.Layer, path: Path) -> None:
    """Write a layer. Raises OutputError."""
    try:
        done = layer.Export(str(path))
    except Tf.ErrorException as error:
        raise OutputError("the USD file could not be written", file=str(path), fix="Check the disk.") from error
    if not done:
        raise OutputError("the USD file could not be written", file=str(path), fix="Check the disk.")


class _Writer:
    """One stage being filled."""

    def __init__(self, scene: ExportScene, stage: Usd.Stage) -> None:
        self.scene = scene
        self.stage = stage
        self.frames = scene.performance.frames
        self._materials: dict[tuple[Material, str], UsdShade.Material] = {}

    def write(self) -> None:
        for name in ("Materials", "Set", "Props", "Performers", "Lights", "Cameras"):
            UsdGeom.Scope.Define(self.stage, f"/Scene/{name}")
        self.set_parts()
        self.props()
        for track in self.scene.performance.performers:
            figure = self.scene.assets.figures.get(track.role)
            if figure is None:
                raise OutputError(f"{track.role} has no figure to export", fix="Stage the scene again.")
            self.performer(track, figure)
        self.lights()
        for shot in self.scene.shots:
            self.camera(shot)

    def free(self, parent: str, name: str) -> str:
        """A path below `parent` that is not taken, after the name."""
        base = f"{parent}/{_identifier(name)}"
        path, count = base, 2
        while self.stage.GetPrimAtPath(path):
            path, count = f"{base}_{count}", count + 1
        return path

    # -- surfaces ------------------------------------------------------------------------------

    def material(self, material: Material, role: str = "") -> UsdShade.Material:
        """A UsdPreviewSurface, written once; with a role, its drawn face."""
        picture = role if material.stuff is Stuff.FACE and role in self.scene.faces else ""
        key = (material, picture)
        if key in self._materials:
            return self._materials[key]
        found = UsdShade.Material.Define(self.stage, self.free("/Scene/Materials", material.name))
        path = found.GetPath()
        shader = UsdShade.Shader.Define(self.stage, path.AppendChild("Surface"))
        shader.CreateIdAttr("UsdPreviewSurface")
        color = linear(material.color)
        diffuse = shader.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f)
        if picture:
            self.picture(path, diffuse, f"./faces/{face_file(self.scene, role)}")
        else:
            diffuse.Set(Gf.Vec3f(*color))
        shader.CreateInput("roughness", Sdf.ValueTypeNames.Float).Set(0.9 - 0.6 * min(1.0, max(0.0, material.wet)))
        shader.CreateInput("metallic", Sdf.ValueTypeNames.Float).Set(0.0)
        if material.emission > 0:
            shine = shader.CreateInput("emissiveColor", Sdf.ValueTypeNames.Color3f)
            shine.Set(Gf.Vec3f(*(min(1.0, material.emission) * value for value in color)))
        found.CreateSurfaceOutput().ConnectToSource(shader.ConnectableAPI(), "surface")
        told: dict[str, Any] = {"stuff": str(material.stuff), "pattern": str(material.pattern)}
        told |= {"color": [float(v) for v in material.color], "period": [float(v) for v in material.period]}
        if material.color2 is not None:
            told["color2"] = [float(v) for v in material.color2]
        found.GetPrim().SetCustomDataByKey("fairtake", _plain(told))
        self._materials[key] = found
        return found

    def picture(self, path: Sdf.Path, diffuse: UsdShade.Input, file: str) -> None:
        """Lay a picture on the surface, by the mesh's `st`."""
        reader = UsdShade.Shader.Define(self.stage, path.AppendChild("St"))
        reader.CreateIdAttr("UsdPrimvarReader_float2")
        reader.CreateInput("varname", Sdf.ValueTypeNames.String).Set("st")
        texture = UsdShade.Shader.Define(self.stage, path.AppendChild("Face"))
        texture.CreateIdAttr("UsdUVTexture")
        texture.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(Sdf.AssetPath(file))
        texture.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set("sRGB")
        texture.CreateInput("wrapS", Sdf.ValueTypeNames.Token).Set("clamp")
        texture.CreateInput("wrapT", Sdf.ValueTypeNames.Token).Set("clamp")
        st = texture.CreateInput("st", Sdf.ValueTypeNames.Float2)
        st.ConnectToSource(reader.CreateOutput("result", Sdf.ValueTypeNames.Float2))
        diffuse.ConnectToSource(texture.CreateOutput("rgb", Sdf.ValueTypeNames.Float3))

    def mesh(self, path: str, mesh: Mesh, materials: Sequence[Material], role: str = "") -> UsdGeom.Mesh:
        """A mesh with a subset for each of its materials."""
        found = UsdGeom.Mesh.Define(self.stage, path)
        points = np.ascontiguousarray(mesh.vertices, np.float32)
        found.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(points))
        found.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(mesh.faces), 3, np.int32)))
        found.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(np.ascontiguousarray(mesh.faces.reshape(-1), np.int32)))
        found.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(unit_normals(mesh.normals)))
        found.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
        found.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
        found.CreateDoubleSidedAttr(True)
        if len(points):
            low, high = points.min(0), points.max(0)
            found.CreateExtentAttr(Vt.Vec3fArray.FromNumpy(np.stack([low, high])))
        st = mesh.uvs.astype(np.float32) * np.array([1, -1], np.float32) + np.array([0, 1], np.float32)
        coordinates = UsdGeom.PrimvarsAPI(found).CreatePrimvar(
            "st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.vertex
        )
        coordinates.Set(Vt.Vec2fArray.FromNumpy(np.ascontiguousarray(st)))
        groups = by_material(mesh)
        for number, faces in groups:
            bound = self.material(materials[number], role)
            if len(groups) == 1:
                UsdShade.MaterialBindingAPI.Apply(found.GetPrim()).Bind(bound)
                break
            api = UsdShade.MaterialBindingAPI.Apply(found.GetPrim())
            name = self.free(path, materials[number].name).rsplit("/", 1)[1]
            indices = Vt.IntArray.FromNumpy(faces.astype(np.int32))
            subset = api.CreateMaterialBindSubset(name, indices)
            UsdShade.MaterialBindingAPI.Apply(subset.GetPrim()).Bind(bound)
        if len(groups) > 1:
            UsdShade.MaterialBindingAPI(found).SetMaterialBindSubsetsFamilyType(UsdGeom.Tokens.partition)
        return found

    # -- what is on the stage ------------------------------------------------------------------

    def set_parts(self) -> None:
        tracks = {track.part: track for track in self.scene.performance.parts}
        for part in self.scene.set.parts:
            found = self.mesh(self.free("/Scene/Set", part.name), part.mesh, self.scene.set.materials)
            track = tracks.get(part.name)
            if track is not None:
                # A leaf turns about its hinge and its points stay where they were built.
                pivot = Gf.Vec3f(*(float(v) for v in track.pivot))
                found.AddTranslateOp(UsdGeom.XformOp.PrecisionFloat, "pivot").Set(pivot)
                share = rows(track.angle, self.frames)
                if any(track.stretch):
                    scale = found.AddScaleOp().GetAttr()
                    for frame, value in enumerate((1 + share[:, None] * np.asarray(track.stretch)).tolist()):
                        scale.Set(Gf.Vec3f(*value), frame)
                else:
                    key_rotation(found.AddOrientOp().GetAttr(), steady(spin(share)))
                found.AddTranslateOp(UsdGeom.XformOp.PrecisionFloat, "pivot", True)
            key_seen(found, part_seen(self.scene, part))
            self.told(found.GetPrim(), part)

    def told(self, prim: Usd.Prim, part: SetPart) -> None:
        if part.wild:
            prim.SetCustomDataByKey("fairtake", {"wild": True})

    def props(self) -> None:
        for track in self.scene.performance.props:
            model = self.scene.assets.props.get(track.model)
            if model is None:
                raise OutputError(f'the prop "{track.name}" has no model to export', fix="Stage the scene again.")
            path = self.free("/Scene/Props", track.name)
            self.prop(UsdGeom.Xform.Define(self.stage, path), track)
            self.mesh(f"{path}/Mesh", model.mesh, model.materials)

    def prop(self, found: UsdGeom.Xform, track: PropTrack) -> None:
        key_place(found, rows(track.position, self.frames), rows(track.rotation, self.frames))
        key_seen(found, rows(track.visible, self.frames))
        if track.holder:
            told = {str(int(frame)): role for frame, role in track.holder}
            found.GetPrim().SetCustomDataByKey("fairtake", {"holders": told})

    def performer(self, track: PerformerTrack, figure: Figure) -> None:
        path = self.free("/Scene/Performers", track.role)
        root = UsdSkel.Root.Define(self.stage, path)
        key_seen(root, rows(track.present, self.frames))
        names = joint_paths(figure)
        skeleton = UsdSkel.Skeleton.Define(self.stage, f"{path}/Skeleton")
        skeleton.CreateJointsAttr(Vt.TokenArray(names))
        skeleton.CreateJointNamesAttr(Vt.TokenArray(list(figure.joint_names)))
        bind = np.tile(np.eye(4), (len(names), 1, 1))
        bind[:, 3, :3] = figure.rest
        offsets = local_rest(figure)
        rest = np.tile(np.eye(4), (len(names), 1, 1))
        rest[:, 3, :3] = offsets
        skeleton.CreateBindTransformsAttr(Vt.Matrix4dArray.FromNumpy(bind))
        skeleton.CreateRestTransformsAttr(Vt.Matrix4dArray.FromNumpy(rest))
        self.motion(f"{path}/Motion", track, offsets, names)
        binding = UsdSkel.BindingAPI.Apply(skeleton.GetPrim())
        binding.CreateAnimationSourceRel().SetTargets([f"{path}/Motion"])
        body = self.mesh(f"{path}/Body", figure.mesh, figure.materials, track.role)
        skin = UsdSkel.BindingAPI.Apply(body.GetPrim())
        used = figure.weights > 0
        joints = np.where(used, figure.joints, 0).astype(np.int32)
        weights = np.where(used, figure.weights, 0).astype(np.float64)
        weights /= weights.sum(1, keepdims=True)
        count = joints.shape[1]
        skin.CreateJointIndicesPrimvar(False, count).Set(Vt.IntArray.FromNumpy(joints.reshape(-1)))
        skin.CreateJointWeightsPrimvar(False, count).Set(
            Vt.FloatArray.FromNumpy(weights.reshape(-1).astype(np.float32))
        )
        skin.CreateGeomBindTransformAttr(Gf.Matrix4d(1.0))
        skin.CreateSkeletonRel().SetTargets([f"{path}/Skeleton"])
        self.face(root.GetPrim(), track, figure)
        # What the body fills, for programs that draw only what is in view.
        reach = float(figure.height)
        where = rows(track.root, self.frames)
        box = np.stack([where.min(0) - reach, where.max(0) + reach]).astype(np.float32)
        UsdGeom.Boundable(root).CreateExtentAttr(Vt.Vec3fArray.FromNumpy(box))
        UsdGeom.Boundable(skeleton).CreateExtentAttr(Vt.Vec3fArray.FromNumpy(box))

    def motion(self, path: str, track: PerformerTrack, offsets: npt.NDArray[np.float32], names: list[str]) -> None:
        """The skeleton's animation: turns of all joints, and the pelvis' place."""
        motion = UsdSkel.Animation.Define(self.stage, path)
        motion.CreateJointsAttr(Vt.TokenArray(names))
        places, turns = motion.CreateTranslationsAttr(), motion.CreateRotationsAttr()
        motion.CreateScalesAttr(Vt.Vec3hArray(len(names), Gf.Vec3h(1, 1, 1)))
        rotations, root = steady(rows(track.rotations, self.frames)), rows(track.root, self.frames)
        place = offsets.copy()
        for frame in range(self.frames):
            place[0] = root[frame]
            places.Set(Vt.Vec3fArray.FromNumpy(place), frame)
            turns.Set(Vt.QuatfArray.FromNumpy(np.ascontiguousarray(rotations[frame])), frame)

    def face(self, prim: Usd.Prim, track: PerformerTrack, figure: Figure) -> None:
        """The drawn face as one animated attribute a parameter: fairtake:face:smile ..."""
        face = rows(track.face, self.frames).astype(np.float64)
        for number, name in enumerate(FACE_PARAMETERS):
            attribute = prim.CreateAttribute(f"fairtake:face:{name}", Sdf.ValueTypeNames.Float, True)
            key_number(attribute, face[:, number])
        speaking = prim.CreateAttribute("fairtake:speaking", Sdf.ValueTypeNames.Bool, True)
        key_steps(speaking, rows(track.speaking, self.frames))
        told = {"role": track.role, "height": float(figure.height), "eye": [float(v) for v in figure.eye]}
        details = {_identifier(str(key)): str(value) for key, value in sorted(figure.details.items())}
        prim.SetCustomDataByKey("fairtake", _plain({**told, "details": details}))

    def lights(self) -> None:
        lighting = self.scene.set.lighting
        for number, light in enumerate(lighting.lights):
            self.light(self.free("/Scene/Lights", f"{light.kind}_{number + 1}"), light)
        ambient = np.mean([lighting.ambient_up, lighting.ambient_side, lighting.ambient_down], axis=0)
        strength = float(max(ambient.max(), 1e-6))
        dome = UsdLux.DomeLight.Define(self.stage, "/Scene/Lights/Ambient")
        dome.CreateColorAttr(Gf.Vec3f(*(float(v) for v in ambient / strength)))
        dome.CreateIntensityAttr(strength)

    def light(self, path: str, light: Light) -> None:
        """A sun as a DistantLight, other lamps as small spheres; a spot's cone is shaped."""
        found: UsdLux.DistantLight | UsdLux.SphereLight
        if light.kind is LightKind.SUN:
            found = UsdLux.DistantLight.Define(self.stage, path)
            found.CreateAngleAttr(0.53)
            found.CreateIntensityAttr(intensity(light))
        else:
            found = UsdLux.SphereLight.Define(self.stage, path)
            found.CreateRadiusAttr(_LAMP)
            found.CreateTreatAsPointAttr(True)
            # A sphere's radiance that gives the candela the lamp has.
            found.CreateIntensityAttr(intensity(light) / (np.pi * _LAMP**2))
            found.CreateExtentAttr(Vt.Vec3fArray([Gf.Vec3f(-_LAMP), Gf.Vec3f(_LAMP)]))
        found.CreateColorAttr(Gf.Vec3f(*linear(light.color)))
        if light.kind is LightKind.SPOT:
            shape = UsdLux.ShapingAPI.Apply(found.GetPrim())
            shape.CreateShapingConeAngleAttr(float(np.degrees(min(np.pi / 2, light.angle / 2))))
            shape.CreateShapingConeSoftnessAttr(0.3)
        UsdGeom.Xformable(found).AddTranslateOp(UsdGeom.XformOp.PrecisionFloat).Set(Gf.Vec3f(*light.position))
        x, y, z, w = (float(v) for v in aim(light.direction))
        UsdGeom.Xformable(found).AddOrientOp().Set(Gf.Quatf(w, x, y, z))
        found.GetPrim().SetCustomDataByKey(
            "fairtake", {"strength": float(light.strength), "radius": float(light.radius)}
        )

    def camera(self, shot: Shot) -> None:
        path = self.free("/Scene/Cameras", f"Shot_{shot.number}")
        camera = UsdGeom.Camera.Define(self.stage, path)
        key_camera(camera, shot.camera, self.scene.size, shot.start)
        told = {"shot": shot.number, "start_frame": shot.start, "end_frame": shot.end, "reason": shot.reason}
        told |= {"grants": " ".join(shot.grants)} if shot.grants else {}
        camera.GetPrim().SetCustomDataByKey("fairtake", _plain(told))


_LAMP = 0.05
"""Metres: the radius of the spheres that stand for lamps."""


def face_file(scene: ExportScene, role: str) -> str:
    """The name of the picture of a role's face in the folder `faces`."""
    return f"{_identifier(scene.performance.number)}_{_identifier(role)}.png"


def joint_paths(figure: Figure) -> list[str]:
    """The joints as UsdSkel names them: paths from the pelvis."""
    paths: list[str] = []
    for name, parent in zip(figure.joint_names, figure.joint_parents, strict=True):
        plain = name.replace(".", "_")
        paths.append(f"{paths[parent]}/{plain}" if parent >= 0 else plain)
    return paths


def local_rest(figure: Figure) -> npt.NDArray[np.float32]:
    """Where each joint stands from its parent at rest (J, 3)."""
    parents = np.asarray(figure.joint_parents)
    above = np.where(parents[:, None] >= 0, figure.rest[parents], 0)
    return (figure.rest - above).astype(np.float32)


# -- keys ------------------------------------------------------------------------------------------


def key_number(attribute: Usd.Attribute, values: npt.NDArray[np.float64], first: int = 0) -> None:
    """One sample a frame; one value when it never changes."""
    if constant(values):
        attribute.Set(float(values[0]))
        return
    for frame, value in enumerate(values.tolist()):
        attribute.Set(value, first + frame)


def key_steps(attribute: Usd.Attribute, values: Bools) -> None:
    """A sample where the value changes; such values hold until the next."""
    if constant(values):
        attribute.Set(bool(values[0]))
        return
    changes = np.concatenate([[True], values[1:] != values[:-1]])
    for frame in np.flatnonzero(changes).tolist():
        attribute.Set(bool(values[frame]), frame)


def key_seen(prim: UsdGeom.Imageable, seen: Bools, first: int = 0) -> None:
    """Visibility, where it changes."""
    attribute = prim.CreateVisibilityAttr()
    words = {True: UsdGeom.Tokens.inherited, False: UsdGeom.Tokens.invisible}
    if constant(seen):
        attribute.Set(words[bool(seen[0])])
        return
    changes = np.concatenate([[True], seen[1:] != seen[:-1]])
    for frame in np.flatnonzero(changes).tolist():
        attribute.Set(words[bool(seen[frame])], first + frame)


def key_rotation(attribute: Usd.Attribute, rotations: npt.NDArray[np.float32], first: int = 0) -> None:
    """Quaternions x, y, z, w (N, 4)."""
    if constant(rotations):
        x, y, z, w = rotations[0].tolist()
        attribute.Set(Gf.Quatf(w, x, y, z))
        return
    for frame, (x, y, z, w) in enumerate(rotations.tolist()):
        attribute.Set(Gf.Quatf(w, x, y, z), first + frame)


def key_place(
    found: UsdGeom.Xformable, positions: npt.NDArray[Any], rotations: npt.NDArray[Any], first: int = 0
) -> None:
    """Where a thing is (N, 3) and how it is turned (N, 4)."""
    place = found.AddTranslateOp(UsdGeom.XformOp.PrecisionFloat).GetAttr()
    if constant(positions):
        place.Set(Gf.Vec3f(*positions[0].tolist()))
    else:
        for frame, values in enumerate(positions.tolist()):
            place.Set(Gf.Vec3f(*values), first + frame)
    key_rotation(found.AddOrientOp().GetAttr(), steady(rotations), first)


def key_camera(camera: UsdGeom.Camera, track: CameraTrack, size: tuple[int, int], first: int = 0) -> None:
    """A camera's place, lens and shift, from the time code `first`. Apertures and focal length
    are in the sensor's millimetres; only their ratio decides the view."""
    wide = SENSOR_HEIGHT_MM * size[0] / size[1]
    camera.CreateProjectionAttr(UsdGeom.Tokens.perspective)
    camera.CreateClippingRangeAttr(Gf.Vec2f(0.05, 2000.0))
    camera.CreateVerticalApertureAttr(SENSOR_HEIGHT_MM)
    camera.CreateHorizontalApertureAttr(wide)
    fovy, shift = np.asarray(track.fovy, np.float64), np.asarray(track.shift, np.float64)
    key_number(camera.CreateFocalLengthAttr(), SENSOR_HEIGHT_MM / (2 * np.tan(fovy / 2)), first)
    key_number(camera.CreateHorizontalApertureOffsetAttr(), shift[:, 0] * wide / 2, first)
    key_number(camera.CreateVerticalApertureOffsetAttr(), shift[:, 1] * SENSOR_HEIGHT_MM / 2, first)
    key_place(camera, track.position, track.orientation, first)


# -- words -----------------------------------------------------------------------------------------


def _identifier(name: str) -> str:
    """A name USD allows: letters of any script, digits and underscores, no digit in front."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in name) or "unnamed"
    return plain if Sdf.Path.IsValidIdentifier(plain) else Tf.MakeValidIdentifier(plain)


def _plain(value: Any) -> Any:
    """JSON values as USD's dictionaries take them: lists of mappings become mappings by number."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            return Vt.StringArray(value)
        if value and all(isinstance(item, int | float) for item in value):
            return Vt.DoubleArray([float(item) for item in value])
        return {str(number): _plain(item) for number, item in enumerate(value)}
    return value
