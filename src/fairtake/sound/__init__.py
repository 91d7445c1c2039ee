"""Performance, set and shots become a cue sheet; cues, beds and takes become the mix.

`spot_scene` decides what is heard when, from where. `premix_scene` makes every sound of one
scene (none is a recording, except people's own takes) and places it in its room;
`master_film` joins premixed scenes into the stems and the master and brings the film to its
loudness. `mix_film` does both for a whole cue sheet. `draw_loudness` shows what came of it, and
`PeakMeter` measures what a coder made of it.
"""

from __future__ import annotations

from fairtake.sound.chart import draw_loudness
from fairtake.sound.limiter import PeakMeter
from fairtake.sound.master import master_film
from fairtake.sound.mix import mix_film
from fairtake.sound.premix import premix_scene
from fairtake.sound.spotting import spot_scene
from fairtake.sound.versions import lay_narration, remix_dialogue

__all__ = [
    "PeakMeter",
    "draw_loudness",
    "lay_narration",
    "master_film",
    "mix_film",
    "premix_scene",
    "remix_dialogue",
    "spot_scene",
]
