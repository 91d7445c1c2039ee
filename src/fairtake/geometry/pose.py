"""From local joint rotations to places in the world."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import multiply, rotate
from fairtake.model.figure import JOINT_PARENTS

__all__ = ["forward_kinematics", "head_point"]

Array = npt.NDArray[np.floating[Any]]


def forward_kinematics(
    rest: Array, root: Array, rotations: Array, parents: Sequence[int] = JOINT_PARENTS
) -> tuple[Array, Array]:
    """World positions (..., J, 3) and orientations (..., J, 4) of all joints.

    `rest` (J, 3) joint positions at rest, `root` (..., 3) the pelvis in the world,
    `rotations` (..., J, 4) local quaternions x, y, z, w. A rest-pose point p bound to joint
    j goes to position[j] + rotate(orientation[j], p - rest[j]). `parents` are those of the
    figure's joints (Figure.joint_parents) where it has more than JOINTS.
    """
    positions = np.empty((*rotations.shape[:-1], 3), rotations.dtype)
    orientations = np.empty_like(rotations)
    for j, parent in enumerate(parents):
        if parent < 0:
            positions[..., j, :] = root
            orientations[..., j, :] = rotations[..., j, :]
        else:
            offset = rest[j] - rest[parent]
            positions[..., j, :] = positions[..., parent, :] + rotate(orientations[..., parent, :], offset)
            orientations[..., j, :] = multiply(orientations[..., parent, :], rotations[..., j, :])
    return positions, orientations


def head_point(position: Array, orientation: Array, eye: npt.ArrayLike) -> Array:
    """The point between the eyes, from the head joint's place (..., 3) and turn (..., 4)."""
    return position + rotate(orientation, np.asarray(eye, position.dtype))
