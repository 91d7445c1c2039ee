"""A whole registry as plain entries, and back: for backups, audits, and moving from SQLite to PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from fairtake.clearance.registry import log
from fairtake.clearance.registry.database import Session
from fairtake.errors import ClearanceError

__all__ = ["counts", "export", "restore"]

_PAGE = 5000
_TABLES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "grant": (
        "grants",
        ("sha256", "document", "subject", "name", "project", "ends", "added", "forgotten"),
        ("sha256",),
    ),
    "revocation": ("revocations", ("sha256", "grant_sha256", "document", "effective", "added"), ("sha256",)),
    "use": ("uses", ("number", "previous", "hash", "film", "event_key", "event", "at"), ("number",)),
    "mark": (
        "marks",
        ("value", "manifest_sha256", "content_sha256", "film", "added", "number"),
        ("number",),
    ),
    "mark grant": (
        "mark_grants",
        ("value", "manifest_sha256", "grant_sha256"),
        ("value", "manifest_sha256", "grant_sha256"),
    ),
    "fingerprint": ("fingerprints", ("id", "film", "kind", "at_ms", "code", "quality"), ("id",)),
    "work": ("works", ("sha256", "did", "document", "signature", "added", "withdrawn"), ("sha256",)),
    "work fingerprint": ("work_fingerprints", ("id", "work_sha256", "kind", "code", "quality"), ("id",)),
}
"""What an entry is called, its table, the columns, and those that order it. Tables that refer to others come later."""

_WITH_CODES = ("fingerprint", "work fingerprint")


def counts(session: Session) -> Mapping[str, int]:
    """How many rows there are of each."""
    found = {}
    for table in ("grants", "revocations", "uses", "marks", "fingerprints", "works"):
        row = session.row(f"SELECT count(*) FROM {table}")  # noqa: S608 - a constant
        found[table] = int(row[0]) if row else 0
    return found


def export(session: Session, write: Callable[[Mapping[str, object]], None]) -> None:
    """Every row as an entry that JSON can say: codes in hex, and `method` for a fingerprint's kind."""
    row = session.row("SELECT value FROM about WHERE name = 'registry'")
    write({"kind": "registry", "schema": "fairtake.Registry.1", "id": row[0] if row else "", **counts(session)})
    for kind, (table, columns, order) in _TABLES.items():
        after: tuple[Any, ...] = ()
        names, keys = ", ".join(columns), ", ".join(order)
        while True:
            where = f"WHERE ({keys}) > ({', '.join('?' * len(order))})" if after else ""
            page = session.rows(f"SELECT {names} FROM {table} {where} ORDER BY {keys} LIMIT {_PAGE}", *after)  # noqa: S608
            for values in page:
                entry = dict(zip(columns, values, strict=True))
                if kind in _WITH_CODES:
                    del entry["id"]
                    entry["method"] = entry.pop("kind")
                    entry["code"] = bytes(entry["code"]).hex()
                write({"kind": kind, **entry})
            if len(page) < _PAGE:
                break
            after = tuple(page[-1][columns.index(name)] for name in order)


def restore(session: Session, entries: Iterable[Mapping[str, object]]) -> None:
    """The rows of entries, into empty tables."""
    if any(counts(session).values()):
        raise ClearanceError("the registry is not empty", fix="Restore into a new one: name another file or database.")
    rows: dict[str, list[tuple[object, ...]]] = {kind: [] for kind in _TABLES}
    about: Mapping[str, object] = {}
    for number, entry in enumerate(entries, 1):
        kind = str(entry.get("kind"))
        if kind == "registry" and entry.get("schema") == "fairtake.Registry.1":
            about = entry
            continue
        if kind not in _TABLES:
            raise ClearanceError(
                f"entry {number} is no entry of a registry", fix="Take the file as `fairtake registry export` wrote it."
            )
        wanted = [name for name in _TABLES[kind][1] if name != "id"]
        try:
            values = (
                {**entry, "kind": entry["method"], "code": bytes.fromhex(str(entry["code"]))}
                if kind in _WITH_CODES
                else entry
            )
            rows[kind].append(tuple(values[name] for name in wanted))
        except (KeyError, ValueError) as error:
            raise ClearanceError(
                f"entry {number} lacks what a {kind} has: {error}",
                fix="Take the file as `fairtake registry export` wrote it.",
            ) from error
    for kind, (table, columns, _) in _TABLES.items():
        names = [name for name in columns if name != "id"]
        places = ", ".join("?" * len(names))
        if rows[kind]:
            session.each(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows[kind])  # noqa: S608
    if dict(counts(session)) != {name: about.get(name, 0) for name in counts(session)}:
        raise ClearanceError(
            "the export is not whole: it has other numbers of entries than it says", fix="Export the registry again."
        )
    session.do("UPDATE about SET value = ? WHERE name = 'registry'", about["id"])
    found = log.check(session)
    if not found.holds:
        raise ClearanceError(
            f"the usage log does not hold: {found.faults[0].what}",
            fix="Export the registry again, or find out who altered it.",
        )
