"""Pieces: meshes cut along the zero lines of scalar fields.

Hems, necklines, lapels, cuffs, soles and hairlines are all cuts: a field of the rest pose
splits every triangle it crosses, so the edge is as smooth as the field and no finer mesh is
needed. A cut either drops what lies on its positive side or gives it another zone (ink is
drawn between zones) and perhaps another material.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fairtake.staging.performers.sdf import Array, Field, Ints, normalized

__all__ = ["Piece"]

_SNAP = 0.16
"""How near (share of an edge) a vertex must be to a cut to be moved onto it."""


class Piece:
    """A mesh under construction. `zones` and `materials` are per face; `materials` holds
    names that the figure resolves at the end."""

    def __init__(self, vertices: Array, normals: Array, faces: npt.NDArray[np.integer], material: str) -> None:
        self.vertices = vertices
        self.normals = normals
        self.faces: Ints = faces.astype(np.int64)
        self.zones: Ints = np.zeros(len(faces), np.int64)
        self.names: list[str] = [material]
        self.materials: Ints = np.zeros(len(faces), np.int64)
        self.uvs: Array | None = None
        self.weights: Array | None = None

    def drop(self, field: Field) -> Piece:
        """Discard everything where `field` is positive."""
        self._split(field, np.ones(len(self.faces), bool))
        above = self._above()
        self.faces, self.zones, self.materials = self.faces[~above], self.zones[~above], self.materials[~above]
        return self

    def mark(
        self,
        field: Field | Sequence[Field],
        zone: int,
        material: str | None = None,
        only: Sequence[int] | None = None,
    ) -> Piece:
        """Give everything where `field` is positive another zone, and material if named;
        `only` limits the cut to faces of those zones. Several fields mark where all are
        positive, with sharp corners however thin the shape (a belt, a pocket)."""
        fields = [field] if callable(field) else list(field)
        for i, each in enumerate(fields):
            allowed = np.ones(len(self.faces), bool) if only is None else np.isin(self.zones, only)
            for other in fields[:i] + fields[i + 1 :]:
                allowed &= (other(self.vertices) > -1e-9)[self.faces].any(1) | (i == 0)
            self._split(each, allowed)
        above = np.ones(len(self.faces), bool) if only is None else np.isin(self.zones, only)
        for each in fields:
            values = each(self.vertices)
            values[np.abs(values) < 1e-6] = 0.0
            above &= values[self.faces].sum(1) > 0
        self.zones = np.where(above, zone, self.zones)
        if material is not None:
            self.materials = np.where(above, self._name(material), self.materials)
        return self

    def remove(self, zone: int) -> Piece:
        """Discard the faces of a zone."""
        kept = self.zones != zone
        self.faces, self.zones, self.materials = self.faces[kept], self.zones[kept], self.materials[kept]
        return self

    def compact(self) -> Piece:
        """Forget vertices that no face uses."""
        used, index = np.unique(self.faces, return_inverse=True)
        self.faces = index.reshape(self.faces.shape).astype(np.int64)
        self.vertices, self.normals = self.vertices[used], self.normals[used]
        if self._fixed is not None:
            self._fixed = self._fixed[used]
        if self.uvs is not None:
            self.uvs = self.uvs[used]
        if self.weights is not None:
            self.weights = self.weights[used]
        return self

    def mirrored(self) -> Piece:
        """The same piece on the other side (x negated). Weights are not taken along."""
        flip = np.array([-1.0, 1, 1])
        other = Piece(self.vertices * flip, self.normals * flip, self.faces[:, ::-1], self.names[0])
        other.zones, other.names, other.materials = self.zones.copy(), list(self.names), self.materials.copy()
        return other

    def _name(self, material: str) -> int:
        if material not in self.names:
            self.names.append(material)
        return self.names.index(material)

    def _above(self) -> npt.NDArray[np.bool_]:
        """Faces on the positive side of the last split: none of them straddles it."""
        values = self._values
        assert values is not None
        return np.asarray(values[self.faces].sum(1) > 0)

    def _split(self, field: Field, allowed: npt.NDArray[np.bool_]) -> None:
        values = field(self.vertices)
        if self._fixed is None or len(self._fixed) != len(self.vertices):
            self._fixed = np.zeros(len(self.vertices), bool)
        values[np.abs(values) < 1e-7] = 0.0
        self._snap(values, allowed)
        signs = np.sign(values)[self.faces]
        crossed = allowed & (signs.min(1) < 0) & (signs.max(1) > 0)
        touched = crossed & (signs == 0).any(1)
        crossed &= ~touched
        # Three new triangles where the line crosses two edges: the corner alone on its side first.
        rows, s = self.faces[crossed], signs[crossed]
        lone = (s == -np.sign(s.sum(1, keepdims=True))).argmax(1)
        a, b, c = _turned(rows, lone)
        # Two where it runs through a corner: that corner first.
        d, e, f = _turned(self.faces[touched], (signs[touched] == 0).argmax(1))
        pairs = np.sort(np.concatenate([np.stack([a, b], 1), np.stack([a, c], 1), np.stack([e, f], 1)]), 1)
        unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
        self._add(unique, values)
        inverse = inverse.ravel() + len(values)
        ab, ac, ef = inverse[: len(a)], inverse[len(a) : 2 * len(a)], inverse[2 * len(a) :]
        cut = [np.stack(t, 1) for t in ((a, ab, ac), (ab, b, c), (ab, c, ac), (d, e, ef), (d, ef, f))]
        kept = ~(crossed | touched)
        self.faces = np.concatenate([self.faces[kept], *cut])
        for name in ("zones", "materials"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old[kept], np.tile(old[crossed], 3), np.tile(old[touched], 2)]))
        self._values = np.concatenate([values, np.zeros(len(unique))])

    def _snap(self, values: Array, allowed: npt.NDArray[np.bool_]) -> None:
        """Move vertices that lie almost on the line onto it, along an edge: no slivers. Those
        that an earlier cut has placed stay."""
        assert self._fixed is not None
        edges = self.faces[allowed][:, [0, 1, 1, 2, 2, 0]].reshape(-1, 2)
        edges = edges[values[edges[:, 0]] * values[edges[:, 1]] < 0]
        edges = np.concatenate([edges, edges[:, ::-1]])
        i, j = edges.T
        t = values[i] / (values[i] - values[j])
        near = (t < _SNAP) & ~self._fixed[i]
        i, j, t = i[near], j[near], t[near]
        # The shortest move of each vertex; ties by index, so that builds repeat.
        order = np.lexsort((j, t, i))
        i, j, t = i[order], j[order], t[order]
        first = np.ones(len(i), bool)
        first[1:] = i[1:] != i[:-1]
        i, j, t = i[first], j[first], t[first][:, None]
        moved = self.vertices[i] * (1 - t) + self.vertices[j] * t
        self.vertices = self.vertices.copy()
        self.vertices[i] = moved
        self.normals = self.normals.copy()
        self.normals[i] = normalized(self.normals[i] * (1 - t) + self.normals[j] * t)
        values[i] = 0.0
        self._fixed[i] = True

    def _add(self, pairs: Ints, values: Array) -> None:
        """New vertices where the line crosses the edges `pairs`."""
        assert self._fixed is not None
        i, j = pairs.T
        t = (values[i] / (values[i] - values[j]))[:, None]
        self.vertices = np.concatenate([self.vertices, self.vertices[i] * (1 - t) + self.vertices[j] * t])
        self.normals = np.concatenate([self.normals, normalized(self.normals[i] * (1 - t) + self.normals[j] * t)])
        self._fixed = np.concatenate([self._fixed, np.ones(len(i), bool)])

    _fixed: npt.NDArray[np.bool_] | None = None
    _values: Array | None = None


def _turned(faces: Ints, first: Ints) -> tuple[Ints, Ints, Ints]:
    """The three corners of each face, starting from corner `first`."""
    rows = np.arange(len(faces))
    return faces[rows, first], faces[rows, (first + 1) % 3], faces[rows, (first + 2) % 3]
