"""The forms others script against, with their exit statuses."""

import json

import pytest
from typer.testing import CliRunner

from fairtake.cli import app

DRAFT = [
    "grant", "draft", "--subject", "Anna Berg", "--modality", "voice,face", "--project", "ten-years",
    "--use", "plays ANNA in Ten Years", "--asset", "recordings/", "-o", "anna.toml",
]  # fmt: skip


def run(*words, status=0):
    found = CliRunner().invoke(app, [str(word) for word in words])
    assert found.exit_code == status, found.output
    return found.stdout


@pytest.fixture
def film(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FAIRTAKE_NOW", "2026-11-20T12:00:00Z")
    (tmp_path / "recordings").mkdir()
    (tmp_path / "recordings" / "001.wav").write_bytes(b"sound")
    run("keys", "new", "anna.key")
    run(*DRAFT)
    return tmp_path


def test_draft_sign_show_check_revoke(film):
    words = run("grant", "sign", "anna.toml", "--key", "anna.key", "-o", "anna.json")
    assert "this is what you agree to" in words
    assert "12.50" not in words
    assert "fingerprint" in run("grant", "show", "anna.json").lower()
    assert "valid" in run("grant", "check", "anna.json")
    assert json.loads(run("grant", "check", "anna.json", "--json"))["state"] == "valid"
    assert (
        json.loads(run("grant", "check", "anna.json", "--json", "--on", "2030-01-01", status=3))["state"] == "expired"
    )
    assert (
        json.loads(run("grant", "check", "anna.json", "--json", "--on", "2020-01-01", status=3))["state"]
        == "not yet valid"
    )
    run("grant", "revoke", "anna.json", "--key", "anna.key", "-o", "revoked.json")
    row = json.loads(run("grant", "check", "anna.json", "--json", status=3))
    assert (row["state"], row["field"]) == ("revoked", "revocation")
    (film / "home" / "revocations").rename(film / "elsewhere")
    run("grant", "check", "anna.json", status=3)  # the registry remembers
    (film / "home" / "registry.sqlite").unlink()
    run("grant", "check", "anna.json")
    run("grant", "check", "anna.json", "--revocations", "revoked.json", status=3)
    run("grant", "check", "anna.json", "--revocations", "elsewhere", status=3)


def test_what_is_altered_or_unsigned_ends_with_three_and_wrong_use_with_two(film):
    run("grant", "check", "anna.toml", status=3)
    run("grant", "sign", "anna.toml", "--key", "anna.key")
    text = (film / "anna.json").read_text()
    (film / "altered.json").write_text(text.replace("plays ANNA", "plays BEN"))
    row = json.loads(run("grant", "check", "altered.json", "--json", status=3))
    assert row["state"] == "bad signature"
    run("grant", "show", "altered.json", status=3)
    run("grant", "check", "none.json", status=2)
    run("grant", "check", "anna.json", "--on", "tomorrow", status=2)
    run("grant", "sign", "anna.toml", "--key", "anna.key", status=2)  # anna.json is there
    run("grant", "sign", "anna.toml", "--key", "none.key", status=2)
    run(*[word.replace("voice,face", "soul") for word in DRAFT], status=2)
    run("keys", "new", "ben.key")
    run("grant", "revoke", "anna.json", "--key", "ben.key", status=3)
    run("grant", "sign", "anna.json", "--key", "ben.key", status=3)


def test_a_draft_shows_its_words_and_a_list_shows_all(film):
    shown = json.loads(run("grant", "show", "anna.toml", "--json"))
    assert shown["signed"] is False
    assert "Nothing is paid." in shown["warnings"]
    run("grant", "sign", "anna.toml", "--key", "anna.key", "-o", "grants/anna.json")
    (film / "film.toml").write_text('[film]\ntitle = "Ten Years"\n')
    (film / "grants" / "broken.json").write_text("{")
    rows = json.loads(run("grant", "list", "--json"))
    states = {row["file"]: row["state"] for row in rows}
    assert states == {"anna.toml": "not signed", "grants/anna.json": "valid", "grants/broken.json": "invalid"}
    assert "Anna Berg" in run("grant", "list")


def test_production_credential_policy_feed_and_phrase(film):
    run("grant", "sign", "anna.toml", "--key", "anna.key", "-o", "anna.json")
    run("grant", "countersign", "anna.json", "--name", "Studio")
    signers = json.loads(run("grant", "check", "anna.json", "--json"))["signatures"]
    assert [entry["capacity"] for entry in signers] == ["self", "production"]
    for kind in ("vc", "odrl"):
        run("grant", "export", "anna.json", "--as", kind, "-o", f"{kind}.json")
        run("grant", "import", f"{kind}.json", "-o", f"from-{kind}.json")
        assert (film / f"from-{kind}.json").read_bytes() == (film / "anna.json").read_bytes()
    run("grant", "export", "anna.json", "--as", "pdf", status=2)
    assert run("grant", "challenge", "anna.toml") == run("grant", "challenge", "anna.json")
    run("grant", "revoke", "anna.json", "--key", "anna.key")
    run("grant", "feed", "-o", "feed.json", "--key", "anna.key")
    (film / "home").rename(film / "elsewhere")
    run("grant", "check", "anna.json")
    run("grant", "check", "anna.json", "--revocations", "feed.json", status=3)


def test_passphrases_come_from_a_file_or_the_environment(film, monkeypatch):
    (film / "phrase").write_text("open sesame\n")
    run("keys", "new", "locked.key", "--passphrase-file", "phrase")
    run("grant", "sign", "anna.toml", "--key", "locked.key", "-o", "a.json", status=3)
    run("grant", "sign", "anna.toml", "--key", "locked.key", "-o", "a.json", "--passphrase-file", "phrase")
    monkeypatch.setenv("FAIRTAKE_PASSPHRASE", "open sesame")
    assert run("keys", "show", "locked.key").startswith("did:key:z6Mk")


def test_a_draft_from_options_holds_them(film):
    run(
        *DRAFT[:-1], "full.toml", "--pay", "12.50 EUR/second", "--role", "ANNA", "--limit", "nudity", "--union", "AV 2026",
        "--end", "2027-01-31",
    )  # fmt: skip
    terms = json.loads(run("grant", "show", "full.toml", "--json"))["grant"]
    assert terms["compensation"][0]["rate"] == "12.50"
    assert (terms["roles"], terms["content_limits"], terms["end"]) == (["ANNA"], ["nudity"], "2027-01-31")
    assert terms["notice_waived"] is False
