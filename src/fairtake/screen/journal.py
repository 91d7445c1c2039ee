"""What was decided so far: lines and checkpoints, so that a run that was killed goes on behind the last of them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fairtake.screen.item import Item

__all__ = ["Journal"]


class Journal:
    """A file of decisions in the order of the dataset. `done` items are decided; `settings` are those of the run that
    began it. One that was begun with other settings, or over items that have changed, is begun anew."""

    def __init__(self, path: Path, settings: Mapping[str, object]) -> None:
        self._path = path
        self.done = 0
        self._digest = ""
        self._running = hashlib.sha256()
        self.settings = dict(settings)
        found, at = self._read(settings)
        if not found:
            path.write_text(json.dumps({"settings": self.settings}, sort_keys=True) + "\n", encoding="utf-8")
            at = path.stat().st_size
        self._file = path.open("r+b")
        self._file.truncate(at)
        self._file.seek(at)

    def _read(self, settings: Mapping[str, object]) -> tuple[bool, int]:
        """Whether there is a journal of these settings, and where its last checkpoint ends."""
        try:
            with self._path.open("rb") as file:
                first = json.loads(file.readline())
                before = dict(first["settings"])
                if {**before, "at": ""} != {**settings, "at": ""}:
                    return False, 0
                at = file.tell()
                while (line := file.readline()).endswith(b"\n"):
                    if line.startswith(b'{"checkpoint"'):
                        mark = json.loads(line)
                        self.done, self._digest = int(mark["checkpoint"]), str(mark["digest"])
                        at = file.tell()
                self.settings = before
                return True, at
        except (OSError, ValueError, KeyError, TypeError):
            self.done, self._digest = 0, ""
            return False, 0

    def pass_by(self, item: Item) -> None:
        """Takes note of an item that was decided before; `fits` tells behind the last of them whether all are what they
        were."""
        self._note(item)

    def fits(self) -> bool:
        """Whether the items passed are those that were decided."""
        return not self.done or self._running.hexdigest() == self._digest

    def restart(self) -> None:
        """Forget all decisions."""
        self.done, self._digest = 0, ""
        self._running = hashlib.sha256()
        self._file.seek(0)
        end = len(self._file.readline())
        self._file.truncate(end)
        self._file.seek(end)

    def add(self, items: Sequence[Item], decided: Sequence[Mapping[str, Any]]) -> None:
        """Keep the decisions on some items, the next of the dataset."""
        for item in items:
            self._note(item)
        self.done += len(items)
        lines = [json.dumps(one, ensure_ascii=False, sort_keys=True) for one in decided]
        lines.append(json.dumps({"checkpoint": self.done, "digest": self._running.hexdigest()}))
        self._file.write("".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass"))
        self._file.flush()
        os.fsync(self._file.fileno())

    def decisions(self) -> Iterator[dict[str, Any]]:
        """All decisions, in order."""
        with self._path.open(encoding="utf-8", errors="surrogatepass") as file:
            next(file)
            for line in file:
                if not line.startswith('{"checkpoint"'):
                    yield json.loads(line)

    def digest(self) -> str:
        """A hash over which items there were, and of what size and time."""
        return self._running.hexdigest()

    def close(self) -> None:
        """Write no more."""
        self._file.close()

    def _note(self, item: Item) -> None:
        said = [item.id, item.url, item.caption, item.fields, item.size, item.stamp, item.offset, item.failure]
        self._running.update(json.dumps(said).encode())
