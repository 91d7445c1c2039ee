"""Who signs a film, and what stops it before anything is made."""

import hashlib
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from signable import certificate, manifest, write_files

from fairtake.clearance.credentials import local_identity, sign_file
from fairtake.clearance.gate import Clearing
from fairtake.errors import ClearanceError
from fairtake.model.clearance import _SEAL, Basis, Cleared, LentFile, Reference, ReferenceKind
from fairtake.model.film import ClearanceSettings, FilmSettings
from fairtake.model.grant import Modality
from fairtake.pipeline.crediting import open_identity


def work(root, *cleared, **terms):
    settings = FilmSettings(str(root), "script.fountain", clearance=ClearanceSettings(**terms))
    return SimpleNamespace(settings=settings, gaps=[], clearing=Clearing(cleared))


def lent(path) -> Cleared:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    reference = Reference(ReferenceKind.MUSIC, "human.music", path.name, (Modality.WORK,), declared="own work")
    files = (LentFile(path.name, sha256, path.stat().st_size),)
    return Cleared(_SEAL, reference, path, Basis.OWN_WORK, (), sha256, files)


def test_a_film_is_made_unsigned_when_there_is_no_place_for_keys(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "file" / "home"))
    one = work(tmp_path)
    assert open_identity(one) is None
    (gap,) = one.gaps
    assert gap.what == "credentials"
    assert "not signed" in gap.why
    assert "FAIRTAKE_HOME" in gap.fix


def test_a_certificate_of_film_toml_signs_and_a_wrong_one_is_no_gap(tmp_path):
    certificate(tmp_path / "own", Ed25519PrivateKey.generate())
    identity = open_identity(work(tmp_path, certificate="own/chain.pem", private_key="own/key.pem"))
    assert identity is not None
    assert identity.name == "Ada Lind Films"
    with pytest.raises(ClearanceError, match="not a private key"):
        open_identity(work(tmp_path, certificate="own/chain.pem", private_key="own/chain.pem"))


def test_what_was_tampered_with_stops_the_film_before_it_is_made(tmp_path):
    write_files(tmp_path)
    whole = tmp_path / "theme.wav"
    sign_file(tmp_path / "dialogue.wav", whole, manifest("theme.wav"), local_identity())
    assert open_identity(work(tmp_path, lent(whole), lent(tmp_path / "dialogue.wav"))) is not None
    data = bytearray(whole.read_bytes())
    data[60] ^= 1
    whole.write_bytes(data)
    with pytest.raises(ClearanceError, match="Music, own work was altered") as caught:
        open_identity(work(tmp_path, lent(whole)))
    assert (caught.value.file, caught.value.key) == ("theme.wav", "human.music")
    assert "Ask who lent it" in caught.value.fix
