"""The props of a scene: things that somebody handles, by their plain noun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fairtake.breakdown.lexicon import Lexicon
from fairtake.model.breakdown import Action, Beat, Event, Prop
from fairtake.model.span import Span

__all__ = ["props_of"]

_HANDLES = frozenset(
    {Action.PICK_UP, Action.PUT_DOWN, Action.GIVE, Action.TAKE, Action.THROW, Action.USE, Action.OPEN, Action.CLOSE}
)


def props_of(beats: Sequence[Beat], shown: Iterable[str], roles: Iterable[str], lexicon: Lexicon) -> tuple[Prop, ...]:
    """Props in order of first use. `shown` are things the action lists without anybody
    touching them; they count when they can be held, that is when they are no fixture."""
    words = lexicon.words
    skip = {
        *words.get("fixtures", ()),
        *words.get("body", ()),
        *words.get("person", ()),
        *words.get("group", ()),
        *words.get("animal", ()),
        *words.get("rooms", ()),
        *words.get("weather_subjects", ()),
        *words.get("sounds", ()),
        *roles,
        "each other",
        "",
    }
    spans: dict[str, Span | None] = {}
    for beat in beats:
        if not isinstance(beat, Event):
            continue
        if beat.action in _HANDLES and (beat.agents or beat.verb in ("ring", "buzz", "vibrate")):
            spans.setdefault(beat.theme, beat.span)
        if beat.instrument:
            spans.setdefault(beat.instrument, beat.span)
    for thing in shown:
        spans.setdefault(thing, None)
    return tuple(Prop(name, span) for name, span in spans.items() if name not in skip)
