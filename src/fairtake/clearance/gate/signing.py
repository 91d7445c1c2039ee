"""Who signed, and whether they may: the rules on signatures.

That every signature is good was checked when the grant was read; here it is asked whose they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fairtake.clearance.gate.verdict import Objection
from fairtake.model.grant import Capacity, Grant, Signature, SignedGrant

if TYPE_CHECKING:
    from fairtake.clearance.gate.rules import Use

__all__ = ["capacity", "countersigned"]


def capacity(signed: SignedGrant, use: Use) -> Objection | None:
    """Somebody signed who may speak for the subject."""
    grant = signed.grant
    if not signed.signatures:
        return Objection("signatures", "nobody signed it", "Have the person sign it: fairtake grant sign.")
    found = [_against(grant, one) for one in signed.signatures if one.capacity is not Capacity.PRODUCTION]
    if not found:
        return Objection(
            "signatures",
            "only the production signed it",
            "Have the person sign it, or who may speak for them.",
        )
    return None if None in found else found[0]


def _against(grant: Grant, one: Signature) -> Objection | None:
    """What is against a signature's standing for the subject's."""
    subject = grant.subject
    wanted = Capacity.GUARDIAN if subject.minor else Capacity.ESTATE if not subject.living else None
    field = "signatures.capacity"
    if wanted is not None and one.capacity is not wanted:
        who = "the person is a minor" if subject.minor else "the person is no longer alive"
        return Objection(
            field,
            f"{who}, and it is signed as {one.capacity}",
            f"Have it signed as {wanted}.",
        )
    if wanted is None and one.capacity in (Capacity.GUARDIAN, Capacity.ESTATE):
        who = "is of age" if one.capacity is Capacity.GUARDIAN else "is alive"
        return Objection(field, f"the person {who}, and nobody signs as {one.capacity} for them", "Have them sign it.")
    if one.capacity is Capacity.SELF and subject.did and one.signer != subject.did:
        why = "it is signed with another key than the person's"
        return Objection("signatures.signer", why, "Have it signed with the key in subject.did.")
    if one.capacity is not Capacity.SELF and subject.did and one.signer == subject.did:
        why = f"it is signed as {one.capacity} with the person's own key"
        return Objection("signatures.signer", why, f"Have {one.capacity} sign with a key of their own.")
    if one.capacity is Capacity.REPRESENTATIVE and not grant.representation.agreement:
        why = "a representative signed it, and no agreement says that they may"
        return Objection("representation.agreement", why, 'representation = { by = "counsel", agreement = "..." }.')
    return None


def countersigned(signed: SignedGrant, use: Use) -> Objection | None:
    """The production signed too, where film.toml asks for that."""
    asked = use.context.countersign
    if not asked:
        return None
    theirs = {one.signer for one in signed.signatures if one.capacity is not Capacity.PRODUCTION}
    ours = {one.signer for one in signed.signatures if one.capacity is Capacity.PRODUCTION} - theirs
    if ours and (asked in ours or not asked.startswith("did:")):
        return None
    why = "the production did not counter-sign it" if not ours else f"it is not counter-signed with {asked}"
    return Objection("signatures", why, "Counter-sign it: fairtake grant sign ... --as production.")
