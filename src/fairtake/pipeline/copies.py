"""Private copies of what was cleared: a folder for each run in out/.fairtake/cleared, gone when the run ends."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import filelock

from fairtake.errors import OutputError

__all__ = ["forget_copies", "private_folder", "sweep_copies"]

_NEW = 60.0
"""Seconds a folder may have no lock: whoever makes it is about to take it."""

_held: dict[Path, filelock.BaseFileLock] = {}
"""This process's folders, each with the lock that says its run is alive. The lock is the operating
system's, so a killed run leaves none."""


def private_folder(out: Path) -> Path:
    """A folder of this run's own for copies, 0700, below the film's folder `out`; what dead runs left there is
    removed. Raises OutputError."""
    place = out / ".fairtake" / "cleared"
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.chmod(0o700)
        _sweep(place)
        folder = Path(tempfile.mkdtemp(dir=place))
        lock = filelock.FileLock(folder / "lock", thread_local=False)
        lock.acquire(timeout=0)
    except (OSError, filelock.Timeout) as error:
        raise OutputError(
            f"cannot be made: {getattr(error, 'strerror', None) or error}",
            file=str(place),
            fix="Choose another folder with --out.",
        ) from error
    _held[folder] = lock
    return folder


def forget_copies(folder: Path | None) -> None:
    """Remove a run's copies."""
    if folder is None:
        return
    lock = _held.pop(folder, None)
    if lock is not None:
        with suppress(OSError):
            lock.release()
    shutil.rmtree(folder, ignore_errors=True)
    with suppress(OSError):
        folder.parent.rmdir()


def sweep_copies(out: Path) -> None:
    """Remove what killed runs left of copies in a film's folder, also where this one needs none."""
    place = out / ".fairtake" / "cleared"
    if place.is_dir():
        _sweep(place)
        with suppress(OSError):
            place.rmdir()


def _sweep(place: Path) -> None:
    """Remove the copies of runs that are no more: those whose lock nobody holds."""
    for left in place.iterdir():
        with suppress(OSError, filelock.Timeout):
            if not (left / "lock").exists() and time.time() - left.stat().st_mtime < _NEW:
                continue
            lock = filelock.FileLock(left / "lock", thread_local=False)
            lock.acquire(timeout=0)
            lock.release()
            shutil.rmtree(left, ignore_errors=True)


@atexit.register
def _at_exit() -> None:
    for folder in list(_held):
        forget_copies(folder)
