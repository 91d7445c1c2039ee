"""The parser is attacked: whatever comes in, it answers with a grant or one clear error."""

import json
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from made_grants import AT, a_grant

from fairtake.clearance.grants import LARGEST, as_json, as_toml, parse_draft, parse_revocations, parse_signed, sign
from fairtake.clearance.grants import problems as found_problems
from fairtake.clearance.grants.drafts import EXPLAINED
from fairtake.errors import ClearanceError
from fairtake.model.grant import (
    Asset,
    Compensation,
    Grant,
    Liveness,
    Modality,
    ReplicaType,
    Representation,
    Revocation,
    Share,
    Storage,
    Subject,
)

_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"))
_plain = st.text(_letters | st.sampled_from(" \"'\\#[]=.,"), max_size=20).map(lambda text: text.strip())


@st.composite
def drafts(draw):
    import unicodedata

    from fairtake.clearance.grants.letters import wrong_in_text

    words = _plain.map(lambda text: unicodedata.normalize("NFC", text)).filter(lambda text: not wrong_in_text(text))
    many = st.lists(words.filter(bool), max_size=2, unique=True).map(tuple)
    number = st.integers(0, 2**53 - 1)
    share = st.builds(Share, words, words)
    pay = st.builds(Compensation, words, words, words, words, words, words, st.lists(share, max_size=2).map(tuple))
    asset = st.builds(Asset, words, words, number)
    assets = st.lists(asset, max_size=2, unique_by=lambda asset: asset.name)
    return Grant(
        id=draw(words),
        subject=draw(st.builds(Subject, words, words, words, st.booleans(), st.booleans(), words)),
        modality=draw(st.lists(st.sampled_from(Modality), unique=True).map(tuple)),
        project=draw(words),
        use=draw(words | st.just("two\nlines")),
        start=draw(words),
        end=draw(words),
        version=draw(number),
        supersedes=draw(words),
        representation=draw(st.builds(Representation, words, words)),
        replica_type=draw(st.sampled_from(ReplicaType)),
        assets=tuple(sorted(draw(assets), key=lambda asset: asset.name)),
        roles=draw(many),
        permits=draw(many),
        training=draw(st.booleans()),
        compensation=draw(st.lists(pay, max_size=2).map(tuple)),
        revocation=draw(st.builds(Revocation, st.booleans(), number, words, words, number)),
        storage=draw(st.builds(Storage, words, words, st.booleans())),
        liveness=draw(st.builds(Liveness, words, words, words)),
        extra=draw(st.dictionaries(words.filter(bool), words, max_size=2)),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(drafts())
def test_drafts_read_back_as_they_were_written(grant):
    assert parse_draft(as_toml(grant).encode(), "x") == grant
    assert parse_draft(as_json(grant).encode(), "x") == grant


def test_every_field_is_explained():
    nested = {"subject": Subject, "representation": Representation, "revocation": Revocation}
    nested |= {"storage": Storage, "liveness": Liveness, "compensation": Compensation}
    names = {field.name for field in fields(Grant)}
    names |= {f"{name}.{field.name}" for name, kind in nested.items() for field in fields(kind)}
    assert names == set(EXPLAINED)
    text = as_toml(a_grant())
    assert all(explained in text for explained in EXPLAINED.values())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
@example(b"[" * 100_000)
@example(b'{"a":' * 50_000)
@example(b"a." * 5_000 + b"a = 1")
@example(b"a = " + b"[" * 5_000)
@example(b"a = 0001-01-01T00:00:00+23:59")
@example(b'{"schema": "fairtake.Grant.1", "id": "\\ud800"}')
@example(b"x = nan")
def test_no_bytes_crash_the_parser(data):
    for parse in (parse_signed, parse_draft, parse_revocations):
        with pytest.raises(ClearanceError):
            parse(data, "x")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_json_in_any_place_crashes_the_parser(signed, data):
    from fairtake.clearance.grants import as_bytes

    whole = json.loads(as_bytes(signed))
    place = whole
    while True:
        steps = list(place) if isinstance(place, dict) else list(range(len(place)))
        step = data.draw(st.sampled_from(steps))
        if not isinstance(place[step], dict | list) or not place[step] or data.draw(st.booleans()):
            break
        place = place[step]
    place[step] = data.draw(_json)
    try:
        found = parse_signed(json.dumps(whole).encode(), "x")
    except ClearanceError as error:
        assert error.file == "x"
    else:
        assert found == signed


def _signed_text(keys):
    from fairtake.clearance.grants import as_bytes

    return as_bytes(sign(a_grant(), keys[0], at=AT)).decode()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('"id":', '"id":"x","id":', "twice"),
        ('"id":', '"nonsense":1,"id":', "no such field"),
        ('{"grant":', '{"more":1,"grant":', "unknown here"),
        ('"bytes":4', '"bytes":4.0', "whole number"),
        ('"bytes":4', '"bytes":4e0', "whole number"),
        ('"bytes":4', '"bytes":NaN', "whole number"),
        ('"bytes":4', '"bytes":-0', "whole number"),
        ('"bytes":4', '"bytes":' + "9" * 5000, "too large"),
        ('"bytes":4', '"bytes":true', "whole number"),
        ('"bytes":4', '"bytes":-1', "below zero"),
        ('"rate":"12.50"', '"rate":12.5', "whole number"),
        ('"rate":"12.50"', '"rate":12', "not text"),
        ('"rate":"12.50"', '"rate":"-1"', "not an amount"),
        ('"rate":"12.50"', '"rate":"1e9"', "not an amount"),
        ('"rate":"12.50"', '"rate":"１２"', "not an amount"),
        ('"percent":"60"', '"percent":"61"', "add up to 101"),
        ('"training":false', '"training":"false"', "true or false"),
        ('"training":false', '"training":0', "true or false"),
        ('"training":false,', "", "is missing"),
        ('"face","voice"', '"face","face"', "twice"),
        ('"face","voice"', '"soul"', "not one of them"),
        ("Anna Berg", "Аnna Berg", "mixes Cyrillic and Latin"),
        ("Anna Berg", "Anna\\u202eBerg", "U\\+202E"),
        ("Anna Berg", "Anna\\u200bBerg", "U\\+200B"),
        ("Anna Berg", "Anna\\u00a0Berg", "U\\+00A0"),
        ("Anna Berg", "Anna\\u0000Berg", "U\\+0000"),
        ("Anna Berg", "A\\u030anna Berg", "NFC"),
        ("Anna Berg", "\\ud835\\udc00nna Berg", "look"),
        ("Anna Berg", "\\ud800nna Berg", "surrogate"),
        ("Anna Berg", "Ａnna Berg", "look"),
        ("ten-years", "ten-yеars", "Cyrillic"),
        ("ten-years", "Ten Years", "project's name"),
        ('"anna-1"', '"../anna"', "not an id"),
        ("a/1.wav", "../1.wav", "not a path"),
        ("a/1.wav", "/etc/passwd", "not a path"),
        ("a/1.wav", "a//1.wav", "not a path"),
        ("a/1.wav", "a\\\\1.wav", "not a path"),
        ("a/1.wav", "C:1.wav", "not a path"),
        ("a/1.wav", "a/3.wav", "sorted"),
        ("a/1.wav", "a/2.wav", "twice"),
        ("0" * 64, "A" * 64, "SHA-256"),
        ('"2027-11-20"', '"2026-11-19"', "ends before"),
        ('"2027-11-20"', '"2036-11-21"', "at most 10 years"),
        ('"2027-11-20"', '"2027-02-30"', "not a day"),
        ('"2027-11-20"', '"20271120"', "not a day"),
        ('"2027-11-20"', '"2027-11-20T00:00:00+01:00"', "not a day"),
        ('"2027-11-20"', '""', "missing"),
        ('"permits":[]', '"permits":["train a model"]', "by itself only"),
        ('"permits":[]', '"permits":"all"', "not a list"),
        ('"use":"plays ANNA in Ten Years"', '"use":"x"', "what for"),
        ('"living":true', '"living":null', "true or false"),
        ("fairtake.Grant.1", "fairtake.Grant.2", "not a schema"),
    ],
)
def test_each_attack_has_its_own_error(keys, old, new, why):
    text = _signed_text(keys)
    assert old in text
    with pytest.raises(ClearanceError, match=why) as caught:
        parse_signed(text.replace(old, new, 1).encode(), "anna.json")
    assert caught.value.file == "anna.json"
    assert caught.value.fix


def test_bytes_that_two_readers_read_differently_are_refused(keys):
    data = _signed_text(keys).encode()
    parse_signed(data + b"\n", "x")
    for wrong in (
        b"\xef\xbb\xbf" + data,
        data[:-1],
        data + b"{}",
        data.replace(b"Anna", b"Ann\xff"),
        data.decode().encode("utf-16"),
    ):
        with pytest.raises(ClearanceError):
            parse_signed(wrong, "x")
    with pytest.raises(ClearanceError, match="more than 512 KB"):
        parse_signed(data + b" " * LARGEST, "x")


def _wrong(**terms):
    return " ".join(str(problem) for problem in found_problems(a_grant(**terms), "x"))


def test_minors_are_protected():
    mia = Subject("Mia Berg", minor=True, born="2010-06-15")
    approved = {"subject": mia, "court_approval": "Berlin 1/26"}
    assert _wrong(**approved) == ""
    assert "before they are 18" in _wrong(**approved, end="2028-06-15")
    assert "before they are 18" not in _wrong(**approved, end="2028-06-14")
    assert "court's approval" in _wrong(subject=mia)
    assert "date of birth" in _wrong(subject=Subject("Mia Berg", minor=True), court_approval="x")
    assert "not of age" in _wrong(subject=Subject("Mia Berg", born="2010-06-15"))
    assert "is of age" in _wrong(subject=Subject("Mia Berg", minor=True, born="2000-01-01"), court_approval="x")
    young = Subject("Mia Berg", minor=True, born="2020-01-01")
    assert "at most 5 years" in _wrong(subject=young, court_approval="x", end="2031-11-21")
    assert "at most 5 years" not in _wrong(subject=young, court_approval="x", end="2031-11-20")
    assert "48 hours" in _wrong(**approved, notice_waived=True)
    assert "48 hours" in _wrong(representation=Representation("union", "AV"), notice_waived=True)


def test_ten_years_to_the_day_are_ten_years():
    assert _wrong(end="2036-11-20") == ""
    assert "at most 10 years" in _wrong(end="2036-11-21")
    assert _wrong(start="2028-02-29", end="2038-03-01") == ""


def test_names_of_many_scripts_pass():
    for name in (
        "Анна Берг",
        "Ζωή Παππά",
        "山田 花子",
        "김 하나",
        "नीना राव",
        "נועה לוי",
        "ليلى حداد",
        "Zoë Ångström",
        "O’Neill",
        "Anna Берг",
    ):
        assert _wrong(subject=Subject(name)) == "", name
    assert _wrong(project="цепь-времени") == ""


def test_toml_takes_dates_as_they_are_and_tells_numbers_from_amounts():
    text = as_toml(a_grant()).replace('start = "2026-11-20"', "start = 2026-11-20")
    assert parse_draft(text.encode(), "x") == a_grant()
    with pytest.raises(ClearanceError, match=r"12\.5 is not text") as caught:
        parse_draft(text.replace('rate = "12.50"', "rate = 12.50").encode(), "anna.toml")
    assert caught.value.key == "compensation[0].rate"
    assert "quotes" in caught.value.fix
