"""A voice as an eSpeak NG variant file.

What eSpeak NG makes of a file's `pitch LOW HIGH` was measured: the median fundamental is
LOW - 9 + 0.72 (HIGH - LOW) Hz for its own melody; that of `prosody` raises it with the range, which
is taken out here. It is met within a fifth of a semitone from 85 to 340 Hz. Formants do not
move with it, so pitch and size of head are set apart from each other.
"""

from __future__ import annotations

from fairtake.model.reading import VoiceSpec
from fairtake.voices.manner import Manner

__all__ = ["PITCH_LIMITS", "speaking_rate", "target_pitch", "variant_of"]

PITCH_LIMITS = (62.0, 460.0)
"""Hz; beyond it eSpeak NG's own tables break down."""

_FORMANTS = 9
_MELODY = 1.15
"""Semitones by which the melody of a range of 1 raises the median."""


def target_pitch(spec: VoiceSpec, manner: Manner) -> float:
    """The median fundamental in Hz that the variant is made for."""
    return min(max(spec.pitch * manner.pitch, PITCH_LIMITS[0]), PITCH_LIMITS[1])


def speaking_rate(spec: VoiceSpec, manner: Manner) -> int:
    """Words a minute, within what eSpeak NG takes."""
    return round(min(max(spec.rate * manner.rate, 80.0), 420.0))


def variant_of(spec: VoiceSpec, manner: Manner) -> str:
    """The variant file's text, without its head."""
    pitch = target_pitch(spec, manner)
    span = pitch * (0.08 + 0.72 * min(max(spec.range * manner.range, 0.0), 1.2))
    lively = min(max(spec.range * manner.range, 0.0), 1.2)
    low = pitch * 2.0 ** (-_MELODY * lively / 12.0) + 9.0 - 0.72 * span
    scale = 100.0 * spec.formants
    roughness = min(max(spec.roughness + manner.roughness, 0.0), 1.0)
    breath = min(max(spec.breath + manner.breath, 0.0), 1.0)
    lines = [
        f"pitch {round(low)} {round(low + span)}",
        f"flutter {round(3 + 9 * roughness)}",
        f"roughness {round(7 * roughness)}",
    ]
    for number in range(_FORMANTS):
        frequency = scale * (manner.first_formant if number == 1 else 1.0)
        # Breath damps the resonances; an effortless voice has weak high ones.
        amplitude = 100.0 + (8.0 * manner.effort if number >= 2 else 0.0) - (12.0 * breath if number >= 3 else 0.0)
        width = 100.0 + 40.0 * breath
        lines.append(f"formant {number} {round(frequency)} {round(amplitude)} {round(width)}")
    if breath > 0.02:
        lines.append("breath " + " ".join(str(round(share * breath)) for share in (0, 12, 14, 16, 18, 18, 10, 10)))
        lines.append("breathw 150 150 200 200 400 400 600 600")
    return "\n".join(lines) + "\n"
