"""What a finished make left in its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairtake.errors import OutputError
from fairtake.store import replace_file

__all__ = ["Manifest"]


class Manifest:
    """What a finished make (or one step of it, by `name`) left in a folder, so that the next
    one can tell that nothing changed: the digest of the inputs and each file's size and time
    of change."""

    def __init__(self, out: Path, name: str = "manifest") -> None:
        self.out = out
        self._path = out / ".fairtake" / f"{name}.json"

    def is_there(self) -> bool:
        """Whether a make was finished here."""
        return self._path.is_file()

    def read(self, inputs: str) -> dict[str, Any] | None:
        """The summary of the last make if it had the same inputs and its files are as it
        left them; otherwise None."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            if data["inputs"] != inputs:
                return None
            for name, (size, changed) in data["files"].items():
                status = (self.out / name).stat()
                if status.st_size != size or status.st_mtime_ns != changed:
                    return None
            summary = data["summary"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return summary if isinstance(summary, dict) else None

    def write(self, inputs: str, files: list[str], summary: Mapping[str, Any]) -> None:
        """Record a finished make. Written last, so that a killed run leaves none."""
        status = {name: (self.out / name).stat() for name in files}
        data = {
            "inputs": inputs,
            "files": {name: [entry.st_size, entry.st_mtime_ns] for name, entry in status.items()},
            "summary": dict(summary),
        }
        with replace_file(self._path) as path:
            path.write_text(json.dumps(data, indent=1), encoding="utf-8")

    def follow(self, changed: Mapping[str, tuple[list[int], list[int]]]) -> None:
        """Files were signed in their places since they were recorded: `changed` gives size and time of
        change, before and after, by name. What had changed before that stays unknown."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
            moved = {
                name: changed[name][1] for name, state in data["files"].items() if changed.get(name, [0])[0] == state
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return
        if moved:
            data["files"] |= moved
            with replace_file(self._path) as path:
                path.write_text(json.dumps(data, indent=1), encoding="utf-8")

    def forget(self) -> None:
        """The folder's files are about to change. Raises OutputError."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"cannot be removed: {error.strerror or error}",
                file=str(self._path),
                fix="Choose another folder with --out, or change its rights.",
            ) from error
