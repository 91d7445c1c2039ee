"""Stage blows: slap, punch, push, kick; pulled before they hurt, and taken by whom they are meant for."""

from __future__ import annotations

import math

import numpy as np

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.affection import short_step
from fairtake.staging.blocking.body_frame import aim, point
from fairtake.staging.blocking.coming import pace
from fairtake.staging.blocking.feelings import feel
from fairtake.staging.blocking.handling import free_hand
from fairtake.staging.blocking.lasting import leave_off
from fairtake.staging.blocking.moving import fall
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.places import find_spot
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import (
    face,
    look,
    look_at_person,
    reach,
    step_close,
    trunk_for,
    walk,
    wrist_of,
)
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import Foothold, HandGoal, HeadMove, Lean, Step, Target, Vector

__all__ = ["strike"]

_FIST: Vector = (0.9, 0.95, 0.95)
_FLAT: Vector = (0.12, 0.06, 0.08)
_PUSHES = frozenset({"push", "shove", "tackle", "ram", "charge", "grapple", "wrestle", "bump", "collide", "slam"})
_SLAPS = frozenset({"slap", "smack", "cuff", "spank", "swat", "whack"})
_KICKS = frozenset({"kick", "trip", "stamp", "stomp"})
_DOWN = frozenset({"down", "over", "out"})
_BELLY = ("stomach", "belly", "gut", "ribs", "side", "chest", "bauch", "ventre")


def strike(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Hit somebody or something. Whoever is hit gives way, holds where it hurts, or falls."""
    start = max(time, person.free)
    other = stage.person(event.theme) or stage.person(event.goal)
    if other is None and len(event.agents) > 1:
        other = next((p for a in event.agents if (p := stage.person(a)) is not None and p is not person), None)
    if other is not None and (other is person or not other.present):
        other = None
    verb = event.verb.lower().split()
    if other is None:
        return _thing(stage, person, event, start)
    pushes = verb[0] in _PUSHES
    at = step_close(stage, person, start, other, 0.72, max(pace(event), 1.5))
    at = max(at, face(stage, person, max(at, person.free), person.bearing(other.place), 0.15))
    look_at_person(person, start, other)
    # One step in: the blow begins with it.
    gap = max(person.distance(other.place), 1e-6)
    near = (0.56 if pushes else 0.68 if verb[0] in _KICKS else 0.50) * person.build.scale
    if gap > near + 0.04 and person.posture == "stand" and gap < 1.1:
        person.hugging = other.role
        way = (
            (1 - near / gap) * (other.place[0] - person.place[0]),
            (1 - near / gap) * (other.place[1] - person.place[1]),
        )
        there = short_step(stage, person, at, (person.place[0] + way[0], person.place[1] + way[1]), 1.2, 0.4)
        if verb[0] in _KICKS:
            # One foot has to stand before the other goes.
            at = there - 0.05
    if other.posture == "stand" and other.free <= at + 0.3:
        # Whom it is meant for sees it come.
        face(stage, other, max(other.free, at - 0.4), other.bearing(person.place), 0.5)
        look_at_person(other, max(other.free, at - 0.2), person)
    leave_off(person, at)
    leave_off(other, at + 0.3)
    feel(person, at - 0.2, "anger", 0.9, 1.6, 0.4)
    if verb[0] in _KICKS:
        hit = _kick(person, other, at)
    elif pushes:
        hit = _push(person, other, at)
    else:
        hit = _blow(person, other, event, at, verb[0] in _SLAPS)
    where = (other.place[0], other.shoulder_height - 0.05, other.place[1])
    stuff = "skin" if verb[0] in _SLAPS else "cloth"
    stage.contacts.append(Contact(hit, "hit", where, stuff, 0.7, person.role))
    _take_it(stage, person, other, event, hit, pushes)
    person.hugging = ""
    person.free = max(person.free, hit + 0.5)
    return Outcome(start, hit + 0.7, max(hit + 1.3, other.free), where, hit)


def _blow(person: Person, other: Person, event: Event, at: float, slap: bool) -> float:
    """Slap or punch with the free hand. Returns when it lands."""
    hand = 1 if not person.held[1] or person.held[0] else 0
    sign = 1.0 if hand == 0 else -1.0
    curl = _FLAT if slap else _FIST
    hit = at + 0.66
    low = any(word in event.text.lower() for word in _BELLY)
    # Seen from the one who strikes: a slap comes round to the cheek, a punch straight in.
    gap = person.distance(other.place)
    toward = person.bearing(other.place)
    if low:
        goal = point(person, gap - 0.15, 0.02 * sign, other.shoulder_height - 0.28, toward)
    elif slap:
        goal = point(person, gap - 0.045, 0.095 * sign, other.shoulder_height + 0.185, toward)
    else:
        goal = point(person, gap - 0.135, 0.03 * sign, other.shoulder_height + 0.165, toward)
    fingers = aim(person, 0.9, -0.35 * sign if slap else 0.0, 0.12, toward)
    palm = aim(person, 0.1, -sign, 0.0, toward) if slap else aim(person, 0.0, -0.6 * sign, -0.8, toward)
    pitch, drop = trunk_for(person, hand, wrist_of(person, hand, goal, fingers), -0.35 * sign)
    pitch, drop = min(pitch, 0.32), min(drop, 0.06)
    score = person.score
    # Wind up, strike, swing through, let down.
    if slap:
        back, fingers_back, palm_back, out = (0.44, 0.02, -0.08), (0.35, 0.45, 0.8), (-0.7, 0.0, 0.7), 0.5
    else:
        # The fist by the ribs, the elbow behind it.
        back, fingers_back, palm_back, out = (0.23, -0.17, 0.09), (-0.15, 0.12, 1.0), (-1.0, 0.0, -0.1), 0.1
    score.hands.append(HandGoal(hand, at, at + 0.42, at + 0.47, hit + 0.3, "chest", back, fingers_back, palm_back, curl, 0.0, 2, out))  # fmt: skip
    score.hands.append(HandGoal(hand, at + 0.46, hit, hit + 0.05, hit + 0.6, "world", goal, fingers, palm, curl, 0.0, 2, 0.4))  # fmt: skip
    if slap:
        past = point(person, gap - 0.12, -0.22 * sign, goal[1] - 0.05, toward)
        score.hands.append(HandGoal(hand, hit + 0.02, hit + 0.2, hit + 0.26, hit + 1.0, "world", past, aim(person, 0.5, -0.85 * sign, 0.0, toward), palm, curl, 0.0, 2, 0.4))  # fmt: skip
    score.leans.append(Lean(at, at + 0.42, at + 0.45, at + 0.72, -0.04, 0.42 * sign))
    score.leans.append(Lean(at + 0.45, hit, hit + 0.12, hit + 0.9, max(0.08, pitch), -0.40 * sign, drop))
    person.busy[hand] = hit + 1.0
    return hit


def _push(person: Person, other: Person, at: float) -> float:
    """Both hands on the other's chest, and the weight behind them. Returns when they push."""
    hit = at + 0.58
    gap = person.distance(other.place)
    toward = person.bearing(other.place)
    for hand in (0, 1):
        if person.held[hand]:
            continue
        sign = 1.0 if hand == 0 else -1.0
        goal = point(person, gap - 0.125, 0.10 * sign, other.shoulder_height - 0.10, toward)
        far = point(person, gap + 0.08, 0.11 * sign, other.shoulder_height - 0.10, toward)
        fingers, palm = aim(person, 0.35, 0.1 * sign, 0.95, toward), aim(person, 1.0, 0.0, -0.3, toward)
        person.score.hands.append(HandGoal(hand, at, at + 0.36, at + 0.42, hit + 0.2, "chest", (0.15, -0.12, 0.20), (0.0, 0.8, 0.5), (0.0, -0.4, 0.9), _FLAT, 0.0, 2, 0.3))  # fmt: skip
        person.score.hands.append(HandGoal(hand, at + 0.4, hit, hit + 0.03, hit + 0.4, "world", goal, fingers, palm, _FLAT, 0.0, 2, 0.3))  # fmt: skip
        person.score.hands.append(HandGoal(hand, hit, hit + 0.22, hit + 0.32, hit + 1.0, "world", far, fingers, palm, _FLAT, 0.0, 2, 0.2))  # fmt: skip
        person.busy[hand] = hit + 1.0
    person.score.leans.append(Lean(at, at + 0.36, at + 0.4, at + 0.6, -0.06))
    person.score.leans.append(Lean(at + 0.4, hit + 0.2, hit + 0.34, hit + 1.1, 0.26, 0.0, 0.02))
    return hit


def _kick(person: Person, other: Person, at: float) -> float:
    """A foot goes out low and comes back. Returns when it lands."""
    hit = at + 0.5
    toward = person.bearing(other.place)
    home = person.feet[1]
    x, _, z = point(person, person.distance(other.place) - 0.14, -0.05, 0.0, toward)
    out = Foothold(x, z, toward, 0.28, -0.35)
    person.score.steps.append(Step(1, at + 0.08, hit, out, 0.12, 0.3, 0.0))
    person.score.steps.append(Step(1, hit + 0.06, hit + 0.55, home, 0.10, 0.2, 0.3))
    person.score.leans.append(Lean(at, hit, hit + 0.1, hit + 0.8, -0.18, 0.0, 0.02))
    return hit


def _take_it(stage: Stage, person: Person, other: Person, event: Event, hit: float, pushed: bool) -> None:
    """The head goes with the blow, the feet give way, a hand goes where it hurts."""
    verb = event.verb.lower().split()
    low = any(word in event.text.lower() for word in _BELLY)
    if other.posture == "stand" and (
        (len(verb) > 1 and verb[1] in _DOWN) or verb[0] == "tackle" or " to the ground" in event.text.lower()
    ):
        fall(stage, other, event, hit + 0.05)
        feel(other, hit, "fear", 0.9, 1.4, 0.4)
        return
    score = other.score
    side = 1.0 if not person.held[1] or person.held[0] else -1.0
    when = max(hit - 0.03, 0.0)
    feel(other, when, "surprise" if pushed else "fear", 0.95, 0.8, 0.3)
    room = 0.5 if pushed else 0.28
    away = person.bearing(other.place)
    # In steps of what room there is behind.
    goal = other.place
    for length in (room, 0.6 * room, 0.35 * room):
        spot = (other.place[0] + length * math.sin(away), other.place[1] + length * math.cos(away))
        if stage.plan.clearance(np.array([spot]))[0] > 0.22 and stage.plan.inside(spot, -0.3):
            goal = spot
            break
    if low:
        score.leans.append(
            Lean(when, hit + 0.16, hit + 1.5, hit + 2.6, 0.55, 0.0, 0.08 if other.posture == "stand" else 0.0)
        )
        _holds(other, hit + 0.1, "chest", (0.03, -0.34, 0.17), (-0.95, 0.05, 0.2), (-0.1, 0.0, -1.0), 1.8, True)
        look(other, hit + 0.1, Target("away", point=(0.0, 0.5, 0.0)))
    elif pushed:
        # The trunk goes first, the arms fly up, the feet catch it.
        score.leans.append(Lean(when, hit + 0.16, hit + 0.26, hit + 1.0, -0.24))
        for hand in (0, 1):
            if not other.held[hand]:
                score.hands.append(HandGoal(hand, hit, hit + 0.22, hit + 0.35, hit + 1.0, "chest", (0.42, -0.16, 0.22), (0.6, 0.3, 0.75), (0.0, -0.5, 0.8), (0.1, 0.08, 0.1)))  # fmt: skip
                other.busy[hand] = hit + 1.0
    else:
        score.leans.append(Lean(when, hit + 0.12, hit + 0.3, hit + 1.3, -0.10, -0.42 * side, 0.0, 0.10 * side))
        look(other, when, Target("away", point=(-0.75 * side, 0.30, 0.0)))
        score.nods.append(HeadMove("accent", when, 0.45, 1.4))
        cheek = 0 if side > 0 else 1
        if not other.held[cheek]:
            _holds(
                other,
                hit + 0.45,
                "head",
                (0.066, -0.062, 0.060),
                (-0.30, 0.92, -0.10),
                (-0.75, 0.0, -0.60),
                1.7,
                False,
                cheek,
            )
    if other.posture == "stand":
        end = short_step(
            stage,
            other,
            max(hit + 0.04, other.free if other.free < hit + 0.3 else hit),
            goal,
            1.5 if pushed else 1.1,
            0.5,
        )
        other.free = max(other.free, end)
    look_at_person(other, max(hit + 1.0, other.free), person)


def _holds(
    person: Person, time: float, frame: str, position: Vector, fingers: Vector, palm: Vector, stay: float, both: bool,
    hand: int = 0,
) -> None:  # fmt: skip
    for side in (0, 1) if both else (hand,):
        if person.held[side]:
            continue
        person.score.hands.append(
            HandGoal(side, time, time + 0.4, time + stay, time + stay + 0.7, frame, position, fingers, palm, (0.2, 0.18, 0.22), 0.0, 2, -0.25)
        )  # fmt: skip
        person.busy[side] = time + stay + 0.7


def _thing(stage: Stage, person: Person, event: Event, start: float) -> Outcome:
    """A blow at a thing, or at the air."""
    if event.theme:
        spot = find_spot(stage, person, event.theme)
        if spot is not None:
            at = walk(stage, person, start, spot.stand, spot.yaw, pace(event))
            hand = max(free_hand(person), 0)
            there, done = reach(stage, person, hand, at, spot.at, 0.08, curl=_FIST, seconds=0.4, back=0.5)
            stuff = (tokens(event.theme) or ["wood"])[-1]
            stage.contacts.append(Contact(there, "knock", spot.at, stuff, 0.8, person.role))
            return Outcome(start, there + 0.3, done)
        stage.gap(event.text, f"this set has no {event.theme}", "", event.span)
    hand = free_hand(person)
    hand = 1 if hand < 0 else hand
    hit = start + 0.62
    sign = 1.0 if hand == 0 else -1.0
    score = person.score
    score.hands.append(HandGoal(hand, start, start + 0.42, start + 0.46, hit + 0.4, "chest", (0.23, -0.17, 0.09), (-0.15, 0.12, 1.0), (-1.0, 0.0, -0.1), _FIST))  # fmt: skip
    score.hands.append(HandGoal(hand, start + 0.44, hit, hit + 0.08, hit + 0.7, "chest", (-0.02, 0.04, 0.52), (-0.5, 0.1, 0.9), (-0.8, 0, -0.4), _FIST))  # fmt: skip
    score.leans.append(Lean(start, start + 0.42, start + 0.44, start + 0.7, -0.03, 0.35 * sign))
    score.leans.append(Lean(start + 0.44, hit, hit + 0.1, hit + 0.7, 0.14, -0.35 * sign))
    stage.contacts.append(Contact(hit, "whoosh", point(person, 0.5, 0.0, person.shoulder_height), "", 0.6, person.role))
    person.busy[hand] = hit + 0.7
    person.free = max(person.free, hit + 0.3)
    return Outcome(start, hit + 0.35, hit + 0.9)
