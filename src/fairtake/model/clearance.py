"""References that somebody lent, and what the gate says of each.

`Cleared` is the only form in which a stage takes somebody's work. Only `clearance.gate` may make
one: import-linter and a test keep `_seal` to it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fairtake.errors import ClearanceError
from fairtake.model.grant import Modality

__all__ = ["Basis", "Cleared", "LentFile", "Reference", "ReferenceKind", "Refusal"]


class ReferenceKind(StrEnum):
    """What is lent, and what for."""

    RECORDING = "recording"  # a person's recording of a line
    VOICE = "voice file"  # a voice made of a person's recordings
    MUSIC = "music"
    CHARACTER = "character model"
    PLACE = "set model"
    PLATE = "plate"  # a filmed or drawn picture that stands instead of a shot
    FACE = "face"
    SAMPLE = "voice to match"
    PHOTO = "photo of a place"


class Basis(StrEnum):
    """By what right it is used."""

    GRANT = "grant"
    OWN_WORK = "own work"
    CC0 = "CC0"


@dataclass(frozen=True, slots=True)
class Reference:
    """One file of the film's folder that the film wants to use. `key` is where film.toml asks for it
    ("cast.ANNA.model"), `path` is relative to the film's folder; `modalities` what of a person it
    holds; `role`, `scenes`, `language`, `line` and `shot` where it is used (empty or 0: everywhere, unknown);
    `declared` the right the film.toml claims ("own work", "CC0", "");
    `grants` paths of grants that film.toml names for it, in the film's folder."""

    kind: ReferenceKind
    key: str
    path: str
    modalities: tuple[Modality, ...]
    role: str = ""
    scenes: tuple[str, ...] = ()
    language: str = ""
    line: int = 0
    shot: str = ""
    declared: str = ""
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the gate let a reference not through: `field` of the grant (or of film.toml) it failed on, `why` in
    words, `fix` the smallest change that would allow it, `grant` the path or id of the grant looked at, if any."""

    reference: Reference
    field: str
    why: str
    fix: str
    grant: str = ""


@dataclass(frozen=True, slots=True)
class LentFile:
    """A file as it was when it was cleared: `name` relative to the reference's folder, and its hash."""

    name: str
    sha256: str
    bytes: int


_SEAL = object()


class Cleared:
    """A reference that may be used, and for what.

    `path` is a private copy of what was cleared (a file; what belongs to it lies beside it), which
    is checked against the hash whenever it is read through `read` or `checked`. `grants` are the hashes of the signed grants it stands on,
    `basis` by what right it is used, `sha256` the hash of its content.
    """

    __slots__ = ("_path", "basis", "files", "grants", "reference", "sha256")

    def __init__(
        self,
        seal: object,
        reference: Reference,
        path: Path,
        basis: Basis,
        grants: tuple[str, ...],
        sha256: str,
        files: tuple[LentFile, ...],
    ) -> None:
        if seal is not _SEAL:
            raise ClearanceError(
                "only the gate clears references", fix="Ask clearance.gate for it.", file=reference.path
            )
        self._path = path
        self.reference = reference
        self.basis = basis
        self.grants = grants
        self.sha256 = sha256
        self.files = files

    def checked(self) -> Path:
        """The file's path, after its content was compared with what was cleared. Raises ClearanceError."""
        for file in self.files:
            _same(self._path.parent / file.name, file, self.reference)
        return self._path

    def read(self) -> bytes:
        """The file's content, which is what was cleared. Raises ClearanceError."""
        data = self._path.read_bytes()
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise _changed(self.reference)
        return data


def _same(path: Path, file: LentFile, reference: Reference) -> None:
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise _changed(reference) from error
    if found != file.sha256:
        raise _changed(reference)


def _changed(reference: Reference) -> ClearanceError:
    return ClearanceError(
        "changed after it was cleared", file=reference.path, key=reference.key, fix="Make again: it is checked anew."
    )
