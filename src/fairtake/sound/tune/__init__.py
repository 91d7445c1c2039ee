"""Music somebody brings: read, its beats found, and laid under the film in place of the score.

`read_tune` decodes a file; `find_beats` hears where its beats and bars fall; `lay_tune` says
which stretch of it plays in which passage of the film; `play_tune` makes that a file for the
mix, stepping back for speech.
"""

from __future__ import annotations

from fairtake.sound.tune.beats import find_beats
from fairtake.sound.tune.laying import Laid, lay_tune, play_tune
from fairtake.sound.tune.reading import Tune, read_tune

__all__ = ["Laid", "Tune", "find_beats", "lay_tune", "play_tune", "read_tune"]
