"""A film is a build: what an edit does again, what it keeps, and that nothing stale stays."""

from __future__ import annotations

import json
import shutil

import av
import filming
import numpy as np
import opentimelineio as otio
import pytest
import soundfile

from fairtake import editing
from fairtake.pipeline import scenes
from fairtake.store import DiskStore

SHORT = """
INT. KITCHEN - DAY

ANNA (60s) and BEN (30s) sit at the table.

BEN
My key.

Ben gives the key to Anna.

EXT. PARK - DAY

ZOË (20s) waves.

ZOË
Mum!
"""


@pytest.fixture(autouse=True)
def plainly(monkeypatch):
    filming.paint_plainly(monkeypatch)


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A film made once, to be copied and changed."""
    root = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        filming.paint_plainly(patch)
        filming.write_film(root / "film", SHORT, steps="credits = false")
        summary, told = filming.make_inline(root / "film", root / "out")
    return root, summary, told


@pytest.fixture
def copy(first, tmp_path):
    """The film's folder, and where it was made."""
    shutil.copytree(first[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def counted(monkeypatch):
    """How often scenes were staged and planned, and pictures of what cards drawn."""
    counts = {"staged": 0, "planned": 0, "title": 0, "credits": 0}

    def count(module, name, as_):
        original = getattr(module, name)

        def counting(*args, **kwargs):
            counts[as_] += 1
            return original(*args, **kwargs)

        monkeypatch.setattr(module, name, counting)

    count(scenes.staging, "stage_scene", "staged")
    count(scenes.directing, "plan_scene", "planned")
    count(editing, "title_frames", "title")
    count(editing, "credit_frames", "credits")
    return counts


def shots_of(out, scene):
    found = json.loads((out / "shots.json").read_text(encoding="utf-8"))["shots"]
    return [shot for shot in found if shot["scene"] == scene]


def frames_of(out, scene):
    return sum(shot["end_frame"] - shot["start_frame"] for shot in shots_of(out, scene))


def same_as_from_nothing(copy):
    """An edited film must be what a first make of the edited script gives."""
    filming.make_inline(copy / "film", copy / "fresh")
    return filming.differing(filming.results(copy / "out"), filming.results(copy / "fresh")) == []


def test_a_first_make_does_everything(first):
    _, summary, told = first
    assert summary.rendered > 0
    assert summary.reused == 0
    assert told.totals["Reading lines"] == 2


def test_a_changed_word_touches_its_line_and_its_scene(copy, counted):
    filming.write_film(copy / "film", SHORT.replace("My key", "Your key"), steps="credits = false")
    summary, told = filming.make_inline(copy / "film", copy / "out")
    assert told.totals["Reading lines"] == 1
    assert counted == {"staged": 1, "planned": 1, "title": 0, "credits": 0}
    assert summary.rendered <= frames_of(copy / "out", "1")
    assert summary.reused >= frames_of(copy / "out", "2")
    assert summary.rendered > 0
    assert same_as_from_nothing(copy)


def test_a_changed_title_draws_a_card_and_nothing_else(copy, counted):
    filming.write_film(copy / "film", SHORT, title="Three Rooms", steps="credits = false")
    summary, told = filming.make_inline(copy / "film", copy / "out")
    assert counted == {"staged": 0, "planned": 0, "title": 1, "credits": 0}
    assert summary.rendered == 0
    assert told.totals["Reading lines"] == 0
    assert told.notes["Mixing"].endswith("kept")
    with av.open(str(copy / "out" / "film.mp4")) as container:
        assert container.metadata["title"] == "Three Rooms"


OFFICE = "INT. OFFICE - NIGHT\n\nDORA (40s) waits.\n\nDORA\nNo.\n\n"


def test_a_scene_put_between_keeps_what_is_there(copy, counted):
    before = {scene: shots_of(copy / "out", scene) for scene in "12"}
    filming.write_film(copy / "film", SHORT.replace("EXT. PARK", OFFICE + "EXT. PARK"), steps="credits = false")
    summary, told = filming.make_inline(copy / "film", copy / "out")
    assert told.totals["Reading lines"] == 1
    assert counted["staged"] == counted["planned"] == 1
    assert summary.rendered == frames_of(copy / "out", "2")
    after = shots_of(copy / "out", "3")
    assert [shot["number"] for shot in after] == ["3" + shot["number"][1:] for shot in before["2"]]
    assert [shot["camera"] for shot in after] == [shot["camera"] for shot in before["2"]]
    assert same_as_from_nothing(copy)


def test_a_scene_put_first_keeps_what_comes_after(copy, counted):
    last = shots_of(copy / "out", "2")
    filming.write_film(copy / "film", OFFICE + SHORT.lstrip(), steps="credits = false")
    summary, told = filming.make_inline(copy / "film", copy / "out")
    assert told.totals["Reading lines"] == 1
    assert counted["staged"] == 1
    # Of the rest only the scene that was the first may be shot otherwise than before.
    assert counted["planned"] <= 2
    assert summary.reused >= frames_of(copy / "out", "3")
    assert [shot["camera"] for shot in shots_of(copy / "out", "3")] == [shot["camera"] for shot in last]


def test_a_scene_taken_out_takes_its_clips_along(copy, counted):
    filming.write_film(copy / "film", SHORT[: SHORT.index("EXT.")], steps="credits = false")
    filming.make_inline(copy / "film", copy / "out")
    assert counted["staged"] == 0
    assert not list((copy / "out" / "shots").glob("2*"))
    assert same_as_from_nothing(copy)


def test_a_moved_scene_heading_number_renders_nothing(copy, counted):
    filming.write_film(copy / "film", SHORT.replace("PARK - DAY", "PARK - DAY #12-A.3#"), steps="credits = false")
    summary, _ = filming.make_inline(copy / "film", copy / "out")
    assert summary.rendered == 0
    assert counted["staged"] == 0
    numbers = [shot["number"] for shot in shots_of(copy / "out", "12-A.3")]
    assert numbers
    timeline = otio.adapters.read_from_file(str(copy / "out" / "film.otio"))
    media = {clip.name: clip.media_reference.target_url for clip in timeline.video_tracks()[0].find_clips()}
    for number in numbers:
        assert (copy / "out" / media[number]).is_file()
        assert media[number].count("/") == 1


def test_draft_and_final_lie_side_by_side(copy):
    drafts = filming.results(copy / "out")
    filming.write_film(copy / "film", SHORT.replace("", ""), steps="credits = false", film="# as it was")
    settings = (copy / "film" / "film.toml").read_text()
    (copy / "film" / "film.toml").write_text(settings.replace('"draft"', '"final"'))
    final, told = filming.make_inline(copy / "film", copy / "out")
    assert final.rendered > 0
    assert told.notes["Mixing"].endswith("kept")
    assert "film.mp4" in filming.differing(drafts, filming.results(copy / "out"))
    (copy / "film" / "film.toml").write_text(settings)
    again, _ = filming.make_inline(copy / "film", copy / "out")
    assert again.rendered == 0
    assert filming.differing(drafts, filming.results(copy / "out")) == []


@pytest.mark.parametrize("harm", ["empty", "cut", "noise"])
def test_a_damaged_piece_is_made_again(copy, harm):
    before = filming.results(copy / "out")
    pieces = sorted((copy / "out" / ".fairtake" / "store").glob("??/*.mp4"))
    for path in pieces[:2]:
        data = path.read_bytes()
        path.write_bytes({"empty": b"", "cut": data[: len(data) // 2], "noise": b"\0" * len(data)}[harm])
    (copy / "out" / "film.mp4").unlink()
    filming.make_inline(copy / "film", copy / "out")
    assert filming.differing(before, filming.results(copy / "out")) == []


def test_damaged_nouns_are_made_again(copy):
    before = filming.results(copy / "out")
    for path in (copy / "out" / ".fairtake" / "store").glob("??/*.noun"):
        path.write_bytes(path.read_bytes()[:-7])
    (copy / "out" / ".fairtake" / "mix.json").unlink()
    summary, _ = filming.make_inline(copy / "film", copy / "out")
    assert summary.rendered == 0
    assert filming.differing(before, filming.results(copy / "out")) == []


def test_a_lost_stem_is_mixed_again(copy):
    before = filming.results(copy / "out")
    (copy / "out" / "stems" / "effects.wav").unlink()
    filming.make_inline(copy / "film", copy / "out")
    assert filming.differing(before, filming.results(copy / "out")) == []


def test_parts_of_killed_runs_are_swept(copy):
    left = [copy / "out" / ".part-x.mp4", copy / "out" / ".fairtake" / ".part-mix-y" / "a.wav"]
    left.append(DiskStore(copy / "out" / ".fairtake" / "store").path("ab12", ".mp4").with_name(".part-z.mp4"))
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    filming.make_inline(copy / "film", copy / "out")
    assert not list((copy / "out").rglob(".part-*"))


# -- steps -------------------------------------------------------------------------------------


def test_steps_do_what_they_say(copy):
    out = copy / "out"
    filming.write_film(copy / "film", SHORT, steps="credits = false\ntitle = false\nambience = false\neffects = false")
    summary, _ = filming.make_inline(copy / "film", out)
    shots = json.loads((out / "shots.json").read_text(encoding="utf-8"))["shots"]
    assert shots[0]["start_frame"] == 0
    assert summary.rendered == 0
    assert round(summary.seconds * 24) == shots[-1]["end_frame"]
    assert {path.stem for path in (out / "shots").iterdir()} == {shot["number"] for shot in shots}
    loud = {path.stem: float(np.abs(soundfile.read(path)[0]).max()) for path in (out / "stems").iterdir()}
    assert loud["dialogue"] > 0.05
    assert loud["ambience"] == loud["effects"] == 0.0


@pytest.mark.parametrize("size", [(72, 128), (150, 64)])
def test_other_shapes_of_picture(tmp_path, size):
    script = "INT. KITCHEN - DAY\n\nANNA sits.\n\nANNA\nNo.\n"
    filming.write_film(tmp_path / "film", script, size=size, steps="ambience = false")
    filming.make_inline(tmp_path / "film", tmp_path / "out")
    with av.open(str(tmp_path / "out" / "film.mp4")) as container:
        stream = container.streams.video[0]
        assert (stream.width, stream.height) == size


def test_an_aspect_instead_of_a_size(tmp_path):
    folder = filming.write_film(tmp_path / "film", "INT. KITCHEN - DAY\n\nANNA sits.\n")
    toml = (folder / "film.toml").read_text().replace("size = [128, 72]", 'aspect = "9:16"\nheight = 160')
    (folder / "film.toml").write_text(toml)
    filming.make_inline(folder, tmp_path / "out")
    with av.open(str(tmp_path / "out" / "shots" / "1A-1.mp4")) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (90, 160)


def test_a_changed_look_file_redraws_the_film_and_speaks_nothing_anew(copy, counted):
    filming.write_film(copy / "film", SHORT, film='look = "mine.toml"', steps="credits = false")
    frames = frames_of(copy / "out", "1") + frames_of(copy / "out", "2")
    for text in ('like = "noir"', 'like = "noir"\n[ink]\nopacity = 0.5'):
        (copy / "film" / "mine.toml").write_text(text)
        summary, told = filming.make_inline(copy / "film", copy / "out")
        assert (summary.rendered, summary.reused) == (frames, 0)
        assert told.totals["Reading lines"] == 0
    assert counted == {"staged": 0, "planned": 0, "title": 0, "credits": 0}


def test_film_toml_that_speaks_of_nobody_is_told(copy):
    more = '\n[cast.ANNNA]\nappearance = "tall"\n\n[places."INT. KITCHN"]\nset = "kitchen"\n'
    filming.write_film(copy / "film", SHORT, steps="credits = false", more=more)
    summary, _ = filming.make_inline(copy / "film", copy / "out")
    told = {gap.what for gap in summary.gaps if gap.stage == "film.toml"}
    assert told == {"[cast.ANNNA]", '[places."INT. KITCHN"]'}
