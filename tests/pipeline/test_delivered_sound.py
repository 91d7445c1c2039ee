"""The sound files of a film that asks for more than stereo for the web."""

import json

import av
import filming
import numpy as np
import pyloudnorm
import pytest
import soundfile

from fairtake.editing import decoded_sound
from fairtake.errors import ProjectError
from fairtake.project import load
from fairtake.sound import PeakMeter

SCRIPT = """
INT. KITCHEN - NIGHT

ANNA (60s) stands at the window.

ANNA
You kept my umbrella.
"""
PLAIN = "title = false\ncredits = false\nscore = false"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wide")
    filming.write_film(folder / "film", SCRIPT, steps=PLAIN, more='[sound]\ntarget = "broadcast"\nsurround = true\n')
    with pytest.MonkeyPatch.context() as patched:
        filming.paint_plainly(patched)
        filming.make_inline(folder / "film", folder / "out")
    return folder / "out"


def loudness(samples):
    return pyloudnorm.Meter(48_000).integrated_loudness(samples)


def test_the_film_itself_is_as_loud_as_broadcasters_ask(made):
    heard = np.concatenate(list(decoded_sound(made / "film.mp4")), axis=1)
    assert loudness(heard.T) == pytest.approx(-23.0, abs=0.3)
    meter = PeakMeter()
    for start in range(0, heard.shape[1], 30_000):
        meter.add(heard[:, start : start + 30_000])
    assert meter.peak <= -1.0
    told = json.loads((made / "report.json").read_text())["loudness"]
    assert told["encoded_true_peak_dbtp"] == pytest.approx(meter.peak, abs=0.05)
    assert told["integrated_lufs"] == pytest.approx(-23.0, abs=0.3)
    assert (told["target"], told["target_lufs"]) == ("broadcast", -23.0)
    assert told["dialogue_over_rest_lu"] > 10
    assert (made / "loudness.png").is_file()


def test_there_is_a_surround_mix_and_the_film_carries_it(made):
    wide, rate = soundfile.read(made / "mix-5.1.wav")
    assert (wide.shape[1], rate) == (6, 48_000)
    assert loudness(wide[:, [0, 1, 2, 4, 5]]) == pytest.approx(-23.0, abs=0.3)
    assert np.abs(wide[:, 2]).max() > 0.05
    with av.open(str(made / "film.mp4")) as film:
        assert [track.layout.name for track in film.streams.audio] == ["stereo", "5.1"]
        assert float(film.streams.audio[1].duration / 48_000) == pytest.approx(len(wide) / rate, abs=0.1)


def test_all_but_the_dialogue_is_one_file(made):
    rest, _ = soundfile.read(made / "music-and-effects.wav")
    master, _ = soundfile.read(made / ".fairtake" / "master.wav")
    speech, _ = soundfile.read(made / "stems" / "dialogue.wav")
    assert np.abs(rest + speech - master).max() < 1e-5
    assert np.abs(rest).max() > 0.001


def test_a_wide_mix_goes_when_it_is_no_longer_asked_for(made, monkeypatch):
    folder = made.parent / "film"
    filming.write_film(folder, SCRIPT, steps=PLAIN)
    filming.paint_plainly(monkeypatch)
    filming.make_inline(folder, made)
    assert not (made / "mix-5.1.wav").exists()
    with av.open(str(made / "film.mp4")) as film:
        assert len(film.streams.audio) == 1
    assert json.loads((made / "report.json").read_text())["loudness"]["integrated_lufs"] == pytest.approx(-14, abs=0.3)


def test_an_unknown_target_is_told_with_the_known_ones(tmp_path):
    filming.write_film(tmp_path, more='[sound]\ntarget = "loud"\n')
    with pytest.raises(ProjectError) as told:
        load(tmp_path)
    assert told.value.key == "sound.target"
    assert "broadcast" in (told.value.fix or "")
