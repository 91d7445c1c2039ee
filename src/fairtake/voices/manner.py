"""How a delivery and an emotion change a voice, in numbers.

A Line goes in, a Manner comes out: factors on what the VoiceSpec says and the shapes that
`treatment` puts on the sound afterwards. Only what a speaker does with breath and larynx is
here; the words are prepared in `text`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace

import numpy as np

from fairtake.model.breakdown import Delivery, Line

__all__ = ["Manner", "manner_of"]


@dataclass(frozen=True, slots=True)
class Manner:
    """Factors on a voice's `rate`, `pitch` and `range`; `first_formant` raises F1 as an open
    throat does; `breath` and `roughness` are added to the voice's. `level` is the RMS of the
    spoken parts in dB below full scale; `effort` -1 slack .. 1 shouted (spectral tilt,
    saturation, attack); `fall` the semitones by which the line sinks from its start to its
    end; `vibrato` the semitones either way; `pause` seconds added to each pause inside the
    line; `whisper` true when the cords do not sound."""

    rate: float = 1.0
    pitch: float = 1.0
    range: float = 1.0
    first_formant: float = 1.0
    breath: float = 0.0
    roughness: float = 0.0
    level: float = -20.0
    effort: float = 0.0
    fall: float = 0.0
    vibrato: float = 0.0
    pause: float = 0.0
    whisper: bool = False


_DELIVERIES: dict[Delivery, Manner] = {
    Delivery.NORMAL: Manner(),
    Delivery.WHISPER: Manner(rate=0.92, range=0.6, first_formant=1.1, level=-29.0, effort=-0.5, whisper=True),
    Delivery.SHOUT: Manner(
        rate=0.9, pitch=1.42, range=1.3, first_formant=1.14, roughness=0.12, level=-14.5, effort=1.0
    ),
    Delivery.SOFT: Manner(rate=0.93, pitch=0.96, range=0.8, breath=0.2, level=-25.0, effort=-0.6),
    Delivery.TIRED: Manner(
        rate=0.8, pitch=0.95, range=0.6, breath=0.12, roughness=0.1, level=-23.5, effort=-0.5, fall=2.5, pause=0.1
    ),
    Delivery.HESITANT: Manner(rate=0.88, range=0.85, breath=0.05, level=-22.0, effort=-0.25, pause=0.22),
}

_EMOTIONS: dict[str, Manner] = {
    # Directions of change after Scherer 2003, "Vocal communication of emotion", table 1.
    "angry": Manner(rate=1.06, pitch=1.1, range=1.25, level=2.0, effort=0.35, roughness=0.05),
    "happy": Manner(rate=1.05, pitch=1.1, range=1.3, level=1.0, effort=0.1),
    "sad": Manner(rate=0.88, pitch=0.94, range=0.7, breath=0.1, level=-2.0, effort=-0.3, fall=1.2),
    "afraid": Manner(level=0.0, rate=1.08, pitch=1.14, range=0.9, breath=0.12, vibrato=0.12),
    "surprised": Manner(pitch=1.12, range=1.4, level=1.0, effort=0.1),
    "disgusted": Manner(level=0.0, rate=0.93, pitch=0.96, range=1.1, roughness=0.08),
    "tender": Manner(rate=0.92, pitch=0.97, range=0.85, breath=0.12, level=-2.0, effort=-0.3),
    "nervous": Manner(level=0.0, rate=1.06, pitch=1.06, range=0.9, breath=0.06, vibrato=0.08),
}
"""Factors as above; `level` here is added in dB."""

_EMOTION_WORDS: dict[str, str] = {
    **dict.fromkeys(("anger", "angry", "furious", "rage", "annoyed", "irritated", "stern", "hostile"), "angry"),
    **dict.fromkeys(("joy", "happy", "happiness", "cheerful", "excited", "smiling", "laughing", "amused"), "happy"),
    **dict.fromkeys(("sad", "sadness", "crying", "grief", "tearful", "hurt", "sorrow", "ashamed", "broken"), "sad"),
    **dict.fromkeys(("fear", "afraid", "scared", "terrified", "frightened", "panic", "panicked"), "afraid"),
    **dict.fromkeys(("surprise", "surprised", "shock", "shocked", "amazed", "astonished"), "surprised"),
    **dict.fromkeys(("disgust", "disgusted", "contempt", "sarcastic", "sarcasm", "bitter"), "disgusted"),
    **dict.fromkeys(("tender", "tenderness", "love", "loving", "warm", "gentle", "kind"), "tender"),
    **dict.fromkeys(("nervous", "anxious", "worried", "embarrassed", "unsure", "worry"), "nervous"),
}


def manner_of(line: Line) -> Manner:
    """The manner of a line: its delivery, its emotion, song, and a little of its own, so that
    no two lines come out of one mould (drawn from the line's text: the same every time)."""
    manner = _DELIVERIES[line.delivery]
    emotion = _EMOTIONS.get(_EMOTION_WORDS.get(line.emotion.casefold(), ""))
    if emotion is not None:
        manner = _both(manner, emotion)
    if line.sung:
        manner = replace(manner, rate=manner.rate * 0.72, range=0.25, vibrato=0.35, fall=0.0, pause=0.1)
    rng = np.random.default_rng(zlib.crc32(f"{line.role}\0{line.text}".encode("utf-8", "replace")))
    pitch, rate = rng.uniform(-1.0, 1.0, 2)
    return replace(manner, pitch=manner.pitch * 2.0 ** (0.35 * pitch / 12.0), rate=manner.rate * (1.0 + 0.025 * rate))


def _both(manner: Manner, emotion: Manner) -> Manner:
    return replace(
        manner,
        rate=manner.rate * emotion.rate,
        pitch=manner.pitch * emotion.pitch,
        range=manner.range * emotion.range,
        breath=manner.breath + emotion.breath,
        roughness=manner.roughness + emotion.roughness,
        level=manner.level + emotion.level,
        effort=min(1.0, manner.effort + emotion.effort),
        fall=manner.fall + emotion.fall,
        vibrato=max(manner.vibrato, emotion.vibrato),
    )
