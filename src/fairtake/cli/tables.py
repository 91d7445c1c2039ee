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
    from fairtake.boards import Explanation
    from fairtake.continuity import Report
    from fairtake.directing import Style
    from fairtake.model.shotlist import Shot
    from fairtake.pipeline.film import Summary
    from fairtake.pipeline.lines import LineRow

__all__ = [
    "line_table",
    "look_table",
    "shot_table",
    "show",
    "show_figures",
    "show_findings",
    "show_gaps",
    "show_lesson",
    "style_table",
]


def show(summary: Summary, seconds: float) -> None:
    """What a make did, which took so long."""
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column(overflow="fold")  # a path is of use only as a whole
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
    if summary.versions:
        table.add_row("Versions", plain(", ".join(summary.versions)))
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


def line_table(rows: Sequence[LineRow]) -> Table:
    """The film's lines, with what speaks them."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Line", justify="right", style="bold", no_wrap=True)
    table.add_column("Role")
    table.add_column("Text", overflow="fold")
    table.add_column("Take", overflow="fold", style="dim")
    for row in rows:
        how = f"[dim]({plain(row.how)})[/dim] " if row.how else ""
        table.add_row(str(row.number), plain(row.role), f"{how}{plain(row.text)}", plain(row.take))
    return table


def show_findings(report: Report) -> None:
    """What the continuity check found, errors before warnings, and what it could not judge."""
    for one in (*report.errors, *report.warnings):
        tone = "bold red" if one in report.errors else "yellow"
        where = " → ".join(one.shots)
        screen.print(
            f"[{tone}]{one.severity}[/{tone}] [bold]{plain(one.rule)}[/bold] {plain(where)} at {one.timecode}: "
            f"{plain(one.sentence)} [dim]{plain(one.fix)}[/dim]",
            highlight=False,
        )
    for rule in report.skipped:
        screen.print(f"[dim]Not judged: {plain(rule)}.[/dim]", highlight=False)
    for clip in report.unmatched:
        screen.print(f"[yellow]Not judged:[/yellow] {plain(clip.clip)}: {plain(clip.why)}", highlight=False)


def show_figures(report: Report) -> None:
    """The cut in figures."""
    found = report.statistics
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="dim")
    table.add_column()
    asked = sum(count.asked for count in report.counts.values())
    errors = f"{len(report.errors)} in {report.cuts} cuts ({report.errors_per_hundred:.1f} per 100)"
    table.add_row("Errors", errors + (f", {asked} more were asked for" if asked else ""))
    table.add_row("Warnings", str(len(report.warnings)))
    lengths = found.lengths
    table.add_row(
        "Shots",
        f"{found.shots}, {lengths.mean:.1f} s on average, {lengths.shortest:.1f} to {lengths.longest:.1f} s, "
        f"spread of logs {lengths.sigma:.2f}",
    )
    table.add_row("Sizes", ", ".join(f"{count} {size}" for size, count in found.sizes.items()))
    if found.spoken_seconds:
        table.add_row(
            "While somebody speaks",
            f"the face is seen {found.visible_face:.0%}, the speaker is out of frame {found.off_screen_speaker:.0%}, "
            f"a listener is shown {found.reaction:.0%}",
        )
    table.add_row("Cuts near a change of speaker", f"{found.near_turns:.0%}")
    screen.print(table, highlight=False)


def show_lesson(lesson: Explanation) -> None:
    """Why a shot is as it is, and what each rule costs it."""
    screen.print(f"[bold]{plain(lesson.title)}[/bold]", highlight=False)
    for heading, text in lesson.paragraphs:
        screen.print(f"\n[bold]{plain(heading)}[/bold]\n{plain(text)}", highlight=False)
    table = Table(title="\nWhat it pays", title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Rule")
    table.add_column("Cost", justify="right")
    table.add_column("", overflow="fold", style="dim")
    for row in lesson.costs:
        table.add_row(plain(row.title), f"{row.cost:+.2f}", plain(row.note))
    table.add_row("[bold]All[/bold]", f"[bold]{lesson.total:+.2f}[/bold]", "")
    screen.print(table)
    if lesson.kept:
        screen.print(f"[dim]Kept at no cost: {plain(', '.join(lesson.kept))}.[/dim]", highlight=False)


def look_table(found: Sequence[tuple[str, str]], what: str) -> Table:
    """Names under the heading `what`, with what each is like."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column(what, style="bold", no_wrap=True, min_width=12)
    table.add_column("What it is like", overflow="fold")
    for name, about in found:
        table.add_row(plain(name), plain(about))
    return table


def style_table(found: Sequence[Style]) -> Table:
    """Styles by name, with what they are like."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("Style", style="bold", no_wrap=True)
    table.add_column("Seconds a shot", justify="right")
    table.add_column("What it is like", overflow="fold")
    for each in found:
        table.add_row(plain(each.name), f"{each.rhythm.average_shot_length:g}", plain(each.about))
    return table
