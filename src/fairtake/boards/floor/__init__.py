"""A shot's floor plan: the set from above, who stands where, and what the camera sees."""

from __future__ import annotations

from fairtake.boards.floor.plan import Plan, floor_plan, survey

__all__ = ["Plan", "floor_plan", "survey"]
