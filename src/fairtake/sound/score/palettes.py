"""Palettes: who plays what, how fast, and in which modes a film's music lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairtake.model.score import Part

__all__ = ["PALETTES", "Palette"]


@dataclass(frozen=True, slots=True)
class Palette:
    """`players` names the instrument of each part that is played at all; `slow` and `fast` beats
    a minute at rest and at the height of tension; `modes` from bright to dark; `figure` how the
    chord is broken ("arpeggio", "rocking", "ostinato", "waltz", "strum", ""); `beats` of a bar;
    `about` a line for people."""

    about: str
    players: Mapping[Part, str]
    slow: float
    fast: float
    modes: tuple[str, ...]
    figure: str
    beats: int = 4


def _players(melody: str, figure: str, pad: str, bass: str, pulse: str = "") -> Mapping[Part, str]:
    named = {Part.MELODY: melody, Part.FIGURE: figure, Part.PAD: pad, Part.BASS: bass, Part.PULSE: pulse}
    return MappingProxyType({part: player for part, player in named.items() if player})


_ALL = ("lydian", "ionian", "dorian", "aeolian", "phrygian")

PALETTES: Mapping[str, Palette] = MappingProxyType(
    {
        "felt": Palette(
            "a soft piano and strings: people at home, things left unsaid",
            _players("felt piano", "felt piano", "strings", "double bass", "low drum"),
            60, 92, ("ionian", "dorian", "aeolian", "phrygian"), "rocking",
        ),
        "chamber": Palette(
            "a small string group, plucked and bowed: comedies of manners, letters",
            _players("clarinet", "pizzicato", "strings", "double bass", "low drum"),
            72, 112, ("ionian", "mixolydian", "dorian", "aeolian"), "waltz", 3,
        ),
        "noir": Palette(
            "vibraphone, clarinet and a walking bass: night, streets, people who lie",
            _players("clarinet", "vibraphone", "dark strings", "double bass", "brush"),
            58, 96, ("dorian", "aeolian", "phrygian"), "arpeggio",
        ),
        "folk": Palette(
            "guitar and reed organ: the country, the road, old stories",
            _players("clarinet", "guitar", "harmonium", "double bass", "low drum"),
            66, 104, ("ionian", "mixolydian", "dorian", "aeolian"), "strum",
        ),
        "glass": Palette(
            "celesta and harp over a choir: wonder, snow, childhood",
            _players("celesta", "harp", "choir", "double bass", "low drum"),
            62, 96, ("lydian", "ionian", "dorian", "aeolian"), "arpeggio",
        ),
        "pulse": Palette(
            "low strings and drums in steady beats: chases, deadlines, danger",
            _players("cello", "low strings", "dark strings", "synth bass", "low drum"),
            84, 132, ("dorian", "aeolian", "phrygian"), "ostinato",
        ),
        "machine": Palette(
            "synthetic pads and sequences: laboratories, space, cold light",
            _players("celesta", "sequence", "synth pad", "synth bass", "low drum"),
            70, 118, ("lydian", "dorian", "aeolian", "phrygian"), "ostinato",
        ),
        "choral": Palette(
            "voices, organ-like and slow, with a cello: faith, loss, landscapes",
            _players("cello", "harp", "choir", "dark strings", "low drum"),
            52, 80, _ALL, "rocking",
        ),
    }
)  # fmt: skip
"""Every palette by name."""
