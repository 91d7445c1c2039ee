"""What a delivery sounds like: measured, not believed."""

from __future__ import annotations

import numpy as np
import pytest

from fairtake.model.breakdown import Delivery
from fairtake.model.reading import Viseme, VoiceSpec
from fairtake.voices import median_pitch, pitch_track
from fairtake.voices.text import loud_words, prepare

ANNA = VoiceSpec("ANNA", pitch=198, formants=1.12)
TEXT = "You never told me about the letters."


def share(take, low: float, high: float) -> float:
    """Power in a band against all of it, dB."""
    power = np.abs(np.fft.rfft(take.samples)) ** 2
    frequency = np.fft.rfftfreq(len(take.samples), 1 / take.rate)
    return float(10 * np.log10(power[(frequency >= low) & (frequency < high)].sum() / power.sum()))


def test_shouting_is_more_than_loud(voice, line) -> None:
    plain, shout = (voice.speak(line(TEXT, delivery=one), ANNA) for one in (Delivery.NORMAL, Delivery.SHOUT))
    assert 12 * np.log2(median_pitch(shout.samples, shout.rate) / median_pitch(plain.samples, plain.rate)) > 4
    assert share(shout, 2000, 8000) > share(plain, 2000, 8000) + 4  # a bright spectrum
    assert share(shout, 0, 500) < share(plain, 0, 500) - 4

    def vowels(take) -> float:
        long = [one.end - one.start for one in take.phonemes if one.viseme in (Viseme.AA, Viseme.E, Viseme.OH)]
        return float(np.mean(long))

    assert vowels(shout) > 1.06 * vowels(plain)


def test_whispering_has_no_cords(voice, line) -> None:
    whisper = voice.speak(line(TEXT, delivery=Delivery.WHISPER), ANNA)
    _, strength = pitch_track(whisper.samples, whisper.rate)
    _, voiced = pitch_track(voice.speak(line(TEXT), ANNA).samples, whisper.rate)
    assert np.quantile(strength, 0.7) < 0.6 < 0.9 < np.quantile(voiced, 0.7)


def test_somebody_who_speaks_for_long_breathes(voice, line) -> None:
    text = (
        "I kept it in the drawer under the letters, where nobody ever looks. "
        "I knew that one day you would come and ask me for it. And now you have come at last."
    )
    take = voice.speak(line(text), ANNA)
    speech = float(np.sqrt(np.mean(take.samples**2)))
    heard = []
    for one in take.phonemes:
        if one.viseme is Viseme.SIL and one.end - one.start > 0.4:
            part = take.samples[round((one.start + 0.06) * take.rate) : round((one.end - 0.1) * take.rate)]
            heard.append(20 * np.log10(float(np.sqrt(np.mean(part**2))) / speech))
    assert len(heard) == 2
    assert all(-34 < level < -18 for level in heard)
    short = voice.speak(line("Yes. Come in."), ANNA)
    pause = [one for one in short.phonemes if one.viseme is Viseme.SIL and 0.1 < one.start < short.duration - 0.1]
    assert all(one.end - one.start < 0.6 for one in pause)


@pytest.mark.parametrize("text", ["Really?", "Anna?"])
def test_a_question_of_one_word_climbs(voice, line, text) -> None:
    pitches, _ = pitch_track(voice.speak(line(text), ANNA).samples, 22_050)
    voiced = pitches[pitches > 0]
    assert 12 * np.log2(voiced[-1] / voiced.min()) > 2.5
    assert prepare(line(text), "en-us").rise > 0
    assert prepare(line("Where are you going?"), "en-us").rise == 0
    assert prepare(line("你好吗?"), "cmn").rise == 0


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("You NEVER told me.", ["NEVER"]),
        ("It is NOT mine.", ["NOT"]),
        ("I AM the king.", ["AM"]),
        ("Come at 7 AM.", []),
        ("I work for the FBI, on TV, in the US.", []),
        ("GET OUT OF HERE!", []),
        ("Nobody at all.", []),
        ("Ich will das NICHT hören.", ["NICHT"]),
    ],
)
def test_capitals_are_stressed_and_initials_are_not(text, loud) -> None:
    assert [text[start:end] for start, end in loud_words(text)] == loud


def test_a_word_in_capitals_is_higher_and_longer(voice, line) -> None:
    def told(text: str) -> tuple[float, float]:
        take = voice.speak(line(text), ANNA)
        word = next(one for one in take.words if one.text.casefold() == "about")
        pitches, _ = pitch_track(take.samples, take.rate)
        own = pitches[int(word.start * 100) : int(word.end * 100)]
        return float(np.median(own[own > 0])), word.end - word.start

    plain, loud = told("We heard about the letters."), told("We heard ABOUT the letters.")
    assert 12 * np.log2(loud[0] / plain[0]) > 0.8
    assert loud[1] > 1.1 * plain[1]
