"""`fairtake clear`: what of a film is cleared, what is not, and what would clear it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from fairtake.cli.commands import Film, app
from fairtake.cli.screen import judged, plain, screen
from fairtake.project import load

if TYPE_CHECKING:
    from fairtake.clearance.gate import Verdict
    from fairtake.pipeline.clear_table import ClearTable

__all__: list[str] = []


@app.command()
def clear(
    film: Film,
    as_json: Annotated[bool, typer.Option("--json", help="Print for a program.")] = False,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="As of this day or instant (UTC), not now.", show_default=False)
    ] = "",
) -> None:
    """Print every reference of a film with its grant: cleared, or why not and what would clear it.

    References are what somebody lent: recordings, voices, music, models, plates, faces, photos. Nothing is
    rendered or written. Ends with 0 when all are cleared, with 3 when something is refused.
    """
    from fairtake.clearance.grants import begins
    from fairtake.pipeline.clear_table import clear_table

    with judged():
        at = begins(on, key="--on") if on else None
        found = clear_table(load(film), at)
    if as_json:
        typer.echo(json.dumps(found.as_data(), indent=2, ensure_ascii=False))
    else:
        _show(found)
    if not found.passes:
        raise typer.Exit(3)


def _show(found: ClearTable) -> None:
    if not found.verdicts:
        screen.print(f"[bold]{plain(found.title)}[/bold] uses nothing that somebody lent.", highlight=False)
        return
    table = Table(title=plain(f"{found.title}: what somebody lent"), title_justify="left")
    for name in ("Reference", "Used for", "Scenes", "By", "", "Pay"):
        table.add_column(name, overflow="fold")
    for verdict in found.verdicts:
        one = verdict.reference
        use = ", ".join(
            text
            for text in (one.role, f"line {one.line}" * bool(one.line), f"shot {one.shot}" * bool(one.shot))
            if text
        )
        table.add_row(
            plain(one.path),
            plain(use or str(one.kind)),
            plain(", ".join(one.scenes[:8]) + (" ..." if len(one.scenes) > 8 else "") or "all"),
            plain(found.grant_of(verdict) or (str(verdict.basis) if verdict.basis else "-")),
            "[green]cleared[/green]" if verdict.basis is not None else "[red]refused[/red]",
            plain("; ".join(_pay(verdict))),
        )
    screen.print(table)
    for verdict in found.verdicts:
        for refusal in verdict.refusals:
            where = f"{refusal.grant}: " if refusal.grant else ""
            text = f"{verdict.reference.path}: {where}[{refusal.field}] {refusal.why}. {refusal.fix}"
            screen.print(f"[red]refused[/red] {plain(text)}", highlight=False, soft_wrap=True)
    told = dict.fromkeys(f"{found.grant_of(verdict)}: {note}" for verdict in found.verdicts for note in verdict.notes)
    for note in told:
        screen.print(f"[yellow]note[/yellow]    {plain(note)}", highlight=False, soft_wrap=True)
    for name, why in found.judged.grants.broken.items():
        screen.print(f"[yellow]no grant[/yellow] {plain(f'{name}: {why}')}", highlight=False, soft_wrap=True)
    if found.judged.trouble:
        screen.print(f"[yellow]registry[/yellow] {plain(found.judged.trouble)}", highlight=False, soft_wrap=True)
    count = sum(verdict.basis is None for verdict in found.verdicts)
    done = len(found.verdicts) - count
    screen.print(f"{done} cleared, {count} refused, for {plain(found.project)}.", highlight=False)


def _pay(verdict: Verdict) -> list[str]:
    from fairtake.pipeline.clear_table import pay_words

    return [pay_words(pay) for signed in verdict.grants for pay in signed.grant.compensation]
