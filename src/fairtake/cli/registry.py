"""fairtake registry: what is remembered from film to film."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.table import Table

from fairtake.cli.commands import app
from fairtake.cli.screen import judged, plain, screen
from fairtake.errors import ClearanceError, ProjectError

if TYPE_CHECKING:
    from fairtake.clearance.registry import GrantEntry, Registry

__all__ = ["Where", "registry_app"]

registry_app = typer.Typer(
    name="registry",
    help="What is remembered from film to film: grants, revocations, uses, marks and fingerprints.",
    no_args_is_help=True,
    rich_markup_mode="rich",
)
app.add_typer(registry_app)

Where = Annotated[
    str,
    typer.Option(
        "--registry",
        metavar="URL",
        help="A file, or postgresql://user@host/database. By default $FAIRTAKE_REGISTRY, or the one of this machine.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="For programs.")]
Output = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write it into this file.", show_default="on the screen")
]


@registry_app.command("list")
def list_(
    registry: Where = "",
    film: Annotated[str, typer.Option("--film", help="What this film used, row by row.")] = "",
    uses: Annotated[bool, typer.Option("--uses", help="The usage log, row by row.")] = False,
    as_json: AsJson = False,
) -> None:
    """What is kept: grants and how they stand, marks, and how much of the rest."""
    with _opened(registry, may_be_new=not registry) as opened:
        if uses or film:
            _list_uses(opened, film, as_json)
        else:
            _list(opened, as_json)


@registry_app.command()
def add(
    documents: Annotated[
        list[Path], typer.Argument(help="Signed grants and revocations (.json).", exists=True, show_default=False)
    ],
    registry: Where = "",
) -> None:
    """Keep signed grants and revocations, so that they count for every film and are found by verify.

    Signatures are checked first; the same document again adds nothing.
    """
    from fairtake.clearance.grants import load_grant, load_revocations
    from fairtake.clearance.registry import open_registry

    with judged(), open_registry(registry) as opened:
        for path in documents:
            try:
                known = load_revocations(path)
            except ClearanceError as error:
                if error.key != "schema":
                    raise
                done = opened.add_grant(load_grant(path))
            else:
                done = sum(opened.revoke(entry) for entry in known.every()) > 0
            screen.print(
                f"{plain(str(path))}: {'kept' if done else 'was kept already'}.", highlight=False, soft_wrap=True
            )


@registry_app.command()
def check(
    registry: Where = "",
    head: Annotated[
        Path | None, typer.Option("--head", help="A head that was signed earlier and kept elsewhere.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look through the usage log: whether a row was changed, removed, moved or put in.

    With --head also whether rows are missing at its end. Ends with status 3 when anything is wrong.
    """
    from fairtake.clearance.registry import load_head

    with _opened(registry) as opened:
        signed = load_head(head) if head else None
        found = opened.check_log(signed)
        if as_json:
            _print_json(
                {
                    "registry": opened.name,
                    "id": opened.id,
                    "holds": found.holds,
                    "rows": found.rows,
                    "number": found.number,
                    "hash": found.hash,
                    "head": {"number": signed.number, "at": signed.at, "signer": signed.signer} if signed else None,
                    "faults": [{"number": fault.number, "what": fault.what} for fault in found.faults],
                }
            )
        else:
            for fault in found.faults:
                screen.print(f"[bold red]wrong[/bold red] {plain(fault.what)}.", highlight=False)
            if found.holds:
                screen.print(f"The usage log holds: {found.rows} rows, the last is {found.hash[:16]}.", highlight=False)
            if signed:
                screen.print(
                    f"[dim]Head of {plain(signed.at)}, row {signed.number}, signed by {plain(signed.signer)}.[/dim]",
                    highlight=False,
                    soft_wrap=True,
                )
        if not found.holds:
            raise typer.Exit(3)


@registry_app.command()
def head(registry: Where = "", out: Output = None) -> None:
    """Sign what the usage log says now, with the production's key.

    Kept where nobody who can write the registry can, it shows later that nothing was taken away:
    fairtake registry check --head FILE.
    """
    from fairtake.clearance.grants import production_key, save
    from fairtake.clearance.registry import head_bytes

    with _opened(registry) as opened:
        data = head_bytes(opened.head(production_key()))
        if out is None:
            sys.stdout.write(data.decode() + "\n")
        else:
            save(data, out)


@registry_app.command()
def export(registry: Where = "", out: Output = None) -> None:
    """Everything that is kept, one JSON object a line: for a backup, or for who audits it."""
    from fairtake.store import replace_file

    with _opened(registry) as opened:
        if out is None:
            opened.export(_line_to(sys.stdout))
        else:
            with replace_file(out) as temporary, temporary.open("w", encoding="utf-8") as file:
                opened.export(_line_to(file))


@registry_app.command()
def restore(
    export: Annotated[Path, typer.Argument(help="What fairtake registry export wrote.", show_default=False)],
    registry: Where = "",
) -> None:
    """Put an export into an empty registry: from a backup, or to move to PostgreSQL."""
    from fairtake.clearance.registry import open_registry

    with judged():
        try:
            entries = [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]
        except (OSError, ValueError) as error:
            raise ProjectError(
                f"cannot be read: {error}", file=str(export), fix="Name what fairtake registry export wrote."
            ) from error
        if not all(isinstance(entry, dict) for entry in entries):
            raise ClearanceError("is no export", file=str(export), fix="Name what fairtake registry export wrote.")
        with open_registry(registry) as opened:
            opened.restore(entries)
            counts = opened.counts()
    screen.print(_counted(counts) + ".", highlight=False)


@registry_app.command()
def forget(
    subject: Annotated[str, typer.Argument(help="The person's did:key, as the list has it.", show_default=False)],
    registry: Where = "",
    as_json: AsJson = False,
) -> None:
    """Take a person's name and terms out of their grants that are revoked or over; hashes stay.

    Grants in force stay whole: they have to be revoked first.
    """
    with _opened(registry) as opened:
        found = opened.forget(subject)
        if as_json:
            _print_json({"forgotten": list(found.grants), "kept": list(found.kept)})
            return
        screen.print(f"{len(found.grants)} grants forgotten, {len(found.kept)} in force and kept.", highlight=False)
        for sha256 in found.kept:
            screen.print(f"[dim]Kept: {sha256}; revoke it first.[/dim]", highlight=False)


@contextlib.contextmanager
def _opened(url: str, may_be_new: bool = False) -> Iterator[Registry]:
    """The registry, which has to be there: what was removed, or named wrongly, must not look like an empty one."""
    from fairtake.clearance.registry import open_registry

    with judged(), open_registry(url) as opened:
        if not may_be_new and not opened.is_there():
            raise ProjectError(
                "there is no registry", file=opened.name, fix="It is made when a film first uses a grant."
            )
        yield opened


def _list(opened: Registry, as_json: bool) -> None:
    grants = [(entry, *_standing(opened, entry)) for entry in opened.grants()] if opened.is_there() else []
    marks = opened.marks() if opened.is_there() else ()
    counts = opened.counts() if opened.is_there() else {}
    if as_json:
        _print_json(
            {
                "registry": opened.name,
                "id": opened.id if counts else "",
                "grants": [
                    {
                        "sha256": entry.sha256,
                        "name": entry.name,
                        "subject": entry.subject,
                        "project": entry.project,
                        "ends": entry.ends,
                        "added": entry.added,
                        "forgotten": entry.forgotten,
                        "state": state,
                        "why": why,
                    }
                    for entry, state, why in grants
                ],
                "marks": [
                    {
                        "value": f"{mark.value:012x}",
                        "film": mark.film,
                        "manifest_sha256": mark.manifest_sha256,
                        "content_sha256": mark.content_sha256,
                        "grants": list(mark.grants),
                        "added": mark.added,
                    }
                    for mark in marks
                ],
                "counts": dict(counts),
            }
        )
        return
    if grants:
        table = _table("Grant", "Whose", "Project", "Until", "Stands")
        for entry, state, why in grants:
            table.add_row(
                entry.sha256[:16],
                plain(entry.name) or "[dim]forgotten[/dim]",
                plain(entry.project),
                plain(entry.ends),
                plain(f"{state}: {why}" if why else state),
            )
        screen.print(table, highlight=False)
    if marks:
        table = _table("Mark", "Film", "Grants", "Kept")
        for mark in marks:
            table.add_row(
                f"{mark.value:012x}", plain(mark.film), ", ".join(grant[:8] for grant in mark.grants), mark.added
            )
        screen.print(table, highlight=False)
    screen.print(
        f"{_counted(counts) if counts else 'Nothing is kept yet'} [dim]({plain(opened.name)})[/dim]", highlight=False
    )


def _list_uses(opened: Registry, film: str, as_json: bool) -> None:
    rows = opened.uses(film or None) if opened.is_there() else ()
    if as_json:
        _print_json(
            [
                {
                    "number": row.number,
                    "hash": row.hash,
                    "previous": row.previous,
                    "film": row.film,
                    "key": row.key,
                    "event": dict(row.event),
                    "at": row.at,
                }
                for row in rows
            ]
        )
        return
    table = _table("Row", "When", "Film", "What", "Hash")
    for row in rows:
        said = json.dumps(dict(row.event), ensure_ascii=False)
        table.add_row(str(row.number), plain(row.at), plain(row.film), plain(said), row.hash[:12])
    screen.print(table if rows else "Nothing was used.", highlight=False)


def _standing(opened: Registry, entry: GrantEntry) -> tuple[str, str]:
    from fairtake.clearance.grants import Known, now, standing

    if entry.forgotten:
        return "forgotten", f"on {entry.forgotten[:10]}"
    try:
        signed = entry.signed
    except ClearanceError as error:
        return "damaged", error.what
    assert signed is not None
    found = standing(signed, now(), Known(entries=opened.revocations(entry.sha256)))
    return str(found.state), found.why


def _line_to(file: TextIO) -> Callable[[Mapping[str, object]], None]:
    def write(entry: Mapping[str, object]) -> None:
        file.write(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n")

    return write


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print_json(found: object) -> None:
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
