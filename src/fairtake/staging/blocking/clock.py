"""The clock of a scene: speech sets it, action fits in."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from fairtake.model.breakdown import Action, Delivery, Event, Line, Scene
from fairtake.staging.blocking.state import crc
from fairtake.staging.motion.ease import Array, smooth

__all__ = ["LEAD_IN", "TAIL", "empty_seconds", "estimated_seconds", "lead_in", "tension_curve", "turn_gap"]

LEAD_IN = 1.0
TAIL = 0.8


def estimated_seconds(text: str) -> float:
    """How long a line that nobody spoke would take: 2.6 words a second, or for scripts
    without spaces about six characters a second."""
    words = len(re.findall(r"\w+", text))
    return 0.35 + max(words / 2.6, len(text) / 22 if words > 2 else len(text) / 6 if text else 0.3)


def lead_in(scene: Scene) -> float:
    """The breath before anything happens: longer where a new place opens, shorter when the
    scene starts in full swing."""
    first = scene.beats[0] if scene.beats else None
    base = 1.25 if isinstance(first, Event) else 1.0
    return base - 0.35 * min(1.0, scene.tension)


def turn_gap(before: Line | None, line: Line) -> float:
    """Silence between two lines: about 0.3 s between speakers (Stivers et al. 2009 measured
    0.2 s), a little more inside one speaker's turn, none when the first is cut off."""
    if before is None:
        return 0.12
    vary = crc(line.text, line.role) % 100 / 100
    if before.interrupted and before.role != line.role:
        return -0.1 * vary
    if before.role == line.role:
        return 0.34 + 0.2 * vary
    gap = 0.25 + 0.15 * vary
    return gap + (0.12 if line.delivery is Delivery.HESITANT else 0.0)


def empty_seconds(scene: Scene) -> float:
    """How long a scene plays in which nobody does anything: by how much is described."""
    letters = max(0, scene.span.end - scene.span.start - len(scene.setting.heading))
    return float(np.clip(2.6 + letters / 110, 3.0, 8.0))


_TENSE: dict[Action, float] = {
    Action.STRIKE: 0.4,
    Action.FALL: 0.35,
    Action.RUN: 0.25,
    Action.THROW: 0.2,
    Action.POINT: 0.08,
    Action.EXIT: 0.1,
    Action.EMBRACE: 0.15,
    Action.KNEEL: 0.12,
    Action.GIVE: 0.08,
}
_FEELINGS = {"anger": 0.3, "fear": 0.3, "surprise": 0.15, "sadness": 0.12, "disgust": 0.15, "determination": 0.15}
_VOICES = {Delivery.SHOUT: 0.32, Delivery.WHISPER: 0.12, Delivery.HESITANT: 0.08}


def tension_curve(scene: Scene, times: list[tuple[float, float]], frames: int, fps: int) -> npt.NDArray[np.float32]:
    """How tense the scene is at every frame (N,), 0..1, from the scene's own tension and
    what each beat (with its start and end) adds to it. Scenes tighten as they go on."""
    level: Array = np.full(frames, scene.tension * 0.85)
    for i, (beat, (start, _)) in enumerate(zip(scene.beats, times, strict=False)):
        # In steps: a line more or less leaves the tension of nearly all others as it was.
        part = round(6 * (i + 1) / max(len(scene.beats), 1)) / 6
        value = scene.tension * (0.85 + 0.3 * part)
        if isinstance(beat, Line):
            value += _VOICES.get(beat.delivery, 0.0) + _FEELINGS.get(beat.emotion, 0.0)
            value += 0.05 * min(beat.text.count("!"), 3) + 0.06 * beat.interrupted
        elif isinstance(beat, Event):
            value += _TENSE.get(beat.action, 0.0) + 0.7 * _FEELINGS.get(beat.emotion, 0.0)
        level[max(0, round(start * fps)) :] = value
    return np.clip(smooth(level, fps // 2), 0, 1).astype(np.float32)
