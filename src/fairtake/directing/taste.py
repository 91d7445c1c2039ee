"""What a style likes and dislikes about a setup, whatever happens in the scene."""

from __future__ import annotations

import math
from dataclasses import replace

from fairtake.directing.coverage import Crew
from fairtake.directing.rails import RAILS, eagerness
from fairtake.directing.setup import Setup
from fairtake.directing.style import Style, When
from fairtake.model.shotlist import Angle, Move

__all__ = ["kind_of", "liked"]

_ANGLES = {Angle.LOW: "low", Angle.HIGH: "high", Angle.OVERHEAD: "overhead"}
_WANTED = {When.ALWAYS: -1.4, When.TENSE: -0.9, When.FREELY: -0.2}
_ALWAYS_ELSE = 0.6  # a second: what eye level costs where another height is always wanted


def kind_of(setup: Setup) -> str:
    """The key of [kinds] a setup falls under."""
    if setup.kind in ("insert", "detail"):
        return "insert"
    if setup.kind == "point of view":
        return "point_of_view"
    if setup.kind == "over-the-shoulder":
        return "over_the_shoulder"
    if not setup.people:
        return "place"
    if setup.kind in ("master", "wide"):
        return "master"
    return "single" if len(setup.people) == 1 else "two_shot"


def liked(crew: Crew, setup: Setup) -> Setup:
    """A setup with what the style thinks of its kind, height, squareness and move on its bias."""
    style = crew.style
    bias = setup.bias + float(getattr(style.kinds, kind_of(setup)))
    if setup.move in (Move.PAN, Move.FOLLOW, Move.TRACK) and setup.target is None and "reactive" not in setup.tags:
        bias += eagerness(style.moves.readily(setup.move))
    plain = "detail" not in setup.tags
    if plain and setup.people:
        bias += _height(style, setup.angle)
    if plain and style.framing.frontality > 0:
        bias += style.framing.frontality * _askew(setup)
    return replace(setup, bias=bias)


def _height(style: Style, angle: Angle) -> float:
    if angle in _ANGLES:
        return _WANTED.get(getattr(style.angles, _ANGLES[angle]), 0.0)
    return _ALWAYS_ELSE if When.ALWAYS in (style.angles.low, style.angles.high, style.angles.overhead) else 0.0


def _askew(setup: Setup) -> float:
    """0 for a camera square to the room (its walls run along x and z), 1 for one at 45 degrees."""
    yaw = float(setup.path.yaw[0])
    moved = 0.5 if setup.move not in (Move.STATIC, *RAILS) else 0.0
    return abs(math.sin(2 * yaw)) + moved
