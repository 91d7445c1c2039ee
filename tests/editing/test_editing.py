from __future__ import annotations

import hashlib
import itertools
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import opentimelineio as otio
import pysubs2
import pytest
import soundfile

from fairtake import editing
from fairtake.errors import StoreError

SIZE = (128, 72)


def frames(count: int, tone: int = 0):
    for index in range(count):
        picture = np.full((SIZE[1], SIZE[0], 3), 40 + tone, np.uint8)
        picture[20:40, 2 * index : 2 * index + 20] = (220, 60, 60)
        yield picture


def segment(folder: Path, name: str, count: int, tone: int = 0) -> editing.Piece:
    path = folder / name
    assert editing.write_segment(frames(count, tone), path, SIZE, 24) == count
    return editing.Piece(path, count)


@pytest.fixture
def pieces(tmp_path):
    return [segment(tmp_path, "a.mp4", 1), segment(tmp_path, "b.mp4", 31, 60), segment(tmp_path, "c.mp4", 20)]


@pytest.fixture
def master(tmp_path):
    path = tmp_path / "master.wav"
    time = np.arange(48000 * 52 // 24) / 48000
    tone = (0.2 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)
    soundfile.write(path, np.stack([tone, tone], 1), 48000, subtype="PCM_24")
    return path


def test_a_film_is_the_sum_of_its_segments(tmp_path, pieces, master):
    film = tmp_path / "film.mp4"
    editing.assemble(pieces, master, film, 24, {"title": "Test"})
    with av.open(str(film)) as container:
        assert container.metadata["title"] == "Test"
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert abs(float(video.duration * video.time_base) - 52 / 24) < 1e-6
        assert abs(float(audio.duration * audio.time_base) - 52 / 24) <= 1 / 24
        decoded = [frame.to_ndarray(format="rgb24") for frame in container.decode(video)]
    assert len(decoded) == 52
    wanted = [*frames(1), *frames(31, 60), *frames(20)]
    for picture, original in zip(decoded, wanted, strict=True):
        assert np.abs(picture.astype(int) - original).mean() < 6


def test_the_sound_comes_out_as_it_went_in(tmp_path, pieces):
    rng = np.random.default_rng(3)
    time = np.arange(48000 * 52 // 24) / 48000
    tone = 0.2 * np.sin(2 * np.pi * 440 * time) * (1 + np.sin(2 * np.pi * 3 * time)) + 0.02 * rng.normal(size=len(time))
    master = np.stack([tone, 0.5 * tone], 1).astype(np.float32)
    soundfile.write(tmp_path / "master.wav", master, 48000, subtype="PCM_24")
    editing.assemble(pieces, tmp_path / "master.wav", tmp_path / "film.mp4", 24, {})
    with av.open(str(tmp_path / "film.mp4")) as container:
        heard = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], 1).T
    assert abs(len(heard) - len(master)) <= 1024
    count = min(len(heard), len(master))
    # In step to the sample, left is left, and what is lost is far below what is kept.
    error = heard[:count] - master[:count]
    assert 10 * np.log10((master**2).sum() / (error**2).sum()) > 20


def test_sound_encoded_before_is_the_same_sound(tmp_path, pieces, master):
    editing.assemble(pieces, master, tmp_path / "one.mp4", 24, {})
    editing.encode_sound(master, tmp_path / "sound.m4a", 52, 24)
    editing.assemble(pieces, tmp_path / "sound.m4a", tmp_path / "two.mp4", 24, {})

    def sound(name: str) -> tuple[int, np.ndarray]:
        with av.open(str(tmp_path / name)) as container:
            audio = container.streams.audio[0]
            return audio.duration, np.concatenate([frame.to_ndarray() for frame in container.decode(audio)], 1)

    (length, one), (other, two) = sound("one.mp4"), sound("two.mp4")
    assert length == other
    assert np.array_equal(one, two)
    (tmp_path / "sound.m4a").write_bytes(b"nothing")
    with pytest.raises(StoreError, match="cannot be read"):
        editing.assemble(pieces, tmp_path / "sound.m4a", tmp_path / "two.mp4", 24, {})


def test_assembling_twice_gives_the_same_bytes(tmp_path, pieces, master):
    for name in ("one.mp4", "two.mp4"):
        editing.assemble(pieces, master, tmp_path / name, 24, {"title": "Test"})
    one, two = (hashlib.sha256((tmp_path / name).read_bytes()).digest() for name in ("one.mp4", "two.mp4"))
    assert one == two


def test_a_truncated_segment_is_named(tmp_path, pieces, master):
    wrong = [editing.Piece(pieces[0].path, 7)]
    with pytest.raises(StoreError, match="1 frames instead of 7"):
        editing.assemble(wrong, master, tmp_path / "film.mp4", 24, {})


def test_the_film_starts_at_once_over_a_network(tmp_path, pieces, master):
    film = tmp_path / "film.mp4"
    editing.assemble(pieces, master, film, 24, {})
    data = film.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_subtitles_stand_while_their_line_is_heard(tmp_path):
    long = "It was raining when we met, and it was raining when you left; I kept the umbrella, all the same, for ten years."
    lines = [
        editing.Subtitle("ANNA", "You kept it.", 1.0, 1.8),
        editing.Subtitle("BEN", long, 2.0, 9.0),
        editing.Subtitle("ANNA", "<b>No</b> & no.", 9.1, 9.4),
    ]
    count = editing.write_subtitles(lines, tmp_path / "film.srt", tmp_path / "film.vtt")
    srt = pysubs2.load(str(tmp_path / "film.srt"))
    assert len(srt) == count > 3
    assert srt[0].start == 1000
    assert 1800 <= srt[0].end <= 2000
    assert srt[0].plaintext == "ANNA: You kept it."
    assert srt[1].start == 2000
    assert srt[count - 2].end >= 9000
    for first, second in itertools.pairwise(srt):
        assert first.end <= second.start
    spoken = " ".join(event.plaintext.replace("BEN: ", "").replace("\n", " ") for event in srt[1:-1])
    assert spoken == long
    vtt = (tmp_path / "film.vtt").read_text()
    assert vtt.startswith("WEBVTT")
    assert "<v ANNA>&lt;b&gt;No&lt;/b&gt; &amp; no." in vtt
    assert "00:00:01.000 --> 00:00:0" in vtt


def test_the_timeline_opens_with_handles_and_markers(tmp_path):
    clips = [
        editing.Clip("1A-1", "shots/1A-1.mp4", 40, 8, 6, ((3, "ANNA", "You kept it."),), {"reason": "because"}),
        editing.Clip("1B-1", "shots/1B-1.mp4", 25),
    ]
    editing.write_timeline("Test", clips, {"dialogue": "stems/dialogue.wav"}, 24, tmp_path / "film.otio")
    timeline = otio.adapters.read_from_file(str(tmp_path / "film.otio"))
    picture, sound = timeline.tracks
    assert picture[0].source_range.start_time.value == 8
    assert picture[0].source_range.duration.value == 40
    assert picture[0].media_reference.available_range.duration.value == 54
    assert picture[0].markers[0].marked_range.start_time.value == 11
    assert picture[0].metadata["fairtake"]["reason"] == "because"
    assert picture.duration().value == sound.duration().value == 65


def test_cards_fade_and_fill_the_frame():
    pages = [
        editing.Credit("Roles", tuple((f"Role {i}", "drawn") for i in range(12))),
        editing.Credit("", (("", "Thanks."),)),
    ]
    shown = [picture.copy() for picture in editing.credit_frames(pages, SIZE, 24)]
    assert abs(len(shown) - editing.credits_seconds(pages) * 24) <= len(pages) + 1
    assert all(picture.shape == (SIZE[1], SIZE[0], 3) for picture in shown)
    ink = [int((picture.min(axis=2) < 120).sum()) for picture in shown]
    assert ink[0] < max(ink) / 2
    assert ink[-1] < max(ink)


def test_the_title_card_shows_its_title():
    one = list(editing.title_frames("The Umbrella", "by A", (320, 180), 24))[30]
    two = list(editing.title_frames("The Letter", "by A", (320, 180), 24))[30]
    assert np.abs(one.astype(int) - two).max() > 100


def test_still_frames_of_a_card_are_the_same_picture(tmp_path):
    shown = list(editing.title_frames("The Umbrella", "by A", (320, 180), 24))
    assert len(shown) == 72
    assert shown[30] is shown[31]
    assert not shown[30].flags.writeable
    path = tmp_path / "title.mp4"
    editing.write_segment(shown, path, (320, 180), 24)
    with av.open(str(path)) as container:
        seen = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(seen) == 72
    for picture, original in zip(seen, shown, strict=True):
        assert np.abs(picture.astype(int) - original).mean() < 4


def test_a_buffer_that_is_used_again_is_drawn_again(tmp_path):
    buffer = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)

    def pictures():
        for tone in (30, 130, 230):
            buffer[:] = tone
            yield buffer

    editing.write_segment(pictures(), tmp_path / "a.mp4", SIZE, 24)
    with av.open(str(tmp_path / "a.mp4")) as container:
        tones = [frame.to_ndarray(format="rgb24").mean() for frame in container.decode(video=0)]
    assert np.abs(np.subtract(tones, (30, 130, 230))).max() < 6


def clips(folder: Path, wanted, code: str = "1", fps: int = 24) -> int:
    @contextmanager
    def writing(path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".part-{path.name}")
        yield part
        part.replace(path)

    return editing.write_clips(wanted, folder / "shots", folder / "clips.json", fps, code=code, writing=writing)


def test_only_clips_that_changed_are_written_again(tmp_path, pieces):
    a, b, c = pieces
    wanted = {"1.mp4": [a, b], "2.mp4": [b], "3.mp4": [c]}
    assert clips(tmp_path, wanted) == 3
    with av.open(str(tmp_path / "shots" / "1.mp4")) as container:
        assert sum(1 for _ in container.decode(video=0)) == 32
    assert clips(tmp_path, wanted) == 0
    assert clips(tmp_path, {**wanted, "2.mp4": [c, b]}) == 1
    assert clips(tmp_path, {**wanted, "2.mp4": [c, b]}, code="2") == 3
    assert clips(tmp_path, {"1.mp4": [a, b]}, code="2") == 0
    assert [path.name for path in (tmp_path / "shots").iterdir()] == ["1.mp4"]


def test_a_clip_somebody_changed_is_written_again(tmp_path, pieces):
    wanted = {"1.mp4": [pieces[0]], "2.mp4": [pieces[1]]}
    clips(tmp_path, wanted)
    (tmp_path / "shots" / "1.mp4").write_bytes(b"x")
    (tmp_path / "shots" / "2.mp4").unlink()
    assert clips(tmp_path, wanted) == 2
    (tmp_path / "clips.json").write_text("[")
    assert clips(tmp_path, wanted) == 2
