"""Props: every one can be drawn and held, and every noun gives one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.model.mesh import Stuff
from fairtake.staging.sets import build_prop, knows_prop, prop_names

ASKED = [
    "letter",
    "envelope",
    "cup",
    "mug",
    "glass",
    "bottle",
    "book",
    "newspaper",
    "phone",
    "key",
    "photo",
    "umbrella",
    "suitcase",
    "bag",
    "briefcase",
    "hat",
    "flower",
    "bouquet",
    "candle",
    "torch",
    "knife",
    "gun",
    "pen",
    "notebook",
    "map",
    "coin",
    "box",
    "parcel",
    "ball",
    "apple",
    "bread",
    "plate",
    "tray",
    "watch",
    "camera",
    "guitar",
    "stick",
    "cane",
    "rope",
    "blanket",
    "scarf",
    "laptop",
    "cigarette",
    "ticket",
    "bucket",
    "basket",
    "apron",
    "towel",
    "jacket",
    "pillow",
    "broom",
    "pot",
    "frying pan",
    "doll",
    "lamp",
    "radio",
    "hammer",
    "sword",
    "clock",
]


@pytest.mark.parametrize("name", [*ASKED, "open umbrella", "ring box"])
def test_what_was_promised_is_known(name: str) -> None:
    assert knows_prop(name)


@pytest.mark.parametrize("name", prop_names())
def test_a_prop_can_be_drawn_and_held(name: str) -> None:
    prop = build_prop(name, 3)
    mesh = prop.mesh
    low, high = mesh.vertices.min(axis=0), mesh.vertices.max(axis=0)
    assert np.isfinite(mesh.vertices).all()
    assert np.isfinite(mesh.normals).all()
    assert mesh.materials.max() < len(prop.materials)
    assert len(mesh.faces) <= 5000
    assert np.allclose(prop.size, high - low, atol=1e-5)
    assert (np.array(prop.grip) >= low - 1e-5).all()
    assert (np.array(prop.grip) <= high + 1e-5).all()
    assert math.isclose(math.hypot(*prop.grip_axis), 1, abs_tol=1e-6)
    assert -0.03 < low[1] < 0.05
    assert max(prop.size) < 1.25
    assert prop.sound in ("paper", "glass", "metal", "wood", "soft")
    assert all(m.stuff is Stuff.PROP for m in prop.materials)
    corners = mesh.vertices[mesh.faces].astype(float)
    cross = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    turned = np.einsum("ij,ij->i", cross, mesh.normals[mesh.faces].mean(axis=1))
    foliage = np.array([m.foliage for m in prop.materials])[mesh.materials]
    wrong = (turned < -0.05 * np.linalg.norm(cross, axis=1)) & (foliage == 0)
    assert not wrong.any()


@pytest.mark.parametrize(
    ("word", "prop"),
    [
        ("the red umbrella", "umbrella"),
        ("Regenschirm", "umbrella"),
        ("lettre", "letter"),
        ("llaves", "key"),
        ("old leather suitcase", "suitcase"),
        ("glass of wine", "wine glass"),
        ("PHOTOGRAPH", "photo"),
        ("flowers", "bouquet"),
        ("the green apron", "apron"),
        ("tablier", "apron"),
        ("Schürze", "apron"),
        ("billet", "ticket"),
        ("pot", "pot"),
        ("pan", "frying pan"),
        ("saucepan", "pot"),
        ("tea towel", "towel"),
        ("red jacket", "jacket"),
        ("her coat", "jacket"),
        ("broom", "broom"),
        ("muñeca", "doll"),
        ("alarm clock", "clock"),
        ("desk lamp", "lamp"),
    ],
)
def test_words_find_their_prop(word: str, prop: str) -> None:
    assert knows_prop(word)
    assert len(build_prop(word).mesh.faces) == len(build_prop(prop).mesh.faces)


def test_unknown_things_come_wrapped() -> None:
    assert not knows_prop("flux capacitor")
    thing = build_prop("flux capacitor")
    assert thing.name == "flux capacitor"
    assert len(thing.mesh.faces) == len(build_prop("parcel").mesh.faces)


def test_same_noun_same_bytes() -> None:
    a, b = build_prop("suitcase", 7), build_prop("suitcase", 7)
    assert a.mesh.vertices.tobytes() == b.mesh.vertices.tobytes()
    assert a.materials == b.materials


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30), st.integers(-9, 2**40))
def test_any_noun_gives_a_prop(name: str, seed: int) -> None:
    prop = build_prop(name, seed)
    assert len(prop.mesh.faces) > 0


def _hues(name: str, seed: int) -> list[tuple[str, tuple[float, float, float]]]:
    """Colours of a prop, by the area one sees of them, greatest first."""
    prop = build_prop(name, seed)
    a, b, c = (prop.mesh.vertices[prop.mesh.faces[:, k]] for k in range(3))
    area = np.bincount(prop.mesh.materials, np.linalg.norm(np.cross(b - a, c - a), axis=1))
    return [(prop.materials[k].name, prop.materials[k].color) for k in np.argsort(-area)]


def test_household_props_are_no_longer_stand_ins() -> None:
    stand_ins = {len(build_prop(name).mesh.faces) for name in ("parcel", "blanket", "stick", "teddy bear", "bread")}
    for name in ("apron", "towel", "jacket", "broom", "frying pan", "doll"):
        assert len(build_prop(name).mesh.faces) not in stand_ins


def test_an_apron_takes_its_color() -> None:
    r, g, b = dict(_hues("green apron", 2))["apron"]
    assert g > max(r, b)


@pytest.mark.parametrize(
    "name", ["red umbrella", "parapluie rouge", "roter Regenschirm", "el paraguas rojo", "old red umbrella"]
)
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_a_red_umbrella_is_red(name: str, seed: int) -> None:
    assert knows_prop(name)
    r, g, b = _hues(name, seed)[0][1]
    assert r > g + 0.15
    assert r > b + 0.15


@pytest.mark.parametrize(
    ("name", "other", "channel"),
    [
        ("blue suitcase", "red suitcase", 2),
        ("green book", "red book", 1),
        ("golden key", "black key", 0),
        ("white rose", "black rose", 2),
    ],
)
def test_a_color_word_makes_the_difference(name: str, other: str, channel: int) -> None:
    first, second = (dict(_hues(n, 5)) for n in (name, other))
    assert max(first[k][channel] - second.get(k, (0, 0, 0))[channel] for k in first) > 0.15


def test_the_noun_decides_the_kind() -> None:
    def faces(name: str) -> int:
        return len(build_prop(name).mesh.faces)

    assert faces("parapluie orange") == faces("umbrella")
    assert faces("red rose") == faces("rose")
    assert faces("orange") == faces("apple")
    assert not knows_prop("something red")


def test_what_is_old_is_duller() -> None:
    new, old = _hues("red suitcase", 1)[0][1], _hues("old red suitcase", 1)[0][1]
    assert max(old) - min(old) < max(new) - min(new)


def test_there_are_many_props() -> None:
    assert len(prop_names()) >= 120


@pytest.mark.parametrize(
    "word",
    """menu|mushroom|book|letter|envelope|key ring|bunch of keys|smartphone|rotary phone|pistol|dagger|sword|flashlight|
    storm lantern|candle|umbrella|suitcase|rucksack|purse|basket|guitar|violin|camera|laptop|newspaper|map|framed photo|
    wedding ring|watch|coin|wad of cash|ball|doll|teddy bear|flowers|rose|bouquet|bottle|champagne glass|mug|teapot|plate|
    skillet|loaf|apple|birthday cake|pizza|hammer|saw|rope|bucket|broom|axe|spade|tiara|mask|hat|medal|trophy|chess set|
    deck of cards|dice|model car|kite|balloon|birthday present|parcel|small box|crate|bag|wallet|passport|ticket|scroll|
    skull|bone|feather|fishing rod|syringe|pills|stethoscope|vial|radio|remote control|handcuffs|typewriter|binoculars|
    hourglass|magic wand|football|couronne|Schlüsselbund|Geschenk|bague|Spritze|hacha|calavera|Regenschirm|carta|
    trousseau de clés|Fernrohr|appareil photo|mochila""".replace("\n", "").split("|"),
)
def test_ordinary_words_are_known(word: str) -> None:
    assert knows_prop(word.strip())


@pytest.mark.parametrize(
    ("small", "plain", "large"),
    [
        ("a tiny silver key", "silver key", "a huge key"),
        ("ein kleines Buch", "Buch", "ein riesiges Buch"),
        ("petit vase", "vase", "énorme vase"),
        ("una pequeña muñeca", "muñeca", "una gran muñeca"),
    ],
)
def test_size_words_are_heard(small: str, plain: str, large: str) -> None:
    def volume(name: str) -> float:
        return math.prod(build_prop(name, 4).size)

    assert volume(small) < 0.5 * volume(plain)
    assert volume(large) > 1.9 * volume(plain)


def test_a_small_box_fits_a_hand_and_a_huge_one_the_arms() -> None:
    assert max(build_prop("a small box").size) < 0.2
    assert max(build_prop("a tiny box").size) < 0.13
    assert 0.3 < max(build_prop("box").size) < 0.5
    assert 0.6 < max(build_prop("a huge box").size) < 1.25


def test_size_and_color_go_together() -> None:
    book = build_prop("a huge red book", 5)
    r, g, b = _hues("a huge red book", 5)[0][1]
    assert r > g + 0.15 > b
    assert max(book.size) > 1.5 * max(build_prop("red book", 5).size)
    assert all(0 <= p <= 1.25 for p in (max(book.size), book.grip[1]))
