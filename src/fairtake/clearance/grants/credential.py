"""Grants as W3C Verifiable Credentials (VC Data Model 2.0), secured by Data Integrity, cryptosuite
eddsa-jcs-2022 (W3C Recommendations of May 2025), and back.

The whole signed grant travels inside as a JSON literal, so nothing is lost; the credential's own
proof says who passed it on, the grant's signatures who agreed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairtake.clearance.grants.canon import canonical
from fairtake.clearance.grants.did import base58, from_base58
from fairtake.clearance.grants.fields import SCHEMA, from_data, to_data
from fairtake.clearance.grants.keys import Key, verify
from fairtake.clearance.grants.letters import wrong_in_text
from fairtake.clearance.grants.moments import begins, ends, now, stamp
from fairtake.clearance.grants.reading import LARGEST, read_json
from fairtake.clearance.grants.signing import parse_signed
from fairtake.errors import ClearanceError
from fairtake.model.grant import Grant, SignedGrant

__all__ = ["Imported", "from_credential", "to_credential", "verify_credential"]

_CONTEXT = "https://www.w3.org/ns/credentials/v2"
_TERMS: dict[str, Any] = {
    "FairtakeGrant": "urn:fairtake:terms#Grant",
    "grantDocument": {"@id": "urn:fairtake:terms#grantDocument", "@type": "@json"},
}


@dataclass(frozen=True, slots=True)
class Imported:
    """What a foreign document holds: a signed grant, or what a draft could be made of; and in `lost`, in words, what
    could not be taken over."""

    signed: SignedGrant | None
    draft: Grant
    lost: tuple[str, ...]


def to_credential(signed: SignedGrant, key: Key, *, at: datetime | None = None) -> dict[str, Any]:
    """The grant as a credential that `key` issues (its holder vouches for passing it on unaltered)."""
    grant = signed.grant
    subject = {"id": grant.subject.did} if grant.subject.did else {}
    credential = {
        "@context": [_CONTEXT, _TERMS],
        "id": f"urn:fairtake:grant:{signed.sha256}",
        "type": ["VerifiableCredential", "FairtakeGrant"],
        "name": f"{grant.subject.name}, {grant.project}",
        "description": grant.use,
        "issuer": key.did,
        "validFrom": stamp(begins(grant.start)),
        "validUntil": stamp(ends(grant.end)),
        "credentialSubject": {**subject, "name": grant.subject.name, "grantDocument": _document(signed)},
    }
    return secured(credential, key, at or now())


def from_credential(data: bytes, name: str) -> Imported:
    """What a credential holds; its proof has to verify. `name` is the file's name in errors. Raises ClearanceError."""
    found = read_json(data, name, 2 * LARGEST)
    signer = verify_credential(found, name)
    subject = found.get("credentialSubject")
    if not isinstance(subject, dict):
        raise ClearanceError(
            "is not about one subject", file=name, key="credentialSubject", fix="Import them one by one."
        )
    document = subject.get("grantDocument")
    if document is None:
        return _foreign(found, subject, signer, name)
    if not isinstance(document, dict):
        raise ClearanceError("is not a table", file=name, key="credentialSubject.grantDocument", fix="Export it anew.")
    signed = parse_signed(canonical(document), name)
    expected = {
        "id": f"urn:fairtake:grant:{signed.sha256}",
        "validFrom": stamp(begins(signed.grant.start)),
        "validUntil": stamp(ends(signed.grant.end)),
    }
    for key, value in expected.items():
        if found.get(key) != value:
            raise ClearanceError("says something else than the grant in it", file=name, key=key, fix="Export it anew.")
    if subject.get("name") != signed.grant.subject.name or subject.get("id", "") != signed.grant.subject.did:
        raise ClearanceError(
            "says something else than the grant in it", file=name, key="credentialSubject", fix="Export it anew."
        )
    return Imported(
        signed, signed.grant, (f"the credential's own proof, by {signer}: the grant's signatures are kept",)
    )


def secured(document: Mapping[str, Any], key: Key, at: datetime) -> dict[str, Any]:
    """A JSON document with a proof by `key` (VC Data Integrity EdDSA 1.0, section 3.3)."""
    options: dict[str, Any] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": stamp(at),
        "verificationMethod": f"{key.did}#{key.did.removeprefix('did:key:')}",
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    return {**document, "proof": {**options, "proofValue": "z" + base58(key.sign(_hashes(options, document)))}}


def verify_credential(found: Mapping[str, Any], name: str) -> str:
    """The did:key whose proof a credential bears. Raises ClearanceError when it does not verify, or when the issuer is
    a did:key other than that."""
    proof = found.get("proof")
    if not isinstance(proof, dict):
        raise ClearanceError("there is no proof, or more than one", file=name, key="proof", fix="Ask for a signed one.")
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != "eddsa-jcs-2022":
        raise ClearanceError(
            f"a proof of another kind ({str(proof.get('cryptosuite') or proof.get('type'))[:40]})",
            file=name,
            key="proof.cryptosuite",
            fix="Ask for eddsa-jcs-2022.",
        )
    if proof.get("proofPurpose") != "assertionMethod":
        raise ClearanceError("is not an assertion", file=name, key="proof.proofPurpose", fix="Ask for a signed one.")
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    did, _, fragment = method.partition("#") if isinstance(method, str) else ("", "", "")
    if not did.startswith("did:key:") or fragment != did.removeprefix("did:key:"):
        raise ClearanceError(
            "is not a did:key, and nothing is looked up on the network",
            file=name,
            key="proof.verificationMethod",
            fix="Ask for one that is signed with a did:key.",
        )
    options = {key: item for key, item in proof.items() if key != "proofValue"}
    document = {key: item for key, item in found.items() if key != "proof"}
    if "@context" in options:
        context, whole = options["@context"], document.get("@context")
        listed = context if isinstance(context, list) else [context]
        if (whole if isinstance(whole, list) else [whole])[: len(listed)] != listed:
            raise ClearanceError("was changed after signing", file=name, key="@context", fix="Ask for a new copy.")
        document["@context"] = context
    try:
        signature = from_base58(value[1:]) if isinstance(value, str) and value[:1] == "z" else b""
    except ValueError:
        signature = b""
    if len(signature) != 64 or not verify(did, _hashes(options, document), signature):
        raise ClearanceError(
            "the proof does not fit: it was altered after signing",
            file=name,
            key="proof.proofValue",
            fix="Ask for a new copy.",
        )
    issuer = found.get("issuer")
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    if isinstance(issuer, str) and issuer.startswith("did:key:") and issuer != did:
        raise ClearanceError("is not who signed the proof", file=name, key="issuer", fix="Ask for a new copy.")
    return did


def _hashes(options: Mapping[str, Any], document: Mapping[str, Any]) -> bytes:
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()


def _document(signed: SignedGrant) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "grant": to_data(signed.grant),
        "signatures": [to_data(entry) for entry in signed.signatures],
    }


def _foreign(found: Mapping[str, Any], subject: Mapping[str, Any], signer: str, name: str) -> Imported:
    did = subject.get("id", "")
    title = subject.get("name") or subject.get("givenName") or ""
    data: dict[str, Any] = {
        "id": "imported",
        "subject": {"name": _words(title), "did": did if str(did).startswith("did:key:") else ""},
        "modality": [],
        "project": "",
        "use": _words(found.get("description", "")),
        "start": _day(found.get("validFrom")),
        "end": _day(found.get("validUntil")),
    }
    taken = {"@context", "type", "proof", "id", "issuer", "description", "validFrom", "validUntil", "credentialSubject"}
    lost = [key for key in found if key not in taken]
    lost += [f"credentialSubject.{key}" for key in subject if key not in {"id", "name"}]
    lost.append(f"the proof by {signer}: it is not a signature over a grant, so the draft has to be signed")
    return Imported(None, from_data(Grant, data, name), tuple(lost))


def _words(text: object) -> str:
    return text if isinstance(text, str) and len(text) <= 500 and not wrong_in_text(text) else ""


def _day(text: object) -> str:
    return text[:10] if isinstance(text, str) and not wrong_in_text(text) else ""
