"""How a prop is held: what every maker of props returns, and the directions it names."""

from __future__ import annotations

import numpy as np

from fairtake.staging.sets.modeller import Vector

__all__ = ["ALONG", "FRONT", "UP", "Made", "pick"]

Made = tuple[Vector, Vector, str]
"""The grip point in metres, the unit direction that lies along the closed fist, and what the
thing sounds like when it is put down."""

UP: Vector = (0.0, 1.0, 0.0)
ALONG: Vector = (1.0, 0.0, 0.0)
FRONT: Vector = (0.0, 0.0, 1.0)


def pick(rng: np.random.Generator, *names: str) -> str:
    """One of the names."""
    return names[int(rng.integers(len(names)))]
