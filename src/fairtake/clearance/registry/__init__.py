"""Registry: grants, revocations, uses, marks and fingerprints in, kept in SQLite or PostgreSQL; found again out."""

from fairtake.clearance.registry.entries import (
    Declared,
    Fault,
    Fingerprint,
    Forgotten,
    GrantEntry,
    LogCheck,
    Mark,
    Match,
    Use,
    Work,
)
from fairtake.clearance.registry.head import SignedHead, head_bytes, load_head, parse_head, sign_head
from fairtake.clearance.registry.opening import open_registry
from fairtake.clearance.registry.registry import Registry

__all__ = [
    "Declared",
    "Fault",
    "Fingerprint",
    "Forgotten",
    "GrantEntry",
    "LogCheck",
    "Mark",
    "Match",
    "Registry",
    "SignedHead",
    "Use",
    "Work",
    "head_bytes",
    "load_head",
    "open_registry",
    "parse_head",
    "sign_head",
]
