"""Clothes put on and taken off on the stage: the hands go to the garment, and from then on it is worn.

A hat or glasses change in the hands' moment; a coat, which no drawn body can slip into before our
eyes, waits for the next cut.
"""

from __future__ import annotations

import re

from fairtake.model.breakdown import Action, Event, Scene
from fairtake.staging.blocking.outcome import Outcome
from fairtake.staging.blocking.state import Person, Stage
from fairtake.staging.blocking.steps import fixed, rise
from fairtake.staging.motion.score import HandGoal, HeadMove, Lean, Motif, Vector
from fairtake.staging.performers.redress import garment_in

__all__ = ["change_clothes", "clothes_changed", "variant"]

_ON = re.compile(
    r"\b(?:puts?|pulls?|slips?|throws?|shrugs?|ties?)\s+(?:(?!off\b)[\w'-]+\s+){0,4}?(?:on|into|up)\b|\bdons?\b|\b(?:puts?|pulls?|slips?)\s+on\b|\bchang(?:es|ed)\s+into\b|\bbuttons?\s+up\b",
    re.IGNORECASE,
)
_OFF = re.compile(
    r"\b(?:takes?|pulls?|slips?|shrugs?|kicks?|whips?|tears?)\s+(?:(?!on\b)[\w'-]+\s+){0,4}?(?:off|down)\b|\bremoves?\b|\bsheds?\b|\btakes?\s+off\b|\bundoes\b",
    re.IGNORECASE,
)
_HANDS = frozenset({Action.USE, Action.TAKE, Action.PUT_DOWN, Action.PICK_UP, Action.EXIT, Action.GO, Action.THROW})
_NOT_OWN = re.compile(r"\b(?:the|a) (?:table|chair|hook|rack|bed|floor|hanger|peg)\b|\bfrom the\b", re.IGNORECASE)
# Where the hands go: frame, position, fingers, palm; what they do there; how the trunk bends.
_Place = tuple[str, Vector, Vector, Vector, Motif | None, float]
_PLACES: dict[str, _Place] = {
    "hat": ("head", (0.105, 0.115, 0.045), (-0.35, 0.80, -0.30), (-1.0, -0.15, 0.0), None, 0.04),
    "eyes": ("head", (0.088, -0.015, 0.075), (-0.35, 0.55, 0.55), (-1.0, 0.0, -0.25), None, 0.05),
    "thing": ("chest", (0.055, -0.05, 0.17), (-0.55, 0.75, 0.15), (-0.4, 0.0, -0.9), Motif("sway", (0.02, 0.012, 0.0), rate=1.1), 0.05),
    "outfit": ("chest", (0.085, -0.12, 0.17), (-0.35, 0.80, 0.2), (-0.6, 0.1, -0.8), Motif("sway", (0.03, -0.05, 0.01), rate=0.8), 0.06),
    "feet": ("floor", (0.10, 0.24, 0.30), (0.0, -0.9, 0.3), (0.2, 0.0, -1.0), Motif("sway", (0.0, 0.02, 0.03), rate=1.0), 0.5),
}  # fmt: skip


def _change(event: Event) -> str:
    """ "put on a black hat", "take off glasses", "" for anything else."""
    if event.action not in _HANDS or not event.agents:
        return ""
    text = " ".join(event.text.split())
    off, on = _OFF.search(text), _ON.search(text)
    if (off is None and on is None) or not garment_in(f"{event.theme} {text}" if event.theme else text):
        return ""
    if event.theme and not garment_in(event.theme):
        return ""
    if event.action is Action.PUT_DOWN and on is not None and off is None and _NOT_OWN.search(text):
        return ""  # "puts his coat on the chair"
    words = text[(off or on).end() :] if (off or on) is not None else text  # type: ignore[union-attr]
    words = words if garment_in(words) else f"{words} {event.theme}" if event.theme else text
    hood_down = off is not None and "hood" in text.lower()
    return f"{'take off' if off is not None and (on is None or hood_down or off.start() <= on.start()) else 'put on'} {words.strip()}"


def clothes_changed(scene: Scene) -> tuple[tuple[int, str, str], ...]:
    """The changes of clothes that are acted in a scene, in order: (beat, role, words)."""
    found = []
    for index, beat in enumerate(scene.beats):
        words = _change(beat) if isinstance(beat, Event) else ""
        if words and isinstance(beat, Event):
            found += [(index, role, words) for role in beat.agents]
    return tuple(found)


def variant(role: str, number: int) -> str:
    """The key of a role's figure after its change of clothes of that number (from 1) in a scene."""
    return f"{role} ({number})" if number else role


def change_clothes(stage: Stage, person: Person, event: Event, time: float) -> Outcome | None:
    """Put on or take off what the event names; None when it is no such event."""
    words = _change(event)
    if not words or person.figure.species:
        return None
    number = sum(role == person.role and index <= stage.index for index, role, _ in clothes_changed(stage.scene))
    start = max(time, person.free)
    kind = garment_in(words)
    frame, at, fingers, palm, motif, bow = _PLACES.get(kind, _PLACES["outfit"])
    if kind == "outfit" and person.posture == "sit" and not fixed(stage, person) and person.chair is None:
        start = rise(stage, person, start)
    there, stay = (0.62, 0.35) if kind in ("hat", "eyes") else (0.7, 1.5)
    on = words.startswith("put on")
    for hand in (0, 1):
        if person.held[hand]:
            continue
        reach = start + there + 0.06 * hand
        person.score.hands.append(
            HandGoal(hand, start, reach, reach + stay, reach + stay + 0.75, frame, at, fingers, palm, (0.35, 0.4, 0.45), 0.0, 2, 0.25, motif)
        )  # fmt: skip
        person.busy[hand] = reach + stay + 0.75
    person.score.leans.append(Lean(start, start + there, start + there + stay, start + there + stay + 0.8, bow))
    if kind in ("hat", "eyes"):
        person.score.nods.append(HeadMove("drop", start + 0.1, there + stay + 0.5, 0.35))
    # What is put on is there when the hands arrive, what is taken off goes as they leave.
    moment = start + there + (0.05 if on else 0.22) if kind in ("hat", "eyes") else start + there + 0.6 * stay
    stage.wears.append((person.role, moment, number, kind not in ("hat", "eyes")))
    end = start + there + stay + 0.75
    person.free = max(person.free, end - 0.3)
    return Outcome(start, end - 0.4, end)
