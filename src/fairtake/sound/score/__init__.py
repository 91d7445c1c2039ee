"""The film's music: composed from its own curve, played, and written down.

`compose` turns a stretch of film (`Mood`: tension, speech, deeds, who is there) into passages
of notes; `play_passage` plays one into a file for the mix; `write_midi` writes them all for
people who would rather have them played by people. Nothing here is a recording or somebody's
tune.
"""

from __future__ import annotations

from fairtake.sound.score.compose import compose
from fairtake.sound.score.midi import write_midi
from fairtake.sound.score.palettes import PALETTES, Palette
from fairtake.sound.score.play import play_passage, played
from fairtake.sound.score.spotting import STEP, Mood, passages_of

__all__ = ["PALETTES", "STEP", "Mood", "Palette", "compose", "passages_of", "play_passage", "played", "write_midi"]
