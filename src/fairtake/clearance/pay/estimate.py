"""What a film will cost before a frame of it is drawn: words exactly, seconds by the plan of its shots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fairtake.clearance.pay.evidence import Cut, LineRow, SceneRow, ShotRow
from fairtake.clearance.pay.statement import state
from fairtake.model.clearance import ReferenceKind
from fairtake.model.grant import SignedGrant
from fairtake.model.usage import Lent, Seen, Terms, Usage

__all__ = ["estimate", "estimate_words", "terms_of"]

_PLANNED = ("second", "shot")
"""Units that nobody knows before the shots are planned."""

_ALL = "*"
"""The one shot of a film that is not planned."""


def terms_of(signed: SignedGrant) -> Terms:
    """What a grant says of pay."""
    grant = signed.grant
    return Terms(signed.sha256, grant.id, grant.credited, grant.modality, grant.compensation)


def estimate(grants: Sequence[SignedGrant], lent: Sequence[Lent], cut: Cut, frames: int) -> list[dict[str, Any]]:
    """For each grant what it will come to, as the entries of a statement's "grants", once the shots of a film of
    `frames` frames are planned. `lent` needs no `seen`: a role counts as seen for the whole of every shot it is a
    subject of."""
    planned = tuple(_planned(one, cut) for one in lent)
    usage = Usage("", "", cut.fps, frames, planned, tuple(terms_of(signed) for signed in grants))
    found: list[dict[str, Any]] = state(usage, cut, (), {})["grants"]
    return found


def estimate_words(
    grants: Sequence[SignedGrant], lent: Sequence[Lent], lines: Mapping[int, str]
) -> list[dict[str, Any]]:
    """The same from the script alone, whose `lines` are given by number: what is paid by the word or once, exactly. What is
    paid by the second or the shot stands in "planned", as terms."""
    rows = tuple(LineRow(number, "", text, 0, 1) for number, text in lines.items())
    cut = Cut(1, (1, 1), (ShotRow(_ALL, _ALL, 0, 1),), (SceneRow(_ALL, 0, 1, (), rows),))
    whole: dict[ReferenceKind, dict[str, Any]] = {
        ReferenceKind.CHARACTER: {"seen": (Seen(_ALL, (1_000_000,)),)},
        ReferenceKind.PLACE: {"scenes": (_ALL,)},
        ReferenceKind.PLATE: {"shots": (_ALL,)},
        ReferenceKind.MUSIC: {"played": ((0, 1),)},
    }
    used = tuple(replace(one, **whole.get(one.kind, {})) for one in lent)
    terms = [terms_of(signed) for signed in grants]
    now = tuple(
        replace(one, compensation=tuple(term for term in one.compensation if term.unit not in _PLANNED))
        for one in terms
    )
    entries: list[dict[str, Any]] = state(Usage("", "", 1, 1, used, now), cut, (), {})["grants"]
    found = []
    for entry, one in zip(entries, terms, strict=True):
        later = [f"{term.rate} {term.currency} a {term.unit}" for term in one.compensation if term.unit in _PLANNED]
        found.append({**entry, "planned": later})
    return found


def _planned(lent: Lent, cut: Cut) -> Lent:
    if lent.kind is ReferenceKind.CHARACTER and not lent.seen:
        mine = [shot for shot in cut.shots if lent.role in shot.subjects]
        whole = (Seen(shot.number, (1_000_000,) * (shot.end_frame - shot.start_frame)) for shot in mine)
        return replace(lent, seen=tuple(whole))
    return lent
