"""Grants and revocations in their tables."""

from __future__ import annotations

import hashlib
from datetime import datetime

from fairtake.clearance.grants import (
    Known,
    as_bytes,
    ends,
    entry_bytes,
    is_revoked,
    now,
    parse_revocations,
    parse_signed,
    revoked_from,
    stamp,
)
from fairtake.clearance.registry.database import Session
from fairtake.clearance.registry.entries import Forgotten, GrantEntry
from fairtake.errors import ClearanceError
from fairtake.model.grant import RevocationEntry, SignedGrant

__all__ = ["add_grant", "forget", "grants", "revocations", "revoke"]


def add_grant(session: Session, signed: SignedGrant) -> bool:
    """Keep a grant that was checked, unless it is there with as many signatures, or forgotten."""
    document = as_bytes(signed).decode()
    known = session.row("SELECT document, forgotten FROM grants WHERE sha256 = ?", signed.sha256)
    if known is None:
        session.do(
            "INSERT INTO grants (sha256, document, subject, name, project, ends, added, forgotten) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, '')",
            signed.sha256,
            document,
            signed.grant.subject.did,
            signed.grant.subject.name,
            signed.grant.project,
            signed.grant.end,
            stamp(now()),
        )
        return True
    kept, forgotten = known
    if forgotten or len(parse_signed(kept.encode(), "the grant in the registry").signatures) >= len(signed.signatures):
        return False
    session.do("UPDATE grants SET document = ? WHERE sha256 = ?", document, signed.sha256)
    return True


def grants(session: Session, sha256: str = "", subject: str = "") -> tuple[GrantEntry, ...]:
    """All grants in order of arrival, the one with that hash, or those of one person."""
    rows = session.rows(
        "SELECT sha256, document, subject, name, project, ends, added, forgotten FROM grants "
        "WHERE (? = '' OR sha256 = ?) AND (? = '' OR subject = ?) ORDER BY added, sha256",
        sha256,
        sha256,
        subject,
        subject,
    )
    return tuple(GrantEntry(*row) for row in rows)


def revoke(session: Session, entry: RevocationEntry) -> bool:
    """Keep a revocation that was checked, unless it is there. Raises ClearanceError when the grant is there and
    may not be taken back by this signer."""
    for known in grants(session, sha256=entry.grant):
        signed = known.signed
        if signed is not None and revoked_from(signed, Known(entries=(entry,))) is None:
            raise ClearanceError(
                f"{signed.grant.id} cannot be taken back by this key",
                key="signer",
                fix=f"It takes the key of {signed.grant.subject.name}, or one that signed for them, and a grant that "
                "may be revoked.",
            )
    document = entry_bytes(entry)
    added = session.do(
        "INSERT INTO revocations (sha256, grant_sha256, document, effective, added) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (sha256) DO NOTHING",
        hashlib.sha256(document).hexdigest(),
        entry.grant,
        document.decode(),
        entry.effective,
        stamp(now()),
    )
    return added > 0


def revocations(session: Session, grant: str = "") -> tuple[RevocationEntry, ...]:
    """All revocations in order of arrival, or those of one grant; signatures checked again. Raises ClearanceError."""
    rows = session.rows(
        "SELECT document FROM revocations WHERE (? = '' OR grant_sha256 = ?) ORDER BY added, sha256", grant, grant
    )
    return tuple(
        entry
        for (document,) in rows
        for entry in parse_revocations(document.encode(), "a revocation in the registry").entries
    )


def forget(session: Session, subject: str, at: datetime) -> Forgotten:
    """Empty the grants of a person that are revoked or over."""
    over: list[str] = []
    inforce: list[str] = []
    for entry in grants(session, subject=subject):
        signed = entry.signed
        known = Known(entries=revocations(session, entry.sha256))
        gone = ends(entry.ends) <= at or (signed is not None and is_revoked(signed, known, at) is not None)
        (over if gone else inforce).append(entry.sha256)
    for sha256 in over:
        session.do(
            "UPDATE grants SET document = '', subject = '', name = '', forgotten = ? WHERE sha256 = ?",
            stamp(at),
            sha256,
        )
    return Forgotten(tuple(sorted(over)), tuple(sorted(inforce)))
