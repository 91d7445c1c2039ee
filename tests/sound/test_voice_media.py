"""Voices through telephones, radios, horns, doors and water: what is left of their spectrum."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from fairtake.model.sound import RATE
from fairtake.sound.media import MEDIA, is_dry, through


@pytest.fixture(scope="module")
def voice() -> np.ndarray:
    """A second of something with energy everywhere, louder below, as speech is."""
    noise = np.random.default_rng(3).standard_normal(RATE)
    return np.asarray(0.1 * signal.lfilter([1.0], [1.0, -0.9], noise), np.float32)


def share(samples: np.ndarray, low: float, high: float) -> float:
    """How much of the power lies in a band, dB."""
    power = np.abs(np.fft.rfft(samples)) ** 2
    frequency = np.fft.rfftfreq(len(samples), 1 / RATE)
    inside = power[(frequency >= low) & (frequency < high)].sum()
    return float(10 * np.log10(inside / power.sum() + 1e-15))


def test_each_has_its_band(voice) -> None:
    heard = {medium: through(voice, medium, 1) for medium in MEDIA}
    for medium, samples in heard.items():
        assert len(samples) == len(voice)
        assert samples.dtype == np.float32
        assert np.isfinite(samples).all()
        assert np.array_equal(samples, through(voice, medium, 1))
        level = 20 * np.log10(np.sqrt(np.mean(samples**2)) / np.sqrt(np.mean(voice**2)))
        assert -8 < level < 1, medium
    for medium in ("telephone", "radio"):
        assert share(heard[medium], 0, 200) < -20
        assert share(heard[medium], 4500, 24_000) < -20
    assert share(heard["telephone"], 300, 3400) > -0.5
    assert share(heard["loudspeaker"], 0, 200) < -20
    assert share(heard["door"], 2000, 24_000) < share(voice, 2000, 24_000) - 10
    assert share(heard["underwater"], 1500, 24_000) < -25
    assert share(heard["thought"], 60, 200) > share(voice, 60, 200) + 1  # near: the low end swells


def test_the_plain_air_changes_nothing(voice) -> None:
    assert through(voice, "") is voice
    assert not through(np.zeros(100, np.float32), "radio").any()
    assert len(through(np.zeros(0, np.float32), "radio")) == 0
    assert is_dry("thought")
    assert not is_dry("telephone")
