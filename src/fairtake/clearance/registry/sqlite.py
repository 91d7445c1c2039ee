"""A registry in one file on this machine."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from fairtake.clearance.registry import schema
from fairtake.clearance.registry.database import Database
from fairtake.errors import ClearanceError

__all__ = ["SqliteDatabase"]

_WAIT_SECONDS = 30.0
_APPLICATION = 0x46545247
"""Stands in the file's header, so that no other program's database is taken for a registry: "FTRG"."""


class SqliteDatabase(Database):
    """`path` is made for the user's eyes only (0600) when it is not there."""

    spelling = {  # noqa: RUF012 - a constant
        "bytes": "BLOB",
        "count": "INTEGER",
        "id": "INTEGER PRIMARY KEY AUTOINCREMENT",
    }

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path

    def _connect(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # The files beside it (-wal, -shm) take over its mode.
            with suppress(FileExistsError):
                os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        except OSError as error:
            raise ClearanceError(
                f"the registry cannot be made: {error.strerror or error}",
                file=self.name,
                fix="Set FAIRTAKE_REGISTRY to a file in a folder that may be written to.",
            ) from error
        connection = sqlite3.connect(
            self.path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            self._refuse_strangers(connection)
            self._log_ahead(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_strangers(self, connection: sqlite3.Connection) -> None:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application == _APPLICATION:
            return
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # Asked again: somebody may have made the registry between the two questions.
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        if application != _APPLICATION and (tables or application):
            raise ClearanceError(
                "is a database of another program, not a registry", file=self.name, fix="Name another file."
            )

    def _log_ahead(self, connection: sqlite3.Connection) -> None:
        # Changing the mode needs the file alone, and SQLite does not wait for that by itself.
        deadline = time.monotonic() + _WAIT_SECONDS
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if not _is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def _exists(self) -> bool:
        return self.path.is_file() and self.path.stat().st_size > 0

    def _begin_read(self, cursor: Any) -> None:
        cursor.execute("BEGIN")

    def _begin_write(self, cursor: Any) -> None:
        cursor.execute("BEGIN IMMEDIATE")

    def _begin_migration(self, cursor: Any) -> None:
        cursor.execute("BEGIN IMMEDIATE")

    def _schema(self, cursor: Any) -> int:
        return int(cursor.execute("PRAGMA user_version").fetchone()[0])

    def _note_schema(self, cursor: Any) -> None:
        cursor.execute(f"PRAGMA application_id = {_APPLICATION}")
        cursor.execute(f"PRAGMA user_version = {schema.SCHEMA}")

    def _own(self, step: schema.Migration) -> tuple[str, ...]:
        return step.sqlite

    def _errors(self) -> tuple[type[Exception], ...]:
        return (sqlite3.Error,)

    def _is_broken(self, error: Exception) -> bool:
        return False

    def _explained(self, error: Exception) -> ClearanceError:
        said = str(error)
        if isinstance(error, sqlite3.OperationalError) and _is_busy(error):
            return ClearanceError(
                f"the registry was busy for {_WAIT_SECONDS:.0f} seconds: another program writes into it",
                file=self.name,
                fix="Try again when it is done.",
            )
        if "readonly" in said or "unable to open" in said:
            return ClearanceError(
                f"the registry cannot be written: {said}",
                file=self.name,
                fix="Give yourself the right to write to the file and its folder, or name another registry.",
            )
        if "full" in said:
            return ClearanceError(
                "the registry cannot grow: the disk is full", file=self.name, fix="Make room and do it again."
            )
        if "not a database" in said or "malformed" in said:
            return ClearanceError(
                f"the registry is damaged or no registry: {said}",
                file=self.name,
                fix="Put a backup in its place, or move the file away to begin a new one.",
            )
        return ClearanceError(f"the registry refuses: {said}", file=self.name, fix="Look at `fairtake registry check`.")

    def tidy(self) -> None:
        """Empty the log that SQLite writes ahead; secure_delete has overwritten what was in the file itself."""
        with self._turn:
            try:
                self._connected().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.Error as error:
                raise self._explained(error) from error


def _is_busy(error: sqlite3.OperationalError) -> bool:
    return "locked" in str(error) or "busy" in str(error)
