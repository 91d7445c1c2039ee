"""A file in, what its credentials say and whether they hold out. Reads files of any maker, offline."""

from __future__ import annotations

import json
import mmap
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from fairtake.clearance.credentials.containers import FORMATS
from fairtake.clearance.credentials.identity import local_root
from fairtake.clearance.credentials.manifest import BESIDE, CLEARANCES, DISCLOSURE, TRAINING, GrantNote, Mark
from fairtake.clearance.credentials.strict import irregularities
from fairtake.clearance.credentials.validation import Reading, anchors, failures, open_reader
from fairtake.errors import ClearanceError

__all__ = ["SIDECAR", "Credentials", "Lent", "Part", "Problem", "Standing", "damaged", "read_credentials"]

SIDECAR = ".c2pa"
"""What the name of a manifest beside a file ends with: film.srt.c2pa."""

_LARGEST_STORE = 64 << 20

_MEDIA = FORMATS | {
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".mp3": "audio/mpeg",
    ".flac": "audio/flac",
    ".avi": "video/avi",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".avif": "image/avif",
    ".svg": "image/svg+xml",
}

_OPAQUE = "application/octet-stream"


class Part(StrEnum):
    """What of a file is not as it was signed."""

    CONTENT = "content"
    CREDENTIALS = "credentials"
    SIGNATURE = "signature"
    LENT = "lent"


class Standing(StrEnum):
    """What is known of who signed. LOCAL: a certificate of this machine, which nobody else knows; UNKNOWN: nobody
    this machine trusts vouches for it; TRUSTED: an authority of FAIRTAKE_TRUST does."""

    TRUSTED = "trusted"
    LOCAL = "this machine"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was signed: `part` of the file, `what` in words, c2pa's own `code`."""

    part: Part
    what: str
    code: str


@dataclass(frozen=True, slots=True)
class Lent:
    """A reference the file was made with, as an ingredient; `credentials` "none", "valid" or "damaged": its own."""

    title: str
    kind: str
    basis: str
    sha256: str
    grants: tuple[str, ...]
    credentials: str


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a file says of itself, as far as it says it (empty where it does not), and what is wrong with that.

    `training` is None when nothing is said of it; `expired` when the signer's certificate has run out;
    `sidecar` is the name of the file the credentials lie in, "" when they are in the file itself."""

    identifier: str
    title: str
    signer: str
    issuer: str
    standing: Standing
    expired: bool
    problems: tuple[Problem, ...]
    generator: str = ""
    film: str = ""
    source: str = ""
    made: str = ""
    time: str = ""
    actions: tuple[str, ...] = ()
    synthetic: tuple[str, ...] = ()
    human: tuple[str, ...] = ()
    lent: tuple[Lent, ...] = ()
    grants: tuple[GrantNote, ...] = ()
    training: bool | None = None
    beside: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    sidecar: str = ""

    @property
    def valid(self) -> bool:
        """Whether the file and what it says are as they were signed."""
        return not self.problems


def read_credentials(path: Path) -> Credentials | None:
    """A file's credentials, from inside it, else from NAME.c2pa beside it; None when it has none. Raises ClearanceError when
    it has some that cannot be read, OSError when the file cannot."""
    beside = path.with_name(path.name + SIDECAR)
    trust = anchors()
    store: bytes | None = None
    format_ = _MEDIA.get(path.suffix.lower(), "")
    # What is inside comes first: nothing that is laid beside a file hides that it was altered.
    report, trusted = _report(path, format_, None, trust) if format_ else (None, False)
    if report is None and format_ and _speaks_of_us(path):
        fix = "Get the file again from where it came from."
        raise ClearanceError("it holds credentials of ours where no reader finds them", file=str(path), fix=fix)
    if report is None and beside.is_file():
        if beside.stat().st_size > _LARGEST_STORE:
            raise ClearanceError("its manifest is too large", file=str(beside), fix="Get it again, as it was made.")
        store, format_ = beside.read_bytes(), _OPAQUE
        report, trusted = _report(path, format_, store, trust)
    if report is None:
        return None
    standing = Standing.TRUSTED if trusted and trust else Standing.UNKNOWN
    root = local_root()
    if standing is Standing.UNKNOWN and root and _report(path, format_, store, root)[1]:
        standing = Standing.LOCAL
    try:
        said = _credentials(report, standing, beside.name if store is not None else "")
    except (AttributeError, TypeError, ValueError) as error:
        raise ClearanceError(
            "what it says of itself is not what such a thing can say", file=str(path), fix="Get the file again."
        ) from error
    if said.problems or not said.film:
        return said
    # Files of ours are held to more than C2PA asks.
    odd = [Problem(Part.CREDENTIALS, what, "irregular") for what in irregularities(path, store, _first_box(report))]
    return replace(said, problems=tuple(odd))


def _speaks_of_us(path: Path) -> bool:
    """Whether a file that seems to have no credentials holds some that Fairtake wrote."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(DISCLOSURE.encode()) >= 0


def _report(path: Path, format_: str, store: bytes | None, trust: str) -> tuple[Reading | None, bool]:
    """c2pa's report, and whether it trusts the signer."""
    with path.open("rb") as file:
        reader = open_reader(format_, file, store, where=str(path), trust=trust)
        if reader is None:
            return None, False
        report = json.loads(reader.json())
    codes = [one.get("code") for one in _active(report).get("success", [])]
    return report, "signingCredential.trusted" in codes


def _first_box(report: Reading) -> str:
    manifest = (report.get("manifests") or {}).get(report.get("active_manifest")) or {}
    for one in manifest.get("assertions") or []:
        if one.get("label") == DISCLOSURE and isinstance(one.get("data"), dict):
            return str(one["data"].get("first_box") or "")
    return ""


def _active(report: Reading) -> Mapping[str, Any]:
    found = (report.get("validation_results") or {}).get("activeManifest") or {}
    return found if isinstance(found, dict) else {}


def _credentials(report: Reading, standing: Standing, sidecar: str) -> Credentials:
    manifests = report.get("manifests") or {}
    manifest = manifests.get(report.get("active_manifest")) or {}
    said = {str(one.get("label")): one.get("data") for one in manifest.get("assertions") or []}
    ours = {label: data if isinstance(data, dict) else {} for label, data in said.items()}
    disclosure, clearances = ours.get(DISCLOSURE, {}), ours.get(CLEARANCES, {})
    actions = [one for label in ("c2pa.actions.v2", "c2pa.actions") for one in ours.get(label, {}).get("actions", [])]
    created: Mapping[str, Any] = next((one for one in actions if one.get("action") == "c2pa.created"), {})
    signature = manifest.get("signature_info") or {}
    codes = {str(one.get("code")) for one in _active(report).get("failure", [])}
    return Credentials(
        identifier=str(manifest.get("label", "")),
        title=str(manifest.get("title") or ""),
        signer=str(signature.get("common_name") or signature.get("issuer") or ""),
        issuer=str(signature.get("issuer") or ""),
        standing=standing,
        expired="signingCredential.expired" in codes or "claimSignature.outsideValidity" in codes,
        problems=tuple(_problems(report)),
        generator=_generator(manifest),
        film=str(disclosure.get("film") or ""),
        source=str(created.get("digitalSourceType") or "").rsplit("/", 1)[-1],
        made=str(created.get("description") or ""),
        time=str(created.get("when") or signature.get("time") or ""),
        actions=tuple(str(one.get("action")) for one in actions),
        synthetic=tuple(map(str, disclosure.get("synthetic") or ())),
        human=tuple(map(str, disclosure.get("human") or ())),
        lent=tuple(_lent(manifest, clearances)),
        grants=tuple(
            GrantNote(str(one.get("sha256")), str(one.get("credit")), tuple(map(str, one.get("modality") or ())))
            for one in clearances.get("grants") or ()
        ),
        training=_training(ours.get(TRAINING) or ours.get("c2pa.training-mining")),
        beside={str(one.get("name")): str(one.get("sha256")) for one in ours.get(BESIDE, {}).get("files") or ()},
        marks=tuple(_marks(manifest)),
        sidecar=sidecar,
    )


def _generator(manifest: Mapping[str, Any]) -> str:
    for one in manifest.get("claim_generator_info") or []:
        return f"{one.get('name', '')} {one.get('version') or ''}".strip()
    return str(manifest.get("claim_generator") or "")


def _lent(manifest: Mapping[str, Any], clearances: Mapping[str, Any]) -> Iterator[Lent]:
    told = list(clearances.get("references") or ())
    for number, one in enumerate(manifest.get("ingredients") or []):
        more = told[number] if number < len(told) and told[number].get("title") == one.get("title") else {}
        results = one.get("validation_results")
        own = "none" if not one.get("active_manifest") else "damaged" if failures(results) else "valid"
        yield Lent(
            str(one.get("title") or ""),
            str(more.get("kind") or one.get("relationship") or ""),
            str(more.get("basis") or ""),
            str(more.get("sha256") or ""),
            tuple(map(str, more.get("grants") or ())),
            own,
        )


def _training(data: Mapping[str, Any] | None) -> bool | None:
    """Whether any kind of training is allowed; None when nothing is said."""
    if not data:
        return None
    entries = data.get("entries") or {}
    uses = [one.get("use") for name, one in entries.items() if "training" in name or "mining" in name]
    return bool(uses) and all(use == "allowed" for use in uses)


def _marks(manifest: Mapping[str, Any]) -> Iterator[Mark]:
    """The watermarks that are bound to the manifest."""
    for one in manifest.get("assertions") or []:
        data = one.get("data")
        if not str(one.get("label")).startswith("c2pa.soft-binding") or not isinstance(data, dict):
            continue
        for block in data.get("blocks") or ():
            value = str(block.get("value"))
            if _MARK.fullmatch(value):
                yield Mark(int(value, 16), str(data.get("alg") or ""))


_MARK = re.compile(r"[0-9a-f]{12}")
_CONTENT = ("assertion.dataHash", "assertion.bmffHash", "assertion.boxesHash", "assertion.collectionHash")


def _problems(report: Reading) -> Iterator[Problem]:
    seen = set()
    for one in failures(report.get("validation_results")):
        problem = _problem(one)
        if problem not in seen:
            seen.add(problem)
            yield problem
    manifest = (report.get("manifests") or {}).get(report.get("active_manifest")) or {}
    for ingredient in manifest.get("ingredients") or []:
        for one in failures(ingredient.get("validation_results")):
            what = f"{ingredient.get('title', 'what was lent')} was altered before the file was made"
            yield Problem(Part.LENT, what, str(one.get("code")))


def _problem(failure: Mapping[str, Any]) -> Problem:
    code, url = str(failure.get("code", "")), str(failure.get("url") or "")
    if code.startswith(_CONTENT):
        return Problem(Part.CONTENT, "its pictures, sound or text were changed after it was signed", code)
    if code.startswith("claimSignature"):
        return Problem(Part.SIGNATURE, "the signature does not fit what it should sign", code)
    if "ingredient" in code.lower():
        return Problem(Part.LENT, "what is said of something that was lent does not hold", code)
    label = url.rsplit("/", 1)[-1]
    return Problem(Part.CREDENTIALS, f"what it says of itself was changed after it was signed ({label or code})", code)


def damaged(error: ClearanceError) -> Problem:
    """Credentials that are there and cannot be read."""
    return Problem(Part.CREDENTIALS, error.what, "unreadable")
