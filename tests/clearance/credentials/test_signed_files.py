"""Signed files: c2pa's own reader finds them valid, the same content gives the same bytes, and no byte may be another."""

import io
import json
import stat
from pathlib import Path

import av
import c2pa
import pikepdf
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from signable import KINDS, lent, manifest, write_files

from fairtake.clearance.credentials import (
    GrantNote,
    Mark,
    Part,
    Standing,
    local_identity,
    read_credentials,
    sign_beside,
    sign_file,
)
from fairtake.clearance.credentials.jumbf import find_layout
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    """A folder with an unsigned file of every kind."""
    folder = tmp_path_factory.mktemp("plain")
    write_files(folder)
    return folder


@pytest.fixture(scope="module")
def signed(plain, tmp_path_factory) -> Path:
    """The same files, signed."""
    folder = tmp_path_factory.mktemp("signed")
    for name in KINDS:
        sign_file(plain / name, folder / name, manifest(name), local_identity())
    (folder / "film.srt").write_bytes((plain / "film.srt").read_bytes())
    store, _ = sign_beside(folder / "film.srt", manifest("film.srt"), local_identity())
    (folder / "film.srt.c2pa").write_bytes(store)
    return folder


def state(path: Path) -> str:
    """What c2pa's own reader says, without any settings of ours."""
    return c2pa.Reader(KINDS[path.name], io.BytesIO(path.read_bytes())).get_validation_state()


@pytest.mark.parametrize("name", KINDS)
def test_c2pa_finds_it_valid_and_says_what_it_is(name, signed):
    assert state(signed / name) == "Valid"
    said = json.loads(c2pa.Reader(KINDS[name], io.BytesIO((signed / name).read_bytes())).json())
    (active,) = said["manifests"].values()
    told = {one["label"]: one["data"] for one in active["assertions"]}
    (created,) = told["c2pa.actions.v2"]["actions"]
    assert created["action"] == "c2pa.created"
    assert created["digitalSourceType"].endswith("/algorithmicMedia")
    assert {one["use"] for one in told["cawg.training-mining"]["entries"].values()} == {"notAllowed"}
    assert told["org.fairtake.disclosure"]["human"] == ["screenplay"]
    assert told["org.fairtake.disclosure"]["identifier"] == active["label"].removeprefix("urn:c2pa:")
    assert active["claim_generator_info"][0]["name"] == "Fairtake"
    assert "thumbnail" not in active
    # The one thing nobody else knows is who signed.
    (unknown,) = said["validation_status"]
    assert unknown["code"] == "signingCredential.untrusted"


def test_files_can_still_be_opened(signed):
    with av.open(str(signed / "film.mp4")) as film:
        assert sum(1 for _ in film.decode(video=0)) == 6
    assert len(soundfile.read(signed / "dialogue.wav")[0]) == 400
    with Image.open(signed / "1A-1.png") as picture:
        picture.load()
    with pikepdf.open(signed / "boards.pdf") as book:
        assert len(book.pages) == 1


@pytest.mark.parametrize("name", KINDS)
def test_the_same_content_gives_the_same_bytes(name, plain, signed, tmp_path):
    again = tmp_path / name
    sign_file(plain / name, again, manifest(name), local_identity())
    assert again.read_bytes() == (signed / name).read_bytes()
    if name.endswith(".pdf"):
        return  # c2pa keeps what a PDF was before; boards are bound anew
    # Whatever was said of it before: signed otherwise, and back.
    sign_file(again, tmp_path / f"other-{name}", manifest(name, human=("voices",)), local_identity())
    other = (tmp_path / f"other-{name}").read_bytes()
    assert other != again.read_bytes()
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / name).write_bytes(other)
    sign_file(tmp_path / "x" / name, again, manifest(name), local_identity())
    assert again.read_bytes() == (signed / name).read_bytes()


def test_another_film_has_another_name(plain, tmp_path):
    names = set()
    for said in ({}, {"human": ("voices",)}, {"beside": {"a": "00" * 32}}, {"time": "2026-11-23T00:00:00Z"}):
        names.add(sign_file(plain / "film.mp4", tmp_path / "film.mp4", manifest(**said), local_identity()).identifier)
    assert len(names) == 4


def test_a_manifest_beside_a_file_is_valid_and_follows_every_letter(signed, tmp_path):
    for name in ("film.srt", "film.srt.c2pa"):
        (tmp_path / name).write_bytes((signed / name).read_bytes())
    text = tmp_path / "film.srt"
    assert read_credentials(text).valid
    text.write_text(text.read_text().replace("kept", "lost"))
    (problem,) = read_credentials(text).problems
    assert problem.part is Part.CONTENT


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([*KINDS, "film.srt.c2pa"]), where=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255)
)
def test_no_byte_may_be_another(name, where, flip, signed, tmp_path):
    data = bytearray((signed / name).read_bytes())
    data[int(where * len(data))] ^= flip
    (tmp_path / name).write_bytes(data)
    (tmp_path / "film.srt").write_bytes((signed / "film.srt").read_bytes())
    try:
        said = read_credentials(tmp_path / name.removesuffix(".c2pa"))
    except ClearanceError:
        return
    assert said is None or not said.valid


@pytest.mark.parametrize("name", KINDS)
def test_c2pa_itself_sees_a_flipped_byte_of_content_and_of_what_is_said(name, signed, tmp_path):
    data = (signed / name).read_bytes()
    said = data.index(b"screenplay")
    content = {
        "film.mp4": data.rfind(b"mdat") + 20,
        "dialogue.wav": 60,
        "1A-1.png": len(data) - 30,
        "boards.pdf": data.find(b"endobj") - 8,
    }[name]
    for at in (said, content):
        (tmp_path / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert state(tmp_path / name) == "Invalid"
    (tmp_path / name).write_bytes(data + b"\0" * 100)
    assert not read_credentials(tmp_path / name).valid


def test_what_c2pa_leaves_open_is_closed(signed, tmp_path):
    """Padding, box lengths, an MP4's first box: c2pa's reader does not look at them."""
    film = tmp_path / "film.mp4"
    data = (signed / "film.mp4").read_bytes()
    pad = data.index(b"cpadY")
    null = data.index(b"\xf6X@", pad)
    toggles = data.index(b"\x03urn:c2pa")
    for at, flip in ((pad + 2000, 1), (pad + 1, 1), (pad + 4, 32), (null, 1), (toggles, 32), (9, 1)):
        film.write_bytes(data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :])
        assert state(film) == "Valid"
        (problem,) = read_credentials(film).problems
        assert problem.code == "irregular"


def test_what_was_lent_is_an_ingredient_with_its_own_credentials(plain, signed, tmp_path):
    note = GrantNote("cd" * 32, "Ada Lind", ("voice",))
    given_ = (lent(signed / "dialogue.wav"), lent(plain / "dialogue.wav", "Music, own work"))
    target = tmp_path / "film.mp4"
    sign_file(plain / "film.mp4", target, manifest(ingredients=given_, grants=(note,)), local_identity())
    assert state(target) == "Valid"
    said = read_credentials(target)
    assert said.valid
    assert [(one.title, one.credentials) for one in said.lent] == [
        ("Recording, lent by Ada Lind", "valid"),
        ("Music, own work", "none"),
    ]
    assert said.lent[0].grants == ("cd" * 32,)
    assert said.grants == (note,)
    active = c2pa.Reader("video/mp4", io.BytesIO(target.read_bytes())).get_active_manifest()
    assert [one["relationship"] for one in active["ingredients"]] == ["inputTo", "inputTo"]
    created = next(one for one in active["assertions"] if one["label"] == "c2pa.actions.v2")["data"]["actions"][0]
    assert len(created["parameters"]["ingredients"]) == 2
    # Nothing of where it lay, and no picture of it.
    assert str(plain).encode() not in target.read_bytes()
    assert b"thumbnail" not in target.read_bytes()
    first = target.read_bytes()
    sign_file(plain / "film.mp4", target, manifest(ingredients=given_, grants=(note,)), local_identity())
    assert target.read_bytes() == first


@pytest.mark.parametrize("where", ["content", "claim"])
def test_nothing_is_signed_over_what_was_tampered_with(where, plain, signed, tmp_path):
    data = bytearray((signed / "dialogue.wav").read_bytes())
    data[60 if where == "content" else data.index(b"screenplay")] ^= 1
    bad = tmp_path / "lent.wav"
    bad.write_bytes(data)
    with pytest.raises(ClearanceError, match="Recording, lent by Ada Lind") as caught:
        sign_file(plain / "film.mp4", tmp_path / "film.mp4", manifest(ingredients=(lent(bad),)), local_identity())
    assert caught.value.fix
    assert not (tmp_path / "film.mp4").exists()
    with pytest.raises(ClearanceError, match="lent by Ada Lind"):
        sign_beside(plain / "film.srt", manifest("film.srt", ingredients=(lent(bad),)), local_identity())


def test_a_mark_is_bound(plain, tmp_path):
    target = tmp_path / "film.mp4"
    marks = (Mark(0xA1B2C3D4E5F6, "org.fairtake.picture.1"), Mark(0xA1B2C3D4E5F6, "org.fairtake.sound.1"))
    sign_file(plain / "film.mp4", target, manifest(marks=marks), local_identity())
    assert state(target) == "Valid"
    said = read_credentials(target)
    assert said.marks == marks
    assert said.actions == ("c2pa.created", "c2pa.watermarked.bound")


def test_keys_of_this_machine_are_the_users_alone(signed):
    for name in ("signer.key", "authority.key", "signer.pem"):
        assert stat.S_IMODE((home() / "credentials" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((home() / "credentials").stat().st_mode) == 0o700


def test_who_signed_is_known_on_this_machine_alone(signed, tmp_path, monkeypatch):
    assert read_credentials(signed / "film.mp4").standing is Standing.LOCAL
    authority = (home() / "credentials" / "authority.pem").read_text()
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "elsewhere"))
    assert read_credentials(signed / "film.mp4").standing is Standing.UNKNOWN
    (tmp_path / "trusted.pem").write_text(authority)
    monkeypatch.setenv("FAIRTAKE_TRUST", str(tmp_path / "trusted.pem"))
    assert read_credentials(signed / "film.mp4").standing is Standing.TRUSTED


def test_a_plain_file_has_no_credentials(plain):
    assert [read_credentials(plain / name) for name in (*KINDS, "film.srt")] == [None] * 5


@pytest.mark.parametrize("data", [b"", b"x" * 40, bytes(64), b"\0\0\0\x10jumb" + bytes(8)])
def test_what_is_no_manifest_store_is_told(data):
    with pytest.raises(ClearanceError, match="manifest store"):
        find_layout(data)
