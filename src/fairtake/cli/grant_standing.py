"""Verbs that ask whether a grant stands, and the one that takes it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from fairtake.cli.grants import AsJson, Force, Out, Signed, grant, print_json
from fairtake.cli.keys import KeyFile, Secret, named_key
from fairtake.cli.screen import errors, judged, plain, screen
from fairtake.errors import ClearanceError, FairtakeError

if TYPE_CHECKING:
    from datetime import datetime

    from fairtake.clearance.grants import Known, Standing
    from fairtake.model.grant import Grant, RevocationEntry, SignedGrant

__all__: list[str] = []

On = Annotated[
    str, typer.Option("--on", metavar="DATE", help="As of this day or instant (UTC), not now.", show_default=False)
]
Lists = Annotated[
    list[Path] | None,
    typer.Option("--revocations", help="A list of revocations, a copy on this machine. Repeatable.", exists=True),
]


@grant.command("check")
def grant_check(
    documents: Annotated[list[Path], typer.Argument(help="Signed grants.", exists=True, show_default=False)],
    on: On = "",
    revocations: Lists = None,
    json_: AsJson = False,
) -> None:
    """Check grants: valid, expired, not yet valid, revoked, bad signature. Status 3 unless all are valid."""
    with judged():
        at, known = _moment(on), _known(revocations)
        found = _judged(documents, at, known)
    if json_:
        print_json(found[0] if len(found) == 1 else found)
    else:
        for row in found:
            colour = "green" if row["valid"] else "red"
            words = f"{plain(row['file'])}: [bold {colour}]{row['state']}[/bold {colour}]"
            where = f"[{row['field']}] " if row["field"] and row["state"] == "invalid" else ""
            words += f", {plain(where + row['why'])}" if row["why"] else ""
            screen.print(words + ".", highlight=False, soft_wrap=True)
            if row["fix"]:
                screen.print(f"  {plain(row['fix'])}", highlight=False, soft_wrap=True)
            if row["fingerprint"]:
                who = ", ".join(f"{entry['name']} ({entry['capacity']})" for entry in row["signatures"])
                screen.print(
                    f"  [dim]{plain(row['subject'])}, {plain(row['project'])}, {row['start']} to {row['end']}; signed by "
                    f"{plain(who)}; {row['fingerprint']}[/dim]",
                    highlight=False,
                    soft_wrap=True,
                )
    if not all(row["valid"] for row in found):
        raise typer.Exit(3)


@grant.command("list")
def grant_list(
    folder: Annotated[
        Path, typer.Argument(help="A folder of grants, or a film's.", exists=True, file_okay=False)
    ] = Path(),
    on: On = "",
    json_: AsJson = False,
) -> None:
    """List the grants of a folder (and of grants/ in it), and how each stands."""
    with judged():
        at, known = _moment(on), _known(None)
        paths = sorted({*folder.glob("*.json"), *(folder / "grants").glob("*.json")})
        drafts = sorted({*folder.glob("*.toml"), *(folder / "grants").glob("*.toml")})
        rows = _judged([path for path in [*paths, *drafts] if _looks_like_a_grant(path)], at, known)
    if json_:
        print_json(rows)
        return
    if not rows:
        screen.print(f"No grants in {plain(str(folder))}.", highlight=False)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Grant", "Subject", "Lent", "Project", "Until", "Stands"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        colour = "green" if row["valid"] else "red"
        stands = row["state"] + (f": {row['why']}" if row["state"] == "invalid" else "")
        cells = (row["file"], row["subject"], ", ".join(row["modality"]), row["project"], row["end"])
        table.add_row(*(plain(cell) for cell in cells), f"[{colour}]{plain(stands)}[/{colour}]")
    screen.print(table)


@grant.command("revoke")
def grant_revoke(
    document: Signed,
    key: KeyFile,
    out: Out = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="DATE", help="From when on.", show_default="as soon as it may")
    ] = "",
    reason: Annotated[str, typer.Option(help="Why, if you want to say so.")] = "",
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Take a grant back. It is noted on this machine at once; send the file (-o) to those who hold a copy."""
    from fairtake.clearance.grants import entry_bytes, keep, load_grant, revoke, save

    with judged():
        signed = load_grant(document)
        entry = revoke(signed, named_key(key, passphrase_file), effective=from_, reason=reason)
        if out is not None:
            save(entry_bytes(entry), out, replace_it=force)
        kept = keep(entry)
    _register(entry)
    screen.print(
        f"[bold]Taken back[/bold]: {plain(signed.grant.id)}, from {entry.effective} on. Make the film again, and it is made "
        f"without it.\n[dim]{plain(str(out or kept))}[/dim]",
        highlight=False,
        soft_wrap=True,
    )


@grant.command("feed")
def grant_feed(
    out: Annotated[Path, typer.Option("--out", "-o", help="The list to write.", show_default=False)],
    key: KeyFile,
    entries: Annotated[
        list[Path] | None,
        typer.Argument(help="Revocations; else all that this machine knows.", exists=True, show_default=False),
    ] = None,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Write a signed list of revocations, complete as of now, for others to keep a copy of."""
    from fairtake.clearance.grants import list_bytes, make_list, save

    with judged():
        known = _known(entries) if not entries else _only(entries)
        listed = make_list(known.every(), named_key(key, passphrase_file))
        save(list_bytes(listed), out, replace_it=force)
    screen.print(
        f"{plain(str(out))}: {len(listed.entries)} taken back, as of {listed.issued_at}",
        highlight=False,
        soft_wrap=True,
    )


def _judged(paths: list[Path], at: datetime, known: Known) -> list[dict[str, Any]]:
    """A row for each document: how it stands, and why."""
    from fairtake.clearance.grants import load_grant, standing, to_data

    signed: dict[Path, SignedGrant] = {}
    rows: dict[Path, dict[str, Any]] = {}
    for path in paths:
        rows[path] = {
            "file": str(path), "state": "invalid", "valid": False, "field": "", "why": "", "fix": "", "id": "",
            "fingerprint": "", "subject": "", "project": "", "modality": [], "start": "", "end": "", "signatures": [],
        }  # fmt: skip
        try:
            signed[path] = load_grant(path)
        except ClearanceError as error:
            rows[path] |= _unsigned(path, error)
    for path, document in signed.items():
        found: Standing = standing(document, at, known, signed.values())
        rows[path] |= _facts(document.grant, document.sha256)
        rows[path] |= {"state": found.state.value, "valid": found.valid, "field": found.field, "why": found.why}
        rows[path] |= {"fix": found.fix, "signatures": [to_data(entry) for entry in document.signatures]}
    return list(rows.values())


def _unsigned(path: Path, error: ClearanceError) -> dict[str, Any]:
    from fairtake.clearance.grants import load_draft

    field = error.key or ""
    state = "bad signature" if field.startswith("signatures[") else "invalid"
    row = {"state": state, "field": field, "why": error.what, "fix": error.fix}
    if field != "signatures" and path.suffix != ".toml":
        return row
    try:
        facts = _facts(load_draft(path), "")
    except ClearanceError as draft:
        return {"state": state, "field": draft.key or "", "why": draft.what, "fix": draft.fix}
    return facts | {"state": "not signed", "fix": "Sign it: fairtake grant sign."}


def _facts(terms: Grant, sha256: str) -> dict[str, Any]:
    return {
        "id": terms.id,
        "fingerprint": sha256,
        "subject": terms.subject.name,
        "project": terms.project,
        "modality": [item.value for item in terms.modality],
        "start": terms.start,
        "end": terms.end,
    }


def _looks_like_a_grant(path: Path) -> bool:
    # A folder of a film holds other files too (film.toml, lists of revocations).
    if not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            head = file.read(512 * 1024)
    except OSError:
        return False
    return b"fairtake.Grant." in head or (path.parent.name == "grants" and b"fairtake.Revocation" not in head)


def _moment(on: str) -> datetime:
    from fairtake.clearance.grants import begins, now

    try:
        return begins(on) if on else now()
    except ClearanceError as error:
        raise typer.BadParameter(str(error), param_hint="--on") from error


def _known(lists: list[Path] | None) -> Known:
    """What was taken back: as kept on this machine, as the registry has it, and as `lists` say."""
    from fairtake.clearance.grants import Known, known_revocations
    from fairtake.clearance.registry import open_registry

    registered = Known()
    try:
        with open_registry() as registry:
            if registry.is_there():
                registered = Known(entries=registry.revocations())
    except ClearanceError as error:
        errors.print(
            f"[yellow]The registry was not asked:[/yellow] {plain(error.what)}", highlight=False, soft_wrap=True
        )
    return known_revocations().plus(registered, _only(lists or []))


def _only(lists: list[Path]) -> Known:
    from fairtake.clearance.grants import Known, load_revocations

    return Known().plus(*(load_revocations(path) for path in lists))


def _register(entry: RevocationEntry) -> None:
    """Notes it in the registry too; the file in the home folder is what the gate relies on."""
    try:
        from fairtake.clearance.registry import open_registry

        with open_registry() as registry:
            registry.revoke(entry)
    except FairtakeError as error:
        errors.print(
            f"[yellow]Not noted in the registry:[/yellow] {plain(str(error))}", highlight=False, soft_wrap=True
        )
