"""Folders that are watched: what comes into them is guarded once it has come whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from fairtake.pipeline.guarding import Guarded, Source, guard_files, sources

__all__ = ["watch_files"]

_SECONDS = 1.0


def _a_second() -> bool:
    time.sleep(_SECONDS)
    return True


def watch_files(
    paths: Sequence[Path], out: Path, wait: Callable[[], bool] = _a_second, *, mark: bool = False
) -> Iterator[Guarded]:
    """Guard what is in `paths` and what comes, until Ctrl-C, or until `wait`, which is called between two looks, says
    False. A file that changes from one look to the next is still being written, and waits."""
    before: dict[Source, tuple[int, int]] = {}
    done: dict[Source, tuple[int, int]] = {}
    try:
        while True:
            now: dict[Source, tuple[int, int]] = {}
            for source in sources(paths, out):
                try:
                    told = source.path.stat()
                except OSError:
                    continue
                now[source] = (told.st_size, told.st_mtime_ns)
            ready = [one for one, state in now.items() if before.get(one) == state and done.get(one) != state]
            for result, source in zip(guard_files(ready, out, mark=mark), ready, strict=True):
                done[source] = now[source]
                yield result
            before = now
            if not wait():
                return
    except KeyboardInterrupt:
        return
