"""Results as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from fairtake.cli.screen import clock, plain, screen
from fairtake.model.span import Gap

if TYPE_CHECKING:
    from fairtake.model.shotlist import Shot
    from fairtake.pipeline.film import Summary

__all__ = ["shot_table", "show", "show_gaps"]


def show(summary: Summary, seconds: float) -> None:
    """What a make did, which took so long."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    table.add_row("Film", f"[bold]{plain(summary.title)}[/bold], {clock(summary.seconds)}")
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
    table.add_row("Took", f"{clock(seconds)} ({summary.seconds / max(seconds, 1e-9):.2f} film seconds a second)")
    table.add_row("Where", plain(str(summary.out / "film.mp4")))
    show_gaps(summary.gaps)
    screen.print(table)


def show_gaps(gaps: Sequence[Gap], most: int = 12) -> None:
    """What is not in the film as written, up to `most` of it."""
    if not gaps:
        return
    table = Table(
        title="Not in the film as written", title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim"
    )
    for column in ("Where", "What", "Why"):
        table.add_column(column, overflow="fold")
    for gap in gaps[:most]:
        where = f"{Path(gap.span.file).name}:{gap.span.line}" if gap.span else gap.stage
        what = gap.what if len(gap.what) < 70 else gap.what[:67] + "..."
        table.add_row(plain(where), plain(what), plain(gap.why))
    screen.print(table)
    if len(gaps) > most:
        stages = ", ".join(f"{count} in {stage}" for stage, count in Counter(gap.stage for gap in gaps).items())
        screen.print(f"[dim]... and {len(gaps) - most} more ({stages}); all are in report.json.[/dim]")


def shot_table(found: list[Shot], fps: int) -> Table:
    """The shot list with the reason for every choice."""
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
            plain(shot.reason),
            plain(shot.runner_up),
        )
    return table
