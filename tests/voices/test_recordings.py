"""People's recordings: read from any file, aligned to their words, never at any price."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from fairtake.errors import VoiceError
from fairtake.model.clearance import ReferenceKind
from fairtake.model.reading import Take, Viseme, VoiceSpec
from fairtake.voices import EspeakVoice, recorded_take
from lent import own

ROLE = VoiceSpec("ANNA", pitch=198, formants=1.12)
ACTOR = VoiceSpec("ANNA", pitch=112, formants=0.95, rate=135, breath=0.2)
TEXT = "You never told me. Why didn't you call?"


@pytest.fixture(scope="module")
def reading(voice: EspeakVoice, line) -> Take:
    return voice.speak(line(TEXT), ROLE)


@pytest.fixture(scope="module")
def acted(voice: EspeakVoice, line) -> Take:
    return voice.speak(line(TEXT), ACTOR)


def padded(take: Take, seconds: float = 0.4) -> np.ndarray:
    """The take in a file: silence with a little noise about it."""
    hush = np.zeros(round(seconds * take.rate), np.float32)
    whole = np.concatenate((hush, take.samples, hush))
    return whole + 0.0005 * np.random.default_rng(1).normal(size=len(whole))


def sounds(take: Take) -> list:
    return [one for one in take.phonemes if one.viseme is not Viseme.SIL]


def test_every_sound_is_found_where_it_is(acted, reading, line, tmp_path) -> None:
    soundfile.write(tmp_path / "001.wav", padded(acted), acted.rate)
    made = recorded_take(own(tmp_path / "001.wav", ReferenceKind.RECORDING), line(TEXT), reading)
    take = made.take
    assert take.human
    assert (take.rate, take.samples.dtype, take.samples.ndim) == (48_000, np.float32, 1)
    assert abs(take.duration - acted.duration) < 0.05  # the silence about it is gone
    errors = [abs(a.start - b.start) for a, b in zip(sounds(take), sounds(acted), strict=True)]
    assert np.median(errors) < 0.02
    assert np.quantile(errors, 0.9) < 0.04
    assert [one.viseme for one in sounds(take)] == [one.viseme for one in sounds(reading)]
    assert [word.text for word in take.words] == [word.text for word in reading.words]
    assert all(abs(a.start - b.start) < 0.05 for a, b in zip(take.words, acted.words, strict=True))
    times = [edge for one in take.phonemes for edge in (one.start, one.end)]
    assert times == sorted(times)
    assert not made.notes
    # As loud as the synthetic reading of the line would be.
    loudness = [20 * np.log10(np.sqrt(np.mean(np.square(one.samples)))) for one in (take, reading)]
    assert abs(loudness[0] - loudness[1]) < 3.0
    again = recorded_take(own(tmp_path / "001.wav", ReferenceKind.RECORDING), line(TEXT), reading).take
    assert np.array_equal(again.samples, take.samples)
    assert again.phonemes == take.phonemes


def test_a_pause_the_actor_makes_is_a_pause(acted, reading, line, tmp_path) -> None:
    word = next(one for one in acted.words if one.text == "told")
    at = round(word.start * acted.rate)
    hush = np.zeros(round(0.7 * acted.rate), np.float32)
    paused = np.concatenate((acted.samples[:at], hush, acted.samples[at:]))
    soundfile.write(tmp_path / "1.wav", paused, acted.rate)
    take = recorded_take(own(tmp_path / "1.wav", ReferenceKind.RECORDING), line(TEXT), reading).take
    silent = [one for one in take.phonemes if one.viseme is Viseme.SIL and one.start < word.start + 0.1 < one.end]
    assert len(silent) == 1
    assert silent[0].end - silent[0].start > 0.6
    told = next(one for one in take.words if one.text == "told")
    assert abs(told.start - (word.start + 0.7)) < 0.05


def test_steady_noise_is_taken_down_and_the_voice_is_not(acted, reading, line, tmp_path) -> None:
    clean = padded(acted, 0.6)
    noise = 0.02 * np.random.default_rng(5).normal(size=len(clean))
    word = next(one for one in acted.words if one.text == "Why")
    at = round((word.start + 0.6) * acted.rate)
    soundfile.write(tmp_path / "1.wav", np.insert(clean, at, np.zeros(acted.rate // 2)), acted.rate)
    soundfile.write(
        tmp_path / "2.wav", np.insert(clean + noise, at, 0.02 * noise[: acted.rate // 2] / 0.02), acted.rate
    )
    quiet, noisy = (
        recorded_take(own(tmp_path / name, ReferenceKind.RECORDING), line(TEXT), reading).take
        for name in ("1.wav", "2.wav")
    )
    pause = next(one for one in noisy.phonemes if one.viseme is Viseme.SIL and one.end - one.start > 0.4)
    part = noisy.samples[round((pause.start + 0.1) * 48_000) : round((pause.end - 0.1) * 48_000)]
    before = np.std(noise) / np.sqrt(np.mean(acted.samples**2))
    after = np.std(part) / np.sqrt(np.mean(noisy.samples**2))
    assert 20 * np.log10(after / before) < -8
    errors = [abs(a.start - b.start) for a, b in zip(sounds(noisy), sounds(quiet), strict=True)]
    assert np.median(errors) < 0.03


@pytest.mark.parametrize("kind", ["stereo.flac", "opposed.wav", "left.wav", "slow.wav", "lossy.ogg"])
def test_any_rate_and_channels(kind, acted, reading, line, tmp_path) -> None:
    samples, rate = padded(acted), acted.rate
    if kind == "slow.wav":
        samples, rate = samples[::2], rate // 2
    channels = {"stereo.flac": (1, 1), "opposed.wav": (1, -1), "left.wav": (1, 0)}.get(kind, (1,))
    soundfile.write(tmp_path / kind, np.stack([samples * one for one in channels], axis=1), rate)
    made = recorded_take(own(tmp_path / kind, ReferenceKind.RECORDING), line(TEXT), reading)
    errors = [abs(a.start - b.start) for a, b in zip(sounds(made.take), sounds(acted), strict=True)]
    assert np.median(errors) < 0.025
    assert any("samples a second" in note for note in made.notes) == (kind == "slow.wav")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("silence", "nobody is heard"),
        ("noise", "nobody is heard"),
        ("text", "no sound file"),
        ("empty", "no sound file"),
        ("playlist", "no sound file"),
        ("numbers", "no numbers"),
        ("hours", "2:00:00 long"),
    ],
)
def test_what_is_no_take_is_refused_at_once(kind, said, reading, line, tmp_path) -> None:
    path: Path = tmp_path / "001.wav"
    rng = np.random.default_rng(2)
    match kind:
        case "silence":
            soundfile.write(path, np.zeros(50_000), 44_100)
        case "noise":
            soundfile.write(path, 0.2 * rng.normal(size=90_000), 44_100)
        case "text":
            path.write_text("This is not a sound.")
        case "empty":
            path.write_bytes(b"")
        case "playlist":
            path.write_text("#EXTM3U\n#EXTINF:1,\nhttp://example.com/take.ts\n")
        case "numbers":
            soundfile.write(path, np.array([0.1, np.nan, np.inf] * 9000, np.float32), 44_100, subtype="FLOAT")
        case "hours":
            soundfile.write(path, np.zeros(7200 * 1000, np.int16), 1000, subtype="PCM_U8")
    began = time.process_time()
    with pytest.raises(VoiceError, match=said) as caught:
        recorded_take(own(path, ReferenceKind.RECORDING), line(TEXT), reading)
    assert time.process_time() - began < 1.0
    assert caught.value.fix
    assert caught.value.file == str(path)


def test_what_is_not_as_it_should_be_is_told(voice, acted, reading, line, tmp_path) -> None:
    path = tmp_path / "001.wav"
    soundfile.write(path, np.clip(30 * padded(acted), -1, 1), acted.rate)
    assert any(
        "clipped" in note for note in recorded_take(own(path, ReferenceKind.RECORDING), line(TEXT), reading).notes
    )
    other = voice.speak(line("I kept it in the drawer, under the letters."), ACTOR)
    soundfile.write(path, padded(other), other.rate)
    made = recorded_take(own(path, ReferenceKind.RECORDING), line(TEXT), reading)
    assert any("does not sound like its line" in note for note in made.notes)
    assert made.take.human  # it is used all the same
    for factor in (0.55, 1.8):
        soundfile.write(path, padded(acted), round(acted.rate * factor))
        notes = recorded_take(own(path, ReferenceKind.RECORDING), line(TEXT), reading).notes
        assert any("too fast or too slowly" in note or "does not sound" in note for note in notes), factor
    path = tmp_path / "001.flac"
    soundfile.write(path, padded(acted), acted.rate)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert any(
        "damaged" in note for note in recorded_take(own(path, ReferenceKind.RECORDING), line(TEXT), reading).notes
    )
