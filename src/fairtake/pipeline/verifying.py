"""What can be known of a file: who made it, what is synthetic, who lent what under which grant, and
whether it is as it was signed. Composed from its credentials, the grants and revocations at hand, the statement
and the files beside it, and, where the credentials are gone, its watermark.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from fairtake.clearance.credentials import Credentials, GrantNote, Problem, damaged, read_credentials
from fairtake.clearance.grants import load_grant, now, stamp
from fairtake.clearance.grants.revoking import Known, known_revocations, load_revocations
from fairtake.clearance.grants.standing import State, standing
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError, FairtakeError, ProjectError
from fairtake.model.grant import SignedGrant
from fairtake.project import file_sha256

__all__ = ["Alike", "Beside", "GrantSeen", "Outcome", "Seen", "Verification", "counts", "verify_file", "verify_folder"]

_PLAYED = (".mp4", ".m4v", ".mov", ".m4a", ".wav", ".mp3", ".flac")
_SIGNED = (*_PLAYED, ".pdf", ".png", ".jpg", ".jpeg", ".srt", ".vtt")
"""What a folder is searched for."""


class Outcome(StrEnum):
    """What is to be made of a file. VALID: as it was signed. RECOGNISED: it has no credentials, and its watermark, or
    what it looks like, tells which film it is a copy of. REVOKED: somebody took back a grant it stands on.
    ALTERED: not as it was signed. UNKNOWN: nothing is known of it."""

    VALID = "valid"
    RECOGNISED = "recognised"
    REVOKED = "revoked"
    ALTERED = "altered"
    UNKNOWN = "unknown"

    @property
    def passes(self) -> bool:
        """Whether `fairtake verify` ends with 0."""
        return self in (Outcome.VALID, Outcome.RECOGNISED)


@dataclass(frozen=True, slots=True)
class GrantSeen:
    """A grant a file stands on. `state` is "valid", "not yet", "expired", "superseded", "revoked", or "not at hand" when
    only its hash is known; `why` tells more; `found` where the grant was read."""

    note: GrantNote
    state: str
    why: str = ""
    found: str = ""
    signed: SignedGrant | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that belongs to a signed one: `state` "as signed", "changed" or "missing"."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A watermark that was read: its `value`, `where` ("picture", "sound") and in which `spans` of seconds, the `film`
    (its slug) and the grants the registry knows it for ("" and none when it does not)."""

    value: int
    where: str
    film: str = ""
    grants: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """A film of the registry that a file looks like: `share` (0..1) of its pictures are near one of that film's."""

    film: str
    share: float
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """Everything that is known of a file. `statement` is None where there is none, else what is wrong with it;
    `notes` are things that could not be looked at, and why."""

    file: Path
    outcome: Outcome
    at: datetime
    credentials: Credentials | None = None
    problems: tuple[Problem, ...] = ()
    grants: tuple[GrantSeen, ...] = ()
    beside: tuple[Beside, ...] = ()
    statement: tuple[str, ...] | None = None
    marks: tuple[Seen, ...] = ()
    alike: tuple[Alike, ...] = ()
    notes: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """The same for other programs: schema fairtake.Verification.1 (docs/credentials.md)."""
        said = self.credentials
        return {
            "schema": "fairtake.Verification.1",
            "file": str(self.file),
            "verdict": str(self.outcome),
            "at": stamp(self.at),
            "signed": said is not None,
            "signer": None if said is None else {
                "name": said.signer,
                "issuer": said.issuer,
                "standing": str(said.standing),
                "expired": said.expired,
            },
            "problems": [{"part": str(one.part), "what": one.what, "code": one.code} for one in self.problems],
            "made": None if said is None else {
                "identifier": said.identifier,
                "title": said.title,
                "film": said.film,
                "generator": said.generator,
                "how": said.made,
                "source_type": said.source,
                "actions": list(said.actions),
                "time": said.time or None,
                "credentials_in": said.sidecar or None,
            },
            "synthetic": list(said.synthetic) if said else [],
            "human": list(said.human) if said else [],
            "training": None if said is None or said.training is None else "allowed" if said.training else "notAllowed",
            "lent": [
                {
                    "title": one.title,
                    "kind": one.kind,
                    "basis": one.basis,
                    "sha256": one.sha256,
                    "grants": list(one.grants),
                    "credentials": one.credentials,
                }
                for one in (said.lent if said else ())
            ],
            "grants": [_grant_data(one) for one in self.grants],
            "marks": [
                {"value": f"{one.value:012x}", "algorithm": one.algorithm} for one in (said.marks if said else ())
            ],
            "marks_found": [
                {
                    "value": f"{one.value:012x}",
                    "in": one.where,
                    "film": one.film or None,
                    "grants": list(one.grants),
                    "seconds": [list(span) for span in one.spans],
                }
                for one in self.marks
            ],
            "looks_like": [
                {"film": one.film, "share": round(one.share, 3), "grants": list(one.grants)} for one in self.alike
            ],
            "beside": [{"name": one.name, "state": one.state} for one in self.beside],
            "statement": None if self.statement is None else {"holds": not self.statement, "faults": list(self.statement)},
            "notes": list(self.notes),
        }  # fmt: skip


def _grant_data(one: GrantSeen) -> dict[str, Any]:
    grant = one.signed.grant if one.signed else None
    return {
        "sha256": one.note.sha256,
        "credit": one.note.credit,
        "modality": list(one.note.modality),
        "state": one.state,
        "why": one.why or None,
        "found": one.found or None,
        "id": grant.id if grant else None,
        "use": grant.use if grant else None,
        "start": grant.start if grant else None,
        "end": grant.end if grant else None,
    }


@dataclass
class _Hand:
    """What is at hand to judge by: grants by hash with where they are from, revocations, the registry's address."""

    at: datetime
    grants: dict[str, tuple[SignedGrant, str]] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    registry: Any = None
    notes: list[str] = field(default_factory=list)


def verify_file(
    path: Path,
    at: datetime | None = None,
    *,
    grants: Sequence[Path] = (),
    revocations: Sequence[Path] = (),
    registry: str = "",
) -> Verification:
    """Everything that is known of a file, at the moment `at`. Grants are looked for beside it, in `grants` (files
    or folders), at home and in the registry; revocations at home, in the registry and in `revocations`. Raises
    FairtakeError for a file that cannot be read."""
    if not path.is_file():
        raise ProjectError("is not a file", file=str(path), fix="Name a film, a sound, a picture, or their folder.")
    hand = _at_hand(path.parent, at, grants, revocations, registry)
    try:
        return _verified(path, hand)
    finally:
        if hand.registry is not None:
            hand.registry.close()


def verify_folder(
    folder: Path,
    at: datetime | None = None,
    *,
    grants: Sequence[Path] = (),
    revocations: Sequence[Path] = (),
    registry: str = "",
) -> list[Verification]:
    """The same of every picture, sound, film, PDF and subtitle file in a folder and below it, in the order of their
    names. Raises FairtakeError, also when there is none."""
    files = sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in _SIGNED
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
    )
    if not files:
        raise ProjectError("holds no film, sound or picture", file=str(folder), fix="Name a film's folder, or a file.")
    hand = _at_hand(folder, at, grants, revocations, registry)
    try:
        # Charts and boards of a folder are not searched for watermarks: that takes a second each.
        return [_verified(file, hand, look=file.suffix.lower() in _PLAYED) for file in files]
    finally:
        if hand.registry is not None:
            hand.registry.close()


def counts(one: Verification) -> bool:
    """Whether a file of a folder decides how the folder is judged: charts and floor plans are not signed, but
    what is played is."""
    return one.outcome is not Outcome.UNKNOWN or one.file.suffix.lower() in _PLAYED


def _verified(path: Path, hand: _Hand, *, look: bool = True) -> Verification:
    notes = list(hand.notes)
    problems: tuple[Problem, ...] = ()
    said: Credentials | None = None
    try:
        said = read_credentials(path)
        problems = said.problems if said is not None else ()
    except ClearanceError as error:
        problems = (damaged(error),)
    except OSError as error:
        raise ProjectError(
            f"cannot be read: {error.strerror or error}", file=str(path), fix="Change its rights."
        ) from error
    marks: tuple[Seen, ...] = ()
    alike: tuple[Alike, ...] = ()
    if (said is None or problems) and look:
        marks, alike = _recognised(path, hand, notes)
    named = said.grants if said is not None else ()
    told = {one.sha256 for one in named}
    seen: list[Seen | Alike] = [*marks, *alike]
    hashes = dict.fromkeys(sha256 for one in seen for sha256 in one.grants)
    named += tuple(GrantNote(sha256, "", ()) for sha256 in hashes if sha256 not in told)
    grants = tuple(_grant(note, hand) for note in named)
    beside: tuple[Beside, ...] = ()
    statement: tuple[str, ...] | None = None
    if said is not None and not problems:
        beside = tuple(_beside(path.parent, name, sha256) for name, sha256 in sorted(said.beside.items()))
        if any(one.name == "statement.json" and one.state != "missing" for one in beside):
            statement = _statement(path.parent, hand)
    return Verification(
        path,
        _outcome(said, problems, grants, beside, statement, any(one.film for one in seen)),
        hand.at,
        said,
        problems,
        grants,
        beside,
        statement,
        marks,
        alike,
        tuple(notes),
    )


def _outcome(
    said: Credentials | None,
    problems: Sequence[Problem],
    grants: Sequence[GrantSeen],
    beside: Sequence[Beside],
    statement: Sequence[str] | None,
    recognised: bool,
) -> Outcome:
    if problems or statement or any(one.state == "changed" for one in beside):
        return Outcome.ALTERED
    if any(one.state == str(State.REVOKED) for one in grants):
        return Outcome.REVOKED
    if said is not None:
        return Outcome.VALID
    return Outcome.RECOGNISED if recognised else Outcome.UNKNOWN


# -- grants ----------------------------------------------------------------------------------------


def _at_hand(
    folder: Path, at: datetime | None, grants: Sequence[Path], revocations: Sequence[Path], registry: str
) -> _Hand:
    hand = _Hand(at or now())
    for place in grants:
        _take(hand, place, named=True)
    near: list[Path | None] = [folder, *(above / "grants" for above in (folder, *folder.parents[:2])), _home("grants")]
    for lies in near:
        if lies is not None and lies.is_dir():
            _take(hand, lies, named=False)
    hand.known = Known().plus(*(load_revocations(path) for path in revocations))
    if _home("") is not None:
        hand.known = hand.known.plus(known_revocations())
    else:
        hand.notes.append("this machine's own revocations could not be looked at: its folder cannot be used")
    where = registry or os.environ.get("FAIRTAKE_REGISTRY", "")
    local = _home("registry.sqlite")
    if where or (local is not None and local.is_file()):
        from fairtake.clearance.registry import open_registry

        try:
            hand.registry = open_registry(where)
            hand.known = hand.known.plus(Known(entries=tuple(hand.registry.revocations())))
        except FairtakeError as error:
            hand.notes.append(f"the registry could not be asked: {error}")
            hand.registry = None
    return hand


def _home(name: str) -> Path | None:
    try:
        return home() / name
    except ClearanceError:
        return None


_LARGEST = 1 << 20


def _take(hand: _Hand, place: Path, *, named: bool) -> None:
    """Read the grants of a file or folder. What a person named has to be a grant; what lies about need not."""
    files = [place] if not place.is_dir() else sorted(place.glob("*.json"))
    for file in files:
        try:
            if not named and (
                not file.is_file()
                or file.stat().st_size > _LARGEST
                or b"fairtake.Grant." not in file.read_bytes()[:_LARGEST]
            ):
                continue
            signed = load_grant(file)
        except (FairtakeError, OSError) as error:
            if named and place == file:
                raise
            hand.notes.append(f"{file.name} was not taken as a grant: {error}")
            continue
        hand.grants.setdefault(signed.sha256, (signed, str(file)))


def _grant(note: GrantNote, hand: _Hand) -> GrantSeen:
    signed, found = hand.grants.get(note.sha256, (None, ""))
    if signed is None and hand.registry is not None:
        try:
            entry = hand.registry.grant(note.sha256)
        except FairtakeError as error:
            hand.notes.append(f"the registry could not be asked: {error}")
            entry = None
        if entry is not None:
            signed, found = entry.signed, "registry"
    if signed is None:
        # Who may take it back is in the grant; a revocation that names it is told, and believed.
        if any(entry.grant == note.sha256 for entry in hand.known.every()):
            why = "a revocation names it, and the grant is not at hand to say whose word counts"
            return GrantSeen(note, str(State.REVOKED), why)
        return GrantSeen(note, "not at hand", "ask the film's makers for the grant of this hash")
    told = standing(signed, hand.at, hand.known, [other for other, _ in hand.grants.values()])
    named = note if note.credit else _note(signed)
    return GrantSeen(named, str(told.state), told.why, found, signed)


def _note(signed: SignedGrant) -> GrantNote:
    grant = signed.grant
    return GrantNote(signed.sha256, grant.credited, tuple(str(one) for one in grant.modality))


# -- what lies beside ------------------------------------------------------------------------------


_LARGEST_BESIDE = 2 << 30
"""Bytes. What lies beside a film is text: somebody put something larger there."""


def _beside(folder: Path, name: str, sha256: str) -> Beside:
    # The name is what somebody wrote into a file: it leads nowhere else.
    path = folder / name
    if Path(name).name != name or not path.is_file():
        return Beside(name, "missing")
    if path.stat().st_size > _LARGEST_BESIDE:
        return Beside(name, "changed")
    return Beside(name, "as signed" if file_sha256(path) == sha256 else "changed")


def _statement(folder: Path, hand: _Hand) -> tuple[str, ...]:
    from fairtake.clearance.pay import check_statement

    found = check_statement(folder, [signed for signed, _ in hand.grants.values()])
    return tuple(f"{fault.where}: {fault.what}" for fault in found.faults)


# -- copies without credentials --------------------------------------------------------------------

_PICTURES = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".png", ".jpg", ".jpeg", ".webp", ".gif")
_STILL = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_SOUNDS = (".wav", ".m4a", ".mp3", ".flac", ".ogg", ".opus", ".aac")
_NEAR = 0.5
"""What share of a file's pictures has to be near a film's for the file to be a copy of it."""


def _recognised(path: Path, hand: _Hand, notes: list[str]) -> tuple[tuple[Seen, ...], tuple[Alike, ...]]:
    """The watermarks that are found in a file and the films it looks like, with what the registry knows of them."""
    if path.suffix.lower() not in (*_PICTURES, *_SOUNDS):
        return (), ()
    from fairtake.clearance.marks import Sighting, find_film, hear_marks, known_keys

    try:
        keys = known_keys()
        found = find_film(path, keys, hand.registry) if path.suffix.lower() in _PICTURES else Sighting((), ())
        marks = []
        for heard in hear_marks(path, keys) if path.suffix.lower() not in _STILL else ():
            kept = hand.registry.find_mark(heard.value) if hand.registry is not None else None
            film, grants = (kept.film, tuple(kept.grants)) if kept is not None else ("", ())
            marks.append(Seen(heard.value, "sound", film, grants, ((heard.start, heard.end),)))
        for one in found.marks:
            kept = hand.registry.find_mark(one.value) if hand.registry is not None else None
            film, grants = (kept.film, tuple(kept.grants)) if kept is not None else ("", ())
            marks.append(Seen(one.value, "picture", film, grants, one.spans))
        seen = {like.film for like in found.films}
        copied = dict.fromkeys(one.film for one in marks if one.where == "picture" and one.film not in seen)
        why = "they are cropped, or its watermark was copied onto them"
        notes += [f"no picture looks like {film!r}: {why}" for film in copied if film]
        alike = []
        for like in found.films:
            if like.share >= _NEAR:
                grants = tuple(grant for mark in hand.registry.marks(like.film) for grant in mark.grants)
                alike.append(Alike(like.film, like.share, tuple(dict.fromkeys(grants))))
    except FairtakeError as error:
        notes.append(f"no watermark could be looked for: {error}")
        return (), ()
    return tuple(marks), tuple(alike)
