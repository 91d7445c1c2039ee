"""The command line: `commands.py` has one thin command per verb."""

from __future__ import annotations

import sys
import tempfile
import traceback
from pathlib import Path

from fairtake.cli import (  # noqa: F401  (their verbs attach themselves)
    clear,
    grant_exchange,
    grant_standing,
    grants,
    guard,
    keys,
    registry,
    registry_serve,
    screening,
    statement,
    verify,
)
from fairtake.cli.commands import app
from fairtake.cli.screen import errors, plain

__all__ = ["app", "main"]


def main() -> None:
    """The program. Errors that a person can mend print as one line and end with status 1."""
    try:
        app()
    except Exception as error:
        # A defect of ours: the person gets one line and a file to send, not a traceback.
        errors.print(
            f"[bold red]Error:[/bold red] a defect in Fairtake: {plain(str(error) or type(error).__name__)}. "
            f"Finished work is kept. Please report it with {plain(str(_trace_file()))}.",
            highlight=False,
            soft_wrap=True,
        )
        sys.exit(70)


def _trace_file() -> Path:
    with tempfile.NamedTemporaryFile("w", prefix="fairtake-", suffix=".log", delete=False, encoding="utf-8") as file:
        traceback.print_exc(file=file)
    return Path(file.name)
