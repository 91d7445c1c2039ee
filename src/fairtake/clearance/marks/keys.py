"""The secret a mark is made with, and the number it says.

Whoever has the key can find the mark, lay it on other films and wash it out: it stays with the production
(mark.key in its settings folder, 0600). Keys of others, who asked to have their films known too, lie beside
it as mark-keys/NAME.key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from fairtake.clearance.grants.keys import read_secret
from fairtake.clearance.home import home
from fairtake.clearance.marks.payload import VALUE_BITS
from fairtake.errors import ClearanceError

__all__ = ["Marking", "known_keys", "mark_key", "marking_of"]

_BYTES = 32


@dataclass(frozen=True, slots=True)
class Marking:
    """With which secret `key` a film is marked, and the `value` (48 bits) the mark says."""

    key: bytes = field(repr=False)
    value: int

    @property
    def fingerprint(self) -> str:
        """What tells this marking from others without telling the key."""
        return hashlib.sha256(b"fairtake marking 1\0" + self.key + self.value.to_bytes(8, "big")).hexdigest()


def mark_key() -> bytes:
    """The production's key, made at first need. Raises ClearanceError."""
    path = home() / "mark.key"
    with suppress(FileNotFoundError):
        return _read(path)
    fresh = path.with_name(f".mark.key.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(_BYTES) + "\n")
        with suppress(FileExistsError):  # another process was quicker
            os.link(fresh, path)
    except OSError as error:
        raise ClearanceError(
            f"cannot be made: {error.strerror or error}",
            file=str(path),
            fix="Set FAIRTAKE_HOME to a folder that may be written to.",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return _read(path)


def known_keys() -> list[bytes]:
    """The keys at hand for finding marks: the production's, if it has one yet, and those of others. Raises
    ClearanceError."""
    folder = home()
    found = []
    for path in (folder / "mark.key", *sorted(folder.glob("mark-keys/*.key"))):
        with suppress(FileNotFoundError):
            found.append(_read(path))
    return list(dict.fromkeys(found))


def marking_of(project: str, production: str) -> Marking:
    """The marking of a project (its slug) of a production (its did:key): the same at every make. Raises ClearanceError."""
    key = mark_key()
    said = hmac.digest(key, f"fairtake mark 1\0{project}\0{production}".encode(), "sha256")
    return Marking(key, int.from_bytes(said[: VALUE_BITS // 8], "big"))


def _read(path: Path) -> bytes:
    path.stat()  # raises FileNotFoundError
    try:
        content = read_secret(path) if path.name == "mark.key" else path.read_bytes()  # those of others: as they came
        key = bytes.fromhex(content.decode("ascii").strip())
    except (OSError, ValueError) as error:
        raise _broken(path) from error
    if len(key) != _BYTES:
        raise _broken(path)
    return key


def _broken(path: Path) -> ClearanceError:
    return ClearanceError(
        "is not a key for marks: 64 hexadecimal digits",
        file=str(path),
        fix="Put a copy of it back, or remove it: a new one is made, and films marked with the old one are not known again.",
    )
