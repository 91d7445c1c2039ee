"""Flashbacks and dreams: how they look, and how the film goes into them and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fairtake.model.breakdown import Scene
from fairtake.model.footage import Development

__all__ = ["developed", "edges"]

_IN, _OUT = 0.5, 0.35
"""Seconds over which a picture comes out of white, and goes into it."""

_PRINTS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
    "flashback": ((0.045, 0.03, 0.015), (1.02, 0.985, 0.9), 0.72),
    "flash-forward": ((0.0, 0.01, 0.02), (0.98, 1.0, 1.03), 0.8),
    "dream": ((0.05, 0.05, 0.07), (0.97, 0.98, 1.03), 0.6),
}
"""Lift, gain and saturation: an old print, warm and thin in colour; a dream is pale and cool."""


def developed(development: Development, memory: str) -> Development:
    """The film's own development, as a memory has it. A film that names a grade keeps it: there
    saturation alone tells."""
    if memory not in _PRINTS:
        return development
    lift, gain, saturation = _PRINTS[memory]
    if development.grade:
        return replace(development, saturation=development.saturation * saturation)
    (r, g, b), (x, y, z) = development.lift, development.gain
    return replace(
        development,
        lift=(r + lift[0], g + lift[1], b + lift[2]),
        gain=(x * gain[0], y * gain[1], z * gain[2]),
        saturation=development.saturation * saturation,
    )


def edges(scenes: Sequence[Scene], index: int, fps: int) -> tuple[int, int]:
    """Frames over which a scene comes out of white, and goes into it: where a memory begins or
    ends beside it."""
    memory = scenes[index].memory
    before = scenes[index - 1].memory if index else memory
    after = scenes[index + 1].memory if index + 1 < len(scenes) else memory
    return round(_IN * fps) * (before != memory), round(_OUT * fps) * (after != memory)
