"""Casting: each role of a Breakdown gets a voice of its own.

A voice is first drawn from what the script says (gender, age, description) and a seed of the
film's title and the role's name; then moved as little as it takes to stay apart from the
voices it shares scenes with. Lines, their number and their order play no part, so rewriting
dialogue recasts nobody.
"""

from __future__ import annotations

import difflib
import math
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from fairtake.errors import VoiceError
from fairtake.model.breakdown import Breakdown, Line, Role
from fairtake.model.film import CastEntry
from fairtake.model.reading import VoiceSpec
from fairtake.voices.languages import find_language
from fairtake.voices.traits import Traits, is_trait, traits_of

__all__ = ["DISTINCT_FORMANTS", "DISTINCT_SEMITONES", "are_distinct", "cast_voices"]

DISTINCT_SEMITONES = 3.0
DISTINCT_FORMANTS = 1.08
"""Two voices of one scene differ by one of these at least."""


_ROOM = ((0.0, 1.45), (0.0, 1.2), (1.0, 1.2), (0.0, 1.0), (1.0, 1.0), (2.0, 1.0), (3.0, 1.0))
"""What is tried in turn: how far beyond its register a voice may go, and how far apart from its
partners it is to be, 1 being just distinct. What is spoken is some semitones off what was cast."""


@dataclass(frozen=True, slots=True)
class _Register:
    """Where voices of one kind lie: medians, and limits that still sound of that kind."""

    pitch: float
    lowest: float
    highest: float
    formants: float
    smallest: float
    largest: float


_MAN = _Register(112.0, 82.0, 152.0, 0.98, 0.89, 1.06)
_WOMAN = _Register(198.0, 162.0, 250.0, 1.13, 1.05, 1.22)
_TEEN_BOY = _Register(138.0, 112.0, 175.0, 1.04, 0.98, 1.12)
_TEEN_GIRL = _Register(222.0, 195.0, 262.0, 1.17, 1.1, 1.24)
_SMALL_CHILD = _Register(318.0, 275.0, 360.0, 1.34, 1.26, 1.42)
_CHILD = _Register(268.0, 235.0, 310.0, 1.25, 1.17, 1.34)


def are_distinct(one: VoiceSpec, other: VoiceSpec) -> bool:
    """Whether an ear tells them apart: 3 semitones of median pitch, or 8 % of formants."""
    semitones = abs(12.0 * math.log2(one.pitch / other.pitch))
    formants = max(one.formants, other.formants) / min(one.formants, other.formants)
    return semitones >= DISTINCT_SEMITONES - 1e-9 or formants >= DISTINCT_FORMANTS - 1e-9


def cast_voices(breakdown: Breakdown, wishes: Mapping[str, CastEntry] | None = None) -> dict[str, VoiceSpec]:
    """A voice for every role of the breakdown and every speaker of its lines, by role name.

    `wishes` are film.toml's [cast.NAME]: `voice` "LANGUAGE+WORD+WORD" ("en-gb+low",
    "+gravelly", "fr+female", "+198hz+x1.12" for an exact pitch and size of formants), `language`, and
    `appearance`, read as a description is. The breakdown's title seeds what the script leaves open.
    Raises VoiceError for a language or a word nobody knows.
    """
    wishes = wishes or {}
    roles = {role.name: role for role in breakdown.roles}
    for scene in breakdown.scenes:
        for beat in scene.beats:
            if isinstance(beat, Line):
                roles.setdefault(beat.role, Role(beat.role))
    together = _together(breakdown)
    cast: dict[str, VoiceSpec] = {}
    pinned = [name for name in roles if any(_pins(wishes.get(name, CastEntry())))]
    for name in pinned:  # they stay where they are, and the others make way
        cast[name] = _ideal(roles[name], breakdown, wishes[name])[0]
    for name, role in roles.items():
        if name in cast:
            continue
        ideal, register = _ideal(role, breakdown, wishes.get(name, CastEntry()))
        others = [cast[other] for other in sorted(together.get(name, ())) if other in cast]
        elsewhere = [spec for other, spec in cast.items() if other not in together.get(name, ())]
        cast[name] = _apart(ideal, register, others, elsewhere)
    return cast


def _together(breakdown: Breakdown) -> dict[str, set[str]]:
    """Which roles share a scene with which."""
    together: dict[str, set[str]] = {}
    for scene in breakdown.scenes:
        names = {*scene.roles, *(beat.role for beat in scene.beats if isinstance(beat, Line))}
        for name in names:
            together.setdefault(name, set()).update(names - {name})
    return together


def _ideal(role: Role, breakdown: Breakdown, wish: CastEntry) -> tuple[VoiceSpec, _Register]:
    """The voice a role would have if it were alone in the film."""
    wished_language, words = _wish(role.name, wish)
    description = ", ".join(part for part in (words, wish.appearance, role.description) if part)
    wished = traits_of("", words)
    traits = traits_of(role.name, description, wished.gender or role.gender, wished.age or role.age)
    rng = np.random.default_rng(zlib.crc32(f"{breakdown.title}\0{role.name}".encode("utf-8", "replace")))
    chance = rng.random()
    if not traits.gender:
        traits = replace(traits, gender="female" if chance < 0.5 else "male")
    register = _register(traits)
    semitones, formants, lively, quick, rough, airy = rng.uniform(-1.0, 1.0, 6).tolist()
    old = traits.age is not None and traits.age >= 65
    language = wished_language or wish.language or breakdown.language or "en"
    if traits.accent and not wished_language and find_language(language).code.startswith("en"):
        language = traits.accent
    aged_pitch = (1.0 if traits.gender == "male" else -1.5) if old else 0.0
    spec = VoiceSpec(
        role=role.name,
        language=find_language(language).code,
        pitch=register.pitch * 2.0 ** ((1.6 * semitones + traits.pitch + aged_pitch) / 12.0),
        range=_within(0.5 + 0.09 * lively + traits.range, 0.08, 0.95),
        rate=(162.0 + 7.0 * quick) * traits.rate * (0.9 if old else 1.0),
        formants=register.formants * (1.0 + 0.025 * formants) * traits.formants,
        roughness=_within(0.04 + 0.04 * rough + traits.roughness + (0.3 if old else 0.0), 0.0, 1.0),
        breath=_within(0.1 + 0.05 * airy + traits.breath + (0.08 if old else 0.0), 0.0, 1.0),
    )
    pitch, size = _pins(wish)
    spec = replace(spec, pitch=pitch or spec.pitch, formants=size or spec.formants)
    return _rounded(spec), register


_PIN = re.compile(r"(?:(\d{2,3}(?:\.\d+)?) ?hz|[x×](\d(?:\.\d+)?))", re.IGNORECASE)


def _pins(wish: CastEntry) -> tuple[float | None, float | None]:
    """The exact pitch in Hz and factor of the formants that a wished voice names, if it does."""
    pitch = size = None
    for part in wish.voice.split("+"):
        match = _PIN.fullmatch(part.strip())
        if match and match.group(1):
            pitch = _within(float(match.group(1)), 65.0, 420.0)
        elif match:
            size = _within(float(match.group(2)), 0.75, 1.5)
    return pitch, size


def _register(traits: Traits) -> _Register:
    female = traits.gender == "female"
    if traits.age is None or traits.age >= 18:
        return _WOMAN if female else _MAN
    if traits.age >= 13:
        return _TEEN_GIRL if female else _TEEN_BOY
    return _CHILD if traits.age >= 8 else _SMALL_CHILD


def _apart(ideal: VoiceSpec, register: _Register, others: list[VoiceSpec], elsewhere: list[VoiceSpec]) -> VoiceSpec:
    """The voice nearest the ideal that is apart from `others` and, if it costs little, from
    voices `elsewhere`. In a scene with more voices than there is room for, the one whose
    nearest neighbour is farthest."""
    others_at, elsewhere_at = _places(others), _places(elsewhere)
    for widening, margin in _ROOM:
        candidates = _candidates(ideal, register, widening)
        here = _distances(candidates, others_at)
        free = here.min(axis=1, initial=np.inf) >= margin
        if free.any():
            moved = np.hypot(*(candidates - _places([ideal])).T)
            crowded = np.exp(-2.0 * _distances(candidates, elsewhere_at)).sum(axis=1)
            cost = np.where(free, moved + 0.5 * crowded, np.inf)
            return _at(ideal, candidates[int(cost.argmin())])
    return _at(ideal, candidates[int(here.min(axis=1).argmax())])


_Places = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def _places(specs: list[VoiceSpec]) -> _Places:
    """(N, 2): pitch and formants, both in units of just being distinct."""
    rows = [
        (12.0 * math.log2(spec.pitch) / DISTINCT_SEMITONES, math.log(spec.formants, DISTINCT_FORMANTS))
        for spec in specs
    ]
    return np.asarray(rows, np.float64).reshape(-1, 2)


def _candidates(ideal: VoiceSpec, register: _Register, widening: float) -> _Places:
    """The ideal and the places around it: a grid of quarter steps, within the register's
    limits or the ideal itself, whichever is farther out."""
    at = _places([ideal])[0]
    low, high = (
        np.asarray([12.0 * math.log2(pitch) / DISTINCT_SEMITONES, math.log(formants, DISTINCT_FORMANTS)])
        for pitch, formants in ((register.lowest, register.smallest), (register.highest, register.largest))
    )
    low = np.minimum(low, at) - widening * np.array([0.75, 0.5])
    high = np.maximum(high, at) + widening * np.array([0.75, 0.5])
    pitches, sizes = (np.arange(math.ceil((low[k] - at[k]) * 4), (high[k] - at[k]) * 4 + 1e-9) / 4 for k in (0, 1))
    grid = np.stack(np.meshgrid(pitches, sizes, indexing="ij"), axis=-1).reshape(-1, 2)
    return np.asarray(at + grid[np.argsort(np.hypot(*grid.T), kind="stable")], np.float64)


def _distances(candidates: _Places, places: _Places) -> _Places:
    """(candidates, places): 1 is just distinct. Either difference alone is enough."""
    return np.asarray(np.abs(candidates[:, None] - places[None]).max(axis=2), np.float64)


def _at(ideal: VoiceSpec, place: np.ndarray[tuple[int], np.dtype[np.float64]]) -> VoiceSpec:
    pitch = 2.0 ** (float(place[0]) * DISTINCT_SEMITONES / 12.0)
    return _rounded(replace(ideal, pitch=_within(pitch, 65.0, 420.0), formants=DISTINCT_FORMANTS ** float(place[1])))


def _rounded(spec: VoiceSpec) -> VoiceSpec:
    """Figures a person can read in the report; fine enough to keep voices apart."""
    return replace(
        spec,
        pitch=round(spec.pitch, 3),
        formants=round(spec.formants, 5),
        range=round(spec.range, 3),
        rate=round(spec.rate, 1),
        roughness=round(spec.roughness, 3),
        breath=round(spec.breath, 3),
    )


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def _wish(role: str, wish: CastEntry) -> tuple[str, str]:
    """A wished voice's language ("" if it names none) and describing words."""
    parts = [part.strip() for part in wish.voice.split("+")]
    parts = [part for part in parts if not _PIN.fullmatch(part)] or [""]
    language, words = parts[0], [part for part in parts[1:] if part]
    if language and is_trait(language):
        language, words = "", [language, *words]
    if language:
        _checked(role, "voice", language)
    if wish.language:
        _checked(role, "language", wish.language)
    meant = []
    for word in words:
        known = {"m": "male", "f": "female"}.get(word[:1].casefold(), "") if word[1:].isdigit() else word
        if not known or not is_trait(known):
            near = difflib.get_close_matches(word.casefold(), _WISHES, n=3, cutoff=0.5)
            hint = f"Did you mean {' or '.join(near)}?" if near else "Try low, high, female, male, old, gravelly, soft."
            raise VoiceError(f"no voice is {word!r}", fix=hint, key=f"cast.{role}.voice")
        meant.append(known)
    return language, ", ".join(meant)


_WISHES = (
    "low",
    "high",
    "deep",
    "female",
    "male",
    "child",
    "old",
    "young",
    "gravelly",
    "husky",
    "soft",
    "breathy",
    "booming",
)


def _checked(role: str, key: str, language: str) -> None:
    """Raise with the place in film.toml if nobody speaks the language."""
    try:
        find_language(language)
    except VoiceError as error:
        raise VoiceError(error.what, fix=error.fix, key=f"cast.{role}.{key}") from error
