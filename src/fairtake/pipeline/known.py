"""What the registry knows: grants of other films and times, and what was taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from fairtake.clearance.grants.revoking import Known
from fairtake.errors import ClearanceError
from fairtake.model.grant import SignedGrant

__all__ = ["Registered", "registered"]


@dataclass(frozen=True, slots=True)
class Registered:
    """Grants by what to call them, revocations, and `trouble`: why the registry could not be asked, "" when it
    could."""

    grants: dict[str, SignedGrant] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    trouble: str = ""


def registered(url: str) -> Registered:
    """What the registry at `url` ("" for the user's own) holds; nothing when it was never made. One that cannot
    be asked stops no film."""
    from fairtake.clearance.registry import open_registry  # opens nothing yet, and loads a database's library

    grants: dict[str, SignedGrant] = {}
    try:
        with open_registry(url) as registry:
            if not registry.is_there():
                return Registered()
            known = Known(entries=registry.revocations())
            for entry in registry.grants():
                signed = entry.signed
                if signed is not None:
                    grants[f"registry {entry.sha256[:16]}"] = signed
    except ClearanceError as error:
        return Registered(trouble=error.what)
    return Registered(grants, known)
