"""Text in any script: which faces draw it, in which order, and what is told when none does."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from fairtake.lettering import draw_line, fix_for, line_width, undrawable, wrap
from fairtake.lettering.scripts import runs_of


@pytest.mark.parametrize(
    "text", ["Ёж, їжак", "Κράτησες", "źdźbło Şemsiye", "שמרת", "لقد احتفظت", "چترم گچ", "क्षत्रिय", "ของฉัน"]
)
def test_scripts_that_come_along_are_drawn(text):
    assert undrawable(text, "serif") == ""
    # Joined and stacked letters are narrower than the same letters one by one.
    assert line_width(text, "sans", 40) <= sum(line_width(letter, "sans", 40) for letter in text) + 1


def test_letters_nobody_has_are_told_with_the_fix():
    assert undrawable("Aშენი", "serif") == "შენი"
    assert "subtitles] font" in fix_for("შ")
    assert "noto-cjk-sans-jp-regular" in fix_for("人")


def test_right_to_left_lines_are_set_from_the_right():
    runs = runs_of("שמרת את BEN, ב-1984!", "serif")
    assert "".join(run.text for run in runs if run.right_to_left).count("!") == 1
    assert [run.text.strip() for run in runs if not run.right_to_left] == ["1984", "BEN"]
    assert runs[0].text == "!"
    assert runs[-1].text.startswith("שמרת")
    mixed = runs_of("Ben said שלום עולם to all.", "serif")
    assert [run.right_to_left for run in mixed] == [False, True, False]


def test_a_line_is_as_wide_as_it_is_measured():
    sheet = Image.new("L", (900, 90), 0)
    text = "לקחת את Anna, نعم؟"
    draw_line(ImageDraw.Draw(sheet), (450, 60), text, "serif", 40, (255,), anchor="ms")
    across = np.flatnonzero(np.asarray(sheet).max(0) > 60)
    assert abs((across[-1] - across[0]) - line_width(text, "serif", 40)) < 12
    assert abs((across[-1] + across[0]) / 2 - 450) < 8


def test_titles_without_spaces_break_where_they_may():
    lines = wrap("忘れられない雨の夜と、君の傘ーとっても", len, 7)
    assert "".join(lines) == "忘れられない雨の夜と、君の傘ーとっても"
    assert all(len(line) <= 7 and line[0] not in "、ーっ" for line in lines)
