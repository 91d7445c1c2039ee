"""`fairtake verify`: what it says, what it ends with, and that it believes nothing it cannot check."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from signable import lent, manifest, write_files
from typer.testing import CliRunner

from fairtake.clearance import marks
from fairtake.clearance.credentials import GrantNote, local_identity, sign_beside, sign_file
from fairtake.clearance.grants import as_bytes, draft, new_key, sign
from fairtake.clearance.grants.revoking import entry_bytes, revoke
from fairtake.clearance.registry import open_registry
from fairtake.cli import app
from fairtake.model.grant import Modality

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = ("--on", "2026-12-01")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return new_key(tmp_path_factory.mktemp("keys") / "ada.key")


@pytest.fixture(scope="module")
def granted(key):
    return sign(draft("Ada Lind", [Modality.VOICE], "ten-years", "speaks ADA in Ten Years", at=AT), key, at=AT)


@pytest.fixture
def film(tmp_path, granted, monkeypatch):
    """A signed film that stands on a grant, its subtitles beside it."""
    monkeypatch.setenv("FAIRTAKE_REGISTRY", str(tmp_path / "registry.sqlite"))
    out = tmp_path / "ten-years"
    out.mkdir()
    write_files(out)
    for name in ("1A-1.png", "boards.pdf"):
        (out / name).unlink()
    plain = (out / "film.mp4").rename(tmp_path / "plain.mp4")
    (out / "dialogue.wav").rename(tmp_path / "lent.wav")
    note = GrantNote(granted.sha256, "A. Lind", ("voice",))
    beside = {"film.srt": hashlib.sha256((out / "film.srt").read_bytes()).hexdigest()}
    said = manifest(ingredients=(lent(tmp_path / "lent.wav"),), grants=(note,), beside=beside)
    sign_file(plain, out / "film.mp4", said, local_identity())
    return out / "film.mp4"


def verify(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["verify", *map(str, arguments)])
    return done.exit_code, " ".join(done.output.split())


def told(*arguments: object) -> tuple[int, dict]:
    status, printed = verify(*arguments, "--json")
    return status, json.loads(printed)


def test_a_whole_film_says_everything_in_plain_words(film, granted, tmp_path):
    (film.parent / "grants").mkdir()
    (film.parent / "grants" / "ada.json").write_bytes(as_bytes(granted))
    status, words = verify(film, *ON)
    assert status == 0
    for said in (
        "As it was signed",
        "a certificate only this machine knows",
        "Synthetic: pictures, voices",
        "Made by people: screenplay",
        "Recording, lent by Ada Lind",
        "voice of A. Lind, “speaks ADA in Ten Years”, from 2026-11-20 until 2027-11-20: in force",
        "Training models on it: not allowed",
        "Beside it, as signed: film.srt",
    ):
        assert said in words, said
    assert "trusted" not in words.lower().replace("fairtake_trust", "")
    status, data = told(film, *ON)
    assert (status, data["schema"], data["verdict"]) == (0, "fairtake.Verification.1", "valid")
    assert data["signer"]["standing"] == "this machine"
    assert data["training"] == "notAllowed"
    assert data["grants"][0] | {"found": ""} == {
        "sha256": granted.sha256,
        "credit": "A. Lind",
        "modality": ["voice"],
        "state": "valid",
        "why": None,
        "found": "",
        "id": granted.grant.id,
        "use": "speaks ADA in Ten Years",
        "start": granted.grant.start,
        "end": granted.grant.end,
    }
    assert data["beside"] == [{"name": "film.srt", "state": "as signed"}]


def test_a_grant_that_is_not_there_is_said_to_be_unknown(film):
    status, data = told(film, *ON)
    assert (status, data["grants"][0]["state"]) == (0, "not at hand")


def test_a_grant_is_found_in_the_registry(film, granted):
    with open_registry() as registry:
        registry.add_grant(granted)
    status, data = told(film, *ON)
    assert (status, data["grants"][0]["state"], data["grants"][0]["found"]) == (0, "valid", "registry")


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_grant_that_was_taken_back_fails_the_film(at_hand, film, granted, key, tmp_path):
    taken = tmp_path / "taken-back.json"
    taken.write_bytes(entry_bytes(revoke(granted, key, at=datetime(2026, 11, 25, tzinfo=UTC))))
    if at_hand:
        (film.parent / "grants").mkdir()
        (film.parent / "grants" / "ada.json").write_bytes(as_bytes(granted))
        assert told(film, "--on", "2026-11-24", "--revocations", taken)[0] == 0
    status, data = told(film, *ON, "--revocations", taken)
    assert (status, data["verdict"], data["grants"][0]["state"]) == (3, "revoked", "revoked")
    assert "A grant it stands on was taken back" in verify(film, *ON, "--revocations", taken)[1]


def test_a_strangers_revocation_does_not_count(film, granted, tmp_path):
    stranger = new_key(tmp_path / "stranger.key")
    other = sign(draft("Ada Lind", [Modality.VOICE], "ten-years", "speaks ADA in another film", at=AT), stranger, at=AT)
    taken = tmp_path / "taken-back.json"
    taken.write_bytes(entry_bytes(revoke(other, stranger, at=AT)))
    assert told(film, *ON, "--revocations", taken)[1]["verdict"] == "valid"


def test_an_altered_film_is_told_and_where(film):
    data = film.read_bytes()
    at = data.rindex(b"mdat") + 20
    film.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    status, found = told(film)
    assert (status, found["verdict"], found["problems"][0]["part"]) == (3, "altered", "content")
    at = data.index(b"not" + b"Allowed")
    film.write_bytes(data[:at] + b"un" + data[at + 2 :])
    assert told(film)[1]["problems"][0]["part"] == "credentials"


def test_other_subtitles_beside_it_are_told(film):
    (film.parent / "film.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nYou lost it.\n")
    status, words = verify(film)
    assert status == 3
    assert "film.srt beside it is not the one that was signed" in words
    (film.parent / "film.srt").unlink()
    assert told(film)[0] == 0


def test_nothing_is_known_of_a_plain_file(film, tmp_path):
    status, words = verify(tmp_path / "plain.mp4")
    assert status == 3
    assert "Nothing is known of it" in words
    assert told(tmp_path / "plain.mp4")[1]["signed"] is False


def test_a_copy_without_credentials_is_recognised_by_its_mark(film, granted, key, tmp_path, monkeypatch):
    seen = marks.MarkSeen(0xA1B2C3D4E5F6, 0, 30.0, ((0.0, 0.25),), 0.5, 0.0, mirrored=False)
    monkeypatch.setattr(marks, "find_film", lambda *_: marks.Sighting((seen,), ()))
    copy = tmp_path / "plain.mp4"
    status, data = told(copy, *ON)
    assert (status, data["verdict"], data["marks_found"][0]["film"]) == (3, "unknown", None)
    with open_registry() as registry:
        registry.add_grant(granted)
        registry.add_mark(seen.value, "ten-years", "00" * 32, [granted.sha256])
    status, data = told(copy, *ON)
    assert (status, data["verdict"], data["signed"]) == (0, "recognised", False)
    assert data["marks_found"] == [
        {
            "value": "a1b2c3d4e5f6",
            "in": "picture",
            "film": "ten-years",
            "grants": [granted.sha256],
            "seconds": [[0.0, 0.25]],
        }
    ]
    assert (data["grants"][0]["credit"], data["grants"][0]["state"]) == ("Ada Lind", "valid")
    assert "Watermark in the picture: a1b2c3d4e5f6, that of “ten-years”" in verify(copy, *ON)[1]
    with open_registry() as registry:
        registry.revoke(revoke(granted, key, at=AT))
    assert told(copy, *ON)[0] == 3


def test_names_in_credentials_lead_nowhere_and_steer_no_terminal(tmp_path):
    write_files(tmp_path)
    secret = tmp_path / "secret.json"
    secret.write_text("{}")
    (tmp_path / "in").mkdir()
    said = manifest("\x1b[31m[bold]red.mp4", beside={"../secret.json": "00" * 32}, human=("[link=x]\x07",))
    sign_file(tmp_path / "film.mp4", tmp_path / "in" / "film.mp4", said, local_identity())
    status, words = verify(tmp_path / "in" / "film.mp4")
    assert status == 0
    assert "\x1b[31m" not in words
    assert "\x07" not in words
    assert told(tmp_path / "in" / "film.mp4")[1]["beside"] == [{"name": "../secret.json", "state": "missing"}]


def test_a_folder_is_as_good_as_its_worst_file(film):
    store, _ = sign_beside(film.parent / "film.srt", manifest("film.srt"), local_identity())
    (film.parent / "film.srt.c2pa").write_bytes(store)
    (film.parent / "loudness.png").write_bytes(b"a chart")
    status, data = told(film.parent)
    assert (status, data["passes"]) == (0, True)
    assert [(one["file"].rsplit("/", 1)[1], one["verdict"]) for one in data["files"]] == [
        ("film.mp4", "valid"),
        ("film.srt", "valid"),
        ("loudness.png", "unknown"),
    ]
    (film.parent / "copy.mp4").write_bytes((film.parent.parent / "plain.mp4").read_bytes())
    assert told(film.parent)[0] == 3


def test_wrong_use_is_told_apart(tmp_path):
    assert verify(tmp_path / "missing.mp4")[0] == 2
    assert verify(tmp_path)[0] == 2
