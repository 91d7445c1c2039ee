"""Keys are their owner's alone."""

import os
import stat

import pytest

from fairtake.clearance.grants import load_key, new_key, production_key, verify
from fairtake.errors import ClearanceError

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")


@posix
def test_a_new_key_is_for_its_owner_only_and_signs(tmp_path):
    made = new_key(tmp_path / "a.key")
    assert stat.S_IMODE((tmp_path / "a.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a.key"]
    assert b"BEGIN PRIVATE KEY" in (tmp_path / "a.key").read_bytes()
    found = load_key(tmp_path / "a.key")
    assert found.did == made.did
    assert verify(made.did, b"x", found.sign(b"x"))
    assert "PRIVATE" not in repr(found)


def test_a_key_is_never_replaced(tmp_path):
    made = new_key(tmp_path / "a.key")
    (tmp_path / "b.key").symlink_to(tmp_path / "c.key")
    for name in ("a.key", "b.key"):
        with pytest.raises(ClearanceError, match="never replaced"):
            new_key(tmp_path / name)
    assert load_key(tmp_path / "a.key").did == made.did
    assert not (tmp_path / "c.key").exists()


@posix
def test_keys_that_others_can_read_links_and_devices_are_refused(tmp_path):
    new_key(tmp_path / "a.key")
    (tmp_path / "link.key").symlink_to(tmp_path / "a.key")
    with pytest.raises(ClearanceError, match="is a link"):
        load_key(tmp_path / "link.key")
    (tmp_path / "a.key").chmod(0o640)
    with pytest.raises(ClearanceError, match=r"others can read.*chmod 600"):
        load_key(tmp_path / "a.key")
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("pipe", ".", "none.key"):
        with pytest.raises(ClearanceError):
            load_key(tmp_path / name)


def test_a_passphrase_locks_it(tmp_path):
    made = new_key(tmp_path / "a.key", "open sesame")
    assert b"ENCRYPTED" in (tmp_path / "a.key").read_bytes()
    assert load_key(tmp_path / "a.key", "open sesame").did == made.did
    with pytest.raises(ClearanceError, match="passphrase is wrong"):
        load_key(tmp_path / "a.key", "close sesame")
    with pytest.raises(ClearanceError, match="needs its passphrase"):
        load_key(tmp_path / "a.key")


def test_other_files_are_no_keys(tmp_path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    for content, why in ((b"hello", "not a private key"), (b"x" * 20_000, "too large"), (other, "another kind")):
        path = tmp_path / "a.key"
        path.write_bytes(content)
        path.chmod(0o600)
        with pytest.raises(ClearanceError, match=why):
            load_key(path)


def test_the_production_has_one_key(tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRTAKE_HOME", str(tmp_path / "home"))
    assert production_key().did == production_key().did
    assert (tmp_path / "home" / "production.key").is_file()
