"""A whole cue sheet to stems and a master in one call."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from fairtake.model.reading import Take
from fairtake.model.sound import CueSheet, Layout, Mix, Stem
from fairtake.sound.master import master_film, writing
from fairtake.sound.premix import premix_scene

__all__ = ["mix_film"]


def mix_film(
    sheet: CueSheet,
    takes: Mapping[int, Take],
    master: Path,
    stems: Mapping[Stem, Path],
    *,
    without_speech: Path | None = None,
    layout: Layout = Layout.STEREO,
    loudness: float = -14.0,
    ceiling: float = -1.5,
    progress: Callable[[float], None] | None = None,
) -> Mix:
    """Premix `sheet` as if it were one scene, and master it: only the stems asked for sound.
    Arguments, results and errors as in `premix_scene` and `master_film`."""
    report = progress or (lambda fraction: None)
    wanted = replace(
        sheet,
        cues=tuple(cue for cue in sheet.cues if cue.stem in stems),
        beds=sheet.beds if Stem.AMBIENCE in stems else (),
    )
    with writing(master), tempfile.TemporaryDirectory(prefix=".part-mix-", dir=master.parent) as folder:
        reel = Path(folder) / "film.reel"
        premix_scene(wanted, takes, reel, layout=layout, progress=lambda fraction: report(0.6 * fraction))
        return master_film(
            [(reel, 0)],
            sheet.length,
            master,
            stems,
            without_speech=without_speech,
            layout=layout,
            loudness=loudness,
            ceiling=ceiling,
            progress=lambda fraction: report(0.6 + 0.4 * fraction),
        )
