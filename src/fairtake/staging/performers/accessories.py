"""Glasses and the like, in head units, carried by the head."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import EYE_LEVEL, Head
from fairtake.staging.performers.sdf import Array, Ints, normalized, ramp
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["EYEWEAR", "eyewear_names", "glasses"]

EYEWEAR: Mapping[str, tuple[float, float, float, bool]] = MappingProxyType(
    {
        "square": (0.85, 0.112, 0.088, False),
        "round": (1.0, 0.104, 0.104, False),
        "half-moon": (1.0, 0.108, 0.060, False),
        "sunglasses": (0.78, 0.122, 0.092, True),
        "goggles": (0.72, 0.138, 0.116, True),
    }
)
"""Glasses by name: how square (exponent), half width and half height of a rim in head units, and
whether the lenses are dark. "eye patch" and "monocle" are made by the same hand."""


def eyewear_names() -> tuple[str, ...]:
    """All that may be worn at the eyes."""
    return (*EYEWEAR, "eye patch", "monocle")


def glasses(head: Head, kind: str = "") -> Piece:
    """Two rims, a bridge and the temples, as thin tubes before the eyes; with the lenses when
    they are dark. `kind` is one of `eyewear_names`, "" the usual."""
    if kind == "eye patch":
        return _eye_patch(head)
    power, wide, high, dark = EYEWEAR["round" if kind == "monocle" else kind or "square"]
    vertices: list[Array] = []
    normals: list[Array] = []
    faces: list[Ints] = []

    def tube(line: Array, closed: bool) -> None:
        v, n, f = _wire(line, 0.0062, closed)
        faces.append(f + sum(len(x) for x in vertices))
        vertices.append(v)
        normals.append(n)

    front = _surface_z(head, 0.30)
    for side in (-1.0,) if kind == "monocle" else (1.0, -1.0):
        angle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        x = 0.158 * head.width + wide * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** power
        y = EYE_LEVEL - 0.012 + high * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** power
        z = front - 0.9 * (x - 0.05) ** 2
        rim = np.stack([side * x, y, z], 1)
        tube(rim, True)
        if dark:
            v, n, f = _lens(rim)
            faces.append(f + sum(len(x) for x in vertices))
            vertices.append(v)
            normals.append(n)
        if kind == "monocle":
            cord = np.array(
                [[side * 0.25, EYE_LEVEL - 0.06, front - 0.03], [side * 0.30, 0.2, 0.26], [side * 0.2, -0.1, 0.3]]
            )
            tube(cord, False)
            continue
        out = 0.27 * head.width
        temple = np.array(
            [
                [side * out, EYE_LEVEL + 0.02, front - 0.9 * (out - 0.05) ** 2],
                [side * 0.345 * head.width, EYE_LEVEL + 0.02, 0.14],
                [side * 0.365 * head.width, EYE_LEVEL + 0.015, -0.08],
            ]
        )
        tube(temple, False)
    if kind == "monocle":
        return Piece(np.concatenate(vertices), np.concatenate(normals), np.concatenate(faces), "glasses")
    bridge = np.linspace(-1, 1, 5)[:, None] * np.array([0.047 * head.width, 0, 0])
    tube(
        bridge + np.stack([0 * bridge[:, 0], EYE_LEVEL + 0.018 - 4 * bridge[:, 0] ** 2, 0 * bridge[:, 0] + front], 1),
        False,
    )
    return Piece(np.concatenate(vertices), np.concatenate(normals), np.concatenate(faces), "glasses")


def _lens(rim: Array) -> tuple[Array, Array, Ints]:
    """A flat pane in a rim, facing forward."""
    n = len(rim)
    vertices = np.concatenate([rim, rim.mean(0, keepdims=True)])
    i = np.arange(n)
    faces = np.stack([i, (i + 1) % n, np.full(n, n)], 1)
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    if np.cross(b - a, c - a)[:, 2].sum() < 0:
        faces = faces[:, ::-1]
    return vertices, np.tile([0.0, 0.0, 1.0], (n + 1, 1)), faces


def _eye_patch(head: Head) -> Piece:
    """A patch over the right eye and its band round the head, lying on the skin."""

    def field(p: Array) -> Array:
        return head.skull(p, False) - 0.020

    piece = Piece(*surface_nets(field, (-0.48, 0.25, -0.62), (0.48, 0.95, 0.5), (0.034, 0.03, 0.034), 1), "glasses")

    def patch(p: Array) -> Array:
        d = 1 - np.sqrt(((p[:, 0] + 0.165) / 0.108) ** 2 + ((p[:, 1] - EYE_LEVEL - 0.005) / 0.098) ** 2)
        return np.where(p[:, 2] > 0, d, -1.0)

    def band(p: Array) -> Array:
        # From the patch up over the brow and round behind.
        lean = EYE_LEVEL + 0.16 + 0.42 * p[:, 0] * ramp(-0.1, 0.2, p[:, 2]) + 0.16 * ramp(0.1, -0.3, p[:, 2])
        return 0.022 - np.abs(p[:, 1] - lean)

    piece.drop(lambda p: -np.maximum(patch(p), band(p)))
    return piece.compact()


def _surface_z(head: Head, start: float) -> float:
    """How far in front the bridge of the nose lies."""
    z = 0.6
    for _ in range(20):
        z -= float(head.skull(np.array([[0.0, EYE_LEVEL, z]]))[0])
    return max(z, start) + 0.012


def _wire(line: Array, radius: float, closed: bool) -> tuple[Array, Array, Ints]:
    sides = 4
    along = normalized(np.roll(line, -1, 0) - np.roll(line, 1, 0) if closed else np.gradient(line, axis=0))
    side = normalized(np.cross(along, np.array([0.02, 0.11, 1.0])))
    up = np.cross(side, along)
    angle = (np.arange(sides) + 0.5) * 2 * np.pi / sides
    spoke = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    rings = len(line)
    i = np.arange(rings if closed else rings - 1)[:, None]
    j = np.arange(sides)[None]
    a, b = i * sides + j, i * sides + (j + 1) % sides
    c, d = (i + 1) % rings * sides + (j + 1) % sides, (i + 1) % rings * sides + j
    faces = np.concatenate([np.stack([a, c, b], -1).reshape(-1, 3), np.stack([a, d, c], -1).reshape(-1, 3)])
    vertices, normals = (line[:, None] + spoke * radius).reshape(-1, 3), spoke.reshape(-1, 3)
    p, q, r = (vertices[faces[:, k]] for k in range(3))
    if (np.cross(q - p, r - p) * normals[faces].mean(1)).sum() < 0:
        faces = faces[:, ::-1]
    return vertices, normals, faces
