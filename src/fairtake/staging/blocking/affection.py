"""Two bodies that touch kindly: the embrace, the kiss, hands held and hands shaken."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.lasting import begin as go_on
from fairtake.staging.blocking.lasting import current, leave_off
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import (
    GRIP,
    face,
    look,
    look_at_person,
    rise,
    step_close,
    trunk_for,
    wrist_of,
)
from fairtake.staging.motion.gait import plan_walk
from fairtake.staging.motion.score import HandGoal, HeadMove, Lean, Motif, Target, Vector

__all__ = ["embrace", "hold_hands", "partner", "shake_hands", "short_step"]

_LAID: Vector = (0.2, 0.2, 0.22)


def partner(stage: Stage, person: Person, event: Event) -> Person | None:
    """Whom it is done to or with: who is named, the other who does it too, or the nearest."""
    named = stage.person(event.theme) or stage.person(event.goal)
    if named is None or named is person:
        named = next((p for a in event.agents if (p := stage.person(a)) is not None and p is not person), None)
    if named is None:
        company = [p for p in stage.people.values() if p is not person and p.present]
        named = min(company, key=lambda p: (person.distance(p.place), p.role), default=None)
    return named if named is not None and named.present else None


def short_step(
    stage: Stage, person: Person, time: float, goal: tuple[float, float], speed: float = 0.8, loud: float = 0.25
) -> float:
    """A step or two straight on or back, facing the same way."""
    if math.dist(person.place, goal) < 0.03:
        return time
    passage = plan_walk(
        person.build, np.array([person.place, goal]), time, person.yaw, person.yaw, person.feet, speed, True, loud
    )
    person.score.travels.append(passage.travel)
    person.score.steps.extend(passage.steps)
    person.place, person.feet, person.free = passage.place, passage.feet, passage.end
    return passage.end


def _meet(stage: Stage, person: Person, other: Person, event: Event, start: float, apart: float) -> float:
    """Both stand face to face, `apart` metres from each other. Returns when."""
    begin = max(other.free, start)
    leave_off(other, begin)
    if other.posture != "stand":
        begin = rise(stage, other, begin)
    begin = max(begin, step_close(stage, person, start, other, apart, pace(event)))
    begin = max(begin, face(stage, other, max(other.free, begin - 0.6), other.bearing(person.place), 0.15))
    return max(begin, face(stage, person, max(person.free, begin), person.bearing(other.place), 0.15))


def embrace(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Take somebody into one's arms, or kiss them."""
    start = max(time, person.free)
    other = partner(stage, person, event)
    if other is None:
        stage.gap(event.text, "there is nobody to embrace", "", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    if event.verb.lower().split()[0] in ("kiss", "peck"):
        return _kiss(stage, person, other, event, start)
    begin = _meet(stage, person, other, event, start, 0.7)
    person.hugging, other.hugging = other.role, person.role
    look_at_person(person, begin - 0.3, other)
    look_at_person(other, begin - 0.2, person)
    gap = person.distance(other.place)
    u = ((other.place[0] - person.place[0]) / gap, (other.place[1] - person.place[1]) / gap)
    # A head that comes no higher than a chest lies against it, not in it.
    lower = abs(person.shoulder_height - other.shoulder_height)
    apart = 0.27 + min(0.06, 0.35 * lower)
    # Half beside each other, so that each head is over the other's shoulder.
    beside = 0.11
    near = (other.place[0] - apart * u[0] + beside * u[1], other.place[1] - apart * u[1] - beside * u[0])
    home = person.place
    came = short_step(stage, person, begin, near)
    for who, whom, way in ((person, other, u), (other, person, (-u[0], -u[1]))):
        scale = whom.build.scale
        for hand in (0, 1):
            sign = 1.0 if hand == 0 else -1.0
            # One arm over the shoulder and one round the ribs; the partner's the other way.
            high = hand == 1
            left = (way[1] * sign, -way[0] * sign)
            # The back has come forward with the trunk, the more the higher.
            deep = 0.088 if high else 0.108
            spot = (
                whom.place[0] + way[0] * deep + left[0] * 0.07,
                (1.27 if high else 1.10) * scale,
                whom.place[1] + way[1] * deep + left[1] * 0.07,
            )
            inward = (-left[0], 0.25 if high else 0.1, -left[1])
            who.score.hands.append(
                HandGoal(
                    hand, begin + 0.25 + 0.15 * hand, came + 0.45, came + 2.2, came + 3.0, "world", spot, inward,
                    (-way[0], 0.0, -way[1]), _LAID,
                )
            )  # fmt: skip
            who.busy[hand] = came + 3.0
        who.score.leans.append(
            Lean(
                begin + 0.4,
                came + 0.5,
                came + 2.1,
                came + 2.9,
                0.14 if who.shoulder_height >= whom.shoulder_height - 0.04 else max(0.02, 0.14 - 0.8 * lower),
            )
        )
        who.score.nods.append(HeadMove("tilt", came, 2.6, 0.9))
        look(who, begin + 0.45, Target("away", point=(-0.22, 0.24, 0.0)))
        who.free = came + 2.3
    back = short_step(stage, person, came + 2.3, home)
    look_at_person(person, came + 2.3, other)
    look_at_person(other, came + 2.4, person)
    person.hugging = other.hugging = ""
    stage.contacts.append(Contact(came + 0.4, "touch", (near[0], 1.2, near[1]), "cloth", 0.4, person.role))
    return Outcome(start, came + 2.4, back + 0.3)


def _kiss(stage: Stage, person: Person, other: Person, event: Event, start: float) -> Outcome:
    """A kiss on the mouth, the cheek, the forehead or the hand; a hand on the other's arm."""
    text = event.text.lower()
    cheek = "cheek" in text or "forehead" in text or "head" in text or "goodbye" in text
    begin = _meet(stage, person, other, event, start, 0.62)
    person.hugging, other.hugging = other.role, person.role
    look_at_person(person, begin - 0.4, other)
    look_at_person(other, begin - 0.3, person)
    gap = person.distance(other.place)
    u = ((other.place[0] - person.place[0]) / gap, (other.place[1] - person.place[1]) / gap)
    taller = person.shoulder_height - other.shoulder_height
    apart = 0.37
    aside = 0.07 if cheek else 0.02
    home = person.place
    near = (other.place[0] - apart * u[0] + aside * u[1], other.place[1] - apart * u[1] - aside * u[0])
    came = short_step(stage, person, begin, near, 0.6, 0.15)
    full, leave = came + 0.55, came + (1.1 if cheek else 1.9)
    pairs = ((person, other, 1.0),) if cheek else ((person, other, 1.0), (other, person, -1.0))
    for who, whom, sign in pairs:
        down = max(0.0, sign * taller)
        # Who is taller comes down to who is smaller.
        who.score.leans.append(Lean(came - 0.1, full, leave, leave + 0.7, 0.13 + 0.5 * down, 0.0, 0.35 * down))
        who.score.nods.append(HeadMove("tilt", came, leave - came + 0.6, 1.5 if cheek else 1.1))
        way = (u[0] * sign, u[1] * sign)
        for hand in (1, 0) if not cheek else (1,):
            if who.held[hand]:
                continue
            side = 1.0 if hand == 0 else -1.0
            left = (way[1] * side, -way[0] * side)
            wide = whom.build.shoulder + 0.03
            spot = (
                whom.place[0] + left[0] * wide - 0.02 * way[0],
                whom.shoulder_height - 0.13,
                whom.place[1] + left[1] * wide - 0.02 * way[1],
            )
            inward = (way[0] * 0.8 + left[0] * 0.2, -0.2, way[1] * 0.8 + left[1] * 0.2)
            who.score.hands.append(
                HandGoal(
                    hand, begin + 0.1, full - 0.1, leave, leave + 0.7, "world", spot, inward, (-left[0], -0.15, -left[1]), _LAID
                )
            )  # fmt: skip
            who.busy[hand] = leave + 0.7
        who.free = max(who.free, leave + 0.3)
    other.free = max(other.free, leave + 0.3)
    stage.contacts.append(Contact(full, "kiss", person.eye(), "skin", 0.3, person.role))
    back = short_step(stage, person, leave + 0.4, home, 0.6, 0.15)
    look_at_person(person, leave + 0.4, other)
    look_at_person(other, leave + 0.4, person)
    person.hugging = other.hugging = ""
    return Outcome(start, leave + 0.6, back + 0.2)


def _hand_toward(person: Person, point: tuple[float, float]) -> int:
    """The hand on the side of a floor point, the right one for what is straight ahead."""
    off = math.remainder(person.bearing(point) - person.yaw, math.tau)
    return 0 if off > 0.45 else 1


def _reach_to(
    person: Person, hand: int, at: Vector, fingers: Vector, palm: Vector, start: float, full: float
) -> HandGoal:
    """A hand stretched to a point, the trunk going along as far as it must."""
    sign = 1.0 if hand == 0 else -1.0
    off = math.remainder(person.bearing((at[0], at[2])) - person.yaw, math.tau)
    twist = max(-0.5, min(0.5, off + 0.25 * sign))
    pitch, drop = trunk_for(person, hand, wrist_of(person, hand, at, fingers), twist)
    person.score.leans.append(Lean(start, full, full + 1.4, full + 2.2, min(pitch, 0.16), twist, min(drop, 0.04)))
    return HandGoal(hand, start, full, full + 1.5, full + 2.2, "world", at, fingers, palm, GRIP)


def shake_hands(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Right hand in right hand, and up and down. None when there is nobody or no hand free."""
    start = max(time, person.free)
    other = partner(stage, person, event)
    if other is None or person.held[1] or other.held[1]:
        return None
    begin = _meet(stage, person, other, event, start, 0.72)
    look_at_person(person, begin - 0.3, other)
    look_at_person(other, begin - 0.2, person)
    height = min(person.shoulder_height, other.shoulder_height) - 0.34
    mid = ((person.place[0] + other.place[0]) / 2, (person.place[1] + other.place[1]) / 2)
    gap = max(person.distance(other.place), 1e-6)
    u = ((other.place[0] - person.place[0]) / gap, (other.place[1] - person.place[1]) / gap)
    full = begin + 0.85
    pump = Motif("sway", (0.0, 0.035, 0.0), rate=1.5, seed=0)
    for who, way, late in ((person, u, 0.0), (other, (-u[0], -u[1]), 0.2)):
        leave_off(who, begin, (1,))
        # Palm to palm, the thumb up.
        at = (mid[0] - 0.012 * way[1], height, mid[1] + 0.012 * way[0])
        fingers, palm = (way[0], 0.0, way[1]), (way[1], 0.1, -way[0])
        goal = _reach_to(who, 1, at, fingers, palm, begin + late, full)
        who.score.hands.append(
            HandGoal(
                1, goal.start, full, full + 1.5, full + 2.2, "world", at, fingers, palm, (0.35, 0.4, 0.45), motif=pump
            )
        )
        who.busy[1] = full + 2.0
        who.free = max(who.free, full + 1.6)
        who.score.nods.append(HeadMove("nod", full + 0.2, 0.7, 0.4))
    where = (mid[0], height, mid[1])
    stage.contacts.append(Contact(full, "grasp", where, "skin", 0.35, person.role))
    return Outcome(start, full + 1.4, full + 2.0)


def hold_hands(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Take somebody's hand and keep it. None when there is nobody or no hand free."""
    start = max(time, person.free)
    other = partner(stage, person, event)
    if other is None:
        return None
    if current(person, "hands") is not None and current(other, "hands") is not None:
        return Outcome(start, start + 0.6, start + 1.2)
    seated = person.posture != "stand" or other.posture != "stand"
    begin = max(start, other.free)
    if not seated or person.distance(other.place) > 1.0:
        begin = max(begin, step_close(stage, person, start, other, 0.58, pace(event)))
    if not seated:
        begin = max(begin, face(stage, other, max(other.free, begin - 0.5), other.bearing(person.place), 0.5))
    mine, theirs = _hand_toward(person, other.place), _hand_toward(other, person.place)
    if mine == 1 and theirs == 1 and not seated:
        # Face to face: the hands that are opposite each other.
        theirs = 0
    if person.held[mine] or other.held[theirs]:
        mine, theirs = 1 - mine, 1 - theirs
    if person.held[mine] or other.held[theirs]:
        return None
    gap = max(person.distance(other.place), 1e-6)
    u = ((other.place[0] - person.place[0]) / gap, (other.place[1] - person.place[1]) / gap)
    right = (-math.cos(person.yaw), math.sin(person.yaw))
    aside = 0.10 if not seated else 0.0
    ahead = 0.06 if not seated else 0.26
    x = (person.place[0] + other.place[0]) / 2 + aside * right[0] + ahead * (person.ahead[0] if seated else 0.0)
    z = (person.place[1] + other.place[1]) / 2 + aside * right[1] + ahead * (person.ahead[1] if seated else 0.0)
    low = min(person.shoulder_height, other.shoulder_height)
    # Between one who sits and one who stands the hands are as high as the seated one can well reach.
    uneven = (person.posture == "stand") != (other.posture == "stand")
    height = low - (0.10 if uneven else 0.40)
    full = begin + 0.85
    look_at_person(person, begin, other)
    look_at_person(other, begin + 0.4, person)
    for who, hand, way, top in ((person, mine, u, 1.0), (other, theirs, (-u[0], -u[1]), -1.0)):
        at = (x, height + 0.011 * top, z)
        fingers = (way[0], -0.1, way[1])
        goal = HandGoal(
            hand, begin + (0.0 if top > 0 else 0.15), full, full + 9, full + 9, "world", at, fingers,
            (0.0, -1.0 * top, 0.0), (0.35, 0.42, 0.46),
        )  # fmt: skip
        twist = max(-0.3, min(0.3, math.remainder(who.bearing((x, z)) - who.yaw, math.tau)))
        pitch, drop = trunk_for(who, hand, wrist_of(who, hand, at, fingers), twist)
        go_on(
            who,
            "hands",
            begin,
            [goal],
            leans=[
                Lean(
                    begin,
                    full,
                    full + 9,
                    full + 9,
                    min(pitch, 0.6 if uneven else 0.3),
                    twist,
                    min(drop, 0.24 if uneven else 0.1),
                )
            ],
        )
        who.free = max(who.free, full)
    stage.contacts.append(Contact(full, "touch", (x, height, z), "skin", 0.25, person.role))
    return Outcome(start, full + 0.5, full + 1.2)
