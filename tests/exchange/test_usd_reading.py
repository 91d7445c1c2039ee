"""USD that somebody brings: places and people, and what must not get in with them."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
import usd_strangers
from pxr import Sdf, Usd, UsdUtils
from rooms import checks
from small_scene import figure
from test_adopt import apart

from fairtake.errors import ProjectError
from fairtake.exchange import adopt_figure, adopt_set, usd_layers
from fairtake.exchange.reading import read_model
from fairtake.exchange.usd_model import read_usd
from fairtake.model.breakdown import Setting
from fairtake.model.clearance import ReferenceKind
from fairtake.staging import sets
from fairtake.staging.sets import brought
from lent import own


def test_an_attic_in_usd_is_a_set(tmp_path):
    """Z up and in centimetres, in a .usdz with its picture."""
    (tmp_path / "boards.png").write_bytes(checks((120, 80, 40), (60, 36, 20)))
    usd_strangers.attic(tmp_path / "attic.usdc", "boards.png")
    assert UsdUtils.CreateNewUsdzPackage(Sdf.AssetPath(str(tmp_path / "attic.usdc")), str(tmp_path / "attic.usdz"))
    stand_in = sets.build_set(Setting("", True, False, "ATTIC", "night"))
    found = adopt_set(own(tmp_path / "attic.usdz", ReferenceKind.PLACE), stand_in, brought.words_for).set
    size = np.subtract(found.room[3:], found.room[:3])
    assert size == pytest.approx([6.0, 2.6, 4.0], abs=0.2)
    assert {seat.kind for seat in found.seats} == {"bed", "chair"}
    assert [door.part for door in found.doors] == ["door"]
    (desk,) = [one for one in found.surfaces if one.name == "desk"]
    assert desk.center[1] == pytest.approx(0.76, abs=0.02)
    colors = np.array([one.color for one in found.materials])
    for tone in ((120, 80, 40), (60, 36, 20)):
        assert np.abs(colors - np.array(tone) / 255).max(1).min() < 0.03
    low = np.min([part.low for part in found.parts], axis=0)
    assert low.min() > -8  # guides and such stay out


def test_a_person_in_usd_stands_as_our_figures_do(tmp_path):
    usd_strangers.person(tmp_path / "anna.usdc", figure())
    found = adopt_figure(own(tmp_path / "anna.usdc", ReferenceKind.CHARACTER), figure()).figure
    assert np.median(apart(found, figure())) < 0.003
    assert np.abs(found.rest - figure().rest).max() < 0.01


def test_what_goes_to_the_child_comes_back(tmp_path):
    usd_strangers.person(tmp_path / "anna.usda", figure(), shapes=True)
    here, there = read_usd(tmp_path / "anna.usda", True), read_model(tmp_path / "anna.usda", shapes=True)
    assert here.names == there.names
    assert here.parents == there.parents
    for one, other in zip(here.pieces, there.pieces, strict=True):
        assert np.array_equal(one.points, other.points)
        assert np.array_equal(one.weights, other.weights)
        assert [shape.name for shape in one.shapes] == [shape.name for shape in other.shapes]
    assert {shape.name for piece in there.pieces for shape in piece.shapes} == {"mouthSmileLeft"}


def written(path, change) -> None:
    stage = Usd.Stage.CreateNew(str(path))
    change(stage)
    stage.GetRootLayer().Save()


def refers(asset):
    return lambda stage: stage.DefinePrim("/A").GetReferences().AddReference(asset)


def dangling(stage):
    usd_strangers.mesh(stage, "/A", np.zeros((3, 3)), [3], [0, 1, 7])


def not_finite(stage):
    usd_strangers.mesh(stage, "/A", np.full((3, 3), np.nan), [3], [0, 1, 2])


def too_many(stage):
    usd_strangers.mesh(stage, "/A", np.zeros((3, 3)), [3] * 200_000, [0, 1, 2] * 200_000)


def crowded(stage):
    with Sdf.ChangeBlock():
        for number in range(5100):
            spec = Sdf.PrimSpec(stage.GetRootLayer(), f"A{number}", Sdf.SpecifierDef, "Xform")
            assert spec


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (refers("../outside.usda"), "not in its folder"),
        (refers("/etc/outside.usda"), "not in its folder"),
        (refers("https://example.org/a.usd"), "not in its folder"),
        (refers("missing.usda"), "not there"),
        (dangling, "not there"),
        (not_finite, "not finite"),
        (too_many, "too large"),
        (crowded, "too large"),
    ],
)
def test_bad_usd_says_why(tmp_path, change, said):
    (tmp_path / "in").mkdir()
    (tmp_path / "outside.usda").write_text("#usda 1.0\n")
    written(tmp_path / "in" / "a.usdc", change)
    with pytest.raises(ProjectError, match=said) as caught:
        read_usd(tmp_path / "in" / "a.usdc", False)
    assert caught.value.fix


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(usd_layers, "MOST_BYTES", 2**20)
    with zipfile.ZipFile(tmp_path / "bomb.usdz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.usda", b"#usda 1.0\n" + b"#" * 2**21)
    assert (tmp_path / "bomb.usdz").stat().st_size < 2**16
    with pytest.raises(ProjectError, match="too large"):
        read_usd(tmp_path / "bomb.usdz", False)


def test_what_is_no_usd_is_refused(tmp_path):
    (tmp_path / "a.usd").write_bytes(b"PXR-USDC" + bytes(80))
    with pytest.raises(ProjectError, match="damaged"):
        read_model(tmp_path / "a.usd")
