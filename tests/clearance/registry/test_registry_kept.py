"""Grants, revocations, marks and fingerprints come back as they went in, from both databases."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairtake.clearance.grants import Key, countersign, draft, new_key, revoke, sign
from fairtake.clearance.registry import Fingerprint, Registry, open_registry
from fairtake.clearance.registry.near import Near
from fairtake.errors import ClearanceError
from fairtake.model.grant import Modality, SignedGrant

NAME = "Ottilie Wendelmoor"
AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def key(tmp_path: Path) -> Key:
    return new_key(tmp_path / "ottilie.key")


def granted(key: Key, project: str = "ten-years", **terms: object) -> SignedGrant:
    return sign(draft(NAME, [Modality.VOICE], project, "plays ANNA in Ten Years", at=AT, **terms), key, at=AT)


def test_a_grant_comes_back_as_it_was_signed(registry: Registry, key: Key, tmp_path: Path) -> None:
    signed = granted(key)
    assert registry.add_grant(signed)
    assert not registry.add_grant(signed)
    entry = registry.grant(signed.sha256)
    assert entry is not None
    assert entry.signed == signed
    assert (entry.subject, entry.name, entry.project) == (key.did, NAME, "ten-years")
    assert registry.grant("0" * 64) is None
    # With the production's signature it says more: that copy is kept.
    both = countersign(signed, new_key(tmp_path / "production.key"), "Moor Film", at=AT)
    assert registry.add_grant(both)
    assert not registry.add_grant(signed)
    (entry,) = registry.grants(key.did)
    assert entry.signed == both
    assert registry.grants("did:key:nobody") == ()


def test_a_grant_that_was_altered_gets_neither_in_nor_out(registry: Registry, key: Key) -> None:
    signed = granted(key)
    with pytest.raises(ClearanceError, match="altered after signing"):
        registry.add_grant(replace(signed, grant=replace(signed.grant, project="other")))
    registry.add_grant(signed)
    registry._database.write(
        lambda session: session.do("UPDATE grants SET document = replace(document, 'ten-years', 'all-years')")
    )
    entry = registry.grant(signed.sha256)
    assert entry is not None
    with pytest.raises(ClearanceError, match="altered after signing"):
        _ = entry.signed


def test_revocations_are_kept_and_only_the_entitled_may_revoke(registry: Registry, key: Key, tmp_path: Path) -> None:
    signed, other = granted(key), granted(key, "eleven-years")
    entry = revoke(signed, key, at=AT)
    assert registry.revoke(entry)  # before the grant is known here
    assert not registry.revoke(entry)
    registry.add_grant(signed)
    registry.add_grant(other)
    stranger = new_key(tmp_path / "stranger.key")
    forged = revoke(
        sign(replace(other.grant, subject=replace(other.grant.subject, did="")), stranger, at=AT), stranger, at=AT
    )
    with pytest.raises(ClearanceError, match="altered after it was signed"):
        registry.revoke(replace(forged, grant=other.sha256))
    with pytest.raises(ClearanceError, match="altered after it was signed"):
        registry.revoke(replace(entry, effective="2030-01-01T00:00:00Z"))
    assert registry.revocations() == (entry,)
    assert registry.revocations(other.sha256) == ()
    assert registry.revocations(signed.sha256) == (entry,)


def test_a_strangers_own_signature_takes_no_kept_grant_back(registry: Registry, key: Key, tmp_path: Path) -> None:
    from fairtake.clearance.grants import parse_revocations
    from fairtake.clearance.grants.canon import canonical
    from fairtake.clearance.grants.fields import to_data
    from fairtake.clearance.grants.signing import to_base64

    signed = granted(key)
    registry.add_grant(signed)
    stranger = new_key(tmp_path / "stranger.key")
    said = replace(revoke(signed, key, at=AT), signer=stranger.did)
    data = to_data(said)
    del data["value"]
    value = to_base64(stranger.sign(b"fairtake.Revocation.1\n" + canonical(data)))
    whole = canonical({"schema": "fairtake.Revocation.1", "revocation": {**data, "value": value}})
    (entry,) = parse_revocations(whole, "forged").entries  # well signed, by the wrong person
    with pytest.raises(ClearanceError, match="cannot be taken back by this key"):
        registry.revoke(entry)
    assert registry.forget(key.did, AT).kept == (signed.sha256,)


def test_what_was_revoked_can_be_forgotten_and_the_chain_still_holds(
    registry: Registry, url: str, key: Key, tmp_path: Path
) -> None:
    revoked, inforce = granted(key), granted(key, "eleven-years")
    over = sign(draft(NAME, [Modality.FACE], "old", "was in Old", at=AT, end="2026-12-01"), key, at=AT)
    for signed in (revoked, inforce, over):
        registry.add_grant(signed)
        registry.log_use("ten-years", {"grant": signed.sha256, "seconds": "12"})
    registry.revoke(revoke(revoked, key, at=AT))
    head = registry.head(new_key(tmp_path / "production.key"))

    found = registry.forget(key.did, datetime(2026, 12, 24, tzinfo=UTC))
    assert set(found.grants) == {revoked.sha256, over.sha256}
    assert found.kept == (inforce.sha256,)
    entry = registry.grant(revoked.sha256)
    assert entry is not None
    assert entry.signed is None
    assert (entry.document, entry.subject, entry.name) == ("", "", "")
    assert entry.forgotten == "2026-12-24T00:00:00Z"
    assert registry.check_log(head).holds
    assert len(registry.revocations(revoked.sha256)) == 1  # or nobody would know
    assert not registry.add_grant(revoked)  # making the film again does not bring it back
    assert registry.grant(revoked.sha256) == entry

    registry.add_grant(over)
    if not url.startswith("postgresql"):
        registry._database.write(lambda session: session.do("DELETE FROM revocations"))
        registry.forget(key.did, datetime(2030, 1, 1, tzinfo=UTC))
        registry.close()
        kept = b"".join(path.read_bytes() for path in Path(url).parent.glob("registry.sqlite*"))
        assert NAME.encode() not in kept  # not in pages that were given back, nor in the log written ahead
        assert over.sha256.encode() in kept


def test_marks_lead_to_film_manifest_and_grants(registry: Registry) -> None:
    assert registry.find_mark(2**48 - 1) is None
    assert registry.add_mark(2**48 - 1, "ten-years", "a" * 64, ["c" * 64, "b" * 64], content_sha256="d" * 64)
    assert not registry.add_mark(2**48 - 1, "ten-years", "a" * 64, ["b" * 64], content_sha256="d" * 64)
    mark = registry.find_mark(2**48 - 1)
    assert mark is not None
    assert (mark.film, mark.manifest_sha256, mark.content_sha256) == ("ten-years", "a" * 64, "d" * 64)
    assert mark.grants == ("b" * 64, "c" * 64)
    registry.add_mark(2**48 - 1, "ten-years", "0" * 64)  # made again: the last one stands first
    last = registry.find_mark(2**48 - 1)
    assert last is not None
    assert last.manifest_sha256 == "0" * 64
    registry.add_mark(0, "eleven-years", "e" * 64, ["b" * 64])
    assert [mark.film for mark in registry.marks(grant="b" * 64)] == ["ten-years", "eleven-years"]
    assert len(registry.marks("ten-years")) == 2
    with pytest.raises(ClearanceError, match="stands for another film"):
        registry.add_mark(0, "ten-years", "a" * 64)
    for value, manifest in ((2**48, "a" * 64), (-1, "a" * 64), (1, "A" * 64), (1, "")):
        with pytest.raises(ClearanceError):
            registry.add_mark(value, "f", manifest)
    assert registry.find_mark(2**48) is None


def test_fingerprints_are_found_by_every_registry_that_is_open(registry: Registry, url: str) -> None:
    random = np.random.default_rng(4)
    codes = [random.bytes(32) for _ in range(50)]
    frames = [Fingerprint(at / 2, code, quality=at) for at, code in enumerate(codes)]
    assert registry.add_fingerprints("ten-years", frames) == 50
    assert registry.add_fingerprints("ten-years", frames) == 0
    near = bytes(code ^ (1 << place % 8) for place, code in enumerate(codes[7][:31])) + codes[7][31:]
    (found,) = registry.find_fingerprints([near])
    assert (found.query, found.distance, found.film, found.at, found.quality) == (0, 31, "ten-years", 3.5, 7)
    assert registry.find_fingerprints([near], within=30) == ()
    assert registry.find_fingerprints([near], kind="chromaprint") == ()
    assert registry.find_fingerprints([near], least_quality=8) == ()
    with open_registry(url) as other:
        other.add_fingerprints("copy", [Fingerprint(60.25, near), Fingerprint(0, near, kind="chromaprint")])
    nearest, next_one, last = registry.find_fingerprints([near, codes[49]])
    assert [(match.query, match.film, match.at) for match in (nearest, next_one, last)] == [
        (0, "copy", 60.25),
        (0, "ten-years", 3.5),
        (1, "ten-years", 24.5),
    ]
    for wrong in (
        Fingerprint(0, b"short"),
        Fingerprint(-1, near),
        Fingerprint(0, near, "x" * 2000),
        Fingerprint(0, near, "", 5),
    ):
        with pytest.raises(ClearanceError):
            registry.add_fingerprints("f", [wrong])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32), within=st.sampled_from([0, 1, 15, 16, 30, 31, 32, 60]), alike=st.booleans())
def test_the_search_finds_exactly_what_comparing_all_finds(seed: int, within: int, alike: bool) -> None:
    random = np.random.default_rng(seed)
    count = 3000
    codes = random.integers(0, 256, (count, 32), np.uint8)
    if alike:  # as frames of one film are
        codes[:] = codes[0] ^ np.packbits(random.random((count, 256)) < 0.06, axis=1)
    sought = codes[random.integers(count)] ^ np.packbits(random.permutation(256) < within).astype(np.uint8)
    near = Near(few=1000)
    for part in (slice(0, 1500), slice(1500, 1500), slice(1500, 2400), slice(2400, 3000)):
        near.add(range(part.start * 3, part.stop * 3, 3), [code.tobytes() for code in codes[part]])
    ids, bits = near.find(sought.tobytes(), within)
    distances = np.unpackbits(codes ^ sought, axis=1).sum(axis=1)
    expected = np.flatnonzero(distances <= within)
    assert ids.tolist() == (expected * 3).tolist()
    assert bits.tolist() == distances[expected].tolist()


def test_an_export_makes_the_same_registry_again(registry: Registry, key: Key, tmp_path: Path) -> None:
    signed = granted(key)
    registry.add_grant(signed)
    registry.revoke(revoke(signed, key, at=AT))
    for number in range(5):
        registry.log_use("ten-years", {"grant": signed.sha256, "number": number})
    registry.add_mark(5, "ten-years", "a" * 64, [signed.sha256])
    registry.add_fingerprints("ten-years", [Fingerprint(1.5, bytes(range(32)), quality=77)])
    head = registry.head(key)
    lines: list[str] = []
    registry.export(lambda entry: lines.append(json.dumps(entry)))
    entries = [json.loads(line) for line in lines]

    with open_registry(str(tmp_path / "copy.sqlite")) as copy:
        with pytest.raises(ClearanceError, match="not whole"):
            copy.restore(entries[:-1])
        changed = [{**entry, "film": "x"} if entry["kind"] == "use" else entry for entry in entries]
        with pytest.raises(ClearanceError, match="row 1 was changed"):
            copy.restore(changed)
        assert sum(copy.counts().values()) == 0
        copy.restore(entries)
        assert copy.id == registry.id
        assert copy.check_log(head).holds
        assert copy.uses() == registry.uses()
        assert copy.grants() == registry.grants()
        assert copy.revocations() == registry.revocations()
        assert copy.marks() == registry.marks()
        assert copy.find_fingerprints([bytes(range(32))]) == registry.find_fingerprints([bytes(range(32))])
        with pytest.raises(ClearanceError, match="not empty"):
            copy.restore(entries)
