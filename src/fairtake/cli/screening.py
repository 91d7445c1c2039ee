"""`fairtake screen`: before you train."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from fairtake.cli.commands import app
from fairtake.cli.screen import Bars, judged, plain
from fairtake.cli.screen import screen as terminal
from fairtake.errors import ScreenError

__all__: list[str] = []


@app.command("screen")
def screen_(
    dataset: Annotated[
        str,
        typer.Argument(
            help="A folder, a WebDataset tar, a list (CSV, JSON lines, Parquet) or a crawl (WARC).", show_default=False
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(help="The folder for the results.", file_okay=False, show_default=False)
    ] = None,
    registry: Annotated[
        str, typer.Option(metavar="URL", help="A do-not-train registry to look pictures up in.", show_default=False)
    ] = "",
    processes: Annotated[int, typer.Option(min=0, help="How many processes judge; 0 is one for each core.")] = 0,
    prove: Annotated[
        str,
        typer.Option(
            metavar="ITEM", help="Prove that this item was excluded from the result at DATASET.", show_default=False
        ),
    ] = "",
    check: Annotated[
        Path | None,
        typer.Option(metavar="PROOF", help="Check a proof that the work at DATASET was excluded.", show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
) -> None:
    """Tell for each item of a dataset whether you may train on it: allowed, on terms, prohibited or unknown, and why.

    Reads licences, grants and opt-outs; nobody's silence counts as leave. Writes what is cleared, what is not and why,
    the bill, a signed proof of what was left out, and a summary for the authorities. Nothing leaves the machine.
    """
    from fairtake.pipeline.screening import check_exclusion, prove_exclusion, screen_dataset

    with judged():
        if check is not None:
            _print_check(check_exclusion(check, dataset), as_json)
            return
        if prove:
            typer.echo(json.dumps(prove_exclusion(Path(dataset), prove), indent=2, ensure_ascii=False))
            return
        if out is None:
            raise ScreenError("has no place for results", file=dataset, fix="Name a folder with --out.")
        with nullcontext() if as_json or not terminal.is_terminal else Bars() as bars:
            summary = screen_dataset(Path(dataset), out, registry=registry, processes=processes, progress=bars)
        if as_json:
            typer.echo(json.dumps(summary, indent=2, ensure_ascii=False))
        else:
            _print(summary, out)


def _print_check(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    terminal.print(
        f"It holds: this work is among {found['excluded']} that were left out ({plain(found['reason'])}), "
        f"says {found['signer']}.",
        highlight=False,
        soft_wrap=True,
    )


def _print(summary: dict[str, Any], out: Path) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("items", justify="right")
    for name, items in summary["decisions"].items():
        table.add_row(name, str(items))
    terminal.print(table)
    for reason, items in list(summary["reasons"].items())[:10]:
        terminal.print(f"  {items} {plain(reason)}", highlight=False, soft_wrap=True)
    terminal.print(
        f"{summary['items']} items; the lists, the bill and the proof are in {plain(str(out))}.",
        highlight=False,
        soft_wrap=True,
    )
    terminal.print(
        f"[dim]Not looked for: {plain('; '.join(summary['not_looked_for']))}.[/dim]", highlight=False, soft_wrap=True
    )
