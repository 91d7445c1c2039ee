"""Down on the ground and up from it: over a hand, with the feet drawn in, on bent knees."""

from __future__ import annotations

import math

from fairtake.model.performance import Contact
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.motion.gait import feet_at, shift
from fairtake.staging.motion.score import Foothold, HandGoal, PostureKey, Step

__all__ = ["from_ground", "on_the_ground", "prop_up"]

_LOW = 0.30
"""The share of the body's scale under which a seat is the ground itself."""


def on_the_ground(person: Person) -> bool:
    """Whether somebody lies or sits on the floor itself."""
    if person.posture == "down" or (person.posture == "lie" and person.seat < 0):
        return True
    key = person.score.postures[-1] if person.score.postures else person.score.posture
    return person.posture == "sit" and person.seat < 0 and key.height < _LOW * person.build.scale


def prop_up(person: Person, hand: int, begin: float, hold: float, end: float) -> None:
    """Somebody who sits on the ground, or is about to, has a hand on it behind them, if it is free."""
    if person.held[hand] or person.occupied(hand):
        return
    scale, ahead, place = person.build.scale, person.ahead, person.place
    sign = 1.0 if hand == 0 else -1.0
    left = (math.cos(person.yaw), -math.sin(person.yaw))
    at = (
        place[0] - 0.16 * scale * ahead[0] + 0.27 * scale * sign * left[0],
        person.level + 0.03,
        place[1] - 0.16 * scale * ahead[1] + 0.27 * scale * sign * left[1],
    )
    fingers = (0.95 * sign * left[0] - 0.15 * ahead[0], -0.1, 0.95 * sign * left[1] - 0.15 * ahead[1])
    person.score.hands.append(
        HandGoal(hand, begin, begin + 0.45, hold, end, "world", at, fingers, (0.0, -1.0, 0.0), (0.15, 0.12, 0.15), out=0.2)
    )  # fmt: skip
    person.busy[hand] = end


def from_ground(stage: Stage, person: Person, time: float, up: PostureKey) -> float:
    """Stand up as `up` says, from lying or sitting on the ground. Returns when that is done.

    First the trunk comes up over one hand while the feet are set down before it, then the weight goes
    forward over them, deep on bent knees, and only then up: nobody is drawn up by the head.
    """
    build, scale = person.build, person.build.scale
    ahead = person.ahead
    slow = 1.0 + 0.45 * min(1.0, max(0.0, (person.figure.face.age - 50) / 25))
    lies = person.posture != "sit"
    place = person.place
    near = 0.40 * scale
    center = (place[0] + near * ahead[0], place[1] + near * ahead[1])
    feet = feet_at(build, center, person.yaw, 1.15)
    sat = time
    if lies:
        sat = time + 1.15 * slow
        # Drawn in through the air while the legs still hang on the body.
        for side in (0, 1):
            person.score.steps.append(Step(side, time, time + 0.06, feet[side], 0.0, 0.0, 0.0))
        person.score.postures.append(PostureKey(time, sat, "sit", 0.13 * scale, -0.20, 0.42, dip=0.34))
    else:
        # One heel after the other comes in.
        for side in (0, 1):
            lift = time + 0.05 + 0.22 * slow * side
            person.score.steps.append(Step(side, lift, lift + 0.34, feet[side], 0.05, 0.0, 0.14))
        sat = time + 0.55 * slow
    hand = crc(person.role, "getting up") % 2
    if person.held[hand] or person.occupied(hand):
        hand = 1 - hand
    deep = sat + 0.62 * slow
    end = deep + 0.85 * slow
    prop_up(person, hand, time + (0.30 if lies else 0.05), sat + 0.25 * slow, deep + 0.1)
    # The other pushes off the knee, and both let go as the legs stretch.
    for side in (0, 1):
        if not person.held[side] and not person.occupied(side):
            begin = sat + 0.45 * slow if side == hand else time + 0.1
            person.score.hands.append(
                HandGoal(side, begin, begin + 0.6, deep + 0.25 * slow, end, "thigh", (-0.01, 0.09, 0.72), (-0.3, -0.25, 0.9), (0.05, -1.0, -0.2), (0.2, 0.2, 0.25), layer=1)
            )  # fmt: skip
    goal = (place[0] + (near - 0.05 * scale) * ahead[0], place[1] + (near - 0.05 * scale) * ahead[1])
    raised = [Foothold(h.x, h.z, h.yaw, 0.0, 0.45) for h in feet]
    flat = feet_at(build, goal, person.yaw)
    for side in (0, 1):
        person.score.steps.append(Step(side, sat + 0.12, sat + 0.5 * slow, raised[side], 0.0, 0.0, 0.0))
        lift = deep + 0.16 * slow + 0.24 * slow * side
        person.score.steps.append(Step(side, lift, lift + 0.34, flat[side], 0.03, 0.05, 0.16))
    person.score.travels.append(shift(sat + 0.02, deep + 0.15, place, goal, person.yaw, person.yaw))
    person.score.postures.append(PostureKey(sat, deep, "kneel", 0.37 * scale, 0.34, 0.30, dip=0.12))
    person.score.postures.append(PostureKey(deep - 0.06, end, "stand", up.height, 0.0, 0.0, 0.0, 0.22))
    stage.contacts.append(Contact(sat + 0.2, "stand", (place[0], 0.0, place[1]), stage.site.ground, 0.25, person.role))
    person.place, person.feet, person.posture, person.seat, person.free = goal, flat, "stand", -1, end
    return end
