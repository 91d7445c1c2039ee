from __future__ import annotations

import json

import pikepdf
import pytest
from filming import FILM, PlainPainter, Told, paint_plainly, write_film

from fairtake.errors import ProjectError
from fairtake.pipeline import storyboard
from fairtake.pipeline.storyboard import explain_shot, make_boards
from fairtake.project import load


@pytest.fixture(autouse=True, scope="module")
def plain():
    with pytest.MonkeyPatch.context() as patch:
        paint_plainly(patch)
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A film folder, where its boards are, and what was told of them. Tests leave it as it was."""
    folder = write_film(tmp_path_factory.mktemp("made") / "film")
    out = folder.parent / "out"
    return folder, out, board(folder, out)


def board(folder, out):
    return make_boards(load(folder), out, Told(), 1)


def bytes_of(out):
    files = [out / "boards.pdf", *sorted((out / "boards").glob("*"))]
    return {str(file.relative_to(out)): file.read_bytes() for file in files}


def test_one_picture_a_shot_and_one_pdf(made):
    _, out, found = made
    numbers = [shot["number"] for shot in json.loads((out / "shots.json").read_text())["shots"]]
    pictures = {file.stem for file in (out / "boards").iterdir()}
    assert {name.removesuffix("-end") for name in pictures} == set(numbers)
    assert len(pictures) == found.panels == found.drawn
    assert found.shots == len(numbers)
    with pikepdf.open(out / "boards.pdf") as book:
        assert len(book.pages) == found.pages
        with book.open_outline() as outline:
            assert [item.title for item in outline.root] == ["1  INT. KITCHEN - DAY", "2  EXT. PARK - DAY"]
    assert not [file for file in out.rglob("*") if ".part-" in file.name]


def test_a_second_run_draws_nothing_and_touches_nothing(made):
    folder, out, _ = made
    changed = {file: file.stat().st_mtime_ns for file in [out / "boards.pdf", *(out / "boards").iterdir()]}
    drawn = PlainPainter.drawn
    again = board(folder, out)
    assert PlainPainter.drawn == drawn
    assert (again.drawn, again.kept) == (0, again.panels)
    assert {file: file.stat().st_mtime_ns for file in changed} == changed


def test_boards_do_not_hang_on_what_was_there_before(made, tmp_path):
    """The same film gives the same bytes, in an empty folder and after another cut."""
    _, fresh, _ = made
    out = tmp_path / "out"
    board(write_film(tmp_path / "b", FILM.replace("Mum!", "Is that the umbrella you never gave back to anybody?")), out)
    (out / "boards" / "99Z-9.png").write_bytes(b"old")
    one = board(write_film(tmp_path / "a"), out)
    assert 0 < one.drawn < one.panels  # the kitchen was kept
    assert bytes_of(out) == bytes_of(fresh)


def test_a_part_is_bound_in_its_place(made, monkeypatch):
    folder, out, found = made
    before = bytes_of(out)
    monkeypatch.setattr(storyboard, "_PART", 1)
    (out / "boards.pdf").unlink()
    board(folder, out)
    with pikepdf.open(out / "boards.pdf") as book:
        assert len(book.pages) == found.pages >= 2
    monkeypatch.undo()
    board(folder, out)
    assert bytes_of(out) == before


def test_a_picture_that_went_missing_comes_back(made):
    folder, out, _ = made
    before = bytes_of(out)
    next((out / "boards").iterdir()).unlink()
    assert board(folder, out).drawn == 0
    assert bytes_of(out) == before


def test_letters_that_cannot_be_set_are_gaps(tmp_path):
    found = board(write_film(tmp_path / "film", title="人 Rooms"), tmp_path / "out")
    (gap,) = [gap for gap in found.gaps if gap.stage == "boards"]
    assert gap.what == "人 Rooms"
    assert "人" in gap.why


def test_a_tall_film_has_tall_panels():
    assert storyboard.panel_size((1080, 1920)) == (360, 640)
    assert storyboard.panel_size((960, 540)) == (640, 360)


def test_a_shot_is_explained_with_a_plan(made):
    folder, out, _ = made
    found = explain_shot(load(folder), "1a-1", out, Told())
    assert found.lesson.title.startswith("Shot 1A-1")
    assert found.picture == out / "plans" / "1A-1.png"
    first = found.picture.read_bytes()
    assert explain_shot(load(folder), "1A-1", out, Told()).picture.read_bytes() == first


def test_a_shot_that_is_not_there_names_those_that_are(made):
    folder, out, _ = made
    with pytest.raises(ProjectError, match=r"no shot '7Q-9'.*1A-1"):
        explain_shot(load(folder), "7Q-9", out, Told())
