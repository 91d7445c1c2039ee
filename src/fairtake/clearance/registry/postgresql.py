"""A registry on a PostgreSQL server, in a schema of its own named fairtake."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from fairtake.clearance.registry import schema
from fairtake.clearance.registry.database import Database
from fairtake.errors import ClearanceError

__all__ = ["PostgresqlDatabase"]

_LOCK = 0x46545247
"""The advisory lock writers hold until they commit: one head of the log, one at a time."""
_WAIT_SECONDS = 10
_SETTINGS = {
    "search_path": "fairtake",
    "synchronous_commit": "on",  # what is acknowledged is kept, whatever the server's own setting
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",  # a writer that was stopped does not stop the others
    "client_min_messages": "warning",
}


class PostgresqlDatabase(Database):
    """`url` as libpq takes it: postgresql://user:password@host:port/database?sslmode=verify-full."""

    placeholder = "%s"
    spelling = {  # noqa: RUF012 - a constant
        "bytes": "BYTEA",
        "count": "BIGINT",
        "id": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
    }

    def __init__(self, url: str) -> None:
        super().__init__(_without_secrets(url))
        self._url = url

    def _connect(self) -> Any:
        psycopg = self._driver()
        deadline = time.monotonic() + _WAIT_SECONDS
        try:
            given = psycopg.conninfo.conninfo_to_dict(self._url)
            options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
            while True:
                try:
                    return psycopg.connect(
                        self._url,
                        autocommit=True,
                        options=f"{given.get('options') or ''} {options}".strip(),
                        connect_timeout=int(given.get("connect_timeout") or _WAIT_SECONDS),
                        application_name="fairtake",
                    )
                except psycopg.OperationalError as error:
                    if not _is_starting(error) or time.monotonic() > deadline:
                        raise
                    time.sleep(0.1)
        except (psycopg.Error, ValueError) as error:
            raise self._unreachable(error) from error

    def _exists(self) -> bool:
        connection = self._connection or self._connect()
        try:
            return self._schema(connection.cursor()) > 0
        finally:
            if connection is not self._connection:
                connection.close()

    def _driver(self) -> Any:
        try:
            import psycopg
        except ImportError as error:
            raise ClearanceError(
                "a registry on PostgreSQL needs psycopg, which is not installed",
                file=self.name,
                fix='Install it: pip install "fairtake[postgresql]".',
            ) from error
        return psycopg

    def _unreachable(self, error: Exception) -> ClearanceError:
        said = " ".join(str(error).split())
        if "does not exist" in said and "database" in said:
            fix = "Make the database (createdb), or correct its name in the URL."
        elif "authentication" in said or "password" in said or "role" in said or "pg_hba" in said:
            fix = "Correct user and password in the URL, or ask who runs the server to let you in."
        elif "invalid" in said or "missing" in said:
            fix = "Write it as postgresql://user:password@host:port/database."
        else:
            fix = "Start the server or correct host and port in the URL; without --registry the one on this machine is used."
        return ClearanceError(f"the PostgreSQL server cannot be used: {said}", file=self.name, fix=fix)

    def _begin_read(self, cursor: Any) -> None:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def _begin_write(self, cursor: Any) -> None:
        # READ COMMITTED: what is asked after the lock was given sees all that was committed before.
        cursor.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))

    def _begin_migration(self, cursor: Any) -> None:
        self._begin_write(cursor)
        # Not CREATE SCHEMA IF NOT EXISTS, which asks for the right to make one even if it is there.
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = 'fairtake'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE SCHEMA fairtake")

    def _schema(self, cursor: Any) -> int:
        cursor.execute("SELECT to_regclass('fairtake.about') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute("SELECT value FROM about WHERE name = 'schema'")
        found = cursor.fetchone()
        return int(found[0]) if found else 0

    def _note_schema(self, cursor: Any) -> None:
        cursor.execute(
            "INSERT INTO about (name, value) VALUES ('schema', %s) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (str(schema.SCHEMA),),
        )

    def _own(self, step: schema.Migration) -> tuple[str, ...]:
        return step.postgresql

    def _errors(self) -> tuple[type[Exception], ...]:
        return (self._driver().Error,)

    def _is_broken(self, error: Exception) -> bool:
        # No SQLSTATE: the connection is gone. Class 57P: the server shuts down, crashed, or starts. 08: connection.
        if not isinstance(error, self._driver().OperationalError):
            return False
        state = error.sqlstate
        return state is None or state.startswith(("57P", "08"))

    def _explained(self, error: Exception) -> ClearanceError:
        psycopg = self._driver()
        said = " ".join(str(error).split())
        if isinstance(error, psycopg.errors.LockNotAvailable):
            fix = "Another program writes for long: try again when it is done."
        elif isinstance(error, psycopg.errors.InsufficientPrivilege):
            fix = (
                "Ask who runs the server for the right to create a schema, or to read and write the one named fairtake."
            )
        elif self._is_broken(error):
            fix = "Start the server and do it again; nothing that was acknowledged is lost."
        else:
            fix = "Look at `fairtake registry check` and at the server's log."
        return ClearanceError(f"the registry refuses: {said}", file=self.name, fix=fix)

    def tidy(self) -> None:
        """Let the server reuse the room of rows that are gone; its backups and archives are its keeper's."""
        psycopg = self._driver()
        with self._turn:
            try:
                self._connected().execute("VACUUM grants")
            except psycopg.Error as error:
                raise self._explained(error) from error


def _is_starting(error: Exception) -> bool:
    """Whether the server is there and says to come back: it starts, or recovers from a crash."""
    said = str(error)
    return "starting up" in said or "recovery" in said or "not yet accepting" in said


def _without_secrets(url: str) -> str:
    """The URL as it may be shown: no password, no settings."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or "".join(parse_qs(parts.query).get("host", ["localhost"]))
        port = f":{parts.port}" if parts.port else ""
        user = f"{parts.username}@" if parts.username else ""
    except ValueError:
        return "postgresql://..."
    return f"postgresql://{user}{host}{port}{parts.path}"
