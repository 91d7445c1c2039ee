"""Reads a glTF file that somebody brings: every number in it is checked before it is believed.

In: a .glb, .vrm or .gltf file. Out: a `ModelFile` of plain arrays in the model's rest pose. What
is broken, too large, compressed or points outside its folder is a ProjectError that says so.
"""

from __future__ import annotations

import base64
import binascii
import io
import json
import struct
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt
from PIL import Image

from fairtake.errors import ProjectError

__all__ = ["MOST_TRIANGLES", "ModelFile", "Piece", "Surface", "broken", "read_model"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

MOST_TRIANGLES = 150_000
"""A figure of ours has some ten thousand; more than this would hold up every frame."""

_MOST_BYTES = 200 * 2**20
_MOST_JSON = 16 * 2**20
_MOST_NODES = 5000
_MOST_VALUES = 4 * MOST_TRIANGLES
_MOST_PIXELS = 4096 * 4096
_KINDS = {5120: "i1", 5121: "u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
_SQUEEZED = ("KHR_draco_mesh_compression", "EXT_meshopt_compression", "KHR_texture_basisu")


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """One material as the file tells it: `color` linear RGB, `glow` linear RGB, `picture`
    (H, W, 4) sRGB with alpha or None, `cutoff` the alpha below which nothing is drawn."""

    name: str
    color: tuple[float, float, float]
    glow: tuple[float, float, float]
    picture: npt.NDArray[np.uint8] | None
    cutoff: float


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Triangles of one material. `points` and `normals` (V, 3) stand in the model's own world at
    rest; `uvs` (V, 2) or None; `colors` (V, 3) linear or None; `bones` (V, K) numbers of nodes
    with `weights` (V, K)."""

    surface: int
    points: F64
    normals: F64 | None
    uvs: F64 | None
    colors: F64 | None
    faces: I64
    bones: I64
    weights: F64


@dataclass(frozen=True, slots=True, eq=False)
class ModelFile:
    """A model at rest: nodes by number with names, parents (-1: none) and places in the world,
    `pieces` of its surface, and the VRM names of bones it declares."""

    path: Path
    names: tuple[str, ...]
    parents: tuple[int, ...]
    places: F64
    surfaces: tuple[Surface, ...]
    pieces: tuple[Piece, ...]
    skinned: bool
    humanoid: dict[str, int] = field(default_factory=dict)


def read_model(path: Path) -> ModelFile:
    """Read a model. Raises ProjectError with the file and what to do."""
    try:
        with np.errstate(all="ignore"):
            return _Reader(path).model()
    except ProjectError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        RecursionError,
        struct.error,
        ArithmeticError,
    ) as error:
        raise broken(path, "it is damaged, or not glTF at all") from error
    except (OSError, Image.DecompressionBombError, MemoryError) as error:
        raise broken(path, str(error)[:120] or type(error).__name__) from error


def broken(path: Path, why: str) -> ProjectError:
    """The error for a file that does not hold what it should."""
    return ProjectError(
        f"is no model that can be read: {why}", file=str(path), fix="Export it again, as glTF binary (.glb)."
    )


class _Reader:
    def __init__(self, path: Path) -> None:
        self.path = path
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise self.too_large(f"{size / 2**20:.0f} MB")
        self.binary = b""
        self.json = self.document(path.read_bytes())
        self._buffers: dict[int, bytes] = {}
        self._arrays: dict[tuple[int, int], npt.NDArray[Any]] = {}
        self.left = _MOST_VALUES

    def too_large(self, what: str) -> ProjectError:
        most = f"{MOST_TRIANGLES:,} triangles and {_MOST_BYTES // 2**20} MB"
        return ProjectError(
            f"the model is too large ({what})", file=str(self.path), fix=f"Reduce it; up to {most} are taken."
        )

    def document(self, data: bytes) -> dict[str, Any]:
        if data[:4] == b"glTF":
            _, version, length = struct.unpack_from("<4sII", data)
            if version != 2:
                raise broken(self.path, f"it is glTF {version}, and 2 is read")
            if length > len(data):
                raise broken(self.path, "its end is missing")
            size, kind = struct.unpack_from("<I4s", data, 12)
            if kind != b"JSON" or 20 + size > len(data):
                raise broken(self.path, "its first part is not what it says")
            text, rest = data[20 : 20 + size], 20 + size
            if rest + 8 <= len(data):
                more, _ = struct.unpack_from("<I4s", data, rest)
                self.binary = data[rest + 8 : rest + 8 + more]
        else:
            text = data
        if len(text) > _MOST_JSON:
            raise self.too_large(f"{len(text) / 2**20:.0f} MB of description")
        found = json.loads(text)
        if not isinstance(found, dict) or "asset" not in found:
            raise broken(self.path, "it is not glTF")
        squeezed = [name for name in _SQUEEZED if name in found.get("extensionsRequired", ())]
        if squeezed:
            raise ProjectError(
                f"the model is compressed ({', '.join(squeezed)})",
                file=str(self.path),
                fix="Export it without compression.",
            )
        return found

    # -- bytes ---------------------------------------------------------------------------------

    def from_uri(self, uri: str) -> bytes:
        """What an address names: data in the file itself, or a file beside it."""
        if uri.startswith("data:"):
            try:
                return base64.b64decode(uri.split(",", 1)[1], validate=True)
            except (binascii.Error, IndexError) as error:
                raise broken(self.path, "data in it cannot be decoded") from error
        folder = self.path.parent.resolve()
        wanted = (folder / unquote(uri)).resolve()
        if "://" in uri or not wanted.is_relative_to(folder):
            raise ProjectError(
                f"the model wants {uri[:80]!r}, which is not in its folder",
                file=str(self.path),
                fix="Export it as one file (.glb).",
            )
        if not wanted.is_file():
            raise ProjectError(
                f"the model wants {uri[:80]!r}, which is not there",
                file=str(self.path),
                fix="Put it beside the model, or export it as one file (.glb).",
            )
        if wanted.stat().st_size > _MOST_BYTES:
            raise self.too_large(f"{wanted.name}: {wanted.stat().st_size / 2**20:.0f} MB")
        return wanted.read_bytes()

    def buffer(self, number: int) -> bytes:
        if number not in self._buffers:
            uri = self.json["buffers"][_index(number)].get("uri")
            self._buffers[number] = self.binary if uri is None else self.from_uri(uri)
        return self._buffers[number]

    def view(self, number: int) -> bytes:
        view = self.json["bufferViews"][_index(number)]
        start, length = _index(view.get("byteOffset", 0)), _index(view["byteLength"])
        data = self.buffer(view["buffer"])
        if start + length > len(data):
            raise broken(self.path, "it points past its own end")
        return data[start : start + length]

    def array(self, number: int, width: int) -> npt.NDArray[Any]:
        """An accessor (N, width) or (N,), its integers made fractions where it says so."""
        if (number, width) not in self._arrays:
            self._arrays[number, width] = self._array(number, width)
        return self._arrays[number, width]

    def _array(self, number: int, width: int) -> npt.NDArray[Any]:
        accessor = self.json["accessors"][_index(number)]
        count, found = _index(accessor["count"]), _WIDTHS[accessor["type"]]
        self.left -= count
        if self.left < 0:
            raise self.too_large("more values than a figure needs")
        if found != width:
            raise broken(self.path, f"something in it is {accessor['type']} where it should not be")
        if "sparse" in accessor or "bufferView" not in accessor:
            raise broken(self.path, "it leaves out numbers (sparse accessors), which is not read")
        kind = np.dtype(_KINDS[accessor["componentType"]])
        data = self.view(accessor["bufferView"])
        stride = _index(self.json["bufferViews"][accessor["bufferView"]].get("byteStride", 0)) or kind.itemsize * width
        start = _index(accessor.get("byteOffset", 0))
        if count and start + stride * (count - 1) + kind.itemsize * width > len(data):
            raise broken(self.path, "it points past its own end")
        values = np.ndarray((count, width), kind, data, start, (stride, kind.itemsize)).copy()
        if accessor.get("normalized"):
            values = np.maximum(values / np.iinfo(kind).max, -1.0)
        if not np.isfinite(values).all():
            raise broken(self.path, "numbers in it are not finite")
        return values[:, 0] if width == 1 else values

    # -- the model -----------------------------------------------------------------------------

    def model(self) -> ModelFile:
        nodes = self.json.get("nodes", [])
        if len(nodes) > _MOST_NODES:
            raise self.too_large(f"{len(nodes)} nodes")
        self.check_triangles()
        parents, world = self.placed(nodes)
        surfaces = tuple(self.surface(one) for one in self.json.get("materials", ()))
        surfaces += (Surface("", (0.6, 0.6, 0.6), (0.0, 0.0, 0.0), None, 0.0),)
        pieces = [
            piece
            for number, node in enumerate(nodes)
            if "mesh" in node
            for piece in self.pieces(number, node, world, len(surfaces) - 1)
        ]
        names = tuple(str(node.get("name", f"node {number}")) for number, node in enumerate(nodes))
        skinned = any("skin" in node and "mesh" in node for node in nodes)
        return ModelFile(
            self.path, names, tuple(parents), world[:, :3, 3], surfaces, tuple(pieces), skinned, self.vrm(len(nodes))
        )

    def check_triangles(self) -> None:
        """Count before anything is unpacked."""
        total = 0
        for mesh in self.json.get("meshes", ()):
            for primitive in mesh["primitives"]:
                number = primitive.get("indices", primitive["attributes"]["POSITION"])
                total += _index(self.json["accessors"][_index(number)]["count"]) // 3
        if total > MOST_TRIANGLES:
            raise self.too_large(f"{total:,} triangles")

    def placed(self, nodes: list[dict[str, Any]]) -> tuple[list[int], F64]:
        """Each node's parent, and its matrix in the world."""
        parents = [-1] * len(nodes)
        for number, node in enumerate(nodes):
            for child in node.get("children", ()):
                if parents[_index(child)] != -1:
                    raise broken(self.path, "a node in it has two parents")
                parents[child] = number
        world = np.tile(np.eye(4), (max(1, len(nodes)), 1, 1))[: len(nodes)]
        order = [number for number, parent in enumerate(parents) if parent < 0]
        for number in order:
            own = _local(nodes[number])
            world[number] = own if parents[number] < 0 else world[parents[number]] @ own
            order.extend(nodes[number].get("children", ()))
        if len(order) != len(nodes):
            raise broken(self.path, "its nodes stand in a circle")
        if not np.isfinite(world).all():
            raise broken(self.path, "its nodes stand nowhere")
        return parents, self.as_bound(parents, world)

    def as_bound(self, parents: list[int], world: F64) -> F64:
        """The nodes as they stood when the skin was bound, which is a rest pose; nodes may have
        been left in the middle of a movement. As they are, when skins were bound in different
        spaces."""
        bound: dict[int, F64] = {}
        for skin in self.json.get("skins", ()):
            joints, _ = self.skin_of(skin, world)
            if "inverseBindMatrices" not in skin:
                return world
            for joint, inverse in zip(joints.tolist(), self.inverses(skin, len(joints)), strict=False):
                if abs(np.linalg.det(inverse)) < 1e-12:
                    return world
                own = np.linalg.inv(inverse)
                if joint in bound and np.abs(own - bound[joint]).max() > 1e-3 * np.abs(own).max():
                    return world
                bound[joint] = own
        if not bound:
            return world
        first = min(bound)
        found = world.copy()
        for number in range(len(world)):
            node = number
            while node >= 0 and node not in bound:
                node = parents[node]
            node = node if node >= 0 else first
            if abs(np.linalg.det(world[node])) < 1e-12:
                return world
            found[number] = bound[node] @ np.linalg.inv(world[node]) @ world[number]
        return found

    def surface(self, about: dict[str, Any]) -> Surface:
        base = about.get("pbrMetallicRoughness", {})
        factor = [_share(v) for v in base.get("baseColorFactor", (1, 1, 1, 1))]
        glow = [_share(v) for v in about.get("emissiveFactor", (0, 0, 0))]
        texture = base.get("baseColorTexture")
        picture = self.picture(_index(texture["index"])) if texture else None
        cutoff = {"MASK": float(about.get("alphaCutoff", 0.5)), "BLEND": 0.5}.get(about.get("alphaMode", "OPAQUE"), 0.0)
        cutoff = cutoff if factor[3] >= cutoff else 2.0
        return Surface(
            str(about.get("name", "")), (factor[0], factor[1], factor[2]), (glow[0], glow[1], glow[2]), picture, cutoff
        )

    def picture(self, number: int) -> npt.NDArray[np.uint8] | None:
        """A texture's picture, at most 1024 pixels wide: figures are painted in flat tones."""
        source = self.json["textures"][number].get("source")
        if source is None:
            return None
        about = self.json["images"][_index(source)]
        data = self.from_uri(about["uri"]) if "uri" in about else self.view(about["bufferView"])
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise self.too_large(f"a picture of {image.width} by {image.height} pixels")
                image.draft("RGB", (1024, 1024))
                small = image.convert("RGBA")
                small.thumbnail((1024, 1024))
                return np.asarray(small, np.uint8)

    def pieces(self, number: int, node: dict[str, Any], world: F64, plain: int) -> list[Piece]:
        """The triangles of a node's mesh, in the world at rest."""
        joints, bones = self.skin(node, world)
        found = []
        for primitive in self.json["meshes"][_index(node["mesh"])]["primitives"]:
            if primitive.get("mode", 4) != 4:
                continue
            attributes = primitive["attributes"]
            points = self.array(attributes["POSITION"], 3).astype(np.float64)
            count = len(points)
            faces = self.array(primitive["indices"], 1).astype(np.int64) if "indices" in primitive else np.arange(count)
            faces = faces[: len(faces) // 3 * 3].reshape(-1, 3)
            if len(faces) and (faces.min() < 0 or faces.max() >= count):
                raise broken(self.path, "its triangles name points that are not there")
            normals = self.array(attributes["NORMAL"], 3).astype(np.float64) if "NORMAL" in attributes else None
            uvs = self.array(attributes["TEXCOORD_0"], 2).astype(np.float64) if "TEXCOORD_0" in attributes else None
            which, weights = self.weights(attributes, number, joints, count)
            if any(len(one) != count for one in (normals, uvs, which, weights) if one is not None):
                raise broken(self.path, "a mesh in it has lists of different lengths")
            if not len(faces):
                continue
            colors = self.colors(attributes, count)
            # Meshes share their points between materials: each piece takes those it uses.
            used, faces = np.unique(faces, return_inverse=True)
            faces = faces.reshape(-1, 3)
            points, which, weights = points[used], which[used], weights[used]
            normals, uvs, colors = (None if one is None else one[used] for one in (normals, uvs, colors))
            if bones is not None and "JOINTS_0" in attributes:
                order = np.argsort(joints, kind="stable")
                slots = order[np.searchsorted(joints[order], which)]
                blended = np.einsum("vk,vkij->vij", weights, bones[slots])
            else:
                blended = np.broadcast_to(world[number], (len(used), 4, 4))
            points = np.einsum("vij,vj->vi", blended[:, :3, :3], points) + blended[:, :3, 3]
            if normals is not None:
                normals = np.einsum("vij,vj->vi", blended[:, :3, :3], normals)
            material = primitive.get("material")
            surface = plain if material is None else _index(material)
            if surface > plain:
                raise broken(self.path, "it names a material that is not there")
            found.append(Piece(surface, points, normals, uvs, colors, faces, which, weights))
        return found

    def colors(self, attributes: dict[str, Any], count: int) -> F64 | None:
        if "COLOR_0" not in attributes:
            return None
        width = _WIDTHS[self.json["accessors"][_index(attributes["COLOR_0"])]["type"]]
        found = self.array(attributes["COLOR_0"], width).astype(np.float64)
        return found[:, :3] if width >= 3 and len(found) == count else None

    def skin(self, node: dict[str, Any], world: F64) -> tuple[I64, F64 | None]:
        """The nodes of a skin's joints, and the matrices from the mesh to the world at rest."""
        if "skin" not in node:
            return np.zeros(0, np.int64), None
        return self.skin_of(self.json["skins"][_index(node["skin"])], world)

    def skin_of(self, skin: dict[str, Any], world: F64) -> tuple[I64, F64]:
        joints = np.array([_index(joint) for joint in skin["joints"]], np.int64)
        if not len(joints) or joints.max() >= len(world):
            raise broken(self.path, "its skeleton names nodes that are not there")
        inverse = self.inverses(skin, len(joints))
        if len(inverse) < len(joints):
            raise broken(self.path, "its skeleton is not whole")
        return joints, world[joints] @ inverse[: len(joints)]

    def inverses(self, skin: dict[str, Any], count: int) -> F64:
        """From the mesh to each joint's own space, as bound."""
        if "inverseBindMatrices" not in skin:
            return np.tile(np.eye(4), (count, 1, 1))
        rows = self.array(skin["inverseBindMatrices"], 16).astype(np.float64)
        return np.asarray(rows.reshape(-1, 4, 4).transpose(0, 2, 1))

    def weights(self, attributes: dict[str, Any], number: int, joints: I64, count: int) -> tuple[I64, F64]:
        """Nodes that move each point and by how much; rows sum to one."""
        which, shares = [], []
        for set_ in range(2):
            if f"JOINTS_{set_}" in attributes and len(joints):
                slots = self.array(attributes[f"JOINTS_{set_}"], 4).astype(np.int64)
                if len(slots) and slots.max() >= len(joints):
                    raise broken(self.path, "its skin names joints that are not there")
                which.append(joints[slots])
                shares.append(np.maximum(self.array(attributes[f"WEIGHTS_{set_}"], 4).astype(np.float64), 0))
        if not which:
            return np.full((count, 1), number, np.int64), np.ones((count, 1))
        weights = np.concatenate(shares, axis=1)
        total = weights.sum(1, keepdims=True)
        weights = np.where(total > 1e-6, weights / np.maximum(total, 1e-6), np.eye(1, weights.shape[1]))
        return np.concatenate(which, axis=1), weights

    def vrm(self, count: int) -> dict[str, int]:
        """The bones a VRM file declares, by their VRM names."""
        extensions = self.json.get("extensions", {})
        bones: dict[str, int] = {}
        new = extensions.get("VRMC_vrm", {}).get("humanoid", {}).get("humanBones", {})
        for name, bone in new.items():
            bones[name] = _index(bone["node"])
        for bone in extensions.get("VRM", {}).get("humanoid", {}).get("humanBones", ()):
            bones[str(bone["bone"])] = _index(bone["node"])
        if any(node >= count for node in bones.values()):
            raise broken(self.path, "its skeleton names nodes that are not there")
        return bones


def _index(value: Any) -> int:
    """A whole number of zero or more. Raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def _share(value: Any) -> float:
    """A number from 0 to 1, made so if it is not; what is no number at all is 0."""
    number = float(value)
    return min(1.0, max(0.0, number)) if number == number else 0.0


def _local(node: dict[str, Any]) -> F64:
    """A node's own matrix."""
    if "matrix" in node:
        return np.array(node["matrix"], np.float64).reshape(4, 4).T
    x, y, z, w = (float(v) for v in node.get("rotation", (0, 0, 0, 1)))
    found = np.eye(4)
    found[:3, :3] = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ]
    found[:3, :3] *= np.array([float(v) for v in node.get("scale", (1, 1, 1))])
    found[:3, 3] = [float(v) for v in node.get("translation", (0, 0, 0))]
    return found
