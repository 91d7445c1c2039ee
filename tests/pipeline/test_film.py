"""The whole film: made twice, measured, and checked against what lies beside it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import av
import c2pa
import filming
import numpy as np
import opentimelineio as otio
import pyloudnorm
import pysubs2
import pytest
import soundfile

from fairtake.model.figure import face_index
from fairtake.model.film import FilmSettings
from fairtake.model.performance import ScenePerformance
from fairtake.model.reading import Take
from fairtake.pipeline import film as pipeline
from fairtake.pipeline.scenes import stage_and_direct
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.verifying import Outcome, verify_folder
from fairtake.pipeline.work import Silent, StoredTakes, Work
from fairtake.project import load

FPS = 24


@dataclass
class Made:
    """A finished film and a few of its files, read."""

    folder: Path
    out: Path
    printed: str
    shots: dict
    performance: dict
    report: dict

    @property
    def settings(self) -> FilmSettings:
        return load(self.folder)


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> tuple[Made, Path]:
    """The same script made by two programs at once, from two folders into two others."""
    root = tmp_path_factory.mktemp("whole")
    one, other = root / "one", root / "elsewhere" / "other"
    for folder in (one, other):
        filming.write_film(folder, film="handles = 6")
    running = [
        filming.fairtake("make", one, "--out", root / "first", "-j", 1, hash_seed="1"),
        filming.fairtake("make", other, "--out", root / "second", "--jobs", 2, hash_seed="2", cwd=other),
    ]
    printed = [filming.ended(process) for process in running]
    out = root / "first"
    shots, performance, report = (
        json.loads((out / f"{name}.json").read_text(encoding="utf-8")) for name in ("shots", "performance", "report")
    )
    return Made(one, out, printed[0], shots, performance, report), root / "second"


@pytest.fixture(scope="module")
def made(both) -> Made:
    return both[0]


@pytest.fixture(scope="module")
def pictures(made) -> np.ndarray:
    """All frames of film.mp4 as they decode, (N, H, W, 3)."""
    with av.open(str(made.out / "film.mp4")) as container:
        return np.stack([frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)])


@pytest.fixture(scope="module")
def heard(made) -> tuple[np.ndarray, int]:
    """The film's sound as it decodes, (2, N) float32, and its rate."""
    with av.open(str(made.out / "film.mp4")) as container:
        blocks = [frame.to_ndarray() for frame in container.decode(audio=0)]
        return np.concatenate(blocks, axis=1), container.streams.audio[0].rate


# -- twice the same ----------------------------------------------------------------------------


def test_two_makes_give_the_same_bytes(both):
    first, second = filming.results(both[0].out), filming.results(both[1])
    assert {"film.mp4", "stems/dialogue.wav", "shots/title.mp4"} <= set(first)
    assert filming.differing(first, second) == []


def test_reports_differ_in_seconds_alone(both):
    one, other = (json.loads((out / "report.json").read_text()) for out in (both[0].out, both[1]))
    assert one.pop("seconds").keys() == other.pop("seconds").keys()
    assert one == other


def test_nothing_else_lies_in_the_folder(made):
    known = {*filming.RESULTS, "report.json", "score.mid", "loudness.png", "shots", "stems", ".fairtake"}
    known |= {"film.srt.c2pa", "film.vtt.c2pa", "statement.json", "usage.json"}
    assert {path.name for path in made.out.iterdir()} == known
    assert {path.stem for path in (made.out / "stems").iterdir()} == {"dialogue", "effects", "ambience", "music"}
    assert not list(made.out.rglob(".part-*"))


def test_every_film_and_sound_is_signed_and_valid(made):
    """By c2pa's own reader, which knows nothing of us."""
    files = [path for path in made.out.rglob("*") if path.suffix in (".mp4", ".wav") and ".fairtake" not in path.parts]
    assert len(files) > 10
    for path in files:
        reader = c2pa.Reader("video/mp4" if path.suffix == ".mp4" else "audio/wav", io.BytesIO(path.read_bytes()))
        assert reader.get_validation_state() == "Valid", path
    found = verify_folder(made.out)
    assert {one.outcome for one in found if one.credentials} == {Outcome.VALID}
    film = next(one for one in found if one.file.name == "film.mp4")
    assert {one.name for one in film.beside} >= {"film.srt", "film.vtt", "shots.json", "performance.json"}
    assert {one.state for one in film.beside} == {"as signed"}
    assert list(film.credentials.synthetic) == made.report["synthetic"]
    assert list(film.credentials.human) == made.report["human"]
    # What is not signed is a chart, and nothing more.
    assert [one.file.name for one in found if not one.credentials] == ["loudness.png"]


# -- picture and sound -------------------------------------------------------------------------


def test_picture_and_sound_are_equally_long(made, pictures, heard):
    samples, rate = heard
    assert rate == 48_000
    assert abs(len(pictures) / FPS - samples.shape[1] / rate) <= 1 / FPS
    with av.open(str(made.out / "film.mp4")) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert picture.codec_context.name == "h264"
        assert sound.codec_context.name == "aac"
        assert sound.codec_context.layout.name == "stereo"
        assert picture.average_rate == FPS
        seconds = [float(stream.duration * stream.time_base) for stream in (picture, sound)]
    assert abs(seconds[0] - seconds[1]) <= 1 / FPS


def test_the_film_can_be_streamed(made):
    head = (made.out / "film.mp4").read_bytes()
    assert 0 < head.index(b"moov") < head.index(b"mdat")


def test_every_frame_is_a_shot_or_a_card(made, pictures):
    shots = sum(shot["end_frame"] - shot["start_frame"] for shot in made.shots["shots"])
    cards = 0
    for name in ("title", "credits"):
        with av.open(str(made.out / "shots" / f"{name}.mp4")) as container:
            cards += sum(1 for _ in container.decode(video=0))
    assert len(pictures) == shots + cards == made.report["frames"]["film"]


def test_the_film_shows_something(made, pictures):
    assert pictures.shape[1:] == (72, 128, 3)
    inside = pictures[made.shots["shots"][0]["start_frame"] : made.shots["shots"][-1]["end_frame"]]
    assert inside.reshape(len(inside), -1).mean(1).min() > 15
    assert inside.reshape(len(inside), -1).std(1).min() > 12


def test_shots_differ_and_move(made, pictures):
    middles = [pictures[(s["start_frame"] + s["end_frame"]) // 2].astype(float) for s in made.shots["shots"]]
    apart = [np.abs(a - b).mean() for a, b in itertools.pairwise(middles)]
    assert min(apart) > 4
    for shot in made.shots["shots"]:
        stretch = pictures[shot["start_frame"] : shot["end_frame"]].astype(float)
        assert np.abs(stretch - stretch[0]).mean((1, 2, 3)).max() > 0.2, shot["number"]


def test_loudness_and_peak(heard):
    samples, rate = heard
    assert pyloudnorm.Meter(rate).integrated_loudness(samples.T.astype(float)) == pytest.approx(-14, abs=0.3)


def test_the_master_keeps_under_its_ceiling(made, heard):
    soxr = pytest.importorskip("soxr")
    master, rate = soundfile.read(made.out / ".fairtake" / "master.wav")
    peak = np.abs(soxr.resample(master, rate, 4 * rate, quality="HQ")).max()
    assert 20 * math.log10(peak) <= -1.5 + 0.05
    assert made.report["loudness"]["true_peak_dbtp"] <= -1.49
    assert made.report["loudness"]["integrated_lufs"] == pytest.approx(-14, abs=0.3)
    # AAC may overshoot the master a little.
    assert 20 * math.log10(np.abs(heard[0]).max()) <= -0.5


def test_stems_add_up_to_the_film(made):
    master, _ = soundfile.read(made.out / ".fairtake" / "master.wav")
    stems = [soundfile.read(path)[0] for path in sorted((made.out / "stems").iterdir())]
    assert all(soundfile.info(path).subtype == "PCM_24" for path in (made.out / "stems").iterdir())
    assert np.abs(np.sum(stems, axis=0) - master).max() < 2e-5


def test_every_stem_but_music_sounds(made):
    loud = {path.stem: float(np.abs(soundfile.read(path)[0]).max()) for path in (made.out / "stems").iterdir()}
    assert min(loud["dialogue"], loud["ambience"], loud["effects"]) > 0.005


# -- words -------------------------------------------------------------------------------------


def test_every_line_is_subtitled_when_it_is_heard(made):
    speech, rate = soundfile.read(made.out / "stems" / "dialogue.wav")
    level = np.abs(speech).max(1)
    level = np.array([level[i : i + rate // 100].max() for i in range(0, len(level), rate // 100)])
    loud = level > 10 ** (-40 / 20)
    entries = pysubs2.load(str(made.out / "film.srt"))
    said = {"You kept my umbrella.", "Perhaps I missed you, my boy.", "By morning the rain had stopped.", "Mum!"}
    assert {entry.plaintext.partition(": ")[2] for entry in entries} == said
    shown = np.zeros(len(loud), bool)
    for entry in entries:
        first, last = entry.start // 10, entry.end // 10
        shown[first : last + 12] = True  # reverberation may outlast the line
        voiced = np.flatnonzero(loud[first:last])
        assert len(voiced), entry.plaintext
        assert voiced[0] * 0.01 < 0.15, entry.plaintext
    assert (loud & ~shown).sum() < 0.03 * loud.sum()


def test_speakers_are_named_in_both_subtitles(made):
    plain = (made.out / "film.srt").read_text(encoding="utf-8")
    voiced = (made.out / "film.vtt").read_text(encoding="utf-8")
    assert "BEN: You kept my umbrella." in plain
    assert voiced.startswith("WEBVTT\n")
    for who in ("BEN", "ANNA", "ZOË"):
        assert f"<v {who}>" in voiced
    assert plain.count("-->") == voiced.count("-->") == 4


def test_lips_close_on_bilabials(made):
    closed, seen = 0, 0
    for performance, takes in staged(made):
        by_line = {timing.line: timing for timing in performance.lines}
        for number, take in takes.items():
            timing = by_line.get(number)
            if timing is None or timing.off_screen:
                continue
            track = next((one for one in performance.performers if one.role == timing.role), None)
            if track is None:
                continue
            for phoneme in take.phonemes:
                if phoneme.symbol[:1] not in ("p", "b", "m"):
                    continue
                middle = (timing.start + (phoneme.start + phoneme.end) / 2) * performance.fps
                first, last = max(0, math.ceil(middle - 1)), math.floor(middle + 1)
                rows = list(range(first, min(last, performance.frames - 1) + 1))
                face = track.face[rows]
                shut = (face[:, face_index("press")] >= 0.9) | (face[:, face_index("mouth_open")] <= 0.02)
                seen += 1
                closed += bool(shut.any())
    assert seen >= 6
    assert closed == seen


def staged(made: Made) -> list[tuple[ScenePerformance, dict[int, Take]]]:
    """Each scene's performance (lines counted from the scene's first) and its takes."""
    work = Work.open(made.settings, made.out, Silent())
    _, keys = read_through(work)
    takes = StoredTakes(work.store, keys)
    found = []
    for scene in stage_and_direct(work, keys, 3 * FPS):
        performance = work.store.load(scene.keys.performance, ScenePerformance)
        assert performance is not None
        found.append((performance, {t.line: takes[t.line + scene.before] for t in performance.lines}))
    return found


# -- the files other programs read -------------------------------------------------------------


def test_the_shot_list_follows_its_schema(made):
    assert made.shots["schema"] == "fairtake.ShotList.1"
    assert made.shots["fps"] == FPS
    assert made.shots["size"] == [128, 72]
    numbers = [shot["number"] for shot in made.shots["shots"]]
    assert len(set(numbers)) == len(numbers) >= 4
    for shot in made.shots["shots"]:
        assert shot["number"].startswith(shot["setup"] + "-")
        assert shot["setup"].startswith(shot["scene"])
        assert shot["size"] in ["ECU", "BCU", "CU", "MCU", "MS", "MLS", "LS", "VLS", "ELS"]
        assert isinstance(shot["angle"], str)
        assert isinstance(shot["move"], str)
        assert isinstance(shot["subjects"], list)
        assert shot["reason"]
        assert isinstance(shot["runner_up"], str)
        assert shot["grants"] == []
        assert 8 <= shot["lens_mm"] <= 400
        assert len(shot["camera"]) == shot["end_frame"] - shot["start_frame"] > 0
        for entry in shot["camera"]:
            assert len(entry["position"]) == 3
            assert np.linalg.norm(entry["orientation"]) == pytest.approx(1, abs=1e-3)
            assert 0.02 < entry["fovy"] < 2.5


def test_shots_tile_their_scenes_and_scenes_the_film(made):
    at = 3 * FPS
    for scene in made.performance["scenes"]:
        assert scene["start_frame"] == at
        for shot in (one for one in made.shots["shots"] if one["scene"] == scene["number"]):
            assert shot["start_frame"] == at
            at = shot["end_frame"]
        assert scene["end_frame"] == at
    assert [shot["start_frame"] for shot in made.shots["shots"]] == sorted(
        shot["start_frame"] for shot in made.shots["shots"]
    )


def test_the_table_tells_what_the_list_tells(made):
    rows = list(csv.DictReader(io.StringIO((made.out / "shots.csv").read_text(encoding="utf-8"))))
    for row, shot in zip(rows, made.shots["shots"], strict=True):
        for name in ("number", "scene", "setup", "size", "reason"):
            assert row[name] == shot[name]
        assert int(row["start_frame"]) == shot["start_frame"]


def test_the_performance_follows_its_schema(made):
    assert made.performance["schema"] == "fairtake.Performance.1"
    assert made.performance["fps"] == FPS
    assert [scene["number"] for scene in made.performance["scenes"]] == ["1", "2"]
    roles = set()
    for scene in made.performance["scenes"]:
        frames = scene["end_frame"] - scene["start_frame"]
        for performer in scene["performers"]:
            roles.add(performer["role"])
            assert len(performer["head"]) == len(performer["gaze"]) == len(performer["speaking"]) == frames
            assert all(len(place) == 3 for place in performer["head"])
            assert np.allclose(np.linalg.norm(performer["gaze"], axis=1), 1, atol=1e-3)
            assert set(performer["speaking"]) <= {True, False}
    assert roles == {"ANNA", "BEN", "ZOË"}
    speakers = {p["role"] for s in made.performance["scenes"] for p in s["performers"] if any(p["speaking"])}
    assert {"BEN", "ZOË"} <= speakers


def test_people_speak_when_they_are_subtitled(made):
    for scene in made.performance["scenes"]:
        speaking = {p["role"]: np.flatnonzero(p["speaking"]) for p in scene["performers"]}
        for line in scene["lines"]:
            if line["text"].startswith("By morning"):
                continue  # a voice over moves nobody's lips
            frames = speaking[line["role"]] + scene["start_frame"]
            assert ((frames >= line["start_frame"]) & (frames <= line["end_frame"])).any(), line


def test_the_timeline_opens_with_handles_and_markers(made):
    timeline = otio.adapters.read_from_file(str(made.out / "film.otio"))
    picture = timeline.video_tracks()[0]
    clips = list(picture.find_clips())
    assert [clip.name for clip in clips] == ["Title", *(s["number"] for s in made.shots["shots"]), "Credits"]
    assert picture.duration().value == made.report["frames"]["film"]
    assert len(timeline.audio_tracks()) == 4
    longer = 0
    for clip in clips:
        media = made.out / clip.media_reference.target_url
        available = clip.media_reference.available_range
        with av.open(str(media)) as container:
            assert sum(1 for _ in container.decode(video=0)) == available.duration.value
        used = clip.source_range
        assert available.start_time.value <= used.start_time.value
        assert used.end_time_exclusive().value <= available.end_time_exclusive().value
        longer += available.duration.value - used.duration.value
    # Six frames on both sides of every cut inside a scene, none where the scene itself ends.
    cuts = len(made.shots["shots"]) - len(made.performance["scenes"])
    assert longer == 12 * cuts
    assert sum(len(clip.markers) for clip in clips) == 4


def test_a_clip_shows_what_the_film_shows(made, pictures):
    shot = made.shots["shots"][1]
    with av.open(str(made.out / "shots" / f"{shot['number']}.mp4")) as container:
        clip = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    head = 0 if shot["start_frame"] == made.performance["scenes"][1]["start_frame"] else 6
    film = pictures[shot["start_frame"] : shot["end_frame"]]
    assert np.array_equal(np.stack(clip[head : head + len(film)]), film)


def test_the_report_is_complete(made):
    assert made.report["schema"] == "fairtake.Report.1"
    assert made.report["shots"] == len(made.shots["shots"])
    assert made.report["lines"] == 4
    assert made.report["frames"]["reused"] == 0
    assert {"breakdown", "voices", "staging and directing", "rendering", "sound", "editing", "total"} <= set(
        made.report["seconds"]
    )
    assert made.report["versions"]["fairtake"]
    assert {"pictures", "voices"} <= set(made.report["synthetic"])
    assert "Two Rooms" in made.printed
    assert str(made.out) in made.printed


# -- again -------------------------------------------------------------------------------------


def test_an_unchanged_film_is_recognised_at_once_and_without_an_engine(made):
    before = {path: path.stat().st_mtime_ns for path in made.out.rglob("*")}
    code = (
        "import sys, time\n"
        "from fairtake.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print(time.process_time(), *sorted({'numba', 'av', 'scipy', 'PIL'} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", code, "make", str(made.folder), "--out", str(made.out)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "up to date" in ran.stdout
    seconds, *engines = ran.stdout.splitlines()[-1].split()
    assert not engines
    assert float(seconds) < 4
    assert {path: path.stat().st_mtime_ns for path in made.out.rglob("*")} == before


def test_making_again_without_the_film_draws_nothing(made):
    before = filming.results(made.out)
    (made.out / "film.mp4").unlink()
    told = filming.Told()
    summary = pipeline.make(made.settings, made.out, told, 1)
    assert summary.rendered == 0
    assert summary.reused == made.report["frames"]["rendered"]
    assert told.totals["Reading lines"] == 0
    assert told.notes["Mixing"].endswith("kept")
    assert filming.differing(before, filming.results(made.out)) == []
