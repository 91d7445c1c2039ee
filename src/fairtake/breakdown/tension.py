"""How tense a scene reads, 0..1: a plain sum, so that a writer can see where it comes from.

tension = 0.22
        + 0.20 * share of lines that shout, exclaim or break off
        + 0.15 * how much shorter than twelve words the lines are (one-sided)
        + 0.25 * verbs of conflict, flight and fear per beat (three in ten is full)
        + 0.10 * fear and anger told of faces and lines (three in ten is full)

clipped to 0.05..1; a scene without beats has the first term. Where the scene stands in the
film plays no part: a scene put in elsewhere must not change this one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fairtake.breakdown.lexicon import word_set
from fairtake.model.breakdown import Action, Beat, Delivery, Event, Line, Pause

__all__ = ["tension_of"]

_CONFLICT = frozenset({Action.STRIKE, Action.THROW, Action.RUN, Action.FALL, Action.POINT})
_VERBS = word_set("shoot fire scream shriek slam shut storm chase grab snatch shout yell flee hide kick")
_WORD = re.compile(r"\w+")


def tension_of(beats: Sequence[Beat]) -> float:
    """The tension of a scene's beats."""
    lines = [beat for beat in beats if isinstance(beat, Line)]
    events = [beat for beat in beats if isinstance(beat, Event)]
    value = 0.22
    if lines:
        loud = sum(line.delivery is Delivery.SHOUT or "!" in line.text or line.interrupted for line in lines)
        words = sum(len(_WORD.findall(line.text)) for line in lines) / len(lines)
        value += 0.20 * loud / len(lines) + 0.15 * max(0.0, 1.0 - words / 12.0)
    if beats:
        conflict = sum(event.action in _CONFLICT or event.verb.split(" ")[0] in _VERBS for event in events)
        strained = sum(beat.emotion in ("fear", "anger") for beat in beats if not isinstance(beat, Pause))
        value += 0.25 * min(1.0, conflict / (0.3 * len(beats))) + 0.10 * min(1.0, strained / (0.3 * len(beats)))
    return round(min(1.0, max(0.05, value)), 3)
