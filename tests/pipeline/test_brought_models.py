"""Models that somebody brings, through the whole pipeline; what they look like is tests/exchange' matter."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from filming import Told, write_film

from fairtake.errors import ProjectError
from fairtake.model.figure import Figure
from fairtake.model.set import Set
from fairtake.pipeline.casting import brought_models
from fairtake.pipeline.credits import end_credits
from fairtake.pipeline.export import Format, export_film
from fairtake.pipeline.planning import planned
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.storyboard import scene_performance
from fairtake.project import inputs_digest, load, model_digest

SCRIPT = "INT. KITCHEN - DAY\n\nANNA (60s) and BEN (30s) sit at the table.\n\nAnna looks at Ben.\n"

CAST = """
[cast.ANNA]
model = "anna.glb"
model_rights = "own work"
[cast.BEN]
model = "ben.glb"
model_rights = "CC0"
[places."INT. KITCHEN"]
model = "kitchen.glb"
model_rights = "own work"
[places."INT. CELLAR"]
model = "ben.glb"
model_rights = "CC0"
"""

SECOND = "\nINT. CELLAR - NIGHT\n\nBen looks at the wall.\n"


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """ANNA is played by BEN's own figure, and the kitchen by itself, taken out of the film and brought back;
    BEN's file, which is the cellar's too, is broken."""
    folder = tmp_path_factory.mktemp("brought")
    plain = write_film(folder / "plain", SCRIPT)
    with planned(load(plain), folder / "out", Told()) as (_, staged):
        assert len(staged) == 1
    export_film(load(plain), Format.GLB, None, folder / "out")
    own = write_film(folder / "own", SCRIPT + SECOND, more=CAST)
    shutil.copy(folder / "out" / "export" / "scene-1.glb", own / "anna.glb")
    shutil.copy(folder / "out" / "export" / "scene-1.glb", own / "kitchen.glb")
    (own / "ben.glb").write_bytes(b"glTF and nothing more")
    return own


def test_a_film_is_staged_with_what_can_be_used(film, tmp_path):
    with planned(load(film), tmp_path, Told()) as (work, staged):
        figures = {role: work.store.path(key, ".noun") for role, key in staged[0].keys.figures.items()}
        assert all(path.is_file() for path in figures.values())
        anna = work.store.load(staged[0].keys.figures["ANNA"], Figure)
        assert anna.details["model"] == "anna.glb"
        # The file holds a room and two people; one of them was taken, at her height.
        assert anna.mesh.vertices[:, 1].max() == pytest.approx(anna.height, abs=0.15)
        assert np.ptp(anna.mesh.vertices[:, 0]) < 1.2
        assert {track.role for track in scene_performance(work, staged[0]).performers} == {"ANNA", "BEN"}
        told = [gap for gap in work.gaps if gap.stage == "casting"]
        assert [gap.what for gap in told if "stands in" in gap.why] == ["BEN's model ben.glb"]
        assert [gap.what for gap in told if "left out" in gap.why] == ["ANNA's model anna.glb"]
        assert brought_models(work) == {"ANNA": "own work"}
        # The kitchen is the one that went out, with everything one can do in it; the cellar is ours.
        kitchen = work.store.load(staged[0].keys.set, Set)
        assert len(kitchen.seats) >= 2
        assert kitchen.marks
        stood_in = [gap for gap in work.gaps if gap.stage == "staging" and "the built-in set stands in" in gap.why]
        assert [gap.what for gap in stood_in] == ["CELLAR's model ben.glb"]
        assert stood_in[0].fix
        assert brought_places(work) == {"KITCHEN": "own work"}
        pages = end_credits(work.breakdown, {}, 0, brought_models(work), places=brought_places(work))
        rows = [row for page in pages for row in page.rows]
        assert ("Set of Kitchen", "own work") in rows


def test_another_model_is_another_film(film):
    settings = load(film)
    before = inputs_digest(settings)
    data = (film / "ben.glb").read_bytes()
    (film / "ben.glb").write_bytes(data + b".")
    after = inputs_digest(settings)
    (film / "ben.glb").write_bytes(data)
    assert before != after
    assert inputs_digest(settings) == before


@pytest.mark.parametrize(
    ("cast", "key", "said"),
    [
        ('model = "anna.glb"\nmodel_rights = "found it"', "cast.ANNA.model_rights", "found it"),
        ('model = "none.glb"\nmodel_rights = "own work"', "cast.ANNA.model", "not there"),
        ('model = "../a.glb"\nmodel_rights = "own work"', "cast.ANNA.model", "folder"),
        ('model_rights = "own work"', "cast.ANNA.model_rights", "no model"),
    ],
)
def test_a_model_needs_a_file_and_a_right(tmp_path, cast, key, said):
    folder = write_film(tmp_path / "film", SCRIPT, more=f"[cast.ANNA]\n{cast}\n")
    (folder / "anna.glb").write_bytes(b"")
    (tmp_path / "a.glb").write_bytes(b"")
    with pytest.raises(ProjectError, match=said) as caught:
        load(folder)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("place", "key", "said"),
    [
        ('model = "k.glb"\nmodel_rights = "Sketchfab"', "places.INT. KITCHEN.model_rights", "Sketchfab"),
        ('model = "/k.glb"\nmodel_rights = "CC0"', "places.INT. KITCHEN.model", "folder"),
        ('model = "k.glb"\nmodel_rights = "CC0"\nmodel_scale = 0', "places.INT. KITCHEN.model_scale", "range"),
        ('model = "k.glb"\nmodel_rights = "CC0"\nmodel_up = "w"', "places[...].model_up", "nvalid"),
        ("model_turn = 90", "places.INT. KITCHEN.model_turn", "no model"),
    ],
)
def test_a_brought_place_needs_the_same(tmp_path, place, key, said):
    folder = write_film(tmp_path / "film", SCRIPT, more=f'[places."INT. KITCHEN"]\n{place}\n')
    (folder / "k.glb").write_bytes(b"")
    with pytest.raises(ProjectError, match=said) as caught:
        load(folder)
    assert caught.value.key == key


def test_a_picture_beside_a_model_is_part_of_it(tmp_path):
    (tmp_path / "maps").mkdir()
    (tmp_path / "a.gltf").write_text("{}")
    (tmp_path / "a.glb").write_text("{}")
    before = model_digest(tmp_path / "a.gltf"), model_digest(tmp_path / "a.glb")
    (tmp_path / "maps" / "wall.png").write_bytes(b"1")
    after = model_digest(tmp_path / "a.gltf"), model_digest(tmp_path / "a.glb")
    assert before[0] != after[0]
    assert before[1] == after[1]
