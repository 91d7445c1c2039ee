"""Words about clothes: each garment has its own colour, and what cannot be shown is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.model.breakdown import Role
from fairtake.model.mesh import Color
from fairtake.staging.performers import appearance_from_words
from fairtake.staging.performers.accessories import eyewear_names
from fairtake.staging.performers.casting import _traits_of
from fairtake.staging.performers.clothing import (
    _EYES,
    _FEET,
    _HAT,
    _LOWER,
    _OVER,
    _PATTERNS,
    _THINGS,
    _TOP,
    _TRADE_HATS,
    _TRADES,
    _WHOLE,
    CLOTHES,
    read_clothes,
)
from fairtake.staging.performers.hats import HATS
from fairtake.staging.performers.outfits import OUTFITS
from fairtake.staging.performers.patterns import PATTERNS
from fairtake.staging.performers.tints import COLORS, HAIR_COLORS
from fairtake.staging.performers.wardrobe import FOOTWEAR, LOWERS
from fairtake.staging.performers.words import read_traits
from fairtake.staging.performers.worn import ON_HEAD, WORN

C = COLORS
PHRASES: list[tuple[str, dict[str, object]]] = [
    ("70s, silver hair, red coat", {"outfit": "coat", "outer": C["red"], "age": 75.0}),
    ("white shirt, black apron", {"outfit": "shirt", "outer": C["white"], "worn": (("apron", C["black"]),)}),
    ("a black apron over a white shirt", {"outfit": "shirt", "outer": C["white"], "worn": (("apron", C["black"]),)}),
    ("in a green apron", {"outfit": "apron", "accent": C["green"]}),
    ("in pyjamas", {"outfit": "pyjamas"}),
    ("in blue striped pajamas", {"outfit": "pyjamas", "outer": C["blue"], "pattern": "striped"}),
    ("a boy of 8 in a yellow raincoat", {"outfit": "raincoat", "outer": C["yellow"], "age": 8.0, "gender": "male"}),
    ("a nurse", {"outfit": "nurse"}),
    ("two police officers", {"outfit": "police"}),
    ("three policemen", {"outfit": "police"}),
    ("in a torn wedding dress", {"outfit": "wedding dress", "torn": True}),
    ("a judge", {"outfit": "judge"}),
    ("the waiter", {"outfit": "waiter"}),
    ("a soldier in a green beret", {"outfit": "soldier", "hat": "beret", "hat_color": C["green"]}),
    ("a mechanic", {"outfit": "boiler suit"}),
    ("a priest", {"outfit": "cassock"}),
    ("the bride", {"outfit": "wedding dress"}),
    ("the chef", {"outfit": "chef"}),
    ("a surgeon", {"outfit": "scrubs"}),
    ("a doctor in a red tie", {"outfit": "lab coat", "accent": C["red"]}),
    ("an astronaut", {"outfit": "space suit"}),
    ("a firefighter", {"outfit": "firefighter"}),
    ("a construction worker in a yellow hard hat", {"outfit": "hi-vis", "hat": "hard hat", "hat_color": C["yellow"]}),
    ("a coat over a red dress", {"outfit": "coat", "inner": C["red"], "lower": "skirt", "lower_color": C["red"]}),
    ("a man in a grey suit, white shirt and blue tie", {"outfit": "suit", "outer": C["grey"], "inner": C["white"], "accent": C["blue"]}),
    ("a pinstripe suit", {"outfit": "suit", "pattern": "pinstriped", "lower_pattern": "pinstriped"}),
    ("black suit, bow tie", {"outfit": "tuxedo", "outer": C["black"]}),
    ("jeans and a green sweater", {"outfit": "sweater", "outer": C["green"], "lower": "jeans"}),
    ("a blue jumper and a grey skirt", {"outfit": "sweater", "outer": C["blue"], "lower": "skirt", "lower_color": C["grey"]}),
    ("a grey skirt and a blue jumper", {"outfit": "sweater", "outer": C["blue"], "lower": "skirt", "lower_color": C["grey"]}),
    ("a pleated tartan skirt", {"outfit": "blouse", "lower": "skirt", "lower_pattern": "tartan"}),
    ("striped t-shirt and red shorts", {"outfit": "tee", "pattern": "hooped", "lower": "shorts", "lower_color": C["red"]}),
    ("a plaid shirt", {"outfit": "shirt", "pattern": "checked"}),
    ("a polka dot dress", {"outfit": "dress", "pattern": "dotted"}),
    ("a black leather jacket and a white t-shirt", {"outfit": "leather jacket", "outer": C["black"], "inner": C["white"]}),
    ("a blue coat, red scarf, brown boots", {"outfit": "coat", "outer": C["blue"], "worn": (("scarf", C["red"]),), "footwear": "boots", "shoes_color": C["brown"]}),
    ("barefoot in a white nightgown", {"outfit": "nightgown", "outer": C["white"], "footwear": "bare"}),
    ("a detective in a trench coat and a fedora", {"outfit": "trench coat", "hat": "brimmed hat"}),
    ("a gentleman in a top hat and a monocle", {"outfit": "frock coat", "hat": "top hat", "eyewear": "monocle"}),
    ("a pirate with an eye patch", {"eyewear": "eye patch", "glasses": False}),
    ("sunglasses and a straw hat", {"eyewear": "sunglasses", "hat": "straw hat"}),
    ("a girl with a red backpack", {"worn": (("backpack", C["red"]),), "gender": "female"}),
    ("a woman in a blue headscarf", {"hat": "headscarf", "hat_color": C["blue"]}),
    ("dressed all in black", {"outer": C["black"]}),
    ("a shirtless man in swimming trunks", {"outfit": "trunks"}),
    ("a king in a purple cloak", {"outfit": "king", "worn": (("cloak", C["purple"]),)}),
    ("une vieille femme en manteau rouge", {"outfit": "coat", "outer": C["red"]}),
    ("ein Mann in einem blauen Mantel und schwarzen Stiefeln", {"outfit": "coat", "outer": C["blue"], "footwear": "boots", "shoes_color": C["black"]}),
    ("una mujer con falda roja", {"lower": "skirt", "lower_color": C["red"]}),
    ("a policeman without a hat", {"outfit": "police", "hat": ""}),
    ("a long white beard", {"beard": "long"}),
    ("dreadlocks", {"hair": "dreadlocks"}),
    ("hair slicked back", {"hair": "slicked back"}),
    ("a muscular man", {"muscle": 0.85}),
    ("a punk with a green mohawk", {"outfit": "leather jacket", "hair": "mohawk", "hair_color": HAIR_COLORS["green"]}),
    ("a wizard in a blue robe", {"outfit": "monk", "outer": C["blue"], "hat": "witch's hat"}),
    ("a pale woman in white", {"outer": C["white"], "gender": "female"}),
    ("a long dark coat", {"outfit": "coat", "outer": C["dark"]}),
    ("a dark green coat", {"outfit": "coat", "outer": tuple(c * k for c, k in zip(C["green"], (0.7, 0.7, 0.72), strict=True))}),
]  # fmt: skip


@pytest.mark.parametrize(("words", "wanted"), PHRASES, ids=[words for words, _ in PHRASES])
def test_every_word_is_bound_to_its_garment(words: str, wanted: dict[str, object]) -> None:
    traits = read_traits(words)
    assert {name: traits.get(name) for name in wanted} == wanted
    if "worn" not in wanted:
        assert not {"apron", "cloak"} & set(dict(traits.get("worn", ())))  # type: ignore[call-overload]
    appearance_from_words(words, 3)


@pytest.mark.parametrize(
    ("words", "unwanted"),
    [
        ("the waiter's daughter", "outfit"),
        ("a man with a black beard", "outer"),
        ("red hair and green eyes", "outer"),
        ("dressed up for once", "outfit"),
        ("she waves", "hair"),
        ("short and stout", "lower"),
    ],
)
def test_words_about_other_things_dress_nobody(words: str, unwanted: str) -> None:
    assert unwanted not in read_traits(words)


@pytest.mark.parametrize(
    ("words", "unshown"),
    [
        ("a man with a tattoo and a scar", ("tattoo", "scar")),
        ("a muddy coat", ("muddy coat",)),
        ("wearing a purple toga", ("a purple toga",)),
        ("in a red dress and heels", ()),
        ("wearing black", ()),
        ("dressed as a nurse", ()),
    ],
)
def test_what_cannot_be_shown_is_said(words: str, unshown: tuple[str, ...]) -> None:
    assert appearance_from_words(words, 1).unshown == unshown


def test_every_name_the_words_use_exists() -> None:
    for table in (_OVER, _WHOLE, _TOP):
        assert set(table.values()) <= set(OUTFITS)
    assert set(_LOWER.values()) <= set(LOWERS)
    assert set(_FEET.values()) <= set(FOOTWEAR)
    assert set(_HAT.values()) | set(_TRADE_HATS.values()) <= {"", *HATS}
    assert set(_THINGS.values()) <= {*WORN, *ON_HEAD}
    assert set(_EYES.values()) <= set(eyewear_names())
    assert set(_PATTERNS.values()) <= set(PATTERNS)
    assert {outfit for outfit, _ in _TRADES.values()} <= set(OUTFITS)
    for outfit in OUTFITS.values():
        assert outfit.hat in ("", *HATS)
        assert {name for name, _ in outfit.worn} <= set(WORN)


def test_every_outfit_can_be_asked_for() -> None:
    named = {*_OVER.values(), *_WHOLE.values(), *_TOP.values(), *(outfit for outfit, _ in _TRADES.values())}
    assert set(OUTFITS) - named <= {"shorts", "kilt", "raincoat, hood up"}
    assert {*_HAT.values()} == set(HATS)


def test_a_uniform_brings_its_hat_unless_the_words_take_it() -> None:
    assert appearance_from_words("a chef", 1).hat == "chef's hat"
    assert appearance_from_words("a chef with a red cap", 1).hat == "cap"
    assert appearance_from_words("a chef without a hat", 1).hat == ""


def test_other_clothes_in_a_wish_leave_nothing_of_the_scripts() -> None:
    role = Role("ANNA", "a policewoman in a red scarf and black boots", "female", 40)
    assert read_clothes("a policewoman in a red scarf")["worn"]
    wished = _traits_of(role, "a yellow raincoat")
    assert wished["outfit"] == "raincoat"
    assert not {"worn", "shoes_color", "footwear", "hat"} & set(wished)


def _gaudy(color: Color) -> bool:
    return max(color) > 0.97 and min(color) < 0.15


def test_no_cloth_is_neon() -> None:
    for seed in range(150):
        assert not any(_gaudy(color) for color in appearance_from_words("", seed).colors)
    assert not any(_gaudy(color) for color in COLORS.values())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*_OVER, *_WHOLE, *_TOP, *_LOWER, *_HAT, *_THINGS, *COLORS, "and", "in", ","]), max_size=8)
)
def test_any_clothes_can_be_read(words: list[str]) -> None:
    traits = read_clothes(" ".join(words))
    assert set(traits) <= set(CLOTHES)
    appearance_from_words(" ".join(words), 5)
