"""Drinking, eating, smoking: what is held meets the lips, now and again."""

from __future__ import annotations

import math

import numpy as np

from fairtake.geometry.quaternion import from_axes
from fairtake.model.breakdown import Event
from fairtake.staging.blocking.at_hand import in_hand, tool_of
from fairtake.staging.blocking.body_frame import aim, point, surface_before
from fairtake.staging.blocking.handling import free_hand
from fairtake.staging.blocking.lasting import begin
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage, Thing, crc
from fairtake.staging.blocking.steps import GRIP, look
from fairtake.staging.blocking.tools import task_of
from fairtake.staging.motion.carry import turn_in_hand
from fairtake.staging.motion.score import HandGoal, HeadMove, Target, Vector
from fairtake.staging.motion.vectors import cross, rotate, unit

__all__ = ["consume", "mouthfuls"]


_MOUTH = np.array([0.0, -0.080, 0.020])
"""The lips from the point between the eyes."""


_STAYS = {"drink": 1.0, "eat": 0.35, "smoke": 0.8}


def _grasp_at_mouth(kind: str, lean: float) -> tuple[Vector, Vector]:
    """Fingers and palm of a hand that brings something to the lips, x outward; `lean` tips what
    it holds back toward the face, radians."""
    c, s = math.cos(lean), math.sin(lean)
    if kind == "smoke":
        return (-0.45, 0.85, -0.15), (-0.35, -0.15, -0.92)
    if kind == "eat":
        return (-0.80, 0.10, -0.35), (-0.25, 0.55, -0.80)
    return (-0.45, 0.89 * s, 0.89 * c), (-0.89, -0.45 * s, -0.45 * c)


def _palm_for_mouth(person: Person, thing: Thing | None, hand: int, kind: str, lean: float) -> Vector:
    """Where the palm is, x outward, when the rim, the tip or the bite of a thing is at the lips."""
    fingers, palm = _grasp_at_mouth(kind, lean)
    if thing is None:
        return (0.035, -0.118, 0.105) if kind == "drink" else (0.05, -0.115, 0.085)
    sign = 1.0 if hand == 0 else -1.0
    mirror = np.array([sign, 1.0, 1.0])
    x = unit(np.asarray(fingers) * mirror)
    y = np.asarray(palm) * mirror
    y = unit(y - x * (x @ y))
    grasp = from_axes(x, y, cross(x, y))
    turn = turn_in_hand(thing.model, grasp[None], float(person.build.thumb_side[hand]))[0]
    points = np.asarray(thing.model.mesh.vertices, np.float64)
    offsets = rotate(turn, points - np.asarray(thing.model.grip))
    if kind == "drink":
        # The nearest point of the rim: what lies highest along the cup and closest to the face.
        high = points[:, 1] > points[:, 1].max() - 0.012
        rim = offsets[high]
        at = rim[int(np.argmin(np.round(rim[:, 2], 4)))]
    elif kind == "smoke":
        at = offsets[int(np.argmin(np.round(offsets[:, 2] - 0.3 * np.abs(offsets[:, 0]), 4)))]
    else:
        far = np.linalg.norm(points - np.asarray(thing.model.grip), axis=1)
        long = far.max() > 0.07
        at = offsets[int(np.argmax(np.round(far, 4)))] if long else offsets[int(np.argmin(np.round(offsets[:, 2], 4)))]
    goal = _MOUTH - at
    return float(goal[0] * sign), float(goal[1]), float(goal[2])


def _mouthful(person: Person, thing: Thing | None, kind: str, hand: int, at: float) -> float:
    """One sip, bite or draw. Returns when the hand is down again."""
    stay = _STAYS[kind]
    up, leave = at + 0.75, at + 0.75 + stay
    curl = GRIP if kind != "smoke" else (0.4, 0.25, 0.4)
    fingers, palm = _grasp_at_mouth(kind, 0.15)
    place = _palm_for_mouth(person, thing, hand, kind, 0.15)
    person.score.hands.append(
        HandGoal(hand, at, up, leave, leave + 0.8, "head", place, fingers, palm, curl, 0.0, 2, -0.1)
    )
    if kind == "drink":
        # The cup tips as it empties, about the lips.
        fingers, palm = _grasp_at_mouth(kind, 0.6)
        place = _palm_for_mouth(person, thing, hand, kind, 0.6)
        person.score.hands.append(
            HandGoal(hand, up - 0.05, up + 0.45, leave - 0.1, leave + 0.5, "head", place, fingers, palm, curl, 0.0, 2, -0.1)
        )  # fmt: skip
        person.score.nods.append(HeadMove("accent", up, stay + 0.3, -0.9))
    return leave + 0.8


def consume(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    """Begin to drink, eat or smoke. None when no hand is free."""
    kind = task_of(event)
    thing = tool_of(stage, event, kind)
    at = start
    if thing is not None and thing.hidden and kind == "drink" and not thing.holder:
        thing = None
    if thing is not None and thing.holder != person.role:
        hand, at = in_hand(stage, person, event, start, thing)
    else:
        hand = thing.hand if thing is not None else free_hand(person)
    if hand < 0:
        return None
    down = _mouthful(person, thing, kind, hand, at)
    surface = surface_before(stage, person, 0.42) if person.posture == "sit" else None
    side = 1.0 if hand == 0 else -1.0
    goals = []
    if surface is not None and thing is not None:
        # Between sips it stands on the table, in the hand.
        low = min(0.06, 0.5 * thing.model.size[1]) if kind != "smoke" else 0.06
        goals = [
            HandGoal(
                hand, at, at + 0.7, at + 9, at + 9, "world", point(person, 0.40, 0.15 * side, surface.center[1] + low + 0.02),
                aim(person, 0.9, -0.45 * side, 0.0), aim(person, -0.45, -0.9 * side, 0.0), GRIP,
            )
        ]  # fmt: skip
    elif kind == "smoke":
        goals = [
            HandGoal(hand, at, at + 0.7, at + 9, at + 9, "chest", (0.20, -0.24, 0.20), (-0.25, 0.75, 0.5), (-0.8, 0.1, -0.3), (0.4, 0.25, 0.4), 0.3, out=0.3)
        ]  # fmt: skip
    elif thing is not None:
        goals = [HandGoal(hand, at, at + 0.7, at + 9, at + 9, "chest", (0.12, -0.27, 0.29), (-0.35, 0.1, 1.0), (-1.0, 0.0, -0.2), GRIP, 0.1)]  # fmt: skip
    begin(person, kind, at, goals, rooted=surface is not None)
    if not goals:
        person.doing[-1].hands = (hand,)
    end = down
    if kind == "eat":
        for k in range(1, 3):
            end = _mouthful(person, thing, kind, hand, at + 2.1 * k)
    person.busy[hand] = end
    person.free = max(person.free, at + 1.0)
    if not stage.person(person.looking):
        # Not into the spoon: at the plate, or before one.
        look(person, at, Target("away", point=(0.05, 0.42 if surface is not None and kind == "eat" else 0.12, 0.0)))
    return Outcome(start, at + 2.2 if kind == "drink" else at + 1.8, end)


def mouthfuls(stage: Stage, end: float) -> None:
    """Whoever drinks, eats or smokes does so again now and then, when nobody waits for a word
    of theirs."""
    for person in stage.people.values():
        for doing in person.doing:
            if doing.name not in _STAYS or not doing.hands:
                continue
            hand = doing.hands[0]
            at = doing.start + 6.0 + crc(person.role, doing.name) % 30 / 10
            stop = min(doing.end, end) - 2.8
            while at < stop:
                says = [s for s in person.score.speeches if s.start < at + 2.4 and s.end > at - 0.3]
                acts = [g for g in person.score.hands if g.hand == hand and g.layer == 2 and g.start < at + 2.6 and g.end > at]  # fmt: skip
                if says or acts:
                    at += 0.5
                    continue
                _mouthful(person, stage.things.get(person.held[hand]), doing.name, hand, at)
                at += 7.0 + crc(person.role, doing.name, round(at)) % 40 / 10
