"""What moves in a picture although nobody moves it."""

from __future__ import annotations

from fairtake.model.mesh import Pattern
from fairtake.model.set import Set

__all__ = ["shows_time"]


def shows_time(place: Set) -> bool:
    """Whether a set looks different from second to second by itself: rain, snow, fire, or water.
    Anywhere else the same people in the same poses give the same picture at any time."""
    light = place.lighting
    falls = {"rain", "snow"} & set(light.weather)
    return bool(falls) or bool(light.plumes) or any(material.pattern is Pattern.WATER for material in place.materials)
