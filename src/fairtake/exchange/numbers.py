"""Small arithmetic that both formats need: linear colours, light units, steady rotations."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake.geometry.quaternion import between, normalize
from fairtake.model.light import Light, LightKind
from fairtake.model.mesh import Color

__all__ = ["aim", "constant", "decoded", "encoded", "intensity", "linear", "rows", "spin", "steady", "unit_normals"]

Array = npt.NDArray[np.floating[Any]]


def linear(color: Color) -> tuple[float, float, float]:
    """sRGB 0..1 to linear light (IEC 61966-2-1), clipped to 0..1."""
    value = np.clip(np.asarray(color, np.float64), 0, 1)
    low, high = value / 12.92, ((value + 0.055) / 1.055) ** 2.4
    red, green, blue = (round(float(v), 6) for v in np.where(value <= 0.04045, low, high))
    return red, green, blue


def decoded(value: Array) -> npt.NDArray[np.float64]:
    """sRGB 0..1 to linear light, in arrays."""
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def encoded(value: Array) -> npt.NDArray[np.float64]:
    """Linear light to sRGB 0..1, clipped."""
    value = np.clip(value, 0, 1)
    return np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)


def steady(rotations: Array) -> npt.NDArray[np.float32]:
    """Unit quaternions (N, ..., 4) whose signs do not flip from row to row, so that programs
    that blend components blend along the short arc."""
    unit = normalize(np.asarray(rotations, np.float64))
    if len(unit) > 1:
        dots = (unit[1:] * unit[:-1]).sum(-1)
        unit[1:] *= np.cumprod(np.where(dots < 0, -1.0, 1.0), axis=0)[..., None]
    return unit.astype(np.float32)


def constant(values: npt.NDArray[Any]) -> bool:
    """Whether all rows are the first one."""
    return len(values) < 2 or bool((values == values[:1]).all())


def aim(direction: npt.ArrayLike) -> npt.NDArray[np.float32]:
    """The rotation x, y, z, w that turns -z, along which lights shine, into `direction`."""
    to = normalize(np.asarray(direction, np.float64))
    return normalize(between(np.array([0.0, 0.0, -1.0]), to)).astype(np.float32)


def spin(angle: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Turns about the vertical by `angle` (N,) radians: (N, 4)."""
    half = np.asarray(angle, np.float64) / 2
    zero = np.zeros_like(half)
    return np.stack([zero, np.sin(half), zero, np.cos(half)], axis=-1)


def intensity(light: Light) -> float:
    """A lamp's strength in the units of KHR_lights_punctual: lux for a sun, candela otherwise.

    Fairtake's strengths have no unit: a white surface that a lamp of strength 1 meets squarely
    is white. That takes an illuminance of pi, for lamps at half their reach.
    """
    if light.kind is LightKind.SUN:
        return float(np.pi * light.strength)
    return float(np.pi * light.strength * (light.radius / 2) ** 2)


def rows(values: npt.NDArray[Any], frames: int) -> npt.NDArray[Any]:
    """A track of exactly so many rows: one that ends early holds its last."""
    if len(values) >= frames:
        return values[:frames]
    return np.concatenate([values, np.repeat(values[-1:], frames - len(values), axis=0)])


def unit_normals(normals: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Normals (V, 3) of length one; where there is none, up."""
    length = np.linalg.norm(normals.astype(np.float64), axis=1, keepdims=True)
    up = np.array([[0.0, 1.0, 0.0]])
    return np.where(length > 1e-6, normals / np.maximum(length, 1e-6), up).astype(np.float32)
