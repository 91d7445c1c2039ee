"""What a screen looks with: the gate's reader of opt-outs, grants that lie with the dataset, and a registry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from fairtake.model.grant import SignedGrant
from fairtake.screen import Readers, Signal, Terms

__all__ = ["Rights", "picture_lookup", "read_signals", "rights_of"]

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


def read_signals(
    rights: Rights, registry: Callable[[npt.NDArray[np.uint8]], Sequence[Signal]] | None = None
) -> Readers:
    """Everything a screen looks with."""
    return Readers(packets, _optouts, lambda sha256: rights.of.get(sha256, ()), registry)


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


def picture_lookup(url: str) -> Callable[[npt.NDArray[np.uint8]], list[Signal]]:
    """Looks pictures (H, W, 3) uint8 up among those of a registry: as they are, turned by quarters, and mirrored.
    Raises ClearanceError when the registry cannot be opened."""
    from fairtake.clearance.registry import open_registry  # loads a database's library

    registry = open_registry(url)

    def look(rgb: npt.NDArray[np.uint8]) -> list[Signal]:
        codes, quality = pdqhash.compute_dihedral(np.ascontiguousarray(rgb))
        if quality < _FLAT:
            return []
        packed = [np.packbits(np.asarray(code, bool)).tobytes() for code in codes]
        found = registry.find_fingerprints(packed, least_quality=_FLAT)
        nearest = min(found, key=lambda one: (one.distance, one.film, one.at), default=None)
        if nearest is None:
            return []
        value = f"{nearest.distance} of 256 bits from {nearest.film}"
        return [Signal("registry", "registered", value, registry.name)]

    return look
