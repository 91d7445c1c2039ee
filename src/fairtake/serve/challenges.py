"""Challenges: what a creator has to sign to show that the key is theirs, here and now.

None is kept until it is used: it carries when it ends, and a code that only who has the secret can make.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
from datetime import UTC, datetime, timedelta

from fairtake.clearance.grants import Key, now, stamp
from fairtake.clearance.grants.signing import from_base64, to_base64
from fairtake.errors import ClearanceError

__all__ = ["ChallengeError", "Challenges"]

_PARTS = struct.Struct(">Q16s32s")


class ChallengeError(ClearanceError):
    """A challenge that is none of ours, somebody else's, or over."""


class Challenges:
    """Those of one registry, by the key that signs its answers: several servers of one registry know each other's."""

    def __init__(self, key: Key, registry: str, seconds: int) -> None:
        self._secret = hashlib.sha256(key.sign(b"fairtake.ChallengeSecret.1\n" + registry.encode())).digest()
        self._seconds = seconds

    def issue(self, did: str) -> tuple[str, str]:
        """A challenge for the key `did`, and when it ends (instant in UTC)."""
        end = now() + timedelta(seconds=self._seconds)
        seconds, salt = int(end.timestamp()), secrets.token_bytes(16)
        return to_base64(_PARTS.pack(seconds, salt, self._code(did, seconds, salt))), stamp(end)

    def check(self, challenge: str, did: str) -> str:
        """When a challenge that `did` was given ends. Raises ChallengeError."""
        raw = from_base64(challenge)
        if len(raw) != _PARTS.size:
            raise self._wrong("is none of this registry")
        seconds, salt, code = _PARTS.unpack(raw)
        if not hmac.compare_digest(code, self._code(did, seconds, salt)):
            raise self._wrong("is none of this registry, or was given to another key")
        end = datetime.fromtimestamp(seconds, UTC)
        if end < now():
            raise self._wrong("has expired")
        return stamp(end)

    def _code(self, did: str, seconds: int, salt: bytes) -> bytes:
        return hmac.digest(self._secret, struct.pack(">Q", seconds) + salt + did.encode(errors="replace"), "sha256")

    def _wrong(self, what: str) -> ChallengeError:
        return ChallengeError(
            f"the challenge {what}", key="challenge", fix=f"Ask for one, and use it within {self._seconds} seconds."
        )
