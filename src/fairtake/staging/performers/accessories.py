"""Hats and glasses, in head units, carried by the head."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.head import EYE_LEVEL, Head
from fairtake.staging.performers.sdf import Array, Field, Ints, ellipsoid, normalized, ramp, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["HATS", "glasses", "hat_line"]

_LOW, _HIGH = (-0.75, 0.45, -0.85), (0.75, 1.30, 0.95)


def hat_line(p: Array) -> Array:
    """Positive above the edge of a hat: hair is cut there. Higher in front than behind."""
    return p[:, 1] - 0.70 - 0.14 * ramp(-0.35, 0.35, p[:, 2])


def _crown(p: Array, height: float = 1.0) -> Array:
    return ellipsoid(p, (0, 0.69, -0.06), (0.425, 0.40 * height, 0.495))


def _cap(head: Head) -> Piece:
    def brim(p: Array) -> Array:
        flat = np.hypot(p[:, 0] / 0.30, (p[:, 2] - 0.36) / 0.36)
        level = 0.800 - 0.35 * p[:, 0] ** 2 - 0.10 * (p[:, 2] - 0.3)
        return np.maximum((flat - 1) * 0.3, np.abs(p[:, 1] - level) - 0.030)

    piece = _meshed(lambda p: smooth_min(np.maximum(_crown(p), -hat_line(p)), brim(p), 0.02))
    piece.mark(lambda p: 0.02 - brim(p), 1)
    piece.mark(lambda p: np.minimum(p[:, 1] - 1.075, 0.05 - np.hypot(p[:, 0], p[:, 2] + 0.06)), 2)
    return piece


def _peaked(head: Head) -> Piece:
    """A policeman's cap: a wide flat crown over a band with a peak."""

    def brim(p: Array) -> Array:
        flat = np.hypot(p[:, 0] / 0.29, (p[:, 2] - 0.32) / 0.30)
        level = 0.815 - 0.4 * p[:, 0] ** 2 - 0.30 * (p[:, 2] - 0.3)
        return np.maximum((flat - 1) * 0.3, np.abs(p[:, 1] - level) - 0.028)

    def field(p: Array) -> Array:
        tilt = 0.10 * p[:, 2]
        plate = ellipsoid(p - np.stack([p[:, 0] * 0, tilt, p[:, 0] * 0], 1), (0, 1.02, -0.04), (0.50, 0.115, 0.56))
        band = np.maximum(ellipsoid(p, (0, 0.80, -0.06), (0.425, 0.60, 0.495)), p[:, 1] - 1.04)
        return smooth_min(smooth_min(np.maximum(band, -hat_line(p)), plate, 0.04), brim(p), 0.02)

    piece = _meshed(field)
    piece.mark(lambda p: 0.925 + 0.08 * p[:, 2] - p[:, 1], 1, "hat band")
    piece.mark(lambda p: 0.02 - brim(p), 2, "hat band")
    return piece


def _brimmed(head: Head) -> Piece:
    def brim(p: Array) -> Array:
        flat = np.hypot(p[:, 0] / 0.62, (p[:, 2] + 0.04) / 0.70)
        level = 0.790 + 0.16 * np.abs(p[:, 0]) ** 2 + 0.04 * p[:, 2]
        return np.maximum((flat - 1) * 0.62, np.abs(p[:, 1] - level) - 0.030)

    def crown(p: Array) -> Array:
        dent = 0.07 * np.exp(-((p[:, 0] / 0.10) ** 2)) * ramp(0.9, 1.1, p[:, 1])
        body = ellipsoid(p, (0, 0.80, -0.06), (0.415, 0.42, 0.485))
        return np.maximum(np.maximum(body + dent, p[:, 1] - 1.20), 0.76 - p[:, 1])

    piece = _meshed(lambda p: smooth_min(crown(p), brim(p), 0.03), (-0.75, 0.45, -0.85), (0.75, 1.30, 0.80))
    piece.mark(lambda p: np.minimum(0.925 + 0.04 * p[:, 2] - p[:, 1], brim(p) - 0.01), 1, "hat band")
    piece.mark(lambda p: 0.01 - brim(p), 2)
    return piece


def _beanie(head: Head) -> Piece:
    def field(p: Array) -> Array:
        rib = 0.006 * np.sin(30 * np.arctan2(p[:, 0], p[:, 2] + 0.06))
        roll = 0.020 * ramp(0.17, 0.13, hat_line(p))
        return np.asarray(np.maximum(_crown(p, 1.06) - roll - rib, -hat_line(p)))

    piece = _meshed(field)
    piece.mark(lambda p: 0.14 - hat_line(p), 1, "hat band")
    return piece


def _meshed(
    field: Field,
    low: tuple[float, float, float] = _LOW,
    high: tuple[float, float, float] = _HIGH,
) -> Piece:
    return Piece(*surface_nets(field, low, high, (0.074, 0.038, 0.074), 2), "hat")


HATS: Mapping[str, Callable[[Head], Piece]] = MappingProxyType(
    {"beanie": _beanie, "brimmed hat": _brimmed, "cap": _cap, "peaked cap": _peaked}
)
"""Every hat by name."""


def glasses(head: Head) -> Piece:
    """Two rims, a bridge and the temples, as thin tubes before the eyes."""
    vertices: list[Array] = []
    normals: list[Array] = []
    faces: list[Ints] = []

    def tube(line: Array, closed: bool) -> None:
        v, n, f = _wire(line, 0.0062, closed)
        faces.append(f + sum(len(x) for x in vertices))
        vertices.append(v)
        normals.append(n)

    front = _surface_z(head, 0.30)
    for side in (1.0, -1.0):
        angle = np.linspace(0, 2 * np.pi, 20, endpoint=False)
        x = 0.158 * head.width + 0.112 * np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** 0.85
        y = EYE_LEVEL - 0.012 + 0.088 * np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** 0.85
        z = front - 0.9 * (x - 0.05) ** 2
        tube(np.stack([side * x, y, z], 1), True)
        out = 0.27 * head.width
        temple = np.array(
            [
                [side * out, EYE_LEVEL + 0.02, front - 0.9 * (out - 0.05) ** 2],
                [side * 0.345 * head.width, EYE_LEVEL + 0.02, 0.14],
                [side * 0.365 * head.width, EYE_LEVEL + 0.015, -0.08],
            ]
        )
        tube(temple, False)
    bridge = np.linspace(-1, 1, 5)[:, None] * np.array([0.047 * head.width, 0, 0])
    tube(
        bridge + np.stack([0 * bridge[:, 0], EYE_LEVEL + 0.018 - 4 * bridge[:, 0] ** 2, 0 * bridge[:, 0] + front], 1),
        False,
    )
    return Piece(np.concatenate(vertices), np.concatenate(normals), np.concatenate(faces), "glasses")


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
