"""Signed grants: what is signed cannot be changed, moved or read in two ways."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_grants import AT, a_grant

from fairtake.clearance.grants import (
    add_signature,
    as_bytes,
    canonical,
    check_signatures,
    countersign,
    fingerprint,
    load_grant,
    parse_signed,
    sign,
    signing,
    to_data,
    verify,
)
from fairtake.clearance.grants.did import base58, did_of, public_of
from fairtake.errors import ClearanceError
from fairtake.model.grant import (
    Capacity,
    Representation,
    Revocation,
    Subject,
)


def refused(data, key, match="."):
    with pytest.raises(ClearanceError, match=match) as caught:
        parse_signed(data if isinstance(data, bytes) else json.dumps(data).encode(), "anna.json")
    assert caught.value.file == "anna.json"
    assert caught.value.fix
    assert (caught.value.key or "").startswith(key), caught.value
    return caught.value


def test_what_is_signed_reads_back_and_names_its_signer(signed, keys, tmp_path):
    (tmp_path / "anna.json").write_bytes(as_bytes(signed))
    found = load_grant(tmp_path / "anna.json")
    assert found == signed
    assert found.grant.subject.did == keys[0].did == found.signatures[0].signer
    assert found.sha256 == fingerprint(found.grant)
    check_signatures(found)


def test_order_and_spaces_of_the_file_do_not_matter(signed):
    loose = json.dumps(dict(reversed(list(json.loads(as_bytes(signed)).items()))), indent=3).encode()
    assert loose != as_bytes(signed)
    assert parse_signed(loose, "x") == signed


def _leaves(value, path=()):
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _leaves(child, (*path, key))
    elif isinstance(value, list):
        for at, child in enumerate(value):
            yield from _leaves(child, (*path, at))
    else:
        yield path, value


def test_no_field_of_a_signed_grant_can_be_changed(signed):
    whole = json.loads(as_bytes(signed))
    leaves = list(_leaves(whole))
    assert len(leaves) > 60
    for path, value in leaves:
        other = json.loads(as_bytes(signed))
        place = other
        for part in path[:-1]:
            place = place[part]
        if isinstance(value, bool):
            place[path[-1]] = not value
        else:
            place[path[-1]] = value + 1 if isinstance(value, int) else value + "x"
        refused(other, "")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_flipped_byte_is_refused_or_means_the_same(signed, data):
    content = bytearray(as_bytes(signed))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    try:
        found = parse_signed(bytes(content), "x")
    except ClearanceError:
        return
    assert found == signed


def test_signatures_cannot_be_moved(signed, keys):
    whole = json.loads(as_bytes(signed))
    for field, value in (
        ("capacity", "production"),
        ("name", "Ben"),
        ("signed_at", "2026-11-21T12:00:00Z"),
        ("separate", False),
    ):
        other = json.loads(json.dumps(whole))
        other["signatures"][0][field] = value
        refused(other, "signatures")
    second = sign(a_grant(use="plays BEN in Ten Years"), keys[0], at=AT)
    refused({**whole, "signatures": json.loads(as_bytes(second))["signatures"]}, "signatures[0].value", "does not fit")
    # The production's signature holds for the signatures it saw, no others.
    again = json.loads(as_bytes(sign(a_grant(), keys[0], at=datetime(2026, 11, 21, tzinfo=UTC))))
    refused(
        {**whole, "signatures": [again["signatures"][0], whole["signatures"][1]]}, "signatures[1].value", "does not fit"
    )
    refused({**whole, "signatures": whole["signatures"][::-1]}, "signatures")
    refused({**whole, "signatures": whole["signatures"][1:]}, "signatures", "nobody signed")
    refused({**whole, "signatures": []}, "signatures", "nobody signed")
    refused({**whole, "signatures": [whole["signatures"][0]] * 2}, "signatures[1].signer", "twice")


def test_another_key_is_not_the_subjects(keys):
    named = a_grant(subject=Subject("Anna Berg", did=keys[0].did))
    with pytest.raises(ClearanceError, match="not the key of Anna Berg"):
        sign(named, keys[1], at=AT)
    forged = sign(a_grant(), keys[1], at=AT)
    whole = json.loads(as_bytes(forged))
    whole["grant"]["subject"]["did"] = keys[0].did
    refused(whole, "signatures[0].signer", "not the key")


@pytest.mark.parametrize(
    ("terms", "capacity", "why"),
    [
        ({"subject": Subject("Anna Berg", living=False)}, Capacity.SELF, "has died"),
        ({}, Capacity.ESTATE, "lives"),
        ({}, Capacity.GUARDIAN, "of age"),
        ({}, Capacity.REPRESENTATIVE, "whom the representative"),
        ({}, Capacity.PRODUCTION, "nobody signed"),
        (
            {"subject": Subject("Mia Berg", minor=True, born="2014-01-01"), "court_approval": "Berlin 1/26"},
            Capacity.SELF,
            "is a minor",
        ),
    ],
)
def test_only_who_may_signs(keys, terms, capacity, why):
    with pytest.raises(ClearanceError, match=why) as caught:
        sign(a_grant(**terms), keys[2], capacity=capacity, name="Carl Berg", at=AT)
    assert caught.value.key


def test_estate_guardians_and_representatives_sign(keys):
    dead = sign(
        a_grant(subject=Subject("Anna Berg", living=False)), keys[2], capacity=Capacity.ESTATE, name="Carl Berg", at=AT
    )
    minor = a_grant(subject=Subject("Mia Berg", minor=True, born="2014-01-01"), court_approval="Berlin 1/26")
    first = sign(minor, keys[1], capacity=Capacity.GUARDIAN, name="Carl Berg", at=AT)
    both = add_signature(first, keys[2], capacity=Capacity.GUARDIAN, name="Dora Berg", at=AT)
    agent = sign(
        a_grant(representation=Representation("union", "AV 2026")),
        keys[2],
        capacity=Capacity.REPRESENTATIVE,
        name="Eva Roth",
        at=AT,
    )
    for found in (dead, both, agent):
        assert parse_signed(as_bytes(found), "x") == found


def test_the_subjects_key_does_not_stand_for_the_production(signed, keys):
    alone = replace(signed, signatures=signed.signatures[:1])
    with pytest.raises(ClearanceError, match=r"twice|production"):
        countersign(alone, keys[0], "Studio", at=AT)


def test_an_older_schema_is_upgraded_after_its_own_signature_was_checked(keys, monkeypatch):
    old = "fairtake.Grant.0"
    monkeypatch.setattr(signing, "SCHEMA", old)
    before = json.loads(as_bytes(sign(a_grant(), keys[0], at=AT)))
    monkeypatch.undo()
    refused(before, "schema", "not a schema")
    monkeypatch.setitem(signing.UPGRADES, old, lambda terms: {**terms, "credit": "A. Berg"})
    found = parse_signed(json.dumps(before).encode(), "x")
    assert found.grant.credit == "A. Berg"
    before["grant"]["use"] += "!"
    refused(before, "signatures[0].value")


def test_a_did_key_has_one_spelling(keys):
    did = keys[0].did
    assert public_of(did) == keys[0].public
    assert did == did_of(keys[0].public)
    wrong = [
        "", "did:key:", "did:key:z", did[:-1], did + "1", did.replace("did:key:z", "did:key:z1"), did.upper(), " " + did,
        "did:web:example.org", "did:key:z" + base58(b"\xec\x01" + keys[0].public), did.replace("z6Mk", "u6Mk"),
        did_of(bytes(32)), did_of(b"\x01" + bytes(31)), did_of(b"\xff" * 32), did + "#" + did[8:],
    ]  # fmt: skip
    for text in wrong:
        with pytest.raises(ValueError, match=r".+"):
            public_of(text)
        assert not verify(text, b"x", bytes(64))


@given(st.binary(max_size=40))
def test_base58_round_trips(data):
    from fairtake.clearance.grants.did import from_base58

    assert from_base58(base58(data)) == data


def test_a_malleable_signature_is_refused(signed, keys):
    message = b"x"
    value = keys[0].sign(message)
    order = 2**252 + 27742317777372353535851937790883648493
    forged = value[:32] + (int.from_bytes(value[32:], "little") + order).to_bytes(32, "little")
    assert verify(keys[0].did, message, value)
    assert not verify(keys[0].did, message, forged)
    assert not verify(keys[0].did, message + b"y", value)


def test_revocation_terms_are_a_part_of_what_is_signed(keys):
    open_ended = sign(a_grant(revocation=Revocation(notice_days=14)), keys[0], at=AT)
    assert b'"notice_days":14' in canonical(to_data(open_ended.grant))


def test_a_device_or_a_missing_file_is_no_grant(tmp_path):
    for path in (tmp_path, tmp_path / "none.json", Path("/dev/null")):
        with pytest.raises(ClearanceError):
            load_grant(path)
