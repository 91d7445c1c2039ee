"""The verb classes and word lists of one language, read from the TOML files beside this module.

In: a language code. Out: a `Lexicon` (cached; the files are read once).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from fairtake.model.breakdown import Action

__all__ = ["Lexicon", "Sense", "given_names", "lexicon", "word_set"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a verb stages: its class, the rule that fills its roles, and what it adds."""

    verb: str
    action: Action
    frame: str
    emotion: str = ""
    manner: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`senses` by verb with or without its particle; `sounds` what things do by themselves;
    `body` (verb and own body part) and `part` (body part and verb) name gestures; `light`
    maps the noun of "takes a seat" to its verb; `words` are plain word lists; `heads` the
    first word of every verb it knows; `transitive` what a verb means that does something else
    to a thing ("slips" goes, "slips the key" gives). `forms` (inflected form to verb) and `nouns` (to the
    English noun) serve the languages that have no tagger."""

    senses: Mapping[str, Sense]
    sounds: Mapping[str, Sense]
    body: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    part: Mapping[str, str] = field(default_factory=dict)
    light_verbs: frozenset[str] = frozenset()
    light: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, str] = field(default_factory=dict)
    heads: frozenset[str] = frozenset()
    transitive: Mapping[str, Sense] = field(default_factory=dict)


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for short word lists in code."""
    return frozenset(text.split())


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _senses(tables: list[dict[str, Any]], sound: bool) -> Mapping[str, Sense]:
    found: dict[str, Sense] = {}
    for table in tables:
        if bool(table.get("sound")) is not sound:
            continue
        for verb in _split(table["verbs"]):
            sense = Sense(
                verb, Action(table["action"]), table["frame"], table.get("emotion", ""), bool(table.get("manner"))
            )
            found.setdefault(verb, sense)
    return MappingProxyType(found)


@lru_cache(maxsize=8)
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language code ("en", "fr", "de", "es"), or None when there is none."""
    source = files(__package__) / f"{language}.toml"
    if not source.is_file():
        return None
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    light = data.get("light", {})
    tables = data["sense"]
    words = {name: frozenset(_split(text)) for name, text in data.get("words", {}).items()}
    senses, sounds = _senses(tables, False), _senses(tables, True)
    verbs = [*senses, *sounds, *_split(light.get("verbs", ""))]
    for name in ("stative", "unseen", "catenative"):
        verbs.extend(words.get(name, ()))
    return Lexicon(
        senses=senses,
        sounds=sounds,
        transitive={
            verb: Sense(verb, Action(action), frame) for verb, (action, frame) in data.get("transitive", {}).items()
        },
        body={key: (value[0], value[1]) for key, value in data.get("body", {}).items()},
        part=data.get("part", {}),
        light_verbs=frozenset(_split(light.get("verbs", ""))),
        light=light.get("nouns", {}),
        words=words,
        nouns=data.get("nouns", {}),
        forms={form: lemma for lemma, text in data.get("forms", {}).items() for form in _split(text)},
        heads=frozenset(verb.split(" ")[0] for verb in verbs),
    )


@lru_cache(maxsize=1)
def given_names() -> Mapping[str, str]:
    """Common given names in lower case and the gender most people of that name have."""
    data = tomllib.loads((files(__package__) / "names.toml").read_text(encoding="utf-8"))
    table = dict.fromkeys(data["male"].split(), "male")
    table.update({name: "female" for name in data["female"].split() if name not in table})
    return MappingProxyType(table)
