"""Who signs: the certificate a user has, or one that is made on this machine at first need.

A certificate of one's own machine proves that a file was not altered since this machine made it,
and nothing of who that is: nobody else knows it. Readers say "valid, signer unknown". Who has a certificate from an
authority names it with FAIRTAKE_CERTIFICATE (PEM, the signer's first) and FAIRTAKE_PRIVATE_KEY.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import filelock
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from fairtake.clearance.grants.keys import read_secret
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError

__all__ = ["Identity", "local_identity", "local_root", "own_identity", "signing_identity"]

_YEARS = 10
_C2PA_SIGNING = x509.ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
_DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_PURPOSES = (ExtendedKeyUsageOID.EMAIL_PROTECTION, _DOCUMENT_SIGNING, _C2PA_SIGNING)
"""What a certificate has to be for, by C2PA 2.2, 14.5.1."""

_CURVES = {"secp256r1": ("es256", 32), "secp384r1": ("es384", 48), "secp521r1": ("es512", 66)}
_HASHES: dict[str, hashes.HashAlgorithm] = {
    "es256": hashes.SHA256(), "es384": hashes.SHA384(), "es512": hashes.SHA512(), "ps256": hashes.SHA256(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """A signer. `name` as the certificate says it, `chain` PEM with the signer's certificate first,
    `algorithm` as C2PA calls it ("ed25519", "es256", "es384", "es512", "ps256"), `sign` makes a raw
    signature; `local` when only this machine knows it; `repeatable` when the same bytes get the same signature;
    `fingerprint` SHA-256 of the signer's certificate."""

    name: str
    chain: str
    algorithm: str
    sign: Callable[[bytes], bytes]
    local: bool
    repeatable: bool
    fingerprint: str


def signing_identity(certificate: Path | None = None, private_key: Path | None = None) -> Identity:
    """Who signs: the certificate given (film.toml), that of the environment, or this machine's.
    Raises ClearanceError, naming the file and the fix."""
    chain = certificate or _named("FAIRTAKE_CERTIFICATE")
    key = private_key or _named("FAIRTAKE_PRIVATE_KEY")
    if chain is None and key is None:
        return local_identity()
    if chain is None or key is None:
        missing = "certificate" if chain is None else "private key"
        raise ClearanceError(
            f"a signer needs a certificate and its private key, and the {missing} is not named",
            file=str(chain or key),
            fix="Set FAIRTAKE_CERTIFICATE and FAIRTAKE_PRIVATE_KEY, or [clearance] certificate and private_key, or neither.",
        )
    return own_identity(chain, key, os.environ.get("FAIRTAKE_PRIVATE_KEY_PASSPHRASE") or None)


def local_identity() -> Identity:
    """This machine's signer, made at first need in home()/credentials: an authority and a
    certificate of it, Ed25519, for ten years; keys that only the user may read. Raises ClearanceError
    when it can neither be read nor made."""
    folder = home() / "credentials"
    names = ("signer.pem", "signer.key", "authority.pem")
    try:
        if not all((folder / name).is_file() for name in names):
            folder.mkdir(mode=0o700, exist_ok=True)
            with filelock.FileLock(folder / "lock"):
                if not all((folder / name).is_file() for name in names):
                    _make_local(folder)
        chain = (folder / "signer.pem").read_text(encoding="ascii")
        data = read_secret(folder / "signer.key")
    except OSError as error:
        raise ClearanceError(
            f"this machine's certificate cannot be made or read: {error.strerror or error}",
            file=str(folder),
            fix="Set FAIRTAKE_HOME to a folder that may be written to.",
        ) from error
    return _identity(chain, data, None, str(folder / "signer.pem"), str(folder / "signer.key"), local=True)


def local_root() -> str:
    """This machine's authority as PEM, "" where none was made yet."""
    try:
        return (home() / "credentials" / "authority.pem").read_text(encoding="ascii")
    except (OSError, ClearanceError):
        return ""


def own_identity(certificate: Path, private_key: Path, passphrase: str | None = None) -> Identity:
    """A signer from a PEM chain and a PEM key. Raises ClearanceError when they do not fit together,
    or are not what C2PA takes."""
    try:
        chain = certificate.read_text(encoding="ascii")
        data = private_key.read_bytes()
    except (OSError, UnicodeDecodeError) as error:
        wrong = certificate if not certificate.is_file() or isinstance(error, UnicodeDecodeError) else private_key
        why = getattr(error, "strerror", None) or "is not PEM"
        raise ClearanceError(f"cannot be read: {why}", file=str(wrong), fix="Name a PEM file that is there.") from error
    return _identity(chain, data, passphrase, str(certificate), str(private_key), local=False)


def _named(variable: str) -> Path | None:
    value = os.environ.get(variable)
    return Path(value) if value else None


def _identity(
    chain: str, data: bytes, passphrase: str | None, certificate: str, private_key: str, *, local: bool
) -> Identity:
    try:
        leaf = x509.load_pem_x509_certificates(chain.encode())[0]
    except ValueError as error:
        raise ClearanceError("holds no PEM certificate", file=certificate, fix="Name a PEM chain.") from error
    try:
        key = serialization.load_pem_private_key(data, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        fix = "Name a PEM private key; its passphrase, if it has one, goes into FAIRTAKE_PRIVATE_KEY_PASSPHRASE."
        raise ClearanceError("is not a private key that can be opened", file=private_key, fix=fix) from error
    if _public(key.public_key()) != _public(leaf.public_key()):
        raise ClearanceError(
            "is not the key of the certificate", file=private_key, fix=f"Name the private key of {certificate}."
        )
    _check(leaf, certificate)
    algorithm, sign = _signing(key, private_key)
    names = leaf.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return Identity(
        str(names[0].value) if names else leaf.subject.rfc4514_string(),
        chain,
        algorithm,
        sign,
        local,
        algorithm != "ps256",
        hashlib.sha256(leaf.public_bytes(serialization.Encoding.DER)).hexdigest(),
    )


def _public(key: object) -> bytes:
    return key.public_bytes(  # type: ignore[attr-defined, no-any-return]
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _check(leaf: x509.Certificate, file: str) -> None:
    """What readers would refuse is refused before anything is signed."""
    now = dt.datetime.now(dt.UTC)
    if not leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc:
        span = f"{leaf.not_valid_before_utc:%Y-%m-%d} to {leaf.not_valid_after_utc:%Y-%m-%d}"
        raise ClearanceError(f"is valid from {span}, not now", file=file, fix="Name one that is valid now.")
    try:
        purposes = list(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    except x509.ExtensionNotFound:
        purposes = []
    if not any(purpose in purposes for purpose in _PURPOSES):
        raise ClearanceError(
            "is not for signing content",
            file=file,
            fix="It needs the extended key usage emailProtection, documentSigning or C2PA claim signing.",
        )


def _signing(key: object, file: str) -> tuple[str, Callable[[bytes], bytes]]:
    """How C2PA calls a key's algorithm, and what makes a signature in COSE's form."""
    if isinstance(key, Ed25519PrivateKey):
        return "ed25519", key.sign
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        curve: ec.EllipticCurvePrivateKey = key
        algorithm, size = _CURVES[curve.curve.name]

        def sign_curve(message: bytes) -> bytes:
            # RFC 6979: the same message gets the same signature.
            r, s = decode_dss_signature(curve.sign(message, ec.ECDSA(_HASHES[algorithm], deterministic_signing=True)))
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")

        return algorithm, sign_curve
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048:
        rsa_key: rsa.RSAPrivateKey = key
        scheme = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
        return "ps256", lambda message: rsa_key.sign(message, scheme, hashes.SHA256())
    raise ClearanceError(
        "is a kind of key C2PA does not take", file=file, fix="Use Ed25519, P-256, P-384, P-521 or RSA of 2048 bits."
    )


def _make_local(folder: Path) -> None:
    authority, signer = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    mark = hashlib.sha256(_public(authority.public_key())).hexdigest()[:8]
    root_name = f"Fairtake authority of one machine ({mark})"
    root = _certificate(root_name, authority, root_name, authority, authority=True)
    leaf = _certificate(f"Fairtake on one machine ({mark})", signer, root_name, authority, authority=False)
    _write(folder / "authority.key", _pem(authority))
    _write(folder / "authority.pem", root.encode())
    _write(folder / "signer.key", _pem(signer))
    # Last: where it is, the others are.
    _write(folder / "signer.pem", (leaf + root).encode())


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(path: Path, data: bytes) -> None:
    """Written whole, for the user's eyes alone."""
    temporary = path.with_name(f".part-{path.name}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    temporary.replace(path)


def _certificate(
    name: str, key: Ed25519PrivateKey, issuer: str, issuer_key: Ed25519PrivateKey, *, authority: bool
) -> str:
    """A certificate as C2PA wants it: for signatures alone, for emailProtection, its issuer's key named."""

    def named(common: str) -> x509.Name:
        return x509.Name(
            [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Fairtake"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
        )

    now = dt.datetime.now(dt.UTC)
    usage = x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * _YEARS + 3))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=True)
    return builder.sign(issuer_key, None).public_bytes(serialization.Encoding.PEM).decode()
