"""The telephone: at the ear until somebody hangs up, or under two thumbs."""

from __future__ import annotations

from dataclasses import replace

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.at_hand import in_hand, tool_of
from fairtake.staging.blocking.handling import drop_carry, on_frame
from fairtake.staging.blocking.lasting import begin, leave_off
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import GRIP, look
from fairtake.staging.blocking.tools import PHONES
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import HandGoal, Motif, PropKey, Target

__all__ = ["hang_up", "telephone", "thumb"]


def telephone(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    """Put the telephone to the ear. None when it cannot be had."""
    thing = tool_of(stage, replace(event, theme="" if stage.person(event.theme) else event.theme), "phone")
    hand, at = in_hand(stage, person, event, start, thing)
    if hand < 0:
        return None
    if event.verb.lower().split()[0] in ("dial", "call", "phone") and at > 0:
        # It is looked at and dialled before it goes to the ear.
        person.score.hands.append(
            HandGoal(
                hand, at, at + 0.6, at + 1.3, at + 2.0, "chest", (0.06, -0.20, 0.34), (-0.45, 0.45, 0.8),
                (-0.75, 0.6, -0.3), GRIP,
            )
        )  # fmt: skip
        if thing is not None:
            look(person, at, Target("prop", thing.name), 0.9)
        at += 1.2
    ear = HandGoal(
        hand, at, at + 0.8, at + 9.0, at + 9.8, "head", (0.091, -0.102, -0.004), (-0.25, 0.52, -0.80),
        (-1.0, 0.02, 0.25), (0.45, 0.5, 0.52), out=-0.03,
    )  # fmt: skip
    begin(person, "phone", at, [ear], rooted=False)
    if thing is not None and max(thing.model.size) < 0.22:
        thing.score.keys.append(PropKey(at + 0.45, "hold", person.role, hand, style="flat"))
    # Away from the side the telephone is on.
    side = -0.28 if hand == 0 else 0.28
    look(person, at + 0.3, Target("away", point=(side * 0.6, 0.10, 0.0)))
    person.free = max(person.free, at + 0.9)
    return Outcome(start, at + 0.95, at + 1.5)


def hang_up(stage: Stage, person: Person, time: float) -> Outcome | None:
    """The call is over: the telephone comes down, is looked at, and goes into the pocket, or back
    where it stands. None when there is none in the hand."""
    thing = next((stage.things[n] for n in person.held if n and set(tokens(n)) & PHONES), None)
    if thing is None:
        return None
    hand = thing.hand
    leave_off(person, time, (hand,))
    if max(thing.model.size) > 0.22:
        return None
    look(person, time + 0.25, Target("prop", thing.name), 0.8)
    thing.score.keys.append(PropKey(time + 0.2, "hold", person.role, hand))
    score = person.score
    score.hands.append(
        HandGoal(
            hand, time, time + 0.7, time + 1.2, time + 2.0, "chest", (0.06, -0.22, 0.32), (-0.45, 0.4, 0.8),
            (-0.75, 0.6, -0.3), GRIP,
        )
    )  # fmt: skip
    pocket = on_frame(stage, time + 1.9)
    drop_carry(person, hand, time + 1.2)
    score.hands.append(
        HandGoal(
            hand, time + 1.2, pocket, pocket + 0.15, pocket + 0.8, "chest", (0.150, -0.480, 0.075), (-0.12, -0.95, 0.28),
            (-1.0, 0.0, -0.1), GRIP, 0.0, 2, 0.3,
        )
    )  # fmt: skip
    thing.score.keys.append(PropKey(pocket, "hide"))
    thing.holder, thing.hidden = "", True
    person.held[hand] = ""
    person.busy[hand] = pocket + 0.8
    stage.contacts.append(Contact(time + 0.8, "tap", person.eye(), "plastic", 0.2, person.role))
    person.free = max(person.free, time + 0.9)
    return Outcome(time, time + 1.1, pocket + 0.5)


def thumb(stage: Stage, person: Person, event: Event, start: float) -> Outcome | None:
    """Type on a telephone before the chest. None when it cannot be had."""
    thing = stage.thing("phone")
    hand, at = in_hand(stage, person, event, start, thing)
    if hand < 0 or thing is None:
        return None
    goals = [
        HandGoal(
            hand, at, at + 0.7, at + 9, at + 9, "chest", (0.035, -0.25, 0.29), (-0.35, 0.5, 0.75), (-0.7, 0.55, -0.4),
            GRIP, motif=Motif("tap", (0.004, 0.0, 0.0), (0.0, 0.004, 0.0), 2.6, crc(person.role)),
        )
    ]  # fmt: skip
    if not person.held[1 - hand]:
        goals.append(
            HandGoal(
                1 - hand, at + 0.1, at + 0.8, at + 9, at + 9, "chest", (0.045, -0.265, 0.275), (-0.45, 0.5, 0.7),
                (-0.6, 0.6, -0.5), (0.35, 0.5, 0.55),
                motif=Motif("tap", (0.006, 0.0, 0.004), (0.0, 0.005, 0.0), 3.1, crc(person.role, "left")),
            )
        )  # fmt: skip
    aim_at = Target("prop", thing.name)
    look(person, at + 0.1, aim_at, 0.9)
    begin(person, "thumbs", at, goals, rooted=False, look=aim_at)
    person.free = max(person.free, at + 0.8)
    return Outcome(start, at + 1.6, at + 2.6)
