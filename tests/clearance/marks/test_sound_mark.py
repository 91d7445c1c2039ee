import io
import itertools

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.clearance.marks.sound import PERIOD, RATE, SoundMark, find_sound

KEY = b"a key that nobody else has".ljust(32, b".")
VALUE = 0x0123_4567_89AB


def room(seconds: float, seed: int = 1) -> np.ndarray:
    """Something like a scene: noise that falls with frequency, and syllables of a buzzing voice."""
    count = int(seconds * RATE)
    dice = np.random.default_rng(seed)
    noise = np.fft.irfft(np.fft.rfft(dice.standard_normal(count)) / (1 + np.arange(count // 2 + 1) / 4000), count)
    time = np.arange(count) / RATE
    buzz = sum(np.sin(2 * np.pi * 130 * part * time + part) / part for part in range(1, 40))
    syllables = np.clip(np.sin(2 * np.pi * 3.1 * time), 0, 1) ** 0.5
    sound = 0.02 * noise / noise.std() + 0.08 * buzz * syllables
    return np.stack([sound, 0.9 * sound]).astype(np.float32)


def as_played(sound: np.ndarray, rate: int) -> np.ndarray:
    """Encoded to AAC and back."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as out:
        stream = out.add_stream("aac", rate=RATE, layout="stereo")
        stream.bit_rate = rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout="stereo")
        frame.sample_rate = RATE
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    file.seek(0)
    with av.open(file) as source:
        return np.concatenate([frame.to_ndarray() for frame in source.decode(audio=0)], axis=1)


def test_a_mark_is_read_back_wherever_one_begins_to_listen() -> None:
    marked = SoundMark(KEY, VALUE).embed(room(20))
    for start in (0, 12_345, 5 * RATE + 77):
        found = find_sound([marked[:, start : start + 6 * RATE]], KEY)
        assert found is not None
        assert found.value == VALUE


def test_it_outlives_an_encoder_a_level_and_noise() -> None:
    marked = SoundMark(KEY, VALUE).embed(room(12))
    hurt = as_played(marked, 96_000)[:, 4_321:] * 0.3
    hurt += 0.0005 * np.random.default_rng(3).standard_normal(hurt.shape).astype(np.float32)
    found = find_sound([hurt], KEY)
    assert found is not None
    assert found.value == VALUE


def test_another_rate_and_the_speed_of_television() -> None:
    import soxr

    marked = SoundMark(KEY, VALUE).embed(room(12))[:1]
    slow = soxr.resample(marked.T, RATE, 32_000).T
    found = find_sound([slow], KEY, rate=32_000)
    assert found is not None
    assert found.value == VALUE
    fast = soxr.resample(marked.T, 25 * 48, 24 * 48).T
    assert find_sound([fast], KEY) is None
    found = find_sound([fast], KEY, speed=25 / 24)
    assert found is not None
    assert found.value == VALUE


def test_nobody_finds_it_without_the_key_and_nothing_is_found_where_nothing_is() -> None:
    sound = room(12)
    assert find_sound([SoundMark(KEY, VALUE).embed(sound)], b"another key".ljust(32, b".")) is None
    assert find_sound([sound], KEY) is None
    assert find_sound([np.zeros((2, 6 * RATE), np.float32)], KEY) is None
    assert find_sound([], KEY) is None


def test_it_is_far_below_the_sound_and_leaves_a_tone_nearly_alone() -> None:
    sound = room(8)
    away = SoundMark(KEY, VALUE).embed(sound) - sound
    assert 10 * np.log10((sound**2).mean() / (away**2).mean()) > 22
    tone = (0.3 * np.sin(2 * np.pi * 1000 * np.arange(4 * RATE) / RATE)).astype(np.float32)[None]
    away = SoundMark(KEY, VALUE).embed(tone) - tone
    assert 10 * np.log10((tone**2).mean() / (away**2).mean()) > 32


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(1, 3 * PERIOD), max_size=6), channels=st.sampled_from([1, 2, 6]))
def test_blocks_of_any_length_give_the_same_sound(cuts: list[int], channels: int) -> None:
    sound = np.random.default_rng(0).standard_normal((channels, 2 * PERIOD + 311)).astype(np.float32)
    edges = sorted({0, *(cut for cut in cuts if cut < sound.shape[1]), sound.shape[1]})
    mark = SoundMark(KEY, VALUE)
    whole = mark.embed(sound)
    parts = list(mark.stream(sound[:, a:b] for a, b in itertools.pairwise(edges)))
    assert whole.shape == sound.shape
    assert np.array_equal(np.concatenate(parts, axis=1), whole)


def test_it_is_found_in_the_middle_of_something_else() -> None:
    marked = SoundMark(KEY, VALUE).embed(room(24))
    around = [room(30, 5), marked, room(30, 6)]
    found = find_sound((block[:, at : at + 9_999] for block in around for at in range(0, block.shape[1], 9_999)), KEY)
    assert found is not None
    assert found.value == VALUE
    assert 18 <= found.start < found.end <= 60


def test_silence_stays_silent_and_a_short_sound_keeps_its_length() -> None:
    mark = SoundMark(KEY, VALUE)
    assert not mark.embed(np.zeros((2, RATE), np.float32)).any()
    for count in (1, 100, 4096, 4097):
        assert mark.embed(np.ones((1, count), np.float32)).shape == (1, count)


@pytest.mark.parametrize("value", [0, 1, 2**48 - 1])
def test_any_number_of_48_bits(value: int) -> None:
    found = find_sound([SoundMark(KEY, value).embed(room(8))], KEY)
    assert found is not None
    assert found.value == value
