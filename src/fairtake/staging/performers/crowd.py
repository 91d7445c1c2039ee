"""People without a name: "two nurses", "a family", "a crowd"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from fairtake.model.figure import Appearance
from fairtake.staging.performers.animal_looks import animal_appearance, animal_kind
from fairtake.staging.performers.casting import appearance_from_words, unlike

__all__ = ["extra_appearances"]

_TRIES = 6
_ENOUGH = 2.0
"""How far apart (see `unlike`) two in a crowd need to be; a later try is not taken for more."""

_MEMBERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "family": ("mother", "father", "boy", "girl"),
        "couple": ("woman", "man"),
        "army": ("soldier",),
        "troop": ("soldier",),
        "squad": ("soldier",),
        "police": ("policeman", "policewoman"),
        "gang": ("man in a leather jacket", "man in a hoodie"),
        "orchestra": ("man in a tuxedo", "woman in a long black dress"),
        "choir": ("woman in a white blouse, long black skirt", "man in a white shirt, black trousers"),
        "team": ("in a blue tracksuit",),
    }
)
"""Who makes up a group that is called by one word, in turn."""


def extra_appearances(nouns: Sequence[str], seed: int, known: Iterable[Appearance] = ()) -> tuple[Appearance, ...]:
    """What unnamed people look like, one for each of `nouns` ("old woman", "soldier", "crowd";
    "" says nothing): dressed as what they are called and, in what that leaves open, apart from
    each other and from those `known` beside them. Deterministic; somebody more at the end does
    not change those before."""
    others = list(known)
    found: list[Appearance] = []
    turn: dict[str, int] = {}
    for place, noun in enumerate(nouns):
        head = noun.split()[-1] if noun else ""
        members = _MEMBERS.get(head)
        words = noun
        if members:
            words = f"{noun.removesuffix(head)}{members[turn.get(head, 0) % len(members)]}".strip()
            turn[head] = turn.get(head, 0) + 1
        kind = animal_kind(head)
        if kind:
            # A herd is of one kind and not of one coat.
            found.append(animal_appearance(f"{head} {seed % 97} {place}", kind, noun))
            continue
        best, apart = None, -1e9
        for attempt in range(_TRIES):
            look = appearance_from_words(words, seed * 31 + place * 7919 + attempt * 104729)
            value = min((unlike(look, other) for other in others), default=_ENOUGH) - 0.01 * attempt
            if value > apart:
                best, apart = look, value
            if apart >= _ENOUGH:
                break
        assert best is not None
        found.append(best)
        others.append(best)
    return tuple(found)
