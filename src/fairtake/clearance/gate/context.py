"""What a use is measured by: the film, the moment, and what happens in the scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fairtake.clearance.gate.content import Shown
from fairtake.clearance.grants.revoking import Known

__all__ = ["Context"]


@dataclass(frozen=True, slots=True)
class Context:
    """`project` is the film's slug and `at` the moment (UTC) the decision is for; `language` the film's,
    `roles` everyone in it and `speaking` who has lines; `shown` what happens in each scene that a
    grant may limit. `strike` and `countersign` ("yes", or the did:key whose counter-signature
    counts) come from [clearance], `territory` and `media` too: where and how the film is shown, as far as
    it says. `known` is what is known to be taken back; `stale` says why the film's own lists of revocations are not to be
    relied on ("" when they are)."""

    project: str
    at: datetime
    language: str = ""
    roles: tuple[str, ...] = ()
    speaking: tuple[str, ...] = ()
    shown: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)
    strike: bool = False
    countersign: str = ""
    territory: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    known: Known = field(default_factory=Known)
    stale: str = ""
