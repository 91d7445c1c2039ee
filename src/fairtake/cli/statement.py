"""`fairtake statement`: what was used of whom, what is owed for it, and whether that holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from fairtake.cli.commands import app
from fairtake.cli.screen import clock, errors, judged, plain, screen
from fairtake.errors import OutputError, ProjectError

if TYPE_CHECKING:
    from fairtake.clearance.pay import Fault, Verdict
    from fairtake.model.grant import SignedGrant

__all__: list[str] = []

_SHORTEST = 6
"""Letters of a grant's hash that are enough to mean it."""


@app.command()
def statement(
    film: Annotated[
        Path, typer.Argument(help="A made film's folder, such as out/ten-years.", exists=True, show_default=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write it for the accountant; - for the screen.")
    ] = None,
    views: Annotated[int | None, typer.Option(min=0, help="How often it was seen, for residuals.")] = None,
    licences: Annotated[int | None, typer.Option(min=0, help="How many licences were sold.")] = None,
    days: Annotated[int | None, typer.Option(min=0, help="How many days the production counts.")] = None,
    grant: Annotated[
        str, typer.Option(metavar="HASH", help="Only what stands on this grant; its first letters will do.")
    ] = "",
    grants: Annotated[
        list[Path] | None,
        typer.Option("--grants", help="Signed grants, or a folder of them, to hold the terms against.", exists=True),
    ] = None,
    signer: Annotated[str, typer.Option(metavar="DID", help="Who should have signed it (did:key:...).")] = "",
) -> None:
    """Tell what was used of whom under which grant, for how long, and what is owed; and check it.

    All of it is computed again from the film and the files beside it: an amount, a count or a file that was
    changed is found. Ends with 0 when it holds, with 3 when it does not.
    """
    from fairtake.clearance.pay import check_statement, rows, stated, totals

    with judged():
        folder = _folder(film)
        verdict = check_statement(folder, _loaded(grants or []), signer)
        holds = not verdict.faults
        told = _only(verdict.statement, grant) if holds else dict(verdict.statement)
        counts = {"views": views, "licences": licences, "days": days}
        more = stated(told, {name: count for name, count in counts.items() if count is not None}) if holds else []
        owed = totals([*(entry for one in told["grants"] for entry in one["owed"]), *more]) if holds else []
        if csv is not None and holds:
            _write_csv(csv, rows(told, more))
    if as_json:
        typer.echo(json.dumps(_data(verdict, told, more, owed), indent=2, ensure_ascii=False))
    elif csv is None or str(csv) != "-" or not holds:
        if holds:
            _show(told, more, owed)
        _show_verdict(verdict, folder)
        if csv is not None:
            screen.print(plain(f"Written: {csv}") if holds else "No table was written: the statement does not hold.")
    if not holds:
        raise typer.Exit(3)


def _folder(film: Path) -> Path:
    folder = film if film.is_dir() else film.parent
    if not (folder / "statement.json").exists() and not (folder / "film.mp4").exists():
        raise ProjectError(
            "no film was made here", file=str(film), fix="Name the folder that make wrote, such as out/ten-years."
        )
    return folder


def _loaded(paths: Iterable[Path]) -> list[SignedGrant]:
    from fairtake.clearance.grants import load_grant

    files = [file for path in paths for file in (sorted(path.glob("*.json")) if path.is_dir() else [path])]
    return [load_grant(file) for file in files]


def _only(told: Mapping[str, Any], grant: str) -> dict[str, Any]:
    """The statement of one grant."""
    if not grant:
        return dict(told)
    mine = [one for one in told["grants"] if one["grant"].startswith(grant.lower())]
    if len(grant) < _SHORTEST or not mine:
        known = ", ".join(one["grant"][:12] for one in told["grants"]) or "none"
        raise ProjectError(
            f"no grant of this film begins with {grant[:64]!r}", key="--grant", fix=f"Use one of: {known}."
        )
    return {**told, "grants": mine}


def _data(
    verdict: Verdict, told: Mapping[str, Any], more: list[dict[str, Any]], owed: list[dict[str, str]]
) -> dict[str, Any]:
    return {
        "schema": "fairtake.StatementCheck.1",
        "holds": not verdict.faults,
        "faults": [
            {"fault": fault.kind.name.lower(), "says": str(fault.kind), "where": fault.where, "what": fault.what}
            for fault in verdict.faults
        ],
        "doubts": list(verdict.doubts),
        "signed_by": verdict.signer,
        "vouched_by": verdict.vouched,
        "owed": owed,
        "stated": more,
        "statement": told,
    }


def _write_csv(path: Path, found: Any) -> None:
    from fairtake.clearance.pay import as_csv

    text = as_csv(found)
    if str(path) == "-":
        typer.echo(text, nl=False)
        return
    try:
        path.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", file=str(path), fix="Choose another file."
        ) from error


def _show(told: Mapping[str, Any], more: list[dict[str, Any]], owed: list[dict[str, str]]) -> None:
    screen.print(f"[bold]{plain(told['title'])}[/bold], {clock(told['frames'] / told['fps'])}", highlight=False)
    if not told["grants"]:
        screen.print("Nothing in this film stands on a grant: nothing is owed to anybody.")
    for grant in told["grants"]:
        screen.print(
            f"\n[bold]{plain(grant['subject'])}[/bold] lent {' and '.join(grant['modality'])} "
            f"[dim]grant {grant['grant'][:12]}[/dim]",
            highlight=False,
        )
        if not grant["used"]:
            screen.print("  Nothing of it is in the film: nothing is owed.")
            continue
        screen.print(_uses(grant, told["fps"]))
        table = Table(show_header=True, box=None, padding=(0, 2, 0, 2), header_style="dim")
        for name, right in (("for", False), ("quantity", True), ("at", True), ("comes to", True), ("to", False)):
            table.add_column(name, justify="right" if right else "left", overflow="fold")
        mine = [entry for entry in more if entry["grant"] == grant["grant"]]
        for entry in [*grant["owed"], *mine]:
            shares = ", ".join(
                share["payee"] + (f" {share['amount']}" if len(entry["shares"]) > 1 else "")
                for share in entry["shares"]
            )
            at = f"{entry['rate']} {entry['currency']}"
            table.add_row(
                f"each {entry['unit']}" if entry["unit"] != "flat" else "once", entry["quantity"], plain(at),
                f"{entry['amount']} {plain(entry['currency'])}", plain(shares),
            )  # fmt: skip
        if table.row_count:
            screen.print(table)
        done = {entry["unit"] for entry in mine}
        for entry in grant["open"]:
            if entry["unit"] not in done:
                screen.print(f"  still open: {plain(entry['formula'])}", highlight=False)
    if owed:
        table = Table(title="Owed in all", title_justify="left", title_style="bold", box=None, show_header=False)
        table.add_column(overflow="fold")
        table.add_column(justify="right")
        for one in owed:
            table.add_row(plain(one["payee"]), f"{one['amount']} {plain(one['currency'])}")
        screen.print()
        screen.print(table)
    for one in told["unused"]:
        screen.print(f"Lent, and not in the film: {plain(one['path'])}", highlight=False)


def _uses(grant: Mapping[str, Any], fps: int) -> Table:
    table = Table(show_header=True, box=None, padding=(0, 2, 0, 2), header_style="dim")
    table.add_column("used", overflow="fold")
    for name in ("seconds", "words", "shots"):
        table.add_column(name, justify="right")
    table.add_column("where", overflow="fold")
    groups: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for use in grant["used"]:
        several = use["kind"] == "recording"
        groups.setdefault((use["kind"], use.get("role", ""), "" if several else use["path"]), []).append(use)
    for (kind, role, path), uses in groups.items():
        places = [where for use in uses for where in use["where"]]
        shots = list(dict.fromkeys(shot for where in places for shot in where["shots"]))
        shown = ", ".join(shots[:4]) + (f" and {len(shots) - 4} more" if len(shots) > 4 else "")
        first, last = min(one["start_frame"] for one in places), max(one["end_frame"] for one in places)
        what = f"{len(uses)} recordings" if len(uses) > 1 else f"{kind} {Path(path or uses[0]['path']).name}"
        table.add_row(
            plain(what + (f" ({role})" if role else "")),
            f"{sum(use['frames'] for use in uses) / fps:.2f}",
            str(sum(use["words"] for use in uses) or ""),
            str(len(shots)),
            plain(f"{shown or 'titles'} [{clock(first / fps)} to {clock(last / fps)}]"),
        )
    if len(grant["used"]) > 1:
        table.add_row("together", grant["seconds"], str(grant["words"] or ""), str(grant["shots"]), style="bold")
    return table


def _show_verdict(verdict: Verdict, folder: Path) -> None:
    if verdict.faults:
        errors.print(f"[bold red]The statement in {plain(str(folder))} does not hold:[/bold red]", soft_wrap=True)
        for fault in _few(verdict.faults):
            errors.print(
                f"  {fault.kind}: {plain(fault.where)} {plain(fault.what)}",
                highlight=False,
                emoji=False,
                soft_wrap=True,
            )
    else:
        screen.print(
            f"\nIt holds: the film and the files beside it give the same. Signed by {plain(verdict.signer)}",
            highlight=False,
            emoji=False,  # or did:key: becomes a picture of a key
            soft_wrap=True,
        )
        if verdict.vouched:
            screen.print(
                f"The credentials signed into the film name it: {plain(verdict.vouched)}",
                highlight=False,
                emoji=False,
                soft_wrap=True,
            )
    for doubt in verdict.doubts[:10]:
        screen.print(f"[yellow]Mind[/yellow] {plain(doubt)}", highlight=False, soft_wrap=True)


def _few(faults: tuple[Fault, ...]) -> list[Fault]:
    """Some of each kind: one changed file can make hundreds."""
    found: list[Fault] = []
    for kind in dict.fromkeys(fault.kind for fault in faults):
        found += [fault for fault in faults if fault.kind is kind][:5]
    return found
