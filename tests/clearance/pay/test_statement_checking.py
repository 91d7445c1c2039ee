"""A statement is recomputed from the film's folder alone, and every change is a fault of its own kind."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import small_films
from small_films import ANNA, KAI
from typer.testing import CliRunner

from fairtake.clearance import credentials, pay
from fairtake.clearance.credentials import Manifest, SourceType
from fairtake.clearance.grants import fingerprint, new_key
from fairtake.clearance.pay import FaultKind
from fairtake.cli import app
from fairtake.model.grant import Capacity, Compensation, Grant, Signature, SignedGrant, Subject


def edit(path: Path, change) -> None:
    """Change JSON in place."""
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data, indent=2))


def kinds(out: Path, **given) -> set[FaultKind]:
    return {fault.kind for fault in pay.check_statement(out, **given).faults}


def test_what_was_made_holds(made):
    out, key = made
    verdict = pay.check_statement(out)
    assert verdict.faults == ()
    assert verdict.signer == key.did
    assert pay.check_statement(out, signer=key.did).faults == ()
    before = (out / "statement.json").read_bytes()
    small_films.state_anew(out, key)
    assert (out / "statement.json").read_bytes() == before  # no clock, no chance


EDITS = {
    "an amount": (lambda s: s["grants"][0]["owed"][0].update(amount="1.00"), FaultKind.AMOUNT),
    "a share": (lambda s: s["grants"][0]["owed"][1]["shares"][0].update(amount="0.01"), FaultKind.AMOUNT),
    "a payee": (lambda s: s["grants"][0]["owed"][1]["shares"][0].update(payee="Ben"), FaultKind.AMOUNT),
    "a total": (lambda s: s["owed"].pop(), FaultKind.AMOUNT),
    "a term left out": (lambda s: s["grants"][0]["owed"].pop(), FaultKind.AMOUNT),
    "frames": (lambda s: s["grants"][0]["used"][0]["where"][0].update(frames=1), FaultKind.COUNT),
    "words": (lambda s: s["grants"][0].update(words=1), FaultKind.COUNT),
    "a number as text": (lambda s: s["grants"][0].update(words="4"), FaultKind.COUNT),
    "a use left out": (lambda s: s["grants"][0]["used"].pop(), FaultKind.COUNT),
    "a rate": (lambda s: s["grants"][1]["owed"][0].update(rate="1"), FaultKind.TERMS),
    "a currency": (lambda s: s["grants"][1]["owed"][0].update(currency="USD"), FaultKind.TERMS),
    "the film": (lambda s: s["films"][0].update(content_sha256="0" * 64), FaultKind.FILM),
    "a subject": (lambda s: s["grants"][0].update(subject="Somebody"), FaultKind.OTHER),
    "a grant left out": (lambda s: s["grants"].pop(), FaultKind.OTHER),
    "something more": (lambda s: s.update(note="paid"), FaultKind.OTHER),
    "a rule": (lambda s: s["rules"].update(word="half of them"), FaultKind.OTHER),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_statement_is_found_and_is_no_longer_signed(made, name):
    out, key = made
    change, kind = EDITS[name]
    edit(out / "statement.json", change)
    assert kinds(out) == {kind, FaultKind.SIGNATURE}
    # Nor does it help to sign it again.
    small_films.sign_anew(out, key, json.loads((out / "statement.json").read_text()))
    assert kinds(out) == {kind}


def test_a_frame_taken_out_of_the_evidence_is_found(made):
    out, key = made
    edit(out / "usage.json", lambda u: u["lent"][0]["seen"][1].update(millionths="0 " * 36))
    assert kinds(out) == {FaultKind.CHANGED}
    # Even where the statement is made to fit and signed again, she can see that it cannot be so.
    small_films.state_anew(out, key)
    verdict = pay.check_statement(out)
    assert verdict.faults == ()
    heads, _ = verdict.doubts
    assert heads.startswith("shot 1B-1: ANNA's head is in the picture on 36 frames")


@pytest.mark.parametrize("name", ["film.mp4", "usage.json", "shots.json", "performance.json", "film.srt"])
def test_a_missing_file_is_named(made, name):
    out, _ = made
    (out / name).unlink()
    assert [(fault.kind, fault.where) for fault in pay.check_statement(out).faults] == [(FaultKind.MISSING, name)]


@pytest.mark.parametrize("name", ["usage.json", "shots.json", "performance.json", "film.srt"])
def test_a_changed_file_is_named(made, name):
    out, _ = made
    (out / name).write_bytes((out / name).read_bytes() + b"\n")
    assert [(fault.kind, fault.where) for fault in pay.check_statement(out).faults] == [(FaultKind.CHANGED, name)]


def test_another_film_is_found(made):
    out, _ = made
    small_films.draw_film(out / "film.mp4", shade=91)
    assert kinds(out) == {FaultKind.FILM}
    small_films.draw_film(out / "film.mp4", frames=95)
    assert kinds(out) == {FaultKind.FILM}
    (out / "film.mp4").write_bytes(b"no film")
    assert kinds(out) == {FaultKind.FILM}
    (out / "film.srt").write_text("")
    assert kinds(out) == {FaultKind.FILM, FaultKind.CHANGED}


def test_who_signed_it_can_be_asked(made, tmp_path):
    out, key = made
    other = new_key(tmp_path / "other.key")
    small_films.state_anew(out, other)
    assert kinds(out) == set()
    assert kinds(out, signer=key.did) == {FaultKind.SIGNER}
    edit(out / "statement.json", lambda s: s.update(signed_by=key.did))
    assert kinds(out) == {FaultKind.SIGNATURE}
    edit(out / "statement.json", lambda s: s.pop("signature"))
    assert kinds(out) == {FaultKind.UNSIGNED}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": "fairtake.Statement.1", "schema": "x"}', '{"schema": "fairtake.Grant.1"}', "{" * 999,
     '{"schema": "fairtake.Statement.1", "frames": 1.5}', "\ufeff{}"],
)  # fmt: skip
def test_what_is_no_statement_is_refused(made, text):
    out, _ = made
    (out / "statement.json").write_text(text, encoding="utf-8")
    assert kinds(out) == {FaultKind.NO_STATEMENT}
    (out / "statement.json").unlink()
    assert kinds(out) == {FaultKind.MISSING}


def test_strange_statements_and_evidence_do_no_harm(made):
    out, key = made
    for told in ({"rests_on": 3, "films": [1], "grants": {}}, {"grants": None}, {"films": {"a": []}}):
        small_films.sign_anew(out, key, {"schema": "fairtake.Statement.1", **told})
        assert kinds(out)
    for change in (
        lambda u: u.update(fps=0),
        lambda u: u["lent"][0].update(kind="soul"),
        lambda u: u["lent"][0]["seen"][0].update(millionths="1000001"),
        lambda u: u["lent"][0]["seen"][0].update(millionths="600 600"),
        lambda u: u["lent"][0]["seen"][0].update(shot="9A-1"),
        lambda u: u.update(versions=["../../etc"]),
        lambda u: u["terms"][0]["compensation"][0].update(rate="1e9"),
    ):
        small_films.write_film(out.parent / "again", film=out / "film.mp4")
        edit(out.parent / "again" / "usage.json", change)
        rests_on = {name: pay.file_sha256(out.parent / "again" / name) for name in pay.EVIDENCE}
        statement = json.loads((out.parent / "again" / "statement.json").read_text())
        small_films.sign_anew(out.parent / "again", key, {**statement, "rests_on": rests_on})
        assert kinds(out.parent / "again")
        shutil.rmtree(out.parent / "again")
        (out.parent / "again.key").unlink()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("shots.json", lambda s: s["shots"][0].update(end_frame=10**30)),
        ("shots.json", lambda s: s["shots"][0].update(start_frame=-1)),
        ("shots.json", lambda s: s.update(size=[0, 36])),
        ("performance.json", lambda p: p["scenes"][0].update(start_frame=10**20)),
        ("performance.json", lambda p: p["scenes"][0]["lines"][0].update(end_frame=2)),
        ("performance.json", lambda p: p.update(fps=25)),
    ],
)
def test_frames_no_film_has_are_a_fault_and_not_a_crash(made, name, change):
    out, key = made
    edit(out / name, change)
    statement = json.loads((out / "statement.json").read_text())
    small_films.sign_anew(
        out, key, {**statement, "rests_on": {one: pay.file_sha256(out / one) for one in pay.EVIDENCE}}
    )
    assert kinds(out) == {FaultKind.OTHER}


def test_a_shot_that_hides_a_grant_is_found(made):
    out, key = made
    edit(out / "shots.json", lambda s: s["shots"][0]["grants"].remove(ANNA))
    small_films.state_anew(out, key)
    assert [(f.kind, f.where) for f in pay.check_statement(out).faults] == [(FaultKind.CONSENT, "shot 1A-1")]


def test_terms_are_held_against_what_was_signed(made, tmp_path):
    out, key = made
    terms = small_films.usage().terms[0]

    def granted(sha256: str, **changed) -> SignedGrant:
        data = {"modality": terms.modality, "compensation": terms.compensation, **changed}
        house = Signature(changed.pop("house", key.did), "House", Capacity.PRODUCTION, "2027-01-01T00:00:00Z", "")
        data.pop("house", None)
        grant = Grant("anna-1", Subject("Anna Berg"), project="small", use="plays ANNA", start="2027-01-01",
                      end="2027-12-31", **data)  # fmt: skip
        return SignedGrant(grant, (house,), sha256)

    assert kinds(out, grants=[granted(ANNA)]) == set()
    dearer = (Compensation("second", "99", "EUR"), *terms.compensation[1:])
    assert kinds(out, grants=[granted(ANNA, compensation=dearer)]) == {FaultKind.TERMS}
    assert kinds(out, grants=[granted(ANNA, credit="A. B.")]) == {FaultKind.TERMS}
    assert kinds(out, grants=[granted(ANNA, house="did:key:z6Mk")]) == {FaultKind.SIGNER}
    edit(out / "usage.json", lambda u: u["terms"].pop())
    small_films.state_anew(out, key)
    assert kinds(out, grants=[granted(KAI)]) == {FaultKind.TERMS}
    assert fingerprint(granted(ANNA).grant) != ANNA  # the fixture's hashes are made up


def test_content_stays_the_same_when_credentials_that_name_the_statement_are_signed_in(made):
    out, key = made
    before = pay.film_content_sha256(out / "film.mp4")
    assert "no credentials" in pay.check_statement(out).doubts[-1]
    identity = credentials.signing_identity()
    beside = {"statement.json": pay.file_sha256(out / "statement.json")}
    manifest = Manifest("film.mp4", "Small", SourceType.ALGORITHMIC, "Drawn for a test", beside=beside)
    credentials.sign_file(out / "film.mp4", out / "signed.mp4", manifest, identity)
    (out / "signed.mp4").replace(out / "film.mp4")
    assert pay.film_content_sha256(out / "film.mp4") == before
    verdict = pay.check_statement(out)
    assert (verdict.faults, verdict.doubts) == ((), ())
    assert verdict.vouched.endswith("(this machine)")
    # Evidence that is made to fit, with a statement signed anew, is not what the film was signed with.
    edit(out / "usage.json", lambda u: u["lent"][1].update(lines=[]))
    small_films.state_anew(out, key)
    assert kinds(out) == {FaultKind.VOUCHED}
    data = bytearray((out / "film.mp4").read_bytes())
    at = data.rindex(b"mdat") + 200
    data[at] ^= 1
    (out / "film.mp4").write_bytes(data)
    assert pay.film_content_sha256(out / "film.mp4") != before


run = CliRunner().invoke


def test_the_command_tells_the_statement_and_ends_with_its_verdict(made, tmp_path):
    out, key = made
    told = run(app, ["statement", str(out)])
    assert told.exit_code == 0, told.output
    assert "Anna Berg" in told.output
    assert "22.94 EUR" in told.output
    assert key.did in told.output.replace("\n", "")
    asked = run(app, ["statement", str(out), "--json", "--views", "12000", "--days", "2"])
    data = json.loads(asked.stdout)
    assert data["holds"]
    assert {(one["payee"], one["amount"]) for one in data["owed"]} >= {("Anna Berg", "28.83"), ("Ole Brandt", "195.00")}
    alone = json.loads(run(app, ["statement", str(out / "film.mp4"), "--json", "--grant", ANNA[:8]]).stdout)
    assert [one["grant"] for one in alone["statement"]["grants"]] == [ANNA]
    assert {one["payee"] for one in alone["owed"]} == {"Anna Berg", "=Agent & Sons"}
    table = tmp_path / "table.csv"
    assert run(app, ["statement", str(out), "--csv", str(table)]).exit_code == 0
    assert table.read_text("utf-8-sig").startswith('"film","project","grant"')
    edit(out / "statement.json", lambda s: s["grants"][0]["owed"][0].update(amount="1.00"))
    wrong = run(app, ["statement", str(out), "--json"])
    assert wrong.exit_code == 3
    assert {"amount", "signature"} == {one["fault"] for one in json.loads(wrong.stdout)["faults"]}
    table.unlink()
    assert run(app, ["statement", str(out), "--csv", str(table)]).exit_code == 3
    assert not table.exists()


@pytest.mark.parametrize(
    "arguments", [["nowhere"], ["{out}", "--grant", "0123456"], ["{out}", "--views", "-1"], ["{empty}"]]
)
def test_wrong_use_ends_with_two(made, tmp_path, arguments):
    (tmp_path / "empty").mkdir()
    given = [text.format(out=made[0], empty=tmp_path / "empty") for text in arguments]
    assert run(app, ["statement", *given]).exit_code == 2
