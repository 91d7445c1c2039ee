"""What is heard of animals: every call is there, is its own, and a small dog's is higher."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from fairtake.model.sound import RATE
from fairtake.sound.animals import ANIMAL_SOUNDS
from fairtake.sound.effects import make_effect


def centre(sound) -> float:
    """The middle of the spectrum, Hz."""
    power = np.abs(np.fft.rfft(sound)) ** 2
    return float((np.fft.rfftfreq(len(sound), 1 / RATE) * power).sum() / power.sum())


@pytest.mark.parametrize("name", sorted(ANIMAL_SOUNDS))
def test_it_is_heard_and_repeats(name: str) -> None:
    sound = make_effect(name, "large", 0.5, 3)
    assert np.isfinite(sound).all()
    assert 0.15 < np.abs(sound).max() <= 0.6
    assert 0.05 < len(sound) / RATE < 3
    assert np.array_equal(sound, make_effect(name, "large", 0.5, 3))
    assert not np.array_equal(sound[:200], make_effect(name, "large", 0.5, 4)[:200])


def test_each_is_known_by_its_course() -> None:
    assert centre(make_effect("bark", "small", 0.7, 1)) > 1.15 * centre(make_effect("bark", "large", 0.7, 1))
    assert centre(make_effect("growl", "large", 0.7, 1)) < 900 < centre(make_effect("hiss", "large", 0.7, 1))
    assert centre(make_effect("hoof", "grass", 0.7, 1)) < centre(make_effect("hoof", "concrete", 0.7, 1))
    # A neigh shakes about ten times a second; a purr pulses some 25 times.
    for name, low, high in (("neigh", 8, 11), ("purr", 22, 29)):
        level = np.abs(make_effect(name, "large", 0.7, 1)[: int(1.2 * RATE)])
        slow = signal.decimate(signal.decimate(level, 12), 10)
        power = np.abs(np.fft.rfft(slow - slow.mean())) ** 2
        rate = np.fft.rfftfreq(len(slow), 120 / RATE)
        inside = (rate > low) & (rate < high)
        assert power[inside].max() > 2 * np.median(power[(rate > 3) & (rate < 60)])
