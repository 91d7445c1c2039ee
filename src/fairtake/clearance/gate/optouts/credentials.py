"""C2PA credentials in a file: what they reserve, and whether they still fit it."""

from __future__ import annotations

import json
import mmap
from pathlib import Path
from typing import Any

from fairtake.clearance.gate.optouts.signal import OptOut, Purpose

__all__ = ["is_there", "optouts_of"]

_LABELS = ("cawg.training-mining", "c2pa.training-mining")
_ENTRIES = {
    "ai_training": frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING}),
    "ai_generative_training": frozenset({Purpose.GENERATIVE_TRAINING}),
    "data_mining": frozenset({Purpose.MINING}),
    "ai_inference": frozenset({Purpose.INPUT}),
}
_OFFLINE = {"version": 1, "verify": {"remote_manifest_fetch": False}}
_INSIDE = {
    b"WAVE": "audio/wav",
    b"WEBP": "image/webp",
    b"AVI ": "video/avi",
    b"M4A ": "audio/mp4",
    b"qt  ": "video/quicktime",
}
_MAGIC = {
    b"\xff\xd8": "image/jpeg",
    b"\x89PNG": "image/png",
    b"GIF8": "image/gif",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"ID3": "audio/mpeg",
    b"\xff\xfb": "audio/mpeg",
    b"fLaC": "audio/flac",
    b"%PDF": "application/pdf",
}
_UNTRUSTED = ("signingCredential.untrusted", "timeStamp.untrusted")
"""Failures that say who signed is not known here, and nothing against the file."""


def is_there(data: bytes | mmap.mmap) -> bool:
    """Whether there may be credentials in a file: a JUMBF box of C2PA's."""
    at = data.find(b"jumb")
    return at >= 0 and data.find(b"c2pa", at) >= 0


def optouts_of(path: Path) -> tuple[list[OptOut], str]:
    """What the credentials reserve, and why they do not fit the file ("" when they do). A file without
    credentials, or of a kind that has none, says nothing. Nothing is fetched."""
    import c2pa  # loads a large library: only for files that have credentials

    try:
        with (
            path.open("rb") as file,
            c2pa.Context.from_dict(_OFFLINE) as context,
            c2pa.Reader(_kind(file.read(64), path), file, context=context) as reader,
        ):
            told: dict[str, Any] = json.loads(reader.json())
    except (c2pa.C2paError, OSError, ValueError) as error:
        text = str(error)
        if any(word in text for word in ("ManifestNotFound", "NotSupported", "no JUMBF data")):
            return [], ""
        return [], f"its content credentials cannot be read ({text[:120]})"
    active = told.get("manifests", {}).get(told.get("active_manifest", ""), {})
    return _reserved(active), _tampered(told, active)


def _kind(head: bytes, path: Path) -> str:
    """The format, by what the file begins with: a name proves nothing."""
    if head[:4] == b"RIFF" or head[4:8] == b"ftyp":
        return _INSIDE.get(head[8:12], "video/mp4" if head[4:8] == b"ftyp" else "audio/wav")
    known = next((kind for magic, kind in _MAGIC.items() if head.startswith(magic)), "")
    return known or path.suffix.removeprefix(".") or "application/octet-stream"


def _reserved(manifest: dict[str, Any]) -> list[OptOut]:
    found = []
    for assertion in manifest.get("assertions", ()):
        label = str(assertion.get("label", "")).split("__")[0]
        if label not in _LABELS:
            continue
        entries = assertion.get("data", {}).get("entries", {})
        denied = [
            (name, str(entry.get("use")))
            for name, entry in entries.items()
            if isinstance(entry, dict) and entry.get("use") in ("notAllowed", "constrained")
        ]
        purposes = frozenset().union(*(_ENTRIES.get(name.rpartition(".")[2], frozenset()) for name, _ in denied))
        if purposes:
            told = ", ".join(f"{name.rpartition('.')[2]} {use}" for name, use in denied)
            found.append(OptOut(label, told, purposes))
    return found


def _tampered(told: dict[str, Any], active: dict[str, Any]) -> str:
    if told.get("validation_state") == "Invalid":
        codes = [str(one.get("code")) for one in told.get("validation_status", ())]
        codes = [code for code in codes if code not in _UNTRUSTED]
        return f"its content credentials do not fit it ({', '.join(codes[:3]) or 'invalid'}): it was altered"
    for ingredient in active.get("ingredients", ()):
        results = ingredient.get("validation_results", {}).get("activeManifest") or {}
        codes = [str(one.get("code")) for one in results.get("failure", ())]
        codes = [code for code in codes if code not in _UNTRUSTED]
        if codes:
            name = ingredient.get("title", "something in it")
            return f"its content credentials stand on {name!r}, which was altered ({', '.join(codes[:3])})"
    return ""
