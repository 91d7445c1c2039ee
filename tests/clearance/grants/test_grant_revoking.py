"""Taking back: by whom, from when, and how fresh a list has to be."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from made_grants import AT, a_grant

from fairtake.clearance.grants import (
    Known,
    State,
    begins,
    entry_bytes,
    is_revoked,
    keep,
    known_revocations,
    list_bytes,
    load_revocations,
    make_list,
    parse_revocations,
    revoke,
    sign,
    standing,
)
from fairtake.clearance.grants.revoking import _entry_message, to_base64
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, Revocation, Subject

DAY = timedelta(days=1)
NEVER = Known()


def state(signed, at, known=NEVER, others=()):
    return standing(signed, at, known, others).state


def test_a_grant_stands_between_its_days(signed):
    assert state(signed, AT) is State.VALID
    assert state(signed, begins("2026-11-19T23:59:59Z")) is State.NOT_YET
    assert state(signed, begins("2027-11-20T23:59:59Z")) is State.VALID
    assert state(signed, begins("2027-11-21")) is State.EXPIRED


def test_it_does_not_stand_before_it_was_signed(keys):
    late = sign(a_grant(), keys[0], at=AT + 3 * DAY)
    assert state(late, AT) is State.NOT_YET
    assert state(late, begins("2026-11-23")) is State.VALID


def test_the_subject_takes_it_back_at_once(signed, keys, tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path))
    assert not known_revocations().entries
    entry = revoke(signed, keys[0], at=AT, reason="I changed my mind.")
    keep(entry)
    known = known_revocations()
    assert list(known.every()) == [entry]
    assert is_revoked(signed, known, AT) == entry
    assert is_revoked(signed, known, AT - DAY) is None
    assert state(signed, AT, known) is State.REVOKED
    assert "changed my mind" in standing(signed, AT, known).why


def test_notice_is_kept_even_by_an_entry_that_ignores_it(keys):
    slow = sign(a_grant(revocation=Revocation(notice_days=14)), keys[0], at=AT)
    entry = revoke(slow, keys[0], at=AT)
    assert entry.effective == "2026-12-04T12:00:00Z"
    assert revoke(slow, keys[0], at=AT, effective="2027-01-01").effective == "2027-01-01T00:00:00Z"
    with pytest.raises(ClearanceError, match="14 days' notice") as caught:
        revoke(slow, keys[0], at=AT, effective="2026-11-25")
    assert "2026-12-05" in caught.value.fix
    hasty = replace(entry, effective=entry.signed_at)
    hasty = replace(hasty, value=to_base64(keys[0].sign(_entry_message(hasty))))
    known = parse_revocations(entry_bytes(hasty), "x")
    assert is_revoked(slow, known, AT + 13 * DAY) is None
    assert is_revoked(slow, known, AT + 14 * DAY) == hasty


def test_nobody_else_takes_it_back(signed, keys):
    for other in (keys[1], keys[2]):  # the production's, and a stranger's
        with pytest.raises(ClearanceError, match="cannot take back"):
            revoke(signed, other, at=AT)
    mine = revoke(signed, keys[0], at=AT)
    stranger = replace(mine, signer=keys[2].did)
    stranger = replace(stranger, value=to_base64(keys[2].sign(_entry_message(stranger))))
    known = parse_revocations(entry_bytes(stranger), "x")
    assert is_revoked(signed, known, AT + DAY) is None
    bound = sign(a_grant(revocation=Revocation(allowed=False)), keys[0], at=AT)
    with pytest.raises(ClearanceError, match="for good"):
        revoke(bound, keys[0], at=AT)


def test_a_guardian_and_the_minor_take_it_back(keys):
    mia = Subject("Mia Berg", did=keys[3].did, minor=True, born="2014-01-01")
    grant = a_grant(subject=mia, court_approval="Berlin 1/26")
    signed = sign(grant, keys[2], capacity=Capacity.GUARDIAN, name="Carl Berg", at=AT)
    assert revoke(signed, keys[2], at=AT).capacity is Capacity.GUARDIAN
    assert revoke(signed, keys[3], at=AT).capacity is Capacity.SELF


def test_no_byte_of_a_revocation_can_be_changed(signed, keys):
    entry = revoke(signed, keys[0], at=AT)
    listed = make_list([entry], keys[0], at=AT)
    assert parse_revocations(entry_bytes(entry), "x").entries == (entry,)
    assert parse_revocations(list_bytes(listed), "x").lists == (listed,)
    for data, keys_ in (
        (entry_bytes(entry), ("effective", "signer", "reason")),
        (list_bytes(listed), ("issued_at", "issuer")),
    ):
        for key in keys_:
            found = json.loads(data)
            place = found.get("revocation", found)
            place[key] = "2099-01-01" if key in {"effective", "issued_at"} else place[key] + "x"
            with pytest.raises(ClearanceError, match="altered"):
                parse_revocations(json.dumps(found).encode(), "x")
    emptied = json.loads(list_bytes(listed))
    emptied["entries"] = []
    with pytest.raises(ClearanceError, match="altered"):
        parse_revocations(json.dumps(emptied).encode(), "x")


def test_a_list_has_to_be_fresh_and_the_right_ones(keys, tmp_path):
    terms = Revocation(feed="https://example.org/feed.json", max_age_days=7, issuer=keys[3].did)
    signed = sign(a_grant(revocation=terms), keys[0], at=AT)
    assert state(signed, AT) is State.UNSURE
    fresh = Known(lists=(make_list([], keys[3], at=AT - 6 * DAY),))
    assert state(signed, AT, fresh) is State.VALID
    stale = Known(lists=(make_list([], keys[3], at=AT - 8 * DAY),))
    assert "older than 7 days" in standing(signed, AT, stale).why
    assert state(signed, AT, Known(lists=(make_list([], keys[1], at=AT),))) is State.UNSURE
    assert state(signed, AT, Known(lists=(make_list([], keys[3], at=AT + 30 * DAY),))) is State.UNSURE
    (tmp_path / "a.json").write_bytes(list_bytes(make_list([revoke(signed, keys[0], at=AT)], keys[3], at=AT)))
    assert state(signed, AT, load_revocations(tmp_path)) is State.REVOKED
    (tmp_path / "b.json").write_bytes(b"{}")
    with pytest.raises(ClearanceError, match="schema"):
        load_revocations(tmp_path)


def test_a_newer_version_takes_its_place_only_if_the_same_person_signed(signed, keys):
    newer = a_grant(version=2, supersedes=signed.sha256, use="plays ANNA, voice only")
    mine = sign(newer, keys[0], at=AT)
    assert state(signed, AT, others=[mine]) is State.SUPERSEDED
    assert state(signed, AT, others=[sign(newer, keys[2], at=AT)]) is State.VALID
    assert state(mine, AT, others=[signed]) is State.VALID
