"""The bodies of animals: whole, standing on the ground, told apart, with tails, ears and lids of their own."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from fairtake.errors import StagingError
from fairtake.model.breakdown import Breakdown, Role
from fairtake.model.figure import JOINTS, Appearance, Figure, joint_index
from fairtake.staging.performers import build_figure, cast_appearances
from fairtake.staging.performers.animal_looks import BREEDS, animal_appearance


@cache
def figure(name: str, species: str, words: str) -> Figure:
    return build_figure(name, animal_appearance(name, species, words))


KINDS = (("REX", "dog", "brown dog"), ("MOG", "cat", "black cat"), ("BESS", "horse", "bay"), ("CROW", "bird", ""))


@pytest.mark.parametrize(("name", "species", "words"), KINDS)
def test_a_body_is_whole_and_stands_on_the_ground(name: str, species: str, words: str) -> None:
    one = figure(name, species, words)
    count = len(one.joint_names)
    assert one.species == species
    assert one.rest.shape == (count, 3)
    assert count == len(JOINTS) + len(one.extra) > len(JOINTS)
    assert one.joint_parents[: len(JOINTS)].count(-1) == 1
    assert all(parent < place for place, parent in enumerate(one.joint_parents))
    assert {"lid.L", "lid.R", "jaw", "tail.1"} <= set(one.joint_names)
    vertices = one.mesh.vertices
    assert np.isfinite(vertices).all()
    assert np.allclose(np.linalg.norm(one.mesh.normals, axis=1), 1, atol=1e-3)
    assert -0.012 < vertices[:, 1].min() < 0.012
    assert one.joints.max() < count
    assert np.allclose(one.weights.sum(1), 1, atol=1e-4)
    assert one.mesh.faces.max() < len(vertices)
    assert one.mesh.materials.max() < len(one.materials)
    # Left and right are alike, and it looks ahead.
    assert abs(vertices[:, 0].max() + vertices[:, 0].min()) < 0.12 * vertices[:, 0].max()
    head = one.rest[joint_index("head")]
    assert head[2] + one.eye[2] > 0.1 * one.height
    assert 2000 < len(one.mesh.faces) < 45000


def test_a_built_animal_is_the_same_every_time_and_keeps_its_lids_out_of_its_eyes() -> None:
    look = animal_appearance("CROW", "bird", "")
    again = build_figure("CROW", look)
    assert again.mesh.vertices.tobytes() == figure("CROW", "bird", "").mesh.vertices.tobytes()
    cat = figure("MOG", "cat", "black cat")
    names = {material.name.removeprefix("MOG "): n for n, material in enumerate(cat.materials)}
    corners = {
        part: cat.mesh.vertices[np.unique(cat.mesh.faces[cat.mesh.materials == names[part]])]
        for part in ("lid", "iris")
    }
    # Open eyes look past their lids: the foremost of an eye is the eye.
    assert corners["iris"][:, 2].max() > corners["lid"][:, 2].max()


def test_words_choose_silhouette_size_and_coat() -> None:
    breeds = {
        words: animal_appearance("DOG", "dog", words).breed
        for words in ("brown dog", "shaggy dog", "small dog", "german shepherd", "dachshund", "puppy", "a fox")
    }
    assert breeds == {
        "brown dog": "hound", "shaggy dog": "sheepdog", "small dog": "terrier", "german shepherd": "shepherd",
        "dachshund": "dachshund", "puppy": "puppy", "a fox": "fox",
    }  # fmt: skip
    white, bay = (animal_appearance("HORSE", "horse", words) for words in ("white horse", "bay horse"))
    assert sum(white.colors[0]) > 2.5 > 1.2 > sum(bay.colors[0])
    assert animal_appearance("REX", "dog", "huge dog").height > 1.15 * animal_appearance("REX", "dog", "dog").height
    assert animal_appearance("GULL", "bird", "").breed == "gull"
    assert animal_appearance("KATZE", "cat", "schwarze katze").colors[0] < (0.3, 0.3, 0.3)
    assert {breed.species for breed in BREEDS.values()} == {"dog", "cat", "horse", "bird"}


def test_casting_gives_animals_coats_and_people_clothes_and_does_not_let_them_touch() -> None:
    roles = (Role("ANNA", "30s"), Role("REX", "a brown dog", species="dog"))
    alone = cast_appearances(Breakdown("", "", "en", roles[:1], ()))
    both = cast_appearances(Breakdown("", "", "en", roles, ()), {"REX": "white"})
    assert both["ANNA"] == alone["ANNA"]
    assert both["REX"].species == "dog"
    assert sum(both["REX"].colors[0]) > 2.5


def test_a_breed_that_is_not_known_is_said_to_be_so() -> None:
    with pytest.raises(StagingError, match="no dog is called 'unicorn'") as caught:
        build_figure("X", Appearance(species="dog", breed="unicorn"))
    assert "terrier" in caught.value.fix
