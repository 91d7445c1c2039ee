"""From footage and takes to the files a viewer, an editor and a mixer open."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from fairtake import __version__, editing
from fairtake.lettering import fix_for, undrawable
from fairtake.model.span import Gap
from fairtake.pipeline.casting import brought_models
from fairtake.pipeline.clearing import describe_clearing
from fairtake.pipeline.farm import PieceJob
from fairtake.pipeline.mixing import STEMS
from fairtake.pipeline.recordings import describe_recordings, describe_voices
from fairtake.pipeline.reports import describe_gap, write_json
from fairtake.pipeline.sets_of import brought_places
from fairtake.pipeline.subtitling import burn, cuts_of, lettering_of, spoken_in, write_plain
from fairtake.pipeline.table_read import cast_roles
from fairtake.pipeline.work import StagedScene, Work, percent
from fairtake.project import code_digest, file_digest
from fairtake.store import digest, replace_file

__all__ = [
    "Cards",
    "assemble",
    "credits_frames",
    "departments",
    "make_cards",
    "report_lettering",
    "write_report",
]

Cards = Mapping[str, editing.Piece]
"""The encoded title card and end credits, by "title" and "credits"."""

_LIBRARIES = ("av", "espeakng-loader", "numba", "numpy", "opentimelineio", "pillow", "pyloudnorm", "scipy")


def make_cards(work: Work, pages: list[editing.Credit], tick: Callable[[float], None] = lambda _: None) -> Cards:
    """Draw and encode title and credits, unless they are turned off or in the store. `tick`
    is called for every picture."""
    settings = work.settings
    cards: dict[str, editing.Piece] = {}
    hand = lettering_of(work)
    own = [file_digest(Path(file)) for file in hand.fonts] + [hand.language]

    def keep(name: str, seconds: float, what: object, draw: Callable[[], Any]) -> None:
        frames = round(seconds * settings.fps)
        key = digest("card", code_digest("editing", "lettering"), name, what, settings.size, settings.fps, own)
        if work.store.file(key, ".mp4") is None:
            with work.store.writing(key, ".mp4") as path, work.timed("cards"):
                pictures: Any = draw()
                editing.write_segment(_exactly(pictures, frames, tick), path, settings.size, settings.fps)
        cards[name] = editing.Piece(work.store.path(key, ".mp4"), frames)

    author = editing.byline(work.breakdown.author, hand.language)
    if work.step("title"):
        seconds = TITLE_SECONDS
        keep(
            "title",
            seconds,
            [work.title, author],
            lambda: editing.title_frames(work.title, author, settings.size, settings.fps, seconds, hand),
        )
    if work.step("credits"):
        rows = [[page.heading, [list(row) for row in page.rows]] for page in pages]
        keep(
            "credits",
            editing.credits_seconds(pages),
            rows,
            lambda: editing.credit_frames(pages, settings.size, settings.fps, hand),
        )
    return cards


TITLE_SECONDS = 3.0


def report_lettering(work: Work, pages: list[editing.Credit]) -> None:
    """Letters that no typeface of ours has are gaps: an empty box stands in the picture."""
    texts: list[tuple[str, str]] = []
    if work.step("title"):
        texts += [(work.title, "serif-bold"), (work.breakdown.author, "serif-italic")]
    if work.step("credits"):
        texts += [(page.heading, "sans-bold") for page in pages]
        texts += [(what, "serif-italic") for page in pages for what, _ in page.rows]
        texts += [(who, "serif") for page in pages for _, who in page.rows]
    fonts = lettering_of(work).fonts
    for text, face in dict.fromkeys(texts):
        missing = undrawable(text, face, fonts)
        if missing:
            why = f"the lettering of title and credits has no {missing[:20]}, so an empty box stands in"
            fix = f"{fix_for(missing)} Or turn the card off in film.toml: [steps]."
            work.gaps.append(Gap("editing", text, why, fix))


def credits_frames(work: Work, pages: list[editing.Credit]) -> int:
    """How long the end credits run."""
    return round(editing.credits_seconds(pages) * work.settings.fps) if work.step("credits") else 0


def _exactly(pictures: Any, frames: int, tick: Callable[[float], None]) -> Any:
    """So many frames: the last is repeated, or what is left over is not drawn."""
    last: npt.NDArray[np.uint8] | None = None
    for done in range(frames):
        last = next(pictures, last)
        tick(done / frames)
        yield last


def assemble(
    work: Work, scenes: list[StagedScene], cards: Cards, sound: Path, more: Sequence[tuple[str, Path]] = ()
) -> list[str]:
    """Cards, footage and the encoded `sound` (and `more` sound tracks by name) become film.mp4; clips, subtitles and timeline lie beside it.
    Returns the files written."""
    settings = work.settings
    work.progress.begin("Cutting", 100)
    with work.timed("editing"):
        pieces = [cards["title"]] if "title" in cards else []
        pieces += [_piece(work, job) for scene in scenes for job in scene.jobs]
        pieces += [cards["credits"]] if "credits" in cards else []
        if settings.subtitles.burn_subtitles:
            pieces = burn(work, pieces, spoken_in(scenes), cuts_of(scenes))
        made = " and ".join(["pictures", *_voices(work)])
        tags = {"title": work.title, "comment": f"Made with Fairtake {__version__}: synthetic {made}."}
        if work.breakdown.author:
            tags["artist"] = work.breakdown.author
        with replace_file(work.out / "film.mp4") as path:
            editing.assemble(pieces, sound, path, settings.fps, tags, percent(work.progress), more)
        clips = _write_clips(work, scenes, cards)
        write_plain(work, scenes)
        stems = {str(stem): file for stem, file in STEMS.items()}
        with replace_file(work.out / "film.otio") as path:
            editing.write_timeline(work.title, clips, stems, settings.fps, path)
    work.progress.end()
    return ["film.mp4", "film.srt", "film.vtt", "film.otio", *(clip.media for clip in clips), *stems.values()]


def _piece(work: Work, job: PieceJob) -> editing.Piece:
    return editing.Piece(work.store.path(job.key, ".mp4"), job.frames)


def _write_clips(work: Work, scenes: list[StagedScene], cards: Cards) -> list[editing.Clip]:
    """One clip a shot for editors, and the cards; clips of shots that are no more go."""
    clips: list[editing.Clip] = []
    pieces: dict[str, list[editing.Piece]] = {}

    def add(clip: editing.Clip, joined: list[editing.Piece]) -> None:
        clips.append(clip)
        pieces[Path(clip.media).name] = joined

    if "title" in cards:
        add(editing.Clip("Title", "shots/title.mp4", cards["title"].frames), [cards["title"]])
    for scene in scenes:
        for clip, jobs in zip(scene.clips, scene.clip_jobs, strict=True):
            add(clip, [_piece(work, job) for job in jobs])
    if "credits" in cards:
        add(editing.Clip("Credits", "shots/credits.mp4", cards["credits"].frames), [cards["credits"]])
    record = work.out / ".fairtake" / "clips.json"
    code = code_digest("editing", "lettering")
    editing.write_clips(pieces, work.out / "shots", record, work.settings.fps, code=code, writing=replace_file)
    return clips


def write_report(
    work: Work,
    scenes: list[StagedScene],
    loudness: Mapping[str, object],
    frames: Mapping[str, int],
    score: Mapping[str, object],
) -> None:
    """report.json: what was done, what could not be, how loud it is (`loudness`), what music it has
    (`score`), with which versions."""
    synthetic, human = departments(work, score)
    write_json(
        work.out / "report.json",
        {
            "schema": "fairtake.Report.1",
            "title": work.title,
            "frames": dict(frames),
            "fps": work.settings.fps,
            "scenes": len({scene.number for scene in scenes}),
            "shots": sum(len(scene.shots) for scene in scenes),
            "lines": len(work.lines),
            "voices": describe_voices(cast_roles(work)),
            "seconds": {stage: round(seconds, 3) for stage, seconds in work.stages.items()},
            "gaps": [describe_gap(gap) for gap in work.gaps],
            "loudness": dict(loudness),
            "score": dict(score),
            "synthetic": list(synthetic),
            "human": list(human),
            **({"recordings": describe_recordings(work)} if work.settings.lines else {}),
            **({"dubs": work.dubs} if work.dubs else {}),
            **({"clearances": describe_clearing(work)} if work.clearing.verdicts else {}),
            **({"consent": work.consent} if work.consent else {}),
            **({"plates": work.plates} if work.plates else {}),
            "edited_shots": work.edited,
            "models": {**brought_models(work), **brought_places(work)},
            "versions": {"fairtake": __version__, "python": platform.python_version(), **_versions()},
        },
    )


def departments(work: Work, score: Mapping[str, object]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What of the film machines made, and what people did; `score` says what music it has."""
    music = ["music"] if "palette" in score else []
    synthetic = ["pictures", *_voices(work), "sound", "staging", "camera", "cut", *music]
    human = ["screenplay"]
    human += ["voices"] if work.recorded else []
    human += ["music"] if "file" in score else []
    human += ["plates"] if work.plates else []
    human += ["shots edited by hand"] if work.edited else []
    return tuple(synthetic), tuple(human)


def _voices(work: Work) -> list[str]:
    """Whether any line is spoken by a machine."""
    return ["voices"] if len(work.recorded) < len(work.lines) or not work.lines else []


def _versions() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:  # pragma: no cover - all are dependencies
            found[name] = "unknown"
    return found
