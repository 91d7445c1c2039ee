"""What c2pa says of a manifest, read without any network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import c2pa

from fairtake.errors import ClearanceError

__all__ = ["Reading", "anchors", "damage", "failures", "open_reader"]

Reading = Mapping[str, Any]
"""c2pa's report on a manifest store, as Reader.json() gives it."""

_UNKNOWN_SIGNER = ("signingCredential.untrusted", "signingCredential.expired", "signingCredential.ocsp")
"""What is said of who signed, and not of what: a file can be whole and its signer unknown."""


def anchors() -> str:
    """Authorities the user trusts, PEM: the file that FAIRTAKE_TRUST names, "" for none. Raises ClearanceError."""
    name = os.environ.get("FAIRTAKE_TRUST")
    if not name:
        return ""
    try:
        return Path(name).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise ClearanceError(
            "cannot be read as PEM", file=name, fix="Name a PEM file of authorities in FAIRTAKE_TRUST."
        ) from error


def open_reader(
    format_: str, file: IO[bytes], store: bytes | None = None, *, where: str, trust: str = ""
) -> Any | None:
    """c2pa's reader of a file's own manifest, or of the one in `store` for it; None when there is
    none. `trust` are authorities in PEM. Raises ClearanceError when there is one that cannot be read."""
    settings: dict[str, Any] = {
        "version": 1,
        "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
        **({"trust": {"user_anchors": trust}} if trust else {}),
    }
    context = c2pa.Context.from_dict(settings)
    try:
        if store is not None:
            return c2pa.Reader(format_, file, store, context=context)
        return c2pa.Reader(format_, file, context=context)
    except (c2pa.C2paError.ManifestNotFound, c2pa.C2paError.NotSupported):
        return None
    except c2pa.C2paError as error:
        if store is None and not _holds_store(file):
            return None  # it is not even what its name says
        raise ClearanceError(
            f"its credentials are damaged and cannot be read ({str(error).splitlines()[0][:160]})",
            file=where,
            fix="Get the file again from where it came from.",
        ) from error


def _holds_store(file: IO[bytes]) -> bool:
    """Whether anything in a file looks like a manifest store."""
    file.seek(0)
    tail = b""
    while block := file.read(1 << 20):
        if b"jumdc2pa" in tail + block:
            return True
        tail = block[-8:]
    return False


def failures(results: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """What c2pa found wrong, of a manifest and all it stands on, other than that nobody knows who signed."""
    if not results:
        return []
    found = [*(results.get("activeManifest") or {}).get("failure", [])]
    for delta in results.get("ingredientDeltas") or []:
        found += (delta.get("validationDeltas") or {}).get("failure", [])
    return [one for one in found if not str(one.get("code", "")).startswith(_UNKNOWN_SIGNER)]


def damage(report: Reading) -> list[str]:
    """What is wrong with a manifest or any ingredient in it, in c2pa's words; empty when nothing is."""
    found = [_told(one) for one in failures(report.get("validation_results"))]
    for manifest in (report.get("manifests") or {}).values():
        for ingredient in manifest.get("ingredients") or []:
            title = ingredient.get("title", "?")
            found += [f"{title}: {_told(one)}" for one in failures(ingredient.get("validation_results"))]
    return found


def _told(failure: Mapping[str, Any]) -> str:
    return f"{failure.get('code')}: {failure.get('explanation', '')}".strip(": ")
