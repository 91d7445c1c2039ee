"""The grants of a film: those film.toml names, and those that lie in its folder's grants/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fairtake.clearance.gate.taking import NotTakenError, opened
from fairtake.clearance.grants import parse_signed
from fairtake.clearance.grants.moments import begins
from fairtake.clearance.grants.revoking import Known, parse_revocations
from fairtake.errors import ClearanceError
from fairtake.model.grant import SignedGrant

__all__ = ["FOLDER", "UNREAD", "Grants", "read_grants"]

FOLDER = "grants"
_LARGEST = 512 * 1024
_MOST = 2000
_LINK = "it is a symbolic link, which nobody follows; put the file itself there"
_TOO_MANY = f"it holds more than {_MOST} documents, and a revocation could be lost among them: none was read"
UNREAD = frozenset({_LINK, _TOO_MANY})
"""Why something that may be a good grant was not looked at."""
_REVOCATION = b"fairtake.Revocation"
_GRANT = re.compile(rb'"schema"\s*:\s*"fairtake\.Grant\.')
_HASH = re.compile(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


@dataclass(frozen=True, slots=True)
class Grants:
    """Grants whose signatures are good, by their path (or by where else they come from), and why the others are
    none; `known` what documents that lay among them take back. `elsewhere` are grants that are known of but do not lie
    with the film: they may forbid, and replace earlier ones, but allow nothing. `doubted` are those (hashes) that a
    document which cannot be read seems to take back, and which one that is."""

    signed: Mapping[str, SignedGrant] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    known: Known = field(default_factory=Known)
    doubted: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, SignedGrant] = field(default_factory=dict)

    @property
    def every(self) -> dict[str, SignedGrant]:
        """All that are known of."""
        return {**self.elsewhere, **self.signed}

    def newer(self, at: datetime) -> frozenset[str]:
        """What later versions that have begun replace: fingerprints, and ids with their version."""
        found: set[str] = set()
        every = self.every.values()
        for one in every:
            for other in every:
                if other is not one and begins(one.grant.start) <= at and _replaces(one, other):
                    found |= {other.sha256, f"{other.grant.id} {other.grant.version}"}
        return frozenset(found)


def _replaces(later: SignedGrant, earlier: SignedGrant) -> bool:
    """Whether one grant stands instead of another: it says so or is a later version, and the same people signed."""
    new, old = later.grant, earlier.grant
    named = new.supersedes in (earlier.sha256, old.id) and new.supersedes != "" and later.sha256 != earlier.sha256
    newer = new.id == old.id and new.version > old.version
    if new.version < old.version or not (named or newer):
        return False
    signers = {one.signer for one in later.signatures}
    return bool(signers & {one.signer for one in earlier.signatures}) or (old.subject.did in signers)


def read_grants(root: Path, named: Iterable[str] = ()) -> Grants:
    """Read the grants of the film in `root`: `named` ones (paths inside it) and every .json in grants/. What is
    no grant of good signature goes among the broken, with the reason; revocations that lie there count. When
    there are too many to read, none counts."""
    signed: dict[str, SignedGrant] = {}
    broken: dict[str, str] = {}
    known = Known()
    doubted: dict[str, str] = {}
    found = _found(root)
    if len(found) > _MOST:
        return Grants(broken={FOLDER: _TOO_MANY})
    if (root / FOLDER).is_symlink():
        broken[FOLDER] = _LINK
    for name in dict.fromkeys((*named, *found)):
        if (root / name).is_symlink():
            broken[name] = _LINK
            continue
        try:
            with opened(root, name) as source:
                data = source.read(_LARGEST + 1)
        except NotTakenError as refused:
            broken[name] = refused.objection.why
            continue
        try:
            plain = data.replace(b"\0", b"")  # as UTF-16 has them
            if _REVOCATION in plain:
                try:
                    known = known.plus(parse_revocations(data, name))
                    continue
                except ClearanceError as error:
                    if _GRANT.search(plain) is None:
                        doubted |= {one.decode(): f"{name}: {error.what}" for one in _HASH.findall(plain)}
                        raise
            signed[name] = parse_signed(data, name)
        except ClearanceError as error:
            key = f" [{error.key}]" if error.key else ""
            broken[name] = f"{error.what}{key}"
    return Grants(signed, broken, known, doubted=doubted)


def _found(root: Path) -> list[str]:
    folder = root / FOLDER
    if folder.is_symlink() or not folder.is_dir():
        return []
    try:
        files = sorted(one.name for one in folder.iterdir() if one.suffix.casefold() == ".json" and one.is_file())
    except OSError:
        return []
    return [f"{FOLDER}/{name}" for name in files]
