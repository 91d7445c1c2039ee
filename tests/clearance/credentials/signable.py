"""Small files of every kind that is signed, and what they say of themselves."""

import datetime as dt
from pathlib import Path

import av
import numpy as np
import soundfile
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image
from reportlab.pdfgen import canvas

from fairtake.clearance.credentials import Ingredient, Manifest, SourceType

KINDS = {"film.mp4": "video/mp4", "dialogue.wav": "audio/wav", "1A-1.png": "image/png", "boards.pdf": "application/pdf"}


def write_files(folder: Path) -> None:
    with av.open(str(folder / "film.mp4"), "w", options={"fflags": "+bitexact", "movflags": "+faststart"}) as film:
        stream = film.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = 64, 36, "yuv420p"
        for frame in range(6):
            picture = av.VideoFrame.from_ndarray(np.full((36, 64, 3), frame * 20, np.uint8), "rgb24")
            film.mux(stream.encode(picture))
        film.mux(stream.encode())
    soundfile.write(folder / "dialogue.wav", np.linspace(-0.5, 0.5, 400), 48_000, "PCM_24")
    Image.fromarray(np.arange(192, dtype=np.uint8).reshape(8, 8, 3)).save(folder / "1A-1.png")
    page = canvas.Canvas(str(folder / "boards.pdf"), invariant=1)
    page.drawString(100, 100, "1A-1")
    page.save()
    (folder / "film.srt").write_text("1\n00:00:00,000 --> 00:00:01,000\nYou kept it.\n", encoding="utf-8")


def manifest(title: str = "film.mp4", **said: object) -> Manifest:
    said = {"synthetic": ("pictures", "voices"), "human": ("screenplay",), **said}
    return Manifest(title, "Ten Years", SourceType.ALGORITHMIC, "An animated film.", **said)


def lent(path: Path, title: str = "Recording, lent by Ada Lind") -> Ingredient:
    return Ingredient(title, path, "audio/wav", "recording", "grant", "ab" * 32, ("cd" * 32,))


def certificate(
    folder: Path, key, *, days: int = 30, purpose=ExtendedKeyUsageOID.EMAIL_PROTECTION
) -> tuple[Path, Path]:
    """A certificate for `key` of an authority of its own, and the key, as PEM files."""
    authority = Ed25519PrivateKey.generate()
    root = _certificate("Some authority", authority.public_key(), authority, "Some authority", None, 30)
    leaf = _certificate("Ada Lind Films", key.public_key(), authority, "Some authority", purpose, days)
    folder.mkdir(parents=True, exist_ok=True)
    chain, secret = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(leaf + root)
    (folder / "authority.pem").write_bytes(root)
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return chain, secret


def _certificate(name, key, issuer_key, issuer, purpose, days) -> bytes:
    def named(common):
        return x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lind"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
        )

    authority = name == issuer
    now = dt.datetime.now(dt.UTC)
    usage = dict.fromkeys(
        (
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=60))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(
            x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, crl_sign=authority, **usage), True
        )
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), False)
    )
    if purpose is not None:
        made = made.add_extension(x509.ExtendedKeyUsage([purpose]), True)
    algorithm = None if isinstance(issuer_key, Ed25519PrivateKey) else hashes.SHA256()
    return made.sign(issuer_key, algorithm).public_bytes(serialization.Encoding.PEM)
