"""A model that somebody brings, as plain arrays: what every reader of a format gives.

In: a .glb, .vrm, .gltf, .usda, .usdc, .usd or .usdz file. Out: a `ModelFile` in the model's rest
pose. What is broken, too large, compressed or points outside its folder is a ProjectError that
says so; every number is checked before it is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.errors import ProjectError
from fairtake.model.light import LightKind

__all__ = ["MOST_BYTES", "MOST_NODES", "MOST_TRIANGLES", "Lamp", "ModelFile", "Piece", "Shape", "Surface", "broken", "too_large"]  # fmt: skip

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

MOST_TRIANGLES = 150_000
"""A figure of ours has some ten thousand, a place eighty thousand; more than this would hold up
every frame."""

MOST_BYTES = 200 * 2**20
MOST_NODES = 5000


@dataclass(frozen=True, slots=True, eq=False)
class Surface:
    """One material as the file tells it: `color` linear RGB, `glow` linear RGB, `picture`
    (H, W, 4) sRGB with alpha or None, `cutoff` the alpha below which nothing is drawn, `told`
    what Fairtake itself wrote of it."""

    name: str
    color: tuple[float, float, float]
    glow: tuple[float, float, float]
    picture: npt.NDArray[np.uint8] | None
    cutoff: float
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A blend shape of a piece: where its points `rows` (N,) go at full strength, `moves` (N, 3)
    in the model's own world at rest."""

    name: str
    rows: I64
    moves: F64


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Triangles of one material. `points` and `normals` (V, 3) stand in the model's own world at
    rest; `uvs` (V, 2) or None; `colors` (V, 3) linear or None; `bones` (V, K) numbers of nodes
    with `weights` (V, K); `node` the one it hangs on; `shapes` what can change it."""

    surface: int
    points: F64
    normals: F64 | None
    uvs: F64 | None
    colors: F64 | None
    faces: I64
    bones: I64
    weights: F64
    node: int = -1
    skinned: bool = False
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp of the file: the node it hangs on, `direction` the way its light travels, `color`
    linear RGB, `strength` in the file's own unit, `angle` the full cone of a spot."""

    node: int
    kind: LightKind
    position: tuple[float, float, float]
    direction: tuple[float, float, float]
    color: tuple[float, float, float]
    strength: float
    radius: float = 0.0
    angle: float = 1.6


@dataclass(frozen=True, slots=True, eq=False)
class ModelFile:
    """A model at rest: nodes by number with names, parents (-1: none) and places in the world,
    `pieces` of its surface, and the VRM names of bones it declares. `unit` is the metres of its
    unit as far as the file tells (0: it does not say more than its format), `expressions` the
    blend shapes each VRM expression is made of (name, share), `told` what Fairtake wrote of the
    scene, `left_out` what could not be read, in words."""

    path: Path
    names: tuple[str, ...]
    parents: tuple[int, ...]
    places: F64
    surfaces: tuple[Surface, ...]
    pieces: tuple[Piece, ...]
    skinned: bool
    humanoid: dict[str, int] = field(default_factory=dict)
    lamps: tuple[Lamp, ...] = ()
    expressions: Mapping[str, tuple[tuple[str, float], ...]] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def broken(path: Path, why: str) -> ProjectError:
    """The error for a file that does not hold what it should."""
    return ProjectError(
        f"is no model that can be read: {why}", file=str(path), fix="Export it again, as glTF binary (.glb)."
    )


def too_large(path: Path, what: str) -> ProjectError:
    """The error for a file that holds more than a film can bear."""
    most = f"{MOST_TRIANGLES:,} triangles and {MOST_BYTES // 2**20} MB"
    return ProjectError(f"the model is too large ({what})", file=str(path), fix=f"Reduce it; up to {most} are taken.")
