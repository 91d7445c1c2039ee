"""Grants: the document a person signs. Bytes and keys in; `SignedGrant`, or a ClearanceError that says why not, out."""

from fairtake.clearance.grants.canon import canonical, fingerprint
from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.keys import Key, load_key, new_key, production_key, verify
from fairtake.clearance.grants.moments import begins, ends, now, stamp
from fairtake.clearance.grants.signing import (
    add_signature,
    as_bytes,
    check_signatures,
    countersign,
    load_grant,
    parse_signed,
    save,
    sign,
)
from fairtake.clearance.grants.terms import UNITS, check_terms, problems

__all__ = [
    "SCHEMA",
    "UNITS",
    "Key",
    "add_signature",
    "as_bytes",
    "begins",
    "canonical",
    "check_signatures",
    "check_terms",
    "countersign",
    "ends",
    "fingerprint",
    "from_data",
    "load_grant",
    "load_key",
    "new_key",
    "now",
    "parse_signed",
    "problems",
    "production_key",
    "save",
    "sign",
    "stamp",
    "to_data",
    "verify",
]
