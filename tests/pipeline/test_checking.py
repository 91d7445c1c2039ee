from __future__ import annotations

import json
from typing import ClassVar

import numpy as np
import opentimelineio as otio
import pytest
from filming import Told, write_film
from PIL import Image

from fairtake.continuity import RULES
from fairtake.errors import FairtakeError
from fairtake.model.footage import Frame
from fairtake.pipeline import checking
from fairtake.pipeline.checking import check_cut
from fairtake.project import load

SCRIPT = """
Title: A Word

INT. KITCHEN - DAY

ANNA (60s, silver hair) stands by the window. BEN (30s, beard) stands by the table.

[[shot: MCU BEN]]

BEN
You kept my letter, all these years.

[[shot: MCU ANNA]]

ANNA
It was raining on the day you went, and I never had another one.
"""


class Lamps:
    """A ports.Renderer of id maps on which a lamp hides everything."""

    asked: ClassVar[list[tuple[int, int]]] = []

    def render(self, performance, assets, shot, settings, first=0, last=None):
        assert settings.passes == ("id",)
        assert last == first + 1
        width, height = settings.size
        Lamps.asked.append(settings.size)
        names = {1: "lamp", **{n + 2: one.role for n, one in enumerate(performance.performers)}}
        yield Frame(np.zeros((height, width, 3), np.uint8), ids=np.ones((height, width), np.int32), names=names)


class Everybody(Lamps):
    """Id maps on which whoever speaks is all that is seen."""

    def render(self, performance, assets, shot, settings, first=0, last=None):
        speaking = [one.speaking[shot.start + first] for one in performance.performers]
        for frame in super().render(performance, assets, shot, settings, first, last):
            frame.ids[:] = 2 + speaking.index(True)
            yield frame


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """A film folder and its output folder; tests leave the cut in it as it was."""
    folder = write_film(tmp_path_factory.mktemp("checked") / "film", SCRIPT, "A Word")
    out = folder.parent / "out"
    check_cut(load(folder), out, look=False)
    return folder, out


@pytest.fixture
def eyes(monkeypatch):
    """From here on id maps are drawn by the class that is set."""

    def see(kind):
        Lamps.asked = []
        monkeypatch.setattr(checking, "BuiltinRenderer", kind)

    return see


def listed(out):
    return json.loads((out / "shots.json").read_text())["shots"]


def recut(path, clips):
    """A timeline by somebody: (name, first frame, frames) each."""
    made = otio.schema.Timeline("Somebody's cut")
    track = otio.schema.Track("V", kind=otio.schema.TrackKind.Video)
    for name, first, frames in clips:
        span = otio.opentime.TimeRange(otio.opentime.RationalTime(first, 24), otio.opentime.RationalTime(frames, 24))
        track.append(otio.schema.Clip(name, otio.schema.MissingReference(), span))
    made.tracks.append(track)
    otio.adapters.write_to_file(made, str(path), adapter_name="otio_json")
    return path


def own(out):
    return [(shot["number"], 0, shot["end_frame"] - shot["start_frame"]) for shot in listed(out)]


def jumping(out, tmp_path):
    """A second taken out of a shot, as an editor does who is in a hurry."""
    clips = own(out)
    place = next(n for n, (number, _, frames) in enumerate(clips) if n and frames > 60)
    number, _, frames = clips[place]
    return recut(
        tmp_path / "jump.otio",
        [*clips[:place], (number, 0, 20), (number, 44, frames - 44), *clips[place + 1 :]],
    ), number


def test_what_is_written(film):
    folder, out = film
    found = check_cut(load(folder), out, look=False)
    assert (found.data, found.figures) == (out / "continuity.json", out / "continuity.png")
    data = json.loads(found.data.read_text())
    assert data["schema"] == "fairtake.Continuity.1"
    assert data["title"] == found.title == "A Word"
    assert set(data["rules"]) == set(RULES)
    assert data["errors"] == len(found.report.errors) == 0
    assert data["cuts"] == found.report.cuts == len(listed(out)) - 1
    assert data["figures"]["shots"] == len(listed(out))
    with Image.open(found.figures) as picture:
        assert (picture.format, picture.size) == ("PNG", (1600, 1000))


def test_a_quick_check_says_what_it_did_not_look_at(film, eyes):
    folder, out = film
    eyes(Lamps)
    quick = check_cut(load(folder), out, look=False)
    assert Lamps.asked == []
    assert [one.split(":")[0] for one in quick.report.skipped] == ["occluded speaker"]
    assert json.loads(quick.data.read_text())["skipped"]
    assert check_cut(load(folder), out).report.skipped == ()
    assert Lamps.asked


def test_the_same_check_gives_the_same_bytes(film):
    folder, out = film

    def written():
        found = check_cut(load(folder), out, look=False)
        return found.data.read_bytes(), found.figures.read_bytes()

    assert written() == written()


def test_whoever_is_hidden_is_found_on_small_pictures(film, eyes):
    folder, out = film
    told = Told()
    eyes(Lamps)
    hidden = check_cut(load(folder), out, told).report
    assert {one.rule for one in hidden.errors} == {"occluded speaker"}
    assert {who for one in hidden.errors for who in one.who} == {"ANNA", "BEN"}
    assert told.totals["Checking the cut"] == len(Lamps.asked)
    assert told.notes["Checking the cut"].startswith(f"{len(hidden.errors)} errors")
    assert set(Lamps.asked) == {(256, 144)}
    eyes(Everybody)
    assert check_cut(load(folder), out).report.errors == ()


def test_only_frames_with_a_voice_are_drawn(film, eyes):
    folder, out = film
    eyes(Everybody)
    check_cut(load(folder), out)
    played = json.loads((out / "performance.json").read_text())["scenes"][0]
    spoken = sum(any(rows) for rows in zip(*(one["speaking"] for one in played["performers"]), strict=True))
    assert 0 < len(Lamps.asked) <= spoken / 12 + len(listed(out))


def test_the_real_renderer_sees_faces_that_are_in_the_open(film, monkeypatch):
    """One look a shot: what it draws has the roles' own names."""
    folder, out = film
    monkeypatch.setattr(checking, "_EVERY", 96)
    report = check_cut(load(folder), out).report
    assert report.skipped == ()
    assert not [one for one in report.errors if one.rule == "occluded speaker"]


# -- somebody else's cut -------------------------------------------------------------------------


def test_our_own_cut_as_a_timeline_is_the_same(film, tmp_path):
    folder, out = film
    ours = check_cut(load(folder), out, look=False).report
    theirs = check_cut(load(folder), out, cut=recut(tmp_path / "a.otio", own(out)), look=False).report
    assert (theirs.findings, theirs.cuts, theirs.unmatched) == (ours.findings, ours.cuts, ())


def test_an_error_planted_in_a_timeline_is_found(film, tmp_path):
    folder, out = film
    path, number = jumping(out, tmp_path)
    found = check_cut(load(folder), out, cut=path, look=False)
    assert ("jump cut", (number, number)) in [(one.rule, one.shots) for one in found.report.errors]
    told = json.loads(found.data.read_text())
    assert told["rules"]["jump cut"]["errors"] == 1
    assert any(one["rule"] == "jump cut" and one["fix"] for one in told["findings"])


def test_hidden_speakers_are_looked_for_in_a_timeline_too(film, tmp_path, eyes):
    """A clip's own frames are drawn, not those of the film's cut at the same time."""
    folder, out = film
    eyes(Lamps)
    number, _, frames = max(own(out)[1:], key=lambda clip: clip[2])
    path = recut(tmp_path / "one.otio", [(number, 0, frames)])
    found = check_cut(load(folder), out, cut=path).report
    assert {one.shots for one in found.errors} == {(number,)}
    assert len(Lamps.asked) <= frames / 12 + 1


def test_a_clip_that_is_nobodys_is_reported(film, tmp_path):
    folder, out = film
    path = recut(tmp_path / "theirs.otio", [*own(out), ("a drone over the sea", 0, 48)])
    found = check_cut(load(folder), out, cut=path, look=False)
    assert [one.clip for one in found.report.unmatched] == ["a drone over the sea"]
    assert json.loads(found.data.read_text())["unmatched"][0]["why"]


def test_no_timeline_is_an_error_with_the_file(film, tmp_path):
    folder, out = film
    broken = tmp_path / "broken.otio"
    broken.write_text("no")
    for path in (broken, tmp_path / "none.otio"):
        with pytest.raises(FairtakeError) as told:
            check_cut(load(folder), out, cut=path, look=False)
        assert told.value.file == str(path)
        assert told.value.fix
