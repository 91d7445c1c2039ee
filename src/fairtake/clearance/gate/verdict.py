"""What the gate says: of one reference, and of all of a film's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairtake.model.clearance import Basis, Cleared, LentFile, Reference, ReferenceKind, Refusal
from fairtake.model.grant import SignedGrant

__all__ = ["Clearing", "Objection", "Verdict"]


@dataclass(frozen=True, slots=True)
class Objection:
    """What a rule has against a use: the `field` of the grant it failed on, `why` in words, and
    the smallest change that would allow it."""

    field: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate decided of one reference. `basis` is None when it was refused; `grants` are the
    signed grants it stands on; `refusals` say why not; `notes` what the grant asks that no machine
    can judge. `files` is what was looked at, the first of them the reference itself."""

    reference: Reference
    basis: Basis | None
    files: tuple[LentFile, ...] = ()
    grants: tuple[SignedGrant, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clearing:
    """What a film may use and what it may not. `grants` holds the signed grants that something
    cleared stands on, by fingerprint; `refused` the first reason against each; `verdicts` every
    decision, with all reasons, in the order the references were asked for."""

    cleared: tuple[Cleared, ...] = ()
    refused: tuple[Refusal, ...] = ()
    grants: Mapping[str, SignedGrant] = field(default_factory=dict)
    verdicts: tuple[Verdict, ...] = ()

    def of(self, kind: ReferenceKind) -> list[Cleared]:
        """Everything of one kind that was cleared."""
        return [one for one in self.cleared if one.reference.kind is kind]

    def find(self, kind: ReferenceKind, key: str) -> Cleared | None:
        """What film.toml asks for under `key`, if it was cleared."""
        return next((one for one in self.of(kind) if one.reference.key == key), None)
