"""A signed head: what the usage log said at a moment, to be kept where nobody who can write the log can.

Form (fairtake.RegistryHead.1): {"schema", "registry", "number", "hash", "at", "signer", "value"}; `value` is Ed25519
in base64url over b"fairtake.RegistryHead.1\\n" and the RFC 8785 form of all the rest but "schema".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fairtake.clearance.grants import Key, begins, canonical, verify
from fairtake.clearance.grants.reading import only, read_bytes, read_json
from fairtake.clearance.grants.signing import from_base64, to_base64
from fairtake.errors import ClearanceError

__all__ = ["SignedHead", "head_bytes", "load_head", "parse_head", "sign_head"]

_SCHEMA = "fairtake.RegistryHead.1"
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class SignedHead:
    """The last row of the log of `registry` (its id) was `number` with that `hash` at the instant `at`; so says
    `signer` (did:key) with the signature `value`."""

    registry: str
    number: int
    hash: str
    at: str
    signer: str
    value: str = ""


def sign_head(head: SignedHead, key: Key) -> SignedHead:
    """The head, signed with `key`."""
    named = replace(head, signer=key.did, value="")
    return replace(named, value=to_base64(key.sign(_message(named))))


def head_bytes(head: SignedHead) -> bytes:
    """A head as its file has it: canonical JSON."""
    return canonical({"schema": _SCHEMA, **_said(head), "value": head.value})


def load_head(path: Path) -> SignedHead:
    """The head in a file, its signature checked. Raises ClearanceError."""
    return parse_head(read_bytes(path, _LARGEST), str(path))


def parse_head(data: bytes, name: str) -> SignedHead:
    """A head from the bytes of its file, its signature checked. Raises ClearanceError."""
    found = read_json(data, name, _LARGEST)
    keys = ("schema", "registry", "number", "hash", "at", "signer", "value")
    only(found, keys, name)
    if found["schema"] != _SCHEMA:
        raise ClearanceError(
            f"{str(found['schema'])[:40]!r} is not the schema of a head",
            file=name,
            key="schema",
            fix=f'It is "{_SCHEMA}".',
        )
    for key in keys:
        kind = int if key == "number" else str
        if type(found[key]) is not kind or (kind is int and found[key] < 0):
            raise ClearanceError(
                "is not what a head has there", file=name, key=key, fix="Take the file as it was signed."
            )
    head = SignedHead(**{key: found[key] for key in keys if key != "schema"})
    begins(head.at, file=name, key="at")
    if not verify(head.signer, _message(head), from_base64(head.value)):
        raise ClearanceError(
            "the head was altered after it was signed", file=name, key="value", fix="Take the file as it was signed."
        )
    return head


def _said(head: SignedHead) -> dict[str, Any]:
    return {
        "registry": head.registry,
        "number": head.number,
        "hash": head.hash,
        "at": head.at,
        "signer": head.signer,
    }


def _message(head: SignedHead) -> bytes:
    return _SCHEMA.encode() + b"\n" + canonical(_said(head))
