"""A short line in each of twenty languages: spoken, with every sound's mouth and every word's time."""

from __future__ import annotations

import numpy as np
import pytest

from fairtake.model.breakdown import Line
from fairtake.model.reading import Viseme, VoiceSpec
from fairtake.model.span import Span
from fairtake.voices import EspeakVoice
from fairtake.voices.visemes import is_mapped

LINES = {
    "en": "My mother hopes.",
    "de": "Meine Mutter hofft.",
    "fr": "Ma mère espère.",
    "es": "Mi madre espera.",
    "it": "Mia madre spera.",
    "pt": "Minha mãe espera.",
    "nl": "Mijn moeder hoopt.",
    "sv": "Min mamma hoppas.",
    "pl": "Moja mama ma psa.",
    "cs": "Moje máma má psa.",
    "tr": "Annem umut ediyor.",
    "ru": "Моя мама верит.",
    "uk": "Моя мама чекає.",
    "el": "Η μαμά περιμένει.",
    "ar": "أمي تنتظر.",
    "he": "אמא שלי מחכה.",
    "fa": "مادرم منتظر است.",
    "hi": "मेरी माँ आशा करती है।",
    "zh": "妈妈在等我。",
    "ja": "ママはまっている。",
    "ko": "엄마가 기다려.",
    "id": "Ibuku menunggu.",
    "vi": "Mẹ em đang chờ.",
    "fi": "Äiti toivoo parempaa.",
}


@pytest.fixture(scope="module")
def takes():
    spec = VoiceSpec("ANNA", pitch=200.0)
    lines = [Line(k, "ANNA", text, Span("", 0, 0, 0), language=code) for k, (code, text) in enumerate(LINES.items())]
    with EspeakVoice() as voice:
        return dict(zip(LINES, voice.speak_all((line, spec) for line in lines), strict=True))


@pytest.mark.parametrize("language", LINES)
def test_every_language_is_spoken_with_its_mouths_and_words(takes, language):
    take = takes[language]
    assert 0.5 < take.duration < 4
    assert np.abs(take.samples).max() > 0.1
    assert [one.symbol for one in take.phonemes if not is_mapped(one.symbol)] == []
    ends = [one.end for one in take.phonemes]
    assert ends == sorted(ends)
    assert ends[-1] <= take.duration + 1e-6
    # Every line has a sound for which lips meet, and vowels.
    shapes = {one.viseme for one in take.phonemes}
    assert Viseme.PP in shapes
    assert shapes & {Viseme.AA, Viseme.E, Viseme.IH, Viseme.OH, Viseme.OU}
    # No word is told before the one before it, and nothing is read letter by letter.
    starts = [word.start for word in take.words]
    assert starts == sorted(starts)
    assert len(take.words) >= (1 if language in ("zh", "ja") else 2)
    assert len([one for one in take.phonemes if one.viseme is not Viseme.SIL]) < 4 * len(LINES[language])
