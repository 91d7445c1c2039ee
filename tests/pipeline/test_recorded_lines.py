"""Lines that people recorded, from the folder to the film."""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import json
import sys
from pathlib import Path

import av
import filming
import pytest
import soundfile
from typer.testing import CliRunner

from fairtake import backends
from fairtake.cli import app
from fairtake.errors import VoiceError
from fairtake.model.breakdown import Line
from fairtake.model.film import CastEntry
from fairtake.model.reading import Take, VoiceSpec
from fairtake.pipeline.credits import end_credits
from fairtake.pipeline.planning import open_work
from fairtake.pipeline.recordings import describe_voices, ranges, spoken_by
from fairtake.pipeline.table_read import cast_roles, read_through
from fairtake.pipeline.work import Work
from fairtake.project import load
from fairtake.voices import EspeakVoice

HUMAN = '\n[human]\nlines = "recordings"\nlines_rights = "own work"\n'
ACTOR = VoiceSpec("ACTOR", pitch=150, formants=1.02, rate=140)


@pytest.fixture(scope="module")
def voice():
    with EspeakVoice() as voice:
        yield voice


@pytest.fixture
def film(tmp_path) -> Path:
    (tmp_path / "film" / "recordings").mkdir(parents=True)
    return filming.write_film(tmp_path / "film", more=HUMAN)


def opened(film: Path) -> Work:
    return open_work(load(film), film / "out", None)


def record(film: Path, voice: EspeakVoice, line: Line, name: str = "", spec: VoiceSpec = ACTOR) -> Path:
    take = voice.speak(line, spec)
    path = film / "recordings" / (name or f"{line.number:03d}.wav")
    soundfile.write(path, take.samples, take.rate)
    return path


def test_recordings_win_and_what_is_missing_is_told(film, voice) -> None:
    lines = opened(film).lines
    for line in lines[:2]:
        record(film, voice, line)
    before = opened(film)
    _, keys = read_through(before)
    takes = {number: before.store.load(key, Take) for number, key in keys.items()}
    assert [takes[number].human for number in sorted(takes)] == [True, True, False, False]
    assert before.recorded == {1: "001.wav", 2: "002.wav"}
    # Anna speaks lines 2 and 3; Zoë has no recording at all, which is no mistake.
    gaps = [gap.what for gap in before.gaps if gap.stage == "voices"]
    assert gaps == ["ANNA: no recording of line 3"]
    # Another recording of one line changes the take of that line only.
    record(film, voice, lines[1], spec=VoiceSpec("ACTOR", pitch=140, rate=120))
    _, later = read_through(opened(film))
    assert [number for number in keys if keys[number] != later[number]] == [2]


def test_recordings_that_are_none_fall_back(film, voice) -> None:
    lines = opened(film).lines
    folder = film / "recordings"
    (folder / "001.wav").write_bytes(b"RIFF")
    (folder / "notes.txt").write_text("read line 2 slower")
    (folder / "laugh.wav").write_bytes(b"")
    (folder / "017.wav").write_bytes(b"")
    record(film, voice, lines[3], "4 take2.flac")
    for _ in range(2):  # what is kept tells the same
        work = opened(film)
        _, keys = read_through(work)
        assert work.recorded == {4: "4 take2.flac"}
        assert not work.store.load(keys[1], Take).human
        told = {gap.what: gap.why for gap in work.gaps if gap.stage == "voices"}
        assert set(told) == {f"the recording {name}" for name in ("001.wav", "laugh.wav", "017.wav")}
        assert "the synthetic voice stands in" in told["the recording 001.wav"]
        assert "it has 4" in told["the recording 017.wav"]


def test_a_film_that_people_speak_has_no_synthetic_line(film, voice, monkeypatch) -> None:
    quiet = "\n".join(f"{step} = false" for step in ("title", "credits", "score", "effects", "ambience"))
    filming.write_film(film, steps=quiet, more=HUMAN)
    work = opened(film)
    for line in work.lines:
        record(film, voice, line)
    filming.paint_plainly(monkeypatch)
    out = film / "out"
    _, told = filming.make_inline(film, out)
    assert "4 lines, 4 recorded" in told.notes["Reading lines"]
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["recordings"]["used"] == {str(n): f"{n:03d}.wav" for n in range(1, 5)}
    assert report["recordings"]["synthetic"] == []
    assert "voices" in report["human"]
    assert "voices" not in report["synthetic"]
    with av.open(str(out / "film.mp4")) as container:
        assert container.metadata["comment"].endswith("synthetic pictures.")
    # The lips and the clock follow the recordings: lines last as long as they do.
    work = opened(film)
    specs, keys = read_through(work)
    spoken = [
        line
        for scene in json.loads((out / "performance.json").read_text(encoding="utf-8"))["scenes"]
        for line in scene["lines"]
    ]
    for entry in spoken:
        take = work.store.load(keys[entry["line"]], Take)
        assert take.human
        assert abs((entry["end_frame"] - entry["start_frame"]) / 24 - take.duration) < 0.1
    pages = end_credits(work.breakdown, specs, len(work.recorded), spoken=spoken_by(work, specs))
    rows = [f"{what}: {who}" for page in pages for what, who in page.rows]
    assert "Voice of Anna: recorded" in rows
    assert not any("eSpeak" in row or "synthetic voice" in row for row in rows)


def test_credits_tell_who_is_recorded(film, voice) -> None:
    record(film, voice, opened(film).lines[1])
    work = opened(film)
    specs, _ = read_through(work)
    pages = end_credits(work.breakdown, specs, len(work.recorded), spoken=spoken_by(work, specs))
    voices = next(page for page in pages if page.heading == "Voices")
    assert dict(voices.rows)["Voice of Anna"] == "recorded and synthetic voice (eSpeak NG)"
    assert dict(voices.rows)["Voice of Ben"] == "synthetic voice (eSpeak NG)"
    assert "no voice but those named here" in pages[-1].rows[0][1]


FAKE_PIPER = """
import json, struct, sys
head = struct.Struct(">II")
source, sink = sys.stdin.buffer, sys.stdout.buffer
while len(data := source.read(head.size)) == head.size:
    asked = json.loads(source.read(head.unpack(data)[0]))
    sounds = [["^", 500], *([letter, 1500] for letter in "maˈpu"), [" ", 0], ["f", 1500], ["i", 3000], ["ː", 0], ["$", 500]]
    count = sum(n for _, n in sounds)
    wave = b"".join(struct.pack("<h", 6000 if (k // 60) % 2 else -6000) for k in range(count))
    body = json.dumps({"rate": 22050, "sounds": sounds}).encode()
    sink.write(head.pack(len(body), len(wave)) + body + wave)
    sink.flush()
"""


def test_a_role_speaks_with_a_voice_file(film, voice, monkeypatch) -> None:
    (film / "anna.onnx").write_bytes(b"a voice")
    cast = '\n[cast.ANNA]\nvoice = "anna.onnx"\nvoice_rights = "own work"\n'
    filming.write_film(film, more=HUMAN + cast)
    with pytest.raises(VoiceError, match="Piper is not installed") as caught:
        read_through(opened(film))
    assert caught.value.key == "cast.ANNA.voice"
    assert "pip install piper-tts" in caught.value.fix
    (film / "fake.py").write_text(FAKE_PIPER)
    command = [sys.executable, str(film / "fake.py")]
    monkeypatch.setattr(backends, "PiperVoice", functools.partial(backends.PiperVoice, command=command))
    record(film, voice, opened(film).lines[2])  # a mixed cast: Anna's second line is recorded
    work = opened(film)
    specs, keys = read_through(work)
    take = work.store.load(keys[2], Take)
    sounds = [one for one in take.phonemes if one.viseme.value != "sil"]
    assert [one.viseme.value for one in sounds] == ["PP", "aa", "PP", "ou", "FF", "ih"]
    assert [one.stress for one in sounds] == [0, 0, 2, 0, 0, 0]
    assert work.store.load(keys[3], Take).human
    sources = spoken_by(work, specs)
    assert sources["ANNA"] == {"recorded": 1, "voice file (anna.onnx)": 1}
    assert sources["BEN"] == {"synthetic voice (eSpeak NG)": 1}
    # Another voice file speaks anew.
    (film / "anna.onnx").write_bytes(b"another voice")
    _, later = read_through(opened(film))
    assert [number for number in keys if keys[number] != later[number]] == [2]


def test_lines_and_their_numbers_are_printed(film, voice) -> None:
    record(film, voice, opened(film).lines[2])
    run = CliRunner().invoke(app, ["lines", str(film), "--out", str(film / "out"), "--csv"])
    assert run.exit_code == 0, run.output
    rows = list(csv.DictReader(io.StringIO(run.output)))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert [row["role"] for row in rows] == ["BEN", "ANNA", "ANNA", "ZOË"]
    assert rows[2]["how"] == "V.O."
    assert rows[2]["take"] == "recorded: 003.wav"
    assert rows[0]["take"] == "synthetic"
    sheet = film / "anna.html"
    run = CliRunner().invoke(
        app, ["lines", str(film), "--out", str(film / "out"), "--role", "Anna", "--sheet", str(sheet)]
    )
    assert run.exit_code == 0, run.output
    text = sheet.read_text(encoding="utf-8")
    assert "002.wav" in text
    assert "BEN: You kept my umbrella." in text  # the cue
    assert "001.wav" not in text
    run = CliRunner().invoke(app, ["lines", str(film), "--out", str(film / "out"), "--role", "CARL"])
    assert run.exit_code == 1


def test_a_series_seeds_its_voices(film) -> None:
    def cast(**more):
        work = opened(film)
        work.settings = dataclasses.replace(work.settings, **more)
        return cast_roles(work)

    assert cast(title="One", series="Saga") == cast(title="Two", series="Saga", seed=5)
    assert cast(title="One") == cast(title="Two")
    assert cast(series="Saga") != cast(series="Another")
    words = describe_voices(cast())["ANNA"]["voice"]
    entry = dataclasses.replace(load(film).cast.get("ANNA", CastEntry()), voice=words)
    again = cast(seed=9, cast={"ANNA": entry})["ANNA"]
    assert abs(again.pitch - cast()["ANNA"].pitch) < 0.1


def test_ranges() -> None:
    assert ranges([4]) == "line 4"
    assert ranges([9, 3, 7, 8]) == "lines 3, 7-9"
