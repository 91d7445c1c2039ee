"""A voice through what carries it: a telephone, a radio, a loudspeaker, a door, water, a thought.

Mono samples at RATE go in and come out, as many as went in. Each is what the thing does to sound:
the band it lets through, how it bends what is too loud for it, and what it adds of its own.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import signal

from fairtake.model.sound import RATE

__all__ = ["MEDIA", "is_dry", "through"]

Samples = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

MEDIA = ("telephone", "radio", "loudspeaker", "door", "underwater", "thought")
"""What `through` knows."""


def is_dry(medium: str) -> bool:
    """Whether a voice comes to the ear itself, not into the room of the scene."""
    return medium == "thought"


def through(dry: Samples, medium: str, seed: int = 0) -> Samples:
    """The voice as it comes out of `medium`; unchanged when that is none of MEDIA."""
    if medium not in MEDIA or not len(dry):
        return dry
    level = float(np.sqrt(np.mean(np.square(dry, dtype=np.float64))))
    if level < 1e-9:
        return dry
    # In silence a filter's state would fall to numbers that processors are slow with.
    voice = _run(medium, dry.astype(np.float64) / level + 1e-12)
    if medium == "telephone":
        voice = _run("telephone out", _bent(voice, 1.6))
    elif medium == "radio":
        voice = _run("radio out", _bent(voice, 3.2)) + 0.035 * _hiss(len(voice), seed)
    elif medium == "loudspeaker":
        voice = _run("loudspeaker out", _bent(voice, 2.4))
        voice = _echoes(voice)
    elif medium == "underwater":
        voice = _wavering(voice, seed)
    loud = float(np.sqrt(np.mean(np.square(voice)))) or 1.0
    # Walls and water take from the level; the rest is as loud as its maker set it.
    gain = {"door": 0.5, "underwater": 0.6, "telephone": 0.8, "thought": 0.95}.get(medium, 0.9)
    return np.asarray(voice * (gain * level / loud), np.float32)


def _run(name: str, voice: F64) -> F64:
    return np.asarray(signal.sosfilt(_filter(name), voice), np.float64)


@cache
def _filter(name: str) -> F64:
    parts: dict[str, tuple[tuple[int, float | tuple[float, float], str], ...]] = {
        # ITU-T G.712: 300 to 3400 Hz.
        "telephone": ((4, (300.0, 3400.0), "bandpass"),),
        "telephone out": ((2, (320.0, 3300.0), "bandpass"),),
        "radio": ((2, (420.0, 2900.0), "bandpass"),),
        "radio out": ((3, (380.0, 3200.0), "bandpass"),),
        # A horn: nothing low, and a bark in the middle.
        "loudspeaker": ((2, (380.0, 5200.0), "bandpass"), (1, (700.0, 3500.0), "bandpass")),
        "loudspeaker out": ((2, (350.0, 5500.0), "bandpass"),),
        # A leaf of wood lets through what is low, and falls by 12 dB an octave from 400 Hz or so.
        "door": ((2, 90.0, "highpass"), (1, 420.0, "lowpass"), (1, 1400.0, "lowpass")),
        "underwater": ((3, 520.0, "lowpass"), (1, 120.0, "highpass")),
        "thought": ((1, 60.0, "highpass"), (1, 14_000.0, "lowpass")),
    }
    sections = [
        signal.butter(order, edge, kind, fs=RATE, output="sos")  # type: ignore[call-overload]
        for order, edge, kind in parts[name]
    ]
    if name == "thought":  # so near that the low end swells: the proximity of a microphone
        sections.append(_shelf(190.0, 3.0))
    return np.vstack(sections)


def _shelf(frequency: float, gain: float) -> F64:
    """A low shelf of the Audio EQ Cookbook (Bristow-Johnson), slope 0.7."""
    a = 10.0 ** (gain / 40.0)
    w = 2.0 * np.pi * frequency / RATE
    c = np.cos(w)
    root = 2.0 * np.sqrt(a) * np.sin(w) / 2.0 * np.sqrt((a + 1.0 / a) * (1.0 / 0.7 - 1.0) + 2.0)
    up = [a * ((a + 1) - (a - 1) * c + root), 2 * a * ((a - 1) - (a + 1) * c), a * ((a + 1) - (a - 1) * c - root)]
    down = [(a + 1) + (a - 1) * c + root, -2 * ((a - 1) + (a + 1) * c), (a + 1) + (a - 1) * c - root]
    section = np.array([[*up, *down]], np.float64)
    return np.asarray(section / section[0, 3], np.float64)


def _bent(voice: F64, drive: float) -> F64:
    """What is too loud for a small amplifier: bent, a little more on one side."""
    return np.asarray((np.tanh(0.5 * drive * voice + 0.12) - np.tanh(0.12)) / (0.5 * drive), np.float64)


def _hiss(count: int, seed: int) -> F64:
    """Noise of a receiver that opens with the voice and closes after it."""
    noise = np.random.default_rng(seed).standard_normal(count)
    shape = np.minimum(np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.015 * RATE), 1.0)
    return _run("radio out", noise) * shape * 1.6


def _echoes(voice: F64) -> F64:
    """More than one horn, each some metres farther."""
    out = voice.copy()
    for seconds, level in ((0.043, 0.32), (0.094, 0.2), (0.151, 0.11)):
        late = round(seconds * RATE)
        if late < len(voice):
            out[late:] += level * voice[:-late]
    return out


def _wavering(voice: F64, seed: int) -> F64:
    """Water between: the level sways, and so, by a hair, does the pitch."""
    rng = np.random.default_rng(seed)
    time = np.arange(len(voice)) / RATE
    phase, other = rng.uniform(0.0, 2.0 * np.pi, 2)
    sway = 0.0016 * np.sin(2.0 * np.pi * 1.3 * time + phase) + 0.0007 * np.sin(2.0 * np.pi * 3.1 * time + other)
    moved = np.interp(time + sway, time, voice)
    return np.asarray(moved * (1.0 + 0.25 * np.sin(2.0 * np.pi * 2.2 * time + other)), np.float64)
