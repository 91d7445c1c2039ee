"""Where a scene has music and where it is left alone."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Mood", "passages_of"]

Array = npt.NDArray[np.float64]

STEP = 0.5
"""Seconds between two values of a mood's curve."""

_SHORTEST, _BREATH, _LONGEST = 5.0, 4.0, 64.0
"""Seconds: of the shortest music, of the shortest silence between two, of the longest music
that is written in one piece."""


@dataclass(frozen=True, slots=True)
class Mood:
    """What a stretch of film gives its composer. `start` and `seconds` of the film; `tension`
    0..1 every STEP seconds; `brightness` -1 dark .. 1 bright; `speech` the (start, end) of what
    is heard and `hits` the (second, importance 0..1) of what is done, from the stretch's start;
    `voices` the (start, end, role) of who is at the middle of things; `lead` the film's first
    role; `closing` when the film ends here; `montage` when its cuts go by the music."""

    start: float
    seconds: float
    tension: tuple[float, ...]
    brightness: float = 0.0
    speech: tuple[tuple[float, float], ...] = ()
    hits: tuple[tuple[float, float], ...] = ()
    voices: tuple[tuple[float, float, str], ...] = ()
    lead: str = ""
    opening: bool = False
    closing: bool = False
    montage: bool = False

    def tense(self, start: float, end: float) -> float:
        """The mean tension from one second to another."""
        first = min(int(start / STEP), max(len(self.tension) - 1, 0))
        part = self.tension[first : max(int(np.ceil(end / STEP)), first + 1)]
        return float(np.mean(part)) if part else 0.3

    def spoken(self, start: float, end: float) -> float:
        """The share of a stretch, 0..1, in which somebody speaks."""
        heard = sum(max(0.0, min(end, last) - max(start, first)) for first, last in self.speech)
        return min(1.0, heard / max(end - start, 1e-6))


def passages_of(mood: Mood) -> list[tuple[float, float]]:
    """The (start, end) seconds of a mood's music: where nobody speaks for a while, where a scene
    comes and goes, where it is tenser than elsewhere. What is said plainly in an even scene is
    left alone."""
    count = max(1, int(np.ceil(mood.seconds / STEP)))
    times = np.asarray((np.arange(count) + 0.5) * STEP, np.float64)
    if not mood.speech:
        return _split(0.0, mood.seconds)
    wish = _quiet(mood, times) + _tenser(mood, times)
    ends = np.minimum(times, mood.seconds - times)
    wish += 0.7 * (ends < 5.0)
    wide = np.ones(5) / 5
    wish = np.convolve(np.pad(wish, 2, "edge"), wide, "valid")
    found: list[tuple[float, float]] = []
    for least in (0.5, 0.65, 0.8, 0.95):
        found = _runs(wish > least, mood.seconds)
        if sum(end - start for start, end in found) <= 0.66 * mood.seconds:
            break
    return [part for start, end in found for part in _split(start, end)]


def _quiet(mood: Mood, times: Array) -> Array:
    """1 where nobody speaks for three seconds and more."""
    edges = sorted([(0.0, 0.0), *mood.speech, (mood.seconds, mood.seconds)])
    found = np.zeros(len(times))
    heard = 0.0
    for first, last in edges:
        if first - heard >= 3.0:
            found[(times > heard + 0.3) & (times < first - 0.2)] = 1.0
        heard = max(heard, last)
    return found


def _tenser(mood: Mood, times: Array) -> Array:
    """How much tenser a moment is than the scene, -0.4..0.8."""
    curve = np.interp(times, (np.arange(len(mood.tension)) + 0.5) * STEP, mood.tension or (0.3,) * len(times))
    return np.asarray(np.clip((curve - curve.mean()) / (curve.std() + 0.12) * 0.5, -0.4, 0.8), np.float64)


def _runs(on: npt.NDArray[np.bool_], seconds: float) -> list[tuple[float, float]]:
    """Stretches that are on, with short silences closed and short music drawn out or dropped."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], on.astype(np.int8), [0]])))
    runs = [[float(a) * STEP, min(float(b) * STEP, seconds)] for a, b in edges.reshape(-1, 2)]
    joined: list[list[float]] = []
    for run in runs:
        if joined and run[0] - joined[-1][1] < _BREATH:
            joined[-1][1] = run[1]
        else:
            joined.append(run)
    found = []
    for start, end in joined:
        if end - start < _SHORTEST:
            # What comes with a scene's beginning or end may reach a little into it.
            if start <= 1.0:
                end = min(_SHORTEST, seconds)
            elif end >= seconds - 1.0:
                start, end = max(0.0, seconds - _SHORTEST), seconds
            else:
                continue
        # What begins or ends all but with the scene begins or ends with it.
        found.append((0.0 if start < 1.6 else start, seconds if end > seconds - 1.6 else end))
    return found


def _split(start: float, end: float) -> list[tuple[float, float]]:
    """Long music in parts of about equal length."""
    parts = max(1, int(np.ceil((end - start) / _LONGEST)))
    edges = np.linspace(start, end, parts + 1).tolist()
    return list(itertools.pairwise(edges))
