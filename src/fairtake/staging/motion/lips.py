"""Lips from phonemes, with coarticulation by dominance functions (Cohen and Massaro 1993).

Each sound pulls every part of the mouth toward its own shape, with a strength that depends
on the part (a bilabial owns the lips, a vowel the jaw, a tongue sound neither) and falls off
with distance in time; the mouth is the weighted mean. What must be seen is then made sure
of: lips closed for p, b, m, lower lip under the teeth for f, v.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairtake.model.figure import FACE_NEUTRAL, face_index
from fairtake.model.reading import Take, Viseme
from fairtake.staging.motion.ease import Array, ramp, smooth, window
from fairtake.staging.motion.score import Speech
from fairtake.staging.performers.expressions import VISEMES

__all__ = ["MOUTH", "play_lips"]

MOUTH: tuple[str, ...] = (
    "mouth_open",
    "jaw",
    "mouth_width",
    "lip_upper",
    "lip_lower",
    "pucker",
    "press",
    "mouth_square",
    "teeth_upper",
    "teeth_lower",
    "tongue",
)
"""The face parameters that speech owns, in the order of the columns here."""

_COLUMNS = {name: i for i, name in enumerate(MOUTH)}
_ORDER = {viseme: i for i, viseme in enumerate(Viseme)}
_REST = np.array([FACE_NEUTRAL[face_index(name)] for name in MOUTH])
_GROUP = np.array([1, 1, 0, 0, 0, 0, 0, 0, 2, 2, 2])
"""Which strength counts for a column: lips, jaw or tongue."""

_STRENGTH: dict[Viseme, tuple[float, float, float]] = {
    Viseme.SIL: (0.25, 0.35, 0.3),
    Viseme.PP: (3.0, 2.6, 0.6),
    Viseme.FF: (2.4, 1.6, 1.6),
    Viseme.TH: (0.35, 0.9, 2.0),
    Viseme.DD: (0.25, 0.7, 1.2),
    Viseme.KK: (0.15, 0.45, 0.6),
    Viseme.CH: (1.5, 1.2, 1.3),
    Viseme.SS: (0.55, 1.5, 1.5),
    Viseme.NN: (0.2, 0.6, 1.0),
    Viseme.RR: (1.0, 0.7, 0.8),
    Viseme.AA: (0.9, 1.5, 0.7),
    Viseme.E: (0.9, 1.2, 0.7),
    Viseme.IH: (0.9, 1.0, 0.6),
    Viseme.OH: (1.6, 1.3, 0.6),
    Viseme.OU: (2.0, 1.0, 0.6),
}
_VOWELS = {Viseme.AA, Viseme.E, Viseme.IH, Viseme.OH, Viseme.OU}


def _shapes() -> tuple[Array, Array]:
    shape = np.tile(_REST, (len(_ORDER), 1))
    strength = np.zeros((len(_ORDER), 3))
    for viseme, row in _ORDER.items():
        for name, value in VISEMES[viseme].items():
            if name in _COLUMNS:
                shape[row, _COLUMNS[name]] = value
        strength[row] = _STRENGTH[viseme]
    return shape, strength[:, _GROUP]


_SHAPES, _PULLS = _shapes()


def play_lips(speech: Speech, frames: int, fps: int) -> tuple[slice, Array, Array] | None:
    """A line's mouth: the frames it covers, the shapes (n, len(MOUTH)) and how far they count
    (n,). None when the take says nothing about its sounds."""
    take = speech.take
    if take is None:
        return None
    span = window(speech.start - 0.16, speech.end + 0.3, fps, frames)
    t = np.arange(span.start, span.stop) / fps - speech.start
    if len(t) == 0:
        return None
    if not take.phonemes:
        return span, *_from_loudness(take, t, fps)
    sounds = take.phonemes
    start = np.array([p.start for p in sounds])
    end = np.maximum(np.array([p.end for p in sounds]), start + 0.01)
    rows = np.array([_ORDER[p.viseme] for p in sounds])
    vowel = np.array([p.viseme in _VOWELS for p in sounds])
    stress = np.array([p.stress for p in sounds])
    middle, half = (start + end) / 2, (end - start) / 2
    shape = _SHAPES[rows].copy()
    gain = np.where(vowel, np.choose(np.clip(stress, 0, 2), [0.72, 0.88, 1.0]), 0.85) * speech.effort
    gain = np.where(vowel, gain * _loudness(take, start, end, vowel), gain)
    gain = np.where(rows == _ORDER[Viseme.PP], 1.0, gain)
    shape = _REST + (shape - _REST) * np.minimum(gain, 1.25)[:, None]
    tau = t[:, None] - middle
    reach = np.where(tau < 0, 0.8 * half + 0.045, 0.75 * half + 0.032)
    near = np.exp(-((np.abs(tau) / reach) ** 1.15))
    # A rest before and after, so that the mean is always over something.
    idle = 0.015 + 0.6 * (1 - ramp(t, -0.10, 0.02)) + 0.6 * ramp(t, float(end[-1]), float(end[-1]) + 0.16)
    pull = near[:, :, None] * _PULLS[rows][None]
    total = pull.sum(1) + idle[:, None]
    mouth = ((pull * shape[None]).sum(1) + idle[:, None] * _REST) / total
    open_, press = _COLUMNS["mouth_open"], _COLUMNS["press"]
    for k in np.flatnonzero(rows == _ORDER[Viseme.PP]):
        nearest = int(np.abs(tau[:, k]).argmin())
        closed = np.flatnonzero(np.abs(tau[:, k]) <= half[k] * 0.6)
        for f in {nearest, *closed.tolist()}:
            mouth[f, open_] = 0.0
            mouth[f, press] = 1.0
            for name in ("jaw", "teeth_upper", "teeth_lower", "tongue", "lip_upper", "lip_lower", "mouth_square"):
                mouth[f, _COLUMNS[name]] *= 0.25 if name == "jaw" else 0.0
    closed_frames = mouth[:, press] > 0.99
    for k in np.flatnonzero(rows == _ORDER[Viseme.FF]):
        f = int(np.abs(tau[:, k]).argmin())
        if not closed_frames[f]:
            target = _SHAPES[_ORDER[Viseme.FF]]
            for name in ("mouth_open", "lip_lower", "teeth_upper"):
                mouth[f, _COLUMNS[name]] = target[_COLUMNS[name]]
    # A vowel between two consonants is short, but it is seen to open.
    for k in np.flatnonzero(vowel & (stress > 0)):
        f = int(np.abs(tau[:, k]).argmin())
        if not closed_frames[f]:
            for column in (open_, _COLUMNS["jaw"]):
                mouth[f, column] = max(mouth[f, column], 0.55 * shape[k, column])
    # Half-closed lips are not pressed: pressing comes last.
    loose = ~closed_frames
    mouth[loose, press] = np.maximum(0.0, mouth[loose, press] - 0.35) / 0.65 * 0.8
    weight = ramp(t, -0.14, -0.02) * (1 - ramp(t, float(end[-1]) + 0.04, float(end[-1]) + 0.24))
    weight[closed_frames] = 1.0
    return span, mouth, weight


def _loudness(take: Take, start: Array, end: Array, vowel: npt.NDArray[np.bool_]) -> Array:
    """How much wider than usual each sound opens the mouth (n,): by how loud it is in its take."""
    samples = np.asarray(take.samples, np.float64)
    power = np.concatenate([[0.0], np.cumsum(samples * samples)])
    a = np.clip((start * take.rate).astype(np.int64), 0, len(samples))
    b = np.clip((end * take.rate).astype(np.int64), 0, len(samples))
    rms = np.sqrt(np.maximum(power[b] - power[a], 0.0) / np.maximum(b - a, 1))
    usual = float(np.median(rms[vowel])) if vowel.any() else 0.0
    if usual <= 1e-6:
        return np.ones(len(start))
    return np.asarray(np.clip(0.72 + 0.28 * rms / usual, 0.78, 1.18))


def _from_loudness(take: Take, t: Array, fps: int) -> tuple[Array, Array]:
    """A recording without phonemes: the jaw follows how loud it is."""
    samples = np.asarray(take.samples, np.float64)
    power = np.concatenate([[0.0], np.cumsum(samples * samples)])
    a = np.clip(((t - 0.5 / fps) * take.rate).astype(np.int64), 0, len(samples))
    b = np.clip(((t + 0.5 / fps) * take.rate).astype(np.int64), 0, len(samples))
    rms = np.sqrt((power[b] - power[a]) / np.maximum(b - a, 1))
    top = float(np.sqrt(power[-1] / max(len(samples), 1))) * 2 + 1e-9
    level = smooth(np.clip(rms / top, 0, 1), 1)
    mouth = _REST + (_SHAPES[_ORDER[Viseme.AA]] - _REST) * level[:, None] * 0.8
    return mouth, np.minimum(1.0, level * 3)
