"""Files as the gate clears them, for tests of what reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fairtake.clearance.gate import NEEDS, Context, Grants, clear_one
from fairtake.model.clearance import Cleared, Reference, ReferenceKind

NOWHERE = Context("test", datetime(2027, 1, 1, tzinfo=UTC))


def own(path: Path, kind: ReferenceKind) -> Cleared:
    """A file declared as one's own work, where it is."""
    reference = Reference(kind, "test", path.name, (NEEDS[kind],), declared="own work")
    return clear_one(reference, Grants(), NOWHERE, path.parent)
