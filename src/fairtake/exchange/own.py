"""What Fairtake writes of its own sets and materials into a file, so that they come back whole.

Other programs see plain colours and meshes; the patterns, seats, doors, marks and light of a set
lie beside them in the file's extras. They are believed only as far as they are what they should
be: everything is checked, field by field.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

import msgspec

from fairtake.exchange.model_file import Surface
from fairtake.model.light import Lighting
from fairtake.model.mesh import Material
from fairtake.model.set import Box, Door, Landmark, Mark, Seat, Set, Stairs
from fairtake.model.set import Surface as Top

__all__ = ["SetFacts", "material_told", "own_material", "set_facts", "set_told"]

Bounds = tuple[float, float, float, float, float, float]

_MOST = 4000


@dataclass(frozen=True, slots=True)
class SetFacts:
    """All of a Set but its parts and materials; `hung` says which part belongs on which."""

    kind: str
    interior: bool
    acting: tuple[float, float, float, float]
    room: Bounds
    camera: Bounds
    obstacles: tuple[Box, ...]
    seats: tuple[Seat, ...]
    surfaces: tuple[Top, ...]
    doors: tuple[Door, ...]
    marks: tuple[Mark, ...]
    landmarks: tuple[Landmark, ...]
    lighting: Lighting
    ground: str = "wood"
    ambience: tuple[str, ...] = ()
    reverberation: float = 0.4
    stairs: tuple[Stairs, ...] = ()
    wild: tuple[str, ...] = ()
    hung: Mapping[str, str] = field(default_factory=dict)


def set_told(set_: Set) -> dict[str, Any]:
    """A set's facts as plain JSON values."""
    facts = SetFacts(
        **{one.name: getattr(set_, one.name) for one in fields(SetFacts) if one.name not in ("wild", "hung")},
        wild=tuple(part.name for part in set_.parts if part.wild),
        hung={part.name: part.on for part in set_.parts if part.on},
    )
    return dict(msgspec.to_builtins(facts))


def set_facts(told: Mapping[str, Any]) -> SetFacts | None:
    """What a file of Fairtake's own says of its set; None when it says nothing that could be
    true."""
    try:
        facts = msgspec.convert(told.get("set"), SetFacts)
    except (msgspec.ValidationError, TypeError, RecursionError):
        return None
    lists = (facts.obstacles, facts.seats, facts.surfaces, facts.doors, facts.marks, facts.landmarks)
    if any(len(one) > _MOST for one in lists) or not _sound(msgspec.to_builtins(facts)):
        return None
    low, high = facts.room[:3], facts.room[3:]
    return facts if all(b > a for a, b in zip(low, high, strict=True)) else None


def material_told(material: Material) -> dict[str, Any]:
    """How a surface is painted, as plain JSON values."""
    return dict(msgspec.to_builtins(material))


def own_material(surface: Surface) -> Material | None:
    """The material Fairtake wrote, or None when what is written is none."""
    try:
        found = msgspec.convert(surface.told.get("material"), Material)
    except (msgspec.ValidationError, TypeError, RecursionError):
        return None
    colors = [one for one in (found.color, found.color2, found.line_color) if one is not None]
    if not _sound(msgspec.to_builtins(found)) or any(not 0 <= value <= 1 for one in colors for value in one):
        return None
    return found if min(found.period) > 1e-4 else None


def _sound(value: Any) -> bool:
    """Whether every number in plain JSON values is finite and of this world."""
    if isinstance(value, dict):
        return all(_sound(one) for one in value.values())
    if isinstance(value, list | tuple):
        return all(_sound(one) for one in value)
    return not isinstance(value, float) or (math.isfinite(value) and abs(value) < 1e5)
