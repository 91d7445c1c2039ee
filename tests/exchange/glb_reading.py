"""Reads GLB files by the specification alone, for tests: nothing here knows how they are written."""

from __future__ import annotations

import json
import struct

import numpy as np

DTYPES = {5121: np.uint8, 5123: np.uint16, 5125: np.uint32, 5126: np.float32}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}
REST = {"translation": [0.0] * 3, "rotation": [0.0, 0.0, 0.0, 1.0], "scale": [1.0] * 3}


class Glb:
    def __init__(self, data: bytes) -> None:
        magic, version, length = struct.unpack_from("<4sII", data)
        assert (magic, version, length) == (b"glTF", 2, len(data))
        size, kind = struct.unpack_from("<I4s", data, 12)
        assert kind == b"JSON"
        self.json = json.loads(data[20 : 20 + size])
        more, kind = struct.unpack_from("<I4s", data, 20 + size)
        assert kind == b"BIN\0"
        self.bin = data[28 + size : 28 + size + more]
        self.parents = {
            child: number for number, node in enumerate(self.json["nodes"]) for child in node.get("children", ())
        }

    def node(self, name: str) -> int:
        (found,) = [number for number, node in enumerate(self.json["nodes"]) if node.get("name") == name]
        return found

    def array(self, number: int) -> np.ndarray:
        accessor = self.json["accessors"][number]
        view = self.json["bufferViews"][accessor["bufferView"]]
        dtype, width = DTYPES[accessor["componentType"]], WIDTHS[accessor["type"]]
        start = view["byteOffset"] + accessor.get("byteOffset", 0)
        values = np.frombuffer(self.bin, dtype, accessor["count"] * width, start)
        return values.reshape(-1, width) if width > 1 else values

    def value(self, node: int, path: str, time: float) -> np.ndarray:
        for animation in self.json.get("animations", ()):
            for channel in animation["channels"]:
                if channel["target"] == {"node": node, "path": path}:
                    sampler = animation["samplers"][channel["sampler"]]
                    times, values = self.array(sampler["input"]), self.array(sampler["output"]).astype(float)
                    if sampler["interpolation"] == "STEP":
                        return values[max(0, np.searchsorted(times, time + 1e-6, "right") - 1)]
                    after = int(np.clip(np.searchsorted(times, time), 1, len(times) - 1))
                    share = np.clip((time - times[after - 1]) / (times[after] - times[after - 1]), 0, 1)
                    mixed = values[after - 1] * (1 - share) + values[after] * share
                    return mixed / np.linalg.norm(mixed) if path == "rotation" else mixed
        return np.array(self.json["nodes"][node].get(path, REST[path]), float)

    def place(self, node: int, time: float) -> np.ndarray:
        """A node's global matrix."""
        x, y, z, w = self.value(node, "rotation", time)
        local = np.eye(4)
        local[:3, :3] = [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
        local[:3, :3] *= self.value(node, "scale", time)
        local[:3, 3] = self.value(node, "translation", time)
        parent = self.parents.get(node)
        return local if parent is None else self.place(parent, time) @ local

    def points(self, node: int, time: float) -> np.ndarray:
        """Where the vertices of a node's mesh are."""
        about = self.json["nodes"][node]
        attributes = self.json["meshes"][about["mesh"]]["primitives"][0]["attributes"]
        points = self.array(attributes["POSITION"]).astype(float)
        points = np.concatenate([points, np.ones((len(points), 1))], axis=1)
        if "skin" not in about:
            return (points @ self.place(node, time).T)[:, :3]
        skin = self.json["skins"][about["skin"]]
        inverse = self.array(skin["inverseBindMatrices"]).reshape(-1, 4, 4).transpose(0, 2, 1)
        bones = np.stack([self.place(joint, time) for joint in skin["joints"]]) @ inverse
        joints, weights = self.array(attributes["JOINTS_0"]), self.array(attributes["WEIGHTS_0"]).astype(float)
        return np.einsum("vk,vkij,vj->vi", weights, bones[joints], points)[:, :3]

    def project(self, node: int, points: np.ndarray, time: float) -> np.ndarray:
        """Points (..., 3) on the picture of a camera's node, -1..1, by its own lens."""
        lens = self.json["cameras"][self.json["nodes"][node]["camera"]]["perspective"]
        view = np.linalg.inv(self.place(node, time))
        local = points @ view[:3, :3].T + view[:3, 3]
        reach = np.tan(lens["yfov"] / 2) * -local[..., 2]
        return np.stack([local[..., 0] / (reach * lens["aspectRatio"]), local[..., 1] / reach], -1)
