"""The tables, one text for both databases, and how an older registry becomes a newer one.

`MIGRATIONS[n]` lifts a registry of schema n to n + 1. What the two databases spell differently stands
in braces: {bytes}, {count}, {id}. Only the guards of the log are written twice.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FIRST", "MIGRATIONS", "SCHEMA", "Migration"]

FIRST = "0" * 64
"""What the first row of the log has for the hash of the row before it."""


@dataclass(frozen=True, slots=True)
class Migration:
    """Statements for both databases, then those for one of them."""

    both: tuple[str, ...]
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()


_TABLES = (
    """
    CREATE TABLE about (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    )
    """,
    # A forgotten grant keeps its hash; document, subject and name become empty.
    """
    CREATE TABLE grants (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        document TEXT NOT NULL,
        subject TEXT NOT NULL,
        name TEXT NOT NULL,
        project TEXT NOT NULL,
        ends TEXT NOT NULL,
        added TEXT NOT NULL,
        forgotten TEXT NOT NULL
    )
    """,
    "CREATE INDEX grants_by_subject ON grants (subject)",
    # No foreign key to grants: a revocation may arrive where the grant never was.
    """
    CREATE TABLE revocations (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        grant_sha256 TEXT NOT NULL CHECK (length(grant_sha256) = 64),
        document TEXT NOT NULL,
        effective TEXT NOT NULL,
        added TEXT NOT NULL
    )
    """,
    "CREATE INDEX revocations_by_grant ON revocations (grant_sha256)",
    """
    CREATE TABLE uses (
        number {count} PRIMARY KEY CHECK (number > 0),
        previous TEXT NOT NULL CHECK (length(previous) = 64),
        hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
        film TEXT NOT NULL,
        event_key TEXT NOT NULL UNIQUE,
        event TEXT NOT NULL,
        at TEXT NOT NULL
    )
    """,
    "CREATE INDEX uses_by_film ON uses (film, number)",
    """
    CREATE TABLE marks (
        value {count} NOT NULL,
        manifest_sha256 TEXT NOT NULL CHECK (length(manifest_sha256) = 64),
        content_sha256 TEXT NOT NULL,
        film TEXT NOT NULL,
        added TEXT NOT NULL,
        number {count} NOT NULL UNIQUE,
        PRIMARY KEY (value, manifest_sha256)
    )
    """,
    """
    CREATE TABLE mark_grants (
        value {count} NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        grant_sha256 TEXT NOT NULL CHECK (length(grant_sha256) = 64),
        PRIMARY KEY (value, manifest_sha256, grant_sha256),
        FOREIGN KEY (value, manifest_sha256) REFERENCES marks (value, manifest_sha256)
    )
    """,
    "CREATE INDEX marks_by_grant ON mark_grants (grant_sha256)",
    """
    CREATE TABLE fingerprints (
        id {id},
        film TEXT NOT NULL,
        kind TEXT NOT NULL,
        at_ms {count} NOT NULL,
        code {bytes} NOT NULL CHECK (length(code) = 32),
        quality {count} NOT NULL,
        UNIQUE (film, kind, at_ms, code)
    )
    """,
    "CREATE INDEX fingerprints_by_kind ON fingerprints (kind, id)",
)

# INSERT OR REPLACE would take the old row away without asking the trigger against DELETE; the one
# before INSERT stops it too, because such a row does not follow the last one.
_SQLITE_GUARDS = (
    """
    CREATE TRIGGER uses_never_change BEFORE UPDATE ON uses
    BEGIN
        SELECT RAISE(ABORT, 'the usage log is append-only: no row may be changed');
    END
    """,
    """
    CREATE TRIGGER uses_never_go BEFORE DELETE ON uses
    BEGIN
        SELECT RAISE(ABORT, 'the usage log is append-only: no row may be removed');
    END
    """,
    f"""
    CREATE TRIGGER uses_follow BEFORE INSERT ON uses
    WHEN NEW.number IS NOT coalesce((SELECT max(number) FROM uses), 0) + 1
        OR NEW.previous IS NOT coalesce((SELECT hash FROM uses ORDER BY number DESC LIMIT 1), '{FIRST}')
    BEGIN
        SELECT RAISE(ABORT, 'the usage log is append-only: a row must follow the last one');
    END
    """,  # noqa: S608 - a constant
)

_POSTGRESQL_GUARDS = (
    """
    CREATE FUNCTION uses_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the usage log is append-only: no row may be changed or removed';
    END $$
    """,
    """
    CREATE TRIGGER uses_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON uses
    FOR EACH STATEMENT EXECUTE FUNCTION uses_never_change()
    """,
    f"""
    CREATE FUNCTION uses_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.number <> coalesce((SELECT max(number) FROM uses), 0) + 1
            OR NEW.previous <> coalesce((SELECT hash FROM uses ORDER BY number DESC LIMIT 1), '{FIRST}')
        THEN
            RAISE EXCEPTION 'the usage log is append-only: a row must follow the last one';
        END IF;
        RETURN NEW;
    END $$
    """,  # noqa: S608 - a constant
    "CREATE TRIGGER uses_follow BEFORE INSERT ON uses FOR EACH ROW EXECUTE FUNCTION uses_follow()",
)

# A work that was withdrawn keeps its hash; document and signature become empty, its fingerprints go.
_WORKS = (
    """
    CREATE TABLE works (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        did TEXT NOT NULL,
        document TEXT NOT NULL,
        signature TEXT NOT NULL,
        added TEXT NOT NULL,
        withdrawn TEXT NOT NULL
    )
    """,
    "CREATE INDEX works_by_did ON works (did)",
    """
    CREATE TABLE work_fingerprints (
        id {id},
        work_sha256 TEXT NOT NULL REFERENCES works (sha256),
        kind TEXT NOT NULL,
        code {bytes} NOT NULL CHECK (length(code) = 32),
        quality {count} NOT NULL,
        UNIQUE (work_sha256, kind, code)
    )
    """,
    "CREATE INDEX work_fingerprints_by_kind ON work_fingerprints (kind, id)",
    """
    CREATE TABLE used_challenges (
        challenge TEXT PRIMARY KEY,
        request TEXT NOT NULL,
        expires TEXT NOT NULL
    )
    """,
)

MIGRATIONS = (Migration(_TABLES, _SQLITE_GUARDS, _POSTGRESQL_GUARDS), Migration(_WORKS))

SCHEMA = len(MIGRATIONS)
"""The schema this version writes."""
