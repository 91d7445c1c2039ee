"""glTF → ModelFile: meshes, skins, blend shapes and lamps, in the world at rest."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.exchange.gltf_container import Container, index_of
from fairtake.exchange.gltf_nodes import Nodes
from fairtake.exchange.gltf_surfaces import Surfaces
from fairtake.exchange.model_file import MOST_TRIANGLES, Lamp, ModelFile, Piece, Shape, broken, too_large
from fairtake.model.light import LightKind

__all__ = ["read_gltf"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_LEAST_MOVE = 1e-5
"""Of a shape's largest move: what moves less stays."""


def read_gltf(path: Path, shapes: bool) -> ModelFile:
    """Read a glTF file; its blend shapes too when they are wanted. Raises ProjectError, and what
    damaged numbers raise."""
    return _Reader(path, shapes).model()


class _Reader:
    def __init__(self, path: Path, shapes: bool) -> None:
        self.path = path
        self.shapes = shapes
        self.file = Container(path)
        self.json = self.file.json

    def model(self) -> ModelFile:
        self.check_triangles()
        self.nodes = Nodes(self.file)
        self.surfaces = Surfaces(self.file)
        shown = [(number, self.nodes.about[number]) for number in np.flatnonzero(self.nodes.shown).tolist()]
        pieces = [piece for number, node in shown if "mesh" in node for piece in self.pieces(number, node)]
        lamps = [lamp for number, node in shown for lamp in self.lamps(number, node)]
        return ModelFile(
            self.path,
            self.nodes.names,
            tuple(self.nodes.parents),
            self.nodes.world[:, :3, 3],
            self.surfaces.table,
            tuple(pieces),
            any("skin" in node and "mesh" in node for _, node in shown),
            self.vrm_bones(len(self.nodes.about)),
            tuple(lamps),
            self.vrm_expressions() if self.shapes else {},
            self.told(),
        )

    def check_triangles(self) -> None:
        """Count before anything is unpacked; a mesh counts as often as it stands somewhere."""
        meshes = self.json.get("meshes", ())
        counts = []
        for mesh in meshes:
            total = 0
            for primitive in mesh["primitives"]:
                number = primitive.get("indices", primitive["attributes"]["POSITION"])
                total += self.file.count(number) // (1 if primitive.get("mode", 4) in (5, 6) else 3)
            counts.append(total)
        used = sum(counts[index_of(node["mesh"])] for node in self.json.get("nodes", ()) if "mesh" in node)
        if max(used, sum(counts)) > MOST_TRIANGLES:
            raise too_large(self.path, f"{max(used, sum(counts)):,} triangles")

    # -- meshes --------------------------------------------------------------------------------

    def pieces(self, number: int, node: dict[str, Any]) -> list[Piece]:
        """The triangles of a node's mesh, in the world at rest."""
        joints, bones = self.skin(node)
        mesh = self.json["meshes"][index_of(node["mesh"])]
        found = []
        for primitive in mesh["primitives"]:
            if primitive.get("mode", 4) not in (4, 5, 6):
                continue
            piece = self.piece(number, primitive, joints, bones, self.target_names(index_of(node["mesh"])))
            if piece is not None:
                found.append(piece)
        return found

    def piece(
        self, number: int, primitive: dict[str, Any], joints: I64, bones: F64 | None, targets: list[str]
    ) -> Piece | None:
        attributes = primitive["attributes"]
        points = self.file.array(attributes["POSITION"], 3).astype(np.float64)
        count = len(points)
        faces = self.faces(primitive, count)
        surface = self.surface(primitive)
        normals = self.file.array(attributes["NORMAL"], 3).astype(np.float64) if "NORMAL" in attributes else None
        uvs = self.surfaces.coordinates(surface, attributes)
        which, weights = self.weights(attributes, number, joints, count)
        if any(len(one) != count for one in (normals, uvs, which, weights) if one is not None):
            raise broken(self.path, "a mesh in it has lists of different lengths")
        if not len(faces):
            return None
        colors = self.colors(attributes, count)
        # Meshes share their points between materials: each piece takes those it uses.
        used, faces = np.unique(faces, return_inverse=True)
        faces = faces.reshape(-1, 3)
        points, which, weights = points[used], which[used], weights[used]
        normals, uvs, colors = (None if one is None else one[used] for one in (normals, uvs, colors))
        skinned = bones is not None and "JOINTS_0" in attributes
        if skinned and bones is not None:
            order = np.argsort(joints, kind="stable")
            slots = order[np.searchsorted(joints[order], which)]
            matrices = np.einsum("vk,vkij->vij", weights, bones[slots])
        else:
            matrices = np.broadcast_to(self.nodes.world[number], (len(used), 4, 4))
            if np.linalg.det(self.nodes.world[number][:3, :3]) < 0:
                faces = faces[:, ::-1]  # a mirrored thing, whose outside must stay outside
        points = np.einsum("vij,vj->vi", matrices[:, :3, :3], points) + matrices[:, :3, 3]
        if normals is not None:
            normals = np.einsum("vij,vj->vi", _for_normals(matrices, skinned), normals)
        shapes = self.piece_shapes(primitive, targets, used, matrices[:, :3, :3]) if self.shapes else ()
        return Piece(surface, points, normals, uvs, colors, faces, which, weights, number, skinned, shapes)

    def faces(self, primitive: dict[str, Any], count: int) -> I64:
        """Triangles (F, 3) of a list, a strip or a fan."""
        row = np.arange(count, dtype=np.int64)
        if "indices" in primitive:
            row = self.file.array(primitive["indices"], 1).astype(np.int64)
        if len(row) and (row.min() < 0 or row.max() >= count):
            raise broken(self.path, "its triangles name points that are not there")
        mode = primitive.get("mode", 4)
        if mode == 4:
            return row[: len(row) // 3 * 3].reshape(-1, 3)
        if len(row) < 3:
            return np.zeros((0, 3), np.int64)
        if mode == 6:
            return np.stack([np.full(len(row) - 2, row[0]), row[1:-1], row[2:]], axis=1)
        strip = np.stack([row[:-2], row[1:-1], row[2:]], axis=1)
        strip[1::2] = strip[1::2, [1, 0, 2]]
        return strip

    def surface(self, primitive: dict[str, Any]) -> int:
        try:
            return self.surfaces.number(primitive.get("material"))
        except ValueError as error:
            raise broken(self.path, "it names a material that is not there") from error

    def colors(self, attributes: dict[str, Any], count: int) -> F64 | None:
        if "COLOR_0" not in attributes:
            return None
        width = self.file.width(attributes["COLOR_0"])
        found = self.file.array(attributes["COLOR_0"], width).astype(np.float64)
        return found[:, :3] if width >= 3 and len(found) == count else None

    # -- skins and shapes ----------------------------------------------------------------------

    def skin(self, node: dict[str, Any]) -> tuple[I64, F64 | None]:
        """The nodes of a skin's joints, and the matrices from the mesh to the world at rest."""
        if "skin" not in node:
            return np.zeros(0, np.int64), None
        return self.nodes.skin(self.json["skins"][index_of(node["skin"])], self.nodes.world)

    def weights(self, attributes: dict[str, Any], number: int, joints: I64, count: int) -> tuple[I64, F64]:
        """Nodes that move each point and by how much; rows sum to one."""
        which, shares = [], []
        for set_ in range(2):
            if f"JOINTS_{set_}" in attributes and len(joints):
                slots = self.file.array(attributes[f"JOINTS_{set_}"], 4).astype(np.int64)
                if len(slots) and slots.max() >= len(joints):
                    raise broken(self.path, "its skin names joints that are not there")
                which.append(joints[slots])
                shares.append(np.maximum(self.file.array(attributes[f"WEIGHTS_{set_}"], 4).astype(np.float64), 0))
        if not which:
            return np.full((count, 1), number, np.int64), np.ones((count, 1))
        weights = np.concatenate(shares, axis=1)
        total = weights.sum(1, keepdims=True)
        weights = np.where(total > 1e-6, weights / np.maximum(total, 1e-6), np.eye(1, weights.shape[1]))
        return np.concatenate(which, axis=1), weights

    def target_names(self, mesh: int) -> list[str]:
        """What a mesh's blend shapes are called."""
        about = self.json["meshes"][mesh]
        most = max((len(one.get("targets", ())) for one in about["primitives"]), default=0)
        extras = about.get("extras")
        told = extras.get("targetNames", ()) if isinstance(extras, dict) else ()
        return [str(told[n]) if n < len(told) else f"mesh {mesh} target {n}" for n in range(most)]

    def piece_shapes(self, primitive: dict[str, Any], names: list[str], used: I64, turns: F64) -> tuple[Shape, ...]:
        found = []
        for name, target in zip(names, primitive.get("targets", ()), strict=False):
            if "POSITION" not in target:
                continue
            moves = self.file.moves(target["POSITION"]).astype(np.float64)
            if len(moves) <= int(used.max()):
                raise broken(self.path, "a mesh in it has lists of different lengths")
            moves = np.einsum("vij,vj->vi", turns, moves[used])
            size = np.abs(moves).max(1)
            rows = np.flatnonzero(size > _LEAST_MOVE * max(float(size.max()), 1e-12))
            if len(rows):
                found.append(Shape(name, rows, moves[rows]))
        return tuple(found)

    # -- what extensions say -------------------------------------------------------------------

    def lamps(self, number: int, node: dict[str, Any]) -> list[Lamp]:
        """The lamp on a node (KHR_lights_punctual)."""
        told = node.get("extensions", {}).get("KHR_lights_punctual")
        if told is None:
            return []
        about = self.json["extensions"]["KHR_lights_punctual"]["lights"][index_of(told["light"])]
        kinds = {"directional": LightKind.SUN, "point": LightKind.POINT, "spot": LightKind.SPOT}
        world = self.nodes.world[number]
        ahead = -world[:3, 2]
        length = float(np.linalg.norm(ahead))
        x, y, z = (float(v) for v in (ahead / length if length > 1e-9 else (0.0, -1.0, 0.0)))
        red, green, blue = (min(1.0, max(0.0, float(v))) for v in about.get("color", (1, 1, 1)))
        px, py, pz = (float(v) for v in world[:3, 3])
        cone = 2 * float(about.get("spot", {}).get("outerConeAngle", math.pi / 4))
        strength, reach = float(about.get("intensity", 1.0)), float(about.get("range", 0.0))
        if not (math.isfinite(strength) and math.isfinite(reach) and math.isfinite(cone)):
            raise broken(self.path, "numbers in it are not finite")
        return [Lamp(number, kinds[about["type"]], (px, py, pz), (x, y, z), (red, green, blue), strength, reach, cone)]

    def vrm_bones(self, count: int) -> dict[str, int]:
        """The bones a VRM file declares, by their VRM names."""
        extensions = self.json.get("extensions", {})
        bones: dict[str, int] = {}
        new = extensions.get("VRMC_vrm", {}).get("humanoid", {}).get("humanBones", {})
        for name, bone in new.items():
            bones[name] = index_of(bone["node"])
        for bone in extensions.get("VRM", {}).get("humanoid", {}).get("humanBones", ()):
            bones[str(bone["bone"])] = index_of(bone["node"])
        if any(node >= count for node in bones.values()):
            raise broken(self.path, "its skeleton names nodes that are not there")
        return bones

    def vrm_expressions(self) -> dict[str, tuple[tuple[str, float], ...]]:
        """What a VRM file's expressions are made of: names of blend shapes and how much of each."""
        extensions = self.json.get("extensions", {})
        found: dict[str, tuple[tuple[str, float], ...]] = {}
        presets = extensions.get("VRMC_vrm", {}).get("expressions", {}).get("preset", {})
        for name, about in presets.items():
            binds = [
                (index_of(self.nodes.about[index_of(bind["node"])]["mesh"]), bind)
                for bind in about.get("morphTargetBinds", ())
            ]
            found[str(name)] = tuple(self.bound(mesh, bind, 1.0) for mesh, bind in binds)
        for about in extensions.get("VRM", {}).get("blendShapeMaster", {}).get("blendShapeGroups", ()):
            name = str(about.get("presetName", "")).casefold()
            if name and name != "unknown":
                found[name] = tuple(self.bound(index_of(bind["mesh"]), bind, 100.0) for bind in about.get("binds", ()))
        return {name: binds for name, binds in found.items() if binds}

    def bound(self, mesh: int, bind: dict[str, Any], whole: float) -> tuple[str, float]:
        share = float(bind.get("weight", whole)) / whole
        return self.target_names(mesh)[index_of(bind["index"])], min(1.0, max(0.0, share))

    def told(self) -> dict[str, Any]:
        """What Fairtake wrote of the scene, when the file is as Fairtake wrote it."""
        if not str(self.json["asset"].get("generator", "")).startswith("Fairtake"):
            return {}
        extras = self.json["asset"].get("extras")
        told = extras.get("fairtake", {}) if isinstance(extras, dict) else {}
        return told if isinstance(told, dict) else {}


def _for_normals(matrices: F64, skinned: bool) -> F64:
    """What turns normals: bones as they are; other nodes may be stretched."""
    turns = matrices[:, :3, :3]
    if skinned or abs(np.linalg.det(turns[0])) < 1e-12:
        return turns
    return np.broadcast_to(np.linalg.inv(turns[0]).T, turns.shape)
