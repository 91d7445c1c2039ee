"""Verbs that carry a grant to other formats and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from fairtake.cli.grants import Force, Out, Signed, grant
from fairtake.cli.keys import Secret, named_key
from fairtake.cli.screen import errors, judged, plain, screen

__all__: list[str] = []


@grant.command("export")
def grant_export(
    document: Signed,
    to: Annotated[str, typer.Option("--as", metavar="vc|odrl", help="Verifiable Credential, or ODRL policy.")],
    out: Out = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", "-k", help="Who vouches (vc).", exists=True, show_default="the production's own key"),
    ] = None,
    passphrase_file: Secret = None,
    force: Force = False,
) -> None:
    """Write a grant as a W3C Verifiable Credential or an ODRL policy. Both hold the whole signed grant."""
    from fairtake.clearance.grants import load_grant, production_key, save, to_credential, to_odrl

    if to not in {"vc", "odrl"}:
        raise typer.BadParameter(f"{to!r} is not one of them. Choose vc or odrl.", param_hint="--as")
    with judged():
        signed = load_grant(document)
        if to == "odrl":
            found = to_odrl(signed)
        else:
            found = to_credential(signed, named_key(key, passphrase_file) if key else production_key())
        text = json.dumps(found, ensure_ascii=False, indent=2) + "\n"
        if out is not None:
            save(text.encode(), out, replace_it=force)
    if out is None:
        typer.echo(text, nl=False)
    else:
        screen.print(plain(str(out)), highlight=False, soft_wrap=True)


@grant.command("import")
def grant_import(
    document: Annotated[
        Path, typer.Argument(help="A Verifiable Credential or ODRL policy.", exists=True, show_default=False)
    ],
    out: Out = None,
    force: Force = False,
) -> None:
    """Take a grant out of a W3C Verifiable Credential or an ODRL policy.

    One that Fairtake wrote gives the signed grant back; any other becomes a draft, with a list of what was lost.
    """
    from fairtake.clearance.grants import LARGEST, as_bytes, as_toml, from_credential, from_odrl, read_bytes, save

    with judged():
        data = read_bytes(document, 2 * LARGEST)
        found = (
            from_credential(data, str(document)) if b'"credentialSubject"' in data else from_odrl(data, str(document))
        )
        content = as_bytes(found.signed) if found.signed else as_toml(found.draft).encode()
        if out is not None:
            save(content, out, replace_it=force)
    if out is None:
        typer.echo(content.decode(), nl=found.signed is not None)
    else:
        kind = "signed grant" if found.signed else "draft, to be completed and signed"
        screen.print(f"{plain(str(out))}: {kind}", highlight=False, soft_wrap=True)
    for lost in found.lost:
        errors.print(f"[yellow]Not taken over:[/yellow] {plain(lost)}", highlight=False, soft_wrap=True)
