"""What is counted: frames, words and shots, and what each grant comes to."""

from __future__ import annotations

import json

import pytest
import small_films
from hypothesis import given
from hypothesis import strategies as st
from small_films import ANNA, KAI, MIRA, OLE, THEO, UMA

from fairtake.clearance import pay
from fairtake.clearance.pay.counting import _runs, _union


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don't. I won't \u2014 ever.", 4),
        ("A well-known man, aged 3.5...and more", 7),
        ("...", 0),
        ("", 0),
        ("— No? — Yes!", 2),
        ("नमस्ते दुनिया", 2),
        ("こんにちは、世界", 7),
        ("Он ушёл.", 2),
        ("สวัสดี", 2),
        ("안녕 세상", 2),
        ("l'amour est là", 3),
    ],
)
def test_words_are_counted_in_many_languages(text, words):
    assert pay.count_words(text) == words


@given(st.lists(st.integers(0, 1000), max_size=60), st.integers(0, 100))
def test_runs_are_the_frames_that_show_enough(shares, start):
    runs = list(_runs(shares, start))
    assert [f for a, b in runs for f in range(a, b)] == [start + n for n, one in enumerate(shares) if one >= 500]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=12))
def test_frames_that_overlap_count_once(spans):
    runs = [(start, start + length) for start, length in spans]
    assert _union(runs) == len({frame for start, end in runs for frame in range(start, end)})


@pytest.fixture(scope="module")
def statement(tmp_path_factory, drawn):
    out = tmp_path_factory.mktemp("counted") / "out"
    small_films.write_film(out, film=drawn)
    return json.loads((out / "statement.json").read_text())


def of(statement, grant):
    return next(one for one in statement["grants"] if one["grant"] == grant)


def test_seconds_are_the_frames_on_which_she_is_seen_or_heard_each_once(statement):
    anna = of(statement, ANNA)
    model, voice = anna["used"]
    # 499 millionths is too little, 500 is enough; in the first shot she is seen on frames 5 to 14 and 20 to 23.
    assert model["where"][0] == {"shots": ["1A-1"], "start_frame": 5, "end_frame": 24, "frames": 14}
    assert model["frames"] == 14 + 36
    assert (model["modality"], voice["modality"]) == (["face"], ["voice"])
    assert voice["where"] == [
        {"shots": ["1A-1", "1B-1"], "start_frame": 6, "end_frame": 30, "frames": 24, "line": 1, "words": 4}
    ]
    # Seen on 5-14 and 20-59, heard on 6-29: 55 frames of the film.
    assert (anna["frames"], anna["seconds"], anna["words"], anna["shots"]) == (55, "2.292", 4, 2)
    seconds, words = anna["owed"]
    assert (seconds["amount"], seconds["quantity"]) == ("22.94", "2.292")  # 10.01 x 55/24 = 22.9395...
    assert (words["amount"], words["quantity"]) == ("1.33", "4")
    shares = {one["payee"]: one["amount"] for one in words["shares"]}
    assert shares == {"Anna Berg": "0.89", "=Agent & Sons": "0.44"}
    assert anna["open"][0]["formula"] == "0.0005 EUR x views, at most 5.00 EUR"


def test_each_kind_is_counted_its_own_way(statement):
    theo, mira, ole, uma, kai = (of(statement, grant) for grant in (THEO, MIRA, OLE, UMA, KAI))
    assert (theo["words"], theo["owed"][0]["amount"]) == (3, "250")  # 300 yen, capped; heard in two places, once
    assert mira["frames"] == 12 + 26  # to the film's end and not beyond
    assert mira["owed"][0]["amount"] == "1.58"
    assert (ole["shots"], ole["owed"][0]["amount"]) == (2, "15.00")
    assert [one["unit"] for one in ole["open"]] == ["day"]
    assert uma["owed"][0]["shares"] == [{"payee": "Sand Ltd", "percent": "100", "amount": "250.00"}]
    # What was cleared and is not seen is told, and costs nothing.
    assert (kai["used"], kai["owed"]) == ([], [])
    assert [one["path"] for one in statement["unused"]] == ["ben.glb"]
    assert [(one["path"], one["basis"]) for one in statement["without_grant"]] == [("park.glb", "CC0")]


def test_totals_are_by_payee_and_currency_and_nothing_is_converted(statement):
    owed = {(one["payee"], one["currency"]): one["amount"] for one in statement["owed"]}
    assert owed == {
        ("=Agent & Sons", "EUR"): "0.44",
        ("Anna Berg", "EUR"): "23.83",
        ("Mira Holt", "USD"): "1.58",
        ("Ole Brandt", "EUR"): "15.00",
        ("Sand Ltd", "EUR"): "250.00",
        ("Theo Lind", "JPY"): "250",
    }
    assert not any(isinstance(leaf, float) for leaf in _leaves(statement))


def _leaves(value):
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _leaves(inner)
    if not isinstance(value, dict | list):
        yield value


def test_what_the_production_states_is_computed(statement):
    found = pay.stated(statement, {"views": 12_000, "days": 3, "licences": 1})
    assert [(one["unit"], one["quantity"], one["amount"]) for one in found] == [
        ("view", "12000", "5.00"),
        ("day", "3", "270.00"),
    ]
    assert pay.stated(statement, {}) == []


def test_a_table_for_the_accountant_holds_no_formula(statement):
    more = pay.stated(statement, {"views": 100})
    found = list(pay.rows(statement, more))
    assert {row["payee"] for row in found} >= {"Anna Berg", "=Agent & Sons", "Sand Ltd"}
    assert [row["state"] for row in found if row["unit"] == "view"] == ["stated"]
    assert [row["state"] for row in found if row["unit"] == "day"] == ["open: 90 EUR x days"]
    text = pay.as_csv(iter(found))
    assert '"\'=Agent & Sons"' in text
    assert all(line.startswith('"') for line in text.splitlines())
    for steering in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1", "|cmd"):
        assert pay.as_csv(iter([{"payee": steering}])).count("'" + steering[:1]) == 1


def test_before_anything_is_drawn_words_are_exact_and_seconds_by_the_plan(tmp_path, drawn):
    from fairtake.clearance.grants import fingerprint
    from fairtake.model.grant import Grant, SignedGrant, Subject

    out = tmp_path / "out"
    small_films.write_film(out, film=drawn)
    found = small_films.usage()
    anna = found.terms[0]
    grant = Grant("anna-1", Subject("Anna Berg"), anna.modality, "small", "plays ANNA", "2027-01-01", "2027-12-31",
                  compensation=anna.compensation)  # fmt: skip
    signed = SignedGrant(grant, (), fingerprint(grant))
    import dataclasses

    lent = [
        dataclasses.replace(one, grants=(signed.sha256,), seen=())
        for one in found.lent
        if one.grants == (ANNA,)
    ]  # fmt: skip
    cut = pay.read_cut(out / "shots.json", out / "performance.json")
    (planned,) = pay.estimate([signed], lent, cut, small_films.FRAMES)
    assert (planned["frames"], planned["words"]) == (84, 4)
    (first,) = pay.estimate_words([signed], lent, {1: "Don't. I won't \u2014 ever."})
    assert [(one["unit"], one["amount"]) for one in first["owed"]] == [("word", "1.33")]
    assert first["planned"] == ["10.01 EUR a second"]
