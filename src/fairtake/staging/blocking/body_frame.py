"""Points and directions told as somebody would: so far ahead, so far to the left, so high."""

from __future__ import annotations

import math

from fairtake.model.set import Surface
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.motion.score import Vector

__all__ = ["aim", "point", "surface_before", "within_surface"]


def point(person: Person, ahead: float, left: float, height: float, yaw: float | None = None) -> Vector:
    """The world point `ahead` and `left` metres off somebody's place, `height` over the floor."""
    turn = person.yaw if yaw is None else yaw
    sin, cos = math.sin(turn), math.cos(turn)
    return person.place[0] + ahead * sin + left * cos, height, person.place[1] + ahead * cos - left * sin


def aim(person: Person, ahead: float, left: float, up: float, yaw: float | None = None) -> Vector:
    """The world direction that is so much ahead, left and up for somebody."""
    turn = person.yaw if yaw is None else yaw
    sin, cos = math.sin(turn), math.cos(turn)
    return ahead * sin + left * cos, up, ahead * cos - left * sin


def within_surface(surface: Surface, x: float, z: float, margin: float = 0.03) -> bool:
    """Whether a floor point lies under a surface, `margin` metres from its edge."""
    c, s = math.cos(surface.yaw), math.sin(surface.yaw)
    dx, dz = x - surface.center[0], z - surface.center[2]
    across, along = dx * c - dz * s, dx * s + dz * c
    return abs(across) < surface.half[0] - margin and abs(along) < surface.half[1] - margin


def surface_before(stage: Stage, person: Person, ahead: float = 0.46) -> Surface | None:
    """The table, desk or counter right in front of somebody."""
    low, high = (0.55, 0.9) if person.posture == "sit" else (0.7, 1.15)
    for reach in (ahead, ahead + 0.12, ahead - 0.1):
        x, _, z = point(person, reach, 0.0, 0.0)
        for surface in stage.site.surfaces:
            if low <= surface.center[1] <= high and within_surface(surface, x, z):
                return surface
    return None
