"""Do-not-train declared in a safe copy's Content Credentials, signed by nobody who could be told again.

One certificate for all of somebody's files would tell that they are one person's. So each copy is signed with a key
made for it and thrown away: the signature proves that the declaration belongs to the file, and nothing of who posted it.
Who wants to be known names a certificate (FAIRTAKE_CERTIFICATE, FAIRTAKE_PRIVATE_KEY).
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import c2pa
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fairtake import __version__
from fairtake.clearance.credentials import Identity, signing_identity
from fairtake.errors import GuardError
from fairtake.guard import Format

__all__ = ["SAFE_COPY", "declare", "takes_credentials"]

SAFE_COPY = "org.fairtake.safe-copy"
"""The assertion by which guard knows its own credentials again."""

_TYPES = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.GIF: "image/gif",
    Format.TIFF: "image/tiff",
    Format.AVIF: "image/avif",
    Format.HEIC: "image/heic",
    Format.MP4: "video/mp4",
    Format.MOV: "video/quicktime",
    Format.MP3: "audio/mpeg",
    Format.WAV: "audio/wav",
    Format.PDF: "application/pdf",
}
_USES = ("cawg.ai_inference", "cawg.ai_generative_training", "cawg.ai_training", "cawg.data_mining")
_SETTINGS = {
    "version": 1,
    "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}


def takes_credentials(format_: Format) -> bool:
    """Whether files of this format can hold Content Credentials."""
    return format_ in _TYPES


def declare(source: Path, target: Path, format_: Format) -> None:
    """Write `source`, a safe copy, to `target` with credentials that say: not for training, mining or
    any use by generative AI. Raises GuardError when they could not be written."""
    kind = _TYPES[format_]
    entries = {use: {"use": "notAllowed"} for use in _USES}
    definition = {
        "claim_generator_info": [{"name": "Fairtake", "version": __version__}],
        "title": "safe copy",
        "assertions": [
            {
                "label": "c2pa.actions.v2",
                "data": {
                    "actions": [
                        {"action": "c2pa.opened", "parameters": {"ingredientIds": ["original"]}},
                        {"action": "c2pa.edited.metadata", "description": "Metadata taken out."},
                    ]
                },
            },
            {"label": "cawg.training-mining", "data": {"entries": entries}},
            {"label": SAFE_COPY, "data": {"schema": "fairtake.SafeCopy.1"}},
        ],
    }
    ingredient = {"title": "the copy, before it said this", "relationship": "parentOf", "label": "original"}
    try:
        identity = _identity()
        signer = c2pa.Signer.from_callback(
            identity.sign, c2pa.C2paSigningAlg[identity.algorithm.upper()], identity.chain, None
        )
        with (
            c2pa.Context.from_dict(_SETTINGS, signer=signer) as context,
            c2pa.Builder(definition, context) as builder,
            source.open("rb") as plain,
            target.open("w+b") as written,
        ):
            builder.add_ingredient(ingredient, kind, plain)
            plain.seek(0)
            builder.sign(kind, plain, written)
    except (c2pa.C2paError, OSError) as error:
        target.unlink(missing_ok=True)
        raise GuardError(
            f"could not be given its credentials ({str(error)[:120]})", fix="Please report this."
        ) from error


def _identity() -> Identity:
    """The certificate the user named, or one for this once."""
    if os.environ.get("FAIRTAKE_CERTIFICATE") or os.environ.get("FAIRTAKE_PRIVATE_KEY"):
        return signing_identity()
    authority, key = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    chain = _certificate("Nobody", key, authority, leaf=True) + _certificate(
        "Nobody at all", authority, authority, leaf=False
    )
    return Identity("Nobody", chain, "ed25519", key.sign, local=True, repeatable=True, fingerprint="")


def _certificate(name: str, key: Ed25519PrivateKey, issuer: Ed25519PrivateKey, *, leaf: bool) -> str:
    def named(common: str) -> x509.Name:
        organization = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fairtake safe copy")
        return x509.Name([organization, x509.NameAttribute(NameOID.COMMON_NAME, common)])

    today = dt.datetime.now(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named("Nobody at all"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today.replace(month=1))
        .not_valid_after(today.replace(month=1, year=today.year + 20))
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=leaf,
                content_commitment=False,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=not leaf,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)
    )
    if leaf:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return builder.sign(issuer, None).public_bytes(serialization.Encoding.PEM).decode()
