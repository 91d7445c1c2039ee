"""Hands: a palm from a field, fingers as tapered tubes that bend at their joints.

Built in hand space (x along the hand, y toward its back, z toward the thumb), then laid at
the left wrist; the right hand is its mirror image.
"""

from __future__ import annotations

import numpy as np

from fairtake.model.figure import JOINTS
from fairtake.staging.performers.body import Body
from fairtake.staging.performers.cutting import Piece
from fairtake.staging.performers.sdf import Array, Ints, capsule, ellipsoid, normalized, ramp, smooth_min
from fairtake.staging.performers.surface_nets import surface_nets

__all__ = ["GRIP", "hand_pieces"]

GRIP = (0.066, -0.024, 0.010)
"""The grip point in hand space, metres of an average man."""

_LENGTHS = (0.076, 0.085, 0.079, 0.060)
_SIDES = 6


def hand_pieces(body: Body) -> list[Piece]:
    """Left and right hand, weighted, each one piece of material "skin"."""
    vertices, normals, faces, weights = _hand()
    turn = np.stack([body.hand_axis, body.hand_back, body.hand_thumb], 1)
    vertices = vertices * body.hand_scale @ turn.T + body.arm[2]
    left = Piece(vertices, normals @ turn.T, faces, "skin")
    left.weights = _spread(weights, "L")
    right = left.mirrored()
    right.weights = _spread(weights, "R")
    return [left, right]


_COLUMNS = ("hand", "thumb", "index", "index_tip", "fingers", "fingers_tip", "forearm")


def _spread(weights: Array, side: str) -> Array:
    full = np.zeros((len(weights), len(JOINTS)))
    for column, name in enumerate(_COLUMNS):
        full[:, JOINTS.index(f"{name}.{side}")] = weights[:, column]
    return full


def _palm(p: Array) -> Array:
    d = ellipsoid(p, (0.046, 0.000, -0.001), (0.050, 0.0165, 0.041))
    d = smooth_min(d, ellipsoid(p, (0.030, -0.008, 0.022), (0.034, 0.016, 0.022)), 0.02)
    return smooth_min(d, capsule(p, (-0.035, 0, 0), (0.020, 0, 0), 0.0235, 0.024), 0.022)


def _hand() -> tuple[Array, Array, Ints, Array]:
    palm_v, palm_n, palm_f = surface_nets(_palm, (-0.045, -0.045, -0.065), (0.115, 0.04, 0.065), 0.0135, 2)
    keep = (palm_v[palm_f][:, :, 0] > -0.034).all(1)
    palm_w = np.zeros((len(palm_v), len(_COLUMNS)))
    wrist = ramp(-0.022, 0.012, palm_v[:, 0])
    palm_w[:, 0], palm_w[:, 6] = wrist, 1 - wrist
    vs, ns, fs, ws = [palm_v], [palm_n], [palm_f[keep]], [palm_w]
    for v, n, f, w in [*(_finger(i) for i in range(4)), _thumb()]:
        fs.append(f + sum(len(x) for x in vs))
        vs.append(v)
        ns.append(n)
        ws.append(w)
    return np.concatenate(vs), np.concatenate(ns), np.concatenate(fs), np.concatenate(ws)


def _finger(i: int) -> tuple[Array, Array, Ints, Array]:
    """One finger: 0 index .. 3 little; relaxed, a little bent."""
    z = 0.030 - 0.0195 * i
    start = np.array([0.080 - abs(i - 1.2) * 0.004, 0.001, z])
    bend = 0.16 * (1 + 0.22 * i)
    fan = 0.05 * (1.5 - i)
    first = normalized(np.array([np.cos(bend), -np.sin(bend), fan]))
    second = normalized(np.array([np.cos(2.3 * bend), -np.sin(2.3 * bend), fan * 0.6]))
    length = _LENGTHS[i]
    knuckle = start + first * length * 0.52
    thick = 0.0106 if i < 3 else 0.0094
    points = [start - first * 0.016, start, start + first * length * 0.26, knuckle]
    points += [knuckle + second * length * 0.24, knuckle + second * length * 0.42, knuckle + second * length * 0.48]
    radii = np.array([0.9, 1.0, 0.95, 0.97, 0.88, 0.72, 0.25]) * thick
    base, tip = (2, 3) if i == 0 else (4, 5)
    rows = []
    for at in range(7):
        row = np.zeros(len(_COLUMNS))
        root = (0.9, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0)[at]
        end = (0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0)[at]
        row[0], row[base], row[tip] = root, (1 - root) * (1 - end), end
        rows.append(row)
    return _tube(np.stack(points), radii, np.stack(rows))


def _thumb() -> tuple[Array, Array, Ints, Array]:
    a = np.array([0.016, -0.006, 0.022])
    b = np.array([0.054, -0.012, 0.050])
    c = b + np.array([0.031, -0.006, 0.009])
    points = np.stack(
        [a - (b - a) * 0.1, a + (b - a) * 0.35, a + (b - a) * 0.75, b, b + (c - b) * 0.5, b + (c - b) * 0.85, c]
    )
    radii = np.array([0.015, 0.0160, 0.0135, 0.0122, 0.0115, 0.0088, 0.003])
    rows = np.zeros((7, len(_COLUMNS)))
    rows[:, 1] = (0.1, 0.6, 1, 1, 1, 1, 1)
    rows[:, 0] = 1 - rows[:, 1]
    return _tube(points, radii, rows)


def _tube(points: Array, radii: Array, rows: Array) -> tuple[Array, Array, Ints, Array]:
    """Rings around a bent line, closed at the far end; one row of weights a ring."""
    along = normalized(np.gradient(points, axis=0))
    side = normalized(np.cross(along, np.array([0.0, 1.0, 0.0])))
    up = np.cross(side, along)
    angle = np.arange(_SIDES) * 2 * np.pi / _SIDES
    spoke = np.cos(angle)[None, :, None] * side[:, None] + np.sin(angle)[None, :, None] * up[:, None]
    vertices = (points[:, None] + spoke * radii[:, None, None]).reshape(-1, 3)
    slope = np.gradient(radii) / (np.linalg.norm(np.gradient(points, axis=0), axis=1) + 1e-9)
    normals = normalized(spoke - along[:, None] * slope[:, None, None]).reshape(-1, 3)
    rings = len(points)
    i = np.arange(rings - 1)[:, None] * _SIDES
    j = np.arange(_SIDES)[None]
    k = (j + 1) % _SIDES
    a, b, c, d = i + j, i + k, i + _SIDES + k, i + _SIDES + j
    faces = np.concatenate([np.stack([a, b, c], -1).reshape(-1, 3), np.stack([a, c, d], -1).reshape(-1, 3)])
    last = (rings - 1) * _SIDES
    cap = np.stack(
        [np.full(_SIDES, len(vertices)), last + np.arange(_SIDES), last + (np.arange(_SIDES) + 1) % _SIDES], 1
    )
    vertices = np.concatenate([vertices, points[-1:] + along[-1:] * radii[-1] * 0.5])
    normals = np.concatenate([normals, along[-1:]])
    weights = np.concatenate([rows.repeat(_SIDES, 0), rows[-1:]])
    return vertices, normals, _outward(vertices, normals, np.concatenate([faces, cap])), weights


def _outward(vertices: Array, normals: Array, faces: Ints) -> Ints:
    """Faces turned so that they are counter-clockwise seen from outside."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    wrong = (np.cross(b - a, c - a) * normals[faces].mean(1)).sum(-1) < 0
    return np.where(wrong[:, None], faces[:, ::-1], faces)
