"""People without a name are dressed as what they are called, and not twice alike."""

from __future__ import annotations

import pytest

from fairtake.staging.performers import extra_appearances
from fairtake.staging.performers.casting import unlike
from fairtake.staging.performers.words import COLORS, HAIR_COLORS, SKINS, read_traits


def test_extras_wear_what_they_are_called() -> None:
    looks = extra_appearances(("nurse", "soldier", "old woman", "family", "family", "family"), 5)
    assert looks[0].outfit in ("nurse", "scrubs")
    assert looks[1].outfit == "soldier"
    assert looks[2].age >= 65
    assert looks[2].femininity > 0.5
    mother, father, boy = looks[3:]
    assert mother.femininity > 0.5 > father.femininity
    assert boy.age < 14


def test_a_crowd_is_not_one_person_many_times() -> None:
    looks = extra_appearances(("crowd",) * 10, 3)
    assert min(unlike(a, b) for i, a in enumerate(looks) for b in looks[:i]) > 0.9
    assert extra_appearances(("crowd",) * 4, 3) == looks[:4]


@pytest.mark.parametrize(
    ("words", "skin"),
    [
        ("20s, light skin, tan coat", "light"),
        ("rosy skin", "rosy"),
        ("tan skin, black hair", "tan"),
        ("a brown-skinned woman", "brown"),
        ("dark brown skin", "deep"),
        ("a pale blue dress", ""),
        ("a pale man", "pale"),
    ],
)
def test_skin_is_read_from_ordinary_words(words: str, skin: str) -> None:
    assert read_traits(words).get("skin") == SKINS.get(skin)


@pytest.mark.parametrize(
    ("words", "outfit"),
    [
        ("la quarantaine, cheveux longs, robe bleue", "dress"),
        ("40s, blue robe", "dressing gown"),
        ("une vieille femme, robe de chambre verte", "dressing gown"),
    ],
)
def test_a_robe_is_a_dress_in_french_alone(words: str, outfit: str) -> None:
    assert read_traits(words)["outfit"] == outfit


def test_a_beard_in_french_has_its_colour() -> None:
    traits = read_traits("cinquante ans, barbe grise, manteau brun")
    assert traits["hair_color"] == HAIR_COLORS["grey"]
    assert traits["outer"] == COLORS["brown"]
