"""`fairtake clear`: what of a film is cleared, what is not, and what would clear it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from fairtake.cli.commands import Film, app
from fairtake.cli.screen import judged, plain, screen
from fairtake.errors import ClearanceError
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
    plan: Annotated[
        bool, typer.Option("--plan", help="Plan the shots too, as fairtake shots does, to know what seconds will cost.")
    ] = False,
) -> None:
    """Print every reference of a film with its grant: cleared, or why not and what would clear it.

    References are what somebody lent: recordings, voices, music, models, plates, faces, photos. Nothing is
    rendered or written. Ends with 0 when all are cleared, with 3 when something is refused.
    """
    from fairtake.clearance.grants import begins
    from fairtake.pipeline.clear_table import clear_table

    try:
        at = begins(on, key="--on") if on else None
    except ClearanceError as error:
        raise typer.BadParameter(f"{error.what}. {error.fix}", param_hint="--on") from error
    with judged():
        found = clear_table(load(film), at)
        if plan:
            from fairtake.pipeline.costs import planned_costs

            found = replace(found, costs=tuple(planned_costs(load(film))))
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
    told: set[str] = set()
    for verdict in found.verdicts:
        one = verdict.reference
        by = found.grant_of(verdict)
        pay = "; ".join(_pay(verdict))
        if verdict.grants and pay:
            pay = "as above" if by in told else pay
            told.add(by)
        use = ", ".join(
            text
            for text in (one.role, f"line {one.line}" * bool(one.line), f"shot {one.shot}" * bool(one.shot))
            if text
        )
        table.add_row(
            plain(one.path),
            plain(use or str(one.kind)),
            plain(", ".join(one.scenes[:8]) + (" ..." if len(one.scenes) > 8 else "") or "all"),
            plain(by or (str(verdict.basis) if verdict.basis else "-")),
            "[green]cleared[/green]" if verdict.basis is not None else "[red]refused[/red]",
            plain(pay),
        )
    screen.print(table)
    for verdict in found.verdicts:
        for refusal in verdict.refusals:
            where = f"{refusal.grant}: " if refusal.grant else ""
            text = f"{verdict.reference.path}: {where}[{refusal.field}] {refusal.why}. {refusal.fix}"
            screen.print(f"[red]refused[/red] {plain(text)}", highlight=False, soft_wrap=True)
    notes = dict.fromkeys(f"{found.grant_of(verdict)}: {note}" for verdict in found.verdicts for note in verdict.notes)
    for note in notes:
        screen.print(f"[yellow]note[/yellow]    {plain(note)}", highlight=False, soft_wrap=True)
    for name, why in found.judged.grants.broken.items():
        screen.print(f"[yellow]no grant[/yellow] {plain(f'{name}: {why}')}", highlight=False, soft_wrap=True)
    if found.judged.trouble:
        screen.print(f"[yellow]registry[/yellow] {plain(found.judged.trouble)}", highlight=False, soft_wrap=True)
    _show_costs(found)
    count = sum(verdict.basis is None for verdict in found.verdicts)
    done = len(found.verdicts) - count
    screen.print(f"{done} cleared, {count} refused, for {plain(found.project)}.", highlight=False)


def _pay(verdict: Verdict) -> list[str]:
    from fairtake.pipeline.clear_table import pay_words

    return [pay_words(pay) for signed in verdict.grants for pay in signed.grant.compensation]


def _show_costs(found: ClearTable) -> None:
    """What each grant will come to, as far as it is known."""
    for one in found.costs:
        known = [f"{entry['amount']} {entry['currency']} ({_counted(entry)})" for entry in one["owed"]]
        later = [*one.get("planned", ()), *(entry["formula"] for entry in one["open"])]
        if known or later:
            text = "; ".join([*known, *later])
            screen.print(
                f"[cyan]to pay[/cyan]  {plain(one['subject'])}: {plain(text)}", highlight=False, soft_wrap=True
            )


def _counted(entry: Mapping[str, Any]) -> str:
    if entry["unit"] == "flat":
        return "once"
    return f"{entry['quantity']} {entry['unit']}s at {entry['rate']}"
