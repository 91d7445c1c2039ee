"""What a registry keeps, as nouns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fairtake.clearance.grants import parse_signed
from fairtake.errors import ClearanceError
from fairtake.model.grant import SignedGrant

__all__ = [
    "CODE_BYTES",
    "Declared",
    "Fault",
    "Fingerprint",
    "Forgotten",
    "GrantEntry",
    "LogCheck",
    "Mark",
    "Match",
    "Use",
    "Work",
]

CODE_BYTES = 32
"""A fingerprint is 256 bits."""


@dataclass(frozen=True, slots=True)
class GrantEntry:
    """A grant that is kept. `sha256` its fingerprint, `document` its file as text, `subject` the did:key of whose it
    is, `name`, `project` and `ends` as the grant gives them, `added` and `forgotten` instants in UTC. Once forgotten,
    `document`, `subject` and `name` are empty: the hash alone stays, because the log names it."""

    sha256: str
    document: str
    subject: str
    name: str
    project: str
    ends: str
    added: str
    forgotten: str = ""

    @property
    def signed(self) -> SignedGrant | None:
        """The grant, its terms and signatures checked again; None once forgotten. Raises ClearanceError
        when what is kept is not what was signed."""
        if not self.document:
            return None
        signed = parse_signed(self.document.encode(), f"grant {self.sha256[:16]}")
        if signed.sha256 != self.sha256:
            raise ClearanceError(
                "the registry has another grant under this hash",
                file=f"grant {self.sha256[:16]}",
                fix="Put a backup of the registry in its place.",
            )
        return signed


@dataclass(frozen=True, slots=True)
class Use:
    """One row of the usage log. `number` counts from 1 without gaps; `hash` is SHA-256 in hex over the RFC 8785 form
    of {at, event, film, key, number, previous}; `previous` the hash of the row before (64 zeros before the first);
    `key` what makes a repetition known; `at` when it was written down, an instant in UTC."""

    number: int
    previous: str
    hash: str
    film: str
    key: str
    event: Mapping[str, object]
    at: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the usage log: at which `number`, and what, in words."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class LogCheck:
    """What looking through the usage log found: how many `rows` it has, the `number` and `hash` of the last of
    them (0 and 64 zeros of an empty log), and every fault; none of them means that the chain holds."""

    rows: int
    number: int
    hash: str
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        """No fault was found."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a frame (or a span of sound) of a film looks like: `at` seconds from its start, `kind` the method ("pdq"),
    `code` 32 bytes, `quality` 0 to 100 (PDQ gives flat pictures a low one)."""

    at: float
    code: bytes
    kind: str = "pdq"
    quality: int = 100


@dataclass(frozen=True, slots=True)
class Match:
    """A kept fingerprint near a sought one: `query` which of the sought ones it was (0-based), `distance` how many
    of the 256 bits differ."""

    query: int
    distance: int
    film: str
    at: float
    quality: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a 48-bit watermark stands for: the film, the hash of its C2PA manifest and of its content ("" where not
    given), and the grants it stands on."""

    value: int
    film: str
    manifest_sha256: str
    content_sha256: str
    grants: tuple[str, ...]
    added: str


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Hashes of the grants of a person that are forgotten now, and of those kept because they are in force."""

    grants: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """What a creator declared of a work, and signed: `sha256` its hash, `did` whose it is, `title`, `choice`
    ("opt-out" or "terms"), `uses` to which that applies ("train-ai", "search"), `terms` where they are to be read
    ("" of an opt-out), `grants` hashes of grants that stand besides, `fingerprints` by which copies are known."""

    sha256: str
    did: str
    title: str
    choice: str
    uses: tuple[str, ...]
    terms: str
    grants: tuple[str, ...]
    fingerprints: tuple[Fingerprint, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What was declared of whatever looks like a code: `query` which of the sought ones, `distance` its class ("exact",
    "close", "near", or "none" where nothing is known), `choice` ("opt-out", "terms" or "none"), the most restrictive of
    all that match and speak of the use that was asked for, `uses` to which it applies, `terms` where to read them, `grants` (hash, "revoked" or not).

    It says whose the work is, what it is called and how exactly it matches to nobody."""

    query: int
    distance: str = "none"
    choice: str = "none"
    uses: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    grants: tuple[tuple[str, bool], ...] = ()
