"""The tree of a glTF file: which nodes are in its scene and where they stand at rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.exchange.gltf_container import Container, index_of
from fairtake.exchange.model_file import MOST_NODES, broken, too_large

__all__ = ["Nodes"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


class Nodes:
    """`about` the file's nodes, `parents` (-1: none), `world` (N, 4, 4) at rest, `shown` (N,)
    whether a node is in the scene that the file opens with."""

    def __init__(self, file: Container) -> None:
        self.file = file
        self.about: list[dict[str, Any]] = file.json.get("nodes", [])
        if len(self.about) > MOST_NODES:
            raise too_large(file.path, f"{len(self.about)} nodes")
        self.names = tuple(str(node.get("name", f"node {number}")) for number, node in enumerate(self.about))
        self.parents, world = self._placed()
        self.world = self._as_bound(world)
        self.shown = self._in_scene()

    def _placed(self) -> tuple[list[int], F64]:
        nodes = self.about
        parents = [-1] * len(nodes)
        for number, node in enumerate(nodes):
            for child in node.get("children", ()):
                if parents[index_of(child)] != -1:
                    raise broken(self.file.path, "a node in it has two parents")
                parents[child] = number
        world = np.tile(np.eye(4), (max(1, len(nodes)), 1, 1))[: len(nodes)]
        order = [number for number, parent in enumerate(parents) if parent < 0]
        for number in order:
            own = _local(nodes[number])
            world[number] = own if parents[number] < 0 else world[parents[number]] @ own
            order.extend(nodes[number].get("children", ()))
        if len(order) != len(nodes):
            raise broken(self.file.path, "its nodes stand in a circle")
        if not np.isfinite(world).all():
            raise broken(self.file.path, "its nodes stand nowhere")
        return parents, world

    def _in_scene(self) -> npt.NDArray[np.bool_]:
        """A file may hold several scenes: the one it opens with counts."""
        scenes = self.file.json.get("scenes") or []
        if not scenes:
            return np.ones(len(self.about), np.bool_)
        shown = np.zeros(len(self.about), np.bool_)
        order = [index_of(one) for one in scenes[index_of(self.file.json.get("scene", 0))].get("nodes", ())]
        for number in order:
            if shown[number]:
                continue
            shown[number] = True
            order.extend(self.about[number].get("children", ()))
        return shown

    def _as_bound(self, world: F64) -> F64:
        """The nodes as they stood when the skin was bound, which is a rest pose; nodes may have
        been left in the middle of a movement. As they are, when skins were bound in different
        spaces."""
        bound: dict[int, F64] = {}
        for skin in self.file.json.get("skins", ()):
            joints, _ = self.skin(skin, world)
            if "inverseBindMatrices" not in skin:
                return world
            for joint, inverse in zip(joints.tolist(), self._inverses(skin, len(joints)), strict=False):
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
                node = self.parents[node]
            node = node if node >= 0 else first
            if abs(np.linalg.det(world[node])) < 1e-12:
                return world
            found[number] = bound[node] @ np.linalg.inv(world[node]) @ world[number]
        return found

    def skin(self, skin: dict[str, Any], world: F64) -> tuple[I64, F64]:
        """The nodes of a skin's joints, and the matrices from the mesh to the world at rest."""
        joints = np.array([index_of(joint) for joint in skin["joints"]], np.int64)
        if not len(joints) or joints.max() >= len(world):
            raise broken(self.file.path, "its skeleton names nodes that are not there")
        inverse = self._inverses(skin, len(joints))
        if len(inverse) < len(joints):
            raise broken(self.file.path, "its skeleton is not whole")
        return joints, world[joints] @ inverse[: len(joints)]

    def _inverses(self, skin: dict[str, Any], count: int) -> F64:
        """From the mesh to each joint's own space, as bound."""
        if "inverseBindMatrices" not in skin:
            return np.tile(np.eye(4), (count, 1, 1))
        rows = self.file.array(skin["inverseBindMatrices"], 16).astype(np.float64)
        return np.asarray(rows.reshape(-1, 4, 4).transpose(0, 2, 1))


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
