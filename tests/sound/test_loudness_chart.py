"""The picture of a film's loudness shows what was measured."""

import numpy as np
import pytest
from PIL import Image

from fairtake.model.sound import RATE, Mix
from fairtake.sound import draw_loudness
from fairtake.sound.chart import _BOX, _FILM, _SPEECH, _TARGET


def drawn(folder, mix, **more):
    path = folder / "loudness.png"
    draw_loudness(mix, path, title="A Film " * 40, loudness=-23.0, most=-1.0, **more)
    return np.asarray(Image.open(path))


def test_the_target_and_the_curves_stand_where_they_should(tmp_path):
    level, seconds = -30.0, 60
    curves = {"film": (level,) * seconds, "dialogue": (-70.0,) * 30 + (level,) * 30, "rest": (-70.0,) * seconds}
    mix = Mix("", {}, seconds * RATE, -23.0, -3.0, {"range": 4.0}, curves)
    picture = drawn(tmp_path, mix, scenes=[("1", 0.0), ("2", 30.0)])
    left, top, right, bottom = _BOX
    rows = np.flatnonzero((picture[:, left + 5] == _TARGET).all(-1))
    assert rows.mean() == pytest.approx(top + (bottom - top) * 23 / 60, abs=2)
    column = picture[:, left + (right - left) // 4]
    assert np.flatnonzero((column == _FILM).all(-1)).min() == pytest.approx(top + (bottom - top) / 2, abs=3)
    speech = np.flatnonzero((picture == _SPEECH).all(-1)[:500].any(0))
    assert speech.min() > left + (right - left) * 0.48
    assert picture[40, -12:].min() > 200  # a long title keeps its margin


def test_silence_has_a_picture_too(tmp_path):
    assert drawn(tmp_path, Mix("", {}, RATE, float("-inf"), float("-inf"))).shape == (560, 1400, 3)
