"""What may go into a registry."""

from __future__ import annotations

import re

from fairtake.errors import ClearanceError

__all__ = ["named", "sha256"]

_LONGEST = 1000
_HASH = re.compile(r"[0-9a-f]{64}")


def sha256(text: str, what: str) -> str:
    """`text`, which must be a SHA-256 in hex. Raises ClearanceError."""
    if not _HASH.fullmatch(text):
        raise ClearanceError(
            f"{text[:80]!a} is not the SHA-256 of a {what}", fix="Write its 64 digits, 0 to 9 and a to f."
        )
    return text


def named(text: str, what: str) -> str:
    """`text`, which must be such that both databases keep it as it is. Raises ClearanceError."""
    if not text or len(text) > _LONGEST:
        raise ClearanceError(f"the {what} is {'too long' if text else 'empty'}", fix=f"Give 1 to {_LONGEST} letters.")
    if "\0" in text or (not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)):
        raise ClearanceError(f"the {what} {text[:80]!a} holds what is not text", fix="Write it with letters only.")
    return text
