"""All triangles of a brought place in one list, turned the right way up and of the right size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import ProjectError
from fairtake.exchange.model_file import Lamp, ModelFile, Piece
from fairtake.exchange.place.paint import Painted, painted
from fairtake.geometry.quaternion import from_axis_angle, matrix

__all__ = ["Samples", "Soup", "joined"]

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_UP = {"y": np.eye(3), "z": matrix(from_axis_angle([1.0, 0.0, 0.0], -np.pi / 2)), "x": matrix(from_axis_angle([0.0, 0.0, 1.0], np.pi / 2))}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Points spread over triangles: `at` (N, 3), the triangle each lies `on` (N,) and how level it
    is there, `level` (N,) 0 upright .. 1 level."""

    at: F64
    on: I64
    level: F64

    def of(self, chosen: Flags) -> Samples:
        """Those of the `chosen` (N,)."""
        return Samples(self.at[chosen], self.on[chosen], self.level[chosen])


@dataclass(frozen=True, slots=True, eq=False)
class Soup:
    """V points, F triangles. `faces` (F, 3), `paint` (F,) a row of `look.materials`, `surfaces`
    (F,) the file's own materials, `nodes` (F,) what each hangs on; `uvs` (V, 2)."""

    points: F64
    normals: F64
    uvs: F64
    faces: I64
    paint: I64
    surfaces: I64
    nodes: I64
    look: Painted
    lamps: tuple[Lamp, ...]

    def moved(self, turn: F64, shift: F64) -> Soup:
        """The same, turned by a matrix (3, 3) and then moved."""
        lamps = tuple(
            replace(
                lamp,
                position=_vector(turn @ np.asarray(lamp.position) + shift),
                direction=_vector(turn @ np.asarray(lamp.direction)),
            )
            for lamp in self.lamps
        )
        return replace(self, points=self.points @ turn.T + shift, normals=self.normals @ turn.T, lamps=lamps)

    def kept(self, chosen: Flags) -> Soup:
        """Only those triangles (F,)."""
        return replace(
            self,
            faces=self.faces[chosen],
            paint=self.paint[chosen],
            surfaces=self.surfaces[chosen],
            nodes=self.nodes[chosen],
        )

    @property
    def corners(self) -> F64:
        """Corners of the triangles (F, 3, 3)."""
        return self.points[self.faces]

    @property
    def bounds(self) -> tuple[F64, F64]:
        """The lowest and the highest corner of what is drawn."""
        used = self.points[np.unique(self.faces)]
        return used.min(0), used.max(0)

    def areas(self) -> tuple[F64, F64]:
        """The size (F,) and the unit normal (F, 3) of each triangle."""
        corners = self.corners
        normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
        length = np.linalg.norm(normal, axis=1)
        return length / 2, normal / np.maximum(length, 1e-12)[:, None]

    def samples(self, spacing: float, low: F64, high: F64, most: int = 2_500_000) -> Samples:
        """Points about `spacing` apart on everything within the box."""
        corners = self.corners
        inside = np.flatnonzero(((corners.max(1) >= low) & (corners.min(1) <= high)).all(1))
        a, b, c = corners[inside].transpose(1, 0, 2)
        normal = np.cross(b - a, c - a)
        area = np.linalg.norm(normal, axis=1) / 2
        level = np.abs(normal[:, 1]) / np.maximum(2 * area, 1e-12)
        wanted = np.minimum(area / spacing**2, most)
        wanted *= min(1.0, most / max(float(wanted.sum()), 1.0))
        counts = np.ceil(wanted).astype(np.int64) + 1
        which = np.repeat(np.arange(len(inside)), counts)
        order = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        # A low-discrepancy sequence folded into the triangle (R2, after Roberts 2018).
        u, v = (order * 0.7548776662466927 + 0.33) % 1.0, (order * 0.5698402909980532 + 0.33) % 1.0
        fold = u + v > 1
        u, v = np.where(fold, 1 - u, u)[:, None], np.where(fold, 1 - v, v)[:, None]
        at = a[which] + u * (b - a)[which] + v * (c - a)[which]
        near = ((at >= low) & (at <= high)).all(1)
        return Samples(at[near], inside[which[near]], level[which[near]])


def joined(model: ModelFile, up: str, scale: float, turn: float) -> tuple[Soup, tuple[str, ...]]:
    """All that stands in a model, without people; what was left out, in words. Raises
    ProjectError when nothing stands there."""
    still = [piece for piece in model.pieces if not piece.skinned]
    left = () if len(still) == len(model.pieces) else (f"{len(model.pieces) - len(still)} surfaces of rigged bodies",)
    still = [replace(piece, points=piece.points * scale) for piece in still]
    look = painted(model, still)
    soup = _soup(look, model.lamps)
    area, _ = soup.areas()
    size = soup.points.max(0) - soup.points.min(0) if len(soup.points) else np.zeros(3)
    soup = soup.kept(area > 1e-10 * max(float((size**2).sum()), 1e-30)) if len(soup.faces) else soup
    if not len(soup.faces):
        raise ProjectError(
            "there is nothing in the model that could be a place", file=str(model.path), fix="Export its meshes."
        )
    if not np.isfinite(soup.points).all() or float(np.abs(soup.points).max()) > 1e7:
        raise ProjectError(
            "the model's points lie nowhere", file=str(model.path), fix="Apply its transforms and export it again."
        )
    spun = matrix(from_axis_angle([0.0, 1.0, 0.0], turn)) @ _UP[up or "y"]
    soup = replace(soup, lamps=tuple(_scaled(lamp, scale) for lamp in soup.lamps))
    return soup.moved(np.asarray(spun, np.float64), np.zeros(3)), (*model.left_out, *left)


def _soup(look: Painted, lamps: tuple[Lamp, ...]) -> Soup:
    points, normals, uvs, faces, nodes = [], [], [], [], []
    first = 0
    for piece in look.pieces:
        own = _with_normals(piece)
        points.append(own.points)
        normals.append(own.normals if own.normals is not None else np.zeros_like(own.points))
        uvs.append(own.uvs if own.uvs is not None else np.zeros((len(own.points), 2)))
        faces.append(own.faces + first)
        nodes.append(np.full(len(own.faces), own.node, np.int64))
        first += len(own.points)
    surfaces = np.repeat([piece.surface for piece in look.pieces], [len(piece.faces) for piece in look.pieces])
    if not points:
        empty = np.zeros((0, 3))
        none = np.zeros(0, np.int64)
        return Soup(empty, empty, empty[:, :2], empty.astype(np.int64), none, none, none, look, lamps)
    return Soup(
        np.concatenate(points),
        np.concatenate(normals),
        np.concatenate(uvs),
        np.concatenate(faces),
        look.numbers,
        surfaces.astype(np.int64),
        np.concatenate(nodes),
        look,
        lamps,
    )


def _with_normals(piece: Piece) -> Piece:
    """What has no normals is flat, as glTF says: each triangle with points of its own."""
    if piece.normals is not None:
        return piece
    order = piece.faces.reshape(-1)
    points = piece.points[order]
    corners = points.reshape(-1, 3, 3)
    flat = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    return replace(
        piece,
        points=points,
        normals=np.repeat(flat, 3, axis=0),
        uvs=None if piece.uvs is None else piece.uvs[order],
        colors=None if piece.colors is None else piece.colors[order],
        faces=np.arange(len(order)).reshape(-1, 3),
    )


def _scaled(lamp: Lamp, scale: float) -> Lamp:
    return replace(lamp, position=_vector(np.asarray(lamp.position) * scale), radius=lamp.radius * scale)


def _vector(values: npt.NDArray[Any]) -> tuple[float, float, float]:
    x, y, z = (float(value) for value in values)
    return x, y, z
