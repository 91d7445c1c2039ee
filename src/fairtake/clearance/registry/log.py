"""The usage log: every row carries the hash of the row before it, so nothing in between can be changed.

A row's hash is SHA-256 over the RFC 8785 form of {at, event, film, key, number, previous}: anybody can
recompute it. What the chain alone cannot show, rows missing at the end and a log written anew from some
row on, is shown by a signed head that was kept elsewhere (`head.py`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from fairtake.clearance.grants import canonical
from fairtake.clearance.registry.database import Session
from fairtake.clearance.registry.entries import Fault, LogCheck, Use
from fairtake.clearance.registry.schema import FIRST
from fairtake.errors import ClearanceError

__all__ = ["append", "canonical_event", "check", "compare", "event_key", "last", "row_hash", "uses"]

_LARGEST_EVENT = 256 * 1024
_PAGE = 1000
_MOST_FAULTS = 1000
_BEFORE_ALL = -(2**62)
"""A row that was put before the first is looked at too."""


def canonical_event(event: Mapping[str, object]) -> str:
    """An event as it is kept. Raises ClearanceError when it cannot be written as canonical JSON or is too large."""
    text = canonical(event)
    if len(text) > _LARGEST_EVENT:
        raise ClearanceError(
            f"an event of {len(text)} bytes is too large for the usage log",
            fix=f"Log its hash; up to {_LARGEST_EVENT} bytes are kept.",
        )
    return text.decode()


def event_key(film: str, event: str) -> str:
    """What makes an event known again where the caller has no key of its own: all it says."""
    return hashlib.sha256(canonical({"film": film, "event": event})).hexdigest()


def row_hash(previous: str, number: int, film: str, key: str, event: str, at: str) -> str:
    """The hash of a row whose `event` is in canonical form. Raises ClearanceError."""
    # The event goes in as it is kept: a text that was changed in any byte has another hash, even
    # where it still says the same.
    before = canonical({"at": at})[:-1]
    after = canonical({"film": film, "key": key, "number": number, "previous": previous})[1:]
    return hashlib.sha256(before + b',"event":' + event.encode() + b"," + after).hexdigest()


def last(session: Session) -> tuple[int, str]:
    """Number and hash of the last row; 0 and 64 zeros of an empty log."""
    found = session.row("SELECT number, hash FROM uses ORDER BY number DESC LIMIT 1")
    return (int(found[0]), str(found[1])) if found else (0, FIRST)


def compare(session: Session, number: int, signed: str) -> str:
    """What tells against the log having had that hash at that row once, in words; "" when nothing does."""
    if number == 0:
        return ""
    found = session.row("SELECT hash FROM uses WHERE number = ?", number)
    if found is None:
        held, _ = last(session)
        return f"rows after {held} are missing: the log had {number} when the head was signed"
    if found[0] != signed:
        return f"row {number} is not the one of the signed head: the log was written anew"
    return ""


def append(session: Session, film: str, event: str, key: str, at: str) -> str:
    """Add a row, unless one with that key is there: its hash. The session must be one that writes, alone.
    Raises ClearanceError when the key stands for another event."""
    known = session.row("SELECT number, hash, film, event FROM uses WHERE event_key = ?", key)
    if known is not None:
        number, found, of_film, said = known
        if (of_film, said) != (film, event):
            raise ClearanceError(
                f"row {number} of the usage log has the same key and says something else",
                key=key,
                fix="Use a key that holds all that may differ, such as the hash of the film and the grant.",
            )
        return str(found)
    number, previous = last(session)
    found = row_hash(previous, number + 1, film, key, event, at)
    session.do(
        "INSERT INTO uses (number, previous, hash, film, event_key, event, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        number + 1,
        previous,
        found,
        film,
        key,
        event,
        at,
    )
    return found


def uses(session: Session, film: str | None = None, after: int = 0) -> Iterator[Use]:
    """All rows after a number in order, or those of one film."""
    for number, previous, found, of_film, key, event, at in _rows(session, film, after):
        yield Use(number, previous, found, of_film, key, json.loads(event), at)


def check(session: Session) -> LogCheck:
    """Look through all rows; at most a thousand faults are listed. Memory stays the same however long the log is."""
    faults: list[Fault] = []
    seen, number, previous = 0, 0, FIRST
    for at_number, said_previous, said_hash, film, key, event, at in _rows(session, None, _BEFORE_ALL):
        seen += 1
        what = _fault(number, previous, at_number, said_previous)
        if what:
            faults.append(Fault(at_number, what))
        try:
            truly = row_hash(said_previous, at_number, film, key, event, at)
        except (ClearanceError, UnicodeEncodeError):
            truly = ""
        if truly != said_hash:
            faults.append(Fault(at_number, f"row {at_number} was changed: its hash does not fit what it says"))
        number, previous = at_number, said_hash
        if len(faults) >= _MOST_FAULTS:
            break
    else:
        row = session.row("SELECT count(*) FROM uses")
        if row and row[0] != seen:
            faults.append(Fault(number, f"{row[0] - seen} rows have the number of another row: they were inserted"))
    return LogCheck(seen, number, previous, tuple(faults))


def _fault(number: int, previous: str, at_number: int, said_previous: str) -> str:
    if at_number > number + 1:
        missing = f"row {number + 1}" if at_number == number + 2 else f"rows {number + 1} to {at_number - 1}"
        return f"{missing} {'is' if at_number == number + 2 else 'are'} missing: removed"
    if said_previous != previous:
        return f"row {at_number} does not follow row {number}: one of them was replaced, inserted or moved"
    return ""


def _rows(session: Session, film: str | None, after: int) -> Iterator[tuple[int, str, str, str, str, str, str]]:
    number = after
    columns = "SELECT number, previous, hash, film, event_key, event, at FROM uses"
    while True:
        if film is None:
            page = session.rows(f"{columns} WHERE number > ? ORDER BY number LIMIT {_PAGE}", number)
        else:
            page = session.rows(f"{columns} WHERE film = ? AND number > ? ORDER BY number LIMIT {_PAGE}", film, number)
        yield from page
        if len(page) < _PAGE:
            return
        number = page[-1][0]
