"""What is remembered of things lent, and what is removed when they no longer are: files alone, no film."""

from __future__ import annotations

import json
import types
from pathlib import Path

import pytest
from filming import Told

from fairtake.clearance.gate import Clearing
from fairtake.model.clearance import LentFile, Reference, ReferenceKind, Refusal
from fairtake.pipeline.lending import begin_lending, end_lending
from fairtake.store import DiskStore

GRANT, MODEL, TEXTURE = "a" * 64, "b" * 64, "c" * 64
HERS = Reference(ReferenceKind.CHARACTER, "cast.ANNA.model", "anna.glb", (), role="ANNA")


def work(out: Path, *cleared, refused: str = "") -> types.SimpleNamespace:
    clearing = Clearing(cleared=cleared, refused=(Refusal(HERS, refused, "", ""),) if refused else ())
    store = DiskStore(out / ".fairtake/store")
    return types.SimpleNamespace(out=out, store=store, clearing=clearing, gaps=[], consent={}, dubs={}, progress=Told())


def model(*hashes: str):
    files = tuple(LentFile(f"{n}", one, 1) for n, one in enumerate(hashes))
    return types.SimpleNamespace(reference=HERS, grants=(GRANT,), sha256=hashes[0], files=files)


def shot(number: str, *grants: str):
    return types.SimpleNamespace(number=number, grants=grants)


@pytest.fixture
def lent(tmp_path) -> Path:
    """The folder of a film that was made with a model, and what other verbs and the user left in it."""
    run = work(tmp_path, model(MODEL, TEXTURE))
    with run.store.writing("aa01", ".mp4") as path:
        path.write_bytes(b"her")
    for name in ("film.mp4", "film.fr.mp4", "film.srt.c2pa", "boards.pdf", "boards/1A-1.png", "plans/1A-1.png",
                 "export/scene-1.glb", "export/faces/1_ANNA.png", "stems/dialogue.wav", "stems/dialogue.fr.wav",
                 ".fairtake/boards.json", ".fairtake/master.fr.wav", ".fairtake/shots.locks", "mine.mp4", "boards/mine.png.txt",
                 "export/mine.blend"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was")
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [shot("1A-1"), shot("1A-2", GRANT)])
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_is_remembered_by_hashes_alone_before_anything_is_made(tmp_path):
    begin_lending(work(tmp_path, model(MODEL, TEXTURE)), film=True)
    told = (tmp_path / ".fairtake/lent.json").read_text()
    assert all(one in told for one in (GRANT, MODEL, TEXTURE))
    assert "anna.glb" not in told


def test_as_long_as_it_is_lent_nothing_is_touched(lent):
    before = names(lent)
    run = work(lent, model(MODEL, TEXTURE))
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [shot("1A-2", GRANT)])
    assert names(lent) == before
    assert run.gaps == []
    assert run.consent == {}


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        ("revocation", "the grant was revoked"),
        ("end", "the grant has ended"),
        ("storage.delete_by", "the files were lent until a day that has passed"),
        ("scenes", "no grant covers it now (scenes)"),
    ],
)
def test_what_is_no_longer_lent_goes_with_all_it_left(lent, refused, why):
    run = work(lent, refused=refused)
    lending = begin_lending(run, film=True)
    assert (lent / "film.mp4").is_file()
    with run.store.writing("bb02", ".mp4") as path:
        path.write_bytes(b"new")
    (lent / "film.mp4").write_text("made without her")
    (lent / "stems/dialogue.wav").write_text("made without her")
    (lent / ".fairtake/credentials.json").write_text("written by this run")
    end_lending(run, lending, ["film.mp4"], [shot("1A-1"), shot("1A-2")])
    assert names(lent) == {
        *("film.mp4", "stems/dialogue.wav", ".fairtake/store/bb/02.mp4", ".fairtake/credentials.json"),
        *(".fairtake/shots.locks", "mine.mp4", "boards/mine.png.txt", "export/mine.blend"),
    }
    (gap,) = run.gaps
    assert (gap.stage, gap.what) == ("clearance", "ANNA, lent before")
    assert gap.why == f"the built-in figure plays instead in shot 1A-2, because {why}"
    assert run.consent["removed"]["results"] == 1
    assert "boards.pdf" in run.consent["removed"]["files"]


def test_what_is_not_asked_for_any_more_goes_without_a_gap(lent):
    run = work(lent)
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    assert "boards.pdf" not in names(lent)
    assert run.gaps == []
    assert run.consent["recast"][0]["why"] == "film.toml no longer asks for it"


def test_another_take_leaves_what_the_grant_still_covers(lent):
    before = names(lent)
    other = model("d" * 64)
    run = work(lent, other)
    assets = [types.SimpleNamespace(sha256=one) for one in (MODEL, TEXTURE, "d" * 64)]
    run.clearing.grants[GRANT] = types.SimpleNamespace(grant=types.SimpleNamespace(assets=assets))
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    assert names(lent) == before
    # Neither where it is refused, nor where another grant that it stood on is gone, does it help that one lists it.
    run = work(lent, other, refused="scenes")
    run.clearing.grants[GRANT] = types.SimpleNamespace(grant=types.SimpleNamespace(assets=assets))
    assert begin_lending(run, film=True).gone
    run = work(lent, other)
    run.clearing.grants["f" * 64] = types.SimpleNamespace(grant=types.SimpleNamespace(assets=assets))
    assert begin_lending(run, film=True).gone
    # It is remembered until the grant goes.
    run = work(lent, refused="revocation")
    assert len(begin_lending(run, film=True).gone) == 2


def test_one_that_is_refused_beside_one_that_is_not_removes_nothing_again_and_again(lent):
    run = work(lent, model(MODEL, TEXTURE), refused="scenes")
    assert begin_lending(run, film=True).gone == ()


def test_a_later_version_of_the_grant_takes_the_place_of_the_one_before(lent):
    later = model(MODEL, TEXTURE)
    later.grants = ("9" * 64,)
    run = work(lent, later)
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    told = (lent / ".fairtake/lent.json").read_text()
    assert "9" * 64 in told
    assert GRANT not in told
    assert (lent / "boards.pdf").is_file()


def test_part_of_a_model_that_was_exchanged_is_gone_too(lent):
    run = work(lent, model(MODEL, "d" * 64))
    lending = begin_lending(run, film=True)
    assert [one.role for one in lending.gone] == ["ANNA"]
    assert lending.told[0]["why"] == "another file took its place"


def test_other_verbs_tell_of_it_and_leave_it_to_the_next_make(lent):
    before = names(lent)
    run = work(lent, refused="revocation")
    begin_lending(run)
    assert "Make the film again" in run.gaps[0].fix
    assert names(lent) == before
    assert begin_lending(work(lent, refused="revocation"), film=True).gone


def test_a_record_that_cannot_be_read_counts_for_everything(lent):
    (lent / ".fairtake/lent.json").write_text('{"lent": 7')
    run = work(lent)
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    assert not (lent / "boards.pdf").exists()
    assert not (lent / ".fairtake/lent.json").exists()
    assert not list((lent / ".fairtake/store").glob("??/*"))


def test_of_a_shot_list_edited_by_hand_only_the_grant_goes(lent):
    edited = {"shots": [{"number": "1A-2", "lens_mm": 85, "grants": [GRANT, "e" * 64]}]}
    (lent / "shots.edited.json").write_text(json.dumps(edited))
    run = work(lent)
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    edited["shots"][0]["grants"] = ["e" * 64]
    assert json.loads((lent / "shots.edited.json").read_text()) == edited


def test_a_link_out_of_the_folder_is_not_followed(lent, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "scene-9.glb"
    other.write_text("somebody else's")
    (lent / "export/scene-9.glb").symlink_to(other)
    run = work(lent)
    end_lending(run, begin_lending(run, film=True), ["film.mp4"], [])
    assert other.read_text() == "somebody else's"
