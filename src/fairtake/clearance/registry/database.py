"""What the two databases have in common: transactions, migrations, errors in words."""

from __future__ import annotations

import os
import secrets
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, TypeVar

from fairtake.clearance.registry import schema
from fairtake.errors import ClearanceError

__all__ = ["Database", "Session"]

T = TypeVar("T")
Row = tuple[Any, ...]
_RECOVERY_SECONDS = 10.0


class Session:
    """A transaction that is open. SQL is written with ? for values, whichever database reads it."""

    def __init__(self, cursor: Any, placeholder: str) -> None:
        self._cursor = cursor
        self._placeholder = placeholder

    def do(self, sql: str, *values: object) -> int:
        """Run a statement; how many rows it touched."""
        self._cursor.execute(sql.replace("?", self._placeholder), values)
        return int(self._cursor.rowcount)

    def each(self, sql: str, rows: Iterable[Sequence[object]]) -> int:
        """Run a statement once for every row of values; how many rows that touched."""
        self._cursor.executemany(sql.replace("?", self._placeholder), rows)
        return max(int(self._cursor.rowcount), 0)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        self._cursor.execute(sql.replace("?", self._placeholder), values)
        return list(self._cursor.fetchall())

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row of a query."""
        self._cursor.execute(sql.replace("?", self._placeholder), values)
        found: Row | None = self._cursor.fetchone()
        return found


class Database(ABC):
    """A connection that is made at first use, once in each process, and made again after it broke.

    Threads take turns. `name` is how errors call the database: never with a password in it.
    """

    placeholder = "?"
    spelling: dict[str, str]
    """What stands for {bytes}, {count} and {id} in the tables."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._connection: Any = None
        self._process = 0
        self._turn = threading.RLock()

    def read(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, which sees one state of the database throughout."""
        return self._within(self._begin_read, work)

    def write(self, work: Callable[[Session], T]) -> T:
        """What `work` returns, after all it wrote is safely kept; an error leaves nothing of it.

        One writer at a time, others wait. `work` may be run again when the connection broke,
        so it must be such that doing it twice is as doing it once.
        """
        return self._within(self._begin_write, work)

    def is_there(self) -> bool:
        """Whether a registry has been made here; makes none."""
        with self._turn:
            try:
                return self._exists()
            except self._errors() as error:
                raise self._explained(error) from error

    def close(self) -> None:
        """End the connection; the next use makes a new one."""
        with self._turn:
            connection, self._connection = self._connection, None
            if connection is not None and self._process == os.getpid():
                with suppress(Exception):
                    connection.close()

    def _within(self, begin: Callable[[Any], None], work: Callable[[Session], T]) -> T:
        with self._turn:
            deadline = time.monotonic() + _RECOVERY_SECONDS
            while True:
                try:
                    cursor = self._connected().cursor()
                    begin(cursor)
                    try:
                        result = work(Session(cursor, self.placeholder))
                        cursor.execute("COMMIT")
                    except BaseException:
                        with suppress(Exception):
                            cursor.execute("ROLLBACK")
                        raise
                    return result
                except self._errors() as error:
                    # A server that crashed may throw out even those who come back at once.
                    if not self._is_broken(error) or time.monotonic() > deadline:
                        raise self._explained(error) from error
                    self.close()
                    time.sleep(0.05)

    def _connected(self) -> Any:
        if self._connection is None or self._process != os.getpid():
            # A connection that came along through fork is the parent's: let go, not closed.
            self._connection = self._connect()
            self._process = os.getpid()
            try:
                self._migrate(self._connection.cursor())
            except BaseException:
                self.close()
                raise
        return self._connection

    def _migrate(self, cursor: Any) -> None:
        if self._known(cursor) == schema.SCHEMA:
            return
        self._begin_migration(cursor)
        try:
            found = self._known(cursor)  # somebody may have done it meanwhile
            for number in range(found, schema.SCHEMA):
                step = schema.MIGRATIONS[number]
                for statement in (*step.both, *self._own(step)):
                    for word, spelled in self.spelling.items():
                        statement = statement.replace("{" + word + "}", spelled)
                    cursor.execute(statement)
            if found == 0:
                cursor.execute(
                    "INSERT INTO about (name, value) VALUES ('registry', ?)".replace("?", self.placeholder),
                    (secrets.token_hex(16),),
                )
            if found != schema.SCHEMA:
                self._note_schema(cursor)
            cursor.execute("COMMIT")
        except BaseException:
            with suppress(Exception):
                cursor.execute("ROLLBACK")
            raise

    def _known(self, cursor: Any) -> int:
        """The schema of the registry, 0 where none is. Raises ClearanceError when it is newer than ours."""
        found = self._schema(cursor)
        if found > schema.SCHEMA:
            raise ClearanceError(
                f"the registry is of schema {found}, this version of Fairtake knows up to {schema.SCHEMA}",
                file=self.name,
                fix="Install the newer Fairtake that wrote it, or name another registry.",
            )
        return found

    @abstractmethod
    def _connect(self) -> Any: ...

    @abstractmethod
    def _exists(self) -> bool: ...

    @abstractmethod
    def _begin_read(self, cursor: Any) -> None: ...

    @abstractmethod
    def _begin_write(self, cursor: Any) -> None: ...

    @abstractmethod
    def _begin_migration(self, cursor: Any) -> None: ...

    @abstractmethod
    def _schema(self, cursor: Any) -> int: ...

    @abstractmethod
    def _note_schema(self, cursor: Any) -> None: ...

    @abstractmethod
    def _own(self, step: schema.Migration) -> tuple[str, ...]: ...

    @abstractmethod
    def _errors(self) -> tuple[type[Exception], ...]: ...

    @abstractmethod
    def _is_broken(self, error: Exception) -> bool: ...

    @abstractmethod
    def _explained(self, error: Exception) -> ClearanceError: ...

    @abstractmethod
    def tidy(self) -> None:
        """See that what was removed is also gone from the files."""
