"""What the people who lend something to a film will have to be paid, by the plan of its shots, before a frame is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fairtake.clearance import pay
from fairtake.model.film import FilmSettings
from fairtake.pipeline.closing import credit_pages
from fairtake.pipeline.finishing import credits_frames
from fairtake.pipeline.planning import planned
from fairtake.pipeline.scoring import music_spans
from fairtake.pipeline.statement import lent_in
from fairtake.pipeline.table_read import cast_roles
from fairtake.pipeline.tune import music_name
from fairtake.ports import Progress

__all__ = ["planned_costs"]


def planned_costs(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None
) -> list[dict[str, Any]]:
    """Of each grant what it will come to (as `script_costs`), with every scene staged and its shots planned, as `fairtake shots` does: words exactly, seconds on screen and
    shots by the plan (a role counts for the whole of each shot it is a subject of), music where a score would
    play. Raises FairtakeError."""
    with planned(settings, out, progress) as (work, scenes):
        voices = cast_roles(work)
        frames = work.frames + credits_frames(work, credit_pages(work, voices))
        spans = music_spans(work, scenes, frames) if music_name(work) else []
        fps = settings.fps
        played = tuple((round(start * fps), round((start + seconds) * fps)) for start, seconds in spans)
        lent = lent_in(work, voices, scenes, played, drawn=False)
        cut = pay.read_cut(work.out / "shots.json", work.out / "performance.json")
        grants = [work.clearing.grants[grant] for grant in sorted(work.clearing.grants)]
        return pay.estimate(grants, lent, cut, frames)
