"""A folder of results by key. Files appear under their final name only when whole."""

from __future__ import annotations

import errno
import filecmp
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from fairtake.errors import OutputError, StoreError
from fairtake.store.codec import decode, encode

__all__ = ["DiskStore", "replace_file", "sweep"]

T = TypeVar("T")

_CHECKSUM = 16
_PART = ".part-"
"""How the names of files begin that are being written."""
_UNUSED = 946_684_800
"""The time of change, in seconds, of an entry that this run has not used: the first of the year 2000."""


class DiskStore:
    """Implements ports.Store in `folder`. Safe for several processes at once: each entry is
    written beside its place and renamed into it, and equal keys hold equal bytes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._used: set[Path] = set()

    def path(self, key: str, suffix: str) -> Path:
        """Where an entry with that key and suffix lives, whether or not it exists."""
        return self.folder / key[:2] / f"{key[2:]}{suffix}"

    def load(self, key: str, kind: type[T]) -> T | None:
        """The noun stored under `key`; None when there is none, it is damaged, or it is
        not a `kind`."""
        path = self.path(key, ".noun")
        try:
            data = path.read_bytes()
        except OSError:
            return None
        body = _body(data)
        if body is None:
            return None
        try:
            noun = decode(body)
        except StoreError:
            return None
        if not isinstance(noun, kind):
            return None
        self._touch(path)
        return noun

    def holds(self, key: str) -> bool:
        """Whether a noun is stored under `key` and undamaged, without decoding it."""
        path = self.path(key, ".noun")
        try:
            whole = _body(path.read_bytes()) is not None
        except OSError:
            return False
        if whole:
            self._touch(path)
        return whole

    def save(self, key: str, noun: object) -> None:
        """Store a noun. Raises OutputError when it cannot be written."""
        body = encode(noun)
        with self.writing(key, ".noun") as path:
            path.write_bytes(body + hashlib.blake2b(body, digest_size=_CHECKSUM).digest())

    def file(self, key: str, suffix: str) -> Path | None:
        """The stored file of that key and suffix, or None."""
        path = self.path(key, suffix)
        if not path.is_file():
            return None
        self._touch(path)
        return path

    @contextmanager
    def writing(self, key: str, suffix: str) -> Iterator[Path]:
        """A path to write to; it becomes the entry when the block ends well, and vanishes
        otherwise. Raises OutputError for a full disk or a missing permission."""
        path = self.path(key, suffix)
        with replace_file(path) as temporary:
            yield temporary
        self._used.add(path)

    def prune(self, limit: int) -> int:
        """Forget the entries used longest ago until at most `limit` bytes remain; entries
        used by this run stay. Returns the bytes freed."""
        entries = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime, status.st_size, path))
        total = sum(size for _, size, _ in entries)
        freed = 0
        for _, size, path in sorted(entries):
            if total - freed <= limit:
                break
            if path not in self._used:
                with suppress(OSError):
                    path.unlink()
                    freed += size
        return freed

    def forget_use(self) -> None:
        """From here on an entry counts as unused until this or another process reads or writes it."""
        self._used.clear()
        for path in self.folder.glob("??/*"):
            with suppress(OSError):
                os.utime(path, (_UNUSED, _UNUSED))

    def drop_unused(self) -> tuple[int, int]:
        """Remove the entries nobody used since `forget_use`. Returns how many those were, and their bytes."""
        count = size = 0
        for path in list(self.folder.glob("??/*")):
            try:
                status = path.stat()
                if status.st_mtime > _UNUSED + 2 or path in self._used:
                    continue
                path.unlink()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise _explained(error, path) from error
            count += 1
            size += status.st_size
        return count, size

    def _touch(self, path: Path) -> None:
        self._used.add(path)
        with suppress(OSError):
            os.utime(path)


def _body(data: bytes) -> bytes | None:
    """What stands before the checksum, if it agrees with it."""
    body, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    return body if hashlib.blake2b(body, digest_size=_CHECKSUM).digest() == checksum else None


def sweep(folder: Path) -> None:
    """Remove what killed runs were writing below `folder`. Only for who holds its lock."""
    for left in list(folder.rglob(f"{_PART}*")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


@contextmanager
def replace_file(path: Path, *, keep_equal: bool = False) -> Iterator[Path]:
    """A temporary path beside `path` that replaces it when the block ends well.

    With `keep_equal` a file that already holds the same bytes stays as it is, its time of
    change too. Raises OutputError, naming the file and the fix, when the disk is full or the folder may
    not be written to.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PART, suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        temporary.chmod(0o644)
        yield temporary
        if not (keep_equal and path.is_file() and filecmp.cmp(temporary, path, shallow=False)):
            temporary.replace(path)
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        if temporary is not None and temporary.exists():
            temporary.unlink()


def _explained(error: OSError, path: Path) -> OutputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        free = ""
        with suppress(OSError):
            free = f" ({shutil.disk_usage(path.parent).free // 2**20} MB left)"
        return OutputError(
            f"the disk is full{free}", fix="Free some space or choose another folder with --out.", file=str(path)
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return OutputError(
            "no permission to write here", fix="Choose another folder with --out, or change its rights.", file=str(path)
        )
    return OutputError(
        f"cannot be written: {error.strerror or error}", fix="Choose another folder with --out.", file=str(path)
    )
