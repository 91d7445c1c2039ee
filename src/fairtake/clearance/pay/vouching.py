"""Whether the film's own credentials name the statement that lies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fairtake.clearance.credentials import read_credentials
from fairtake.errors import ClearanceError

__all__ = ["Vouched", "vouched"]


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a film's credentials say of its statement: `by` whom, when they name the very file; `other` when they
    are whole and name another; `doubt` why they say nothing."""

    by: str = ""
    other: bool = False
    doubt: str = ""


def vouched(film: Path, statement: str, sha256: str) -> Vouched:
    """Hold the hash of a statement (of the file's name `statement`) against the credentials signed into a film."""
    try:
        said = read_credentials(film)
    except (ClearanceError, OSError):
        return Vouched(doubt=f"{film.name}'s credentials cannot be read: fairtake verify says more")
    if said is None or statement not in said.beside:
        return Vouched(
            doubt=f"{film.name} holds no credentials that name the statement: only its signature speaks for it"
        )
    if not said.valid:
        return Vouched(doubt=f"{film.name}'s credentials are damaged: fairtake verify says more")
    if said.beside[statement] != sha256:
        return Vouched(other=True)
    return Vouched(by=f"{said.signer} ({said.standing})")
