"""The command line: one thin command per verb."""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from fairtake import __version__
from fairtake.errors import FairtakeError
from fairtake.model.footage import Quality
from fairtake.project import load, slug
from fairtake.store import replace_file

if TYPE_CHECKING:
    from fairtake.model.film import FilmSettings
    from fairtake.model.shotlist import Shot
    from fairtake.pipeline.film import Summary

__all__ = ["app", "main"]

app = typer.Typer(
    name="fairtake",
    help="Turn a screenplay into a finished film: directed, staged, shot, spoken, cut and credited.\n\n"
    "Start with: fairtake make script.fountain",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
screen = Console()
_errors = Console(stderr=True)

Film = Annotated[
    Path,
    typer.Argument(help="A screenplay (.fountain, .fdx, .txt) or a film folder with film.toml.", show_default=False),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Put the results straight into this folder instead of out/<title>.")
]
Pictures = Annotated[
    Quality | None,
    typer.Option("--quality", "-q", help="draft is quick, final is the full look.", show_default="final"),
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, max=256, help="Render processes.", show_default="one a processor")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="End with status 3 when anything in the script could not be staged.")
]


@app.callback(invoke_without_command=True)
def _top(version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False) -> None:
    if version:
        screen.print(f"fairtake {__version__}", highlight=False)
        raise typer.Exit


@app.command()
def make(film: Film, out: Out = None, quality: Pictures = None, jobs: Jobs = None, strict: Strict = False) -> None:
    """Make the film, and everything beside it.

    Results: film.mp4, subtitles (.srt, .vtt), the cut (.otio), the shot list (.json, .csv),
    the performance, sound stems and a report. Make again after a change and only what the
    change touches is done again; a run that was interrupted goes on where it stopped.
    """
    _make(_settings(film, quality), out, jobs, strict)


@app.command()
def prompt(
    text: Annotated[str, typer.Argument(help="What happens and what is said, in plain sentences.", show_default=False)],
    out: Out = None,
    quality: Pictures = None,
    jobs: Jobs = None,
) -> None:
    """Make a one-scene film from a few plain sentences.

    Example: fairtake prompt 'A woman crosses the kitchen and says: "You kept it."'

    The sentences are kept as script.txt in the output folder, to be changed and made again.
    """
    folder = out or Path("out") / slug(" ".join(text.split()[:6]))
    script = folder / "script.txt"
    with _mendable(), replace_file(script) as temporary:
        temporary.write_text(text.strip() + "\n", encoding="utf-8")
    settings = dataclasses.replace(_settings(script, quality), title=" ".join(text.split()[:6]).strip(" .,;:\"'"))
    _make(settings, folder, jobs, strict=False)


@app.command()
def shots(film: Film, out: Out = None, strict: Strict = False) -> None:
    """Print the shot list with the reason for every choice. Nothing is rendered."""
    from fairtake.pipeline.film import plan

    with _mendable():
        settings = load(film)
        with _Bars() as bars:
            summary, found = plan(settings, out, bars)
    screen.print(_shot_table(found, settings.fps))
    _show_gaps(summary)
    screen.print(f"[dim]{_plain(str(summary.out / 'shots.json'))}, shots.csv, performance.json[/dim]", soft_wrap=True)
    if strict and summary.gaps:
        raise typer.Exit(3)


def main() -> None:
    """The program. Errors that a person can mend print as one line and end with status 1."""
    try:
        app()
    except Exception as error:
        # A defect of ours: the person gets one line and a file to send, not a traceback.
        _errors.print(
            f"[bold red]Error:[/bold red] a defect in Fairtake: {_plain(str(error) or type(error).__name__)}. "
            f"Finished work is kept. Please report it with {_plain(str(_trace_file()))}.",
            highlight=False,
            soft_wrap=True,
        )
        sys.exit(70)


def _trace_file() -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="fairtake-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return Path(file.name)


def _settings(film: Path, quality: Quality | None) -> FilmSettings:
    with _mendable():
        settings = load(film)
    return dataclasses.replace(settings, quality=quality) if quality else settings


def _make(settings: FilmSettings, out: Path | None, jobs: int | None, strict: bool) -> None:
    from fairtake.pipeline.unchanged import find_finished

    began = time.perf_counter()
    with _mendable():
        finished = find_finished(settings, out)
        if finished is not None:
            screen.print(
                f"[bold]{_plain(finished.title)}[/bold] is up to date: nothing changed since it was made "
                f"({_clock(finished.seconds)}, {_plain(str(finished.out / 'film.mp4'))}).",
                highlight=False,
                soft_wrap=True,
            )
            if strict and finished.gaps:
                raise typer.Exit(3)
            return
        from fairtake.pipeline.film import make as make_film

        with _Bars() as bars:
            summary = make_film(settings, out, bars, jobs)
    _show(summary, time.perf_counter() - began)
    if strict and summary.gaps:
        raise typer.Exit(3)


@contextmanager
def _mendable() -> Iterator[None]:
    """An error that a person can mend is one line and status 1; Ctrl-C says what is kept."""
    try:
        yield
    except FairtakeError as error:
        _errors.print(f"[bold red]Error:[/bold red] {_plain(str(error))}", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        _errors.print("Stopped. Finished work is kept; make again to go on.")
        raise typer.Exit(130) from None


def _plain(text: str) -> str:
    """Text as it is: no markup, and nothing that would steer the terminal."""
    return escape("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _show(summary: Summary, seconds: float) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    table.add_row("Film", f"[bold]{_plain(summary.title)}[/bold], {_clock(summary.seconds)}")
    table.add_row(
        "Shots", f"{summary.shots} in {summary.scenes} scene{'s' * (summary.scenes != 1)}, {summary.lines} lines"
    )
    total = summary.rendered + summary.reused
    kept = f"{summary.reused} of {total} frames" if summary.reused else "nothing"
    table.add_row("Reused", kept)
    table.add_row(
        "Not staged",
        f"{len(summary.gaps)} thing{'s' * (len(summary.gaps) != 1)}" if summary.gaps else "nothing left out",
    )
    if summary.loudness is not None and summary.true_peak is not None:
        heard = f"{summary.loudness:.1f} LUFS, true peak {summary.true_peak:.1f} dBTP"
        table.add_row("Sound", heard if isfinite(summary.loudness) else "silence")
    table.add_row("Took", f"{_clock(seconds)} ({summary.seconds / max(seconds, 1e-9):.2f} film seconds a second)")
    table.add_row("Where", _plain(str(summary.out / "film.mp4")))
    _show_gaps(summary)
    screen.print(table)


def _show_gaps(summary: Summary, most: int = 12) -> None:
    if not summary.gaps:
        return
    table = Table(
        title="Not in the film as written", title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim"
    )
    for column in ("Where", "What", "Why"):
        table.add_column(column, overflow="fold")
    for gap in summary.gaps[:most]:
        where = f"{Path(gap.span.file).name}:{gap.span.line}" if gap.span else gap.stage
        what = gap.what if len(gap.what) < 70 else gap.what[:67] + "..."
        table.add_row(_plain(where), _plain(what), _plain(gap.why))
    screen.print(table)
    if len(summary.gaps) > most:
        stages = ", ".join(f"{count} in {stage}" for stage, count in Counter(gap.stage for gap in summary.gaps).items())
        screen.print(f"[dim]... and {len(summary.gaps) - most} more ({stages}); all are in report.json.[/dim]")


def _shot_table(found: list[Shot], fps: int) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Shot", style="bold", no_wrap=True)
    table.add_column("Secs", justify="right")
    table.add_column("Size")
    table.add_column("Kind")
    table.add_column("Lens", justify="right")
    table.add_column("Move")
    table.add_column("Why", overflow="fold")
    table.add_column("Runner-up", overflow="fold", style="dim")
    for shot in found:
        lens = f"{shot.lens_mm:.0f} mm"
        table.add_row(
            shot.number,
            f"{shot.frames / fps:.1f}",
            shot.size,
            shot.kind,
            lens,
            shot.move,
            _plain(shot.reason),
            _plain(shot.runner_up),
        )
    return table


class _Bars:
    """ports.Progress on the screen: a bar with time left for each stage, a line when done."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description:<22}"),
            BarColumn(bar_width=32),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("[dim]left"),
            TimeRemainingColumn(),
            console=screen,
            transient=True,
        )
        self._task: TaskID | None = None
        self._stage = ""
        self._began = 0.0

    def __enter__(self) -> _Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self._progress.stop()

    def begin(self, stage: str, total: int) -> None:
        self._stage = stage
        self._began = time.perf_counter()
        self._task = self._progress.add_task(stage, total=max(total, 1))

    def advance(self, count: int = 1) -> None:
        if self._task is not None:
            self._progress.advance(self._task, count)

    def end(self, note: str = "") -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        seconds = time.perf_counter() - self._began
        self._progress.console.print(
            f"{self._stage:<22} {note or 'done'} [dim]({seconds:.1f} s)[/dim]", highlight=False
        )
