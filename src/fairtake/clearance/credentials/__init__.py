"""Credentials: what a file says of its own making, signed (C2PA).

In come a file, a Manifest and an Identity; out comes the same file, signed, the same bytes each time
(`sign_file`, `sign_beside`).
"""

from fairtake.clearance.credentials.identity import Identity, local_identity, own_identity, signing_identity
from fairtake.clearance.credentials.manifest import GrantNote, Ingredient, Manifest, Mark, SourceType, said
from fairtake.clearance.credentials.signing import Signed, check_ingredient, sign_beside, sign_file

__all__ = [
    "GrantNote",
    "Identity",
    "Ingredient",
    "Manifest",
    "Mark",
    "Signed",
    "SourceType",
    "check_ingredient",
    "local_identity",
    "own_identity",
    "said",
    "sign_beside",
    "sign_file",
    "signing_identity",
]
