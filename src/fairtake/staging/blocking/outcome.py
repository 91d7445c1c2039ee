"""When an action began, when the next beat may begin, and when it is over."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Seconds from the scene's start. `next` may lie before `end`: the script goes on while
    somebody still walks."""

    start: float
    next: float
    end: float
