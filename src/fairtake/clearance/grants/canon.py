"""The canonical form that is signed and hashed (RFC 8785, JSON Canonicalization Scheme)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import rfc8785

from fairtake.clearance.grants.fields import to_data
from fairtake.errors import ClearanceError
from fairtake.model.grant import Grant

__all__ = ["canonical", "fingerprint", "hashed"]


def canonical(data: Mapping[str, Any]) -> bytes:
    """`data` (texts, whole numbers, booleans, lists, mappings) as canonical JSON. Raises ClearanceError."""
    try:
        return rfc8785.dumps(dict(data))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError, TypeError, ValueError) as error:
        raise ClearanceError(
            f"cannot be written as canonical JSON: {error}", fix="Use text and whole numbers."
        ) from error


def hashed(data: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(data)).hexdigest()


def fingerprint(grant: Grant) -> str:
    """By what a grant is named in credentials, statements and logs: the hash of its canonical form."""
    return hashed(to_data(grant))
