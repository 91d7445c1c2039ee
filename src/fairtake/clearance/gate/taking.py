"""Files out of a film's folder, safely: hashed and copied in one pass, so that what is used is what was judged.

No symbolic link is followed, at any depth; nothing outside the folder, no pipe, no device is opened.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from fairtake.clearance.gate.verdict import Objection
from fairtake.errors import ClearanceError
from fairtake.model.clearance import LentFile, ReferenceKind

__all__ = ["LARGEST", "NotTakenError", "opened", "parts_of", "take"]

_MB = 2**20
LARGEST = {
    ReferenceKind.RECORDING: 512 * _MB,
    ReferenceKind.VOICE: 1024 * _MB,
    ReferenceKind.SAMPLE: 512 * _MB,
    ReferenceKind.MUSIC: 2048 * _MB,
    ReferenceKind.CHARACTER: 256 * _MB,
    ReferenceKind.PLACE: 256 * _MB,
    ReferenceKind.PLATE: 8192 * _MB,
    ReferenceKind.FACE: 128 * _MB,
    ReferenceKind.PHOTO: 128 * _MB,
}
"""Bytes a file of a kind may have."""
_BLOCK = 1 << 20
_HAS_DIR_FD = os.open in os.supports_dir_fd
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0)


class NotTakenError(Exception):
    """A file that is not taken, with the objection."""

    def __init__(self, why: str, fix: str) -> None:
        super().__init__(why)
        self.objection = Objection("file", why, fix)


def parts_of(relative: str) -> tuple[str, ...]:
    """The names of a path inside a folder, from the top. Raises NotTakenError when it leads elsewhere."""
    path = PurePosixPath(relative.replace(os.sep, "/"))
    parts = tuple(part for part in path.parts if part != ".")
    if path.is_absolute() or not parts or ".." in parts or "\0" in relative or Path(relative).is_absolute():
        raise NotTakenError("it is not in the film's folder", "Move it there.")
    return parts


def take(root: Path, relative: str, largest: int, into: Path | None) -> LentFile:
    """Read a file of the folder `root` once: its hash, and, where `into` is given, a copy under it by the same
    name. Raises NotTakenError, or ClearanceError when the copy cannot be written."""
    hashed = hashlib.sha256()
    size = 0
    too_large = NotTakenError(f"it is larger than {largest // _MB} MB", "Bring a smaller file.")
    with opened(root, relative) as source, _copy(into, relative) as copy:
        if os.fstat(source.fileno()).st_size > largest:
            raise too_large
        while block := source.read(_BLOCK):
            size += len(block)
            if size > largest:  # it grew
                raise too_large
            hashed.update(block)
            if copy is not None:
                try:
                    copy.write(block)
                except OSError as error:
                    raise _unwritable(relative, error) from error
    return LentFile(relative, hashed.hexdigest(), size)


@contextmanager
def opened(root: Path, relative: str) -> Iterator[BinaryIO]:
    """A file of the folder `root`, open to be read. Raises NotTakenError for links, for what is no file,
    and for what is not there."""
    handle = _open(root, parts_of(relative), relative)
    try:
        with os.fdopen(handle, "rb", buffering=0) as source:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise NotTakenError("it is not a file", "Bring a plain file.")
            yield source
    except OSError as error:
        raise NotTakenError(f"it cannot be read: {error.strerror or error}", "Change its rights.") from error


def _open(root: Path, parts: tuple[str, ...], relative: str) -> int:
    if not _HAS_DIR_FD:  # pragma: no cover - Windows
        place = root
        for part in parts:
            place /= part
            if place.is_symlink():
                raise _link(relative)
        return os.open(place, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    folders = []
    try:
        folders.append(os.open(root, os.O_RDONLY | os.O_DIRECTORY | getattr(os, "O_CLOEXEC", 0)))
        for part in parts[:-1]:
            folders.append(os.open(part, os.O_RDONLY | os.O_DIRECTORY | _SAFE, dir_fd=folders[-1]))
        return os.open(parts[-1], os.O_RDONLY | _SAFE, dir_fd=folders[-1])
    except OSError as error:
        if _leads_through_link(root, parts):
            raise _link(relative) from error
        if isinstance(error, FileNotFoundError):
            raise NotTakenError("it is not there", "Correct the path; it is relative to film.toml.") from error
        raise NotTakenError(f"it cannot be read: {error.strerror or error}", "Change its rights.") from error
    finally:
        for folder in folders:
            os.close(folder)


def _leads_through_link(root: Path, parts: tuple[str, ...]) -> bool:
    place = root
    for part in parts:
        place /= part
        if place.is_symlink():
            return True
    return False


def _link(relative: str) -> NotTakenError:
    return NotTakenError("it is a symbolic link, or lies behind one", "Put the file itself into the film's folder.")


@contextmanager
def _copy(into: Path | None, relative: str) -> Iterator[BinaryIO | None]:
    if into is None:
        yield None
        return
    target = into.joinpath(*parts_of(relative))
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as error:
        raise _unwritable(relative, error) from error
    done = False
    try:
        with os.fdopen(handle, "wb") as copy:
            yield copy
        done = True
    finally:
        if not done:
            with suppress(OSError):
                target.unlink()


def _unwritable(relative: str, error: OSError) -> ClearanceError:
    return ClearanceError(
        f"{relative} cannot be copied: {error.strerror or error}", fix="Free some space, or choose another --out."
    )
