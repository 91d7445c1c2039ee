"""Where the beats and bars of a piece of music fall.

Onsets are where the log-mel spectrum grows; the tempo is where their autocorrelation is highest,
weighed toward 110 beats a minute; the beats are the path through the onsets that is strong and
even (D. Ellis, Beat Tracking by Dynamic Programming, 2007). Bars are taken to have four beats, and begin
where the low notes fall.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from fairtake.model.score import Beats
from fairtake.model.sound import RATE
from fairtake.sound.tune.reading import Tune

__all__ = ["find_beats"]

Array = npt.NDArray[np.float64]

_HOP = RATE // 100
_WINDOW = 2048
_BANDS = 32
_SLOWEST, _FASTEST, _USUAL = 50.0, 200.0, 110.0
_WIDTH = 0.9
"""Octaves by which tempi lie about the usual one."""

_EVEN = 120.0
"""How much an uneven beat costs beside a weak one."""

_BAR = 4
_EARLY = 0.008
"""Seconds by which a window grows before its middle has reached an onset."""


def find_beats(tune: Tune) -> Beats:
    """The beats of a tune. Music without any (a drone) gives even ones that are not `clear`."""
    onsets, low = _onsets(tune)
    period, clear = _tempo(onsets)
    places = _track(onsets, period)
    phase = int(np.argmax([low[places[k::_BAR]].mean() if len(places[k::_BAR]) else 0.0 for k in range(_BAR)]))
    times = (places * _HOP + _WINDOW / 2) / RATE + _EARLY
    gaps = np.diff(times)
    median = float(np.median(gaps)) if len(gaps) else period * _HOP / RATE
    bars = tuple(range(phase, len(times), _BAR))
    found = tuple(np.round(times, 4).tolist())
    return Beats(found, bars, round(median, 4), round(clear, 3), round(tune.seconds, 3), round(tune.loudness, 2))


def _onsets(tune: Tune) -> tuple[Array, Array]:
    """How much grows at each hop, over all bands and in the lowest, each with unit spread."""
    mono = tune.samples.mean(axis=0)
    count = max((len(mono) - _WINDOW) // _HOP, 1)
    window = np.hanning(_WINDOW).astype(np.float32)
    edges = _mel_edges()
    bands = np.zeros((count, _BANDS))
    for begin in range(0, count, 2000):
        at = np.arange(begin, min(begin + 2000, count))[:, None] * _HOP + np.arange(_WINDOW)
        power = np.abs(np.fft.rfft(mono[np.minimum(at, len(mono) - 1)] * window, axis=1)) ** 2
        summed = np.concatenate([np.zeros((len(power), 1)), np.cumsum(power, axis=1)], axis=1)
        bands[begin : begin + len(power)] = summed[:, edges[1:]] - summed[:, edges[:-1]]
    level = np.log(bands + 1e-4 * bands.mean() + 1e-12)
    grown = np.maximum(np.diff(level, axis=0, prepend=level[:1]), 0.0)
    found = []
    for flux in (grown.mean(axis=1), grown[:, : _BANDS // 6].mean(axis=1)):
        flux = gaussian_filter1d(flux, 1.5)
        flux = np.maximum(flux - uniform_filter1d(flux, 100), 0.0)
        found.append(flux / max(float(flux.std()), 1e-9))
    return found[0], found[1]


def _mel_edges() -> npt.NDArray[np.int64]:
    """Borders of the bands as places in a spectrum, 30 Hz to 12 kHz; no band is empty."""
    mels = np.linspace(2595 * np.log10(1 + 30 / 700), 2595 * np.log10(1 + 12000 / 700), _BANDS + 1)
    places = np.round((700 * (10 ** (mels / 2595) - 1)) * _WINDOW / RATE).astype(np.int64)
    return np.asarray(
        np.maximum.accumulate(places + np.arange(_BANDS + 1) * (np.diff(places, prepend=-1) < 1)), np.int64
    )


def _tempo(onsets: Array) -> tuple[float, float]:
    """The hops between beats, and how plain they are."""
    size = 1 << (2 * len(onsets) - 1).bit_length()
    spectrum = np.fft.rfft(onsets - onsets.mean(), size)
    alike = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(onsets)]
    alike = alike / max(float(alike[0]), 1e-9)
    rate = RATE / _HOP
    lags = np.arange(max(int(rate * 60 / _FASTEST), 1), min(int(rate * 60 / _SLOWEST) + 1, len(alike) - 1))
    if not len(lags):
        return rate * 60 / _USUAL, 0.0
    # A beat comes again after two, three and four.
    multiples = [np.interp(np.clip(lags * k, 0, len(alike) - 1), np.arange(len(alike)), alike) for k in (1, 2, 3, 4)]
    strength = np.mean(multiples, axis=0)
    usual = np.exp(-0.5 * (np.log2(60 * rate / lags / _USUAL) / _WIDTH) ** 2)
    best = int(np.argmax(strength * usual))
    return _refined(alike, float(lags[best])), float(np.clip(multiples[0][best] * 2.0, 0.0, 1.0))


def _refined(alike: Array, lag: float) -> float:
    """The lag to a fraction of a hop: eight beats are measured eight times as finely as one."""
    for k in (2, 4, 8):
        first, last = int(lag * k) - k, int(lag * k) + k + 2
        if last >= len(alike):
            break
        lag = (first + int(np.argmax(alike[first:last]))) / k
    return lag


def _track(onsets: Array, period: float) -> npt.NDArray[np.int64]:
    """Hops of the beats: as strong and as even as can be."""
    count = len(onsets)
    local = gaussian_filter1d(onsets, max(period / 32, 0.5))
    score = local.copy()
    before = np.full(count, -1, np.int64)
    steps = np.arange(-round(2 * period), -round(period / 2) + 1)
    cost = -_EVEN * np.log(-steps / period) ** 2
    first = -int(steps[0])
    for place in range(-int(steps[-1]), count):
        lo = max(first - place, 0)
        if lo >= len(steps):
            continue
        candidates = score[place + steps[lo:]] + cost[lo:]
        best = int(np.argmax(candidates))
        if candidates[best] > 0:
            score[place] += candidates[best]
            before[place] = place + steps[lo + best]
    tail = max(count - round(period), 0)
    place = tail + int(np.argmax(score[tail:]))
    found = [place]
    while before[place] >= 0:
        place = int(before[place])
        found.append(place)
    return np.asarray(found[::-1], np.int64)
