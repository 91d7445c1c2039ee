"""A use that a grant allows in every way, for tests that change one thing. Nobody of these names is meant."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from fairtake.clearance.gate import NEEDS, Context, Grants, clear_references
from fairtake.clearance.gate.content import Shown
from fairtake.clearance.gate.rules import Use
from fairtake.clearance.gate.verdict import Clearing
from fairtake.model.clearance import LentFile, Reference, ReferenceKind
from fairtake.model.grant import Asset, Capacity, Grant, Modality, Signature, SignedGrant, Subject

AT = datetime(2027, 3, 1, 12, tzinfo=UTC)
CONTENT = b"forty seconds of somebody's voice"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NORA, OTHER, STUDIO = "did:key:zNora", "did:key:zOther", "did:key:zStudio"

REFERENCE = Reference(
    ReferenceKind.RECORDING, "human.lines", "recordings/001.wav", (Modality.VOICE,), "ANNA", ("1",), "en", 1
)
CONTEXT = Context(
    "ten-years",
    AT,
    "en",
    ("ANNA", "BEN"),
    ("ANNA",),
    {"1": (), "2": (Shown("violence", "stabs", 12),), "3": (Shown("nudity", "naked", 20),)},
    territory=("DE",),
    media=("cinema",),
)
GRANT = Grant(
    id="nora-1",
    subject=Subject("Nora Vell", NORA),
    modality=(Modality.VOICE,),
    project="ten-years",
    use="plays ANNA in Ten Years",
    start="2027-01-01",
    end="2027-12-31",
    assets=(Asset("recordings/001.wav", SHA256, len(CONTENT)),),
    roles=("ANNA",),
    scenes=("1", "2"),
    languages=("en",),
    territory=("DE", "FR"),
    media=("cinema",),
    content_limits=("nudity",),
    disclosed_at="2027-02-01T00:00:00Z",
)


def signature(signer: str = NORA, capacity: Capacity = Capacity.SELF, at: str = "2027-02-01T00:00:00Z") -> Signature:
    return Signature(signer, "somebody", capacity, at, "")


def signed(*signatures: Signature, **changed: Any) -> SignedGrant:
    """The grant, changed, as if it were signed: rules ask whose signatures there are, not whether they are good."""
    grant = replace(GRANT, **changed)
    return SignedGrant(grant, signatures or (signature(),), hashlib.sha256(repr(grant).encode()).hexdigest())


def use(reference: dict[str, Any] | None = None, **context: Any) -> Use:
    """The use, its reference and film changed."""
    files = (LentFile("001.wav", SHA256, len(CONTENT)),)
    return Use(replace(REFERENCE, **(reference or {})), files, replace(CONTEXT, **context))


def kind(kind: ReferenceKind, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "modalities": (NEEDS[kind],), **more}


def cleared(
    root: Path, *grants: SignedGrant, reference: Reference = REFERENCE, folder: Path | None = None, **context: Any
) -> Clearing:
    """What the gate says of a reference in `root`."""
    known = Grants({f"grants/{number}.json": one for number, one in enumerate(grants)})
    return clear_references([reference], known, replace(CONTEXT, **context), root, folder)
