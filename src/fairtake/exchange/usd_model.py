"""USD → ModelFile: meshes, simple solids, skeletons, blend shapes and lamps at rest, y up, in metres."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pxr import Tf, Usd, UsdGeom, UsdLux, UsdSkel

from fairtake.exchange.model_file import (
    MOST_NODES,
    MOST_TRIANGLES,
    Lamp,
    ModelFile,
    Piece,
    Shape,
    broken,
    too_large,
)
from fairtake.exchange.usd_layers import check_layers
from fairtake.exchange.usd_mesh import MeshArrays, read_mesh
from fairtake.exchange.usd_solids import solid
from fairtake.exchange.usd_surfaces import UsdSurfaces
from fairtake.model.light import LightKind

__all__ = ["read_usd"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


def read_usd(path: Path, shapes: bool) -> ModelFile:
    """Read a USD file; its blend shapes too when they are wanted. Raises ProjectError. A file
    may crash the library: `usd_process` reads it where that does no harm."""
    check_layers(path)
    try:
        stage = Usd.Stage.Open(str(path))
    except Tf.ErrorException as error:
        raise broken(path, "it is damaged, or not USD at all") from error
    if stage is None:
        raise broken(path, "it is damaged, or not USD at all")
    return _Reader(path, stage, shapes).model()


class _Reader:
    def __init__(self, path: Path, stage: Usd.Stage, shapes: bool) -> None:
        self.path, self.stage, self.shapes = path, stage, shapes
        self.time = Usd.TimeCode.EarliestTime()
        self.cache = UsdGeom.XformCache(self.time)
        self.surfaces = UsdSurfaces(path)
        self.names: list[str] = []
        self.parents: list[int] = []
        self.places: list[F64] = []
        self.nodes: dict[str, int] = {}
        self.bones: dict[str, list[int]] = {}
        self.pieces: list[Piece] = []
        self.lamps: list[Lamp] = []
        self.left: dict[str, int] = {}
        self.triangles = 0
        self.skinned = False
        # The stage's own axes and unit, put right once.
        unit = UsdGeom.GetStageMetersPerUnit(stage)
        self.own = np.diag([unit, unit, unit, 1.0])
        if UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z:
            self.own = self.own @ np.array([[1, 0, 0, 0], [0, 0, 1, 0], [0, -1, 0, 0], [0, 0, 0, 1.0]])

    def model(self) -> ModelFile:
        walk = iter(Usd.PrimRange(self.stage.GetPseudoRoot(), Usd.TraverseInstanceProxies()))
        for prim in walk:
            if prim.IsPseudoRoot():
                continue
            if prim.IsA(UsdGeom.PointInstancer):
                self.left["point instancers"] = self.left.get("point instancers", 0) + 1
                walk.PruneChildren()
                continue
            if prim.IsA(UsdGeom.Imageable) and self.hidden(UsdGeom.Imageable(prim)):
                walk.PruneChildren()
                continue
            self.node(prim)
            if prim.IsA(UsdGeom.Mesh):
                self.mesh(prim)
            elif prim.IsA(UsdGeom.Gprim):
                self.solid(prim)
            elif prim.HasAPI(UsdLux.LightAPI):
                self.lamp(prim)
        if not all(np.isfinite(place).all() for place in self.places):
            raise broken(self.path, "its nodes stand nowhere")
        left = tuple(f"{count} {what}" for what, count in self.left.items())
        return ModelFile(
            self.path,
            tuple(self.names),
            tuple(self.parents),
            np.array(self.places, np.float64).reshape(-1, 3),
            tuple(self.surfaces.table),
            tuple(self.pieces),
            self.skinned,
            lamps=tuple(self.lamps),
            left_out=left,
        )

    def hidden(self, thing: UsdGeom.Imageable) -> bool:
        """What is never drawn; what only comes and goes is there."""
        if thing.ComputePurpose() in (UsdGeom.Tokens.guide, UsdGeom.Tokens.proxy):
            return True
        seen = thing.GetVisibilityAttr()
        return not seen.ValueMightBeTimeVarying() and seen.Get() == UsdGeom.Tokens.invisible

    # -- nodes ---------------------------------------------------------------------------------

    def node(self, prim: Usd.Prim) -> int:
        """The number of a prim's node, made when first asked for."""
        key = str(prim.GetPath())
        if key not in self.nodes:
            parent = prim.GetParent()
            above = self.nodes.get(str(parent.GetPath()), -1)
            self.nodes[key] = self.add(prim.GetName(), above, self.world(prim)[:3, 3])
        return self.nodes[key]

    def add(self, name: str, parent: int, place: F64) -> int:
        self.names.append(name)
        self.parents.append(parent)
        self.places.append(place)
        if len(self.names) > MOST_NODES:
            raise too_large(self.path, f"more than {MOST_NODES} nodes")
        return len(self.names) - 1

    def world(self, prim: Usd.Prim) -> F64:
        """From a prim's own space to ours, for columns."""
        return np.asarray(self.own @ np.array(self.cache.GetLocalToWorldTransform(prim), np.float64).T)

    def joints(self, skeleton: UsdSkel.Skeleton) -> tuple[list[int], list[str]]:
        """The nodes of a skeleton's joints, as bound, and their paths."""
        prim = skeleton.GetPrim()
        key = str(prim.GetPath())
        paths = [str(one) for one in skeleton.GetJointsAttr().Get() or ()]
        if key not in self.bones:
            bind = skeleton.GetBindTransformsAttr().Get()
            if not paths or bind is None or len(bind) != len(paths):
                raise broken(self.path, "its skeleton is not whole")
            world = self.world(prim)
            numbers: dict[str, int] = {}
            for joint, matrix in zip(paths, bind, strict=True):
                place = (world @ np.array(matrix, np.float64).T)[:3, 3]
                above = numbers.get(joint.rpartition("/")[0], self.node(prim))
                numbers[joint] = self.add(joint.rpartition("/")[2], above, place)
            self.bones[key] = [numbers[joint] for joint in paths]
        return self.bones[key], paths

    # -- surfaces ------------------------------------------------------------------------------

    def mesh(self, prim: Usd.Prim) -> None:
        arrays = read_mesh(self.path, prim, self.time)
        if arrays is None:
            return
        self.count(len(arrays.faces))
        world = self.world(prim)
        bones, weights, skinned = self.skin(prim, arrays)
        if skinned:
            binding = UsdSkel.BindingAPI(prim)
            skeleton = binding.GetInheritedSkeleton()
            geometry = np.array(binding.GetGeomBindTransformAttr().Get() or np.eye(4), np.float64).reshape(4, 4).T
            world = self.world(skeleton.GetPrim()) @ geometry
        number = self.nodes[str(prim.GetPath())]
        rows = self.rows(prim, arrays)
        shapes = self.blend_shapes(prim, arrays, world[:3, :3]) if self.shapes else ()
        for row in np.unique(rows).tolist():
            self.pieces.append(_piece(arrays, rows == row, row, world, bones, weights, number, skinned, shapes))

    def count(self, triangles: int) -> None:
        self.triangles += triangles
        if self.triangles > MOST_TRIANGLES:
            raise too_large(self.path, f"more than {self.triangles:,} triangles")

    def rows(self, prim: Usd.Prim, arrays: MeshArrays) -> I64:
        """The material of each triangle (F,)."""
        found = np.full(len(arrays.faces), self.surfaces.row(prim), np.int64)
        for subset in UsdGeom.Subset.GetAllGeomSubsets(UsdGeom.Imageable(prim)):
            if subset.GetElementTypeAttr().Get() != UsdGeom.Tokens.face:
                continue
            row = self.surfaces.row(subset.GetPrim())
            if row:
                found[np.isin(arrays.polygons, np.array(subset.GetIndicesAttr().Get() or [], np.int64))] = row
        return found

    def skin(self, prim: Usd.Prim, arrays: MeshArrays) -> tuple[I64, F64, bool]:
        """Nodes that move each point and by how much; rows sum to one."""
        number, count = self.nodes[str(prim.GetPath())], len(arrays.origin)
        binding = UsdSkel.BindingAPI(prim)
        skeleton = binding.GetInheritedSkeleton()
        indices, weights = binding.GetJointIndicesPrimvar(), binding.GetJointWeightsPrimvar()
        if not skeleton or not indices or not indices.HasValue() or not weights.HasValue():
            return np.full((count, 1), number, np.int64), np.ones((count, 1)), False
        nodes, paths = self.joints(skeleton)
        order = [str(one) for one in binding.GetJointsAttr().Get() or paths]
        if any(one not in paths for one in order):
            raise broken(self.path, "its skin names joints that are not there")
        table = np.array([nodes[paths.index(one)] for one in order], np.int64)
        width = max(1, indices.GetElementSize())
        which = np.array(indices.Get(), np.int64).reshape(-1, width)
        share = np.maximum(np.array(weights.Get(), np.float64).reshape(-1, width), 0)
        if which.shape != share.shape or (len(which) and (which.min() < 0 or which.max() >= len(table))):
            raise broken(self.path, "its skin names joints that are not there")
        if len(which) == 1:
            which, share = np.repeat(which, count, axis=0), np.repeat(share, count, axis=0)
        elif len(which) > int(arrays.origin.max()):
            which, share = which[arrays.origin], share[arrays.origin]
        else:
            raise broken(self.path, "a mesh in it has lists of different lengths")
        total = share.sum(1, keepdims=True)
        share = np.where(total > 1e-6, share / np.maximum(total, 1e-6), np.eye(1, width))
        self.skinned = True
        return table[which], share, True

    def blend_shapes(self, prim: Usd.Prim, arrays: MeshArrays, turn: F64) -> tuple[Shape, ...]:
        binding = UsdSkel.BindingAPI(prim)
        names = [str(one) for one in binding.GetBlendShapesAttr().Get() or ()]
        targets = binding.GetBlendShapeTargetsRel().GetTargets()
        found = []
        for name, target in zip(names, targets, strict=False):
            shape = UsdSkel.BlendShape(self.stage.GetPrimAtPath(target))
            offsets = (
                np.array(shape.GetOffsetsAttr().Get() or [], np.float64).reshape(-1, 3) if shape else np.zeros((0, 3))
            )
            where = shape.GetPointIndicesAttr().Get() if shape else None
            rows = np.arange(len(offsets)) if where is None else np.array(where, np.int64)
            count = int(arrays.origin.max()) + 1
            if not len(offsets) or len(rows) != len(offsets) or rows.min() < 0 or not np.isfinite(offsets).all():
                continue
            dense = np.zeros((max(count, int(rows.max()) + 1), 3))
            dense[rows] = offsets
            moves = dense[arrays.origin] @ turn.T
            moved = np.flatnonzero(np.abs(moves).max(1) > 1e-5 * max(float(np.abs(moves).max()), 1e-12))
            if len(moved):
                found.append(Shape(name, moved, moves[moved]))
        return tuple(found)

    def solid(self, prim: Usd.Prim) -> None:
        """A cube, a sphere, a cylinder."""
        made = solid(prim, self.time)
        if made is None:
            kind = f"shapes of kind {prim.GetTypeName()}"
            self.left[kind] = self.left.get(kind, 0) + 1
            return
        points, faces = made
        self.count(len(faces))
        count, number = len(points), self.nodes[str(prim.GetPath())]
        color = UsdGeom.Gprim(prim).GetDisplayColorAttr().Get()
        colors = None if not color else np.repeat(np.array(color[:1], np.float64), count, axis=0)
        arrays = MeshArrays(points, faces, np.arange(len(faces)), np.arange(count), None, None, colors)
        whole = np.ones(len(faces), np.bool_)
        bones, weights = np.full((count, 1), number, np.int64), np.ones((count, 1))
        row = self.surfaces.row(prim)
        self.pieces.append(_piece(arrays, whole, row, self.world(prim), bones, weights, number, False, ()))

    def lamp(self, prim: Usd.Prim) -> None:
        """A lamp; what lights from everywhere is none."""
        if prim.IsA(UsdLux.DomeLight):
            return
        light = UsdLux.LightAPI(prim)
        world = self.world(prim)
        ahead = -world[:3, 2]
        length = float(np.linalg.norm(ahead))
        x, y, z = (float(v) for v in (ahead / length if length > 1e-9 else (0.0, -1.0, 0.0)))
        strength = float(light.GetIntensityAttr().Get() or 0.0) * 2.0 ** float(light.GetExposureAttr().Get() or 0.0)
        red, green, blue = (min(1.0, max(0.0, float(v))) for v in light.GetColorAttr().Get() or (1, 1, 1))
        px, py, pz = (float(v) for v in world[:3, 3])
        if not math.isfinite(strength):
            raise broken(self.path, "numbers in it are not finite")
        kind = LightKind.SUN if prim.IsA(UsdLux.DistantLight) else LightKind.POINT
        self.lamps.append(Lamp(self.node(prim), kind, (px, py, pz), (x, y, z), (red, green, blue), strength))


def _piece(
    arrays: MeshArrays,
    chosen: npt.NDArray[np.bool_],
    row: int,
    world: F64,
    bones: I64,
    weights: F64,
    number: int,
    skinned: bool,
    shapes: tuple[Shape, ...],
) -> Piece:
    """The triangles of one material, with the points they use, in the world."""
    used, faces = np.unique(arrays.faces[chosen], return_inverse=True)
    faces = faces.reshape(-1, 3)
    turn = world[:3, :3]
    if np.linalg.det(turn) < 0:
        faces = faces[:, ::-1]
    upright = np.linalg.inv(turn) if abs(np.linalg.det(turn)) > 1e-18 else turn.T
    place = np.full(int(arrays.origin.size), -1, np.int64)
    place[used] = np.arange(len(used))
    kept = []
    for shape in shapes:
        here = place[shape.rows]
        if (here >= 0).any():
            kept.append(Shape(shape.name, here[here >= 0], shape.moves[here >= 0]))

    def some(values: F64 | None) -> F64 | None:
        return None if values is None else values[used]

    normals = some(arrays.normals)
    # A material's colour is its own; displayColor paints what has none.
    colors = some(arrays.colors) if row == 0 else None
    return Piece(
        row,
        arrays.points[used] @ turn.T + world[:3, 3],
        None if normals is None else normals @ upright,
        some(arrays.uvs),
        None if colors is None else colors / 0.6,
        faces,
        bones[used],
        weights[used],
        number,
        skinned,
        tuple(kept),
    )
