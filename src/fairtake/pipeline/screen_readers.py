"""What a screen looks with: the gate's reader of opt-outs, grants that lie with the dataset, and a registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pdqhash

from fairtake.clearance.gate.documents import read_grants
from fairtake.clearance.gate.optouts import OptOut, Purpose, read_optouts
from fairtake.clearance.gate.optouts.xmp import packets
from fairtake.clearance.grants import State, known_revocations, standing
from fairtake.errors import ClearanceError
from fairtake.model.grant import SignedGrant
from fairtake.screen import Readers, Signal, Terms

__all__ = ["DoNotTrain", "Rights", "read_signals", "rights_of"]

_TRAINING = frozenset({Purpose.TRAINING, Purpose.GENERATIVE_TRAINING, Purpose.MINING, Purpose.ALL})
_WORDS = {
    "plus:DataMining": ("plus:DataMining", "prohibited"),
    "RSL": ("RSL", "prohibits"),
    "AIPREF": ("AIPREF", "no"),
    "TDMRep": ("TDMRep", "reserved"),
    "cawg.training-mining": ("C2PA", "not allowed"),
    "c2pa.training-mining": ("C2PA", "not allowed"),
}
_FLAT = 50
"""A picture of less quality (PDQ's measure) looks like too many others."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What grants say of files, by the SHA-256 of the file in hex."""

    of: dict[str, tuple[Signal, ...]] = field(default_factory=dict)


def rights_of(root: Path, at: datetime) -> Rights:
    """The grants in the dataset's folder grants/, with what is known to have been taken back, as they stand at `at`.
    Raises ClearanceError when the revocations of this machine cannot be read."""
    found = read_grants(root)
    known = known_revocations().plus(found.known)
    others = tuple(found.every.values())
    of: dict[str, list[Signal]] = {}
    for where, signed in sorted(found.signed.items()):
        state = standing(signed, at, known, others)
        if state.state is State.SUPERSEDED:
            continue
        doubt = found.doubted.get(signed.sha256, "")
        for asset in signed.grant.assets:
            of.setdefault(asset.sha256, []).append(_signal(signed, state.state, doubt or state.why, bool(doubt), where))
    return Rights({name: tuple(signals) for name, signals in of.items()})


def _signal(signed: SignedGrant, state: State, why: str, doubted: bool, where: str) -> Signal:
    grant = signed.grant
    if state is State.REVOKED:
        return Signal("grant", "revoked", f"{grant.id}: {why}", where)
    if doubted or state is not State.VALID:
        return Signal("grant", "not standing", f"{grant.id}: {why}", where)
    if not grant.training:
        return Signal("grant", "no training", f"{grant.id} of {grant.subject.name}", where)
    conditions = [f"project {grant.project}", f"until {grant.end}", f"use: {grant.use}"]
    conditions += [f"credit: {grant.credit}"] if grant.credit else []
    conditions += [f"prohibits {one}" for one in grant.prohibits]
    conditions += [f"territory {', '.join(grant.territory)}"] if grant.territory else []
    pay = grant.compensation[0] if grant.compensation else None
    if len(grant.compensation) > 1:
        conditions += [f"and {one.rate} {one.currency} for each {one.unit}" for one in grant.compensation[1:]]
    paid = pay is not None and pay.unit != "none"
    terms = Terms(
        grant.subject.name,
        f"grant {grant.id} ({signed.sha256[:16]})",
        pay.rate if pay and paid else "0",
        pay.currency if pay and paid else "",
        pay.unit if pay and paid else "item",
        tuple(conditions),
    )
    return Signal("grant", "training", f"{grant.id} of {grant.subject.name}", where, terms)


def read_signals(rights: Rights, *, looking: bool = False) -> Readers:
    """Everything a screen looks with; `looking` for codes to look up as well."""
    return Readers(packets, _optouts, lambda sha256: rights.of.get(sha256, ()), _codes if looking else None)


def _optouts(path: Path) -> list[Signal]:
    found = read_optouts(path)
    signals = [_said(one) for one in found.optouts if one.purposes & _TRAINING]
    if found.tampered:
        signals.append(Signal("C2PA", "tampered", found.tampered, "content credentials"))
    return signals


def _said(one: OptOut) -> Signal:
    vocabulary, says = _WORDS.get(one.signal, (one.signal, "prohibited"))
    where = "content credentials" if vocabulary == "C2PA" else "in the file, or beside it"
    return Signal(vocabulary, says, f"{one.signal}: {one.value}", where)


def _codes(rgb: npt.NDArray[np.uint8]) -> list[bytes]:
    """What a registry may know a picture by: as it is, turned by quarters, and mirrored."""
    codes, quality = pdqhash.compute_dihedral(np.ascontiguousarray(rgb))
    return [np.packbits(np.asarray(code, bool)).tobytes() for code in codes] if quality >= _FLAT else []


class DoNotTrain:
    """A registry of works: a file or a PostgreSQL server, or one that others host (https://). In the first two, whatever
    fingerprint is kept counts as not for training. Raises ClearanceError when it cannot be asked: a work is not
    unknown because a server rests."""

    def __init__(self, url: str) -> None:
        from fairtake.clearance.registry import Registry, open_registry  # loads a database's library
        from fairtake.clearance.registry.remote import RemoteRegistry

        self._registry: Registry | RemoteRegistry
        if url.startswith(("http://", "https://")):
            self._registry = RemoteRegistry(url)
        else:
            self._registry = open_registry(url)
            if not self._registry.is_there():
                raise ClearanceError("there is no registry", file=self._registry.name, fix="Correct --registry.")
        self._kept = isinstance(self._registry, Registry)

    def signals(self, pictures: Sequence[Sequence[bytes]]) -> list[list[Signal]]:
        """What it says of pictures, by the codes of each; all in one question."""
        codes = [code for some in pictures for code in some]
        owners = [at for at, some in enumerate(pictures) for _ in some]
        found: list[list[Signal]] = [[] for _ in pictures]
        if not codes:
            return found
        name = self._registry.name
        for declared in self._registry.declared(codes, least_quality=_FLAT):
            if declared.choice == "none" or "train-ai" not in declared.uses:
                continue
            value = f"{declared.distance} to a registered work"
            if declared.choice == "opt-out":
                found[owners[declared.query]].append(Signal("registry", "registered", value, name))
            else:
                terms = Terms("", ", ".join(declared.terms) or "as the registry says", conditions=("ask the registry",))
                found[owners[declared.query]].append(Signal("registry", "terms", value, name, terms))
        if self._kept:
            for match in self._registry.find_fingerprints(codes, least_quality=_FLAT):
                value = f"{match.distance} of 256 bits from {match.film}"
                found[owners[match.query]].append(Signal("registry", "registered", value, name))
        return found
