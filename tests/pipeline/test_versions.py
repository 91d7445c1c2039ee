"""Other versions of a film, read from the files: dubbed, captioned, with burned-in subtitles, described."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import av
import filming
import numpy as np
import pysubs2
import pytest
import soundfile

from fairtake.errors import ScriptError
from fairtake.model.figure import face_index
from fairtake.model.performance import ScenePerformance
from fairtake.model.reading import Take
from fairtake.pipeline.dub_script import read_dub
from fairtake.pipeline.work import Work
from fairtake.screenplay import read_screenplay

SCRIPT = """
INT. KITCHEN - NIGHT

ANNA (60s) sits at the table. BEN (30s) stands by the door.

ANNA
You came back for the key?

The door opens. Ben slowly walks to the table and sits down.

BEN
I came back for you.
"""

FRENCH = """
INT. CUISINE - NUIT

ANNA (60 ans) est assise à la table. BEN (30 ans) est debout.

ANNA
Tu es revenu chercher la clé, après tout ce temps ?

La porte s'ouvre. Ben va lentement à la table.

BENOÎT
Pour toi, maman.
"""

MORE = """
[subtitles]
captions = true
burn_subtitles = true
audio_description = true

[dub]
fr = "script.fr.fountain"
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> SimpleNamespace:
    """A film of two lines with every version there is."""
    folder = tmp_path_factory.mktemp("versions")
    filming.write_film(folder, SCRIPT, title="The Key", steps="score = false\ncredits = false", more=MORE)
    (folder / "script.fr.fountain").write_text(FRENCH.lstrip(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patched:
        filming.paint_plainly(patched)
        summary, told = filming.make_inline(folder, folder / "out")
    out = folder / "out"
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return SimpleNamespace(folder=folder, out=out, summary=summary, told=told, report=report)


def frames_of(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])


def test_a_dub_is_the_same_film_with_other_mouths(made):
    own, dub = (frames_of(made.out / name) for name in ("film.mp4", "film.fr.mp4"))
    assert len(own) == len(dub)
    told = made.report["dubs"]["fr"]
    shots = json.loads((made.out / "shots.json").read_text(encoding="utf-8"))["shots"]
    first, last = shots[0]["start_frame"], shots[-1]["end_frame"]
    assert told["frames"]["redrawn"] + told["frames"]["reused"] == last - first
    assert told["frames"]["redrawn"] > 20
    assert told["frames"]["reused"] > 10
    # Cards, and whatever shows no mouth that speaks, is the film's own.
    apart = np.abs(own[:, :40].astype(int) - dub[:, :40]).mean((1, 2, 3))
    assert (apart[:first] == 0).all()
    assert (apart[last:] == 0).all()
    assert (apart < 3).sum() >= told["frames"]["reused"]


def test_a_dub_says_its_own_words_in_the_films_time(made):
    own, dub = (pysubs2.load(str(made.out / name)) for name in ("film.srt", "film.fr.srt"))
    assert [entry.name for entry in own] == [entry.name for entry in dub]
    assert "Pour toi, maman." in dub[1].plaintext
    for one, other in zip(own, dub, strict=True):
        assert abs(one.start - other.start) <= 1000 / 24 + 1
    speech, rate = soundfile.read(made.out / "stems" / "dialogue.fr.wav")
    film, _ = soundfile.read(made.out / "stems" / "dialogue.wav")
    assert speech.shape == film.shape
    assert np.abs(speech - film).max() > 0.05
    for entry in dub:
        heard = np.abs(speech[entry.start * rate // 1000 : entry.end * rate // 1000]).max(1)
        assert np.flatnonzero(heard > 0.01)[0] < 0.2 * rate
    # Effects and ambience are shared: the dub's sound is theirs and its dialogue.
    rest = sum(soundfile.read(made.out / "stems" / f"{stem}.wav")[0] for stem in ("effects", "ambience", "music"))
    master, _ = soundfile.read(made.out / ".fairtake" / "master.fr.wav")
    assert np.abs(rest + speech - master).max() < 2e-5
    assert made.report["dubs"]["fr"]["loudness_lufs"] == pytest.approx(-14, abs=0.3)


def test_lips_follow_the_dub(made):
    folder = made.out / ".fairtake" / "store"
    work = Work.open(filming.load(made.folder), made.out, filming.Told())
    kept = [work.store.load(path.parent.name + path.stem, ScenePerformance) for path in folder.glob("??/*.noun")]
    (dubbed,) = [one for one in kept if one is not None and any("maman" in timing.text for timing in one.lines)]
    takes = [
        take
        for path in folder.glob("??/*.noun")
        if (take := work.store.load(path.parent.name + path.stem, Take)) is not None
    ]
    line = next(timing for timing in dubbed.lines if "maman" in timing.text)
    take = min((one for one in takes if one.role == "BEN"), key=lambda one: abs(one.duration - (line.end - line.start)))
    face = dubbed.performer("BEN").face
    closed = [phoneme for phoneme in take.phonemes if phoneme.symbol[:1] in "pbm"]
    assert len(closed) >= 3
    for phoneme in closed:
        at = (line.start + (phoneme.start + phoneme.end) / 2) * dubbed.fps
        rows = face[int(at) - 1 : int(at) + 3]
        assert (rows[:, face_index("press")] >= 0.9).any() | (rows[:, face_index("mouth_open")] <= 0.02).any()


def test_sounds_are_captioned_where_they_are_heard(made):
    entries = pysubs2.load(str(made.out / "film.sdh.srt"))
    texts = [entry.plaintext for entry in entries]
    assert any("You came back" in text for text in texts)
    door = next(entry for entry in entries if "door" in entry.plaintext and entry.plaintext.startswith("["))
    effects, rate = soundfile.read(made.out / "stems" / "effects.wav")
    assert np.abs(effects[door.start * rate // 1000 : door.end * rate // 1000]).max() > 0.003
    assert not any(text.startswith("[") for text in (e.plaintext for e in pysubs2.load(str(made.out / "film.srt"))))


def test_burned_subtitles_are_in_the_picture(made):
    pictures = frames_of(made.out / "film.mp4")
    (first, *_) = pysubs2.load(str(made.out / "film.srt"))
    middle = round((first.start + first.end) / 2000 * 24)
    band = pictures[:, 54:72].astype(int)
    # The painter's pictures are of one colour, but for the letters.
    assert band[middle].std((0, 1)).max() > 25
    assert band[middle].max() > 200
    assert band[round(first.start / 1000 * 24) - 3].std((0, 1)).max() < 6


def test_a_narrator_reads_the_action_between_the_lines(made):
    entries = pysubs2.load(str(made.out / "film.ad.srt"))
    told = " ".join(entry.plaintext for entry in entries)
    assert "The Key." in told
    assert "Ben slowly walks to the table" in told
    assert "(60s)" not in told
    with av.open(str(made.out / "film.ad.m4a")) as container:
        described = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    film, rate = soundfile.read(made.out / ".fairtake" / "master.wav")
    assert abs(described.shape[1] - len(film)) < rate // 10
    spoken = pysubs2.load(str(made.out / "film.srt"))
    for entry in entries:
        span = slice(entry.start * rate // 1000, entry.end * rate // 1000)
        assert np.abs(described[:, span].T - film[span]).max() > 0.05
        assert not any(one.start < entry.end - 600 and entry.start < one.end - 700 for one in spoken)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("BENOÎT\nPour toi, maman.", ""), r"no words for line 2 of the film: BEN"),
        (("BENOÎT\n", "ANNA\n"), r"ANNA's “Pour toi, maman.” stands where line 2"),
        (("Pour toi, maman.", "Pour toi.\n\nANNA\nOui ?"), r"has a speech more than the film's: ANNA's “Oui"),
        (("ANNA\nTu", "INT. SALON - JOUR\n\nANNA\nTu"), r"the dub has 2 scenes and the film 1 scene"),
    ],
)
def test_a_dub_that_does_not_match_is_refused(made, tmp_path, change, message):
    path = tmp_path / "other.fountain"
    path.write_text(FRENCH.replace(*change).lstrip(), encoding="utf-8")
    work = Work.open(filming.load(made.folder), made.out, filming.Told())
    with pytest.raises(ScriptError, match=message):
        read_dub(work.breakdown, read_screenplay(made.folder / "script.fountain"), path, "fr")
