"""Sitting down on the ground, and leaning on somebody there or where one stands."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from fairtake.model.performance import Contact
from fairtake.staging.blocking.body_frame import aim, point
from fairtake.staging.blocking.lasting import begin as go_on
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.paths import Point
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import GRIP, face, look, rest_hands, rise, walk
from fairtake.staging.motion.carry import hold_style
from fairtake.staging.motion.gait import feet_at, plan_walk, shift
from fairtake.staging.motion.score import FOREVER, HandGoal, HeadMove, Lean, PostureKey, Step, Target

__all__ = ["lean_on", "sit_low"]


def sit_low(stage: Stage, person: Person, begin: float) -> float:
    """Sit down on the ground where one stands, from `begin` on. Returns when one sits."""
    end = begin + 1.6
    scale = person.build.scale
    back = (person.place[0] - 0.12 * person.ahead[0], person.place[1] - 0.12 * person.ahead[1])
    out = (back[0] + 0.6 * scale * person.ahead[0], back[1] + 0.6 * scale * person.ahead[1])
    feet = feet_at(person.build, out, person.yaw, 1.3)
    person.score.travels.append(shift(begin, end, person.place, back, person.yaw, person.yaw))
    person.score.postures.append(PostureKey(begin, end, "sit", 0.125 * scale, -0.28, 0.42, dip=0.55))
    for side in (0, 1):
        lift = begin + 0.5 + 0.4 * side
        person.score.steps.append(Step(side, lift, lift + 0.45, feet[side], 0.03, 0.0, 0.12))
    person.place, person.feet, person.posture, person.free = back, feet, "sit", end
    rest_hands(stage, person, begin + 0.6)
    _rest_load(stage, person, begin + 0.5, end)
    stage.contacts.append(Contact(end - 0.2, "sit", (back[0], 0.0, back[1]), stage.site.ground, 0.3, person.role))
    return end


def _rest_load(stage: Stage, person: Person, start: float, end: float) -> None:
    """What hangs from a hand (a basket, a bag, a long umbrella) comes to stand on the ground beside
    somebody who sits there, the hand still on it."""
    scale = person.build.scale
    for hand, name in enumerate(person.held):
        thing = stage.thing(name) if name else None
        if thing is None or hold_style(thing.model) not in ("handle", "fist") or thing.model.grip[1] < 0.12:
            continue
        sign = 1.0 if hand == 0 else -1.0
        high = min(thing.model.grip[1] + 0.01, 0.62 * scale)
        aside = 0.27 * scale + 0.3 * min(thing.model.size[0], thing.model.size[2])
        at = point(person, 0.06, sign * aside, high)
        goal = HandGoal(
            hand, start, end, FOREVER, FOREVER, "world", at, (0.0, -1.0, 0.0), aim(person, 0.0, -sign, 0.0), GRIP, 0.3
        )  # fmt: skip
        go_on(person, f"rest {hand}", start, [goal])


def _step_to(stage: Stage, person: Person, time: float, goal: Point) -> float:
    """Straight to a place close by somebody, nearer than one stops beside strangers."""
    passage = plan_walk(
        person.build, np.array([person.place, goal]), time, person.yaw, None, person.feet, 0.9, False, 0.25
    )
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.place, person.yaw, person.feet, person.free = passage.place, passage.yaw, passage.feet, passage.end
    return passage.end


def lean_on(stage: Stage, person: Person, other: Person, start: float) -> Outcome | None:
    """Lean against somebody: beside them, facing as they face, the trunk over to them and the head
    down to their shoulder. None where one sits and the other stands, or too far off."""
    seated = person.posture == "sit"
    if seated != (other.posture == "sit") or (not seated and (person.posture, other.posture) != ("stand", "stand")):
        return None
    apart = 0.44 * (person.build.scale + other.build.scale) / 2 + 0.02
    begin_at = max(start, other.free - 0.3)
    if not seated:
        sides = [point(other, 0.0, sign * max(apart, 0.52), 0.0) for sign in (1.0, -1.0)]
        free = [
            (p[0], p[2])
            for p in sides
            if stage.plan.is_free((p[0], p[2]), [o for o in stage.others(person) if o != other.place], 0.12, 0.6)
        ]
        if not free:
            return None
        goal = min(free, key=lambda p: round(person.distance(p), 3))
        begin_at = face(stage, person, walk(stage, person, begin_at, goal, other.yaw), other.yaw, 0.1)
    gap = person.distance(other.place)
    if gap > 2.0:
        return None
    if seated and person.seat < 0 and abs(math.remainder(other.yaw - person.yaw, math.tau)) > 0.9:
        # They sit face to face: round to the other's side.
        sides = [point(other, 0.12, sign * apart, 0.0) for sign in (1.0, -1.0)]
        goal = min(((p[0], p[2]) for p in sides), key=lambda p: round(person.distance(p), 3))
        begin_at = rise(stage, person, begin_at)
        begin_at = face(stage, person, _step_to(stage, person, begin_at, goal), other.yaw, 0.05)
        begin_at = sit_low(stage, person, begin_at)
    elif seated and gap > apart + 0.06 and person.seat < 0:
        begin_at = _shuffle(person, other, begin_at, gap - apart)
    way = math.remainder(person.bearing(other.place) - person.yaw, math.tau)
    side = 1.0 if math.sin(way) > 0 else -1.0
    gap = max(person.distance(other.place) - 0.3, 0.0)
    roll = side * min(0.14 + 0.5 * gap, 0.3 if seated else 0.2)
    full = begin_at + 1.2
    over = Lean(begin_at, full, full + 9, full + 9, 0.04, 0.12 * side, 0.0, roll)
    go_on(person, "lean", begin_at, [], leans=[over])
    go_on(other, "leant on", begin_at)  # and stays as they are turned
    person.score.nods.append(HeadMove("tilt", begin_at + 0.3, 3.2, side))
    look(person, begin_at + 0.4, Target("away", point=(0.0, 0.12, 0.0)))
    look(other, begin_at + 0.7, Target("role", person.role))
    person.free = max(person.free, begin_at + 0.9)
    where = (person.place[0] / 2 + other.place[0] / 2, person.shoulder_height, person.place[1] / 2 + other.place[1] / 2)
    stage.contacts.append(Contact(full, "touch", where, "cloth", 0.25, person.role))
    return Outcome(start, full, full + 0.8)


def _shuffle(person: Person, other: Person, time: float, far: float) -> float:
    """Somebody who sits on the ground comes nearer to somebody, seat and feet by turns."""
    ux, uz = other.place[0] - person.place[0], other.place[1] - person.place[1]
    length = max(math.hypot(ux, uz), 1e-6)
    feet = list(person.feet)
    count = max(1, round(far / 0.3))
    step = far / count
    for _ in range(count):
        move = (ux / length * step, uz / length * step)
        goal = (person.place[0] + move[0], person.place[1] + move[1])
        for side in (0, 1):
            old = feet[side]
            feet[side] = replace(old, x=old.x + move[0], z=old.z + move[1])
            begun = time + 0.12 * side
            person.score.steps.append(Step(side, begun, begun + 0.3, feet[side], 0.03, 0.0, 0.1))
        person.score.travels.append(shift(time + 0.15, time + 0.55, person.place, goal, person.yaw, person.yaw))
        person.score.leans.append(Lean(time + 0.1, time + 0.3, time + 0.35, time + 0.6, 0.12))
        person.place, time = goal, time + 0.6
    person.feet = (feet[0], feet[1])
    person.free = max(person.free, time)
    return time
