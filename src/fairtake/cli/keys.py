"""Verbs on keys; and how other verbs are told which key to use."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fairtake.cli.commands import app
from fairtake.cli.screen import judged, plain, screen
from fairtake.errors import ClearanceError

if TYPE_CHECKING:
    from fairtake.clearance.grants import Key

__all__ = ["KeyFile", "Secret", "named_key"]

keys = typer.Typer(help="Make a key to sign with, or see its public name.", no_args_is_help=True)
app.add_typer(keys, name="keys")

KeyFile = Annotated[Path, typer.Option("--key", "-k", help="The key to sign with.", exists=True, show_default=False)]
Secret = Annotated[
    Path | None,
    typer.Option(
        "--passphrase-file", help="A file that holds the key's passphrase; else FAIRTAKE_PASSPHRASE.", exists=True
    ),
]


@keys.command("new")
def keys_new(
    path: Annotated[Path, typer.Argument(help="Where to keep it, such as anna.key.", show_default=False)],
    passphrase_file: Secret = None,
    passphrase: Annotated[bool, typer.Option("--passphrase", help="Ask for a passphrase.")] = False,
) -> None:
    """Make a key. Keep the file to yourself; give its public name (did:key:...) to anybody."""
    from fairtake.clearance.grants import new_key

    with judged():
        secret = _passphrase(passphrase_file)
        if secret is None and passphrase:
            secret = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
        made = new_key(path, secret)
    screen.print(
        f"{plain(str(path))} (only you can read it{', with the passphrase' if secret else ''})", soft_wrap=True
    )
    typer.echo(made.did)


@keys.command("show")
def keys_show(
    path: Annotated[Path, typer.Argument(help="A key.", exists=True, show_default=False)],
    passphrase_file: Secret = None,
) -> None:
    """Print a key's public name."""
    with judged():
        typer.echo(named_key(path, passphrase_file).did)


def named_key(path: Path, passphrase_file: Path | None) -> Key:
    """The key in `path`; a terminal is asked for its passphrase when nothing else gives it. Raises ClearanceError."""
    from fairtake.clearance.grants import load_key

    secret = _passphrase(passphrase_file)
    try:
        return load_key(path, secret)
    except ClearanceError as error:
        if secret is None and "passphrase" in error.what and sys.stdin.isatty():
            return load_key(path, typer.prompt("Passphrase", hide_input=True))
        raise


def _passphrase(file: Path | None) -> str | None:
    if file is None:
        return os.environ.get("FAIRTAKE_PASSPHRASE") or None
    try:
        text = file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ClearanceError("cannot be read", file=str(file), fix="Name a text file.") from error
    if not text:
        raise ClearanceError("is empty", file=str(file), fix="Write the passphrase into it.")
    return text
