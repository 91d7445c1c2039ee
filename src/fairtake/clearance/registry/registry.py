"""The registry: what has to be remembered from film to film."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from secrets import token_hex
from types import TracebackType

from fairtake.clearance.grants import (
    Key,
    as_bytes,
    begins,
    entry_bytes,
    now,
    parse_revocations,
    parse_signed,
    stamp,
)
from fairtake.clearance.registry import exporting, kept, log, sights, works
from fairtake.clearance.registry.checking import named, sha256
from fairtake.clearance.registry.database import Database, Session
from fairtake.clearance.registry.entries import (
    Declared,
    Fault,
    Fingerprint,
    Forgotten,
    GrantEntry,
    LogCheck,
    Mark,
    Match,
    Use,
    Work,
)
from fairtake.clearance.registry.head import SignedHead, sign_head
from fairtake.clearance.registry.near import Near, Neighbours
from fairtake.errors import ClearanceError
from fairtake.model.grant import RevocationEntry, SignedGrant

__all__ = ["Registry"]


class Registry:
    """Grants, revocations, the usage log, marks and fingerprints, in either database.

    What is written is kept when the method returns, even if the process is killed the moment after. Every
    method that writes may be repeated and adds nothing the second time. Several processes and threads may use one
    registry at once. All methods raise ClearanceError, with the fix.
    """

    def __init__(self, database: Database, index: Path | None = None) -> None:
        self._database = database
        self._index = index
        self._near: dict[tuple[str, str], Neighbours] = {}
        self._looking = threading.Lock()

    @property
    def name(self) -> str:
        """Where it is: a path, or a URL without password."""
        return self._database.name

    @property
    def id(self) -> str:
        """What tells this registry from all others: 32 hexadecimal digits, chosen when it was made."""
        return self._database.read(_id)

    def __enter__(self) -> Registry:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection; using the registry again makes a new one."""
        self._database.close()

    def is_there(self) -> bool:
        """Whether it has been made already; this makes none."""
        return self._database.is_there()

    def counts(self) -> Mapping[str, int]:
        """How many grants, revocations, uses, marks and fingerprints are kept."""
        return self._database.read(exporting.counts)

    def export(self, write: Callable[[Mapping[str, object]], None]) -> None:
        """Hand everything that is kept to `write`, one entry after the other, all of one moment: `kind` says what it
        is ("registry", "grant", "revocation", "use", "mark", "fingerprint"), the rest what the table has."""
        self._database.read(lambda session: exporting.export(session, write))

    def restore(self, entries: Iterable[Mapping[str, object]]) -> None:
        """Put what `export` gave into this registry, which must be empty; its id becomes that of the other, so that
        signed heads still fit. Raises ClearanceError, and leaves nothing, when the log's chain does not hold."""
        given = list(entries)
        self._database.write(lambda session: exporting.restore(session, given))

    def add_grant(self, signed: SignedGrant) -> bool:
        """Keep a grant whose terms and signatures hold; whether that changed anything. A copy with more signatures
        (the production's) takes the place of one with fewer. One that was forgotten stays forgotten."""
        checked = parse_signed(as_bytes(signed), "grant")
        return self._database.write(lambda session: kept.add_grant(session, checked))

    def grant(self, sha256: str) -> GrantEntry | None:
        """The grant with that fingerprint; None where there is none."""
        wanted = _hash_of_grant(sha256)
        found = self._database.read(lambda session: kept.grants(session, sha256=wanted))
        return found[0] if found else None

    def grants(self, subject: str = "") -> tuple[GrantEntry, ...]:
        """All grants in order of arrival, or those of one person (did:key)."""
        return self._database.read(lambda session: kept.grants(session, subject=subject))

    def revoke(self, entry: RevocationEntry) -> bool:
        """Keep a revocation whose signature holds; whether that is new. Refused when the registry has the grant and
        it may not be taken back by this signer."""
        _hash_of_grant(entry.grant)
        (checked,) = parse_revocations(entry_bytes(entry), "revocation").entries
        return self._database.write(lambda session: kept.revoke(session, checked))

    def revocations(self, grant: str = "") -> tuple[RevocationEntry, ...]:
        """All revocations in order of arrival, or those of one grant (hash); every signature is checked again. Those
        who have the grant judge whether the signer was entitled: `grants.revoked_from`."""
        wanted = _hash_of_grant(grant) if grant else ""
        return self._database.read(lambda session: kept.revocations(session, wanted))

    def forget(self, subject: str, at: datetime | None = None) -> Forgotten:
        """Take what says who they are out of those grants of a person (did:key) that are revoked or over at `at` (by
        default now). The hashes stay, as the log names them, and so do revocations, without which nobody could
        honour them. Grants in force stay whole."""
        named(subject, "did:key of whom to forget")
        found = self._database.write(lambda session: kept.forget(session, subject, at or now()))
        self._database.tidy()
        return found

    def log_use(self, film: str, event: Mapping[str, object], *, key: str = "", at: str = "") -> str:
        """Write into the usage log that `film` used something, and return the hash of the row. `event` is what JSON can
        say; it names people by the hashes of their grants only, for it can never be removed.

        `key` is what makes a repetition known, such as hash of the film and hash of the grant; by default
        film and event. With a key that is there nothing is added: the hash is that of the row that is there.
        `at` is an instant in UTC, by default now."""
        named(film, "name of the film")
        said = log.canonical_event(event)
        known_by = named(key, "key of the event") if key else log.event_key(film, said)
        when = stamp(begins(at) if at else now())
        return self._database.write(lambda session: log.append(session, film, said, known_by, when))

    def uses(self, film: str | None = None, *, after: int = 0, most: int | None = None) -> tuple[Use, ...]:
        """Rows of the usage log in order, or those of one film; those after number `after`, at most so many."""
        return self._database.read(lambda session: tuple(islice(log.uses(session, film, after), most)))

    def head(self, key: Key) -> SignedHead:
        """What the log says now, signed: kept elsewhere, it shows later that nothing was taken from its end."""

        def work(session: Session) -> SignedHead:
            number, found = log.last(session)
            return SignedHead(_id(session), number, found, stamp(now()), key.did)

        return sign_head(self._database.read(work), key)

    def check_log(self, head: SignedHead | None = None) -> LogCheck:
        """Look through the whole usage log, and whether what a signed head says is still its beginning. Raises
        ClearanceError for the head of another registry."""

        def work(session: Session) -> LogCheck:
            found = log.check(session)
            if head is None:
                return found
            if head.registry != _id(session):
                raise ClearanceError(
                    f"the head is of registry {head.registry[:8]}, not of this one, {_id(session)[:8]}",
                    file=self.name,
                    fix="Name the registry the head was taken from.",
                )
            fault = log.compare(session, head.number, head.hash)
            if not fault:
                return found
            return LogCheck(found.rows, found.number, found.hash, (*found.faults, Fault(head.number, fault)))

        return self._database.read(work)

    def add_mark(
        self, value: int, film: str, manifest_sha256: str, grants: Iterable[str] = (), *, content_sha256: str = ""
    ) -> bool:
        """Keep that the watermark `value` (48 bits) stands for a film, its C2PA manifest and content (hashes), and the
        grants (hashes) it stands on; whether that is new. Refused when the value stands for another film."""
        mark = sights.new_mark(value, film, manifest_sha256, grants, content_sha256)
        return self._database.write(lambda session: sights.add_mark(session, mark))

    def find_mark(self, value: int) -> Mark | None:
        """What a watermark stands for, as kept last; None when nobody kept it here."""
        if not 0 <= value <= sights.LARGEST_MARK:
            return None
        found = self._database.read(lambda session: sights.marks(session, value=value))
        return found[-1] if found else None

    def marks(self, film: str = "", *, grant: str = "") -> tuple[Mark, ...]:
        """All marks in order of arrival, or those of one film, or of the films that stand on a grant (hash)."""
        wanted = _hash_of_grant(grant) if grant else ""
        return self._database.read(lambda session: sights.marks(session, film=film, grant=wanted))

    def add_fingerprints(self, film: str, fingerprints: Iterable[Fingerprint]) -> int:
        """Keep what a film looks like; how many of these are new."""
        rows = sights.prepared(film, fingerprints)
        return self._database.write(lambda session: sights.add_fingerprints(session, rows)) if rows else 0

    def find_fingerprints(
        self, codes: Sequence[bytes], *, kind: str = "pdq", within: int = 31, least_quality: int = 0
    ) -> tuple[Match, ...]:
        """All kept fingerprints at most `within` of 256 bits away from any of `codes` (32 bytes each); none is
        missed. In order of the codes, nearest first.

        The codes of a kind are read into memory at the first look (40 bytes each), later ones as they come."""
        sought = sights.checked_codes(codes)

        def work(session: Session) -> tuple[Match, ...]:
            near = self._caught_up(session, "fingerprints", kind)
            return tuple(sights.matches(session, near, sought, within, least_quality))

        with self._looking:
            return self._database.read(work)

    def register_work(self, claim: Mapping[str, object], signature: str, *, expires: str = "") -> tuple[str, bool]:
        """Keep what a creator declared of a work and signed (`works.sign_claim`); its hash, and whether that is new.
        With `expires`, until when the claim's challenge could be used, it is kept as used: `works.ChallengeUsedError` is
        raised for the second who comes with it. The caller has checked that the challenge is one of its own."""
        work = works.checked_claim(claim, signature)
        request = token_hex(16)

        def do(session: Session) -> tuple[str, bool]:
            works.fits(session, claim, _id(session))
            works.use_challenge(session, str(claim["challenge"]), request, expires)
            return work.sha256, works.add(session, work, claim, signature)

        return self._database.write(do)

    def withdraw_work(self, claim: Mapping[str, object], signature: str, *, expires: str = "") -> bool:
        """Forget what was declared of a work, at the word of who declared it (`works.withdrawal`, signed); whether
        it was there. Its hash stays."""
        did, sha256 = works.checked_withdrawal(claim, signature)
        request = token_hex(16)

        def do(session: Session) -> bool:
            works.fits(session, claim, _id(session))
            works.use_challenge(session, str(claim["challenge"]), request, expires)
            return works.withdraw(session, did, sha256)

        return self._database.write(do)

    def works(self, did: str = "") -> tuple[Work, ...]:
        """Works that were declared and not withdrawn, or those of one creator; every signature is checked again."""
        return self._database.read(lambda session: works.works(session, did=did))

    def declared(
        self, codes: Sequence[bytes], *, kind: str = "pdq", least_quality: int = 0, use: str = "train-ai"
    ) -> tuple[Declared, ...]:
        """For each of `codes` (32 bytes) what was declared, as to `use`, of works at most 31 bits away: one answer for
        each, the most restrictive where several match."""
        sought = sights.checked_codes(codes)

        def work(session: Session) -> tuple[Declared, ...]:
            near = self._caught_up(session, "work_fingerprints", kind)
            return works.declared(session, near, sought, least_quality, use)

        with self._looking:
            return self._database.read(work)

    def _caught_up(self, session: Session, table: str, kind: str) -> Neighbours:
        """The codes of a table and kind, those that came since the last look among them."""
        near = self._near.get((table, kind))
        if near is None:
            if self._index is None:
                near = Near()
            else:
                from fairtake.clearance.registry.index.stored import StoredNear  # loads a compiler

                name = f"{_id(session)}-{table}-{hashlib.sha256(kind.encode()).hexdigest()[:16]}.ftx"
                near = StoredNear(self._index / name, session, table, kind)
            self._near[table, kind] = near
        sights.catch_up(session, near, kind, table)
        return near


def _id(session: Session) -> str:
    row = session.row("SELECT value FROM about WHERE name = 'registry'")
    return str(row[0]) if row else ""


def _hash_of_grant(text: str) -> str:
    return sha256(text, "grant")
