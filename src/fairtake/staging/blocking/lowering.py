"""Down on one knee or both, into a crouch, bent over, and perched on what is no seat."""

from __future__ import annotations

import math
import re

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.model.set import Surface
from fairtake.staging.blocking.feelings import feel
from fairtake.staging.blocking.leaning import edges
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.places import find_spot, on_ground
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import face, look, rise, step_close, walk
from fairtake.staging.blocking.words import matches
from fairtake.staging.motion.gait import feet_at, shift
from fairtake.staging.motion.score import FOREVER, Foothold, HandGoal, Lean, PostureKey, Step, Target

__all__ = ["fall_asleep", "kneel", "perch", "perches"]

_CROUCHES = frozenset({"crouch", "squat", "hunker", "duck", "cower"})
_BENDS = frozenset({"bend", "stoop", "double"})
_SLEEPS = re.compile(r"\b(?:sleep\w*|slept|asleep|doz\w+|nap\w*|snooz\w+|snor\w+|slumber\w*|nods? off|pass\w* out)\b")


def fall_asleep(person: Person, event: Event, time: float) -> None:
    """Who sleeps has the eyes shut, until something else comes into the face."""
    if _SLEEPS.search(f"{event.verb} {event.text}".lower()):
        feel(person, max(0.0, time), "closed eyes", 1.0, 1e4, 1.0)


def kneel(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Go down on a knee, on both, or into a crouch, beside what is named if anything is; or
    bend down and come up again."""
    start = max(time, person.free)
    text = event.goal or event.theme
    verb = event.verb.lower().split()
    begin = rise(stage, person, start)
    spot = find_spot(stage, person, text) if text and not on_ground(text) else None
    if spot is not None:
        if spot.role:
            begin = step_close(stage, person, begin, stage.people[spot.role], 0.85)
            look(person, begin, Target("role", spot.role))
        elif spot.seat < 0:
            at = spot.stand
            others = stage.others(person)
            if not stage.plan.is_free(at, others, 0.14, 0.65):
                near = stage.plan.spots_near(at, (0.15, 0.3, 0.45, 0.7, 0.9), person.place)
                at = next((p for p in near if stage.plan.is_free(p, others, 0.12, 0.65)), person.place)
            begin = walk(stage, person, begin, at, spot.yaw)
            look(person, begin, Target("point", point=spot.at))
    if verb and verb[0] in _BENDS and "knee" not in event.text.lower():
        return _bend(person, start, begin, verb[0] == "double")
    if verb and verb[0] in _CROUCHES:
        return _crouch(stage, person, start, begin, verb[0])
    end = begin + 1.2
    scale = person.build.scale
    ahead = person.ahead
    left, right = person.feet
    both = _both_knees(stage, event, spot is not None and bool(spot.role))
    rear = Foothold(right.x - 0.42 * scale * ahead[0], right.z - 0.42 * scale * ahead[1], person.yaw, 0.0, 1.0)
    front = Foothold(left.x + 0.16 * ahead[0], left.z + 0.16 * ahead[1], left.yaw)
    if both:
        front = Foothold(left.x - 0.42 * scale * ahead[0], left.z - 0.42 * scale * ahead[1], person.yaw, 0.0, 1.0)
        end += 0.4
    person.score.steps.append(Step(0, begin + (0.75 if both else 0.05), begin + (1.3 if both else 0.42), front, 0.04, 0.2, 0.25))  # fmt: skip
    person.score.steps.append(Step(1, begin + 0.3, begin + 0.85, rear, 0.03, 0.0, 0.2))
    height = 0.465 if both else 0.50
    person.score.postures.append(PostureKey(begin, end, "kneel", height * scale, 0.05, 0.12, dip=0.25))
    knee = (person.place[0], 0.0, person.place[1])
    stage.contacts.append(Contact(end - 0.25, "kneel", knee, stage.site.ground, 0.35, person.role))
    person.posture, person.free, person.feet = "kneel", end, (front, rear)
    _rest_on_thighs(person, begin + 0.5)
    return Outcome(start, end - 0.3, end)


def _both_knees(stage: Stage, event: Event, before_somebody: bool) -> bool:
    text = event.text.lower()
    if "one knee" in text or "a knee" in text or "proposes" in text:
        return False
    following = stage.scene.beats[stage.index + 1 : stage.index + 2]
    prays = any(isinstance(b, Event) and "pray" in f"{b.verb} {b.text}".lower() for b in following)
    return "knees" in text or "pray" in text or prays or not before_somebody


def _rest_on_thighs(person: Person, time: float) -> None:
    """Hands lie on the thighs of who kneels or crouches, until they have something to do."""
    for hand in (0, 1):
        if person.held[hand]:
            continue
        person.score.hands.append(
            HandGoal(
                hand, time + 0.1 * hand, time + 0.7, FOREVER, FOREVER, "thigh", (-0.02, 0.085, 0.66), (-0.35, -0.25, 0.9),
                (0.05, -1.0, -0.2), (0.2, 0.22, 0.28), layer=0,
            )
        )  # fmt: skip


def _crouch(stage: Stage, person: Person, start: float, begin: float, verb: str) -> Outcome:
    """Deep on bent legs, heels off the ground, forearms on the knees."""
    quick = verb in ("duck", "cower")
    end = begin + (0.6 if quick else 1.0)
    scale = person.build.scale
    wide = feet_at(person.build, person.place, person.yaw, 1.35)
    feet = []
    for side, hold in enumerate(wide):
        by = (0.07 if side == 0 else -0.03) * scale
        feet.append(Foothold(hold.x + by * person.ahead[0], hold.z + by * person.ahead[1], hold.yaw, 0.0, 0.55))
        lift = begin + 0.05 + 0.22 * side * (0.6 if quick else 1.0)
        person.score.steps.append(Step(side, lift, lift + 0.26, feet[side], 0.02, 0.0, 0.12))
    low = 0.36 if verb != "cower" else 0.33
    person.score.postures.append(PostureKey(begin, end, "kneel", low * scale, 0.32, 0.26 if verb != "cower" else 0.6, dip=0.2))  # fmt: skip
    person.posture, person.free, person.feet = "kneel", end, (feet[0], feet[1])
    _rest_on_thighs(person, begin + 0.35)
    return Outcome(start, end - 0.2, end)


def _bend(person: Person, start: float, begin: float, double: bool) -> Outcome:
    """The trunk goes down and comes up again; who doubles over holds the belly."""
    stay = 1.3 if double else 0.7
    full = begin + 0.8
    person.score.leans.append(Lean(begin, full, full + stay, full + stay + 0.9, 0.85, 0.0, 0.10))
    for hand in (0, 1):
        if double and not person.held[hand]:
            person.score.hands.append(
                HandGoal(
                    hand,
                    begin + 0.1,
                    begin + 0.6,
                    full + stay,
                    full + stay + 0.8,
                    "chest",
                    (0.03, -0.34, 0.17),
                    (-0.95, 0.05, 0.2),
                    (-0.1, 0.0, -1.0),
                )
            )
    person.free = max(person.free, full + stay)
    return Outcome(start, full + 0.3, full + stay + 0.8)


def perches(stage: Stage, person: Person, event: Event) -> Surface | None:
    """The table, desk, counter or sill somebody sits down on, if the script says so."""
    text = event.goal or event.theme
    if not text or not re.search(r"\b(?:on|onto|on top of|up on|edge of)\b", event.text.lower()):
        return None
    if any(matches(text, [seat.name, seat.kind]) >= 0.8 for seat in stage.site.seats):
        return None
    fits = [s for s in stage.site.surfaces if matches(text, [s.name]) >= 0.8 and 0.35 <= s.center[1] <= 1.05]
    return min(
        fits,
        key=lambda s: (-matches(text, [s.name]), round(person.distance((s.center[0], s.center[2])), 3)),
        default=None,
    )


def perch(stage: Stage, person: Person, surface: Surface, time: float) -> Outcome | None:
    """Sit on the edge of it, the feet on the floor if they reach. None when it stands full."""
    start = max(time, person.free)
    scale = person.build.scale
    ranked = sorted(edges(surface, person), key=lambda e: round(person.distance(e[0]), 3))
    for edge, out in ranked:
        stand = (edge[0] + 0.26 * math.sin(out), edge[1] + 0.26 * math.cos(out))
        if not stage.plan.is_free(stand, stage.others(person), 0.02, 0.6) or not stage.plan.inside(stand, -0.3):
            continue
        at = walk(stage, person, start, stand, out)
        at = face(stage, person, at, out, 0.05)
        end = at + 1.1
        seat = (edge[0] - 0.10 * math.sin(out), edge[1] - 0.10 * math.cos(out))
        height = surface.center[1] + 0.118 * scale
        person.score.travels.append(shift(at + 0.1, end - 0.05, person.place, seat, person.yaw, out))
        person.score.postures.append(PostureKey(at, end, "sit", height, -0.06, 0.10, dip=0.35))
        # The feet reach the floor from a table, and hang from what is higher.
        hang = max(0.0, surface.center[1] - 0.80 * scale)
        reach = 0.36 if surface.center[1] > 0.6 else 0.46
        center = (seat[0] + reach * scale * math.sin(out), seat[1] + reach * scale * math.cos(out))
        left, right = feet_at(person.build, center, out, 1.2)
        feet = (Foothold(left.x, left.z, left.yaw, hang), Foothold(right.x, right.z, right.yaw, hang))
        for side in (0, 1):
            lift = at + 0.15 + 0.45 * side
            person.score.steps.append(Step(side, lift, lift + 0.42, feet[side], 0.03, 0.0, 0.12))
        for hand in (0, 1):
            if person.held[hand]:
                continue
            sign = 1.0 if hand == 0 else -1.0
            left_of = (math.cos(out) * sign, -math.sin(out) * sign)
            spot = (seat[0] + 0.25 * left_of[0], surface.center[1] + 0.022, seat[1] + 0.25 * left_of[1])
            if crc(person.role, "perch") % 2 and hand:
                continue
            person.score.hands.append(
                HandGoal(
                    hand, at + 0.3, at + 1.0, FOREVER, FOREVER, "world", spot,
                    (0.5 * math.sin(out) + 0.6 * left_of[0], -0.1, 0.5 * math.cos(out) + 0.6 * left_of[1]), (0.0, -1.0, 0.0),
                    (0.2, 0.2, 0.24), layer=0,
                )
            )  # fmt: skip
        person.place, person.yaw, person.feet = seat, out, feet
        person.posture, person.seat, person.free = "sit", -1, end
        stage.contacts.append(Contact(end - 0.25, "sit", (seat[0], height, seat[1]), "wood", 0.35, person.role))
        return Outcome(start, end - 0.2, end)
    return None
