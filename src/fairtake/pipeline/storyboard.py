"""The storyboard: panels of every shot drawn in worker processes, pages bound into one PDF.

Every panel and every few dozen pages lie in the store under the hash of what is seen on them:
a second run draws nothing, and an edit redraws the panels it touches.
"""

from __future__ import annotations

import difflib
import itertools
import math
import multiprocessing
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image

from fairtake import boards
from fairtake.clearance.credentials import Identity
from fairtake.errors import ProjectError, RenderError, StoreError
from fairtake.lettering import missing_characters
from fairtake.model.figure import Figure
from fairtake.model.film import FilmSettings
from fairtake.model.footage import Quality, RenderSettings
from fairtake.model.performance import ScenePerformance
from fairtake.model.set import Set
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline import farm
from fairtake.pipeline.choices import render_settings
from fairtake.pipeline.crediting import boards_say, open_identity, sign_boards
from fairtake.pipeline.intercut import as_played
from fairtake.pipeline.places import delocalize
from fairtake.pipeline.planning import planned
from fairtake.pipeline.watch import begin_worker
from fairtake.pipeline.work import StagedScene, Work, processors
from fairtake.ports import Progress
from fairtake.project import Manifest, code_digest, file_name
from fairtake.store import DiskStore, digest, replace_file

__all__ = ["Explained", "Storyboard", "explain_shot", "make_boards"]

T = TypeVar("T")

_PIXELS = 640 * 360
"""How large a panel's frame is: 640 by 360, and other formats as many pixels."""

_FINE = 1.5
"""Frames are drawn so many times larger and scaled down, for clean lines at draft quality."""

_PART = 24
"""Pages in one part of the PDF: what is held in memory at once."""


@dataclass(frozen=True, slots=True)
class Storyboard:
    """What a run did: `folder` holds the panels, `pdf` the pages; `drawn` and `kept` count
    panels; `gaps` are the film's, and letters the typefaces lack."""

    title: str
    folder: Path
    pdf: Path
    shots: int
    panels: int
    pages: int
    drawn: int
    kept: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A shot explained: the lesson, and the floor plan's picture on disk."""

    lesson: boards.Explanation
    picture: Path
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """One panel to be drawn and stored under `key` as .png (the panel) and .jpg (its frame)."""

    key: str
    keys: farm.SceneKeys
    shot: Shot
    panel: boards.Panel
    settings: RenderSettings
    size: tuple[int, int]


def make_boards(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None, jobs: int | None = None
) -> Storyboard:
    """Draw the storyboard: boards/<shot>.png and boards.pdf in `out` (default out/<title>).

    Everything up to the shot list is done first if it has changed. `jobs` is the number of
    render processes (default: one for each processor). Raises FairtakeError; panels that were
    finished before that are kept.
    """
    with planned(settings, out, progress) as (work, scenes):
        identity = open_identity(work)
        found = [_jobs(work, scene) for scene in scenes]
        _report_lettering(work, found)
        drawn = _draw(work, [job for scene in found for job in scene], jobs or processors())
        pages = _publish(work, scenes, found, identity)
    panels = sum(len(scene) for scene in found)
    return Storyboard(
        work.title,
        work.out / "boards",
        work.out / "boards.pdf",
        sum(len(scene.shots) for scene in scenes),
        panels,
        pages,
        drawn,
        panels - drawn,
        tuple(work.gaps),
    )


def explain_shot(
    settings: FilmSettings, number: str, out: Path | None = None, progress: Progress | None = None
) -> Explained:
    """Explain one shot, by its number: why it is there, what its rules cost, and a floor plan
    as plans/<shot>.png in `out` (default out/<title>).

    Raises ProjectError, naming shots there are, when there is none of that number.
    """
    with planned(settings, out, progress) as (work, scenes):
        wanted = number.strip().casefold()
        cut = [(staged, shot) for staged in scenes for shot in staged.shots]
        place = next((place for place, (_, shot) in enumerate(cut) if shot.number.casefold() == wanted), None)
        if place is None:
            raise ProjectError(
                f"there is no shot {number!r}", fix=_nearest_shots(wanted, [shot.number for _, shot in cut])
            )
        staged, shot = cut[place]
        before = cut[place - 1][1] if place and cut[place - 1][0] is staged else None
        picture = work.out / "plans" / f"{file_name(shot.number)}.png"
        with work.timed("boards"):
            drawn = _plan(work, staged, shot)
            with replace_file(picture, keep_equal=True) as path:
                drawn.save(path, "PNG", compress_level=6)
    return Explained(boards.explain(shot, settings.fps, before), picture, tuple(work.gaps))


def _nearest_shots(wanted: str, numbers: list[str]) -> str:
    near = difflib.get_close_matches(wanted.upper(), numbers, 4, 0.4) or numbers[:4]
    return f"Shots there are: {', '.join(near)}, ...; fairtake shots lists all." if near else "The film has no shots."


def _plan(work: Work, staged: StagedScene, shot: Shot) -> Image.Image:
    """A shot's floor plan, its frame beside it."""
    set_ = work.store.load(staged.keys.set, Set)
    if set_ is None:
        raise StoreError("a stored set is damaged", file=str(work.store.folder), fix="Make again.")
    jobs = [job for job in _jobs(work, staged) if job.shot.number == shot.number]
    _draw(work, jobs, 1)
    with Image.open(work.store.path(jobs[0].key, ".jpg")) as file:
        frame = file.convert("RGB")
    colors = {}
    for role, key in staged.keys.figures.items():
        figure = work.store.load(key, Figure)
        if figure is not None:
            colors[role] = figure.accent
    size = work.settings.size
    heading = next(scene.setting.heading for scene in work.breakdown.scenes if scene.number == staged.number)
    performance = scene_performance(work, staged)
    return boards.floor_plan(
        performance,
        set_,
        staged.shots,
        shot,
        aspect=size[0] / size[1],
        heading=heading,
        frame=frame,
        colors=colors,
    )


def panel_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size in pixels of a panel's frame for a film of `size`: both sides even."""
    scale = math.sqrt(_PIXELS / (size[0] * size[1]))
    return max(16, 2 * round(size[0] * scale / 2)), max(16, 2 * round(size[1] * scale / 2))


def scene_performance(work: Work, staged: StagedScene) -> ScenePerformance:
    """A staged scene's performance, from the store. Raises StoreError when it is damaged."""
    performance = work.store.load(staged.keys.performance, ScenePerformance)
    if performance is None:
        raise StoreError("a stored scene is damaged", file=str(work.store.folder), fix="Make again.")
    scene = next(scene for scene in work.breakdown.scenes if scene.number == staged.number)
    return delocalize(performance, as_played(work.breakdown, scene))


def _jobs(work: Work, staged: StagedScene) -> list[_Job]:
    """The panels of a scene, each with the key of everything that is seen on it."""
    settings = work.settings
    performance = scene_performance(work, staged)
    aspect = settings.size[0] / settings.size[1]
    size = panel_size(settings.size)
    large = (2 * round(size[0] * _FINE / 2), 2 * round(size[1] * _FINE / 2))
    render = render_settings(settings, large, Quality.DRAFT)
    voice_over = {line.number for line in work.lines if line.voice_over}
    code = code_digest("boards", "lettering", "pipeline/storyboard")
    found = []
    for shot in staged.shots:
        for panel in boards.panels_of(shot, performance, aspect, voice_over):
            seen = farm.piece_key(shot, performance, staged.keys, render, panel.frame, panel.frame + 1)
            # A panel says all of itself in its repr: numbers and texts only.
            key = digest("panel", code, seen, repr(panel), list(size))
            found.append(_Job(key, staged.keys, shot, panel, render, size))
    return found


def _report_lettering(work: Work, found: list[list[_Job]]) -> None:
    """Letters that no typeface of ours has are gaps: an empty box stands on the page."""
    texts = dict.fromkeys([(work.title, "serif-bold"), (work.breakdown.author, "serif-italic")])
    texts |= dict.fromkeys((scene.setting.heading, "sans-bold") for scene in work.breakdown.scenes)
    texts |= dict.fromkeys(text for scene in found for job in scene for text in boards.caption_texts(job.panel.caption))
    told: set[str] = set()
    for text, face in texts:
        missing = missing_characters(text, face)
        if missing and text not in told:
            told.add(text)
            why = f"the boards' lettering has no {missing[:20]}, so an empty box stands in"
            work.gaps.append(Gap("boards", text, why, "Write it in Latin, Greek or Cyrillic letters."))


def _draw(work: Work, wanted: list[_Job], workers: int) -> int:
    """Draw every panel the store does not hold; how many those were."""
    store = work.store
    missing = list(
        {job.key: job for job in wanted if not (store.file(job.key, ".png") and store.file(job.key, ".jpg"))}.values()
    )
    work.progress.begin("Drawing panels", len(missing))
    with work.timed("boards"):
        if missing:
            _draw_all(work, missing, min(workers, len(missing)))
    work.progress.end(f"{len(missing)} panels drawn, {len(wanted) - len(missing)} kept")
    return len(missing)


def _draw_all(work: Work, missing: list[_Job], workers: int) -> None:
    if workers < 2:
        # A process of its own takes longer to begin than a panel to draw.
        for job in missing:
            work.progress.advance(_draw_group((job,), str(work.store.folder)))
        return
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=begin_worker, initargs=(os.getpid(), stop))
    folder = str(work.store.folder)
    # Neighbours share a set and its shadows: they go to the same worker.
    groups = iter(_grouped(missing, workers))
    pending: set[Future[int]] = set()
    try:
        for group in groups:
            pending.add(pool.submit(_draw_group, group, folder))
            if len(pending) >= 2 * workers:
                pending = _collect(work, pending)
        while pending:
            pending = _collect(work, pending)
    except BrokenProcessPool as error:
        raise RenderError(
            "a drawing process was ended by the system",
            fix="It may have run out of memory: close other programs, or try again with --jobs 1. Finished panels are kept.",
        ) from error
    finally:
        stop.set()
        with suppress(BrokenProcessPool):
            pool.shutdown(wait=True, cancel_futures=True)


def _collect(work: Work, pending: set[Future[int]]) -> set[Future[int]]:
    finished, left = wait(pending, return_when=FIRST_COMPLETED)
    for future in finished:
        work.progress.advance(future.result())
    return left


def _grouped(jobs: list[_Job], workers: int) -> Iterator[tuple[_Job, ...]]:
    return _runs(jobs, max(1, min(6, -(-len(jobs) // (2 * workers)))))


def _draw_group(jobs: tuple[_Job, ...], folder: str) -> int:
    for job in jobs:
        _draw_panel(job, folder)
    return len(jobs)


def _draw_panel(job: _Job, folder: str) -> None:
    store = DiskStore(Path(folder))
    frame = job.panel.frame
    assets, performance = farm.assets_of(job.keys, folder), farm.performance_of(job.keys, folder)
    frames = farm._renderer().render(performance, assets, job.shot, job.settings, frame, frame + 1)
    rgb = next(iter(frames)).rgb
    small = Image.fromarray(rgb).resize(job.size, Image.Resampling.LANCZOS)
    drawn = boards.draw_frame(small, job.panel)
    with store.writing(job.key, ".jpg") as path:
        drawn.save(path, "JPEG", quality=90, subsampling=0)
    with store.writing(job.key, ".png") as path:
        boards.draw_panel(drawn, job.panel).save(path, "PNG", compress_level=6)


def _publish(work: Work, scenes: list[StagedScene], found: list[list[_Job]], identity: Identity | None) -> int:
    """Put panels and pages where they belong, signed; returns how many pages there are."""
    names = {
        f"boards/{file_name(job.panel.caption.number)}{'-' * bool(state)}{state}.png": job
        for scene in found
        for job in scene
        for state in (job.panel.caption.state,)
    }
    pages, outline = _pages(work, scenes, found)
    size = work.settings.size
    production = boards.Production(
        work.title,
        work.breakdown.author,
        len(pages),
        sum(len(scene.shots) for scene in scenes),
        size[0] / size[1],
        work.settings.fps,
        size,
    )
    code = code_digest("boards", "lettering")
    parts: dict[str, tuple[boards.Page, ...]] = {}
    for part in _runs(pages, _PART):
        what = [[page.number, page.scene, page.heading, [str(path.stem) for _, path in page.panels]] for page in part]
        pictures = [path.parent.name for page in part for _, path in page.panels]
        captions = [repr(panel.caption) for page in part for panel, _ in page.panels]
        parts[digest("board pages", code, repr(production), what, pictures, captions)] = part
    says = boards_say(work, identity, [job.shot for job in names.values()])
    key = digest("boards", code, list(parts), sorted((name, job.key) for name, job in names.items()), outline, says)
    kept = Manifest(work.out, "boards")
    if kept.read(key) is not None:
        return len(pages)
    kept.forget()
    work.progress.begin("Binding", len(parts))
    for part_key, part in parts.items():
        if work.store.file(part_key, ".pdf") is None:
            with work.store.writing(part_key, ".pdf") as path:
                boards.write_pages(part, production, path)
        work.progress.advance()
    with replace_file(work.out / "boards.pdf", keep_equal=True) as path:
        files = [work.store.path(part_key, ".pdf") for part_key in parts]
        boards.bind(files, outline, work.title, work.breakdown.author, path)
    for name, job in names.items():
        with replace_file(work.out / name, keep_equal=True) as path:
            shutil.copyfile(work.store.path(job.key, ".png"), path)
    for old in (work.out / "boards").glob("*.png"):
        if f"boards/{old.name}" not in names:
            old.unlink()
    sign_boards(work, identity, {name: job.shot for name, job in names.items()})
    kept.write(key, ["boards.pdf", *names], {"pages": len(pages)})
    work.progress.end(f"{len(pages)} pages")
    return len(pages)


def _pages(
    work: Work, scenes: list[StagedScene], found: list[list[_Job]]
) -> tuple[list[boards.Page], list[tuple[str, int]]]:
    """The pages, every scene on a page of its own, and where each scene begins."""
    headings = {scene.number: scene.setting.heading for scene in work.breakdown.scenes}
    pages: list[boards.Page] = []
    outline: list[tuple[str, int]] = []
    for number, heading, jobs in _sheets(work, scenes, found, headings):
        outline.append((f"{number}  {heading}", len(pages)))
        for some in _runs(jobs, boards.PER_PAGE):
            drawn = tuple((job.panel, work.store.path(job.key, ".jpg")) for job in some)
            pages.append(boards.Page(len(pages) + 1, number, heading, drawn))
    return pages, outline


def _sheets(
    work: Work, scenes: list[StagedScene], found: list[list[_Job]], headings: Mapping[str, str]
) -> Iterator[tuple[str, str, list[_Job]]]:
    """What has pages of its own: each scene, or all places of an intercut, as they are cut."""
    groups = {one.number: one.intercut.group for one in work.breakdown.scenes if one.intercut is not None}

    def group(pair: tuple[StagedScene, list[_Job]]) -> str:
        return groups.get(pair[0].number, pair[0].number)

    for number, some in itertools.groupby(zip(scenes, found, strict=True), key=group):
        panels = list(some)
        places = dict.fromkeys(staged.number for staged, _ in panels)
        jobs = [job for _, one in panels for job in one]
        yield number, " / ".join(headings[place] for place in places), jobs


def _runs(things: Sequence[T], most: int) -> Iterator[tuple[T, ...]]:
    """The things in order, at most so many together."""
    for start in range(0, len(things), most):
        yield tuple(things[start : start + most])
