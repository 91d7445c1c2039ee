"""Sounds without an actor: a knock, a bell, thunder, steps outside; people look where they come from."""

from __future__ import annotations

import math

from fairtake.model.breakdown import Event
from fairtake.model.performance import Contact
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.steps import look
from fairtake.staging.blocking.words import head_noun, tokens
from fairtake.staging.motion.score import HeadMove, Lean, Target, Vector

__all__ = ["react", "sound"]

# What is heard by the word for it: kind of contact, where it comes from, strength, how many
# times at which distance in seconds, and whether people start.
_HEARD: dict[str, tuple[str, str, float, int, float, bool]] = {
    "knock": ("knock", "door", 0.7, 1, 0.0, False),
    "knocking": ("knock", "door", 0.7, 1, 0.0, False),
    "rap": ("knock", "door", 0.6, 1, 0.0, False),
    "tap": ("knock", "door", 0.4, 1, 0.0, False),
    "pound": ("knock", "door", 1.0, 2, 0.9, True),
    "bang": ("land", "door", 1.0, 1, 0.0, True),
    "crash": ("land", "door", 1.0, 1, 0.0, True),
    "thud": ("land", "door", 0.8, 1, 0.0, True),
    "slam": ("door close", "door", 1.0, 1, 0.0, True),
    "ring": ("ring", "thing", 0.7, 1, 0.0, False),
    "buzz": ("ring", "thing", 0.4, 1, 0.0, False),
    "vibrate": ("ring", "thing", 0.3, 1, 0.0, False),
    "beep": ("ring", "thing", 0.4, 1, 0.0, False),
    "chime": ("ring", "thing", 0.6, 1, 0.0, False),
    "bell": ("ring", "door", 0.6, 1, 0.0, False),
    "doorbell": ("ring", "door", 0.7, 1, 0.0, False),
    "thunder": ("thunder", "sky", 0.9, 1, 0.0, True),
    "rumble": ("thunder", "sky", 0.5, 1, 0.0, False),
    "footstep": ("step", "door", 0.5, 5, 0.52, False),
}  # fmt: skip


def _word(event: Event) -> str:
    """The word of the sound in an event, or ""."""
    own = [*event.verb.lower().split(), *tokens(event.theme), *tokens(event.text)]
    for word in own:
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ing")):
            if form in _HEARD:
                return form
    return ""


def _where(stage: Stage, event: Event, source: str) -> tuple[Vector, str]:
    """Where a sound comes from, and of what stuff it is."""
    thing = stage.thing(event.theme)
    if thing is not None and not thing.hidden:
        owner = stage.people.get(thing.holder)
        return (owner.eye() if owner is not None else thing.position), thing.name
    noun = head_noun(event.theme)
    for mark in stage.site.landmarks:
        if noun and noun in mark.words and source != "sky":
            return mark.position, noun
    doors = stage.site.doors
    hinged = [d for d in doors if d.part] or list(doors)
    if source != "sky" and hinged:
        door = hinged[0]
        return (door.position[0], max(1.25, door.handle[1]), door.position[2]), "wood"
    x0, z0, x1, _z1 = stage.plan.acting
    window = next((m.position for m in stage.site.landmarks if "window" in m.words), None)
    if source == "sky" and stage.site.interior and window is not None:
        return window, ""
    return ((x0 + x1) / 2, 9.0 if source == "sky" else 1.3, z0 - 6.0), ""


def sound(stage: Stage, event: Event, start: float) -> Outcome | None:
    """Something is heard and everybody looks there. None when the event is no sound."""
    word = _word(event)
    if not word or event.agents:
        return None
    kind, source, strength, times, apart, startling = _HEARD[word]
    where, stuff = _where(stage, event, source)
    at = start + 0.1
    for k in range(times):
        level = strength * (0.6 + 0.4 * (k + 1) / times)
        stage.contacts.append(Contact(at + apart * k, kind, where, stuff or stage.site.ground, min(level, 1.0)))
    length = max(0.75, apart * times)
    stage.happened(event, "", start, start + length + 0.6, where, 0.6)
    for person in stage.people.values():
        react(person, event, at, where, source == "sky", startling)
    return Outcome(start, start + length + 0.25, start + length + 0.5)


def react(person: Person, event: Event, at: float, where: Vector, above: bool, startling: bool) -> None:
    """Somebody hears it: they look there (from `above`, up and away), and start if it is `startling`."""
    if not person.present or person.posture == "down":
        return
    draw = crc(person.role, event.text) % 100 / 100
    if person.role.startswith("EXTRA ") and draw > 0.6:
        return
    delay = 0.22 + 0.25 * draw
    aim = (
        Target("away", point=(0.3 * (draw - 0.5), -0.3, 0.0))
        if above and where[1] > 5
        else Target("point", point=where)
    )
    look(person, at + delay, aim)
    off = math.remainder(person.bearing((where[0], where[2])) - person.yaw, math.tau)
    if aim.kind == "point" and person.posture in ("sit", "kneel", "stand") and abs(off) > 0.8:
        # What is heard from behind turns the shoulders too.
        turn = math.copysign(min(0.8, 0.6 * (abs(off) - 0.5)), off)
        person.score.leans.append(Lean(at + delay, at + delay + 0.6, at + delay + 1.4, at + delay + 2.2, 0.0, turn))
    if startling:
        person.score.leans.append(Lean(at + 0.12, at + 0.3, at + 0.55, at + 1.3, -0.07))
        person.score.nods.append(HeadMove("accent", at + 0.1, 0.5, -0.6))
