"""A set that Fairtake exported, taken back as it was."""

from __future__ import annotations

import numpy as np

from fairtake.exchange.model_file import ModelFile, Piece
from fairtake.exchange.numbers import unit_normals
from fairtake.exchange.own import SetFacts, own_material
from fairtake.model.mesh import Mesh
from fairtake.model.set import Set, SetPart

__all__ = ["own_set"]


def own_set(model: ModelFile, facts: SetFacts) -> Set | None:
    """The set of a file that Fairtake wrote; None when its parts are not all there. People and
    props of the scene stay out of it."""
    top = next((n for n, name in enumerate(model.names) if name == "Set" and model.parents[n] < 0), -1)
    if top < 0:
        return None
    materials = []
    for surface in model.surfaces[:-1]:
        own = own_material(surface)
        if own is None:
            return None
        materials.append(own)
    pieces: dict[int, list[Piece]] = {}
    for piece in model.pieces:
        if model.parents[piece.node] == top and not piece.skinned:
            pieces.setdefault(piece.node, []).append(piece)
    parts = tuple(_part(model.names[node], some, facts) for node, some in pieces.items())
    if not parts or len({part.name for part in parts}) < len(parts):
        return None
    return Set(
        facts.kind, facts.interior, tuple(materials), parts, facts.acting, facts.room, facts.camera, facts.obstacles,
        facts.seats, facts.surfaces, facts.doors, facts.marks, facts.landmarks, facts.lighting, facts.ground,
        facts.ambience, facts.reverberation, stairs=facts.stairs,
    )  # fmt: skip


def _part(name: str, pieces: list[Piece], facts: SetFacts) -> SetPart:
    first = np.cumsum([0, *(len(piece.points) for piece in pieces)])
    points = np.concatenate([piece.points for piece in pieces]).astype(np.float32)
    normals = [piece.normals if piece.normals is not None else np.zeros_like(piece.points) for piece in pieces]
    uvs = [piece.uvs if piece.uvs is not None else np.zeros((len(piece.points), 2)) for piece in pieces]
    numbers = np.concatenate([np.full(len(piece.faces), piece.surface, np.int32) for piece in pieces])
    mesh = Mesh(
        points,
        unit_normals(np.concatenate(normals).astype(np.float32)),
        np.concatenate(uvs).astype(np.float32),
        np.concatenate([piece.faces + at for piece, at in zip(pieces, first[:-1], strict=True)]).astype(np.int32),
        numbers,
        numbers.copy(),
    )
    low, high = points.min(0), points.max(0)
    return SetPart(
        name,
        mesh,
        (float(low[0]), float(low[1]), float(low[2])),
        (float(high[0]), float(high[1]), float(high[2])),
        name in facts.wild,
        facts.hung.get(name, ""),
    )
