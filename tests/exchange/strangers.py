"""Models as strangers would bring them, made from our own figure: other names, poses, sizes and ways round."""

from __future__ import annotations

import json
import struct

import numpy as np

from fairtake.geometry.quaternion import from_axis_angle, matrix
from fairtake.model.figure import JOINT_PARENTS, JOINTS, Figure, joint_index

_MIXAMO = {
    "pelvis": "Hips", "spine": "Spine", "chest": "Spine2", "neck": "Neck", "head": "Head", "shoulder": "Shoulder",
    "upper_arm": "Arm", "forearm": "ForeArm", "hand": "Hand", "thumb": "HandThumb1", "index": "HandIndex1",
    "index_tip": "HandIndex2", "fingers": "HandMiddle1", "fingers_tip": "HandMiddle2", "thigh": "UpLeg", "shin": "Leg",
    "foot": "Foot", "toe": "ToeBase",
}  # fmt: skip
_UNREAL = {
    "pelvis": "pelvis", "spine": "spine_01", "chest": "spine_03", "neck": "neck_01", "head": "head",
    "shoulder": "clavicle", "upper_arm": "upperarm", "forearm": "lowerarm", "hand": "hand", "thumb": "thumb_01",
    "index": "index_01", "index_tip": "index_02", "fingers": "middle_01", "fingers_tip": "middle_02", "thigh": "thigh",
    "shin": "calf", "foot": "foot", "toe": "ball",
}  # fmt: skip


def mixamo(joint: str) -> str:
    name, _, side = joint.partition(".")
    return "mixamorig:" + {"L": "Left", "R": "Right", "": ""}[side] + _MIXAMO[name]


def ready(joint: str) -> str:
    return mixamo(joint).removeprefix("mixamorig:")


def unreal(joint: str) -> str:
    name, _, side = joint.partition(".")
    return _UNREAL[name] + (f"_{side.lower()}" if side else "")


def plain(joint: str) -> str:
    return joint


def nameless(joint: str) -> str:
    return f"bone{JOINTS.index(joint)}"


VRM = {
    "pelvis": "hips", "chest": "chest", "neck": "neck", "head": "head", "upper_arm": "UpperArm", "forearm": "LowerArm",
    "hand": "Hand", "thigh": "UpperLeg", "shin": "LowerLeg", "foot": "Foot",
}  # fmt: skip


def vrm_bones() -> dict[str, dict[str, int]]:
    found = {}
    for number, joint in enumerate(JOINTS):
        name, _, side = joint.partition(".")
        if name in VRM:
            found[{"L": "left", "R": "right", "": ""}[side] + VRM[name]] = {"node": number}
    return found


def t_pose(figure: Figure) -> tuple[np.ndarray, np.ndarray]:
    """Vertices and joints (float64) with the arms stretched out sideways."""
    rest = figure.rest.astype(float)
    places, turns = rest.copy(), np.tile(np.eye(3), (len(JOINTS), 1, 1))
    for number, joint in enumerate(JOINTS):
        parent = JOINT_PARENTS[number]
        if parent >= 0:
            turns[number] = turns[parent]
            places[number] = places[parent] + turns[parent] @ (rest[number] - rest[parent])
        if joint.startswith("upper_arm"):
            side = joint[-1]
            x, y, _ = rest[joint_index(f"forearm.{side}")] - rest[number]
            swing = -np.arctan2(y, abs(x)) * np.sign(x)
            turns[number] = matrix(from_axis_angle([0.0, 0.0, 1.0], swing))
    points = np.zeros(figure.mesh.vertices.shape)
    for column in range(4):
        joint, share = figure.joints[:, column], figure.weights[:, column, None]
        moved = np.einsum("vij,vj->vi", turns[joint], figure.mesh.vertices - rest[joint])
        points += share * (places[joint] + moved)
    return points, places


def glb(document: dict, binary: bytes) -> bytes:
    binary += bytes(-len(binary) % 4)
    document = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": len(binary)}], **document}
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    parts = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(parts)) + parts


class Packer:
    def __init__(self) -> None:
        self.data, self.views, self.accessors = b"", [], []

    def add(self, values: np.ndarray) -> int:
        kinds = {"uint16": 5123, "uint32": 5125, "float32": 5126}
        shapes = {1: "SCALAR", 2: "VEC2", 3: "VEC3", 4: "VEC4", 16: "MAT4"}
        width = values.shape[1] if values.ndim > 1 else 1
        self.views.append({"buffer": 0, "byteOffset": len(self.data), "byteLength": values.nbytes})
        self.data += values.tobytes()
        about = {"bufferView": len(self.views) - 1, "componentType": kinds[values.dtype.name], "count": len(values)}
        self.accessors.append({**about, "type": shapes[width]})
        return len(self.accessors) - 1


def stranger(
    figure: Figure,
    name=mixamo,
    *,
    stretched=True,
    scale=1.0,
    yaw=0.0,
    vrm=False,
    picture: bytes = b"",
    blank=False,
    targets: dict[str, np.ndarray] | None = None,
) -> tuple[dict, bytes]:
    """A glTF document and its buffer. `scale` and `yaw` stand on a node above the skeleton, as
    exporters write centimetres and models that look away; `picture` is laid on all of it; `targets` are blend
    shapes (V, 3) by name."""
    points, places = t_pose(figure) if stretched else (figure.mesh.vertices.astype(float), figure.rest.astype(float))
    pack = Packer()
    nodes = []
    for number, joint in enumerate(JOINTS):
        parent = JOINT_PARENTS[number]
        offset = (places[number] - (places[parent] if parent >= 0 else 0)) / scale
        children = [child for child, above in enumerate(JOINT_PARENTS) if above == number]
        nodes.append(
            {"name": name(joint), "translation": offset.tolist()} | ({"children": children} if children else {})
        )
    x, y, z, w = from_axis_angle([0.0, 1.0, 0.0], yaw).tolist()
    nodes.append({"name": "Armature", "children": [0], "scale": [scale] * 3, "rotation": [x, y, z, w]})
    nodes.append({"name": "Body", "mesh": 0, "skin": 0})
    turn = matrix(from_axis_angle([0.0, 1.0, 0.0], yaw))
    world = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    world[:, :3, :3] = turn * scale
    world[:, :3, 3] = places @ turn.T
    inverse = np.linalg.inv(world)
    attributes = {
        "POSITION": pack.add((points @ turn.T).astype(np.float32)),
        "NORMAL": pack.add((figure.mesh.normals @ turn.T).astype(np.float32)),
        "TEXCOORD_0": pack.add(figure.mesh.uvs),
        "JOINTS_0": pack.add(figure.joints.astype(np.uint16)),
        "WEIGHTS_0": pack.add(figure.weights),
    }
    primitives = []
    for number in np.unique(figure.mesh.materials):
        faces = figure.mesh.faces[figure.mesh.materials == number].reshape(-1).astype(np.uint32)
        primitives.append({"attributes": attributes, "indices": pack.add(faces), "material": int(number)})
        if targets:
            turned = [(moves @ turn.T).astype(np.float32) for moves in targets.values()]
            primitives[-1]["targets"] = [{"POSITION": pack.add(moves)} for moves in turned]
    materials = [
        {"name": one.name if not blank else "plain", "pbrMetallicRoughness": {"baseColorFactor": [c**2.2 for c in one.color] + [1]}}
        for one in figure.materials
    ]  # fmt: skip
    skin = {"joints": list(range(len(JOINTS))), "inverseBindMatrices": pack.add(inverse.transpose(0, 2, 1).reshape(-1, 16).astype(np.float32))}  # fmt: skip
    document = {"nodes": nodes, "meshes": [{"primitives": primitives}], "materials": materials, "skins": [skin]}
    if targets:
        document["meshes"][0]["extras"] = {"targetNames": list(targets)}
    document |= {"scenes": [{"nodes": [len(JOINTS), len(JOINTS) + 1]}], "scene": 0}
    if picture:
        pack.views.append({"buffer": 0, "byteOffset": len(pack.data), "byteLength": len(picture)})
        pack.data += picture
        document |= {
            "images": [{"bufferView": len(pack.views) - 1, "mimeType": "image/png"}],
            "textures": [{"source": 0}],
        }
        for material in materials:
            material["pbrMetallicRoughness"] = {"baseColorTexture": {"index": 0}}
    if vrm:
        document["extensions"] = {"VRMC_vrm": {"humanoid": {"humanBones": vrm_bones()}}}
    document |= {"bufferViews": pack.views, "accessors": pack.accessors}
    return document, pack.data
