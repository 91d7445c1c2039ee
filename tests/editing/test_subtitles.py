"""Subtitles by the trade's rules: breaks, times, cuts, scripts, sounds."""

from __future__ import annotations

import itertools

import pysubs2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake import editing
from fairtake.editing.subtitles import Subtitle, reading_speed
from fairtake.lettering.breaks import clusters, columns, pieces, two_lines

LONG = "It was raining when we met, and it was raining when you left; I kept the umbrella, all the same, for ten years."
SCRIPTS = {
    "ja": "傘を返してくれてありがとう。でも、あの日のことはまだ忘れられないんだ。ずっとコンピューターの前で待っていたのに、君は来なかった。",
    "zh": "你把我的伞留下了。我以为你早就忘了那个下雨的晚上，可是你没有忘记，对不对？",
    "th": "ฉันคิดว่าคุณลืมคืนนั้นไปแล้วแต่คุณไม่ลืมคุณเก็บร่มของฉันไว้ตลอดมาจนถึงวันนี้เลยนะคะ",
    "ar": "لقد احتفظت بمظلتي، وكنت أظن أنك نسيت تلك الليلة الممطرة منذ زمن طويل جداً.",
}


@given(st.lists(st.text("abcdefgh,.", min_size=1, max_size=14), min_size=1, max_size=60))
@settings(max_examples=60, deadline=None)
def test_parts_hold_every_word_in_two_lines(words):
    text = " ".join(words)
    parts = pieces(text, 42)
    assert " ".join(parts).split() == text.split()
    for part in parts:
        lines = two_lines(part, 42)
        assert lines is not None
        assert all(columns(line) <= 42 for line in lines)


@pytest.mark.parametrize("language", SCRIPTS)
def test_scripts_break_by_their_own_rules(language):
    text = SCRIPTS[language]
    lines = [line for part in pieces(text, 42) for line in two_lines(part, 42) or ()]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert len(lines) >= 2
    for line in lines:
        assert columns(line) <= 42
        assert line[0] not in "、。，！？」』）ーっゃゅょ々่้ะา"
        assert line[-1] not in "「『（"
        assert clusters(line)[0][0] == line[0]
    if language == "ja":
        assert not any("コンピューター"[k:] == line[: 7 - k] for line in lines for k in range(1, 7))


def test_lines_break_where_the_sense_does():
    assert two_lines("I have kept your umbrella because you forgot it.", 42) == (
        "I have kept your umbrella",
        "because you forgot it.",
    )
    for part in pieces(LONG, 42):
        for line in (two_lines(part, 42) or ())[:-1]:
            assert line.split()[-1] not in ("the", "when", "I", "and", "was")


@given(
    st.lists(st.tuples(st.floats(0.05, 4), st.floats(0.2, 9), st.integers(1, 30)), min_size=1, max_size=12),
    st.lists(st.integers(1, 1500), max_size=12),
)
@settings(max_examples=80, deadline=None)
def test_times_keep_the_rules(gaps, cuts):
    at, lines = 1.0, []
    for wait, seconds, words in gaps:
        at += wait
        lines.append(Subtitle("ANNA", "word " * words, at, at + seconds))
        at += seconds
    shown = editing.lay_out(lines, cuts=cuts, fps=24)
    for one in shown:
        assert 0 < one.end - one.start <= 7 * 24
        assert len(one.lines) <= 2
    for one, other in itertools.pairwise(shown):
        # Only what follows at once may take time from the least.
        assert other.start - one.end >= 2 or other.start - one.start <= 3
        assert one.end - one.start >= 20 or other.start - one.start <= 22


def test_a_subtitle_does_not_stay_over_a_cut_by_a_few_frames():
    said = [Subtitle("ANNA", "You kept my umbrella.", 2.0, 3.4)]
    (plain,) = editing.lay_out(said)
    assert (plain.start, plain.end) == (48, 94)
    assert editing.lay_out(said, cuts=[90])[0].end == 88
    assert editing.lay_out(said, cuts=[50])[0].start == 50
    assert editing.lay_out(said, cuts=[74])[0].end >= 86


def test_slow_lines_are_cut_and_fast_ones_stay_to_be_read():
    slow = editing.lay_out([Subtitle("BEN", LONG, 0.0, 30.0)])
    assert len(slow) >= 4
    (fast,) = editing.lay_out([Subtitle("BEN", LONG[:60], 1.0, 2.0)], named=False)
    assert reading_speed(fast, 24) <= 17.2


def test_two_voices_get_dashes_and_the_unseen_italics(tmp_path):
    lines = [
        Subtitle("ANNA", "Mum!", 1.0, 1.4),
        Subtitle("ZOË", "Yes?", 1.5, 1.9),
        Subtitle("BEN", "I heard it {all}.", 5.0, 6.2, unseen=True),
        Subtitle("דנה", "שמרת את המטריה שלי.", 8.0, 9.5),
    ]
    assert editing.write_subtitles(lines, tmp_path / "a.srt", tmp_path / "a.vtt") == 3
    srt = (tmp_path / "a.srt").read_text(encoding="utf-8")
    assert "- Mum!\n- Yes?" in srt
    assert "<i>BEN: I heard it (all).</i>" in srt
    assert "\u202bדנה: שמרת את המטריה שלי.\u202c" in srt
    vtt = (tmp_path / "a.vtt").read_text(encoding="utf-8")
    assert "<v ANNA>- Mum!\n<v ZOË>- Yes?" in vtt
    assert "<v BEN><i>I heard it (all).</i>" in vtt
    assert len(pysubs2.load(str(tmp_path / "a.srt"))) == 3


def test_sounds_find_room_between_lines():
    lines = [Subtitle("ANNA", "Who is there?", 4.0, 5.5), Subtitle("BEN", "Me.", 12.0, 12.5)]
    sounds = [
        editing.Sound("knock", 5.0, weight=0.8),
        editing.Sound("step", 8.0),
        editing.Sound("door open", 9.0),
        editing.Sound("rain", 0.5, unseen=True),
        editing.Sound("rain", 3.0, unseen=True),
    ]
    found, dropped = editing.captions(sounds, lines, "de-AT")
    assert [one.text for one in found] == ["[Regen]", "Who is there?", "[Klopfen]", "[Tür öffnet sich]", "Me."]
    assert dropped == 0
    for one, other in itertools.pairwise(found):
        assert one.end <= other.start
