"""A brought face that acts: its blend shapes in our rest pose, with what drives each."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.exchange.expressions import driven_shapes
from fairtake.exchange.humanoid import under
from fairtake.exchange.model_file import ModelFile
from fairtake.geometry.quaternion import rotate
from fairtake.model.figure import FaceShape, joint_index

__all__ = ["acting_shapes"]

F64 = npt.NDArray[np.floating[Any]]
I64 = npt.NDArray[np.int64]

_HEAD = joint_index("head")
_ROLL = 0.4
"""Radians an eye turns at the end of its way."""


def acting_shapes(
    model: ModelFile,
    bones: dict[str, int],
    turn: F64,
    scale: float,
    spun: F64,
    points: F64,
    joints: dict[str, F64],
    shift: F64,
) -> tuple[FaceShape, ...]:
    """The blend shapes that our faces' parameters drive, in our rest pose; eyes that have bones of
    their own roll."""
    found: list[FaceShape] = []
    driven = driven_shapes(model)
    first = np.cumsum([0, *(len(piece.points) for piece in model.pieces)])
    for one in driven:
        for start, piece in zip(first[:-1], model.pieces, strict=True):
            for shape in piece.shapes:
                if shape.name == one.name:
                    rows = shape.rows + start
                    moves = rotate(spun[rows], rotate(turn, shape.moves) * scale) * one.share
                    found.append(_face_shape(one.name, rows, moves, one.drive, one.offset))
    if driven and not any("gaze" in name for one in driven for name, _ in one.drive):
        for side in ("L", "R"):
            if f"eye.{side}" not in bones:
                continue
            moved = np.isin(np.arange(len(model.names)), sorted(under(model, bones[f"eye.{side}"])))
            share = np.concatenate([(moved[piece.bones] * piece.weights).sum(1) for piece in model.pieces])
            rows = np.flatnonzero(share > 0.3)
            if not len(rows):
                continue
            arm = points[rows] - (joints[f"eye.{side}"] + shift[_HEAD])
            for name, axis in (("gaze_x", [0.0, 1.0, 0.0]), ("gaze_y", [-1.0, 0.0, 0.0])):
                moves = np.cross(np.array(axis), arm) * np.sin(_ROLL) * share[rows, None]
                both = ((1.0, moves), (-1.0, -moves))
                found += [_face_shape(f"{name} {side}", rows, way, ((name, sign),), 0.0) for sign, way in both]
    return tuple(found)


def _face_shape(name: str, rows: I64, moves: F64, drive: tuple[tuple[str, float], ...], offset: float) -> FaceShape:
    return FaceShape(name, rows.astype(np.int32), np.asarray(moves, np.float32), drive, offset)
