"""A first draft of a grant: what is lent, hashed, with terms that are usable at once and fair to the person."""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from fairtake.clearance.grants.canon import hashed
from fairtake.clearance.grants.fields import from_data
from fairtake.clearance.grants.moments import now, stamp, years_after
from fairtake.clearance.grants.terms import check_assets
from fairtake.errors import ClearanceError
from fairtake.model.grant import Asset, Grant, Modality, ReplicaType

__all__ = ["draft", "hash_assets"]

_MOST = 2000
_MOST_SEEN = 20_000


def draft(
    subject: str,
    modality: Sequence[Modality],
    project: str,
    use: str,
    assets: Iterable[Path] = (),
    *,
    at: datetime | None = None,
    **terms: Any,
) -> Grant:
    """A grant to be read, changed and signed. It starts today and ends in a year; the use is disclosed now. `assets` are
    files or folders, hashed. `terms` are further fields of the document as plain data (start, end, roles, subject
    as a table to add to ...). Raises ClearanceError."""
    moment = at or now()
    known = dict.fromkeys(modality)
    person: dict[str, Any] = {"name": unicodedata.normalize("NFC", subject), **terms.pop("subject", {})}
    data: dict[str, Any] = {
        "subject": person,
        "modality": [item.value for item in known],
        "project": project,
        "use": unicodedata.normalize("NFC", use),
        "start": moment.date().isoformat(),
        "end": years_after(moment.date(), 1).isoformat(),
        "replica_type": (
            ReplicaType.WORK if set(known) <= {Modality.WORK, Modality.NAME} else ReplicaType.INDEPENDENT
        ).value,
        "assets": [{"name": asset.name, "sha256": asset.sha256, "bytes": asset.bytes} for asset in hash_assets(assets)],
        "disclosed_at": stamp(moment),
        **terms,
    }
    protected = person.get("minor") or data.get("representation", {}).get("by") == "union"
    data.setdefault("notice_waived", not protected)
    data.setdefault("id", _id(person["name"], project, data))
    return from_data(Grant, data, "draft")


def hash_assets(paths: Iterable[Path]) -> tuple[Asset, ...]:
    """Files, and folders with all that is in them, by name. A file of a folder is called "folder/file.wav". Hidden files are
    left out; links that lead out of the folder are refused. Raises ClearanceError."""
    found: dict[str, Asset] = {}
    for path in paths:
        for name, file in _files(path):
            asset = _asset(name, file)
            if found.setdefault(name, asset) != asset:
                raise ClearanceError(
                    f"two files would be called {name}", file=str(file), key="assets", fix="Rename one of them."
                )
            if len(found) > _MOST:
                raise ClearanceError(
                    f"has more than {_MOST} files", file=str(path), key="assets", fix="Spread them over several grants."
                )
    assets = tuple(found[name] for name in sorted(found))
    for problem in check_assets(assets, "assets"):
        raise problem
    return assets


def _files(path: Path) -> Iterable[tuple[str, Path]]:
    if path.is_file():
        yield _name(path.name), path
        return
    if not path.is_dir():
        raise ClearanceError("is not there", file=str(path), key="assets", fix="Name a file or a folder.")
    root = path.resolve()
    seen = 0
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if (Path(folder) / name).is_symlink():
                raise ClearanceError(
                    "is a link to a folder", file=str(Path(folder) / name), key="assets", fix="Put the files there."
                )
        for name in sorted(files):
            seen += 1
            if seen > _MOST_SEEN:
                raise ClearanceError("has too many files", file=str(path), key="assets", fix="Name a smaller folder.")
            if name.startswith(".") or name in {"Thumbs.db", "desktop.ini"}:
                continue
            file = Path(folder) / name
            if not file.resolve().is_relative_to(root):
                raise ClearanceError(
                    "is a link that leads out of the folder",
                    file=str(file),
                    key="assets",
                    fix="Put the file itself there.",
                )
            yield _name(root.name + "/" + file.relative_to(root).as_posix()), file
    if not seen:
        raise ClearanceError("is empty", file=str(path), key="assets", fix="Put in what is lent.")


def _asset(name: str, file: Path) -> Asset:
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ClearanceError("is not a file", file=str(file), key="assets", fix="Take it out of the folder.")
            with os.fdopen(handle, "rb", closefd=False) as content:
                return Asset(name, hashlib.file_digest(content, "sha256").hexdigest(), content.tell())
        finally:
            os.close(handle)
    except OSError as error:
        raise ClearanceError(
            f"cannot be read: {error.strerror}", file=str(file), key="assets", fix="Check its permissions."
        ) from error


def _name(text: str) -> str:
    # Some systems keep names decomposed; the hash is what counts, the name is for people.
    return unicodedata.normalize("NFC", text)


def _id(subject: str, project: str, data: dict[str, Any]) -> str:
    plain = unicodedata.normalize("NFKD", f"{subject} {project}").encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "grant"
    try:
        return f"{stem}-{hashed(data)[:8]}"
    except ClearanceError:
        return stem  # a term of the wrong type, which is named when the grant is read
