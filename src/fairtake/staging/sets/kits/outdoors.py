"""What places under the sky share: a flat acting field in ground with relief, and scattering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.staging.sets.builder import SetBuilder

__all__ = ["Field", "Height", "hold_flat", "scatter"]

F64 = npt.NDArray[np.float64]
Height = Callable[[npt.NDArray[np.floating[Any]], npt.NDArray[np.floating[Any]]], F64]


@dataclass(frozen=True, slots=True)
class Field:
    """The flat square of half width `half` about the origin in which people act."""

    half: float


def hold_flat(field: Field, wave: float, slope: float) -> Height:
    """Ground that is y = 0 in the field and rolls and rises beyond it."""

    def height(x: npt.NDArray[np.floating[Any]], z: npt.NDArray[np.floating[Any]]) -> F64:
        away = np.maximum(np.maximum(np.abs(x), np.abs(z)) - field.half - 1.0, 0.0)
        ease = np.minimum(away / 14.0, 1.0)
        roll = wave * (0.5 + 0.5 * np.sin(x * 0.11 + 1.0) * np.cos(z * 0.09)) + 0.4 * np.sin(x * 0.31 + z * 0.23)
        return np.asarray(ease * ease * roll + slope * np.maximum(away - 4.0, 0.0))

    return height


def scatter(s: SetBuilder, field: Field, count: int, near: float, far: float, height: Height) -> F64:
    """Points (count, 3) on the ground, `near` to `far` metres outside the field's edge
    (negative: inside), denser nearby."""
    rng = s.rng
    side = rng.integers(0, 4, count)
    out = field.half + near + (far - near) * rng.uniform(0, 1, count) ** 1.7
    along = rng.uniform(-1, 1, count) * out
    x = np.where(side == 0, out, np.where(side == 1, -out, along))
    z = np.where(side == 2, out, np.where(side == 3, -out, along))
    return np.stack([x, height(x, z), z], axis=-1)
