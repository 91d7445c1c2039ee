"""What the people who lend something to a film will have to be paid, before a frame of it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fairtake.clearance import pay
from fairtake.clearance.gate import Clearing
from fairtake.model.breakdown import Breakdown, Line
from fairtake.model.clearance import Cleared, Reference, ReferenceKind
from fairtake.model.film import FilmSettings
from fairtake.model.usage import Lent
from fairtake.pipeline.closing import credit_pages
from fairtake.pipeline.finishing import credits_frames
from fairtake.pipeline.planning import planned
from fairtake.pipeline.scoring import music_spans
from fairtake.pipeline.statement import lent_in
from fairtake.pipeline.table_read import cast_roles
from fairtake.pipeline.tune import music_name
from fairtake.ports import Progress

__all__ = ["planned_costs", "script_costs"]


def script_costs(clearing: Clearing, script: Breakdown) -> list[dict[str, Any]]:
    """Of each grant what it will come to, from the script alone, as the entries of a statement's "grants": what is paid by
    the word or once exactly; what is paid by the second or the shot stands in "planned", in words. It is taken for
    granted that all that was cleared can be used."""
    lines = [beat for scene in script.scenes for beat in scene.beats if isinstance(beat, Line)]
    recorded = {one.reference.line for one in clearing.of(ReferenceKind.RECORDING)}
    lent = [_lent(one, _spoken(one.reference, lines, recorded)) for one in clearing.cleared]
    grants = [clearing.grants[grant] for grant in sorted(clearing.grants)]
    return pay.estimate_words(grants, lent, {line.number: line.text for line in lines})


def _spoken(reference: Reference, lines: Sequence[Line], recorded: set[int]) -> tuple[int, ...]:
    if reference.kind is ReferenceKind.RECORDING:
        return (reference.line,)
    if reference.kind is not ReferenceKind.VOICE:
        return ()
    return tuple(line.number for line in lines if line.role == reference.role and line.number not in recorded)


def _lent(cleared: Cleared, lines: tuple[int, ...]) -> Lent:
    about = cleared.reference
    return Lent(
        about.key, about.kind, about.path, cleared.sha256, about.modalities, str(cleared.basis), cleared.grants,
        about.role, lines,
    )  # fmt: skip


def planned_costs(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None
) -> list[dict[str, Any]]:
    """The same with every scene staged and its shots planned, as `fairtake shots` does: words exactly, seconds on screen and
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
