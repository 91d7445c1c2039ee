"""The first half of the story, which films, storyboards and checks share: script to shot list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairtake.model.film import FilmSettings
from fairtake.pipeline import finishing
from fairtake.pipeline.choices import check_choices, named_in_film_toml, unused_entries
from fairtake.pipeline.clearing import clear_film
from fairtake.pipeline.lending import begin_lending
from fairtake.pipeline.marking import open_marking
from fairtake.pipeline.scenes import stage_and_direct
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.work import Silent, StagedScene, Work, processors
from fairtake.ports import Progress

__all__ = ["first_frame", "open_work", "planned"]


def open_work(settings: FilmSettings, out: Path | None, progress: Progress | None, *, copied: bool = True) -> Work:
    """Read the script, hold the film's settings against what there is, and let what somebody lent it through the
    gate: `copied` into a private place, unless nothing will be made of it. Raises FairtakeError."""
    check_choices(settings)
    work = Work.open(settings, out, progress or Silent())
    work.gaps += unused_entries(settings, work.breakdown)
    clear_film(work, copied=copied)
    open_marking(work)
    return work


def first_frame(work: Work) -> int:
    """The film's frame on which the first scene begins: after the title, if there is one."""
    return round(finishing.TITLE_SECONDS * work.settings.fps) if work.step("title") else 0


@contextmanager
def planned(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None
) -> Iterator[tuple[Work, list[StagedScene]]]:
    """Within the block the film's folder is held, and every scene is staged and planned.
    Writes shots.json, shots.csv and performance.json. Raises FairtakeError."""
    with named_in_film_toml(settings):
        work = open_work(settings, out, progress)
    with work.locked(), named_in_film_toml(settings):
        begin_lending(work)
        _, takes = read_through(work)
        yield work, stage_and_direct(work, takes, first_frame(work), processors())
