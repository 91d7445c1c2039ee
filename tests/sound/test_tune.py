"""Music somebody brings: its beats are found, and it is laid on bars."""

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.errors import SoundError
from fairtake.model.clearance import ReferenceKind
from fairtake.model.score import Beats
from fairtake.model.sound import RATE, Stem
from fairtake.sound.reel import Reel
from fairtake.sound.tune import Laid, Tune, find_beats, lay_tune, play_tune, read_tune
from lent import own


def drummed(beats_a_minute, seconds=30.0, first=0.37, seed=1):
    """A drum on every beat with a low one on each fourth, quiet hats between, and noise."""
    rng = np.random.default_rng(seed)
    sound = 0.02 * rng.normal(size=int(seconds * RATE))
    period = 60 / beats_a_minute
    time = np.arange(int(0.15 * RATE)) / RATE
    for count, at in enumerate(np.arange(first, seconds - 0.3, period / 2)):
        begin = int(at * RATE)
        if count % 2:
            hit = 0.15 * np.exp(-time * 60) * rng.normal(size=len(time))
        else:
            pitch, loud = (60, 1.2) if count % 8 == 0 else (220, 0.4)
            hit = np.exp(-time * 30) * (loud * np.sin(2 * np.pi * pitch * time) + 0.3 * rng.normal(size=len(time)))
        sound[begin : begin + len(time)] += hit
    return Tune(np.stack([sound, sound]).astype(np.float32), -20.0)


@pytest.mark.parametrize("tempo", [84, 118, 150])
def test_beats_and_bars_are_found(tempo):
    beats = find_beats(drummed(tempo))
    period = 60 / tempo
    assert beats.period == pytest.approx(period, rel=0.01)
    assert beats.steady
    times = np.array(beats.times)
    times = times[times < 29.0]
    grid = np.arange(0.37, 30, period)
    assert np.median(np.abs(times[:, None] - grid).min(1)) < 0.012
    bar = beats.times[beats.bars[0]]
    assert (bar - 0.37) / (4 * period) == pytest.approx(round((bar - 0.37) / (4 * period)), abs=0.03)


def test_a_drone_has_no_beat_to_cut_to():
    time = np.arange(20 * RATE) / RATE
    sound = 0.2 * np.sin(2 * np.pi * 110 * time) * (1 + 0.02 * np.random.default_rng(0).normal(size=len(time)))
    assert not find_beats(Tune(np.stack([sound, sound]).astype(np.float32), -20.0)).steady


BEATS = Beats(tuple(np.arange(0.5, 60, 0.5).tolist()), tuple(range(0, 119, 4)), 0.5, 0.9, 60.0, -20.0)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(5, 40), st.booleans()), min_size=1, max_size=8))
def test_every_passage_begins_with_a_bar_or_with_the_piece(wanted):
    passages, at = [], 0.0
    for seconds, cut_to in wanted:
        passages.append((at, seconds, cut_to, "why"))
        at += seconds + 5.0
    bars = [BEATS.times[place] for place in BEATS.bars]
    for one, (start, seconds, cut_to, _) in zip(lay_tune(passages, BEATS), passages, strict=True):
        assert (one.start, one.seconds) == (start, seconds)
        assert one.source == 0.0 or one.source in bars
        if cut_to:
            assert one.source == bars[0]


def test_a_passage_is_heard_as_it_is_in_the_piece_and_ends_softly(tmp_path):
    tune = drummed(120)
    play_tune(tune, Laid(3.0, 6.0, 8.37), (), tmp_path / "a.reel")
    heard = Reel.open(tmp_path / "a.reel", 0).read(0, 60)[Stem.MUSIC]
    source = tune.samples[:, round(8.37 * RATE) :][:, : 4 * RATE]
    assert np.corrcoef(heard[0, RATE : 4 * RATE], source[0, RATE:])[0, 1] > 0.999
    assert np.abs(heard[:, -200:]).max() < 0.01 * np.abs(heard).max()


def test_speech_pushes_it_down_and_a_short_piece_goes_on(tmp_path):
    tune = drummed(120, 8.0)
    play_tune(tune, Laid(0.0, 20.0, 0.0), [(10.0, 13.0)], tmp_path / "a.reel")
    heard = Reel.open(tmp_path / "a.reel", 0).read(0, 200)[Stem.MUSIC]
    level = [float(np.sqrt((heard[:, a * RATE : (a + 2) * RATE] ** 2).mean())) for a in (4, 11, 16)]
    assert level[1] < 0.45 * level[0]
    assert level[2] > 0.7 * level[0]


def test_a_file_at_another_rate_in_one_channel_is_read(tmp_path):
    time = np.arange(6 * 22050) / 22050
    soundfile.write(tmp_path / "a.flac", 0.3 * np.sin(2 * np.pi * 440 * time), 22050)
    tune = read_tune(own(tmp_path / "a.flac", ReferenceKind.MUSIC))
    assert tune.samples.shape[0] == 2
    assert tune.seconds == pytest.approx(6.0, abs=0.01)
    spectrum = np.abs(np.fft.rfft(tune.samples[0, : 4 * RATE]))
    assert spectrum.argmax() / 4 == pytest.approx(440, abs=1)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.wav", b"RIFF0000WAVEnothing", "cannot be read"),
        ("a.mp3", b"", "cannot be read"),
        ("a.m3u8", b"#EXTM3U\nhttp://127.0.0.1:9/x.ts\n", "cannot be read"),
        ("short.wav", 2.0, "shorter"),
        ("still.wav", 0.0, "silent"),
    ],
)
def test_what_is_no_music_is_told(tmp_path, name, content, words):
    path = tmp_path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        loud = 0.3 if content else 0.0
        soundfile.write(path, loud * np.sin(np.arange(int((content or 10.0) * 8000)) / 5), 8000)
    with pytest.raises(SoundError, match=words) as told:
        read_tune(own(path, ReferenceKind.MUSIC))
    assert told.value.file == str(path)
    assert told.value.fix
