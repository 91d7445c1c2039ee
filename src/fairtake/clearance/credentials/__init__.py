"""Credentials: what a file says of its own making, signed (C2PA).

In come a file, a Manifest and an Identity; out comes the same file, signed, the same bytes each time
(`sign_file`, `sign_beside`). In comes any signed file; out comes what it says, and whether that holds (`read_credentials`).
"""

from fairtake.clearance.credentials.identity import Identity, local_identity, own_identity, signing_identity
from fairtake.clearance.credentials.manifest import GrantNote, Ingredient, Manifest, Mark, SourceType, said
from fairtake.clearance.credentials.reading import (
    SIDECAR,
    Credentials,
    Lent,
    Part,
    Problem,
    Standing,
    damaged,
    read_credentials,
)
from fairtake.clearance.credentials.signing import Signed, check_ingredient, sign_beside, sign_file

__all__ = [
    "SIDECAR",
    "Credentials",
    "GrantNote",
    "Identity",
    "Ingredient",
    "Lent",
    "Manifest",
    "Mark",
    "Part",
    "Problem",
    "Signed",
    "SourceType",
    "Standing",
    "check_ingredient",
    "damaged",
    "local_identity",
    "own_identity",
    "read_credentials",
    "said",
    "sign_beside",
    "sign_file",
    "signing_identity",
]
