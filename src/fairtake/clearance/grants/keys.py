"""Keys: made, kept for their owner's eyes only, and used to sign (Ed25519, RFC 8032; PKCS 8 in PEM)."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from fairtake.clearance.grants.did import did_of, public_of
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError

__all__ = ["Key", "load_key", "new_key", "production_key", "read_secret", "verify"]

_LARGEST = 16 * 1024


class Key:
    """A private key. `did` names it to others as did:key, `public` is its raw public half (32 bytes)."""

    __slots__ = ("_private", "did", "public")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.did = did_of(self.public)

    def __repr__(self) -> str:
        return f"Key({self.did})"

    def sign(self, message: bytes) -> bytes:
        """The signature over `message`, 64 bytes; the same for the same message."""
        return self._private.sign(message)


def verify(did: str, message: bytes, signature: bytes) -> bool:
    """Whether the key named `did` signed `message`. False for a did:key that is none."""
    try:
        Ed25519PublicKey.from_public_bytes(public_of(did)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_key(path: Path, passphrase: str | None = None) -> Key:
    """A new key in a file that only its owner can read (0600), encrypted when there is a passphrase.
    Never replaces a file. Raises ClearanceError."""
    if passphrase is not None and not passphrase:
        raise ClearanceError("the passphrase is empty", file=str(path), fix="Give one, or none at all.")
    private = Ed25519PrivateKey.generate()
    lock: KeySerializationEncryption = (
        BestAvailableEncryption(passphrase.encode("utf-8", "surrogateescape")) if passphrase else NoEncryption()
    )
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    # Written beside and linked to its name: no reader sees half a key, and two makers cannot both win.
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            try:
                beside.hardlink_to(path)
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
        finally:
            with suppress(OSError):
                beside.unlink()
    except FileExistsError as error:
        raise ClearanceError(
            "is there already, and a key is never replaced", file=str(path), fix="Choose another name."
        ) from error
    except OSError as error:
        raise ClearanceError(
            f"the key cannot be written: {error.strerror or error}", file=str(path), fix="Choose another folder."
        ) from error
    return Key(private)


def load_key(path: Path, passphrase: str | None = None) -> Key:
    """The key in `path`. Refuses links, and files that others can read. Raises ClearanceError."""
    content = read_secret(path)
    secret = passphrase.encode("utf-8", "surrogateescape") if passphrase else None
    encrypted = b"ENCRYPTED" in content
    if encrypted and secret is None:
        raise ClearanceError(
            "the key needs its passphrase", file=str(path), fix="Give --passphrase-file, or set FAIRTAKE_PASSPHRASE."
        )
    try:
        private = load_pem_private_key(content, secret if encrypted else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        why, fix = ("the passphrase is wrong", "Try again.") if encrypted else ("is not a private key", "")
        raise ClearanceError(why, file=str(path), fix=fix or "Make one: fairtake keys new my.key.") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ClearanceError(
            "is a key of another kind than Ed25519", file=str(path), fix="Make one: fairtake keys new my.key."
        )
    return Key(private)


def production_key() -> Key:
    """The production's own key, home()/production.key, made at first need. Raises ClearanceError."""
    path = home() / "production.key"
    passphrase = os.environ.get("FAIRTAKE_PASSPHRASE") or None
    if not path.exists() and not path.is_symlink():
        try:
            return new_key(path)
        except ClearanceError:
            if not path.exists():  # else another process was quicker
                raise
    return load_key(path, passphrase)


def read_secret(path: Path) -> bytes:
    """What a file holds that only its owner may read. Refuses links, and files that others can read. Raises
    ClearanceError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if path.is_symlink():
            raise ClearanceError("is a link", file=str(path), fix="Name the key's own file.")
        handle = os.open(path, flags)
    except OSError as error:
        raise ClearanceError(
            f"the key cannot be read: {error.strerror or error}",
            file=str(path),
            fix=f"Make one: fairtake keys new {path.name}.",
        ) from error
    try:
        _private_file(os.fstat(handle), path)
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(_LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > _LARGEST:
        raise ClearanceError("is too large to be a key", file=str(path), fix="Name the key's own file.")
    return content


def _private_file(found: os.stat_result, path: Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise ClearanceError("is not a file", file=str(path), fix="Name the key's own file.")
    if os.name != "posix":
        return
    if found.st_mode & 0o077:
        raise ClearanceError("others can read this key", file=str(path), fix=f"Keep it to yourself: chmod 600 {path}.")
    if found.st_uid not in {os.geteuid(), 0}:
        raise ClearanceError("belongs to somebody else", file=str(path), fix="Use your own key.")
