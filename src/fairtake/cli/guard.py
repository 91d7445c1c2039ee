"""`fairtake guard`: before you post."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from fairtake.cli.commands import app
from fairtake.cli.screen import Bars, judged, plain, screen

if TYPE_CHECKING:
    from fairtake.pipeline.guarding import Guarded

__all__: list[str] = []

_MARKS = {"removed": "[green]removed[/green]", "kept": "[yellow]stays[/yellow]", "no copy": "[red]no copy[/red]"}
_MOST = 30


@app.command()
def guard(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Files, or folders of them.", exists=True, show_default=False, metavar="PATH..."),
    ],
    out: Annotated[Path, typer.Option(help="The folder for the safe copies.", file_okay=False, show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
    mark: Annotated[
        bool,
        typer.Option(help="Lay a keyed watermark into pictures, and keep it in the registry (changes them a little)."),
    ] = False,
    watch: Annotated[bool, typer.Option(help="Stay, and guard what comes; Ctrl-C ends it.")] = False,
) -> None:
    """Tell what files give away before you post them, and make safe copies that say: do not train on this.

    Looks for place, time, devices, names, small pictures and hidden data in photos, films, sound and PDFs, offline.
    The originals are not touched. Ends with 0 when nothing was found, with 3 when something was.
    """
    from fairtake.pipeline.guarding import guard_files, sources, with_pairs
    from fairtake.pipeline.guarding_watch import watch_files

    found = False
    with judged():
        if watch:
            for one in watch_files(paths, out, mark=mark):
                found = found or bool(one.findings)
                if as_json:
                    typer.echo(json.dumps(one.as_data(), ensure_ascii=False))
                else:
                    for line in _words(one):
                        screen.print(line, highlight=False, soft_wrap=True)
        else:
            files = sources(paths, out)
            with nullcontext() if as_json or not screen.is_terminal else Bars() as bars:
                results = with_pairs(list(guard_files(files, out, bars, mark=mark)))
            found = any(one.findings for one in results)
            if as_json:
                typer.echo(json.dumps(_data(results, out), indent=2, ensure_ascii=False))
            else:
                _print(results, out)
    if found:
        raise typer.Exit(3)


def _data(results: Sequence[Guarded], out: Path) -> dict[str, object]:
    """Schema fairtake.Guard.1 (docs/guard.md)."""
    from fairtake.guard.hints import NOT_LOOKED_FOR

    counts = Counter(str(finding.kind) for one in results for finding in one.findings)
    return {
        "schema": "fairtake.Guard.1",
        "out": str(out),
        "found": any(one.findings for one in results),
        "counts": dict(sorted(counts.items())),
        "not_looked_for": list(NOT_LOOKED_FOR),
        "files": [one.as_data() for one in results],
    }


def _print(results: Sequence[Guarded], out: Path) -> None:
    for one in results:
        if one.findings:
            for line in _words(one):
                screen.print(line, highlight=False, soft_wrap=True)
            screen.print()
    clean = sum(not one.findings for one in results)
    made = [one for one in results if one.copy is not None]
    table = Table(box=None, pad_edge=False)
    for head in ("", "files", "times"):
        table.add_column(head, justify="left" if not head else "right")
    kinds = Counter(str(finding.kind) for one in results for finding in one.findings)
    for kind, times in kinds.most_common():
        files = sum(any(str(finding.kind) == kind for finding in one.findings) for one in results)
        table.add_row(kind, str(files), str(times))
    if kinds:
        screen.print(table)
    screen.print(
        f"{len(results)} files: {clean} give nothing away; {len(made)} safe copies in {plain(str(out))}, "
        f"with {plain(str(out / 'do-not-train'))} for a site of your own.",
        highlight=False,
        soft_wrap=True,
    )
    from fairtake.guard.hints import NOT_LOOKED_FOR

    screen.print(f"[dim]Not looked for: {', '.join(NOT_LOOKED_FOR)}.[/dim]", highlight=False)
    missing = len(results) - len(made)
    if missing:
        screen.print(f"[bold red]{missing} have no safe copy: do not post them.[/bold red]", highlight=False)
    if made:
        screen.print(
            "[dim]A declaration binds those who heed it. It stops nobody who does not; what was never posted does.[/dim]",
            highlight=False,
            soft_wrap=True,
        )


def _words(one: Guarded) -> Iterator[str]:
    """What came of a file, line by line."""
    format_ = f" ({one.format})" if one.format else ""
    if not one.findings:
        yield f"[bold]{plain(one.name)}[/bold]{format_}: nothing found."
        return
    yield f"[bold]{plain(one.name)}[/bold]{format_}"
    for finding in one.findings[:_MOST]:
        said = f"{plain(finding.what)} [dim]({plain(finding.where)})[/dim]"
        yield f"  {_MARKS[str(finding.done)]} {plain(str(finding.kind))}: {said}"
    if len(one.findings) > _MOST:
        yield f"  and {len(one.findings) - _MOST} more (--json lists all)."
    for note in one.notes:
        yield f"  [dim]{plain(note)}[/dim]"
    if one.error:
        yield f"  [red]{plain(one.error)}[/red]"
