"""The gate: references and grants in, what may be used and why not out. Nothing else makes a `Cleared`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from fairtake.clearance.gate.belongings import belongings
from fairtake.clearance.gate.context import Context
from fairtake.clearance.gate.documents import UNREAD, Grants
from fairtake.clearance.gate.optouts import OptOut, read_optouts
from fairtake.clearance.gate.rules import (
    PROHIBITIONS,
    Use,
    is_replaced,
    notes_of,
    objections,
    revoked_until,
    signed_since,
)
from fairtake.clearance.gate.taking import LARGEST, NotTakenError, parts_of, take
from fairtake.clearance.gate.verdict import Clearing, Objection, Verdict
from fairtake.errors import ClearanceError
from fairtake.model.clearance import _SEAL as SEAL
from fairtake.model.clearance import Basis, Cleared, LentFile, Reference, Refusal
from fairtake.model.grant import SignedGrant

__all__ = ["clear_one", "clear_references"]

_DECLARED = {"own work": Basis.OWN_WORK, "cc0": Basis.CC0}
_NOWHERE = Context("", datetime(1970, 1, 1, tzinfo=UTC))


def clear_references(
    references: Sequence[Reference], grants: Grants, context: Context, root: Path, folder: Path | None
) -> Clearing:
    """Decide of every reference of the film in `root`, by its grants and what film.toml declares.

    What is cleared is copied into `folder` (made 0700, files 0600) while it is hashed, so that
    what is used is what was judged; of what is refused nothing stays there. Without a `folder` nothing is
    copied: the cleared references are the files themselves, checked against their hash when they are read.
    Raises ClearanceError when a copy cannot be written.
    """
    newer = grants.newer(context.at)
    verdicts: list[Verdict] = []
    cleared: list[Cleared] = []
    standing: dict[str, SignedGrant] = {}
    for reference in references:
        with _taken(reference, root, folder) as one:
            if isinstance(one, Refusal):
                verdicts.append(Verdict(reference, None, refusals=(one,)))
                continue
            verdict = _judged(one, grants, context, newer)
            verdicts.append(verdict)
            if verdict.basis is not None:
                standing |= {signed.sha256: signed for signed in verdict.grants}
                cleared.append(_sealed(one, verdict))
    refused = tuple(verdict.refusals[0] for verdict in verdicts if verdict.refusals)
    return Clearing(tuple(cleared), refused, standing, tuple(verdicts))


def clear_one(
    reference: Reference, grants: Grants, context: Context, root: Path, folder: Path | None = None
) -> Cleared:
    """Clear a single reference. Raises ClearanceError with the first reason why not."""
    clearing = clear_references([reference], grants, context, root, folder)
    for refusal in clearing.refused:
        raise ClearanceError(refusal.why, fix=refusal.fix, file=reference.path, key=refusal.field)
    return clearing.cleared[0]


class _Taken:
    """A reference's files as they were read. They stand below `base`: a copy, or the film's folder."""

    def __init__(self, reference: Reference, root: Path, base: Path, files: tuple[LentFile, ...], needed: bool) -> None:
        self.reference = reference
        self.root = root
        self.base = base
        self.files = files
        self.needed = needed
        self.kept = False

    @property
    def place(self) -> Path:
        """The reference itself."""
        return self.base.joinpath(*parts_of(self.reference.path))

    def covered(self, signed: SignedGrant) -> tuple[LentFile, ...]:
        """The files a grant must list: all of them, or where it cannot be known which are needed, those it does."""
        if self.needed:
            return self.files
        known = {asset.sha256 for asset in signed.grant.assets}
        return (self.files[0], *(one for one in self.files[1:] if one.sha256 in known))


@contextmanager
def _taken(reference: Reference, root: Path, folder: Path | None) -> Iterator[_Taken | Refusal]:
    """The reference's files, hashed and, into a place of their own, copied; what was copied goes with the block
    unless the block kept it."""
    base = _place_in(folder) if folder is not None else None
    taken: _Taken | None = None
    try:
        try:
            most = LARGEST[reference.kind]
            # A file that changes between these two steps can only name what is not copied, which nobody can read.
            others, needed = belongings(root, reference.path, reference.kind)
            files = [take(root, name, most, base) for name in (reference.path, *others)]
            near = PurePosixPath(reference.path).parent
            named = tuple(replace(one, name=PurePosixPath(one.name).relative_to(near).as_posix()) for one in files)
            taken = _Taken(reference, root, base or root, named, needed)
        except NotTakenError as refused:
            objection = refused.objection
            yield Refusal(reference, objection.field, objection.why, objection.fix)
            return
        yield taken
    finally:
        if base is not None and not (taken is not None and taken.kept):
            shutil.rmtree(base, ignore_errors=True)


def _place_in(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        return Path(tempfile.mkdtemp(dir=folder))
    except OSError as error:
        raise ClearanceError(
            f"cannot be made: {error.strerror or error}", file=str(folder), fix="Choose another folder with --out."
        ) from error


def _judged(taken: _Taken, grants: Grants, context: Context, newer: frozenset[str]) -> Verdict:
    """What the gate decides of files that could be read."""
    reference, files = taken.reference, taken.files
    try:
        said = [
            read_optouts(
                taken.place.parent / one.name, taken.root.joinpath(*parts_of(reference.path)).parent / one.name
            )
            for one in files
        ]
    except OSError as error:
        return _refused(taken, [Objection("file", f"it cannot be read: {error.strerror}", "Change its rights.")])
    tampered = next((one.tampered for one in said if one.tampered), "")
    if tampered:
        fix = "Bring the file as it was signed, or one that was never signed."
        return _refused(taken, [Objection("file", tampered, fix)])
    main = files[0].sha256
    listing = {
        name: one for name, one in grants.every.items() if any(asset.sha256 == main for asset in one.grant.assets)
    }
    if listing:
        return _by_grants(taken, listing, grants, context, newer)
    return _by_word(taken, grants, [one for found in said for one in found.optouts])


def _by_grants(
    taken: _Taken, listing: dict[str, SignedGrant], grants: Grants, context: Context, newer: frozenset[str]
) -> Verdict:
    """By grants that list the file. Everybody who lent it must allow it, by one of their grants that lies
    with the film; and what one of their grants forbids, no other allows."""
    people: dict[str, list[tuple[str, SignedGrant]]] = {}
    for name, signed in listing.items():
        people.setdefault(signed.grant.subject.did or signed.grant.subject.name, []).append((name, signed))
    standing: list[SignedGrant] = []
    notes: list[str] = []
    for theirs in people.values():
        judged = []
        for name, signed in theirs:
            use = Use(taken.reference, taken.covered(signed), context, newer)
            judged.append((name, signed, objections(signed, use), notes_of(signed, use)))
        present = [signed for _, signed in theirs if not is_replaced(signed, newer)]
        gone = revoked_until(present, Use(taken.reference, taken.files, context))
        # What is replaced has nothing to say where what replaces it says something.
        name, signed, against, told = min(
            judged, key=lambda one: (one[0] not in grants.signed, len(one[2]), _fields(one[2])[:1] == ["supersedes"])
        )
        if name not in grants.signed and not against:
            why = f"a grant of {signed.grant.subject.name} for it is known, but does not lie with the film"
            against = [Objection("grant", why, "Put the signed grant into grants/.")]
        if not against and not signed_since(signed, gone):
            against = [Objection("revocation", "the file was taken back since it was signed", "Ask for a new grant.")]
        doubt = next((grants.doubted[one.sha256] for _, one in theirs if one.sha256 in grants.doubted), "")
        if not against and doubt:
            why = f"a document seems to take it back and cannot be read ({doubt})"
            against = [Objection("revocation", why, "Ask for that document as it was signed.")]
        for other, _, more, _ in judged:
            if more and PROHIBITIONS.issuperset(_fields(more)):
                name, against = other, more
        if against:
            return _refused(taken, against, name)
        standing.append(signed)
        notes += told
    return Verdict(taken.reference, Basis.GRANT, taken.files, tuple(standing), notes=tuple(notes))


def _fields(against: Sequence[Objection]) -> list[str]:
    return [one.field for one in against]


def _by_word(taken: _Taken, grants: Grants, said: list[OptOut]) -> Verdict:
    """By what film.toml declares, where no grant lists the file."""
    reference = taken.reference
    declared = _DECLARED.get(reference.declared.casefold())
    if declared is not None:
        if not said:
            return Verdict(reference, declared, taken.files)
        told = "; ".join(f"{one.signal}: {one.value}" for one in said)
        why = f"the file reserves rights ({told}), which no word of film.toml answers"
        fix = "Put a signed grant for it into grants/; you can sign one yourself if it is yours."
        return _refused(taken, [Objection("opt-out", why, fix)])
    for name in reference.grants:
        if name in grants.broken:
            fix = "Ask for it again, as it was signed."
            return _refused(taken, [Objection("grant", f"its grant is not valid: {grants.broken[name]}", fix)], name)
    for name in reference.grants:
        if name in grants.signed:
            against = objections(grants.signed[name], Use(reference, taken.files, _NOWHERE))[:1]
            return _refused(taken, against, name)
    lent_before = _lists_the_name(grants, reference.path)
    if lent_before:
        why = "it is not the file that was agreed on: its content has changed since"
        fix = "Bring the file as it was lent, or ask for a grant that lists it as it is."
        return _refused(taken, [Objection("assets", why, fix)], lent_before)
    why = "no grant lists it, and film.toml does not say whose work it is"
    why += "".join(f"; {name}: {told}" for name, told in grants.broken.items() if told in UNREAD)[:400]
    field = reference.key.rpartition(".")[2]
    fix = f'Put the signed grant into grants/; or, if it is your own: {field}_rights = "own work".'
    return _refused(taken, [Objection("grant", why, fix)])


def _lists_the_name(grants: Grants, path: str) -> str:
    """The grant in the film's folder that lists a file of that name, whatever is in it; "" for none."""
    for where, signed in grants.signed.items():
        named = (f"/{asset.name}" for asset in signed.grant.assets)
        if where.endswith(".json") and any(f"/{path}".endswith(one) for one in named):
            return where
    return ""


def _refused(taken: _Taken, against: Sequence[Objection], grant: str = "") -> Verdict:
    refusals = tuple(Refusal(taken.reference, one.field, one.why, one.fix, grant) for one in against)
    return Verdict(taken.reference, None, taken.files, refusals=refusals)


def _sealed(taken: _Taken, verdict: Verdict) -> Cleared:
    assert verdict.basis is not None
    files = taken.files
    if verdict.grants and not taken.needed:
        covered = set.intersection(*({one.name for one in taken.covered(signed)} for signed in verdict.grants))
        files = tuple(one for one in taken.files if one.name in covered)
        if taken.base != taken.root:
            for one in set(taken.files) - set(files):
                (taken.place.parent / one.name).unlink(missing_ok=True)
    taken.kept = True
    prints = tuple(signed.sha256 for signed in verdict.grants)
    return Cleared(SEAL, taken.reference, taken.place, verdict.basis, prints, files[0].sha256, files)
