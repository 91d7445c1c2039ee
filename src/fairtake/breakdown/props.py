"""The props of a scene: things that somebody handles, by their plain noun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fairtake.breakdown.lexicon import Lexicon
from fairtake.breakdown.tagging import candidates
from fairtake.model.breakdown import Action, Beat, Event, Prop, Scene
from fairtake.model.span import Span

__all__ = ["described", "props_of"]

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


_DETERMINERS = frozenset(
    [
        "a",
        "an",
        "the",
        "her",
        "his",
        "their",
        "its",
        "my",
        "your",
        "our",
        "this",
        "that",
        "another",
        "one",
        "un",
        "une",
        "la",
        "le",
        "les",
        "ein",
        "eine",
        "einen",
        "der",
        "die",
        "das",
        "den",
        "el",
        "los",
        "las",
        "una",
    ]
)


def described(scenes: Sequence[Scene], texts: Sequence[str]) -> tuple[Scene, ...]:
    """The scenes, each prop with the words the script first puts before its name: a thing
    called red once is red in the whole film."""
    words: dict[str, str] = {}
    for scene in scenes:
        for prop in scene.props:
            if prop.name not in words:
                words[prop.name] = _adjectives(prop.name, texts)
    return tuple(
        replace(scene, props=tuple(replace(prop, description=words[prop.name]) for prop in scene.props))
        for scene in scenes
    )


def _adjectives(name: str, texts: Sequence[str]) -> str:
    before = re.compile(rf"((?:[\w'’-]+ ){{1,4}}){re.escape(name)}s?\b", re.IGNORECASE)
    for text in texts:
        for found in before.finditer(text):
            words = found.group(1).split()
            stops = [
                k for k, word in enumerate(words) if word.casefold() in _DETERMINERS or word.endswith(("'s", "’s"))
            ]
            if stops and words[stops[-1] + 1 :]:
                return " ".join(words[stops[-1] + 1 :]).casefold()
            looks = all("ADJ" in candidates(word.casefold()) for word in words)
            if looks and not stops and len(words) < 3 and text[: found.start()].endswith(", "):
                return " ".join(words).casefold()  # "PETRA, 20s, green apron,": what she wears is that apron
    return ""
