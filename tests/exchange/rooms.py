"""Places as strangers would model them: rooms of boxes with other names, units, axes and structures."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image
from strangers import Packer

WOOD, DARK, CREAM, GREEN, RED, STEEL = (
    (0.55, 0.33, 0.17), (0.22, 0.12, 0.08), (0.85, 0.78, 0.62), (0.16, 0.3, 0.2), (0.5, 0.08, 0.07), (0.5, 0.52, 0.55)
)  # fmt: skip


def cube(low, high) -> tuple[np.ndarray, np.ndarray]:
    """Points (24, 3) and faces (12, 3) of a box, outside counter-clockwise."""
    low, high = np.asarray(low, float), np.asarray(high, float)
    points, faces = [], []
    for axis in range(3):
        for end in (0, 1):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            square = [(0, 0), (1, 0), (1, 1), (0, 1)] if end else [(0, 0), (0, 1), (1, 1), (1, 0)]
            first = len(points)
            for a, b in square:
                p = low.copy()
                p[axis] = high[axis] if end else low[axis]
                p[u] = high[u] if a else low[u]
                p[v] = high[v] if b else low[v]
                points.append(p)
            faces += [(first, first + 1, first + 2), (first, first + 2, first + 3)]
    return np.array(points), np.array(faces)


class Builder:
    """A document in the making: nodes of boxes."""

    def __init__(self, normals: bool = True, small: bool = True) -> None:
        self.pack, self.nodes, self.meshes, self.materials = Packer(), [], [], []
        self.normals, self.small = normals, small
        self.images: list[int] = []
        self.lights: list[dict] = []
        self._paints: dict = {}

    def paint(self, color, picture: bytes = b"", glow=None, alpha: float = 1.0) -> int:
        key = (color, picture, glow, alpha)
        if key not in self._paints:
            about: dict = {
                "name": f"paint {len(self.materials)}",
                "pbrMetallicRoughness": {"baseColorFactor": [*color, alpha]},
            }
            if picture:
                self.pack.data += bytes(-len(self.pack.data) % 4)
                self.pack.views.append({"buffer": 0, "byteOffset": len(self.pack.data), "byteLength": len(picture)})
                self.pack.data += picture
                self.images.append(len(self.pack.views) - 1)
                about["pbrMetallicRoughness"]["baseColorTexture"] = {"index": len(self.images) - 1}
            if glow:
                about["emissiveFactor"] = list(glow)
            if alpha < 1:
                about["alphaMode"] = "BLEND"
            self.materials.append(about)
            self._paints[key] = len(self.materials) - 1
        return self._paints[key]

    def boxes(self, name, boxes, paint, parent=None, at=(0, 0, 0), tile=1.0, **more) -> int:
        """A node with a mesh of boxes (low, high) in its own space."""
        points, faces, count = [], [], 0
        for low, high in boxes:
            p, f = cube(low, high)
            points.append(p)
            faces.append(f + count)
            count += len(p)
        points, faces = np.concatenate(points), np.concatenate(faces)
        corners = points[faces]
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        flat = np.zeros_like(points)
        flat[faces.reshape(-1)] = np.repeat(normal / np.linalg.norm(normal, axis=1, keepdims=True), 3, axis=0)
        axis = np.abs(flat).argmax(1)
        uv = np.where(
            (axis == 1)[:, None],
            points[:, [0, 2]],
            np.where((axis == 0)[:, None], points[:, [2, 1]], points[:, [0, 1]]),
        )
        attributes = {
            "POSITION": self.pack.add(points.astype(np.float32)),
            "TEXCOORD_0": self.pack.add((uv / tile).astype(np.float32)),
        }
        if self.normals:
            attributes["NORMAL"] = self.pack.add(flat.astype(np.float32))
        kind = np.uint16 if self.small else np.uint32
        indices = self.pack.add(faces.reshape(-1).astype(kind))
        if len(self.pack.data) % 4:
            self.pack.data += bytes(-len(self.pack.data) % 4)
        self.meshes.append({"primitives": [{"attributes": attributes, "indices": indices, "material": paint}]})
        return self.node(name, parent, at, mesh=len(self.meshes) - 1, **more)

    def node(self, name, parent=None, at=(0, 0, 0), **more) -> int:
        self.nodes.append({"name": name, "translation": [float(v) for v in at], **more})
        if parent is not None:
            self.nodes[parent].setdefault("children", []).append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def light(self, name, at, parent=None, kind="point", color=(1.0, 0.75, 0.45), **more) -> None:
        self.lights.append({"type": kind, "color": list(color), "intensity": 60.0, "range": 6.0})
        self.node(name, parent, at, extensions={"KHR_lights_punctual": {"light": len(self.lights) - 1}}, **more)

    def document(self, *, scale=1.0, z_up=False, yaw=0.0, at=(0.0, 0.0, 0.0)) -> tuple[dict, bytes]:
        roots = [n for n in range(len(self.nodes)) if not any(n in one.get("children", ()) for one in self.nodes)]
        half = yaw / 2
        top = {"name": "Scene", "children": roots, "scale": [scale] * 3, "translation": list(at)}
        top["rotation"] = [0.0, float(np.sin(half)), 0.0, float(np.cos(half))]
        nodes = [*self.nodes, top]
        if z_up:
            nodes.append({"name": "Export", "children": [len(nodes) - 1], "rotation": [0.70710678, 0, 0, 0.70710678]})
        document: dict = {"nodes": nodes, "meshes": self.meshes, "materials": self.materials}
        document |= {"scenes": [{"nodes": [len(nodes) - 1]}], "scene": 0}
        if self.images:
            document["images"] = [{"bufferView": view, "mimeType": "image/png"} for view in self.images]
            document["textures"] = [{"source": n} for n in range(len(self.images))]
        if self.lights:
            document["extensions"] = {"KHR_lights_punctual": {"lights": self.lights}}
            document["extensionsUsed"] = ["KHR_lights_punctual"]
        document |= {"bufferViews": self.pack.views, "accessors": self.pack.accessors}
        return document, self.pack.data


def checks(a, b, cells=8, size=256) -> bytes:
    grid = np.indices((size, size)) * cells // size
    odd = (grid.sum(0) % 2).astype(bool)
    picture = np.where(odd[..., None], np.array(a, np.uint8), np.array(b, np.uint8)).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    return file.getvalue()


def chair(b: Builder, name, x, z, yaw, parent=None, paint=None) -> int:
    """A chair with a back, looking along +z before it is turned."""
    paint = b.paint(WOOD) if paint is None else paint
    legs = [((sx - 0.02, 0, sz - 0.02), (sx + 0.02, 0.44, sz + 0.02)) for sx in (-0.19, 0.19) for sz in (-0.19, 0.19)]
    back = [((-0.21, 0.44, -0.21), (-0.17, 0.92, -0.18)), ((0.17, 0.44, -0.21), (0.21, 0.92, -0.18))]
    back += [((-0.21, y, -0.205), (0.21, y + 0.1, -0.185)) for y in (0.62, 0.8)]
    turn = [0.0, float(np.sin(yaw / 2)), 0.0, float(np.cos(yaw / 2))]
    return b.boxes(
        name, [*legs, *back, ((-0.21, 0.44, -0.21), (0.21, 0.48, 0.21))], paint, parent, (x, 0, z), rotation=turn
    )


def table(b: Builder, name, x, z, wide=0.8, deep=0.8, parent=None) -> int:
    w, d = wide / 2, deep / 2
    boxes = [
        ((-w, 0.72, -d), (w, 0.75, d)),
        ((-0.04, 0.02, -0.04), (0.04, 0.72, 0.04)),
        ((-0.22, 0, -0.22), (0.22, 0.03, 0.22)),
    ]
    return b.boxes(name, boxes, b.paint(DARK), parent, (x, 0, z))


def wall_with_hole(length, height, thick, hole=None):
    """Boxes of a wall along x from 0 to `length`, with a hole (x0, x1, y0, y1)."""
    if hole is None:
        return [((0, 0, 0), (length, height, thick))]
    x0, x1, y0, y1 = hole
    boxes = [
        ((0, 0, 0), (x0, height, thick)),
        ((x1, 0, 0), (length, height, thick)),
        ((x0, y1, 0), (x1, height, thick)),
    ]
    return [*boxes, ((x0, 0, 0), (x1, y0, thick))] if y0 > 0 else boxes


def cafe(normals=True, small=True, names=True, ceiling=True, sides="nesw", pictures=True) -> Builder:
    """A café of 7 by 5.6 metres, 3 high: a counter, three tables with chairs, a door, two windows,
    hanging lamps, a picture, a plant, a shelf."""
    b = Builder(normals, small)
    w, d, h, t = 7.0, 5.6, 3.0, 0.15
    plaster, floor = b.paint(CREAM), b.paint((1, 1, 1), checks((196, 170, 130), (120, 74, 48)) if pictures else b"")
    said = (lambda name: name) if names else (lambda name: f"Object_{len(b.nodes)}")
    b.boxes(said("Floor"), [((-w / 2 - 1, -0.1, -d / 2 - 1), (w / 2 + 1, 0, d / 2 + 1))], floor, tile=2.4)
    if ceiling:
        b.boxes(
            said("Ceiling"),
            [((-w / 2 - t, h, -d / 2 - t), (w / 2 + t, h + 0.1, d / 2 + t))],
            b.paint((0.9, 0.86, 0.78)),
        )
    walls = {
        "n": ([(( -w / 2 + p[0][0], p[0][1], -d / 2 - t), (-w / 2 + p[1][0], p[1][1], -d / 2)) for p in wall_with_hole(w, h, t)]),
        "s": ([(( -w / 2 + p[0][0], p[0][1], d / 2), (-w / 2 + p[1][0], p[1][1], d / 2 + t)) for p in wall_with_hole(w, h, t, (5.2, 6.2, 0, 2.1))]),
        "w": ([((-w / 2 - t, p[0][1], -d / 2 + p[0][0]), (-w / 2, p[1][1], -d / 2 + p[1][0])) for p in wall_with_hole(d, h, t, (1.2, 4.4, 0.8, 2.3))]),
        "e": ([((w / 2, p[0][1], -d / 2 + p[0][0]), (w / 2 + t, p[1][1], -d / 2 + p[1][0])) for p in wall_with_hole(d, h, t)]),
    }  # fmt: skip
    for side, boxes in walls.items():
        if side in sides:
            b.boxes(said(f"Wall_{side}"), boxes, plaster if side in "ns" else b.paint((0.7, 0.76, 0.66)))
    if "s" in sides:
        b.boxes(
            said("Door"),
            [((0.01, 0.01, -0.02), (0.99, 2.08, 0.02))],
            b.paint(GREEN),
            at=(-w / 2 + 5.2, 0, d / 2 + 0.05),
        )
    if "w" in sides:
        frame = [((-0.06, 0.8, z - 0.03), (0.0, 2.3, z + 0.03)) for z in (-1.57, -0.53, 0.53, 1.57)]
        window = b.boxes(
            said("Window_frame"),
            [*frame, ((-0.06, 1.52, -1.6), (0, 1.58, 1.6))],
            b.paint((0.9, 0.9, 0.86)),
            at=(-w / 2, 0, 0),
        )
        b.boxes(
            said("Window glass"),
            [((-0.05, 0.8, -1.6), (-0.04, 2.3, 1.6))],
            b.paint((0.7, 0.85, 0.9), alpha=0.2),
            window,
        )
    bar = b.node(said("Counter"), at=(2.6, 0, -0.9))
    b.boxes(said("Counter body"), [((-0.3, 0, -1.3), (0.3, 1.02, 1.3))], b.paint(GREEN), bar)
    b.boxes(said("Counter top"), [((-0.38, 1.02, -1.38), (0.38, 1.08, 1.38))], b.paint(DARK), bar)
    shelf = [((-0.9, y, 0), (0.9, y + 0.04, 0.28)) for y in (1.2, 1.6, 2.0)]
    b.boxes(said("Shelf"), shelf, b.paint(WOOD), at=(1.6, 0, -d / 2))
    b.boxes(said("Cabinet"), [((-0.5, 0, 0), (0.5, 1.9, 0.45))], b.paint(WOOD), at=(-2.9, 0, -d / 2))
    b.boxes(
        said("Painting"),
        [((-0.5, 1.2, 0.0), (0.5, 1.9, 0.03))],
        b.paint((1, 1, 1), checks((180, 60, 40), (40, 70, 120), 3) if pictures else b""),
        at=(-0.8, 0, -d / 2),
        tile=1.0,
    )
    for n, (x, z) in enumerate(((-1.9, -0.9), (-1.9, 1.4), (0.3, 1.1))):
        tail = f".{n:03d}" if n else ""
        table(b, said(f"Table{tail}"), x, z)
        chair(b, said(f"Chair{tail}"), x - 0.62, z, np.pi / 2)
        chair(b, said(f"Chair.{n + 10:03d}"), x + 0.62, z, -np.pi / 2)
        lamp = b.boxes(
            said(f"Lamp{tail}"),
            [((-0.16, 2.0, -0.16), (0.16, 2.16, 0.16)), ((-0.01, 2.16, -0.01), (0.01, h, 0.01))],
            b.paint((1.0, 0.8, 0.5), glow=(1.0, 0.75, 0.4)),
            at=(x, 0, z),
        )
        b.light("Light", (0, 1.95, 0), lamp)
    b.boxes(said("Plant"), [((-0.15, 0, -0.15), (0.15, 0.35, 0.15))], b.paint(RED), at=(3.0, 0, 2.3))
    b.boxes(said("Plant leaves"), [((-0.3, 0.35, -0.3), (0.3, 1.3, 0.3))], b.paint(GREEN), at=(3.0, 0, 2.3))
    return b
