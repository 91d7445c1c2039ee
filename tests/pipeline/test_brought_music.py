"""A film with music of its makers' own: where it plays, who is named, and cuts that go by it."""

import json

import filming
import numpy as np
import pytest
import soundfile

from fairtake.errors import FairtakeError, ProjectError
from fairtake.model.score import Beats
from fairtake.pipeline.tune import in_beats
from fairtake.project import load

RATE = 48_000
PERIOD = 0.6

SCRIPT = """
Title: Bars

MONTAGE - A DAY

- INT. KITCHEN - DAY - ANNA (60s) picks up a cup.
- EXT. PARK - DAY - Anna walks to the bench.
- INT. OFFICE - DAY - Anna sits down at the table.
- EXT. STREET - NIGHT - Anna waves.

END MONTAGE
"""
OWN = '[human]\nmusic = "drums.wav"\nmusic_rights = "own work"\n'


def drums(path, seconds=40.0):
    rng = np.random.default_rng(5)
    sound = 0.01 * rng.normal(size=int(seconds * RATE))
    time = np.arange(int(0.12 * RATE)) / RATE
    for count, at in enumerate(np.arange(0.25, seconds - 0.2, PERIOD)):
        low = 1.0 if count % 4 == 0 else 0.2
        hit = np.exp(-time * 35) * (low * np.sin(2 * np.pi * 60 * time) + 0.3 * rng.normal(size=len(time)))
        sound[int(at * RATE) :][: len(hit)] += 0.5 * hit
    soundfile.write(path, sound, RATE)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bars")
    film = filming.write_film(folder / "film", SCRIPT, title="Bars", steps="title = false", more=OWN)
    drums(film / "drums.wav")
    with pytest.MonkeyPatch.context() as patched:
        filming.paint_plainly(patched)
        filming.make_inline(film, folder / "out")
    return folder / "out"


def test_cuts_of_a_montage_fall_on_beats(made):
    shots = json.loads((made / "shots.json").read_text())["shots"]
    scenes = {}
    for shot in shots:
        scenes.setdefault(shot["scene"], shot["start_frame"])
    cuts = sorted(scenes.values())
    assert len(cuts) == 4
    music, _ = soundfile.read(made / "stems" / "music.wav")
    loud = np.abs(music).max(axis=1)
    for cut in cuts:
        at = cut / 24
        assert at / PERIOD == pytest.approx(round(at / PERIOD), abs=0.5 / 24 / PERIOD + 0.02)
        # A beat is heard there, and none a third of a beat later.
        first = round(at * RATE)
        assert loud[max(first - 2400, 0) : first + 2400].max() > 2 * loud[first + 9600 : first + 14400].max()


def test_it_is_named_and_nothing_was_composed(made):
    report = json.loads((made / "report.json").read_text())
    assert report["score"]["file"] == "drums.wav"
    assert report["score"]["passages"][0]["why"].startswith("a montage")
    assert "music" in report["human"]
    assert "music" not in report["synthetic"]
    assert not (made / "score.mid").exists()


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ('[human]\nmusic = "drums.wav"\nmusic_rights = "bought"\n', "human.music_rights"),
        ('[human]\nmusic = "../drums.wav"\nmusic_rights = "own work"\n', "human.music"),
        ('[human]\nmusic = "none.wav"\nmusic_rights = "own work"\n', "human.music"),
    ],
)
def test_music_without_a_right_or_a_file_is_refused(tmp_path, toml, key):
    film = filming.write_film(tmp_path / "film", SCRIPT, more=toml)
    (film / "drums.wav").write_bytes(b"RIFF")
    with pytest.raises(ProjectError) as told:
        load(film)
    assert told.value.key == key


def test_a_file_that_is_no_music_stops_the_film_with_its_name(tmp_path, monkeypatch):
    film = filming.write_film(tmp_path / "film", SCRIPT, more=OWN)
    (film / "drums.wav").write_bytes(b"RIFF")
    filming.paint_plainly(monkeypatch)
    with pytest.raises(FairtakeError, match="cannot be read") as told:
        filming.make_inline(film, tmp_path / "out")
    assert str(told.value.file).endswith("drums.wav")


@pytest.mark.parametrize("tempo", [60, 97, 133, 180])
def test_moments_add_up_to_beats(tempo):
    period = 60 / tempo
    beats = Beats((0.0,) * 20, (0,), period, 0.9, 60.0, -20.0)
    at = 0
    for number in range(12):
        at += in_beats(beats, number, 70, 400, 24, spoken=False)
        assert at / 24 / period == pytest.approx(round(at / 24 / period), abs=0.51 / 24 / period)


def test_what_is_said_is_heard_out_and_a_short_performance_stays_itself():
    beats = Beats((0.0,) * 20, (0,), 0.5, 0.9, 60.0, -20.0)
    assert in_beats(beats, 0, 100, 400, 24, spoken=True) >= 100
    assert in_beats(beats, 0, 9, 9, 24, spoken=False) == 9
