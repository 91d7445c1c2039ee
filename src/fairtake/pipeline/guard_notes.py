"""What guard did before, kept for the next run: in home()/guard, for the user's eyes alone."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairtake import __version__
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError
from fairtake.guard import Done, Finding, Kind

if TYPE_CHECKING:
    from fairtake.pipeline.guarding import Guarded, Source

__all__ = ["Notes"]

_LARGEST = 1 << 28


class Notes:
    """What came of the files whose copies are in the folder `out`. Where notes cannot be kept, all is done again."""

    def __init__(self, out: Path, *, marked: bool = False) -> None:
        self._out = out.resolve()
        self._how = f"{__version__}{', marked' if marked else ''}"
        self._path: Path | None = None
        self._lines: dict[str, dict[str, Any]] = {}
        with suppress(OSError, ClearanceError):
            folder = home() / "guard"
            folder.mkdir(mode=0o700, exist_ok=True)
            self._path = folder / f"{hashlib.sha256(str(self._out).encode()).hexdigest()[:24]}.jsonl"
            if self._path.stat().st_size < _LARGEST:
                for line in self._path.read_text("utf-8", "replace").splitlines():
                    self._read(line)

    def known(self, source: Source) -> Guarded | None:
        """What came of a file, if neither it nor its copy has changed since."""
        from fairtake.pipeline.guarding import Guarded

        line = self._lines.get(source.name)
        try:
            if line is None or line["source"] != [str(source.path.resolve()), *_state(source.path)]:
                return None
            copy = None if line["copy"] is None else self._out / source.name
            if copy is not None and line["copy"] != _state(copy):
                return None
            findings = tuple(Finding(Kind(a), b, c, Done(d)) for a, b, c, d in line["findings"])
            said, notes = tuple(map(str, line["declared"])), tuple(map(str, line["notes"]))
            return Guarded(source.path, source.name, copy, line["format"], findings, said, notes, line["error"])
        except (OSError, KeyError, TypeError, ValueError):
            return None

    def keep(self, source: Source, result: Guarded) -> None:
        """Note what came of a file."""
        with suppress(OSError):
            line = {
                "how": self._how,
                "name": source.name,
                "source": [str(source.path.resolve()), *_state(source.path)],
                "copy": None if result.copy is None else _state(result.copy),
                "format": result.format,
                "findings": [[str(one.kind), one.where, one.what, str(one.done)] for one in result.findings],
                "declared": list(result.declared),
                "notes": list(result.notes),
                "error": result.error,
            }
            self._lines[source.name] = line
            if self._path is not None:
                handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                with os.fdopen(handle, "a", encoding="utf-8") as file:
                    file.write(json.dumps(line, ensure_ascii=True) + "\n")

    def _read(self, text: str) -> None:
        try:
            line = json.loads(text)
            if line["how"] == self._how:
                self._lines[str(line["name"])] = line
        except (ValueError, KeyError, TypeError, RecursionError):
            return  # the end of a run that was broken off


def _state(path: Path) -> list[int]:
    told = path.stat()
    return [told.st_size, told.st_mtime_ns]
