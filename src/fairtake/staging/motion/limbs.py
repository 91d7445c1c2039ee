"""Two-bone inverse kinematics for whole stretches of time at once."""

from __future__ import annotations

import numpy as np

from fairtake.geometry.quaternion import conjugate as inverse
from fairtake.geometry.quaternion import from_axes, multiply
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.vectors import cross, unit

__all__ = ["two_bones"]


def two_bones(
    root: Array, target: Array, pole: Array, first: float, second: float, hinges: tuple[Array, Array]
) -> tuple[Array, Array, Array, Array]:
    """Bend a limb so that its end comes to `target`.

    `root`, `target`, `pole` (N, 3): the joint it hangs on, the goal, and the direction in
    which the middle joint points. `first` and `second` are the bones' lengths, `hinges` the
    rest frames (4,) of both. Returns the middle joint and the end (N, 3), and the world
    orientations (N, 4) of both bones. A goal out of reach is met with a nearly straight limb.
    """
    reach = target - root
    distance = np.sqrt((reach * reach).sum(-1))
    length = np.clip(distance, abs(first - second) * 1.02 + 0.02, (first + second) * 0.9992)
    d = reach / np.maximum(distance, 1e-6)[:, None]
    p = unit(pole - d * (pole * d).sum(-1, keepdims=True))
    along = (first * first + length * length - second * second) / (2 * length)
    away = np.sqrt(np.maximum(first * first - along * along, 0.0))
    middle = root + d * along[:, None] + p * away[:, None]
    end = root + d * length[:, None]
    hinge = cross(p, d)
    upper = (middle - root) / first
    lower = (end - middle) / second
    a = multiply(from_axes(upper, hinge, cross(upper, hinge)), inverse(hinges[0]))
    b = multiply(from_axes(lower, hinge, cross(lower, hinge)), inverse(hinges[1]))
    return middle, end, a, b
