"""Grant: what a person, or who may speak for them, agreed to, in terms a machine can check.

Field names are those of the signed document (schema fairtake.Grant.1). Dates are ISO 8601 in UTC,
whole days ("2027-03-01") or instants ("2027-03-01T12:00:00Z"); amounts are exact decimals
written as text; hashes are SHA-256 in hex. A date on its own means the whole day.

Sources: RSL Media Human Consent Standard 1.0 (draft), NO FAKES Act, California AB 2602, New York
GOB 5-302, SAG-AFTRA agreements (replicas, 48 hours' notice, strike clause), W3C ODRL 2.2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = [
    "Asset",
    "Capacity",
    "Compensation",
    "Grant",
    "Liveness",
    "Modality",
    "ReplicaType",
    "Representation",
    "Revocation",
    "RevocationEntry",
    "RevocationList",
    "Share",
    "Signature",
    "SignedGrant",
    "Storage",
    "Subject",
]


class Modality(StrEnum):
    """What of a person is lent."""

    FACE = "face"
    VOICE = "voice"
    MOTION = "motion"
    NAME = "name"
    WORK = "work"


class Capacity(StrEnum):
    """For whom a signer signs; PRODUCTION is the counter-signature."""

    SELF = "self"
    REPRESENTATIVE = "representative"
    ESTATE = "estate"
    GUARDIAN = "guardian"
    PRODUCTION = "production"


class ReplicaType(StrEnum):
    """What kind of replica is made (SAG-AFTRA's four); WORK where no person is replicated."""

    EMPLOYMENT = "employment"
    INDEPENDENT = "independent"
    BACKGROUND = "background"
    ALTERATION = "alteration"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose face, voice or work it is. `did` is their key as did:key, "" while unknown; `born` a date,
    needed of a minor; `consent_id` theirs in a consent register."""

    name: str
    did: str = ""
    consent_id: str = ""
    living: bool = True
    minor: bool = False
    born: str = ""


@dataclass(frozen=True, slots=True)
class Representation:
    """Who advised the subject: "none", "counsel" or "union", and the agreement's reference."""

    by: str = "none"
    agreement: str = ""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is lent: its `name` (a path inside what was handed over, with slashes), its hash, its
    length in bytes."""

    name: str
    sha256: str
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """A payee's part of what is owed: `percent` as an exact decimal in text; all add up to 100."""

    payee: str
    percent: str


@dataclass(frozen=True, slots=True)
class Compensation:
    """What is paid: `unit` "none", "flat", "second" (on screen or heard), "word" (spoken), "shot", "day"
    (of the story's shooting days: scenes' dates are not known, so days the production states),
    "view" or "licence" (residuals); `rate` in `currency` (ISO 4217) a unit; at least `minimum`, at most `cap` ("" for none).
    Several of them add up."""

    unit: str = "none"
    rate: str = "0"
    currency: str = ""
    minimum: str = ""
    cap: str = ""
    payee: str = ""
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Revocation:
    """Whether and how it can be taken back: `notice_days` until it works, `feed` a URL or path of the
    list of revocations, `max_age_days` how old a copy of that list may be (0: none is needed), `issuer` the
    did:key that signs the list ("": one of the keys that signed the grant, or the subject's)."""

    allowed: bool = True
    notice_days: int = 0
    effect: str = "what is not yet published is made without it"
    feed: str = ""
    max_age_days: int = 0
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Storage:
    """How the lent files are kept, and until when ("" for the term of the grant)."""

    security: str = "on the production's own machines"
    delete_by: str = ""
    third_party_training_notice: bool = True


@dataclass(frozen=True, slots=True)
class Liveness:
    """A phrase that was to be spoken, the hash of its recording, and when somebody checked it."""

    challenge: str = ""
    media_sha256: str = ""
    verified_at: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature over the canonical form of the grant: `signer` a did:key, `capacity` a Capacity,
    `value` base64url Ed25519. `separate` tells that the grant was signed by itself and not as a
    paragraph of something longer (AB 2602)."""

    signer: str
    name: str
    capacity: Capacity
    signed_at: str
    value: str
    separate: bool = True


@dataclass(frozen=True, slots=True)
class Grant:
    """What is agreed. Empty `scenes`, `languages`, `territory`, `media` mean all of them; everything else that is
    not there is not agreed. `project` is the slug of the film's title or [clearance] project."""

    id: str
    subject: Subject
    modality: tuple[Modality, ...]
    project: str
    use: str
    start: str
    end: str
    version: int = 1
    supersedes: str = ""
    representation: Representation = field(default_factory=Representation)
    replica_type: ReplicaType = ReplicaType.INDEPENDENT
    assets: tuple[Asset, ...] = ()
    roles: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    permits: tuple[str, ...] = ()
    prohibits: tuple[str, ...] = ()
    training: bool = False
    content_limits: tuple[str, ...] = ()
    territory: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    compensation: tuple[Compensation, ...] = ()
    disclosed_at: str = ""
    notice_waived: bool = False
    """The subject does without the 48 hours between `disclosed_at` and the first use. Only for adults who are
    not represented by a union."""
    court_approval: str = ""
    revocation: Revocation = field(default_factory=Revocation)
    strike_suspend: bool = True
    storage: Storage = field(default_factory=Storage)
    synthetic_justification: str = ""
    liveness: Liveness = field(default_factory=Liveness)
    credit: str = ""
    """How the subject wants to be named in the credits; "" by name."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """Terms no machine checks, in words, by heading."""

    @property
    def credited(self) -> str:
        """How the subject is named in credits, statements and credentials."""
        return self.credit or self.subject.name


@dataclass(frozen=True, slots=True)
class SignedGrant:
    """A grant and its signatures. `sha256` is the hash of the canonical form that was signed: the
    grant's fingerprint, by which credentials, statements and logs name it."""

    grant: Grant
    signatures: tuple[Signature, ...]
    sha256: str


@dataclass(frozen=True, slots=True)
class RevocationEntry:
    """A grant taken back (schema fairtake.Revocation.1): `grant` is its fingerprint, `effective` from when it no
    longer stands, `signer` the did:key of the subject or of whoever signed for them, `value` their
    signature as base64url Ed25519."""

    grant: str
    id: str
    subject: str
    signer: str
    capacity: Capacity
    signed_at: str
    effective: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class RevocationList:
    """Revocations as a feed gives them out (schema fairtake.Revocations.1): complete as of `issued_at`, which
    `issuer` (a did:key) signed."""

    entries: tuple[RevocationEntry, ...]
    issued_at: str
    issuer: str
    value: str
