"""The story: script, breakdown, table read, performance, shots, footage, sound, film.

`plan` goes as far as the shot list; `make` goes on to the finished film. Each step asks the
store first and computes only what is missing.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairtake.editing import Credit
from fairtake.errors import StoreError
from fairtake.model.film import FilmSettings
from fairtake.model.shotlist import Shot
from fairtake.model.span import Gap
from fairtake.pipeline import finishing
from fairtake.pipeline.beside import Beside
from fairtake.pipeline.choices import named_in_film_toml
from fairtake.pipeline.closing import credit_pages
from fairtake.pipeline.crediting import Made, open_identity, sign_film
from fairtake.pipeline.describing import describe_film
from fairtake.pipeline.dubbing import make_dub, open_dubs
from fairtake.pipeline.farm import Farm, is_counted
from fairtake.pipeline.lending import begin_lending, end_lending
from fairtake.pipeline.marking import register_mark, said_mark
from fairtake.pipeline.mixing import CHART, Sound, describe_sound, loudness_data, mix_sound
from fairtake.pipeline.planning import first_frame, open_work, planned
from fairtake.pipeline.scenes import stage_and_direct
from fairtake.pipeline.statement import write_statement
from fairtake.pipeline.subtitling import write_captions
from fairtake.pipeline.table_read import read_through
from fairtake.pipeline.unchanged import made_from
from fairtake.pipeline.work import Silent, StagedScene, Work, processors
from fairtake.ports import Progress
from fairtake.project import Manifest

__all__ = ["Summary", "make", "plan"]

_STORE_LIMIT = 8 * 2**30
"""Bytes of results to keep beside a film; the least recently used go first."""


@dataclass(frozen=True)
class Summary:
    """What a run did, for the last table on the screen. `seconds` is the film's length,
    `rendered` and `reused` count frames, `stages` gives seconds of work a stage."""

    title: str
    out: Path
    seconds: float
    scenes: int
    shots: int
    lines: int
    rendered: int = 0
    reused: int = 0
    gaps: tuple[Gap, ...] = ()
    stages: Mapping[str, float] = field(default_factory=dict)
    loudness: float | None = None
    true_peak: float | None = None
    versions: tuple[str, ...] = ()
    """Dubs and descriptions beside film.mp4."""


def plan(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None
) -> tuple[Summary, list[Shot]]:
    """Everything up to the shot list: nothing is rendered. Writes shots.json, shots.csv and
    performance.json. Raises FairtakeError."""
    with planned(settings, out, progress) as (work, scenes):
        return _summary(work, scenes, work.frames), [shot for scene in scenes for shot in scene.shots]


def make(
    settings: FilmSettings, out: Path | None = None, progress: Progress | None = None, jobs: int | None = None
) -> Summary:
    """The film and everything beside it, in `out` (default out/<title>).

    `jobs` is the number of render processes (default: one for each processor). Raises
    FairtakeError; whatever was finished before that is kept and reused by the next run.
    """
    with named_in_film_toml(settings):
        work = open_work(settings, out, progress)
    with work.locked(), named_in_film_toml(settings), ExitStack() as cleanup:
        inputs = made_from(settings, work.clearing)
        manifest = Manifest(work.out)
        manifest.forget()
        lending = begin_lending(work, film=True)
        identity = open_identity(work)
        farm = Farm(work.store.folder, jobs or processors())
        cleanup.callback(farm.close)
        farm.start()

        dubs = open_dubs(work)
        voices, takes = read_through(work)
        scenes = stage_and_direct(work, takes, first_frame(work), jobs or processors())
        pages = credit_pages(work, voices)
        finishing.report_lettering(work, pages)
        frames = work.frames + finishing.credits_frames(work, pages)
        # Sound and cards need one processor for a while: they are made while others draw.
        beside = cleanup.enter_context(Beside())
        mixing = beside.begin(lambda tick: mix_sound(work, scenes, takes, frames, tick))
        lettering = beside.begin(lambda tick: finishing.make_cards(work, pages, tick))
        rendered, reused = _shoot(work, farm, scenes)
        work.progress.begin("Mixing", 100)
        sound = mixing.result(work.progress)
        work.progress.end(describe_sound(sound))
        lettering.result(Silent())
        files, more = _assemble(work, farm, scenes, pages, sound)
        files += [*sound.files, CHART]
        rendered, reused = rendered + more, reused - more
        files += write_captions(work, scenes, sound.music.passages)
        files += describe_film(work, scenes, voices.values(), frames)
        cards = finishing.make_cards(work, pages)
        for script in dubs:
            dub = make_dub(work, farm, scenes, voices, script, cards, frames, sound.mix.loudness)
            files += dub.files
            work.dubs[script.language] = dub.told
        files += ["shots.json", "shots.csv", "performance.json", "report.json"]
        laid = [(one.start, one.seconds) for one in sound.music.laid]
        files += write_statement(work, voices, scenes, laid, frames)
        # Last of all that is written for others: a signature says how each file was when it was done.
        trained = any(voice.engine != "espeak" for voice in voices.values())
        told = finishing.departments(work, sound.music.as_data())
        shown = tuple(shot for scene in scenes for shot in scene.shots)
        made = Made(shown, *told, trained=trained, mark=said_mark(work, shown))
        sidecars, signed = sign_film(work, identity, files, made)
        files += sidecars
        register_mark(work, shown, signed)
        end_lending(work, lending, files, shown)
        work.stages["total"] = time.perf_counter() - work.began
        counts = {"film": frames, "rendered": rendered, "reused": reused}
        loudness = loudness_data(sound, settings.target)
        finishing.write_report(work, scenes, loudness, counts, sound.music.as_data())
        manifest.write(inputs, files, {"title": work.title, "seconds": frames / settings.fps, "gaps": len(work.gaps)})
        work.store.prune(_STORE_LIMIT)
    return _summary(
        work,
        scenes,
        frames,
        rendered=rendered,
        reused=reused,
        loudness=sound.mix.loudness,
        true_peak=sound.mix.true_peak,
        versions=tuple(file for file in files if file.startswith("film.") and file.endswith((".mp4", ".m4a")))[1:],
    )


def _assemble(
    work: Work, farm: Farm, scenes: list[StagedScene], pages: list[Credit], sound: Sound
) -> tuple[list[str], int]:
    """Cut the film; a stored piece that turns out to be damaged is made again. Returns the
    files written and how many frames had to be rendered again."""
    again = 0
    mended: set[str] = set()
    while True:
        try:
            return finishing.assemble(work, scenes, finishing.make_cards(work, pages), sound.encoded, sound.more), again
        except StoreError as error:
            if error.file is None or error.file in mended:
                raise
            mended.add(error.file)
            Path(error.file).unlink(missing_ok=True)
            again += _shoot(work, farm, scenes)[0]


def _shoot(work: Work, farm: Farm, scenes: list[StagedScene]) -> tuple[int, int]:
    """Render every piece the store does not hold; returns frames rendered and reused."""
    pieces = {job.key: job for scene in scenes for jobs in scene.clip_jobs for job in jobs}
    missing = [
        job for job in pieces.values() if work.store.file(job.key, ".mp4") is None or not is_counted(job, work.store)
    ]
    rendered = sum(job.frames for job in missing)
    reused = sum(job.frames for job in pieces.values()) - rendered
    work.progress.begin("Shooting", rendered)
    with work.timed("rendering"):
        waited = farm.render(missing, lambda job: work.progress.advance(job.frames))
    work.stages["rendering"] -= waited
    work.stages["waiting for the renderer to compile"] = waited
    work.progress.end(f"{rendered} frames drawn, {reused} kept")
    return rendered, reused


def _summary(work: Work, scenes: list[StagedScene], frames: int, **more: Any) -> Summary:
    return Summary(
        title=work.title,
        out=work.out,
        seconds=frames / work.settings.fps,
        scenes=len({scene.number for scene in scenes}),
        shots=sum(len(scene.shots) for scene in scenes),
        lines=len(work.lines),
        gaps=tuple(work.gaps),
        stages=work.stages,
        **more,
    )
