"""Taking a grant back, and knowing what was taken back.

An entry (fairtake.Revocation.1) is signed by the subject, or by a key that signed the grant for them: nobody
else's counts, so a list cannot forge one. A list (fairtake.Revocations.1) is complete as of its date; its own
signature, by the issuer the grant names, is what makes an empty list mean something.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from fairtake.clearance.grants.canon import canonical
from fairtake.clearance.grants.fields import from_data, to_data
from fairtake.clearance.grants.keys import Key, verify
from fairtake.clearance.grants.moments import begins, now, stamp
from fairtake.clearance.grants.reading import only, read_bytes, read_json
from fairtake.clearance.grants.signing import from_base64, save, to_base64
from fairtake.clearance.home import home
from fairtake.errors import ClearanceError
from fairtake.model.grant import Capacity, RevocationEntry, RevocationList, Signature, SignedGrant

__all__ = [
    "Known",
    "entry_bytes",
    "is_revoked",
    "keep",
    "known_revocations",
    "list_bytes",
    "load_revocations",
    "make_list",
    "parse_revocations",
    "revoke",
    "revoked_from",
    "stale_list",
]

_ENTRY, _LIST = "fairtake.Revocation.1", "fairtake.Revocations.1"
_LARGEST = 4 * 1024 * 1024
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Known:
    """What is known to have been taken back: single entries, and whole lists."""

    entries: tuple[RevocationEntry, ...] = ()
    lists: tuple[RevocationList, ...] = ()

    def plus(self, *others: Known) -> Known:
        """Everything of all of them."""
        return Known(
            tuple(dict.fromkeys(entry for known in (self, *others) for entry in known.entries)),
            tuple(dict.fromkeys(found for known in (self, *others) for found in known.lists)),
        )

    def every(self) -> Iterable[RevocationEntry]:
        """All entries, also those of lists."""
        yield from self.entries
        for found in self.lists:
            yield from found.entries


def revoke(
    signed: SignedGrant, key: Key, *, at: datetime | None = None, effective: str = "", reason: str = ""
) -> RevocationEntry:
    """The grant taken back with `key`, from `effective` (a day or an instant; by default as soon as the notice that was
    agreed allows). Raises ClearanceError when the grant does not allow it or the key is not entitled."""
    grant, moment = signed.grant, at or now()
    capacity = _entitled(signed, key.did)
    if capacity is None:
        raise ClearanceError(
            f"this key cannot take back {grant.id}",
            key="signer",
            fix=f"It takes the key of {grant.subject.name}, or one that signed for them.",
        )
    if not grant.revocation.allowed:
        raise ClearanceError(
            f"{grant.id} was granted for good until {grant.end}",
            key="revocation.allowed",
            fix="Agree on a new version with the production.",
        )
    earliest = moment + timedelta(days=grant.revocation.notice_days)
    wanted = begins(effective, key="effective") if effective else earliest
    if effective and wanted < earliest and effective != earliest.date().isoformat():
        days = grant.revocation.notice_days
        raise ClearanceError(
            f"{effective} is too soon" + (f": {days} days' notice were agreed" if days else ""),
            key="effective",
            fix=f'Choose "{(earliest + timedelta(days=1)).date()}" or later, or leave it out.',
        )
    entry = RevocationEntry(
        grant=signed.sha256,
        id=grant.id,
        subject=grant.subject.name,
        signer=key.did,
        capacity=capacity,
        signed_at=stamp(moment),
        effective=stamp(max(wanted, earliest)),
        reason=reason,
        value="",
    )
    done = replace(entry, value=to_base64(key.sign(_entry_message(entry))))
    return _entry({"schema": _ENTRY, "revocation": to_data(done)}, "revocation")


def make_list(entries: Iterable[RevocationEntry], key: Key, *, at: datetime | None = None) -> RevocationList:
    """A list of all that was taken back as of `at`, signed with the issuer's key."""
    ordered = tuple(sorted(set(entries), key=lambda entry: (entry.grant, entry.signed_at, entry.value)))
    found = RevocationList(ordered, stamp(at or now()), key.did, "")
    return replace(found, value=to_base64(key.sign(_list_message(found))))


def entry_bytes(entry: RevocationEntry) -> bytes:
    """An entry as its file has it: canonical JSON."""
    return canonical({"schema": _ENTRY, "revocation": to_data(entry)})


def list_bytes(found: RevocationList) -> bytes:
    """A list as its file has it: canonical JSON."""
    return canonical({"schema": _LIST, **to_data(found)})


def parse_revocations(data: bytes, name: str) -> Known:
    """An entry or a list, every signature checked. `name` is the file's name in errors. Raises ClearanceError."""
    found = read_json(data, name, _LARGEST)
    schema = found.get("schema")
    if schema == _ENTRY:
        return Known(entries=(_entry(found, name),))
    if schema != _LIST:
        raise ClearanceError(
            f"{str(schema)[:40]!r} is not a schema of revocations",
            file=name,
            key="schema",
            fix=f'"{_ENTRY}" and "{_LIST}" are known.',
        )
    only(found, ("schema", "entries", "issued_at", "issuer", "value"), name)
    raw = found["entries"]
    if not isinstance(raw, list) or len(raw) > _MOST or not all(isinstance(entry, dict) for entry in raw):
        raise ClearanceError(
            f"is not a list of at most {_MOST} entries", file=name, key="entries", fix="Fetch it anew."
        )
    entries = tuple(
        _entry({"schema": _ENTRY, "revocation": entry}, name, f"entries[{at}]") for at, entry in enumerate(raw)
    )
    rest = {key: found[key] for key in ("issued_at", "issuer", "value")}
    listed = from_data(RevocationList, {**rest, "entries": []}, name, complete=True)
    listed = replace(listed, entries=entries)
    begins(listed.issued_at, file=name, key="issued_at")
    if not verify(listed.issuer, _list_message(listed), from_base64(listed.value)):
        raise ClearanceError("the list was altered after it was signed", file=name, key="value", fix="Fetch it anew.")
    return Known(lists=(listed,))


def load_revocations(path: Path) -> Known:
    """What a file says was taken back, or all *.json files of a folder. Raises ClearanceError; nothing that cannot be
    read is passed over."""
    if path.is_dir():
        return Known().plus(*(load_revocations(file) for file in sorted(path.glob("*.json"))))
    return parse_revocations(read_bytes(path, _LARGEST), str(path))


def known_revocations() -> Known:
    """What was taken back or learned of on this machine: home()/revocations. Raises ClearanceError."""
    folder = home() / "revocations"
    return load_revocations(folder) if folder.is_dir() else Known()


def keep(entry: RevocationEntry) -> Path:
    """Keeps an entry in home()/revocations, where the gate looks at once; its path. Raises OutputError."""
    path = home() / "revocations" / f"{entry.grant[:16]}-{entry.value[:8].replace('-', '_')}.json"
    save(entry_bytes(entry), path, replace_it=True)
    return path


def revoked_from(signed: SignedGrant, known: Known) -> tuple[RevocationEntry, datetime] | None:
    """By which entry, and from when, the grant is taken back. Entries of keys that are not entitled, and those of grants
    that cannot be taken back, do not count; one that ignores the notice works when the notice is over."""
    found: tuple[RevocationEntry, datetime] | None = None
    for entry in known.every():
        if (
            entry.grant != signed.sha256
            or _entitled(signed, entry.signer) is None
            or not signed.grant.revocation.allowed
        ):
            continue
        earliest = begins(entry.signed_at) + timedelta(days=signed.grant.revocation.notice_days)
        start = max(begins(entry.effective), earliest)
        if found is None or start < found[1]:
            found = entry, start
    return found


def is_revoked(signed: SignedGrant, known: Known, at: datetime) -> RevocationEntry | None:
    """The entry by which the grant is taken back at the moment `at`, if there is one."""
    found = revoked_from(signed, known)
    return found[0] if found is not None and found[1] <= at else None


def stale_list(signed: SignedGrant, known: Known, at: datetime) -> str:
    """Why the lists at hand are not fresh enough for this grant at `at`, in words; "" when they are or none is needed."""
    terms = signed.grant.revocation
    if not terms.max_age_days:
        return ""
    issuers = (
        {terms.issuer} if terms.issuer else {entry.signer for entry in _signers(signed)} | {signed.grant.subject.did}
    )
    dates = [begins(found.issued_at) for found in known.lists if found.issuer in issuers]
    dates = [date for date in dates if date <= at + timedelta(days=1)]
    if not dates:
        return f"there is no copy of the list of revocations ({terms.feed})"
    if at - max(dates) > timedelta(days=terms.max_age_days):
        return f"the list of revocations ({terms.feed}) is of {stamp(max(dates))[:10]}, older than {terms.max_age_days} days"
    return ""


def _entitled(signed: SignedGrant, did: str) -> Capacity | None:
    for entry in _signers(signed):
        if entry.signer == did:
            return entry.capacity
    return Capacity.SELF if did and did == signed.grant.subject.did else None


def _signers(signed: SignedGrant) -> list[Signature]:
    return [entry for entry in signed.signatures if entry.capacity is not Capacity.PRODUCTION]


def _entry(found: dict[str, Any], name: str, at: str = "revocation") -> RevocationEntry:
    only(found, ("schema", "revocation"), name)
    if not isinstance(found["revocation"], dict):
        raise ClearanceError("is not a table", file=name, key=at, fix="Take the file as it was signed.")
    entry = from_data(RevocationEntry, found["revocation"], name, at=at, complete=True)
    begins(entry.signed_at, file=name, key=f"{at}.signed_at")
    begins(entry.effective, file=name, key=f"{at}.effective")
    if not verify(entry.signer, _entry_message(entry), from_base64(entry.value)):
        raise ClearanceError(
            "the revocation was altered after it was signed", file=name, key=f"{at}.value", fix="Ask for it anew."
        )
    return entry


def _entry_message(entry: RevocationEntry) -> bytes:
    said = to_data(entry)
    del said["value"]
    return _ENTRY.encode() + b"\n" + canonical(said)


def _list_message(found: RevocationList) -> bytes:
    said = to_data(found)
    del said["value"]
    return _LIST.encode() + b"\n" + canonical(said)
