"""Files in, signed files out: the manifest in the file, or beside one that cannot hold it.

c2pa writes the manifest; what is random in it is then settled (jumbf.py) and signed again, so that
the same content and the same key give the same bytes. What was written is read back: nothing leaves here
that c2pa does not find valid, and nothing that stands on an ingredient that was tampered with.
"""

from __future__ import annotations

import hashlib
import io
import json
import mmap
import re
import struct
import uuid
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import c2pa

from fairtake.clearance.credentials.containers import FORMATS, unsigned
from fairtake.clearance.credentials.identity import Identity
from fairtake.clearance.credentials.jumbf import find_layout, rewritten
from fairtake.clearance.credentials.manifest import Ingredient, Manifest, definition, ingredient_entry
from fairtake.clearance.credentials.strict import first_box
from fairtake.clearance.credentials.validation import damage, open_reader
from fairtake.errors import ClearanceError

__all__ = ["Signed", "check_ingredient", "sign_beside", "sign_file"]

_PLACEHOLDER = "00000000-fa17-4a6e-8000-000000000000"
"""Stands for the manifest's identifier until its content is known."""

_OPAQUE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Signed:
    """A manifest as it was written: its `identifier` ("urn:c2pa:..."), and the hash of its bytes."""

    identifier: str
    sha256: str


def sign_file(source: Path, target: Path, manifest: Manifest, identity: Identity) -> Signed:
    """Write `source` to `target` with its manifest inside; a manifest it had from before is replaced.

    Takes MP4, M4A, WAV, PNG and PDF. Raises ClearanceError when an ingredient was tampered with, naming it, or when
    what was written is not valid; `target` is then not to be used.
    """
    format_ = FORMATS[source.suffix.lower()]
    captured: list[tuple[bytes, bytes]] = []
    builder = _built(manifest, identity, captured, first_box(source))
    with unsigned(source) as plain, target.open("w+b") as written:
        store = builder.sign(format_, plain, written)
    settled = _settled(store, captured[-1], identity)
    _replace(target, store, settled, png=source.suffix.lower() == ".png")
    with target.open("rb") as file:
        _accept(format_, file, None, str(source))
    return _told(settled)


def sign_beside(source: Path, manifest: Manifest, identity: Identity) -> tuple[bytes, Signed]:
    """The manifest of a file that cannot hold one, to be written beside it (NAME.c2pa). Raises
    ClearanceError as `sign_file` does."""
    captured: list[tuple[bytes, bytes]] = []
    builder = _built(manifest, identity, captured)
    builder.set_no_embed()
    with source.open("rb") as file:
        store = builder.sign(_OPAQUE, file, io.BytesIO())
    settled = _settled(store, captured[-1], identity)
    with source.open("rb") as file:
        _accept(_OPAQUE, file, settled, str(source))
    return settled, _told(settled)


def check_ingredient(ingredient: Ingredient) -> None:
    """Raises ClearanceError when what was lent has credentials of its own that say it was altered."""
    format_ = ingredient.format
    with ingredient.path.open("rb") as file:
        reader = open_reader(format_, file, where=ingredient.title)
        if reader is None:
            return
        found = damage(json.loads(reader.json()))
    if found:
        raise _tampered(ingredient.title, found[0])


def _tampered(title: str, why: str) -> ClearanceError:
    return ClearanceError(
        f"{title} was altered after it was signed ({why}), and nothing is signed that stands on it",
        fix="Ask who lent it for the file as it was, or leave it out.",
    )


def _built(manifest: Manifest, identity: Identity, captured: list[tuple[bytes, bytes]], box: str = "") -> Any:
    """A Builder with all that the manifest says. What it asks to have signed, and the signature it
    got, is added to `captured`."""
    for ingredient in manifest.ingredients:
        check_ingredient(ingredient)

    def sign(message: bytes) -> bytes:
        signature = identity.sign(message)
        captured.append((message, signature))
        return signature

    algorithm = c2pa.C2paSigningAlg[identity.algorithm.upper()]
    signer = c2pa.Signer.from_callback(sign, algorithm, identity.chain, None)
    data = definition(manifest, identity.name, _PLACEHOLDER, box)
    settings = {
        "version": 1,
        # We read back what was written ourselves, after it was settled.
        "verify": {"verify_after_sign": False, "remote_manifest_fetch": False, "ocsp_fetch": False},
        "builder": {
            "thumbnail": {"enabled": False},
            "created_assertion_labels": [one["label"].removesuffix(".v2") for one in data["assertions"]],
        },
    }
    builder = c2pa.Builder(data, c2pa.Context.from_dict(settings, signer=signer))
    for number, ingredient in enumerate(manifest.ingredients):
        with ingredient.path.open("rb") as file:
            builder.add_ingredient(ingredient_entry(ingredient, number), ingredient.format, file)
    return builder


def _settled(store: bytes, signed: tuple[bytes, bytes], identity: Identity) -> bytes:
    """The store with identifier and salts that follow from its content, signed again."""
    placeholder = _PLACEHOLDER.encode()
    bare = rewritten(store, lambda _: bytes(64), {})
    found = find_layout(bare)
    seed = hashlib.sha256(identity.fingerprint.encode())
    for part in (*found.assertions, found.claim):
        seed.update(bare[part.start : part.end])
    identifier = str(uuid.UUID(bytes=seed.digest()[:16], version=4))
    # Salts must not be guessed by others: they need the key. (A signature that differs each time
    # gives other salts each time, and is made but once.)
    secret = hashlib.sha256(identity.sign(b"fairtake salts " + seed.digest())).digest()

    def salt(label: str) -> bytes:
        return hashlib.sha512(secret + label.encode()).digest()

    named = rewritten(store, salt, {placeholder: identifier.encode()})
    message, signature = signed
    begin, end = find_layout(store).claim_content
    claim = named[slice(*find_layout(named).claim_content)]
    new = identity.sign(_once(message, store[begin:end], claim))
    place = find_layout(named).signature
    box = _once(named[place.start : place.end], signature, new)
    return named[: place.start] + box + named[place.end :]


def _once(data: bytes, old: bytes, new: bytes) -> bytes:
    """`data` with `old`, which is in it once, replaced by `new` of the same length."""
    if data.count(old) != 1 or len(old) != len(new):
        raise ClearanceError("the manifest could not be settled", fix="Please report this as a defect.")
    return data.replace(old, new)


def _replace(path: Path, old: bytes, new: bytes, *, png: bool) -> None:
    """Put the settled manifest where c2pa wrote its own. Both are equally long."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as data:
        at = data.find(old)
        if at < 0 or data.find(old, at + 1) >= 0:
            raise ClearanceError("its manifest was not found again", file=str(path), fix="Please report this.")
        data[at : at + len(new)] = new
        if png:
            # A chunk ends with a checksum over its type and its data.
            data[at + len(new) : at + len(new) + 4] = struct.pack(">I", zlib.crc32(new, zlib.crc32(b"caBX")))


def _accept(format_: str, file: IO[bytes], store: bytes | None, where: str) -> None:
    """Read back what was written. Raises ClearanceError unless c2pa finds it valid, ingredients too."""
    reader = open_reader(format_, file, store, where=where)
    told = json.loads(reader.json()) if reader is not None else {}
    found = damage(told) if told else ["it has no manifest"]
    if found:
        raise ClearanceError(f"was signed, and is not valid: {found[0]}", file=where, fix="Please report this.")


_IDENTIFIER = re.compile(rb"urn:c2pa:[0-9a-f-]{36}")


def _told(store: bytes) -> Signed:
    found = find_layout(store)
    match = _IDENTIFIER.search(store, found.start, found.end)
    return Signed(match.group().decode() if match else "", hashlib.sha256(store).hexdigest())
