from __future__ import annotations

import numpy as np
import pytest

from fairtake.voices.clock import Speech, bent, cut, lengthened

RATE = 22_050


def clicks() -> Speech:
    """One click in each tenth of a second, marked."""
    samples = np.zeros(RATE, np.float32)
    marks = np.arange(1, 10) * RATE // 10
    samples[marks] = 1.0
    return Speech(samples, marks.astype(np.float64))


def assert_marked(speech: Speech) -> None:
    for mark in speech.marks:
        near = speech.samples[max(0, int(mark) - 3) : int(mark) + 4]
        assert np.abs(near).max() > 0.4


def test_bending_moves_marks_with_the_sound() -> None:
    speed = 1.0 + 0.06 * np.sin(np.linspace(0.0, 12.0, RATE))
    result = bent(clicks(), speed)
    assert_marked(result)
    assert len(result.samples) == pytest.approx(RATE * np.mean(1.0 / speed), abs=2)


def test_bending_by_one_changes_nothing() -> None:
    noise = np.random.default_rng(1).standard_normal(500).astype(np.float32)
    result = bent(Speech(noise, np.array([10.0])), np.ones(500))
    assert np.allclose(result.samples, noise, atol=1e-5)


def test_lengthening_moves_what_comes_after() -> None:
    result = lengthened(clicks(), [RATE * 35 // 100, RATE * 75 // 100], 2000)
    assert len(result.samples) == RATE + 4000
    assert_marked(result)
    assert result.marks[0] == RATE // 10
    assert result.marks[-1] == RATE * 9 // 10 + 4000


def test_cutting() -> None:
    result = cut(clicks(), 3000, 10000)
    assert len(result.samples) == 7000
    assert result.marks.min() == 0
    assert result.marks.max() == 7000
