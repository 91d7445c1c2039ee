"""A step or two that is told by its direction alone: back, forward, aside, closer, away."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import step_close, walk
from fairtake.staging.blocking.words import tokens

__all__ = ["step_aside", "stepping"]

_BACK = {"back", "backward", "backwards", "away"}
_AHEAD = {"forward", "forwards", "ahead"}
_SIDE = {"aside", "sideways", "sidewards", "left", "right"}
_NEAR = {"closer", "nearer", "near"}
_STRIDE = 0.75
_ROOM = 0.25


def stepping(event: Event) -> str:
    """Which way the event goes when it names no place: "back", "ahead", "side", "near"; else
    "". Away from somebody is back."""
    words = {*tokens(event.goal), event.goal.strip().lower()}
    manner = {word.lower() for word in event.manner}
    if words & _BACK and ("away" not in words or event.source or manner & {"step", "back"}):
        return "back"
    for name, known in (("ahead", _AHEAD), ("side", _SIDE), ("near", _NEAR)):
        if words & known:
            return name
    return ""


def step_aside(stage: Stage, person: Person, way: str, event: Event, time: float) -> Outcome:
    """Take a step or two that way, still facing what one faced; as far as there is room."""
    start = max(time, person.free)
    other = stage.person(event.source) or stage.person(person.looking)
    if other is person or (other is not None and not other.present):
        other = None
    if way == "near" and other is not None:
        end = step_close(stage, person, start, other, max(0.7, person.distance(other.place) - _STRIDE))
        return Outcome(start, start + 0.5 * (end - start), end)
    yaw = person.yaw if other is None else person.bearing(other.place)
    ahead = np.array([math.sin(yaw), math.cos(yaw)])
    left = np.array([math.cos(yaw), -math.sin(yaw)])
    side = 1.0 if crc(person.role, event.text) % 2 else -1.0
    told = {*tokens(event.goal)}
    side = 1.0 if "left" in told else -1.0 if "right" in told else side
    ways = {"back": [-ahead], "ahead": [ahead], "near": [ahead], "side": [left * side, left * -side]}[way]
    goal = next((spot for step in ways if (spot := _room(stage, person, step)) is not None), None)
    if goal is None:
        # A wall behind: one leans away instead, which the turn of the head tells.
        return Outcome(start, start + 0.4, start + 0.7)
    end = walk(stage, person, start, goal, person.yaw)
    return Outcome(start, start + 0.5 * (end - start), end)


def _room(stage: Stage, person: Person, step: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Point | None:
    """The farthest point within a stride that is free all the way."""
    others = stage.others(person)
    for length in (_STRIDE, 0.55, 0.4, 0.28):
        point = (person.place[0] + step[0] * length, person.place[1] + step[1] * length)
        if stage.plan.is_free(point, others, _ROOM, 0.6) and stage.plan.inside(point):
            return float(point[0]), float(point[1])
    return None
