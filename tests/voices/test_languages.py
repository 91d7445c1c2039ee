from __future__ import annotations

import pytest

from fairtake.errors import VoiceError
from fairtake.model.reading import VoiceSpec
from fairtake.voices import EspeakVoice, languages
from fairtake.voices.languages import find_language


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("en", "en-us"),
        ("en_GB", "en-gb"),
        ("EN-au", "en-gb-x-rp"),
        ("fr", "fr-fr"),
        ("fr-CA", "fr-fr"),
        ("German", "de"),
        ("zh", "cmn"),
        ("pt-BR", "pt-br"),
        ("sv", "sv"),
    ],
)
def test_what_people_write(name, code) -> None:
    assert find_language(name).code == code


def test_every_language_listed_can_be_spoken(line) -> None:
    assert len(languages()) > 100
    assert languages()["fr-fr"] == "French (France)"
    with EspeakVoice() as voice:
        wanted = [(line("1, 2.", language=code), VoiceSpec("ANNA")) for code in languages()]
        takes = dict(zip(languages(), voice.speak_all(wanted), strict=True))
    assert sum(bool(take.words) for take in takes.values()) > 0.9 * len(takes)


@pytest.mark.parametrize("name", ["xx", "", "klingn", "-"])
def test_unknown(name) -> None:
    with pytest.raises(VoiceError, match="no voice speaks") as caught:
        find_language(name)
    assert caught.value.fix.startswith("Did you mean")


def test_kanji_are_read_in_kana_or_said_to_be_unread(monkeypatch) -> None:
    from fairtake.voices import japanese, unreadable
    from fairtake.voices.respelling import respelled

    text = "今日は駅へ行く。"
    pytest.importorskip("janome")
    assert [one.text for one in respelled(text, "ja")] == ["きょう", "わ", "えき", "え", "いく"]
    assert unreadable(text, "ja") == ""
    assert not respelled(text, "cmn")
    monkeypatch.setattr(japanese.util, "find_spec", lambda name: None)
    assert unreadable(text, "ja") == "今日駅行"
    assert unreadable(text, "cmn") == ""
    assert not respelled(text, "ja")
