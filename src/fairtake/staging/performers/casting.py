"""Who looks like what: the script's words, and where they are silent a choice that keeps
people who share scenes apart at a glance.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from fairtake.model.breakdown import Breakdown, Role
from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color
from fairtake.staging.performers.wardrobe import outfit_colors
from fairtake.staging.performers.words import HAIR_COLORS, SKINS, Traits, read_traits

__all__ = ["appearance_from_words", "cast_appearances", "unlike"]

_CANDIDATES = 28

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a kind of person is drawn from when the script does not say."""

    hair: tuple[str, ...]
    outfits: tuple[str, ...]


_WOMAN = _Looks(
    ("bob", "long", "bun", "ponytail", "pixie", "curly", "bob", "long"),
    ("dress", "blouse", "coat", "cardigan", "sweater", "jacket", "shirt", "dress"),
)
_MAN = _Looks(
    ("crop", "side part", "curly", "buzz", "crop", "side part", "thinning"),
    ("shirt", "cardigan", "suit", "jacket", "sweater", "tee", "coat", "shirt"),
)
_GIRL = _Looks(("braids", "ponytail", "bob", "long", "curly"), ("dress", "sweater", "tee", "raincoat", "cardigan"))
_BOY = _Looks(("crop", "side part", "curly", "buzz"), ("tee", "sweater", "shirt", "jacket", "raincoat"))
_OLD_WOMAN = _Looks(("bun", "bob", "pixie", "curly"), ("cardigan", "dress", "coat", "blouse"))
_OLD_MAN = _Looks(("balding", "thinning", "bald", "side part"), ("cardigan", "suit", "sweater", "shirt", "coat"))

_ACCENTS = (
    "d9a441", "5d7a68", "7d5a86", "d8684a", "4a6ea0", "b5484a", "3f8580", "e8c63f", "46566f", "c98a9a", "8a6a4a",
    "9db4a0", "6b6fa0", "efe0c4",
)  # fmt: skip
_LOWERS = ("4a5a78", "5a5048", "3f4a5c", "6b5a4c", "4f4a55", "54624f", "7a6a58")
_SHOES = ("4a3a36", "33292c", "6d3b33", "50404c", "e6ddcf", "5a4038")
_YOUNG_HAIR = ("brown", "dark", "black", "blond", "red", "brown", "dark")
_DARK_HAIR = ("black", "dark", "black")
_SKIN_ODDS = ("light", "rosy", "olive", "brown", "pale", "tan", "deep", "light", "olive", "dark")
_IRISES: tuple[Color, ...] = ((0.35, 0.27, 0.20), (0.31, 0.48, 0.42), (0.42, 0.50, 0.57), (0.48, 0.38, 0.22))


def appearance_from_words(words: str, seed: int) -> Appearance:
    """What `words` ask for ("70s, silver hair, red coat"), completed by a choice that only
    `seed` decides. For extras, and for wishes without a script."""
    return _complete(read_traits(words), np.random.default_rng(seed & 0xFFFFFFFF))


_ELSEWHERE = 0.1
"""How much of a likeness counts between roles that never meet: only doubles are avoided, so
that somebody new in one scene does not change how people look in another."""


def cast_appearances(breakdown: Breakdown, wishes: Mapping[str, str] | None = None) -> dict[str, Appearance]:
    """An appearance for every role of the film. Deterministic.

    `wishes` (role -> text, from film.toml) win over the script's description; both win over
    any choice. Among what is left open, roles cast later avoid the looks of the roles they
    share scenes with.
    """
    mates = _scene_mates(breakdown)
    cast: dict[str, Appearance] = {}
    # In an order that rewriting does not change: a line more, or a scene put in elsewhere, must
    # not give people another face.
    for role in sorted(breakdown.roles, key=lambda r: r.name):
        traits = _traits_of(role, (wishes or {}).get(role.name, ""))
        others = [(cast[name], 1.0 if name in mates.get(role.name, set()) else _ELSEWHERE) for name in cast]
        seed = zlib.crc32(role.name.encode())
        best: Appearance | None = None
        score = -np.inf
        for attempt in range(_CANDIDATES):
            candidate = _complete(traits, np.random.default_rng((seed, attempt)))
            apart = min((unlike(candidate, other) / weight for other, weight in others), default=0.0)
            # An early candidate is kept unless a later one is clearly more different.
            value = min(apart, 3.0) - 0.02 * attempt
            if value > score:
                best, score = candidate, value
        assert best is not None
        cast[role.name] = best
    return {role.name: cast[role.name] for role in breakdown.roles}


def unlike(a: Appearance, b: Appearance) -> float:
    """How easily two people are told apart from afar: about 1 a striking difference."""
    total = 0.0
    total += 0.6 * (_shape(a.hair) != _shape(b.hair)) + 0.25 * (a.hair != b.hair)
    total += min(1.0, 1.6 * _distance(a.hair_color, b.hair_color)) * (0.5 if "bald" not in (a.hair, b.hair) else 0.2)
    total += 0.7 * (a.outfit != b.outfit) + 0.3 * (_cut(a.outfit) != _cut(b.outfit))
    total += min(1.2, 2.2 * _distance(outfit_colors(a)["outer"], outfit_colors(b)["outer"]))
    total += min(0.6, 4.0 * abs(a.height - b.height)) + 0.5 * abs(a.build - b.build)
    total += 0.35 * min(1.0, 1.5 * _distance(a.skin, b.skin)) + 0.5 * abs(a.femininity - b.femininity)
    total += 0.3 * (bool(a.beard) != bool(b.beard)) + 0.4 * (a.hat != b.hat) + 0.2 * (a.glasses != b.glasses)
    return total


def _scene_mates(breakdown: Breakdown) -> dict[str, set[str]]:
    mates: dict[str, set[str]] = {}
    for scene in breakdown.scenes:
        for name in scene.roles:
            mates.setdefault(name, set()).update(other for other in scene.roles if other != name)
    return mates


def _traits_of(role: Role, wish: str) -> Traits:
    traits = read_traits(f"{role.description}, {role.name.lower()}" if role.description else role.name)
    if role.gender:
        traits["gender"] = role.gender
    if role.age is not None:
        traits["age"] = float(role.age)
    wished = read_traits(wish)
    if "outfit" in wished and "outer" not in wished:
        # Another garment than the script's does not keep the script garment's colour.
        traits.pop("outer", None)
    if "outfit" in wished and "hat" not in wished:
        traits.pop("hat", None)
    traits.update(wished)
    return traits


def _pick(rng: np.random.Generator, options: Sequence[T]) -> T:
    return options[int(rng.integers(len(options)))]


def _complete(traits: Traits, rng: np.random.Generator) -> Appearance:
    """Every open field chosen. The order of draws is fixed, so that one trait more does not
    turn all others around."""
    draws = np.random.default_rng(rng.integers(2**32))
    gender = str(traits.get("gender") or _implied(traits) or ("female" if rng.random() < 0.5 else "male"))
    female = gender == "female"
    age = float(_number(traits.get("age"), rng.uniform(24, 58)))
    looks = _looks(female, age)
    skin_name = _pick(rng, _SKIN_ODDS)
    skin = _color(traits.get("skin")) or SKINS[skin_name]
    dark = sum(skin) / 3 < 0.62
    hair = str(traits.get("hair") or _hair_for(looks, dark, female, rng))
    hair_color = _color(traits.get("hair_color")) or _hair_color(age, dark, draws)
    beard = str(traits.get("beard") or _beard(female, age, draws))
    outfit = str(traits.get("outfit") or _pick(rng, looks.outfits))
    outer = _color(traits.get("outer")) or _outer(outfit, rng)
    build = _number(
        traits.get("build"), float(np.clip(draws.normal(0.36 + 0.002 * max(0.0, age - 30), 0.13), 0.12, 0.75))
    )
    return Appearance(
        femininity=0.95 if female else 0.04,
        age=age,
        height=_height(female, age, str(traits.get("stature", "")), draws),
        build=build,
        skin=skin,
        hair=hair,
        hair_color=hair_color,
        beard=beard,
        glasses=bool(traits.get("glasses", draws.random() < (0.30 if age > 55 else 0.10))),
        hat=str(traits.get("hat", "")),
        outfit=outfit,
        colors=_colors(outfit, outer, draws),
        iris=_color(traits.get("iris")) or (_IRISES[0] if dark else _pick(draws, _IRISES)),
        jaw=float(np.clip(draws.normal(1.0, 0.06), 0.88, 1.14)),
        nose=float(np.clip(draws.normal(0.92 if female else 1.06, 0.09), 0.8, 1.28)),
        face_width=float(np.clip(draws.normal(1.0, 0.03), 0.94, 1.07)),
    )


def _implied(traits: Traits) -> str:
    """The gender that most audiences would read into the other traits; "" if none."""
    if "beard" in traits or traits.get("hair") in ("bald", "balding", "thinning"):
        return "male"
    if traits.get("outfit") in ("dress", "blouse") or traits.get("hair") in ("braids", "bun", "bob"):
        return "female"
    return ""


def _number(value: object, otherwise: float) -> float:
    return float(value) if isinstance(value, int | float) else otherwise


def _color(value: object) -> Color | None:
    return value if isinstance(value, tuple) and len(value) == 3 else None


def _looks(female: bool, age: float) -> _Looks:
    if age < 14:
        return _GIRL if female else _BOY
    if age > 64:
        return _OLD_WOMAN if female else _OLD_MAN
    return _WOMAN if female else _MAN


def _hair_for(looks: _Looks, dark: bool, female: bool, rng: np.random.Generator) -> str:
    style = _pick(rng, looks.hair)
    if dark and rng.random() < 0.6:
        style = _pick(rng, ("afro", "curly", "bun", "braids")) if female else _pick(rng, ("buzz", "curly", "afro"))
    return style


def _hair_color(age: float, dark: bool, rng: np.random.Generator) -> Color:
    name = _pick(rng, _DARK_HAIR if dark else _YOUNG_HAIR)
    grey = float(np.clip((age - 48) / 18 + rng.uniform(-0.3, 0.3), 0, 1))
    color, silver = HAIR_COLORS[name], HAIR_COLORS["grey" if age < 68 else "silver"]
    return (
        color[0] + (silver[0] - color[0]) * grey,
        color[1] + (silver[1] - color[1]) * grey,
        color[2] + (silver[2] - color[2]) * grey,
    )


def _beard(female: bool, age: float, rng: np.random.Generator) -> str:
    draw = rng.random()
    if female or age < 22:
        return ""
    return (
        "full"
        if draw < 0.16
        else "short"
        if draw < 0.26
        else "stubble"
        if draw < 0.42
        else "moustache"
        if draw < 0.5
        else ""
    )


def _outer(outfit: str, rng: np.random.Generator) -> Color:
    if outfit in ("uniform", "apron", "suit") and rng.random() < 0.6:
        return outfit_colors(Appearance(outfit=outfit))["outer"]
    return _parse(_pick(rng, _ACCENTS))


def _parse(code: str) -> Color:
    return (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)


def _colors(outfit: str, outer: Color, rng: np.random.Generator) -> tuple[Color, ...]:
    """Outer, inner, lower, accent, shoes: one saturated colour, the rest quiet."""
    own = outfit_colors(Appearance(outfit=outfit))
    lower, shoes = _parse(_pick(rng, _LOWERS)), _parse(_pick(rng, _SHOES))
    if outfit == "suit":
        lower = (outer[0] * 0.97, outer[1] * 0.97, outer[2] * 0.97)
    elif outfit in ("uniform",):
        lower = (outer[0] * 0.84, outer[1] * 0.84, outer[2] * 0.88)
    elif outfit == "blouse":
        lower, outer = outer, own["outer"] if _distance(outer, own["outer"]) > 0.25 else outer
        lower = lower if _distance(outer, lower) > 0.2 else own["lower"]
    accent = own["accent"]
    if outfit == "apron":
        accent = next(c for c in (accent, _parse("46566f")) if _distance(c, outer) > 0.25)
    if outfit in ("coat", "raincoat"):
        accent = (outer[0] * 0.86, outer[1] * 0.84, outer[2] * 0.84)
    return (outer, own["inner"], lower, accent, shoes)


def _height(female: bool, age: float, stature: str, rng: np.random.Generator) -> float:
    draw = float(np.clip(rng.normal(0, 1), -1.7, 1.7))
    if age < 17:
        grown = float(
            np.interp(
                age, [2, 4, 6, 8, 10, 12, 14, 17], [0.88, 1.03, 1.16, 1.28, 1.39, 1.50, 1.62, 1.70 - 0.06 * female]
            )
        )
        height = grown + 0.03 * draw
    else:
        height = (1.665 if female else 1.79) + 0.055 * draw - 0.0012 * max(0.0, age - 60)
    step = {"tall": 0.10, "small": -0.10}.get(stature, 0.0) * (1 if age >= 14 else 0.5)
    return round(float(np.clip(height + step, 0.85, 2.02)), 3)


def _shape(hair: str) -> str:
    groups = {
        "short": ("crop", "side part", "thinning", "buzz", "pixie"),
        "round": ("curly", "afro"),
        "bare": ("bald", "balding"),
        "up": ("bun", "ponytail"),
    }
    return next((name for name, styles in groups.items() if hair in styles), hair)


def _cut(outfit: str) -> str:
    if outfit in ("coat", "raincoat"):
        return "long"
    return "skirt" if outfit in ("dress", "blouse") else "trousers"


def _distance(a: Color, b: Color) -> float:
    return float(np.sqrt((np.array(a) - np.array(b)) ** 2 @ np.array([0.30, 0.50, 0.20])))
