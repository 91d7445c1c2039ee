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

from fairtake.staging.performers.sdf import Array, Field, normalized

__all__ = ["Ints", "Piece"]

Ints = npt.NDArray[np.int64]


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
        self._split(field, None)
        above = self._above(field)
        self.faces, self.zones, self.materials = self.faces[~above], self.zones[~above], self.materials[~above]
        return self

    def mark(self, field: Field, zone: int, material: str | None = None, only: Sequence[int] | None = None) -> Piece:
        """Give everything where `field` is positive another zone, and material if named;
        `only` limits the cut to faces of those zones."""
        self._split(field, only)
        above = self._above(field)
        if only is not None:
            above &= np.isin(self.zones, only)
        self.zones = np.where(above, zone, self.zones)
        if material is not None:
            self.materials = np.where(above, self._name(material), self.materials)
        return self

    def compact(self) -> Piece:
        """Forget vertices that no face uses."""
        used, index = np.unique(self.faces, return_inverse=True)
        self.faces = index.reshape(self.faces.shape).astype(np.int64)
        self.vertices, self.normals = self.vertices[used], self.normals[used]
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

    def _above(self, field: Field) -> npt.NDArray[np.bool_]:
        """Faces on the positive side; after a split the middle of a face decides."""
        if not len(self.faces):
            return np.zeros(0, bool)
        values = self._values
        assert values is not None
        return np.asarray(values[self.faces].sum(1) > 0)

    def _split(self, field: Field, only: Sequence[int] | None) -> None:
        values = field(self.vertices)
        # A vertex almost on the line belongs to it: no slivers.
        values = np.where(np.abs(values) < 1e-6, 1e-6, values)
        positive = values[self.faces] > 0
        count = positive.sum(1)
        crossed = (count > 0) & (count < 3)
        if only is not None:
            crossed &= np.isin(self.zones, only)
        if not crossed.any():
            self._values = values
            return
        faces, count, positive = self.faces[crossed], count[crossed], positive[crossed]
        rows = np.arange(len(faces))
        # The corner that is alone on its side comes first.
        lone = np.where((count == 1)[:, None], positive, ~positive).argmax(1)
        a, b, c = faces[rows, lone], faces[rows, (lone + 1) % 3], faces[rows, (lone + 2) % 3]
        pairs = np.sort(np.concatenate([np.stack([a, b], 1), np.stack([a, c], 1)]), 1)
        unique, inverse = np.unique(pairs, axis=0, return_inverse=True)
        inverse = inverse.ravel() + len(self.vertices)
        i, j = unique.T
        t = (values[i] / (values[i] - values[j]))[:, None]
        self.vertices = np.concatenate([self.vertices, self.vertices[i] * (1 - t) + self.vertices[j] * t])
        self.normals = np.concatenate([self.normals, normalized(self.normals[i] * (1 - t) + self.normals[j] * t)])
        if self.uvs is not None:
            self.uvs = np.concatenate([self.uvs, self.uvs[i] * (1 - t) + self.uvs[j] * t])
        if self.weights is not None:
            self.weights = np.concatenate([self.weights, self.weights[i] * (1 - t) + self.weights[j] * t])
        ab, ac = inverse[: len(a)], inverse[len(a) :]
        cut = np.concatenate([np.stack([a, ab, ac], 1), np.stack([ab, b, c], 1), np.stack([ab, c, ac], 1)])
        self.faces = np.concatenate([self.faces[~crossed], cut])
        self.zones = np.concatenate([self.zones[~crossed], np.tile(self.zones[crossed], 3)])
        self.materials = np.concatenate([self.materials[~crossed], np.tile(self.materials[crossed], 3)])
        self._values = np.concatenate([values, np.zeros(len(unique))])

    _values: Array | None = None
