"""When an action began, when the next beat may begin, when it is over, and where it shows."""

from __future__ import annotations

from dataclasses import dataclass

from fairtake.staging.motion.score import Vector

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds from the scene's start. `next` may lie before `end`: the script goes on while
    somebody still walks. `where` is the point a camera would want to see (None: the face of
    whoever does it) and `shown` the time at which it shows there (None: all the while)."""

    start: float
    next: float
    end: float
    where: Vector | None = None
    shown: float | None = None
