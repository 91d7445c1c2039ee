"""What is heard of an event: where it comes from, at which moment, and who starts or looks."""

from __future__ import annotations

import math

from fairtake.model.breakdown import Action, Event, Noise
from fairtake.model.performance import Contact
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.sounds import react
from fairtake.staging.blocking.state import Person, Stage, crc
from fairtake.staging.blocking.words import tokens
from fairtake.staging.motion.score import Vector

__all__ = ["heard", "make_noises"]

_STARTLING = frozenset(
    {"gunshot", "explosion", "crash", "door slam", "glass break", "china break", "scream", "wood break", "rubble", "fireworks"}
)  # fmt: skip
_NOTICED = frozenset(
    {"ring", "mobile ring", "buzz", "doorbell", "knock", "alarm", "kettle", "door creak", "board creak", "step", "baby cry", "brakes", "car stop",
     "land", "clock strike", "wolf", "horn", "siren", "church bell", "laughter", "thunder", "door handle", "beep", "radio", "rattle", "wings"}
)  # fmt: skip
_MOUTH = frozenset(
    {"cough", "sneeze", "laugh", "sob", "scream", "gasp", "sigh", "groan", "grunt", "yawn", "snore", "swallow", "hum", "whistle", "breath", "kiss",
     "sip", "bite", "baby cry"}
)  # fmt: skip
# What the deed itself has sounded by already, and whether the word for it says it better.
_SAME: dict[str, tuple[tuple[str, ...], bool]] = {
    "camera": (("click",), True),
    "door slam": (("door close", "close"), True),
    "door creak": (("door open", "door close"), False),
    "typing": (("tap",), False),
    "slap": (("hit",), True),
    "hit": (("hit",), False),
    "kiss": (("kiss",), False),
    "clap": (("clap",), False),
    "curtain": (("curtain",), False),
    "drawer": (("open", "close"), False),
    "window": (("open", "close"), False),
    "box": (("open", "close"), False),
    "knock": (("knock",), False),
    "broom": (("rub",), False),
    "paper": (("grasp", "open"), False),
    "wings": (("flap",), False),
    "bark": (("bark",), False),
    "meow": (("meow",), False),
    "neigh": (("neigh",), False),
}
_NOUNS = {
    "ring": ("phone", "telephone"), "mobile ring": ("phone", "mobile", "telephone"), "buzz": ("phone", "mobile"), "kettle": ("kettle", "stove", "cooker"),
    "clock": ("clock",), "clock strike": ("clock",), "radio": ("radio", "stereo", "television"), "crackle": ("fireplace", "campfire", "fire", "stove"),
    "glass break": ("window", "glass", "mirror"), "tap water": ("sink", "tap", "basin"), "drip": ("sink", "tap", "basin"), "sizzle": ("stove", "cooker"),
    "plates": ("table", "sink", "counter"), "machine": ("machine",), "beep": ("computer", "machine", "counter"),
}  # fmt: skip


def heard(stage: Stage, event: Event, start: float) -> Outcome:
    """Something is heard that nobody on the set makes: those who would, look or start."""
    noise = event.noises[0]
    where = _where(stage, event, noise, None)
    at = start + 0.1
    loud = noise.kind in _STARTLING and noise.place != "far"
    noticed = loud or (noise.kind in _NOTICED and noise.place != "far" and noise.strength >= 0.45)
    length = 0.75 + 0.5 * (noise.times - 1) + (0.6 if noise.kind == "step" else 0.0)
    stage.happened(event, "", start, start + length + 0.6, _on_set(stage, where), 0.6 if noticed else 0.2)
    if noticed:
        for person in stage.people.values():
            react(person, event, at, where, noise.place == "above", loud)
    return Outcome(start, start + length + 0.25, start + length + 0.5)


def make_noises(stage: Stage, event: Event, outcome: Outcome, first: int) -> None:
    """The contacts of what is heard of an event, at the moment it shows. `first` is the number of
    contacts before it was played: what the deed itself is heard by is not heard twice."""
    person = next((p for agent in event.agents if (p := stage.person(agent)) is not None), None)
    mine = range(first, len(stage.contacts))
    for noise in event.noises:
        same, better = _SAME.get(noise.kind, ((noise.kind,), False))
        index = next((k for k in mine if stage.contacts[k].kind in same), None)
        if index is not None:
            if better:
                old = stage.contacts[index]
                stage.contacts[index] = Contact(old.time, noise.kind, old.position, old.stuff, noise.strength, old.role)
            continue
        where = _where(stage, event, noise, person)
        at = _moment(stage, event, noise, outcome, first) if event.agents else outcome.start + 0.1
        stuff = noise.stuff or _stuff(stage, event, noise, person)
        role = person.role if person is not None and noise.place == "agent" else ""
        if noise.kind == "step":
            _walk(stage, where, at)
            continue
        apart = 0.9 if noise.kind in ("gunshot", "knock", "horn", "owl") else 0.6
        for k in range(noise.times):
            when = at + apart * k * (1 + 0.1 * math.sin(7.0 * k + crc(event.text) % 10))
            stage.contacts.append(Contact(when, noise.kind, where, stuff, noise.strength, role))


def _moment(stage: Stage, event: Event, noise: Noise, outcome: Outcome, first: int) -> float:
    """When a deed is heard: as a mouth opens, or as a hand is there."""
    if noise.kind in _MOUTH and event.action is not Action.EMBRACE:
        return outcome.start + 0.12
    if outcome.shown is not None:
        return outcome.shown
    touched = [c.time for c in stage.contacts[first:] if c.kind in ("grasp", "release", "touch", "open", "close", "door open", "door close")]  # fmt: skip
    if touched:
        return touched[-1] + 0.12
    # Hands are there about two thirds of the way.
    return outcome.start + min(0.65 * max(outcome.end - outcome.start, 0.2), 1.6)


def _stuff(stage: Stage, event: Event, noise: Noise, person: Person | None) -> str:
    """Who or what is heard."""
    if noise.kind in _MOUTH and person is not None:
        face = person.figure.face
        return "child" if face.age < 13 else "woman" if face.femininity > 0.5 else "man"
    if noise.place == "crowd":
        extras = sum(role.startswith("EXTRA ") and p.present for role, p in stage.people.items())
        return "large" if extras > 16 or stage.site.kind in ("stadium", "theatre") else "small" if extras < 4 else ""
    if noise.kind == "ring":
        named = " ".join(tokens(event.text))
        return "mobile" if any(word in named for word in ("cell", "mobile", "smartphone")) else "phone"
    if noise.kind in ("bark", "neigh", "meow"):
        return "large"
    return ""


def _walk(stage: Stage, where: Vector, at: float) -> None:
    """Somebody's steps, nearer and nearer."""
    cx, cz = _middle(stage)
    for k in range(6):
        near = 0.10 * k
        spot = (where[0] + (cx - where[0]) * near, 0.0, where[2] + (cz - where[2]) * near)
        when = at + 0.52 * k
        stage.contacts.append(Contact(when, "step", spot, stage.site.ground, 0.32 + 0.03 * k))


def _middle(stage: Stage) -> tuple[float, float]:
    x0, z0, x1, z1 = stage.plan.acting
    return (x0 + x1) / 2, (z0 + z1) / 2


def _on_set(stage: Stage, where: Vector) -> Vector:
    """The point of the set nearest to a place beyond it: no camera looks at what is not there."""
    if not stage.site.interior:
        return where
    x0, y0, z0, x1, y1, z1 = stage.site.room
    return min(max(where[0], x0), x1), min(max(where[1], y0), y1), min(max(where[2], z0), z1)


def _where(stage: Stage, event: Event, noise: Noise, person: Person | None) -> Vector:
    """Where it comes from."""
    cx, cz = _middle(stage)
    if noise.place == "agent" and person is None:
        # "Jingles his keys": whoever acted last.
        person = next((p for p in stage.people.values() if p.present and not p.role.startswith("EXTRA ")), None)
    if noise.place in ("agent", "thing") and person is not None and (noise.place == "agent" or not event.theme):
        x, y, z = person.eye()
        return (x, y, z) if noise.kind in _MOUTH else (x, 0.65 * y, z)
    if noise.place == "crowd":
        spots = [p.eye() for role, p in stage.people.items() if role.startswith("EXTRA ") and p.present]
        if spots:
            n = len(spots)
            return sum(s[0] for s in spots) / n, 1.5, sum(s[2] for s in spots) / n
        return cx, 1.4, stage.plan.acting[3] + 4.0
    if noise.place in ("door", "steps"):
        doors = [d for d in stage.site.doors if d.part] or list(stage.site.doors)
        if doors:
            door = doors[0]
            if noise.place == "steps":
                return door.outside
            return door.position[0], max(1.25, door.handle[1]), door.position[2]
    if noise.place == "thing":
        for name in (event.theme, *tokens(event.text)):
            thing = stage.thing(name) if name else None
            if thing is not None and not thing.hidden:
                owner = stage.people.get(thing.holder)
                return owner.eye() if owner is not None else thing.position
        words = {*tokens(event.text), *_NOUNS.get(noise.kind, ())}
        mark = next((m for m in stage.site.landmarks if words & set(m.words)), None)
        if mark is not None:
            return mark.position
        return cx, 1.0, stage.plan.acting[1]
    if noise.place == "above":
        return cx, stage.site.room[4] + 1.2 if stage.site.interior else 26.0, cz
    if noise.place == "near":
        return cx, 0.1, cz
    return _beyond(stage, 45.0 if noise.place == "far" else 7.0)


def _beyond(stage: Stage, away: float) -> Vector:
    """So many metres out of the window, or of the way out."""
    cx, cz = _middle(stage)
    window = next((m.position for m in stage.site.landmarks if "window" in m.words), None)
    if not stage.site.interior:
        return cx + 0.35 * away, 1.3, stage.plan.acting[1] - away
    out = window or next((d.outside for d in stage.site.doors), (cx, 1.3, stage.site.room[2]))
    x, z = out[0] - cx, out[2] - cz
    length = math.hypot(x, z) or 1.0
    return out[0] + x / length * away, 1.4, out[2] + z / length * away
