"""Whether a signed grant stands at a moment: valid, not yet, no longer, taken back or replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fairtake.clearance.grants.moments import begins, ends
from fairtake.clearance.grants.revoking import Known, revoked_from, stale_list
from fairtake.model.grant import Capacity, SignedGrant

__all__ = ["Standing", "State", "standing", "superseded_by"]


class State(StrEnum):
    """How a grant stands."""

    VALID = "valid"
    NOT_YET = "not yet valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    UNSURE = "revocations unknown"  # the list that has to be looked at is missing or too old


@dataclass(frozen=True, slots=True)
class Standing:
    """How a grant stands: `field` of the grant that decides, `why` in words, and what would mend it."""

    state: State
    field: str = ""
    why: str = ""
    fix: str = ""

    @property
    def valid(self) -> bool:
        """Whether it may be relied on."""
        return self.state is State.VALID


def standing(signed: SignedGrant, at: datetime, known: Known, others: Iterable[SignedGrant] = ()) -> Standing:
    """How the grant stands at `at` (UTC), with the revocations that are known, and `others` that may replace it. Terms and
    signatures are taken as checked (load_grant)."""
    grant = signed.grant
    found = revoked_from(signed, known)
    if found is not None and found[1] <= at:
        entry = found[0]
        return Standing(
            State.REVOKED,
            "revocation",
            f"{entry.subject} took it back from {entry.effective} on" + (f": {entry.reason}" if entry.reason else ""),
            f"Ask {grant.subject.name} for a new grant, or do without.",
        )
    if at >= ends(grant.end):
        return Standing(State.EXPIRED, "end", f"it ended {grant.end}", f"Ask {grant.subject.name} for a new grant.")
    if at < begins(grant.start):
        return Standing(State.NOT_YET, "start", f"it begins {grant.start}", "Wait, or ask for an earlier start.")
    signing = min(begins(entry.signed_at) for entry in signed.signatures if entry.capacity is not Capacity.PRODUCTION)
    if at.date() < signing.date():
        return Standing(
            State.NOT_YET,
            "signatures",
            f"it was signed {signing.date()}",
            "What is used before that was not agreed to.",
        )
    newer = superseded_by(signed, others)
    if newer is not None and at >= begins(newer.grant.start):
        return Standing(
            State.SUPERSEDED,
            "version",
            f"version {newer.grant.version} ({newer.grant.id}) took its place",
            "Use that one.",
        )
    stale = stale_list(signed, known, at)
    if stale:
        return Standing(State.UNSURE, "revocation.max_age_days", stale, "Fetch the list, and name its copy.")
    return Standing(State.VALID)


def superseded_by(signed: SignedGrant, others: Iterable[SignedGrant]) -> SignedGrant | None:
    """The latest of `others` that replaces this grant: it names its fingerprint and is signed with one of the keys that
    signed this one."""
    keys = {entry.signer for entry in signed.signatures if entry.capacity is not Capacity.PRODUCTION}
    newer = [
        other
        for other in others
        if other.grant.supersedes == signed.sha256
        and any(entry.signer in keys for entry in other.signatures if entry.capacity is not Capacity.PRODUCTION)
    ]
    return max(newer, key=lambda other: (other.grant.version, other.sha256), default=None)
