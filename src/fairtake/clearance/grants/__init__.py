"""Grants: the document a person signs. Bytes and keys in; `SignedGrant`, or a ClearanceError that says why not, out."""

from fairtake.clearance.grants.canon import canonical, fingerprint
from fairtake.clearance.grants.credential import Imported, from_credential, to_credential, verify_credential
from fairtake.clearance.grants.drafting import draft, hash_assets
from fairtake.clearance.grants.drafts import as_json, as_toml, load_draft, parse_draft
from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.keys import Key, load_key, new_key, production_key, verify
from fairtake.clearance.grants.liveness import challenge, with_recording
from fairtake.clearance.grants.moments import begins, ends, now, stamp
from fairtake.clearance.grants.odrl import from_odrl, to_odrl
from fairtake.clearance.grants.reading import LARGEST, read_bytes
from fairtake.clearance.grants.revoking import (
    Known,
    entry_bytes,
    is_revoked,
    keep,
    known_revocations,
    list_bytes,
    load_revocations,
    make_list,
    parse_revocations,
    revoke,
    revoked_from,
    stale_list,
)
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
from fairtake.clearance.grants.standing import Standing, State, standing, superseded_by
from fairtake.clearance.grants.terms import UNITS, check_terms, problems
from fairtake.clearance.grants.words import plain_words, signed_words, warnings

__all__ = [
    "LARGEST",
    "SCHEMA",
    "UNITS",
    "Imported",
    "Key",
    "Known",
    "Standing",
    "State",
    "add_signature",
    "as_bytes",
    "as_json",
    "as_toml",
    "begins",
    "canonical",
    "challenge",
    "check_signatures",
    "check_terms",
    "countersign",
    "draft",
    "ends",
    "entry_bytes",
    "fingerprint",
    "from_credential",
    "from_data",
    "from_odrl",
    "hash_assets",
    "is_revoked",
    "keep",
    "known_revocations",
    "list_bytes",
    "load_draft",
    "load_grant",
    "load_key",
    "load_revocations",
    "make_list",
    "new_key",
    "now",
    "parse_draft",
    "parse_revocations",
    "parse_signed",
    "plain_words",
    "problems",
    "production_key",
    "read_bytes",
    "revoke",
    "revoked_from",
    "save",
    "sign",
    "signed_words",
    "stale_list",
    "stamp",
    "standing",
    "superseded_by",
    "to_credential",
    "to_data",
    "to_odrl",
    "verify",
    "verify_credential",
    "warnings",
    "with_recording",
]
