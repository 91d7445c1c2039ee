"""Two-bone inverse kinematics for whole stretches of time at once."""

from __future__ import annotations

import numpy as np

from fairtake.geometry.quaternion import conjugate as inverse
from fairtake.geometry.quaternion import from_axes, multiply
from fairtake.staging.motion.ease import Array
from fairtake.staging.motion.vectors import cross, unit

__all__ = ["STRAIGHT", "two_bones"]


STRAIGHT = 0.9992
"""The share of its length a limb is stretched to at most."""


def two_bones(
    root: Array,
    target: Array,
    pole: Array,
    first: float,
    second: float,
    hinges: tuple[Array, Array],
    soft: Array | float = 0.0,
) -> tuple[Array, Array, Array, Array]:
    """Bend a limb so that its end comes to `target`.

    `root`, `target`, `pole` (N, 3): the joint it hangs on, the goal, and the direction in
    which the middle joint points. `first` and `second` are the bones' lengths, `hinges` the
    rest frames (4,) of both. Returns the middle joint and the end (N, 3), and the world
    orientations (N, 4) of both bones. A goal out of reach is met with a nearly straight limb.

    The middle joint turns infinitely fast as a limb comes to be straight. Within the last share
    `soft` of its length it therefore follows ever less, and stays behind the goal by up to a
    third of that share.
    """
    reach = target - root
    distance = np.sqrt((reach * reach).sum(-1))
    longest = (first + second) * STRAIGHT
    spare = np.maximum(soft, 1e-9) * (first + second)
    over = np.maximum(distance - (longest - spare), 0.0)
    followed = np.where(over > 0, longest - spare * np.exp(-over / spare), distance)
    length = np.clip(followed, abs(first - second) * 1.02 + 0.02, longest)
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
