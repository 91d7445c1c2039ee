"""Solids that USD names instead of drawing them: cubes, spheres, cylinders, cones, planes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from pxr import Usd, UsdGeom

__all__ = ["solid"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_ROUND = 24


def solid(prim: Usd.Prim, time: Usd.TimeCode) -> tuple[F64, I64] | None:
    """Points (V, 3) in the solid's own space and triangles (F, 3); None for what is not known."""
    if prim.IsA(UsdGeom.Cube):
        return _cube(float(UsdGeom.Cube(prim).GetSizeAttr().Get(time)) / 2)
    if prim.IsA(UsdGeom.Sphere):
        radius = float(UsdGeom.Sphere(prim).GetRadiusAttr().Get(time))
        angles = np.linspace(0, np.pi, 13)
        return _turned(np.stack([np.sin(angles) * radius, np.cos(angles) * radius], 1), "Y")
    if prim.IsA(UsdGeom.Cylinder) or prim.IsA(UsdGeom.Cone):
        about = UsdGeom.Cylinder(prim) if prim.IsA(UsdGeom.Cylinder) else UsdGeom.Cone(prim)
        radius, half = float(about.GetRadiusAttr().Get(time)), float(about.GetHeightAttr().Get(time)) / 2
        top = radius if prim.IsA(UsdGeom.Cylinder) else 0.0
        outline = np.array([[0, half], [top, half], [radius, -half], [0, -half]])
        return _turned(outline, str(about.GetAxisAttr().Get()))
    if prim.IsA(UsdGeom.Plane):
        plane = UsdGeom.Plane(prim)
        x, z = float(plane.GetWidthAttr().Get(time)) / 2, float(plane.GetLengthAttr().Get(time)) / 2
        flat = np.array([[-x, 0, -z], [-x, 0, z], [x, 0, z], [x, 0, -z]])
        return _along(flat, str(plane.GetAxisAttr().Get())), np.array([[0, 1, 2], [0, 2, 3]])
    return None


def _cube(half: float) -> tuple[F64, I64]:
    points: list[F64] = []
    faces: list[tuple[int, int, int]] = []
    for axis in range(3):
        for end in (-1.0, 1.0):
            square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) if end > 0 else np.array([[-1, -1], [-1, 1], [1, 1], [1, -1]])  # fmt: skip
            corners = np.zeros((4, 3))
            corners[:, axis] = end
            corners[:, (axis + 1) % 3], corners[:, (axis + 2) % 3] = square.T
            first = 4 * len(points)
            points.append(corners * half)
            faces += [(first, first + 1, first + 2), (first, first + 2, first + 3)]
    return np.concatenate(points), np.array(faces)


def _turned(outline: F64, axis: str) -> tuple[F64, I64]:
    """An outline (N, 2: radius, height), from the top down, turned about an axis."""
    angle = np.arange(_ROUND) * (2 * np.pi / _ROUND)
    rings = [np.stack([r * np.sin(angle), np.full(_ROUND, y), r * np.cos(angle)], 1) for r, y in outline]
    i = np.arange(_ROUND)
    j = (i + 1) % _ROUND
    faces = []
    for ring in range(len(outline) - 1):
        a, b = ring * _ROUND, (ring + 1) * _ROUND
        faces += [np.stack([a + i, b + i, b + j], 1), np.stack([a + i, b + j, a + j], 1)]
    return _along(np.concatenate(rings), axis), np.concatenate(faces)


def _along(points: F64, axis: str) -> F64:
    """What stands along y, along another axis."""
    if axis == "X":
        return points[:, [1, 2, 0]]
    return points[:, [2, 0, 1]] if axis == "Z" else points
