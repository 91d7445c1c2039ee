"""Performance, set and shots become a cue sheet; cues, beds and takes become the mix.

`spot_scene` decides what is heard when, from where; `mix_film` makes every sound (none is a
recording, except people's own takes), places it in its room, writes the stems and the master
and brings it to its loudness.
"""

from __future__ import annotations

from fairtake.sound.mix import mix_film
from fairtake.sound.spotting import spot_scene

__all__ = ["mix_film", "spot_scene"]
