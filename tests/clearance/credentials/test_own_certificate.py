"""A certificate of one's own: taken in every algorithm C2PA has, and refused before anything is signed when it will not do."""

import io

import c2pa
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID
from signable import certificate, manifest, write_files

from fairtake.clearance.credentials import Standing, read_credentials, sign_file, signing_identity
from fairtake.errors import ClearanceError

KEYS = {
    "ed25519": Ed25519PrivateKey.generate,
    "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "es384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "ps256": lambda: rsa.generate_private_key(65537, 2048),
}


@pytest.mark.parametrize("algorithm", KEYS)
def test_it_signs_what_c2pa_finds_valid(algorithm, tmp_path, monkeypatch):
    write_files(tmp_path)
    chain, key = certificate(tmp_path / "own", KEYS[algorithm]())
    monkeypatch.setenv("FAIRTAKE_CERTIFICATE", str(chain))
    monkeypatch.setenv("FAIRTAKE_PRIVATE_KEY", str(key))
    identity = signing_identity()
    assert (identity.algorithm, identity.name, identity.local) == (algorithm, "Ada Lind Films", False)
    made = []
    for name in ("a.wav", "b.wav"):
        sign_file(tmp_path / "dialogue.wav", tmp_path / name, manifest("dialogue.wav"), identity)
        made.append((tmp_path / name).read_bytes())
    assert (made[0] == made[1]) is identity.repeatable is (algorithm != "ps256")
    assert c2pa.Reader("audio/wav", io.BytesIO(made[1])).get_validation_state() == "Valid"
    said = read_credentials(tmp_path / "b.wav")
    assert (said.valid, said.signer, said.standing) == (True, "Ada Lind Films", Standing.UNKNOWN)
    monkeypatch.setenv("FAIRTAKE_TRUST", str(tmp_path / "own" / "authority.pem"))
    assert read_credentials(tmp_path / "b.wav").standing is Standing.TRUSTED


def refused(chain, key, match):
    with pytest.raises(ClearanceError, match=match) as caught:
        signing_identity(chain, key)
    assert caught.value.fix
    assert caught.value.file in (str(chain), str(key))


def test_what_will_not_do_is_refused(tmp_path):
    chain, key = certificate(tmp_path / "good", Ed25519PrivateKey.generate())
    _, other = certificate(tmp_path / "other", Ed25519PrivateKey.generate())
    refused(chain, other, "not the key of the certificate")
    refused(*certificate(tmp_path / "old", Ed25519PrivateKey.generate(), days=-1), "is valid from")
    refused(
        *certificate(tmp_path / "web", Ed25519PrivateKey.generate(), purpose=ExtendedKeyUsageOID.SERVER_AUTH),
        "not for signing content",
    )
    refused(*certificate(tmp_path / "none", Ed25519PrivateKey.generate(), purpose=None), "not for signing content")
    refused(*certificate(tmp_path / "odd", ec.generate_private_key(ec.SECP256K1())), "kind of key C2PA does not take")
    refused(tmp_path / "missing.pem", key, "cannot be read")
    refused(chain, chain, "not a private key")
    (tmp_path / "empty.pem").write_text("")
    refused(tmp_path / "empty.pem", key, "no PEM certificate")


def test_a_certificate_without_its_key_is_told(tmp_path, monkeypatch):
    chain, _ = certificate(tmp_path / "own", Ed25519PrivateKey.generate())
    monkeypatch.setenv("FAIRTAKE_CERTIFICATE", str(chain))
    with pytest.raises(ClearanceError, match="private key is not named"):
        signing_identity()
