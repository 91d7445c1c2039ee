"""Where what belongs to the user and not to one film is kept: keys, certificate, registry."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

from fairtake.errors import ClearanceError

__all__ = ["home"]


def home() -> Path:
    """The folder ($FAIRTAKE_HOME, or the system's place for settings), made for the user's eyes
    only (0700) when it is not there. Raises ClearanceError."""
    folder = Path(os.environ.get("FAIRTAKE_HOME") or platformdirs.user_config_dir("fairtake", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ClearanceError(
            f"cannot be made: {error.strerror or error}",
            file=str(folder),
            fix="Set FAIRTAKE_HOME to a folder that may be written to.",
        ) from error
    return folder
