"""What is done with head, hands and face: look, point, nod, wave, touch, embrace, feel."""

from __future__ import annotations

import math

from fairtake.model.breakdown import Action, Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.affection import hold_hands, shake_hands
from fairtake.staging.blocking.feelings import carry, feel, feel_event
from fairtake.staging.blocking.handling import free_hand, show
from fairtake.staging.blocking.moving import pace
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.places import point_of, stand_before
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import face, look, look_at_person, reach, step_close, walk
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import HandGoal, HeadMove, Lean, Target, Vector

__all__ = ["emote", "feel", "head_move", "look_at", "point", "touch", "wave"]

_WAYS: dict[str, tuple[float, float]] = {
    "up": (0.0, -0.5),
    "ceiling": (0.0, -0.6),
    "sky": (0.0, -0.6),
    "star": (0.0, -0.6),
    "down": (0.0, 0.6),
    "floor": (0.0, 0.75),
    "ground": (0.0, 0.75),
    "foot": (0.0, 0.85),
    "feet": (0.0, 0.85),
    "hand": (0.0, 0.65),
    "watch": (0.2, 0.6),
    "away": (0.85, 0.1),
    "aside": (0.85, 0.05),
    "around": (1.0, 0.0),
    "back": (1.3, 0.0),
    "off": (0.7, -0.05),
    "ahead": (0.0, 0.0),
    "distance": (0.3, -0.08),
    "horizon": (0.2, -0.05),
}


def look_at(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Look at somebody, something, or a way."""
    start = time
    text = event.theme or event.goal
    if text.lower() in ("outside", "out") and point_of(stage, person, "window") is not None:
        text = "window"
    words = tokens(text) + event.text.lower().replace(".", " ").replace(",", " ").split()
    other = stage.person(text)
    thing = stage.thing(text)
    aim: Target | None = None
    where: Vector | None = None
    if other is not None and other is not person:
        aim, where = Target("role", other.role), other.eye()
    elif (
        thing is not None
        and thing.holder == person.role
        and not person.occupied(thing.hand)
        and person.busy[thing.hand] < start + 2.0
        and max(thing.model.size) < 0.3
    ):
        # What is small is brought up before the eyes, where it can be seen.
        return show(stage, person, thing, max(start, person.busy[thing.hand] - 0.5))
    elif thing is not None and not thing.hidden:
        aim = Target("prop", thing.name)
        thing.found = False
        where = thing.position if not thing.holder else None
    elif text:
        where = point_of(stage, person, text)
        aim = Target("point", point=where) if where is not None else None
    if aim is None:
        way = next((_WAYS[w] for w in words if w in _WAYS), None)
        if way is None:
            if text and text.lower() not in ("each other", "one another"):
                stage.gap(event.text or text, f"this set has no {text} to look at", "", event.span)
            elif text:
                near = _nearest(stage, person)
                if near is not None:
                    look_at_person(person, start, near)
                    return Outcome(start, start + 0.5, start + 1.2)
            way = (0.25, 0.05)
        side = 1.0 if crc(person.role, event.text) % 2 else -1.0
        look(person, start, Target("away", point=(way[0] * side, way[1], 0.0)))
        if "around" in words:
            look(person, start + 0.8, Target("away", point=(-way[0] * side, 0.0, 0.0)))
            return Outcome(start, start + 1.4, start + 1.9)
        return Outcome(start, start + 0.6, start + 1.3)
    look(person, start, aim)
    end = start + 1.2
    if where is not None:
        yaw = person.bearing((where[0], where[2]))
        if person.posture == "stand" and abs(math.remainder(yaw - person.yaw, math.tau)) > 0.9:
            end = max(end, face(stage, person, max(person.free, start + 0.15), yaw, 0.5))
    return Outcome(start, start + 0.55, end)


def _nearest(stage: Stage, person: Person) -> Person | None:
    company = [p for p in stage.people.values() if p is not person and p.present]
    return min(company, key=lambda p: (person.distance(p.place), p.role), default=None)


def point(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Point with a stretched arm."""
    start = time
    text = event.goal or event.theme
    where = point_of(stage, person, text) if text else None
    if where is None:
        if text:
            stage.gap(event.text or text, f"this set has no {text} to point at", "", event.span)
        where = (
            person.place[0] + 3 * math.sin(person.yaw + 0.3),
            1.3,
            person.place[1] + 3 * math.cos(person.yaw + 0.3),
        )
    hand = free_hand(person)
    yaw = person.bearing((where[0], where[2]))
    look(person, start, Target("point", point=where))
    if abs(math.remainder(yaw - person.yaw, math.tau)) > 1.0:
        start = max(start, face(stage, person, max(start, person.free), yaw, 0.6) - 0.3)
    if hand < 0:
        return Outcome(start, start + 0.7, start + 1.0)
    sign = 1.0 if hand == 0 else -1.0
    half = person.build.shoulder * sign
    shoulder = (
        person.place[0] + half * math.cos(person.yaw),
        person.shoulder_height,
        person.place[1] - half * math.sin(person.yaw),
    )
    d = tuple(w - s for w, s in zip(where, shoulder, strict=True))
    n = max(math.sqrt(sum(c * c for c in d)), 1e-6)
    u = (d[0] / n, d[1] / n, d[2] / n)
    out = person.build.arm * 0.93
    at = (shoulder[0] + out * u[0], shoulder[1] + out * u[1], shoulder[2] + out * u[2])
    person.score.hands.append(
        HandGoal(
            hand,
            start + 0.05,
            start + 0.6,
            start + 1.35,
            start + 2.0,
            "world",
            at,
            u,
            (-sign * u[2] * 0.5, -0.85, sign * u[0] * 0.5),
            (0.5, 0.0, 0.85),
        )
    )
    person.score.leans.append(Lean(start, start + 0.6, start + 1.3, start + 1.9, 0.03, 0.18 * -sign))
    person.busy[hand] = start + 2.0
    return Outcome(start, start + 0.9, start + 1.9)


def head_move(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Nod or shake the head."""
    kind = "nod" if event.action is Action.NOD else "shake"
    seconds = 1.1 if kind == "nod" else 1.35
    slow = any("slow" in m for m in event.manner)
    person.score.nods.append(HeadMove(kind, time, seconds * (1.4 if slow else 1.0), 1.0))
    other = stage.person(event.goal) or stage.person(event.theme)
    if other is not None and other is not person:
        look_at_person(person, time, other)
    return Outcome(time, time + 0.6, time + seconds)


_RAISE = frozenset({"raise", "lift", "hold"})


def _raise_hand(person: Person, hand: int, start: float) -> Outcome:
    """A hand goes up, as in a vote, and stays up for a while."""
    leave = start + 3.2
    person.score.hands.append(
        HandGoal(
            hand, start, start + 0.65, leave, leave + 0.8, "chest", (0.24, 0.36, 0.14), (0.08, 1.0, 0.05),
            (-0.1, 0.0, 1.0), (0.12, 0.06, 0.08), 0.0, 2, 0.5,
        )
    )  # fmt: skip
    person.busy[hand] = start + 1.4
    return Outcome(start, start + 0.9, start + 2.0)


def _clap(stage: Stage, person: Person, time: float) -> None:
    """Four claps before the chest."""
    if person.held[0] or person.held[1]:
        return
    count, apart = 4, 0.38
    first = time + 0.55
    for hand in (0, 1):
        end = first + apart * count
        person.score.hands.append(
            HandGoal(
                hand, time, first - 0.12, end, end + 0.7, "chest", (0.085, -0.13, 0.365), (-0.2, 0.68, 0.7),
                (-1.0, 0.0, 0.2), (0.1, 0.08, 0.1),
            )
        )  # fmt: skip
        for k in range(count):
            hit = first + apart * k
            person.score.hands.append(
                HandGoal(
                    hand, hit - 0.15, hit, hit + 0.01, hit + 0.18, "chest", (0.012, -0.13, 0.37), (-0.1, 0.7, 0.7),
                    (-1.0, 0.0, 0.1), (0.1, 0.08, 0.1),
                )
            )  # fmt: skip
        person.busy[hand] = end + 0.3
    for k in range(count):
        where = (
            person.place[0] + 0.37 * person.ahead[0],
            person.shoulder_height - 0.13,
            person.place[1] + 0.37 * person.ahead[1],
        )
        stage.contacts.append(Contact(first + apart * k, "clap", where, "skin", 0.6, person.role))


def wave(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Wave to somebody."""
    start = time
    other = stage.person(event.goal) or stage.person(event.theme) or _nearest(stage, person)
    if other is not None and other is not person:
        look_at_person(person, start, other)
        start = max(start, face(stage, person, max(start, person.free), person.bearing(other.place), 0.8))
    hand = free_hand(person)
    if hand < 0:
        return Outcome(start, start + 0.5, start + 0.6)
    if _RAISE & set(event.verb.lower().split()) and "wave" not in event.text.lower():
        return _raise_hand(person, hand, start)
    at = start
    for k in range(6):
        side = 0.30 + (0.07 if k % 2 else -0.05)
        tilt = 0.35 if k % 2 else -0.3
        grow = 0.5 if k == 0 else 0.24
        last = k == 5
        person.score.hands.append(
            HandGoal(
                hand,
                at,
                at + grow,
                at + grow + (0.05 if last else 0.3),
                at + grow + (0.75 if last else 0.55),
                "chest",
                (side, 0.17, 0.27),
                (tilt, 1.0, 0.05),
                (0.0, 0.0, 1.0),
                (0.1, 0.05, 0.08),
            )
        )
        at += grow
    person.busy[hand] = at + 0.6
    return Outcome(start, start + 1.0, at + 0.6)


_OFFER = frozenset({"hold", "offer", "extend", "stretch", "reach"})


def _offer(stage: Stage, person: Person, other: Person | None, event: Event, time: float) -> Outcome:
    """Hold out an open hand, palm up, to somebody who is to give something."""
    start = time
    hand = free_hand(person)
    if other is None or other is person or not other.present:
        other = _nearest(stage, person)
    if other is not None:
        look_at_person(person, start, other)
        if person.posture == "stand":
            start = max(start, face(stage, person, max(start, person.free), person.bearing(other.place), 0.6))
    if hand < 0:
        stage.gap(event.text, f"{person.role} has no hand free", "", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    off = 0.0
    if other is not None:
        off = max(-0.8, min(0.8, math.remainder(person.bearing(other.place) - person.yaw, math.tau)))
    side = 1.0 if hand == 0 else -1.0
    # In the axes of the chest x is outward for either hand.
    x = 0.06 + 0.44 * math.sin(off) * side
    person.score.hands.append(
        HandGoal(
            hand, start + 0.1, start + 0.75, start + 2.6, start + 3.3, "chest",
            (x, -0.22, 0.44 * math.cos(off)), (math.sin(off) * side, 0.05, math.cos(off)), (0.0, 1.0, 0.1),
            (0.12, 0.1, 0.14),
        )
    )  # fmt: skip
    person.score.leans.append(Lean(start, start + 0.8, start + 2.5, start + 3.3, 0.06, 0.4 * off))
    if other is not None:
        look(other, start + 0.5, Target("role", person.role))
    person.busy[hand] = start + 1.2
    return Outcome(start, start + 1.2, start + 2.2)


_HAND_IN_HAND = frozenset({"take", "hold", "grab", "clasp", "grasp", "squeeze", "link", "seize"})


def touch(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Lay a hand on somebody's arm, or on a thing."""
    start = max(time, person.free)
    text = event.theme or event.goal
    other = stage.person(text)
    verb = event.verb.lower().split()[:1]
    hands = "hand" in event.text.lower()
    if verb == ["shake"] and (hands or len(event.agents) > 1) and (other is not None or not text):
        shaken = shake_hands(stage, person, event, time)
        if shaken is not None:
            return shaken
    if (
        hands
        and " out" not in f" {event.text.lower()}"
        and (other is not None or len(event.agents) > 1)
        and set(verb) & _HAND_IN_HAND
    ):
        held = hold_hands(stage, person, event, time)
        if held is not None:
            return held
    if _OFFER & set(event.verb.lower().split()) and "hand" in event.text.lower():
        return _offer(stage, person, other, event, time)
    hand = free_hand(person)
    if hand < 0:
        stage.gap(event.text, f"{person.role} has no hand free", "", event.span)
        return Outcome(start, start + 0.3, start + 0.5)
    if other is not None and other is not person and other.present:
        at = step_close(stage, person, start, other, 0.68, pace(event))
        at = max(at, other.free)
        look_at_person(person, at, other)
        # The near upper arm, from the side one comes from.
        bx, bz = person.place[0] - other.place[0], person.place[1] - other.place[1]
        side = 1.0 if bx * math.cos(other.yaw) - bz * math.sin(other.yaw) > 0 else -1.0
        width = other.build.shoulder + 0.045
        spot = (
            other.place[0] + side * width * math.cos(other.yaw) + 0.05 * math.sin(person.yaw + math.pi),
            other.shoulder_height - 0.07,
            other.place[1] - side * width * math.sin(other.yaw) + 0.05 * math.cos(person.yaw + math.pi),
        )
        ahead = (math.sin(person.yaw), math.cos(person.yaw))
        there, done = reach(
            stage,
            person,
            hand,
            at,
            spot,
            1.1,
            (ahead[0] * 0.5, -0.6, ahead[1] * 0.5),
            (ahead[0], 0.25, ahead[1]),
            (0.3, 0.3, 0.35),
        )
        look_at_person(other, there + 0.1, person)
        return Outcome(start, there + 0.4, done)
    where = point_of(stage, person, text) if text else None
    if where is None:
        own = {"face": (0.05, -0.06, 0.11), "hair": (0.09, 0.06, 0.03), "head": (0.08, 0.07, 0.05), "cheek": (0.07, -0.05, 0.09)}  # fmt: skip
        part = next((own[w] for w in tokens(text) if w in own), None)
        if part is None:
            if text:
                stage.gap(event.text or text, f"this set has no {text} to touch", "", event.span)
            part = (0.06, -0.09, 0.10)
        person.score.hands.append(
            HandGoal(
                hand,
                start,
                start + 0.7,
                start + 1.5,
                start + 2.2,
                "head",
                part,
                (-0.35, 0.9, 0.1),
                (-0.5, 0.1, -0.8),
                (0.25, 0.2, 0.3),
            )
        )
        person.busy[hand] = start + 2.2
        return Outcome(start, start + 1.0, start + 2.0)
    look(person, start, Target("point", point=where))
    if person.distance((where[0], where[2])) > 0.75 and person.posture == "stand":
        near = stand_before(stage, person, where)
        start_reach = walk(stage, person, start, near, math.atan2(where[0] - near[0], where[2] - near[1]), pace(event))
    else:
        start_reach = face(stage, person, start, person.bearing((where[0], where[2])), 0.5)
    there, done = reach(stage, person, hand, start_reach, where, 0.7, curl=(0.2, 0.2, 0.25))
    stage.contacts.append(Contact(there, "touch", where, "", 0.2, person.role))
    return Outcome(start, there + 0.4, done)


_EMOTIONS: dict[str, str] = {
    "smile": "joy", "grin": "joy", "laugh": "joy", "chuckle": "joy", "giggle": "joy", "beam": "joy",
    "cry": "sadness", "weep": "sadness", "sob": "sadness", "sigh": "sadness", "mourn": "sadness",
    "frown": "anger", "glare": "anger", "scowl": "anger", "rage": "anger", "seethe": "anger",
    "gasp": "surprise", "startle": "surprise", "flinch": "fear", "tremble": "fear", "shudder": "fear", "shiver": "fear",
    "shrug": "doubt", "hesitate": "doubt", "wonder": "doubt", "wince": "disgust", "grimace": "disgust",
    "soften": "tenderness", "blush": "tenderness", "brace": "determination",
}  # fmt: skip


def emote(stage: Stage, person: Person, event: Event, time: float) -> Outcome:
    """Show a feeling."""
    verb = event.verb.lower()
    emotion = feel_event(person, time, event)
    if not emotion and verb in _EMOTIONS:
        emotion = _EMOTIONS[verb]
        feel(person, time, emotion, event.intensity)
    if emotion:
        carry(person, time, emotion, event.intensity)
    else:
        stage.gap(event.text or verb, "this feeling has no face yet", "Name a plain feeling", event.span)
        person.score.nods.append(HeadMove("tilt", time, 1.2, 0.6))
    if verb in ("clap", "applaud"):
        _clap(stage, person, time)
    elif verb == "shrug":
        for hand in (0, 1):
            if not person.held[hand]:
                person.score.hands.append(
                    HandGoal(
                        hand,
                        time,
                        time + 0.45,
                        time + 0.8,
                        time + 1.4,
                        "chest",
                        (0.30, -0.30, 0.24),
                        (0.6, 0.1, 0.8),
                        (-0.1, 1.0, 0.1),
                        (0.15, 0.1, 0.12),
                    )
                )
                person.busy[hand] = time + 1.4
        person.score.nods.append(HeadMove("tilt", time, 1.3, 1.0))
    other = stage.person(event.goal) or stage.person(event.theme)
    if other is not None and other is not person:
        look_at_person(person, time, other)
    return Outcome(time, time + 0.6, time + 1.6)
