"""Sounds in words, for people who do not hear them: "[door creaks]", "[rain]".

Told is what a hearing viewer learns something from: what comes from outside the picture, what a
story turns on, the weather and place when a scene begins, and music. Steps and cloth that are
seen are not. A sound finds its place between the lines; what a line covers comes just before or
after it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from fairtake.editing.subtitles import Subtitle

__all__ = ["Sound", "caption_languages", "caption_words", "captions"]


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip() for name in text.split(","))


_SILENT = _names(
    "step, roll, sit, stand, cloth, kneel, grasp, release, touch, tap, whoosh, rub, sniff, paw, bite, sip, land, switch, "
    "click, cup, plates, stir, page, paper, writing, swish, open, close, kiss, rattle, room, air, hum, clatter, leaves, "
    "fall, put down, tap water, door handle, drawer, cupboard, fridge, box, zip, scissors"
)
"""What the picture tells already, or nobody needs to know."""

_WEIGHTY = _names(
    "gunshot, thunder, ring, phone, doorbell, knock, door slam, glass break, china break, siren, bark, howl, growl, "
    "neigh, strike, body fall, bell, horn, applause, music tense"
)
_STAND = 1.6
"""Seconds a sound is shown."""

_APART = 6.0
"""The same sound is not told again within so many seconds."""

_MUSIC_APART = 40.0
_MOVED = 2.2
"""Seconds by which a sound that a line covers may be told early or late."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Something heard on the film's clock: `name` as in a Cue or the tag of a bed, `unseen` for what
    comes from outside the picture, `weight` 0..1."""

    name: str
    start: float
    unseen: bool = False
    weight: float = 0.5


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    file = resources.files("fairtake.editing").joinpath("captions.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def caption_languages() -> tuple[str, ...]:
    """The languages that sounds are told in; others get English."""
    return tuple(_table())


def caption_words(name: str, language: str) -> str:
    """A sound in words, in brackets."""
    code = language.casefold().replace("_", "-").split("-")[0]
    words = _table().get(code, {}).get(name) or _table()["en"].get(name, name)
    return f"[{words}]"


def captions(sounds: Iterable[Sound], lines: Sequence[Subtitle], language: str) -> tuple[list[Subtitle], int]:
    """The subtitles `lines` with what else is heard, in order of time, and how many sounds worth
    telling found no room."""
    free = _Free(lines)
    found: list[Subtitle] = []
    dropped = 0
    ordered = sorted(sounds, key=lambda sound: (-_importance(sound), sound.start, sound.name))
    for sound in ordered:
        if not _worth(sound):
            continue
        words = caption_words(sound.name, language)
        apart = _MUSIC_APART if sound.name.startswith("music") else _APART
        if any(abs(sound.start - one.start) < apart and one.text == words for one in found):
            continue
        at = free.near(sound.start)
        if at is None:
            dropped += _importance(sound) >= 2
            continue
        free.take(at)
        found.append(Subtitle("", words, at, at + _STAND, sound=True))
    return sorted([*lines, *found], key=lambda one: (one.start, one.end)), dropped


def _worth(sound: Sound) -> bool:
    return sound.name in _WEIGHTY or sound.name not in _SILENT or (sound.unseen and sound.name in ("fall", "land"))


def _importance(sound: Sound) -> float:
    return (2.0 if sound.name in _WEIGHTY else 1.0 if sound.unseen else 0.0) + min(max(sound.weight, 0.0), 0.99)


class _Free:
    """Time in which no subtitle stands."""

    def __init__(self, lines: Sequence[Subtitle]) -> None:
        self._taken = sorted((line.start - 0.1, line.end + 0.1) for line in lines)

    def near(self, at: float) -> float | None:
        """The nearest moment to `at` from which a caption may stand."""
        choices = [at]
        for start, end in self._taken:
            if abs(start - at) < _MOVED + _STAND or abs(end - at) < _MOVED:
                choices += [start - _STAND, end]
        fitting = [one for one in choices if one >= 0 and abs(one - at) <= _MOVED and self._empty(one)]
        return min(fitting, key=lambda one: (abs(one - at), one), default=None)

    def take(self, at: float) -> None:
        """A caption stands here now."""
        self._taken = sorted([*self._taken, (at - 0.1, at + _STAND + 0.1)])

    def _empty(self, at: float) -> bool:
        return not any(start < at + _STAND - 1e-6 and at < end - 1e-6 for start, end in self._taken)
