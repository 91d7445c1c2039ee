"""The arrays of one USD mesh: triangles, with what belongs to faces and corners carried to points."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from pxr import Usd, UsdGeom

from fairtake.exchange.model_file import broken

__all__ = ["MeshArrays", "read_mesh"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class MeshArrays:
    """`points` (V, 3) in the mesh's own space; `faces` (F, 3); `polygons` (F,) the face of the file
    each is of; `origin` (V,) the point of the file each is; the rest (V, n) or None."""

    points: F64
    faces: I64
    polygons: I64
    origin: I64
    normals: F64 | None
    uvs: F64 | None
    colors: F64 | None


def read_mesh(path: Path, prim: Usd.Prim, time: Usd.TimeCode) -> MeshArrays | None:
    """A mesh's arrays; None for one without triangles. Raises ProjectError when they do not fit
    together."""
    mesh = UsdGeom.Mesh(prim)
    points = _array(mesh.GetPointsAttr().Get(time), 3)
    counts = _array(mesh.GetFaceVertexCountsAttr().Get(time), 1).astype(np.int64)
    indices = _array(mesh.GetFaceVertexIndicesAttr().Get(time), 1).astype(np.int64)
    if not len(points) or not len(counts):
        return None
    if counts.min() < 0 or counts.sum() != len(indices) or indices.min() < 0 or indices.max() >= len(points):
        raise broken(path, "its triangles name points that are not there")
    if not np.isfinite(points).all():
        raise broken(path, "numbers in it are not finite")
    corners, polygons = _fans(counts)
    if mesh.GetOrientationAttr().Get() == UsdGeom.Tokens.leftHanded:
        corners = corners[:, ::-1]
    sizes = {"vertex": len(points), "varying": len(points), "faceVarying": len(indices), "uniform": len(counts)}
    api = UsdGeom.PrimvarsAPI(prim)
    normals = _primvar(api.GetPrimvar("normals"), time, sizes, 3)
    if normals is None and mesh.GetNormalsAttr().HasAuthoredValue():
        normals = _fitting(_array(mesh.GetNormalsAttr().Get(time), 3), str(mesh.GetNormalsInterpolation()), sizes)
    uvs = _primvar(_coordinates(api), time, sizes, 2)
    colors = _primvar(api.GetPrimvar("displayColor"), time, sizes, 3)
    found = [one for one in (normals, uvs, colors) if one is not None]
    if any(kind in ("faceVarying", "uniform") for _, kind in found):
        # What differs from corner to corner needs a point for each.
        origin = indices[corners].reshape(-1)
        corner, polygon = corners.reshape(-1), np.repeat(polygons, 3)
        faces = np.arange(len(origin)).reshape(-1, 3)
    else:
        origin, faces = np.arange(len(points)), indices[corners]
        corner = polygon = origin

    def carried(value: tuple[F64, str] | None) -> F64 | None:
        if value is None:
            return None
        rows, kind = value
        if kind == "constant":
            return np.repeat(rows[:1], len(origin), axis=0)
        return rows[{"faceVarying": corner, "uniform": polygon}.get(kind, origin)]

    st = carried(uvs)
    return MeshArrays(
        points[origin],
        faces,
        polygons,
        origin,
        carried(normals),
        None if st is None else st * np.array([1.0, -1.0]) + np.array([0.0, 1.0]),
        carried(colors),
    )


def _fans(counts: I64) -> tuple[I64, I64]:
    """Polygons as fans: corners (F, 3) as places in the list of indices, and the polygon (F,)."""
    many = np.maximum(counts - 2, 0)
    polygons = np.repeat(np.arange(len(counts)), many)
    starts = (np.cumsum(counts) - counts)[polygons]
    step = np.arange(len(polygons)) - np.repeat(np.cumsum(many) - many, many)
    return np.stack([starts, starts + step + 1, starts + step + 2], axis=1), polygons


def _coordinates(api: UsdGeom.PrimvarsAPI) -> Any:
    """The primvar pictures are laid by: st, as it is mostly called, or what looks like it."""
    for name in ("st", "UVMap", "map1", "st0", "uv"):
        found = api.GetPrimvar(name)
        if found and found.HasValue():
            return found
    kinds = ("texCoord2f[]", "texCoord2d[]", "texCoord2h[]")
    return next((one for one in api.GetPrimvarsWithValues() if str(one.GetTypeName()) in kinds), None)


def _primvar(found: Any, time: Usd.TimeCode, sizes: dict[str, int], width: int) -> tuple[F64, str] | None:
    if not found or not found.HasValue():
        return None
    return _fitting(_array(found.ComputeFlattened(time), width), str(found.GetInterpolation()), sizes)


def _fitting(rows: F64, kind: str, sizes: dict[str, int]) -> tuple[F64, str] | None:
    """Rows and what they belong to, when there are as many as there should be."""
    if not np.isfinite(rows).all() or (kind == "constant" and not len(rows)):
        return None
    return (rows, kind) if kind == "constant" or sizes.get(kind) == len(rows) else None


def _array(value: Any, width: int) -> F64:
    if value is None:
        return np.zeros((0, width) if width > 1 else 0)
    found = np.asarray(value, np.float64)
    return found.reshape(-1, width) if width > 1 else found.reshape(-1)
