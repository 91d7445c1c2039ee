"""What a film will cost before a frame of it is drawn: words exactly, seconds by the plan of its shots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fairtake.clearance.pay.evidence import Cut
from fairtake.clearance.pay.statement import state
from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import SignedGrant
from fairtake.model.usage import Lent, Seen, Terms, Usage

__all__ = ["estimate", "terms_of"]


def terms_of(signed: SignedGrant) -> Terms:
    """What a grant says of pay."""
    grant = signed.grant
    return Terms(signed.sha256, grant.id, grant.credit or grant.subject.name, grant.modality, grant.compensation)


def estimate(grants: Sequence[SignedGrant], lent: Sequence[Lent], cut: Cut, frames: int) -> list[dict[str, Any]]:
    """For each grant what it will come to, as the entries of a statement's "grants" (without where the uses are not
    yet known). `lent` needs no `seen`: a role counts as seen for the whole of every shot it is a subject of.
    Music without `played` counts for the whole film, which is the most it can come to."""
    planned = tuple(_planned(one, cut, frames) for one in lent)
    usage = Usage("", "", cut.fps, frames, planned, tuple(terms_of(signed) for signed in grants))
    found: list[dict[str, Any]] = state(usage, cut, (), {})["grants"]
    return found


def _planned(lent: Lent, cut: Cut, frames: int) -> Lent:
    if lent.kind is ReferenceKind.CHARACTER and not lent.seen:
        mine = [shot for shot in cut.shots if lent.role in shot.subjects]
        whole = (Seen(shot.number, (1_000_000,) * (shot.end_frame - shot.start_frame)) for shot in mine)
        return replace(lent, seen=tuple(whole))
    if lent.kind is ReferenceKind.MUSIC and not lent.played:
        return replace(lent, played=((0, frames),))
    return lent
