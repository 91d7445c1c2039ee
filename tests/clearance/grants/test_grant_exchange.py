"""Verifiable Credentials and ODRL: ours come back whole, others as drafts, altered ones not at all."""

import copy
import json

import pytest
from made_grants import AT

from fairtake.clearance.grants import from_credential, from_odrl, to_credential, to_odrl, verify_credential
from fairtake.errors import ClearanceError

# The test vector of W3C "Data Integrity EdDSA Cryptosuites v1.0", B.2 (representation eddsa-jcs-2022).
_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
ALUMNI = {
    "@context": _CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
    "proof": {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": f"did:key:{_KEY}#{_KEY}",
        "proofPurpose": "assertionMethod",
        "@context": _CONTEXT,
        "proofValue": "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX",
    },
}


def as_data(found):
    return json.dumps(found).encode()


def test_the_standards_own_example_verifies_and_becomes_a_draft():
    assert verify_credential(ALUMNI, "x") == f"did:key:{_KEY}"
    found = from_credential(as_data(ALUMNI), "x")
    assert found.signed is None
    assert found.draft.start == "2023-01-01"
    assert found.draft.subject.did == ""
    assert any("alumniOf" in lost for lost in found.lost)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("credentialSubject", "alumniOf"), "Another School"),
        (("validFrom",), "2022-01-01T00:00:00Z"),
        (("proof", "created"), "2023-02-24T23:36:39Z"),
        (("proof", "proofPurpose"), "authentication"),
        (("proof", "cryptosuite"), "eddsa-rdfc-2022"),
        (("proof", "verificationMethod"), "https://vc.example/issuers/5678#key-1"),
        (("proof", "proofValue"), "z111"),
        (("proof",), None),
        (("@context",), ["https://www.w3.org/ns/credentials/v2"]),
        (("issuer",), "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"),
    ],
)
def test_an_altered_credential_is_refused(path, value):
    found = copy.deepcopy(ALUMNI)
    place = found
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    with pytest.raises(ClearanceError) as caught:
        from_credential(as_data(found), "x")
    assert caught.value.key
    assert caught.value.fix


def test_a_grant_comes_back_whole_from_a_credential(signed, keys):
    found = to_credential(signed, keys[1], at=AT)
    assert found["validFrom"] == "2026-11-20T00:00:00Z"
    assert found["validUntil"] == "2027-11-21T00:00:00Z"
    assert from_credential(as_data(found), "x").signed == signed
    inner = copy.deepcopy(found)
    inner["credentialSubject"]["grantDocument"]["grant"]["use"] = "plays anybody"
    with pytest.raises(ClearanceError, match="proof does not fit"):
        from_credential(as_data(inner), "x")


def test_a_credential_that_says_more_than_its_grant_is_refused(signed, keys):
    from fairtake.clearance.grants.credential import secured

    plain = {key: item for key, item in to_credential(signed, keys[1], at=AT).items() if key != "proof"}
    for key, value in (("validUntil", "2099-01-01T00:00:00Z"), ("id", "urn:fairtake:grant:0")):
        with pytest.raises(ClearanceError, match="something else"):
            from_credential(as_data(secured({**plain, key: value}, keys[1], AT)), "x")


def test_a_grant_comes_back_whole_from_odrl(signed):
    found = to_odrl(signed)
    assert from_odrl(as_data(found), "x").signed == signed
    rule = found["permission"][0]
    assert {item["leftOperand"] for item in rule["constraint"]} == {"dateTime", "purpose"}
    assert rule["duty"][0]["action"][0]["refinement"][0]["rightOperand"]["@value"] == "12.50"
    assert any(item["action"] == "fairtake:train" for item in found["prohibition"])
    found["prohibition"] = []
    with pytest.raises(ClearanceError, match="something else"):
        from_odrl(as_data(found), "x")


def test_a_foreign_policy_becomes_a_draft_and_says_what_is_lost(signed):
    found = to_odrl(signed)
    del found["fairtake:grantDocument"]
    found["permission"][0]["constraint"].append({"leftOperand": "count", "operator": "lteq", "rightOperand": "3"})
    result = from_odrl(as_data(found), "x")
    assert result.signed is None
    assert result.draft.start == "2026-11-20"
    assert result.draft.subject.name == "Anna Berg"
    assert result.draft.compensation[0].rate == "12.50"
    assert any("count" in lost for lost in result.lost)
    with pytest.raises(ClearanceError, match="not an ODRL policy"):
        from_odrl(b"{}", "x")
