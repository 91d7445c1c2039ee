"""Feelings come and go: what a face is asked to show, and what head and trunk do with it."""

from __future__ import annotations

from fairtake.model.breakdown import Event
from fairtake.staging.blocking.state import Person
from fairtake.staging.motion.score import HeadMove, Lean, MoodKey
from fairtake.staging.performers.expressions import TIMINGS, Timing, family

__all__ = ["carry", "feel", "feel_event"]


def feel(
    person: Person,
    time: float,
    emotion: str,
    strength: float = 0.9,
    hold: float | None = None,
    mood: float | None = None,
) -> None:
    """A feeling comes into the face at `time`. `hold` (seconds) and `mood` (the share that
    stays) are the feeling's own unless given."""
    timing = TIMINGS.get(emotion, Timing())
    keys = person.score.moods
    while keys and keys[-1].time >= time:
        keys.pop()
    keys.append(
        MoodKey(time, emotion, strength, timing.hold if hold is None else hold, timing.mood if mood is None else mood)
    )
    person.mood = family(emotion)


def feel_event(person: Person, time: float, event: Event, strength: float = 1.0) -> str:
    """What an event makes a face do. Returns the name of it, "" for nothing."""
    name = event.expression or event.emotion
    # Who coughs or speaks up does not lose the feeling they have.
    if name and name != "neutral":
        feel(person, time, name, strength * event.intensity)
    return name


_HEAD: dict[str, tuple[str, float, float]] = {
    "sadness": ("drop", 2.6, 0.7), "crying": ("drop", 3.4, 0.9), "disappointment": ("drop", 2.4, 0.6),
    "embarrassment": ("drop", 1.9, 0.6), "weariness": ("drop", 2.8, 0.45), "laughter": ("nod", 1.3, 0.45),
    "amusement": ("tilt", 1.6, 0.5), "tenderness": ("tilt", 2.2, 0.6), "doubt": ("tilt", 1.6, 0.7),
    "suspicion": ("tilt", 1.6, 0.45), "thought": ("tilt", 1.8, 0.5), "contempt": ("tilt", 1.5, -0.6),
    "pain": ("drop", 0.9, 0.45), "exasperation": ("tilt", 1.1, 0.4), "held laugh": ("drop", 1.5, 0.35),
    "disgust": ("shake", 0.8, 0.3),
}  # fmt: skip
_TRUNK: dict[str, float] = {
    "sadness": 0.09, "crying": 0.13, "disappointment": 0.07, "fear": -0.09, "surprise": -0.09, "laughter": -0.06,
    "disgust": -0.08, "anger": 0.05, "pain": 0.08, "weariness": 0.06, "determination": -0.03,
}  # fmt: skip


def carry(person: Person, time: float, emotion: str, strength: float = 1.0) -> None:
    """The body follows a feeling: the head a tenth of a second after the face, the trunk after it."""
    size = min(1.2, strength)
    move = _HEAD.get(emotion)
    if move is not None:
        person.score.nods.append(HeadMove(move[0], time + 0.1, move[1], move[2] * size))
    pitch = _TRUNK.get(emotion)
    if pitch is not None:
        quick = emotion in ("fear", "surprise", "pain")
        full, hold, end = (0.34, 0.75, 1.7) if quick else (0.95, 1.9, 3.2)
        person.score.leans.append(Lean(time + 0.12, time + full, time + hold, time + end, pitch * size))
