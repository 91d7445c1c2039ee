"""`fairtake guard`: exit status, JSON, names, going on where it was, watching."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import planted
import pytest
from typer.testing import CliRunner

from fairtake.clearance.credentials import read_credentials
from fairtake.cli import app
from fairtake.errors import GuardError
from fairtake.pipeline import guarding, verifying
from fairtake.pipeline.guarding_watch import watch_files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inner = tmp_path / "photos" / "trip"
    inner.mkdir(parents=True)
    (inner.parent / "a.jpg").write_bytes(planted.jpeg())
    (inner / "b.png").write_bytes(planted.png())
    planted.picture().save(inner / "clean.png")
    (inner / "notes.txt").write_text("not a picture")
    return inner.parent


def _run(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["guard", *map(str, words)])
    return result.exit_code, result.output


def test_a_folder_becomes_safe_copies_of_the_same_names(folder: Path, tmp_path: Path) -> None:
    safe = tmp_path / "safe"
    status, output = _run(folder, "--out", safe, "--json")
    told = json.loads(output)
    assert status == 3
    assert told["schema"] == "fairtake.Guard.1"
    files = {one["name"]: one for one in told["files"]}
    assert set(files) == {"a.jpg", "trip/b.png", "trip/clean.png", "trip/notes.txt"}
    assert files["trip/notes.txt"]["copy"] is None
    assert files["trip/notes.txt"]["error"]
    assert files["trip/clean.png"]["findings"] == []
    vocabularies = ["AIPREF", "RSL", "TDMRep", "cawg.training-mining", "plus:DataMining"]
    for name in ("a.jpg", "trip/b.png", "trip/clean.png"):
        assert files[name]["declared"] == vocabularies
        assert not planted.secrets_in((safe / name).read_bytes())
        assert read_credentials(safe / name).training is False
    assert not (safe / "trip/notes.txt").exists()
    assert "Content-Usage: train-ai=n" in (safe / "do-not-train/robots.txt").read_text()


def test_the_status_tells_whether_something_was_found(folder: Path, tmp_path: Path) -> None:
    assert _run(folder / "trip/clean.png", "--out", tmp_path / "one")[0] == 0
    assert _run(folder / "a.jpg", "--out", tmp_path / "two")[0] == 3
    assert _run(tmp_path / "two/a.jpg", "--out", tmp_path / "three")[0] == 0  # a safe copy gives nothing away
    assert _run(tmp_path / "missing", "--out", tmp_path / "four")[0] == 2
    assert _run(folder / "a.jpg", "--out", folder)[0] == 2
    assert (folder / "a.jpg").read_bytes() == planted.jpeg()


def test_credentials_name_nobody_and_are_never_by_one_hand(folder: Path, tmp_path: Path) -> None:
    _run(folder, "--out", tmp_path / "safe")
    one, other = (read_credentials(tmp_path / "safe" / name) for name in ("a.jpg", "trip/b.png"))
    assert one.signer == other.signer
    certificates = [(tmp_path / "safe" / name).read_bytes() for name in ("a.jpg", "trip/b.png")]
    keys = [data[data.index(b"\x06\x03\x2b\x65\x70\x03\x21\x00") + 8 :][:32] for data in certificates]
    assert keys[0] != keys[1]


def test_what_was_done_is_not_done_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = tmp_path / "safe"
    first = list(guarding.guard_files(guarding.sources([folder], safe), safe))
    with monkeypatch.context() as patched:
        patched.setattr(guarding, "guard_file", lambda *_: pytest.fail("it was done before"))
        assert list(guarding.guard_files(guarding.sources([folder], safe), safe)) == [
            guarding.replace(one, copy=one.copy and one.copy.resolve()) for one in first
        ]
    (safe / "a.jpg").unlink()
    (safe / "trip/.part-1-b.png").write_bytes(planted.png())  # of a run that was killed
    (folder / "trip/clean.png").write_bytes(planted.png())
    again = {one.name: one for one in guarding.guard_files(guarding.sources([folder], safe), safe)}
    assert (safe / "a.jpg").exists()
    assert again["trip/clean.png"].findings
    assert not list(safe.rglob(".part-*"))


def test_two_files_of_one_name_are_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    shutil.copy(folder / "trip/b.png", tmp_path / "other/a.jpg")
    with pytest.raises(GuardError, match=r"would both become a\.jpg"):
        guarding.sources([folder / "a.jpg", tmp_path / "other/a.jpg"], tmp_path / "safe")


def test_a_copy_that_cannot_be_signed_is_safe_all_the_same(tmp_path: Path) -> None:
    pages = [planted.picture(), planted.picture().rotate(180)]
    pages[0].save(tmp_path / "two.tif", save_all=True, append_images=pages[1:])
    (tmp_path / "a.flac").write_bytes(planted.flac(tmp_path))
    status, output = _run(tmp_path / "two.tif", tmp_path / "a.flac", "--out", tmp_path / "safe", "--json")
    flac, two = json.loads(output)["files"]
    assert status == 3
    for one in (flac, two):
        assert one["copy"]
        assert any("no Content Credentials" in note for note in one["notes"])
        assert one["declared"] == ["AIPREF", "RSL", "TDMRep", "plus:DataMining"]
    assert (tmp_path / "safe/a.flac.xmp").exists()


def test_links_and_loops_in_a_folder_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "link.jpg").symlink_to(folder / "a.jpg")
    names = [one.name for one in guarding.sources([folder], folder / "safe")]
    assert names == ["a.jpg", "trip/b.png", "trip/clean.png", "trip/notes.txt"]


def test_a_watched_folder_waits_until_a_file_is_whole(folder: Path, tmp_path: Path) -> None:
    safe, came = tmp_path / "safe", folder / "new.png"
    rounds = iter(range(5))

    def wait() -> bool:
        number = next(rounds)
        if number == 1:
            came.write_bytes(planted.png()[:500])
        elif number == 2:
            came.write_bytes(planted.png())
        return number < 4

    seen = [one.name for one in watch_files([folder], safe, wait)]
    assert sorted(seen) == ["a.jpg", "new.png", "trip/b.png", "trip/clean.png", "trip/notes.txt"]
    assert not planted.secrets_in((safe / "new.png").read_bytes())


def test_a_marked_copy_is_known_again(tmp_path: Path) -> None:
    from PIL import Image
    from test_guard_hints import _scene

    picture = tmp_path / "mine.jpg"
    _scene(3, (640, 480)).save(picture, quality=92)
    before = picture.read_bytes()
    status, output = _run(picture, "--out", tmp_path / "safe", "--mark", "--json")
    (told,) = json.loads(output)["files"]
    assert status == 0
    assert "bears the mark" in told["notes"][0]
    assert picture.read_bytes() == before
    with Image.open(tmp_path / "safe/mine.jpg") as marked:
        marked.resize((512, 384)).save(tmp_path / "copied.jpg", quality=70)
    seen = verifying.verify_file(tmp_path / "copied.jpg")
    assert [one.film for one in seen.marks] == ["mine.jpg"]
