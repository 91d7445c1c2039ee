"""The voice as a whole: what it says is the same, on time, and heard as it should be."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairtake.errors import VoiceError
from fairtake.model.breakdown import Delivery
from fairtake.model.reading import Take, Viseme, VoiceSpec
from fairtake.voices import RATE, EspeakVoice, median_pitch, pitch_track

ANNA = VoiceSpec("ANNA", pitch=195.0, formants=1.13)
BEN = VoiceSpec("BEN", pitch=105.0, formants=0.97)
TEXT = "You never told me about the letter, Anna, and I never asked you why."


def decibels(samples: np.ndarray) -> float:
    return 20.0 * float(np.log10(np.sqrt(np.mean(np.square(samples))) + 1e-9))


def assert_sound(take: Take, text: str) -> None:
    assert take.samples.dtype == np.float32
    assert take.samples.ndim == 1
    assert take.rate == RATE
    assert np.isfinite(take.samples).all()
    assert len(take.samples) > 0
    assert np.abs(take.samples).max() < 1.0
    assert take.phonemes
    assert take.phonemes[0].start >= 0.0
    for one, other in zip(take.phonemes, take.phonemes[1:], strict=False):
        assert one.start < one.end <= other.start
    assert take.phonemes[-1].start < take.phonemes[-1].end <= take.duration
    for word in take.words:
        assert text[word.offset :].startswith(word.text)
        assert 0.0 <= word.start < word.end <= take.duration
    for first, second in zip(take.words, take.words[1:], strict=False):
        assert first.offset < second.offset
        assert first.end <= second.start + 1e-9


def test_two_fresh_processes_give_the_same_bytes(voice, line) -> None:
    program = (
        "from fairtake.voices import EspeakVoice; from fairtake.model.reading import VoiceSpec\n"
        "from fairtake.model.breakdown import Delivery, Line; from fairtake.model.span import Span\n"
        "import hashlib, sys\n"
        "with EspeakVoice() as voice:\n"
        "    digest = hashlib.sha256()\n"
        "    for text, delivery in (('A warm-up.', 'normal'), (sys.argv[1], 'normal'), (sys.argv[1], 'whisper')):\n"
        "        line = Line(1, 'ANNA', text, Span('s', 0, 1, 1), delivery=Delivery(delivery))\n"
        "        take = voice.speak(line, VoiceSpec('ANNA', pitch=195.0, formants=1.13))\n"
        "        digest.update(take.samples.tobytes() + repr((take.phonemes, take.words)).encode())\n"
        "print(digest.hexdigest())\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program, TEXT], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    digest = hashlib.sha256()
    # Another process, another order, other things said before.
    whisper = voice.speak(line(TEXT, delivery=Delivery.WHISPER), ANNA)
    for take in (voice.speak(line("A warm-up."), ANNA), voice.speak(line(TEXT), ANNA), whisper):
        digest.update(take.samples.tobytes() + repr((take.phonemes, take.words)).encode())
    assert digest.hexdigest() == runs[0].strip()


@pytest.mark.parametrize("pitch", [85.0, 120.0, 165.0, 215.0, 300.0])
def test_the_median_pitch_is_the_one_asked_for(voice, line, pitch) -> None:
    take = voice.speak(line(TEXT), VoiceSpec("ANNA", pitch=pitch))
    assert 12.0 * abs(np.log2(median_pitch(take.samples, RATE) / pitch)) < 1.2


def test_formants_follow_the_spec_and_not_the_pitch(voice, line) -> None:
    def shape(pitch: float, formants: float) -> np.ndarray:
        samples = voice.speak(line("Ah. Ah. Far."), VoiceSpec("ANNA", pitch=pitch, formants=formants)).samples
        frames = np.lib.stride_tricks.sliding_window_view(samples, 1024)[::256] * np.hanning(1024)
        level = np.log(np.abs(np.fft.rfft(frames)) + 1e-4)
        cepstrum = np.fft.irfft(level)
        cepstrum[:, 45:-44] = 0.0
        loud = np.mean(np.square(frames), axis=1)
        return np.fft.rfft(cepstrum).real[loud > 0.3 * loud.max()].mean(axis=0)

    # On a logarithmic axis a change of formants is a shift.
    octaves = np.linspace(np.log2(500.0), np.log2(3800.0), 400)

    def resampled(pitch: float, formants: float) -> np.ndarray:
        curve = np.interp(2.0**octaves, np.fft.rfftfreq(1024, 1.0 / RATE), shape(pitch, formants))
        return (curve - curve.mean()) / curve.std()

    def shift(one: np.ndarray, other: np.ndarray) -> float:
        scores = {
            step: float(np.mean(one[60:-60] * other[60 + step : len(other) - 60 + step])) for step in range(-60, 61)
        }
        return max(scores, key=lambda step: scores[step]) * float(octaves[1] - octaves[0])

    middle = resampled(110.0, 1.0)
    assert 2.0 ** shift(middle, resampled(110.0, 1.15)) == pytest.approx(1.15, abs=0.05)
    assert 2.0 ** shift(middle, resampled(150.0, 1.0)) == pytest.approx(1.0, abs=0.05)


def test_phonemes_lie_where_their_sounds_are(voice, line) -> None:
    """Stop closures are quiet, vowels loud, hisses high."""
    text = "A sad baker took a tiny packet to a cosy pub. She sees six shiny seas. Happy puppets bob about."
    for spec, more in ((ANNA, {}), (BEN, {"delivery": Delivery.TIRED}), (BEN, {"delivery": Delivery.SHOUT})):
        take = voice.speak(line(text, **more), spec)
        assert_sound(take, text)
        loud, closed, hiss, voiced = [], [], [], []
        for phoneme in take.phonemes:
            start, end = round(phoneme.start * RATE), round(phoneme.end * RATE)
            part = take.samples[start:end]
            high = float(np.mean(np.abs(np.diff(part)))) / (float(np.mean(np.abs(part))) + 1e-9) if len(part) > 1 else 0
            if phoneme.stress == 2 and phoneme.viseme in (Viseme.AA, Viseme.OH, Viseme.E):
                loud.append(decibels(part))
                voiced.append(high)
            elif phoneme.symbol in ("p", "t", "k") and end - start > 0.04 * RATE:
                closed.append(min(decibels(part[i : i + 110]) for i in range(0, len(part) - 110, 55)))
            elif phoneme.symbol in ("s", "S"):
                hiss.append(high)
        assert np.median(closed) < np.median(loud) - 18.0
        assert np.median(hiss) > 1.8 * np.median(voiced)


def test_sound_begins_and_ends_with_the_take(voice, line) -> None:
    for text in ("Anna?", "Stop it.", "Hm.", "So long, then."):
        take = voice.speak(line(text), BEN)
        audible = np.flatnonzero(np.abs(take.samples) > 0.01 * np.abs(take.samples).max())
        assert audible[0] <= 0.02 * RATE
        assert audible[-1] >= len(take.samples) - 0.021 * RATE
        assert take.samples[0] == pytest.approx(0.0, abs=1e-3)
        assert take.samples[-1] == pytest.approx(0.0, abs=1e-3)
        first = next(phoneme for phoneme in take.phonemes if phoneme.viseme is not Viseme.SIL)
        assert first.start <= 0.03


def test_a_whisper_has_no_voice(voice, line) -> None:
    spoken, whispered = (voice.speak(line(TEXT, delivery=way), BEN) for way in (Delivery.NORMAL, Delivery.WHISPER))
    strength = [np.percentile(pitch_track(take.samples, RATE)[1], 75) for take in (spoken, whispered)]
    assert strength[0] > 0.85
    assert strength[1] < 0.6
    assert decibels(whispered.samples) < decibels(spoken.samples) - 6.0


def test_deliveries_are_heard(voice, line) -> None:
    takes = {delivery: voice.speak(line(TEXT, delivery=delivery), BEN) for delivery in Delivery}
    normal = takes[Delivery.NORMAL]

    def brightness(take: Take) -> float:
        power = np.abs(np.fft.rfft(take.samples)) ** 2
        frequency = np.fft.rfftfreq(len(take.samples), 1.0 / RATE)
        return 10.0 * float(
            np.log10(power[(frequency > 1200) & (frequency < 4500)].sum() / power[frequency < 900].sum())
        )

    shout = takes[Delivery.SHOUT]
    assert median_pitch(shout.samples, RATE) > 1.25 * median_pitch(normal.samples, RATE)
    assert brightness(shout) > brightness(normal) + 4.0
    assert decibels(shout.samples) > decibels(normal.samples) + 3.0
    assert brightness(takes[Delivery.SOFT]) < brightness(normal) - 1.0
    assert decibels(takes[Delivery.SOFT].samples) < decibels(normal.samples) - 3.0
    tired = takes[Delivery.TIRED]
    assert tired.duration > 1.18 * normal.duration
    pitches, _ = pitch_track(tired.samples, RATE)
    thirds = np.array_split(pitches, 3)
    assert np.median(thirds[0][thirds[0] > 0]) > 1.06 * np.median(thirds[2][thirds[2] > 0])
    silences = {
        delivery: sum(phoneme.end - phoneme.start for phoneme in take.phonemes if phoneme.viseme is Viseme.SIL)
        for delivery, take in takes.items()
    }
    assert silences[Delivery.HESITANT] > silences[Delivery.NORMAL] + 0.4


def test_emphasis_raises_and_lengthens_its_word_only(voice, line) -> None:
    text = "I never wanted money from you."
    start = text.index("money")
    plain, stressed = (voice.speak(line(text, emphasis=e), BEN) for e in ((), ((start, start + 5),)))

    def word(take: Take, written: str) -> tuple[float, float]:
        found = next(word for word in take.words if word.text == written)
        part = take.samples[round(found.start * RATE) : round(found.end * RATE)]
        return median_pitch(part, RATE), found.end - found.start

    assert word(stressed, "money")[0] > 1.1 * word(plain, "money")[0]
    assert word(stressed, "money")[1] > 1.1 * word(plain, "money")[1]
    assert word(stressed, "wanted")[1] == pytest.approx(word(plain, "wanted")[1], rel=0.1)
    assert [w.text for w in stressed.words] == [w.text for w in plain.words]


def test_an_interrupted_line_stops_and_a_trailing_one_fades(voice, line) -> None:
    def end(take: Take) -> float:
        loudest = max(decibels(take.samples[i : i + 400]) for i in range(0, len(take.samples) - 400, 400))
        return decibels(take.samples[-round(0.06 * RATE) :]) - loudest

    whole = voice.speak(line("I thought you were gone."), BEN)
    cut = voice.speak(line("I thought you were gone --", interrupted=True), BEN)
    fading = voice.speak(line("I thought you were gone..."), BEN)
    assert cut.duration < whole.duration - 0.05
    assert end(cut) > end(whole) + 6.0
    assert cut.phonemes[-1].viseme is not Viseme.SIL
    assert fading.duration > whole.duration + 0.05
    assert [word.text for word in cut.words] == [word.text for word in whole.words]


def test_a_question_rises(voice, line) -> None:
    def last(text: str) -> float:
        pitches, _ = pitch_track(voice.speak(line(text), BEN).samples, RATE)
        voiced = pitches[pitches > 0]
        return float(np.median(voiced[-6:]) / np.median(voiced))

    assert last("You were alone?") > 1.15 * last("You were alone.")


def test_song_moves_in_steps(voice, line) -> None:
    text = "Row your boat along the river home"
    spoken, sung = (voice.speak(line(text, sung=sung), ANNA) for sung in (False, True))

    def spread(take: Take) -> float:
        notes = [
            median_pitch(take.samples[round(word.start * RATE) : round(word.end * RATE)], RATE) for word in take.words
        ]
        return float(np.std(12.0 * np.log2([note for note in notes if note])))

    assert sung.duration > 1.2 * spoken.duration
    assert spread(sung) > 1.3 * spread(spoken)


@pytest.mark.parametrize("text", ["…", "?!", "😀", "--", "", "   ", "\x01\x02", "<>", "👍🏽👨‍👩‍👧"])
def test_nothing_to_say_is_a_breath(voice, line, text) -> None:
    take = voice.speak(line(text), ANNA)
    assert_sound(take, text)
    assert {phoneme.viseme for phoneme in take.phonemes} == {Viseme.SIL}
    assert take.words == ()
    assert take.duration <= 0.4
    assert decibels(take.samples) < -35.0


def test_markup_and_control_characters_are_not_orders(voice, line) -> None:
    plain = voice.speak(line("Say nothing   now"), BEN)
    for text in ("Say nothing \x01 now", "Say nothing <>\x02now", "Say nothing \x1b\x00 now", "Say nothing [[ now"):
        take = voice.speak(line(text), BEN)
        assert [p.symbol for p in take.phonemes] == [p.symbol for p in plain.phonemes], text
    take = voice.speak(line('He said <break time="9s"/> & <prosody pitch="+90%"> \x01+90P stop'), BEN)
    assert take.duration < 9.0
    assert 12.0 * abs(np.log2(median_pitch(take.samples, RATE) / 105.0)) < 2.5
    assert take.words[-1].text == "stop"


def test_capitals_are_not_spelled(voice, line) -> None:
    small = voice.speak(line("It is us or them."), BEN)
    capitals = voice.speak(line("IT IS US OR THEM."), BEN)
    assert [p.symbol for p in capitals.phonemes] == [p.symbol for p in small.phonemes]
    assert len(voice.speak(line("The FBI."), BEN).phonemes) > 7  # three letters


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Où étiez-vous, mon père ?"),
        ("de", "Schöne Grüße aus München."),
        ("es", "¿Qué pasa, señor? ¡Cállate!"),
        ("ru", "Я тебя не знаю."),
        ("ar", "مرحبا يا صديقي"),
        ("cmn", "你为什么不告诉我"),
        ("hi", "तुमने मुझे क्यों नहीं बताया"),
        ("ja", "どうして きたの"),
        ("en-gb", "Mind the gap, please."),
    ],
)
def test_other_languages(voice, line, language, text) -> None:
    take = voice.speak(line(text, language=language), ANNA)
    assert_sound(take, text)
    assert take.words
    assert len({phoneme.viseme for phoneme in take.phonemes}) >= 4
    assert take.duration > 0.5


def test_an_unknown_language_names_the_nearest(voice, line) -> None:
    with pytest.raises(VoiceError, match=r"Norwegian|Norw") as caught:
        voice.speak(line("Hei."), VoiceSpec("ANNA", language="norwegean"))
    assert "Did you mean" in caught.value.fix
    assert voice.speak(line("Still here."), ANNA).words


def test_two_thousand_words(voice, line) -> None:
    text = " ".join(["and then we walked on, past the house,"] * 250)
    take = voice.speak(line(text), BEN)
    assert_sound(take, text)
    assert len(take.words) == 2000


def test_the_worker_is_killed_and_comes_back(line, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with EspeakVoice() as voice:
        before = voice.speak(line(TEXT), ANNA)
        pid = voice.worker_pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        after = voice.speak(line(TEXT), ANNA)
        assert np.array_equal(before.samples, after.samples)
        assert voice.worker_pid != pid
        takes = voice.speak_all((line(f"{TEXT} {n}"), ANNA) for n in range(12))
        first = next(takes)
        assert voice.worker_pid is not None
        os.kill(voice.worker_pid, signal.SIGKILL)
        assert len([first, *takes]) == 12


def test_a_worker_that_cannot_live_is_an_error(line, monkeypatch) -> None:
    monkeypatch.setattr("fairtake.voices.espeak.data_folder", lambda: "/nowhere/at/all")
    with EspeakVoice() as voice, pytest.raises(VoiceError, match="espeakng-loader"):
        voice.speak(line(TEXT), ANNA)


def test_no_process_and_no_folder_is_left(line, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    voice = EspeakVoice()
    voice.speak(line("Hello."), ANNA)
    pid = voice.worker_pid
    assert pid is not None
    assert list(tmp_path.iterdir())
    voice.close()
    with pytest.raises(ProcessLookupError):  # ended, and waited for
        os.kill(pid, 0)
    assert not list(tmp_path.iterdir())
    voice.close()


def test_what_a_killed_worker_left_is_swept(line, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with EspeakVoice() as first, EspeakVoice() as second, EspeakVoice() as third:
        first.speak(line("Hello."), ANNA)
        (left,) = tmp_path.iterdir()
        second.speak(line("Hello."), ANNA)
        (alive,) = set(tmp_path.iterdir()) - {left}
        assert first.worker_pid is not None
        os.kill(first.worker_pid, signal.SIGKILL)
        first.close()
        for folder in (left, alive):
            os.utime(folder, (1.0, 1.0))
        third.speak(line("Hello."), ANNA)
        assert not left.exists()
        assert alive.exists()
        assert second.speak(line("Still here."), ANNA).words


def test_a_temporary_folder_with_a_long_path(line, tmp_path, monkeypatch) -> None:
    long = tmp_path / ("x" * 120) / ("y" * 120)
    long.mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(long))
    with EspeakVoice() as voice:
        assert voice.speak(line("Hello."), ANNA).words


def test_leaving_early_leaves_no_answers_behind(voice, line) -> None:
    takes = voice.speak_all((line(f"Number {n}."), ANNA) for n in range(20))
    next(takes)
    takes.close()
    assert [word.text for word in voice.speak(line("Something else."), ANNA).words] == ["Something", "else"]


def test_one_reading_at_a_time(line) -> None:
    with EspeakVoice() as voice:
        takes = voice.speak_all((line(f"Number {n}."), ANNA) for n in range(9))
        next(takes)
        with pytest.raises(RuntimeError, match="one reading at a time"):
            voice.speak(line("Something else."), ANNA)
        assert len(list(takes)) == 8


def test_many_lines_are_read_fast(voice, line) -> None:
    lines = [(line(f"{TEXT} Number {n}."), ANNA) for n in range(60)]
    voice.speak(*lines[0])
    began = time.process_time()
    takes = list(voice.speak_all(lines))
    spent = time.process_time() - began
    assert len(takes) == 60
    assert spent / 60 < 0.2  # of this process; far above what it takes, to catch waiting in a loop


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(max_size=60)
    | st.lists(st.sampled_from([*TEXT.split(), "--", "...", "NO!", "Où"]), max_size=14).map(" ".join),
    delivery=st.sampled_from(list(Delivery)),
    interrupted=st.booleans(),
    sung=st.booleans(),
    emphasis=st.tuples(st.integers(0, 30), st.integers(0, 60)),
)
def test_any_line_gives_a_sound_take(voice, line, text, delivery, interrupted, sung, emphasis) -> None:
    take = voice.speak(line(text, delivery=delivery, interrupted=interrupted, sung=sung, emphasis=(emphasis,)), ANNA)
    assert_sound(take, text)
