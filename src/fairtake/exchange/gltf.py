"""A staged scene as glTF 2.0: nodes, skins, cameras, lights, and one animation for all of it.

Frame f of the scene stands at f / fps seconds. What comes and goes (people, props, wild walls)
is scaled to nothing while it is away, the form every player knows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import OutputError
from fairtake.exchange.glb import ARRAY, ELEMENTS, Buffer, write_glb
from fairtake.exchange.numbers import aim, constant, intensity, linear, rows, spin, steady, unit_normals
from fairtake.exchange.own import material_told, set_told
from fairtake.exchange.scene import ExportScene, by_material, notes, part_seen, unique_names
from fairtake.geometry.camera import SENSOR_HEIGHT_MM, lens_of_fovy
from fairtake.model.figure import FACE_PARAMETERS, Figure
from fairtake.model.light import Light, LightKind
from fairtake.model.mesh import Material, Mesh, Stuff
from fairtake.model.performance import PartTrack, PerformerTrack, PropTrack
from fairtake.model.set import SetPart
from fairtake.model.shotlist import Shot

__all__ = ["write_gltf"]

F32 = npt.NDArray[np.float32]


def write_gltf(scene: ExportScene, path: Path) -> None:
    """Write one scene as a GLB file. The same scene gives the same bytes. Raises OutputError."""
    writer = _Writer(scene)
    document = writer.document()
    write_glb(document, writer.buffer, path)


class _Writer:
    """One document in the making."""

    def __init__(self, scene: ExportScene) -> None:
        self.scene = scene
        self.buffer = Buffer()
        self.nodes: list[dict[str, Any]] = []
        self.meshes: list[dict[str, Any]] = []
        self.materials: list[dict[str, Any]] = []
        self.skins: list[dict[str, Any]] = []
        self.cameras: list[dict[str, Any]] = []
        self.lights: list[dict[str, Any]] = []
        self.images: list[dict[str, Any]] = []
        self.bodies: list[int] = []
        """Skinned meshes: only their joints move them, so they stand at the top."""
        self.channels: list[dict[str, Any]] = []
        self.samplers: list[dict[str, Any]] = []
        self._samplers: dict[tuple[int, int, str], int] = {}
        self._materials: dict[tuple[Any, ...], int] = {}
        self._times = (np.arange(scene.performance.frames) / scene.performance.fps).astype(np.float32)

    def document(self) -> dict[str, Any]:
        scene = self.scene
        roots = [
            self.node(name="Set", children=self.set_parts()),
            self.node(name="Props", children=self.props()),
            self.node(name="Performers", children=self.performers()),
            *self.bodies,
            self.node(name="Lights", children=[self.light(n, one) for n, one in enumerate(scene.set.lighting.lights)]),
            self.node(name="Cameras", children=[self.camera(shot) for shot in scene.shots]),
        ]
        told = notes(scene)
        lighting = scene.set.lighting
        told["ambient"] = {
            "up": list(linear(lighting.ambient_up)),
            "side": list(linear(lighting.ambient_side)),
            "down": list(linear(lighting.ambient_down)),
        }
        # What meshes cannot say of a set, so that it can be taken back as it was.
        whole = {**told, "set": set_told(scene.set)}
        title = f"{scene.title} {scene.performance.number}".strip()
        document: dict[str, Any] = {
            "asset": {"version": "2.0", "generator": scene.made_with, "extras": {"fairtake": whole}},
            "scene": 0,
            "scenes": [{"name": title, "nodes": roots, "extras": {"fairtake": told}}],
            "nodes": self.nodes,
        }
        # A scene may be so bare that a list is empty, which the format forbids.
        lists: dict[str, list[dict[str, Any]]] = {"meshes": self.meshes, "materials": self.materials}
        lists |= {"skins": self.skins, "cameras": self.cameras, "images": self.images}
        if self.images:
            document["samplers"] = [{"magFilter": 9729, "minFilter": 9987, "wrapS": 33071, "wrapT": 33071}]
            document["textures"] = [{"sampler": 0, "source": number} for number in range(len(self.images))]
        document |= {name: things for name, things in lists.items() if things}
        if self.channels:
            document["animations"] = [{"name": title, "channels": self.channels, "samplers": self.samplers}]
        if self.lights:
            document["extensionsUsed"] = ["KHR_lights_punctual"]
            document["extensions"] = {"KHR_lights_punctual": {"lights": self.lights}}
        return document

    # -- small things --------------------------------------------------------------------------

    def node(self, **values: Any) -> int:
        """Append a node without its empty values; returns its number."""
        self.nodes.append({name: value for name, value in values.items() if value not in (None, [], {})})
        return len(self.nodes) - 1

    def animate(self, node: int, path: str, values: F32, first: int = 0, step: bool = False) -> None:
        """A channel with one key a frame, from the frame `first`; what never changes becomes
        the node's own value."""
        if constant(values):
            rest = {"translation": [0.0] * 3, "rotation": [0.0, 0.0, 0.0, 1.0], "scale": [1.0] * 3}[path]
            value = [float(number) for number in values[0]]
            if value != rest or path in self.nodes[node]:
                self.nodes[node][path] = value
            return
        times = self._times[first : first + len(values)]
        if step:
            keys = np.flatnonzero(np.concatenate([[True], (values[1:] != values[:-1]).any(-1)]))
            times, values = times[keys], values[keys]
        inputs = self.buffer.accessor(times, bounds=True)
        output = self.buffer.accessor(values)
        kind = "STEP" if step else "LINEAR"
        key = (inputs, output, kind)
        if key not in self._samplers:
            self.samplers.append({"input": inputs, "output": output, "interpolation": kind})
            self._samplers[key] = len(self.samplers) - 1
        self.channels.append({"sampler": self._samplers[key], "target": {"node": node, "path": path}})

    def appear(self, node: int, seen: npt.NDArray[np.bool_]) -> None:
        """Scale a node to nothing while it is not to be seen; what never is keeps its true size
        beside that, for who takes the set back."""
        if not seen.any():
            inputs, output = (
                self.buffer.accessor(self._times[:1], bounds=True),
                self.buffer.accessor(np.zeros((1, 3), np.float32)),
            )
            self.samplers.append({"input": inputs, "output": output, "interpolation": "STEP"})
            self.channels.append({"sampler": len(self.samplers) - 1, "target": {"node": node, "path": "scale"}})
            return
        self.animate(node, "scale", np.repeat(seen.astype(np.float32)[:, None], 3, axis=1), step=True)

    def material(self, material: Material, face: bytes | None = None) -> int:
        """The number of a material, written once."""
        key = (material, face)
        if key in self._materials:
            return self._materials[key]
        red, green, blue = linear(material.color)
        surface: dict[str, Any] = {
            "baseColorFactor": [red, green, blue, 1.0],
            "metallicFactor": 0.0,
            "roughnessFactor": round(0.9 - 0.6 * min(1.0, max(0.0, material.wet)), 4),
        }
        if face is not None:
            self.images.append({"bufferView": self.buffer.view(face), "mimeType": "image/png", "name": "face"})
            surface["baseColorFactor"] = [1.0, 1.0, 1.0, 1.0]
            surface["baseColorTexture"] = {"index": len(self.images) - 1}
        told: dict[str, Any] = {"stuff": str(material.stuff), "pattern": str(material.pattern)}
        for name in ("color2", "line_color"):
            value = getattr(material, name)
            if value is not None:
                told[name] = [round(float(v), 5) for v in value]
        told |= {"color": [round(float(v), 5) for v in material.color], "period": [float(v) for v in material.period]}
        found = {"name": material.name, "doubleSided": True, "pbrMetallicRoughness": surface}
        if material.emission > 0:
            found["emissiveFactor"] = [round(min(1.0, material.emission) * v, 6) for v in (red, green, blue)]
        found["extras"] = {"fairtake": {**told, "material": material_told(material)}}
        self.materials.append(found)
        self._materials[key] = len(self.materials) - 1
        return len(self.materials) - 1

    def mesh(
        self,
        name: str,
        mesh: Mesh,
        materials: Sequence[Material],
        *,
        move: npt.ArrayLike = (0.0, 0.0, 0.0),
        figure: Figure | None = None,
    ) -> int | None:
        """Append a mesh, moved by `move`, one primitive a material; None when it is empty."""
        groups = by_material(mesh)
        if not groups:
            return None
        points = (mesh.vertices + np.asarray(move, np.float32)).astype(np.float32)
        attributes = {
            "POSITION": self.buffer.accessor(points, ARRAY, bounds=True),
            "NORMAL": self.buffer.accessor(unit_normals(mesh.normals), ARRAY),
            "TEXCOORD_0": self.buffer.accessor(mesh.uvs.astype(np.float32), ARRAY),
        }
        face = None
        if figure is not None:
            used = figure.weights > 0
            joints = np.where(used, figure.joints, 0).astype(np.uint8)
            weights = np.where(used, figure.weights, 0).astype(np.float64)
            weights /= weights.sum(1, keepdims=True)
            attributes["JOINTS_0"] = self.buffer.accessor(joints, ARRAY)
            attributes["WEIGHTS_0"] = self.buffer.accessor(weights.astype(np.float32), ARRAY)
            face = self.scene.faces.get(figure.role)
        small = len(points) < 65535
        primitives = []
        for number, triangles in groups:
            material = materials[number]
            indices = mesh.faces[triangles].reshape(-1).astype(np.uint16 if small else np.uint32)
            primitives.append(
                {
                    "attributes": attributes,
                    "indices": self.buffer.accessor(indices, ELEMENTS),
                    "material": self.material(material, face if material.stuff is Stuff.FACE else None),
                    "mode": 4,
                }
            )
        self.meshes.append({"name": name, "primitives": primitives})
        return len(self.meshes) - 1

    # -- what is on the stage ------------------------------------------------------------------

    def set_parts(self) -> list[int]:
        tracks = {track.part: track for track in self.scene.performance.parts}
        return [self.set_part(part, tracks.get(part.name)) for part in self.scene.set.parts]

    def set_part(self, part: SetPart, track: PartTrack | None) -> int:
        pivot = np.asarray(track.pivot if track is not None else (0.0, 0.0, 0.0), np.float32)
        told = {"wild": True} if part.wild else {}
        mesh = self.mesh(part.name, part.mesh, self.scene.set.materials, move=-pivot)
        node = self.node(name=part.name, mesh=mesh, extras={"fairtake": told} if told else {})
        if track is not None:
            self.nodes[node]["translation"] = pivot.tolist()
            share = rows(track.angle, self.scene.performance.frames)
            if any(track.stretch):
                self.animate(node, "scale", (1 + share[:, None] * np.asarray(track.stretch)).astype(np.float32))
            else:
                self.animate(node, "rotation", steady(spin(share)))
        self.appear(node, part_seen(self.scene, part))
        return node

    def props(self) -> list[int]:
        tracks = self.scene.performance.props
        meshes: dict[str, int | None] = {}
        found = []
        for name, track in zip(unique_names([track.name for track in tracks]), tracks, strict=True):
            model = self.scene.assets.props.get(track.model)
            if model is None:
                raise OutputError(f'the prop "{track.name}" has no model to export', fix="Stage the scene again.")
            if track.model not in meshes:
                meshes[track.model] = self.mesh(track.model, model.mesh, model.materials)
            found.append(self.prop(name, track, meshes[track.model]))
        return found

    def prop(self, name: str, track: PropTrack, mesh: int | None) -> int:
        frames = self.scene.performance.frames
        holders = [[int(frame), role] for frame, role in track.holder]
        node = self.node(name=name, mesh=mesh, extras={"fairtake": {"holders": holders}} if holders else {})
        self.animate(node, "translation", rows(track.position, frames))
        self.animate(node, "rotation", steady(rows(track.rotation, frames)))
        self.appear(node, rows(track.visible, frames))
        return node

    def performers(self) -> list[int]:
        found = []
        for track in self.scene.performance.performers:
            figure = self.scene.assets.figures.get(track.role)
            if figure is None:
                raise OutputError(f"{track.role} has no figure to export", fix="Stage the scene again.")
            found.append(self.performer(track, figure))
        return found

    def performer(self, track: PerformerTrack, figure: Figure) -> int:
        frames = self.scene.performance.frames
        joints: list[int] = []
        rotations = steady(rows(track.rotations, frames))
        parents = figure.joint_parents
        for number, name in enumerate(figure.joint_names):
            parent = parents[number]
            offset = figure.rest[number] - (figure.rest[parent] if parent >= 0 else 0)
            node = self.node(name=name, translation=[float(value) for value in offset])
            if parent >= 0:
                self.nodes[joints[parent]].setdefault("children", []).append(node)
            joints.append(node)
            self.animate(node, "rotation", rotations[:, number])
        self.animate(joints[0], "translation", rows(track.root, frames))
        bind = np.tile(np.eye(4, dtype=np.float32), (len(joints), 1, 1))
        bind[:, :3, 3] = -figure.rest
        body = self.node(
            name=f"{track.role} body", mesh=self.mesh(track.role, figure.mesh, figure.materials, figure=figure)
        )
        if "mesh" in self.nodes[body]:
            self.nodes[body]["skin"] = len(self.skins)
        self.bodies.append(body)
        top = self.node(name=track.role, children=[joints[0]], extras={"fairtake": _acting(track, figure)})
        self.skins.append(
            {
                "name": track.role,
                "joints": joints,
                "skeleton": joints[0],
                "inverseBindMatrices": self.buffer.accessor(bind),
            }
        )
        self.appear(top, rows(track.present, frames))
        return top

    def light(self, number: int, light: Light) -> int:
        kinds = {LightKind.SUN: "directional", LightKind.SPOT: "spot", LightKind.POINT: "point"}
        name = f"{light.kind} {number + 1}"
        lamp: dict[str, Any] = {"name": name, "type": kinds[light.kind], "color": list(linear(light.color))}
        lamp["intensity"] = round(intensity(light), 6)
        if light.kind is not LightKind.SUN:
            lamp["range"] = float(light.radius)
        if light.kind is LightKind.SPOT:
            outer = min(math.pi / 2, light.angle / 2)
            lamp["spot"] = {"innerConeAngle": round(outer * 0.7, 6), "outerConeAngle": round(outer, 6)}
        lamp["extras"] = {"fairtake": {"strength": float(light.strength)}}
        self.lights.append(lamp)
        return self.node(
            name=name,
            translation=[float(v) for v in light.position],
            rotation=[float(v) for v in aim(light.direction)],
            extensions={"KHR_lights_punctual": {"light": len(self.lights) - 1}},
        )

    def camera(self, shot: Shot) -> int:
        track = shot.camera
        width, height = self.scene.size
        fovy = np.asarray(track.fovy, np.float64)
        told: dict[str, Any] = {
            "shot": shot.number,
            "start_frame": shot.start,
            "end_frame": shot.end,
            "reason": shot.reason,
            **({"grants": list(shot.grants)} if shot.grants else {}),
            "sensor_mm": [round(SENSOR_HEIGHT_MM * width / height, 4), SENSOR_HEIGHT_MM],
            "lens_mm": _brief(np.asarray([lens_of_fovy(float(value)) for value in fovy]), 4),
            "yfov": _brief(fovy, 7),
            # glTF has no lens shift: the picture's middle shows what lies at this place (NDC).
            "lens_shift_ndc": _brief(np.asarray(track.shift, np.float64), 6),
        }
        self.cameras.append(
            {
                "name": shot.number,
                "type": "perspective",
                "perspective": {
                    "aspectRatio": width / height,
                    "yfov": float(fovy[0]),
                    "znear": 0.05,
                    "zfar": 2000.0,
                },
                "extras": {"fairtake": told},
            }
        )
        node = self.node(name=f"Shot {shot.number}", camera=len(self.cameras) - 1, extras={"fairtake": told})
        self.animate(node, "translation", np.asarray(track.position, np.float32), shot.start)
        self.animate(node, "rotation", steady(track.orientation), shot.start)
        return node


def _brief(values: npt.NDArray[np.float64], digits: int) -> Any:
    """Rows as plain numbers; a single one when they are all the same."""
    rounded = np.round(values, digits) + 0.0
    return rounded[0].tolist() if constant(rounded) else rounded.tolist()


def _acting(track: PerformerTrack, figure: Figure) -> dict[str, Any]:
    """What is known of a performer beside the motion: the drawn face, gaze and speech."""
    face = {name: _brief(track.face[:, n].astype(np.float64), 3) for n, name in enumerate(FACE_PARAMETERS)}
    speaking = np.flatnonzero(np.diff(np.concatenate([[0], track.speaking.astype(np.int8), [0]]))).reshape(-1, 2)
    return {
        "role": track.role,
        "height": round(float(figure.height), 4),
        "eye": [round(float(v), 5) for v in figure.eye],
        "face": face,
        "speaking_frames": speaking.tolist(),
        "details": {str(key): str(value) for key, value in sorted(figure.details.items())},
    }
