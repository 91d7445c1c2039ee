"""Sets that come from elsewhere: what their things are called, and where people stand in them."""

from __future__ import annotations

from dataclasses import replace

from fairtake.model.set import Set
from fairtake.staging.sets.marks import Floor, arrange_marks
from fairtake.staging.sets.nouns import nouns, wished

__all__ = ["marked", "words_for"]


def words_for(name: str) -> tuple[str, ...]:
    """The words scripts use for what something is called, the thing's own name first; none when
    it is nothing they speak of."""
    found = sorted(wished([name]))
    return nouns(found[0]) if found else ()


def marked(set_: Set, people: int, focus: tuple[float, float], axis: float = 90.0) -> Set:
    """The set with marks for `people` about `focus` (x, z), as built-in sets have them. What one
    sits on or uses is reached from where one can stand."""
    floor = Floor(set_.acting, set_.obstacles, 0.1 if people <= 12 else 0.15)

    def reach(point: tuple[float, float, float], far: float) -> tuple[float, float, float]:
        x, z = floor.nearest(point[0], point[2], far)
        return x, 0.0, z

    return replace(
        set_,
        marks=arrange_marks(floor, people, focus, axis),
        seats=tuple(replace(one, approach=reach(one.approach, 0.8)) for one in set_.seats),
        landmarks=tuple(replace(one, stand=reach(one.stand, 2.0)) for one in set_.landmarks),
    )
