"""One clip a shot for editors; after an edit only the clips of changed shots are written."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any

from fairtake.editing.assemble import Piece, write_clip

__all__ = ["follow_clips", "write_clips"]


def write_clips(
    clips: Mapping[str, Sequence[Piece]],
    folder: Path,
    record: Path,
    fps: int,
    *,
    code: str,
    writing: Callable[[Path], AbstractContextManager[Path]],
) -> int:
    """Join each clip's pieces into `folder` under its file name; returns how many had to be
    written. Clips in `folder` that are not named any more are removed.

    `record` is a JSON file that tells the next run which pieces each clip was joined from; a
    piece is known by its file's name, which in a store stands for its content. A clip whose
    file was changed by others is written again, and so are all when `code` (a digest of what
    joins them) changes. `writing` gives a path to write to, which takes its final name when
    whole. Raises StoreError when a piece is damaged, OutputError when a file cannot be written.
    """
    known = _read(record)
    written = 0
    entries: dict[str, Any] = {}
    for name, pieces in clips.items():
        made_of = [code, fps, *([f"{piece.path.parent.name}/{piece.path.name}", piece.frames] for piece in pieces)]
        path = folder / name
        entry = known.get(name)
        if entry is None or entry != {"made_of": made_of, "file": _state(path)}:
            with writing(path) as temporary:
                write_clip(pieces, temporary, fps)
            written += 1
        entries[name] = {"made_of": made_of, "file": _state(path)}
    for old in folder.glob("*.mp4"):
        if old.name not in clips:
            old.unlink()
    if entries != known:
        with writing(record) as temporary:
            temporary.write_text(json.dumps(entries, indent=1), encoding="utf-8")
    return written


def follow_clips(
    record: Path,
    changed: Mapping[str, tuple[list[int], list[int]]],
    writing: Callable[[Path], AbstractContextManager[Path]],
) -> None:
    """Clips were signed in their places since `record` was written: `changed` gives size and time of
    change, before and after, by the clip's file name."""
    known = _read(record)
    moved = False
    for name, (before, after) in changed.items():
        if name in known and known[name].get("file") == before:
            known[name]["file"] = after
            moved = True
    if moved:
        with writing(record) as temporary:
            temporary.write_text(json.dumps(known, indent=1), encoding="utf-8")


def _read(record: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        data = json.loads(record.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return data
    return {}


def _state(path: Path) -> list[int]:
    """Size and time of change; nothing when the file is gone."""
    with suppress(OSError):
        status = path.stat()
        return [status.st_size, status.st_mtime_ns]
    return []
