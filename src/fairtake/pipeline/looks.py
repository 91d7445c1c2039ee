"""Ways of drawing: those that come with the program."""

from __future__ import annotations

from fairtake import rendering

__all__ = ["grades", "looks"]


def looks() -> list[rendering.Look]:
    """The looks that come with the program, the default first."""
    return [rendering.find_look(name) for name in rendering.shipped_looks()]


def grades() -> list[tuple[str, str]]:
    """The grades that come with the program, and what each is like."""
    return [(name, numbers[0]) for name, numbers in rendering.GRADES.items()]
