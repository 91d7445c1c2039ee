"""Files on their way through the gate: what is used is what was judged."""

from __future__ import annotations

import json
import os
import stat
import struct
from dataclasses import replace
from pathlib import Path

import pytest
from gate_stage import AT, CONTENT, CONTEXT, NORA, REFERENCE, SHA256, cleared, kind, signature, signed

from fairtake.clearance.gate import clear_references, read_grants
from fairtake.clearance.gate.documents import Grants
from fairtake.clearance.gate.taking import LARGEST
from fairtake.clearance.grants import Key, as_bytes, draft, entry_bytes, new_key, revoke, sign
from fairtake.clearance.grants.revoking import Known
from fairtake.errors import ClearanceError
from fairtake.model.clearance import Basis, ReferenceKind
from fairtake.model.grant import Asset, Capacity, Modality, RevocationEntry, Subject

OWN = replace(REFERENCE, declared="own work")


@pytest.fixture
def root(tmp_path) -> Path:
    (tmp_path / "film" / "recordings").mkdir(parents=True)
    (tmp_path / "film" / "recordings" / "001.wav").write_bytes(CONTENT)
    return tmp_path / "film"


def only(clearing):
    assert not clearing.refused, clearing.refused
    return clearing.cleared[0]


def why(clearing) -> str:
    assert not clearing.cleared
    return f"[{clearing.refused[0].field}] {clearing.refused[0].why}"


def test_what_a_grant_lists_is_cleared_into_a_private_copy(root, tmp_path) -> None:
    grant = signed()
    one = only(cleared(root, grant, folder=tmp_path / "kept"))
    assert (one.basis, one.grants, one.sha256) == (Basis.GRANT, (grant.sha256,), SHA256)
    assert one.read() == CONTENT
    assert one.checked().is_relative_to(tmp_path / "kept")
    assert one.checked().name == "001.wav"
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    assert stat.S_IMODE(one.checked().stat().st_mode) == 0o600
    assert not one.checked().samefile(root / "recordings" / "001.wav")


def test_a_swap_after_clearing_changes_nothing_or_is_found(root, tmp_path) -> None:
    copied = only(cleared(root, signed(), folder=tmp_path / "kept"))
    in_place = only(cleared(root, signed()))
    (root / "recordings" / "001.wav").write_bytes(CONTENT[::-1])
    assert copied.read() == CONTENT
    for read in (in_place.read, in_place.checked):
        with pytest.raises(ClearanceError, match="changed after it was cleared"):
            read()
    copied.checked().write_bytes(b"another")
    with pytest.raises(ClearanceError, match="changed after it was cleared"):
        copied.checked()


def test_nothing_is_cleared_without_a_word(root, tmp_path) -> None:
    clearing = cleared(root, folder=tmp_path / "kept")
    assert "no grant lists it" in why(clearing)
    assert "lines_rights" in clearing.refused[0].fix
    assert list((tmp_path / "kept").iterdir()) == []  # nothing of it stays
    assert only(cleared(root, reference=OWN)).basis is Basis.OWN_WORK
    assert only(cleared(root, reference=replace(OWN, declared="CC0"))).basis is Basis.CC0


def test_a_grant_outweighs_a_declaration(root) -> None:
    # Whoever declares a lent file their own does not get round what was agreed.
    assert "[end]" in why(cleared(root, signed(end="2027-02-01"), reference=OWN))
    assert only(cleared(root, signed(), reference=OWN)).basis is Basis.GRANT


def test_everybody_who_lent_it_must_allow_it(root) -> None:
    other = signed(signature("did:key:zRob"), id="rob-1", subject=Subject("Rob Ulm", "did:key:zRob"))
    assert len(only(cleared(root, signed(), other)).grants) == 2
    ended = replace(other, grant=replace(other.grant, end="2027-02-01"))
    assert "[end]" in why(cleared(root, signed(), ended))


def test_one_grant_of_a_person_will_do_but_a_prohibition_holds(root) -> None:
    ended = signed(id="nora-0", end="2027-02-01")
    assert len(only(cleared(root, ended, signed())).grants) == 1
    reference = replace(REFERENCE, scenes=("2",))
    forbids = signed(id="nora-2", prohibits=("violence",))
    assert only(cleared(root, signed(), reference=reference))
    assert "[prohibits]" in why(cleared(root, forbids, signed(), reference=reference))


def test_a_later_version_replaces_an_earlier_one(root) -> None:
    first = signed()
    second = signed(version=2, supersedes=first.sha256, end="2027-02-28")
    assert "[end]" in why(cleared(root, first, second))  # of the second: the first is no help
    assert only(cleared(root, first, signed(version=2, supersedes=first.sha256, start="2027-06-01")))
    stranger = signed(signature("did:key:zMallory"), version=2, supersedes=first.sha256, subject=Subject("M", "did:x"))
    assert Grants({"a": first, "b": stranger}).newer(AT) == frozenset()


def test_what_was_taken_back_needs_a_new_word(root) -> None:
    first, twin = signed(), signed(id="nora-2")
    entry = RevocationEntry(
        first.sha256, "nora-1", "", NORA, Capacity.SELF, "2027-02-20T00:00:00Z", "2027-02-20T00:00:00Z", "", ""
    )
    known = Known(entries=(entry,))
    assert "[revocation]" in why(cleared(root, first, known=known))
    assert "taken back since" in why(cleared(root, first, twin, known=known))
    anew = signed(signature(at="2027-02-21T00:00:00Z"), id="nora-3")
    assert only(cleared(root, first, anew, known=known)).grants == (anew.sha256,)
    # A later version outlives what it replaces.
    second = signed(version=2, supersedes=first.sha256)
    assert only(cleared(root, first, second, known=known)).grants == (second.sha256,)


@pytest.mark.parametrize("folder", [None, "kept"])
def test_links_and_ways_out_of_the_folder_are_refused(root, tmp_path, folder) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(CONTENT)
    (root / "recordings" / "002.wav").symlink_to(secret)
    (root / "recordings" / "003.wav").symlink_to("001.wav")
    (root / "linked").symlink_to(tmp_path)
    os.mkfifo(root / "recordings" / "004.wav")
    (root / "recordings" / "005.wav").mkdir()
    into = tmp_path / folder if folder else None
    said = {
        path: why(cleared(root, signed(), reference=replace(OWN, path=path), folder=into))
        for path in (
            *("recordings/002.wav", "recordings/003.wav", "linked/secret.wav", "recordings/004.wav"),
            *("recordings/005.wav", "../secret.wav", str(secret), "recordings/006.wav", "recordings/../../secret.wav"),
        )
    }
    assert all("symbolic link" in said[path] for path in list(said)[:3]), said
    assert "not a file" in said["recordings/004.wav"]
    assert "not in the film's folder" in said["../secret.wav"]
    assert "not in the film's folder" in said["recordings/../../secret.wav"]
    assert "not in the film's folder" in said[str(secret)]
    assert "not there" in said["recordings/006.wav"]
    if into:
        assert list(into.iterdir()) == []


def test_files_that_are_too_large_are_refused(root, monkeypatch) -> None:
    monkeypatch.setitem(LARGEST, ReferenceKind.RECORDING, 8)
    assert "larger than" in why(cleared(root, signed()))


def test_a_model_brings_what_it_reads_and_nothing_else(root, tmp_path) -> None:
    told = {"asset": {"version": "2.0"}, "buffers": [{"uri": "body.bin"}], "images": [{"uri": "tex/skin%201.png"}]}
    (root / "anna.gltf").write_text(json.dumps(told))
    (root / "body.bin").write_bytes(b"points")
    (root / "tex").mkdir()
    (root / "tex" / "skin 1.png").write_bytes(b"skin")
    (root / "private.png").write_bytes(b"not asked for")
    reference = replace(REFERENCE, **kind(ReferenceKind.CHARACTER, path="anna.gltf", declared="own work"))
    one = only(cleared(root, reference=reference, folder=tmp_path / "kept"))
    names = {path.relative_to(one.checked().parent).as_posix() for path in one.checked().parent.rglob("*.*")}
    assert names == {"anna.gltf", "body.bin", "tex/skin 1.png"}
    # The same in one binary file that names others.
    text = json.dumps(told).encode()
    (root / "anna.glb").write_bytes(b"glTF" + struct.pack("<III4s", 2, 20 + len(text), len(text), b"JSON") + text)
    binary = only(cleared(root, reference=replace(reference, path="anna.glb")))
    assert [file.name for file in binary.files] == ["anna.glb", "body.bin", "tex/skin 1.png"]
    outside = json.dumps({**told, "buffers": [{"uri": "../body.bin"}]})
    (root / "out.gltf").write_text(outside)
    assert "'../body.bin', which is not in its folder" in why(
        cleared(root, reference=replace(reference, path="out.gltf"))
    )
    # A grant must cover all of it, and a picture that is swapped is found.
    listed = {name: file.sha256 for name, file in zip(("g", "b", "s"), one.files, strict=True)}
    granted = signed(
        modality=(Modality.FACE,), assets=tuple(Asset(name, sha256) for name, sha256 in listed.items() if name != "s")
    )
    plain = replace(reference, declared="")
    assert "does not list tex/skin 1.png, which belongs to it" in why(cleared(root, granted, reference=plain))
    whole = signed(modality=(Modality.FACE,), assets=tuple(Asset(name, sha) for name, sha in listed.items()))
    lent = only(cleared(root, whole, reference=plain, folder=tmp_path / "kept"))
    (lent.checked().parent / "tex" / "skin 1.png").write_bytes(b"sk1n")
    with pytest.raises(ClearanceError, match="changed"):
        lent.checked()


def test_a_layered_model_gets_only_what_the_grant_lists(root, tmp_path) -> None:
    (root / "room.usdc").write_bytes(b"PXR-USDC and layers nobody can read here")
    (root / "wall.png").write_bytes(b"wall")
    (root / "other.png").write_bytes(b"other")
    reference = replace(REFERENCE, **kind(ReferenceKind.PLACE, path="room.usdc", role="", declared="own work"))
    everything = only(cleared(root, reference=reference))
    assert {file.name for file in everything.files} == {"room.usdc", "wall.png", "other.png"}
    listed = tuple(Asset(file.name, file.sha256) for file in everything.files if file.name != "other.png")
    granted = signed(modality=(Modality.WORK,), assets=listed)
    one = only(cleared(root, granted, reference=reference, folder=tmp_path / "kept"))
    assert {file.name for file in one.files} == {"room.usdc", "wall.png"}
    assert not (one.checked().parent / "other.png").exists()


def test_a_voice_file_brings_its_settings(root) -> None:
    (root / "anna.onnx").write_bytes(b"voice")
    (root / "anna.onnx.json").write_bytes(b"{}")
    reference = replace(REFERENCE, **kind(ReferenceKind.VOICE, path="anna.onnx", declared="own work"))
    assert [file.name for file in only(cleared(root, reference=reference)).files] == ["anna.onnx", "anna.onnx.json"]


@pytest.fixture
def nora(tmp_path) -> Key:
    return new_key(tmp_path / "nora.key")


def test_grants_are_found_in_the_folder_and_revocations_too(root, nora) -> None:
    lent = draft("Nora Vell", [Modality.VOICE], "ten-years", "plays ANNA", [root / "recordings"])
    given = sign(lent, nora)
    (root / "grants").mkdir()
    (root / "grants" / "nora.json").write_bytes(as_bytes(given))
    (root / "grants" / "altered.json").write_bytes(as_bytes(given).replace(b"ten-years", b"ten-fears"))
    (root / "grants" / "notes.txt").write_text("not looked at")
    (root / "grants" / "linked.json").symlink_to("nora.json")
    found = read_grants(root, ["grants/nora.json", "../nora.json"])
    assert list(found.signed) == ["grants/nora.json"]
    assert set(found.broken) == {"grants/altered.json", "grants/linked.json", "../nora.json"}
    assert "do not fit" in found.broken["grants/altered.json"] or "does not fit" in found.broken["grants/altered.json"]
    assert not list(found.known.every())
    (root / "grants" / "revoked.json").write_bytes(entry_bytes(revoke(given, nora)))
    again = read_grants(root)
    assert [entry.grant for entry in again.known.every()] == [given.sha256]


def test_a_named_grant_says_why_it_does_not_help(root, nora) -> None:
    (root / "recordings" / "001.wav").write_bytes(b"as it was agreed on")
    given = sign(draft("Nora Vell", [Modality.VOICE], "ten-years", "plays ANNA", [root / "recordings"]), nora)
    (root / "nora.json").write_bytes(as_bytes(given))
    (root / "recordings" / "001.wav").write_bytes(CONTENT)
    reference = replace(REFERENCE, grants=("nora.json",))

    def said(name: str) -> str:
        named = replace(reference, grants=(name,))
        clearing = clear_references([named], read_grants(root, [name]), CONTEXT, root, None)
        assert clearing.refused[0].grant == name
        return why(clearing)

    assert "changed since" in said("nora.json")
    (root / "broken.json").write_bytes(b"{}")
    assert "its grant is not valid" in said("broken.json")
    assert NORA not in said("broken.json")
