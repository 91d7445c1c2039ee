"""Who looks like what: the script's words, and where they are silent a choice that keeps
people who share scenes apart at a glance.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from fairtake.model.breakdown import Breakdown, Role
from fairtake.model.figure import Appearance
from fairtake.model.mesh import Color
from fairtake.staging.performers.animal_looks import animal_appearance
from fairtake.staging.performers.clothing import CLOTHES
from fairtake.staging.performers.mobility import mobility_of
from fairtake.staging.performers.outfits import OUTFITS, outfit_colors
from fairtake.staging.performers.tints import HAIR_COLORS, SKINS
from fairtake.staging.performers.wardrobe import LOWERS, hex_color
from fairtake.staging.performers.words import Traits, read_traits

__all__ = ["appearance_from_words", "cast_appearances", "colors_of", "suited", "unlike"]

_CANDIDATES = 28

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Looks:
    """What a kind of person is drawn from when the script does not say."""

    hair: tuple[str, ...]
    outfits: tuple[str, ...]


_WOMAN = _Looks(
    ("bob", "long", "bun", "ponytail", "pixie", "curly", "wavy", "fringe", "chignon", "bob", "long"),
    (
        "dress",
        "blouse",
        "coat",
        "cardigan",
        "sweater",
        "jacket",
        "shirt",
        "dress",
        "turtleneck",
        "denim jacket",
        "dungarees",
    ),
)
_MAN = _Looks(
    ("crop", "side part", "curly", "buzz", "crop", "side part", "thinning", "slicked back", "shaggy", "quiff"),
    (
        "shirt",
        "cardigan",
        "suit",
        "jacket",
        "sweater",
        "tee",
        "coat",
        "shirt",
        "waistcoat",
        "turtleneck",
        "denim jacket",
        "hoodie",
    ),
)
_GIRL = _Looks(
    ("braids", "ponytail", "bob", "long", "curly", "pigtails", "fringe"),
    ("dress", "sweater", "tee", "raincoat", "cardigan", "pinafore", "dungarees", "hoodie"),
)
_BOY = _Looks(
    ("crop", "side part", "curly", "buzz", "shaggy"),
    ("tee", "sweater", "shirt", "jacket", "raincoat", "shorts", "hoodie", "dungarees"),
)
_OLD_WOMAN = _Looks(("bun", "bob", "pixie", "curly", "chignon"), ("cardigan", "dress", "coat", "blouse", "skirt suit"))
_OLD_MAN = _Looks(
    ("balding", "thinning", "bald", "side part", "slicked back"),
    ("cardigan", "suit", "sweater", "shirt", "coat", "waistcoat"),
)  # fmt: skip

_ACCENTS = (
    "d9a441", "5d7a68", "7d5a86", "d8684a", "4a6ea0", "b5484a", "3f8580", "e8c63f", "46566f", "c98a9a", "8a6a4a",
    "9db4a0", "6b6fa0", "efe0c4",
)  # fmt: skip
_LOWERS = ("4a5a78", "5a5048", "3f4a5c", "6b5a4c", "4f4a55", "54624f", "7a6a58")
_SHOES = ("4a3a36", "33292c", "6d3b33", "50404c", "e6ddcf", "5a4038")
_YOUNG_HAIR = ("brown", "dark", "black", "blond", "red", "brown", "dark")
_DARK_HAIR = ("black", "dark", "black")
_SKIN_ODDS = ("light", "rosy", "olive", "brown", "pale", "tan", "deep", "light", "olive", "dark")
_WOMENS = (
    "blouse",
    "dress",
    "evening gown",
    "nun",
    "nurse",
    "pinafore",
    "sari",
    "skirt suit",
    "summer dress",
    "swimsuit",
    "Victorian dress",
    "wedding dress",
)
_WOMENS_HAIR = ("bob", "braids", "bun", "chignon", "fringe", "pigtails", "updo")
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
    for role in sorted((r for r in breakdown.roles if not r.species), key=lambda r: r.name):
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
    found: dict[str, Appearance] = {}
    for role in breakdown.roles:
        if role.species:
            told = f"{(wishes or {}).get(role.name, '')} {role.description}"
            found[role.name] = animal_appearance(role.name, role.species, told)
        else:
            found[role.name] = _moving_about(cast[role.name], role, wishes or {}, breakdown)
    return found


def _moving_about(look: Appearance, role: Role, wishes: Mapping[str, str], breakdown: Breakdown) -> Appearance:
    """With what they go about in, which is no matter of choice."""
    mobility = mobility_of(role, wishes.get(role.name, ""), breakdown.scenes)
    unshown = tuple(word for word in look.unshown if not mobility or word != mobility)
    return replace(look, mobility=mobility, unshown=unshown) if mobility else look


def unlike(a: Appearance, b: Appearance) -> float:
    """How easily two people are told apart from afar: about 1 a striking difference."""
    total = 0.0
    total += 0.6 * (_shape(a.hair) != _shape(b.hair)) + 0.25 * (a.hair != b.hair)
    total += min(1.0, 1.6 * _distance(a.hair_color, b.hair_color)) * (0.5 if "bald" not in (a.hair, b.hair) else 0.2)
    total += 0.7 * (a.outfit != b.outfit) + 0.3 * (_cut(a) != _cut(b))
    apart = _distance(outfit_colors(a)["outer"], outfit_colors(b)["outer"])
    total += min(1.2, 2.2 * apart)
    # Two in the same colour are taken for each other, whatever else is different.
    total -= 1.5 * max(0.0, 1 - apart / 0.16)
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
    if "outfit" in wished:
        # Other clothes than the script's keep nothing of them but the glasses.
        for name in CLOTHES:
            if name not in ("glasses", "eyewear"):
                traits.pop(name, None)
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
    outfit = suited(str(traits.get("outfit") or _pick(rng, looks.outfits)), female)
    outer = _color(traits.get("outer")) or _outer(outfit, rng)
    build = _number(
        traits.get("build"), float(np.clip(draws.normal(0.36 + 0.002 * max(0.0, age - 30), 0.13), 0.12, 0.75))
    )
    height = _height(female, age, str(traits.get("stature", "")), draws)
    glasses = bool(traits.get("glasses", draws.random() < (0.30 if age > 55 else 0.10)))
    own = OUTFITS[outfit]
    hat = str(traits.get("hat", own.hat if "outfit" in traits else ""))
    if outfit == "raincoat" and hat == "hood":
        outfit, hat = "raincoat, hood up", ""
    worn = traits.get("worn")
    things = tuple(worn) if isinstance(worn, tuple) else ()
    things += tuple((name, hex_color(code)) for name, code in own.worn if name not in dict(things))
    colors = _colors(outfit, outer, "outer" in traits, draws)
    iris = _color(traits.get("iris")) or (_IRISES[0] if dark else _pick(draws, _IRISES))
    unshown = traits.get("unshown")
    lower = str(traits.get("lower", ""))
    return Appearance(
        femininity=0.95 if female else 0.04,
        age=age,
        height=height,
        build=build,
        skin=skin,
        hair=hair,
        hair_color=hair_color,
        beard=beard,
        glasses=glasses,
        hat=hat,
        outfit=outfit,
        colors=_named(colors, traits),
        iris=iris,
        jaw=float(np.clip(draws.normal(1.0, 0.06), 0.88, 1.14)),
        nose=float(np.clip(draws.normal(0.92 if female else 1.06, 0.09), 0.8, 1.28)),
        face_width=float(np.clip(draws.normal(1.0, 0.03), 0.94, 1.07)),
        muscle=_number(traits.get("muscle"), 0.3),
        # What is worn below a dress does not show.
        lower=lower if own.lower or own.cut == "long" else "",
        footwear=str(traits.get("footwear", "")),
        pattern=str(traits.get("pattern", "")),
        lower_pattern=str(traits.get("lower_pattern", "")),
        eyewear=str(traits.get("eyewear", "")),
        hat_color=_color(traits.get("hat_color")),
        worn=things,
        torn=bool(traits.get("torn", False)),
        unshown=unshown if isinstance(unshown, tuple) else (),
    )


def suited(outfit: str, female: bool) -> str:
    """What a trade or a beach puts on men and on women."""
    men = {"nurse": "scrubs", "swimsuit": "trunks", "skirt suit": "suit", "Victorian dress": "frock coat"}
    women = {"trunks": "swimsuit", "bare chest": "swimsuit"}
    return (women if female else men).get(outfit, outfit)


def colors_of(outfit: str, traits: Traits, rng: np.random.Generator) -> tuple[Color, ...]:
    """The five colours of an outfit (outer, inner, lower, accent, shoes), those that words name in
    their places."""
    outer = _color(traits.get("outer")) or _outer(outfit, rng)
    return _named(_colors(outfit, outer, "outer" in traits, rng), traits)


def _named(colors: tuple[Color, ...], traits: Traits) -> tuple[Color, ...]:
    """The colours with those that the words name in their places."""
    places = ("outer", "inner", "lower_color", "accent", "shoes_color")
    found = (_color(traits.get(place)) for place in places)
    return tuple(color or old for color, old in zip(found, colors, strict=True))


def _implied(traits: Traits) -> str:
    """The gender that most audiences would read into the other traits; "" if none."""
    if "beard" in traits or traits.get("hair") in ("bald", "balding", "thinning"):
        return "male"
    if traits.get("outfit") in _WOMENS or traits.get("hair") in _WOMENS_HAIR or "skirt" in str(traits.get("lower", "")):
        return "female"
    if traits.get("outfit") in ("cassock", "king", "kilt", "frock coat", "trunks", "tuxedo", "monk", "bare chest"):
        return "male"
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
    own = OUTFITS[outfit]
    quiet = outfit in (
        "apron",
        "suit",
        "tuxedo",
        "skirt suit",
        "frock coat",
        "armour",
        "waistcoat",
        "pyjamas",
        "nightgown",
        "monk",
    )
    if own.own or (quiet and rng.random() < 0.6):
        return outfit_colors(Appearance(outfit=outfit))["outer"]
    return hex_color(_pick(rng, _ACCENTS))


def _colors(outfit: str, outer: Color, named: bool, rng: np.random.Generator) -> tuple[Color, ...]:
    """Outer, inner, lower, accent, shoes: one saturated colour, the rest quiet. `named`: the
    outer one was asked for and is kept."""
    own = outfit_colors(Appearance(outfit=outfit))
    made = OUTFITS[outfit]
    lower, shoes = hex_color(_pick(rng, _LOWERS)), hex_color(_pick(rng, _SHOES))
    accent = own["accent"]
    if made.matching:
        # One cloth from top to bottom; trousers that lie in shade a little deeper.
        lower = _tinted(outer, 0.84 if outfit == "uniform" else 0.97)
    elif made.own or outfit == "dungarees":
        lower, shoes = own["lower"], own["shoes"]
    elif outfit == "blouse" and not named:
        lower, outer = outer, own["outer"] if _distance(outer, own["outer"]) > 0.25 else outer
        lower = lower if _distance(outer, lower) > 0.2 else own["lower"]
    elif outfit == "dressing gown":
        lower = own["lower"]
    if outfit in ("uniform", "scrubs", "space suit", "boiler suit", "tracksuit"):
        shoes = own["shoes"]
    if outfit == "apron":
        accent = next(c for c in (accent, hex_color("46566f")) if _distance(c, outer) > 0.25)
    if outfit in ("coat", "raincoat", "raincoat, hood up", "boiler suit", "dressing gown"):
        accent = _tinted(outer, 0.85)
    return (outer, own["inner"], lower, accent, shoes)


def _tinted(color: Color, factor: float) -> Color:
    return (color[0] * factor, color[1] * factor, color[2] * factor)


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
        "short": (
            "buzz",
            "cornrows",
            "crop",
            "pixie",
            "side part",
            "slicked back",
            "thinning",
            "tonsure",
            "undercut",
        ),
        "round": ("afro", "curly", "shaggy"),
        "bare": ("bald", "balding"),
        "up": ("bun", "chignon", "ponytail", "updo"),
        "falling": ("dreadlocks", "long", "long fringe", "wavy"),
        "framing": ("bob", "fringe"),
        "crested": ("mohawk", "quiff"),
        "tails": ("braids", "pigtails"),
    }
    return next((name for name, styles in groups.items() if hair in styles), hair)


def _cut(look: Appearance) -> str:
    """The silhouette of the clothes."""
    cut = OUTFITS[look.outfit].cut
    if look.lower and cut == "trousers":
        return "skirt" if LOWERS[look.lower].kind == "skirt" else "shorts" if look.lower == "shorts" else cut
    return cut


def _distance(a: Color, b: Color) -> float:
    return float(np.sqrt((np.array(a) - np.array(b)) ** 2 @ np.array([0.30, 0.50, 0.20])))
