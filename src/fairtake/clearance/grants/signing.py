"""Signing and checking signatures: a grant, who signed it, for whom, and when.

The file is one JSON object in canonical form: {"schema", "grant", "signatures"}. Each signature is
Ed25519 over b"fairtake.Grant.1\\n" and the canonical form of {"grant", "signature"}, where "signature" is
everything the entry says but its value: signer, name, capacity and time cannot be exchanged. The
production's comes last, over {"grant", "signature", "countersigns"}: all signatures that stand before it.
"""

from __future__ import annotations

import base64
import binascii
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fairtake.clearance.grants.canon import canonical, fingerprint, hashed
from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.keys import Key, verify
from fairtake.clearance.grants.letters import wrong_in_name
from fairtake.clearance.grants.moments import begins, now, stamp
from fairtake.clearance.grants.reading import only, read_bytes, read_json
from fairtake.clearance.grants.terms import check_terms, is_did
from fairtake.errors import ClearanceError, OutputError
from fairtake.model.grant import Capacity, Grant, Signature, SignedGrant

__all__ = [
    "UPGRADES",
    "add_signature",
    "as_bytes",
    "check_signatures",
    "countersign",
    "load_grant",
    "parse_signed",
    "save",
    "sign",
]

UPGRADES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""How the terms of an older schema become those of the present one: schema → function. Signatures are
checked over the terms as they were signed, before they are upgraded."""
_MOST_SIGNATURES = 8
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


def sign(
    grant: Grant,
    key: Key,
    *,
    capacity: Capacity = Capacity.SELF,
    name: str = "",
    at: datetime | None = None,
    separate: bool = True,
) -> SignedGrant:
    """The grant, signed with `key` (by default as the subject, under the subject's name, now). A subject
    who signs and has no key named yet is given this one. Raises ClearanceError when the terms or the signer's
    capacity do not allow it."""
    if capacity is Capacity.SELF and not grant.subject.did:
        grant = replace(grant, subject=replace(grant.subject, did=key.did))
    return add_signature(
        SignedGrant(grant, (), fingerprint(grant)), key, capacity=capacity, name=name, at=at, separate=separate
    )


def add_signature(
    signed: SignedGrant,
    key: Key,
    *,
    capacity: Capacity,
    name: str = "",
    at: datetime | None = None,
    separate: bool = True,
) -> SignedGrant:
    """One signature more, of a second guardian for instance. Raises ClearanceError."""
    if not name:
        if capacity is not Capacity.SELF:
            raise ClearanceError(f"who signs as {capacity}?", key="name", fix="Give their name (--name).")
        name = signed.grant.subject.name
    entry = Signature(key.did, name, capacity, stamp(at or now()), "", separate)
    message = _message(SCHEMA, to_data(signed.grant), entry, signed.signatures)
    done = replace(signed, signatures=(*signed.signatures, replace(entry, value=to_base64(key.sign(message)))))
    check_terms(done.grant, "grant")
    check_signatures(done)
    return done


def countersign(signed: SignedGrant, key: Key, name: str, *, at: datetime | None = None) -> SignedGrant:
    """The grant with the production's signature over the terms and all signatures so far. Raises ClearanceError."""
    return add_signature(signed, key, capacity=Capacity.PRODUCTION, name=name, at=at)


def as_bytes(signed: SignedGrant) -> bytes:
    """The signed grant as its file has it: canonical JSON."""
    return canonical(
        {
            "schema": SCHEMA,
            "grant": to_data(signed.grant),
            "signatures": [to_data(entry) for entry in signed.signatures],
        }
    )


def save(data: bytes, path: Path, *, replace_it: bool = False) -> None:
    """Writes a document whole or not at all; does not replace one unless told to. Raises OutputError."""
    if (path.exists() or path.is_symlink()) and not replace_it:
        raise OutputError("is there already", file=str(path), fix="Choose another name, or say --force.")
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            beside.write_bytes(data)
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise OutputError(f"cannot be written: {reason}", file=str(path), fix="Choose another place.") from error


def load_grant(path: Path) -> SignedGrant:
    """The signed grant in `path`: strictly read, its terms and every signature checked. Whether it stands today
    (`standing`) is another question. Raises ClearanceError with file and key."""
    return parse_signed(read_bytes(path), str(path))


def parse_signed(data: bytes, name: str) -> SignedGrant:
    """A signed grant from the bytes of its file; `name` is the file's name in errors. Raises ClearanceError."""
    found = read_json(data, name)
    if "signatures" not in found and ("subject" in found or "grant" in found):
        raise ClearanceError("is not signed", file=name, key="signatures", fix="Sign it: fairtake grant sign.")
    only(found, ("schema", "grant", "signatures"), name)
    schema, terms, entries = found["schema"], found["grant"], found["signatures"]
    if schema != SCHEMA and (not isinstance(schema, str) or schema not in UPGRADES):
        raise ClearanceError(
            f"{str(schema)[:40]!r} is not a schema of grants", file=name, key="schema", fix=f'"{SCHEMA}" is known.'
        )
    if not isinstance(terms, dict):
        raise ClearanceError("is not a table", file=name, key="grant", fix="Take the file as it was signed.")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ClearanceError("is not a list", file=name, key="signatures", fix="Take the file as it was signed.")
    if len(entries) > _MOST_SIGNATURES:
        raise ClearanceError(
            f"has more than {_MOST_SIGNATURES} signatures", file=name, key="signatures", fix="Fewer have to do."
        )
    signatures = tuple(
        from_data(Signature, entry, name, at=f"signatures[{at}]", complete=True) for at, entry in enumerate(entries)
    )
    grant = from_data(Grant, UPGRADES[schema](terms) if schema in UPGRADES else terms, name, complete=True)
    check_terms(grant, name)
    _check(schema, terms, grant, signatures, name)
    return SignedGrant(grant, signatures, hashed(terms))


def check_signatures(signed: SignedGrant, file: str = "grant") -> None:
    """Raises ClearanceError unless every signature fits the terms, and somebody signed who may: the person
    (`self`), for a minor a guardian, for the dead the estate, or a representative who is named."""
    if fingerprint(signed.grant) != signed.sha256:
        raise ClearanceError(
            "the terms are not those of its fingerprint", file=file, key="grant", fix="Ask for a new copy."
        )
    _check(SCHEMA, to_data(signed.grant), signed.grant, signed.signatures, file)


def _check(schema: str, terms: Mapping[str, Any], grant: Grant, signatures: tuple[Signature, ...], file: str) -> None:
    if not any(entry.capacity is not Capacity.PRODUCTION for entry in signatures):
        raise ClearanceError(
            f"nobody signed for {grant.subject.name}", file=file, key="signatures", fix="Sign it: fairtake grant sign."
        )
    seen: set[str] = set()
    countersigned = False
    for at, entry in enumerate(signatures):
        key = f"signatures[{at}]"
        if entry.signer in seen:
            raise ClearanceError(
                "signed twice with the same key", file=file, key=f"{key}.signer", fix="Keep one of them."
            )
        seen.add(entry.signer)
        if countersigned and entry.capacity is not Capacity.PRODUCTION:
            raise ClearanceError(
                "stands after the production's signature", file=file, key=key, fix="The production signs last."
            )
        countersigned = entry.capacity is Capacity.PRODUCTION
        _check_entry(entry, file, key)
        _check_capacity(grant, entry, file, key)
        if not verify(entry.signer, _message(schema, terms, entry, signatures[:at]), from_base64(entry.value)):
            raise ClearanceError(
                f"the signature of {entry.name} does not fit these terms: they were altered after signing, or another "
                "key signed",
                file=file,
                key=f"{key}.value",
                fix="Ask for the file as it was signed.",
            )


def _check_entry(entry: Signature, file: str, key: str) -> None:
    if not is_did(entry.signer):
        raise ClearanceError(
            "is not the did:key of an Ed25519 key",
            file=file,
            key=f"{key}.signer",
            fix="Ask for the file as it was signed.",
        )
    wrong = "nothing" if not entry.name else wrong_in_name(entry.name)
    if wrong:
        raise ClearanceError(f"holds {wrong}", file=file, key=f"{key}.name", fix="Sign anew with a plain name.")
    if not _INSTANT.fullmatch(entry.signed_at):
        raise ClearanceError("is not an instant in UTC", file=file, key=f"{key}.signed_at", fix="Sign anew.")
    begins(entry.signed_at, file=file, key=f"{key}.signed_at")
    if len(from_base64(entry.value)) != 64:
        raise ClearanceError("is not an Ed25519 signature", file=file, key=f"{key}.value", fix="Sign anew.")


def _check_capacity(grant: Grant, entry: Signature, file: str, key: str) -> None:
    subject, capacity = grant.subject, entry.capacity
    where = f"{key}.capacity"
    if capacity is Capacity.PRODUCTION:
        if entry.signer == subject.did:
            raise ClearanceError(
                "the subject's own key cannot stand for the production", file=file, key=where, fix="Use another key."
            )
        return
    if not subject.living and capacity is not Capacity.ESTATE:
        raise ClearanceError(f"{subject.name} has died", file=file, key=where, fix="Their estate signs: --as estate.")
    if subject.living and capacity is Capacity.ESTATE:
        raise ClearanceError(
            f"{subject.name} lives", file=file, key=where, fix="Sign as self, or correct subject.living."
        )
    if subject.minor and capacity is not Capacity.GUARDIAN:
        raise ClearanceError(f"{subject.name} is a minor", file=file, key=where, fix="A guardian signs: --as guardian.")
    if not subject.minor and capacity is Capacity.GUARDIAN:
        raise ClearanceError(
            f"{subject.name} is of age", file=file, key=where, fix="Sign as self, or say subject.minor and born."
        )
    if capacity is Capacity.REPRESENTATIVE and grant.representation.by == "none":
        raise ClearanceError(
            "it is not said whom the representative speaks for",
            file=file,
            key="representation.by",
            fix="Say counsel or union, and the agreement.",
        )
    if capacity is Capacity.SELF and entry.signer != subject.did:
        raise ClearanceError(
            f"this is not the key of {subject.name}" if subject.did else "the subject's key is not named",
            file=file,
            key=f"{key}.signer" if subject.did else "subject.did",
            fix=f"It takes the key {subject.did}." if subject.did else "Sign it anew.",
        )
    if capacity is not Capacity.SELF and entry.signer == subject.did:
        raise ClearanceError("that is the subject's own key", file=file, key=where, fix="Sign as self.")


def _message(schema: str, terms: Mapping[str, Any], entry: Signature, before: Sequence[Signature]) -> bytes:
    said = to_data(entry)
    del said["value"]
    whole: dict[str, Any] = {"grant": dict(terms), "signature": said}
    if entry.capacity is Capacity.PRODUCTION:
        whole["countersigns"] = [to_data(earlier) for earlier in before]
    return schema.encode() + b"\n" + canonical(whole)


def to_base64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64(text: str) -> bytes:
    """The bytes of a base64url text in its one spelling; b"" when it is none."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if to_base64(data) == text else b""
