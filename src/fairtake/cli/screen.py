"""What a person sees while and after something runs: progress bars, one-line errors, plain text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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

from fairtake.errors import ClearanceError, FairtakeError

__all__ = ["Bars", "clock", "errors", "judged", "mendable", "plain", "screen"]

screen = Console(emoji=False)  # did:key is no picture of a key
errors = Console(stderr=True, emoji=False)


@contextmanager
def mendable() -> Iterator[None]:
    """An error that a person can mend is one line and status 1; Ctrl-C says what is kept."""
    try:
        yield
    except FairtakeError as error:
        errors.print(f"[bold red]Error:[/bold red] {plain(str(error))}", highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt:
        errors.print("Stopped. Finished work is kept; make again to go on.")
        raise typer.Exit(130) from None


@contextmanager
def judged() -> Iterator[None]:
    """For verbs that give a verdict on grants and credentials: what is refused or invalid ends with
    status 3, what was asked wrongly (no such file) with 2."""
    try:
        yield
    except FairtakeError as error:
        errors.print(f"[bold red]Error:[/bold red] {plain(str(error))}", highlight=False, soft_wrap=True)
        raise typer.Exit(3 if isinstance(error, ClearanceError) else 2) from error


def plain(text: str) -> str:
    """Text as it is: no markup, and nothing that would steer the terminal."""
    return escape("".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text))


def clock(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


class Bars:
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

    def __enter__(self) -> Bars:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(Exception):
            self._progress.stop()

    def begin(self, stage: str, total: int) -> None:
        """A stage of `total` steps begins."""
        self._stage = stage
        self._began = time.perf_counter()
        self._task = self._progress.add_task(stage, total=max(total, 1))

    def advance(self, count: int = 1) -> None:
        """So many steps are done."""
        if self._task is not None:
            self._progress.advance(self._task, count)

    def end(self, note: str = "") -> None:
        """The stage is done; `note` stays on the screen."""
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        seconds = time.perf_counter() - self._began
        self._progress.console.print(
            f"{self._stage:<22} {note or 'done'} [dim]({seconds:.1f} s)[/dim]", highlight=False
        )
